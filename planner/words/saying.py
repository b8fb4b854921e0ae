"""Sentences with places for values, in the language in use."""

from __future__ import annotations

import re
from functools import lru_cache
from string import Formatter
from typing import NewType

from planner.words.language import Language, chosen
from planner.words.naming import localised, named
from planner.words.russian import sentences

Words = NewType("Words", str)
"""Text for people that is in the language in use: the type checker tells where a sentence has missed ``say``."""

Piece = tuple[str, str | None, str, str]
"""Plain text, and the value after it: its name (None if there is none), conversion and format."""
SEPARATORS = {"en": (",", "."), "ru": ("\u00a0", ",")}
"""Of thousands and of decimals. The blank does not break."""
NUMBER = re.compile(r"-?[0-9][0-9,]*(?:\.[0-9]+)?")


def say(sentence: str, /, **values: object) -> Words:
    """A sentence in the language in use, with values in their places.

    ``{name}`` is a value: an id of the project's own tables goes by its name in the language, a number has its
    separators. ``{name!r}`` stands in quotes. ``{name:,.1f}`` is a number in this format. ``{name:# town|# towns}`` is
    the form of a word that goes with the number, ``#`` the number itself; English has two forms, Russian three (for 1,
    for 2, for 5). ``{=name}`` in a Russian sentence is the name of an id that the English one spells out.

    A sentence without values may hold braces. Raises ``KeyError`` for a value that is missing.
    """
    language = chosen()
    if language == "en":
        return Words(_filled(sentence, values, language) if values else sentence)
    return Words(_filled(sentences().get(sentence, sentence), values, language))


def phrase(sentence: str) -> str:
    """Mark a sentence that a table of the code holds and that is given to ``say`` where it is used."""
    return sentence


def number_in_words(text: str) -> str:
    """A number as Python formats it (``1,234.5``) with the separators of the language in use."""
    return _separated(text, chosen())


def _separated(text: str, language: Language) -> str:
    if language == "en":
        return text
    thousands, decimals = SEPARATORS[language]
    return text.replace(",", "\0").replace(".", decimals).replace("\0", thousands)


@lru_cache(maxsize=4_096)
def _pieces(sentence: str) -> tuple[Piece, ...]:
    return tuple(
        (text, name, conversion or "", specification or "")
        for text, name, specification, conversion in Formatter().parse(sentence)
    )


def _filled(sentence: str, values: dict[str, object], language: Language) -> str:
    return "".join(
        text if name is None else text + _value(name, conversion, specification, values, language)
        for text, name, conversion, specification in _pieces(sentence)
    )


def _value(name: str, conversion: str, specification: str, values: dict[str, object], language: Language) -> str:
    if name.startswith("="):
        return named(name[1:])
    value = values[name]
    if "|" in specification:
        assert isinstance(value, int), f"{name} is no whole number"
        form = specification.split("|")[form_of(value, language)]
        return form.replace("#", _separated(f"{value:,}", language))
    if isinstance(value, str):
        value = localised(value)
        if conversion:
            return repr(value) if language == "en" else f"«{value}»"
        return format(value, specification)
    text = format(repr(value) if conversion else value, specification)
    is_number = isinstance(value, int | float) and not isinstance(value, bool) and NUMBER.fullmatch(text.rstrip("%"))
    return _separated(text, language) if is_number else text


def form_of(number: int, language: Language) -> int:
    """Which form of a word goes with a number (rules of Unicode's CLDR): in Russian that of 1, 2 or 5."""
    number = abs(number)
    if language == "en":
        return 0 if number == 1 else 1
    if number % 10 == 1 and number % 100 != 11:
        return 0
    return 1 if 2 <= number % 10 <= 4 and not 12 <= number % 100 <= 14 else 2
