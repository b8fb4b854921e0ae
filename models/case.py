"""The case: frozen typed tables of what a planner knows, each row with where it came from.

A case holds facts, never results. Everything computed from it (``diagnosis``, ``roadmaps``, ``effects``) is a function
of the case and of a draw. The origin of a row is opaque here: an object that turns into words by ``str`` and names one
cell by ``origin.cell(column)``; the application supplies it, the mathematics only passes it on.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Literal, Protocol

Draw = Literal["low", "central", "high"]
DRAWS: tuple[Draw, ...] = ("low", "central", "high")

CATEGORIES = ("urban_environment", "social_political", "knowledge", "industrial_system", "eco_industry")
CONTRIBUTORS = ("municipality", "business", "backbone", "residents", "funds")
"""Those who pay beside the two budgets: their part comes first, and what is left is public money."""
CAPACITY_GOAL = "capacity"
"""The goal that roadmaps alone serve: lock-in lowered that outlasts the horizon (design: nothing is credited twice)."""
FEDERAL = "federal"
CHOSEN_MOST = 3
"""Federal instruments that may be left to choose: each combination of them is a case of its own."""
COUNTRY = "country"
"""The place that industries of towns are compared with."""
NO_ROADMAP = "none"


class Origin(Protocol):
    """Where a row came from."""

    def cell(self, column: str) -> str:
        """Name the cell of one column of the row, for example ``russia.xlsx: Towns!F7``."""


class Unplaced:
    """The origin of a row made in memory: it has no cell, so it names the column alone."""

    def cell(self, column: str) -> str:
        return column


UNPLACED = Unplaced()


@dataclass(frozen=True, slots=True)
class Settings:
    """Choices of policy and of arithmetic that hold for the whole case (sheet Settings)."""

    title: str
    first_year: int
    horizon_years: int
    evaluation_years: int
    price_year: int
    discount_share: float
    equity_exponent: float
    points_of_growth_max: int
    carry_over_federal_share: float
    carry_over_regional_share: float
    absorption_share: float | None = None
    municipal_budget_rub_per_head: float | None = None
    similar_within_share: float | None = None
    cluster_quotient_least: float | None = None
    cluster_output_ratio_least: float | None = None
    cluster_firms_least: float | None = None
    cluster_independent_least: float | None = None
    cluster_dominance_most_share: float | None = None
    cluster_regions_most: int | None = None
    cluster_star_quotient_least: float | None = None
    cluster_star_size_least_share: float | None = None
    cluster_star_focus_least_share: float | None = None
    resident_jobs_least: float | None = None
    resident_investment_least_mrub: float | None = None
    resident_backbone_most_share: float | None = None
    origin: Origin = UNPLACED

    @property
    def years(self) -> tuple[int, ...]:
        """Calendar years of the plan, first to last."""
        return tuple(range(self.first_year, self.first_year + self.horizon_years))


@dataclass(frozen=True, slots=True)
class Triple:
    """A coefficient with its range, its grade and its source; ``low <= central <= high``."""

    low: float
    central: float
    high: float
    grade: str = "expert"
    source: str = ""
    origin: Origin = UNPLACED

    def at(self, draw: Draw) -> float:
        """The value of one draw."""
        return self.low if draw == "low" else self.high if draw == "high" else self.central


@dataclass(frozen=True, slots=True)
class Goal:
    goal: str
    name: str
    unit: str
    weight: float
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Product:
    """What measures supply to one another across towns (paper 1: towns that make what others need)."""

    product: str
    name: str
    unit: str
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Industry:
    industry: str
    name: str
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Employment:
    """Jobs and firms of an industry (all industries, if empty) in a town, a region or the ``country``; None: unknown.

    ``earlier_employed_persons`` is the number some years before, for all places in the same year.
    """

    place: str
    industry: str
    employed_persons: float | None = None
    firms: float | None = None
    independent_firms: float | None = None
    largest_employed_persons: float | None = None
    earlier_employed_persons: float | None = None
    output_trub_per_worker: float | None = None
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Initiator:
    """Who may start a cluster: the state, business, or both (paper 2)."""

    initiator: str
    name: str
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Cluster:
    """A cluster that might be formed: an industry in one or several towns, and who starts it."""

    cluster: str
    name: str
    industry: str
    towns: tuple[str, ...]
    initiator: str
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class ClusterStep:
    """A measure that does a step of the formation of clusters; rows of one step are alternatives."""

    step: str
    stage: int
    measure: str
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Tased:
    """An industry that the territory of advanced development of a town permits its residents."""

    town: str
    industry: str
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Resident:
    """A firm that is, or wants to be, a resident of a town's territory of advanced development."""

    resident: str
    name: str
    town: str
    industry: str
    jobs_first_year: float | None = None
    investment_first_year_mrub: float | None = None
    investment_mrub: float | None = None
    backbone_revenue_share: float | None = None
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class LockIn:
    lock_in: str
    name: str
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Status:
    status: str
    name: str
    window_years: int
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Factor:
    """A factor of the diagnosis. ``zero_at`` and ``four_at`` are set for kind ``number`` only."""

    factor: str
    name: str
    kind: Literal["score", "yes_no", "number"]
    zero_at: float | None = None
    four_at: float | None = None
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Region:
    """A region; ``price_index`` is the local price level (country = 1), None where it is not known."""

    region: str
    price_index: float | None = None
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Town:
    """A town as its diagnosis has it: ``status`` and ``left_alone`` are what was found on the spot, where somebody was.

    ``stated_status`` is the status of the sheet Towns, where a diagnosis has changed it; see ``models.findings``.
    """

    town: str
    name: str
    region: str
    status: str
    population: float
    latitude: float | None = None
    longitude: float | None = None
    municipal_budget_mrub: float | None = None
    crisis_since: int | None = None
    left_alone: bool = False
    stated_status: str = ""
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Score:
    """A known factor of a town: 0-4, 1 or 0 for yes or no, or the number itself."""

    town: str
    factor: str
    value: float
    source: Literal["statistics", "expert", "survey", "self"]
    note: str = ""
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Measure:
    """A measure of the catalogue: ``started`` once at a scale, or ``opening``, used in roadmaps only.

    ``town`` is set for a proposal, which no other town may use; ``evidence`` says what it rests on. A roadmap must have
    worked on ``after_opening`` before, and never use ``excluded_by_opening``; at stage ``search`` a measure waits until
    the town is in innovative search.
    """

    measure: str
    name: str
    category: str
    kind: Literal["started", "opening"]
    unit: str
    scale_low: float
    scale_high: float
    scale_high_per_1000: float
    duration_years: int
    lag_years: int
    life_years: int
    point_of_growth: bool = False
    preparation_years: int = 0
    needs_consent: bool = False
    after_opening: str = ""
    excluded_by_opening: str = ""
    stage: Literal["", "search"] = ""
    statuses: tuple[str, ...] = ()
    population_min: float | None = None
    population_max: float | None = None
    passage: str = ""
    town: str = ""
    evidence: str = ""
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Proposal:
    """A measure that a town proposes for itself, ``like`` one of the catalogue; see ``models.proposals``."""

    proposal: str
    town: str
    name: str
    like: str
    unit: str
    scale_low: float
    scale_high: float
    unit_cost_low_mrub: float
    unit_cost_mrub: float
    unit_cost_high_mrub: float
    goal: str
    yield_low: float
    yield_central: float
    yield_high: float
    duration_years: int
    lag_years: int
    life_years: int
    preparation_years: int
    evidence: Literal["appraised", "comparable", "stated"]
    source: str = ""
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Contribution:
    """What a contributor pays of a measure's cost; an empty town or measure means all. ``sum_mrub`` is by project."""

    contributor: str
    town: str
    measure: str
    share: float | None
    sum_mrub: float | None
    evidence: Literal["agreed", "promised"] = "promised"
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Readiness:
    """First year a town can start a measure, and whether its community consents (None: not asked)."""

    town: str
    measure: str
    ready_year: int | None = None
    consent: Literal["yes", "no"] | None = None
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Loan:
    """A budget loan that a region may take from the federal budget, and when it is repaid with interest."""

    region: str
    year: int
    repaid_year: int
    most_mrub: float
    interest_share: float
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Inflation:
    """Rise of prices over the year before, a share."""

    year: int
    inflation_share: float
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class RoadmapStep:
    """One line of the menu of roadmaps: an opening measure with its intensity in steps ``step_from..step_to``."""

    roadmap: str
    target: str
    opening: str
    intensity: float
    step_from: int
    step_to: int
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Link:
    """``measure`` requires ``other`` started at least ``years_before`` years earlier, or excludes it."""

    measure: str
    relation: Literal["requires", "excludes"]
    other: str
    years_before: int
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Cofinancing:
    """The window of the federal share; an empty measure or region means all."""

    measure: str
    region: str
    federal_low_share: float
    federal_high_share: float
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Budget:
    """Money of a payer in a year, of an ``instrument`` if only that brings it."""

    payer: str
    year: int
    amount_mrub: float
    instrument: str = ""
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Limit:
    """A floor, a ceiling or both on spending in a scope, or on what is begun there; an empty scope column means all.

    It stands only where its ``instrument``, if it names one, runs.
    """

    limit: str
    category: str
    measure: str
    status: str
    region: str
    town: str
    for_each: Literal["", "town", "region", "status", "category"]
    payer: Literal["all", "federal", "regional", "municipality", "business", "backbone", "residents", "funds"]
    year: int | None
    unit: Literal["mrub", "rub_per_head", "share", "count"]
    floor: float | None
    ceiling: float | None
    instrument: str = ""
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Instrument:
    """A federal instrument (paper 1: an Agency, programmes) that runs for the whole plan, not at all, or as is best."""

    instrument: str
    name: str
    decision: Literal["yes", "no", "choose"]
    first_year: int
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Indicator:
    """A figure that towns are watched by; below or above these values it calls a diagnosis team."""

    indicator: str
    name: str
    unit: str
    alarm_below: float | None = None
    alarm_above: float | None = None
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Observation:
    """The value of an indicator in a town and year."""

    town: str
    indicator: str
    year: int
    value: float
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Finding:
    """What a diagnosis team found on the spot; None or empty where it says nothing of it."""

    town: str
    year: int
    status: str = ""
    niche: Literal["yes", "no"] | None = None
    origin: Origin = UNPLACED


@dataclass(frozen=True, slots=True)
class Lock:
    """A decision taken beforehand: ``subject`` is a started measure or a roadmap of the menu."""

    town: str
    subject: str
    decision: Literal["must", "must_not"]
    year: int | None
    scale_low: float | None
    origin: Origin = UNPLACED


CoefficientKey = tuple[str, str, str]
"""(coefficient, subject, key), for example ``("sensitivity", "tech_park", "political")``."""


@dataclass(frozen=True, slots=True)
class Case:
    """Everything a plan is made from. Order of rows is the order of the workbook and carries no meaning.

    ``measures`` and ``coefficients`` hold the proposals too, each as a measure of its town (``models.proposals``).
    """

    settings: Settings
    goals: tuple[Goal, ...]
    lock_ins: tuple[LockIn, ...]
    statuses: tuple[Status, ...]
    factors: tuple[Factor, ...]
    regions: tuple[Region, ...]
    towns: tuple[Town, ...]
    scores: tuple[Score, ...]
    measures: tuple[Measure, ...]
    roadmap_steps: tuple[RoadmapStep, ...]
    links: tuple[Link, ...]
    cofinancing: tuple[Cofinancing, ...]
    budgets: tuple[Budget, ...]
    limits: tuple[Limit, ...]
    locks: tuple[Lock, ...]
    coefficients: Mapping[CoefficientKey, Triple] = field(default_factory=dict)
    proposals: tuple[Proposal, ...] = ()
    contributions: tuple[Contribution, ...] = ()
    readiness: tuple[Readiness, ...] = ()
    loans: tuple[Loan, ...] = ()
    inflation: tuple[Inflation, ...] = ()
    products: tuple[Product, ...] = ()
    industries: tuple[Industry, ...] = ()
    employment: tuple[Employment, ...] = ()
    initiators: tuple[Initiator, ...] = ()
    clusters: tuple[Cluster, ...] = ()
    cluster_steps: tuple[ClusterStep, ...] = ()
    tased: tuple[Tased, ...] = ()
    residents: tuple[Resident, ...] = ()
    instruments: tuple[Instrument, ...] = ()
    indicators: tuple[Indicator, ...] = ()
    observations: tuple[Observation, ...] = ()
    findings: tuple[Finding, ...] = ()

    @property
    def started(self) -> tuple[Measure, ...]:
        """Started measures: the catalogue's first, then the proposals."""
        return tuple(m for m in self.measures if m.kind == "started")

    @property
    def opening(self) -> tuple[Measure, ...]:
        return tuple(m for m in self.measures if m.kind == "opening")

    def value(self, coefficient: str, subject: str, key: str, draw: Draw, default: float) -> float:
        """One coefficient at one draw; ``default`` is what the schema states for a row that is not there."""
        triple = self.coefficients.get((coefficient, subject, key))
        return default if triple is None else triple.at(draw)
