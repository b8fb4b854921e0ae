"""One page a town, like the passport of a project: what locks it in, what is done when and paid by whom, what comes."""

from __future__ import annotations

import math
import re
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from models.case import NO_ROADMAP, Case, RoadmapStep, Town
from models.reports import YEARS_SHOWN, Liabilities
from planner.plan import Plan
from planner.tables.names import did_you_mean, either, match_key
from planner.tables.plan_layout import PASSPORT_PREFIX, STAGES
from planner.tables.write import exact, write_text
from planner.views.federal_words import stages_matter
from planner.views.looks import (
    LINE_HEIGHT,
    VIEW_TAB_COLOUR,
    Looks,
    Tables,
    characters_in,
    height_of,
    largest_first,
    number,
    set_up_print,
    total,
    write_head,
)
from planner.views.sentences import RUB_IN_MRUB, sums_by
from planner.views.wording import heading, listed, million, percent, span, spoken
from planner.words import Words, localised, named, phrase, say

READING = phrase("One town of the plan, made from the other sheets; money in million roubles of its own year.")
MOST_FUNDED = 3
FACTORS_SHOWN = 8
OF_A_TOWN = ("Allocation", "Funded", "Town plans", "Partners", "Audit", "Stages", "Alarms")
"""Sheets of a plan whose rows a page takes."""
SCORES_SHOWN = 5
NICHES = {"yes": phrase("the town has found its niche"), "no": phrase("it has no niche of its own")}
LEAST_POINTS = 0.005
"""Less is no points with two decimals."""
SHEET_NAME_MAX = 31
FORBIDDEN_IN_SHEET_NAMES = re.compile(r"[\[\]:*?/\\'\x00-\x1f]")
WIDTHS = (54.0, 33.0, 11.5)
"""Widths of the first column, the second, and each of the others; these are wider where a long word heads them."""
AROUND_WORD = 1.5
"""Width that a column has beside the longest word of its header."""

WHOLE_HYPHEN = "\u2011"
"""A hyphen at which no line ends: the words of a narrow header stay whole."""

NO_TEXT = Words("")

Cell = str | float | int


class UnknownTown(ValueError):
    """A town was asked for that the case does not have, or that several towns may be."""


@dataclass(frozen=True, slots=True)
class Section:
    """A heading, a paragraph, and a table under it; either may be missing. ``kinds`` has a format for each column."""

    title: Words
    text: Words = NO_TEXT
    headers: tuple[str, ...] = ()
    kinds: tuple[str, ...] = ()
    rows: tuple[tuple[Cell, ...], ...] = ()


def towns_named(case: Case, asked: Iterable[str]) -> tuple[str, ...]:
    """Ids of the towns asked for by id, by name, or by ``name (region)``, each once, in the order asked.

    Raises ``UnknownTown`` for a town that is not there, and for a name that several towns have.
    """
    by_id = {match_key(town.town): town.town for town in case.towns}
    by_name: dict[str, list[str]] = {}
    for town in case.towns:
        for call in (town.name, f"{town.name} ({town.region})"):
            by_name.setdefault(match_key(call), []).append(town.town)
    found: list[str] = []
    for name in asked:
        key = match_key(name)
        meant = [by_id[key]] if key in by_id else by_name.get(key, [])
        if not meant:
            calls = [call for town in case.towns for call in (town.town, town.name)]
            guess = did_you_mean(name, calls)
            raise UnknownTown(say("no town has the id or name {name!r}{guess}", name=name, guess=guess))
        if len(meant) > 1:
            raise UnknownTown(say("{name!r} may be {towns}; give the id", name=name, towns=either(meant)))
        found += meant
    return tuple(dict.fromkeys(found))


def most_funded(tables: Tables) -> tuple[str, ...]:
    """The towns with most money, for a plan whose passports nobody chose."""
    rows = [row for row in tables["Allocation"] if number(row, "total_mrub") > 0]
    return tuple(str(row["town"]) for row in largest_first(rows, "total_mrub")[:MOST_FUNDED])


def sheet_names(towns: Iterable[str]) -> dict[str, str]:
    """A name of a sheet for each town: short enough, without forbidden signs, unlike any other whatever its case."""
    taken: set[str] = set()
    names: dict[str, str] = {}
    for town in towns:
        whole = named(PASSPORT_PREFIX) + FORBIDDEN_IN_SHEET_NAMES.sub("_", town)
        name, copy = whole[:SHEET_NAME_MAX].rstrip(), 1
        while name.casefold() in taken:
            copy += 1
            ending = f" {copy}"
            name = whole[: SHEET_NAME_MAX - len(ending)].rstrip() + ending
        taken.add(name.casefold())
        names[town] = name
    return names


@dataclass(frozen=True)
class TownRows:
    """What the sheets of a plan say of one town."""

    town: int
    tables: Tables

    @classmethod
    def of(cls, plan: Plan, tables: Tables, town: str) -> TownRows:
        kept = {name: [row for row in tables[name] if row["town"] == town]
                for name in OF_A_TOWN}  # fmt: skip
        return cls(plan.arrays.sets.town[town], kept)

    def __getitem__(self, sheet: str) -> Sequence[Mapping[str, object]]:
        return self.tables[sheet]


def passport(plan: Plan, tables: Tables, town: str, advice: Words = NO_TEXT) -> list[Section]:
    """The page of a town, section by section. Tables without any money in them are not there."""
    case, rows = plan.case, TownRows.of(plan, tables, town)
    first = [
        *([Section(say("In one sentence"), advice)] if advice else []),
        the_town(case, rows),
        *monitoring(case, rows),
        lock_ins(case, rows),
        factors(plan, rows),
        Section(say("Roadmap"), roadmap_in_words(case, str(rows["Town plans"][0]["roadmap"]))),
    ]
    if not rows["Funded"]:
        says = {str(row["item"]): row["value"] for row in tables["Summary"]}
        answer = without_money(rows["Town plans"][0], number(says, "objective"))
        return [*first, Section(say("Why there is no money"), answer), judgement(case, rows)]
    return [
        *first,
        measures(rows),
        money_by_year(case, rows),
        results(plan, rows),
        judgement(case, rows),
        to_pay(case, rows, plan.liabilities),
    ]


def without_money(town_plan: Mapping[str, object], objective: float) -> Words:
    """What the best answer of a town to the plan's prices is worth, where the plan pays for nothing in it."""
    worth, answer = number(town_plan, "worth_points"), number(town_plan, "answer_points")
    parts = [
        say("Nothing is paid for in this town, and the plan wins {points:,.2f} points in it.", points=worth)
        if worth >= LEAST_POINTS
        else say("Nothing is paid for in this town, and the plan wins no points in it."),
        say("The plan has a price for all that is scarce, such as federal money of a year (sheet Prices)."),
    ]
    if answer < LEAST_POINTS:
        parts.append(say("Nothing that the town may do is worth that price: its best answer to it is to do nothing."))
        return Words(" ".join(parts))
    if objective > 0:
        worth_still = say(
            "Having paid it, the best that the town could do would still be worth {points:,.2f} points ({share} of the "
            "points of the whole plan).",
            points=answer,
            share=percent(answer / objective),
        )
    else:
        worth_still = say(
            "Having paid it, the best that the town could do would still be worth {points:,.2f} points.", points=answer
        )
    left_out = say("Not all such answers fit into budgets and rules together, and the plan leaves this one out.")
    return Words(" ".join([*parts, worth_still, left_out]))


def the_town(case: Case, rows: TownRows) -> Section:
    town, got = case.towns[rows.town], rows["Allocation"][0]
    facts: list[tuple[Cell, ...]] = [
        (say("Region"), town.region),
        (say("Status"), status_in_words(case, town)),
        (say("Inhabitants"), say("{inhabitants:,.0f}", inhabitants=town.population)),
        (
            say("Public money of the plan"),
            say(
                "{money}; {rub_per_head:,.0f} RUB for an inhabitant",
                money=million(number(got, "total_mrub")),
                rub_per_head=number(got, "rub_per_head"),
            ),
        ),
        (say("of it federal"), million(number(got, "federal_mrub"))),
        (say("of it regional"), million(number(got, "regional_mrub"))),
        (say("Paid beside it by others"), million(total(rows["Partners"], "partners_rub") / RUB_IN_MRUB)),
        *([(say("Innovative search"), search_in_words(rows["Stages"]))] if stages_matter(case) else []),
        (say("Years of the plan"), span(case.settings.years)),
        (say("Costs at prices of"), str(case.settings.price_year)),
    ]
    return Section(say("The town"), headers=("", ""), kinds=("text", "text"), rows=tuple(facts))


def status_in_words(case: Case, town: Town) -> str:
    """The status of a town, and what it states to be where a team found something else."""
    names = {status.status: status.name for status in case.statuses}
    status = names.get(town.status, town.status)
    if town.stated_status in ("", town.status):
        return localised(status)
    return say("{status} (found on the spot; stated: {stated})", status=status, stated=names[town.stated_status])


def search_in_words(stages: Sequence[Mapping[str, object]]) -> Words:
    """The years in which the town is in innovative search."""
    years = [str(row["year"]) for row in stages if row["stage"] == STAGES[True]]
    return say("in {years}", years=listed(years)) if years else say("in no year: the town stays in inertia")


def monitoring(case: Case, rows: TownRows) -> Iterator[Section]:
    """Indicators out of bounds and what teams found, where there is any of it."""
    town = case.towns[rows.town]
    findings = sorted((row for row in case.findings if row.town == town.town), key=lambda row: row.year)
    if not rows["Alarms"] and not findings:
        return
    names = {status.status: status.name for status in case.statuses}
    said = [f"{row.year}: " + listed([*([names[row.status]] if row.status else []),
                                      *([say(NICHES[row.niche])] if row.niche else [])])
            for row in findings]  # fmt: skip
    been = say("Found on the spot: {found}.", found="; ".join(said)) if said else say("No team has been to the town.")
    text = Words(f"{been} {say('The town is left alone.')}") if town.left_alone else been
    indicators = {row.indicator: row for row in case.indicators}
    lines = tuple(
        (localised(indicators[str(row["indicator"])].name), localised(indicators[str(row["indicator"])].unit),
         int(number(row, "year")), number(row, "value"),
         say("answered") if row["answered"] == "yes" else say("calls a team"))
        for row in rows["Alarms"]
    )  # fmt: skip
    headers = (say("out of bounds"), named("unit"), named("year"), named("value"), say("answer"))
    yield Section(say("Monitoring"), text, headers, ("text", "text", "integer", "number", "text"), lines)


def lock_ins(case: Case, rows: TownRows) -> Section:
    """Base values, their interval, and the aim."""
    plan_row = rows["Town plans"][0]
    ends = ("before", "before_low", "before_high", "after")
    lines: list[tuple[Cell, ...]] = [
        (localised(lock.name), *(number(plan_row, f"{lock.lock_in}_{end}") for end in ends)) for lock in case.lock_ins
    ]
    text = say(
        "From 0 (open) to 1 (locked in). The base is the beginning of {first}; low and high are its ends where scores "
        "are not known; the aim is the end of {last}.",
        first=case.settings.first_year,
        last=case.settings.years[-1],
    )
    headers = (say("lock-in"), say("base"), say("low"), say("high"), say("aim"))
    return Section(say("Lock-ins"), text, headers, ("text", *["number"] * 4), tuple(lines))


def factors(plan: Plan, rows: TownRows) -> Section:
    """What the lock-ins of today are made of: the largest factors, and all others together, add up to them.

    A strength locks in by what is missing of it: its weight is below 0, and it adds ``|weight| * (1 - share)``.
    """
    case, diagnosis, t = plan.arrays.case, plan.arrays.diagnosis, rows.town
    adds = diagnosis.contributions[t] + (-diagnosis.weight).clip(min=0.0)
    sources = {score.factor: score.source for score in case.scores if score.town == case.towns[t].town}
    order = sorted(range(len(case.factors)), key=lambda f: -float(adds[f].sum()))
    shown, others = order[:FACTORS_SHOWN], order[FACTORS_SHOWN:]
    lines: list[tuple[Cell, ...]] = [
        (
            say("{factor} (what is missing of it)", factor=case.factors[f].name)
            if bool((diagnosis.weight[f] < 0).any())
            else localised(case.factors[f].name),
            known_by(sources.get(case.factors[f].factor)),
            *adds[f].tolist(),
        )
        for f in shown
    ]
    if others:
        lines.append((say("all other factors"), "", *adds[others].sum(axis=0).tolist()))
    lines.append((say("lock-in today"), "", *adds.sum(axis=0).tolist()))
    headers = (named("factor"), say("known by"), *(localised(lock.name) for lock in case.lock_ins))
    text = say("What each factor adds to the lock-ins of today.")
    kinds = ("text", "text", *["number"] * len(case.lock_ins))
    return Section(say("What locks it in"), text, headers, kinds, tuple(lines))


def known_by(source: str | None) -> str:
    if source is None:
        return say("not known, prior")
    return say("the town itself, cautious") if source == "self" else named(source)


def roadmap_in_words(case: Case, variant: str) -> Words:
    """``Open up, aimed at Political, from 2020: Clubs in 2020 to 2021 at full work.``"""
    if variant == NO_ROADMAP:
        return say("The town takes no roadmap: its lock-ins stay as they are.")
    identity, _, year = variant.rpartition("@")
    template, _, targets = identity.partition("/")
    aims = set(targets.split("+")) if targets else set()
    names = {lock.lock_in: lock.name for lock in case.lock_ins}
    steps = [step for step in case.roadmap_steps
             if step.roadmap == template and (not step.target or step.target in aims)]  # fmt: skip
    aimed = [names[lock.lock_in] for lock in case.lock_ins if lock.lock_in in aims]
    roadmap, work = heading(template), "; ".join(step_in_words(case, step, int(year)) for step in steps)
    if not aimed:
        return say("{roadmap}, from {year}: {work}.", roadmap=roadmap, year=year, work=work)
    return say(
        "{roadmap}, aimed at {aims}, from {year}: {work}.", roadmap=roadmap, aims=listed(aimed), year=year, work=work
    )


def step_in_words(case: Case, step: RoadmapStep, first_year: int) -> Words:
    name = next(measure.name for measure in case.opening if measure.measure == step.opening)
    years = span([first_year + step.step_from - 1, first_year + step.step_to - 1])
    return say(
        "{measure} in {years} at {share} of a full year's work",
        measure=name, years=years, share=percent(step.intensity),
    )  # fmt: skip


def measures(rows: TownRows) -> Section:
    """What is started, and what the roadmap costs."""
    started = [row for row in rows["Funded"] if row["kind"] == "started"]
    forgone = sums_by([row for row in rows["Funded"] if row["kind"] == "tax"], "measure", "total_rub")
    paid, beside = sums_by(started, "measure", "total_rub"), sums_by(started, "measure", "partners_rub")
    one_each = {str(row["measure"]): row for row in started}
    lines: list[tuple[Cell, ...]] = [
        (
            localised(str(row["measure_name"])), localised(str(row["unit"])), number(row, "scale"),
            int(number(row, "start_year")),
            paid[measure] / RUB_IN_MRUB, forgone.get(measure, 0.0) / RUB_IN_MRUB, beside[measure] / RUB_IN_MRUB,
        )
        for measure, row in one_each.items()
    ]  # fmt: skip
    opening = [row for row in rows["Funded"] if row["kind"] == "opening"]
    if opening:
        lines.append((say("The roadmap"), say("opening measures, as above"), "",
                      min(int(number(row, "year")) for row in opening), total(opening, "total_rub") / RUB_IN_MRUB, 0.0,
                      total(opening, "partners_rub") / RUB_IN_MRUB))  # fmt: skip
    headers = (named("measure"), say("unit of the scale"), named("scale"), say("start"), say("public"),
               say("tax forgone"), say("others"))  # fmt: skip
    kinds = ("text", "text", "number", "integer", "mrub", "mrub", "mrub")
    text = (
        say("Money in million RUB: of both budgets, of it as tax not collected, and of others.")
        if lines
        else say("No measure is paid for.")
    )
    return Section(say("Measures"), text, headers, kinds, tuple(lines))


def money_by_year(case: Case, rows: TownRows) -> Section:
    """Both budgets and everyone beside them, year by year."""
    years = case.settings.years
    payers: list[tuple[str, Sequence[Mapping[str, object]], str]] = [
        (say("federal budget"), rows["Funded"], "federal_rub"),
        (say("regional budget"), rows["Funded"], "regional_rub"),
    ]
    for contributor in dict.fromkeys(str(row["contributor"]) for row in rows["Partners"]):
        own = [row for row in rows["Partners"] if row["contributor"] == contributor]
        payers.append((spoken(contributor), own, "partners_rub"))
    money = [(name, by_year(paid, column, years)) for name, paid, column in payers]
    money.append((say("together"), tuple(map(sum, zip(*(each for _, each in money), strict=True)))))
    lines: list[tuple[Cell, ...]] = [(name, *each) for name, each in money]
    headers = (say("million RUB"), say("all years"), *map(str, years))
    kinds = ("text", *["mrub"] * (len(years) + 1))
    return Section(say("Money by year"), NO_TEXT, headers, kinds, tuple(lines))


def by_year(rows: Sequence[Mapping[str, object]], column: str, years: Sequence[int]) -> tuple[float, ...]:
    """All years together, then each."""
    each = [total([row for row in rows if row["year"] == year], column) / RUB_IN_MRUB for year in years]
    return (sum(each), *each)


def results(plan: Plan, rows: TownRows) -> Section:
    net, gross = plan.results.by_goal[rows.town], plan.results.gross[rows.town]
    lines = tuple((localised(goal.name), localised(goal.unit), float(net[g]), float(gross[g]))
                  for g, goal in enumerate(plan.arrays.case.goals) if net[g] or gross[g])  # fmt: skip
    text = (
        say("Net of what would have come anyway or is taken from elsewhere; gross is counted on the spot; discounted.")
        if lines
        else say("Nothing that counts towards a goal.")
    )
    headers = (named("goal"), named("unit"), say("net"), say("gross"))
    return Section(say("Results"), text, headers, ("text", "text", "number", "number"), lines)


def judgement(case: Case, rows: TownRows) -> Section:
    """What of the page rests on priors and on the town's own word, and which scores to check first."""
    plan_row = rows["Town plans"][0]
    unknown, own = (percent(number(plan_row, f"{what}_share")) for what in ("unknown", "self"))
    parts = [
        say("{unknown} of the diagnosis rests on priors, {own} on the town's own scores.", unknown=unknown, own=own)
    ]
    if rows["Audit"]:
        parts.append(say("Below: what was taken, 0 to 1, and the million RUB at stake if it is wrong by a point."))
    proposed = sums_by([row for row in rows["Funded"] if row["evidence"]], "evidence", "total_rub")
    if proposed:
        kinds = [say("{money} {kind}", money=million(money / RUB_IN_MRUB), kind=kind)
                 for kind, money in proposed.items()]  # fmt: skip
        parts.append(say("Proposals of its own get {kinds}.", kinds=listed(kinds)))
    names = {factor.factor: factor.name for factor in case.factors}
    first = largest_first(rows["Audit"], "at_stake_mrub")[:SCORES_SHOWN]
    lines = tuple((localised(names[str(row["factor"])]), named(str(row["source"])), number(row, "share"),
                   number(row, "at_stake_mrub")) for row in first)  # fmt: skip
    headers = (say("score to check first"), named("source"), say("taken"), say("at stake"))
    text = Words(" ".join(parts))
    return Section(say("What rests on judgement"), text, headers, ("text", "text", "number", "mrub"), lines)


def to_pay(case: Case, rows: TownRows, left: Liabilities) -> Section:
    """Running costs and tax forgone in the years after the plan, and until when each measure runs."""
    last, years = case.settings.years[-1], range(case.settings.first_year, case.settings.first_year + YEARS_SHOWN)
    after = [(y, year) for y, year in enumerate(years) if year > last]
    parts = ((say("running costs, public"), left.running), (say("federal tax forgone"), left.tax_federal),
             (say("regional tax forgone"), left.tax_regional))  # fmt: skip
    lines: list[tuple[Cell, ...]] = [(name, sum(part), *part) for name, part in
             ((name, tuple(float(by_year[rows.town, y]) for y, _ in after)) for name, by_year in parts)
             if any(part)]  # fmt: skip
    title = say("What stays to pay after the plan")
    if not lines:
        return Section(title, say("Nothing from {first} to {last}.", first=last + 1, last=years[-1]))
    starts = {str(row["measure"]): int(number(row, "start_year"))
              for row in rows["Funded"] if row["kind"] == "started"}  # fmt: skip
    until = [
        say(
            "{measure} until {year}",
            measure=measure.name,
            year=starts[measure.measure] + measure.duration_years + measure.life_years - 1,
        )
        for measure in case.started
        if measure.measure in starts
    ]
    text = say("At the prices of {last}, up to {end}. In use: {measures}.", last=last, end=years[-1],
               measures="; ".join(until))  # fmt: skip
    headers = (say("million RUB"), say("all these years"), *(str(year) for _, year in after))
    return Section(title, text, headers, ("text", *["mrub"] * (len(after) + 1)), tuple(lines))


def write_passport(worksheet: Any, looks: Looks, name: str, sections: Sequence[Section]) -> None:
    """One printed page: sections one below the other."""
    write_head(worksheet, looks, say("Passport of {town}", town=name), say(READING))
    wide = max(len(section.headers) for section in sections)
    widths = widths_of(sections, wide)
    for place, width in enumerate(widths):
        worksheet.set_column(place, place, width)
    row = 3
    for section in sections:
        row = write_section(worksheet, looks, row, section, widths)
    worksheet.set_tab_color(VIEW_TAB_COLOUR)
    worksheet.hide_gridlines(2)
    set_up_print(worksheet, pages_high=1, header=False)
    worksheet.set_portrait()


def widths_of(sections: Sequence[Section], wide: int) -> list[float]:
    """The width of each column."""
    words = [word for section in sections for header in section.headers[len(WIDTHS) - 1 :] for word in header.split()]
    others = max(WIDTHS[-1], max(map(characters_in, words), default=0) + AROUND_WORD)
    return [*WIDTHS[:-1], *[others] * wide][:wide]


def write_section(worksheet: Any, looks: Looks, row: int, section: Section, widths: Sequence[float]) -> int:
    """Write a section from a row on, counted from 0; return the row after the blank one below it."""
    for place in range(len(widths)):
        worksheet.write_blank(row, place, None, looks.section)
    write_text(worksheet, row, 0, section.title, looks.section)
    row += 1
    if section.text:
        worksheet.merge_range(row, 0, row, len(widths) - 1, "", looks.wrapped)
        write_text(worksheet, row, 0, section.text, looks.wrapped)
        worksheet.set_row(row, height_of(section.text, sum(widths)))
        row += 1
    if section.rows and any(section.headers):
        for place, header in enumerate(section.headers):
            shown = looks.header if section.kinds[place] == "text" else looks.header_of_numbers
            write_text(worksheet, row, place, header.replace("-", WHOLE_HYPHEN), shown)
        lines = [math.ceil(len(header) / (width - 2)) for header, width in zip(section.headers, widths, strict=False)]
        worksheet.set_row(row, max(1, *lines) * LINE_HEIGHT + 3)
        row += 1
    for line in section.rows:
        write_line(worksheet, looks, row, section, line, widths)
        row += 1
    return row + 1


def write_line(
    worksheet: Any, looks: Looks, row: int, section: Section, line: Sequence[Cell], widths: Sequence[float]
) -> None:
    """One line of a table; texts are broken where cells beside them leave too little room."""
    beside = len(line) > len(WIDTHS) - 1
    high = max((height_of(text, width) for text, width in zip(line, widths, strict=False) if isinstance(text, str)),
               default=LINE_HEIGHT)  # fmt: skip
    if beside and high > LINE_HEIGHT:
        worksheet.set_row(row, high)
    for place, (value, kind) in enumerate(zip(line, section.kinds, strict=True)):
        if isinstance(value, str):
            write_text(worksheet, row, place, value, looks.broken if beside else looks.formats["text"])
        else:
            worksheet.write_number(row, place, exact(float(value)), looks.formats[kind])
