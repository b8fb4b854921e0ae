"""Clusters: whether an industry can be one in the towns named, and how and with what use it forms.

Written from ``docs/model.md``, section What joins towns, and in its letters: ``c`` is a cluster, ``T_c`` its towns,
``i`` its industry, ``k`` a stage or a kind of firms, ``s`` a start year, ``y`` and ``u`` years counted from 1. The
diagnosis is of today and depends on the case alone; formation depends on the start years that towns are offered.
"""

from __future__ import annotations

from collections.abc import Container, Iterator, Sequence
from dataclasses import dataclass
from math import ceil, fsum, isnan

from models.case import Case, Cluster
from planner.verifying.effects import Effects, delivery_worth
from planner.verifying.industries import EDGE, Figures, figures_of, jobs_of, stars_of
from planner.verifying.joins import Lift, Master, Start, Starts, lift_of

FIRMS, INDEPENDENT = "firms", "independent"
"""The kinds of firms that a cluster may lack."""


# --- Diagnosis -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Candidate:
    """A cluster of the case as it stands today: whether it meets each condition, and what it lacks in firms by kind."""

    cluster: Cluster
    figures: Figures
    stars: int
    conditions: dict[str, bool]
    gaps: dict[str, float]

    @property
    def is_possible(self) -> bool:
        return all(self.conditions.values())


def candidates_of(case: Case) -> Iterator[Candidate]:
    """Every cluster of the case, in the order of the sheet."""
    jobs = jobs_of(case)
    for cluster in case.clusters:
        figures = figures_of(jobs, cluster.towns, cluster.industry)
        firms = {
            FIRMS: (figures.firms, case.settings.cluster_firms_least),
            INDEPENDENT: (figures.independent_firms, case.settings.cluster_independent_least),
        }
        yield Candidate(
            cluster,
            figures,
            stars_of(case.settings, figures),
            {
                **conditions_of(case, cluster, figures),
                **{kind: least is None or not isnan(have) for kind, (have, least) in firms.items()},
            },
            {kind: 0.0 if least is None else max(0.0, least - have) for kind, (have, least) in firms.items()},
        )


def conditions_of(case: Case, cluster: Cluster, figures: Figures) -> dict[str, bool]:
    """Whether a cluster meets each condition but those about firms: it is not asked, or known and kept."""
    quotient, output = case.settings.cluster_quotient_least, case.settings.cluster_output_ratio_least
    dominance = case.settings.cluster_dominance_most_share
    return {
        "quotient": quotient is None or figures.location_quotient >= quotient - EDGE,
        "output": output is None or figures.output_ratio >= output - EDGE,
        "dominance": dominance is None or figures.dominance_share <= dominance + EDGE,
        "tased": any(row.town in cluster.towns and row.industry == cluster.industry for row in case.tased),
    }


# --- Formation -------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Works:
    """A cluster at a stage in a year: by step of the stages up to it the starts that do it, each for 1, and by kind of
    firms that it lacks the starts that fill a part of the gap.
    """

    cluster: str
    stage: int
    year: int
    steps: dict[str, dict[Start, float]]
    firms: dict[str, dict[Start, float]]

    @property
    def variable(self) -> Master:
        return ("works", f"{self.cluster},{self.stage}", self.year)

    def may_work(self, started: Container[Start]) -> bool:
        """Whether every sum reaches 1 with these starts."""
        sums = (*self.steps.values(), *self.firms.values())
        return all(fsum(part for start, part in each.items() if start in started) >= 1 - EDGE for each in sums)


@dataclass(frozen=True, slots=True)
class Bonus:
    """What a cluster adds to measures started in it in a year: ``joint[c,t,m,s]`` of every start, ``most``, the number
    of stages ``K``, and ``works`` at those of them at which it might work then.
    """

    cluster: str
    year: int
    joints: dict[Start, Lift]
    most: float
    stages: int
    works: tuple[Works, ...]

    @property
    def variable(self) -> Master:
        return ("bonus", self.cluster, self.year)


@dataclass(frozen=True, slots=True)
class Formation:
    """A possible cluster: works in the order of stages and years, bonuses in that of years."""

    cluster: Cluster
    works: tuple[Works, ...]
    bonuses: tuple[Bonus, ...]


def formations_of(effects: Effects, starts: Starts) -> Iterator[Formation]:
    """How every possible cluster may form, given the start years that towns are offered."""
    for candidate in candidates_of(effects.case):
        if candidate.is_possible:
            cluster = candidate.cluster
            own = [(town, measure, start) for town in cluster.towns
                   for measure, years in starts.get(town, {}).items() for start in years]  # fmt: skip
            works = tuple(works_of(effects, candidate, own))
            yield Formation(cluster, works, tuple(bonuses_of(effects, cluster, own, works)))


def stages_of(case: Case) -> int:
    """``K``, the largest stage of any step."""
    return max((row.stage for row in case.cluster_steps), default=0)


def steps_of(case: Case, stage: int) -> dict[str, set[str]]:
    """The steps of the stages up to one, in order of first appearance, with the measures that do them."""
    steps: dict[str, set[str]] = {}
    for row in case.cluster_steps:
        if row.stage <= stage:
            steps.setdefault(row.step, set()).add(row.measure)
    return steps


def delay_years(effects: Effects, initiator: str) -> int:
    """``delay[c] = coef[cluster_years, initiator]``, rounded up to whole years."""
    return ceil(effects.coef("cluster_years", initiator) - EDGE)


def works_of(effects: Effects, candidate: Candidate, own: Sequence[Start]) -> Iterator[Works]:
    """Every stage and year 2..H at which each sum has an offered start; ``own`` are the starts offered to its towns.

    A step is done where ``s + d + delay <= y``; firms are there where ``s + d <= y``.
    """
    cluster, case = candidate.cluster, effects.case
    delay = delay_years(effects, cluster.initiator)
    built = {start: start[2] + effects.measures[start[1]].duration_years for start in own}
    # Only measures of the catalogue bring firms to a cluster.
    adds = {start: 0.0 if effects.measures[start[1]].town else effects.coef("cluster_firms", start[1]) for start in own}
    gaps = {kind: gap for kind, gap in candidate.gaps.items() if gap > 0}
    for stage in range(1, stages_of(case) + 1):
        measures = steps_of(case, stage)
        for year in range(2, case.settings.horizon_years + 1):
            steps = {
                step: {start: 1.0 for start in own if start[1] in does and built[start] + delay <= year}
                for step, does in measures.items()
            }
            firms = {
                kind: {s: min(1.0, adds[s] / gap) for s in own if adds[s] > 0 and built[s] <= year}
                for kind, gap in gaps.items()
            }
            if all((*steps.values(), *firms.values())):
                yield Works(cluster.cluster, stage, year, steps, firms)


def bonuses_of(effects: Effects, cluster: Cluster, own: Sequence[Start], works: Sequence[Works]) -> Iterator[Bonus]:
    """Every year in which the cluster might work at some stage and a measure might gain by it."""
    case, coef = effects.case, effects.coef
    kept_later = coef("cluster_kept", cluster.initiator)
    rises = {m.measure: coef("cluster", m.measure) for m in case.started if not m.town}
    rises = {measure: rise for measure, rise in rises.items() if rise > 0}
    worth = {measure: delivery_worth(case, coef, effects.measures[measure], kept_later) for measure in rises}
    for year in range(2, case.settings.horizon_years + 1):
        at_work = tuple(row for row in works if row.year == year)
        joints = {
            (town, measure, start): lift_of(
                effects, town, effects.measures[measure], start, rises[measure], worth[measure]
            )
            for town, measure, start in own
            if start == year and measure in rises
        }
        most = fsum(joint.points * effects.scale[t, m].high for (t, m, _), joint in joints.items())
        if at_work and most > 0:
            yield Bonus(cluster.cluster, year, joints, most, stages_of(case), at_work)
