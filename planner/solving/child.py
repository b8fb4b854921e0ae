"""The search in a process of its own, so that a stop is a stop: the parent always holds the best plan so far.

HiGHS can be silent for many seconds. The child sends every improvement; the parent asks it to stop at the limit or when
a stop is asked, waits a moment, and then goes on with what it has.
"""

from __future__ import annotations

import contextlib
import multiprocessing
import os
import signal
import threading
import traceback
from collections.abc import Callable
from dataclasses import dataclass
from multiprocessing.connection import Connection
from time import monotonic
from typing import Any

from models.arrays import Arrays
from models.blocks import Choice
from models.options import all_options
from models.rules import Rows
from planner.solving.effort import Effort, Found, NoPlan, OutOfTime, Progress, SolverDied, gap_share
from planner.solving.search import search
from planner.solving.standing import Standing
from planner.words import Language, chosen, say, use

PATIENCE_SECONDS = 1.5
"""How long the child may take to end by itself after the limit or a request to stop."""
LISTEN_SECONDS = 0.05
REPORT_SECONDS = 0.1
"""Progress is not sent more often than this."""
STOP = "stop"


@dataclass(frozen=True)
class Broken:
    """What the child says of a mistake of its own."""

    words: str


Message = Progress | Standing | Found | NoPlan | OutOfTime | Broken


def search_in_child(
    arrays: Arrays,
    rows: Rows,
    effort: Effort,
    report: Callable[[Progress], None] = lambda _: None,
    stop_asked: Callable[[], bool] = lambda: False,
    start: Choice | None = None,
) -> Found:
    """``search`` in a child process. Raises NoPlan, OutOfTime, or SolverDied if the child dies before any plan.

    A child that dies later, or does not stop in time, leaves its best plan, with ``stopped_by`` crash, time or asked.
    """
    methods = multiprocessing.get_all_start_methods()
    context: Any = multiprocessing.get_context("fork" if "fork" in methods else "spawn")
    ours, theirs = context.Pipe()
    child = context.Process(target=work, args=(ours, theirs, arrays, rows, effort, start, chosen()))
    child.start()
    theirs.close()
    try:
        return Listener(arrays, rows, effort, ours, report, stop_asked).listen()
    finally:
        ours.close()
        child.join(0.2)
        if child.is_alive():
            child.kill()
            child.join()


class Listener:
    """The parent's side: hears the child out, and knows when to stop listening."""

    def __init__(
        self, arrays: Arrays, rows: Rows, effort: Effort, pipe: Connection, report: Callable[[Progress], None],
        stop_asked: Callable[[], bool],
    ) -> None:  # fmt: skip
        self.arrays, self.rows, self.effort, self.pipe = arrays, rows, effort, pipe
        self.report, self.stop_asked = report, stop_asked
        self.began = monotonic()
        self.deadline = self.began + effort.seconds + PATIENCE_SECONDS
        self.asked = False
        self.standing: Standing | None = None

    def listen(self) -> Found:
        """The outcome of the search, or the best plan there is when the listening ends."""
        while True:
            self.pass_on_stop()
            if monotonic() > self.deadline:
                return self.best("asked" if self.asked else "time")
            try:
                if not self.pipe.poll(LISTEN_SECONDS):
                    continue
                message: Message = self.pipe.recv()
            except (EOFError, OSError):
                return self.best("crash", say("the process that searches ended without a word"))
            match message:
                case Progress():
                    self.report(message)
                case Standing():
                    self.standing = message
                case Broken():
                    return self.best("crash", message.words)
                case Found():
                    return message
                case NoPlan() | OutOfTime():
                    raise message

    def pass_on_stop(self) -> None:
        if self.stop_asked() and not self.asked:
            self.asked = True
            self.deadline = min(self.deadline, monotonic() + PATIENCE_SECONDS)
            with contextlib.suppress(OSError):
                self.pipe.send(STOP)

    def best(self, stopped_by: str, words: str = "") -> Found:
        """What the child has sent so far as an outcome. Raises OutOfTime or SolverDied where it is no plan."""
        seconds, standing = monotonic() - self.began, self.standing
        if standing is None or standing.choice is None or standing.certificate is None:
            if stopped_by == "crash":
                raise SolverDied(words)
            raise OutOfTime(seconds, stopped_by == "asked")
        if stopped_by != "crash" and gap_share(standing.points, standing.bound) <= self.effort.gap_share:
            stopped_by = "gap"
        return Found(standing.choice, standing.points, standing.bound, standing.certificate, seconds, stopped_by,
                     all_options(self.arrays).count, words=words)  # fmt: skip


def work(
    parents: Connection,
    pipe: Connection,
    arrays: Arrays,
    rows: Rows,
    effort: Effort,
    start: Choice | None,
    language: Language,
) -> None:
    """The child's side: search, and send what is found. Leaves at once when the parent is gone."""
    use(language)
    # Ctrl-C reaches every process of a terminal; only the parent answers it.
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    parents.close()
    asked = threading.Event()
    threading.Thread(target=obey, args=(pipe, asked), daemon=True).start()
    send = threading.Lock()

    def tell(message: Message) -> None:
        with send:
            pipe.send(message)

    try:
        tell(search(arrays, rows, effort, Sparing(tell), asked.is_set, tell, start))
    except (NoPlan, OutOfTime) as refusal:
        tell(refusal)
    except BrokenPipeError:
        os._exit(1)
    except Exception:
        tell(Broken(traceback.format_exc()))


def obey(pipe: Connection, asked: threading.Event) -> None:
    """Wait for the parent's word; without a parent there is nobody to work for."""
    try:
        while True:
            if pipe.recv() == STOP:
                asked.set()
    except (EOFError, OSError):
        os._exit(1)


class Sparing:
    """Passes progress on, but not more often than people can read; a new phase always."""

    def __init__(self, tell: Callable[[Message], None]) -> None:
        self.tell = tell
        self.phase, self.told = "", 0.0

    def __call__(self, moment: Progress) -> None:
        if moment.phase != self.phase or moment.seconds - self.told >= REPORT_SECONDS:
            self.phase, self.told = moment.phase, moment.seconds
            self.tell(moment)
