"""The national example: the single-industry towns of Russia for which enough is published."""

from __future__ import annotations

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
    Rows,
    budget_rows,
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


def national_facts(facts_dir: Path) -> list[Fact]:
    """The listed towns with a category of 2024 and a known population, in the order of the list."""
    return [f for f in read_facts(facts_dir / FACTS_FILE) if f["category_2024"] and population(f) is not None]


def russia_rows(facts_dir: Path) -> Rows:
    """The sheets of the national example.

    Every town of the official list whose category of 2024 and population are known, with the scores that statistics
    give and no others; 5,500 million RUB of federal money a year for 2020-2022 and an assumed 60 RUB per inhabitant
    from the regions. Sources, the rule and the count: ``inputs/SOURCES.md``.

    Args:
        facts_dir: Folder with ``monotowns_russia.csv``.

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
            "first_year": (FIRST_YEAR, "First year of the federal promise for 2020-22."),
            "horizon_years": (HORIZON_YEARS, "The promise covers 2020, 2021 and 2022."),
            "price_year": (FIRST_YEAR, "Assumption: the promised money is taken at the prices of its first year."),
        },
    )
    rows["Towns"] = towns
    rows["Scores"] = [score for f in facts for score in statistics_rows(f)]
    rows["Regions"] = region_rows(towns)
    rows["Budgets"] = budget_rows(towns, FEDERAL_MRUB_A_YEAR, FEDERAL_NOTE)
    rows["Limits"] = limit_rows(rows["Limits"], TOWN_MOST_SHARE, TOWN_MOST_NOTE)
    rows |= {sheet: [] for sheet in OFFICIALS_OWN}
    return rows


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
