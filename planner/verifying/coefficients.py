"""Coefficients, price levels and other basics of a case, computed a second time in plain Python.

Written from ``docs/model.md`` alone and in its order, as are the modules that build on this one (``diagnosis``,
``monitoring``, ``federal``, ``roadmaps``, ``effects``, ``offers``), so that an error in the arrays of ``models`` cannot
hide here. Everything is a function of the case and of one draw; results are dictionaries keyed by ids. A *path* is a
tuple with one number a year, so year ``y = 1..H`` of the page stands at position ``y - 1``. The page writes ``t`` for a
town, ``f`` for a factor, ``l`` for a lock-in, ``m`` for a measure, ``o`` for an opening measure, ``p`` for a variant of
a roadmap, ``g`` for a goal, ``c`` for a category and ``s`` for a start year.
"""

from __future__ import annotations

from fractions import Fraction
from math import prod

from models.case import Case, Draw, Measure, Town
from planner.tables.schema import COEFFICIENT_BY_NAME, CONTEXT_BASE_DEFAULT
from planner.verifying.money import exact

Path = tuple[float, ...]


def paying_regions(case: Case) -> list[str]:
    """Regions that have a town, in the order of their sheet; the others have nothing to pay for."""
    used = {town.region for town in case.towns}
    return [region.region for region in case.regions if region.region in used]


class Coefficients:
    """The coefficients of a case at one draw, with the defaults that the schema states."""

    def __init__(self, case: Case, draw: Draw) -> None:
        self._values = {key: triple.at(draw) for key, triple in case.coefficients.items()}

    def __call__(self, name: str, subject: str, key: str = "") -> float:
        """``coef[name, subject, key]``; raises KeyError where a row without a default is not there."""
        found = self._values.get((name, subject, key))
        if found is not None:
            return found
        if name == "context" and key == "":
            return CONTEXT_BASE_DEFAULT
        default = COEFFICIENT_BY_NAME[name].default
        if default is None:
            raise KeyError((name, subject, key))
        return default


def price_levels(case: Case) -> Path:
    """``price_level[y]`` for y = 1..H: prices of that year against those of ``price_year``; a year without row: 1."""
    return tuple(float(level) for level in exact_price_levels(case))


def exact_price_levels(case: Case) -> tuple[Fraction, ...]:
    """``price_level[y]`` without an error of floating point, for amounts that are compared to the kopeck."""
    growth = {row.year: 1 + exact(row.inflation_share) for row in case.inflation}
    base, unchanged = case.settings.price_year, Fraction(1)
    return tuple(
        prod((growth.get(u, unchanged) for u in range(base + 1, year + 1)), start=unchanged)
        / prod((growth.get(u, unchanged) for u in range(year + 1, base + 1)), start=unchanged)
        for year in case.settings.years
    )


def usable_pairs(case: Case) -> list[tuple[Town, Measure]]:
    """Towns with the measures that are not another town's proposal."""
    return [(town, measure) for measure in case.measures for town in case.towns if measure.town in ("", town.town)]


def factor_coefficients(case: Case, coef: Coefficients, name: str, measure: str) -> dict[str, float]:
    """Coefficients of a measure by factor that can change anything."""
    values = {f.factor: coef(name, measure, f.factor) for f in case.factors}
    return {factor: value for factor, value in values.items() if value}
