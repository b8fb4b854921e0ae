"""Budgets that cannot be spent, and regions that cannot pay their part."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from models.arrays import Arrays
from models.case import FEDERAL
from models.diagnosis import Flags, Floats
from models.rules.masters import budgets, windows
from planner.warnings.found import TOLERANCE, Found
from planner.warnings.most import by_town, lines_of, most_in, most_money
from planner.words import say


def budgets_too_large(arrays: Arrays) -> Iterator[Found]:
    """Payers with more money over the plan than all their towns could take, loans that they give included."""
    whole = most_in(arrays, np.ones(len(arrays.sets.YEARS), dtype=bool))
    regional, federal = (
        by_town(arrays, payer, whole, most_money(arrays, payer, whole), np.arange(len(arrays.sets.TOWNS)))
        for payer in ("regional", FEDERAL)
    )
    most = dict(zip(arrays.sets.REGIONS, np.bincount(arrays.region_of, regional).tolist(), strict=True))
    lent = sum(row.most_mrub for row in arrays.case.loans if row.region in most)
    most[FEDERAL] = float(federal.sum()) + lent
    money: dict[str, float] = defaultdict(float)
    for row in arrays.case.budgets:
        money[row.payer] += row.amount_mrub
    for payer, cell in first_budget_cells(arrays).items():
        if money[payer] > most.get(payer, 0.0) * (1.0 + TOLERANCE):
            yield Found(
                cell,
                say("budget cannot be spent: its towns could not take it at the greatest scales"),
                say(
                    "{payer}: {money:,.6g} mrub over the plan, of which {most:,.6g} can be taken",
                    payer=payer, money=money[payer], most=most.get(payer, 0.0),
                ),
                say("no more than can be taken"),
                say("check the unit of the budget, and the scales, costs and towns"),
            )  # fmt: skip


def first_budget_cells(arrays: Arrays) -> dict[str, str]:
    cells: dict[str, str] = {}
    for row in sorted(arrays.case.budgets, key=lambda row: row.year):
        cells.setdefault(row.payer, row.origin.cell("amount_mrub"))
    return cells


def cofinancing_out_of_reach(arrays: Arrays) -> Iterator[Found]:
    """Regions whose own money and loans cannot pay their least share of any option, so that their towns get nothing."""
    reach = towns_in_reach(arrays)
    some: Flags = np.asarray(arrays.effects.offered.any(axis=(1, 2, 3)))
    cells = first_budget_cells(arrays)
    for r, region in enumerate(arrays.sets.REGIONS):
        inside = arrays.region_of == r
        if some[inside].any() and not reach[inside].any():
            yield Found(
                cells.get(region, region),
                say("own money of the region cannot pay its least share of any measure, so its towns get nothing"),
                region,
                say("enough for the region's share of at least one measure"),
                say("raise its budget, give it a loan, or raise federal_high_share on sheet Cofinancing"),
            )


def towns_in_reach(arrays: Arrays) -> Flags:
    """Towns (T) whose region can pay its least share of at least one option, or roadmap, in every year of it."""
    costs, effects = arrays.costs, arrays.effects
    begun, opening, taxed = lines_of(arrays)
    share = 1.0 - windows(arrays)[1]
    unit, given = costs.unit * share, costs.given * share[:, begun]
    started = effects.offered.copy()
    opened = arrays.menu.offered & (arrays.menu.intensity.sum(axis=(1, 2)) > 0)
    for years, own in own_money(arrays):
        room = own[arrays.region_of] * (1.0 + TOLERANCE) + TOLERANCE
        need = costs.cost.priced_by_roadmap(in_years(unit[:, begun] * effects.scale_low, years))
        if arrays.costs.tax_federal.any() or arrays.costs.tax_regional.any():
            need = need + costs.tax.priced_by_roadmap(in_years(unit[:, taxed] * effects.scale_low, years))
        if given.any():
            need = need - costs.works.priced_by_roadmap(in_years(given, years))
        started &= need <= room[:, None, None, None]
        opened &= unit[:, opening] @ (costs.opening @ years).T <= room[:, None]
    return np.asarray(started.any(axis=(1, 2, 3)) | opened.any(axis=1))


def in_years(amount: Floats, years: Flags) -> Floats:
    """An amount (T, C) in each of some years, as (T, C, Y)."""
    return np.asarray(amount[:, :, None] * years)


def own_money(arrays: Arrays) -> Iterator[tuple[Flags, Floats]]:
    """Years, and the most that each region has to spend in them: all up to a year where money is carried, else one."""
    sets, money = arrays.sets, budgets(arrays)
    own = np.array([money[region] for region in sets.REGIONS])
    for row in arrays.case.loans:
        if row.region in sets.region:
            own[sets.region[row.region], sets.year[row.year]] += row.most_mrub
    carried = arrays.case.settings.carry_over_regional_share > 0
    for y in range(len(sets.YEARS)):
        years = np.arange(len(sets.YEARS)) <= y if carried else np.arange(len(sets.YEARS)) == y
        yield years, own @ years
