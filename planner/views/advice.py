"""The plan town by town in one sentence: what is done and why, or what a town lacks that gets nothing."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

import numpy as np

from models.case import NO_ROADMAP, Case
from models.diagnosis import Floats
from planner.plan import Plan
from planner.tables.plan_layout import FIRST_DATA_ROW, STAGES
from planner.tables.write import exact, write_text
from planner.views.federal_words import stages_matter
from planner.views.looks import (
    VIEW_TAB_COLOUR,
    Looks,
    Tables,
    height_of,
    number,
    set_up_print,
    write_head,
)
from planner.views.wording import heading, listed, million, rounded
from planner.words import Words, phrase, say

Row = Mapping[str, object]

READING = phrase(
    "One sentence a town, those with most money first, made from the other sheets. Lock-ins run from 0 (open) to 1 "
    "(locked in)."
)
COLUMNS = (("town", 10.0), ("name", 24.0), ("total_mrub", 14.0), (phrase("advice"), 130.0))
RUB_IN_MRUB = 1_000_000
MEASURES_SAID = 2
LOCK_INS_SAID = 2
FACTORS_SAID = 2
LEAST_DROP = 0.005
"""A lock-in that falls by less keeps its two decimals."""
LEAST_POINTS = 0.005
CLEAR_SHARE = 0.05
"""A place that changes a measure's effect by less does not speak for it or against it."""


@dataclass(frozen=True, slots=True)
class Advice:
    """What the plan advises a town, in a sentence that names it."""

    town: str
    name: str
    total_mrub: float
    text: Words


@dataclass(frozen=True, slots=True)
class Reasons:
    """Why, by town: what locks it in most, and what speaks for its largest measure; nothing where that is unclear."""

    locked_by: Mapping[str, str]
    suited_by: Mapping[str, str]


def advice_of(plan: Plan, tables: Tables) -> list[Advice]:
    """The advice for every town of a plan, in the order of Allocation."""
    return advice(tables, plan.case, reasons_of(plan, tables))


def advice(tables: Tables, case: Case, reasons: Reasons) -> list[Advice]:
    """The advice for every town, from the rows of the sheets and the reasons."""
    funded, stages = by_town(tables["Funded"]), by_town(tables["Stages"] if stages_matter(case) else ())
    calls = by_town(row for row in tables["Alarms"] if row["answered"] == "no")
    plans = {str(row["town"]): row for row in tables["Town plans"]}
    alone = {town.town for town in case.towns if town.left_alone}
    names = names_apart(tables["Allocation"])
    found = []
    for row in tables["Allocation"]:
        town = str(row["town"])
        if town in alone:
            clauses: list[str] = [say("is left alone, for it has found its niche")]
        elif funded[town] or plans[town]["roadmap"] != NO_ROADMAP:
            done = what_is_done(funded[town], number(row, "total_mrub"))
            clauses = [done, roadmap_taken(case, plans[town]), stage_reached(stages[town])]
            clauses += [reasons.locked_by.get(town, ""), reasons.suited_by.get(town, "")]
        else:
            clauses = [what_it_lacks(plans[town]), reasons.locked_by.get(town, "")]
        clauses.append(team_called(case, calls[town]))
        text = say("{town} {clauses}.", town=names[town], clauses="; ".join(filter(None, clauses)))
        found.append(Advice(town, str(row["name"]), number(row, "total_mrub"), text))
    return found


def names_apart(rows: Sequence[Row]) -> dict[str, str]:
    """What each town is called: its name, and its region where several have that name."""
    met = Counter(str(row["name"]) for row in rows)
    return {str(row["town"]): f"{row['name']} ({row['region']})" if met[str(row["name"])] > 1 else str(row["name"])
            for row in rows}  # fmt: skip


def by_town(rows: Iterable[Row]) -> defaultdict[str, list[Row]]:
    groups: defaultdict[str, list[Row]] = defaultdict(list)
    for row in rows:
        groups[str(row["town"])].append(row)
    return groups


def what_is_done(funded: Sequence[Row], total_mrub: float) -> Words:
    """``gets 90.0 million RUB: Road in 2021 (80.0 million RUB) and 2 more measures``."""
    money: dict[str, float] = defaultdict(float)
    started: dict[str, Row] = {}
    for row in funded:
        if row["kind"] != "opening":
            money[str(row["measure"])] += number(row, "total_rub") / RUB_IN_MRUB
        if row["kind"] == "started":
            started.setdefault(str(row["measure"]), row)
    order = sorted(started, key=lambda measure: -money[measure])
    said = [
        say(
            "{measure} in {year} ({money})",
            measure=started[m]["measure_name"], year=int(number(started[m], "start_year")), money=million(money[m]),
        )
        for m in order[:MEASURES_SAID]
    ]  # fmt: skip
    if len(order) > MEASURES_SAID:
        said.append(say("{measures} more", measures=len(order) - MEASURES_SAID))
    if total_mrub > 0:
        gets = million(total_mrub)
        return (
            say("gets {money}: {measures}", money=gets, measures=listed(said))
            if said
            else say("gets {money} for its roadmap alone", money=gets)
        )
    return (
        say("gets no public money: {measures}", measures=listed(said))
        if said
        else say("gets no public money for its roadmap alone")
    )


def roadmap_taken(case: Case, town_plan: Row) -> Words:
    """``roadmap Open up from 2021 opens Political (0.80 -> 0.40)``, the lock-ins that fall most."""
    variant = str(town_plan["roadmap"])
    if variant == NO_ROADMAP:
        return say("no roadmap")
    identity, _, year = variant.rpartition("@")
    template = identity.partition("/")[0]
    falls = sorted(((drop(town_plan, lock.lock_in), lock) for lock in case.lock_ins), key=lambda pair: -pair[0])
    said = [
        say(
            "{lock} ({before:.2f} -> {after:.2f})",
            lock=lock.name,
            before=number(town_plan, f"{lock.lock_in}_before"),
            after=number(town_plan, f"{lock.lock_in}_after"),
        )
        for fall, lock in falls[:LOCK_INS_SAID]
        if fall >= LEAST_DROP
    ]
    roadmap = heading(template)
    if not said:
        return say("roadmap {roadmap} from {year}", roadmap=roadmap, year=year)
    return say("roadmap {roadmap} from {year} opens {lock_ins}", roadmap=roadmap, year=year, lock_ins=listed(said))


def drop(town_plan: Row, lock_in: str) -> float:
    return number(town_plan, f"{lock_in}_before") - number(town_plan, f"{lock_in}_after")


def stage_reached(stages: Sequence[Row]) -> Words:
    """Whether and when the town changes over from inertia to innovative search."""
    if not stages:
        return Words("")
    changes = [int(number(row, "year")) for row in stages if row["changes_over"] == "yes"]
    last = stages[-1]
    if last["stage"] == STAGES[False]:
        return say("still in inertia in {year}", year=int(number(last, "year")))
    if changes:
        return say("changes over to innovative search in {year}", year=changes[-1])
    return say("in innovative search throughout")


def what_it_lacks(town_plan: Row) -> Words:
    """Why a town gets nothing: its best answer to the plan's prices, or that it has none."""
    answer = number(town_plan, "answer_points")
    if answer < LEAST_POINTS:
        return say("gets no money, for nothing that it may do is worth its price at the margin")
    return say(
        "gets no money: its best answer would be worth {points} points beyond its price, but not all such answers fit "
        "into budgets and rules together",
        points=rounded(answer),
    )


def team_called(case: Case, calls: Sequence[Row]) -> Words:
    """The alarm that calls a diagnosis team, the first of several."""
    if not calls:
        return Words("")
    first = calls[0]
    indicator = next(row for row in case.indicators if row.indicator == first["indicator"])
    return say(
        "waits for a diagnosis team ({indicator} {value:,.6g} {unit} in {year})",
        indicator=indicator.name, value=number(first, "value"), unit=indicator.unit, year=int(number(first, "year")),
    )  # fmt: skip


def reasons_of(plan: Plan, tables: Tables) -> Reasons:
    """What locks in the towns of a plan most, and what speaks for the measures that they spend most on."""
    case, towns = plan.arrays.case, plan.arrays.sets.TOWNS
    largest = largest_measures(tables["Funded"])
    numbers = {town: t for t, town in enumerate(towns)}
    slopes: dict[str, list[tuple[int, float]]] = defaultdict(list)
    for f, factor in enumerate(plan.arrays.sets.FACTORS):
        for measure in set(largest.values()):
            slope = case.value("context", measure, factor, plan.arrays.draw, 0.0)
            if slope:
                slopes[measure].append((f, slope))
    suited = {town: suits(plan, numbers[town], slopes[measure]) for town, measure in largest.items()}
    return Reasons(locked_by(plan), suited)


def largest_measures(funded: Sequence[Row]) -> dict[str, str]:
    """The started measure with most money of each town that has one."""
    money: dict[tuple[str, str], float] = defaultdict(float)
    for row in funded:
        if row["kind"] != "opening":
            money[str(row["town"]), str(row["measure"])] += number(row, "total_rub")
    largest: dict[str, str] = {}
    for (town, measure), _ in sorted(money.items(), key=lambda pair: -pair[1]):
        largest.setdefault(town, measure)
    return largest


def locked_by(plan: Plan) -> dict[str, str]:
    """By town, the largest factors of the lock-in that its roadmap lowers most, or else of its highest one."""
    case, diagnosis, choice = plan.arrays.case, plan.arrays.diagnosis, plan.found.choice
    if not case.lock_ins or not case.factors:
        return {}
    today = diagnosis.lock_in_today
    lowered: Floats = today - plan.arrays.opened.lock_in[np.arange(len(today)), choice.roadmap, :, -1]
    opened = lowered.max(axis=1) >= LEAST_DROP
    lock = np.where(opened, lowered.argmax(axis=1), today.argmax(axis=1))
    adds = diagnosis.contributions + (-diagnosis.weight).clip(min=0.0)
    of_lock = adds[np.arange(len(today)), :, lock]
    order = np.argsort(-of_lock, axis=1, kind="stable")[:, :FACTORS_SAID]
    return {
        town.town: locked_words(plan, t, int(lock[t]), [f for f in order[t].tolist() if of_lock[t, f] > 0],
                                opened=bool(opened[t]))
        for t, town in enumerate(case.towns)
    }  # fmt: skip


def locked_words(plan: Plan, town: int, lock: int, factors: Sequence[int], *, opened: bool) -> Words:
    if not factors:
        return Words("")
    case, weight = plan.arrays.case, plan.arrays.diagnosis.weight
    held = listed([factor_lacking(plan, town, f) if weight[f, lock] < 0 else factor_named(plan, town, f)
                   for f in factors])  # fmt: skip
    if opened:
        return say("locked in above all by {factors}", factors=held)
    today = float(plan.arrays.diagnosis.lock_in_today[town, lock])
    return say(
        "most locked in: {lock} ({today:.2f}), by {factors}", lock=case.lock_ins[lock].name, today=today, factors=held
    )


def factor_named(plan: Plan, town: int, factor: int) -> Words:
    """A factor in quotation marks; where nobody has scored it, the reason is what is usual and not what was found."""
    name = plan.arrays.case.factors[factor].name
    if plan.arrays.diagnosis.known[town, factor]:
        return say('"{factor}"', factor=name)
    return say('"{factor}" (not scored)', factor=name)


def factor_lacking(plan: Plan, town: int, factor: int) -> Words:
    """The same of a strength that the town lacks."""
    name = plan.arrays.case.factors[factor].name
    if plan.arrays.diagnosis.known[town, factor]:
        return say('the lack of "{factor}"', factor=name)
    return say('the lack of "{factor}" (not scored)', factor=name)


def suits(plan: Plan, town: int, slopes: Sequence[tuple[int, float]]) -> Words:
    """The factor of the place that changes most the effect of a measure with these slopes, if it does so clearly."""
    if not slopes:
        return Words("")
    diagnosis = plan.arrays.diagnosis
    ends = diagnosis.share[town], diagnosis.other_end[town]
    change, f = max(((min(slope * float(end[f]) for end in ends), f) for f, slope in slopes),
                    key=lambda pair: abs(pair[0]))  # fmt: skip
    if abs(change) < CLEAR_SHARE:
        return Words("")
    factor = factor_named(plan, town, f)
    if change > 0:
        return say("its largest measure is favoured by {factor}", factor=factor)
    return say("its largest measure is weakened by {factor}", factor=factor)


def write_advice(worksheet: Any, looks: Looks, found: Sequence[Advice]) -> None:
    """Fill the sheet, a row for each town."""
    columns = [(say(name), width) for name, width in COLUMNS]
    write_head(worksheet, looks, say("What is advised"), say(READING), columns)
    for row, each in enumerate(found, start=FIRST_DATA_ROW - 1):
        worksheet.set_row(row, height_of(each.text, COLUMNS[-1][1]))
        write_text(worksheet, row, 0, each.town, looks.formats["text"])
        write_text(worksheet, row, 1, each.name, looks.formats["text"])
        worksheet.write_number(row, 2, exact(each.total_mrub), looks.formats["mrub"])
        write_text(worksheet, row, 3, each.text, looks.wrapped)
    worksheet.set_tab_color(VIEW_TAB_COLOUR)
    worksheet.freeze_panes(FIRST_DATA_ROW - 1, 2)
    worksheet.autofilter(FIRST_DATA_ROW - 2, 0, FIRST_DATA_ROW - 2 + len(found), len(COLUMNS) - 1)
    set_up_print(worksheet)
