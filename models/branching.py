"""Branching: a bound by cases, and the plan of a region it finds on the way.

The plans of a region are split into branches by questions about one town: which roadmap, does a measure start, does it
start in this year. Each branch has prices of its own, so that its bound is tighter; the largest bound over the branches
holds for all of them. Every bound is in closed form, so branches and prices are a proof that needs no solver to check.
"""

from __future__ import annotations

import heapq
from dataclasses import dataclass, field, replace
from typing import Literal

import numpy as np

from models.arrays import Arrays
from models.blocks import Choice, none_forced
from models.bound import reply_at
from models.diagnosis import Flags, Floats
from models.mixing import Answered, Mixture, Prices, Usage
from models.money import NotFeasible, Scaled, best_scales_at
from models.pairs import Offer, narrow_offer, whole_offer
from models.parts import Part
from models.pricing import price_part
from models.repair import repaired

KNOWN_MOST = 40
"""Decisions remembered of a region, for regions to be put together."""
SAME = 1e-9
HALF = 0.5
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
    price: Floats = field(repr=False)
    bound: float
    known: Answered | None = field(default=None, repr=False)

    def left(self, arrays: Arrays) -> Left:
        """What is left of the region's options in the branch."""
        left = Left(arrays.menu.offered.copy(), arrays.effects.offered.copy(), none_forced(arrays))
        for condition in self.conditions:
            left.impose(condition)
        return left

    def under(self, condition: Condition, bound: float | None = None) -> Branch:
        """The part of the branch in which a further condition holds."""
        return replace(self, conditions=(*self.conditions, condition), bound=self.bound if bound is None else bound)


@dataclass(frozen=True)
class Left:
    """Roadmaps (T, P) and options (T, P, C, S) still offered, and measures (T, C) that must start."""

    menu_offered: Flags
    offered: Flags
    forced: Flags

    def impose(self, condition: Condition) -> None:
        t, c, s = condition.town, condition.measure, condition.year
        match condition.question:
            case "roadmap":
                barred = np.ones(self.menu_offered.shape[1], dtype=bool)
                barred[list(condition.roadmaps)] = False
                self.menu_offered[t, barred] = False
                self.offered[t, barred] = False
            case "never":
                self.offered[t, :, c] = False
            case "must":
                self.forced[t, c] = True
            case "not_in":
                self.offered[t, :, c, s] = False
            case "only_in":
                self.offered[t, :, c, np.arange(self.offered.shape[3]) != s] = False


@dataclass(frozen=True)
class Known:
    """Decisions of a region that keep its own rows: worth at the national prices and without.

    ``national_use`` is what they take of the national rows that the region has a part in.
    """

    choice: Choice
    value: float
    worth: float
    national_use: Floats


@dataclass(frozen=True)
class Mixed:
    """A mixture of a region's answers that keeps its own rows: worth without prices, and use of the national rows."""

    worth: float
    national_use: Floats


class Branching:
    """The branches of one region, split until their bound meets the value of known decisions.

    The branch with the largest bound is split next, but in between the search dives: it goes on with the likeliest
    part of what it has just split, because that ends in decisions. ``value`` is what the region's best known decisions,
    ``choice``, are worth at the national prices.
    """

    def __init__(self, part: Part, choice: Choice | None, usage: Usage | None = None) -> None:
        self.part = part
        self.usage = usage or Usage(part.rows, len(part.towns))
        self.value = -np.inf
        self.choice: Choice | None = None
        self.known: list[Known] = []
        self.mixed: Mixed | None = None
        self.closed: list[Branch] = []
        self.open: list[tuple[float, int, Branch]] = []
        self.next: Branch | None = None
        self.dived, self.rest, self.splits = 0, 0, 0
        self.closed_bound = -np.inf
        self.count = 0
        self.met: Answered | None = None
        bound, _ = reply_at(whole_offer(part.arrays), part.rows, part.price)
        self.push(Branch((), part.price, bound))
        if choice is not None:
            self.offer(choice)

    def push(self, branch: Branch) -> None:
        heapq.heappush(self.open, (-branch.bound, self.count, branch))
        self.count += 1

    def pop(self) -> Branch:
        """The branch to split next."""
        if self.next is not None:
            branch, self.next = self.next, None
            self.dived += 1
            return branch
        # As many branches are taken from the top after a dive as the dive was deep.
        self.rest, self.dived = max(0, self.rest - 1) + self.dived, 0
        return heapq.heappop(self.open)[2]

    @property
    def branches(self) -> list[Branch]:
        """The branches that together hold every plan of the region."""
        return [*self.closed, *(branch for _, _, branch in self.open), *([self.next] if self.next else [])]

    @property
    def open_bound(self) -> float:
        """The largest bound of a branch that may still be split."""
        return max(-self.open[0][0] if self.open else -np.inf, self.next.bound if self.next else -np.inf)

    @property
    def bound(self) -> float:
        return max(self.closed_bound, self.open_bound)

    @property
    def gap(self) -> float:
        """Points between the bound and the best known decisions; 0 when nothing is left to split."""
        return max(0.0, self.open_bound - self.value)

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
        """Price a branch, and split it if it is not good enough."""
        self.splits += 1
        branch = self.pop()
        left = branch.left(self.part.arrays)
        branch, offer, prices = self.priced(branch, left, self.value + tolerance)
        self.offer_mixture(prices.mixture)
        enough = self.value + tolerance
        if branch.bound <= enough:
            self.close(branch)
            return
        _, answers = reply_at(offer, self.part.rows, branch.price, left.forced)
        loss = answers.value[:, None] - answers.by_roadmap
        branch = self.without_poor(branch, left, loss, enough)
        children, likeliest = self.children(branch, left, loss, prices.mixture, enough)
        if not children:
            # Prices good enough to split at are not good enough to stop at.
            branch, _, _ = self.priced(branch, left, -np.inf)
            self.close(branch)
        for child in children:
            if child is likeliest and (self.dived or not self.rest):
                self.next = child
            else:
                self.push(child)

    def priced(
        self, branch: Branch, left: Left, enough: float, gap_share: float = 1e-7
    ) -> tuple[Branch, Offer, Prices]:
        """The branch with prices of its own."""
        offer = narrow_offer(self.part.arrays, left.menu_offered, left.offered)
        known = branch.known
        if known is not None:
            known = known.still_offered(left.menu_offered, left.offered, left.forced)
        prices = price_part(offer, self.part.rows, self.part.fixed, branch.price, left.forced,
                            usage=self.usage, known=known, met=None if branch.conditions else self.met,
                            gap_share=gap_share, enough=enough)  # fmt: skip
        return Branch(branch.conditions, prices.price, prices.bound, prices.answered), offer, prices

    def close(self, branch: Branch) -> None:
        self.closed.append(replace(branch, known=None))
        self.closed_bound = max(self.closed_bound, branch.bound)

    def without_poor(self, branch: Branch, left: Left, loss: Floats, enough: float) -> Branch:
        """The branch without roadmaps that lose too much at its prices (T, P) to be in a plan better than enough.

        They are closed as branches of their own, town by town; it is done where it takes away most of what is left.
        """
        offered = left.menu_offered
        good = offered & (branch.bound - loss > enough)
        if 2 * good.sum() > offered.sum():
            return branch
        for town in np.nonzero((offered & ~good).any(axis=1))[0].tolist():
            poor, rest = (tuple(np.nonzero(offered[town] & side)[0].tolist()) for side in (~good[town], good[town]))
            least = float(loss[town, list(poor)].min())
            self.close(branch.under(Condition("roadmap", town, poor), branch.bound - least))
            branch = branch.under(Condition("roadmap", town, rest))
        left.menu_offered[...] = good
        return branch

    def at_prices(self, part: Part) -> Branching:
        """The region begun anew at other national prices, where its known decisions are worth something else.

        ``part`` is the same as before but for its prices.
        """
        own = len(part.own_rows)
        anew = Branching(part, None, self.usage)
        anew.splits, anew.met = self.splits, self.met
        valued = [replace(known, value=known.worth - float(part.fixed[own:] @ known.national_use))
                  for known in self.known]  # fmt: skip
        anew.known = sorted(valued, key=lambda known: -known.value)
        return anew

    def price_root(self, gap_share: float, *, decide: bool = True) -> None:
        """Prices of the region's own rows before anything is split, and, to ``decide``, decisions of their mixture."""
        if decide and self.known:
            self.offer(self.known[0].choice)
        root = heapq.heappop(self.open)[2]
        root, _, prices = self.priced(root, root.left(self.part.arrays), -np.inf, gap_share)
        self.met = root.known
        self.mixed = Mixed(prices.mixture.worth, prices.mixture.paid_use)
        self.part = replace(self.part, price=root.price)
        self.push(root)
        if decide:
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

    def children(
        self, branch: Branch, left: Left, loss: Floats, mixture: Mixture, enough: float
    ) -> tuple[list[Branch], Branch | None]:
        """Branches that split a branch, by the decision its mixture is least sure of, and the likeliest of them.

        None where the mixture is sure of all.
        """
        town = least_sure_roadmap(mixture)
        if town is not None:
            return self.by_roadmap(branch, np.nonzero(left.menu_offered[town])[0].tolist(), loss[town], mixture, town,
                                   enough)  # fmt: skip
        question = least_sure_start(mixture)
        if question is None:
            return [], None
        return by_start(branch, left.forced, *question)

    def by_roadmap(
        self, branch: Branch, offered: list[int], loss: Floats, mixture: Mixture, town: int, enough: float
    ) -> tuple[list[Branch], Branch | None]:
        """Split by the roadmap of a town: those in the mixture each by itself, others by kind, poor ones together.

        What taking a roadmap loses at the prices of the branch (P) is known: no child begins worse than that.
        """
        mine = mixture.town == town
        weight = np.bincount(mixture.roadmap[mine], mixture.weight[mine], minlength=len(loss))
        groups: dict[str, list[int]] = {}
        for p in offered:
            if branch.bound - loss[p] <= enough:
                groups.setdefault("", []).append(p)
            elif weight[p] > 0:
                groups[f"alone {p}"] = [p]
            else:
                groups.setdefault(self.part.arrays.menu.names[p].split("@")[0], []).append(p)
        if len(groups) <= 1:
            return [], None
        children = {
            name: branch.under(Condition("roadmap", town, tuple(group)), branch.bound - float(loss[group].min()))
            for name, group in groups.items()
        }
        return list(children.values()), children.get(f"alone {int(weight.argmax())}")


def by_start(
    branch: Branch, forced: Flags, town: int, measure: int, year: int, weight: float, surely: bool
) -> tuple[list[Branch], Branch]:
    """Split by whether a measure starts, or, where it surely does, by whether it starts in a year."""
    questions: tuple[Question, Question] = ("not_in", "only_in")
    if not surely and not forced[town, measure]:
        questions, year = ("never", "must"), -1
    children = [branch.under(Condition(question, town, measure=measure, year=year)) for question in questions]
    return children, children[weight >= HALF]


def least_sure_roadmap(mixture: Mixture) -> int | None:
    """The town whose mixture has the most weight outside its main roadmap; None where every town takes one."""
    doubt: dict[int, float] = {}
    for t in np.unique(mixture.town).tolist():
        mine = mixture.town == t
        weight = np.bincount(mixture.roadmap[mine], mixture.weight[mine])
        doubt[t] = 1.0 - float(weight.max())
    unsure = {t: d for t, d in doubt.items() if d > FRACTION}
    return max(unsure, key=lambda t: unsure[t]) if unsure else None


def least_sure_start(mixture: Mixture) -> tuple[int, int, int, float, bool] | None:
    """Town, measure and year of the start nearest to half, its weight, and whether it surely starts in some year."""
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
    return t, m, year, unsure[t, m, year], surely
