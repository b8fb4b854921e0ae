"""Trade and roll-out of the second computation, against numbers worked out by hand from docs/model.md.

Three years (2021-2023), results until year 5, delta = 0.8. Towns A (crisis, 10,000 inhabitants, need 1.5) and B
(stable, 20,000, need 0.5) of one region; both score clans and spirit 2 of 4, so that they are alike and political is
0.5. No roadmap, and money has no price unless a test says so.

A quarry is built in a year and serves two: begun in 2021 it supplies 3 stones a unit in 2022 and 2023. Its scale is 1
to 4, with half the returns beyond 2. A unit of full return is worth need*size*(2*5)*(1.5*0.8*0.5)*0.8*W points, where
1.5 is place, 0.8 additional, 0.5 not displaced and the last 0.8 openness; W = 1.4*0.8^s: 1.12, 0.896 and 0.7168.

A road is built in two years, buys 2 stones a unit in each and uses 1 in the year after; its scale is 1 to 2.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from test_verifying_arithmetic import one_town
from test_verifying_plan import CERTIFIED, OBJECTIVE, SEARCHED, Tables, altered, hand_made, places, verified

from models.case import Budget, Case, Factor, Goal, LockIn, Measure, Product, Score, Settings, Town, Triple
from planner.tables.cells import CellValue
from planner.tables.plan_layout import PROMISE, percent_up
from planner.verifying.bound import Bound, bound_of, price_quantities
from planner.verifying.branches import NATIONAL, branched_bound, region_of_row
from planner.verifying.comparing import Findings
from planner.verifying.decisions import Decisions, Offers, Started
from planner.verifying.diagnosis import diagnose
from planner.verifying.effects import Effects, effects_of
from planner.verifying.joined import Followed, Joined, check_joined, joined_of
from planner.verifying.joins import Follow, Lift, similar_groups
from planner.verifying.knowledge import assumptions_of
from planner.verifying.offers import town_variants
from planner.verifying.outcomes import Outcomes, outcomes_of
from planner.verifying.plan_reading import Plan, Record, Value
from planner.verifying.rules import Rules, rules_of

NUMBERS = {
    ("weight", "clans", "political"): 1,
    ("prior", "clans", ""): 2,
    ("prior", "spirit", ""): 2,
    ("drift", "political", ""): 0,
    ("floor", "political", ""): 0,
    ("distress", "crisis", ""): 3,
    ("distress", "stable", ""): 1,
    ("window_factor", "crisis", ""): 1,
    ("window_factor", "stable", ""): 1,
    ("unit_cost", "quarry", ""): 1,
    ("size_exponent", "quarry", ""): 1,
    ("yield", "quarry", "jobs"): 5,
    ("context", "quarry", ""): 1.5,
    ("deadweight", "quarry", ""): 0.2,
    ("displacement", "quarry", ""): 0.5,
    ("sensitivity", "quarry", "political"): 0.4,
    ("kept", "quarry", ""): 0.5,
    ("returns_break", "quarry", ""): 0.5,
    ("returns_after", "quarry", ""): 0.5,
    ("rollout", "quarry", ""): 0.5,
    ("supplies", "quarry", "stone"): 3,
    ("unit_cost", "road", ""): 1,
    ("kept", "road", ""): 1,
    ("buys", "road", "stone"): 4,
    ("uses", "road", "stone"): 1,
    ("trade", "stone", "jobs"): 10,
}
UNIT_2021 = 2 * 5 * 0.6 * 0.8 * 1.12
"""Points of a unit of full return of a quarry begun in 2021, before need and size."""
LIFT_A, LIFT_B = 1.6128, 1.0752
"""Points that a pilot adds to a unit of a quarry begun in 2022: 0.5*1.5*1*10*0.6*0.8*0.896*0.5, B: 0.5*0.5*2*10*..."""


def joined_case() -> Case:
    """The two towns."""
    case = one_town()
    return replace(
        case,
        settings=Settings("Two towns", 2021, 3, 5, 2021, 0.25, 1, 1, 0, 0, similar_within_share=0.1),
        goals=(Goal("jobs", "Jobs", "job-years", 2),),
        lock_ins=(LockIn("political", "Political"),),
        factors=(Factor("clans", "Clans", "score"), Factor("spirit", "Spirit", "score")),
        towns=(Town("A", "Alpha", "North", "crisis", 10_000), Town("B", "Beta", "North", "stable", 20_000)),
        scores=tuple(Score(town, factor, 2, "expert") for town in "AB" for factor in ("clans", "spirit")),
        measures=(
            Measure("quarry", "Quarry", "industrial_system", "started", "ha", 1, 4, 0, 1, 0, 2),
            Measure("road", "Road", "industrial_system", "started", "km", 1, 2, 0, 2, 0, 1),
        ),
        roadmap_steps=(),
        budgets=tuple(Budget(payer, year, 100) for payer in ("federal", "North") for year in (2021, 2022, 2023)),
        coefficients={key: Triple(value, value, value) for key, value in NUMBERS.items()},
        products=(Product("stone", "Stone", "t"),),
    )


def with_numbers(**numbers: float) -> Case:
    """The case with other values of the coefficients named, each of which is there once."""
    own = {key: Triple(numbers[key[0]], numbers[key[0]], numbers[key[0]]) for key in NUMBERS if key[0] in numbers}
    case = joined_case()
    return replace(case, coefficients={**case.coefficients, **own})


def made(case: Case) -> tuple[Effects, Offers, Rules]:
    effects = effects_of(case, "central")
    offers = {t.town: town_variants(effects, t.town) for t in case.towns}
    return effects, offers, rules_of(effects, offers)


def bound(case: Case, prices: dict[str, float]) -> Bound:
    _, offers, rules = made(case)
    return bound_of(rules, offers, prices, case.settings.horizon_years, case.settings.points_of_growth_max)


def decided(offers: Offers, *starts: tuple[str, str, int, float]) -> Decisions:
    """Towns without a roadmap that start measures in years 1..H at scales."""
    decisions = Decisions({town: variants["none"] for town, variants in offers.items()})
    for town, measure, start, scale in starts:
        menu = decisions.variants[town].menus[measure]
        option = next(option for option in menu.options if option.start == start)
        decisions.started.append(Started(town, measure, option, scale))
    return decisions


PLAN = (("A", "quarry", 1, 2.0), ("B", "quarry", 2, 3.0), ("B", "road", 1, 2.0))
"""A's quarry of 2021 is the pilot of B's; it supplies 6 stones in 2022 and 2023, B's 9 in 2023 and 2024. The road buys
4 in 2021 and 2022 and uses 2 in 2023.
"""


def joined_plan(*starts: tuple[str, str, int, float]) -> tuple[Effects, Joined, Outcomes]:
    effects, offers, rules = made(joined_case())
    decisions = decided(offers, *starts)
    joined = joined_of(rules.joins, decisions)
    return effects, joined, outcomes_of(effects, decisions, joined)


# --- Rows, variables and the bound -----------------------------------------------------------------------------------


def test_rows_of_trade() -> None:
    effects, _, rules = made(joined_case())
    names = [name for name in rules.rows if name.split("[")[0] in ("supplied", "bought", "follows", "piloted")]
    # In 2021 nothing can be supplied yet, in 2025 no road could use it; a follower comes after a pilot
    assert names == [
        "supplied[stone,2022]",
        "supplied[stone,2023]",
        "supplied[stone,2024]",
        "bought[stone,2022]",
        "bought[stone,2023]",
        "bought[stone,2024]",
        "follows[quarry,A,2022]",
        "follows[quarry,A,2023]",
        "piloted[quarry,A,2022]",
        "piloted[quarry,A,2023]",
    ]
    supplied, bought = rules.rows["supplied[stone,2023]"], rules.rows["bought[stone,2023]"]
    assert supplied.master == bought.master == {("trade", "stone", 3): 1}
    assert supplied.scale == {(town, "quarry", start): -3 for town in "AB" for start in (1, 2)}
    # of 2023 the road of 2021 uses 1 a unit, that of 2022 buys 2
    assert bought.scale == {(town, "road", start): -each for town in "AB" for start, each in ((1, 1), (2, 2))}
    assert [row.right_hand_side for row in (supplied, bought)] == [0, 0]
    assert supplied.start == supplied.spend == {}
    # both towns are North's, and yet what is traded is the country's
    assert {region_of_row(rules.rows[name], effects, rules) for name in names} == {NATIONAL}


def test_most_and_worth_of_trade() -> None:
    rules = made(joined_case())[2]
    # two towns with 4 units of quarry, 24 stones a year; two with 2 units of road: 2 stones each of works, or 1 of use
    assert {key: most for key, most in rules.most.items() if key[0] == "trade"} == {
        ("trade", "stone", 2): 8,
        ("trade", "stone", 3): 8,
        ("trade", "stone", 4): 4,
    }
    # 2 points for each of 10 jobs
    assert rules.worth["trade", "stone", 3] == pytest.approx(20 * 0.512)
    # the lesser side: 2 towns with 4 units of a quarter of a stone
    assert made(with_numbers(supplies=0.25))[2].most["trade", "stone", 2] == 2
    assert not made(with_numbers(supplies=0))[2].joins.trades


def test_rows_of_rollout() -> None:
    rules = made(joined_case())[2]
    follows, piloted = rules.rows["follows[quarry,A,2022]"], rules.rows["piloted[quarry,A,2022]"]
    variable = ("follow", "quarry,A", 2)
    assert follows.master == piloted.master == {variable: 1}
    assert follows.scale == {("A", "quarry", 2): pytest.approx(-LIFT_A), ("B", "quarry", 2): pytest.approx(-LIFT_B)}
    most = 4 * (LIFT_A + LIFT_B)
    assert piloted.start == {("A", "quarry", 1): pytest.approx(-most), ("B", "quarry", 1): pytest.approx(-most)}
    assert (rules.most[variable], rules.worth[variable]) == (pytest.approx(most), 1)
    assert follows.start == piloted.scale == {}
    # of 2023 also the quarries of 2022 are pilots; W falls by a fifth
    assert len(rules.rows["piloted[quarry,A,2023]"].start) == 4
    assert rules.most["follow", "quarry,A", 3] == pytest.approx(0.8 * most)


def test_returns_after_count_only_where_returns_fall() -> None:
    follows = made(with_numbers(returns_break=1))[2].rows["follows[quarry,A,2022]"]
    assert follows.scale["A", "quarry", 2] == pytest.approx(-2 * LIFT_A)


def test_what_is_not_rolled_out() -> None:
    case = joined_case()
    # a town of its own kind has no pilot but itself, which is none
    apart = replace(case, scores=(Score("A", "clans", 0, "expert"), *case.scores[1:]))
    assert not made(apart)[2].joins.follows
    assert not made(with_numbers(rollout=0))[2].joins.follows
    # nothing counts before the end of the evaluation: a lag of five years
    late = replace(case, measures=(replace(case.measures[0], lag_years=5), case.measures[1]))
    assert not made(late)[2].joins.follows
    # works of three years: nothing is completed within the plan
    long = replace(case, measures=(replace(case.measures[0], duration_years=3), case.measures[1]))
    assert not made(long)[2].joins.follows
    # a proposal is of one town alone
    own = replace(case, measures=(replace(case.measures[0], town="B"), case.measures[1]))
    assert not made(own)[2].joins.follows
    assert made(own)[2].joins.trades


def test_the_bound_counts_what_masters_are_worth() -> None:
    free = 20 * (0.64 * 8 + 0.512 * 8 + 0.4096 * 4) + 1.8 * 4 * (LIFT_A + LIFT_B)
    found = bound(joined_case(), {})
    assert found.masters == pytest.approx(free)
    # 2 + 0.5*2 units of full return, begun in 2021
    assert found.answers == {"A": pytest.approx(3 * 1.5 * UNIT_2021), "B": pytest.approx(3 * 0.5 * 2 * UNIT_2021)}


def test_the_price_of_a_product_pays_who_supplies_it() -> None:
    price = {"supplied[stone,2022]": 20 * 0.64}
    priced = price_quantities(made(joined_case())[2], price, 3)
    assert priced.scale == {(town, "quarry", 1): pytest.approx(-3 * 12.8) for town in "AB"}
    found = bound(joined_case(), price)
    # the trade of 2022 is worth its price, and the greatest quarry of 2021 supplies 12 stones
    assert found.masters == pytest.approx(20 * (0.512 * 8 + 0.4096 * 4) + 1.8 * 4 * (LIFT_A + LIFT_B))
    assert found.answers["A"] == pytest.approx(3 * 1.5 * UNIT_2021 + 12 * 12.8)
    # paid by the other side, a road of either year buys 4 stones in 2022
    found = bound(joined_case(), {"bought[stone,2022]": 20 * 0.64})
    assert found.answers["A"] == pytest.approx(3 * 1.5 * UNIT_2021 + 4 * 12.8)


def test_the_price_of_a_pilot_pays_who_starts_first() -> None:
    most = 4 * (LIFT_A + LIFT_B)
    found = bound(joined_case(), {"piloted[quarry,A,2022]": 1.0})
    assert found.answers["B"] == pytest.approx(3 * 0.5 * 2 * UNIT_2021 + most)
    assert found.masters == pytest.approx(bound(joined_case(), {}).masters - most)
    # the lift itself at its full price: in 2022 a unit brings 1.0752 more, 4.3008 in all, beside 3 units of 4.3008
    found = bound(joined_case(), {"follows[quarry,A,2022]": 1.0})
    assert found.answers["B"] == pytest.approx(max(3 * 0.5 * 2 * UNIT_2021, 3 * 4.3008 + 4 * LIFT_B))


def test_regions_at_national_prices_prove_the_same_bound() -> None:
    effects, offers, rules = made(joined_case())
    prices = {
        "supplied[stone,2022]": 3.0,
        "bought[stone,2023]": 2.0,
        "follows[quarry,A,2022]": 0.5,
        "piloted[quarry,A,2023]": 0.25,
        "region_budget[North,2021]": 0.5,
    }
    findings = Findings()
    proved = branched_bound(effects, offers, rules, prices, [], findings)
    assert proved == pytest.approx(bound_of(rules, offers, prices, 3, 1).points)
    assert not findings.faults


# --- Groups ----------------------------------------------------------------------------------------------------------


def grouped(within: float | None, *scores: Score) -> dict[str, list[str]]:
    """Groups of towns A, B, C, D at a setting; factors without a score are at their prior of 2."""
    case = joined_case()
    settings = replace(case.settings, similar_within_share=within)
    case = replace(case, settings=settings, scores=scores)
    case = replace(case, towns=tuple(replace(case.towns[0], town=town) for town in "ABCD"))
    return similar_groups(case, diagnose(case, "central"))


def test_towns_join_the_first_group_whose_first_town_is_similar() -> None:
    # clans 2, 3, 4 and 3, of two factors: B is 0.125 from A, C 0.25 from A and 0.125 from B, which is no first town
    scores = [Score(town, "clans", value, "expert") for town, value in zip("ABCD", (2, 3, 4, 3), strict=True)]
    assert grouped(0.125, *scores) == {"A": ["A", "B", "D"], "C": ["C"]}
    assert grouped(0.25, *scores) == {"A": ["A", "B", "C", "D"]}
    assert grouped(0.1, *scores) == {"A": ["A"], "B": ["B", "D"], "C": ["C"]}
    assert grouped(None, *scores) == {}


def test_nobody_chooses_its_group() -> None:
    # B says 4 of itself and counts as the prior, 2; C is known to be at 4, and D is not known
    scores = [Score("A", "clans", 2, "expert"), Score("B", "clans", 4, "self"), Score("C", "clans", 4, "survey")]
    assert grouped(0.0, *scores) == {"A": ["A", "B", "D"], "C": ["C"]}


def test_without_factors_there_are_no_groups() -> None:
    case = replace(joined_case(), factors=(), scores=(), coefficients={})
    assert similar_groups(case, diagnose(replace(case, lock_ins=()), "central")) == {}


# --- What a plan makes of it -----------------------------------------------------------------------------------------


def test_trade_is_the_lesser_of_both_sides() -> None:
    _, joined, outcomes = joined_plan(*PLAN)
    found = [(row.trade.year, row.supply, row.demand, row.traded) for row in joined.trades]
    assert found == [(2, 6, 4, 4), (3, 15, 2, 2), (4, 9, 0, 0)]
    assert [row.points for row in joined.trades] == pytest.approx([20 * 0.64 * 4, 20 * 0.512 * 2, 0])
    # A's quarry alone sells nothing
    _, joined, alone = joined_plan(PLAN[0])
    assert [row.traded for row in joined.trades] == [0, 0, 0]
    assert alone.objective == pytest.approx(1.5 * 2 * UNIT_2021)
    assert outcomes.trade_points == pytest.approx(71.68)


def test_results_grow_by_trade_and_by_what_followed() -> None:
    _, joined, outcomes = joined_plan(*PLAN)
    (followed,) = joined.follows
    assert (followed.follow.group, followed.follow.start, followed.pilots) == ("A", 2, 1)
    assert (followed.scales, followed.part) == ({"B": 3}, 1)
    assert followed.points == pytest.approx(3 * LIFT_B)
    # A: 2 units of 1*5*0.6*0.8*1.12 jobs; B: 2.5 units of full return of 2*5*0.6*0.8*0.896, and 3 lifted ones of
    # 0.5*2*5*0.6*0.8*0.896*0.5
    own_a, own_b, lifted, traded = 5.376, 10.752, 3.2256, 35.84
    assert outcomes.of_town["A", "jobs"] == pytest.approx(own_a)
    assert outcomes.of_town["B", "jobs"] == pytest.approx(own_b + lifted)
    assert outcomes.results["jobs"] == pytest.approx(own_a + own_b + lifted + traded)
    # on the spot: without 0.8 of additional and 0.5 not displaced
    assert outcomes.gross["jobs"] == pytest.approx((own_a + own_b + lifted) / 0.4 + traded)
    assert outcomes.worth == {"A": pytest.approx(3 * own_a), "B": pytest.approx(own_b + lifted)}
    assert outcomes.objective == pytest.approx(3 * own_a + own_b + lifted + 2 * traded)
    assert outcomes.points["jobs"] == pytest.approx(outcomes.objective)


def test_a_pilot_comes_first() -> None:
    # both at once, or the other way round in the same year: nobody has completed it
    assert not joined_plan(("A", "quarry", 1, 2.0), ("B", "quarry", 1, 3.0))[1].follows
    assert not joined_plan(("B", "quarry", 2, 3.0))[1].follows
    # two years later it is as good, and the road, which is not rolled out, is nobody's pilot
    (followed,) = joined_plan(("B", "quarry", 1, 3.0), ("A", "quarry", 3, 1.0), ("A", "road", 1, 1.0))[1].follows
    assert (followed.follow.start, followed.points) == (3, pytest.approx(0.8 * LIFT_A))


def test_points_are_shared_as_lifts_are() -> None:
    lifts = {"A": Lift(2.0, 1.0, 1.0), "B": Lift(1.0, 1.0, 1.0)}
    follow = Follow("quarry", "A", 2, lifts, (("C", "quarry", 1),), 4.0)
    # 2*3 + 1*2 points might be lifted; a pilot grants 4, two all
    assert Followed(follow, 1, {"A": 3.0, "B": 2.0}).part == 0.5
    assert Followed(follow, 2, {"A": 3.0, "B": 2.0}).part == 1
    assert Followed(follow, 0, {"A": 3.0}).part == 0
    assert Followed(follow, 1, {}).part == 0


def test_money_rests_on_trade_where_a_measure_supplies() -> None:
    case = joined_case()
    effects, offers, _ = made(case)
    decisions = decided(offers, *PLAN)
    assert assumptions_of(effects, decisions)["trade", "stone", "jobs"].money_mrub == 0
    tables = traded_plan()
    assert [row["money_mrub"] for row in tables["Assumptions"] if row["coefficient"] == "trade"] == [32.999_999_99]


# --- The sheets ------------------------------------------------------------------------------------------------------

NETWORKS = (
    {"product": "stone", "name": "Stone", "unit": "t", "year": 2022.0, "supply": 6.0, "demand": 4.0, "traded": 4.0,
     "points": 51.2},
    {"product": "stone", "name": "Stone", "unit": "t", "year": 2023.0, "supply": 15.0, "demand": 2.0, "traded": 2.0,
     "points": 20.48},
    {"product": "stone", "name": "Stone", "unit": "t", "year": 2024.0, "supply": 9.0, "demand": 0.0, "traded": 0.0,
     "points": 0.0},
)  # fmt: skip
ROLLOUT = (
    {"measure": "quarry", "group": "A", "year": 2022.0, "pilots": 1.0, "followers": 1.0, "points": 3.2256},
)  # fmt: skip
SHEETS: dict[str, tuple[dict[str, Value], ...]] = {"Networks": NETWORKS, "Roll-out": ROLLOUT}


def told(sheets: dict[str, tuple[dict[str, Value], ...]]) -> list[str]:
    """Places of what is wrong with the two sheets of ``PLAN``."""
    records = {
        sheet: [Record(row, values, {c: f"{sheet}!{c}{row}" for c in values}) for row, values in enumerate(rows)]
        for sheet, rows in sheets.items()
    }
    effects, joined, _ = joined_plan(*PLAN)
    findings = Findings()
    check_joined(Plan("P.xlsx", records), effects, joined, findings)
    return [fault.place for fault in findings.faults]


def cells() -> Iterator[tuple[str, int, str]]:
    for sheet, rows in SHEETS.items():
        for row, values in enumerate(rows):
            for column in values:
                yield sheet, row, column


def test_the_sheets_hold() -> None:
    assert told(SHEETS) == []


@pytest.mark.parametrize(("sheet", "row", "column"), list(cells()))
def test_every_altered_cell_is_refused(sheet: str, row: int, column: str) -> None:
    rows = [dict(values) for values in SHEETS[sheet]]
    value = rows[row][column]
    rows[row][column] = value + "x" if isinstance(value, str) else value + 1
    assert f"{sheet}!{column}{row}" in told({**SHEETS, sheet: tuple(rows)})


@pytest.mark.parametrize("sheet", list(SHEETS))
def test_a_missing_or_doubled_row_is_refused(sheet: str) -> None:
    assert told({**SHEETS, sheet: SHEETS[sheet][1:]}) == [f"P.xlsx: {sheet}"]
    assert told({**SHEETS, sheet: (*SHEETS[sheet], SHEETS[sheet][-1])})


# --- A whole plan ----------------------------------------------------------------------------------------------------

TRADED = 2 * 0.01 * (0.64 + 0.512)
"""Jobs: the park of 2021 uses 2 of the 3 units of heat that it supplies, in 2022 and 2023."""
MORE_CERTIFIED = 8 * 2 * 0.01 * (0.64 + 0.512 + 0.4096)
"""At no price of heat: four hectares could use 8 units in each year in which a park may serve."""


def traded_case() -> Case:
    case = one_town()
    own = {("supplies", "park", "heat"): 3, ("uses", "park", "heat"): 2, ("trade", "heat", "jobs"): 0.01}
    coefficients = {**case.coefficients, **{key: Triple(value, value, value) for key, value in own.items()}}
    return replace(case, products=(Product("heat", "Heat", "Gcal"),), coefficients=coefficients)


def traded_plan() -> Tables:
    """The plan of ``hand_made`` in a town whose park takes heat from itself."""
    tables, objective, certified = hand_made(), OBJECTIVE + 2 * TRADED, CERTIFIED + MORE_CERTIFIED
    gap = (certified - objective) / objective
    figures: dict[str, CellValue] = {
        "objective": objective,
        "gap_share": (SEARCHED - objective) / objective,
        "certified_bound": certified,
        "certified_gap_share": gap,
        "promise": PROMISE.format(gap_percent=percent_up(gap)),
    }
    tables["Summary"] = [{**row, "value": figures.get(str(row["item"]), row["value"])} for row in tables["Summary"]]
    tables["States"] = [{"state": "-", "chosen": "yes", "bound_points": certified}]
    jobs, capacity = tables["Results"]
    grown: dict[str, CellValue] = {
        "result": 3.6256 + TRADED,
        "gross_result": 11.152 + TRADED,
        "points": 7.2512 + 2 * TRADED,
    }
    tables["Results"] = [{**jobs, **grown}, capacity]
    for coefficient, subject, key, value in (
        ("supplies", "park", "heat", 3),
        ("uses", "park", "heat", 2),
        ("trade", "heat", "jobs", 0.01),
    ):
        row: dict[str, CellValue] = {"coefficient": coefficient, "subject": subject, "key": key}
        row |= {"low": value, "central": value, "high": value, "money_mrub": 32.999_999_99}
        tables["Assumptions"].append({**tables["Assumptions"][-1], **row})
    tables["Networks"] = [
        {"product": "heat", "name": "Heat", "unit": "Gcal", "year": year, "supply": 1.5 * used, "demand": used,
         "traded": used, "points": points}
        for year, used, points in ((2022, 2, 0.0256), (2023, 2, 0.02048), (2024, 0, 0))
    ]  # fmt: skip
    return tables


def test_a_plan_with_trade_holds() -> None:
    found = verified(traded_plan(), traded_case())
    assert [str(fault) for fault in found.faults] == []


def test_a_plan_that_trades_more_than_it_supplies_is_refused() -> None:
    tables = altered(traded_plan(), "Networks", 0, "traded", 3.0)
    assert places(verified(tables, traded_case())) == ["P.xlsx: Networks!G4"]
