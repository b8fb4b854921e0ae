"""States of the federal instruments: which one a plan is in, and what the others could bring.

Written from ``docs/model.md``, sections Federal instruments and What the plan reports. Each state is a case of its own,
in which every instrument is decided; what the plan says of a state that it did not choose is proved by prices, and by
branches where it has some.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace
from fractions import Fraction
from itertools import product
from math import fsum

from models.case import Case, Draw
from planner.tables.names import quoted
from planner.verifying.bound import bound_of
from planner.verifying.branches import IMPOSSIBLE_BOUND, branched_bound, check_names, read_branches
from planner.verifying.comparing import Findings, Key, alike, not_above_0, rows_by_key, shown
from planner.verifying.effects import Effects, effects_of
from planner.verifying.federal import instrument_cost_mrub
from planner.verifying.offers import town_variants
from planner.verifying.plan_reading import Plan, Record
from planner.verifying.rules import rules_of
from planner.words import phrase, say
from planner.words.every_language import same_name
from planner.words.naming import localised_parts

NONE_RUNS = "-"
UNLIKE_BOUND = {
    True: phrase("{there!r} is there, Prices and Branches prove {proved!r}"),
    False: phrase("{there!r} is there, State prices and Branches prove {proved!r}"),
}
"""What is said of a bound, by whether it is that of the state chosen."""


@dataclass(frozen=True, slots=True)
class State:
    """Which instruments run, by name, and the case in which just these are decided to run."""

    name: str
    case: Case


def states_of(case: Case) -> list[State]:
    """Every state, ``yes`` before ``no`` for each instrument left to choose, the last one changing first."""
    answers = [("yes", "no") if row.decision == "choose" else (row.decision,) for row in case.instruments]
    return [_state(case, decisions) for decisions in product(*answers)]


def _state(case: Case, decisions: Sequence[str]) -> State:
    decided = tuple(
        replace(row, decision="yes" if decision == "yes" else "no")
        for row, decision in zip(case.instruments, decisions, strict=True)
    )
    running = [row.instrument for row in decided if row.decision == "yes"]
    return State("+".join(running) or NONE_RUNS, replace(case, instruments=decided))


def stated_state(case: Case, records: Mapping[str, Record], findings: Findings) -> State | None:
    """The state that the Summary names; None, and why, where it is none of the case."""
    record = records.get("state")
    if record is None:
        return None
    states = states_of(case)
    for state in states:
        if same_name(record.text("value"), state.name):
            return state
    findings.add(record.place("value"), say(
        "{there!r} is there, instruments run in this case as one of {states}",
        there=shown(record.values["value"]), states=", ".join(quoted(localised_parts(state.name)) for state in states),
    ))  # fmt: skip
    return None


def marked_states(plan: Plan, case: Case) -> list[State]:
    """The states that the sheet States marks as chosen."""
    marked = {record.text("state") for record in plan.records["States"] if record.text("chosen") == "yes"}
    return [state for state in states_of(case) if state.name in marked]


# --- The sheet Instruments run ---------------------------------------------------------------------------------------


def check_instruments(plan: Plan, case: Case, effects: Effects, findings: Findings) -> None:
    """Compare the sheet Instruments run; ``case`` is what was asked, the case of ``effects`` has all decided."""
    asked: dict[Key, str] = {(row.instrument,): row.decision for row in case.instruments}
    rows = rows_by_key(plan, "Instruments run", ("instrument",), asked, asked, findings)
    for instrument in effects.case.instruments:
        record = rows.get((instrument.instrument,))
        if record is None:
            continue
        runs, name = instrument.decision == "yes", instrument.instrument
        words = [("name", instrument.name), ("decision", asked[name,]), ("runs", "yes" if runs else "no")]
        findings.texts(record, words)
        findings.number(record, "first_year", instrument.first_year, relative=0)
        cost = sum(instrument_cost_mrub(effects.case, effects.coef, instrument), Fraction(0))
        findings.number(record, "cost_mrub", float(cost))
        own = fsum(row.amount_mrub for row in effects.case.budgets if row.instrument == name)
        findings.number(record, "own_money_mrub", own if runs else 0.0)


# --- The sheets States and State prices ------------------------------------------------------------------------------


def check_states(plan: Plan, case: Case, draw: Draw, chosen: State, proved: float, findings: Findings) -> float:
    """Compare what is stated of every state with what its prices and branches prove; returns the largest bound.

    ``proved`` is the bound of the state chosen.
    """
    states = states_of(case)
    prices = read_state_prices(plan, [state for state in states if state.name != chosen.name], findings)
    check_names(plan, [state.name for state in states], findings)
    names: list[Key] = [(state.name,) for state in states]
    rows = rows_by_key(plan, "States", ("state",), names, names, findings)
    largest = proved
    for state in states:
        is_chosen = state.name == chosen.name
        bound = proved if is_chosen else state_bound(plan, state, draw, prices[state.name], findings)
        largest = max(largest, bound)
        record = rows.get((state.name,))
        if record is None:
            continue
        findings.text(record, "chosen", "yes" if is_chosen else "no")
        stated, bound = record.number("bound_points"), max(bound, IMPOSSIBLE_BOUND)
        if not alike(stated, bound):
            findings.add(record.place("bound_points"), say(UNLIKE_BOUND[is_chosen], there=stated, proved=bound))
    return largest


def read_state_prices(plan: Plan, others: Sequence[State], findings: Findings) -> dict[str, dict[str, Record]]:
    """Records of the sheet State prices by state and row; of a state that was chosen, or is none, they are told."""
    found: dict[str, dict[str, Record]] = {state.name: {} for state in others}
    for record in plan.records["State prices"]:
        state, name, price = record.text("state"), record.text("row"), record.number("price")
        if state not in found:
            findings.add(record.place("state"), say(
                "{there!r} is there, it is no state beside that of the plan", there=shown(state)
            ))  # fmt: skip
        elif name in found[state]:
            for column in ("state", "row"):
                findings.twice(found[state][name], record, column)
        elif price <= 0:
            findings.add(record.place("price"), not_above_0(price))
        else:
            found[state][name] = record
    return found


def state_bound(plan: Plan, state: State, draw: Draw, prices: Mapping[str, Record], findings: Findings) -> float:
    """What prices and branches prove in a state, as a case of its own; prices of rows it does not make are told."""
    effects = effects_of(state.case, draw)
    offers = {town.town: town_variants(effects, town.town) for town in effects.case.towns}
    rules = rules_of(effects, offers)
    for name, record in prices.items():
        if name not in rules.rows:
            findings.add(record.place("row"), say(
                "{there!r} is there, the state {state} makes no row of this name", there=name, state=shown(state.name)
            ))  # fmt: skip
    known = {name: record.number("price") for name, record in prices.items() if name in rules.rows}
    branches = read_branches(plan, state.name, effects, rules, findings)
    if branches:
        return branched_bound(effects, offers, rules, known, branches, findings)
    settings = state.case.settings
    return bound_of(rules, offers, known, settings.horizon_years, settings.points_of_growth_max).points
