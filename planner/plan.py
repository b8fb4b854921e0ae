"""A finished plan: decisions, money in kopecks, and what was asked of the search."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.arrays import Arrays
from models.case import CATEGORIES, FEDERAL
from models.diagnosis import Floats
from models.money import KOPECKS, Money, split_money
from models.results import Results, results_of
from models.rules import Rows
from planner.solving.search import Effort, Found


@dataclass(frozen=True)
class Plan:
    """A plan with everything its views need; views compute nothing of the model themselves."""

    arrays: Arrays
    rows: Rows
    found: Found
    money: Money
    effort: Effort

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
        measures = self.arrays.case.started + self.arrays.case.opening
        spent = self.money.total.sum(axis=(0, 2))
        return {
            category: int(sum(spent[m] for m, measure in enumerate(measures) if measure.category == category)) / KOPECKS
            for category in CATEGORIES
        }

    def share_of_money(self, share_of_town: Floats) -> float:
        """Money-weighted mean of a share that each town has; 0 where no money is spent."""
        total = int(self.town_kopecks.sum())
        return float(self.town_kopecks @ share_of_town) / total if total else 0.0


def plan_of(arrays: Arrays, rows: Rows, found: Found, effort: Effort) -> Plan:
    """The plan behind what a search found, its money split into whole kopecks."""
    return Plan(arrays, rows, found, split_money(arrays, rows, found.choice), effort)
