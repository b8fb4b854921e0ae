"""Rows of a case made from the published facts, with nothing added to them.

A fact is one row of ``inputs/facts/monotowns_russia.csv``, keyed by its columns; an empty cell means not known and
never becomes a number here. ``inputs/SOURCES.md`` names the source of every column.
"""

from __future__ import annotations

import csv
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import Any

from planner.tables.schema import SETTING_BY_NAME

Fact = dict[str, str]
Row = dict[str, Any]
Rows = dict[str, list[Row]]

STATUS_OF_CATEGORY = {"1": "crisis", "2": "at_risk", "3": "stable"}
"""Categories of Government order 1398-r: hardest position, at risk of worsening, stable."""

FIRST_YEAR, HORIZON_YEARS = 2020, 3
"""The years for which federal money was promised."""
YEARS = tuple(range(FIRST_YEAR, FIRST_YEAR + HORIZON_YEARS))
FEDERAL_MRUB_A_YEAR = 5500.0
"""Promised for 2020-22, million RUB a year (inputs/SOURCES.md, programme figures)."""
REGIONAL_RUB_PER_HEAD_A_YEAR = 60
"""Assumption: regional money for single-industry towns is not published."""

OFFICIALS_OWN = (
    "Proposals", "Readiness", "Loans", "Locks", "Observations", "Findings", "Industries", "Employment", "Clusters",
    "Tased", "Residents",
)  # fmt: skip
"""Sheets that stay empty: only officials know their projects, permits, hearings, loans, decisions, jobs and firms, and
only teams on the spot what is observed and found."""

BIG_CITY_DOUBTED = {"RU-186": "Yakutsk"}
"""Towns beside a big city that GeoNames counts below 250,000: their distance to a big city is left unknown, because
the figure would make a suburb look remote."""


def read_facts(path: Path) -> list[Fact]:
    """Read a CSV file of facts.

    Args:
        path: A UTF-8 file with one header row.

    Returns:
        One dictionary a row; every value is text, empty where it is not known.

    Raises:
        FileNotFoundError: the file is not there.
    """
    with path.open(encoding="utf-8", newline="") as stream:
        return list(csv.DictReader(stream))


def population(fact: Fact) -> int | None:
    """Inhabitants of the town itself, or None where no source gives them.

    The municipality's figure counts the town only where the municipality is the town; otherwise GeoNames is taken.
    GeoNames writes 0 where it knows no figure.
    """
    is_town = fact.get("municipality_is_town") == "yes"
    text = fact["municipality_population_2024"] if is_town else fact["population_geonames"]
    return int(text) if text and int(text) > 0 else None


def population_source(fact: Fact) -> str:
    """Where ``population`` comes from, in words."""
    if fact.get("municipality_is_town") == "yes":
        return "Rosstat, 1 January 2024"
    return "GeoNames, undated"


def town_row(fact: Fact, name: str, status: str, note: str) -> Row:
    """A row of sheet Towns; the caller has made sure that the population is known."""
    return {
        "town": fact["id"],
        "name": name,
        "region": fact["region_ru"],
        "status": status,
        "population": population(fact),
        "latitude": _number(fact["latitude"]),
        "longitude": _number(fact["longitude"]),
        "note": note,
    }


def statistics_rows(fact: Fact) -> list[Row]:
    """Rows of sheet Scores that published figures give for one town; unknown figures give no row.

    Distances are great-circle kilometres between GeoNames places; migration is net arrivals per 1,000 inhabitants
    in 2023 and belongs to the whole municipality.
    """
    candidates = (
        ("near_big_city", "nearest_city_over_250k_km", _city_note(fact)),
        ("remoteness", "nearest_city_over_250k_km", _city_note(fact)),
        ("border_distance", "nearest_foreign_place_over_5k_km", _abroad_note(fact)),
        ("out_migration", "municipality_net_migration_2023_per_1000", _migration_note(fact)),
    )
    doubted = {"near_big_city", "remoteness"} if fact["id"] in BIG_CITY_DOUBTED else set()
    return [
        {"town": fact["id"], "factor": factor, "value": _number(fact[column]), "source": "statistics", "note": note}
        for factor, column, note in candidates
        if fact.get(column) and factor not in doubted
    ]


def region_rows(towns: Iterable[Row]) -> list[Row]:
    """Rows of sheet Regions for the regions of the towns, in the order in which they first appear."""
    names = dict.fromkeys(town["region"] for town in towns)
    return [{"region": name, "price_index": None, "note": "Price level not known."} for name in names]


def budget_rows(
    towns: Sequence[Row], federal_mrub: float, federal_note: str, years: Sequence[int] = YEARS
) -> list[Row]:
    """Rows of sheet Budgets: the federal money, and for each region 60 RUB per inhabitant of its towns.

    ``regional_mrub = 60 * inhabitants of the region's towns in the case / 1,000,000``, rounded to 0.1 million RUB.
    The regional figure is an assumption and every row of it says so.

    Args:
        towns: Rows of sheet Towns.
        federal_mrub: Federal money of each year, million RUB.
        federal_note: Where that figure comes from.
    """
    people: dict[str, int] = {}
    for town in towns:
        people[town["region"]] = people.get(town["region"], 0) + town["population"]
    rows: list[Row] = [
        {"payer": "federal", "year": year, "amount_mrub": federal_mrub, "note": federal_note} for year in years
    ]
    for region, inhabitants in people.items():
        amount_mrub = round(REGIONAL_RUB_PER_HEAD_A_YEAR * inhabitants / 1e6, 1)
        note = (
            f"Assumption: {REGIONAL_RUB_PER_HEAD_A_YEAR} RUB a year for each of the {inhabitants:,} inhabitants of the "
            "region's towns in this case; regional money is not published."
        )
        rows += [{"payer": region, "year": year, "amount_mrub": amount_mrub, "note": note} for year in years]
    return rows


def limit_rows(catalogue: list[Row], town_most_share: float, town_note: str) -> list[Row]:
    """The catalogue's limits with the ceiling for a town fitted to the case.

    Args:
        catalogue: Rows of sheet Limits of the default catalogue; its limit ``town_most`` is changed.
        town_most_share: Greatest share of all money that one town may take.
        town_note: Why this share.
    """
    fitted = {"town_most": {"ceiling": town_most_share, "note": town_note}}
    return [row | fitted.get(row["limit"], {}) for row in catalogue]


def instrument_rows(catalogue: list[Row], years: Sequence[int]) -> list[Row]:
    """The catalogue's federal instruments, at work from the second year of the plan: the first goes into setting up."""
    return [row | {"first_year": years[min(1, len(years) - 1)]} for row in catalogue]


def settings_rows(catalogue: list[Row], changed: dict[str, tuple[str | float, str]]) -> list[Row]:
    """The catalogue's rows of sheet Settings with some values and notes changed, and rows that are not there added.

    Raises:
        KeyError: the schema has no setting of that name.
    """
    by_name = {row["setting"]: dict(row) for row in catalogue}
    for name, (value, note) in changed.items():
        unit = SETTING_BY_NAME[name].unit
        by_name[name] = {**by_name.get(name, {"setting": name, "unit": unit}), "value": value, "note": note}
    return list(by_name.values())


def _number(text: str) -> float | None:
    if not text:
        return None
    number = float(text)
    return int(number) if number.is_integer() else number


def _city_note(fact: Fact) -> str:
    place = fact.get("nearest_city_over_250k", "")
    return f"Great-circle km to {place}, the nearest other Russian place with 250,000 or more inhabitants in GeoNames."


def _abroad_note(fact: Fact) -> str:
    place = fact.get("nearest_foreign_place_over_5k", "")
    return f"Great-circle km to {place}, the nearest place outside Russia with 5,000 or more inhabitants in GeoNames."


def _migration_note(fact: Fact) -> str:
    note = "Net migration 2023 per 1,000 inhabitants, Rosstat municipal database"
    if fact.get("municipality_is_town") == "yes":
        return f"{note}."
    return f"{note}; of the whole municipality ({fact.get('municipality_ru', '')}), not of the town alone."
