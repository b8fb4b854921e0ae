"""The language that the planner speaks. One for the whole process: it is chosen once, when a command begins."""

from __future__ import annotations

import os
from collections.abc import Iterator, Mapping
from contextlib import contextmanager
from typing import Literal, get_args

Language = Literal["en", "ru"]
LANGUAGES: tuple[Language, ...] = get_args(Language)
VARIABLE = "PLANNER_LANG"
"""The variable of the environment that chooses the language, whatever that of the system is."""
OF_THE_SYSTEM = ("LC_ALL", "LC_MESSAGES", "LANG")

# Threads that report progress see it too, which they would not see of a context variable.
_chosen: Language = "en"


def chosen() -> Language:
    """The language in use."""
    return _chosen


def use(language: Language) -> None:
    """Speak this language from now on."""
    global _chosen  # noqa: PLW0603  one state of the process, set in one place
    _chosen = language


@contextmanager
def using(language: Language) -> Iterator[None]:
    """Speak another language for a while."""
    before = _chosen
    use(language)
    try:
        yield
    finally:
        use(before)


def named_in(text: str | None) -> Language | None:
    """The language that ``ru``, ``RU`` or ``ru_RU.UTF-8`` names; None for any other text."""
    code = (text or "").strip().lower()[:2]
    return next((language for language in LANGUAGES if language == code), None)


def best(option: Language | None, workbook: Language | None, environment: Mapping[str, str] = os.environ) -> Language:
    """The language to speak: that asked for, else that of ``PLANNER_LANG``, of the workbook, of the system, English."""
    system = next((environment[name] for name in OF_THE_SYSTEM if environment.get(name)), None)
    return option or named_in(environment.get(VARIABLE)) or workbook or named_in(system) or "en"
