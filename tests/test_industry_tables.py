"""The sheets Industries compared and Residents checked, by hand, and how they stand in a workbook.

Jobs are those of ``test_industries``: timber in A has a location quotient of 3 and 60 jobs, 48 earlier, of which 12
came with the country, 36 with the industry and -36 from the place. Rules ask for 20 jobs, 5 million RUB in the first
year and at most half of the revenue from the backbone enterprise.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from small_case import wide_case
from test_industries import ROWS

from models.case import Case, Employment, Industry, Resident, Tased
from models.residents import judge_residents
from planner.run import run
from planner.solving.effort import Effort
from planner.tables.plan_layout import FITS, HEADER_ROW, NOT_KNOWN, PLAN_SHEET_BY_NAME, WHY_NOT
from planner.views.cluster_tables import industries_compared, residents_checked
from planner.views.plan_workbook import write_plan
from planner.views.sentences import residents as residents_in_words

RULES = {"resident_jobs_least": 20.0, "resident_investment_least_mrub": 5.0, "resident_backbone_most_share": 0.5}


def compared(*rows: Employment, **settings: float) -> list[dict[str, object]]:
    case = wide_case()
    return industries_compared(replace(case, settings=replace(case.settings, **settings), employment=rows))


# --- Industries ------------------------------------------------------------------------------------------------------


def test_an_industry_of_a_town_beside_the_country() -> None:
    """A star each for a quotient of 2, a tenth of the country and a half of the town: two of three."""
    stars = {"cluster_star_quotient_least": 2.0, "cluster_star_size_least_share": 0.1,
             "cluster_star_focus_least_share": 0.5}  # fmt: skip
    of_a, of_b = compared(*ROWS, **stars)
    assert of_a == {
        "place": "A", "industry": "timber", "employed_persons": 60.0, "location_quotient": pytest.approx(3.0),
        "output_ratio": 1.5, "focus_share": 0.3, "size_share": 0.6, "national_growth_persons": 12.0,
        "mix_growth_persons": 36.0, "local_growth_persons": -36.0, "stars": 2,
    }  # fmt: skip
    # B: 30 of 160 jobs; 40 earlier, of which 10 with the country, 30 with the industry, -50 from the place.
    growth = (of_b["national_growth_persons"], of_b["mix_growth_persons"], of_b["local_growth_persons"])
    assert (of_b["place"], of_b["location_quotient"], growth) == ("B", pytest.approx(1.875), (10.0, 30.0, -50.0))


def test_what_is_not_known_stays_blank() -> None:
    """Of a region with nothing but its jobs, and without any of the country beside those in the industry."""
    rows = (Employment("country", "timber", 100.0), Employment("North Region", "timber", 70.0))
    (row,) = compared(*rows, cluster_star_quotient_least=1.0)
    assert row == {"place": "North Region", "industry": "timber", "employed_persons": 70.0, "size_share": 0.7} | (
        dict.fromkeys(("location_quotient", "output_ratio", "focus_share", "national_growth_persons",
                       "mix_growth_persons", "local_growth_persons", "stars"), "")
    )  # fmt: skip


def test_nothing_is_not_the_same_as_not_known() -> None:
    (row,) = compared(Employment("country", "timber", 100.0), Employment("A", "timber", 0.0))
    assert (row["employed_persons"], row["size_share"], row["stars"]) == (0.0, 0.0, 0)


# --- Residents -------------------------------------------------------------------------------------------------------

GOOD = Resident("r", "Panels", "ALF", "timber", 20.0, 5.0, 80.0, 0.5)


def case_of(*rows: Resident, tased: tuple[Tased, ...] = (Tased("ALF", "timber"),), **settings: Any) -> Case:
    case = wide_case()
    rules = {**RULES, **settings}
    return replace(case, settings=replace(case.settings, **rules), tased=tased, residents=rows)


def checked(**changes: Any) -> dict[str, object]:
    (row,) = residents_checked(case_of(replace(GOOD, **changes)))
    return row


def test_a_resident_that_just_keeps_every_rule() -> None:
    assert checked() == {
        "resident": "r", "town": "ALF", "industry": "timber", "permitted": "yes", "fits": "yes", "why_not": "",
        "investment_mrub": 80.0,
    }  # fmt: skip


FAILING: dict[str, tuple[dict[str, Any], str, str]] = {
    "jobs": ({"jobs_first_year": 19.0}, "no", "too few jobs in the first year"),
    "investment": ({"investment_first_year_mrub": 4.9}, "no", "too little invested in the first year"),
    "backbone": ({"backbone_revenue_share": 0.51}, "no", "too much revenue from the backbone enterprise"),
    "activity": ({"industry": "fish"}, "no", "the territory does not permit the industry"),
    "territory": ({"town": "BET"}, "no", "the town has no territory"),
    "jobs not known": ({"jobs_first_year": None}, "not known", "jobs of the first year are not known"),
    "investment not known": (
        {"investment_first_year_mrub": None}, "not known", "investment of the first year is not known",
    ),
    "backbone not known": (
        {"backbone_revenue_share": None}, "not known", "revenue from the backbone enterprise is not known",
    ),
    "broken beside not known": (
        {"jobs_first_year": None, "investment_first_year_mrub": 1.0}, "no",
        "jobs of the first year are not known; too little invested in the first year",
    ),
    "everything": (
        {"industry": "fish", "jobs_first_year": 0.0, "investment_first_year_mrub": 0.0, "backbone_revenue_share": 1.0},
        "no", "the territory does not permit the industry; too few jobs in the first year; too little invested in the "
        "first year; too much revenue from the backbone enterprise",
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", FAILING)
def test_a_resident_that_fails_is_told_why(name: str) -> None:
    changes, fits, words = FAILING[name]
    row = checked(**changes)
    assert (row["fits"], row["why_not"]) == (fits, words)
    assert row["permitted"] == ("no" if name in ("activity", "territory", "everything") else "yes")


@pytest.mark.parametrize("name", ["jobs", "investment", "backbone", "jobs not known", "broken beside not known"])
def test_a_rule_that_is_not_asked_breaks_nobody(name: str) -> None:
    resident = replace(GOOD, **FAILING[name][0])
    (row,) = residents_checked(case_of(resident, **dict.fromkeys(RULES)))
    assert (row["fits"], row["why_not"]) == ("yes", "")


def test_investment_that_is_not_known_stays_blank_and_breaks_nothing() -> None:
    row = checked(investment_mrub=None)
    assert (row["fits"], row["investment_mrub"]) == ("yes", "")


def test_every_rule_has_its_words() -> None:
    """A resident in a town without a territory is not told of the industry too."""
    (judged,) = judge_residents(case_of(GOOD))
    assert list(judged.kept) == list(WHY_NOT)
    (judged,) = judge_residents(case_of(replace(GOOD, town="BET")))
    assert list(judged.kept) == [rule for rule in WHY_NOT if rule != "activity"]
    assert set(NOT_KNOWN) < set(WHY_NOT)


def in_words(*rows: Resident) -> str:
    return residents_in_words({"Residents checked": residents_checked(case_of(*rows))})


BROKEN, OPEN = replace(GOOD, jobs_first_year=1.0), replace(GOOD, jobs_first_year=None)
SENTENCES: dict[str, tuple[tuple[Resident, ...], str]] = {
    "one of each": (
        (GOOD, BROKEN, OPEN),
        "Of 3 residents, 1 keeps the rules of the territory, 1 does not and of 1 it is not known. "
        "Those that keep them invest 80.0 million RUB.",
    ),
    "two that fit": (
        (GOOD, replace(GOOD, investment_mrub=20.0)),
        "Of 2 residents, 2 keep the rules of the territory. Those that keep them invest 100 million RUB.",
    ),
    "one with unknown investment": (
        (GOOD, replace(GOOD, investment_mrub=None), BROKEN, BROKEN),
        "Of 4 residents, 2 keep the rules of the territory and 2 do not. Those that keep them invest "
        "80.0 million RUB; of 1 more it is not known.",
    ),
    "investment unknown": (
        (replace(GOOD, investment_mrub=None),),
        "Of 1 resident, 1 keeps the rules of the territory. What is invested by those that keep them is not known.",
    ),
    "none": ((OPEN,), "Of 1 resident, none keeps the rules of the territory and of 1 it is not known."),
}


@pytest.mark.parametrize("name", SENTENCES)
def test_what_residents_invest_is_said_in_a_sentence(name: str) -> None:
    rows, words = SENTENCES[name]
    assert in_words(*rows) == words


# --- The workbook ----------------------------------------------------------------------------------------------------


def cells(sheet: Any) -> list[dict[str, object]]:
    """Rows of a sheet by header; a blank cell is None."""
    headers, *rows = sheet.iter_rows(min_row=HEADER_ROW, values_only=True)
    return [dict(zip(headers, row, strict=True)) for row in rows]


def test_both_sheets_stand_in_a_plan_with_blank_cells_for_what_is_not_known(tmp_path: Path) -> None:
    jobs = (Employment("country", "timber", 100.0), Employment("ALF", "timber", 60.0))
    case = replace(case_of(GOOD, replace(OPEN, resident="s", investment_mrub=None)), employment=jobs,
                   industries=(Industry("timber", "Timber"),))  # fmt: skip
    path = write_plan(tmp_path / "plan.xlsx", run(case, Effort(gap_share=0.01, seconds=30.0), "central"))
    book = openpyxl.load_workbook(path, data_only=True)
    (compared_row,) = cells(book["Industries compared"])
    assert list(compared_row) == [column.name for column in PLAN_SHEET_BY_NAME["Industries compared"].columns]
    known = {name: value for name, value in compared_row.items() if value is not None}
    assert known == {"place": "ALF", "industry": "timber", "employed_persons": 60, "size_share": 0.6, "stars": 0}
    first, second = cells(book["Residents checked"])
    assert (first["fits"], first["investment_mrub"]) == (FITS[True], 80)
    assert (second["fits"], second["investment_mrub"]) == (FITS[None], None)
    said = [row[1].value for row in book["In words"].iter_rows() if row[0].value == "Residents of territories"]
    assert said == [in_words(GOOD, OPEN)]


@pytest.mark.parametrize("sheet", ["Industries compared", "Residents checked"])
def test_columns_that_may_be_blank_are_numbers(sheet: str) -> None:
    assert all(column.kind != "text" for column in PLAN_SHEET_BY_NAME[sheet].columns if column.may_be_blank)
