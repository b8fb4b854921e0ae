"""The oracle: the best plan of a small case by trying every combination of decisions, written from docs/model.md alone.

It shares nothing with the product but the types of a case. Every town's roadmaps and sets of starts are listed, every
combination over the towns is a candidate, and what remains of a candidate, scales, federal money, carry-over, loans,
trade and what follows a pilot, is one small linear programme. Federal money is a variable of each town, line and year,
inside its own window: the direct formulation, against which the product's atoms are tested. A contributor that a limit
names has lines of its own, whose money is counted as it is paid and not derived from public money.

Federal instruments that the plan may choose make an undecided case: its best plan is the best over its states, each a
case of its own (``decided``). What was found in towns, ``Town.status`` and ``Town.left_alone``, comes with the case;
since when a crisis lasts, what alarms and what visits cost is counted here.

Candidates are tried in the order of an upper bound, and the search ends when the bound falls to the best plan found.
The bound is weak duality for whatever prices; it can be switched off (``prune=False``) to try every candidate.
"""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cached_property
from itertools import chain, combinations, product
from math import ceil, prod

import numpy as np
from numpy.typing import NDArray
from scipy.optimize import linprog

from models.case import (
    CAPACITY_GOAL,
    CATEGORIES,
    CONTRIBUTORS,
    FEDERAL,
    NO_ROADMAP,
    Case,
    Cluster,
    Contribution,
    Draw,
    Limit,
    Lock,
    Measure,
    Readiness,
    Town,
)

FAMILIES = (
    "federal_budget",
    "region_budget",
    "cofinancing",
    "limits_ceiling",
    "limits_floor",
    "absorption",
    "requires",
    "excludes",
    "points_of_growth",
    "gates",
    "eligibility",
    "left_alone",
    "readiness",
    "consent",
    "after_opening",
    "excluded_by_opening",
    "search",
    "sums",
    "locks_must",
    "locks_must_not",
    "carry_over",
    "supplied",
    "bought",
    "follows",
    "piloted",
    "stepped",
    "gathered",
    "joined",
    "formed",
)
"""Families of rules that ``best_plan(case, without={...})`` drops. Without ``carry_over`` all unspent money is kept;
without ``sums`` a project is offered whose least scale cannot take the sums of its contributors; ``left_alone`` is
also part of ``eligibility``, and ``readiness`` and ``consent`` are about roadmaps too. Trade, what
follows a pilot and what a cluster adds keep to the bounds that every plan obeys.
"""

TOLERANCE = 1e-9
"""Relative; a candidate whose bound does not exceed the best plan by more than this is not tried."""
GATE_TOLERANCE = 1e-9
SUM_TOLERANCE_MRUB = 1e-9
SHORTFALL_MRUB = 1e-6
"""A least violation above this proves that a candidate has no feasible money."""

Vector = NDArray[np.float64]
Cell = tuple[str, str, int]
"""(town, line, year), the year counted 1..H; lines are measures, ``tax:MEASURE`` and ``CONTRIBUTOR:MEASURE``."""
Ends = tuple[float, ...]
"""Shares of a factor that a formula chooses the worse of: the town's own word and the prior, or what is known."""
TAX, COUNT = "tax", "count"


def line_of(whose: str, measure: str) -> str:
    """The line of tax not collected for a measure, or of what a contributor pays of it."""
    return f"{whose}:{measure}"


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
    """One started measure in one town under one variant from one start year.

    ``cost`` is by (line, year) and unit of scale, ``fixed`` by (line, year) once: sums that contributors give, below 0
    on the line of public money and above 0 on their own.
    """

    town: str
    variant: str
    measure: str
    start: int
    worth: float
    cost: dict[tuple[str, int], float]
    fixed: dict[tuple[str, int], float]
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
    """The best plan; public money in million roubles by (town, line, calendar year).

    ``state`` names the instruments that run; ``candidates`` and ``solved`` count those of every state that has a plan.
    ``trade`` is by (product, calendar year), ``follow`` by (measure, group of towns, calendar year) and ``bonus`` by
    (cluster, calendar year), where above 0.
    """

    objective: float
    decisions: Decisions
    spend_mrub: dict[Cell, float]
    federal_mrub: dict[Cell, float]
    trade: dict[tuple[str, int], float]
    follow: dict[tuple[str, str, int], float]
    bonus: dict[tuple[str, int], float]
    candidates: int
    solved: int
    state: str = "-"


# Federal instruments


def states_of(case: Case) -> list[str]:
    """Names of the states: ``yes`` before ``no``, the last instrument to be chosen changing first."""
    answers = [("yes", "no") if row.decision == "choose" else (row.decision,) for row in case.instruments]
    return [
        "+".join(row.instrument for row, answer in zip(case.instruments, state, strict=True) if answer == "yes") or "-"
        for state in product(*answers)
    ]


def decided(case: Case, state: str) -> Case:
    """The case of its own that one state makes. Raises ValueError for a name that is no state of the case."""
    if state not in states_of(case):
        raise ValueError(f"no such state: {state}")
    running = state.split("+")
    return replace(
        case,
        instruments=tuple(
            replace(row, decision="yes" if row.instrument in running else "no") for row in case.instruments
        ),
    )


class Reading:
    """Every number of docs/model.md up to the choice, one dictionary a symbol, keyed by ids and by years 1..H.

    Raises ValueError for a case with instruments that are still to be chosen.
    """

    def __init__(self, case: Case, draw: Draw, without: Collection[str] = ()) -> None:
        if any(row.decision == "choose" for row in case.instruments):
            raise ValueError("the instruments of this case are not decided")
        self.case, self.draw, self.without = case, draw, without
        self.horizon = case.settings.horizon_years
        self.years = range(1, self.horizon + 1)
        self.lock_ins = [row.lock_in for row in case.lock_ins]
        self.factors = [row.factor for row in case.factors]
        self.measure = {m.measure: m for m in case.measures}
        self.town = {t.town: t for t in case.towns}
        self.delta = 1 / (1 + case.settings.discount_share)
        self.n = {t.town: t.population / 10_000 for t in case.towns}
        self.price_level = {y: self._price_level(case.settings.first_year + y - 1) for y in self.years}
        self.contributions = {(row.contributor, row.town, row.measure): row for row in case.contributions}
        self.readiness = {(row.town, row.measure): row for row in case.readiness}
        self._run_instruments()
        self._diagnose()
        self._group_towns()
        self._expand_roadmaps()
        self._open_towns()
        self._take_effect()
        self._price_and_value_roadmaps()

    def coef(self, name: str, subject: str, key: str = "", default: float | None = None) -> float:
        """A coefficient at the draw; one without a default must be there."""
        if default is None:
            return self.case.coefficients[name, subject, key].at(self.draw)
        return self.case.value(name, subject, key, self.draw, default)

    def _price_level(self, calendar_year: int) -> float:
        """Prices of a year over those that costs are stated in."""
        rise = {row.year: 1 + row.inflation_share for row in self.case.inflation}
        stated = self.case.settings.price_year
        if not rise:
            return 1.0
        if stated <= calendar_year:
            return prod(rise[u] for u in range(stated + 1, calendar_year + 1))
        return 1 / prod(rise[u] for u in range(calendar_year + 1, stated + 1))

    # Federal instruments and monitoring

    def _run_instruments(self) -> None:
        """What runs in which year, and what it does to the effect and the cost of works delivered then."""
        self.running = {row.instrument for row in self.case.instruments if row.decision == "yes"}
        self.active = [
            (row.instrument, y)
            for row, y in product(self.case.instruments, self.years)
            if row.instrument in self.running and self.calendar_year(y) >= row.first_year
        ]
        self.help: dict[tuple[str, int], float] = {}
        self.save: dict[tuple[str, int], float] = {}
        for (m, measure), y in product(self.measure.items(), self.years):
            at_work = [i for i, year in self.active if year == y and measure.kind == "started"]
            self.help[m, y] = prod(1 + self.coef("instrument_effect", m, i, 0.0) for i in at_work)
            self.save[m, y] = prod(1 - self.coef("instrument_cut", m, i, 0.0) for i in at_work)

    def stands(self, instrument: str) -> bool:
        """Whether a row of Budgets or Limits stands that names an instrument, or none."""
        return not instrument or instrument in self.running

    def visits_mrub(self) -> float:
        """Cost of the diagnosis teams that alarms call, at prices of the price year; one team a town, the dearest."""
        total = 0.0
        for t in self.town:
            found_years = [row.year for row in self.case.findings if row.town == t]
            called = [0.0]
            for indicator in self.case.indicators:
                seen = [r for r in self.case.observations if (r.town, r.indicator) == (t, indicator.indicator)]
                if not seen:
                    continue
                latest = max(seen, key=lambda row: row.year)
                below = indicator.alarm_below is not None and latest.value < indicator.alarm_below
                above = indicator.alarm_above is not None and latest.value > indicator.alarm_above
                answered = any(year >= latest.year for year in found_years)
                if (below or above) and not answered:
                    called.append(self.coef("visit_cost", indicator.indicator))
            total += max(called)
        return total

    def since(self, t: str) -> int:
        """Calendar year from which the window of a town's crisis is counted."""
        stated = self.town[t].crisis_since
        if stated is not None:
            return stated
        found = [row.year for row in self.case.findings if row.town == t and row.status]
        return max(found, default=self.case.settings.first_year)

    def budgets(self) -> dict[tuple[str, int], float]:
        """Money by payer and year: rows that stand, less what instruments and visits cost the federal budget."""
        payers = (FEDERAL, *(row.region for row in self.case.regions))
        budget = dict.fromkeys(product(payers, self.years), 0.0)
        for row in self.case.budgets:
            if self.stands(row.instrument):
                budget[row.payer, self.year_index(row.year)] += row.amount_mrub
        for i, y in self.active:
            budget[FEDERAL, y] -= self.coef("instrument_cost", i) * self.price_level[y]
        budget[FEDERAL, 1] -= self.visits_mrub() * self.price_level[1]
        return budget

    # Diagnosis

    def _diagnose(self) -> None:
        weight = {(f, k): self.coef("weight", f, k, 0.0) for f in self.factors for k in self.lock_ins}
        known = {(row.town, row.factor): row for row in self.case.scores}
        self.ends: dict[tuple[str, str], Ends] = {}
        for t, factor in product(self.town, self.case.factors):
            f = factor.factor
            prior = self.coef("prior", f) / 4
            row = known.get((t, f))
            if row is None:
                self.ends[t, f] = (prior,)
                continue
            share = row.value
            if factor.kind == "score":
                share = row.value / 4
            elif factor.kind == "number":
                assert factor.zero_at is not None
                assert factor.four_at is not None
                share = min(1.0, max(0.0, (row.value - factor.zero_at) / (factor.four_at - factor.zero_at)))
            self.ends[t, f] = (share, prior) if row.source == "self" else (share,)
        self.lock_in_today: dict[tuple[str, str], float] = {}
        self.lock_in_least: dict[tuple[str, str], float] = {}
        for t, k in product(self.town, self.lock_ins):
            norm = sum(abs(weight[f, k]) for f in self.factors)
            base = sum(max(0.0, -weight[f, k]) for f in self.factors)
            pushes = [[weight[f, k] * end for end in self.ends[t, f]] for f in self.factors]
            self.lock_in_today[t, k] = (base + sum(max(push) for push in pushes)) / norm if norm > 0 else 0.0
            self.lock_in_least[t, k] = (base + sum(min(push) for push in pushes)) / norm if norm > 0 else 0.0
        distress = {t: self.coef("distress", self.town[t].status) for t in self.town}
        mean = sum(distress.values()) / len(distress)
        self.need = {t: (distress[t] / mean) ** self.case.settings.equity_exponent for t in self.town}

    def _group_towns(self) -> None:
        """Each town joins the first group whose founder is similar, or founds one. No roll-out: no groups."""
        self.group: dict[str, str] = {}
        within = self.case.settings.similar_within_share
        if within is None or not self.factors:
            return
        founders: list[str] = []
        for t in self.town:
            # The last end is what others say of the town, or the prior: no town chooses its group by its own word.
            apart = {
                founder: sum(abs(self.ends[t, f][-1] - self.ends[founder, f][-1]) for f in self.factors)
                / len(self.factors)
                for founder in founders
            }
            self.group[t] = next((founder for founder in founders if apart[founder] <= within + 1e-9), t)
            if self.group[t] == t:
                founders.append(t)

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
        self.fade: dict[tuple[str, str, str, int], float] = {}
        self.cut: dict[tuple[str, str, int], float] = {}
        # What hangs on one leader is lost sooner.
        risk = {
            (t, k): 1 + sum(self.coef("drift_risk", f, k, 0.0) * max(self.ends[t, f]) for f in self.factors)
            for t, k in product(self.town, self.lock_ins)
        }
        for p, y in product(self.variants, self.years):
            for k in self.lock_ins:
                drift = self.coef("drift", k) * self._kept_of(self.variants[p], "drift_cut", k, y)
                for t in self.town:
                    self.fade[t, p, k, y] = min(1.0, risk[t, k] * drift)
            for c in CATEGORIES:
                self.cut[p, c, y] = self._kept_of(self.variants[p], "cost_cut", c, y - 1)
        self.lock_in: dict[tuple[str, str, str, int], float] = {}
        self.lowered_least: dict[tuple[str, str, str], float] = {}
        for t, p, k in product(self.town, self.variants, self.lock_ins):
            path = self._lock_in_path(t, p, k, self.lock_in_today[t, k])
            self.lock_in |= {(t, p, k, y): value for y, value in path.items()}
            least = self.lock_in_least[t, k]
            self.lowered_least[t, p, k] = least - self._lock_in_path(t, p, k, least)[self.horizon + 1]

    def _lock_in_path(self, t: str, p: str, k: str, today: float) -> dict[int, float]:
        """Lock-in of the years 1..H+1 from what it is today: it drifts back, and opening measures push it down."""
        status = self.town[t].status
        window_years = next(row.window_years for row in self.case.statuses if row.status == status)
        since = self.since(t)
        floor = min(self.coef("floor", k), today)
        path = {1: today}
        for y in self.years:
            in_window = since <= self.calendar_year(y) < since + window_years
            window = self.coef("window_factor", status, "", 1.0) if in_window else 1.0
            opened = sum(
                self.coef("opening", o, k, 0.0) * intensity
                for (o, year), intensity in self.variants[p].intensity.items()
                if year == y
            )
            drifted = path[y] + self.fade[t, p, k, y] * (today - path[y])
            path[y + 1] = max(floor, drifted - window * opened)
        return path

    # Effectiveness

    def _take_effect(self) -> None:
        self.effect: dict[tuple[str, str, str, int], float] = {}
        self.place: dict[tuple[str, str], float] = {}
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
                left = sum(self.delta**u * kept ** (u - first) for u in range(first, last + 1))
                self.lasting[m, y] = self.help[m, y] * left
            for t in self.town:
                self.size[t, m], self.unit[t, m] = 1.0, self.coef("unit_cost", m)
                if not measure.town:
                    # A proposal states its cost on the spot, for a town of its size.
                    self.size[t, m] = self.n[t] ** self.coef("size_exponent", m, "", 0.0)
                    self.unit[t, m] *= index[self.town[t].region]
                    self.unit[t, m] *= self.n[t] ** self.coef("cost_size_exponent", m, "", 0.0)
                context = self.coef("context", m, "", 1.0) * prod(
                    min(1 + self.coef("context", m, f, 0.0) * end for end in self.ends[t, f]) for f in self.factors
                )
                additional = (1 - self.coef("deadweight", m, "", 0.0)) * prod(
                    min(1 - self.coef("deadweight", m, f, 0.0) * end for end in self.ends[t, f]) for f in self.factors
                )
                self.place[t, m] = context * additional * (1 - self.coef("displacement", m, "", 0.0))
                for p, y in product(self.variants, self.years):
                    self.effect[t, p, m, y] = self.place[t, m] * prod(
                        1 - self.coef("sensitivity", m, k, 0.0) * self.lock_in[t, p, k, y] for k in self.lock_ins
                    )

    def points_per_unit(self, m: str, but: str = "") -> float:
        """Weighted yield of a unit over the goals, without the goal ``but``."""
        return sum(g.weight * self.coef("yield", m, g.goal, 0.0) for g in self.case.goals if g.goal != but)

    def _price_and_value_roadmaps(self) -> None:
        evaluation = self.case.settings.evaluation_years
        capacity_weight = sum(g.weight for g in self.case.goals if g.goal == CAPACITY_GOAL)
        # The whole cost: contributors have not paid their share yet.
        self.roadmap_cost: dict[tuple[str, str, str, int], float] = {}
        self.roadmap_worth: dict[tuple[str, str], float] = {}
        for t, (p, variant) in product(self.town, self.variants.items()):
            direct = 0.0
            for (o, y), intensity in variant.intensity.items():
                self.roadmap_cost[t, p, o, y] = self.unit[t, o] * self.price_level[y] * intensity
                points = self.points_per_unit(o, but=CAPACITY_GOAL) * self.size[t, o]
                direct += points * intensity * self.effect[t, p, o, y] * self.lasting[o, y]
            capacity = 0.0
            for k in self.lock_ins:
                stays = 1 - self.fade[t, p, k, self.horizon]
                after = range(self.horizon + 1, evaluation + 1)
                reserve = sum(self.delta**u * stays ** (u - self.horizon - 1) for u in after)
                capacity += self.n[t] * self.lowered_least[t, p, k] * reserve
            self.roadmap_worth[t, p] = self.need[t] * (direct + capacity_weight * capacity)

    # Who pays beside the two budgets

    def contribution(self, contributor: str, t: str, m: str) -> Contribution | None:
        """The most particular row of a contributor: town and measure, town, measure, all."""
        for key in ((t, m), (t, ""), ("", m), ("", "")):
            if (contributor, *key) in self.contributions:
                return self.contributions[(contributor, *key)]
        return None

    def paid_share(self, contributor: str, t: str, m: str) -> float:
        row = self.contribution(contributor, t, m)
        return 0.0 if row is None or row.share is None else row.share

    def paid_sum(self, contributor: str, t: str, m: str) -> float:
        """What a contributor gives once for a project of a started measure."""
        row = self.contribution(contributor, t, m)
        return 0.0 if row is None or row.sum_mrub is None else row.sum_mrub

    def public_share(self, t: str, m: str) -> float:
        return 1 - sum(self.paid_share(k, t, m) for k in CONTRIBUTORS)

    def given(self, t: str, m: str) -> float:
        return sum(self.paid_sum(k, t, m) for k in CONTRIBUTORS)

    # What is offered

    def year_index(self, calendar_year: int) -> int:
        return calendar_year - self.case.settings.first_year + 1

    def calendar_year(self, y: int) -> int:
        return self.case.settings.first_year + y - 1

    def locks(self, town: str, subject: str, decision: str) -> list[Lock]:
        if f"locks_{decision}" in self.without:
            return []
        return [k for k in self.case.locks if (k.town, k.subject, k.decision) == (town, subject, decision)]

    def may_use(self, town: Town, measure: Measure) -> bool:
        if "eligibility" in self.without:
            return True
        if town.left_alone and "left_alone" not in self.without:
            return False
        return (
            measure.town in ("", town.town)
            and (not measure.statuses or town.status in measure.statuses)
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
            usable = usable and all(self.opens_in_time(t, variant, o) for o in variant.openings)
            if usable and all(_meant(variant, lock, self) for lock in musts):
                forbidden = any(_meant(variant, lock, self) for lock in self.locks(t, variant.roadmap, "must_not"))
                if not forbidden:
                    offered.append(variant)
        return offered

    def opens_in_time(self, t: str, variant: Variant, opening: str) -> bool:
        """Whether the town consents to an opening measure and is ready for it when its roadmap uses it first."""
        row = self.readiness.get((t, opening), Readiness(t, opening))
        prepared = row.ready_year is None or self.first_use(variant, opening) >= self.year_index(row.ready_year)
        return (prepared or "readiness" in self.without) and self.consents(row, self.measure[opening])

    def first_use(self, variant: Variant, opening: str) -> int:
        """First year in which a roadmap works on an opening measure; beyond the plan if it never does."""
        used = [y for (o, y), intensity in variant.intensity.items() if o == opening and intensity > 0]
        return min(used, default=self.horizon + 1)

    def consents(self, row: Readiness, measure: Measure) -> bool:
        given = row.consent == "yes" if measure.needs_consent else row.consent != "no"
        return given or "consent" in self.without

    def scale_high(self, t: str, m: str) -> float:
        measure = self.measure[m]
        return measure.scale_high + measure.scale_high_per_1000 * self.town[t].population / 1000

    def offered_options(self, t: str, p: str, m: str) -> list[Option]:
        """The starts of one measure that a town is offered under one variant."""
        measure, town = self.measure[m], self.town[t]
        musts, must_nots = self.locks(t, m, "must"), self.locks(t, m, "must_not")
        scale_low = max([measure.scale_low, *(lock.scale_low for lock in musts if lock.scale_low is not None)])
        scale_high = self.scale_high(t, m)
        if not self.may_use(town, measure) or scale_low > scale_high or scale_high <= 0:
            return []
        options = []
        for s in range(1, self.horizon - measure.duration_years + 2):
            gates = {k: self.coef("gate", m, k, 1.0) for k in self.lock_ins}
            open_enough = all(self.lock_in[t, p, k, s] <= gates[k] + GATE_TOLERANCE for k in self.lock_ins)
            other_year = any(lock.year is not None and self.year_index(lock.year) != s for lock in musts)
            forbidden = any(lock.year is None or self.year_index(lock.year) == s for lock in must_nots)
            allowed = (open_enough or "gates" in self.without) and self.roadmap_allows(t, p, measure, s)
            if allowed and self.is_ready(t, measure, s) and not other_year and not forbidden:
                option = self._option(t, p, m, s, scale_low, scale_high)
                if self.takes_sums(option) or "sums" in self.without:
                    options.append(option)
        return options

    def is_ready(self, t: str, measure: Measure, s: int) -> bool:
        """Whether works are prepared by a year and the community consents."""
        row = self.readiness.get((t, measure.measure), Readiness(t, measure.measure))
        prepared = s > measure.preparation_years if row.ready_year is None else s >= self.year_index(row.ready_year)
        return (prepared or "readiness" in self.without) and self.consents(row, measure)

    def roadmap_allows(self, t: str, p: str, measure: Measure, s: int) -> bool:
        """Whether a roadmap has done, by the year of the start, what a measure waits for, and not what rules it out."""
        variant = self.variants[p]
        after, excluded = measure.after_opening, measure.excluded_by_opening
        waits = bool(after) and self.first_use(variant, after) >= s
        ruled_out = bool(excluded) and self.first_use(variant, excluded) <= self.horizon
        unripe = measure.stage == "search" and not self.searches(t, p, s)
        return not (
            (waits and "after_opening" not in self.without)
            or (ruled_out and "excluded_by_opening" not in self.without)
            or (unripe and "search" not in self.without)
        )

    def searches(self, t: str, p: str, y: int) -> bool:
        """Whether a town is in innovative search in a year; else it is in inertia."""
        return all(
            self.lock_in[t, p, k, y] <= self.coef("search_below", k, "", 1.0) + GATE_TOLERANCE for k in self.lock_ins
        )

    def takes_sums(self, option: Option) -> bool:
        """Whether the least scale costs as much, in every year of works, as contributors give for the project."""
        duration = self.measure[option.measure].duration_years
        given = self.given(option.town, option.measure) / duration
        works = range(option.start, option.start + duration)
        return all(option.scale_low * option.cost[option.measure, y] >= given - SUM_TOLERANCE_MRUB for y in works)

    def _option(self, t: str, p: str, m: str, s: int, scale_low: float, scale_high: float) -> Option:
        measure = self.measure[m]
        d, works = measure.duration_years, range(s, s + measure.duration_years)
        delivered = sum(self.effect[t, p, m, y] * self.lasting[m, y] for y in works) / d
        whole = {}
        for y in self.years:
            if y in works:
                left = self.cut[p, measure.category, y] * self.save[m, y]
                whole[y] = self.unit[t, m] * self.price_level[y] * left / d
            elif s + d <= y < s + d + measure.life_years:
                whole[y] = self.unit[t, m] * self.price_level[y] * self.coef("running_cost", m, "", 0.0)
        cost = {(m, y): self.public_share(t, m) * mrub for y, mrub in whole.items()}
        fixed = {(m, y): -self.given(t, m) / d for y in works}
        for k in CONTRIBUTORS:
            cost |= {(line_of(k, m), y): self.paid_share(k, t, m) * mrub for y, mrub in whole.items()}
            fixed |= {(line_of(k, m), y): self.paid_sum(k, t, m) / d for y in works}
        fixed[line_of(COUNT, m), s] = 1.0
        for y in range(s + d, min(self.horizon, s + d + measure.life_years - 1) + 1):
            cost[line_of(TAX, m), y] = self.unit[t, m] * self.price_level[y] * sum(self.tax_forgone(m))
        return Option(
            town=t,
            variant=p,
            measure=m,
            start=s,
            worth=self.need[t] * self.size[t, m] * self.points_per_unit(m) * delivered,
            cost=cost,
            fixed=fixed,
            scale_low=scale_low,
            scale_high=scale_high,
            bend=self.coef("returns_break", m, "", 1.0) * scale_high,
            returns_after=self.coef("returns_after", m, "", 1.0),
        )

    def tax_forgone(self, m: str) -> tuple[float, float]:
        """Federal and regional tax not collected in a year, as shares of unit cost."""
        return self.coef("tax_forgone_federal", m, "", 0.0), self.coef("tax_forgone_regional", m, "", 0.0)


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
        if any(reading.measure[m].town not in ("", t) for m in (link.measure, link.other)):
            continue
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
class Line:
    """Money of one kind for one measure: public money, tax not collected (``tax``), or what a contributor pays.

    ``count`` is no money but a number of projects, where a limit is on that.

    ``federal`` money is paid by the federal budget inside a window of public money; a contributor's line has none.
    """

    measure: Measure
    whose: str = ""

    @property
    def name(self) -> str:
        return line_of(self.whose, self.measure.measure) if self.whose else self.measure.measure

    @property
    def is_public(self) -> bool:
        return self.whose not in (*CONTRIBUTORS, COUNT)


@dataclass(frozen=True)
class Money:
    """Rows ``federal . federal money + other . other money + master . master <= most``.

    One column a cell, for its federal money and for the rest of it, and one a master variable: carry-over or loan.
    ``low`` and ``high`` are the windows of the federal share of each cell; ``master_most`` bounds each master variable,
    which ``capped`` says to be a rule and not only a consequence of the rows.
    """

    cells: list[Cell]
    public: list[bool]
    federal: Vector
    other: Vector
    master: Vector
    most: Vector
    low: Vector
    high: Vector
    master_most: Vector
    capped: list[bool]


Masters = dict[tuple[str, str, int], float]
"""Coefficients of master variables: ("carry", payer, year) or ("loan", region, year received)."""


class MoneyRows:
    """Collects the rows of one case."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.case = reading, reading.case
        limited = [k for k in CONTRIBUTORS if any(limit.payer == k for limit in self.case.limits)]
        limited += [COUNT] if any(limit.unit == COUNT for limit in self.case.limits) else []
        self.lines = {line.name: line for line in self._lines(limited)}
        self.cells = list(product(reading.town, self.lines, reading.years))
        self.budget = reading.budgets()
        settings = self.case.settings
        inhabited = {t.region for t in self.case.towns}
        self.regions = [row.region for row in self.case.regions if row.region in inhabited]
        self.carry_share = {FEDERAL: settings.carry_over_federal_share}
        self.carry_share |= dict.fromkeys(self.regions, settings.carry_over_regional_share)
        if "carry_over" in reading.without:
            self.carry_share = dict.fromkeys(self.carry_share, 1.0)
        self.loans = [row for row in self.case.loans if row.region in inhabited]
        self.masters = [
            ("carry", payer, y)
            for payer, share in self.carry_share.items()
            if share > 0
            for y in range(1, reading.horizon)
        ]
        self.masters += [("loan", row.region, reading.year_index(row.year)) for row in self.loans]
        self.federal: list[list[float]] = []
        self.other: list[list[float]] = []
        self.master: list[list[float]] = []
        self.most: list[float] = []

    def _lines(self, limited: list[str]) -> Iterator[Line]:
        for measure in self.reading.measure.values():
            yield Line(measure)
            if measure.kind == "started" and sum(self.reading.tax_forgone(measure.measure)) > 0:
                yield Line(measure, TAX)
            yield from (Line(measure, k) for k in limited)

    def add(self, counted: list[bool], payer: str, sign: float, most: float, masters: Masters | None = None) -> None:
        """``sign`` times the payer's money in the counted cells, plus master variables, is at most ``most``."""
        masters = masters or {}
        self.federal.append([sign * (inside and payer in ("all", FEDERAL)) for inside in counted])
        self.other.append([sign * (inside and payer != FEDERAL) for inside in counted])
        self.master.append([masters.get(key, 0.0) for key in self.masters])
        self.most.append(most)

    def add_budget(self, payer: str, y: int) -> None:
        """What is spent, less what came from last year, plus what must be left over to carry, is the year's budget.

        Loans received are further money and loans given less of it, and the other way round when they are repaid.
        """
        reading, masters = self.reading, {("carry", payer, y - 1): -1.0}
        counted = [
            year == y and self.lines[line].is_public and payer in (FEDERAL, reading.town[t].region)
            for t, line, year in self.cells
        ]
        if self.carry_share[payer] > 0:
            masters["carry", payer, y] = 1 / self.carry_share[payer]
        for row in self.loans:
            key = ("loan", row.region, reading.year_index(row.year))
            sign = {FEDERAL: 1.0, row.region: -1.0}.get(payer, 0.0)
            masters |= {key: sign} if reading.year_index(row.year) == y else {}
            masters |= {key: -sign * (1 + row.interest_share)} if reading.year_index(row.repaid_year) == y else {}
        self.add(counted, FEDERAL if payer == FEDERAL else "regional", 1.0, self.budget[payer, y], masters)

    def add_absorption(self, t: str, y: int) -> None:
        """Public money of a town in a year, tax not collected apart, is at most a share of its municipal budget."""
        settings, town = self.case.settings, self.reading.town[t]
        municipal = town.municipal_budget_mrub
        if municipal is None and settings.municipal_budget_rub_per_head is not None:
            municipal = settings.municipal_budget_rub_per_head * town.population / 1e6
        if settings.absorption_share is not None and municipal is not None:
            counted = [(t, y) == (town_id, year) and not self.lines[line].whose for town_id, line, year in self.cells]
            self.add(counted, "all", 1.0, settings.absorption_share * municipal)

    def add_limit(self, limit: Limit) -> None:
        reading = self.reading
        if not reading.stands(limit.instrument):
            return
        for instance in instances(limit, reading):
            counted = [
                in_scope(instance, reading.town[t], self.lines[line].measure)
                and self._is_counted(self.lines[line], COUNT if instance.unit == COUNT else instance.payer)
                and (instance.year is None or reading.year_index(instance.year) == y)
                for t, line, y in self.cells
            ]
            per_unit = self.mrub_per_unit(instance)
            if instance.ceiling is not None and "limits_ceiling" not in reading.without:
                self.add(counted, instance.payer, 1.0, instance.ceiling * per_unit)
            if instance.floor is not None and "limits_floor" not in reading.without:
                self.add(counted, instance.payer, -1.0, -instance.floor * per_unit)

    @staticmethod
    def _is_counted(line: Line, payer: str) -> bool:
        """A limit on a contributor, or on projects, counts lines of its own, any other the lines of public money."""
        return line.whose == payer if payer in (*CONTRIBUTORS, COUNT) else line.is_public

    def mrub_per_unit(self, limit: Limit) -> float:
        """Million roubles in one unit of the limit's floor and ceiling."""
        if limit.unit in ("mrub", COUNT):
            return 1.0
        if limit.unit == "rub_per_head":
            return sum(t.population for t in self.case.towns if town_in_scope(limit, t)) / 1e6
        payers = [FEDERAL] if limit.payer != "regional" else []
        payers += self.regions if limit.payer != "federal" else []
        years = self.reading.years if limit.year is None else [self.reading.year_index(limit.year)]
        return sum(self.budget[payer, y] for payer in payers for y in years)

    def master_most(self, kind: str, owner: str, y: int) -> float:
        """No more than this can be lent, or carried into the next year."""
        index = self.reading.year_index
        if kind == "loan":
            return next(row.most_mrub for row in self.loans if (row.region, index(row.year)) == (owner, y))
        earned = sum(money for (payer, year), money in self.budget.items() if payer == owner and year <= y)
        if owner == FEDERAL:
            earned += sum(row.interest_share * row.most_mrub for row in self.loans if index(row.repaid_year) <= y)
        else:
            earned += sum(row.most_mrub for row in self.loans if row.region == owner and index(row.year) <= y)
        return max(0.0, earned)

    def finish(self) -> Money:
        windows = [self._window(t, self.lines[line]) for t, line, _ in self.cells]
        rows, columns = len(self.most), len(self.cells)
        return Money(
            cells=self.cells,
            public=[self.lines[line].is_public for _, line, _ in self.cells],
            federal=np.array(self.federal, dtype=float).reshape(rows, columns),
            other=np.array(self.other, dtype=float).reshape(rows, columns),
            master=np.array(self.master, dtype=float).reshape(rows, len(self.masters)),
            most=np.array(self.most, dtype=float),
            low=np.array([low for low, _ in windows]),
            high=np.array([high for _, high in windows]),
            master_most=np.array([self.master_most(*key) for key in self.masters], dtype=float),
            capped=[kind == "loan" for kind, _, _ in self.masters],
        )

    def _window(self, t: str, line: Line) -> tuple[float, float]:
        """Tax is lost by whom it would have gone to; what a contributor pays is nobody else's."""
        if line.whose == TAX:
            federal, regional = self.reading.tax_forgone(line.measure.measure)
            return federal / (federal + regional), federal / (federal + regional)
        return window(self.reading, t, line.measure.measure) if line.is_public else (0.0, 0.0)


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
        inside_scope = {
            m.category for m in case.measures if limit.category in ("", m.category) and limit.measure in ("", m.measure)
        }
        for category in CATEGORIES:
            if category in inside_scope:
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
    """Budgets of every payer and year and what a town can absorb, then limits."""
    rows = MoneyRows(reading)
    for y in reading.years:
        if "federal_budget" not in reading.without:
            rows.add_budget(FEDERAL, y)
        if "region_budget" not in reading.without:
            for region in rows.regions:
                rows.add_budget(region, y)
        if "absorption" not in reading.without:
            for t in reading.town:
                rows.add_absorption(t, y)
    for limit in reading.case.limits:
        rows.add_limit(limit)
    return rows.finish()


# Clusters


def known_sum(case: Case, places: Sequence[str], industry: str, figure: str) -> float | None:
    """A figure of Employment added up over places; None if that of any place is not known."""
    values = []
    for place in places:
        found = [getattr(r, figure) for r in case.employment if (r.place, r.industry) == (place, industry)]
        if not found or found[0] is None:
            return None
        values.append(found[0])
    return sum(values)


def over(part: float | None, whole: float | None) -> float | None:
    return None if part is None or not whole else part / whole


def firms_missing(case: Case, cluster: Cluster) -> list[float] | None:
    """How many firms, and independent ones, a cluster lacks, where it lacks any; None if it cannot be formed at all."""
    settings, i = case.settings, cluster.industry
    employed = known_sum(case, cluster.towns, i, "employed_persons")
    share = over(employed, known_sum(case, cluster.towns, "", "employed_persons"))
    of_country = over(
        known_sum(case, ["country"], i, "employed_persons"), known_sum(case, ["country"], "", "employed_persons")
    )
    worked = [over(known_sum(case, [t], i, "output_trub_per_worker"), 1) for t in cluster.towns]
    persons = [known_sum(case, [t], i, "employed_persons") for t in cluster.towns]
    output = None
    if all(w is not None for w in worked) and all(p is not None for p in persons):
        produced = sum((w or 0) * (p or 0) for w, p in zip(worked, persons, strict=True))
        output = over(over(produced, employed), known_sum(case, ["country"], i, "output_trub_per_worker"))
    largest = [known_sum(case, [t], i, "largest_employed_persons") for t in cluster.towns]
    dominance = None if None in largest else over(max(x for x in largest if x is not None), employed)
    for figure, least in ((over(share, of_country), settings.cluster_quotient_least),
                          (output, settings.cluster_output_ratio_least)):  # fmt: skip
        if least is not None and (figure is None or figure < least - 1e-9):
            return None
    most = settings.cluster_dominance_most_share
    if most is not None and (dominance is None or dominance > most + 1e-9):
        return None
    if not any((row.town, row.industry) == (t, i) for row in case.tased for t in cluster.towns):
        return None
    missing = []
    for figure_name, least in (("firms", settings.cluster_firms_least),
                               ("independent_firms", settings.cluster_independent_least)):  # fmt: skip
        if least is None:
            continue
        have = known_sum(case, cluster.towns, i, figure_name)
        if have is None:
            return None
        if have < least:
            missing.append(least - have)
    return missing


def stages_working(reading: Reading, cluster: Cluster, missing: Sequence[float], begun: Begun, year: int) -> int:
    """How many stages of a cluster work in a year, given who has begun what when (year 1, 2, ...)."""
    case, without = reading.case, reading.without
    delay = ceil(reading.coef("cluster_years", cluster.initiator, "", 0.0) - 1e-9)
    inside = [
        (m, s + reading.measure[m].duration_years)
        for (t, m), s in begun.items()
        if t in cluster.towns and not reading.measure[m].town
    ]
    if "gathered" not in without:
        for gap in missing:
            shares = [min(1.0, reading.coef("cluster_firms", m, "", 0.0) / gap) for m, done in inside if done <= year]
            if sum(shares) < 1.0 - 1e-9:
                return 0
    done_early = {m for m, done in inside if done + delay <= year}
    working = 0
    for stage in range(1, max(row.stage for row in case.cluster_steps) + 1):
        steps = {row.step for row in case.cluster_steps if row.stage <= stage}
        done = {row.step for row in case.cluster_steps if row.measure in done_early}
        working += "stepped" in without or steps <= done
    return working


Begun = Mapping[tuple[str, str], int]
"""Year of the start by town and measure."""


# What joins towns: trade of products, what follows a pilot, and what a cluster adds


SIDES = {"trade": ("supplied", "bought"), "follow": ("follows", "piloted"), "bonus": ("joined",)}
"""A joint is at most each of its sides, which are sums over starts; a bonus also what ``allowed`` says."""

JointName = tuple[str, str, str, int]
"""("trade", product, "", year), ("follow", measure, group, year of the start) or ("bonus", cluster, "", year of the
start), years counted 1, 2, ..."""


class Joints:
    """What is worth something and belongs to no town: each at most ``most``, and in each row at most a sum of starts.

    ``rows`` are pairs of a joint's position and the family of the row.
    """

    def __init__(self, reading: Reading) -> None:
        self.reading = reading
        self.offered: dict[tuple[str, str], set[int]] = {}
        trades = [("trade", row.product, "", u) for row in reading.case.products for u in self._evaluated_years()]
        follows = [
            ("follow", m.measure, group, s)
            for m in reading.case.started
            if not m.town and reading.coef("rollout", m.measure, "", 0.0) > 0
            for group in dict.fromkeys(reading.group.values())
            for s in range(2, reading.horizon + 1)
        ]
        missing = {c.cluster: firms_missing(reading.case, c) for c in reading.case.clusters}
        self.clusters = {c.cluster: (c, missing[c.cluster] or []) for c in reading.case.clusters
                         if missing[c.cluster] is not None and reading.case.cluster_steps}  # fmt: skip
        bonuses = [("bonus", c, "", s) for c in self.clusters for s in range(2, reading.horizon + 1)]
        if trades or follows or bonuses:
            self._find_offered()
        bounds = {name: self._trade_most(name) for name in trades} | {name: self._follow_most(name) for name in follows}
        bounds |= {name: self._bonus_most(name) for name in bonuses}
        self.names: list[JointName] = [name for name, most in bounds.items() if most > 0]
        self.most = np.array([bounds[name] for name in self.names], dtype=float)
        self.worth = np.array([self._worth(name) for name in self.names], dtype=float)
        self.rows = [
            (j, family)
            for j, name in enumerate(self.names)
            for family in SIDES[name[0]]
            if family not in reading.without
        ]
        self.left = np.zeros((len(self.rows), len(self.names)))
        for i, (j, _) in enumerate(self.rows):
            self.left[i, j] = 1.0
        self._known: dict[tuple[str, str, int], tuple[Vector, Vector]] = {}

    def _evaluated_years(self) -> range:
        return range(1, self.reading.case.settings.evaluation_years + 1)

    def _find_offered(self) -> None:
        """Years in which a town may start a measure under one or another of its roadmaps."""
        reading = self.reading
        for t, m in product(reading.town, reading.case.started):
            self.offered[t, m.measure] = {
                option.start
                for variant in reading.offered_variants(t)
                for option in reading.offered_options(t, variant.name, m.measure)
            }

    def _worth(self, name: JointName) -> float:
        """Points of one unit traded; what follows a pilot and what a cluster adds is in points."""
        kind, subject, _, year = name
        if kind != "trade":
            return 1.0
        points = sum(g.weight * self.reading.coef("trade", subject, g.goal, 0.0) for g in self.reading.case.goals)
        return self.reading.delta**year * points

    def _trade_most(self, name: JointName) -> float:
        """The lesser of what all could supply and buy, each at its greatest scale and in its best year."""
        _, subject, _, year = name
        totals = [0.0, 0.0]
        for (t, m), starts in self.offered.items():
            both = [self._traded(m, subject, s, year) for s in starts]
            for side in (0, 1):
                totals[side] += max((pair[side] for pair in both), default=0.0) * self.reading.scale_high(t, m)
        return min(totals)

    def _follow_most(self, name: JointName) -> float:
        """What would follow if all who may start at their greatest scale; 0 if nobody could be done by then."""
        _, m, group, year = name
        members = [t for t, founder in self.reading.group.items() if founder == group]
        followers = [t for t in members if year in self.offered[t, m] and self._led(t, m, year)]
        return sum(self._lift(t, m, year) * self.reading.scale_high(t, m) for t in followers)

    def _bonus_most(self, name: JointName) -> float:
        """What a cluster would add if all who may start did, at their greatest scale."""
        _, cluster, _, year = name
        return sum(
            self._joint(cluster, t, m, year) * self.reading.scale_high(t, m)
            for (t, m), starts in self.offered.items()
            if year in starts
        )

    def _joint(self, cluster_id: str, t: str, m: str, s: int) -> float:
        """Points that a cluster adds to one unit of a measure started in one of its towns in a year."""
        cluster, reading = self.clusters[cluster_id][0], self.reading
        share = reading.coef("cluster", m, "", 0.0)
        if t not in cluster.towns or reading.measure[m].town or share <= 0:
            return 0.0
        measure, left = reading.measure[m], reading.coef("cluster_kept", cluster.initiator, "", 1.0)
        delivered = 0.0
        for y in range(s, s + measure.duration_years):
            first = y + measure.lag_years
            last = min(reading.case.settings.evaluation_years, first + measure.life_years - 1)
            delivered += reading.help[m, y] * sum(
                reading.delta**u * reading.coef("kept", m) ** (u - first) * left ** max(0, u - reading.horizon)
                for u in range(first, last + 1)
            )
        return share * self._points_today(t, m) * delivered / measure.duration_years

    def allowed(self, options: list[Option]) -> Vector:
        """The most of every joint under given starts: a cluster adds nothing before it works."""
        most, reading = self.most.copy(), self.reading
        begun = {(o.town, o.measure): o.start for o in options}
        for j, (kind, subject, _, year) in enumerate(self.names):
            if kind == "bonus" and "formed" not in reading.without:
                most[j] *= self.stage_share(subject, begun, year)
        return most

    def stage_share(self, cluster_id: str, begun: Begun, year: int) -> float:
        """Stages of a cluster that work in a year over all its stages."""
        cluster, missing = self.clusters[cluster_id]
        stages = max(row.stage for row in self.reading.case.cluster_steps)
        return stages_working(self.reading, cluster, missing, begun, year) / stages

    def _led(self, town: str, m: str, year: int) -> bool:
        """Whether another town of its group could be done with a measure by the year in which a town starts it."""
        group, duration = self.reading.group, self.reading.measure[m].duration_years
        return any(s + duration <= year for t in group if t != town and group[t] == group[town]
                   for s in self.offered[t, m])  # fmt: skip

    def _lift(self, t: str, m: str, s: int) -> float:
        """Points that a pilot adds to one unit started in a year."""
        reading, duration = self.reading, self.reading.measure[m].duration_years
        delivered = sum(reading.lasting[m, y] for y in range(s, s + duration)) / duration
        return reading.coef("rollout", m, "", 0.0) * self._points_today(t, m) * delivered

    def _points_today(self, t: str, m: str) -> float:
        """Points of one unit for each year of its result, with lock-ins as they are today.

        Whoever has flat returns gets those of the flat part for every unit.
        """
        reading = self.reading
        open_today = prod(
            1 - reading.coef("sensitivity", m, k, 0.0) * reading.lock_in_today[t, k] for k in reading.lock_ins
        )
        scale_high = reading.scale_high(t, m)
        bends = reading.coef("returns_break", m, "", 1.0) * scale_high < scale_high
        flat = reading.coef("returns_after", m, "", 1.0) if bends else 1.0
        worth = reading.need[t] * reading.size[t, m] * reading.points_per_unit(m) * reading.place[t, m]
        return worth * open_today * flat

    def _traded(self, m: str, subject: str, s: int, year: int) -> tuple[float, float]:
        """What one unit of a measure started in year ``s`` supplies and buys of a product in a year."""
        measure, coef = self.reading.measure[m], self.reading.coef
        done = s + measure.duration_years
        if s <= year < done:
            return 0.0, coef("buys", m, subject, 0.0) / measure.duration_years
        if done <= year < done + measure.life_years:
            return coef("supplies", m, subject, 0.0), coef("uses", m, subject, 0.0)
        return 0.0, 0.0

    def sides(self, option: Option) -> tuple[Vector, Vector]:
        """What a start adds to the right side of every row: by unit of scale, and once."""
        t, m, s = key = (option.town, option.measure, option.start)
        if key in self._known:
            return self._known[key]
        per_unit, once = np.zeros(len(self.rows)), np.zeros(len(self.rows))
        done = s + self.reading.measure[m].duration_years
        for i, (j, family) in enumerate(self.rows):
            _, subject, group, year = self.names[j]
            if family in SIDES["trade"]:
                per_unit[i] = self._traded(m, subject, s, year)[SIDES["trade"].index(family)]
            elif family == "joined":
                per_unit[i] = self._joint(subject, t, m, s) if s == year else 0.0
            elif (m, self.reading.group[t]) == (subject, group):
                if family == "follows" and s == year and self._led(t, m, s):
                    per_unit[i] = self._lift(t, m, s)
                if family == "piloted" and done <= year:
                    once[i] = self.most[j]
        self._known[key] = per_unit, once
        return per_unit, once

    def greatest(self, options: list[Option], scales: list[float]) -> Vector:
        """The greatest value of every joint at given starts and scales: the lesser of its sides."""
        bonus = [name[0] == "bonus" for name in self.names]
        values = np.where(bonus, self.allowed(options), np.inf)
        for i, (j, _) in enumerate(self.rows):
            sides = [(self.sides(option), x) for option, x in zip(options, scales, strict=True)]
            values[j] = min(values[j], sum(per_unit[i] * x + once[i] for (per_unit, once), x in sides))
        return values


# One candidate: the linear programme in scales, federal money, carry-over, loans and joints


@dataclass(frozen=True)
class Solution:
    """``feasible`` money with the best scales, or the prices that prove that the rows cannot all hold."""

    feasible: bool
    objective: float
    scales: Vector
    federal: Vector
    spend: Vector
    joint: Vector
    prices: Vector


class Candidates:
    """Every combination of one choice a town, with the costs of the choices as vectors over the cells."""

    def __init__(self, reading: Reading) -> None:
        self.reading, self.money, self.joints = reading, money_rows(reading), Joints(reading)
        self.choices = [town_choices(reading, t) for t in reading.town]
        self.position = {cell: i for i, cell in enumerate(self.money.cells)}

    @property
    def shape(self) -> tuple[int, ...]:
        return tuple(len(choices) for choices in self.choices)

    @property
    def count(self) -> int:
        return prod(self.shape)

    @property
    def row_count(self) -> int:
        """Rows that join towns, those of money first."""
        return len(self.money.most) + len(self.joints.rows)

    @cached_property
    def bonus_lost(self) -> dict[int, Vector]:
        """For the bonus of each cluster and year the share of it that each combination cannot have.

        Combinations differ in it only by who begins what when in the towns of the cluster.
        """
        joints, lost = self.joints, {}
        if "formed" in self.reading.without:
            return {}
        for j, (kind, subject, _, year) in enumerate(joints.names):
            if kind == "bonus":
                lost[j] = 1.0 - self._stage_shares(subject, year)
        return lost

    def _stage_shares(self, subject: str, year: int) -> Vector:
        """Stages of a cluster that work in a year over all its stages, for every combination."""
        cluster = self.joints.clusters[subject][0]
        seen: list[dict[frozenset[tuple[str, int]], int]] = []
        which = []
        for t, choices in zip(self.reading.town, self.choices, strict=True):
            begun = [frozenset((o.measure, o.start) for o in c.options if t in cluster.towns) for c in choices]
            position = {pattern: i for i, pattern in enumerate(dict.fromkeys(begun))}
            seen.append(position)
            which.append([position[pattern] for pattern in begun])
        shares = [
            self.joints.stage_share(
                subject,
                {(t, m): s for t, pattern in zip(self.reading.town, patterns, strict=True) for m, s in pattern},
                year,
            )
            for patterns in product(*seen)
        ]
        return np.array(shares).reshape([len(position) for position in seen])[np.ix_(*which)]

    def on_cells(self, t: str, mrub: dict[tuple[str, int], float]) -> Vector:
        """Money of a town by (line, year) as a vector over the cells; lines that no row counts are left out."""
        vector = np.zeros(len(self.money.cells))
        for (line, y), value in mrub.items():
            if (t, line, y) in self.position:
                vector[self.position[t, line, y]] = value
        return vector

    def roadmap_cost(self, t: str, p: str) -> Vector:
        reading, mrub = self.reading, {}
        for o, y in reading.variants[p].intensity:
            whole = reading.roadmap_cost[t, p, o, y]
            mrub[o, y] = reading.public_share(t, o) * whole
            mrub |= {(line_of(k, o), y): reading.paid_share(k, t, o) * whole for k in CONTRIBUTORS}
            mrub[line_of(COUNT, o), y] = reading.variants[p].intensity[o, y]
        return self.on_cells(t, mrub)

    def solve(self, picked: list[Choice], scales: Vector | None = None) -> Solution:
        """The best money for one combination; ``scales``, if given, fixes the scale of every option in order."""
        options = [option for choice in picked for option in choice.options]
        towns = list(self.reading.town)
        fixed = sum(
            (self.roadmap_cost(t, choice.variant) for t, choice in zip(towns, picked, strict=True)),
            np.zeros(len(self.money.cells)),
        )
        fixed = sum((self.on_cells(o.town, o.fixed) for o in options), fixed)
        per_unit = np.array([self.on_cells(o.town, o.cost) for o in options])
        per_unit = per_unit.reshape(len(options), len(self.money.cells)).T
        worth = sum(self.reading.roadmap_worth[t, c.variant] for t, c in zip(towns, picked, strict=True))
        solution = Programme(self.money, self.joints, options, fixed, per_unit, scales).run()
        return replace(solution, objective=solution.objective + worth)

    def bounds(self, prices: Vector, count_worth: bool) -> Vector:
        """No plan of a combination is worth more than this, whatever the prices >= 0 of the rows that join towns.

        Adding ``prices * (most - left side) >= 0`` to the objective only helps a plan that obeys the rows. What is left
        splits by town, and in it every rouble of a cell costs the cheaper end of its window, every scale takes the best
        of its corners, and every master variable and joint the better of 0 and its greatest value. Without
        ``count_worth`` the worth is left out: a result below 0 then proves that the combination breaks the rows.
        """
        money, joints = self.money, self.joints
        prices, joint_prices = np.split(prices, [len(money.most)])
        federal, other = prices @ money.federal, prices @ money.other
        mixed = np.minimum(
            money.low * federal + (1 - money.low) * other, money.high * federal + (1 - money.high) * other
        )
        slack = prices @ money.most + np.maximum(0.0, -(prices @ money.master)) @ money.master_most
        joint_slack = np.maximum(0.0, joints.worth * count_worth - joint_prices @ joints.left) * joints.most
        total = np.full(self.shape, slack + joint_slack.sum())
        for j, lost in self.bonus_lost.items():
            total -= joint_slack[j] * lost
        for axis, (t, choices) in enumerate(zip(self.reading.town, self.choices, strict=True)):
            gain: dict[int, float] = {}
            for option in {id(o): o for choice in choices for o in choice.options}.values():
                per_unit, at_once = joints.sides(option)
                price = float(self.on_cells(t, option.cost) @ mixed - per_unit @ joint_prices)
                once = float(self.on_cells(t, option.fixed) @ mixed - at_once @ joint_prices)
                corners = (option.scale_low, max(option.scale_low, option.bend), option.scale_high)
                gain[id(option)] = max(option.result(x) * count_worth - x * price for x in corners) - once
            base = {
                p: self.reading.roadmap_worth[t, p] * count_worth - float(self.roadmap_cost(t, p) @ mixed)
                for p in {choice.variant for choice in choices}
            }
            values = [base[choice.variant] + sum(gain[id(o)] for o in choice.options) for choice in choices]
            total += np.array(values).reshape([-1 if i == axis else 1 for i in range(len(self.shape))])
        return total


class Programme:
    """Columns: steep and flat scale of every option, federal money of cells that cost anything, masters, joints."""

    def __init__(
        self,
        money: Money,
        joints: Joints,
        options: list[Option],
        fixed: Vector,
        per_unit: Vector,
        scales: Vector | None,
    ) -> None:
        self.money, self.joints, self.options, self.fixed, self.per_unit = money, joints, options, fixed, per_unit
        used = (fixed > 0) | (per_unit > 0).any(axis=1)
        self.used = used
        cells, masters, count = int(used.sum()), money.master.shape[1], len(options)
        after = masters + len(joints.names)
        spend = np.hstack([per_unit, per_unit])
        low, high = money.low[used, None], money.high[used, None]
        # Rows of money: federal share counted by `federal`, the rest of the spend by `other`.
        joined = np.hstack([money.other @ spend, (money.federal - money.other)[:, used], money.master])
        joined = np.hstack([joined, np.zeros((len(joined), len(joints.names)))])
        joined_most = money.most - money.other @ fixed
        # Joints: at most the sums of what the starts add to their sides.
        sides = [joints.sides(o) for o in options]
        added = np.array([per_scale for per_scale, _ in sides]).reshape(count, len(joints.rows)).T
        joint = np.hstack([-added, -added, np.zeros((len(joints.rows), cells + masters)), joints.left])
        joint_most = sum((once for _, once in sides), np.zeros(len(joints.rows)))
        # Windows of each cell: federal <= high * spend and low * spend <= federal.
        most = np.hstack([-high * spend[used], np.eye(cells), np.zeros((cells, after))])
        least = np.hstack([low * spend[used], -np.eye(cells), np.zeros((cells, after))])
        # Least scale: scale_low <= steep + flat.
        eye = np.eye(count)
        scale = np.hstack([-eye, -eye, np.zeros((count, cells + after))])
        self.left = np.vstack([joined, joint, most, least, scale])
        self.right = np.concatenate(
            [
                joined_most,
                joint_most,
                high[:, 0] * fixed[used],
                -low[:, 0] * fixed[used],
                [-o.scale_low for o in options],
            ]
        )
        self.worth = np.concatenate(
            [
                [o.worth for o in options],
                [o.worth * o.returns_after for o in options],
                np.zeros(cells + masters),
                joints.worth,
            ]
        )
        self.bounds: list[tuple[float, float | None]] = [
            *((0.0, o.bend) for o in options),
            *((0.0, o.scale_high - o.bend) for o in options),
            *[(0.0, None)] * cells,
            *((0.0, float(u) if cap else None) for u, cap in zip(money.master_most, money.capped, strict=True)),
            *((0.0, float(u)) for u in joints.allowed(options)),
        ]
        if scales is not None:
            for i, (option, x) in enumerate(zip(options, scales, strict=True)):
                steep = min(x, option.bend)
                self.bounds[i], self.bounds[count + i] = (steep, steep), (x - steep, x - steep)

    def run(self) -> Solution:
        rows, count = len(self.money.most) + len(self.joints.rows), len(self.options)
        if self.left.shape[1] == 0:
            # Nothing is decided and nothing spent: the rows hold or they do not.
            feasible = bool((self.right >= -SHORTFALL_MRUB).all())
            prices = np.where(self.right[:rows] < -SHORTFALL_MRUB, 1.0, 0.0)
            return Solution(feasible, 0.0, np.zeros(0), np.zeros(len(self.fixed)), self.fixed, np.zeros(0), prices)
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
        joint = answer.x[len(answer.x) - len(self.joints.names) :]
        return Solution(True, -float(answer.fun), scales, federal, spend, joint, prices)

    def infeasible(self) -> Solution:
        """The prices at which the least violation of the rows that join towns shows; joints of 0 violate none."""
        rows, columns = len(self.money.most) + len(self.joints.rows), self.left.shape[1]
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
        return Solution(False, -np.inf, np.zeros(0), np.zeros(0), np.zeros(0), np.zeros(0), prices)


# The search


def best_plan(
    case: Case, draw: Draw = "central", without: Collection[str] = (), *, prune: bool = True
) -> Oracle | None:
    """The best plan of a small case over its states, the first of equal ones, or None if no plan obeys its rules.

    ``without`` names families of rules to drop (``FAMILIES``); ``prune=False`` tries every candidate. Raises ValueError
    for a family that does not exist.
    """
    unknown = set(without) - set(FAMILIES)
    if unknown:
        raise ValueError(f"no such family of rules: {', '.join(sorted(unknown))}")
    found = {state: best_of_state(decided(case, state), draw, without, prune) for state in states_of(case)}
    plans = {state: plan for state, plan in found.items() if plan is not None}
    if not plans:
        return None
    state = max(plans, key=lambda name: plans[name].objective)
    candidates, solved = sum(plan.candidates for plan in plans.values()), sum(plan.solved for plan in plans.values())
    return replace(plans[state], candidates=candidates, solved=solved, state=state)


def best_of_state(case: Case, draw: Draw, without: Collection[str], prune: bool) -> Oracle | None:
    """The best plan of a case whose instruments are decided."""
    candidates = Candidates(Reading(case, draw, without))
    if 0 in candidates.shape:
        return None
    no_prices = np.zeros(candidates.row_count)
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
    money = candidates.money
    for (t, line, y), public, mrub, federal_mrub in zip(
        money.cells, money.public, best.spend, best.federal, strict=True
    ):
        if public and mrub > 0:
            spend[t, line, first_year + y - 1] = float(mrub)
            federal[t, line, first_year + y - 1] = float(federal_mrub)
    trade, follow, bonus = {}, {}, {}
    for (kind, subject, group, year), value in zip(candidates.joints.names, best.joint, strict=True):
        calendar_year = first_year + year - 1
        if value > 0 and kind == "trade":
            trade[subject, calendar_year] = float(value)
        elif value > 0 and kind == "follow":
            follow[subject, group, calendar_year] = float(value)
        elif value > 0:
            bonus[subject, calendar_year] = float(value)
    return Oracle(best.objective, Decisions(roadmap, starts), spend, federal, trade, follow, bonus, total, solved)


# A plan that someone else made


def evaluate(case: Case, decisions: Decisions, draw: Draw = "central") -> float:
    """The objective of given decisions, whether or not they obey the rules.

    Raises KeyError for a variant or town that does not exist, ValueError for a start beyond the horizon.
    """
    reading = Reading(case, draw)
    total = sum(reading.roadmap_worth[t, decisions.roadmap[t]] for t in reading.town)
    options, scales = [], []
    for (t, m), (calendar_year, scale) in decisions.starts.items():
        measure, start = reading.measure[m], reading.year_index(calendar_year)
        if not 1 <= start <= reading.horizon - measure.duration_years + 1:
            raise ValueError(f"{m} in {t} cannot start in {calendar_year}")
        option = reading._option(t, decisions.roadmap[t], m, start, 0.0, reading.scale_high(t, m))
        total += option.result(scale)
        options.append(option)
        scales.append(scale)
    joints = Joints(reading)
    return total + float(joints.worth @ joints.greatest(options, scales))


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
