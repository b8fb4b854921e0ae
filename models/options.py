"""Options that enter the model: all that are offered, or those that prices leave in the running."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property

import numpy as np

from models.arrays import Arrays
from models.blocks import Answers
from models.columns import Indices
from models.diagnosis import Flags, Floats


@dataclass(frozen=True)
class Options:
    """``roadmap`` (T, P) and ``start`` (T, P, C, S): what the model may choose from."""

    roadmap: Flags
    start: Flags

    @property
    def count(self) -> int:
        """Number of yes-or-no decisions."""
        return int(self.roadmap.sum() + self.start.sum())

    @cached_property
    def roadmaps(self) -> tuple[Indices, Indices]:
        """Towns and roadmaps of the flags set, in order."""
        towns, roadmaps = np.nonzero(self.roadmap)
        return towns, roadmaps

    @cached_property
    def starts(self) -> tuple[Indices, Indices, Indices, Indices]:
        """Towns, roadmaps, columns and start years of the flags set, in order."""
        towns, roadmaps, columns, years = np.unravel_index(np.flatnonzero(self.start), self.start.shape)
        return towns, roadmaps, columns, years


def all_options(arrays: Arrays) -> Options:
    return Options(arrays.menu.offered, arrays.effects.offered)


def losses(arrays: Arrays, answers: Answers) -> tuple[Floats, Floats]:
    """Points that the bound loses if a town takes a roadmap (T, P), or an option (T, P, C, S), instead of its answer.

    An option pushes out the measure's own best start, or the last point of growth that has a place. What loses more
    than bound minus best plan is in no better plan (reduced-cost fixing).
    """
    roadmap = answers.value[:, None] - answers.by_roadmap
    best = np.maximum(answers.gain.max(axis=3, initial=-np.inf), 0.0)
    pushed = np.where(arrays.growth[:, None], np.maximum(best, answers.place[:, :, None]), best)
    with np.errstate(invalid="ignore"):
        option = roadmap[:, :, None, None] + pushed[..., None] - answers.gain
    return roadmap, np.where(arrays.effects.offered, option, np.inf)


def screen(arrays: Arrays, roadmap: Floats, option: Floats, window_points: float) -> Options:
    """Options whose ``losses`` are at most ``window_points``."""
    kept = (roadmap <= window_points) & arrays.menu.offered
    return Options(kept, (option <= window_points) & kept[:, :, None, None] & arrays.effects.offered)
