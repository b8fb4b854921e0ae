"""Reading instruments, monitoring and measures that hang on a roadmap: what rows mean, and which cell each fault names.

Workbooks are made as in ``test_tables_read`` from ``federal_rows``: the first row of data is 4, columns stand in the
order of the schema. So ``Instruments!C4`` is the decision on the Agency, ``Findings!D5`` the niche of Gamma, and of
Measures ``O`` to ``Q`` are after_opening, excluded_by_opening and stage, row 4 street works, 5 the school, 6 the park.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from models.case import CHOSEN_MOST
from planner.tables import check_federal
from planner.tables.fingerprint import rows_fingerprints
from planner.tables.read import read_case
from planner.tables.rows import rows_of_case
from planner.tables.write import write_case_workbook
from tests.federal_rows import federal_case, federal_rows
from tests.small_case import small_case, small_rows
from tests.test_tables_money import coefficient, row
from tests.test_tables_read import DELETE, Cells, faults_of, save, without_origins

NEW_SHEETS = ("Instruments", "Indicators", "Observations", "Findings")


# --- What rows mean --------------------------------------------------------------------------------------------------


def test_federal_rows_mean_the_federal_case(tmp_path: Path) -> None:
    case = read_case([save(tmp_path, rows=federal_rows())])
    assert without_origins(case) == without_origins(federal_case())


def test_every_new_cell_has_an_origin(tmp_path: Path) -> None:
    case = read_case([save(tmp_path, rows=federal_rows())])
    assert case.instruments[1].origin.cell("first_year") == "case.xlsx: Instruments!D5"
    assert case.indicators[0].origin.cell("alarm_above") == "case.xlsx: Indicators!E4"
    assert case.observations[1].origin.cell("value") == "case.xlsx: Observations!D5"
    assert case.findings[1].origin.cell("niche") == "case.xlsx: Findings!D5"
    assert case.towns[0].origin.cell("crisis_since") == "case.xlsx: Towns!I4"


def test_a_workbook_made_before_there_was_any_of_it_is_read(tmp_path: Path) -> None:
    path = save(tmp_path)
    book = openpyxl.load_workbook(path)
    for name in NEW_SHEETS:
        del book[name]
    for sheet, columns in (("Towns", 1), ("Budgets", 1), ("Limits", 1), ("Measures", 3)):
        names = [cell.value for cell in book[sheet][3]]
        first = {"Towns": "crisis_since", "Measures": "after_opening"}.get(sheet, "instrument")
        book[sheet].delete_cols(1 + names.index(first), columns)
    book.save(path)
    assert without_origins(read_case([path])) == without_origins(small_case())


def test_what_was_found_goes_back_to_the_sheet_it_came_from(tmp_path: Path) -> None:
    """Towns keep the status they state, whatever was found; so the case is the same when it is read again."""
    case = read_case([save(tmp_path, rows=federal_rows())])
    rows = rows_of_case(case)
    assert [(town["status"], town.get("crisis_since")) for town in rows["Towns"]] == [
        ("crisis", 2019), ("stable", None), ("crisis", None),
    ]  # fmt: skip
    copy = write_case_workbook(tmp_path / "copy.xlsx", rows)
    again = read_case([copy])
    assert without_origins(again) == without_origins(case)
    assert rows_fingerprints(rows_of_case(again)) == rows_fingerprints(rows)


@pytest.mark.parametrize(
    "changes",
    [{"Instruments!C4": "yes"}, {"Budgets!D10": None}, {"Limits!M6": None}, {"Observations!D4": 8},
     {"Findings!C4": None, "Findings!D4": "no"}, {"Towns!I4": 2018}, {"Measures!Q6": None}],
    ids=["decision", "money", "limit", "observation", "finding", "crisis", "stage"],
)  # fmt: skip
def test_every_new_cell_is_in_the_fingerprint_of_the_case(changes: Cells, tmp_path: Path) -> None:
    if "Budgets!D10" in changes:
        changes = {**changes, "Budgets!10": DELETE}
    plain = read_case([save(tmp_path, rows=federal_rows())])
    changed = read_case([save(tmp_path, changes, name="changed.xlsx", rows=federal_rows())])
    one, other = (rows_fingerprints(rows_of_case(case)) for case in (plain, changed))
    assert [sheet for sheet in one if one[sheet] != other[sheet]] == [next(iter(changes)).split("!")[0]]


def test_the_latest_finding_that_says_so_counts(tmp_path: Path) -> None:
    """Gamma found its niche in 2018 and has lost it in 2020; of the status 2020 says nothing, so 2018 stands."""
    changes = row("Findings!6", town="GAM", year=2020, niche="no")
    gamma = read_case([save(tmp_path, changes, rows=federal_rows())]).towns[2]
    assert (gamma.status, gamma.left_alone) == ("stable", False)


def test_there_are_as_many_states_as_can_be_searched() -> None:
    """The reader has the number by itself: it may not lean on the mathematics."""
    assert check_federal.CHOSEN_MOST == CHOSEN_MOST


# --- Faults ----------------------------------------------------------------------------------------------------------


def instrument(number: int, name: str, decision: str = "choose") -> Cells:
    """One more instrument with its cost, without fault in itself."""
    return {
        **row(f"Instruments!{number}", instrument=name, name=name.title(), decision=decision, first_year=2021),
        **coefficient("instrument_cost", name, None, 1, number + 60),
    }


def lock(number: int, subject: str, town: str = "ALF") -> Cells:
    return row(f"Locks!{number}", town=town, subject=subject, decision="must")


CELL_FAULTS: dict[str, tuple[Cells, str, tuple[str, ...]]] = {
    # Instruments
    "too many to choose": (
        {**instrument(6, "one"), **instrument(7, "two"), **instrument(8, "three")}, "Instruments!C8",
        ("too many instruments", "the 4 of this sheet", "at most 3", "decide yes or no"),
    ),
    "decision unclear": ({"Instruments!C4": "perhaps"}, "Instruments!C4", ("decision", "yes or no or choose")),
    "decision missing": ({"Instruments!C4": None}, "Instruments!C4", ("decision is blank",)),
    "instrument before the plan": ({"Instruments!D4": 2020}, "Instruments!D4", ("outside the plan", "2021 to 2022")),
    "instrument after the plan": ({"Instruments!D5": 2023}, "Instruments!D5", ("first_year is outside the plan",)),
    "indicator twice": (
        row("Indicators!6", indicator="output", name="Again", unit="%", alarm_below=1), "Indicators!A6",
        ("Indicators!A5", "repeats"),
    ),
    "instrument with a plus": (instrument(6, "one+two", "yes"), "Instruments!A6", ("may not hold +",)),
    "instrument like none": (instrument(6, "-", "yes"), "Instruments!A6", ("meaning of its own",)),
    "cost of an instrument missing": ({"Coefficients!40": DELETE}, "Instruments!A4", ("instrument_cost of agency",)),
    "effect above its range": ({"Coefficients!F42": 30}, "Coefficients!F42", ("high of instrument_effect is above",)),
    "cut of all": ({"Coefficients!F43": 1}, "Coefficients!F43", ("high of instrument_cut is above", "0 to 0.95")),
    "effect on an opening measure": ({"Coefficients!B42": "clubs"}, "Coefficients!B42", ("belongs to started",)),
    "effect of an unknown instrument": ({"Coefficients!C42": "agence"}, "Coefficients!C42", ("'agency'",)),
    "money of an unknown instrument": ({"Budgets!D10": "eko"}, "Budgets!D10", ("instrument is not known", "'eco'")),
    "money of an instrument twice": (
        row("Budgets!12", payer="federal", year=2022, amount_mrub=1, instrument="ECO"), "Budgets!A12", ("Budgets!A10",),
    ),
    "money of an instrument outside the plan": ({"Budgets!B10": 2023}, "Budgets!B10", ("outside the plan",)),
    "an instrument's money alone": ({"Budgets!5": DELETE}, "Budgets!A12", ("budget of federal for 2022", "write 0")),
    "limit of an unknown instrument": ({"Limits!M6": "agnecy"}, "Limits!M6", ("did you mean 'agency'",)),
    # Monitoring
    "indicator that never calls": ({"Indicators!E4": None}, "Indicators!D4", ("never calls anybody", "fill one in")),
    "contradictory triggers": (
        {"Indicators!D5": 200}, "Indicators!E5", ("alarm_above is below alarm_below", "at least 200", "Indicators!D5"),
    ),
    "cost of a team missing": ({"Coefficients!44": DELETE}, "Indicators!A4", ("visit_cost of unemployment",)),
    "observation of nothing": ({"Observations!B4": "output2"}, "Observations!B4", ("indicator is not known",)),
    "observation nowhere": ({"Observations!A4": "ALFO"}, "Observations!A4", ("town is not known",)),
    "value as text": ({"Observations!D4": "9 %"}, "Observations!D4", ("value is text",)),
    "observation twice": ({"Observations!C5": 2019}, "Observations!A5", ("Observations!A4",)),
    "observation after the plan": (
        {"Observations!C5": 2023}, "Observations!C5", ("year is after the plan", "2023 was read", "2022 or earlier"),
    ),
    "finding after the plan": ({"Findings!B4": 2023}, "Findings!B4", ("year is after the plan",)),
    "crisis after the plan": ({"Towns!I4": 2023}, "Towns!I4", ("crisis_since is after the plan",)),
    "finding that says nothing": ({"Findings!C4": None}, "Findings!C4", ("says nothing", "fill one in")),
    "finding of an unknown status": ({"Findings!C4": "calm"}, "Findings!C4", ("status is not known",)),
    "niche unclear": ({"Findings!D5": "maybe"}, "Findings!D5", ("niche", "yes or no")),
    "finding twice": (row("Findings!6", town="GAM", year=2018, niche="no"), "Findings!A6", ("Findings!A5",)),
    "niche in a crisis": (
        {"Findings!C5": "crisis"}, "Findings!D5", ("needs no help and yet is in a crisis", "status crisis"),
    ),
    "must in a town left alone": (
        lock(4, "school", "GAM"), "Locks!A4", ("left alone", "must school", "Findings!D5 says yes"),
    ),
    "must a roadmap in a town left alone": (lock(4, "talk", "GAM"), "Locks!A4", ("left alone", "must talk")),
    # Measures that hang on a roadmap
    "waiting for a started measure": (
        {"Measures!O4": "school"}, "Measures!O4", ("after_opening names a started measure", "'school'"),
    ),
    "ruled out by a started measure": (
        {"Measures!P5": "street"}, "Measures!P5", ("excluded_by_opening names a started measure",),
    ),
    "waiting for nobody knows what": ({"Measures!O4": "club"}, "Measures!O4", ("did you mean 'clubs'",)),
    "an opening measure that waits": (
        {"Measures!O8": "clubs"}, "Measures!O8", ("after_opening belongs to started measures", "a blank cell"),
    ),
    "an opening measure with a stage": ({"Measures!Q9": "search"}, "Measures!Q9", ("stage belongs to started",)),
    "stage unknown": ({"Measures!Q6": "inertia"}, "Measures!Q6", ("stage", "search")),
    "a team that is nowhere available": (
        {"Roadmaps!6": DELETE, "Roadmaps!7": DELETE}, "Measures!O4",
        ("no roadmap works on clubs, so street can never start", "a roadmap with opening clubs"),
    ),
    "waiting for what rules it out": (
        {"Measures!P4": "Clubs"}, "Measures!P4", ("street can never start: it waits for what rules it out",
                                                 "Measures!O4"),
    ),
    "a strategy that excludes a locked measure": (
        {**lock(4, "open_up"), **lock(5, "school"), "Roadmaps!B5": None}, "Locks!B5",
        ("must school contradicts", "Locks!B4 (must open_up)", "its mediation rules the measure out"),
    ),
    "a strategy without the team of a locked measure": (
        {**lock(4, "street"), **lock(5, "talk"), "Roadmaps!C7": "strategy"}, "Locks!B4",
        ("must street contradicts", "Locks!B5 (must talk)", "never works on clubs"),
    ),
    "risk below 0": ({"Coefficients!D46": -1}, "Coefficients!D46", ("low of drift_risk is below",)),
    "search above 1": ({"Coefficients!F45": 1.5}, "Coefficients!F45", ("high of search_below is above",)),
}  # fmt: skip


@pytest.mark.parametrize("name", CELL_FAULTS)
def test_each_fault_names_its_cell(name: str, tmp_path: Path) -> None:
    changes, place, words = CELL_FAULTS[name]
    faults = faults_of(save(tmp_path, changes, rows=federal_rows()))
    assert [fault.place for fault in faults] == [f"case.xlsx: {place}"], "\n".join(map(str, faults))
    for word in words:
        assert word in faults[0].message


SOUND: dict[str, Cells] = {
    "three to choose": {**instrument(6, "one"), **instrument(7, "two")},
    "many that are decided": {**instrument(6, "one", "yes"), **instrument(7, "two", "no"), **instrument(8, "x", "no")},
    "money of an instrument beside the payer's own": row(
        "Budgets!12", payer="federal", year=2021, amount_mrub=1, instrument="eco"),
    "bounds that leave one value": {"Indicators!D5": 150},
    "seen in the last year": {"Observations!C5": 2022, "Findings!B4": 2022, "Towns!I4": 2022},
    "seen long before": {"Observations!C4": 1995, "Findings!B4": 1995, "Towns!I4": 2001},
    "a niche in a status without a window": {"Findings!C5": "stable"},
    "no niche in a crisis": {"Findings!D4": "no"},
    "must not in a town left alone": row("Locks!4", town="GAM", subject="school", decision="must_not"),
    "a strategy of which one variant leaves the measure": {**lock(4, "open_up"), **lock(5, "school")},
    "a strategy with the team in one variant": {**lock(4, "open_up"), **lock(5, "street")},
    "two openings, one waited for and one ruling out": {"Measures!P4": "mediation"},
    "consent to what needs none": row("Readiness!5", town="BET", measure="mediation", consent="yes"),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_what_is_allowed_is_no_fault(name: str, tmp_path: Path) -> None:
    assert len(read_case([save(tmp_path, SOUND[name], rows=federal_rows())]).towns) == 3


def test_several_faults_are_told_at_once_in_order(tmp_path: Path) -> None:
    planted: Cells = {
        "Measures!P4": "clubs",
        "Findings!C4": None,
        "Observations!C4": 2030,
        "Indicators!D5": 151,
        "Budgets!D10": "eko",
        "Instruments!D4": 2019,
        "Towns!I4": 2024,
    }
    faults = faults_of(save(tmp_path, planted, rows=federal_rows()))
    places = ["Towns!I4", "Budgets!D10", "Instruments!D4", "Indicators!E5", "Observations!C4", "Findings!C4",
              "Measures!P4"]  # fmt: skip
    assert [fault.place for fault in faults] == [f"case.xlsx: {place}" for place in places]


def test_a_fault_elsewhere_hides_none_of_these(tmp_path: Path) -> None:
    """A year that cannot be read says nothing of the years of the plan, and a broken row is not looked into."""
    faults = faults_of(save(tmp_path, {"Settings!B5": "soon", "Findings!B4": "2020!"}, rows=federal_rows()))
    assert [fault.place for fault in faults] == ["case.xlsx: Settings!B5", "case.xlsx: Findings!B4"]


def test_rows_without_any_of_it_are_the_case_they_were(tmp_path: Path) -> None:
    rows = rows_of_case(read_case([save(tmp_path, rows=small_rows())]))
    assert all(rows[name] == [] for name in NEW_SHEETS)
