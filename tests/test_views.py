"""The views of a plan, over rows written by hand: two towns, two years, every figure argued below."""

from __future__ import annotations

import math
import re
import warnings
from collections.abc import Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from small_case import small_rows
from tiny import SETTINGS

from models.case import (
    Budget,
    Case,
    Factor,
    Goal,
    LockIn,
    Measure,
    Proposal,
    Region,
    RoadmapStep,
    Status,
    Town,
)
from planner.cli import DONE, USAGE, main
from planner.plan import Plan
from planner.run import run
from planner.solving.effort import Effort
from planner.tables.plan_layout import (
    FIRST_DATA_ROW,
    HEADER_ROW,
    PASSPORT_PREFIX,
    PLAN_SHEETS,
    SUMMARY_ITEMS,
    VIEW_SHEETS,
    columns_of,
    is_view,
)
from planner.tables.read import read_case
from planner.tables.schema import SHEETS
from planner.tables.write import new_workbook, write_case_workbook
from planner.verifying.verify import verify_plan
from planner.views import charts, wording
from planner.views.checks import ALL_OK, LOOK, OK, checks, write_checks
from planner.views.judged import coefficient_name, names_of
from planner.views.looks import PAPER_A3, PAPER_A4, Looks, Ranges, paper_for
from planner.views.passports import (
    TownRows,
    UnknownTown,
    factors,
    most_funded,
    passport,
    roadmap_in_words,
    sheet_names,
    towns_named,
    without_money,
)
from planner.views.plan_tables import plan_tables
from planner.views.plan_workbook import READ_FIRST, READ_LAST, write_plan
from planner.views.sentences import sentences, write_sentences

Rows = dict[str, list[dict[str, object]]]

MILLION = 1_000_000
SOUTH = "=South*"
"""A name with signs that mean something to a spreadsheet."""


def hand_case() -> Case:
    clubs = Measure("clubs", "Clubs", "social_political", "opening", "year", 1, 9, 0, 1, 0, 5)
    road = Measure("road", "Road", "urban_environment", "started", "km", 1, 9, 0, 1, 0, 5)
    hostel = Proposal("hostel", "B", "Hostel", "road", "unit", 1, 1, 1, 1, 1, "jobs", 1, 1, 1, 1, 0, 5, 0, "stated")
    return Case(
        settings=SETTINGS,
        goals=(Goal("jobs", "Jobs", "job-years", 1.0),),
        lock_ins=(LockIn("political", "Political"), LockIn("cognitive", "Cognitive")),
        statuses=(Status("crisis", "Crisis", 1), Status("stable", "Stable", 0), Status("new", "New", 0)),
        factors=(Factor("passive", "Passive authorities", "score"),),
        regions=(Region("North"), Region(SOUTH)),
        towns=(Town("A", "Alfa", "North", "crisis", 10_000), Town("B", "=Beta", SOUTH, "stable", 30_000)),
        scores=(),
        measures=(clubs, road),
        roadmap_steps=(
            RoadmapStep("open_up", "", "clubs", 1.0, 1, 2),
            RoadmapStep("open_up", "political", "clubs", 0.5, 2, 2),
            RoadmapStep("open_up", "cognitive", "clubs", 0.25, 1, 1),
        ),
        links=(),
        cofinancing=(),
        budgets=(Budget("federal", 2021, 100.0),),
        limits=(),
        locks=(),
        proposals=(hostel,),
    )


def paid(town: str, measure: str, category: str, kind: str, year: int, federal: int, regional: int, others: int,
         evidence: str = "") -> dict[str, object]:  # fmt: skip
    """A row of Funded; money in million roubles."""
    name, region = {"A": ("Alfa", "North"), "B": ("=Beta", SOUTH)}[town]
    return {
        "town": town, "name": name, "region": region, "category": category, "measure": measure,
        "measure_name": measure.title(), "kind": kind, "evidence": evidence, "start_year": year, "scale": 1.0,
        "unit": "km", "year": year, "federal_rub": float(federal * MILLION), "regional_rub": float(regional * MILLION),
        "total_rub": float((federal + regional) * MILLION), "partners_rub": float(others * MILLION),
        "federal_share": federal / (federal + regional),
    }  # fmt: skip


def year_row(payer: str, year: int, *money: int) -> dict[str, object]:
    names = ("budget", "carried_in", "loans_in", "loans_out", "spent", "carried_out", "returned")
    return {"payer": payer, "year": year} | {f"{n}_rub": float(m * MILLION) for n, m in zip(names, money, strict=True)}


def hand_tables() -> Rows:
    """Rows of a plan: Alfa has 90 million, Beta 40; the federal budget pays 95 of the 130, North 20 and South 15."""
    funded = [
        paid("A", "road", "urban_environment", "started", 2021, 60, 20, 8),
        paid("A", "clubs", "social_political", "opening", 2021, 10, 0, 0),
        paid("B", "hostel", "knowledge", "started", 2022, 20, 10, 2, "stated"),
        paid("B", "road", "urban_environment", "tax", 2022, 5, 5, 0),
    ]
    nothing = dict.fromkeys(("industrial_system", "eco_industry"), 0.0)
    allocation: list[dict[str, object]] = [
        {"town": "A", "name": "Alfa", "region": "North", "urban_environment": 80.0, "social_political": 10.0,
         "knowledge": 0.0, **nothing, "total_mrub": 90.0, "federal_mrub": 70.0, "regional_mrub": 20.0,
         "rub_per_head": 9000.0},
        {"town": "B", "name": "=Beta", "region": SOUTH, "urban_environment": 10.0, "social_political": 0.0,
         "knowledge": 30.0, **nothing, "total_mrub": 40.0, "federal_mrub": 25.0, "regional_mrub": 15.0,
         "rub_per_head": 1333.0},
    ]  # fmt: skip
    figures: dict[str, object] = {
        "title": "By hand", "promise": "No plan is better by more than 0.100 %.", "objective": 200.0,
        "federal_spent_mrub": 95.0, "regional_spent_mrub": 35.0, "urban_environment_mrub": 90.0,
        "social_political_mrub": 10.0, "knowledge_mrub": 30.0, "industrial_system_mrub": 0.0, "eco_industry_mrub": 0.0,
        "returned_mrub": 26.0, "blocked_federal_mrub": 7.5, "partners_mrub": 10.0, "proposals_mrub": 30.0,
        "tax_forgone_mrub": 10.0, "later_mrub": 9.0, "share_of_money_on_priors": 0.25,
        "share_of_money_on_self_assessment": 0.0, "draw": "central", "stopped_by": "gap",
        "repeatable": "yes",
    }  # fmt: skip
    locks = {"political_before": 0.8, "political_after": 0.4, "cognitive_before": 0.5, "cognitive_after": 0.5}
    other = {"political_before": 0.4, "political_after": 0.4, "cognitive_before": 0.1, "cognitive_after": 0.1}
    group = {"towns": 1, "population": 1.0, "jobs_per_1000": 1.0}
    return {
        "Summary": [{"item": i.item, "value": figures.get(i.item, 0.0), "unit": i.unit} for i in SUMMARY_ITEMS],
        "Funded": funded,
        "Allocation": allocation,
        "Town plans": [
            {"town": "A", "status": "crisis", "roadmap": "open_up/political@2021", "worth_points": 150.0, **locks},
            {"town": "B", "status": "stable", "roadmap": "none", "worth_points": 50.0, **other},
        ],
        "Results": [{"goal": "jobs", "name": "Jobs", "unit": "job-years", "result": 120.0, "gross_result": 180.0,
                     "weight": 1.0, "points": 200.0}],
        "Years": [
            year_row("federal", 2021, 100, 0, 0, 0, 70, 15, 15), year_row("federal", 2022, 20, 15, 0, 4, 25, 0, 6),
            year_row("North", 2021, 25, 0, 0, 0, 20, 0, 5), year_row("North", 2022, 0, 0, 0, 0, 0, 0, 0),
            year_row(SOUTH, 2021, 0, 0, 0, 0, 0, 0, 0), year_row(SOUTH, 2022, 11, 0, 4, 0, 15, 0, 0),
        ],
        "Partners": [
            {"town": "A", "name": "Alfa", "contributor": "business", "evidence": "promised", "measure": "road",
             "year": 2021, "partners_rub": 8.0 * MILLION},
            {"town": "B", "name": "=Beta", "contributor": "municipality", "evidence": "agreed", "measure": "hostel",
             "year": 2022, "partners_rub": 2.0 * MILLION},
        ],
        "Equity": [
            {"grouping": "status", "group": "crisis", "total_mrub": 90.0, "rub_per_head": 9000.0, **group},
            {"grouping": "status", "group": "stable", "total_mrub": 40.0, "rub_per_head": 1333.4, **group},
            {"grouping": "lock_in_tercile", "group": "least locked", "total_mrub": 40.0, "rub_per_head": 1333.4,
             **group},
            {"grouping": "lock_in_tercile", "group": "most locked", "total_mrub": 90.0, "rub_per_head": 9000.0,
             **group},
        ],
        "Liabilities": [
            {"region": region, "year": year, "running_mrub": 1.0, "tax_federal_mrub": 0.5, "tax_regional_mrub": 0.0}
            for region in ("North", SOUTH) for year in (2022, 2023, 2024, 2025)
        ],
        "Networks": [],
        "Roll-out": [],
        "Industries compared": [],
        "Cluster diagnosis": [],
        "Cluster years": [],
        "Residents checked": [],
        "Instruments run": [],
        "States": [{"state": "-", "chosen": "yes", "bound_points": 200.0}],
        "Stages": [],
        "Alarms": [],
        "Blocked money": [
            {"region": "North", "federal_mrub": 70.0, "wanted_mrub": 77.5, "blocked_mrub": 7.5},
            {"region": SOUTH, "federal_mrub": 25.0, "wanted_mrub": 20.0, "blocked_mrub": 0.0},
        ],
        "Audit": [{"town": "A", "name": "Alfa", "factor": "passive", "source": "prior", "share": 0.5,
                   "at_stake_mrub": 12.0}],
        "Assumptions": [
            {"coefficient": "sensitivity", "subject": "road", "key": "political", "grade": "expert",
             "swing_mrub": 1.0},
            {"coefficient": "unit_cost", "subject": "road", "key": "", "grade": "expert", "swing_mrub": 20.0},
            {"coefficient": "unit_cost", "subject": "clubs", "key": "", "grade": "derived", "swing_mrub": 30.0},
        ],
    }  # fmt: skip


def said(about: str, tables: Rows | None = None) -> str:
    found = {s.about: s.text for s in sentences(tables or hand_tables(), hand_case())}
    return found[about].replace("\u00a0", " ")


@pytest.mark.parametrize(
    ("value", "words"),
    [(0.0, "no money"), (0.04, "less than 0.1 million RUB"), (0.05, "0.1 million RUB"), (99.94, "99.9 million RUB"),
     (99.96, "100 million RUB"), (12_345.6, "12,346 million RUB")],
)  # fmt: skip
def test_money_is_rounded_as_people_say_it(value: float, words: str) -> None:
    assert wording.million(value) == words


@pytest.mark.parametrize(
    ("share", "words"),
    [(0.0, "0 %"), (0.0004, "less than 0.1 %"), (0.5, "50.0 %"), (0.9996, "more than 99.9 %"), (1.0, "100 %"),
     (1.2, "120.0 %")],
)  # fmt: skip
def test_what_is_not_quite_all_is_not_called_all(share: float, words: str) -> None:
    assert wording.percent(share).replace("\u00a0", " ") == words


def test_lists_have_an_and_and_years_a_span() -> None:
    assert [wording.listed(list(parts)) for parts in ("", "a", "ab", "abc")] == ["", "a", "a and b", "a, b and c"]
    assert wording.span([2020]) == "2020"
    assert wording.span([2022, 2020]) == "2020 to 2022"
    assert wording.rounded(-0.01) == "0.0"


def test_budgets_are_said_with_what_is_spent_lent_and_returned() -> None:
    """Federal: 120 granted, 95 spent (79.2 %), 15 + 6 returned (17.5 %). Regions: 36, 35 (97.2 %), 5 (13.9 %)."""
    assert said("Federal budget") == (
        "The federal budget has 120 million RUB in 2021 to 2022. 95.0 million RUB (79.2 %) is spent and "
        "21.0 million RUB (17.5 %) is returned unspent. It lends regions 4.0 million RUB and gets no money back with "
        "interest."
    )
    assert said("Regional budgets") == (
        "2 regions have 36.0 million RUB in 2021 to 2022. 35.0 million RUB (97.2 %) is spent and 5.0 million RUB "
        "(13.9 %) is returned unspent. They borrow 4.0 million RUB from the federal budget and repay no money."
    )


def test_nothing_spent_of_nothing_is_no_error() -> None:
    tables = hand_tables()
    for row in tables["Years"]:
        row.update({column: 0.0 for column in row if column.endswith("_rub")})
    assert "has no money in 2021 to 2022. Nothing is spent and nothing is returned" in said("Federal budget", tables)


def test_who_gets_most_and_how_few_have_half() -> None:
    """Alfa has 90 of 130, which is more than half; its region North has 69.2 %."""
    text = said("Who gets most")
    assert text.startswith("2 of 2 towns get money, 130 million RUB of both budgets together.")
    assert "Alfa (90.0 million RUB) and =Beta (40.0 million RUB). 1 town has half of all." in text
    assert text.endswith("The region with most is North with 69.2 %.")


def test_exactly_half_is_half() -> None:
    tables = hand_tables()
    tables["Allocation"][1]["total_mrub"] = 90.0
    assert "1 town has half of all" in said("Who gets most", tables)


def test_categories_are_said_largest_first_and_empty_ones_named() -> None:
    """Of 130: 90, 30 and 10."""
    assert said("What it is spent on") == (
        "Urban environment 69.2 % (90.0 million RUB); Knowledge infrastructure 23.1 % (30.0 million RUB); Social and "
        "political environment 7.7 % (10.0 million RUB). Nothing goes to industrial system and eco-industry."
    )


def test_results_are_net_with_gross_beside() -> None:
    assert "Jobs: 120 (gross 180) job-years, 100 % of the points" in said("What it achieves")


def test_lock_ins_are_weighted_by_inhabitants() -> None:
    """Political: (10 * 0.8 + 30 * 0.4) / 40 = 0.5, then (10 * 0.4 + 30 * 0.4) / 40; cognitive 0.2 and no change."""
    text = said("Lock-ins")
    assert text.startswith("1 of 2 towns takes a roadmap.")
    assert "Political from 0.500 to 0.400 and Cognitive from 0.200 to 0.200" in text


def test_money_of_others_says_how_much_is_agreed() -> None:
    """8 of 10 million are promised, 2 agreed."""
    assert said("Money of others").endswith(
        "business 8.0 million RUB and municipality 2.0 million RUB. 8.0 million RUB of it (80.0 %) is only promised, "
        "2.0 million RUB is agreed in writing."
    )
    tables = hand_tables()
    both = tables["Partners"]
    tables["Partners"] = both[1:]
    assert said("Money of others", tables).endswith("All of it is agreed in writing.")
    tables["Partners"] = both[:1]
    assert said("Money of others", tables).endswith("All of it is only promised, nothing is agreed in writing.")
    tables["Partners"] = []
    assert said("Money of others", tables) == "Nobody pays beside the two budgets."


def test_proposals_are_said_by_evidence() -> None:
    """30 of 130 million are 23.1 %."""
    assert said("Towns' own proposals") == (
        "Towns have entered 1 proposal; 1 gets 30.0 million RUB (23.1 % of all money): 30.0 million RUB resting on the "
        "town's word."
    )


def test_only_years_after_the_plan_are_left_to_pay() -> None:
    """Two regions, three years after 2022: running 6, federal tax 3. A year costs each region 1 million, the federal
    tax apart; of the 11 million that the regions have in 2022 North has nothing. 2/11 = 0.18.
    """
    assert said("What is left to pay later") == (
        "What is started costs 9.0 million RUB after the plan, in 2023 to 2025: running costs 6.0 million RUB and "
        "federal tax forgone 3.0 million RUB. Later years are not counted. Without federal tax, the dearest year is "
        "2023 with 2.0 million RUB, 0.18 times the 11.0 million RUB of regional money in 2022. In 1 region more is "
        "left to pay in a year than its own budget of 2022: North (1.0 million RUB against no money)."
    )


def left(region: str, year: int, running: float, regional: float = 0.0, federal: float = 0.0) -> dict[str, object]:
    return {"region": region, "year": year, "running_mrub": running, "tax_federal_mrub": federal,
            "tax_regional_mrub": regional}  # fmt: skip


def test_regions_with_more_to_pay_than_they_have_are_named_by_what_they_lack() -> None:
    """Most lack first: V 20 - 1, S 12 - 11 in its dearest year, tax included, W 3 - 2.5, X 0.3. Y has just enough, Z
    is dear within the plan alone. The dearest year of all is 2024: 20 + 12 + 3 + 0.3 + 5 = 40.3 of 19.5 million.
    """
    tables = hand_tables()
    tables["Years"] = [year_row("federal", 2022, 50, 0, 0, 0, 0, 0, 0), year_row(SOUTH, 2022, 11, 0, 0, 0, 0, 0, 0)]
    tables["Years"] += [{**tables["Years"][0], "payer": region, "budget_rub": money * MILLION}
                        for region, money in (("V", 1.0), ("W", 2.5), ("Y", 5.0))]  # fmt: skip
    tables["Liabilities"] = [
        left("Z", 2022, 99.0), left("Y", 2024, 5.0), left("X", 2024, 0.3), left("W", 2024, 3.0),
        left(SOUTH, 2023, 2.0, 2.0), left(SOUTH, 2024, 8.0, 4.0), left("V", 2024, 20.0),
    ]  # fmt: skip
    assert said("What is left to pay later", tables).endswith(
        "Later years are not counted. The dearest year is 2024 with 40.3 million RUB, 2.07 times the 19.5 million RUB "
        "of regional money in 2022. In 4 regions more is left to pay in a year than their own budget of 2022: "
        f"V (20.0 million RUB against 1.0 million RUB), {SOUTH} (12.0 million RUB against 11.0 million RUB), "
        "W (3.0 million RUB against 2.5 million RUB) and 1 more."
    )


def test_what_is_left_may_burden_no_region_or_find_no_money() -> None:
    tables = hand_tables()
    tables["Liabilities"] = [left(SOUTH, 2023, 11.0)]
    assert said("What is left to pay later", tables).endswith(
        "1.00 times the 11.0 million RUB of regional money in 2022. In no region is more left to pay in a year than "
        "its own budget of 2022."
    )
    tables["Liabilities"] = [left("North", 2023, 0.0, federal=3.0)]
    assert said("What is left to pay later", tables).endswith("not counted. None of it burdens the regions.")
    tables["Liabilities"] = [left("North", 2023, 3.0)]
    tables["Years"] = tables["Years"][:2]
    assert "2023 with 3.0 million RUB, and there is no regional money in 2022. In 1 region" in said(
        "What is left to pay later", tables
    )


def test_blocked_money_names_regions_that_have_some() -> None:
    text = said("Blocked money")
    assert "7.5 million RUB more" in text
    assert "1 region, first of all North (7.5 million RUB)" in text
    assert SOUTH not in text
    assert "Each region is taken by itself: the sum is no total that could be attained" in text


def test_how_a_plan_was_found_is_said() -> None:
    def found(**figures: object) -> str:
        tables = hand_tables()
        for row in tables["Summary"]:
            row["value"] = figures.get(str(row["item"]), row["value"])
        return said("How it was found", tables)

    again = "the same command may give another plan."
    assert found() == "The search stopped because the gap asked for was reached."
    assert found(repeatable="no").endswith(f"The clock cut a part of it short, so {again}")
    assert found(stopped_by="time", repeatable="no").startswith("The search stopped at its time limit.")
    assert found(stopped_by="time", repeatable="no").endswith(again)
    assert found(stopped_by="work") == "The search stopped after the steps it was allowed."
    crash = found(stopped_by="crash", repeatable="no")
    assert crash.startswith("The search ended by a crash")
    assert crash.endswith("The same command may give another plan.")
    assert "close to an earlier one" in found(stay_share=0.05)
    assert "worth 5.0 % more" in found(stay_share=0.05)


def test_most_judged_are_expert_numbers_by_swing() -> None:
    """The derived one has the greatest swing and is no judgement."""
    text = said("Most judged numbers")
    assert 'unit cost of "Road" (20.0 million RUB) and sensitivity of "Road" to "Political" (1.0 million RUB)' in text
    assert "Clubs" not in text


@pytest.mark.parametrize(
    ("coefficient", "subject", "key", "name"),
    [
        ("deadweight", "road and 61 more", "passive",
         'deadweight of "Road" and 61 more measures, at "Passive authorities"'),
        ("deadweight", "road and 1 more", "", 'deadweight of "Road" and 1 more measure'),
        ("yield", "hostel", "jobs", 'yield of "Hostel" for "Jobs"'),
        ("weight", "passive", "political", 'weight of "Passive authorities" in "Political"'),
        ("distress", "crisis and 2 more", "", 'distress of "Crisis" and 2 more statuses'),
        ("cost_cut", "clubs", "knowledge", 'cost cut of "Clubs" for "Knowledge infrastructure"'),
        ("drift", "cognitive", "", 'drift of "Cognitive"'),
    ],
)  # fmt: skip
def test_coefficients_are_called_by_names(coefficient: str, subject: str, key: str, name: str) -> None:
    row = {"coefficient": coefficient, "subject": subject, "key": key}
    assert coefficient_name(row, names_of(hand_case())) == name


def test_scores_to_check_and_shares_on_judgement() -> None:
    assert "Alfa, Passive authorities (prior, 12.0 million RUB)" in said("Scores to check first")
    text = said("What rests on judgement")
    assert text.startswith("25.0 % of the money rests on priors: each town's money times the share of its diagnosis")
    assert "In the same way 0 % rests on factors that towns scored themselves" in text


def test_every_sentence_names_a_sheet_of_the_plan() -> None:
    names = {sheet.name for sheet in PLAN_SHEETS}
    assert {sentence.sheet for sentence in sentences(hand_tables(), hand_case())} <= names


def test_checks_hold_where_the_sums_do() -> None:
    found = checks(hand_tables(), hand_case())
    assert [check.what for check in found if not check.holds] == []
    assert len({(check.what, check.payer, check.year) for check in found}) == len(found)


@pytest.mark.parametrize(
    ("sheet", "index", "column", "change", "told"),
    [
        ("Years", 3, "spent_rub", 0.01, {"Spent: Years and Funded", "Had and used: Years"}),
        ("Years", 1, "carried_in_rub", -0.01, {"Had and used: Years", "Carried in: kept the year before"}),
        ("Years", 1, "loans_out_rub", 0.01, {"Had and used: Years"}),
        ("Allocation", 0, "eco_industry", 0.01, {"Eco-industry: Allocation and Funded", "Summary: eco_industry_mrub",
                                                 "Shares of the categories add up to 1"}),
        ("Results", 0, "points", 1.0, {"Points of all goals: objective"}),
        ("Town plans", 1, "worth_points", 1.0, {"Points of all towns: objective"}),
        ("Partners", 0, "partners_rub", 5.0, {"Summary: partners_mrub", "Money of others: Partners and Funded"}),
        ("Equity", 0, "total_mrub", 0.5, {"Money of all groups by status"}),
        ("Liabilities", 3, "running_mrub", 0.5, {"Summary: later_mrub"}),
        ("Liabilities", 0, "running_mrub", 0.5, set()),
        ("Blocked money", 1, "blocked_mrub", 0.5, {"Summary: blocked_federal_mrub"}),
    ],
)  # fmt: skip
def test_checks_tell_what_was_altered(sheet: str, index: int, column: str, change: float, told: set[str]) -> None:
    """A kopeck or a figure changed in one cell; the fourth liability is after the plan, the first is not."""
    tables = hand_tables()
    value = tables[sheet][index][column]
    assert isinstance(value, float)
    tables[sheet][index][column] = value + change
    assert {check.what for check in checks(tables, hand_case()) if not check.holds} == told


def written(tmp_path: Path, tables: Rows) -> openpyxl.Workbook:
    path = tmp_path / "views.xlsx"
    with new_workbook(path) as workbook:
        looks = Looks(workbook)
        write_sentences(workbook.add_worksheet("In words"), looks, tables, hand_case())
        charts.write_charts(workbook, workbook.add_worksheet("Charts"), looks, tables, hand_case())
        write_checks(workbook.add_worksheet("Checks"), looks, tables, hand_case())
        for charted in ("Allocation", "Equity"):
            workbook.add_worksheet(charted)
    return openpyxl.load_workbook(path, data_only=True)


def test_verdicts_are_stored_beside_their_formulas(tmp_path: Path) -> None:
    sheet = written(tmp_path, hand_tables())["Checks"]
    last = sheet.max_column
    assert sheet.cell(FIRST_DATA_ROW, last).value == ALL_OK
    verdicts = [sheet.cell(row, last).value for row in range(FIRST_DATA_ROW + 1, sheet.max_row + 1)]
    assert verdicts == [OK] * len(checks(hand_tables(), hand_case()))


def test_checks_say_what_they_do_not_look_at(tmp_path: Path) -> None:
    second = str(written(tmp_path, hand_tables())["Checks"]["A2"].value)
    assert all(word in second for word in ("windows", "limits", "absorption", "consent", "planner verify"))


def test_one_wrong_sum_spoils_the_verdict_on_all(tmp_path: Path) -> None:
    tables = hand_tables()
    tables["Results"][0]["points"] = 201.0
    sheet = written(tmp_path, tables)["Checks"]
    assert sheet.cell(FIRST_DATA_ROW, sheet.max_column).value == f"1 to {LOOK}"


def test_text_of_the_case_is_text_in_every_view(tmp_path: Path) -> None:
    written(tmp_path, hand_tables())
    book = openpyxl.load_workbook(tmp_path / "views.xlsx")
    formulas = [str(cell.value) for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "f"]
    assert formulas
    assert not [formula for formula in formulas if "Beta" in formula or "South" in formula]
    assert SOUTH in [cell.value for cell in book["Checks"]["B"] if cell.data_type == "s"]


def test_figures_behind_the_charts_are_sums_of_the_rows() -> None:
    tables, case = hand_tables(), hand_case()
    assert dict(charts.by_category(tables).lines)["Urban environment"] == (90.0,)
    assert charts.by_year(tables, case).lines == (("2021", (70.0, 20.0, 8.0)), ("2022", (25.0, 15.0, 2.0)))
    assert charts.by_region(tables).lines == (("North", (70.0, 20.0)), (SOUTH, (25.0, 15.0)))
    assert charts.lock_ins(tables, case).lines == (
        ("Political, crisis", (0.8, 0.4)),
        ("Political, stable", (0.4, 0.4)),
        ("Cognitive, crisis", (0.5, 0.5)),
        ("Cognitive, stable", (0.1, 0.1)),
    )


def test_regions_without_money_are_not_drawn_and_the_rest_is_cut() -> None:
    tables = hand_tables()
    first = tables["Allocation"][0]
    tables["Allocation"] = [{**first, "region": f"R{n:02}", "federal_mrub": float(n), "regional_mrub": 0.0}
                            for n in range(20)]  # fmt: skip
    assert [name for name, _ in charts.by_region(tables).lines] == [f"R{n:02}" for n in range(19, 4, -1)]
    tables["Allocation"] = tables["Allocation"][:3]
    assert [name for name, _ in charts.by_region(tables).lines] == ["R02", "R01"]


def test_ranges_point_at_the_columns_of_the_layout() -> None:
    """Equity has six columns and then the goals; Town plans nine and then four for each lock-in."""
    ranges = Ranges(hand_case(), hand_tables())
    assert ranges.column("Equity", "jobs_per_1000") == "Equity!$G$4:$G$7"
    assert ranges.column("Town plans", "cognitive_before") == "'Town plans'!$N$4:$N$5"
    assert ranges.cell("Years", "year", 2) == "Years!$B$6"
    assert Ranges(hand_case(), {**hand_tables(), "Partners": []}).column("Partners", "year") == "Partners!$F$4:$F$4"


def test_towns_are_found_by_id_name_and_region() -> None:
    case = hand_case()
    assert towns_named(case, ["b", " alfa ", "A"]) == ("B", "A")
    assert towns_named(case, [f"=beta ({SOUTH})"]) == ("B",)
    with pytest.raises(UnknownTown, match="did you mean 'Alfa'"):
        towns_named(case, ["Alpha"])


def test_a_name_of_two_towns_is_refused() -> None:
    first, second = hand_case().towns
    case = Case(**{**{name: getattr(hand_case(), name) for name in hand_case().__slots__},
                   "towns": (first, Town("B", "Alfa", second.region, "stable", 1_000))})  # fmt: skip
    with pytest.raises(UnknownTown, match="may be A or B"):
        towns_named(case, ["Alfa"])
    assert towns_named(case, ["Alfa (North)", "B"]) == ("A", "B")


def test_names_of_passports_are_safe_and_unlike() -> None:
    towns = ["a/b", "a:b", "A?B", "x" * 40, "x" * 41, "Город", "'q'"]
    names = sheet_names(towns)
    assert list(names) == towns
    assert len({name.casefold() for name in names.values()}) == len(towns)
    for name in names.values():
        assert len(name) <= 31
        assert not re.search(r"[\[\]:*?/\\']", name)
        assert is_view(name)
    assert names["Город"] == "Passport Город"


def test_a_roadmap_is_said_with_the_steps_of_its_targets() -> None:
    """Step one is of every variant; of the others only the one that aims at political is in this one."""
    words = roadmap_in_words(hand_case(), "open_up/political@2021").replace("\u00a0", " ")
    assert words == (
        "Open up, aimed at Political, from 2021: Clubs in 2021 to 2022 at 100 % of a full year's work; Clubs in 2022 "
        "at 50.0 % of a full year's work."
    )
    assert roadmap_in_words(hand_case(), "none").startswith("The town takes no roadmap")


def test_a_town_without_money_is_told_what_its_best_answer_is_worth() -> None:
    """4 points of 200 are 2 percent; less than half a hundredth of a point is nothing."""
    words = without_money({"worth_points": 0.0, "answer_points": 4.0}, 200.0).replace("\u00a0", " ")
    assert "the plan wins no points in it" in words
    assert "would still be worth 4.00 points (2.0 % of the points of the whole plan)" in words
    nothing = without_money({"worth_points": 1.5, "answer_points": 1e-9}, 200.0)
    assert "the plan wins 1.50 points in it" in nothing
    assert "its best answer to it is to do nothing" in nothing
    assert "%" not in without_money({"worth_points": 0.0, "answer_points": 4.0}, 0.0)


def test_towns_with_most_money_get_a_passport_unless_they_have_none() -> None:
    tables = hand_tables()
    assert most_funded(tables) == ("A", "B")
    tables["Allocation"][0]["total_mrub"] = 0.0
    assert most_funded(tables) == ("B",)


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    case = write_case_workbook(tmp_path_factory.mktemp("case") / "case.xlsx", small_rows())
    return run(read_case([case]), Effort(), "central")


@pytest.fixture(scope="module")
def workbook(plan: Plan, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return write_plan(tmp_path_factory.mktemp("plan") / "plan.xlsx", plan, ("GAM", "ALF"))


def test_a_page_without_money_has_words_in_place_of_empty_tables(plan: Plan) -> None:
    tables = plan_tables(plan)
    for sheet in ("Funded", "Partners", "Audit"):
        tables[sheet] = [row for row in tables[sheet] if row["town"] != "ALF"]
    *_, why, judged = passport(plan, tables, "ALF")
    answer = next(row["answer_points"] for row in tables["Town plans"] if row["town"] == "ALF")
    assert isinstance(answer, float)
    assert why.title == "Why there is no money"
    assert (f"worth {answer:,.2f} points" in why.text) == (answer >= 0.005)
    assert "Below" not in judged.text


def test_how_a_plan_was_found_stands_on_the_summary_and_is_not_recomputed(plan: Plan, tmp_path: Path) -> None:
    other = replace(plan, effort=replace(plan.effort, stay_share=0.25), found=replace(plan.found, repeatable=False))
    for each, repeatable, stay in ((plan, "yes", 0.0), (other, "no", 0.25)):
        values = {row["item"]: row["value"] for row in plan_tables(each)["Summary"]}
        assert (values["repeatable"], values["stay_share"]) == (repeatable, stay)
    assert verify_plan(write_plan(tmp_path / "plan.xlsx", other)).faults == []


def test_sheets_have_titles_of_their_own() -> None:
    titles = [sheet.title for sheet in PLAN_SHEETS]
    assert len(set(titles)) == len(titles)


@pytest.mark.parametrize(
    ("columns", "paper", "pages"),
    [(23, PAPER_A4, 1), (24, PAPER_A3, 1), (33, PAPER_A3, 1), (34, PAPER_A3, 2), (65, PAPER_A3, 2), (66, PAPER_A3, 3)],
)
def test_wide_tables_take_larger_paper_and_then_more_pages(columns: int, paper: int, pages: int) -> None:
    """A column is 10 * 1.85 + 1.32 = 19.82 mm wide. At 0.6 of its size a page of A4 takes 277 / 0.6 = 461.7 mm, which
    is 23 columns, and one of A3 666.7 mm, 33 columns. On more pages two of them repeat: 31.6 others fit on each.
    """
    assert paper_for([10.0] * columns, 2) == (paper, pages)


MM_ACROSS = {str(PAPER_A4): 277.0, str(PAPER_A3): 400.0}


def pages_needed(widths: Sequence[float], repeated: int, room: float) -> int:
    """Pages side by side for whole columns, the first ones repeated on each."""
    across = [1.85 * width + 1.32 for width in widths]
    pages, again = 1, sum(across[:repeated])
    filled = again
    for column in across[repeated:]:
        if filled + column > room:
            pages, filled = pages + 1, again
        filled += column
    return pages


def test_no_table_is_printed_too_small_to_read(workbook: Path, plan: Plan) -> None:
    """At 0.55 of its size every table fits on the paper and the pages it is set to, column by column."""
    sheets, sets = sheets_of(workbook), plan.arrays.sets
    for table in PLAN_SHEETS:
        columns = columns_of(table, sets.LOCK_INS, sets.GOALS)
        page, titles = sheets[table.name].page_setup, sheets[table.name].print_title_cols
        repeated = {None: 0, "$A:$A": 1, "$A:$B": 2}[titles]
        room = MM_ACROSS[str(page.paperSize)] / 0.55
        pages = page.fitToWidth or 1
        assert pages_needed([column.width for column in columns], repeated, room) <= pages, table.name
        assert pages == 1 or repeated, table.name
        assert page.orientation == "landscape"


def sheets_of(path: Path) -> dict[str, Any]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path, data_only=True)
    return {sheet.title: sheet for sheet in book}


def test_sheets_stand_in_the_order_people_read_them(workbook: Path) -> None:
    passports = ("Passport GAM", "Passport ALF")
    assert tuple(sheets_of(workbook)) == (*READ_FIRST, *passports, *READ_LAST, *(sheet.name for sheet in SHEETS))
    assert {sheet.name for sheet in PLAN_SHEETS} | set(VIEW_SHEETS) == {*READ_FIRST, *READ_LAST}


def test_no_sheet_of_a_case_or_a_table_of_a_plan_is_taken_for_a_view() -> None:
    names = [*(sheet.name for sheet in PLAN_SHEETS), *(sheet.name for sheet in SHEETS)]
    assert not [name for name in names if is_view(name)]
    assert is_view("CHARTS")
    assert is_view(PASSPORT_PREFIX.upper() + "X")


def test_a_plan_is_read_as_the_case_inside_it(workbook: Path, plan: Plan) -> None:
    """Its views are no misspelt sheets."""
    again = read_case([workbook])
    assert [town.town for town in again.towns] == [town.town for town in plan.arrays.case.towns]


def test_all_sums_of_a_plan_hold(workbook: Path) -> None:
    sheet = sheets_of(workbook)["Checks"]
    assert sheet.cell(FIRST_DATA_ROW, sheet.max_column).value == ALL_OK


def test_tables_have_the_headers_of_the_layout(workbook: Path, plan: Plan) -> None:
    sheets, sets = sheets_of(workbook), plan.arrays.sets
    for table in PLAN_SHEETS:
        headers = [cell.value for cell in sheets[table.name][HEADER_ROW] if cell.value]
        assert headers == [column.name for column in columns_of(table, sets.LOCK_INS, sets.GOALS)]


def test_factors_of_a_passport_add_up_to_its_lock_ins(plan: Plan) -> None:
    """The last line is the sum of those above it, and both are the lock-ins of Town plans."""
    tables = plan_tables(plan)
    for town in plan.arrays.sets.TOWNS:
        rows = TownRows.of(plan, tables, town)
        *lines, today = factors(plan, rows).rows
        for place, lock in enumerate(plan.arrays.sets.LOCK_INS, start=2):
            added = math.fsum(float(line[place]) for line in lines)
            assert added == pytest.approx(float(today[place]))
            assert added == pytest.approx(rows["Town plans"][0][f"{lock}_before"])


def test_money_of_a_passport_is_that_of_the_town(plan: Plan) -> None:
    tables = plan_tables(plan)
    for row in tables["Allocation"]:
        sections = {section.title: section for section in passport(plan, tables, str(row["town"]))}
        assert ("Money by year" in sections) == (row["total_mrub"] != 0)
        if not row["total_mrub"]:
            continue
        federal, regional, *_, together = sections["Money by year"].rows
        assert federal[1] == pytest.approx(row["federal_mrub"])
        assert regional[1] == pytest.approx(row["regional_mrub"])
        assert together[1] == pytest.approx(math.fsum(float(value) for value in together[2:]))
        paid_for = math.fsum(float(line[4]) + float(line[5]) for line in sections["Measures"].rows)
        assert paid_for == pytest.approx(row["total_mrub"])


def solve(folder: Path, *more: str) -> Result:
    case = write_case_workbook(folder / "case.xlsx", small_rows())
    return CliRunner().invoke(main, ["solve", str(case), "-o", str(folder / "plan.xlsx"), "--quiet", *more])


def test_passports_are_asked_for_by_name_or_id(tmp_path: Path) -> None:
    done = solve(tmp_path, "--passport", "beta (south region)", "--passport", "alf")
    assert done.exit_code == DONE, done.output
    found = [name for name in sheets_of(tmp_path / "plan.xlsx") if name.startswith(PASSPORT_PREFIX)]
    assert found == ["Passport GAM", "Passport ALF"]


@pytest.mark.parametrize(("asked", "told"), [("Alva", "did you mean 'Alfa'"), ("Beta", "may be BET or GAM")])
def test_a_passport_of_an_unknown_town_is_wrong_usage(tmp_path: Path, asked: str, told: str) -> None:
    done = solve(tmp_path, "--passport", asked)
    assert done.exit_code == USAGE
    assert told in done.output
    assert not (tmp_path / "plan.xlsx").exists()
