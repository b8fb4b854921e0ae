"""Regions one by one: branches that tighten the bound, and decisions put together as plans.

At fixed national prices regions no longer need each other. Each is split into branches until its bound and its best
decisions meet; the decisions of all regions, put together and trimmed to the national rows, are plans.
"""

from __future__ import annotations

from dataclasses import dataclass, field

import numpy as np

from models.arrays import Arrays
from models.blocks import Choice
from models.branching import Branching
from models.certificate import certificate_of
from models.diagnosis import Floats
from models.parts import Country, choice_in
from models.repair import repaired
from models.rules import Rows
from models.together import best_together
from planner.solving.effort import Clock, gap_share
from planner.solving.standing import Leader

LEAST_GAP_SHARE = 1e-6
"""Branching does not try for less: one rouble is left aside in every budget."""
FIRST_TOLERANCE = 0.5
"""Of the gap asked for, what a region's bound and decisions may be apart at first, as a share of its part."""
TIGHTER = 0.25
FIRST_BRANCHES = 10
"""Branches that a region may take before its effort counts against it."""
SPLITS_BETWEEN_PLANS = 100
"""At least so many branches are priced between plans put together from what is known."""


@dataclass
class Regional:
    """The regions of a case at prices (K), split until they are good enough; what is found goes to the leader."""

    arrays: Arrays
    rows: Rows
    clock: Clock
    leader: Leader
    country: Country
    price: Floats
    branchings: list[Branching] = field(default_factory=list)

    def __post_init__(self) -> None:
        # Regions find prices of their own rows; what others hold must stay as it was.
        self.price = self.price.copy()
        self.national = self.country.bound(self.price)

    def open(self) -> None:
        """Begin with one branch a region, and the decisions of the best plan so far."""
        choice = self.leader.choice
        self.branchings = [Branching(part, choice_in(choice, part.towns) if choice else None)
                           for part in self.country.parts(self.price)]  # fmt: skip

    def price_roots(self, gap_share: float) -> None:
        """Give every region prices of its own rows before anything is split."""
        for number, branching in enumerate(self.branchings):
            if self.clock.is_over():
                return
            branching.price_root(gap_share)
            self.clock.work += 1
            self.price[branching.part.own_rows] = branching.part.price[: len(branching.part.own_rows)]
            if number % 20 == 0:
                self.leader.tell("regions")
        self.leader.learn_bound(self.bound())

    def bound(self) -> float:
        """No plan is worth more, once the certificate is drawn up."""
        return self.national + sum(branching.bound for branching in self.branchings)

    def reached(self) -> float:
        """What the best decisions of all regions are worth at the national prices."""
        return self.national + sum(branching.value for branching in self.branchings)

    @property
    def asked(self) -> float:
        return self.clock.effort.gap_share

    def proved_enough(self, bound: float) -> bool:
        """Whether a bound that can be certified makes the plan good enough."""
        return self.leader.choice is not None and gap_share(self.leader.points, bound) <= self.asked

    def split(self, *, together: bool) -> None:
        """Split the region that is furthest apart, until regions together are close enough or nothing is left.

        ``together`` says whether decisions found are put together as plans on the way.
        """
        asked, size = max(self.asked, LEAST_GAP_SHARE), abs(self.bound())
        tolerance = FIRST_TOLERANCE * asked * size / len(self.branchings)
        splits = 0
        while not self.clock.is_over() and tolerance > 1e-9 * size:
            total, reached = self.bound(), self.reached()
            self.leader.learn_bound(total)
            self.leader.tell("branches")
            if self.proved_enough(total):
                return
            worst = max(self.branchings, key=promise)
            close = np.isfinite(reached) and total - reached <= 0.5 * asked * abs(reached)
            if close or all(branching.gap <= tolerance for branching in self.branchings):
                if together:
                    self.put_together()
                if all(branching.gap <= 0.0 for branching in self.branchings):
                    return
                tolerance *= TIGHTER
            else:
                worst.split(tolerance)
                self.clock.work += 1
                splits += 1
                if together and splits % max(SPLITS_BETWEEN_PLANS, len(self.branchings)) == 0:
                    self.put_together()

    def put_together(self) -> None:
        """The best decisions of all regions as one plan, and the best that go together."""
        plain = self.leader.choice or nothing_begun(self.arrays)
        roadmap, start = plain.roadmap.copy(), plain.start.copy()
        for branching in self.branchings:
            if branching.choice is not None:
                roadmap[branching.part.towns] = branching.choice.roadmap
                start[branching.part.towns] = branching.choice.start
        self.offer_repaired(Choice(roadmap, start, np.zeros(plain.scale.shape)))
        picked = best_together(self.country, self.price, self.branchings)
        if picked is not None:
            self.offer_repaired(picked)

    def offer_repaired(self, choice: Choice) -> bool:
        """Take a choice, or what is left of it when it fits the rules."""
        if self.leader.offer(choice):
            return True
        fitting = repaired(self.arrays, self.rows, choice)
        return fitting is not None and self.leader.offer(fitting)

    def prove(self) -> None:
        """Draw up the certificate of prices and branches."""
        self.leader.prove(certificate_of(self.country, self.price, self.branchings))


def promise(branching: Branching) -> float:
    """Points between bound and decisions for each branch it has cost: hard regions must not starve the others."""
    return branching.gap / (FIRST_BRANCHES + len(branching.branches))


def nothing_begun(arrays: Arrays) -> Choice:
    """The first roadmap offered to each town, and no start."""
    return Choice(
        np.asarray(arrays.menu.offered.argmax(axis=1), dtype=np.int64),
        np.full(arrays.start_cells[:2], -1, dtype=np.int64),
        np.zeros(arrays.start_cells[:2]),
    )
