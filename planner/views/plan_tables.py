"""A plan as rows of its sheets: values only, no workbook. The layout is ``planner.tables.plan_layout``."""

from __future__ import annotations

import math
from collections.abc import Iterator
from datetime import datetime
from fractions import Fraction

import numpy as np

from models.blocks import worth_of
from models.bound import bound_at
from models.case import CATEGORIES, FEDERAL
from models.certificate import Leaf
from models.money import KOPECKS
from planner import __version__
from planner.plan import Plan
from planner.tables.plan_layout import PROMISE, SUMMARY_ITEMS, percent_up

PlanRow = dict[str, object]

KOPECKS_IN_ROUBLE = 100
IMPOSSIBLE_BOUND = -1e300
"""Stands for minus infinity, which a workbook cannot hold: the bound of a branch that no plan is in."""


def plan_tables(plan: Plan) -> dict[str, list[PlanRow]]:
    """Rows of every plan sheet, by sheet; the fingerprints are added by the writer, which knows the case sheets."""
    return {
        "Summary": summary(plan),
        "Allocation": allocation(plan),
        "Funded": list(funded(plan)),
        "Town plans": town_plans(plan),
        "Results": results(plan),
        "Years": years(plan),
        "Prices": prices(plan),
        "Branches": branches(plan),
        "Branch prices": branch_prices(plan),
    }


def figures(plan: Plan) -> dict[str, object]:
    """The figures of the summary by item."""
    found, settings = plan.found, plan.arrays.case.settings
    return {
        "title": settings.title,
        "promise": promise(found.certified_gap_share),
        "objective": found.points,
        "bound": found.bound,
        "gap_share": found.gap_share,
        "certified_bound": found.certificate.bound,
        "certified_gap_share": found.certified_gap_share,
        "towns": len(plan.arrays.sets.TOWNS),
        "towns_funded": int((plan.town_kopecks > 0).sum()),
        "federal_budget_mrub": plan.budget_mrub(federal=True),
        "federal_spent_mrub": plan.federal_spent_mrub,
        "regional_budget_mrub": plan.budget_mrub(federal=False),
        "regional_spent_mrub": plan.regional_spent_mrub,
        **{f"{category}_mrub": spent for category, spent in plan.by_category_mrub().items()},
        "share_of_money_on_priors": plan.share_of_money(plan.arrays.diagnosis.unknown_share),
        "share_of_money_on_self_assessment": plan.share_of_money(plan.arrays.diagnosis.self_share),
        "draw": plan.arrays.draw,
        "price_year": settings.price_year,
        "asked_gap_share": plan.effort.gap_share,
        "time_limit_seconds": plan.effort.seconds,
        "seconds": round(found.seconds, 1),
        "stopped_by": found.stopped_by,
        "created": datetime.now().isoformat(sep=" ", timespec="seconds"),
        "planner_version": __version__,
    }


def promise(gap_share: float) -> str:
    """What the plan proves; the gap is rounded up, never down."""
    return PROMISE.format(gap_percent=percent_up(gap_share))


def summary(plan: Plan) -> list[PlanRow]:
    values = figures(plan)
    return [
        {"item": row.item, "value": values[row.item], "unit": row.unit, "meaning": row.meaning} for row in SUMMARY_ITEMS
    ]


def allocation(plan: Plan) -> list[PlanRow]:
    """Town by category, most money first."""
    measures = plan.arrays.case.started + plan.arrays.case.opening
    of_category = np.array([[m.category == category for category in CATEGORIES] for m in measures])
    by_category = plan.money.total.sum(axis=2) @ of_category
    federal, regional = (money.sum(axis=(1, 2)) for money in (plan.money.federal, plan.money.regional))
    rows: list[PlanRow] = []
    for t in np.argsort(-plan.town_kopecks, kind="stable").tolist():
        town = plan.arrays.case.towns[t]
        total = int(plan.town_kopecks[t])
        rows.append({
            "town": town.town, "name": town.name, "region": town.region,
            **{c: int(k) / KOPECKS for c, k in zip(CATEGORIES, by_category[t], strict=True)},
            "total_mrub": total / KOPECKS,
            "federal_mrub": int(federal[t]) / KOPECKS,
            "regional_mrub": int(regional[t]) / KOPECKS,
            "rub_per_head": total / KOPECKS_IN_ROUBLE / town.population,
        })  # fmt: skip
    return rows


def funded(plan: Plan) -> Iterator[PlanRow]:
    """One row a town, measure and year of payment, in the order of the case."""
    arrays, choice = plan.arrays, plan.found.choice
    measures = arrays.case.started + arrays.case.opening
    started = len(arrays.case.started)
    for t, m, y in np.argwhere(plan.money.total > 0).tolist():
        town, measure, year = arrays.case.towns[t], measures[m], arrays.sets.YEARS[y]
        federal, regional = int(plan.money.federal[t, m, y]), int(plan.money.regional[t, m, y])
        if m < started:
            start, scale = arrays.sets.YEARS[choice.start[t, m]], float(choice.scale[t, m])
        else:
            start, scale = year, float(arrays.menu.intensity[choice.roadmap[t], m - started, y])
        yield {
            "town": town.town, "name": town.name, "region": town.region,
            "category": measure.category, "measure": measure.measure, "measure_name": measure.name,
            "kind": measure.kind, "start_year": start, "scale": scale, "unit": measure.unit, "year": year,
            "federal_rub": federal / KOPECKS_IN_ROUBLE, "regional_rub": regional / KOPECKS_IN_ROUBLE,
            "total_rub": (federal + regional) / KOPECKS_IN_ROUBLE, "federal_share": federal / (federal + regional),
        }  # fmt: skip


def town_plans(plan: Plan) -> list[PlanRow]:
    arrays, choice = plan.arrays, plan.found.choice
    worth = worth_of(arrays, choice)
    _, answers = bound_at(arrays, plan.rows, plan.found.certificate.price)
    rows: list[PlanRow] = []
    for t, town in enumerate(arrays.case.towns):
        row: PlanRow = {
            "town": town.town, "name": town.name, "region": town.region, "status": town.status,
            "roadmap": arrays.menu.names[choice.roadmap[t]],
            "worth_points": float(worth[t]), "answer_points": float(answers.value[t]),
            "unknown_share": float(arrays.diagnosis.unknown_share[t]),
            "self_share": float(arrays.diagnosis.self_share[t]),
        }  # fmt: skip
        for i, lock in enumerate(arrays.sets.LOCK_INS):
            row[f"{lock}_before"] = float(arrays.diagnosis.lock_in_today[t, i])
            row[f"{lock}_after"] = float(arrays.opened.lock_in[t, choice.roadmap[t], i, -1])
            row[f"{lock}_before_low"] = float(arrays.diagnosis.lock_in_low[t, i])
            row[f"{lock}_before_high"] = float(arrays.diagnosis.lock_in_high[t, i])
        rows.append(row)
    return rows


def results(plan: Plan) -> list[PlanRow]:
    by_goal, points = plan.results.by_goal.sum(axis=0), plan.results.points.sum(axis=0)
    return [
        {"goal": goal.goal, "name": goal.name, "unit": goal.unit, "result": float(by_goal[g]), "weight": goal.weight,
         "points": float(points[g])}
        for g, goal in enumerate(plan.arrays.case.goals)
    ]  # fmt: skip


def years(plan: Plan) -> list[PlanRow]:
    """Budget, spending, and what is carried over or returned, payer by payer."""
    arrays, masters = plan.arrays, plan.rows.masters
    rows: list[PlanRow] = []
    for payer, budget in masters.budget.items():
        if payer == FEDERAL:
            spent = plan.money.federal.sum(axis=(0, 1))
        else:
            spent = plan.money.regional[arrays.region_of == arrays.sets.region[payer]].sum(axis=(0, 1))
        rows += payer_years(payer, arrays.sets.YEARS, budget, spent.tolist(), masters.carry_share[payer])
    return rows


def payer_years(
    payer: str, calendar: tuple[int, ...], budget: np.ndarray, spent: list[int], share: float
) -> Iterator[PlanRow]:  # fmt: skip
    carried = 0
    for y, year in enumerate(calendar):
        granted = math.floor(Fraction(repr(float(budget[y]))) * KOPECKS)
        left = granted + carried - spent[y]
        kept = math.floor(Fraction(repr(share)) * left) if y + 1 < len(calendar) else 0
        money = {"budget_rub": granted, "carried_in_rub": carried, "spent_rub": spent[y], "carried_out_rub": kept,
                 "returned_rub": left - kept}  # fmt: skip
        yield {"payer": payer, "year": year} | {name: kop / KOPECKS_IN_ROUBLE for name, kop in money.items()}
        carried = kept


def prices(plan: Plan) -> list[PlanRow]:
    """Rows with a price, dearest contribution first."""
    price, right = plan.found.certificate.price, plan.rows.right_hand_side
    listed = np.nonzero(price > 0)[0]
    order = listed[np.argsort(-np.abs(price[listed] * right[listed]), kind="stable")]
    return [
        {"row": plan.rows.names[k], "price": float(price[k]), "right_hand_side": float(right[k]),
         "contribution_points": float(price[k] * right[k])}
        for k in order.tolist()
    ]  # fmt: skip


def branches(plan: Plan) -> list[PlanRow]:
    """One row a condition of each branch."""
    sets, menu = plan.arrays.sets, plan.arrays.menu
    return [
        {
            "branch": name,
            "region": sets.REGIONS[leaf.region],
            "question": condition.question,
            "town": sets.TOWNS[condition.town],
            "measure": sets.STARTED[condition.measure] if condition.measure >= 0 else "",
            "year": str(sets.YEARS[condition.year]) if condition.year >= 0 else "",
            "roadmaps": "; ".join(menu.names[p] for p in condition.roadmaps),
            "bound_points": max(leaf.bound, IMPOSSIBLE_BOUND),
        }
        for name, leaf in named_leaves(plan)
        for condition in leaf.conditions
    ]


def branch_prices(plan: Plan) -> list[PlanRow]:
    return [
        {"branch": name, "row": plan.rows.names[k], "price": price}
        for name, leaf in named_leaves(plan)
        for k, price in zip(leaf.own_rows.tolist(), leaf.price.tolist(), strict=True)
        if price > 0
    ]


def named_leaves(plan: Plan) -> list[tuple[str, Leaf]]:
    """Branches with their names."""
    return [(f"{plan.arrays.sets.REGIONS[leaf.region]} {number}", leaf)
            for number, leaf in enumerate(plan.found.certificate.leaves, start=1)]  # fmt: skip
