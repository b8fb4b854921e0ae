"""Sums of the plan that anyone can follow: live formulas over its sheets, each with the value it has when written."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter.utility import quote_sheetname, xl_col_to_name

from models.case import CATEGORIES, FEDERAL, Case
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW
from planner.tables.schema import SHEET_BY_NAME
from planner.tables.write import exact, write_text
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
from planner.views.wording import category_name, spoken
from planner.words import Words, localised, named, phrase, say

READING = phrase(
    "Every line is a live formula over the other sheets; change a cell there and look here. Not looked at: windows, "
    "limits, absorption and consent; the command `planner verify` checks them."
)
COLUMNS = (
    (phrase("check"), 46.0), ("payer", 34.0), ("year", 8.0), ("unit", 13.0), (phrase("one way"), 20.0),
    (phrase("other way"), 20.0), (phrase("difference"), 14.0), (phrase("allowed"), 14.0), (phrase("verdict"), 14.0),
)  # fmt: skip
ONE, OTHER, DIFFERENCE, ALLOWED, VERDICT = (xl_col_to_name(place) for place in range(4, 9))
FIRST_LINE = FIRST_DATA_ROW + 1
"""Row of the first check, counted from 1; the row above it is the verdict on all."""
ALL_OK, LOOK, OK = phrase("all checks OK"), phrase("LOOK"), phrase("OK")
TO_LOOK_AT, PLACE = phrase("{number} to LOOK"), "\0"
MILLION, RUB, SHARE, POINTS = phrase("million RUB"), phrase("RUB"), phrase("share"), phrase("points")
RUB_ALLOWED, MRUB_ALLOWED, SHARE_ALLOWED = 0.005, 0.000001, 1e-9
POINTS_ALLOWED = 1e-6
"""For each point of the objective."""
RUB_IN_MRUB = 1_000_000
EVIDENCE = ("appraised", "comparable", "stated")
MONEY_OF = {
    "total": phrase("Total money: Allocation and Funded"),
    "federal": phrase("Federal money: Allocation and Funded"),
    "regional": phrase("Regional money: Allocation and Funded"),
}


@dataclass(frozen=True, slots=True)
class Side:
    """One way to a figure: a formula without its sign of equality, and what it comes to."""

    formula: str
    value: float


@dataclass(frozen=True, slots=True)
class Check:
    """Two ways to one figure, which may differ by rounding alone."""

    what: Words
    one: Side
    other: Side
    allowed: float
    unit: str = MILLION
    payer: str = ""
    year: int | None = None

    @property
    def holds(self) -> bool:
        return abs(self.one.value - self.other.value) <= self.allowed


def checks(tables: Tables, case: Case) -> list[Check]:
    """Sums over the whole plan first, then payer by payer and year by year."""
    ranges = Ranges(case, tables)
    return [
        *allocation_checks(ranges),
        *summary_checks(ranges),
        *points_checks(ranges),
        *federal_checks(ranges),
        *group_checks(ranges),
        *payer_checks(ranges),
    ]


def allocation_checks(ranges: Ranges) -> Iterator[Check]:
    """Totals of Allocation against those of Funded, and the shares of the categories against the whole."""
    funded = ranges.tables["Funded"]
    for column, what in MONEY_OF.items():
        yield Check(say(what), sum_of(ranges, "Allocation", f"{column}_mrub"),
                    in_mrub(sum_of(ranges, "Funded", f"{column}_rub")), MRUB_ALLOWED)  # fmt: skip
    for category in CATEGORIES:
        paid = sum_where(ranges, "Funded", "total_rub", {"category": quoted(category)},
                         [row for row in funded if row["category"] == category])  # fmt: skip
        what = say("{category}: Allocation and Funded", category=category_name(category))
        yield Check(what, sum_of(ranges, "Allocation", category), in_mrub(paid), MRUB_ALLOWED)
    whole = sum_of(ranges, "Allocation", "total_mrub")
    shares = [sum_of(ranges, "Allocation", category) for category in CATEGORIES]
    divided = "+".join(f"{share.formula}/{whole.formula}" for share in shares)
    if whole.value > 0:
        together = Side(divided, sum(share.value / whole.value for share in shares))
        yield Check(say("Shares of the categories add up to 1"), together, Side("1", 1.0), SHARE_ALLOWED, SHARE)


def summary_checks(ranges: Ranges) -> Iterator[Check]:
    """Figures of the Summary against the sheets they are taken from."""
    funded, last = ranges.tables["Funded"], ranges.case.settings.years[-1]
    proposed = [sum_where(ranges, "Funded", "total_rub", {"evidence": quoted(kind)},
                          [row for row in funded if row["evidence"] == kind]) for kind in EVIDENCE]  # fmt: skip
    forgone = sum_where(ranges, "Funded", "total_rub", {"kind": quoted("tax")},
                        [row for row in funded if row["kind"] == "tax"])  # fmt: skip
    after = [row for row in ranges.tables["Liabilities"] if number(row, "year") > last]
    later = [sum_where(ranges, "Liabilities", column, {"year": f'">{last}"'}, after)
             for column in ("running_mrub", "tax_federal_mrub", "tax_regional_mrub")]  # fmt: skip
    against: dict[str, Side] = {
        "federal_spent_mrub": in_mrub(sum_of(ranges, "Funded", "federal_rub")),
        "regional_spent_mrub": in_mrub(sum_of(ranges, "Funded", "regional_rub")),
        **{f"{category}_mrub": sum_of(ranges, "Allocation", category) for category in CATEGORIES},
        "returned_mrub": in_mrub(sum_of(ranges, "Years", "returned_rub")),
        "blocked_federal_mrub": sum_of(ranges, "Blocked money", "blocked_mrub"),
        "partners_mrub": in_mrub(sum_of(ranges, "Partners", "partners_rub")),
        "proposals_mrub": in_mrub(added(proposed)),
        "tax_forgone_mrub": in_mrub(forgone),
        "later_mrub": added(later),
    }
    for item, side in against.items():
        yield Check(say("Summary: {item}", item=item), figure(ranges, item), side, MRUB_ALLOWED)
    yield Check(say("Money of others: Partners and Funded"), sum_of(ranges, "Partners", "partners_rub"),
                sum_of(ranges, "Funded", "partners_rub"), RUB_ALLOWED, RUB)  # fmt: skip


def points_checks(ranges: Ranges) -> Iterator[Check]:
    """The points of goals, and those of towns and of what they supply to one another, add up to the objective."""
    objective = figure(ranges, "objective")
    allowed = POINTS_ALLOWED * max(1.0, abs(objective.value))
    of_towns = sum_of(ranges, "Town plans", "worth_points")
    if ranges.tables["Networks"]:
        of_towns = added([of_towns, sum_of(ranges, "Networks", "points")])
    of_goals = sum_of(ranges, "Results", "points")
    yield Check(say("Points of all goals: objective"), of_goals, objective, allowed, POINTS)
    yield Check(say("Points of all towns: objective"), of_towns, objective, allowed, POINTS)


def federal_checks(ranges: Ranges) -> Iterator[Check]:
    """What instruments and teams leave of the federal budget, and the largest bound of all states, if there are any."""
    tables = ranges.tables
    if tables["Instruments run"] or tables["Alarms"]:
        rows = [row for row in tables["Years"] if row["payer"] == FEDERAL]
        there = in_mrub(sum_where(ranges, "Years", "budget_rub", {"payer": quoted(FEDERAL)}, rows))
        yield Check(say("Federal budget: Years, and Budgets less instruments and teams"), there,
                    left_of_budget(ranges), MRUB_ALLOWED)  # fmt: skip
    if len(tables["States"]) > 1:
        bound = figure(ranges, "certified_bound")
        largest = Side(f"MAX({ranges.column('States', 'bound_points')})",
                       max(number(row, "bound_points") for row in tables["States"]))  # fmt: skip
        yield Check(say("Bound proved: Summary, and the largest of States"), bound, largest,
                    POINTS_ALLOWED * max(1.0, abs(bound.value)), POINTS)  # fmt: skip


def left_of_budget(ranges: Ranges) -> Side:
    """Federal money of the case, with that of the instruments that run, less what they and the teams cost."""
    federal = [row for row in ranges.case.budgets if row.payer == FEDERAL]
    running = {str(row["instrument"]) for row in ranges.tables["Instruments run"] if row["runs"] == "yes"}
    granted = sum(row.amount_mrub for row in federal if row.instrument in ("", *running))
    cost = sum_of(ranges, "Instruments run", "cost_mrub")
    visits = total([row for row in ranges.tables["Alarms"] if row["visit_mrub"] is not None], "visit_mrub")
    amount, payer, instrument = (case_column("Budgets", name, len(ranges.case.budgets))
                                 for name in ("amount_mrub", "payer", "instrument"))  # fmt: skip
    own = f'SUMIFS({amount},{payer},{quoted(FEDERAL)},{instrument},"=")'
    runs, ids = (ranges.column("Instruments run", name) for name in ("runs", "instrument"))
    brought = f"SUMPRODUCT(({runs}={quoted('yes')})*SUMIFS({amount},{payer},{quoted(FEDERAL)},{instrument},{ids}))"
    formula = f"{own}+{brought}-{cost.formula}-SUM({ranges.column('Alarms', 'visit_mrub')})"
    return Side(formula, granted - cost.value - visits)


def case_column(sheet: str, column: str, rows: int) -> str:
    """All cells of a column of the case that stands in the same workbook, for a formula."""
    letter = xl_col_to_name([known.name for known in SHEET_BY_NAME[sheet].columns].index(column))
    name = quote_sheetname(named(sheet))
    return f"{name}!${letter}${FIRST_DATA_ROW}:${letter}${FIRST_DATA_ROW + max(1, rows) - 1}"


def group_checks(ranges: Ranges) -> Iterator[Check]:
    """Statuses together, and terciles together, have all the money."""
    for grouping in ("status", "lock_in_tercile"):
        rows = [row for row in ranges.tables["Equity"] if row["grouping"] == grouping]
        groups = sum_where(ranges, "Equity", "total_mrub", {"grouping": quoted(grouping)}, rows)
        what = say("Money of all groups by {grouping}", grouping=spoken(grouping))
        yield Check(what, groups, sum_of(ranges, "Allocation", "total_mrub"), MRUB_ALLOWED)


def payer_checks(ranges: Ranges) -> Iterator[Check]:
    """For every payer and year: what is spent is what is funded, and no rouble appears or is lost."""
    rows, paid = ranges.tables["Years"], paid_by(ranges.tables["Funded"])
    for index, row in enumerate(rows):
        payer, year = str(row["payer"]), int(number(row, "year"))
        at = {column: ranges.cell("Years", column, index) for column in row}
        conditions = {"year": at["year"]}
        if payer != FEDERAL:
            conditions["region"] = f'"="&{at["payer"]}'  # whatever sign the name begins with
        column = "federal_rub" if payer == FEDERAL else "regional_rub"
        funded = Side(sumifs(ranges, "Funded", column, conditions), paid.get((payer, year), 0.0))
        yield Check(say("Spent: Years and Funded"), Side(at["spent_rub"], number(row, "spent_rub")), funded,
                    RUB_ALLOWED, RUB, payer, year)  # fmt: skip
        yield Check(say("Had and used: Years"), signed(row, at, ("budget_rub", "carried_in_rub", "loans_in_rub")),
                    signed(row, at, ("spent_rub", "loans_out_rub", "carried_out_rub", "returned_rub")), RUB_ALLOWED,
                    RUB, payer, year)  # fmt: skip
        before = rows[index - 1] if index else None
        if before is not None and before["payer"] == payer:
            kept = Side(ranges.cell("Years", "carried_out_rub", index - 1), number(before, "carried_out_rub"))
            yield Check(say("Carried in: kept the year before"),
                        Side(at["carried_in_rub"], number(row, "carried_in_rub")), kept, RUB_ALLOWED, RUB, payer,
                        year)  # fmt: skip


def paid_by(funded: Sequence[Mapping[str, object]]) -> dict[tuple[str, int], float]:
    """Roubles on Funded by payer and year."""
    paid: dict[tuple[str, int], float] = {}
    for row in funded:
        year = int(number(row, "year"))
        for payer, column in ((FEDERAL, "federal_rub"), (str(row["region"]), "regional_rub")):
            paid[payer, year] = paid.get((payer, year), 0.0) + number(row, column)
    return paid


def quoted(identifier: str) -> str:
    """An id as cells of a plan call it, for a formula."""
    return f'"{named(identifier)}"'


def sum_of(ranges: Ranges, sheet: str, column: str) -> Side:
    return Side(f"SUM({ranges.column(sheet, column)})", total(ranges.tables[sheet], column))


def sum_where(
    ranges: Ranges, sheet: str, column: str, conditions: Mapping[str, str], rows: Sequence[Mapping[str, object]]
) -> Side:  # fmt: skip
    """The sum over the rows that meet the conditions; the rows are given, so that nothing is parsed."""
    return Side(sumifs(ranges, sheet, column, conditions), total(rows, column))


def sumifs(ranges: Ranges, sheet: str, column: str, conditions: Mapping[str, str]) -> str:
    parts = [f"{ranges.column(sheet, name)},{condition}" for name, condition in conditions.items()]
    return f"SUMIFS({','.join([ranges.column(sheet, column), *parts])})"


def figure(ranges: Ranges, item: str) -> Side:
    """A figure of the Summary."""
    index, row = next((i, r) for i, r in enumerate(ranges.tables["Summary"]) if r["item"] == item)
    return Side(ranges.cell("Summary", "value", index), number(row, "value"))


def in_mrub(side: Side) -> Side:
    return Side(f"({side.formula})/{RUB_IN_MRUB}", side.value / RUB_IN_MRUB)


def added(sides: Sequence[Side]) -> Side:
    return Side("+".join(side.formula for side in sides), sum(side.value for side in sides))


def signed(row: Mapping[str, object], at: Mapping[str, str], columns: Sequence[str]) -> Side:
    return Side("+".join(at[column] for column in columns), sum(number(row, column) for column in columns))


def write_checks(worksheet: Any, looks: Looks, tables: Tables, case: Case) -> None:
    """The verdict on all in the first row, then a line for each check."""
    columns: list[tuple[str, float]] = [(say(name), width) for name, width in COLUMNS]
    found = checks(tables, case)
    longest = max((len(check.what) for check in found if check.payer), default=0)
    columns[0] = (columns[0][0], max(columns[0][1], longest + 2.0))
    write_head(worksheet, looks, say("Sums to follow"), say(READING), columns)
    last = FIRST_LINE + len(found) - 1
    write_verdict(worksheet, looks, found, last)
    for row, check in enumerate(found, start=FIRST_LINE):
        write_line(worksheet, looks, row, check)
    area = f"{VERDICT}{FIRST_DATA_ROW}:{VERDICT}{last}"
    looked_at = {"type": "text", "criteria": "containing", "value": say(LOOK), "format": looks.bad,
                 "stop_if_true": True}  # fmt: skip
    worksheet.conditional_format(area, looked_at)  # first: the word ends with the letters of the other
    worksheet.conditional_format(area, {"type": "errors", "format": looks.bad, "stop_if_true": True})
    worksheet.conditional_format(
        area, {"type": "text", "criteria": "containing", "value": say(OK), "format": looks.good}
    )
    worksheet.set_tab_color(VIEW_TAB_COLOUR)
    worksheet.freeze_panes(FIRST_DATA_ROW, 1)
    worksheet.autofilter(HEADER_ROW - 1, 0, last - 1, len(COLUMNS) - 1)
    set_up_print(worksheet)


def write_verdict(worksheet: Any, looks: Looks, found: Sequence[Check], last: int) -> None:
    """One cell for all: OK only where every line says so, so that an error in a cell is no OK either."""
    lines = f"{VERDICT}{FIRST_LINE}:{VERDICT}{last}"
    wrong = sum(not check.holds for check in found)
    good = f'COUNTIF({lines},"{say(OK)}")'
    formula = f'=IF({good}=ROWS({lines}),"{say(ALL_OK)}",{counted(f"ROWS({lines})-{good}")})'
    write_text(worksheet, FIRST_DATA_ROW - 1, 0, say("all {checks:,} checks", checks=len(found)), looks.topic)
    cell = f"{VERDICT}{FIRST_DATA_ROW}"
    worksheet.write_formula(cell, formula, looks.topic, say(ALL_OK) if not wrong else say(TO_LOOK_AT, number=wrong))


def counted(number_formula: str) -> str:
    """The verdict where some lines are wrong, as a formula over another one that tells their number."""
    before, after = say(TO_LOOK_AT, number=PLACE).split(PLACE)
    return "&".join([*([f'"{before}"'] if before else []), number_formula, *([f'"{after}"'] if after else [])])


def write_line(worksheet: Any, looks: Looks, row: int, check: Check) -> None:
    """One check; ``row`` is counted from 1, as in formulas."""
    money = looks.formats["rub" if check.unit == RUB else "number"]
    write_text(worksheet, row - 1, 0, check.what, looks.formats["text"])
    write_text(worksheet, row - 1, 1, localised(check.payer), looks.formats["text"])
    if check.year is not None:
        worksheet.write_number(row - 1, 2, check.year, looks.formats["integer"])
    write_text(worksheet, row - 1, 3, say(check.unit), looks.formats["text"])
    worksheet.write_formula(f"{ONE}{row}", f"={check.one.formula}", money, exact(check.one.value))
    worksheet.write_formula(f"{OTHER}{row}", f"={check.other.formula}", money, exact(check.other.value))
    difference = check.one.value - check.other.value
    worksheet.write_formula(f"{DIFFERENCE}{row}", f"={ONE}{row}-{OTHER}{row}", money, exact(difference))
    worksheet.write_number(f"{ALLOWED}{row}", exact(check.allowed), looks.general)
    verdict = f'=IF(ABS({DIFFERENCE}{row})<={ALLOWED}{row},"{say(OK)}","{say(LOOK)}")'
    worksheet.write_formula(f"{VERDICT}{row}", verdict, looks.verdict, say(OK) if check.holds else say(LOOK))
