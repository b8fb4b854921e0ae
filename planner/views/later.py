"""What a plan leaves to pay after its last year, in words, and who may not have the money for it."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.case import FEDERAL, Case
from planner.views.looks import Tables, number, total
from planner.views.wording import count, listed, million, span, times

LARGEST_REGIONS = 3
RUB_IN_MRUB = 1_000_000

Row = Mapping[str, object]


def later(tables: Tables, case: Case) -> str:
    """Running costs and tax forgone after the last year of the plan, beside the regional money of that year.

    Federal tax forgone burdens no region: it is told, but not set against the money of regions.
    """
    last = case.settings.years[-1]
    rows = [row for row in tables["Liabilities"] if number(row, "year") > last]
    running, federal, regional = (
        total(rows, column) for column in ("running_mrub", "tax_federal_mrub", "tax_regional_mrub")
    )
    whole = running + federal + regional
    if whole == 0:
        return "No running costs and no tax forgone are left to pay after the plan."
    years = span([int(number(row, "year")) for row in rows])
    parts = [("running costs", running), ("federal tax forgone", federal), ("regional tax forgone", regional)]
    said = listed([f"{name} {million(money)}" for name, money in parts if money > 0])
    told = f"What is started costs {million(whole)} after the plan, in {years}: {said}. Later years are not counted."
    if running + regional == 0:
        return f"{told} None of it burdens the regions."
    money = regional_money(tables, last)
    return f"{told} {dearest_year(rows, money, last, apart=federal > 0)} {regions_that_lack(rows, money, last)}"


def regional_money(tables: Tables, year: int) -> dict[str, float]:
    """The budget of each region in a year (million RUB)."""
    return {str(row["payer"]): number(row, "budget_rub") / RUB_IN_MRUB for row in tables["Years"]
            if row["payer"] != FEDERAL and row["year"] == year}  # fmt: skip


def dearest_year(left: Sequence[Row], money: Mapping[str, float], last: int, *, apart: bool) -> str:
    """The greatest sum of a year beside the regional money of the plan's last one; ``apart``: there is federal tax."""
    costs = burden_by_year(left)
    year = max(costs, key=lambda y: costs[y])
    whole = sum(money.values())
    which = "Without federal tax, the dearest year" if apart else "The dearest year"
    beside = f"{times(costs[year] / whole)} the {million(whole)} of" if whole > 0 else "and there is no"
    return f"{which} is {year} with {million(costs[year])}, {beside} regional money in {last}."


def burden_by_year(left: Sequence[Row]) -> dict[int, float]:
    """Running costs and regional tax forgone (million RUB)."""
    found: dict[int, float] = {}
    for row in left:
        year = int(number(row, "year"))
        found[year] = found.get(year, 0.0) + number(row, "running_mrub") + number(row, "tax_regional_mrub")
    return found


def regions_that_lack(left: Sequence[Row], money: Mapping[str, float], last: int) -> str:
    """Regions with more to pay in some year than their own budget of the plan's last one; the largest lack first."""
    most = {region: max(burden_by_year([row for row in left if row["region"] == region]).values())
            for region in dict.fromkeys(str(row["region"]) for row in left)}  # fmt: skip
    lack = {region: costs - money.get(region, 0.0) for region, costs in most.items()}
    over = sorted((region for region in lack if lack[region] > 0), key=lambda region: -lack[region])
    if not over:
        return f"In no region is more left to pay in a year than its own budget of {last}."
    said = [f"{region} ({million(most[region])} against {million(money.get(region, 0.0))})"
            for region in over[:LARGEST_REGIONS]]  # fmt: skip
    more = [f"{len(over) - len(said):,} more"] if len(over) > len(said) else []
    whose = "its" if len(over) == 1 else "their"
    return (
        f"In {count(len(over), 'region')} more is left to pay in a year than {whose} own budget of {last}: "
        f"{listed([*said, *more])}."
    )
