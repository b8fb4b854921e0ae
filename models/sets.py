"""Index sets of a case: the order that every array follows."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from functools import cached_property

from models.case import CATEGORIES, Case


@dataclass(frozen=True)
class Sets:
    """Ids in the order of the workbook. MEASURES are the started ones (proposals last), then the opening ones."""

    TOWNS: tuple[str, ...]
    REGIONS: tuple[str, ...]
    STATUSES: tuple[str, ...]
    FACTORS: tuple[str, ...]
    LOCK_INS: tuple[str, ...]
    GOALS: tuple[str, ...]
    STARTED: tuple[str, ...]
    OPENING: tuple[str, ...]
    YEARS: tuple[int, ...]
    CATEGORIES: tuple[str, ...] = CATEGORIES

    @property
    def MEASURES(self) -> tuple[str, ...]:  # noqa: N802  a set of the model
        return self.STARTED + self.OPENING

    @cached_property
    def town(self) -> dict[str, int]:
        return index(self.TOWNS)

    @cached_property
    def region(self) -> dict[str, int]:
        return index(self.REGIONS)

    @cached_property
    def measure(self) -> dict[str, int]:
        return index(self.MEASURES)

    @cached_property
    def lock_in(self) -> dict[str, int]:
        return index(self.LOCK_INS)

    @cached_property
    def year(self) -> dict[int, int]:
        return {year: i for i, year in enumerate(self.YEARS)}


def index(names: Sequence[str]) -> dict[str, int]:
    return {name: i for i, name in enumerate(names)}


def sets_of(case: Case) -> Sets:
    """The index sets of a case. Regions without a town have no money to give and are left out."""
    used = {town.region for town in case.towns}
    return Sets(
        TOWNS=tuple(t.town for t in case.towns),
        REGIONS=tuple(r.region for r in case.regions if r.region in used),
        STATUSES=tuple(s.status for s in case.statuses),
        FACTORS=tuple(f.factor for f in case.factors),
        LOCK_INS=tuple(lock.lock_in for lock in case.lock_ins),
        GOALS=tuple(g.goal for g in case.goals),
        STARTED=tuple(m.measure for m in case.started),
        OPENING=tuple(m.measure for m in case.opening),
        YEARS=case.settings.years,
    )
