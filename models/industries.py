"""Figures of an industry in one or several places (paper 2: where firms of a profile stand close together).

What is not known stays unknown, and so does what is counted from it: nothing here takes a prior. A ratio to nothing,
such as the share in no jobs, is not known either. Everything is a function of the case alone, the same at every draw.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass

from models.case import COUNTRY, Case, Employment

ALL_INDUSTRIES = ""
"""The industry of a row that counts all industries of its place together."""
EDGE = 1e-9
"""A figure this much below what is asked still keeps it: dividing in another order must not part them."""

Rows = Mapping[tuple[str, str], Employment]
"""Rows of Employment by place and industry."""
Known = float | None


@dataclass(frozen=True)
class Figures:
    """An industry in some places together, each figure None where it is not known (model page, Clusters, Diagnosis).

    ``location_quotient`` is the share of the industry in the jobs of the places over that in the country;
    ``output_ratio`` the output of a worker, country = 1; ``dominance_share`` the part of the largest firm;
    ``focus_share`` the part of all jobs of the places, ``size_share`` of the country's jobs in the industry. The
    growth since the earlier year is that of the country (``national_growth_persons``), that of the industry beyond it
    (``mix_growth_persons``), and what only the places explain (``local_growth_persons``).
    """

    employed_persons: float | None
    firms: float | None
    independent_firms: float | None
    largest_employed_persons: float | None
    location_quotient: float | None
    output_ratio: float | None
    dominance_share: float | None
    focus_share: float | None
    size_share: float | None
    national_growth_persons: float | None
    mix_growth_persons: float | None
    local_growth_persons: float | None


def figures_of(case: Case, places: Sequence[str], industry: str) -> Figures:
    """The figures of an industry in some places taken together; a place without its row makes sums unknown."""
    rows = rows_about(case, places, industry)
    employed = total(rows, places, industry, lambda row: row.employed_persons)
    largest = greatest(rows, places, industry, lambda row: row.largest_employed_persons)
    everybody = total(rows, places, ALL_INDUSTRIES, lambda row: row.employed_persons)
    country = total(rows, (COUNTRY,), industry, lambda row: row.employed_persons)
    whole_country = total(rows, (COUNTRY,), ALL_INDUSTRIES, lambda row: row.employed_persons)
    focus = ratio(employed, everybody)
    national, mix, local = growth_of(rows, places, industry)
    return Figures(
        employed_persons=employed,
        firms=total(rows, places, industry, lambda row: row.firms),
        independent_firms=total(rows, places, industry, lambda row: row.independent_firms),
        largest_employed_persons=largest,
        location_quotient=ratio(focus, ratio(country, whole_country)),
        output_ratio=output_ratio(rows, places, industry),
        dominance_share=ratio(largest, employed),
        focus_share=focus,
        size_share=ratio(employed, country),
        national_growth_persons=national,
        mix_growth_persons=mix,
        local_growth_persons=local,
    )


def rows_about(case: Case, places: Sequence[str], industry: str) -> Rows:
    """Rows of the places and of the country, of the industry and of all industries."""
    wanted = {*places, COUNTRY}
    return {
        (row.place, row.industry): row
        for row in case.employment
        if row.place in wanted and row.industry in (industry, ALL_INDUSTRIES)
    }


def values_of(
    rows: Rows, places: Sequence[str], industry: str, figure: Callable[[Employment], Known]
) -> list[float] | None:
    """One figure of every place, or None where that of any of them is not known."""
    values: list[float] = []
    for place in places:
        row = rows.get((place, industry))
        value = None if row is None else figure(row)
        if value is None:
            return None
        values.append(value)
    return values or None


def total(rows: Rows, places: Sequence[str], industry: str, figure: Callable[[Employment], Known]) -> Known:
    values = values_of(rows, places, industry, figure)
    return None if values is None else sum(values)


def greatest(rows: Rows, places: Sequence[str], industry: str, figure: Callable[[Employment], Known]) -> Known:
    values = values_of(rows, places, industry, figure)
    return None if values is None else max(values)


def ratio(part: Known, whole: Known) -> Known:
    return None if part is None or not whole else part / whole


def output_of(row: Employment) -> Known:
    """Output of all workers of a row together, thousand roubles a year."""
    if row.output_trub_per_worker is None or row.employed_persons is None:
        return None
    return row.output_trub_per_worker * row.employed_persons


def output_ratio(rows: Rows, places: Sequence[str], industry: str) -> Known:
    """Output of a worker of the places over that of a worker of the country, both in the industry."""
    of_places = ratio(
        total(rows, places, industry, output_of), total(rows, places, industry, lambda row: row.employed_persons)
    )
    return ratio(of_places, total(rows, (COUNTRY,), industry, lambda row: row.output_trub_per_worker))


def growth_of(rows: Rows, places: Sequence[str], industry: str) -> tuple[Known, Known, Known]:
    """Persons gained since the earlier year: with the country, with the industry beyond it, and by the places alone.

    Design, after the shift-share analysis of regional economics; the three add up to the whole growth.
    """
    now = total(rows, places, industry, lambda row: row.employed_persons)
    earlier = total(rows, places, industry, lambda row: row.earlier_employed_persons)
    country_times = times_grown(rows, ALL_INDUSTRIES)
    industry_times = times_grown(rows, industry)
    if earlier is None or country_times is None:
        return None, None, None
    national = earlier * (country_times - 1.0)
    if industry_times is None:
        return national, None, None
    mix = earlier * (industry_times - country_times)
    return national, mix, None if now is None else now - earlier - national - mix


def times_grown(rows: Rows, industry: str) -> Known:
    """Persons employed in the country over those of the earlier year."""
    now = total(rows, (COUNTRY,), industry, lambda row: row.employed_persons)
    return ratio(now, total(rows, (COUNTRY,), industry, lambda row: row.earlier_employed_persons))


def stars_of(case: Case, figures: Figures) -> int | None:
    """One star each for concentration, size and focus where its setting is filled in; None if any such is not known.

    Design, after the European Cluster Observatory.
    """
    earned = earned_stars(case, figures)
    return None if None in earned else earned.count(True)


def earned_stars(case: Case, figures: Figures) -> list[bool | None]:
    """Whether each star that is asked for is earned; None where its figure is not known."""
    settings = case.settings
    asked = (
        (figures.location_quotient, settings.cluster_star_quotient_least),
        (figures.size_share, settings.cluster_star_size_least_share),
        (figures.focus_share, settings.cluster_star_focus_least_share),
    )
    return [None if figure is None else figure >= least - EDGE for figure, least in asked if least is not None]
