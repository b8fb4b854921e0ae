"""Networks: what is traded of a product is supplied by some towns and bought by others (paper 1, networks)."""

from __future__ import annotations

from collections.abc import Iterator

from models.arrays import Arrays
from models.joins import Trade
from models.lifts import Sum
from models.rules.masters import Masters
from models.rules.rows import Row, terms


def supplied(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``trade[q,u] - sum of supplies * scale <= 0``."""
    for trade, j in zip(arrays.joins.trades, masters.trade_at, strict=True):
        yield side(arrays, "supplied", trade, j, trade.supply)


def bought(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``trade[q,u] - sum of (uses or buys/d) * scale <= 0``."""
    for trade, j in zip(arrays.joins.trades, masters.trade_at, strict=True):
        yield side(arrays, "bought", trade, j, trade.demand)


def side(arrays: Arrays, family: str, trade: Trade, j: int, most: Sum) -> Row:
    product = arrays.case.products[trade.product]
    return Row(
        name=f"{family}[{product.product},{trade.year}]",
        family=family,
        right_hand_side=0.0,
        scale=terms(most.cell, -most.coefficient),
        master=terms([j]),
        origin=product.origin,
    )
