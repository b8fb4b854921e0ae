"""The national example through the command line: solved in short time, verified whole."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from click.testing import CliRunner

from planner.cli import main

INPUTS = Path(__file__).parent.parent / "inputs"

PROMISED = {
    "status", "objective", "bound", "gap_share", "seconds", "towns", "options", "roadmaps_per_town_median",
    "options_per_town_median", "federal_spent_mrub", "regional_spent_mrub", "by_category_mrub",
    "share_of_money_on_priors", "plan",
}  # fmt: skip


@pytest.mark.national
@pytest.mark.parametrize(
    ("example", "towns", "federal_mrub", "gap_most"),
    # Budgets: 5,500 a year for three years, as promised for 2020-22; 1,030 a year by the towns' share of inhabitants.
    [("russia", 237, 16_500.0, 0.01), ("papers", 19, 3_090.0, 0.02)],
)
def test_example_is_solved_and_verified(
    example: str, towns: int, federal_mrub: float, gap_most: float, tmp_path: Path
) -> None:
    plan = tmp_path / "plan.xlsx"
    arguments = [
        "solve",
        str(INPUTS / f"{example}.xlsx"),
        "-o",
        str(plan),
        "--time-limit",
        "40",
        "--gap",
        str(gap_most / 2),
    ]
    solved = CliRunner().invoke(main, [*arguments, "--json", "--quiet"])
    assert solved.exit_code == 0, solved.output
    figures = json.loads(solved.stdout)
    assert set(figures) >= PROMISED
    assert figures["towns"] == towns
    assert 0 <= figures["gap_share"] <= gap_most
    assert 0.9 * federal_mrub < figures["federal_spent_mrub"] <= federal_mrub
    assert sum(figures["by_category_mrub"].values()) == pytest.approx(
        figures["federal_spent_mrub"] + figures["regional_spent_mrub"]
    )
    assert figures["roadmaps_per_town_median"] >= 20
    assert figures["options_per_town_median"] >= 20
    assert 0 < figures["share_of_money_on_priors"] <= 1

    verified = CliRunner().invoke(main, ["verify", str(plan), "--json"])
    proof = json.loads(verified.stdout)
    assert verified.exit_code == 0, proof["faults"][:5]
    assert proof["status"] == "proved"
    assert proof["objective"] == pytest.approx(figures["objective"])
    assert proof["certified_gap_share"] == pytest.approx(figures["certified_gap_share"])
