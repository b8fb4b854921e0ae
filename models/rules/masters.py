"""Variables above the towns: federal money of each atom, money carried over, budget loans, and what joins towns.

A share window is a box, and sums of boxes are boxes: one federal variable per region, year and *atom* recovers exact
shares per town and measure afterwards. Atoms are the cells cut out by every limit that names a payer.
"""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np
from numpy.typing import NDArray

from models.arrays import Arrays
from models.case import FEDERAL, Loan
from models.clusters import region_of_cluster
from models.columns import NOT_THERE
from models.diagnosis import Floats
from models.instruments import yearly_cost_mrub
from models.monitoring import visits_mrub
from models.rules.cells import Instance, active_cells, active_lines, instances

NO_ATOM = -1
NO_REGION = -1


@dataclass(frozen=True)
class Masters:
    """Master variables J: the atoms A, carry-overs, loans, trades, follows, then works and bonuses of clusters.

    ``atom_of`` gives the atom of every flat cell (-1: the cell cannot cost anything); ``atom_cells`` is its inverse.
    ``upper`` (J) is a bound that every feasible plan obeys; ``worth`` (J) what one unit adds to the objective.
    ``carry[payer]`` lists the variables of years 1..H-1; ``loan_at`` those of ``loans``, the others those of
    ``Joins``. ``whole`` (J) marks variables that are 0 or 1, ``cluster_region`` the region (J) of what belongs to a
    cluster inside one, else -1. ``low``, ``high`` (T, lines) are the windows of the federal share.
    """

    names: tuple[str, ...]
    upper: Floats
    worth: Floats
    atom_of: NDArray[np.int64]
    atom_cells: tuple[NDArray[np.int64], ...]
    atom_region: NDArray[np.int64]
    atom_year: NDArray[np.int64]
    carry: dict[str, tuple[int, ...]]
    carry_share: dict[str, float]
    loans: tuple[Loan, ...]
    loan_at: tuple[int, ...]
    trade_at: tuple[int, ...]
    follow_at: tuple[int, ...]
    works_at: tuple[int, ...]
    bonus_at: tuple[int, ...]
    whole: NDArray[np.bool_]
    cluster_region: NDArray[np.int64]
    budget: dict[str, Floats]
    instances: tuple[Instance, ...]
    covered: tuple[NDArray[np.int64], ...]
    low: Floats
    high: Floats

    @cached_property
    def whole_budget(self) -> dict[str, Floats]:
        """Money by year of what a limit calls a payer: `federal`, `regional` (all regions), `all`."""
        federal, whole = self.budget[FEDERAL], np.sum(list(self.budget.values()), axis=0)
        return {"federal": federal, "regional": whole - federal, "all": whole}

    @cached_property
    def lower_at_prices(self) -> Floats:
        """Lower bounds (J) for programs whose duals are prices: none for what has a worth of its own.

        A trade, a follow or a bonus is the least of sums that are never below 0, and worth something: it is never below
        0 in a best mixture. Not saying so keeps the prices of those sums from adding up to more than its worth.
        """
        return np.where(self.worth > 0.0, -np.inf, 0.0)

    @property
    def atoms(self) -> int:
        return len(self.atom_cells)


def masters_of(arrays: Arrays) -> Masters:
    """The master variables of a case, with their bounds, and the atoms that federal money is counted in."""
    sets = arrays.sets
    active = active_lines(arrays)
    limits = tuple(instances(arrays))
    covered = tuple(active_cells(arrays, active, instance) for instance in limits)
    budget = budgets(arrays)
    atom_of, atom_cells, cuts = cut_into_atoms(arrays, active, limits, covered)
    first = np.array([cells[0] for cells in atom_cells], dtype=np.int64)
    region = arrays.region_of[first // (arrays.lines * len(sets.YEARS))]
    year = first % len(sets.YEARS)
    names = [
        f"[{sets.REGIONS[r]},{sets.YEARS[y]},{'+'.join(cut) or '-'}]"
        for r, y, cut in zip(region, year, cuts, strict=True)
    ]
    loans = tuple(loan for loan in arrays.case.loans if loan.region in sets.region)
    most = most_money(arrays, budget, loans)
    upper = [most[FEDERAL][year]]
    carry, shares = carries(arrays, len(names))
    for payer, variables in carry.items():
        names += [f"carry[{payer},{sets.YEARS[y]}]" for y in range(len(variables))]
        upper.append(most[payer][: len(variables)])
    loan_at = tuple(range(len(names), len(names) + len(loans)))
    names += [f"loan[{loan.region},{loan.year}]" for loan in loans]
    upper.append(np.array([loan.most_mrub for loan in loans]))
    joins = arrays.joins
    trade_at = tuple(range(len(names), len(names) + len(joins.trades)))
    names += [f"trade[{arrays.case.products[trade.product].product},{trade.year}]" for trade in joins.trades]
    follow_at = tuple(range(len(names), len(names) + len(joins.follows)))
    names += [f"follow[{sets.STARTED[f.measure]},{f.group},{sets.YEARS[f.start]}]" for f in joins.follows]
    upper.append(np.array([*(trade.most for trade in joins.trades), *(follow.most for follow in joins.follows)]))
    works_at = tuple(range(len(names), len(names) + len(joins.works)))
    names += [f"works[{name_of(arrays, one.cluster)},{one.stage},{sets.YEARS[one.year]}]" for one in joins.works]
    bonus_at = tuple(range(len(names), len(names) + len(joins.bonuses)))
    names += [f"bonus[{name_of(arrays, one.cluster)},{sets.YEARS[one.year]}]" for one in joins.bonuses]
    upper.append(np.array([*(1.0 for _ in joins.works), *(bonus.most for bonus in joins.bonuses)]))
    whole = np.zeros(len(names), dtype=bool)
    whole[list(works_at)] = True
    cluster_region = np.full(len(names), NO_REGION)
    of_clusters = [*(works.cluster for works in joins.works), *(bonus.cluster for bonus in joins.bonuses)]
    cluster_region[[*works_at, *bonus_at]] = [region_of(arrays, cluster) for cluster in of_clusters]
    worth = np.zeros(len(names))
    worth[list(trade_at)] = [trade.worth for trade in joins.trades]
    worth[[*follow_at, *bonus_at]] = 1.0
    low, high = windows(arrays)
    return Masters(tuple(names), np.concatenate(upper), worth, atom_of, atom_cells, region, year, carry, shares, loans,
                   loan_at, trade_at, follow_at, works_at, bonus_at, whole, cluster_region, budget, limits, covered,
                   low, high)  # fmt: skip


def name_of(arrays: Arrays, cluster: int) -> str:
    return arrays.joins.candidates[cluster].cluster.cluster


def region_of(arrays: Arrays, cluster: int) -> int:
    region = region_of_cluster(arrays.joins.candidates[cluster].cluster, arrays.sets, arrays.region_of)
    return NO_REGION if region is None else region


def most_money(arrays: Arrays, budget: dict[str, Floats], loans: tuple[Loan, ...]) -> dict[str, Floats]:
    """Money of each payer in years 1..y together, interest received or loans taken included: no plan has more."""
    most = {payer: np.cumsum(money) for payer, money in budget.items()}
    for loan in loans:
        most[FEDERAL][arrays.sets.year[loan.repaid_year] :] += loan.interest_share * loan.most_mrub
        most[loan.region][arrays.sets.year[loan.year] :] += loan.most_mrub
    return {payer: np.maximum(0.0, money) for payer, money in most.items()}


def cut_into_atoms(
    arrays: Arrays, active: NDArray[np.bool_], limits: tuple[Instance, ...], covered: tuple[NDArray[np.int64], ...]
) -> tuple[NDArray[np.int64], tuple[NDArray[np.int64], ...], tuple[tuple[str, ...], ...]]:
    """Group the cells of each region and year by the set of payer limits that cover them."""
    sets = arrays.sets
    cells = np.nonzero(np.repeat(active.ravel(), len(sets.YEARS)))[0]
    town = cells // (arrays.lines * len(sets.YEARS))
    key = arrays.region_of[town] * len(sets.YEARS) + cells % len(sets.YEARS)
    group = np.full(active.size * len(sets.YEARS), NO_ATOM, dtype=np.int64)
    group[cells] = np.unique(key, return_inverse=True)[1]
    cuts: dict[int, tuple[str, ...]] = {}
    for instance, inside in zip(limits, covered, strict=True):
        if instance.cuts and len(inside):
            split(group, cuts, inside, instance.name)
    used, atom = np.unique(group[cells], return_inverse=True)
    group[cells] = atom
    order = np.argsort(atom, kind="stable")
    pieces = np.split(cells[order], np.cumsum(np.bincount(atom, minlength=len(used)))[:-1]) if len(cells) else []
    return group, tuple(pieces), tuple(tuple(sorted(cuts.get(int(g), ()))) for g in used)


def split(group: NDArray[np.int64], cuts: dict[int, tuple[str, ...]], inside: NDArray[np.int64], name: str) -> None:
    """Give the cells inside a limit groups of their own, one for each group they came from."""
    old, which = np.unique(group[inside], return_inverse=True)
    new = np.arange(len(old)) + int(group.max()) + 1
    group[inside] = new[which]
    for before, after in zip(old, new, strict=True):
        cuts[int(after)] = (*cuts.get(int(before), ()), name)


def budgets(arrays: Arrays) -> dict[str, Floats]:
    """Money of every payer by year, mrub: federal instruments and the teams that alarms call are paid beforehand."""
    sets = arrays.sets
    money = {payer: np.zeros(len(sets.YEARS)) for payer in (FEDERAL, *sets.REGIONS)}
    for row in arrays.case.budgets:
        if row.payer in money:
            money[row.payer][sets.year[row.year]] += row.amount_mrub
    level = arrays.costs.price_level
    money[FEDERAL] -= yearly_cost_mrub(arrays.case, arrays.draw) * level
    money[FEDERAL][0] -= sum(visits_mrub(arrays.case, arrays.draw).values()) * level[0]
    return money


def carries(arrays: Arrays, first: int) -> tuple[dict[str, tuple[int, ...]], dict[str, float]]:
    """Carry-over variables by payer, numbered from ``first``; none where nothing may be kept."""
    settings, sets = arrays.case.settings, arrays.sets
    shares = {FEDERAL: settings.carry_over_federal_share}
    shares |= dict.fromkeys(sets.REGIONS, settings.carry_over_regional_share)
    years = len(sets.YEARS) - 1
    carry: dict[str, tuple[int, ...]] = {}
    for payer, share in shares.items():
        if share > 0 and years > 0:
            carry[payer] = tuple(range(first, first + years))
            first += years
    return carry, shares


def windows(arrays: Arrays) -> tuple[Floats, Floats]:
    """Window of the federal share of public money by town and line (T, lines).

    The most particular row counts. Tax not collected is paid by whom it would have gone to.
    """
    sets, costs = arrays.sets, arrays.costs
    rows = {(row.measure, row.region): row for row in arrays.case.cofinancing}
    window = np.zeros((2, len(sets.REGIONS), len(sets.MEASURES)))
    for r, region in enumerate(sets.REGIONS):
        for m, measure in enumerate(sets.MEASURES):
            row = next(rows[k] for k in ((measure, region), (measure, ""), ("", region), ("", "")) if k in rows)
            window[:, r, m] = row.federal_low_share, row.federal_high_share
    tax = costs.tax_federal + costs.tax_regional
    federal = np.divide(costs.tax_federal, tax, out=np.zeros_like(tax), where=tax > 0)
    at_line = arrays.measure_of_line()[:, : arrays.first_tax_line]
    low, high = (np.concatenate([np.where(at_line == NOT_THERE, 0.0, end[arrays.region_of[:, None], at_line]), federal],
                                axis=1) for end in window)  # fmt: skip
    return low, high
