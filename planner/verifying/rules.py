"""The rows that join towns, by name, made a second time from ``docs/model.md``.

Every row reads ``sum of coefficients <= right-hand side``. ``spend`` is keyed by cells (town, line, year), where a line
is a measure or ``tax:MEASURE``, ``start`` and ``scale`` by (town, measure, start year), ``master`` by the master
variables ``federal`` (keyed by atom), ``carry`` (payer, year), ``loan`` (region, year), ``trade`` (product, year),
``follow`` (measure and group, year), ``works`` (cluster and stage, year) and ``bonus`` (cluster, year). Years are
counted from 1 here and calendar years in names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from itertools import groupby
from math import fsum

from models.case import CATEGORIES, CONTRIBUTORS, FEDERAL, Case, Limit, Link, Loan, Measure, Town
from planner.verifying.clusters import Formation, Works, formations_of
from planner.verifying.coefficients import paying_regions
from planner.verifying.effects import Effects
from planner.verifying.federal import money_of
from planner.verifying.joins import Joins, Master, Start, Starts, joins_of
from planner.verifying.offers import TownVariant

Cell = tuple[str, str, int]
TAX = "tax:"
"""Begins the name of a line of tax that is not collected."""


def tax_line(measure: str) -> str:
    """The name of the line of tax forgone for a measure."""
    return TAX + measure


def measure_of(line: str) -> str:
    """The measure that a line belongs to."""
    return line.removeprefix(TAX)


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    right_hand_side: float
    spend: dict[Cell, float] = field(default_factory=dict)
    start: dict[Start, float] = field(default_factory=dict)
    scale: dict[Start, float] = field(default_factory=dict)
    master: dict[Master, float] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Atom:
    """Cells of one region and year under the same limits that name a payer; ``name`` is ``REGION,YEAR,CUTS``."""

    name: str
    region: str
    year: int
    cuts: frozenset[str]

    @property
    def variable(self) -> Master:
        return ("federal", self.name, self.year)


@dataclass(frozen=True, slots=True)
class Instance:
    """A limit, or one of its repetitions: the towns and measures in scope and the years counted (1..H)."""

    name: str
    limit: Limit
    towns: frozenset[str]
    measures: frozenset[str]
    years: frozenset[int]
    population: float

    @property
    def cuts(self) -> bool:
        return self.limit.payer in ("federal", "regional")

    def covers(self, cell: Cell) -> bool:
        return cell[0] in self.towns and measure_of(cell[1]) in self.measures and cell[2] in self.years


@dataclass(frozen=True, slots=True)
class Rules:
    """All rows by name, the atoms of the cells that can cost anything, federal windows by line and region, and of the
    master variables ``U`` as ``most``, the points ``v`` of those worth any, and the region of those that have one.

    Money is in mrub, what is traded in units of the product, what follows and what clusters add in points.
    """

    rows: dict[str, Row]
    cells: tuple[Cell, ...]
    atoms: dict[Cell, Atom]
    instances: tuple[Instance, ...]
    windows: dict[tuple[str, str], tuple[float, float]]
    most: dict[Master, float]
    worth: dict[Master, float]
    region_of: dict[Master, str]
    joins: Joins
    formations: tuple[Formation, ...]


CellsByTown = Mapping[str, list[Cell]]


def rules_of(effects: Effects, offers: Mapping[str, Mapping[str, TownVariant]]) -> Rules:
    """Make every row of a case; ``offers`` says by town which variants it is offered, and with which options."""
    case = effects.case
    instances = tuple(instance for limit in case.limits for instance in instances_of(case, limit))
    starts = {town: offered_starts(variants) for town, variants in offers.items()}
    cells = tuple(cells_of(effects, offers))
    of_town: dict[str, list[Cell]] = {}
    for cell in cells:
        of_town.setdefault(cell[0], []).append(cell)
    atoms = atoms_of(effects, cells, instances)
    regions = paying_regions(case)
    windows = federal_windows(effects, regions)
    window = {cell: windows[cell[1], effects.towns[cell[0]].region] for cell in cells}
    at_most, at_least = window_rows(cells, atoms, window)
    joins = joins_of(effects, starts)
    formations = tuple(formations_of(effects, starts))
    rows = [
        *budget_rows(effects, cells, atoms),
        *at_most,
        *at_least,
        *limit_rows(effects, instances, of_town, atoms, starts, "ceiling"),
        *limit_rows(effects, instances, of_town, atoms, starts, "floor"),
        *absorption_rows(effects, of_town),
        *link_rows(case, starts, "requires"),
        *link_rows(case, starts, "excludes"),
        *must_rows(effects, starts),
        *network_rows(case, joins),
        *rollout_rows(case, joins),
        *works_rows(case, formations, "stepped"),
        *works_rows(case, formations, "gathered"),
        *bonus_rows(case, formations),
    ]
    variables = {atom.variable: atom for atom in atoms.values()}
    most = {variable: federal_most_mrub(effects, atom.year) for variable, atom in variables.items()}
    region_of = {variable: atom.region for variable, atom in variables.items()}
    for payer in (FEDERAL, *regions):
        for variable in carry_variables(case, payer):
            most[variable] = carry_most_mrub(effects, payer, variable[2])
            if payer != FEDERAL:
                region_of[variable] = payer
    for loan in loans_of(case):
        most[loan_variable(case, loan)] = loan.most_mrub
        region_of[loan_variable(case, loan)] = loan.region
    most |= {trade.variable: trade.most for trade in joins.trades}
    most |= {follow.variable: follow.most for follow in joins.follows}
    worth = {trade.variable: trade.worth for trade in joins.trades}
    worth |= {follow.variable: 1.0 for follow in joins.follows}
    most |= {works.variable: 1.0 for formation in formations for works in formation.works}
    most |= {bonus.variable: bonus.most for formation in formations for bonus in formation.bonuses}
    worth |= {bonus.variable: 1.0 for formation in formations for bonus in formation.bonuses}
    for formation in formations:
        if region := region_of_cluster(effects, formation):
            region_of |= {works.variable: region for works in formation.works}
            region_of |= {bonus.variable: region for bonus in formation.bonuses}
    by_name = {row.name: row for row in rows}
    return Rules(by_name, cells, atoms, instances, windows, most, worth, region_of, joins, formations)


# --- What there is to count ------------------------------------------------------------------------------------------


def offered_starts(variants: Mapping[str, TownVariant]) -> dict[str, list[int]]:
    """Start years of each started measure that some variant offers, in order."""
    found: dict[str, set[int]] = {}
    known: set[int] = set()
    for offer in variants.values():
        for measure, menu in offer.menus.items():
            if id(menu.dues) not in known:
                known.add(id(menu.dues))
                found.setdefault(measure, set()).update(due.start for due in menu.dues)
    return {measure: sorted(starts) for measure, starts in found.items()}


def cells_of(effects: Effects, offers: Mapping[str, Mapping[str, TownVariant]]) -> Iterator[Cell]:
    """Every year of each town and line that can cost anything under some variant offered."""
    years = range(1, effects.case.settings.horizon_years + 1)
    for town, variants in offers.items():
        started = dict.fromkeys(measure for offer in variants.values() for measure in offer.menus)
        opening = dict.fromkeys(measure for offer in variants.values() for measure in offer.variant.intensity)
        taxed = [tax_line(measure) for measure in started if measure in effects.tax]
        for line in (*started, *taxed, *opening):
            for year in years:
                yield town, line, year


def instances_of(case: Case, limit: Limit) -> Iterator[Instance]:
    """The limit itself, or one for each thing it is repeated for that has a town (or measure) in its scope."""
    towns = [t for t in case.towns if _in_scope(limit, t)]
    categories = [c for c in CATEGORIES if _category_in_scope(case, limit, c)]
    if limit.for_each == "town":
        repeats = [(t.town, [t], categories) for t in towns]
    elif limit.for_each == "region":
        repeats = [(r.region, [t for t in towns if t.region == r.region], categories) for r in case.regions]
    elif limit.for_each == "status":
        repeats = [(s.status, [t for t in towns if t.status == s.status], categories) for s in case.statuses]
    elif limit.for_each == "category":
        repeats = [(c, towns, [c]) for c in categories]
    else:
        yield _instance(case, limit, limit.limit, towns, categories)
        return
    for value, within, kinds in repeats:
        instance = _instance(case, limit, f"{limit.limit}:{value}", within, kinds)
        if instance.measures if limit.for_each == "category" else instance.towns:
            yield instance


def _in_scope(limit: Limit, town: Town) -> bool:
    return limit.town in ("", town.town) and limit.region in ("", town.region) and limit.status in ("", town.status)


def _category_in_scope(case: Case, limit: Limit, category: str) -> bool:
    if limit.category not in ("", category):
        return False
    return not limit.measure or any(m.measure == limit.measure and m.category == category for m in case.measures)


def _instance(case: Case, limit: Limit, name: str, towns: list[Town], categories: Iterable[str]) -> Instance:
    def counts(measure: Measure) -> bool:
        return measure.category in categories and limit.measure in ("", measure.measure)

    years = range(1, case.settings.horizon_years + 1)
    return Instance(
        name=name,
        limit=limit,
        towns=frozenset(t.town for t in towns),
        measures=frozenset(m.measure for m in case.measures if counts(m)),
        years=frozenset(y for y in years if limit.year in (None, case.settings.first_year + y - 1)),
        population=fsum(t.population for t in towns),
    )


def atoms_of(effects: Effects, cells: Iterable[Cell], instances: Iterable[Instance]) -> dict[Cell, Atom]:
    """The atom of each cell: its region, its year and the limits with a payer that cover it."""
    cutting = [instance for instance in instances if instance.cuts]
    found: dict[tuple[str, int, frozenset[str]], Atom] = {}
    atoms = {}
    for cell in cells:
        region = effects.towns[cell[0]].region
        cuts = frozenset(i.name for i in cutting if i.covers(cell))
        key = (region, cell[2], cuts)
        if key not in found:
            calendar = effects.case.settings.first_year + cell[2] - 1
            found[key] = Atom(f"{region},{calendar},{'+'.join(sorted(cuts)) or '-'}", region, cell[2], cuts)
        atoms[cell] = found[key]
    return atoms


def federal_windows(effects: Effects, regions: Iterable[str]) -> dict[tuple[str, str], tuple[float, float]]:
    """Least and greatest federal share by line and region; a tax line is paid by whom the tax would have gone to."""
    found = {}
    for region in regions:
        for measure in effects.measures:
            found[measure, region] = federal_window(effects.case, measure, region)
        for measure, (federal, regional) in effects.tax.items():
            share = federal / (federal + regional)
            found[tax_line(measure), region] = (share, share)
    return found


def federal_window(case: Case, measure: str, region: str) -> tuple[float, float]:
    """Least and greatest federal share: measure and region, then measure, then region, then all, then (0, 0)."""
    rows = {(c.measure, c.region): (c.federal_low_share, c.federal_high_share) for c in case.cofinancing}
    for key in ((measure, region), (measure, ""), ("", region), ("", "")):
        if key in rows:
            return rows[key]
    return 0.0, 0.0


def loans_of(case: Case) -> list[Loan]:
    """Loans that regions with a town may take."""
    regions = set(paying_regions(case))
    return [loan for loan in case.loans if loan.region in regions]


def loan_variable(case: Case, loan: Loan) -> Master:
    return ("loan", loan.region, loan.year - case.settings.first_year + 1)


def federal_most_mrub(effects: Effects, year: int) -> float:
    """``U`` of federal money: that of years 1..y together, and the interest of loans repaid by then, mrub; not below 0,
    whatever instruments cost.
    """
    case = effects.case
    last = case.settings.first_year + year - 1
    interest = (loan.interest_share * loan.most_mrub for loan in loans_of(case) if loan.repaid_year <= last)
    return max(0.0, money_of(effects.budgets, FEDERAL, range(1, year + 1)) + fsum(interest))


def carry_most_mrub(effects: Effects, payer: str, year: int) -> float:
    """``U`` of what a payer carries over: its money of years 1..y, of a region with the loans it may take by then."""
    if payer == FEDERAL:
        return federal_most_mrub(effects, year)
    case = effects.case
    last = case.settings.first_year + year - 1
    lent = (loan.most_mrub for loan in loans_of(case) if loan.region == payer and loan.year <= last)
    return max(0.0, money_of(effects.budgets, payer, range(1, year + 1)) + fsum(lent))


def region_of_cluster(effects: Effects, formation: Formation) -> str:
    """The region that all towns of a cluster are in; none if there are several."""
    regions = {effects.towns[town].region for town in formation.cluster.towns}
    return regions.pop() if len(regions) == 1 else ""


def carry_share(case: Case, payer: str) -> float:
    settings = case.settings
    return settings.carry_over_federal_share if payer == FEDERAL else settings.carry_over_regional_share


def carry_variables(case: Case, payer: str) -> Iterator[Master]:
    """``carry[payer,y]`` for y = 1..H-1 where the payer may keep anything."""
    if carry_share(case, payer) > 0:
        for year in range(1, case.settings.horizon_years):
            yield "carry", payer, year


# --- The rows --------------------------------------------------------------------------------------------------------


def budget_rows(effects: Effects, cells: Iterable[Cell], atoms: Mapping[Cell, Atom]) -> Iterator[Row]:
    """``federal_budget[YEAR]`` and ``region_budget[REGION,YEAR]``: what is spent and kept is there to spend."""
    case = effects.case
    rows: dict[tuple[str, int], Row] = {}
    for payer in (FEDERAL, *paying_regions(case)):
        for year in range(1, case.settings.horizon_years + 1):
            calendar = case.settings.first_year + year - 1
            name = f"federal_budget[{calendar}]" if payer == FEDERAL else f"region_budget[{payer},{calendar}]"
            rows[payer, year] = Row(name, money_of(effects.budgets, payer, [year]))
        for variable in carry_variables(case, payer):
            rows[payer, variable[2]].master[variable] = 1 / carry_share(case, payer)
            rows[payer, variable[2] + 1].master[variable] = -1.0
    for loan in loans_of(case):
        variable, taken = loan_variable(case, loan), loan.year - case.settings.first_year + 1
        repaid = loan.repaid_year - case.settings.first_year + 1
        for payer, sign in ((FEDERAL, 1.0), (loan.region, -1.0)):
            rows[payer, taken].master[variable] = sign
            rows[payer, repaid].master[variable] = -sign * (1 + loan.interest_share)
    for atom in set(atoms.values()):
        rows[FEDERAL, atom.year].master[atom.variable] = 1.0
        rows[atom.region, atom.year].master[atom.variable] = -1.0
    for cell in cells:
        rows[atoms[cell].region, cell[2]].spend[cell] = 1.0
    yield from rows.values()


def window_rows(
    cells: Iterable[Cell], atoms: Mapping[Cell, Atom], window: Mapping[Cell, tuple[float, float]]
) -> tuple[list[Row], list[Row]]:
    """``federal_most[ATOM]`` and ``federal_least[ATOM]``: federal money within the windows of the atom's cells."""
    most: dict[str, Row] = {}
    least: dict[str, Row] = {}
    for cell in cells:
        atom = atoms[cell]
        if atom.name not in most:
            most[atom.name] = Row(f"federal_most[{atom.name}]", 0.0, master={atom.variable: 1.0})
            least[atom.name] = Row(f"federal_least[{atom.name}]", 0.0, master={atom.variable: -1.0})
        low, high = window[cell]
        most[atom.name].spend[cell] = -high
        least[atom.name].spend[cell] = low
    return list(most.values()), list(least.values())


def bound_mrub(effects: Effects, instance: Instance, bound: float) -> float:
    """A floor or ceiling of an instance in mrub, whatever its unit."""
    if instance.limit.unit == "rub_per_head":
        return bound * instance.population / 1e6
    if instance.limit.unit == "share":
        regions = paying_regions(effects.case)
        payers = {"federal": [FEDERAL], "regional": regions, "all": [FEDERAL, *regions]}[instance.limit.payer]
        return bound * fsum(money_of(effects.budgets, payer, instance.years) for payer in payers)
    return bound


def limit_rows(
    effects: Effects,
    instances: Iterable[Instance],
    of_town: CellsByTown,
    atoms: Mapping[Cell, Atom],
    starts: Starts,
    kind: str,
) -> Iterator[Row]:
    """``limit_ceiling[INSTANCE]`` or ``limit_floor[INSTANCE]``: money in scope, and its negative for a floor."""
    sign = 1.0 if kind == "ceiling" else -1.0
    for instance in instances:
        bound = instance.limit.ceiling if kind == "ceiling" else instance.limit.floor
        if bound is None:
            continue
        towns = [town for town in of_town if town in instance.towns]
        covered = [cell for town in towns for cell in of_town[town] if instance.covers(cell)]
        payer = instance.limit.payer
        row = Row(f"limit_{kind}[{instance.name}]", sign * bound_mrub(effects, instance, bound))
        if instance.limit.unit == "count":
            count_projects(row, effects, covered, starts, sign)
        elif payer in CONTRIBUTORS:
            count_contributor(row, effects, instance, covered, starts, sign)
        elif payer != "federal":
            row.spend.update(dict.fromkeys(covered, sign))
        if instance.cuts:
            counted = {atoms[cell].variable for cell in covered}
            row.master.update(dict.fromkeys(counted, sign if payer == "federal" else -sign))
        yield row


def count_projects(row: Row, effects: Effects, covered: Iterable[Cell], starts: Starts, sign: float) -> None:
    """Write the number of projects in scope into a row: starts, and full years of work of opening measures."""
    for cell in covered:
        town, measure, year = cell
        if measure.startswith(TAX):
            continue
        if effects.measures[measure].kind == "opening":
            full_year = effects.public_share(town, measure) * effects.unit_mrub[town, measure]
            row.spend[cell] = sign / (full_year * effects.price_level[year - 1])
        elif year in starts.get(town, {}).get(measure, ()):
            row.start[cell] = sign


def count_contributor(
    row: Row, effects: Effects, instance: Instance, covered: Iterable[Cell], starts: Starts, sign: float
) -> None:
    """Write the money of a contributor in scope into a row.

    ``share/(1 - others)*spend`` on each line, tax apart, and for started measures
    ``(share/(1 - others)*given + sum)/d`` for each year of works in scope.
    """
    for cell in covered:
        town, measure, year = cell
        part = next((p for p in effects.parts.get((town, measure), ()) if p.contributor == instance.limit.payer), None)
        if part is None:
            continue
        of_public = part.share / effects.public_share(town, measure)
        if of_public:
            row.spend[cell] = sign * of_public
        duration = effects.measures[measure].duration_years
        each = (of_public * effects.given_mrub(town, measure) + part.sum_mrub) / duration
        for start in starts.get(town, {}).get(measure, ()) if each else ():
            if year - duration < start <= year:
                key = (town, measure, start)
                row.start[key] = row.start.get(key, 0.0) + sign * each


def absorption_rows(effects: Effects, of_town: CellsByTown) -> Iterator[Row]:
    """``absorption[TOWN,YEAR]``: public money in a town, tax lines apart, within a share of its municipal budget."""
    case = effects.case
    for town in case.towns:
        most = absorption_mrub(case, town)
        if most is None:
            continue
        spent = [cell for cell in of_town.get(town.town, ()) if not cell[1].startswith(TAX)]
        for year, calendar in enumerate(case.settings.years, start=1):
            row = Row(f"absorption[{town.town},{calendar}]", most)
            row.spend.update({cell: 1.0 for cell in spent if cell[2] == year})
            yield row


def absorption_mrub(case: Case, town: Town) -> float | None:
    """Most public money a town can spend in a year, mrub; None where nothing holds it back."""
    share, budget = case.settings.absorption_share, town.municipal_budget_mrub
    per_head = case.settings.municipal_budget_rub_per_head
    if budget is None and per_head is not None:
        budget = per_head * town.population / 1e6
    return None if share is None or budget is None else share * budget


def link_rows(case: Case, starts: Starts, relation: str) -> Iterator[Row]:
    """``requires[TOWN,MEASURE,OTHER,YEAR]`` for each year, or ``excludes[TOWN,MEASURE,OTHER]``."""
    for link in (row for row in case.links if row.relation == relation):
        for town, offered in starts.items():
            own, other = offered.get(link.measure, []), offered.get(link.other, [])
            if not own or (link.relation == "excludes" and not other) or not holds_in(case, link, town):
                continue
            name = f"{town},{link.measure},{link.other}"
            if link.relation == "excludes":
                yield Row(f"excludes[{name}]", 1.0, start=_starts(town, {link.measure: own, link.other: other}))
                continue
            for year in range(1, case.settings.horizon_years + 1):
                row = Row(f"requires[{name},{case.settings.first_year + year - 1}]", 0.0)
                row.start.update({(town, link.measure, s): 1.0 for s in own if s <= year})
                row.start.update({(town, link.other, s): -1.0 for s in other if s <= year - link.years_before})
                yield row


def holds_in(case: Case, link: Link, town: str) -> bool:
    """A link that names a proposal holds in the proposal's town alone."""
    return all(m.town in ("", town) for m in case.started if m.measure in (link.measure, link.other))


def _starts(town: str, starts: Mapping[str, list[int]]) -> dict[Start, float]:
    return {(town, measure, s): 1.0 for measure, own in starts.items() for s in own}


def must_rows(effects: Effects, starts: Starts) -> Iterator[Row]:
    """``must[TOWN,MEASURE]``: the measure is started."""
    for (town, subject), locks in effects.locks.items():
        if subject in effects.measures and any(lock.decision == "must" for lock in locks):
            own = starts.get(town, {}).get(subject, [])
            yield Row(f"must[{town},{subject}]", -1.0, start={(town, subject, s): -1.0 for s in own})


def network_rows(case: Case, joins: Joins) -> Iterator[Row]:
    """``supplied[PRODUCT,YEAR]`` and ``bought[PRODUCT,YEAR]``: no more is traded than is supplied, or bought."""
    for family, supply in (("supplied", True), ("bought", False)):
        for trade in joins.trades:
            each = trade.supply if supply else trade.demand
            yield Row(
                f"{family}[{trade.product},{case.settings.first_year + trade.year - 1}]",
                0.0,
                scale={start: -units for start, units in each.items()},
                master={trade.variable: 1.0},
            )


def rollout_rows(case: Case, joins: Joins) -> Iterator[Row]:
    """``follows[MEASURE,GROUP,YEAR]``: no more points than those who start could gain; ``piloted``: none without a
    pilot.
    """
    for follow in joins.follows:
        name = f"{follow.measure},{follow.group},{case.settings.first_year + follow.start - 1}"
        lifts = {(town, follow.measure, follow.start): -lift.points for town, lift in follow.lifts.items()}
        yield Row(f"follows[{name}]", 0.0, scale=lifts, master={follow.variable: 1.0})
    for follow in joins.follows:
        name = f"{follow.measure},{follow.group},{case.settings.first_year + follow.start - 1}"
        pilots = dict.fromkeys(follow.pilots, -follow.most)
        yield Row(f"piloted[{name}]", 0.0, start=pilots, master={follow.variable: 1.0})


def works_rows(case: Case, formations: Iterable[Formation], family: str) -> Iterator[Row]:
    """``stepped[CLUSTER,STAGE,STEP,YEAR]``: no cluster works at a stage whose steps are not done;
    ``gathered[CLUSTER,STAGE,WHAT,YEAR]``: nor without the firms it lacks.
    """

    def sums(works: Works) -> dict[str, dict[Start, float]]:
        return works.steps if family == "stepped" else works.firms

    for formation in formations:
        for stage, at_stage in groupby(formation.works, key=lambda works: works.stage):
            years = list(at_stage)
            for what in sums(years[0]):
                for works in years:
                    calendar = case.settings.first_year + works.year - 1
                    start = {key: -part for key, part in sums(works)[what].items()}
                    name = f"{family}[{works.cluster},{stage},{what},{calendar}]"
                    yield Row(name, 0.0, start=start, master={works.variable: 1.0})


def bonus_rows(case: Case, formations: Iterable[Formation]) -> Iterator[Row]:
    """``joined[CLUSTER,YEAR]``: no more points than those who start could gain; ``formed``: none without a stage at
    work.
    """
    bonuses = [bonus for formation in formations for bonus in formation.bonuses]
    names = [f"{bonus.cluster},{case.settings.first_year + bonus.year - 1}" for bonus in bonuses]
    for bonus, name in zip(bonuses, names, strict=True):
        joints = {start: -joint.points for start, joint in bonus.joints.items()}
        yield Row(f"joined[{name}]", 0.0, scale=joints, master={bonus.variable: 1.0})
    for bonus, name in zip(bonuses, names, strict=True):
        at_work = {works.variable: -bonus.most / bonus.stages for works in bonus.works}
        yield Row(f"formed[{name}]", 0.0, master={bonus.variable: 1.0, **at_work})
