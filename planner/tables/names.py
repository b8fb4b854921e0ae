"""Matching of names as people type them: without regard to case, surrounding and double blanks."""

from __future__ import annotations

import difflib
import unicodedata
from collections.abc import Iterable
from functools import lru_cache, reduce

from planner.words import Words, chosen, localised, say
from planner.words.naming import aliases

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


def foreign_letters(text: str, meant: str) -> Words:
    """What tells a name from its look-alike, in words: nobody can see it."""
    pairs = zip(match_key(text), match_key(meant), strict=True)
    letters = dict.fromkeys(_letter(one) for one, other in pairs if one != other)
    return say("it looks the same but has {letters}", letters=listed(letters))


def _letter(letter: str) -> Words:
    """A letter with its alphabet."""
    if unicodedata.name(letter, "").startswith("CYRILLIC"):
        return say("Cyrillic {letter}", letter=letter)
    return say("Latin {letter}", letter=letter)


def did_you_mean(text: str, candidates: Iterable[str], most: int = 3) -> Words:
    """`` (did you mean ...?)`` with the closest candidates, or the empty text if none is close.

    A candidate is found by its name in any language.
    """
    spellings = {candidate: aliases(candidate) for candidate in candidates}
    if twin := look_alike(text, (spelling for names in spellings.values() for spelling in names)):
        letters = foreign_letters(text, twin)
        return say(" (did you mean {name}? {letters})", name=quoted(twin), letters=letters)
    by_key = {match_key(spelling): name for name, names in spellings.items() for spelling in names}
    close = dict.fromkeys(by_key[key] for key in difflib.get_close_matches(match_key(text), list(by_key), n=most))
    return say(" (did you mean {names}?)", names=either(map(quoted_name, close))) if close else Words("")


def quoted(text: str) -> str:
    """A text as somebody has typed it, in the quotation marks of the language in use."""
    if chosen() == "en":
        return repr(text)
    return f"«{''.join(letter if letter.isprintable() else repr(letter)[1:-1] for letter in text)}»"


def quoted_name(name: str) -> str:
    """The same of an id, which goes by its name in the language in use."""
    return quoted(localised(name))


def either(names: Iterable[str]) -> Words:
    """Names of which one is meant."""
    *first, last = (Words(localised(name)) for name in names)
    if not first:
        return last
    before = reduce(lambda names, name: say("{names} or {name}", names=names, name=name), first)
    return say("{one} or {other}", one=before, other=last)


def listed(names: Iterable[str], most: int = 12) -> Words:
    """Names in a row, shortened where there are many."""
    names = list(names)
    said = [localised(name) for name in names[:most]]
    # In another language than that of the code the name of an id may hold a comma.
    joint = "; " if any("," in name for name in set(said).difference(names)) else ", "
    shown = Words(joint.join(said))
    return shown if len(names) <= most else say("{shown} and {more} more", shown=shown, more=len(names) - most)


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

    def guess(self, text: str) -> Words:
        """`` (did you mean ...?)``, or the empty text."""
        if self._guesses_left == 0:
            return Words("")
        self._guesses_left -= 1
        return did_you_mean(text, self._by_key.values())
