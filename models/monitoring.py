"""Monitoring: indicators call a team to a town, and change nothing else.

Source: paper 1, policies for towns in crisis: standard answers by unemployment or output have failed, offices watch the
towns from day to day, and a town may have found its niche already.
"""

from __future__ import annotations

from dataclasses import dataclass

from models.case import Case, Draw, Indicator, Observation
from models.findings import last_years


@dataclass(frozen=True, slots=True)
class Alarm:
    """The latest value of an indicator in a town is out of bounds; ``answered`` if a team has been there since."""

    observation: Observation
    indicator: Indicator
    answered: bool


def alarms_of(case: Case) -> list[Alarm]:
    """Every alarm of the latest values, in the order of towns and indicators."""
    latest: dict[tuple[str, str], Observation] = {}
    for row in case.observations:
        key = row.town, row.indicator
        if key not in latest or row.year > latest[key].year:
            latest[key] = row
    visited = last_years(case.findings)
    return [
        Alarm(seen, indicator, visited.get(town.town, seen.year - 1) >= seen.year)
        for town in case.towns
        for indicator in case.indicators
        if (seen := latest.get((town.town, indicator.indicator))) is not None and is_out_of_bounds(indicator, seen)
    ]


def is_out_of_bounds(indicator: Indicator, seen: Observation) -> bool:
    below, above = indicator.alarm_below, indicator.alarm_above
    return (below is not None and seen.value < below) or (above is not None and seen.value > above)


def visits_mrub(case: Case, draw: Draw) -> dict[str, float]:
    """Cost of the team that is called to each town, at prices of the price year: the dearest that an alarm calls."""
    costs: dict[str, float] = {}
    for alarm in alarms_of(case):
        if not alarm.answered:
            town = alarm.observation.town
            cost = case.value("visit_cost", alarm.indicator.indicator, "", draw, 0.0)
            costs[town] = max(costs.get(town, 0.0), cost)
    return costs


def crisis_years(case: Case) -> list[int]:
    """Year of the outbreak that each town's window for change is counted from (T)."""
    found = last_years(row for row in case.findings if row.status)
    first = case.settings.first_year
    return [found.get(t.town, first) if t.crisis_since is None else t.crisis_since for t in case.towns]
