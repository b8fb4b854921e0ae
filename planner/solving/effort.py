"""What a search is asked, what it tells on the way, and how it can end."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from math import inf
from time import monotonic

from models.blocks import Choice
from models.certificate import Certificate, NamedLeaf
from planner.words import Words, phrase


class NoPlan(Exception):
    """No plan can keep the rules; ``clash`` tells those that cannot be kept together, as far as known."""

    def __init__(self, clash: tuple[Words, ...]) -> None:
        super().__init__(clash)
        self.clash = clash


class OutOfTime(Exception):
    """The limit, or the request to stop, came before any plan."""

    def __init__(self, seconds: float, asked: bool = False) -> None:
        super().__init__(seconds, asked)
        self.seconds = seconds
        self.asked = asked


class SolverDied(Exception):
    """The process that searches ended by itself before any plan; ``words`` say what is known of it."""

    def __init__(self, words: str) -> None:
        super().__init__(words)
        self.words = words


@dataclass(frozen=True)
class Effort:
    """How long to search: until ``gap_share``, for ``seconds`` or for ``work`` steps, whichever is first.

    A step is a branch priced or a node of HiGHS; unlike seconds they are the same on every machine. ``threads`` are for
    HiGHS, ``processes`` for regions; plans are the same however many processes there are. ``stay_share`` is what a
    decision of an earlier plan is worth more than another, as a share of its points. ``rival_points`` are those of a
    plan found elsewhere: it is enough to prove that none here is better than that by more than the gap.
    """

    gap_share: float = 0.001
    seconds: float = 300.0
    threads: int = 2
    work: int | None = None
    stay_share: float = 0.0
    processes: int = 1
    rival_points: float = -inf


PHASES = (phrase("prices"), phrase("regions"), phrase("branches"), phrase("options"), phrase("whole model"))
"""What a search is at, one after the other as far as they are needed."""


@dataclass(frozen=True)
class Progress:
    """A moment of the search, for people: the phase, the best plan, the bound, the seconds."""

    phase: str
    points: float | None
    bound: float | None
    seconds: float

    @property
    def gap_share(self) -> float | None:
        if self.points is None or self.bound is None:
            return None
        return gap_share(self.points, self.bound)


@dataclass(frozen=True)
class OtherState:
    """A state of federal instruments that was not chosen: prices by row, and the bound that they prove for it.

    ``leaves`` are the branches of its regions, if they were split.
    """

    state: str
    bound: float
    prices: tuple[tuple[str, float], ...]
    leaves: tuple[NamedLeaf, ...] = ()


@dataclass(frozen=True)
class Found:
    """The best plan and what is known about it. The certificate proves its own bound; ``bound`` may be lower.

    ``repeatable`` says that no decision of the search hung on the clock: the same case gives the same plan again.
    ``words`` say what went wrong, if the search ended by a crash; ``others`` bound the states of federal instruments
    that were not chosen.
    """

    choice: Choice
    points: float
    bound: float
    certificate: Certificate
    seconds: float
    stopped_by: str
    options: int
    repeatable: bool = False
    words: str = ""
    others: tuple[OtherState, ...] = ()

    @property
    def certified_bound(self) -> float:
        """What the certificate and the bounds of the other states prove together."""
        return max([self.certificate.bound, *(other.bound for other in self.others)])

    @property
    def gap_share(self) -> float:
        return gap_share(self.points, self.bound)

    @property
    def certified_gap_share(self) -> float:
        return gap_share(self.points, self.certified_bound)


def gap_share(points: float, bound: float) -> float:
    """``(bound - objective) / objective``; 1 where a plan worth nothing is bounded above it."""
    room = max(0.0, bound - points)
    if room <= 1e-12 * max(1.0, abs(bound)):
        return 0.0
    return room / points if points > 0 else 1.0


@dataclass
class Clock:
    """Time and work of a search. ``cut`` is set where time, not the search itself, decided what happened."""

    effort: Effort
    stop_asked: Callable[[], bool]
    began: float = field(default_factory=monotonic)
    work: int = 0
    cut: bool = False

    @property
    def seconds(self) -> float:
        return monotonic() - self.began

    @property
    def end(self) -> float:
        return self.began + self.effort.seconds

    @property
    def left(self) -> float:
        return self.effort.seconds - self.seconds

    @property
    def work_left(self) -> int | None:
        return None if self.effort.work is None else max(0, self.effort.work - self.work)

    @property
    def worked_out(self) -> bool:
        return self.work_left == 0

    def is_over(self) -> bool:
        """Whether time is up, the work is done, or a stop was asked."""
        late = self.left <= 0.5 or self.stop_asked()
        self.cut |= late
        return late or self.worked_out
