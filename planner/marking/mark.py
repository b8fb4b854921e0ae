"""Marks in one workbook: those of an earlier check away, those of this one in."""

from __future__ import annotations

import zipfile
from collections.abc import Mapping, Sequence

from planner.marking.book import Book
from planner.marking.cells import Spot
from planner.marking.messages import Kind, Message
from planner.marking.notes import Notes
from planner.marking.own_sheets import (
    FAMILIES,
    Mark,
    Memory,
    add_list,
    lists_of,
    marked_spot,
    memories_of,
    memory_sheet,
    read_memory,
)
from planner.marking.package import SPREADSHEET_TYPE, CannotMark, Package
from planner.marking.styles import Styles, first_free
from planner.tables.cells import MARKS_SHEET
from planner.words import named, phrase, say

Told = dict[tuple[str, Spot], list[Message]]
TOLD: Mapping[Kind, str] = {
    "fault": phrase("Fault {number}: {wrong}"),
    "warning": phrase("Warning {number}: {wrong}"),
}


def marked(archive: zipfile.ZipFile, messages: Sequence[Message]) -> Package | None:
    """The workbook with its messages in it; None if there are none and it has no marks of an earlier check.

    Raises ``CannotMark`` for a workbook that is built in an unforeseen way.
    """
    book = Book(Package(archive))
    if not messages and not memories_of(book) and not lists_of(book):
        return None
    styles = Styles(book.package)
    memory = read_memory(book, styles)
    _take_marks_away(book, styles, memory)
    if messages:
        taken = styles.colours()
        earlier = memory.colours if memory else {}
        colours = {kind: earlier.get(kind) or first_free(family, taken) for kind, family in FAMILIES.items()}
        marks = _mark_cells(book, styles, colours, messages)
        book.add(book.free_name(named(MARKS_SHEET)), memory_sheet(styles, colours, marks), hidden=True)
        add_list(book, styles, colours, messages)
    _leave_macros_out(book.package)
    return book.package


def _take_marks_away(book: Book, styles: Styles, memory: Memory | None) -> None:
    """Give marked cells their earlier fill, remove our notes and our sheets."""
    looks = _earlier_looks(book, styles, memory)
    for sheet in {*lists_of(book), *memories_of(book)}:
        shown = book.opens_with() == sheet
        book.remove(sheet)
        if shown and book.visible():
            book.show(book.visible()[0])
    for (sheet, spot), earlier in looks.items():
        cells = book.cells(sheet)
        cells.set_style(spot, styles.with_fill_of(cells.style(spot), earlier))
        cells.prune(spot)


def _earlier_looks(book: Book, styles: Styles, memory: Memory | None) -> dict[tuple[str, Spot], int]:
    """The earlier look of every marked cell; our notes are removed on the way.

    A mark is known by its colour. Its look is found by the number in its note, which goes where the cell goes, then by
    its place; a cell that our colour was only copied to takes the look of its row or column.
    """
    colours = set(memory.colours.values()) if memory else set()
    family = {colour for shades in FAMILIES.values() for colour in shades}
    own = {*lists_of(book), *memories_of(book)}
    looks: dict[tuple[str, Spot], int] = {}
    for sheet in (name for name in book.names() if name not in own):
        cells = book.cells(sheet)
        notes = Notes(book.package, cells)
        numbers = notes.take_away()
        notes.finish()
        for spot, style in cells.styles():
            colour = styles.colour(style)
            if colour in colours or (spot in numbers and colour in family):
                by_place = memory.at.get((sheet, spot), cells.inherited(spot)) if memory else cells.inherited(spot)
                looks[sheet, spot] = memory.looks.get(numbers.get(spot, -1), by_place) if memory else by_place
    return looks


def _mark_cells(book: Book, styles: Styles, colours: Mapping[Kind, str], messages: Sequence[Message]) -> list[Mark]:
    """Fill every cell with a message and write its note; faults take the colour where there are warnings too."""
    told = _told(book, messages)
    notes = {sheet: Notes(book.package, book.cells(sheet)) for sheet, _ in told}
    marks = []
    for number, ((sheet, spot), own) in enumerate(told.items(), start=1):
        cells = book.cells(sheet)
        look = cells.style(spot)
        kind: Kind = "fault" if any(message.kind == "fault" for message in own) else "warning"
        cells.set_style(spot, styles.with_colour(look, colours[kind]))
        notes[sheet].add(spot, number, "\n".join(_words(message) for message in own))
        marks.append(Mark(number, sheet, spot, look))
    return marks


def _told(book: Book, messages: Sequence[Message]) -> Told:
    """Messages by the cell that is marked for them; those about the file or the case as a whole are only listed."""
    told: Told = {}
    for message in messages:
        for place in message.places:
            spot = marked_spot(book, place)
            if spot is not None:
                told.setdefault((place.sheet, spot), []).append(message)
    return told


def _words(message: Message) -> str:
    told = say(TOLD[message.kind], number=message.number, wrong=message.wrong)
    to_do = say("To do: {to_do}", to_do=message.to_do)
    return f"{told}\n{to_do}" if message.to_do else told


def _leave_macros_out(package: Package) -> None:
    """A copy is a workbook without macros, whatever it was made from; sheets of macros cannot be taken out."""
    if any(package.target(package.workbook, kind) for kind in ("xlMacrosheet", "xlIntlMacrosheet")):
        raise CannotMark(say("it holds sheets of macros"))
    macros = [package.target(package.workbook, kind) for kind in ("vbaProject", "attachedToolbars")]
    for part in macros:
        if part is not None:
            package.unrelate(package.workbook, part)
            package.drop(part)
    package.set_type(package.workbook, f"{SPREADSHEET_TYPE}.sheet.main+xml")
