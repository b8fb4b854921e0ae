"""Progress on standard error: phase, best plan, bound, gap, time. Honest figures instead of a percentage."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager

from planner.solving.effort import Progress
from planner.words import Words, number_in_words, say

SECONDS_BETWEEN_LINES = 5.0


@contextmanager
def progress_on_stderr(*, quiet: bool) -> Iterator[Callable[[Progress], None]]:
    """A live line on a terminal, plain lines otherwise, nothing if quiet."""
    if quiet:
        yield lambda _: None
    elif sys.stderr.isatty():
        from rich.console import Console

        with Console(stderr=True).status(say("reading")) as status:
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


def words(moment: Progress) -> Words:
    said = [say("no plan yet") if moment.points is None else say("plan {points:,.1f}", points=moment.points)]
    if moment.bound is not None:
        said.append(say("bound {bound:,.1f}", bound=moment.bound))
    if moment.gap_share is not None:
        said.append(say("gap {percent:.3f} %", percent=100 * moment.gap_share))
    seconds = number_in_words(f"{moment.seconds:6.1f}")
    return say("{seconds} s  {phase}: {figures}", seconds=seconds, phase=say(moment.phase), figures=", ".join(said))
