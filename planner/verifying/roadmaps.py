"""Roadmaps, computed a second time: what opens a town.

Written from ``docs/model.md``, section Roadmaps, and in its letters.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import combinations
from math import fsum, prod

from models.case import CATEGORIES, NO_ROADMAP, Case, Draw, RoadmapStep
from planner.verifying.coefficients import Coefficients, Path


@dataclass(frozen=True, slots=True)
class Variant:
    """One way to take a roadmap: its openings with intensity by year, and what they do to every town alike.

    ``opened[l]`` is ``sum_o coef[opening,o,l] * intensity[p,o,y]``, ``drift[l]`` the drift left where a town runs no
    risk of its own, both paths of ``H`` years; ``cut[c]`` is what is left of the unit costs of a category.
    """

    name: str
    roadmap: str
    start: int
    intensity: dict[str, Path]
    opened: dict[str, Path]
    drift: dict[str, Path]
    cut: dict[str, Path]

    def fade(self, lock_in: str, risk: float) -> Path:
        """``fade[t,p,l,y] = min(1, risk[t,l]*drift)`` for y = 1..H."""
        return tuple(min(1.0, risk * drift) for drift in self.drift[lock_in])

    def has_worked_on(self, opening: str, year: int) -> bool:
        """``sum_{u < year} intensity[p,opening,u] > 0``."""
        return fsum(self.intensity.get(opening, ())[: year - 1]) > 0

    def uses(self, opening: str) -> bool:
        """Whether it works on an opening measure in any year of the plan."""
        return any(each > 0 for each in self.intensity.get(opening, ()))

    def first_use(self, opening: str) -> int:
        """The first year, 1..H, in which it uses one of its opening measures."""
        return next(year for year, each in enumerate(self.intensity[opening], start=1) if each > 0)


def variants_of(case: Case, draw: Draw) -> tuple[Variant, ...]:
    """Every variant of the menu, ``none`` first: each set of targeted lock-ins and each start that fits the horizon."""
    coef = Coefficients(case, draw)
    result = [_variant(case, coef, NO_ROADMAP, "", 0, [])]
    rows_of: dict[str, list[RoadmapStep]] = {}
    for step in case.roadmap_steps:
        rows_of.setdefault(step.roadmap, []).append(step)
    for roadmap, rows in rows_of.items():
        for targets in _target_sets(case, rows):
            chosen = [row for row in rows if row.target in ("", *targets)]
            steps = max(row.step_to for row in chosen)
            for start in range(1, case.settings.horizon_years - steps + 2):
                calendar = case.settings.first_year + start - 1
                name = f"{roadmap}/{'+'.join(targets)}@{calendar}" if targets else f"{roadmap}@{calendar}"
                result.append(_variant(case, coef, name, roadmap, start, chosen))
    return tuple(result)


def _target_sets(case: Case, rows: list[RoadmapStep]) -> Iterator[tuple[str, ...]]:
    """Every non-empty set of the lock-ins that the rows target, or the empty set alone where they target none."""
    targeted = {row.target for row in rows if row.target}
    ordered = [lock_in.lock_in for lock_in in case.lock_ins if lock_in.lock_in in targeted]
    if not ordered:
        yield ()
    for count in range(1, len(ordered) + 1):
        yield from combinations(ordered, count)


def _variant(case: Case, coef: Coefficients, name: str, roadmap: str, start: int, rows: list[RoadmapStep]) -> Variant:
    """``intensity[p,o,y]``, the sum of row intensities with ``step_from <= y - s + 1 <= step_to``, and its effects."""
    years = range(1, case.settings.horizon_years + 1)
    intensity: dict[str, Path] = {}
    for opening in dict.fromkeys(row.opening for row in rows if row.intensity):
        own = [row for row in rows if row.opening == opening]
        intensity[opening] = tuple(
            fsum(row.intensity for row in own if row.step_from <= y - start + 1 <= row.step_to) for y in years
        )
    opened, drift, cut = {}, {}, {}
    for lock_in in (row.lock_in for row in case.lock_ins):
        opened[lock_in] = tuple(
            fsum(coef("opening", o, lock_in) * path[y - 1] for o, path in intensity.items()) for y in years
        )
        kept = [prod(1 - coef("drift_cut", o, lock_in) * path[y - 1] for o, path in intensity.items()) for y in years]
        drift[lock_in] = tuple(coef("drift", lock_in) * prod(kept[:y]) for y in years)
    for category in CATEGORIES:
        left = [prod(1 - coef("cost_cut", o, category) * path[y - 1] for o, path in intensity.items()) for y in years]
        cut[category] = tuple(prod(left[: y - 1]) for y in years)
    return Variant(name, roadmap, start, intensity, opened, drift, cut)


def lowered_path(today: float, floor: float, variant: Variant, lock_in: str, window: Path, risk: float = 1.0) -> Path:
    """``D[t,p,l,y]`` for y = 1..H+1: what opening lowers a lock-in by, less the drift back to today's.

    ``D[y+1] = min(L0 - min(floor, L0), (1 - fade[y])*D[y] + window[y]*opened[y])``, ``D[1] = 0``, ``L0 = today``.
    """
    most = today - min(floor, today)
    path = [0.0]
    for fade, opened, factor in zip(variant.fade(lock_in, risk), variant.opened[lock_in], window, strict=True):
        path.append(min(most, (1 - fade) * path[-1] + factor * opened))
    return tuple(path)
