"""Mutations of a sound workbook: what people do to cells, and what must be said of it.

Each mutation is drawn from a seed, its kind and its sheet in turn, so that all are drawn evenly. What is surely a fault
must be named by its cell, with the right name or number suggested where it can be known; no other cell may be called
wrong unless the message names the cell, row or word that was changed; and what is sound must be read as before.

The number of mutations is MUTATIONS (default 160); ``MUTATIONS=2000 pytest -n0 tests/test_mutations.py`` takes some
minutes. All of them are read in memory; every twentieth, and one of each kind, goes through a file and the command
line as well.
"""

from __future__ import annotations

import json
import os
import re
import shutil
import subprocess
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.tables.cells import Grid, Uncomputed, read_sheets
from planner.tables.names import LOOK_ALIKES
from planner.tables.places import column_letter
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW
from planner.tables.read import build, draft_of, read_case
from planner.tables.rows import rows_of_case
from planner.tables.schema import SETTING_BY_NAME, SHEET_BY_NAME, SHEETS, Column
from planner.tables.values import plain
from planner.tables.write import write_case_workbook
from tests.test_tables_clusters import clustered_rows

COUNT = int(os.environ.get("MUTATIONS", "160"))
FILE = "case.xlsx"
TO_CYRILLIC = {chr(latin): chr(cyrillic) for cyrillic, latin in LOOK_ALIKES.items() if chr(latin) in "aeopcxy"}
TO_LATIN = {cyrillic: latin for latin, cyrillic in TO_CYRILLIC.items()}
"""Small letters that look the same in both alphabets."""
ALIKE = TO_CYRILLIC | TO_LATIN


def base_rows() -> dict[str, list[dict[str, Any]]]:
    """A case with rows on every sheet, one region and one town of it with Cyrillic names."""
    rows = clustered_rows()
    rows["Products"] = [{"product": "bricks", "name": "Bricks", "unit": "thousand bricks"}]
    rows["Coefficients"] += [
        {"coefficient": name, "subject": subject, "key": key, "low": value, "central": value, "high": value,
         "grade": "expert", "source": "Invented."}
        for name, subject, key, value in (
            ("trade", "bricks", "jobs", 0.5), ("instrument_cost", "agency", "", 2.5), ("visit_cost", "idle", "", 0.25)
        )
    ]  # fmt: skip
    rows["Instruments"] = [{"instrument": "agency", "name": "Agency", "decision": "choose", "first_year": 2021}]
    rows["Indicators"] = [{"indicator": "idle", "name": "Unemployment", "unit": "%", "alarm_above": 5.5}]
    rows["Observations"] = [
        {"town": town, "indicator": "idle", "year": 2020, "value": value} for town, value in (("ALF", 6.5), ("GAM", 3))
    ]
    rows["Findings"] = [{"town": "ALF", "year": 2020, "status": "crisis"}, {"town": "GAM", "year": 2019, "niche": "no"}]
    text = json.dumps(rows, ensure_ascii=False).replace("South Region", "Южная область").replace("GAM", "ГОР")
    renamed: dict[str, list[dict[str, Any]]] = json.loads(text)
    return renamed


@dataclass
class Mutant:
    """Cells of a workbook in memory, changed; and what must be said of them."""

    cells: dict[str, dict[int, list[Any]]]
    kind: str = ""
    sheet: str = ""
    places: tuple[str, ...] = ()
    """Cells of which one must be named by a fault, as ``Towns!E4``; none if nothing is wrong."""
    either: bool = False
    """Whether it cannot be told if this is a fault; if so, ``places`` and words are where it may be told."""
    words: tuple[str, ...] = ()
    """Words that the message about the place must have."""
    changed_words: tuple[str, ...] = ()
    """Words that were changed: a fault elsewhere must quote one of them, or the cell."""
    notice: str = ""
    """Words that a notice must have."""
    same: bool = False
    """Whether the case must be what it was."""
    merged: dict[str, tuple[str, ...]] = field(default_factory=dict)
    hidden: dict[str, frozenset[int]] = field(default_factory=dict)
    strangers: list[str] = field(default_factory=list)

    def book(self) -> dict[str, Grid]:
        return {
            sheet: Grid(FILE, sheet, {n: tuple(row) for n, row in rows.items() if any(v is not None for v in row)}, 0,
                        self.merged.get(sheet, ()), self.hidden.get(sheet, frozenset()))
            for sheet, rows in self.cells.items()
        }  # fmt: skip

    def headers(self, sheet: str) -> list[str]:
        return [str(value) for value in self.cells[sheet][HEADER_ROW]]

    def data(self, sheet: str) -> list[int]:
        return [number for number in self.cells[sheet] if number >= FIRST_DATA_ROW]

    def filled(self, sheet: str, wanted: Callable[[Column, Any], bool]) -> list[tuple[int, int, Column]]:
        """Row, place in the row and column of every filled cell that is wanted."""
        columns = SHEET_BY_NAME[sheet].columns
        return [
            (number, place, column)
            for number in self.data(sheet)
            for place, column in enumerate(columns)
            if (value := self.cells[sheet][number][place]) is not None and wanted(column, value)
        ]

    def put(self, sheet: str, row: int, place: int, value: object) -> str:
        self.cells[sheet][row][place] = value
        return f"{sheet}!{column_letter(place + 1)}{row}"


def base_cells(path: Path) -> dict[str, dict[int, list[Any]]]:
    grids = read_sheets(path, wanted=SHEET_BY_NAME.__contains__)
    found = {}
    for sheet in SHEETS:
        wide = len(sheet.columns)
        rows = {n: list(v) + [None] * (wide - len(v)) for n, v in grids[sheet.name].rows.items() if n >= HEADER_ROW}
        found[sheet.name] = rows
    return found


# --- Kinds. Each changes a mutant and says what to expect; False where the sheet has nothing to change. ---------------

Kind = Callable[[Mutant, str, Random], bool]


def is_number(column: Column, value: object) -> bool:
    return column.kind in ("number", "integer") and isinstance(value, int | float)


def is_free(column: Column) -> bool:
    return column.name in ("note", "meaning", "passage", "source", "unit") or (
        column.kind == "text" and column.name == "name"
    )


def pick(found: list[tuple[int, int, Column]], random: Random) -> tuple[int, int, Column] | None:
    return random.choice(found) if found else None


def is_reference(column: Column, _: object = None) -> bool:
    return column.kind in ("reference", "any_reference")


def quoted(value: object) -> tuple[str, ...]:
    return (str(value),)


def blanked(m: Mutant, sheet: str, random: Random) -> bool:
    found = pick(m.filled(sheet, lambda column, _: not (column.kind == "value" and sheet == "Settings")), random)
    if found is None:
        return False
    row, place, column = found
    before = m.cells[sheet][row][place]
    is_alone = sum(value is not None for value in m.cells[sheet][row]) == 1
    m.places = (m.put(sheet, row, place, random.choice((None, " ", "\u00a0", "\u200b"))),)
    # A row that is blank altogether is none; what names it is unknown then.
    m.either, m.changed_words = not column.required or is_alone, quoted(before)
    return True


def replaced(wanted: Callable[[Column, Any], bool], values: tuple[Any, ...], words: tuple[str, ...] = ()) -> Kind:
    """Cells replaced by something that is surely wrong there."""

    def mutate(m: Mutant, sheet: str, random: Random) -> bool:
        found = pick(m.filled(sheet, wanted), random)
        if found is None:
            return False
        m.places, m.words = (m.put(sheet, *found[:2], random.choice(values)),), words
        return True

    return mutate


def out_of_range(m: Mutant, sheet: str, random: Random) -> bool:
    found = pick(m.filled(sheet, lambda c, v: is_number(c, v) and c.low is not None and c.high is not None), random)
    if found is None:
        return False
    column = found[2]
    assert column.low is not None
    assert column.high is not None
    value = random.choice((column.low - 1, column.high + 1, column.high * 2 + 1))
    m.places, m.words = (m.put(sheet, *found[:2], value),), ("range",)
    return True


def repeated_row(m: Mutant, sheet: str, random: Random) -> bool:
    rows = m.data(sheet)
    if not rows:
        return False
    last = max(rows) + 1
    m.cells[sheet][last] = list(m.cells[sheet][random.choice(rows)])
    headers = m.headers(sheet)
    places = [f"{sheet}!{column_letter(headers.index(key) + 1)}{last}" for key in SHEET_BY_NAME[sheet].key]
    m.places, m.words = tuple(places[:1]), ("repeats",)
    # Work of a roadmap that stands twice is too much work, too.
    m.changed_words = (f"!{last}", str(m.cells[sheet][last][0]))
    return True


def merged_headers(m: Mutant, sheet: str, random: Random) -> bool:
    columns = SHEET_BY_NAME[sheet].columns
    first = random.randrange(len(columns) - 1)
    lost = columns[first + 1]
    is_filled = any(m.cells[sheet][row][first + 1] is not None for row in m.data(sheet))
    corner = f"{column_letter(first + 1)}{HEADER_ROW}"
    m.put(sheet, HEADER_ROW, first + 1, None)
    m.merged[sheet] = (f"{corner}:{column_letter(first + 2)}{HEADER_ROW}",)
    if lost.required or is_filled:
        m.places, m.words = (f"{sheet}!{corner}",), ("merged",)
    return True


def merged_rows(m: Mutant, sheet: str, random: Random) -> bool:
    """A cell merged with the one below it, as for a region with several towns: the file loses the lower one."""
    rows = sorted(m.data(sheet))
    pairs = [
        (one, other, place)
        for one, other in pairwise(rows)
        if other == one + 1
        for place in range(len(SHEET_BY_NAME[sheet].columns))
        if m.cells[sheet][one][place] is not None
        and any(value is not None for number, value in enumerate(m.cells[sheet][other]) if number != place)
    ]
    if not pairs:
        return False
    one, other, place = random.choice(pairs)
    letter = column_letter(place + 1)
    m.changed_words = quoted(m.cells[sheet][other][place])
    m.put(sheet, other, place, None)
    m.merged[sheet] = (f"{letter}{one}:{letter}{other}",)
    m.places, m.words = (f"{sheet}!{letter}{one}", f"{sheet}!{letter}{other}"), ("merged",)
    return True


def hidden_rows(m: Mutant, sheet: str, random: Random) -> bool:
    rows = m.data(sheet)
    if not rows:
        return False
    row = random.choice(rows)
    m.hidden[sheet] = frozenset({row, max(rows) + 7})
    m.same, m.notice = True, f"{FILE}: {sheet}: row {row} cannot be seen"
    return True


def moved_columns(m: Mutant, sheet: str, random: Random) -> bool:
    order = list(range(len(SHEET_BY_NAME[sheet].columns)))
    random.shuffle(order)
    m.cells[sheet] = {number: [row[place] for place in order] for number, row in m.cells[sheet].items()}
    m.same = True
    return True


def extra_column(m: Mutant, sheet: str, random: Random) -> bool:
    header = random.choice(("Our remarks", None, "проверено", 17))
    rows = m.data(sheet)
    for number, row in m.cells[sheet].items():
        row.append(header if number == HEADER_ROW else "x" if number in rows[:1] else None)
    letter = column_letter(len(SHEET_BY_NAME[sheet].columns) + 1)
    m.same, m.notice = True, f"{FILE}: {sheet}!{letter}{HEADER_ROW}: " if rows else ""
    return True


def extra_sheet(m: Mutant, _: str, random: Random) -> bool:
    name = random.choice(("Лист1", "Our sums", "2024", "=1+1"))
    m.strangers.append(name)
    m.same, m.notice = True, f"{FILE}: {name}: the sheet is no part of a case"
    return True


def misspelt_sheet(m: Mutant, sheet: str, random: Random) -> bool:
    """Named with a letter of another alphabet: its rows are gone, which must be told where they are."""
    name = alike(sheet, random)
    if name is None:
        return False
    del m.cells[sheet]
    m.strangers.append(name)
    m.places, m.words, m.either = (name,), (sheet,), False
    m.changed_words = ("",)  # whatever needs the sheet may be missing now
    return True


def decimal_comma(m: Mutant, sheet: str, random: Random) -> bool:
    found = pick(m.filled(sheet, is_number), random)
    if found is None:
        return False
    row, place, _ = found
    number = float(m.cells[sheet][row][place])
    text = random.choice(("{:.1f}", "{:.2f}", " {:.1f}\u00a0")).format(number + 0.5).replace(".", ",")
    meant = plain(float(text.replace(",", ".")))
    m.places, m.words = (m.put(sheet, row, place, text),), ("is text", f"type {meant} as a number")
    return True


def strange_blanks(m: Mutant, sheet: str, random: Random) -> bool:
    """Blanks that do not break, letters without width, other cases: names mean what they meant."""
    found = pick(m.filled(sheet, lambda c, v: is_reference(c) and isinstance(v, str)), random)
    if found is None:
        return False
    row, place, _ = found
    text = str(m.cells[sheet][row][place])
    wild = text.replace(" ", random.choice(("\u00a0", "  ", " \u2009")))
    m.put(sheet, row, place, random.choice((f"\u00a0{wild} ", f"{wild}\u200b", wild.upper(), f"\ufeff{wild.lower()}")))
    m.same = True
    return True


def alike(text: str, random: Random) -> str | None:
    """A text with one letter of the other alphabet that looks the same."""
    places = [number for number, letter in enumerate(text) if letter in ALIKE]
    if not places:
        return None
    place = random.choice(places)
    return text[:place] + ALIKE[text[place]] + text[place + 1 :]


def look_alike_letter(m: Mutant, sheet: str, random: Random) -> bool:
    found = [
        cell for cell in m.filled(sheet, lambda c, v: (is_reference(c) or c.kind == "choice") and isinstance(v, str))
        if alike(str(m.cells[sheet][cell[0]][cell[1]]), random) and m.cells[sheet][cell[0]][cell[1]] != "no"
    ]  # fmt: skip
    if not found:
        return False
    row, place, _ = random.choice(found)
    before = str(m.cells[sheet][row][place])
    m.places = (m.put(sheet, row, place, alike(before, random)),)
    m.words = ("did you mean", "it looks the same but has")
    return True


def look_alike_header(m: Mutant, sheet: str, random: Random) -> bool:
    places = [place for place, header in enumerate(m.headers(sheet)) if alike(header, random)]
    if not places:
        return False
    place = random.choice(places)
    before = m.headers(sheet)[place]
    m.places = (m.put(sheet, HEADER_ROW, place, alike(before, random)),)
    m.words = (before, "it looks the same but has")
    return True


def misspelt_header(m: Mutant, sheet: str, random: Random) -> bool:
    long = [place for place, header in enumerate(m.headers(sheet)) if len(header) > 5]
    if not long:
        return False
    place = random.choice(long)
    before = m.headers(sheet)[place]
    cut = random.randrange(1, len(before))
    m.places = (m.put(sheet, HEADER_ROW, place, before[:cut] + before[cut + 1 :]),)
    m.words = (before,)
    # Two headers may differ in one letter alone, as low and lag would.
    return before[:cut] + before[cut + 1 :] not in m.headers(sheet)[:place] + m.headers(sheet)[place + 1 :]


def repeated_header(m: Mutant, sheet: str, random: Random) -> bool:
    header = random.choice(m.headers(sheet))
    for number, row in m.cells[sheet].items():
        row.append(header.upper() if number == HEADER_ROW else None)
    m.places = (f"{sheet}!{column_letter(len(SHEET_BY_NAME[sheet].columns) + 1)}{HEADER_ROW}",)
    m.words = ("stands twice",)
    return True


def renamed(m: Mutant, sheet: str, random: Random) -> bool:
    """An id retyped: what names it is unknown now, and must be told with the old word."""
    ids = m.filled(sheet, lambda column, value: column.kind == "id" and isinstance(value, str) and sheet != "Settings")
    found = pick(ids, random)
    if found is None:
        return False
    row, place, _ = found
    before = str(m.cells[sheet][row][place])
    m.places = (m.put(sheet, row, place, before + "q"),)
    m.either, m.changed_words = True, (before, before + "q")
    return True


def unknown_setting(m: Mutant, sheet: str, random: Random) -> bool:
    if sheet != "Settings":
        return False
    row = random.choice(m.data(sheet))
    name = str(m.cells[sheet][row][0])
    if random.random() < 0.5:
        m.places, m.words = (m.put(sheet, row, 0, alike(name, random)),), ("did you mean", name)
    else:
        setting = SETTING_BY_NAME[name]
        wrong = "#REF!" if setting.kind == "text" else random.choice(("2,5", "many", datetime(2021, 1, 2), True))
        m.places = (m.put(sheet, row, 1, wrong),)
    return True


def not_free(column: Column, _: object) -> bool:
    return column.kind != "value" and not is_free(column)


KINDS: dict[str, Kind] = {
    "blanked": blanked,
    "a word for a number": replaced(is_number, ("about ten", "-", "н/д", "12 km"), ("is text",)),
    "a truth value for a number": replaced(is_number, (True, False), ("truth value",)),
    "a date for a number": replaced(is_number, (datetime(2021, 5, 1), datetime(2012, 12, 12)), ("is a date",)),
    "a date for a name": replaced(lambda c, _: c.kind == "id", (datetime(2021, 5, 1),), ("date",)),
    "an error": replaced(not_free, ("#REF!", "#N/A", "#DIV/0!"), ("error of the spreadsheet",)),
    "a formula without value": replaced(not_free, (Uncomputed("=A1*2"),), ("formula without a stored value",)),
    "out of range": out_of_range,
    "an unknown name": replaced(is_reference, ("zzqx", "=cmd|' /C calc'!A0", "../../etc", 4711), ("not known",)),
    "no choice": replaced(lambda c, _: c.kind == "choice" and bool(c.choices), ("zzqx", 7), ("none of the choices",)),
    "a repeated row": repeated_row,
    "merged headers": merged_headers,
    "merged rows": merged_rows,
    "hidden rows": hidden_rows,
    "moved columns": moved_columns,
    "an extra column": extra_column,
    "an extra sheet": extra_sheet,
    "a misspelt sheet": misspelt_sheet,
    "a decimal comma": decimal_comma,
    "strange blanks": strange_blanks,
    "a look-alike letter": look_alike_letter,
    "a look-alike letter in a header": look_alike_header,
    "a misspelt header": misspelt_header,
    "a repeated header": repeated_header,
    "a renamed id": renamed,
    "a wrong setting": unknown_setting,
}


@pytest.fixture(scope="module")
def base(tmp_path_factory: pytest.TempPathFactory) -> Path:
    path = tmp_path_factory.mktemp("base") / FILE
    write_case_workbook(path, base_rows())
    read_case([path])
    return path


def mutants(path: Path) -> Iterator[tuple[int, Mutant]]:
    """As many as are asked for, kinds in turn, sheets of each kind in turn."""
    cells = base_cells(path)
    names = [sheet.name for sheet in SHEETS]
    # Each kind begins at another sheet, so that a short run reaches all of them.
    sheets = {kind: names[(k := 5 * number % len(names)) :] + names[:k] for number, kind in enumerate(KINDS)}
    for number in range(COUNT):
        kind = list(KINDS)[number % len(KINDS)]
        random = Random(number)
        for _ in SHEETS:
            sheet = sheets[kind].pop(0)
            sheets[kind].append(sheet)
            mutant = Mutant({name: {n: list(row) for n, row in rows.items()} for name, rows in cells.items()}, kind)
            if KINDS[kind](mutant, sheet, random):
                mutant.sheet = sheet
                yield number, mutant
                break


def wrongs_of(mutant: Mutant, before: object) -> list[str]:
    """What is said of a mutant that must not be, or is not said that must be."""
    draft, _ = draft_of([mutant.book()], {(0, FILE): mutant.strangers}, "carry")
    told = {fault.place.removeprefix(f"{FILE}: "): fault.message for fault in draft.faults}
    wrongs = []
    if mutant.places and not mutant.either:
        said = [message for place, message in told.items() if place in mutant.places]
        if not said:
            wrongs.append(f"not told at {mutant.places}")
        elif not any(all(word in message for word in mutant.words) for message in said):
            wrongs.append(f"told without {mutant.words}: {said}")
    row = {re.sub(r"[A-Z]+([0-9]+)$", r"\1", place) for place in mutant.places}
    for place, message in told.items():
        in_row = mutant.either and re.sub(r"[A-Z]+([0-9]+)$", r"\1", place) in row
        names_it = any(word in message for word in (*mutant.changed_words, *mutant.places))
        if place not in mutant.places and not in_row and not names_it:
            wrongs.append(f"a cell that is right is called wrong: {place}: {message}")
    if mutant.notice and not any(mutant.notice in str(notice) for notice in draft.notices):
        wrongs.append(f"no notice {mutant.notice!r}")
    if not draft.faults:
        rows = rows_of_case(build(draft))
        if mutant.same and rows != before:
            wrongs.append("read as another case")
    return wrongs


def test_every_mutation_is_told_where_it_is_and_nowhere_else(base: Path) -> None:
    before = rows_of_case(read_case([base]))
    wrongs, kinds, sheets = [], set(), set()
    for number, mutant in mutants(base):
        kinds.add(mutant.kind)
        sheets.add(mutant.sheet)
        wrongs += [f"{number} {mutant.kind} {mutant.places}: {wrong}" for wrong in wrongs_of(mutant, before)]
    assert not wrongs, "\n".join(wrongs)
    assert kinds == set(KINDS)
    assert sheets == set(SHEET_BY_NAME)


def file_of(mutant: Mutant, path: Path) -> Path:
    """A mutant as the file a spreadsheet program would have saved."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet, rows in mutant.cells.items():
        worksheet = book.create_sheet(sheet)
        for number, row in rows.items():
            for place, value in enumerate(row, start=1):
                cell = worksheet.cell(number, place)
                cell.value = value.formula if isinstance(value, Uncomputed) else value
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"
        for area in mutant.merged.get(sheet, ()):
            worksheet.merge_cells(area)
        for number in mutant.hidden.get(sheet, ()):
            worksheet.row_dimensions[number].hidden = True
    for name in mutant.strangers:
        book.create_sheet(name)["A1"] = "ours"
    book.save(path)
    return path


def test_the_command_says_the_same_of_files(base: Path, tmp_path: Path) -> None:
    """No traceback, exit code 0 or 3, and the planted fault on standard error; what goes into a file comes back."""
    seen: set[str] = set()
    for number, mutant in mutants(base):
        if mutant.kind in seen and number % 20:
            continue
        seen.add(mutant.kind)
        path = file_of(mutant, tmp_path / FILE)
        done = CliRunner().invoke(main, ["check", str(path), "--no-copy"])
        assert done.exit_code in (0, 3), f"{number} {mutant.kind}: {done.output} {done.exception!r}"
        if mutant.places and not mutant.either:
            assert done.exit_code == 3, f"{number} {mutant.kind} {mutant.places}"
            assert any(f"{FILE}: {place}: " in done.stderr for place in mutant.places), f"{number} {mutant.kind}"
        if mutant.same:
            assert done.exit_code == 0, f"{number} {mutant.kind}: {done.stderr}"
        assert mutant.notice in done.stderr


@pytest.mark.looks
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_a_file_saved_by_libreoffice_is_the_same_case(base: Path, tmp_path: Path) -> None:
    """Each sound mutation of a kind, and the sound case, saved again by another program."""
    sound = [base]
    for number, mutant in mutants(base):
        if mutant.same and number < len(KINDS):
            sound.append(file_of(mutant, tmp_path / f"{number}.xlsx"))
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    saved = tmp_path / "saved"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved), *map(str, sound)],
                   check=True, capture_output=True, timeout=240)  # fmt: skip
    before = rows_of_case(read_case([base]))
    for path in sound:
        assert rows_of_case(read_case([saved / path.name])) == before, path.name
