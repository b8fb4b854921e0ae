"""Scores that are no judgement, or rest on nobody but the town, or stand in a wrong unit."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator

from models.arrays import Arrays
from models.diagnosis import share_of_value
from planner.tables.values import plain
from planner.warnings.found import TOWNS, Found
from planner.words import say

UNIFORM_SCORES_LEAST = 5
"""So many judged scores that are all at one end of the scale were hardly judged one by one."""
SELF_SHARE_MOST = 0.5
"""A diagnosis that rests on a town's own word by more than half is not one that others made."""
OUTSIDE_DISTANCES_MOST = 30.0
"""How far outside its scale a number may lie, in distances from ``zero_at`` to ``four_at``. True distances in the
national example lie up to 21 outside (2,856 km on a scale from 150 to 20), so that only a wrong unit lies farther."""
VOUCHED = ("expert", "survey")
"""Sources that stand for somebody outside the town; statistics can be looked up, and ``self`` claims nothing."""


def uniform_scores(arrays: Arrays) -> Iterator[Found]:
    """Towns whose judged scores all lie at one end and come from one source; measured numbers are passed over."""
    factors = {factor.factor: factor for factor in arrays.case.factors}
    by_town = defaultdict(list)
    for score in arrays.case.scores:
        if factors[score.factor].kind != "number":
            by_town[score.town].append(score)
    for town, scores in by_town.items():
        ends = {share_of_value(score.value, factors[score.factor].kind, None, None) for score in scores}
        same = len(ends) == len({score.source for score in scores}) == 1
        if len(scores) >= UNIFORM_SCORES_LEAST and same and ends <= {0.0, 1.0}:
            yield Found(
                scores[0].origin.cell("value"),
                say("all judged scores of a town are the greatest and from one source")
                if ends == {1.0}
                else say("all judged scores of a town are the least and from one source"),
                say("{town}: {scores} scores from {source}", town=town, scores=len(scores), source=scores[0].source),
                say("a score judged for each factor by itself"),
                say("judge them again, or delete those that are not known"),
            )


def scores_without_document(arrays: Arrays) -> Iterator[Found]:
    """Scores of an expert or a survey that name neither: the label is the town's own.

    One finding a town, with the number of its scores.
    """
    by_town = defaultdict(list)
    for score in arrays.case.scores:
        if score.source in VOUCHED and not score.note.strip():
            by_town[score.town].append(score)
    count = sum(map(len, by_town.values()))
    for town, scores in by_town.items():
        yield Found(
            scores[0].origin.cell("note"),
            say(
                "no document stands behind {scores} {scores:score|scores} of source expert or survey without a note: "
                "the label is the town's own",
                scores=count,
            ),
            say("{town}: {scores}", town=town, scores=len(scores)),
            say("a note that names the expert, the survey or the document"),
            say("write it, or give source self, which is the honest one"),
            counted=TOWNS,
        )


def diagnosis_on_own_word(arrays: Arrays) -> Iterator[Found]:
    """Towns that made more than half of their diagnosis themselves."""
    for town, share in zip(arrays.case.towns, arrays.diagnosis.self_share.tolist(), strict=True):
        if share > SELF_SHARE_MOST:
            yield Found(
                town.origin.cell("town"),
                say("scores of source self make up most of a town's diagnosis"),
                say("{town}: {share:.0%}", town=town.town, share=share),
                say("at most {share:.0%}", share=SELF_SHARE_MOST),
                say("have experts, a survey or statistics say more on the sheet Scores; own scores never help a town"),
            )


def numbers_in_wrong_unit(arrays: Arrays) -> Iterator[Found]:
    """Numbers so far outside the scale of their factor that only a wrong unit explains them."""
    factors = {factor.factor: factor for factor in arrays.case.factors}
    for score in arrays.case.scores:
        factor = factors[score.factor]
        if factor.zero_at is None or factor.four_at is None:
            continue
        low, high = sorted((factor.zero_at, factor.four_at))
        outside = max(low - score.value, score.value - high)
        if outside > OUTSIDE_DISTANCES_MOST * (high - low):
            yield Found(
                score.origin.cell("value"),
                say("score of {factor} is far outside its scale", factor=factor.factor),
                say("{town}: {value}", town=score.town, value=plain(score.value)),
                say("a number about {low} to {high}", low=plain(low), high=plain(high)),
                say("check its unit (for example m in place of km)"),
            )
