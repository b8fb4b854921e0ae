"""Residents of territories of advanced development: which of the rules that are asked of them each one keeps."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from models.case import Case, Resident
from models.industries import EDGE

TERRITORY, ACTIVITY, JOBS, INVESTMENT, BACKBONE = "territory", "activity", "jobs", "investment", "backbone"
"""Rules, in the order of telling: the town has a territory, which permits the industry; then those of the settings."""


@dataclass(frozen=True)
class Judgement:
    """A resident and the rules that are asked of it: kept or not, None where that is not known."""

    resident: Resident
    kept: Mapping[str, bool | None]

    @property
    def permitted(self) -> bool:
        """Whether the territory of its town permits its industry."""
        return self.kept.get(ACTIVITY) is True

    @property
    def fits(self) -> bool | None:
        """Whether it keeps all rules; one that is broken decides, whatever else is not known."""
        if False in self.kept.values():
            return False
        return None if None in self.kept.values() else True


def judge_residents(case: Case) -> list[Judgement]:
    """Every resident beside the rules, in the order of the case."""
    permitted = {(row.town, row.industry) for row in case.tased}
    territories = {row.town for row in case.tased}
    return [Judgement(row, {**place_rules(row, territories, permitted), **figure_rules(case, row)})
            for row in case.residents]  # fmt: skip


def place_rules(resident: Resident, territories: set[str], permitted: set[tuple[str, str]]) -> dict[str, bool | None]:
    """A town without a territory permits nothing, so that its activity is no rule of its own there."""
    if resident.town not in territories:
        return {TERRITORY: False}
    return {TERRITORY: True, ACTIVITY: (resident.town, resident.industry) in permitted}


def figure_rules(case: Case, resident: Resident) -> dict[str, bool | None]:
    """The rules of the settings that are filled in."""
    settings = case.settings
    rules = {
        JOBS: (settings.resident_jobs_least, resident.jobs_first_year),
        INVESTMENT: (settings.resident_investment_least_mrub, resident.investment_first_year_mrub),
    }
    kept = {name: None if figure is None else figure >= least - EDGE
            for name, (least, figure) in rules.items() if least is not None}  # fmt: skip
    most, share = settings.resident_backbone_most_share, resident.backbone_revenue_share
    return kept if most is None else {**kept, BACKBONE: None if share is None else share <= most + EDGE}
