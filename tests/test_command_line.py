"""What people do at the command line: template, filling in, check, solve, verify; what is said, where, exit codes."""

from __future__ import annotations

import hashlib
import json
import os
import subprocess
import sys
import warnings
from collections.abc import Callable
from pathlib import Path
from typing import Any

import openpyxl
import pytest
from click.testing import CliRunner, Result
from five_towns import Rows, filled_template, five_towns
from small_case import small_rows

from models.case import CATEGORIES
from planner import __version__
from planner.catalogue.load import catalogue_rows
from planner.cli import main
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW
from planner.tables.write import write_case_workbook

PROMISED = {
    "status", "objective", "bound", "gap_share", "seconds", "towns", "options", "roadmaps_per_town_median",
    "options_per_town_median", "federal_spent_mrub", "regional_spent_mrub", "by_category_mrub",
    "share_of_money_on_priors", "plan",
}  # fmt: skip
"""What programs may count on in the answer of ``solve --json``."""

BESIDE = {
    "stopped_by", "certified_bound", "certified_gap_share", "promise", "towns_funded",
    "share_of_money_on_self_assessment", "draw", "returned_mrub", "blocked_federal_mrub", "partners_mrub",
    "proposals_mrub", "tax_forgone_mrub", "later_mrub", "most_judged", "repeatable", "stay_share", "state", "advice",
}  # fmt: skip
"""What the answer holds beside it."""

HALF_A_KOPECK = 0.005
MEASURES = len(catalogue_rows()["Measures"])


def planner(*arguments: object) -> Result:
    """Run a command; an exception that would be a traceback at the command line fails the test."""
    result = CliRunner().invoke(main, [str(argument) for argument in arguments])
    if result.exception is not None and not isinstance(result.exception, SystemExit):
        raise result.exception
    return result


def process(*arguments: object, folder: Path) -> subprocess.CompletedProcess[str]:
    """Run a command as people do, in a process of its own."""
    command = [sys.executable, "-m", "planner", *(str(argument) for argument in arguments)]
    environment = os.environ | {"PYTHONIOENCODING": "utf-8"}
    return subprocess.run(
        command, cwd=folder, env=environment, capture_output=True, encoding="utf-8", timeout=120, check=False
    )


def small(folder: Path, rows: dict[str, list[dict[str, Any]]] | None = None) -> Path:
    return write_case_workbook(folder / "case.xlsx", small_rows() if rows is None else rows)


def digest(path: Path) -> str:
    return hashlib.sha256(path.read_bytes()).hexdigest()


def table(path: Path, sheet: str, *, values: bool = True) -> list[dict[str, Any]]:
    """Rows of a sheet of a plan by header: values, or formulas as they stand."""
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")  # openpyxl does not know the bars in the cells
        lines = list(openpyxl.load_workbook(path, data_only=values)[sheet].iter_rows(values_only=True))
    headers = [str(header) for header in lines[HEADER_ROW - 1]]
    return [dict(zip(headers, line, strict=True)) for line in lines[FIRST_DATA_ROW - 1 :]]


# --- From the template to a verified plan ----------------------------------------------------------------------------


@pytest.fixture(scope="module")
def five(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path, Result]:
    """The five towns as one workbook, their plan, and what the command said."""
    folder = tmp_path_factory.mktemp("пять городов")
    case, plan = filled_template(folder / "заявка.xlsx"), folder / "план.xlsx"
    return case, plan, planner("solve", case, "-o", plan, "--gap", "0.01", "--json")


def test_a_template_that_was_filled_in_has_no_faults(five: tuple[Path, Path, Result]) -> None:
    case, _, _ = five
    checked = planner("check", case)
    assert checked.exit_code == 0
    first, *others = checked.stdout.splitlines()
    assert first == f"No faults: 5 towns, 7 known scores, {MEASURES} measures."
    assert all(line.startswith("Warning: ") for line in others)
    assert checked.stderr == f"Marked copy: {case.with_name('заявка.checked.xlsx')}\n"


def test_check_gives_figures_to_programs(five: tuple[Path, Path, Result]) -> None:
    figures = json.loads(planner("check", five[0], "--json").stdout)
    assert isinstance(figures.pop("warnings"), list)
    assert figures == {"status": "no faults", "towns": 5, "regions": 2, "scores": 7, "measures": MEASURES}


def test_check_warns_of_what_is_surely_a_mistake_and_of_nothing_else(tmp_path: Path) -> None:
    """Thousands of roubles typed as millions: still no fault, so the exit code is 0; solve only counts the warnings."""
    rows = small_rows()
    case = small(tmp_path, rows)
    assert "budget is very large" not in planner("check", case).stdout
    quiet = json.loads(planner("check", case, "--json").stdout)["warnings"]
    rows["Budgets"][0]["amount_mrub"] = 9_000_000
    case = small(tmp_path, rows)
    checked, for_programs = planner("check", case), planner("check", case, "--json")
    first, *others = checked.stdout.splitlines()
    assert (checked.exit_code, checked.stderr) == (0, f"Marked copy: {tmp_path / 'case.checked.xlsx'}\n")
    assert first.startswith("No faults: ")
    told = [line.removeprefix("Warning: ") for line in others]
    assert any(line.startswith("case.xlsx: Budgets!C4: budget is very large for the inhabitants: ") for line in told)
    assert json.loads(for_programs.stdout)["warnings"] == told
    assert len(told) > len(quiet)
    solved = planner("solve", case, "-o", tmp_path / "plan.xlsx")
    assert solved.exit_code == 0
    count = f"{len(told)} warnings; see planner check" if len(told) > 1 else "1 warning; see planner check"
    assert count in solved.stderr.splitlines()
    assert "very large" not in solved.output


def test_the_answer_for_programs_has_the_promised_keys(five: tuple[Path, Path, Result]) -> None:
    case, plan, solved = five
    assert solved.exit_code == 0
    figures = json.loads(solved.stdout)
    assert set(figures) == PROMISED | BESIDE
    assert figures["status"] == "planned"
    assert figures["towns"] == 5
    assert figures["plan"] == str(plan)
    assert figures["gap_share"] == pytest.approx((figures["bound"] - figures["objective"]) / figures["objective"])
    assert figures["gap_share"] <= 0.01
    assert set(figures["by_category_mrub"]) == set(CATEGORIES)
    spent = figures["federal_spent_mrub"] + figures["regional_spent_mrub"]
    assert sum(figures["by_category_mrub"].values()) == pytest.approx(spent, abs=1e-6)
    # Budgets of the case: 3 x 260 federal, 3 x (60 + 80.5) regional.
    assert 0 < figures["federal_spent_mrub"] <= 780
    assert 0 < figures["regional_spent_mrub"] <= 421.5
    assert 0 <= figures["share_of_money_on_priors"] <= 1
    assert case.exists()


def test_the_plan_says_what_the_answer_said_and_holds(five: tuple[Path, Path, Result]) -> None:
    _, plan, solved = five
    figures = json.loads(solved.stdout)
    summary = {row["item"]: row["value"] for row in table(plan, "Summary")}
    for item in ("objective", "bound", "gap_share", "towns", "federal_spent_mrub", "regional_spent_mrub", "promise"):
        assert summary[item] == figures[item]
    verified = planner("verify", plan)
    assert verified.exit_code == 0, verified.output
    assert "Every figure agrees." in verified.stdout
    assert verified.stderr == ""


def test_verify_gives_the_recomputed_figures_to_programs(five: tuple[Path, Path, Result]) -> None:
    _, plan, solved = five
    verified = planner("verify", plan, "--json")
    found, said = json.loads(verified.stdout), json.loads(solved.stdout)
    assert (verified.exit_code, found["status"], found["faults"]) == (0, "proved", [])
    for item in ("objective", "certified_bound", "federal_spent_mrub", "regional_spent_mrub"):
        assert found[item] == pytest.approx(said[item], rel=1e-7)


def test_every_rouble_of_the_plan_is_within_its_budget(five: tuple[Path, Path, Result]) -> None:
    """Added up line by line: no year of a payer has more money than its budget and what earlier years left."""
    _, plan, _ = five
    budgets = {(row["payer"], row["year"]): row["amount_mrub"] * 1e6 for row in five_towns()["Budgets"]}
    for payer in ("federal", "Северный край", "South Region"):
        granted = spent = 0.0
        for year in (2020, 2021, 2022):
            granted += budgets[payer, year]
            spent += sum(
                row["federal_rub"] if payer == "federal" else row["regional_rub"]
                for row in table(plan, "Funded")
                if row["year"] == year and payer in ("federal", row["region"])
            )
            assert spent <= granted + HALF_A_KOPECK


def test_the_locked_measure_is_in_the_plan(five: tuple[Path, Path, Result]) -> None:
    assert {"GHI"} <= {row["town"] for row in table(five[1], "Funded") if row["measure"] == "retraining"}


def test_formulas_stand_beside_the_values_they_come_to(five: tuple[Path, Path, Result]) -> None:
    """Both sheets of money hold formulas whose stored values are the sums of the roubles on the sheet Funded."""
    _, plan, _ = five
    funded, formulas = table(plan, "Funded"), table(plan, "Funded", values=False)
    for line, formula in zip(funded, formulas, strict=True):
        assert str(formula["total_rub"]).startswith("=")
        assert str(formula["federal_share"]).startswith("=")
        assert line["total_rub"] == pytest.approx(line["federal_rub"] + line["regional_rub"], abs=HALF_A_KOPECK)
        assert line["federal_share"] == pytest.approx(line["federal_rub"] / line["total_rub"], rel=1e-12)
    for town, formula in zip(table(plan, "Allocation"), table(plan, "Allocation", values=False), strict=True):
        own = [line for line in funded if line["town"] == town["town"]]
        sums = {c: sum(line["total_rub"] for line in own if line["category"] == c) for c in CATEGORIES}
        sums |= {"total_mrub": sum(line["total_rub"] for line in own)}
        sums |= {f"{p}_mrub": sum(line[f"{p}_rub"] for line in own) for p in ("federal", "regional")}
        for column, roubles in sums.items():
            assert str(formula[column]).startswith("=")
            assert town[column] == pytest.approx(roubles / 1e6, abs=1e-9)


def test_names_of_towns_never_become_formulas(five: tuple[Path, Path, Result]) -> None:
    _, plan, _ = five
    names = {row["town"]: row["name"] for row in five_towns()["Towns"]}
    for sheet in ("Town plans", "Allocation", "Funded", "Towns"):
        rows = table(plan, sheet, values=False)
        assert rows
        assert all(row["name"] == names[row["town"]] for row in rows)
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        book = openpyxl.load_workbook(plan)
    for sheet in ("Town plans", "Allocation", "Funded", "Towns"):
        cells = [cell for cell in book[sheet]["B"][FIRST_DATA_ROW - 1 :] if cell.value]
        assert {cell.data_type for cell in cells} == {"s"}


def test_cyrillic_survives(five: tuple[Path, Path, Result]) -> None:
    _, plan, solved = five
    towns = {row["town"]: row for row in table(plan, "Town plans")}
    assert (towns["АБВ"]["name"], towns["АБВ"]["region"]) == ("Алмазный Ключ", "Северный край")
    assert "план.xlsx" in solved.stdout  # not as \u escapes


# --- Real processes --------------------------------------------------------------------------------------------------


def test_the_version_of_a_real_process(tmp_path: Path) -> None:
    done = process("--version", folder=tmp_path)
    assert (done.returncode, done.stdout, done.stderr) == (0, f"planner, version {__version__}\n", "")


def test_a_real_process_from_template_to_verified_plan(tmp_path: Path) -> None:
    """The way of an official, with names of files relative to the folder; nothing but the answer on standard output."""
    assert process("template", "form.xlsx", folder=tmp_path).returncode == 0
    filled_template(tmp_path / "form.xlsx")
    before = digest(tmp_path / "form.xlsx")
    assert process("check", "form.xlsx", folder=tmp_path).returncode == 0
    solved = process("solve", "form.xlsx", "-o", "plan.xlsx", "--gap", "0.02", "--json", folder=tmp_path)
    assert solved.returncode == 0, solved.stderr
    lines = solved.stdout.splitlines()
    assert len(lines) == 1
    assert set(json.loads(lines[0])) >= PROMISED
    assert "plan" in solved.stderr  # progress is told, and elsewhere
    assert digest(tmp_path / "form.xlsx") == before
    assert process("verify", "plan.xlsx", folder=tmp_path).returncode == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["form.checked.xlsx", "form.xlsx", "plan.xlsx"]


def test_a_quiet_process_prints_nothing_on_standard_error(tmp_path: Path) -> None:
    solved = process("solve", small(tmp_path), "-o", "plan.xlsx", "--quiet", folder=tmp_path)
    assert (solved.returncode, solved.stderr) == (0, "")
    promise, *advice, where = solved.stdout.splitlines()
    assert promise.startswith("No plan under these roadmaps and coefficients is better by more than ")
    assert sorted(line.split()[0] for line in advice) == ["Alfa", "Beta", "Beta"]
    assert where == "plan.xlsx"


def test_a_fault_in_a_real_process_is_no_traceback(tmp_path: Path) -> None:
    done = process("solve", "nowhere.xlsx", "-o", "plan.xlsx", folder=tmp_path)
    assert done.returncode == 3
    assert "nowhere.xlsx" in done.stderr
    assert "Traceback" not in done.stderr
    assert done.stdout == ""


# --- Inputs ----------------------------------------------------------------------------------------------------------


def test_two_workbooks_are_one_case(tmp_path: Path) -> None:
    """Towns and budgets in a second file make the same plan as all in one; neither file is changed."""
    rows = small_rows()
    apart = {name: rows.pop(name) for name in ("Towns", "Budgets")}
    catalogue, towns = tmp_path / "catalogue.xlsx", tmp_path / "towns.xlsx"
    write_case_workbook(catalogue, rows)
    write_case_workbook(towns, apart)
    before = digest(catalogue), digest(towns)
    both = planner("solve", catalogue, towns, "-o", tmp_path / "both.xlsx", "--json", "--quiet")
    one = planner("solve", small(tmp_path), "-o", tmp_path / "one.xlsx", "--json", "--quiet")
    assert (both.exit_code, one.exit_code) == (0, 0)
    assert json.loads(both.stdout)["objective"] == pytest.approx(json.loads(one.stdout)["objective"], rel=1e-9)
    assert (digest(catalogue), digest(towns)) == before
    assert planner("verify", tmp_path / "both.xlsx").exit_code == 0


def test_half_a_case_is_faulty(tmp_path: Path) -> None:
    rows = small_rows()
    del rows["Towns"], rows["Budgets"]
    checked = planner("check", small(tmp_path, rows))
    assert checked.exit_code == 3
    assert "Towns" in checked.stderr


def test_all_faults_are_told_by_their_cells_and_nothing_is_written(tmp_path: Path) -> None:
    rows = small_rows()
    rows["Towns"][0]["population"] = 12
    rows["Towns"][1]["status"] = "asleep"
    rows["Scores"][0]["value"] = 5
    rows["Budgets"][0]["amount_mrub"] = -1
    case = small(tmp_path, rows)
    cells = ("Towns!E4", "Towns!D5", "Scores!C4", "Budgets!C4")
    for command in (["check", case, "--no-copy"], ["solve", case, "-o", tmp_path / "plan.xlsx"]):
        done = planner(*command)
        assert done.exit_code == 3
        assert done.stdout == ""
        for cell in cells:
            assert f"case.xlsx: {cell}: " in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["case.xlsx"]


@pytest.mark.parametrize("command", ["check", "solve", "verify"])
def test_faults_are_told_to_programs(command: str, tmp_path: Path) -> None:
    rows = small_rows()
    rows["Budgets"][0]["amount_mrub"] = -1
    case = small(tmp_path, rows)
    output = ["-o", tmp_path / "plan.xlsx", "--quiet"] if command == "solve" else []
    done = planner(command, case, *output, "--json")
    assert done.exit_code == 3
    answer = json.loads(done.stdout)
    assert any("case.xlsx" in fault for fault in answer["faults"])


# --- Wrong usage: 2 --------------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    "arguments",
    [
        ["plan"],
        ["solve"],
        ["solve", "case.xlsx"],
        ["solve", "case.xlsx", "-o", "case.xlsx"],
        ["solve", "case.xlsx", "-o", "./case.xlsx"],
        ["solve", "case.xlsx", "-o", "plan.xlsx", "--draw", "highest"],
        ["solve", "case.xlsx", "-o", "plan.xlsx", "--gap", "-0.1"],
        ["solve", "case.xlsx", "-o", "plan.xlsx", "--gap", "much"],
        ["solve", "case.xlsx", "-o", "plan.xlsx", "--time-limit", "0"],
        ["solve", "case.xlsx", "-o", "plan.xlsx", "--threads", "0"],
        ["solve", "case.xlsx", "-o", "plan.xlsx", "--colour"],
        ["check"],
        ["verify"],
        ["template"],
    ],
    ids=" ".join,
)
def test_wrong_usage(arguments: list[str], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    case = small(tmp_path)
    before = digest(case)
    monkeypatch.chdir(tmp_path)
    done = planner(*arguments)
    assert done.exit_code == 2
    assert "Usage:" in done.stderr
    assert done.stdout == ""
    assert digest(case) == before
    assert [path.name for path in tmp_path.iterdir()] == ["case.xlsx"]


# --- No plan: 4 ------------------------------------------------------------------------------------------------------


def clashing_rows(clash: str) -> tuple[dict[str, list[dict[str, Any]]], list[str]]:
    """The small case made impossible, and rules of which one must be named."""
    rows = small_rows()
    if clash == "exclusion":
        rows["Locks"] += [{"town": "ALF", "subject": m, "decision": "must"} for m in ("street", "waste_heat")]
        return rows, ["excludes[ALF,waste_heat,street]"]
    if clash == "no money":
        for row in rows["Budgets"]:
            row["amount_mrub"] = 0
        return rows, ["must[BET,street]"]
    if clash == "floor above budget":
        rows["Limits"] = [{"limit": "school_least", "measure": "school", "payer": "all", "unit": "mrub", "floor": 200}]
        return rows, ["limit_floor[school_least]"]
    rows["Locks"] += [{"town": "BET", "subject": m, "decision": "must", "year": 2021} for m in ("tech_park", "school")]
    return rows, ["requires[BET,tech_park,school,2021]", "must[BET,tech_park]"]


@pytest.mark.parametrize("clash", ["exclusion", "no money", "floor above budget", "prerequisite too late"])
def test_rules_that_clash_are_named(clash: str, tmp_path: Path) -> None:
    rows, named = clashing_rows(clash)
    done = planner("solve", small(tmp_path, rows), "-o", tmp_path / "plan.xlsx", "--quiet")
    assert done.exit_code == 4, done.output
    assert done.stdout == ""
    assert any(name in done.stderr for name in named), done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["case.xlsx"]


def test_a_clash_is_told_to_programs(tmp_path: Path) -> None:
    rows, (named,) = clashing_rows("exclusion")
    done = planner("solve", small(tmp_path, rows), "-o", tmp_path / "plan.xlsx", "--quiet", "--json")
    answer = json.loads(done.stdout)
    assert (done.exit_code, answer["status"]) == (4, "no plan")
    assert named in answer["message"]


# --- Out of time: 5 --------------------------------------------------------------------------------------------------


def many_towns(copies: int) -> Rows:
    """The five towns many times over, under floors for each town, region and category: no plan comes in a second.

    There is a plan: the floors of 6 000 roubles a head come to 6 000 * 135 400 = 812 million for the five towns, and
    they have 780 + 421.5 million.
    """
    rows = five_towns()
    rows["Towns"] = [row | {"town": f"{row['town']}{i}"} for i in range(copies) for row in rows["Towns"]]
    rows["Scores"] = [row | {"town": f"{row['town']}{i}"} for i in range(copies) for row in rows["Scores"]]
    rows["Locks"] = [{"town": row["town"], "subject": "retraining", "decision": "must"} for row in rows["Towns"]]
    every = {"payer": "all", "unit": "share"}
    rows["Limits"] += [
        every | {"limit": "head", "for_each": "town", "unit": "rub_per_head", "floor": 6_000, "ceiling": 11_000},
        every | {"limit": "region", "for_each": "region", "floor": 0.3},
        every | {"limit": "category", "for_each": "category", "floor": 0.1, "ceiling": 0.4},
    ]
    for row in rows["Budgets"]:
        row["amount_mrub"] *= copies
    return rows


def test_a_limit_too_short_for_any_plan(tmp_path: Path) -> None:
    case = filled_template(tmp_path / "case.xlsx", many_towns(40))
    done = planner("solve", case, "-o", tmp_path / "plan.xlsx", "--time-limit", "1", "--json", "--quiet")
    assert done.exit_code == 5, done.output
    assert json.loads(done.stdout)["status"] == "out of time"
    assert "--time-limit" in done.stderr
    assert [path.name for path in tmp_path.iterdir()] == ["case.xlsx"]


# --- Outputs ---------------------------------------------------------------------------------------------------------


def test_inputs_keep_their_bytes(tmp_path: Path) -> None:
    case = small(tmp_path)
    before = digest(case)
    assert planner("solve", case, "-o", tmp_path / "plan.xlsx", "--quiet").exit_code == 0
    assert planner("verify", tmp_path / "plan.xlsx").exit_code == 0
    assert digest(case) == before


def test_a_plan_replaces_the_plan_of_before(tmp_path: Path) -> None:
    case, plan = small(tmp_path), tmp_path / "plan.xlsx"
    plan.write_text("an older plan")
    assert planner("solve", case, "-o", plan, "--quiet").exit_code == 0
    assert planner("verify", plan).exit_code == 0
    assert sorted(path.name for path in tmp_path.iterdir()) == ["case.xlsx", "plan.xlsx"]


@pytest.mark.parametrize("command", ["solve", "template"])
def test_a_file_that_is_open_elsewhere_stays_and_another_name_is_told(
    command: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    output = tmp_path / "plan.xlsx"
    output.write_text("open in another program")
    case = small(tmp_path)
    replace, refusals = os.replace, iter([PermissionError(13, "Permission denied")])

    def refuse_once(source: Path, target: Path) -> None:
        for refusal in refusals:
            raise refusal
        replace(source, target)

    monkeypatch.setattr(os, "replace", refuse_once)
    done = planner("solve", case, "-o", output, "--json") if command == "solve" else planner("template", output)
    aside = tmp_path / "plan (2).xlsx"
    assert done.exit_code == 0
    assert output.read_text() == "open in another program"
    assert aside.exists()
    assert f"saved as {aside}" in done.stderr
    if command == "solve":
        assert json.loads(done.stdout)["plan"] == str(aside)
        assert planner("verify", aside).exit_code == 0


@pytest.mark.parametrize("command", ["solve", "template"])
def test_a_folder_that_does_not_exist_is_a_clear_fault(command: str, tmp_path: Path) -> None:
    output = tmp_path / "no such folder" / "plan.xlsx"
    done = (
        planner("solve", small(tmp_path), "-o", output, "--quiet")
        if command == "solve"
        else planner("template", output)
    )
    assert done.exit_code == 3
    assert str(output) in done.stderr
    assert "folder" in done.stderr
    assert done.stdout == ""


def test_an_output_that_is_a_folder_is_wrong_usage(tmp_path: Path) -> None:
    folder = tmp_path / "plan.xlsx"
    folder.mkdir()
    done = planner("solve", small(tmp_path), "-o", folder, "--quiet")
    assert done.exit_code == 2
    assert "is no file" in done.stderr
    assert folder.is_dir()
    assert list(folder.iterdir()) == []


# --- Draws -----------------------------------------------------------------------------------------------------------


def test_each_draw_makes_a_plan_that_holds(tmp_path: Path) -> None:
    """With yields from 0.5 to 2 times the central ones, points grow from draw to draw."""
    rows = small_rows()
    for row in rows["Coefficients"]:
        if row["coefficient"] == "yield":
            row |= {"low": 0.5 * row["central"], "high": 2 * row["central"]}
    case, points = small(tmp_path, rows), []
    for draw in ("low", "central", "high"):
        plan = tmp_path / f"{draw}.xlsx"
        solved = planner("solve", case, "-o", plan, "--draw", draw, "--json", "--quiet")
        assert json.loads(solved.stdout)["draw"] == draw
        points.append(json.loads(solved.stdout)["objective"])
        assert planner("verify", plan).exit_code == 0
    assert points[0] < points[1] < points[2]


# --- Odd cases that officials send in ------------------------------------------------------------------------------


def one_town(rows: Rows) -> None:
    rows |= {"Towns": rows["Towns"][:1], "Scores": rows["Scores"][:2], "Locks": []}


def one_year(rows: Rows) -> None:
    next(row for row in rows["Settings"] if row["setting"] == "horizon_years")["value"] = 1
    rows["Budgets"] = [row for row in rows["Budgets"] if row["year"] == 2021]
    rows["Limits"] = [row for row in rows["Limits"] if row.get("year") != 2022]


def no_money(rows: Rows) -> None:
    rows["Locks"] = []
    for row in rows["Budgets"]:
        row["amount_mrub"] = 0


def a_kopeck_a_year(rows: Rows) -> None:
    rows["Locks"] = []
    for row in rows["Budgets"]:
        row["amount_mrub"] = 1e-8


def parts_of_kopecks(rows: Rows) -> None:
    for row in rows["Budgets"]:
        row["amount_mrub"] = 10.123456789123


def more_money_than_can_be_spent(rows: Rows) -> None:
    for row in rows["Budgets"]:
        row["amount_mrub"] = 10_000_000


def no_roadmaps(rows: Rows) -> None:
    rows |= {"Roadmaps": [], "Locks": rows["Locks"][:1]}


def nothing_known(rows: Rows) -> None:
    rows["Scores"] = []


def a_region_without_towns(rows: Rows) -> None:
    rows["Regions"].append({"region": "Empty Region"})
    rows["Budgets"] += [{"payer": "Empty Region", "year": year, "amount_mrub": 5} for year in (2021, 2022)]


def equal_towns(rows: Rows) -> None:
    twin = rows["Towns"][0] | {"name": "Twin"}
    rows |= {"Towns": [twin | {"town": f"T{i}"} for i in range(6)], "Scores": [], "Locks": []}


def everything_decided_beforehand(rows: Rows) -> None:
    rows["Locks"] = [
        {"town": town, "subject": subject, "decision": "must", "year": 2021}
        for town in ("ALF", "BET", "GAM")
        for subject in ("school", "talk")
    ]


def regions_with_brackets(rows: Rows) -> None:
    """Names of rules are made from names of regions, brackets and commas among them."""
    other = {"North Region": "North [A], x+y", "South Region": "South:1/2@3"}
    for sheet, column in (("Regions", "region"), ("Towns", "region"), ("Budgets", "payer")):
        for row in rows[sheet]:
            row[column] = other.get(row[column], row[column])
    rows |= {"Scores": rows["Scores"][:2], "Cofinancing": rows["Cofinancing"][:1]}


def awkward_words(rows: Rows) -> None:
    rows["Settings"][0]["value"] = "=1+1"
    rows["Towns"][1]["name"] = "O'Нил & <Сын>\nTwo lines"
    rows["Towns"][2]["name"] = "N" * 5_000
    rows["Scores"] = rows["Scores"][:2]


ODD = [
    one_town, one_year, no_money, a_kopeck_a_year, parts_of_kopecks, more_money_than_can_be_spent, no_roadmaps,
    nothing_known, a_region_without_towns, equal_towns, everything_decided_beforehand, regions_with_brackets,
    awkward_words,
]  # fmt: skip


@pytest.mark.parametrize("odd", ODD, ids=lambda odd: odd.__name__)
def test_an_odd_case_has_a_plan_that_holds(odd: Callable[[Rows], None], tmp_path: Path) -> None:
    rows = small_rows()
    odd(rows)
    case, plan = small(tmp_path, rows), tmp_path / "plan.xlsx"
    solved = planner("solve", case, "-o", plan, "--time-limit", "10", "--json", "--quiet")
    assert solved.exit_code == 0, solved.output
    figures = json.loads(solved.stdout)
    assert figures["towns"] == len(rows["Towns"])
    granted = sum(row["amount_mrub"] for row in rows["Budgets"])
    assert figures["federal_spent_mrub"] + figures["regional_spent_mrub"] <= granted + 1e-9
    verified = planner("verify", plan)
    assert verified.exit_code == 0, verified.output


@pytest.mark.parametrize(
    ("name", "content", "words"),
    [
        ("words.xlsx", b"hello", "not a workbook"),
        ("empty.xlsx", b"", "empty"),
        ("table.csv", b"town,name", "'.csv' files are not read"),
        ("cut.xlsx", None, "not a workbook"),
        ("missing.xlsx", None, "no such file"),
    ],
)
@pytest.mark.parametrize("command", ["check", "verify"])
def test_a_file_that_is_no_workbook_is_a_fault_in_words(
    command: str, name: str, content: bytes | None, words: str, tmp_path: Path
) -> None:
    path = tmp_path / name
    if content is not None:
        path.write_bytes(content)
    elif name == "cut.xlsx":
        whole = small(tmp_path).read_bytes()
        path.write_bytes(whole[: len(whole) // 2])
    done = planner(command, path)
    assert done.exit_code == 3
    assert done.stdout == ""
    assert name in done.stderr
    assert words in done.stderr
    assert len(done.stderr.splitlines()) == 1


def test_a_case_is_no_plan(tmp_path: Path) -> None:
    done = planner("verify", small(tmp_path))
    assert done.exit_code == 3
    assert "case.xlsx: Summary: the sheet is not there" in done.stderr


@pytest.mark.parametrize("name", ["", "plan", "plan.csv", "plan.xls"])
def test_a_plan_is_a_workbook_by_its_name(tmp_path: Path, name: str) -> None:
    output = str(tmp_path / name) if name else ""
    done = planner("solve", small(tmp_path), "-o", output, "--quiet")
    assert done.exit_code == 2
    assert "must end in .xlsx" in done.stderr
    assert not name or not (tmp_path / name).exists()


@pytest.mark.parametrize("words", [("--gap", "nan"), ("--time-limit", "nan"), ("--time-limit", "inf")])
def test_what_is_no_number_is_wrong_usage(tmp_path: Path, words: tuple[str, str]) -> None:
    assert planner("solve", small(tmp_path), "-o", tmp_path / "plan.xlsx", *words).exit_code == 2


def test_a_plan_of_nothing_where_everything_is_barred(tmp_path: Path) -> None:
    rows = small_rows()
    subjects = [m["measure"] for m in rows["Measures"] if m["kind"] == "started"]
    subjects += sorted({r["roadmap"] for r in rows["Roadmaps"]})
    rows["Limits"] = [limit for limit in rows["Limits"] if limit.get("floor") is None]
    rows["Locks"] = [{"town": t["town"], "subject": s, "decision": "must_not"} for t in rows["Towns"] for s in subjects]
    plan = tmp_path / "plan.xlsx"
    assert planner("solve", small(tmp_path, rows), "-o", plan, "--quiet").exit_code == 0
    assert planner("verify", plan).exit_code == 0


def test_a_case_given_twice_is_told_once(tmp_path: Path) -> None:
    case = small(tmp_path)
    done = planner("check", case, case)
    assert done.exit_code == 3
    assert done.stderr.splitlines() == ["case.xlsx: this file was named twice; name it once"]
