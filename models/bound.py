"""The bound that prices prove.

For any prices ``lambda >= 0`` of the joining rows ``A x + B w <= b``, no plan has more points than

    bound(lambda) = lambda.b + sum_t answer[t](lambda) + sum_j U[j] * max(0, v[j] - (lambda.B)[j])

because a plan that keeps the rows loses nothing by paying for them (weak duality).
"""

from __future__ import annotations

import numpy as np

from models.arrays import Arrays
from models.blocks import Answers, Reply, answer, charges_at, reply
from models.diagnosis import Flags, Floats
from models.pairs import Offer
from models.rules.rows import Rows

FREE = -1.0
"""Marks a row whose price is searched, among prices that are fixed."""


def bound_at(arrays: Arrays, rows: Rows, price: Floats) -> tuple[float, Answers]:
    """The bound that prices prove, and the towns' answers to them with what every option would bring."""
    answers = answer(arrays, charges_at(arrays, rows, price))
    return float(price @ rows.right_hand_side + answers.value.sum()) + masters_worth(rows, price), answers


def reply_at(offer: Offer, rows: Rows, price: Floats, forced: Flags | None = None) -> tuple[float, Reply]:
    """The bound that prices prove over what is offered, and the towns' answers, for any number of towns."""
    replied = reply(offer, charges_at(offer.arrays, rows, price), forced)
    return float(price @ rows.right_hand_side + replied.value.sum()) + masters_worth(rows, price), replied


def masters_worth(rows: Rows, price: Floats) -> float:
    """``sum_j U[j] * max(0, v[j] - (lambda.B)[j])``: what the master variables can gain at the prices."""
    return float(rows.masters.upper @ np.maximum(0.0, rows.masters.worth - rows.by_column[3] @ price))
