"""Pricing: prices of the joining rows whose bound is tight, for a whole country or for the rows of a part of it."""

from __future__ import annotations

from collections.abc import Callable
from time import monotonic

import numpy as np

from models.arrays import Arrays
from models.blocks import Reply, charges_at, reply, worth_of
from models.bound import FREE, masters_worth, reply_at
from models.diagnosis import Flags, Floats
from models.mixing import FEW_ROADMAPS, Answered, Mixer, Mixture, Prices, Usage
from models.pairs import Offer, money_charged, whole_offer
from models.rules.rows import Rows

PROHIBITIVE = 1e9
FEW_OPTIONS = 2_000_000
"""Up to this many options in a country, asking for all of them is quick enough."""
ROUGHLY_POOLED = 10.0
"""How much further than asked bound and mixture may stay apart while rows are kept together."""
TOWNS_ASKED = 40
"""Towns whose answers stand for all when the first prices are chosen."""


def find_prices(
    arrays: Arrays,
    rows: Rows,
    *,
    gap_share: float = 1e-5,
    seconds: float = 60.0,
    report: Callable[[float, float], None] | None = None,
    hear: Callable[[Mixture], None] = lambda _: None,
    stop_asked: Callable[[], bool] | None = None,
) -> Prices:
    """Prices with a tight bound, until bound and mixture meet, time is up or a stop is asked.

    In large cases ``hear`` is told a fair mixture long before that.
    """
    stranded = tuple(f"one_roadmap[{arrays.sets.TOWNS[t]}]" for t in np.nonzero(~arrays.menu.offered.any(axis=1))[0])
    if stranded:
        return Prices(np.zeros(len(rows)), -np.inf, no_mixture(arrays, -np.inf), stranded)
    end = monotonic() + seconds

    def over() -> bool:
        return monotonic() > end or bool(stop_asked and stop_asked())

    offer = whole_offer(arrays)
    mixer = Mixer(offer, rows, np.full(len(rows), FREE), pool=True)
    by_roadmap: Floats = np.empty((0, 0))
    for bound, price, replied in first_answers(offer, rows):
        if mixer.best.offer(bound, price):
            by_roadmap = replied.by_roadmap
        mixer.add(replied.choice)
    large = len(arrays.menu.names) > FEW_ROADMAPS and arrays.effects.worth.size > FEW_OPTIONS
    first_gap_share = gap_share * (ROUGHLY_POOLED if mixer.pools else 1.0)
    if large:
        mixer.meet_roughly(by_roadmap, gap_share=first_gap_share, over=over, report=report, hear=hear)
    prices = mixer.meet(gap_share=first_gap_share, over=over, report=report)
    if not mixer.pools or prices.cut or prices.clash:
        return prices
    mixer = mixer.unpooled()
    if large:
        assert mixer.best.price is not None
        by_roadmap = reply_at(offer, rows, mixer.best.price)[1].by_roadmap
        mixer.meet_roughly(by_roadmap, gap_share=gap_share, over=over, report=report, hear=hear)
    return mixer.meet(gap_share=gap_share, over=over, report=report)


def price_part(
    offer: Offer,
    rows: Rows,
    fixed: Floats,
    start: Floats,
    forced: Flags,
    *,
    usage: Usage,
    known: Answered | None,
    met: Answered | None = None,
    gap_share: float,
    enough: float,
) -> Prices:
    """Prices of the rows that are not ``fixed``, beginning at ``start``; stops once the bound is at most ``enough``.

    ``known`` are answers given elsewhere at the same fixed prices that may still be given, ``met`` answers given at
    others, for want of them: they save asking again.
    """
    bound, replied = reply_at(offer, rows, start, forced)
    if not np.isfinite(bound) or bound <= enough:
        return Prices(start, bound, no_mixture(offer.arrays, bound), answered=known)
    mixer = Mixer(offer, rows, fixed, forced, usage)
    mixer.best.offer(bound, start)
    if known is not None:
        mixer.take(known)
    elif met is not None:
        mixer.take(met.at_prices(mixer.fixed[mixer.paid]))
    mixer.add(replied.choice)
    if known is None:
        mixer.add(reply(offer, money_charged(offer.arrays, PROHIBITIVE), forced).choice)
    return mixer.meet(gap_share=gap_share, enough=enough)


def no_mixture(arrays: Arrays, points: float) -> Mixture:
    """A mixture of nothing, where none was needed or none can be."""
    nothing = np.empty(0, dtype=np.int64)
    return Mixture(points, points, np.empty(0), nothing, np.empty(0), nothing, nothing.reshape(0, arrays.started))


def first_answers(offer: Offer, rows: Rows) -> list[tuple[float, Floats, Reply]]:
    """Bounds, prices and answers at uniform prices of money: the best of a ladder, its neighbours, next to nothing.

    Prices far from the best would only make the first mixtures slow to find.
    """
    prices = [money_price(rows, level) for level in ladder(offer, rows)]
    best = int(np.argmin([roughly_at(offer, rows, price)[0] for price in prices]))
    kept = sorted({max(0, best - 1), best, min(len(prices) - 1, best + 1), len(prices) - 1})
    return [(bound, prices[i], replied) for i in kept for bound, replied in (reply_at(offer, rows, prices[i]),)]


def fair_price(offer: Offer, rows: Rows) -> Floats:
    """Prices at which every rouble costs the same, as much as proves the least bound."""
    prices = [money_price(rows, level) for level in ladder(offer, rows)]
    return min(prices, key=lambda price: roughly_at(offer, rows, price)[0])


def ladder(offer: Offer, rows: Rows) -> list[float]:
    """Prices of money, from nearly free to prohibitive: answers to them are a fair first mixture."""
    free = roughly_at(offer, rows, np.zeros(len(rows)))[1]
    budget = sum(money.sum() for money in rows.masters.budget.values())
    level = free / budget if budget > 0 else 1.0
    return [*(level * 2.0**k for k in range(-6, 3)), PROHIBITIVE * max(1.0, level)]


def roughly_at(offer: Offer, rows: Rows, price: Floats) -> tuple[float, float]:
    """What prices would prove, and what decisions would be worth, if all towns answered as a few of them do."""
    arrays = offer.arrays
    count = len(arrays.sets.TOWNS)
    towns = slice(None, None, max(1, count // TOWNS_ASKED))
    few = arrays.of_towns(towns)
    replied = reply(whole_offer(few), charges_at(arrays, rows, price).of(towns))
    bound = price @ rows.right_hand_side + count * replied.value.mean() + masters_worth(rows, price)
    return float(bound), float(count * worth_of(few, replied.choice).mean())


def money_price(rows: Rows, level: float) -> Floats:
    """Prices of rows at which every rouble costs the same, whoever pays and whenever."""
    return np.where(np.isin(rows.families, ("federal_budget", "region_budget")), level, 0.0)
