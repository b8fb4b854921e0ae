"""Proposals beside the measure of the catalogue that they are like: too good, or of another size."""

from __future__ import annotations

from collections.abc import Iterator

from models.arrays import Arrays
from models.case import Proposal
from planner.tables.values import plain
from planner.warnings.found import TOLERANCE, Found
from planner.words import say

RESULT_RATIO_MOST = 1.0
"""The high end is what the catalogue holds to be the best there is: a better proposal, even by little, has to show
why, since every town that writes a little more than the truth is paid for it."""
SIZE_RATIO_MOST = 2.0
"""Where returns fall is a share of the greatest scale, so a scale that is never meant to be built keeps returns full. A
proposal may well be somewhat larger than what the catalogue knows; at twice its size it is another project."""


def proposals_too_good(arrays: Arrays) -> Iterator[Found]:
    """Proposals whose yearly result by rouble, as the plan counts it, is above the high end of what they are like.

    The measure is taken as it would cost and yield in the same town, at its central cost: the catalogue's range of
    result by rouble is the range of the yield.
    """
    case = arrays.case
    for row in case.proposals:
        t, column = arrays.columns.own[row.proposal]
        like = arrays.columns.of_measure(arrays.sets, row.like)
        for goal in arrays.sets.GOALS:
            own, usual = (case.coefficients.get(("yield", name, goal)) for name in (row.proposal, row.like))
            if own is None or usual is None or usual.high == 0:
                continue
            best = usual.high * arrays.effects.size[t, like] / arrays.costs.whole[t, like]
            ratio = own.central / arrays.costs.whole[t, column] / best
            if ratio > RESULT_RATIO_MOST * (1.0 + TOLERANCE):
                yield Found(
                    own.origin.cell(yield_column(row) if goal == row.goal else "central"),
                    say("proposal promises more by rouble than the high end of the measure it is like"),
                    say(
                        "{proposal}: {ratio:.4g} times the high end of {like} for {goal}",
                        proposal=row.proposal, ratio=ratio, like=row.like, goal=goal,
                    ),
                    say("at most {ratio} times", ratio=plain(RESULT_RATIO_MOST)),
                    say("check the cost of a unit, the yield and their units, or show the appraisal they rest on"),
                )  # fmt: skip


def yield_column(row: Proposal) -> str:
    """The column that the plan reads as the central yield: of a town's word alone the cautious end."""
    return "yield_low" if row.evidence == "stated" else "yield_central"


def proposals_too_large(arrays: Arrays) -> Iterator[Found]:
    """Proposals whose greatest whole cost is more than twice that of the measure they are like in the same town."""
    greatest = arrays.effects.scale_high * arrays.costs.whole[:, : arrays.started]
    for row in arrays.case.proposals:
        t, column = arrays.columns.own[row.proposal]
        own, usual = greatest[t, column], greatest[t, arrays.columns.of_measure(arrays.sets, row.like)]
        if own > SIZE_RATIO_MOST * usual * (1.0 + TOLERANCE):
            yield Found(
                row.origin.cell("scale_high"),
                say(
                    "greatest cost of a proposal is far above that of the measure it is like: a larger scale_high "
                    "moves the point where returns fall"
                ),
                say(
                    "{proposal}: {own:,.6g} mrub, {like} {usual:,.6g} mrub at most in {town}",
                    proposal=row.proposal, own=own, like=row.like, usual=usual, town=row.town,
                ),
                say("at most {ratio} times as much", ratio=plain(SIZE_RATIO_MOST)),
                say("lower scale_high to what is meant to be built, or choose another measure it is like"),
            )  # fmt: skip
