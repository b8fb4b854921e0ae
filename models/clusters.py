"""Clusters (paper 2): which candidates can be formed and why others fail, how they form, and what they add.

A cluster is an industry in one or several towns of a territory of advanced development. It works once its steps are
done (strategy, management company, urban environment, networks, outsourcing, stage by stage) and enough independent
firms are there. Whoever starts it decides how soon that is, and how much is left when the plan's money ends.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from math import ceil, floor

import numpy as np
from numpy.typing import NDArray

from models.case import Case, Cluster, Draw
from models.columns import Columns
from models.diagnosis import Diagnosis, Flags, Floats
from models.effects import Effects, years_of_result
from models.industries import EDGE, Figures, figures_of
from models.lifts import Sum, goal_weights, lifted
from models.sets import Sets

PERMITTED = "tased"
"""The condition that a territory of its towns permits the industry."""


@dataclass(frozen=True)
class Condition:
    """What a candidate is asked for: its ``figure`` (None: not known) beside what is ``needed``, and whether it is met.

    ``at_most`` says that the figure may not be larger, instead of not smaller.
    """

    name: str
    figure: float | None
    needed: float | None
    at_most: bool = False

    @property
    def met(self) -> bool:
        if self.figure is None:
            return False
        if self.needed is None:
            return True
        return self.figure <= self.needed + EDGE if self.at_most else self.figure >= self.needed - EDGE


@dataclass(frozen=True)
class Candidate:
    """A cluster of the case with its figures, the conditions asked, and the firms it lacks by what they are (above 0).

    Firms that are missing may still come; every other condition must be met today.
    """

    cluster: Cluster
    figures: Figures
    conditions: tuple[Condition, ...]
    gaps: Mapping[str, float] = field(default_factory=dict)

    @property
    def possible(self) -> bool:
        return all(condition.met for condition in self.conditions)

    def misses(self, figure: str) -> bool:
        """Whether a figure is asked for, known, and not what is asked."""
        return any(condition.name == figure and condition.figure is not None and not condition.met
                   for condition in self.conditions)  # fmt: skip


@dataclass(frozen=True)
class Need:
    """Something that must reach 1 before a cluster works: a step, or firms gathered, as a sum over starts."""

    family: str
    name: str
    starts: Sum


@dataclass(frozen=True)
class Works:
    """Whether a cluster works at a stage in a year: a whole number, no more than each of its needs."""

    cluster: int
    stage: int
    year: int
    needs: tuple[Need, ...]

    def at(self, starts: Floats) -> int:
        """1 if it works under starts (T, C, S), else 0."""
        return min(1, *(floor(need.starts.of(starts) + EDGE) for need in self.needs))


@dataclass(frozen=True)
class Bonus:
    """What a cluster adds to the measures its towns start in a year, points.

    ``bonus <= lift`` (a sum over scales), ``bonus <= each * sum of works`` over the stages in ``works``, all K of which
    make up ``most``.
    """

    cluster: int
    year: int
    lift: Sum
    works: tuple[Works, ...]
    each: float
    most: float
    net: Floats
    gross: Floats

    def allowed(self, starts: Floats) -> float:
        """The most points that starts (T, C, S) allow."""
        return self.each * sum(works.at(starts) for works in self.works)


def candidates_of(case: Case) -> tuple[Candidate, ...]:
    """Every cluster of a case with what speaks for and against it (model page, Clusters, Diagnosis)."""
    settings = case.settings
    permitted = {(row.town, row.industry) for row in case.tased}
    found = []
    for cluster in case.clusters:
        figures = figures_of(case, cluster.towns, cluster.industry)
        inside = float(any((town, cluster.industry) in permitted for town in cluster.towns))
        asked = [
            ("location_quotient", figures.location_quotient, settings.cluster_quotient_least, False),
            ("output_ratio", figures.output_ratio, settings.cluster_output_ratio_least, False),
            ("dominance_share", figures.dominance_share, settings.cluster_dominance_most_share, True),
            (PERMITTED, inside, 1.0, False),
        ]
        conditions = [Condition(name, figure, needed, at_most) for name, figure, needed, at_most in asked
                      if needed is not None]  # fmt: skip
        gaps = {}
        firms = (
            ("firms", figures.firms, settings.cluster_firms_least),
            ("independent", figures.independent_firms, settings.cluster_independent_least),
        )
        for name, have, least in firms:
            if least is not None:
                conditions.append(Condition(name, have, None))
                if have is not None and least > have:
                    gaps[name] = least - have
        found.append(Candidate(cluster, figures, tuple(conditions), gaps))
    return tuple(found)


def works_of(
    case: Case, sets: Sets, draw: Draw, columns: Columns, offered: Flags, candidates: tuple[Candidate, ...]
) -> Iterator[Works]:
    """Clusters that can be formed, by stage and year, where the starts that each need asks for are offered."""
    stages = {step.stage for step in case.cluster_steps}
    for number, candidate in enumerate(candidates):
        if not candidate.possible:
            continue
        for stage in range(1, max(stages, default=0) + 1):
            for year in range(1, len(sets.YEARS)):
                needs = tuple(needs_of(case, sets, draw, columns, offered, candidate, stage, year))
                if all(len(need.starts.cell) for need in needs):
                    yield Works(number, stage, year, needs)


def needs_of(
    case: Case, sets: Sets, draw: Draw, columns: Columns, offered: Flags, candidate: Candidate, stage: int, year: int
) -> Iterator[Need]:
    """Steps done early enough to work together in a year, and firms gathered by then."""
    initiator = candidate.cluster.initiator
    delay = ceil(case.value("cluster_years", initiator, "", draw, 0.0) - EDGE)
    steps: dict[str, dict[str, float]] = {}
    for row in case.cluster_steps:
        if row.stage <= stage:
            steps.setdefault(row.step, {})[row.measure] = 1.0
    for step, measures in steps.items():
        yield Need("stepped", step, starts_by(case, sets, columns, offered, candidate, measures, year - delay))
    for name, gap in candidate.gaps.items():
        brought = {
            measure.measure: min(1.0, case.value("cluster_firms", measure.measure, "", draw, 0.0) / gap)
            for measure in case.started[: columns.shared]
        }
        yield Need("gathered", name, starts_by(case, sets, columns, offered, candidate, brought, year))


def starts_by(
    case: Case,
    sets: Sets,
    columns: Columns,
    offered: Flags,
    candidate: Candidate,
    share: Mapping[str, float],
    year: int,
) -> Sum:
    """Starts of measures in the towns of a cluster completed before a year, each counted at its ``share``."""
    cells, coefficients = [], []
    for town in candidate.cluster.towns:
        t = sets.town[town]
        for m, measure in enumerate(case.started[: columns.shared]):
            if share.get(measure.measure, 0.0) > 0.0:
                years = [s for s in range(max(0, year - measure.duration_years + 1)) if offered[t, m, s]]
                cells += [(t * columns.count + m) * len(sets.YEARS) + s for s in years]
                coefficients += [share[measure.measure]] * len(years)
    return Sum(np.array(cells, dtype=np.int64), np.array(coefficients))


def bonuses_of(
    case: Case, sets: Sets, draw: Draw, columns: Columns, diagnosis: Diagnosis, effects: Effects, offered: Flags,
    candidates: tuple[Candidate, ...], works: tuple[Works, ...],
) -> Iterator[Bonus]:  # fmt: skip
    """What clusters that may work can add, by cluster and start year."""
    stages = max((step.stage for step in case.cluster_steps), default=0)
    by_year: dict[tuple[int, int], list[Works]] = {}
    for one in works:
        by_year.setdefault((one.cluster, one.year), []).append(one)
    joint: dict[str, tuple[Floats, Floats, Floats]] = {}
    for (number, year), working in sorted(by_year.items()):
        cluster = candidates[number].cluster
        if cluster.initiator not in joint:
            joint[cluster.initiator] = joint_lift(case, sets, draw, columns, diagnosis, effects, cluster.initiator)
        lift, net, gross = joint[cluster.initiator]
        inside = np.zeros(len(sets.TOWNS), dtype=bool)
        inside[[sets.town[town] for town in cluster.towns]] = True
        town, m = np.nonzero(inside[:, None] & offered[:, : columns.shared, year] & (lift[:, :, year] > 0.0))
        most = float((lift[town, m, year] * effects.scale_high[town, m]).sum())
        if most > 0.0:
            cells = (town * columns.count + m) * len(sets.YEARS) + year
            yield Bonus(number, year, Sum(cells, lift[town, m, year]), tuple(working), most / stages, most,
                        net[town, m, year], gross[town, m, year])  # fmt: skip


def joint_lift(
    case: Case, sets: Sets, draw: Draw, columns: Columns, diagnosis: Diagnosis, effects: Effects, initiator: str
) -> tuple[Floats, Floats, Floats]:
    """Points (T, M, S) that a unit of each catalogue measure gains in a working cluster, and net and gross (…, G)."""
    weights, shape = goal_weights(case), (len(sets.TOWNS), columns.shared, len(sets.YEARS))
    net, gross = (np.zeros((*shape, len(sets.GOALS))) for _ in range(2))
    left = case.value("cluster_kept", initiator, "", draw, 1.0)
    for m, measure in enumerate(case.started[: columns.shared]):
        share = case.value("cluster", measure.measure, "", draw, 0.0)
        if share > 0.0:
            years = np.array(years_of_result(case, measure, draw, left_after_plan=left))
            both = lifted(case, sets, draw, columns, diagnosis, effects, m, years)
            net[:, m], gross[:, m] = (share * part for part in both)
    return diagnosis.need[:, None, None] * (net @ weights), net, gross


Regions = NDArray[np.int64]


def region_of_cluster(cluster: Cluster, sets: Sets, region_of: Regions) -> int | None:
    """The region of all towns of a cluster; None where it reaches over several."""
    regions = {int(region_of[sets.town[town]]) for town in cluster.towns}
    return regions.pop() if len(regions) == 1 else None
