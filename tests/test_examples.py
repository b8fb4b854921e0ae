"""The worked examples say what the facts say and no more. Expected values come from the CSV files by plain reading."""

from __future__ import annotations

import csv
import re
import shutil
from collections import Counter
from pathlib import Path

import pytest

from models.arrays import compute_arrays
from models.case import Case
from models.instruments import states
from models.joins import similar_towns
from models.monitoring import alarms_of, visits_mrub
from planner.examples import DRAFT_PROGRAMME, invented_rows, make_examples, papers_rows, russia_rows
from planner.examples.facts import Rows, population, statistics_rows
from planner.tables.cells import read_sheets
from planner.tables.fingerprint import sheet_fingerprints
from planner.tables.read import read_case
from planner.tables.schema import SHEETS, Column
from planner.tables.write import write_case_workbook

FACTS_DIR = Path(__file__).parent.parent / "inputs" / "facts"
EXPERT_QUOTE = re.compile(r'^Paper [12]: "([^"]{10,})" \S.*\.$')


def plain(name: str) -> list[dict[str, str]]:
    with (FACTS_DIR / name).open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


LISTED = {row["id"]: row for row in plain("monotowns_russia.csv")}


@pytest.fixture(scope="module")
def papers() -> Rows:
    return papers_rows(FACTS_DIR)


@pytest.fixture(scope="module")
def russia() -> Rows:
    return russia_rows(FACTS_DIR)


@pytest.fixture(scope="module", params=["papers", "russia"])
def example(request: pytest.FixtureRequest) -> Rows:
    rows: Rows = request.getfixturevalue(request.param)
    return rows


def amounts(rows: Rows, payer: str) -> dict[int, float]:
    return {row["year"]: row["amount_mrub"] for row in rows["Budgets"] if row["payer"] == payer}


# The national example


def test_russia_takes_every_town_with_category_and_population(russia: Rows) -> None:
    """The rule a second time, by exclusion: a town is left out for a missing category or a missing head count only."""
    left_out = {
        row["id"]
        for row in LISTED.values()
        if row["category_2024"] == ""
        or (row["municipality_is_town"] == "yes" and row["municipality_population_2024"] == "")
        or (row["municipality_is_town"] != "yes" and row["population_geonames"] in ("", "0"))
    }
    taken = [town["town"] for town in russia["Towns"]]
    assert taken == [town for town in LISTED if town not in left_out]
    assert len(taken) == 237  # 310 less 71 without a category, Teploozersk and Vargashi: inputs/SOURCES.md
    assert {"RU-237", "RU-249"} <= left_out


def test_geonames_zero_is_unknown_and_not_an_empty_town() -> None:
    assert LISTED["RU-249"]["population_geonames"] == "0"
    assert population(LISTED["RU-249"]) is None


def test_population_is_the_municipality_only_where_it_is_the_town(russia: Rows) -> None:
    by_id = {town["town"]: town["population"] for town in russia["Towns"]}
    assert by_id["RU-002"] == 48637  # Svobodnyy, a town district of its own: GeoNames has an older 61,017
    assert by_id["RU-004"] == 22693  # Onega, a district of 23,456: GeoNames counts the town
    assert by_id["RU-241"] == 77762  # Ust-Ilimsk: GeoNames has 0, the municipality is the town


def test_status_follows_the_category_of_2024(russia: Rows) -> None:
    expected = Counter(LISTED[town["town"]]["category_2024"] for town in russia["Towns"])
    found = Counter(town["status"] for town in russia["Towns"])
    assert found == {"crisis": expected["1"], "at_risk": expected["2"], "stable": expected["3"]}
    serov = next(town for town in russia["Towns"] if town["town"] == "RU-199")
    assert serov["status"] == "stable"  # category 2 in 2014, 3 in 2024


def test_russia_scores_are_statistics_alone(russia: Rows) -> None:
    assert {score["source"] for score in russia["Scores"]} == {"statistics"}
    assert {score["factor"] for score in russia["Scores"]} == {
        "near_big_city", "remoteness", "border_distance", "out_migration",
    }  # fmt: skip


def test_unknown_figures_give_no_score(russia: Rows) -> None:
    taken = {town["town"] for town in russia["Towns"]}
    unknown = {t for t in taken if LISTED[t]["municipality_net_migration_2023_per_1000"] == ""}
    scored = {score["town"] for score in russia["Scores"] if score["factor"] == "out_migration"}
    assert unknown
    assert scored == taken - unknown


def test_distance_beside_yakutsk_is_left_unknown(russia: Rows) -> None:
    """GeoNames counts Yakutsk below 250,000, so Mokhsogollokh would stand 1,304 km from a big city."""
    factors = {score["factor"] for score in russia["Scores"] if score["town"] == "RU-186"}
    assert factors == {"border_distance", "out_migration"}
    assert "Yakutsk" in next(town["note"] for town in russia["Towns"] if town["town"] == "RU-186")


def test_migration_of_a_district_says_so(russia: Rows) -> None:
    for score in russia["Scores"]:
        if score["factor"] == "out_migration":
            of_the_town = LISTED[score["town"]]["municipality_is_town"] == "yes"
            assert ("not of the town alone" in score["note"]) != of_the_town


def test_statistics_keep_figure_and_sign() -> None:
    scores = {score["factor"]: score["value"] for score in statistics_rows(LISTED["RU-004"])}
    assert scores == {"near_big_city": 138, "remoteness": 138, "border_distance": 405, "out_migration": -16.12}


def test_repeated_names_differ_by_region(russia: Rows) -> None:
    places = Counter(town["name"] for town in russia["Towns"])
    assert {name for name, count in places.items() if count > 1} == {"Pervomayskiy", "Revda", "Belogorsk"}
    assert max(Counter((town["name"], town["region"]) for town in russia["Towns"]).values()) == 1


def test_federal_money_is_the_promised_five_and_a_half_billion(russia: Rows) -> None:
    assert amounts(russia, "federal") == {2020: 5500, 2021: 5500, 2022: 5500}


def test_the_draft_programme_is_even_over_six_years() -> None:
    """57.3 billion over 2019-24 makes 9,550 million a year; prices rise from 2020, the year of the costs, to 2024."""
    rows = russia_rows(FACTS_DIR, DRAFT_PROGRAMME)
    assert amounts(rows, "federal") == dict.fromkeys(range(2019, 2025), 9550)
    assert sum(amounts(rows, "federal").values()) == 57_300
    assert [row["year"] for row in rows["Inflation"]] == [2020, 2021, 2022, 2023, 2024]


def test_regional_money_of_one_region_by_hand(russia: Rows) -> None:
    """Samara region: Chapayevsk 68,824 and Tolyatti 667,956 make 736,780; times 60 RUB is 44,206,800 RUB."""
    assert [t["population"] for t in russia["Towns"] if t["region"] == "Самарская область"] == [68824, 667956]
    assert amounts(russia, "Самарская область") == {2020: 44.2, 2021: 44.2, 2022: 44.2}


# The example of the papers


def test_papers_hold_the_towns_of_the_papers(papers: Rows) -> None:
    assert [town["name"] for town in papers["Towns"]] == [row["name"] for row in plain("papers_towns.csv")]
    assert 16 <= len(papers["Towns"]) <= 20


def test_verkhny_ufaley_stands_in_chelyabinsk_region(papers: Rows) -> None:
    town = next(town for town in papers["Towns"] if town["name"] == "Verkhny Ufaley")
    assert town["region"] == "Челябинская область"
    assert "Paper 2 places the town" in town["note"]
    assert "Sverdlovsk" in town["note"]


def test_every_expert_score_quotes_a_paper_and_gives_its_reading(papers: Rows) -> None:
    expert = [score for score in papers["Scores"] if score["source"] == "expert"]
    assert len(expert) == len(plain("papers_scores.csv"))
    assert [score["note"] for score in expert if not EXPERT_QUOTE.match(score["note"])] == []


def test_other_scores_of_papers_are_statistics(papers: Rows) -> None:
    assert {score["source"] for score in papers["Scores"]} == {"expert", "statistics"}
    of_kondopoga = {s["factor"]: s["value"] for s in papers["Scores"] if s["town"] == "RU-050"}
    assert of_kondopoga["remoteness"] == 47  # Petrozavodsk
    assert of_kondopoga["resident_owner_power"] == 4


def test_a_town_in_both_examples_has_the_same_statistics(papers: Rows, russia: Rows) -> None:
    def statistics(rows: Rows) -> dict[tuple[str, str], float]:
        return {(s["town"], s["factor"]): s["value"] for s in rows["Scores"] if s["source"] == "statistics"}

    shared = statistics(papers).keys() & statistics(russia).keys()
    assert len({town for town, _ in shared}) == 12  # 14 listed towns less Pavlovo and Semiluki
    assert all(statistics(papers)[key] == statistics(russia)[key] for key in shared)


def test_status_without_a_category_of_2024_says_so(papers: Rows) -> None:
    for town in papers["Towns"]:
        if town["town"] not in LISTED:
            assert town["status"] == "stable"
            assert "is an assumption" in town["note"]
        elif LISTED[town["town"]]["category_2024"] == "":
            assert "of the list of 2014" in town["note"]
        else:
            assert "of 1 January 2024, Rosstat" in town["note"]


def test_federal_money_of_papers_is_the_national_money_per_head(papers: Rows, russia: Rows) -> None:
    here, national = (sum(town["population"] for town in rows["Towns"]) for rows in (papers, russia))
    for row in papers["Budgets"]:
        if row["payer"] == "federal":
            assert row["amount_mrub"] * national == pytest.approx(5500 * here, abs=5 * national)
            assert row["note"].startswith("Assumption")


def test_town_ceiling_of_papers_leaves_room_for_all_money(papers: Rows) -> None:
    """The national ceiling of 5 % times 19 towns is 95 %: money would be left over by rule."""
    ceiling = next(limit["ceiling"] for limit in papers["Limits"] if limit["limit"] == "town_most")
    assert ceiling * len(papers["Towns"]) > 1


# Both


def test_every_region_pays_every_year_by_assumption(example: Rows) -> None:
    regions = {town["region"] for town in example["Towns"]}
    assert [row["region"] for row in example["Regions"]] == list(dict.fromkeys(t["region"] for t in example["Towns"]))
    assert {row["payer"] for row in example["Budgets"]} == {"federal"} | regions
    assert len(example["Budgets"]) == 3 * (1 + len(regions))
    regional = [row for row in example["Budgets"] if row["payer"] != "federal"]
    assert all(row["note"].startswith("Assumption") and row["amount_mrub"] > 0 for row in regional)


def test_price_levels_are_not_invented(example: Rows) -> None:
    assert {row["price_index"] for row in example["Regions"]} == {None}


def test_regions_can_pay_their_part_of_the_federal_money(example: Rows) -> None:
    """With at most 95 % federal, 5 % of the total is regional: without it the federal budget could not flow."""
    federal = sum(row["amount_mrub"] for row in example["Budgets"] if row["payer"] == "federal")
    regional = sum(row["amount_mrub"] for row in example["Budgets"] if row["payer"] != "federal")
    assert regional >= federal * 0.05 / 0.95


def test_keys_are_unique_and_values_stand_in_their_range(example: Rows) -> None:
    for sheet in SHEETS:
        rows = example[sheet.name]
        keys = Counter(tuple(row.get(column) for column in sheet.key) for row in rows)
        assert [key for key, count in keys.items() if count > 1] == []
        for column in sheet.columns:
            assert [row.get(column.name) for row in rows if not _allowed(row.get(column.name), column)] == []


def _allowed(value: object, column: Column) -> bool:
    if value is None or value == "":
        return not column.required
    if not isinstance(value, int | float):
        return True
    return (column.low is None or value >= column.low) and (column.high is None or value <= column.high)


def test_columns_are_those_of_the_schema(example: Rows) -> None:
    for sheet in SHEETS:
        known = {column.name for column in sheet.columns}
        assert [row for row in example[sheet.name] if not row.keys() <= known] == []


def test_names_point_at_rows_that_are_there(example: Rows) -> None:
    towns = {row["town"] for row in example["Towns"]}
    factors = {row["factor"] for row in example["Factors"]}
    statuses = {row["status"] for row in example["Statuses"]}
    assert {score["town"] for score in example["Scores"]} <= towns
    assert {score["factor"] for score in example["Scores"]} <= factors
    assert {town["status"] for town in example["Towns"]} <= statuses


def test_scores_fit_the_kind_of_their_factor(example: Rows) -> None:
    kinds = {row["factor"]: row["kind"] for row in example["Factors"]}
    for score in example["Scores"]:
        if kinds[score["factor"]] == "yes_no":
            assert score["value"] in ("yes", "no")
        elif kinds[score["factor"]] == "score":
            assert 0 <= score["value"] <= 4


@pytest.mark.parametrize(
    ("name", "within", "groups"),
    [("papers", 0.08, [6, 3, 3, 2, 1, 1, 1, 1, 1]), ("russia", 0.03, [101, 40, 30, 17, 15, 15, 14, 2, 2, 1])],
)
def test_towns_fall_into_several_groups_of_similar_ones(name: str, within: float, groups: list[int]) -> None:
    """Neither all into one nor each into its own; the numbers stand in docs/catalogue.md."""
    case = read_case([FACTS_DIR.parent / f"{name}.xlsx"])
    assert case.settings.similar_within_share == within
    found = Counter(similar_towns(case, compute_arrays(states(case)[-1]).diagnosis).tolist())
    assert sorted(found.values(), reverse=True) == groups


def test_four_known_factors_of_28_keep_towns_within_a_seventh(russia: Rows) -> None:
    """So any share from there on would make one group of the country."""
    assert len(russia["Factors"]) == 28
    assert len({score["factor"] for score in russia["Scores"]}) == 4
    note = next(row["note"] for row in russia["Settings"] if row["setting"] == "similar_within_share")
    assert "a seventh" in note


def test_nothing_is_observed_or_found_in_real_towns(example: Rows) -> None:
    assert example["Observations"] == example["Findings"] == []
    assert {row["indicator"] for row in example["Indicators"]} == {"unemployment", "output_fall"}


def test_instruments_begin_in_the_second_year_of_every_plan(example: Rows) -> None:
    """The first goes into setting them up. Nobody knows the money of a programme, so none brings any."""
    assert {row["first_year"] for row in example["Instruments"]} == {2021}
    draft = russia_rows(FACTS_DIR, DRAFT_PROGRAMME)
    assert {row["first_year"] for row in draft["Instruments"]} == {2020}
    assert [row["instrument"] for row in example["Instruments"] if row["decision"] != "no"] == ["agency"]
    assert not any(row.get("instrument") for row in [*example["Budgets"], *example["Limits"]])


@pytest.fixture(scope="module")
def invented(tmp_path_factory: pytest.TempPathFactory) -> Case:
    path = tmp_path_factory.mktemp("invented") / "clusters.xlsx"
    write_case_workbook(path, invented_rows(), notes=None)
    return read_case([path])


def test_alarms_and_findings_of_the_invented_country(invented: Case) -> None:
    """Pinewater lost 34 % of output and nobody has been there: a team is called, at 1.8 m RUB. Sawmill Bay had 6.1 %
    unemployed, but 3.4 % by the latest figure, below 5. In the three others a team has been.
    """
    told = {(a.observation.town, a.indicator.indicator): a.answered for a in alarms_of(invented)}
    assert told == {
        ("PINE", "output_fall"): False, ("FORG", "unemployment"): True, ("SPIN", "unemployment"): True,
        ("SPIN", "output_fall"): True, ("INNS", "output_fall"): True,
    }  # fmt: skip
    assert visits_mrub(invented, "central") == {"PINE": 1.8}
    known = {town.town: town for town in invented.towns}
    assert known["SPIN"].status == "crisis"
    assert known["SPIN"].stated_status == "at_risk"
    assert [town for town in known if known[town].left_alone] == ["INNS"]


def test_the_programme_of_the_invented_country_has_money_of_its_own(invented: Case) -> None:
    """12 m RUB in each of the five years from the second on, and a floor of all of it for eco-industry."""
    own = {row.year: row.amount_mrub for row in invented.budgets if row.instrument == "eco_programme"}
    assert own == dict.fromkeys(range(2021, 2026), 12.0)
    (floor,) = [row for row in invented.limits if row.instrument == "eco_programme"]
    assert (floor.category, floor.payer, floor.floor) == ("eco_industry", "federal", 60.0)
    assert {tuple(i.instrument for i in s.instruments if i.decision == "yes") for s in states(invented)} == {
        ("agency", "eco_programme"), ("eco_programme",),
    }  # fmt: skip


def test_examples_written_twice_have_the_same_fingerprints(tmp_path: Path) -> None:
    written = []
    for name in ("first", "second"):
        folder = tmp_path / name
        shutil.copytree(FACTS_DIR, folder / "facts")
        written.append(make_examples(folder))
    assert [path.name for path in written[0]] == [
        "papers.xlsx",
        "russia.xlsx",
        "russia-six-years.xlsx",
        "clusters.xlsx",
        "template.xlsx",
    ]
    for first, second in zip(*written, strict=True):
        assert sheet_fingerprints(read_sheets(first)) == sheet_fingerprints(read_sheets(second))
