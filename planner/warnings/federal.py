"""Instruments that cost and do nothing, money of instruments that do not run, teams that are called.

These look at the case as it is asked, in which instruments may be left to choose.
"""

from __future__ import annotations

from collections.abc import Iterator

from models.case import Budget, Case, Draw, Limit
from models.monitoring import alarms_of, visits_mrub
from planner.tables.values import plain
from planner.warnings.found import Found
from planner.words import phrase, say

DRAW: Draw = "central"
HELPS = ("instrument_effect", "instrument_cut")


def teams_called(case: Case) -> Iterator[Found]:
    """Alarms that no team has answered: each town of them costs the federal budget a visit."""
    visits = visits_mrub(case, DRAW)
    for alarm in alarms_of(case):
        if not alarm.answered:
            seen = alarm.observation
            yield Found(
                seen.origin.cell("value"),
                say("an alarm calls a diagnosis team, which the federal budget pays in the first year"),
                say(
                    "{indicator} of {town} in {year}, {value} (a visit of {visit} mrub)",
                    indicator=seen.indicator, town=seen.town, year=seen.year,
                    value=plain(seen.value), visit=plain(visits[seen.town]),
                ),
                say("a finding of the year of the observation or later"),
                say("send the team, and enter on sheet Findings what it finds"),
                counted=phrase("{count:# alarm|# alarms}"),
            )  # fmt: skip


def crises_left_alone(case: Case) -> Iterator[Found]:
    """Towns found in a crisis after they had found their niche: they are left alone all the same."""
    alone = {town.town for town in case.towns if town.left_alone}
    windows = {status.status: status.window_years for status in case.statuses}
    said = {row.town: row.year for row in sorted(case.findings, key=lambda row: row.year) if row.niche == "yes"}
    for row in case.findings:
        if row.town in alone and row.year > said[row.town] and windows.get(row.status, 0) > 0:
            yield Found(
                row.origin.cell("niche"),
                say("a town found in a crisis is left alone, for an earlier finding says that it has found its niche"),
                say(
                    "{town}, niche in {niche_year}, {status} in {year}",
                    town=row.town, niche_year=said[row.town], status=row.status, year=row.year,
                ),
                say("niche no beside such a status"),
                say("fill in niche, or correct one of the two findings"),
            )  # fmt: skip


def instruments_without_effect(case: Case) -> Iterator[Found]:
    """Instruments that may run, and neither help a measure nor bring money: only their cost is left."""
    started = {measure.measure for measure in case.started}
    helpful = {key for (name, subject, key), triple in case.coefficients.items()
               if name in HELPS and subject in started and triple.at(DRAW) > 0}  # fmt: skip
    paying = {row.instrument for row in case.budgets if row.amount_mrub > 0}
    for row in case.instruments:
        if row.decision != "no" and row.instrument not in helpful | paying:
            yield Found(
                row.origin.cell("instrument"),
                say("an instrument helps no measure and brings no money"),
                row.instrument,
                say("coefficient instrument_effect or instrument_cut above 0 of some measure, or money of it"),
                say("add what it does to sheet Coefficients or Budgets, or decide no"),
            )


def money_of_idle_instruments(case: Case) -> Iterator[Found]:
    """Money and limits of instruments that were decided against, and money that comes before an instrument works."""
    instruments = {row.instrument: row for row in case.instruments}
    rows: list[Budget | Limit] = [*case.budgets, *case.limits]
    for row in rows:
        if not row.instrument:
            continue
        instrument = instruments[row.instrument]
        if instrument.decision == "no":
            yield Found(
                row.origin.cell("instrument"),
                say("a limit belongs to an instrument that does not run, so it does not stand")
                if isinstance(row, Limit)
                else say("money belongs to an instrument that does not run, so it is not there"),
                row.instrument,
                say("decision yes or choose in {cell}", cell=instrument.origin.cell("decision")),
                say("delete the row, or decide anew"),
            )
        elif isinstance(row, Budget) and row.amount_mrub > 0 and row.year < instrument.first_year:
            yield Found(
                row.origin.cell("year"),
                say("money of an instrument comes before the instrument works"),
                say("{instrument}, {year}", instrument=row.instrument, year=row.year),
                say(
                    "{year} or later, as in {cell}",
                    year=instrument.first_year, cell=instrument.origin.cell("first_year"),
                ),
                say("correct one of the two years"),
            )  # fmt: skip


def search_without_bound(case: Case) -> Iterator[Found]:
    """Measures for towns in innovative search, where no lock-in says what that is: then every town is in it."""
    if any(name == "search_below" and triple.at(DRAW) < 1 for (name, _, _), triple in case.coefficients.items()):
        return
    for measure in case.started:
        if measure.stage and not measure.town:
            yield Found(
                measure.origin.cell("stage"),
                say("every town is always in innovative search: no lock-in has a row search_below under 1"),
                measure.measure,
                say("such a row on sheet Coefficients"),
                say("add one, or leave stage blank"),
            )
