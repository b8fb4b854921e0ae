"""Real processes, real signals: a stop is a stop, a kill loses nothing that was there, a dead solver leaves its plan.

The number of random moments is MOMENTS (default 5); ``MOMENTS=100 pytest -n0 tests/test_process.py`` takes about six
minutes.
"""

from __future__ import annotations

import json
import os
import random
import signal
import subprocess
import sys
import time
from collections.abc import Iterator
from pathlib import Path

import pytest

from planner.tables.cells import read_sheets
from planner.verifying.verify import verify_plan

PAPERS = Path(__file__).parents[1] / "inputs" / "papers.xlsx"
MOMENTS = int(os.environ.get("MOMENTS", "5"))
SOON_SECONDS = 30.0
"""Far above the five seconds that are meant, because the machines of tests are shared."""
UNREACHABLE = ("--gap", "0", "--time-limit", "600")

pytestmark = pytest.mark.skipif(not Path("/proc/self/task").exists(), reason="children are found in /proc, on Linux")


class Solve:
    """``planner solve`` as a process of its own, with its standard error read as it comes."""

    def __init__(self, output: Path, *options: str) -> None:
        self.process = subprocess.Popen(
            [sys.executable, "-m", "planner", "solve", str(PAPERS), "-o", str(output), "--json", *options],
            stdout=subprocess.PIPE, stderr=subprocess.PIPE, text=True, start_new_session=True,
        )  # fmt: skip
        assert self.process.stderr is not None
        self.stderr = self.process.stderr
        self.heard: list[str] = []

    def wait_for(self, words: str) -> None:
        """Read standard error until a line has the words."""
        while (line := self.stderr.readline()) != "":
            self.heard.append(line)
            if words in line:
                return
        pytest.fail(f"never heard {words!r}: {''.join(self.heard)}")

    def children(self) -> list[int]:
        return children_of(self.process.pid)

    def end(self) -> tuple[int, str, str]:
        """Exit code, standard output and the rest of standard error."""
        out, err = self.process.communicate(timeout=SOON_SECONDS)
        return self.process.returncode, out, "".join(self.heard) + err


def children_of(pid: int) -> list[int]:
    """Processes begun by any thread of a process."""
    return [int(c) for task in Path(f"/proc/{pid}/task").iterdir() for c in (task / "children").read_text().split()]


@pytest.fixture
def output(tmp_path: Path) -> Iterator[Path]:
    yield tmp_path / "plan.xlsx"
    left = [path.name for path in tmp_path.iterdir()]
    assert [name for name in left if name.endswith(".xlsx") and not name.startswith((".", "plan"))] == []


def gone(pid: int) -> bool:
    """Whether a process is dead, a zombie that nobody has asked for counting as dead."""
    status = Path(f"/proc/{pid}/stat")
    try:
        return status.read_text().rsplit(")", 1)[1].split()[0] == "Z"
    except (FileNotFoundError, ProcessLookupError):
        return True


def test_one_interrupt_writes_the_best_plan_so_far(output: Path) -> None:
    solve = Solve(output, *UNREACHABLE)
    solve.wait_for("branches: plan")
    os.killpg(solve.process.pid, signal.SIGINT)
    code, out, _ = solve.end()
    assert code == 0
    assert json.loads(out)["stopped_by"] == "asked"
    assert verify_plan(output).holds


def test_two_interrupts_leave_at_once_and_the_older_file_as_it_was(output: Path) -> None:
    output.write_bytes(b"an older plan")
    solve = Solve(output, *UNREACHABLE)
    solve.wait_for("branches: plan")
    os.killpg(solve.process.pid, signal.SIGINT)
    time.sleep(0.05)
    os.killpg(solve.process.pid, signal.SIGINT)
    code, out, _ = solve.end()
    assert code != 0
    assert out == ""
    assert output.read_bytes() == b"an older plan"
    assert [path.name for path in output.parent.iterdir()] == ["plan.xlsx"]


def test_an_interrupt_before_any_plan_says_so(output: Path) -> None:
    solve = Solve(output, *UNREACHABLE)
    solve.wait_for("prices")
    os.killpg(solve.process.pid, signal.SIGINT)
    code, out, err = solve.end()
    if code == 0:
        assert verify_plan(output).holds
    else:
        assert code == 5
        assert "No plan was found" in err
        assert json.loads(out)["status"] == "out of time"
        assert not output.exists()


def test_a_solver_that_dies_leaves_its_best_plan(output: Path) -> None:
    solve = Solve(output, *UNREACHABLE)
    solve.wait_for("branches: plan")
    (child,) = solve.children()
    os.kill(child, signal.SIGKILL)
    code, out, err = solve.end()
    assert code == 0
    assert json.loads(out)["stopped_by"] == "crash"
    assert "ended by itself" in err
    assert verify_plan(output).holds


def test_a_worker_that_dies_leaves_the_best_plan(output: Path) -> None:
    solve = Solve(output, *UNREACHABLE)
    solve.wait_for("branches: plan")
    (child,) = solve.children()
    workers = workers_of(child)
    os.kill(workers[0], signal.SIGKILL)
    code, out, _ = solve.end()
    assert code == 0
    assert json.loads(out)["stopped_by"] == "crash"
    assert verify_plan(output).holds
    assert all(gone(worker) for worker in workers)


def workers_of(child: int) -> list[int]:
    """The processes that search regions, once there are any."""
    end = time.monotonic() + SOON_SECONDS
    while not (workers := children_of(child)) and time.monotonic() < end:
        time.sleep(0.05)
    assert workers
    return workers


@pytest.mark.parametrize("asked", [False, True], ids=["killed", "interrupted twice"])
def test_no_process_outlives_its_parent(output: Path, asked: bool) -> None:
    solve = Solve(output, *UNREACHABLE)
    solve.wait_for("branches: plan")
    (child,) = solve.children()
    below = [child, *workers_of(child)]
    if asked:
        os.killpg(solve.process.pid, signal.SIGINT)
        time.sleep(0.05)
        os.killpg(solve.process.pid, signal.SIGINT)
    else:
        solve.process.kill()
    solve.process.communicate()
    end = time.monotonic() + SOON_SECONDS
    while not all(map(gone, below)) and time.monotonic() < end:
        time.sleep(0.05)
    assert all(map(gone, below))


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_a_kill_at_any_moment_leaves_the_older_file_or_the_new_one_whole(output: Path, moment: int) -> None:
    output.write_bytes(b"an older plan")
    solve = Solve(output, "--gap", "0.05", "--quiet")
    time.sleep(random.Random(moment).uniform(0.0, 6.0))
    os.killpg(solve.process.pid, signal.SIGKILL)
    solve.process.communicate()
    if output.read_bytes() != b"an older plan":
        assert "Summary" in read_sheets(output, wanted=lambda name: name == "Summary")


@pytest.mark.parametrize("moment", range(MOMENTS))
def test_an_interrupt_at_any_moment_ends_well(output: Path, moment: int) -> None:
    solve = Solve(output, "--gap", "0.05")
    solve.wait_for("prices")
    time.sleep(random.Random(moment).uniform(0.0, 4.0))
    os.killpg(solve.process.pid, signal.SIGINT)
    code, _, err = solve.end()
    assert (code == 0 and verify_plan(output).holds) or (code == 5 and not output.exists()), err
    assert "Traceback" not in err
