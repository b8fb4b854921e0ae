"""One table of facts about the sheets of a plan workbook, beside the sheets of the case embedded in it.

The writer fills these columns and the verifier reads them; nothing else says how a plan is laid out. Row 1 of every
plan sheet is a title, row 2 a sentence on how to read it, row 3 the headers, data from row 4.
"""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Literal

from planner.words import number_in_words, phrase
from planner.words.naming import aliases

TITLE_ROW, HEADER_ROW, FIRST_DATA_ROW = 1, 3, 4


@dataclass(frozen=True, slots=True)
class PlanColumn:
    name: str
    kind: Literal["text", "integer", "number", "share", "mrub", "rub"]
    meaning: str
    width: int = 14
    may_be_blank: bool = False
    """Of a figure: blank means that it is not known."""


@dataclass(frozen=True, slots=True)
class PlanSheet:
    name: str
    title: str
    reading: str
    columns: tuple[PlanColumn, ...]


@dataclass(frozen=True, slots=True)
class SummaryItem:
    item: str
    unit: str
    meaning: str
    recomputed: bool = True


SUMMARY_ITEMS: tuple[SummaryItem, ...] = (
    SummaryItem("title", "", "Name of the case."),
    SummaryItem("promise", "", "What the plan proves by itself, in words."),
    SummaryItem("objective", "points", "Weighted result of the plan."),
    SummaryItem("bound", "points", "No plan under these roadmaps and coefficients is worth more."),
    SummaryItem("gap_share", "share", "(bound - objective) / objective."),
    SummaryItem("certified_bound", "points", "The bound that the sheets Prices and Branches prove by themselves."),
    SummaryItem("certified_gap_share", "share", "(certified bound - objective) / objective."),
    SummaryItem("state", "", "Federal instruments that run in this plan, joined by +; - for none."),
    SummaryItem("towns", "count", "Towns in the case."),
    SummaryItem("towns_funded", "count", "Towns with money in this plan."),
    SummaryItem("federal_budget_mrub", "million RUB", "Federal money of all years."),
    SummaryItem("federal_spent_mrub", "million RUB", "Federal money spent."),
    SummaryItem("regional_budget_mrub", "million RUB", "Regional money of all regions and years."),
    SummaryItem("regional_spent_mrub", "million RUB", "Regional money spent."),
    SummaryItem("urban_environment_mrub", "million RUB", "Spent on urban environment."),
    SummaryItem("social_political_mrub", "million RUB", "Spent on social and political environment."),
    SummaryItem("knowledge_mrub", "million RUB", "Spent on knowledge infrastructure."),
    SummaryItem("industrial_system_mrub", "million RUB", "Spent on the industrial system."),
    SummaryItem("eco_industry_mrub", "million RUB", "Spent on eco-industry."),
    SummaryItem("returned_mrub", "million RUB", "Budget money neither spent nor kept, both payers."),
    SummaryItem("blocked_federal_mrub", "million RUB", "Federal money that regions could use if they had their share: "
                "each by itself, at the plan's prices; the sum is no total that could be attained."),
    SummaryItem("partners_mrub", "million RUB", "Paid beside it by municipalities, business, residents and funds."),
    SummaryItem("proposals_mrub", "million RUB", "Public money for measures that towns proposed themselves."),
    SummaryItem("tax_forgone_mrub", "million RUB", "Tax not collected in the years of the plan; counted as spent."),
    SummaryItem("later_mrub", "million RUB", "Running costs and tax forgone after the plan, up to its tenth year."),
    SummaryItem("most_judged", "", "The ten expert coefficients that most money hangs on."),
    SummaryItem("share_of_money_on_priors", "share", "Money times the share of its town's diagnosis that "
                "rests on factors nobody has scored, of all money."),
    SummaryItem("share_of_money_on_self_assessment", "share", "The same for factors that towns scored themselves."),
    SummaryItem("draw", "", "Which column of the coefficients was used."),
    SummaryItem("price_year", "year", "Year whose prices costs are stated in; every rouble of the plan is of its own "
                "year."),
    SummaryItem("asked_gap_share", "share", "Gap at which the search was to stop.", recomputed=False),
    SummaryItem("time_limit_seconds", "seconds", "Time after which the search was to stop.", recomputed=False),
    SummaryItem("seconds", "seconds", "Time from start to the finished plan.", recomputed=False),
    SummaryItem("stopped_by", "", "Why the search ended: gap, time, work, asked, finished or crash.", recomputed=False),
    SummaryItem("repeatable", "", "Whether the same command gives the same plan again: not if the clock cut the search "
                "short.", recomputed=False),
    SummaryItem("stay_share", "share", "Extra worth given to decisions of an earlier plan.", recomputed=False),
    SummaryItem("created", "", "When the plan was made.", recomputed=False),
    SummaryItem("planner_version", "", "Version of the planner that made it.", recomputed=False),
)  # fmt: skip

PROMISE = phrase("No plan under these roadmaps and coefficients is better by more than {gap_percent} %.")
"""``gap_percent`` is ``certified_gap_share`` in percent, rounded up to three decimals."""


def percent_up(share: float) -> str:
    """A share in percent, rounded up: a proof may claim less than it has, never more."""
    return number_in_words(f"{math.ceil(share * 100_000 - 1e-9) / 1000:.3f}")


STAGES = {False: "inertia", True: "search"}
"""The two stages of restructuring, by whether a town is in innovative search."""

FITS = {True: "yes", False: "no", None: "not known"}
"""Whether a resident keeps the rules of its territory."""
WHY_NOT = {
    "territory": phrase("the town has no territory"),
    "activity": phrase("the territory does not permit the industry"),
    "jobs": phrase("too few jobs in the first year"),
    "investment": phrase("too little invested in the first year"),
    "backbone": phrase("too much revenue from the backbone enterprise"),
}
"""What is said of a rule that a resident breaks."""
NOT_KNOWN = {
    "jobs": phrase("jobs of the first year are not known"),
    "investment": phrase("investment of the first year is not known"),
    "backbone": phrase("revenue from the backbone enterprise is not known"),
}
"""What is said of a rule where it is not known. Several are joined by `; `, in this order."""

LOCK_IN_COLUMNS = ("before", "after", "before_low", "before_high")
"""Repeated for every lock-in on the sheet Town plans as ``LOCKIN_before`` and so on: today, at the end of the plan, and
the interval of today's value."""

PLAN_SHEETS: tuple[PlanSheet, ...] = (
    PlanSheet("Summary", "Plan", "The main figures. Money in million roubles unless a unit says otherwise.", (
        PlanColumn("item", "text", "Name of the figure.", 34),
        PlanColumn("value", "number", "The figure.", 30),
        PlanColumn("unit", "text", "Its unit.", 14),
        PlanColumn("meaning", "text", "What it means.", 56),
    )),
    PlanSheet("Allocation", "Who gets what", "Million roubles by town and category over all years, both payers. "
              "The formulas add up the sheet Funded.", (
        PlanColumn("town", "text", "Id of the town.", 10),
        PlanColumn("name", "text", "Name of the town.", 24),
        PlanColumn("region", "text", "Region.", 30),
        PlanColumn("urban_environment", "mrub", "Urban environment.", 20),
        PlanColumn("social_political", "mrub", "Social and political environment.", 20),
        PlanColumn("knowledge", "mrub", "Knowledge infrastructure.", 20),
        PlanColumn("industrial_system", "mrub", "Industrial system.", 20),
        PlanColumn("eco_industry", "mrub", "Eco-industry.", 20),
        PlanColumn("total_mrub", "mrub", "All categories."),
        PlanColumn("federal_mrub", "mrub", "Federal part."),
        PlanColumn("regional_mrub", "mrub", "Regional part."),
        PlanColumn("rub_per_head", "rub", "Roubles per inhabitant."),
    )),
    PlanSheet("Funded", "Every funded measure", "One row a town, measure and year of payment; roubles and kopecks.", (
        PlanColumn("town", "text", "Id of the town.", 10),
        PlanColumn("name", "text", "Name of the town.", 24),
        PlanColumn("region", "text", "Region.", 30),
        PlanColumn("category", "text", "Category of intervention.", 20),
        PlanColumn("measure", "text", "Id of the measure.", 26),
        PlanColumn("measure_name", "text", "Name of the measure.", 60),
        PlanColumn("kind", "text", "started, opening (part of the roadmap), or tax (forgone for a started one).", 10),
        PlanColumn("evidence", "text", "Of a town's own proposal: what it rests on.", 12),
        PlanColumn("start_year", "integer", "Year the measure starts; of opening measures the year of work.", 10),
        PlanColumn("scale", "number", "Physical scale; of opening measures the intensity.", 12),
        PlanColumn("unit", "text", "Physical unit.", 32),
        PlanColumn("year", "integer", "Year of payment.", 8),
        PlanColumn("federal_rub", "rub", "Federal money.", 18),
        PlanColumn("regional_rub", "rub", "Regional money.", 18),
        PlanColumn("total_rub", "rub", "Both.", 18),
        PlanColumn("partners_rub", "rub", "Paid beside it by others.", 18),
        PlanColumn("federal_share", "share", "Federal part of the public money.", 12),
    )),
    PlanSheet("Town plans", "Every town", "Roadmap, worth and lock-ins (0 open, 1 locked) today and after the plan.", (
        PlanColumn("town", "text", "Id of the town.", 10),
        PlanColumn("name", "text", "Name of the town.", 24),
        PlanColumn("region", "text", "Region.", 30),
        PlanColumn("status", "text", "Status.", 12),
        PlanColumn("roadmap", "text", "Roadmap taken.", 46),
        PlanColumn("worth_points", "number", "Points of the plan won in this town.", 14),
        PlanColumn("answer_points", "number", "The town's best points after paying the prices of the plan.", 14),
        PlanColumn("unknown_share", "share", "Share of the diagnosis that rests on priors.", 15),
        PlanColumn("self_share", "share", "Share that rests on self-assessment.", 12),
    )),
    PlanSheet("Results", "Results by goal", "Net of what would have come anyway and of what is taken from elsewhere.", (
        PlanColumn("goal", "text", "Id of the goal.", 18),
        PlanColumn("name", "text", "Name of the goal.", 58),
        PlanColumn("unit", "text", "Unit of the result.", 40),
        PlanColumn("result", "number", "Discounted net result up to the evaluation year.", 16),
        PlanColumn("gross_result", "number", "The same before what would have come anyway or came from elsewhere.", 16),
        PlanColumn("weight", "number", "Points per unit.", 12),
        PlanColumn("points", "number", "Share in the objective, need included.", 16),
    )),
    PlanSheet("Years", "Money by payer and year", "Budget, spending and what is carried over or returned; roubles.", (
        PlanColumn("payer", "text", "federal, or the region.", 34),
        PlanColumn("year", "integer", "Year.", 8),
        PlanColumn("budget_rub", "rub", "Budget of the year.", 20),
        PlanColumn("carried_in_rub", "rub", "Unspent money of earlier years.", 20),
        PlanColumn("loans_in_rub", "rub", "Loans received, or repaid to the payer.", 20),
        PlanColumn("loans_out_rub", "rub", "Loans given, or repaid by the payer.", 20),
        PlanColumn("spent_rub", "rub", "Spent.", 20),
        PlanColumn("carried_out_rub", "rub", "Kept for the next year.", 20),
        PlanColumn("returned_rub", "rub", "Neither spent nor kept.", 20),
    )),
    PlanSheet("Partners", "Money of others", "What municipalities, business, residents and funds pay beside public "
              "money.", (
        PlanColumn("town", "text", "Id of the town.", 10),
        PlanColumn("name", "text", "Name of the town.", 24),
        PlanColumn("contributor", "text", "Who pays.", 16),
        PlanColumn("evidence", "text", "agreed in writing, or promised.", 12),
        PlanColumn("measure", "text", "Id of the measure.", 26),
        PlanColumn("year", "integer", "Year of payment.", 8),
        PlanColumn("partners_rub", "rub", "Money of this contributor.", 18),
    )),
    PlanSheet("Equity", "Who gets what, by status and lock-in", "Money and results by status and by how "
              "locked in a town is.", (
        PlanColumn("grouping", "text", "status, or lock_in_tercile.", 18),
        PlanColumn("group", "text", "The group.", 16),
        PlanColumn("towns", "integer", "Towns in it.", 8),
        PlanColumn("population", "number", "Inhabitants.", 14),
        PlanColumn("total_mrub", "mrub", "Public money.", 16),
        PlanColumn("rub_per_head", "number", "Public money for an inhabitant.", 14),
    )),
    PlanSheet("Liabilities", "What the plan leaves to pay", "Running costs and tax forgone up to the tenth year, by "
              "region; after the plan at the price level of its last year.", (
        PlanColumn("region", "text", "Region.", 30),
        PlanColumn("year", "integer", "Year.", 8),
        PlanColumn("running_mrub", "mrub", "Public running costs of what was started.", 18),
        PlanColumn("tax_federal_mrub", "mrub", "Federal tax not collected.", 18),
        PlanColumn("tax_regional_mrub", "mrub", "Regional tax not collected.", 18),
    )),
    PlanSheet("Blocked money", "Federal money that lacks a region's share", "What towns would take at the plan's "
              "prices, were their region's share no obstacle; each region by itself: the sum is no total that could be "
              "attained.", (
        PlanColumn("region", "text", "Region.", 30),
        PlanColumn("federal_mrub", "mrub", "Federal money in the plan.", 18),
        PlanColumn("wanted_mrub", "mrub", "Federal money its towns would take.", 18),
        PlanColumn("blocked_mrub", "mrub", "What the region's lack of money keeps away.", 18),
    )),
    PlanSheet("Audit", "Scores to check first", "The hundred scores and priors that most money hangs on, if one is "
              "wrong by a point.", (
        PlanColumn("town", "text", "Id of the town.", 10),
        PlanColumn("name", "text", "Name of the town.", 24),
        PlanColumn("factor", "text", "Factor.", 24),
        PlanColumn("source", "text", "Source of the score; prior where nobody has scored it.", 12),
        PlanColumn("share", "number", "What was taken, from 0 to 1.", 10),
        PlanColumn("at_stake_mrub", "mrub", "Money times the change of its effect.", 18),
    )),
    PlanSheet("Assumptions", "The numbers behind the plan", "Every coefficient with its range, grade and source, and "
              "the money that rests on it.", (
        PlanColumn("coefficient", "text", "Which number.", 20),
        PlanColumn("subject", "text", "What it belongs to.", 28),
        PlanColumn("key", "text", "Goal, lock-in, factor or category it is about.", 22),
        PlanColumn("low", "number", "Low end.", 12),
        PlanColumn("central", "number", "Central value.", 12),
        PlanColumn("high", "number", "High end.", 12),
        PlanColumn("grade", "text", "published, derived or expert.", 12),
        PlanColumn("money_mrub", "mrub", "Money that rests on it.", 16),
        PlanColumn("swing_mrub", "mrub", "That money times half its range.", 16),
        PlanColumn("source", "text", "Where it comes from.", 80),
    )),
    PlanSheet("Networks", "What towns supply to one another", "Products that measures supply, and that others buy, in "
              "the whole country, year by year; traded is what counts as a result.", (
        PlanColumn("product", "text", "Id of the product.", 24),
        PlanColumn("name", "text", "Name of the product.", 40),
        PlanColumn("unit", "text", "Unit of supply, demand and trade, a year.", 20),
        PlanColumn("year", "integer", "Calendar year.", 8),
        PlanColumn("supply", "number", "What is supplied.", 14),
        PlanColumn("demand", "number", "What is bought or used.", 14),
        PlanColumn("traded", "number", "What counts: no more than either.", 14),
        PlanColumn("points", "number", "Points of what is traded.", 14),
    )),
    PlanSheet("Roll-out", "What worked and was taken over", "Measures that similar towns start after one of them has "
              "completed it; the group is named after its first town.", (
        PlanColumn("measure", "text", "Id of the measure.", 26),
        PlanColumn("group", "text", "Id of the first town of the group.", 12),
        PlanColumn("year", "integer", "Calendar year in which they start.", 8),
        PlanColumn("pilots", "integer", "Towns of the group that have completed it before.", 10),
        PlanColumn("followers", "integer", "Towns of the group that start it in the year.", 10),
        PlanColumn("points", "number", "Points added to their results.", 14),
    )),
    PlanSheet("Cluster diagnosis", "Which clusters are possible", "Every cluster of the case as it stands today: what "
              "is known of its industry in its towns, and whether it is possible. What is not known is blank.", (
        PlanColumn("cluster", "text", "Id of the cluster.", 24),
        PlanColumn("industry", "text", "Id of its industry.", 20),
        PlanColumn("towns", "text", "Ids of its towns, separated by semicolons.", 24),
        PlanColumn("initiator", "text", "Who starts it.", 12),
        PlanColumn("possible", "text", "yes if every condition is met, else no.", 10),
        PlanColumn("employed_persons", "number", "Persons employed in the industry.", 18, may_be_blank=True),
        PlanColumn("firms", "number", "Firms of the industry.", 10, may_be_blank=True),
        PlanColumn("independent_firms", "number", "Those independent of the largest one.", 18, may_be_blank=True),
        PlanColumn("location_quotient", "number", "Share of the industry in the jobs of the towns over that in the "
                   "country.", 18, may_be_blank=True),
        PlanColumn("output_ratio", "number", "Output of a worker, country = 1.", 14, may_be_blank=True),
        PlanColumn("dominance_share", "share", "Persons at the largest firm, of those of the industry.", 17,
                   may_be_blank=True),
        PlanColumn("focus_share", "share", "Share of the industry in the jobs of the towns.", 13, may_be_blank=True),
        PlanColumn("size_share", "share", "Share of the country's jobs in the industry.", 12, may_be_blank=True),
        PlanColumn("national_growth_persons", "number", "Growth that all jobs of the country explain.", 25,
                   may_be_blank=True),
        PlanColumn("mix_growth_persons", "number", "Growth that the country's jobs in the industry explain beside it.",
                   20, may_be_blank=True),
        PlanColumn("local_growth_persons", "number", "The rest of it: what is the towns' own.", 22,
                   may_be_blank=True),
        PlanColumn("stars", "integer", "Stars for focus on the industry, size, and weight in the towns.", 8),
        PlanColumn("why_not", "text", "Conditions that are not met or not known.", 70),
    )),
    PlanSheet("Cluster years", "How clusters work", "Every year in which a cluster might add to what its towns start "
              "then: how far it has formed, and what it adds.", (
        PlanColumn("cluster", "text", "Id of the cluster.", 24),
        PlanColumn("year", "integer", "Calendar year in which measures start.", 8),
        PlanColumn("stage", "integer", "Greatest stage at which it works; 0 for none.", 8),
        PlanColumn("joint_points", "number", "Points that it would add at work at all its stages.", 14),
        PlanColumn("bonus_points", "number", "Points that it adds to the results of its towns.", 14),
    )),
    PlanSheet("Industries compared", "Industries of towns and regions beside the country", "Every industry that sheet "
              "Employment tells of. The three growths add up to the persons gained since the earlier year; blank is "
              "not known.", (
        PlanColumn("place", "text", "Id of the town, or the region.", 26),
        PlanColumn("industry", "text", "Id of the industry.", 22),
        PlanColumn("employed_persons", "number", "Persons employed.", 18, may_be_blank=True),
        PlanColumn("location_quotient", "number", "Its share in the jobs of the place over that in the country.", 18,
                   may_be_blank=True),
        PlanColumn("output_ratio", "number", "Output of a worker, country = 1.", 14, may_be_blank=True),
        PlanColumn("focus_share", "share", "Share of all jobs of the place.", 13, may_be_blank=True),
        PlanColumn("size_share", "share", "Share of the country's jobs in the industry.", 12, may_be_blank=True),
        PlanColumn("national_growth_persons", "number", "Persons gained with the country as a whole.", 16,
                   may_be_blank=True),
        PlanColumn("mix_growth_persons", "number", "Persons gained because the industry grew more than the country.",
                   16, may_be_blank=True),
        PlanColumn("local_growth_persons", "number", "Persons gained beyond both, by the place itself.", 16,
                   may_be_blank=True),
        PlanColumn("stars", "integer", "Stars, one each for concentration, size and focus that reach the settings.", 8,
                   may_be_blank=True),
    )),
    PlanSheet("Residents checked", "Residents of territories of advanced development", "Who keeps the rules: the "
              "industry permitted, and jobs, investment and revenue as the settings ask.", (
        PlanColumn("resident", "text", "Id of the resident.", 22),
        PlanColumn("town", "text", "Id of the town.", 10),
        PlanColumn("industry", "text", "Id of its industry.", 22),
        PlanColumn("permitted", "text", "Whether the territory permits the industry.", 11),
        PlanColumn("fits", "text", "Whether it keeps all rules: yes, no, not known.", 11),
        PlanColumn("why_not", "text", "Rules that it breaks, and those of which it is not known.", 80),
        PlanColumn("investment_mrub", "mrub", "What it invests in all.", 16, may_be_blank=True),
    )),
    PlanSheet("Instruments run", "Federal instruments", "Which instruments run in this plan, what they cost and "
              "bring.", (
        PlanColumn("instrument", "text", "Id of the instrument.", 20),
        PlanColumn("name", "text", "Name of the instrument.", 50),
        PlanColumn("decision", "text", "What the case says: yes, no or choose.", 10),
        PlanColumn("runs", "text", "Whether it runs in this plan.", 8),
        PlanColumn("first_year", "integer", "First year in which it works and costs.", 12),
        PlanColumn("cost_mrub", "mrub", "Paid for it from the federal budget, all years, if it runs.", 16),
        PlanColumn("own_money_mrub", "mrub", "Money that it brings to the budgets, if it runs.", 16),
    )),
    PlanSheet("States", "What else might run", "Every combination of instruments left to choose; no plan in a state is "
              "worth more than its bound.", (
        PlanColumn("state", "text", "Instruments that run, joined by +; - for none.", 40),
        PlanColumn("chosen", "text", "Whether it is the state of this plan.", 8),
        PlanColumn("bound_points", "number", "What sheet State prices, or the proof of this plan, shows.", 20),
    )),
    PlanSheet("Stages", "Two stages of restructuring", "Whether a town is still in inertia or in innovative search, "
              "year by year, as its lock-ins are along its roadmap.", (
        PlanColumn("town", "text", "Id of the town.", 10),
        PlanColumn("name", "text", "Name of the town.", 24),
        PlanColumn("year", "integer", "Year.", 8),
        PlanColumn("stage", "text", "inertia, or search.", 12),
        PlanColumn("changes_over", "text", "yes in the first year of search after inertia.", 13),
        PlanColumn("uncertainty_share", "share", "Half the range of results for a rouble, over its middle, on average "
                   "over the money of started measures in the year.", 18, may_be_blank=True),
    )),
    PlanSheet("Alarms", "Towns that call for a look", "Latest values of indicators out of bounds. An alarm calls a "
              "team, and changes nothing else; what a team finds goes on sheet Findings.", (
        PlanColumn("town", "text", "Id of the town.", 10),
        PlanColumn("name", "text", "Name of the town.", 24),
        PlanColumn("indicator", "text", "Id of the indicator.", 24),
        PlanColumn("year", "integer", "Year of the value.", 8),
        PlanColumn("value", "number", "The value.", 12),
        PlanColumn("answered", "text", "yes if a team has been there in that year or later.", 10),
        PlanColumn("visit_mrub", "mrub", "What the team that the town calls costs in the first year; once a town.", 14,
                   may_be_blank=True),
    )),
    PlanSheet("Prices", "Prices that prove the bound", "Points that one more unit of a scarce thing would be worth. "
              "Rows that are not listed have price 0.", (
        PlanColumn("row", "text", "Name of the rule.", 60),
        PlanColumn("price", "number", "Points per unit.", 22),
        PlanColumn("right_hand_side", "number", "What the rule grants.", 18),
        PlanColumn("contribution_points", "number", "Price times that.", 20),
    )),
    PlanSheet("Branches", "Branches that tighten the bound", "A region's plans, split by conditions; each branch has "
              "prices of its own. One row a condition, in order.", (
        PlanColumn("branch", "text", "Name of the branch.", 40),
        PlanColumn("region", "text", "Region.", 30),
        PlanColumn("question", "text", "roadmap, never, must, not_in or only_in.", 12),
        PlanColumn("town", "text", "Id of the town the condition is about.", 12),
        PlanColumn("measure", "text", "Measure it is about, unless a roadmap.", 26),
        PlanColumn("year", "text", "Start year it is about, if any.", 8),
        PlanColumn("roadmaps", "text", "Roadmaps left, separated by semicolons.", 60),
        PlanColumn("bound_points", "number", "No plan of the region in this branch is worth more.", 18),
        PlanColumn("state", "text", "Instruments that run, joined by +; - for none.", 40),
    )),
    PlanSheet("Branch prices", "Prices of the branches", "Prices of the region's rules in each branch; rows that are "
              "not listed have price 0.", (
        PlanColumn("branch", "text", "Name of the branch.", 40),
        PlanColumn("row", "text", "Name of the rule.", 60),
        PlanColumn("price", "number", "Points per unit.", 22),
    )),
    PlanSheet("State prices", "Prices of other states", "Prices that bound the states that were not chosen; rows that "
              "are not listed have price 0.", (
        PlanColumn("state", "text", "Instruments that run, joined by +; - for none.", 40),
        PlanColumn("row", "text", "Name of the rule.", 60),
        PlanColumn("price", "number", "Points per unit.", 22),
    )),
    PlanSheet("Fingerprints", "The embedded case", "SHA-256 of the filled cells of each sheet of the case in "
              "this workbook, and of prices and branches.", (
        PlanColumn("sheet", "text", "Sheet of the case.", 20),
        PlanColumn("sha256", "text", "Fingerprint.", 70),
    )),
)  # fmt: skip

PLAN_SHEET_BY_NAME = {s.name: s for s in PLAN_SHEETS}

AUDIT_ROWS = 100

IN_WORDS, ADVICE, CHARTS, CHECKS = "In words", "Advice", "Charts", "Checks"
VIEW_SHEETS = (IN_WORDS, ADVICE, CHARTS, CHECKS)
"""Sheets for people, made from the sheets above: no table that anything reads back."""
ANSWERS = "Answers"
"""Such a sheet too, in plans of cases that regions have answered in workbooks of their own."""
PASSPORT_PREFIX = "Passport "
"""Begins the names of the pages of single towns, which are such sheets too."""


def is_view(name: str) -> bool:
    """Whether a sheet of a plan is there for people alone, whatever its case and language in the file."""
    lowered = name.casefold()
    views = {alias.casefold() for view in (*VIEW_SHEETS, ANSWERS) for alias in aliases(view)}
    return lowered in views or any(lowered.startswith(prefix.casefold()) for prefix in aliases(PASSPORT_PREFIX))


def columns_of(sheet: PlanSheet, lock_ins: Sequence[str], goals: Sequence[str]) -> tuple[PlanColumn, ...]:
    """Columns of a sheet in a case: Town plans has four more for each lock-in, Equity one more for each goal."""
    if sheet.name == "Town plans":
        more = [PlanColumn(f"{lock}_{end}", "share", phrase("Lock-in."), 8 + len(lock) + len(end))
                for lock in lock_ins for end in LOCK_IN_COLUMNS]  # fmt: skip
    elif sheet.name == "Equity":
        more = [
            PlanColumn(f"{goal}_per_1000", "number", phrase("Net result for 1,000 inhabitants."), 22) for goal in goals
        ]
    else:
        more = []
    return (*sheet.columns, *more)
