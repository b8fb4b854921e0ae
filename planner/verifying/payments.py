"""Whose money a plan spends: the sheets Years and Allocation, limits, and the even split within an atom.

Loans stand on the sheet Years alone: what a region receives in a year is its loan of that year.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from math import ceil, fsum
from statistics import median

from models.case import CATEGORIES, CONTRIBUTORS, FEDERAL, Case, Loan
from planner.verifying.coefficients import paying_regions
from planner.verifying.comparing import Findings
from planner.verifying.decisions import Decisions, Line, missing_town, no_town
from planner.verifying.effects import Effects
from planner.verifying.money import (
    KOPECKS_IN_MRUB,
    KOPECKS_IN_RUB,
    PayerYear,
    budget_kopecks,
    exact,
    keeps_ceiling,
    keeps_floor,
    kopecks_of_rub,
    payer_years,
    repaid_ends,
    theta_ends,
)
from planner.verifying.partners import PartnerMoney
from planner.verifying.plan_reading import Plan, Record
from planner.verifying.rules import Atom, Instance, Rules, absorption_mrub, bound_mrub, carry_share, loans_of
from planner.words import localised, say

COUNT_SLACK = 1e-6
"""A count of projects may be off by so much; intensities of years of work are no whole numbers."""
SHIFT_KOPECKS = 10_000
"""Money that is moved to see whether it could be: a hundred roubles, more than rounding and the solver leave over."""


PayerYears = dict[tuple[str, int], PayerYear]
"""Money by payer and calendar year."""


def check_payments(
    plan: Plan,
    effects: Effects,
    rules: Rules,
    decisions: Decisions,
    partners: Sequence[PartnerMoney],
    findings: Findings,
) -> PayerYears:
    """Check every rule about money that joins towns, in whole kopecks; returns the money of payers and years."""
    case = effects.case
    loans = read_loans(plan, case, findings)
    years = recomputed_years(plan, effects, decisions.lines, loans)
    check_years(plan, case, years, loans, findings)
    check_limits(plan, effects, rules, decisions, partners, findings)
    check_absorption(plan, case, decisions.lines, findings)
    check_even_split(rules, decisions, findings)
    if not findings.faults:
        check_least_federal(effects, rules, decisions.lines, years, findings)
        check_least_loans(case, years, loans, findings)
    check_allocation(plan, effects, decisions.lines, findings)
    return years


# --- Loans -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Taken:
    """A loan as it is taken, kopecks; ``record`` is the row of Years that says so, if there is one."""

    loan: Loan
    kopecks: int
    repaid: int
    record: Record | None


@dataclass(slots=True)
class Loans:
    """The loans of a plan, and by payer and calendar year what comes in and goes out, kopecks."""

    taken: list[Taken] = field(default_factory=list)
    flows: dict[tuple[str, int], list[int]] = field(default_factory=dict)

    def add(self, payer: str, year: int, loan_in: int, loan_out: int) -> None:
        flow = self.flows.setdefault((payer, year), [0, 0])
        flow[0] += loan_in
        flow[1] += loan_out


def read_loans(plan: Plan, case: Case, findings: Findings) -> Loans:
    """The loans that the rows of regions on Years state, and what follows from them for every payer.

    What is repaid may be a kopeck off what the loan makes, which was itself rounded; one altered amount is told on
    both cells, since either may be wrong.
    """
    rows = {(record.text("payer"), round(record.number("year"))): record for record in plan.records["Years"]}
    due: dict[tuple[str, int], list[tuple[Loan, int, Record | None]]] = {}
    for loan in loans_of(case):
        record = rows.get((loan.region, loan.year))
        kopecks = round(record.number("loans_in_rub") * KOPECKS_IN_RUB) if record else 0
        most = ceil(exact(loan.most_mrub) * KOPECKS_IN_MRUB)
        if record is not None and not 0 <= kopecks <= most:
            findings.add(record.place("loans_in_rub"), say(
                "{amount!r} RUB is there, a loan of 0 to {most:.2f} RUB is allowed ({cell})",
                amount=record.number("loans_in_rub"), most=most / KOPECKS_IN_RUB, cell=loan.origin.cell("most_mrub"),
            ))  # fmt: skip
        due.setdefault((loan.region, loan.repaid_year), []).append((loan, kopecks, record))
    loans = Loans()
    for (region, year), owed in due.items():
        ends = [repaid_ends(kopecks, loan.interest_share) for loan, kopecks, _ in owed]
        least, most = sum(low for low, _ in ends), sum(high for _, high in ends)
        record = rows.get((region, year))
        stated = round(record.number("loans_out_rub") * KOPECKS_IN_RUB) if record else most
        if not least <= stated <= most:
            for _, _, taken in owed:
                if taken is not None:
                    findings.add(taken.place("loans_in_rub"), say(
                        "{amount!r} RUB is there, {repaid:.2f} RUB are repaid in {year}",
                        amount=taken.number("loans_in_rub"), repaid=stated / KOPECKS_IN_RUB, year=year,
                    ))  # fmt: skip
            stated = most
        for number, (loan, kopecks, taken) in enumerate(owed):
            repaid = ends[number][1] - (most - stated if number == 0 else 0)
            loans.taken.append(Taken(loan, kopecks, repaid, taken))
            loans.add(region, loan.year, kopecks, 0)
            loans.add(FEDERAL, loan.year, 0, kopecks)
            loans.add(region, year, 0, repaid)
            loans.add(FEDERAL, year, repaid, 0)
    return loans


def check_least_loans(case: Case, years: PayerYears, loans: Loans, findings: Findings) -> None:
    """No loan could be lower by itself while everything else stays as it is: a necessary condition of the least."""
    for taken in loans.taken:
        if taken.kopecks <= SHIFT_KOPECKS or taken.record is None:
            continue
        shift = [(taken.loan.year, SHIFT_KOPECKS), (taken.loan.repaid_year, -_grown(taken.loan))]
        has_room = all(
            has_room_for(case, years, payer, [(year, sign * kopecks) for year, kopecks in shift])
            for payer, sign in ((taken.loan.region, 1), (FEDERAL, -1))
        )
        if has_room:
            findings.add(
                taken.record.place("loans_in_rub"),
                say("{region} could do with a lower loan", region=taken.loan.region),
            )


def _grown(loan: Loan) -> int:
    return round(SHIFT_KOPECKS * (1 + loan.interest_share))


# --- Years -----------------------------------------------------------------------------------------------------------


def recomputed_years(plan: Plan, effects: Effects, lines: Sequence[Line], loans: Loans) -> PayerYears:
    """Money of every payer and calendar year."""
    case = effects.case
    spent: dict[tuple[str, int], int] = {}
    for line in lines:
        for key, kopecks in (((FEDERAL, line.year), line.federal), ((line.town.region, line.year), line.regional)):
            spent[key] = spent.get(key, 0) + kopecks
    stated = {
        (record.text("payer"), round(record.number("year"))): kopecks_of_rub(record.number("budget_rub"))
        for record in plan.records["Years"]
    }
    result = {}
    for payer in (FEDERAL, *paying_regions(case)):
        budgets = [
            budget_kopecks(effects.budgets[payer, number], stated.get((payer, year)))
            for number, year in enumerate(case.settings.years, start=1)
        ]
        used = [spent.get((payer, number), 0) for number in range(1, len(budgets) + 1)]
        flows = [loans.flows.get((payer, year), [0, 0]) for year in case.settings.years]
        years = payer_years(budgets, used, carry_share(case, payer), [(flow[0], flow[1]) for flow in flows])
        result.update({(payer, year): money for year, money in zip(case.settings.years, years, strict=True)})
    return result


def has_room_for(case: Case, years: PayerYears, payer: str, shift: Sequence[tuple[int, int]]) -> bool:
    """Whether a payer could spend so much more (kopecks by calendar year) and still keep its later years."""
    own = [years[payer, year] for year in case.settings.years]
    more = dict(shift)
    used = [money.spent + more.get(year, 0) for money, year in zip(own, case.settings.years, strict=True)]
    flows = [(money.loans_in, money.loans_out) for money in own]
    later = payer_years([money.budget for money in own], used, carry_share(case, payer), flows)
    return all(money.returned >= 0 for money in later)


def check_years(plan: Plan, case: Case, expected: PayerYears, loans: Loans, findings: Findings) -> None:
    """Compare the sheet Years; nobody spends more than there is. Regions without a town may be left out."""
    rounding = {FEDERAL: len(loans.taken)}
    for taken in loans.taken:
        rounding[taken.loan.region] = rounding.get(taken.loan.region, 0) + 1
    needed = {FEDERAL} | {town.region for town in case.towns}
    seen: dict[tuple[str, int], Record] = {}
    for record in plan.records["Years"]:
        key = (record.text("payer"), round(record.number("year")))
        if key not in expected:
            if key[0] in {payer for payer, _ in expected}:
                told = say("{there!r} is there, it is no year of the case", there=record.values["year"])
                findings.add(record.place("year"), told)
            else:
                told = say("{there!r} is there, it is no payer of the case", there=record.values["payer"])
                findings.add(record.place("payer"), told)
        elif key in seen:
            for column in ("payer", "year"):
                findings.twice(seen[key], record, column)
        else:
            seen[key] = record
            check_year(record, expected[key], rounding.get(key[0], 0), findings)
    for payer, year in expected.keys() - seen.keys():
        if payer in needed:
            findings.add(plan.sheet("Years"), say("the row of {payer} in {year} is not there", payer=payer, year=year))


def check_year(record: Record, money: PayerYear, rounding: int, findings: Findings) -> None:
    """Compare one row; ``rounding`` kopecks may be missing, because each loan is rounded against its payers."""
    findings.roubles(record, "budget_rub", money.budget)
    findings.roubles(record, "carried_in_rub", money.carried_in)
    findings.roubles(record, "loans_in_rub", money.loans_in)
    findings.roubles(record, "loans_out_rub", money.loans_out)
    findings.roubles(record, "spent_rub", money.spent)
    findings.roubles(record, "carried_out_rub", money.carried_out)
    findings.roubles(record, "returned_rub", money.returned)
    if money.returned < -rounding:
        findings.add(record.place("spent_rub"), say(
            "the money of Funded is {over:.2f} RUB more than there is in this year",
            over=-money.returned / KOPECKS_IN_RUB,
        ))  # fmt: skip


# --- Least federal money ---------------------------------------------------------------------------------------------


def check_least_federal(
    effects: Effects, rules: Rules, lines: Sequence[Line], years: PayerYears, findings: Findings
) -> None:
    """No atom could take less federal money by itself while everything else stays as it is.

    A necessary condition of the least total; the whole of it would need a linear program. An atom passes if its cells
    are at the low end of their windows, or if the region, or a limit on either payer, has no room for the shift.
    """
    case = effects.case
    by_atom: dict[Atom, list[Line]] = {}
    for line in lines:
        by_atom.setdefault(rules.atoms[line.cell], []).append(line)
    for atom, inside in by_atom.items():
        low = sum(rules.windows[line.name, atom.region][0] * line.paid for line in inside)
        room = sum(line.federal for line in inside) - low
        if (
            room > SHIFT_KOPECKS
            and has_room_for(case, years, atom.region, [(case.settings.years[atom.year - 1], SHIFT_KOPECKS)])
            and limits_have_room(effects, rules, lines, atom)
        ):
            findings.add(inside[0].record.place("federal_rub"), say(
                "the {lines} lines of {region} in this year could take less federal money",
                lines=len(inside), region=atom.region,
            ))  # fmt: skip


def limits_have_room(effects: Effects, rules: Rules, lines: Sequence[Line], atom: Atom) -> bool:
    """Whether limits on federal floors and regional ceilings that cover the atom allow the shift."""
    for instance in rules.instances:
        if instance.name in atom.cuts:
            limit = instance.limit
            inside = [line for line in lines if instance.covers(line.cell)]
            federal, regional = sum(line.federal for line in inside), sum(line.regional for line in inside)
            if limit.payer == "federal" and limit.floor is not None:
                if federal - SHIFT_KOPECKS < bound_mrub(effects, instance, limit.floor) * KOPECKS_IN_MRUB:
                    return False
            elif (
                limit.payer == "regional"
                and limit.ceiling is not None
                and regional + SHIFT_KOPECKS > bound_mrub(effects, instance, limit.ceiling) * KOPECKS_IN_MRUB
            ):
                return False
    return True


# --- Limits ----------------------------------------------------------------------------------------------------------


def check_limits(
    plan: Plan,
    effects: Effects,
    rules: Rules,
    decisions: Decisions,
    partners: Sequence[PartnerMoney],
    findings: Findings,
) -> None:
    """No ceiling is exceeded; every floor is reached but for two kopecks a line (one for a contributor's)."""
    of_town: dict[str, list[Line]] = {}
    for line in decisions.lines:
        of_town.setdefault(line.town.town, []).append(line)
    for instance in rules.instances:
        limit = instance.limit
        if limit.unit == "count":
            check_count(plan, instance, projects_in(decisions, instance), findings)
            continue
        if limit.payer in CONTRIBUTORS:
            counted = [row.kopecks for row in partners if row.contributor == limit.payer and instance.covers(row.cell)]
        else:
            counted = [
                {"federal": line.federal, "regional": line.regional, "all": line.paid}[limit.payer]
                for town in instance.towns
                for line in of_town.get(town, ())
                if instance.covers(line.cell)
            ]
        check_limit(plan, effects, instance, sum(counted), len(counted), findings)


def projects_in(decisions: Decisions, instance: Instance) -> float:
    """Projects begun in the scope of a limit, and full years of work of opening measures."""
    begun = sum(instance.covers((s.town, s.measure, s.option.start)) for s in decisions.started)
    return begun + fsum(
        intensity
        for town, offer in decisions.variants.items()
        for opening, path in offer.variant.intensity.items()
        for year, intensity in enumerate(path, start=1)
        if instance.covers((town, opening, year))
    )


def check_count(plan: Plan, instance: Instance, projects: float, findings: Findings) -> None:
    limit = instance.limit
    if limit.ceiling is not None and projects > limit.ceiling + COUNT_SLACK:
        findings.add(plan.sheet("Funded"), say(
            "{projects:g} projects are begun under the limit {limit}, at most {most:g} are allowed ({cell})",
            projects=projects, limit=called(instance), most=limit.ceiling, cell=limit.origin.cell("ceiling"),
        ))  # fmt: skip
    if limit.floor is not None and projects < limit.floor - COUNT_SLACK:
        findings.add(plan.sheet("Funded"), say(
            "{projects:g} projects are begun under the limit {limit}, at least {least:g} are asked ({cell})",
            projects=projects, limit=called(instance), least=limit.floor, cell=limit.origin.cell("floor"),
        ))  # fmt: skip


def called(instance: Instance) -> str:
    """A limit, or one of its repetitions, in the language in use."""
    return ":".join(localised(part) for part in instance.name.split(":", 1))


def check_limit(plan: Plan, effects: Effects, instance: Instance, spent: int, lines: int, findings: Findings) -> None:
    limit = instance.limit
    if limit.ceiling is not None and not keeps_ceiling(spent, bound_mrub(effects, instance, limit.ceiling)):
        findings.add(plan.sheet("Funded"), say(
            "{spent:.2f} RUB of {payer} money is spent under the limit {limit}, at most {most:.2f} RUB is allowed "
            "({cell})",
            spent=spent / KOPECKS_IN_RUB, payer=limit.payer, limit=called(instance),
            most=bound_mrub(effects, instance, limit.ceiling) * 1e6, cell=limit.origin.cell("ceiling"),
        ))  # fmt: skip
    if limit.floor is not None and not keeps_floor(spent, bound_mrub(effects, instance, limit.floor), lines):
        findings.add(plan.sheet("Funded"), say(
            "{spent:.2f} RUB of {payer} money is spent under the limit {limit}, at least {least:.2f} RUB is asked "
            "({cell})",
            spent=spent / KOPECKS_IN_RUB, payer=limit.payer, limit=called(instance),
            least=bound_mrub(effects, instance, limit.floor) * 1e6, cell=limit.origin.cell("floor"),
        ))  # fmt: skip


def check_absorption(plan: Plan, case: Case, lines: Sequence[Line], findings: Findings) -> None:
    """No town spends more public money in a year than the share of its municipal budget, tax forgone apart."""
    spent: dict[tuple[str, int], int] = {}
    for line in lines:
        if not line.is_tax:
            key = (line.town.town, line.year)
            spent[key] = spent.get(key, 0) + line.paid
    most = {town.town: absorption_mrub(case, town) for town in case.towns}
    for (town, year), kopecks in spent.items():
        ceiling = most[town]
        if ceiling is not None and not keeps_ceiling(kopecks, ceiling):
            findings.add(plan.sheet("Funded"), say(
                "{spent:.2f} RUB is spent in {town} in {year}, it can absorb {most:.2f} RUB",
                spent=kopecks / KOPECKS_IN_RUB, town=town, year=case.settings.years[year - 1], most=ceiling * 1e6,
            ))  # fmt: skip


def check_even_split(rules: Rules, decisions: Decisions, findings: Findings) -> None:
    """Inside an atom every line pays the same position of its federal window, but for the kopecks of rounding."""
    atoms: dict[str, list[tuple[Line, float, float]]] = {}
    for line in decisions.lines:
        atom = rules.atoms.get(line.cell)
        cost = decisions.cost_mrub.get(line.record.row)
        if atom is not None and cost is not None:
            window = rules.windows[line.name, line.town.region]
            atoms.setdefault(atom.name, []).append((line, *theta_ends(line.federal, cost, *window)))
    for name, members in atoms.items():
        if max(low for _, low, _ in members) <= min(high for _, _, high in members):
            continue
        usual = median(0.5 * (low + high) for _, low, high in members)
        line, low, high = max(members, key=lambda member: max(member[1] - usual, usual - member[2]))
        findings.add(line.record.place("federal_rub"), say(
            "{amount!r} RUB is there, {way:.6f} of the way through the window of federal shares, other lines of "
            "[{name}] stand at {usual:.6f}",
            amount=line.record.number("federal_rub"), way=0.5 * (low + high), name=name, usual=usual,
        ))  # fmt: skip


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
            findings.add(record.place("town"), no_town(name))
        elif name in seen:
            findings.twice(seen[name], record, "town")
        else:
            seen[name] = record
            check_town_money(record, effects, by_town.get(name, []), findings)
    for town, own in by_town.items():
        if town not in seen and any(line.paid for line in own):
            findings.add(plan.sheet("Allocation"), missing_town(town))


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
