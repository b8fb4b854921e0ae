"""Figures of a plan for programs: one flat object, units in the names."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import numpy as np

from planner.plan import Plan
from planner.views.advice import Advice
from planner.views.plan_tables import figures

SHARED = (
    "stopped_by",
    "stay_share",
    "objective",
    "bound",
    "gap_share",
    "certified_bound",
    "certified_gap_share",
    "state",
    "promise",
    "towns",
    "towns_funded",
    "federal_spent_mrub",
    "regional_spent_mrub",
    "returned_mrub",
    "blocked_federal_mrub",
    "partners_mrub",
    "proposals_mrub",
    "tax_forgone_mrub",
    "later_mrub",
    "most_judged",
    "share_of_money_on_priors",
    "share_of_money_on_self_assessment",
    "draw",
)
"""Figures that stand on the Summary under the same name."""


def figures_of(plan: Plan, written: Path, advice: Sequence[Advice]) -> dict[str, object]:
    """What ``planner solve --json`` prints; the advice is that for every town, those with most money first."""
    arrays, found = plan.arrays, plan.found
    offered = arrays.menu.offered.sum(axis=1)
    distinct_starts = arrays.effects.offered.any(axis=1).sum(axis=(1, 2))
    summary = figures(plan)
    return {
        "status": "planned",
        **{item: summary[item] for item in SHARED},
        "repeatable": found.repeatable,
        "seconds": round(found.seconds, 2),
        "options": found.options,
        "roadmaps_per_town_median": float(np.median(offered)),
        "options_per_town_median": float(np.median(distinct_starts)),
        "by_category_mrub": plan.by_category_mrub(),
        "advice": [{"town": each.town, "advice": each.text} for each in advice],
        "plan": str(written),
    }
