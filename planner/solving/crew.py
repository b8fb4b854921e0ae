"""A crew that splits regions: this process alone, or several of its children, each keeping the regions given to it.

What a region does hangs on nothing but its own branches, so plans are the same however many work on them.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import threading
import traceback
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import monotonic, sleep
from typing import Any

from models.blocks import Choice
from models.branching import Branching, Known, Mixed
from models.certificate import Leaf, leaves_of
from models.diagnosis import Floats
from models.parts import Country, choice_in

LOOK_SECONDS = 1.0
"""How often a worker looks whether its parent is still there."""


@dataclass(frozen=True)
class Region:
    """Where a region stands: its bound, that of its open branches, the value of its best decisions, and what it knows.

    ``mixed`` is its best mixture and ``own_price`` are the prices of its own rows, both before it is split.
    """

    bound: float
    gap: float
    value: float
    branches: int
    splits: int
    choice: Choice | None
    known: tuple[Known, ...]
    own_price: Floats
    mixed: Mixed | None


class Bench:
    """The regions that one process works on."""

    def __init__(self, country: Country, price: Floats, choice: Choice | None, over: Callable[[], bool]) -> None:
        self.country, self.price, self.choice, self.over = country, price, choice, over
        self.branchings: dict[int, Branching] = {}

    def open(self, regions: Sequence[int]) -> dict[int, Region]:
        """Begin with one branch a region, and the decisions of the best plan so far."""
        for r in regions:
            part = self.country.part(r, self.price)
            self.branchings[r] = Branching(part, choice_in(self.choice, part.towns) if self.choice else None)
        return self.standing(regions)

    def price_roots(self, regions: Sequence[int], gap_share: float, decide: bool) -> dict[int, Region]:
        """Prices of the regions' own rows before anything is split, and decisions made of their mixtures."""
        done = []
        for r in regions:
            if self.over():
                break
            self.branchings[r].price_root(gap_share, decide=decide)
            done.append(r)
        return self.standing(done)

    def split(self, regions: Sequence[int], times: int, tolerance: float) -> dict[int, Region]:
        """Split each region so many times, or until it is good enough."""
        for r in regions:
            for _ in range(times):
                if self.over() or self.branchings[r].gap <= tolerance:
                    break
                self.branchings[r].split(tolerance)
        return self.standing(regions)

    def reprice(self, regions: Sequence[int], price: Floats) -> dict[int, Region]:
        """Begin anew at other national prices, with the decisions known."""
        self.price = price
        for r in regions:
            before = self.branchings[r]
            self.branchings[r] = before.at_prices(self.country.part_at(before.part, price))
        return self.standing(regions)

    def leaves(self, regions: Sequence[int]) -> dict[int, list[Leaf]]:
        """The branches of regions that were split."""
        return {r: leaves_of(self.branchings[r]) for r in regions if len(self.branchings[r].branches) > 1}

    def standing(self, regions: Sequence[int]) -> dict[int, Region]:
        return {r: standing_of(self.branchings[r]) for r in regions}


def standing_of(branching: Branching) -> Region:
    part, branches = branching.part, branching.branches
    price = branches[0].price if len(branches) == 1 else part.price
    return Region(
        bound=branching.bound,
        gap=branching.gap,
        value=branching.value,
        branches=len(branches),
        splits=branching.splits,
        choice=branching.choice,
        known=tuple(branching.known),
        own_price=price[: len(part.own_rows)],
        mixed=branching.mixed,
    )


class Crew:
    """Regions shared out among processes. ``ask`` waits for all of them; ``begin`` and ``finish`` are its two steps."""

    def __init__(
        self, country: Country, price: Floats, choice: Choice | None, processes: int, deadline: float,
        stop_asked: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.stop_asked = stop_asked
        self.workers: list[Worker] = []
        methods = multiprocessing.get_all_start_methods()
        regions = [r for r in range(len(country.towns)) if len(country.towns[r])]
        count = min(processes, len(regions)) if "fork" in methods else 1
        self.place = shared_out({r: len(country.towns[r]) for r in regions}, max(1, count))
        self.here = Bench(country, price, choice, lambda: monotonic() > deadline or stop_asked())
        if count > 1:
            context: Any = multiprocessing.get_context("fork")
            self.stop = context.Event()
            self.workers = [Worker(context, country, price, choice, deadline, self.stop) for _ in range(count)]

    def ask(self, what: str, regions: Sequence[int], *details: Any) -> dict[int, Any]:
        """Have every region's keeper do something, and gather what they say by region."""
        return self.finish(self.begin(what, regions, *details))

    def begin(self, what: str, regions: Sequence[int], *details: Any) -> Asked:
        if not self.workers:
            return Asked(tuple(regions), (), lambda: getattr(self.here, what)(regions, *details))
        busy = []
        for number, worker in enumerate(self.workers):
            mine = [r for r in regions if self.place[r] == number]
            if mine:
                worker.pipe.send((what, mine, *details))
                busy.append(worker)
        return Asked(tuple(regions), tuple(busy))

    def finish(self, asked: Asked) -> dict[int, Any]:
        """What they say, in the order asked. Raises RuntimeError where a worker broke."""
        answers: dict[int, Any] = asked.later() if asked.later else {}
        for worker in asked.busy:
            while not worker.pipe.poll(0.05):
                if self.stop_asked():
                    self.stop.set()
            said = worker.pipe.recv()
            if isinstance(said, str):
                raise RuntimeError(said)
            answers |= said
        return {r: answers[r] for r in asked.regions if r in answers}

    def dismiss(self) -> None:
        for worker in self.workers:
            worker.end()


@dataclass(frozen=True)
class Asked:
    """What has been asked and not yet heard: of workers, or of nobody, to be done when it is needed."""

    regions: tuple[int, ...]
    busy: tuple[Worker, ...]
    later: Callable[[], dict[int, Any]] | None = None


class Worker:
    """A child process with a bench of its own."""

    def __init__(
        self, context: Any, country: Country, price: Floats, choice: Choice | None, deadline: float, stop: Any
    ) -> None:
        self.pipe, theirs = context.Pipe()
        self.process = context.Process(
            target=work, args=(theirs, os.getpid(), country, price, choice, deadline, stop), daemon=True
        )
        self.process.start()
        theirs.close()

    def end(self) -> None:
        self.pipe.close()
        self.process.kill()
        self.process.join()


def work(
    pipe: Connection, parent: int, country: Country, price: Floats, choice: Choice | None, deadline: float, stop: Any
) -> None:
    """The worker's side: do what is asked until there is nobody to ask."""
    threading.Thread(target=leave_without, args=(parent,), daemon=True).start()
    bench = Bench(country, price, choice, lambda: monotonic() > deadline or stop.is_set())
    with contextlib.suppress(EOFError, OSError):
        while True:
            what, *details = pipe.recv()
            try:
                said = getattr(bench, what)(*details)
            except Exception:
                said = traceback.format_exc()
            pipe.send(said)


def leave_without(parent: int) -> None:
    """A worker whose parent was killed has nobody to work for."""
    while os.getppid() == parent:
        sleep(LOOK_SECONDS)
    os._exit(1)


def shared_out(size: Mapping[int, int], count: int) -> dict[int, int]:
    """Regions by their keeper, the largest first to whoever has least."""
    load, place = [0] * count, {}
    for r in sorted(size, key=lambda r: -size[r]):
        keeper = load.index(min(load))
        load[keeper] += size[r]
        place[r] = keeper
    return place
