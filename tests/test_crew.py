"""Regions shared out among processes: the same plan however many there are, and none left behind."""

from __future__ import annotations

import multiprocessing

import numpy as np
import pytest
from random_cases import random_case

from models.arrays import Arrays, compute_arrays
from models.parts import Country
from models.pricing import find_prices
from models.rules import Rows, all_rows
from planner.solving import search as searching
from planner.solving.crew import Crew, shared_out
from planner.solving.effort import Effort, Found, NoPlan
from planner.solving.search import search

pytestmark = pytest.mark.skipif("fork" not in multiprocessing.get_all_start_methods(), reason="processes are forked")


@pytest.fixture(scope="module")
def countries() -> list[tuple[Arrays, Rows]]:
    """Random cases of several regions that have a plan."""
    found = []
    for seed in range(60):
        arrays = compute_arrays(random_case(seed))
        rows = all_rows(arrays)
        if len(arrays.sets.REGIONS) > 1 and not find_prices(arrays, rows).clash:
            found.append((arrays, rows))
    assert len(found) > 10
    return found


def searched(arrays: Arrays, rows: Rows, processes: int) -> Found | None:
    try:
        return search(arrays, rows, Effort(gap_share=0.0, seconds=60.0, work=40, processes=processes))
    except NoPlan:
        return None


def test_plans_are_the_same_however_many_processes_there_are(
    countries: list[tuple[Arrays, Rows]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(searching, "WHOLE_OPTIONS", 0)
    split = 0
    for arrays, rows in countries[:8]:
        alone, together = searched(arrays, rows, 1), searched(arrays, rows, 3)
        assert (alone is None) == (together is None)
        if alone is not None and together is not None:
            assert together.points == alone.points
            assert together.certificate.bound == alone.certificate.bound
            assert np.array_equal(together.choice.roadmap, alone.choice.roadmap)
            assert np.array_equal(together.choice.start, alone.choice.start)
            assert np.array_equal(together.choice.scale, alone.choice.scale)
            split += bool(alone.certificate.leaves)
    assert split > 2


def crew_of(country: tuple[Arrays, Rows], stop_asked: bool = False) -> Crew:
    arrays, rows = country
    prices = find_prices(arrays, rows)
    return Crew(Country(arrays, rows), prices.price, None, 2, 1e12, lambda: stop_asked)


def test_a_worker_that_breaks_is_told(countries: list[tuple[Arrays, Rows]]) -> None:
    crew = crew_of(countries[0])
    try:
        with pytest.raises(RuntimeError, match="no_such_task"):
            crew.ask("no_such_task", list(crew.place))
    finally:
        crew.dismiss()


def test_a_worker_that_dies_is_noticed(countries: list[tuple[Arrays, Rows]]) -> None:
    crew = crew_of(countries[0])
    try:
        crew.workers[0].process.kill()
        crew.workers[0].process.join()
        with pytest.raises((EOFError, OSError)):
            crew.ask("open", list(crew.place))
    finally:
        crew.dismiss()


def test_workers_stop_when_asked_and_are_dismissed(countries: list[tuple[Arrays, Rows]]) -> None:
    crew = crew_of(countries[0], stop_asked=True)
    opened = crew.ask("open", list(crew.place))
    assert set(opened) == set(crew.place)
    crew.stop.set()
    before = {r: region.splits for r, region in opened.items()}
    after = crew.ask("split", list(crew.place), 50, 0.0)
    assert {r: region.splits for r, region in after.items()} == before
    crew.dismiss()
    assert all(not worker.process.is_alive() for worker in crew.workers)


def test_regions_are_shared_out_evenly() -> None:
    # 5 to the first, 4 to the second; 3 to the second (4 < 5); 2 to the first (5 < 7); 1 to either (7 = 7): the first
    assert shared_out({0: 1, 1: 2, 2: 3, 3: 4, 4: 5}, 2) == {4: 0, 3: 1, 2: 1, 1: 0, 0: 0}


def test_answers_come_in_the_order_asked_so_that_rounds_are_shared_by_all(
    countries: list[tuple[Arrays, Rows]],
) -> None:
    arrays, rows = countries[0]
    country = Country(arrays, rows)
    crew = Crew(country, np.zeros(len(rows)), None, 2, np.inf, lambda: False)
    try:
        regions = list(crew.place)
        assert len({crew.place[r] for r in regions}) == 2
        assert list(crew.ask("open", regions)) == regions
        assert list(crew.ask("open", regions[::-1])) == regions[::-1]
    finally:
        crew.dismiss()
