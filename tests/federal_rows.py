"""Rows of what the federation and its teams add to the small case: every new sheet and column is used.

Two instruments, one of them to choose; unemployment in three towns, of which Alfa calls a team, Beta was looked at and
Gamma has found its niche; street works wait for clubs, a school is ruled out by mediation, and a park is for towns in
innovative search. The towns and all numbers are invented.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from models.case import Budget, Case, Finding, Indicator, Instrument, Limit, Observation, Readiness, Triple
from tests.small_case import small_case, small_rows

HANGING = {
    "street": {"after_opening": "clubs"},
    "school": {"excluded_by_opening": "mediation"},
    "tech_park": {"stage": "search"},
}
COEFFICIENTS = (
    ("instrument_cost", "agency", "", 1.5),
    ("instrument_cost", "eco", "", 0.5),
    ("instrument_effect", "school", "agency", 0.25),
    ("instrument_cut", "waste_heat", "eco", 0.1),
    ("visit_cost", "unemployment", "", 0.25),
    ("search_below", "cognitive", "", 0.4),
    ("drift_risk", "dependency", "political", 0.5),
)
"""Rows of Coefficients from row 40 on, by coefficient, subject, key and value."""


def federal_rows() -> dict[str, list[dict[str, Any]]]:
    """The small rows with every sheet and column of instruments, monitoring and stages."""
    rows = small_rows()
    rows["Towns"][0]["crisis_since"] = 2019
    rows["Instruments"] = [
        {"instrument": "agency", "name": "Agency", "decision": "choose", "first_year": 2021, "note": "Paper 1."},
        {"instrument": "eco", "name": "Programme for eco-industry", "decision": "yes", "first_year": 2022},
    ]
    rows["Budgets"] += [
        {"payer": "federal", "year": 2022, "amount_mrub": 4, "instrument": "eco"},
        {"payer": "South Region", "year": 2021, "amount_mrub": 1, "instrument": "Agency"},
    ]
    rows["Limits"].append(
        {"limit": "eco_most", "category": "eco_industry", "payer": "all", "unit": "mrub", "ceiling": 30,
         "instrument": "eco"}
    )  # fmt: skip
    rows["Locks"] = []
    rows["Indicators"] = [
        {"indicator": "unemployment", "name": "Unemployment", "unit": "%", "alarm_above": 5, "note": "Registered."},
        {"indicator": "output", "name": "Output", "unit": "% of the year before", "alarm_below": 80,
         "alarm_above": 150},
    ]  # fmt: skip
    rows["Coefficients"] += [_coefficient(*row) for row in (*COEFFICIENTS, ("visit_cost", "output", "", 0.5))]
    rows["Observations"] = [
        {"town": "ALF", "indicator": "unemployment", "year": 2019, "value": 9},
        {"town": "ALF", "indicator": "Unemployment", "year": 2020, "value": 6.5, "note": "Latest."},
        {"town": "BET", "indicator": "unemployment", "year": 2020, "value": 7},
    ]
    rows["Findings"] = [
        {"town": "Beta (North Region)", "year": 2020, "status": "crisis", "note": "Worse than it seemed."},
        {"town": "GAM", "year": 2018, "status": "stable", "niche": "yes"},
    ]
    for row in rows["Measures"]:
        row |= HANGING.get(row["measure"], {})
        if row["measure"] == "clubs":
            row["needs_consent"] = "yes"
    rows["Readiness"] = [{"town": "ALF", "measure": "clubs", "ready_year": 2021, "consent": "yes"}]
    return rows


def _coefficient(name: str, subject: str, key: str, value: float) -> dict[str, Any]:
    return {"coefficient": name, "subject": subject, "key": key, "low": value / 2, "central": value, "high": value,
            "grade": "expert", "source": "Invented."}  # fmt: skip


def federal_case() -> Case:
    """The case that ``federal_rows`` means, written down apart from the reader."""
    small = small_case()
    alfa, beta, gamma = small.towns
    more = {(name, subject, key): Triple(value / 2, value, value, "expert", "Invented.")
            for name, subject, key, value in (*COEFFICIENTS, ("visit_cost", "output", "", 0.5))}  # fmt: skip
    measures = tuple(
        replace(m, **HANGING.get(m.measure, {}), needs_consent=m.measure == "clubs")  # type: ignore[arg-type]
        for m in small.measures
    )
    return replace(
        small,
        towns=(
            replace(alfa, crisis_since=2019),
            replace(beta, status="crisis", stated_status="stable"),
            replace(gamma, status="stable", stated_status="crisis", left_alone=True),
        ),
        measures=measures,
        coefficients={**small.coefficients, **more},
        budgets=(*small.budgets, Budget("federal", 2022, 4.0, "eco"), Budget("South Region", 2021, 1.0, "agency")),
        limits=(*small.limits, Limit("eco_most", "eco_industry", "", "", "", "", "", "all", None, "mrub", None, 30.0,
                                     "eco")),
        locks=(),
        readiness=(Readiness("ALF", "clubs", 2021, "yes"),),
        instruments=(
            Instrument("agency", "Agency", "choose", 2021),
            Instrument("eco", "Programme for eco-industry", "yes", 2022),
        ),
        indicators=(
            Indicator("unemployment", "Unemployment", "%", None, 5.0),
            Indicator("output", "Output", "% of the year before", 80.0, 150.0),
        ),
        observations=(
            Observation("ALF", "unemployment", 2019, 9.0),
            Observation("ALF", "unemployment", 2020, 6.5),
            Observation("BET", "unemployment", 2020, 7.0),
        ),
        findings=(Finding("BET", 2020, "crisis", None), Finding("GAM", 2018, "stable", "yes")),
    )  # fmt: skip
