"""A finished plan: decisions, money in kopecks, and what was asked of the search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.arrays import Arrays
from models.case import CATEGORIES, FEDERAL, Case
from models.columns import NOT_THERE, Indices
from models.diagnosis import Floats
from models.money import KOPECKS, Money, kopecks, split_money
from models.reports import (
    Assumption,
    Liabilities,
    assumptions_of,
    at_stake_mrub,
    liabilities_of,
    partners_mrub,
    wanted_federal_mrub,
)
from models.results import Results, results_of
from models.rules import Rows
from planner.solving.effort import Effort, Found
from planner.tables.answers import Answer


@dataclass(frozen=True)
class Plan:
    """A plan with everything its views need; views compute nothing of the model themselves.

    ``case`` is what was asked; the case of ``arrays`` has every federal instrument decided.
    """

    case: Case
    arrays: Arrays
    rows: Rows
    found: Found
    money: Money
    effort: Effort
    answers: tuple[Answer, ...] = ()
    """Which regions have answered, where some were asked by workbooks of their own."""

    @cached_property
    def results(self) -> Results:
        return results_of(self.arrays, self.found.choice)

    @cached_property
    def town_kopecks(self) -> NDArray[np.int64]:
        return np.asarray(self.money.total.sum(axis=(1, 2)), dtype=np.int64)

    @property
    def federal_spent_mrub(self) -> float:
        return int(self.money.federal.sum()) / KOPECKS

    @property
    def regional_spent_mrub(self) -> float:
        return int(self.money.regional.sum()) / KOPECKS

    def budget_mrub(self, federal: bool) -> float:
        budget = self.rows.masters.budget
        return float(sum(money.sum() for payer, money in budget.items() if (payer == FEDERAL) == federal))

    def by_category_mrub(self) -> dict[str, float]:
        spent = self.money.total.sum(axis=2)
        return {category: int(spent[self.category_of_line == c].sum()) / KOPECKS
                for c, category in enumerate(CATEGORIES)}  # fmt: skip

    @cached_property
    def measure_of_line(self) -> Indices:
        return self.arrays.measure_of_line()

    @cached_property
    def category_of_line(self) -> Indices:
        """Category of each town's lines by its place in ``CATEGORIES`` (T, lines)."""
        measures = self.arrays.case.started + self.arrays.case.opening
        number = np.array([CATEGORIES.index(measure.category) for measure in measures], dtype=np.int64)
        return np.where(self.measure_of_line == NOT_THERE, NOT_THERE, number[self.measure_of_line])

    @cached_property
    def mrub(self) -> Floats:
        """Money of each town, line and year, both payers."""
        return np.asarray(self.money.total / KOPECKS)

    @cached_property
    def partners_kopecks(self) -> NDArray[np.int64]:
        """Money of contributors by town, line and year (K, T, C+O, Y)."""
        return kopecks(partners_mrub(self.arrays, self.found.choice))

    @cached_property
    def funded_cells(self) -> list[tuple[int, int, int]]:
        """Town, line and year of everything that anybody pays for."""
        paid = self.money.total > 0
        paid[:, : self.arrays.first_tax_line] |= self.partners_kopecks.any(axis=0)
        return [(t, line, y) for t, line, y in np.argwhere(paid).tolist()]

    @cached_property
    def liabilities(self) -> Liabilities:
        return liabilities_of(self.arrays, self.found.choice)

    @cached_property
    def wanted_federal_mrub(self) -> Floats:
        return wanted_federal_mrub(self.arrays, self.rows, self.found.certificate.price)

    @cached_property
    def federal_of_region_mrub(self) -> Floats:
        federal = self.money.federal.sum(axis=(1, 2))
        return np.bincount(self.arrays.region_of, federal, len(self.arrays.sets.REGIONS)) / KOPECKS

    @cached_property
    def blocked_federal_mrub(self) -> Floats:
        """Federal money kept from each region by the lack of its own share (R)."""
        return np.maximum(0.0, self.wanted_federal_mrub - self.federal_of_region_mrub)

    @cached_property
    def at_stake_mrub(self) -> Floats:
        return at_stake_mrub(self.arrays, self.found.choice, self.mrub)

    @cached_property
    def assumptions(self) -> list[Assumption]:
        return assumptions_of(self.arrays, self.found.choice, self.mrub)

    @property
    def proposals_mrub(self) -> float:
        own = np.isin(self.measure_of_line, [self.arrays.sets.measure[p] for p in self.arrays.columns.own])
        return int(self.money.total.sum(axis=2)[own].sum()) / KOPECKS

    @property
    def tax_forgone_mrub(self) -> float:
        return int(self.money.total[:, self.arrays.first_tax_line :].sum()) / KOPECKS

    def share_of_money(self, share_of_town: Floats) -> float:
        """Money-weighted mean of a share that each town has; 0 where no money is spent."""
        total = int(self.town_kopecks.sum())
        return float(self.town_kopecks @ share_of_town) / total if total else 0.0


def plan_of(arrays: Arrays, rows: Rows, found: Found, effort: Effort, case: Case | None = None) -> Plan:
    """The plan behind what a search found, its money split into whole kopecks.

    ``case`` is what was asked, where it leaves federal instruments to choose.
    """
    return Plan(
        arrays.case if case is None else case, arrays, rows, found, split_money(arrays, rows, found.choice), effort
    )
