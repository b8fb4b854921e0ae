"""Text in whichever language it was written: a workbook may speak another one than the messages about it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TypeVar

from planner.words.language import LANGUAGES, using
from planner.words.naming import canonical

Said = TypeVar("Said")


def in_each_language(saying: Callable[[], Said]) -> list[Said]:
    """What is said, or follows from it, in each language."""
    found = []
    for language in LANGUAGES:
        with using(language):
            found.append(saying())
    return found


def same_name(there: str, expected: str) -> bool:
    """Whether two texts are alike, or names of the same thing in two languages."""
    return there == expected or canonical(there) == canonical(expected)


def is_said(there: str, expected: Callable[[], str]) -> bool:
    """Whether a text says the expected in any language."""
    return any(same_name(there, said) for said in in_each_language(expected))
