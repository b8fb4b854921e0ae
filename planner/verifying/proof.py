"""The proof a plan carries: prices of its rows and the bound that follows from them."""

from __future__ import annotations

from planner.verifying.bound import Bound, bound_of
from planner.verifying.comparing import Findings, alike, not_above_0
from planner.verifying.decisions import Offers
from planner.verifying.plan_reading import Plan, Record
from planner.verifying.rules import Rules
from planner.words import say

NOTHING = 1e-12
"""Bound and objective are the same within this share: floating-point sums in another order."""


def read_prices(plan: Plan, rules: Rules, findings: Findings) -> dict[str, float]:
    """The prices of a plan by row; rows that do not exist or stand twice and prices not above 0 are told."""
    found: dict[str, Record] = {}
    for record in plan.records["Prices"]:
        name, price = record.text("row"), record.number("price")
        if name not in rules.rows:
            findings.add(record.place("row"), say("{there!r} is there, the case makes no row of this name", there=name))
        elif name in found:
            findings.twice(found[name], record, "row")
        elif price <= 0:
            findings.add(record.place("price"), not_above_0(price))
        else:
            found[name] = record
            check_contribution(record, rules.rows[name].right_hand_side, findings)
    return {name: record.number("price") for name, record in found.items()}


def check_contribution(record: Record, granted: float, findings: Findings) -> None:
    """The right-hand side is that of the row, and the contribution is the price times it; else either may be wrong."""
    if not findings.number(record, "right_hand_side", granted, relative=1e-12, absolute=1e-12):
        return
    price, contribution = record.number("price"), record.number("contribution_points")
    if not alike(contribution, price * granted, 1e-10, 1e-12):
        findings.add(
            record.place("contribution_points"),
            say("{there!r} is there, the price gives {given!r}", there=contribution, given=price * granted),
        )
        if granted:
            findings.add(
                record.place("price"),
                say("{there!r} is there, the contribution gives {given!r}", there=price, given=contribution / granted),
            )


def proved_bound(rules: Rules, offers: Offers, prices: dict[str, float], horizon_years: int, most: int) -> Bound:
    """The bound that the prices of a plan prove; ``most`` is the greatest number of points of growth of a town."""
    return bound_of(rules, offers, prices, horizon_years, most)


def gap_share(bound: float, objective: float) -> float:
    """``(bound - objective) / objective``; 1 where a plan without points is bounded above them."""
    if bound - objective <= NOTHING * max(1.0, abs(bound)):
        return 0.0
    return (bound - objective) / objective if objective > 0 else 1.0
