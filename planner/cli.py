"""The command line: data to standard output, talk to standard error, exit codes that say what happened.

Heavy imports stand inside the commands, so that ``planner --help`` answers at once.
"""

from __future__ import annotations

import json
import math
import sys
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from planner import __version__
from planner.speaking import LANG, SpokenGroup, SpokenOption, option
from planner.words import phrase, say

if TYPE_CHECKING:
    from collections.abc import Callable

    from models.case import Case, Draw
    from planner.marking.copies import Checked
    from planner.solving.effort import Effort
    from planner.tables.answers import Missing
    from planner.tables.faults import Faults
    from planner.tables.read import Reading

DONE, BUG, USAGE, FAULTS, NO_PLAN, OUT_OF_TIME = 0, 1, 2, 3, 4, 5
"""Exit codes."""

NO_PLAN_YET = {
    True: phrase("No plan was found in {seconds:.1f} seconds; it was stopped before there was any."),
    False: phrase("No plan was found in {seconds:.1f} seconds; give it longer (--time-limit)."),
}
"""What is said where there is no plan, by whether the search was stopped by hand."""

ADVICE_TOLD = 10
"""Towns whose advice is printed."""

INPUTS = click.argument("inputs", nargs=-1, required=True, type=click.Path(path_type=Path))
AS_JSON = option("--json", "as_json", is_flag=True, help="Print one JSON object instead of words.")
MISSING = option("--missing", default="carry", show_default=True, type=click.Choice(["carry", "leave-out"]),
                       help="Towns of regions whose own workbook is not among INPUTS or not filled in: carry them as "
                       "the other workbooks have them, or leave them out of the case.")  # fmt: skip
QUIET = option("--quiet", is_flag=True, help="No progress on standard error.")


class WorkbookPath(click.Path):
    """A workbook to write: a name that ends in .xlsx, in place of nothing or of a file."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> Path:
        path = Path(str(super().convert(value, param, ctx)))
        if path.suffix.lower() != ".xlsx":
            self.fail(say("{path!r} must end in .xlsx.", path=str(path)), param, ctx)
        if path.exists() and not path.is_file():
            self.fail(say("{path!r} is there and is no file.", path=str(path)), param, ctx)
        return path


class FiniteRange(click.FloatRange):
    """A range of numbers without infinity and not-a-number."""

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> float:
        number = float(super().convert(value, param, ctx))
        if not math.isfinite(number):
            self.fail(say("{value} is no number.", value=value), param, ctx)
        return number


WORKBOOK = WorkbookPath(path_type=Path)


@click.group(cls=SpokenGroup, context_settings={"help_option_names": ["-h", "--help"]})
@click.version_option(__version__, prog_name="planner", cls=SpokenOption, help="Show the version and exit.")
@LANG
def main() -> None:
    """Plan where the money for single-industry towns goes.

    \b
    Exit codes: 0 done, 1 a bug, 2 wrong usage, 3 faults in the input or the plan,
    4 no plan can meet the rules, 5 stopped at a limit without any plan.
    """
    for stream in (sys.stdout, sys.stderr):
        if hasattr(stream, "reconfigure"):
            stream.reconfigure(errors="replace")


@main.command()
@LANG
@click.argument("output", type=click.Path(path_type=Path))
@option("--from", "sources", multiple=True, type=click.Path(path_type=Path), metavar="CASE",
              help="Make workbooks of regions, with their towns and what is known of them as in this case; repeat "
              "where the case is in several workbooks.")  # fmt: skip
@option("--region", "regions", multiple=True, metavar="NAME",
              help="With --from: this region; repeat for more. Default: all that have towns.")  # fmt: skip
def template(output: Path, sources: tuple[Path, ...], regions: tuple[str, ...]) -> None:
    """Write an empty workbook with the default catalogue to OUTPUT.

    With --from, write a workbook for each region into the folder OUTPUT (or, for one --region, to the workbook OUTPUT),
    for its officials to fill in. Sent back, they are read together with CASE: planner solve CASE OUTPUT/*.xlsx. A
    workbook that is in the folder already is left alone.
    """
    from planner.tables.faults import Faults
    from planner.tables.write import write_template

    if regions and not sources:
        raise click.UsageError(say("--region needs the case that its towns are in: --from CASE.xlsx."))
    try:
        if sources:
            write_regions(output, sources, regions)
        else:
            output = WORKBOOK.convert(output, None, None)
            say_where(output, write_template(output))
    except Faults as faults:
        stop_with(faults, as_json=False)


def write_regions(output: Path, sources: tuple[Path, ...], asked: tuple[str, ...]) -> None:
    """Workbooks of regions into a folder, or the one asked for to a workbook; say where each is. Raises Faults."""
    from planner.tables.names import Names
    from planner.tables.read import read_case
    from planner.tables.region_workbook import regions_with_towns, write_region_workbook, write_region_workbooks

    case = read_case(sources)
    with_towns = regions_with_towns(case)
    names = Names(with_towns)
    regions = tuple(dict.fromkeys(names.find(name) or "" for name in asked)) or with_towns
    for name in asked:
        if names.find(name) is None:
            wrong = say("--region: no town of the case is in {name!r}{guess}.", name=name, guess=names.guess(name))
            raise click.UsageError(wrong)
    if output.suffix.lower() == ".xlsx" and not output.is_dir():
        if len(regions) > 1:
            raise click.UsageError(say(
                "{output} is one workbook; name a folder for all regions, or one --region.", output=output
            ))  # fmt: skip
        refuse_to_overwrite(sources, output)
        if output.exists():
            raise click.UsageError(say(
                "{output} is there and may be filled in; give the workbook another name.", output=output
            ))  # fmt: skip
        click.echo(str(write_region_workbook(output, case, regions[0])))
        return
    if output.exists() and not output.is_dir():
        raise click.UsageError(say("{output} is neither a folder nor a workbook.", output=output))
    output.mkdir(parents=True, exist_ok=True)
    for path, is_new in write_region_workbooks(output, case, regions):
        if is_new:
            click.echo(str(path))
        else:
            click.echo(say("{path} is there already and was left alone.", path=path), err=True)


@main.command()
@LANG
@INPUTS
@option("-o", "--output", type=click.Path(path_type=Path), metavar="PATH",
              help="Where the marked copy is written; a folder if there are several inputs. Default: beside each "
              "input, as NAME.checked.xlsx.")  # fmt: skip
@option("--no-copy", is_flag=True, help="Write no marked copy.")
@MISSING
@AS_JSON
def check(inputs: tuple[Path, ...], output: Path | None, no_copy: bool, missing: Missing, as_json: bool) -> None:
    """Read workbooks as one case, name every fault by its cell, and warn of what is surely a mistake.

    A workbook with faults or warnings gets a marked copy beside it: cells are coloured and have notes, and a first
    sheet lists all messages. Checked again, the copy loses the marks of cells that were mended.
    """
    from planner.marking.copies import Checked
    from planner.tables.faults import Faults
    from planner.tables.read import read_books
    from planner.warnings import warnings_of

    refuse_as_copy(inputs, output, no_copy=no_copy)
    try:
        reading = read_books(inputs, missing)
    except Faults as faults:
        tell_faults(faults, as_json=as_json)
        if not no_copy:
            say_copies(Checked(inputs, output, faults=faults.faults))
        sys.exit(FAULTS)
    case = reading.case
    found = warnings_of(case)
    warnings = [str(warning) for warning in found]
    figures = {"status": "no faults", "towns": len(case.towns), "regions": len(case.regions),
               "scores": len(case.scores), "measures": len(case.measures), "warnings": warnings,
               **figures_of_reading(reading)}  # fmt: skip
    say_reading(reading)
    if as_json:
        click.echo(json.dumps(figures, ensure_ascii=False))
    else:
        click.echo(say(
            "No faults: {towns} towns, {scores} known scores, {measures} measures.",
            towns=len(case.towns), scores=len(case.scores), measures=len(case.measures),
        ))  # fmt: skip
        for warning in warnings:
            click.echo(say("Warning: {warning}", warning=warning))
    if not no_copy:
        say_copies(Checked(inputs, output, warnings=found))


@main.command()
@LANG
@INPUTS
@option("-o", "--output", required=True, type=WORKBOOK, help="Where the plan is written.")
@option("--gap", "gap_share", default=0.001, show_default=True, type=FiniteRange(0, 1),
              help="Stop when no plan can be better by more than this share.")  # fmt: skip
@option("--time-limit", "seconds", default=300.0, show_default=True, type=FiniteRange(1, 1_000_000),
              help="Stop after this many seconds with the best plan so far.")  # fmt: skip
@option("--work-limit", "work", type=click.IntRange(1), metavar="STEPS",
              help="Stop after this many steps of search, which are the same on every machine.")  # fmt: skip
@option(
    "--threads",
    default=2,
    show_default=True,
    type=click.IntRange(1, 64),
    help="Threads of the solver, and processes that search regions.",
)
@option("--draw", default="central", show_default=True, type=click.Choice(["low", "central", "high"]),
              help="Which end of every coefficient is used.")  # fmt: skip
@option("--start", type=click.Path(path_type=Path), metavar="PLAN",
              help="Begin with the decisions of an earlier plan that still fit.")  # fmt: skip
@option("--stay", "stay_share", default=0.0, show_default=True, type=FiniteRange(0, 10), metavar="SHARE",
              help="With --start: count a decision of the earlier plan as worth this share more than it is.",
              )  # fmt: skip
@MISSING
@option("--passport", "passports", multiple=True, metavar="TOWN",
              help="Give this town, by id or name, a page of its own; repeat for more. Default: the three with most "
              "money.")  # fmt: skip
@AS_JSON
@QUIET
def solve(
    inputs: tuple[Path, ...], output: Path, gap_share: float, seconds: float, work: int | None, threads: int,
    draw: Draw, start: Path | None, stay_share: float, missing: Missing, passports: tuple[str, ...], as_json: bool,
    quiet: bool,
) -> None:  # fmt: skip
    """Find a plan for the case in INPUTS and write it as a workbook."""
    from planner.solving.interrupt import stop_on_interrupt

    refuse_to_overwrite((*inputs, *([start] if start else [])), output)
    if stay_share and start is None:
        raise click.UsageError(say("--stay needs the earlier plan: --start PLAN."))
    with stop_on_interrupt() as stop_asked:
        from planner.solving.effort import Effort, NoPlan, OutOfTime, SolverDied
        from planner.tables.faults import Faults

        effort = Effort(gap_share, seconds, threads, work, stay_share, processes=threads)
        try:
            figures = solve_case(inputs, missing, output, effort, draw, start, passports, stop_asked, quiet=quiet)
        except Faults as faults:
            stop_with(faults, as_json=as_json)
        except NoPlan as refusal:
            rules = refusal.clash or (say("the search went through every combination of options"),)
            wrong = say("No plan can meet the rules. These cannot be kept together:")
            stop(NO_PLAN, "\n  ".join([wrong, *rules]), as_json)
        except OutOfTime as late:
            stop(OUT_OF_TIME, say(NO_PLAN_YET[late.asked], seconds=late.seconds), as_json)
        except SolverDied as death:
            wrong = say("The search ended by itself before any plan was found.")
            stop(BUG, f"{wrong}\n{death.words}", as_json)
        if as_json:
            click.echo(json.dumps(figures, ensure_ascii=False))
        else:
            for line in (figures["promise"], *advice_told(figures), figures["plan"]):
                click.echo(line)


def solve_case(
    inputs: tuple[Path, ...], missing: Missing, output: Path, effort: Effort, draw: Draw, start: Path | None,
    passports: tuple[str, ...], stop_asked: Callable[[], bool], *, quiet: bool,
) -> dict[str, object]:  # fmt: skip
    """Read, search, write; return figures for programs. Raises Faults, UsageError, NoPlan, OutOfTime, SolverDied."""
    from dataclasses import replace
    from time import monotonic

    from planner.run import run
    from planner.tables.read import read_books
    from planner.views.figures import figures_of
    from planner.views.plan_workbook import tell, write_plan
    from planner.views.progress import progress_on_stderr

    began = monotonic()
    reading = read_books(inputs, missing)
    case = reading.case
    towns = ids_of_towns(case, passports)
    # Who is left out, or not read, is no progress: it is said even where progress is not asked for.
    say_reading(reading)
    if not quiet:
        say_warnings(case)
    with progress_on_stderr(quiet=quiet) as report:
        plan = run(case, effort, draw, report, stop_asked, start, say_misfits, began)
    plan = replace(plan, answers=reading.answers)
    if plan.found.words:
        ended = say("The search ended by itself; this is the best plan it had.")
        click.echo(f"{ended}\n{plan.found.words}", err=True)
    told = tell(plan)
    written = write_plan(output, plan, towns, told)
    say_where(output, written)
    return {**figures_of(plan, written, told.advice), **figures_of_reading(reading)}


def advice_told(figures: dict[str, Any]) -> list[str]:
    """The advice for the towns with most money, a line each, and where the rest stands."""
    lines = [each["advice"] for each in figures["advice"]]
    rest = len(lines) - ADVICE_TOLD
    more = say("{rest:# more town|# more towns}: see sheet Advice.", rest=rest)
    return [*lines[:ADVICE_TOLD], *([more] if rest > 0 else [])]


def ids_of_towns(case: Case, asked: tuple[str, ...]) -> tuple[str, ...]:
    """Towns by id or name, looked up before the search, so that a slip costs no time. Raises UsageError."""
    from planner.views.passports import UnknownTown, towns_named

    try:
        return towns_named(case, asked) if asked else ()
    except UnknownTown as unknown:
        raise click.UsageError(say("--passport: {unknown}.", unknown=str(unknown))) from None


@main.command()
@LANG
@click.argument("plan", type=click.Path(path_type=Path))
@AS_JSON
def verify(plan: Path, as_json: bool) -> None:
    """Compute PLAN a second time, from the case inside it, and compare every cell."""
    from planner.tables.faults import Faults
    from planner.tables.plan_layout import percent_up
    from planner.verifying.verify import verify_plan

    try:
        verification = verify_plan(plan)
    except Faults as faults:
        stop_with(faults, as_json=as_json)
    faults_found = [str(fault) for fault in verification.faults]
    if as_json:
        status = "refused" if faults_found else "proved"
        click.echo(json.dumps({"status": status, **verification.recomputed, "faults": faults_found,
                               "remarks": list(verification.remarks)}, ensure_ascii=False))  # fmt: skip
    else:
        for line in [*faults_found, *verification.remarks]:
            click.echo(line, err=bool(faults_found))
        if not faults_found:
            gap = float(str(verification.recomputed["certified_gap_share"]))
            click.echo(say(
                "Every figure agrees. Proved: no plan is better by more than {gap} %.",
                gap=percent_up(gap),
            ))  # fmt: skip
    if faults_found:
        sys.exit(FAULTS)


@main.command()
@LANG
@click.argument("folder", type=click.Path(path_type=Path, file_okay=False))
def examples(folder: Path) -> None:
    """Make the worked examples in FOLDER from the facts in FOLDER/facts."""
    from planner.examples import make_examples
    from planner.tables.faults import Fault, Faults

    try:
        for path in make_examples(folder):
            click.echo(str(path))
    except FileNotFoundError as missing:
        what = say("a file of facts is not there; name the folder that holds `facts`")
        stop_with(Faults([Fault(str(missing.filename), what)]), as_json=False)
    except Faults as faults:
        stop_with(faults, as_json=False)


def refuse_to_overwrite(inputs: tuple[Path, ...], output: Path) -> None:
    """Inputs are never changed."""
    if any(output.resolve() == path.resolve() for path in inputs):
        raise click.UsageError(say("{output} is an input; give the plan another name with -o.", output=output))


def refuse_as_copy(inputs: tuple[Path, ...], output: Path | None, *, no_copy: bool) -> None:
    """A place for marked copies must fit them: a workbook for one, else a folder, and never an input."""
    from planner.marking.copies import same_file

    if output is None:
        return
    if no_copy:
        raise click.UsageError(say("--no-copy writes nothing to -o; leave one of the two out."))
    if output.is_dir():
        return
    if len(inputs) > 1:
        raise click.UsageError(say("{output} is no folder; marked copies of several inputs need one.", output=output))
    if output.suffix.lower() != ".xlsx":
        raise click.UsageError(say("{output} must be a folder or end in .xlsx.", output=output))
    if any(same_file(output, path) for path in inputs):
        raise click.UsageError(say("{output} is an input; give the marked copy another name with -o.", output=output))


def say_warnings(case: Case) -> None:
    """How many warnings there are about a case."""
    from planner.warnings import warnings_of

    count = len(warnings_of(case))
    if count:
        click.echo(say("{count:# warning|# warnings}; see planner check", count=count), err=True)


def say_reading(reading: Reading) -> None:
    """Which regions have not answered, and what was not read."""
    from planner.tables.names import listed

    silent = [answer for answer in reading.answers if answer.state != "answered"]
    if silent:
        click.echo(say(
            "{silent} of {regions} regions have not answered: {names}.",
            silent=len(silent), regions=len(reading.answers), names=listed(map(str, silent), len(silent)),
        ), err=True)  # fmt: skip
    for notice in reading.notices:
        click.echo(say("Note: {notice}", notice=str(notice)), err=True)


def figures_of_reading(reading: Reading) -> dict[str, object]:
    """The same for programs; nothing where there is nothing to say."""
    told: dict[str, object] = {}
    if reading.answers:
        told["answers"] = [
            {"region": a.region, "state": a.state, "use": a.use, "towns": a.towns, "workbook": a.workbook}
            for a in reading.answers
        ]
    if reading.notices:
        told["notices"] = [str(notice) for notice in reading.notices]
    return told


def say_misfits(misfits: tuple[str, ...]) -> None:
    """Decisions of an earlier plan that no longer fit, all of them."""
    for misfit in misfits:
        click.echo(say("Not taken over: {misfit}", misfit=misfit), err=True)


def say_where(asked: Path, written: Path) -> None:
    if asked != written:
        click.echo(say(
            "{asked} could not be written (is it open in Excel?); saved as {written}.", asked=asked, written=written
        ), err=True)  # fmt: skip


def say_copies(checked: Checked) -> None:
    """Write marked copies and say where they are."""
    from planner.marking.copies import write_copies

    for line in write_copies(checked):
        click.echo(line, err=True)


def stop_with(faults: Faults, *, as_json: bool) -> None:
    """Print every fault, and leave with the exit code for faults."""
    tell_faults(faults, as_json=as_json)
    sys.exit(FAULTS)


def tell_faults(faults: Faults, *, as_json: bool) -> None:
    """Print every fault."""
    lines = [str(fault) for fault in faults.faults]
    if as_json:
        click.echo(json.dumps({"status": "faults", "faults": lines}, ensure_ascii=False))
    for line in lines:
        click.echo(line, err=True)


def stop(code: int, words: str, as_json: bool) -> None:
    if as_json:
        status = "no plan" if code == NO_PLAN else "out of time"
        click.echo(json.dumps({"status": status, "message": words}, ensure_ascii=False))
    click.echo(words, err=True)
    sys.exit(code)
