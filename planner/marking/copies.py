"""Marked copies of checked workbooks: which have one, and where it is written."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import count
from pathlib import Path
from zipfile import ZipFile

from planner.marking.mark import marked
from planner.marking.messages import Message, messages_in, messages_of
from planner.marking.package import CannotMark, Package, is_untouched
from planner.tables.cells import open_archive
from planner.tables.faults import Fault, Faults
from planner.tables.read import names_of
from planner.tables.save import save_aside
from planner.warnings import Warning
from planner.words import Words, say

SUFFIX = ".xlsx"
ALREADY = re.compile(r"\.checked(-[0-9]+)?$")


@dataclass(frozen=True, slots=True)
class Checked:
    """What was checked, what was found, and where copies are wanted: a file, a folder, or None for beside."""

    inputs: Sequence[Path]
    output: Path | None
    faults: Sequence[Fault] = ()
    warnings: Sequence[Warning] = ()


def write_copies(checked: Checked) -> Iterator[Words]:
    """Write a marked copy of every workbook with messages, or with marks of an earlier check; say where each is.

    What cannot be written is told, never raised: the check is what was asked for.
    """
    if len({path.resolve() for path in checked.inputs}) < len(checked.inputs):
        return
    names = names_of(checked.inputs)
    messages = messages_of(checked.faults, checked.warnings, names)
    written: list[Path] = []
    for number, (path, name) in enumerate(zip(checked.inputs, names, strict=True)):
        own = messages_in(messages, name, first=number == 0)
        try:
            place = _write_copy(path, own, checked, written)
        except CannotMark as reason:
            yield say("No marked copy of {path}: {reason}.", path=path, reason=reason)
        except Faults as faults:
            yield say("No marked copy of {path}: {reason}.", path=path, reason=faults)
        else:
            if place is not None:
                written.append(place)
                yield say("Marked copy: {path}", path=place) if own else say("Copy without marks: {path}", path=place)


def _write_copy(path: Path, messages: Sequence[Message], checked: Checked, written: Sequence[Path]) -> Path | None:
    """Write the copy of one workbook, if it needs one."""
    try:
        archive = open_archive(path)
    except Faults:
        return None  # that it cannot be opened is what the check has found
    with archive:
        package = _marked(archive, messages)
    return None if package is None else save_aside(_target(path, checked, written), package.save)


def _marked(archive: ZipFile, messages: Sequence[Message]) -> Package | None:
    try:
        return marked(archive, messages)
    except CannotMark:
        raise
    except Exception as error:  # the parts of a stranger's workbook may break any expectation; the check stands
        message = say("it is built in an unforeseen way ({error})", error=f"{type(error).__name__}: {error}")
        raise CannotMark(message) from error


def _target(path: Path, checked: Checked, written: Sequence[Path]) -> Path:
    """Where a copy is written: never over an input, another copy of this check, or what somebody has worked on.

    Officials mend faults in the copy itself, so one that was saved since is left alone.
    """
    if checked.output is not None and checked.output.suffix.lower() == SUFFIX and not checked.output.is_dir():
        return checked.output
    folder = path.parent if checked.output is None else checked.output
    stem = ALREADY.sub("", path.stem)
    for number in count(1):
        target = folder / f"{stem}.checked{f'-{number}' if number > 1 else ''}{SUFFIX}"
        if any(same_file(target, other) for other in (*checked.inputs, *written)):
            continue
        if not target.exists() or is_untouched(target):
            return target
    raise AssertionError("numbers do not end")


def same_file(one: Path, other: Path) -> bool:
    """Whether two paths lead to one file, whatever links and spellings are between."""
    if one.resolve() == other.resolve():
        return True
    try:
        return one.samefile(other)
    except OSError:
        return False
