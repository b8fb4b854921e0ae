"""Rows of the model that instruments and monitoring change, written out by hand from docs/model.md. No solver."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Literal

import pytest
from test_rules_rows import InWords, federal, joining, master_key, rights_of, spend, terms_of
from tiny import Named, limit, started, tiny_case, town

from models.arrays import compute_arrays
from models.case import Budget, Case, Finding, Indicator, Inflation, Instrument, Limit, Observation
from models.instruments import state_name, states
from models.rules import masters_of

PARK = started("park")
ORIGIN = Named("Budgets")


def run_by(
    decision: Literal["yes", "no", "choose"], *budgets: Budget, limits: Sequence[Limit] = (), first_year: int = 2022
) -> Case:
    """A park in A; 7, 9 and 11 federal million; an agency for 2 million a year; prices rise by a half in 2022."""
    case = tiny_case(
        PARK,
        federal=(7.0, 9.0, 11.0),
        regional={"North": (1.0, 2.0, 3.0)},
        settings={"horizon_years": 3},
        inflation=[Inflation(2021, 0.0), Inflation(2022, 0.5), Inflation(2023, 0.0)],
        coefficients={("instrument_cost", "agency", ""): 2.0, ("visit_cost", "jobless", ""): 0.5},
        limits=limits,
        budget_origin=ORIGIN,
    )
    return replace(
        case,
        instruments=(Instrument("agency", "Agency", decision, first_year),),
        budgets=(*case.budgets, *budgets),
    )


def test_costs_of_an_instrument_are_taken_from_the_federal_budget_from_its_first_year_on() -> None:
    """At prices of the year: 2 * 1.5 million in 2022 and 2023. The rows of what it runs for are as they were."""
    rows = joining(run_by("yes"), "federal_budget")
    assert terms_of(rows) == {f"federal_budget[{y}]": federal(f"North,{y},-") for y in (2021, 2022, 2023)}
    assert list(rights_of(rows).values()) == pytest.approx([7.0, 9.0 - 3.0, 11.0 - 3.0])
    assert list(rights_of(joining(run_by("no"), "federal_budget")).values()) == [7.0, 9.0, 11.0]
    early = rights_of(joining(run_by("yes", first_year=2019), "federal_budget"))
    assert list(early.values()) == pytest.approx([7.0 - 2.0, 9.0 - 3.0, 11.0 - 3.0])


def test_money_of_an_instrument_is_added_to_the_rows_of_its_payer_where_it_runs() -> None:
    own = (Budget("federal", 2021, 4.0, "agency"), Budget("North", 2022, 0.5, "agency"))
    running, idle = states(run_by("choose", *own))
    assert (state_name(running), state_name(idle)) == ("agency", "-")
    assert list(rights_of(joining(running, "federal_budget")).values()) == pytest.approx([11.0, 6.0, 8.0])
    assert list(rights_of(joining(running, "region_budget")).values()) == pytest.approx([1.0, 2.5, 3.0])
    assert list(rights_of(joining(idle, "federal_budget")).values()) == [7.0, 9.0, 11.0]
    assert list(rights_of(joining(idle, "region_budget")).values()) == [1.0, 2.0, 3.0]


def test_no_plan_has_more_federal_money_than_is_left_of_it() -> None:
    """Up to 2021, 2022 and 2023 together: 7, 7 + 6 and 7 + 6 + 8 million."""
    arrays = compute_arrays(run_by("yes"))
    masters = masters_of(arrays)
    upper = {master_key(arrays, masters, j): float(bound) for j, bound in enumerate(masters.upper)}
    assert upper == pytest.approx(
        {("federal", f"[North,{y},-]"): money for y, money in ((2021, 7.0), (2022, 13.0), (2023, 21.0))}
    )


@pytest.mark.parametrize(
    ("unit", "payer", "ceiling", "right"),
    [
        ("mrub", "all", 5.0, 5.0),
        # A share is of what there is to spend: 7 + 6 + 8 federal million.
        ("share", "federal", 0.1, 2.1),
    ],
)
def test_a_limit_of_an_instrument_is_a_row_where_it_runs(
    unit: Literal["mrub", "share"], payer: Literal["all", "federal"], ceiling: float, right: float
) -> None:
    most = limit("most", unit=unit, payer=payer, ceiling=ceiling, instrument="agency", origin=Named("Limits"))
    running, idle = states(run_by("choose", limits=[most]))
    cuts = "most" if payer == "federal" else "-"
    terms = {
        "all": spend("A", "park", 2021, 2022, 2023),
        "federal": federal(*(f"North,{y},{cuts}" for y in (2021, 2022, 2023))),
    }
    (row,) = joining(running, "limit_ceiling").items()
    assert row[0] == "limit_ceiling[most]"
    assert row[1] == InWords(terms[payer], pytest.approx(right), Named("Limits"))
    assert joining(idle, "limit_ceiling") == {}
    # An atom is not cut by a limit that does not stand.
    assert terms_of(joining(idle, "federal_budget"))["federal_budget[2021]"] == federal("North,2021,-")


@pytest.mark.parametrize(
    ("findings", "visits"),
    # Two towns are called; one of them has been visited since.
    [((), 1.0), ((Finding("A", 2020),), 0.5), ((Finding("A", 2019),), 1.0)],
)
def test_visits_are_taken_from_the_federal_budget_of_the_first_year(
    findings: tuple[Finding, ...], visits: float
) -> None:
    case = replace(
        run_by("no"),
        towns=(town("A"), town("B")),
        indicators=(Indicator("jobless", "Jobless", "%", None, 5.0),),
        observations=(Observation("A", "jobless", 2020, 6.0), Observation("B", "jobless", 2018, 9.0)),
        findings=findings,
    )
    rights = rights_of(joining(case, "federal_budget"))
    assert list(rights.values()) == pytest.approx([7.0 - visits, 9.0, 11.0])
    # Prices of the first year: twice those of the price year.
    dearer = replace(case, inflation=(Inflation(2021, 1.0), *case.inflation[1:]))
    assert rights_of(joining(dearer, "federal_budget"))["federal_budget[2021]"] == pytest.approx(7.0 - 2 * visits)
