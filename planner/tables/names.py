"""Matching of names as people type them: without regard to case, surrounding and double blanks."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache

INVISIBLE = dict.fromkeys(map(ord, "\u200b\u200c\u200d\u2060\ufeff\u00ad"))
"""Characters without width that copying from web pages leaves in names."""


LOOK_ALIKES = str.maketrans("авекмнорстухіѕјё", "abekmhopctyxisje")
"""Cyrillic letters, small ones as in ``match_key``, and the Latin ones that look like them, large or small."""


@lru_cache(maxsize=65_536)
def match_key(text: str) -> str:
    """What two spellings of one name have in common.

    Case is folded, composed letters are made one, any run of blanks (non-breaking ones too) becomes one blank.
    """
    return " ".join(unicodedata.normalize("NFC", text.translate(INVISIBLE)).split()).casefold()


def look_alike(text: str, candidates: Iterable[str]) -> str:
    """The candidate that only differs in letters of another alphabet that look the same; empty if there is none."""
    key = match_key(text)
    looks = key.translate(LOOK_ALIKES)
    return next((c for c in candidates if match_key(c).translate(LOOK_ALIKES) == looks and match_key(c) != key), "")


def foreign_letters(text: str, meant: str) -> str:
    """What tells a name from its look-alike, in words: nobody can see it."""
    pairs = zip(match_key(text), match_key(meant), strict=True)
    letters = dict.fromkeys(f"{alphabet(one)} {one}" for one, other in pairs if one != other)
    return f"it looks the same but has {listed(letters)}"


def alphabet(letter: str) -> str:
    """``Cyrillic`` or ``Latin``, or the name of another alphabet."""
    return unicodedata.name(letter, "strange").split()[0].capitalize()


def did_you_mean(text: str, candidates: Iterable[str], most: int = 3) -> str:
    """`` (did you mean ...?)`` with the closest candidates, or the empty text if none is close."""
    by_key = {match_key(candidate): candidate for candidate in candidates}
    if twin := look_alike(text, by_key.values()):
        return f" (did you mean {twin!r}? {foreign_letters(text, twin)})"
    close = difflib.get_close_matches(match_key(text), list(by_key), n=most)
    return f" (did you mean {' or '.join(repr(by_key[key]) for key in close)}?)" if close else ""


def listed(names: Iterable[str], most: int = 12) -> str:
    """Names in a row, shortened where there are many."""
    names = list(names)
    shown = ", ".join(names[:most])
    return shown if len(names) <= most else f"{shown} and {len(names) - most} more"


class Names:
    """The ids of one sheet, found by any spelling of them, with a limited number of guesses for unknown ones.

    Guessing takes milliseconds; in a sheet pasted from somewhere else every row may be unknown.
    """

    def __init__(self, names: Iterable[str] = ()) -> None:
        self._by_key: dict[str, str] = {}
        self._guesses_left = 100
        for name in names:
            self.add(name)

    def add(self, name: str) -> None:
        """Take up a name; the first spelling counts."""
        self._by_key.setdefault(match_key(name), name)

    def find(self, text: str) -> str | None:
        """The defining spelling of a name, or None."""
        return self._by_key.get(match_key(text))

    def guess(self, text: str) -> str:
        """`` (did you mean ...?)``, or the empty text."""
        if self._guesses_left == 0:
            return ""
        self._guesses_left -= 1
        return did_you_mean(text, self._by_key.values())
