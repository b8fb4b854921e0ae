"""Decisions of regions put together: what breaks a national row is worth less than what keeps it."""

from __future__ import annotations

from itertools import product
from types import SimpleNamespace
from typing import Any

import numpy as np
import pytest
from random_cases import SEEDS, random_case
from scipy import sparse

from models.arrays import compute_arrays
from models.blocks import Choice
from models.branching import Known
from models.parts import Country
from models.rules import all_rows
from models.sampling import shares_of
from models.together import best_together, ends_of_steps

FEDERAL_MRUB, PROJECTS = 100.0, 1.0
PRICE = np.array([2.0, 0.0])


def country_of_two() -> Any:
    """Two regions of one town, a federal budget of 100 and a limit of one project; nothing else."""
    masters = SimpleNamespace(worth=np.empty(0), upper=np.empty(0), lower_at_prices=np.empty(0))
    rows = SimpleNamespace(families=("federal_budget", "limit_ceiling"), masters=masters,
                           right_hand_side=np.array([FEDERAL_MRUB, PROJECTS]), start=sparse.csr_matrix((2, 4)),
                           master=sparse.csr_matrix((2, 0)))  # fmt: skip
    arrays = SimpleNamespace(sets=SimpleNamespace(TOWNS=("a", "b")), start_cells=(2, 1, 1))
    return SimpleNamespace(rows=rows, arrays=arrays, national=np.array([0, 1]), worth_joined=np.zeros(2),
                           national_masters=np.empty(0, dtype=int), touched=[np.array([0, 1])] * 2,
                           towns=[np.array([0]), np.array([1])])  # fmt: skip


def known(roadmap: int, worth: float, mrub: float, projects: float) -> Known:
    choice = Choice(np.array([roadmap]), np.array([[-1]]), np.zeros((1, 1)))
    return Known(choice, worth - PRICE[0] * mrub, worth, np.array([mrub, projects]))


def test_a_limit_without_a_price_is_kept_where_that_costs_less_than_what_it_grants_is_worth() -> None:
    # All roubles are worth 200 points at their price. One project more than the one there is would cost a tenth of
    # that and half as much again, 30 points; giving it up costs the second region 4.
    pieces = {0: [known(0, 120.0, 50.0, 1.0), known(1, 110.0, 50.0, 0.0)],
              1: [known(0, 110.0, 50.0, 1.0), known(1, 106.0, 50.0, 0.0)]}  # fmt: skip
    fitting = [(sum(p.worth for p in pair), pair) for pair in product(*pieces.values())
               if sum(p.national_use for p in pair)[1] <= PROJECTS]  # fmt: skip
    best = max(fitting, key=lambda one: one[0])[1]
    assert [piece.choice.roadmap[0] for piece in best] == [0, 1]
    picked = best_together(country_of_two(), PRICE, pieces)
    assert picked is not None
    assert picked.roadmap.tolist() == [0, 1]


def test_a_region_of_which_nothing_is_known_leaves_no_plan() -> None:
    assert best_together(country_of_two(), PRICE, {0: [known(0, 1.0, 0.0, 0.0)], 1: []}) is None


def test_steps_of_prices_are_shares_of_what_is_much_for_a_row() -> None:
    # Roubles: a tenth of 2. Projects: a tenth of 200 points for one project, 20; prices are never below 0.
    least, most = ends_of_steps(country_of_two(), PRICE, 0.1, np.array([2.0, 0.0]))
    assert least.tolist() == pytest.approx([1.8, 0.0])
    assert most.tolist() == pytest.approx([2.2, 2.0])


def test_shares_of_the_parts_of_a_country_make_up_the_whole() -> None:
    """Of each national row that both halves use, what one uses of it and what the other does are all of it."""
    used = 0
    for seed in SEEDS[:80]:
        arrays = compute_arrays(random_case(seed))
        country = Country(arrays, all_rows(arrays))
        towns = np.arange(len(arrays.sets.TOWNS))
        one, other = (shares_of(country, part, -1.0) for part in (towns[:1], towns[1:]))
        assert shares_of(country, towns, -1.0).max(initial=-1.0) <= 1.0 + 1e-12
        both = (one >= 0.0) & (other >= 0.0)
        assert one[both] + other[both] == pytest.approx(np.ones(both.sum()))
        used += int(both.sum())
    assert used > 20
