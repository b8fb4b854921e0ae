"""Any number of threads, in any order, in one process."""

from __future__ import annotations

import pytest
from random_cases import random_case

from models.arrays import compute_arrays
from models.rules import all_rows
from planner.solving.search import Effort, search


def test_the_number_of_threads_may_change_within_a_process() -> None:
    arrays = compute_arrays(random_case(0))
    rows = all_rows(arrays)
    points = [search(arrays, rows, Effort(gap_share=0.0, seconds=60, threads=n)).points for n in (1, 3, 2)]
    assert points == pytest.approx([points[0]] * 3)
