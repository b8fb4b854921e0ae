"""A plan as rows of its sheets: values only, no workbook. The layout is ``planner.tables.plan_layout``."""

from __future__ import annotations

import math
from collections.abc import Callable, Iterator
from datetime import datetime
from fractions import Fraction

import numpy as np

from models.arrays import Arrays
from models.blocks import lifted_by_town, worth_of
from models.bound import reply_at
from models.case import CATEGORIES, CONTRIBUTORS, FEDERAL
from models.certificate import NamedLeaf, named
from models.diagnosis import Flags, Floats
from models.instruments import state_name
from models.money import KOPECKS
from models.pairs import whole_offer
from models.reports import most_judged, terciles
from planner import __version__
from planner.plan import Plan
from planner.tables.plan_layout import AUDIT_ROWS, PROMISE, SUMMARY_ITEMS, percent_up
from planner.views.cluster_tables import industries_compared, residents_checked
from planner.views.federal_tables import alarms, instruments_run, stages, state_prices, states_bounded
from planner.views.joined_tables import PlanRow, cluster_diagnosis, cluster_years, networks, rollout
from planner.views.wording import subject_named
from planner.words import Words, localised, say

KOPECKS_IN_ROUBLE = 100
LEAST_SHOWN_MRUB = 1e-12
"""Smaller figures of reports are nothing but rounding."""
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
        "Networks": networks(plan),
        "Roll-out": rollout(plan),
        "Cluster diagnosis": cluster_diagnosis(plan),
        "Cluster years": cluster_years(plan),
        "Industries compared": industries_compared(plan.arrays.case),
        "Residents checked": residents_checked(plan.arrays.case),
        "Instruments run": instruments_run(plan),
        "States": states_bounded(plan),
        "Stages": list(stages(plan)),
        "Alarms": alarms(plan),
        "Years": years(plan),
        "Partners": list(partners(plan)),
        "Equity": list(equity(plan)),
        "Liabilities": liabilities(plan),
        "Blocked money": blocked_money(plan),
        "Audit": audit(plan),
        "Assumptions": assumptions(plan),
        "Prices": prices(plan),
        "Branches": branches(plan),
        "Branch prices": branch_prices(plan),
        "State prices": state_prices(plan),
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
        "certified_bound": found.certified_bound,
        "certified_gap_share": found.certified_gap_share,
        "state": state_name(plan.arrays.case),
        "towns": len(plan.arrays.sets.TOWNS),
        "towns_funded": int((plan.town_kopecks > 0).sum()),
        "federal_budget_mrub": plan.budget_mrub(federal=True),
        "federal_spent_mrub": plan.federal_spent_mrub,
        "regional_budget_mrub": plan.budget_mrub(federal=False),
        "regional_spent_mrub": plan.regional_spent_mrub,
        **{f"{category}_mrub": spent for category, spent in plan.by_category_mrub().items()},
        "returned_mrub": sum(float(str(row["returned_rub"])) for row in years(plan)) / 1e6,
        "blocked_federal_mrub": float(plan.blocked_federal_mrub.sum()),
        "partners_mrub": int(plan.partners_kopecks.sum()) / KOPECKS,
        "proposals_mrub": plan.proposals_mrub,
        "tax_forgone_mrub": plan.tax_forgone_mrub,
        "later_mrub": float(plan.liabilities.total[:, settings.horizon_years :].sum()),
        "most_judged": "; ".join(
            " ".join(filter(None, (localised(coefficient), subject_named(subject), localised(key))))
            for coefficient, subject, key in most_judged(plan.assumptions)
        ),
        "share_of_money_on_priors": plan.share_of_money(plan.arrays.diagnosis.unknown_share),
        "share_of_money_on_self_assessment": plan.share_of_money(plan.arrays.diagnosis.self_share),
        "draw": plan.arrays.draw,
        "price_year": settings.price_year,
        "asked_gap_share": plan.effort.gap_share,
        "time_limit_seconds": plan.effort.seconds,
        "seconds": round(found.seconds, 1),
        "stopped_by": found.stopped_by,
        "repeatable": "yes" if found.repeatable else "no",
        "stay_share": plan.effort.stay_share,
        "created": datetime.now().isoformat(sep=" ", timespec="seconds"),
        "planner_version": __version__,
    }


def promise(gap_share: float) -> Words:
    """What the plan proves; the gap is rounded up, never down."""
    return say(PROMISE, gap_percent=percent_up(gap_share))


def summary(plan: Plan) -> list[PlanRow]:
    values = figures(plan)
    return [
        {"item": row.item, "value": values[row.item], "unit": row.unit, "meaning": row.meaning} for row in SUMMARY_ITEMS
    ]


def allocation(plan: Plan) -> list[PlanRow]:
    """Town by category, most money first."""
    spent, category = plan.money.total.sum(axis=2), plan.category_of_line
    by_category = np.column_stack([np.where(category == c, spent, 0).sum(axis=1) for c in range(len(CATEGORIES))])
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
    paid_by_others = plan.partners_kopecks.sum(axis=0)
    for t, line, y in plan.funded_cells:
        town, measure, year = arrays.case.towns[t], measures[plan.measure_of_line[t, line]], arrays.sets.YEARS[y]
        federal, regional = int(plan.money.federal[t, line, y]), int(plan.money.regional[t, line, y])
        kind, column = kind_of_line(plan, line)
        others = 0 if kind == "tax" else int(paid_by_others[t, line, y])
        if kind == "opening":
            start, scale = year, float(arrays.menu.intensity[choice.roadmap[t], column, y])
        else:
            start, scale = arrays.sets.YEARS[choice.start[t, column]], float(choice.scale[t, column])
        yield {
            "town": town.town, "name": town.name, "region": town.region,
            "category": measure.category, "measure": measure.measure, "measure_name": measure.name,
            "kind": kind, "evidence": measure.evidence, "start_year": start, "scale": scale, "unit": measure.unit,
            "year": year,
            "federal_rub": federal / KOPECKS_IN_ROUBLE, "regional_rub": regional / KOPECKS_IN_ROUBLE,
            "total_rub": (federal + regional) / KOPECKS_IN_ROUBLE, "partners_rub": others / KOPECKS_IN_ROUBLE,
            "federal_share": federal / (federal + regional) if federal + regional else 0.0,
        }  # fmt: skip


def kind_of_line(plan: Plan, line: int) -> tuple[str, int]:
    """Whether a line is a started measure, an opening one or tax, and its number among those."""
    started, tax = plan.arrays.started, plan.arrays.first_tax_line
    if line < started:
        return "started", line
    return ("opening", line - started) if line < tax else ("tax", line - tax)


def town_plans(plan: Plan) -> list[PlanRow]:
    arrays, choice = plan.arrays, plan.found.choice
    worth = worth_of(arrays, choice) + lifted_by_town(arrays, choice)
    _, replied = reply_at(whole_offer(arrays), plan.rows, plan.found.certificate.price)
    rows: list[PlanRow] = []
    for t, town in enumerate(arrays.case.towns):
        row: PlanRow = {
            "town": town.town, "name": town.name, "region": town.region, "status": town.status,
            "roadmap": arrays.menu.names[choice.roadmap[t]],
            "worth_points": float(worth[t]), "answer_points": float(replied.value[t]),
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
    found = plan.results
    by_goal, gross = (part.sum(axis=0) + found.traded for part in (found.by_goal, found.gross))
    points = found.points.sum(axis=0) + found.traded_points
    return [
        {"goal": goal.goal, "name": goal.name, "unit": goal.unit, "result": float(by_goal[g]),
         "gross_result": float(gross[g]), "weight": goal.weight, "points": float(points[g])}
        for g, goal in enumerate(plan.arrays.case.goals)
    ]  # fmt: skip


def years(plan: Plan) -> list[PlanRow]:
    """Budget, spending, loans, and what is carried over or returned, payer by payer."""
    arrays, masters = plan.arrays, plan.rows.masters
    rows: list[PlanRow] = []
    for payer, budget in masters.budget.items():
        if payer == FEDERAL:
            spent = plan.money.federal.sum(axis=(0, 1))
        else:
            spent = plan.money.regional[arrays.region_of == arrays.sets.region[payer]].sum(axis=(0, 1))
        rows += payer_years(payer, arrays.sets.YEARS, budget, spent.tolist(), loans_by_year(plan, payer),
                            masters.carry_share[payer])  # fmt: skip
    return rows


def loans_by_year(plan: Plan, payer: str) -> list[tuple[int, int]]:
    """Kopecks of loans that come in to a payer and go out from it in each year."""
    moved = [[0, 0] for _ in plan.arrays.sets.YEARS]
    money = zip(plan.rows.masters.loans, plan.money.loans.tolist(), plan.money.repaid.tolist(), strict=True)
    for loan, given, repaid in money:
        taken, back = plan.arrays.sets.year[loan.year], plan.arrays.sets.year[loan.repaid_year]
        if payer == FEDERAL:
            moved[taken][1] += given
            moved[back][0] += repaid
        elif payer == loan.region:
            moved[taken][0] += given
            moved[back][1] += repaid
    return [(into, out) for into, out in moved]


def payer_years(
    payer: str, calendar: tuple[int, ...], budget: Floats, spent: list[int], loans: list[tuple[int, int]],
    share: float,
) -> Iterator[PlanRow]:  # fmt: skip
    carried = 0
    for y, year in enumerate(calendar):
        granted = math.floor(Fraction(repr(float(budget[y]))) * KOPECKS)
        into, out = loans[y]
        left = granted + carried + into - out - spent[y]
        kept = math.floor(Fraction(repr(share)) * left) if y + 1 < len(calendar) else 0
        money = {"budget_rub": granted, "carried_in_rub": carried, "loans_in_rub": into, "loans_out_rub": out,
                 "spent_rub": spent[y], "carried_out_rub": kept, "returned_rub": left - kept}  # fmt: skip
        yield {"payer": payer, "year": year} | {name: kop / KOPECKS_IN_ROUBLE for name, kop in money.items()}
        carried = kept


def partners(plan: Plan) -> Iterator[PlanRow]:
    """Money of contributors, town by town."""
    arrays = plan.arrays
    evidence = contribution_evidence(arrays)
    for t, k, line, y in np.argwhere(np.moveaxis(plan.partners_kopecks, 0, 1) > 0).tolist():
        town, measure = arrays.case.towns[t], arrays.sets.MEASURES[plan.measure_of_line[t, line]]
        yield {"town": town.town, "name": town.name, "contributor": CONTRIBUTORS[k],
               "evidence": evidence(CONTRIBUTORS[k], town.town, measure), "measure": measure,
               "year": arrays.sets.YEARS[y],
               "partners_rub": int(plan.partners_kopecks[k, t, line, y]) / KOPECKS_IN_ROUBLE}  # fmt: skip


def contribution_evidence(arrays: Arrays) -> Callable[[str, str, str], str]:
    """Evidence of the most particular row of a contributor for a town and measure."""
    rows = {(row.contributor, row.town, row.measure): row.evidence for row in arrays.case.contributions}

    def of(contributor: str, town: str, measure: str) -> str:
        keys = ((town, measure), (town, ""), ("", measure), ("", ""))
        return next(rows[contributor, *key] for key in keys if (contributor, *key) in rows)

    return of


def equity(plan: Plan) -> Iterator[PlanRow]:
    """Money and results by status, and by third of the towns from least to most locked in."""
    arrays = plan.arrays
    statuses = np.array([town.status for town in arrays.case.towns])
    for status in arrays.sets.STATUSES:
        yield from group_row(plan, "status", status, statuses == status)
    third = terciles(arrays)
    for k, name in enumerate(("least locked", "middle", "most locked")):
        yield from group_row(plan, "lock_in_tercile", name, third == k)


def group_row(plan: Plan, grouping: str, group: str, inside: Flags) -> Iterator[PlanRow]:
    if inside.any():
        population = float(np.array([town.population for town in plan.arrays.case.towns])[inside].sum())
        spent = int(plan.town_kopecks[inside].sum()) / KOPECKS
        result = plan.results.by_goal[inside].sum(axis=0)
        yield {"grouping": grouping, "group": group, "towns": int(inside.sum()), "population": population,
               "total_mrub": spent, "rub_per_head": spent * 1e6 / population,
               **{f"{goal}_per_1000": float(result[g]) / population * 1000.0
                  for g, goal in enumerate(plan.arrays.sets.GOALS)}}  # fmt: skip


def liabilities(plan: Plan) -> list[PlanRow]:
    """What stays to be paid, by region and year."""
    arrays, found = plan.arrays, plan.liabilities
    rows: list[PlanRow] = []
    for r, region in enumerate(arrays.sets.REGIONS):
        inside = arrays.region_of == r
        parts = [part[inside].sum(axis=0) for part in (found.running, found.tax_federal, found.tax_regional)]
        for y in np.nonzero(sum(parts) > LEAST_SHOWN_MRUB)[0].tolist():
            rows.append({"region": region, "year": arrays.sets.YEARS[0] + y, "running_mrub": float(parts[0][y]),
                         "tax_federal_mrub": float(parts[1][y]), "tax_regional_mrub": float(parts[2][y])})  # fmt: skip
    return rows


def blocked_money(plan: Plan) -> list[PlanRow]:
    figures = zip(plan.arrays.sets.REGIONS, plan.federal_of_region_mrub, plan.wanted_federal_mrub,
                  plan.blocked_federal_mrub, strict=True)  # fmt: skip
    return [{"region": region, "federal_mrub": float(federal), "wanted_mrub": float(wanted),
             "blocked_mrub": float(blocked)} for region, federal, wanted, blocked in figures]  # fmt: skip


def audit(plan: Plan) -> list[PlanRow]:
    """The scores and priors that most money hangs on."""
    arrays, stake = plan.arrays, plan.at_stake_mrub
    sources = {(score.town, score.factor): score.source for score in arrays.case.scores}
    rows: list[PlanRow] = []
    for i in np.argsort(-stake, axis=None, kind="stable")[:AUDIT_ROWS].tolist():
        t, f = divmod(i, stake.shape[1])
        if stake[t, f] > LEAST_SHOWN_MRUB:
            town, factor = arrays.case.towns[t], arrays.sets.FACTORS[f]
            rows.append({"town": town.town, "name": town.name, "factor": factor,
                         "source": sources.get((town.town, factor), "prior"),
                         "share": float(arrays.diagnosis.share[t, f]),
                         "at_stake_mrub": float(stake[t, f])})  # fmt: skip
    return rows


def assumptions(plan: Plan) -> list[PlanRow]:
    return [{"coefficient": a.coefficient, "subject": a.subject, "key": a.key, "low": a.triple.low,
             "central": a.triple.central, "high": a.triple.high, "grade": a.triple.grade,
             "money_mrub": a.money_mrub, "swing_mrub": a.swing_mrub, "source": a.triple.source}
            for a in plan.assumptions]  # fmt: skip


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
    return [
        {
            "branch": name,
            "region": leaf.region,
            "question": condition.question,
            "town": condition.town,
            "measure": condition.measure,
            "year": condition.year,
            "roadmaps": "; ".join(condition.roadmaps),
            "bound_points": max(leaf.bound, IMPOSSIBLE_BOUND),
            "state": state,
        }
        for name, state, leaf in branches_of_states(plan)
        for condition in leaf.conditions
    ]


def branch_prices(plan: Plan) -> list[PlanRow]:
    return [
        {"branch": name, "row": row, "price": price}
        for name, _, leaf in branches_of_states(plan)
        for row, price in leaf.prices
    ]


def branches_of_states(plan: Plan) -> Iterator[tuple[str, str, NamedLeaf]]:
    """Branches with their names and states: those of the plan's state, then those of the others."""
    found = plan.found
    own = named(plan.arrays, plan.rows, found.certificate)
    of_states = [(state_name(plan.arrays.case), own), *((other.state, other.leaves) for other in found.others)]
    every = ((state, leaf) for state, leaves in of_states for leaf in leaves)
    for number, (state, leaf) in enumerate(every, start=1):
        yield f"{leaf.region} {number}", state, leaf
