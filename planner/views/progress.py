"""Progress on standard error: phase, best plan, bound, gap, time. Honest figures instead of a percentage."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planner.solving.effort import Progress

SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def progress_on_stderr(*, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A live line on a terminal, plain lines otherwise, nothing if quiet."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status("reading") as status:
            yield lambda moment: status.update(words(moment))
    else:
        yield PlainLines()


class PlainLines:
    """One line for each new phase, and one every few seconds."""

    def __init__(self) -> None:
        self.phase = ""
        self.told = 0.0

    def __call__(self, moment: Progress) -> None:
        if moment.phase != self.phase or moment.seconds - self.told >= SECONDS_BETWEEN_LINES:
            self.phase, self.told = moment.phase, moment.seconds
            print(words(moment), file=sys.stderr, flush=True)


def words(moment: Progress) -> str:
    points = "no plan yet" if moment.points is None else f"plan {moment.points:,.1f}"
    bound = "" if moment.bound is None else f", bound {moment.bound:,.1f}"
    gap = "" if moment.gap_share is None else f", gap {100 * moment.gap_share:.3f} %"
    return f"{moment.seconds:6.1f} s  {moment.phase}: {points}{bound}{gap}"
