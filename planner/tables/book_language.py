"""The language of a workbook, seen from the names of its sheets without reading it."""

from __future__ import annotations

import re
import zipfile
from html import unescape
from pathlib import Path

from planner.tables.cells import SHEET_NAMES
from planner.tables.names import match_key
from planner.words.language import Language
from planner.words.naming import aliases

LIST_OF_SHEETS = "xl/workbook.xml"
LIST_BYTES_MAX = 1_000_000
SHEET_TAG = re.compile(r"<(?:\w+:)?sheet\s[^>]*?\bname=(?:\"([^\"]*)\"|'([^']*)')")


def language_of_workbook(path: Path) -> Language | None:
    """The language that most sheets of a case or plan are named in; None where none is, or the file cannot be read.

    Whatever is wrong with the file is told when it is read.
    """
    english = {match_key(name) for name in SHEET_NAMES}
    russian = {match_key(alias) for name in SHEET_NAMES for alias in aliases(name)} - english
    titles = {match_key(title) for title in _titles(path)}
    counts = len(titles & english), len(titles & russian)
    return None if counts == (0, 0) else "en" if counts[0] >= counts[1] else "ru"


def _titles(path: Path) -> list[str]:
    try:
        with zipfile.ZipFile(path) as archive:
            if archive.getinfo(LIST_OF_SHEETS).file_size > LIST_BYTES_MAX:
                return []
            text = archive.read(LIST_OF_SHEETS).decode("utf-8", errors="replace")
    except Exception:  # a file from a stranger fails in whatever way it likes
        return []
    return [unescape(one or other) for one, other in SHEET_TAG.findall(text)]
