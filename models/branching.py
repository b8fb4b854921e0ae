"""Branching: a bound by cases, and the plan of a region it finds on the way.

The plans of a region are split into branches by questions about one town: which roadmap, does a measure start, does it
start in this year. Each branch has prices of its own, so that its bound is tighter; the largest bound over the branches
holds for all of them. Every bound is in closed form, so branches and prices are a proof that needs no solver to check.
"""

from __future__ import annotations

import heapq
from collections.abc import Iterator
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from models.blocks import Choice, none_forced
from models.bound import reply_at
from models.diagnosis import Flags, Floats
from models.mixing import Answered, Mixture, Usage
from models.money import NotFeasible, Scaled, best_scales_at
from models.pairs import Offer, narrow_offer, whole_offer
from models.parts import Part
from models.pricing import price_part
from models.repair import repaired

KNOWN_MOST = 40
"""Decisions remembered of a region, for regions to be put together."""
SAME = 1e-9
FRACTION = 1e-6
"""A weight this far from 0 and 1 is a fraction."""

Question = Literal["roadmap", "never", "must", "not_in", "only_in"]


@dataclass(frozen=True)
class Condition:
    """What holds in a branch, by index in the part.

    ``town`` takes one of ``roadmaps``; it never, or surely, starts ``measure``; not in, or only in, ``year``.
    """

    question: Question
    town: int
    roadmaps: tuple[int, ...] = ()
    measure: int = -1
    year: int = -1


@dataclass(frozen=True)
class Branch:
    """Some plans of a region: the conditions that single them out, their prices (K'), and the bound they prove."""

    conditions: tuple[Condition, ...]
    menu_offered: Flags = field(repr=False)
    offered: Flags = field(repr=False)
    forced: Flags = field(repr=False)
    price: Floats = field(repr=False)
    bound: float
    known: Answered | None = field(default=None, repr=False)

    def offer(self, part: Part) -> Offer:
        """What is left of the region's options in the branch."""
        return narrow_offer(part.arrays, self.menu_offered, self.offered)

    def still_known(self) -> Answered | None:
        """Answers known from the branch it was split from that may still be given here."""
        return None if self.known is None else self.known.still_offered(self.menu_offered, self.offered, self.forced)


@dataclass(frozen=True)
class Known:
    """Decisions of a region that keep its own rows: worth at the national prices and without, use of national rows."""

    choice: Choice
    value: float
    worth: float
    national_use: Floats


class Branching:
    """The branches of one region, split where the bound is largest, until it meets the value of known decisions.

    ``value`` is what the region's best known decisions, ``choice``, are worth at the national prices.
    """

    def __init__(self, part: Part, choice: Choice | None) -> None:
        self.part = part
        self.usage = Usage(part.rows, len(part.towns))
        self.value = -np.inf
        self.choice: Choice | None = None
        self.known: list[Known] = []
        self.closed: list[Branch] = []
        self.open: list[tuple[float, int, Branch]] = []
        self.closed_bound = -np.inf
        self.count = 0
        root = Branch(
            (), part.arrays.menu.offered, part.arrays.effects.offered, none_forced(part.arrays), part.price, 0.0
        )
        self.push(replace(root, bound=reply_at(whole_offer(part.arrays), part.rows, part.price)[0]))
        if choice is not None:
            self.offer(choice)

    def push(self, branch: Branch) -> None:
        heapq.heappush(self.open, (-branch.bound, self.count, branch))
        self.count += 1

    @property
    def branches(self) -> list[Branch]:
        """The branches that together hold every plan of the region."""
        return self.closed + [branch for _, _, branch in self.open]

    @property
    def bound(self) -> float:
        return max(self.closed_bound, -self.open[0][0] if self.open else -np.inf)

    @property
    def gap(self) -> float:
        """Points between the bound and the best known decisions; 0 when nothing is left to split."""
        return max(0.0, -self.open[0][0] - self.value) if self.open else 0.0

    def offer(self, choice: Choice) -> bool:
        """Take decisions of the region if they keep its own rows and are worth more at the national prices."""
        try:
            scaled = best_scales_at(self.part.arrays, self.part.rows, choice, self.part.fixed)
        except NotFeasible:
            return False
        self.remember(scaled)
        if scaled.value <= self.value:
            return False
        self.choice, self.value = scaled.choice, scaled.value
        return True

    def remember(self, scaled: Scaled) -> None:
        """Keep decisions that are worth much at the national prices, the best first."""
        national = scaled.use[len(self.part.own_rows) :]
        worth = scaled.value + float(self.part.fixed[len(self.part.own_rows) :] @ national)
        known = Known(scaled.choice, scaled.value, worth, national)
        if all(abs(known.value - other.value) > SAME for other in self.known):
            self.known = sorted([*self.known, known], key=lambda k: -k.value)[:KNOWN_MOST]

    def split(self, tolerance: float) -> None:
        """Price the branch with the largest bound, and split it if it is not good enough."""
        _, _, branch = heapq.heappop(self.open)
        enough = self.value + tolerance
        offer = branch.offer(self.part)
        prices = price_part(offer, self.part.rows, self.part.fixed, branch.price, branch.forced,
                            usage=self.usage, known=branch.still_known(), gap_share=1e-7, enough=enough)  # fmt: skip
        branch = replace(branch, price=prices.price, bound=prices.bound, known=prices.answered)
        self.offer_mixture(prices.mixture)
        enough = self.value + tolerance
        if branch.bound <= enough:
            self.close(branch)
            return
        _, answers = reply_at(offer, self.part.rows, branch.price, branch.forced)
        loss = answers.value[:, None] - answers.by_roadmap
        children = list(self.children(self.without_poor(branch, loss, enough), loss, prices.mixture, enough))
        if not children:
            self.close(branch)
        for child in children:
            self.push(child)

    def close(self, branch: Branch) -> None:
        self.closed.append(branch)
        self.closed_bound = max(self.closed_bound, branch.bound)

    def without_poor(self, branch: Branch, loss: Floats, enough: float) -> Branch:
        """The branch without roadmaps that lose too much at its prices (T, P) to be in a plan better than enough.

        They are closed as branches of their own, town by town; it is done where it takes away most of what is left.
        """
        good = branch.menu_offered & (branch.bound - loss > enough)
        if 2 * good.sum() > branch.menu_offered.sum():
            return branch
        for town in np.nonzero((branch.menu_offered & ~good).any(axis=1))[0].tolist():
            poor, rest = (
                np.nonzero(branch.menu_offered[town] & side)[0].tolist() for side in (~good[town], good[town])
            )
            self.close(self.with_roadmaps(branch, town, poor, branch.bound - float(loss[town, poor].min())))
            branch = self.with_roadmaps(branch, town, rest, branch.bound)
        return branch

    def price_root(self, gap_share: float) -> None:
        """Prices of the region's own rows, and decisions made of their mixture, before anything is split."""
        _, _, root = heapq.heappop(self.open)
        prices = price_part(root.offer(self.part), self.part.rows, self.part.fixed, root.price, root.forced,
                            usage=self.usage, known=root.still_known(), gap_share=gap_share,
                            enough=-np.inf)  # fmt: skip
        self.part = replace(self.part, price=prices.price)
        self.push(replace(root, price=prices.price, bound=prices.bound, known=prices.answered))
        self.offer_mixture(prices.mixture, repair=True)

    def offer_repaired(self, choice: Choice) -> None:
        """Take what is left of a choice when it fits the region's own rows."""
        fitting = repaired(self.part.arrays, self.part.rows, choice, self.part.fixed)
        if fitting is not None:
            self.offer(fitting)

    def offer_mixture(self, mixture: Mixture, *, repair: bool = False) -> None:
        """Round a mixture to decisions: each town does what has most weight; what is left of them, if ``repair``."""
        choice = mixture.rounded()
        if choice is not None and len(choice.roadmap) == len(self.part.towns) and not self.offer(choice) and repair:
            self.offer_repaired(choice)

    def children(self, branch: Branch, loss: Floats, mixture: Mixture, enough: float) -> Iterator[Branch]:
        """Branches that split a branch, by the decision its mixture is least sure of; none where it is sure of all."""
        town = least_sure_roadmap(mixture)
        if town is not None:
            yield from self.by_roadmap(branch, loss[town], mixture, town, enough)
            return
        question = least_sure_start(mixture)
        if question is not None:
            yield from self.by_start(branch, *question)

    def by_roadmap(self, branch: Branch, loss: Floats, mixture: Mixture, town: int, enough: float) -> Iterator[Branch]:
        """Split by the roadmap of a town: those in the mixture each by itself, others by kind, poor ones together.

        What taking a roadmap loses at the prices of the branch (P) is known: no child begins worse than that.
        """
        mixed = set(mixture.roadmap[mixture.town == town].tolist())
        groups: dict[str, list[int]] = {}
        for p in np.nonzero(branch.menu_offered[town])[0].tolist():
            if branch.bound - loss[p] <= enough:
                groups.setdefault("", []).append(p)
            elif p in mixed:
                groups[f"alone {p}"] = [p]
            else:
                groups.setdefault(self.part.arrays.menu.names[p].split("@")[0], []).append(p)
        if len(groups) > 1:
            for roadmaps in groups.values():
                yield self.with_roadmaps(branch, town, roadmaps, branch.bound - float(loss[roadmaps].min()))

    def with_roadmaps(self, branch: Branch, town: int, roadmaps: list[int], bound: float) -> Branch:
        menu_offered, offered = branch.menu_offered.copy(), branch.offered.copy()
        left = np.zeros(menu_offered.shape[1], dtype=bool)
        left[roadmaps] = True
        menu_offered[town] &= left
        offered[town] &= left[:, None, None]
        condition = Condition("roadmap", town, tuple(roadmaps))
        return replace(branch, conditions=(*branch.conditions, condition), menu_offered=menu_offered, offered=offered,
                       bound=bound)  # fmt: skip

    def by_start(self, branch: Branch, town: int, measure: int, year: int, surely: bool) -> Iterator[Branch]:
        """Split by whether a measure starts, or, where it surely does, by whether it starts in a year."""
        barred, kept = branch.offered.copy(), branch.offered.copy()
        if not surely and not branch.forced[town, measure]:
            barred[town, :, measure] = False
            forced = branch.forced.copy()
            forced[town, measure] = True
            yield self.under(branch, Condition("never", town, measure=measure), barred, branch.forced)
            yield self.under(branch, Condition("must", town, measure=measure), kept, forced)
            return
        barred[town, :, measure, year] = False
        kept[town, :, measure, np.arange(kept.shape[3]) != year] = False
        yield self.under(branch, Condition("not_in", town, measure=measure, year=year), barred, branch.forced)
        yield self.under(branch, Condition("only_in", town, measure=measure, year=year), kept, branch.forced)

    def under(self, branch: Branch, condition: Condition, offered: Flags, forced: Flags) -> Branch:
        return replace(branch, conditions=(*branch.conditions, condition), offered=offered, forced=forced)


def least_sure_roadmap(mixture: Mixture) -> int | None:
    """The town whose mixture has the most weight outside its main roadmap; None where every town takes one."""
    doubt: dict[int, float] = {}
    for t in np.unique(mixture.town).tolist():
        mine = mixture.town == t
        weight = np.bincount(mixture.roadmap[mine], mixture.weight[mine])
        doubt[t] = 1.0 - float(weight.max())
    unsure = {t: d for t, d in doubt.items() if d > FRACTION}
    return max(unsure, key=lambda t: unsure[t]) if unsure else None


def least_sure_start(mixture: Mixture) -> tuple[int, int, int, bool] | None:
    """Town, measure and year of the start nearest to half, and whether the measure surely starts in some year."""
    weight: dict[tuple[int, int, int], float] = {}
    for t, share, starts in zip(mixture.town.tolist(), mixture.weight.tolist(), mixture.start, strict=True):
        for m in np.nonzero(starts >= 0)[0].tolist():
            key = (t, m, int(starts[m]))
            weight[key] = weight.get(key, 0.0) + share
    unsure = {key: w for key, w in weight.items() if FRACTION < w < 1.0 - FRACTION}
    if not unsure:
        return None
    t, m, year = min(unsure, key=lambda key: abs(unsure[key] - 0.5))
    surely = sum(w for (town, measure, _), w in weight.items() if (town, measure) == (t, m)) >= 1.0 - FRACTION
    return t, m, year, surely
