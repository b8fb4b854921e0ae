"""Checks of what the federation and its teams add: instruments, indicators, findings, measures that hang on them."""

from __future__ import annotations

from collections import defaultdict

from models.case import CHOSEN_MOST, Finding, Town
from models.findings import as_found
from planner.tables.faults import wording
from planner.tables.known import in_order, kinds_of_measures, plan_years, within_plan
from planner.tables.names import quoted_name
from planner.tables.tabulate import Draft, Row
from planner.words import Words, say

HANGING = ("after_opening", "excluded_by_opening", "stage")
"""Columns of a started measure that make it hang on its town's roadmap."""


def check_instruments(draft: Draft) -> None:
    """Instruments begin within the plan, and few are left to choose."""
    years = plan_years(draft)
    open_ones = [row for row in draft.rows["Instruments"] if row.values.get("decision") == "choose"]
    for row in open_ones[CHOSEN_MOST:]:
        message = wording(
            say("too many instruments are left to choose"),
            say("the {count} of this sheet", count=len(open_ones)),
            say("at most {most}: every combination of them is a plan of its own", most=CHOSEN_MOST),
            say("decide yes or no"),
        )
        draft.fault_at(row, "decision", message)
    for row in draft.rows["Instruments"]:
        within_plan(draft, row, "first_year", years)


def check_indicators(draft: Draft) -> None:
    """An indicator has a bound, and some value keeps both where it has two."""
    for row in draft.rows["Indicators"]:
        if row.sound("alarm_below", "alarm_above") and not row.filled("alarm_below") and not row.filled("alarm_above"):
            message = wording(
                say("the indicator never calls anybody"),
                say("two blank bounds"),
                say("one of them or both"),
                say("fill one in"),
            )
            draft.fault_at(row, "alarm_below", message)
        in_order(draft, row, ("alarm_below", "alarm_above"))


def check_years_of_monitoring(draft: Draft) -> None:
    """Nothing is seen, found or broken out after the plan: whoever decides on it cannot know that."""
    years = plan_years(draft)
    if years is None:
        return
    for sheet, column in (("Observations", "year"), ("Findings", "year"), ("Towns", "crisis_since")):
        for row in draft.rows[sheet]:
            if row.filled(column) and row[column] > years[-1]:
                message = wording(
                    say("{column} is after the plan", column=column),
                    str(row[column]),
                    say("{year} or earlier", year=years[-1]),
                    say("correct it, or first_year and horizon_years in sheet Settings"),
                )
                draft.fault_at(row, column, message)


def check_findings(draft: Draft) -> None:
    """A finding says something, and a town that needs no help is not found in a crisis."""
    windows = {
        row["status"]: row["window_years"] for row in draft.rows["Statuses"] if row.filled("status", "window_years")
    }
    for row in draft.rows["Findings"]:
        if not row.sound("status", "niche"):
            continue
        if not row.filled("status") and not row.filled("niche"):
            message = wording(
                say("the finding says nothing"),
                say("blank status and niche"),
                say("one of them or both"),
                say("fill one in"),
            )
            draft.fault_at(row, "status", message)
        elif row["niche"] == "yes" and windows.get(row["status"], 0) > 0:
            message = wording(
                say("the town needs no help and yet is in a crisis"),
                say("niche yes and status {status}", status=row["status"]),
                say("one or the other"),
                say("correct one of the two, or delete the row"),
            )
            draft.fault_at(row, "niche", message)


def check_openings_of_measures(draft: Draft) -> None:
    """What a started measure waits for or is ruled out by is an opening measure that some roadmap has."""
    kinds = kinds_of_measures(draft)
    used = {row["opening"] for row in draft.rows["Roadmaps"] if row.filled("opening")}
    known = all(row.filled("opening") for row in draft.rows["Roadmaps"])
    for row in draft.rows["Measures"]:
        for column in HANGING:
            if row.filled("kind", column) and row["kind"] == "opening":
                message = wording(
                    say("{column} belongs to started measures", column=column),
                    quoted_name(row[column]),
                    say("a blank cell"),
                    say("delete it or change kind"),
                )
                draft.fault_at(row, column, message)
        for column in HANGING[:2]:
            if row.filled(column) and kinds.get(row[column]) == "started":
                message = wording(
                    say("{column} names a started measure", column=column),
                    quoted_name(row[column]),
                    say("an opening measure"),
                    say("correct the name"),
                )
                draft.fault_at(row, column, message)
            elif row.filled(column) and known and row[column] not in used and column == "after_opening":
                message = wording(
                    say(
                        "no roadmap works on {opening}, so {measure} can never start",
                        opening=row[column], measure=row.values.get("measure"),
                    ),
                    say("no row in sheet Roadmaps"),
                    say("a roadmap with opening {opening}", opening=row[column]),
                    say("add the row, or delete this cell"),
                )  # fmt: skip
                draft.fault_at(row, column, message)
        opening = row.values.get("after_opening")
        if opening and row.values.get("excluded_by_opening") == opening:
            message = wording(
                say("{measure} can never start: it waits for what rules it out", measure=row.values.get("measure")),
                quoted_name(opening),
                say("another opening measure than in {cell}", cell=row.origin.cell("after_opening")),
                say("correct or delete one of the two"),
            )
            draft.fault_at(row, "excluded_by_opening", message)


def check_roadmaps_of_locks(draft: Draft) -> None:
    """No town must start a measure that the roadmap it must take rules out, or whose opening it never works on."""
    hangs_on = {row["measure"]: row for row in draft.rows["Measures"] if row.filled("measure")}
    steps: dict[str, list[Row]] = defaultdict(list)
    for row in draft.rows["Roadmaps"]:
        if row.filled("roadmap"):
            steps[row["roadmap"]].append(row)
    musts = [
        row for row in draft.rows["Locks"] if row.filled("town", "subject") and row.values.get("decision") == "must"
    ]
    roadmaps = {row["town"]: row for row in musts if row["subject"] in steps}
    for row in musts:
        roadmap, measure = roadmaps.get(row["town"]), hangs_on.get(row["subject"])
        if roadmap is not None and measure is not None:
            clash = _clash(measure, steps[roadmap["subject"]])
            if clash:
                message = say(
                    "must {measure} contradicts {cell} (must {roadmap}): {clash}; delete or change one of the two",
                    measure=row["subject"],
                    cell=roadmap.origin.cell("subject"),
                    roadmap=roadmap["subject"],
                    clash=clash,
                )
                draft.fault_at(row, "subject", message)


def _clash(measure: Row, steps: list[Row]) -> Words:
    """Why no variant of a roadmap lets a measure start, or nothing."""
    after, excluded = measure.values.get("after_opening"), measure.values.get("excluded_by_opening")
    # A row with a target belongs to some variants only, so another variant may do.
    if excluded in {step["opening"] for step in steps if step.filled("opening") and not step.values.get("target")}:
        return say("its {opening} rules the measure out", opening=excluded)
    if after and all(step.filled("opening") and step["opening"] != after for step in steps):
        return say("it never works on {opening}, which the measure waits for", opening=after)
    return Words("")


def check_locks_left_alone(draft: Draft) -> None:
    """No decision is forced on a town that has found its niche."""
    alone = _left_alone(draft)
    for row in draft.rows["Locks"]:
        if row.filled("town", "subject") and row.values.get("decision") == "must" and row["town"] in alone:
            place = alone[row["town"]].origin.cell("niche")
            message = wording(
                say("{town} has found its niche and is left alone", town=row["town"]),
                say("must {subject}", subject=row["subject"]),
                say("no such lock while {cell} says yes", cell=place),
                say("delete the lock, or correct the finding"),
            )
            draft.fault_at(row, "town", message)


def _left_alone(draft: Draft) -> dict[str, Row]:
    """Towns left alone, and the finding that says so."""
    rows = [row for row in draft.rows["Findings"] if row.filled("town", "year") and row.sound("status", "niche")]
    findings = [Finding(row["town"], row["year"], row["status"] or "", row["niche"]) for row in rows]
    towns = [Town(row["town"], "", "", "", 0.0) for row in draft.rows["Towns"] if row.filled("town")]
    alone = {town.town for town in as_found(towns, findings) if town.left_alone}
    said = {row["town"]: row for row in sorted(rows, key=lambda row: int(row["year"])) if row["niche"] == "yes"}
    return {town: said[town] for town in alone}
