"""What the clusters of a plan come to, and the sheets Cluster diagnosis and Cluster years."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from math import fsum

from models.case import Case
from planner.verifying.clusters import FIRMS, INDEPENDENT, Bonus, Candidate, Formation, candidates_of
from planner.verifying.comparing import Findings, Key, rows_by_key
from planner.verifying.decisions import Decisions
from planner.verifying.industries import FIGURES, compare_figures
from planner.verifying.joins import Start
from planner.verifying.plan_reading import Plan
from planner.words import Words, phrase, say

CONDITIONS = {
    "quotient": phrase("quotient"),
    "output": phrase("output"),
    "dominance": phrase("dominance"),
    "tased": phrase("tased"),
    FIRMS: phrase("firms"),
    INDEPENDENT: phrase("independent"),
}
"""What the conditions of a cluster are called."""


@dataclass(frozen=True, slots=True)
class Formed:
    """A cluster in a year in which it might add something: the stages at which it works, and the scales of what its
    towns start then.
    """

    bonus: Bonus
    stages: tuple[int, ...]
    scales: dict[Start, float]

    @property
    def stage(self) -> int:
        """The greatest stage at which it works, 0 for none."""
        return max(self.stages, default=0)

    @property
    def joined(self) -> float:
        """``sum over t in T_c, m of joint*scale``: points that a cluster at work would add."""
        return fsum(self.bonus.joints[start].points * scale for start, scale in self.scales.items())

    @property
    def points(self) -> float:
        """``bonus[c,s] = min(sum joint*scale, most/K * sum_k works[c,k,s])``."""
        return min(self.joined, self.bonus.most / self.bonus.stages * len(self.stages))

    @property
    def part(self) -> float:
        """``bonus / sum joint*scale``, 0 where that is 0."""
        return self.points / self.joined if self.joined else 0.0


def formed_of(formations: Iterable[Formation], decisions: Decisions) -> tuple[Formed, ...]:
    """What the decisions of a plan make of every cluster and year; it works at every stage at which it may."""
    scales = {(row.town, row.measure, row.option.start): row.scale for row in decisions.started}
    return tuple(
        Formed(
            bonus,
            tuple(works.stage for works in bonus.works if works.may_work(scales)),
            {start: scales[start] for start in bonus.joints if start in scales},
        )
        for formation in formations
        for bonus in formation.bonuses
    )


def check_clusters(plan: Plan, case: Case, formed: Sequence[Formed], findings: Findings) -> None:
    """Compare the sheets Cluster diagnosis and Cluster years."""
    check_diagnosis(plan, case, findings)
    check_cluster_years(plan, case, formed, findings)


def check_diagnosis(plan: Plan, case: Case, findings: Findings) -> None:
    """Every cluster of the case. The words why one is not possible are free; that there are some is not."""
    rows: dict[Key, Candidate] = {(row.cluster.cluster,): row for row in candidates_of(case)}
    for key, record in rows_by_key(plan, "Cluster diagnosis", ("cluster",), rows, rows, findings).items():
        row, cluster = rows[key], rows[key].cluster
        findings.texts(record, [
            ("industry", cluster.industry), ("towns", "; ".join(cluster.towns)), ("initiator", cluster.initiator),
            ("possible", "yes" if row.is_possible else "no"),
        ])  # fmt: skip
        compare_figures(record, row.figures, FIGURES, findings)
        findings.number(record, "stars", row.stars, relative=0)
        if row.is_possible != (record.text("why_not").strip() == ""):
            findings.add(record.place("why_not"), unlike_reasons(record.text("why_not"), row))


def unlike_reasons(there: str, row: Candidate) -> Words:
    """What is wrong where there are words and should be none, or none and should be some."""
    missing = [condition for condition, is_met in row.conditions.items() if not is_met]
    if not missing:
        return say("{there!r} is there, every condition is met", there=there)
    return say(
        "{there!r} is there, not met or not known: {conditions}",
        there=there,
        conditions=", ".join(say(CONDITIONS[condition]) for condition in missing),
    )


def check_cluster_years(plan: Plan, case: Case, formed: Sequence[Formed], findings: Findings) -> None:
    """Every cluster and year in which it might add something."""
    first_year = case.settings.first_year
    rows: dict[Key, Formed] = {(row.bonus.cluster, first_year + row.bonus.year - 1): row for row in formed}
    for key, record in rows_by_key(plan, "Cluster years", ("cluster", "year"), rows, rows, findings).items():
        row = rows[key]
        findings.number(record, "stage", row.stage, relative=0)
        findings.number(record, "joint_points", row.joined)
        findings.number(record, "bonus_points", row.points)
