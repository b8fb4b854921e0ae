"""Monitoring, computed a second time: which towns alarm, whom that calls, and what was found on the spot.

Written from ``docs/model.md``, section Monitoring, and in its letters.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace

from models.case import Case, Finding, Indicator, Observation, Town
from planner.verifying.coefficients import Coefficients


def as_diagnosed(case: Case) -> Case:
    """The case with every town as teams found it: ``status[t]``, and whether it is left alone."""
    return replace(case, towns=tuple(_as_diagnosed(case, town) for town in case.towns))


def _as_diagnosed(case: Case, town: Town) -> Town:
    """The reader may have taken findings into account already; ``stated_status`` is then that of the sheet."""
    stated = town.stated_status or town.status
    status = latest(case, town, lambda row: bool(row.status))
    niche = latest(case, town, lambda row: row.niche is not None)
    return replace(
        town,
        status=stated if status is None else status.status,
        stated_status=stated,
        left_alone=niche is not None and niche.niche == "yes",
    )


def latest(case: Case, town: Town, counts: Callable[[Finding], bool]) -> Finding | None:
    """The latest row of Findings of a town that counts."""
    rows = [row for row in case.findings if row.town == town.town and counts(row)]
    return max(rows, key=lambda row: row.year, default=None)


def since_year(case: Case, town: Town) -> int:
    """``since[t]``: crisis_since, else the year of the latest row of Findings with a status, else the first year."""
    if town.crisis_since is not None:
        return town.crisis_since
    found = latest(case, town, lambda row: bool(row.status))
    return case.settings.first_year if found is None else found.year


@dataclass(frozen=True, slots=True)
class Alarm:
    """The latest value of an indicator in a town, out of its bounds; ``answered`` if a team was there since."""

    town: Town
    indicator: Indicator
    seen: Observation
    answered: bool


def alarms_of(case: Case) -> list[Alarm]:
    """Every alarm, in the order of Towns, then Indicators."""
    seen: dict[tuple[str, str], Observation] = {}
    for row in case.observations:
        key = (row.town, row.indicator)
        if key not in seen or row.year > seen[key].year:
            seen[key] = row
    visited: dict[str, int] = {}
    for finding in case.findings:
        visited[finding.town] = max(finding.year, visited.get(finding.town, finding.year))
    return [
        Alarm(town, indicator, value, town.town in visited and visited[town.town] >= value.year)
        for town in case.towns
        for indicator in case.indicators
        if (value := seen.get((town.town, indicator.indicator))) is not None and is_out_of_bounds(indicator, value)
    ]


def is_out_of_bounds(indicator: Indicator, seen: Observation) -> bool:
    below, above = indicator.alarm_below, indicator.alarm_above
    return (below is not None and seen.value < below) or (above is not None and seen.value > above)


def visits_mrub(case: Case, coef: Coefficients) -> dict[str, float]:
    """The visit to each town that calls, at prices of the price year: the dearest of its alarms that call."""
    visits: dict[str, float] = {}
    for alarm in alarms_of(case):
        if not alarm.answered:
            cost = coef("visit_cost", alarm.indicator.indicator)
            visits[alarm.town.town] = max(cost, visits.get(alarm.town.town, 0.0))
    return visits
