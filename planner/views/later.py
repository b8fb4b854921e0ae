"""What a plan leaves to pay after its last year, in words, and who may not have the money for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.case import FEDERAL, Case
from planner.views.looks import Tables, number, total
from planner.views.wording import in_years, listed, million, times
from planner.words import Words, phrase, say

LARGEST_REGIONS = 3
RUB_IN_MRUB = 1_000_000
KINDS_OF_COST = {
    "running_mrub": phrase("running costs {money}"),
    "tax_federal_mrub": phrase("federal tax forgone {money}"),
    "tax_regional_mrub": phrase("regional tax forgone {money}"),
}

Row = Mapping[str, object]


def later(tables: Tables, case: Case) -> Words:
    """Running costs and tax forgone after the last year of the plan, beside the regional money of that year.

    Federal tax forgone burdens no region: it is told, but not set against the money of regions.
    """
    last = case.settings.years[-1]
    rows = [row for row in tables["Liabilities"] if number(row, "year") > last]
    costs = {column: total(rows, column) for column in KINDS_OF_COST}
    whole, federal = sum(costs.values()), costs["tax_federal_mrub"]
    if whole == 0:
        return say("No running costs and no tax forgone are left to pay after the plan.")
    told = say(
        "What is started costs {whole} after the plan, {when}: {costs}. Later years are not counted.",
        whole=million(whole),
        when=in_years([int(number(row, "year")) for row in rows]),
        costs=listed([say(KINDS_OF_COST[kind], money=million(money)) for kind, money in costs.items() if money > 0]),
    )
    if costs["running_mrub"] + costs["tax_regional_mrub"] == 0:
        return Words(f"{told} {say('None of it burdens the regions.')}")
    money = regional_money(tables, last)
    dearest = dearest_year(rows, money, last, apart=federal > 0)
    return Words(f"{told} {dearest} {regions_that_lack(rows, money, last)}")


def regional_money(tables: Tables, year: int) -> dict[str, float]:
    """The budget of each region in a year (million RUB)."""
    return {str(row["payer"]): number(row, "budget_rub") / RUB_IN_MRUB for row in tables["Years"]
            if row["payer"] != FEDERAL and row["year"] == year}  # fmt: skip


def dearest_year(left: Sequence[Row], money: Mapping[str, float], last: int, *, apart: bool) -> Words:
    """The greatest sum of a year beside the regional money of the plan's last one; ``apart``: there is federal tax."""
    costs = burden_by_year(left)
    year = max(costs, key=lambda y: costs[y])
    whole = sum(money.values())
    which = say("Without federal tax, the dearest year") if apart else say("The dearest year")
    if whole <= 0:
        return say(
            "{which} is {year} with {costs}, and there is no regional money in {last}.",
            which=which, year=year, costs=million(costs[year]), last=last,
        )  # fmt: skip
    return say(
        "{which} is {year} with {costs}, {times} the {money} of regional money in {last}.",
        which=which, year=year, costs=million(costs[year]), times=times(costs[year] / whole), money=million(whole),
        last=last,
    )  # fmt: skip


def burden_by_year(left: Sequence[Row]) -> dict[int, float]:
    """Running costs and regional tax forgone (million RUB)."""
    found: dict[int, float] = {}
    for row in left:
        year = int(number(row, "year"))
        found[year] = found.get(year, 0.0) + number(row, "running_mrub") + number(row, "tax_regional_mrub")
    return found


def regions_that_lack(left: Sequence[Row], money: Mapping[str, float], last: int) -> Words:
    """Regions with more to pay in some year than their own budget of the plan's last one; the largest lack first."""
    most = {region: max(burden_by_year([row for row in left if row["region"] == region]).values())
            for region in dict.fromkeys(str(row["region"]) for row in left)}  # fmt: skip
    lack = {region: costs - money.get(region, 0.0) for region, costs in most.items()}
    over = sorted((region for region in lack if lack[region] > 0), key=lambda region: -lack[region])
    if not over:
        return say("In no region is more left to pay in a year than its own budget of {last}.", last=last)
    said = [
        say("{region} ({costs} against {budget})", region=region, costs=million(most[region]),
            budget=million(money.get(region, 0.0)))
        for region in over[:LARGEST_REGIONS]
    ]  # fmt: skip
    more = [say("{more:,} more", more=len(over) - len(said))] if len(over) > len(said) else []
    return say(
        "In {regions:# region|# regions} more is left to pay in a year than {regions:its|their} own budget of {last}: "
        "{names}.",
        regions=len(over),
        last=last,
        names=listed([*said, *more]),
    )
