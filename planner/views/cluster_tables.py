"""The sheets of what is known of industries and of residents: figures by place, and who keeps the rules."""

from __future__ import annotations

from models.case import COUNTRY, Case
from models.industries import figures_of, stars_of
from models.residents import Judgement, judge_residents
from planner.tables.plan_layout import FITS, NOT_KNOWN, WHY_NOT
from planner.words import Words, say

PlanRow = dict[str, object]

FIGURES = (
    "employed_persons", "location_quotient", "output_ratio", "focus_share", "size_share", "national_growth_persons",
    "mix_growth_persons", "local_growth_persons",
)  # fmt: skip
"""Figures of an industry in a place, by the names they have in the mathematics."""


def industries_compared(case: Case) -> list[PlanRow]:
    """Every industry of a town or region beside the country; what is not known stays blank."""
    rows: list[PlanRow] = []
    for row in case.employment:
        if row.industry and row.place != COUNTRY:
            figures = figures_of(case, (row.place,), row.industry)
            cells = {name: getattr(figures, name) for name in FIGURES} | {"stars": stars_of(case, figures)}
            rows.append({"place": row.place, "industry": row.industry}
                        | {name: "" if value is None else value for name, value in cells.items()})  # fmt: skip
    return rows


def residents_checked(case: Case) -> list[PlanRow]:
    """Every resident, whether it keeps the rules, and why not."""
    return [
        {"resident": judged.resident.resident, "town": judged.resident.town, "industry": judged.resident.industry,
         "permitted": "yes" if judged.permitted else "no", "fits": FITS[judged.fits], "why_not": why_not(judged),
         "investment_mrub": "" if judged.resident.investment_mrub is None else judged.resident.investment_mrub}
        for judged in judge_residents(case)
    ]  # fmt: skip


def why_not(judged: Judgement) -> Words:
    """The rules that are broken, and those of which it is not known, in words."""
    said = [say(NOT_KNOWN[rule] if kept is None else WHY_NOT[rule]) for rule, kept in judged.kept.items() if not kept]
    return Words("; ".join(said))
