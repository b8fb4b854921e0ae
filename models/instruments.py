"""Federal instruments: an Agency, a targeted programme, a programme for eco-industry (paper 1).

Whether an instrument runs changes effects, costs and budgets everywhere, so each combination of what is to be chosen is
a case of its own, a *state*; the best plan is the best over the states, and its bound the largest of theirs.
"""

from __future__ import annotations

from dataclasses import replace
from itertools import product

import numpy as np

from models.case import Case, Draw
from models.diagnosis import Floats


def states(case: Case) -> tuple[Case, ...]:
    """The case with every instrument decided, once for each combination; those that run come before those that do not.

    Rows of Budgets and Limits of an instrument that does not run are left out.
    """
    choices = [("yes", "no") if i.decision == "choose" else (i.decision,) for i in case.instruments]
    return tuple(decided(case, decisions) for decisions in product(*choices))


def decided(case: Case, decisions: tuple[str, ...]) -> Case:
    """The case in which instruments run or not as ``decisions`` say, in their order."""
    instruments = tuple(
        replace(instrument, decision="yes" if decision == "yes" else "no")
        for instrument, decision in zip(case.instruments, decisions, strict=True)
    )
    stands = {"", *(i.instrument for i in instruments if i.decision == "yes")}
    return replace(
        case,
        instruments=instruments,
        budgets=tuple(row for row in case.budgets if row.instrument in stands),
        limits=tuple(row for row in case.limits if row.instrument in stands),
    )


def refuse_undecided(case: Case) -> None:
    """Raises ValueError for a case that leaves an instrument to choose."""
    for row in case.instruments:
        if row.decision == "choose":
            raise ValueError(f"whether {row.instrument} runs is not decided: take one of states(case)")


def state_name(case: Case) -> str:
    """Ids of the instruments that run in a decided case, or ``-``."""
    return "+".join(i.instrument for i in case.instruments if i.decision == "yes") or "-"


def active(case: Case, instrument: int) -> Floats:
    """1 in the years (Y) in which an instrument works and costs."""
    row = case.instruments[instrument]
    return np.array([float(row.decision == "yes" and year >= row.first_year) for year in case.settings.years])


def help_of(case: Case, measure: str, draw: Draw) -> Floats:
    """``help[m,y] = prod_i (1 + instrument_effect[m,i])`` over instruments at work (Y)."""
    return multiplier(case, "instrument_effect", measure, draw, 1.0)


def save_of(case: Case, measure: str, draw: Draw) -> Floats:
    """``save[m,y] = prod_i (1 - instrument_cut[m,i])`` over instruments at work (Y)."""
    return multiplier(case, "instrument_cut", measure, draw, -1.0)


def multiplier(case: Case, coefficient: str, measure: str, draw: Draw, sign: float) -> Floats:
    factor = np.ones(case.settings.horizon_years)
    for i, row in enumerate(case.instruments):
        share = case.value(coefficient, measure, row.instrument, draw, 0.0)
        if share:
            factor *= 1.0 + sign * share * active(case, i)
    return factor


def yearly_cost_mrub(case: Case, draw: Draw) -> Floats:
    """What the instruments at work cost the federal budget by year (Y), at prices of the price year."""
    cost = np.zeros(case.settings.horizon_years)
    for i, row in enumerate(case.instruments):
        cost += active(case, i) * case.value("instrument_cost", row.instrument, "", draw, 0.0)
    return cost
