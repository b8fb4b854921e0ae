"""Whether residents keep the rules of their territories, and the sheet Residents checked.

Written from ``docs/model.md``, section What the plan reports.
"""

from __future__ import annotations

from functools import partial

from models.case import Case, Resident
from planner.tables.plan_layout import FITS, NOT_KNOWN, WHY_NOT
from planner.verifying.comparing import Findings, Key, check_order, rows_by_key
from planner.verifying.industries import EDGE, known
from planner.verifying.plan_reading import Plan
from planner.words import say

Rules = dict[str, bool | None]
"""Whether each rule that is asked of a resident is kept, in the order of the page; None where it is not known."""


def rules_of_resident(case: Case, resident: Resident) -> Rules:
    """``territory``; where there is one, ``activity``; and what the settings ask."""
    permitted = {row.industry for row in case.tased if row.town == resident.town}
    rules: Rules = {"territory": bool(permitted)}
    if permitted:
        rules["activity"] = resident.industry in permitted
    settings = case.settings
    if settings.resident_jobs_least is not None:
        rules["jobs"] = reaches(resident.jobs_first_year, settings.resident_jobs_least)
    if settings.resident_investment_least_mrub is not None:
        rules["investment"] = reaches(resident.investment_first_year_mrub, settings.resident_investment_least_mrub)
    if settings.resident_backbone_most_share is not None:
        rules["backbone"] = within(resident.backbone_revenue_share, settings.resident_backbone_most_share)
    return rules


def reaches(figure: float | None, least: float) -> bool | None:
    return None if figure is None else figure >= least - EDGE


def within(figure: float | None, most: float) -> bool | None:
    return None if figure is None else figure <= most + EDGE


def fits(rules: Rules) -> bool | None:
    """Whether all rules are kept: a broken one outweighs those that are not known."""
    if False in rules.values():
        return False
    return None if None in rules.values() else True


def why_not(rules: Rules) -> str:
    """Words for each rule that is broken or not known."""
    return "; ".join(say((NOT_KNOWN if kept is None else WHY_NOT)[rule]) for rule, kept in rules.items() if not kept)


def check_residents(plan: Plan, case: Case, findings: Findings) -> None:
    """Compare the sheet Residents checked: every resident of the case, in the order of its sheet."""
    rows: dict[Key, Resident] = {(resident.resident,): resident for resident in case.residents}
    found = rows_by_key(plan, "Residents checked", ("resident",), rows, rows, findings)
    check_order(found, rows, ("resident",), findings)
    for key, record in found.items():
        resident = rows[key]
        rules = rules_of_resident(case, resident)
        findings.texts(record, [
            ("town", resident.town), ("industry", resident.industry),
            ("permitted", "yes" if rules.get("activity") else "no"), ("fits", FITS[fits(rules)]),
        ])  # fmt: skip
        findings.sentence(record, "why_not", partial(why_not, rules))
        findings.figure(record, "investment_mrub", known(resident.investment_mrub))
