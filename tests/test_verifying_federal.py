"""Federal instruments, monitoring and stages of the second computation, against numbers worked out by hand.

The town is that of ``test_verifying_arithmetic``: two years (2021, 2022), delta 0.8. A unit of park costs 30 million
and takes 3 million a year to run; it is worth 20*0.45*(1 - 0.4*L)*W points, W = 0.896 and 0.7168. The roadmap of the
town holds half a year of dialogue in its first year. Where it is taken in 2021, political lock-in falls from 0.5 to
0.2, since the crisis of 2021 doubles what is opened, and the park of 2022 is a tenth cheaper.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_verifying_arithmetic import TALK, one_town, two_towns

from models.case import (
    Budget,
    Case,
    Finding,
    Indicator,
    Inflation,
    Instrument,
    Limit,
    Observation,
    Readiness,
    RoadmapStep,
    Score,
    Triple,
)
from planner.tables.cells import CellValue
from planner.verifying.comparing import Findings
from planner.verifying.decisions import Decisions, Line
from planner.verifying.effects import Effects, effects_of
from planner.verifying.federal import money_of
from planner.verifying.monitoring import alarms_of, as_diagnosed, visits_mrub
from planner.verifying.offers import roadmap_refusal, town_lock_ins, town_variants
from planner.verifying.plan_reading import Plan, Record
from planner.verifying.rules import Rules, rules_of
from planner.verifying.stages import check_alarms, check_stages, spreads_of, uncertainties_of
from planner.verifying.states import State, stated_state, states_of

AGENCY = Instrument("agency", "Agency", "yes", 2022)
TALK_LATER = "talk/political@2022"


def with_numbers(case: Case, numbers: dict[tuple[str, str, str], float]) -> Case:
    own = {key: Triple(value, value, value) for key, value in numbers.items()}
    return replace(case, coefficients={**case.coefficients, **own})


def with_agency(numbers: dict[tuple[str, str], float], *more: Instrument, agency: Instrument = AGENCY) -> Case:
    """The town with the agency, which costs nothing unless told; its coefficients are by name and measure."""
    own = {(name, measure, "agency"): value for (name, measure), value in numbers.items()}
    cost = {("instrument_cost", row.instrument, ""): 0.0 for row in (agency, *more)}
    return with_numbers(replace(one_town(), instruments=(agency, *more)), {**cost, **own})


def with_park(**fields: object) -> Case:
    park, dialogue = one_town().measures
    return replace(one_town(), measures=(replace(park, **fields), dialogue))  # type: ignore[arg-type]


def with_dialogue(**fields: object) -> Case:
    park, dialogue = one_town().measures
    return replace(one_town(), measures=(park, replace(dialogue, **fields)))  # type: ignore[arg-type]


def made(case: Case) -> tuple[Effects, Rules]:
    effects = effects_of(case, "central")
    return effects, rules_of(effects, {t.town: town_variants(effects, t.town) for t in effects.case.towns})


def starts_of_park(case: Case) -> dict[str, list[int]]:
    """Start years of the park by variant, where there are any."""
    offers = town_variants(effects_of(case, "central"), "A")
    return {
        name: [option.start for option in offer.menus["park"].options]
        for name, offer in offers.items()
        if "park" in offer.menus
    }


# --- Instruments -----------------------------------------------------------------------------------------------------


def test_help_raises_effect_in_the_years_in_which_the_instrument_is_active() -> None:
    case = with_agency({("instrument_effect", "park"): 0.25, ("instrument_effect", "dialogue"): 0.5})
    effects = effects_of(case, "central")
    assert effects.delivered["park"] == pytest.approx((0.896, 0.7168 * 1.25))
    # the dialogue is an opening measure
    assert effects.delivered["dialogue"] == pytest.approx((0.8, 0.64))
    first, second = town_variants(effects, "A")["none"].menus["park"].options
    assert first.worth == pytest.approx(20 * 0.45 * 0.8 * 0.896)
    assert second.worth == pytest.approx(20 * 0.45 * 0.8 * 0.7168 * 1.25)
    # gross results are helped alike: 1.5 of context times openness
    assert second.gross == pytest.approx(1.5 * 0.8 * 0.7168 * 1.25)


def test_what_several_instruments_do_multiplies() -> None:
    programme = Instrument("programme", "Programme", "yes", 2021)
    case = with_agency({("instrument_effect", "park"): 0.25, ("instrument_cut", "park"): 0.2}, programme)
    case = with_numbers(case, {("instrument_effect", "park", "programme"): 0.1,
                               ("instrument_cut", "park", "programme"): 0.5})  # fmt: skip
    effects = effects_of(case, "central")
    assert effects.delivered["park"] == pytest.approx((0.896 * 1.1, 0.7168 * 1.25 * 1.1))
    assert effects.saved["park"] == pytest.approx((0.5, 0.8 * 0.5))


@pytest.mark.parametrize("decision", ["no", "choose"])
def test_what_does_not_run_does_nothing(decision: str) -> None:
    agency = replace(AGENCY, decision=decision)  # type: ignore[arg-type]
    numbers = {("instrument_effect", "park"): 0.25, ("instrument_cut", "park"): 0.2}
    case = with_numbers(with_agency(numbers, agency=agency), {("instrument_cost", "agency", ""): 3})
    effects = effects_of(case, "central")
    assert effects.delivered["park"] == pytest.approx((0.896, 0.7168))
    assert effects.saved["park"] == (1, 1)
    assert money_of(effects.budgets, "federal", [2]) == 20


def test_save_makes_works_cheaper_and_not_what_runs_after_them() -> None:
    offers = town_variants(effects_of(with_agency({("instrument_cut", "park"): 0.2}), "central"), "A")
    first, second = offers["none"].menus["park"].options
    assert first.cost_mrub == pytest.approx((30, 3))
    assert second.cost_mrub == pytest.approx((0, 24))
    # beside the tenth that the dialogue saves
    assert offers[TALK].menus["park"].options[1].cost_mrub == pytest.approx((0, 30 * 0.9 * 0.8))
    # works of two years, half of which is done under the agency
    case = with_agency({("instrument_cut", "park"): 0.2})
    case = replace(case, measures=(replace(case.measures[0], duration_years=2), case.measures[1]))
    (option,) = town_variants(effects_of(case, "central"), "A")["none"].menus["park"].options
    assert option.cost_mrub == pytest.approx((15, 12))


PRICES_RISE = (Inflation(2021, 0.1), Inflation(2022, 0.2))


def test_instruments_cost_federal_money_at_the_prices_of_each_year() -> None:
    case = with_numbers(with_agency({}), {("instrument_cost", "agency", ""): 2})
    effects, rules = made(replace(case, inflation=PRICES_RISE))
    # 2*1.1*1.2 = 2.64 off the 20 million of 2022; the agency does not work in 2021
    assert rules.rows["federal_budget[2021]"].right_hand_side == 40
    assert rules.rows["federal_budget[2022]"].right_hand_side == pytest.approx(17.36)
    assert rules.rows["region_budget[North,2022]"].right_hand_side == 10
    assert {v[2]: most for v, most in rules.most.items() if v[0] == "federal"} == {1: 40, 2: pytest.approx(57.36)}
    assert effects.budgets["federal", 2] * 100 == 1736


def test_a_state_that_costs_more_than_there_is_grants_nothing_and_takes_nothing() -> None:
    agency = replace(AGENCY, first_year=2021)
    case = with_numbers(with_agency({}, agency=agency), {("instrument_cost", "agency", ""): 50})
    _, rules = made(case)
    assert rules.rows["federal_budget[2021]"].right_hand_side == -10
    assert {v: most for v, most in rules.most.items() if v[0] in ("federal", "carry") and v[1] != "North"} == {
        ("federal", "North,2021,-", 1): 0,
        ("federal", "North,2022,-", 2): 0,
        ("carry", "federal", 1): 0,
    }


@pytest.mark.parametrize(("decision", "stands"), [("yes", True), ("no", False)])
def test_money_and_limits_of_an_instrument_stand_where_it_runs(decision: str, stands: bool) -> None:
    case = with_agency({}, agency=replace(AGENCY, decision=decision))  # type: ignore[arg-type]
    limit = Limit("L", "", "", "", "", "", "", "federal", None, "share", None, 0.5, "agency")
    own = (Budget("federal", 2022, 5, "agency"), Budget("North", 2021, 3, "agency"))
    _, rules = made(replace(case, budgets=(*case.budgets, *own), limits=(limit,)))
    assert rules.rows["federal_budget[2022]"].right_hand_side == (25 if stands else 20)
    assert rules.rows["region_budget[North,2021]"].right_hand_side == (13 if stands else 10)
    assert ("limit_ceiling[L]" in rules.rows) is stands
    if stands:
        # half of the federal 40 + 20 + 5; the limit cuts, so atoms bear its name
        assert rules.rows["limit_ceiling[L]"].right_hand_side == 32.5
        assert "federal_most[North,2021,L]" in rules.rows


# --- States ----------------------------------------------------------------------------------------------------------


def several(*decisions: str) -> Case:
    rows = [Instrument(name, name, decision, 2021) for name, decision in zip("abcd", decisions, strict=False)]  # type: ignore[arg-type]
    costs = {("instrument_cost", row.instrument, ""): 1.0 for row in rows}
    return with_numbers(replace(one_town(), instruments=tuple(rows)), costs)


@pytest.mark.parametrize(
    ("decisions", "names"),
    [
        ((), ["-"]),
        (("no",), ["-"]),
        (("yes", "no"), ["a"]),
        (("choose", "choose"), ["a+b", "a", "b", "-"]),
        (("choose", "yes", "choose"), ["a+b+c", "a+b", "b+c", "b"]),
        (("choose", "no", "choose", "choose"), ["a+c+d", "a+c", "a+d", "a", "c+d", "c", "d", "-"]),
    ],
)
def test_states_and_their_names(decisions: tuple[str, ...], names: list[str]) -> None:
    states = states_of(several(*decisions))
    assert [state.name for state in states] == names
    for state in states:
        runs = [row.instrument for row in state.case.instruments if row.decision == "yes"]
        assert "+".join(runs) == state.name.replace("-", "")
        assert {row.decision for row in state.case.instruments} <= {"yes", "no"}


def stated(case: Case, value: CellValue) -> tuple[State | None, list[str]]:
    findings = Findings()
    record = Record(9, {"value": value}, {"value": "Summary!B9"})  # type: ignore[dict-item]
    return stated_state(case, {"state": record}, findings), [fault.place for fault in findings.faults]


@pytest.mark.parametrize("value", ["a+c", "c+b", "b+a", "b+x", "-", "", "B", "b+", "a+b+c+b", 1.0])
def test_a_state_that_does_not_fit_the_decisions_is_refused(value: CellValue) -> None:
    # of a, b, c and d only a and c may be chosen: b runs, d does not
    case = several("choose", "yes", "choose", "no")
    assert stated(case, value) == (None, ["Summary!B9"])


def test_a_state_that_fits_is_the_case_in_which_it_is_decided() -> None:
    state, faults = stated(several("choose", "yes", "choose", "no"), "b+c")
    assert not faults
    assert state is not None
    assert [row.decision for row in state.case.instruments] == ["no", "yes", "yes", "no"]


# --- Monitoring ------------------------------------------------------------------------------------------------------

JOBLESS, OUTPUT = Indicator("jobless", "Jobless", "%", None, 5), Indicator("output", "Output", "index", 0.8, 1.5)


def watched(*observations: Observation, findings: tuple[Finding, ...] = ()) -> Case:
    """Two towns that are watched by two indicators."""
    case = replace(two_towns(), indicators=(JOBLESS, OUTPUT), observations=observations, findings=findings)
    return with_numbers(case, {("visit_cost", "jobless", ""): 0.5, ("visit_cost", "output", ""): 0.75})


def alarming(case: Case) -> list[tuple[str, str, int, bool]]:
    return [(row.town.town, row.indicator.indicator, row.seen.year, row.answered) for row in alarms_of(case)]


@pytest.mark.parametrize(
    ("indicator", "value", "alarms"),
    [
        ("jobless", 5.0, False),
        ("jobless", 5.1, True),
        ("output", 0.8, False),
        ("output", 0.7, True),
        ("output", 1.5, False),
        ("output", 1.6, True),
    ],
)
def test_a_value_alarms_beyond_its_bounds(indicator: str, value: float, alarms: bool) -> None:
    assert bool(alarming(watched(Observation("A", indicator, 2019, value)))) is alarms


def test_the_latest_year_alone_is_seen() -> None:
    rows = (Observation("A", "jobless", 2020, 4), Observation("A", "jobless", 2019, 9),
            Observation("B", "jobless", 2018, 4), Observation("B", "jobless", 2019, 9))  # fmt: skip
    assert alarming(watched(*rows)) == [("B", "jobless", 2019, False)]


def test_alarms_stand_in_the_order_of_towns_and_indicators() -> None:
    rows = [Observation(town, name, 2019, 9) for town in "BA" for name in ("output", "jobless")]
    assert [row[:2] for row in alarming(watched(*rows))] == [
        ("A", "jobless"), ("A", "output"), ("B", "jobless"), ("B", "output"),
    ]  # fmt: skip


def test_a_finding_of_the_year_or_later_answers() -> None:
    seen = (Observation("A", "jobless", 2019, 9), Observation("A", "output", 2020, 0))
    case = watched(*seen, findings=(Finding("A", 2019, "stable"), Finding("B", 2021, "crisis")))
    assert alarming(case) == [("A", "jobless", 2019, True), ("A", "output", 2020, False)]
    # only the alarm that calls has a visit
    assert visits_mrub(case, effects_of(case, "central").coef) == {"A": 0.75}


def test_visits_cost_federal_money_of_the_first_year() -> None:
    seen = (Observation("A", "jobless", 2019, 9), Observation("A", "output", 2019, 0),
            Observation("B", "jobless", 2020, 9))  # fmt: skip
    effects = effects_of(replace(watched(*seen), inflation=PRICES_RISE), "central")
    # the dearest of A, 0.75, and 0.5 of B, at 1.1
    assert money_of(effects.budgets, "federal", [1]) == pytest.approx(40 - 1.25 * 1.1)
    assert money_of(effects.budgets, "federal", [2]) == 20
    answered = replace(watched(*seen), findings=(Finding("A", 2020, "", "no"), Finding("B", 2020, "", "no")))
    assert money_of(effects_of(answered, "central").budgets, "federal", [1]) == 40


def test_the_visit_of_a_town_stands_at_the_first_of_its_alarms_that_calls() -> None:
    seen = (Observation("A", "jobless", 2019, 9), Observation("A", "output", 2020, 0),
            Observation("B", "jobless", 2020, 9), Observation("B", "output", 2020, 0))  # fmt: skip
    case = replace(watched(*seen, findings=(Finding("A", 2019, "", "no"),)), inflation=PRICES_RISE)
    # A calls by its output alone, B by both and once, for the dearer of the two
    rows = (("A", "Alpha", "jobless", 2019, 9, "yes", ""), ("A", "Alpha", "output", 2020, 0, "no", 0.825),
            ("B", "Beta", "jobless", 2020, 9, "no", 0.825), ("B", "Beta", "output", 2020, 0, "no", ""))  # fmt: skip
    columns = ("town", "name", "indicator", "year", "value", "answered", "visit_mrub")
    records = [Record(4, dict(zip(columns, row, strict=True)), dict.fromkeys(columns, "")) for row in rows]
    findings = Findings()
    check_alarms(Plan("P.xlsx", {"Alarms": records}), effects_of(case, "central"), findings)
    assert findings.faults == []


@pytest.mark.parametrize(
    ("findings", "status", "left_alone"),
    [
        ((), "crisis", False),
        ((Finding("A", 2019, "stable"),), "stable", False),
        ((Finding("A", 2020, "crisis"), Finding("A", 2019, "stable")), "crisis", False),
        # the later row names no status
        ((Finding("A", 2020, "", "no"), Finding("A", 2019, "stable", "yes")), "stable", False),
        ((Finding("A", 2019, "", "no"), Finding("A", 2020, "", "yes")), "crisis", True),
        ((Finding("A", 2019, "", "yes"), Finding("A", 2020, "stable")), "stable", True),
        ((Finding("B", 2019, "stable", "yes"),), "crisis", False),
    ],
)
def test_what_was_found_on_the_spot(findings: tuple[Finding, ...], status: str, left_alone: bool) -> None:
    (town,) = as_diagnosed(replace(one_town(), findings=findings)).towns
    assert (town.status, town.left_alone) == (status, left_alone)
    # nothing that somebody else has made of the findings is believed
    wrong = replace(one_town().towns[0], status="stable", stated_status="crisis", left_alone=True)
    (town,) = as_diagnosed(replace(one_town(), towns=(wrong,), findings=findings)).towns
    assert (town.status, town.left_alone) == (status, left_alone)


def test_need_follows_the_status_found() -> None:
    # B is found in crisis as A is, so none needs more than the other; by Towns it is stable: 3 and 1, the mean 2
    assert effects_of(two_towns(), "central").need == {"A": 1.5, "B": 0.5}
    found = replace(two_towns(), findings=(Finding("B", 2019, "crisis"),))
    assert effects_of(found, "central").need == {"A": 1, "B": 1}


def test_a_town_that_found_its_niche_is_left_alone() -> None:
    effects = effects_of(replace(one_town(), findings=(Finding("A", 2019, "", "yes"),)), "central")
    offers = town_variants(effects, "A")
    assert list(offers) == ["none"]
    assert offers["none"].menus == {}
    assert "left alone" in roadmap_refusal(effects, effects.towns["A"], effects.variants[TALK])


@pytest.mark.parametrize(
    ("crisis_since", "findings", "window"),
    [
        (None, (), (2, 1)),
        (2021, (), (2, 1)),
        (2022, (), (1, 2)),
        (2020, (), (1, 1)),
        (2023, (), (1, 1)),
        (None, (Finding("A", 2022, "crisis"),), (1, 2)),
        (None, (Finding("A", 2020, "crisis"),), (1, 1)),
        (None, (Finding("A", 2020, "crisis"), Finding("A", 2021, "crisis")), (2, 1)),
        # a row without a status tells no year
        (None, (Finding("A", 2022, "", "no"),), (2, 1)),
        # the sheet Towns goes first
        (2021, (Finding("A", 2022, "crisis"),), (2, 1)),
    ],
)
def test_the_window_opens_when_the_crisis_broke_out(
    crisis_since: int | None, findings: tuple[Finding, ...], window: tuple[float, float]
) -> None:
    town = replace(one_town().towns[0], crisis_since=crisis_since)
    effects = effects_of(replace(one_town(), towns=(town,), findings=findings), "central")
    assert effects.window["A"] == window
    # 0.15 opened in 2021, times the window of that year; 0.15 of what is lowered is lost in 2022
    lowered = 0.15 * window[0]
    path = town_lock_ins(effects, "A", effects.variants[TALK])["political"]
    assert path == pytest.approx((0.5, 0.5 - lowered, 0.5 - 0.85 * lowered))


# --- What hangs on one leader ----------------------------------------------------------------------------------------


def test_drift_is_faster_at_risk() -> None:
    # clans score 2 of 4: risk 1 + 2*0.5 = 2, so of 0.3 lowered 2*0.15 is lost in 2022
    case = with_numbers(one_town(), {("drift_risk", "clans", "political"): 2})
    effects = effects_of(case, "central")
    assert effects.risk == {("A", "political"): 2, ("A", "cognitive"): 1}
    variant = effects.variants[TALK]
    assert town_lock_ins(effects, "A", variant)["political"] == pytest.approx((0.5, 0.2, 0.29))
    # what is left after the plan fades at the same rate: n*(0.5 - 0.29)*(0.8^3 + 0.7*0.8^4)
    results = town_variants(effects, "A")[TALK].results
    assert results["capacity"] == pytest.approx(2 * 0.21 * (0.512 + 0.7 * 0.4096))


def test_no_more_is_lost_than_there_is() -> None:
    effects = effects_of(with_numbers(one_town(), {("drift_risk", "clans", "political"): 20}), "central")
    assert effects.variants[TALK].fade("political", 11) == (1, 1)
    assert town_lock_ins(effects, "A", effects.variants[TALK])["political"] == pytest.approx((0.5, 0.2, 0.5))


@pytest.mark.parametrize(("own", "risk"), [(4, 3), (0, 2)])
def test_a_town_cannot_lower_its_risk_by_its_own_word(own: float, risk: float) -> None:
    # the prior of clans is 2: of 4 and 2, or of 0 and 2, the greater one counts
    case = replace(one_town(), scores=(Score("A", "clans", own, "self"),))
    effects = effects_of(with_numbers(case, {("drift_risk", "clans", "political"): 2}), "central")
    assert effects.risk["A", "political"] == risk


# --- Stages and openings that measures wait for ----------------------------------------------------------------------


@pytest.mark.parametrize(
    ("political", "cognitive", "starts"),
    [
        (0.5, 1.0, {"none": [1, 2], TALK: [1, 2], TALK_LATER: [1, 2]}),
        # 0.5 today, 0.2 in 2022 after the dialogue of 2021
        (0.3, 1.0, {TALK: [2]}),
        (0.2, 0.5, {TALK: [2]}),
        (0.199, 1.0, {}),
        # every lock-in counts, and cognitive stays at 0.5
        (1.0, 0.499, {}),
    ],
)
def test_a_measure_of_the_stage_of_search_waits_for_it(
    political: float, cognitive: float, starts: dict[str, list[int]]
) -> None:
    below = {("search_below", "political", ""): political, ("search_below", "cognitive", ""): cognitive}
    assert starts_of_park(with_numbers(with_park(stage="search"), below)) == starts
    assert starts_of_park(with_numbers(one_town(), below)) == {name: [1, 2] for name in ("none", TALK, TALK_LATER)}


def test_a_measure_waits_until_the_roadmap_has_worked_on_its_opening() -> None:
    # in 2022 the dialogue of 2021 is over, that of 2022 is not
    assert starts_of_park(with_park(after_opening="dialogue")) == {TALK: [2]}
    # a roadmap that works on something else alone
    other = replace(with_park(after_opening="dialogue"), roadmap_steps=(RoadmapStep("talk", "", "fair", 1, 1, 1),))
    fair = replace(other.measures[1], measure="fair")
    other = replace(other, measures=(*other.measures, fair))
    other = with_numbers(other, {("unit_cost", "fair", ""): 1, ("kept", "fair", ""): 1})
    assert starts_of_park(other) == {}


def test_an_opening_rules_a_measure_out_in_every_year() -> None:
    # also in 2021 where the dialogue comes in 2022
    assert starts_of_park(with_park(excluded_by_opening="dialogue")) == {"none": [1, 2]}


def test_menus_of_variants_are_not_mixed_up() -> None:
    """Beside a park that waits stands one that does not, and both are offered as each would be alone."""
    case = with_park(after_opening="dialogue")
    free = replace(one_town().measures[0], measure="free")
    numbers = {(name, "free", key): t for (name, subject, key), t in case.coefficients.items() if subject == "park"}
    case = replace(case, measures=(*case.measures, free), coefficients={**case.coefficients, **numbers})
    assert starts_of_park(case) == {TALK: [2]}
    offers = town_variants(effects_of(case, "central"), "A")
    assert all(len(offer.menus["free"].options) == 2 for offer in offers.values())


@pytest.mark.parametrize(
    ("needs_consent", "rows", "names"),
    [
        (True, (), ["none"]),
        (True, (Readiness("A", "dialogue", None, "yes"),), ["none", TALK, TALK_LATER]),
        (True, (Readiness("A", "dialogue", 2021, None),), ["none"]),
        (True, (Readiness("A", "park", None, "yes"),), ["none"]),
        (False, (Readiness("A", "dialogue", None, "no"),), ["none"]),
        (False, (Readiness("A", "dialogue", 2021, None),), ["none", TALK, TALK_LATER]),
        (False, (Readiness("A", "dialogue", 2022, None),), ["none", TALK_LATER]),
        (False, (Readiness("A", "dialogue", 2023, None),), ["none"]),
    ],
)
def test_a_community_consents_to_opening_measures(
    needs_consent: bool, rows: tuple[Readiness, ...], names: list[str]
) -> None:
    # an opening measure has no years of preparation, whatever its row says
    case = replace(with_dialogue(needs_consent=needs_consent, preparation_years=2), readiness=rows)
    assert list(town_variants(effects_of(case, "central"), "A")) == names


def test_readiness_asks_for_the_first_year_of_use() -> None:
    # the roadmap begun in 2021 works with the dialogue in its second step
    steps = (RoadmapStep("talk", "", "fair", 1, 1, 1), RoadmapStep("talk", "", "dialogue", 1, 2, 2))
    case = replace(one_town(), roadmap_steps=steps)
    case = replace(case, measures=(*case.measures, replace(case.measures[1], measure="fair")))
    case = with_numbers(case, {("unit_cost", "fair", ""): 1, ("kept", "fair", ""): 1})
    ready = replace(case, readiness=(Readiness("A", "dialogue", 2022, None),))
    assert list(town_variants(effects_of(ready, "central"), "A")) == ["none", "talk@2021"]
    late = replace(case, readiness=(Readiness("A", "fair", 2022, None),))
    assert list(town_variants(effects_of(late, "central"), "A")) == ["none"]


# --- Uncertainty and the sheet Stages --------------------------------------------------------------------------------


def ranged_case() -> Case:
    """The town with ranges of the park and with a shed that achieves capacity alone, which is the goal of roadmaps.

    The park: jobs 3, 5 and 8 of weight 2 for 8, 10 and 16 million: 6/16, 1 and 2, so a spread of 1.625/2 = 0.8125.
    The hall: 4, 5 and 6 jobs for 10 million: 0.8, 1 and 1.2, so 0.2.
    """
    case = one_town()
    park = case.measures[0]
    others = (replace(park, measure="hall"), replace(park, measure="shed"))
    numbers = {
        ("yield", "park", "jobs"): Triple(3, 5, 8),
        ("unit_cost", "park", ""): Triple(8, 10, 16),
        ("yield", "hall", "jobs"): Triple(4, 5, 6),
        ("unit_cost", "hall", ""): Triple(10, 10, 10),
        ("yield", "shed", "capacity"): Triple(1, 2, 3),
        ("unit_cost", "shed", ""): Triple(1, 2, 3),
        ("kept", "hall", ""): Triple(1, 1, 1),
        ("kept", "shed", ""): Triple(1, 1, 1),
    }
    return replace(case, measures=(*case.measures, *others), coefficients={**case.coefficients, **numbers})


@pytest.mark.parametrize("draw", ["low", "central", "high"])
def test_spread_is_half_the_range_of_results_for_a_rouble(draw: str) -> None:
    effects = effects_of(ranged_case(), draw)  # type: ignore[arg-type]
    assert spreads_of(effects.case) == {"park": pytest.approx(0.8125), "hall": pytest.approx(0.2)}


def decided(*paid: tuple[str, int, int, bool]) -> tuple[Effects, Decisions]:
    """The town under its roadmap, with lines of a measure, year and kopecks, which may be tax."""
    effects = effects_of(ranged_case(), "central")
    nothing = Record(0, {}, {})
    lines = [
        Line(nothing, effects.towns["A"], effects.measures[measure], year, kopecks, 0, is_tax)
        for measure, year, kopecks, is_tax in paid
    ]
    return effects, Decisions({"A": town_variants(effects, "A")[TALK]}, lines=lines)


def test_uncertainty_is_weighted_by_money() -> None:
    effects, decisions = decided(
        ("park", 1, 300, False), ("hall", 1, 100, False), ("hall", 2, 70, False),
        # neither opening measures, nor tax, nor what has no spread, nor what nobody pays
        ("dialogue", 1, 900, False), ("park", 2, 900, True), ("shed", 2, 900, False), ("park", 2, 0, False),
    )  # fmt: skip
    found = uncertainties_of(effects, decisions)
    assert found == {("A", 1): pytest.approx((3 * 0.8125 + 0.2) / 4), ("A", 2): pytest.approx(0.2)}


def test_without_money_of_started_measures_nothing_is_uncertain() -> None:
    assert uncertainties_of(*decided(("dialogue", 1, 900, False), ("shed", 2, 900, False))) == {}


def stages(political: float, horizon_years: int = 2) -> list[tuple[str, str]]:
    """Stage and change of the town under its roadmap, as the sheet that holds would say it."""
    case = with_numbers(one_town(), {("search_below", "political", ""): political})
    settings = replace(case.settings, horizon_years=horizon_years, evaluation_years=horizon_years + 2)
    years = range(2021, 2021 + horizon_years)
    budgets = tuple(Budget(payer, year, 10) for payer in ("federal", "North") for year in years)
    effects = effects_of(replace(case, settings=settings, budgets=budgets), "central")
    decisions = Decisions({"A": town_variants(effects, "A")[TALK]})
    held = []
    for year in years:
        for stage in ("inertia", "search"):
            for change in ("", "yes"):
                row = {"town": "A", "name": "Alpha", "year": float(year), "stage": stage, "changes_over": change,
                       "uncertainty_share": ""}  # fmt: skip
                if not stage_faults(row, effects, decisions):
                    held.append((stage, change))
    return held


def stage_faults(row: dict[str, str | float], effects: Effects, decisions: Decisions) -> list[str]:
    """What is wrong with one row of Stages by itself."""
    findings = Findings()
    check_stages(Plan("P.xlsx", {"Stages": [Record(4, row, {c: f"{c}4" for c in row})]}), effects, decisions, findings)
    return [fault.place for fault in findings.faults if fault.place != "P.xlsx: Stages"]


def test_a_town_changes_over_in_the_first_year_of_search_after_inertia() -> None:
    # 0.5 in 2021, 0.2 in 2022, 0.245 in 2023, 0.28325 in 2024
    assert stages(0.3, 3) == [("inertia", ""), ("search", "yes"), ("search", "")]
    # it searches from the beginning: nothing changes over
    assert stages(0.5, 3) == [("search", ""), ("search", ""), ("search", "")]
    # back in inertia in 2023
    assert stages(0.24, 3) == [("inertia", ""), ("search", "yes"), ("inertia", "")]
    assert stages(0.1, 2) == [("inertia", ""), ("inertia", "")]
