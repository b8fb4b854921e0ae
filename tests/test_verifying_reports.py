"""A whole plan with money of others, tax forgone and a loan, by hand, and what a plan reports of itself.

The case is ``one_town`` with a municipality that pays a quarter of everything, a park that forgoes 1 % of federal and
3 % of regional tax, and a loan of at most 5 million in 2021, repaid in 2022 with a tenth. The decisions are those of
the plan without them, and so are the points: roadmap talk/political@2021 and one hectare of park in 2021.

Public money in 2021: 22.5 + 2.25 million. The region has 10 and borrows 5, so 9.75 are federal: 9.75/24.75 of each
line. In 2022 the park costs 2.25 to run, a fifth of it federal, and 0.3 and 0.9 of tax.
"""

from __future__ import annotations

from dataclasses import replace

import pytest
from test_verifying_arithmetic import one_town, two_towns
from test_verifying_plan import (
    OBJECTIVE,
    SEARCHED,
    Tables,
    altered,
    equity,
    hand_made,
    line,
    payer_year,
    places,
    verified,
)

from models.case import Case, Contribution, Loan, Score, Triple
from planner.tables.cells import CellValue
from planner.tables.plan_layout import SUMMARY_ITEMS
from planner.verifying.blocked import best_of, wanted_by_region
from planner.verifying.effects import effects_of
from planner.verifying.knowledge import Assumption, Touch, changed, is_most_judged, most_judged, others_of
from planner.verifying.offers import town_variants
from planner.verifying.reports import groups_of
from planner.verifying.rules import rules_of

FREE = 24.540416
"""The best answer of the town where nothing has a price: the roadmap, 5.186816, and three units of 6.4512."""


def pooled_case() -> Case:
    case = one_town()
    tax = {("tax_forgone_federal", "park", ""): 0.01, ("tax_forgone_regional", "park", ""): 0.03}
    return replace(
        case,
        contributions=(Contribution("municipality", "", "", 0.25, None, "agreed"),),
        loans=(Loan("North", 2021, 2022, 5.0, 0.1),),
        coefficients={**case.coefficients, **{key: Triple(value, value, value) for key, value in tax.items()}},
    )


def pooled_line(measure: str, year: int, money: tuple[float, float], partners: float) -> dict[str, CellValue]:
    return {**line(measure, year, money), "partners_rub": partners}


def pooled_plan() -> Tables:
    """The tables of the plan; what is not named here is as in the plan without money of others."""
    federal, regional, park, dialogue = 10.499_999_99, 17.699_999_99, 24.749_999_99, 2.249_999_99
    paid = park + dialogue + 1.2
    tables = hand_made()
    figures: dict[str, CellValue] = {
        "promise": "No plan under these roadmaps and coefficients is better by more than 110.865 %.",
        "certified_bound": FREE,
        "certified_gap_share": (FREE - OBJECTIVE) / OBJECTIVE,
        "federal_spent_mrub": federal,
        "regional_spent_mrub": regional,
        "social_political_mrub": dialogue,
        "industrial_system_mrub": park + 1.2,
        # 12,625,000.01, 37,375,000, 0.01 and 1,800,000 roubles
        "returned_mrub": 51.800_000_02,
        "partners_mrub": 9,
        "tax_forgone_mrub": 1.2,
        # in 2023: 2.25 to run, 0.3 and 0.9 of tax
        "later_mrub": 3.45,
    }
    tables["Summary"] = [{**row, "value": figures.get(str(row["item"]), row["value"])} for row in tables["Summary"]]
    tables["States"] = [{"state": "-", "chosen": "yes", "bound_points": FREE}]
    money = {"social_political": dialogue, "industrial_system": park + 1.2, "federal_mrub": federal,
             "regional_mrub": regional, "total_mrub": paid, "rub_per_head": paid * 50}  # fmt: skip
    tables["Allocation"] = [{**row, **money} for row in tables["Allocation"]]
    tables["Funded"] = [
        pooled_line("park", 2021, (8_863_636.36, 13_636_363.63), 7_500_000),
        pooled_line("park", 2022, (450_000, 1_800_000), 750_000),
        {**pooled_line("park", 2022, (300_000, 900_000), 0), "kind": "tax"},
        pooled_line("dialogue", 2021, (886_363.63, 1_363_636.36), 750_000),
    ]
    tables["Town plans"] = [{**row, "answer_points": FREE} for row in tables["Town plans"]]
    tables["Years"] = [
        payer_year("federal", 2021, 40e6, 0, 9_749_999.99, 12_625_000, 12_625_000.01, loans_out=5e6),
        payer_year("federal", 2022, 20e6, 12_625_000, 750_000, 0, 37_375_000, loans_in=5.5e6),
        payer_year("North", 2021, 10e6, 0, 14_999_999.99, 0, 0.01, loans_in=5e6),
        payer_year("North", 2022, 10e6, 0, 2_700_000, 0, 1_800_000, loans_out=5.5e6),
    ]
    tables["Partners"] = [
        {"town": "A", "name": "Alpha", "contributor": "municipality", "evidence": "agreed", "measure": measure,
         "year": year, "partners_rub": partners}
        for measure, year, partners in (("park", 2021, 7.5e6), ("park", 2022, 75e4), ("dialogue", 2021, 75e4))
    ]  # fmt: skip
    for_towns: dict[str, CellValue] = {"total_mrub": paid, "rub_per_head": paid * 50}
    tables["Equity"] = [{**equity(*group), **for_towns} for group in GROUPS]
    tables["Liabilities"] = [
        {"region": "North", "year": year, "running_mrub": 2.25, "tax_federal_mrub": 0.3, "tax_regional_mrub": 0.9}
        for year in (2022, 2023)
    ]
    tables["Blocked money"] = [{**row, "federal_mrub": federal} for row in tables["Blocked money"]]
    tables["Audit"] = [
        {**row, "at_stake_mrub": float(str(row["at_stake_mrub"])) * park / 32.999_999_99} for row in tables["Audit"]
    ]
    tables["Assumptions"] = [pooled_assumption(row, park, dialogue) for row in tables["Assumptions"]]
    for name, share in (("tax_forgone_federal", 0.01), ("tax_forgone_regional", 0.03)):
        like: dict[str, CellValue] = {
            "coefficient": name,
            "low": share,
            "central": share,
            "high": share,
            "money_mrub": park + 1.2,
        }
        tables["Assumptions"].append({**tables["Assumptions"][-1], "subject": "park", "key": "", **like})
    tables["Prices"] = []
    return tables


GROUPS = (("status", "crisis"), ("lock_in_tercile", "least locked"))


def pooled_assumption(row: dict[str, CellValue], park: float, dialogue: float) -> dict[str, CellValue]:
    """Money without tax, but for the coefficients that tax rests on too; the rest is in proportion."""
    if row["subject"] == "park":
        money = park + (1.2 if row["coefficient"] in ("unit_cost", "cost_size_exponent") else 0)
        return {**row, "money_mrub": money}
    if row["subject"] == "dialogue":
        return {**row, "money_mrub": dialogue}
    part = (park + dialogue) / 35.999_999_98
    money, swing = (float(str(row[column])) * part for column in ("money_mrub", "swing_mrub"))
    return {**row, "money_mrub": money, "swing_mrub": swing}


def test_a_plan_with_money_of_others_holds() -> None:
    found = verified(pooled_plan(), pooled_case())
    assert [str(fault) for fault in found.faults] == []
    assert found.recomputed["certified_bound"] == pytest.approx(FREE)
    assert SEARCHED < FREE


@pytest.mark.parametrize(
    ("sheet", "row", "column", "value"),
    [
        ("Funded", 0, "partners_rub", 7_500_000.01),
        ("Funded", 2, "partners_rub", 1.0),
        ("Funded", 2, "federal_rub", 300_000.01),
        ("Funded", 2, "scale", 1.01),
        ("Funded", 2, "kind", "started"),
        ("Funded", 3, "evidence", "stated"),
        ("Years", 2, "loans_in_rub", 4e6),
        ("Years", 2, "loans_in_rub", 5e6 + 0.01),
        ("Years", 3, "loans_out_rub", 5.6e6),
        ("Years", 0, "loans_out_rub", 4.9e6),
        ("Years", 1, "loans_in_rub", 5.4e6),
        ("Partners", 0, "partners_rub", 7_500_000.01),
        ("Partners", 0, "evidence", "promised"),
        ("Partners", 0, "contributor", "funds"),
        ("Partners", 1, "year", 2021),
        ("Liabilities", 0, "tax_federal_mrub", 0.31),
        ("Liabilities", 1, "year", 2024),
        ("Equity", 1, "group", "middle"),
        ("Audit", 0, "factor", "clans"),
        ("Assumptions", 0, "grade", "derived"),
    ],
)
def test_an_altered_cell_is_refused_by_its_name(sheet: str, row: int, column: str, value: CellValue) -> None:
    tables = pooled_plan()
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[list(tables[sheet][row]).index(column)]
    found = verified(altered(tables, sheet, row, column, value), pooled_case())
    assert f"P.xlsx: {sheet}!{letter}{row + 4}" in places(found)


@pytest.mark.parametrize("sheet", ["Partners", "Liabilities"])
def test_a_missing_row_is_refused(sheet: str) -> None:
    tables = pooled_plan()
    assert f"P.xlsx: {sheet}" in places(verified({**tables, sheet: tables[sheet][1:]}, pooled_case()))


def test_a_loan_that_could_be_lower_is_refused() -> None:
    # with two million more of its own in 2021 the region need not have borrowed them
    case = pooled_case()
    budgets = tuple(replace(b, amount_mrub=12.0) if (b.payer, b.year) == ("North", 2021) else b for b in case.budgets)
    tables = altered(pooled_plan(), "Years", 2, "budget_rub", 12e6)
    tables = altered(tables, "Years", 2, "returned_rub", 2_000_000.01)
    items = [item.item for item in SUMMARY_ITEMS]
    for item, value in (("regional_budget_mrub", 22), ("returned_mrub", 53.800_000_02)):
        tables = altered(tables, "Summary", items.index(item), "value", value)
    found = verified(tables, replace(case, budgets=budgets))
    assert any("lower loan" in fault.message for fault in found.faults)


@pytest.mark.parametrize(("share", "holds"), [(0.5, True), (0.49, False)])
def test_a_town_absorbs_no_more_than_its_share(share: float, holds: bool) -> None:
    # 24.75 million in 2021 without tax; half of a municipal budget of 49.5 million
    case = pooled_case()
    settings = replace(case.settings, absorption_share=share, municipal_budget_rub_per_head=2_475)
    told = [f for f in verified(pooled_plan(), replace(case, settings=settings)).faults if "absorb" in f.message]
    assert (not told) is holds


# --- Reports ---------------------------------------------------------------------------------------------------------


def test_terciles_of_lock_in() -> None:
    # A: clans 2, distance unknown: 0.5 and 0.5. B: clans 4 by its scores: political 0.25 + 0.75 - 0.125; the rank of A
    # is 0 of 2 and that of B 1: terciles 1 and 1 + floor(3/2) = 2
    case = replace(two_towns(), scores=(Score("A", "clans", 2, "expert"), Score("B", "clans", 4, "expert")))
    groups = {key: [t.town for t in towns] for key, towns in groups_of(effects_of(case, "central")).items()}
    assert groups == {
        ("status", "crisis"): ["A"],
        ("status", "stable"): ["B"],
        ("lock_in_tercile", "least locked"): ["A"],
        ("lock_in_tercile", "middle"): ["B"],
    }
    # alike, the order of the towns decides
    even = groups_of(effects_of(replace(case, scores=()), "central"))
    assert [t.town for t in even["lock_in_tercile", "least locked"]] == ["A"]


def test_blocked_money_is_wanted_at_the_price_of_federal_money() -> None:
    # Regional money of 2021 costs twice the federal, and the window has a price of its own; with both set aside a
    # million of 2021 costs 0.1 and one of 2022 nothing, so the town wants the roadmap of 2021, 3 million, and four
    # hectares in 2022 at 27 million each, of which 0.8 are federal
    effects = effects_of(one_town(), "central")
    offers = {"A": town_variants(effects, "A")}
    rules = rules_of(effects, offers)
    dear = {"federal_budget[2021]": 0.1, "region_budget[North,2021]": 0.2, "federal_most[North,2021,-]": 5.0}
    assert wanted_by_region(effects, offers, rules, dear)["North"] == pytest.approx((88.8, 88.8))
    even = {**dear, "region_budget[North,2021]": 0.1}
    assert wanted_by_region(effects, offers, rules, even) == {"North": (0.0, 0.0)}


def test_points_of_growth_as_good_as_each_other_make_a_range() -> None:
    pointed = [(5.0, (1.0, 1.0)), (7.0, (4.0, 4.0)), (5.0, (2.0, 2.0)), (4.0, (9.0, 9.0))]
    assert best_of(pointed, 2, 1e-9) == (5.0, 6.0)
    assert best_of(pointed, 0, 1e-9) == (0, 0)


def judged(swings: dict[str, float]) -> dict[tuple[str | int, ...], Assumption]:
    """Expert coefficients without subject whose swing is half of their money."""
    return {(name, "", ""): Assumption((name, "", ""), Triple(1, 2, 3), 2 * swing) for name, swing in swings.items()}


def test_the_most_judged_in_any_order_that_swings_allow() -> None:
    rows = judged(dict(zip("abcdefghijkl", (9, 8, 8, 7, 6, 5, 4, 3, 2, 1, 1, 0), strict=True)))
    rows["k", "", ""] = replace(rows["k", "", ""], money_mrub=2 + 1e-9)
    assert is_most_judged(most_judged(rows), rows)
    assert is_most_judged("a; b; c; d; e; f; g; h; i; j", rows)
    assert is_most_judged("a; c; b; d; e; f; g; h; i; k", rows)
    for wrong in ("b; a; c; d; e; f; g; h; i; j", "a; b; c; d; e; f; g; h; i; l", "a; b; c; d; e; f; g; h; i", "a"):
        assert not is_most_judged(wrong, rows)
    published = {key: replace(row, triple=replace(row.triple, grade="published")) for key, row in rows.items()}
    assert is_most_judged("", published)


def test_what_a_score_may_be_instead() -> None:
    assert others_of("score", 0.5) == (0.25, 0.75)
    assert others_of("number", 0.1) == pytest.approx((0, 0.35))
    # known: the other answer alone makes a difference; unknown: it may be either
    assert others_of("yes_no", 1.0) == (0, 1)


def test_a_part_of_the_ratio_that_was_nothing_counts_double() -> None:
    # deadweight of 1 at the full score: nothing was additional, and a quarter less would be twice as much
    assert changed(Touch(0.0, 1.0, ()), 1.0, 0.75, {}, 1) == pytest.approx(1)
    # lock-ins are kept in [0, 1]: from 0.9 up to 1 at sensitivity 0.5
    touch = Touch(0.0, 0.0, (("mind", 0.5, 1.0),))
    assert changed(touch, 0.5, 0.75, {"mind": (0.9,)}, 1) == pytest.approx(1 - 0.5 / 0.55)
