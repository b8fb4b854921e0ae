"""A whole plan written down by hand for the case ``one_town``: it holds, and no cell of it can be altered.

The town takes the roadmap talk/political@2021 and starts one hectare of park in 2021. By hand (see the tests of the
arithmetic): the roadmap costs 3 million in 2021 and is worth 5.186816 points; the park costs 30 million in 2021 and
3 million in 2022 to run, and is worth 20*0.36*0.896 = 6.4512 points. The region has 10 million a year, so of the 33
million of 2021 at least 23 million are federal: 23/33 of each line. Of the 3 million of 2022 a fifth is federal,
the least allowed.
"""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace
from pathlib import Path

import pytest
from test_verifying_arithmetic import TALK, one_town

from models.case import CATEGORIES, Case, Limit, Lock
from planner.tables.cells import CellValue, Grid, Uncomputed
from planner.tables.plan_layout import PLAN_SHEETS, SUMMARY_ITEMS, columns_of
from planner.verifying.plan_reading import read_plan
from planner.verifying.verify import Verification, verify_plan, verify_records

Tables = dict[str, list[dict[str, CellValue]]]

OBJECTIVE = 5.186816 + 6.4512
CERTIFIED = 27.692128
"""By hand in the tests of the bound, at a price of 0.1 for each million of 2021."""
SEARCHED = 20.0
GAP = (SEARCHED - OBJECTIVE) / OBJECTIVE
DRAW_ROW = [item.item for item in SUMMARY_ITEMS].index("draw")
NOT_RECOMPUTED = {item.item for item in SUMMARY_ITEMS if not item.recomputed}

PARK = (20_909_090.90, 9_090_909.09)
"""Federal and regional roubles of 30 million at 23/33, each rounded down: 20 909 090.909... and 9 090 909.0909..."""
DIALOGUE = (2_090_909.09, 909_090.90)
RUNNING = (600_000.0, 2_400_000.0)


def line(measure: str, year: int, money: tuple[float, float]) -> dict[str, CellValue]:
    names = {
        "park": ("industrial_system", "Park", "started", 1.0, "ha"),
        "dialogue": ("social_political", "Dialogue", "opening", 0.5, "year"),
    }
    category, name, kind, scale, unit = names[measure]
    federal, regional = money
    return {
        "town": "A", "name": "Alpha", "region": "North", "category": category, "measure": measure,
        "measure_name": name, "kind": kind, "evidence": "", "start_year": 2021, "scale": scale, "unit": unit,
        "year": year, "federal_rub": federal, "regional_rub": regional, "total_rub": round(federal + regional, 2),
        "partners_rub": 0, "federal_share": federal / (federal + regional),
    }  # fmt: skip


def summary() -> list[dict[str, CellValue]]:
    federal, regional = 23.599_999_99, 12.399_999_99
    values: dict[str, CellValue] = {
        "title": "One town",
        # 71.85030 % rounded up to three decimals
        "promise": "No plan under these roadmaps and coefficients is better by more than 137.946 %.",
        "objective": OBJECTIVE,
        "bound": SEARCHED,
        "gap_share": GAP,
        "certified_bound": CERTIFIED,
        "certified_gap_share": (CERTIFIED - OBJECTIVE) / OBJECTIVE,
        "state": "-",
        "towns": 1,
        "towns_funded": 1,
        "federal_budget_mrub": 60,
        "federal_spent_mrub": federal,
        "regional_budget_mrub": 20,
        "regional_spent_mrub": regional,
        "urban_environment_mrub": 0,
        "social_political_mrub": 2.999_999_99,
        "knowledge_mrub": 0,
        "industrial_system_mrub": 32.999_999_99,
        "eco_industry_mrub": 0,
        # 8,500,000.01, 27,900,000, 0.01 and 7,600,000 roubles
        "returned_mrub": 44.000_000_02,
        "blocked_federal_mrub": 0,
        "partners_mrub": 0,
        "proposals_mrub": 0,
        "tax_forgone_mrub": 0,
        "later_mrub": 3,
        "most_judged": MOST_JUDGED,
        "share_of_money_on_priors": 0.125,
        "share_of_money_on_self_assessment": 0,
        "draw": "central",
        "price_year": 2020,
        "created": "today",
    }
    return [
        {"item": i.item, "value": values.get(i.item, 1), "unit": i.unit, "meaning": i.meaning} for i in SUMMARY_ITEMS
    ]


def town_plan() -> dict[str, CellValue]:
    return {
        "town": "A", "name": "Alpha", "region": "North", "status": "crisis", "roadmap": TALK,
        "worth_points": OBJECTIVE, "answer_points": 22.692128, "unknown_share": 0.125, "self_share": 0,
        "political_before": 0.5, "political_after": 0.245, "political_before_low": 0.4375,
        "political_before_high": 0.5625, "cognitive_before": 0.5, "cognitive_after": 0.5,
        "cognitive_before_low": 0.5, "cognitive_before_high": 0.5,
    }  # fmt: skip


def payer_year(payer: str, year: int, *money: float, loans_in: float = 0, loans_out: float = 0) -> dict[str, CellValue]:
    columns = ("budget_rub", "carried_in_rub", "spent_rub", "carried_out_rub", "returned_rub")
    row: dict[str, CellValue] = {"payer": payer, "year": year, **dict(zip(columns, money, strict=True))}
    return {**row, "loans_in_rub": loans_in, "loans_out_rub": loans_out}


MOST_JUDGED = (
    "prior activity; weight clans political; weight activity political; weight distance cognitive; "
    "prior clans and 1 more; drift political; drift cognitive; floor political; floor cognitive; distress crisis"
)
"""Only the prior of activity has a range, so the others, whose swing is 0, might be any of the case."""


def assumptions() -> list[dict[str, CellValue]]:
    """Money that rests on every number of the case; 36 million less a kopeck for each of two lines is spent.

    Of the two lock-ins the weights of ``political`` are 3/4 and 1/4, that of ``cognitive`` is 1. Clans and distance are
    known; their priors are alike, so they are one judgement. The town is in crisis and takes a roadmap.
    """
    whole, park, dialogue = 35.999_999_98, 32.999_999_99, 2.999_999_99
    money = {
        ("prior", "activity", ""): whole / 8,
        ("weight", "clans", "political"): whole * 3 / 8,
        ("weight", "activity", "political"): whole / 8,
        ("weight", "distance", "cognitive"): whole / 2,
        ("prior", "clans", ""): 0.0,
        **{(name, lock_in, ""): whole / 2 for name in ("drift", "floor") for lock_in in ("political", "cognitive")},
        ("distress", "crisis", ""): whole,
        ("distress", "stable", ""): 0.0,
        ("window_factor", "crisis", ""): whole,
    }
    given = one_town().coefficients
    money |= {key: park if key[1] == "park" else dialogue for key in given if key[1] in ("park", "dialogue")}
    assert money.keys() | {("prior", "distance", "")} == given.keys()
    rows: list[dict[str, CellValue]] = []
    for (coefficient, subject, key), mrub in money.items():
        number = given[coefficient, subject, key]
        alike = " and 1 more" if (coefficient, subject) == ("prior", "clans") else ""
        # (3 - 1) / (2*2) of the money on the prior of activity
        rows.append({
            "coefficient": coefficient, "subject": subject + alike, "key": key, "low": number.low,
            "central": number.central, "high": number.high, "grade": "expert", "source": "", "money_mrub": mrub,
            "swing_mrub": mrub / 2 if (coefficient, subject) == ("prior", "activity") else 0.0,
        })  # fmt: skip
    return rows


def stake(factor: str, source: str, mrub: float) -> dict[str, CellValue]:
    return {"town": "A", "name": "Alpha", "factor": factor, "source": source, "share": 0.5, "at_stake_mrub": mrub}


def equity(grouping: str, group: str) -> dict[str, CellValue]:
    return {
        "grouping": grouping, "group": group, "towns": 1, "population": 20_000, "total_mrub": 35.999_999_98,
        "rub_per_head": 35_999_999.98 / 20_000, "jobs_per_1000": 3.6256 / 20, "capacity_per_1000": 0.4386816 / 20,
    }  # fmt: skip


def hand_made() -> Tables:
    park = {"social_political": 2.999_999_99, "industrial_system": 32.999_999_99}
    allocation = {category: park.get(category, 0) for category in CATEGORIES}
    return {
        "Summary": summary(),
        "Allocation": [{
            "town": "A", "name": "Alpha", "region": "North", **allocation, "total_mrub": 35.999_999_98,
            "federal_mrub": 23.599_999_99, "regional_mrub": 12.399_999_99, "rub_per_head": 35_999_999.98 / 20_000,
        }],
        "Funded": [line("park", 2021, PARK), line("park", 2022, RUNNING), line("dialogue", 2021, DIALOGUE)],
        "Town plans": [town_plan()],
        "Results": [
            # 0.4 of the dialogue and 2*5*0.36*0.896 of the park
            # gross: without 0.6 of additional and a half displaced the park's are 2*5*1.2*0.896
            {"goal": "jobs", "name": "Jobs", "unit": "job-years", "result": 3.6256, "gross_result": 11.152,
             "weight": 2, "points": 7.2512},
            {"goal": "capacity", "name": "Capacity", "unit": "lock-in years", "result": 0.4386816,
             "gross_result": 0.4386816, "weight": 10, "points": 4.386816},
        ],
        "Years": [
            # half of what is left is kept, rounded down to kopecks
            payer_year("federal", 2021, 40e6, 0, 22_999_999.99, 8_500_000.00, 8_500_000.01),
            payer_year("federal", 2022, 20e6, 8_500_000.00, 600_000, 0, 27_900_000),
            payer_year("North", 2021, 10e6, 0, 9_999_999.99, 0, 0.01),
            payer_year("North", 2022, 10e6, 0, 2_400_000, 0, 7_600_000),
        ],
        "Partners": [],
        "Equity": [equity("status", "crisis"), equity("lock_in_tercile", "least locked")],
        # 30 million of works in 2021, a tenth of it in each of two years after them
        "Liabilities": [
            {"region": "North", "year": year, "running_mrub": 3, "tax_federal_mrub": 0, "tax_regional_mrub": 0}
            for year in (2022, 2023)
        ],
        # money of the region is no dearer than federal money, so nothing is blocked
        "Blocked money": [{"region": "North", "federal_mrub": 23.599_999_99, "wanted_mrub": 0, "blocked_mrub": 0}],
        # on 33 million of park: distance a quarter lower or higher changes 1 - 0.5*0.5 by an eighth of 3/4;
        # clans a quarter lower 1.5 to 1.25 and 0.8 to 0.875; activity 0.8 by 0.4*0.25*0.25
        "Audit": [
            stake("distance", "statistics", 32.999_999_99 / 6),
            stake("clans", "expert", 32.999_999_99 * (1 - 1.25 / 1.5 * 0.875 / 0.8)),
            stake("activity", "prior", 32.999_999_99 * 0.025 / 0.8),
        ],
        "Assumptions": assumptions(),
        "Networks": [],
        "Roll-out": [],
        "Cluster diagnosis": [],
        "Cluster years": [],
        "Industries compared": [],
        "Residents checked": [],
        "Instruments run": [],
        "States": [{"state": "-", "chosen": "yes", "bound_points": CERTIFIED}],
        # no lock-in keeps the town from searching, and no coefficient of the park has a range
        "Stages": [
            {"town": "A", "name": "Alpha", "year": year, "stage": "search", "changes_over": "",
             "uncertainty_share": 0} for year in (2021, 2022)
        ],
        "Alarms": [],
        "Prices": [
            {"row": "federal_budget[2021]", "price": 0.1, "right_hand_side": 40, "contribution_points": 4},
            {"row": "region_budget[North,2021]", "price": 0.1, "right_hand_side": 10, "contribution_points": 1},
        ],
        "Branches": [],
        "Branch prices": [],
        "State prices": [],
        "Fingerprints": [],
    }  # fmt: skip


def grids_of(tables: Tables) -> dict[str, Grid]:
    """The sheets as a workbook would hold them."""
    grids = {}
    for sheet in PLAN_SHEETS:
        rows = tables[sheet.name]
        headers = tuple(rows[0]) if rows else tuple(c.name for c in columns_of(sheet, [], []))
        title = "One town" if sheet.name == "Summary" else sheet.title
        cells: dict[int, tuple[CellValue, ...]] = {1: (title,), 2: (sheet.reading,), 3: headers}
        cells |= {number: tuple(row.values()) for number, row in enumerate(rows, start=4)}
        grids[sheet.name] = Grid("P.xlsx", sheet.name, cells)
    return grids


def verified(tables: Tables, case: Case | None = None) -> Verification:
    case = case or one_town()
    plan, faults = read_plan(grids_of(tables), case, "P.xlsx")
    return Verification(faults) if faults else verify_records(plan, case)


def places(found: Verification) -> list[str]:
    return [fault.place for fault in found.faults]


def altered(tables: Tables, sheet: str, row: int, column: str, value: CellValue) -> Tables:
    rows = [dict(cells) for cells in tables[sheet]]
    rows[row][column] = value
    return {**tables, sheet: rows}


def test_the_plan_holds() -> None:
    found = verified(hand_made())
    assert [str(fault) for fault in found.faults] == []
    assert found.recomputed["objective"] == pytest.approx(OBJECTIVE)
    assert found.recomputed["certified_bound"] == pytest.approx(CERTIFIED)
    assert found.recomputed["results"] == {"jobs": pytest.approx(3.6256), "capacity": pytest.approx(0.4386816)}
    # the search proved more than the prices do: that is worth a remark and no fault
    assert len(found.remarks) == 1
    assert "27.69" in found.remarks[0]


def test_the_order_of_rows_does_not_matter() -> None:
    in_order = ("Audit", "Assumptions", "Stages")
    tables = {sheet: rows if sheet in in_order else rows[::-1] for sheet, rows in hand_made().items()}
    assert verified(tables).holds


@pytest.mark.parametrize("sheet", ["Audit", "Assumptions"])
def test_what_is_listed_by_size_falls(sheet: str) -> None:
    tables = hand_made()
    assert not verified({**tables, sheet: tables[sheet][::-1]}).holds


def alterations() -> Iterator[tuple[str, int, str, CellValue]]:
    for sheet, rows in hand_made().items():
        for number, row in enumerate(rows):
            for column, value in row.items():
                if sheet == "Summary" and row["item"] in NOT_RECOMPUTED and column == "value":
                    continue
                if isinstance(value, str):
                    yield sheet, number, column, value + "x"
                elif isinstance(value, int | float):
                    yield sheet, number, column, value + 1
                    if value and column not in ("year", "start_year"):
                        yield sheet, number, column, value * 1.001


@pytest.mark.parametrize(("sheet", "row", "column", "value"), list(alterations()))
def test_every_altered_cell_is_refused_by_its_name(sheet: str, row: int, column: str, value: CellValue) -> None:
    tables = hand_made()
    letter = "ABCDEFGHIJKLMNOPQRSTUVWXYZ"[list(tables[sheet][row]).index(column)]
    found = verified(altered(tables, sheet, row, column, value))
    assert f"P.xlsx: {sheet}!{letter}{row + 4}" in places(found)


@pytest.mark.parametrize("sheet", [
    "Summary", "Funded", "Town plans", "Results", "Years", "Allocation", "Equity", "Liabilities", "Blocked money",
    "Audit", "Assumptions",
])  # fmt: skip
def test_a_missing_or_doubled_row_is_refused(sheet: str) -> None:
    tables = hand_made()
    assert not verified({**tables, sheet: tables[sheet][1:]}).holds
    assert not verified({**tables, sheet: [*tables[sheet], tables[sheet][-1]]}).holds


def test_a_missing_price_proves_another_bound() -> None:
    # without the price of regional money all money of 2021 is free to the town
    tables = hand_made()
    assert "P.xlsx: Summary!B9" in places(verified({**tables, "Prices": tables["Prices"][:1]}))


@pytest.mark.parametrize("price", [-0.1, 0.0])
def test_listed_prices_are_above_zero(price: float) -> None:
    names = ("row", "price", "right_hand_side", "contribution_points")
    row: dict[str, CellValue] = dict(zip(names, ("federal_budget[2022]", price, 20, 20 * price), strict=True))
    tables = hand_made()
    assert "P.xlsx: Prices!B6" in places(verified({**tables, "Prices": [*tables["Prices"], row]}))


def test_a_fine_sounding_bound_is_refused() -> None:
    # bound, gap and promise agree, but the prices prove no better than 27.69 and the plan is worth more than 11
    for bound in (30.0, 11.0):
        gap = (bound - OBJECTIVE) / OBJECTIVE
        tables = altered(altered(hand_made(), "Summary", 3, "value", bound), "Summary", 4, "value", gap)
        assert "P.xlsx: Summary!B7" in places(verified(tables))


def test_money_split_unevenly_within_an_atom_is_refused() -> None:
    # 100,000 roubles of federal money moved from the park to the dialogue: all sums of payers still hold
    tables = hand_made()
    park, dialogue = (PARK[0] - 1e5, PARK[1] + 1e5), (DIALOGUE[0] + 1e5, DIALOGUE[1] - 1e5)
    funded = [line("park", 2021, park), line("park", 2022, RUNNING), line("dialogue", 2021, dialogue)]
    assert any("window of federal shares" in fault.message for fault in verified({**tables, "Funded": funded}).faults)


def limited(**scope: object) -> Case:
    empty = dict.fromkeys(("category", "measure", "status", "region", "town", "for_each"), "")
    rest = {"payer": "all", "year": None, "unit": "mrub", "floor": None, "ceiling": None}
    return replace(one_town(), limits=(Limit("L", **{**empty, **rest, **scope}),))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("scope", "holds"),
    [
        # 35.99999998 million are spent, of it 12.39999999 regional; 2.99999999 on the dialogue
        ({"ceiling": 35.999_999_98}, True),
        ({"ceiling": 35.999_999_97}, False),
        ({"payer": "regional", "unit": "share", "ceiling": 0.62}, True),
        ({"payer": "regional", "unit": "share", "ceiling": 0.619}, False),
        ({"unit": "rub_per_head", "ceiling": 1_800}, True),
        ({"unit": "rub_per_head", "ceiling": 1_799}, False),
        ({"measure": "dialogue", "floor": 3.0}, True),  # one line, within two kopecks
        ({"measure": "dialogue", "floor": 3.000_000_1}, False),
        ({"year": 2022, "floor": 3.0}, True),
        ({"year": 2022, "floor": 3.1}, False),
    ],
)
def test_limits_are_kept_in_kopecks(scope: dict[str, object], holds: bool) -> None:
    told = [f.message for f in verified(hand_made(), limited(**scope)).faults if "under the limit L" in f.message]
    assert bool(told) is not holds


@pytest.mark.parametrize(
    ("lock", "holds"),
    [
        (Lock("A", "park", "must", 2021, None), True),
        (Lock("A", "park", "must", 2022, None), False),
        (Lock("A", "park", "must_not", 2021, None), False),
        (Lock("A", "park", "must", None, 1.5), False),
        (Lock("A", "talk", "must", 2021, None), True),
        (Lock("A", "talk", "must_not", None, None), False),
    ],
)
def test_locks_are_kept(lock: Lock, holds: bool) -> None:
    found = places(verified(hand_made(), replace(one_town(), locks=(lock,))))
    decisions = [place for place in found if "Funded" in place or place == "P.xlsx: Town plans!E4"]
    assert bool(decisions) is not holds


def test_too_many_points_of_growth() -> None:
    none = replace(one_town(), settings=replace(one_town().settings, points_of_growth_max=0))
    assert "P.xlsx: Funded!E4" in places(verified(hand_made(), none))


def test_the_plan_of_another_draw_is_known_by_it() -> None:
    # at the low draw activity takes 1/4: the whole plan differs, so the draw alone is told
    found = verified(altered(hand_made(), "Summary", DRAW_ROW, "value", "low"))
    assert places(found) == [f"P.xlsx: Summary!B{DRAW_ROW + 4}"]


def test_unreadable_cells_are_faults() -> None:
    tables = hand_made()
    for value in (None, "12", True, Uncomputed("=K4+L4"), float("inf")):
        assert places(verified(altered(tables, "Funded", 0, "total_rub", value))) == ["P.xlsx: Funded!O4"]
    assert places(verified(altered(tables, "Funded", 0, "measure", 7))) == ["P.xlsx: Funded!E4"]


def test_missing_sheets_headers_and_stray_cells_are_faults() -> None:
    grids = grids_of(hand_made())
    missing = {name: grid for name, grid in grids.items() if name != "Years"}
    assert [f.place for f in read_plan(missing, one_town(), "P.xlsx")[1]] == ["P.xlsx: Years"]
    rows = dict(grids["Years"].rows)
    rows[3] = ("payer", "years", *rows[3][2:])
    wrong = {**grids, "Years": Grid("P.xlsx", "Years", rows)}
    assert {f.place for f in read_plan(wrong, one_town(), "P.xlsx")[1]} == {"P.xlsx: Years!B3", "P.xlsx: Years!A3"}
    rows = dict(grids["Years"].rows)
    rows[4] = (*rows[4], 12)
    stray = {**grids, "Years": Grid("P.xlsx", "Years", rows)}
    assert [f.place for f in read_plan(stray, one_town(), "P.xlsx")[1]] == ["P.xlsx: Years!J4"]


def test_what_is_no_workbook_is_a_fault(tmp_path: Path) -> None:
    path = tmp_path / "plan.xlsx"
    path.write_text("not a workbook")
    assert len(verify_plan(path).faults) == 1
    assert len(verify_plan(tmp_path / "none.xlsx").faults) == 1
