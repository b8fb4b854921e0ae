"""Clusters: no stage works before its steps are done and its firms are there, and nothing is gained before that."""

from __future__ import annotations

from collections.abc import Iterator

from models.arrays import Arrays
from models.clusters import Bonus
from models.rules.masters import Masters, name_of
from models.rules.rows import Row, terms


def stepped(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``works[c,k,y] - sum of starts that do a step <= 0``, for every step of the stages up to k."""
    return needed(arrays, masters, "stepped")


def gathered(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``works[c,k,y] - sum of starts, each at the share of missing firms it brings <= 0``."""
    return needed(arrays, masters, "gathered")


def needed(arrays: Arrays, masters: Masters, family: str) -> Iterator[Row]:
    for works, j in zip(arrays.joins.works, masters.works_at, strict=True):
        for need in works.needs:
            if need.family == family:
                cluster, year = name_of(arrays, works.cluster), arrays.sets.YEARS[works.year]
                yield Row(
                    name=f"{family}[{cluster},{works.stage},{need.name},{year}]",
                    family=family,
                    right_hand_side=0.0,
                    start=terms(need.starts.cell, -need.starts.coefficient),
                    master=terms([j]),
                    origin=arrays.joins.candidates[works.cluster].cluster.origin,
                )


def joined(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``bonus[c,s] - sum of joint * scale <= 0``: no more than what takes part."""
    for bonus, j in zip(arrays.joins.bonuses, masters.bonus_at, strict=True):
        yield Row(
            name=f"joined{bonus_name(arrays, bonus)}",
            family="joined",
            right_hand_side=0.0,
            scale=terms(bonus.lift.cell, -bonus.lift.coefficient),
            master=terms([j]),
            origin=arrays.joins.candidates[bonus.cluster].cluster.origin,
        )


def formed(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``bonus[c,s] - most/K * sum over stages of works[c,k,s] <= 0``: nothing before the cluster works."""
    place = dict(zip(((w.cluster, w.stage, w.year) for w in arrays.joins.works), masters.works_at, strict=True))
    for bonus, j in zip(arrays.joins.bonuses, masters.bonus_at, strict=True):
        stages = [place[works.cluster, works.stage, works.year] for works in bonus.works]
        yield Row(
            name=f"formed{bonus_name(arrays, bonus)}",
            family="formed",
            right_hand_side=0.0,
            master=terms([j, *stages], [1.0, *(-bonus.each for _ in stages)]),
            origin=arrays.joins.candidates[bonus.cluster].cluster.origin,
        )


def bonus_name(arrays: Arrays, bonus: Bonus) -> str:
    return f"[{name_of(arrays, bonus.cluster)},{arrays.sets.YEARS[bonus.year]}]"
