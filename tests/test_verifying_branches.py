"""What a town answers under the conditions of a branch, by hand, and what is shared between its variants.

The town is that of ``test_verifying_arithmetic``. At 0.1 points for a million of 2021 and nothing for one of 2022 the
roadmap of 2021 brings 5.186816 - 0.3 points. The park has 3 units of full return; begun in 2022 a unit brings
20*0.45*0.7168 points times openness, 0.92 after the roadmap and 0.8 without, and costs nothing; begun in 2021 it brings
6.4512 and costs 3. Its least scale is 1, its bend 2 and its greatest scale 4, worth 2 + 0.5*2 units of full return.
"""

from __future__ import annotations

from dataclasses import replace
from math import inf

import pytest
from test_verifying_arithmetic import TALK, one_town

from models.case import Case
from planner.verifying.bound import price_quantities
from planner.verifying.branches import Condition, Region, exhaustive, region_at
from planner.verifying.effects import effects_of
from planner.verifying.offers import town_variants
from planner.verifying.rules import rules_of

MONEY = {"region_budget[North,2021]": 0.1}
GRANTED = 0.1 * 10 + 0.1 * 40
"""Money of the region, and federal money that the prices of the region alone take for free: at most 40 million."""
ROADMAP = 5.186816 - 0.3
PARK_2021 = 3 * 6.4512 - 0.1 * 30 * 4
OPENED_PARK_2022 = 3 * 20 * 0.45 * 0.92 * 0.7168
CLOSED_PARK_2022 = 3 * 20 * 0.45 * 0.8 * 0.7168

ONLY_NONE = Condition("roadmap", "A", roadmaps=frozenset({"none"}))
NEVER, MUST = Condition("never", "A", "park"), Condition("must", "A", "park")
NOT_LATE, ONLY_LATE = Condition("not_in", "A", "park", 2), Condition("only_in", "A", "park", 2)
NOT_EARLY = Condition("not_in", "A", "park", 1)


def region(case: Case) -> Region:
    """The region of the town at no national price."""
    effects = effects_of(case, "central")
    offers = {"A": town_variants(effects, "A")}
    rules = rules_of(effects, offers)
    masters = list(rules.region_of)
    return region_at(price_quantities(rules, {}, 2), rules, masters, dict(offers), 1)


@pytest.mark.parametrize(
    ("conditions", "answer"),
    [
        ((), ROADMAP + OPENED_PARK_2022),
        ((ONLY_NONE,), CLOSED_PARK_2022),
        ((NEVER,), ROADMAP),
        ((NOT_LATE,), ROADMAP + PARK_2021),
        ((ONLY_LATE, ONLY_NONE), CLOSED_PARK_2022),
        ((MUST, NOT_LATE), ROADMAP + PARK_2021),
        ((NOT_LATE, NOT_EARLY), ROADMAP),
        ((MUST, NEVER), -inf),
        ((MUST, NOT_LATE, NOT_EARLY), -inf),
    ],
)
def test_a_town_answers_under_conditions(conditions: tuple[Condition, ...], answer: float) -> None:
    asked = region(one_town())
    assert asked.bound(MONEY, conditions) == pytest.approx(GRANTED + answer)
    # asked again, it says the same
    assert asked.bound(MONEY, conditions) == pytest.approx(GRANTED + answer)


def test_an_answer_is_kept_for_its_prices_and_conditions_alone() -> None:
    asked = region(one_town())
    dear = {"region_budget[North,2021]": 10.0, "region_budget[North,2022]": 10.0}
    granted = 10 * 20 + 10 * (40 + 60)
    assert asked.bound(MONEY, [NEVER]) == pytest.approx(GRANTED + ROADMAP)
    assert asked.bound(MONEY, []) == pytest.approx(GRANTED + ROADMAP + OPENED_PARK_2022)
    # a roadmap would cost 30 points, and every unit of the park 300 or nearly
    assert asked.bound(dear, []) == pytest.approx(granted)
    # the least park, of one unit, is begun in 2022: in 2021 it would bring a little more and cost 30 more to run
    assert asked.bound(dear, [MUST, ONLY_NONE]) == pytest.approx(granted + CLOSED_PARK_2022 / 3 - 300)


def test_measures_that_are_left_no_start_do_not_mix() -> None:
    # two measures without a start have the same, empty dues; what one must bring is not what the other does
    case = one_town()
    park = case.measures[0]
    garden = replace(park, measure="garden", point_of_growth=False)
    own = {key: value for key, value in case.coefficients.items() if key[1] == "park"}
    case = replace(
        case,
        measures=(*case.measures, garden),
        coefficients={**case.coefficients, **{(name, "garden", key): value for (name, _, key), value in own.items()}},
    )
    asked = region(case)
    both = [NEVER, Condition("never", "A", "garden")]
    assert asked.bound(MONEY, both) == pytest.approx(GRANTED + ROADMAP)
    assert asked.bound(MONEY, both[:1]) == pytest.approx(GRANTED + ROADMAP + OPENED_PARK_2022)
    assert asked.bound(MONEY, [*both, Condition("must", "A", "garden")]) == -inf


def test_variants_share_what_is_alike() -> None:
    town = town_variants(effects_of(one_town(), "central"), "A")
    late = TALK.replace("2021", "2022")
    # a roadmap of the last year changes no start within the plan; that of 2021 does
    assert town[late].menus["park"] is town["none"].menus["park"]
    assert town[TALK].menus["park"].dues is not town["none"].menus["park"].dues
    uncut = replace(one_town(), coefficients={k: v for k, v in one_town().coefficients.items() if k[0] != "cost_cut"})
    town = town_variants(effects_of(uncut, "central"), "A")
    assert town[TALK].menus["park"].dues is town["none"].menus["park"].dues
    assert town[TALK].menus["park"].reached[1] == pytest.approx(town["none"].menus["park"].reached[1] * 0.92 / 0.8)


def test_branches_leave_no_plan_out() -> None:
    offered = {"A": frozenset({"none", TALK})}
    talk = Condition("roadmap", "A", roadmaps=frozenset({TALK}))
    assert exhaustive([ONLY_NONE, talk], offered)
    assert not exhaustive([talk], offered)
    assert exhaustive([talk], {"A": frozenset({TALK})})
    assert exhaustive([NEVER, MUST], offered)
    assert not exhaustive([NEVER, NOT_LATE], offered)
    assert exhaustive([NOT_LATE, ONLY_LATE], offered)
    assert not exhaustive([NOT_EARLY, ONLY_LATE], offered)
