"""What a plan decides, read from its sheets Funded and Town plans, and whether each decision was on offer.

Where one altered cell makes others disagree with it, the cell that alone stands against the rest is named.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from models.case import Case, Measure, Town
from planner.verifying.coefficients import Path
from planner.verifying.comparing import Findings, alike, shown
from planner.verifying.effects import Effects
from planner.verifying.money import (
    KOPECKS_IN_MRUB,
    KOPECKS_IN_RUB,
    LINE_SLACK_KOPECKS,
    is_cost,
    is_within_shares,
    kopecks_of_rub,
    slack_kopecks,
)
from planner.verifying.offers import Option, TownVariant, cost_path, may_use, option_refusal, roadmap_refusal, tax_path
from planner.verifying.plan_reading import Plan, Record
from planner.verifying.rules import holds_in, tax_line
from planner.words import Words, say
from planner.words.every_language import same_name

Offers = Mapping[str, Mapping[str, TownVariant]]

TAX_KIND = "tax"
"""Kind of a row of Funded that is tax not collected for a started measure."""
SCALE_SLACK = 1e-9
"""Relative error allowed to a scale at the end of its window."""


@dataclass(frozen=True, slots=True)
class Line:
    """A row of Funded that names a town and a measure of the case; years are 1..H.

    ``is_tax`` marks tax forgone for the measure, a line of its own beside the measure's.
    """

    record: Record
    town: Town
    measure: Measure
    year: int
    federal: int
    regional: int
    is_tax: bool = False

    @property
    def paid(self) -> int:
        return self.federal + self.regional

    @property
    def name(self) -> str:
        """The line as rows call it."""
        return tax_line(self.measure.measure) if self.is_tax else self.measure.measure

    @property
    def cell(self) -> tuple[str, str, int]:
        return self.town.town, self.name, self.year

    @property
    def pair(self) -> tuple[str, str]:
        return self.town.town, self.measure.measure


@dataclass(frozen=True, slots=True)
class Started:
    """A started measure of a town with its option and scale."""

    town: str
    measure: str
    option: Option
    scale: float


@dataclass(slots=True)
class Decisions:
    """Everything decided: a variant for each town, the started measures, the lines; cost (mrub) of each right line."""

    variants: dict[str, TownVariant] = field(default_factory=dict)
    started: list[Started] = field(default_factory=list)
    lines: list[Line] = field(default_factory=list)
    cost_mrub: dict[int, float] = field(default_factory=dict)


def read_decisions(
    plan: Plan,
    effects: Effects,
    offers: Offers,
    windows: Mapping[tuple[str, str], tuple[float, float]],
    findings: Findings,
) -> Decisions:
    """Read and check every decision of a plan; ``windows`` are the federal shares by measure and region."""
    decisions = Decisions(lines=read_lines(plan, effects, findings))
    by_town: dict[str, dict[str, list[Line]]] = {}
    for line in decisions.lines:
        by_town.setdefault(line.town.town, {}).setdefault(line.measure.measure, []).append(line)
    records = town_records(plan, effects, findings)
    for record in records:
        town = effects.towns[record.text("town")]
        lines = by_town.get(town.town, {})
        opening = [line for own in lines.values() for line in own if line.measure.kind == "opening"]
        offer = chosen_variant(record, town, effects, offers[town.town], opening, findings)
        if offer is None:
            continue
        decisions.variants[town.town] = offer
        check_openings(record, opening, offer, effects, decisions, findings)
        for own in lines.values():
            if own[0].measure.kind == "started":
                check_started(own, effects, offer, decisions, findings)
    for line in decisions.lines:
        if line.record.row in decisions.cost_mrub:
            window = windows.get((line.name, line.town.region))
            if window is None:
                findings.add(line.record.place("kind"), say(
                    "{there} is there, the measure has no such line", there=shown(line.name)
                ))  # fmt: skip
                continue
            check_money(line, decisions.cost_mrub[line.record.row], window, findings)
    check_points_of_growth(effects, decisions, findings)
    check_links(effects, decisions, findings)
    check_musts(records, effects, decisions, findings)
    return decisions


# --- Rows of Funded --------------------------------------------------------------------------------------------------


def read_lines(plan: Plan, effects: Effects, findings: Findings) -> list[Line]:
    """The rows of Funded whose names are right; each town, line and year of payment once."""
    lines = []
    seen: dict[tuple[str, str, int], Record] = {}
    for record in plan.records["Funded"]:
        town = identified_town(record, effects, findings)
        measure = identified_measure(record, effects, findings)
        year = plan_year(record, "year", effects.case, findings)
        money = [whole_kopecks(record, column, findings) for column in ("federal_rub", "regional_rub")]
        if town is None or measure is None or year is None:
            continue
        line = Line(record, town, measure, year, money[0], money[1], is_tax=record.text("kind") == TAX_KIND)
        if line.cell in seen:
            for column in ("year", "kind") if measure.measure in effects.tax else ("year",):
                findings.twice(seen[line.cell], record, column)
            continue
        seen[line.cell] = record
        if line.paid == 0 and record.number("partners_rub") == 0:
            findings.add(record.place("total_rub"), say("the row is there, but only lines with money are listed"))
        lines.append(line)
    return lines


def identified_town(record: Record, effects: Effects, findings: Findings) -> Town | None:
    """The town of a row. If its name and region belong to another town than its id, the id is told to be wrong."""
    stated = record.text("town")
    names = (record.text("name"), record.text("region"))
    town = effects.towns.get(stated)
    if town is not None and names == (town.name, town.region):
        return town
    meant = [t for t in effects.towns.values() if names == (t.name, t.region)]
    if meant:
        findings.add(record.place("town"), say(
            "{there!r} is there, {town!r} is the id of {name} ({region})",
            there=stated, town=meant[0].town, name=names[0], region=names[1],
        ))  # fmt: skip
        return meant[0] if len(meant) == 1 else town
    if town is None:
        findings.add(record.place("town"), no_town(stated))
        return None
    findings.texts(record, [("name", town.name), ("region", town.region)])
    return town


def identified_measure(record: Record, effects: Effects, findings: Findings) -> Measure | None:
    """The measure of a row. If all else in the row is of another measure than its id, the id is told to be wrong."""
    stated, name = record.text("measure"), record.text("measure_name")
    measure = effects.measures.get(stated)
    if measure is not None and (same_name(name, measure.name) or is_described(record, measure)):
        findings.texts(record, [("measure_name", measure.name), *description(record, measure)])
        return measure
    meant = [m for m in effects.measures.values() if same_name(name, m.name) and is_described(record, m)]
    if meant:
        findings.add(record.place("measure"), say(
            "{there!r} is there, {measure!r} is the id of {name!r}",
            there=stated, measure=meant[0].measure, name=name,
        ))  # fmt: skip
        return meant[0]
    if measure is None:
        findings.add(
            record.place("measure"), say("{there!r} is there, no measure of the case has this id", there=stated)
        )
    else:
        findings.add(record.place("measure"), say("{there!r} is there, the row is not that measure's", there=stated))
    return measure


def description(record: Record, measure: Measure) -> list[tuple[str, str]]:
    """What a row of Funded repeats of a measure beside its name; a started one may stand for its tax forgone."""
    is_tax = measure.kind == "started" and record.text("kind") == TAX_KIND
    kind = TAX_KIND if is_tax else measure.kind
    return [
        ("category", measure.category),
        ("kind", kind),
        ("unit", measure.unit),
        ("evidence", measure.evidence),
    ]


def is_described(record: Record, measure: Measure) -> bool:
    return all(same_name(record.text(column), value) for column, value in description(record, measure))


def plan_year(record: Record, column: str, case: Case, findings: Findings) -> int | None:
    """A calendar year as 1..H, or None if it is no year of the plan."""
    year = round(record.number(column)) - case.settings.first_year + 1
    if 1 <= year <= case.settings.horizon_years:
        return year
    findings.add(
        record.place(column), say("{there:.0f} is there, it is no year of the plan", there=record.number(column))
    )
    return None


def whole_kopecks(record: Record, column: str, findings: Findings) -> int:
    """An amount in kopecks; no fraction of a kopeck is paid, and nothing below 0."""
    amount = record.number(column)
    kopecks = kopecks_of_rub(amount)
    if kopecks is None:
        findings.add(
            record.place(column), say("{amount!r} RUB is there, money is paid in whole kopecks", amount=amount)
        )
        return round(amount * KOPECKS_IN_RUB)
    if kopecks < 0:
        findings.add(record.place(column), say("{amount!r} RUB is there, money is not below 0", amount=amount))
    return kopecks


def check_money(line: Line, cost_mrub: float, window: tuple[float, float], findings: Findings) -> None:
    """Compare the money of a line with its computed cost and name the cell that stands against the others."""
    record = line.record
    total = kopecks_of_rub(record.number("total_rub"))
    if is_cost(line.paid, cost_mrub):
        if findings.roubles(record, "total_rub", line.paid):
            share = line.federal / line.paid if line.paid else 0.0
            findings.number(record, "federal_share", share, relative=1e-12, absolute=1e-12)
    elif total == line.paid:
        findings.add(record.place("scale"), say(
            "{scale!r} {unit} is there; the cost recomputed is {cost:.4f} RUB, {paid:.2f} RUB is paid",
            scale=record.number("scale"), unit=record.text("unit"), cost=cost_mrub * 1e6,
            paid=record.number("total_rub"),
        ))  # fmt: skip
    else:
        federal = record.number("federal_share") * record.number("total_rub")
        regional = record.number("total_rub") - federal
        federal_is_off = abs(record.number("federal_rub") - federal) > abs(record.number("regional_rub") - regional)
        column = "federal_rub" if federal_is_off else "regional_rub"
        findings.add(record.place(column), say(
            "{amount!r} RUB is there; with the other payer's part the cost recomputed is {cost:.4f} RUB",
            amount=record.number(column), cost=cost_mrub * 1e6,
        ))  # fmt: skip
    if not is_within_shares(line.federal, cost_mrub, *window):
        low, high = (end * cost_mrub * 1e6 for end in window)
        findings.add(record.place("federal_rub"), say(
            "{amount!r} RUB is there, {low:.2f} to {high:.2f} RUB may be federal",
            amount=record.number("federal_rub"), low=low, high=high,
        ))  # fmt: skip


# --- Roadmaps --------------------------------------------------------------------------------------------------------


def town_records(plan: Plan, effects: Effects, findings: Findings) -> list[Record]:
    """The rows of Town plans, each town once and none missing."""
    found: dict[str, Record] = {}
    for record in plan.records["Town plans"]:
        town = record.text("town")
        if town not in effects.towns:
            findings.add(record.place("town"), no_town(town))
        elif town in found:
            findings.twice(found[town], record, "town")
        else:
            found[town] = record
    for town in effects.towns.keys() - found.keys():
        findings.add(plan.sheet("Town plans"), missing_town(town))
    return list(found.values())


def no_town(there: str) -> Words:
    return say("{there!r} is there, no town of the case has this id", there=there)


def missing_town(town: str) -> Words:
    return say("the town {town} is not there", town=town)


def chosen_variant(
    record: Record,
    town: Town,
    effects: Effects,
    offers: Mapping[str, TownVariant],
    opening: Sequence[Line],
    findings: Findings,
) -> TownVariant | None:
    """The variant a town takes.

    If the opening lines of the town are those of another variant than the one named, the name is told to be wrong and
    the other variant is taken, so that one altered name is one fault.
    """
    name = record.text("roadmap")
    work = {(line.measure.measure, line.year): line.record.number("scale") for line in opening}
    by_start = {(line.measure.measure, start_of(line, effects)): line.record.number("scale") for line in opening}
    offer = offers.get(name)
    if offer is not None and (same_work(work, offer) or same_work(by_start, offer)):
        return offer
    meant = next((other for other in offers.values() if same_work(work, other)), None)
    if meant is not None:
        findings.add(record.place("roadmap"), say(
            "{there!r} is there, the funded opening measures are those of {roadmap!r}",
            there=shown(name), roadmap=shown(meant.variant.name),
        ))  # fmt: skip
        return meant
    if offer is None:
        variant = effects.variants.get(name)
        why = roadmap_refusal(effects, town, variant) if variant else say("the menu has no such variant")
        findings.add(record.place("roadmap"), say("{there!r} is there, but {why}", there=shown(name), why=why))
    return offer


def same_work(work: Mapping[tuple[str, int], float], offer: TownVariant) -> bool:
    """Whether opening lines are exactly those of a variant; lines too small to pay may be missing."""
    planned = expected_work(offer)
    return work.keys() <= planned.keys() and all(
        alike(work[key], intensity, absolute=SCALE_SLACK) if key in work else is_too_small(cost)
        for key, (intensity, cost) in planned.items()
    )


def expected_work(offer: TownVariant) -> dict[tuple[str, int], tuple[float, float]]:
    """Intensity and cost (mrub) of each opening measure and year of a variant that has any."""
    return {
        (opening, year): (intensity, offer.cost_mrub[opening][year - 1])
        for opening, path in offer.variant.intensity.items()
        for year, intensity in enumerate(path, start=1)
        if intensity > 0
    }


def is_too_small(cost_mrub: float) -> bool:
    """Whether a cost may leave no line: each payer's part may come to less than one kopeck."""
    cost = cost_mrub * KOPECKS_IN_MRUB
    return cost < LINE_SLACK_KOPECKS + slack_kopecks(cost)


def check_openings(
    record: Record,
    lines: Iterable[Line],
    offer: TownVariant,
    effects: Effects,
    decisions: Decisions,
    findings: Findings,
) -> None:
    """Compare the opening lines of a town with the work of its variant."""
    planned = expected_work(offer)
    for line in lines:
        key, by_start = ((line.measure.measure, year) for year in (line.year, start_of(line, effects)))
        if key not in planned and by_start in planned:
            planned.pop(by_start)
            findings.add(line.record.place("year"), say("the year of payment is not the year of work beside it"))
            continue
        found = planned.pop(key, None)
        if found is None:
            findings.add(line.record.place("measure"), say(
                "{measure!r} is paid, but {roadmap} has no work with it that year",
                measure=line.measure.measure, roadmap=shown(offer.variant.name),
            ))  # fmt: skip
            continue
        findings.number(line.record, "scale", found[0], absolute=SCALE_SLACK)
        findings.number(line.record, "start_year", line.record.number("year"), relative=0)
        decisions.cost_mrub[line.record.row] = found[1]
    for (measure, year), (_, cost) in planned.items():
        if not is_too_small(cost):
            findings.add(record.place("roadmap"), say(
                "{roadmap} works with {measure} in {year}, Funded has no such line",
                roadmap=shown(offer.variant.name), measure=measure, year=calendar(effects, year),
            ))  # fmt: skip


def calendar(effects: Effects, year: int) -> int:
    return effects.case.settings.first_year + year - 1


def start_of(line: Line, effects: Effects) -> int:
    """The start year that a line states, as 1..H if it is in the plan."""
    return round(line.record.number("start_year")) - effects.case.settings.first_year + 1


# --- Started measures ------------------------------------------------------------------------------------------------


def check_started(
    lines: Sequence[Line], effects: Effects, offer: TownVariant, decisions: Decisions, findings: Findings
) -> None:
    """Compare the lines of one started measure of one town with its option."""
    town, measure = lines[0].town, lines[0].measure
    if measure.town not in ("", town.town):
        findings.add(
            lines[0].record.place("measure"),
            say("{measure} is a proposal of {town} alone", measure=measure.measure, town=measure.town),
        )
        return
    start_calendar = common_value(lines, "start_year", findings)
    scale = common_value(lines, "scale", findings)
    start = round(start_calendar) - effects.case.settings.first_year + 1
    paying = paying_start(lines, effects, offer, scale, start)
    if paying != start:
        years = ", ".join(str(calendar(effects, line.year)) for line in lines)
        for line in lines[:1]:
            findings.add(line.record.place("start_year"), say(
                "{start:.0f} is there, but the years of payment ({years}) are not those of a start then",
                start=start_calendar, years=years,
            ))  # fmt: skip
    refusal = option_refusal(effects, town, measure, paying, offer.lock_ins, offer.variant)
    if refusal:
        column = "start_year" if may_use(town, measure) else "measure"
        findings.add(lines[0].record.place(column), say(
            "{measure} begun in {start:.0f} is not offered: {refusal}",
            measure=measure.measure, start=start_calendar, refusal=refusal,
        ))  # fmt: skip
    window = effects.scale[town.town, measure.measure]
    slack = SCALE_SLACK * max(1.0, window.high)
    if not window.low - slack <= scale <= window.high + slack:
        findings.add(lines[0].record.place("scale"), say(
            "{scale!r} is there, {low!r} to {high!r} is offered", scale=scale, low=window.low, high=window.high
        ))  # fmt: skip
    if not 1 <= paying <= effects.case.settings.horizon_years:
        return
    costs = started_costs(effects, offer, town, measure, paying, scale)
    for is_tax, path in costs.items():
        check_years([line for line in lines if line.is_tax is is_tax], path, lines[0], effects, decisions, findings)
    menu = offer.menus.get(measure.measure)
    option = next((o for o in menu.options if o.start == paying), None) if menu else None
    if option is not None:
        decisions.started.append(Started(town.town, measure.measure, option, scale))


def common_value(lines: Sequence[Line], column: str, findings: Findings) -> float:
    """The value that the lines of a measure share; those that differ from most are told, or all if none prevails."""
    counts = Counter(line.record.number(column) for line in lines).most_common()
    prevails = len(counts) == 1 or counts[0][1] > counts[1][1]
    for line in lines:
        value = line.record.number(column)
        if len(counts) > 1 and not (prevails and value == counts[0][0]):
            findings.add(
                line.record.place(column),
                say("{there!r} is there, other lines of the same measure differ", there=value),
            )
    return counts[0][0]


def started_costs(
    effects: Effects, offer: TownVariant, town: Town, measure: Measure, start: int, scale: float
) -> dict[bool, Path]:
    """Public cost (mrub) of a started measure by year at its scale, and under True the tax forgone for it.

    ``spend = cost*scale - given/d`` in the years of works.
    """
    cut, built = offer.variant.cut[measure.category], start + measure.duration_years
    given = effects.given_mrub(town.town, measure.measure) / measure.duration_years
    costs = cost_path(effects, town.town, measure, start, cut)
    none = (0.0,) * len(costs)
    return {
        False: tuple(
            scale * cost - (given if start <= year < built else 0.0) for year, cost in enumerate(costs, start=1)
        ),
        True: tuple(scale * tax for tax in tax_path(effects, town.town, measure, start) or none),
    }


def paying_start(lines: Sequence[Line], effects: Effects, offer: TownVariant, scale: float, start: int) -> int:
    """The start whose years of payment the lines have: the stated one if it will do or if none will."""
    horizon = range(1, effects.case.settings.horizon_years + 1)
    paid = {(line.is_tax, line.year) for line in lines}
    candidates: list[int] = [start, *horizon]
    for candidate in candidates:
        costs = started_costs(effects, offer, lines[0].town, lines[0].measure, candidate, scale)
        due = {(is_tax, y): cost for is_tax, path in costs.items() for y, cost in zip(horizon, path, strict=True)}
        positive = {key for key, cost in due.items() if cost > 0}
        if paid <= positive and all(is_too_small(due[key]) for key in positive - paid):
            return candidate
    return start


def check_years(
    lines: Sequence[Line], costs: Path, first: Line, effects: Effects, decisions: Decisions, findings: Findings
) -> None:
    """Every year with a cost is paid, and no other; ``first`` is the measure's first line of any kind."""
    missing = {year: cost for year, cost in enumerate(costs, start=1) if not is_too_small(cost)}
    for line in lines:
        missing.pop(line.year, None)
        cost = costs[line.year - 1]
        if cost > 0 or line.record.number("partners_rub") > 0:
            decisions.cost_mrub[line.record.row] = max(0.0, cost)
        else:
            findings.add(line.record.place("year"), say(
                "{year} is there, {line} costs nothing in that year",
                year=calendar(effects, line.year), line=shown(line.name),
            ))  # fmt: skip
    for year, cost in missing.items():
        findings.add(first.record.place("start_year"), say(
            "{measure} costs {cost:.2f} RUB in {year}; Funded has no line",
            measure=first.measure.measure, cost=cost * 1e6, year=calendar(effects, year),
        ))  # fmt: skip


# --- Rules of a town -------------------------------------------------------------------------------------------------


def check_points_of_growth(effects: Effects, decisions: Decisions, findings: Findings) -> None:
    """``sum over points of growth of start[t,p,m,s] <= points_of_growth_max``."""
    most = effects.case.settings.points_of_growth_max
    first = first_lines(decisions)
    by_town: dict[str, list[str]] = {}
    for town, measure in first:
        if effects.measures[measure].kind == "started" and effects.measures[measure].point_of_growth:
            by_town.setdefault(town, []).append(measure)
    for town, measures in by_town.items():
        for measure in measures[most:]:
            findings.add(first[town, measure].record.place("measure"), say(
                "{measure!r} is one point of growth too many, at most {most} may be started",
                measure=measure, most=most,
            ))  # fmt: skip


def first_lines(decisions: Decisions) -> dict[tuple[str, str], Line]:
    """One line of each town and measure."""
    first: dict[tuple[str, str], Line] = {}
    for line in decisions.lines:
        first.setdefault(line.pair, line)
    return first


def check_links(effects: Effects, decisions: Decisions, findings: Findings) -> None:
    """``requires``: the other started at least ``years_before`` years earlier; ``excludes``: not both."""
    starts = {(s.town, s.measure): s.option.start for s in decisions.started}
    first = first_lines(decisions)
    for link in effects.case.links:
        for (town, measure), start in starts.items():
            if measure != link.measure or not holds_in(effects.case, link, town):
                continue
            other = starts.get((town, link.other))
            if link.relation == "excludes":
                wrong = other is not None
                told = say(
                    "{measure!r} is started, it excludes {other}, which is started too",
                    measure=measure, other=link.other,
                )  # fmt: skip
            else:
                wrong = other is None or other > start - link.years_before
                told = say(
                    "{measure!r} needs {other} started by {year}, which is not so",
                    measure=measure, other=link.other, year=calendar(effects, start - link.years_before),
                )  # fmt: skip
            if wrong:
                findings.add(first[town, measure].record.place("measure"), told)


def check_musts(records: Iterable[Record], effects: Effects, decisions: Decisions, findings: Findings) -> None:
    """Every measure that a lock says must be started is."""
    started = {(s.town, s.measure) for s in decisions.started}
    places = {record.text("town"): record.place("town") for record in records}
    for (town, subject), locks in effects.locks.items():
        asked = [lock for lock in locks if lock.decision == "must"]
        if asked and subject in effects.measures and (town, subject) not in started and town in places:
            findings.add(places[town], say(
                "{measure} must be started ({cell}), Funded has no valid start of it",
                measure=subject, cell=asked[0].origin.cell("subject"),
            ))  # fmt: skip
