"""Writing a case: what is written reads back the same, text stays text, and files are replaced whole or not at all."""

from __future__ import annotations

import os
import re
import zipfile
from collections.abc import Callable
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.case import Case, Triple
from planner.tables.cells import read_sheets
from planner.tables.columns import id_range, input_message, validation
from planner.tables.faults import Faults
from planner.tables.fingerprint import fingerprint, sheet_fingerprints
from planner.tables.read import read_case
from planner.tables.reference import reference_page
from planner.tables.rows import rows_of_case
from planner.tables.save import save_aside
from planner.tables.schema import COEFFICIENTS, SETTINGS, SHEET_BY_NAME, SHEETS
from planner.tables.write import exact, new_workbook, write_case_sheets, write_case_workbook, write_template
from planner.words import using
from tests.small_case import small_case, small_rows, wide_case, wide_rows
from tests.test_tables_read import save, without_origins

DOCS = Path(__file__).parents[1] / "docs" / "sheets.md"


def test_rows_written_mean_the_small_case(tmp_path: Path) -> None:
    path = write_case_workbook(tmp_path / "case.xlsx", small_rows())
    assert without_origins(read_case([path])) == without_origins(small_case())


@pytest.mark.parametrize("make", [small_case, wide_case])
def test_a_case_made_in_memory_reads_back_equal(make: Callable[[], Case], tmp_path: Path) -> None:
    path = write_case_workbook(tmp_path / "case.xlsx", rows_of_case(make()))
    assert without_origins(read_case([path])) == without_origins(make())


@pytest.mark.parametrize(
    ("make", "given_count", "written_count"),
    # 36 rows are given; kept for all stands for 6 measures, sensitivity for all for 7: 36 - 2 + 6 + 7 are written.
    # The wide case has 5 rows more; what its proposals state or take over is written nowhere else.
    [(small_rows, 36, 47), (wide_rows, 41, 52)],
)
def test_rows_come_back_with_notes_meanings_and_units(
    make: Callable[[], dict[str, list[dict[str, Any]]]], given_count: int, written_count: int, tmp_path: Path
) -> None:
    """Rows to workbook to case to rows: the rows given, with towns by id and coefficients for all one by one."""
    rows = rows_of_case(read_case([write_case_workbook(tmp_path / "case.xlsx", make())]))
    given = make()
    given["Scores"][1]["town"] = "ALF"
    given["Scores"][2]["town"] = "GAM"
    for row in given.get("Proposals", [])[1:]:
        row["town"] = "GAM"
    given["Measures"] = [{"preparation_years": 0, "needs_consent": "no"} | row for row in given["Measures"]]
    for name in given.keys() - {"Coefficients"}:
        assert rows[name] == [without_blanks(row) for row in given[name]], name
    assert len(given["Coefficients"]) == given_count
    assert len(rows["Coefficients"]) == written_count


def without_blanks(row: dict[str, Any]) -> dict[str, Any]:
    return {column: value for column, value in row.items() if value not in ("", None)}


def test_numbers_keep_their_last_digit(tmp_path: Path) -> None:
    numbers = (0.1 + 0.2, 1 / 3, 2.0000000000000004, 9007199254740993.0, 1e-7, 123456.78901234567)
    case = small_case()
    coefficients = dict(case.coefficients) | {
        ("unit_cost", measure, ""): Triple(number / 2, number / 2, number / 2, "expert", "Invented.")
        for measure, number in zip(("street", "school", "tech_park"), numbers[:3], strict=True)
    }
    case = replace(case, coefficients=coefficients, towns=tuple(replace(t, population=numbers[5]) for t in case.towns))
    path = write_case_workbook(tmp_path / "case.xlsx", rows_of_case(case))
    assert without_origins(read_case([path])) == without_origins(case)
    workbook = new_workbook(tmp_path / "numbers.xlsx")
    worksheet = workbook.add_worksheet()
    for row, number in enumerate(numbers):
        worksheet.write_number(row, 0, exact(number))
    workbook.close()
    rows = read_sheets(tmp_path / "numbers.xlsx")["Sheet1"].rows
    assert [rows[number][0] for number in range(1, 7)] == list(numbers)


@pytest.mark.parametrize("number", [float("nan"), float("inf")])
def test_what_a_workbook_cannot_hold_is_refused(number: float, tmp_path: Path) -> None:
    rows = small_rows()
    rows["Goals"][0]["weight"] = number
    with pytest.raises(ValueError, match="cannot hold"):
        write_case_workbook(tmp_path / "case.xlsx", rows)
    assert list(tmp_path.iterdir()) == []


FORMULAS = ("=1+1", "+7 495 000", "-minus", "@SUM(A1)", '=HYPERLINK("http://example.org";"x")', "=cmd|' /C calc'!A0",
            "http://example.org", "0123", "1e5")  # fmt: skip


def test_text_never_becomes_a_formula_a_link_or_a_number(tmp_path: Path) -> None:
    rows = small_rows()
    for number, text in enumerate(FORMULAS):
        rows["Regions"].append({"region": f"{text} {number}", "note": text})
        rows["Limits"].append({"limit": f"{number}{text}".replace("+", "").replace(":", ""), "payer": "all",
                               "unit": "mrub", "floor": 0, "note": text})  # fmt: skip
    rows["Towns"][0]["name"] = FORMULAS[0]
    rows["Scores"][1]["town"] = FORMULAS[0]
    path = write_case_workbook(tmp_path / "case.xlsx", rows, notes={("Towns", 0, "name"): "=1+1"}, with_start_page=True)
    with zipfile.ZipFile(path) as archive:
        sheets = [name for name in archive.namelist() if name.startswith("xl/worksheets/sheet")]
        assert len(sheets) == 2 + len(SHEETS)
        # Our own formulas count rows on the page Start and look up what a factor means, and nothing else.
        ours = re.compile(rb"IF\(COUNT(?:A|IF)\(|COUNTA\(|IFERROR\(INDEX\(Factors!")
        formulas = [formula for name in sheets for formula in re.findall(rb"<f>([^<]*)</f>", archive.read(name))]
        assert len(formulas) > len(SHEETS)
        assert all(ours.match(formula) for formula in formulas)
        assert all(b"<f " not in archive.read(name) for name in sheets)
        assert b"example.org" not in b"".join(archive.read(n) for n in archive.namelist() if n.endswith(".rels"))
    read = rows_of_case(read_case([path]))
    assert [row["note"] for row in read["Regions"][2:]] == list(FORMULAS)
    assert [row["note"] for row in read["Limits"][2:]] == list(FORMULAS)
    assert read["Towns"][0]["name"] == "=1+1"


def test_sheets_and_columns_the_schema_does_not_know_are_refused(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="no sheets"):
        write_case_workbook(tmp_path / "case.xlsx", {"Town": []})
    with pytest.raises(ValueError, match="no columns"):
        write_case_workbook(tmp_path / "case.xlsx", {"Towns": [{"twon": "A"}]})


def test_text_too_long_for_a_cell_is_refused(tmp_path: Path) -> None:
    rows = small_rows()
    rows["Towns"][0]["note"] = "x" * 32_768
    with pytest.raises(ValueError, match="32767"):
        write_case_workbook(tmp_path / "case.xlsx", rows)


@pytest.fixture(scope="module")
def written(tmp_path_factory: pytest.TempPathFactory) -> openpyxl.Workbook:
    path = tmp_path_factory.mktemp("written") / "case.xlsx"
    notes = {("Scores", 2, "value"): "Distance by road."}
    return openpyxl.load_workbook(write_case_workbook(path, small_rows(), notes, with_start_page=True))


def test_sheets_stand_in_the_order_of_the_schema_with_titles_and_headers(written: openpyxl.Workbook) -> None:
    assert written.sheetnames == ["Start", "Examples", *(sheet.name for sheet in SHEETS)]
    for sheet in SHEETS:
        worksheet = written[sheet.name]
        assert worksheet["A1"].value == sheet.name
        assert str(worksheet["A2"].value).startswith(sheet.meaning)
        guide = ["score_meaning"] if sheet.name == "Scores" else []
        assert [cell.value for cell in worksheet[3]] == [column.name for column in sheet.columns] + guide
        assert worksheet.freeze_panes == "B4"
        assert worksheet.page_setup.orientation == "landscape"
        # One page wide (1 is the default of the format and left out) and as many pages high as needed.
        assert worksheet.sheet_properties.pageSetUpPr.fitToPage
        assert (worksheet.page_setup.paperSize, worksheet.page_setup.fitToWidth) == (9, None)
        assert worksheet.page_setup.fitToHeight == 0
        assert worksheet.auto_filter.ref.startswith("A3:")


def test_cells_to_fill_in_are_yellow_and_those_of_the_catalogue_are_not(written: openpyxl.Workbook) -> None:
    assert written["Towns"]["A4"].fill.fgColor.rgb == "FFFFF9DB"
    assert written["Budgets"]["C5"].fill.fgColor.rgb == "FFFFF9DB"
    for name in ("Proposals", "Readiness", "Contributions", "Inflation", "Loans"):
        tab = written[name].sheet_properties.tabColor.rgb
        assert tab == {"official": "FFFFD54F", "planner": "FF4F81BD"}[SHEET_BY_NAME[name].filled_by], name
    assert written["Measures"]["A4"].fill.fill_type is None


def test_every_column_has_a_validation_with_a_message(written: openpyxl.Workbook) -> None:
    for sheet in SHEETS:
        rules = written[sheet.name].data_validations.dataValidation
        assert len(rules) == len(sheet.columns)
        for rule in rules:
            assert rule.prompt
            assert len(rule.prompt) <= 255
            assert rule.type != "list" or len(rule.formula1) <= 257


def test_dropdowns_hold_choices_and_ids(written: openpyxl.Workbook) -> None:
    def rule(sheet: str, letter: str) -> Any:
        rules = written[sheet].data_validations.dataValidation
        return next(r for r in rules if str(r.sqref).startswith(f"{letter}4:"))

    assert rule("Links", "B").formula1 == '"requires,excludes"'
    assert rule("Towns", "D").formula1 == "OFFSET(Statuses!$A$4,0,0,MAX(1,COUNTA(Statuses!$A$4:$A$5003)),1)"
    assert rule("Scores", "A").errorStyle == "information"
    assert (rule("Towns", "E").type, rule("Towns", "E").formula1, rule("Towns", "E").formula2) == (
        "decimal",
        "50",
        "2000000",
    )
    assert rule("Statuses", "C").type == "whole"
    assert rule("Readiness", "D").formula1 == '"yes,no"'
    assert rule("Contributions", "A").formula1 == '"municipality,business,backbone,residents,funds"'
    assert rule("Contributions", "D").formula2 == "0.9"
    assert rule("Proposals", "D").formula1 == "OFFSET(Measures!$A$4,0,0,MAX(1,COUNTA(Measures!$A$4:$A$5003)),1)"
    first, last = re.findall(r"\$A\$(\d+)", rule("Coefficients", "A").formula1)
    listed = [written["Start"][f"A{row}"].value for row in range(int(first), int(last) + 1)]
    assert listed == [coefficient.name for coefficient in COEFFICIENTS]


def test_no_list_of_a_sheet_without_start_page_is_too_long() -> None:
    for sheet in SHEETS:
        for column in sheet.columns:
            source = validation(sheet, column, with_start_page=False).get("source", "")
            assert len(source if isinstance(source, str) else ",".join(source)) <= 255, column.name


def test_messages_say_range_unit_and_what_a_blank_means() -> None:
    population = input_message(SHEET_BY_NAME["Towns"].column("population"))
    assert population == "Inhabitants of the town. Takes 50 to 2000000 persons. Required. Example: 29000"
    assert "Blank: not known" in input_message(SHEET_BY_NAME["Towns"].column("latitude"))
    assert id_range("Regions").startswith("=OFFSET(Regions!$A$4")


def test_notes_stand_at_their_cells(written: openpyxl.Workbook) -> None:
    assert written["Scores"]["C6"].comment.text.strip() == "Distance by road."


def test_fingerprints_are_of_the_filled_cells_alone(tmp_path: Path) -> None:
    ours = sheet_fingerprints(
        read_sheets(write_case_workbook(tmp_path / "ours.xlsx", small_rows(), with_start_page=True))
    )
    assert list(ours) == [sheet.name for sheet in SHEETS]
    # The same cells written by another program, with blank rows between, are the same case.
    theirs = save(tmp_path, name="theirs.xlsx")
    book = openpyxl.load_workbook(theirs)
    book["Towns"].insert_rows(5, 3)
    book["Towns"]["K3"] = "remarks"
    book["Towns"]["K4"] = "of no meaning"
    book["Goals"].delete_rows(1, 2)
    book.save(theirs)
    assert sheet_fingerprints(read_sheets(theirs)) == ours


@pytest.mark.parametrize(
    ("place", "value", "sheet"),
    [
        ("Towns!E4", 12_001, "Towns"),
        ("Towns!H4", "x", "Towns"),
        ("Scores!C4", "3", "Scores"),
        ("Goals!D4", None, "Goals"),
    ],
)
def test_any_change_of_a_cell_changes_the_fingerprint_of_its_sheet(
    place: str, value: object, sheet: str, tmp_path: Path
) -> None:
    before = sheet_fingerprints(read_sheets(save(tmp_path)))
    after = sheet_fingerprints(read_sheets(save(tmp_path, {place: value})))
    assert {name for name in before if before[name] != after[name]} == {sheet}


def test_a_fingerprint_is_the_sha256_of_the_text_described(tmp_path: Path) -> None:
    import hashlib

    rows = {"LockIns": [{"lock_in": "a", "name": " b "}], "Statuses": [{"status": "s", "name": "S", "window_years": 1}]}
    grids = read_sheets(save(tmp_path, rows=rows))
    assert fingerprint(grids["LockIns"]) == hashlib.sha256(b"lock_in=text 'a'\tname=text 'b'").hexdigest()
    statuses = b"status=text 's'\tname=text 'S'\twindow_years=number 1"
    assert fingerprint(grids["Statuses"]) == hashlib.sha256(statuses).hexdigest()


@pytest.mark.parametrize("make", [small_rows, wide_rows])
def test_a_case_read_and_written_again_keeps_its_fingerprints(
    make: Callable[[], dict[str, list[dict[str, Any]]]], tmp_path: Path
) -> None:
    first = write_case_workbook(tmp_path / "first.xlsx", rows_of_case(read_case([save(tmp_path, rows=make())])))
    second = write_case_workbook(tmp_path / "second.xlsx", rows_of_case(read_case([first])))
    assert sheet_fingerprints(read_sheets(second)) == sheet_fingerprints(read_sheets(first))


def test_a_file_is_written_and_replaced(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    assert save_aside(path, lambda p: p.write_text("one") and None) == path
    assert save_aside(path, lambda p: p.write_text("two") and None) == path
    assert path.read_text() == "two"
    assert list(tmp_path.iterdir()) == [path]


def test_a_file_open_elsewhere_stays_and_another_name_is_taken(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("open in Excel")
    (tmp_path / "plan (2).xlsx").write_text("of somebody else")
    replace_file = os.replace

    def refuse(source: Path, target: Path) -> None:
        if Path(target) == path:
            raise PermissionError(13, "Permission denied")
        replace_file(source, target)

    monkeypatch.setattr(os, "replace", refuse)
    assert save_aside(path, lambda p: p.write_text("new") and None) == tmp_path / "plan (3).xlsx"
    contents = {file.name: file.read_text() for file in tmp_path.iterdir()}
    assert contents == {"plan.xlsx": "open in Excel", "plan (2).xlsx": "of somebody else", "plan (3).xlsx": "new"}


def test_a_writer_that_fails_leaves_the_old_file_and_nothing_else(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("old")

    def fail(temporary: Path) -> None:
        temporary.write_text("half")
        raise RuntimeError("no")

    with pytest.raises(RuntimeError):
        save_aside(path, fail)
    assert {file.name: file.read_text() for file in tmp_path.iterdir()} == {"plan.xlsx": "old"}


def test_a_folder_that_is_not_there_is_a_fault(tmp_path: Path) -> None:
    with pytest.raises(Faults, match="cannot be written"):
        save_aside(tmp_path / "nowhere" / "plan.xlsx", lambda p: p.write_text("x") and None)


def test_the_template_has_the_catalogue_and_nothing_of_any_town(tmp_path: Path) -> None:
    from planner.catalogue.load import catalogue_rows

    path = write_template(tmp_path / "template.xlsx")
    book = openpyxl.load_workbook(path)
    assert book.sheetnames[0] == "Start"
    empty = ("Towns", "Scores", "Proposals", "Readiness", "Regions", "Budgets", "Loans", "Limits", "Locks")
    for name in empty:
        wide = len(SHEET_BY_NAME[name].columns)
        assert not any(cell.value for row in book[name].iter_rows(min_row=4, max_col=wide) for cell in row), name
    for name in book.sheetnames[2:]:
        if name not in empty:
            assert book[name].max_row == 3 + len(catalogue_rows().get(name, [])), name
    # What is missing in it is only what is to be filled in.
    with pytest.raises(Faults) as raised:
        read_case([path])
    assert {fault.place for fault in raised.value.faults} == {
        f"template.xlsx: {name}!A4" for name in ("Towns", "Regions", "Budgets")
    }


def test_the_start_page_names_every_sheet_and_coefficient(written: openpyxl.Workbook) -> None:
    texts = {cell.value for row in written["Start"].iter_rows() for cell in row}
    assert {sheet.name for sheet in SHEETS} <= texts
    assert {coefficient.name for coefficient in COEFFICIENTS} <= texts


def test_the_page_on_sheets_is_made_from_the_schema() -> None:
    assert DOCS.read_text(encoding="utf-8") == reference_page(), "python -m planner.tables.reference > docs/sheets.md"


def test_the_page_names_every_column_setting_and_coefficient() -> None:
    page = reference_page()
    for sheet in SHEETS:
        assert f"## {sheet.name}\n" in page
        for column in sheet.columns:
            assert column.meaning.replace("|", "\\|") in page
    for item in (*SETTINGS, *COEFFICIENTS):
        assert f"| `{item.name}` |" in page


def test_sheets_are_added_to_a_workbook_with_sheets_of_its_own(tmp_path: Path) -> None:
    workbook = new_workbook(tmp_path / "plan.xlsx")
    workbook.add_worksheet("Summary").write_string(0, 0, "item")
    write_case_sheets(workbook, small_rows())
    workbook.close()
    case = read_case([tmp_path / "plan.xlsx"])
    assert without_origins(case) == without_origins(small_case())


def test_validations_in_russian_fit_and_lists_hold_russian_names(tmp_path: Path) -> None:
    with using("ru"):
        book = openpyxl.load_workbook(write_case_workbook(tmp_path / "case.xlsx", small_rows(), with_start_page=True))
    for worksheet in book.worksheets[1:]:
        for rule in worksheet.data_validations.dataValidation:
            assert re.search("[а-я]", rule.prompt), rule.prompt
            assert not rule.prompt.endswith("..."), rule.prompt
            assert rule.type != "list" or len(rule.formula1) <= 257
    rules = {str(rule.sqref).split(":")[0]: rule for rule in book["Готовность"].data_validations.dataValidation}
    assert rules["D4"].formula1 == '"да,нет"'
    assert rules["A4"].formula1.startswith("OFFSET(Города!$A$4")
