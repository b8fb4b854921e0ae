"""A small case: three towns in two regions, four started and three opening measures, two years.

It is made twice: as rows of sheets (``small_rows``) and as the case they mean (``small_case``), written down apart from
the reader. It has none of the sheets that may be left out for good: proposals, readiness, contributions, inflation and
loans. ``wide_rows`` and ``wide_case`` are the same case with these, so that every sheet is used. The three mono-towns
and all numbers are invented.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace
from typing import Any

from models.case import (
    Budget,
    Case,
    CoefficientKey,
    Cofinancing,
    Contribution,
    Factor,
    Goal,
    Inflation,
    Limit,
    Link,
    Loan,
    Lock,
    LockIn,
    Measure,
    Proposal,
    Readiness,
    Region,
    RoadmapStep,
    Score,
    Settings,
    Status,
    Town,
    Triple,
)

STARTED = ("street", "school", "tech_park", "waste_heat")
OPENING = ("strategy", "clubs", "mediation")
COST_MRUB = {
    "street": 2.0,
    "school": 5.0,
    "tech_park": 20.0,
    "waste_heat": 8.0,
    "strategy": 1.0,
    "clubs": 0.5,
    "mediation": 0.8,
}
CATEGORY = {
    "street": "urban_environment",
    "school": "knowledge",
    "tech_park": "industrial_system",
    "waste_heat": "eco_industry",
    "strategy": "social_political",
    "clubs": "social_political",
    "mediation": "social_political",
}


def small_rows() -> dict[str, list[dict[str, Any]]]:
    """Rows of every sheet, in references to towns by id, by name and by name and region."""
    return {
        "Settings": [
            {"setting": name, "value": value, "unit": unit, "note": ""}
            for name, value, unit in (
                ("title", "Three towns", ""),
                ("first_year", 2021, "year"),
                ("horizon_years", 2, "years"),
                ("evaluation_years", 6, "years"),
                ("price_year", 2020, "year"),
                ("discount_share", 0.05, "share a year"),
                ("equity_exponent", 1, "exponent"),
                ("points_of_growth_max", 1, "count"),
                ("carry_over_federal_share", 0.5, "share"),
                ("carry_over_regional_share", 0, "share"),
            )
        ],
        "Towns": [
            _town("ALF", "Alfa", "North Region", "crisis", 12_000, latitude=62.2, longitude=34.3),
            _town("BET", "Beta", "North Region", "stable", 30_000),
            _town("GAM", "Beta", "South Region", "crisis", 8_000.5, note="The second Beta."),
        ],
        "Scores": [
            {"town": "ALF", "factor": "dependency", "value": 3, "source": "expert", "note": "Talks in the town."},
            {"town": "Alfa", "factor": "self_government", "value": "yes", "source": "self"},
            {"town": "Beta (South Region)", "factor": "city_km", "value": 150, "source": "statistics"},
        ],
        "Regions": [{"region": "North Region", "price_index": 1.2}, {"region": "South Region"}],
        "Budgets": [
            {"payer": payer, "year": year, "amount_mrub": amount}
            for payer, amount in (("federal", 40), ("North Region", 10), ("South Region", 6.5))
            for year in (2021, 2022)
        ],
        "Cofinancing": [
            {"federal_low_share": 0, "federal_high_share": 0.9, "note": "All."},
            {"measure": "school", "region": "North Region", "federal_low_share": 0.25, "federal_high_share": 0.5},
        ],
        "Limits": [
            {
                "limit": "urban_most",
                "category": "urban_environment",
                "payer": "all",
                "unit": "share",
                "ceiling": 0.5,
            },
            {
                "limit": "head_most",
                "for_each": "town",
                "payer": "federal",
                "year": 2022,
                "unit": "rub_per_head",
                "floor": 0,
                "ceiling": 4000,
            },
        ],
        "Locks": [
            {"town": "BET", "subject": "street", "decision": "must", "year": 2021, "scale_low": 1},
            {"town": "GAM", "subject": "open_up", "decision": "must_not"},
        ],
        "Goals": [
            {"goal": "jobs", "name": "Jobs", "unit": "job-years", "weight": 1},
            {"goal": "homes", "name": "Environment", "unit": "points", "weight": 0.2},
            {"goal": "capacity", "name": "Capacity to search", "unit": "points", "weight": 3},
        ],
        "LockIns": [{"lock_in": name, "name": name.title()} for name in ("functional", "political", "cognitive")],
        "Statuses": [
            {"status": "crisis", "name": "Crisis", "window_years": 1},
            {"status": "stable", "name": "Stable", "window_years": 0},
        ],
        "Factors": [
            {"factor": "dependency", "name": "Dependency", "kind": "score", "meaning": "4: waits for orders."},
            {"factor": "self_government", "name": "Strong council", "kind": "yes_no", "meaning": "Yes: it decides."},
            {
                "factor": "city_km",
                "name": "Distance to a city",
                "kind": "number",
                "zero_at": 20,
                "four_at": 300,
                "meaning": "Kilometres.",
            },
        ],
        "Measures": [_measure(name) for name in (*STARTED, *OPENING)],
        "Roadmaps": [
            _step("open_up", "", "strategy", 1, 1, 1),
            _step("open_up", "political", "mediation", 0.5, 1, 2),
            _step("open_up", "cognitive", "clubs", 0.5, 1, 2),
            _step("talk", "", "clubs", 1, 1, 1),
        ],
        "Links": [
            {"measure": "tech_park", "relation": "requires", "other": "school", "years_before": 1},
            {"measure": "waste_heat", "relation": "excludes", "other": "street", "years_before": 0},
        ],
        "Coefficients": _coefficient_rows(),
    }


def _town(town: str, name: str, region: str, status: str, population: float, **more: object) -> dict[str, Any]:
    return {"town": town, "name": name, "region": region, "status": status, "population": population, **more}


def _measure(name: str) -> dict[str, Any]:
    row: dict[str, Any] = {
        "measure": name,
        "name": name.replace("_", " ").title(),
        "category": CATEGORY[name],
        "kind": "started" if name in STARTED else "opening",
        "unit": "unit",
        "scale_low": 1,
        "scale_high": 3,
        "scale_high_per_1000": 0.1,
        "duration_years": 1,
        "lag_years": 0,
        "life_years": 10,
        "point_of_growth": "yes" if name == "tech_park" else "no",
        "passage": "Invented.",
    }
    if name == "waste_heat":
        row |= {"statuses": "crisis; stable", "population_min": 5_000, "population_max": 50_000}
    return row


def _step(roadmap: str, target: str, opening: str, intensity: float, first: int, last: int) -> dict[str, Any]:
    return {
        "roadmap": roadmap,
        "target": target,
        "opening": opening,
        "intensity": intensity,
        "step_from": first,
        "step_to": last,
    }


def _coefficient_rows() -> list[dict[str, Any]]:
    return [
        _coefficient("weight", "dependency", "cognitive", 2),
        _coefficient("weight", "dependency", "political", 1),
        _coefficient("weight", "self_government", "political", -1),
        _coefficient("weight", "city_km", "functional", 1),
        *(_coefficient("prior", factor, "", 2) for factor in ("dependency", "self_government", "city_km")),
        *(_coefficient("drift", lock_in, "", 0.3) for lock_in in ("functional", "political", "cognitive")),
        *(_coefficient("floor", lock_in, "", 0.1) for lock_in in ("functional", "political", "cognitive")),
        _coefficient("distress", "crisis", "", 2),
        _coefficient("distress", "stable", "", 1),
        _coefficient("window_factor", "crisis", "", 1.5),
        *(_coefficient("unit_cost", measure, "", cost) for measure, cost in COST_MRUB.items()),
        _coefficient("kept", "all", "", 0.9),
        _coefficient("kept", "street", "", 0.5),
        *(_coefficient("yield", measure, "jobs", 10) for measure in STARTED),
        _coefficient("yield", "street", "homes", 30),
        _coefficient("sensitivity", "all", "political", 0.4),
        _coefficient("gate", "tech_park", "cognitive", 0.6),
        _coefficient("opening", "strategy", "political", 0.2),
        _coefficient("opening", "clubs", "cognitive", 0.3),
        _coefficient("opening", "mediation", "political", 0.25),
        _coefficient("cost_cut", "clubs", "urban_environment", 0.2),
    ]


def _coefficient(name: str, subject: str, key: str, central: float) -> dict[str, Any]:
    return {
        "coefficient": name,
        "subject": subject,
        "key": key,
        "low": central,
        "central": central,
        "high": central,
        "unit": "",
        "grade": "expert",
        "source": "Invented.",
    }


def _same(value: float) -> Triple:
    return Triple(float(value), float(value), float(value), "expert", "Invented.")


def _plain_measure(name: str) -> Measure:
    return Measure(
        measure=name,
        name=name.replace("_", " ").title(),
        category=CATEGORY[name],
        kind="started" if name in STARTED else "opening",
        unit="unit",
        scale_low=1.0,
        scale_high=3.0,
        scale_high_per_1000=0.1,
        duration_years=1,
        lag_years=0,
        life_years=10,
        point_of_growth=name == "tech_park",
        statuses=("crisis", "stable") if name == "waste_heat" else (),
        population_min=5_000.0 if name == "waste_heat" else None,
        population_max=50_000.0 if name == "waste_heat" else None,
        passage="Invented.",
    )


def small_case() -> Case:
    """The case that ``small_rows`` means, with rows without origin."""
    measures = (*STARTED, *OPENING)
    factors = ("dependency", "self_government", "city_km")
    lock_ins = ("functional", "political", "cognitive")
    coefficients: Mapping[CoefficientKey, Triple] = {
        ("weight", "dependency", "cognitive"): _same(2),
        ("weight", "dependency", "political"): _same(1),
        ("weight", "self_government", "political"): _same(-1),
        ("weight", "city_km", "functional"): _same(1),
        **{("prior", factor, ""): _same(2) for factor in factors},
        **{("drift", lock_in, ""): _same(0.3) for lock_in in lock_ins},
        **{("floor", lock_in, ""): _same(0.1) for lock_in in lock_ins},
        ("distress", "crisis", ""): _same(2),
        ("distress", "stable", ""): _same(1),
        ("window_factor", "crisis", ""): _same(1.5),
        **{("unit_cost", measure, ""): _same(COST_MRUB[measure]) for measure in measures},
        **{("kept", measure, ""): _same(0.5 if measure == "street" else 0.9) for measure in measures},
        **{("yield", measure, "jobs"): _same(10) for measure in STARTED},
        ("yield", "street", "homes"): _same(30),
        **{("sensitivity", measure, "political"): _same(0.4) for measure in measures},
        ("gate", "tech_park", "cognitive"): _same(0.6),
        ("opening", "strategy", "political"): _same(0.2),
        ("opening", "clubs", "cognitive"): _same(0.3),
        ("opening", "mediation", "political"): _same(0.25),
        ("cost_cut", "clubs", "urban_environment"): _same(0.2),
    }
    return Case(
        settings=Settings("Three towns", 2021, 2, 6, 2020, 0.05, 1.0, 1, 0.5, 0.0),
        goals=(
            Goal("jobs", "Jobs", "job-years", 1.0),
            Goal("homes", "Environment", "points", 0.2),
            Goal("capacity", "Capacity to search", "points", 3.0),
        ),
        lock_ins=tuple(LockIn(name, name.title()) for name in lock_ins),
        statuses=(Status("crisis", "Crisis", 1), Status("stable", "Stable", 0)),
        factors=(
            Factor("dependency", "Dependency", "score"),
            Factor("self_government", "Strong council", "yes_no"),
            Factor("city_km", "Distance to a city", "number", 20.0, 300.0),
        ),
        regions=(Region("North Region", 1.2), Region("South Region")),
        towns=(
            Town("ALF", "Alfa", "North Region", "crisis", 12_000.0, 62.2, 34.3),
            Town("BET", "Beta", "North Region", "stable", 30_000.0),
            Town("GAM", "Beta", "South Region", "crisis", 8_000.5),
        ),
        scores=(
            Score("ALF", "dependency", 3.0, "expert", "Talks in the town."),
            Score("ALF", "self_government", 1.0, "self"),
            Score("GAM", "city_km", 150.0, "statistics"),
        ),
        measures=tuple(_plain_measure(name) for name in measures),
        roadmap_steps=(
            RoadmapStep("open_up", "", "strategy", 1.0, 1, 1),
            RoadmapStep("open_up", "political", "mediation", 0.5, 1, 2),
            RoadmapStep("open_up", "cognitive", "clubs", 0.5, 1, 2),
            RoadmapStep("talk", "", "clubs", 1.0, 1, 1),
        ),
        links=(Link("tech_park", "requires", "school", 1), Link("waste_heat", "excludes", "street", 0)),
        cofinancing=(Cofinancing("", "", 0.0, 0.9), Cofinancing("school", "North Region", 0.25, 0.5)),
        budgets=tuple(
            Budget(payer, year, amount)
            for payer, amount in (("federal", 40.0), ("North Region", 10.0), ("South Region", 6.5))
            for year in (2021, 2022)
        ),
        limits=(
            Limit("urban_most", "urban_environment", "", "", "", "", "", "all", None, "share", None, 0.5),
            Limit("head_most", "", "", "", "", "", "town", "federal", 2022, "rub_per_head", 0.0, 4000.0),
        ),
        locks=(Lock("BET", "street", "must", 2021, 1.0), Lock("GAM", "open_up", "must_not", None, None)),
        coefficients=coefficients,
    )


def wide_rows() -> dict[str, list[dict[str, Any]]]:
    """Rows of every sheet: those of ``small_rows`` with what towns propose, who pays beside them, and later prices."""
    rows = small_rows()
    rows["Settings"] += [
        {"setting": "absorption_share", "value": 0.5, "unit": "share", "note": "Assumption."},
        {"setting": "municipal_budget_rub_per_head", "value": 30_000, "unit": "RUB per head"},
    ]
    rows["Towns"][1]["municipal_budget_mrub"] = 800
    by_id = {row["measure"]: row for row in rows["Measures"]}
    by_id["tech_park"]["preparation_years"] = 1
    by_id["waste_heat"]["needs_consent"] = "yes"
    rows["Proposals"] = [
        _proposal("ALF_hostel", "ALF", "street", (2.5, 3, 4), (8, 12, 15), scale_high=2, lag_years=1, life_years=5,
                  preparation_years=0, evidence="comparable", source="A hostel of that size in Beta."),
        _proposal("GAM_kiln", "Beta (South Region)", "waste_heat", (4, 4, 6), (6, 9, 9), scale_high=1, lag_years=0,
                  life_years=10, preparation_years=1, evidence="stated", source="Word of the plant."),
    ]  # fmt: skip
    rows["Readiness"] = [
        {"town": "ALF", "measure": "waste_heat", "consent": "yes", "note": "Hearings of 2020."},
        {"town": "BET", "measure": "tech_park", "ready_year": 2019},
        {"town": "GAM", "measure": "GAM_kiln", "ready_year": 2021, "consent": "yes"},
        {"town": "GAM", "measure": "school", "consent": "no"},
    ]
    rows["Contributions"] = [
        {"contributor": "municipality", "share": 0.05, "evidence": "promised", "note": "All."},
        {"contributor": "municipality", "town": "ALF", "measure": "ALF_hostel", "share": 0.1, "sum_mrub": 0.5,
         "evidence": "agreed"},
        {"contributor": "business", "measure": "tech_park", "share": 0.2, "evidence": "promised"},
        {"contributor": "residents", "town": "BET", "share": 0.02, "evidence": "promised"},
        {"contributor": "backbone", "town": "GAM", "measure": "GAM_kiln", "sum_mrub": 1, "evidence": "agreed"},
    ]  # fmt: skip
    # 2020 is not needed: prices are those of 2020.
    rows["Inflation"] = [
        {"year": year, "inflation_share": share} for year, share in ((2020, 0.05), (2021, 0.04), (2022, 0.03))
    ]
    rows["Loans"] = [
        {"region": "South Region", "year": 2021, "repaid_year": 2022, "most_mrub": 2, "interest_share": 0.002},
    ]
    rows["Cofinancing"].append({"measure": "ALF_hostel", "federal_low_share": 0, "federal_high_share": 0.8})
    rows["Limits"].append(
        {"limit": "own_most", "for_each": "town", "payer": "municipality", "unit": "rub_per_head", "ceiling": 3000}
    )
    rows["Locks"].append({"town": "GAM", "subject": "GAM_kiln", "decision": "must_not", "year": 2022})
    rows["Links"].append({"measure": "GAM_kiln", "relation": "excludes", "other": "waste_heat", "years_before": 0})
    rows["Coefficients"] += [
        _coefficient("running_cost", "waste_heat", "", 0.02),
        _coefficient("tax_forgone_federal", "tech_park", "", 0.02),
        _coefficient("tax_forgone_regional", "tech_park", "", 0.01),
        _coefficient("yield", "ALF_hostel", "homes", 4),
        _coefficient("sensitivity", "ALF_hostel", "political", 0.1),
    ]
    return rows


def _proposal(
    name: str, town: str, like: str, cost: tuple[float, float, float], jobs: tuple[float, float, float], **more: object
) -> dict[str, Any]:
    return {
        "proposal": name,
        "town": town,
        "name": name.replace("_", " ").title(),
        "like": like,
        "unit": "unit",
        "scale_low": 1,
        **dict(zip(("unit_cost_low_mrub", "unit_cost_mrub", "unit_cost_high_mrub"), cost, strict=True)),
        "goal": "jobs",
        **dict(zip(("yield_low", "yield_central", "yield_high"), jobs, strict=True)),
        "duration_years": 1,
        **more,
    }


def wide_case() -> Case:
    """The case that ``wide_rows`` means, with rows without origin: proposals are measures of their towns."""
    small = small_case()
    changed = {"tech_park": {"preparation_years": 1}, "waste_heat": {"needs_consent": True}}
    measures = tuple(replace(measure, **changed.get(measure.measure, {})) for measure in small.measures)
    hostel_source, kiln_source = "A hostel of that size in Beta.", "Word of the plant."
    hostel = Measure("ALF_hostel", "Alf Hostel", "urban_environment", "started", "unit", 1.0, 2.0, 0.0, 1, 1, 5,
                     passage=hostel_source, town="ALF", evidence="comparable")  # fmt: skip
    kiln = Measure("GAM_kiln", "Gam Kiln", "eco_industry", "started", "unit", 1.0, 1.0, 0.0, 1, 0, 10,
                   preparation_years=1, needs_consent=True, passage=kiln_source, town="GAM",
                   evidence="stated")  # fmt: skip
    hostel_words, kiln_words = f"Proposal, comparable: {hostel_source}", f"Proposal, stated: {kiln_source}"
    coefficients = {
        **small.coefficients,
        ("running_cost", "waste_heat", ""): _same(0.02),
        ("tax_forgone_federal", "tech_park", ""): _same(0.02),
        ("tax_forgone_regional", "tech_park", ""): _same(0.01),
        # The hostel is like a street (kept 0.5), but has a sensitivity and a second result of its own.
        ("unit_cost", "ALF_hostel", ""): Triple(2.5, 3.0, 4.0, "derived", hostel_words),
        ("yield", "ALF_hostel", "jobs"): Triple(8.0, 12.0, 15.0, "derived", hostel_words),
        ("yield", "ALF_hostel", "homes"): _same(4),
        ("kept", "ALF_hostel", ""): _same(0.5),
        ("sensitivity", "ALF_hostel", "political"): _same(0.1),
        # The kiln is like the use of waste heat, whose kept and sensitivity come from the rows for all.
        # The plant's word alone: the dear end of the cost, the poor end of the result.
        ("unit_cost", "GAM_kiln", ""): Triple(4.0, 6.0, 6.0, "expert", kiln_words),
        ("yield", "GAM_kiln", "jobs"): Triple(6.0, 6.0, 9.0, "expert", kiln_words),
        ("kept", "GAM_kiln", ""): _same(0.9),
        ("sensitivity", "GAM_kiln", "political"): _same(0.4),
        ("running_cost", "GAM_kiln", ""): _same(0.02),
    }
    alfa, beta, gamma = small.towns
    return replace(
        small,
        settings=replace(small.settings, absorption_share=0.5, municipal_budget_rub_per_head=30_000.0),
        towns=(alfa, replace(beta, municipal_budget_mrub=800.0), gamma),
        measures=(*measures, hostel, kiln),
        coefficients=coefficients,
        proposals=(
            Proposal("ALF_hostel", "ALF", "Alf Hostel", "street", "unit", 1.0, 2.0, 2.5, 3.0, 4.0, "jobs", 8.0, 12.0,
                     15.0, 1, 1, 5, 0, "comparable", hostel_source),
            Proposal("GAM_kiln", "GAM", "Gam Kiln", "waste_heat", "unit", 1.0, 1.0, 4.0, 4.0, 6.0, "jobs", 6.0, 9.0,
                     9.0, 1, 0, 10, 1, "stated", kiln_source),
        ),
        readiness=(
            Readiness("ALF", "waste_heat", None, "yes"),
            Readiness("BET", "tech_park", 2019, None),
            Readiness("GAM", "GAM_kiln", 2021, "yes"),
            Readiness("GAM", "school", None, "no"),
        ),
        contributions=(
            Contribution("municipality", "", "", 0.05, None, "promised"),
            Contribution("municipality", "ALF", "ALF_hostel", 0.1, 0.5, "agreed"),
            Contribution("business", "", "tech_park", 0.2, None, "promised"),
            Contribution("residents", "BET", "", 0.02, None, "promised"),
            Contribution("backbone", "GAM", "GAM_kiln", None, 1.0, "agreed"),
        ),
        inflation=(Inflation(2020, 0.05), Inflation(2021, 0.04), Inflation(2022, 0.03)),
        loans=(Loan("South Region", 2021, 2022, 2.0, 0.002),),
        cofinancing=(*small.cofinancing, Cofinancing("ALF_hostel", "", 0.0, 0.8)),
        limits=(
            *small.limits,
            Limit("own_most", "", "", "", "", "", "town", "municipality", None, "rub_per_head", None, 3000.0),
        ),
        locks=(*small.locks, Lock("GAM", "GAM_kiln", "must_not", 2022, None)),
        links=(*small.links, Link("GAM_kiln", "excludes", "waste_heat", 0)),
    )  # fmt: skip
