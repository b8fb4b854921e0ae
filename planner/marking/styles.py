"""Looks of cells: the same look with another fill, and the earlier fill again."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from copy import deepcopy

from lxml import etree

from planner.marking.package import CannotMark, Element, Package, made, tag
from planner.words import say

Key = tuple[object, ...]
COLLECTIONS = ("fonts", "fills", "borders", "cellXfs")


class Styles:
    """The looks of a workbook. Equal ones are kept once, so that marking again and again adds nothing."""

    def __init__(self, package: Package) -> None:
        part = package.target(package.workbook, "styles")
        if part is None:
            raise CannotMark(say("it has no looks of cells (styles)"))
        root = package.tree(part)
        self._collections: dict[str, Element] = {}
        self._index: dict[str, dict[Key, int]] = {}
        for name in COLLECTIONS:
            collection = root.find(tag(name))
            if collection is None or not len(collection):
                raise CannotMark(say("its looks of cells have no {name}", name=name))
            self._collections[name] = collection
            index: dict[Key, int] = {}
            for number, element in enumerate(collection):
                index.setdefault(_key(element), number)
            self._index[name] = index

    def colours(self) -> set[str]:
        """Colours of all solid fills, as in ``FFFFC8C0``."""
        return {_solid(fill) for fill in self._collections["fills"]}

    def __len__(self) -> int:
        """The number of looks."""
        return len(self._collections["cellXfs"])

    def colour(self, style: int) -> str:
        """The colour of a look, if its fill is solid; else the empty text."""
        fills = self._collections["fills"]
        number = _number(self._look(style), "fillId")
        return _solid(fills[number]) if number < len(fills) else ""

    def with_colour(self, style: int, colour: str) -> int:
        """The same look with a solid fill."""
        look = deepcopy(self._look(style))
        look.set("fillId", str(self._add("fills", made(_fill(colour)))))
        look.set("applyFill", "1")
        return self._add("cellXfs", look)

    def with_fill_of(self, style: int, earlier: int) -> int:
        """The same look with the fill of another."""
        look, source = deepcopy(self._look(style)), self._look(earlier)
        for name in ("fillId", "applyFill"):
            value = source.get(name)
            if value is None:
                look.attrib.pop(name, "")
            else:
                look.set(name, value)
        if _key(_bare(look)) == _key(_bare(source)):
            return earlier  # nothing but the fill was changed since
        return self._add("cellXfs", look)

    def look(
        self, *, bold: bool = False, underlined: bool = False, size: str = "", colour: str = "", fill: str = "",
        wrapped: bool = False, bordered: bool = False, typed_as_text: bool = True,
    ) -> int:  # fmt: skip
        """A look for the project's own sheets, in the usual font of the workbook.

        What is typed into a cell of it is text too, whatever sign it begins with, unless it is to hold numbers.
        """
        usual = self._collections["fonts"][0]
        name, points = (_value(usual, part, plain) for part, plain in (("name", "Calibri"), ("sz", "11")))
        font = f"{'<b/>' * bold}{'<u/>' * underlined}<sz val='{size or points}'/>"
        font += f"<color rgb='{colour}'/>" * bool(colour)
        own_font = made(f"<font>{font}</font>")
        etree.SubElement(own_font, tag("name"), {"val": name})
        numbers = {
            "fontId": self._add("fonts", own_font),
            "fillId": self._add("fills", made(_fill(fill))) if fill else 0,
            "borderId": self._add("borders", made(_border("FFD9D9D9"))) if bordered else 0,
        }
        attributes = " ".join(f"{part}='{number}'" for part, number in numbers.items())
        alignment = f"<alignment vertical='top' wrapText='{int(wrapped)}'/>"
        applied = f"applyFont='1' applyFill='1' applyBorder='1' applyAlignment='1' quotePrefix='{int(typed_as_text)}'"
        return self._add("cellXfs", made(f"<xf numFmtId='0' {attributes} xfId='0' {applied}>{alignment}</xf>"))

    def _look(self, style: int) -> Element:
        looks = self._collections["cellXfs"]
        return looks[style if style < len(looks) else 0]

    def _add(self, name: str, element: Element) -> int:
        """The number of an element in its collection, at the end of which it is added if it is not there."""
        key, index, collection = _key(element), self._index[name], self._collections[name]
        if key not in index:
            index[key] = len(collection)
            collection.append(element)
            collection.set("count", str(len(collection)))
        return index[key]


def first_free(family: Sequence[str], taken: set[str]) -> str:
    """The first colour of a family that no cell can have already."""
    return next((colour for colour in family if colour not in taken), family[0])


def _fill(colour: str) -> str:
    return (
        f"<fill><patternFill patternType='solid'><fgColor rgb='{colour}'/><bgColor indexed='64'/></patternFill></fill>"
    )


def _border(colour: str) -> str:
    sides = "".join(f"<{side} style='thin'><color rgb='{colour}'/></{side}>" for side in SIDES)
    return f"<border>{sides}<diagonal/></border>"


SIDES = ("left", "right", "top", "bottom")


def _solid(fill: Element) -> str:
    pattern = fill.find(tag("patternFill"))
    colour = None if pattern is None or pattern.get("patternType") != "solid" else pattern.find(tag("fgColor"))
    return "" if colour is None else str(colour.get("rgb") or "").upper()


def _value(font: Element, part: str, plain: str) -> str:
    found = font.find(tag(part))
    return plain if found is None else str(found.get("val") or plain)


def _number(element: Element, attribute: str) -> int:
    text = str(element.get(attribute) or "0")
    return int(text) if text.isdecimal() else 0


def _bare(look: Element) -> Element:
    """A look without the remarks on what of it counts, which programs set as they please."""
    bare = deepcopy(look)
    for name in list(bare.attrib):
        if str(name).startswith("apply"):
            del bare.attrib[name]
    return bare


def _key(element: Element) -> Key:
    """What two equal elements have in common."""
    attributes: Mapping[str, str] = {str(name): str(value) for name, value in element.attrib.items()}
    return (str(element.tag), *sorted(attributes.items()), *(_key(child) for child in element))
