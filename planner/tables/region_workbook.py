"""Workbooks of regions: what a regional official gets to fill in, with the towns of the region filled in already."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path
from typing import Any

import xlsxwriter
from xlsxwriter.utility import quote_sheetname

from models.case import Case
from planner.tables.answers import PLACES
from planner.tables.cells import START_SHEET
from planner.tables.columns import FILLED_BY
from planner.tables.names import match_key
from planner.tables.plan_layout import FIRST_DATA_ROW
from planner.tables.region_pages import (
    GIVEN,
    LOOKED_UP_SHEETS,
    OFFICIAL_SHEETS,
    REGION,
    SETTINGS_SHOWN,
    UNCHANGED,
    fingerprint_of_rows,
)
from planner.tables.save import save_aside
from planner.tables.schema import SHEET_BY_NAME, Sheet
from planner.tables.start_page import rows_counted
from planner.tables.write import (
    HEADER_DARK,
    INPUT_YELLOW,
    PAPER_A4,
    new_workbook,
    rows_of_case,
    write_case_sheets,
    write_text,
)
from planner.words import localised, named, phrase, say

Rows = Mapping[str, Sequence[Mapping[str, object]]]

STEPS = (
    phrase("Towns: correct what has changed. Every town of the region keeps its row; its id stays as it is."),
    phrase(
        "Scores: one row for each factor that you know of a town, with the source. What each factor means stands "
        "on the sheet Factors. Leave out what you do not know: it is counted as not known, never as zero."
    ),
    phrase(
        "Other yellow sheets: what towns propose, when they are ready and whether people there consent, what "
        "others pay, jobs, clusters, residents, observations, findings. They may stay empty."
    ),
    phrase("Grey sheets are for reading: names and lists to choose from. What is changed there is refused."),
    phrase(
        "Nothing to correct or add? Choose yes in the yellow cell beside 'Nothing to change' above. Then send "
        "the file back."
    ),
)
FOR_READING = tuple(replace(SHEET_BY_NAME[name], filled_by="catalogue") for name in ("Settings", *LOOKED_UP_SHEETS))
"""Sheets to look things up in: white and grey, whoever fills them in elsewhere."""
READ_ONLY = phrase("For reading: it is the planner's, and what is changed here is refused.")
SHEETS_SHOWN: tuple[Sheet, ...] = (*(SHEET_BY_NAME[name] for name in OFFICIAL_SHEETS), *FOR_READING)
"""Sheets to fill in first, then those to look things up in."""
FORBIDDEN_IN_FILES = re.compile(r'[<>:"/\\|?*\x00-\x1f]')
RESERVED_FILES = re.compile(r"(?i)(con|prn|aux|nul|com\d|lpt\d)(\..*)?")
NAME_LONGEST = 80


def regions_with_towns(case: Case) -> tuple[str, ...]:
    """Regions that have a town, in the order of the case."""
    with_towns = {town.region for town in case.towns}
    return tuple(region.region for region in case.regions if region.region in with_towns)


def file_names(regions: Sequence[str]) -> dict[str, str]:
    """The name of a file for each region: one that every system takes, in its folder, and unlike all others."""
    names: dict[str, str] = {}
    taken: set[str] = set()
    for region in regions:
        stem = FORBIDDEN_IN_FILES.sub("_", region)[:NAME_LONGEST].strip(". ")
        if not stem or RESERVED_FILES.fullmatch(stem) or stem.startswith("~$"):
            stem = f"_{stem}"
        tried = (stem if number == 1 else f"{stem} ({number})" for number in range(1, len(regions) + 1))
        names[region] = next(name for name in tried if match_key(name) not in taken)
        taken.add(match_key(names[region]))
    return {region: f"{stem}.xlsx" for region, stem in names.items()}


def region_rows(case: Case, region: str) -> dict[str, list[dict[str, object]]]:
    """Rows of a region's workbook: all that is known of its towns, and what an official looks up."""
    rows = rows_of_case(case)
    towns = {town.town for town in case.towns if town.region == region}

    def is_own(sheet: str, row: Mapping[str, object]) -> bool:
        place = row.get(PLACES.get(sheet, "town"))
        if sheet == "Clusters":
            return set(str(place).split("; ")) <= towns
        return place in towns or (sheet == "Employment" and place == region)

    own = {name: [row for row in rows[name] if is_own(name, row)] for name in OFFICIAL_SHEETS}
    looked_up = {name: rows[name] for name in LOOKED_UP_SHEETS}
    looked_up["Regions"] = [row for row in rows["Regions"] if row["region"] == region]
    looked_up["Settings"] = [row for row in rows["Settings"] if row["setting"] in SETTINGS_SHOWN]
    return {**own, **looked_up}


def write_region_workbook(path: Path, case: Case, region: str) -> Path:
    """Write the workbook of one region, whole or not at all; return the path written.

    Raises ``Faults`` if the folder may not be written to.
    """
    rows = region_rows(case, region)

    def write(temporary: Path) -> None:
        workbook = new_workbook(temporary)
        _write_page(workbook, case, region, rows)
        write_case_sheets(
            workbook, rows, sheets=SHEETS_SHOWN, catalogue_words=READ_ONLY, to_fill_in=True,
            read_only=[sheet.name for sheet in FOR_READING],
        )  # fmt: skip
        workbook.close()

    return save_aside(path, write)


def write_region_workbooks(folder: Path, case: Case, regions: Sequence[str]) -> Iterator[tuple[Path, bool]]:
    """Write a workbook for each region into a folder; give each path, and whether it was written.

    A workbook that is there already stays: somebody may have filled it in.

    Raises ``Faults`` if the folder may not be written to.
    """
    for region, name in file_names(regions).items():
        path = folder / name
        if path.exists():
            yield path, False
        else:
            yield write_region_workbook(path, case, region), True


def _write_page(workbook: xlsxwriter.Workbook, case: Case, region: str, rows: Rows) -> None:
    """The page Start: for whom the workbook is, what to do, and where to say that nothing has changed."""
    page = workbook.add_worksheet(named(START_SHEET))
    title = workbook.add_format({"bold": True, "font_size": 16, "font_color": HEADER_DARK})
    bold = workbook.add_format({"bold": True, "valign": "top"})
    wrapped = workbook.add_format({"text_wrap": True, "valign": "top"})
    small = workbook.add_format({"font_color": "#808080", "font_size": 8})
    link = workbook.add_format({"valign": "top", "font_color": "#0563C1", "underline": 1})
    entry = workbook.add_format({"bg_color": INPUT_YELLOW, "border": 1, "border_color": "#BFBFBF"})
    page.set_column(0, 0, 24)
    page.set_column(1, 1, 100)
    write_text(page, 0, 0, localised(case.settings.title), title)
    known = say("{towns} towns. Money is in million roubles (1 = 1,000,000 RUB).", towns=len(rows["Towns"]))
    write_text(page, 1, 0, known)
    _write_scores_so_far(page, rows)
    for row, (label, text, look) in enumerate(
        ((REGION, region, bold), (UNCHANGED, "", entry), (GIVEN, fingerprint_of_rows(rows), small)), start=3
    ):
        write_text(page, row, 0, named(label), bold if look is not small else small)
        write_text(page, row, 1, text, look)
    page.data_validation(4, 1, 4, 1, _yes_rule())
    write_text(page, 7, 0, say("What to do"), bold)
    for number, step in enumerate(STEPS, start=1):
        write_text(page, 7 + number, 0, say("Step {number}", number=number), wrapped)
        write_text(page, 7 + number, 1, say(step), wrapped)
        page.set_row(7 + number, 32)
    heading = 9 + len(STEPS)
    write_text(page, heading, 0, say("Sheets"), bold)
    for row, sheet in enumerate(SHEETS_SHOWN, start=heading + 1):
        place = f"internal:{quote_sheetname(named(sheet.name))}!A{FIRST_DATA_ROW}"
        page.write_url(row, 0, place, link, named(sheet.name))
        whose = say(FILLED_BY["official"]) if sheet.filled_by == "official" else say("For reading.")
        write_text(page, row, 1, f"{say(sheet.meaning)} {whose}", wrapped)
        page.set_row(row, 15 * (1 + len(say(sheet.meaning)) // 85))
    page.hide_gridlines(2)
    page.set_landscape()
    page.set_paper(PAPER_A4)
    page.fit_to_pages(1, 1)
    page.activate()


def _write_scores_so_far(page: xlsxwriter.worksheet.Worksheet, rows: Rows) -> None:
    """How many scores there are, of how many there could be, as a formula."""
    known, towns, factors = (SHEET_BY_NAME[name] for name in ("Scores", "Towns", "Factors"))
    counts = [rows_counted(known), f"{rows_counted(towns)}*{rows_counted(factors)}"]
    values = [len(rows["Scores"]), len(rows["Towns"]) * len(rows["Factors"])]
    words, of = say("Scores filled in so far:"), say("of at most")
    page.write_formula(2, 0, f'="{words} "&{counts[0]}&" {of} "&{counts[1]}', None,
                       f"{words} {values[0]} {of} {values[1]}")  # fmt: skip


def _yes_rule() -> dict[str, Any]:
    return {
        "validate": "list",
        "source": [named("yes")],
        "ignore_blank": True,
        "input_title": named(UNCHANGED),
        "input_message": say("Choose yes if all that stands here is right as it is. Else leave this cell blank."),
    }
