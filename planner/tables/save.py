"""Files written whole or not at all, and never lost because the old one is open in a spreadsheet program."""

from __future__ import annotations

import contextlib
import os
import uuid
from collections.abc import Callable
from pathlib import Path

from planner.tables.faults import Fault, Faults
from planner.words import Words, phrase, say

NAMES_TRIED = 100
REASONS = (
    phrase("Permission denied"),
    phrase("Operation not permitted"),
    phrase("No such file or directory"),
    phrase("Not a directory"),
    phrase("File name too long"),
    phrase("Read-only file system"),
    phrase("No space left on device"),
    phrase("Input/output error"),
    phrase("Invalid argument"),
)
"""What the system says of a file most often."""


def save_aside(path: Path, writer: Callable[[Path], None]) -> Path:
    """Let ``writer`` write a file beside ``path``, then put it in its place; return the path of the finished file.

    If the old file may not be replaced, as when it is open in Excel, the new one is saved as ``NAME (2).xlsx`` (then 3,
    and so on) and the old one stays. Nothing half-written is left behind, whatever ``writer`` raises.

    Raises ``Faults`` if the folder does not exist or may not be written to.
    """
    target = path.resolve()
    temporary = target.with_name(f".{target.stem}.{uuid.uuid4().hex}{target.suffix}")
    try:
        # Taking the name first tells a folder that may not be written to from a fault of the writer.
        temporary.touch(exist_ok=False)
    except OSError as error:
        message = say("the folder cannot be written to ({error}); name another folder", error=reason_of(error))
        raise Faults([Fault(str(path), message)]) from None
    try:
        writer(temporary)
        return _put_in_place(temporary, path, target)
    finally:
        with contextlib.suppress(FileNotFoundError):
            temporary.unlink()


def reason_of(error: OSError) -> Words:
    """Why a file cannot be read or written, as the system says it."""
    return say(str(error.strerror))


def _put_in_place(temporary: Path, path: Path, target: Path) -> Path:
    for number in range(1, NAMES_TRIED):
        name = target.name if number == 1 else f"{target.stem} ({number}){target.suffix}"
        if number > 1 and target.with_name(name).exists():
            continue  # another file of that name is not ours to replace
        try:
            os.replace(temporary, target.with_name(name))
        except OSError:
            continue
        return path if number == 1 else path.with_name(name)
    message = say("neither this file nor another name beside it can be written; name another file")
    raise Faults([Fault(str(path), message)])
