"""A small invented country in which clusters can be formed: no town, firm or figure of it exists.

What clusters need, jobs and firms by industry, is not published for the towns of Russia. This example shows what the
sheets look like when it is known: one candidate that can be formed over two towns, one that lacks firms a plan may
bring, one that fails, and one whose figures are not known.

Nor is there any observation or finding of a team for real towns. Here one alarm calls a team, others have been answered,
and a town that has found its niche is left alone; a programme for eco-industry has money of its own, and an Agency of
the size of the country is to be chosen.
"""

from __future__ import annotations

from planner.catalogue.load import catalogue_rows
from planner.examples.facts import OFFICIALS_OWN, Row, Rows, limit_rows, settings_rows

INVENTED = "Invented: no such place."
FIRST_YEAR, HORIZON_YEARS = 2020, 6
FEDERAL_MRUB_A_YEAR, REGIONAL_MRUB_A_YEAR = 160.0, 30.0
TOWN_MOST_SHARE, TOWN_MOST_NOTE = 0.5, "A case of five towns: half of all money at most."
TOWNS = (
    ("PINE", "Pinewater", "Northern Land", "crisis", 31_000),
    ("SAWM", "Sawmill Bay", "Northern Land", "at_risk", 24_000),
    ("FORG", "Forgetown", "Northern Land", "stable", 48_000),
    ("LATH", "Lathe Hill", "Southern Land", "at_risk", 36_000),
    ("SPIN", "Spindleby", "Southern Land", "at_risk", 22_000),
    ("INNS", "Crossroads Inns", "Southern Land", "at_risk", 9_000),
)
SCORES = (
    ("PINE", "rigid_chains", 2), ("PINE", "small_business", 2), ("SAWM", "small_business", 3),
    ("SAWM", "rigid_chains", 1), ("FORG", "rigid_chains", 4), ("FORG", "education_research", 2),
    ("LATH", "small_business", 3), ("LATH", "education_research", 3), ("SPIN", "community_activity", 3),
)  # fmt: skip
EMPLOYMENT = (
    # place, industry, persons, firms, independent firms, largest firm, persons earlier, output of a worker
    ("country", None, 70_000_000, None, None, None, 69_000_000, None),
    ("country", "timber", 700_000, None, None, None, 720_000, 2_100),
    ("country", "machines", 1_400_000, None, None, None, 1_300_000, 2_600),
    ("country", "textiles", 280_000, None, None, None, 330_000, 1_300),
    ("PINE", None, 12_000, None, None, None, 12_900, None),
    ("PINE", "timber", 2_900, 21, 16, 1_500, 3_100, 2_500),
    ("SAWM", None, 9_500, None, None, None, 9_300, None),
    ("SAWM", "timber", 1_800, 18, 16, 600, 1_500, 2_300),
    ("FORG", None, 21_000, None, None, None, 21_500, None),
    ("FORG", "machines", 7_200, 14, 6, 6_300, 7_900, 2_400),
    ("LATH", None, 15_000, None, None, None, 14_600, None),
    ("LATH", "machines", 3_100, 27, 22, 900, 2_600, 3_000),
    ("SPIN", None, 8_000, None, None, None, 8_800, None),
    ("SPIN", "textiles", 2_000, None, None, 1_700, 2_500, None),
)
CLUSTERS = (
    ("northern_timber", "Timber of two northern towns", "timber", "PINE; SAWM", "both"),
    ("southern_machines", "Machine builders of Lathe Hill", "machines", "LATH", "state"),
    ("forge", "Forgetown around its works", "machines", "FORG", "state"),
    ("textiles", "Textiles of Spindleby", "textiles", "SPIN", "business"),
)
TASED = (("PINE", "timber"), ("SAWM", "timber"), ("LATH", "machines"), ("FORG", "machines"))
RESIDENTS = (
    ("PINE_panels", "Panel works", "PINE", "timber", 25, 6, 80, 0.2),
    ("PINE_chips", "Chips for the mill", "PINE", "timber", 30, 9, 40, 0.9),
    ("LATH_gears", "Gear shop", "LATH", "machines", 40, 12, 150, 0.1),
    ("FORG_bakery", "Bakery", "FORG", "textiles", 12, 3, 5, None),
)
OBSERVATIONS = (
    ("PINE", "output_fall", 2019, 34), ("SAWM", "unemployment", 2018, 6.1), ("SAWM", "unemployment", 2019, 3.4),
    ("FORG", "unemployment", 2019, 7.2), ("SPIN", "unemployment", 2018, 8.8), ("SPIN", "output_fall", 2018, 41),
    ("INNS", "output_fall", 2019, 60),
)  # fmt: skip
"""Pinewater's alarm calls a team; Sawmill Bay has calmed down; Forgetown's is answered by a team that found nothing
worse, Spindleby's by one that found a crisis, Crossroads' by one that found a town living from its inns."""
FINDINGS = (
    ("FORG", 2019, "stable", "no"), ("SPIN", 2019, "crisis", None), ("INNS", 2019, "stable", "yes"),
)  # fmt: skip
DECISIONS = {"eco_programme": "yes"}
INSTRUMENT_COSTS_MRUB = {"agency": (3, 6, 12), "eco_programme": (0.5, 1, 2)}
ECO_PROGRAMME_MRUB_A_YEAR = 12.0


def invented_rows() -> Rows:
    """The sheets of the invented country; the catalogue's sheets are taken as they are."""
    rows: Rows = dict(catalogue_rows())
    rows |= {sheet: [] for sheet in OFFICIALS_OWN}
    rows["Settings"] = settings_rows(
        rows["Settings"],
        {
            "title": ("An invented country with clusters", "No town or figure of it exists."),
            "first_year": (FIRST_YEAR, INVENTED),
            "horizon_years": (HORIZON_YEARS, "A cluster takes more than three years to work."),
            "evaluation_years": (15, INVENTED),
        },
    )
    rows["Towns"] = [
        {"town": town, "name": name, "region": region, "status": status, "population": population, "note": INVENTED}
        for town, name, region, status, population in TOWNS
    ]
    rows["Scores"] = [
        {"town": town, "factor": factor, "value": value, "source": "expert", "note": INVENTED}
        for town, factor, value in SCORES
    ]
    regions = dict.fromkeys(region for _, _, region, _, _ in TOWNS)
    rows["Regions"] = [{"region": region, "price_index": None, "note": INVENTED} for region in regions]
    rows["Budgets"] = [
        {"payer": payer, "year": year, "amount_mrub": amount, "note": INVENTED}
        for payer, amount in (("federal", FEDERAL_MRUB_A_YEAR), *((region, REGIONAL_MRUB_A_YEAR) for region in regions))
        for year in range(FIRST_YEAR, FIRST_YEAR + HORIZON_YEARS)
    ]
    rows["Inflation"] = []
    rows["Limits"] = limit_rows(rows["Limits"], TOWN_MOST_SHARE, TOWN_MOST_NOTE)
    add_instruments(rows)
    return rows | cluster_rows() | monitoring_rows()


def add_instruments(rows: Rows) -> None:
    """An Agency to choose and a programme for eco-industry that runs: costs, own money and what it is spent on."""
    first = FIRST_YEAR + 1
    rows["Instruments"] = [
        row | {"first_year": first, "decision": DECISIONS.get(row["instrument"], row["decision"])}
        for row in rows["Instruments"]
    ]
    rows["Coefficients"] = [with_invented_cost(row) for row in rows["Coefficients"]]
    years = range(first, FIRST_YEAR + HORIZON_YEARS)
    rows["Budgets"] += [
        {"payer": "federal", "year": year, "amount_mrub": ECO_PROGRAMME_MRUB_A_YEAR, "instrument": "eco_programme",
         "note": INVENTED}
        for year in years
    ]  # fmt: skip
    rows["Limits"].append(
        {"limit": "eco_programme_least", "category": "eco_industry", "payer": "federal", "unit": "mrub",
         "floor": ECO_PROGRAMME_MRUB_A_YEAR * len(years), "instrument": "eco_programme", "note": INVENTED}
    )  # fmt: skip


def with_invented_cost(row: Row) -> Row:
    """A row of Coefficients; what an instrument costs is that of a small country."""
    cost = INSTRUMENT_COSTS_MRUB.get(row["subject"]) if row["coefficient"] == "instrument_cost" else None
    if cost is None:
        return row
    return row | dict(zip(("low", "central", "high"), cost, strict=True)) | {"source": INVENTED}


def monitoring_rows() -> Rows:
    """What was observed in towns, and what teams found there."""
    return {
        "Observations": table(("town", "indicator", "year", "value"), OBSERVATIONS),
        "Findings": table(("town", "year", "status", "niche"), FINDINGS),
    }


def cluster_rows() -> Rows:
    """Industries, jobs and firms, clusters, territories and residents."""
    return {
        "Industries": table(("industry", "name"), (
            ("timber", "Timber and wood products"), ("machines", "Machine building"), ("textiles", "Textiles"))),
        "Employment": table(("place", "industry", "employed_persons", "firms", "independent_firms",
                             "largest_employed_persons", "earlier_employed_persons", "output_trub_per_worker"),
                            EMPLOYMENT),
        "Clusters": table(("cluster", "name", "industry", "towns", "initiator"), CLUSTERS),
        "Tased": table(("town", "industry"), TASED),
        "Residents": table(("resident", "name", "town", "industry", "jobs_first_year", "investment_first_year_mrub",
                            "investment_mrub", "backbone_revenue_share"), RESIDENTS),
    }  # fmt: skip


def table(columns: tuple[str, ...], rows: tuple[tuple[object, ...], ...]) -> list[Row]:
    return [{**dict(zip(columns, row, strict=True)), "note": INVENTED} for row in rows]
