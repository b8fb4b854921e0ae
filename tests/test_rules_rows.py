"""Rows of the model on tiny cases, written out by hand from docs/model.md and compared term by term. No solver.

Quantities are keyed by words: ``("spend", town, measure, year)``, ``("start", town, measure, year)``, ``("federal",
atom)``, ``("carry", payer, year)`` and ``("loan", region, year)``, where a measure may be a tax line, ``tax:MEASURE``;
inside towns the variables of the Pyomo model with roadmap, measure and year.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from functools import partial
from typing import Any, TypeVar

import numpy as np
import pyomo.environ as pyo
import pytest
from pyomo.repn import generate_standard_repn
from tiny import ALL, Named, column_name, limit, line_name, opening, proposal, started, tiny_case, town

from models.arrays import Arrays, compute_arrays
from models.case import (
    UNPLACED,
    Case,
    Cluster,
    ClusterStep,
    Cofinancing,
    Contribution,
    Employment,
    Inflation,
    Limit,
    Link,
    Loan,
    Lock,
    Origin,
    Region,
    RoadmapStep,
    Tased,
)
from models.mix import build_model
from models.options import all_options
from models.rules import FAMILIES, all_rows, masters_of
from models.rules.masters import Masters
from models.rules.rows import Terms as Sparse

Key = tuple[str | int, ...]
Terms = dict[Key, float]
Test = TypeVar("Test", bound=Callable[..., None])

JOINING_TESTED: set[str] = set()
INSIDE_TESTED: set[str] = set()


def rows_of(*families: str) -> Callable[[Test], Test]:
    """Note that a test looks at the rows of joining families."""
    JOINING_TESTED.update(families)
    return lambda test: test


def inside(*constraints: str) -> Callable[[Test], Test]:
    """Note that a test looks at rows inside towns."""
    INSIDE_TESTED.update(constraints)
    return lambda test: test


@dataclass(frozen=True)
class InWords:
    """A row in words: its terms, its right-hand side, and the row of the workbook it comes from."""

    terms: Terms
    right: float
    origin: Origin = UNPLACED


def joining(case: Case, family: str) -> dict[str, InWords]:
    """The rows of one family, by name, as the family itself makes them."""
    arrays = compute_arrays(case)
    masters = masters_of(arrays)
    make = next(f for f in FAMILIES if f.__name__ == family)
    rows: dict[str, InWords] = {}
    for row in make(arrays, masters):
        assert row.family == family
        assert row.name not in rows
        terms: Terms = {}
        kinds: tuple[tuple[Sparse, Callable[[int], Key]], ...] = (
            (row.spend, partial(spend_key, arrays)),
            (row.start, partial(start_key, arrays)),
            (row.scale, partial(scale_key, arrays)),
            (row.master, partial(master_key, arrays, masters)),
        )
        for part, key_of in kinds:
            for i, value in zip(part.index.tolist(), part.value.tolist(), strict=True):
                assert key_of(i) not in terms
                terms[key_of(i)] = value
        rows[row.name] = InWords({key: value for key, value in terms.items() if value}, row.right_hand_side, row.origin)
    return rows


def spend_key(arrays: Arrays, flat: int) -> Key:
    sets = arrays.sets
    t, line, y = np.unravel_index(flat, arrays.cells)
    return ("spend", sets.TOWNS[t], line_name(arrays, int(t), int(line)), sets.YEARS[y])


def start_key(arrays: Arrays, flat: int) -> Key:
    sets = arrays.sets
    t, column, y = np.unravel_index(flat, arrays.start_cells)
    return ("start", sets.TOWNS[t], column_name(arrays, int(t), int(column)), sets.YEARS[y])


def scale_key(arrays: Arrays, flat: int) -> Key:
    return ("scale", *start_key(arrays, flat)[1:])


def master_key(arrays: Arrays, masters: Masters, j: int) -> Key:
    for row, variable in zip(masters.loans, masters.loan_at, strict=True):
        if j == variable:
            return ("loan", row.region, row.year)
    for payer, variables in masters.carry.items():
        if j in variables:
            return ("carry", payer, arrays.sets.YEARS[variables.index(j)])
    return ("joined" if masters.worth[j] > 0 or masters.whole[j] else "federal", masters.names[j])


def terms_of(rows: Mapping[str, InWords]) -> dict[str, Terms]:
    return {name: row.terms for name, row in rows.items()}


def rights_of(rows: Mapping[str, InWords]) -> dict[str, float]:
    return {name: row.right for name, row in rows.items()}


def spend(town: str, measure: str, *years: int, value: float = 1.0) -> Terms:
    return {("spend", town, measure, year): value for year in years}


def start(town: str, measure: str, *years: int, value: float = 1.0) -> Terms:
    return {("start", town, measure, year): value for year in years}


def federal(*atoms: str, value: float = 1.0) -> Terms:
    return {("federal", f"[{atom}]"): value for atom in atoms}


def scale(town: str, measure: str, *years: int, value: float = 1.0) -> Terms:
    return {("scale", town, measure, year): value for year in years}


def joined(name: str, value: float = 1.0) -> Terms:
    return {("joined", name): value}


def carry(payer: str, year: int, value: float) -> Terms:
    return {("carry", payer, year): value}


def loan(region: str, year: int, value: float) -> Terms:
    return {("loan", region, year): value}


PARK = started("park", category="industrial_system")
SCHOOL = started("school", category="knowledge")
TALKS = opening("talks", category="social_political")
OPEN_UP = RoadmapStep("open_up", "", "talks", 1.0, 1, 1)
NORTH_SOUTH = (town("A"), town("B"), town("C", "South"))


# Budgets and money carried over


@rows_of("federal_budget")
def test_federal_budget_without_carrying_over() -> None:
    """One region: its two atoms, one a year. Nothing may be kept, so no carry-over appears."""
    case = tiny_case(PARK, federal=(7.0, 9.0), budget_origin=Named("Budgets"))
    assert joining(case, "federal_budget") == {
        "federal_budget[2021]": InWords(federal("North,2021,-"), 7.0, Named("Budgets")),
        "federal_budget[2022]": InWords(federal("North,2022,-"), 9.0, Named("Budgets")),
    }


@rows_of("federal_budget")
@pytest.mark.parametrize(("share", "price_of_keeping"), [(0.5, 2.0), (1.0, 1.0)])
def test_federal_budget_with_money_carried_over(share: float, price_of_keeping: float) -> None:
    """``carry[y]/share``: half kept, one rouble kept costs two. The last year keeps nothing, the first has received
    nothing.
    """
    case = tiny_case(
        PARK,
        towns=NORTH_SOUTH,
        federal=(7.0, 9.0, 11.0),
        settings={"horizon_years": 3, "carry_over_federal_share": share},
    )
    rows = joining(case, "federal_budget")
    assert terms_of(rows) == {
        "federal_budget[2021]": federal("North,2021,-", "South,2021,-") | carry("federal", 2021, price_of_keeping),
        "federal_budget[2022]": federal("North,2022,-", "South,2022,-")
        | carry("federal", 2021, -1.0)
        | carry("federal", 2022, price_of_keeping),
        "federal_budget[2023]": federal("North,2023,-", "South,2023,-") | carry("federal", 2022, -1.0),
    }
    assert rights_of(rows) == {"federal_budget[2021]": 7.0, "federal_budget[2022]": 9.0, "federal_budget[2023]": 11.0}


@rows_of("region_budget")
def test_region_budget() -> None:
    """What a region's towns spend, started and opening, less the federal part; regional money kept at a half.

    C is too small for the park, and a roadmap is offered to it, so it has only the talks.
    """
    park = replace(PARK, measure=replace(PARK.measure, population_min=9_000.0))
    case = tiny_case(
        park,
        TALKS,
        towns=(town("A"), town("B"), town("C", "South", population=5_000.0)),
        regional={"North": (3.0, 4.0), "South": (5.0, 6.0)},
        settings={"carry_over_regional_share": 0.5},
        steps=(OPEN_UP,),
        budget_origin=Named("Budgets"),
    )

    def north(year: int) -> Terms:
        cells = [spend(t, m, year) for t in "AB" for m in ("park", "talks")]
        return {key: value for cell in cells for key, value in cell.items()} | federal(f"North,{year},-", value=-1.0)

    def south(year: int) -> Terms:
        return spend("C", "talks", year) | federal(f"South,{year},-", value=-1.0)

    origin = Named("Budgets")
    assert joining(case, "region_budget") == {
        "region_budget[North,2021]": InWords(north(2021) | carry("North", 2021, 2.0), 3.0, origin),
        "region_budget[North,2022]": InWords(north(2022) | carry("North", 2021, -1.0), 4.0, origin),
        "region_budget[South,2021]": InWords(south(2021) | carry("South", 2021, 2.0), 5.0, origin),
        "region_budget[South,2022]": InWords(south(2022) | carry("South", 2021, -1.0), 6.0, origin),
    }


@rows_of("region_budget")
def test_a_region_where_nothing_can_be_spent_keeps_its_row() -> None:
    """The row ``0 <= B`` is harmless and keeps the rows of a case the same whatever is offered."""
    nothing = replace(PARK, measure=replace(PARK.measure, population_min=1e6))
    case = tiny_case(nothing, regional={"North": (3.0, 4.0)})
    assert terms_of(joining(case, "region_budget")) == {
        "region_budget[North,2021]": {},
        "region_budget[North,2022]": {},
    }


def test_bounds_of_federal_money_and_of_money_carried_over() -> None:
    """No plan has more federal money in a year, or carries more, than the payer had up to that year."""
    case = tiny_case(
        PARK,
        federal=(7.0, 9.0, 11.0),
        regional={"North": (1.0, 2.0, 4.0)},
        settings={"horizon_years": 3, "carry_over_federal_share": 0.5, "carry_over_regional_share": 1.0},
    )
    arrays = compute_arrays(case)
    masters = masters_of(arrays)
    upper = {master_key(arrays, masters, j): float(bound) for j, bound in enumerate(masters.upper)}
    assert upper == {
        ("federal", "[North,2021,-]"): 7.0,
        ("federal", "[North,2022,-]"): 16.0,
        ("federal", "[North,2023,-]"): 27.0,
        ("carry", "federal", 2021): 7.0,
        ("carry", "federal", 2022): 16.0,
        ("carry", "North", 2021): 1.0,
        ("carry", "North", 2022): 3.0,
    }


# Loans

LOANS = (Loan("North", 2021, 2023, 30.0, 0.1), Loan("South", 2022, 2023, 20.0, 0.0), Loan("East", 2021, 2022, 9.0, 0.0))
"""East has no town, and so no budget, no loan and no row."""
THREE_YEARS = {"horizon_years": 3}


@rows_of("federal_budget", "region_budget")
def test_loans_in_both_budgets() -> None:
    """What a region borrows is federal money given and its own received; repaid with interest it is the other way."""
    case = tiny_case(
        PARK,
        towns=(town("A"), town("C", "South")),
        federal=(7.0, 9.0, 11.0),
        regional={"North": (1.0, 2.0, 3.0), "South": (4.0, 5.0, 6.0)},
        settings=THREE_YEARS,
        loans=LOANS,
    )
    federal_rows = joining(case, "federal_budget")
    assert terms_of(federal_rows) == {
        "federal_budget[2021]": federal("North,2021,-", "South,2021,-") | loan("North", 2021, 1.0),
        "federal_budget[2022]": federal("North,2022,-", "South,2022,-") | loan("South", 2022, 1.0),
        "federal_budget[2023]": federal("North,2023,-", "South,2023,-")
        | loan("North", 2021, -1.1)
        | loan("South", 2022, -1.0),
    }
    assert list(rights_of(federal_rows).values()) == [7.0, 9.0, 11.0]

    def of(region: str, place: str, year: int, loans: Terms) -> Terms:
        return spend(place, "park", year) | federal(f"{region},{year},-", value=-1.0) | loans

    region_rows = joining(case, "region_budget")
    assert terms_of(region_rows) == {
        "region_budget[North,2021]": of("North", "A", 2021, loan("North", 2021, -1.0)),
        "region_budget[North,2022]": of("North", "A", 2022, {}),
        "region_budget[North,2023]": of("North", "A", 2023, loan("North", 2021, 1.1)),
        "region_budget[South,2021]": of("South", "C", 2021, {}),
        "region_budget[South,2022]": of("South", "C", 2022, loan("South", 2022, -1.0)),
        "region_budget[South,2023]": of("South", "C", 2023, loan("South", 2022, 1.0)),
    }
    assert list(rights_of(region_rows).values()) == [1.0, 2.0, 3.0, 4.0, 5.0, 6.0]


def test_bounds_with_loans() -> None:
    """Federal money grows by the interest of what is repaid by then, 0.1 * 30 in 2023; a region's by what it borrows
    by then. A loan is at most its most.
    """
    case = tiny_case(
        PARK,
        towns=(town("A"), town("C", "South")),
        federal=(7.0, 9.0, 11.0),
        regional={"North": (1.0, 2.0, 4.0), "South": (8.0, 16.0, 32.0)},
        settings={**THREE_YEARS, "carry_over_federal_share": 1.0, "carry_over_regional_share": 1.0},
        loans=(*LOANS, Loan("North", 2022, 2023, 5.0, 0.2)),
    )
    arrays = compute_arrays(case)
    masters = masters_of(arrays)
    upper = {master_key(arrays, masters, j): float(bound) for j, bound in enumerate(masters.upper)}
    most = {2021: 7.0, 2022: 16.0, 2023: 27.0 + 0.1 * 30.0 + 0.2 * 5.0}
    assert upper == pytest.approx(
        {("federal", f"[{region},{year},-]"): money for region in ("North", "South") for year, money in most.items()}
        | {("carry", "federal", 2021): 7.0, ("carry", "federal", 2022): 16.0}
        | {("carry", "North", 2021): 1.0 + 30.0, ("carry", "North", 2022): 3.0 + 35.0}
        | {("carry", "South", 2021): 8.0, ("carry", "South", 2022): 24.0 + 20.0}
        | {("loan", "North", 2021): 30.0, ("loan", "South", 2022): 20.0, ("loan", "North", 2022): 5.0}
    )


# Tax that is not collected

TAX_PARK = started("park", life_years=3, coefficients={("tax_forgone_federal", ""): 0.03,
                                                       ("tax_forgone_regional", ""): 0.01})  # fmt: skip


@rows_of("region_budget", "federal_most", "federal_least")
def test_tax_lines_are_paid_by_whom_the_tax_would_have_gone_to() -> None:
    """0.03 of 0.04 is federal, whatever the windows; a school forgoes nothing and has no line of tax."""
    case = tiny_case(
        TAX_PARK, SCHOOL, federal=(1.0,), settings={"horizon_years": 1}, cofinancing=(Cofinancing("", "", 0.2, 0.9),)
    )
    atom = "North,2021,-"
    assert terms_of(joining(case, "region_budget")) == {
        "region_budget[North,2021]": spend("A", "park", 2021)
        | spend("A", "school", 2021)
        | spend("A", "tax:park", 2021)
        | federal(atom, value=-1.0)
    }
    assert terms_of(joining(case, "federal_most")) == {
        f"federal_most[{atom}]": pytest.approx(
            federal(atom)
            | spend("A", "park", 2021, value=-0.9)
            | spend("A", "school", 2021, value=-0.9)
            | spend("A", "tax:park", 2021, value=-0.75)
        )
    }
    assert terms_of(joining(case, "federal_least")) == {
        f"federal_least[{atom}]": pytest.approx(
            federal(atom, value=-1.0)
            | spend("A", "park", 2021, value=0.2)
            | spend("A", "school", 2021, value=0.2)
            | spend("A", "tax:park", 2021, value=0.75)
        )
    }


@rows_of("federal_least")
def test_regional_tax_asks_nothing_of_the_federal_budget() -> None:
    park = started("park", coefficients={("tax_forgone_regional", ""): 0.01})
    case = tiny_case(park, federal=(1.0,), settings={"horizon_years": 1})
    atom = "North,2021,-"
    assert terms_of(joining(case, "federal_most"))[f"federal_most[{atom}]"] == federal(atom) | spend(
        "A", "park", 2021, value=-1.0
    )
    assert terms_of(joining(case, "federal_least"))[f"federal_least[{atom}]"] == federal(atom, value=-1.0)


@rows_of("limit_ceiling")
def test_a_tax_line_is_in_scope_where_its_measure_is() -> None:
    """A federal limit on parks cuts the park and its tax out together, in a town that may use it."""
    small = replace(TAX_PARK, measure=replace(TAX_PARK.measure, population_min=9_000.0))
    case = tiny_case(
        small, SCHOOL, towns=(town("A"), town("B", population=5_000.0)), federal=(1.0,), settings={"horizon_years": 1},
        limits=(
            limit("parks", measure="park", payer="federal", ceiling=3.0),
            limit("industry", category="industrial_system", ceiling=4.0),
            limit("schools", measure="school", payer="regional", ceiling=5.0),
        ),
    )  # fmt: skip
    assert terms_of(joining(case, "limit_ceiling")) == {
        "limit_ceiling[parks]": federal("North,2021,parks"),
        "limit_ceiling[industry]": spend("A", "park", 2021) | spend("A", "tax:park", 2021),
        "limit_ceiling[schools]": spend("A", "school", 2021)
        | spend("B", "school", 2021)
        | federal("North,2021,schools", value=-1.0),
    }
    assert terms_of(joining(case, "federal_most"))["federal_most[North,2021,parks]"] == pytest.approx(
        federal("North,2021,parks") | spend("A", "park", 2021, value=-1.0) | spend("A", "tax:park", 2021, value=-0.75)
    )


# Absorption


@rows_of("absorption")
def test_absorption() -> None:
    """Half of a town's own municipal budget, else of 3,000 roubles a head; started and opening measures, not tax."""
    case = tiny_case(
        TAX_PARK,
        TALKS,
        towns=(
            town("A", municipal_budget_mrub=50.0),
            town("B", "South", population=20_000.0),
        ),
        federal=(1.0, 1.0),
        steps=(OPEN_UP,),
        settings={"absorption_share": 0.5, "municipal_budget_rub_per_head": 3_000.0, "origin": Named("Settings")},
    )

    def row(place: str, year: int, right: float) -> InWords:
        """The share is what is asked; it stands on Settings, whoever's budget it is of."""
        return InWords(spend(place, "park", year) | spend(place, "talks", year), right, Named("Settings"))

    assert joining(case, "absorption") == {
        "absorption[A,2021]": row("A", 2021, 25.0),
        "absorption[A,2022]": row("A", 2022, 25.0),
        "absorption[B,2021]": row("B", 2021, 30.0),
        "absorption[B,2022]": row("B", 2022, 30.0),
    }


@rows_of("absorption")
@pytest.mark.parametrize(
    ("share", "by_head", "names"),
    [
        (0.5, None, {"absorption[A,2021]": 25.0}),
        (0.0, None, {"absorption[A,2021]": 0.0}),
        (None, 3_000.0, {}),
        (None, None, {}),
    ],
)
def test_towns_that_nothing_is_known_of_are_not_held_back(
    share: float | None, by_head: float | None, names: dict[str, float]
) -> None:
    """A has a budget of 50 mrub, B none that is known."""
    case = tiny_case(
        PARK,
        towns=(town("A", municipal_budget_mrub=50.0), town("B")),
        federal=(1.0,),
        settings={"horizon_years": 1, "absorption_share": share, "municipal_budget_rub_per_head": by_head},
    )
    assert rights_of(joining(case, "absorption")) == names


@rows_of("absorption")
def test_absorption_counts_what_the_town_itself_proposes() -> None:
    """Each town's own proposal, and nobody else's."""
    case = tiny_case(
        PARK,
        towns=(town("A"), town("B")),
        federal=(1.0,),
        proposals=(proposal("hostel", "B", "park"), proposal("mill", "A", "park"), proposal("inn", "B", "park")),
        settings={"horizon_years": 1, "absorption_share": 1.0, "municipal_budget_rub_per_head": 100.0},
    )
    assert terms_of(joining(case, "absorption")) == {
        "absorption[A,2021]": spend("A", "park", 2021) | spend("A", "mill", 2021),
        "absorption[B,2021]": spend("B", "park", 2021) | spend("B", "hostel", 2021) | spend("B", "inn", 2021),
    }


# Co-financing

WINDOWS = (
    Cofinancing("", "", 0.1, 0.9),
    Cofinancing("", "South", 0.2, 0.8),
    Cofinancing("park", "", 0.3, 0.7),
    Cofinancing("park", "South", 0.4, 0.6),
)


@rows_of("federal_most", "federal_least")
@pytest.mark.parametrize("order", [1, -1])
def test_windows_of_the_federal_share(order: int) -> None:
    """The most particular row: park in South 0.4-0.6; park elsewhere 0.3-0.7; South otherwise 0.2-0.8; all 0.1-0.9."""
    one_year = {"horizon_years": 1}
    case = tiny_case(
        PARK, SCHOOL, towns=(town("A"), town("C", "South")), federal=(1.0,), settings=one_year,
        cofinancing=WINDOWS[::order],
    )  # fmt: skip
    assert joining(case, "federal_most") == {
        "federal_most[North,2021,-]": InWords(
            federal("North,2021,-") | spend("A", "park", 2021, value=-0.7) | spend("A", "school", 2021, value=-0.9), 0.0
        ),
        "federal_most[South,2021,-]": InWords(
            federal("South,2021,-") | spend("C", "park", 2021, value=-0.6) | spend("C", "school", 2021, value=-0.8), 0.0
        ),
    }
    assert joining(case, "federal_least") == {
        "federal_least[North,2021,-]": InWords(
            federal("North,2021,-", value=-1.0)
            | spend("A", "park", 2021, value=0.3)
            | spend("A", "school", 2021, value=0.1),
            0.0,
        ),
        "federal_least[South,2021,-]": InWords(
            federal("South,2021,-", value=-1.0)
            | spend("C", "park", 2021, value=0.4)
            | spend("C", "school", 2021, value=0.2),
            0.0,
        ),
    }


@rows_of("federal_most", "federal_least")
def test_a_window_ranks_the_measure_before_the_region() -> None:
    """Measure alone beats region alone where both fit; a measure that is not named falls to its region's row."""
    case = tiny_case(
        PARK, SCHOOL, towns=(town("C", "South"),), federal=(1.0,), settings={"horizon_years": 1},
        cofinancing=WINDOWS[:3],
    )  # fmt: skip
    assert terms_of(joining(case, "federal_most")) == {
        "federal_most[South,2021,-]": federal("South,2021,-")
        | spend("C", "park", 2021, value=-0.7)
        | spend("C", "school", 2021, value=-0.8)
    }


# Limits and the atoms they cut


def cut_case(*limits: Limit) -> Case:
    """Two towns in North, one year; parks and schools. ``industry`` cuts by category, ``town_a`` by town."""
    return tiny_case(PARK, SCHOOL, towns=(town("A"), town("B")), federal=(1.0,), settings={"horizon_years": 1},
                     limits=limits)  # fmt: skip


INDUSTRY = limit("industry", category="industrial_system", payer="federal", ceiling=3.0)
TOWN_A = limit("a_town", town="A", payer="regional", ceiling=2.0, floor=1.0)


@rows_of("limit_ceiling", "limit_floor", "federal_most", "federal_budget", "region_budget")
@pytest.mark.parametrize("order", [1, -1])
def test_atoms_cut_by_a_federal_and_a_regional_limit(order: int) -> None:
    """``industry`` covers the parks, ``a_town`` covers A, so North 2021 falls into four atoms: A's park (both, names in
    alphabetical order), A's school, B's park, and the rest, which is B's school."""
    case = cut_case(*(INDUSTRY, TOWN_A)[::order])
    both, only_a, only_industry, rest = (
        f"North,2021,{cuts}" for cuts in ("a_town+industry", "a_town", "industry", "-")
    )
    assert terms_of(joining(case, "federal_most")) == {
        f"federal_most[{both}]": federal(both) | spend("A", "park", 2021, value=-1.0),
        f"federal_most[{only_a}]": federal(only_a) | spend("A", "school", 2021, value=-1.0),
        f"federal_most[{only_industry}]": federal(only_industry) | spend("B", "park", 2021, value=-1.0),
        f"federal_most[{rest}]": federal(rest) | spend("B", "school", 2021, value=-1.0),
    }
    assert joining(case, "limit_ceiling") == {
        "limit_ceiling[industry]": InWords(federal(both, only_industry), 3.0),
        "limit_ceiling[a_town]": InWords(
            spend("A", "park", 2021) | spend("A", "school", 2021) | federal(both, only_a, value=-1.0), 2.0
        ),
    }
    assert joining(case, "limit_floor") == {
        "limit_floor[a_town]": InWords(
            spend("A", "park", 2021, value=-1.0) | spend("A", "school", 2021, value=-1.0) | federal(both, only_a), -1.0
        ),
    }
    assert terms_of(joining(case, "federal_budget")) == {
        "federal_budget[2021]": federal(both, only_a, only_industry, rest)
    }
    assert terms_of(joining(case, "region_budget")) == {
        "region_budget[North,2021]": {key: 1.0 for t in "AB" for m in ("park", "school") for key in spend(t, m, 2021)}
        | federal(both, only_a, only_industry, rest, value=-1.0)
    }


@rows_of("limit_ceiling")
def test_a_limit_on_all_money_does_not_cut() -> None:
    """Whose money it is does not matter to it, so one atom a region and year is enough."""
    case = cut_case(limit("parks", measure="park", ceiling=5.0, origin=Named("Limits")))
    assert joining(case, "limit_ceiling") == {
        "limit_ceiling[parks]": InWords(spend("A", "park", 2021) | spend("B", "park", 2021), 5.0, Named("Limits"))
    }
    assert set(joining(case, "federal_most")) == {"federal_most[North,2021,-]"}


@rows_of("limit_ceiling", "limit_floor")
def test_a_limit_in_count_is_on_projects_and_years_of_work() -> None:
    """A year of talks costs 2 million at prices of 2021, a quarter of it is paid by the town: a year is 1.5 million.
    Parks count by their start, whatever they cost and whoever pays; tax does not count, and no atom is cut.
    """
    talks = opening("talks", cost_mrub=2.0, category="social_political")
    case = tiny_case(
        TAX_PARK, talks, federal=(1.0, 1.0), steps=(OPEN_UP,),
        contributions=(Contribution("municipality", "A", "talks", 0.25, None),),
        limits=(limit("few", unit="count", floor=0.5, ceiling=2.0), limit("teams", measure="talks", unit="count",
                year=2022, ceiling=1.0)),
    )  # fmt: skip
    years = spend("A", "talks", 2021, 2022, value=1 / 1.5)
    rows = joining(case, "limit_ceiling")
    assert rows["limit_ceiling[few]"].terms == pytest.approx(years | start("A", "park", 2021, 2022))
    assert rows["limit_ceiling[few]"].right == 2.0
    assert rows["limit_ceiling[teams]"].terms == pytest.approx(spend("A", "talks", 2022, value=1 / 1.5))
    negative = {key: -value for key, value in rows["limit_ceiling[few]"].terms.items()}
    assert joining(case, "limit_floor")["limit_floor[few]"].terms == pytest.approx(negative)
    assert set(joining(case, "federal_most")) == {"federal_most[North,2021,-]", "federal_most[North,2022,-]"}


@rows_of("limit_ceiling", "limit_floor")
def test_a_limit_on_one_year_cuts_that_year_only() -> None:
    case = tiny_case(
        PARK,
        federal=(1.0, 1.0),
        limits=(limit("then", payer="federal", year=2022, floor=0.5, ceiling=4.0, origin=Named("Limits")),),
    )
    assert set(joining(case, "federal_most")) == {"federal_most[North,2021,-]", "federal_most[North,2022,then]"}
    assert joining(case, "limit_ceiling") == {
        "limit_ceiling[then]": InWords(federal("North,2022,then"), 4.0, Named("Limits"))
    }
    assert joining(case, "limit_floor") == {
        "limit_floor[then]": InWords(federal("North,2022,then", value=-1.0), -0.5, Named("Limits"))
    }


FOUR_TOWNS = (town("A"), town("B", status="crisis"), town("C", "South"), town("D", "South", status="crisis"))


@rows_of("limit_ceiling")
@pytest.mark.parametrize(
    ("for_each", "columns", "covered"),
    [
        ("town", {}, {"A": "A", "B": "B", "C": "C", "D": "D"}),
        ("town", {"region": "South"}, {"C": "C", "D": "D"}),
        ("region", {}, {"North": "AB", "South": "CD"}),
        ("region", {"town": "D"}, {"South": "D"}),
        ("status", {}, {"stable": "AC", "crisis": "BD"}),
        ("status", {"region": "North", "status": "crisis"}, {"crisis": "B"}),
    ],
)
def test_a_limit_repeated_over_towns(for_each: str, columns: dict[str, str], covered: dict[str, str]) -> None:
    """One row for each value that has a town in scope, in the order of its sheet, over parks in both years."""
    case = tiny_case(
        PARK, SCHOOL, towns=FOUR_TOWNS, federal=(1.0, 1.0),
        limits=(limit("most", for_each=for_each, measure="park", ceiling=2.0, **columns),),
    )  # fmt: skip
    rows = joining(case, "limit_ceiling")
    assert list(rows) == [f"limit_ceiling[most:{value}]" for value in covered]
    for value, towns in covered.items():
        cells = {key: 1.0 for t in towns for key in spend(t, "park", 2021, 2022)}
        assert rows[f"limit_ceiling[most:{value}]"] == InWords(cells, 2.0)


@rows_of("limit_ceiling")
def test_a_limit_repeated_over_categories() -> None:
    """In the order of the schema: social and political before knowledge before industry, whatever the sheet Measures
    says. Categories without a measure have no row; opening measures count.
    """
    case = tiny_case(
        PARK, SCHOOL, TALKS, federal=(1.0, 1.0), steps=(OPEN_UP,),
        limits=(limit("most", for_each="category", ceiling=2.0, year=2021),),
    )  # fmt: skip
    rows = joining(case, "limit_ceiling")
    assert list(rows) == [
        f"limit_ceiling[most:{category}]" for category in ("social_political", "knowledge", "industrial_system")
    ]
    assert list(terms_of(rows).values()) == [
        spend("A", "talks", 2021),
        spend("A", "school", 2021),
        spend("A", "park", 2021),
    ]


@rows_of("limit_ceiling", "limit_floor")
def test_a_repeated_federal_limit_cuts_an_atom_for_each_value() -> None:
    case = tiny_case(
        PARK, towns=(town("A"), town("B")), federal=(1.0,), settings={"horizon_years": 1},
        limits=(limit("most", for_each="town", payer="federal", ceiling=2.0),),
    )  # fmt: skip
    assert terms_of(joining(case, "limit_ceiling")) == {
        "limit_ceiling[most:A]": federal("North,2021,most:A"),
        "limit_ceiling[most:B]": federal("North,2021,most:B"),
    }
    assert joining(case, "limit_floor") == {}


@rows_of("limit_ceiling", "limit_floor")
@pytest.mark.parametrize(
    ("columns", "one_unit_mrub"),
    [
        # Populations: A 10,000, B 10,000, C 30,000. A rouble a head of 50,000 people is 0.05 mrub.
        ({"unit": "rub_per_head"}, {"most": 0.05}),
        ({"unit": "rub_per_head", "region": "North"}, {"most": 0.02}),
        ({"unit": "rub_per_head", "for_each": "region"}, {"most:North": 0.02, "most:South": 0.03}),
        # Federal 7 + 9; North 1 + 2, South 3 + 5. The share is of the payer's whole budget, whatever the scope.
        ({"unit": "share", "payer": "federal"}, {"most": 16.0}),
        ({"unit": "share", "payer": "federal", "year": 2022, "region": "South"}, {"most": 9.0}),
        ({"unit": "share", "payer": "regional", "town": "A"}, {"most": 11.0}),
        ({"unit": "share", "payer": "all"}, {"most": 27.0}),
        (
            {"unit": "share", "payer": "all", "year": 2021, "for_each": "region"},
            {"most:North": 11.0, "most:South": 11.0},
        ),
        ({"unit": "mrub"}, {"most": 1.0}),
    ],
)
def test_units_of_limits(columns: dict[str, Any], one_unit_mrub: dict[str, float]) -> None:
    """The right-hand sides of a ceiling of 0.5 units and a floor of 0.25; a region without a town has no share in
    it.
    """
    case = tiny_case(
        PARK,
        towns=(town("A"), town("B"), town("C", "South", population=30_000.0)),
        federal=(7.0, 9.0),
        regional={"North": (1.0, 2.0), "South": (3.0, 5.0)},
        limits=(limit("most", ceiling=0.5, floor=0.25, **columns),),
    )
    assert rights_of(joining(case, "limit_ceiling")) == pytest.approx(
        {f"limit_ceiling[{name}]": 0.5 * unit for name, unit in one_unit_mrub.items()}
    )
    assert rights_of(joining(case, "limit_floor")) == pytest.approx(
        {f"limit_floor[{name}]": -0.25 * unit for name, unit in one_unit_mrub.items()}
    )


@rows_of("limit_floor")
def test_a_floor_on_what_is_offered_nowhere_stays_as_a_row_that_cannot_be_met() -> None:
    nothing = replace(PARK, measure=replace(PARK.measure, population_min=1e6))
    case = tiny_case(nothing, SCHOOL, federal=(1.0, 1.0), limits=(limit("least", measure="park", floor=0.5),))
    assert joining(case, "limit_floor") == {"limit_floor[least]": InWords({}, -0.5)}


# Limits on those who pay beside the two budgets


def contributed(*limits: Limit) -> Case:
    """A park of two years, of 10 mrub a unit. The business pays a fifth of everything and gives 2 mrub for a park in
    A; funds pay 0.3 of parks. So the public pays a half of a park, less 2 mrub in A, and 0.8 of talks.
    """
    park = started("park", cost_mrub=10.0, duration_years=2, life_years=5, coefficients={
        ("tax_forgone_federal", ""): 0.1, ("running_cost", ""): 0.1,
    })  # fmt: skip
    return tiny_case(
        park, TALKS, towns=(town("A"), town("B", population=30_000.0)), federal=(90.0,) * 3, settings=THREE_YEARS,
        steps=(OPEN_UP,), limits=limits,
        contributions=(
            Contribution("business", "", "", 0.2, None),
            Contribution("business", "A", "park", 0.2, 2.0),
            Contribution("funds", "", "park", 0.3, None),
        ),
    )  # fmt: skip


def within_horizon(terms: Terms) -> Terms:
    """Without the start of a park in 2023, which cannot be finished: what its coefficient is does not matter."""
    return {key: value for key, value in terms.items() if key[0] != "start" or key[3] != 2023}


@rows_of("limit_ceiling", "limit_floor")
@pytest.mark.parametrize(
    ("payer", "columns", "expected"),
    [
        # Of a park 0.2 / 0.5 of public money, of talks 0.2 / 0.8. What is given makes public money 2 less, so the
        # business's part of it comes on top, 0.4 * 2, and the 2 themselves: 1.4 in each of two years of works.
        (
            "business",
            {"year": 2022},
            spend("A", "park", 2022, value=0.4)
            | spend("B", "park", 2022, value=0.4)
            | spend("A", "talks", 2022, value=0.25)
            | spend("B", "talks", 2022, value=0.25)
            | start("A", "park", 2021, 2022, value=1.4),
        ),
        ("business", {"year": 2021, "town": "A", "measure": "park"},
         spend("A", "park", 2021, value=0.4) | start("A", "park", 2021, value=1.4)),
        # Over all years both years of works count.
        ("business", {"town": "A", "category": "industrial_system"},
         spend("A", "park", 2021, 2022, 2023, value=0.4) | start("A", "park", 2021, 2022, value=2.8)),
        # Funds pay 0.3 / 0.5 of public money, and their part of what the business's sum has taken off it: 0.6 * 2 / 2.
        ("funds", {"year": 2023, "town": "A"},
         spend("A", "park", 2023, value=0.6) | start("A", "park", 2022, value=0.6)),
        # Nobody gives a sum in B.
        ("funds", {"year": 2023, "town": "B"}, spend("B", "park", 2023, value=0.6)),
        ("residents", {}, {}),
    ],
)  # fmt: skip
def test_a_limit_on_a_contributor(payer: str, columns: dict[str, Any], expected: Terms) -> None:
    """Its money follows public money and starts; tax lines and federal money have no part in it."""
    case = contributed(limit("theirs", payer=payer, floor=1.0, ceiling=7.0, **columns))
    most, least = joining(case, "limit_ceiling"), joining(case, "limit_floor")
    assert rights_of(most) == {"limit_ceiling[theirs]": 7.0}
    assert rights_of(least) == {"limit_floor[theirs]": -1.0}
    assert within_horizon(most["limit_ceiling[theirs]"].terms) == pytest.approx(expected)
    negative = {key: -value for key, value in expected.items()}
    assert within_horizon(least["limit_floor[theirs]"].terms) == pytest.approx(negative)


@rows_of("limit_ceiling")
def test_a_limit_on_a_contributor_cuts_no_atom_and_may_be_repeated() -> None:
    """100 roubles a head are 1 mrub in A and 3 in B."""
    case = contributed(limit("heads", payer="funds", for_each="town", year=2021, unit="rub_per_head", ceiling=100.0))
    rows = joining(case, "limit_ceiling")
    assert rights_of(rows) == pytest.approx({"limit_ceiling[heads:A]": 1.0, "limit_ceiling[heads:B]": 3.0})
    assert rows["limit_ceiling[heads:B]"].terms == pytest.approx(spend("B", "park", 2021, value=0.6))
    assert set(joining(case, "federal_most")) == {f"federal_most[North,{year},-]" for year in (2021, 2022, 2023)}


# Links and locks


@rows_of("requires")
def test_requires() -> None:
    """A park by year y needs a school by y - 1; B, too small for parks, has no rows."""
    park = replace(PARK, measure=replace(PARK.measure, population_min=9_000.0))
    case = tiny_case(
        park, SCHOOL, towns=(town("A"), town("B", population=5_000.0)), federal=(1.0,) * 3,
        settings={"horizon_years": 3}, links=(Link("park", "requires", "school", 1, Named("Links")),),
    )  # fmt: skip
    origin = Named("Links")
    assert joining(case, "requires") == {
        "requires[A,park,school,2021]": InWords(start("A", "park", 2021), 0.0, origin),
        "requires[A,park,school,2022]": InWords(
            start("A", "park", 2021, 2022) | start("A", "school", 2021, value=-1.0), 0.0, origin
        ),
        "requires[A,park,school,2023]": InWords(
            start("A", "park", 2021, 2022, 2023) | start("A", "school", 2021, 2022, value=-1.0), 0.0, origin
        ),
    }


@rows_of("requires")
@pytest.mark.parametrize(("years_before", "schools"), [(0, (2021, 2022)), (1, (2021,)), (2, ()), (5, ())])
def test_years_before(years_before: int, schools: tuple[int, ...]) -> None:
    """In the last row, of 2022; a wait longer than the plan leaves the park without anything to rest on."""
    case = tiny_case(PARK, SCHOOL, links=(Link("park", "requires", "school", years_before),))
    assert joining(case, "requires")["requires[A,park,school,2022]"].terms == start("A", "park", 2021, 2022) | start(
        "A", "school", *schools, value=-1.0
    )


@rows_of("excludes")
def test_excludes() -> None:
    """One of the two at most, in any years. B may have only one of the two and needs no row."""
    park = replace(PARK, measure=replace(PARK.measure, population_min=9_000.0))
    case = tiny_case(
        park, SCHOOL, towns=(town("A"), town("B", population=5_000.0)),
        links=(Link("school", "excludes", "park", 0, Named("Links")),),
    )  # fmt: skip
    assert joining(case, "excludes") == {
        "excludes[A,school,park]": InWords(
            start("A", "park", 2021, 2022) | start("A", "school", 2021, 2022), 1.0, Named("Links")
        )
    }
    assert joining(case, "requires") == {}


@rows_of("must")
def test_must() -> None:
    """A measure that must start, in any year or in one: the row is the same, and other years are not offered.

    What must not start, and roadmaps, make no row. A must that cannot be met keeps its row."""
    case = tiny_case(
        PARK,
        replace(SCHOOL, measure=replace(SCHOOL.measure, population_min=1e6)),
        TALKS,
        towns=NORTH_SOUTH,
        steps=(OPEN_UP,),
        locks=(
            Lock("A", "park", "must", None, None, Named("Locks 1")),
            Lock("B", "park", "must", 2022, 1.0, Named("Locks 2")),
            Lock("C", "park", "must_not", None, None, Named("Locks 3")),
            Lock("C", "open_up", "must", None, None, Named("Locks 4")),
            Lock("C", "school", "must", None, None, Named("Locks 5")),
        ),
    )
    assert joining(case, "must") == {
        "must[A,park]": InWords(start("A", "park", 2021, 2022, value=-1.0), -1.0, Named("Locks 1")),
        "must[B,park]": InWords(start("B", "park", 2021, 2022, value=-1.0), -1.0, Named("Locks 2")),
        "must[C,school]": InWords(start("C", "school", 2021, 2022, value=-1.0), -1.0, Named("Locks 5")),
    }


# What joins towns


def network(*, bent: bool = False) -> Case:
    """A plant supplies 2 heat in the year after it starts; an estate buys 3 in its year of works and uses 1 after."""
    bend = {("returns_break", ""): 0.5, ("returns_after", ""): 0.25} if bent else {}
    return tiny_case(
        started("plant", coefficients={("supplies", "heat"): 2.0, **bend}),
        started("estate", coefficients={("buys", "heat"): 3.0, ("uses", "heat"): 1.0}),
        towns=(town("A"), town("B", "South")),
        products=["heat"],
        coefficients={("trade", "heat", "jobs"): 4.0},
    )


@rows_of("supplied")
def test_supplied() -> None:
    """Nothing is supplied in 2021, and nothing serves after 2023: a plant lives for a year."""
    assert terms_of(joining(network(), "supplied")) == {
        f"supplied[heat,{year}]": joined(f"trade[heat,{year}]")
        | scale("A", "plant", year - 1, value=-2.0) | scale("B", "plant", year - 1, value=-2.0)
        for year in (2022, 2023)
    }  # fmt: skip


@rows_of("bought")
def test_bought() -> None:
    """In 2022 both what is bought for works of that year and what estates of the year before use; in 2023 use alone."""
    used = {year: scale("A", "estate", year - 1, value=-1.0) | scale("B", "estate", year - 1, value=-1.0)
            for year in (2022, 2023)}  # fmt: skip
    works = scale("A", "estate", 2022, value=-3.0) | scale("B", "estate", 2022, value=-3.0)
    assert terms_of(joining(network(), "bought")) == {
        "bought[heat,2022]": joined("trade[heat,2022]") | used[2022] | works,
        "bought[heat,2023]": joined("trade[heat,2023]") | used[2023],
    }


def rolled_out(**fields: Any) -> Case:
    """Works of one unit, worth a point; half a point more where another town has completed them. Nobody is known."""
    return tiny_case(
        started("works", coefficients={("rollout", ""): 0.5}, **fields),
        towns=(town("A"), town("B", "South"), town("C", population=5_000.0)),
        settings={"similar_within_share": 0.1},
    )


@rows_of("follows")
def test_follows() -> None:
    """All three towns are alike; C is too small for works. Only a start of 2022 can follow one of 2021."""
    assert terms_of(joining(rolled_out(population_min=9_000.0), "follows")) == {
        "follows[works,A,2022]": joined("follow[works,A,2022]")
        | scale("A", "works", 2022, value=-0.5) | scale("B", "works", 2022, value=-0.5)
    }  # fmt: skip


@rows_of("piloted")
def test_piloted() -> None:
    """The most is half a point for each of the two; starts of 2021 are completed by 2022."""
    assert terms_of(joining(rolled_out(population_min=9_000.0), "piloted")) == {
        "piloted[works,A,2022]": joined("follow[works,A,2022]")
        | start("A", "works", 2021, value=-1.0) | start("B", "works", 2021, value=-1.0)
    }  # fmt: skip


def test_nobody_is_its_own_pilot() -> None:
    """Works are for towns of A's size alone; and in two years nobody completes works of two years."""
    only_a = rolled_out(population_min=9_000.0, population_max=10_500.0)
    only_a = replace(only_a, towns=(only_a.towns[0], replace(only_a.towns[1], population=20_000.0), only_a.towns[2]))
    assert joining(only_a, "follows") == joining(only_a, "piloted") == {}
    assert joining(rolled_out(duration_years=2), "follows") == {}


def in_cluster(horizon_years: int = 2, **settings: Any) -> Case:
    """A company in A and works in B, each of one unit; works gain half a point in the cluster of both towns.

    The towns have 12 firms in timber, all of them independent; a company brings 2 and works 8.
    """
    brings = {"company": 2.0, "works": 8.0}
    rows = [Employment("country", "", 900.0), Employment("country", "timber", 90.0)]
    rows += [Employment(name, "timber", 10.0, 6.0, 6.0, 1.0) for name in "AB"]
    own = {"horizon_years": horizon_years, **settings}
    return tiny_case(
        *(started(name, coefficients={("cluster_firms", ""): firms, ("cluster", ""): 0.5 if name == "works" else 0.0},
                  statuses=(status,))
          for (name, firms), status in zip(brings.items(), ("crisis", "stable"), strict=True)),
        towns=(town("A", status="crisis"), town("B")),
        federal=(0.0,) * horizon_years,
        settings=own,
        clusters=[Cluster("ab", "A and B", "timber", ("A", "B"), "both")],
        cluster_steps=[ClusterStep("company", 1, "company"), ClusterStep("networks", 2, "works"),
                       ClusterStep("networks", 2, "company")],
        employment=rows,
        tased=[Tased("B", "timber")],
        coefficients={("cluster_years", "both", ""): 1.0} if horizon_years > 2 else {},
    )  # fmt: skip


def steps_done(stage: int, step: str, year: int, *does: Terms) -> dict[str, Terms]:
    """A row: the cluster works at most as far as something that does the step has begun in 2021."""
    row = joined(f"works[ab,{stage},{year}]")
    for done in does:
        row |= done
    return {f"stepped[ab,{stage},{step},{year}]": row}


@rows_of("stepped")
def test_stepped() -> None:
    """What is begun in 2021 is done for 2022; the second stage asks for the step of the first as well."""
    company, works = start("A", "company", 2021, value=-1.0), start("B", "works", 2021, value=-1.0)
    assert terms_of(joining(in_cluster(), "stepped")) == (
        steps_done(1, "company", 2022, company)
        | steps_done(2, "company", 2022, company) | steps_done(2, "networks", 2022, company, works)
    )  # fmt: skip
    # A year to work together: nothing works before 2023, and then what was begun in 2021 counts.
    late = joining(in_cluster(3), "stepped")
    assert {name: row.terms for name, row in late.items() if "stepped[ab,1," in name} == steps_done(
        1, "company", 2023, company
    )


@rows_of("gathered")
def test_gathered() -> None:
    """Of 16 firms 4 are missing: a company brings half of them, works more than all; of 10 none is missing."""
    case = in_cluster(cluster_firms_least=16.0, cluster_independent_least=10.0)
    assert terms_of(joining(case, "gathered")) == {
        f"gathered[ab,{stage},firms,2022]": joined(f"works[ab,{stage},2022]")
        | start("A", "company", 2021, value=-0.5) | start("B", "works", 2021, value=-1.0)
        for stage in (1, 2)
    }  # fmt: skip
    assert joining(in_cluster(), "gathered") == {}


@rows_of("joined")
def test_joined() -> None:
    """Works begun in 2022 in B gain half of their point; A may not start any."""
    assert terms_of(joining(in_cluster(), "joined")) == {
        "joined[ab,2022]": joined("bonus[ab,2022]") | scale("B", "works", 2022, value=-0.5)
    }


@rows_of("formed")
def test_formed() -> None:
    """Each of the two stages lets half of the half point through."""
    assert terms_of(joining(in_cluster(), "formed")) == {
        "formed[ab,2022]": joined("bonus[ab,2022]")
        | joined("works[ab,1,2022]", -0.25)
        | joined("works[ab,2,2022]", -0.25)
    }


# All joining rows together


def test_every_family_has_a_rows_test() -> None:
    assert {family.__name__ for family in FAMILIES} == JOINING_TESTED


def test_all_rows_stack_the_families_in_order_and_change_nothing() -> None:
    """The four matrices hold the same rows as the families, under the same names and origins."""
    case = tiny_case(
        PARK, SCHOOL, TALKS, towns=NORTH_SOUTH, federal=(7.0, 9.0), steps=(OPEN_UP,), cofinancing=(ALL,),
        settings={"carry_over_federal_share": 0.5, "absorption_share": 1.0, "municipal_budget_rub_per_head": 100.0,
                  "similar_within_share": 0.1, "cluster_firms_least": 9.0},
            clusters=[Cluster("a", "A", "timber", ("A",), "both")], cluster_steps=[ClusterStep("company", 1, "park")],
            employment=[Employment("A", "timber", firms=8.0)], tased=[Tased("A", "timber")],
        products=["heat"], coefficients={("supplies", "park", "heat"): 1.0, ("uses", "school", "heat"): 1.0,
                                         ("trade", "heat", "jobs"): 1.0, ("rollout", "school", ""): 0.5,
                                             ("cluster", "school", ""): 0.5, ("cluster_firms", "park", ""): 1.0},
        limits=(INDUSTRY, TOWN_A), loans=(Loan("North", 2021, 2022, 3.0, 0.1),),
        links=(Link("park", "requires", "school", 1, Named("Links")), Link("park", "excludes", "school", 0)),
        locks=(Lock("A", "park", "must", None, None, Named("Locks")),),
    )  # fmt: skip
    arrays = compute_arrays(case)
    rows = all_rows(arrays)
    expected = {name: row for f in FAMILIES for name, row in joining(case, f.__name__).items()}
    assert rows.names == tuple(expected)
    assert rows.families == tuple(name.split("[")[0] for name in expected)
    assert {row.split("[")[0] for row in rows.names} == {f.__name__ for f in FAMILIES}
    for k, row in enumerate(expected.values()):
        terms = {spend_key(arrays, i): v for i, v in entries(rows.spend, k)}
        terms |= {start_key(arrays, i): v for i, v in entries(rows.start, k)}
        terms |= {scale_key(arrays, i): v for i, v in entries(rows.scale, k)}
        terms |= {master_key(arrays, rows.masters, i): v for i, v in entries(rows.master, k)}
        assert InWords(terms, float(rows.right_hand_side[k]), rows.origins[k]) == row


def entries(matrix: Any, row: int) -> list[tuple[int, float]]:
    line = matrix[row]
    return [(int(i), float(v)) for i, v in zip(line.indices, line.data, strict=True) if v]


# Rows inside towns

NONE, EARLY, LATE = "none", "open_up@2021", "open_up@2022"
ROADMAPS = (NONE, EARLY, LATE)


@dataclass(frozen=True)
class Bounds:
    """A constraint of the Pyomo model in words: ``low <= terms <= high``, None where there is no end."""

    terms: Terms
    low: float | None
    high: float | None


def town_case() -> Case:
    """One town, two years.

    park: 10 mrub a unit, 1 to 4 units, full returns up to 0.5 * 4 = 2 and a quarter beyond, a point of growth, running
    cost of a tenth in the year after. street: one unit of 3 mrub over two years, so it can only begin in 2021. open_up:
    half a year of talks at 4 mrub, which halve the cost of streets: 1 - 0.5 * 0.5 = 0.75 of it is left in later years.
    The budgets make spending count and an exclusion the starts.
    """
    bent = {("returns_break", ""): 0.5, ("returns_after", ""): 0.25, ("running_cost", ""): 0.1}
    park = started("park", 10.0, 10.0, scale_low=1.0, scale_high=4.0, point_of_growth=True, coefficients=bent)
    street = started("street", cost_mrub=3.0, jobs=6.0, duration_years=2, category="urban_environment")
    talks = opening(
        "talks", cost_mrub=4.0, coefficients={("cost_cut", "urban_environment"): 0.5, ("yield", "jobs"): 1.0}
    )
    return tiny_case(
        park, street, talks, federal=(50.0, 50.0), settings={"points_of_growth_max": 1},
        steps=(RoadmapStep("open_up", "", "talks", 0.5, 1, 1),), links=(Link("park", "excludes", "street", 0),),
    )  # fmt: skip


def town_model(case: Case | None = None) -> tuple[Arrays, Any]:
    arrays = compute_arrays(case or town_case())
    return arrays, build_model(arrays, all_rows(arrays), all_options(arrays))


def constraint(name: str, case: Case | None = None) -> dict[Key, Bounds]:
    """All constraints of one name, by what they are for."""
    arrays, model = town_model(case)
    component = getattr(model, name)
    found: dict[Key, Bounds] = {}
    for index in component:
        line = component[index]
        body = generate_standard_repn(line.body)
        assert body.constant == 0
        terms = {
            (v.parent_component().name, *index_words(arrays, v.parent_component().name, v.index())): float(c)
            for v, c in zip(body.linear_vars, body.linear_coefs, strict=True)
        }
        assert len(terms) == len(body.linear_vars)
        found[index_words(arrays, name, index)] = Bounds(terms, pyo.value(line.lower), pyo.value(line.upper))
    return found


def index_words(arrays: Arrays, component: str, index: Any) -> Key:
    """The index of a variable or constraint in words."""
    sets = arrays.sets
    if component in ("spend", "spending"):
        return spend_key(arrays, index)[1:]
    if component in ("count", "counting", "amount", "building"):
        return start_key(arrays, index)[1:]
    t, *rest = index if isinstance(index, tuple) else (index,)
    columns = tuple(m.measure for m in arrays.case.started if m.town in ("", sets.TOWNS[t]))
    names: tuple[tuple[str | int, ...], ...] = (arrays.menu.names, columns, sets.YEARS)
    return (sets.TOWNS[t], *(list_[i] for list_, i in zip(names, rest, strict=False)))


PARKS = [("A", p, "park", year) for p in ROADMAPS for year in (2021, 2022)]
STREETS = [("A", p, "street", 2021) for p in ROADMAPS]


@inside("one_roadmap")
def test_one_roadmap() -> None:
    assert constraint("one_roadmap") == {("A",): Bounds({("roadmap", "A", p): 1.0 for p in ROADMAPS}, 1.0, 1.0)}


@inside("start_under_roadmap")
def test_start_under_roadmap() -> None:
    """At most once and only under the roadmap taken; the street has one year in which it can be finished."""
    years = {"park": (2021, 2022), "street": (2021,)}
    assert constraint("start_under_roadmap") == {
        ("A", p, m): Bounds(
            {("start", "A", p, m, year): 1.0 for year in years[m]} | {("roadmap", "A", p): -1.0}, None, 0.0
        )
        for p in ROADMAPS
        for m in years
    }


@inside("scale_least")
def test_scale_least() -> None:
    """Both least scales are 1; the street has no bend and so no flat part."""
    assert constraint("scale_least") == {
        **{k: Bounds({("start", *k): 1.0, ("steep", *k): -1.0, ("flat", *k): -1.0}, None, 0.0) for k in PARKS},
        **{k: Bounds({("start", *k): 1.0, ("steep", *k): -1.0}, None, 0.0) for k in STREETS},
    }


@inside("steep_most")
def test_steep_most() -> None:
    assert constraint("steep_most") == {
        **{k: Bounds({("steep", *k): 1.0, ("start", *k): -2.0}, None, 0.0) for k in PARKS},
        **{k: Bounds({("steep", *k): 1.0, ("start", *k): -1.0}, None, 0.0) for k in STREETS},
    }


@inside("flat_most")
def test_flat_most() -> None:
    """4 - 2 units beyond the bend, for parks alone."""
    assert constraint("flat_most") == {k: Bounds({("flat", *k): 1.0, ("start", *k): -2.0}, None, 0.0) for k in PARKS}


@inside("points_of_growth")
def test_points_of_growth() -> None:
    """One place under the roadmap taken; streets need none."""
    assert constraint("points_of_growth") == {
        ("A", p): Bounds(
            {("start", "A", p, "park", y): 1.0 for y in (2021, 2022)} | {("roadmap", "A", p): -1.0}, None, 0
        )
        for p in ROADMAPS
    }


@inside("spending")
def test_spending() -> None:
    """Parks: 10 mrub a unit in the year of works, 1 in the year after. Streets: 1.5 mrub a year, of which talks in 2021
    leave 0.75 in 2022: 1.125. Talks: 0.5 * 4 = 2 mrub in the year of the roadmap."""

    def parks(year: int, mrub: float) -> Terms:
        return {(part, "A", p, "park", year): mrub for p in ROADMAPS for part in ("steep", "flat")}

    def streets(mrub_by_roadmap: dict[str, float]) -> Terms:
        return {("steep", "A", p, "street", 2021): mrub for p, mrub in mrub_by_roadmap.items()}

    expected: dict[tuple[str, str, int], Terms] = {
        ("A", "park", 2021): parks(2021, 10.0),
        ("A", "park", 2022): parks(2022, 10.0) | parks(2021, 1.0),
        ("A", "street", 2021): streets({NONE: 1.5, EARLY: 1.5, LATE: 1.5}),
        ("A", "street", 2022): streets({NONE: 1.5, EARLY: 1.125, LATE: 1.5}),
        ("A", "talks", 2021): {("roadmap", "A", EARLY): 2.0},
        ("A", "talks", 2022): {("roadmap", "A", LATE): 2.0},
    }
    assert constraint("spending") == {
        cell: Bounds(terms | {("spend", *cell): -1.0}, 0.0, 0.0) for cell, terms in expected.items()
    }


def paying_case() -> Case:
    """Two years, no roadmap; prices rise by a tenth in 2022. Region at price index 2.

    park: 5 * 2 = 10 mrub a unit in 2021 and 11 in 2022, a tenth of that in the year after for running it, as much for
    tax forgone. The business pays a fifth, tax apart, and 3 mrub for a park. B's hostel is like a park and costs 4 mrub
    on the spot.
    """
    park = started("park", 5.0, 10.0, life_years=3, coefficients={
        ("running_cost", ""): 0.1, ("tax_forgone_federal", ""): 0.06, ("tax_forgone_regional", ""): 0.04,
    })  # fmt: skip
    return tiny_case(
        park, towns=(town("A"), town("B")), federal=(50.0, 50.0), regions=(Region("North", 2.0),),
        settings={"price_year": 2021}, inflation=(Inflation(2022, 0.1),),
        proposals=(proposal("hostel", "B", "park", cost_mrub=4.0, jobs=3.0, life_years=3),),
        contributions=(Contribution("business", "", "", 0.2, None), Contribution("business", "", "park", 0.2, 3.0)),
    )  # fmt: skip


@inside("spending")
def test_spending_is_what_others_leave_to_the_public_at_the_prices_of_the_year() -> None:
    """Of a park the public pays 8 in 2021 and 8.8 in 2022, less 3 once, and 0.88 for running it; of a hostel 3.2, 3.52
    and 0.352. Tax in 2022 is 1.1 for a park of 2021 and 0.44 for a hostel, and nobody contributes to it.
    """
    park = {
        (t, "park", 2021): {("steep", t, NONE, "park", 2021): 8.0, ("start", t, NONE, "park", 2021): -3.0} for t in "AB"
    } | {
        (t, "park", 2022): {
            ("steep", t, NONE, "park", 2021): 0.88,
            ("steep", t, NONE, "park", 2022): 8.8,
            ("start", t, NONE, "park", 2022): -3.0,
        }
        for t in "AB"
    }
    first, second = ("steep", "B", NONE, "hostel", 2021), ("steep", "B", NONE, "hostel", 2022)
    hostel = {("B", "hostel", 2021): {first: 3.2}, ("B", "hostel", 2022): {first: 0.352, second: 3.52}}
    tax = {(t, "tax:park", 2022): {("steep", t, NONE, "park", 2021): 1.1} for t in "AB"}
    tax |= {("B", "tax:hostel", 2022): {first: 0.44}}
    found = constraint("spending", paying_case())
    expected = {cell: terms | {("spend", *cell): -1.0} for cell, terms in (park | hostel | tax).items()}
    assert {cell: bounds.terms for cell, bounds in found.items() if cell in expected} == {
        cell: pytest.approx(terms) for cell, terms in expected.items()
    }
    # Taxes of 2021 may have a row, which says that they are nothing.
    assert all(bounds.terms == {("spend", *cell): -1.0} for cell, bounds in found.items() if cell not in expected)
    assert all((bounds.low, bounds.high) == (0.0, 0.0) for bounds in found.values())


@inside("start_under_roadmap")
def test_a_proposal_is_started_in_its_own_town_alone() -> None:
    assert set(constraint("start_under_roadmap", paying_case())) == {
        ("A", NONE, "park"), ("B", NONE, "park"), ("B", NONE, "hostel"),
    }  # fmt: skip


def starts_in(town: str, measure: str, year: int) -> Terms:
    return {("start", town, p, measure, year): 1.0 for p in ROADMAPS}


@inside("counting")
def test_counting() -> None:
    """The starts that the exclusion counts, over all roadmaps; a street cannot begin in 2022."""
    cells = (("A", "park", 2021), ("A", "park", 2022), ("A", "street", 2021))
    assert constraint("counting") == {
        cell: Bounds(starts_in(*cell) | {("count", *cell): -1.0}, 0.0, 0.0) for cell in cells
    }


@inside("building")
def test_building() -> None:
    """The scale that trade counts: at full return and beyond the bend of the plant, which is at half a unit."""
    case = network(bent=True)
    cells = [(place, m, year) for place in "AB" for m in ("plant", "estate") for year in (2021, 2022)]
    assert constraint("building", case) == {
        (place, m, year): Bounds(
            {("steep", place, NONE, m, year): 1.0, ("amount", place, m, year): -1.0}
            | ({("flat", place, NONE, m, year): 1.0} if m == "plant" else {}), 0.0, 0.0)
        for place, m, year in cells
    }  # fmt: skip


@inside("joining")
def test_joining_rows_stand_in_the_model_over_its_own_variables() -> None:
    """The same rows, without the start of a street in 2022, for which there is no variable."""
    arrays, model = town_model()
    rows = all_rows(arrays)
    for k, name in enumerate(rows.names):
        expected: Terms = {("spend", *spend_key(arrays, i)[1:]): v for i, v in entries(rows.spend, k)}
        expected |= {("count", *start_key(arrays, i)[1:]): v for i, v in entries(rows.start, k)}
        expected |= {("master", i): v for i, v in entries(rows.master, k)}
        expected.pop(("count", "A", "street", 2022), None)
        body = generate_standard_repn(model.joining[k].body)
        found = {
            ("master", v.index()) if v.parent_component().name == "master" else
            (v.parent_component().name, *index_words(arrays, v.parent_component().name, v.index())): float(c)
            for v, c in zip(body.linear_vars, body.linear_coefs, strict=True)
        }  # fmt: skip
        assert found == expected, name
        assert pyo.value(model.joining[k].upper) == rows.right_hand_side[k]
        assert model.joining[k].lower is None
    assert [model.master[j].ub for j in model.MASTERS] == list(rows.masters.upper)


def test_every_constraint_of_the_model_has_a_rows_test() -> None:
    _, model = town_model()
    assert {component.name for component in model.component_objects(pyo.Constraint)} == INSIDE_TESTED


def test_the_objective() -> None:
    """10 points for a unit of park up to the bend and 2.5 beyond, 6 for the street, whichever the roadmap; half a
    year of talks brings 0.5 points itself.
    """
    arrays, model = town_model()
    body = generate_standard_repn(model.worth.expr)
    found = {
        (v.parent_component().name, *index_words(arrays, v.parent_component().name, v.index())): float(c)
        for v, c in zip(body.linear_vars, body.linear_coefs, strict=True)
        if c
    }
    assert found == pytest.approx(
        {("steep", *k): 10.0 for k in PARKS}
        | {("flat", *k): 2.5 for k in PARKS}
        | {("steep", *k): 6.0 for k in STREETS}
        | {("roadmap", "A", EARLY): 0.5, ("roadmap", "A", LATE): 0.5}
    )
    assert model.worth.sense == pyo.maximize
