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
from planner.warnings.federal import (
    crises_left_alone,
    instruments_without_effect,
    money_of_idle_instruments,
    search_without_bound,
    teams_called,
)
from planner.warnings.formation import clusters_that_cannot_be_formed
from planner.warnings.found import Found, Warning, grouped
from planner.warnings.joins import products_with_one_side, products_worth_nothing, rollout_to_nobody
from planner.warnings.limits import floors_out_of_reach
from planner.warnings.locks import musts_that_cannot_be
from planner.warnings.measures import goals_never_served, measures_never_chosen, measures_worth_nothing
from planner.warnings.money import budgets_too_large, cofinancing_out_of_reach
from planner.warnings.proposals import proposals_too_good, proposals_too_large
from planner.warnings.roadmaps import (
    budget_below_zero,
    more_locked_than_counted,
    ready_for_what_cannot_start,
    roadmaps_that_cannot_be,
)
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

__all__ = ["OF_THE_CASE", "WARNINGS", "Warning", "warnings_of"]

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
    budget_below_zero,
    floors_out_of_reach,
    more_locked_than_counted,
    musts_that_cannot_be,
    roadmaps_that_cannot_be,
    ready_for_what_cannot_start,
)
"""Every kind of mistake that is looked for in the arrays, in the order of telling."""

OF_THE_CASE: tuple[Callable[[Case], Iterator[Found]], ...] = (
    instruments_without_effect,
    money_of_idle_instruments,
    search_without_bound,
    crises_left_alone,
    teams_called,
)
"""Kinds that are looked for in the case as it is asked, told after the others."""


def warnings_of(case: Case) -> list[Warning]:
    """Every warning about a case without faults, at the central coefficients, in the order above.

    Instruments that are left to choose are taken to run: what cannot be had or kept with their money and help cannot be
    without.
    """
    arrays = compute_arrays(states(case)[0])
    found = (*(look(arrays) for look in WARNINGS), *(look(case) for look in OF_THE_CASE))
    return [warning for one in found for warning in grouped(one)]
