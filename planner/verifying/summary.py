"""The sheet Summary: every figure that can be recomputed, and the promise in words."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from functools import partial
from math import ceil, fsum, isfinite

from models.case import CATEGORIES, DRAWS, FEDERAL, Draw
from planner.tables.plan_layout import PROMISE, SUMMARY_ITEMS
from planner.verifying.comparing import Findings, Key, alike, unlike
from planner.verifying.decisions import Line
from planner.verifying.effects import Effects
from planner.verifying.knowledge import Assumption, is_most_judged, most_judged
from planner.verifying.money import KOPECKS_IN_MRUB
from planner.verifying.partners import PartnerMoney
from planner.verifying.payments import PayerYears
from planner.verifying.plan_reading import Plan, Record
from planner.verifying.proof import gap_share
from planner.words import named, say
from planner.words.every_language import in_each_language, same_name

GAP_SLACK = 1e-9
"""Error allowed to a gap: it is a small difference of two large sums."""
GAP_PLACE = "GAP"
"""Stands for the gap while it is looked for in a promise."""
BOUND_SLACK = 1e-9
"""Relative error by which the bound of the search may stand above the one that the prices prove."""


def summary_records(plan: Plan, findings: Findings) -> dict[str, Record]:
    """The rows of Summary by item: each item once, with its unit and meaning."""
    items = {item.item: item for item in SUMMARY_ITEMS}
    found: dict[str, Record] = {}
    for record in plan.records["Summary"]:
        item = items.get(record.text("item"))
        if item is None:
            findings.add(
                record.place("item"), say("{there!r} is there, the summary has no such item", there=record.text("item"))
            )
            continue
        if item.item in found:
            findings.twice(found[item.item], record, "item")
            continue
        found[item.item] = record
        findings.sentence(record, "unit", partial(say, item.unit))
        findings.sentence(record, "meaning", partial(say, item.meaning))
    for missing in items.keys() - found.keys():
        findings.add(plan.sheet("Summary"), say("the item {item} is not there", item=missing))
    return found


def stated_draw(records: Mapping[str, Record], findings: Findings) -> Draw | None:
    """Which column of the coefficients the plan says it used."""
    record = records.get("draw")
    for draw in DRAWS:
        if record is not None and same_name(record.text("value"), draw):
            return draw
    if record is not None:
        findings.add(record.place("value"), say(
            "{there!r} is there, one of {draws} belongs there",
            there=record.values["value"], draws=", ".join(map(named, DRAWS)),
        ))  # fmt: skip
    return None


def money_figures(
    effects: Effects, lines: Sequence[Line], partners: Sequence[PartnerMoney], years: PayerYears
) -> dict[str, float]:
    """Budgets, spending and what is left of them (mrub), money of others and for proposals, towns funded, and the
    shares of money that rest on priors and self-assessment.
    """
    budgets = {
        FEDERAL: fsum(float(mrub) for (payer, _), mrub in effects.budgets.items() if payer == FEDERAL),
        "regional": fsum(float(mrub) for (payer, _), mrub in effects.budgets.items() if payer != FEDERAL),
    }
    federal, regional = sum(line.federal for line in lines), sum(line.regional for line in lines)
    paid = federal + regional

    def resting_on(share: Mapping[str, float]) -> float:
        return sum(line.paid * share[line.town.town] for line in lines) / paid if paid else 0.0

    spent = {c: sum(line.paid for line in lines if line.measure.category == c) for c in CATEGORIES}
    return {
        "towns": len(effects.case.towns),
        "towns_funded": len({line.town.town for line in lines if line.paid}),
        "federal_budget_mrub": budgets[FEDERAL],
        "federal_spent_mrub": federal / KOPECKS_IN_MRUB,
        "regional_budget_mrub": budgets["regional"],
        "regional_spent_mrub": regional / KOPECKS_IN_MRUB,
        **{f"{category}_mrub": kopecks / KOPECKS_IN_MRUB for category, kopecks in spent.items()},
        "returned_mrub": sum(money.returned for money in years.values()) / KOPECKS_IN_MRUB,
        "partners_mrub": sum(row.kopecks for row in partners) / KOPECKS_IN_MRUB,
        "proposals_mrub": sum(line.paid for line in lines if line.measure.town) / KOPECKS_IN_MRUB,
        "tax_forgone_mrub": sum(line.paid for line in lines if line.is_tax) / KOPECKS_IN_MRUB,
        "share_of_money_on_priors": resting_on(effects.diagnosis.unknown_share),
        "share_of_money_on_self_assessment": resting_on(effects.diagnosis.self_share),
    }


def check_figures(records: Mapping[str, Record], expected: Mapping[str, float | str], findings: Findings) -> None:
    """Compare figures that stand by themselves; a gap may differ by its slack."""
    for item, value in expected.items():
        record = records.get(item)
        if record is None:
            continue
        if isinstance(value, str):
            findings.text(record, "value", value)
        elif not isinstance(record.values["value"], float):
            findings.add(record.place("value"), unlike(record.values["value"], value))
        elif isfinite(value):
            findings.number(record, "value", value)


def check_bound(
    records: Mapping[str, Record], objective: float, certified_bound: float, findings: Findings
) -> float | None:
    """The bound of the search lies between the objective and the certified bound, and its gap follows from it.

    The promise is the gap that the plan proves by itself. Returns the bound, or None if there is none to go by. Where
    bound and gap disagree either may be wrong, and both are told.
    """
    if not {"bound", "gap_share", "promise"} <= records.keys():
        return None
    cells = {item: records[item].values["value"] for item in ("bound", "gap_share", "promise")}
    place = {item: records[item].place("value") for item in cells}
    bound, gap = cells["bound"], cells["gap_share"]
    if not isinstance(bound, float):
        findings.add(place["bound"], say("{there!r} is there, a number belongs there", there=bound))
        return None
    if not isfinite(certified_bound):
        findings.add(
            place["bound"], say("the prices of the plan prove no bound, but {proved!r}", proved=certified_bound)
        )
        return None
    if bound > certified_bound * (1 + BOUND_SLACK) + BOUND_SLACK:
        findings.add(
            place["bound"],
            say("{there!r} is there, the prices prove {proved!r}", there=bound, proved=certified_bound),
        )
    if bound < objective - 1e-7 * abs(objective):
        findings.add(
            place["bound"],
            say("{there!r} is there, the plan itself is worth {worth!r}", there=bound, worth=objective),
        )
    recomputed, proved = gap_share(bound, objective), gap_share(certified_bound, objective)
    if not (isinstance(gap, float) and alike(gap, recomputed, absolute=GAP_SLACK)):
        findings.add(place["gap_share"], unlike(gap, recomputed))
        if isinstance(gap, float):
            findings.add(place["bound"], say(
                "{there!r} is there, the gap beside it means {meant!r}", there=bound, meant=objective * (1 + gap)
            ))  # fmt: skip
    if not keeps_promise(str(cells["promise"]), proved):
        findings.add(place["promise"], say(
            "{there!r} is there, the gap proved is {gap:.6f} %", there=cells["promise"], gap=proved * 100
        ))  # fmt: skip
    return bound


def keeps_promise(text: str, gap: float) -> bool:
    """Whether a promise states a gap in percent, rounded up to three decimals, in the words of every plan."""
    promises = (re.escape(promise) for promise in in_each_language(lambda: say(PROMISE, gap_percent=GAP_PLACE)))
    patterns = (promise.replace(GAP_PLACE, r"(-?\d+(?:[.,]\d+)?)") for promise in promises)
    found = next((match for pattern in patterns if (match := re.fullmatch(pattern, text))), None)
    if found is None or not isfinite(gap):
        return False
    thousandths, stated = gap * 100_000, float(found[1].replace(",", "."))
    allowed = {ceil(thousandths - 1e-4), ceil(thousandths + 1e-4)}
    return any(abs(stated * 1000 - whole) < 1e-6 for whole in allowed)


def check_most_judged(records: Mapping[str, Record], assumptions: Mapping[Key, Assumption], findings: Findings) -> None:
    """The ten expert coefficients that most money hangs on, in words."""
    record = records.get("most_judged")
    if record is not None and not is_most_judged(record.text("value"), assumptions):
        findings.add(record.place("value"), unlike(record.text("value"), most_judged(assumptions)))
