"""Clusters of the second computation, against numbers worked out by hand from docs/model.md.

Four years (2021-2024), results until year 6, delta = 0.8. Towns A (crisis, 10,000 inhabitants, need 1.5) and B
(stable, 20,000, need 0.5) of one region, political lock-in 0.5 in both. No roadmap, and money has no price unless a
test says so.

Timber employs 300 of 1,000 persons in A and 100 of 1,000 in B; in the country 100,000 of 1,000,000. Country-wide,
timber has grown from 62,500 and all jobs have fallen from 1,250,000; the towns' timber has grown from 320. Of the
firms asked the towns lack 3 (7 of 10), of the independent ones 1 (5 of 6).

A strategy does the one step of stage 1, a company (a year of works, brings 2 firms) or an incubator (two years, brings
1.5) that of stage 2; who starts the cluster takes 0.4 years, rounded up to one. So no stage can be reached before 2023.

A quarry gains by the cluster. Its scale is 1 to 4, with half the returns beyond 2; a unit of full return is worth
need*size*(2*5)*(1.5*0.8*0.5)*0.8*W points, as in ``test_verifying_joins``, W = 1.4*0.8^s. The cluster adds a quarter of
that times 0.5, A: 0.9 and B: 0.6, times Wc: as W in 2023, 0.7168, but of a quarry of 2024 the second year is after the
plan, when half of what the cluster adds is left: 0.8^4*(1 + 0.8*0.5*0.5) = 0.49152.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from math import isnan
from random import Random

import pytest
from test_verifying_arithmetic import one_town
from test_verifying_joins import NUMBERS as QUARRY_NUMBERS
from test_verifying_joins import UNIT_2021, bound, decided, joined_case, made
from test_verifying_plan import (
    CERTIFIED,
    OBJECTIVE,
    SEARCHED,
    Tables,
    altered,
    assumptions,
    grids_of,
    hand_made,
    line,
    places,
    verified,
)

from models.case import (
    COUNTRY,
    Budget,
    Case,
    Cluster,
    ClusterStep,
    Employment,
    Industry,
    Initiator,
    Measure,
    Region,
    Tased,
    Triple,
)
from planner.tables.cells import CellValue
from planner.tables.plan_layout import PLAN_SHEET_BY_NAME, PROMISE, percent_up
from planner.verifying.bound import price_quantities
from planner.verifying.branches import NATIONAL, branched_bound, region_at, region_of_row
from planner.verifying.clusters import Candidate, candidates_of
from planner.verifying.comparing import Findings
from planner.verifying.formed import Formed, check_clusters, formed_of
from planner.verifying.joined import joined_of
from planner.verifying.outcomes import Outcomes, outcomes_of
from planner.verifying.plan_reading import Plan, Record, Value, read_plan
from planner.verifying.rules import Rules

OF_QUARRY = {key: value for key, value in QUARRY_NUMBERS.items() if key[1] != "road" and key[0] != "rollout"}
NUMBERS = {
    **{key: value for key, value in OF_QUARRY.items() if key[0] not in ("supplies", "trade")},
    **{("unit_cost", measure, ""): 1 for measure in ("strategy", "company", "incubator")},
    **{("kept", measure, ""): 1 for measure in ("strategy", "company", "incubator")},
    ("cluster", "quarry", ""): 0.25,
    ("cluster_firms", "company", ""): 2,
    ("cluster_firms", "incubator", ""): 1.5,
    ("cluster_years", "both", ""): 0.4,
    ("cluster_kept", "both", ""): 0.5,
}
MOST_2023, MOST_2024 = 4 * (0.9 + 0.6) * 0.7168, 4 * (0.9 + 0.6) * 0.49152
STEPS = (
    ClusterStep("plan", 1, "strategy"),
    ClusterStep("company", 2, "company"),
    ClusterStep("company", 2, "incubator"),
)
EMPLOYMENT = (
    Employment("A", "timber", 300, 5, 4, 120, 200, 2_000),
    Employment("B", "timber", 100, 2, 1, 80, 120, 1_000),
    Employment("A", "", 1_000),
    Employment("B", "", 1_000),
    Employment(COUNTRY, "timber", 100_000, earlier_employed_persons=62_500, output_trub_per_worker=1_400),
    Employment(COUNTRY, "", 1_000_000, earlier_employed_persons=1_250_000),
)


def short(name: str, duration: int = 1, **fields: object) -> Measure:
    """A measure of scale 1 that achieves nothing by itself."""
    plain = Measure(name, name, "knowledge", "started", "units", 1, 1, 0, duration, 0, 1)
    return replace(plain, **fields)  # type: ignore[arg-type]


def cluster_case(**settings: float | None) -> Case:
    """The two towns with their cluster ``wood``, and ``tin``, of which nothing is known."""
    case = joined_case()
    asked = {
        "cluster_quotient_least": 1.5, "cluster_output_ratio_least": 1.0, "cluster_dominance_most_share": 0.5,
        "cluster_firms_least": 10, "cluster_independent_least": 6, "cluster_star_quotient_least": 2.0,
        "cluster_star_size_least_share": 0.01, "cluster_star_focus_least_share": 0.1,
    }  # fmt: skip
    years = {"horizon_years": 4, "evaluation_years": 6, "similar_within_share": None}
    return replace(
        case,
        settings=replace(case.settings, **{**years, **asked, **settings}),  # type: ignore[arg-type]
        measures=(case.measures[0], short("strategy"), short("company"), short("incubator", 2)),
        budgets=tuple(Budget(payer, year, 100) for payer in ("federal", "North") for year in range(2021, 2025)),
        coefficients={key: Triple(value, value, value) for key, value in NUMBERS.items()},
        products=(),
        industries=(Industry("timber", "Timber"), Industry("metal", "Metal")),
        employment=EMPLOYMENT,
        initiators=(Initiator("both", "Both"), Initiator("state", "The state")),
        clusters=(
            Cluster("wood", "Wood", "timber", ("A", "B"), "both"),
            Cluster("tin", "Tin", "metal", ("B",), "state"),
        ),
        cluster_steps=STEPS,
        tased=(Tased("A", "timber"),),
    )


def with_numbers(**numbers: float) -> Case:
    """The case with other values of the coefficients named, whatever they are about."""
    case = cluster_case()
    own = {key: Triple(numbers[key[0]], numbers[key[0]], numbers[key[0]]) for key in NUMBERS if key[0] in numbers}
    return replace(case, coefficients={**case.coefficients, **own})


def without(case: Case, place: str, industry: str, column: str) -> Case:
    """The case with one figure of Employment not known."""
    changed = [
        replace(row, **{column: None}) if (row.place, row.industry) == (place, industry) else row  # type: ignore[arg-type]
        for row in case.employment
    ]
    assert changed != list(case.employment)
    return replace(case, employment=tuple(changed))


def wood(case: Case) -> Candidate:
    return next(row for row in candidates_of(case) if row.cluster.cluster == "wood")


# --- Diagnosis -------------------------------------------------------------------------------------------------------


def test_figures_of_a_cluster() -> None:
    found = wood(cluster_case())
    figures = found.figures
    assert (figures.employed_persons, figures.firms, figures.independent_firms) == (400, 7, 5)
    # 400 of 2,000 against 100,000 of 1,000,000
    assert figures.location_quotient == pytest.approx(2)
    # (300*2,000 + 100*1,000)/400 = 1,750 thousand roubles against 1,400
    assert figures.output_ratio == pytest.approx(1.25)
    # the largest firm employs 120 in A and 80 in B
    assert figures.dominance_share == pytest.approx(0.3)
    assert (figures.focus_share, figures.size_share) == (pytest.approx(0.2), pytest.approx(0.004))
    # all jobs are 0.8 and timber is 1.6 times what it was: of 320 persons 64 fewer, 256 more, and 112 are the towns'
    # own loss, for 80 came in all
    assert figures.national_growth_persons == pytest.approx(-64)
    assert figures.mix_growth_persons == pytest.approx(256)
    assert figures.local_growth_persons == pytest.approx(-112)
    # stars for the quotient, which is just 2, and for focus; none for size
    assert found.stars == 2
    assert found.gaps == {"firms": 3, "independent": 1}
    assert found.is_possible


@pytest.mark.parametrize(
    ("place", "industry", "column", "unknown"),
    [
        ("B", "timber", "employed_persons", {
            "employed_persons", "location_quotient", "output_ratio", "dominance_share", "focus_share", "size_share",
            "local_growth_persons",
        }),
        ("A", "timber", "firms", {"firms"}),
        ("B", "timber", "independent_firms", {"independent_firms"}),
        ("B", "timber", "largest_employed_persons", {"dominance_share"}),
        ("A", "timber", "largest_employed_persons", {"dominance_share"}),
        ("A", "timber", "earlier_employed_persons", {
            "national_growth_persons", "mix_growth_persons", "local_growth_persons",
        }),
        ("B", "timber", "output_trub_per_worker", {"output_ratio"}),
        ("A", "", "employed_persons", {"location_quotient", "focus_share"}),
        (COUNTRY, "timber", "employed_persons", {
            "location_quotient", "size_share", "mix_growth_persons", "local_growth_persons",
        }),
        (COUNTRY, "timber", "output_trub_per_worker", {"output_ratio"}),
        (COUNTRY, "timber", "earlier_employed_persons", {"mix_growth_persons", "local_growth_persons"}),
        (COUNTRY, "", "employed_persons", {
            "location_quotient", "national_growth_persons", "mix_growth_persons", "local_growth_persons",
        }),
        (COUNTRY, "", "earlier_employed_persons", {
            "national_growth_persons", "mix_growth_persons", "local_growth_persons",
        }),
    ],
)  # fmt: skip
def test_what_is_counted_from_an_unknown_figure_is_unknown(
    place: str, industry: str, column: str, unknown: set[str]
) -> None:
    figures = wood(without(cluster_case(), place, industry, column)).figures
    names = figures.__dataclass_fields__
    assert {name for name in names if isnan(getattr(figures, name))} == unknown


def test_a_town_without_a_row_is_unknown() -> None:
    case = cluster_case()
    case = replace(case, employment=tuple(row for row in case.employment if (row.place, row.industry) != ("B", "")))
    figures = wood(case).figures
    assert isnan(figures.focus_share)
    assert figures.employed_persons == 400


def test_nothing_compares_with_nothing() -> None:
    # no persons in the industry anywhere: neither an output nor a largest firm has a share, and the country has none
    nobody = Employment("A", "timber", 0, 0, 0, 0, 0, 0)
    country = Employment(COUNTRY, "timber", 0, output_trub_per_worker=0)
    rows = (nobody, replace(nobody, place="B"), country, *EMPLOYMENT[2:4], EMPLOYMENT[5])
    figures = wood(replace(cluster_case(), employment=rows)).figures
    assert (figures.employed_persons, figures.focus_share) == (0, 0)
    assert all(isnan(figure) for figure in (figures.output_ratio, figures.dominance_share, figures.size_share))
    assert isnan(figures.location_quotient)


@pytest.mark.parametrize(
    ("condition", "setting", "at_edge", "beyond", "unknown"),
    [
        ("quotient", "cluster_quotient_least", 2.0, 2.001, ("A", "", "employed_persons")),
        ("output", "cluster_output_ratio_least", 1.25, 1.251, ("B", "timber", "output_trub_per_worker")),
        ("dominance", "cluster_dominance_most_share", 0.3, 0.299, ("A", "timber", "largest_employed_persons")),
    ],
)
def test_a_condition_is_met_by_a_figure_that_keeps_it(
    condition: str, setting: str, at_edge: float, beyond: float, unknown: tuple[str, str, str]
) -> None:
    kept, broken = cluster_case(**{setting: at_edge}), cluster_case(**{setting: beyond})
    assert wood(kept).is_possible
    assert [name for name, is_met in wood(broken).conditions.items() if not is_met] == [condition]
    assert not wood(without(kept, *unknown)).is_possible
    assert wood(without(cluster_case(**{setting: None}), *unknown)).is_possible


@pytest.mark.parametrize(
    ("condition", "setting", "column"),
    [
        ("firms", "cluster_firms_least", "firms"),
        ("independent", "cluster_independent_least", "independent_firms"),
    ],
)
def test_firms_are_to_be_known_where_they_are_asked(condition: str, setting: str, column: str) -> None:
    # ten thousand firms too few are a gap to fill, not a reason against the cluster
    assert wood(cluster_case(**{setting: 10_000})).is_possible
    found = wood(without(cluster_case(), "A", "timber", column))
    assert [name for name, is_met in found.conditions.items() if not is_met] == [condition]
    found = wood(without(cluster_case(**{setting: None}), "A", "timber", column))
    assert found.is_possible
    assert found.gaps[condition] == 0
    # more than enough leaves no gap
    assert wood(cluster_case(**{setting: 3})).gaps[condition] == 0


@pytest.mark.parametrize(
    ("permits", "met"),
    [
        ((Tased("B", "timber"),), True),
        ((Tased("A", "metal"), Tased("B", "timber")), True),
        ((Tased("A", "metal"),), False),
        ((Tased("C", "timber"),), False),
        ((), False),
    ],
)
def test_the_territory_permits_the_industry_in_some_town(permits: tuple[Tased, ...], met: bool) -> None:
    found = wood(replace(cluster_case(), tased=permits))
    assert (found.conditions["tased"], found.is_possible) == (met, met)


def test_stars() -> None:
    # focus is 0.2 and size 0.004
    assert wood(cluster_case(cluster_star_focus_least_share=0.2, cluster_star_size_least_share=0.004)).stars == 3
    assert wood(cluster_case(cluster_star_focus_least_share=0.21)).stars == 1
    assert wood(cluster_case(cluster_star_quotient_least=2.01)).stars == 1
    assert wood(cluster_case(cluster_star_quotient_least=None)).stars == 1
    # an unknown figure has no star: that of the quotient and of focus hang on all jobs
    assert wood(without(cluster_case(), "A", "", "employed_persons")).stars == 0


# --- Variables, rows and the bound -----------------------------------------------------------------------------------


FAMILIES = ("stepped", "gathered", "joined", "formed")


def rows_of_clusters(rules: Rules) -> list[str]:
    return [name for name in rules.rows if name.split("[")[0] in FAMILIES]


def variables(rules: Rules) -> list[tuple[str, str, int]]:
    return [variable for variable in rules.most if variable[0] in ("works", "bonus")]


def test_variables_of_a_cluster() -> None:
    rules = made(cluster_case())[2]
    works = [("works", f"wood,{stage}", year) for stage in (1, 2) for year in (3, 4)]
    assert variables(rules) == [*works, ("bonus", "wood", 3), ("bonus", "wood", 4)]
    assert [rules.most[variable] for variable in works] == [1, 1, 1, 1]
    assert rules.most["bonus", "wood", 3] == pytest.approx(MOST_2023)
    assert rules.most["bonus", "wood", 4] == pytest.approx(MOST_2024)
    assert {variable: rules.worth.get(variable, 0.0) for variable in variables(rules)} == {
        **dict.fromkeys(works, 0.0),
        ("bonus", "wood", 3): 1.0,
        ("bonus", "wood", 4): 1.0,
    }


def test_rows_stand_in_the_order_of_the_page() -> None:
    case = replace(cluster_case(), cluster_steps=(*STEPS, ClusterStep("association", 1, "incubator")))
    rules = made(case)[2]
    # An incubator of 2021 is completed in 2023 and does its step in 2024, so stage 1 is of 2024 alone
    assert rows_of_clusters(rules) == [
        "stepped[wood,1,plan,2024]",
        "stepped[wood,1,association,2024]",
        "stepped[wood,2,plan,2024]",
        "stepped[wood,2,company,2024]",
        "stepped[wood,2,association,2024]",
        "gathered[wood,1,firms,2024]",
        "gathered[wood,1,independent,2024]",
        "gathered[wood,2,firms,2024]",
        "gathered[wood,2,independent,2024]",
        "joined[wood,2024]",
        "formed[wood,2024]",
    ]
    # clusters before stages, and works of all clusters before bonuses; tin lacks no firms, and nothing else is asked
    free = ("quotient_least", "output_ratio_least", "dominance_most_share", "independent_least")
    both = cluster_case(cluster_firms_least=8, **{f"cluster_{name}": None for name in free})
    both = replace(
        both,
        tased=(*both.tased, Tased("B", "metal")),
        employment=(*EMPLOYMENT, Employment("B", "metal", firms=9)),
        cluster_steps=STEPS[:1],
        coefficients={**both.coefficients, ("cluster_years", "state", ""): Triple(2, 2, 2)},
    )
    rules = made(both)[2]
    assert rows_of_clusters(rules) == [
        *(f"stepped[{cluster},1,plan,{year}]" for cluster, year in (("wood", 2023), ("wood", 2024), ("tin", 2024))),
        *(f"gathered[wood,1,firms,{year}]" for year in (2023, 2024)),
        *(f"{family}[{row}]" for family in ("joined", "formed") for row in ("wood,2023", "wood,2024", "tin,2024")),
    ]
    assert [variable[:2] for variable in variables(rules)] == [
        *(("works", cluster) for cluster in ("wood,1", "wood,1", "tin,1")),
        *(("bonus", cluster) for cluster in ("wood", "wood", "tin")),
    ]
    # steps before years
    rules = made(cluster_case(cluster_independent_least=None))[2]
    assert rows_of_clusters(rules) == [
        *(f"stepped[wood,{stage},{year}]" for stage in ("1,plan", "2,plan", "2,company") for year in (2023, 2024)),
        *(f"gathered[wood,{stage},firms,{year}]" for stage in (1, 2) for year in (2023, 2024)),
        *(f"{family}[wood,{year}]" for family in ("joined", "formed") for year in (2023, 2024)),
    ]


def test_rows_of_works() -> None:
    rules = made(cluster_case())[2]
    row = rules.rows["stepped[wood,2,company,2024]"]
    # completed and a year together: companies of 2021 and 2022, or an incubator of 2021
    early = [("company", 1), ("company", 2), ("incubator", 1)]
    assert row.start == {(town, *start): -1 for town in "AB" for start in early}
    assert row.master == {("works", "wood,2", 4): 1}
    assert (row.right_hand_side, row.spend, row.scale) == (0, {}, {})
    assert rules.rows["stepped[wood,2,plan,2023]"].start == {(town, "strategy", 1): -1 for town in "AB"}
    # firms are there as soon as they are built: two of three, or half of them
    row = rules.rows["gathered[wood,1,firms,2023]"]
    assert row.start == {
        **{(town, "company", start): pytest.approx(-2 / 3) for town in "AB" for start in (1, 2)},
        **{(town, "incubator", 1): -0.5 for town in "AB"},
    }
    assert row.master == {("works", "wood,1", 3): 1}
    # the one independent firm that lacks comes with any of them
    assert set(rules.rows["gathered[wood,1,independent,2023]"].start.values()) == {-1}


def test_rows_of_bonuses() -> None:
    rules = made(cluster_case())[2]
    joined, formed = rules.rows["joined[wood,2024]"], rules.rows["formed[wood,2024]"]
    assert joined.scale == {
        ("A", "quarry", 4): pytest.approx(-0.9 * 0.49152),
        ("B", "quarry", 4): pytest.approx(-0.6 * 0.49152),
    }
    assert joined.master == {("bonus", "wood", 4): 1}
    assert formed.master == {
        ("bonus", "wood", 4): 1,
        ("works", "wood,1", 4): pytest.approx(-MOST_2024 / 2),
        ("works", "wood,2", 4): pytest.approx(-MOST_2024 / 2),
    }
    assert joined.start == formed.start == formed.scale == {}
    assert joined.right_hand_side == formed.right_hand_side == 0


def test_what_a_cluster_adds_fades_after_the_plan() -> None:
    def most_2024(kept: float) -> float:
        return made(with_numbers(cluster_kept=kept))[2].most["bonus", "wood", 4]

    # of W = 0.8^4*(1 + 0.4) the second term is after the plan
    assert most_2024(1) == pytest.approx(6 * 0.4096 * 1.4)
    assert most_2024(0) == pytest.approx(6 * 0.4096)
    # with a year of lag both are, the second by two years: 0.8^5*0.5 + 0.8^6*0.5*0.25
    case = cluster_case()
    late = replace(case, measures=(replace(case.measures[0], lag_years=1), *case.measures[1:]))
    assert made(late)[2].most["bonus", "wood", 4] == pytest.approx(6 * (0.32768 * 0.5 + 0.262144 * 0.125))


@pytest.mark.parametrize(
    ("years", "first"), [(0, 2), (0.4, 3), (1, 3), (1 + 1e-12, 3), (1.001, 4), (2, 4), (2.1, None), (10, None)]
)
def test_delay_is_rounded_up(years: float, first: int | None) -> None:
    """The first year at work, of a strategy of 2021."""
    rules = made(with_numbers(cluster_years=years))[2]
    at_work = [variable[2] for variable in variables(rules) if variable[:2] == ("works", "wood,1")]
    assert (min(at_work) if at_work else None) == first
    assert any(variable[0] == "bonus" for variable in variables(rules)) is (first is not None)


def test_what_is_not_made() -> None:
    case = cluster_case()
    quarry, strategy, company, incubator = case.measures

    def with_measures(*measures: Measure) -> list[tuple[str, str, int]]:
        return variables(made(replace(case, measures=measures))[2])

    # not possible, or without any step
    assert variables(made(replace(case, tased=()))[2]) == []
    assert variables(made(replace(case, cluster_steps=()))[2]) == []
    # a step that no town is offered: stage 1 is needed for all, stage 2 for itself
    assert with_measures(quarry, replace(strategy, statuses=("other",)), company, incubator) == []
    found = with_measures(quarry, strategy, replace(company, statuses=("other",)), replace(incubator, duration_years=4))
    assert found == []  # nor are there any firms then
    no_gap = cluster_case(cluster_firms_least=None, cluster_independent_least=None)
    no_gap = replace(no_gap, cluster_steps=STEPS[:2], measures=(quarry, strategy, incubator))
    assert [variable[1] for variable in variables(made(no_gap)[2])] == ["wood,1", "wood,1", "wood", "wood"]
    # nobody brings firms
    assert variables(made(with_numbers(cluster_firms=0))[2]) == []
    # nothing gains by the cluster, or nothing before the end of the evaluation, or nothing but a town's own proposal
    for found in (
        variables(made(with_numbers(cluster=0))[2]),
        with_measures(replace(quarry, lag_years=6), strategy, company, incubator),
        with_measures(replace(quarry, town="A"), strategy, company, incubator),
    ):
        assert {variable[0] for variable in found} == {"works"}


def test_a_stage_without_steps_is_that_before_it() -> None:
    case = cluster_case(cluster_firms_least=None, cluster_independent_least=None)
    case = replace(case, cluster_steps=(STEPS[0], ClusterStep("company", 3, "company")))
    rules = made(case)[2]
    assert rules.rows["formed[wood,2024]"].master["works", "wood,2", 4] == pytest.approx(-MOST_2024 / 3)
    assert [name for name in rows_of_clusters(rules) if "2024" in name and "stepped" in name] == [
        "stepped[wood,1,plan,2024]",
        "stepped[wood,2,plan,2024]",
        "stepped[wood,3,plan,2024]",
        "stepped[wood,3,company,2024]",
    ]


def test_towns_outside_do_nothing_for_a_cluster() -> None:
    case = cluster_case()
    rules = made(replace(case, clusters=(replace(case.clusters[0], towns=("B",)),), tased=(Tased("B", "timber"),)))[2]
    # of B alone the quotient is 1, which is too small
    assert variables(rules) == []
    case = cluster_case(cluster_quotient_least=None, cluster_output_ratio_least=None, cluster_dominance_most_share=None)
    rules = made(replace(case, clusters=(replace(case.clusters[0], towns=("B",)),), tased=(Tased("B", "timber"),)))[2]
    counted = [(*rules.rows[name].start, *rules.rows[name].scale) for name in rows_of_clusters(rules)]
    assert {start[0] for starts in counted for start in starts} == {"B"}
    assert rules.most["bonus", "wood", 3] == pytest.approx(4 * 0.6 * 0.7168)


FREE = 3 * 1.5 * UNIT_2021 + 3 * 0.5 * 2 * UNIT_2021
"""Points of both towns at no price: each a quarry of 2021 with 2 + 0.5*2 units of full return."""


def test_the_bound_counts_a_bonus() -> None:
    found = bound(cluster_case(), {})
    assert found.masters == pytest.approx(MOST_2023 + MOST_2024)
    assert found.points == pytest.approx(FREE + MOST_2023 + MOST_2024)


def test_the_price_of_works_pays_who_does_the_steps() -> None:
    half = MOST_2023 / 2
    # the bonus of 2023 is worth its price, and each stage at work is paid half of it: nothing is gained yet
    prices = {"formed[wood,2023]": 1.0}
    assert bound(cluster_case(), prices).masters == pytest.approx(MOST_2023 + MOST_2024)
    # stage 1 pays all of it to the strategy, which either town may start
    prices |= {"stepped[wood,1,plan,2023]": half}
    found = bound(cluster_case(), prices)
    assert found.masters == pytest.approx(half + MOST_2024)
    assert found.points == pytest.approx(FREE + 2 * half + half + MOST_2024)
    # or to those who bring firms: a company two thirds, an incubator half, both in both towns
    prices = {"formed[wood,2023]": 1.0, "gathered[wood,1,firms,2023]": half}
    found = bound(cluster_case(), prices)
    assert found.points == pytest.approx(FREE + 2 * (2 / 3 + 1 / 2) * half + half + MOST_2024)


def test_the_price_of_a_bonus_pays_who_starts_in_the_cluster() -> None:
    # at ten times its worth A rather starts in 2023, where 3 units bring 7.2*0.7168 points each and 4 lifted ones are
    # paid ten times 0.9*0.7168
    found = bound(cluster_case(), {"joined[wood,2023]": 10.0})
    assert found.answers["A"] == pytest.approx((3 * 7.2 + 4 * 9) * 0.7168)
    assert found.masters == pytest.approx(MOST_2024)
    # at its worth it does not
    found = bound(cluster_case(), {"joined[wood,2023]": 1.0})
    assert found.answers["A"] == pytest.approx(3 * 1.5 * UNIT_2021)


# --- Regions ---------------------------------------------------------------------------------------------------------


PRICES = {
    "joined[wood,2023]": 10.0,
    "formed[wood,2024]": 0.5,
    "stepped[wood,1,plan,2024]": 0.75,
    "gathered[wood,2,firms,2024]": 0.25,
    "gathered[wood,2,independent,2023]": 0.125,
}


def test_a_cluster_within_a_region_is_the_regions() -> None:
    effects, _, rules = made(cluster_case())
    assert {rules.region_of[variable] for variable in variables(rules)} == {"North"}
    assert {region_of_row(rules.rows[name], effects, rules) for name in rows_of_clusters(rules)} == {"North"}


def over_regions() -> Case:
    """The two towns in two regions, where only A may start what forms the cluster."""
    case = cluster_case()
    here = [replace(measure, statuses=("crisis",)) for measure in case.measures[1:]]
    return replace(
        case,
        regions=(*case.regions, Region("South", 1.0)),
        towns=(case.towns[0], replace(case.towns[1], region="South")),
        measures=(case.measures[0], *here),
    )


def test_a_cluster_over_regions_is_national() -> None:
    effects, _, rules = made(over_regions())
    assert not rules.region_of.keys() & set(variables(rules))
    assert {start[0] for start in rules.rows["stepped[wood,1,plan,2023]"].start} == {"A"}
    assert {region_of_row(rules.rows[name], effects, rules) for name in rows_of_clusters(rules)} == {NATIONAL}


@pytest.mark.parametrize("case", [cluster_case(), over_regions()], ids=["one region", "two regions"])
def test_regions_at_national_prices_prove_the_same_bound(case: Case) -> None:
    effects, offers, rules = made(case)
    prices = {**PRICES, "region_budget[North,2021]": 0.5}
    findings = Findings()
    proved = branched_bound(effects, offers, rules, prices, [], findings)
    assert proved == pytest.approx(bound(case, prices).points)
    assert not findings.faults


def test_a_branch_pays_for_scale_and_is_worth_its_bonus() -> None:
    _, offers, rules = made(cluster_case())
    masters = [variable for variable, region in rules.region_of.items() if region == "North"]
    asked = region_at(price_quantities(rules, {}, 4), rules, masters, dict(offers), 1)
    assert asked.bound({}, []) == pytest.approx(FREE + MOST_2023 + MOST_2024)
    lifted = (3 * 7.2 + 4 * 9) * 0.7168 + (3 * 4.8 + 4 * 6) * 0.7168
    assert asked.bound({"joined[wood,2023]": 10.0}, []) == pytest.approx(lifted + MOST_2024)
    # the price is for scale alone and for no start; asked without it again, towns answer as before
    assert asked.bound({"stepped[wood,1,plan,2023]": 10.0}, []) == pytest.approx(FREE + 20 + MOST_2023 + MOST_2024)
    assert asked.bound({}, []) == pytest.approx(FREE + MOST_2023 + MOST_2024)


# --- What a plan makes of it -----------------------------------------------------------------------------------------

PLAN = (
    ("A", "strategy", 1, 1.0),
    ("A", "company", 2, 1.0),
    ("B", "incubator", 1, 1.0),
    ("A", "quarry", 3, 4.0),
    ("B", "quarry", 4, 3.0),
)
"""In 2023 the strategy is done, company and incubator bring 2/3 + 1/2 of the firms, but the company is no step before
2024; the incubator is one a year after its second year, in 2024 too. A's quarry starts at stage 1 and B's at stage 2.
"""
JOINED_2023, JOINED_2024 = 4 * 0.9 * 0.7168, 3 * 0.6 * 0.49152
"""A's is more than half of what all together might be: 3.6 against 0.5*6."""


def planned(case: Case, *starts: tuple[str, str, int, float]) -> tuple[tuple[Formed, ...], Outcomes]:
    effects, offers, rules = made(case)
    decisions = decided(offers, *starts)
    clusters = formed_of(rules.formations, decisions)
    return clusters, outcomes_of(effects, decisions, joined_of(rules.joins, decisions), clusters)


def test_a_cluster_works_at_the_stages_it_has_reached() -> None:
    clusters, _ = planned(cluster_case(), *PLAN)
    assert [(row.bonus.cluster, row.bonus.year, row.stage) for row in clusters] == [("wood", 3, 1), ("wood", 4, 2)]
    assert [row.joined for row in clusters] == [pytest.approx(JOINED_2023), pytest.approx(JOINED_2024)]
    # half of the most that it might add at one of two stages
    assert [row.points for row in clusters] == [pytest.approx(3 * 0.7168), pytest.approx(JOINED_2024)]
    assert [row.part for row in clusters] == [pytest.approx(3 / 3.6), 1]


@pytest.mark.parametrize(
    ("starts", "stages"),
    [
        # nothing, or all but the strategy
        ((), [0, 0]),
        (PLAN[1:], [0, 0]),
        # without the incubator a third of the firms lacks; a second company fills it
        ((PLAN[0], PLAN[1]), [0, 0]),
        ((PLAN[0], PLAN[1], ("B", "company", 1, 1.0)), [2, 2]),
        # an incubator of 2022 is built for 2024, and so are then its firms
        ((PLAN[0], PLAN[1], ("B", "incubator", 2, 1.0)), [0, 2]),
        # two incubators bring the firms in 2023 and do the step of stage 2 in 2024
        ((PLAN[0], ("A", "incubator", 1, 1.0), PLAN[2]), [1, 2]),
        # a strategy of 2022 is done and has gone through its delay in 2024
        ((("B", "strategy", 2, 1.0), *PLAN[1:]), [0, 2]),
        ((("B", "strategy", 3, 1.0), *PLAN[1:]), [0, 0]),
    ],
)
def test_the_stage_follows_from_what_is_started(
    starts: tuple[tuple[str, str, int, float], ...], stages: list[int]
) -> None:
    clusters, outcomes = planned(cluster_case(), *starts)
    assert [row.stage for row in clusters] == stages
    if not any(start[1] == "quarry" for start in starts):
        assert [row.points for row in clusters] == [0, 0]
        assert outcomes.objective == 0


def test_halves_make_a_whole() -> None:
    # two tenths of a firm lack, and each company brings one tenth: in floating point the halves are less than 1
    case = with_numbers(cluster_firms=0.1)
    case = replace(case, settings=replace(case.settings, cluster_firms_least=7.2, cluster_independent_least=None))
    assert 2 * (0.1 / wood(case).gaps["firms"]) < 1
    starts = (PLAN[0], ("A", "company", 1, 1.0), ("B", "company", 1, 1.0))
    assert [row.stage for row in planned(case, *starts)[0]] == [2, 2]
    assert [row.stage for row in planned(case, *starts[:2])[0]] == [0, 0]


def test_results_grow_by_what_a_cluster_adds() -> None:
    _, outcomes = planned(cluster_case(), *PLAN)
    # A: 3 units of full return of 5*0.6*0.8*0.7168 jobs; 5/6 of 4 lifted ones of 0.25*0.5 times that. B, twice as
    # large: 2.5 units of 4.8*0.8^4*1.4 and 3 lifted ones of 0.125*4.8*0.49152
    own_a, lifted_a = 3 * 2.4 * 0.7168, 5 / 6 * 4 * 0.3 * 0.7168
    own_b, lifted_b = 2.5 * 4.8 * 0.57344, 3 * 0.6 * 0.49152
    assert outcomes.of_town["A", "jobs"] == pytest.approx(own_a + lifted_a)
    assert outcomes.of_town["B", "jobs"] == pytest.approx(own_b + lifted_b)
    assert outcomes.results["jobs"] == pytest.approx(own_a + lifted_a + own_b + lifted_b)
    # on the spot: without 0.8 of additional and 0.5 not displaced
    assert outcomes.gross["jobs"] == pytest.approx((own_a + lifted_a + own_b + lifted_b) / 0.4)
    # points: need 1.5 and 0.5, weight 2; what the cluster adds is its bonus
    assert outcomes.worth["A"] == pytest.approx(3 * own_a + 3 * 0.7168)
    assert outcomes.worth["B"] == pytest.approx(own_b + JOINED_2024)
    assert outcomes.objective == pytest.approx(3 * own_a + 3 * 0.7168 + own_b + JOINED_2024)
    assert outcomes.points["jobs"] == pytest.approx(outcomes.objective)


def test_points_are_shared_as_joints_are() -> None:
    # both start in 2023 at stage 1: 0.9*4 and 0.6*1 might be joined, 3 is granted
    starts = (*PLAN[:4], ("B", "quarry", 3, 1.0))
    (first, _), outcomes = planned(cluster_case(), *starts)
    assert first.part == pytest.approx(3 / 4.2)
    alone = planned(cluster_case(), *starts[3:])[1]
    assert outcomes.worth["A"] - alone.worth["A"] == pytest.approx(3 / 4.2 * 3.6 * 0.7168)
    assert outcomes.worth["B"] - alone.worth["B"] == pytest.approx(3 / 4.2 * 0.6 * 0.7168)


def test_no_plan_is_worth_more_than_the_bound() -> None:
    """Weak duality at random prices of the rows of clusters, for random plans that no other row binds."""
    random = Random(1)
    case = cluster_case()
    _, offers, rules = made(case)
    names, options = rows_of_clusters(rules), [
        (town, measure, option.start, scale)
        for town, variants in offers.items()
        for measure, menu in variants["none"].menus.items()
        for option in menu.options
        for scale in ((1.0, 2.0, 4.0) if measure == "quarry" else (1.0,))
    ]  # fmt: skip
    nearest = 1.0
    for _ in range(300):
        chosen = {option[:2]: option for option in random.sample(options, 20)}
        points = planned(case, *chosen.values())[1].objective
        proved = bound(case, {name: random.choice((0.25, 1.0)) for name in random.sample(names, 6)}).points
        assert points <= proved + 1e-9
        nearest = min(nearest, 1 - points / proved)
    # the bound is no idle one
    assert nearest < 0.5


def test_no_money_rests_on_who_starts_a_cluster() -> None:
    # even where an initiator is called like a measure that is paid for
    case = one_town()
    own = {("cluster_years", "park", ""): Triple(1, 1, 1), ("cluster", "park", ""): Triple(0.5, 0.5, 0.5)}
    case = replace(case, coefficients={**case.coefficients, **own}, initiators=(Initiator("park", "The park"),))
    rows = [
        *hand_made()["Assumptions"],
        assumption(("cluster_years", "park", ""), 1, 0),
        assumption(("cluster", "park", ""), 0.5, 32.999_999_99),
    ]
    assert places(verified({**hand_made(), "Assumptions": rows}, case)) == []


# --- The sheets ------------------------------------------------------------------------------------------------------

DIAGNOSIS: tuple[dict[str, Value], ...] = (
    {"cluster": "wood", "industry": "timber", "towns": "A; B", "initiator": "both", "possible": "yes",
     "employed_persons": 400.0, "firms": 7.0, "independent_firms": 5.0, "location_quotient": 2.0, "output_ratio": 1.25,
     "dominance_share": 0.3, "focus_share": 0.2, "size_share": 0.004, "national_growth_persons": -64.0,
     "mix_growth_persons": 256.0, "local_growth_persons": -112.0, "stars": 2.0, "why_not": ""},
    {"cluster": "tin", "industry": "metal", "towns": "B", "initiator": "state", "possible": "no",
     "employed_persons": "", "firms": "", "independent_firms": "", "location_quotient": "", "output_ratio": "",
     "dominance_share": "", "focus_share": "", "size_share": "", "national_growth_persons": "",
     "mix_growth_persons": "", "local_growth_persons": "", "stars": 0.0, "why_not": "Nothing is known of it."},
)  # fmt: skip
CLUSTER_YEARS: tuple[dict[str, Value], ...] = (
    {"cluster": "wood", "year": 2023.0, "stage": 1.0, "joint_points": 2.58048, "bonus_points": 2.1504},
    {"cluster": "wood", "year": 2024.0, "stage": 2.0, "joint_points": 0.884736, "bonus_points": 0.884736},
)
SHEETS = {"Cluster diagnosis": DIAGNOSIS, "Cluster years": CLUSTER_YEARS}


def told(sheets: dict[str, tuple[dict[str, Value], ...]]) -> list[str]:
    """Places of what is wrong with the two sheets of ``PLAN``."""
    records = {
        sheet: [Record(row, values, {c: f"{sheet}!{c}{row}" for c in values}) for row, values in enumerate(rows)]
        for sheet, rows in sheets.items()
    }
    clusters, _ = planned(cluster_case(), *PLAN)
    findings = Findings()
    check_clusters(Plan("P.xlsx", records), cluster_case(), clusters, findings)
    return [fault.place for fault in findings.faults]


def alterations() -> Iterator[tuple[str, int, str, Value]]:
    """Every cell made another; why a cluster is not possible may be said in other words, but not left out."""
    for sheet, rows in SHEETS.items():
        for row, values in enumerate(rows):
            for column, value in values.items():
                if isinstance(value, float):
                    yield sheet, row, column, value + 1
                    if value and column not in ("year", "stage", "stars"):
                        yield sheet, row, column, value * 1.001
                    if sheet == "Cluster diagnosis" and column != "stars":
                        yield sheet, row, column, ""
                elif column == "why_not":
                    yield sheet, row, column, "" if value else "Nothing is known of it."
                elif value == "":
                    yield sheet, row, column, 0.0
                else:
                    yield sheet, row, column, value + "x"


def test_the_sheets_hold() -> None:
    assert told(SHEETS) == []
    tin = {**DIAGNOSIS[1], "why_not": "The territory does not permit the industry."}
    assert told({**SHEETS, "Cluster diagnosis": (DIAGNOSIS[0], tin)}) == []


@pytest.mark.parametrize(("sheet", "row", "column", "value"), list(alterations()))
def test_every_altered_cell_is_refused(sheet: str, row: int, column: str, value: Value) -> None:
    rows = [dict(values) for values in SHEETS[sheet]]
    rows[row][column] = value
    assert f"{sheet}!{column}{row}" in told({**SHEETS, sheet: tuple(rows)})


@pytest.mark.parametrize("sheet", list(SHEETS))
def test_a_missing_or_doubled_row_is_refused(sheet: str) -> None:
    assert told({**SHEETS, sheet: SHEETS[sheet][1:]}) == [f"P.xlsx: {sheet}"]
    assert told({**SHEETS, sheet: (*SHEETS[sheet], SHEETS[sheet][-1])})


# --- A whole plan ----------------------------------------------------------------------------------------------------

GARDEN, BONUS = 2 * 2 * 0.64, 0.5 * 2 * 2 * 0.64
"""Points of a garden of 2022, with two jobs in that year, and what the cluster adds to it by half."""
MORE_JOBS = 2 * 0.64 * 1.5
MORE_CERTIFIED = 2 * 2 * 0.8 - 0.1 * 1.5 + BONUS
"""At the prices of the plan a garden is best begun in 2021, where its 1.5 million cost 0.15 points; a bonus is free."""


def garden_case() -> Case:
    """The town of the hand-made plan with a garden and a cluster, which works as soon as the park is there; the other
    cluster has no permit.
    """
    case = one_town()
    own = {("unit_cost", "garden", ""): 1, ("yield", "garden", "jobs"): 2, ("kept", "garden", ""): 0.9}
    own |= {("cluster", "garden", ""): 0.5}
    return replace(
        case,
        measures=(*case.measures, Measure("garden", "Garden", "eco_industry", "started", "ha", 1, 1, 0, 1, 0, 1)),
        coefficients={**case.coefficients, **{key: Triple(value, value, value) for key, value in own.items()}},
        industries=(Industry("timber", "Timber"), Industry("metal", "Metal")),
        initiators=(Initiator("state", "The state"),),
        clusters=(
            Cluster("wood", "Wood", "timber", ("A",), "state"),
            Cluster("tin", "Tin", "metal", ("A",), "state"),
        ),
        cluster_steps=(ClusterStep("plan", 1, "park"),),
        tased=(Tased("A", "timber"),),
        employment=(Employment("A", "timber", 50, largest_employed_persons=20),),
    )


def assumption(key: tuple[str, str, str], value: float, mrub: float) -> dict[str, CellValue]:
    row: dict[str, CellValue] = dict(zip(("coefficient", "subject", "key"), key, strict=True))
    numbers: dict[str, CellValue] = {"low": value, "central": value, "high": value, "money_mrub": mrub}
    return {**assumptions()[-1], **row, **numbers, "swing_mrub": 0.0}


def diagnosed(cluster: str, industry: str, possible: bool, **figures: float) -> dict[str, CellValue]:
    blank: dict[str, CellValue] = dict.fromkeys(DIAGNOSIS[0])
    words = {"cluster": cluster, "industry": industry, "towns": "A", "initiator": "state"}
    return {**blank, **words, **figures, "possible": "yes" if possible else "no", "stars": 0,
            "why_not": None if possible else "The territory does not permit it."}  # fmt: skip


def garden_plan() -> Tables:
    """The plan of ``hand_made``, and a garden of 2022 for 1.5 million, a fifth of them federal."""
    tables, objective, certified = hand_made(), OBJECTIVE + GARDEN + BONUS, CERTIFIED + MORE_CERTIFIED
    gap = (certified - objective) / objective
    figures: dict[str, CellValue] = {
        "objective": objective,
        "gap_share": (SEARCHED - objective) / objective,
        "certified_bound": certified,
        "certified_gap_share": gap,
        "promise": PROMISE.format(gap_percent=percent_up(gap)),
        "federal_spent_mrub": 23.899_999_99,
        "regional_spent_mrub": 13.599_999_99,
        "eco_industry_mrub": 1.5,
        "returned_mrub": 42.500_000_02,
    }
    tables["Summary"] = [{**row, "value": figures.get(str(row["item"]), row["value"])} for row in tables["Summary"]]
    tables["States"] = [{"state": "-", "chosen": "yes", "bound_points": certified}]
    names: dict[str, CellValue] = {"category": "eco_industry", "measure": "garden", "measure_name": "Garden",
                                   "kind": "started", "unit": "ha", "scale": 1.0, "start_year": 2022}  # fmt: skip
    tables["Funded"] = [*tables["Funded"], {**line("park", 2022, (300_000.0, 1_200_000.0)), **names}]
    whole, head = 37.499_999_98, 37_499_999.98 / 20_000
    money: dict[str, CellValue] = {"eco_industry": 1.5, "total_mrub": whole, "federal_mrub": 23.899_999_99,
                                   "regional_mrub": 13.599_999_99, "rub_per_head": head}  # fmt: skip
    tables["Allocation"] = [{**tables["Allocation"][0], **money}]
    answer = 22.692128 + MORE_CERTIFIED - BONUS
    tables["Town plans"] = [{**tables["Town plans"][0], "worth_points": objective, "answer_points": answer}]
    jobs, capacity = tables["Results"]
    grown: dict[str, CellValue] = {
        "result": 3.6256 + MORE_JOBS,
        "gross_result": 11.152 + MORE_JOBS,
        "points": 7.2512 + 2 * MORE_JOBS,
    }
    tables["Results"] = [{**jobs, **grown}, capacity]
    tables["Years"][1] |= {"spent_rub": 900_000, "returned_rub": 27_600_000}
    tables["Years"][3] |= {"spent_rub": 3_600_000, "returned_rub": 6_400_000}
    for row in tables["Equity"]:
        row |= {"total_mrub": whole, "rub_per_head": head, "jobs_per_1000": (3.6256 + MORE_JOBS) / 20}
    tables["Blocked money"][0]["federal_mrub"] = 23.899_999_99
    for row in tables["Assumptions"]:
        if row["subject"] not in ("park", "dialogue"):
            more = whole / 35.999_999_98
            row |= {column: float(str(row[column])) * more for column in ("money_mrub", "swing_mrub")}
    for key, value in (("unit_cost", 1), ("yield", 2), ("kept", 0.9), ("cluster", 0.5)):
        tables["Assumptions"].append(assumption((key, "garden", "jobs" if key == "yield" else ""), value, 1.5))
    # 20 of 50 persons are at the largest firm; of firms, of all jobs and of the country nothing is known
    tables["Cluster diagnosis"] = [
        diagnosed("wood", "timber", True, employed_persons=50, dominance_share=0.4),
        diagnosed("tin", "metal", False),
    ]
    # nor is any star asked for
    compared = PLAN_SHEET_BY_NAME["Industries compared"].columns
    of_timber: dict[str, CellValue] = {"place": "A", "industry": "timber", "employed_persons": 50, "stars": 0}
    tables["Industries compared"] = [{**dict.fromkeys(column.name for column in compared), **of_timber}]
    tables["Cluster years"] = [
        {"cluster": "wood", "year": 2022, "stage": 1, "joint_points": BONUS, "bonus_points": BONUS}
    ]
    return tables


def test_a_plan_with_a_cluster_holds() -> None:
    found = verified(garden_plan(), garden_case())
    assert [str(fault) for fault in found.faults] == []
    assert found.recomputed["objective"] == pytest.approx(OBJECTIVE + GARDEN + BONUS)


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value", "place"),
    [
        ("Cluster diagnosis", 0, "firms", 1, "Cluster diagnosis!G4"),
        ("Cluster diagnosis", 0, "dominance_share", None, "Cluster diagnosis!K4"),
        ("Cluster diagnosis", 1, "why_not", None, "Cluster diagnosis!R5"),
        ("Cluster years", 0, "bonus_points", 0, "Cluster years!E4"),
        ("Results", 0, "result", 3.6256 + 1.28, "Results!D4"),
        ("Results", 0, "gross_result", 11.152 + 1.28, "Results!E4"),
        ("Town plans", 0, "worth_points", OBJECTIVE + GARDEN, "Town plans!F4"),
        ("Summary", 2, "value", OBJECTIVE + GARDEN, "Summary!B6"),
        ("Summary", 5, "value", CERTIFIED + MORE_CERTIFIED - BONUS, "Summary!B9"),
    ],
)
def test_a_plan_that_says_otherwise_is_refused(sheet: str, row: int, column: str, value: CellValue, place: str) -> None:
    assert f"P.xlsx: {place}" in places(verified(altered(garden_plan(), sheet, row, column, value), garden_case()))


def test_only_figures_that_may_be_unknown_may_be_blank() -> None:
    plan, faults = read_plan(grids_of(garden_plan()), garden_case(), "P.xlsx")
    assert not faults
    assert [record.values["firms"] for record in plan.records["Cluster diagnosis"]] == ["", ""]
    for sheet, column in (
        ("Cluster diagnosis", "stars"),
        ("Cluster years", "stage"),
        ("Cluster years", "joint_points"),
    ):
        tables = altered(garden_plan(), sheet, 0, column, None)
        assert len(read_plan(grids_of(tables), garden_case(), "P.xlsx")[1]) == 1
    tables = altered(garden_plan(), "Cluster diagnosis", 0, "firms", "many")
    assert [fault.place for fault in read_plan(grids_of(tables), garden_case(), "P.xlsx")[1]] == [
        "P.xlsx: Cluster diagnosis!G4"
    ]
