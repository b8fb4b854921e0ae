"""The page on the two papers points at what is there: sheets, ids, coefficients, modules, tests, words of the papers.

A pointer stands between backquotes and is of one of these forms: a file, ``tests/FILE.py::TEST``, ``--OPTION``,
``Sheet!column``, ``Sheet!column=value``, ``coefficient[subject]`` and ``coefficient[subject,key]``, these two perhaps
followed by ``>0`` or ``<0``, or the bare name of anything that has one.
"""

from __future__ import annotations

import ast
import re
from collections.abc import Callable
from functools import cache
from pathlib import Path
from typing import Any, NamedTuple

import pytest

from models.case import CATEGORIES, CONTRIBUTORS
from planner.catalogue.load import catalogue_rows
from planner.tables.plan_layout import PLAN_SHEET_BY_NAME
from planner.tables.schema import COEFFICIENT_BY_NAME, SETTING_BY_NAME, SHEET_BY_NAME

ROOT = Path(__file__).parent.parent
PAGE = ROOT / "docs" / "papers.md"
HEADER = ["mechanism", "where it is set", "module", "test", "standing"]
NOTHING = {"where": "nowhere", "module": "none", "test": "none"}
"""What a column says where there is nothing to point at: allowed for what is not there yet alone."""

SOURCES = (ROOT / "planner" / "catalogue", ROOT / "inputs" / "facts")
"""Where words of the papers are quoted already."""

ROWS: dict[str, list[dict[str, Any]]] = dict(catalogue_rows())
CENTRAL = {(row["coefficient"], row["subject"], row["key"] or ""): row["central"] for row in ROWS["Coefficients"]}
MEASURES = [row["measure"] for row in ROWS["Measures"]]
FACTORS = [row["factor"] for row in ROWS["Factors"]]
ID_SHEETS = (
    "Measures", "Factors", "LockIns", "Statuses", "Goals", "Products", "Initiators", "Roadmaps", "Limits",
    "Instruments", "Indicators",
)  # fmt: skip
NAMES = {
    *(str(row[SHEET_BY_NAME[sheet].columns[0].name]) for sheet in ID_SHEETS for row in ROWS[sheet]),
    *SHEET_BY_NAME, *PLAN_SHEET_BY_NAME, *SETTING_BY_NAME, *COEFFICIENT_BY_NAME, *CATEGORIES, *CONTRIBUTORS,
}  # fmt: skip
HELD_IN_GENERAL = ("Sheet!column", "Sheet!column=value", "coefficient[subject,key]")
"""Forms of pointers that the page explains."""

POINTER = re.compile("`([^`]+)`")
QUOTATION = re.compile(r"(?<!\w)'(.+?)'(?!\w)")


class Entry(NamedTuple):
    """A row of the page."""

    line: int
    mechanism: str
    where: str
    module: str
    test: str
    standing: str


def cells_of(line: str) -> list[str]:
    return [cell.strip() for cell in line.strip().strip("|").split("|")]


def tables_of(text: str) -> list[list[tuple[int, list[str]]]]:
    """Tables of a page, each as its lines with their numbers, without the line of dashes."""
    tables: list[list[tuple[int, list[str]]]] = []
    before = ""
    for number, line in enumerate(text.splitlines(), 1):
        if line.startswith("|"):
            if not before.startswith("|"):
                tables.append([])
            if not re.fullmatch(r"[|\- ]+", line):
                tables[-1].append((number, cells_of(line)))
        before = line
    return tables


TEXT = PAGE.read_text(encoding="utf-8")
TABLES = [table for table in tables_of(TEXT) if table[0][1][0] == HEADER[0]]
ENTRIES = [
    Entry(number, *cells) for table in TABLES for number, cells in table[1:] if len(cells) == len(HEADER)
]  # fmt: skip


@cache
def names_of_tests(path: str) -> frozenset[str]:
    tree = ast.parse((ROOT / path).read_text(encoding="utf-8"))
    return frozenset(node.name for node in tree.body if isinstance(node, ast.FunctionDef))


def is_file(path: str) -> bool:
    return (ROOT / path).is_file()


def is_test(path: str, name: str) -> bool:
    return is_file(path) and name in names_of_tests(path)


def is_option(name: str) -> bool:
    return f'"{name}"' in (ROOT / "planner" / "cli.py").read_text(encoding="utf-8")


def is_column(sheet: str, column: str) -> bool:
    layouts = (SHEET_BY_NAME.get(sheet), PLAN_SHEET_BY_NAME.get(sheet))
    return any(column in [c.name for c in layout.columns] for layout in layouts if layout is not None)


def is_row(sheet: str, column: str, value: str) -> bool:
    return is_column(sheet, column) and any(str(row.get(column)) == value for row in ROWS.get(sheet, []))


def is_coefficient(name: str, subject: str, key: str | None, sign: str | None) -> bool:
    value = CENTRAL.get((name, subject, key or ""))
    if value is None:
        return False
    return sign is None or (value > 0 if sign == ">0" else value < 0)


FORMS: dict[str, Callable[..., bool]] = {
    r"(tests/[\w/]+\.py)::(test_\w+)": is_test,
    r"((?:models|planner|tests|docs|inputs)/[\w/.-]+)": is_file,
    r"(--[a-z-]+)": is_option,
    r"([A-Z][A-Za-z -]*)!(\w+)": is_column,
    r"([A-Z][A-Za-z -]*)!(\w+)=(.+)": is_row,
    r"(\w+)\[(\w+)(?:,(\w+))?\]([<>]0)?": is_coefficient,
    r"([A-Za-z][\w -]*)": NAMES.__contains__,
}
"""Every form of a pointer, and whether there is what it points at."""


def resolves(pointer: str) -> bool:
    for form, is_there in FORMS.items():
        if found := re.fullmatch(form, pointer):
            return bool(is_there(*found.groups()))
    return False


def squeezed(text: str) -> str:
    return " ".join(text.replace('""', '"').split())


def test_every_row_has_all_its_columns_filled() -> None:
    for table in TABLES:
        assert table[0][1] == HEADER, f"line {table[0][0]}"
        for number, cells in table[1:]:
            assert len(cells) == len(HEADER), f"line {number}"
            assert all(cells), f"line {number}"


def test_every_pointer_of_the_page_resolves() -> None:
    pointers = [
        (number, pointer)
        for number, line in enumerate(TEXT.splitlines(), 1)
        for pointer in POINTER.findall(line)
        if pointer not in HELD_IN_GENERAL
    ]
    assert len(pointers) > 5 * len(MEASURES)
    assert [f"line {number}: {pointer}" for number, pointer in pointers if not resolves(pointer)] == []


@pytest.mark.parametrize(
    "pointer",
    [
        "tests/test_papers.py::test_that_is_not_there", "tests/test_nothing.py::test_x", "models/nothing.py",
        "--nothing", "Measures!nothing", "Nothing!measure", "Limits!limit=nothing", "Results!limit",
        "weight[nothing,functional]", "weight[dependency_mentality]", "weight[dependency_mentality,cognitive]<0",
        "weight[small_business,functional]>0", "nothing", "Measures!measure!", "",
    ],
)  # fmt: skip
def test_a_broken_pointer_does_not_resolve(pointer: str) -> None:
    assert not resolves(pointer)


def test_signs_on_the_page_are_those_of_the_catalogue() -> None:
    """A row that names a sign makes a claim about cause and effect: this factor raises that lock-in, and so on."""
    signed = [pointer for entry in ENTRIES for pointer in POINTER.findall(entry.where) if pointer[-2:] in (">0", "<0")]
    assert len(signed) > len(FACTORS)
    assert [pointer for pointer in signed if not resolves(pointer)] == []


@pytest.mark.parametrize("measure", MEASURES)
def test_every_measure_stands_in_a_row(measure: str) -> None:
    assert any(f"`{measure}`" in entry.where for entry in ENTRIES)


@pytest.mark.parametrize("factor", FACTORS)
def test_every_factor_stands_in_a_row(factor: str) -> None:
    assert any(f"`{factor}`" in entry.where for entry in ENTRIES)


def test_every_column_points_at_its_own_kind() -> None:
    """What is there has a place, a module and a test; only what is not there yet may have none of them."""
    for entry in ENTRIES:
        missing = entry.standing.startswith("not yet")
        for column, nothing in NOTHING.items():
            cell = getattr(entry, column)
            assert POINTER.search(cell) or (missing and cell == nothing), (entry.line, column)
        for cell, form in ((entry.module, r"(models|planner)/[\w/]+\.py"), (entry.test, r"tests/\w+\.py::test_\w+")):
            pointers = POINTER.findall(cell)
            assert all(re.fullmatch(form, pointer) for pointer in pointers), entry.line
            assert not pointers or cell == ", ".join(f"`{pointer}`" for pointer in pointers), entry.line


def test_standing_is_one_of_three_and_says_what_is_missing() -> None:
    for entry in ENTRIES:
        assert re.fullmatch(r"paper(: .+)?|ours(: .+)?|not yet: .{10,}", entry.standing), entry.line
    words = {entry.standing.split(":")[0] for entry in ENTRIES}
    assert words == {"paper", "ours", "not yet"}


def test_words_of_the_papers_are_those_that_the_catalogue_quotes() -> None:
    quoted = squeezed(" ".join(
        path.read_text(encoding="utf-8") for folder in SOURCES for path in sorted(folder.glob("*.csv"))
    ))  # fmt: skip
    lines = enumerate(TEXT.splitlines(), 1)
    quotations = [(number, words) for number, line in lines for words in QUOTATION.findall(line)]
    assert len(quotations) > 30
    assert [f"line {number}: {words}" for number, words in quotations if words not in quoted] == []


def test_the_page_has_both_papers_and_the_readme_leads_to_it() -> None:
    headings = [line for line in TEXT.splitlines() if line.startswith("## ")]
    assert [heading[:10] for heading in headings] == ["## Paper 1", "## Paper 2"]
    assert "(docs/papers.md)" in (ROOT / "README.md").read_text(encoding="utf-8")
