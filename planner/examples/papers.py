"""The small example: the towns that the two papers describe, with what the papers say of them."""

from __future__ import annotations

from pathlib import Path

from planner.catalogue.load import catalogue_rows
from planner.examples.facts import (
    FEDERAL_MRUB_A_YEAR,
    FIRST_YEAR,
    HORIZON_YEARS,
    OFFICIALS_OWN,
    STATUS_OF_CATEGORY,
    YEARS,
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
from planner.examples.russia import FACTS_FILE, national_facts

TOWNS_FILE, SCORES_FILE = "papers_towns.csv", "papers_scores.csv"

TITLE_NOTE = "The towns that the papers describe. Facts under CC BY-SA 4.0; sources in inputs/SOURCES.md."
TOWN_MOST_SHARE = 0.25
TOWN_MOST_NOTE = "Assumption: no town takes more than a quarter, though a third of the inhabitants live in Tolyatti."


def papers_rows(facts_dir: Path) -> Rows:
    """The sheets of the example of the papers.

    Facts of a town come from the official list where it stands there, else from GeoNames; scores are what a paper
    states, each with the words quoted and our reading of them, and what statistics give. Federal money is the
    national example's money per inhabitant, ``5,500 * inhabitants here / inhabitants there``, rounded to 10
    million RUB: an assumption.

    Args:
        facts_dir: Folder with ``monotowns_russia.csv``, ``papers_towns.csv`` and ``papers_scores.csv``.

    Returns:
        Rows of every sheet of a case; the catalogue's sheets are taken as they are.

    Raises:
        FileNotFoundError: a file of facts is missing.
    """
    facts = _facts(facts_dir)
    towns = [town_row(f, f["name"], _status(f), _town_note(f)) for f in facts]
    inhabitants = sum(town["population"] for town in towns)
    national = sum(population(f) or 0 for f in national_facts(facts_dir))
    rows: Rows = dict(catalogue_rows())
    rows["Settings"] = settings_rows(
        rows["Settings"],
        {
            "title": ("Towns of the two papers", TITLE_NOTE),
            "first_year": (FIRST_YEAR, "As in the national example."),
            "horizon_years": (HORIZON_YEARS, "As in the national example."),
            "price_year": (FIRST_YEAR, "Assumption: as in the national example."),
        },
    )
    rows["Towns"] = towns
    rows["Scores"] = _expert_scores(facts_dir) + [score for f in facts for score in statistics_rows(f)]
    rows["Regions"] = region_rows(towns)
    rows["Budgets"] = budget_rows(
        towns,
        round(FEDERAL_MRUB_A_YEAR * inhabitants / national, -1),
        f"Assumption: federal money per inhabitant as in the national example, {inhabitants:,} of {national:,} "
        "inhabitants, rounded to 10 million RUB.",
    )
    rows["Instruments"] = instrument_rows(rows["Instruments"], YEARS)
    rows["Limits"] = limit_rows(rows["Limits"], TOWN_MOST_SHARE, TOWN_MOST_NOTE)
    rows |= {sheet: [] for sheet in OFFICIALS_OWN}
    return rows


def _facts(facts_dir: Path) -> list[Fact]:
    """The papers' towns: what papers_towns.csv says, over the facts of the list where the town stands there."""
    listed = {fact["id"]: fact for fact in read_facts(facts_dir / FACTS_FILE)}
    own = read_facts(facts_dir / TOWNS_FILE)
    return [{**listed.get(row["id"], {}), **{key: text for key, text in row.items() if text}} for row in own]


def _status(fact: Fact) -> str:
    if "category_2014" not in fact:
        return fact["assumed_status"]
    return STATUS_OF_CATEGORY[fact["category_2024"] or fact["category_2014"]]


def _town_note(fact: Fact) -> str:
    parts = [f"Described in paper {fact['paper']}."]
    if "category_2014" in fact:
        parts += [f"{fact['town_ru']}. Population: {population_source(fact)}.", _status_note(fact)]
    return " ".join([*parts, fact.get("note", "")]).strip()


def _status_note(fact: Fact) -> str:
    if fact["category_2024"]:
        return f"Status: category {fact['category_2024']} of 1 January 2024, Rosstat."
    return (
        f"Status: category {fact['category_2014']} of the list of 2014, because the category of 2024 is not known; "
        "it may have changed."
    )


def _expert_scores(facts_dir: Path) -> list[Row]:
    return [
        {
            "town": row["town"],
            "factor": row["factor"],
            "value": row["value"] if row["value"] in ("yes", "no") else float(row["value"]),
            "source": "expert",
            "note": f'Paper {row["paper"]}: "{row["quote"]}" {row["reading"]}',
        }
        for row in read_facts(facts_dir / SCORES_FILE)
    ]
