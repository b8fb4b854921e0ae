"""Where a search stands: the best plan so far, the best bound, and the certificate that proves one."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field

import numpy as np

from models.arrays import Arrays
from models.blocks import Choice, points_of
from models.certificate import Certificate
from models.money import NotFeasible, best_scales
from models.repair import repaired
from models.rules import Rows
from planner.solving.effort import Progress, gap_share


@dataclass(frozen=True)
class Standing:
    """A plan that keeps the rules, or none, and what is proved about it: all that must survive the search."""

    choice: Choice | None
    points: float
    bound: float
    certificate: Certificate | None


@dataclass
class Leader:
    """Holds the standing of a search; ``publish`` hears of each improvement, ``report`` tells people."""

    arrays: Arrays
    rows: Rows
    report: Callable[[Progress], None]
    publish: Callable[[Standing], None]
    seconds: Callable[[], float]
    rival_points: float = -np.inf
    choice: Choice | None = None
    points: float = -np.inf
    bound: float = np.inf
    certificate: Certificate | None = field(default=None, repr=False)

    @property
    def certified_bound(self) -> float:
        return np.inf if self.certificate is None else self.certificate.bound

    def good_enough(self, asked: float) -> bool:
        return self.proved_enough(self.bound, asked)

    def proved_enough(self, bound: float, asked: float) -> bool:
        """Whether a bound makes this plan, or the rival, good enough."""
        best = max(self.points, self.rival_points)
        return bool(np.isfinite(best)) and gap_share(best, bound) <= asked

    def offer(self, choice: Choice) -> bool:
        """Take a choice if it keeps the rules, at its best scales, and is better than what is there."""
        try:
            polished = best_scales(self.arrays, self.rows, choice)
        except NotFeasible:
            return False
        points = points_of(self.arrays, polished)
        if points <= self.points:
            return False
        self.choice, self.points = polished, points
        self.tell_keeper()
        return True

    def offer_repaired(self, choice: Choice) -> bool:
        """Take a choice, or what is left of it when it fits the rules."""
        if self.offer(choice):
            return True
        fitting = repaired(self.arrays, self.rows, choice)
        return fitting is not None and self.offer(fitting)

    def replace(self, choice: Choice) -> None:
        """Take a choice that keeps the rules in place of whatever is there."""
        self.choice, self.points = choice, points_of(self.arrays, choice)
        self.tell_keeper()

    def prove(self, certificate: Certificate) -> None:
        """Take a certificate if it proves a better bound."""
        if certificate.bound < self.certified_bound:
            self.certificate = certificate
            self.learn_bound(certificate.bound)

    def learn_bound(self, bound: float) -> None:
        if bound < self.bound:
            self.bound = bound
            self.tell_keeper()

    def tell_keeper(self) -> None:
        self.publish(Standing(self.choice, self.points, self.bound, self.certificate))

    def tell(self, phase: str, points: float | None = None, bound: float | None = None) -> None:
        best = self.points if points is None else max(points, self.points)
        limit = self.bound if bound is None else min(bound, self.bound)
        self.report(Progress(phase, best if np.isfinite(best) else None, limit if np.isfinite(limit) else None,
                             self.seconds()))  # fmt: skip
