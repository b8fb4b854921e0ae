"""Reports: what a plan leaves to pay, who pays beside it, what is blocked, and which numbers its money hangs on.

All are functions of the arrays, the decisions and the money; none of them changes the plan.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass

import numpy as np

from models.arrays import Arrays
from models.blocks import Choice, answer, charges_at, spend_of
from models.case import CAPACITY_GOAL, NO_ROADMAP, Case, CoefficientKey, Draw, Triple
from models.columns import NOT_THERE
from models.costs import by_column
from models.diagnosis import Flags, Floats
from models.roadmaps import table
from models.rules.rows import Rows

YEARS_SHOWN = 10
"""Liabilities are shown up to the tenth year from the first."""
WRONG_BY = 0.25
"""One point of a score."""
WORTH_WANTING = 0.01
"""Of its priced cost: what a measure must gain to be counted as wanted, so that near ties are left out."""
DEARER = 1e-6
EVEN_DECIMALS = 12
TAXED_COEFFICIENTS = ("tax_forgone_federal", "tax_forgone_regional", "unit_cost", "cost_size_exponent")


def spreads(case: Case) -> Floats:
    """Half the range of the points of a rouble over their middle value, by started measure (M); not a number without.

    ``(high - low) / (2 * central)`` of ``sum_g weight*yield / unit_cost``, low with the low yields and the high cost.
    """
    weight = {goal.goal: goal.weight for goal in case.goals if goal.goal != CAPACITY_GOAL}

    def of_rouble(measure: str, yields: Draw, cost: Draw) -> float:
        points = sum(w * case.value("yield", measure, goal, yields, 0.0) for goal, w in weight.items())
        return points / case.value("unit_cost", measure, "", cost, 1.0)

    spread = np.full(len(case.started), np.nan)
    for m, measure in enumerate(case.started):
        middle = of_rouble(measure.measure, "central", "central")
        if middle > 0:
            low, high = of_rouble(measure.measure, "low", "high"), of_rouble(measure.measure, "high", "low")
            spread[m] = (high - low) / (2.0 * middle)
    return spread


def partners_mrub(arrays: Arrays, choice: Choice) -> Floats:
    """Money of each contributor by town, started or opening line and year (K, T, C+O, Y)."""
    costs, started, pool = arrays.costs, arrays.started, arrays.pool
    begun = (choice.start >= 0)[:, :, None]
    scaled = np.where(begun, choice.scale[:, :, None] * costs.cost.chosen(choice.roadmap, choice.start), 0.0)
    amount = np.concatenate([scaled, costs.opening[choice.roadmap]], axis=1)
    paid = pool.share[..., None] * (costs.whole[:, :, None] * amount)
    works = np.where(begun, costs.works.chosen(choice.roadmap, choice.start), 0.0)
    paid[:, :, :started] += pool.total[..., None] * works
    return np.asarray(paid)


@dataclass(frozen=True)
class Liabilities:
    """By town and year from the first (T, 10), mrub: public running costs, and tax forgone by payer."""

    running: Floats
    tax_federal: Floats
    tax_regional: Floats

    @property
    def total(self) -> Floats:
        return np.asarray(self.running + self.tax_federal + self.tax_regional)


def liabilities_of(arrays: Arrays, choice: Choice) -> Liabilities:
    """What stays to be paid for what is started, after completion and for its life, up to the tenth year."""
    case, costs, started = arrays.case, arrays.costs, arrays.started
    duration, life, running = (
        by_column(case, arrays.columns, len(arrays.sets.TOWNS), value)
        for value in (
            lambda m: float(m.duration_years),
            lambda m: float(m.life_years),
            lambda m: case.value("running_cost", m.measure, "", arrays.draw, 0.0),
        )
    )
    last = costs.price_level[-1]
    level = np.concatenate([costs.price_level, np.full(max(0, YEARS_SHOWN - len(costs.price_level)), last)])[
        :YEARS_SHOWN
    ]
    done = (choice.start + duration)[:, :, None]
    years = np.arange(YEARS_SHOWN)
    lasts = (choice.start >= 0)[:, :, None] & (years >= done) & (years < done + life[:, :, None])
    scale = np.where(lasts, choice.scale[:, :, None] * level, 0.0)

    def yearly(unit: Floats) -> Floats:
        return np.asarray(np.einsum("tc,tcy->ty", unit, scale))

    whole = costs.whole[:, :started]
    return Liabilities(
        yearly(costs.unit[:, :started] * running),
        yearly(whole * costs.tax_federal),
        yearly(whole * costs.tax_regional),
    )


def terciles(arrays: Arrays) -> Floats:
    """Third of the towns each town is in by its mean lock-in (T): 0 least locked, 2 most."""
    locked = arrays.diagnosis.lock_in_today
    # Rounded, because equal lock-ins added up in another order differ in the last digit.
    mean = (locked.sum(axis=1) / max(1, locked.shape[1])).round(EVEN_DECIMALS)
    rank = np.empty(len(mean), dtype=np.int64)
    rank[np.argsort(mean, kind="stable")] = np.arange(len(mean))
    return np.asarray(3 * rank // len(mean))


def wanted_federal_mrub(arrays: Arrays, rows: Rows, price: Floats) -> Floats:
    """Federal money that each region's towns would take, were the region's share no obstacle (R); 0 where it is none.

    Regional money is priced like federal money, co-financing at nothing; each town takes its best answer, and in it
    what gains more than a hundredth of its priced cost.
    """
    changed, dearer = prices_without_share(arrays, rows, price)
    charges = charges_at(arrays, rows, changed)
    answers = answer(arrays, charges)
    towns, roadmap = np.arange(len(arrays.sets.TOWNS)), answers.roadmap
    gain, scales = answers.gain[towns, roadmap], answers.scale[towns, roadmap]
    start = gain.argmax(axis=2)
    best, scale = (np.take_along_axis(part, start[:, :, None], axis=2)[:, :, 0] for part in (gain, scales))
    alone = spend_of(arrays, Choice(roadmap, start, scale))
    opening = slice(arrays.started, arrays.first_tax_line)
    priced = (charges.spend * alone).sum(axis=2)
    priced = priced[:, : arrays.started] + priced[:, arrays.first_tax_line :]
    wins = best > WORTH_WANTING * priced
    growth = np.where(arrays.growth & wins, best, -np.inf)
    place = np.argsort(np.argsort(-growth, axis=1, kind="stable"), axis=1, kind="stable")
    wins &= ~arrays.growth | (place < arrays.case.settings.points_of_growth_max)
    taken = alone * np.concatenate([wins, np.ones_like(alone[:, opening, 0], dtype=bool), wins], axis=1)[:, :, None]
    federal = (rows.masters.high[:, :, None] * taken).sum(axis=(1, 2))
    return np.where(dearer, np.bincount(arrays.region_of, federal, len(arrays.sets.REGIONS)), 0.0)


def prices_without_share(arrays: Arrays, rows: Rows, price: Floats) -> tuple[Floats, Flags]:
    """Prices with regional money at the price of federal money, and regions where it is dearer in some year (R)."""
    number = {name: k for k, name in enumerate(rows.names)}
    changed = np.where(np.isin(rows.families, ("federal_most", "federal_least")), 0.0, price)
    dearer = np.zeros(len(arrays.sets.REGIONS), dtype=bool)
    for year in arrays.sets.YEARS:
        federal = price[number[f"federal_budget[{year}]"]]
        for r, region in enumerate(arrays.sets.REGIONS):
            k = number[f"region_budget[{region},{year}]"]
            dearer[r] |= bool(price[k] > federal * (1.0 + DEARER))
            changed[k] = federal
    return changed, dearer


def at_stake_mrub(arrays: Arrays, choice: Choice, money: Floats) -> Floats:
    """Money of each town that hangs on each factor, if its score is wrong by a point (T, F).

    ``sum of money * |effect with the other score / effect - 1|``, the greater of a point less and a point more;
    ``money`` (T, lines, Y) in mrub.
    """
    sets, share = arrays.sets, arrays.diagnosis.share
    columns = arrays.measure_of_line()[:, : arrays.first_tax_line]
    context, anyway, sensitivity = (
        table(arrays.case, name, sets.MEASURES, keys, arrays.draw)[columns]
        for name, keys in (("context", sets.FACTORS), ("deadweight", sets.FACTORS), ("sensitivity", sets.LOCK_INS))
    )
    towns, years = np.arange(len(sets.TOWNS)), np.arange(len(sets.YEARS))
    path = np.moveaxis(arrays.opened.lock_in[towns, choice.roadmap][..., :-1], 1, 2)
    begun = np.maximum(choice.start, 0)
    lock_in = np.concatenate([path[towns[:, None], begun][:, :, None].repeat(len(years), axis=2),
                              np.broadcast_to(path[:, None], (len(towns), len(sets.OPENING), *path.shape[1:]))],
                             axis=1)  # fmt: skip
    paid = money[:, : arrays.first_tax_line]
    stake = np.zeros(share.shape)
    yes_no = [factor.kind == "yes_no" for factor in arrays.case.factors]
    for f in range(len(sets.FACTORS)):
        worst = np.zeros(paid.shape)
        for wrong in wrong_shares(share[:, f], yes_no=yes_no[f]):
            ratio = np.ones(paid.shape)
            for slope, sign in ((context, 1.0), (anyway, -1.0)):
                ratio *= (1.0 + sign * slope[:, :, f] * wrong[:, None])[:, :, None]
                ratio = divided(ratio, (1.0 + sign * slope[:, :, f] * share[:, f, None])[:, :, None])
            moved = np.clip(lock_in + arrays.diagnosis.weight[f] * (wrong - share[:, f])[:, None, None, None], 0.0, 1.0)
            ratio *= np.prod(1.0 - sensitivity[:, :, None] * moved, axis=3)
            ratio = divided(ratio, np.prod(1.0 - sensitivity[:, :, None] * lock_in, axis=3))
            worst = np.maximum(worst, np.abs(ratio - 1.0))
        stake[:, f] = (paid * worst).sum(axis=(1, 2))
    return stake


def wrong_shares(share: Floats, *, yes_no: bool) -> tuple[Floats, ...]:
    if yes_no:
        return np.zeros_like(share), np.ones_like(share)
    return np.clip(share - WRONG_BY, 0.0, 1.0), np.clip(share + WRONG_BY, 0.0, 1.0)


def divided(above: Floats, below: Floats) -> Floats:
    """A ratio; where there was no effect before, it counts as gained in full (2, which is 1 away from 1)."""
    shape = np.broadcast_shapes(above.shape, below.shape)
    return np.asarray(np.divide(above, below, out=np.full(shape, 2.0), where=np.broadcast_to(below > 1e-12, shape)))


@dataclass(frozen=True)
class Assumption:
    """A judgement with the money that rests on it, and that money times half its range."""

    coefficient: str
    subject: str
    key: str
    triple: Triple
    money_mrub: float
    swing_mrub: float


def assumptions_of(arrays: Arrays, choice: Choice, money: Floats) -> list[Assumption]:
    """Every coefficient, most swing first; ``money`` (T, lines, Y) in mrub."""
    weighing = Weighing(arrays, choice, money)
    found = []
    for coefficient, key, subjects, triple in judgements(arrays):
        resting = sum(weighing.money_on(coefficient, subject, key) for subject in subjects)
        subject = subjects[0] if len(subjects) == 1 else f"{subjects[0]} and {len(subjects) - 1} more"
        found.append(Assumption(coefficient, subject, key, triple, resting, resting * half_range(triple)))
    return sorted(found, key=lambda assumption: -assumption.swing_mrub)


def half_range(triple: Triple) -> float:
    """Half the range relative to the central value, at most 1."""
    if triple.high == triple.low:
        return 0.0
    return min(1.0, (triple.high - triple.low) / (2.0 * abs(triple.central))) if triple.central else 1.0


def judgements(arrays: Arrays) -> Iterator[tuple[str, str, list[str], Triple]]:
    """Coefficients with the subjects that share them: the same range, grade and source are one judgement."""
    found: dict[tuple[object, ...], tuple[str, str, list[str], Triple]] = {}
    for (coefficient, subject, key), triple in arrays.case.coefficients.items():
        same = (coefficient, key, triple.low, triple.central, triple.high, triple.grade, triple.source)
        found.setdefault(same, (coefficient, key, [], triple))[2].append(subject)
    yield from found.values()


class Weighing:
    """Money that rests on coefficients (model page, Assumptions)."""

    def __init__(self, arrays: Arrays, choice: Choice, money: Floats) -> None:
        self.arrays = arrays
        by_line = money.sum(axis=2)
        plain, self.tax = by_line[:, : arrays.first_tax_line], by_line[:, arrays.first_tax_line :]
        self.town = plain.sum(axis=1)
        lines = arrays.measure_of_line()
        self.measure, self.measure_tax = (
            np.bincount(at[at != NOT_THERE], part[at != NOT_THERE], len(arrays.sets.MEASURES))
            for at, part in ((lines[:, : arrays.first_tax_line], plain), (lines[:, arrays.first_tax_line :], self.tax))
        )
        weight = np.abs(arrays.diagnosis.weight)
        self.weight = weight / max(1, int((weight.sum(axis=0) > 0).sum()))
        self.opened = choice.roadmap != arrays.menu.names.index(NO_ROADMAP)
        self.status = np.array([town.status for town in arrays.case.towns])
        self.windows = {status.status: status.window_years > 0 for status in arrays.case.statuses}

    def money_on(self, coefficient: str, subject: str, key: str) -> float:
        sets, diagnosis, case = self.arrays.sets, self.arrays.diagnosis, self.arrays.case
        if coefficient == "trade":
            return float(sum(self.measure[sets.measure[m]] for m in sets.STARTED
                             if case.value("supplies", m, subject, self.arrays.draw, 0.0) > 0))  # fmt: skip
        if subject in sets.measure and coefficient not in ("weight", "prior"):
            m = sets.measure[subject]
            return float(self.measure[m] + (self.measure_tax[m] if coefficient in TAXED_COEFFICIENTS else 0.0))
        if coefficient == "weight":
            part = self.weight[sets.FACTORS.index(subject), sets.lock_in[key]]
            return float(self.town.sum() * part)
        if coefficient == "prior":
            f = sets.FACTORS.index(subject)
            return float(self.town[~diagnosis.known[:, f]].sum() * self.weight[f].sum())
        if coefficient == "search_below":
            waiting = sum(self.measure[sets.measure[m.measure]] for m in case.started if m.stage)
            return float(waiting / len(sets.LOCK_INS))
        if coefficient == "instrument_cost":
            return self.money_helped(subject)
        if coefficient in ("drift", "floor", "drift_risk"):
            return float(self.town[self.opened].sum() / len(sets.LOCK_INS))
        mine = self.status == subject
        if coefficient == "window_factor":
            mine &= self.opened & self.windows[subject]
        return float(self.town[mine].sum())

    def money_helped(self, instrument: str) -> float:
        """Money of measures that an instrument at work makes better or cheaper."""
        case, sets, draw = self.arrays.case, self.arrays.sets, self.arrays.draw
        if all(row.decision != "yes" for row in case.instruments if row.instrument == instrument):
            return 0.0
        return float(sum(self.measure[sets.measure[m]] for m in sets.STARTED
                         if any(case.value(f"instrument_{does}", m, instrument, draw, 0.0) > 0
                                for does in ("effect", "cut"))))  # fmt: skip


def most_judged(assumptions: list[Assumption], count: int = 10) -> list[CoefficientKey]:
    """The coefficients of grade expert that most money hangs on."""
    judged = [a for a in assumptions if a.triple.grade == "expert"]
    return [(a.coefficient, a.subject, a.key) for a in judged[:count]]
