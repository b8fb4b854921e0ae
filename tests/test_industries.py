"""Figures of an industry in places, counted by hand from round numbers.

The country has 1,000 jobs, 800 earlier (times 1.25), of them 100 in timber, 50 earlier (times 2). A has 200 jobs, 60 of
them in timber; B has 160, of them 30. So timber is a tenth of the country's jobs, three tenths of A's, a quarter of
those of both towns.
"""

from __future__ import annotations

from dataclasses import asdict, replace
from typing import Any

import pytest

from models.case import Case, Employment, Settings
from models.industries import Figures, figures_of, stars_of
from tests.small_case import small_case

COUNTRY_ALL = Employment("country", "", 1_000.0, earlier_employed_persons=800.0)
COUNTRY_TIMBER = Employment("country", "timber", 100.0, earlier_employed_persons=50.0, output_trub_per_worker=2_000.0)
A_ALL, B_ALL = Employment("A", "", 200.0), Employment("B", "", 160.0)
A_TIMBER = Employment("A", "timber", 60.0, 12.0, 9.0, 30.0, 48.0, 3_000.0)
B_TIMBER = Employment("B", "timber", 30.0, 20.0, 18.0, 12.0, 40.0, 1_500.0)
ROWS = (COUNTRY_ALL, COUNTRY_TIMBER, A_ALL, B_ALL, A_TIMBER, B_TIMBER)

OF_A = Figures(
    employed_persons=60.0,
    firms=12.0,
    independent_firms=9.0,
    largest_employed_persons=30.0,
    location_quotient=3.0,  # 0.3 over 0.1
    output_ratio=1.5,  # 3,000 over 2,000
    dominance_share=0.5,  # 30 of 60
    focus_share=0.3,  # 60 of 200
    size_share=0.6,  # 60 of 100
    national_growth_persons=12.0,  # 48 * 0.25
    mix_growth_persons=36.0,  # 48 * (2 - 1.25)
    local_growth_persons=-36.0,  # 60 - 48 - 12 - 36
)
OF_BOTH = Figures(
    employed_persons=90.0,
    firms=32.0,
    independent_firms=27.0,
    largest_employed_persons=30.0,  # of A; firms of two towns do not add up to one
    location_quotient=2.5,  # 0.25 over 0.1
    output_ratio=1.25,  # (60 * 3,000 + 30 * 1,500) / 90 = 2,500
    dominance_share=30 / 90,
    focus_share=0.25,  # 90 of 360
    size_share=0.9,
    national_growth_persons=22.0,  # 88 * 0.25
    mix_growth_persons=66.0,  # 88 * 0.75
    local_growth_persons=-86.0,  # 90 - 88 - 22 - 66
)
SETTINGS = ("cluster_star_quotient_least", "cluster_star_size_least_share", "cluster_star_focus_least_share")


def case_of(*rows: Employment, **settings: float) -> Case:
    case = small_case()
    return replace(case, settings=replace(case.settings, **settings), employment=rows)


def near(figures: Figures) -> dict[str, object]:
    return {name: value if value is None else pytest.approx(value, abs=1e-9) for name, value in asdict(figures).items()}


def unknown_in(figures: Figures) -> set[str]:
    return {name for name, value in asdict(figures).items() if value is None}


@pytest.mark.parametrize("order", [1, -1])
def test_figures_of_one_place_and_of_two_together(order: int) -> None:
    """Other industries and places change nothing, nor does the order of rows and places."""
    others = (Employment("C", "timber", 5.0), Employment("A", "fish", 7.0), Employment("country", "fish", 9.0))
    case = case_of(*(*others, *ROWS)[::order])
    assert asdict(figures_of(case, ("A",), "timber")) == near(OF_A)
    assert asdict(figures_of(case, ("A", "B")[::order], "timber")) == near(OF_BOTH)


def test_growth_adds_up_to_the_persons_gained() -> None:
    figures = figures_of(case_of(*ROWS), ("A", "B"), "timber")
    parts = (figures.national_growth_persons, figures.mix_growth_persons, figures.local_growth_persons)
    assert sum(part for part in parts if part is not None) == pytest.approx(90.0 - 88.0)


def test_of_the_country_itself_nothing_is_local() -> None:
    """It is no more concentrated, productive or grown than itself; its whole jobs in the industry are its own."""
    figures = figures_of(case_of(*ROWS), ("country",), "timber")
    assert (figures.location_quotient, figures.output_ratio, figures.size_share) == (1.0, 1.0, 1.0)
    assert figures.local_growth_persons == pytest.approx(0.0)
    assert figures.national_growth_persons == pytest.approx(12.5)  # 50 * 0.25
    assert figures.mix_growth_persons == pytest.approx(37.5)  # 50 * 0.75


UNKNOWN: dict[str, tuple[Employment, dict[str, Any], set[str]]] = {
    "jobs of a town": (
        B_TIMBER, {"employed_persons": None},
        {"employed_persons", "location_quotient", "output_ratio", "dominance_share", "focus_share", "size_share",
         "local_growth_persons"},
    ),
    "all jobs of a town": (B_ALL, {"employed_persons": None}, {"location_quotient", "focus_share"}),
    "firms": (B_TIMBER, {"firms": None}, {"firms"}),
    "independent firms": (A_TIMBER, {"independent_firms": None}, {"independent_firms"}),
    "largest firm of the smaller town": (
        B_TIMBER, {"largest_employed_persons": None}, {"largest_employed_persons", "dominance_share"},
    ),
    "earlier jobs of a town": (
        A_TIMBER, {"earlier_employed_persons": None},
        {"national_growth_persons", "mix_growth_persons", "local_growth_persons"},
    ),
    "output of a town": (A_TIMBER, {"output_trub_per_worker": None}, {"output_ratio"}),
    "output of the country": (COUNTRY_TIMBER, {"output_trub_per_worker": None}, {"output_ratio"}),
    "jobs of the country in the industry": (
        COUNTRY_TIMBER, {"employed_persons": None},
        {"location_quotient", "size_share", "mix_growth_persons", "local_growth_persons"},
    ),
    "all jobs of the country": (
        COUNTRY_ALL, {"employed_persons": None},
        {"location_quotient", "national_growth_persons", "mix_growth_persons", "local_growth_persons"},
    ),
    "earlier jobs of the country in the industry": (
        COUNTRY_TIMBER, {"earlier_employed_persons": None}, {"mix_growth_persons", "local_growth_persons"},
    ),
    "all earlier jobs of the country": (
        COUNTRY_ALL, {"earlier_employed_persons": None},
        {"national_growth_persons", "mix_growth_persons", "local_growth_persons"},
    ),
    "nothing in the country": (
        COUNTRY_TIMBER, {"employed_persons": 0.0, "output_trub_per_worker": 0.0, "earlier_employed_persons": 0.0},
        {"location_quotient", "output_ratio", "size_share", "mix_growth_persons", "local_growth_persons"},
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", UNKNOWN)
def test_what_is_counted_from_something_unknown_is_unknown_and_nothing_else(name: str) -> None:
    row, change, unknown = UNKNOWN[name]
    rows = [replace(row, **change) if known is row else known for known in ROWS]
    figures = figures_of(case_of(*rows), ("A", "B"), "timber")
    assert unknown_in(figures) == unknown
    kept = near(OF_BOTH)
    assert {key: value for key, value in asdict(figures).items() if key not in unknown} == {
        key: value for key, value in kept.items() if key not in unknown
    }


def test_a_town_without_a_row_is_not_a_town_without_jobs() -> None:
    everything = set(asdict(OF_A))
    assert unknown_in(figures_of(case_of(*(row for row in ROWS if row is not B_TIMBER)), ("A", "B"), "timber")) == (
        everything
    )
    none = replace(B_TIMBER, employed_persons=0.0, firms=0.0, independent_firms=0.0, largest_employed_persons=0.0,
                   earlier_employed_persons=0.0, output_trub_per_worker=0.0)  # fmt: skip
    figures = figures_of(case_of(*(none if row is B_TIMBER else row for row in ROWS)), ("A", "B"), "timber")
    assert (figures.employed_persons, figures.firms, figures.dominance_share) == (60.0, 12.0, 0.5)


def test_without_any_jobs_there_is_no_dominance() -> None:
    none = Employment("A", "timber", 0.0, 0.0, 0.0, 0.0, 0.0, 0.0)
    figures = figures_of(case_of(COUNTRY_ALL, COUNTRY_TIMBER, A_ALL, none), ("A",), "timber")
    assert unknown_in(figures) == {"dominance_share", "output_ratio"}
    assert figures.location_quotient == 0.0


def test_of_no_place_nothing_is_known() -> None:
    assert unknown_in(figures_of(case_of(*ROWS), (), "timber")) == set(asdict(OF_A))


STARS: dict[str, tuple[tuple[float | None, float | None, float | None], int]] = {
    "none asked": ((None, None, None), 0),
    "each kept exactly": ((3.0, 0.6, 0.3), 3),
    "each just missed": ((3.001, 0.601, 0.301), 0),
    "quotient alone": ((2.0, 0.7, 0.4), 1),
    "size alone": ((4.0, 0.5, 0.4), 1),
    "focus alone": ((4.0, 0.7, 0.2), 1),
    "quotient alone asked": ((2.0, None, None), 1),
}


@pytest.mark.parametrize("name", STARS)
def test_stars_are_counted_where_their_setting_is_filled_in(name: str) -> None:
    asked, stars = STARS[name]
    settings = {key: value for key, value in zip(SETTINGS, asked, strict=True) if value is not None}
    assert stars_of(case_of(**settings), OF_A) == stars


@pytest.mark.parametrize(
    ("setting", "figure"), [*zip(SETTINGS, ("location_quotient", "size_share", "focus_share"), strict=True)]
)
def test_stars_are_unknown_where_an_asked_figure_is(setting: str, figure: str) -> None:
    unknown = replace(OF_A, **{figure: None})
    others = {name: 0.1 for name in SETTINGS if name != setting}
    assert stars_of(case_of(**others, **{setting: 0.1}), unknown) is None
    assert stars_of(case_of(**others), unknown) == 2


def test_no_star_is_asked_unless_a_setting_says_so() -> None:
    assert all(getattr(Settings("", 2020, 1, 1, 2020, 0.0, 0.0, 1, 0.0, 0.0), name) is None for name in SETTINGS)
