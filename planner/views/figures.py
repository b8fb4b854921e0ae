"""Figures of a plan for programs: one flat object, units in the names."""

from __future__ import annotations

from pathlib import Path

import numpy as np

from planner.plan import Plan
from planner.views.plan_tables import promise


def figures_of(plan: Plan, written: Path) -> dict[str, object]:
    """What ``planner solve --json`` prints."""
    arrays, found = plan.arrays, plan.found
    offered = arrays.menu.offered.sum(axis=1)
    distinct_starts = arrays.effects.offered.any(axis=1).sum(axis=(1, 2))
    return {
        "status": "planned",
        "stopped_by": found.stopped_by,
        "objective": found.points,
        "bound": found.bound,
        "gap_share": found.gap_share,
        "certified_bound": found.certificate.bound,
        "certified_gap_share": found.certified_gap_share,
        "promise": promise(found.certified_gap_share),
        "seconds": round(found.seconds, 2),
        "towns": len(arrays.sets.TOWNS),
        "towns_funded": int((plan.town_kopecks > 0).sum()),
        "options": found.options,
        "roadmaps_per_town_median": float(np.median(offered)),
        "options_per_town_median": float(np.median(distinct_starts)),
        "federal_spent_mrub": plan.federal_spent_mrub,
        "regional_spent_mrub": plan.regional_spent_mrub,
        "by_category_mrub": plan.by_category_mrub(),
        "share_of_money_on_priors": plan.share_of_money(arrays.diagnosis.unknown_share),
        "share_of_money_on_self_assessment": plan.share_of_money(arrays.diagnosis.self_share),
        "draw": arrays.draw,
        "plan": str(written),
    }
