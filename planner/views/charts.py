"""The plan in pictures, each over cells of the same workbook, so that they follow when a cell is changed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

import xlsxwriter
from xlsxwriter.utility import xl_rowcol_to_cell

from models.case import CATEGORIES, Case
from planner.tables.plan_layout import CHARTS, STAGES
from planner.tables.write import exact, write_text
from planner.views.federal_words import stages_matter
from planner.views.looks import (
    VIEW_TAB_COLOUR,
    Looks,
    Ranges,
    Tables,
    number,
    set_up_print,
    total,
    write_head,
)
from planner.views.sentences import sums_by
from planner.views.wording import category_name, spoken
from planner.words import Words, localised, named, phrase, say

READING = phrase("The figures that stand on no other sheet are below them.")
REGIONS_SHOWN = TOWNS_SHOWN = 15
RUB_IN_MRUB = 1_000_000
MILLION, TOWNS = phrase("million RUB"), phrase("towns")
MONEY_FORMAT, LOCK_IN_FORMAT = "#,##0", "#,##0.0"
BLUE, GREEN, ORANGE, GREY = "#2E75B6", "#548235", "#C55A11", "#A6A6A6"
CATEGORY_COLOURS = ("#2E75B6", "#C55A11", "#7F6000", "#7030A0", "#548235")
CELL_WIDTH, CELLS_WIDE, PIXELS_HIGH = 9, 10, 20
CHART_WIDTH = 670
CELLS_HIGH = (14, 23, 16, 14)
"""Cells that each row of charts is high; the second one has a bar a town and a bar a region."""
FIRST_CHART_ROW = 2
PICTURES_ON_A_PAGE = 6
NAME_CELLS = 5
"""Cells that the name of a line of figures takes."""


@dataclass(frozen=True, slots=True)
class Block:
    """Figures made for a chart: a name on each line, and a column for each series."""

    title: Words
    unit: Words
    series: tuple[str, ...]
    lines: tuple[tuple[str, tuple[float, ...]], ...]


def by_category(tables: Tables) -> Block:
    lines = tuple((category_name(category), (total(tables["Allocation"], category),)) for category in CATEGORIES)
    return Block(say("Money by category"), say(MILLION), (say("both budgets"),), lines)


def by_year(tables: Tables, case: Case) -> Block:
    """Money by year and payer; what partners pay stands beside the two budgets."""
    columns = ("federal_rub", "regional_rub", "partners_rub")
    lines = []
    for year in case.settings.years:
        rows = [row for row in tables["Funded"] if row["year"] == year]
        lines.append((str(year), tuple(total(rows, column) / RUB_IN_MRUB for column in columns)))
    payers = (say("federal"), say("regional"), say("partners"))
    return Block(say("Money by year and payer"), say(MILLION), payers, tuple(lines))


def by_region(tables: Tables) -> Block:
    """The regions with most money of both budgets; equal ones in the order of the towns."""
    columns = ("federal_mrub", "regional_mrub")
    federal, regional = (sums_by(tables["Allocation"], "region", column) for column in columns)
    order = sorted(federal, key=lambda region: -(federal[region] + regional[region]))[:REGIONS_SHOWN]
    order = [region for region in order if federal[region] + regional[region] > 0] or order[:1]
    lines = tuple((region, (federal[region], regional[region])) for region in order)
    return Block(say("Money by region"), say(MILLION), (say("federal"), say("regional")), lines)


def lock_ins(tables: Tables, case: Case) -> Block:
    """Mean lock-in of an inhabitant's town by status, before and after; statuses without towns are left out."""
    people = {town.town: town.population for town in case.towns}
    lines = []
    for lock in case.lock_ins:
        for status in case.statuses:
            rows = [row for row in tables["Town plans"] if row["status"] == status.status]
            population = sum(people[str(row["town"])] for row in rows)
            if rows:
                means = tuple(sum(people[str(row["town"])] * number(row, f"{lock.lock_in}_{when}") for row in rows)
                              / population for when in ("before", "after"))  # fmt: skip
                lines.append((f"{localised(lock.name)}, {spoken(status.status)}", means))
    when = (say("today"), say("after the plan"))
    return Block(say("Mean lock-in of inhabitants by status"), say("0 to 1"), when, tuple(lines))


def by_stage(tables: Tables, case: Case) -> Block:
    """Towns in each of the two stages, year by year."""
    lines = []
    for year in case.settings.years:
        rows = [row for row in tables["Stages"] if row["year"] == year]
        lines.append((str(year), tuple(float(sum(row["stage"] == stage for row in rows)) for stage in STAGES.values())))
    names = tuple(map(named, STAGES.values()))
    return Block(say("Towns in inertia and in innovative search"), say(TOWNS), names, tuple(lines))


def write_charts(workbook: xlsxwriter.Workbook, worksheet: Any, looks: Looks, tables: Tables, case: Case) -> None:
    """The charts, two in a row, and below them the figures that are made for them."""
    write_head(worksheet, looks, say("The plan in pictures"), say(READING))
    worksheet.set_column(0, 2 * CELLS_WIDE - 1, CELL_WIDTH)
    blocks = [by_category(tables), by_year(tables, case), by_region(tables), lock_ins(tables, case)]
    if stages_matter(case):
        blocks.append(by_stage(tables, case))
    below = FIRST_CHART_ROW + sum(CELLS_HIGH[: (len(blocks) + 3) // 2]) + 2
    places = write_blocks(worksheet, looks, blocks, below)
    charts = [
        block_chart(workbook, "bar", blocks[0], places[0], say(MILLION), (BLUE,)),
        block_chart(workbook, "column", blocks[1], places[1], say(MILLION), (BLUE, GREEN, GREY), stacked=True),
        block_chart(workbook, "bar", blocks[2], places[2], say(MILLION), (BLUE, GREEN), stacked=True),
        towns_chart(workbook, Ranges(case, tables)),
        block_chart(workbook, "bar", blocks[3], places[3], say("0 open, 1 locked in"), (ORANGE, GREEN),
                    numbers=LOCK_IN_FORMAT),
        equity_chart(workbook, Ranges(case, tables)),
        *(block_chart(workbook, "column", block, place, say(TOWNS), (GREY, GREEN), stacked=True)
          for block, place in zip(blocks[4:], places[4:], strict=True)),
    ]  # fmt: skip
    for place, chart in enumerate(charts):
        above = sum(CELLS_HIGH[: place // 2])
        cell = xl_rowcol_to_cell(FIRST_CHART_ROW + above, place % 2 * CELLS_WIDE)
        chart.set_size({"width": CHART_WIDTH, "height": CELLS_HIGH[place // 2] * PIXELS_HIGH - 8})
        worksheet.insert_chart(cell, chart, {"x_offset": 4, "y_offset": 4})
    worksheet.set_tab_color(VIEW_TAB_COLOUR)
    worksheet.hide_gridlines(2)
    set_up_print(worksheet, header=False)
    # Six pictures fill a page; a seventh goes on the next one, with the figures.
    worksheet.set_h_pagebreaks([below if len(charts) <= PICTURES_ON_A_PAGE else below - CELLS_HIGH[3] - 2])


def write_blocks(worksheet: Any, looks: Looks, blocks: Sequence[Block], first: int) -> list[tuple[int, int]]:
    """Write blocks two in a row from a row on; return the row of the first line and the column of names of each."""
    places = []
    high = [max(len(block.lines) for block in blocks[index : index + 2]) + 4 for index in range(0, len(blocks), 2)]
    for index, block in enumerate(blocks):
        row, column = first + sum(high[: index // 2]), index % 2 * CELLS_WIDE
        write_text(worksheet, row, column, f"{block.title}, {block.unit}", looks.bold)
        for place, name in enumerate(block.series, start=NAME_CELLS):
            write_text(worksheet, row + 1, column + place, name, looks.reading)
        for line, (name, values) in enumerate(block.lines, start=row + 2):
            write_text(worksheet, line, column, name)
            for place, value in enumerate(values, start=NAME_CELLS):
                worksheet.write_number(line, column + place, exact(value), looks.formats["mrub"])
        places.append((row + 2, column))
    return places


def block_chart(
    workbook: xlsxwriter.Workbook, kind: str, block: Block, place: tuple[int, int], unit: str,
    colours: Sequence[str], *, stacked: bool = False, numbers: str = MONEY_FORMAT,
) -> Any:  # fmt: skip
    """A chart over a block; bars read downwards."""
    row, column = place
    last = row + max(1, len(block.lines)) - 1
    sheet = named(CHARTS)
    series = [(name, [sheet, row, column, last, column], [sheet, row, column + shift, last, column + shift])
              for shift, name in enumerate(block.series, start=NAME_CELLS)]  # fmt: skip
    return chart_of(workbook, kind, block.title, series, unit, colours, stacked=stacked, numbers=numbers)


def towns_chart(workbook: xlsxwriter.Workbook, ranges: Ranges) -> Any:
    """The towns with most money by category, over the sheet Allocation, which has the largest first."""
    shown = max(1, min(TOWNS_SHOWN, len(ranges.tables["Allocation"])))
    names = ranges.rows("Allocation", "name", 0, shown - 1)
    series = [(category_name(category), names, ranges.rows("Allocation", category, 0, shown - 1))
              for category in CATEGORIES]  # fmt: skip
    title = say("The {towns} towns with most money", towns=shown) if shown > 1 else say("Money of the town")
    return chart_of(workbook, "bar", title, series, say(MILLION), CATEGORY_COLOURS, stacked=True)


def equity_chart(workbook: xlsxwriter.Workbook, ranges: Ranges) -> Any:
    """Roubles for an inhabitant by status and tercile, over the sheet Equity."""
    last = max(1, len(ranges.tables["Equity"])) - 1
    series = [(say("RUB"), ranges.rows("Equity", "group", 0, last), ranges.rows("Equity", "rub_per_head", 0, last))]
    title = say("Money for an inhabitant by status and by lock-in")
    return chart_of(workbook, "column", title, series, say("RUB"), (BLUE,))


def chart_of(
    workbook: xlsxwriter.Workbook, kind: str, title: str, series: Sequence[tuple[str, list[Any], list[Any]]], unit: str,
    colours: Sequence[str], *, stacked: bool = False, numbers: str = MONEY_FORMAT,
) -> Any:  # fmt: skip
    """A chart with its unit on the axis of values and a legend where there is more than one series."""
    chart = workbook.add_chart({"type": kind, "subtype": "stacked"} if stacked else {"type": kind})
    for (name, names, values), colour in zip(series, colours, strict=True):
        shown: dict[str, Any] = {"name": name, "categories": names, "values": values, "fill": {"color": colour}}
        if stacked:
            shown["overlap"] = 100
        if len(series) == 1:
            shown["data_labels"] = {"value": True, "num_format": MONEY_FORMAT}
        chart.add_series({**shown, "gap": 50})
    chart.set_title({"name": title, "name_font": {"size": 12}, "overlay": False})
    chart.set_legend({"position": "bottom"} if len(series) > 1 else {"none": True})
    names_axis = {"num_font": {"size": 9}, "label_position": "low", "interval_unit": 1}
    values_axis = {"name": unit, "name_font": {"size": 9, "bold": False}, "num_font": {"size": 9}, "min": 0,
                   "num_format": numbers,
                   "major_gridlines": {"visible": True, "line": {"color": "#D9D9D9"}}}  # fmt: skip
    if kind == "bar":
        # Turned, so that the first line is on top; the axis of values would turn to the top with it.
        chart.set_y_axis({**names_axis, "reverse": True, "crossing": "max"})
        chart.set_x_axis(values_axis)
    else:
        chart.set_x_axis(names_axis)
        chart.set_y_axis(values_axis)
    return chart
