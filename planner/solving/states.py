"""Search over the states of federal instruments: each is a case of its own, and most are ruled out by prices alone.

The state with the best prospects is searched; the prices found there bound the others too, whatever they are, and only
a state that they leave in question is priced or searched for itself.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from functools import cached_property
from time import monotonic

import numpy as np

from models.arrays import Arrays, compute_arrays
from models.blocks import Choice
from models.bound import reply_at
from models.case import Case, Draw
from models.certificate import Certificate, named, thinned
from models.diagnosis import Floats
from models.instruments import state_name, states
from models.pairs import whole_offer
from models.pricing import find_prices, first_answers
from models.rules import Rows, all_rows
from planner.solving.child import search_in_child
from planner.solving.effort import Effort, Found, NoPlan, OtherState, OutOfTime, Progress

CLOSE_SHARE = 0.002
"""States whose first bounds differ by less than this share the time."""
PRICING_SHARE = 0.2
"""Share of the time left that the prices of another state may take."""
PROOF_PRICES_MOST = 800_000
"""Prices of branches that go into a plan, all states together: a sheet has room for a million."""
STEEPER = 10.0 ** np.arange(1, 10)
"""Prices are raised so much where a state is thought impossible: then some raise proves any bound."""


@dataclass(frozen=True)
class State:
    """A case with every instrument decided, and what is computed from it."""

    case: Case
    draw: Draw

    @cached_property
    def arrays(self) -> Arrays:
        return compute_arrays(self.case, self.draw)

    @cached_property
    def rows(self) -> Rows:
        return all_rows(self.arrays)

    @property
    def name(self) -> str:
        return state_name(self.case)

    def forget(self) -> None:
        """Give back the memory of arrays and rows, which are gigabytes for a large country; they can be made again."""
        for made in ("arrays", "rows"):
            self.__dict__.pop(made, None)

    def bound_at(self, price: Floats) -> float:
        return reply_at(whole_offer(self.arrays), self.rows, price)[0]

    @cached_property
    def prospect(self) -> float:
        """The bound at the best uniform price of money; minus infinity where some town may take no roadmap."""
        if not self.arrays.menu.offered.any(axis=1).all():
            return -np.inf
        return min(bound for bound, _, _ in first_answers(whole_offer(self.arrays), self.rows))

    def prices_from(self, other: State, price: Floats) -> Floats:
        """Prices of another state, by the names of rows; a row that is not there has none."""
        known = dict(zip(other.rows.names, price.tolist(), strict=True))
        return np.array([known.get(name, 0.0) for name in self.rows.names])


Report = Callable[[Progress], None]
StopAsked = Callable[[], bool]


def search_states(
    case: Case,
    effort: Effort,
    draw: Draw,
    report: Report,
    stop_asked: StopAsked,
    earlier: Callable[[Arrays], Choice | None],
    end: float,
) -> tuple[State, Found]:
    """The best plan over all states, with the bound of every other state in ``Found.others``.

    ``earlier`` gives decisions to begin with; ``end`` is when time is up, on the clock of ``monotonic``. Raises NoPlan
    if no state has a plan, OutOfTime, SolverDied.
    """
    every = [State(one, draw) for one in states(case)]
    if len(every) > 1:
        began = monotonic()
        first = every[0]
        for state in every[1:]:
            less, first = sorted((state, first), key=lambda one: one.prospect)
            less.forget()
        every.sort(key=lambda state: -state.prospect)
        # The others are made once more when the first has been searched.
        end -= (monotonic() - began) * (len(every) - 1) / len(every)
    return Contest(every, effort, report, stop_asked, earlier, end).run()


@dataclass
class Contest:
    """States one after the other, the most promising first.

    ``cut`` is set where the clock decided what was asked. After a crash nothing more is searched.
    """

    every: list[State]
    effort: Effort
    report: Report
    stop_asked: StopAsked
    earlier: Callable[[Arrays], Choice | None]
    end: float
    cut: bool = False
    crashed: bool = False

    def run(self) -> tuple[State, Found]:
        best: tuple[State, Found] | None = None
        closed: dict[str, OtherState] = {}
        refusals: list[NoPlan] = []
        for place, state in enumerate(self.every):
            if best is not None and self.is_closed(state, best, closed):
                continue
            try:
                found = self.search(state, self.seconds_for(place), -np.inf if best is None else best[1].points)
            except NoPlan as refusal:
                refusals.append(refusal)
                continue
            except OutOfTime:
                if best is None:
                    raise
                continue
            self.crashed |= found.stopped_by == "crash"
            if best is None:
                best = state, found
                continue
            better, (less, search) = ((state, found), best) if found.points > best[1].points else (best, (state, found))
            searched = other_state(less, self.to_write(less, search))
            closed[less.name] = min(closed.get(less.name, searched), searched, key=lambda one: one.bound)
            best = better
        if best is None:
            raise refusals[0]
        return self.with_others(best, closed)

    def to_write(self, state: State, found: Found) -> Certificate:
        """The certificate of a state as far as a plan has room for it."""
        return thinned(state.arrays, state.rows, found.certificate, PROOF_PRICES_MOST // len(self.every))

    def search(self, state: State, seconds: float, rival_points: float) -> Found:
        effort = replace(self.effort, seconds=seconds, rival_points=rival_points)
        return search_in_child(state.arrays, state.rows, effort, self.report, self.stop_asked,
                               self.earlier(state.arrays))  # fmt: skip

    @property
    def left(self) -> float:
        return max(1.0, self.end - monotonic())

    def seconds_for(self, place: int) -> float:
        """All the time left, unless states that come later are as promising."""
        if len(self.every) == 1:
            return self.left
        near = self.every[0].prospect * (1.0 - CLOSE_SHARE)
        rivals = sum(state.prospect >= near for state in self.every[place + 1 :])
        return max(1.0, self.left / (1 + rivals))

    def is_closed(self, state: State, best: tuple[State, Found], closed: dict[str, OtherState]) -> bool:
        """Whether no plan of the state is better than the best by more than the gap asked for."""
        enough = best[1].points * (1.0 + self.effort.gap_share)
        closed[state.name] = self.bounded(state, best, enough)
        return closed[state.name].bound <= enough or self.is_over()

    def is_over(self) -> bool:
        over = self.crashed or self.stop_asked() or self.end - monotonic() < 1.0
        self.cut |= over
        return over

    def bounded(self, state: State, best: tuple[State, Found], enough: float) -> OtherState:
        """A state bounded at the prices of the best one, or at its own where those leave it in question."""
        taken_over = priced_state(state, state.prices_from(best[0], best[1].certificate.price))
        late = np.isfinite(enough) and self.is_over()  # a state without a plan is worth some seconds more
        if taken_over.bound <= enough or late or self.crashed or self.stop_asked():
            return taken_over
        prices = find_prices(state.arrays, state.rows, gap_share=self.effort.gap_share / 20,
                             seconds=PRICING_SHARE * self.left, stop_asked=self.stop_asked)  # fmt: skip
        self.cut |= prices.cut
        own = [priced_state(state, prices.price * steeper) for steeper in ((1.0, *STEEPER) if prices.clash else (1.0,))]
        return min(taken_over, *own, key=lambda other: other.bound)

    def with_others(self, best: tuple[State, Found], closed: dict[str, OtherState]) -> tuple[State, Found]:
        """The best plan with the bound of every other state; the largest bound is that of the plan."""
        state, found = best
        found = replace(found, certificate=self.to_write(state, found))
        others = tuple(closed[other.name] if other.name in closed else self.bounded(other, best, -np.inf)
                       for other in self.every if other is not state)  # fmt: skip
        bound = max([found.bound, *(other.bound for other in others)])
        whole = replace(found, bound=bound, others=others, repeatable=found.repeatable and not self.cut)
        if found.stopped_by == "gap" and whole.gap_share > self.effort.gap_share:
            whole = replace(whole, stopped_by="time" if self.is_over() else "finished")
        return state, whole


def priced_state(state: State, price: Floats) -> OtherState:
    """A state bounded by prices alone."""
    return other_state(state, Certificate(price, state.bound_at(price)))


def other_state(state: State, certificate: Certificate) -> OtherState:
    """A state that was not chosen, with what bounds it."""
    each = zip(state.rows.names, certificate.price.tolist(), strict=True)
    prices = tuple((name, price) for name, price in each if price > 0)
    return OtherState(state.name, certificate.bound, prices, named(state.arrays, state.rows, certificate))
