"""Text as the parts of a workbook hold it."""

from __future__ import annotations

import re

ESCAPE = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
FORBIDDEN = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\ud800-\udfff\ufffe\uffff]")
CELL_TEXT_MAX = 32_767


def as_xml_text(text: str) -> str:
    """Text without the signs that XML forbids."""
    return FORBIDDEN.sub("\ufffd", text)


def as_cell_text(text: str) -> str:
    """Text for a cell: what looks like the code of a sign (``_x000D_``) stays what it is."""
    return ESCAPE.sub("_x005F_", as_xml_text(text))[:CELL_TEXT_MAX]
