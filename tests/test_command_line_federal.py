"""Instruments, monitoring and advice at the command line: what is said, and how bad input of these is named.

The case is that of ``federal_rows``: street works wait for clubs, mediation rules a school out, Gamma is left alone.
"""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from federal_rows import federal_rows
from test_command_line import planner, small

from planner.tables.plan_layout import ADVICE, FIRST_DATA_ROW

Rows = dict[str, list[dict[str, Any]]]


def lock(town: str, subject: str) -> dict[str, Any]:
    return {"town": town, "subject": subject, "decision": "must"}


def count_limit(measure: str, ceiling: float) -> dict[str, Any]:
    return {"limit": "most", "measure": measure, "payer": "all", "unit": "count", "ceiling": ceiling}


def contradictory_triggers(rows: Rows) -> None:
    rows["Indicators"][1] |= {"alarm_below": 150, "alarm_above": 80}


def strategy_that_excludes_a_locked_measure(rows: Rows) -> None:
    rows["Roadmaps"].append({"roadmap": "shrink", "opening": "mediation", "intensity": 1, "step_from": 1, "step_to": 1})
    rows["Locks"] = [lock("ALF", "shrink"), lock("ALF", "school")]


def team_that_is_nowhere_available(rows: Rows) -> None:
    rows["Roadmaps"] = [row for row in rows["Roadmaps"] if row["opening"] != "clubs"]


@pytest.mark.parametrize(
    ("spoil", "place", "words"),
    [
        (contradictory_triggers, "Indicators!E5", "alarm_above is below alarm_below"),
        (
            strategy_that_excludes_a_locked_measure,
            "Locks!B5",
            "must school contradicts case.xlsx: Locks!B4 (must shrink)",
        ),
        (team_that_is_nowhere_available, "Measures!O4", "no roadmap works on clubs, so street can never start"),
    ],
    ids=lambda part: getattr(part, "__name__", ""),
)
@pytest.mark.parametrize("command", ["check", "solve"])
def test_bad_input_is_named_by_its_cell(command: str, spoil: Any, place: str, words: str, tmp_path: Path) -> None:
    rows = federal_rows()
    spoil(rows)
    more = ["-o", tmp_path / "plan.xlsx"] if command == "solve" else ["--no-copy"]
    done = planner(command, small(tmp_path, rows), *more)
    assert done.exit_code == 3
    (line,) = done.stderr.splitlines()
    assert line.startswith(f"case.xlsx: {place}: ")
    assert words in line


@pytest.mark.parametrize(
    ("locks", "limit", "rules"),
    [
        ([lock("ALF", "school"), lock("BET", "school")], count_limit("school", 1),
         ("must[ALF,school]", "must[BET,school]", "limit_ceiling[most]")),
        ([lock("ALF", "street")], count_limit("clubs", 0), ("must[ALF,street]", "limit_ceiling[most]")),
    ],
    ids=["more flagships than the limit", "a team that the limit leaves to nobody"],
)  # fmt: skip
def test_locks_against_a_limit_on_numbers_clash_by_name(
    locks: list[dict[str, Any]], limit: dict[str, Any], rules: tuple[str, ...], tmp_path: Path
) -> None:
    """Whatever instruments run: in both states the rules clash."""
    rows = federal_rows()
    rows["Locks"] = locks
    rows["Limits"].append(limit)
    done = planner("solve", small(tmp_path, rows), "-o", tmp_path / "plan.xlsx", "--quiet")
    assert done.exit_code == 4, done.output
    for rule in rules:
        assert rule in done.stderr
    assert "Limits!L7" in done.stderr
    assert not (tmp_path / "plan.xlsx").exists()


def test_a_must_whose_team_is_in_no_roadmap_of_the_town_is_refused_and_explained(tmp_path: Path) -> None:
    rows = federal_rows()
    rows["Locks"] = [lock("BET", "street")]  # Beta's community has not consented to clubs, which street waits for
    case = small(tmp_path, rows)
    checked = planner("check", case, "--no-copy")
    assert checked.exit_code == 0
    assert "Locks!B4: a measure that must be started cannot be: no roadmap offered works on clubs" in checked.stdout
    done = planner("solve", case, "-o", tmp_path / "plan.xlsx", "--quiet")
    assert done.exit_code == 4
    assert "must[BET,street] (case.xlsx: Locks!B4)" in done.stderr


def test_warnings_are_marked_in_a_copy(tmp_path: Path) -> None:
    """The alarm of Alfa that nobody has answered, and the town that is ready for what it cannot have."""
    rows = federal_rows()
    rows["Readiness"].append({"town": "BET", "measure": "street", "consent": "yes"})
    case = small(tmp_path, rows)
    done = planner("check", case)
    assert done.exit_code == 0
    book = openpyxl.load_workbook(tmp_path / "case.checked.xlsx")
    assert "calls a diagnosis team" in book["Observations"]["D5"].comment.text
    assert book["Observations"]["D4"].comment is None
    assert "cannot start there" in book["Readiness"]["B5"].comment.text


def test_advice_is_printed_for_ten_towns_and_told_to_programs_for_all(tmp_path: Path) -> None:
    """Twelve more towns like Beta of the north, which have no score of their own."""
    rows = federal_rows()
    beta = rows["Towns"][1]
    rows["Towns"] += [beta | {"town": f"T{i}", "name": f"Town {i}"} for i in range(12)]
    case = small(tmp_path, rows)
    done = planner("solve", case, "-o", tmp_path / "plan.xlsx", "--quiet", "--gap", "0.05", "--work-limit", "50")
    promise, *advice, where = done.stdout.splitlines()
    assert promise.startswith("No plan under these roadmaps")
    assert where == str(tmp_path / "plan.xlsx")
    assert advice[10:] == ["5 more towns: see sheet Advice."]
    sheet = openpyxl.load_workbook(tmp_path / "plan.xlsx", data_only=True)[ADVICE]
    written = [row[3] for row in sheet.iter_rows(min_row=FIRST_DATA_ROW, values_only=True)]
    assert written[:10] == advice[:10]
    told = json.loads(planner("solve", case, "-o", tmp_path / "again.xlsx", "--quiet", "--gap", "0.05", "--work-limit",
                              "50", "--json").stdout)["advice"]  # fmt: skip
    assert {each["town"] for each in told} == {row["town"] for row in rows["Towns"]}
    assert [each["advice"] for each in told] == written
