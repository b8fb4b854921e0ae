"""Notes on the cells of one sheet: ours below the text of others, and away again.

A note stands in two parts: its text in one, the box it is shown in in a drawing. What is ours begins and ends with a
line that nobody writes by chance; the number in it leads to what the cell looked like before, wherever the cell has
gone since.
"""

from __future__ import annotations

import re
from functools import lru_cache

from lxml import etree

from planner.marking.cells import Cells, Spot, as_number, name_of, spot_of
from planner.marking.package import RELATION, SPREADSHEET_TYPE, Element, Package, new_root, tag
from planner.marking.words import as_xml_text
from planner.words import phrase, say
from planner.words.every_language import in_each_language

AUTHOR = phrase("planner check")
BEGIN, END = phrase("[planner check {number}]"), phrase("[end of planner check]")
NUMBER_PLACE = "NUMBER"
"""Stands for the number of a note while it is looked for."""
TEXT_MAX = 8_000
VML, OFFICE, EXCEL = "urn:schemas-microsoft-com:vml", "urn:schemas-microsoft-com:office:office", (
    "urn:schemas-microsoft-com:office:excel"
)  # fmt: skip
BEHIND_DRAWING = ("legacyDrawingHF", "drawingHF", "picture", "oleObjects", "controls", "webPublishItems", "tableParts",
                  "extLst")  # fmt: skip
"""What stands behind the drawing of notes in a sheet."""
BOX_WIDTH_PIXELS, LINE_CHARACTERS, LINE_PIXELS, LINES_MAX = 340, 52, 18, 24


class Notes:
    """The notes of one sheet."""

    def __init__(self, package: Package, cells: Cells) -> None:
        self._package, self._cells = package, cells
        self._part = package.target(cells.part, "comments")
        self._drawing = package.target(cells.part, "vmlDrawing")
        self._comments = {} if self._part is None else _comments_of(package.tree(self._part))
        self._last_shape = 0

    def take_away(self) -> dict[Spot, int]:
        """Remove all that is ours; the numbers it had by cell."""
        numbers: dict[Spot, int] = {}
        removed: set[Spot] = set()
        for spot, comment in list(self._comments.items()):
            text = "".join(piece.text or "" for piece in _pieces(comment))
            blocks = list(block_pattern().finditer(text))
            if not blocks:
                continue
            numbers[spot] = int(next(filter(None, blocks[0].groups())))
            for block in reversed(blocks):
                _cut(comment, *block.span())
            if not any(piece.text for piece in _pieces(comment)):
                self._remove(spot, comment)
                removed.add(spot)
        if removed and self._drawing is not None:
            drawing = self._package.tree(self._drawing)
            for shape in drawing.findall(f"{{{VML}}}shape"):
                if _drawn_at(shape) in removed:
                    drawing.remove(shape)
        return numbers

    def add(self, spot: Spot, number: int, text: str) -> None:
        """Write a note, below what others have written on the cell.

        A conversation (threaded comment) keeps its text elsewhere, so nothing is added to its stand-in here.
        """
        if len(text) > TEXT_MAX:
            text = say("{text}... (all of it stands on the first sheet)", text=text[:TEXT_MAX])
        text = f"{say(BEGIN, number=number)}\n{as_xml_text(text)}\n{say(END)}"
        earlier = self._comments.get(spot)
        if earlier is None:
            self._append(spot, text)
            self._draw(spot, text)
        elif not self._author(earlier).startswith("tc="):
            body = earlier.find(tag("text"))
            if body is None:
                body = etree.SubElement(earlier, tag("text"))
            _as_runs(body)
            _run(body, f"\n{text}" if any(piece.text for piece in _pieces(earlier)) else text)

    def finish(self) -> None:
        """Remove the parts if no note is left and nothing else is drawn."""
        if self._part is None or self._comments:
            return
        self._package.unrelate(self._cells.part, self._part)
        self._package.drop(self._part)
        drawn = self._package.tree(self._drawing).findall(f"{{{VML}}}shape") if self._drawing else []
        if self._drawing and not drawn:
            self._package.unrelate(self._cells.part, self._drawing)
            self._package.drop(self._drawing)
            for element in self._cells.root.findall(tag("legacyDrawing")):
                self._cells.root.remove(element)

    def _author(self, comment: Element) -> str:
        assert self._part is not None
        authors = self._package.tree(self._part).findall(f"{tag('authors')}/{tag('author')}")
        number = as_number(comment.get("authorId"), 0)
        return str(authors[number].text or "") if number < len(authors) else ""

    def _append(self, spot: Spot, text: str) -> None:
        if self._part is None:
            self._part = self._package.free_name("xl/comments{}.xml")
            self._package.add(self._part, _new_comments(), f"{SPREADSHEET_TYPE}.comments+xml")
            self._package.relate(self._cells.part, "comments", self._part)
        root = self._package.tree(self._part)
        authors, comments = (_child(root, name) for name in ("authors", "commentList"))
        names = [author.text for author in authors]
        if (author := say(AUTHOR)) not in names:
            etree.SubElement(authors, tag("author")).text = author
            names.append(author)
        attributes = {"ref": name_of(spot), "authorId": str(names.index(author))}
        comment = etree.SubElement(comments, tag("comment"), attributes)
        _run(etree.SubElement(comment, tag("text")), text)
        self._comments[spot] = comment

    def _remove(self, spot: Spot, comment: Element) -> None:
        parent = comment.getparent()
        assert parent is not None
        parent.remove(comment)
        del self._comments[spot]

    def _draw(self, spot: Spot, text: str) -> None:
        """Draw the box of a note beside its cell, hidden until the cell is pointed at."""
        if self._drawing is None:
            self._drawing = self._new_drawing()
        drawing = self._package.tree(self._drawing)
        self._last_shape = (self._last_shape or _last_shape(drawing)) + 1
        lines = min(LINES_MAX, sum(1 + len(line) // LINE_CHARACTERS for line in text.split("\n")) + 1)
        shape = etree.fromstring(
            SHAPE.format(
                number=self._last_shape,
                anchor=_anchor(self._cells, spot, lines * LINE_PIXELS),
                row=spot[0] - 1,
                column=spot[1] - 1,
            )
        )
        drawing.append(shape)

    def _new_drawing(self) -> str:
        """An empty drawing that the sheet points to; its shapes have numbers that no other drawing uses."""
        used = [1]
        for name in self._package.names(".vml"):
            for known in self._package.tree(name).iter(f"{{{OFFICE}}}idmap"):
                used += [as_number(number, 1) for number in str(known.get("data") or "").split(",")]
        part = self._package.free_name("xl/drawings/vmlDrawing{}.vml")
        tree = etree.fromstring(DRAWING.format(block=max(used) + 1))
        self._package.add(part, tree, "application/vnd.openxmlformats-officedocument.vmlDrawing")
        own = self._package.relate(self._cells.part, "vmlDrawing", part)
        root = self._cells.root
        element = root.makeelement(tag("legacyDrawing"), {f"{{{RELATION}}}id": own})
        behind = [child for child in root if child.tag in {tag(name) for name in BEHIND_DRAWING}]
        root.insert(root.index(behind[0]) if behind else len(root), element)
        return part


@lru_cache(maxsize=1)
def block_pattern() -> re.Pattern[str]:
    """A note of ours, in whichever language: its number, and all up to its end."""
    begins = (re.escape(text) for text in in_each_language(lambda: say(BEGIN, number=NUMBER_PLACE)))
    begin = "|".join(text.replace(NUMBER_PLACE, r"(\d{1,9})") for text in begins)
    end = "|".join(re.escape(text) for text in in_each_language(lambda: say(END)))
    return re.compile(rf"\n?(?:{begin})(?:.*?(?:{end})|.*)", re.DOTALL)


def _comments_of(root: Element) -> dict[Spot, Element]:
    """Notes by cell; the first one where a stranger has written several."""
    found: dict[Spot, Element] = {}
    for comment in root.iterfind(f"{tag('commentList')}/{tag('comment')}"):
        spot = spot_of(str(comment.get("ref") or ""))
        if spot is not None:
            found.setdefault(spot, comment)
    return found


def _pieces(comment: Element) -> list[Element]:
    """The pieces of text of a note, in turn; readings of foreign signs (rPh) are none of them."""
    return [*comment.iterfind(f"{tag('text')}/{tag('t')}"), *comment.iterfind(f"{tag('text')}/{tag('r')}/{tag('t')}")]


def _cut(comment: Element, first: int, last: int) -> None:
    """Take the characters from first up to last out of a note; pieces that become empty go with their looks."""
    begin = 0
    for piece in _pieces(comment):
        text = piece.text or ""
        rest = text[: max(0, first - begin)] + text[max(0, last - begin) :]
        begin += len(text)
        if rest == text:
            continue
        piece.text = rest
        run = piece.getparent()
        if not rest and run is not None and run.tag == tag("r"):
            body = run.getparent()
            assert body is not None
            body.remove(run)


def _as_runs(body: Element) -> None:
    """Text without looks of its own as a run, so that runs may follow."""
    for plain in body.findall(tag("t")):
        run = body.makeelement(tag("r"))
        body.replace(plain, run)
        run.append(plain)


def _run(body: Element, text: str) -> None:
    run = body.makeelement(tag("r"))
    looks = etree.SubElement(run, tag("rPr"))
    etree.SubElement(looks, tag("sz"), {"val": "9"})
    etree.SubElement(looks, tag("rFont"), {"val": "Tahoma"})
    piece = etree.SubElement(run, tag("t"))
    piece.text = text
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    runs = body.findall(tag("r"))
    body.insert(body.index(runs[-1]) + 1 if runs else 0, run)


def _child(root: Element, name: str) -> Element:
    found = root.find(tag(name))
    return etree.SubElement(root, tag(name)) if found is None else found


def _new_comments() -> Element:
    root = new_root("comments")
    etree.SubElement(root, tag("authors"))
    etree.SubElement(root, tag("commentList"))
    return root


def _drawn_at(shape: Element) -> Spot | None:
    """The cell whose note is shown in a shape."""
    data = shape.find(f"{{{EXCEL}}}ClientData")
    if data is None or data.get("ObjectType") != "Note":
        return None
    row, column = (as_number(str(data.findtext(f"{{{EXCEL}}}{name}") or "").strip(), -1) for name in ("Row", "Column"))
    return row + 1, column + 1


def _last_shape(drawing: Element) -> int:
    """The greatest number of a shape, or the one before the first of the drawing's own block of numbers."""
    blocks = drawing.findall(f"{{{OFFICE}}}shapelayout/{{{OFFICE}}}idmap")
    block = as_number(str(blocks[0].get("data") or "1").split(",")[0], 1) if blocks else 1
    shapes = drawing.findall(f"{{{VML}}}shape")
    numbers = [as_number(str(shape.get("id") or "").rpartition("_s")[2], 0) for shape in shapes]
    return max([1024 * block, *numbers])


def _anchor(cells: Cells, spot: Spot, height_pixels: int) -> str:
    """Where the box stands: column, pixels, row, pixels of its upper left corner, then of its lower right one."""
    widths, (row, column) = cells.widths(), spot
    left, right, bottom = column, column, row - 1
    rest = float(BOX_WIDTH_PIXELS)
    while (wide := 7 * widths.get(right + 1, 9.0) + 5) < rest:
        rest, right = rest - wide, right + 1
    deep = float(height_pixels)
    while (high := cells.height(bottom + 1) * 4 / 3) < deep:
        deep, bottom = deep - high, bottom + 1
    return f"{left}, 12, {row - 1}, 4, {right}, {int(rest)}, {bottom}, {int(deep)}"


DRAWING = f"""<xml xmlns:v="{VML}" xmlns:o="{OFFICE}" xmlns:x="{EXCEL}"><o:shapelayout v:ext="edit"><o:idmap\
 v:ext="edit" data="{{block}}"/></o:shapelayout><v:shapetype id="_x0000_t202" coordsize="21600,21600" o:spt="202"\
 path="m,l,21600r21600,l21600,xe"><v:stroke joinstyle="miter"/><v:path gradientshapeok="t" o:connecttype="rect"/>\
</v:shapetype></xml>"""
SHAPE = f"""<v:shape xmlns:v="{VML}" xmlns:o="{OFFICE}" xmlns:x="{EXCEL}" id="_x0000_s{{number}}" type="#_x0000_t202"\
 style="position:absolute;width:255pt;height:100pt;z-index:1;visibility:hidden" fillcolor="#ffffe1"\
 o:insetmode="auto"><v:fill color2="#ffffe1"/><v:shadow on="t" color="black" obscured="t"/>\
<v:path o:connecttype="none"/><v:textbox style="mso-direction-alt:auto"><div style="text-align:left"></div></v:textbox>\
<x:ClientData ObjectType="Note"><x:MoveWithCells/><x:SizeWithCells/><x:Anchor>{{anchor}}</x:Anchor>\
<x:AutoFill>False</x:AutoFill><x:Row>{{row}}</x:Row><x:Column>{{column}}</x:Column></x:ClientData></v:shape>"""
