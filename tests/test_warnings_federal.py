"""Warnings of instruments, monitoring, roadmaps and counts: each on a case that has the mistake, and not on its twin.

The plain case is that of ``test_warnings``: a town of 10,000, measures that cost 1 mrub and bring one job, two years,
2021 and 2022, budgets of 1 mrub a year. Beside it a roadmap ``open`` of one year of ``clubs``, which does nothing.
"""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from random_cases import random_case
from test_warnings import case_of, is_told_once, told
from tiny import Named, limit, opening, proposal, solve, started, town

from models.arrays import compute_arrays
from models.case import (
    Budget,
    Case,
    Finding,
    Indicator,
    Instrument,
    Lock,
    Observation,
    Readiness,
    RoadmapStep,
    Status,
    Triple,
)
from models.instruments import states
from planner.solving.effort import NoPlan
from planner.warnings import warnings_of
from planner.warnings.roadmaps import more_locked_than_counted, roadmaps_that_cannot_be

OPEN = RoadmapStep("open", "", "clubs", 1.0, 1, 1)
OPENS = {("opening", "mind"): 0.1}


def open_case(*pieces: Any, **fields: Any) -> Case:
    """Measures, and the roadmap that works on clubs for a year; the lock-in of the town is a half."""
    clubs = opening("clubs", coefficients=OPENS, **fields.pop("clubs", {}))
    plain = {"steps": [OPEN], "lock_in_today": {"A": 0.5}}
    return case_of(*(pieces or (started("a"),)), clubs, **plain | fields)


def with_numbered_locks(case: Case) -> Case:
    """Locks with origins that say which row each is: ``Locks1!subject``."""
    return replace(case, locks=tuple(replace(row, origin=Named(f"Locks{i}")) for i, row in enumerate(case.locks, 1)))


def with_instrument(decision: str = "yes", first_year: int = 2021, **more: Any) -> Case:
    """The plain case with an Agency that costs 0.1 mrub a year and raises the effect of measure a by a tenth."""
    case = case_of()
    numbers = {("instrument_cost", "agency", ""): 0.1, ("instrument_effect", "a", "agency"): 0.1} | more.pop("own", {})
    triples = {key: Triple(value, value, value) for key, value in numbers.items() if value}
    return replace(
        case,
        instruments=(Instrument("agency", "Agency", decision, first_year, Named("Instruments")),),  # type: ignore[arg-type]
        coefficients={**case.coefficients, **triples},
        **more,
    )


@pytest.mark.parametrize("decision", ["yes", "no", "choose"])
def test_an_instrument_that_helps_is_no_mistake(decision: str) -> None:
    assert warnings_of(with_instrument(decision)) == []


# --- Instruments -----------------------------------------------------------------------------------------------------


@pytest.mark.parametrize("decision", ["yes", "choose"])
def test_an_instrument_that_helps_nobody(decision: str) -> None:
    helps_no_one = {("instrument_effect", "a", "agency"): 0.0}
    mistaken = with_instrument(decision, own=helps_no_one)
    is_told_once("helps no measure and brings no money: agency was read", "Instruments!instrument", mistaken,
                 with_instrument(decision))  # fmt: skip
    assert not told(with_instrument("no", own=helps_no_one), "helps no measure")
    cheaper = helps_no_one | {("instrument_cut", "b", "agency"): 0.1}
    assert not told(with_instrument(decision, own=cheaper), "helps no measure")
    paying = replace(mistaken, budgets=(*mistaken.budgets, Budget("federal", 2021, 1.0, "agency")))
    assert not told(paying, "helps no measure")


def test_money_and_limits_of_an_instrument_that_does_not_run() -> None:
    def with_money(decision: str) -> Case:
        case = with_instrument(decision)
        return replace(case, budgets=(*case.budgets, Budget("federal", 2021, 1.0, "agency", Named("Budgets9"))),
                       limits=(replace(limit("most", ceiling=9.0, instrument="agency"), origin=Named("Limits1")),),
                       )  # fmt: skip

    mistaken, twin = with_money("no"), with_money("choose")
    is_told_once("money belongs to an instrument that does not run", "Budgets9!instrument", mistaken, twin)
    is_told_once("a limit belongs to an instrument that does not run", "Limits1!instrument", mistaken, twin)
    assert "decision yes or choose in Instruments!decision" in str(told(mistaken, "money belongs")[0])


def test_money_that_comes_before_its_instrument_works() -> None:
    def with_money(year: int) -> Case:
        case = with_instrument("yes", first_year=2022)
        return replace(case, budgets=(*case.budgets, Budget("federal", year, 1.0, "agency", Named("Budgets9"))))

    is_told_once("before the instrument works: agency, 2021 was read", "Budgets9!year", with_money(2021),
                 with_money(2022))  # fmt: skip


def test_instruments_and_teams_that_the_budget_cannot_pay() -> None:
    """The federal budget has 1 mrub a year."""

    def costing(mrub: float) -> Case:
        case = with_instrument("yes", own={("instrument_cost", "agency", ""): mrub})
        return replace(
            case, budgets=tuple(replace(row, origin=Named(f"{row.payer} {row.year}")) for row in case.budgets)
        )

    (warning,) = told(costing(1.25), "cost more than the federal budget has")
    assert warning.cells == ("federal 2021!amount_mrub", "federal 2022!amount_mrub")
    assert "2021: 0.25 mrub more" in warning.message
    assert not told(costing(1.0), "cost more than")
    with pytest.raises(NoPlan):
        solve(costing(1.25))


def test_warnings_look_at_the_state_in_which_all_that_may_run_runs() -> None:
    """A floor of 3 mrub is above the 2 + 2 mrub of the budgets only without the 2 mrub that the Agency brings."""

    def with_floor(decision: str) -> Case:
        case = with_instrument(decision)
        return replace(case, budgets=(*case.budgets, Budget("federal", 2021, 2.0, "agency")),
                       limits=(limit("floor", payer="federal", floor=3.0),))  # fmt: skip

    above = "floor is above the money there is"
    assert told(with_floor("no"), above)
    assert not told(with_floor("choose"), above)


# --- Monitoring ------------------------------------------------------------------------------------------------------


def watched(value: float, *findings: Finding, towns: int = 1) -> Case:
    """Unemployment of so many towns in 2020; above 5 it calls a team that costs 0.03 mrub."""
    case = case_of(towns=[town(f"T{i}") for i in range(towns)])
    return replace(
        case,
        indicators=(Indicator("unemployment", "Unemployment", "%", None, 5.0),),
        observations=tuple(Observation(f"T{i}", "unemployment", 2020, value, Named(f"Seen{i}")) for i in range(towns)),
        findings=findings,
        coefficients={**case.coefficients, ("visit_cost", "unemployment", ""): Triple(0.03, 0.03, 0.03)},
    )


def test_an_alarm_calls_a_team_and_says_what_it_costs() -> None:
    words = "an alarm calls a diagnosis team"
    is_told_once(words, "Seen0!value", watched(5.1), watched(5.0))
    (warning,) = told(watched(5.1), words)
    assert "unemployment of T0 in 2020, 5.1 (a visit of 0.03 mrub) was read" in warning.message
    assert told(watched(5.1, Finding("T0", 2019, "stable")), words)
    assert not told(watched(5.1, Finding("T0", 2020, "stable")), words)


def test_many_alarms_are_told_once() -> None:
    (warning,) = told(watched(6.0, towns=5), "an alarm calls")
    assert "(5 alarms)" in warning.message
    assert len(warning.cells) == 5


def test_a_town_in_a_crisis_that_is_left_alone() -> None:
    """Found in a crisis two years after its niche, with niche blank: the earlier finding stands."""

    def found(niche: Any, status: str) -> Case:
        case = case_of(towns=[town("A", status=status, left_alone=niche is None)])
        return replace(
            case,
            statuses=(Status("crisis", "Crisis", 2), Status("stable", "Stable", 0)),
            coefficients={**case.coefficients, ("distress", "crisis", ""): Triple(1.0, 1.0, 1.0)},
            findings=(Finding("A", 2018, "", "yes"), Finding("A", 2020, status, niche, Named("Findings2"))),
        )

    words = "A, niche in 2018, crisis in 2020 was read"
    is_told_once(words, "Findings2!niche", found(None, "crisis"), found("no", "crisis"))
    assert not told(found(None, "stable"), "is left alone, for")


def test_search_that_every_town_is_always_in() -> None:
    def searching(below: float) -> Case:
        case = open_case(replace(started("a"), measure=replace(started("a").measure, stage="search",
                                                               origin=Named("Measures1"))))  # fmt: skip
        return replace(case, coefficients={**case.coefficients, ("search_below", "mind", ""): Triple(*[below] * 3)})

    is_told_once("every town is always in innovative search", "Measures1!stage", searching(1.0), searching(0.9))


# --- Measures that hang on a roadmap ---------------------------------------------------------------------------------


def hanging(**fields: Any) -> Any:
    piece = started("a")
    return replace(piece, measure=replace(piece.measure, origin=Named("Measures1"), **fields))


@pytest.mark.parametrize(
    ("fields", "words", "more"),
    [
        ({"after_opening": "clubs"}, "no roadmap offered works on clubs early enough before it",
         {"steps": [replace(OPEN, step_from=2, step_to=2)]}),
        ({"excluded_by_opening": "clubs"}, "every roadmap offered uses clubs, which rules it out",
         {"locks": [Lock("A", "open", "must", None, None)]}),
        ({"stage": "search"}, "no roadmap offered brings innovative search in time",
         {"coefficients": {("search_below", "mind", ""): 0.3}}),
    ],
    ids=["after", "excluded", "search"],
)  # fmt: skip
def test_a_measure_that_no_roadmap_lets_start(fields: dict[str, str], words: str, more: dict[str, Any]) -> None:
    """Clubs in the last year come too late; a lock-in of 0.5 comes down to 0.4 and not to 0.3."""
    column = next(iter(fields))
    twin = {"search": {"coefficients": {("search_below", "mind", ""): 0.4}}}.get(fields[column], {})
    is_told_once(f"measure can never be chosen: in every town, {words}", f"Measures1!{column}",
                 open_case(hanging(**fields), **more), open_case(hanging(**fields), **twin))  # fmt: skip


def test_a_must_whose_opening_the_town_is_not_offered() -> None:
    """The roadmap with clubs must not be taken, or only in 2022: then nothing can wait for clubs any more."""
    must = Lock("A", "a", "must", None, None, Named("Locks1"))
    for other in (Lock("A", "open", "must_not", None, None), Lock("A", "open", "must", 2022, None)):
        mistaken = open_case(hanging(after_opening="clubs"), locks=[must, other])
        is_told_once("a measure that must be started cannot be: no roadmap offered works on clubs", "Locks1!subject",
                     mistaken, open_case(hanging(after_opening="clubs"), locks=[must]))  # fmt: skip
        assert "a in A (Measures1!after_opening) was read" in str(told(mistaken, "must be started")[0])
        with pytest.raises(NoPlan):
            solve(mistaken)


def test_a_town_that_is_ready_for_what_its_roadmaps_keep_from_starting() -> None:
    """B may not take the roadmap with clubs, which a waits for; A may, so a itself is no mistake."""

    def prepared(*towns: str, consent: Any = "yes") -> Case:
        rows = [Readiness(name, "a", None, consent, Named(f"Readiness {name}")) for name in towns]
        return open_case(hanging(after_opening="clubs"), towns=[town("A"), town("B")], readiness=rows,
                         locks=[Lock("B", "open", "must_not", None, None)])  # fmt: skip

    is_told_once("a town is ready for a measure that cannot start there: no roadmap offered works on clubs",
                 "Readiness B!measure", prepared("A", "B"), prepared("A"))  # fmt: skip
    assert not told(prepared("B", consent="no"), "a town is ready")


def test_a_proposal_like_a_measure_that_waits_is_told_at_its_own_row() -> None:
    own = proposal("mine", "A", "a", origin=Named("Proposals1"))
    mistaken, twin = (open_case(hanging(after_opening="clubs"), proposals=[own], locks=locks)
                      for locks in ([Lock("A", "open", "must_not", None, None)], []))  # fmt: skip
    is_told_once("proposal can never be chosen", "Proposals1!proposal", mistaken, twin)


# --- Roadmaps that must be taken -------------------------------------------------------------------------------------

MUST_OPEN = Lock("A", "open", "must", None, None, Named("Locks1"))
WORDS = "a roadmap that must be taken cannot be: "


def test_a_roadmap_that_must_be_taken_without_consent() -> None:
    def asked(*readiness: Readiness, needs: bool = True) -> Case:
        clubs = {"needs_consent": needs, "origin": Named("Clubs")}
        return open_case(locks=[MUST_OPEN], clubs=clubs, readiness=readiness)

    yes, no = (Readiness("A", "clubs", None, answer, Named("Readiness1")) for answer in ("yes", "no"))
    words = f"{WORDS}the community does not consent to clubs"
    is_told_once(f"{words}: open in A (Clubs!needs_consent) was read", "Locks1!subject", asked(), asked(yes))
    is_told_once(f"{words}: open in A (Readiness1!consent) was read", "Locks1!subject", asked(no, needs=False),
                 asked(needs=False))  # fmt: skip
    with pytest.raises(NoPlan):
        solve(asked())


def test_a_roadmap_that_must_be_taken_and_is_not_ready() -> None:
    late, in_time = (open_case(locks=[MUST_OPEN], readiness=[Readiness("A", "clubs", year, None, Named("Readiness1"))])
                     for year in (2023, 2022))  # fmt: skip
    is_told_once(f"{WORDS}the town is not ready for clubs in time: open in A (Readiness1!ready_year)",
                 "Locks1!subject", late, in_time)  # fmt: skip


def test_a_roadmap_that_must_be_taken_by_a_town_of_another_status() -> None:
    towns = [town("A"), town("B", status="crisis")]
    poor, rich = (open_case(locks=[MUST_OPEN], clubs={"origin": Named("Clubs"), "statuses": (status,)}, towns=towns)
                  for status in ("crisis", "stable"))  # fmt: skip
    is_told_once(f"{WORDS}the town may not use clubs: open in A (Clubs!statuses)", "Locks1!subject", poor, rich)


def test_a_roadmap_that_must_be_taken_and_is_too_long() -> None:
    long, short = (open_case(locks=[MUST_OPEN], steps=[replace(OPEN, step_to=last)]) for last in (3, 2))
    is_told_once(f"{WORDS}its steps do not fit into the years of the plan", "Locks1!subject", long, short)


# --- More locked than a limit counts ---------------------------------------------------------------------------------


def counted(ceiling: float, *locks: Lock, year: int | None = None, **scope: Any) -> Case:
    """Two towns, measures a and b, and a ceiling on the number of projects."""
    of_count = replace(limit("most", unit="count", ceiling=ceiling, year=year, **scope), origin=Named("Limits1"))
    case = open_case(started("a"), started("b"), towns=[town("A"), town("B")], federal=(9.0, 9.0), locks=locks,
                     limits=[of_count])  # fmt: skip
    return with_numbered_locks(case)


MUSTS = [Lock(name, measure, "must", None, None) for name in "AB" for measure in "ab"]
TOO_MANY = "locks alone bring more than a limit on the number of projects allows"


def test_more_projects_locked_than_a_limit_counts() -> None:
    """Two towns must start a: two projects of a, whatever else is done."""
    both = [MUSTS[0], MUSTS[2]]
    mistaken = counted(1, *both, measure="a")
    is_told_once(f"{TOO_MANY}: most: 2 by Locks1!subject, Locks2!subject was read", "Limits1!ceiling", mistaken,
                 counted(2, *both, measure="a"))  # fmt: skip
    with pytest.raises(NoPlan):
        solve(mistaken)
    assert not told(counted(1, *both, measure="b"), TOO_MANY)


def test_a_limit_of_one_year_counts_only_what_must_start_in_it() -> None:
    both = [MUSTS[0], MUSTS[2]]
    in_2021 = [replace(lock, year=2021) for lock in both]
    assert told(counted(1, *in_2021, year=2021), TOO_MANY)
    assert not told(counted(1, *in_2021, year=2022), TOO_MANY)
    assert not told(counted(1, *both, year=2021), TOO_MANY)


def test_teams_of_roadmaps_that_must_be_taken_count_by_their_work() -> None:
    """A roadmap has one full year of clubs; two towns that must take it need two teams, and one team is allowed."""
    both = [Lock(name, "open", "must", None, None) for name in "AB"]
    mistaken = counted(1, *both, measure="clubs")
    is_told_once(f"{TOO_MANY}: most: 2 by Locks1!subject, Locks2!subject", "Limits1!ceiling", mistaken,
                 counted(2, *both, measure="clubs"))  # fmt: skip
    with pytest.raises(NoPlan):
        solve(mistaken)
    assert not told(counted(1, *both, measure="clubs", year=2021), TOO_MANY)


# --- What is warned of is so -----------------------------------------------------------------------------------------


def test_no_plan_keeps_what_is_said_to_be_impossible() -> None:
    """Random cases that lock more than is offered or counted are refused by the search too."""
    refused = 0
    for seed in range(400):
        case = states(random_case(seed))[0]
        arrays = compute_arrays(case)
        if any(True for look in (roadmaps_that_cannot_be, more_locked_than_counted) for _ in look(arrays)):
            refused += 1
            with pytest.raises(NoPlan):
                solve(case)
    assert refused > 1
