"""The same case and plan in Russian: written, read, mixed with English, checked, planned and verified."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner

from models.case import Case
from planner.cli import main
from planner.plan import plan_of
from planner.solving.effort import Effort
from planner.solving.states import search_states
from planner.tables.book_language import language_of_workbook
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW
from planner.tables.read import read_case
from planner.tables.rows import rows_of_case
from planner.tables.schema import SHEETS
from planner.tables.write import write_case_workbook, write_template
from planner.verifying.verify import verify_plan
from planner.views.plan_workbook import write_plan
from planner.words import named, using
from planner.words.naming import canonical
from tests.small_case import small_rows, wide_rows
from tests.test_mutations import base_rows
from tests.test_tables_clusters import clustered_rows
from tests.test_tables_read import CELL_FAULTS, faults_of, save

INPUTS = Path(__file__).parents[1] / "inputs"
LATIN_WORD = re.compile(r"[A-Za-z_]{3,}")
QUOTED = re.compile(r"«[^»]*»|'[^']*'|\"[^\"]*\"|`[^`]*`|\S+\.xlsx|[A-Z]{1,3}[0-9]+")


def english_in(text: str, allowed: set[str]) -> list[str]:
    """Words in Latin letters that a Russian text has, apart from quotations, names of files and what is allowed."""
    return [word for word in LATIN_WORD.findall(QUOTED.sub(" ", text)) if word not in allowed]


def in_russian(folder: Path, rows: Any, name: str = "случай.xlsx") -> Path:
    with using("ru"):
        return write_case_workbook(folder / name, rows)


def in_english_words(case: Any) -> Any:
    """A case with the texts of the catalogue put back into English."""
    if isinstance(case, str):
        return canonical(case)
    if isinstance(case, tuple):
        return tuple(in_english_words(one) for one in case)
    return case


@pytest.mark.parametrize("rows", [small_rows, wide_rows, clustered_rows, base_rows])
def test_a_case_in_russian_is_the_same_case(rows: Any, tmp_path: Path) -> None:
    english = read_case([write_case_workbook(tmp_path / "case.xlsx", rows())])
    assert plain_rows(read_case([in_russian(tmp_path, rows())])) == plain_rows(english)


@pytest.mark.parametrize("name", ["papers", "russia", "clusters"])
def test_an_example_in_russian_has_the_same_ids_and_numbers(name: str, tmp_path: Path) -> None:
    english = read_case([INPUTS / f"{name}.xlsx"])
    russian = read_case([in_russian(tmp_path, rows_of_case(english))])
    assert plain_rows(russian) == plain_rows(english)


def plain_rows(case: Case) -> dict[str, list[dict[str, object]]]:
    """Rows of a case with the texts of the catalogue in English, and without remarks for the reader."""
    return {
        sheet: [{column: in_english_words(value) for column, value in row.items()} for row in rows]
        for sheet, rows in rows_of_case(case).items()
    }


def test_every_sheet_and_header_of_the_template_is_russian(tmp_path: Path) -> None:
    with using("ru"):
        book = openpyxl.load_workbook(write_template(tmp_path / "шаблон.xlsx"))
    for sheet in book:
        assert not LATIN_WORD.search(sheet.title)
    headers = [str(cell.value) for sheet in book.worksheets[2:] for cell in sheet[HEADER_ROW] if cell.value]
    assert len(headers) > 200
    assert not [header for header in headers if LATIN_WORD.search(header)]


def test_ids_and_choices_of_the_template_are_russian(tmp_path: Path) -> None:
    """Whatever an official chooses from a list: ids of the catalogue, and choices."""
    with using("ru"):
        book = openpyxl.load_workbook(write_template(tmp_path / "шаблон.xlsx"))
    left = []
    sheets = {sheet.title: sheet for sheet in book}
    with using("ru"):
        for sheet in SHEETS:
            for place, column in enumerate(sheet.columns, start=1):
                if column.kind in ("id", "reference", "any_reference", "choice", "choices"):
                    for row in sheets[named(sheet.name)].iter_rows(
                        min_row=FIRST_DATA_ROW, min_col=place, max_col=place
                    ):
                        left += [
                            value for cell in row if isinstance(value := cell.value, str) and LATIN_WORD.search(value)
                        ]
    assert not left


def test_sheets_of_both_languages_go_together(tmp_path: Path) -> None:
    """Half of the sheets are Russian, in their own file; the catalogue of both files is one catalogue."""
    rows = small_rows()
    names = list(rows)
    english = write_case_workbook(tmp_path / "a.xlsx", {name: rows[name] for name in names[::2]})
    russian = in_russian(tmp_path, {name: rows[name] for name in names[1::2]})
    book = openpyxl.load_workbook(russian)
    for name in [*names[::2], *(sheet.name for sheet in SHEETS if sheet.name not in names)]:
        with using("ru"):
            del book[named(name)]
    book.save(russian)
    mixed = openpyxl.load_workbook(english)
    for name in [sheet.name for sheet in SHEETS if sheet.name not in names[::2]]:
        del mixed[name]
    mixed.save(english)
    whole = read_case([write_case_workbook(tmp_path / "whole.xlsx", rows)])
    assert plain_rows(read_case([english, russian])) == plain_rows(whole)


def test_the_same_catalogue_in_two_languages_is_no_conflict(tmp_path: Path) -> None:
    rows = small_rows()
    english = write_case_workbook(tmp_path / "a.xlsx", rows)
    both = read_case([english, in_russian(tmp_path, rows)])
    assert plain_rows(both) == plain_rows(read_case([english]))


def test_headers_match_without_regard_to_case_and_blanks(tmp_path: Path) -> None:
    path = in_russian(tmp_path, small_rows())
    book = openpyxl.load_workbook(path)
    for sheet in book:
        title, sheet.title = sheet.title, "-"
        sheet.title = title.upper()
        for cell in sheet[HEADER_ROW]:
            cell.value = f" {str(cell.value).upper()}\u00a0 " if cell.value else None
    book.save(path)
    plain = read_case([write_case_workbook(tmp_path / "case.xlsx", small_rows())])
    assert plain_rows(read_case([path])) == plain_rows(plain)


EVERY = int(os.environ.get("PLANTED_FAULTS_EVERY", "2"))
"""Every which of the planted faults is told in Russian; 1 for all of them."""


@pytest.mark.parametrize("name", list(CELL_FAULTS)[::EVERY])
def test_each_fault_is_told_in_russian(name: str, tmp_path: Path) -> None:
    """The faults planted in English cells, told in Russian: the same cells, and no English word but quoted ones."""
    changes = CELL_FAULTS[name][0]
    path = save(tmp_path, changes)
    english = faults_of(path)
    with using("ru"):
        russian = faults_of(path)
    assert [fault.place for fault in russian] == [fault.place for fault in english]
    for fault in russian:
        check_russian(fault.message, path)


def check_russian(message: str, path: Path) -> None:
    typed = {str(cell) for sheet in openpyxl.load_workbook(path) for row in sheet.values for cell in row if cell}
    allowed = {word for text in typed for word in LATIN_WORD.findall(text)}
    assert re.search("[а-я]", message), message
    assert not english_in(message, allowed), message


def test_language_of_a_workbook(tmp_path: Path) -> None:
    assert language_of_workbook(write_case_workbook(tmp_path / "case.xlsx", small_rows())) == "en"
    assert language_of_workbook(in_russian(tmp_path, small_rows())) == "ru"
    other = tmp_path / "other.xlsx"
    openpyxl.Workbook().save(other)
    assert language_of_workbook(other) is None
    assert language_of_workbook(tmp_path / "none.xlsx") is None


def run(*words: str, **environment: str) -> Any:
    return CliRunner().invoke(main, list(words), env={"PLANNER_LANG": "", **environment})


def test_the_language_is_that_asked_for_else_that_of_the_workbook(tmp_path: Path) -> None:
    english = str(write_case_workbook(tmp_path / "case.xlsx", small_rows()))
    russian = str(in_russian(tmp_path, small_rows()))
    assert "No faults" in run("check", "--no-copy", english).stdout
    assert "Ошибок нет" in run("check", "--no-copy", russian).stdout
    assert "Ошибок нет" in run("check", "--no-copy", "--lang", "ru", english).stdout
    assert "Ошибок нет" in run("--lang", "ru", "check", "--no-copy", english).stdout
    assert "No faults" in run("check", "--no-copy", "--lang=en", russian).stdout
    assert "Ошибок нет" in run("check", "--no-copy", english, PLANNER_LANG="ru").stdout
    assert "No faults" in run("check", "--no-copy", english, LC_ALL="ru_RU.UTF-8").stdout
    assert "no such file" in run("check", "--no-copy", str(tmp_path / "none.xlsx"), LC_ALL="C.UTF-8").stderr
    assert "no such file" not in run("check", "--no-copy", str(tmp_path / "none.xlsx"), LC_ALL="ru_RU.UTF-8").stderr


@pytest.mark.parametrize("command", ["", "solve", "check", "template", "verify"])
def test_help_is_in_the_language_asked_for(command: str) -> None:
    """In a process of its own, as people call it: the library keeps the words of its own options."""
    words = [sys.executable, "-m", "planner", *filter(None, [command]), "--help", "--lang", "ru"]
    told = subprocess.run(words, capture_output=True, text=True, check=True).stdout
    left = english_in(
        re.sub(r"--?[a-z-]+|\[[a-z|-]+\]|\S*\.xlsx|[A-Z_]{2,}\S*", " ", told), {"planner", "Excel", "python"}
    )
    assert not set(left) - {"check", "examples", "solve", "template", "verify", "low", "central", "high", "carry",
                            "leave", "out", "facts"}, left  # fmt: skip


def solved(case: Case, path: Path) -> Path:
    """The plan of a small case, written in the language in use."""
    effort = Effort(gap_share=0.0, seconds=30.0, threads=1)
    state, found = search_states(case, effort, "central", lambda _: None, lambda: False, lambda _: None, 1e12)
    return write_plan(path, plan_of(state.arrays, state.rows, replace(found, seconds=1.0), effort, case))


@pytest.fixture(scope="module")
def russian_plan(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("plan")
    with using("ru"):
        return solved(read_case([in_russian(folder, clustered_rows())]), folder / "план.xlsx")


def test_a_russian_plan_is_verified(russian_plan: Path) -> None:
    with using("ru"):
        verification = verify_plan(russian_plan)
    assert not verification.faults
    assert run("verify", str(russian_plan)).exit_code == 0


def test_an_altered_cell_of_a_russian_plan_is_refused(russian_plan: Path, tmp_path: Path) -> None:
    book = openpyxl.load_workbook(russian_plan, data_only=True)
    with using("ru"):
        sheet = book[named("Results")]
    column = next(cell.column for cell in sheet[FIRST_DATA_ROW] if isinstance(cell.value, float) and cell.value)
    cell = sheet.cell(FIRST_DATA_ROW, column)
    cell.value = float(str(cell.value)) * 1.5
    path = tmp_path / "изменён.xlsx"
    book.save(path)
    refused = run("verify", str(path))
    assert refused.exit_code == 3
    assert f"{sheet.title}!" in refused.stderr


def test_what_people_read_in_a_russian_plan_is_russian(russian_plan: Path) -> None:
    book = openpyxl.load_workbook(russian_plan)
    typed = {
        word
        for rows in clustered_rows().values() for row in rows for value in row.values()
        for word in LATIN_WORD.findall(str(value))
    }  # fmt: skip
    with using("ru"):
        # Names of rules stay as they are in the proof, where nobody but the verifier reads them.
        proofs = {named(name) for name in ("Prices", "State prices", "Branch prices", "Branches", "Fingerprints")}
    typed |= {"homes_per_", "Proposal", "stated"}  # a goal of the case alone; how sources of proposals begin
    left: dict[str, list[str]] = {}
    for sheet in book:
        if LATIN_WORD.search(sheet.title) and not any(word in sheet.title for word in typed):
            left.setdefault("titles", []).append(sheet.title)
        if sheet.sheet_state != "visible" or sheet.title in proofs:
            continue
        for row in sheet.iter_rows(max_row=60):
            for cell in row:
                if isinstance(cell.value, str) and not cell.value.startswith("="):
                    left.setdefault(sheet.title, []).extend(english_in(cell.value, typed))
    assert not {sheet: words for sheet, words in left.items() if words}
