"""The bound by branches, computed without a solver: regions at national prices, split into branches of their plans.

``bound = national rows and masters + sum over regions of the largest bound over the region's branches``; see
``docs/model.md``, section By branches. The branches are a witness: here it is checked that together they hold every
plan of their region, and what each one's prices prove.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from math import fsum, inf

from planner.verifying.bound import Priced, answer, master_points, price_quantities
from planner.verifying.comparing import Findings, not_above_0, shown
from planner.verifying.decisions import Offers
from planner.verifying.effects import Effects
from planner.verifying.joins import Master
from planner.verifying.offers import Menu, TownVariant
from planner.verifying.plan_reading import Plan, Record
from planner.verifying.rules import Row, Rules
from planner.words import say

NATIONAL = ""
IMPOSSIBLE_BOUND = -1e300
"""Stands for minus infinity in a workbook: a branch that no plan is in."""
BOUND_RELATIVE, BOUND_ABSOLUTE = 1e-7, 1e-6
"""What adding up in another order may change."""
PAIRS = {"never": "must", "must": "never", "not_in": "only_in", "only_in": "not_in"}
QUESTIONS = ("roadmap", *PAIRS)


@dataclass(frozen=True, slots=True)
class Condition:
    """What a branch asks of one town; the fields that a question does not need are empty."""

    question: str
    town: str
    measure: str = ""
    year: int = 0
    roadmaps: frozenset[str] = frozenset()


@dataclass(slots=True)
class Branch:
    """A branch as the plan states it, with the first record of it and the prices of its region's rows."""

    name: str
    region: str
    first: Record
    conditions: list[Condition] = field(default_factory=list)
    prices: dict[str, float] = field(default_factory=dict)


RegionOffers = dict[str, Mapping[str, TownVariant]]
Surely = dict[str, frozenset[str]]
NamesOffered = Mapping[str, frozenset[str]]


# --- Reading ----------------------------------------------------------------------------------------------------------


def check_names(plan: Plan, states: Collection[str], findings: Findings) -> None:
    """Every branch is of one of the states, and every price of a branch that there is."""
    state_of: dict[str, str] = {}
    for record in plan.records["Branches"]:
        state, name = record.text("state"), record.text("branch")
        if state not in states:
            findings.add(record.place("state"), say("{there!r} is there, it is no state of this case", there=state))
        elif state_of.setdefault(name, state) != state:
            findings.add(record.place("state"), say(
                "{there!r} is there, the branch began in the state {state!r}", there=state, state=state_of[name]
            ))  # fmt: skip
    for record in plan.records["Branch prices"]:
        if record.text("branch") not in state_of:
            findings.add(record.place("branch"), say(
                "{there!r} is there, Branches has none of this name", there=record.text("branch")
            ))  # fmt: skip


def read_branches(plan: Plan, state: str, effects: Effects, rules: Rules, findings: Findings) -> list[Branch]:
    """The branches of a state with their prices; whatever does not fit the case of the state is told."""
    branches: dict[str, Branch] = {}
    for record in plan.records["Branches"]:
        if record.text("state") != state:
            continue
        name, region = record.text("branch"), record.text("region")
        branch = branches.setdefault(name, Branch(name, region, record))
        if branch.region != region:
            findings.add(record.place("region"), say(
                "{there!r} is there, the branch began in {region!r}", there=region, region=branch.region
            ))  # fmt: skip
        if branch.first.number("bound_points") != record.number("bound_points"):
            findings.add(record.place("bound_points"), say("the rows of one branch state different bounds"))
        condition = read_condition(record, effects, findings)
        if condition is not None and branch.region == region:
            branch.conditions.append(condition)
    of_row = {name: region_of_row(row, effects, rules) for name, row in rules.rows.items()}
    for record in plan.records["Branch prices"]:
        if record.text("branch") in branches:
            read_price(record, branches[record.text("branch")], of_row, findings)
    return list(branches.values())


def read_condition(record: Record, effects: Effects, findings: Findings) -> Condition | None:
    question, town, measure = (record.text(column) for column in ("question", "town", "measure"))
    year = record.text("year")
    years = {str(y): n for n, y in enumerate(effects.case.settings.years, start=1)}
    wrong = {
        "question": question not in QUESTIONS,
        "town": town not in effects.towns or effects.towns[town].region != record.text("region"),
        "measure": (question == "roadmap") != (measure == "") or (measure != "" and measure not in effects.measures),
        "year": (question in ("not_in", "only_in")) != (year != "") or (year != "" and year not in years),
        "roadmaps": (question == "roadmap") != (record.text("roadmaps") != ""),
    }
    for column, is_wrong in wrong.items():
        if is_wrong:
            findings.add(record.place(column), say(
                "{there!r} is there, which makes no condition of this case", there=shown(record.text(column))
            ))  # fmt: skip
    if any(wrong.values()):
        return None
    roadmaps = frozenset(filter(None, record.text("roadmaps").split("; ")))
    return Condition(question, town, measure, years.get(year, 0), roadmaps)


def read_price(record: Record, branch: Branch, of_row: Mapping[str, str], findings: Findings) -> None:
    name, price = record.text("row"), record.number("price")
    if of_row.get(name) != branch.region:
        findings.add(
            record.place("row"),
            say("{there!r} is there, which is no row of {region}", there=name, region=branch.region),
        )
    elif name in branch.prices:
        findings.add(record.place("row"), say("{row!r} has a price in this branch already", row=name))
    elif price <= 0:
        findings.add(record.place("price"), not_above_0(price))
    else:
        branch.prices[name] = price


def region_of_row(row: Row, effects: Effects, rules: Rules) -> str:
    """The region that everything in a row belongs to, or NATIONAL."""
    regions = {effects.towns[town].region for town, _, _ in (*row.spend, *row.start, *row.scale)}
    regions |= {rules.region_of.get(variable, NATIONAL) for variable in row.master}
    return regions.pop() if len(regions) == 1 else NATIONAL


# --- The bound --------------------------------------------------------------------------------------------------------


def branched_bound(
    effects: Effects,
    offers: Offers,
    rules: Rules,
    prices: Mapping[str, float],
    branches: Sequence[Branch],
    findings: Findings,
) -> float:
    """The bound that prices and branches prove together, in points."""
    towns_of: dict[str, list[str]] = {}
    for town in effects.towns.values():
        towns_of.setdefault(town.region, []).append(town.town)
    row_region = {name: region_of_row(rules.rows[name], effects, rules) for name in prices}
    national = {name: price for name, price in prices.items() if row_region[name] == NATIONAL}
    shared = price_quantities(rules, national, effects.case.settings.horizon_years)
    points = [price * rules.rows[name].right_hand_side for name, price in national.items()]
    masters_of: dict[str, list[Master]] = {}
    for variable in rules.most:
        masters_of.setdefault(rules.region_of.get(variable, NATIONAL), []).append(variable)
    for variable in masters_of.get(NATIONAL, ()):
        points.append(master_points(rules, variable, shared.master.get(variable, 0.0)))
    places = effects.case.settings.points_of_growth_max
    for name, towns in towns_of.items():
        region = region_at(shared, rules, masters_of.get(name, []), {town: offers[town] for town in towns}, places)
        mine = [branch for branch in branches if branch.region == name]
        if mine:
            check_cover(mine, {town: frozenset(variants) for town, variants in region.offers.items()}, findings)
            points.append(max(check_bound(branch, region, findings) for branch in mine))
        else:
            own = {row: price for row, price in prices.items() if row_region[row] == name}
            points.append(region.bound(own, ()))
    return fsum(points)


@dataclass(frozen=True, slots=True)
class Region:
    """A region at national prices: its master variables, what its towns are offered, the lines they may spend on, and
    the answers they gave, by all that an answer depends on: branches mostly differ in the prices or conditions of few.
    """

    shared: Priced
    rules: Rules
    masters: list[Master]
    offers: RegionOffers
    lines: dict[str, list[tuple[str, str]]]
    points_of_growth_max: int
    answers: dict[tuple[object, ...], float] = field(default_factory=dict)

    def bound(self, prices: Mapping[str, float], conditions: Sequence[Condition]) -> float:
        """``sum lambda*b + sum answer + sum U*max(0, v - lambda.B)`` over the region."""
        spend = {line: list(self.shared.spend[line]) for lines in self.lines.values() for line in lines}
        start, scale = dict(self.shared.start), dict(self.shared.scale)
        master = {variable: [self.shared.master.get(variable, 0.0)] for variable in self.masters}
        points = []
        for name, price in prices.items():
            row = self.rules.rows[name]
            points.append(price * row.right_hand_side)
            for (town, measure, year), coefficient in row.spend.items():
                spend[town, measure][year - 1] += price * coefficient
            for key, coefficient in row.start.items():
                start[key] = start.get(key, 0.0) + price * coefficient
            for key, coefficient in row.scale.items():
                scale[key] = scale.get(key, 0.0) + price * coefficient
            for variable, coefficient in row.master.items():
                master[variable].append(price * coefficient)
        priced = replace(self.shared, spend=spend, start=start, scale=scale)
        for town in self.offers:
            asked = tuple(condition for condition in conditions if condition.town == town)
            points.append(self.answer(town, asked, priced))
        points += [master_points(self.rules, variable, fsum(terms)) for variable, terms in master.items()]
        return fsum(points) if -inf not in points else -inf

    def answer(self, town: str, asked: tuple[Condition, ...], priced: Priced) -> float:
        """The best points of a town under the conditions it is asked, once for the same conditions and prices."""
        paid = tuple(price for line in self.lines[town] for price in priced.spend[line])
        starts = tuple(item for item in priced.start.items() if item[0][0] == town)
        scales = tuple(item for item in priced.scale.items() if item[0][0] == town)
        key = (town, asked, paid, starts, scales)
        if key not in self.answers:
            offers, surely = under(asked, {town: self.offers[town]})
            must = surely.get(town, frozenset())
            self.answers[key] = answer(town, offers[town], priced, self.points_of_growth_max, must)
        return self.answers[key]


def region_at(shared: Priced, rules: Rules, masters: list[Master], offers: RegionOffers, places: int) -> Region:
    """A region with only its own towns' part of the national prices."""
    lines: dict[str, list[tuple[str, str]]] = {town: [] for town in offers}
    for line in shared.spend:
        if line[0] in lines:
            lines[line[0]].append(line)
    start = {key: price for key, price in shared.start.items() if key[0] in offers}
    scale = {key: price for key, price in shared.scale.items() if key[0] in offers}
    return Region(replace(shared, start=start, scale=scale), rules, masters, offers, lines, places)


def check_bound(branch: Branch, region: Region, findings: Findings) -> float:
    """What a branch is stated to be bounded by; told where its prices prove less than that."""
    stated = branch.first.number("bound_points")
    proved = max(region.bound(branch.prices, branch.conditions), IMPOSSIBLE_BOUND)
    if proved > stated + BOUND_RELATIVE * abs(proved) + BOUND_ABSOLUTE:
        findings.add(
            branch.first.place("bound_points"),
            say("{there!r} is there, the prices prove no less than {proved!r}", there=stated, proved=proved),
        )
    return stated


def under(conditions: Iterable[Condition], offers: RegionOffers) -> tuple[RegionOffers, Surely]:
    """What towns are offered under conditions, and the measures they surely start."""
    surely: Surely = {}
    for condition in conditions:
        town = condition.town
        if condition.question == "must":
            surely[town] = surely.get(town, frozenset()) | {condition.measure}
        else:
            offers = {**offers, town: dict(narrowed(offers[town], condition))}
    return offers, surely


def narrowed(variants: Mapping[str, TownVariant], condition: Condition) -> Iterator[tuple[str, TownVariant]]:
    """The variants of a town under one condition that leaves some out, or some starts of a measure."""
    menus: dict[int, Menu] = {}
    for name, offer in variants.items():
        if condition.question == "roadmap":
            if name in condition.roadmaps:
                yield name, offer
            continue
        menu = offer.menus.get(condition.measure)
        if menu is None:
            yield name, offer
            continue
        if id(menu) not in menus:
            menus[id(menu)] = narrowed_menu(menu, condition)
        yield name, replace(offer, menus={**offer.menus, condition.measure: menus[id(menu)]})


def narrowed_menu(menu: Menu, condition: Condition) -> Menu:
    """A menu with the starts that a condition leaves."""
    kept = [n for n, due in enumerate(menu.dues) if stays(due.start, condition)]
    return Menu(menu.terms, tuple(menu.dues[n] for n in kept), tuple(menu.reached[n] for n in kept))


def stays(start: int, condition: Condition) -> bool:
    """Whether a start in a year, 1..H, is left by a condition."""
    if condition.question == "never":
        return False
    return (start == condition.year) == (condition.question == "only_in")


# --- The cover --------------------------------------------------------------------------------------------------------


def check_cover(branches: Sequence[Branch], offered: NamesOffered, findings: Findings, depth: int = 0) -> None:
    """Branches that share their first ``depth`` conditions hold every plan that obeys these; ``offered`` are the names
    of the roadmaps that these conditions leave to each town.
    """
    if any(len(branch.conditions) <= depth for branch in branches):
        return
    groups: dict[Condition, list[Branch]] = {}
    for branch in branches:
        groups.setdefault(branch.conditions[depth], []).append(branch)
    if not exhaustive(list(groups), offered):
        first = branches[0]
        findings.add(
            first.first.place("branch"),
            say("the branches from here on leave out plans of {region}", region=first.region),
        )
    for condition, group in groups.items():
        left = offered
        if condition.question == "roadmap":
            left = {**offered, condition.town: offered[condition.town] & condition.roadmaps}
        check_cover(group, left, findings, depth + 1)


def exhaustive(conditions: Sequence[Condition], offered: NamesOffered) -> bool:
    """Whether some conditions together leave no plan out: all roadmaps still offered, or a pair of opposites."""
    first = conditions[0]
    if any(c.town != first.town for c in conditions):
        return False
    if first.question == "roadmap":
        return all(c.question == "roadmap" for c in conditions) and offered[first.town] <= frozenset().union(
            *(c.roadmaps for c in conditions)
        )
    return replace(first, question=PAIRS[first.question]) in conditions
