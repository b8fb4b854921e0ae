"""The two sheets that a marked copy has more: the list of messages, and the memory of what cells looked like before.

Both are recognised by their title, so that a sheet of somebody else with the same name stays.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from lxml import etree

from planner.marking.book import Book
from planner.marking.cells import Spot, as_number, name_of, spot_of
from planner.marking.messages import Kind, Message, Place
from planner.marking.package import Element, made, new_root, tag
from planner.marking.styles import Styles
from planner.marking.words import as_cell_text
from planner.tables.cells import CHECK_SHEET, MARKS_SHEET
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW, TITLE_ROW
from planner.words import named, phrase, say
from planner.words.every_language import in_each_language
from planner.words.naming import aliases

LIST_TITLE = phrase("What planner check found")
LIST_READING = phrase(
    "Mend the cells in this workbook, save it and check it again: the marks of mended cells go away. The sheet is made "
    "anew by each check. A click on a cell's name leads there."
)
MEMORY_TITLE = phrase("Marks of planner check: what cells looked like before")
COLUMNS = (
    (phrase("number"), 9), (phrase("kind"), 10), (phrase("sheet"), 18), (phrase("cell"), 12),
    (phrase("what is wrong"), 70), (phrase("what to do"), 50),
)  # fmt: skip
KINDS: Mapping[Kind, str] = {"fault": phrase("fault"), "warning": phrase("warning")}
HEADER_DARK, WHITE, LINK_BLUE = "FF1F4E79", "FFFFFFFF", "FF0563C1"
FIRST_CELL = (1, 1)
LINE_POINTS, ROW_POINTS_MAX = 15, 405
PAPER_A4 = "9"
FAMILIES: Mapping[Kind, tuple[str, ...]] = {
    "fault": tuple(f"FFFFC8{number:02X}" for number in range(0xC0, 0xD0)),
    "warning": tuple(f"FFFFE0{number:02X}" for number in range(0xB0, 0xC0)),
}
"""Light red and light orange, each in shades that the eye cannot tell apart: one is taken that no cell has yet, so that
a mark is known from the paint of somebody else."""


@dataclass(frozen=True, slots=True)
class Mark:
    """A marked cell: its number, where it was, and the number of the look it had."""

    number: int
    sheet: str
    spot: Spot
    look: int


@dataclass(frozen=True, slots=True)
class Memory:
    """What a marked copy says of its marks. A stranger may have written it, so it is only ever asked for looks."""

    colours: Mapping[Kind, str]
    looks: Mapping[int, int]
    """Earlier look by number of the mark."""
    at: Mapping[tuple[str, Spot], int]
    """Earlier look by sheet and cell, for marks whose note was deleted."""


def own_sheets(book: Book, name: str, title: str) -> list[str]:
    """Sheets that have a name of ours and our title, in any language."""
    titles = in_each_language(lambda: say(title))
    return [
        sheet
        for sheet in book.names()
        if sheet.startswith(aliases(name))
        and any(book.text(row[1]) in titles for row in book.rows(sheet)[:1] if 1 in row)
    ]


def lists_of(book: Book) -> list[str]:
    return own_sheets(book, CHECK_SHEET, LIST_TITLE)


def memories_of(book: Book) -> list[str]:
    return own_sheets(book, MARKS_SHEET, MEMORY_TITLE)


def read_memory(book: Book, styles: Styles) -> Memory | None:
    """What a marked copy remembers; None if it is no marked copy."""
    sheets = memories_of(book)
    if not sheets:
        return None
    head, *rows = book.rows(sheets[0])
    colours: dict[Kind, str] = {}
    for (kind, family), column in zip(FAMILIES.items(), (2, 3), strict=True):
        colour = styles.colour(as_number(head[column].get("s"), 0)) if column in head else ""
        if colour in family:
            colours[kind] = colour
    looks, at = {}, {}
    for row in rows:
        if set(row) >= {1, 2, 3, 4}:
            number, sheet, cell = (book.text(row[column]) for column in (1, 2, 3))
            look = as_number(row[4].get("s"), 0)
            if look >= len(styles):
                continue
            looks[as_number(number, 0)] = look
            if (spot := spot_of(cell)) is not None:
                at[sheet, spot] = look
    return Memory(colours, looks, at)


def memory_sheet(styles: Styles, colours: Mapping[Kind, str], marks: Sequence[Mark]) -> Element:
    """The hidden sheet: cells that look as the marked ones did, which any program keeps when it saves the workbook."""
    root, data = _sheet()
    head = [_text(say(MEMORY_TITLE)), *(_blank(styles.with_colour(0, colours[kind])) for kind in FAMILIES)]
    _row(data, 1, head)
    for row, mark in enumerate(marks, start=2):
        cells = [_number(mark.number), _text(mark.sheet), _text(name_of(mark.spot)), _text("look", mark.look)]
        _row(data, row, cells)
    return root


def add_list(book: Book, styles: Styles, colours: Mapping[Kind, str], messages: Sequence[Message]) -> str:
    """Put the list of messages before all sheets; the name it has."""
    name = book.free_name(named(CHECK_SHEET))
    lines = list(_lines(messages))
    root, data = _sheet()
    _set_up_view(data)
    title = styles.look(bold=True, size="14", colour=HEADER_DARK)
    header = styles.look(bold=True, colour=WHITE, fill=HEADER_DARK, bordered=True)
    text = styles.look(wrapped=True, bordered=True)
    link = styles.look(underlined=True, colour=LINK_BLUE, bordered=True)
    number = styles.look(bordered=True, typed_as_text=False)
    kinds = {kind: styles.look(fill=colour, bordered=True) for kind, colour in colours.items()}
    _row(data, TITLE_ROW, [_text(say(LIST_TITLE), title)])
    _row(data, TITLE_ROW + 1, [_text(say(LIST_READING), styles.look())])
    _row(data, HEADER_ROW, [_text(say(column), header) for column, _ in COLUMNS])
    links: dict[str, str] = {}
    for row, (message, place) in enumerate(lines, start=FIRST_DATA_ROW):
        cell, target = _cell_and_target(book, place)
        texts = ((place.sheet, text), (cell, link if target else text), (message.wrong, text), (message.to_do, text))
        numbered = [_number(message.number, number), _text(say(KINDS[message.kind]), kinds[message.kind])]
        _row(data, row, [*numbered, *(_text(*one) for one in texts)], _height(message))
        if target:
            links[name_of((row, 4))] = target
    last = FIRST_DATA_ROW + max(1, len(lines)) - 1
    _finish(root, links, last)
    book.add(name, root, first=True)
    quoted = f"'{name}'"
    book.define("_xlnm._FilterDatabase", name, f"{quoted}!$A${HEADER_ROW}:$F${last}", hidden=True)
    book.define("_xlnm.Print_Titles", name, f"{quoted}!${HEADER_ROW}:${HEADER_ROW}")
    book.show(name)
    return name


def marked_spot(book: Book, place: Place) -> Spot | None:
    """The cell that is marked for a place: the first filled one of a row, the title of a sheet."""
    if place.sheet not in book.names():
        return None
    if place.row is None:
        return FIRST_CELL
    return place.spot or book.cells(place.sheet).first_filled(place.row)


def _cell_and_target(book: Book, place: Place) -> tuple[str, str]:
    """What the list calls a place within its sheet, and where a click on it leads."""
    spot = marked_spot(book, place)
    if spot is None:
        return "" if place.row is None else say("row {row}", row=place.row), ""
    quoted = place.sheet.replace("'", "''")
    return name_of(spot), f"'{quoted}'!{name_of(spot)}"


def _lines(messages: Sequence[Message]) -> Iterator[tuple[Message, Place]]:
    """One line for each cell of a message, so that every one of them has its link."""
    for message in messages:
        for place in message.places:
            yield message, place


def _height(message: Message) -> int:
    """Programs do not find the height of a row by themselves."""
    (_, wide), (_, narrow) = COLUMNS[-2:]
    lines = max(1 + int(1.1 * len(message.wrong)) // wide, 1 + int(1.1 * len(message.to_do)) // narrow)
    return min(LINE_POINTS * lines, ROW_POINTS_MAX)


def _sheet() -> tuple[Element, Element]:
    root = new_root("worksheet")
    return root, etree.SubElement(root, tag("sheetData"))


def _set_up_view(data: Element) -> None:
    """Frozen header, widths, one page wide."""
    for text in (
        "<sheetPr><tabColor rgb='FFC00000'/><pageSetUpPr fitToPage='1'/></sheetPr>",
        f"<sheetViews><sheetView showGridLines='0' workbookViewId='0'><pane ySplit='{HEADER_ROW}' "
        f"topLeftCell='A{FIRST_DATA_ROW}' activePane='bottomLeft' state='frozen'/><selection pane='bottomLeft' "
        f"activeCell='A{FIRST_DATA_ROW}' sqref='A{FIRST_DATA_ROW}'/></sheetView></sheetViews>",
        "<sheetFormatPr defaultRowHeight='15'/>",
        "<cols>"
        + "".join(
            f"<col min='{number}' max='{number}' width='{width}' customWidth='1'/>"
            for number, (_, width) in enumerate(COLUMNS, start=1)
        )
        + "</cols>",
    ):
        data.addprevious(made(text))


def _finish(root: Element, links: Mapping[str, str], last: int) -> None:
    """Filter, links that jump to cells, and how the sheet is printed, in the order they must stand in."""
    root.append(made(f"<autoFilter ref='A{HEADER_ROW}:F{last}'/>"))
    if links:
        group = etree.SubElement(root, tag("hyperlinks"))
        for cell, target in links.items():
            etree.SubElement(group, tag("hyperlink"), {"ref": cell, "location": target, "display": target})
    root.append(made("<pageMargins left='0.4' right='0.4' top='0.5' bottom='0.6' header='0.3' footer='0.3'/>"))
    root.append(made(f"<pageSetup paperSize='{PAPER_A4}' orientation='landscape' fitToHeight='0'/>"))
    root.append(
        made("<headerFooter><oddFooter>&amp;L&amp;F&amp;C&amp;A&amp;R&amp;P / &amp;N</oddFooter></headerFooter>")
    )


def _row(data: Element, number: int, cells: Sequence[Element], height: int = 0) -> None:
    row = etree.SubElement(data, tag("row"), {"r": str(number)})
    if height:
        row.set("ht", str(height))
        row.set("customHeight", "1")
    for column, cell in enumerate(cells, start=1):
        cell.set("r", name_of((number, column)))
        row.append(cell)


def _text(text: str, style: int = 0) -> Element:
    """A cell of text, which stays text whatever sign it begins with."""
    cell = _blank(style)
    if not text:
        return cell
    cell.set("t", "inlineStr")
    piece = etree.SubElement(etree.SubElement(cell, tag("is")), tag("t"))
    piece.text = as_cell_text(text)
    piece.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
    return cell


def _number(number: int, style: int = 0) -> Element:
    cell = _blank(style)
    etree.SubElement(cell, tag("v")).text = str(number)
    return cell


def _blank(style: int) -> Element:
    return made(f"<c s='{style}'/>")
