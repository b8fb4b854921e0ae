"""Names of the project's own ids in the language in use, and back.

An id is what the tables of the code and of the catalogue call a sheet, a column, a choice, a measure. Within the
program there is only the id; its Russian name is read and written at the edge. Names of towns, and whatever else a
workbook calls its own rows, are nobody's id and stay as they are.
"""

from __future__ import annotations

import re
import unicodedata
from functools import lru_cache

from planner.words.language import chosen
from planner.words.russian import identifiers, texts

JOINTS = re.compile(r"(/|\+|@|; |^tax:)")
"""What parts of a name that is put together are joined by."""


def named(identifier: str) -> str:
    """The name of an id in the language in use; what has none goes by itself."""
    return identifier if chosen() == "en" else identifiers().get(identifier, identifier)


def localised(text: str) -> str:
    """The same, also for texts of the catalogue such as the name of a measure."""
    if chosen() == "en":
        return text
    return identifiers().get(text) or texts().get(text, text)


@lru_cache(maxsize=65_536)
def meant(text: str) -> str:
    """The id that a text names in any language, without regard to case and blanks; the text itself if it names none."""
    return _ids().get(_key(text), text)


def localised_parts(text: str) -> str:
    """A text that is an id, or is put together of some (``ROADMAP/l1+l2@YEAR``, a state, a list), in the language."""
    if chosen() == "en":
        return text
    whole = localised(text)
    return whole if whole != text else "".join(localised(part) for part in JOINTS.split(text))


@lru_cache(maxsize=65_536)
def meant_parts(text: str) -> str:
    """The same, back to ids."""
    whole = meant(text)
    return whole if whole != text else "".join(meant(part) for part in JOINTS.split(text))


@lru_cache(maxsize=65_536)
def canonical(text: str) -> str:
    """The id, or the English text of the catalogue, that a text or its parts stand for; else the text itself."""
    whole = _ids().get(_key(text)) or _english().get(text)
    return meant_parts(text) if whole is None else whole


def aliases(identifier: str) -> tuple[str, ...]:
    """All names of an id: itself, and its name in Russian if it has one."""
    name = identifiers().get(identifier)
    return (identifier,) if name is None else (identifier, name)


def _key(text: str) -> str:
    return " ".join(unicodedata.normalize("NFC", text).split()).casefold()


@lru_cache(maxsize=1)
def _ids() -> dict[str, str]:
    return {_key(name): identifier for identifier, name in identifiers().items()}


@lru_cache(maxsize=1)
def _english() -> dict[str, str]:
    return {russian: english for english, russian in texts().items()}
