"""The sheets Stages and Alarms: where towns stand on their way, how unsure its results are, and who calls for a look.

Written from ``docs/model.md``, sections Roadmaps, Monitoring and What the plan reports.
"""

from __future__ import annotations

from math import fsum, nan

from models.case import CAPACITY_GOAL, DRAWS, Case
from planner.tables.plan_layout import STAGES
from planner.verifying.coefficients import Coefficients
from planner.verifying.comparing import Findings, Key, check_order, rows_by_key
from planner.verifying.decisions import Decisions
from planner.verifying.effects import Effects
from planner.verifying.monitoring import Alarm, alarms_of, visits_mrub
from planner.verifying.offers import is_in_search
from planner.verifying.plan_reading import Plan

WEIGHING_SLACK_SHARE = 1e-6
"""Error allowed to an uncertainty: money that weighs it may be a few kopecks below what was computed."""


def spreads_of(case: Case) -> dict[str, float]:
    """``spread[m] = (high - low) / (2*central)`` of started measures, without those whose central value is 0.

    The value is ``sum_g weight[g]*coef[yield,m,g] / coef[unit_cost,m]`` over goals but capacity: low with the low
    yields and the high cost, high with the high yields and the low cost.
    """
    coef = {draw: Coefficients(case, draw) for draw in DRAWS}
    weight = {goal.goal: goal.weight for goal in case.goals if goal.goal != CAPACITY_GOAL}
    spreads = {}
    for name in (measure.measure for measure in case.started):
        points = {d: fsum(each * coef[d]("yield", name, goal) for goal, each in weight.items()) for d in DRAWS}
        cost = {draw: coef[draw]("unit_cost", name) for draw in DRAWS}
        low, central, high = (
            points["low"] / cost["high"],
            points["central"] / cost["central"],
            points["high"] / cost["low"],
        )
        if central:
            spreads[name] = (high - low) / (2 * central)
    return spreads


def uncertainties_of(effects: Effects, decisions: Decisions) -> dict[tuple[str, int], float]:
    """The mean spread by town and year 1..H, weighted by public money of started measures; tax forgone is none."""
    spreads = spreads_of(effects.case)
    paid: dict[tuple[str, int], list[tuple[int, float]]] = {}
    for line in decisions.lines:
        spread = spreads.get(line.measure.measure)
        if spread is not None and not line.is_tax and line.paid > 0:
            paid.setdefault((line.town.town, line.year), []).append((line.paid, spread))
    return {
        key: fsum(kopecks * spread for kopecks, spread in of_year) / sum(kopecks for kopecks, _ in of_year)
        for key, of_year in paid.items()
    }


def check_stages(plan: Plan, effects: Effects, decisions: Decisions, findings: Findings) -> None:
    """Compare the sheet Stages: every town and year."""
    years = effects.case.settings.years
    due: list[Key] = [(town, year) for town in effects.towns for year in years]
    rows = rows_by_key(plan, "Stages", ("town", "year"), due, due, findings)
    check_order(rows, due, ("town", "year"), findings)
    uncertain = uncertainties_of(effects, decisions)
    for town, offer in decisions.variants.items():
        searching = False, *(is_in_search(effects, offer.lock_ins, y) for y in range(1, len(years) + 1))
        for y, year in enumerate(years, start=1):
            record = rows.get((town, year))
            if record is None:
                continue
            changes_over = y > 1 and searching[y] and not searching[y - 1]
            findings.texts(record, [
                ("name", effects.towns[town].name), ("stage", STAGES[searching[y]]),
                ("changes_over", "yes" if changes_over else ""),
            ])  # fmt: skip
            findings.figure(record, "uncertainty_share", uncertain.get((town, y), nan), absolute=WEIGHING_SLACK_SHARE)


def check_alarms(plan: Plan, effects: Effects, findings: Findings) -> None:
    """Compare the sheet Alarms: every alarm, and at the first of a town's that calls what its visit costs."""
    alarms: dict[Key, Alarm] = {(row.town.town, row.indicator.indicator): row for row in alarms_of(effects.case)}
    rows = rows_by_key(plan, "Alarms", ("town", "indicator"), alarms, alarms, findings)
    check_order(rows, alarms, ("town", "indicator"), findings)
    visits = {town: mrub * effects.price_level[0] for town, mrub in visits_mrub(effects.case, effects.coef).items()}
    for key, alarm in alarms.items():
        visit = nan if alarm.answered else visits.pop(alarm.town.town, nan)
        record = rows.get(key)
        if record is not None:
            findings.texts(record, [("name", alarm.town.name), ("answered", "yes" if alarm.answered else "no")])
            findings.number(record, "year", alarm.seen.year, relative=0)
            findings.number(record, "value", alarm.seen.value, relative=1e-12)
            findings.figure(record, "visit_mrub", visit)
