"""Sentences on federal instruments, the two stages of restructuring, and towns that call for a look."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from models.case import Case
from planner.tables.plan_layout import STAGES
from planner.views.looks import Tables, largest_first, number, total
from planner.views.wording import listed, million, percent, rounded
from planner.words import Words, say

TOWNS_NAMED = 5
"""Towns that a sentence names; of more it says how many."""

Row = Mapping[str, object]


def instruments(tables: Tables, case: Case, says: Mapping[str, object]) -> Words:
    """Which instruments run, with what cost and money, and what the next best state could bring."""
    said = [instrument(row) for row in tables["Instruments run"]]
    return Words(" ".join([*said, next_state(tables, case, number(says, "objective"))]).strip())


def instrument(row: Row) -> Words:
    """``Agency runs from 2021, as is best: it costs 3.0 million RUB and brings no money of its own.``"""
    why = say("as decided") if row["decision"] != "choose" else say("as is best")
    if row["runs"] != "yes":
        return say("{instrument} does not run, {why}.", instrument=row["name"], why=why)
    first_year, cost = int(number(row, "first_year")), million(number(row, "cost_mrub"))
    brings = number(row, "own_money_mrub")
    if not brings:
        return say(
            "{instrument} runs from {first_year}, {why}: it costs {cost} and brings no money of its own.",
            instrument=row["name"], first_year=first_year, why=why, cost=cost,
        )  # fmt: skip
    return say(
        "{instrument} runs from {first_year}, {why}: it costs {cost} and brings {own}.",
        instrument=row["name"], first_year=first_year, why=why, cost=cost, own=million(brings),
    )  # fmt: skip


def next_state(tables: Tables, case: Case, objective: float) -> Words:
    """The bound of the best of the states that were not chosen, beside what the plan is worth."""
    others = largest_first([row for row in tables["States"] if row["chosen"] != "yes"], "bound_points")
    if not others:
        return Words("")
    bound, names = number(others[0], "bound_points"), state_in_words(case, str(others[0]["state"]))
    first = (
        say("The other combination is that with {names}", names=names)
        if len(others) == 1
        else say("Of {others} other combinations, the best could be that with {names}", others=len(others), names=names)
    )
    if bound <= 0:
        return say("{first}, and under it no plan is worth anything or keeps the rules.", first=first)
    points = rounded(bound)
    if objective <= 0 or bound == objective:
        return say("{first}: no plan under it is worth more than {points} points.", first=first, points=points)
    share = percent(abs(bound / objective - 1.0))
    if bound > objective:
        return say(
            "{first}: no plan under it is worth more than {points} points, at most {share} more than this plan.",
            first=first, points=points, share=share,
        )  # fmt: skip
    return say(
        "{first}: no plan under it is worth more than {points} points, {share} less than this plan.",
        first=first, points=points, share=share,
    )  # fmt: skip


def state_in_words(case: Case, state: str) -> Words:
    """Names of the instruments that run in a state."""
    running = set(state.split("+"))
    return listed([row.name for row in case.instruments if row.instrument in running]) or say("none of them")


def stages_matter(case: Case) -> bool:
    """Whether a lock-in says what innovative search is; else every town is always in it."""
    return any(name == "search_below" for name, _, _ in case.coefficients)


def two_stages(tables: Tables) -> Words:
    """How many towns are in innovative search in the first and the last year, and which change over when."""
    rows = tables["Stages"]
    years = sorted({int(number(row, "year")) for row in rows})
    towns = len({row["town"] for row in rows})
    first, last = (
        sum(row["year"] == year and row["stage"] == STAGES[True] for row in rows) for year in (years[0], years[-1])
    )
    search = (
        say(
            "{first:,} of {towns:# town|# towns} {first:is|are} in innovative search in {begin}, {last:,} in {end}.",
            first=first, towns=towns, begin=years[0], last=last, end=years[-1],
        )
        if len(years) > 1
        else say(
            "{first:,} of {towns:# town|# towns} {first:is|are} in innovative search in {begin}.",
            first=first, towns=towns, begin=years[0],
        )
    )  # fmt: skip
    return Words(f"{search} {changing_over(rows)}")


def changing_over(rows: Sequence[Row]) -> Words:
    """Which towns change over from inertia, and when."""
    changes = {str(row["town"]): row for row in rows if row["changes_over"] == "yes"}
    if not changes:
        return say("No town changes over from inertia.")
    return say(
        "{changes:# town changes|# towns change} over from inertia: {names}.",
        changes=len(changes),
        names=named([f"{row['name']} ({int(number(row, 'year'))})" for row in changes.values()]),
    )


def towns_calling(tables: Tables) -> Words:
    """Alarms, how many of them were answered, the teams that are called and what they cost."""
    rows = tables["Alarms"]
    calls = {str(row["town"]): str(row["name"]) for row in rows if row["answered"] != "yes"}
    begins = say(
        "{alarms:# value|# values} of indicators {alarms:is|are} out of bounds, in {towns:# town|# towns}.",
        alarms=len(rows),
        towns=len({row["town"] for row in rows}),
    )
    if not calls:
        return Words(f"{begins} {say('Teams have been to all of them since.')}")
    teams = say(
        "Diagnosis teams are called to {towns:# town|# towns}: {names}. They cost the federal budget {cost} and change "
        "nothing until they have found something.",
        towns=len(calls),
        names=named(list(calls.values())),
        cost=million(total([row for row in rows if isinstance(row["visit_mrub"], int | float)], "visit_mrub")),
    )
    return Words(f"{begins} {teams}")


def found_on_the_spot(case: Case) -> Words:
    """Towns left alone, and those whose status a team found to be another than stated."""
    names = {status.status: status.name for status in case.statuses}
    alone = [town.name for town in case.towns if town.left_alone]
    other = [
        say("{town} ({status}, not {stated})", town=town.name, status=names[town.status],
            stated=names[town.stated_status])
        for town in case.towns if town.stated_status not in ("", town.status)
    ]  # fmt: skip
    parts = []
    if alone:
        parts.append(
            say(
                "{towns:# town has found its niche and is|# towns have found their niche and are} left alone: {names}.",
                towns=len(alone),
                names=named(alone),
            )
        )
    if other:
        parts.append(
            say(
                "In {towns:# town|# towns} teams found another status than stated: {names}.",
                towns=len(other),
                names=named(other),
            )
        )
    return Words(" ".join(parts))


def named(names: Sequence[str]) -> Words:
    """The first names, and how many others there are."""
    if len(names) <= TOWNS_NAMED + 1:
        return listed(names)
    return say("{names} and {more:,} more", names=", ".join(names[:TOWNS_NAMED]), more=len(names) - TOWNS_NAMED)
