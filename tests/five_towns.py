"""Five invented towns with the default catalogue, filled into the template cell by cell as an official would."""

from __future__ import annotations

from pathlib import Path
from typing import Any

import openpyxl

from models.case import Case
from models.instruments import states
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW
from planner.tables.read import read_case
from planner.tables.write import write_template

Rows = dict[str, list[dict[str, Any]]]

FIRST_YEAR, YEARS = 2020, (2020, 2021, 2022)


def five_towns() -> Rows:
    """Rows of the sheets an official and a planner fill in; some names and figures are meant to be awkward."""
    return {
        "Regions": [
            {"region": "Северный край", "price_index": 1.3},
            {"region": "South Region", "price_index": 1},
        ],
        "Towns": [
            _town("АБВ", "Алмазный Ключ", "Северный край", "crisis", 14_200),
            _town("GHI", "=SUM(A1:A9)", "Северный край", "at_risk", 31_000),
            _town("JKL", "+7 Plant", "South Region", "crisis", 58_400),
            _town("MNO", "-Minus", "South Region", "stable", 9_050),
            _town("PQR", "@Works", "South Region", "at_risk", 22_750),
        ],
        "Scores": [
            _score("АБВ", "rigid_chains", 4, "expert"),
            _score("АБВ", "dependency_mentality", 3, "self"),
            _score("GHI", "passive_authorities", 3, "survey"),
            _score("JKL", "backbone_share", 46.5, "statistics"),
            _score("JKL", "agglomeration_centre", "yes", "statistics"),
            _score("MNO", "forest_waste", 4, "expert"),
            _score("PQR", "community_activity", 2, "self"),
        ],
        "Budgets": [
            {"payer": payer, "year": year, "amount_mrub": amount}
            for payer, amount in (("federal", 260), ("Северный край", 60), ("South Region", 80.5))
            for year in YEARS
        ],
        # The limit of the catalogue on one town, a twentieth of all money, is made for hundreds of towns.
        "Limits": [
            {"limit": "town_most", "for_each": "town", "payer": "all", "unit": "share", "ceiling": 0.4},
            {"limit": "eco_federal_most", "category": "eco_industry", "payer": "federal", "unit": "share",
             "ceiling": 0.3},
        ],
        "Locks": [{"town": "GHI", "subject": "retraining", "decision": "must"}],
    }  # fmt: skip


def _town(town: str, name: str, region: str, status: str, population: float) -> dict[str, Any]:
    return {"town": town, "name": name, "region": region, "status": status, "population": population}


def _score(town: str, factor: str, value: object, source: str) -> dict[str, Any]:
    return {"town": town, "factor": factor, "value": value, "source": source, "note": "Invented."}


def fill_in(path: Path, rows: Rows) -> None:
    """Write rows under the headers of the sheets of a workbook and save it."""
    book = openpyxl.load_workbook(path)
    for name, sheet_rows in rows.items():
        sheet = book[name]
        column_of = {cell.value: int(cell.column or 0) for cell in sheet[HEADER_ROW]}
        for number, row in enumerate(sheet_rows, start=FIRST_DATA_ROW):
            for column, value in row.items():
                cell = sheet.cell(number, column_of[column])
                cell.value = value
                if isinstance(value, str) and value.startswith("="):
                    cell.data_type = "s"  # what Excel stores when an apostrophe is typed before it
    book.save(path)


def filled_template(path: Path, rows: Rows | None = None) -> Path:
    """The template with the rows of an official in it, by default those of the five towns."""
    write_template(path)
    fill_in(path, five_towns() if rows is None else rows)
    return path


def catalogue_case(folder: Path, rows: Rows | None = None) -> Case:
    """The case of the default catalogue and the rows of an official, by default those of the five towns.

    No federal instrument is at work: an Agency for a whole country would cost more than a few towns have.
    """
    return states(read_case([filled_template(folder / "catalogue case.xlsx", rows)]))[-1]
