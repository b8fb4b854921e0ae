"""The second computation against numbers worked out by hand from docs/model.md.

``one_town`` is small enough to follow on paper; the other tests of the verifier use it too. Two years (2021, 2022),
results until year 4, discount 0.25 so that delta = 0.8; town A has 20,000 inhabitants, so n = 2.
"""

from __future__ import annotations

from dataclasses import replace

import pytest

from models.case import (
    Budget,
    Case,
    Cofinancing,
    Contribution,
    Factor,
    Goal,
    Inflation,
    Lock,
    LockIn,
    Measure,
    Readiness,
    Region,
    RoadmapStep,
    Score,
    Settings,
    Status,
    Town,
    Triple,
)
from planner.verifying.diagnosis import needs
from planner.verifying.effects import Effects, effects_of
from planner.verifying.offers import option_refusal, roadmap_refusal, town_lock_ins, town_variants
from planner.verifying.roadmaps import lowered_path

TALK = "talk/political@2021"


def one_town() -> Case:
    """One town, one started measure (park), one opening measure (dialogue), one roadmap with one target."""
    numbers = {
        ("weight", "clans", "political"): 3,
        ("weight", "activity", "political"): -1,
        ("weight", "distance", "cognitive"): 2,
        ("prior", "clans", ""): 2,
        ("prior", "distance", ""): 2,
        ("drift", "political", ""): 0.2,
        ("drift", "cognitive", ""): 0.1,
        ("floor", "political", ""): 0.1,
        ("floor", "cognitive", ""): 0.2,
        ("distress", "crisis", ""): 3,
        ("distress", "stable", ""): 1,
        ("window_factor", "crisis", ""): 2,
        ("unit_cost", "park", ""): 10,
        ("cost_size_exponent", "park", ""): 1,
        ("size_exponent", "park", ""): 1,
        ("running_cost", "park", ""): 0.1,
        ("yield", "park", "jobs"): 5,
        ("sensitivity", "park", "political"): 0.4,
        ("context", "park", "clans"): 1,
        ("deadweight", "park", ""): 0.2,
        ("deadweight", "park", "distance"): 0.5,
        ("displacement", "park", ""): 0.5,
        ("kept", "park", ""): 0.5,
        ("returns_break", "park", ""): 0.5,
        ("returns_after", "park", ""): 0.5,
        ("unit_cost", "dialogue", ""): 4,
        ("yield", "dialogue", "jobs"): 1,
        ("kept", "dialogue", ""): 1,
        ("opening", "dialogue", "political"): 0.3,
        ("drift_cut", "dialogue", "political"): 0.5,
        ("cost_cut", "dialogue", "industrial_system"): 0.2,
    }
    coefficients = {key: Triple(value, value, value) for key, value in numbers.items()}
    coefficients["prior", "activity", ""] = Triple(1, 2, 3)
    return Case(
        settings=Settings("One town", 2021, 2, 4, 2020, 0.25, 1, 1, 0.5, 0),
        goals=(Goal("jobs", "Jobs", "job-years", 2), Goal("capacity", "Capacity", "lock-in years", 10)),
        lock_ins=(LockIn("political", "Political"), LockIn("cognitive", "Cognitive")),
        statuses=(Status("crisis", "Crisis", 1), Status("stable", "Stable", 0)),
        factors=(
            Factor("clans", "Clans", "score"),
            Factor("activity", "Activity", "score"),
            Factor("distance", "Distance", "number", 0, 200),
        ),
        regions=(Region("North", 1.5),),
        towns=(Town("A", "Alpha", "North", "crisis", 20_000),),
        scores=(Score("A", "clans", 2, "expert"), Score("A", "distance", 100, "statistics")),
        measures=(
            Measure("park", "Park", "industrial_system", "started", "ha", 1, 2, 0.1, 1, 1, 2, True),
            Measure("dialogue", "Dialogue", "social_political", "opening", "year", 0, 1, 0, 1, 0, 1),
        ),
        roadmap_steps=(RoadmapStep("talk", "political", "dialogue", 0.5, 1, 1),),
        links=(),
        cofinancing=(Cofinancing("", "", 0.2, 0.8),),
        budgets=(
            Budget("federal", 2021, 40),
            Budget("federal", 2022, 20),
            Budget("North", 2021, 10),
            Budget("North", 2022, 10),
        ),
        limits=(),
        locks=(),
        coefficients=coefficients,
    )


def two_towns() -> Case:
    """Town B beside A: stable, 5,000 inhabitants, in a region of unknown price level."""
    case = one_town()
    return replace(
        case,
        regions=(*case.regions, Region("South")),
        towns=(*case.towns, Town("B", "Beta", "South", "stable", 5_000)),
        budgets=(*case.budgets, Budget("South", 2021, 5), Budget("South", 2022, 5)),
    )


def effects() -> Effects:
    return effects_of(one_town(), "central")


def test_lock_ins_and_their_interval() -> None:
    # political: weights 3/4 and -1/4, base 1/4; clans 2/4, activity unknown at its prior 2/4:
    # 0.25 + 0.75*0.5 - 0.25*0.5 = 0.5; activity at 3/4 gives 0.4375, at 1/4 gives 0.5625. cognitive: 100/200.
    found = effects().diagnosis
    assert found.lock_in == {("A", "political"): pytest.approx(0.5), ("A", "cognitive"): pytest.approx(0.5)}
    assert found.lock_in_low["A", "political"] == pytest.approx(0.4375)
    assert found.lock_in_high["A", "political"] == pytest.approx(0.5625)
    # a quarter of the weight of one of two lock-ins is unknown
    assert found.unknown_share == {"A": pytest.approx(0.125)}
    assert found.self_share == {"A": 0}


@pytest.mark.parametrize(
    ("factor", "value", "worse", "better"),
    [
        # political is 0.25 + 0.75*clans - 0.25*activity, where both priors are 2/4
        ("clans", 0, 0.5, 0.125),  # the town's word would lower it by 0.375: the prior counts
        ("clans", 3, 0.6875, 0.5),  # its word raises it by 0.1875
        ("activity", 4, 0.5, 0.375),
        ("activity", 1, 0.5625, 0.5),
    ],
)
def test_own_scores_count_no_better_than_the_prior(factor: str, value: float, worse: float, better: float) -> None:
    found = effects_of(replace(one_town(), scores=(Score("A", factor, value, "self"),)), "central").diagnosis
    assert found.lock_in["A", "political"] == pytest.approx(worse)
    assert found.lock_in_least["A", "political"] == pytest.approx(better)
    # the audit asks about the word itself
    assert found.share["A", factor] == pytest.approx(value / 4)
    # weight 3/4 (clans) or 1/4 (activity) of one of two lock-ins
    assert found.self_share["A"] == pytest.approx(0.375 if factor == "clans" else 0.125)


def test_the_interval_holds_both_ends_of_a_town_s_own_score() -> None:
    # clans 3/4 by its own word or 2/4; activity unknown from 1/4 to 3/4: 0.25 + 0.75*clans - 0.25*activity
    found = effects_of(replace(one_town(), scores=(Score("A", "clans", 3, "self"),)), "central").diagnosis
    assert found.lock_in_low["A", "political"] == pytest.approx(0.4375)
    assert found.lock_in_high["A", "political"] == pytest.approx(0.75)


def test_place_takes_the_worse_end_of_a_town_s_own_score() -> None:
    # context 1 + clans and deadweight 0.5*distance: its own words of 4/4 and of 0 km help nothing against 2/4 each;
    # its own 1/4 for clans counts
    own = (Score("A", "clans", 4, "self"), Score("A", "distance", 0, "self"))
    assert effects_of(replace(one_town(), scores=own), "central").place["A", "park"].net == pytest.approx(0.45)
    less = effects_of(replace(one_town(), scores=(Score("A", "clans", 1, "self"),)), "central")
    assert less.place["A", "park"].net == pytest.approx(1.25 * 0.6 * 0.5)
    assert less.place["A", "park"].gross == pytest.approx(1.25)


def test_capacity_counts_from_the_better_end() -> None:
    # clans 0 by the town's word: political is 0.5 for its effects and 0.125 for its capacity, of which the floor 0.1
    # leaves 0.025 to lower in 2021; the drift of 0.15 takes from it in 2022. Reserve and n as elsewhere
    offer = town_variants(effects_of(replace(one_town(), scores=(Score("A", "clans", 0, "self"),)), "central"), "A")
    assert offer[TALK].lock_ins["political"] == pytest.approx((0.5, 0.2, 0.245))
    assert offer[TALK].results["capacity"] == pytest.approx(2 * 0.85 * 0.025 * 0.86016)


def test_numbers_are_clamped() -> None:
    case = replace(one_town(), scores=(Score("A", "distance", 900, "statistics"),))
    assert effects_of(case, "central").diagnosis.share["A", "distance"] == 1.0


def test_need_is_relative_to_the_mean() -> None:
    # distress 3 and 1, mean 2; the exponent 2 squares the ratios
    assert needs(two_towns(), "central") == {"A": pytest.approx(1.5), "B": pytest.approx(0.5)}
    case = replace(two_towns(), settings=replace(one_town().settings, equity_exponent=2))
    assert needs(case, "central") == {"A": pytest.approx(2.25), "B": pytest.approx(0.25)}


def test_variants_carry_target_and_start() -> None:
    assert list(effects().variants) == ["none", TALK, "talk/political@2022"]
    case = one_town()
    two_targets = (*case.roadmap_steps, RoadmapStep("talk", "cognitive", "dialogue", 0.25, 1, 2))
    names = list(effects_of(replace(case, roadmap_steps=two_targets), "central").variants)
    # the rows of cognitive take two years and fit 2021 alone
    assert names == ["none", TALK, "talk/political@2022", "talk/cognitive@2021", "talk/political+cognitive@2021"]


def test_rows_of_a_variant_add_up_and_blank_targets_belong_to_all() -> None:
    steps = (
        RoadmapStep("talk", "", "dialogue", 0.25, 1, 2),
        RoadmapStep("talk", "political", "dialogue", 0.5, 2, 2),
    )
    found = effects_of(replace(one_town(), roadmap_steps=steps), "central").variants
    assert found[TALK].intensity == {"dialogue": pytest.approx((0.25, 0.75))}
    untargeted = effects_of(replace(one_town(), roadmap_steps=steps[:1]), "central").variants
    assert list(untargeted) == ["none", "talk@2021"]


def test_lock_ins_fall_with_opening_and_drift_back() -> None:
    # fade 0.2*(1 - 0.5*0.5) = 0.15 in both years; opened 0.3*0.5 = 0.15, doubled by the window of the first year:
    # L2 = 0.5 - 0.3 = 0.2; L3 = 0.2 + 0.15*0.3 = 0.245
    found = effects()
    variant = found.variants[TALK]
    assert town_lock_ins(found, "A", variant)["political"] == pytest.approx((0.5, 0.2, 0.245))
    assert variant.fade("political", 1.0) == pytest.approx((0.15, 0.15))
    # cost is cut in the years after the work: 1 - 0.2*0.5
    assert variant.cut["industrial_system"] == pytest.approx((1.0, 0.9))
    # the floor holds, and it is today's lock-in where that is lower
    assert lowered_path(0.5, 0.4, variant, "political", (2.0, 1.0))[1] == pytest.approx(0.1)
    assert lowered_path(0.3, 0.4, variant, "political", (2.0, 1.0)) == pytest.approx((0, 0, 0))


def test_worth_and_cost_of_a_started_measure() -> None:
    # context 1 + 1*0.5; additional (1-0.2)*(1-0.5*0.5) = 0.6; displacement 0.5: 0.45. a = 0.45*(1-0.4*L).
    # W[1] = 0.8^2 + 0.5*0.8^3 = 0.896; W[2] = 0.8^3 + 0.5*0.8^4 = 0.7168. size 2, points 2*5.
    # unit 10*1.5*2 = 30 mrub, running 3
    town = town_variants(effects(), "A")
    first, second = town["none"].menus["park"].options
    assert first.worth == pytest.approx(20 * 0.45 * 0.8 * 0.896)
    assert second.worth == pytest.approx(20 * 0.45 * 0.8 * 0.7168)
    assert first.cost_mrub == pytest.approx((30, 3))
    assert second.cost_mrub == pytest.approx((0, 30))
    # after the dialogue: L = 0.2 in year 2 and the cost cut by a tenth
    after = town[TALK].menus["park"].options[1]
    assert after.worth == pytest.approx(20 * 0.45 * 0.92 * 0.7168)
    assert after.cost_mrub == pytest.approx((0, 27))


def test_a_longer_measure_is_delivered_and_paid_evenly() -> None:
    case = one_town()
    case = replace(case, measures=(replace(case.measures[0], duration_years=2), case.measures[1]))
    (option,) = town_variants(effects_of(case, "central"), "A")[TALK].menus["park"].options
    # a = 0.36 then 0.414; half of the unit each year, the second half cut by a tenth
    assert option.worth == pytest.approx(20 * (0.36 * 0.896 + 0.414 * 0.7168) / 2)
    assert option.cost_mrub == pytest.approx((15, 13.5))


def test_results_end_with_the_evaluation_year_and_with_life() -> None:
    case = one_town()
    early = replace(case, settings=replace(case.settings, evaluation_years=3))
    assert effects_of(early, "central").delivered["park"] == pytest.approx((0.896, 0.512))
    over = replace(case, settings=replace(case.settings, evaluation_years=2))
    assert effects_of(over, "central").delivered["park"] == pytest.approx((0.64, 0))


def test_scale_window_of_a_town() -> None:
    # 2 + 0.1*20 = 4, bend at half of it
    scale = effects().scale["A", "park"]
    assert (scale.low, scale.bend, scale.high) == pytest.approx((1, 2, 4))
    assert scale.full_returns(3) == pytest.approx(2.5)
    locked = replace(one_town(), locks=(Lock("A", "park", "must", None, 1.5),))
    assert effects_of(locked, "central").scale["A", "park"].low == 1.5


def test_worth_and_cost_of_a_roadmap() -> None:
    # dialogue: 0.5 of a year at effectiveness 1, W = 0.8: 0.4 jobs. reserve 0.8^3 + 0.85*0.8^4 = 0.86016;
    # capacity 2*(0.5-0.245)*0.86016 = 0.4386816; worth 2*0.4 + 10*0.4386816. cost 4*1.5*0.5
    offer = town_variants(effects(), "A")[TALK]
    assert offer.results == {"jobs": pytest.approx(0.4), "capacity": pytest.approx(0.4386816)}
    assert offer.worth == pytest.approx(5.186816)
    assert offer.cost_mrub == {"dialogue": pytest.approx((3, 0))}


def test_a_gate_refuses_what_opening_allows() -> None:
    case = one_town()
    gate = {**case.coefficients, ("gate", "park", "political"): Triple(0.3, 0.3, 0.3)}
    town = town_variants(effects_of(replace(case, coefficients=gate), "central"), "A")
    # lock-in 0.5 today, 0.2 in 2022 after the dialogue of 2021
    assert "park" not in town["none"].menus
    assert [option.start for option in town[TALK].menus["park"].options] == [2]


@pytest.mark.parametrize(
    ("lock", "starts"),
    [
        (Lock("A", "park", "must_not", 2021, None), [2]),
        (Lock("A", "park", "must_not", None, None), []),
        (Lock("A", "park", "must", 2022, None), [2]),
        (Lock("A", "park", "must", None, None), [1, 2]),
        (Lock("A", "park", "must", None, 5.0), []),  # least scale above the greatest, 4
    ],
)
def test_locks_on_measures(lock: Lock, starts: list[int]) -> None:
    found = effects_of(replace(one_town(), locks=(lock,)), "central")
    assert offered_starts_of_park(found) == starts


def offered_starts_of_park(found: Effects) -> list[int]:
    park, none = found.measures["park"], found.variants["none"]
    paths = town_lock_ins(found, "A", none)
    return [s for s in (1, 2) if not option_refusal(found, found.towns["A"], park, s, paths, none)]


@pytest.mark.parametrize(
    ("lock", "names"),
    [
        (Lock("A", "talk", "must", None, None), [TALK, "talk/political@2022"]),
        (Lock("A", "talk", "must", 2022, None), ["talk/political@2022"]),
        (Lock("A", "talk", "must_not", 2022, None), ["none", TALK]),
        (Lock("A", "talk", "must_not", None, None), ["none"]),
    ],
)
def test_locks_on_roadmaps(lock: Lock, names: list[str]) -> None:
    assert list(town_variants(effects_of(replace(one_town(), locks=(lock,)), "central"), "A")) == names


@pytest.mark.parametrize(
    ("change", "offered"),
    [
        ({"statuses": ("stable",)}, False),
        ({"statuses": ("stable", "crisis")}, True),
        ({"population_min": 20_000.0}, True),
        ({"population_min": 20_001.0}, False),
        ({"population_max": 20_000.0}, True),
        ({"population_max": 19_999.0}, False),
    ],
)
def test_who_may_use_a_measure(change: dict[str, object], offered: bool) -> None:
    case = one_town()
    started = replace(case.measures[0], **change)  # type: ignore[arg-type]
    town = town_variants(effects_of(replace(case, measures=(started, case.measures[1])), "central"), "A")
    assert ("park" in town["none"].menus) is offered
    opening = replace(case.measures[1], **change)  # type: ignore[arg-type]
    found = effects_of(replace(case, measures=(case.measures[0], opening)), "central")
    assert (not roadmap_refusal(found, found.towns["A"], found.variants[TALK])) is offered


def test_the_draw_says_which_column_is_read() -> None:
    # at the low prior of activity, 1/4, the lock-in is 0.25 + 0.375 - 0.0625
    assert effects_of(one_town(), "low").diagnosis.lock_in["A", "political"] == pytest.approx(0.5625)


def test_an_unknown_price_level_is_that_of_the_country() -> None:
    # 10 * 1 * 0.5^1 for a town of 5,000
    assert effects_of(two_towns(), "central").unit_mrub["B", "park"] == pytest.approx(5)


@pytest.mark.parametrize(
    ("price_year", "levels"),
    [
        (2020, (1.1, 1.1 * 1.2)),
        (2021, (1.0, 1.2)),
        (2022, (1 / 1.2, 1.0)),
        (2023, (1 / 1.2 / 1.5, 1 / 1.5)),
    ],
)
def test_price_levels(price_year: int, levels: tuple[float, float]) -> None:
    case = one_town()
    rise = (Inflation(2021, 0.1), Inflation(2022, 0.2), Inflation(2023, 0.5))
    case = replace(case, settings=replace(case.settings, price_year=price_year), inflation=rise)
    found = effects_of(case, "central")
    assert found.price_level == pytest.approx(levels)
    # unit 30 mrub in 2022 (the cut of a tenth after the dialogue), roadmap 3 mrub in 2021
    town = town_variants(found, "A")
    assert town[TALK].menus["park"].options[1].cost_mrub == pytest.approx((0, 27 * levels[1]))
    assert town[TALK].cost_mrub["dialogue"] == pytest.approx((3 * levels[0], 0))


def test_the_most_particular_contribution_counts() -> None:
    rows = (
        Contribution("business", "", "", 0.1, 5.0),
        Contribution("business", "", "park", 0.2, None),
        Contribution("business", "A", "", 0.3, 6.0, "agreed"),
        Contribution("funds", "A", "park", None, 2.0),
        Contribution("funds", "", "", 0.4, None),
    )
    found = effects_of(replace(two_towns(), contributions=rows), "central")
    # in A the row of the town goes before that of the measure; the row of the town and measure of funds has no share
    assert found.public_share("A", "park") == pytest.approx(0.7)
    assert found.given_mrub("A", "park") == pytest.approx(8)
    assert [part.evidence for part in found.parts["A", "park"]] == ["agreed", "promised"]
    # in B that of the measure, which gives no sum
    assert found.public_share("B", "park") == pytest.approx(0.4)
    assert found.given_mrub("B", "park") == 0
    # sums are for started measures alone
    assert found.public_share("A", "dialogue") == pytest.approx(0.3)
    assert found.given_mrub("A", "dialogue") == 0
    # of the roadmap's 3 mrub and the park's unit of 30 three tenths are left to others
    town = town_variants(found, "A")
    assert town[TALK].cost_mrub["dialogue"] == pytest.approx((0.3 * 3, 0))
    assert town["none"].menus["park"].options[0].cost_mrub == pytest.approx((21, 2.1))
    assert town["none"].menus["park"].terms.given_mrub == pytest.approx(8)


@pytest.mark.parametrize(("sum_mrub", "starts"), [(26.9, [1, 2]), (27.0, [1, 2]), (27.1, [1])])
def test_the_least_project_takes_the_sums(sum_mrub: float, starts: list[int]) -> None:
    # one hectare costs 30 in 2021, and after the dialogue 27 in 2022
    case = replace(one_town(), contributions=(Contribution("business", "", "park", None, sum_mrub),))
    menu = town_variants(effects_of(case, "central"), "A")[TALK].menus["park"]
    assert [option.start for option in menu.options] == starts


def test_tax_forgone_follows_completion() -> None:
    case = one_town()
    half = {("tax_forgone_federal", "park", ""): 0.02, ("tax_forgone_regional", "park", ""): 0.03}
    case = replace(
        case,
        coefficients={**case.coefficients, **{key: Triple(value, value, value) for key, value in half.items()}},
        inflation=(Inflation(2022, 0.1),),
    )
    first, second = town_variants(effects_of(case, "central"), "A")["none"].menus["park"].options
    # 5 % of 30 mrub at the prices of 2022
    assert first.tax_mrub == pytest.approx((0, 1.65))
    assert second.tax_mrub == (0, 0)


@pytest.mark.parametrize(
    ("row", "preparation", "consent", "starts"),
    [
        (None, 0, False, [1, 2]),
        (None, 1, False, [2]),
        (None, 2, False, []),
        (None, 0, True, []),
        (Readiness("A", "park", 2022, None), 0, False, [2]),
        (Readiness("A", "park", 2021, None), 2, False, [1, 2]),  # ready, whatever it takes elsewhere
        (Readiness("A", "park", None, "yes"), 1, True, [2]),
        (Readiness("A", "park", None, "no"), 0, False, []),  # a no counts where nobody had to ask
        (Readiness("A", "park", 2021, None), 0, True, []),
        (Readiness("B", "park", None, "yes"), 0, True, []),
    ],
)
def test_a_town_is_ready_and_consents(
    row: Readiness | None, preparation: int, consent: bool, starts: list[int]
) -> None:
    case = two_towns()
    park = replace(case.measures[0], preparation_years=preparation, needs_consent=consent)
    rows = () if row is None else (row,)
    found = effects_of(replace(case, measures=(park, case.measures[1]), readiness=rows), "central")
    assert offered_starts_of_park(found) == starts


def with_hostel() -> Case:
    """A second town, and a proposal of A as the reader admits it: own cost and result, the park's sensitivity."""
    case = two_towns()
    hostel = Measure("hostel", "Hostel", "industrial_system", "started", "hostel", 1, 1, 0, 1, 0, 1, town="A",
                     evidence="stated")  # fmt: skip
    numbers = {("unit_cost", ""): 6, ("yield", "jobs"): 4, ("kept", ""): 0.5, ("sensitivity", "political"): 0.4}
    own = {(name, "hostel", key): Triple(value, value, value) for (name, key), value in numbers.items()}
    return replace(case, measures=(*case.measures, hostel), coefficients={**case.coefficients, **own})


def test_a_proposal_is_of_its_town_alone_and_costs_what_it_says() -> None:
    found = effects_of(with_hostel(), "central")
    town, other = town_variants(found, "A")["none"], town_variants(found, "B")["none"]
    assert "hostel" not in other.menus
    # 6 mrub though prices in the North are half as high again; need 3/mean 2 = 1.5, jobs weigh 2 and the lock-in is 0.5
    option = town.menus["hostel"].options[0]
    assert option.cost_mrub == pytest.approx((6, 0))
    assert option.worth == pytest.approx(1.5 * 2 * 4 * 0.8 * 0.8)


def test_gross_results_leave_out_what_would_have_come_anyway() -> None:
    # context 1.5 at lock-in 0.5, W = 0.896: 1.5*0.8*0.896 without 0.6 of additional and a half displaced
    option = town_variants(effects(), "A")["none"].menus["park"].options[0]
    assert option.gross == pytest.approx(1.5 * 0.8 * 0.896)
    assert option.reach == pytest.approx(0.3 * 1.5 * 0.8 * 0.896)
