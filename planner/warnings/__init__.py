"""Warnings: data that is valid and yet surely a mistake, or that makes part of a case idle.

A fault keeps a case from being read; a warning does not. Each module here looks at one part of a case, each of its
functions in ``WARNINGS`` for one kind of mistake. Found in many rows, the same mistake is told once. All thresholds are
judgement.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator

from models.arrays import Arrays, compute_arrays
from models.case import Case
from models.instruments import states
from planner.warnings.clusters import (
    artificial_clusters,
    clusters_of_one_firm,
    clusters_of_one_initiator,
    clusters_with_few_links,
    clusters_without_innovation,
    permitted_without_jobs,
    regions_with_many_clusters,
    towns_in_several_clusters,
)
from planner.warnings.contributions import promised_money, sums_that_forbid
from planner.warnings.formation import clusters_that_cannot_be_formed
from planner.warnings.found import Found, Warning, grouped
from planner.warnings.joins import products_with_one_side, products_worth_nothing, rollout_to_nobody
from planner.warnings.limits import floors_out_of_reach
from planner.warnings.locks import musts_that_cannot_be
from planner.warnings.measures import goals_never_served, measures_never_chosen, measures_worth_nothing
from planner.warnings.money import budgets_too_large, cofinancing_out_of_reach
from planner.warnings.proposals import proposals_too_good, proposals_too_large
from planner.warnings.scores import (
    diagnosis_on_own_word,
    numbers_in_wrong_unit,
    scores_without_document,
    uniform_scores,
)
from planner.warnings.sizes import (
    budgets_of_wrong_size,
    contributions_of_wrong_size,
    loans_of_wrong_size,
    municipal_budgets_of_wrong_size,
    proposals_of_wrong_size,
)

__all__ = ["WARNINGS", "Warning", "warnings_of"]

WARNINGS: tuple[Callable[[Arrays], Iterator[Found]], ...] = (
    budgets_of_wrong_size,
    municipal_budgets_of_wrong_size,
    contributions_of_wrong_size,
    proposals_of_wrong_size,
    loans_of_wrong_size,
    uniform_scores,
    scores_without_document,
    diagnosis_on_own_word,
    numbers_in_wrong_unit,
    measures_never_chosen,
    measures_worth_nothing,
    goals_never_served,
    products_with_one_side,
    products_worth_nothing,
    rollout_to_nobody,
    clusters_that_cannot_be_formed,
    towns_in_several_clusters,
    regions_with_many_clusters,
    artificial_clusters,
    clusters_of_one_initiator,
    clusters_of_one_firm,
    clusters_without_innovation,
    clusters_with_few_links,
    permitted_without_jobs,
    proposals_too_good,
    proposals_too_large,
    sums_that_forbid,
    promised_money,
    budgets_too_large,
    cofinancing_out_of_reach,
    floors_out_of_reach,
    musts_that_cannot_be,
)
"""Every kind of mistake that is looked for, in the order of telling."""


def warnings_of(case: Case) -> list[Warning]:
    """Every warning about a case without faults, at the central coefficients, in the order of ``WARNINGS``.

    Instruments left to choose are taken to run: that is when there is most to be warned of.
    """
    arrays = compute_arrays(states(case)[0])
    return [warning for look in WARNINGS for warning in grouped(look(arrays))]
