"""The one way from a case to arrays: everything that model, bound, plan and explanation compute with."""

from __future__ import annotations

from dataclasses import dataclass

import numpy as np
from numpy.typing import NDArray

from models.case import Case, Draw
from models.diagnosis import Diagnosis, Flags, diagnose
from models.effects import Effects, measure_effects
from models.roadmaps import Menu, Opened, expand_menu, open_towns
from models.sets import Sets, sets_of


@dataclass(frozen=True)
class Arrays:
    """A case at a draw. ``region_of`` (T) is the index of each town's region; ``growth`` (M) marks points of growth."""

    case: Case
    draw: Draw
    sets: Sets
    diagnosis: Diagnosis
    menu: Menu
    opened: Opened
    effects: Effects
    region_of: NDArray[np.int64]
    growth: Flags


def compute_arrays(case: Case, draw: Draw = "central") -> Arrays:
    """Diagnosis, roadmaps and effects of a case at a draw."""
    sets = sets_of(case)
    diagnosis = diagnose(case, sets, draw)
    menu = expand_menu(case, sets)
    opened = open_towns(case, sets, draw, diagnosis, menu)
    return Arrays(
        case=case,
        draw=draw,
        sets=sets,
        diagnosis=diagnosis,
        menu=menu,
        opened=opened,
        effects=measure_effects(case, sets, draw, diagnosis, menu, opened),
        region_of=np.array([sets.region[t.region] for t in case.towns]),
        growth=np.array([m.point_of_growth for m in case.started], dtype=bool),
    )
