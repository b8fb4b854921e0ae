"""HiGHS without talk: standard output belongs to the data of the command that runs."""

from __future__ import annotations

import os
from collections.abc import Iterator
from contextlib import contextmanager

import highspy


def quiet_highs(**options: float | int | str | bool) -> highspy.Highs:
    """A silent HiGHS of one thread with the options given. Raises ValueError for an option that HiGHS refuses.

    More threads would stay in a pool of the process, which a forked child inherits without its threads.
    """
    with output_to_nowhere():
        highs = highspy.Highs()
    set_options(highs, **({"output_flag": False, "threads": 1} | options))
    return highs


def set_options(highs: highspy.Highs, **options: float | int | str | bool) -> None:
    """Set options, or refuse: an option that is silently dropped is worse than none."""
    for name, value in options.items():
        if highs.setOptionValue(name, value) != highspy.HighsStatus.kOk:
            raise ValueError(f"HiGHS refused the option {name} = {value!r}")


@contextmanager
def output_to_nowhere() -> Iterator[None]:
    """Send what C code prints to nowhere: a new HiGHS greets before it can be told to be silent."""
    try:
        kept = os.dup(1)
    except OSError:
        yield
        return
    nowhere = os.open(os.devnull, os.O_WRONLY)
    try:
        os.dup2(nowhere, 1)
        yield
    finally:
        os.dup2(kept, 1)
        os.close(nowhere)
        os.close(kept)
