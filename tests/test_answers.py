"""Many workbooks, one case: workbooks of regions are made, filled in, sent back, and read as one case with the others.

The case is the small one: ALF and BET in North Region, GAM (called Beta too) in South Region.
"""

from __future__ import annotations

import json
import shutil
import subprocess
import time
from collections.abc import Mapping
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result

from planner.cli import main
from planner.tables.faults import Faults
from planner.tables.plan_layout import FIRST_DATA_ROW
from planner.tables.read import Reading, read_books, read_case, read_sheets
from planner.tables.region_pages import LOOKED_UP_SHEETS, OFFICIAL_SHEETS
from planner.tables.region_workbook import file_names, region_rows, write_region_workbook, write_region_workbooks
from planner.tables.rows import rows_of_case
from planner.tables.schema import SHEET_BY_NAME, SHEETS
from planner.tables.write import write_case_workbook
from tests.small_case import small_rows, wide_rows

NORTH, SOUTH = "North Region", "South Region"
Changes = Mapping[str, object]


def planner(*words: object) -> Result:
    return CliRunner().invoke(main, [str(word) for word in words], catch_exceptions=False)


class Books:
    """A national workbook and those of its two regions, in one folder."""

    def __init__(self, folder: Path, rows: dict[str, list[dict[str, Any]]] | None = None) -> None:
        self.national = folder / "national.xlsx"
        write_case_workbook(self.national, rows or small_rows())
        (folder / "regions").mkdir()
        case = read_case([self.national])
        self.north, self.south = (path for path, _ in write_region_workbooks(folder / "regions", case, (NORTH, SOUTH)))

    def all(self) -> list[Path]:
        return [self.national, self.north, self.south]

    def faults(self, *paths: Path) -> dict[str, str]:
        with pytest.raises(Faults) as raised:
            read_books(paths or self.all())
        return {fault.place: fault.message for fault in raised.value.faults}


@pytest.fixture
def books(tmp_path: Path) -> Books:
    return Books(tmp_path)


def change(path: Path, changes: Changes) -> Path:
    """Change cells by place, as ``Towns!E4``; ``Scores!5`` with None deletes a row."""
    book = openpyxl.load_workbook(path)
    for place, value in changes.items():
        sheet, cell = place.split("!")
        if cell.isdigit():
            book[sheet].delete_rows(int(cell))
        else:
            book[sheet][cell] = value
    book.save(path)
    return path


def used(reading: Reading) -> dict[str, tuple[str, str, int]]:
    return {answer.region: (answer.state, answer.use, answer.towns) for answer in reading.answers}


def said(path: Path, sheet: str) -> list[tuple[object, ...]]:
    """Filled rows of a sheet, without the meaning of scores that stands beside them."""
    wide = len(SHEET_BY_NAME[sheet].columns)
    rows = [cells[:wide] for number, cells in read_sheets(path)[sheet].rows.items() if number >= FIRST_DATA_ROW]
    return [told for cells in rows if (told := tuple(value for value in cells if value is not None))]


# --- Workbooks of regions --------------------------------------------------------------------------------------------


def test_a_workbook_has_the_towns_of_its_region_and_what_is_known_of_them(books: Books) -> None:
    assert said(books.north, "Towns") == [
        ("ALF", "Alfa", NORTH, "crisis", 12000, 62.2, 34.3),
        ("BET", "Beta", NORTH, "stable", 30000),
    ]
    assert [row[:3] for row in said(books.north, "Scores")] == [
        ("ALF", "dependency", 3),
        ("ALF", "self_government", "yes"),
    ]
    assert [row[:3] for row in said(books.south, "Scores")] == [("GAM", "city_km", 150)]
    assert said(books.south, "Regions") == [(SOUTH,)]


def test_it_has_what_officials_fill_in_and_every_list_that_they_choose_from(books: Books) -> None:
    """Money, locks, limits and coefficients stay with the planner; no reference of an official leads to nothing."""
    sheets = set(openpyxl.load_workbook(books.north, read_only=True).sheetnames)
    assert sheets == {"Start", "Settings", *OFFICIAL_SHEETS, *LOOKED_UP_SHEETS}
    assert not sheets & {"Budgets", "Limits", "Locks", "Coefficients", "Cofinancing", "Links", "Roadmaps"}
    assert set(OFFICIAL_SHEETS) == {sheet.name for sheet in SHEETS if sheet.filled_by == "official"}
    for name in OFFICIAL_SHEETS:
        for column in SHEET_BY_NAME[name].columns:
            assert set(column.refers_to) <= sheets


def test_cells_to_fill_in_are_yellow_and_those_for_reading_are_not(books: Books) -> None:
    book = openpyxl.load_workbook(books.north)
    # Of a sheet without rows the whole column has the colour.
    looks = {s.title: s["A4"] if s["A4"].value else s.column_dimensions["A"] for s in book if s.title != "Start"}
    yellow = {name for name, look in looks.items() if look.fill.fgColor.rgb == "FFFFF9DB"}
    assert yellow == set(OFFICIAL_SHEETS)
    assert all("is refused" in str(book[name]["A2"].value) for name in LOOKED_UP_SHEETS)


def test_rows_about_several_regions_stay_with_the_planner(tmp_path: Path) -> None:
    rows = wide_rows()
    rows["Contributions"] = [{"contributor": "funds", "share": 0.01, "evidence": "agreed"}]
    write_case_workbook(tmp_path / "wide.xlsx", rows)
    case = read_case([tmp_path / "wide.xlsx"])
    assert [region_rows(case, region)["Contributions"] for region in (NORTH, SOUTH)] == [[], []]
    together = [row for region in (NORTH, SOUTH) for row in region_rows(case, region)["Proposals"]]
    assert sorted(together, key=str) == sorted(rows_of_case(case)["Proposals"], key=str)
    assert together


def test_names_of_files_stay_in_their_folder_and_apart() -> None:
    regions = ["../../etc", "A/B", "A:B", "CON", "x" * 300, "...", "=1+1", "a_b", "~$open"]
    names = file_names(regions)
    assert len({name.casefold() for name in names.values()}) == len(regions)
    for name in names.values():
        assert Path(name).name == name
        assert not set(name) & set('<>:"/\\|?*')
        assert len(name) < 100
        assert not name.startswith((".", "~$"))
    assert names["CON"] != "CON.xlsx"


def test_a_workbook_that_is_there_is_left_alone(books: Books, tmp_path: Path) -> None:
    change(books.north, {"Towns!E4": 11_500})
    before = books.north.read_bytes()
    books.south.unlink()
    made = planner("template", tmp_path / "regions", "--from", books.national)
    assert made.exit_code == 0
    assert made.stdout.splitlines() == [str(books.south)]
    assert made.stderr == f"{books.north} is there already and was left alone.\n"
    assert books.north.read_bytes() == before


def test_one_region_to_a_workbook_of_any_name(books: Books, tmp_path: Path) -> None:
    out = tmp_path / "mine.xlsx"
    made = planner("template", out, "--region", "south region", "--from", books.national)
    assert (made.exit_code, made.stdout) == (0, f"{out}\n")
    assert [row[0] for row in said(out, "Towns")] == ["GAM"]
    again = planner("template", out, "--region", SOUTH, "--from", books.national)
    assert again.exit_code == 2
    assert "may be filled in" in again.stderr


@pytest.mark.parametrize(
    ("words", "told"),
    [
        (("out.xlsx", "--region", NORTH), "--from CASE.xlsx"),
        (("out.xlsx", "--region", "Nort Region", "--from", "national.xlsx"), "did you mean 'North Region'"),
        (("out.xlsx", "--from", "national.xlsx"), "name a folder"),
        (("national.xlsx", "--region", NORTH, "--from", "national.xlsx"), "is an input"),
    ],
)
def test_wrong_usage_is_told(
    words: tuple[str, ...], told: str, books: Books, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.chdir(tmp_path)
    before = books.national.read_bytes()
    done = planner("template", *words)
    assert done.exit_code == 2
    assert told in done.stderr
    assert books.national.read_bytes() == before
    assert not (tmp_path / "out.xlsx").exists()


# --- Read together ---------------------------------------------------------------------------------------------------


def test_workbooks_that_nobody_filled_in_change_nothing(books: Books) -> None:
    reading = read_books(books.all())
    rows, before = rows_of_case(reading.case), rows_of_case(read_case([books.national]))
    assert {name: rows[name] for name in rows if name != "Regions"} == {n: before[n] for n in before if n != "Regions"}
    assert used(reading) == {NORTH: ("not filled in", "last state", 2), SOUTH: ("not filled in", "last state", 1)}


def test_an_answer_replaces_all_that_others_say_of_its_towns(books: Books) -> None:
    """A figure is corrected, a score taken back, another added: nothing of the national workbook shines through."""
    change(books.north, {"Towns!E4": 11_500, "Scores!5": None})
    change(books.north, {"Scores!A5": "Beta", "Scores!B5": "dependency", "Scores!C5": 1, "Scores!D5": "survey"})
    reading = read_books([books.national, books.north])
    case = reading.case
    assert {town.town: town.population for town in case.towns} == {"ALF": 11_500, "BET": 30_000, "GAM": 8_000.5}
    scores = {(score.town, score.factor): score.value for score in case.scores}
    assert scores == {("ALF", "dependency"): 3, ("BET", "dependency"): 1, ("GAM", "city_km"): 150}
    assert used(reading) == {NORTH: ("answered", "as answered", 2), SOUTH: ("no workbook", "last state", 1)}
    (origin,) = (town.origin for town in case.towns if town.town == "ALF")
    assert origin.cell("population") == "North Region.xlsx: Towns!E4"


def test_a_name_that_another_region_uses_too_means_the_own_town(books: Books) -> None:
    """Two towns are called Beta. In a workbook of one region there is no doubt which is meant."""
    changes = {"Scores!A4": "Beta"}
    change(books.south, changes)
    assert [score.town for score in read_books(books.all()).case.scores].count("GAM") == 1
    told = books.faults(change(books.national, {"Scores!A6": "Beta"}))
    assert "several towns have this name" in told["national.xlsx: Scores!A6"]


def test_nothing_to_change_is_an_answer(books: Books) -> None:
    change(books.south, {"Start!B5": "Yes "})
    assert used(read_books(books.all()))[SOUTH] == ("answered", "as answered", 1)


def test_saving_with_another_program_alone_is_no_answer(books: Books) -> None:
    for path in (books.north, books.south):
        openpyxl.load_workbook(path).save(path)
    assert {state for state, _, _ in used(read_books(books.all())).values()} == {"not filled in"}


@pytest.mark.looks
@pytest.mark.skipif(shutil.which("soffice") is None, reason="LibreOffice is not installed")
def test_libreoffice_keeps_what_a_workbook_was_made_with(books: Books, tmp_path: Path) -> None:
    """Saved again it is still not filled in; a cell changed before that is an answer."""
    change(books.south, {"Scores!C4": 151})
    saved = tmp_path / "saved"
    profile = f"-env:UserInstallation=file://{tmp_path}/profile"
    subprocess.run(["soffice", profile, "--headless", "--convert-to", "xlsx", "--outdir", str(saved), str(books.north),
                    str(books.south)], check=True, capture_output=True, timeout=240)  # fmt: skip
    reading = read_books([books.national, *sorted(saved.iterdir())])
    assert used(reading) == {NORTH: ("not filled in", "last state", 2), SOUTH: ("answered", "as answered", 1)}


def test_towns_that_only_regions_have(tmp_path: Path) -> None:
    """The planner's workbook may have no towns at all; a region that sends back what it was given is still carried."""
    books = Books(tmp_path)
    rows = small_rows()
    del rows["Towns"], rows["Scores"], rows["Locks"]
    bare = tmp_path / "bare.xlsx"
    write_case_workbook(bare, rows)
    change(books.north, {"Towns!E4": 11_500})
    reading = read_books([bare, books.north, books.south])
    assert used(reading) == {NORTH: ("answered", "as answered", 2), SOUTH: ("not filled in", "last state", 1)}
    assert [town.population for town in reading.case.towns] == [11_500, 30_000, 8_000.5]
    left = read_books([bare, books.north, books.south], "leave-out")
    assert [town.town for town in left.case.towns] == ["ALF", "BET"]
    assert used(read_books([bare, books.north]))[SOUTH] == ("no workbook", "nothing known", 0)


def test_a_region_left_out_takes_along_what_hangs_on_its_towns(tmp_path: Path) -> None:
    rows = small_rows()
    rows["Loans"] = [
        {"region": r, "year": 2021, "repaid_year": 2022, "most_mrub": 1, "interest_share": 0} for r in (NORTH, SOUTH)
    ]
    rows["Limits"] += [
        {"limit": "of_gam", "town": "GAM", "payer": "all", "unit": "mrub", "floor": 1},
        {"limit": "of_south", "region": SOUTH, "payer": "all", "unit": "mrub", "floor": 1},
    ]
    books = Books(tmp_path, rows)
    change(books.north, {"Towns!E4": 11_500})
    case = read_books([books.national, books.north], "leave-out").case
    assert [town.town for town in case.towns] == ["ALF", "BET"]
    assert {score.town for score in case.scores} == {"ALF"}
    assert [lock.town for lock in case.locks] == ["BET"]
    assert [limit.limit for limit in case.limits] == ["urban_most", "head_most"]
    assert [loan.region for loan in case.loans] == [NORTH]
    notes = {row["region"]: row.get("note") for row in rows_of_case(case)["Regions"]}
    assert notes == {NORTH: None, SOUTH: "South Region (no workbook; 1 town left out)"}


def test_without_workbooks_of_regions_nobody_is_missing(books: Books) -> None:
    reading = read_books([books.national], "leave-out")
    assert reading.answers == ()
    assert len(reading.case.towns) == 3


def test_every_region_left_out_is_a_fault(books: Books) -> None:
    with pytest.raises(Faults, match="every region is left out"):
        read_books(books.all(), "leave-out")


# --- Conflicts -------------------------------------------------------------------------------------------------------


CONFLICTS: dict[str, tuple[Changes, str, tuple[str, ...]]] = {
    "a town of another region": (
        {"Towns!C5": SOUTH}, "Towns!C5", ("another region than its workbook", "North Region.xlsx: Start!B4")),
    "a town that is gone": ({"Towns!5": None}, "Towns!A5", ("town BET is missing", "national.xlsx: Towns!A5")),
    "a score of a town of another region": ({"Scores!A4": "GAM"}, "Scores!A4", ("not of North Region", "ALF, BET")),
    "a contribution for all regions": (
        {"Contributions!A4": "funds", "Contributions!D4": 0.1, "Contributions!F4": "agreed"},
        "Contributions!B4", ("towns of all regions",)),
    "figures of the country": (
        {"Employment!A4": "country", "Employment!C4": 5}, "Employment!A4", ("not of North Region", "'country'")),
    "another kind of factor": (
        {"Factors!C4": "yes_no"}, "Factors!C4", ("national.xlsx: Factors!C4", "yes_no", "score")),
    "another unit": ({"Measures!E4": "km"}, "Measures!E4", ("unit is another one", "national.xlsx: Measures!E4")),
    "another horizon": ({"Settings!B5": 3}, "Settings!B5", ("national.xlsx: Settings!B6", "3 was read", "2")),
    "another price level": (
        {"Regions!B4": 1.3}, "Regions!B4", ("price_index is another one", "national.xlsx: Regions!B4", "1.2")),
    "a measure of its own in the catalogue": (
        {"Goals!A7": "peace", "Goals!B7": "Peace", "Goals!C7": "points", "Goals!D7": 1},
        "Goals!A7", ("peace of sheet Goals is in no other workbook",)),
    "an unknown region": ({"Start!B4": "Nort Region"}, "Start!B4", ("not known", "did you mean 'North Region'")),
    "the same region twice": ({"Start!B4": SOUTH}, "", ("Start!B4 says too",)),
}  # fmt: skip


@pytest.mark.parametrize("name", CONFLICTS)
def test_a_conflict_names_both_files_and_cells(name: str, books: Books) -> None:
    changes, place, words = CONFLICTS[name]
    change(books.north, changes)
    told = books.faults()
    expected = f"{books.north.name}: {place}" if place else f"{books.south.name}: Start!B4"
    assert list(told) == [expected]
    for word in words:
        assert word in told[expected]


def test_what_only_reads_differently_is_no_conflict(books: Books) -> None:
    """Names and notes of the catalogue may be put in other words after the workbooks were sent out."""
    change(books.national, {"Factors!B4": "Reliance", "Measures!B4": "Roads", "Goals!E4": "Noted."})
    assert len(read_books(books.all()).case.towns) == 3


def test_workbooks_of_regions_alone_are_no_case(books: Books) -> None:
    told = books.faults(books.north, books.south)
    assert list(told) == [books.north.name]
    assert "planner's own workbook" in told[books.north.name]


def test_a_town_twice_in_workbooks_of_no_region_tells_what_differs(books: Books, tmp_path: Path) -> None:
    other = tmp_path / "other.xlsx"
    town = {"town": "ALF", "name": "Alfa", "region": NORTH, "status": "crisis", "population": 11_500}
    write_case_workbook(other, {"Towns": [town], "Regions": [], "Settings": [{"setting": "horizon_years", "value": 3}]})
    told = books.faults(books.national, other)
    assert "national.xlsx: Towns!A4" in told["other.xlsx: Towns!A4"]
    assert "population is 12000 there and 11500 here" in told["other.xlsx: Towns!A4"]
    assert "national.xlsx: Settings!A6" in told["other.xlsx: Settings!A4"]
    assert "value is 2 there and 3 here" in told["other.xlsx: Settings!A4"]


def test_owner_files_of_open_workbooks_are_passed_over(books: Books) -> None:
    (books.north.parent / "~$North Region.xlsx").write_bytes(b"\x05Olga")
    reading = read_books([books.national, *sorted(books.north.parent.glob("*.xlsx"))])
    assert [notice.place for notice in reading.notices] == ["~$North Region.xlsx"]
    assert len(reading.case.towns) == 3


# --- Commands --------------------------------------------------------------------------------------------------------


def test_check_says_who_has_not_answered(books: Books) -> None:
    change(books.north, {"Towns!E4": 11_500})
    checked = planner("check", "--no-copy", books.national, books.north, "--json")
    assert checked.exit_code == 0
    line = "1 of 2 regions have not answered: South Region (no workbook; 1 town carried at the last state).\n"
    assert line in checked.stderr
    answers = json.loads(checked.stdout)["answers"]
    assert [(a["region"], a["state"], a["use"], a["towns"]) for a in answers] == [
        (NORTH, "answered", "as answered", 2),
        (SOUTH, "no workbook", "last state", 1),
    ]


def test_a_plan_says_who_was_left_out_and_holds(books: Books, tmp_path: Path) -> None:
    change(books.north, {"Towns!E4": 11_500})
    plan = tmp_path / "plan.xlsx"
    solved = planner("solve", books.national, books.north, "--missing", "leave-out", "-o", plan, "--quiet")
    assert solved.exit_code == 0
    assert "South Region (no workbook; 1 town left out)" in solved.stderr
    sheets = read_sheets(plan)
    rows = [cells for number, cells in sheets["Answers"].rows.items() if number >= FIRST_DATA_ROW]
    assert [row[:4] for row in rows] == [(SOUTH, "no workbook", "left out", 1), (NORTH, "answered", "its answer", 2)]
    assert "1 of 2 regions have not answered: 1 town left out" in str(sheets["Answers"].rows[2][0])
    assert planner("verify", plan).exit_code == 0
    # The case inside the plan is a case of its own, with the note that tells why a region has no town in it.
    assert len(read_case([plan]).towns) == 2


def test_a_plan_of_one_workbook_has_no_such_sheet(books: Books, tmp_path: Path) -> None:
    planner("solve", books.national, "-o", tmp_path / "plan.xlsx", "--quiet")
    assert "Answers" not in openpyxl.load_workbook(tmp_path / "plan.xlsx", read_only=True).sheetnames


def test_sixty_workbooks_are_read_in_seconds(tmp_path: Path) -> None:
    """Sixty regions of five towns. The clock is of the processor, for machines of tests are shared."""
    rows = small_rows()
    regions = [f"Region {number}" for number in range(60)]
    rows["Regions"] = [{"region": region} for region in regions]
    rows["Towns"] = [
        {"town": f"T{number}_{place}", "name": f"Town {number} {place}", "region": region, "status": "crisis",
         "population": 10_000 + number}
        for number, region in enumerate(regions) for place in range(5)
    ]  # fmt: skip
    rows["Scores"], rows["Locks"] = [], []
    rows["Cofinancing"] = rows["Cofinancing"][:1]
    rows["Budgets"] = [{"payer": p, "year": y, "amount_mrub": 5} for p in ("federal", *regions) for y in (2021, 2022)]
    national = tmp_path / "national.xlsx"
    write_case_workbook(national, rows)
    case = read_case([national])
    paths = [write_region_workbook(tmp_path / f"{region}.xlsx", case, region) for region in regions]
    began = time.process_time()
    reading = read_books([national, *paths])
    assert time.process_time() - began < 15
    assert [answer.towns for answer in reading.answers] == [5] * 60
