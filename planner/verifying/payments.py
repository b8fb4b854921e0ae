"""Whose money a plan spends: the sheets Years and Allocation, limits, and the even split within an atom."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from statistics import median

from models.case import CATEGORIES, FEDERAL, Case
from planner.verifying.arithmetic import Effects, paying_regions
from planner.verifying.comparing import Findings
from planner.verifying.decisions import Decisions, Line
from planner.verifying.money import (
    KOPECKS_IN_MRUB,
    KOPECKS_IN_RUB,
    PayerYear,
    keeps_ceiling,
    keeps_floor,
    kopecks_of_mrub,
    payer_years,
    theta_ends,
)
from planner.verifying.plan_reading import Plan, Record
from planner.verifying.rules import Atom, Rules, bound_mrub, carry_share

SHIFT_KOPECKS = 10_000
"""Money that is moved to see whether it could be: a hundred roubles, more than rounding and the solver leave over."""


def check_payments(plan: Plan, effects: Effects, rules: Rules, decisions: Decisions, findings: Findings) -> None:
    """Check every rule about money that joins towns, in whole kopecks."""
    check_years(plan, effects.case, decisions.lines, findings)
    check_limits(plan, effects.case, rules, decisions.lines, findings)
    check_even_split(rules, decisions, findings)
    if not findings.faults:
        check_least_federal(effects.case, rules, decisions.lines, findings)
    check_allocation(plan, effects, decisions.lines, findings)


# --- Years -----------------------------------------------------------------------------------------------------------


def recomputed_years(case: Case, lines: Sequence[Line]) -> dict[tuple[str, int], PayerYear]:
    """Money of every payer and calendar year."""
    spent: dict[tuple[str, int], int] = {}
    for line in lines:
        for key, kopecks in (((FEDERAL, line.year), line.federal), ((line.town.region, line.year), line.regional)):
            spent[key] = spent.get(key, 0) + kopecks
    amounts = {(budget.payer, budget.year): kopecks_of_mrub(budget.amount_mrub) for budget in case.budgets}
    result = {}
    for payer in (FEDERAL, *paying_regions(case)):
        budgets = [amounts.get((payer, year), 0) for year in case.settings.years]
        used = [spent.get((payer, number), 0) for number in range(1, len(budgets) + 1)]
        years = payer_years(budgets, used, carry_share(case, payer))
        result.update({(payer, year): money for year, money in zip(case.settings.years, years, strict=True)})
    return result


def check_years(plan: Plan, case: Case, lines: Sequence[Line], findings: Findings) -> None:
    """Recompute the sheet Years; nobody spends more than there is. Regions without a town may be left out."""
    expected = recomputed_years(case, lines)
    needed = {FEDERAL} | {town.region for town in case.towns}
    seen: dict[tuple[str, int], Record] = {}
    for record in plan.records["Years"]:
        key = (record.text("payer"), round(record.number("year")))
        if key not in expected:
            payers = {payer for payer, _ in expected}
            column = "year" if key[0] in payers else "payer"
            findings.add(record.place(column), f"{record.values[column]!r} is there, it is no {column} of the case")
        elif key in seen:
            for column in ("payer", "year"):
                findings.twice(seen[key], record, column)
        else:
            seen[key] = record
            check_year(record, expected[key], findings)
    for payer, year in expected.keys() - seen.keys():
        if payer in needed:
            findings.add(plan.sheet("Years"), f"the row of {payer} in {year} is not there")


def check_year(record: Record, money: PayerYear, findings: Findings) -> None:
    findings.roubles(record, "budget_rub", money.budget)
    findings.roubles(record, "carried_in_rub", money.carried_in)
    findings.roubles(record, "spent_rub", money.spent)
    findings.roubles(record, "carried_out_rub", money.carried_out)
    findings.roubles(record, "returned_rub", money.returned)
    if money.returned < 0:
        over = -money.returned / KOPECKS_IN_RUB
        findings.add(
            record.place("spent_rub"), f"the money of Funded is {over:.2f} RUB more than there is in this year"
        )


# --- Least federal money ---------------------------------------------------------------------------------------------


def check_least_federal(case: Case, rules: Rules, lines: Sequence[Line], findings: Findings) -> None:
    """No atom could take less federal money by itself while everything else stays as it is.

    A necessary condition of the least total; the whole of it would need a linear program. An atom passes if its cells
    are at the low end of their windows, or if the region, or a limit on either payer, has no room for the shift.
    """
    expected = recomputed_years(case, lines)
    by_atom: dict[Atom, list[Line]] = {}
    for line in lines:
        by_atom.setdefault(rules.atoms[line.town.town, line.measure.measure, line.year], []).append(line)
    for atom, inside in by_atom.items():
        low = sum(rules.windows[line.measure.measure, atom.region][0] * line.paid for line in inside)
        room = sum(line.federal for line in inside) - low
        if (
            room > SHIFT_KOPECKS
            and region_has_room(case, expected, atom)
            and limits_have_room(case, rules, lines, atom)
        ):
            findings.add(
                inside[0].record.place("federal_rub"),
                f"the {len(inside)} lines of {atom.region} in this year could take less federal money",
            )


def region_has_room(case: Case, expected: Mapping[tuple[str, int], PayerYear], atom: Atom) -> bool:
    """Whether the region could pay the shift in the atom's year and still keep its later years."""
    calendar = case.settings.years
    budgets = [expected[atom.region, year].budget for year in calendar]
    used = [expected[atom.region, year].spent for year in calendar]
    used[atom.year - 1] += SHIFT_KOPECKS
    return all(money.returned >= 0 for money in payer_years(budgets, used, carry_share(case, atom.region)))


def limits_have_room(case: Case, rules: Rules, lines: Sequence[Line], atom: Atom) -> bool:
    """Whether limits on federal floors and regional ceilings that cover the atom allow the shift."""
    for instance in rules.instances:
        if instance.name in atom.cuts:
            limit = instance.limit
            inside = [line for line in lines if instance.covers((line.town.town, line.measure.measure, line.year))]
            federal, regional = sum(line.federal for line in inside), sum(line.regional for line in inside)
            if limit.payer == "federal" and limit.floor is not None:
                if federal - SHIFT_KOPECKS < bound_mrub(case, instance, limit.floor) * KOPECKS_IN_MRUB:
                    return False
            elif (
                limit.payer == "regional"
                and limit.ceiling is not None
                and regional + SHIFT_KOPECKS > bound_mrub(case, instance, limit.ceiling) * KOPECKS_IN_MRUB
            ):
                return False
    return True


# --- Limits ----------------------------------------------------------------------------------------------------------


def check_limits(plan: Plan, case: Case, rules: Rules, lines: Sequence[Line], findings: Findings) -> None:
    """No ceiling is exceeded; every floor is reached but for two kopecks a line."""
    for instance in rules.instances:
        limit = instance.limit
        inside = [line for line in lines if instance.covers((line.town.town, line.measure.measure, line.year))]
        spent = sum(
            {"federal": line.federal, "regional": line.regional, "all": line.paid}[limit.payer] for line in inside
        )
        money = f"{spent / KOPECKS_IN_RUB:.2f} RUB of {limit.payer} money is spent under the limit {instance.name}"
        if limit.ceiling is not None and not keeps_ceiling(spent, bound_mrub(case, instance, limit.ceiling)):
            most = bound_mrub(case, instance, limit.ceiling) * 1e6
            findings.add(
                plan.sheet("Funded"), f"{money}, at most {most:.2f} RUB is allowed ({limit.origin.cell('ceiling')})"
            )
        if limit.floor is not None and not keeps_floor(spent, bound_mrub(case, instance, limit.floor), len(inside)):
            least = bound_mrub(case, instance, limit.floor) * 1e6
            findings.add(
                plan.sheet("Funded"), f"{money}, at least {least:.2f} RUB is asked ({limit.origin.cell('floor')})"
            )


def check_even_split(rules: Rules, decisions: Decisions, findings: Findings) -> None:
    """Inside an atom every line pays the same position of its federal window, but for the kopecks of rounding."""
    atoms: dict[str, list[tuple[Line, float, float]]] = {}
    for line in decisions.lines:
        atom = rules.atoms.get((line.town.town, line.measure.measure, line.year))
        cost = decisions.cost_mrub.get(line.record.row)
        if atom is not None and cost is not None:
            window = rules.windows[line.measure.measure, line.town.region]
            atoms.setdefault(atom.name, []).append((line, *theta_ends(line.federal, cost, *window)))
    for name, members in atoms.items():
        if max(low for _, low, _ in members) <= min(high for _, _, high in members):
            continue
        usual = median(0.5 * (low + high) for _, low, high in members)
        line, low, high = max(members, key=lambda member: max(member[1] - usual, usual - member[2]))
        findings.add(
            line.record.place("federal_rub"),
            f"{line.record.number('federal_rub')!r} RUB is there, {0.5 * (low + high):.6f} of the way through the "
            f"window of federal shares, other lines of [{name}] stand at {usual:.6f}",
        )


# --- Allocation ------------------------------------------------------------------------------------------------------


def check_allocation(plan: Plan, effects: Effects, lines: Sequence[Line], findings: Findings) -> None:
    """Recompute who gets what from the lines of Funded; towns without money may be left out."""
    by_town: dict[str, list[Line]] = {}
    for line in lines:
        by_town.setdefault(line.town.town, []).append(line)
    seen: dict[str, Record] = {}
    for record in plan.records["Allocation"]:
        name = record.text("town")
        if name not in effects.towns:
            findings.add(record.place("town"), f"{name!r} is there, no town of the case has this id")
        elif name in seen:
            findings.twice(seen[name], record, "town")
        else:
            seen[name] = record
            check_town_money(record, effects, by_town.get(name, []), findings)
    for town, own in by_town.items():
        if town not in seen and any(line.paid for line in own):
            findings.add(plan.sheet("Allocation"), f"the town {town} is not there")


def check_town_money(record: Record, effects: Effects, lines: Sequence[Line], findings: Findings) -> None:
    town = effects.towns[record.text("town")]
    findings.texts(record, [("name", town.name), ("region", town.region)])
    for category in CATEGORIES:
        spent = sum(line.paid for line in lines if line.measure.category == category)
        findings.number(record, category, spent / KOPECKS_IN_MRUB, relative=1e-12)
    federal, regional = sum(line.federal for line in lines), sum(line.regional for line in lines)
    findings.number(record, "federal_mrub", federal / KOPECKS_IN_MRUB, relative=1e-12)
    findings.number(record, "regional_mrub", regional / KOPECKS_IN_MRUB, relative=1e-12)
    findings.number(record, "total_mrub", (federal + regional) / KOPECKS_IN_MRUB, relative=1e-12)
    findings.number(record, "rub_per_head", (federal + regional) / KOPECKS_IN_RUB / town.population)
