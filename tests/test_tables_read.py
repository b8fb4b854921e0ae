"""Reading a case: what small rows mean, and for every kind of bad input the one cell that is named.

Workbooks are made here with openpyxl from ``small_rows``: titles in rows 1 and 2, headers in row 3, the first data row
is 4, and columns stand in the order of the schema; so ``Towns!E4`` is the population of the first town.
"""

from __future__ import annotations

import io
import re
import zipfile
from collections.abc import Mapping
from dataclasses import fields, is_dataclass, replace
from datetime import datetime
from pathlib import Path
from random import Random
from typing import Any

import openpyxl
import pytest

from models.case import UNPLACED
from planner.tables import cells as cells_module
from planner.tables.faults import Fault, Faults
from planner.tables.places import PlacedRow, column_letter
from planner.tables.read import read_case, read_sheets
from planner.tables.rows import rows_of_case
from planner.tables.schema import SHEETS
from planner.tables.values import suggested_numbers
from tests.small_case import small_case, small_rows

DELETE = object()
Cells = Mapping[str, object]
"""Changes by place: ``Towns!E4`` sets one cell (None blanks it), ``Budgets!9`` with ``DELETE`` blanks a whole row."""


def save(folder: Path, changes: Cells | None = None, *, name: str = "case.xlsx", rows: Any = None) -> Path:
    """A workbook of the small case with some cells changed."""
    book = openpyxl.Workbook()
    book.remove(book.worksheets[0])
    for sheet in SHEETS:
        worksheet = book.create_sheet(sheet.name)
        worksheet["A1"] = sheet.name
        worksheet["A2"] = sheet.meaning
        for number, column in enumerate(sheet.columns, start=1):
            worksheet.cell(3, number, column.name)
            for index, row in enumerate((rows or small_rows()).get(sheet.name, ())):
                worksheet.cell(4 + index, number, row.get(column.name))
    for place, value in (changes or {}).items():
        sheet_name, cell = place.split("!")
        if value is DELETE:
            for number in range(1, book[sheet_name].max_column + 1):
                book[sheet_name].cell(int(cell), number).value = None
        else:
            book[sheet_name][cell] = value
    path = folder / name
    book.save(path)
    return path


def faults_of(*paths: Path) -> tuple[Fault, ...]:
    with pytest.raises(Faults) as raised:
        read_case(paths)
    return raised.value.faults


def without_origins(value: Any) -> Any:
    """The same rows with all origins left out."""
    if is_dataclass(value) and not isinstance(value, type):
        changed = {f.name: without_origins(getattr(value, f.name)) for f in fields(value) if f.name != "origin"}
        if hasattr(value, "origin"):
            changed["origin"] = UNPLACED
        return replace(value, **changed)
    if isinstance(value, tuple):
        return tuple(without_origins(item) for item in value)
    if isinstance(value, Mapping):
        return {key: without_origins(item) for key, item in value.items()}
    return value


def test_small_rows_mean_the_small_case(tmp_path: Path) -> None:
    case = read_case([save(tmp_path)])
    assert without_origins(case) == without_origins(small_case())


def test_integers_and_numbers_have_their_types(tmp_path: Path) -> None:
    case = read_case([save(tmp_path)])
    assert isinstance(case.settings.first_year, int)
    assert isinstance(case.settings.equity_exponent, float)
    assert isinstance(case.towns[0].population, float)


def test_origins_name_cells(tmp_path: Path) -> None:
    case = read_case([save(tmp_path)])
    assert case.towns[1].origin.cell("population") == "case.xlsx: Towns!E5"
    assert case.settings.origin.cell("horizon_years") == "case.xlsx: Settings!B6"
    # kept of mediation comes from the row for all, the 24th of the sheet.
    assert case.coefficients["kept", "mediation", ""].origin.cell("central") == "case.xlsx: Coefficients!E27"
    assert case.coefficients["kept", "street", ""].origin.cell("central") == "case.xlsx: Coefficients!E28"
    assert str(case.goals[0].origin) == "case.xlsx: Goals, row 4"


def test_placed_rows_are_equal_by_place_alone() -> None:
    one = PlacedRow("a.xlsx", "Towns", 4, {"town": "A"}, {"note": "x"})
    other = PlacedRow("a.xlsx", "Towns", 4, {"town": "B"})
    assert one == other
    assert hash(one) == hash(other)
    assert one != replace(one, row=5)
    assert one.cell("note") == "a.xlsx: Towns, row 4, column note (not in the sheet)"


@pytest.mark.parametrize(("number", "letters"), [(1, "A"), (26, "Z"), (27, "AA"), (52, "AZ"), (703, "AAA")])
def test_column_letters(number: int, letters: str) -> None:
    assert column_letter(number) == letters


def coefficient_row(row: int, name: str, subject: str) -> Cells:
    """A row of Coefficients without key, with the value 0."""
    values = {"A": name, "B": subject, "D": 0, "E": 0, "F": 0, "H": "expert", "I": "Invented."}
    return {f"Coefficients!{column}{row}": value for column, value in values.items()}


# Each entry: changed cells, the one place named, and words that its message holds.
CELL_FAULTS: dict[str, tuple[Cells, str, tuple[str, ...]]] = {
    "text number": ({"Towns!E4": "12 345,5"}, "Towns!E4", ("is text", "'12 345,5'", "type 12345.5", "persons")),
    "text number with a point": ({"Towns!E4": "12000"}, "Towns!E4", ("type 12000 as a number",)),
    "percent": ({"Regions!B4": "120 %"}, "Regions!B4", ("type 1.2 as",)),
    "text without number": ({"Towns!E4": "about ten"}, "Towns!E4", ("is text", "50 to 2000000 persons")),
    "date for a number": ({"Budgets!C4": datetime(2021, 5, 1)}, "Budgets!C4", ("is a date", "2021-05-01")),
    "truth value for a number": ({"Budgets!C4": True}, "Budgets!C4", ("is a truth value", "TRUE")),
    "error for a number": ({"Towns!E4": "#DIV/0!"}, "Towns!E4", ("is an error of the spreadsheet", "#DIV/0!")),
    "error for a text": ({"Towns!B5": "#N/A"}, "Towns!B5", ("is an error of the spreadsheet", "#N/A")),
    "error in a note": ({"Towns!I4": "#REF!"}, "Towns!I4", ("#REF!",)),
    "error in a setting": ({"Settings!B9": "#REF!"}, "Settings!B9", ("discount_share", "#REF!")),
    "formula without value": ({"Towns!E4": "=6000*2"}, "Towns!E4", ("formula without a stored value", "=6000*2")),
    "formula without value for a name": ({"Towns!B5": '="Be"&"ta"'}, "Towns!B5", ("formula without a stored",)),
    "blank number": ({"Towns!E4": None}, "Towns!E4", ("population is blank", "50 to 2000000 persons", "fill it in")),
    "blanks only": ({"Towns!B5": " \u00a0 "}, "Towns!B5", ("name is blank",)),
    "below the range": ({"Towns!E4": 12}, "Towns!E4", ("below its range", "12 was read", "50 to 2000000")),
    "above the range": ({"Budgets!C4": 4e10}, "Budgets!C4", ("above its range", "40000000000", "million RUB")),
    "not whole": ({"Statuses!C4": 1.5}, "Statuses!C4", ("window_years is not whole", "1.5")),
    "unknown choice": ({"Measures!C4": "urban_enviroment"}, "Measures!C4", ("did you mean 'urban_environment'",)),
    "date for an id": ({"Limits!A4": datetime(2021, 2, 1)}, "Limits!A4", ("turned into a date", "format")),
    "line break in an id": ({"Limits!A4": "urban\nmost"}, "Limits!A4", ("control character",)),
    "unknown region": ({"Towns!C4": "Nort Region"}, "Towns!C4", ("not known", "did you mean 'North Region'")),
    "unknown status": ({"Towns!D4": "calm"}, "Towns!D4", ("status is not known", "sheet Statuses")),
    "unknown town": ({"Scores!A4": "ALFF"}, "Scores!A4", ("not known", "did you mean 'ALF'")),
    "town by half its name": ({"Scores!A4": "Alfaa"}, "Scores!A4", ("did you mean",)),
    "ambiguous town": ({"Scores!A6": "beta"}, "Scores!A6", ("several towns", "BET", "GAM", "South Region")),
    "unknown factor": ({"Scores!B4": "dependancy"}, "Scores!B4", ("did you mean 'dependency'",)),
    "unknown payer": ({"Budgets!A9": "South"}, "Budgets!A9", ("payer is not known", "federal")),
    "unknown status of a measure": ({"Measures!R7": "crisis; rich"}, "Measures!R7", ("'rich'", "Statuses")),
    "score above 4": ({"Scores!C4": 5}, "Scores!C4", ("0 to 4", "5 was read")),
    "score as text": ({"Scores!C4": "3"}, "Scores!C4", ("is text", "type 3")),
    "score blank": ({"Scores!C4": None}, "Scores!C4", ("value is blank", "delete the row")),
    "yes or no as a number": ({"Scores!C5": 1}, "Scores!C5", ("yes or no", "1 was read")),
    "number of a factor as text": ({"Scores!C6": "150 km"}, "Scores!C6", ("is text", "150 km")),
    "setting unknown": ({"Settings!A9": "discount"}, "Settings!A9", ("setting is not known",)),
    "setting missing": ({"Settings!13": DELETE}, "Settings!A13", ("carry_over_regional_share is missing", "0 to 1")),
    "setting twice": (
        {"Settings!A14": "Title ", "Settings!B14": "Again"},
        "Settings!A14",
        ("case.xlsx: Settings!A4", "repeats"),
    ),
    "setting blank": ({"Settings!B4": None}, "Settings!B4", ("title is blank",)),
    "setting out of range": ({"Settings!B9": 5}, "Settings!B9", ("discount_share is above its range", "0 to 0.5")),
    "setting not whole": ({"Settings!B6": 2.5}, "Settings!B6", ("horizon_years is not whole",)),
    "evaluation before horizon": ({"Settings!B7": 1}, "Settings!B7", ("evaluation_years", "Settings!B6")),
    "low above central": ({"Coefficients!D20": 3}, "Coefficients!E20", ("central is below low", "at least 3")),
    "central above high": ({"Coefficients!F20": 1}, "Coefficients!F20", ("high is below central", "at least 2")),
    "coefficient unknown": ({"Coefficients!A34": "sensitivty"}, "Coefficients!A34", ("did you mean 'sensitivity'",)),
    "coefficient above its range": (
        {"Coefficients!D34": 1, "Coefficients!E34": 1, "Coefficients!F34": 4},
        "Coefficients!F34",
        ("high of sensitivity is above its range", "0 to 1"),
    ),
    "subject unknown": ({"Coefficients!B22": "tech_prk"}, "Coefficients!B22", ("did you mean 'tech_park'",)),
    "subject blank": ({"Coefficients!B22": None}, "Coefficients!B22", ("subject is blank",)),
    "all for factors": ({"Coefficients!B8": "all"}, "Coefficients!B8", ("`all` stands for measures",)),
    "subject of the wrong kind": ({"Coefficients!B35": "clubs"}, "Coefficients!B35", ("gate belongs to started",)),
    "key unknown": ({"Coefficients!C35": "cognitiv"}, "Coefficients!C35", ("did you mean 'cognitive'",)),
    "key blank": ({"Coefficients!C35": None}, "Coefficients!C35", ("key is blank", "LockIns")),
    "key too many": ({"Coefficients!C8": "jobs"}, "Coefficients!C8", ("prior has no key",)),
    "key no category": ({"Coefficients!C39": "urban"}, "Coefficients!C39", ("key is no category",)),
    "yield of capacity": ({"Coefficients!C33": "capacity"}, "Coefficients!C33", ("served by roadmaps alone",)),
    "required of a factor missing": ({"Coefficients!9": DELETE}, "Factors!A5", ("prior of self_government",)),
    "required of a measure missing": ({"Coefficients!26": DELETE}, "Measures!A10", ("unit_cost of mediation",)),
    "required of a lock-in missing": ({"Coefficients!16": DELETE}, "LockIns!A6", ("floor of cognitive is missing",)),
    "required of a status missing": ({"Coefficients!18": DELETE}, "Statuses!A5", ("distress of stable is missing",)),
    "measure without yield": ({"Coefficients!30": DELETE}, "Measures!A5", ("school has no yield",)),
    "coefficient twice": (
        {"Coefficients!B37": "Strategy", "Coefficients!C37": "political"},
        "Coefficients!A37",
        ("Coefficients!A36", "repeats"),
    ),
    "started measure in a roadmap": ({"Roadmaps!C7": "street"}, "Roadmaps!C7", ("opening is a started measure",)),
    "too much work": ({"Roadmaps!C6": "mediation", "Roadmaps!D6": 0.6}, "Roadmaps!D6", ("exceed 1", "1.1", "step 1")),
    "steps backward": ({"Roadmaps!E5": 3}, "Roadmaps!F5", ("step_to is below step_from", "at least 3")),
    "roadmap with a slash": ({"Roadmaps!A7": "talk/more"}, "Roadmaps!A7", ("may not hold /",)),
    "roadmap with an at sign": ({"Roadmaps!A7": "talk@2"}, "Roadmaps!A7", ("may not hold @",)),
    "roadmap none": ({"Roadmaps!A7": "None"}, "Roadmaps!A7", ("another id",)),
    "roadmap like a measure": ({"Roadmaps!A7": "Street"}, "Roadmaps!A7", ("id of a measure",)),
    "roadmap row twice": (
        {"Roadmaps!A7": "open_up", "Roadmaps!C7": "strategy", "Roadmaps!D7": 0},
        "Roadmaps!A7",
        ("Roadmaps!A4", "repeats"),
    ),
    "link to an opening measure": ({"Links!C4": "clubs"}, "Links!C4", ("other is an opening measure",)),
    "link with itself": ({"Links!C4": "tech_park"}, "Links!C4", ("linked with itself",)),
    "ends of a factor blank": ({"Factors!D6": None}, "Factors!D6", ("zero_at is blank",)),
    "ends of a factor equal": ({"Factors!E6": 20}, "Factors!E6", ("four_at equals zero_at",)),
    "ends of a factor not wanted": ({"Factors!D4": 0}, "Factors!D4", ("belongs to kind number only",)),
    "budget missing": ({"Budgets!9": DELETE}, "Budgets!A9", ("budget of South Region for 2022", "write 0")),
    "federal budget missing": ({"Budgets!4": DELETE}, "Budgets!A10", ("budget of federal for 2021", "write 0")),
    "budget outside the plan": (
        {"Budgets!A10": "federal", "Budgets!B10": 2023, "Budgets!C10": 1},
        "Budgets!B10",
        ("outside the plan", "2021 to 2022"),
    ),
    "budget twice": (
        {"Budgets!A10": "FEDERAL", "Budgets!B10": 2021, "Budgets!C10": 1},
        "Budgets!A10",
        ("Budgets!A4", "payer federal, year 2021"),
    ),
    "cofinancing without a row for all": ({"Cofinancing!4": DELETE}, "Cofinancing!A6", ("row for all",)),
    "cofinancing twice for all": (
        {"Cofinancing!A5": None, "Cofinancing!B5": None},
        "Cofinancing!A5",
        ("Cofinancing!A4", "the row for all"),
    ),
    "cofinancing backward": ({"Cofinancing!C5": 0.75}, "Cofinancing!D5", ("at least 0.75",)),
    "limit without figures": ({"Limits!L4": None}, "Limits!K4", ("neither floor nor ceiling",)),
    "limit backward": ({"Limits!K5": 5000}, "Limits!L5", ("ceiling is below floor",)),
    "limit above a share of 1": ({"Limits!L4": 50}, "Limits!L4", ("a share, 0 to 1", "type 0.5")),
    "limit outside the plan": ({"Limits!I5": 2020}, "Limits!I5", ("outside the plan",)),
    "limit twice": ({"Limits!A5": "Urban_Most"}, "Limits!A5", ("Limits!A4",)),
    "limit with a colon": ({"Limits!A5": "head:most"}, "Limits!A5", ("may not hold :",)),
    "lock on an opening measure": ({"Locks!B5": "clubs"}, "Locks!B5", ("subject is an opening measure",)),
    "lock outside the plan": ({"Locks!D4": 2030}, "Locks!D4", ("outside the plan",)),
    "lock twice": (
        {"Locks!A6": "GAM", "Locks!B6": "open_up", "Locks!C6": "must_not"},
        "Locks!A6",
        ("Locks!A5", "repeats"),
    ),
    "lock against a lock": (
        {"Locks!A6": "BET", "Locks!B6": "street", "Locks!C6": "must_not"},
        "Locks!B6",
        ("contradicts case.xlsx: Locks!B4",),
    ),
    "lock against a lock of the same year": (
        {"Locks!A6": "BET", "Locks!B6": "street", "Locks!C6": "must_not", "Locks!D6": 2021},
        "Locks!B6",
        ("contradicts case.xlsx: Locks!B4", "must street 2021"),
    ),
    "lock of two years": (
        {"Locks!A6": "BET", "Locks!B6": "street", "Locks!C6": "must", "Locks!D6": 2022},
        "Locks!B6",
        ("contradicts case.xlsx: Locks!B4",),
    ),
    "lock of two roadmaps": (
        {
            "Locks!A6": "ALF", "Locks!B6": "open_up", "Locks!C6": "must",
            "Locks!A7": "ALF", "Locks!B7": "talk", "Locks!C7": "must",
        },
        "Locks!B7",
        ("contradicts case.xlsx: Locks!B6",),
    ),
    "scale of a roadmap": ({"Locks!E5": 2}, "Locks!E5", ("scale_low counts only",)),
    "town twice": ({"Towns!A5": "alf", "Locks!4": DELETE}, "Towns!A5", ("Towns!A4", "repeats")),
    "region named federal": ({"Regions!A6": "Federal"}, "Regions!A6", ("meaning of its own",)),
    "measure named all": (
        {"Measures!A8": "all", "Roadmaps!4": DELETE, "Coefficients!B24": "all", "Coefficients!36": DELETE},
        "Measures!A8",
        ("meaning of its own",),
    ),
    "lock-in with a plus": (
        {
            "LockIns!A7": "a+b", "LockIns!B7": "AB",
            **coefficient_row(40, "drift", "a+b"), **coefficient_row(41, "floor", "a+b"),
        },
        "LockIns!A7",
        ("may not hold +",),
    ),
    "sizes of towns backward": ({"Measures!S7": 60_000}, "Measures!T7", ("population_max is below population_min",)),
    "scales backward": ({"Measures!F5": 4, "Measures!H5": 0}, "Measures!G5", ("scale_high is below scale_low",)),
    "goals without weight": ({"Goals!D4": 0, "Goals!D5": 0, "Goals!D6": 0}, "Goals!D4", ("no goal has a weight",)),
    "header missing": ({"Locks!C3": None}, "Locks!A3", ("column decision is missing",)),
    "header twice": ({"Towns!J3": "Population", "Towns!J4": 5}, "Towns!J3", ("stands twice", "Towns!E3")),
}  # fmt: skip


@pytest.mark.parametrize("name", CELL_FAULTS)
def test_each_fault_names_its_cell(name: str, tmp_path: Path) -> None:
    changes, place, words = CELL_FAULTS[name]
    faults = faults_of(save(tmp_path, changes))
    assert [fault.place for fault in faults] == [f"case.xlsx: {place}"], "\n".join(map(str, faults))
    for word in words:
        assert word in faults[0].message
    assert str(faults[0]) == f"case.xlsx: {place}: {faults[0].message}"


SOUND: dict[str, Cells] = {
    "a must in another year than a must not": {
        "Locks!A6": "BET", "Locks!B6": "street", "Locks!C6": "must_not", "Locks!D6": 2022,
    },
    "two measures that must be started": {"Locks!A6": "BET", "Locks!B6": "school", "Locks!C6": "must"},
    "a scale that grows with the town": {"Measures!F5": 4},
    "full work in two different steps": {"Roadmaps!C6": "mediation", "Roadmaps!D6": 0.5},
    "a region without towns and money": {"Regions!A6": "West Region"},
    "a share of exactly 1": {"Limits!L4": 1},
    "evaluation as long as the plan": {"Settings!B7": 2},
    "a formula with the empty text, left blank": {"Towns!I5": None},
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_what_is_allowed_is_no_fault(name: str, tmp_path: Path) -> None:
    assert len(read_case([save(tmp_path, SOUND[name])]).towns) == 3


def test_ten_faults_are_told_at_once_in_order(tmp_path: Path) -> None:
    planted: Cells = {
        "Towns!E4": "12 000",
        "Coefficients!D20": 3,
        "Towns!D5": "calm",
        "Scores!C4": 7,
        "Settings!B9": 5,
        "Budgets!9": DELETE,
        "Limits!I5": 2020,
        "Locks!B5": "clubs",
        "Measures!C4": "roads",
        "Factors!E6": 20,
    }
    faults = faults_of(save(tmp_path, planted))
    places = ["Settings!B9", "Towns!E4", "Towns!D5", "Scores!C4", "Budgets!A9", "Limits!I5", "Locks!B5", "Factors!E6",
              "Measures!C4", "Coefficients!E20"]  # fmt: skip
    assert [fault.place for fault in faults] == [f"case.xlsx: {place}" for place in places]


def test_every_column_refuses_an_error_cell(tmp_path: Path) -> None:
    # A value whose setting or factor cannot be read has no kind to be checked against; CELL_FAULTS has it alone.
    places = [
        f"{sheet.name}!{column_letter(number)}4"
        for sheet in SHEETS
        for number, column in enumerate(sheet.columns, start=1)
        if column.kind != "value"
    ]
    told = {
        fault.place for fault in faults_of(save(tmp_path, dict.fromkeys(places, "#NAME?"))) if "#NAME?" in str(fault)
    }
    assert told == {f"case.xlsx: {place}" for place in places}


@pytest.mark.parametrize(
    ("text", "numbers"),
    [
        ("1 234,5", ("1234.5",)),
        ("1\u00a0234,5", ("1234.5",)),
        ("1.234,5", ("1234.5",)),
        ("1,234.5", ("1234.5",)),
        ("1,234", ("1234", "1.234")),
        ("1,234,567", ("1234567",)),
        ("12,5 %", ("0.125",)),
        ("−3", ("-3",)),
        ("0,05", ("0.05",)),
        ("3 mln", ()),
        ("", ()),
        ("2021-05-01", ()),
    ],
)
def test_suggested_numbers(text: str, numbers: tuple[str, ...]) -> None:
    assert suggested_numbers(text) == numbers


def test_names_are_matched_without_regard_to_case_and_blanks(tmp_path: Path) -> None:
    changes: Cells = {
        "Towns!C4": " north\u00a0region",
        "Towns!D4": "CRISIS ",
        "Scores!A4": "alf",
        "Scores!A6": "beta  (SOUTH region)",
        "Scores!C5": "Да",
        "Measures!L6": True,
        "Measures!R7": "Crisis;stable ;",
        "Roadmaps!A5": "OPEN_UP",
        "Budgets!A4": "Federal",
        "Coefficients!A27": "Kept",
        "Coefficients!B27": "ALL",
        "Towns!A3": " Town ",
    }
    case = read_case([save(tmp_path, changes)])
    assert without_origins(case) == without_origins(small_case())


def test_a_town_of_a_number_keeps_its_digits(tmp_path: Path) -> None:
    changes: Cells = {"Towns!A4": 12, "Scores!A4": 12}
    assert read_case([save(tmp_path, changes)]).scores[0].town == "12"


def test_titles_blank_rows_and_strange_columns_do_not_matter(tmp_path: Path) -> None:
    path = save(
        tmp_path, {"Towns!J3": "our remarks", "Towns!J4": "#REF!", "Towns!J60": "end of table", "Locks!B30": " "}
    )
    book = openpyxl.load_workbook(path)
    book["Goals"].delete_rows(1, 2)
    book["LockIns"].insert_rows(1, 4)
    book.create_sheet("Start")["A1"] = "=1+1"
    book.create_sheet("Funded")["A1"] = "town"
    book.create_sheet("my sums")["A1"] = "#REF!"
    book["Statuses"]["A90"].font = openpyxl.styles.Font(bold=True)
    del book["Locks"]
    book.save(path)
    case = read_case([path])
    assert without_origins(replace(case, locks=())) == without_origins(replace(small_case(), locks=()))
    assert case.locks == ()
    assert case.goals[0].origin.cell("goal") == "case.xlsx: Goals!A2"


def test_two_workbooks_are_one_case(tmp_path: Path) -> None:
    rows = small_rows()
    towns = {"Towns": [rows["Towns"].pop()], "Scores": [rows["Scores"].pop()], "Settings": [rows["Settings"].pop()]}
    first = save(tmp_path, rows=rows)
    second = tmp_path / "south.xlsx"
    book = openpyxl.load_workbook(save(tmp_path, rows=towns, name="south.xlsx"))
    for name in book.sheetnames:
        if name not in towns:
            del book[name]
    book.save(second)
    case = read_case([first, second])
    assert without_origins(case) == without_origins(small_case())
    assert case.towns[2].origin.cell("name") == "south.xlsx: Towns!B4"
    assert faults_of(first)[0].place == "case.xlsx: Settings!A13"


def test_a_duplicate_in_another_workbook_names_both(tmp_path: Path) -> None:
    (tmp_path / "b").mkdir()
    first = save(tmp_path)
    rows: dict[str, list[dict[str, object]]] = {name: [] for name in small_rows()}
    rows["Regions"] = [dict(row) | {"price_index": 1.7} for row in small_rows()["Regions"]]
    second = save(tmp_path / "b", rows=rows)
    faults = faults_of(first, second)
    assert [fault.place for fault in faults] == [f"{second}: Regions!A4", f"{second}: Regions!A5"]
    assert f"{first}: Regions!A4" in faults[0].message


def test_the_same_row_in_two_workbooks_is_one_row(tmp_path: Path) -> None:
    """Regions start from one template: what nobody changed is no contradiction."""
    (tmp_path / "b").mkdir()
    first = save(tmp_path)
    second = save(tmp_path / "b")
    assert rows_of_case(read_case([first, second])) == rows_of_case(read_case([first]))


@pytest.mark.parametrize(("name", "meant"), [("Score", "Scores"), ("Limit", "Limits"), ("Town", "Towns")])
def test_a_misspelt_sheet_is_a_fault(tmp_path: Path, name: str, meant: str) -> None:
    path = save(tmp_path)
    book = openpyxl.load_workbook(path)
    book[meant].title = name
    book.save(path)
    told = {fault.place: fault.message for fault in faults_of(path)}
    assert f"did you mean {meant}?" in told[f"{path.name}: {name}"]


def test_a_misspelt_optional_header_is_a_fault(tmp_path: Path) -> None:
    path = save(tmp_path)
    book = openpyxl.load_workbook(path)
    header = next(cell for row in book["Towns"].iter_rows(max_row=10) for cell in row if cell.value == "latitude")
    header.value = "latitud"
    book.save(path)
    (fault,) = faults_of(path)
    assert fault.place == f"{path.name}: Towns!{header.coordinate}"
    assert "did you mean latitude?" in fault.message


def test_a_missing_sheet_is_told_once(tmp_path: Path) -> None:
    path = save(tmp_path)
    book = openpyxl.load_workbook(path)
    del book["Regions"]
    book.save(path)
    (fault,) = faults_of(path)
    assert fault.place == "case.xlsx"
    assert "sheet Regions is missing" in fault.message


def test_a_sheet_without_rows_is_told_where_they_belong(tmp_path: Path) -> None:
    rows = small_rows() | {"Budgets": []}
    (fault,) = faults_of(save(tmp_path, rows=rows))
    assert fault.place == "case.xlsx: Budgets!A4"


def test_a_sheet_without_headers_is_told(tmp_path: Path) -> None:
    changes: Cells = {f"Towns!{letter}3": None for letter in "ABCDEFGHI"}
    (fault,) = faults_of(save(tmp_path, changes))
    assert fault.place == "case.xlsx: Towns"
    assert "no header row" in fault.message


def rewritten(path: Path, part: str, change: Any) -> Path:
    """The same workbook with one part of the archive changed."""
    parts = {}
    with zipfile.ZipFile(path) as archive:
        for name in archive.namelist():
            parts[name] = archive.read(name)
    parts[part] = change(parts[part])
    with zipfile.ZipFile(path, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            archive.writestr(name, content)
    return path


FIRST_SHEET = "xl/worksheets/sheet1.xml"


def test_a_formula_with_its_value_counts_by_the_value(tmp_path: Path) -> None:
    path = save(tmp_path, {"Settings!B9": "=1/20", "Settings!D5": '=""'})

    def store_values(text: bytes) -> bytes:
        text, count = re.subn(rb"<f>1/20</f><v(?: ?/>|></v>)", b"<f>1/20</f><v>0.05</v>", text)
        assert count == 1
        text, count = re.subn(
            rb'<c r="D5"([^>]*)><f>""</f><v(?: ?/>|></v>)', rb'<c r="D5"\1 t="str"><f>""</f><v></v>', text
        )
        assert count == 1
        return text

    case = read_case([rewritten(path, FIRST_SHEET, store_values)])
    assert case.settings.discount_share == 0.05


def no_workbook(folder: Path, name: str) -> Path:
    path = folder / name
    if name == "folder.xlsx":
        path.mkdir()
    elif name == "empty.xlsx":
        path.touch()
    elif name == "text.xlsx":
        path.write_text("town;name\n")
    elif name == "zip.xlsx":
        with zipfile.ZipFile(path, "w") as archive:
            archive.writestr("readme.txt", "no workbook")
    elif name == "old.xlsx":
        path.write_bytes(bytes.fromhex("d0cf11e0a1b11ae1") + bytes(600))
    elif name in ("case.csv", "case.xls", "case.ods"):
        path.write_text("town\n")
    elif name == "other.xlsx":
        openpyxl.Workbook().save(path)
    return path


@pytest.mark.parametrize(
    ("name", "words"),
    [
        ("folder.xlsx", "a folder was given"),
        ("empty.xlsx", "is empty"),
        ("text.xlsx", "not a workbook"),
        ("zip.xlsx", "not a workbook"),
        ("old.xlsx", "password"),
        ("missing.xlsx", "no such file"),
        ("case.csv", "'.csv' files are not read"),
        ("case.xls", "save it as .xlsx"),
        ("case.ods", "save it as .xlsx"),
        ("other.xlsx", "no sheet of a case"),
    ],
)
def test_what_is_no_workbook_is_a_fault_of_the_file(name: str, words: str, tmp_path: Path) -> None:
    (fault,) = faults_of(no_workbook(tmp_path, name))
    assert fault.place == name
    assert words in fault.message


def test_no_file_at_all_is_a_fault() -> None:
    assert "no workbook was named" in faults_of()[0].message


def test_all_unreadable_files_are_told(tmp_path: Path) -> None:
    faults = faults_of(no_workbook(tmp_path, "text.xlsx"), save(tmp_path), no_workbook(tmp_path, "empty.xlsx"))
    assert [fault.place for fault in faults] == ["text.xlsx", "empty.xlsx"]


def test_a_file_open_elsewhere_is_a_fault(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(self: Path) -> bytes:
        raise PermissionError(13, "Permission denied", str(self))

    path = save(tmp_path)
    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert "close it" in faults_of(path)[0].message


def test_a_zip_bomb_is_weighed_and_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    # 11 MB of blanks take about 11 kB in the archive: a ratio of a thousand.
    path = rewritten(save(tmp_path), FIRST_SHEET, lambda text: text + b" " * 11_000_000)
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked before it was weighed"))
    (fault,) = faults_of(path)
    assert "would unpack to 11 MB" in fault.message


def test_a_large_file_is_not_opened(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path)
    monkeypatch.setattr(cells_module, "UNPACKED_BYTES_MAX", 1_000)
    assert "would unpack" in faults_of(path)[0].message


@pytest.mark.parametrize("code", ["utf-8", "utf-16"])
def test_document_types_are_refused(code: str, tmp_path: Path) -> None:
    bomb = '<!DOCTYPE worksheet [<!ENTITY a "aaaaaaaaaa"><!ENTITY b "&a;&a;&a;&a;&a;&a;&a;&a;">]>'

    def add_bomb(text: bytes) -> bytes:
        body = text.decode().split("?>", 1)[-1]
        return f'<?xml version="1.0" encoding="{code}"?>{bomb}{body}'.encode(code)

    (fault,) = faults_of(rewritten(save(tmp_path), FIRST_SHEET, add_bomb))
    assert "document type declaration" in fault.message


def test_too_many_rows_are_a_fault_of_the_sheet(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = save(tmp_path)
    # Measures has 7 rows below 3 rows of head, Settings 10 and 3, Coefficients 36 and 3; the first of them is told.
    monkeypatch.setattr(cells_module, "FILLED_ROWS_MAX", 12)
    (fault,) = faults_of(path)
    assert fault.place == "case.xlsx: Settings"
    assert "more than 12 filled rows" in fault.message


def test_a_cell_far_below_costs_no_memory_and_counts(tmp_path: Path) -> None:
    (fault,) = faults_of(save(tmp_path, {"Regions!B1048576": 1}))
    assert fault.place == "case.xlsx: Regions!A1048576"


def test_damaged_files_never_end_in_a_traceback(tmp_path: Path) -> None:
    """Files cut short or with changed bytes, packed and unpacked, are read or give faults; nothing else is raised."""
    sound = save(tmp_path).read_bytes()
    random = Random(4)
    damaged = [sound[:length] for length in range(0, len(sound), len(sound) // 12)]
    for _ in range(30):
        copy = bytearray(sound)
        for _ in range(5):
            copy[random.randrange(len(copy))] = random.randrange(256)
        damaged.append(bytes(copy))
    path = tmp_path / "damaged.xlsx"
    outcomes = []
    for content in damaged:
        path.write_bytes(content)
        outcomes.append(outcome(path))
    names = zipfile.ZipFile(io.BytesIO(sound)).namelist()
    for number in range(60):
        path.write_bytes(sound)
        part = names[number % len(names)]
        position = random.random()

        def spoil(text: bytes, position: float = position) -> bytes:
            at = int(position * len(text))
            return text[:at] + bytes([random.randrange(32, 127)]) + text[at + 1 :]

        outcomes.append(outcome(rewritten(path, part, spoil)))
    assert outcomes.count("faults") > 30


def outcome(path: Path) -> str:
    try:
        read_case([path])
    except Faults:
        return "faults"
    return "read"


def test_read_sheets_gives_raw_cells_of_any_sheet(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    book = openpyxl.Workbook()
    book.worksheets[0].title = "town PLANS"
    book.worksheets[0].append(["Title"])
    book.worksheets[0].append([])
    book.worksheets[0].append(["town", None, 2.5, True, "=1+1"])
    book.create_sheet("other")["B2"] = "x"
    book.save(path)
    grids = read_sheets(path)
    assert list(grids) == ["Town plans", "other"]
    rows = grids["Town plans"].rows
    assert rows[1][0] == "Title"
    assert 2 not in rows
    assert rows[3] == ("town", None, 2.5, True, cells_module.Uncomputed("=1+1"))
    assert grids["other"].place(2, 2) == "plan.xlsx: other!B2"


def test_faults_can_be_carried_between_processes() -> None:
    import pickle

    faults = Faults([Fault("b", "two", (0, 2, 0, 0)), Fault("a", "one", (0, 1, 0, 0))])
    copy = pickle.loads(pickle.dumps(faults))
    assert copy.faults == (Fault("a", "one"), Fault("b", "two"))
    assert str(copy) == "a: one\nb: two"
