"""Sentences on federal instruments, the two stages of restructuring, and towns that call for a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.case import Case
from planner.tables.plan_layout import STAGES
from planner.views.looks import Tables, largest_first, number, total
from planner.views.wording import count, listed, million, percent, rounded

TOWNS_NAMED = 5
"""Towns that a sentence names; of more it says how many."""

Row = Mapping[str, object]


def instruments(tables: Tables, case: Case, says: Mapping[str, object]) -> str:
    """Which instruments run, with what cost and money, and what the next best state could bring."""
    said = [instrument(row) for row in tables["Instruments run"]]
    return " ".join([*said, next_state(tables, case, number(says, "objective"))]).strip()


def instrument(row: Row) -> str:
    """``Agency runs from 2021, as is best: it costs 3.0 million RUB and brings no money of its own.``"""
    why = "as decided" if row["decision"] != "choose" else "as is best"
    if row["runs"] != "yes":
        return f"{row['name']} does not run, {why}."
    brings = number(row, "own_money_mrub")
    own = f"brings {million(brings)}" if brings else "brings no money of its own"
    cost = million(number(row, "cost_mrub"))
    return f"{row['name']} runs from {int(number(row, 'first_year'))}, {why}: it costs {cost} and {own}."


def next_state(tables: Tables, case: Case, objective: float) -> str:
    """The bound of the best of the states that were not chosen, beside what the plan is worth."""
    others = largest_first([row for row in tables["States"] if row["chosen"] != "yes"], "bound_points")
    if not others:
        return ""
    bound, names = number(others[0], "bound_points"), state_in_words(case, str(others[0]["state"]))
    first = (
        f"The other combination is that with {names}"
        if len(others) == 1
        else f"Of {len(others)} other combinations, the best could be that with {names}"
    )
    if bound <= 0:
        return f"{first}, and under it no plan is worth anything or keeps the rules."
    if objective <= 0 or bound == objective:
        return f"{first}: no plan under it is worth more than {rounded(bound)} points."
    share, more = abs(bound / objective - 1.0), bound > objective
    beside = f"at most {percent(share)} more than" if more else f"{percent(share)} less than"
    return f"{first}: no plan under it is worth more than {rounded(bound)} points, {beside} this plan."


def state_in_words(case: Case, state: str) -> str:
    """Names of the instruments that run in a state."""
    running = set(state.split("+"))
    return listed([row.name for row in case.instruments if row.instrument in running]) or "none of them"


def stages_matter(case: Case) -> bool:
    """Whether a lock-in says what innovative search is; else every town is always in it."""
    return any(name == "search_below" for name, _, _ in case.coefficients)


def two_stages(tables: Tables) -> str:
    """How many towns are in innovative search in the first and the last year, and which change over when."""
    rows = tables["Stages"]
    years = sorted({int(number(row, "year")) for row in rows})
    towns = len({row["town"] for row in rows})
    first, last = (
        sum(row["year"] == year and row["stage"] == STAGES[True] for row in rows) for year in (years[0], years[-1])
    )
    changes = {str(row["town"]): row for row in rows if row["changes_over"] == "yes"}
    search = f"{first:,} of {count(towns, 'town')} {'is' if first == 1 else 'are'} in innovative search in {years[0]}"
    end = f", {last:,} in {years[-1]}" if len(years) > 1 else ""
    if not changes:
        return f"{search}{end}. No town changes over from inertia."
    said = named([f"{row['name']} ({int(number(row, 'year'))})" for row in changes.values()])
    return f"{search}{end}. {count(len(changes), 'town')} {verb(len(changes), 'change')} over from inertia: {said}."


def towns_calling(tables: Tables) -> str:
    """Alarms, how many of them were answered, the teams that are called and what they cost."""
    rows = tables["Alarms"]
    calls = {str(row["town"]): str(row["name"]) for row in rows if row["answered"] != "yes"}
    begins = (
        f"{count(len(rows), 'value')} of indicators {'is' if len(rows) == 1 else 'are'} out of bounds, in "
        f"{count(len({row['town'] for row in rows}), 'town')}."
    )
    if not calls:
        return f"{begins} Teams have been to all of them since."
    cost = total([row for row in rows if isinstance(row["visit_mrub"], int | float)], "visit_mrub")
    return (
        f"{begins} Diagnosis teams are called to {count(len(calls), 'town')}: {named(list(calls.values()))}. They cost "
        f"the federal budget {million(cost)} and change nothing until they have found something."
    )


def found_on_the_spot(case: Case) -> str:
    """Towns left alone, and those whose status a team found to be another than stated."""
    names = {status.status: status.name for status in case.statuses}
    alone = [town.name for town in case.towns if town.left_alone]
    other = [f"{town.name} ({names[town.status]}, not {names[town.stated_status]})"
             for town in case.towns if town.stated_status not in ("", town.status)]  # fmt: skip
    parts = []
    if alone:
        found, left = ("has found its niche", "is") if len(alone) == 1 else ("have found their niche", "are")
        parts.append(f"{count(len(alone), 'town')} {found} and {left} left alone: {named(alone)}.")
    if other:
        parts.append(f"In {count(len(other), 'town')} teams found another status than stated: {named(other)}.")
    return " ".join(parts)


def named(names: Sequence[str]) -> str:
    """The first names, and how many others there are."""
    if len(names) <= TOWNS_NAMED + 1:
        return listed(names)
    return f"{', '.join(names[:TOWNS_NAMED])} and {len(names) - TOWNS_NAMED:,} more"


def verb(subjects: int, plural: str) -> str:
    return f"{plural}s" if subjects == 1 else plural
