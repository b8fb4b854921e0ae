"""What a plan looks like in a spreadsheet program: LibreOffice opens it, calculates it again and prints it."""

from __future__ import annotations

import re
import shutil
import subprocess
import warnings
from collections.abc import Sequence
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner
from five_towns import filled_template

from planner.cli import main
from planner.tables.plan_layout import CHECKS, FIRST_DATA_ROW, HEADER_ROW, PLAN_SHEETS, VIEW_SHEETS
from planner.tables.schema import SHEETS
from planner.views.checks import ALL_OK, LOOK
from planner.views.plan_workbook import PROOF_SHEETS

NEEDED = [program for program in ("soffice", "pdftoppm", "pdftotext") if shutil.which(program) is None]

pytestmark = [
    pytest.mark.looks,
    pytest.mark.skipif(bool(NEEDED), reason=f"not installed: {', '.join(NEEDED)} (LibreOffice, poppler-utils)"),
]

WIDE = ("Allocation", "Town plans", "Funded", "Assumptions", "Equity", "Years")
WORD = re.compile(r'<word xMin="[^"]*" yMin="([^"]*)" xMax="[^"]*" yMax="([^"]*)">([^<]*)</word>')
LEAST_POINTS = 6.0
DOTS_PER_INCH = 40
PRINTED_BYTES_LEAST = 2_000
"""A page of this size in pixels that has anything on it takes more; a blank one takes less."""


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("looks")
    path = folder / "plan.xlsx"
    case = filled_template(folder / "case.xlsx")
    solved = CliRunner().invoke(main, ["solve", str(case), "-o", str(path), "--gap", "0.02", "--quiet"])
    assert solved.exit_code == 0, solved.output
    return path


def converted(source: Path, to: str, folder: Path) -> Path:
    """The workbook as LibreOffice writes it, with a profile of its own so that an open window does not matter."""
    profile = f"-env:UserInstallation={(folder / 'profile').as_uri()}"
    run(["soffice", profile, "--headless", "--convert-to", to, "--outdir", str(folder), str(source)])
    return folder / f"{source.stem}.{to}"


def run(command: Sequence[str]) -> str:
    done = subprocess.run(command, capture_output=True, encoding="utf-8", timeout=180, check=False)
    assert done.returncode == 0, done.stderr
    return done.stdout


@pytest.fixture(scope="module")
def calculated(plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The plan opened, calculated again and saved by LibreOffice."""
    return converted(without_values(plan, tmp_path_factory.mktemp("bare")), "xlsx", tmp_path_factory.mktemp("again"))


def without_values(plan: Path, folder: Path) -> Path:
    """A copy whose formulas have no stored values, so that whoever shows them must have calculated them."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know the bars in the cells
        book = openpyxl.load_workbook(plan)
    book.save(folder / "plan.xlsx")
    return folder / "plan.xlsx"


@pytest.fixture(scope="module")
def printed(plan: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    return converted(plan, "pdf", tmp_path_factory.mktemp("printed"))


def table(path: Path, sheet: str, *, values: bool = True) -> list[dict[str, Any]]:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        lines = list(openpyxl.load_workbook(path, data_only=values)[sheet].iter_rows(values_only=True))
    headers = [str(header) for header in lines[HEADER_ROW - 1]]
    rows = [dict(zip(headers, line, strict=True)) for line in lines[FIRST_DATA_ROW - 1 :]]
    return [row for row in rows if row["town"]]


@pytest.mark.parametrize("sheet", ["Allocation", "Funded"])
def test_formulas_calculated_by_another_program_come_to_the_stored_values(
    sheet: str, plan: Path, calculated: Path
) -> None:
    stored, again = table(plan, sheet), table(calculated, sheet)
    formulas = table(plan, sheet, values=False)
    assert len(stored) == len(again) > 0
    compared = 0
    for before, after, formula in zip(stored, again, formulas, strict=True):
        for column in formula:
            if str(formula[column]).startswith("=") and column != "name":
                assert after[column] == pytest.approx(before[column], rel=1e-9, abs=1e-9)
                compared += 1
    columns = {"Allocation": 8, "Funded": 2}[sheet]
    assert compared == columns * len(stored)


def checks_of(path: Path) -> list[tuple[Any, ...]]:
    """The lines of the sheet Checks; the verdict on all is the last cell of the first."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        sheet = openpyxl.load_workbook(path, data_only=True)[CHECKS]
    return list(sheet.iter_rows(min_row=FIRST_DATA_ROW, values_only=True))


def test_checks_calculated_by_another_program_are_those_stored(plan: Path, calculated: Path) -> None:
    """Also for a region and towns whose names look like formulas and conditions."""
    stored, again = checks_of(plan), checks_of(calculated)
    assert again[0][-1] == ALL_OK
    assert len(stored) == len(again) > len(PLAN_SHEETS)
    for before, after in zip(stored, again, strict=True):
        assert after[-1] == before[-1]
        numbers = [(a, b) for a, b in zip(after, before, strict=True) if isinstance(b, float)]
        assert all(a == pytest.approx(b, rel=1e-9, abs=1e-6) for a, b in numbers)


def test_checks_see_a_changed_payment(plan: Path, tmp_path: Path) -> None:
    """A kopeck more on one line of Funded: the sheets Years and Summary no longer agree with it."""
    path = without_values(plan, tmp_path)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(path)
    headers = [cell.value for cell in book["Funded"][HEADER_ROW]]
    cell = book["Funded"].cell(FIRST_DATA_ROW, headers.index("federal_rub") + 1)
    assert isinstance(cell.value, int | float)
    cell.value += 0.01
    book.save(path)
    (tmp_path / "again").mkdir()
    total, *lines = checks_of(converted(path, "xlsx", tmp_path / "again"))
    looked_at = [line for line in lines if line[-1] == LOOK]
    assert total[-1] == f"{len(looked_at)} to {LOOK}"
    assert ("Spent: Years and Funded", "federal") in [line[:2] for line in looked_at]


def test_a_plan_saved_by_another_program_still_holds(calculated: Path) -> None:
    """Numbers that lose their last digits and formulas calculated again are no alteration."""
    verified = CliRunner().invoke(main, ["verify", str(calculated)])
    assert verified.exit_code == 0, verified.output


def test_no_cell_shows_an_error_after_calculation(calculated: Path) -> None:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(calculated, data_only=True)
    errors = [cell for sheet in book for row in sheet.iter_rows() for cell in row if cell.data_type == "e"]
    assert not errors


def test_names_that_look_like_formulas_are_shown_as_they_are(calculated: Path) -> None:
    names = {row["town"]: row["name"] for row in table(calculated, "Town plans")}
    assert names["GHI"] == "=SUM(A1:A9)"
    assert names["JKL"] == "+7 Plant"


def test_every_sheet_is_printed(printed: Path) -> None:
    text = run(["pdftotext", "-layout", str(printed), "-"])
    titles = [sheet.title for sheet in PLAN_SHEETS if sheet.name not in ("Summary", *PROOF_SHEETS)]
    views = ("What is proved", "The plan in pictures", "Sums to follow", "Passport of")
    for words in ("Budget of single-industry towns", *views, *titles, *(sheet.name for sheet in SHEETS)):
        assert words in text
    assert "Алмазный Ключ" in text


def test_no_number_is_too_wide_for_its_column(printed: Path) -> None:
    assert "###" not in run(["pdftotext", "-layout", str(printed), "-"])


def test_no_letter_of_a_wide_table_is_too_small(printed: Path) -> None:
    """By the height of the line of every word: 11 points at 0.55 of their size are 6."""
    pages = re.findall(r"<page .*?</page>", run(["pdftotext", "-bbox", str(printed), "-"]), re.DOTALL)
    looked_at = set()
    for page in pages:
        words = [(float(top), float(bottom), word) for top, bottom, word in WORD.findall(page)]
        foot = max(bottom for _, bottom, _ in words)
        footer = " ".join(word for _, bottom, word in words if bottom > foot - 2)
        for sheet in WIDE:
            if re.search(rf" {sheet} \d+ / \d+$", footer):
                looked_at.add(sheet)
                assert min(bottom - top for top, bottom, _ in words) >= LEAST_POINTS, footer
    assert looked_at == set(WIDE)


def test_every_page_has_something_on_it(printed: Path, tmp_path: Path) -> None:
    run(["pdftoppm", "-png", "-r", str(DOTS_PER_INCH), str(printed), str(tmp_path / "page")])
    pages = sorted(tmp_path.glob("page*.png"))
    assert len(pages) >= len(PLAN_SHEETS) - len(PROOF_SHEETS) + len(VIEW_SHEETS) + len(SHEETS)
    assert [page.name for page in pages if page.stat().st_size < PRINTED_BYTES_LEAST] == []
