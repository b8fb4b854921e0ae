"""A workbook file as grids of raw cells, opened with suspicion.

A workbook comes by mail from many hands. It is taken into memory once, weighed before it is unpacked, searched for
document type declarations, and read for values alone: macros are never run, links to other files never followed.
"""

from __future__ import annotations

import io
import re
import warnings
import zipfile
from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from pathlib import Path
from typing import TYPE_CHECKING, Any
from xml.etree import ElementTree

from planner.tables.faults import Fault, Faults
from planner.tables.names import match_key
from planner.tables.places import column_letter
from planner.tables.plan_layout import ANSWERS, PLAN_SHEET_BY_NAME, PLAN_SHEETS, VIEW_SHEETS
from planner.tables.save import reason_of
from planner.tables.schema import SHEETS
from planner.words import Words, say
from planner.words.naming import aliases

if TYPE_CHECKING:
    from openpyxl import Workbook

SUFFIXES = (".xlsx", ".xlsm")
UNPACKED_BYTES_MAX = 200_000_000
PARTS_MAX = 10_000
PACKED_BYTES_MAX = 100_000_000
RATIO_MAX, RATIO_COUNTS_FROM_BYTES = 200, 10_000_000
FILLED_ROWS_MAX, PLAN_ROWS_MAX = 100_000, 1_000_000
"""Of a sheet of a case, and of one of a plan, which has a row for every decision and every price of a large country."""
LAST_ROW = 1_048_576
COLUMNS_MAX = 256
DOCUMENT_TYPE = tuple("<!DOCTYPE".encode(code) for code in ("ascii", "utf-16-le", "utf-16-be"))
FORMULA_TAG = re.compile(rb"<(\w+:)?f[ >/]")
MERGED = re.compile(rb"<(?:\w+:)?mergeCell\s[^>]*?ref=[\"']([A-Z0-9:$]+)[\"']")
CELLS_END = re.compile(rb"</(\w+:)?sheetData>|<(\w+:)?sheetData\s*/>")
ROW_TAG = re.compile(rb"<(?:\w+:)?row\s[^>]*>")
ROW_NUMBER = re.compile(rb"\sr=[\"']([0-9]+)[\"']")
HIDDEN = re.compile(rb"\shidden=[\"'](?:1|true)[\"']")
START_SHEET, EXAMPLE_SHEET = "Start", "Examples"
"""Sheets of a template that are no part of the case: what to do, and how it may be filled in."""
CHECK_SHEET, MARKS_SHEET = "Check", "Check marks"
"""Sheets that a marked copy has more; they are no part of the case."""
SHEET_NAMES = (
    *(sheet.name for sheet in SHEETS), *(sheet.name for sheet in PLAN_SHEETS), *VIEW_SHEETS, ANSWERS, START_SHEET,
    EXAMPLE_SHEET, CHECK_SHEET, MARKS_SHEET,
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Uncomputed:
    """A formula whose value the program that wrote the workbook did not store."""

    formula: str


CellValue = str | int | float | bool | datetime | date | time | timedelta | Uncomputed | None


@dataclass(frozen=True, slots=True)
class Grid:
    """The filled rows of one sheet: number of the row, from 1, and its values from column A on."""

    file: str
    sheet: str
    rows: Mapping[int, tuple[CellValue, ...]]
    file_number: int = 0
    merged: tuple[str, ...] = ()
    """Ranges of merged cells, such as ``A1:C1``: the file keeps a value in the first cell of each alone."""
    hidden_rows: frozenset[int] = frozenset()
    """Rows that a filter or a hand has hidden. They count as any other."""

    def place(self, row: int, column: int) -> str:
        """Name a cell by its row and column, both counted from 1."""
        return f"{self.file}: {self.sheet}!{column_letter(column)}{row}"


def read_sheets(
    path: Path, *, file: str = "", file_number: int = 0, wanted: Callable[[str], bool] | None = None
) -> dict[str, Grid]:
    """Read the raw cells of every sheet of a workbook, or of those whose name is ``wanted``, by name of the sheet.

    Sheets of a case or of a plan go by the name the tables of the project give them, whatever its case in the file.
    ``file`` is the name used in messages, by default the name of the file.

    Raises ``Faults`` if the file cannot be opened, is no workbook, or is not safe to open.
    """
    file = file or path.name
    try:
        return _read_sheets(path, file, file_number, wanted)
    except _Refused as refusal:
        raise Faults([Fault(refusal.place or file, refusal.message, (file_number, -1, 0, 0))]) from None


def open_archive(path: Path) -> zipfile.ZipFile:
    """The parts of a workbook, after every look that reading takes at them before it unpacks any of them for use.

    Raises ``Faults`` if the file cannot be opened, is no workbook, or is not safe to open.
    """
    try:
        archive = _archive(_content(path))
        _inspect(archive)
    except _Refused as refusal:
        raise Faults([Fault(path.name, refusal.message)]) from None
    return archive


class _Refused(Exception):
    def __init__(self, message: Words, place: str = "") -> None:
        super().__init__(message)
        self.message = message
        self.place = place


def _read_sheets(path: Path, file: str, file_number: int, wanted: Callable[[str], bool] | None) -> dict[str, Grid]:
    content = _content(path)
    archive = _archive(content)
    looks = _inspect(archive)
    book = _book(_cells_alone(archive))
    known = {match_key(alias): name for name in SHEET_NAMES for alias in aliases(name)}
    grids: dict[str, Grid] = {}
    worksheets: list[Any] = list(book.worksheets)
    for worksheet in worksheets:
        title: str = worksheet.title
        name = known.get(match_key(title), title)
        if wanted is not None and not wanted(name):
            continue
        part: str = worksheet._worksheet_path.lstrip("/")
        look = looks.get(part, _Look())
        uncomputed = _uncomputed(archive, part) if look.has_formulas else {}
        try:
            most = PLAN_ROWS_MAX if name in PLAN_SHEET_BY_NAME else FILLED_ROWS_MAX
            rows = _filled_rows(worksheet, uncomputed, f"{file}: {title}", most)
        except _Refused:
            raise
        except Exception as error:  # openpyxl raises whatever its parser meets in a damaged part
            message = say(
                "the sheet is damaged ({error}): open the workbook in a spreadsheet program and save it again",
                error=f"{type(error).__name__}: {error}",
            )
            raise _Refused(message, f"{file}: {title}") from None
        grids[name] = Grid(file, title, rows, file_number, look.merged, look.hidden_rows)
    return grids


def _content(path: Path) -> bytes:
    try:
        if path.is_dir():
            raise _Refused(say("a folder was given, a workbook is expected; name an .xlsx file in it"))
        if not path.exists():
            raise _Refused(say("there is no such file; check the name and the folder"))
        if path.suffix.lower() not in SUFFIXES:
            raise _Refused(say(
                "'{suffix}' files are not read, only .xlsx and .xlsm; open it in a spreadsheet program and save it as "
                ".xlsx",
                suffix=path.suffix,
            ))  # fmt: skip
        if path.stat().st_size > PACKED_BYTES_MAX:
            raise _Refused(say(
                "the file is larger than {most} MB; delete what is not part of the case",
                most=PACKED_BYTES_MAX // 1_000_000,
            ))  # fmt: skip
        content = path.read_bytes()
    except PermissionError:
        raise _Refused(
            say("the file may not be read; close it in the program that has it open, or ask for access")
        ) from None
    except OSError as error:
        message = say(
            "the file cannot be read ({error}); copy it to another place and try again", error=reason_of(error)
        )
        raise _Refused(message) from None
    if not content:
        raise _Refused(say("the file is empty (0 bytes); copy or save it again"))
    return content


def _archive(content: bytes) -> zipfile.ZipFile:
    if content.startswith(b"\xd0\xcf\x11\xe0"):
        raise _Refused(
            say("the workbook has a password or the format of before 2007; save it as .xlsx without a password")
        )
    try:
        archive = zipfile.ZipFile(io.BytesIO(content))
    except (zipfile.BadZipFile, ValueError, NotImplementedError):
        raise _Refused(
            say("the file is not a workbook; open it in a spreadsheet program and save it as .xlsx")
        ) from None
    names = [part.filename for part in archive.infolist()]
    if len(names) > PARTS_MAX:
        raise _Refused(say("the file has more than {most} parts, which no workbook has; not opened", most=PARTS_MAX))
    if any(".." in re.split(r"[/\\]", name) for name in names):
        raise _Refused(
            say("a part of the file has a name that leads out of it, which no spreadsheet program writes; not opened")
        )
    unpacked = sum(part.file_size for part in archive.infolist())
    packed = sum(part.compress_size for part in archive.infolist())
    if unpacked > UNPACKED_BYTES_MAX or (unpacked > RATIO_COUNTS_FROM_BYTES and unpacked > RATIO_MAX * max(1, packed)):
        raise _Refused(say(
            "the file would unpack to {size:.0f} MB and was not opened; copy the rows of the case into a new workbook",
            size=unpacked / 1e6,
        ))  # fmt: skip
    if any(part.flag_bits & 1 for part in archive.infolist()):
        raise _Refused(say("the file is encrypted; save it as .xlsx without a password"))
    return archive


@dataclass(frozen=True, slots=True)
class _Look:
    """What a look at the text of a part has shown."""

    has_formulas: bool = False
    merged: tuple[str, ...] = ()
    hidden_rows: frozenset[int] = frozenset()


def _inspect(archive: zipfile.ZipFile) -> dict[str, _Look]:
    """Refuse document type declarations, which can multiply a small file; return what was seen in each part."""
    looks: dict[str, _Look] = {}
    for part in archive.infolist():
        if not part.filename.lower().endswith((".xml", ".rels", ".vml")):
            continue
        try:
            text = archive.read(part)
        except Exception as error:  # a broken part may fail in the unpacker, the checksum or the format
            raise _Refused(_damaged(part.filename, error)) from None
        if any(mark in text for mark in DOCUMENT_TYPE):
            raise _Refused(say(
                "{part} holds a document type declaration, which no spreadsheet program writes; not opened",
                part=part.filename,
            ))  # fmt: skip
        looks[part.filename] = _Look(
            FORMULA_TAG.search(text) is not None,
            tuple(found.decode().replace("$", "") for found in MERGED.findall(text)) if b"mergeCell" in text else (),
            _hidden_rows(text) if b"hidden=" in text else frozenset(),
        )
    return looks


def _damaged(part: str, error: Exception) -> Words:
    return say(
        "the file is damaged ({part}: {error}); save it again from a spreadsheet program", part=part, error=error
    )


def _hidden_rows(text: bytes) -> frozenset[int]:
    tags = (tag for tag in ROW_TAG.findall(text) if HIDDEN.search(tag))
    return frozenset(int(number[1]) for tag in tags if (number := ROW_NUMBER.search(tag)))


def _cells_alone(archive: zipfile.ZipFile) -> bytes:
    """The workbook without what follows the cells of a sheet (lists, colours, pictures): openpyxl would read it all."""
    content = io.BytesIO()
    with zipfile.ZipFile(content, "w") as lean:
        for name in dict.fromkeys(part.filename for part in archive.infolist()):
            if not name.lower().endswith((".xml", ".rels")):
                continue
            text = archive.read(name)
            if name.startswith("xl/worksheets/") and (end := CELLS_END.search(text)):
                text = text[: end.end()] + b"</" + (end[1] or end[2] or b"") + b"worksheet>"
            lean.writestr(name, text)
    return content.getvalue()


def _book(content: bytes) -> Workbook:
    from openpyxl import load_workbook

    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # about extensions that are not read; they hold nothing of the case
        try:
            return load_workbook(io.BytesIO(content), read_only=True, data_only=True, keep_links=False, keep_vba=False)
        except Exception as error:  # openpyxl raises whatever its parser meets in a damaged part
            message = say(
                "the file is not a workbook or is damaged ({error}); open it in a spreadsheet program and save it as "
                ".xlsx",
                error=type(error).__name__,
            )
            raise _Refused(message) from None


def _filled_rows(
    worksheet: Any, uncomputed: Mapping[tuple[int, int], str], place: str, most: int
) -> dict[int, tuple[CellValue, ...]]:
    rows: dict[int, tuple[CellValue, ...]] = {}
    with_formula: dict[int, list[int]] = {}
    for row, column in uncomputed:
        with_formula.setdefault(row, []).append(column)
    for number, values in _numbered_rows(worksheet):
        if number in with_formula:
            columns = with_formula[number]
            cells = list(values) + [None] * (max(columns) - len(values))
            for column in columns:
                cells[column - 1] = Uncomputed(uncomputed[number, column])
            values = tuple(cells)
        if any(value is not None and not (isinstance(value, str) and not value.strip()) for value in values):
            rows[number] = values
            if len(rows) > most:
                message = say(
                    "the sheet has more than {most} filled rows; delete what is not part of the case",
                    most=most,
                )
                raise _Refused(message, place)
    return rows


def _numbered_rows(worksheet: Any) -> Iterator[tuple[int, tuple[CellValue, ...]]]:
    """Rows with their numbers. The size a file states is not trusted: some programs write the whole sheet."""
    worksheet.reset_dimensions()
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        for number, values in enumerate(worksheet.iter_rows(values_only=True), start=1):
            if number > LAST_ROW:
                break
            if values:
                yield number, values[:COLUMNS_MAX]


def _uncomputed(archive: zipfile.ZipFile, part: str) -> dict[tuple[int, int], str]:
    """Row and column of the formulas of a sheet for which no value is stored, with their text.

    A formula whose value is the empty text is computed: it is stored as text (``t="str"``) without content.
    """
    from openpyxl.utils.cell import coordinate_to_tuple

    found: dict[tuple[int, int], str] = {}
    try:
        with archive.open(part) as source:
            for _, element in ElementTree.iterparse(source):
                if not element.tag.endswith("}c"):
                    continue
                space = element.tag[:-1]
                formula = element.find(f"{space}f")
                reference = element.get("r")
                if (
                    formula is not None
                    and reference
                    and element.get("t") != "str"
                    and not element.findtext(f"{space}v")
                ):
                    found[coordinate_to_tuple(reference)] = "=" + (formula.text or "")
                element.clear()
    except (ElementTree.ParseError, ValueError) as error:
        raise _Refused(_damaged(part, error)) from None
    return {place: text for place, text in found.items() if place[1] <= COLUMNS_MAX}
