"""Reading what clusters are made of: jobs and firms by place, candidates, steps, territories and their residents.

Workbooks are made as in ``test_tables_read``: the first row of data is 4, columns stand in the order of the schema.
Of the wide case the last row of Coefficients is 44 and of Settings 15; rows of clusters stand below them. So
``Employment!C9`` is the persons employed in timber in Alfa, ``Clusters!D4`` the towns of the first cluster.
"""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path
from typing import Any

import openpyxl
import pytest

from models.case import (
    Case,
    Cluster,
    ClusterStep,
    Employment,
    Industry,
    Initiator,
    Resident,
    Tased,
    Triple,
)
from planner.tables.cells import read_sheets
from planner.tables.fingerprint import sheet_fingerprints
from planner.tables.read import read_case
from planner.tables.rows import rows_of_case
from planner.tables.schema import SETTING_BY_NAME
from planner.tables.write import write_case_workbook
from tests.small_case import small_rows, wide_case, wide_rows
from tests.test_tables_money import coefficient, row
from tests.test_tables_read import DELETE, Cells, faults_of, save, without_origins

SHEETS_OF_CLUSTERS = ("Industries", "Employment", "Initiators", "Clusters", "ClusterSteps", "Tased", "Residents")

SETTINGS: dict[str, float] = {
    "cluster_quotient_least": 1.5,
    "cluster_output_ratio_least": 1.0,
    "cluster_firms_least": 30.0,
    "cluster_independent_least": 10.0,
    "cluster_dominance_most_share": 0.6,
    "cluster_regions_most": 2,
    "cluster_star_quotient_least": 2.0,
    "cluster_star_size_least_share": 0.1,
    "cluster_star_focus_least_share": 0.2,
    "resident_jobs_least": 20.0,
    "resident_investment_least_mrub": 5.0,
    "resident_backbone_most_share": 0.5,
}
"""Rows of Settings from row 16 on: ``cluster_regions_most`` is in row 21."""

COEFFICIENTS: tuple[tuple[str, str, float], ...] = (
    ("cluster", "tech_park", 0.3),
    ("cluster_firms", "school", 4.0),
    ("cluster_years", "state", 1.5),
    ("cluster_kept", "state", 0.8),
)
"""Rows of Coefficients from row 45 on, by coefficient, subject and value."""

EMPLOYMENT_COLUMNS = ("place", "industry", "employed_persons", "firms", "independent_firms", "largest_employed_persons",
                      "earlier_employed_persons", "output_trub_per_worker")  # fmt: skip
EMPLOYMENT: tuple[tuple[object, ...], ...] = (
    ("country", None, 1000, None, None, None, 800),
    ("country", "timber", 100, None, None, None, 50, 2000),
    ("country", "fish", 40),
    ("North Region", "timber", 70),
    ("ALF", None, 200),
    ("ALF", "timber", 60, 12, 9, 30, 48, 3000),
    ("BET", "Timber", 30, 20, 18, 12),
    ("Alfa", "fish", 0),
)
"""Rows of Employment from row 4 on."""


def clustered_rows() -> dict[str, list[dict[str, Any]]]:
    """The wide rows with two candidate clusters, a territory in each town and two residents."""
    rows = wide_rows()
    rows["Settings"] += [
        {"setting": name, "value": value, "unit": SETTING_BY_NAME[name].unit, "note": "Assumption."}
        for name, value in SETTINGS.items()
    ]
    rows["Industries"] = [
        {"industry": "timber", "name": "Timber", "note": "Sawmills too."},
        {"industry": "fish", "name": "Fish"},
        {"industry": "metal", "name": "Metal goods"},
    ]
    rows["Employment"] = [
        {name: value for name, value in zip(EMPLOYMENT_COLUMNS, values, strict=False) if value is not None}
        for values in EMPLOYMENT
    ]
    rows["Initiators"] = [
        {"initiator": "state", "name": "The state alone"}, {"initiator": "both", "name": "State and business"},
    ]  # fmt: skip
    rows["Clusters"] = [
        {"cluster": "north_timber", "name": "Timber of the north", "industry": "timber",
         "towns": "ALF; Beta (North Region)", "initiator": "both"},
        {"cluster": "gam_fish", "name": "Fish of Gamma", "industry": "fish", "towns": "GAM", "initiator": "State"},
    ]  # fmt: skip
    rows["ClusterSteps"] = [
        {"step": "company", "stage": 1, "measure": "tech_park", "note": "Paper 2, principle 4."},
        {"step": "network", "stage": 2, "measure": "school"},
        {"step": "Network", "stage": 2, "measure": "street"},
        {"step": "research", "stage": 3, "measure": "waste_heat"},
    ]
    rows["Tased"] = [
        {"town": "ALF", "industry": "timber"}, {"town": "BET", "industry": "timber"},
        {"town": "Beta (South Region)", "industry": "metal"},
    ]  # fmt: skip
    rows["Residents"] = [
        {"resident": "ALF_panels", "name": "Panels", "town": "ALF", "industry": "timber", "jobs_first_year": 25,
         "investment_first_year_mrub": 6, "investment_mrub": 80, "backbone_revenue_share": 0.2},
        {"resident": "GAM_cans", "name": "Cans", "town": "GAM", "industry": "fish"},
    ]  # fmt: skip
    for name, subject, value in COEFFICIENTS:
        numbers = {"low": value / 2, "central": value, "high": value}
        rows["Coefficients"].append(
            {"coefficient": name, "subject": subject, **numbers, "grade": "expert", "source": "Invented."}
        )
    return rows


def clustered_case() -> Case:
    """The case that ``clustered_rows`` means, written down apart from the reader."""
    wide = wide_case()
    more = {(name, subject, ""): Triple(value / 2, value, value, "expert", "Invented.")
            for name, subject, value in COEFFICIENTS}  # fmt: skip
    return replace(
        wide,
        settings=replace(wide.settings, **SETTINGS),
        coefficients={**wide.coefficients, **more},
        industries=(Industry("timber", "Timber"), Industry("fish", "Fish"), Industry("metal", "Metal goods")),
        employment=(
            Employment("country", "", 1000.0, earlier_employed_persons=800.0),
            Employment("country", "timber", 100.0, None, None, None, 50.0, 2000.0),
            Employment("country", "fish", 40.0),
            Employment("North Region", "timber", 70.0),
            Employment("ALF", "", 200.0),
            Employment("ALF", "timber", 60.0, 12.0, 9.0, 30.0, 48.0, 3000.0),
            Employment("BET", "timber", 30.0, 20.0, 18.0, 12.0),
            Employment("ALF", "fish", 0.0),
        ),
        initiators=(Initiator("state", "The state alone"), Initiator("both", "State and business")),
        clusters=(
            Cluster("north_timber", "Timber of the north", "timber", ("ALF", "BET"), "both"),
            Cluster("gam_fish", "Fish of Gamma", "fish", ("GAM",), "state"),
        ),
        cluster_steps=(
            ClusterStep("company", 1, "tech_park"),
            ClusterStep("network", 2, "school"),
            ClusterStep("network", 2, "street"),
            ClusterStep("research", 3, "waste_heat"),
        ),
        tased=(Tased("ALF", "timber"), Tased("BET", "timber"), Tased("GAM", "metal")),
        residents=(
            Resident("ALF_panels", "Panels", "ALF", "timber", 25.0, 6.0, 80.0, 0.2),
            Resident("GAM_cans", "Cans", "GAM", "fish"),
        ),
    )


# --- What rows mean --------------------------------------------------------------------------------------------------


def test_clustered_rows_mean_the_clustered_case(tmp_path: Path) -> None:
    case = read_case([save(tmp_path, rows=clustered_rows())])
    assert without_origins(case) == without_origins(clustered_case())


def test_every_cell_of_what_clusters_are_made_of_has_an_origin(tmp_path: Path) -> None:
    case = read_case([save(tmp_path, rows=clustered_rows())])
    assert case.employment[5].origin.cell("employed_persons") == "case.xlsx: Employment!C9"
    assert case.clusters[1].origin.cell("initiator") == "case.xlsx: Clusters!E5"
    assert case.cluster_steps[2].origin.cell("measure") == "case.xlsx: ClusterSteps!C6"
    assert case.tased[2].origin.cell("industry") == "case.xlsx: Tased!B6"
    assert case.residents[0].origin.cell("backbone_revenue_share") == "case.xlsx: Residents!H4"
    assert case.settings.origin.cell("cluster_regions_most") == "case.xlsx: Settings!B21"


def test_a_workbook_made_before_there_were_clusters_is_read(tmp_path: Path) -> None:
    path = save(tmp_path, rows=wide_rows())
    book = openpyxl.load_workbook(path)
    for name in SHEETS_OF_CLUSTERS:
        del book[name]
    book.save(path)
    assert without_origins(read_case([path])) == without_origins(wide_case())


# --- Faults ----------------------------------------------------------------------------------------------------------

CELL_FAULTS: dict[str, tuple[Cells, str, tuple[str, ...]]] = {
    # Names
    "industry twice": (row("Industries!7", industry="Fish", name="Again"), "Industries!A7", ("Industries!A5",)),
    "place unknown": ({"Employment!A9": "ALFF"}, "Employment!A9", ("place is not known", "'ALF'", "Towns or Regions")),
    "place with two meanings": ({"Employment!A9": "beta"}, "Employment!A9", ("several towns", "BET", "GAM")),
    "industry of a place unknown": (
        {"Employment!B9": "timbre"}, "Employment!B9", ("industry is not known", "sheet Industries", "'timber'"),
    ),
    "industry of a cluster unknown": ({"Clusters!C4": "wood"}, "Clusters!C4", ("sheet Industries",)),
    "initiator unknown": ({"Clusters!E4": "bothe"}, "Clusters!E4", ("sheet Initiators", "'both'")),
    "measure of a step unknown": ({"ClusterSteps!C4": "tech_prk"}, "ClusterSteps!C4", ("'tech_park'",)),
    "measure of a step a proposal": ({"ClusterSteps!C4": "GAM_kiln"}, "ClusterSteps!C4", ("sheet Measures",)),
    "town of a territory unknown": ({"Tased!A4": "ALFA2"}, "Tased!A4", ("town is not known",)),
    "permitted industry unknown": ({"Tased!B6": "metals"}, "Tased!B6", ("'metal'",)),
    "town of a resident unknown": ({"Residents!C4": "KND"}, "Residents!C4", ("town is not known",)),
    "cluster twice": (
        row("Clusters!6", cluster="GAM_fish", name="Again", industry="fish", towns="GAM", initiator="both"),
        "Clusters!A6", ("Clusters!A5", "repeats"),
    ),
    "place and industry twice": (
        row("Employment!12", place="Alfa", industry="timber"), "Employment!A12", ("Employment!A9", "repeats"),
    ),
    "all industries of a place twice": (row("Employment!12", place="ALF"), "Employment!A12", ("Employment!A8",)),
    "permitted twice": (row("Tased!7", town="Alfa", industry="timber"), "Tased!A7", ("Tased!A4", "repeats")),
    "resident twice": (
        row("Residents!6", resident="alf_panels", name="Again", town="ALF", industry="fish"),
        "Residents!A6", ("Residents!A4",),
    ),
    "measure of a step twice": (
        row("ClusterSteps!8", step="NETWORK", stage=2, measure="school"), "ClusterSteps!A8", ("ClusterSteps!A5",),
    ),
    "region named like the country": (
        row("Regions!6", region="Country", price_index=1), "Regions!A6", ("meaning of its own",),
    ),
    "a town or a region": (
        {**row("Regions!6", region="Alfa"), **row("Employment!11", place="Alfa", industry="fish")},
        "Employment!A11", ("could be a town or a region", "'Alfa' was read", "write the id ALF"),
    ),
    "town that no list could name": (
        row("Towns!7", town="N;1", name="New", region="South Region", status="stable", population=9_000), "Towns!A7",
        ("an id of sheet Towns may not hold ;",),
    ),
    # Ranges
    "firms below 0": ({"Employment!D9": -1}, "Employment!D9", ("firms is below its range", "0 to 10000000 firms")),
    "jobs below 0": ({"Employment!C11": -5}, "Employment!C11", ("employed_persons is below its range",)),
    "firms as text": ({"Employment!D9": "12 firms"}, "Employment!D9", ("firms is text",)),
    "output below 0": ({"Employment!H9": -1}, "Employment!H9", ("output_trub_per_worker is below",)),
    "stage 0": ({"ClusterSteps!B4": 0}, "ClusterSteps!B4", ("stage is below its range", "1 to 10")),
    "half a stage": ({"ClusterSteps!B4": 1.5}, "ClusterSteps!B4", ("stage is not whole",)),
    "revenue in percent": (
        {"Residents!H4": 20}, "Residents!H4", ("backbone_revenue_share is above its range", "0 to 1 share"),
    ),
    "revenue over 100 %": ({"Residents!H4": 1.01}, "Residents!H4", ("backbone_revenue_share is above its range",)),
    "jobs of a resident below 0": ({"Residents!E4": -1}, "Residents!E4", ("jobs_first_year is below",)),
    "investment below 0": ({"Residents!G4": -1}, "Residents!G4", ("investment_mrub is below",)),
    "dominance in percent": (
        {"Settings!B20": 60}, "Settings!B20", ("cluster_dominance_most_share is above its range", "0 to 1"),
    ),
    "star of size over 100 %": ({"Settings!B23": 1.1}, "Settings!B23", ("cluster_star_size_least_share",)),
    "star of focus over 100 %": ({"Settings!B24": 1.1}, "Settings!B24", ("cluster_star_focus_least_share",)),
    "backbone over 100 %": ({"Settings!B27": 50}, "Settings!B27", ("resident_backbone_most_share is above",)),
    "quotient below 0": ({"Settings!B16": -1}, "Settings!B16", ("cluster_quotient_least is below",)),
    "no region at all": ({"Settings!B21": 0}, "Settings!B21", ("cluster_regions_most is below its range",)),
    "half a region": ({"Settings!B21": 1.5}, "Settings!B21", ("cluster_regions_most is not whole",)),
    "cluster above its range": ({"Coefficients!F45": 30}, "Coefficients!F45", ("high of cluster is above", "0 to 3")),
    "cluster_kept over 100 %": ({"Coefficients!F48": 1.1}, "Coefficients!F48", ("high of cluster_kept is above",)),
    "cluster_firms below 0": ({"Coefficients!D46": -1}, "Coefficients!D46", ("low of cluster_firms is below",)),
    # Coefficients
    "cluster of an opening measure": (
        {"Coefficients!B45": "clubs"}, "Coefficients!B45", ("cluster belongs to started measures",),
    ),
    "cluster of a proposal": (
        {"Coefficients!B45": "ALF_hostel"}, "Coefficients!B45", ("a proposal has no cluster", "of the catalogue"),
    ),
    "cluster_firms of an opening measure": (
        {"Coefficients!B46": "clubs"}, "Coefficients!B46", ("cluster_firms belongs to started measures",),
    ),
    "cluster_years of a town": ({"Coefficients!B47": "ALF"}, "Coefficients!B47", ("sheet Initiators",)),
    "cluster_kept of all": (
        {"Coefficients!B48": "all"}, "Coefficients!B48", ("cluster_kept belongs to a row of sheet Initiators",),
    ),
    # Parts and wholes
    "more independent firms than firms": (
        {"Employment!E9": 13}, "Employment!D9", ("firms is below independent_firms", "Employment!E9", "at least 13"),
    ),
    "largest firm larger than the industry": (
        {"Employment!F9": 61}, "Employment!C9", ("employed_persons is below largest_employed_persons", "at least 61"),
    ),
    "industry larger than all industries": (
        {"Employment!C8": 59}, "Employment!C9",
        ("employed_persons of timber in ALF is above that of all its industries", "60 was read", "59 at most",
         "Employment!C8"),
    ),
    "earlier industry larger than all industries": (
        {"Employment!G8": 47}, "Employment!G9", ("earlier_employed_persons of timber in ALF", "Employment!G8"),
    ),
    "industry of the country larger than all industries": (
        {"Employment!C5": 1001}, "Employment!C5", ("timber in country is above that of all its industries",),
    ),
    "region larger than the country": (
        {"Employment!C7": 101}, "Employment!C7",
        ("timber in North Region is above that of the country", "100 at most", "Employment!C5"),
    ),
    "earlier region larger than the country": (
        {"Employment!G7": 51}, "Employment!G7", ("earlier_employed_persons of timber in North Region",),
    ),
    "all industries of a region": (
        row("Employment!12", place="South Region", employed_persons=1001), "Employment!C12",
        ("all industries in South Region is above that of the country", "Employment!C4"),
    ),
    "towns together larger than the country": (
        {"Employment!C5": 89}, "Employment!C5",
        ("timber in the country is below that of the towns", "89 was read", "at least 90"),
    ),
    "earlier towns together larger than the country": (
        {"Employment!G10": 3}, "Employment!G5", ("earlier_employed_persons of timber in the country", "at least 51"),
    ),
    "all industries of towns": (
        row("Employment!12", place="BET", employed_persons=801), "Employment!C4", ("all industries", "at least 1001"),
    ),
    # References
    "country missing for a cluster": (
        {"Employment!6": DELETE, "Employment!11": DELETE}, "Clusters!C5",
        ("fish of the country is not in sheet Employment", "place country and industry fish"),
    ),
    "country missing for a place": (
        row("Employment!12", place="GAM", industry="metal"), "Employment!B12", ("metal of the country",),
    ),
    "country missing for several": (
        {**row("Employment!12", place="GAM", industry="metal"), **row("Employment!13", place="ALF", industry="metal")},
        "Employment!B12", ("metal of the country",),
    ),
    "country missing for all industries": (
        {"Employment!4": DELETE}, "Employment!B8", ("all industries of the country are not", "a blank industry"),
    ),
    # Clusters
    "town of a cluster unknown": (
        {"Clusters!D4": "BET; ALFF"}, "Clusters!D4", ("towns is not known", "'ALFF' was read", "did you mean 'ALF'"),
    ),
    "town of a cluster with two meanings": (
        {"Clusters!D4": "ALF; Beta"}, "Clusters!D4", ("several towns have this name", "BET", "GAM"),
    ),
    "town of a cluster twice": ({"Clusters!D4": "ALF; alfa"}, "Clusters!D4", ("names ALF twice", "'ALF; alfa'")),
    "cluster without towns": ({"Clusters!D4": None}, "Clusters!D4", ("towns is blank", "sheet Towns")),
    "cluster of nothing but a separator": ({"Clusters!D4": " ; "}, "Clusters!D4", ("the cluster has no town",)),
    "cluster over two regions": (
        {"Settings!B21": 1, "Clusters!D4": "ALF; GAM"}, "Clusters!D4",
        ("too many regions", "2 (North Region, South Region) was read", "1 at most", "cluster_regions_most"),
    ),
    "cluster over two regions, setting blank": (
        {"Settings!B21": None, "Clusters!D4": "ALF; GAM"}, "Clusters!D4", ("1 at most",),
    ),
    "cluster over two regions, setting not there": (
        {"Settings!21": DELETE, "Clusters!D4": "ALF; GAM"}, "Clusters!D4", ("1 at most",),
    ),
    # Steps
    "step at two stages": (
        {"ClusterSteps!B6": 3}, "ClusterSteps!B6", ("step network stands at two stages", "ClusterSteps!B5"),
    ),
    "stages with a hole": (
        {"ClusterSteps!B7": 4}, "ClusterSteps!B7", ("no step is of stage 3", "4 was read"),
    ),
    "no first stage": (
        {"ClusterSteps!4": DELETE}, "ClusterSteps!B5", ("no step is of stage 1", "2 was read"),
    ),
    "step of an opening measure": (
        {"ClusterSteps!C4": "clubs"}, "ClusterSteps!C4", ("measure is an opening measure", "started"),
    ),
    "clusters without steps": (
        {f"ClusterSteps!{number}": DELETE for number in (4, 5, 6, 7)}, "ClusterSteps!A4",
        ("there are clusters and no steps",),
    ),
}  # fmt: skip


@pytest.mark.parametrize("name", CELL_FAULTS)
def test_each_fault_names_its_cell(name: str, tmp_path: Path) -> None:
    changes, place, words = CELL_FAULTS[name]
    faults = faults_of(save(tmp_path, changes, rows=clustered_rows()))
    assert [fault.place for fault in faults] == [f"case.xlsx: {place}"], "\n".join(map(str, faults))
    for word in words:
        assert word in faults[0].message, faults[0].message


def test_every_unknown_town_of_a_list_is_told(tmp_path: Path) -> None:
    faults = faults_of(save(tmp_path, {"Clusters!D4": "ALFF; BET; GAMM; bet"}, rows=clustered_rows()))
    assert {fault.place for fault in faults} == {"case.xlsx: Clusters!D4"}
    told = [word for fault in faults for word in ("'ALFF'", "'GAMM'", "names BET twice") if word in fault.message]
    assert told == ["'ALFF'", "'GAMM'", "names BET twice"]


def test_a_status_of_a_measure_stands_once_too(tmp_path: Path) -> None:
    (fault,) = faults_of(save(tmp_path, {"Measures!R7": "crisis; Crisis"}))
    assert fault.place == "case.xlsx: Measures!R7"
    assert "statuses names crisis twice" in fault.message


def test_without_initiators_each_cluster_is_told(tmp_path: Path) -> None:
    """So are the two coefficients about one of them."""
    faults = faults_of(save(tmp_path, {"Initiators!4": DELETE, "Initiators!5": DELETE}, rows=clustered_rows()))
    cells = ("Clusters!E4", "Clusters!E5", "Coefficients!B47", "Coefficients!B48")
    assert [fault.place for fault in faults] == [f"case.xlsx: {cell}" for cell in cells]


def test_every_hole_among_the_stages_is_told(tmp_path: Path) -> None:
    changes: Cells = {"ClusterSteps!B4": 2, "ClusterSteps!B5": 4, "ClusterSteps!B6": 4, "ClusterSteps!B7": 6}
    faults = faults_of(save(tmp_path, changes, rows=clustered_rows()))
    assert [fault.place for fault in faults] == [f"case.xlsx: ClusterSteps!B{number}" for number in (4, 5, 7)]


def test_all_faults_are_told_at_once(tmp_path: Path) -> None:
    changes: Cells = {"Employment!E9": 13, "Clusters!D4": ";", "ClusterSteps!B7": 5, "Residents!H4": 2}
    faults = faults_of(save(tmp_path, changes, rows=clustered_rows()))
    cells = ("Employment!D9", "Clusters!D4", "ClusterSteps!B7", "Residents!H4")
    assert [fault.place for fault in faults] == [f"case.xlsx: {cell}" for cell in cells]


def test_a_cell_with_a_fault_is_not_compared_with_others(tmp_path: Path) -> None:
    """The industry of Alfa may be the country's row that seems to be missing; a setting may be larger than it reads."""
    unread: Cells = {"Employment!6": DELETE, "Employment!B9": "timbre"}
    (fault,) = faults_of(save(tmp_path, unread, rows=clustered_rows()))
    assert fault.place == "case.xlsx: Employment!B9"
    (fault,) = faults_of(save(tmp_path, {"Settings!B21": "two", "Clusters!D4": "ALF; GAM"}, rows=clustered_rows()))
    assert fault.place == "case.xlsx: Settings!B21"


def test_a_sheet_that_cannot_be_read_makes_no_reference_missing(tmp_path: Path) -> None:
    for sheet, columns in (("Employment", "ABCDEFGHI"), ("ClusterSteps", "ABCD")):
        changes: Cells = {f"{sheet}!{letter}3": None for letter in columns}
        (fault,) = faults_of(save(tmp_path, changes, rows=clustered_rows()))
        assert fault.place == f"case.xlsx: {sheet}"


# --- What is no fault, and comes back --------------------------------------------------------------------------------

SOUND: dict[str, Cells] = {
    "as it is": {},
    "nothing known of a place": {f"Employment!{letter}9": None for letter in "CDEFGH"},
    "nothing known of the country": {"Employment!C5": None, "Employment!G5": None, "Employment!H5": None},
    "all firms independent": {"Employment!E9": 12},
    "one firm alone": {"Employment!F9": 60},
    "one industry alone": {"Employment!C8": 60},
    "towns that are the whole country": {"Employment!C5": 90},
    "towns without a row": {"Employment!10": DELETE},
    "industry that nothing is known of": row("Industries!7", industry="glass", name="Glass"),
    "one region a cluster": {"Settings!B21": 1},
    "no condition at all": {f"Settings!{number}": DELETE for number in range(16, 28)},
    "towns by name": {"Clusters!D4": "Alfa;beta (north region);"},
    "a cluster over two regions that is allowed to": {"Clusters!D4": "ALF; GAM"},
    "one stage alone": {f"ClusterSteps!{number}": DELETE for number in (5, 6, 7)},
    "stages in any order": {"ClusterSteps!B4": 3, "ClusterSteps!B7": 1},
    "one measure at two steps": {"ClusterSteps!C7": "tech_park"},
    "steps without clusters": {"Clusters!4": DELETE, "Clusters!5": DELETE},
    "a resident in a town without a territory": {"Tased!6": DELETE},
    "a resident that is not permitted": {"Residents!D4": "fish"},
    "a permitted industry that has no reference": {"Tased!B4": "metal"},
    "a town named like its industry": {"Industries!A6": "GAM", "Tased!B6": "GAM"},
    "both initiators judged": coefficient("cluster_kept", "both", None, 1.0, 49),
}


@pytest.mark.parametrize("name", SOUND)
def test_what_is_allowed_is_no_fault_and_comes_back(name: str, tmp_path: Path) -> None:
    case = read_case([save(tmp_path, SOUND[name], rows=clustered_rows())])
    again = read_case([write_case_workbook(tmp_path / "again.xlsx", rows_of_case(case))])
    assert without_origins(again) == without_origins(case)


def test_rows_come_back_with_their_notes(tmp_path: Path) -> None:
    rows = rows_of_case(read_case([save(tmp_path, rows=clustered_rows())]))
    before = clustered_rows()
    assert rows["Industries"] == before["Industries"]
    assert rows["ClusterSteps"][0] == before["ClusterSteps"][0]
    assert rows["Clusters"][0] == {**before["Clusters"][0], "towns": "ALF; BET"}
    assert rows["Settings"][-len(SETTINGS) :] == before["Settings"][-len(SETTINGS) :]


def test_a_clustered_case_made_in_memory_reads_back_equal(tmp_path: Path) -> None:
    path = write_case_workbook(tmp_path / "case.xlsx", rows_of_case(clustered_case()))
    assert without_origins(read_case([path])) == without_origins(clustered_case())


def test_a_case_without_any_of_it_has_no_cluster(tmp_path: Path) -> None:
    case = read_case([save(tmp_path, rows=small_rows())])
    assert (case.industries, case.employment, case.clusters, case.residents) == ((), (), (), ())
    assert case.settings.cluster_quotient_least is None


@pytest.mark.parametrize(
    ("place", "value"),
    [("Industries!B4", "Wood"), ("Employment!C9", 59), ("Clusters!D4", "ALF"), ("ClusterSteps!B7", 2),
     ("Tased!B6", "fish"), ("Residents!E4", 26), ("Initiators!B4", "State")],
)  # fmt: skip
def test_a_change_changes_the_fingerprint_of_its_sheet_alone(place: str, value: object, tmp_path: Path) -> None:
    before = sheet_fingerprints(read_sheets(save(tmp_path, rows=clustered_rows())))
    after = sheet_fingerprints(read_sheets(save(tmp_path, {place: value}, rows=clustered_rows())))
    assert {name for name in before if before[name] != after[name]} == {place.split("!")[0]}
