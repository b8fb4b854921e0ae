"""Warnings about clusters: each on a case that has the mistake, and not on its twin that has not.

The plain case is that of ``test_warnings`` with two towns of one region, A and B, and measures ``a``, ``b``, ``lab``.
Timber has 100 of the country's 1,000 jobs and an output of 2,000 per worker. A has 60 of its 200 jobs in timber, B 30
of its 160, with outputs of 3,000 and 1,500: together 90 of 360 jobs and an output of 2,500. So the location quotient of
A is 3, that of both 2.5, and the output of A is 1.5 times the country's, that of both 1.25. One cluster, of A, is
started by ``both``; its only step, a network, is done by ``a``, whose works of 2021 are done before the last year,
2022.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import Any

import pytest
from test_warnings import case_of, is_told_once, told
from tiny import Named, Piece, proposal, started, town

from models.case import Case, Cluster, ClusterStep, Employment, Industry, Initiator, Lock, Tased, Triple
from planner.warnings import warnings_of

LAB = started("lab", category="knowledge")
JOBS: dict[tuple[str, str], Employment] = {
    (row.place, row.industry): replace(row, origin=Named(f"{row.place} {row.industry}".strip()))
    for row in (
        Employment("country", "", 1_000.0),
        Employment("country", "timber", 100.0, output_trub_per_worker=2_000.0),
        Employment("A", "", 200.0),
        Employment("A", "timber", 60.0, 40.0, 35.0, 20.0, None, 3_000.0),
        Employment("B", "", 160.0),
        Employment("B", "timber", 30.0, 20.0, 15.0, 12.0, None, 1_500.0),
    )
}
KEPT = {"state": 0.8, "business": 0.95, "both": 1.0}


def cluster(name: str = "c", towns: Sequence[str] = ("A",), initiator: str = "both") -> Cluster:
    return Cluster(name, name, "timber", tuple(towns), initiator, Named(name))


def clustered(
    *pieces: Piece,
    clusters: Sequence[Cluster] = (cluster(),),
    steps: Sequence[tuple[str, int, str]] = (("network", 1, "a"),),
    jobs: dict[tuple[str, str], dict[str, Any] | None] | None = None,
    tased: Sequence[tuple[str, str]] = (("A", "timber"),),
    initiators: Sequence[str] = ("state", "business", "both"),
    settings: dict[str, float] | None = None,
    coefficients: dict[tuple[str, str, str], float] | None = None,
    kept: dict[str, float] | None = None,
    **fields: Any,
) -> Case:
    """The plain case. ``jobs`` changes figures of its rows of Employment by place and industry, or leaves one out."""
    plain = {"towns": (town("A"), town("B")), **fields}
    case = case_of(*(pieces or (started("a"), started("b"), LAB)), settings=settings or {}, **plain)
    changes = jobs or {}
    rows = [replace(row, **changes.get(key) or {}) for key, row in JOBS.items() if changes.get(key, {}) is not None]
    judged = {("cluster_kept", name, ""): share for name, share in {**KEPT, **(kept or {})}.items()}
    numbers = {**judged, **(coefficients or {})}
    return replace(
        case,
        industries=(Industry("timber", "Timber"),),
        employment=tuple(rows),
        initiators=tuple(Initiator(name, name) for name in initiators),
        clusters=tuple(clusters),
        cluster_steps=tuple(ClusterStep(*step, Named(step[0])) for step in steps),
        tased=tuple(Tased(*row, Named(f"tased {row[0]}")) for row in tased),
        coefficients={**case.coefficients, **{key: Triple(value, value, value) for key, value in numbers.items()}},
    )


def test_the_plain_case_of_clusters_has_no_warning() -> None:
    assert warnings_of(clustered()) == []
    assert warnings_of(clustered(clusters=(cluster(towns=("A", "B")),))) == []


def test_a_case_without_clusters_has_no_warning_of_theirs() -> None:
    """Whatever steps, initiators and jobs the catalogue and the statistics bring."""
    assert warnings_of(clustered(clusters=(), steps=(("company", 1, "a"),), kept={"both": 0.5})) == []


# --- Scattered forces ------------------------------------------------------------------------------------------------


def test_a_town_in_several_clusters() -> None:
    words = "a town is in several candidate clusters"
    both = (("A", "timber"), ("B", "timber"))
    mistaken, twin = (
        clustered(clusters=(cluster("c", towns), cluster("d", ("B",), "business")), tased=both) for towns in ("AB", "A")
    )
    is_told_once(words, "d!towns", mistaken, twin)
    assert "B: c, d was read" in told(mistaken, words)[0].message


def many(count: int, **fields: Any) -> Case:
    """So many clusters, in turn of A and of B."""
    return clustered(clusters=[cluster(f"c{number}", "AB"[number % 2]) for number in range(count)], **fields)


def test_a_region_with_many_clusters() -> None:
    words = "a region has many candidate clusters"
    is_told_once(words, "c3!cluster", many(4), many(3))
    assert "North: 4 was read, at most 3" in told(many(4), words)[0].message
    assert told(many(4, towns=(town("A"), town("B", "South"))), words) == []


def test_a_cluster_over_two_regions_counts_in_both() -> None:
    two_regions = {"towns": (town("A"), town("B", "South"))}
    over = clustered(clusters=[cluster(f"c{number}", "AB") for number in range(4)], **two_regions)
    (warning,) = told(over, "a region has many candidate clusters")
    assert "(2 regions)" in warning.message


# --- Artificial clusters, and who starts them ------------------------------------------------------------------------

ARTIFICIAL = "cluster is artificial"


def of_initiator(*initiators: str, **fields: Any) -> Case:
    """A cluster of each of these, in A and in B."""
    places = zip(initiators, "AB", strict=False)
    return clustered(clusters=[cluster(f"c{t}", t, who) for who, t in places], **fields)


def test_a_cluster_that_the_state_alone_holds_up() -> None:
    is_told_once(ARTIFICIAL, "cA!initiator", of_initiator("state"), of_initiator("both"))
    assert "80% a year: cA: state was read" in told(of_initiator("state"), ARTIFICIAL)[0].message


@pytest.mark.parametrize(
    ("initiator", "kept"),
    [("business", {}), ("state", {"state": 1.0, "business": 1.0}), ("state", {"business": 0.7})],
    ids=["not the least", "all keep all of it", "another keeps less"],
)
def test_a_cluster_that_outlasts_its_support_is_not_artificial(initiator: str, kept: dict[str, float]) -> None:
    assert told(of_initiator(initiator, kept=kept), ARTIFICIAL) == []


def test_the_only_initiator_is_the_least() -> None:
    assert len(told(of_initiator("state", initiators=("state",)), ARTIFICIAL)) == 1


def test_all_clusters_of_one_initiator() -> None:
    words = "all candidate clusters depend on one initiator"
    is_told_once(words, "cA!initiator", of_initiator("business", "business"), of_initiator("business", "both"))
    assert told(of_initiator("business"), words) == []


ONE_FIRM = "cluster depends on its largest firm"
DOMINANCE = "cluster_dominance_most_share"


def with_largest(persons: float | None, **settings: float) -> Case:
    return clustered(jobs={("A", "timber"): {"largest_employed_persons": persons}}, settings=settings)


def test_a_cluster_of_one_firm() -> None:
    """31 of 60 jobs are most of them, 30 are not."""
    is_told_once(ONE_FIRM, "c!towns", with_largest(31.0), with_largest(30.0))
    assert told(with_largest(None), ONE_FIRM) == []


def test_a_firm_that_keeps_the_cluster_from_being_formed_is_told_as_that_alone() -> None:
    assert told(with_largest(31.0, **{DOMINANCE: 0.5}), ONE_FIRM) == []
    assert len(told(with_largest(31.0, **{DOMINANCE: 0.6}), ONE_FIRM)) == 1


# --- Innovation and links --------------------------------------------------------------------------------------------

WEAK_OUTPUT = "output per worker of the cluster is not above the country's"
NO_KNOWLEDGE = "no measure of category knowledge is offered"


def with_output(a: float | None, b: float = 1_500.0, towns: str = "A", **settings: float) -> Case:
    jobs = {("A", "timber"): {"output_trub_per_worker": a}, ("B", "timber"): {"output_trub_per_worker": b}}
    return clustered(clusters=(cluster(towns=towns),), jobs=jobs, settings=settings)


def test_output_no_better_than_the_country_s() -> None:
    is_told_once(WEAK_OUTPUT, "c!industry", with_output(2_000.0), with_output(2_001.0))
    assert told(with_output(None), WEAK_OUTPUT) == []


def test_output_of_several_towns_is_taken_together() -> None:
    """60 * 2,500 + 30 * 1,000 are 90 * 2,000."""
    is_told_once(WEAK_OUTPUT, "c!industry", with_output(2_500.0, 1_000.0, "AB"), with_output(2_500.0, 1_000.0))


def test_output_that_keeps_the_cluster_from_being_formed_is_told_as_that_alone() -> None:
    assert told(with_output(2_000.0, cluster_output_ratio_least=1.1), WEAK_OUTPUT) == []
    assert len(told(with_output(2_000.0, cluster_output_ratio_least=0.9), WEAK_OUTPUT)) == 1


def test_no_knowledge_for_the_towns_of_a_cluster() -> None:
    is_told_once(NO_KNOWLEDGE, "c!towns", clustered(started("a"), started("b")), clustered())


def test_knowledge_offered_to_other_towns_alone() -> None:
    """Only a town in crisis may have a laboratory, and only B is in crisis."""
    pieces = (started("a"), started("b"), started("lab", category="knowledge", statuses=("crisis",)))
    towns = {"towns": (town("A"), town("B", status="crisis"))}
    mistaken, twin = (clustered(*pieces, clusters=(cluster(towns=of),), **towns) for of in ("A", "AB"))
    is_told_once(NO_KNOWLEDGE, "c!towns", mistaken, twin)


FEW = "cluster has few firms independent of the largest one"


def with_independent(firms: float | None, **settings: float) -> Case:
    return clustered(jobs={("A", "timber"): {"independent_firms": firms}}, settings=settings)


def test_few_independent_firms() -> None:
    is_told_once(FEW, "c!towns", with_independent(29.0), with_independent(30.0))
    assert told(with_independent(None), FEW) == []


def test_how_many_independent_firms_are_few_the_setting_says() -> None:
    mistaken, twin = (with_independent(firms, cluster_independent_least=12.0) for firms in (11.0, 12.0))
    is_told_once(FEW, "c!towns", mistaken, twin)
    assert "at least 12, as in cluster_independent_least, is expected" in told(mistaken, FEW)[0].message


def test_independent_firms_of_several_towns_add_up() -> None:
    """15 in A and 15 in B."""
    jobs: dict[tuple[str, str], Any] = {("A", "timber"): {"independent_firms": 15.0}}
    mistaken, twin = (clustered(clusters=(cluster(towns=of),), jobs=jobs) for of in ("A", "AB"))
    is_told_once(FEW, "c!towns", mistaken, twin)


def test_no_step_of_networking() -> None:
    words = "no step of the formation of clusters is one of networking"
    steps = (("company", 1, "a"), ("research", 2, "lab"))
    networking = (("company", 1, "a"), ("Networking of firms", 2, "lab"))
    is_told_once(words, "company!step", clustered(steps=steps), clustered(steps=networking))
    assert told(clustered(steps=(("Кооперация предприятий", 1, "a"), ("research", 2, "lab"))), words) == []


# --- What cannot be formed -------------------------------------------------------------------------------------------

CANNOT = "candidate cluster cannot be formed"


@pytest.mark.parametrize(
    ("setting", "missed", "kept", "words"),
    [
        ("cluster_quotient_least", 3.001, 3.0, "location quotient is below what is asked: c: 3 was read"),
        ("cluster_output_ratio_least", 1.501, 1.5, "output per worker beside the country's is below what is asked"),
        (DOMINANCE, 0.333, 1 / 3, "largest firm's share of the jobs is above what is asked: c: 0.3333 was read"),
    ],
)
def test_a_condition_that_is_not_met(setting: str, missed: float, kept: float, words: str) -> None:
    mistaken, twin = (clustered(settings={setting: limit}) for limit in (missed, kept))
    is_told_once(CANNOT, "c!industry", mistaken, twin)
    (warning,) = told(mistaken, words)
    assert setting in warning.message


NOT_KNOWN: dict[str, tuple[str, tuple[str, str], str]] = {
    "jobs of a town, for its quotient": ("cluster_quotient_least", ("A", "timber"), "employed_persons"),
    "all jobs of a town": ("cluster_quotient_least", ("A", ""), "employed_persons"),
    "jobs of the country": ("cluster_quotient_least", ("country", "timber"), "employed_persons"),
    "all jobs of the country": ("cluster_quotient_least", ("country", ""), "employed_persons"),
    "jobs of a town, for its output": ("cluster_output_ratio_least", ("A", "timber"), "employed_persons"),
    "output of a town": ("cluster_output_ratio_least", ("A", "timber"), "output_trub_per_worker"),
    "output of the country": ("cluster_output_ratio_least", ("country", "timber"), "output_trub_per_worker"),
    "jobs of a town, for the dominance": (DOMINANCE, ("A", "timber"), "employed_persons"),
    "largest firm": (DOMINANCE, ("A", "timber"), "largest_employed_persons"),
    "firms": ("cluster_firms_least", ("A", "timber"), "firms"),
    "independent firms": ("cluster_independent_least", ("A", "timber"), "independent_firms"),
}
EASY = {
    "cluster_quotient_least": 0.0,
    "cluster_output_ratio_least": 0.0,
    DOMINANCE: 1.0,
    "cluster_firms_least": 0.0,
    "cluster_independent_least": 0.0,
}
"""Limits that every known figure keeps."""


@pytest.mark.parametrize("name", NOT_KNOWN)
def test_a_figure_that_is_asked_for_and_not_known(name: str) -> None:
    """Told at its blank cell; where the limit alone is left blank, or the figure is known, it is no matter."""
    setting, key, column = NOT_KNOWN[name]
    asked, jobs = {setting: EASY[setting]}, {key: {column: None}}
    mistaken = clustered(settings=asked, jobs=jobs)
    assert [warning.place for warning in told(mistaken, CANNOT)] == [f"{' '.join(key).strip()}!{column}"]
    assert setting in told(mistaken, "is not known")[0].message
    assert told(clustered(settings=asked), CANNOT) == []
    assert told(clustered(jobs=jobs), CANNOT) == []


@pytest.mark.parametrize(("key", "column"), [(("A", "timber"), "towns"), (("country", "timber"), "industry")])
def test_a_row_that_is_not_there_is_told_where_it_is_needed(key: tuple[str, str], column: str) -> None:
    settings = {"cluster_quotient_least": 1.0}
    mistaken, twin = (clustered(settings=settings, jobs=jobs) for jobs in ({key: None}, {}))
    is_told_once(CANNOT, f"c!{column}", mistaken, twin)


def test_one_town_of_two_that_is_not_known_is_enough() -> None:
    mistaken, twin = (
        clustered(clusters=(cluster(towns=of),), settings={"cluster_firms_least": 0.0},
                  jobs={("B", "timber"): {"firms": None}}) for of in ("AB", "A")
    )  # fmt: skip
    is_told_once(CANNOT, "B timber!firms", mistaken, twin)


def test_every_blank_cell_is_told() -> None:
    blank: dict[tuple[str, str], Any] = {key: {"employed_persons": None} for key in JOBS}
    case = clustered(clusters=(cluster(towns="AB"),), settings={"cluster_quotient_least": 1.0}, jobs=blank)
    (warning,) = told(case, CANNOT)
    assert "(6 figures)" in warning.message


def test_a_ratio_to_nothing_is_not_known() -> None:
    nothing: dict[tuple[str, str], Any] = {("country", "timber"): {"employed_persons": 0.0}}
    settings = {"cluster_quotient_least": 1.0}
    is_told_once("a ratio to nothing", "c!industry", clustered(settings=settings, jobs=nothing),
                 clustered(settings=settings))  # fmt: skip


def test_an_industry_that_no_territory_permits() -> None:
    """One town of the cluster that permits it is enough, a town beside it is not."""
    words = "no territory of its towns permits its industry"
    of_b: Sequence[tuple[str, str]] = (("A", "fish"), ("B", "timber"))
    is_told_once(words, "c!industry", clustered(tased=()), clustered())
    is_told_once(words, "c!industry", clustered(tased=of_b), clustered(clusters=(cluster(towns="AB"),), tased=of_b))


OUT_OF_REACH = "none of its towns is offered step network early enough"


@pytest.mark.parametrize("duration_years", [1, 2])
def test_a_step_whose_works_take_too_long(duration_years: int) -> None:
    """Begun in 2021, works of a year serve in 2022, the last year; works of two years serve after the plan."""
    case = clustered(started("a", duration_years=duration_years), started("b"), LAB)
    assert [warning.place for warning in told(case, OUT_OF_REACH)] == ["c!towns"] * (duration_years - 1)


def test_a_cluster_that_takes_too_long_to_work_together() -> None:
    """Half a year is rounded up to one: the cluster could work in 2023."""
    slow = {("cluster_years", "both", ""): 0.5}
    longer = {"federal": (1.0,) * 3, "regional": {"North": (1.0,) * 3}}
    mistaken = clustered(coefficients=slow)
    is_told_once(OUT_OF_REACH, "c!towns", mistaken, clustered())
    assert "2 or more before that of the plan" in told(mistaken, OUT_OF_REACH)[0].message
    assert told(clustered(coefficients=slow, settings={"horizon_years": 3}, **longer), OUT_OF_REACH) == []
    assert told(clustered(coefficients={("cluster_years", "state", ""): 0.5}), OUT_OF_REACH) == []


def test_a_step_that_the_towns_of_a_cluster_are_not_offered() -> None:
    forbidden = {"locks": (Lock("A", "a", "must_not", 2021, None),)}
    mistaken, twin = (clustered(clusters=(cluster(towns=of),), **forbidden) for of in ("A", "AB"))
    is_told_once(OUT_OF_REACH, "c!towns", mistaken, twin)
    other_way = (("network", 1, "a"), ("network", 1, "b"))
    assert told(clustered(steps=other_way, **forbidden), OUT_OF_REACH) == []


def test_a_later_stage_out_of_reach_keeps_no_cluster_from_being_formed() -> None:
    slow = (started("a"), started("b", duration_years=2), LAB)
    mistaken, twin = (clustered(*slow, steps=(("network", 1, "a"), ("later", stage, "b"))) for stage in (1, 2))
    is_told_once(CANNOT, "c!towns", mistaken, twin)


LACKING = "do not found the {} it lacks"


def founding(each: float, setting: str, least: float, towns: str = "A", **fields: Any) -> Case:
    """The measure ``a`` founds so many firms in a town."""
    return clustered(clusters=(cluster(towns=towns),), settings={setting: least},
                     coefficients={("cluster_firms", "a", ""): each}, **fields)  # fmt: skip


@pytest.mark.parametrize(
    ("setting", "what", "least"),
    [("cluster_firms_least", "firms", 50.0), ("cluster_independent_least", "independent firms", 45.0)],
)
def test_firms_that_cannot_be_founded(setting: str, what: str, least: float) -> None:
    """A has 40 firms, 35 of them independent: 10 are lacking."""
    words = LACKING.format(what)
    is_told_once(words, "c!towns", founding(9.0, setting, least), founding(10.0, setting, least))
    assert told(founding(0.0, setting, least - 10.0), words) == []


def test_firms_founded_by_several_starts_add_up() -> None:
    """A and B have 60 firms; 5 are founded in each, or 4 and 6 by two measures in A."""
    words = LACKING.format("firms")
    firms = "cluster_firms_least"
    is_told_once(words, "c!towns", founding(5.0, firms, 71.0, "AB"), founding(5.0, firms, 70.0, "AB"))
    two = {("cluster_firms", "a", ""): 4.0, ("cluster_firms", "b", ""): 6.0}
    assert told(clustered(settings={firms: 50.0}, coefficients=two), words) == []
    assert len(told(clustered(settings={firms: 50.1}, coefficients=two), words)) == 1


def test_firms_founded_too_late_do_not_count() -> None:
    slow = (started("a", duration_years=2), started("b"), LAB)
    firms = "cluster_firms_least"
    by_b = (("network", 1, "b"),)
    mistaken = clustered(*slow, steps=by_b, settings={firms: 50.0}, coefficients={("cluster_firms", "a", ""): 10.0})
    twin = clustered(*slow, steps=by_b, settings={firms: 50.0}, coefficients={("cluster_firms", "b", ""): 10.0})
    is_told_once(LACKING.format("firms"), "c!towns", mistaken, twin)


def test_a_proposal_of_a_town_of_the_cluster_may_found_firms() -> None:
    own = {"proposals": [proposal("own", "A", "a", 1.0, 1.0)], "settings": {"cluster_firms_least": 50.0}}
    mistaken, twin = (clustered(coefficients={("cluster_firms", "own", ""): each}, **own) for each in (9.0, 10.0))
    is_told_once(LACKING.format("firms"), "c!towns", mistaken, twin)


def test_every_reason_is_told() -> None:
    case = clustered(tased=(), steps=(("network", 1, "b"),), settings={"cluster_quotient_least": 4.0, DOMINANCE: 0.1},
                     locks=(Lock("A", "b", "must_not", None, None),))  # fmt: skip
    assert len(told(case, CANNOT)) == 4


# --- Territories -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("unknown", [None, {"employed_persons": None}], ids=["no row", "blank"])
def test_a_permitted_industry_without_known_jobs(unknown: dict[str, Any] | None) -> None:
    """No jobs at all are known jobs: the industry is new to the town."""
    both = (("A", "timber"), ("B", "timber"))
    mistaken, twin = (clustered(tased=both, jobs={("B", "timber"): of}) for of in (unknown, {"employed_persons": 0.0}))
    is_told_once("permits an industry whose jobs are not known", "tased B!industry", mistaken, twin)
