"""What joins towns and yet joins none: products without two sides or without worth, roll-out without similar towns."""

from __future__ import annotations

from collections.abc import Iterator

from models.arrays import Arrays
from models.case import Product
from models.joins import similar_towns
from planner.warnings.found import Found, joined
from planner.words import Words, say

SETTING = "similar_within_share"


def products_with_one_side(arrays: Arrays) -> Iterator[Found]:
    """Products that no measure supplies, or that none buys or uses: they can never be traded."""
    for product in arrays.case.products:
        if not has_side(arrays, product, "supplies"):
            yield one_sided(
                product,
                say("nothing supplies the product, so it is never traded"),
                say("at least one measure with coefficient supplies above 0"),
            )
        if not has_side(arrays, product, "buys", "uses"):
            yield one_sided(
                product,
                say("nothing buys or uses the product, so it is never traded"),
                say("at least one measure with coefficient buys or uses above 0"),
            )


def has_side(arrays: Arrays, product: Product, *coefficients: str) -> bool:
    """Whether one of the coefficients is above 0 for some measure or proposal."""
    return any(
        arrays.case.value(coefficient, measure.measure, product.product, arrays.draw, 0.0) > 0.0
        for coefficient in coefficients
        for measure in arrays.case.started
    )


def one_sided(product: Product, wrong: Words, expected: Words) -> Found:
    return Found(
        product.origin.cell("product"),
        wrong,
        product.product,
        expected,
        say("add its row on sheet Coefficients, or delete the product"),
    )


def products_worth_nothing(arrays: Arrays) -> Iterator[Found]:
    """Products whose trade has no result, or results in goals of weight 0 alone."""
    case = arrays.case
    for product in case.products:
        results = {goal: case.value("trade", product.product, goal.goal, arrays.draw, 0.0) for goal in case.goals}
        served = [goal for goal, result in results.items() if result > 0.0]
        if any(goal.weight > 0.0 for goal in served):
            continue
        goals = joined(goal.goal for goal in served)
        yield Found(
            product.origin.cell("product"),
            say("trade in the product is worth nothing: its only results are in goals of weight 0")
            if served
            else say("trade in the product is worth nothing: it has no result"),
            say("{product} ({goals})", product=product.product, goals=goals) if served else product.product,
            say("coefficient trade above 0 for a goal that counts"),
            say("add its row on sheet Coefficients, or delete the product"),
        )


def rollout_to_nobody(arrays: Arrays) -> Iterator[Found]:
    """Roll-out that reaches no town: similarity is left open, or no two towns are similar.

    A case of one town has nobody to follow it, which is no mistake.
    """
    case = arrays.case
    rolled = [m.measure for m in case.started if case.value("rollout", m.measure, "", arrays.draw, 0.0) > 0.0]
    if not rolled or len(case.towns) < 2:
        return
    if case.settings.similar_within_share is None:
        # The setting may have no row to name.
        origin = case.coefficients["rollout", rolled[0], ""].origin
        yield Found(
            origin.cell("central"),
            say("coefficient rollout has no effect while setting {setting} is blank", setting=SETTING),
            say(
                "{measures} {measures:measure|measures} with it, first {first},",
                measures=len(rolled), first=rolled[0],
            ),
            say("a share in {setting} of sheet Settings", setting=SETTING),
            say("fill it in, or delete the rows rollout"),
        )  # fmt: skip
    elif len(set(similar_towns(case, arrays.diagnosis).tolist())) == len(case.towns):
        yield Found(
            case.settings.origin.cell(SETTING),
            say("no two towns are similar, so coefficient rollout has no effect"),
            say("{share:g}", share=case.settings.similar_within_share),
            say("a share within which some towns are similar"),
            say("raise it, or delete the rows rollout on sheet Coefficients"),
        )
