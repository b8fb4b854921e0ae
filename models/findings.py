"""Findings: what a team found on the spot takes the place of what sheet Towns says (paper 1, policies in a crisis)."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace

from models.case import Finding, Town


def as_found(towns: Iterable[Town], findings: Iterable[Finding]) -> tuple[Town, ...]:
    """Towns with the status that was last found, and left alone where a niche was."""
    found = sorted(findings, key=lambda row: row.year)
    status = {row.town: row.status for row in found if row.status}
    niche = {row.town: row.niche for row in found if row.niche is not None}
    return tuple(
        replace(
            town,
            status=status.get(town.town, town.status),
            stated_status=town.status if town.town in status else "",
            left_alone=niche.get(town.town) == "yes",
        )
        for town in towns
    )


def as_stated(town: Town) -> Town:
    """The town as its row of the sheet Towns has it."""
    return replace(town, status=town.stated_status or town.status)


def last_years(findings: Iterable[Finding]) -> dict[str, int]:
    years: dict[str, int] = {}
    for row in findings:
        years[row.town] = max(row.year, years.get(row.town, row.year))
    return years
