"""Numbers in sentences: units, plurals and rounding that do not promise more than is there."""

from __future__ import annotations

from collections.abc import Sequence

SMALLEST_SHOWN = 0.05
"""Less of a million roubles or of a percent is said in words: 0.0 would read as nothing."""
SMALLEST_RATIO = 0.005
DECIMALS_BELOW = 100.0
WHOLE_PERCENT = 100.0


def million(amount_mrub: float) -> str:
    """Money in million RUB: one decimal below a hundred, none above; ``no money`` for exactly nothing."""
    if amount_mrub == 0:
        return "no money"
    if abs(amount_mrub) < SMALLEST_SHOWN:
        return "less than 0.1 million RUB"
    return f"{rounded(amount_mrub)} million RUB"


def rounded(value: float) -> str:
    """A number for people: one decimal below a hundred, thousands separated above, never a zero with a minus."""
    text = f"{value:,.1f}" if abs(value) < DECIMALS_BELOW - SMALLEST_SHOWN else f"{value:,.0f}"
    return text.removeprefix("-") if not text.strip("-0.,") else text


def percent(share: float) -> str:
    """A share in percent with one decimal; what is not quite nothing or not quite all is not rounded to it.

    The blank before the sign does not break.
    """
    value = share * 100
    if value in (0, WHOLE_PERCENT):
        return f"{value:.0f}\u00a0%"
    if 0 < value < SMALLEST_SHOWN:
        return "less than 0.1\u00a0%"
    if WHOLE_PERCENT - SMALLEST_SHOWN < value < WHOLE_PERCENT:
        return "more than 99.9\u00a0%"
    return f"{value:,.1f}\u00a0%"


def times(ratio: float) -> str:
    """``0.45 times``, ``12.0 times``; what is not quite nothing is not rounded to it."""
    if 0 < ratio < SMALLEST_RATIO:
        return "less than 0.01 times"
    return f"{ratio:.2f} times" if ratio < DECIMALS_BELOW / 10 else f"{rounded(ratio)} times"


def count(number: int, one: str, many: str = "") -> str:
    """``1 town``, ``2 towns``; ``many`` where the plural is not made with an s."""
    return f"{number:,} {one if number == 1 else many or one + 's'}"


def listed(parts: Sequence[str]) -> str:
    """``a``, ``a and b``, ``a, b and c``."""
    return " and ".join(part for part in (", ".join(parts[:-1]), *parts[-1:]) if part)


def span(years: Sequence[int]) -> str:
    """``2020`` or ``2020 to 2024``."""
    first, last = min(years), max(years)
    return f"{first}" if first == last else f"{first} to {last}"


def spoken(identifier: str) -> str:
    """An id of the project's own lists as words: ``urban_environment`` becomes ``urban environment``."""
    return identifier.replace("_", " ")


def heading(identifier: str) -> str:
    """The same with a capital."""
    words = spoken(identifier)
    return words[:1].upper() + words[1:]
