"""A plan verified from the workbook alone: ``planner verify PLAN.xlsx``.

The embedded case is read, everything that the plan states is computed a second time, and every cell that differs is
named.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from math import nan
from pathlib import Path

from models.case import CATEGORIES, DRAWS, Case, Draw
from planner.tables.faults import Fault, Faults
from planner.tables.fingerprint import sheet_fingerprints
from planner.tables.read import case_among
from planner.verifying.blocked import check_blocked
from planner.verifying.branches import branched_bound, read_branches
from planner.verifying.comparing import Findings, alike, shown
from planner.verifying.decisions import read_decisions
from planner.verifying.effects import effects_of
from planner.verifying.formed import check_clusters, formed_of
from planner.verifying.industries import check_industries
from planner.verifying.joined import check_joined, joined_of
from planner.verifying.knowledge import assumptions_of, check_assumptions, check_audit
from planner.verifying.offers import town_variants
from planner.verifying.outcomes import check_outcomes, outcomes_of
from planner.verifying.partners import check_partners
from planner.verifying.payments import check_payments
from planner.verifying.plan_reading import Plan, Record, read_grids, read_plan
from planner.verifying.proof import gap_share, proved_bound, read_prices
from planner.verifying.reports import check_equity, check_liabilities, later_mrub, liabilities_of
from planner.verifying.residents import check_residents
from planner.verifying.rules import rules_of
from planner.verifying.stages import check_alarms, check_stages
from planner.verifying.states import State, check_instruments, check_states, marked_states, stated_state
from planner.verifying.summary import (
    check_bound,
    check_figures,
    check_most_judged,
    money_figures,
    stated_draw,
    summary_records,
)
from planner.words import Words, say

FAULTS_MOST = 200
BOUND_REMARK_SHARE = 1e-9
"""Below this relative difference two bounds are the same."""


@dataclass(slots=True)
class Verification:
    """What a second computation found: faults by cell, remarks in words, and the figures recomputed."""

    faults: list[Fault] = field(default_factory=list)
    remarks: list[Words] = field(default_factory=list)
    recomputed: dict[str, object] = field(default_factory=dict)

    @property
    def objective(self) -> float:
        """Points of the plan as recomputed; not a number if it was not reached."""
        value = self.recomputed.get("objective")
        return value if isinstance(value, float) else nan

    @property
    def holds(self) -> bool:
        """Whether everything the plan states was found again."""
        return not self.faults


def verify_plan(path: Path | str) -> Verification:
    """Verify a plan workbook; never raises for what the workbook holds.

    At most 200 faults are told, in the order in which they were found: those of the embedded case and of single cells
    first, those that follow from sums after them.
    """
    path = Path(path)
    findings = Findings()
    try:
        grids, strangers = read_grids(path)
        case = case_among(grids, path.name, strangers)
    except Faults as faults:
        return Verification(list(faults.faults)[:FAULTS_MOST])
    plan, unreadable = read_plan(grids, case, path.name)
    if unreadable:
        return Verification(unreadable[:FAULTS_MOST])
    check_fingerprints(plan, sheet_fingerprints(grids), findings)
    result = verify_records(plan, case)
    result.faults = [*findings.faults, *result.faults][:FAULTS_MOST]
    return result


def check_fingerprints(plan: Plan, fingerprints: Mapping[str, str], findings: Findings) -> None:
    """Every sheet of the embedded case has the content it had when the plan was made."""
    seen: dict[str, Record] = {}
    for record in plan.records["Fingerprints"]:
        name = record.text("sheet")
        if name not in fingerprints:
            findings.add(
                record.place("sheet"), say("{there!r} is there, the plan has no such sheet of a case", there=name)
            )
            continue
        if name in seen:
            findings.twice(seen[name], record, "sheet")
            continue
        seen[name] = record
        if record.text("sha256") != fingerprints[name]:
            findings.add(record.place("sha256"), say(
                "the sheet {sheet} has changed since the plan was made: its fingerprint is {fingerprint}",
                sheet=name, fingerprint=fingerprints[name],
            ))  # fmt: skip
    for missing in fingerprints.keys() - seen.keys():
        findings.add(plan.sheet("Fingerprints"), say("the sheet {sheet} has no fingerprint", sheet=missing))


def verify_records(plan: Plan, case: Case) -> Verification:
    """Verify the records of a plan against its case, at the draw and in the state that the plan names.

    If the plan is faultless at another draw, or in the state that the sheet States marks as chosen, that alone is told
    to be wrong.
    """
    findings = Findings()
    records = summary_records(plan, findings)
    draw = stated_draw(records, findings)
    state = stated_state(case, records, findings)
    if draw is None or state is None:
        return Verification(findings.faults)
    result = verify_draw(plan, case, draw, state, records)
    objective = records["objective"].values["value"] if "objective" in records else None
    if not findings.faults and isinstance(objective, float) and not alike(objective, result.objective):
        for other in DRAWS:
            if other != draw and not verify_draw(plan, case, other, state, records).faults:
                told = plan_of_other(draw, other)
                return Verification([Fault(records["draw"].place("value"), told)], [], result.recomputed)
    for marked in marked_states(plan, case) if result.faults and not findings.faults else ():
        if marked.name != state.name and not verify_draw(plan, case, draw, marked, records).faults:
            told = plan_of_other(state.name, marked.name)
            return Verification([Fault(records["state"].place("value"), told)], [], result.recomputed)
    result.faults = [*findings.faults, *result.faults]
    return result


def plan_of_other(there: str, other: str) -> Words:
    return say("{there!r} is there, the plan is that of {other!r}", there=shown(there), other=shown(other))


def verify_draw(plan: Plan, asked: Case, draw: Draw, state: State, records: Mapping[str, Record]) -> Verification:
    """Compute everything at one draw in one state and compare; ``records`` are the rows of Summary by item, ``asked``
    is the case with its instruments as they stand in the workbook.
    """
    findings = Findings()
    effects = effects_of(state.case, draw)
    case = effects.case
    offers = {town.town: town_variants(effects, town.town) for town in case.towns}
    rules = rules_of(effects, offers)
    decisions = read_decisions(plan, effects, offers, rules.windows, findings)
    partners = check_partners(plan, effects, decisions, findings)
    years = check_payments(plan, effects, rules, decisions, partners, findings)
    settings = case.settings
    prices = read_prices(plan, rules, findings)
    bound = proved_bound(rules, offers, prices, settings.horizon_years, settings.points_of_growth_max)
    branches = read_branches(plan, state.name, effects, rules, findings)
    proved = branched_bound(effects, offers, rules, prices, branches, findings) if branches else bound.points
    certified_points = check_states(plan, asked, draw, state, proved, findings)
    joined = joined_of(rules.joins, decisions)
    clusters = formed_of(rules.formations, decisions)
    outcomes = outcomes_of(effects, decisions, joined, clusters)
    check_outcomes(plan, effects, decisions, outcomes, bound.answers, findings)
    objective = outcomes.objective
    liabilities = liabilities_of(effects, decisions)
    assumptions = assumptions_of(effects, decisions)
    check_joined(plan, effects, joined, findings)
    check_clusters(plan, case, clusters, findings)
    check_industries(plan, case, findings)
    check_residents(plan, case, findings)
    check_instruments(plan, asked, effects, findings)
    check_stages(plan, effects, decisions, findings)
    check_alarms(plan, effects, findings)
    check_equity(plan, effects, decisions.lines, outcomes, findings)
    check_liabilities(plan, liabilities, findings)
    check_audit(plan, effects, decisions, findings)
    check_assumptions(plan, assumptions, findings)
    check_most_judged(records, assumptions, findings)
    figures = {
        **money_figures(effects, decisions.lines, partners, years),
        "blocked_federal_mrub": check_blocked(plan, effects, offers, rules, prices, decisions.lines, findings),
        "later_mrub": later_mrub(effects, liabilities),
    }
    certified = {
        "certified_bound": certified_points,
        "certified_gap_share": gap_share(certified_points, objective),
    }
    words: dict[str, float | str] = {"title": settings.title, "price_year": float(settings.price_year)}
    check_figures(records, {**words, "objective": objective, **figures, **certified}, findings)
    searched = check_bound(records, objective, certified_points, findings)
    recomputed: dict[str, object] = {"state": state.name, "objective": objective, **certified, **figures}
    recomputed["by_category_mrub"] = {category: recomputed.pop(f"{category}_mrub") for category in CATEGORIES}
    if searched is not None:
        recomputed |= {"bound": searched, "gap_share": gap_share(searched, objective)}
    recomputed["results"] = outcomes.results
    return Verification(findings.faults, remarks(searched, certified_points, objective), recomputed)


def remarks(searched: float | None, certified: float, objective: float) -> list[Words]:
    """What is no fault but should be known: how far the prices alone prove the plan."""
    if searched is None or searched >= certified * (1 - BOUND_REMARK_SHARE):
        return []
    return [say(
        "The search proved a bound of {searched:.6g} points (gap {searched_gap:.4f} %); the sheet Prices alone proves "
        "{certified:.6g} (gap {certified_gap:.4f} %).",
        searched=searched, searched_gap=100 * gap_share(searched, objective),
        certified=certified, certified_gap=100 * gap_share(certified, objective),
    )]  # fmt: skip
