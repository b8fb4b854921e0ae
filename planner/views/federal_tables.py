"""The sheets of federal instruments, of the two stages of restructuring, and of towns that call for a look."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.diagnosis import Floats
from models.instruments import active, state_name
from models.monitoring import alarms_of, visits_mrub
from models.reports import spreads
from planner.plan import Plan
from planner.tables.plan_layout import STAGES
from planner.views.joined_tables import PlanRow


def instruments_run(plan: Plan) -> list[PlanRow]:
    """Every instrument, whether it runs, and the money that goes into it and comes with it."""
    case, draw, level = plan.arrays.case, plan.arrays.draw, plan.arrays.costs.price_level
    rows: list[PlanRow] = []
    for i, (asked, decided) in enumerate(zip(plan.case.instruments, case.instruments, strict=True)):
        cost = case.value("instrument_cost", decided.instrument, "", draw, 0.0)
        own = sum(row.amount_mrub for row in case.budgets if row.instrument == decided.instrument)
        rows.append({"instrument": decided.instrument, "name": decided.name, "decision": asked.decision,
                     "runs": decided.decision, "first_year": decided.first_year,
                     "cost_mrub": float((active(case, i) * level).sum() * cost), "own_money_mrub": float(own)}
        )  # fmt: skip
    return rows


def states_bounded(plan: Plan) -> list[PlanRow]:
    """The state of the plan, then the others in the order in which they were looked at."""
    found = plan.found
    chosen: PlanRow = {"state": state_name(plan.arrays.case), "chosen": "yes", "bound_points": found.certificate.bound}
    return [chosen, *({"state": other.state, "chosen": "no", "bound_points": other.bound} for other in found.others)]


def state_prices(plan: Plan) -> list[PlanRow]:
    return [{"state": other.state, "row": row, "price": price}
            for other in plan.found.others for row, price in other.prices]  # fmt: skip


def stages(plan: Plan) -> Iterator[PlanRow]:
    """The stage of every town in every year, and how uncertain is what is done there."""
    arrays, roadmap = plan.arrays, plan.found.choice.roadmap
    searching = arrays.opened.searching[np.arange(len(roadmap)), roadmap]
    uncertainty = uncertainty_of(plan)
    for t, town in enumerate(arrays.case.towns):
        for y, year in enumerate(arrays.sets.YEARS):
            changes = y > 0 and searching[t, y] and not searching[t, y - 1]
            share = uncertainty[t, y]
            yield {"town": town.town, "name": town.name, "year": year, "stage": STAGES[bool(searching[t, y])],
                   "changes_over": "yes" if changes else "",
                   "uncertainty_share": float(share) if np.isfinite(share) else None}  # fmt: skip


def uncertainty_of(plan: Plan) -> Floats:
    """Mean spread of the started measures that a town pays for in a year, by their public money (T, Y)."""
    spread = spreads(plan.arrays.case)[plan.measure_of_line[:, : plan.arrays.started]]
    money = plan.money.total[:, : plan.arrays.started].astype(float)
    money = np.where(np.isfinite(spread)[:, :, None], money, 0.0)
    weighed = (money * np.nan_to_num(spread)[:, :, None]).sum(axis=1)
    total = money.sum(axis=1)
    return np.asarray(np.divide(weighed, total, out=np.full_like(total, np.nan), where=total > 0))


def alarms(plan: Plan) -> list[PlanRow]:
    """Every alarm; the cost of a team that is called stands once, at the first alarm of the town that calls it."""
    case, names = plan.arrays.case, {town.town: town.name for town in plan.arrays.case.towns}
    visits = visits_mrub(case, plan.arrays.draw)
    level = float(plan.arrays.costs.price_level[0])
    rows: list[PlanRow] = []
    for alarm in alarms_of(case):
        seen = alarm.observation
        cost = None if alarm.answered else visits.pop(seen.town, None)
        rows.append({"town": seen.town, "name": names[seen.town], "indicator": seen.indicator, "year": seen.year,
                     "value": seen.value, "answered": "yes" if alarm.answered else "no",
                     "visit_mrub": None if cost is None else cost * level})  # fmt: skip
    return rows
