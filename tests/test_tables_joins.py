"""Reading what joins towns: products, who supplies and buys them, what trade is worth, and roll-out.

Workbooks are made as in ``test_tables_read``: the first row of data is 4, columns stand in the order of the schema.
Of the wide case the last row of Coefficients is 44 and of Settings 15; rows of joins stand below them, so
``Coefficients!45`` is what a park supplies and ``Settings!16`` says which towns are similar.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.case import Case, Product, Triple
from planner.tables.cells import read_sheets
from planner.tables.fingerprint import sheet_fingerprints
from planner.tables.read import read_case
from planner.tables.rows import rows_of_case
from planner.tables.write import write_case_workbook
from tests.small_case import small_case, small_rows, wide_case, wide_rows
from tests.test_tables_money import coefficient, row
from tests.test_tables_read import DELETE, Cells, faults_of, save, without_origins

JOINS: tuple[tuple[str, str, str, float], ...] = (
    ("supplies", "tech_park", "pumps", 6.0),
    ("supplies", "GAM_kiln", "bricks", 3.0),
    ("buys", "street", "bricks", 0.5),
    ("buys", "ALF_hostel", "bricks", 1.5),
    ("uses", "waste_heat", "pumps", 0.25),
    ("trade", "pumps", "jobs", 0.2),
    ("trade", "bricks", "homes", 0.1),
    ("rollout", "street", "", 0.1),
)
"""Rows of Coefficients from row 45 on, by coefficient, subject, key and value."""


def joined_rows() -> dict[str, list[dict[str, Any]]]:
    """The wide rows with two products and all that joins towns."""
    rows = wide_rows()
    rows["Settings"].append({"setting": "similar_within_share", "value": 0.15, "unit": "share", "note": "Assumption."})
    rows["Products"] = [
        {"product": "pumps", "name": "Pumps", "unit": "mrub", "note": "Made for others."},
        {"product": "bricks", "name": "Bricks", "unit": "thousand"},
    ]
    for name, subject, key, value in JOINS:
        numbers = {"low": value / 2, "central": value, "high": value}
        rows["Coefficients"].append(
            {"coefficient": name, "subject": subject, "key": key, **numbers, "unit": "", "grade": "expert",
             "source": "Invented."}
        )  # fmt: skip
    return rows


def joined_case() -> Case:
    """The case that ``joined_rows`` means, written down apart from the reader."""
    wide = wide_case()
    joins = {(name, subject, key): Triple(value / 2, value, value, "expert", "Invented.")
             for name, subject, key, value in JOINS}  # fmt: skip
    return replace(
        wide,
        settings=replace(wide.settings, similar_within_share=0.15),
        coefficients={**wide.coefficients, **joins},
        products=(Product("pumps", "Pumps", "mrub"), Product("bricks", "Bricks", "thousand")),
    )


# --- What rows mean --------------------------------------------------------------------------------------------------


def test_joined_rows_mean_the_joined_case(tmp_path: Path) -> None:
    case = read_case([save(tmp_path, rows=joined_rows())])
    assert without_origins(case) == without_origins(joined_case())


def test_every_cell_of_what_joins_towns_has_an_origin(tmp_path: Path) -> None:
    case = read_case([save(tmp_path, rows=joined_rows())])
    assert case.settings.origin.cell("similar_within_share") == "case.xlsx: Settings!B16"
    assert case.products[1].origin.cell("product") == "case.xlsx: Products!A5"
    assert case.coefficients["trade", "bricks", "homes"].origin.cell("central") == "case.xlsx: Coefficients!E51"


def test_a_case_without_any_of_it_joins_no_towns(tmp_path: Path) -> None:
    case = read_case([save(tmp_path)])
    assert case.products == ()
    assert case.settings.similar_within_share is None


def test_a_workbook_made_before_there_were_products_is_read(tmp_path: Path) -> None:
    path = save(tmp_path, rows=wide_rows())
    book = openpyxl.load_workbook(path)
    del book["Products"]
    book.save(path)
    assert without_origins(read_case([path])) == without_origins(wide_case())


@pytest.mark.parametrize("name", ["Projects", "Production", "Prices"])
def test_a_sheet_of_ones_own_is_not_taken_for_products(name: str, tmp_path: Path) -> None:
    path = save(tmp_path)
    book = openpyxl.load_workbook(path)
    del book["Products"]
    book.create_sheet(name)["A1"] = "of no meaning"
    book.save(path)
    assert without_origins(read_case([path])) == without_origins(small_case())


def test_a_misspelt_sheet_of_products_is_a_fault(tmp_path: Path) -> None:
    path = save(tmp_path, rows=small_rows())
    book = openpyxl.load_workbook(path)
    book["Products"].title = "Product"
    book.save(path)
    (fault,) = faults_of(path)
    assert "did you mean Products?" in fault.message


def test_a_row_for_all_is_of_started_measures_and_never_of_proposals(tmp_path: Path) -> None:
    """Nor does a proposal take over what the measure it is like supplies, buys, uses or rolls out."""
    changes = coefficient("rollout", "all", None, 0.05, 53) | coefficient("uses", "all", "bricks", 2, 54)
    coefficients = read_case([save(tmp_path, changes, rows=joined_rows())]).coefficients
    rolled = {subject: triple.central for (name, subject, _), triple in coefficients.items() if name == "rollout"}
    assert rolled == {"street": 0.1, "school": 0.05, "tech_park": 0.05, "waste_heat": 0.05}
    using = {subject for name, subject, key in coefficients if (name, key) == ("uses", "bricks")}
    assert using == {"street", "school", "tech_park", "waste_heat"}
    # The kiln is like waste_heat, which uses pumps, and the hostel like a street, which buys bricks of its own number.
    assert ("uses", "GAM_kiln", "pumps") not in coefficients
    assert coefficients["buys", "ALF_hostel", "bricks"].central == 1.5


# --- Faults ----------------------------------------------------------------------------------------------------------

CELL_FAULTS: dict[str, tuple[Cells, str, tuple[str, ...]]] = {
    "product twice": (
        row("Products!6", product="Pumps ", name="Again", unit="mrub"), "Products!A6", ("Products!A4", "repeats"),
    ),
    "product without name": ({"Products!B5": None}, "Products!B5", ("name is blank",)),
    "product without unit": ({"Products!C5": None}, "Products!C5", ("unit is blank",)),
    "product turned into an error": ({"Products!C4": "#REF!"}, "Products!C4", ("error of the spreadsheet",)),
    "header of products missing": ({"Products!C3": None}, "Products!A3", ("column unit is missing",)),
    "supplies an unknown product": (
        {"Coefficients!C45": "pmups"}, "Coefficients!C45", ("key is not known", "sheet Products", "'pumps'"),
    ),
    "buys an unknown product": ({"Coefficients!C47": "stones"}, "Coefficients!C47", ("sheet Products",)),
    "uses a goal for a product": ({"Coefficients!C49": "jobs"}, "Coefficients!C49", ("sheet Products",)),
    "supplies of what": ({"Coefficients!C45": None}, "Coefficients!C45", ("key is blank", "Products", "supplies")),
    "buys what": ({"Coefficients!C47": None}, "Coefficients!C47", ("key is blank", "Products", "buys")),
    "uses what": ({"Coefficients!C49": None}, "Coefficients!C49", ("key is blank", "Products", "uses")),
    "supplies of an unknown measure": (
        {"Coefficients!B45": "tech_prak"}, "Coefficients!B45", ("subject is not known", "'tech_park'"),
    ),
    "supplies of an opening measure": (
        {"Coefficients!B45": "clubs"}, "Coefficients!B45", ("supplies belongs to started measures", "'clubs'"),
    ),
    "buys of an opening measure": ({"Coefficients!B47": "clubs"}, "Coefficients!B47", ("buys belongs to started",)),
    "uses of an opening measure": ({"Coefficients!B49": "clubs"}, "Coefficients!B49", ("uses belongs to started",)),
    "supplies below 0": ({"Coefficients!D45": -1}, "Coefficients!D45", ("low of supplies is below", "0 to 1000000")),
    "buys below 0": ({"Coefficients!D47": -0.1}, "Coefficients!D47", ("low of buys is below",)),
    "uses below 0": ({"Coefficients!D49": -0.1}, "Coefficients!D49", ("low of uses is below",)),
    "supplies twice": (
        coefficient("supplies", "tech_park", "pumps", 1, 53), "Coefficients!A53", ("Coefficients!A45", "repeats"),
    ),
    "trade in an unknown product": (
        {"Coefficients!B50": "pump"}, "Coefficients!B50", ("subject is not known", "sheet Products", "'pumps'"),
    ),
    "trade in a measure": ({"Coefficients!B50": "street"}, "Coefficients!B50", ("sheet Products",)),
    "trade in all products": (
        {"Coefficients!B50": "all"}, "Coefficients!B50", ("trade belongs to a row of sheet Products",),
    ),
    "trade for an unknown goal": ({"Coefficients!C50": "job"}, "Coefficients!C50", ("sheet Goals", "'jobs'")),
    "trade for no goal": ({"Coefficients!C50": None}, "Coefficients!C50", ("key is blank", "Goals", "trade")),
    "trade for capacity": (
        {"Coefficients!C50": "capacity"}, "Coefficients!C50", ("capacity is served by roadmaps alone",),
    ),
    "trade below 0": ({"Coefficients!D50": -0.2}, "Coefficients!D50", ("low of trade is below its range",)),
    "rollout of an opening measure": (
        {"Coefficients!B52": "clubs"}, "Coefficients!B52", ("rollout belongs to started measures",),
    ),
    "rollout of a proposal": (
        {"Coefficients!B52": "ALF_hostel"}, "Coefficients!B52", ("a proposal has no rollout", "no other town"),
    ),
    "rollout in percent": (
        {"Coefficients!F52": 10}, "Coefficients!F52", ("high of rollout is above its range", "0 to 1 share"),
    ),
    "rollout below 0": ({"Coefficients!D52": -0.1}, "Coefficients!D52", ("low of rollout is below its range",)),
    "rollout of a product": ({"Coefficients!C52": "pumps"}, "Coefficients!C52", ("rollout has no key",)),
    "rollout of high below central": ({"Coefficients!F52": 0.05}, "Coefficients!F52", ("high is below central",)),
    "similar within percent": (
        {"Settings!B16": 15}, "Settings!B16", ("similar_within_share is above its range", "0 to 1 share"),
    ),
    "similar within less than nothing": ({"Settings!B16": -0.1}, "Settings!B16", ("is below its range",)),
    "similar as text": ({"Settings!B16": "15 %"}, "Settings!B16", ("is text", "type 0.15")),
    "similar misspelt": (
        {"Settings!A16": "similar_within"}, "Settings!A16", ("setting is not known", "'similar_within_share'"),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CELL_FAULTS)
def test_each_fault_names_its_cell(name: str, tmp_path: Path) -> None:
    changes, place, words = CELL_FAULTS[name]
    faults = faults_of(save(tmp_path, changes, rows=joined_rows()))
    assert [fault.place for fault in faults] == [f"case.xlsx: {place}"], "\n".join(map(str, faults))
    for word in words:
        assert word in faults[0].message, faults[0].message


def test_without_its_product_every_row_about_it_is_told(tmp_path: Path) -> None:
    """Pumps are supplied in row 45, used in row 49 and traded in row 50, where they are the subject."""
    faults = faults_of(save(tmp_path, {"Products!4": DELETE}, rows=joined_rows()))
    assert [fault.place for fault in faults] == [f"case.xlsx: Coefficients!{cell}" for cell in ("C45", "C49", "B50")]


def test_a_sheet_of_products_that_cannot_be_read_makes_none_of_them_unknown(tmp_path: Path) -> None:
    changes: Cells = {f"Products!{letter}3": None for letter in "ABCD"}
    (fault,) = faults_of(save(tmp_path, changes, rows=joined_rows()))
    assert fault.place == "case.xlsx: Products"


# --- What is no fault, and comes back --------------------------------------------------------------------------------

SOUND: dict[str, Cells] = {
    "as it is": {},
    "similar left blank": {"Settings!B16": None},
    "similar without a row": {"Settings!16": DELETE},
    "similar only if alike": {"Settings!B16": 0},
    "an effect that doubles": {"Coefficients!E52": 1, "Coefficients!F52": 1},
    "a product that nobody supplies": row("Products!6", product="pipes", name="Pipes", unit="km"),
    "a product with two results": coefficient("trade", "pumps", "homes", 0.05, 53),
    "a measure on both sides": coefficient("uses", "tech_park", "pumps", 1, 53),
    "a product named like a measure": row("Products!6", product="street", name="Kerbs", unit="km"),
    "nothing supplied for certain": {"Coefficients!D45": 0},
}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_allowed_is_no_fault_and_comes_back(name: str, tmp_path: Path) -> None:
    case = read_case([save(tmp_path, SOUND[name], rows=joined_rows())])
    again = read_case([write_case_workbook(tmp_path / "again.xlsx", rows_of_case(case))])
    assert without_origins(again) == without_origins(case)


def test_rows_come_back_with_their_notes(tmp_path: Path) -> None:
    rows = rows_of_case(read_case([save(tmp_path, rows=joined_rows())]))
    assert rows["Products"] == joined_rows()["Products"]
    assert rows["Settings"][-1] == joined_rows()["Settings"][-1]


def test_a_joined_case_made_in_memory_reads_back_equal(tmp_path: Path) -> None:
    path = write_case_workbook(tmp_path / "case.xlsx", rows_of_case(joined_case()))
    assert without_origins(read_case([path])) == without_origins(joined_case())


@pytest.mark.parametrize("place", ["Products!B4", "Products!C5", "Products!D4"])
def test_a_change_of_a_product_changes_the_fingerprint_of_its_sheet_alone(place: str, tmp_path: Path) -> None:
    before = sheet_fingerprints(read_sheets(save(tmp_path, rows=joined_rows())))
    after = sheet_fingerprints(read_sheets(save(tmp_path, {place: "other"}, rows=joined_rows())))
    assert {name for name in before if before[name] != after[name]} == {"Products"}
