"""The oracle on what the federal centre and the monitoring of towns add, in cases argued by hand.

Towns, measures and money are those of ``test_oracle_self``: a unit of a measure is worth its points and costs its
million. ``locked_town`` has lock-in 1 and works that fail in full lock-in; talks of 3 million in year 1 halve it.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from oracle import Decisions, Reading, best_plan, decided, evaluate, states_of
from random_cases import CLUSTER_SEEDS, FEDERAL_SEEDS, random_case
from test_oracle_self import limit, locked_town, make_case, measure, optimum, pilot, plan_of, priced, town, two_towns

from models.case import (
    FEDERAL,
    Budget,
    Case,
    Finding,
    Indicator,
    Inflation,
    Instrument,
    Lock,
    Observation,
    Readiness,
    RoadmapStep,
    Score,
    Status,
    Triple,
)

CHOOSE = Instrument("agency", "Agency", "choose", 1)


def with_agency(agency: Instrument = CHOOSE, *, horizon: int = 1, duration: int = 1, **values: float) -> Case:
    """10 federal million a year for works of a point a unit, and an agency with its cost, effect and cut."""
    coefficients = priced(works=(1, 1)) | {("instrument_cost", "agency", ""): values.get("cost", 0.0)}
    coefficients |= {(f"instrument_{k}", "works", "agency"): values.get(k, 0.0) for k in ("effect", "cut")}
    return make_case(
        [measure("works", 100, duration_years=duration)],
        coefficients,
        {(FEDERAL, y): 10.0 for y in range(1, horizon + 1)},
        horizon=horizon,
        instruments=(agency,),
    )


def values_of(case: Case, **changed: float) -> Case:
    """The case with further coefficients, ``name__subject__key`` each."""
    rows = {tuple([*key.split("__"), "", ""][:3]): Triple(x, x, x) for key, x in changed.items()}
    return replace(case, coefficients={**case.coefficients, **rows})


@pytest.mark.parametrize(
    ("case", "state", "expected"),
    [
        # The agency costs 2 of 10 million, and 8 units give half as much again; at a cost of 4 the plan does without.
        (with_agency(cost=2, effect=0.5), "agency", 8 * 1.5),
        (with_agency(cost=4, effect=0.5), "-", 10),
        (with_agency(replace(CHOOSE, decision="yes"), cost=4, effect=0.5), "agency", 6 * 1.5),
        (with_agency(replace(CHOOSE, decision="no"), cost=2, effect=0.5), "-", 10),
        # Works at half their cost: 6 million pay for 12 units.
        (with_agency(cost=4, cut=0.5), "agency", 12),
        # Before its first year it costs nothing and does nothing.
        (with_agency(replace(CHOOSE, decision="yes", first_year=2), cost=4, effect=0.5), "agency", 10),
        (with_agency(replace(CHOOSE, decision="yes", first_year=0), cost=2, effect=0.5), "agency", 12),
    ],
)
def test_an_instrument_runs_where_it_is_worth_its_cost(case: Case, state: str, expected: float) -> None:
    plan = best_plan(case)
    assert plan is not None
    assert (plan.state, plan.objective) == (state, pytest.approx(expected))


def test_an_instrument_that_cannot_be_paid_leaves_no_plan_unless_it_is_left_out() -> None:
    assert optimum(with_agency(replace(CHOOSE, decision="yes"), cost=11)) is None
    assert optimum(with_agency(cost=11, effect=3)) == pytest.approx(10)


def test_costs_of_an_instrument_rise_with_prices() -> None:
    # 10 less 2 * 1.5 million pay for works at 1.5 a unit.
    case = replace(with_agency(cost=2, effect=2), inflation=(Inflation(1, 0.5),))
    case = replace(case, settings=replace(case.settings, price_year=0))
    assert optimum(case) == pytest.approx(7 / 1.5 * 3)


def test_help_and_save_are_of_the_years_in_which_works_are_delivered() -> None:
    """Two years of works, with the agency in the second: half of the result is raised, half of the cost is lowered."""
    late = replace(CHOOSE, first_year=2)
    # Half a million a year and unit: 10 million of either year pay for 20 units, or 9 for 18 if the agency costs 1.
    assert optimum(with_agency(late, horizon=2, duration=2, effect=0.5)) == pytest.approx(20 * (1 + 1.5) / 2)
    assert optimum(with_agency(late, horizon=2, duration=2, effect=0.5, cost=1)) == pytest.approx(18 * (1 + 1.5) / 2)
    # Year 1 still pays half a million a unit; year 2 a quarter, so that 4 million would do for 16 units.
    assert optimum(with_agency(late, horizon=2, duration=2, cut=0.5)) == pytest.approx(20)
    poor = with_agency(late, horizon=2, duration=2, cut=0.5)
    assert optimum(replace(poor, budgets=(poor.budgets[0], replace(poor.budgets[1], amount_mrub=4.0),
                                          *poor.budgets[2:]))) == pytest.approx(16)  # fmt: skip


def test_two_instruments_help_one_after_the_other() -> None:
    other = Instrument("eco", "Programme", "yes", 1)
    case = values_of(with_agency(replace(CHOOSE, decision="yes"), effect=0.5, cut=0.5), instrument_cost__eco=0.0)
    case = values_of(case, instrument_effect__works__eco=0.2, instrument_cut__works__eco=0.2)
    case = replace(case, instruments=(*case.instruments, other))
    assert optimum(case) == pytest.approx(10 / (0.5 * 0.8) * 1.5 * 1.2)


@pytest.mark.parametrize(
    ("payer", "money", "ceiling", "expected"),
    [
        # 5 million of its own for a cost of 1; a region's money too; 1 million that does not pay for it.
        (FEDERAL, 5, None, ("agency", 14)),
        ("north", 5, None, ("agency", 14)),
        (FEDERAL, 1, None, ("agency", 10)),
        (FEDERAL, 0.5, None, ("-", 10)),
        # Its rule comes with it: 6 million of public money at most, or 12.
        (FEDERAL, 5, 6, ("-", 10)),
        (FEDERAL, 5, 12, ("agency", 12)),
    ],
)
def test_money_and_limits_of_an_instrument_stand_only_with_it(
    payer: str, money: float, ceiling: float | None, expected: tuple[str, float]
) -> None:
    case = with_agency(cost=1)
    case = replace(case, budgets=(*case.budgets, Budget(payer, 1, money, "agency")))
    if ceiling is not None:
        case = replace(case, limits=(replace(limit("all", "mrub", ceiling=ceiling), instrument="agency"),))
    plan = best_plan(case)
    assert plan is not None
    assert (plan.state, plan.objective) == (expected[0], pytest.approx(expected[1]))


def test_states_are_named_and_ordered() -> None:
    three = tuple(Instrument(i, i, decision, 1) for i, decision in zip("abc", ("choose", "yes", "choose"), strict=True))
    case = replace(with_agency(), instruments=three)
    assert states_of(case) == ["a+b+c", "a+b", "b+c", "b"]
    assert [row.decision for row in decided(case, "a+b").instruments] == ["yes", "yes", "no"]
    assert states_of(decided(case, "a+b")) == ["a+b"]
    assert states_of(with_agency()) == ["agency", "-"]
    assert states_of(replace(case, instruments=())) == ["-"]
    with pytest.raises(ValueError, match="no such state: a"):
        decided(case, "a")
    with pytest.raises(ValueError, match="not decided"):
        Reading(case, "central")


def test_help_is_in_what_follows_a_pilot() -> None:
    # The pilot's unit of year 1 and 10 units of year 2, a point and half a point each: all of it half as much again.
    helped = replace(pilot(), instruments=(replace(CHOOSE, decision="yes"),))
    helped = values_of(helped, instrument_cost__agency=0.0, instrument_effect__works__agency=0.5)
    assert optimum(pilot()) == pytest.approx(17)
    assert optimum(helped) == pytest.approx(17 * 1.5)


def test_help_is_in_what_clusters_add() -> None:
    """If every measure achieves a half more in every year, so do plans, what clusters add included; not roadmaps."""
    added = 0
    for seed in CLUSTER_SEEDS:
        plan, case = plan_of(seed), random_case(seed)
        if plan is None or not plan.bonus:
            continue
        case = replace(case, products=())
        helped = replace(case, instruments=(replace(CHOOSE, decision="yes"),))
        helped = values_of(helped, **{f"instrument_effect__{m.measure}__agency": 0.5 for m in case.started})
        reading = Reading(case, "central")
        opened = sum(reading.roadmap_worth[t, p] for t, p in plan.decisions.roadmap.items())
        before, after = (evaluate(c, plan.decisions) - opened for c in (case, helped))
        assert after == pytest.approx(1.5 * before)
        added += 1
    assert added >= 5


# Monitoring

JOBLESS = Indicator("jobless", "Jobless", "%", None, 5.0)
OUTPUT = Indicator("output", "Output", "index", 90.0, None)


def watched(observations: tuple[Observation, ...], findings: tuple[Finding, ...] = (), **tables: Any) -> Case:
    """10 federal million for works of a point a unit in A and B; a visit for the jobless costs 2, one for output 3."""
    values = priced(works=(1, 1)) | {("visit_cost", "jobless", ""): 2.0, ("visit_cost", "output", ""): 3.0}
    return make_case(
        [measure("works", 100)],
        values,
        {(FEDERAL, 1): 10},
        towns=(town("A"), town("B")),
        indicators=(JOBLESS, OUTPUT),
        observations=observations,
        findings=findings,
        **tables,
    )


def seen(value: float, place: str = "A", indicator: str = "jobless", year: int = 0) -> Observation:
    return Observation(place, indicator, year, value)


@pytest.mark.parametrize(
    ("case", "visits"),
    [
        (watched(()), 0),
        # Beyond the bound, not at it.
        (watched((seen(5.0),)), 0),
        (watched((seen(5.1),)), 2),
        (watched((seen(90, indicator="output"),)), 0),
        (watched((seen(89.9, indicator="output"),)), 3),
        # One team a town, for the dearest of its alarms; a team for every town.
        (watched((seen(6), seen(80, indicator="output"))), 3),
        (watched((seen(6), seen(80, "B", "output"))), 5),
        # The latest year counts.
        (watched((seen(6, year=-1), seen(4, year=0))), 0),
        (watched((seen(6, year=0), seen(4, year=-1))), 2),
        # A finding of the year or later answers, in the town itself; the other alarm may be older.
        (watched((seen(6),), (Finding("A", 0),)), 0),
        (watched((seen(6),), (Finding("A", 1),)), 0),
        (watched((seen(6),), (Finding("A", -1),)), 2),
        (watched((seen(6),), (Finding("B", 0),)), 2),
        (watched((seen(6), seen(80, indicator="output", year=-1)), (Finding("A", -1),)), 2),
    ],
)
def test_alarms_call_teams_that_federal_money_pays(case: Case, visits: float) -> None:
    assert Reading(case, "central").visits_mrub() == pytest.approx(visits)
    assert optimum(case) == pytest.approx(10 - visits)


def test_visits_are_paid_in_the_first_year_at_its_prices() -> None:
    case = watched((seen(6),), inflation=(Inflation(1, 0.5), Inflation(2, 0.0)))
    settings = replace(case.settings, price_year=0, horizon_years=2, evaluation_years=2)
    budgets = tuple(Budget(payer, y, 10.0 * (payer == FEDERAL)) for payer in (FEDERAL, "north") for y in (1, 2))
    case = replace(case, settings=settings, budgets=budgets)
    # A starts in one year and B in the other: 10 - 2 * 1.5 million, and 10 untouched, at 1.5 a unit.
    assert optimum(case) == pytest.approx(7 / 1.5 + 10 / 1.5)


def test_a_town_that_has_found_its_niche_is_left_alone() -> None:
    case = two_towns()
    alone = replace(case, towns=(replace(case.towns[0], left_alone=True), case.towns[1]))
    assert optimum(alone) == pytest.approx(20)
    assert optimum(replace(alone, locks=(Lock("A", "a", "must", None, None),))) is None
    # It takes no roadmap either, whatever it may take.
    open_town = locked_town(capacity=10, evaluation=4)
    left = replace(open_town, towns=(replace(open_town.towns[0], left_alone=True),))
    assert [v.name for v in Reading(left, "central").offered_variants("A")] == ["none"]
    assert optimum(left) == 0


def in_crisis(since: int | None, window_years: int, *findings: Finding) -> Case:
    """A town whose talks of year 1 take 1.6 * 0.5 of the lock-in within the window of its crisis, and 0.5 else."""
    case = locked_town(window=1.6)
    return replace(
        case,
        statuses=(Status("stable", "Stable", window_years),),
        towns=(replace(case.towns[0], crisis_since=since),),
        findings=findings,
    )


@pytest.mark.parametrize(
    ("case", "expected"),
    [
        (in_crisis(None, 1), 32),
        (in_crisis(None, 0), 20),
        (in_crisis(1, 1), 32),
        # It has not broken out, or is over.
        (in_crisis(2, 1), 20),
        (in_crisis(0, 1), 20),
        (in_crisis(0, 2), 32),
        # The latest finding that names a status, unless the town's row says when.
        (in_crisis(None, 1, Finding("A", 0, "stable")), 20),
        (in_crisis(None, 1, Finding("A", 0, "stable"), Finding("A", 1, "stable")), 32),
        (in_crisis(None, 1, Finding("A", 1, "stable"), Finding("A", 0, "stable")), 32),
        (in_crisis(None, 1, Finding("A", 0, "", "no")), 32),
        (in_crisis(None, 1, Finding("A", 1, "stable"), Finding("A", 2, "", "no")), 32),
        (in_crisis(1, 1, Finding("A", 0, "stable")), 32),
        (in_crisis(0, 1, Finding("A", 1, "stable")), 20),
    ],
)
def test_the_window_is_counted_from_the_crisis(case: Case, expected: float) -> None:
    assert optimum(case) == pytest.approx(expected)


# What hangs on one leader, stages, and openings that are waited for


@pytest.mark.parametrize(
    ("risk", "expected"),
    [
        # Score 4 of 4. Half a lock-in is lowered by year 2, what drifts of it by year 3 is a fifth times 1 + risk, and
        # so is what drifts of it by year 4; both years count 10 points.
        (0.0, 10 * 0.4 * (1 + 0.8)),
        (0.5, 10 * 0.35 * (1 + 0.7)),
        (3.0, 10 * 0.1 * (1 + 0.2)),
        # No more than all of it is lost in a year.
        (9.0, 0.0),
    ],
)
def test_what_hangs_on_a_leader_is_lost_sooner(risk: float, expected: float) -> None:
    case = values_of(locked_town(drift=0.2, evaluation=4, capacity=10), drift_risk__passivity__mind=risk)
    assert optimum(case) == pytest.approx(20 + expected)


@pytest.mark.parametrize(("score", "source", "share"), [(2.0, "expert", 0.5), (0.0, "self", 0.75), (4.0, "self", 1.0)])
def test_the_risk_is_that_of_the_worse_end(score: float, source: Any, share: float) -> None:
    case = values_of(locked_town(drift=0.2), drift_risk__passivity__mind=2.0, prior__passivity=3.0)
    case = replace(case, scores=(Score("A", "passivity", score, source),))
    for y in (1, 2):
        assert Reading(case, "central").fade["A", "none", "mind", y] == pytest.approx(0.2 * (1 + 2 * share))


def with_works(case: Case, **columns: Any) -> Case:
    return replace(case, measures=tuple(replace(m, **columns) if m.measure == "works" else m for m in case.measures))


@pytest.mark.parametrize(("below", "expected"), [(None, 20), (1.0, 20), (0.5, 20), (0.49, 0)])
def test_a_measure_waits_until_the_town_searches(below: float | None, expected: float) -> None:
    case = with_works(locked_town(), stage="search")
    if below is not None:
        case = values_of(case, search_below__mind=below)
    plan = best_plan(case)
    assert plan is not None
    assert plan.objective == pytest.approx(expected)
    # It is the year of the start that counts: in year 1 the lock-in is 1.
    searching = [Reading(case, "central").searches("A", "trust/mind@1", y) for y in (1, 2)]
    assert searching == [below in (None, 1.0), expected > 0]
    # Of another stage than search the works are open to all.
    assert optimum(with_works(case, stage="")) == pytest.approx(20)


@pytest.mark.parametrize(
    ("first_budget", "expected", "free"),
    # Without lock-in. Talks of year 1 must come before works of year 2; where year 1 cannot pay for them, only the
    # year after the last is after talks of year 2.
    [(10, 40, 40), (2, 0, 40)],
)
def test_a_measure_waits_for_an_opening(first_budget: float, expected: float, free: float) -> None:
    case = replace(locked_town(first_budget=first_budget), scores=())
    plan = best_plan(with_works(case, after_opening="talks"))
    assert plan is not None
    assert plan.objective == pytest.approx(expected)
    if expected:
        assert plan.decisions.roadmap == {"A": "trust/mind@1"}
        assert plan.decisions.starts["A", "works"][0] == 2
    assert optimum(case) == pytest.approx(free)


def test_an_opening_rules_a_measure_out_before_and_after() -> None:
    # The talks would open the town, but no works go with them; without lock-in works do without the talks.
    case = with_works(locked_town(), excluded_by_opening="talks")
    assert optimum(case) == 0
    assert optimum(replace(case, scores=())) == pytest.approx(40)
    for year in (1, 2):
        must = (Lock("A", "trust", "must", year, None),)
        assert optimum(replace(case, scores=(), locks=must)) == 0


@pytest.mark.parametrize(
    ("needs", "row", "expected"),
    [
        (False, None, 20),
        (False, Readiness("A", "talks", 1), 20),
        (False, Readiness("A", "talks", 2), 0),
        (False, Readiness("A", "talks", None, "no"), 0),
        (False, Readiness("A", "talks", None, "yes"), 20),
        (True, None, 0),
        (True, Readiness("A", "talks", 1), 0),
        (True, Readiness("A", "talks", 1, "yes"), 20),
        (True, Readiness("A", "talks", 2, "yes"), 0),
    ],
)
def test_a_roadmap_waits_for_readiness_and_consent(needs: bool, row: Readiness | None, expected: float) -> None:
    """Talks in year 2 are offered where they are ready then, and open nothing in time."""
    case = locked_town()
    measures = (case.measures[0], replace(case.measures[1], needs_consent=needs))
    case = replace(case, measures=measures, readiness=() if row is None else (row,))
    assert optimum(case) == pytest.approx(expected)
    late = [v.name for v in Reading(case, "central").offered_variants("A") if v.start == 2]
    refused = (row.consent if row else None) != "yes" if needs else row is not None and row.consent == "no"
    assert late == ([] if refused else ["trust/mind@2"])


def test_a_roadmap_is_ready_when_it_first_uses_a_measure() -> None:
    """A feast in the second step of the roadmap must be ready in year 2 alone; asked of its own target only."""
    case = locked_town()
    feast = replace(case.measures[1], measure="feast")
    steps = (RoadmapStep("trust", "mind", "talks", 0.5, 1, 1), RoadmapStep("trust", "mind", "feast", 0.5, 2, 2))
    case = replace(case, measures=(*case.measures, feast), roadmap_steps=steps)
    case = values_of(case, unit_cost__feast=1.0, kept__feast=1.0)
    for year, expected in ((2, ["none", "trust/mind@1"]), (3, ["none"])):
        ready = replace(case, readiness=(Readiness("A", "feast", year),))
        assert [v.name for v in Reading(ready, "central").offered_variants("A")] == expected


# The random cases


def test_best_states_are_of_every_kind() -> None:
    states = [plan.state for seed in FEDERAL_SEEDS if (plan := plan_of(seed)) is not None]
    chosen = [seed for seed in FEDERAL_SEEDS if len(states_of(random_case(seed))) > 1]
    assert len(chosen) >= 15
    assert len(set(states)) >= 3


def test_a_plan_of_a_state_is_judged_in_its_case() -> None:
    case = with_agency(cost=2, effect=0.5)
    plan = Decisions({"A": "none"}, {("A", "works"): (1, 8.0)})
    assert evaluate(decided(case, "agency"), plan) == pytest.approx(12)
    assert evaluate(decided(case, "-"), plan) == pytest.approx(8)
