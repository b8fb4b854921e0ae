"""Federal instruments, computed a second time: what those that run help, save and cost, and what budgets are left.

Written from ``docs/model.md``, section Federal instruments, and in its letters; ``i`` is an instrument. It runs where
its decision is yes: ``states`` decides those that are left to choose.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import replace
from fractions import Fraction
from math import prod

from models.case import FEDERAL, Case, Instrument, Measure
from planner.verifying.coefficients import Coefficients, Path, exact_price_levels, paying_regions
from planner.verifying.money import exact
from planner.verifying.monitoring import visits_mrub

Budgets = dict[tuple[str, int], Fraction]
"""``B[payer,y]`` in mrub, exactly, by payer and year 1..H."""


def as_it_runs(case: Case) -> Case:
    """The case without the rows of Budgets and Limits of instruments that do not run."""
    stand = {"", *(row.instrument for row in case.instruments if row.decision == "yes")}
    return replace(
        case,
        budgets=tuple(row for row in case.budgets if row.instrument in stand),
        limits=tuple(row for row in case.limits if row.instrument in stand),
    )


def active_years(case: Case, instrument: Instrument) -> tuple[bool, ...]:
    """``active[i,y]`` for y = 1..H: it runs, and the calendar year is not before its first."""
    return tuple(instrument.decision == "yes" and year >= instrument.first_year for year in case.settings.years)


def help_path(case: Case, coef: Coefficients, measure: Measure) -> Path:
    """``help[m,y] = product over active i of (1 + coef[instrument_effect,m,i])``; 1 of an opening measure."""
    return _product_of_active(case, measure, lambda i: 1 + coef("instrument_effect", measure.measure, i))


def save_path(case: Case, coef: Coefficients, measure: Measure) -> Path:
    """``save[m,y] = product over active i of (1 - coef[instrument_cut,m,i])``; 1 of an opening measure."""
    return _product_of_active(case, measure, lambda i: 1 - coef("instrument_cut", measure.measure, i))


def _product_of_active(case: Case, measure: Measure, factor_of: Callable[[str], float]) -> Path:
    years = range(case.settings.horizon_years)
    if measure.kind != "started":
        return (1.0,) * len(years)
    active = [(factor_of(row.instrument), active_years(case, row)) for row in case.instruments]
    return tuple(prod(factor for factor, runs in active if runs[y]) for y in years)


def instrument_cost_mrub(case: Case, coef: Coefficients, instrument: Instrument) -> tuple[Fraction, ...]:
    """``coef[instrument_cost,i] * price_level[y]`` in the years in which it is active, else 0."""
    years = active_years(case, instrument)
    if not any(years):
        return (Fraction(0),) * len(years)
    each = exact(coef("instrument_cost", instrument.instrument))
    return tuple(each * level * runs for level, runs in zip(exact_price_levels(case), years, strict=True))


def budgets_of(case: Case, coef: Coefficients) -> Budgets:
    """A payer's rows of Budgets of a year together; of federal money what instruments and visits cost is taken off."""
    first_year, years = case.settings.first_year, case.settings.years
    budgets = {(payer, y): Fraction(0) for payer in (FEDERAL, *paying_regions(case)) for y in range(1, len(years) + 1)}
    for row in case.budgets:
        key = (row.payer, row.year - first_year + 1)
        if key in budgets:
            budgets[key] += exact(row.amount_mrub)
    for instrument in case.instruments:
        for y, cost in enumerate(instrument_cost_mrub(case, coef, instrument), start=1):
            budgets[FEDERAL, y] -= cost
    visits = sum((exact(mrub) for mrub in visits_mrub(case, coef).values()), Fraction(0))
    budgets[FEDERAL, 1] -= visits * exact_price_levels(case)[0]
    return budgets


def money_of(budgets: Budgets, payer: str, years: Iterable[int]) -> float:
    """Money of one payer in some years (1..H), mrub."""
    return float(sum((budgets[payer, year] for year in years), Fraction(0)))
