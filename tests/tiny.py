"""Compact builder of tiny cases whose arithmetic can be done by hand.

By default one unit of a measure costs 1 mrub and is worth exactly its ``jobs`` in points: no discounting, no weight of
need, one year of works, result in that year alone, a town of 10,000 at price index 1, no lock-ins, a federal share
between nothing and everything. Two years, 2021 and 2022. Everything can be overridden by keyword.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from typing import Any, Literal

import numpy as np

from models.arrays import Arrays, compute_arrays
from models.blocks import Choice
from models.case import (
    FEDERAL,
    UNPLACED,
    Budget,
    Case,
    Cluster,
    ClusterStep,
    CoefficientKey,
    Cofinancing,
    Contribution,
    Employment,
    Factor,
    Goal,
    Industry,
    Inflation,
    Initiator,
    Limit,
    Link,
    Loan,
    Lock,
    LockIn,
    Measure,
    Origin,
    Product,
    Proposal,
    Readiness,
    Region,
    RoadmapStep,
    Score,
    Settings,
    Status,
    Tased,
    Town,
    Triple,
)
from models.proposals import with_proposals
from models.rules import all_rows
from planner.solving.effort import Effort, Found
from planner.solving.search import search

EXACT = Effort(gap_share=0.0, seconds=60.0, threads=0)
"""Zero threads leave their number to HiGHS, which keeps one number for a whole process."""

ALL: Cofinancing = Cofinancing("", "", 0.0, 1.0)
"""A window that leaves the split of money between payers open."""

SETTINGS = Settings(
    title="tiny",
    first_year=2021,
    horizon_years=2,
    evaluation_years=10,
    price_year=2020,
    discount_share=0.0,
    equity_exponent=0.0,
    points_of_growth_max=9,
    carry_over_federal_share=0.0,
    carry_over_regional_share=0.0,
)


@dataclass(frozen=True)
class Named:
    """An origin that tests can recognise."""

    name: str

    def cell(self, column: str) -> str:
        return f"{self.name}!{column}"

    def __str__(self) -> str:
        return self.name


@dataclass(frozen=True)
class Piece:
    """A measure together with its coefficients by (name, key)."""

    measure: Measure
    coefficients: Mapping[tuple[str, str], float]


def started(name: str, cost_mrub: float = 1.0, jobs: float = 1.0, **fields: Any) -> Piece:
    """A started measure of scale exactly 1; ``jobs`` points a unit. Further fields, or ``coefficients`` by (name,
    key).
    """
    more = {("unit_cost", ""): cost_mrub, ("yield", "jobs"): jobs, ("kept", ""): 1.0, **fields.pop("coefficients", {})}
    return Piece(replace(plain_measure(name, "started"), **fields), more)


def opening(name: str, cost_mrub: float = 1.0, **fields: Any) -> Piece:
    """An opening measure that achieves nothing by itself unless ``coefficients`` say so."""
    more = {("unit_cost", ""): cost_mrub, ("kept", ""): 1.0, **fields.pop("coefficients", {})}
    return Piece(replace(plain_measure(name, "opening"), **fields), more)


def plain_measure(name: str, kind: Literal["started", "opening"]) -> Measure:
    category = "industrial_system" if kind == "started" else "social_political"
    return Measure(name, name, category, kind, "units", 1.0, 1.0, 0.0, duration_years=1, lag_years=0, life_years=1)


def proposal(name: str, town: str, like: str, cost_mrub: float = 1.0, jobs: float = 1.0, **fields: Any) -> Proposal:
    """A proposal of scale exactly 1 that costs and achieves what a ``started`` measure of the same figures does."""
    row = Proposal(
        proposal=name, town=town, name=name, like=like, unit="units", scale_low=1.0, scale_high=1.0,
        unit_cost_low_mrub=cost_mrub, unit_cost_mrub=cost_mrub, unit_cost_high_mrub=cost_mrub,
        goal="jobs", yield_low=jobs, yield_central=jobs, yield_high=jobs,
        duration_years=1, lag_years=0, life_years=1, preparation_years=0, evidence="stated",
    )  # fmt: skip
    return replace(row, **fields)


def town(name: str, region: str = "North", status: str = "stable", population: float = 10_000.0, **fields: Any) -> Town:
    return replace(Town(name, name, region, status, population), **fields)


def tiny_case(
    *pieces: Piece,
    towns: Sequence[Town] = (town("A"),),
    federal: Sequence[float] = (0.0, 0.0),
    regional: Mapping[str, Sequence[float]] | None = None,
    settings: Mapping[str, Any] | None = None,
    lock_in_today: Mapping[str, float] | None = None,
    regions: Sequence[Region] | None = None,
    capacity_weight: float = 0.0,
    window_years: int = 0,
    steps: Sequence[RoadmapStep] = (),
    links: Sequence[Link] = (),
    cofinancing: Sequence[Cofinancing] = (ALL,),
    limits: Sequence[Limit] = (),
    locks: Sequence[Lock] = (),
    proposals: Sequence[Proposal] = (),
    contributions: Sequence[Contribution] = (),
    readiness: Sequence[Readiness] = (),
    loans: Sequence[Loan] = (),
    inflation: Sequence[Inflation] = (),
    products: Sequence[str] = (),
    clusters: Sequence[Cluster] = (),
    cluster_steps: Sequence[ClusterStep] = (),
    employment: Sequence[Employment] = (),
    tased: Sequence[Tased] = (),
    coefficients: Mapping[CoefficientKey, float] | None = None,
    budget_origin: Origin | None = None,
) -> Case:
    """A case of the pieces. ``federal`` and ``regional`` are budgets by year in mrub; regions not named have none.

    There is one lock-in, ``mind``, with one factor, ``habit``, so that the lock-in today is what ``lock_in_today`` says
    by town (elsewhere 0).
    """
    own = replace(SETTINGS, **(settings or {}))
    names = list(dict.fromkeys(t.region for t in towns))
    money = {FEDERAL: federal} | {name: (regional or {}).get(name, [0.0] * own.horizon_years) for name in names}
    statuses = list(dict.fromkeys(["stable", *(t.status for t in towns)]))
    numbers: dict[CoefficientKey, float] = {
        ("weight", "habit", "mind"): 1.0,
        ("prior", "habit", ""): 0.0,
        ("drift", "mind", ""): 0.0,
        ("floor", "mind", ""): 0.0,
        **{("distress", status, ""): 1.0 for status in statuses},
        **{(name, p.measure.measure, key): v for p in pieces for (name, key), v in p.coefficients.items()},
        **(coefficients or {}),
    }
    measures, triples = with_proposals(
        tuple(p.measure for p in pieces),
        {key: Triple(value, value, value) for key, value in numbers.items()},
        proposals,
    )
    return Case(
        settings=own,
        goals=(Goal("jobs", "Jobs", "job-years", 1.0), Goal("capacity", "Capacity", "points", capacity_weight)),
        lock_ins=(LockIn("mind", "Mind"),),
        statuses=tuple(Status(status, status, window_years) for status in statuses),
        factors=(Factor("habit", "Habit", "score"),),
        regions=tuple(regions) if regions is not None else tuple(Region(name, 1.0) for name in names),
        towns=tuple(towns),
        scores=tuple(Score(t, "habit", 4.0 * share, "expert") for t, share in (lock_in_today or {}).items()),
        measures=measures,
        roadmap_steps=tuple(steps),
        links=tuple(links),
        cofinancing=tuple(cofinancing),
        budgets=tuple(
            Budget(payer, year, amount, origin=budget_origin or UNPLACED)
            for payer, amounts in money.items()
            for year, amount in zip(own.years, amounts, strict=True)
        ),
        limits=tuple(limits),
        locks=tuple(locks),
        coefficients=triples,
        proposals=tuple(proposals),
        contributions=tuple(contributions),
        readiness=tuple(readiness),
        loans=tuple(loans),
        inflation=tuple(inflation),
        products=tuple(Product(name, name, "units") for name in products),
        industries=tuple(Industry(name, name) for name in dict.fromkeys(c.industry for c in clusters)),
        employment=tuple(employment),
        initiators=tuple(Initiator(name, name) for name in dict.fromkeys(c.initiator for c in clusters)),
        clusters=tuple(clusters),
        cluster_steps=tuple(cluster_steps),
        tased=tuple(tased),
    )


def limit(name: str, **columns: Any) -> Limit:
    """A limit on all money in mrub over all years and the whole country, unless columns say otherwise."""
    plain = Limit(name, "", "", "", "", "", "", "all", None, "mrub", None, None)
    return replace(plain, **columns)


@dataclass(frozen=True)
class Solved:
    """What the search found, in names: the roadmap of each town, and (town, measure) -> (start year, scale)."""

    points: float
    bound: float
    roadmap: Mapping[str, str]
    start: Mapping[tuple[str, str], tuple[int, float]]


def solve(case: Case) -> Solved:
    """The optimum of a case. Raises NoPlan where no plan keeps the rules."""
    arrays = compute_arrays(case)
    found = search(arrays, all_rows(arrays), EXACT)
    return in_names(arrays, found)


def in_names(arrays: Arrays, found: Found) -> Solved:
    return Solved(found.points, found.bound, roadmaps_of(arrays, found.choice), starts_of(arrays, found.choice))


def roadmaps_of(arrays: Arrays, choice: Choice) -> dict[str, str]:
    return {t: arrays.menu.names[p] for t, p in zip(arrays.sets.TOWNS, choice.roadmap.tolist(), strict=True)}


def starts_of(arrays: Arrays, choice: Choice) -> dict[tuple[str, str], tuple[int, float]]:
    sets = arrays.sets
    return {
        (sets.TOWNS[t], column_name(arrays, t, m)): (sets.YEARS[choice.start[t, m]], float(choice.scale[t, m]))
        for t, m in np.argwhere(choice.start >= 0).tolist()
    }


def column_name(arrays: Arrays, town: int, column: int) -> str:
    """A started column of a town: measures of the catalogue first, then what the town itself proposes."""
    own = [m.measure for m in arrays.case.started if m.town in ("", arrays.sets.TOWNS[town])]
    return own[column]


def line_name(arrays: Arrays, town: int, line: int) -> str:
    """Lines are the started columns of a town, the opening measures, and the tax lines of the started columns."""
    started, opening = arrays.started, len(arrays.sets.OPENING)
    if line < started:
        return column_name(arrays, town, line)
    if line < started + opening:
        return arrays.sets.OPENING[line - started]
    return f"tax:{column_name(arrays, town, line - started - opening)}"
