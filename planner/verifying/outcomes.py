"""What a plan achieves: points and results from its decisions, and the sheets Town plans and Results."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from math import fsum, isfinite

from planner.verifying.comparing import Findings
from planner.verifying.decisions import Decisions
from planner.verifying.effects import Effects
from planner.verifying.formed import Formed
from planner.verifying.joined import Joined
from planner.verifying.joins import Lift
from planner.verifying.offers import roadmap_results
from planner.verifying.plan_reading import Plan, Record
from planner.words import say


@dataclass(frozen=True, slots=True)
class Outcomes:
    """Points by town; results and points by goal; results are before need and weight of the goal.

    ``gross`` is what an accountant counts on the spot; ``of_town`` are the net results by town and goal; what is traded
    belongs to the country alone, ``trade_points`` are its points.
    """

    worth: dict[str, float]
    results: dict[str, float] = field(default_factory=dict)
    gross: dict[str, float] = field(default_factory=dict)
    points: dict[str, float] = field(default_factory=dict)
    of_town: dict[tuple[str, str], float] = field(default_factory=dict)
    trade_points: float = 0.0

    @property
    def objective(self) -> float:
        """Points of the whole plan."""
        return fsum([*self.worth.values(), self.trade_points])


def outcomes_of(effects: Effects, decisions: Decisions, joined: Joined, clusters: Iterable[Formed] = ()) -> Outcomes:
    """Add up worth and results over what is chosen.

    A started measure gives ``size*coef[yield,m,g]*(1/d)*sum_y a*W * (steep + returns_after*flat)`` of goal g; points
    are ``omega * weight[g]`` times that. Gross results are the same without ``additional`` and ``displacement``. Who
    follows a pilot, or starts in a cluster at work, gains ``part`` of its lift beside; what is traded adds
    ``coef[trade,q,g]*delta^u*trade[q,u]`` to the country, net and gross alike.
    """
    results: dict[str, list[float]] = {goal: [] for goal in effects.weight}
    gross: dict[str, list[float]] = {goal: [] for goal in effects.weight}
    points: dict[str, list[float]] = {goal: [] for goal in effects.weight}
    worth: dict[str, list[float]] = {}
    of_town: dict[tuple[str, str], float] = {}

    def add(town: str, goal: str, net: float, on_the_spot: float) -> None:
        results[goal].append(net)
        gross[goal].append(on_the_spot)
        points[goal].append(effects.need[town] * effects.weight[goal] * net)
        of_town[town, goal] = of_town.get((town, goal), 0.0) + net

    def add_lift(town: str, measure: str, lift: Lift, taken: float) -> None:
        worth[town].append(taken * lift.points)
        for goal, each in effects.yields[measure].items():
            add(town, goal, taken * each * lift.net, taken * each * lift.gross)

    for town, offer in decisions.variants.items():
        worth[town] = [offer.worth]
        whole = roadmap_results(effects, effects.towns[town], offer.variant, offer.lock_ins, gross=True)
        for goal, result in offer.results.items():
            add(town, goal, result, whole[goal])
    for started in decisions.started:
        full = effects.scale[started.town, started.measure].full_returns(started.scale)
        worth[started.town].append(started.option.worth * full)
        size = effects.size[started.town, started.measure]
        for goal, each in effects.yields[started.measure].items():
            units = size * each * full
            add(started.town, goal, units * started.option.reach, units * started.option.gross)
    for followed in joined.follows:
        for town, scale in followed.scales.items():
            add_lift(town, followed.follow.measure, followed.follow.lifts[town], followed.part * scale)
    for formed in clusters:
        for start, scale in formed.scales.items():
            town, measure, _ = start
            add_lift(town, measure, formed.bonus.joints[start], formed.part * scale)
    for row in joined.trades:
        for goal, each in row.trade.results.items():
            results[goal].append(each * row.traded)
            gross[goal].append(each * row.traded)
            points[goal].append(effects.weight[goal] * each * row.traded)
    return Outcomes(
        {town: fsum(parts) for town, parts in worth.items()},
        {goal: fsum(parts) for goal, parts in results.items()},
        {goal: fsum(parts) for goal, parts in gross.items()},
        {goal: fsum(parts) for goal, parts in points.items()},
        of_town,
        fsum(row.points for row in joined.trades),
    )


def check_outcomes(
    plan: Plan,
    effects: Effects,
    decisions: Decisions,
    outcomes: Outcomes,
    answers: dict[str, float],
    findings: Findings,
) -> None:
    """Compare the sheets Town plans and Results; ``answers`` are the towns' best points at the prices of the plan."""
    slack = 1e-10 * max([1.0, *(abs(points) for points in answers.values() if isfinite(points))])
    for record in plan.records["Town plans"]:
        if record.text("town") in effects.towns:
            check_town(record, effects, decisions, outcomes, findings)
            if record.text("town") in answers:
                findings.number(record, "answer_points", answers[record.text("town")], absolute=slack)
    check_results(plan, effects, outcomes, findings)


def check_town(record: Record, effects: Effects, decisions: Decisions, outcomes: Outcomes, findings: Findings) -> None:
    town = effects.towns[record.text("town")]
    diagnosis = effects.diagnosis
    findings.texts(record, [("name", town.name), ("region", town.region), ("status", town.status)])
    findings.number(record, "unknown_share", diagnosis.unknown_share[town.town])
    findings.number(record, "self_share", diagnosis.self_share[town.town])
    if town.town in outcomes.worth:
        findings.number(record, "worth_points", outcomes.worth[town.town])
    for lock_in in (row.lock_in for row in effects.case.lock_ins):
        key = (town.town, lock_in)
        findings.number(record, f"{lock_in}_before", diagnosis.lock_in[key])
        findings.number(record, f"{lock_in}_before_low", diagnosis.lock_in_low[key])
        findings.number(record, f"{lock_in}_before_high", diagnosis.lock_in_high[key])
        if town.town in decisions.variants:
            findings.number(record, f"{lock_in}_after", decisions.variants[town.town].lock_ins[lock_in][-1])


def check_results(plan: Plan, effects: Effects, outcomes: Outcomes, findings: Findings) -> None:
    """Every goal once, with result and points recomputed."""
    goals = {goal.goal: goal for goal in effects.case.goals}
    seen: dict[str, Record] = {}
    for record in plan.records["Results"]:
        goal = goals.get(record.text("goal"))
        if goal is None:
            findings.add(
                record.place("goal"),
                say("{there!r} is there, no goal of the case has this id", there=record.text("goal")),
            )
            continue
        if goal.goal in seen:
            findings.twice(seen[goal.goal], record, "goal")
            continue
        seen[goal.goal] = record
        findings.texts(record, [("name", goal.name), ("unit", goal.unit)])
        findings.number(record, "result", outcomes.results[goal.goal])
        findings.number(record, "gross_result", outcomes.gross[goal.goal])
        findings.number(record, "weight", goal.weight, relative=1e-12)
        findings.number(record, "points", outcomes.points[goal.goal])
    for missing in goals.keys() - seen.keys():
        findings.add(plan.sheet("Results"), say("the goal {goal} is not there", goal=missing))
