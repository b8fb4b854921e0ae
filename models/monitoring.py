"""Monitoring: indicators call a team to a town, and only what the team finds on the spot changes anything.

Source: paper 1, policies for towns in crisis: standard answers by unemployment or output have failed, offices watch the
towns from day to day, and a town may have found its niche already.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, replace

from models.case import Case, Draw, Finding, Indicator, Observation, Town


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


def as_found(towns: Iterable[Town], findings: Iterable[Finding]) -> tuple[Town, ...]:
    """Towns with the status that was last found, and left alone where a niche was."""
    found = sorted(findings, key=lambda row: row.year)
    status = {row.town: row.status for row in found if row.status}
    niche = {row.town: row.niche for row in found if row.niche is not None}
    return tuple(
        replace(
            town,
            status=status.get(town.town, town.status),
            stated_status=town.status if town.town in status else "",
            left_alone=niche.get(town.town) == "yes",
        )
        for town in towns
    )


def as_stated(town: Town) -> Town:
    """The town as its row of the sheet Towns has it."""
    return replace(town, status=town.stated_status or town.status)


def crisis_years(case: Case) -> list[int]:
    """Year of the outbreak that each town's window for change is counted from (T)."""
    found = last_years(row for row in case.findings if row.status)
    first = case.settings.first_year
    return [found.get(t.town, first) if t.crisis_since is None else t.crisis_since for t in case.towns]


def last_years(findings: Iterable[Finding]) -> dict[str, int]:
    years: dict[str, int] = {}
    for row in findings:
        years[row.town] = max(row.year, years.get(row.town, row.year))
    return years
