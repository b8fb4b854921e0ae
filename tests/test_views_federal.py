"""What people see of instruments, stages, monitoring and advice, over rows written by hand; figures argued below.

The two towns of ``test_views``: Alfa has 90 million roubles, takes a roadmap from 2021 that brings political lock-in
from 0.8 to 0.4 and leaves cognitive as it is; Beta has 40 million, a hostel of 30 and a road of which 10 is tax, and no
roadmap.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from federal_rows import federal_rows
from test_views import Rows, hand_case, hand_tables

from models.case import Budget, Case, Indicator, Instrument, Triple
from planner.plan import Plan
from planner.run import run
from planner.solving.effort import Effort
from planner.tables.plan_layout import ADVICE, FIRST_DATA_ROW
from planner.tables.read import read_case
from planner.tables.write import new_workbook, write_case_workbook
from planner.views import federal_words
from planner.views.advice import Advice, Reasons, advice, advice_of, suits, write_advice
from planner.views.charts import by_stage, write_charts
from planner.views.checks import checks
from planner.views.looks import Looks
from planner.views.passports import passport
from planner.views.plan_tables import plan_tables
from planner.views.plan_workbook import write_plan
from planner.views.sentences import sentences

NO_REASONS = Reasons({}, {})
ABOUT = ("Federal instruments", "Inertia and search", "Towns that call for a look", "Found on the spot")


def federal(**changes: Any) -> Case:
    """The hand case with an Agency, search below 0.5, and unemployment above 5 that calls a team."""
    case = hand_case()
    triple = Triple(0.5, 0.5, 0.5)
    more: dict[str, Any] = {
        "instruments": (Instrument("agency", "Agency", "choose", 2021), Instrument("eco", "Eco programme", "no", 2022)),
        "indicators": (Indicator("unemployment", "Unemployment", "%", None, 5.0),),
        "coefficients": {("search_below", "political", ""): triple},
    }
    return replace(case, **more | changes)


def stage(town: str, year: int, stage: str, changes: str = "") -> dict[str, object]:
    name = {"A": "Alfa", "B": "=Beta"}[town]
    return {"town": town, "name": name, "year": year, "stage": stage, "changes_over": changes,
            "uncertainty_share": None}  # fmt: skip


def alarm(town: str, answered: str, visit: float | None) -> dict[str, object]:
    name = {"A": "Alfa", "B": "=Beta"}[town]
    return {"town": town, "name": name, "indicator": "unemployment", "year": 2020, "value": 6.5, "answered": answered,
            "visit_mrub": visit}  # fmt: skip


def federal_tables() -> Rows:
    """Alfa changes over in 2022, Beta searches from the start; the Agency costs 3 and brings 5; Beta calls a team."""
    return hand_tables() | {
        "Instruments run": [
            {"instrument": "agency", "name": "Agency", "decision": "choose", "runs": "yes", "first_year": 2021,
             "cost_mrub": 3.0, "own_money_mrub": 5.0},
            {"instrument": "eco", "name": "Eco programme", "decision": "no", "runs": "no", "first_year": 2022,
             "cost_mrub": 0.0, "own_money_mrub": 0.0},
        ],
        "States": [
            {"state": "agency", "chosen": "yes", "bound_points": 200.0},
            {"state": "-", "chosen": "no", "bound_points": 190.0},
        ],
        "Stages": [stage("A", 2021, "inertia"), stage("A", 2022, "search", "yes"), stage("B", 2021, "search"),
                   stage("B", 2022, "search")],
        "Alarms": [alarm("A", "yes", None), alarm("B", "no", 0.5)],
    }  # fmt: skip


def said(tables: Rows, case: Case) -> dict[str, str]:
    found = {sentence.about: sentence.text for sentence in sentences(tables, case)}
    return {about: found[about].replace("\u00a0", " ") for about in ABOUT if about in found}


# --- In words --------------------------------------------------------------------------------------------------------


def test_nothing_is_said_of_what_a_case_does_not_have() -> None:
    assert said(hand_tables(), hand_case()) == {}


def test_instruments_are_said_with_the_next_best_state() -> None:
    """190 points are 5 % less than the plan's 200."""
    assert said(federal_tables(), federal())["Federal instruments"] == (
        "Agency runs from 2021, as is best: it costs 3.0 million RUB and brings 5.0 million RUB. Eco programme does "
        "not run, as decided. The other combination is that with none of them: no plan under it is worth more than 190 "
        "points, 5.0 % less than this plan."
    )


@pytest.mark.parametrize(
    ("bounds", "words"),
    [
        ({"-": 190.0, "eco": 201.0}, "Of 2 other combinations, the best could be that with Eco programme: no plan "
         "under it is worth more than 201 points, at most 0.5 % more than this plan."),
        ({"agency+eco": -3.0}, "The other combination is that with Agency and Eco programme, and under it no plan is "
         "worth anything or keeps the rules."),
        ({"-": 200.0}, "no plan under it is worth more than 200 points."),
        ({}, "Eco programme does not run, as decided."),
    ],
)  # fmt: skip
def test_what_another_state_would_bring(bounds: dict[str, float], words: str) -> None:
    tables = federal_tables()
    tables["States"][1:] = [{"state": state, "chosen": "no", "bound_points": bound} for state, bound in bounds.items()]
    assert said(tables, federal())["Federal instruments"].endswith(words)


def test_stages_are_counted_in_the_first_and_the_last_year() -> None:
    assert said(federal_tables(), federal())["Inertia and search"] == (
        "1 of 2 towns is in innovative search in 2021, 2 in 2022. 1 town changes over from inertia: Alfa (2022)."
    )
    still = federal_tables()
    still["Stages"] = [stage(town, year, "inertia") for town in "AB" for year in (2021, 2022)]
    assert said(still, federal())["Inertia and search"] == (
        "0 of 2 towns are in innovative search in 2021, 0 in 2022. No town changes over from inertia."
    )
    assert "Inertia and search" not in said(federal_tables(), federal(coefficients={}))


def test_alarms_are_said_with_what_teams_cost() -> None:
    tables = federal_tables()
    assert said(tables, federal())["Towns that call for a look"] == (
        "2 values of indicators are out of bounds, in 2 towns. Diagnosis teams are called to 1 town: =Beta. They cost "
        "the federal budget 0.5 million RUB and change nothing until they have found something."
    )
    tables["Alarms"] = [alarm("A", "yes", None)]
    assert said(tables, federal())["Towns that call for a look"] == (
        "1 value of indicators is out of bounds, in 1 town. Teams have been to all of them since."
    )


def test_what_was_found_on_the_spot_is_said() -> None:
    alfa, beta = hand_case().towns
    towns = (replace(alfa, left_alone=True), replace(beta, stated_status="crisis"))
    assert said(federal_tables(), federal(towns=towns))["Found on the spot"] == (
        "1 town has found its niche and is left alone: Alfa. In 1 town teams found another status than stated: =Beta "
        "(Stable, not Crisis)."
    )
    same = (replace(alfa, stated_status="crisis"), beta)
    assert "Found on the spot" not in said(federal_tables(), federal(towns=same))


@pytest.mark.parametrize(
    ("towns", "words"), [(1, "T0"), (6, "T0, T1, T2, T3, T4 and T5"), (7, "T0, T1, T2, T3, T4 and 2 more")]
)
def test_of_many_towns_the_first_are_named(towns: int, words: str) -> None:
    assert federal_words.named([f"T{i}" for i in range(towns)]) == words


# --- Advice ----------------------------------------------------------------------------------------------------------


def advised(tables: Rows, case: Case, reasons: Reasons = NO_REASONS) -> dict[str, str]:
    """Advice by town; towns whose best answer is not stated have none."""
    for row in tables["Town plans"]:
        row.setdefault("answer_points", 0.0)
    return {each.town: each.text for each in advice(tables, case, reasons)}


def test_advice_says_what_is_done_where_and_when() -> None:
    reasons = Reasons({"A": "Political rests above all on X"}, {"A": "X favours Road"})
    assert advised(federal_tables(), federal(), reasons) == {
        "A": "Alfa gets 90.0 million RUB: Road in 2021 (80.0 million RUB); roadmap Open up from 2021 opens Political "
        "(0.80 -> 0.40); changes over to innovative search in 2022; Political rests above all on X; X favours Road.",
        "B": "=Beta gets 40.0 million RUB: Hostel in 2022 (30.0 million RUB); no roadmap; in innovative search "
        "throughout; waits for a diagnosis team (Unemployment 6.5 % in 2020).",
    }


def test_advice_without_stages_and_alarms_says_nothing_of_them() -> None:
    assert advised(hand_tables(), hand_case())["B"] == (
        "=Beta gets 40.0 million RUB: Hostel in 2022 (30.0 million RUB); no roadmap."
    )


def test_of_many_measures_the_dearest_are_named() -> None:
    """Five measures of 10, 20 .. 50 million: 50 and 40, and 3 more."""
    tables = hand_tables()
    first = tables["Funded"][0]
    tables["Funded"] = [
        first | {"measure": f"m{i}", "measure_name": f"M{i}", "total_rub": i * 1e7} for i in range(1, 6)
    ]
    assert (
        "M5 in 2021 (50.0 million RUB), M4 in 2021 (40.0 million RUB) and 3 more; "
        in (advised(tables, hand_case())["A"])
    )


def test_a_town_with_a_roadmap_alone() -> None:
    tables = hand_tables()
    tables["Funded"] = [row for row in tables["Funded"] if row["kind"] == "opening"]
    assert advised(tables, hand_case())["A"].startswith(
        "Alfa gets 90.0 million RUB for its roadmap alone; roadmap Open"
    )


@pytest.mark.parametrize(
    ("answer", "words"),
    [(0.004, "=Beta gets no money, for nothing that it may do is worth its price at the margin; why."),
     (12.34, "=Beta gets no money: its best answer would be worth 12.3 points beyond its price, but not all such "
      "answers fit into budgets and rules together; why.")],
)  # fmt: skip
def test_a_town_without_money_is_told_what_it_lacks(answer: float, words: str) -> None:
    tables = hand_tables()
    tables["Funded"] = [row for row in tables["Funded"] if row["town"] == "A"]
    tables["Town plans"][1]["answer_points"] = answer
    assert advised(tables, hand_case(), Reasons({"B": "why"}, {}))["B"] == words


def test_a_town_that_is_left_alone_is_told_so_and_may_still_call() -> None:
    alfa, beta = hand_case().towns
    case = federal(towns=(alfa, replace(beta, left_alone=True)))
    assert advised(federal_tables(), case)["B"] == (
        "=Beta is left alone, for it has found its niche; waits for a diagnosis team (Unemployment 6.5 % in 2020)."
    )


def test_a_town_in_inertia_to_the_end() -> None:
    tables = federal_tables()
    tables["Stages"][0:2] = [stage("A", 2021, "inertia"), stage("A", 2022, "inertia")]
    assert "; still in inertia in 2022." in advised(tables, federal())["A"]


def test_towns_of_one_name_are_told_apart() -> None:
    tables = hand_tables()
    tables["Allocation"][1]["name"] = "Alfa"
    assert [text.split(" gets")[0] for text in advised(tables, hand_case()).values()] == ["Alfa (North)",
                                                                                          "Alfa (=South*)"]  # fmt: skip


def test_text_of_the_case_is_text_on_the_sheet(tmp_path: Path) -> None:
    path = tmp_path / "advice.xlsx"
    with new_workbook(path) as workbook:
        write_advice(workbook.add_worksheet(ADVICE), Looks(workbook), [Advice("B", "=Beta", 40.0, "=Beta gets 40.")])
    cells = openpyxl.load_workbook(path)[ADVICE][FIRST_DATA_ROW]
    assert [(cell.value, cell.data_type) for cell in cells] == [("B", "s"), ("=Beta", "s"), (40, "n"),
                                                                ("=Beta gets 40.", "s")]  # fmt: skip


# --- Checks and charts -----------------------------------------------------------------------------------------------


def budgets_of(case: Case) -> Case:
    """Federal: its own 100 and 17.5, and 6 of the Agency, less 3 for it and 0.5 for a team, are the 120 of Years."""
    rows = (Budget("federal", 2021, 100.0), Budget("federal", 2022, 17.5), Budget("federal", 2022, 6.0, "agency"),
            Budget("federal", 2022, 50.0, "eco"), Budget("North", 2021, 25.0))  # fmt: skip
    return replace(case, budgets=rows)


def failing(tables: Rows) -> set[str]:
    return {check.what for check in checks(tables, budgets_of(federal())) if not check.holds}


def test_what_instruments_and_teams_leave_is_what_the_federal_budget_has() -> None:
    what = "Federal budget: Years, and Budgets less instruments and teams"
    tables = federal_tables()
    tables["Summary"] = [
        row | {"value": 200.0} if row["item"] == "certified_bound" else row for row in tables["Summary"]
    ]
    assert failing(tables) == set()
    for sheet, index, column, value in (("Instruments run", 0, "cost_mrub", 3.1), ("Instruments run", 0, "runs", "no"),
                                        ("Alarms", 1, "visit_mrub", 0.6)):  # fmt: skip
        changed = {name: [dict(row) for row in rows] for name, rows in tables.items()}
        changed[sheet][index][column] = value
        assert failing(changed) == {what}, column
    changed = {name: [dict(row) for row in rows] for name, rows in tables.items()}
    changed["States"][1]["bound_points"] = 201.0
    assert failing(changed) == {"Bound proved: Summary, and the largest of States"}
    assert what not in {check.what for check in checks(hand_tables(), hand_case())}


def test_towns_are_drawn_by_stage_and_year(tmp_path: Path) -> None:
    assert by_stage(federal_tables(), federal()).lines == (("2021", (1.0, 1.0)), ("2022", (0.0, 2.0)))
    with_stages = written_charts(tmp_path / "a", federal_tables(), federal())
    without = written_charts(tmp_path / "b", hand_tables(), hand_case())
    assert (len(with_stages), len(without)) == (7, 6)


def written_charts(folder: Path, tables: Rows, case: Case) -> list[Any]:
    folder.mkdir()
    path = folder / "charts.xlsx"
    with new_workbook(path) as workbook:
        write_charts(workbook, workbook.add_worksheet("Charts"), Looks(workbook), tables, case)
        for charted in ("Allocation", "Equity"):
            workbook.add_worksheet(charted)
    return list(openpyxl.load_workbook(path)["Charts"]._charts)


# --- A real plan -----------------------------------------------------------------------------------------------------


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    path = write_case_workbook(tmp_path_factory.mktemp("case") / "case.xlsx", federal_rows())
    return run(read_case([path]), Effort(), "central")


def test_reasons_name_what_a_lock_in_is_made_of(plan: Plan) -> None:
    """Alfa's roadmap opens cognitive lock-in most, which is made of dependency alone, scored 3 of 4. No place favours a
    measure, for none has a context.
    """
    texts = {each.town: each.text for each in advice_of(plan, plan_tables(plan))}
    assert "opens Cognitive (0.75 -> " in texts["ALF"]
    assert '; locked in above all by "Dependency"; ' in texts["ALF"]
    assert "waits for a diagnosis team (Unemployment 6.5 % in 2020)" in texts["ALF"]
    assert texts["GAM"] == "Beta (South Region) is left alone, for it has found its niche."
    assert "favoured" not in " ".join(texts.values())


def test_a_reason_that_nobody_has_scored_says_so(tmp_path: Path) -> None:
    """Without its score Alfa is taken to depend as towns usually do, which nobody has found there."""
    rows = federal_rows()
    rows["Scores"] = [row for row in rows["Scores"] if row["town"] != "ALF"]
    unscored = run(read_case([write_case_workbook(tmp_path / "case.xlsx", rows)]), Effort(), "central")
    texts = {each.town: each.text for each in advice_of(unscored, plan_tables(unscored))}
    assert '"Dependency" (not scored)' in texts["ALF"]


@pytest.mark.parametrize(
    ("slope", "words"),
    [
        (0.4, 'its largest measure is favoured by "Dependency"'),
        (-0.4, 'its largest measure is weakened by "Dependency"'),
        (-0.04, ""),
        (0.05, ""),
    ],
)
def test_the_measure_that_a_place_suits_is_told(slope: float, words: str, plan: Plan) -> None:
    """Alfa depends on orders by 3/4: with a context of 0.4 a measure is worth 1.3 times as much there, with 0.05 only
    1.0375 times, which is not clear enough to tell.
    """
    assert suits(plan, plan.arrays.sets.town["ALF"], [(0, slope)]) == words


def test_the_sheets_of_a_plan_have_advice_and_the_case_as_it_was_asked(plan: Plan, tmp_path: Path) -> None:
    path = write_plan(tmp_path / "plan.xlsx", plan, ("ALF", "GAM"))
    book = openpyxl.load_workbook(path, data_only=True)
    towns = [row[0] for row in book[ADVICE].iter_rows(min_row=FIRST_DATA_ROW, values_only=True)]
    assert towns == [row["town"] for row in plan_tables(plan)["Allocation"]]
    assert [cell.value for cell in book["Instruments"]["C"]][-2:] == ["choose", "yes"]
    assert read_case([path]).instruments[0].decision == "choose"


def test_a_passport_tells_stages_and_monitoring(plan: Plan) -> None:
    tables = plan_tables(plan)
    alfa, beta, gamma = ({section.title: section for section in passport(plan, tables, town, "Said.")}
                         for town in ("ALF", "BET", "GAM"))  # fmt: skip
    assert alfa["In one sentence"].text == "Said."
    assert alfa["Monitoring"].text == "No team has been to the town."
    assert alfa["Monitoring"].rows == (("Unemployment", "%", 2020, 6.5, "calls a team"),)
    assert dict(alfa["The town"].rows)["Innovative search"].startswith("in no year")
    assert beta["Monitoring"].text == "Found on the spot: 2020: Crisis."
    assert beta["Monitoring"].rows == (("Unemployment", "%", 2020, 7.0, "answered"),)
    assert dict(beta["The town"].rows)["Status"] == "Crisis (found on the spot; stated: Stable)"
    assert gamma["Monitoring"].text == (
        "Found on the spot: 2018: Stable and the town has found its niche. The town is left alone."
    )
    assert gamma["Monitoring"].rows == ()
