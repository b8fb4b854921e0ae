"""Reading what towns propose, who pays beside public money, prices of later years and loans.

Workbooks are made from ``wide_rows`` as in ``test_tables_read``: the first row of data is 4, columns stand in the order
of the schema. ``Proposals!4`` is ALF_hostel, ``Contributions!4`` the municipality's share everywhere, ``Inflation!4``
the year 2020.
"""

from __future__ import annotations

from pathlib import Path

import openpyxl
import pytest

from planner.tables.places import column_letter
from planner.tables.read import read_case
from planner.tables.rows import rows_of_case
from planner.tables.schema import SETTINGS, SHEET_BY_NAME, SHEETS
from planner.tables.write import write_case_workbook
from tests.small_case import small_case, wide_case, wide_rows
from tests.test_tables_read import DELETE, Cells, faults_of, save, without_origins

LEFT_OUT = ("Proposals", "Readiness", "Contributions", "Inflation", "Loans")


def row(place: str, /, **values: object) -> Cells:
    """Cells of one row by column, for example ``row("Loans!5", region="North Region")``."""
    sheet, number = place.split("!")
    names = [column.name for column in SHEET_BY_NAME[sheet].columns]
    return {f"{sheet}!{column_letter(1 + names.index(name))}{number}": value for name, value in values.items()}


def proposal(number: int, name: str) -> Cells:
    """One more proposal, of Alfa, without fault in itself."""
    values: dict[str, object] = {
        "proposal": name,
        "town": "ALF",
        "name": "More",
        "like": "street",
        "unit": "unit",
        "scale_low": 1,
        "scale_high": 1,
        "unit_cost_low_mrub": 1,
        "unit_cost_mrub": 1,
        "unit_cost_high_mrub": 1,
        "goal": "jobs",
        "yield_low": 1,
        "yield_central": 1,
        "yield_high": 1,
        "duration_years": 1,
        "lag_years": 0,
        "life_years": 1,
        "preparation_years": 0,
        "evidence": "stated",
        "source": "Invented.",
    }
    return row(f"Proposals!{number}", **values)


def proposals(count: int) -> Cells:
    """So many more proposals of Alfa, from row 6 on."""
    return {place: value for number in range(count) for place, value in proposal(6 + number, f"more_{number}").items()}


def coefficient(name: str, subject: str, key: str | None, value: float, number: int = 45) -> Cells:
    """One more row of Coefficients."""
    numbers = {"low": value, "central": value, "high": value}
    return row(f"Coefficients!{number}", coefficient=name, subject=subject, key=key, grade="expert",
               source="Invented.", **numbers)  # fmt: skip


# --- What rows mean --------------------------------------------------------------------------------------------------


def test_wide_rows_mean_the_wide_case(tmp_path: Path) -> None:
    case = read_case([save(tmp_path, rows=wide_rows())])
    assert without_origins(case) == without_origins(wide_case())


def test_proposals_stand_after_the_started_measures_of_the_catalogue(tmp_path: Path) -> None:
    case = read_case([save(tmp_path, rows=wide_rows())])
    assert [m.measure for m in case.started] == [*(m.measure for m in small_case().started), "ALF_hostel", "GAM_kiln"]


def test_figures_of_a_proposal_come_from_its_row_and_others_from_where_they_stand(tmp_path: Path) -> None:
    coefficients = read_case([save(tmp_path, rows=wide_rows())]).coefficients
    assert coefficients["unit_cost", "ALF_hostel", ""].origin.cell("unit_cost_mrub") == "case.xlsx: Proposals!I4"
    assert coefficients["kept", "ALF_hostel", ""].origin.cell("central") == "case.xlsx: Coefficients!E28"
    assert coefficients["sensitivity", "ALF_hostel", "political"].origin.cell("low") == "case.xlsx: Coefficients!D44"


def test_rows_for_all_reach_proposals_only_by_the_measure_they_are_like(tmp_path: Path) -> None:
    changes = {
        **coefficient("yield", "all", "homes", 7),
        **coefficient("size_exponent", "all", None, 0.5, 46),
        **coefficient("deadweight", "all", None, 0.25, 47),
        **coefficient("deadweight", "street", None, 0.125, 48),
    }
    coefficients = read_case([save(tmp_path, changes, rows=wide_rows())]).coefficients
    assert coefficients["yield", "waste_heat", "homes"].central == 7
    assert ("yield", "GAM_kiln", "homes") not in coefficients
    assert ("size_exponent", "GAM_kiln", "") not in coefficients
    assert coefficients["deadweight", "GAM_kiln", ""].central == 0.25
    assert coefficients["deadweight", "ALF_hostel", ""].central == 0.125


def test_a_row_that_repeats_what_is_taken_over_is_written_again(tmp_path: Path) -> None:
    """Streets may be judged anew without the hostel, whose row says the same by chance."""
    changes = coefficient("kept", "alf_HOSTEL", None, 0.5)
    rows = rows_of_case(read_case([save(tmp_path, changes, rows=wide_rows())]))
    of_proposals = [
        (r["coefficient"], r["subject"]) for r in rows["Coefficients"] if r["subject"] in ("ALF_hostel", "GAM_kiln")
    ]
    assert of_proposals == [("yield", "ALF_hostel"), ("sensitivity", "ALF_hostel"), ("kept", "ALF_hostel")]


def test_proposals_are_not_written_among_the_measures() -> None:
    rows = rows_of_case(wide_case())
    assert {r["proposal"] for r in rows["Proposals"]} == {"ALF_hostel", "GAM_kiln"}
    assert [r["measure"] for r in rows["Measures"]] == [m.measure for m in small_case().measures]


def test_a_workbook_from_before_these_sheets_is_read(tmp_path: Path) -> None:
    path = save(tmp_path)
    book = openpyxl.load_workbook(path)
    for name in LEFT_OUT:
        del book[name]
    for sheet, columns in (("Towns", ("municipal_budget_mrub",)), ("Measures", ("preparation_years", "needs_consent"))):
        for name in columns:
            book[sheet].delete_cols(next(c.column for c in book[sheet][3] if c.value == name))
    book.save(path)
    assert without_origins(read_case([path])) == without_origins(small_case())


@pytest.mark.parametrize("name", LEFT_OUT)
def test_a_sheet_that_may_be_left_out_may_also_be_empty(name: str, tmp_path: Path) -> None:
    assert not SHEET_BY_NAME[name].row_required
    path = save(tmp_path)
    book = openpyxl.load_workbook(path)
    book[name].delete_rows(1, 10)
    book.save(path)
    assert without_origins(read_case([path])) == without_origins(small_case())


def test_settings_that_may_be_blank_are_not_known_then_and_keep_their_notes(tmp_path: Path) -> None:
    assert {s.name for s in SETTINGS if s.blank_means} == {
        "absorption_share",
        "municipal_budget_rub_per_head",
        "similar_within_share",
        "cluster_quotient_least",
        "cluster_output_ratio_least",
        "cluster_firms_least",
        "cluster_independent_least",
        "cluster_dominance_most_share",
        "cluster_regions_most",
        "cluster_star_quotient_least",
        "cluster_star_size_least_share",
        "cluster_star_focus_least_share",
        "resident_jobs_least",
        "resident_investment_least_mrub",
        "resident_backbone_most_share",
    }
    changes: Cells = {"Settings!B14": None, "Settings!15": DELETE}
    case = read_case([save(tmp_path, changes, rows=wide_rows())])
    assert case.settings.absorption_share is None
    assert case.settings.municipal_budget_rub_per_head is None
    assert rows_of_case(case)["Settings"][10:] == [
        {"setting": "absorption_share", "unit": "share", "note": "Assumption."}
    ]
    again = read_case([write_case_workbook(tmp_path / "again.xlsx", rows_of_case(case))])
    assert without_origins(again) == without_origins(case)


@pytest.mark.parametrize("answer", ["yes", "Да", True])
def test_consent_is_said_in_any_way_yes_is_said(answer: object, tmp_path: Path) -> None:
    changes: Cells = {"Readiness!D4": answer, "Readiness!D6": answer, "Measures!N7": answer}
    case = read_case([save(tmp_path, changes, rows=wide_rows())])
    assert without_origins(case) == without_origins(wide_case())


def test_a_proposal_may_be_named_in_any_spelling(tmp_path: Path) -> None:
    changes: Cells = {
        "Readiness!B6": "gam_KILN ",
        "Contributions!C5": "alf_hostel",
        "Cofinancing!A6": "ALF_HOSTEL",
        "Locks!B6": "Gam_Kiln",
        "Links!A6": "gam_kiln",
        "Coefficients!B43": " ALF_Hostel",
    }
    case = read_case([save(tmp_path, changes, rows=wide_rows())])
    assert without_origins(case) == without_origins(wide_case())


# --- Faults ----------------------------------------------------------------------------------------------------------

# Each entry: changed cells, the one place named, and words that its message holds.
CELL_FAULTS: dict[str, tuple[Cells, str, tuple[str, ...]]] = {
    "proposal named like a measure": (proposal(6, "Street"), "Proposals!A6", ("id of a measure", "'Street'", "rename")),
    "proposal named like an opening measure": (proposal(6, "clubs"), "Proposals!A6", ("id of a measure",)),
    "proposal named like a roadmap": (proposal(6, "OPEN_UP"), "Proposals!A6", ("id of a roadmap",)),
    "proposal named all": (proposal(6, "All"), "Proposals!A6", ("meaning of its own",)),
    "proposal named federal": (proposal(6, "federal"), "Proposals!A6", ("meaning of its own",)),
    "proposal named like a tax line": (proposal(6, "TAX:street"), "Proposals!A6", ("may not begin with tax:",)),
    "proposal twice": (proposal(6, "alf_hostel"), "Proposals!A6", ("Proposals!A4", "repeats")),
    "measure named like a tax line": (
        {
            **row("Measures!11", measure="Tax:talks", name="Talks", category="knowledge", kind="opening", unit="year",
                  scale_low=1, scale_high=1, scale_high_per_1000=0, duration_years=1, lag_years=0, life_years=1,
                  point_of_growth="no", passage="Invented."),
            **coefficient("unit_cost", "tax:talks", None, 1),
        },
        "Measures!A11",
        ("may not begin with tax:", "'Tax:talks'"),
    ),
    "town of a proposal unknown": ({"Proposals!B4": "ALFF"}, "Proposals!B4", ("not known", "did you mean 'ALF'")),
    "like unknown": ({"Proposals!D4": "stret"}, "Proposals!D4", ("like is not known", "did you mean 'street'")),
    "like another proposal": ({"Proposals!D4": "GAM_kiln"}, "Proposals!D4", ("an id of sheet Measures is expected",)),
    "like an opening measure": ({"Proposals!D4": "clubs"}, "Proposals!D4", ("like is an opening measure", "started")),
    "goal of a proposal unknown": ({"Proposals!K4": "job"}, "Proposals!K4", ("did you mean 'jobs'",)),
    "capacity as the goal of a proposal": ({"Proposals!K4": "capacity"}, "Proposals!K4", ("by roadmaps alone",)),
    "scale of a started measure 0": ({"Measures!F4": 0}, "Measures!F4", ("scale_low of a started", "above 0")),
    "base multiplier below 0 at its low end": (
        coefficient("context", "street", None, 0.5) | {"Coefficients!D45": -0.25},
        "Coefficients!D45",
        ("low of context without key", "-0.25 was read", "0 or more", "name the factor as key"),
    ),
    "scale of a proposal 0": ({"Proposals!F4": 0}, "Proposals!F4", ("scale_low is 0", "above 0")),
    "scales of a proposal backward": ({"Proposals!F4": 3}, "Proposals!G4", ("scale_high is below", "at least 3")),
    "low cost above the cost": ({"Proposals!H4": 3.5}, "Proposals!I4", ("is below unit_cost_low_mrub", "Proposals!H4")),
    "cost above the high cost": ({"Proposals!J4": 2.75}, "Proposals!J4", ("is below unit_cost_mrub", "at least 3")),
    "low yield above the yield": ({"Proposals!L4": 13}, "Proposals!M4", ("yield_central is below yield_low",)),
    "yield above the high yield": ({"Proposals!N4": 11}, "Proposals!N4", ("yield_high is below yield_central",)),
    "cost of a proposal 0": ({"Proposals!H4": 0}, "Proposals!H4", ("below its range", "million RUB")),
    "no source of a proposal": ({"Proposals!T4": None}, "Proposals!T4", ("source is blank", "fill it in")),
    "evidence unknown": ({"Proposals!S4": "sure"}, "Proposals!S4", ("appraised or comparable or stated",)),
    "too many proposals of a town": (proposals(20), "Proposals!B25", ("town ALF", "21 was read", "20 at most")),
    "cost of a proposal stated twice": (
        coefficient("unit_cost", "ALF_hostel", None, 3), "Coefficients!B45", ("no unit_cost", "sheet Proposals"),
    ),
    "cost of a proposal with the size of its town": (
        coefficient("cost_size_exponent", "ALF_hostel", None, 0.5), "Coefficients!B45", ("no cost_size_exponent",),
    ),
    "yield of a proposal with the size of its town": (
        coefficient("size_exponent", "ALF_hostel", None, 0.5), "Coefficients!B45", ("no size_exponent",),
    ),
    "yield of a proposal stated twice": (
        coefficient("yield", "ALF_hostel", "jobs", 3), "Coefficients!C45", ("yield of ALF_hostel for jobs",),
    ),
    "a proposal that opens": (
        coefficient("opening", "ALF_hostel", "political", 0.5), "Coefficients!B45", ("opening belongs to opening",),
    ),
    "proposal misspelt as subject": ({"Coefficients!B43": "ALF_hostl"}, "Coefficients!B43", ("'ALF_hostel'",)),
    "readiness for another town's proposal": (
        {"Readiness!A6": "ALF"}, "Readiness!B6", ("GAM_kiln may be used by no other", "town ALF", "town GAM"),
    ),
    "readiness twice": ({"Readiness!A7": "ALF", "Readiness!B7": "waste_heat"}, "Readiness!A7", ("Readiness!A4",)),
    "readiness for an unknown measure": ({"Readiness!B5": "tech"}, "Readiness!B5", ("sheet Measures or Proposals",)),
    "ready in no year": ({"Readiness!C5": 19}, "Readiness!C5", ("below its range", "2000 to 2100")),
    "consent unclear": ({"Readiness!D4": "perhaps"}, "Readiness!D4", ("none of the choices", "yes or no")),
    "contributor unknown": ({"Contributions!A4": "mayor"}, "Contributions!A4", ("none of the choices", "residents")),
    "contribution of nothing": ({"Contributions!D6": None}, "Contributions!D6", ("neither share nor sum", "fill one")),
    "contribution twice": (
        row("Contributions!9", contributor="Municipality", share=0.1, evidence="agreed"),
        "Contributions!A9",
        ("Contributions!A4", "repeats contributor municipality"),
    ),
    "sum for all measures": ({"Contributions!E4": 2}, "Contributions!E4", ("this row is for all measures", "2 was")),
    "sum for an opening measure": (
        {"Contributions!C6": "clubs", "Contributions!E6": 1}, "Contributions!E6", ("clubs is an opening measure",),
    ),
    "contribution to another town's proposal": ({"Contributions!B8": "ALF"}, "Contributions!C8", ("town GAM",)),
    "share of nearly everything": ({"Contributions!D4": 0.95}, "Contributions!D4", ("above its range", "0 to 0.9")),
    "shares of too much in all towns": (
        # Row 4 holds everywhere but for the hostel, row 7 in BET: 0.85 + 0.06 exceeds 0.9 there, 0.85 + 0.05 does not.
        {"Contributions!D4": 0.85, "Contributions!D6": 0.05, "Contributions!D7": 0.06, "Contributions!C6": "clubs",
         "Contributions!B6": "ALF"},
        "Contributions!D7",
        ("in town BET", "0.91 was read", "0.9 at most", "case.xlsx: Contributions!D4"),
    ),
    "inflation of a year missing": ({"Inflation!6": DELETE}, "Inflation!A6", ("inflation of 2022", "write 0")),
    "inflation of the year after the price year missing": ({"Settings!B8": 2018}, "Inflation!A7", ("of 2019 is",)),
    "inflation up to a later price year missing": ({"Settings!B8": 2023}, "Inflation!A7", ("of 2023 is missing",)),
    "inflation twice": (
        row("Inflation!7", year=2021, inflation_share=0.1), "Inflation!A7", ("Inflation!A5", "year 2021"),
    ),
    "inflation in percent": ({"Inflation!B5": 4}, "Inflation!B5", ("above its range", "-0.2 to 1")),
    "loan of an unknown region": ({"Loans!A4": "South Regoin"}, "Loans!A4", ("region is not known", "South Region")),
    "loan before the plan": ({"Loans!B4": 2020}, "Loans!B4", ("year is outside the plan", "2021 to 2022")),
    "loan repaid after the plan": ({"Loans!C4": 2023}, "Loans!C4", ("repaid_year is outside the plan",)),
    "loan repaid at once": ({"Loans!B4": 2022}, "Loans!C4", ("not later than year", "a year after 2022", "Loans!B4")),
    "loan twice": (
        row("Loans!5", region="south region", year=2021, repaid_year=2022, most_mrub=1, interest_share=0),
        "Loans!A5",
        ("Loans!A4", "repeats"),
    ),
    "share of a contributor's budget": ({"Limits!J6": "share"}, "Limits!J6", ("municipality", "mrub or rub_per_head")),
    "link between towns": (
        row("Links!7", measure="ALF_hostel", relation="requires", other="GAM_kiln", years_before=0),
        "Links!C7",
        ("different towns, ALF and GAM", "'GAM_kiln'", "a proposal of ALF"),
    ),
    "lock on another town's proposal": (
        row("Locks!7", town="BET", subject="ALF_hostel", decision="must"), "Locks!B7", ("ALF_hostel", "town ALF"),
    ),
    "lock on a proposal contradicted": (
        row("Locks!7", town="GAM", subject="GAM_kiln", decision="must", year=2022), "Locks!B7", ("Locks!B6",),
    ),
    "absorption below 0": ({"Settings!B14": -1}, "Settings!B14", ("absorption_share is below its range", "0 to 100")),
    "absorption as text": ({"Settings!B14": "50 %"}, "Settings!B14", ("is text", "type 0.5")),
    "optional setting twice": (
        row("Settings!16", setting="Absorption_share"), "Settings!A16", ("Settings!A14", "repeats"),
    ),
    "municipal budget below 0": ({"Towns!H5": -1}, "Towns!H5", ("municipal_budget_mrub is below its range",)),
    "preparation not whole": ({"Measures!M6": 0.5}, "Measures!M6", ("preparation_years is not whole",)),
    "consent of a measure unclear": ({"Measures!N7": "of all"}, "Measures!N7", ("yes or no",)),
    "tax forgone of an opening measure": (
        {"Coefficients!B42": "clubs"}, "Coefficients!B42", ("tax_forgone_regional belongs to started",),
    ),
    "header of proposals missing": ({"Proposals!G3": None}, "Proposals!A3", ("column scale_high is missing",)),
    "optional header misspelt": ({"Readiness!D3": "consents"}, "Readiness!D3", ("did you mean consent?",)),
}  # fmt: skip


@pytest.mark.parametrize("name", CELL_FAULTS)
def test_each_fault_names_its_cell(name: str, tmp_path: Path) -> None:
    changes, place, words = CELL_FAULTS[name]
    faults = faults_of(save(tmp_path, changes, rows=wide_rows()))
    assert [fault.place for fault in faults] == [f"case.xlsx: {place}"], "\n".join(map(str, faults))
    for word in words:
        assert word in faults[0].message, faults[0].message


def test_every_number_of_a_base_multiplier_below_0_is_told(tmp_path: Path) -> None:
    """Of a row for all measures too."""
    faults = faults_of(save(tmp_path, coefficient("context", "all", None, -0.25), rows=wide_rows()))
    assert [fault.place for fault in faults] == [f"case.xlsx: Coefficients!{column}45" for column in "DEF"]


def test_one_fault_for_each_set_of_contributions_that_are_too_much_together(tmp_path: Path) -> None:
    """0.75 everywhere and 0.2 for parks are too much in two towns alike, with the residents' 0.02 in BET otherwise.

    The 0.1 of ALF's municipality for its hostel stand in place of the 0.75 there, and only parks have the 0.2.
    """
    faults = faults_of(save(tmp_path, {"Contributions!D4": 0.75}, rows=wide_rows()))
    assert [fault.place for fault in faults] == [f"case.xlsx: Contributions!D{number}" for number in (6, 7)]
    assert "0.95 was read" in faults[0].message
    assert "Contributions!D4" in faults[0].message
    assert "tech_park in town BET" in faults[1].message
    assert "0.97 was read" in faults[1].message
    assert "Contributions!D4 or case.xlsx: Contributions!D6" in faults[1].message


def test_every_year_without_inflation_is_told(tmp_path: Path) -> None:
    faults = faults_of(save(tmp_path, {"Settings!B8": 2025, "Inflation!5": DELETE}, rows=wide_rows()))
    # From 2021, the first year of the plan, prices go on to 2025: 2022 to 2025, of which 2022 has a row.
    assert [fault.message.split(" is missing")[0] for fault in faults] == [
        f"the inflation of {year}" for year in (2023, 2024, 2025)
    ]


def test_faults_of_all_these_sheets_are_told_at_once_in_order(tmp_path: Path) -> None:
    planted: Cells = {
        "Loans!C4": 2021,
        "Inflation!6": DELETE,
        "Contributions!E4": 1,
        "Readiness!B4": "GAM_kiln",
        "Proposals!D4": "clubs",
        "Proposals!G5": 0.5,
        "Settings!B14": "half",
    }
    places = ["Settings!B14", "Proposals!D4", "Proposals!G5", "Readiness!B4", "Contributions!E4", "Inflation!A6",
              "Loans!C4"]  # fmt: skip
    faults = faults_of(save(tmp_path, planted, rows=wide_rows()))
    assert [fault.place for fault in faults] == [f"case.xlsx: {place}" for place in places]


def test_a_sheet_that_cannot_be_read_makes_none_of_its_names_unknown(tmp_path: Path) -> None:
    changes: Cells = {f"Proposals!{column_letter(number)}3": None for number in range(1, 21)}
    (fault,) = faults_of(save(tmp_path, changes, rows=wide_rows()))
    assert fault.place == "case.xlsx: Proposals"


def test_every_filled_column_refuses_an_error_cell(tmp_path: Path) -> None:
    """In rows of which all other cells are sound."""
    for sheet in (sheet for sheet in SHEETS if sheet.name in LEFT_OUT):
        places = [f"{sheet.name}!{column_letter(number)}4" for number in range(1, 1 + len(sheet.columns))]
        faults = faults_of(save(tmp_path, dict.fromkeys(places, "#REF!"), rows=wide_rows()))
        assert {f"case.xlsx: {place}" for place in places} <= {fault.place for fault in faults}


# --- What is no fault ------------------------------------------------------------------------------------------------

SOUND: dict[str, Cells] = {
    "twenty proposals of a town": proposals(19),
    "an opening measure without a scale": {"Measures!F8": 0},
    "a base multiplier of 0": coefficient("context", "street", None, 0),
    "a multiplier that falls with a factor": coefficient("context", "street", "dependency", -0.5),
    "a proposal longer than the plan": {"Proposals!O4": 10},
    "a proposal whose result is not certain to come": {"Proposals!L4": 0},
    "a town without people's consent asked": {"Readiness!D4": None},
    "ready long after the plan": {"Readiness!C5": 2050},
    "a share in place of a greater one, not beside it": {"Contributions!D4": 0.9, "Contributions!D6": None,
        "Contributions!E6": 2, "Contributions!D7": 0},
    "shares of exactly nine tenths": {"Contributions!D4": 0.7, "Contributions!D7": 0},
    "a contribution of all towns to a proposal": {"Contributions!B8": None},
    "no inflation at all": {f"Inflation!{number}": DELETE for number in (4, 5, 6)},
    "prices of the first year": {"Settings!B8": 2021, "Inflation!4": DELETE, "Inflation!5": DELETE},
    "falling prices": {"Inflation!B5": -0.1},
    "a loan to a region without towns": row("Regions!6", region="West Region")
    | row("Loans!5", region="West Region", year=2021, repaid_year=2022, most_mrub=1, interest_share=0),
    "a proposal that must be started at a scale": row(
        "Locks!7", town="ALF", subject="ALF_hostel", decision="must", scale_low=1.5),
    "a proposal that needs a measure of the catalogue": row(
        "Links!7", measure="ALF_hostel", relation="requires", other="school", years_before=0),
    "a limit on one proposal": row(
        "Limits!7", limit="hostel_most", measure="ALF_hostel", payer="residents", unit="mrub", ceiling=1),
    "results of a proposal in more goals": coefficient("yield", "GAM_kiln", "homes", 1),
    "a proposal with a gate of its own": coefficient("gate", "GAM_kiln", "political", 0.5),
}  # fmt: skip


@pytest.mark.parametrize("name", SOUND)
def test_what_is_allowed_is_no_fault_and_comes_back(name: str, tmp_path: Path) -> None:
    case = read_case([save(tmp_path, SOUND[name], rows=wide_rows())])
    again = read_case([write_case_workbook(tmp_path / "again.xlsx", rows_of_case(case))])
    assert without_origins(again) == without_origins(case)


@pytest.mark.parametrize("name", ["Plan", "Towns old", "Costs"])
def test_a_sheet_of_ones_own_is_not_taken_for_one_that_was_left_out(name: str, tmp_path: Path) -> None:
    path = save(tmp_path)
    book = openpyxl.load_workbook(path)
    for left_out in LEFT_OUT:
        del book[left_out]
    book.create_sheet(name)["A1"] = "of no meaning"
    book.save(path)
    assert without_origins(read_case([path])) == without_origins(small_case())


@pytest.mark.parametrize(("name", "meant"), [("Loan", "Loans"), ("Proposal", "Proposals"), ("Inflatoin", "Inflation")])
def test_a_misspelt_sheet_is_a_fault_though_it_may_be_left_out(name: str, meant: str, tmp_path: Path) -> None:
    path = save(tmp_path)
    book = openpyxl.load_workbook(path)
    book[meant].title = name
    book.save(path)
    (fault,) = faults_of(path)
    assert f"did you mean {meant}?" in fault.message
