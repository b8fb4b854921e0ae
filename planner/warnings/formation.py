"""Candidate clusters that cannot be formed, and why: a condition not met or not known, a step or firms out of reach.

The conditions are those of the model page, section Clusters.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from math import ceil

import numpy as np

from models.arrays import Arrays
from models.case import COUNTRY, Case, Cluster
from models.clusters import PERMITTED, Condition
from models.diagnosis import Flags
from models.industries import ALL_INDUSTRIES, EDGE, Figures
from planner.tables.values import plain
from planner.warnings.conditions import offered_of
from planner.warnings.found import CLUSTERS, Found, joined
from planner.words import Words, phrase, say

QUOTIENT, OUTPUT, DOMINANCE, FIRMS, INDEPENDENT = (
    "location_quotient", "output_ratio", "dominance_share", "firms", "independent",
)  # fmt: skip
JOBS = "employed_persons"

Input = tuple[str, str, str]
"""Place, industry and column of a figure on sheet Employment."""


@dataclass(frozen=True)
class Asked:
    """A phrase for a figure that a cluster needs, and the setting that asks for it."""

    words: str
    setting: str


ASKED = {
    QUOTIENT: Asked(phrase("location quotient"), "cluster_quotient_least"),
    OUTPUT: Asked(phrase("output per worker beside the country's"), "cluster_output_ratio_least"),
    DOMINANCE: Asked(phrase("largest firm's share of the jobs"), "cluster_dominance_most_share"),
    FIRMS: Asked(phrase("number of firms"), "cluster_firms_least"),
    INDEPENDENT: Asked(phrase("number of independent firms"), "cluster_independent_least"),
}


def clusters_that_cannot_be_formed(arrays: Arrays) -> Iterator[Found]:
    """Candidates that fail a condition, have a figure not known, or cannot do a first step or lack firms for good."""
    for candidate in arrays.joins.candidates:
        for condition in candidate.conditions:
            if condition.name == PERMITTED and not condition.met:
                yield not_permitted(candidate.cluster)
            elif condition.figure is None:
                yield from not_known(arrays.case, candidate.cluster, condition.name)
            elif not condition.met:
                yield not_met(candidate.cluster, condition)
        yield from steps_out_of_reach(arrays, candidate.cluster)
        yield from firms_out_of_reach(arrays, candidate.cluster, candidate.figures)


def not_met(cluster: Cluster, condition: Condition) -> Found:
    asked = ASKED[condition.name]
    figure, needed = say(asked.words), plain(condition.needed or 0.0)
    return Found(
        cluster.origin.cell("industry"),
        say("candidate cluster cannot be formed: its {figure} is above what is asked", figure=figure)
        if condition.at_most
        else say("candidate cluster cannot be formed: its {figure} is below what is asked", figure=figure),
        say("{cluster}: {figure:.4g}", cluster=cluster.cluster, figure=condition.figure),
        say("at most {most}, as in {setting},", most=needed, setting=asked.setting)
        if condition.at_most
        else say("at least {least}, as in {setting},", least=needed, setting=asked.setting),
        say("check its rows of sheet Employment, name other towns, or delete it"),
        counted=CLUSTERS,
    )


def not_known(case: Case, cluster: Cluster, figure: str) -> Iterator[Found]:
    """One finding for each cell that is blank, or for each row that is not there."""
    asked = ASKED[figure]
    rows = {(row.place, row.industry): row for row in case.employment}
    wrong = say("candidate cluster cannot be formed: its {figure} is not known", figure=say(asked.words))
    unknown = False
    for place, industry, column in inputs_of(cluster, figure):
        row = rows.get((place, industry))
        if row is not None and getattr(row, column) is not None:
            continue
        unknown = True
        cell = cluster.origin.cell("industry" if place == COUNTRY else "towns")
        yield Found(
            cell if row is None else row.origin.cell(column),
            wrong,
            say(
                "{cluster}: no {column} of {industry} in {place}",
                cluster=cluster.cluster, column=column, industry=industry or say("all industries"), place=place,
            ),
            say("a number on sheet Employment"),
            say("fill it in, or leave setting {setting} blank", setting=asked.setting),
            counted=phrase("{count:# figure|# figures}"),
        )  # fmt: skip
    if not unknown:
        yield Found(
            cluster.origin.cell("industry"),
            wrong,
            say("{cluster}: a ratio to nothing", cluster=cluster.cluster),
            say("jobs and output above 0 in its towns and in the country"),
            say("check its rows of sheet Employment, or delete it"),
            counted=CLUSTERS,
        )


def inputs_of(cluster: Cluster, figure: str) -> list[Input]:
    """What a figure is counted from: of each town in the industry and in all, and of the country."""
    towns, industry = cluster.towns, cluster.industry
    if figure == QUOTIENT:
        return [(place, what, JOBS) for place in (*towns, COUNTRY) for what in (industry, ALL_INDUSTRIES)]
    of_town = {
        OUTPUT: (JOBS, "output_trub_per_worker"),
        DOMINANCE: (JOBS, "largest_employed_persons"),
        FIRMS: ("firms",),
        INDEPENDENT: ("independent_firms",),
    }[figure]
    of_country = [(COUNTRY, industry, "output_trub_per_worker")] if figure == OUTPUT else []
    return [(town, industry, column) for town in towns for column in of_town] + of_country


def not_permitted(cluster: Cluster) -> Found:
    return Found(
        cluster.origin.cell("industry"),
        say("candidate cluster cannot be formed: no territory of its towns permits its industry"),
        say("{cluster}: {industry}", cluster=cluster.cluster, industry=cluster.industry),
        say("a row of sheet Tased with one of its towns"),
        say("add it if the territory permits the industry, name another town, or delete the cluster"),
        counted=CLUSTERS,
    )


def steps_out_of_reach(arrays: Arrays, cluster: Cluster) -> Iterator[Found]:
    """Steps of the first stage that no offered start does in time for the cluster to work within the plan."""
    case = arrays.case
    delay = ceil(case.value("cluster_years", cluster.initiator, "", arrays.draw, 0.0) - EDGE)
    first = [row for row in case.cluster_steps if row.stage == 1]
    for step in dict.fromkeys(row.step for row in first):
        rows = [row for row in first if row.step == step]
        measures = {row.measure for row in rows}
        if not any(finished(arrays, cluster.towns, i, delay).any()
                   for i, measure in enumerate(case.started) if measure.measure in measures):  # fmt: skip
            yield Found(
                cluster.origin.cell("towns"),
                say(
                    "candidate cluster cannot be formed within the plan: none of its towns is offered step {step} "
                    "early enough",
                    step=step,
                ),
                say("{cluster}: {measures}", cluster=cluster.cluster, measures=joined(row.measure for row in rows)),
                say("a last year of works {years} or more before that of the plan", years=delay + 1),
                say("check these measures for its towns, choose another initiator, or lengthen the horizon"),
                counted=CLUSTERS,
            )


def firms_out_of_reach(arrays: Arrays, cluster: Cluster, figures: Figures) -> Iterator[Found]:
    """Firms that are lacking and that all starts offered to the towns together do not found."""
    settings = arrays.case.settings
    lacking: tuple[tuple[Words, float | None, float | None], ...] = (
        (
            say(
                "candidate cluster cannot be formed within the plan: measures offered to its towns do not found the "
                "firms it lacks"
            ),
            figures.firms,
            settings.cluster_firms_least,
        ),
        (
            say(
                "candidate cluster cannot be formed within the plan: measures offered to its towns do not found the "
                "independent firms it lacks"
            ),
            figures.independent_firms,
            settings.cluster_independent_least,
        ),
    )
    for wrong, have, least in lacking:
        if have is not None and least is not None and firms_founded(arrays, cluster) < least - have - EDGE:
            yield Found(
                cluster.origin.cell("towns"),
                wrong,
                say("{cluster}: {count}", cluster=cluster.cluster, count=plain(have)),
                say("{least} with those founded, coefficient cluster_firms,", least=plain(least)),
                say("check this coefficient, add towns, or lower the setting"),
                counted=CLUSTERS,
            )


def firms_founded(arrays: Arrays, cluster: Cluster) -> float:
    """Firms that all starts offered to the towns of a cluster found together within the plan."""
    founded = 0.0
    for i, measure in enumerate(arrays.case.started):
        each = arrays.case.value("cluster_firms", measure.measure, "", arrays.draw, 0.0)
        if each > 0.0:
            founded += each * int(finished(arrays, cluster.towns, i, 0).any(axis=1).sum())
    return founded


def finished(arrays: Arrays, towns: Sequence[str], index: int, delay: int) -> Flags:
    """Offered starts (towns, S) of a started measure whose works end so many years before the last year or earlier."""
    where = [arrays.sets.town[town] for town in towns]
    years = len(arrays.sets.YEARS)
    start = np.arange(1, years + 1)
    in_time = start + arrays.case.started[index].duration_years + delay <= years
    return np.asarray(offered_of(arrays, index)[where].any(axis=1) & in_time)
