"""Names in cells looked up in the sheets that define them, and put in the spelling of the defining row."""

from __future__ import annotations

from collections.abc import Sequence

from models.case import CATEGORIES, COUNTRY, FEDERAL, NO_ROADMAP
from planner.tables.faults import wording
from planner.tables.names import Names, did_you_mean, listed, look_alike, match_key
from planner.tables.schema import COEFFICIENT_BY_NAME, COEFFICIENTS, SHEET_BY_NAME, SHEETS, Coefficient, Column
from planner.tables.tabulate import Draft, Row
from planner.tables.values import WrongValue
from planner.words.naming import aliases, meant

ALL = "all"
"""Subject of a coefficient that holds for every measure without a row of its own."""

FORBIDDEN_IN_IDS = {
    "Roadmaps": "/@",
    "LockIns": "/@+",
    "Statuses": ";",
    "Towns": ";",
    "Limits": ":+[]",
    "Instruments": "+",
}
"""Signs with a meaning in names of variants (``ROADMAP/l1+l2@YEAR``), instances, atoms and states, and in lists."""

RESERVED_IDS = {
    "Towns": (COUNTRY,),
    "Proposals": (ALL, FEDERAL),
    "Regions": (FEDERAL, COUNTRY),
    "Measures": (ALL,),
    "Roadmaps": (NO_ROADMAP,),
    "Instruments": ("-",),
}

FORBIDDEN_STARTS = {"Proposals": ("tax:",), "Measures": ("tax:",)}
"""Ids that begin like this are lines of money of their own: ``tax:MEASURE``, tax not collected for a measure."""

OTHER_SHEETS = {"Proposals": ("Measures", "Roadmaps"), "Roadmaps": ("Measures",)}
"""Sheets whose ids may not be ids of this sheet too, because a row such as a lock could mean either."""

SINGULAR = {"Measures": "measure", "Roadmaps": "roadmap", "Proposals": "proposal"}

REPEATED_IDS = ("Roadmaps", "ClusterSteps")
"""Sheets whose id stands on several rows."""


class _UnknownForAnotherFault(Exception):
    """The sheet, or the row, that would define the name could not be read, which is told already."""


class _Towns(Names):
    """Towns, found by id, by name, or by ``name (region)``."""

    def __init__(self, rows: Sequence[Row], regions: Sequence[str]) -> None:
        super().__init__(row["town"] for row in rows if row.filled("town"))
        self._called: dict[str, dict[str, str]] = {}
        self._without_region = {
            match_key(row["name"]) for row in rows if row.filled("name") and not row.filled("region")
        }
        for row, region in zip(rows, regions, strict=True):
            if row.filled("town", "name"):
                for call in {row["name"], f"{row['name']} ({region})"}:
                    self._called.setdefault(match_key(call), {})[row["town"]] = (
                        f"{row['town']} ({row['name']}, {region})"
                    )

    def find(self, text: str) -> str | None:
        town = super().find(text)
        if town is not None:
            return town
        candidates = self._called.get(match_key(text), {})
        if len(candidates) > 1:
            raise WrongValue(
                wording(
                    "several towns have this name",
                    repr(text),
                    "one town",
                    f"write the id of {' or '.join(candidates.values())}",
                )
            )
        if not candidates and match_key(text).partition(" (")[0] in self._without_region:
            raise _UnknownForAnotherFault
        return next(iter(candidates), None)

    def guess(self, text: str) -> str:
        twin = look_alike(text, [*self._by_key.values(), *self._called])
        return did_you_mean(text, [twin]) if twin else super().guess(text) or did_you_mean(text, self._called)


def resolve(draft: Draft) -> None:
    """Look up every reference of the draft; add a fault for each that is unknown or ambiguous."""
    with_ids = [s for s in SHEETS if s.name not in ("Settings", "Coefficients") and s.columns[0].kind in ("id", "text")]
    for sheet in with_ids:
        _collect_ids(draft, sheet.name)
    for sheet in with_ids:
        _check_ids(draft, sheet.name)
    draft.uncertain |= {sheet.name for sheet in with_ids if _has_unreadable_id(draft, sheet.name)}
    # As typed, so that a region with a fault does not make its towns unknown.
    regions = [row.values.get("region") or "" for row in draft.rows["Towns"]]
    _resolve_sheet(draft, "Towns")
    draft.names["Towns"] = _Towns(draft.rows["Towns"], regions)
    for sheet in SHEETS:
        if sheet.name not in ("Towns", "Coefficients"):
            _resolve_sheet(draft, sheet.name)
    for row in draft.rows["Coefficients"]:
        _resolve_coefficient(draft, row)


def _has_unreadable_id(draft: Draft, sheet_name: str) -> bool:
    """Whether some row may be the one that a name seems not to find: it cannot be told how it is called."""
    called = [SHEET_BY_NAME[sheet_name].columns[0].name, *(["name"] if sheet_name == "Towns" else [])]
    return not all(row.sound(*called) for row in draft.rows[sheet_name])


def _collect_ids(draft: Draft, sheet_name: str) -> None:
    id_column = SHEET_BY_NAME[sheet_name].columns[0].name
    names = draft.names[sheet_name] = Names()
    for row in draft.rows[sheet_name]:
        if row.filled(id_column):
            names.add(row[id_column])
            if sheet_name in REPEATED_IDS:
                row.values[id_column] = names.find(row[id_column])  # the first spelling counts


def _check_ids(draft: Draft, sheet_name: str) -> None:
    """One fault for each id that may not be one. It stays in its rows: others that name it have no fault of theirs."""
    id_column = SHEET_BY_NAME[sheet_name].columns[0].name
    seen = Names()
    for row in draft.rows[sheet_name]:
        if row.filled(id_column) and seen.find(row[id_column]) is None:
            seen.add(row[id_column])
            wrong = _wrong_id(draft, sheet_name, row[id_column])
            if wrong:
                draft.fault_at(row, id_column, wrong)


def _wrong_id(draft: Draft, sheet_name: str, text: str) -> str:
    signs = [sign for sign in FORBIDDEN_IN_IDS.get(sheet_name, "") if sign in text]
    if signs:
        return wording(
            f"an id of sheet {sheet_name} may not hold {' or '.join(signs)}",
            repr(text),
            "an id without these signs",
            "give it another id",
        )
    for start in FORBIDDEN_STARTS.get(sheet_name, ()):
        if match_key(text).startswith(start):
            return wording(f"an id may not begin with {start}", repr(text), "an id that does not", "rename it")
    if match_key(text) in RESERVED_IDS.get(sheet_name, ()):
        return wording("this id has a meaning of its own", repr(text), "another id", "rename it")
    for other in OTHER_SHEETS.get(sheet_name, ()):
        if draft.names[other].find(text) is not None:
            mine, theirs = SINGULAR[sheet_name], SINGULAR[other]
            return wording(
                f"a {mine} has the id of a {theirs}, so that a lock could mean either",
                repr(text),
                "another id",
                f"rename the {mine}",
            )
    return ""


def _resolve_sheet(draft: Draft, sheet_name: str) -> None:
    columns = [c for c in SHEET_BY_NAME[sheet_name].columns if c.kind in ("reference", "any_reference", "choices")]
    for row in draft.rows[sheet_name]:
        for column in columns:
            text = row.values.get(column.name)
            if text is None:
                continue
            try:
                if column.kind == "choices":
                    _resolve_list(draft, row, column, text)
                else:
                    row.values[column.name] = _look_up(draft, column, text)
            except _UnknownForAnotherFault:
                del row.values[column.name]
            except WrongValue as wrong:
                draft.fault_at(row, column.name, str(wrong))
                del row.values[column.name]


def _resolve_list(draft: Draft, row: Row, column: Column, text: str) -> None:
    """Look up every name of a list; tell each that is unknown, and each that stands twice."""
    found: list[str] = []
    wrong: list[str] = []
    for part in (part.strip() for part in text.split(";") if part.strip()):
        try:
            name = _look_up(draft, column, part)
        except WrongValue as unknown:
            wrong.append(str(unknown))
            continue
        if name in found:
            wrong.append(wording(f"{column.name} names {name} twice", repr(text), "each name once", "delete one"))
        found.append(name)
    row.values[column.name] = tuple(found)
    for message in wrong:
        draft.fault_at(row, column.name, message)
    if wrong:
        del row.values[column.name]


def _town_or_region(draft: Draft, column: Column, text: str) -> str:
    town = draft.names["Towns"].find(text)
    by_id = draft.names["Regions"].find(str(town)) is not None
    return wording(
        f"{column.name} could be a town or a region",
        repr(text),
        "one place",
        "rename one of the two" if by_id else f"write the id {town} if the town is meant, else rename the region",
    )


def _look_up(draft: Draft, column: Column, text: str) -> str:
    for choice in column.choices:
        if match_key(text) in map(match_key, aliases(choice)):
            return choice
    try:
        # What the workbook itself calls so comes before what an id of the catalogue is called.
        found = _found(draft, column, text) or _found(draft, column, meant(text))
    except WrongValue:
        if "Towns" in draft.uncertain:
            raise _UnknownForAnotherFault from None
        raise
    if {sheet_name for sheet_name, _ in found} == {"Towns", "Regions"}:
        raise WrongValue(_town_or_region(draft, column, text))
    if found:
        return found[0][1]
    if any(sheet_name in draft.unreadable | draft.uncertain for sheet_name in column.refers_to):
        raise _UnknownForAnotherFault
    sheets = " or ".join(column.refers_to)
    expected = f"an id of sheet {sheets}" + (f" or {' or '.join(column.choices)}" if column.choices else "")
    twin = look_alike(text, column.choices)
    guesses = did_you_mean(text, [twin]) if twin else "".join(draft.names[n].guess(text) for n in column.refers_to)
    raise WrongValue(
        wording(
            f"{column.name} is not known",
            repr(text),
            expected,
            f"correct the spelling or add it to sheet {sheets}{guesses}",
        )
    )


def _found(draft: Draft, column: Column, text: str) -> list[tuple[str, str]]:
    """The rows of this name, each with its sheet."""
    return [
        (sheet_name, name)
        for sheet_name in column.refers_to
        if sheet_name in draft.names and (name := draft.names[sheet_name].find(text)) is not None
    ]


def _resolve_coefficient(draft: Draft, row: Row) -> None:
    """Subject and key in the spelling of their sheets; out of the row with a fault if they do not exist there."""
    if not row.filled("coefficient"):
        return
    definition = COEFFICIENT_BY_NAME.get(match_key(meant(row["coefficient"])))
    if definition is None:
        known = [coefficient.name for coefficient in COEFFICIENTS]
        message = wording(
            "coefficient is not known",
            repr(row["coefficient"]),
            listed(known, 30),
            f"correct the spelling{did_you_mean(row['coefficient'], known)}",
        )
        draft.fault_at(row, "coefficient", message)
        del row.values["coefficient"]
        return
    row.values["coefficient"] = definition.name
    for column, find in (("subject", _find_subject), ("key", _find_key)):
        if column not in row.values:
            continue
        try:
            row.values[column] = find(draft, definition, row.values[column])
        except _UnknownForAnotherFault:
            del row.values[column]
        except WrongValue as wrong:
            draft.fault_at(row, column, str(wrong))
            del row.values[column]


def _find_subject(draft: Draft, definition: Coefficient, text: str) -> str:
    if match_key(meant(text)) == ALL:
        if definition.subject == "Measures":
            return ALL
        raise WrongValue(
            wording(
                f"`all` stands for measures, and {definition.name} belongs to a row of sheet {definition.subject}",
                repr(text),
                f"an id of sheet {definition.subject}",
                "write one row for each of them",
            )
        )
    sheets = ("Measures", "Proposals") if definition.subject == "Measures" else (definition.subject,)
    return _look_up(draft, Column("subject", "any_reference", "", refers_to=sheets), text)


def _find_key(draft: Draft, definition: Coefficient, text: str | None) -> str:
    if text is None:
        if definition.key and not definition.key_optional:
            raise WrongValue(
                wording(
                    "key is blank",
                    "nothing",
                    f"an id of sheet {definition.key}",
                    f"write what {definition.name} is about",
                )
            )
        return ""
    if not definition.key:
        raise WrongValue(wording(f"{definition.name} has no key", repr(text), "a blank cell", "delete the key"))
    if definition.key == "Categories":
        category = {match_key(name): name for name in CATEGORIES}.get(match_key(meant(text)))
        if category is None:
            raise WrongValue(
                wording(
                    "key is no category",
                    repr(text),
                    " or ".join(CATEGORIES),
                    f"choose one of them{did_you_mean(text, CATEGORIES)}",
                )
            )
        return category
    return _look_up(draft, Column("key", "reference", "", refers_to=(definition.key,)), text)
