"""Checks that look at more than one cell. Each tells its faults at the cell to mend and skips cells with a fault."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Sequence

from models.case import CAPACITY_GOAL, CONTRIBUTORS, FEDERAL
from planner.tables.check_clusters import (
    check_cluster_steps,
    check_clusters,
    check_employment,
    check_references,
)
from planner.tables.check_federal import (
    check_findings,
    check_indicators,
    check_instruments,
    check_locks_left_alone,
    check_openings_of_measures,
    check_roadmaps_of_locks,
    check_years_of_monitoring,
)
from planner.tables.check_towns import (
    check_coefficients_of_proposals,
    check_contributions,
    check_proposals,
    check_readiness,
)
from planner.tables.faults import wording
from planner.tables.known import (
    TOLERANCE,
    in_order,
    kinds_of_measures,
    not_above,
    only_in_its_town,
    plan_years,
    settings_by_name,
    started_only,
    towns_of_proposals,
    within_plan,
)
from planner.tables.names import did_you_mean, either, listed, match_key, quoted_name
from planner.tables.references import ALL
from planner.tables.schema import (
    COEFFICIENT_BY_NAME,
    COEFFICIENTS,
    SETTING_BY_NAME,
    SETTINGS,
    SHEET_BY_NAME,
    SHEETS,
    Coefficient,
    Setting,
)
from planner.tables.tabulate import REMARKS, Draft, Row
from planner.tables.values import WrongValue, plain, score, setting_value, stated_range
from planner.words import Words, localised, say


def check(draft: Draft) -> None:
    """Run every check over rows whose references are resolved."""
    for one_check in CHECKS:
        one_check(draft)


def check_settings(draft: Draft) -> None:
    """Every setting that is needed once, known, in its range; results count at least as long as budgets run."""
    if "Settings" in draft.unreadable:
        return
    for row in draft.rows["Settings"]:
        if row.filled("setting"):
            _type_setting(draft, row)
    # A row whose name cannot be read may be the one that seems to be missing.
    if all(row.filled("setting") for row in draft.rows["Settings"]):
        present = {row["setting"] for row in draft.rows["Settings"]}
        for setting in SETTINGS:
            if setting.name not in present and not setting.blank_means:
                message = wording(
                    say("setting {setting} is missing", setting=setting.name),
                    say("no row"),
                    say("a row with {value}", value=_takes(setting)),
                    say("add the row"),
                )
                draft.fault_missing("Settings", message)
    settings = settings_by_name(draft)
    if "evaluation_years" in settings and "horizon_years" in settings:
        evaluation, horizon = settings["evaluation_years"], settings["horizon_years"]
        if evaluation["value"] < horizon["value"]:
            message = wording(
                say("evaluation_years is less than horizon_years"),
                str(evaluation["value"]),
                say("at least {number}, as in {cell}", number=horizon["value"], cell=horizon.origin.cell("value")),
                say("correct one of the two"),
            )
            draft.fault_at(evaluation, "value", message)


def _type_setting(draft: Draft, row: Row) -> None:
    """Name and value of one setting, or a fault and the cell taken out of the row."""
    known = {match_key(setting.name): setting.name for setting in SETTINGS}
    name = known.get(match_key(row["setting"]))
    if name is None:
        message = wording(
            say("setting is not known"),
            quoted_name(row["setting"]),
            listed(known.values()),
            say("correct the spelling{guess}", guess=did_you_mean(row["setting"], known.values())),
        )
        draft.fault_at(row, "setting", message)
        del row.values["setting"]
        return
    row.values["setting"] = name
    if not row.sound("value"):
        return
    try:
        row.values["value"] = setting_value(SETTING_BY_NAME[name], row.values["value"])
    except WrongValue as wrong:
        draft.fault_at(row, "value", wrong.message)
        del row.values["value"]


def _takes(setting: Setting) -> Words:
    return say("a text") if setting.kind == "text" else stated_range(setting.low, setting.high, setting.unit)


def check_duplicates(draft: Draft) -> None:
    """Every key once, over all workbooks together."""
    for sheet in SHEETS:
        # Two opposite locks contradict each other, which says more than that they are the same.
        key = (*sheet.key, "decision") if sheet.name == "Locks" else sheet.key
        first: dict[tuple[object, ...], Row] = {}
        for row in draft.rows[sheet.name]:
            if not row.sound(*key):
                continue
            values = tuple(match_key(row[c]) if isinstance(row[c], str) else row[c] for c in key)
            earlier = first.setdefault(values, row)
            if earlier is not row:
                message = say(
                    "the row repeats {what} of {cell}{differences}; each may stand once: delete or change one of the "
                    "two",
                    what=_identity(row, key),
                    cell=earlier.origin.cell(key[0]),
                    differences=_differences(earlier, row),
                )
                draft.fault_at(row, key[0], message)


def _identity(row: Row, key: Sequence[str]) -> Words:
    named = [say("{column} {value}", column=c, value=row[c]) for c in key if row[c] not in (None, "")]
    return listed(named) or say("the row for all")


def _differences(earlier: Row, row: Row) -> Words:
    """What two workbooks say differently of one thing, in words; empty within one workbook, where both are seen."""
    if earlier.order[0] == row.order[0]:
        return Words("")
    told = [
        say(
            "{column} is {earlier} there and {later} here",
            column=column,
            earlier=_read(earlier[column]),
            later=_read(row[column]),
        )
        for column in row.values
        if column not in REMARKS and column in earlier.values and earlier[column] != row[column]
    ]
    return say(": {differences}", differences=listed(told, 4)) if told else Words("")


def _read(value: object) -> str:
    if value is None or value == "":
        return say("blank")
    if isinstance(value, tuple):
        return "; ".join(map(localised, value))
    return plain(value) if isinstance(value, int | float) else str(value)


def check_scores(draft: Draft) -> None:
    """The value of a score is of the kind of its factor."""
    kinds = {row["factor"]: row["kind"] for row in draft.rows["Factors"] if row.filled("factor", "kind")}
    for row in draft.rows["Scores"]:
        kind = kinds.get(row.values.get("factor"))
        if not row.sound("value"):
            continue
        raw = row["value"]
        if raw is None or (isinstance(raw, str) and not raw.strip()):
            message = wording(
                say("{name} is blank", name="value"),
                say("nothing"),
                say("a value"),
                say("fill it in, or delete the row if it is not known"),
            )
            draft.fault_at(row, "value", message)
            row.values.pop("value", None)
            continue
        if kind is None:
            continue
        try:
            row.values["value"] = score(kind, raw)
        except WrongValue as wrong:
            message = say(
                "factor {factor} is of kind {kind}: {wrong}", factor=row["factor"], kind=kind, wrong=wrong.message
            )
            draft.fault_at(row, "value", message)
            del row.values["value"]


def check_factors(draft: Draft) -> None:
    """Factors that are numbers have two different ends, others none."""
    for row in draft.rows["Factors"]:
        if not row.sound("kind", "zero_at", "four_at"):
            continue
        ends = {end: row[end] for end in ("zero_at", "four_at")}
        if row["kind"] != "number":
            for end, value in ends.items():
                if value is not None:
                    message = wording(
                        say(
                            "{column} belongs to kind number only, this factor is of kind {kind}",
                            column=end, kind=row["kind"],
                        ),
                        plain(value),
                        say("a blank cell"),
                        say("delete it or change the kind"),
                    )  # fmt: skip
                    draft.fault_at(row, end, message)
            continue
        blank = [end for end, value in ends.items() if value is None]
        for end in blank:
            message = wording(
                say("{column} is blank, the factor is a number", column=end),
                say("nothing"),
                say("a number"),
                say("fill it in"),
            )
            draft.fault_at(row, end, message)
        if not blank and row["zero_at"] == row["four_at"]:
            message = wording(
                say("four_at equals zero_at"),
                plain(row["four_at"]),
                say("another number than zero_at"),
                say("correct one of the two"),
            )
            draft.fault_at(row, "four_at", message)


def check_goals(draft: Draft) -> None:
    """At least one goal counts."""
    rows = draft.rows["Goals"]
    if rows and all(row.filled("weight") and row["weight"] == 0 for row in rows):
        message = wording(
            say("no goal has a weight"), "0", say("a weight above 0 in at least one row"), say("give one")
        )
        draft.fault_at(rows[0], "weight", message)


def check_measures(draft: Draft) -> None:
    """Least sizes do not exceed greatest ones, and what is started has a size."""
    for row in draft.rows["Measures"]:
        if row.filled("kind", "scale_low") and row["kind"] == "started" and row["scale_low"] == 0:
            message = wording(
                say("scale_low of a started measure is 0"),
                "0",
                say("a number above 0"),
                say("type the least scale that works"),
            )
            draft.fault_at(row, "scale_low", message)
        in_order(draft, row, ("population_min", "population_max"))
        if row.filled("scale_high_per_1000") and row["scale_high_per_1000"] == 0:
            in_order(draft, row, ("scale_low", "scale_high"))


def check_roadmaps(draft: Draft) -> None:
    """Roadmaps are made of opening measures, in steps that run forward, with at most a full year's work a year."""
    kinds = kinds_of_measures(draft)
    work: dict[tuple[str, str], dict[int, float]] = defaultdict(lambda: defaultdict(float))
    told: set[tuple[str, str]] = set()
    for row in draft.rows["Roadmaps"]:
        if row.filled("opening") and kinds.get(row["opening"], "opening") != "opening":
            message = wording(
                say("{column} is a started measure", column="opening"),
                quoted_name(row["opening"]),
                say("a measure of kind {kind}", kind="opening"),
                say("choose another measure or change its kind"),
            )
            draft.fault_at(row, "opening", message)
        if row.filled("step_from", "step_to") and row["step_from"] > row["step_to"]:
            not_above(draft, row, "step_to", "step_from")
            continue
        if not row.filled("roadmap", "opening", "intensity", "step_from", "step_to"):
            continue
        key = row["roadmap"], row["opening"]
        for step in range(row["step_from"], row["step_to"] + 1):
            work[key][step] += row["intensity"]
            if work[key][step] > 1 + TOLERANCE and key not in told:
                told.add(key)
                message = wording(
                    say(
                        "intensities of {opening} in roadmap {roadmap}, step {step}, exceed 1 with all targets taken",
                        opening=key[1], roadmap=key[0], step=step,
                    ),
                    plain(round(work[key][step], 9)),
                    say("{most} at most", most=1),
                    say("lower the intensity in one of its rows"),
                )  # fmt: skip
                draft.fault_at(row, "intensity", message)


def check_links(draft: Draft) -> None:
    """Links join two different started measures, which one town can both use."""
    kinds, towns = kinds_of_measures(draft), towns_of_proposals(draft)
    for row in draft.rows["Links"]:
        for column in ("measure", "other"):
            to_do = say("choose another measure; opening measures are joined in sheet Roadmaps")
            started_only(draft, row, column, kinds, to_do)
        if not row.filled("measure", "other"):
            continue
        proposing = [towns[row[column]] for column in ("measure", "other") if row[column] in towns]
        if len(set(proposing)) > 1:
            one, other = proposing
            message = wording(
                say(
                    "the two proposals are of different towns, {one} and {other}, so no town could use both",
                    one=one, other=other,
                ),
                quoted_name(row["other"]),
                say("a measure of the catalogue or a proposal of {town}", town=one),
                say("correct it or delete the row"),
            )  # fmt: skip
            draft.fault_at(row, "other", message)
        if row["measure"] == row["other"]:
            message = wording(
                say("a measure is linked with itself"),
                quoted_name(row["other"]),
                say("another measure"),
                say("correct it"),
            )
            draft.fault_at(row, "other", message)


def check_cofinancing(draft: Draft) -> None:
    """Windows run upwards, and one row holds for all measures and regions."""
    rows = draft.rows["Cofinancing"]
    for row in rows:
        in_order(draft, row, ("federal_low_share", "federal_high_share"))
    if "Cofinancing" in draft.unreadable or not all(row.sound("measure", "region") for row in rows):
        return
    if not any(row["measure"] is None and row["region"] is None for row in rows):
        message = wording(
            say("the row for all measures and regions is missing"),
            say("no row with blank measure and region"),
            say("one such row"),
            say("add it: its window counts wherever no other row does"),
        )
        draft.fault_missing("Cofinancing", message)


def check_budgets(draft: Draft) -> None:
    """The federal payer and every region with a town have a budget in every year of the plan, and in no other."""
    years = plan_years(draft)
    if years is None or "Budgets" in draft.unreadable:
        return
    for row in draft.rows["Budgets"]:
        within_plan(draft, row, "year", years)
    regions = {row["region"]: None for row in draft.rows["Towns"] if row.filled("region")}
    own = [row for row in draft.rows["Budgets"] if not row.filled("instrument")]
    present = {(row.values.get("payer"), row.values.get("year")) for row in own}
    for payer in (FEDERAL, *regions):
        for year in years:
            # A row whose payer or year cannot be read may be the one that seems to be missing.
            if not present & {(payer, year), (payer, None), (None, year), (None, None)}:
                message = wording(
                    say("the budget of {payer} for {year} is missing", payer=payer, year=year),
                    say("no row"),
                    say("a row with payer {payer} and year {year}", payer=payer, year=year),
                    say("add it; write 0 for no money"),
                )
                draft.fault_missing("Budgets", message)


def check_inflation(draft: Draft) -> None:
    """Where inflation is told at all, it is told for every year between the price year and the plan's years."""
    years, settings, rows = plan_years(draft), settings_by_name(draft), draft.rows["Inflation"]
    if years is None or "price_year" not in settings or not rows or "Inflation" in draft.unreadable:
        return
    # A row whose year cannot be read may be the one that seems to be missing.
    if not all(row.filled("year") for row in rows):
        return
    price_year, present = settings["price_year"]["value"], {row["year"] for row in rows}
    for year in range(min(price_year, years[0]) + 1, max(price_year, years[-1]) + 1):
        if year not in present:
            message = wording(
                say("the inflation of {year} is missing", year=year),
                say("no row"),
                say(
                    "a row with year {year}: prices of {price_year} are carried to {first} to {last} year by year",
                    year=year, price_year=price_year, first=years[0], last=years[-1],
                ),
                say("add it; write 0 for prices that stay as they are"),
            )  # fmt: skip
            draft.fault_missing("Inflation", message)


def check_loans(draft: Draft) -> None:
    """Loans are received and repaid in years of the plan, one after the other."""
    years = plan_years(draft)
    for row in draft.rows["Loans"]:
        within_plan(draft, row, "year", years)
        within_plan(draft, row, "repaid_year", years)
        if row.filled("year", "repaid_year") and row["repaid_year"] <= row["year"]:
            message = wording(
                say("repaid_year is not later than year"),
                str(row["repaid_year"]),
                say("a year after {year}, as in {cell},", year=row["year"], cell=row.origin.cell("year")),
                say("correct one of the two"),
            )
            draft.fault_at(row, "repaid_year", message)


def check_limits(draft: Draft) -> None:
    """A limit has a floor or a ceiling, in order, in its unit, in a year of the plan."""
    years = plan_years(draft)
    for row in draft.rows["Limits"]:
        within_plan(draft, row, "year", years)
        if not row.sound("floor", "ceiling"):
            continue
        if row["floor"] is None and row["ceiling"] is None:
            message = wording(
                say("the limit has neither floor nor ceiling"),
                say("nothing"),
                say("one of them or both"),
                say("fill one in"),
            )
            draft.fault_at(row, "floor", message)
        if row.filled("unit", "payer") and row["unit"] == "share" and row["payer"] in CONTRIBUTORS:
            message = wording(
                say("a limit on {payer} has no share, its whole budget is not known", payer=row["payer"]),
                "share",
                either(("mrub", "rub_per_head")),
                say("change the unit"),
            )
            draft.fault_at(row, "unit", message)
        if row.filled("unit", "payer") and row["unit"] == "count" and row["payer"] != "all":
            message = wording(
                say("a limit on the number of projects has no payer"),
                row["payer"],
                "all",
                say("write `all`, or choose a unit of money"),
            )
            draft.fault_at(row, "payer", message)
        if row.values.get("unit") == "share" and row.values.get("payer") not in CONTRIBUTORS:
            for column in ("floor", "ceiling"):
                if row.filled(column) and row[column] > 1:
                    share = plain(round(row[column] / 100, 12))
                    message = wording(
                        say("{name} is above its range", name=column),
                        plain(row[column]),
                        say("a share, 0 to 1,"),
                        say("type {number} if percent is meant, or change the unit", number=share),
                    )
                    draft.fault_at(row, column, message)
        in_order(draft, row, ("floor", "ceiling"))


def check_locks(draft: Draft) -> None:
    """Locks mean started measures or roadmaps, in years of the plan, and do not contradict one another."""
    years = plan_years(draft)
    # A measure whose kind has a fault is no roadmap for that.
    measures = {row["measure"]: "" for row in draft.rows["Measures"] if row.filled("measure")}
    kinds, towns = measures | kinds_of_measures(draft), towns_of_proposals(draft)
    by_town: dict[str, list[Row]] = defaultdict(list)
    for row in draft.rows["Locks"]:
        only_in_its_town(draft, row, "subject", towns)
        within_plan(draft, row, "year", years)
        if row.filled("subject") and kinds.get(row["subject"]) == "opening":
            message = wording(
                say("{column} is an opening measure", column="subject"),
                quoted_name(row["subject"]),
                say("a started measure or a roadmap"),
                say("lock a roadmap that uses it"),
            )
            draft.fault_at(row, "subject", message)
        elif row.filled("scale_low", "subject", "decision") and not (
            row["decision"] == "must" and row["subject"] in kinds
        ):
            message = wording(
                say("scale_low counts only for a measure that must be started"),
                plain(row["scale_low"]),
                say("a blank cell"),
                say("delete it or change the decision"),
            )
            draft.fault_at(row, "scale_low", message)
        if row.filled("town", "subject", "decision") and row.sound("year"):
            by_town[row["town"]].append(row)
    for rows in by_town.values():
        for number, row in enumerate(rows):
            earlier = next((e for e in rows[:number] if _contradict(e, row, kinds)), None)
            if earlier is not None:
                message = say(
                    "{lock} contradicts {cell} ({earlier}); delete or change one of the two",
                    lock=_told(row), cell=earlier.origin.cell("subject"), earlier=_told(earlier),
                )  # fmt: skip
                draft.fault_at(row, "subject", message)


def _contradict(one: Row, other: Row, kinds: dict[str, str]) -> bool:
    if {one["decision"], other["decision"]} == {"must", "must_not"}:
        if one["subject"] != other["subject"]:
            return False
        forbidden, wanted = (one, other) if one["decision"] == "must_not" else (other, one)
        return forbidden["year"] is None or forbidden["year"] == wanted["year"]
    if one["decision"] == "must_not":
        return False
    if one["subject"] == other["subject"]:
        # Whatever the years, one of the two says less than the other, or something else.
        return bool(one["year"] != other["year"])
    # A town takes exactly one roadmap, but any number of measures.
    return one["subject"] not in kinds and other["subject"] not in kinds


def _told(row: Row) -> Words:
    decision, subject, year = row["decision"], row["subject"], row["year"]
    if year is None:
        return say("{decision} {subject}", decision=decision, subject=subject)
    return say("{decision} {subject} {year}", decision=decision, subject=subject, year=year)


def check_coefficients(draft: Draft) -> None:
    """Numbers in order and in range, on measures of the right kind, about goals that the measure can serve."""
    kinds = kinds_of_measures(draft)
    for row in draft.rows["Coefficients"]:
        if not row.filled("coefficient"):
            continue
        definition = COEFFICIENT_BY_NAME[row["coefficient"]]
        _check_triple(draft, row, definition)
        if definition.name == "context" and row.sound("key") and not row["key"]:
            _check_base(draft, row)
        subject, kind = row.values.get("subject"), definition.subject_kind
        if kind and subject and kinds.get(subject, kind) != kind:
            message = wording(
                say(
                    "{coefficient} belongs to {kind} measures, this is of kind {other}",
                    coefficient=definition.name, kind=kind, other=kinds[subject],
                ),
                quoted_name(subject),
                say("a measure of kind {kind}", kind=kind),
                say("correct the subject or delete the row"),
            )  # fmt: skip
            draft.fault_at(row, "subject", message)
        if definition.name in ("yield", "trade") and row.values.get("key") == CAPACITY_GOAL:
            message = wording(
                say("goal {goal} is served by roadmaps alone", goal=CAPACITY_GOAL),
                quoted_name(CAPACITY_GOAL),
                say("another goal"),
                say("delete the row; what opens a town is counted by coefficient opening"),
            )
            draft.fault_at(row, "key", message)


def _check_triple(draft: Draft, row: Row, definition: Coefficient) -> None:
    """Each number in the range of its coefficient, and low <= central <= high."""
    expected = stated_range(definition.low, definition.high, definition.unit)
    for column in ("low", "central", "high"):
        if row.filled(column) and not definition.low <= row[column] <= definition.high:
            wrong = (
                say("{column} of {coefficient} is below its range", column=column, coefficient=definition.name)
                if row[column] < definition.low
                else say("{column} of {coefficient} is above its range", column=column, coefficient=definition.name)
            )
            message = wording(wrong, plain(row[column]), expected, say("correct the number or its unit"))
            draft.fault_at(row, column, message)
            del row.values[column]
    in_order(draft, row, ("low", "central", "high"))


def _check_base(draft: Draft, row: Row) -> None:
    """The base multiplier is no growth of another: below 0 it would turn results into losses."""
    for column in ("low", "central", "high"):
        if row.filled(column) and row[column] < 0:
            message = wording(
                say("{column} of context without key, the base multiplier, is below 0", column=column),
                plain(row[column]),
                say("{low} or more", low=0),
                say("correct the number, or name the factor as key"),
            )
            draft.fault_at(row, column, message)


def check_coefficients_present(draft: Draft) -> None:
    """Every subject has the coefficients that have no default, and every started measure achieves something."""
    if "Coefficients" in draft.unreadable or not all(row.filled("coefficient") for row in draft.rows["Coefficients"]):
        return
    subjects: dict[str, set[str | None]] = defaultdict(set)
    for row in draft.rows["Coefficients"]:
        subjects[row["coefficient"]].add(row.values.get("subject"))
    for definition in COEFFICIENTS:
        # A row whose subject cannot be read may be the one that seems to be missing; `all` stands for every measure.
        if subjects[definition.name] & {None, ALL}:
            continue
        if definition.default is None:
            _check_required(draft, definition, subjects[definition.name])
        elif definition.name == "yield":
            _check_yields(draft, subjects["yield"])


def _check_required(draft: Draft, definition: Coefficient, subjects: set[str | None]) -> None:
    id_column = SHEET_BY_NAME[definition.subject].columns[0].name
    for row in draft.rows[definition.subject]:
        if row.filled(id_column) and row[id_column] not in subjects:
            coefficient, subject = definition.name, row[id_column]
            message = wording(
                say("coefficient {coefficient} of {subject} is missing", coefficient=coefficient, subject=subject),
                say("no row in sheet Coefficients"),
                stated_range(definition.low, definition.high, definition.unit),
                say(
                    "add a row with coefficient {coefficient} and subject {subject}",
                    coefficient=coefficient, subject=subject,
                ),
            )  # fmt: skip
            draft.fault_at(row, id_column, message)


def _check_yields(draft: Draft, subjects: set[str | None]) -> None:
    for row in draft.rows["Measures"]:
        if row.filled("measure", "kind") and row["kind"] == "started" and row["measure"] not in subjects:
            message = wording(
                say("started measure {measure} has no yield, so it could achieve nothing", measure=row["measure"]),
                say("no row in sheet Coefficients"),
                say("coefficient yield for at least one goal"),
                say("add the row, or delete the measure"),
            )
            draft.fault_at(row, "measure", message)


CHECKS: Sequence[Callable[[Draft], None]] = (
    check_settings,
    check_duplicates,
    check_scores,
    check_factors,
    check_goals,
    check_measures,
    check_proposals,
    check_readiness,
    check_contributions,
    check_roadmaps,
    check_links,
    check_cofinancing,
    check_budgets,
    check_inflation,
    check_loans,
    check_limits,
    check_locks,
    check_coefficients,
    check_coefficients_of_proposals,
    check_coefficients_present,
    check_employment,
    check_references,
    check_clusters,
    check_cluster_steps,
    check_instruments,
    check_indicators,
    check_years_of_monitoring,
    check_findings,
    check_openings_of_measures,
    check_roadmaps_of_locks,
    check_locks_left_alone,
)
