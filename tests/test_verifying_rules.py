"""Rows by name and the bound that prices prove, worked out by hand for the case ``one_town`` and changes of it."""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_verifying_arithmetic import one_town, two_towns

from models.case import Case, Contribution, Limit, Link, Loan, Lock, Measure, Triple
from planner.verifying.bound import Bound, bound_of
from planner.verifying.effects import effects_of
from planner.verifying.offers import town_variants
from planner.verifying.rules import Rules, rules_of


def rules(case: Case) -> Rules:
    effects = effects_of(case, "central")
    return rules_of(effects, {t.town: town_variants(effects, t.town) for t in case.towns})


def bound(case: Case, prices: dict[str, float]) -> Bound:
    effects = effects_of(case, "central")
    offers = {t.town: town_variants(effects, t.town) for t in case.towns}
    settings = case.settings
    return bound_of(rules_of(effects, offers), offers, prices, settings.horizon_years, settings.points_of_growth_max)


def limit(name: str, **scope: object) -> Limit:
    empty = dict.fromkeys(("category", "measure", "status", "region", "town", "for_each"), "")
    rest = {"payer": "all", "year": None, "unit": "mrub", "floor": None, "ceiling": 1.0}
    return Limit(name, **{**empty, **rest, **scope})  # type: ignore[arg-type]


def with_limits(*limits: Limit) -> Case:
    return replace(two_towns(), limits=limits)


def test_rows_of_a_case_without_limits() -> None:
    found = rules(one_town())
    assert list(found.rows) == [
        "federal_budget[2021]",
        "federal_budget[2022]",
        "region_budget[North,2021]",
        "region_budget[North,2022]",
        "federal_most[North,2021,-]",
        "federal_most[North,2022,-]",
        "federal_least[North,2021,-]",
        "federal_least[North,2022,-]",
    ]
    assert [row.right_hand_side for row in found.rows.values()] == [40, 20, 10, 10, 0, 0, 0, 0]
    first, second = found.rows["federal_budget[2021]"].master, found.rows["federal_budget[2022]"].master
    # half of unspent federal money is kept: carry/0.5 out of 2021, carry into 2022; regions keep nothing
    assert first == {("federal", "North,2021,-", 1): 1, ("carry", "federal", 1): 2}
    assert second == {("federal", "North,2022,-", 2): 1, ("carry", "federal", 1): -1}
    assert found.rows["region_budget[North,2021]"].master == {("federal", "North,2021,-", 1): -1}
    assert found.rows["region_budget[North,2021]"].spend == {("A", "park", 1): 1, ("A", "dialogue", 1): 1}
    assert found.rows["federal_most[North,2022,-]"].spend == {("A", "park", 2): -0.8, ("A", "dialogue", 2): -0.8}
    assert found.rows["federal_least[North,2022,-]"].spend == {("A", "park", 2): 0.2, ("A", "dialogue", 2): 0.2}
    # the federal money of 2021 and 2022 together
    assert found.most["federal", "North,2022,-", 2] == 60
    assert found.most["carry", "federal", 1] == 40


def test_limits_that_name_a_payer_cut_atoms() -> None:
    found = rules(with_limits(limit("pot", measure="park", payer="federal", region="North", year=2021)))
    north = {cell[1:]: atom.name for cell, atom in found.atoms.items() if cell[0] == "A"}
    assert north == {
        ("park", 1): "North,2021,pot",
        ("park", 2): "North,2022,-",
        ("dialogue", 1): "North,2021,-",
        ("dialogue", 2): "North,2022,-",
    }
    row = found.rows["limit_ceiling[pot]"]
    assert (row.spend, row.master) == ({}, {("federal", "North,2021,pot", 1): 1})


def test_a_regional_limit_counts_spending_less_federal_money() -> None:
    row = rules(with_limits(limit("own", measure="park", payer="regional", town="A", floor=2.0))).rows
    assert row["limit_ceiling[own]"].spend == {("A", "park", 1): 1, ("A", "park", 2): 1}
    assert row["limit_ceiling[own]"].master == {
        ("federal", "North,2021,own", 1): -1,
        ("federal", "North,2022,own", 2): -1,
    }
    assert row["limit_floor[own]"].right_hand_side == -2
    assert row["limit_floor[own]"].spend["A", "park", 1] == -1


@pytest.mark.parametrize(
    ("for_each", "names"),
    [
        ("town", ["L:A", "L:B"]),
        ("region", ["L:North", "L:South"]),
        ("status", ["L:crisis", "L:stable"]),
        ("category", ["L:social_political", "L:industrial_system"]),
    ],
)
def test_repeated_limits(for_each: str, names: list[str]) -> None:
    assert [i.name for i in rules(with_limits(limit("L", for_each=for_each))).instances] == names


def test_repeated_limits_stay_inside_their_scope() -> None:
    found = rules(with_limits(limit("L", for_each="town", status="stable"), limit("M", for_each="region", town="A")))
    assert [i.name for i in found.instances] == ["L:B", "M:North"]


@pytest.mark.parametrize(
    ("change", "bound_mrub"),
    [
        ({"unit": "mrub"}, 3.0),
        ({"unit": "rub_per_head"}, 3 * 25_000 / 1e6),
        ({"unit": "rub_per_head", "town": "B"}, 3 * 5_000 / 1e6),
        ({"unit": "share"}, 3 * (60 + 20 + 10)),
        ({"unit": "share", "payer": "federal", "year": 2021}, 3 * 40),
        ({"unit": "share", "payer": "regional"}, 3 * (20 + 10)),
    ],
)
def test_units_of_limits(change: dict[str, object], bound_mrub: float) -> None:
    found = rules(with_limits(limit("L", ceiling=3.0, **change)))
    assert found.rows["limit_ceiling[L]"].right_hand_side == pytest.approx(bound_mrub)


def with_school(*links: Link, locks: tuple[Lock, ...] = ()) -> Case:
    """A second started measure, which costs and yields nothing to speak of and is no point of growth."""
    case = one_town()
    school = Measure("school", "School", "knowledge", "started", "class", 1, 2, 0, 1, 0, 1)
    coefficients = {
        **case.coefficients,
        ("unit_cost", "school", ""): case.coefficients["kept", "dialogue", ""],
        ("kept", "school", ""): case.coefficients["kept", "dialogue", ""],
    }
    return replace(case, measures=(*case.measures, school), links=links, locks=locks, coefficients=coefficients)


def test_links_and_locks_make_rows() -> None:
    links = (Link("park", "requires", "school", 1), Link("park", "excludes", "school", 0))
    found = rules(with_school(*links, locks=(Lock("A", "school", "must", None, None),))).rows
    assert found["requires[A,park,school,2021]"].start == {("A", "park", 1): 1}
    assert found["requires[A,park,school,2022]"].start == {
        ("A", "park", 1): 1,
        ("A", "park", 2): 1,
        ("A", "school", 1): -1,
    }
    assert found["excludes[A,park,school]"].start == dict.fromkeys(
        [("A", "park", 1), ("A", "park", 2), ("A", "school", 1), ("A", "school", 2)], 1
    )
    assert found["excludes[A,park,school]"].right_hand_side == 1
    assert found["must[A,school]"].start == {("A", "school", 1): -1, ("A", "school", 2): -1}
    assert found["must[A,school]"].right_hand_side == -1


def test_links_of_a_measure_offered_nowhere_are_left_out() -> None:
    link = Link("park", "requires", "school", 0)
    found = rules(with_school(link, locks=(Lock("A", "park", "must_not", None, None),)))
    assert not [name for name in found.rows if name.startswith("requires")]


def taxed(case: Case) -> Case:
    """The park forgoes 1 % of federal and 3 % of regional tax."""
    own = {("tax_forgone_federal", "park", ""): Triple(0.01, 0.01, 0.01),
           ("tax_forgone_regional", "park", ""): Triple(0.03, 0.03, 0.03)}  # fmt: skip
    return replace(case, coefficients={**case.coefficients, **own})


def test_tax_forgone_is_a_line_of_its_own() -> None:
    case = taxed(replace(one_town(), limits=(limit("pot", measure="park", payer="federal", year=2022),)))
    found = rules(case)
    assert ("A", "tax:park", 1) in found.cells
    assert ("A", "tax:dialogue", 1) not in found.cells
    # in scope where its measure is, and paid by whom the tax would have gone to
    assert found.atoms["A", "tax:park", 2].name == "North,2022,pot"
    assert found.rows["federal_most[North,2022,pot]"].spend == {("A", "park", 2): -0.8, ("A", "tax:park", 2): -0.25}
    assert found.rows["federal_least[North,2022,pot]"].spend == {("A", "park", 2): 0.2, ("A", "tax:park", 2): 0.25}
    assert found.rows["region_budget[North,2022]"].spend["A", "tax:park", 2] == 1


def test_absorption_counts_public_money_without_tax_forgone() -> None:
    case = taxed(two_towns())
    settings = replace(case.settings, absorption_share=0.5, municipal_budget_rub_per_head=1_000)
    towns = (replace(case.towns[0], municipal_budget_mrub=90.0), case.towns[1])
    found = rules(replace(case, settings=settings, towns=towns)).rows
    # a town's own figure, else 1,000 roubles a head: 90 mrub in A, 5 in B
    assert found["absorption[A,2021]"].right_hand_side == pytest.approx(45)
    assert found["absorption[B,2022]"].right_hand_side == pytest.approx(2.5)
    assert found["absorption[A,2021]"].spend == {("A", "park", 1): 1, ("A", "dialogue", 1): 1}
    # neither figure, or no share: nothing holds back
    unknown = replace(settings, municipal_budget_rub_per_head=None)
    assert [n for n in rules(replace(case, settings=unknown, towns=towns)).rows if n.startswith("abs")] == [
        "absorption[A,2021]",
        "absorption[A,2022]",
    ]
    free = replace(settings, absorption_share=None)
    assert not [n for n in rules(replace(case, settings=free, towns=towns)).rows if n.startswith("abs")]


def lent(case: Case) -> Case:
    return replace(case, loans=(Loan("North", 2021, 2022, 8.0, 0.1),))


def test_loans_stand_in_both_budgets() -> None:
    found = rules(lent(one_town()))
    loan = ("loan", "North", 1)
    assert found.rows["federal_budget[2021]"].master[loan] == 1
    assert found.rows["federal_budget[2022]"].master[loan] == pytest.approx(-1.1)
    assert found.rows["region_budget[North,2021]"].master[loan] == -1
    assert found.rows["region_budget[North,2022]"].master[loan] == pytest.approx(1.1)
    assert found.most[loan] == 8
    # the interest of 2022 adds 0.8 to the federal money there may be by then, 60
    assert found.most["federal", "North,2022,-", 2] == pytest.approx(60.8)
    assert found.most["federal", "North,2021,-", 1] == 40
    assert found.region_of[loan] == "North"


def test_a_region_may_carry_over_what_it_borrowed() -> None:
    case = lent(one_town())
    settings = replace(case.settings, carry_over_regional_share=0.5)
    assert rules(replace(case, settings=settings)).most["carry", "North", 1] == pytest.approx(18)


def test_a_loan_enters_the_bound() -> None:
    # money of the region in 2021 alone is dear: a loan of 8 at 0.1 each, federal money of 40 as before
    assert bound(lent(one_town()), {"region_budget[North,2021]": 0.1}).masters == pytest.approx(4.8)


def test_a_limit_on_a_contributor_counts_its_money() -> None:
    case = one_town()
    park = replace(case.measures[0], duration_years=2)
    rows = (
        Contribution("business", "", "park", 0.3, 4.0),
        Contribution("funds", "", "", 0.2, 1.0),
    )
    case = taxed(replace(case, measures=(park, case.measures[1]), contributions=rows))
    case = replace(case, limits=(limit("firms", payer="business", year=2022, ceiling=5.0, floor=1.0),))
    found = rules(case)
    # of public money, half of the whole, business pays 0.3/0.5; of each year of works also 0.6 of the sums, 5, and its
    # own 4, over two years: (3 + 4)/2. The works of 2021 and 2022 reach the year 2022 once
    row = found.rows["limit_ceiling[firms]"]
    assert row.spend == {("A", "park", 2): pytest.approx(0.6)}
    assert row.start == {("A", "park", 1): pytest.approx(3.5)}
    assert row.master == {}
    assert found.rows["limit_floor[firms]"].start == {("A", "park", 1): pytest.approx(-3.5)}
    # such a limit cuts no atom
    assert {atom.name for atom in found.atoms.values()} == {"North,2021,-", "North,2022,-"}


def test_families_of_rows_stand_in_order() -> None:
    links = (Link("park", "excludes", "school", 0), Link("park", "requires", "school", 1))
    case = with_school(*links, locks=(Lock("A", "school", "must", None, None),))
    settings = replace(case.settings, absorption_share=1.0, municipal_budget_rub_per_head=1.0)
    case = replace(case, settings=settings, limits=(limit("L", floor=1.0), limit("M", floor=1.0)))
    names = [name.split("[")[0] for name in rules(case).rows]
    assert list(dict.fromkeys(names)) == [
        "federal_budget", "region_budget", "federal_most", "federal_least", "limit_ceiling", "limit_floor",
        "absorption", "requires", "excludes", "must",
    ]  # fmt: skip


def test_sums_and_tax_enter_the_gain() -> None:
    # a unit of 2021 costs 30 of works, and 3 to run and 1.2 of tax in 2022; at 0.1 a million it takes 3.42 points and
    # brings 6.4512, beyond the bend half of it; the sum of others saves 0.6 whatever the scale
    case = replace(taxed(one_town()), roadmap_steps=(), contributions=(Contribution("funds", "", "", None, 6.0),))
    price = {f"region_budget[North,{year}]": 0.1 for year in (2021, 2022)}
    half = replace(case, measures=(replace(case.measures[0], scale_high=0.0), case.measures[1]))
    # greatest scale 2, bend 1
    one, two = 6.4512 - 3.42 + 0.6, 1.5 * 6.4512 - 2 * 3.42 + 0.6
    assert bound(half, price).answers == {"A": pytest.approx(max(one, two))}
    assert bound(case, price).answers == {"A": pytest.approx(2 * 6.4512 - 2 * 3.42 + 0.6)}


MONEY_2021 = {"federal_budget[2021]": 0.1, "region_budget[North,2021]": 0.1}


def test_bound_of_one_town_by_hand() -> None:
    # Money of 2021 costs 0.1 a million, that of 2022 nothing. The best answer: the roadmap of 2021, worth 5.186816 less
    # 0.1*3, and the park of 2022 at its greatest scale, 2 + 0.5*2 units of full return of 20*0.414*0.7168 points.
    # granted 0.1*(40 + 10); federal[North,2021] enters at 0.1 - 0.1, the carry at 0.2: no master term.
    found = bound(one_town(), MONEY_2021)
    assert found.answers == {"A": pytest.approx(5.186816 - 0.3 + 3 * 20 * 0.414 * 0.7168)}
    assert [found.granted, found.masters] == pytest.approx([5, 0])
    assert found.points == pytest.approx(5 + 22.692128)


def test_master_variables_enter_the_bound() -> None:
    # Only regional money has a price, so federal money would be free: 0.1 for each of at most 40 million
    found = bound(one_town(), {"region_budget[North,2021]": 0.1})
    assert [found.granted, found.masters] == pytest.approx([1, 4])
    # Money of 2022 alone is dear: carrying federal money into it would bring 0.1 for each of at most 40 million
    assert bound(one_town(), {"federal_budget[2022]": 0.1}).masters == pytest.approx(4)


def test_dear_money_leaves_a_town_with_nothing() -> None:
    dear = {f"region_budget[North,{year}]": 1e6 for year in (2021, 2022)}
    assert bound(one_town(), dear).answers == {"A": 0}


def test_the_best_scale_is_at_a_corner() -> None:
    # Dear enough in both years that the flat half is not worth it and the steep half is:
    # without a roadmap in 2021: 7.2*0.896 = 6.4512 points a unit for 33 million, 3.2256 beyond the bend
    price = {f"region_budget[North,{year}]": 0.15 for year in (2021, 2022)}
    found = bound(replace(one_town(), roadmap_steps=()), price)
    assert found.answers == {"A": pytest.approx(2 * (6.4512 - 0.15 * 33))}


def test_prices_of_starts_and_points_of_growth() -> None:
    case = with_school(Link("park", "requires", "school", 0))
    # the park may not start before the school; its start is priced at 100 in every year, the gain is less
    prices = {"requires[A,park,school,2022]": 100.0}
    found = bound(replace(case, roadmap_steps=()), prices)
    # the school gains 100 if it starts at all (price -100); scale does not matter, money is free
    assert found.answers == {"A": pytest.approx(100)}
    none = replace(case, settings=replace(case.settings, points_of_growth_max=0), roadmap_steps=())
    assert bound(none, {}).answers == {"A": 0}
