"""Diagnosis, computed a second time: what locks a town in, and how much it needs.

Written from ``docs/model.md``, section Diagnosis, and in its letters.
"""

from __future__ import annotations

from collections.abc import Collection, Mapping
from dataclasses import dataclass, field
from math import fsum

from models.case import Case, Draw, Factor
from planner.verifying.coefficients import Coefficients

Ends = tuple[float, ...]
"""The values a factor may have: its share, and beside it the prior where the town scores itself."""


@dataclass(frozen=True, slots=True)
class Diagnosis:
    """Shares of factors and their ends by (town, factor), lock-ins by (town, lock-in), and what rests on priors and on
    self-assessment by town; all in [0, 1].

    ``lock_in`` takes the end that is worse for the town, ``lock_in_least`` the better one; ``lock_in_low`` and
    ``lock_in_high`` are the interval.
    """

    share: dict[tuple[str, str], float] = field(default_factory=dict)
    ends: dict[tuple[str, str], Ends] = field(default_factory=dict)
    lock_in: dict[tuple[str, str], float] = field(default_factory=dict)
    lock_in_least: dict[tuple[str, str], float] = field(default_factory=dict)
    lock_in_low: dict[tuple[str, str], float] = field(default_factory=dict)
    lock_in_high: dict[tuple[str, str], float] = field(default_factory=dict)
    unknown_share: dict[str, float] = field(default_factory=dict)
    self_share: dict[str, float] = field(default_factory=dict)


def scored_share(factor: Factor, value: float) -> float:
    """Share of a known factor: value/4 of a score, 1 or 0 of yes or no, the clamped position of a number."""
    if factor.kind == "score":
        return value / 4
    if factor.kind == "yes_no":
        return 1.0 if value else 0.0
    assert factor.zero_at is not None
    assert factor.four_at is not None
    return min(1.0, max(0.0, (value - factor.zero_at) / (factor.four_at - factor.zero_at)))


def normalised_weights(case: Case, coef: Coefficients) -> dict[str, dict[str, float]]:
    """``weight[f,l] = coef[weight,f,l] / sum_f |coef[weight,f,l]|`` by lock-in and factor; none where the sum is 0."""
    weights: dict[str, dict[str, float]] = {}
    for lock_in in case.lock_ins:
        raw = {f.factor: coef("weight", f.factor, lock_in.lock_in) for f in case.factors}
        norm = fsum(abs(value) for value in raw.values())
        weights[lock_in.lock_in] = {f: value / norm for f, value in raw.items() if value} if norm else {}
    return weights


def diagnose(case: Case, draw: Draw) -> Diagnosis:
    """``L0[t,l] = base[l] + sum_f greatest over ends of weight[f,l]*end``, ``base[l] = sum_f max(0, -weight[f,l])``.

    An unknown factor takes its prior; at either end of the interval it takes whichever of the prior's low and high
    lowers (raises) the lock-in.
    """
    coef = Coefficients(case, draw)
    weights = normalised_weights(case, coef)
    prior = {f.factor: coef("prior", f.factor) / 4 for f in case.factors}
    at_low, at_high = Coefficients(case, "low"), Coefficients(case, "high")
    prior_ends = {f.factor: (at_low("prior", f.factor) / 4, at_high("prior", f.factor) / 4) for f in case.factors}
    scores = {(s.town, s.factor): s for s in case.scores}
    result = Diagnosis()
    for town in case.towns:
        unknown: dict[str, Ends] = {}
        own: list[str] = []
        for factor in case.factors:
            name = factor.factor
            score = scores.get((town.town, name))
            share = prior[name] if score is None else scored_share(factor, score.value)
            if score is None:
                unknown[name] = prior_ends[name]
            elif score.source == "self":
                own.append(name)
            result.share[town.town, name] = share
            result.ends[town.town, name] = (share, prior[name]) if name in own else (share,)
        _diagnose_town(result, town.town, weights, unknown)
        result.unknown_share[town.town] = _mean_weight(weights, unknown)
        result.self_share[town.town] = _mean_weight(weights, own)
    return result


def _diagnose_town(
    result: Diagnosis, town: str, weights: Mapping[str, Mapping[str, float]], unknown: Mapping[str, Ends]
) -> None:
    """Write the lock-ins of one town whose shares are known; ``unknown`` holds both ends of the priors taken."""
    for lock_in, weight in weights.items():
        base = fsum(max(0.0, -w) for w in weight.values())
        terms = {f: [w * end for end in result.ends[town, f]] for f, w in weight.items()}
        wide = {**terms, **{f: [w * end for end in unknown[f]] for f, w in weight.items() if f in unknown}}
        result.lock_in[town, lock_in] = base + fsum(max(ends) for ends in terms.values())
        result.lock_in_least[town, lock_in] = base + fsum(min(ends) for ends in terms.values())
        result.lock_in_low[town, lock_in] = base + fsum(min(ends) for ends in wide.values())
        result.lock_in_high[town, lock_in] = base + fsum(max(ends) for ends in wide.values())


def _mean_weight(weights: Mapping[str, Mapping[str, float]], factors: Collection[str]) -> float:
    """Mean, over the lock-ins that have weights, of the absolute weight that some factors carry."""
    carried = [fsum(abs(w) for f, w in weight.items() if f in factors) for weight in weights.values() if weight]
    return fsum(carried) / len(carried) if carried else 0.0


def needs(case: Case, draw: Draw) -> dict[str, float]:
    """``omega[t] = (coef[distress,status[t]] / mean over towns)^equity_exponent``, by town."""
    coef = Coefficients(case, draw)
    distress = {t.town: coef("distress", t.status) for t in case.towns}
    mean = fsum(distress.values()) / len(distress)
    return {town: (value / mean) ** case.settings.equity_exponent for town, value in distress.items()}
