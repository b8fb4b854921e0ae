"""Amounts of the wrong size: most often thousands or single roubles in place of millions."""

from __future__ import annotations

from collections.abc import Iterator

from models.arrays import Arrays
from models.case import FEDERAL, Contribution, Origin
from planner.tables.values import plain, stated_range
from planner.warnings.found import RUB_IN_MRUB, Found
from planner.words import Words, named, phrase, say

BUDGET_RUB_PER_HEAD = (1.0, 50_000.0)
"""A payer's budget by inhabitant and year. The federal promise of 2020-22 comes to 516 in the national example, the
regions' assumed money to 60 (inputs/SOURCES.md); either lies outside when written 1,000 times too large or small."""
LOAN_RUB_PER_HEAD = BUDGET_RUB_PER_HEAD
"""A loan pays the region's share, so it is of the size of the region's budget."""
MUNICIPAL_RUB_PER_HEAD = (500.0, 1_000_000.0)
"""A municipal budget by inhabitant and year: some thousand in a settlement, some hundred thousand in the far north."""
CONTRIBUTION_RUB_PER_HEAD = (0.1, 50_000.0)
"""A sum for one project: from 100,000 roubles in a city of a million to a public space paid by a firm in a village."""
PROPOSAL_RUB_PER_HEAD = (0.5, 300_000.0)
"""The least project: from half a million roubles in a city of a million to a plant of billions in a town of 10,000."""


def budgets_of_wrong_size(arrays: Arrays) -> Iterator[Found]:
    """Budgets of a payer by inhabitant and year; no money at all is no mistake."""
    heads = inhabitants(arrays)
    for row in arrays.case.budgets:
        if row.amount_mrub > 0 and heads[row.payer] > 0:
            read = say("{payer} {year}, {amount} mrub", payer=row.payer, year=row.year, amount=plain(row.amount_mrub))
            yield from of_wrong_size(say("budget"), row.amount_mrub, heads[row.payer], BUDGET_RUB_PER_HEAD,
                                     row.origin, "amount_mrub", read)  # fmt: skip


def municipal_budgets_of_wrong_size(arrays: Arrays) -> Iterator[Found]:
    """Municipal budgets by inhabitant, and what is taken for one where it is not known."""
    for town in arrays.case.towns:
        if town.municipal_budget_mrub is not None:
            read = say("{town}, {amount} mrub", town=town.town, amount=plain(town.municipal_budget_mrub))
            yield from of_wrong_size(say("municipal budget"), town.municipal_budget_mrub, town.population,
                                     MUNICIPAL_RUB_PER_HEAD, town.origin, "municipal_budget_mrub",
                                     read)  # fmt: skip
    settings, setting = arrays.case.settings, "municipal_budget_rub_per_head"
    per_head = settings.municipal_budget_rub_per_head
    if per_head is not None:
        yield from of_wrong_size(say("municipal budget"), per_head / RUB_IN_MRUB, 1.0, MUNICIPAL_RUB_PER_HEAD,
                                 settings.origin, setting, named(setting))  # fmt: skip


def contributions_of_wrong_size(arrays: Arrays) -> Iterator[Found]:
    """Sums by project; a row for all towns is judged by the town for which its sum is the least strange."""
    heads = {town.town: town.population for town in arrays.case.towns}
    low, _ = CONTRIBUTION_RUB_PER_HEAD
    for row in arrays.case.contributions:
        if row.sum_mrub:
            smallest, largest = min(heads.values()), max(heads.values())
            mildest = smallest if row.sum_mrub * RUB_IN_MRUB / largest < low else largest
            name = contribution_name(row)
            read = say("{contribution}, {amount} mrub", contribution=name, amount=plain(row.sum_mrub))
            yield from of_wrong_size(say("sum for a project"), row.sum_mrub, heads.get(row.town, mildest),
                                     CONTRIBUTION_RUB_PER_HEAD, row.origin, "sum_mrub", read)  # fmt: skip


def contribution_name(row: Contribution) -> Words:
    measure, town = row.measure or say("all measures"), row.town or say("all towns")
    return say("{contributor} for {measure} in {town}", contributor=row.contributor, measure=measure, town=town)


def proposals_of_wrong_size(arrays: Arrays) -> Iterator[Found]:
    """The least cost of a proposal by inhabitant of its town."""
    heads = {town.town: town.population for town in arrays.case.towns}
    for row in arrays.case.proposals:
        least = row.scale_low * row.unit_cost_mrub
        read = say("{proposal}, {amount} mrub", proposal=row.proposal, amount=plain(least))
        yield from of_wrong_size(say("least cost of a proposal"), least, heads[row.town], PROPOSAL_RUB_PER_HEAD,
                                 row.origin, "unit_cost_mrub", read)  # fmt: skip


def loans_of_wrong_size(arrays: Arrays) -> Iterator[Found]:
    """Loans by inhabitant of the region's towns; a loan of nothing is no mistake."""
    heads = inhabitants(arrays)
    for row in arrays.case.loans:
        if row.most_mrub > 0 and heads[row.region] > 0:
            read = say("{region} {year}, {amount} mrub", region=row.region, year=row.year, amount=plain(row.most_mrub))
            yield from of_wrong_size(say("loan"), row.most_mrub, heads[row.region], LOAN_RUB_PER_HEAD, row.origin,
                                     "most_mrub", read)  # fmt: skip


def inhabitants(arrays: Arrays) -> dict[str, float]:
    """Inhabitants of the towns of every region, and of all under the federal payer."""
    heads = dict.fromkeys((FEDERAL, *(region.region for region in arrays.case.regions)), 0.0)
    for town in arrays.case.towns:
        heads[town.region] += town.population
        heads[FEDERAL] += town.population
    return heads


def of_wrong_size(
    what: Words, amount_mrub: float, heads: float, sane: tuple[float, float], origin: Origin, column: str, name: str
) -> Iterator[Found]:
    """An amount outside its sane range by inhabitant."""
    low, high = sane
    per_head = amount_mrub * RUB_IN_MRUB / heads
    if not low <= per_head <= high:
        yield Found(
            origin.cell(column),
            say("{what} is very small for the inhabitants", what=what)
            if per_head < low
            else say("{what} is very large for the inhabitants", what=what),
            say("{name}: {per_head:,.6g} RUB per head", name=name, per_head=per_head),
            stated_range(low, high, phrase("RUB per head")),
            say("check the unit of the amount (a factor of 1,000 or 1,000,000) and the population"),
        )
