"""Checks of what towns bring themselves: proposals, readiness and consent, and the money of others."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from models.case import CAPACITY_GOAL
from planner.tables.faults import wording
from planner.tables.known import (
    TOLERANCE,
    in_order,
    kinds_of_measures,
    only_in_its_town,
    rows_of_proposals,
    started_only,
    towns_of_proposals,
)
from planner.tables.names import either, quoted_name
from planner.tables.tabulate import Draft, Row
from planner.tables.values import plain
from planner.words import Words, phrase, say

PROPOSALS_MOST = 20
"""Proposals of one town: what it could look at with care; a longer list is a catalogue."""
SHARES_MOST = 0.9
"""Shares of all contributors together: a measure without public money needs no plan, and cost must stay above 0."""
RISING = (
    ("scale_low", "scale_high"),
    ("unit_cost_low_mrub", "unit_cost_mrub", "unit_cost_high_mrub"),
    ("yield_low", "yield_central", "yield_high"),
)
ON_THE_ROW = ("unit_cost", "cost_size_exponent", "size_exponent")
"""Coefficients that no row of Coefficients may give for a proposal: its figures are those of its own town."""
OF_THE_CATALOGUE = {
    "rollout": phrase("no other town may start it"),
    "cluster": phrase("a cluster adds to measures of the catalogue alone"),
}
"""Coefficients that mean nothing for a proposal, and why."""

Place = tuple[str | None, str | None]
"""Town and measure of a contribution; None means all."""


def check_proposals(draft: Draft) -> None:
    """Proposals are like a started measure, serve a goal that measures can serve, and state figures in order."""
    kinds = kinds_of_measures(draft)
    for row in draft.rows["Proposals"]:
        started_only(draft, row, "like", kinds, say("choose the started measure it is most like"))
        if row.filled("goal") and row["goal"] == CAPACITY_GOAL:
            message = wording(
                say("goal {goal} is served by roadmaps alone", goal=CAPACITY_GOAL),
                quoted_name(CAPACITY_GOAL),
                say("another goal"),
                say("count the result in another goal"),
            )
            draft.fault_at(row, "goal", message)
        if row.filled("scale_low") and row["scale_low"] == 0:
            message = wording(
                say("scale_low is 0"), "0", say("a number above 0"), say("type the least scale that works")
            )
            draft.fault_at(row, "scale_low", message)
        for columns in RISING:
            in_order(draft, row, columns)
    _check_count(draft)


def _check_count(draft: Draft) -> None:
    by_town: dict[str, list[Row]] = defaultdict(list)
    for row in draft.rows["Proposals"]:
        if row.filled("town"):
            by_town[row["town"]].append(row)
    for town, rows in by_town.items():
        if len(rows) > PROPOSALS_MOST:
            message = wording(
                say("town {town} has too many proposals, the first too many is here", town=town),
                str(len(rows)),
                say("{most} at most", most=PROPOSALS_MOST),
                say("keep the best ones and delete the others"),
            )
            draft.fault_at(rows[PROPOSALS_MOST], "town", message)


def check_coefficients_of_proposals(draft: Draft) -> None:
    """What the row of a proposal states is not stated again, it does not grow with its town, and none is rolled out."""
    goals = {row["proposal"]: row.values.get("goal") for row in rows_of_proposals(draft)}
    for row in draft.rows["Coefficients"]:
        if not row.filled("coefficient", "subject") or row["subject"] not in goals:
            continue
        name, proposal = row["coefficient"], row["subject"]
        if name in ON_THE_ROW:
            message = wording(
                say(
                    "a proposal has no {coefficient} in sheet Coefficients, its row states the cost and result on the "
                    "spot",
                    coefficient=name,
                ),
                quoted_name(proposal),
                say("a measure of the catalogue"),
                say("delete the row and correct the figures in sheet Proposals"),
            )
            draft.fault_at(row, "subject", message)
        elif name in OF_THE_CATALOGUE:
            message = wording(
                say("a proposal has no {coefficient}, {why}", coefficient=name, why=say(OF_THE_CATALOGUE[name])),
                quoted_name(proposal),
                say("a measure of the catalogue"),
                say("delete the row"),
            )
            draft.fault_at(row, "subject", message)
        elif name == "yield" and row.filled("key") and row["key"] == goals[proposal]:
            message = wording(
                say("the yield of {proposal} for {goal} stands in sheet Proposals", proposal=proposal, goal=row["key"]),
                quoted_name(row["key"]),
                say("another goal"),
                say("delete the row and correct the figures in sheet Proposals"),
            )
            draft.fault_at(row, "key", message)


def check_readiness(draft: Draft) -> None:
    """Readiness is told of measures of the catalogue and of a town's own proposals."""
    towns = towns_of_proposals(draft)
    for row in draft.rows["Readiness"]:
        only_in_its_town(draft, row, "measure", towns)


def check_contributions(draft: Draft) -> None:
    """A contribution is a share or a sum, sums are for projects, and shares leave something for public money."""
    kinds, towns = kinds_of_measures(draft), towns_of_proposals(draft)
    for row in draft.rows["Contributions"]:
        only_in_its_town(draft, row, "measure", towns)
        if row.sound("share", "sum_mrub") and row["share"] is None and row["sum_mrub"] is None:
            message = wording(
                say("the contribution has neither share nor sum"),
                say("nothing"),
                say("one of them or both"),
                say("fill one in"),
            )
            draft.fault_at(row, "share", message)
        if row.filled("sum_mrub") and row.sound("measure") and kinds.get(row["measure"], "started") != "started":
            _sum_misplaced(draft, row, say("{measure} is an opening measure", measure=row["measure"]))
        elif row.filled("sum_mrub") and row.sound("measure") and row["measure"] is None:
            _sum_misplaced(draft, row, say("this row is for all measures"))
    _check_shares(draft)


def _sum_misplaced(draft: Draft, row: Row, why: Words) -> None:
    message = wording(
        say("sum_mrub is for each project of a started measure, {why}", why=why),
        plain(row["sum_mrub"]),
        say("a blank cell"),
        say("name a started measure or proposal, or write a share"),
    )
    draft.fault_at(row, "sum_mrub", message)


def _check_shares(draft: Draft) -> None:
    """One fault for each set of rows that hold together somewhere and ask for more than can be shared out."""
    rows = draft.rows["Contributions"]
    # A row whose town or measure cannot be read may be the most particular one anywhere.
    if not all(row.filled("contributor") and row.sound("town", "measure") for row in rows):
        return
    by_contributor: dict[str, dict[Place, Row]] = defaultdict(dict)
    for row in rows:
        by_contributor[row["contributor"]].setdefault((row["town"], row["measure"]), row)
    tables = list(by_contributor.values())
    if sum(max(map(_share, table.values())) for table in tables) <= SHARES_MOST + TOLERANCE:
        return
    told: set[tuple[int, ...]] = set()
    for town, measure in _places(draft):
        particular = [_most_particular(table, town, measure) for table in tables]
        held = [row for row in particular if row is not None and _share(row) > 0]
        names = tuple(id(row) for row in held)
        if sum(map(_share, held)) > SHARES_MOST + TOLERANCE and names not in told:
            told.add(names)
            _tell_shares(draft, held, town, measure)


def _share(row: Row) -> float:
    return row.values.get("share") or 0.0


def _places(draft: Draft) -> Iterator[tuple[str, str]]:
    """Every town with every measure it could use."""
    own, measures = towns_of_proposals(draft), tuple(kinds_of_measures(draft))
    for town in draft.rows["Towns"]:
        if town.filled("town"):
            for measure in measures:
                if own.get(measure, town["town"]) == town["town"]:
                    yield town["town"], measure


def _most_particular(table: Mapping[Place, Row], town: str, measure: str) -> Row | None:
    places: Sequence[Place] = ((town, measure), (town, None), (None, measure), (None, None))
    return next((table[place] for place in places if place in table), None)


def _tell_shares(draft: Draft, held: Sequence[Row], town: str, measure: str) -> None:
    *others, last = sorted(held, key=lambda row: row.order)
    cells = either(row.origin.cell("share") for row in others)
    message = wording(
        say("shares of all contributors to {measure} in town {town} are too much together", measure=measure, town=town),
        plain(round(sum(map(_share, held)), 9)),
        say("{most} at most", most=plain(SHARES_MOST)),
        say("lower this share or {cells}", cells=cells),
    )
    draft.fault_at(last, "share", message)
