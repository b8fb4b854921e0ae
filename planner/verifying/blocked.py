"""Federal money that regions could use if they had their share: the sheet Blocked money.

A town's answer may be as good with other choices, and then either is right; so what it wants is a range here.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from models.case import Case
from planner.verifying.bound import Priced, answers_by_variant, price_quantities, priced_unit
from planner.verifying.coefficients import paying_regions
from planner.verifying.comparing import Findings, alike, rows_by_key
from planner.verifying.decisions import Line, Offers
from planner.verifying.effects import Effects
from planner.verifying.money import KOPECKS_IN_MRUB
from planner.verifying.offers import Menu, TownVariant
from planner.verifying.plan_reading import Plan, Record
from planner.verifying.rules import Rules, tax_line

WORTHWHILE_SHARE = 0.01
"""A measure is wanted if it gains more than this share of its priced cost."""
ABOVE_SHARE = 1e-6
TIE_SHARE = 1e-9
"""Relative to a town's answer: choices whose points differ by no more are equally good."""

Range = tuple[float, float]


@dataclass(frozen=True, slots=True)
class Wanting:
    """A town at prices changed for its region: what it pays with, and who pays how much of its lines."""

    town: str
    region: str
    priced: Priced
    windows: Mapping[tuple[str, str], tuple[float, float]]
    points_of_growth_max: int

    def high(self, line: str) -> float:
        """The greatest federal share of a line."""
        return self.windows[line, self.region][1]


def changed_prices(case: Case, rules: Rules, prices: Mapping[str, float]) -> dict[str, float]:
    """Regional money at the price of federal money, and no price on the split between them."""
    kept = {name: price for name, price in prices.items()
            if not name.startswith(("region_budget[", "federal_most[", "federal_least["))}  # fmt: skip
    for region in paying_regions(case):
        for year in case.settings.years:
            kept[f"region_budget[{region},{year}]"] = prices.get(f"federal_budget[{year}]", 0.0)
    return {name: price for name, price in kept.items() if name in rules.rows}


def lacks_its_share(case: Case, region: str, prices: Mapping[str, float]) -> bool:
    """Whether a region's money is anywhere dearer than federal money."""
    return any(
        prices.get(f"region_budget[{region},{year}]", 0.0)
        > prices.get(f"federal_budget[{year}]", 0.0) * (1 + ABOVE_SHARE)
        for year in case.settings.years
    )


def wanted_by_region(effects: Effects, offers: Offers, rules: Rules, prices: Mapping[str, float]) -> dict[str, Range]:
    """``wanted[r] = sum of high[m,r]*spend`` of the towns' answers (mrub), least and most; 0 where nothing lacks."""
    settings = effects.case.settings
    wanted = dict.fromkeys(paying_regions(effects.case), (0.0, 0.0))
    lacking = {region for region in wanted if lacks_its_share(effects.case, region, prices)}
    if not lacking:
        return wanted
    priced = price_quantities(rules, changed_prices(effects.case, rules, prices), settings.horizon_years)
    for town, variants in offers.items():
        region = effects.towns[town].region
        if region in lacking:
            wanting = Wanting(town, region, priced, rules.windows, settings.points_of_growth_max)
            low, high = town_wants(wanting, variants)
            wanted[region] = (wanted[region][0] + low, wanted[region][1] + high)
    return wanted


def town_wants(wanting: Wanting, variants: Mapping[str, TownVariant]) -> Range:
    """What a town wants under the roadmap with the best answer, or under any that is as good."""
    values = answers_by_variant(wanting.town, variants, wanting.priced, wanting.points_of_growth_max)
    if not values:
        return 0.0, 0.0
    best = max(values.values())
    tie = TIE_SHARE * max(1.0, abs(best))
    wants = [variant_wants(wanting, variants[name], tie) for name, value in values.items() if value >= best - tie]
    return min(low for low, _ in wants), max(high for _, high in wants)


def variant_wants(wanting: Wanting, offer: TownVariant, tie: float) -> Range:
    """The roadmap's own cost, every measure worth while, and the best points of growth."""
    openings = sum(wanting.high(opening) * sum(path) for opening, path in offer.cost_mrub.items())
    low = high = openings
    pointed: list[tuple[float, Range]] = []
    for menu in offer.menus.values():
        gain, wants = menu_wants(wanting, menu, tie)
        if menu.terms.point_of_growth:
            pointed.append((gain, wants))
        else:
            low, high = low + wants[0], high + wants[1]
    least, most = best_of(pointed, wanting.points_of_growth_max, tie)
    return low + least, high + most


def menu_wants(wanting: Wanting, menu: Menu, tie: float) -> tuple[float, Range]:
    """The best gain of a measure and the federal money it takes at that gain, nothing where it is not worth while."""
    choices, terms = [], menu.terms
    line, given_mrub = terms.measure, terms.given_mrub * terms.duration_years
    for due, reached in zip(menu.dues, menu.reached, strict=True):
        key = (wanting.town, line, due.start)
        priced, given = priced_unit(wanting.town, terms, due, wanting.priced.spend)
        each_start, each_unit = wanting.priced.start.get(key, 0.0), wanting.priced.scale.get(key, 0.0)
        public, tax = sum(due.cost_mrub), sum(due.tax_mrub)
        for scale, full in terms.corners:
            cost = scale * priced - given
            federal = wanting.high(line) * (scale * public - given_mrub)
            if tax:
                federal += wanting.high(tax_line(line)) * scale * tax
            gain = terms.points * reached * full - cost - each_start - scale * each_unit
            choices.append((gain, cost, federal))
    best = max(gain for gain, _, _ in choices)
    ends: list[float] = []
    for gain, cost, federal in choices:
        if gain >= best - tie:
            excess = gain - WORTHWHILE_SHARE * cost
            ends += [federal] if excess > tie else [0.0] if excess < -tie else [0.0, federal]
    return best, (min(ends), max(ends))


def best_of(pointed: Iterable[tuple[float, Range]], most: int, tie: float) -> Range:
    """What the best points of growth want; of those as good as the last one any may be taken."""
    ranked = sorted((item for item in pointed if item[1][1] > 0), key=lambda item: -item[0])
    if len(ranked) <= most or most == 0:
        chosen = ranked[:most]
        return sum(wants[0] for _, wants in chosen), sum(wants[1] for _, wants in chosen)
    last = ranked[most - 1][0]
    sure = [wants for gain, wants in ranked if gain > last + tie]
    even = [wants for gain, wants in ranked if last - tie <= gain <= last + tie]
    places = most - len(sure)
    low = sum(wants[0] for wants in sure) + sum(sorted(wants[0] for wants in even)[:places])
    high = sum(wants[1] for wants in sure) + sum(sorted((wants[1] for wants in even), reverse=True)[:places])
    return low, high


def check_blocked(
    plan: Plan,
    effects: Effects,
    offers: Offers,
    rules: Rules,
    prices: Mapping[str, float],
    lines: Sequence[Line],
    findings: Findings,
) -> float:
    """Compare the sheet Blocked money; returns what is blocked in all regions together, mrub."""
    federal: dict[str, int] = {}
    for line in lines:
        federal[line.town.region] = federal.get(line.town.region, 0) + line.federal
    wanted = {(region,): ends for region, ends in wanted_by_region(effects, offers, rules, prices).items()}
    records = rows_by_key(plan, "Blocked money", ("region",), wanted, wanted, findings)
    total = 0.0
    for key, ends in wanted.items():
        region = key[0]
        spent = federal.get(region, 0) / KOPECKS_IN_MRUB
        record = records.get(key)
        wants = taken_from(record, ends, findings)
        blocked = max(0.0, wants - spent)
        total += blocked
        if record is not None:
            findings.number(record, "federal_mrub", spent, relative=1e-12)
            findings.number(record, "blocked_mrub", blocked, absolute=1e-9 + 1e-7 * abs(wants))
    return total


def taken_from(record: Record | None, ends: Range, findings: Findings) -> float:
    """The figure of a plan where it lies in the range, its nearer end elsewhere."""
    if record is None:
        return ends[0]
    stated = record.number("wanted_mrub")
    nearest = min(max(stated, ends[0]), ends[1])
    if not alike(stated, nearest):
        findings.number(record, "wanted_mrub", nearest)
        return nearest
    return stated
