"""The default catalogue: complete, in range, sourced, and saying what the papers say about place."""

from __future__ import annotations

import re
from collections import defaultdict
from itertools import combinations
from math import prod
from pathlib import Path
from typing import Any

import pytest

from models.case import CATEGORIES
from planner.catalogue.load import CATALOGUE_SHEETS, catalogue_rows
from planner.tables.schema import COEFFICIENT_BY_NAME, COEFFICIENTS, SETTING_BY_NAME, SETTINGS, SHEET_BY_NAME

ROWS: dict[str, list[dict[str, Any]]] = dict(catalogue_rows())
MEASURES = {row["measure"]: row for row in ROWS["Measures"]}
STARTED = [name for name, row in MEASURES.items() if row["kind"] == "started"]
OPENING = [name for name, row in MEASURES.items() if row["kind"] == "opening"]
CENTRAL = {(row["coefficient"], row["subject"], row["key"] or ""): row["central"] for row in ROWS["Coefficients"]}
WEIGHT = {row["goal"]: row["weight"] for row in ROWS["Goals"]}
LOCK_INS = ("functional", "political", "cognitive")


PRIOR_SHARE = {row["factor"]: CENTRAL["prior", row["factor"], ""] / 4 for row in ROWS["Factors"]}
HALF_LOCKED, DISCOUNT, YEARS = 0.5, 1 / 1.05, 12


def central(coefficient: str, subject: str, key: str = "", default: float = 0.0) -> float:
    return float(CENTRAL.get((coefficient, subject, key), CENTRAL.get((coefficient, "all", key), default)))


def years_of_result(measure: str) -> float:
    """Discounted years that a delivery in the first year lasts within twelve, counting what fades as lost."""
    lag, life = MEASURES[measure]["lag_years"], MEASURES[measure]["life_years"]
    kept = central("kept", measure)
    return sum(DISCOUNT**year * float(kept ** (year - lag)) for year in range(lag, min(YEARS, lag + life)))


def points_per_mrub(measure: str, shares: dict[str, float]) -> float:
    """Points for a million roubles in a half-locked town of 10,000: factors as given, the others at their priors."""
    share = {**PRIOR_SHARE, **shares}
    points = sum(WEIGHT[goal] * central("yield", measure, goal) for goal in WEIGHT)
    place = central("context", measure, "", 1.0) * prod(1 + central("context", measure, f) * share[f] for f in share)
    additional = (1 - central("deadweight", measure)) * prod(
        1 - central("deadweight", measure, f) * share[f] for f in share
    )
    net = additional * (1 - central("displacement", measure))
    openness = prod(1 - central("sensitivity", measure, lock_in) * HALF_LOCKED for lock_in in LOCK_INS)
    return float(points * place * net * openness * years_of_result(measure) / central("unit_cost", measure))


def best_first(measures: list[str], shares: dict[str, float]) -> list[str]:
    return sorted(measures, key=lambda measure: -points_per_mrub(measure, shares))


def test_counts_and_categories() -> None:
    assert 20 <= len(STARTED) <= 26
    assert 10 <= len(OPENING) <= 14
    assert {MEASURES[m]["category"] for m in STARTED} == set(CATEGORIES)
    assert {MEASURES[m]["category"] for m in OPENING} == set(CATEGORIES)
    soft = sum(MEASURES[m]["category"] in ("social_political", "knowledge") for m in OPENING)
    assert soft > len(OPENING) / 2


def test_every_default_sheet_is_there_and_every_setting_has_its_type() -> None:
    assert set(ROWS) == set(CATALOGUE_SHEETS)
    settings = {row["setting"]: row["value"] for row in ROWS["Settings"]}
    assert set(settings) == {setting.name for setting in SETTINGS}
    kinds = {"text": str, "integer": int, "number": float}
    for name, value in settings.items():
        assert type(value) is kinds[SETTING_BY_NAME[name].kind], name


def test_blank_cells_are_none_and_never_zero() -> None:
    heritage = MEASURES["heritage_events"]
    assert heritage["population_min"] is None
    assert MEASURES["multi_sector_park"]["population_min"] == 15000
    assert next(row for row in ROWS["Cofinancing"] if row["measure"] is None)["federal_high_share"] == 0.95


@pytest.mark.parametrize("sheet_name", CATALOGUE_SHEETS)
def test_cells_keep_to_the_schema(sheet_name: str) -> None:
    sheet = SHEET_BY_NAME[sheet_name]
    keys = [tuple(row[column] for column in sheet.key) for row in ROWS[sheet_name]]
    assert len(keys) == len(set(keys)), "rows repeat their key"
    for row in ROWS[sheet_name]:
        for column in sheet.columns:
            value = row[column.name]
            assert value is not None or not column.required, (row, column.name)
            if value is None or isinstance(value, str):
                assert not column.choices or value is None or value in (*column.choices, ""), (row, column.name)
                continue
            assert column.low is None or value >= column.low, (row, column.name)
            assert column.high is None or value <= column.high, (row, column.name)


def test_references_name_rows_that_exist() -> None:
    ids = {name: {row[SHEET_BY_NAME[name].columns[0].name] for row in rows} for name, rows in ROWS.items()}
    for sheet_name in CATALOGUE_SHEETS:
        for column in SHEET_BY_NAME[sheet_name].columns:
            if column.kind not in ("reference", "choices"):
                continue
            allowed = set().union(*(ids.get(other, set()) for other in column.refers_to))
            for row in ROWS[sheet_name]:
                named = (row[column.name] or "").split(";") if row[column.name] else []
                assert set(named) <= allowed, (sheet_name, column.name, named)


def test_coefficients_are_ordered_in_range_and_about_something() -> None:
    ids = {name: {row[SHEET_BY_NAME[name].columns[0].name] for row in rows} for name, rows in ROWS.items()}
    ids["Categories"] = set(CATEGORIES)
    for row in ROWS["Coefficients"]:
        definition = COEFFICIENT_BY_NAME[row["coefficient"]]
        assert definition.low <= row["low"] <= row["central"] <= row["high"] <= definition.high, row
        assert row["subject"] in ids[definition.subject] or row["subject"] == "all", row
        if row["key"] is None:
            assert definition.key == "" or definition.key_optional, row
        else:
            assert row["key"] in ids[definition.key], row
        if definition.subject_kind and row["subject"] != "all":
            assert MEASURES[row["subject"]]["kind"] == definition.subject_kind, row


@pytest.mark.parametrize("definition", [c for c in COEFFICIENTS if c.default is None], ids=lambda c: c.name)
def test_coefficients_without_default_are_given_for_every_subject(definition: Any) -> None:
    column = SHEET_BY_NAME[definition.subject].columns[0].name
    given = {row["subject"] for row in ROWS["Coefficients"] if row["coefficient"] == definition.name}
    assert {row[column] for row in ROWS[definition.subject]} <= given


def test_no_two_measures_are_twins() -> None:
    numbers: dict[str, list[tuple[Any, ...]]] = defaultdict(list)
    for row in ROWS["Coefficients"]:
        numbers[row["subject"]].append((row["coefficient"], row["key"] or "", row["low"], row["central"], row["high"]))
    vectors = {measure: frozenset(numbers[measure]) for measure in MEASURES}
    assert len(set(vectors.values())) == len(MEASURES)
    # Central values alone must tell them apart too: a plan is made from these.
    assert len({frozenset((n[0], n[1], n[3]) for n in vector) for vector in vectors.values()}) == len(MEASURES)


def test_every_number_says_what_it_rests_on() -> None:
    words = {"published": "Published: ", "derived": "Derived: ", "expert": "Expert judgement: "}
    for row in ROWS["Coefficients"]:
        assert row["source"].startswith(words[row["grade"]]), row
        assert len(row["source"]) > len(words[row["grade"]]) + 10, row
    for row in ROWS["Measures"]:
        assert row["passage"].startswith(("Paper 1: ", "Paper 2: ", "Published: ", "Derived: ")), row["measure"]


def test_ranges_are_ranges_of_their_own() -> None:
    """Uncertainty differs from number to number: no single percentage is laid over all."""
    widths = {
        round((row["high"] - row["low"]) / abs(row["central"]), 2)
        for row in ROWS["Coefficients"]
        if row["central"] != 0 and row["high"] > row["low"]
    }
    assert len(widths) > 50


def test_the_words_of_a_source_agree_with_its_numbers() -> None:
    """`0.63 m RUB a gross job` in a source is unit cost divided by jobs of one unit, to the digits stated."""
    checked = 0
    for row in ROWS["Coefficients"]:
        stated = re.search(r"([\d.]+) m (?:RUB )?(?:of public money )?a gross job", row["source"])
        if row["coefficient"] == "yield" and row["key"] == "jobs" and stated:
            cost_per_job = central("unit_cost", row["subject"]) / row["central"]
            assert cost_per_job == pytest.approx(float(stated[1]), rel=0.05), row
            checked += 1
    assert checked >= 12


def test_community_work_saves_a_tenth_of_what_sharya_saved() -> None:
    """The bridge cost 0.5 in place of 13 million roubles; a programme is taken to reach a tenth of works."""
    saved_at_sharya = 1 - 0.5 / 13
    assert central("cost_cut", "volunteer_programme", "urban_environment") == pytest.approx(
        saved_at_sharya / 10, abs=0.01
    )


def test_parks_suit_their_places_at_equal_money() -> None:
    """Paper 1: multi-sector parks for centres of agglomerations, municipal technology parks for remote towns."""
    parks = ["multi_sector_park", "municipal_tech_park"]
    assert best_first(parks, {"agglomeration_centre": 1})[0] == "multi_sector_park"
    assert best_first(parks, {"remoteness": 1})[0] == "municipal_tech_park"
    assert {"measure": parks[0], "relation": "excludes", "other": parks[1]}.items() <= ROWS["Links"][2].items()


@pytest.mark.parametrize(
    ("shares", "favoured"),
    [
        ({"forest_waste": 1}, "waste_to_heat"),
        ({"metals_mining": 1, "industrial_waste": 1}, "mining_secondary_recycling"),
    ],
)
def test_eco_industry_follows_the_waste_at_hand(shares: dict[str, float], favoured: str) -> None:
    """What has its raw material at hand is among the two best of eco-industry there, else among the two worst."""
    eco = [measure for measure in STARTED if MEASURES[measure]["category"] == "eco_industry"]
    assert favoured in best_first(eco, shares)[:2]
    without = dict.fromkeys(shares, 0.0)
    assert favoured in best_first(eco, without)[-2:]
    assert points_per_mrub(favoured, shares) > 2 * points_per_mrub(favoured, without)


@pytest.mark.parametrize(
    ("measure", "gains_with", "loses_with"),
    [
        ("local_food", "remoteness", "near_big_city"),
        ("small_innovators", "remoteness", "near_big_city"),
        ("supplier_diversification", "border_transit", "metals_mining"),
        ("spin_offs", "education_research", "outside_holding"),
        ("roads", "border_transit", "near_big_city"),
        ("multi_sector_park", "agglomeration_centre", "remoteness"),
        ("municipal_tech_park", "remoteness", "agglomeration_centre"),
    ],
)
def test_place_raises_and_lowers(measure: str, gains_with: str, loses_with: str) -> None:
    nowhere = points_per_mrub(measure, {})
    assert points_per_mrub(measure, {gains_with: 1}) > nowhere > points_per_mrub(measure, {loses_with: 1})


def test_satellites_put_environment_before_remote_towns_do() -> None:
    """Paper 1: a comfortable environment is the most efficient effort for towns beside a big city."""
    satellite = best_first(STARTED, {"near_big_city": 1}).index("comfortable_environment")
    remote = best_first(STARTED, {"remoteness": 1}).index("comfortable_environment")
    assert satellite < remote


def test_an_adapted_town_draws_no_money() -> None:
    """Umyot: the best measure of an adapted town is worth less per rouble than the median one of an ordinary town."""
    ordinary = sorted(points_per_mrub(measure, {}) for measure in STARTED)
    adapted = max(points_per_mrub(measure, {"new_niche": 1}) for measure in STARTED)
    assert adapted < ordinary[len(ordinary) // 2]


def test_every_category_has_a_place_where_it_leads() -> None:
    """The measures of no category are the best everywhere, and none are hopeless everywhere."""
    places: list[dict[str, float]] = [{row["factor"]: 1} for row in ROWS["Factors"]]
    places += [
        {"community_activity": 1, "small_business": 0.5},
        {"metals_mining": 1, "industrial_waste": 1},
        {"remoteness": 1, "forest_waste": 1},
        {"heritage": 1, "border_transit": 1},
        {"education_research": 1, "unique_resources": 1},
    ]
    leading = {MEASURES[m]["category"] for place in places for m in best_first(STARTED, place)[:3]}
    assert leading == set(CATEGORIES)
    assert len({best_first(STARTED, place)[0] for place in places}) >= 5
    half = len(STARTED) // 2
    ever_good = {measure for place in places for measure in best_first(STARTED, place)[:half]}
    assert set(STARTED) - ever_good == set()


def test_lock_ins_have_weaknesses_and_strengths() -> None:
    for lock_in in LOCK_INS:
        raw = [v for (name, _, key), v in CENTRAL.items() if name == "weight" and key == lock_in]
        assert min(raw) < 0 < max(raw)


def variants_by_template(horizon_years: int) -> dict[str, int]:
    """Subsets of the targeted lock-ins times the start years that fit, counted from the rows of the menu."""
    rows_of: dict[str, list[dict[str, Any]]] = defaultdict(list)
    for row in ROWS["Roadmaps"]:
        rows_of[row["roadmap"]].append(row)
    count = dict.fromkeys(rows_of, 0)
    for template, rows in rows_of.items():
        targets = {row["target"] for row in rows if row["target"]}
        sizes = range(1, len(targets) + 1)
        subsets = [set(chosen) for size in sizes for chosen in combinations(sorted(targets), size)]
        for subset in subsets or [set()]:
            steps = max(row["step_to"] for row in rows if row["target"] is None or row["target"] in subset)
            count[template] += max(0, horizon_years - steps + 1)
    return count


def test_the_menu_of_roadmaps_is_rich_but_not_endless() -> None:
    three = variants_by_template(3)
    assert 20 <= sum(three.values()) < 70
    assert sum(variants_by_template(6).values()) < 200
    # Seven sets of three lock-ins; one step starts in 3 years of 3, two steps in 2, three steps in 1.
    assert three["light"] == 7 * 3
    assert three["steady"] == 7 * 2
    assert three["deep"] == 7 * 1


def test_gates_and_points_of_growth_exist() -> None:
    gates = {(subject, key) for name, subject, key in CENTRAL if name == "gate"}
    assert ("commuting_scheme", "cognitive") in gates
    assert ("multi_sector_park", "political") in gates
    assert sum(row["point_of_growth"] == "yes" for row in ROWS["Measures"]) > 2
    assert all(MEASURES[m]["point_of_growth"] == "no" for m in OPENING)


def smallest_cost_mrub(measure: str) -> float:
    return float(MEASURES[measure]["scale_low"]) * central("unit_cost", measure)


def test_smallest_versions_are_affordable() -> None:
    """In a town of 10,000 with about 17 million roubles in three years (550 roubles a head and year) most can start."""
    parks = {"multi_sector_park", "municipal_tech_park", "mining_secondary_recycling"}
    for measure in STARTED:
        low, high = (40, 300) if measure in parks else (1, 40)
        assert low <= smallest_cost_mrub(measure) <= high, measure
    for measure in OPENING:
        assert 1 <= central("unit_cost", measure) <= 15, measure


def test_a_workbook_made_from_the_catalogue_reads_without_faults(tmp_path: Path) -> None:
    read = pytest.importorskip("planner.tables.read")
    write = pytest.importorskip("planner.tables.write")
    rows: dict[str, list[dict[str, Any]]] = dict(catalogue_rows())
    rows["Regions"] = [{"region": "North"}]
    rows["Towns"] = [{"town": "A", "name": "A", "region": "North", "status": "crisis", "population": 28000}]
    rows["Budgets"] = [
        {"payer": payer, "year": year, "amount_mrub": 50.0}
        for payer in ("federal", "North")
        for year in range(2020, 2023)
    ]
    case = read.read_case([write.write_case_workbook(tmp_path / "case.xlsx", rows)])
    assert len(case.measures) == len(MEASURES)
    assert case.settings.years == (2020, 2021, 2022)
    # The row for `all` reaches every measure: Umyot's deadweight belongs to started and opening ones alike.
    assert all(case.coefficients["deadweight", measure, "new_niche"].central == 0.7 for measure in MEASURES)
