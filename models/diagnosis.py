"""Diagnosis: what locks a town in, and how much of that is known (paper 1, section on lock-ins)."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case import Case, Draw
from models.sets import Sets

Floats = NDArray[np.float64]
Flags = NDArray[np.bool_]


@dataclass(frozen=True)
class Diagnosis:
    """Arrays over towns T, factors F and lock-ins L; all shares and lock-ins lie in [0, 1].

    ``share`` is what was said of a factor, or its prior; ``other_end`` the prior where a town said so itself, else the
    same. Wherever a factor counts, the end that is worse for the town is taken, so that no town gains by its own word.
    ``lock_in_today[t,l] = base[l] + sum_f greatest of weight[f,l] * end``, ``lock_in_least`` with the least end;
    ``need`` is omega of the model page, and ``unknown_share`` and ``self_share`` say how much of the diagnosis rests on
    priors and on towns' own scores.
    """

    share: Floats
    other_end: Floats
    known: Flags
    own_word: Flags
    weight: Floats
    base: Floats
    lock_in_today: Floats
    lock_in_least: Floats
    lock_in_low: Floats
    lock_in_high: Floats
    need: Floats
    unknown_share: Floats
    self_share: Floats

    @property
    def contributions(self) -> Floats:
        """What each factor adds to each lock-in of each town, (T, F, L); with ``base`` it adds up to the lock-in."""
        return np.maximum(*self.contribution_ends)

    @property
    def contribution_ends(self) -> tuple[Floats, Floats]:
        """The same with either end of self-assessed factors."""
        return self.share[:, :, None] * self.weight, self.other_end[:, :, None] * self.weight


def diagnose(case: Case, sets: Sets, draw: Draw) -> Diagnosis:
    """Lock-ins and need of every town. Source: paper 1, lock-ins and their factors; the weights are design."""
    raw = raw_weights(case, sets, draw)
    weight, base = normalise(raw)
    prior, prior_low, prior_high = (priors(case, which) for which in (draw, "low", "high"))
    share, known, own_word = shares(case, sets, prior)
    other_end = np.where(own_word, prior, share)
    ends = share[:, :, None] * weight, other_end[:, :, None] * weight
    greatest, least = np.maximum(*ends), np.minimum(*ends)
    unknown = ~known
    low = np.minimum(weight * prior_low[:, None], weight * prior_high[:, None])
    high = np.maximum(weight * prior_low[:, None], weight * prior_high[:, None])
    return Diagnosis(
        share=share,
        other_end=other_end,
        known=known,
        own_word=own_word,
        weight=weight,
        base=base,
        lock_in_today=base + greatest.sum(axis=1),
        lock_in_least=base + least.sum(axis=1),
        lock_in_low=base + np.where(known[:, :, None], least, low).sum(axis=1),
        lock_in_high=base + np.where(known[:, :, None], greatest, high).sum(axis=1),
        need=need(case, draw),
        unknown_share=share_of_weight(weight, unknown),
        self_share=share_of_weight(weight, own_word),
    )


def raw_weights(case: Case, sets: Sets, draw: Draw) -> Floats:
    return np.array(
        [[case.value("weight", f, lock, draw, 0.0) for lock in sets.LOCK_INS] for f in sets.FACTORS], dtype=float
    ).reshape(len(sets.FACTORS), len(sets.LOCK_INS))


def normalise(raw: Floats) -> tuple[Floats, Floats]:
    """Scale raw weights so that every lock-in stays in [0, 1]: strengths lift the base that they then lower."""
    norm = np.abs(raw).sum(axis=0)
    weight = np.divide(raw, norm, out=np.zeros_like(raw), where=norm > 0)
    return weight, np.maximum(0.0, -weight).sum(axis=0)


def priors(case: Case, draw: Draw) -> Floats:
    return np.array([case.value("prior", f.factor, "", draw, 0.0) / 4.0 for f in case.factors], dtype=float)


def shares(case: Case, sets: Sets, prior: Floats) -> tuple[Floats, Flags, Flags]:
    """Share of every factor in every town, whether it is known, and whether the town said so itself."""
    share = np.tile(prior, (len(sets.TOWNS), 1))
    known = np.zeros(share.shape, dtype=bool)
    own_word = np.zeros(share.shape, dtype=bool)
    factors = {f.factor: (i, f) for i, f in enumerate(case.factors)}
    for score in case.scores:
        f, factor = factors[score.factor]
        t = sets.town[score.town]
        share[t, f] = share_of_value(score.value, factor.kind, factor.zero_at, factor.four_at)
        known[t, f], own_word[t, f] = True, score.source == "self"
    return share, known, own_word


def share_of_value(value: float, kind: str, zero_at: float | None, four_at: float | None) -> float:
    """A score, an answer or a number as a share in [0, 1]; numbers run linearly from ``zero_at`` to ``four_at``."""
    if kind == "number":
        assert zero_at is not None
        assert four_at is not None
        return min(1.0, max(0.0, (value - zero_at) / (four_at - zero_at)))
    return value / 4.0 if kind == "score" else value


def need(case: Case, draw: Draw) -> Floats:
    """``omega[t] = (distress[status] / mean over towns)^eps``: need relative to the average town."""
    distress = np.array([case.value("distress", t.status, "", draw, 1.0) for t in case.towns], dtype=float)
    return np.asarray((distress / distress.mean()) ** case.settings.equity_exponent, dtype=float)


def share_of_weight(weight: Floats, which: Flags) -> Floats:
    """Share of the diagnosis that the marked factors make up, averaged over lock-ins that have any factor."""
    used = np.abs(weight).sum(axis=0) > 0
    if not used.any():
        return np.zeros(len(which))
    return np.asarray((which @ np.abs(weight[:, used])).mean(axis=1), dtype=float)
