"""Rules that join towns and years, written once as named sparse rows ``spend + start + master <= right-hand side``.

The Pyomo model, the bound, the repair and the explanations all read these rows. One family a file; ``all_rows`` is the
table of contents.
"""

from __future__ import annotations

from models.arrays import Arrays
from models.rules.absorption import absorption
from models.rules.budgets import federal_budget, region_budget
from models.rules.clusters import formed, gathered, joined, stepped
from models.rules.cofinancing import federal_least, federal_most
from models.rules.limits import limit_ceiling, limit_floor
from models.rules.links import excludes, requires
from models.rules.locks import must
from models.rules.masters import Masters, masters_of
from models.rules.networks import bought, supplied
from models.rules.rollout import follows, piloted
from models.rules.rows import Rows, stack

FAMILIES = (
    federal_budget,
    region_budget,
    federal_most,
    federal_least,
    limit_ceiling,
    limit_floor,
    absorption,
    requires,
    excludes,
    must,
    supplied,
    bought,
    follows,
    piloted,
    stepped,
    gathered,
    joined,
    formed,
)


def all_rows(arrays: Arrays, masters: Masters | None = None) -> Rows:
    """Every joining row of a case, in the order of the families."""
    masters = masters or masters_of(arrays)
    return stack(arrays, masters, [row for family in FAMILIES for row in family(arrays, masters)])


__all__ = ["FAMILIES", "Masters", "Rows", "all_rows", "masters_of"]
