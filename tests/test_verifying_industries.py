"""Industries of places and residents of the second computation, against what follows by hand from docs/model.md.

Timber of the towns A and B is that of ``test_verifying_clusters``: 300 of 1,000 persons in A and 100 of 1,000 in B, in
the country 100,000 of 1,000,000, which makes quotients of 3 and 1. Country-wide timber is 1.6 times and all jobs are
0.8 times what they were, so of 200 persons in A earlier 40 fewer came with the country, 160 more with the industry, and
20 were lost by A itself; of 120 in B 24 fewer, 96 more and 92. A worker brings 2,000 and 1,000 thousand roubles, in the
country 1,400.

Of metal in A and of timber in the region persons are known, but no jobs of the country and of the region beside them.
Stars are asked for a quotient of 2, a hundredth of the country and a tenth of the place, which B just has.

The territory of A permits timber; B has none. Residents are to bring 10 jobs and 2.5 million roubles in the first year,
and at most half of their revenue may come from the backbone enterprise.
"""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from math import isnan

import pytest
from test_verifying_clusters import EMPLOYMENT, cluster_case, garden_case, garden_plan
from test_verifying_plan import altered, places, verified

from models.case import COUNTRY, Case, Employment, Resident, Tased
from planner.tables.cells import CellValue
from planner.verifying.comparing import Findings
from planner.verifying.industries import check_industries, figures_of, jobs_of, stars_if_known
from planner.verifying.plan_reading import Plan, Record, Value
from planner.verifying.residents import check_residents, fits, rules_of_resident

Rows = Sequence[Mapping[str, Value]]

PANELS = Resident("panels", "Panels", "A", "timber", 10, 2.5, 80, 0.5)
RULES = {"resident_jobs_least": 10.0, "resident_investment_least_mrub": 2.5, "resident_backbone_most_share": 0.5}


def place_case(**settings: float | None) -> Case:
    return replace(
        cluster_case(**{**RULES, **settings}),
        employment=(*EMPLOYMENT, Employment("A", "metal", 20), Employment("North", "timber", 900)),
        residents=(
            PANELS,
            Resident("bakery", "Bakery", "A", "metal", 9, None, None, 0.6),
            Resident("saws", "Saws", "B", "timber", None, 2.4, 7, None),
            Resident("chips", "Chips", "A", "timber", 12, 3, 0, None),
        ),
    )


# --- The sheets ------------------------------------------------------------------------------------------------------

INDUSTRIES: tuple[dict[str, Value], ...] = (
    {"place": "A", "industry": "timber", "employed_persons": 300.0, "location_quotient": 3.0, "output_ratio": 10 / 7,
     "focus_share": 0.3, "size_share": 0.003, "national_growth_persons": -40.0, "mix_growth_persons": 160.0,
     "local_growth_persons": -20.0, "stars": 2.0},
    {"place": "B", "industry": "timber", "employed_persons": 100.0, "location_quotient": 1.0, "output_ratio": 5 / 7,
     "focus_share": 0.1, "size_share": 0.001, "national_growth_persons": -24.0, "mix_growth_persons": 96.0,
     "local_growth_persons": -92.0, "stars": 1.0},
    {"place": "A", "industry": "metal", "employed_persons": 20.0, "location_quotient": "", "output_ratio": "",
     "focus_share": 0.02, "size_share": "", "national_growth_persons": "", "mix_growth_persons": "",
     "local_growth_persons": "", "stars": ""},
    {"place": "North", "industry": "timber", "employed_persons": 900.0, "location_quotient": "", "output_ratio": "",
     "focus_share": "", "size_share": 0.009, "national_growth_persons": "", "mix_growth_persons": "",
     "local_growth_persons": "", "stars": ""},
)  # fmt: skip
RESIDENTS: tuple[dict[str, Value], ...] = (
    {"resident": "panels", "town": "A", "industry": "timber", "permitted": "yes", "fits": "yes", "why_not": "",
     "investment_mrub": 80.0},
    {"resident": "bakery", "town": "A", "industry": "metal", "permitted": "no", "fits": "no", "why_not":
     "the territory does not permit the industry; too few jobs in the first year; investment of the first year is not "
     "known; too much revenue from the backbone enterprise", "investment_mrub": ""},
    {"resident": "saws", "town": "B", "industry": "timber", "permitted": "no", "fits": "no", "why_not":
     "the town has no territory; jobs of the first year are not known; too little invested in the first year; revenue "
     "from the backbone enterprise is not known", "investment_mrub": 7.0},
    {"resident": "chips", "town": "A", "industry": "timber", "permitted": "yes", "fits": "not known", "why_not":
     "revenue from the backbone enterprise is not known", "investment_mrub": 0.0},
)  # fmt: skip
SHEETS: dict[str, Rows] = {"Industries compared": INDUSTRIES, "Residents checked": RESIDENTS}
KEYS = ("place", "resident")
"""Columns that say what a row is about, and of a place its industry too."""


def told(sheets: Mapping[str, Rows], case: Case | None = None) -> list[str]:
    """Places of what is wrong with the two sheets."""
    records = {
        sheet: [Record(row, values, {c: f"{sheet}!{c}{row}" for c in values}) for row, values in enumerate(rows)]
        for sheet, rows in sheets.items()
    }
    findings = Findings()
    check_industries(Plan("P.xlsx", records), case or place_case(), findings)
    check_residents(Plan("P.xlsx", records), case or place_case(), findings)
    return [fault.place for fault in findings.faults]


def with_cell(sheet: str, row: int, column: str, value: Value) -> dict[str, Rows]:
    rows = [dict(values) for values in SHEETS[sheet]]
    rows[row][column] = value
    return {**SHEETS, sheet: rows}


def alterations() -> Iterator[tuple[str, int, str, Value]]:
    """Every cell made another: a figure greater by much and by little, blank where known and known where blank."""
    for sheet, rows in SHEETS.items():
        for row, values in enumerate(rows):
            for column, value in values.items():
                if isinstance(value, float):
                    yield sheet, row, column, ""
                    yield sheet, row, column, value + 1
                    if value and column != "stars":
                        yield sheet, row, column, value * 1.001
                elif value == "":
                    yield sheet, row, column, "no reason" if column == "why_not" else 0.0
                else:
                    yield sheet, row, column, value + "x"
                    yield sheet, row, column, ""


def test_the_sheets_hold() -> None:
    assert told(SHEETS) == []


@pytest.mark.parametrize(("sheet", "row", "column", "value"), list(alterations()))
def test_every_altered_cell_is_refused(sheet: str, row: int, column: str, value: Value) -> None:
    found = told(with_cell(sheet, row, column, value))
    if column in KEYS or (sheet, column) == ("Industries compared", "industry"):
        # the row stands for nothing, and the one that it stood for is missed
        assert {f"{sheet}!{column}{row}", f"P.xlsx: {sheet}"} <= set(found)
    else:
        assert found == [f"{sheet}!{column}{row}"]


@pytest.mark.parametrize(
    ("row", "column", "value"),
    [
        (0, "permitted", "no"),
        (1, "permitted", "yes"),
        (0, "fits", "not known"),
        (1, "fits", "not known"),
        (3, "fits", "no"),
        (3, "fits", "yes"),
        (1, "why_not", str(RESIDENTS[1]["why_not"]).split("; ")[0]),
        (1, "why_not", "; ".join(reversed(str(RESIDENTS[1]["why_not"]).split("; ")))),
    ],
)
def test_another_word_that_may_stand_there_is_refused(row: int, column: str, value: str) -> None:
    assert told(with_cell("Residents checked", row, column, value)) == [f"Residents checked!{column}{row}"]


@pytest.mark.parametrize("sheet", list(SHEETS))
def test_rows_are_all_there_and_once(sheet: str) -> None:
    rows = SHEETS[sheet]
    for row in range(len(rows)):
        assert told({**SHEETS, sheet: [*rows[:row], *rows[row + 1 :]]}) == [f"P.xlsx: {sheet}"]
    key = next(column for column in KEYS if column in rows[0])
    assert {f"{sheet}!{key}0", f"{sheet}!{key}4"} <= set(told({**SHEETS, sheet: [*rows, rows[0]]}))
    assert told({**SHEETS, sheet: []}) == [f"P.xlsx: {sheet}"] * len(rows)


@pytest.mark.parametrize(
    ("sheet", "order", "wrong"),
    [
        # B's timber and A's metal share nothing; of A's metal and A's timber the place is right
        ("Industries compared", (0, 2, 1, 3), ["place1", "industry1", "place2", "industry2"]),
        ("Industries compared", (2, 1, 0, 3), ["industry0", "industry2"]),
        ("Residents checked", (0, 1, 3, 2), ["resident2", "resident3"]),
        ("Residents checked", (1, 2, 3, 0), ["resident0", "resident1", "resident2", "resident3"]),
    ],
)
def test_rows_in_another_order_are_refused(sheet: str, order: tuple[int, ...], wrong: list[str]) -> None:
    found = told({**SHEETS, sheet: [SHEETS[sheet][row] for row in order]})
    assert found == [f"{sheet}!{cell}" for cell in wrong]


@pytest.mark.parametrize("place_and_industry", [(COUNTRY, "timber"), ("A", ""), ("C", "timber")])
def test_only_industries_of_places_are_compared(place_and_industry: tuple[str, str]) -> None:
    place, industry = place_and_industry
    rows = [*INDUSTRIES, {**INDUSTRIES[0], "place": place, "industry": industry}]
    wrong = "industry" if place == "A" else "place"
    assert told({**SHEETS, "Industries compared": rows}) == [f"Industries compared!{wrong}4"]


def test_the_rows_follow_the_order_of_the_case() -> None:
    case = place_case()
    case = replace(case, employment=case.employment[::-1], residents=case.residents[::-1])
    assert told({sheet: rows[::-1] for sheet, rows in SHEETS.items()}, case) == []
    assert len(told(SHEETS, case)) > 0


def test_a_case_without_industries_and_residents_has_no_rows() -> None:
    case = replace(place_case(), employment=EMPLOYMENT[2:], residents=())
    assert told(dict.fromkeys(SHEETS, ()), case) == []


# --- Stars -----------------------------------------------------------------------------------------------------------


def stars(place: str, industry: str, **settings: float | None) -> float:
    case = place_case(**settings)
    return stars_if_known(case.settings, figures_of(jobs_of(case), [place], industry))


def test_stars_of_a_place() -> None:
    # A has a quotient of 3, three thousandths of the country and three tenths of its own jobs in timber
    assert stars("A", "timber", cluster_star_size_least_share=0.003) == 3
    assert stars("A", "timber", cluster_star_size_least_share=0.0031) == 2
    assert stars("A", "timber", cluster_star_quotient_least=3.001) == 1
    assert stars("A", "timber", cluster_star_quotient_least=3 + 5e-10) == 2


def test_stars_are_not_known_where_a_figure_asked_for_is_not() -> None:
    # of metal in A the focus is known, of timber in the region the size: each may have a star where no more is asked
    none = dict.fromkeys(
        ("cluster_star_quotient_least", "cluster_star_size_least_share", "cluster_star_focus_least_share")
    )
    assert isnan(stars("A", "metal"))
    assert stars("A", "metal", **{**none, "cluster_star_focus_least_share": 0.02}) == 1
    assert stars("North", "timber", **{**none, "cluster_star_size_least_share": 0.01}) == 0
    assert isnan(stars("North", "timber", **{**none, "cluster_star_focus_least_share": 0.01}))
    assert stars("North", "timber", **none) == 0


def test_a_place_without_jobs_compares_with_nothing() -> None:
    case = place_case()
    nobody = (Employment("South", "timber", 0, earlier_employed_persons=0, output_trub_per_worker=0),
              Employment("South", "", 0))  # fmt: skip
    figures = figures_of(jobs_of(replace(case, employment=(*case.employment, *nobody))), ["South"], "timber")
    assert all(isnan(figure) for figure in (figures.focus_share, figures.location_quotient, figures.output_ratio))
    assert (figures.employed_persons, figures.size_share, figures.local_growth_persons) == (0, 0, 0)


# --- Rules of residents ----------------------------------------------------------------------------------------------


@pytest.mark.parametrize(
    ("rule", "column", "setting", "kept", "broken"),
    [
        ("jobs", "jobs_first_year", "resident_jobs_least", 10 - 5e-10, 10 - 1e-8),
        ("investment", "investment_first_year_mrub", "resident_investment_least_mrub", 2.5 - 5e-10, 2.5 - 1e-8),
        ("backbone", "backbone_revenue_share", "resident_backbone_most_share", 0.5 + 5e-10, 0.5 + 1e-8),
    ],
)
def test_a_rule_is_kept_to_its_edge_and_only_where_it_is_asked(
    rule: str, column: str, setting: str, kept: float, broken: float
) -> None:
    asked, silent = place_case(), place_case(**{setting: None})
    for figure, answer in ((kept, True), (broken, False), (None, None)):
        resident = replace(PANELS, **{column: figure})  # type: ignore[arg-type]
        assert (rules_of_resident(asked, resident)[rule], fits(rules_of_resident(asked, resident))) == (answer, answer)
        assert rule not in rules_of_resident(silent, resident)
        assert fits(rules_of_resident(silent, resident)) is True


@pytest.mark.parametrize(
    ("permits", "rules"),
    [
        ((Tased("B", "timber"),), {"territory": False}),
        ((Tased("B", "timber"), Tased("A", "metal")), {"territory": True, "activity": False}),
        ((Tased("A", "metal"), Tased("A", "timber")), {"territory": True, "activity": True}),
        ((), {"territory": False}),
    ],
)
def test_the_territory_of_its_own_town_permits_a_resident(
    permits: tuple[Tased, ...], rules: dict[str, bool | None]
) -> None:
    case = replace(place_case(**dict.fromkeys(RULES)), tased=permits)
    assert rules_of_resident(case, PANELS) == rules


def test_a_broken_rule_outweighs_what_is_not_known() -> None:
    unknown = replace(PANELS, jobs_first_year=None)
    assert fits(rules_of_resident(place_case(), unknown)) is None
    assert fits(rules_of_resident(place_case(), replace(unknown, backbone_revenue_share=0.6))) is False


# --- A whole plan ----------------------------------------------------------------------------------------------------


def test_a_plan_with_residents_holds_or_is_refused_by_its_cells() -> None:
    case = replace(garden_case(), residents=(PANELS,))
    row: dict[str, CellValue] = {"resident": "panels", "town": "A", "industry": "timber", "permitted": "yes",
                                 "fits": "yes", "why_not": None, "investment_mrub": 80}  # fmt: skip
    tables = {**garden_plan(), "Residents checked": [row]}
    assert places(verified(tables, case)) == []
    assert places(verified(garden_plan(), case)) == ["P.xlsx: Residents checked"]
    for sheet, column, value, cell in (
        ("Industries compared", "employed_persons", 51, "C4"),
        ("Industries compared", "location_quotient", 1, "D4"),
        ("Industries compared", "stars", None, "K4"),
        ("Residents checked", "fits", "no", "E4"),
        ("Residents checked", "investment_mrub", None, "G4"),
    ):
        assert places(verified(altered(tables, sheet, 0, column, value), case)) == [f"P.xlsx: {sheet}!{cell}"]
