"""Money of others: what municipalities, business, residents and funds pay beside public money, recomputed."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from planner.verifying.coefficients import Path
from planner.verifying.comparing import Findings, Key, rows_by_key
from planner.verifying.decisions import Decisions
from planner.verifying.effects import Effects, Part
from planner.verifying.money import KOPECKS_IN_RUB, down_ends
from planner.verifying.offers import shape_path
from planner.verifying.plan_reading import Plan

PartnerKey = tuple[str, str, str, int]
"""Contributor, town, measure and year 1..H."""


@dataclass(frozen=True, slots=True)
class PartnerMoney:
    """Money of one contributor on one line, as the plan states it."""

    contributor: str
    cell: tuple[str, str, int]
    kopecks: int


def partner_money(effects: Effects, decisions: Decisions) -> dict[PartnerKey, tuple[Part, float]]:
    """``share*whole*scale + sum/d in the years of works`` (mrub), for all that is started and every roadmap."""
    found: dict[PartnerKey, tuple[Part, float]] = {}

    def add(town: str, measure: str, whole: Path, works: range, duration: int) -> None:
        for part in effects.parts.get((town, measure), ()):
            for year, cost in enumerate(whole, start=1):
                paid = part.share * cost + (part.sum_mrub / duration if year in works else 0.0)
                if paid > 0:
                    found[part.contributor, town, measure, year] = (part, paid)

    for town, offer in decisions.variants.items():
        for opening, intensity in offer.variant.intensity.items():
            unit = effects.unit_mrub[town, opening]
            whole = tuple(unit * i * level for i, level in zip(intensity, effects.price_level, strict=True))
            add(town, opening, whole, range(0), 1)
    for started in decisions.started:
        measure, start = effects.measures[started.measure], started.option.start
        cut = decisions.variants[started.town].variant.cut[measure.category]
        each = started.scale * effects.unit_mrub[started.town, started.measure]
        whole = tuple(each * shape for shape in shape_path(effects, measure, start, cut))
        duration = measure.duration_years
        add(started.town, started.measure, whole, range(start, start + duration), duration)
    return found


def check_partners(plan: Plan, effects: Effects, decisions: Decisions, findings: Findings) -> list[PartnerMoney]:
    """Compare the sheet Partners and what Funded says of it; returns the money as stated."""
    first_year = effects.case.settings.first_year
    money = partner_money(effects, decisions)
    calendar: dict[Key, tuple[Part, float]] = {(k, t, m, first_year + y - 1): v for (k, t, m, y), v in money.items()}
    ends = {key: down_ends(mrub) for key, (_, mrub) in calendar.items()}
    columns = ("contributor", "town", "measure", "year")
    rows = rows_by_key(plan, "Partners", columns, ends, [key for key, (low, _) in ends.items() if low > 0], findings)
    stated = []
    for key, record in rows.items():
        part, town = calendar[key][0], effects.towns[str(key[1])]
        findings.texts(record, [("name", town.name), ("evidence", part.evidence)])
        kopecks = round(record.number("partners_rub") * KOPECKS_IN_RUB)
        if not max(1, ends[key][0]) <= kopecks <= ends[key][1]:
            findings.roubles(record, "partners_rub", ends[key][1])
        stated.append(PartnerMoney(str(key[0]), (str(key[1]), str(key[2]), int(key[3]) - first_year + 1), kopecks))
    check_lines(decisions, money, findings)
    return stated


def check_lines(decisions: Decisions, money: Mapping[PartnerKey, tuple[Part, float]], findings: Findings) -> None:
    """``partners_rub`` of every right line of Funded: the money of all contributors on it, each rounded down."""
    least: dict[tuple[str, str, int], int] = {}
    most: dict[tuple[str, str, int], int] = {}
    for (_, town, measure, year), (_, mrub) in money.items():
        low, high = down_ends(mrub)
        least[town, measure, year] = least.get((town, measure, year), 0) + low
        most[town, measure, year] = most.get((town, measure, year), 0) + high
    for line in decisions.lines:
        if line.record.row in decisions.cost_mrub:
            kopecks = round(line.record.number("partners_rub") * KOPECKS_IN_RUB)
            if not least.get(line.cell, 0) <= kopecks <= most.get(line.cell, 0):
                findings.roubles(line.record, "partners_rub", most.get(line.cell, 0))
