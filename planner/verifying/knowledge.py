"""How much money hangs on what is judged or scored: the sheets Assumptions and Audit, and ``most_judged``."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from math import fsum

from models.case import NO_ROADMAP, Triple
from planner.tables.plan_layout import AUDIT_ROWS
from planner.verifying.coefficients import Path, factor_coefficients
from planner.verifying.comparing import Findings, Key, check_falling, rows_by_key
from planner.verifying.decisions import Decisions
from planner.verifying.diagnosis import normalised_weights
from planner.verifying.effects import Effects
from planner.verifying.money import KOPECKS_IN_MRUB
from planner.verifying.plan_reading import Plan
from planner.words import localised, say
from planner.words.every_language import in_each_language

COSTS_OF_TAX = ("tax_forgone_federal", "tax_forgone_regional", "unit_cost", "cost_size_exponent")
"""Coefficients of a measure that its lines of tax forgone rest on too."""
ABOUT_NO_MEASURE = ("cluster_years", "cluster_kept", "visit_cost")
"""Coefficients of who starts a cluster, and of who is sent to a town: no money is counted on them."""
MOST_JUDGED = 10
SWING_SLACK = 1e-6
NOTHING_MRUB = 1e-9
POINT_SHARE = 0.25
"""One point of a score from 0 to 4, as a share."""


# --- Money by what it rests on ---------------------------------------------------------------------------------------


@dataclass(slots=True)
class Paid:
    """Money of the plan (mrub): by measure and by town without tax forgone, and tax forgone by measure."""

    measure: dict[str, float] = field(default_factory=dict)
    tax: dict[str, float] = field(default_factory=dict)
    town: dict[str, float] = field(default_factory=dict)

    @property
    def all_mrub(self) -> float:
        return fsum(self.town.values())


def paid_of(decisions: Decisions) -> Paid:
    """Add up the lines of Funded."""
    paid = Paid()
    for line in decisions.lines:
        mrub = line.paid / KOPECKS_IN_MRUB
        of_measure = paid.tax if line.is_tax else paid.measure
        of_measure[line.measure.measure] = of_measure.get(line.measure.measure, 0.0) + mrub
        if not line.is_tax:
            paid.town[line.town.town] = paid.town.get(line.town.town, 0.0) + mrub
    return paid


# --- Assumptions -----------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Assumption:
    """One judgement: coefficients alike in all but their subject, with the money (mrub) that rests on them together.

    ``name`` is that of the first of them, ``more`` the number of the others.
    """

    name: tuple[str, str, str]
    triple: Triple
    money_mrub: float
    more: int = 0

    @property
    def swing_mrub(self) -> float:
        """Money times half the range of the coefficient against its central value, at most once."""
        low, central, high = self.triple.low, self.triple.central, self.triple.high
        if high == low:
            return 0.0
        return self.money_mrub * (min(1.0, (high - low) / (2 * abs(central))) if central else 1.0)

    @property
    def subject(self) -> str:
        """The first subject and how many more there are, in the language in use."""
        first = self.name[1]
        return say("{shown} and {more} more", shown=first, more=self.more) if self.more else localised(first)

    @property
    def label(self) -> str:
        """The whole name, in the language in use."""
        coefficient, _, key = self.name
        return " ".join(part for part in (localised(coefficient), self.subject, localised(key)) if part)


def assumptions_of(effects: Effects, decisions: Decisions) -> dict[Key, Assumption]:
    """Every judgement by its coefficient, its first subject and how many more there are, and its key."""
    paid = paid_of(decisions)
    weights = normalised_weights(effects.case, effects.coef)
    alike: dict[tuple[object, ...], tuple[Triple, str, str, list[str]]] = {}
    for (coefficient, subject, key), triple in effects.case.coefficients.items():
        judged = (coefficient, key, triple.low, triple.central, triple.high, triple.grade, triple.source)
        alike.setdefault(judged, (triple, coefficient, key, []))[3].append(subject)
    found: dict[Key, Assumption] = {}
    for triple, coefficient, key, subjects in alike.values():
        more = len(subjects) - 1
        money = fsum(resting(coefficient, subject, key, effects, decisions, paid, weights) for subject in subjects)
        stands_for = f"{subjects[0]} and {more} more" if more else subjects[0]
        found[coefficient, stands_for, key] = Assumption((coefficient, subjects[0], key), triple, money, more)
    return found


def resting(
    coefficient: str,
    subject: str,
    key: str,
    effects: Effects,
    decisions: Decisions,
    paid: Paid,
    weights: Mapping[str, Mapping[str, float]],
) -> float:
    """Money (mrub) that rests on one coefficient: over funded lines, money times the part it has in them."""
    lock_ins = sum(1 for weight in weights.values() if weight)
    if coefficient == "weight":
        return paid.all_mrub * abs(weights[key].get(subject, 0.0)) / lock_ins if lock_ins else 0.0
    if coefficient == "prior":
        part = fsum(abs(weight.get(subject, 0.0)) for weight in weights.values())
        known = {score.town for score in effects.case.scores if score.factor == subject}
        money = fsum(mrub for town, mrub in paid.town.items() if town not in known)
        return money * part / lock_ins if lock_ins else 0.0
    if coefficient in ("drift", "floor", "drift_risk"):
        return fsum(mrub for town, mrub in paid.town.items() if opens(town, decisions)) / len(effects.case.lock_ins)
    if coefficient in ("distress", "window_factor"):
        window = next((row.window_years for row in effects.case.statuses if row.status == subject), 0)
        inside = {t.town for t in effects.case.towns if t.status == subject}
        if coefficient == "window_factor":
            inside = {town for town in inside if window > 0 and opens(town, decisions)}
        return fsum(mrub for town, mrub in paid.town.items() if town in inside)
    if coefficient == "trade":
        names = (measure.measure for measure in effects.case.started)
        return fsum(paid.measure.get(name, 0.0) for name in names if effects.coef("supplies", name, subject) > 0)
    if coefficient == "search_below":
        waiting = (measure.measure for measure in effects.case.started if measure.stage == "search")
        return fsum(paid.measure.get(name, 0.0) for name in waiting) / len(effects.case.lock_ins)
    if coefficient == "instrument_cost":
        return fsum(paid.measure.get(name, 0.0) for name in moved_by(effects, subject))
    if coefficient in ABOUT_NO_MEASURE:
        return 0.0
    of_tax = paid.tax.get(subject, 0.0) if coefficient in COSTS_OF_TAX else 0.0
    return paid.measure.get(subject, 0.0) + of_tax


def moved_by(effects: Effects, instrument: str) -> list[str]:
    """The started measures that an instrument that runs helps or saves on; none where it does not run."""
    if not any(row.instrument == instrument and row.decision == "yes" for row in effects.case.instruments):
        return []
    does = ("instrument_effect", "instrument_cut")
    names = [measure.measure for measure in effects.case.started]
    return [name for name in names if any(effects.coef(what, name, instrument) > 0 for what in does)]


def opens(town: str, decisions: Decisions) -> bool:
    """Whether a town takes a roadmap."""
    return town in decisions.variants and decisions.variants[town].variant.name != NO_ROADMAP


def check_assumptions(plan: Plan, assumptions: Mapping[Key, Assumption], findings: Findings) -> None:
    """Compare the sheet Assumptions: every row, the greatest swing first."""
    columns = ("coefficient", "subject", "key")
    subjects = {
        subject: str(key[1])
        for key, row in assumptions.items() if row.more
        for subject in in_each_language(partial(getattr, row, "subject"))
    }  # fmt: skip
    rows = rows_by_key(plan, "Assumptions", columns, assumptions, assumptions, findings, subjects)
    for key, record in rows.items():
        row = assumptions[key]
        findings.texts(record, [("grade", row.triple.grade), ("source", row.triple.source)])
        for column, value in (("low", row.triple.low), ("central", row.triple.central), ("high", row.triple.high)):
            findings.number(record, column, value, relative=1e-12, absolute=1e-12)
        findings.number(record, "money_mrub", row.money_mrub)
        findings.number(record, "swing_mrub", row.swing_mrub)
    check_falling(plan.records["Assumptions"], "swing_mrub", findings, SWING_SLACK)


def is_most_judged(text: str, assumptions: Mapping[Key, Assumption]) -> bool:
    """Whether a text names the ten expert coefficients of greatest swing, in any language."""
    return any(in_each_language(lambda: names_most_judged(text, assumptions)))


def names_most_judged(text: str, assumptions: Mapping[Key, Assumption]) -> bool:
    """The same in the language in use: in order, equal ones in any order."""
    experts = {row.label: row.swing_mrub for row in assumptions.values() if row.triple.grade == "expert"}
    named = text.split("; ") if text else []
    complete = len(named) == len(set(named)) == min(MOST_JUDGED, len(experts))
    if not complete or not set(named) <= experts.keys():
        return False
    swings = [experts[label] for label in named]
    others = [swing for label, swing in experts.items() if label not in named]
    in_turn = [*swings, max(others, default=0.0)]
    return all(below <= above * (1 + SWING_SLACK) + NOTHING_MRUB for above, below in pairwise(in_turn))


def most_judged(assumptions: Mapping[Key, Assumption]) -> str:
    """One right text of ``most_judged``."""
    experts = sorted((row for row in assumptions.values() if row.triple.grade == "expert"), key=lambda r: -r.swing_mrub)
    return "; ".join(row.label for row in experts[:MOST_JUDGED])


# --- Audit -----------------------------------------------------------------------------------------------------------


@dataclass(frozen=True, slots=True)
class Touch:
    """How one factor acts on one measure: by place, by deadweight, and by lock-ins (name, sensitivity, weight)."""

    context: float
    deadweight: float
    lock_ins: tuple[tuple[str, float, float], ...]


def touches_of(effects: Effects) -> dict[str, dict[str, Touch]]:
    """By factor and measure, where the factor acts on the measure at all."""
    weights = normalised_weights(effects.case, effects.coef)
    found: dict[str, dict[str, Touch]] = {factor.factor: {} for factor in effects.case.factors}
    for measure in effects.measures:
        context = factor_coefficients(effects.case, effects.coef, "context", measure)
        deadweight = factor_coefficients(effects.case, effects.coef, "deadweight", measure)
        for factor, touched in found.items():
            lock_ins = tuple(
                (lock_in, sensitivity, weights[lock_in][factor])
                for lock_in, sensitivity in effects.sensitivity[measure].items()
                if factor in weights[lock_in]
            )
            if lock_ins or factor in context or factor in deadweight:
                touched[measure] = Touch(context.get(factor, 0.0), deadweight.get(factor, 0.0), lock_ins)
    return found


def quotient(above: float, below: float) -> float:
    """A part of the ratio: what would be there against what was; 2 where nothing was."""
    return above / below if below else 2.0


def changed(touch: Touch, share: float, other: float, lock_ins: Mapping[str, Path], year: int) -> float:
    """``|ratio - 1|`` of an effect if a share were another."""
    ratio = quotient(1 + touch.context * other, 1 + touch.context * share)
    ratio *= quotient(1 - touch.deadweight * other, 1 - touch.deadweight * share)
    for lock_in, sensitivity, weight in touch.lock_ins:
        today = lock_ins[lock_in][year - 1]
        moved = min(1.0, max(0.0, today + weight * (other - share)))
        ratio *= quotient(1 - sensitivity * moved, 1 - sensitivity * today)
    return abs(ratio - 1)


def others_of(kind: str, share: float) -> tuple[float, ...]:
    """What a share may be instead: a point lower or higher, kept in [0, 1]; of yes or no the answers themselves."""
    return (0.0, 1.0) if kind == "yes_no" else (max(0.0, share - POINT_SHARE), min(1.0, share + POINT_SHARE))


def at_stake_of(effects: Effects, decisions: Decisions) -> Iterator[tuple[Key, float]]:
    """Money (mrub) at stake by town and factor, where there is any."""
    touches = touches_of(effects)
    money = money_by_start(decisions)
    for town, lines in money.items():
        lock_ins = decisions.variants[town].lock_ins
        for factor in effects.case.factors:
            share = effects.diagnosis.share[town, factor.factor]
            stakes = [
                mrub * max(changed(touch, share, other, lock_ins, year) for other in others_of(factor.kind, share))
                for (measure, year), mrub in lines.items()
                if (touch := touches[factor.factor].get(measure)) is not None
            ]
            if (stake := fsum(stakes)) > 0:
                yield (town, factor.factor), stake


def money_by_start(decisions: Decisions) -> dict[str, dict[tuple[str, int], float]]:
    """Money (mrub), tax apart, by town, and in it by measure and start year, of opening measures the year of work."""
    starts = {(row.town, row.measure): row.option.start for row in decisions.started}
    money: dict[str, dict[tuple[str, int], float]] = {}
    for line in decisions.lines:
        year = starts.get(line.pair) if line.measure.kind == "started" else line.year
        if line.is_tax or year is None or line.town.town not in decisions.variants:
            continue
        of_town = money.setdefault(line.town.town, {})
        key = (line.measure.measure, year)
        of_town[key] = of_town.get(key, 0.0) + line.paid / KOPECKS_IN_MRUB
    return money


def check_audit(plan: Plan, effects: Effects, decisions: Decisions, findings: Findings) -> None:
    """Compare the sheet Audit: the hundred greatest, right, in falling order, and none greater left out."""
    at_stake = dict(at_stake_of(effects, decisions))
    sources = {(score.town, score.factor): score.source for score in effects.case.scores}
    listed = rows_by_key(plan, "Audit", ("town", "factor"), at_stake, (), findings)
    for key, record in listed.items():
        town, factor = str(key[0]), str(key[1])
        findings.texts(record, [("name", effects.towns[town].name), ("source", sources.get((town, factor), "prior"))])
        findings.number(record, "share", effects.diagnosis.share[town, factor])
        findings.number(record, "at_stake_mrub", at_stake[key])
    records = plan.records["Audit"]
    check_falling(records, "at_stake_mrub", findings, SWING_SLACK)
    for record in records[AUDIT_ROWS:]:
        findings.add(record.place("at_stake_mrub"), say("at most {most} rows are listed", most=AUDIT_ROWS))
    least = min((at_stake[key] for key in listed), default=0.0) if len(records) >= AUDIT_ROWS else 0.0
    for key, stake in at_stake.items():
        if key not in listed and stake > least * (1 + SWING_SLACK) + NOTHING_MRUB:
            findings.add(plan.sheet("Audit"), say(
                "{factor} of {town} is not there, {stake:.6g} million roubles hang on it",
                factor=key[1], town=key[0], stake=stake,
            ))  # fmt: skip
