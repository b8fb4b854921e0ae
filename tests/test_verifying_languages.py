"""A plan is verified whatever language it was written in and whatever language the faults are told in."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import replace

import pytest
from test_verifying_arithmetic import one_town
from test_verifying_plan import altered, grids_of, hand_made

from planner.tables.cells import CellValue, Grid
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW, PROMISE
from planner.verifying.plan_reading import OWN_NAMES, read_plan
from planner.verifying.summary import keeps_promise
from planner.verifying.verify import Verification, verify_records
from planner.words import Language, localised, named, say, using
from planner.words.naming import localised_parts

Grids = Mapping[str, Grid]
LANGUAGES: tuple[Language, ...] = ("en", "ru")


def in_russian(grids: Grids) -> dict[str, Grid]:
    """The sheets of an English plan as they are written in Russian."""
    with using("ru"):
        return {name: replace(grid, sheet=named(name), rows=russian_rows(grid)) for name, grid in grids.items()}


def russian_rows(grid: Grid) -> dict[int, tuple[CellValue, ...]]:
    headers = [str(header) for header in grid.rows[HEADER_ROW]]
    rows = {number: tuple(said(cell) for cell in cells) for number, cells in grid.rows.items()}
    rows[HEADER_ROW] = tuple(map(named, headers))
    for number, cells in grid.rows.items():
        if number >= FIRST_DATA_ROW:
            rows[number] = tuple(
                russian(grid.sheet, header, cells[0], cell) for header, cell in zip(headers, cells, strict=True)
            )
    return rows


def said(cell: CellValue) -> CellValue:
    return say(cell) if isinstance(cell, str) else cell


def russian(sheet: str, header: str, item: CellValue, cell: CellValue) -> CellValue:
    if not isinstance(cell, str):
        return cell
    if item == "promise" and header == "value":
        number = re.sub(r".* ([0-9.]+) %\.", r"\1", cell)
        return say(PROMISE, gap_percent=number.replace(".", ","))
    if item == "most_judged" and header == "value":
        return "; ".join(" ".join(map(localised, many(label).split(" "))) for label in cell.split("; "))
    if sheet == "Summary" and header in ("unit", "meaning"):
        return say(cell)
    if sheet == "Assumptions" and header == "subject":
        return many(localised(cell))
    return localised(cell) if header in OWN_NAMES else localised_parts(cell)


def many(text: str) -> str:
    """The name of several subjects."""
    return re.sub(r" and ([0-9]+) more", r" и ещё \1", text)


def verified(grids: Grids) -> Verification:
    plan, faults = read_plan(grids, one_town(), "P.xlsx")
    return Verification(faults) if faults else verify_records(plan, one_town())


@pytest.mark.parametrize("language", LANGUAGES)
def test_a_plan_of_either_language_holds(language: Language) -> None:
    english = grids_of(hand_made())
    russian = in_russian(english)
    assert russian["Summary"].rows[HEADER_ROW] != english["Summary"].rows[HEADER_ROW]
    with using(language):
        for grids in (english, russian):
            assert [str(fault) for fault in verified(grids).faults] == []


def test_faults_are_told_in_russian_at_the_same_cells() -> None:
    for sheet, row, column, value in (
        ("Results", 0, "result", 9.0), ("Funded", 0, "kind", "opening"), ("Town plans", 0, "roadmap", "none"),
        ("Summary", 1, "value", "No plan is better."), ("Assumptions", 0, "subject", "park"),
    ):  # fmt: skip
        grids = grids_of(altered(hand_made(), sheet, row, column, value))
        english = verified(grids).faults
        with using("ru"):
            told = verified(in_russian(grids)).faults
        cells = [fault.place.rpartition("!")[2] for fault in english if "!" in fault.place]
        assert [fault.place.rpartition("!")[2] for fault in told if "!" in fault.place] == cells
        assert len(told) == len(english) > 0
        assert all(re.search("[а-я]", fault.message) for fault in told)
        with using("ru"):
            assert any(fault.place.startswith(f"P.xlsx: {named(sheet)}!") for fault in told)


def test_a_promise_is_kept_in_either_language() -> None:
    with using("ru"):
        promise = say(PROMISE, gap_percent="0,124")
    assert keeps_promise(promise, 0.001234)
    assert not keeps_promise(promise, 0.001244)
    assert keeps_promise(say(PROMISE, gap_percent="0.124"), 0.001234)
    assert not keeps_promise(f"{promise} Или нет.", 0.001234)
