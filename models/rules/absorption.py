"""Absorption: a town can spend only so much in a year, whatever is granted to it."""

from __future__ import annotations

from collections.abc import Iterator

import numpy as np

from models.arrays import Arrays
from models.case import Town
from models.rules.masters import NO_ATOM, Masters
from models.rules.rows import Row, terms


def absorption(arrays: Arrays, masters: Masters) -> Iterator[Row]:
    """``sum of spend of started and opening measures <= absorption_share * municipal budget``, tax forgone apart."""
    share = arrays.case.settings.absorption_share
    if share is None:
        return
    active = masters.atom_of.reshape(arrays.cells)[:, : arrays.first_tax_line, 0] != NO_ATOM
    years = len(arrays.sets.YEARS)
    for t, town in enumerate(arrays.case.towns):
        budget = municipal_budget_mrub(arrays, town)
        if budget is not None:
            lines = np.nonzero(active[t])[0]
            for y, year in enumerate(arrays.sets.YEARS):
                yield Row(
                    name=f"absorption[{town.town},{year}]",
                    family="absorption",
                    right_hand_side=share * budget,
                    spend=terms((t * arrays.lines + lines) * years + y),
                    origin=arrays.case.settings.origin,
                )


def municipal_budget_mrub(arrays: Arrays, town: Town) -> float | None:
    """A town's own figure, else what is taken for a head; None where nothing is known."""
    per_head = arrays.case.settings.municipal_budget_rub_per_head
    if town.municipal_budget_mrub is not None:
        return town.municipal_budget_mrub
    return None if per_head is None else per_head * town.population / 1e6
