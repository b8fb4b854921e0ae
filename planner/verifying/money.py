"""Money in whole kopecks: 1 mrub = 100 000 000 kopecks, 1 rouble = 100 kopecks.

Amounts of a case are decimal numbers that an official typed, so they are taken as the decimals they show, not as the
nearest binary fractions; only costs, which come from formulas, are floating-point.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from fractions import Fraction
from math import floor

KOPECKS_IN_MRUB = 100_000_000
KOPECKS_IN_RUB = 100
LINE_SLACK_KOPECKS = 2
"""A line may be this far below its computed cost: federal and regional money are both rounded down."""
FLOAT_SLACK = 1e-11
"""Relative error allowed to a cost computed in floating point in another order."""


def exact(number: float) -> Fraction:
    """The decimal that a number shows: 0.1 is one tenth."""
    return Fraction(repr(float(number)))


def budget_kopecks(amount_mrub: Fraction, stated: int | None) -> int:
    """Whole kopecks of a budget, rounded down; the ones stated where floating point alone may have made them so.

    What is taken off a budget is priced by products of price levels, which floating point does not hold exactly.
    """
    kopecks = amount_mrub * KOPECKS_IN_MRUB
    slack = exact(slack_kopecks(float(kopecks)))
    if stated is not None and floor(kopecks - slack) <= stated <= floor(kopecks + slack):
        return stated
    return floor(kopecks)


def kopecks_of_rub(amount_rub: float) -> int | None:
    """Kopecks of an amount in roubles, or None if it is no whole number of kopecks."""
    kopecks = round(amount_rub * KOPECKS_IN_RUB)
    near = abs(amount_rub * KOPECKS_IN_RUB - kopecks) <= 1e-6 + 1e-14 * abs(kopecks)
    return kopecks if near else None


def slack_kopecks(kopecks: float) -> float:
    """What floating point may add to an amount of this size; never as much as half a kopeck below 50 bn kopecks."""
    return 1e-3 + FLOAT_SLACK * abs(kopecks)


def is_cost(paid_kopecks: int, cost_mrub: float) -> bool:
    """Whether a line pays its computed cost: not more, and at most two kopecks less."""
    cost = cost_mrub * KOPECKS_IN_MRUB
    slack = slack_kopecks(cost)
    return cost - LINE_SLACK_KOPECKS - slack <= paid_kopecks <= cost + slack


def is_within_shares(federal_kopecks: int, cost_mrub: float, low_share: float, high_share: float) -> bool:
    """Whether federal money lies in its window of the computed cost, but for two kopecks of rounding."""
    cost = cost_mrub * KOPECKS_IN_MRUB
    slack = LINE_SLACK_KOPECKS + slack_kopecks(cost)
    return low_share * cost - slack <= federal_kopecks <= high_share * cost + slack


def keeps_ceiling(spent_kopecks: int, ceiling_mrub: float) -> bool:
    """Whether money stays under a ceiling; below one kopeck only floating point may exceed it."""
    ceiling = ceiling_mrub * KOPECKS_IN_MRUB
    return spent_kopecks <= ceiling + min(0.5, slack_kopecks(ceiling))


def keeps_floor(spent_kopecks: int, floor_mrub: float, lines: int) -> bool:
    """Whether money reaches a floor, but for two kopecks of rounding on each line."""
    least = floor_mrub * KOPECKS_IN_MRUB
    return spent_kopecks >= least - LINE_SLACK_KOPECKS * lines - slack_kopecks(least)


def theta_ends(federal_kopecks: int, cost_mrub: float, low_share: float, high_share: float) -> tuple[float, float]:
    """Least and greatest position ``theta`` in the window that gives this federal money after rounding.

    ``federal = cost*(low + theta*(high - low))``, rounded down by less than two kopecks.
    """
    cost = cost_mrub * KOPECKS_IN_MRUB
    width = cost * (high_share - low_share)
    if width <= 0:
        return 0.0, 1.0
    slack = slack_kopecks(cost)
    above = federal_kopecks - low_share * cost
    return (above - slack) / width, (above + LINE_SLACK_KOPECKS + slack) / width


@dataclass(frozen=True, slots=True)
class PayerYear:
    """Money of one payer in one year, kopecks; ``returned`` is below 0 where more is spent than there is."""

    budget: int
    carried_in: int
    spent: int
    carried_out: int
    returned: int
    loans_in: int = 0
    loans_out: int = 0


def payer_years(
    budgets: Sequence[int], spent: Sequence[int], share: float, loans: Sequence[tuple[int, int]] = ()
) -> list[PayerYear]:
    """Carry-over year by year: ``carried[y] = share*(budget + carried[y-1] + loans in - loans out - spent)``, rounded
    down to kopecks; ``loans`` are in and out of each year, none if empty.

    Nothing is carried out of the last year, and nothing from a year in which too much was spent.
    """
    years = []
    carried_in = 0
    for number, (budget, used) in enumerate(zip(budgets, spent, strict=True), start=1):
        loans_in, loans_out = loans[number - 1] if loans else (0, 0)
        left = budget + carried_in + loans_in - loans_out - used
        carried_out = floor(exact(share) * max(0, left)) if number < len(budgets) else 0
        years.append(PayerYear(budget, carried_in, used, carried_out, left - carried_out, loans_in, loans_out))
        carried_in = carried_out
    return years


def repaid_ends(loan_kopecks: int, interest_share: float) -> tuple[int, int]:
    """Least and most that may be repaid of a loan: it was rounded up by less than a kopeck, this is rounded down."""
    grown = 1 + exact(interest_share)
    return floor(grown * max(0, loan_kopecks - 1)), floor(grown * loan_kopecks)


def down_ends(amount_mrub: float) -> tuple[int, int]:
    """Least and most kopecks of an amount rounded down, whatever floating point did to it."""
    kopecks = amount_mrub * KOPECKS_IN_MRUB
    slack = slack_kopecks(kopecks)
    return max(0, floor(kopecks - slack)), floor(kopecks + slack)
