"""A plan in which one cell was altered is refused, and the refusal names the cell.

One plan is made by the command line. Copies of it with values in place of formulas are altered cell by cell, in every
column of every sheet, and given to the verifier, which knows nothing but the workbook.
"""

from __future__ import annotations

import warnings
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from openpyxl.utils import get_column_letter
from openpyxl.workbook import Workbook
from openpyxl.worksheet.worksheet import Worksheet
from small_case import wide_rows

from planner.cli import main
from planner.tables.cells import read_sheets
from planner.tables.fingerprint import sheet_fingerprints
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW, LOCK_IN_COLUMNS, PLAN_SHEETS, SUMMARY_ITEMS
from planner.tables.write import write_case_workbook
from planner.verifying.verify import Verification, verify_plan

Change = Callable[[Any], Any]
Row = dict[str, Any]

LOCK_INS = [row["lock_in"] for row in wide_rows()["LockIns"]]
NAMED_EXACTLY_LEAST = 0.8
"""Of the altered cells of a plan, the share that must be named themselves and not only by what follows from them."""


@dataclass(frozen=True)
class Alteration:
    """One cell to alter: sheet, column, what to make of its value, and which row (values of other columns, or any)."""

    sheet: str
    column: str
    change: Change
    words: str
    where: tuple[tuple[str, Any], ...] = ()

    @property
    def name(self) -> str:
        row = ",".join(str(value) for _, value in self.where)
        return f"{self.sheet}[{row}].{self.column}: {self.words}"


# --- Changes ---------------------------------------------------------------------------------------------------------


def by_one_percent(value: float | None) -> float:
    return value * 1.01 if value else 1.0


def plus(step: float) -> Change:
    return lambda value: round(value + step, 2)


def to(value: Any) -> Change:
    return lambda _: value


def mistyped(value: str | None) -> str:
    return (value or "") + "x"


# --- What is altered -------------------------------------------------------------------------------------------------


WITHOUT_ROWS = (
    "Networks", "Roll-out", "Cluster diagnosis", "Cluster years", "Industries compared", "Residents checked",
    "Instruments run", "Alarms", "State prices",
)  # fmt: skip
"""The small case has no products, no similar towns, no clusters, no employment, no residents, no federal instruments
and no indicators; ``test_verifying_joins``, ``test_verifying_clusters``, ``test_verifying_industries`` and
``test_verifying_states`` alter all cells of these sheets.
"""


def every_column() -> Iterator[Alteration]:
    """One alteration in each column of each sheet: texts mistyped, whole numbers by one, other numbers by 1 %."""
    for sheet in PLAN_SHEETS:
        if sheet.name == "Summary" or sheet.name in WITHOUT_ROWS:
            continue
        for column in sheet.columns:
            if column.kind == "text":
                yield Alteration(sheet.name, column.name, mistyped, "mistyped")
            elif column.kind == "integer":
                yield Alteration(sheet.name, column.name, plus(1), "a year later")
                yield Alteration(sheet.name, column.name, plus(-1), "a year earlier")
            else:
                yield Alteration(sheet.name, column.name, by_one_percent, "by 1 %")
    for lock_in in LOCK_INS:
        for end in LOCK_IN_COLUMNS:
            yield Alteration("Town plans", f"{lock_in}_{end}", by_one_percent, "by 1 %")


def every_figure() -> Iterator[Alteration]:
    """Every figure of the summary that can be computed again, and the words beside the figures."""
    texts = {"title", "promise", "draw", "state", "most_judged"}
    for item in SUMMARY_ITEMS:
        if item.recomputed:
            change, words = (mistyped, "mistyped") if item.item in texts else (by_one_percent, "by 1 %")
            yield Alteration("Summary", "value", change, words, (("item", item.item),))
    for column in ("item", "unit", "meaning"):
        yield Alteration("Summary", column, mistyped, "mistyped", (("item", "federal_spent_mrub"),))
    yield Alteration("Summary", "value", to("low"), "another draw", (("item", "draw"),))
    promise = "No plan under these roadmaps and coefficients is better by more than -0.001 %."
    yield Alteration("Summary", "value", to(promise), "promises too much", (("item", "promise"),))


SCHOOL = (("town", "BET"), ("measure", "school"))
CLUBS = (("town", "ALF"), ("measure", "clubs"), ("year", 2022))
HOSTEL = (("town", "ALF"), ("measure", "ALF_hostel"))
BORROWED, REPAID = ((("payer", "South Region"), ("year", year)) for year in (2021, 2022))
CHOSEN = (
    Alteration("Funded", "federal_rub", plus(0.01), "a kopeck more", SCHOOL),
    Alteration("Funded", "federal_rub", plus(-0.01), "a kopeck less", CLUBS),
    Alteration("Funded", "regional_rub", plus(-0.01), "a kopeck less", SCHOOL),
    Alteration("Funded", "federal_rub", to(0), "no money", SCHOOL),
    Alteration("Funded", "federal_rub", lambda value: -value, "below 0", SCHOOL),
    Alteration("Funded", "town", to("GAM"), "another town", CLUBS),
    Alteration("Funded", "region", to("South Region"), "another region", SCHOOL),
    Alteration("Funded", "measure", to("street"), "another measure", SCHOOL),
    Alteration("Funded", "measure", to("mediation"), "another opening measure", CLUBS),
    Alteration("Funded", "category", to("eco_industry"), "another category", SCHOOL),
    Alteration("Funded", "kind", to("opening"), "another kind", SCHOOL),
    Alteration("Funded", "scale", to(0.5), "below the least scale", SCHOOL),
    Alteration("Funded", "scale", to(10), "above the greatest scale", SCHOOL),
    Alteration("Funded", "scale", by_one_percent, "intensity by 1 %", CLUBS),
    Alteration("Funded", "scale", to("2,25"), "a number as text", SCHOOL),
    Alteration("Funded", "year", to(2023), "after the horizon", SCHOOL),
    Alteration("Funded", "year", to(2021.5), "half a year", SCHOOL),
    Alteration("Funded", "federal_share", to(None), "blank", SCHOOL),
    Alteration("Town plans", "roadmap", to("talk@2021"), "another roadmap", (("town", "ALF"),)),
    Alteration("Town plans", "roadmap", to("talk@2021"), "another year", (("town", "BET"),)),
    Alteration("Town plans", "roadmap", to("none"), "no roadmap", (("town", "GAM"),)),
    Alteration("Town plans", "roadmap", to("open_up/political@2021"), "locked roadmap", (("town", "GAM"),)),
    Alteration("Town plans", "status", to("stable"), "another status", (("town", "ALF"),)),
    Alteration("Town plans", "town", to("BET"), "another town", (("town", "ALF"),)),
    Alteration("Town plans", "worth_points", to(-5), "below 0", (("town", "BET"),)),
    Alteration("Allocation", "town", to("BET"), "another town", (("town", "ALF"),)),
    Alteration("Allocation", "total_mrub", plus(0.01), "by 10 000 roubles", (("town", "GAM"),)),
    Alteration("Allocation", "eco_industry", to(1), "a million from nowhere", (("town", "GAM"),)),
    Alteration("Results", "goal", to("homes"), "another goal", (("goal", "jobs"),)),
    Alteration("Results", "weight", to(2), "another weight", (("goal", "jobs"),)),
    Alteration("Results", "points", to(0), "no points", (("goal", "capacity"),)),
    Alteration("Years", "payer", to("South Region"), "another payer", (("payer", "North Region"), ("year", 2021))),
    Alteration("Years", "spent_rub", plus(0.01), "a kopeck more", (("payer", "federal"), ("year", 2021))),
    Alteration("Years", "carried_out_rub", plus(0.01), "a kopeck more", (("payer", "federal"), ("year", 2021))),
    Alteration("Years", "returned_rub", plus(-0.01), "a kopeck less", (("payer", "federal"), ("year", 2022))),
    Alteration("Years", "budget_rub", plus(1), "a rouble more", (("payer", "South Region"), ("year", 2022))),
    Alteration("Years", "loans_in_rub", plus(0.01), "a kopeck more", BORROWED),
    Alteration("Years", "loans_in_rub", to(0), "no loan", BORROWED),
    Alteration("Years", "loans_out_rub", plus(-0.01), "a kopeck less", REPAID),
    Alteration("Years", "loans_out_rub", to(2_000_000), "without interest", REPAID),
    Alteration("Funded", "town", to("GAM"), "another town's proposal", HOSTEL),
    Alteration("Funded", "evidence", to("appraised"), "better evidence", HOSTEL),
    Alteration("Funded", "kind", to("tax"), "money not collected", HOSTEL),
    Alteration("Funded", "partners_rub", plus(-0.01), "a kopeck less", SCHOOL),
    Alteration("Partners", "partners_rub", plus(-0.01), "a kopeck less", SCHOOL),
    Alteration("Partners", "partners_rub", to(0), "no money", HOSTEL),
    Alteration("Partners", "contributor", to("residents"), "another contributor", HOSTEL),
    Alteration("Partners", "evidence", to("promised"), "worse evidence", HOSTEL),
    Alteration("Partners", "measure", to("street"), "another measure", HOSTEL),
    Alteration("Prices", "price", to(0), "no price", (("row", "federal_budget[2021]"),)),
    Alteration("Prices", "price", lambda value: -value, "below 0", (("row", "federal_budget[2021]"),)),
    Alteration("Prices", "price", by_one_percent, "by 1 %", (("row", "region_budget[North Region,2021]"),)),
    Alteration(
        "Prices", "price", lambda value: value * 0.99, "by -1 %", (("row", "region_budget[South Region,2021]"),)
    ),
    Alteration("Prices", "price", to("dear"), "a word", (("row", "federal_budget[2022]"),)),
    Alteration("Prices", "row", to("federal_budget[2023]"), "after the horizon", (("row", "federal_budget[2022]"),)),
    Alteration("Prices", "row", to("federal_budget[2021]"), "a row twice", (("row", "federal_budget[2022]"),)),
    Alteration("Prices", "right_hand_side", to(41), "another budget", (("row", "federal_budget[2021]"),)),
    Alteration("Fingerprints", "sha256", to("0" * 64), "another fingerprint", (("sheet", "Coefficients"),)),
    Alteration("Fingerprints", "sheet", to("Towns"), "another sheet", (("sheet", "Scores"),)),
)

OF_THE_PLAN = (*every_column(), *every_figure(), *CHOSEN)

OF_THE_CASE = (
    Alteration("Settings", "value", to(0.06), "another discount", (("setting", "discount_share"),)),
    Alteration("Settings", "value", to(7), "a later evaluation", (("setting", "evaluation_years"),)),
    Alteration("Settings", "value", to(2019), "another price year", (("setting", "price_year"),)),
    Alteration("Settings", "value", to(0), "no carry-over", (("setting", "carry_over_federal_share"),)),
    Alteration("Towns", "population", by_one_percent, "by 1 %", (("town", "BET"),)),
    Alteration("Towns", "name", mistyped, "mistyped", (("town", "BET"),)),
    Alteration("Towns", "status", to("stable"), "another status", (("town", "ALF"),)),
    Alteration("Towns", "region", to("South Region"), "another region", (("town", "BET"),)),
    Alteration("Scores", "value", to(4), "another score", (("factor", "dependency"),)),
    Alteration("Scores", "source", to("self"), "another source", (("factor", "dependency"),)),
    Alteration("Regions", "price_index", to(1.1), "another index", (("region", "North Region"),)),
    Alteration("Budgets", "amount_mrub", by_one_percent, "by 1 %", (("payer", "federal"), ("year", 2022))),
    Alteration("Cofinancing", "federal_high_share", to(0.6), "another window", (("measure", "school"),)),
    Alteration("Limits", "ceiling", to(0.1), "tighter", (("limit", "urban_most"),)),
    Alteration("Locks", "year", to(2022), "another year", (("town", "BET"),)),
    Alteration("Goals", "weight", to(2), "another weight", (("goal", "jobs"),)),
    Alteration("LockIns", "name", mistyped, "mistyped"),
    Alteration("Statuses", "window_years", to(2), "longer", (("status", "crisis"),)),
    Alteration("Factors", "four_at", to(310), "another scale", (("factor", "city_km"),)),
    Alteration("Measures", "duration_years", to(2), "longer", (("measure", "school"),)),
    Alteration("Measures", "scale_high", to(2), "smaller", (("measure", "street"),)),
    Alteration("Roadmaps", "intensity", to(0.6), "stronger", (("opening", "mediation"),)),
    Alteration("Links", "years_before", to(2), "earlier", (("measure", "tech_park"),)),
    Alteration("Coefficients", "central", by_one_percent, "by 1 %", (("subject", "school"), ("coefficient", "yield"))),
    Alteration("Settings", "value", to(0.05), "less absorbed", (("setting", "absorption_share"),)),
    Alteration("Settings", "value", to(1_000), "poorer towns", (("setting", "municipal_budget_rub_per_head"),)),
    Alteration("Towns", "municipal_budget_mrub", to(1), "a poorer town", (("town", "BET"),)),
    Alteration("Proposals", "unit_cost_mrub", to(3.5), "dearer", (("proposal", "ALF_hostel"),)),
    Alteration("Proposals", "yield_central", to(13), "better", (("proposal", "ALF_hostel"),)),
    Alteration("Proposals", "scale_high", to(1.5), "smaller", (("proposal", "ALF_hostel"),)),
    Alteration("Proposals", "like", to("school"), "like another", (("proposal", "ALF_hostel"),)),
    Alteration("Proposals", "evidence", to("appraised"), "better evidence", (("proposal", "ALF_hostel"),)),
    Alteration("Proposals", "name", mistyped, "mistyped", (("proposal", "ALF_hostel"),)),
    Alteration("Readiness", "ready_year", to(2022), "later", (("measure", "GAM_kiln"),)),
    Alteration("Readiness", "consent", to("no"), "no consent", (("measure", "GAM_kiln"),)),
    Alteration("Readiness", "consent", to(None), "not asked", (("measure", "GAM_kiln"),)),
    Alteration("Contributions", "share", to(0.06), "more", (("contributor", "municipality"),)),
    Alteration("Contributions", "sum_mrub", to(0.6), "more", (("measure", "ALF_hostel"),)),
    Alteration("Contributions", "evidence", to("agreed"), "better evidence", (("contributor", "business"),)),
    Alteration("Inflation", "inflation_share", to(0.05), "dearer", (("year", 2021),)),
    Alteration("Loans", "most_mrub", to(1), "smaller"),
    Alteration("Loans", "interest_share", to(0.003), "dearer"),
    Alteration("Measures", "preparation_years", to(3), "slower", (("measure", "tech_park"),)),
    Alteration("Measures", "needs_consent", to("yes"), "consent needed", (("measure", "school"),)),
    Alteration("Coefficients", "central", to(0.021), "more tax", (("coefficient", "tax_forgone_federal"),)),
    Alteration("Coefficients", "source", mistyped, "mistyped", (("subject", "school"), ("coefficient", "unit_cost"))),
)

OF_THE_CASE_THAT_MATTER = tuple(
    alteration
    for alteration in OF_THE_CASE
    if (alteration.sheet, alteration.column) not in {("LockIns", "name"), ("Coefficients", "source")}
)
"""Alterations that change a figure: names of lock-ins and sources of coefficients stand on no sheet of a plan."""


# --- One plan, altered again and again -------------------------------------------------------------------------------


@dataclass(frozen=True)
class Original:
    """The plan with values in place of formulas, in memory, and where copies are written."""

    path: Path
    book: Workbook

    @contextmanager
    def altered(self, alteration: Alteration) -> Iterator[str]:
        """The cell altered, its name given out; put back afterwards."""
        cell = find_cell(self.book[alteration.sheet], alteration)
        before = cell.value
        cell.value = alteration.change(before)
        assert cell.value != before, f"{alteration.name} leaves the cell as it is"
        try:
            yield f"copy.xlsx: {alteration.sheet}!{cell.coordinate}"
        finally:
            cell.value = before

    def save(self) -> Path:
        copy = self.path.with_name("copy.xlsx")
        self.book.save(copy)
        return copy

    def verify(self) -> Verification:
        return verify_plan(self.save())


def headers(sheet: Worksheet) -> dict[str, int]:
    return {str(cell.value): int(cell.column) for cell in sheet[HEADER_ROW] if cell.value}


def find_row(sheet: Worksheet, where: dict[str, Any]) -> int:
    """The first row with these values."""
    column_of = headers(sheet)
    return next(
        row
        for row in range(FIRST_DATA_ROW, sheet.max_row + 1)
        if all(sheet.cell(row, column_of[column]).value == value for column, value in where.items())
    )


def find_cell(sheet: Worksheet, alteration: Alteration) -> Any:
    """The cell meant; where the row does not matter, the first that is filled with something else than 0."""
    column = headers(sheet)[alteration.column]
    if alteration.where:
        return sheet.cell(find_row(sheet, dict(alteration.where)), column)
    filled = (sheet.cell(row, column) for row in range(FIRST_DATA_ROW, sheet.max_row + 1))
    return next((cell for cell in filled if cell.value), sheet.cell(FIRST_DATA_ROW, column))


def rows_with_ranges() -> dict[str, list[Row]]:
    """The wide case with yields and taxes that are not certain, so that the draws differ."""
    rows = wide_rows()
    for row in rows["Coefficients"]:
        # Those of proposals stand on their rows and have ranges already.
        if row["coefficient"] in ("yield", "tax_forgone_federal"):
            row |= {"low": 0.8 * row["central"], "high": 1.1 * row["central"]}
    return rows


@pytest.fixture(scope="module")
def original(tmp_path_factory: pytest.TempPathFactory) -> Original:
    folder = tmp_path_factory.mktemp("refusals")
    case, plan, values = (folder / name for name in ("case.xlsx", "plan.xlsx", "values.xlsx"))
    write_case_workbook(case, rows_with_ranges())
    solved = CliRunner().invoke(main, ["solve", str(case), "-o", str(plan), "--quiet"])
    assert solved.exit_code == 0, solved.output
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl says that it drops the bars in the cells
        solved_book = openpyxl.load_workbook(plan, data_only=True)
    book = Workbook()
    book.remove(book.worksheets[0])
    for sheet in solved_book.worksheets:
        values_only = book.create_sheet(sheet.title)  # formats slow the reading and say nothing
        for row in sheet.iter_rows(values_only=True):
            values_only.append(row)
    book.save(values)
    return Original(values, book)


@pytest.fixture(scope="module")
def refusals(original: Original) -> dict[str, tuple[str, Verification]]:
    """For each alteration of the plan the cell altered and what the verifier said."""
    found = {}
    for alteration in OF_THE_PLAN:
        with original.altered(alteration) as place:
            found[alteration.name] = place, original.verify()
    return found


def places(verification: Verification) -> list[str]:
    return [fault.place for fault in verification.faults]


def sheet_of(place: str) -> str:
    return place.split(": ", 1)[1].split("!")[0]


def speaks_of(sheet: str, verification: Verification) -> bool:
    """Whether a fault stands on a sheet, or says in words that the sheet has changed."""
    return any(
        sheet_of(fault.place) == sheet or f"sheet {sheet} has changed" in fault.message for fault in verification.faults
    )


# --- Single cells ----------------------------------------------------------------------------------------------------


def test_the_plan_with_values_in_place_of_formulas_holds(original: Original) -> None:
    verification = original.verify()
    assert verification.holds, verification.faults


def test_names_of_alterations_are_unique_and_many() -> None:
    names = [alteration.name for alteration in OF_THE_PLAN]
    assert len(names) == len(set(names)) >= 60


@pytest.mark.parametrize("name", [alteration.name for alteration in OF_THE_PLAN])
def test_an_altered_cell_of_the_plan_is_refused(name: str, refusals: dict[str, tuple[str, Verification]]) -> None:
    place, verification = refusals[name]
    assert not verification.holds
    assert speaks_of(sheet_of(place), verification), verification.faults


def test_most_refusals_name_the_altered_cell(refusals: dict[str, tuple[str, Verification]]) -> None:
    vague = [name for name, (place, verification) in refusals.items() if place not in places(verification)]
    assert len(vague) <= (1 - NAMED_EXACTLY_LEAST) * len(refusals), vague


@pytest.mark.parametrize("alteration", OF_THE_CASE, ids=lambda alteration: alteration.name)
def test_an_altered_cell_of_the_case_is_refused_by_its_fingerprint(alteration: Alteration, original: Original) -> None:
    sheet = original.book["Fingerprints"]
    fingerprint = sheet.cell(find_row(sheet, {"sheet": alteration.sheet}), headers(sheet)["sha256"]).coordinate
    with original.altered(alteration):
        verification = original.verify()
    assert f"copy.xlsx: Fingerprints!{fingerprint}" in places(verification), verification.faults


def test_another_title_of_the_case_is_refused_where_the_plan_repeats_it(original: Original) -> None:
    with original.altered(Alteration("Settings", "value", to("Four towns"), "", (("setting", "title"),))):
        verification = original.verify()
    assert places(verification)[0] == "copy.xlsx: Summary!A1"


def test_a_case_that_is_faulty_in_itself_is_told_by_its_own_cells(original: Original) -> None:
    """With the first year a year later the budgets and the lock of 2021 stand outside the plan."""
    with original.altered(Alteration("Settings", "value", to(2022), "", (("setting", "first_year"),))):
        verification = original.verify()
    outside = [f"copy.xlsx: {cell}" for cell in ("Budgets!B4", "Budgets!B6", "Budgets!B8", "Locks!D4")]
    assert set(outside) <= set(places(verification))


@pytest.mark.parametrize("alteration", OF_THE_CASE_THAT_MATTER, ids=lambda alteration: alteration.name)
def test_a_case_altered_together_with_its_fingerprint_is_refused(alteration: Alteration, original: Original) -> None:
    sheet = original.book["Fingerprints"]
    fingerprint = sheet.cell(find_row(sheet, {"sheet": alteration.sheet}), headers(sheet)["sha256"])
    before = fingerprint.value
    with original.altered(alteration):
        fingerprint.value = sheet_fingerprints(read_sheets(original.save()))[alteration.sheet]
        verification = original.verify()
        fingerprint.value = before
    assert not verification.holds
    assert f"copy.xlsx: Fingerprints!{fingerprint.coordinate}" not in places(verification)


# --- Whole rows ------------------------------------------------------------------------------------------------------

TABLES = [sheet.name for sheet in PLAN_SHEETS if sheet.name not in WITHOUT_ROWS]


@contextmanager
def rows_of(sheet: Worksheet) -> Iterator[list[list[Any]]]:
    """The rows of data, to be changed as a list; the sheet is put back afterwards."""
    before = [[cell.value for cell in row] for row in sheet.iter_rows(min_row=FIRST_DATA_ROW)]
    try:
        yield [list(row) for row in before]
    finally:
        fill_rows(sheet, before)


def fill_rows(sheet: Worksheet, rows: list[list[Any]]) -> None:
    sheet.delete_rows(FIRST_DATA_ROW, sheet.max_row)
    for number, row in enumerate(rows, start=FIRST_DATA_ROW):
        for column, value in enumerate(row, start=1):
            sheet.cell(number, column, value)


def refused(original: Original, sheet: str, rows: list[list[Any]]) -> None:
    """The plan with these rows is refused, and the refusal speaks of the sheet."""
    fill_rows(original.book[sheet], rows)
    verification = original.verify()
    assert not verification.holds
    assert speaks_of(sheet, verification), verification.faults


@pytest.mark.parametrize("sheet", [sheet for sheet in TABLES if sheet != "Funded"])
def test_a_deleted_row_is_refused(sheet: str, original: Original) -> None:
    with rows_of(original.book[sheet]) as rows:
        refused(original, sheet, rows[:5] + rows[6:] if len(rows) > 6 else rows[:-1])


@pytest.mark.parametrize("row", [0, 3, 8, 12])
def test_a_deleted_line_of_money_is_refused_by_the_sums(row: int, original: Original) -> None:
    """Money that is not there has no cell: the town's and the payers' sums tell."""
    with rows_of(original.book["Funded"]) as rows:
        deleted = dict(zip(headers(original.book["Funded"]), rows[row], strict=True))
        fill_rows(original.book["Funded"], rows[:row] + rows[row + 1 :])
        verification = original.verify()
        allocation, years = original.book["Allocation"], original.book["Years"]
        column = headers(allocation)["total_mrub"]
        total = allocation.cell(find_row(allocation, {"town": deleted["town"]}), column).coordinate
        of_payer = find_row(years, {"payer": deleted["region"], "year": deleted["year"]})
        spent = years.cell(of_payer, headers(years)["spent_rub"]).coordinate
    assert {f"copy.xlsx: Allocation!{total}", f"copy.xlsx: Years!{spent}"} <= set(places(verification))


@pytest.mark.parametrize("sheet", TABLES)
def test_a_duplicated_row_is_refused(sheet: str, original: Original) -> None:
    with rows_of(original.book[sheet]) as rows:
        refused(original, sheet, [*rows, rows[min(1, len(rows) - 1)]])


@pytest.mark.parametrize("sheet", TABLES)
def test_an_extra_row_is_refused(sheet: str, original: Original) -> None:
    with rows_of(original.book[sheet]) as rows:
        refused(original, sheet, [*rows, ["X" if isinstance(value, str) else 1 for value in rows[0]]])


SWAPS = [
    ("Summary", "value", 2, 11),
    ("Allocation", "total_mrub", 0, 1),
    ("Allocation", "name", 0, 1),
    ("Funded", "federal_rub", 0, 1),
    ("Funded", "scale", 0, 1),
    ("Funded", "town", 0, 12),
    ("Town plans", "roadmap", 1, 2),
    ("Town plans", "worth_points", 0, 2),
    ("Results", "result", 0, 1),
    ("Years", "spent_rub", 0, 1),
    ("Years", "budget_rub", 0, 2),
    ("Years", "loans_in_rub", 0, 4),
    ("Partners", "partners_rub", 0, 1),
    ("Partners", "contributor", 8, 9),
    ("Equity", "total_mrub", 0, 1),
    ("Liabilities", "tax_federal_mrub", 0, 8),
    ("Prices", "price", 2, 3),
    ("Prices", "row", 2, 3),
    ("Fingerprints", "sha256", 0, 1),
]


@pytest.mark.parametrize(("sheet", "column", "first", "second"), SWAPS)
def test_swapped_values_of_two_rows_are_refused(
    sheet: str, column: str, first: int, second: int, original: Original
) -> None:
    number = headers(original.book[sheet])[column]
    prints = original.book["Fingerprints"]
    fingerprint = prints.cell(find_row(prints, {"sheet": "Prices"}), headers(prints)["sha256"]).coordinate
    with rows_of(original.book[sheet]) as rows:
        one, other = rows[first][number - 1], rows[second][number - 1]
        assert one != other
        rows[first][number - 1], rows[second][number - 1] = other, one
        fill_rows(original.book[sheet], rows)
        verification = original.verify()
    letter = get_column_letter(number)
    swapped = {f"copy.xlsx: {sheet}!{letter}{FIRST_DATA_ROW + row}" for row in (first, second)}
    # The prices of two rows with the same right-hand side change places unseen, but for the fingerprint and the bound.
    swapped |= {f"copy.xlsx: Fingerprints!{fingerprint}"} if (sheet, column) == ("Prices", "row") else set()
    assert swapped & set(places(verification)), verification.faults


def test_rows_in_another_order_are_no_fault(original: Original) -> None:
    """A plan sorted by a reader is still the same plan, so what is refused above is refused for what it says."""
    with rows_of(original.book["Funded"]) as rows:
        fill_rows(original.book["Funded"], rows[::-1])
        verification = original.verify()
    assert verification.holds, verification.faults


# --- Around the rows -------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("sheet", TABLES)
def test_a_mistyped_header_is_refused_and_named(sheet: str, original: Original) -> None:
    cell = original.book[sheet].cell(HEADER_ROW, 2)
    before = cell.value
    cell.value = mistyped(str(before))
    verification = original.verify()
    cell.value = before
    assert f"copy.xlsx: {sheet}!B{HEADER_ROW}" in places(verification)


@pytest.mark.parametrize("sheet", TABLES)
def test_another_title_and_reading_are_refused_and_named(sheet: str, original: Original) -> None:
    cells = [original.book[sheet].cell(row, 1) for row in (1, 2)]
    before = [cell.value for cell in cells]
    for cell in cells:
        cell.value = "Nothing to see"
    verification = original.verify()
    for cell, value in zip(cells, before, strict=True):
        cell.value = value
    assert {f"copy.xlsx: {sheet}!A1", f"copy.xlsx: {sheet}!A2"} <= set(places(verification))


@pytest.mark.parametrize("sheet", [*TABLES, "Towns", "Coefficients"])
def test_a_sheet_that_is_not_there_is_refused_and_named(sheet: str, original: Original) -> None:
    original.book[sheet].title = "Gone"
    verification = original.verify()
    original.book["Gone"].title = sheet
    assert any(sheet in str(fault) for fault in verification.faults)


def test_a_note_beside_the_table_is_refused_and_named(original: Original) -> None:
    cell = original.book["Years"].cell(FIRST_DATA_ROW, len(headers(original.book["Years"])) + 2)
    cell.value = "approved"
    verification = original.verify()
    cell.value = None
    assert f"copy.xlsx: Years!{cell.coordinate}" in places(verification)


def test_a_formula_without_a_value_is_refused_and_named(original: Original) -> None:
    """A formula that no program has computed says nothing, whatever it would come to."""
    cell = original.book["Funded"].cell(FIRST_DATA_ROW, headers(original.book["Funded"])["total_rub"])
    before = cell.value
    cell.value = "=L4+M4"
    verification = original.verify()
    cell.value = before
    assert f"copy.xlsx: Funded!{cell.coordinate}" in places(verification)


def test_all_alterations_are_put_back(original: Original) -> None:
    verification = original.verify()
    assert verification.holds, verification.faults
