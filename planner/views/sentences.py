"""The plan in sentences: what a minister reads before any table. Every number is taken from the rows of the plan."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import Any

from models.case import CATEGORIES, FEDERAL, Case
from planner.tables.plan_layout import FIRST_DATA_ROW, FITS
from planner.tables.write import write_text
from planner.views.federal_words import found_on_the_spot, instruments, stages_matter, towns_calling, two_stages
from planner.views.judged import most_judged
from planner.views.later import later
from planner.views.looks import (
    CATEGORY_NAMES,
    VIEW_TAB_COLOUR,
    Looks,
    Tables,
    height_of,
    largest_first,
    number,
    set_up_print,
    total,
    write_head,
)
from planner.views.wording import count, listed, million, percent, rounded, span, spoken
from planner.words import Words

Row = Mapping[str, object]

READING = "The plan in sentences, made from the other sheets. The command `planner verify` checks those."
COLUMNS = (("about", 24.0), ("what the plan says", 120.0), ("more on sheet", 16.0))
GAP_BELOW = 5
LARGEST_TOWNS = 5
LARGEST_REGIONS = 3
FIRST_TO_CHECK = 5
RUB_IN_MRUB = 1_000_000
ENDINGS = {
    "gap": "The search stopped because the gap asked for was reached.",
    "time": "The search stopped at its time limit.",
    "work": "The search stopped after the steps it was allowed.",
    "asked": "The search was stopped by hand.",
    "finished": "The search went through everything it had to look at.",
    "crash": "The search ended by a crash; this is the best plan it had until then.",
}
CUT_SHORT = {
    "gap": "The clock cut a part of it short, so the same command may give another plan.",
    "time": "How far it came depends on the machine, so the same command may give another plan.",
}
"""Why a plan is not repeatable; any other ending says so by itself."""
OTHER_PLAN = "The same command may give another plan."
KINDS_OF_EVIDENCE = {
    "appraised": "appraised independently",
    "comparable": "resting on a comparable project",
    "stated": "resting on the town's word",
}


@dataclass(frozen=True, slots=True)
class Sentence:
    """One paragraph: what it is about, what it says, and the sheet where its numbers stand."""

    about: Words
    text: Words
    sheet: str


def sentences(tables: Tables, case: Case) -> list[Sentence]:
    """The plan in a dozen paragraphs. Nothing is said of what the case does not have, such as loans."""
    says = {str(row["item"]): row["value"] for row in tables["Summary"]}
    found = found_on_the_spot(case)
    return [
        Sentence("What is proved", proved(says), "Prices"),
        Sentence("How it was found", search(says), "Summary"),
        Sentence("Federal budget", budget(tables, federal=True), "Years"),
        Sentence("Regional budgets", budget(tables, federal=False), "Years"),
        *(
            [Sentence("Federal instruments", instruments(tables, case, says), "Instruments run")]
            if tables["Instruments run"]
            else []
        ),
        Sentence("Blocked money", blocked(tables), "Blocked money"),
        Sentence("Who gets most", largest(tables), "Allocation"),
        Sentence("Who gets how much a head", equity(tables, case), "Equity"),
        Sentence("What it is spent on", categories(tables), "Allocation"),
        Sentence("What it achieves", results(tables, says), "Results"),
        Sentence("Lock-ins", lock_ins(tables, case), "Town plans"),
        *([Sentence("Inertia and search", two_stages(tables), "Stages")] if stages_matter(case) else []),
        *([Sentence("Towns that call for a look", towns_calling(tables), "Alarms")] if tables["Alarms"] else []),
        *([Sentence("Found on the spot", found, "Town plans")] if found else []),
        *([Sentence("What towns supply to one another", networks(tables), "Networks")] if tables["Networks"] else []),
        *(
            [Sentence("What is taken over from others", taken_over(tables, case), "Roll-out")]
            if tables["Roll-out"]
            else []
        ),
        *([Sentence("Clusters", clusters(tables, case), "Cluster diagnosis")] if tables["Cluster diagnosis"] else []),
        *(
            [Sentence("Residents of territories", residents(tables), "Residents checked")]
            if tables["Residents checked"]
            else []
        ),
        Sentence("Money of others", partners(tables), "Partners"),
        Sentence("Towns' own proposals", proposals(tables, case), "Funded"),
        Sentence("What is left to pay later", later(tables, case), "Liabilities"),
        Sentence("What rests on judgement", priors(says), "Town plans"),
        Sentence("Most judged numbers", most_judged(tables, case), "Assumptions"),
        Sentence("Scores to check first", audit(tables, case), "Audit"),
    ]


def proved(says: Mapping[str, object]) -> str:
    return (
        f"The plan is worth {rounded(number(says, 'objective'))} points. {says['promise']} Whether roadmaps and "
        "coefficients are right is another question, and no gap answers it."
    )


def search(says: Mapping[str, object]) -> str:
    """Why the search ended, whether it would find the same again, and whether it kept to an earlier plan."""
    why, stay = str(says["stopped_by"]), number(says, "stay_share")
    parts = [ENDINGS.get(why, f"The search ended: {why}.")]
    if says["repeatable"] != "yes":
        parts.append(CUT_SHORT.get(why, OTHER_PLAN))
    if stay > 0:
        parts.append(
            "The plan was kept close to an earlier one: while plans were compared, decisions of that one counted as "
            f"worth {percent(stay)} more. Points and gap are stated without it, so what this costs is part of the gap."
        )
    return " ".join(parts)


def budget(tables: Tables, *, federal: bool) -> str:
    """How much there was, and what was spent, borrowed and returned."""
    rows = [row for row in tables["Years"] if (row["payer"] == FEDERAL) == federal]
    if not rows:
        return "There is none."
    granted, spent, returned, received, given = (
        total(rows, column) / RUB_IN_MRUB
        for column in ("budget_rub", "spent_rub", "returned_rub", "loans_in_rub", "loans_out_rub")
    )
    years = span([int(number(row, "year")) for row in rows])
    payers = len({row["payer"] for row in rows})
    whose = "The federal budget has" if federal else f"{count(payers, 'region')} {'has' if payers == 1 else 'have'}"
    return (
        f"{whose} {million(granted)} in {years}. {part_of(spent, granted, 'is spent')} and "
        f"{part_of(returned, granted, 'is returned unspent')}. {loans(received, given, federal=federal)}"
    ).strip()


def part_of(part_mrub: float, whole_mrub: float, verb: str) -> str:
    """``12 million RUB (3.4 %) is spent``; the beginning of a sentence or the middle of one."""
    if part_mrub == 0:
        return f"nothing {verb}" if verb.startswith("is returned") else f"Nothing {verb}"
    share = f" ({percent(part_mrub / whole_mrub)})" if whole_mrub > 0 else ""
    return f"{million(part_mrub)}{share} {verb}"


def loans(received_mrub: float, given_mrub: float, *, federal: bool) -> str:
    """What regions borrow from the federal budget and pay back within the plan."""
    if received_mrub == given_mrub == 0:
        return ""
    if federal:
        return f"It lends regions {million(given_mrub)} and gets {million(received_mrub)} back with interest."
    return f"They borrow {million(received_mrub)} from the federal budget and repay {million(given_mrub)}."


def blocked(tables: Tables) -> str:
    """Federal money that lacks a region's share, and where."""
    rows = [row for row in tables["Blocked money"] if number(row, "blocked_mrub") > 0]
    if not rows:
        return "No region lacks the money to match the federal money that its towns would take."
    most = largest_first(rows, "blocked_mrub")[:LARGEST_REGIONS]
    names = listed([f"{row['region']} ({million(number(row, 'blocked_mrub'))})" for row in most])
    return (
        f"Towns would take {million(total(rows, 'blocked_mrub'))} more of federal money at the prices of this plan if "
        f"their regions had the share to match it. That holds for {count(len(rows), 'region')}, first of all {names}. "
        "Each region is taken by itself: the sum is no total that could be attained, for all together may want more "
        "than the federal budget has."
    )


def largest(tables: Tables) -> str:
    """The towns with most money, and how few of them have half of it."""
    rows = largest_first([row for row in tables["Allocation"] if number(row, "total_mrub") > 0], "total_mrub")
    if not rows:
        return "No town gets money."
    towns, whole = len(tables["Allocation"]), total(rows, "total_mrub")
    first = rows[:LARGEST_TOWNS]
    names = listed([f"{row['name']} ({million(number(row, 'total_mrub'))})" for row in first])
    sums = list(accumulate(number(row, "total_mrub") for row in rows))
    half = 1 + next(place for place, so_far in enumerate(sums) if so_far >= whole / 2)
    regions = sums_by(rows, "region", "total_mrub")
    region, most = max(regions.items(), key=lambda pair: pair[1])
    return (
        f"{len(rows):,} of {count(towns, 'town')} {'gets' if len(rows) == 1 else 'get'} money, {million(whole)} "
        f"of both budgets together. Most goes to {names}. "
        f"{count(half, 'town')} {'has' if half == 1 else 'have'} half of all. "
        f"The region with most is {region} with {percent(most / whole)}."
    )


def equity(tables: Tables, case: Case) -> str:
    """Roubles for an inhabitant by status and by how locked in a town is."""
    names = {status.status: status.name for status in case.statuses}
    parts = []
    for grouping, words in (("status", "By status"), ("lock_in_tercile", "By how locked in towns are")):
        rows = [row for row in tables["Equity"] if row["grouping"] == grouping and number(row, "towns") > 0]
        heads = [f"{names.get(str(row['group']), spoken(str(row['group'])))} "
                 f"{number(row, 'rub_per_head'):,.0f}" for row in rows]  # fmt: skip
        if heads:
            parts.append(f"{words}, RUB for an inhabitant over all years: {listed(heads)}.")
    return " ".join(parts) or "There are no groups to compare."


def categories(tables: Tables) -> str:
    """Shares of the categories, the largest first."""
    spent = {category: total(tables["Allocation"], category) for category in CATEGORIES}
    whole = sum(spent.values())
    if whole == 0:
        return "Nothing is spent."
    order = sorted(spent.items(), key=lambda pair: -pair[1])
    said = [f"{CATEGORY_NAMES[name]} {percent(money / whole)} ({million(money)})" for name, money in order if money > 0]
    without = [CATEGORY_NAMES[name].lower() for name, money in order if money == 0]
    return f"{'; '.join(said)}." + (f" Nothing goes to {listed(without)}." if without else "")


def results(tables: Tables, says: Mapping[str, object]) -> str:
    """Net results with the gross ones beside them, and what each goal makes of the points."""
    objective = number(says, "objective")
    said = [
        f"{row['name']}: {rounded(number(row, 'result'))} (gross {rounded(number(row, 'gross_result'))}) "
        f"{row['unit']}{share_of_points(number(row, 'points'), objective)}"
        for row in tables["Results"]
        if number(row, "gross_result") != 0 or number(row, "result") != 0
    ]
    if not said:
        return "Nothing that counts towards a goal."
    return (
        "Net of what would have come anyway or is taken from elsewhere; gross is what would be counted on the spot; "
        f"both discounted. {'; '.join(said)}."
    )


def share_of_points(points: float, objective: float) -> str:
    if points <= 0 or objective <= 0:
        return ", which gives no points"
    return f", {percent(points / objective)} of the points"


def networks(tables: Tables) -> str:
    """Product by product: what is traded over the years, and which side holds it back."""
    said = []
    for product in dict.fromkeys(str(row["product"]) for row in tables["Networks"]):
        rows = [row for row in tables["Networks"] if row["product"] == product]
        traded, supply, demand = (total(rows, column) for column in ("traded", "supply", "demand"))
        if traded > 0:
            short = "buyers" if demand < supply else "suppliers"
            said.append(f"{rows[0]['name']}: {rounded(traded)} of {rounded(supply)} supplied and {rounded(demand)} "
                        f"bought ({rows[0]['unit']}, all years); more {short} would be worth more")  # fmt: skip
    if not said:
        return "Nothing: no product has both suppliers and buyers in the plan."
    return f"{'; '.join(said)}. It gives {rounded(total(tables['Networks'], 'points'))} points."


def taken_over(tables: Tables, case: Case) -> str:
    """What similar towns start after one of them has completed it, what gains most first."""
    names = {measure.measure: measure.name for measure in case.measures}
    rows = sorted(tables["Roll-out"], key=lambda row: -number(row, "points"))
    said = listed([f"{names[str(row['measure'])]} in {int(number(row, 'year'))} "
                   f"({count(int(number(row, 'followers')), 'town')})" for row in rows[:LARGEST_TOWNS]])  # fmt: skip
    return f"{said}. Similar towns had completed it before; that adds {rounded(total(rows, 'points'))} points."


def residents(tables: Tables) -> str:
    """How many residents keep the rules of their territory, and what those invest."""
    rows = tables["Residents checked"]
    fit, broken, open_ = ([row for row in rows if row["fits"] == answer] for answer in FITS.values())
    keep = f"{len(fit):,} keep" if len(fit) > 1 else f"{'1' if fit else 'none'} keeps"
    parts = [f"{keep} the rules of the territory"]
    if broken:
        parts.append(f"{len(broken):,} {'does' if len(broken) == 1 else 'do'} not")
    if open_:
        parts.append(f"of {len(open_):,} it is not known")
    return f"Of {count(len(rows), 'resident')}, {listed(parts)}.{invested(fit)}"


def invested(fit: Sequence[Row]) -> str:
    """What residents that keep the rules invest, as far as that is known."""
    stated = [row for row in fit if row["investment_mrub"] != ""]
    if not fit:
        return ""
    if not stated:
        return " What is invested by those that keep them is not known."
    unknown = len(fit) - len(stated)
    rest = f"; of {unknown:,} more it is not known" if unknown else ""
    return f" Those that keep them invest {million(total(stated, 'investment_mrub'))}{rest}."


def clusters(tables: Tables, case: Case) -> str:
    """Cluster by cluster: when it works and what it adds, or why it does not."""
    names = {cluster.cluster: cluster.name for cluster in case.clusters}
    said = []
    for row in tables["Cluster diagnosis"]:
        years = [year for year in tables["Cluster years"] if year["cluster"] == row["cluster"]]
        working = [year for year in years if number(year, "stage") > 0]
        name = names[str(row["cluster"])]
        if row["possible"] != "yes":
            said.append(f"{name} cannot be formed: {lowered(str(row['why_not']))}")
        elif working:
            first, stage = int(number(working[0], "year")), int(max(number(year, "stage") for year in working))
            said.append(f"{name} works from {first}, in the end at stage {stage}, and adds "
                        f"{rounded(total(years, 'bonus_points'))} points to what its towns start")  # fmt: skip
        elif years:
            said.append(f"{name} could be formed and is not: its steps are not all taken in time")
        else:
            said.append(f"{name} could be formed, but not within the years of the plan")
    return f"{'. '.join(said)}."


def lowered(text: str) -> str:
    return text[:1].lower() + text[1:]


def lock_ins(tables: Tables, case: Case) -> str:
    """Mean lock-ins over inhabitants, today and after the plan, and how many towns take a roadmap."""
    people = {town.town: town.population for town in case.towns}
    rows = tables["Town plans"]
    population = sum(people[str(row["town"])] for row in rows)
    said = []
    for lock in case.lock_ins:
        before, after = (
            sum(people[str(row["town"])] * number(row, f"{lock.lock_in}_{when}") for row in rows) / population
            for when in ("before", "after")
        )
        said.append(f"{lock.name} from {before:.3f} to {after:.3f}")
    opened = sum(row["roadmap"] != "none" for row in rows)
    takes = f"{opened:,} of {count(len(rows), 'town')} {'takes' if opened == 1 else 'take'} a roadmap."
    if not said:
        return takes
    return f"{takes} From 0 (open) to 1 (locked), for the average inhabitant: {listed(said)}."


def partners(tables: Tables) -> str:
    """What others pay, who, and how much of it is agreed in writing."""
    rows = tables["Partners"]
    whole = total(rows, "partners_rub") / RUB_IN_MRUB
    if whole == 0:
        return "Nobody pays beside the two budgets."
    by = sums_by(rows, "contributor", "partners_rub")
    names = listed([f"{spoken(name)} {million(money / RUB_IN_MRUB)}"
                    for name, money in sorted(by.items(), key=lambda pair: -pair[1]) if money > 0])  # fmt: skip
    agreed = sums_by(rows, "evidence", "partners_rub").get("agreed", 0.0) / RUB_IN_MRUB
    return f"Others pay {million(whole)} beside the two budgets: {names}. {certainty(agreed, whole)}"


def certainty(agreed_mrub: float, whole_mrub: float) -> str:
    if agreed_mrub in (0, whole_mrub):
        return f"All of it is {'agreed in writing' if agreed_mrub else 'only promised, nothing is agreed in writing'}."
    promised = whole_mrub - agreed_mrub
    return (
        f"{million(promised)} of it ({percent(promised / whole_mrub)}) is only promised, {million(agreed_mrub)} is "
        "agreed in writing."
    )


def proposals(tables: Tables, case: Case) -> str:
    """Public money for what towns proposed themselves, by what their figures rest on."""
    if not case.proposals:
        return "No town has proposed a measure of its own; all measures are of the catalogue."
    rows = [row for row in tables["Funded"] if row["evidence"]]
    entered = f"Towns have entered {count(len(case.proposals), 'proposal')}"
    if not rows:
        return f"{entered}; none of them gets money."
    whole, spent = (total(part, "total_rub") / RUB_IN_MRUB for part in (rows, tables["Funded"]))
    by = sums_by(rows, "evidence", "total_rub")
    said = [f"{million(by[kind] / RUB_IN_MRUB)} {words}" for kind, words in KINDS_OF_EVIDENCE.items() if kind in by]
    funded = len({row["measure"] for row in rows})
    gets = f"{funded:,} {'gets' if funded == 1 else 'get'}"
    return f"{entered}; {gets} {million(whole)} ({percent(whole / spent)} of all money): {listed(said)}."


def priors(says: Mapping[str, object]) -> str:
    """How much of the money is steered by what nobody has looked at, or by what towns say of themselves."""
    unknown, own = (number(says, f"share_of_money_on_{what}") for what in ("priors", "self_assessment"))
    return (
        f"{percent(unknown)} of the money rests on priors: each town's money times the share of its diagnosis that "
        f"rests on factors nobody has scored. In the same way {percent(own)} rests on factors that towns scored "
        "themselves, of which the cautious end is taken. The coefficients were taken at their "
        f"{says['draw']} values."
    )


def audit(tables: Tables, case: Case) -> str:
    """Where a look at a town would be worth most."""
    names = {factor.factor: factor.name for factor in case.factors}
    rows = [row for row in tables["Audit"] if number(row, "at_stake_mrub") > 0]
    first = largest_first(rows, "at_stake_mrub")[:FIRST_TO_CHECK]
    if not first:
        return "No money hangs on a single score."
    said = [f"{row['name']}, {names[str(row['factor'])]} ({row['source']}, {million(number(row, 'at_stake_mrub'))})"
            for row in first]  # fmt: skip
    return f"If one score is wrong by a point, most is at stake with: {'; '.join(said)}."


def sums_by(rows: Sequence[Row], group: str, column: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in rows:
        found[str(row[group])] = found.get(str(row[group]), 0.0) + number(row, column)
    return found


def write_sentences(worksheet: Any, looks: Looks, tables: Tables, case: Case) -> None:
    """Fill the sheet, a row for each sentence."""
    write_head(worksheet, looks, case.settings.title, READING, COLUMNS)
    for row, sentence in enumerate(sentences(tables, case), start=FIRST_DATA_ROW - 1):
        worksheet.set_row(row, height_of(sentence.text, COLUMNS[1][1]) + GAP_BELOW)
        write_text(worksheet, row, 0, sentence.about, looks.topic)
        write_text(worksheet, row, 1, sentence.text, looks.wrapped)
        worksheet.write_url(row, 2, f"internal:'{sentence.sheet}'!A1", looks.link, sentence.sheet)
    worksheet.set_tab_color(VIEW_TAB_COLOUR)
    worksheet.hide_gridlines(2)
    worksheet.freeze_panes(FIRST_DATA_ROW - 1, 0)
    set_up_print(worksheet, pages_high=1)
