"""The parts of a workbook file, changed one by one.

openpyxl would write a workbook anew from what it understands of it, and so lose stored values of formulas, lists of
choices that Excel keeps in extensions, charts, shapes and much else. Here a part that nobody asks for stays as it is to
the byte, and in the others only single elements are changed.
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator
from pathlib import Path

from lxml import etree

from planner.words import Words, say

Element = etree._Element

MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
RELATION = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
RELATIONS_OF_PACKAGE = "http://schemas.openxmlformats.org/package/2006/relationships"
CONTENT_TYPES = "http://schemas.openxmlformats.org/package/2006/content-types"
SPREADSHEET_TYPE = "application/vnd.openxmlformats-officedocument.spreadsheetml"
TYPES_PART = "[Content_Types].xml"

STAMP = (1980, 1, 1, 12, 0, 0)
"""The time on every part of a copy. Whatever program saves the file again writes other times."""


class CannotMark(Exception):
    """A workbook that is built in a way the marks cannot be written into; the text says how."""

    def __init__(self, reason: Words) -> None:
        super().__init__(reason)


def tag(name: str) -> str:
    """The full name of an element of a spreadsheet."""
    return f"{{{MAIN}}}{name}"


def new_root(name: str, namespace: str = MAIN) -> Element:
    """An empty element that does not spell out its namespace with a prefix."""
    return etree.fromstring(f'<{name} xmlns="{namespace}"/>')


def made(text: str) -> Element:
    """An element of a spreadsheet from its text."""
    return etree.fromstring(f'<made xmlns="{MAIN}">{text}</made>')[0]


class Package:
    """The parts of a workbook by name, some of them read as trees."""

    def __init__(self, archive: zipfile.ZipFile) -> None:
        self._contents = {part.filename: archive.read(part) for part in archive.infolist() if not part.is_dir()}
        self._trees: dict[str, Element] = {}
        self.workbook = self.target("", "officeDocument") or ""
        if self.workbook not in self._contents or self.tree(self.workbook).tag != tag("workbook"):
            raise CannotMark(say("its workbook part is not where it is expected"))

    def __contains__(self, part: str) -> bool:
        return part in self._contents

    def tree(self, part: str) -> Element:
        """A part as a tree; changes in it are saved. Raises CannotMark for a part that is missing or damaged."""
        if part not in self._trees:
            if part not in self._contents:
                raise CannotMark(say("its part {part} is missing", part=part))
            # Other programs write drawings of notes that are not quite XML.
            parser = etree.XMLParser(resolve_entities=False, no_network=True, recover=part.endswith(".vml"))
            try:
                self._trees[part] = etree.fromstring(self._contents[part], parser)
            except etree.XMLSyntaxError as error:
                raise CannotMark(say("its part {part} is damaged ({error})", part=part, error=error)) from None
        return self._trees[part]

    def add(self, part: str, tree: Element, content_type: str) -> None:
        """Add a part; the type of drawings of notes goes by the ending of the name, as other programs have it."""
        self._contents[part] = b""
        self._trees[part] = tree
        types = self.tree(TYPES_PART)
        ending = part.rpartition(".")[2]
        if ending == "xml":
            etree.SubElement(
                types, f"{{{CONTENT_TYPES}}}Override", {"PartName": f"/{part}", "ContentType": content_type}
            )
        elif not any(str(known.get("Extension")).lower() == ending for known in types):
            types.insert(
                0, types.makeelement(f"{{{CONTENT_TYPES}}}Default", {"Extension": ending, "ContentType": content_type})
            )

    def drop(self, part: str) -> None:
        """Remove a part with its own relations; who points to it is left to the caller."""
        for name in (part, _relations_part(part)):
            self._contents.pop(name, None)
            self._trees.pop(name, None)
        types = self.tree(TYPES_PART)
        for known in list(types):
            if known.get("PartName") == f"/{part}":
                types.remove(known)

    def set_type(self, part: str, content_type: str) -> None:
        """Change the type of a part."""
        for known in self.tree(TYPES_PART):
            if known.get("PartName") == f"/{part}":
                known.set("ContentType", content_type)

    def free_name(self, pattern: str) -> str:
        """The first part name that is not taken, the pattern holding the place of a number."""
        taken = {name.lower() for name in self._contents}
        return next(name for number in range(1, 1_000_000) if (name := pattern.format(number)).lower() not in taken)

    def names(self, ending: str) -> list[str]:
        return [name for name in self._contents if name.lower().endswith(ending)]

    # --- Relations between parts --------------------------------------------------------------------------------------

    def targets(self, part: str) -> dict[str, str]:
        """Parts that a part points to, by the id of the relation."""
        return {str(one.get("Id")): _resolved(part, str(one.get("Target"))) for one in self._relations(part)}

    def target(self, part: str, kind: str) -> str | None:
        """The first part of a kind that a part points to."""
        return next((_resolved(part, str(one.get("Target"))) for one in self._relations(part, kind)), None)

    def relate(self, part: str, kind: str, target: str) -> str:
        """Let a part point to another; the id of the relation."""
        name = _relations_part(part)
        if name not in self:
            root = new_root("Relationships", RELATIONS_OF_PACKAGE)
            self._contents[name], self._trees[name] = b"", root
        relations = self.tree(name)
        taken = {one.get("Id") for one in relations}
        own = next(own for number in range(1, len(taken) + 2) if (own := f"rIdCheck{number}") not in taken)
        # A full path is understood by all programs and needs no counting of folders.
        attributes = {"Id": own, "Type": f"{RELATION}/{kind}", "Target": f"/{target}"}
        etree.SubElement(relations, f"{{{RELATIONS_OF_PACKAGE}}}Relationship", attributes)
        return own

    def unrelate(self, part: str, target: str) -> None:
        """Remove the relations of a part to another."""
        for one in list(self._relations(part)):
            if _resolved(part, str(one.get("Target"))) == target:
                self.tree(_relations_part(part)).remove(one)

    def _relations(self, part: str, kind: str = "") -> Iterator[Element]:
        name = _relations_part(part)
        if name in self:
            for one in self.tree(name):
                if one.get("TargetMode") != "External" and str(one.get("Type")).endswith(f"/{kind}" if kind else ""):
                    yield one

    def save(self, path: Path) -> None:
        with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
            for name, content in self._contents.items():
                if name in self._trees:
                    content = _serialised(name, self._trees[name])
                part = zipfile.ZipInfo(name, STAMP)
                part.compress_type = zipfile.ZIP_DEFLATED
                archive.writestr(part, content)


def is_untouched(path: Path) -> bool:
    """Whether a file is a copy that nobody has saved since it was made."""
    try:
        with zipfile.ZipFile(path) as archive:
            return all(part.date_time == STAMP for part in archive.infolist())
    except (OSError, ValueError, zipfile.BadZipFile, NotImplementedError):
        return False


def _serialised(name: str, tree: Element) -> bytes:
    if name.endswith(".vml"):
        return etree.tostring(tree)
    return etree.tostring(tree, xml_declaration=True, encoding="UTF-8", standalone=True)


def _relations_part(part: str) -> str:
    folder, _, name = part.rpartition("/")
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _resolved(part: str, target: str) -> str:
    """The name of a part that another one points to by a path from its own folder, or from the top."""
    return posixpath.normpath(posixpath.join("/", posixpath.dirname(part), target)).lstrip("/")
