"""Synthetic nations: the national example many times over, with other names and redrawn factors.

Every copy keeps the towns of a region together; each town takes the factors, the population and the status of a town of
the example drawn at random, so that no two copies are alike. Federal money, and limits in roubles and in projects, grow
with the copies.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from dataclasses import replace

from models.case import FEDERAL, Budget, Case, Limit, Region, Score, Town


def nation(case: Case, copies: int, seed: int = 1) -> Case:
    """A case of ``copies`` times as many towns and regions."""
    pick = random.Random(seed)
    scores: dict[str, list[Score]] = {}
    for score in case.scores:
        scores.setdefault(score.town, []).append(score)
    regions: list[Region] = []
    towns: list[Town] = []
    redrawn: list[Score] = []
    budgets = [replace(row, amount_mrub=row.amount_mrub * copies) for row in case.budgets if row.payer == FEDERAL]
    for copy in range(copies):
        regions += [replace(region, region=named(region.region, copy)) for region in case.regions]
        budgets += regional_budgets(case, copy)
        for town in case.towns:
            model = pick.choice(case.towns)
            new = replace(town, town=named(town.town, copy), region=named(town.region, copy), status=model.status,
                          population=round(model.population * pick.uniform(0.8, 1.25)))  # fmt: skip
            towns.append(new)
            redrawn += [replace(score, town=new.town) for score in scores.get(model.town, ())]
    return replace(case, regions=tuple(regions), towns=tuple(towns), scores=tuple(redrawn), budgets=tuple(budgets),
                   limits=tuple(limit_of(row, copies) for row in case.limits), locks=())  # fmt: skip


def limit_of(limit: Limit, copies: int) -> Limit:
    """A limit as it means the same in the nation: a town's share falls, roubles and projects of the nation grow."""
    if limit.for_each == "town":
        return times(limit, 1 / copies) if limit.unit == "share" else limit
    return times(limit, copies) if limit.unit in ("mrub", "count") and not limit.for_each else limit


def times(limit: Limit, factor: float) -> Limit:
    return replace(
        limit,
        floor=None if limit.floor is None else limit.floor * factor,
        ceiling=None if limit.ceiling is None else limit.ceiling * factor,
    )


def regional_budgets(case: Case, copy: int) -> Iterator[Budget]:
    for row in case.budgets:
        if row.payer != FEDERAL:
            yield replace(row, payer=named(row.payer, copy))


def named(name: str, copy: int) -> str:
    return f"{name}~{copy}"
