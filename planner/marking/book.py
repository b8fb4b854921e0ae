"""The sheets of a workbook: found, added, removed, without upsetting what counts sheets by their number."""

from __future__ import annotations

from collections.abc import Callable

from lxml import etree

from planner.marking.cells import Cells, as_number
from planner.marking.package import RELATION, SPREADSHEET_TYPE, CannotMark, Element, Package, tag
from planner.words import say

BEHIND_NAMES = ("calcPr", "oleSize", "customWorkbookViews", "pivotCaches", "smartTagPr", "smartTagTypes",
                "webPublishing", "fileRecoveryPr", "webPublishObjects", "extLst")  # fmt: skip
"""What stands behind the defined names in a workbook."""
Renumbering = Callable[[int], int | None]
"""The new number of a sheet, or None for one that is gone."""


class Book:
    """The sheets of a workbook, by name in their order."""

    def __init__(self, package: Package) -> None:
        self.package = package
        self._root = package.tree(package.workbook)
        sheets = self._root.find(tag("sheets"))
        if sheets is None:
            raise CannotMark(say("it has no list of sheets"))
        self._sheets = sheets
        self._cells: dict[str, Cells] = {}
        self._names: list[str] | None = None
        self._texts: list[str] | None = None

    def names(self) -> list[str]:
        """Names of the sheets of cells; sheets of charts and dialogs are none."""
        if self._names is None:
            self._names = [str(sheet.get("name")) for sheet in self._sheets if self._holds_cells(sheet)]
        return list(self._names)

    def cells(self, name: str) -> Cells:
        if name not in self._cells:
            self._cells[name] = Cells(self.package, self._part(self._sheet(name)))
        return self._cells[name]

    def text(self, cell: Element) -> str:
        """What a cell of text or a number holds, as text."""
        if cell.get("t") == "inlineStr":
            return "".join(piece.text or "" for piece in cell.iter(tag("t")))
        value = str(cell.findtext(tag("v")) or "")
        if cell.get("t") == "s":
            number, texts = as_number(value, -1), self._shared_texts()
            return texts[number] if 0 <= number < len(texts) else ""
        return value

    def rows(self, name: str) -> list[dict[int, Element]]:
        """The cells of a sheet by column, row by row."""
        rows: dict[int, dict[int, Element]] = {}
        for (row, column), cell in self.cells(name).items():
            rows.setdefault(row, {})[column] = cell
        return [rows[number] for number in sorted(rows)]

    def free_name(self, name: str) -> str:
        """The name, or with a number behind it where a sheet has it already."""
        taken = {str(sheet.get("name")).casefold() for sheet in self._sheets}
        more = (f"{name} ({number})" for number in range(2, len(taken) + 3))
        return next(one for one in (name, *more) if one.casefold() not in taken)

    def add(self, name: str, tree: Element, *, first: bool = False, hidden: bool = False) -> None:
        """Add a sheet at the end, or before all others."""
        part = self.package.free_name("xl/worksheets/sheet{}.xml")
        self.package.add(part, tree, f"{SPREADSHEET_TYPE}.worksheet+xml")
        numbers = [as_number(sheet.get("sheetId"), 0) for sheet in self._sheets]
        attributes = {"name": name, "sheetId": str(max(numbers, default=0) + 1)}
        if hidden:
            attributes["state"] = "veryHidden"
        attributes[f"{{{RELATION}}}id"] = self.package.relate(self.package.workbook, "worksheet", part)
        sheet = self._sheets.makeelement(tag("sheet"), attributes)
        self._sheets.insert(0 if first else len(self._sheets), sheet)
        self._names = None
        if first:
            self._renumber(lambda number: number + 1)

    def remove(self, name: str) -> None:
        """Remove a sheet with the names that are defined for it."""
        sheet = self._sheet(name)
        gone = list(self._sheets).index(sheet)
        part = self._part(sheet)
        self._sheets.remove(sheet)
        self.package.unrelate(self.package.workbook, part)
        self.package.drop(part)
        self._cells.pop(name, None)
        self._names = None
        self._renumber(lambda number: None if number == gone else number - (number > gone))

    def define(self, name: str, sheet: str, formula: str, *, hidden: bool = False) -> None:
        """Define a name for one sheet, such as the rows that are printed on every page."""
        names = self._root.find(tag("definedNames"))
        if names is None:
            names = self._root.makeelement(tag("definedNames"))
            behind = [child for child in self._root if child.tag in {tag(known) for known in BEHIND_NAMES}]
            self._root.insert(self._root.index(behind[0]) if behind else len(self._root), names)
        number = [str(other.get("name")) for other in self._sheets].index(sheet)
        attributes = {"name": name, "localSheetId": str(number)} | ({"hidden": "1"} if hidden else {})
        etree.SubElement(names, tag("definedName"), attributes).text = formula

    def show(self, name: str) -> None:
        """Let the workbook open with one sheet chosen, and with that one alone: several would be typed into at once."""
        number = [str(other.get("name")) for other in self._sheets].index(name)
        for view in self._root.iterfind(f"{tag('bookViews')}/{tag('workbookView')}"):
            view.set("activeTab", str(number))
            view.attrib.pop("firstSheet", "")
        for sheet in self._sheets:
            if (part := self._part(sheet)) in self.package:
                for view in self.package.tree(part).iterfind(f"{tag('sheetViews')}/{tag('sheetView')}"):
                    view.attrib.pop("tabSelected", "")
                    if sheet.get("name") == name:
                        view.set("tabSelected", "1")

    def visible(self) -> list[str]:
        return [str(sheet.get("name")) for sheet in self._sheets if sheet.get("state", "visible") == "visible"]

    def opens_with(self) -> str:
        """The sheet that the workbook opens with, or nothing."""
        views = self._root.findall(f"{tag('bookViews')}/{tag('workbookView')}")
        number = as_number(views[0].get("activeTab"), 0) if views else 0
        return str(self._sheets[number].get("name")) if number < len(self._sheets) else ""

    def _renumber(self, new: Renumbering) -> None:
        """Names for one sheet and the sheet that is shown follow the sheets to their new numbers."""
        for name in self._root.findall(f"{tag('definedNames')}/{tag('definedName')}"):
            if name.get("localSheetId") is not None:
                number = new(as_number(name.get("localSheetId"), 0))
                if number is None:
                    parent = name.getparent()
                    assert parent is not None
                    parent.remove(name)
                else:
                    name.set("localSheetId", str(number))
        names = self._root.find(tag("definedNames"))
        if names is not None and not len(names):
            self._root.remove(names)
        for view in self._root.iterfind(f"{tag('bookViews')}/{tag('workbookView')}"):
            for attribute in ("activeTab", "firstSheet"):
                if view.get(attribute) is not None:
                    view.set(attribute, str(new(as_number(view.get(attribute), 0)) or 0))

    def _sheet(self, name: str) -> Element:
        for sheet in self._sheets:
            if sheet.get("name") == name:
                return sheet
        raise CannotMark(say("its sheets have no names"))

    def _part(self, sheet: Element) -> str:
        return self.package.targets(self.package.workbook).get(str(sheet.get(f"{{{RELATION}}}id")), "")

    def _holds_cells(self, sheet: Element) -> bool:
        part = self._part(sheet)
        return part in self.package and self.package.tree(part).tag == tag("worksheet")

    def _shared_texts(self) -> list[str]:
        if self._texts is None:
            part = self.package.target(self.package.workbook, "sharedStrings")
            items = self.package.tree(part).iterfind(tag("si")) if part else iter(())
            self._texts = ["".join(piece.text or "" for piece in item.iter(tag("t"))) for item in items]
        return self._texts
