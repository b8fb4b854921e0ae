"""Names in cells looked up in the sheets that define them, and put in the spelling of the defining row."""

from __future__ import annotations

from collections.abc import Sequence

from models.case import CATEGORIES, COUNTRY, FEDERAL, NO_ROADMAP
from planner.tables.faults import wording
from planner.tables.names import Names, did_you_mean, either, listed, look_alike, match_key, quoted, quoted_name
from planner.tables.schema import COEFFICIENT_BY_NAME, COEFFICIENTS, SHEET_BY_NAME, SHEETS, Coefficient, Column
from planner.tables.tabulate import Draft, Row
from planner.tables.values import WrongValue
from planner.words import Words, phrase, say
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

SAME_IDS = {
    "Proposals": {
        "Measures": phrase("a proposal has the id of a measure, so that a lock could mean either"),
        "Roadmaps": phrase("a proposal has the id of a roadmap, so that a lock could mean either"),
    },
    "Roadmaps": {"Measures": phrase("a roadmap has the id of a measure, so that a lock could mean either")},
}
"""Sheets whose ids may not be ids of this sheet too, and why."""

RENAME = {"Proposals": phrase("rename the proposal"), "Roadmaps": phrase("rename the roadmap")}

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
                    say("several towns have this name"),
                    quoted(text),
                    say("one town"),
                    say("write the id of {towns}", towns=either(candidates.values())),
                )
            )
        if not candidates and match_key(text).partition(" (")[0] in self._without_region:
            raise _UnknownForAnotherFault
        return next(iter(candidates), None)

    def guess(self, text: str) -> Words:
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


def _wrong_id(draft: Draft, sheet_name: str, text: str) -> Words:
    signs = [sign for sign in FORBIDDEN_IN_IDS.get(sheet_name, "") if sign in text]
    if signs:
        return wording(
            say("an id of sheet {sheet} may not hold {signs}", sheet=sheet_name, signs=either(signs)),
            quoted(text),
            say("an id without these signs"),
            say("give it another id"),
        )
    for start in FORBIDDEN_STARTS.get(sheet_name, ()):
        if match_key(text).startswith(start):
            wrong = say("an id may not begin with {start}", start=start)
            return wording(wrong, quoted_name(text), say("an id that does not"), say("rename it"))
    if match_key(meant(text)) in RESERVED_IDS.get(sheet_name, ()):
        wrong = say("this id has a meaning of its own")
        return wording(wrong, quoted_name(text), say("another id"), say("rename it"))
    for other, wrong_id in SAME_IDS.get(sheet_name, {}).items():
        if draft.names[other].find(text) is not None:
            return wording(say(wrong_id), quoted_name(text), say("another id"), say(RENAME[sheet_name]))
    return Words("")


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
                draft.fault_at(row, column.name, wrong.message)
                del row.values[column.name]


def _resolve_list(draft: Draft, row: Row, column: Column, text: str) -> None:
    """Look up every name of a list; tell each that is unknown, and each that stands twice."""
    found: list[str] = []
    wrong: list[Words] = []
    for part in (part.strip() for part in text.split(";") if part.strip()):
        try:
            name = _look_up(draft, column, part)
        except WrongValue as unknown:
            wrong.append(unknown.message)
            continue
        if name in found:
            twice = say("{column} names {name} twice", column=column.name, name=name)
            wrong.append(wording(twice, quoted(text), say("each name once"), say("delete one")))
        found.append(name)
    row.values[column.name] = tuple(found)
    for message in wrong:
        draft.fault_at(row, column.name, message)
    if wrong:
        del row.values[column.name]


def _town_or_region(draft: Draft, column: Column, text: str) -> Words:
    town = draft.names["Towns"].find(text)
    by_id = draft.names["Regions"].find(str(town)) is not None
    return wording(
        say("{column} could be a town or a region", column=column.name),
        quoted(text),
        say("one place"),
        say("rename one of the two")
        if by_id
        else say("write the id {town} if the town is meant, else rename the region", town=town),
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
    raise WrongValue(_not_known(draft, column, text))


def _not_known(draft: Draft, column: Column, text: str) -> Words:
    sheets = either(column.refers_to)
    expected = say("an id of sheet {sheets}", sheets=sheets)
    if column.choices:
        expected = say("an id of sheet {sheets} or {choices}", sheets=sheets, choices=either(column.choices))
    twin = look_alike(text, (alias for choice in column.choices for alias in aliases(choice)))
    guesses = did_you_mean(text, [twin]) if twin else "".join(draft.names[n].guess(text) for n in column.refers_to)
    return wording(
        say("{column} is not known", column=column.name),
        quoted(text),
        expected,
        say("correct the spelling or add it to sheet {sheets}{guesses}", sheets=sheets, guesses=guesses),
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
            say("coefficient is not known"),
            quoted(row["coefficient"]),
            listed(known, 30),
            say("correct the spelling{guess}", guess=did_you_mean(row["coefficient"], known)),
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
            draft.fault_at(row, column, wrong.message)
            del row.values[column]


def _find_subject(draft: Draft, definition: Coefficient, text: str) -> str:
    if match_key(meant(text)) == ALL:
        if definition.subject == "Measures":
            return ALL
        raise WrongValue(
            wording(
                say(
                    "`all` stands for measures, and {coefficient} belongs to a row of sheet {sheet}",
                    coefficient=definition.name, sheet=definition.subject,
                ),
                quoted(text),
                say("an id of sheet {sheets}", sheets=definition.subject),
                say("write one row for each of them"),
            )
        )  # fmt: skip
    sheets = ("Measures", "Proposals") if definition.subject == "Measures" else (definition.subject,)
    return _look_up(draft, Column("subject", "any_reference", "", refers_to=sheets), text)


def _find_key(draft: Draft, definition: Coefficient, text: str | None) -> str:
    if text is None:
        if definition.key and not definition.key_optional:
            raise WrongValue(
                wording(
                    say("{name} is blank", name="key"),
                    say("nothing"),
                    say("an id of sheet {sheets}", sheets=definition.key),
                    say("write what {coefficient} is about", coefficient=definition.name),
                )
            )
        return ""
    if not definition.key:
        wrong = say("{coefficient} has no key", coefficient=definition.name)
        raise WrongValue(wording(wrong, quoted(text), say("a blank cell"), say("delete the key")))
    if definition.key == "Categories":
        category = {match_key(name): name for name in CATEGORIES}.get(match_key(meant(text)))
        if category is None:
            raise WrongValue(
                wording(
                    say("key is no category"),
                    quoted(text),
                    either(CATEGORIES),
                    say("choose one of them{guess}", guess=did_you_mean(text, CATEGORIES)),
                )
            )
        return category
    return _look_up(draft, Column("key", "reference", "", refers_to=(definition.key,)), text)
