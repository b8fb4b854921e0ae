"""Russian: sentences by the English ones, names by id, and the texts of the catalogue.

Tables of Python rather than files of another format: they cost no time to read, and the checks of the project hold for
them. They are loaded when the first of them is asked for.
"""

from __future__ import annotations

from functools import lru_cache
from importlib import import_module
from types import ModuleType

SENTENCES = ("faults", "checks", "warnings", "plan", "views", "verifying", "marking", "commands", "schema", "layout")
NAMES = ("schema_names", "layout_names", "catalogue_names")


@lru_cache(maxsize=1)
def sentences() -> dict[str, str]:
    """Russian sentences by the English ones."""
    return {english: russian for name in SENTENCES for english, russian in _module(name).SENTENCES.items()}


@lru_cache(maxsize=1)
def identifiers() -> dict[str, str]:
    """Russian names by id."""
    return {identifier: name for module in NAMES for identifier, name in _module(module).NAMES.items()}


@lru_cache(maxsize=1)
def texts() -> dict[str, str]:
    """Russian texts of the catalogue by the English ones."""
    found: dict[str, str] = _module("catalogue_texts").TEXTS
    return found


def _module(name: str) -> ModuleType:
    return import_module(f"planner.words.russian.{name}")
