"""Floors that no plan can keep."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from models.arrays import Arrays
from models.case import CONTRIBUTORS, FEDERAL
from models.diagnosis import Floats
from models.rules.cells import Instance, instances
from models.rules.masters import budgets
from planner.warnings.found import RUB_IN_MRUB, TOLERANCE, Found
from planner.warnings.most import Most, by_town, most_in, most_money
from planner.words import Words, say


def floors_out_of_reach(arrays: Arrays) -> Iterator[Found]:
    """Floors that no plan can keep: above what their scope can take at the greatest scales, or above the money."""
    most: dict[tuple[int, ...], Most] = {}
    money: dict[tuple[str, tuple[int, ...]], Floats] = {}
    by_limit: dict[str, list[Instance]] = defaultdict(list)
    for instance in instances(arrays):
        limit, years = instance.limit, tuple(instance.years.tolist())
        if not limit.floor or limit.unit == "count":
            continue
        by_limit[limit.limit].append(instance)
        if years not in most:
            most[years] = most_in(arrays, np.isin(np.arange(len(arrays.sets.YEARS)), years))
        if (limit.payer, years) not in money:
            money[limit.payer, years] = most_money(arrays, limit.payer, most[years])
        inside = money[limit.payer, years][instance.towns] * instance.lines
        floor = floor_mrub(arrays, instance)
        reach = float(by_town(arrays, limit.payer, most[years], inside, instance.towns).sum())
        if floor > reach * (1.0 + TOLERANCE):
            yield Found(
                limit.origin.cell("floor"),
                say("floor cannot be reached: its scope cannot take so much"),
                say(
                    "{limit}: {floor:,.6g} mrub, of which {reach:,.6g} can be reached",
                    limit=name_of(instance), floor=floor, reach=reach,
                ),
                say("no more than can be reached"),
                say("lower the floor or widen its scope; no plan can keep it"),
            )  # fmt: skip
    for same in by_limit.values():
        yield from floor_above_budget(arrays, same)


def name_of(instance: Instance) -> Words:
    """A limit, and the one that it is repeated for, if any."""
    limit = instance.limit.limit
    value = instance.name.removeprefix(f"{limit}:")
    return say("{limit}:{value}", limit=limit, value=value) if value != instance.name else say("{limit}", limit=limit)


def floor_mrub(arrays: Arrays, instance: Instance) -> float:
    """The floor of an instance in mrub."""
    floor = instance.limit.floor or 0.0
    if instance.limit.unit == "rub_per_head":
        return floor * float(sum(arrays.case.towns[t].population for t in instance.towns)) / RUB_IN_MRUB
    if instance.limit.unit == "share":
        money = budgets(arrays)
        payers = {"federal": [FEDERAL], "regional": list(arrays.sets.REGIONS)}.get(instance.limit.payer, list(money))
        return floor * float(sum(money[payer][instance.years].sum() for payer in payers))
    return floor


def floor_above_budget(arrays: Arrays, same: list[Instance]) -> Iterator[Found]:
    """A floor, added up over what it is repeated for, above the money its payers have until the last year it counts."""
    limit = same[0].limit
    if limit.payer in CONTRIBUTORS:
        return
    money = budgets(arrays)
    until = slice(0, max(int(instance.years.max()) for instance in same) + 1)
    inside = np.unique(np.concatenate([arrays.region_of[instance.towns] for instance in same]))
    regions = [arrays.sets.REGIONS[r] for r in inside.tolist()]
    payers = {FEDERAL: [FEDERAL], "regional": regions, "all": [FEDERAL, *regions]}[limit.payer]
    there = float(sum(money[payer][until].sum() for payer in payers))
    if limit.payer == "regional":
        there += sum(row.most_mrub for row in arrays.case.loans if row.region in regions)
    floor = sum(floor_mrub(arrays, instance) for instance in same)
    if floor > there * (1.0 + TOLERANCE):
        yield Found(
            limit.origin.cell("floor"),
            say("floor is above the money there is"),
            say(
                "{limit}: {floor:,.6g} mrub, of which {there:,.6g} are in the budgets",
                limit=limit.limit, floor=floor, there=there,
            ),
            say("no more than the budgets of its payers"),
            say("lower the floor or raise the budgets; no plan can keep it"),
        )  # fmt: skip
