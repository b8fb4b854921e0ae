"""One table of facts about every sheet and column.

Template, reader, fault messages and the reference page are all made from ``SHEETS``, ``SETTINGS`` and
``COEFFICIENTS``; nothing else in the project says what a column is called or which values it takes.
"""

from __future__ import annotations

from dataclasses import dataclass
from typing import Literal

from models.case import CATEGORIES, CONTRIBUTORS
from planner.words import phrase

Kind = Literal["id", "text", "number", "integer", "choice", "choices", "reference", "any_reference", "value"]
"""``id`` names the row; ``reference`` names a row of another sheet; ``any_reference`` one of several sheets;
``choices`` is a list of references separated by semicolons; ``value`` is typed by another column of the row."""


@dataclass(frozen=True, slots=True)
class Column:
    name: str
    kind: Kind
    meaning: str
    required: bool = True
    unit: str = ""
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    refers_to: tuple[str, ...] = ()
    blank_means: str = ""
    example: str | float = ""


@dataclass(frozen=True, slots=True)
class Sheet:
    name: str
    meaning: str
    columns: tuple[Column, ...]
    key: tuple[str, ...]
    row_required: bool = True
    filled_by: Literal["official", "planner", "catalogue"] = "catalogue"

    def column(self, name: str) -> Column:
        return next(c for c in self.columns if c.name == name)


@dataclass(frozen=True, slots=True)
class Setting:
    name: str
    kind: Literal["text", "number", "integer"]
    meaning: str
    unit: str = ""
    low: float | None = None
    high: float | None = None
    blank_means: str = ""
    """Set where the setting may be left blank, or have no row at all."""


@dataclass(frozen=True, slots=True)
class Coefficient:
    """One kind of expert number on the sheet Coefficients.

    ``subject`` and ``key`` name the sheet whose ids they take; ``key_optional`` allows an empty key. ``default`` is
    the value of a row that is not there; None means that every subject must have the row.
    """

    name: str
    subject: str
    key: str
    meaning: str
    unit: str
    low: float
    high: float
    default: float | None
    key_optional: bool = False
    subject_kind: Literal["", "started", "opening"] = ""


YEARS = (2000, 2100)
EXAMPLE_TOWN, EXAMPLE_REGION, EXAMPLE_INDUSTRY = phrase("KND"), phrase("Republic of Karelia"), phrase("timber")
EXAMPLE_PROPOSAL = phrase("KND_hostel")
NOTE = Column("note", "text", "Where the row comes from, in words.", required=False, blank_means="nothing stated")

SETTINGS: tuple[Setting, ...] = (
    Setting("title", "text", "Name of the case."),
    Setting("first_year", "integer", "First year of the plan.", "year", *YEARS),
    Setting("horizon_years", "integer", "Number of years with budgets.", "years", 1, 10),
    Setting("evaluation_years", "integer", "Year up to which results count, from the first year, the same for all.",
            "years", 1, 40),
    Setting("price_year", "integer", "Year whose prices costs are stated in.", "year", *YEARS),
    Setting("discount_share", "number", "A result one year later is worth this share less.", "share a year", 0, 0.5),
    Setting("equity_exponent", "number", "Weight of need: 0 counts all towns alike.", "exponent", 0, 3),
    Setting("points_of_growth_max", "integer", "Most points of growth started in one town.", "count", 0, 20),
    Setting("carry_over_federal_share", "number", "Share of unspent federal money kept for the next year.", "share",
            0, 1),
    Setting("carry_over_regional_share", "number", "Share of unspent regional money kept for the next year.", "share",
            0, 1),
    Setting("absorption_share", "number", "Most public money a town can spend in a year, as a share of its municipal "
            "budget.", "share", 0, 100, "no town is held back"),
    Setting("municipal_budget_rub_per_head", "number", "Municipal budget of a year taken where a town's own is not "
            "known.", "RUB per head", 0, 10_000_000, "towns whose budget is not known are not held back"),
    Setting("similar_within_share", "number", "Towns are similar if their factors differ by this share of the scale at "
            "most, on average over all factors; one not known, or known from the town alone, counts at its prior.",
            "share", 0, 1, "no roll-out: what worked in one town raises no effect in another"),
    Setting("cluster_quotient_least", "number", "Least location quotient of a cluster: share of the industry in the "
            "jobs of its towns over that in the country.", "ratio", 0, 100, "not asked"),
    Setting("cluster_output_ratio_least", "number", "Least output per worker of a cluster, country = 1.", "ratio",
            0, 100, "not asked"),
    Setting("cluster_firms_least", "number", "Least number of specialised firms in reach.", "firms", 0, 10_000,
            "not asked"),
    Setting("cluster_independent_least", "number", "Least number of firms independent of the largest one.", "firms",
            0, 10_000, "not asked"),
    Setting("cluster_dominance_most_share", "number", "Most that the largest firm may employ of a cluster's persons.",
            "share", 0, 1, "not asked"),
    Setting("cluster_regions_most", "integer", "Most regions that one cluster may reach over.", "count", 1, 100,
            "1: a cluster stays in one region"),
    Setting("cluster_star_quotient_least", "number", "Location quotient from which a cluster has a star for focus on "
            "the industry.", "ratio", 0, 100, "no such star"),
    Setting("cluster_star_size_least_share", "number", "Share of the country's jobs in the industry from which a "
            "cluster has a star for size.", "share", 0, 1, "no such star"),
    Setting("cluster_star_focus_least_share", "number", "Share of all jobs of its towns from which a cluster has a "
            "star for weight in its towns.", "share", 0, 1, "no such star"),
    Setting("resident_jobs_least", "number", "Least jobs that a resident creates in its first year.", "jobs", 0,
            100_000, "not asked"),
    Setting("resident_investment_least_mrub", "number", "Least that a resident invests in its first year.",
            "million RUB", 0, 1_000_000, "not asked"),
    Setting("resident_backbone_most_share", "number", "Most of its revenue that a resident may have from the backbone "
            "enterprise.", "share", 0, 1, "not asked"),
)  # fmt: skip

SHEETS: tuple[Sheet, ...] = (
    Sheet("Settings", "Choices that hold for the whole case.", (
        Column("setting", "id", "Name of the setting; the names are fixed."),
        Column("value", "value", "Its value."),
        Column("unit", "text", "Unit of the value, for the reader.", required=False),
        NOTE,
    ), ("setting",), filled_by="planner"),
    Sheet("Towns", "One row a town.", (
        Column("town", "id", "Short id of the town, unique in the case.", example=EXAMPLE_TOWN),
        Column("name", "text", "Name of the town.", example=phrase("Kondopoga")),
        Column("region", "reference", "Region of the town.", refers_to=("Regions",), example=EXAMPLE_REGION),
        Column("status", "reference", "Social and economic position.", refers_to=("Statuses",), example="crisis"),
        Column("population", "number", "Inhabitants of the town.", unit="persons", low=50, high=2_000_000,
               example=29_000),
        Column("latitude", "number", "Decimal degrees north.", required=False, unit="degrees", low=-90, high=90,
               blank_means="not known"),
        Column("longitude", "number", "Decimal degrees east.", required=False, unit="degrees", low=-180, high=180,
               blank_means="not known"),
        Column("municipal_budget_mrub", "number", "Spending of the municipal budget in a year.", required=False,
               unit="million RUB", low=0, high=10_000_000, blank_means="not known"),
        Column("crisis_since", "integer", "Year in which the present crisis broke out: its window for change is "
               "counted from there.", required=False, unit="year", low=YEARS[0], high=YEARS[1],
               blank_means="the year of the latest finding of a status, else the first year of the plan"),
        NOTE,
    ), ("town",), filled_by="official"),
    Sheet("Scores", "What is known of a town's lock-ins. A factor without a row is unknown and takes its prior.", (
        Column("town", "reference", "Id of the town, or its name, or `name (region)`.", refers_to=("Towns",),
               example=EXAMPLE_TOWN),
        Column("factor", "reference", "Factor of the diagnosis.", refers_to=("Factors",),
               example="dependency_mentality"),
        Column("value", "value", "0 to 4 for a score, yes or no, or the number itself.", low=-1_000_000, high=1_000_000,
               example=3),
        Column("source", "choice", "Who says so.", choices=("statistics", "expert", "survey", "self"),
               example="expert"),
        Column("note", "text", "The statement or figure that the value rests on.", required=False,
               blank_means="nothing stated", example=phrase("Paper 1: 'all powers in the town were accumulated ...'")),
    ), ("town", "factor"), row_required=False, filled_by="official"),
    Sheet("Proposals", "Measures that a town proposes for itself. They compete with the catalogue on equal terms; how "
          "place and lock-ins act on them is taken from the catalogue measure they are like. More results and other "
          "coefficients go on the sheet Coefficients with the proposal as subject.", (
        Column("proposal", "id", "Short id of the proposal, unlike any measure's.", example=EXAMPLE_PROPOSAL),
        Column("town", "reference", "Town that proposes it; no other town may use it.", refers_to=("Towns",),
               example=EXAMPLE_TOWN),
        Column("name", "text", "What is to be done.", example=phrase("Hostel in the old school")),
        Column("like", "reference", "Started measure of the catalogue it is most like.", refers_to=("Measures",),
               example="heritage_events"),
        Column("unit", "text", "Physical unit of the scale.", example=phrase("hostel of 40 beds")),
        Column("scale_low", "number", "Least scale if started, above 0.", unit="units", low=0, high=1_000_000,
               example=1),
        Column("scale_high", "number", "Greatest scale.", unit="units", low=0, high=1_000_000, example=1),
        Column("unit_cost_low_mrub", "number", "Low end of the whole cost of one unit on the spot.", unit="million RUB",
               low=0.000001, high=1_000_000, example=18),
        Column("unit_cost_mrub", "number", "Whole cost of one unit on the spot, at prices of the price year.",
               unit="million RUB", low=0.000001, high=1_000_000, example=20),
        Column("unit_cost_high_mrub", "number", "High end of that cost.", unit="million RUB", low=0.000001,
               high=1_000_000, example=26),
        Column("goal", "reference", "Goal that the result is counted in.", refers_to=("Goals",), example="jobs"),
        Column("yield_low", "number", "Low end of the gross result of one unit a year.", unit="goal units", low=0,
               high=1_000_000, example=8),
        Column("yield_central", "number", "Gross result of one unit a year.", unit="goal units", low=0, high=1_000_000,
               example=12),
        Column("yield_high", "number", "High end of that result.", unit="goal units", low=0, high=1_000_000,
               example=15),
        Column("duration_years", "integer", "Years of works.", unit="years", low=1, high=10, example=1),
        Column("lag_years", "integer", "Years from delivery to the first result.", unit="years", low=0, high=10,
               example=1),
        Column("life_years", "integer", "Years that results and running costs last.", unit="years", low=1, high=50,
               example=15),
        Column("preparation_years", "integer", "Years of design and permits before works start.",
               unit="years", low=0, high=10, example=0),
        Column("evidence", "choice", "What the figures rest on: an independent appraisal, a comparable project that "
               "was carried out, or the town's word.", choices=("appraised", "comparable", "stated"), example="stated"),
        Column("source", "text", "Document or project the figures come from.",
               example=phrase("Design estimate of 2019")),
    ), ("proposal",), row_required=False, filled_by="official"),
    Sheet("Readiness", "When a town is ready for a measure, and whether its community consents.", (
        Column("town", "reference", "Town.", refers_to=("Towns",), example=EXAMPLE_TOWN),
        Column("measure", "any_reference", "Measure or proposal; an opening measure bars roadmaps that use it.",
               refers_to=("Measures", "Proposals"), example="multi_sector_park"),
        Column("ready_year", "integer", "First year works can start; replaces the measure's years of preparation.",
               required=False, unit="year", low=YEARS[0], high=YEARS[1],
               blank_means="the measure's years of preparation", example=2020),
        Column("consent", "choice", "Whether the community consents, as hearings or a vote have shown.", required=False,
               choices=("yes", "no"), blank_means="not asked", example="yes"),
        NOTE,
    ), ("town", "measure"), row_required=False, filled_by="official"),
    Sheet("Contributions", "What others pay before public money: municipality, business, backbone enterprise, "
          "residents, development funds. The most particular row of a contributor counts: town and measure, then town, "
          "then measure, then all.", (
        Column("contributor", "choice", "Who pays.", choices=CONTRIBUTORS, example="municipality"),
        Column("town", "reference", "Town; blank for all.", required=False, refers_to=("Towns",),
               blank_means="all towns", example=EXAMPLE_TOWN),
        Column("measure", "any_reference", "Measure or proposal; blank for all.", required=False,
               refers_to=("Measures", "Proposals"), blank_means="all measures", example=EXAMPLE_PROPOSAL),
        Column("share", "number", "Share of the whole cost in every year.", required=False, unit="share",
               low=0, high=0.9, blank_means="no share", example=0.1),
        Column("sum_mrub", "number", "Sum for each project of a started measure, even over its years of works.",
               required=False, unit="million RUB", low=0, high=1_000_000, blank_means="no sum", example=2),
        Column("evidence", "choice", "Whether it is agreed in writing.", choices=("agreed", "promised"),
               example="agreed"),
        NOTE,
    ), ("contributor", "town", "measure"), row_required=False, filled_by="official"),
    Sheet("Regions", "One row a region.", (
        Column("region", "id", "Name of the region.", example=EXAMPLE_REGION),
        Column("price_index", "number", "Local price level, country = 1.", required=False, unit="ratio", low=0.3,
               high=10, blank_means="not known; 1 is used and counted as a prior"),
        NOTE,
    ), ("region",), filled_by="planner"),
    Sheet("Budgets", "Money of each payer in each year. Every payer and year has a row; write 0 for no money.", (
        Column("payer", "any_reference", "`federal`, or the region.", refers_to=("Regions",), choices=("federal",),
               example="federal"),
        Column("year", "integer", "Year of the plan.", unit="year", low=YEARS[0], high=YEARS[1], example=2020),
        Column("amount_mrub", "number", "Money available.", unit="million RUB", low=0, high=10_000_000, example=5500),
        Column("instrument", "reference", "Federal instrument that brings this money, beside the payer's own row.",
               required=False, refers_to=("Instruments",), blank_means="the payer's own money"),
        NOTE,
    ), ("payer", "year", "instrument"), filled_by="planner"),
    Sheet("Instruments", "Federal instruments, such as an Agency or a programme: each runs for the whole plan or not "
          "at all. Coefficients `instrument_cost`, `instrument_effect` and `instrument_cut` tell what it costs and "
          "does.", (
        Column("instrument", "id", "Short id of the instrument.", example="agency"),
        Column("name", "text", "Name of the instrument.", example="Agency for single-industry towns"),
        Column("decision", "choice", "Whether it runs; `choose`: whichever gives the better plan.",
               choices=("yes", "no", "choose"), example="choose"),
        Column("first_year", "integer", "First year in which it works and costs.", unit="year", low=YEARS[0],
               high=YEARS[1], example=2021),
        NOTE,
    ), ("instrument",), row_required=False, filled_by="planner"),
    Sheet("Inflation", "Rise of prices, from the price year to the last year of the plan. Without any row prices stay "
          "as they are.", (
        Column("year", "integer", "Year.", unit="year", low=YEARS[0], high=YEARS[1], example=2021),
        Column("inflation_share", "number", "Rise of prices over the year before.", unit="share", low=-0.2, high=1,
               example=0.04),
        NOTE,
    ), ("year",), row_required=False, filled_by="planner"),
    Sheet("Loans", "Budget loans that a region may take from the federal budget for its share, and repays.", (
        Column("region", "reference", "Region.", refers_to=("Regions",), example=EXAMPLE_REGION),
        Column("year", "integer", "Year it is received.", unit="year", low=YEARS[0], high=YEARS[1], example=2020),
        Column("repaid_year", "integer", "Later year of the plan it is repaid in.", unit="year", low=YEARS[0],
               high=YEARS[1], example=2022),
        Column("most_mrub", "number", "Most that may be taken.", unit="million RUB", low=0, high=10_000_000,
               example=50),
        Column("interest_share", "number", "Interest for the whole time.", unit="share", low=0, high=1,
               example=0.002),
        NOTE,
    ), ("region", "year"), row_required=False, filled_by="planner"),
    Sheet("Cofinancing", "Window of the federal share of public money. The most particular row counts: measure and "
          "region, then measure, then region, then all.", (
        Column("measure", "any_reference", "Measure; blank for all.", required=False,
               refers_to=("Measures", "Proposals"), blank_means="all measures"),
        Column("region", "reference", "Region; blank for all.", required=False, refers_to=("Regions",),
               blank_means="all regions"),
        Column("federal_low_share", "number", "Least federal share of a year's public cost.", unit="share", low=0,
               high=1, example=0),
        Column("federal_high_share", "number", "Greatest federal share of a year's public cost.", unit="share", low=0,
               high=1, example=0.95),
        NOTE,
    ), ("measure", "region"), filled_by="planner"),
    Sheet("Limits", "Floors and ceilings on spending in a scope, or on the number of projects. A blank scope column "
          "means all.", (
        Column("limit", "id", "Name of the limit.", example=phrase("urban_most")),
        Column("category", "choice", "Category in scope.", required=False, choices=CATEGORIES, blank_means="all"),
        Column("measure", "any_reference", "Measure in scope.", required=False, refers_to=("Measures", "Proposals"),
               blank_means="all"),
        Column("status", "reference", "Status of the towns in scope.", required=False, refers_to=("Statuses",),
               blank_means="all"),
        Column("region", "reference", "Region of the towns in scope.", required=False, refers_to=("Regions",),
               blank_means="all"),
        Column("town", "reference", "Town in scope.", required=False, refers_to=("Towns",), blank_means="all"),
        Column("for_each", "choice", "Repeat the limit for each of these.", required=False,
               choices=("town", "region", "status", "category"), blank_means="one limit for the whole scope"),
        Column("payer", "choice", "Whose money is counted; `all`: both budgets.",
               choices=("all", "federal", "regional", *CONTRIBUTORS), example="all"),
        Column("year", "integer", "Year counted; blank for all years together.", required=False, unit="year",
               low=YEARS[0], high=YEARS[1], blank_means="all years of the plan together"),
        Column("unit", "choice", "Unit of floor and ceiling. A share is of the payer's whole budget in these years. A "
               "count is of projects started, and of full years of work of opening measures, whoever pays.",
               choices=("mrub", "rub_per_head", "share", "count"), example="share"),
        Column("floor", "number", "Least spending, or number.", required=False, low=0, high=10_000_000,
               blank_means="no floor"),
        Column("ceiling", "number", "Greatest spending, or number.", required=False, low=0, high=10_000_000,
               blank_means="no ceiling"),
        Column("instrument", "reference", "Federal instrument that the limit belongs to.", required=False,
               refers_to=("Instruments",), blank_means="stands whatever instruments run"),
        NOTE,
    ), ("limit",), row_required=False, filled_by="planner"),
    Sheet("Locks", "Decisions taken beforehand.", (
        Column("town", "reference", "Town.", refers_to=("Towns",)),
        Column("subject", "any_reference", "A started measure, a proposal, or a roadmap of the menu.",
               refers_to=("Measures", "Proposals", "Roadmaps")),
        Column("decision", "choice", "Whether it must be taken or must not.", choices=("must", "must_not")),
        Column("year", "integer", "Start year meant; blank for any.", required=False, unit="year", low=YEARS[0],
               high=YEARS[1], blank_means="any year"),
        Column("scale_low", "number", "Least scale of a measure that must be started.", required=False, low=0,
               high=1_000_000, blank_means="the measure's own least scale"),
        NOTE,
    ), ("town", "subject", "year"), row_required=False, filled_by="planner"),
    Sheet("Indicators", "Figures that towns are watched by. A figure outside its bounds calls a diagnosis team to the "
          "town; it changes nothing else.", (
        Column("indicator", "id", "Short id of the indicator.", example="unemployment"),
        Column("name", "text", "Name of the indicator.", example="Registered unemployment"),
        Column("unit", "text", "Unit of its values.", example="% of the labour force"),
        Column("alarm_below", "number", "A value below this calls a team.", required=False, low=-1_000_000_000,
               high=1_000_000_000, blank_means="no such bound"),
        Column("alarm_above", "number", "A value above this calls a team.", required=False, low=-1_000_000_000,
               high=1_000_000_000, blank_means="no such bound", example=5),
        NOTE,
    ), ("indicator",), row_required=False, filled_by="planner"),
    Sheet("Observations", "Values of indicators; the latest year of a town counts.", (
        Column("town", "reference", "Town.", refers_to=("Towns",), example=EXAMPLE_TOWN),
        Column("indicator", "reference", "Indicator.", refers_to=("Indicators",), example="unemployment"),
        Column("year", "integer", "Year of the value.", unit="year", low=1990, high=YEARS[1], example=2019),
        Column("value", "number", "The value.", low=-1_000_000_000, high=1_000_000_000, example=6.2),
        NOTE,
    ), ("town", "indicator", "year"), row_required=False, filled_by="official"),
    Sheet("Findings", "What diagnosis teams found on the spot, with the community. Only this changes the status of a "
          "town, and a town that has found its niche is left alone.", (
        Column("town", "reference", "Town.", refers_to=("Towns",), example=EXAMPLE_TOWN),
        Column("year", "integer", "Year of the diagnosis.", unit="year", low=1990, high=YEARS[1], example=2019),
        Column("status", "reference", "Status found.", required=False, refers_to=("Statuses",),
               blank_means="the status stays", example="crisis"),
        Column("niche", "choice", "Whether the town has found a niche of its own and needs no help.", required=False,
               choices=("yes", "no"), blank_means="as before", example="no"),
        NOTE,
    ), ("town", "year"), row_required=False, filled_by="official"),
    Sheet("Goals", "What counts as a result.", (
        Column("goal", "id", "Id of the goal; `capacity` is served by roadmaps alone."),
        Column("name", "text", "Name of the goal."),
        Column("unit", "text", "Unit of the result."),
        Column("weight", "number", "Points for one unit of the result.", unit="points per unit", low=0, high=1_000_000),
        NOTE,
    ), ("goal",)),
    Sheet("LockIns", "The lock-ins of development.", (
        Column("lock_in", "id", "Id of the lock-in."),
        Column("name", "text", "Name of the lock-in."),
        NOTE,
    ), ("lock_in",)),
    Sheet("Statuses", "Social and economic position of a town.", (
        Column("status", "id", "Id of the status."),
        Column("name", "text", "Name of the status."),
        Column("window_years", "integer", "Years in which a crisis opens a window for change.", unit="years",
               low=0, high=10),
        NOTE,
    ), ("status",)),
    Sheet("Factors", "Factors of the diagnosis.", (
        Column("factor", "id", "Id of the factor."),
        Column("name", "text", "Name of the factor."),
        Column("kind", "choice", "How it is scored.", choices=("score", "yes_no", "number")),
        Column("zero_at", "number", "Number that scores 0; numbers only.", required=False, low=-1_000_000,
               high=1_000_000, blank_means="not a number"),
        Column("four_at", "number", "Number that scores 4; numbers only.", required=False, low=-1_000_000,
               high=1_000_000, blank_means="not a number"),
        Column("meaning", "text", "What a low and a high score mean."),
        NOTE,
    ), ("factor",)),
    Sheet("Measures", "The catalogue of measures.", (
        Column("measure", "id", "Id of the measure."),
        Column("name", "text", "Name of the measure."),
        Column("category", "choice", "Category of intervention.", choices=CATEGORIES),
        Column("kind", "choice", "`started` once at a scale, or `opening`, used in roadmaps.",
               choices=("started", "opening")),
        Column("unit", "text", "Physical unit of the scale; a full year of work for opening measures."),
        Column("scale_low", "number", "Least scale if started; above 0 for started measures.", unit="units", low=0,
               high=1_000_000),
        Column("scale_high", "number", "Greatest scale in a town of any size.", unit="units", low=0, high=1_000_000),
        Column("scale_high_per_1000", "number", "Added to the greatest scale per 1,000 inhabitants.",
               unit="units per 1,000 persons", low=0, high=1_000),
        Column("duration_years", "integer", "Years of works; cost and delivery are spread evenly.", unit="years", low=1,
               high=10),
        Column("lag_years", "integer", "Years from delivery to the first result.", unit="years", low=0, high=10),
        Column("life_years", "integer", "Years that results and running costs last.", unit="years", low=1, high=50),
        Column("point_of_growth", "choice", "Whether it counts against the most points of growth of a town.",
               choices=("yes", "no")),
        Column("preparation_years", "integer", "Years of design and permits before works can start, unless the town is "
               "ready.", required=False, unit="years", low=0, high=10, blank_means="none: it can start at once"),
        Column("needs_consent", "choice", "Whether the community must have consented (sheet Readiness).",
               required=False, choices=("yes", "no"), blank_means="no"),
        Column("after_opening", "reference", "Opening measure that the town's roadmap must have worked on before, such "
               "as a crisis team.", required=False, refers_to=("Measures",), blank_means="none"),
        Column("excluded_by_opening", "reference", "Opening measure whose roadmaps rule it out, such as a plan to "
               "shrink.", required=False, refers_to=("Measures",), blank_means="none"),
        Column("stage", "choice", "`search`: only in a town that is in innovative search (coefficient `search_below`).",
               required=False, choices=("search",), blank_means="any stage"),
        Column("statuses", "choices", "Statuses that may use it.", required=False, refers_to=("Statuses",),
               blank_means="all"),
        Column("population_min", "number", "Smallest town that may use it.", required=False, unit="persons", low=0,
               high=2_000_000, blank_means="no least size"),
        Column("population_max", "number", "Largest town that may use it.", required=False, unit="persons", low=0,
               high=2_000_000, blank_means="no greatest size"),
        Column("passage", "text", "The paper's passage or published figure it rests on."),
    ), ("measure",)),
    Sheet("Products", "What measures supply to one another across towns. Coefficients `supplies`, `buys`, `uses` and "
          "`trade` tell who supplies and buys it, and what it is worth that somebody does.", (
        Column("product", "id", "Id of the product.", example=phrase("insulation")),
        Column("name", "text", "Name of the product.", example="Insulation and building materials"),
        Column("unit", "text", "Unit of what is supplied and bought.", example="million RUB of deliveries"),
        NOTE,
    ), ("product",), row_required=False),
    Sheet("Industries", "Industries that clusters and territories of advanced development are about.", (
        Column("industry", "id", "Short id of the industry.", example=EXAMPLE_INDUSTRY),
        Column("name", "text", "Name of the industry.", example=phrase("Timber and wood products")),
        NOTE,
    ), ("industry",), row_required=False, filled_by="planner"),
    Sheet("Employment", "Jobs and firms by place and industry. A row without an industry is all industries of the "
          "place; the country is the reference. What is not known stays blank.", (
        Column("place", "any_reference", "Town, region, or `country`.", refers_to=("Towns", "Regions"),
               choices=("country",), example=EXAMPLE_TOWN),
        Column("industry", "reference", "Industry; blank for all together.", required=False, refers_to=("Industries",),
               blank_means="all industries together", example=EXAMPLE_INDUSTRY),
        Column("employed_persons", "number", "Persons employed.", required=False, unit="persons", low=0,
               high=200_000_000, blank_means="not known", example=2_400),
        Column("firms", "number", "Firms, small ones too.", required=False, unit="firms", low=0, high=10_000_000,
               blank_means="not known", example=34),
        Column("independent_firms", "number", "Firms that neither are the largest one nor belong to it.",
               required=False, unit="firms", low=0, high=10_000_000, blank_means="not known", example=28),
        Column("largest_employed_persons", "number", "Persons employed by the largest firm.", required=False,
               unit="persons", low=0, high=200_000_000, blank_means="not known", example=1_100),
        Column("earlier_employed_persons", "number", "Persons employed some years before, the same year for all "
               "places.", required=False, unit="persons", low=0, high=200_000_000, blank_means="not known",
               example=2_100),
        Column("output_trub_per_worker", "number", "Output of a worker in a year.", required=False,
               unit="thousand RUB", low=0, high=10_000_000, blank_means="not known", example=2_900),
        NOTE,
    ), ("place", "industry"), row_required=False, filled_by="official"),
    Sheet("Initiators", "Who may start a cluster.", (
        Column("initiator", "id", "Id of the initiator.", example="state"),
        Column("name", "text", "Who it is.", example="The state alone"),
        NOTE,
    ), ("initiator",), row_required=False),
    Sheet("Clusters", "Clusters that might be formed. Whether one can be is found from Employment, Tased and the "
          "settings; the plan says why a candidate fails.", (
        Column("cluster", "id", "Short id of the cluster.", example=phrase("karelian_timber")),
        Column("name", "text", "Name of the cluster.", example=phrase("Timber cluster of Kondopoga")),
        Column("industry", "reference", "Industry of the cluster.", refers_to=("Industries",),
               example=EXAMPLE_INDUSTRY),
        Column("towns", "choices", "Towns that take part.", refers_to=("Towns",), example=EXAMPLE_TOWN),
        Column("initiator", "reference", "Who starts it.", refers_to=("Initiators",), example="both"),
        NOTE,
    ), ("cluster",), row_required=False, filled_by="official"),
    Sheet("ClusterSteps", "Steps in which clusters are formed, stage by stage. A step with several rows is done by any "
          "of their measures in any town of the cluster.", (
        Column("step", "text", "Name of the step.", example="company"),
        Column("stage", "integer", "Stage that needs the step, and all stages after it.", unit="stage", low=1, high=10,
               example=1),
        Column("measure", "reference", "Started measure that does the step.", refers_to=("Measures",),
               example="cluster_company"),
        NOTE,
    ), ("step", "measure"), row_required=False),
    Sheet("Tased", "Territories of advanced development: activities permitted to residents.", (
        Column("town", "reference", "Town of the territory.", refers_to=("Towns",), example=EXAMPLE_TOWN),
        Column("industry", "reference", "Permitted industry.", refers_to=("Industries",), example=EXAMPLE_INDUSTRY),
        NOTE,
    ), ("town", "industry"), row_required=False, filled_by="planner"),
    Sheet("Residents", "Firms that are, or want to be, residents of a territory of advanced development. The plan says "
          "which of them keep the rules, and what they invest.", (
        Column("resident", "id", "Short id of the resident.", example=phrase("KND_panels")),
        Column("name", "text", "Name of the firm.", example=phrase("Panel works")),
        Column("town", "reference", "Town of the territory.", refers_to=("Towns",), example=EXAMPLE_TOWN),
        Column("industry", "reference", "Its activity.", refers_to=("Industries",), example=EXAMPLE_INDUSTRY),
        Column("jobs_first_year", "number", "New jobs in its first year.", required=False, unit="jobs", low=0,
               high=100_000, blank_means="not known", example=25),
        Column("investment_first_year_mrub", "number", "What it invests in its first year.", required=False,
               unit="million RUB", low=0, high=1_000_000, blank_means="not known", example=6),
        Column("investment_mrub", "number", "What it invests in all.", required=False, unit="million RUB", low=0,
               high=1_000_000, blank_means="not known", example=80),
        Column("backbone_revenue_share", "number", "Share of its revenue from the backbone enterprise.", required=False,
               unit="share", low=0, high=1, blank_means="not known", example=0.2),
        NOTE,
    ), ("resident",), row_required=False, filled_by="official"),
    Sheet("Roadmaps", "The menu of roadmaps: bundles of opening measures. Each is offered for every set of targeted "
          "lock-ins and every start year that fits the horizon.", (
        Column("roadmap", "text", "Id of the roadmap; repeated on each of its rows."),
        Column("target", "reference", "Lock-in the row targets; blank rows belong to every variant.", required=False,
               refers_to=("LockIns",), blank_means="belongs to every variant"),
        Column("opening", "reference", "Opening measure.", refers_to=("Measures",)),
        Column("intensity", "number", "Share of a full year's work.", unit="share", low=0, high=1),
        Column("step_from", "integer", "First year of the roadmap with this intensity.", unit="step", low=1, high=10),
        Column("step_to", "integer", "Last year of the roadmap with this intensity.", unit="step", low=1, high=10),
        NOTE,
    ), ("roadmap", "target", "opening", "step_from"), row_required=False),
    Sheet("Links", "Prerequisites and exclusive alternatives among started measures.", (
        Column("measure", "any_reference", "Started measure.", refers_to=("Measures", "Proposals")),
        Column("relation", "choice", "What holds between the two.", choices=("requires", "excludes")),
        Column("other", "any_reference", "The other started measure.", refers_to=("Measures", "Proposals")),
        Column("years_before", "integer", "Years by which the required one must start earlier.", unit="years", low=0,
               high=10),
        NOTE,
    ), ("measure", "relation", "other"), row_required=False),
    Sheet("Coefficients", "Every number that is judged or derived, with its range, grade and source.", (
        Column("coefficient", "choice", "Which number; see the list of coefficients."),
        Column("subject", "text", "Measure, proposal, factor, lock-in, status or product it belongs to; `all` for "
               "every measure."),
        Column("key", "text", "Goal, lock-in, factor, category or product it is about.", required=False,
               blank_means="the base value"),
        Column("low", "number", "Low end of the range."),
        Column("central", "number", "Central value."),
        Column("high", "number", "High end of the range."),
        Column("unit", "text", "Unit, for the reader.", required=False),
        Column("grade", "choice", "What kind of knowledge it is.", choices=("published", "derived", "expert")),
        Column("source", "text", "Where it comes from."),
    ), ("coefficient", "subject", "key")),
)  # fmt: skip

COEFFICIENTS: tuple[Coefficient, ...] = (
    Coefficient("weight", "Factors", "LockIns", "Raw weight of a factor in a lock-in; below 0 where it is a strength.",
                "points", -10, 10, 0.0),
    Coefficient("prior", "Factors", "", "Score taken where the factor is not known.", "score 0-4", 0, 4, None),
    Coefficient("drift", "LockIns", "", "Share of the way back to today's lock-in each year.", "share a year", 0, 1,
                None),
    Coefficient("floor", "LockIns", "", "Lock-in that opening measures cannot go below.", "lock-in 0-1", 0, 1, None),
    Coefficient("distress", "Statuses", "", "Relative need of a town of this status.", "ratio", 0.01, 100, None),
    Coefficient("window_factor", "Statuses", "", "Multiplies what opening achieves while the window is open.",
                "ratio", 1, 10, 1.0),
    Coefficient("unit_cost", "Measures", "", "Cost of one unit in a town of 10,000 at price index 1.", "million RUB",
                0.000001, 1_000_000, None),
    Coefficient("cost_size_exponent", "Measures", "", "Growth of unit cost with population / 10,000.", "exponent", 0,
                1.5, 0.0),
    Coefficient("size_exponent", "Measures", "", "Growth of the yield of a unit with population / 10,000.",
                "exponent", 0, 1.5, 0.0),
    Coefficient("running_cost", "Measures", "", "Yearly cost after completion.", "share of unit cost", 0, 1, 0.0,
                subject_kind="started"),
    Coefficient("tax_forgone_federal", "Measures", "", "Federal tax not collected, yearly after completion.",
                "share of unit cost", 0, 1, 0.0, subject_kind="started"),
    Coefficient("tax_forgone_regional", "Measures", "", "Regional tax not collected, yearly after completion.",
                "share of unit cost", 0, 1, 0.0, subject_kind="started"),
    Coefficient("yield", "Measures", "Goals", "Result of one unit a year at effectiveness 1 in a town of 10,000.",
                "goal units per unit and year", 0, 1_000_000, 0.0),
    Coefficient("sensitivity", "Measures", "LockIns", "Share of the effect lost at full lock-in.", "share", 0, 1, 0.0),
    Coefficient("context", "Measures", "Factors", "Blank key: base multiplier. Factor: growth of the multiplier at the "
                "full score.", "ratio", -1, 20, 0.0, key_optional=True),
    Coefficient("deadweight", "Measures", "Factors", "Blank key: share that would have come anyway. Factor: further "
                "share at the full score.", "share", 0, 1, 0.0, key_optional=True),
    Coefficient("displacement", "Measures", "", "Share taken from elsewhere.", "share", 0, 1, 0.0),
    Coefficient("kept", "Measures", "", "Share of the result kept from one year to the next.", "share a year", 0, 1,
                None),
    Coefficient("returns_break", "Measures", "", "Share of the greatest scale up to which returns are full.", "share",
                0.01, 1, 1.0, subject_kind="started"),
    Coefficient("returns_after", "Measures", "", "Share of the result of a unit beyond that.", "share", 0, 1, 1.0,
                subject_kind="started"),
    Coefficient("gate", "Measures", "LockIns", "Greatest lock-in at the start.", "lock-in 0-1", 0, 1, 1.0,
                subject_kind="started"),
    Coefficient("opening", "Measures", "LockIns", "Lock-in lowered by a full year of work.", "lock-in 0-1", 0, 1, 0.0,
                subject_kind="opening"),
    Coefficient("drift_cut", "Measures", "LockIns", "Share by which a full year of work lowers the drift.", "share", 0,
                1, 0.0, subject_kind="opening"),
    Coefficient("cost_cut", "Measures", "Categories", "Share by which a full year of work lowers later unit costs of a "
                "category.", "share", 0, 0.95, 0.0, subject_kind="opening"),
    Coefficient("supplies", "Measures", "Products", "Supplied by one unit in each year that it serves, after its "
                "works.", "product units per unit and year", 0, 1_000_000, 0.0, subject_kind="started"),
    Coefficient("buys", "Measures", "Products", "Bought in all by the works of one unit, spread evenly over them.",
                "product units per unit", 0, 1_000_000, 0.0, subject_kind="started"),
    Coefficient("uses", "Measures", "Products", "Used by one unit in each year that it serves, after its works.",
                "product units per unit and year", 0, 1_000_000, 0.0, subject_kind="started"),
    Coefficient("trade", "Products", "Goals", "Result of one unit supplied by one measure and bought by another in a "
                "year, beside the yields of both.", "goal units per product unit", 0, 1_000_000, 0.0),
    Coefficient("rollout", "Measures", "", "Share by which the effect rises in similar towns after one of them has "
                "completed it.", "share", 0, 1, 0.0, subject_kind="started"),
    Coefficient("cluster", "Measures", "", "Share by which the effect rises in the towns of a cluster that works at "
                "all its stages.", "share", 0, 3, 0.0, subject_kind="started"),
    Coefficient("cluster_firms", "Measures", "", "Specialised firms, independent of the largest one, that a start adds "
                "to a cluster.", "firms", 0, 1_000, 0.0, subject_kind="started"),
    Coefficient("cluster_years", "Initiators", "", "Years from steps done until a cluster works, by who starts it; "
                "rounded up.", "years", 0, 10, 0.0),
    Coefficient("instrument_cost", "Instruments", "", "Yearly cost to the federal budget at prices of the price year.",
                "million RUB a year", 0, 1_000_000, None),
    Coefficient("instrument_effect", "Measures", "Instruments", "Share by which the effect of works rises while the "
                "instrument runs.", "share", 0, 3, 0.0, subject_kind="started"),
    Coefficient("instrument_cut", "Measures", "Instruments", "Share by which works become cheaper while the instrument "
                "runs.", "share", 0, 0.95, 0.0, subject_kind="started"),
    Coefficient("visit_cost", "Indicators", "", "Cost to the federal budget of the team that an alarm calls, at prices "
                "of the price year.", "million RUB", 0, 1_000, None),
    Coefficient("search_below", "LockIns", "", "Greatest lock-in of a town in innovative search.", "lock-in 0-1", 0, 1,
                1.0),
    Coefficient("drift_risk", "Factors", "LockIns", "Share by which drift is faster at the full score.", "share", 0, 5,
                0.0),
    Coefficient("cluster_kept", "Initiators", "", "What a cluster adds is kept at this rate after the last year of the "
                "plan, by who starts it.", "share a year", 0, 1, 1.0),
)  # fmt: skip

CONTEXT_BASE_DEFAULT = 1.0
"""The blank-key ``context`` of a measure that has none: place makes no difference."""

SHEET_BY_NAME = {s.name: s for s in SHEETS}
COEFFICIENT_BY_NAME = {c.name: c for c in COEFFICIENTS}
SETTING_BY_NAME = {s.name: s for s in SETTINGS}
