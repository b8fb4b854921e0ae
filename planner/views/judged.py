"""Coefficients as people call them: what most of the money hangs on, with names in place of ids."""

from __future__ import annotations

from collections.abc import Mapping

from models.case import CATEGORIES, Case
from planner.tables.schema import COEFFICIENT_BY_NAME
from planner.views.looks import Tables, largest_first, number
from planner.views.wording import WITH_OTHERS, amount, category_name, listed, spoken
from planner.words import Words, phrase, say

MOST_JUDGED = 10
SUBJECTS = {
    "Measures": phrase('"{Measures}"'), "Factors": phrase('"{Factors}"'), "LockIns": phrase('"{LockIns}"'),
    "Statuses": phrase('"{Statuses}"'), "Products": phrase('"{Products}"'), "Initiators": phrase('"{Initiators}"'),
    "Instruments": phrase('"{Instruments}"'), "Indicators": phrase('"{Indicators}"'),
}  # fmt: skip
"""What a coefficient is about, by the sheet of its subject, which also names the place of the subject."""
SUBJECTS_WITH_OTHERS = {
    "Measures": phrase('"{Measures}" and {others:# more measure|# more measures}'),
    "Factors": phrase('"{Factors}" and {others:# more factor|# more factors}'),
    "LockIns": phrase('"{LockIns}" and {others:# more lock-in|# more lock-ins}'),
    "Statuses": phrase('"{Statuses}" and {others:# more status|# more statuses}'),
    "Products": phrase('"{Products}" and {others:# more product|# more products}'),
    "Initiators": phrase('"{Initiators}" and {others:# more initiator|# more initiators}'),
    "Instruments": phrase('"{Instruments}" and {others:# more instrument|# more instruments}'),
    "Indicators": phrase('"{Indicators}" and {others:# more indicator|# more indicators}'),
}
KEYS = {
    "weight": phrase('in "{LockIns}"'), "drift_risk": phrase('in "{LockIns}"'), "sensitivity": phrase('to "{LockIns}"'),
    "opening": phrase('on "{LockIns}"'), "drift_cut": phrase('on "{LockIns}"'), "gate": phrase('at "{LockIns}"'),
    "yield": phrase('for "{Goals}"'), "trade": phrase('for "{Goals}"'), "cost_cut": phrase('for "{Categories}"'),
    "supplies": phrase('of "{Products}"'), "buys": phrase('of "{Products}"'), "uses": phrase('of "{Products}"'),
    "context": phrase('at "{Factors}"'), "deadweight": phrase('at "{Factors}"'),
    "instrument_effect": phrase('at "{Instruments}"'), "instrument_cut": phrase('at "{Instruments}"'),
}  # fmt: skip
"""How a coefficient is joined to its goal, lock-in and so on: all that have a key."""


def most_judged(tables: Tables, case: Case) -> Words:
    """The expert coefficients that most money hangs on, given how wide their ranges are."""
    expert = [row for row in tables["Assumptions"] if row["grade"] == "expert" and number(row, "swing_mrub") > 0]
    first = largest_first(expert, "swing_mrub")[:MOST_JUDGED]
    if not first:
        return say("No money hangs on an expert coefficient with a range.")
    names = names_of(case)
    return say(
        "{coefficients:The expert coefficient|The # expert coefficients} that most money hangs on, as money times half "
        "the range: {names}.",
        coefficients=len(first),
        names=listed([amount(coefficient_name(row, names), number(row, "swing_mrub")) for row in first]),
    )


def names_of(case: Case) -> dict[str, dict[str, str]]:
    """Names of all that a coefficient can be about, by the sheet that it stands on."""
    return {
        "Measures": {row.measure: row.name for row in case.measures} | {p.proposal: p.name for p in case.proposals},
        "Factors": {row.factor: row.name for row in case.factors},
        "LockIns": {row.lock_in: row.name for row in case.lock_ins},
        "Statuses": {row.status: row.name for row in case.statuses},
        "Products": {row.product: row.name for row in case.products},
        "Initiators": {row.initiator: row.name for row in case.initiators},
        "Instruments": {row.instrument: row.name for row in case.instruments},
        "Indicators": {row.indicator: row.name for row in case.indicators},
        "Goals": {row.goal: row.name for row in case.goals},
        "Categories": {category: category_name(category) for category in CATEGORIES},
    }


def coefficient_name(row: Mapping[str, object], names: Mapping[str, Mapping[str, str]]) -> Words:
    """``deadweight of "Public space" and 61 more measures, at "New niche"``."""
    coefficient, subject, key = (str(row[column]) for column in ("coefficient", "subject", "key"))
    kind = COEFFICIENT_BY_NAME[coefficient]
    first, others = apart(subject, names[kind.subject])
    sentence = SUBJECTS_WITH_OTHERS[kind.subject] if others else SUBJECTS[kind.subject]
    about = say(sentence, others=others, **{kind.subject: names[kind.subject].get(first, first)})
    if not key:
        return say("{coefficient} of {about}", coefficient=spoken(coefficient), about=about)
    joined = say(KEYS[coefficient], **{kind.key: names[kind.key].get(key, key)})
    if others:
        return say("{coefficient} of {about}, {key}", coefficient=spoken(coefficient), about=about, key=joined)
    return say("{coefficient} of {about} {key}", coefficient=spoken(coefficient), about=about, key=joined)


def apart(subject: str, names: Mapping[str, str]) -> tuple[str, int]:
    """The first of the subjects that share a judgement, and how many others there are."""
    shared = None if subject in names else WITH_OTHERS.fullmatch(subject)
    return (subject, 0) if shared is None else (shared["first"], int(shared["others"]))
