"""What towns of a plan trade and take over from one another, and the sheets Networks and Roll-out."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from math import fsum

from planner.verifying.comparing import Findings, Key, rows_by_key
from planner.verifying.decisions import Decisions
from planner.verifying.effects import Effects
from planner.verifying.joins import Follow, Joins, Start, Trade
from planner.verifying.plan_reading import Plan


@dataclass(frozen=True, slots=True)
class Traded:
    """A product in a year of the plan: what its starts supply and buy."""

    trade: Trade
    supply: float
    demand: float

    @property
    def traded(self) -> float:
        """``trade[q,u] = min(supply, demand)``."""
        return min(self.supply, self.demand)

    @property
    def points(self) -> float:
        return self.trade.worth * self.traded


@dataclass(frozen=True, slots=True)
class Followed:
    """A measure that a group takes over in a year: how many towns have completed it, and the scales of those that start
    it then.
    """

    follow: Follow
    pilots: int
    scales: dict[str, float]

    @property
    def lifted(self) -> float:
        """``sum over t in G of lift*scale``."""
        return fsum(self.follow.lifts[town].points * scale for town, scale in self.scales.items())

    @property
    def points(self) -> float:
        """``follow[m,G,s] = min(sum lift*scale, most*pilots)``."""
        return min(self.lifted, self.follow.most * self.pilots)

    @property
    def part(self) -> float:
        """``follow / sum lift*scale``, 0 where that is 0: the part of what pilots could add that they do add."""
        return self.points / self.lifted if self.lifted else 0.0


@dataclass(frozen=True, slots=True)
class Joined:
    """All that may be traded, and all that is taken over."""

    trades: tuple[Traded, ...] = ()
    follows: tuple[Followed, ...] = ()


def joined_of(joins: Joins, decisions: Decisions) -> Joined:
    """What the decisions of a plan make of trade and roll-out; both are as large as their rows allow."""
    scales = {(row.town, row.measure, row.option.start): row.scale for row in decisions.started}
    followed = (_followed(follow, scales) for follow in joins.follows)
    return Joined(
        tuple(Traded(trade, _sum(trade.supply, scales), _sum(trade.demand, scales)) for trade in joins.trades),
        tuple(row for row in followed if row.points > 0),
    )


def _sum(each: Mapping[Start, float], scales: Mapping[Start, float]) -> float:
    return fsum(each[start] * scale for start, scale in scales.items() if start in each)


def _followed(follow: Follow, scales: Mapping[Start, float]) -> Followed:
    starts = {town: (town, follow.measure, follow.start) for town in follow.lifts}
    return Followed(
        follow,
        sum(1 for pilot in follow.pilots if pilot in scales),
        {town: scales[start] for town, start in starts.items() if start in scales},
    )


def check_joined(plan: Plan, effects: Effects, joined: Joined, findings: Findings) -> None:
    """Compare the sheets Networks and Roll-out."""
    check_networks(plan, effects, joined, findings)
    check_rollout(plan, effects, joined, findings)


def check_networks(plan: Plan, effects: Effects, joined: Joined, findings: Findings) -> None:
    """Every product in every year in which it could be traded."""
    first_year = effects.case.settings.first_year
    products = {row.product: row for row in effects.case.products}
    rows: dict[Key, Traded] = {(row.trade.product, first_year + row.trade.year - 1): row for row in joined.trades}
    for key, record in rows_by_key(plan, "Networks", ("product", "year"), rows, rows, findings).items():
        row = rows[key]
        product = products[row.trade.product]
        findings.texts(record, [("name", product.name), ("unit", product.unit)])
        for column, value in (("supply", row.supply), ("demand", row.demand), ("traded", row.traded)):
            findings.number(record, column, value)
        findings.number(record, "points", row.points)


def check_rollout(plan: Plan, effects: Effects, joined: Joined, findings: Findings) -> None:
    """Every measure, group and year in which something is taken over."""
    first_year = effects.case.settings.first_year
    rows: dict[Key, Followed] = {
        (row.follow.measure, row.follow.group, first_year + row.follow.start - 1): row for row in joined.follows
    }
    for key, record in rows_by_key(plan, "Roll-out", ("measure", "group", "year"), rows, rows, findings).items():
        row = rows[key]
        findings.number(record, "pilots", row.pilots, relative=0)
        findings.number(record, "followers", len(row.scales), relative=0)
        findings.number(record, "points", row.points)
