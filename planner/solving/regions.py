"""Regions one by one: branches that tighten the bound, and decisions put together as plans.

At fixed national prices regions no longer need each other. Each is split into branches until its bound and its best
decisions meet; the decisions of all regions, put together and trimmed to the national rows, are plans.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field

import numpy as np

from models.arrays import Arrays
from models.blocks import Choice
from models.branching import Known, Mixed
from models.certificate import Certificate
from models.diagnosis import Floats
from models.parts import Country
from models.rules import Rows
from models.together import best_together, prices_together
from planner.solving.crew import Crew, Region
from planner.solving.effort import Clock
from planner.solving.standing import Leader

LEAST_GAP_SHARE = 1e-6
"""Branching does not try for less: one rouble is left aside in every budget."""
TIGHTER = 0.25
"""Regions whose bound and decisions are as close as their part of what is asked are left alone, until all are: then
that is taken tighter."""
FIRST_SPLITS = 10
"""Branches that a region may split before its effort counts against it."""
REGIONS_AT_ONCE, SHARE_AT_ONCE = 16, 0.125
SPLITS_AT_ONCE = 6
"""Regions split in one round, or a share of a great many, and how often each."""
ROOTS_SHARE, ROOTS_SHARE_GOING_BACK, LEAST_ASKED = 0.05, 0.25, 1e-4
"""Of the gap asked for, or of a least one, how near bound and mixture of a region come before it is split."""
ROOTS_AT_ONCE = 64
"""Regions that get their first prices between two words to people."""
SOON_SECONDS = 1.0
"""What plans may take that are put together when time is up."""
SPARE_SECONDS = 0.4
"""Before the end of the search, when regions are split no more."""
CLOSE_SHARE = 0.5
"""Of the gap asked for, how near bounds and decisions of all regions come before splitting them further is idle."""
CLOSE_SHARE_GOING_BACK = 1.0
"""The same when regions are searched again, for decisions more than for the bound, to begin with."""
STEP_SHARE = 0.03
"""How far a national price may go at once when regions are searched again."""
SETTLING, SETTLING_STEP_SHARE, SHORTER = 2, 0.015, 0.5
"""How often prices of a sample are moved before regions are split, how far at first, and by how much less each time."""
PATIENCE = 3
"""How often in a row searching again may bring no better plan, or hardly one."""
SMALL_STEP, CLOSER = 0.05, 0.5
"""When searching again brings no more than a small step, of the gap asked for, they must come closer the next time."""
SHORT_SPLITS = 40
"""Branches for each region, where models of the whole come soon."""
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
    regions: dict[int, Region] = field(default_factory=dict)
    most_splits: int | None = None
    seconds_together: float = 0.0

    def __post_init__(self) -> None:
        # Regions find prices of their own rows; what others hold must stay as it was.
        self.price = self.price.copy()
        self.national = self.country.bound(self.price)
        self.dearest = self.price[self.country.national]

    def search(self, *, together: bool = True, long: bool = True, settle: bool = False) -> None:
        """Split all regions, put plans together on the way, and draw up the certificate.

        ``together`` says whether regions find prices of their own rows before anything is split, and whether decisions
        found are put together as plans; else only the bound is tightened. A ``long`` search takes as many branches
        as it needs, and begins again at other prices; one that is not leaves what is hard to models of the whole.
        ``settle`` says that the national prices are not yet those of the whole.
        """
        effort = self.clock.effort
        crew = Crew(self.country, self.price, self.leader.choice, effort.processes, self.clock.end - SPARE_SECONDS,
                    self.clock.stop_asked)  # fmt: skip
        try:
            self.regions = crew.ask("open", list(crew.place))
            if together:
                self.price_roots(crew, ROOTS_SHARE)
                self.put_together()
                if settle and not self.leader.good_enough(self.asked):
                    self.settle(crew)
                    self.put_together()
            self.most_splits = None if long else SHORT_SPLITS * len(self.regions)
            self.split(crew, CLOSE_SHARE * max(self.asked, LEAST_GAP_SHARE), self.put_together if together else None)
            self.leader.prove(self.certificate(crew))
            if together:
                self.put_together()
            if together and long:
                self.go_back(crew)
        finally:
            crew.dismiss()

    def price_roots(self, crew: Crew, share: float, *, decide: bool = True) -> None:
        """Give every region prices of its own rows before anything is split, and, to ``decide``, decisions."""
        waiting, gap_share = list(self.regions), share * max(self.asked, LEAST_ASKED)
        while waiting and not self.clock.is_over():
            now, waiting = waiting[:ROOTS_AT_ONCE], waiting[ROOTS_AT_ONCE:]
            done = crew.ask("price_roots", now, gap_share, decide)
            self.clock.work += len(done)
            for r, region in done.items():
                self.regions[r] = region
                self.price[self.country.own_rows[r]] = region.own_price
            self.leader.tell("regions")
        self.leader.learn_bound(self.bound())

    def go_back(self, crew: Crew) -> None:
        """Search the regions again at the prices at which what is known of them goes together best.

        The decisions best at one price rarely go together: trade and pilots that regions count on are not there. Those
        best at several prices do (Dantzig and Wolfe 1960), and every price proves a bound of its own. It ends when it
        brings no better plans, however close the regions come.
        """
        close_share, idle, asked = CLOSE_SHARE_GOING_BACK, 0, max(self.asked, LEAST_ASKED)
        while idle < PATIENCE and not self.clock.is_over() and not self.leader.good_enough(self.asked):
            before = self.leader.points
            known = {r: region.known for r, region in self.regions.items()}
            if not all(known.values()):
                return
            self.reprice(crew, self.better_prices(known, STEP_SHARE))
            self.split(crew, close_share * asked, self.put_together if close_share < CLOSE_SHARE else None)
            # What is proved first, for time may be up, and a certificate is made sooner than a plan.
            self.leader.prove(self.certificate(crew))
            self.put_together()
            idle += 1
            if self.leader.points - before >= SMALL_STEP * asked * abs(before):
                idle = 0
            else:
                close_share *= CLOSER

    def settle(self, crew: Crew) -> None:
        """Move the national prices until what all regions' mixtures take at them is what there is.

        Prices of a sample are a little too high or too low for the whole, and thousands of towns answer that with much.
        """
        seen: dict[int, list[Mixed]] = {r: [] for r in self.regions}
        step_share = SETTLING_STEP_SHARE
        for number in range(SETTLING):
            self.leader.prove(self.certificate(crew))
            if self.clock.is_over():
                return
            for r, region in self.regions.items():
                if region.mixed is None:
                    return
                seen[r].append(region.mixed)
            self.reprice(crew, self.better_prices(seen, step_share), decide=number == SETTLING - 1)
            step_share *= SHORTER

    def better_prices(self, known: Mapping[int, Sequence[Known | Mixed]], step_share: float) -> Floats:
        """Prices of the national rows at which what is known goes together better."""
        self.dearest = np.maximum(self.dearest, self.price[self.country.national])
        return prices_together(self.country, self.price, known, step_share, self.dearest)

    def reprice(self, crew: Crew, national: Floats, *, decide: bool = True) -> None:
        """Begin anew at other prices of the national rows."""
        self.price[self.country.national] = national
        self.national = self.country.bound(self.price)
        self.regions = crew.ask("reprice", list(self.regions), self.price)
        self.price_roots(crew, ROOTS_SHARE_GOING_BACK, decide=decide)

    def bound(self) -> float:
        """No plan is worth more, once the certificate is drawn up."""
        return self.national + sum(region.bound for region in self.regions.values())

    def reached(self) -> float:
        """What the best decisions of all regions are worth at the national prices."""
        return self.national + sum(region.value for region in self.regions.values())

    @property
    def asked(self) -> float:
        return self.clock.effort.gap_share

    def proved_enough(self, bound: float) -> bool:
        """Whether a bound that can be certified makes the plan good enough."""
        return self.leader.proved_enough(bound, self.asked)

    def split(self, crew: Crew, close: float, meanwhile: Callable[[], None] | None = None) -> None:
        """Rounds in which the most promising regions are split, until all together are close enough or nothing is left.

        ``close`` is a share of all points. While regions are split again, ``meanwhile`` may put together what the last
        rounds found.
        """
        size = abs(self.bound())
        tolerance = close * size / len(self.regions)
        splits = 0
        while not self.clock.is_over() and tolerance > 1e-9 * size:
            total, reached = self.bound(), self.reached()
            self.leader.learn_bound(total)
            self.leader.tell("branches")
            if self.proved_enough(total):
                return
            if np.isfinite(reached) and total - reached <= close * abs(reached):
                break
            if self.most_splits is not None and self.splits() >= self.most_splits:
                break
            chosen = self.most_promising(tolerance)
            if not chosen:
                if meanwhile:
                    meanwhile()
                if all(region.gap <= 0.0 for region in self.regions.values()):
                    return
                tolerance *= TIGHTER
                continue
            round_of_work = crew.begin("split", chosen, SPLITS_AT_ONCE, tolerance)
            if meanwhile and splits >= max(SPLITS_BETWEEN_PLANS, len(self.regions)):
                splits = 0
                meanwhile()
            before = self.splits()
            self.regions |= crew.finish(round_of_work)
            done = self.splits() - before
            self.clock.work += done
            splits += done

    def most_promising(self, tolerance: float) -> list[int]:
        """Regions with most points between bound and decisions for each branch they have split.

        Hard regions must not starve the others.
        """
        worth_it = {r: region.gap / (FIRST_SPLITS + region.splits)
                    for r, region in self.regions.items() if region.gap > tolerance}  # fmt: skip
        most = max(REGIONS_AT_ONCE, int(SHARE_AT_ONCE * len(self.regions)))
        return sorted(worth_it, key=lambda r: -worth_it[r])[:most]

    def splits(self) -> int:
        return sum(region.splits for region in self.regions.values())

    def put_together(self) -> None:
        """The best that go together of what is known as one plan; where that is none, or no better, the best of all.

        Nothing is begun that would come too late, going by how long it took the last time.
        """
        # Work that is done is no reason to hurry: runs that end by it are repeated.
        left = 0.0 if self.clock.stop_asked() else self.clock.left
        if self.seconds_together > max(SOON_SECONDS, left):
            self.clock.cut = True
            return
        began, before = self.clock.seconds, self.leader.points
        # At these prices, better plans are made only of decisions that lose less than the best plan does.
        window = max(0.0, self.reached() - before)
        known = {r: region.known for r, region in self.regions.items()}
        picked = best_together(self.country, self.price, known, window, max(SOON_SECONDS, left))
        if picked is not None:
            self.leader.offer_repaired(picked)
        if self.leader.points <= before:
            self.leader.offer_repaired(self.best_apart())
        self.seconds_together = self.clock.seconds - began

    def best_apart(self) -> Choice:
        """The best decisions of all regions, whether or not they go together."""
        plain = self.leader.choice or nothing_begun(self.arrays)
        roadmap, start = plain.roadmap.copy(), plain.start.copy()
        for r, region in self.regions.items():
            if region.choice is not None:
                towns = self.country.towns[r]
                roadmap[towns], start[towns] = region.choice.roadmap, region.choice.start
        return Choice(roadmap, start, np.zeros(plain.scale.shape))

    def certificate(self, crew: Crew) -> Certificate:
        """Prices and branches, which together prove the bound of all regions."""
        leaves = crew.ask("leaves", [r for r, region in self.regions.items() if region.branches > 1])
        for r, region in self.regions.items():
            self.price[self.country.own_rows[r]] = region.own_price
        return Certificate(self.price.copy(), self.bound(), tuple(leaf for r in sorted(leaves) for leaf in leaves[r]))


def nothing_begun(arrays: Arrays) -> Choice:
    """The first roadmap offered to each town, and no start."""
    return Choice(
        np.asarray(arrays.menu.offered.argmax(axis=1), dtype=np.int64),
        np.full(arrays.start_cells[:2], -1, dtype=np.int64),
        np.zeros(arrays.start_cells[:2]),
    )
