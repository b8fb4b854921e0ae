"""Many workbooks, one case: a region's own workbook speaks for its towns, and others speak for regions that have not
answered.

A draft of all rows goes in; what comes out has each town once. Three things are faults: a region's workbook that
speaks for other towns, one that lacks a town, and one made from another catalogue.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from functools import partial
from typing import Literal

from models.case import COUNTRY
from planner.tables.cells import CellValue
from planner.tables.faults import Fault, wording
from planner.tables.names import did_you_mean, listed, match_key, quoted
from planner.tables.region_pages import OFFICIAL_SHEETS, RegionPage
from planner.tables.schema import SHEET_BY_NAME, SHEETS, Column
from planner.tables.tabulate import SHEET_NUMBER, Draft, Row
from planner.tables.values import shown
from planner.words import localised, named, phrase, say
from planner.words.naming import canonical

Missing = Literal["carry", "leave-out"]
State = Literal["answered", "not filled in", "no workbook"]
Use = Literal["as answered", "last state", "left out", "nothing known"]

PLACES = {"Employment": "place", "Clusters": "towns"}
"""Columns that say which town a row of an official's sheet is about, where it is not ``town``."""
SAME_AS_BLANK = {"0", "no"}
"""What a catalogue written again states where a blank cell meant it."""


USED: Mapping[Use, str] = {
    "as answered": phrase("{towns:# town|# towns} as answered"),
    "last state": phrase("{towns:# town|# towns} carried at the last state"),
    "left out": phrase("{towns:# town|# towns} left out"),
    "nothing known": phrase("none of its towns is known"),
}
"""What the towns of a region are planned from, in words."""


@dataclass(frozen=True, slots=True)
class Answer:
    """Whether a region has answered, and what its towns are planned from."""

    region: str
    state: State
    use: Use
    towns: int
    workbook: str = ""

    def __str__(self) -> str:
        used = say(USED[self.use], towns=self.towns)
        state = f"{self.workbook}: {localised(self.state)}" if self.workbook else localised(self.state)
        return f"{self.region} ({state}; {used})"


class TownsOfRegions:
    """Which towns there are in which region, by any name that a cell may give them."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._ids: dict[str, set[str]] = defaultdict(set)
        self._calls: dict[str, set[str]] = defaultdict(set)
        self.region_of: dict[str, str] = {}
        self.spelling: dict[str, str] = {}
        for row in rows:
            if not row.filled("town", "region"):
                continue
            town, region = match_key(row["town"]), row["region"]
            self.spelling.setdefault(town, row["town"])
            self.region_of.setdefault(town, match_key(region))
            self._ids[town].add(town)
            if row.filled("name"):
                for call in (row["name"], f"{row['name']} ({region})"):
                    self._calls[match_key(call)].add(town)

    def find(self, text: str) -> set[str]:
        """Keys of the towns that a text may mean: an id before any name."""
        key = match_key(text)
        return self._ids.get(key) or self._calls.get(key, set())

    def regions(self, text: str) -> set[str]:
        return {self.region_of[town] for town in self.find(text)}


def settle(draft: Draft, pages: Sequence[RegionPage], missing: Missing) -> tuple[Answer, ...]:
    """Let every region's workbook speak for its towns alone, and regions without an answer be carried or left out.

    Nothing is done where no workbook is a region's own. Faults are added to the draft.
    """
    if not pages:
        return ()
    settling = _Settling(draft, pages)
    settling.compare_catalogues()
    settling.check_own_rows()
    return settling.answers(missing)


class _Settling:
    def __init__(self, draft: Draft, pages: Sequence[RegionPage]) -> None:
        self.draft = draft
        self.numbers = frozenset(page.file_number for page in pages)
        self.regions = {match_key(row["region"]): row for row in self.others("Regions") if row.filled("region")}
        self.pages: dict[str, RegionPage] = {}
        for page in pages:
            self.take_up(page, [p for p in pages if p is not page and match_key(p.region) == match_key(page.region)])
        self.own_towns = {
            page.file_number: TownsOfRegions(self.own("Towns", page.file_number)) for page in self.pages.values()
        }
        self.towns = TownsOfRegions([*self.others("Towns"), *draft.rows["Towns"]])
        self.other_towns = TownsOfRegions(self.others("Towns"))

    def others(self, sheet: str) -> list[Row]:
        """Rows of workbooks that are no region's own."""
        return [row for row in self.draft.rows[sheet] if row.order[0] not in self.numbers]

    def own(self, sheet: str, number: int) -> list[Row]:
        return [row for row in self.draft.rows[sheet] if row.order[0] == number]

    def take_up(self, page: RegionPage, twins: Sequence[RegionPage]) -> None:
        """One workbook for each region of the case; or a fault, and the rows of the workbook out of the draft."""
        key, order = match_key(page.region), (page.file_number, -1, 0, 0)
        known = [str(row["region"]) for row in self.regions.values()]
        if twins:
            message = say(
                "{place} says too that its workbook is that of {region}; give one of the two files to the command, or "
                "move the rows of one into the other",
                place=twins[0].place, region=page.region,
            )  # fmt: skip
            if twins[0].file_number < page.file_number:
                self.draft.faults.append(Fault(page.place, message, order))
            self.draft.uncertain.add("Towns")
        elif key in self.regions:
            self.pages[key] = page
            return
        elif "Regions" not in self.draft.unreadable | self.draft.uncertain:
            message = wording(
                say("the region of this workbook is not known"),
                quoted(page.region),
                say("a region of sheet Regions of the other workbooks"),
                say("write its name as it stands there{guess}", guess=did_you_mean(page.region, known)),
            )
            self.draft.faults.append(Fault(page.place, message, order))
        for sheet in SHEETS:
            self.keep(sheet.name, lambda row: row.order[0] != page.file_number)

    def keep(self, sheet: str, stays: Callable[[Row], bool]) -> None:
        self.draft.rows[sheet] = [row for row in self.draft.rows[sheet] if stays(row)]

    # --- What only the planner and the catalogue say ------------------------------------------------------------------

    def compare_catalogues(self) -> None:
        """Sheets that officials do not fill in are there for reading; where they say otherwise, something is wrong."""
        for sheet in SHEETS:
            if sheet.name in OFFICIAL_SHEETS:
                continue
            others = {_key(row, sheet.key): row for row in self.others(sheet.name) if row.sound(*sheet.key)}
            for row in self.draft.rows[sheet.name]:
                if row.order[0] in self.numbers and row.sound(*sheet.key):
                    self.compare(sheet.name, row, others.get(_key(row, sheet.key)))
            self.keep(sheet.name, lambda row: row.order[0] not in self.numbers)

    def compare(self, sheet: str, row: Row, other: Row | None) -> None:
        key = SHEET_BY_NAME[sheet].key
        if other is None:
            if sheet not in self.draft.unreadable:
                message = say(
                    "{row} of sheet {sheet} is in no other workbook, and what regions write on this sheet is not "
                    "read; ask the planner for it, or delete the row",
                    row=listed([str(row[column]) for column in key if row[column] is not None]), sheet=sheet,
                )  # fmt: skip
                self.draft.fault_at(row, key[0], message)
            return
        for column in SHEET_BY_NAME[sheet].columns:
            if column.name in key or not _matters(sheet, column) or not (row.sound(column.name)):
                continue
            mine, theirs = row[column.name], other.values.get(column.name)
            if mine is None or column.name not in other.values or _same(column, mine, theirs):
                continue
            message = wording(
                say(
                    "{column} is another one than in {cell}",
                    column=column.name,
                    cell=other.origin.cell(column.name),
                ),
                _shown(mine),
                say("nothing, as there,") if theirs is None else say("{value}, as there,", value=_shown(theirs)),
                say("correct it; if the planner has changed the catalogue since, ask for a new workbook"),
            )
            self.draft.fault_at(row, column.name, message)

    # --- What a region says -------------------------------------------------------------------------------------------

    def check_own_rows(self) -> None:
        """A region speaks for its own towns, and for all of them."""
        for page in self.pages.values():
            for row in self.own("Towns", page.file_number):
                if row.filled("region") and match_key(row["region"]) != match_key(page.region):
                    message = wording(
                        say("the town is of another region than its workbook"),
                        quoted(row["region"]),
                        say("{region}, as in {place},", region=page.region, place=page.place),
                        say("correct it, or move the row to the workbook of that region"),
                    )
                    self.draft.fault_at(row, "region", message)
                    self.draft.uncertain.add("Towns")
            for sheet in OFFICIAL_SHEETS:
                if sheet != "Towns":
                    for row in self.own(sheet, page.file_number):
                        self.check_town(page, sheet, row)
            self.check_all_there(page)

    def check_town(self, page: RegionPage, sheet: str, row: Row) -> None:
        """The town of a row, put in its id, which settles names that other regions use too."""
        column = PLACES.get(sheet, "town")
        if not row.sound(column):
            return
        if row[column] is None:
            message = wording(
                say("a blank {column} would mean the towns of all regions", column=column),
                say("nothing"),
                say("a town of {region}", region=page.region),
                say("write one row for each town that is meant"),
            )
            self.draft.fault_at(row, column, message)
            return
        parts = row[column].split(";") if sheet == "Clusters" else [row[column]]
        row.values[column] = ";".join(self.own_name(page, row, column, part.strip()) for part in parts if part.strip())

    def own_name(self, page: RegionPage, row: Row, column: str, text: str) -> str:
        own = self.own_towns[page.file_number]
        mine, theirs = own.find(text), self.towns.find(text)
        if len(mine) == 1:
            return own.spelling[next(iter(mine))]
        is_other_region = column == "place" and _key_of(text) in {COUNTRY, *self.regions} - {match_key(page.region)}
        if not mine and (theirs or is_other_region):
            message = wording(
                say("{column} is not of {region}", column=column, region=page.region),
                quoted(text),
                say("one of {towns}", towns=listed(own.spelling.values())),
                say("correct it; other workbooks speak for the other regions"),
            )
            self.draft.fault_at(row, column, message)
        return text

    def check_all_there(self, page: RegionPage) -> None:
        """A town that other workbooks have is not lost because its row is."""
        own = self.own_towns[page.file_number]
        rows = self.own("Towns", page.file_number)
        if not all(row.filled("town", "region") for row in rows) or "Towns" in self.draft.unreadable:
            return
        for row in self.others("Towns"):
            if (
                row.filled("town", "region")
                and match_key(row["region"]) == match_key(page.region)
                and not own.find(row["town"])
            ):
                last = rows[-1].order[2] + 1 if rows else 1
                sheet = f"{rows[-1].origin.sheet}!A{last}" if rows else named("Towns")
                message = wording(
                    say("town {town} is missing", town=row["town"]),
                    say("no row"),
                    say("a row for it, as in {cell},", cell=row.origin.cell("town")),
                    say("add the row; or, if the town is no longer one of the case, delete it there too"),
                )
                self.draft.faults.append(
                    Fault(f"{page.file}: {sheet}", message, (page.file_number, SHEET_NUMBER["Towns"], last, 0))
                )
                self.draft.uncertain.add("Towns")

    # --- Who has answered ---------------------------------------------------------------------------------------------

    def answers(self, missing: Missing) -> tuple[Answer, ...]:
        """Take out rows that are spoken for elsewhere, or left out; one answer for each region."""
        found = []
        for key, row in self.regions.items():
            page = self.pages.get(key)
            answer = self.answer(key, str(row["region"]), page, missing)
            self.drop(key, page, answer.use)
            if answer.state != "answered":
                _note(row, str(answer))
            found.append(answer)
        if not self.draft.rows["Towns"] and any(answer.use == "left out" for answer in found):
            message = say("every region is left out, so that no town is left to plan for; carry some of them")
            self.draft.faults.append(Fault(named("Towns"), message, (0, SHEET_NUMBER["Towns"], 0, 0)))
        return tuple(found)

    def answer(self, key: str, region: str, page: RegionPage | None, missing: Missing) -> Answer:
        answered = page is not None and page.answered
        state: State = "answered" if answered else "not filled in" if page is not None else "no workbook"
        own = self.own("Towns", page.file_number) if page is not None else []
        known = [town for town, place in self.other_towns.region_of.items() if place == key]
        towns = len(own) if answered or not known else len(known)
        use: Use = (
            "as answered" if answered else "nothing known" if not towns else
            "left out" if missing == "leave-out" else "last state"
        )  # fmt: skip
        return Answer(region, state, use, towns, page.file if page is not None else "")

    def drop(self, key: str, page: RegionPage | None, use: Use) -> None:
        """Take the rows about a region's towns out of all workbooks but the one that speaks for them."""
        number = None if page is None else page.file_number
        last_is_own = use == "last state" and key not in self.other_towns.region_of.values()
        own_speaks = use == "as answered" or last_is_own
        others_speak = use == "last state" and not last_is_own
        gone = self.proposals_of(key, number) if use == "left out" else set()

        def stays(sheet: str, row: Row) -> bool:
            if row.order[0] in self.numbers:
                return row.order[0] != number or own_speaks
            return others_speak or not self.is_of(sheet, row, key)

        for sheet in OFFICIAL_SHEETS:
            self.keep(sheet, partial(stays, sheet))
        if use == "left out":
            for sheet in (sheet.name for sheet in SHEETS):
                self.keep(sheet, lambda row, sheet=sheet: not self.hangs(sheet, row, key, gone))  # type: ignore[misc]

    def is_of(self, sheet: str, row: Row, key: str) -> bool:
        """Whether a row of a sheet that officials fill in is about towns of a region alone."""
        if sheet == "Towns":
            return row.filled("region") and match_key(row["region"]) == key
        text = row.values.get(PLACES.get(sheet, "town"))
        if not isinstance(text, str):
            return False
        if sheet == "Employment" and match_key(text) == key:
            return False  # figures of the region itself are what its towns are compared with
        parts = [part for part in text.split(";") if part.strip()] if sheet == "Clusters" else [text]
        regions = [self.regions_of(part) for part in parts]
        return bool(regions) and all(found == {key} for found in regions)

    def proposals_of(self, key: str, number: int | None) -> set[str]:
        return {
            match_key(row["proposal"])
            for row in self.draft.rows["Proposals"]
            if row.filled("proposal") and (row.order[0] == number or self.is_of("Proposals", row, key))
        }

    def regions_of(self, text: str) -> set[str]:
        """Regions of the towns that a cell may mean."""
        return self.other_towns.regions(text) or self.towns.regions(text)

    def hangs(self, sheet: str, row: Row, key: str, proposals: set[str]) -> bool:
        """Whether a row is about a town or proposal that is left out, or is a loan or limit of its region."""
        if sheet == "Coefficients":
            return match_key(str(row.values.get("subject"))) in proposals
        for column in SHEET_BY_NAME[sheet].columns:
            value = row.values.get(column.name)
            if not column.refers_to or not isinstance(value, str):
                continue
            if "Towns" in column.refers_to and any(self.regions_of(part) == {key} for part in value.split(";")):
                return True
            if "Proposals" in column.refers_to and match_key(value) in proposals:
                return True
            if column.refers_to == ("Regions",) and sheet in ("Loans", "Limits") and match_key(value) == key:
                return True
        return False


def _key_of(text: str) -> str:
    """What spellings of one name have in common, also one in each language."""
    return match_key(canonical(text))


def _key(row: Row, columns: Sequence[str]) -> tuple[str, ...]:
    return tuple(_key_of(str(row[column])) if row[column] is not None else "" for column in columns)


def _shown(value: CellValue) -> str:
    """A value of the catalogue as a message quotes it, by its name in the language in use."""
    return shown(localised(value) if isinstance(value, str) else value)


def _matters(sheet: str, column: Column) -> bool:
    """Whether two catalogues that differ in a column mean different things."""
    return column.kind != "text" or (column.name == "unit" and sheet != "Settings")


def _same(column: Column, mine: object, theirs: object) -> bool:
    if theirs is None:
        return match_key(str(mine).removesuffix(".0")) in SAME_AS_BLANK
    if isinstance(mine, str) and isinstance(theirs, str):
        split = ";" if column.kind == "choices" else "\0"
        one, other = ({_key_of(part) for part in text.split(split)} - {""} for text in (mine, theirs))
        return one == other
    return mine == theirs


def _note(row: Row, words: str) -> None:
    """Keep in the note of a region what the plan rests on; it goes into the plan with the case."""
    before: Mapping[str, str] = row.origin.remarks
    note = "; ".join(filter(None, (before.get("note", ""), words)))
    row.origin = replace(row.origin, remarks={**before, "note": note})
    row.values["note"] = note
