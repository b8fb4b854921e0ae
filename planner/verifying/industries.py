"""What an industry is in some places beside the country, and the sheet Industries compared.

Written from ``docs/model.md``, in the diagnosis of Clusters and under What the plan reports. All of it depends on the
case alone.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from math import fsum, isnan, nan

from models.case import COUNTRY, Case, Employment, Settings
from planner.verifying.comparing import ABSOLUTE, Findings, Key, check_order, rows_by_key
from planner.verifying.plan_reading import Plan, Record

EDGE = 1e-9
"""What floating point may do to a figure at the edge of a condition, to years of delay and to parts of a gap."""
PERSONS_SLACK = 1e-6
"""Error allowed to growth in persons: it is a small difference of large numbers."""

Jobs = Mapping[tuple[str, str], Employment]
"""The rows of Employment by place and industry."""


@dataclass(frozen=True, slots=True)
class Figures:
    """What is known of an industry in some places; not a number where it is unknown, which makes unknown all that is
    counted from it.
    """

    employed_persons: float
    firms: float
    independent_firms: float
    location_quotient: float
    output_ratio: float
    dominance_share: float
    focus_share: float
    size_share: float
    national_growth_persons: float
    mix_growth_persons: float
    local_growth_persons: float


FIGURES = tuple(field.name for field in fields(Figures))
OF_FIRMS = ("firms", "independent_firms", "dominance_share")
"""Figures that only clusters are asked for."""


def jobs_of(case: Case) -> Jobs:
    return {(row.place, row.industry): row for row in case.employment}


def figures_of(jobs: Jobs, places: Sequence[str], industry: str) -> Figures:
    """The figures of an industry in some places together, from their rows and those of the country."""

    def at(place: str, of: str) -> Employment:
        return jobs.get((place, of), Employment(place, of))

    own, every = [at(place, industry) for place in places], [at(place, "") for place in places]
    country, country_all = at(COUNTRY, industry), at(COUNTRY, "")
    employed = added(row.employed_persons for row in own)
    earlier = added(row.earlier_employed_persons for row in own)
    output = fsum(known(row.output_trub_per_worker) * known(row.employed_persons) for row in own)
    grown = ratio(known(country.employed_persons), known(country.earlier_employed_persons))
    grown_all = ratio(known(country_all.employed_persons), known(country_all.earlier_employed_persons))
    national, mix = earlier * (grown_all - 1), earlier * (grown - grown_all)
    focus = ratio(employed, added(row.employed_persons for row in every))
    focus_of_country = ratio(known(country.employed_persons), known(country_all.employed_persons))
    return Figures(
        employed_persons=employed,
        firms=added(row.firms for row in own),
        independent_firms=added(row.independent_firms for row in own),
        location_quotient=ratio(focus, focus_of_country),
        output_ratio=ratio(ratio(output, employed), known(country.output_trub_per_worker)),
        dominance_share=ratio(greatest(row.largest_employed_persons for row in own), employed),
        focus_share=focus,
        size_share=ratio(employed, known(country.employed_persons)),
        national_growth_persons=national,
        mix_growth_persons=mix,
        local_growth_persons=employed - earlier - national - mix,
    )


def known(figure: float | None) -> float:
    """A figure as a number that makes unknown whatever is counted from it, if it is not there."""
    return nan if figure is None else figure


def added(figures: Iterable[float | None]) -> float:
    return fsum(known(figure) for figure in figures)


def greatest(figures: Iterable[float | None]) -> float:
    """The greatest of some figures, unknown where one of them is."""
    numbers = [known(figure) for figure in figures]
    return nan if any(map(isnan, numbers)) else max(numbers, default=nan)


def ratio(above: float, below: float) -> float:
    """A quotient; unknown too where there is nothing to compare with."""
    return above / below if below else nan


def asked_of(settings: Settings, figures: Figures) -> list[tuple[float, float]]:
    """The figures that settings ask for a star each, with what is asked: location quotient, size and focus."""
    asked = (
        (figures.location_quotient, settings.cluster_star_quotient_least),
        (figures.size_share, settings.cluster_star_size_least_share),
        (figures.focus_share, settings.cluster_star_focus_least_share),
    )
    return [(figure, least) for figure, least in asked if least is not None]


def stars_of(settings: Settings, figures: Figures) -> int:
    """One star for each figure that reaches what is asked for it; a figure that is not known has none."""
    return sum(figure >= least - EDGE for figure, least in asked_of(settings, figures))


def stars_if_known(settings: Settings, figures: Figures) -> float:
    """The stars, not a number where a figure that is asked for is not known."""
    unknown = any(isnan(figure) for figure, _ in asked_of(settings, figures))
    return nan if unknown else float(stars_of(settings, figures))


def compare_figures(record: Record, figures: Figures, columns: Iterable[str], findings: Findings) -> None:
    """Compare figures of an industry, each in the column of its name."""
    for column in columns:
        slack = PERSONS_SLACK if column.endswith("_growth_persons") else ABSOLUTE
        findings.figure(record, column, getattr(figures, column), absolute=slack)


def check_industries(plan: Plan, case: Case, findings: Findings) -> None:
    """Compare the sheet Industries compared: every row of Employment with an industry, but those of the country."""
    jobs = jobs_of(case)
    rows: dict[Key, Figures] = {
        (place, industry): figures_of(jobs, [place], industry)
        for place, industry in jobs
        if industry and place != COUNTRY
    }
    found = rows_by_key(plan, "Industries compared", ("place", "industry"), rows, rows, findings)
    check_order(found, rows, ("place", "industry"), findings)
    for key, record in found.items():
        compare_figures(record, rows[key], (name for name in FIGURES if name not in OF_FIRMS), findings)
        findings.figure(record, "stars", stars_if_known(case.settings, rows[key]))
