"""Options that enter the model: all that are offered, or those that prices leave in the running."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np

from models.arrays import Arrays
from models.blocks import Answers
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
