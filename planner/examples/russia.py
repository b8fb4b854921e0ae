"""The national example: the single-industry towns of Russia for which enough is published."""

from __future__ import annotations

from dataclasses import dataclass
from pathlib import Path

from planner.catalogue.load import catalogue_rows
from planner.examples.facts import (
    BIG_CITY_DOUBTED,
    FEDERAL_MRUB_A_YEAR,
    FIRST_YEAR,
    HORIZON_YEARS,
    OFFICIALS_OWN,
    STATUS_OF_CATEGORY,
    Fact,
    Row,
    Rows,
    budget_rows,
    instrument_rows,
    limit_rows,
    population,
    population_source,
    read_facts,
    region_rows,
    settings_rows,
    statistics_rows,
    town_row,
)

FACTS_FILE = "monotowns_russia.csv"

FEDERAL_NOTE = "Federal money promised for 2020-22: 5.5 billion RUB a year."

TOWN_MOST_SHARE = 0.05
TOWN_MOST_NOTE = "Assumption: no town takes more than a twentieth. In 2010-16 the 8 largest took 30 % of all support."

SIMILAR_WITHIN_SHARE = 0.03
SIMILAR_NOTE = (
    "Assumption: only four of 28 factors are known here, so no two towns can differ by more than a seventh; this is a "
    "fifth of the scale on those four."
)


def national_facts(facts_dir: Path) -> list[Fact]:
    """The listed towns with a category of 2024 and a known population, in the order of the list."""
    return [f for f in read_facts(facts_dir / FACTS_FILE) if f["category_2024"] and population(f) is not None]


@dataclass(frozen=True)
class Programme:
    """Federal money of a national case: its years, what it is a year, and where that comes from."""

    first_year: int
    years: int
    federal_mrub_a_year: float
    evaluation_years: int
    federal_note: str
    years_note: str
    evaluation_note: str


PROMISE = Programme(FIRST_YEAR, HORIZON_YEARS, FEDERAL_MRUB_A_YEAR, 12, FEDERAL_NOTE,
                    "The promise covers 2020, 2021 and 2022.", "Assumption of the catalogue.")  # fmt: skip
DRAFT_PROGRAMME = Programme(
    first_year=2019,
    years=6,
    federal_mrub_a_year=9_550.0,
    evaluation_years=15,
    federal_note="Draft programme of 2019-24: 57.3 billion RUB; assumption: even over the six years.",
    years_note="The draft programme covers 2019 to 2024.",
    evaluation_note="Assumption: three years more than in the example of three years, as the plan is so much longer.",
)


def russia_rows(facts_dir: Path, programme: Programme = PROMISE) -> Rows:
    """The sheets of the national example.

    Every town of the official list whose category of 2024 and population are known, with the scores that statistics
    give and no others; the federal money of a programme and an assumed 60 RUB per inhabitant and year from the regions.
    Sources, the rule and the count: ``inputs/SOURCES.md``.

    Args:
        facts_dir: Folder with ``monotowns_russia.csv``.
        programme: Years and federal money; by default 5,500 million RUB a year for 2020-2022.

    Returns:
        Rows of every sheet of a case; the catalogue's sheets are taken as they are.

    Raises:
        FileNotFoundError: a file of facts is missing.
    """
    facts = national_facts(facts_dir)
    towns = [town_row(f, f["town_en"], STATUS_OF_CATEGORY[f["category_2024"]], _town_note(f)) for f in facts]
    rows: Rows = dict(catalogue_rows())
    rows["Settings"] = settings_rows(
        rows["Settings"],
        {
            "title": ("Single-industry towns of Russia", _title_note(len(towns))),
            "first_year": (programme.first_year, programme.federal_note),
            "horizon_years": (programme.years, programme.years_note),
            "evaluation_years": (programme.evaluation_years, programme.evaluation_note),
            "price_year": (FIRST_YEAR, "All costs of the catalogue are at prices of 2020."),
            "similar_within_share": (SIMILAR_WITHIN_SHARE, SIMILAR_NOTE),
        },
    )
    rows["Towns"] = towns
    rows["Scores"] = [score for f in facts for score in statistics_rows(f)]
    rows["Regions"] = region_rows(towns)
    years = range(programme.first_year, programme.first_year + programme.years)
    rows["Budgets"] = budget_rows(towns, programme.federal_mrub_a_year, programme.federal_note, years)
    rows["Inflation"] = inflation_rows(rows["Inflation"], years)
    rows["Instruments"] = instrument_rows(rows["Instruments"], years)
    rows["Limits"] = limit_rows(rows["Limits"], TOWN_MOST_SHARE, TOWN_MOST_NOTE)
    rows |= {sheet: [] for sheet in OFFICIALS_OWN}
    return rows


def inflation_rows(catalogue: list[Row], years: range) -> list[Row]:
    """The catalogue's inflation, the same for every year between the price year and the years of the plan."""
    first, last = min(FIRST_YEAR, years[0]) + 1, max(FIRST_YEAR, years[-1])
    return [dict(catalogue[0]) | {"year": year} for year in range(first, last + 1)]


def _title_note(towns: int) -> str:
    return (
        f"{towns} towns: every town of the official list whose category of 2024 and own population are known. "
        "Facts under CC BY-SA 4.0; sources in inputs/SOURCES.md."
    )


def _town_note(fact: Fact) -> str:
    note = (
        f"{fact['town_ru']}. Population: {population_source(fact)}. "
        f"Status: category {fact['category_2024']} of 1 January 2024, Rosstat."
    )
    if fact["id"] in BIG_CITY_DOUBTED:
        note += f" Distance to a big city left unknown: GeoNames counts {BIG_CITY_DOUBTED[fact['id']]} below 250,000."
    return note
