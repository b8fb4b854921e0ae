"""Checks of what clusters are made of: jobs and firms by place, candidates, and the steps of their formation."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from itertools import pairwise

from models.case import COUNTRY
from planner.tables.faults import wording
from planner.tables.known import TOLERANCE, in_order, kinds_of_measures, settings_by_name, started_only
from planner.tables.names import listed
from planner.tables.tabulate import Draft, Row
from planner.tables.values import plain
from planner.words import Words, phrase, say

PERSONS = ("employed_persons", "earlier_employed_persons")
"""Counts that a part has no more of than its whole. Firms are left out: one firm may stand in several towns."""
REGIONS_MOST = 1
"""Regions that a cluster may reach over while the setting is blank."""
ABOVE_ALL_INDUSTRIES = phrase("{column} of {industry} in {place} is above that of all its industries")
ABOVE_THE_COUNTRY = phrase("{column} of {industry} in {place} is above that of the country")

Rows = Mapping[tuple[str, str], Row]
"""Rows of Employment by place and industry, the empty industry for all together."""


def check_employment(draft: Draft) -> None:
    """Parts are no larger than their wholes: firms, industries of a place, and places of the country."""
    for row in draft.rows["Employment"]:
        in_order(draft, row, ("independent_firms", "firms"))
        in_order(draft, row, ("largest_employed_persons", "employed_persons"))
    rows = _by_place(draft)
    regions = {row["region"] for row in draft.rows["Regions"] if row.filled("region")}
    for (place, industry), row in rows.items():
        if industry and (place, "") in rows:
            _within(draft, row, rows[place, ""], ABOVE_ALL_INDUSTRIES)
        if place in regions and (COUNTRY, industry) in rows:
            _within(draft, row, rows[COUNTRY, industry], ABOVE_THE_COUNTRY)
    _check_towns_together(draft, rows)


def _by_place(draft: Draft) -> Rows:
    """Rows whose place and industry are known; of two with the same, which is told elsewhere, the first."""
    found: dict[tuple[str, str], Row] = {}
    for row in draft.rows["Employment"]:
        if row.filled("place") and row.sound("industry"):
            found.setdefault((row["place"], row["industry"] or ""), row)
    return found


def _called(industry: str | None) -> str:
    return industry or say("all industries")


def _within(draft: Draft, part: Row, whole: Row, wrong: str) -> None:
    """Tell persons of a part that are more than those of the whole it belongs to, in the sentence ``wrong``."""
    for column in PERSONS:
        if part.filled(column) and whole.filled(column) and part[column] > whole[column] + TOLERANCE:
            message = wording(
                say(wrong, column=column, industry=_called(part["industry"]), place=part["place"]),
                plain(part[column]),
                say("{number} at most, as in {cell},", number=plain(whole[column]), cell=whole.origin.cell(column)),
                say("correct one of the two"),
            )
            draft.fault_at(part, column, message)


def _check_towns_together(draft: Draft, rows: Rows) -> None:
    """The towns of the case have no more persons together than the country."""
    towns = [row["town"] for row in draft.rows["Towns"] if row.filled("town")]
    for (place, industry), country in rows.items():
        if place != COUNTRY:
            continue
        of_towns = [rows[town, industry] for town in dict.fromkeys(towns) if (town, industry) in rows]
        for column in PERSONS:
            together = sum(row[column] for row in of_towns if row.filled(column))
            if country.filled(column) and together > country[column] + TOLERANCE:
                message = wording(
                    say(
                        "{column} of {industry} in the country is below that of the towns of the case together",
                        column=column, industry=_called(industry),
                    ),
                    plain(country[column]),
                    say("at least {number}", number=plain(round(together, 9))),
                    say("correct it, or the rows of the towns"),
                )  # fmt: skip
                draft.fault_at(country, column, message)


def check_references(draft: Draft) -> None:
    """What places or clusters are compared with is there: the country's row of the same industry."""
    rows = draft.rows["Employment"]
    # A row whose place or industry cannot be read may be the one that seems to be missing.
    if "Employment" in draft.unreadable or not all(row.filled("place") and row.sound("industry") for row in rows):
        return
    present = {row["industry"] or "" for row in rows if row["place"] == COUNTRY}
    for row, industry in _compared(draft):
        if industry in present:
            continue
        present.add(industry)  # each is told once, where it is needed first
        draft.fault_at(row, "industry", _no_reference(industry))


def _no_reference(industry: str) -> Words:
    if industry:
        wrong = say(
            "{industry} of the country is not in sheet Employment, so that nothing can be compared with it",
            industry=industry,
        )
        expected = say("a row with place {place} and industry {industry}", place=COUNTRY, industry=industry)
    else:
        wrong = say(
            "all industries of the country are not in sheet Employment, so that nothing can be compared with it"
        )
        expected = say("a row with place {place} and a blank industry", place=COUNTRY)
    return wording(wrong, say("no row"), expected, say("add it; figures that are not known may stay blank"))


def _compared(draft: Draft) -> Iterator[tuple[Row, str]]:
    """Rows that need the country's row of their industry. What a territory permits is compared with nothing."""
    for row in draft.rows["Employment"]:
        if row["place"] != COUNTRY:
            yield row, row["industry"] or ""
    for row in draft.rows["Clusters"]:
        if row.filled("industry"):
            yield row, row["industry"]


def check_clusters(draft: Draft) -> None:
    """Every candidate has towns, in no more regions than a cluster may reach over, and there are steps to form it."""
    most = _regions_most(draft)
    region_of = {row["town"]: row["region"] for row in draft.rows["Towns"] if row.filled("town", "region")}
    for row in draft.rows["Clusters"]:
        if not row.filled("towns"):
            continue
        if not row["towns"]:
            message = wording(
                say("the cluster has no town"),
                say("no name"),
                say("one town or several"),
                say("name them, or delete it"),
            )
            draft.fault_at(row, "towns", message)
        regions = dict.fromkeys(region_of[town] for town in row["towns"] if town in region_of)
        if most is not None and len(regions) > most:
            message = wording(
                say("the cluster reaches over too many regions"),
                f"{len(regions)} ({listed(regions)})",
                say("{most} at most", most=most),
                say("leave towns out, divide it, or raise cluster_regions_most in sheet Settings"),
            )
            draft.fault_at(row, "towns", message)
    if draft.rows["Clusters"] and not draft.rows["ClusterSteps"] and "ClusterSteps" not in draft.unreadable:
        message = wording(
            say("there are clusters and no steps to form them"),
            say("no row"),
            say("at least one step of stage 1"),
            say("add the steps"),
        )
        draft.fault_missing("ClusterSteps", message)


def _regions_most(draft: Draft) -> int | None:
    """Most regions of a cluster, or None if the setting has a fault."""
    rows = [row for row in draft.rows["Settings"] if row.values.get("setting") == "cluster_regions_most"]
    if not all(row.sound("value") for row in rows):
        return None
    stated = settings_by_name(draft).get("cluster_regions_most")
    return REGIONS_MOST if stated is None else stated["value"]


def check_cluster_steps(draft: Draft) -> None:
    """Steps are done by started measures, each at one stage, and stages are counted without a hole."""
    rows, kinds = draft.rows["ClusterSteps"], kinds_of_measures(draft)
    first: dict[str, Row] = {}
    for row in rows:
        started_only(draft, row, "measure", kinds, say("choose a started measure; roadmaps take the opening ones"))
        if not row.filled("step", "stage"):
            continue
        earlier = first.setdefault(row["step"], row)
        if earlier["stage"] != row["stage"]:
            message = wording(
                say("step {step} stands at two stages", step=row["step"]),
                str(row["stage"]),
                say("{stage}, as in {cell},", stage=earlier["stage"], cell=earlier.origin.cell("stage")),
                say("correct one of the two, or give one step another name"),
            )
            draft.fault_at(row, "stage", message)
    if all(row.filled("stage") for row in rows):
        _check_holes(draft, rows)


def _check_holes(draft: Draft, rows: list[Row]) -> None:
    """Tell the first row of each stage that has no stage just before it."""
    at_stage: dict[int, Row] = {}
    for row in rows:
        at_stage.setdefault(row["stage"], row)
    for before, stage in pairwise([0, *sorted(at_stage)]):
        if stage != before + 1:
            message = wording(
                say("no step is of stage {stage}", stage=before + 1),
                str(stage),
                say("stages counted 1, 2, 3 without a hole, here {stage},", stage=before + 1),
                say("correct the stage, or add the step that is missing"),
            )
            draft.fault_at(at_stage[stage], "stage", message)
