"""Search for a plan: prices and a bound first, then models over the options that prices leave in the running.

A small case is solved whole. Otherwise a first model over few options gives a plan; regions where bound and plan differ
are split into branches, which tightens the bound and finds better decisions; if that is not enough, models over a
growing window of options are solved, and regions opened again while the rest stands. The gap is always against a bound
of the full model.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, replace
from functools import cached_property

import numpy as np
from pyomo.common.errors import InfeasibleConstraintException

from models.arrays import Arrays
from models.blocks import Answers, Choice, charges_at, scales_of, spend_of, starts_of, worth_of
from models.bound import bound_at, reply_at
from models.certificate import Certificate
from models.diagnosis import Flags, Floats
from models.mixing import Mixture, Prices
from models.options import Options, all_options, losses, screen
from models.pairs import whole_offer
from models.parts import Country
from models.pricing import find_prices
from models.rules import Rows
from models.sampling import sampled_prices
from planner.solving.clash import clash_words
from planner.solving.effort import Clock, Effort, Found, NoPlan, OutOfTime, Progress
from planner.solving.handover import INFEASIBLE, Solution, hand_over
from planner.solving.regions import Regional
from planner.solving.standing import Leader, Standing

LARGE_TOWNS = 500
"""Above so many towns the prices of a sample stand for those of the whole, and no model of the whole is built."""
WHOLE_OPTIONS = 2_000
"""Up to this many yes-or-no decisions the whole model is given to HiGHS."""
SOON_ALL = 20_000
"""Up to this many options, models of all of them come sooner than searching regions again at other prices."""
LARGEST_OPTIONS_PER_TOWN = 18
GROWTH = 3
TOWNS_REOPENED = 30
OPTIONS_PER_TOWN_REOPENED = 80
OPTIONS_A_SECOND = 2_500
"""A model with more options than this for each second left is not begun: HiGHS would not be back in time."""
SEED = 20_161_103
"""Fixes which regions are opened again, so that the same case is searched in the same way."""


def search(
    arrays: Arrays,
    rows: Rows,
    effort: Effort,
    report: Callable[[Progress], None] = lambda _: None,
    stop_asked: Callable[[], bool] = lambda: False,
    publish: Callable[[Standing], None] = lambda _: None,
    start: Choice | None = None,
) -> Found:
    """The best plan found within the effort. Raises NoPlan, or OutOfTime if the limit came before any plan.

    ``start`` are decisions to begin with; what does not fit is left out. ``publish`` hears of every improvement.
    """
    if start is not None and effort.stay_share > 0:
        return search_close(arrays, rows, effort, report, stop_asked, publish, start)
    clock = Clock(effort, stop_asked)
    leader = Leader(arrays, rows, report, publish, lambda: clock.seconds, effort.rival_points)
    if len(arrays.sets.TOWNS) > LARGE_TOWNS:
        search_large(arrays, rows, clock, leader, start)
        if leader.choice is not None or clock.is_over():
            return outcome(arrays, clock, leader)
    race = race_of(arrays, rows, clock, leader)
    race.begin(start)
    race.run()
    return race.finish()


def search_large(arrays: Arrays, rows: Rows, clock: Clock, leader: Leader, start: Choice | None) -> None:
    """A country too large for one model: national prices from a sample, then regions one by one."""
    leader.tell("prices")
    country = Country(arrays, rows)
    price, cut = sampled_prices(country, seconds=max(1.0, 0.2 * clock.left))
    clock.cut |= cut
    bound, _ = reply_at(whole_offer(arrays), rows, price)
    leader.prove(Certificate(price, bound))
    regions = Regional(arrays, rows, clock, leader, country, price)
    if start is not None:
        leader.offer_repaired(start)
    regions.search(settle=True)


def search_close(
    arrays: Arrays,
    rows: Rows,
    effort: Effort,
    report: Callable[[Progress], None],
    stop_asked: Callable[[], bool],
    publish: Callable[[Standing], None],
    start: Choice,
) -> Found:
    """A plan close to an earlier one: its decisions count as worth ``stay_share`` more while plans are compared.

    The plan and its gap are then stated at what decisions are really worth, so the gap holds the price of staying.
    """
    clock = Clock(effort, stop_asked)
    honest = race_of(arrays, rows, clock, Leader(arrays, rows, report, publish, lambda: clock.seconds))
    favoured = favouring(arrays, start, effort.stay_share)
    leader = Leader(favoured, rows, report, honest.follow, lambda: clock.seconds)
    race = race_of(favoured, rows, clock, leader)
    race.begin(start)
    race.run()
    honest.prove_by_branches()
    return replace(honest.finish(), stopped_by=stopped_by(clock, leader))


def race_of(arrays: Arrays, rows: Rows, clock: Clock, leader: Leader) -> Race:
    """A search that has its prices. Raises NoPlan."""
    return Race(arrays, rows, clock, leader, priced(arrays, rows, clock, leader))


def favouring(arrays: Arrays, start: Choice, share: float) -> Arrays:
    """Arrays in which the decisions of a choice are worth a share more."""
    worth, roadmap_worth = arrays.effects.worth.copy(), arrays.effects.roadmap_worth.copy()
    towns = np.arange(len(start.roadmap))
    roadmap_worth[towns, start.roadmap] *= 1.0 + share
    t, c = np.nonzero(start.start >= 0)
    worth[t, start.roadmap[t], c, start.start[t, c]] *= 1.0 + share
    return replace(arrays, effects=replace(arrays.effects, worth=worth, roadmap_worth=roadmap_worth))


@dataclass(frozen=True)
class Priced:
    """Prices with the bound they prove, and what every option would lose against the towns' answers to them."""

    arrays: Arrays
    rows: Rows
    prices: Prices

    @property
    def bound(self) -> float:
        return self.prices.bound

    @cached_property
    def answers(self) -> Answers:
        return bound_at(self.arrays, self.rows, self.prices.price)[1]

    @cached_property
    def losses(self) -> tuple[Floats, Floats]:
        """Of every roadmap (T, P) and option (T, P, C, S)."""
        return losses(self.arrays, self.answers)

    def window_for(self, count: int) -> float:
        """Loss up to which about ``count`` options are kept."""
        every = np.concatenate([part[np.isfinite(part)] for part in self.losses])
        return float(np.inf) if count >= len(every) else float(np.partition(every, count)[count])


def priced(arrays: Arrays, rows: Rows, clock: Clock, leader: Leader) -> Priced:
    """Prices, the bound they prove, and a first plan of the mixture on the way. Raises NoPlan."""
    leader.tell("prices")
    asked = clock.effort.gap_share

    def hear(mixture: Mixture) -> None:
        choice = mixture.rounded()
        if choice is not None:
            leader.offer_repaired(choice)
            leader.tell("prices")

    prices = find_prices(arrays, rows, gap_share=min(1e-5, asked / 20) if asked > 0 else 1e-6,
                         seconds=max(0.2, min(60.0, 0.45 * clock.left)),
                         report=lambda bound, _: leader.tell("prices", bound=bound),
                         hear=hear, stop_asked=clock.stop_asked)  # fmt: skip
    clock.cut |= prices.cut
    if prices.clash:
        raise NoPlan(tuple(clash_words(arrays, rows, prices.clash)))
    leader.prove(Certificate(prices.price, prices.bound))
    return Priced(arrays, rows, prices)


@dataclass
class Race:
    """The strategies of a search after pricing; what they find goes to the leader."""

    arrays: Arrays
    rows: Rows
    clock: Clock
    leader: Leader
    priced: Priced
    proven_infeasible: bool = False

    @property
    def asked(self) -> float:
        return self.clock.effort.gap_share

    def is_over(self) -> bool:
        return self.leader.good_enough(self.asked) or self.clock.is_over()

    def run(self) -> None:
        """The strategies, one after the other, until one is enough."""
        whole = all_options(self.arrays)
        if whole.count <= WHOLE_OPTIONS:
            self.solve(whole, "whole model", share_of_time=1.0, exact=True)
            self.branch()
        else:
            self.branch()
            self.widen(LARGEST_OPTIONS_PER_TOWN, LARGEST_OPTIONS_PER_TOWN)
            self.reopen()
            self.widen(LARGEST_OPTIONS_PER_TOWN * GROWTH, whole.count)

    def follow(self, standing: Standing) -> None:
        """Take over the plan of a search whose plans are valued otherwise, whatever it is worth here."""
        if standing.choice is not None:
            self.leader.replace(standing.choice)

    def prove_by_branches(self) -> None:
        """Tighten the bound by branches, and leave the plan as it is."""
        regions = self.regions
        if self.leader.choice is None or regions.proved_enough(self.leader.certified_bound) or self.clock.is_over():
            return
        regions.search(together=False)

    def begin(self, start: Choice | None) -> None:
        """First plans: the decisions given, and the mixture behind the prices, made to fit; or answers to prices."""
        for choice in (start, self.priced.prices.mixture.rounded()):
            if choice is not None and not self.leader.good_enough(self.asked):
                self.leader.offer_repaired(choice)
        if self.leader.choice is None:
            self.leader.offer_repaired(self.priced.answers.choice)

    def branch(self) -> None:
        """Split regions at the national prices, and put the decisions found on the way together."""
        regions = self.regions
        if regions.proved_enough(self.leader.certified_bound) or self.clock.is_over():
            return
        self.leader.tell("branches")
        regions.search(long=all_options(self.arrays).count > SOON_ALL)
        self.leader.tell("branches")

    @cached_property
    def regions(self) -> Regional:
        country = Country(self.arrays, self.rows)
        return Regional(self.arrays, self.rows, self.clock, self.leader, country, self.priced.prices.price)

    def screened(self, window: float) -> Options:
        """Options within the window, and those of the best plan so far."""
        options = screen(self.arrays, *self.priced.losses, window)
        if self.leader.choice is None:
            return options
        taken = taken_options(self.arrays, self.leader.choice)
        return Options(options.roadmap | taken.roadmap, options.start | taken.start)

    def widen(self, first: int, last: int) -> None:
        """Models over a window growing from ``first`` options a town to ``last``.

        A window as wide as the bound by prices is above the plan holds every better plan, so its model proves as well
        as finds.
        """
        count, most = (options * len(self.arrays.sets.TOWNS) for options in (first, last))
        while not self.is_over():
            window = self.priced.window_for(count)
            # Losses are counted from the bound by prices, whatever tighter bound branches have proved since.
            room = self.priced.bound - self.leader.points
            exact = self.leader.choice is not None and room <= window
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
        window = self.priced.window_for(OPTIONS_PER_TOWN_REOPENED * len(self.arrays.sets.TOWNS))
        while self.leader.choice is not None and not self.is_over():
            before = self.leader.points
            for towns in self.neighbourhoods(random, self.leader.choice):
                if self.is_over():
                    return
                wide, fixed = self.screened(window), taken_options(self.arrays, self.leader.choice)
                options = Options(np.where(towns[:, None], wide.roadmap, fixed.roadmap),
                                  np.where(towns[:, None, None, None], wide.start, fixed.start))  # fmt: skip
                self.solve(options, "regions", share_of_time=0.2, exact=False)
            if self.leader.points <= before:
                return

    def neighbourhoods(self, random: np.random.Generator, choice: Choice) -> Iterator[Flags]:
        """Groups of regions that cover the country, the regions with most regret first."""
        regret = np.bincount(self.arrays.region_of, self.regret(choice), len(self.arrays.sets.REGIONS))
        order = np.argsort(-regret * random.uniform(0.5, 1.5, len(regret)))
        sizes = np.bincount(self.arrays.region_of, minlength=len(regret))
        groups = (np.cumsum(sizes[order]) - 1) // TOWNS_REOPENED
        for group in range(int(groups.max()) + 1):
            yield np.isin(self.arrays.region_of, order[groups == group])

    def regret(self, choice: Choice) -> Floats:
        """Points after prices that each town's decisions are short of its best answer."""
        charges = charges_at(self.arrays, self.rows, self.priced.prices.price)
        paid = (charges.spend * spend_of(self.arrays, choice)).sum(axis=(1, 2))
        paid += (charges.start * starts_of(self.arrays, choice)).sum(axis=(1, 2))
        paid += (charges.scale * scales_of(self.arrays, choice)).sum(axis=(1, 2))
        return np.asarray(self.priced.answers.value - (worth_of(self.arrays, choice) - paid), dtype=float)

    def solve(self, options: Options, phase: str, *, share_of_time: float, exact: bool) -> None:
        """One model in HiGHS. If the options are all that could be in a better plan, its bound counts for all."""
        self.leader.tell(phase)
        if options.count > OPTIONS_A_SECOND * self.clock.left:
            self.clock.cut = True
            return
        try:
            handover = hand_over(self.arrays, self.rows, options)
        except InfeasibleConstraintException:
            self.learn(INFEASIBLE, exact)
            return
        if self.leader.choice is not None:
            handover.start_from(self.leader.choice)
        solution = handover.solve(
            seconds=max(0.5, share_of_time * self.clock.left),
            gap_share=0.25 * self.asked,
            threads=self.clock.effort.threads,
            nodes=self.clock.work_left,
            target_points=self.leader.bound / (1.0 + 0.9 * self.asked),
            report=lambda points, bound: self.hear(phase, points, bound if exact else None),
        )
        self.clock.work += solution.nodes
        self.clock.cut |= solution.status == "time"
        self.learn(solution, exact)
        self.leader.tell(phase)

    def hear(self, phase: str, points: float, bound: float | None) -> bool:
        self.leader.tell(phase, points if abs(points) < 1e30 else None, bound)
        return self.clock.stop_asked()

    def learn(self, solution: Solution, exact: bool) -> None:
        if solution.infeasible:
            self.proven_infeasible = exact and self.leader.choice is None
            return
        if solution.choice is not None:
            self.leader.offer(solution.choice)
        if exact and self.leader.choice is not None:
            self.leader.learn_bound(max(solution.bound, self.leader.points))

    def finish(self) -> Found:
        """The outcome. Raises NoPlan or OutOfTime where there is no plan."""
        if self.leader.choice is None and self.proven_infeasible:
            raise NoPlan(())
        return outcome(self.arrays, self.clock, self.leader)


def outcome(arrays: Arrays, clock: Clock, leader: Leader) -> Found:
    """What a search has come to. Raises OutOfTime where it has no plan."""
    if leader.choice is None:
        raise OutOfTime(clock.seconds, clock.stop_asked())
    assert leader.certificate is not None
    return Found(leader.choice, leader.points, leader.bound, leader.certificate, clock.seconds,
                 stopped_by(clock, leader), all_options(arrays).count, repeatable=not clock.cut)  # fmt: skip


def stopped_by(clock: Clock, leader: Leader) -> str:
    if clock.stop_asked():
        return "asked"
    if leader.good_enough(clock.effort.gap_share):
        return "gap"
    if clock.left <= 0.5:
        return "time"
    return "work" if clock.worked_out else "finished"


def taken_options(arrays: Arrays, choice: Choice) -> Options:
    """The decisions of a choice as the only options."""
    roadmap = np.zeros(arrays.menu.offered.shape, dtype=bool)
    start = np.zeros(arrays.effects.offered.shape, dtype=bool)
    roadmap[np.arange(len(choice.roadmap)), choice.roadmap] = True
    t, m = np.nonzero(choice.start >= 0)
    start[t, choice.roadmap[t], m, choice.start[t, m]] = True
    return Options(roadmap, start)
