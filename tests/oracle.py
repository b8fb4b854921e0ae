"""The oracle: the best plan of a small case by trying every combination of decisions, written from docs/model.md alone.

It shares nothing with the product but the types of a case. Every town's roadmaps and sets of starts are listed, every
combination over the towns is a candidate, and what remains of a candidate, scales, federal money and carry-over, is one
small linear programme. Federal money is a variable of each town, measure and year, inside its own window: the direct
formulation, against which the product's atoms are tested.

Candidates are tried in the order of an upper bound, and the search ends when the bound falls to the best plan found.
The bound is weak duality for whatever prices; it can be switched off (``prune=False``) to try every candidate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from itertools import chain, combinations, product
from math import prod

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from models.case import CAPACITY_GOAL, CATEGORIES, FEDERAL, NO_ROADMAP, Case, Draw, Limit, Lock, Measure, Town

FAMILIES = (
    "federal_budget",
    "region_budget",
    "cofinancing",
    "limits_ceiling",
    "limits_floor",
    "requires",
    "excludes",
    "points_of_growth",
    "gates",
    "eligibility",
    "locks_must",
    "locks_must_not",
    "carry_over",
)
"""Families of rules that ``best_plan(case, without={...})`` drops. Without ``carry_over`` all unspent money is kept."""

TOLERANCE = 1e-9
"""Relative; a candidate whose bound does not exceed the best plan by more than this is not tried."""
GATE_TOLERANCE = 1e-9
SHORTFALL_MRUB = 1e-6
"""A least violation above this proves that a candidate has no feasible money."""

Vector = NDArray[np.float64]
Cell = tuple[str, str, int]
"""(town, measure, year), the year counted 1..H."""


@dataclass(frozen=True)
class Variant:
    """One roadmap with its targets and start year, and the opening measures of its rows.

    ``intensity`` is by (opening measure, year).
    """

    name: str
    roadmap: str
    start: int
    openings: tuple[str, ...]
    intensity: dict[tuple[str, int], float]


@dataclass(frozen=True)
class Option:
    """One started measure in one town under one variant from one start year, per unit of scale."""

    town: str
    variant: str
    measure: str
    start: int
    worth: float
    cost: dict[int, float]
    scale_low: float
    scale_high: float
    bend: float
    returns_after: float

    def result(self, scale: float) -> float:
        """Points at a scale: full returns up to the bend, the share ``returns_after`` beyond it."""
        return self.worth * (min(scale, self.bend) + self.returns_after * max(0.0, scale - self.bend))


@dataclass(frozen=True)
class Choice:
    """What one town may do: a variant and a set of options that obeys the town's own rules."""

    variant: str
    options: tuple[Option, ...]


@dataclass(frozen=True)
class Decisions:
    """A plan without its money: variant by town; (calendar year of the start, scale) by town and measure."""

    roadmap: dict[str, str]
    starts: dict[tuple[str, str], tuple[int, float]] = field(default_factory=dict)


@dataclass(frozen=True)
class Oracle:
    """The best plan; money in million roubles by (town, measure, calendar year)."""

    objective: float
    decisions: Decisions
    spend_mrub: dict[Cell, float]
    federal_mrub: dict[Cell, float]
    candidates: int
    solved: int


class Reading:
    """Every number of docs/model.md up to the choice, one dictionary a symbol, keyed by ids and by years 1..H."""

    def __init__(self, case: Case, draw: Draw, without: Collection[str] = ()) -> None:
        self.case, self.draw, self.without = case, draw, without
        self.horizon = case.settings.horizon_years
        self.years = range(1, self.horizon + 1)
        self.lock_ins = [row.lock_in for row in case.lock_ins]
        self.factors = [row.factor for row in case.factors]
        self.measure = {m.measure: m for m in case.measures}
        self.town = {t.town: t for t in case.towns}
        self.delta = 1 / (1 + case.settings.discount_share)
        self.n = {t.town: t.population / 10_000 for t in case.towns}
        self._diagnose()
        self._expand_roadmaps()
        self._open_towns()
        self._take_effect()
        self._price_and_value_roadmaps()

    def coef(self, name: str, subject: str, key: str = "", default: float | None = None) -> float:
        """A coefficient at the draw; one without a default must be there."""
        if default is None:
            return self.case.coefficients[name, subject, key].at(self.draw)
        return self.case.value(name, subject, key, self.draw, default)

    # Diagnosis

    def _diagnose(self) -> None:
        weight = {(f, k): self.coef("weight", f, k, 0.0) for f in self.factors for k in self.lock_ins}
        score = {(row.town, row.factor): row for row in self.case.scores}
        self.share: dict[tuple[str, str], float] = {}
        for t, factor in product(self.town, self.case.factors):
            f = factor.factor
            prior = self.coef("prior", f) / 4
            row = score.get((t, f))
            if row is None:
                share = prior
            elif factor.kind == "score":
                share = row.value / 4
            elif factor.kind == "yes_no":
                share = row.value
            else:
                assert factor.zero_at is not None
                assert factor.four_at is not None
                share = min(1.0, max(0.0, (row.value - factor.zero_at) / (factor.four_at - factor.zero_at)))
            if row is not None and row.source == "self":
                hurts = sum(weight[f, k] for k in self.lock_ins) >= 0
                share = max(share, prior) if hurts else min(share, prior)
            self.share[t, f] = share
        self.lock_in_today: dict[tuple[str, str], float] = {}
        for t, k in product(self.town, self.lock_ins):
            norm = sum(abs(weight[f, k]) for f in self.factors)
            total = sum(max(0.0, -weight[f, k]) + weight[f, k] * self.share[t, f] for f in self.factors)
            self.lock_in_today[t, k] = total / norm if norm > 0 else 0.0
        distress = {t: self.coef("distress", self.town[t].status) for t in self.town}
        mean = sum(distress.values()) / len(distress)
        self.need = {t: (distress[t] / mean) ** self.case.settings.equity_exponent for t in self.town}

    # Roadmaps

    def _expand_roadmaps(self) -> None:
        self.variants = {NO_ROADMAP: Variant(NO_ROADMAP, NO_ROADMAP, 0, (), {})}
        for roadmap in dict.fromkeys(step.roadmap for step in self.case.roadmap_steps):
            rows = [step for step in self.case.roadmap_steps if step.roadmap == roadmap]
            targets = [k for k in self.lock_ins if any(row.target == k for row in rows)]
            subsets = chain.from_iterable(combinations(targets, size) for size in range(1, len(targets) + 1))
            for chosen in list(subsets) or [()]:
                members = [row for row in rows if row.target == "" or row.target in chosen]
                steps = max(row.step_to for row in members)
                for start in range(1, self.horizon - steps + 2):
                    intensity: dict[tuple[str, int], float] = {}
                    for row, y in product(members, self.years):
                        if row.step_from <= y - start + 1 <= row.step_to:
                            intensity[row.opening, y] = intensity.get((row.opening, y), 0.0) + row.intensity
                    calendar_year = self.case.settings.first_year + start - 1
                    name = roadmap + ("/" + "+".join(chosen) if chosen else "") + f"@{calendar_year}"
                    openings = tuple(row.opening for row in members)
                    self.variants[name] = Variant(name, roadmap, start, openings, intensity)

    def _kept_of(self, variant: Variant, coefficient: str, key: str, last_year: int) -> float:
        """Product over years up to ``last_year`` and opening measures of (1 - coefficient * intensity)."""
        return prod(
            1 - self.coef(coefficient, o, key, 0.0) * intensity
            for (o, y), intensity in variant.intensity.items()
            if y <= last_year
        )

    def _open_towns(self) -> None:
        self.fade: dict[tuple[str, str, int], float] = {}
        self.cut: dict[tuple[str, str, int], float] = {}
        for p, y in product(self.variants, self.years):
            for k in self.lock_ins:
                self.fade[p, k, y] = self.coef("drift", k) * self._kept_of(self.variants[p], "drift_cut", k, y)
            for c in CATEGORIES:
                self.cut[p, c, y] = self._kept_of(self.variants[p], "cost_cut", c, y - 1)
        window_years = {row.status: row.window_years for row in self.case.statuses}
        self.lock_in: dict[tuple[str, str, str, int], float] = {}
        for t, p, k in product(self.town, self.variants, self.lock_ins):
            status = self.town[t].status
            today = self.lock_in_today[t, k]
            floor = min(self.coef("floor", k), today)
            self.lock_in[t, p, k, 1] = today
            for y in self.years:
                window = self.coef("window_factor", status, "", 1.0) if y <= window_years[status] else 1.0
                opened = sum(
                    self.coef("opening", o, k, 0.0) * intensity
                    for (o, year), intensity in self.variants[p].intensity.items()
                    if year == y
                )
                now = self.lock_in[t, p, k, y]
                drifted = now + self.fade[p, k, y] * (today - now)
                self.lock_in[t, p, k, y + 1] = max(floor, drifted - window * opened)

    # Effectiveness

    def _take_effect(self) -> None:
        self.effect: dict[tuple[str, str, str, int], float] = {}
        self.lasting: dict[tuple[str, int], float] = {}
        self.size: dict[tuple[str, str], float] = {}
        self.unit: dict[tuple[str, str], float] = {}
        index = {row.region: 1.0 if row.price_index is None else row.price_index for row in self.case.regions}
        evaluation = self.case.settings.evaluation_years
        for m, measure in self.measure.items():
            for y in self.years:
                first = y + measure.lag_years
                last = min(evaluation, first + measure.life_years - 1)
                kept = self.coef("kept", m)
                self.lasting[m, y] = sum(self.delta**u * kept ** (u - first) for u in range(first, last + 1))
            for t in self.town:
                self.size[t, m] = self.n[t] ** self.coef("size_exponent", m, "", 0.0)
                dearer = index[self.town[t].region] * self.n[t] ** self.coef("cost_size_exponent", m, "", 0.0)
                self.unit[t, m] = self.coef("unit_cost", m) * dearer
                context = self.coef("context", m, "", 1.0) * prod(
                    1 + self.coef("context", m, f, 0.0) * self.share[t, f] for f in self.factors
                )
                additional = (1 - self.coef("deadweight", m, "", 0.0)) * prod(
                    1 - self.coef("deadweight", m, f, 0.0) * self.share[t, f] for f in self.factors
                )
                place = context * additional * (1 - self.coef("displacement", m, "", 0.0))
                for p, y in product(self.variants, self.years):
                    self.effect[t, p, m, y] = place * prod(
                        1 - self.coef("sensitivity", m, k, 0.0) * self.lock_in[t, p, k, y] for k in self.lock_ins
                    )

    def points_per_unit(self, m: str, but: str = "") -> float:
        """Weighted yield of a unit over the goals, without the goal ``but``."""
        return sum(g.weight * self.coef("yield", m, g.goal, 0.0) for g in self.case.goals if g.goal != but)

    def _price_and_value_roadmaps(self) -> None:
        evaluation = self.case.settings.evaluation_years
        capacity_weight = sum(g.weight for g in self.case.goals if g.goal == CAPACITY_GOAL)
        self.roadmap_cost: dict[tuple[str, str, str, int], float] = {}
        self.roadmap_worth: dict[tuple[str, str], float] = {}
        for t, (p, variant) in product(self.town, self.variants.items()):
            direct = 0.0
            for (o, y), intensity in variant.intensity.items():
                self.roadmap_cost[t, p, o, y] = self.unit[t, o] * intensity
                points = self.points_per_unit(o, but=CAPACITY_GOAL) * self.size[t, o]
                direct += points * intensity * self.effect[t, p, o, y] * self.lasting[o, y]
            capacity = 0.0
            for k in self.lock_ins:
                stays = 1 - self.fade[p, k, self.horizon]
                after = range(self.horizon + 1, evaluation + 1)
                reserve = sum(self.delta**u * stays ** (u - self.horizon - 1) for u in after)
                lowered = self.lock_in_today[t, k] - self.lock_in[t, p, k, self.horizon + 1]
                capacity += self.n[t] * lowered * reserve
            self.roadmap_worth[t, p] = self.need[t] * (direct + capacity_weight * capacity)

    # What is offered

    def year_index(self, calendar_year: int) -> int:
        return calendar_year - self.case.settings.first_year + 1

    def locks(self, town: str, subject: str, decision: str) -> list[Lock]:
        if f"locks_{decision}" in self.without:
            return []
        return [k for k in self.case.locks if (k.town, k.subject, k.decision) == (town, subject, decision)]

    def may_use(self, town: Town, measure: Measure) -> bool:
        if "eligibility" in self.without:
            return True
        return (
            (not measure.statuses or town.status in measure.statuses)
            and (measure.population_min is None or town.population >= measure.population_min)
            and (measure.population_max is None or town.population <= measure.population_max)
        )

    def offered_variants(self, t: str) -> list[Variant]:
        """The variants a town may take, ``none`` among them unless a roadmap must be taken."""
        menu = dict.fromkeys(step.roadmap for step in self.case.roadmap_steps)
        musts = [lock for roadmap in menu for lock in self.locks(t, roadmap, "must")]
        offered = []
        for variant in self.variants.values():
            # A row whose target is not chosen asks nothing of the town.
            usable = all(self.may_use(self.town[t], self.measure[o]) for o in variant.openings)
            if usable and all(_meant(variant, lock, self) for lock in musts):
                forbidden = any(_meant(variant, lock, self) for lock in self.locks(t, variant.roadmap, "must_not"))
                if not forbidden:
                    offered.append(variant)
        return offered

    def offered_options(self, t: str, p: str, m: str) -> list[Option]:
        """The starts of one measure that a town is offered under one variant."""
        measure, town = self.measure[m], self.town[t]
        musts, must_nots = self.locks(t, m, "must"), self.locks(t, m, "must_not")
        scale_low = max([measure.scale_low, *(lock.scale_low for lock in musts if lock.scale_low is not None)])
        scale_high = measure.scale_high + measure.scale_high_per_1000 * town.population / 1000
        if not self.may_use(town, measure) or scale_low > scale_high or scale_high <= 0:
            return []
        options = []
        for s in range(1, self.horizon - measure.duration_years + 2):
            gates = {k: self.coef("gate", m, k, 1.0) for k in self.lock_ins}
            open_enough = all(self.lock_in[t, p, k, s] <= gates[k] + GATE_TOLERANCE for k in self.lock_ins)
            other_year = any(lock.year is not None and self.year_index(lock.year) != s for lock in musts)
            forbidden = any(lock.year is None or self.year_index(lock.year) == s for lock in must_nots)
            if (open_enough or "gates" in self.without) and not other_year and not forbidden:
                options.append(self._option(t, p, m, s, scale_low, scale_high))
        return options

    def _option(self, t: str, p: str, m: str, s: int, scale_low: float, scale_high: float) -> Option:
        measure = self.measure[m]
        d, works = measure.duration_years, range(s, s + measure.duration_years)
        delivered = sum(self.effect[t, p, m, y] * self.lasting[m, y] for y in works) / d
        cost = {}
        for y in self.years:
            if y in works:
                cost[y] = self.unit[t, m] * self.cut[p, measure.category, y] / d
            elif s + d <= y < s + d + measure.life_years:
                cost[y] = self.unit[t, m] * self.coef("running_cost", m, "", 0.0)
        return Option(
            town=t,
            variant=p,
            measure=m,
            start=s,
            worth=self.need[t] * self.size[t, m] * self.points_per_unit(m) * delivered,
            cost=cost,
            scale_low=scale_low,
            scale_high=scale_high,
            bend=self.coef("returns_break", m, "", 1.0) * scale_high,
            returns_after=self.coef("returns_after", m, "", 1.0),
        )


def _meant(variant: Variant, lock: Lock, reading: Reading) -> bool:
    """Whether a lock on a roadmap means this variant."""
    same_year = lock.year is None or variant.start == reading.year_index(lock.year)
    return variant.roadmap == lock.subject and same_year


def town_choices(reading: Reading, t: str) -> list[Choice]:
    """Every variant with every set of starts, at most one a measure, that obeys the town's own rules."""
    choices = []
    for variant in reading.offered_variants(t):
        menus: list[list[Option | None]] = [
            [None, *reading.offered_options(t, variant.name, m.measure)] for m in reading.case.started
        ]
        for picks in product(*menus):
            options = tuple(option for option in picks if option is not None)
            if town_rules_hold(reading, t, options):
                choices.append(Choice(variant.name, options))
    return choices


def town_rules_hold(reading: Reading, t: str, options: tuple[Option, ...]) -> bool:
    """Prerequisites, exclusive alternatives, points of growth and measures that must be started."""
    case, without = reading.case, reading.without
    start = {option.measure: option.start for option in options}
    for link in case.links:
        if link.relation == "requires" and "requires" not in without:
            for y in reading.years:
                begun = link.measure in start and start[link.measure] <= y
                ready = link.other in start and start[link.other] <= y - link.years_before
                if begun and not ready:
                    return False
        both = link.measure in start and link.other in start
        if link.relation == "excludes" and "excludes" not in without and both:
            return False
    points = sum(reading.measure[m].point_of_growth for m in start)
    if points > case.settings.points_of_growth_max and "points_of_growth" not in without:
        return False
    return all(m.measure in start for m in case.started if reading.locks(t, m.measure, "must"))


# The rows of money that join the towns


@dataclass(frozen=True)
class Money:
    """Rows ``federal . federal money + regional . regional money + carry . carry <= most``; one column a cell or carry.

    ``low`` and ``high`` are the windows of the federal share of each cell; ``carry_most`` bounds each carry variable.
    """

    cells: list[Cell]
    federal: Vector
    regional: Vector
    carry: Vector
    most: Vector
    low: Vector
    high: Vector
    carry_most: Vector


class MoneyRows:
    """Collects the rows of one case."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.case = reading, reading.case
        self.cells = list(product(reading.town, reading.measure, reading.years))
        self.budget = {(b.payer, reading.year_index(b.year)): b.amount_mrub for b in self.case.budgets}
        settings = self.case.settings
        regions = [row.region for row in self.case.regions]
        self.carry_share = {FEDERAL: settings.carry_over_federal_share}
        self.carry_share |= dict.fromkeys(regions, settings.carry_over_regional_share)
        if "carry_over" in reading.without:
            self.carry_share = dict.fromkeys(self.carry_share, 1.0)
        self.carries = [
            (payer, y) for payer, share in self.carry_share.items() if share > 0 for y in range(1, reading.horizon)
        ]
        self.federal: list[list[float]] = []
        self.regional: list[list[float]] = []
        self.carry: list[list[float]] = []
        self.most: list[float] = []

    def add(
        self, counted: list[bool], payer: str, sign: float, most: float, carry: dict[tuple[str, int], float]
    ) -> None:
        """``sign`` times the payer's money in the counted cells, plus carry-over, is at most ``most``."""
        self.federal.append([sign * (inside and payer != "regional") for inside in counted])
        self.regional.append([sign * (inside and payer != "federal") for inside in counted])
        self.carry.append([carry.get(key, 0.0) for key in self.carries])
        self.most.append(most)

    def add_budget(self, payer: str, y: int) -> None:
        """What is spent, less what came from last year, plus what must be left over to carry, is the year's budget."""
        town = self.reading.town
        if payer == FEDERAL:
            counted = [year == y for _, _, year in self.cells]
        else:
            counted = [year == y and town[t].region == payer for t, _, year in self.cells]
        carry = {(payer, y - 1): -1.0}
        if self.carry_share[payer] > 0:
            carry[payer, y] = 1 / self.carry_share[payer]
        self.add(counted, "federal" if payer == FEDERAL else "regional", 1.0, self.budget[payer, y], carry)

    def add_limit(self, limit: Limit) -> None:
        reading = self.reading
        for instance in instances(limit, reading):
            counted = [
                in_scope(instance, reading.town[t], reading.measure[m])
                and (instance.year is None or reading.year_index(instance.year) == y)
                for t, m, y in self.cells
            ]
            per_unit = self.mrub_per_unit(instance)
            if instance.ceiling is not None and "limits_ceiling" not in reading.without:
                self.add(counted, instance.payer, 1.0, instance.ceiling * per_unit, {})
            if instance.floor is not None and "limits_floor" not in reading.without:
                self.add(counted, instance.payer, -1.0, -instance.floor * per_unit, {})

    def mrub_per_unit(self, limit: Limit) -> float:
        """Million roubles in one unit of the limit's floor and ceiling."""
        if limit.unit == "mrub":
            return 1.0
        if limit.unit == "rub_per_head":
            return sum(t.population for t in self.case.towns if town_in_scope(limit, t)) / 1e6
        payers = [FEDERAL] if limit.payer != "regional" else []
        payers += [r.region for r in self.case.regions] if limit.payer != "federal" else []
        years = self.reading.years if limit.year is None else [self.reading.year_index(limit.year)]
        return sum(self.budget[payer, y] for payer in payers for y in years)

    def finish(self) -> Money:
        windows = [window(self.reading, t, m) for t, m, _ in self.cells]
        rows, columns = len(self.most), len(self.cells)
        earned = [
            sum(money for (payer, year), money in self.budget.items() if payer == owner and year <= y)
            for owner, y in self.carries
        ]
        return Money(
            cells=self.cells,
            federal=np.array(self.federal, dtype=float).reshape(rows, columns),
            regional=np.array(self.regional, dtype=float).reshape(rows, columns),
            carry=np.array(self.carry, dtype=float).reshape(rows, len(self.carries)),
            most=np.array(self.most, dtype=float),
            low=np.array([low for low, _ in windows]),
            high=np.array([high for _, high in windows]),
            carry_most=np.array(earned, dtype=float),
        )


def town_in_scope(limit: Limit, town: Town) -> bool:
    return limit.status in ("", town.status) and limit.region in ("", town.region) and limit.town in ("", town.town)


def in_scope(limit: Limit, town: Town, measure: Measure) -> bool:
    return (
        town_in_scope(limit, town)
        and limit.category in ("", measure.category)
        and limit.measure in ("", measure.measure)
    )


def instances(limit: Limit, reading: Reading) -> Iterator[Limit]:
    """The limit itself, or one for each town, region or status with a town in its scope, or for each category in it."""
    case, column = reading.case, limit.for_each
    if not column:
        yield limit
        return
    if column == "category":
        of_measure = reading.measure[limit.measure].category if limit.measure else ""
        for category in CATEGORIES:
            if limit.category in ("", category) and of_measure in ("", category):
                yield replace(limit, category=category, for_each="")
        return
    inside = [t for t in case.towns if town_in_scope(limit, t)]
    if column == "town":
        yield from (replace(limit, town=t.town, for_each="") for t in inside)
    elif column == "region":
        yield from (replace(limit, region=region, for_each="") for region in dict.fromkeys(t.region for t in inside))
    else:
        yield from (replace(limit, status=status, for_each="") for status in dict.fromkeys(t.status for t in inside))


def window(reading: Reading, t: str, m: str) -> tuple[float, float]:
    """Federal share from the most particular row: measure and region, measure, region, all."""
    if "cofinancing" in reading.without:
        return 0.0, 1.0
    rows = {(row.measure, row.region): row for row in reading.case.cofinancing}
    region = reading.town[t].region
    row = next(rows[key] for key in ((m, region), (m, ""), ("", region), ("", "")) if key in rows)
    return row.federal_low_share, row.federal_high_share


def money_rows(reading: Reading) -> Money:
    """Budgets of every payer and year, then limits."""
    rows = MoneyRows(reading)
    for y in reading.years:
        if "federal_budget" not in reading.without:
            rows.add_budget(FEDERAL, y)
        if "region_budget" not in reading.without:
            for region in reading.case.regions:
                rows.add_budget(region.region, y)
    for limit in reading.case.limits:
        rows.add_limit(limit)
    return rows.finish()


# One candidate: the linear programme in scales, federal money and carry-over


@dataclass(frozen=True)
class Solution:
    """``feasible`` money with the best scales, or the prices that prove that the rows cannot all hold."""

    feasible: bool
    objective: float
    scales: Vector
    federal: Vector
    spend: Vector
    prices: Vector


class Candidates:
    """Every combination of one choice a town, with the costs of the choices as vectors over the cells."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.money = reading, money_rows(reading)
        self.choices = [town_choices(reading, t) for t in reading.town]
        self.position = {cell: i for i, cell in enumerate(self.money.cells)}

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(choices) for choices in self.choices)

    @property
    def count(self) -> int:
        return prod(self.shape)

    def option_cost(self, option: Option) -> Vector:
        vector = np.zeros(len(self.money.cells))
        for y, cost in option.cost.items():
            vector[self.position[option.town, option.measure, y]] = cost
        return vector

    def roadmap_cost(self, t: str, p: str) -> Vector:
        vector = np.zeros(len(self.money.cells))
        for o, y in self.reading.variants[p].intensity:
            vector[self.position[t, o, y]] = self.reading.roadmap_cost[t, p, o, y]
        return vector

    def solve(self, picked: list[Choice], scales: Vector | None = None) -> Solution:
        """The best money for one combination; ``scales``, if given, fixes the scale of every option in order."""
        options = [option for choice in picked for option in choice.options]
        towns = list(self.reading.town)
        fixed = sum(
            (self.roadmap_cost(t, choice.variant) for t, choice in zip(towns, picked, strict=True)),
            np.zeros(len(self.money.cells)),
        )
        per_unit = np.array([self.option_cost(o) for o in options]).reshape(len(options), len(self.money.cells)).T
        worth = sum(self.reading.roadmap_worth[t, c.variant] for t, c in zip(towns, picked, strict=True))
        programme = Programme(self.money, options, fixed, per_unit, scales)
        solution = programme.run()
        return Solution(
            solution.feasible,
            solution.objective + worth,
            solution.scales,
            solution.federal,
            solution.spend,
            solution.prices,
        )

    def bounds(self, prices: Vector, count_worth: bool) -> Vector:
        """No plan of a combination is worth more than this, whatever the prices >= 0 of the rows of money.

        Adding ``prices * (most - left side) >= 0`` to the objective only helps a plan that obeys the rows. What is left
        splits by town, and in it every rouble of a cell costs the cheaper end of its window, every scale takes the best
        of its corners, and every carry variable the better of 0 and its greatest value. Without ``count_worth`` the
        worth is left out: a result below 0 then proves that the combination breaks the rows.
        """
        money = self.money
        federal, regional = prices @ money.federal, prices @ money.regional
        mixed = np.minimum(
            money.low * federal + (1 - money.low) * regional, money.high * federal + (1 - money.high) * regional
        )
        slack = prices @ money.most + np.maximum(0.0, -(prices @ money.carry)) @ money.carry_most
        total = np.full(self.shape, slack)
        for axis, (t, choices) in enumerate(zip(self.reading.town, self.choices, strict=True)):
            gain: dict[int, float] = {}
            for option in {id(o): o for choice in choices for o in choice.options}.values():
                price = sum(cost * mixed[self.position[t, option.measure, y]] for y, cost in option.cost.items())
                corners = (option.scale_low, max(option.scale_low, option.bend), option.scale_high)
                gain[id(option)] = max(option.result(x) * count_worth - x * price for x in corners)
            base = {
                p: self.reading.roadmap_worth[t, p] * count_worth - float(self.roadmap_cost(t, p) @ mixed)
                for p in {choice.variant for choice in choices}
            }
            values = [base[choice.variant] + sum(gain[id(o)] for o in choice.options) for choice in choices]
            total += np.array(values).reshape([-1 if i == axis else 1 for i in range(len(self.shape))])
        return total


class Programme:
    """Columns: steep and flat scale of every option, federal money of every cell that costs anything, carry-over."""

    def __init__(
        self, money: Money, options: list[Option], fixed: Vector, per_unit: Vector, scales: Vector | None
    ) -> None:
        self.money, self.options, self.fixed, self.per_unit = money, options, fixed, per_unit
        used = (fixed > 0) | (per_unit > 0).any(axis=1)
        self.used = used
        cells, carries, count = int(used.sum()), money.carry.shape[1], len(options)
        spend = np.hstack([per_unit, per_unit])
        low, high = money.low[used, None], money.high[used, None]
        # Rows of money: federal share counted by `federal`, the rest of the spend by `regional`.
        joined = np.hstack([money.regional @ spend, (money.federal - money.regional)[:, used], money.carry])
        joined_most = money.most - money.regional @ fixed
        # Windows of each cell: federal <= high * spend and low * spend <= federal.
        most = np.hstack([-high * spend[used], np.eye(cells), np.zeros((cells, carries))])
        least = np.hstack([low * spend[used], -np.eye(cells), np.zeros((cells, carries))])
        # Least scale: scale_low <= steep + flat.
        eye = np.eye(count)
        scale = np.hstack([-eye, -eye, np.zeros((count, cells + carries))])
        self.left = np.vstack([joined, most, least, scale])
        self.right = np.concatenate(
            [joined_most, high[:, 0] * fixed[used], -low[:, 0] * fixed[used], [-o.scale_low for o in options]]
        )
        self.worth = np.concatenate(
            [[o.worth for o in options], [o.worth * o.returns_after for o in options], np.zeros(cells + carries)]
        )
        self.bounds: list[tuple[float, float | None]] = [
            *((0.0, o.bend) for o in options),
            *((0.0, o.scale_high - o.bend) for o in options),
            *[(0.0, None)] * (cells + carries),
        ]
        if scales is not None:
            for i, (option, x) in enumerate(zip(options, scales, strict=True)):
                steep = min(x, option.bend)
                self.bounds[i], self.bounds[count + i] = (steep, steep), (x - steep, x - steep)

    def run(self) -> Solution:
        rows, count = len(self.money.most), len(self.options)
        if self.left.shape[1] == 0:
            # Nothing is decided and nothing spent: the rows hold or they do not.
            feasible = bool((self.right >= -SHORTFALL_MRUB).all())
            prices = np.where(self.right[:rows] < -SHORTFALL_MRUB, 1.0, 0.0)
            return Solution(feasible, 0.0, np.zeros(0), np.zeros(len(self.fixed)), self.fixed, prices)
        answer = linprog(-self.worth, A_ub=self.left, b_ub=self.right, bounds=self.bounds, method="highs")
        if answer.status == 2:
            return self.infeasible()
        if answer.status != 0:
            raise RuntimeError(f"linear programme of the oracle: {answer.message}")
        scales = answer.x[:count] + answer.x[count : 2 * count]
        federal = np.zeros(len(self.fixed))
        federal[self.used] = answer.x[2 * count : 2 * count + int(self.used.sum())]
        spend = self.fixed + self.per_unit @ scales
        prices = np.maximum(0.0, -answer.ineqlin.marginals[:rows])
        return Solution(True, -float(answer.fun), scales, federal, spend, prices)

    def infeasible(self) -> Solution:
        """The prices at which the least violation of the rows of money shows."""
        rows, columns = len(self.money.most), self.left.shape[1]
        relief = np.vstack([-np.eye(rows), np.zeros((len(self.right) - rows, rows))])
        answer = linprog(
            np.concatenate([np.zeros(columns), np.ones(rows)]),
            A_ub=np.hstack([self.left, relief]),
            b_ub=self.right,
            bounds=[*self.bounds, *[(0.0, None)] * rows],
            method="highs",
        )
        if answer.status != 0:
            raise RuntimeError(f"least violation of the oracle: {answer.message}")
        prices = np.maximum(0.0, -answer.ineqlin.marginals[:rows])
        return Solution(False, -np.inf, np.zeros(0), np.zeros(0), np.zeros(0), prices)


# The search


def best_plan(
    case: Case, draw: Draw = "central", without: Collection[str] = (), *, prune: bool = True
) -> Oracle | None:
    """The best plan of a small case, or None if no plan obeys its rules.

    ``without`` names families of rules to drop (``FAMILIES``); ``prune=False`` tries every candidate. Raises ValueError
    for a family that does not exist.
    """
    unknown = set(without) - set(FAMILIES)
    if unknown:
        raise ValueError(f"no such family of rules: {', '.join(sorted(unknown))}")
    candidates = Candidates(Reading(case, draw, without))
    if 0 in candidates.shape:
        return None
    no_prices = np.zeros(len(candidates.money.most))
    bound = candidates.bounds(no_prices, count_worth=True)
    total, solved = bound.size, 0
    best: Solution | None = None
    best_picked: list[Choice] = []
    while True:
        index = np.unravel_index(int(np.argmax(bound)), bound.shape)
        if bound[index] == -np.inf:
            break
        if prune and best is not None and bound[index] <= best.objective + TOLERANCE * abs(best.objective):
            break
        picked = [choices[i] for choices, i in zip(candidates.choices, index, strict=True)]
        solution = candidates.solve(picked)
        solved += 1
        bound[index] = -np.inf
        if solution.feasible and (best is None or solution.objective > best.objective):
            best, best_picked = solution, picked
        if prune and solution.feasible:
            bound = np.minimum(bound, candidates.bounds(solution.prices, count_worth=True))
        elif prune:
            proven = candidates.bounds(solution.prices, count_worth=False) < -SHORTFALL_MRUB
            bound = np.where(proven, -np.inf, bound)
    return None if best is None else _oracle(candidates, best, best_picked, total, solved)


def _oracle(candidates: Candidates, best: Solution, picked: list[Choice], total: int, solved: int) -> Oracle:
    reading = candidates.reading
    first_year = reading.case.settings.first_year
    options = [option for choice in picked for option in choice.options]
    starts = {
        (o.town, o.measure): (first_year + o.start - 1, float(x)) for o, x in zip(options, best.scales, strict=True)
    }
    roadmap = {t: choice.variant for t, choice in zip(reading.town, picked, strict=True)}
    spend, federal = {}, {}
    for (t, m, y), all_mrub, federal_mrub in zip(candidates.money.cells, best.spend, best.federal, strict=True):
        if all_mrub > 0:
            spend[t, m, first_year + y - 1] = float(all_mrub)
            federal[t, m, first_year + y - 1] = float(federal_mrub)
    return Oracle(best.objective, Decisions(roadmap, starts), spend, federal, total, solved)


# A plan that someone else made


def evaluate(case: Case, decisions: Decisions, draw: Draw = "central") -> float:
    """The objective of given decisions, whether or not they obey the rules.

    Raises KeyError for a variant or town that does not exist, ValueError for a start beyond the horizon.
    """
    reading = Reading(case, draw)
    total = sum(reading.roadmap_worth[t, decisions.roadmap[t]] for t in reading.town)
    for (t, m), (calendar_year, scale) in decisions.starts.items():
        measure, start = reading.measure[m], reading.year_index(calendar_year)
        if not 1 <= start <= reading.horizon - measure.duration_years + 1:
            raise ValueError(f"{m} in {t} cannot start in {calendar_year}")
        scale_high = measure.scale_high + measure.scale_high_per_1000 * reading.town[t].population / 1000
        total += reading._option(t, decisions.roadmap[t], m, start, 0.0, scale_high).result(scale)
    return total


def broken_rules(
    case: Case, decisions: Decisions, draw: Draw = "central", *, scale_tolerance: float = 1e-6
) -> list[str]:
    """What given decisions break, in words; empty if some money can carry them out.

    ``scale_tolerance`` is relative: a scale outside its bounds by no more is moved onto the bound.
    """
    reading = Reading(case, draw)
    candidates = Candidates(reading)
    broken, picked, scales = [], [], []
    for t in reading.town:
        p = decisions.roadmap[t]
        if p not in [variant.name for variant in reading.offered_variants(t)]:
            broken.append(f"{t}: roadmap {p} is not offered")
            continue
        options = []
        for m in reading.case.started:
            if (t, m.measure) not in decisions.starts:
                continue
            calendar_year, scale = decisions.starts[t, m.measure]
            offered = [
                o for o in reading.offered_options(t, p, m.measure) if reading.year_index(calendar_year) == o.start
            ]
            if not offered:
                broken.append(f"{t}: {m.measure} is not offered in {calendar_year} under {p}")
                continue
            option = offered[0]
            margin = scale_tolerance * max(1.0, option.scale_high)
            if not option.scale_low - margin <= scale <= option.scale_high + margin:
                broken.append(f"{t}: {m.measure} at {scale}, not in {option.scale_low}..{option.scale_high}")
            options.append(option)
            scales.append(min(option.scale_high, max(option.scale_low, scale)))
        if not town_rules_hold(reading, t, tuple(options)):
            broken.append(f"{t}: a rule of the town (requires, excludes, points of growth, must)")
        picked.append(Choice(p, tuple(options)))
    if not broken and not candidates.solve(picked, np.array(scales)).feasible:
        broken.append("the budgets, windows and limits cannot all hold")
    return broken
