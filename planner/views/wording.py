"""Numbers in sentences: units, plurals and rounding that do not promise more than is there."""

from __future__ import annotations

import re
from collections.abc import Sequence

from models.case import CATEGORIES
from planner.tables.plan_layout import PLAN_SHEET_BY_NAME
from planner.words import Words, localised, named, number_in_words, say

SMALLEST_SHOWN = 0.05
"""Less of a million roubles or of a percent is said in words: 0.0 would read as nothing."""
SMALLEST_RATIO = 0.005
DECIMALS_BELOW = 100.0
WHOLE_PERCENT = 100.0
CATEGORY_MEANINGS = {column.name: column.meaning for column in PLAN_SHEET_BY_NAME["Allocation"].columns
                     if column.name in CATEGORIES}  # fmt: skip


WITH_OTHERS = re.compile(r"(?P<first>.+) and (?P<others>[1-9]\d*) more")
"""How the sheet Assumptions names a judgement that several subjects share."""


def subject_named(subject: str) -> str:
    """The subject of a judgement, and how many share it, in the language in use."""
    shared = WITH_OTHERS.fullmatch(subject)
    if shared is None:
        return localised(subject)
    return say("{shown} and {more} more", shown=shared["first"], more=int(shared["others"]))


def million(amount_mrub: float) -> Words:
    """Money in million RUB: one decimal below a hundred, none above; ``no money`` for exactly nothing."""
    if amount_mrub == 0:
        return say("no money")
    if abs(amount_mrub) < SMALLEST_SHOWN:
        return say("less than 0.1 million RUB")
    return say("{amount} million RUB", amount=rounded(amount_mrub))


def rounded(value: float) -> Words:
    """A number for people: one decimal below a hundred, thousands separated above, never a zero with a minus."""
    text = f"{value:,.1f}" if abs(value) < DECIMALS_BELOW - SMALLEST_SHOWN else f"{value:,.0f}"
    return Words(number_in_words(text.removeprefix("-") if not text.strip("-0.,") else text))


def percent(share: float) -> Words:
    """A share in percent with one decimal; what is not quite nothing or not quite all is not rounded to it.

    The blank before the sign does not break.
    """
    value = share * 100
    if value in (0, WHOLE_PERCENT):
        return Words(f"{value:.0f}\u00a0%")
    if 0 < value < SMALLEST_SHOWN:
        return say("less than 0.1\u00a0%")
    if WHOLE_PERCENT - SMALLEST_SHOWN < value < WHOLE_PERCENT:
        return say("more than 99.9\u00a0%")
    return Words(number_in_words(f"{value:,.1f}\u00a0%"))


def times(ratio: float) -> Words:
    """``0.45 times``, ``12.0 times``; what is not quite nothing is not rounded to it. In Russian the number alone."""
    if 0 < ratio < SMALLEST_RATIO:
        return say("less than 0.01 times")
    return say(
        "{ratio} times", ratio=number_in_words(f"{ratio:.2f}") if ratio < DECIMALS_BELOW / 10 else rounded(ratio)
    )


def listed(parts: Sequence[str]) -> Words:
    """``a``, ``a and b``, ``a, b and c``."""
    words = [localised(part) for part in parts if part]
    if len(words) < 2:
        return Words("".join(words))
    return say("{first} and {last}", first=", ".join(words[:-1]), last=words[-1])


def amount(name: object, amount_mrub: float) -> Words:
    """``Alfa (1.5 million RUB)``."""
    return Words(f"{localised(str(name))} ({million(amount_mrub)})")


def span(years: Sequence[int]) -> Words:
    """``2020`` or ``2020 to 2024``."""
    first, last = min(years), max(years)
    return Words(f"{first}") if first == last else say("{first} to {last}", first=first, last=last)


def in_years(years: Sequence[int]) -> Words:
    """``in 2020`` or ``in 2020 to 2024``."""
    first, last = min(years), max(years)
    return say("in {year}", year=first) if first == last else say("in {first} to {last}", first=first, last=last)


def spoken(identifier: str) -> Words:
    """An id of the project's own lists as words: ``urban_environment`` becomes ``urban environment``."""
    return Words(named(identifier).replace("_", " "))


def heading(identifier: str) -> Words:
    """The same with a capital."""
    words = spoken(identifier)
    return Words(words[:1].upper() + words[1:])


def lowered(text: str) -> Words:
    """A text that begins a sentence as it stands within one."""
    return Words(text[:1].lower() + text[1:])


def category_name(category: str) -> Words:
    """A category as people call it: ``Urban environment``."""
    return Words(say(CATEGORY_MEANINGS[category]).removesuffix("."))
