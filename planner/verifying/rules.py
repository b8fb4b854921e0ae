"""The rows that join towns, by name, made a second time from ``docs/model.md``.

Every row reads ``sum of coefficients <= right-hand side``. ``spend`` is keyed by cells (town, measure, year),
``start`` by (town, measure, start year), ``master`` by the master variables ``federal`` (keyed by atom) and ``carry``
(payer, year). Years are 1..H here and calendar years in names.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from math import fsum

from models.case import CATEGORIES, FEDERAL, Case, Limit, Measure, Town
from planner.verifying.arithmetic import Effects, TownVariant, paying_regions

Cell = tuple[str, str, int]
Start = tuple[str, str, int]
Master = tuple[str, str, int]
"""("federal", atom, year) or ("carry", payer, year)."""


@dataclass(frozen=True, slots=True)
class Row:
    name: str
    right_hand_side: float
    spend: dict[Cell, float] = field(default_factory=dict)
    start: dict[Start, float] = field(default_factory=dict)
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
        return self.limit.payer != "all"

    def covers(self, cell: Cell) -> bool:
        return cell[0] in self.towns and cell[1] in self.measures and cell[2] in self.years


@dataclass(frozen=True, slots=True)
class Rules:
    """All rows by name, the atoms of the cells that can cost anything, and ``U`` (mrub) of the master variables."""

    rows: dict[str, Row]
    cells: tuple[Cell, ...]
    atoms: dict[Cell, Atom]
    instances: tuple[Instance, ...]
    windows: dict[tuple[str, str], tuple[float, float]]
    most_mrub: dict[Master, float]


def rules_of(effects: Effects, offers: Mapping[str, Mapping[str, TownVariant]]) -> Rules:
    """Make every row of a case; ``offers`` says by town which variants it is offered, and with which options."""
    case = effects.case
    instances = tuple(instance for limit in case.limits for instance in instances_of(case, limit))
    starts = {town: offered_starts(variants) for town, variants in offers.items()}
    cells = tuple(cells_of(case, offers))
    atoms = {cell: atom_of(case, effects.towns[cell[0]].region, cell, instances) for cell in cells}
    regions = set(paying_regions(case))
    windows = {(m.measure, r): federal_window(case, m.measure, r) for m in case.measures for r in sorted(regions)}
    window = {cell: windows[cell[1], effects.towns[cell[0]].region] for cell in cells}
    rows = [
        *budget_rows(case, cells, atoms),
        *window_rows(cells, atoms, window),
        *limit_rows(case, instances, cells, atoms),
        *link_rows(case, starts),
        *must_rows(effects, starts),
    ]
    most = {atom.variable: federal_money(case, FEDERAL, atom.year) for atom in atoms.values()}
    for payer in (FEDERAL, *sorted(regions)):
        most.update({v: federal_money(case, payer, v[2]) for v in carry_variables(case, payer)})
    return Rules({row.name: row for row in rows}, cells, atoms, instances, windows, most)


# --- What there is to count ------------------------------------------------------------------------------------------


def offered_starts(variants: Mapping[str, TownVariant]) -> dict[str, list[int]]:
    """Start years of each started measure that some variant offers, in order."""
    found: dict[str, set[int]] = {}
    for offer in variants.values():
        for measure, menu in offer.menus.items():
            found.setdefault(measure, set()).update(option.start for option in menu.options)
    return {measure: sorted(starts) for measure, starts in found.items()}


def cells_of(case: Case, offers: Mapping[str, Mapping[str, TownVariant]]) -> Iterator[Cell]:
    """Every year of each town and measure that can cost anything under some variant offered."""
    for town, variants in offers.items():
        measures = dict.fromkeys(
            measure for offer in variants.values() for measure in (*offer.menus, *offer.variant.intensity)
        )
        for measure in measures:
            for year in range(1, case.settings.horizon_years + 1):
                yield town, measure, year


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


def atom_of(case: Case, region: str, cell: Cell, instances: Iterable[Instance]) -> Atom:
    """The atom of a cell: its region, its year and the limits with a payer that cover it."""
    cuts = frozenset(i.name for i in instances if i.cuts and i.covers(cell))
    calendar = case.settings.first_year + cell[2] - 1
    return Atom(f"{region},{calendar},{'+'.join(sorted(cuts)) or '-'}", region, cell[2], cuts)


def federal_window(case: Case, measure: str, region: str) -> tuple[float, float]:
    """Least and greatest federal share: measure and region, then measure, then region, then all, then (0, 0)."""
    rows = {(c.measure, c.region): (c.federal_low_share, c.federal_high_share) for c in case.cofinancing}
    for key in ((measure, region), (measure, ""), ("", region), ("", "")):
        if key in rows:
            return rows[key]
    return 0.0, 0.0


def budget_mrub(case: Case, payer: str, years: Iterable[int]) -> float:
    """Money of one payer in some years (1..H), mrub."""
    calendar = {case.settings.first_year + y - 1 for y in years}
    return fsum(b.amount_mrub for b in case.budgets if b.payer == payer and b.year in calendar)


def federal_money(case: Case, payer: str, year: int) -> float:
    """``U``: the money of a payer in years 1..y together, mrub."""
    return budget_mrub(case, payer, range(1, year + 1))


def carry_share(case: Case, payer: str) -> float:
    settings = case.settings
    return settings.carry_over_federal_share if payer == FEDERAL else settings.carry_over_regional_share


def carry_variables(case: Case, payer: str) -> Iterator[Master]:
    """``carry[payer,y]`` for y = 1..H-1 where the payer may keep anything."""
    if carry_share(case, payer) > 0:
        for year in range(1, case.settings.horizon_years):
            yield "carry", payer, year


# --- The rows --------------------------------------------------------------------------------------------------------


def budget_rows(case: Case, cells: Iterable[Cell], atoms: Mapping[Cell, Atom]) -> Iterator[Row]:
    """``federal_budget[YEAR]`` and ``region_budget[REGION,YEAR]``: what is spent and kept is there to spend."""
    rows: dict[tuple[str, int], Row] = {}
    for payer in (FEDERAL, *paying_regions(case)):
        for year in range(1, case.settings.horizon_years + 1):
            calendar = case.settings.first_year + year - 1
            name = f"federal_budget[{calendar}]" if payer == FEDERAL else f"region_budget[{payer},{calendar}]"
            rows[payer, year] = Row(name, budget_mrub(case, payer, [year]))
        for variable in carry_variables(case, payer):
            rows[payer, variable[2]].master[variable] = 1 / carry_share(case, payer)
            rows[payer, variable[2] + 1].master[variable] = -1.0
    for atom in set(atoms.values()):
        rows[FEDERAL, atom.year].master[atom.variable] = 1.0
        rows[atom.region, atom.year].master[atom.variable] = -1.0
    for cell in cells:
        rows[atoms[cell].region, cell[2]].spend[cell] = 1.0
    yield from rows.values()


def window_rows(
    cells: Iterable[Cell], atoms: Mapping[Cell, Atom], window: Mapping[Cell, tuple[float, float]]
) -> Iterator[Row]:
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
    yield from most.values()
    yield from least.values()


def bound_mrub(case: Case, instance: Instance, bound: float) -> float:
    """A floor or ceiling of an instance in mrub, whatever its unit."""
    if instance.limit.unit == "rub_per_head":
        return bound * instance.population / 1e6
    if instance.limit.unit == "share":
        regions = paying_regions(case)
        payers = {"federal": [FEDERAL], "regional": regions, "all": [FEDERAL, *regions]}[instance.limit.payer]
        return bound * fsum(budget_mrub(case, payer, instance.years) for payer in payers)
    return bound


def limit_rows(
    case: Case, instances: Iterable[Instance], cells: Iterable[Cell], atoms: Mapping[Cell, Atom]
) -> Iterator[Row]:
    """``limit_ceiling[INSTANCE]`` and ``limit_floor[INSTANCE]``: money in scope, and its negative for a floor."""
    for instance in instances:
        covered = [cell for cell in cells if instance.covers(cell)]
        counted = {atoms[cell].variable for cell in covered}
        payer = instance.limit.payer
        for kind, bound, sign in (("ceiling", instance.limit.ceiling, 1.0), ("floor", instance.limit.floor, -1.0)):
            if bound is None:
                continue
            row = Row(f"limit_{kind}[{instance.name}]", sign * bound_mrub(case, instance, bound))
            if payer != "federal":
                row.spend.update(dict.fromkeys(covered, sign))
            if payer != "all":
                row.master.update(dict.fromkeys(counted, sign if payer == "federal" else -sign))
            yield row


def link_rows(case: Case, starts: Mapping[str, Mapping[str, list[int]]]) -> Iterator[Row]:
    """``requires[TOWN,MEASURE,OTHER,YEAR]`` for each year and ``excludes[TOWN,MEASURE,OTHER]``."""
    for link in case.links:
        for town, offered in starts.items():
            own, other = offered.get(link.measure, []), offered.get(link.other, [])
            if not own or (link.relation == "excludes" and not other):
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


def _starts(town: str, starts: Mapping[str, list[int]]) -> dict[Start, float]:
    return {(town, measure, s): 1.0 for measure, own in starts.items() for s in own}


def must_rows(effects: Effects, starts: Mapping[str, Mapping[str, list[int]]]) -> Iterator[Row]:
    """``must[TOWN,MEASURE]``: the measure is started."""
    for (town, subject), locks in effects.locks.items():
        if subject in effects.measures and any(lock.decision == "must" for lock in locks):
            own = starts.get(town, {}).get(subject, [])
            yield Row(f"must[{town},{subject}]", -1.0, start={(town, subject, s): -1.0 for s in own})
