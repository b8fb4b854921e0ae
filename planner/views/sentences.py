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
from planner.views.wording import (
    amount,
    category_name,
    in_years,
    listed,
    lowered,
    million,
    percent,
    rounded,
    spoken,
)
from planner.words import Words, localised, named, phrase, say

Row = Mapping[str, object]

READING = phrase("The plan in sentences, made from the other sheets. The command `planner verify` checks those.")
COLUMNS = ((phrase("about"), 24.0), (phrase("what the plan says"), 120.0), (phrase("more on sheet"), 16.0))
GAP_BELOW = 5
LARGEST_TOWNS = 5
LARGEST_REGIONS = 3
FIRST_TO_CHECK = 5
RUB_IN_MRUB = 1_000_000
ENDINGS = {
    "gap": phrase("The search stopped because the gap asked for was reached."),
    "time": phrase("The search stopped at its time limit."),
    "work": phrase("The search stopped after the steps it was allowed."),
    "asked": phrase("The search was stopped by hand."),
    "finished": phrase("The search went through everything it had to look at."),
    "crash": phrase("The search ended by a crash; this is the best plan it had until then."),
}
CUT_SHORT = {
    "gap": phrase("The clock cut a part of it short, so the same command may give another plan."),
    "time": phrase("How far it came depends on the machine, so the same command may give another plan."),
}
"""Why a plan is not repeatable; any other ending says so by itself."""
OTHER_PLAN = phrase("The same command may give another plan.")
KINDS_OF_EVIDENCE = {
    "appraised": phrase("{money} appraised independently"),
    "comparable": phrase("{money} resting on a comparable project"),
    "stated": phrase("{money} resting on the town's word"),
}
GROUPINGS = {
    "status": phrase("By status, RUB for an inhabitant over all years: {groups}."),
    "lock_in_tercile": phrase("By how locked in towns are, RUB for an inhabitant over all years: {groups}."),
}
MORE_BUYERS = phrase(
    "{name}: {traded} of {supply} supplied and {demand} bought ({unit}, all years); more buyers would be worth more"
)
MORE_SUPPLIERS = phrase(
    "{name}: {traded} of {supply} supplied and {demand} bought ({unit}, all years); more suppliers would be worth more"
)


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
        Sentence(say("What is proved"), proved(says), "Prices"),
        Sentence(say("How it was found"), search(says), "Summary"),
        Sentence(say("Federal budget"), budget(tables, federal=True), "Years"),
        Sentence(say("Regional budgets"), budget(tables, federal=False), "Years"),
        *(
            [Sentence(say("Federal instruments"), instruments(tables, case, says), "Instruments run")]
            if tables["Instruments run"]
            else []
        ),
        Sentence(say("Blocked money"), blocked(tables), "Blocked money"),
        Sentence(say("Who gets most"), largest(tables), "Allocation"),
        Sentence(say("Who gets how much a head"), equity(tables, case), "Equity"),
        Sentence(say("What it is spent on"), categories(tables), "Allocation"),
        Sentence(say("What it achieves"), results(tables, says), "Results"),
        Sentence(say("Lock-ins"), lock_ins(tables, case), "Town plans"),
        *([Sentence(say("Inertia and search"), two_stages(tables), "Stages")] if stages_matter(case) else []),
        *([Sentence(say("Towns that call for a look"), towns_calling(tables), "Alarms")] if tables["Alarms"] else []),
        *([Sentence(say("Found on the spot"), found, "Town plans")] if found else []),
        *(
            [Sentence(say("What towns supply to one another"), networks(tables), "Networks")]
            if tables["Networks"]
            else []
        ),
        *(
            [Sentence(say("What is taken over from others"), taken_over(tables, case), "Roll-out")]
            if tables["Roll-out"]
            else []
        ),
        *(
            [Sentence(say("Clusters"), clusters(tables, case), "Cluster diagnosis")]
            if tables["Cluster diagnosis"]
            else []
        ),
        *(
            [Sentence(say("Residents of territories"), residents(tables), "Residents checked")]
            if tables["Residents checked"]
            else []
        ),
        Sentence(say("Money of others"), partners(tables), "Partners"),
        Sentence(say("Towns' own proposals"), proposals(tables, case), "Funded"),
        Sentence(say("What is left to pay later"), later(tables, case), "Liabilities"),
        Sentence(say("What rests on judgement"), priors(says), "Town plans"),
        Sentence(say("Most judged numbers"), most_judged(tables, case), "Assumptions"),
        Sentence(say("Scores to check first"), audit(tables, case), "Audit"),
    ]


def proved(says: Mapping[str, object]) -> Words:
    return say(
        "The plan is worth {points} points. {promise} Whether roadmaps and coefficients are right is another "
        "question, and no gap answers it.",
        points=rounded(number(says, "objective")),
        promise=says["promise"],
    )


def search(says: Mapping[str, object]) -> Words:
    """Why the search ended, whether it would find the same again, and whether it kept to an earlier plan."""
    why, stay = str(says["stopped_by"]), number(says, "stay_share")
    parts = [say(ENDINGS[why]) if why in ENDINGS else say("The search ended: {why}.", why=why)]
    if says["repeatable"] != "yes":
        parts.append(say(CUT_SHORT.get(why, OTHER_PLAN)))
    if stay > 0:
        parts.append(
            say(
                "The plan was kept close to an earlier one: while plans were compared, decisions of that one counted "
                "as worth {share} more. Points and gap are stated without it, so what this costs is part of the gap.",
                share=percent(stay),
            )
        )
    return joined(parts)


def joined(parts: Sequence[Words]) -> Words:
    """Sentences beside one another."""
    return Words(" ".join(part for part in parts if part))


def budget(tables: Tables, *, federal: bool) -> Words:
    """How much there was, and what was spent, borrowed and returned."""
    rows = [row for row in tables["Years"] if (row["payer"] == FEDERAL) == federal]
    if not rows:
        return say("There is none.")
    granted, spent, returned, received, given = (
        total(rows, column) / RUB_IN_MRUB
        for column in ("budget_rub", "spent_rub", "returned_rub", "loans_in_rub", "loans_out_rub")
    )
    when = in_years([int(number(row, "year")) for row in rows])
    payers = len({row["payer"] for row in rows})
    has = (
        say("The federal budget has {granted} {when}.", granted=million(granted), when=when)
        if federal
        else say(
            "{regions:# region has|# regions have} {granted} {when}.",
            regions=payers,
            granted=million(granted),
            when=when,
        )
    )
    used = say("{spent} and {returned}.", spent=is_spent(spent, granted), returned=is_returned(returned, granted))
    return joined([has, used, loans(received, given, federal=federal)])


def is_spent(spent_mrub: float, whole_mrub: float) -> Words:
    """``12 million RUB (3.4 %) is spent``, the beginning of a sentence."""
    if spent_mrub == 0:
        return say("Nothing is spent")
    return say("{part} is spent", part=part_of(spent_mrub, whole_mrub))


def is_returned(returned_mrub: float, whole_mrub: float) -> Words:
    """``12 million RUB (3.4 %) is returned unspent``, the end of a sentence."""
    if returned_mrub == 0:
        return say("nothing is returned unspent")
    return say("{part} is returned unspent", part=part_of(returned_mrub, whole_mrub))


def part_of(part_mrub: float, whole_mrub: float) -> Words:
    share = f" ({percent(part_mrub / whole_mrub)})" if whole_mrub > 0 else ""
    return Words(f"{million(part_mrub)}{share}")


def loans(received_mrub: float, given_mrub: float, *, federal: bool) -> Words:
    """What regions borrow from the federal budget and pay back within the plan."""
    received, given = million(received_mrub), million(given_mrub)
    if received_mrub == given_mrub == 0:
        return Words("")
    if federal:
        return say("It lends regions {given} and gets {received} back with interest.", given=given, received=received)
    return say("They borrow {received} from the federal budget and repay {given}.", received=received, given=given)


def blocked(tables: Tables) -> Words:
    """Federal money that lacks a region's share, and where."""
    rows = [row for row in tables["Blocked money"] if number(row, "blocked_mrub") > 0]
    if not rows:
        return say("No region lacks the money to match the federal money that its towns would take.")
    most = largest_first(rows, "blocked_mrub")[:LARGEST_REGIONS]
    return say(
        "Towns would take {blocked} more of federal money at the prices of this plan if their regions had the share "
        "to match it. That holds for {regions:# region|# regions}, first of all {names}. Each region is taken by "
        "itself: the sum is no total that could be attained, for all together may want more than the federal budget "
        "has.",
        blocked=million(total(rows, "blocked_mrub")),
        regions=len(rows),
        names=listed([amount(row["region"], number(row, "blocked_mrub")) for row in most]),
    )


def largest(tables: Tables) -> Words:
    """The towns with most money, and how few of them have half of it."""
    rows = largest_first([row for row in tables["Allocation"] if number(row, "total_mrub") > 0], "total_mrub")
    if not rows:
        return say("No town gets money.")
    whole = total(rows, "total_mrub")
    sums = list(accumulate(number(row, "total_mrub") for row in rows))
    regions = sums_by(rows, "region", "total_mrub")
    region, most = max(regions.items(), key=lambda pair: pair[1])
    return say(
        "{funded:,} of {towns:# town|# towns} {funded:gets|get} money, {whole} of both budgets together. Most goes "
        "to {names}. {half:# town has|# towns have} half of all. The region with most is {region} with {share}.",
        funded=len(rows),
        towns=len(tables["Allocation"]),
        whole=million(whole),
        names=listed([amount(row["name"], number(row, "total_mrub")) for row in rows[:LARGEST_TOWNS]]),
        half=1 + next(place for place, so_far in enumerate(sums) if so_far >= whole / 2),
        region=region,
        share=percent(most / whole),
    )


def equity(tables: Tables, case: Case) -> Words:
    """Roubles for an inhabitant by status and by how locked in a town is."""
    names = {status.status: status.name for status in case.statuses}
    parts = []
    for grouping, sentence in GROUPINGS.items():
        rows = [row for row in tables["Equity"] if row["grouping"] == grouping and number(row, "towns") > 0]
        groups = [
            say(
                "{group} {rub_per_head:,.0f}",
                group=names.get(str(row["group"]), spoken(str(row["group"]))),
                rub_per_head=number(row, "rub_per_head"),
            )
            for row in rows
        ]
        if groups:
            parts.append(say(sentence, groups=listed(groups)))
    return joined(parts) or say("There are no groups to compare.")


def categories(tables: Tables) -> Words:
    """Shares of the categories, the largest first."""
    spent = {category: total(tables["Allocation"], category) for category in CATEGORIES}
    whole = sum(spent.values())
    if whole == 0:
        return say("Nothing is spent.")
    order = sorted(spent.items(), key=lambda pair: -pair[1])
    said = [
        say("{category} {share} ({money})", category=category_name(name), share=percent(money / whole),
            money=million(money))
        for name, money in order if money > 0
    ]  # fmt: skip
    without = [lowered(category_name(name)) for name, money in order if money == 0]
    nothing = say("Nothing goes to {categories}.", categories=listed(without)) if without else Words("")
    return joined([Words(f"{'; '.join(said)}."), nothing])


def results(tables: Tables, says: Mapping[str, object]) -> Words:
    """Net results with the gross ones beside them, and what each goal makes of the points."""
    objective = number(says, "objective")
    said = [
        result(row, objective)
        for row in tables["Results"]
        if number(row, "gross_result") != 0 or number(row, "result") != 0
    ]
    if not said:
        return say("Nothing that counts towards a goal.")
    return say(
        "Net of what would have come anyway or is taken from elsewhere; gross is what would be counted on the spot; "
        "both discounted. {results}.",
        results="; ".join(said),
    )


def result(row: Row, objective: float) -> Words:
    """``Jobs: 10.0 (gross 12.0) job-years, 40.0 % of the points``."""
    net, gross = rounded(number(row, "result")), rounded(number(row, "gross_result"))
    points = number(row, "points")
    if points <= 0 or objective <= 0:
        return say(
            "{name}: {net} (gross {gross}) {unit}, which gives no points",
            name=row["name"], net=net, gross=gross, unit=row["unit"],
        )  # fmt: skip
    return say(
        "{name}: {net} (gross {gross}) {unit}, {share} of the points",
        name=row["name"], net=net, gross=gross, unit=row["unit"], share=percent(points / objective),
    )  # fmt: skip


def networks(tables: Tables) -> Words:
    """Product by product: what is traded over the years, and which side holds it back."""
    products = dict.fromkeys(str(row["product"]) for row in tables["Networks"])
    said = [product_traded([row for row in tables["Networks"] if row["product"] == product]) for product in products]
    if not any(said):
        return say("Nothing: no product has both suppliers and buyers in the plan.")
    return say(
        "{products}. It gives {points} points.",
        products="; ".join(filter(None, said)),
        points=rounded(total(tables["Networks"], "points")),
    )


def product_traded(rows: Sequence[Row]) -> Words:
    """One product over all years; no words if nothing is traded."""
    traded, supply, demand = (total(rows, column) for column in ("traded", "supply", "demand"))
    if traded <= 0:
        return Words("")
    sentence = MORE_BUYERS if demand < supply else MORE_SUPPLIERS
    return say(
        sentence,
        name=rows[0]["name"], traded=rounded(traded), supply=rounded(supply), demand=rounded(demand),
        unit=rows[0]["unit"],
    )  # fmt: skip


def taken_over(tables: Tables, case: Case) -> Words:
    """What similar towns start after one of them has completed it, what gains most first."""
    names = {measure.measure: measure.name for measure in case.measures}
    rows = sorted(tables["Roll-out"], key=lambda row: -number(row, "points"))
    said = [
        say(
            "{measure} in {year} ({towns:# town|# towns})",
            measure=names[str(row["measure"])], year=int(number(row, "year")), towns=int(number(row, "followers")),
        )
        for row in rows[:LARGEST_TOWNS]
    ]  # fmt: skip
    return say(
        "{measures}. Similar towns had completed it before; that adds {points} points.",
        measures=listed(said),
        points=rounded(total(rows, "points")),
    )


def residents(tables: Tables) -> Words:
    """How many residents keep the rules of their territory, and what those invest."""
    rows = tables["Residents checked"]
    fit, broken, open_ = ([row for row in rows if row["fits"] == answer] for answer in FITS.values())
    parts = [
        say("{keeping:# keeps|# keep} the rules of the territory", keeping=len(fit))
        if fit
        else say("none keeps the rules of the territory")
    ]
    if broken:
        parts.append(say("{breaking:# does|# do} not", breaking=len(broken)))
    if open_:
        parts.append(say("of {unknown:,} it is not known", unknown=len(open_)))
    said = say("Of {residents:# resident|# residents}, {parts}.", residents=len(rows), parts=listed(parts))
    return joined([said, invested(fit)])


def invested(fit: Sequence[Row]) -> Words:
    """What residents that keep the rules invest, as far as that is known."""
    stated = [row for row in fit if row["investment_mrub"] != ""]
    if not fit:
        return Words("")
    if not stated:
        return say("What is invested by those that keep them is not known.")
    money, unknown = million(total(stated, "investment_mrub")), len(fit) - len(stated)
    if not unknown:
        return say("Those that keep them invest {money}.", money=money)
    return say(
        "Those that keep them invest {money}; of {unknown:,} more it is not known.", money=money, unknown=unknown
    )


def clusters(tables: Tables, case: Case) -> Words:
    """Cluster by cluster: when it works and what it adds, or why it does not."""
    names = {cluster.cluster: cluster.name for cluster in case.clusters}
    said = [
        cluster_in_words(
            row,
            names[str(row["cluster"])],
            [year for year in tables["Cluster years"] if year["cluster"] == row["cluster"]],
        )
        for row in tables["Cluster diagnosis"]
    ]
    return Words(f"{'. '.join(said)}.")


def cluster_in_words(row: Row, name: str, years: Sequence[Row]) -> Words:
    """One cluster by its row of the diagnosis and its years."""
    working = [year for year in years if number(year, "stage") > 0]
    if row["possible"] != "yes":
        return say("{cluster} cannot be formed: {why}", cluster=name, why=lowered(str(row["why_not"])))
    if working:
        return say(
            "{cluster} works from {first}, in the end at stage {stage}, and adds {points} points to what its towns "
            "start",
            cluster=name,
            first=int(number(working[0], "year")),
            stage=int(max(number(year, "stage") for year in working)),
            points=rounded(total(years, "bonus_points")),
        )
    if years:
        return say("{cluster} could be formed and is not: its steps are not all taken in time", cluster=name)
    return say("{cluster} could be formed, but not within the years of the plan", cluster=name)


def lock_ins(tables: Tables, case: Case) -> Words:
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
        said.append(say("{lock} from {before:.3f} to {after:.3f}", lock=lock.name, before=before, after=after))
    takes = say(
        "{opened:,} of {towns:# town|# towns} {opened:takes|take} a roadmap.",
        opened=sum(row["roadmap"] != "none" for row in rows),
        towns=len(rows),
    )
    if not said:
        return takes
    means = say("From 0 (open) to 1 (locked), for the average inhabitant: {lock_ins}.", lock_ins=listed(said))
    return joined([takes, means])


def partners(tables: Tables) -> Words:
    """What others pay, who, and how much of it is agreed in writing."""
    rows = tables["Partners"]
    whole = total(rows, "partners_rub") / RUB_IN_MRUB
    if whole == 0:
        return say("Nobody pays beside the two budgets.")
    by = sorted(sums_by(rows, "contributor", "partners_rub").items(), key=lambda pair: -pair[1])
    agreed = sums_by(rows, "evidence", "partners_rub").get("agreed", 0.0) / RUB_IN_MRUB
    payers = [say("{payer} {money}", payer=spoken(name), money=million(money / RUB_IN_MRUB))
              for name, money in by if money > 0]  # fmt: skip
    paid = say("Others pay {whole} beside the two budgets: {payers}.", whole=million(whole), payers=listed(payers))
    return joined([paid, certainty(agreed, whole)])


def certainty(agreed_mrub: float, whole_mrub: float) -> Words:
    if agreed_mrub == whole_mrub:
        return say("All of it is agreed in writing.")
    if agreed_mrub == 0:
        return say("All of it is only promised, nothing is agreed in writing.")
    promised = whole_mrub - agreed_mrub
    return say(
        "{promised} of it ({share}) is only promised, {agreed} is agreed in writing.",
        promised=million(promised),
        share=percent(promised / whole_mrub),
        agreed=million(agreed_mrub),
    )


def proposals(tables: Tables, case: Case) -> Words:
    """Public money for what towns proposed themselves, by what their figures rest on."""
    if not case.proposals:
        return say("No town has proposed a measure of its own; all measures are of the catalogue.")
    rows = [row for row in tables["Funded"] if row["evidence"]]
    if not rows:
        return say(
            "Towns have entered {proposals:# proposal|# proposals}; none of them gets money.",
            proposals=len(case.proposals),
        )
    whole, spent = (total(part, "total_rub") / RUB_IN_MRUB for part in (rows, tables["Funded"]))
    by = sums_by(rows, "evidence", "total_rub")
    kinds = [say(sentence, money=million(by[kind] / RUB_IN_MRUB))
             for kind, sentence in KINDS_OF_EVIDENCE.items() if kind in by]  # fmt: skip
    return say(
        "Towns have entered {proposals:# proposal|# proposals}; {funded:# gets|# get} {whole} ({share} of all money): "
        "{kinds}.",
        proposals=len(case.proposals),
        funded=len({row["measure"] for row in rows}),
        whole=million(whole),
        share=percent(whole / spent),
        kinds=listed(kinds),
    )


def priors(says: Mapping[str, object]) -> Words:
    """How much of the money is steered by what nobody has looked at, or by what towns say of themselves."""
    return say(
        "{unknown} of the money rests on priors: each town's money times the share of its diagnosis that rests on "
        "factors nobody has scored. In the same way {own} rests on factors that towns scored themselves, of which the "
        "cautious end is taken. The coefficients were taken at their {draw} values.",
        unknown=percent(number(says, "share_of_money_on_priors")),
        own=percent(number(says, "share_of_money_on_self_assessment")),
        draw=says["draw"],
    )


def audit(tables: Tables, case: Case) -> Words:
    """Where a look at a town would be worth most."""
    names = {factor.factor: factor.name for factor in case.factors}
    rows = [row for row in tables["Audit"] if number(row, "at_stake_mrub") > 0]
    first = largest_first(rows, "at_stake_mrub")[:FIRST_TO_CHECK]
    if not first:
        return say("No money hangs on a single score.")
    said = [
        say(
            "{town}, {factor} ({source}, {money})",
            town=row["name"], factor=names[str(row["factor"])], source=row["source"],
            money=million(number(row, "at_stake_mrub")),
        )
        for row in first
    ]  # fmt: skip
    return say("If one score is wrong by a point, most is at stake with: {scores}.", scores="; ".join(said))


def sums_by(rows: Sequence[Row], group: str, column: str) -> dict[str, float]:
    found: dict[str, float] = {}
    for row in rows:
        found[str(row[group])] = found.get(str(row[group]), 0.0) + number(row, column)
    return found


def write_sentences(worksheet: Any, looks: Looks, tables: Tables, case: Case) -> None:
    """Fill the sheet, a row for each sentence."""
    columns = [(say(name), width) for name, width in COLUMNS]
    write_head(worksheet, looks, localised(case.settings.title), say(READING), columns)
    for row, sentence in enumerate(sentences(tables, case), start=FIRST_DATA_ROW - 1):
        worksheet.set_row(row, height_of(sentence.text, COLUMNS[1][1]) + GAP_BELOW)
        write_text(worksheet, row, 0, sentence.about, looks.topic)
        write_text(worksheet, row, 1, sentence.text, looks.wrapped)
        sheet = named(sentence.sheet)
        worksheet.write_url(row, 2, f"internal:'{sheet}'!A1", looks.link, sheet)
    worksheet.set_tab_color(VIEW_TAB_COLOUR)
    worksheet.hide_gridlines(2)
    worksheet.freeze_panes(FIRST_DATA_ROW - 1, 0)
    set_up_print(worksheet, pages_high=1)
