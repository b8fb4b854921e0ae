"""Search for a plan: prices and a bound first, then models over the options that prices leave in the running.

A small case is solved whole. Otherwise a first model over few options gives a plan; regions where bound and plan differ
are split into branches, which tightens the bound and finds better decisions; if that is not enough, models over a
growing window of options are solved, and regions opened again while the rest stands. The gap is always against a bound
of the full model.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from time import monotonic

import numpy as np
from pyomo.common.errors import InfeasibleConstraintException

from models.arrays import Arrays
from models.blocks import Answers, Choice, choice_of, prices_of_quantities, spend_of, starts_of, worth_of
from models.bound import Prices, bound_at, find_prices
from models.branching import Branching
from models.certificate import Certificate, certificate_of
from models.diagnosis import Flags, Floats
from models.mix import build_model
from models.money import NotFeasible, best_scales
from models.options import Options, all_options, losses, screen
from models.parts import choice_in, national_bound, parts_of
from models.rules import Rows
from planner.solving.clash import clash_words
from planner.solving.handover import INFEASIBLE, Handover, Solution

WHOLE_OPTIONS = 2_000
"""Up to this many yes-or-no decisions the whole model is given to HiGHS."""
FIRST_OPTIONS_PER_TOWN = 6
LARGEST_OPTIONS_PER_TOWN = 18
GROWTH = 3
LEAST_GAP_SHARE = 1e-6
"""Branching does not try for less: one rouble is left aside in every budget."""
FIRST_TOLERANCE = 0.5
"""Of the gap asked for, what a region's bound and decisions may be apart at first, as a share of its part."""
TOWNS_REOPENED = 30
OPTIONS_PER_TOWN_REOPENED = 80
OPTIONS_A_SECOND = 2_500
"""A model with more options than this for each second left is not begun: HiGHS would not be back in time."""
SEED = 20_161_103
"""Fixes which regions are opened again, so that the same case is searched in the same way."""


class NoPlan(Exception):
    """No plan can keep the rules; ``clash`` tells those that cannot be kept together, as far as known."""

    def __init__(self, clash: tuple[str, ...]) -> None:
        super().__init__(", ".join(clash))
        self.clash = clash


class OutOfTime(Exception):
    """The limit, or the request to stop, came before any plan."""

    def __init__(self, seconds: float) -> None:
        super().__init__(f"{seconds:.0f} seconds")
        self.seconds = seconds


@dataclass(frozen=True)
class Effort:
    """How long to search: until ``gap_share`` or for ``seconds``, whichever is first; ``threads`` for HiGHS."""

    gap_share: float = 0.001
    seconds: float = 300.0
    threads: int = 2


@dataclass(frozen=True)
class Progress:
    """A moment of the search, for people: the phase, the best plan, the bound, the seconds."""

    phase: str
    points: float | None
    bound: float | None
    seconds: float

    @property
    def gap_share(self) -> float | None:
        if self.points is None or self.bound is None:
            return None
        return gap_share(self.points, self.bound)


@dataclass(frozen=True)
class Found:
    """The best plan and what is known about it. The certificate proves its own bound; ``bound`` may be lower."""

    choice: Choice
    points: float
    bound: float
    certificate: Certificate
    seconds: float
    stopped_by: str
    options: int

    @property
    def gap_share(self) -> float:
        return gap_share(self.points, self.bound)

    @property
    def certified_gap_share(self) -> float:
        return gap_share(self.points, self.certificate.bound)


def gap_share(points: float, bound: float) -> float:
    """``(bound - objective) / objective``; 1 where a plan worth nothing is bounded above it."""
    room = max(0.0, bound - points)
    if room <= 1e-12 * max(1.0, abs(bound)):
        return 0.0
    return room / points if points > 0 else 1.0


def search(
    arrays: Arrays,
    rows: Rows,
    effort: Effort,
    report: Callable[[Progress], None] | None = None,
    stop_asked: Callable[[], bool] | None = None,
) -> Found:
    """The best plan found within the effort. Raises NoPlan, or OutOfTime if the limit came before any plan."""
    race = Race(arrays, rows, effort, report or (lambda _: None), stop_asked or (lambda: False))
    race.price()
    whole = all_options(arrays)
    if whole.count <= WHOLE_OPTIONS:
        race.solve(whole, "whole model", share_of_time=1.0, exact=True)
        race.branch()
    else:
        race.widen(FIRST_OPTIONS_PER_TOWN, FIRST_OPTIONS_PER_TOWN)
        race.branch()
        race.widen(LARGEST_OPTIONS_PER_TOWN, LARGEST_OPTIONS_PER_TOWN)
        race.reopen()
        race.widen(LARGEST_OPTIONS_PER_TOWN * GROWTH, whole.count)
    return race.finish()


@dataclass
class Race:
    """The state of a search: the best plan, the best bound, the clock."""

    arrays: Arrays
    rows: Rows
    effort: Effort
    report: Callable[[Progress], None]
    stop_asked: Callable[[], bool]
    began: float = field(default_factory=monotonic)
    choice: Choice | None = None
    points: float = -np.inf
    bound: float = np.inf
    price_bound: float = np.inf
    certified_bound: float = np.inf
    prices: Prices | None = None
    answers: Answers | None = None
    option_loss: Floats | None = None
    roadmap_loss: Floats | None = None
    proven_infeasible: bool = False
    certificate: Certificate | None = None

    @property
    def seconds(self) -> float:
        return monotonic() - self.began

    @property
    def left(self) -> float:
        return self.effort.seconds - self.seconds

    @property
    def good_enough(self) -> bool:
        return self.choice is not None and gap_share(self.points, self.bound) <= self.effort.gap_share

    @property
    def certified(self) -> bool:
        """Whether the certificate alone proves the plan good enough."""
        return self.choice is not None and gap_share(self.points, self.certified_bound) <= self.effort.gap_share

    def is_over(self, *, certified: bool = False) -> bool:
        good = self.certified if certified else self.good_enough
        return good or self.left <= 0.5 or self.stop_asked()

    def tell(self, phase: str, points: float | None = None, bound: float | None = None) -> None:
        best = self.points if points is None else max(points, self.points)
        limit = self.bound if bound is None else min(bound, self.bound)
        self.report(Progress(phase, best if np.isfinite(best) else None, limit if np.isfinite(limit) else None,
                             self.seconds))  # fmt: skip

    def price(self) -> None:
        """Prices, the bound they prove, and what every option would lose against it."""
        self.tell("prices")
        tight = min(1e-5, self.effort.gap_share / 20) if self.effort.gap_share > 0 else 1e-6
        seconds = max(0.2, min(60.0, 0.3 * self.left))
        self.prices = find_prices(self.arrays, self.rows, gap_share=tight, seconds=seconds,
                                  report=lambda bound, _: self.tell("prices", bound=bound),
                                  stop_asked=self.stop_asked)  # fmt: skip
        if self.prices.clash:
            raise NoPlan(tuple(clash_words(self.arrays, self.rows, self.prices.clash)))
        self.bound, self.answers = bound_at(self.arrays, self.rows, self.prices.price)
        self.price_bound = self.certified_bound = self.bound
        self.roadmap_loss, self.option_loss = losses(self.arrays, self.answers)
        self.certificate = Certificate(self.prices.price, self.bound)
        self.offer(choice_of(self.arrays, self.answers))

    def branch(self) -> None:
        """Regions at fixed national prices, split into branches until bound and decisions of each meet.

        The decisions found on the way, put together, are often better than the plan so far.
        """
        if self.is_over(certified=True):
            return
        self.tell("branches")
        assert self.prices is not None
        national = national_bound(self.arrays, self.rows, self.prices.price)
        branchings = [Branching(part, self.choice and choice_in(self.choice, part.towns))
                      for part in parts_of(self.arrays, self.rows, self.prices.price)]  # fmt: skip
        asked = max(self.effort.gap_share, LEAST_GAP_SHARE)
        tolerance = FIRST_TOLERANCE * asked * abs(self.bound) / len(branchings)
        while not self.is_over(certified=True) and tolerance > 1e-9 * abs(self.bound):
            worst = max(branchings, key=lambda b: b.gap)
            total = national + sum(b.bound for b in branchings)
            self.tell("branches", bound=total)
            reached = national + sum(b.value for b in branchings)
            close = np.isfinite(reached) and total - reached <= 0.5 * asked * abs(reached)
            if close or worst.gap <= tolerance:
                self.put_together(branchings, total)
                if self.certified or worst.gap <= 0.0:
                    break
                tolerance *= 0.25
            else:
                worst.split(tolerance)
        self.put_together(branchings, national + sum(b.bound for b in branchings))
        self.certificate = certificate_of(self.arrays, self.rows, self.prices.price, branchings)
        self.certified_bound = self.certificate.bound
        self.bound = min(self.bound, self.certified_bound)
        self.tell("branches")

    def put_together(self, branchings: list[Branching], bound: float) -> None:
        """The best decisions of all regions as one plan, against the bound of all regions."""
        assert self.answers is not None
        together = self.choice or choice_of(self.arrays, self.answers)
        roadmap, start = together.roadmap.copy(), together.start.copy()
        for branching in branchings:
            if branching.choice is not None:
                roadmap[branching.part.towns] = branching.choice.roadmap
                start[branching.part.towns] = branching.choice.start
        self.offer(Choice(roadmap, start, np.zeros(together.scale.shape)))
        self.certified_bound = min(self.certified_bound, bound)
        self.bound = min(self.bound, bound)

    def offer(self, choice: Choice) -> bool:
        """Take a choice if it keeps the rules, at its best scales, and is better than what is there."""
        try:
            polished = best_scales(self.arrays, self.rows, choice)
        except NotFeasible:
            return False
        points = float(worth_of(self.arrays, polished).sum())
        if points <= self.points:
            return False
        self.choice, self.points = polished, points
        return True

    def window_for(self, count: int) -> float:
        """Loss up to which about ``count`` options are kept."""
        assert self.option_loss is not None
        assert self.roadmap_loss is not None
        every = np.concatenate([self.option_loss[np.isfinite(self.option_loss)],
                                self.roadmap_loss[np.isfinite(self.roadmap_loss)]])  # fmt: skip
        return float(np.inf) if count >= len(every) else float(np.partition(every, count)[count])

    def screened(self, window: float) -> Options:
        """Options within the window, and those of the best plan so far."""
        assert self.option_loss is not None
        assert self.roadmap_loss is not None
        options = screen(self.arrays, self.roadmap_loss, self.option_loss, window)
        if self.choice is None:
            return options
        taken = taken_options(self.arrays, self.choice)
        return Options(options.roadmap | taken.roadmap, options.start | taken.start)

    def widen(self, first: int, last: int) -> None:
        """Models over a window growing from ``first`` options a town to ``last``.

        A window as wide as the bound by prices is above the plan holds every better plan, so its model proves as well
        as finds.
        """
        count, most = (options * len(self.arrays.sets.TOWNS) for options in (first, last))
        while not self.is_over():
            window = self.window_for(count)
            # Losses are counted from the bound by prices, whatever tighter bound branches have proved since.
            room = self.price_bound - self.points
            exact = self.choice is not None and room <= window
            if exact:
                window = room
            options = self.screened(window)
            self.solve(options, "options", share_of_time=0.6, exact=exact or not np.isfinite(window))
            if self.proven_infeasible or exact or count >= most:
                return
            count *= GROWTH

    def reopen(self) -> None:
        """Open again the regions whose towns are furthest from their best answers, while the rest stands."""
        random = np.random.default_rng(SEED)
        while self.choice is not None and not self.is_over():
            before = self.points
            for towns in self.neighbourhoods(random):
                if self.is_over():
                    return
                window = self.window_for(OPTIONS_PER_TOWN_REOPENED * len(self.arrays.sets.TOWNS))
                wide = self.screened(window)
                fixed = taken_options(self.arrays, self.choice)
                options = Options(np.where(towns[:, None], wide.roadmap, fixed.roadmap),
                                  np.where(towns[:, None, None, None], wide.start, fixed.start))  # fmt: skip
                self.solve(options, "regions", share_of_time=0.2, exact=False)
            if self.points <= before:
                return

    def neighbourhoods(self, random: np.random.Generator) -> list[Flags]:
        """Groups of regions that cover the country, the regions with most regret first."""
        regret = np.bincount(self.arrays.region_of, self.regret(), len(self.arrays.sets.REGIONS))
        order = np.argsort(-regret * random.uniform(0.5, 1.5, len(regret)))
        sizes = np.bincount(self.arrays.region_of, minlength=len(regret))
        groups = (np.cumsum(sizes[order]) - 1) // TOWNS_REOPENED
        return [np.isin(self.arrays.region_of, order[groups == g]) for g in range(int(groups.max()) + 1)]

    def regret(self) -> Floats:
        """Points after prices that each town's decisions are short of its best answer."""
        assert self.choice is not None
        assert self.prices is not None
        assert self.answers is not None
        spend_price, start_price = prices_of_quantities(self.arrays, self.rows, self.prices.price)
        paid = (spend_price * spend_of(self.arrays, self.choice)).sum(axis=(1, 2))
        paid += (start_price * starts_of(self.arrays, self.choice)).sum(axis=(1, 2))
        return np.asarray(self.answers.value - (worth_of(self.arrays, self.choice) - paid), dtype=float)

    def solve(self, options: Options, phase: str, *, share_of_time: float, exact: bool) -> None:
        """One model in HiGHS. If the options are all that could be in a better plan, its bound counts for all."""
        self.tell(phase)
        if options.count > OPTIONS_A_SECOND * self.left:
            return
        try:
            handover = Handover(build_model(self.arrays, self.rows, options), self.arrays)
        except InfeasibleConstraintException:
            self.learn(INFEASIBLE, exact)
            return
        if self.choice is not None:
            handover.start_from(self.choice)
        solution = handover.solve(
            seconds=max(0.5, share_of_time * self.left),
            gap_share=0.25 * self.effort.gap_share,
            threads=self.effort.threads,
            target_points=self.bound / (1.0 + 0.9 * self.effort.gap_share),
            report=lambda points, bound: self.hear(phase, points, bound if exact else None),
        )
        self.learn(solution, exact)
        self.tell(phase)

    def hear(self, phase: str, points: float, bound: float | None) -> bool:
        self.tell(phase, points if abs(points) < 1e30 else None, bound)
        return self.stop_asked()

    def learn(self, solution: Solution, exact: bool) -> None:
        if solution.infeasible:
            self.proven_infeasible = exact and self.choice is None
            return
        if solution.choice is not None:
            self.offer(solution.choice)
        if exact and self.choice is not None:
            self.bound = min(self.bound, max(solution.bound, self.points))

    def finish(self) -> Found:
        if self.choice is None:
            if self.proven_infeasible:
                raise NoPlan(())
            raise OutOfTime(self.seconds)
        assert self.certificate is not None
        stopped_by = "gap" if self.good_enough else "time" if self.left <= 0.5 else "finished"
        if self.stop_asked():
            stopped_by = "asked"
        return Found(self.choice, self.points, self.bound, self.certificate, self.seconds, stopped_by,
                     all_options(self.arrays).count)  # fmt: skip


def taken_options(arrays: Arrays, choice: Choice) -> Options:
    """The decisions of a choice as the only options."""
    roadmap = np.zeros(arrays.menu.offered.shape, dtype=bool)
    start = np.zeros(arrays.effects.offered.shape, dtype=bool)
    roadmap[np.arange(len(choice.roadmap)), choice.roadmap] = True
    t, m = np.nonzero(choice.start >= 0)
    start[t, choice.roadmap[t], m, choice.start[t, m]] = True
    return Options(roadmap, start)
