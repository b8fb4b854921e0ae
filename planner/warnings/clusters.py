"""Risks of candidate clusters that paper 2 names: scattered forces, artificial clusters, weak innovation, few links.

A candidate at risk may well be formed; what keeps one from being formed at all is told by ``formation``.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

import numpy as np

from models.arrays import Arrays
from models.case import Cluster
from models.industries import EDGE
from planner.tables.names import match_key
from planner.tables.values import plain
from planner.warnings.conditions import offered_of
from planner.warnings.formation import DOMINANCE, OUTPUT
from planner.warnings.found import CLUSTERS, TOWNS, Found, joined
from planner.words import phrase, say

CLUSTERS_OF_REGION_MOST = 3
"""Of about a hundred initiatives in the whole country 25 were supported (paper 2); a region with more candidates than
this has chosen no priorities."""
DOMINANCE_MOST_SHARE = 0.5
"""A firm with more of the jobs than all others together is the cluster."""
INDEPENDENT_LEAST = 30.0
"""Where the setting is blank: innovations spread among 30 to 50 specialised firms (paper 2), and the largest firm with
its daughters is one of them."""
KNOWLEDGE = "knowledge"
"""The category of research, technology and training."""
NETWORKING = ("network", "кооперац")
"""In the name of a step, in either language: that it brings firms to work together (paper 2: networking stage by
stage)."""


def towns_in_several_clusters(arrays: Arrays) -> Iterator[Found]:
    """Towns that several candidates count on."""
    of_town: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in arrays.case.clusters:
        for town in cluster.towns:
            of_town[town].append(cluster)
    for town, clusters in of_town.items():
        if len(clusters) > 1:
            yield Found(
                clusters[1].origin.cell("towns"),
                say("forces are scattered: a town is in several candidate clusters"),
                say("{town}: {clusters}", town=town, clusters=joined(cluster.cluster for cluster in clusters)),
                say("one cluster a town"),
                say("keep the one that its figures speak for, and take the town out of the others"),
                counted=TOWNS,
            )


def regions_with_many_clusters(arrays: Arrays) -> Iterator[Found]:
    """Regions with so many candidates that none is a priority."""
    region_of = {town.town: town.region for town in arrays.case.towns}
    of_region: dict[str, list[Cluster]] = defaultdict(list)
    for cluster in arrays.case.clusters:
        for region in dict.fromkeys(region_of[town] for town in cluster.towns):
            of_region[region].append(cluster)
    for region, clusters in of_region.items():
        if len(clusters) > CLUSTERS_OF_REGION_MOST:
            yield Found(
                clusters[CLUSTERS_OF_REGION_MOST].origin.cell("cluster"),
                say("forces are scattered: a region has many candidate clusters, the first too many is here"),
                say("{region}: {count}", region=region, count=len(clusters)),
                say("at most {most}", most=CLUSTERS_OF_REGION_MOST),
                say("choose the priorities of the region, and delete the others"),
                counted=phrase("{count:# region|# regions}"),
            )


def artificial_clusters(arrays: Arrays) -> Iterator[Found]:
    """Candidates of the initiator whose clusters last least after the plan: for the catalogue the state alone."""
    case = arrays.case
    kept = {
        row.initiator: case.value("cluster_kept", row.initiator, "", arrays.draw, 1.0) for row in case.initiators
    }  # fmt: skip
    for cluster in case.clusters:
        share = kept[cluster.initiator]
        if share < 1.0 and share <= min(kept.values()):
            yield Found(
                cluster.origin.cell("initiator"),
                say(
                    "cluster is artificial, it lasts as long as it is supported: no initiator's clusters keep less of "
                    "what they add after the plan, {share:.0%} a year",
                    share=share,
                ),
                say("{cluster}: {initiator}", cluster=cluster.cluster, initiator=cluster.initiator),
                say("an initiator whose clusters stand by themselves"),
                say("let business start it or take part, and name that initiator"),
                counted=CLUSTERS,
            )


def clusters_of_one_firm(arrays: Arrays) -> Iterator[Found]:
    """Candidates in which one firm has most of the jobs, unless that alone keeps them from being formed."""
    for candidate in arrays.joins.candidates:
        cluster, share = candidate.cluster, candidate.figures.dominance_share
        if share is not None and share > DOMINANCE_MOST_SHARE + EDGE and not candidate.misses(DOMINANCE):
            yield Found(
                cluster.origin.cell("towns"),
                say("cluster depends on its largest firm, which has most of its jobs"),
                say("{cluster}: {share:.0%}", cluster=cluster.cluster, share=share),
                say("at most {share:.0%}", share=DOMINANCE_MOST_SHARE),
                say(
                    "add towns with firms of their own, or let measures found independent ones (coefficient "
                    "cluster_firms)"
                ),
                counted=CLUSTERS,
            )


def clusters_without_innovation(arrays: Arrays) -> Iterator[Found]:
    """Candidates whose workers produce no more than the country's, or that no measure brings new knowledge to."""
    knowledge = towns_with_knowledge(arrays)
    for candidate in arrays.joins.candidates:
        cluster, ratio = candidate.cluster, candidate.figures.output_ratio
        if ratio is not None and ratio <= 1.0 + EDGE and not candidate.misses(OUTPUT):
            yield Found(
                cluster.origin.cell("industry"),
                say("innovation is weak: output per worker of the cluster is not above the country's"),
                say("{cluster}: {ratio:.3g} times the country's", cluster=cluster.cluster, ratio=ratio),
                say("more than 1"),
                say("check output_trub_per_worker on sheet Employment, or choose an industry that is ahead"),
                counted=CLUSTERS,
            )
        if not knowledge & set(cluster.towns):
            yield Found(
                cluster.origin.cell("towns"),
                say(
                    "innovation is weak: no measure of category {category} is offered to the towns of the cluster",
                    category=KNOWLEDGE,
                ),
                cluster.cluster,
                say("research, technology or training in at least one of its towns"),
                say("check statuses, population and readiness of such measures, or add one to the catalogue"),
                counted=CLUSTERS,
            )


def towns_with_knowledge(arrays: Arrays) -> set[str]:
    """Towns that are offered a measure of research, technology or training."""
    found: set[str] = set()
    for i, measure in enumerate(arrays.case.started):
        if measure.category == KNOWLEDGE:
            found |= {arrays.sets.TOWNS[t] for t in np.nonzero(offered_of(arrays, i).any(axis=(1, 2)))[0].tolist()}
    return found


def clusters_with_few_links(arrays: Arrays) -> Iterator[Found]:
    """Candidates with few firms that could work together as equals, and a formation that never brings them together."""
    case = arrays.case
    stated = case.settings.cluster_independent_least
    least = INDEPENDENT_LEAST if stated is None else stated
    enough = (
        say("at least {least}", least=plain(least))
        if stated is None
        else say("at least {least}, as in {setting},", least=plain(least), setting="cluster_independent_least")
    )
    for candidate in arrays.joins.candidates:
        cluster, firms = candidate.cluster, candidate.figures.independent_firms
        if firms is not None and firms < least - EDGE:
            yield Found(
                cluster.origin.cell("towns"),
                say("horizontal links are few: cluster has few firms independent of the largest one"),
                say("{cluster}: {count}", cluster=cluster.cluster, count=plain(firms)),
                enough,
                say(
                    "check independent_firms on sheet Employment, add towns, or let measures found firms (coefficient "
                    "cluster_firms)"
                ),
                counted=CLUSTERS,
            )
    steps = case.cluster_steps
    named = any(word in match_key(row.step) for row in steps for word in NETWORKING)
    if case.clusters and steps and not named:
        yield Found(
            steps[0].origin.cell("step"),
            say("horizontal links are left to chance: no step of the formation of clusters is one of networking"),
            joined(dict.fromkeys(row.step for row in steps)),
            say("a step with network in its name"),
            say("add one, with the measures that bring firms to work together"),
        )


def clusters_of_one_initiator(arrays: Arrays) -> Iterator[Found]:
    """Several candidates that all depend on one initiator."""
    clusters = arrays.case.clusters
    if len(clusters) > 1 and len({cluster.initiator for cluster in clusters}) == 1:
        yield Found(
            clusters[0].origin.cell("initiator"),
            say("all candidate clusters depend on one initiator"),
            say("{initiator} for {clusters} clusters", initiator=clusters[0].initiator, clusters=len(clusters)),
            say("clusters of several initiators"),
            say("look for firms, associations or municipalities that start one themselves"),
        )


def permitted_without_jobs(arrays: Arrays) -> Iterator[Found]:
    """Industries that a territory permits and of which nobody knows how many they employ there."""
    known = {(row.place, row.industry) for row in arrays.case.employment if row.employed_persons is not None}
    for row in arrays.case.tased:
        if (row.town, row.industry) not in known:
            yield Found(
                row.origin.cell("industry"),
                say("a territory permits an industry whose jobs are not known"),
                say("{industry} in {town}", industry=row.industry, town=row.town),
                say("employed_persons on sheet Employment, 0 where there are none yet"),
                say("fill it in, so that what is new to the town can be told from what is there"),
                counted=phrase("{count:# permitted industry|# permitted industries}"),
            )
