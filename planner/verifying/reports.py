"""What a plan reports beside its money: who gets it (Equity) and what it leaves to pay (Liabilities)."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from math import fsum

from models.case import Town
from planner.verifying.comparing import Findings, Key, rows_by_key
from planner.verifying.decisions import Decisions, Line
from planner.verifying.effects import Effects
from planner.verifying.money import KOPECKS_IN_MRUB
from planner.verifying.outcomes import Outcomes
from planner.verifying.plan_reading import Plan

TERCILES = ("least locked", "middle", "most locked")
LIABILITY_YEARS = 10
NO_MONEY_MRUB = 1e-12
EVEN_DECIMALS = 12
"""Mean lock-ins that agree in so many decimals are equal, and keep the order of the sheet Towns."""


# --- Equity ----------------------------------------------------------------------------------------------------------


def groups_of(effects: Effects) -> dict[Key, list[Town]]:
    """Towns by status, in the order of the statuses, and by tercile of lock-in; groups without a town are left out."""
    case = effects.case
    groups: dict[Key, list[Town]] = {
        ("status", row.status): [town for town in case.towns if town.status == row.status] for row in case.statuses
    }

    def mean_lock_in(town: Town) -> float:
        lock_ins = [effects.diagnosis.lock_in[town.town, row.lock_in] for row in case.lock_ins]
        return round(fsum(lock_ins) / max(1, len(lock_ins)), EVEN_DECIMALS)

    ranked = sorted(case.towns, key=mean_lock_in)
    for number, name in enumerate(TERCILES):
        groups["lock_in_tercile", name] = [t for i, t in enumerate(ranked) if 3 * i // len(ranked) == number]
    return {key: towns for key, towns in groups.items() if towns}


def check_equity(plan: Plan, effects: Effects, lines: Sequence[Line], outcomes: Outcomes, findings: Findings) -> None:
    """Compare the sheet Equity."""
    paid: dict[str, int] = {}
    for line in lines:
        paid[line.town.town] = paid.get(line.town.town, 0) + line.paid
    groups = groups_of(effects)
    for key, record in rows_by_key(plan, "Equity", ("grouping", "group"), groups, groups, findings).items():
        towns = groups[key]
        population = fsum(town.population for town in towns)
        mrub = sum(paid.get(town.town, 0) for town in towns) / KOPECKS_IN_MRUB
        findings.number(record, "towns", len(towns), relative=0)
        findings.number(record, "population", population, relative=1e-12)
        findings.number(record, "total_mrub", mrub, relative=1e-12)
        findings.number(record, "rub_per_head", mrub * 1e6 / population)
        for goal in effects.weight:
            result = fsum(outcomes.of_town.get((town.town, goal), 0.0) for town in towns)
            findings.number(record, f"{goal}_per_1000", result / population * 1000)


# --- Liabilities -----------------------------------------------------------------------------------------------------


@dataclass(slots=True)
class Liability:
    """Public money that a region-year leaves to pay, mrub."""

    running_mrub: float = 0.0
    tax_federal_mrub: float = 0.0
    tax_regional_mrub: float = 0.0

    @property
    def total_mrub(self) -> float:
        return self.running_mrub + self.tax_federal_mrub + self.tax_regional_mrub


def liabilities_of(effects: Effects, decisions: Decisions) -> dict[Key, Liability]:
    """By region and calendar year: public running costs and tax forgone in the years ``s+d .. s+d+life-1``.

    At the price level of the year, after the plan at that of its last year.
    """
    first_year = effects.case.settings.first_year
    found: dict[Key, Liability] = {}
    for started in decisions.started:
        name, measure = started.measure, effects.measures[started.measure]
        each = effects.unit_mrub[started.town, name] * started.scale
        public = effects.public_share(started.town, name) * effects.running[name]
        federal, regional = effects.tax.get(name, (0.0, 0.0))
        built = started.option.start + measure.duration_years
        for year in range(built, min(built + measure.life_years, LIABILITY_YEARS + 1)):
            level = effects.price_level[min(year, len(effects.price_level)) - 1]
            key = (effects.towns[started.town].region, first_year + year - 1)
            liability = found.setdefault(key, Liability())
            liability.running_mrub += each * level * public
            liability.tax_federal_mrub += each * level * federal
            liability.tax_regional_mrub += each * level * regional
    return found


def check_liabilities(plan: Plan, liabilities: Mapping[Key, Liability], findings: Findings) -> None:
    """Compare the sheet Liabilities."""
    columns: dict[str, Callable[[Liability], float]] = {
        "running_mrub": lambda row: row.running_mrub,
        "tax_federal_mrub": lambda row: row.tax_federal_mrub,
        "tax_regional_mrub": lambda row: row.tax_regional_mrub,
    }
    owed = {key: row for key, row in liabilities.items() if any(of(row) > NO_MONEY_MRUB for of in columns.values())}
    for key, record in rows_by_key(plan, "Liabilities", ("region", "year"), owed, owed, findings).items():
        for column, of in columns.items():
            findings.number(record, column, of(owed[key]), absolute=NO_MONEY_MRUB)


def later_mrub(effects: Effects, liabilities: Mapping[Key, Liability]) -> float:
    """What is left to pay after the plan."""
    last = effects.case.settings.years[-1]
    return fsum(row.total_mrub for (_, year), row in liabilities.items() if int(year) > last)
