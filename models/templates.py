"""Pyomo rules as templates: a rule is called once, and its rows are written out only when the model is compiled.

A rule that sums with ``sum`` over Sets and over ``Terms`` serves both ways. Outside of ``templatised`` Pyomo calls it
for every index and makes an ordinary expression, which every solver interface reads; inside, it calls it once for all
indices, which takes a small part of the time, and the compiler of the standard form writes the rows out.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from itertools import pairwise
from typing import Any

import numpy as np
import pyomo.environ as pyo
from numpy.typing import NDArray
from pyomo.common.gc_manager import PauseGC
from pyomo.core.base import constraint, objective
from pyomo.core.base.param import IndexedParam
from pyomo.core.base.set_types import Any as AnyValue


@contextmanager
def templatised() -> Iterator[None]:
    """Constraints and objectives made within are templates. For models that only the standard form will read.

    Pyomo has switches for it and no argument: they hold for the whole process and are put back at the end, so one
    thread at a time. No garbage is looked for meanwhile: a model is many small objects, and all of them stay.
    """
    before = constraint.TEMPLATIZE_CONSTRAINTS, objective.TEMPLATIZE_OBJECTIVES
    constraint.TEMPLATIZE_CONSTRAINTS = objective.TEMPLATIZE_OBJECTIVES = True
    try:
        with PauseGC():
            yield
    finally:
        constraint.TEMPLATIZE_CONSTRAINTS, objective.TEMPLATIZE_OBJECTIVES = before


class Terms:
    """What one sum goes over: tuples of ``dimen`` numbers, a coefficient perhaps and parts of an index.

    ``dimen`` and being gone over is all that Pyomo asks of it. A Set for each sum would do the same at six times the
    cost; a tuple would be taken for a mapping.
    """

    __slots__ = ("dimen", "rows")

    def __init__(self, rows: Sequence[Any], dimen: int) -> None:
        self.rows, self.dimen = rows, dimen

    def __iter__(self) -> Iterator[Any]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


class Table(IndexedParam):  # type: ignore[misc]  # Pyomo has no types
    """Numbers or Terms by index."""

    def sparse_iteritems(self) -> Any:
        """What the compiler of templates calls; Pyomo 6.10 warns on standard error that it does."""
        return self.sparse_items()


def constraints(index: Any, rule: Callable[..., Any]) -> Any:
    """A constraint for every index; Pyomo cannot make a template where there is none."""
    return pyo.Constraint(index, rule=rule if len(index) else None)


def numbers(index: Any, keys: Sequence[Any], values: NDArray[Any], doc: str) -> Any:
    """A number for every index, given by key."""
    return table(index, dict(zip(keys, values.tolist(), strict=True)).__getitem__, doc)


def terms(index: Any, keys: Sequence[NDArray[Any]], parts: Sequence[NDArray[Any]], doc: str) -> Any:
    """For every index the ``parts`` that stand at its ``keys``, in their order; where there are none, an empty sum.

    All arrays are of one length. Keys that are not in the index are left out.
    """
    order = np.lexsort(tuple(reversed(keys)))
    sorted_keys = [key[order] for key in keys]
    first = np.ones(len(order), dtype=bool)
    first[1:] = np.any([key[1:] != key[:-1] for key in sorted_keys], axis=0)
    names = together([key[first] for key in sorted_keys])
    rows, dimen = together([part[order] for part in parts]), len(parts)
    bounds = pairwise([*np.flatnonzero(first).tolist(), len(rows)])
    found = {name: Terms(rows[begin:end], dimen) for name, (begin, end) in zip(names, bounds, strict=True)}
    empty = Terms((), dimen)
    return table(index, lambda name: found.get(name, empty), doc)


def table(index: Any, value: Callable[[Any], Any], doc: str) -> Any:
    """A value for every index. Asked for index by index: Pyomo looks for every key of a mapping in the index first."""
    one = index.dimen == 1
    return Table(index, within=AnyValue, initialize=lambda _, *key: value(key[0] if one else key), doc=doc)


def together(columns: Sequence[NDArray[Any]]) -> list[Any]:
    """The rows of columns as tuples of plain numbers, or the numbers themselves where there is one column."""
    if len(columns) == 1:
        return list(columns[0].tolist())
    return list(zip(*(column.tolist() for column in columns), strict=True))
