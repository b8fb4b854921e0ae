"""What a plan says of the state it is in and of the others: by hand, cell by cell, and of plans that the product makes.

By hand, the town and plan of ``test_verifying_plan`` in a case with two instruments. The office runs from 2022, does
nothing and costs half a million a year; it brings half a million of federal money in each year, so that nothing is left
over: the visit that the town calls in 2021 costs as much. The agency is left to choose: from 2022 it would cost 2
million, bring the region 4, and raise the effect of the park by half. The plan does without it, but does not prove that
this is right: at a price of 0.05 for each federal million of 2022 and of 0.04 for one of the region, in the state with
the agency,

    the rows grant 0.05*(20 - 2) + 0.04*(10 + 4) = 1.46
    federal money carried over is worth 0.05 a million, 40 million at most: 2
    the town takes the roadmap of 2021, for which it pays nothing: 5.186816, and in 2022 four hectares of park, worth 3
    of full return: 3*20*0.45*0.92*0.7168*1.5 = 26.707968, for which it pays 0.04*4*27 = 4.32
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from functools import cache

import pytest
from small_case import wide_case
from test_verifying_arithmetic import TALK, one_town
from test_verifying_federal import AGENCY, JOBLESS, OUTPUT, with_numbers
from test_verifying_plan import (
    CERTIFIED,
    OBJECTIVE,
    Tables,
    altered,
    hand_made,
    places,
    verified,
)

from models.case import (
    CATEGORIES,
    Budget,
    Case,
    Draw,
    Finding,
    Indicator,
    Inflation,
    Instrument,
    Limit,
    Observation,
    Readiness,
    Triple,
)
from planner.run import run
from planner.solving.effort import Effort
from planner.tables.cells import CellValue, Grid
from planner.tables.plan_layout import PLAN_SHEETS, PROMISE, SUMMARY_ITEMS, columns_of, percent_up
from planner.verifying.comparing import Findings
from planner.verifying.decisions import Decisions
from planner.verifying.diagnosis import normalised_weights
from planner.verifying.effects import effects_of
from planner.verifying.knowledge import Paid, resting
from planner.verifying.offers import town_variants
from planner.verifying.plan_reading import Plan, Record, Value, read_plan
from planner.verifying.states import check_instruments
from planner.verifying.verify import Verification, verify_records
from planner.views.plan_tables import plan_tables

SHEETS = ("Instruments run", "States", "Stages", "Alarms", "State prices")
OTHER = 1.46 + 2 + 5.186816 + 26.707968 - 4.32
ITEM = {item.item: number for number, item in enumerate(SUMMARY_ITEMS)}
STATE_CELL = f"P.xlsx: Summary!B{ITEM['state'] + 4}"


def two_instruments() -> Case:
    case = one_town()
    office = Instrument("office", "Office", "yes", 2022)
    own = (Budget("federal", 2021, 0.5, "office"), Budget("federal", 2022, 0.5, "office"))
    case = replace(
        case,
        instruments=(replace(AGENCY, decision="choose"), office),
        budgets=(*case.budgets, *own, Budget("North", 2022, 4, "agency")),
        indicators=(JOBLESS, OUTPUT),
        observations=(Observation("A", "jobless", 2020, 9), Observation("A", "output", 2021, 0.25)),
        findings=(Finding("A", 2020, "", "no"),),
    )
    numbers = {
        ("instrument_cost", "agency", ""): 2,
        ("instrument_cost", "office", ""): 0.5,
        ("instrument_effect", "park", "agency"): 0.5,
        ("visit_cost", "jobless", ""): 7,
        ("visit_cost", "output", ""): 0.5,
    }
    return with_numbers(case, numbers)


def judged(coefficient: str, subject: str, key: str, value: float, mrub: float) -> dict[str, CellValue]:
    words: dict[str, CellValue] = {"coefficient": coefficient, "subject": subject, "key": key}
    return {**hand_made()["Assumptions"][-1], **words, "low": value, "central": value, "high": value,
            "money_mrub": mrub}  # fmt: skip


def chosen_plan() -> Tables:
    """The plan of ``hand_made`` in the state without the agency."""
    tables = hand_made()
    gap = (OTHER - OBJECTIVE) / OBJECTIVE
    figures: dict[str, CellValue] = {
        "state": "office",
        "certified_bound": OTHER,
        "certified_gap_share": gap,
        "promise": PROMISE.format(gap_percent=percent_up(gap)),
    }
    tables["Summary"] = [{**row, "value": figures.get(str(row["item"]), row["value"])} for row in tables["Summary"]]
    names = ("instrument", "name", "decision", "runs", "first_year", "cost_mrub", "own_money_mrub")
    tables["Instruments run"] = [
        dict(zip(names, ("agency", "Agency", "choose", "no", 2022, 0, 0), strict=True)),
        # half a million in 2022 alone, half a million in both years
        dict(zip(names, ("office", "Office", "yes", "yes", 2022, 0.5, 1), strict=True)),
    ]
    tables["States"] = [
        {"state": "agency+office", "chosen": "no", "bound_points": OTHER},
        {"state": "office", "chosen": "yes", "bound_points": CERTIFIED},
    ]
    seen = ("town", "name", "indicator", "year", "value", "answered", "visit_mrub")
    tables["Alarms"] = [
        # the town calls because of its output alone
        dict(zip(seen, ("A", "Alpha", "jobless", 2020, 9, "yes", None), strict=True)),
        dict(zip(seen, ("A", "Alpha", "output", 2021, 0.25, "no", 0.5), strict=True)),
    ]
    tables["State prices"] = [
        {"state": "agency+office", "row": row, "price": price}
        for row, price in (("federal_budget[2022]", 0.05), ("region_budget[North,2022]", 0.04))
    ]
    tables["Assumptions"] += [
        # the agency does not run; what it would do to the park rests on the park's money all the same
        judged("instrument_cost", "agency", "", 2, 0),
        judged("instrument_cost", "office", "", 0.5, 0),
        judged("instrument_effect", "park", "agency", 0.5, 32.999_999_99),
        judged("visit_cost", "jobless", "", 7, 0),
        judged("visit_cost", "output", "", 0.5, 0),
    ]
    return tables


def told(tables: Tables) -> list[str]:
    return places(verified(tables, two_instruments()))


def cell(sheet: str, row: int, column: str) -> str:
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[list(chosen_plan()[sheet][row]).index(column)]
    return f"P.xlsx: {sheet}!{letter}{row + 4}"


# --- By hand ---------------------------------------------------------------------------------------------------------


def test_the_plan_holds() -> None:
    found = verified(chosen_plan(), two_instruments())
    assert [str(fault) for fault in found.faults] == []
    assert found.recomputed["state"] == "office"
    # the other state is not ruled out: the certificate is its bound
    assert found.recomputed["certified_bound"] == pytest.approx(OTHER)
    assert OTHER > CERTIFIED


def alterations() -> Iterator[tuple[str, int, str, CellValue]]:
    tables = chosen_plan()
    for sheet in SHEETS:
        for number, row in enumerate(tables[sheet]):
            for column, value in row.items():
                if isinstance(value, str):
                    yield sheet, number, column, value + "x"
                elif value is None:
                    yield sheet, number, column, 0.5
                elif isinstance(value, int | float):
                    yield sheet, number, column, value + 1
                    if value:
                        yield sheet, number, column, value * (1.001 if column not in ("year", "first_year") else 2)
    own = ((0, "choose"), (1, "yes"))
    for word in ("yes", "no", "choose"):
        yield from (("Instruments run", n, "decision", word) for n in (0, 1) if (n, word) not in own)
    yield from (("Stages", n, "stage", "inertia") for n in (0, 1))
    yield from (("Stages", n, "changes_over", "yes") for n in (0, 1))
    yield from (("Stages", n, "uncertainty_share", None) for n in (0, 1))
    yield "Alarms", 1, "visit_mrub", None
    yield "State prices", 0, "row", "federal_budget[2021]"


@pytest.mark.parametrize(("sheet", "row", "column", "value"), list(alterations()))
def test_every_altered_cell_is_refused(sheet: str, row: int, column: str, value: CellValue) -> None:
    tables = chosen_plan()
    found = told(altered(tables, sheet, row, column, value))
    # other prices prove another bound: which of both is wrong nobody can tell, and the bound is named
    unknown_price = sheet == "State prices" and (column == "price" or value == "federal_budget[2021]")
    assert (cell("States", 0, "bound_points") if unknown_price else cell(sheet, row, column)) in found


@pytest.mark.parametrize("sheet", SHEETS)
def test_a_missing_doubled_or_foreign_row_is_refused(sheet: str) -> None:
    tables = chosen_plan()
    for row in range(len(tables[sheet])):
        left = [cells for number, cells in enumerate(tables[sheet]) if number != row]
        assert told({**tables, sheet: left})
        assert told({**tables, sheet: [*tables[sheet], tables[sheet][row]]})
    key = next(iter(tables[sheet][0]))
    foreign = {**tables[sheet][0], key: "nobody"}
    assert f"P.xlsx: {sheet}!A{len(tables[sheet]) + 4}" in told({**tables, sheet: [*tables[sheet], foreign]})


@pytest.mark.parametrize("sheet", ["Stages", "Alarms"])
def test_stages_and_alarms_stand_in_their_order(sheet: str) -> None:
    tables = chosen_plan()
    assert told({**tables, sheet: tables[sheet][::-1]})


@pytest.mark.parametrize("value", ["agency", "office+agency", "-", "office+x", "", "Office", 1])
def test_a_state_that_does_not_fit_is_told_alone(value: CellValue) -> None:
    # the office is decided to run, and comes after the agency
    assert told(altered(chosen_plan(), "Summary", ITEM["state"], "value", value)) == [STATE_CELL]


def test_the_plan_of_another_state_is_known_by_it() -> None:
    assert told(altered(chosen_plan(), "Summary", ITEM["state"], "value", "agency+office")) == [STATE_CELL]


def test_without_its_item_there_is_no_state_to_go_by() -> None:
    tables = chosen_plan()
    rows = [row for row in tables["Summary"] if row["item"] != "state"]
    assert told({**tables, "Summary": rows}) == ["P.xlsx: Summary"]


def test_a_bound_below_what_prices_prove_is_refused_however_well_it_is_told() -> None:
    """The plan claims that the other state is worth no more than its own, and everything else agrees with that."""
    tables = altered(chosen_plan(), "States", 0, "bound_points", CERTIFIED)
    gap = (CERTIFIED - OBJECTIVE) / OBJECTIVE
    for item, value in (("certified_bound", CERTIFIED), ("certified_gap_share", gap),
                        ("promise", PROMISE.format(gap_percent=percent_up(gap)))):  # fmt: skip
        tables = altered(tables, "Summary", ITEM[item], "value", value)
    found = told(tables)
    assert cell("States", 0, "bound_points") in found
    assert f"P.xlsx: Summary!B{ITEM['certified_bound'] + 4}" in found
    assert f"P.xlsx: Summary!B{ITEM['promise'] + 4}" in found


def test_prices_of_the_state_chosen_are_no_state_prices() -> None:
    tables = chosen_plan()
    row: dict[str, CellValue] = {"state": "office", "row": "federal_budget[2021]", "price": 1.0}
    assert "P.xlsx: State prices!A6" in told({**tables, "State prices": [*tables["State prices"], row]})


@pytest.mark.parametrize("price", [0.0, -0.05])
def test_listed_prices_are_above_zero(price: float) -> None:
    assert "P.xlsx: State prices!C4" in told(altered(chosen_plan(), "State prices", 0, "price", price))


def test_a_price_of_a_row_that_stands_in_another_state_only_is_told() -> None:
    # the limit is the agency's: in the state chosen there is no such row, in the other there is one
    limit = Limit("L", "", "park", "", "", "", "", "all", None, "mrub", None, 1000, "agency")
    case = replace(two_instruments(), limits=(limit,))
    tables = chosen_plan()
    row: dict[str, CellValue] = {"state": "agency+office", "row": "limit_ceiling[L]", "price": 1e-12}
    assert places(verified({**tables, "State prices": [*tables["State prices"], row]}, case)) == []
    price: dict[str, CellValue] = {"row": "limit_ceiling[L]", "price": 1e-12, "right_hand_side": 1000,
                                   "contribution_points": 1e-9}  # fmt: skip
    assert "P.xlsx: Prices!A6" in places(verified({**tables, "Prices": [*tables["Prices"], price]}, case))


def test_without_prices_the_other_state_is_bounded_by_what_its_towns_could_do() -> None:
    # nothing is paid for and nothing granted: the roadmap, and three units of full return in 2022
    tables = {**chosen_plan(), "State prices": []}
    free = 5.186816 + 26.707968
    gap = (free - OBJECTIVE) / OBJECTIVE
    tables = altered(tables, "States", 0, "bound_points", free)
    for item, value in (("certified_bound", free), ("certified_gap_share", gap),
                        ("promise", PROMISE.format(gap_percent=percent_up(gap)))):  # fmt: skip
        tables = altered(tables, "Summary", ITEM[item], "value", value)
    assert told(tables) == []


def test_what_an_instrument_costs_and_brings() -> None:
    """Prices of 1.1 and 1.32: 2 million in 2021 and 2022, and of another only in 2022."""
    programme = Instrument("programme", "Programme", "yes", 2021)
    case = replace(
        one_town(),
        instruments=(programme, AGENCY),
        inflation=(Inflation(2021, 0.1), Inflation(2022, 0.2)),
        budgets=(*one_town().budgets, Budget("North", 2021, 3, "programme"), Budget("federal", 2022, 4, "programme")),
    )
    case = with_numbers(case, {("instrument_cost", name, ""): 2 for name in ("programme", "agency")})
    columns = ("instrument", "name", "decision", "runs", "first_year", "cost_mrub", "own_money_mrub")
    rows = (("programme", "Programme", "yes", "yes", 2021.0, 2.2 + 2.64, 7.0),
            ("agency", "Agency", "yes", "yes", 2022.0, 2.64, 0.0))  # fmt: skip
    records = []
    for number, row in enumerate(rows):
        values: dict[str, Value] = dict(zip(columns, row, strict=True))
        records.append(Record(number, values, {column: f"{column}{number}" for column in columns}))
    findings = Findings()
    check_instruments(Plan("P.xlsx", {"Instruments run": records}), case, effects_of(case, "central"), findings)
    assert findings.faults == []


@pytest.mark.parametrize(
    ("coefficient", "subject", "key", "mrub"),
    [
        # of two lock-ins, where the town takes a roadmap: half of the 36 million of the town
        ("drift_risk", "clans", "political", 18.0),
        # of the lines of the hall alone, which waits for the stage of search
        ("search_below", "political", "", 2.0),
        # the agency helps the park and makes the hall cheaper; the office does nothing, the programme does not run
        ("instrument_cost", "agency", "", 34.0),
        ("instrument_cost", "office", "", 0.0),
        ("instrument_cost", "programme", "", 0.0),
        ("instrument_effect", "park", "agency", 30.0),
        ("instrument_cut", "hall", "agency", 4.0),
        ("visit_cost", "jobless", "", 0.0),
    ],
)
def test_money_that_rests_on_a_number(coefficient: str, subject: str, key: str, mrub: float) -> None:
    case = one_town()
    hall = replace(case.measures[0], measure="hall", stage="search")
    case = with_numbers(case, {
        ("kept", "hall", ""): 1, ("unit_cost", "hall", ""): 1, ("instrument_effect", "park", "agency"): 0.5,
        ("instrument_cut", "hall", "agency"): 0.1, ("instrument_effect", "park", "programme"): 0.5,
        **{("instrument_cost", name, ""): 1 for name in ("agency", "office", "programme")},
    })  # fmt: skip
    office, programme = Instrument("office", "O", "yes", 2021), Instrument("programme", "P", "no", 2021)
    case = replace(case, measures=(*case.measures, hall), instruments=(AGENCY, office, programme))
    effects = effects_of(case, "central")
    decisions = Decisions({"A": town_variants(effects, "A")[TALK]})
    paid = Paid({"park": 30.0, "hall": 4.0, "dialogue": 2.0}, {"park": 9.0, "hall": 5.0}, {"A": 36.0})
    weights = normalised_weights(case, effects.coef)
    assert resting(coefficient, subject, key, effects, decisions, paid, weights) == pytest.approx(mrub)


# --- Plans that the product makes ------------------------------------------------------------------------------------


def ranged(low: float, central: float, high: float) -> Triple:
    return Triple(low, central, high, "expert", "Invented.")


def undecided_case() -> Case:
    """The case of ``wide_case``, invented as all of it: three towns with two instruments to choose and one decided
    against, alarms, findings, and measures that wait for openings or for the stage of search.
    """
    case = wide_case()
    conditions: dict[str, dict[str, object]] = {
        "school": {"after_opening": "clubs"},
        "tech_park": {"stage": "search"},
        "waste_heat": {"excluded_by_opening": "mediation"},
        "GAM_kiln": {"excluded_by_opening": "mediation"},
        "strategy": {"needs_consent": True},
    }
    _, beta, _ = case.towns
    return replace(
        case,
        towns=(case.towns[0], replace(beta, status="crisis", stated_status="stable", crisis_since=2022), case.towns[2]),
        measures=tuple(replace(m, **conditions.get(m.measure, {})) for m in case.measures),  # type: ignore[arg-type]
        readiness=(
            *case.readiness,
            Readiness("ALF", "strategy", None, "yes"),
            Readiness("BET", "clubs", 2022, None),
            Readiness("GAM", "mediation", None, "no"),
        ),
        instruments=(
            Instrument("agency", "Agency", "choose", 2022),
            Instrument("programme", "Programme", "choose", 2021),
            Instrument("law", "Law", "no", 2021),
        ),
        budgets=(
            *case.budgets,
            Budget("federal", 2021, 7.0, "programme"),
            Budget("North Region", 2022, 1.5, "agency"),
            Budget("North Region", 2022, 900.0, "law"),
        ),
        limits=(*case.limits, Limit("own", "", "street", "", "", "", "", "all", None, "mrub", 1.0, None, "programme")),
        indicators=(
            Indicator("jobless", "Jobless", "%", None, 5.0),
            Indicator("output", "Output", "index", 0.8, None),
        ),
        observations=(
            Observation("ALF", "jobless", 2020, 6.0),
            Observation("ALF", "output", 2020, 0.5),
            Observation("BET", "output", 2019, 0.7),
            Observation("GAM", "jobless", 2018, 5.0),
        ),
        findings=(Finding("BET", 2019, "crisis"), Finding("GAM", 2017, "", "no")),
        coefficients={
            **case.coefficients,
            **{("instrument_cost", name, ""): ranged(1.0, 2.0, 3.0) for name in ("agency", "programme", "law")},
            ("instrument_effect", "street", "agency"): ranged(0.1, 0.2, 0.3),
            ("instrument_effect", "ALF_hostel", "agency"): ranged(0.1, 0.2, 0.3),
            ("instrument_effect", "school", "programme"): ranged(0.2, 0.3, 0.4),
            ("instrument_cut", "tech_park", "programme"): ranged(0.1, 0.2, 0.3),
            ("visit_cost", "jobless", ""): ranged(0.1, 0.3, 0.5),
            ("visit_cost", "output", ""): ranged(0.1, 0.2, 0.5),
            ("search_below", "political", ""): ranged(0.45, 0.5, 0.55),
            ("drift_risk", "dependency", "political"): ranged(0.2, 0.5, 1.0),
            ("unit_cost", "street", ""): ranged(1.5, 2.0, 3.0),
        },
    )


@cache
def solved(draw: Draw) -> Tables:
    """The tables of a plan of the undecided case at a draw."""
    plan = run(undecided_case(), Effort(gap_share=0.001, seconds=30.0), draw)
    lock_ins = [row.lock_in for row in plan.case.lock_ins]
    goals = [goal.goal for goal in plan.case.goals]
    tables: Tables = {}
    made = plan_tables(plan)
    for sheet in PLAN_SHEETS:
        columns = [column.name for column in columns_of(sheet, lock_ins, goals)]
        rows = made.get(sheet.name, [])
        tables[sheet.name] = [{column: plain(row.get(column)) for column in columns} for row in rows]
    return tables


def plain(value: object) -> CellValue:
    """What stands in a cell once a value is written to it."""
    if isinstance(value, str | bool | None):
        return value
    return float(str(value))


def verified_of(tables: Tables) -> Verification:
    case = undecided_case()
    grids: dict[str, Grid] = {}
    for sheet in PLAN_SHEETS:
        columns = columns_of(sheet, [row.lock_in for row in case.lock_ins], [goal.goal for goal in case.goals])
        title = case.settings.title if sheet.name == "Summary" else sheet.title
        cells: dict[int, tuple[CellValue, ...]] = {1: (title,), 2: (sheet.reading,)}
        cells[3] = tuple(column.name for column in columns)
        cells |= {number: tuple(row.values()) for number, row in enumerate(tables[sheet.name], start=4)}
        grids[sheet.name] = Grid("P.xlsx", sheet.name, cells)
    plan, faults = read_plan(grids, case, "P.xlsx")
    return Verification(faults) if faults else verify_records(plan, case)


DRAWS: tuple[Draw, ...] = ("low", "central", "high")


@pytest.mark.parametrize("draw", DRAWS)
def test_a_plan_of_an_undecided_case_verifies(draw: Draw) -> None:
    tables = solved(draw)
    found = verified_of(tables)
    assert [str(fault) for fault in found.faults] == []
    # four states, and prices for those that were not chosen
    assert len(tables["States"]) == 4
    assert sum(row["chosen"] == "yes" for row in tables["States"]) == 1
    assert tables["State prices"]
    assert len(tables["Alarms"]) == 3
    assert sum(float(str(row.get(f"{category}", 0))) for row in tables["Allocation"] for category in CATEGORIES) > 0


def other_row() -> int:
    """The row of States that comes nearest to the plan without being its state."""
    rows = solved("central")["States"]
    others = [number for number, row in enumerate(rows) if row["chosen"] == "no"]
    return max(others, key=lambda number: float(str(rows[number]["bound_points"])))


def test_a_lowered_bound_of_a_product_made_plan_is_refused() -> None:
    tables, row = solved("central"), other_row()
    lowered = float(str(tables["States"][row]["bound_points"])) * 0.999
    found = verified_of(altered(tables, "States", row, "bound_points", lowered))
    assert places(found) == [f"P.xlsx: States!C{row + 4}"]


def test_a_state_left_out_of_a_product_made_plan_is_refused() -> None:
    tables, row = solved("central"), other_row()
    state = tables["States"][row]["state"]
    states = [cells for cells in tables["States"] if cells["state"] != state]
    assert places(verified_of({**tables, "States": states})) == ["P.xlsx: States"]
    # with its prices: then it is bounded by nothing but what towns could do for free
    prices = [cells for cells in tables["State prices"] if cells["state"] != state]
    assert "P.xlsx: States" in places(verified_of({**tables, "States": states, "State prices": prices}))


@pytest.mark.parametrize("change", [0.5, 1.01, 2.0])
def test_a_changed_price_of_a_product_made_plan_is_refused(change: float) -> None:
    """The price of money, that is: nothing may hang on that of another row."""
    tables, row = solved("central"), other_row()
    state = tables["States"][row]["state"]
    prices = tables["State prices"]
    of_money = [n for n, cells in enumerate(prices) if cells["state"] == state and "_budget" in str(cells["row"])]
    number = max(of_money, key=lambda n: float(str(prices[n]["price"])))
    price = float(str(prices[number]["price"]))
    found = verified_of(altered(tables, "State prices", number, "price", price * change))
    assert f"P.xlsx: States!C{row + 4}" in places(found)


def test_a_product_made_plan_of_another_state_is_known_by_it() -> None:
    tables, row = solved("central"), other_row()
    found = verified_of(altered(tables, "Summary", ITEM["state"], "value", tables["States"][row]["state"]))
    assert places(found) == [STATE_CELL]
