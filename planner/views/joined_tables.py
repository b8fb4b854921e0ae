"""The sheets of what joins towns: products traded in the country, and measures that similar towns take over."""

from __future__ import annotations

from models.blocks import lifted_of, scales_of, starts_of, traded_of
from planner.plan import Plan

PlanRow = dict[str, object]


def networks(plan: Plan) -> list[PlanRow]:
    """Every product and year that can be traded, with both sides of it."""
    arrays, choice = plan.arrays, plan.found.choice
    scales, products = scales_of(arrays, choice), arrays.case.products
    return [
        {"product": products[trade.product].product, "name": products[trade.product].name,
         "unit": products[trade.product].unit, "year": trade.year, "supply": trade.supply.of(scales),
         "demand": trade.demand.of(scales), "traded": float(traded), "points": float(trade.worth * traded)}
        for trade, traded in zip(arrays.joins.trades, traded_of(arrays, choice), strict=True)
    ]  # fmt: skip


def rollout(plan: Plan) -> list[PlanRow]:
    """What was taken over: who went first, who followed, and what the followers gain by it."""
    arrays, choice = plan.arrays, plan.found.choice
    starts = starts_of(arrays, choice)
    return [
        {"measure": arrays.sets.STARTED[follow.measure], "group": follow.group,
         "year": arrays.sets.YEARS[follow.start], "pilots": int(follow.pilots.of(starts)),
         "followers": int(follow.followers.of(starts)), "points": float(points)}
        for follow, points in zip(arrays.joins.follows, lifted_of(arrays, choice), strict=False) if points > 0
    ]  # fmt: skip
