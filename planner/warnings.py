"""Warnings: data that is valid and yet surely a mistake, or that makes part of a case idle.

A fault keeps a case from being read; a warning does not. Each function below looks for one kind of mistake and yields
what it finds; ``WARNINGS`` lists them. Found in many rows, the same mistake is told once. All thresholds are judgement.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace

import numpy as np

from models.arrays import Arrays, compute_arrays
from models.case import CAPACITY_GOAL, CONTRIBUTORS, FEDERAL, Case, Contribution, Measure, Origin
from models.columns import Indices
from models.costs import Shape
from models.diagnosis import Flags, Floats, share_of_value
from models.offers import obey_locks, passes_gates, ready_starts, takes_sums
from models.roadmaps import may_use
from models.rules.absorption import municipal_budget_mrub
from models.rules.cells import Instance, instances
from models.rules.masters import budgets, windows
from planner.tables.faults import wording
from planner.tables.names import listed
from planner.tables.schema import SHEET_BY_NAME
from planner.tables.values import plain, stated_range

BUDGET_RUB_PER_HEAD = (1.0, 50_000.0)
"""A payer's budget by inhabitant and year. The federal promise of 2020-22 comes to 516 in the national example, the
regions' assumed money to 60 (inputs/SOURCES.md); either lies outside when written 1,000 times too large or small."""
LOAN_RUB_PER_HEAD = BUDGET_RUB_PER_HEAD
"""A loan pays the region's share, so it is of the size of the region's budget."""
MUNICIPAL_RUB_PER_HEAD = (500.0, 1_000_000.0)
"""A municipal budget by inhabitant and year: some thousand in a settlement, some hundred thousand in the far north."""
CONTRIBUTION_RUB_PER_HEAD = (0.1, 50_000.0)
"""A sum for one project: from 100,000 roubles in a city of a million to a public space paid by a firm in a village."""
PROPOSAL_RUB_PER_HEAD = (0.5, 300_000.0)
"""The least project: from half a million roubles in a city of a million to a plant of billions in a town of 10,000."""
RUB_IN_MRUB = 1_000_000

UNIFORM_SCORES_LEAST = 5
"""So many judged scores that are all at one end of the scale were hardly judged one by one."""
SELF_SHARE_MOST = 0.5
"""A diagnosis that rests on a town's own word by more than half is not one that others made."""
RESULT_RATIO_MOST = 2.0
"""A proposal may well be better than the catalogue; beyond twice the high end, a unit is the likelier reason."""
OUTSIDE_DISTANCES_MOST = 30.0
"""How far outside its scale a number may lie, in distances from ``zero_at`` to ``four_at``. True distances in the
national example lie up to 21 outside (2,856 km on a scale from 150 to 20), so that only a wrong unit lies farther."""
TOLERANCE = 1e-9
"""Of comparisons of money, as a share, so that rounding alone warns of nothing."""


@dataclass(frozen=True, slots=True)
class Warning:
    """A likely mistake. ``place`` names its cell, or the first three of many; it prints as a fault does."""

    place: str
    message: str

    def __str__(self) -> str:
        return f"{self.place}: {self.message}"


@dataclass(frozen=True, slots=True)
class Found:
    """A likely mistake in one cell; rows with the same words but for ``read`` are told together."""

    cell: str
    wrong: str
    read: str
    expected: str
    to_do: str


def warnings_of(case: Case) -> list[Warning]:
    """Every warning about a case without faults, at the central coefficients, in the order of ``WARNINGS``."""
    arrays = compute_arrays(case)
    return [warning for look in WARNINGS for warning in grouped(look(arrays))]


def grouped(found: Iterable[Found]) -> Iterator[Warning]:
    """One warning for each mistake, with the number of its rows and the first three cells."""
    rows: dict[tuple[str, str, str], list[Found]] = defaultdict(list)
    for one in found:
        rows[one.wrong, one.expected, one.to_do].append(one)
    for (wrong, expected, to_do), same in rows.items():
        count = "" if len(same) == 1 else f" ({len(same)} times)"
        read = listed((one.read for one in same), most=3)
        place = listed((one.cell for one in same), most=3)
        yield Warning(place, wording(wrong + count, read, expected, to_do))


# --- Amounts of the wrong size ---------------------------------------------------------------------------------------


def budgets_of_wrong_size(arrays: Arrays) -> Iterator[Found]:
    """Budgets of a payer by inhabitant and year; no money at all is no mistake."""
    heads = inhabitants(arrays)
    for row in arrays.case.budgets:
        if row.amount_mrub > 0 and heads[row.payer] > 0:
            yield from of_wrong_size("budget", row.amount_mrub, heads[row.payer], BUDGET_RUB_PER_HEAD, row.origin,
                                     "amount_mrub",
                                     f"{row.payer} {row.year}, {plain(row.amount_mrub)} mrub")  # fmt: skip


def municipal_budgets_of_wrong_size(arrays: Arrays) -> Iterator[Found]:
    """Municipal budgets by inhabitant, and what is taken for one where it is not known."""
    for town in arrays.case.towns:
        if town.municipal_budget_mrub is not None:
            yield from of_wrong_size("municipal budget", town.municipal_budget_mrub, town.population,
                                     MUNICIPAL_RUB_PER_HEAD, town.origin, "municipal_budget_mrub",
                                     f"{town.town}, {plain(town.municipal_budget_mrub)} mrub")  # fmt: skip
    settings, setting = arrays.case.settings, "municipal_budget_rub_per_head"
    per_head = settings.municipal_budget_rub_per_head
    if per_head is not None:
        yield from of_wrong_size("municipal budget", per_head / RUB_IN_MRUB, 1.0, MUNICIPAL_RUB_PER_HEAD,
                                 settings.origin, setting, setting)  # fmt: skip


def contributions_of_wrong_size(arrays: Arrays) -> Iterator[Found]:
    """Sums by project; a row for all towns is judged by the town for which its sum is the least strange."""
    heads = {town.town: town.population for town in arrays.case.towns}
    low, _ = CONTRIBUTION_RUB_PER_HEAD
    for row in arrays.case.contributions:
        if row.sum_mrub:
            smallest, largest = min(heads.values()), max(heads.values())
            mildest = smallest if row.sum_mrub * RUB_IN_MRUB / largest < low else largest
            yield from of_wrong_size("sum for a project", row.sum_mrub, heads.get(row.town, mildest),
                                     CONTRIBUTION_RUB_PER_HEAD, row.origin, "sum_mrub",
                                     f"{contribution_name(row)}, {plain(row.sum_mrub)} mrub")  # fmt: skip


def contribution_name(row: Contribution) -> str:
    return f"{row.contributor} for {row.measure or 'all measures'} in {row.town or 'all towns'}"


def proposals_of_wrong_size(arrays: Arrays) -> Iterator[Found]:
    """The least cost of a proposal by inhabitant of its town."""
    heads = {town.town: town.population for town in arrays.case.towns}
    for row in arrays.case.proposals:
        least = row.scale_low * row.unit_cost_mrub
        yield from of_wrong_size("least cost of a proposal", least, heads[row.town], PROPOSAL_RUB_PER_HEAD, row.origin,
                                 "unit_cost_mrub", f"{row.proposal}, {plain(least)} mrub")  # fmt: skip


def loans_of_wrong_size(arrays: Arrays) -> Iterator[Found]:
    """Loans by inhabitant of the region's towns; a loan of nothing is no mistake."""
    heads = inhabitants(arrays)
    for row in arrays.case.loans:
        if row.most_mrub > 0 and heads[row.region] > 0:
            yield from of_wrong_size("loan", row.most_mrub, heads[row.region], LOAN_RUB_PER_HEAD, row.origin,
                                     "most_mrub", f"{row.region} {row.year}, {plain(row.most_mrub)} mrub")  # fmt: skip


def inhabitants(arrays: Arrays) -> dict[str, float]:
    """Inhabitants of the towns of every region, and of all under the federal payer."""
    heads = dict.fromkeys((FEDERAL, *(region.region for region in arrays.case.regions)), 0.0)
    for town in arrays.case.towns:
        heads[town.region] += town.population
        heads[FEDERAL] += town.population
    return heads


def of_wrong_size(
    what: str, amount_mrub: float, heads: float, sane: tuple[float, float], origin: Origin, column: str, name: str
) -> Iterator[Found]:
    """An amount outside its sane range by inhabitant."""
    low, high = sane
    per_head = amount_mrub * RUB_IN_MRUB / heads
    if not low <= per_head <= high:
        size = "small" if per_head < low else "large"
        yield Found(
            origin.cell(column),
            f"{what} is very {size} for the inhabitants",
            f"{name}: {per_head:,.6g} RUB per head",
            stated_range(low, high, "RUB per head"),
            "check the unit of the amount (a factor of 1,000 or 1,000,000) and the population",
        )


# --- Scores ----------------------------------------------------------------------------------------------------------


def uniform_scores(arrays: Arrays) -> Iterator[Found]:
    """Towns whose judged scores all lie at one end and come from one source; measured numbers are passed over."""
    factors = {factor.factor: factor for factor in arrays.case.factors}
    by_town = defaultdict(list)
    for score in arrays.case.scores:
        if factors[score.factor].kind != "number":
            by_town[score.town].append(score)
    for town, scores in by_town.items():
        ends = {share_of_value(score.value, factors[score.factor].kind, None, None) for score in scores}
        same = len(ends) == len({score.source for score in scores}) == 1
        if len(scores) >= UNIFORM_SCORES_LEAST and same and ends <= {0.0, 1.0}:
            end = "greatest" if ends == {1.0} else "least"
            yield Found(
                scores[0].origin.cell("value"),
                f"all judged scores of a town are the {end} and from one source",
                f"{town}: {len(scores)} scores from {scores[0].source}",
                "a score judged for each factor by itself",
                "judge them again, or delete those that are not known",
            )


def diagnosis_on_own_word(arrays: Arrays) -> Iterator[Found]:
    """Towns that made more than half of their diagnosis themselves."""
    for town, share in zip(arrays.case.towns, arrays.diagnosis.self_share.tolist(), strict=True):
        if share > SELF_SHARE_MOST:
            yield Found(
                town.origin.cell("town"),
                "scores of source self make up most of a town's diagnosis",
                f"{town.town}: {share:.0%}",
                f"at most {SELF_SHARE_MOST:.0%}",
                "have experts, a survey or statistics say more on the sheet Scores; own scores never help a town",
            )


def numbers_in_wrong_unit(arrays: Arrays) -> Iterator[Found]:
    """Numbers so far outside the scale of their factor that only a wrong unit explains them."""
    factors = {factor.factor: factor for factor in arrays.case.factors}
    for score in arrays.case.scores:
        factor = factors[score.factor]
        if factor.zero_at is None or factor.four_at is None:
            continue
        low, high = sorted((factor.zero_at, factor.four_at))
        outside = max(low - score.value, score.value - high)
        if outside > OUTSIDE_DISTANCES_MOST * (high - low):
            yield Found(
                score.origin.cell("value"),
                f"score of {factor.factor} is far outside its scale",
                f"{score.town}: {plain(score.value)}",
                f"a number about {plain(low)} to {plain(high)}",
                "check its unit (for example m in place of km)",
            )


# --- Measures that can never be chosen --------------------------------------------------------------------------------


@dataclass(frozen=True)
class Condition:
    """What an option needs: the options that have it (T', P, S), the column that decides, and words if none has it."""

    name: str
    meets: Flags
    column: str
    reason: str
    to_do: str


def measures_never_chosen(arrays: Arrays) -> Iterator[Found]:
    """Started measures and proposals without an option in any town, and why; opening measures in no roadmap."""
    own = own_conditions(arrays)
    for i, measure in enumerate(arrays.case.started):
        offered = offered_of(arrays, i)
        beside = list(conditions_beside(arrays, i, offered))
        if not offered.any():
            yield never(measure, list(own(i)))
        elif not np.logical_and.reduce([offered, *(condition.meets for condition in beside)]).any():
            yield never(measure, beside)
    used = arrays.menu.intensity.sum(axis=2) > 0
    for measure, some in zip(arrays.case.opening, (arrays.menu.offered.any(axis=0) @ used).tolist(), strict=True):
        if not some:
            yield Found(
                measure.origin.cell("measure"),
                "opening measure is in no roadmap that a town may take within the plan",
                measure.measure,
                "a place in at least one such roadmap",
                "add it to a roadmap, shorten the roadmaps it is in, or delete it",
            )


def offered_of(arrays: Arrays, i: int) -> Flags:
    """Options (T, P, S) of a started measure in every town."""
    offered = np.zeros((*arrays.menu.offered.shape, len(arrays.sets.YEARS)), dtype=bool)
    towns, c = arrays.columns.where(arrays.case, i)
    offered[towns] = arrays.effects.offered[towns, :, c]
    return offered


def conditions_beside(arrays: Arrays, i: int, offered: Flags) -> Iterator[Condition]:
    """What an offered option needs beside: a place among the points of growth, and what the measure requires."""
    measure = arrays.case.started[i]
    if measure.point_of_growth and arrays.case.settings.points_of_growth_max == 0:
        yield Condition("points of growth", np.zeros_like(offered), "point_of_growth",
                        "it is a point of growth, and no town may have one",
                        "raise points_of_growth_max on sheet Settings")  # fmt: skip
    for link in arrays.case.links:
        if link.relation == "requires" and link.measure == measure.measure:
            other = np.logical_or.accumulate(offered_of(arrays, arrays.sets.STARTED.index(link.other)), axis=2)
            early = np.zeros_like(offered)
            early[:, :, link.years_before :] = other[:, :, : max(0, offered.shape[2] - link.years_before)]
            yield Condition(f"requires {link.other}", early & offered, "measure",
                            f"{link.other}, which it requires, can nowhere start early enough",
                            "check the sheet Links and the measure required")  # fmt: skip


def own_conditions(arrays: Arrays) -> Callable[[int], Iterator[Condition]]:
    """The conditions of the options of a started measure, one by one (model page, section Choice)."""
    case, sets, effects = arrays.case, arrays.sets, arrays.effects
    ready = ready_starts(case, sets, arrays.columns)
    unlocked = np.zeros_like(effects.offered)
    unlocked[:] = arrays.menu.offered[:, :, None, None]
    obey_locks(case, sets, arrays.columns, unlocked)

    def conditions(i: int) -> Iterator[Condition]:
        measure = case.started[i]
        towns, c = arrays.columns.where(case, i)
        who = np.arange(len(sets.TOWNS))[towns]
        low, high = effects.scale_low[who, c], effects.scale_high[who, c]
        may = np.array([may_use(case.towns[t], measure) for t in who])
        in_time = np.arange(len(sets.YEARS)) + measure.duration_years <= len(sets.YEARS)
        gates = passes_gates(case, sets, arrays.draw, arrays.opened, measure, who)
        yield Condition(
            "duration",
            in_time,
            "duration_years",
            "its works last longer than the plan",
            "correct duration_years or lengthen the horizon",
        )
        yield Condition(
            "status and population",
            may[:, None, None],
            "statuses",
            "no town has the status and population it asks for",
            "correct statuses, population_min and population_max, or delete it",
        )
        yield Condition(
            "scale",
            ((low <= high) & (high > 0))[:, None, None],
            "scale_high",
            "its greatest scale is 0 or below its least in every town",
            "correct the scales or their lock",
        )
        yield Condition("readiness", (ready[who, c] & in_time)[:, None], *why_not_ready(arrays, measure, who.tolist()))
        yield Condition(
            "gates",
            gates & in_time,
            "measure",
            "the lock-ins of no town come below its gates in time",
            "check its rows gate on sheet Coefficients, and the roadmaps",
        )
        yield Condition(
            "sums of others",
            takes_own_sums(arrays, who, c),
            "scale_low",
            "the sums of others come to more than its least project costs",
            "raise scale_low, or lower sum_mrub on sheet Contributions",
        )
        yield Condition("locks", unlocked[who, :, c], "measure", "locks forbid it in every town",
                        "check the sheet Locks")  # fmt: skip

    return conditions


def why_not_ready(arrays: Arrays, measure: Measure, towns: list[int]) -> tuple[str, str, str]:
    """Column, words and advice where no town is ready and consents: consent if no town gives it, else time."""
    said = {row.town: row.consent for row in arrays.case.readiness if row.measure == measure.measure}
    words = [said.get(arrays.sets.TOWNS[t]) for t in towns]
    if not any(word == "yes" if measure.needs_consent else word != "no" for word in words):
        return "needs_consent", "no community consents to it", "ask communities, and say so on sheet Readiness"
    return ("preparation_years", "no town is ready early enough to finish it within the plan",
            "check preparation_years and sheet Readiness, or lengthen the horizon")  # fmt: skip


def takes_own_sums(arrays: Arrays, towns: Indices, column: int) -> Flags:
    """Options (T', P, S) of one measure that can take the sums of others."""
    if not arrays.costs.given[towns, column].any():
        return np.ones((1, 1, 1), dtype=bool)
    given = np.zeros_like(arrays.costs.given)
    given[towns, column] = arrays.costs.given[towns, column]
    takes = takes_sums(arrays.columns, replace(arrays.costs, given=given), arrays.effects.scale_low)
    return np.asarray(takes[towns, :, column])


def never(measure: Measure, conditions: list[Condition]) -> Found:
    """The warning: the one condition that no option meets, or the names of those that leave none together."""
    alone = next((condition for condition in conditions if not condition.meets.any()), None)
    what = "proposal" if measure.town else "measure"
    column = alone.column if alone else what
    if measure.town and column not in {column.name for column in SHEET_BY_NAME["Proposals"].columns}:
        column = "proposal"
    together = ", ".join(condition.name for condition in conditions if not condition.meets.all())
    reason = alone.reason if alone else f"no option of a town meets all of its conditions together: {together}"
    to_do = alone.to_do if alone else "loosen one of these conditions, or delete it"
    return Found(measure.origin.cell(column), f"{what} can never be chosen: {reason}", measure.measure,
                 "at least one option in one town", to_do)  # fmt: skip


# --- Measures and goals that count for nothing -----------------------------------------------------------------------


def measures_worth_nothing(arrays: Arrays) -> Iterator[Found]:
    """Measures without any result, or with results in goals of weight 0 alone."""
    weight = {goal.goal: goal.weight for goal in arrays.case.goals}
    opens = opening_measures_that_open(arrays)
    for measure in arrays.case.started + arrays.case.opening:
        goals = [goal for goal in weight if yield_of(arrays, measure.measure, goal) > 0]
        cell = measure.origin.cell("proposal" if measure.town else "measure")
        if measure.measure in opens or any(weight[goal] > 0 for goal in goals):
            continue
        if goals:
            yield Found(cell, "measure is worth nothing: its only results are in goals of weight 0",
                        f"{measure.measure} ({', '.join(goals)})", "a result in a goal that counts",
                        "give the goal a weight, or the measure another result")  # fmt: skip
        else:
            yield Found(cell, "measure has no result at all", measure.measure, "coefficient yield above 0",
                        "correct its rows yield on sheet Coefficients, or delete it")  # fmt: skip


def goals_never_served(arrays: Arrays) -> Iterator[Found]:
    """Goals that no measure yields; for capacity, where it counts, that no opening measure serves."""
    for goal in arrays.case.goals:
        served = any(yield_of(arrays, measure, goal.goal) > 0 for measure in arrays.sets.MEASURES)
        if goal.goal == CAPACITY_GOAL:
            served = goal.weight == 0 or bool(opening_measures_that_open(arrays))
        if not served:
            yield Found(
                goal.origin.cell("goal"),
                "no measure serves the goal",
                goal.goal,
                "at least one measure that yields it",
                "add a row yield (for capacity: opening) on sheet Coefficients, or delete the goal",
            )


def yield_of(arrays: Arrays, measure: str, goal: str) -> float:
    return arrays.case.value("yield", measure, goal, arrays.draw, 0.0)


def opening_measures_that_open(arrays: Arrays) -> set[str]:
    """Opening measures that lower a lock-in, its drift or the cost of others."""
    of_opening = ("opening", "drift_cut", "cost_cut")
    return {subject for (name, subject, _), triple in arrays.case.coefficients.items()
            if name in of_opening and triple.at(arrays.draw) > 0}  # fmt: skip


def proposals_too_good(arrays: Arrays) -> Iterator[Found]:
    """Proposals whose yearly result by rouble is more than twice the high end of the measure they are like.

    The measure is taken as it would cost and yield in the same town, at its central cost: the catalogue's range of
    result by rouble is the range of the yield.
    """
    case = arrays.case
    for row in case.proposals:
        t = arrays.sets.town[row.town]
        like = arrays.columns.of_measure(arrays.sets, row.like)
        for goal in arrays.sets.GOALS:
            own, usual = (case.coefficients.get(("yield", name, goal)) for name in (row.proposal, row.like))
            if own is None or usual is None or usual.high == 0:
                continue
            best = usual.high * arrays.effects.size[t, like] / arrays.costs.whole[t, like]
            ratio = own.central / row.unit_cost_mrub / best
            if ratio > RESULT_RATIO_MOST:
                yield Found(
                    own.origin.cell("yield_central" if goal == row.goal else "central"),
                    "proposal promises far more by rouble than the measure it is like",
                    f"{row.proposal}: {ratio:.3g} times the high end of {row.like} for {goal}",
                    f"at most {plain(RESULT_RATIO_MOST)} times",
                    "check unit_cost_mrub and the yield, and their units",
                )


# --- Money that cannot be spent, or is not there ---------------------------------------------------------------------


@dataclass(frozen=True)
class Most:
    """What some years can hold of one unit, over all offered options (T, C) or roadmaps (T, O), as shares of unit cost.

    ``cost``, ``tax``, ``opening``: the most; ``works_least``, ``works_most``: parts of the years of works that sums of
    others fall in; ``absorbed`` (T): the most public money a town can spend, tax apart, without end where not known.
    """

    cost: Floats
    tax: Floats
    works_least: Floats
    works_most: Floats
    opening: Floats
    absorbed: Floats


def most_in(arrays: Arrays, years: Flags) -> Most:
    """The most that some years can hold."""
    costs, share = arrays.costs, arrays.case.settings.absorption_share
    budgets_of_towns = [municipal_budget_mrub(arrays, town) for town in arrays.case.towns]
    opening = arrays.menu.offered[:, :, None] * (costs.opening @ years)
    return Most(
        cost=greatest(arrays, costs.cost, years),
        tax=greatest(arrays, costs.tax, years),
        works_least=1.0 - greatest(arrays, costs.works, ~years),
        works_most=greatest(arrays, costs.works, years),
        opening=opening.max(axis=1, initial=0.0),
        absorbed=np.array([np.inf if share is None or budget is None else share * budget * years.sum()
                           for budget in budgets_of_towns]),
    )  # fmt: skip


def greatest(arrays: Arrays, shape: Shape, years: Flags) -> Floats:
    """The most of a pattern that falls in some years, over offered options (T, C); 0 where none is offered."""
    offered, count = arrays.effects.offered, shape.shared.shape[1]
    if shape.shared.shape[0] == 1:
        offered = np.asarray(offered.any(axis=1, keepdims=True))
    shared = np.where(offered[:, :, :count], shape.shared @ years, 0.0).max(axis=(1, 3), initial=0.0)
    own = np.where(offered[:, :, count:], shape.own @ years, 0.0).max(axis=(1, 3), initial=0.0)
    return np.concatenate([shared, own], axis=1)


def most_money(arrays: Arrays, payer: str, most: Most) -> Floats:
    """The most that a payer can pay on every line (T, lines), mrub, each line by itself; budgets apart.

    At the greatest scale, the best start year, roadmap and window.
    """
    begun, opening, taxed = lines_of(arrays)
    share, scale = shares_of(arrays, payer), arrays.effects.scale_high
    unit = arrays.costs.unit * share
    started = unit[:, begun] * scale * most.cost
    if payer in CONTRIBUTORS:
        started += arrays.pool.total[CONTRIBUTORS.index(payer)] * most.works_most
    else:
        started -= share[:, begun] * arrays.costs.given * most.works_least
    offered = arrays.effects.offered.any(axis=(1, 3))
    started = np.where(offered, np.maximum(started, 0.0), 0.0)
    return np.concatenate([started, unit[:, opening] * most.opening, unit[:, taxed] * scale * most.tax], axis=1)


def shares_of(arrays: Arrays, payer: str) -> Floats:
    """The greatest share of the public money of every line (T, lines) that a payer bears.

    Of a contributor, what it pays for a rouble of public money; it has no part in tax not collected.
    """
    low, high = windows(arrays)
    if payer in CONTRIBUTORS:
        ratio = arrays.pool.share[CONTRIBUTORS.index(payer)] / (1.0 - arrays.pool.others)
        return np.concatenate([ratio, np.zeros((len(ratio), arrays.columns.count))], axis=1)
    shares: dict[str, Floats] = {FEDERAL: high, "regional": 1.0 - low, "all": np.ones_like(low)}
    return shares[payer]


def lines_of(arrays: Arrays) -> tuple[slice, slice, slice]:
    """Lines of started measures, of opening measures, and of tax not collected."""
    count, tax = arrays.columns.count, arrays.first_tax_line
    return slice(0, count), slice(count, tax), slice(tax, None)


def by_town(arrays: Arrays, payer: str, most: Most, money: Floats, towns: Indices) -> Floats:
    """What towns (T') can take of the money of their lines (T', lines): so many points of growth, so much absorbed."""
    begun, opening, taxed = lines_of(arrays)
    grows, places = arrays.growth[towns], arrays.case.settings.points_of_growth_max
    spent = at_places(money[:, begun], grows, places) + money[:, opening].sum(axis=1)
    if payer not in CONTRIBUTORS:
        spent = np.minimum(spent, most.absorbed[towns])
    return np.asarray(spent + at_places(money[:, taxed], grows, places))


def at_places(money: Floats, grows: Flags, places: int) -> Floats:
    """Sum over started measures by town (T'), of points of growth only the greatest that there are places for."""
    growth = np.where(grows, money, 0.0)
    placed = -np.sort(-growth, axis=1)[:, :places]
    return np.asarray((money - growth).sum(axis=1) + placed.sum(axis=1))


def budgets_too_large(arrays: Arrays) -> Iterator[Found]:
    """Payers with more money over the plan than all their towns could take, loans that they give included."""
    whole = most_in(arrays, np.ones(len(arrays.sets.YEARS), dtype=bool))
    regional, federal = (
        by_town(arrays, payer, whole, most_money(arrays, payer, whole), np.arange(len(arrays.sets.TOWNS)))
        for payer in ("regional", FEDERAL)
    )
    most = dict(zip(arrays.sets.REGIONS, np.bincount(arrays.region_of, regional).tolist(), strict=True))
    lent = sum(row.most_mrub for row in arrays.case.loans if row.region in most)
    most[FEDERAL] = float(federal.sum()) + lent
    money: dict[str, float] = defaultdict(float)
    for row in arrays.case.budgets:
        money[row.payer] += row.amount_mrub
    for payer, cell in first_budget_cells(arrays).items():
        if money[payer] > most.get(payer, 0.0) * (1.0 + TOLERANCE):
            yield Found(
                cell,
                "budget cannot be spent: its towns could not take it at the greatest scales",
                f"{payer}: {money[payer]:,.6g} mrub over the plan, of which {most.get(payer, 0.0):,.6g} can be taken",
                "no more than can be taken",
                "check the unit of the budget, and the scales, costs and towns",
            )


def first_budget_cells(arrays: Arrays) -> dict[str, str]:
    cells: dict[str, str] = {}
    for row in sorted(arrays.case.budgets, key=lambda row: row.year):
        cells.setdefault(row.payer, row.origin.cell("amount_mrub"))
    return cells


def cofinancing_out_of_reach(arrays: Arrays) -> Iterator[Found]:
    """Regions whose own money and loans cannot pay their least share of any option, so that their towns get nothing."""
    reach = towns_in_reach(arrays)
    some: Flags = np.asarray(arrays.effects.offered.any(axis=(1, 2, 3)))
    cells = first_budget_cells(arrays)
    for r, region in enumerate(arrays.sets.REGIONS):
        inside = arrays.region_of == r
        if some[inside].any() and not reach[inside].any():
            yield Found(
                cells.get(region, region),
                "own money of the region cannot pay its least share of any measure, so its towns get nothing",
                region,
                "enough for the region's share of at least one measure",
                "raise its budget, give it a loan, or raise federal_high_share on sheet Cofinancing",
            )


def towns_in_reach(arrays: Arrays) -> Flags:
    """Towns (T) whose region can pay its least share of at least one option, or roadmap, in every year of it."""
    costs, effects = arrays.costs, arrays.effects
    begun, opening, taxed = lines_of(arrays)
    share = 1.0 - windows(arrays)[1]
    unit, given = costs.unit * share, costs.given * share[:, begun]
    started = effects.offered.copy()
    opened = arrays.menu.offered & (arrays.menu.intensity.sum(axis=(1, 2)) > 0)
    for years, own in own_money(arrays):
        room = own[arrays.region_of] * (1.0 + TOLERANCE) + TOLERANCE
        need = costs.cost.priced(in_years(unit[:, begun] * effects.scale_low, years))
        if arrays.costs.tax_federal.any() or arrays.costs.tax_regional.any():
            need = need + costs.tax.priced(in_years(unit[:, taxed] * effects.scale_low, years))
        if given.any():
            need = need - costs.works.priced(in_years(given, years))
        started &= need <= room[:, None, None, None]
        opened &= unit[:, opening] @ (costs.opening @ years).T <= room[:, None]
    return np.asarray(started.any(axis=(1, 2, 3)) | opened.any(axis=1))


def in_years(amount: Floats, years: Flags) -> Floats:
    """An amount (T, C) in each of some years, as (T, C, Y)."""
    return np.asarray(amount[:, :, None] * years)


def own_money(arrays: Arrays) -> Iterator[tuple[Flags, Floats]]:
    """Years, and the most that each region has to spend in them: all up to a year where money is carried, else one."""
    sets, money = arrays.sets, budgets(arrays)
    own = np.array([money[region] for region in sets.REGIONS])
    for row in arrays.case.loans:
        if row.region in sets.region:
            own[sets.region[row.region], sets.year[row.year]] += row.most_mrub
    carried = arrays.case.settings.carry_over_regional_share > 0
    for y in range(len(sets.YEARS)):
        years = np.arange(len(sets.YEARS)) <= y if carried else np.arange(len(sets.YEARS)) == y
        yield years, own @ years


def floors_out_of_reach(arrays: Arrays) -> Iterator[Found]:
    """Floors that no plan can keep: above what their scope can take at the greatest scales, or above the money."""
    most: dict[tuple[int, ...], Most] = {}
    money: dict[tuple[str, tuple[int, ...]], Floats] = {}
    by_limit: dict[str, list[Instance]] = defaultdict(list)
    for instance in instances(arrays):
        limit, years = instance.limit, tuple(instance.years.tolist())
        if not limit.floor:
            continue
        by_limit[limit.limit].append(instance)
        if years not in most:
            most[years] = most_in(arrays, np.isin(np.arange(len(arrays.sets.YEARS)), years))
        if (limit.payer, years) not in money:
            money[limit.payer, years] = most_money(arrays, limit.payer, most[years])
        inside = money[limit.payer, years][instance.towns] * instance.lines
        floor = floor_mrub(arrays, instance)
        reach = float(by_town(arrays, limit.payer, most[years], inside, instance.towns).sum())
        if floor > reach * (1.0 + TOLERANCE):
            yield Found(
                limit.origin.cell("floor"),
                "floor cannot be reached: its scope cannot take so much",
                f"{instance.name}: {floor:,.6g} mrub, of which {reach:,.6g} can be reached",
                "no more than can be reached",
                "lower the floor or widen its scope; no plan can keep it",
            )
    for same in by_limit.values():
        yield from floor_above_budget(arrays, same)


def floor_mrub(arrays: Arrays, instance: Instance) -> float:
    """The floor of an instance in mrub."""
    floor = instance.limit.floor or 0.0
    if instance.limit.unit == "rub_per_head":
        return floor * float(sum(arrays.case.towns[t].population for t in instance.towns)) / RUB_IN_MRUB
    if instance.limit.unit == "share":
        money = budgets(arrays)
        payers = {"federal": [FEDERAL], "regional": list(arrays.sets.REGIONS)}.get(instance.limit.payer, list(money))
        return floor * float(sum(money[payer][instance.years].sum() for payer in payers))
    return floor


def floor_above_budget(arrays: Arrays, same: list[Instance]) -> Iterator[Found]:
    """A floor, added up over what it is repeated for, above the money its payers have until the last year it counts."""
    limit = same[0].limit
    if limit.payer in CONTRIBUTORS:
        return
    money = budgets(arrays)
    until = slice(0, max(int(instance.years.max()) for instance in same) + 1)
    inside = np.unique(np.concatenate([arrays.region_of[instance.towns] for instance in same]))
    regions = [arrays.sets.REGIONS[r] for r in inside.tolist()]
    payers = {FEDERAL: [FEDERAL], "regional": regions, "all": [FEDERAL, *regions]}[limit.payer]
    there = float(sum(money[payer][until].sum() for payer in payers))
    if limit.payer == "regional":
        there += sum(row.most_mrub for row in arrays.case.loans if row.region in regions)
    floor = sum(floor_mrub(arrays, instance) for instance in same)
    if floor > there * (1.0 + TOLERANCE):
        yield Found(
            limit.origin.cell("floor"),
            "floor is above the money there is",
            f"{limit.limit}: {floor:,.6g} mrub, of which {there:,.6g} are in the budgets",
            "no more than the budgets of its payers",
            "lower the floor or raise the budgets; no plan can keep it",
        )


WARNINGS: tuple[Callable[[Arrays], Iterator[Found]], ...] = (
    budgets_of_wrong_size,
    municipal_budgets_of_wrong_size,
    contributions_of_wrong_size,
    proposals_of_wrong_size,
    loans_of_wrong_size,
    uniform_scores,
    diagnosis_on_own_word,
    numbers_in_wrong_unit,
    measures_never_chosen,
    measures_worth_nothing,
    goals_never_served,
    proposals_too_good,
    budgets_too_large,
    cofinancing_out_of_reach,
    floors_out_of_reach,
)
"""Every kind of mistake that is looked for, in the order of telling."""
