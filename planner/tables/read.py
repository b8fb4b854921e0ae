"""Workbooks in, a case out, or every fault at once."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Collection, Mapping, Sequence
from dataclasses import dataclass, fields
from difflib import get_close_matches
from functools import partial
from pathlib import Path
from typing import Any, TypeVar

from models.case import (
    Budget,
    Case,
    Cluster,
    ClusterStep,
    CoefficientKey,
    Cofinancing,
    Contribution,
    Employment,
    Factor,
    Finding,
    Goal,
    Indicator,
    Industry,
    Inflation,
    Initiator,
    Instrument,
    Limit,
    Link,
    Loan,
    Lock,
    LockIn,
    Measure,
    Observation,
    Product,
    Proposal,
    Readiness,
    Region,
    Resident,
    RoadmapStep,
    Score,
    Settings,
    Status,
    Tased,
    Town,
    Triple,
)
from models.findings import as_found
from models.proposals import with_proposals
from planner.tables.answers import Answer, Missing, settle
from planner.tables.cells import CHECK_SHEET, EXAMPLE_SHEET, MARKS_SHEET, START_SHEET, Grid, read_sheets
from planner.tables.check import check
from planner.tables.faults import Fault, Faults, Notice
from planner.tables.known import settings_by_name
from planner.tables.names import foreign_letters, listed, look_alike, match_key
from planner.tables.places import PlacedSettings
from planner.tables.plan_layout import PLAN_SHEET_BY_NAME, is_view
from planner.tables.references import ALL, resolve
from planner.tables.region_pages import region_page
from planner.tables.schema import COEFFICIENT_BY_NAME, SHEET_BY_NAME, SHEETS, Kind
from planner.tables.tabulate import Draft, Row, tabulate
from planner.words import Words, say
from planner.words.naming import aliases

RowType = TypeVar("RowType")

OWNER_FILE = "~$"
"""How the names of files begin that Excel keeps beside open workbooks; they are none, and `*.xlsx` names them too."""
NEAR_SHEET = 0.8
"""Likeness, 0 to 1, from which a sheet is taken for a misspelt one: below it, sheets `Projects` and `Production` would
be ones of products, and a sheet `Plan` one of loans."""
YES_OR_NO = ("point_of_growth", "needs_consent")
"""Columns that are true or false in the case."""
BLANKS: Mapping[tuple[str, str], object] = {
    ("Measures", "preparation_years"): 0,
    ("Readiness", "consent"): None,
    ("Findings", "niche"): None,
}
"""What a blank cell means where the kind of its column does not say so, by sheet and column."""

__all__ = ["Reading", "case_among", "is_stranger", "names_of", "read_books", "read_case", "read_sheets"]


@dataclass(frozen=True, slots=True)
class Reading:
    """A case, and what whoever reads it should be told: which regions have answered, and what was not read."""

    case: Case
    answers: tuple[Answer, ...] = ()
    notices: tuple[Notice, ...] = ()


def read_case(paths: Sequence[Path]) -> Case:
    """Read one case from one or several workbooks; the rows of a sheet are those of all workbooks in turn.

    References take the spelling of the row that defines the id, towns are named by id, rows of Coefficients for `all`
    are expanded, proposals stand among the measures with the coefficients they take over. Every row keeps where it
    came from.

    Raises ``Faults`` with every fault found in the files, their sheets, cells and between them.
    """
    return read_books(paths).case


def read_books(paths: Sequence[Path], missing: Missing = "carry") -> Reading:
    """Read one case as ``read_case`` does, and say what was found on the way.

    Where workbooks of regions are among the files, a region without an answer is carried at its last state, which is
    what the other workbooks say of its towns (else what its own was made with), or left out. Files that Excel keeps
    beside an open workbook are passed over.

    Raises ``Faults``.
    """
    paths = [Path(path) for path in paths]
    owners = [path for path in paths if path.name.startswith(OWNER_FILE)]
    draft, answers = _draft([path for path in paths if path not in owners], missing)
    if draft.faults:
        raise Faults(draft.faults)
    reason = say("Excel keeps this file while the workbook is open; not read")
    passed_over = [Notice(path.name, reason) for path in owners]
    return Reading(build(draft), answers, (*passed_over, *draft.notices))


def _draft(paths: Sequence[Path], missing: Missing) -> tuple[Draft, tuple[Answer, ...]]:
    """Rows with resolved references, and all faults of them.

    Files that cannot be opened end the reading: what they lack would seem to be missing everywhere else.
    """
    if not paths:
        raise Faults([Fault(say("no file"), say("no workbook was named; name at least one .xlsx file"))])
    twice = [path for path, count in Counter(path.resolve() for path in paths).items() if count > 1]
    if twice:
        raise Faults([Fault(path.name, say("this file was named twice; name it once")) for path in twice])
    unreadable: list[Fault] = []
    strangers_of: dict[tuple[int, str], list[str]] = {}
    books: list[dict[str, Grid]] = []
    for number, (path, file) in enumerate(zip(paths, names_of(paths), strict=True)):
        strangers: list[str] = []
        try:
            book = read_sheets(path, file=file, file_number=number, wanted=partial(_wanted, strangers))
        except Faults as faults:
            unreadable.extend(faults.faults)
            continue
        if not set(book) - {START_SHEET}:
            unreadable.append(_no_case(file, number))
        books.append(book)
        strangers_of[number, file] = strangers
    if unreadable:
        raise Faults(unreadable)
    return draft_of(books, strangers_of, missing)


def case_among(sheets: Mapping[str, Grid], file: str, strangers: Sequence[str]) -> Case:
    """The case among the sheets of one workbook that have been read already, as ``read_case`` has it.

    ``strangers`` are the names of sheets that have not been read. Raises ``Faults``.
    """
    book = {name: grid for name, grid in sheets.items() if name in SHEET_BY_NAME}
    if not book:
        raise Faults([_no_case(file, 0)])
    draft, _ = draft_of([book], {(0, file): strangers}, "carry")
    if draft.faults:
        raise Faults(draft.faults)
    return build(draft)


def _no_case(file: str, number: int) -> Fault:
    message = say(
        "no sheet of a case is in this workbook; expected are sheets named {names}; start from the template",
        names=listed([sheet.name for sheet in SHEETS], len(SHEETS)),
    )
    return Fault(file, message, (number, -1, 0, 0))


def draft_of(
    books: Sequence[Mapping[str, Grid]], strangers_of: Mapping[tuple[int, str], Sequence[str]], missing: Missing
) -> tuple[Draft, tuple[Answer, ...]]:
    """Rows with resolved references and all their faults, from the sheets of workbooks.

    ``strangers_of`` are the names of sheets that are not read, by number and name of the file.

    Raises ``Faults`` where there is nothing to make a draft of.
    """
    misspelt: list[Fault] = []
    unread: list[Notice] = []
    for (number, file), strangers in strangers_of.items():
        present = {name for book in books for name, grid in book.items() if grid.file_number == number}
        for stranger in strangers:
            fault = _misspelt_sheet(file, number, stranger, present)
            if fault is None:
                unread.append(Notice(f"{file}: {stranger}", say("the sheet is no part of a case and is not read")))
            else:
                misspelt.append(fault)
    pages = [page for book in books if (page := region_page(book)) is not None]
    if len(pages) == len(books):
        message = say(
            "only workbooks of regions were named; name the planner's own workbook too, with catalogue and money"
        )
        raise Faults([Fault(pages[0].file, message, (pages[0].file_number, -1, 0, 0))])
    draft = tabulate(books, {page.file_number for page in pages})
    draft.faults.extend(misspelt)
    draft.notices[:0] = unread
    answers = settle(draft, pages, missing)
    resolve(draft)
    check(draft)
    return draft, answers


def _wanted(strangers: list[str], name: str) -> bool:
    """Whether a sheet is one of a case or says whose workbook it is; names of others are kept in ``strangers``."""
    if is_stranger(name):
        strangers.append(name)
    return name in SHEET_BY_NAME or name == START_SHEET


def is_stranger(name: str) -> bool:
    """Whether a sheet is no part of a case, of a plan, or of what the planner writes beside them."""
    of_plan = name in PLAN_SHEET_BY_NAME or is_view(name)
    return (
        name not in SHEET_BY_NAME and not of_plan and name not in (START_SHEET, EXAMPLE_SHEET, CHECK_SHEET, MARKS_SHEET)
    )


def _misspelt_sheet(file: str, number: int, stranger: str, present: Collection[str]) -> Fault | None:
    """A sheet that is nearly named like one that is not there: its rows would be dropped without a word."""
    spellings = [alias for name in SHEET_BY_NAME if name not in present for alias in aliases(name)]
    absent = {match_key(spelling): spelling for spelling in spellings}
    near = get_close_matches(match_key(stranger), absent, 1, NEAR_SHEET)
    twin = look_alike(stranger, spellings)
    meant = twin or (absent[near[0]] if near else "")
    if not meant:
        return None
    message = say(
        "no sheet of a case has this name{letters}, so it is not read; did you mean {name}? Rename it",
        letters=say(" ({letters})", letters=foreign_letters(stranger, twin)) if twin else Words(""),
        name=meant,
    )
    return Fault(f"{file}: {stranger}", message, (number, -1, 0, 0))


def names_of(paths: Sequence[Path]) -> list[str]:
    """Names of files for messages; the path as given where two files have one name."""
    count = Counter(path.name for path in paths)
    return [path.name if count[path.name] == 1 else str(path) for path in paths]


def build(draft: Draft) -> Case:
    """The case of a draft without faults."""
    proposals = _rows(draft, "Proposals", Proposal)
    findings = _rows(draft, "Findings", Finding)
    measures, coefficients = with_proposals(_rows(draft, "Measures", Measure), _coefficients(draft), proposals)
    return Case(
        settings=_settings(draft),
        goals=_rows(draft, "Goals", Goal),
        lock_ins=_rows(draft, "LockIns", LockIn),
        statuses=_rows(draft, "Statuses", Status),
        factors=_rows(draft, "Factors", Factor),
        regions=_rows(draft, "Regions", Region),
        towns=as_found(_rows(draft, "Towns", Town), findings),
        scores=_rows(draft, "Scores", Score),
        measures=measures,
        roadmap_steps=_rows(draft, "Roadmaps", RoadmapStep),
        links=_rows(draft, "Links", Link),
        cofinancing=_rows(draft, "Cofinancing", Cofinancing),
        budgets=_rows(draft, "Budgets", Budget),
        limits=_rows(draft, "Limits", Limit),
        locks=_rows(draft, "Locks", Lock),
        coefficients=coefficients,
        proposals=proposals,
        contributions=_rows(draft, "Contributions", Contribution),
        readiness=_rows(draft, "Readiness", Readiness),
        loans=_rows(draft, "Loans", Loan),
        inflation=_rows(draft, "Inflation", Inflation),
        products=_rows(draft, "Products", Product),
        industries=_rows(draft, "Industries", Industry),
        employment=_rows(draft, "Employment", Employment),
        initiators=_rows(draft, "Initiators", Initiator),
        clusters=_rows(draft, "Clusters", Cluster),
        cluster_steps=_rows(draft, "ClusterSteps", ClusterStep),
        tased=_rows(draft, "Tased", Tased),
        residents=_rows(draft, "Residents", Resident),
        instruments=_rows(draft, "Instruments", Instrument),
        indicators=_rows(draft, "Indicators", Indicator),
        observations=_rows(draft, "Observations", Observation),
        findings=findings,
    )


def _rows(draft: Draft, sheet_name: str, row_type: Callable[..., RowType]) -> tuple[RowType, ...]:
    """Rows of a sheet as rows of the case, whose fields have the names of the columns."""
    kept = {field.name for field in fields(row_type)}  # type: ignore[arg-type]
    blanks = {
        column.name: BLANKS.get((sheet_name, column.name), _blank(column.kind))
        for column in SHEET_BY_NAME[sheet_name].columns
        if column.name in kept
    }

    def value(row: Row, column: str) -> Any:
        found = row[column]
        if column in YES_OR_NO:
            return found == "yes"
        return blanks[column] if found is None else found

    return tuple(
        row_type(**{column: value(row, column) for column in blanks}, origin=row.origin)
        for row in draft.rows[sheet_name]
    )


def _blank(kind: Kind) -> object:
    return () if kind == "choices" else None if kind in ("number", "integer", "value") else ""


def _settings(draft: Draft) -> Settings:
    values = {name: row["value"] for name, row in settings_by_name(draft).items()}
    return Settings(**values, origin=PlacedSettings({row["setting"]: row.origin for row in draft.rows["Settings"]}))


def _coefficients(draft: Draft) -> dict[CoefficientKey, Triple]:
    """Coefficients by their key; a row for `all` stands for every measure of its kind without a row of its own.

    Measures of the catalogue are meant: what holds for all of them comes to a proposal through the one it is like.
    """
    found: dict[CoefficientKey, Triple] = {}
    for_all: list[Row] = []
    for row in draft.rows["Coefficients"]:
        if row["subject"] == ALL:
            for_all.append(row)
        else:
            found[row["coefficient"], row["subject"], row["key"]] = _triple(row)
    for row in for_all:
        kind = COEFFICIENT_BY_NAME[row["coefficient"]].subject_kind
        triple = _triple(row)
        for measure in draft.rows["Measures"]:
            if not kind or measure["kind"] == kind:
                found.setdefault((row["coefficient"], measure["measure"], row["key"]), triple)
    return found


def _triple(row: Row) -> Triple:
    return Triple(row["low"], row["central"], row["high"], row["grade"], row["source"], row.origin)
