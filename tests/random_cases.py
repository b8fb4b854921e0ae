"""Small random cases in which every rule of docs/model.md occurs often, for comparing the product with the oracle.

Sizes are traded off so that all but a few cases have less than 20,000 combinations of decisions: one town may have four
measures over three years, three towns two measures. Numbers are rounded, so that a failing case can be worked by hand.

A case is made in two steps: ``plain_case`` has towns, measures, roadmaps, budgets and rules; ``random_case`` adds what
joins more payers and more conditions to it: inflation, proposals, contributions, readiness and consent, tax not
collected, loans and absorption, each in about a third of the seeds. What comes later has numbers of its own, so that
the case beside it is what it would be without it: products and roll-out in any seed, clusters and limits on the number
of projects in seeds of their own, and so what the federal centre and the monitoring of towns add.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from random import Random
from typing import Literal

from models.arrays import Arrays, compute_arrays
from models.case import (
    CATEGORIES,
    CONTRIBUTORS,
    FEDERAL,
    Budget,
    Case,
    Cluster,
    ClusterStep,
    CoefficientKey,
    Cofinancing,
    Contribution,
    Employment,
    Factor,
    Finding,
    Goal,
    Indicator,
    Industry,
    Inflation,
    Initiator,
    Instrument,
    Limit,
    Link,
    Loan,
    Lock,
    LockIn,
    Measure,
    Observation,
    Product,
    Proposal,
    Readiness,
    Region,
    RoadmapStep,
    Score,
    Settings,
    Status,
    Tased,
    Town,
    Triple,
)
from models.mixing import Prices
from models.pricing import find_prices
from models.proposals import TAKEN_OVER, with_proposals
from models.rules import Rows, all_rows

SEEDS = range(200)
"""Cases without what the seeds after them are for."""
CLUSTER_SEEDS = range(200, 260)
"""Nearly every case has clusters that lack firms, and every other one a limit on the number of projects."""
FEDERAL_SEEDS = range(260, 340)
"""Instruments, monitoring, crises, leaders, stages and openings that are waited for, each in about a third."""
ALL_SEEDS = range(340)
"""Over all of them every rule and every coefficient decides some optimum."""
FIRST_YEAR = 2021
STATUSES = ("crisis", "at_risk", "stable")
LOCK_INS = ("functional", "political", "cognitive")
DECISIONS: tuple[Literal["must", "must_not"], ...] = ("must", "must_not")


@dataclass(frozen=True)
class Shape:
    """How large a case is; ``variants`` is the most roadmaps a town may be offered beside none."""

    towns: int
    horizon: int
    started: int
    variants: int


SHAPES = (
    Shape(towns=1, horizon=3, started=4, variants=5),
    Shape(towns=2, horizon=3, started=2, variants=5),
    Shape(towns=2, horizon=2, started=4, variants=4),
    Shape(towns=2, horizon=1, started=4, variants=3),
    Shape(towns=3, horizon=3, started=2, variants=3),
    Shape(towns=3, horizon=2, started=2, variants=3),
    Shape(towns=3, horizon=1, started=3, variants=2),
)


class Drawer:
    """Random numbers in the words of a case."""

    def __init__(self, seed: int) -> None:
        self.random = Random(seed)

    def chance(self, share: float) -> bool:
        return self.random.random() < share

    def number(self, low: float, high: float, digits: int = 2) -> float:
        return round(self.random.uniform(low, high), digits)

    def triple(self, low: float, high: float, digits: int = 2) -> Triple:
        """A range of values between ``low`` and ``high`` with its centre somewhere inside."""
        central = self.random.uniform(low, high)
        below, above = self.random.uniform(low, central), self.random.uniform(central, high)
        return Triple(
            round((below + central) / 2, digits), round(central, digits), round((above + central) / 2, digits)
        )

    def some(self, rows: Sequence[str], share: float) -> list[str]:
        return [row for row in rows if self.chance(share)]


def priced_cases(seeds: Iterable[int]) -> Iterator[tuple[Arrays, Rows, Prices]]:
    """Random cases of which some mixture keeps all rows, with prices of the whole."""
    for seed in seeds:
        arrays = compute_arrays(random_case(seed))
        rows = all_rows(arrays)
        prices = find_prices(arrays, rows)
        if not prices.clash:
            yield arrays, rows, prices


def random_case(seed: int) -> Case:
    """The case of a seed; the same seed always makes the same case."""
    case = plain_case(seed)
    draw = Drawer(1_000_000 + seed)
    for share, add in (
        (0.35, add_inflation),
        (0.35, add_tax_forgone),
        (0.4, add_readiness),
        (0.3, add_proposal),
        (0.45, add_contributions),
        (0.5, add_loans),
        (0.4, add_absorption),
    ):
        # The case beside the feature takes the same numbers whether or not the feature is there.
        own = Drawer(draw.random.randrange(10**9))
        if draw.chance(share):
            case = add(own, case)
    return join_towns(seed, case)


def join_towns(seed: int, case: Case) -> Case:
    """The case with products in about a third of the seeds, and roll-out in as many; clusters in seeds of their own.

    Roll-out takes two towns and two years, so that it is given to more of the cases that have them.
    """
    products, rollout, clusters, counts = (Drawer(million * 1_000_000 + seed) for million in (2, 3, 4, 5))
    if products.chance(0.35):
        case = add_products(products, case)
    if len(case.towns) > 1 and case.settings.horizon_years > 1 and rollout.chance(0.6):
        case = add_rollout(rollout, case)
    if seed in CLUSTER_SEEDS:
        case = add_clusters(clusters, case) if clusters.chance(0.95) else case
        case = add_count(counts, case) if counts.chance(0.5) else case
    return add_federal(seed, case) if seed in FEDERAL_SEEDS else case


def add_federal(seed: int, case: Case) -> Case:
    """The case with what the federal centre and the monitoring of towns add, each part from numbers of its own."""
    parts: tuple[tuple[float, Callable[[Drawer, Case], Case]], ...] = (
        (0.5, add_instruments),
        (0.6, add_monitoring),
        (0.35, add_crises),
        (0.35, add_leaders),
        (0.4, add_stages),
        (0.4, add_openings),
        (0.35, add_ready_openings),
        (0.7, cheapen_openings),
    )
    for million, (share, add) in enumerate(parts, start=6):
        draw = Drawer(million * 1_000_000 + seed)
        if draw.chance(share):
            case = add(draw, case)
    measures, coefficients = with_proposals(
        tuple(m for m in case.measures if not m.town), case.coefficients, case.proposals
    )
    return replace(case, measures=measures, coefficients=coefficients)


def plain_case(seed: int) -> Case:
    """The case of a seed without inflation, proposals, further payers, readiness, loans and absorption."""
    draw = Drawer(seed)
    # A cluster works in the second year at the earliest, and one whose members must get used to it in the third.
    shape = draw.random.choice([s for s in SHAPES if s.horizon > 2] if seed in CLUSTER_SEEDS else SHAPES)
    settings = random_settings(draw, shape)
    regions = random_regions(draw, shape)
    towns = random_towns(draw, shape, regions)
    lock_ins = tuple(LockIn(k, k) for k in LOCK_INS[: draw.random.choice((2, 3))])
    factors = random_factors(draw)
    measures = random_measures(draw, shape, towns)
    steps = random_roadmaps(draw, shape, measures, lock_ins)
    coefficients = random_coefficients(draw, factors, lock_ins, measures)
    budgets = random_budgets(draw, settings, regions, towns, measures, coefficients)
    return Case(
        settings=settings,
        goals=random_goals(draw),
        lock_ins=lock_ins,
        statuses=tuple(Status(s, s, draw.random.choice((0, 1, 2))) for s in STATUSES),
        factors=factors,
        regions=regions,
        towns=towns,
        scores=random_scores(draw, towns, factors),
        measures=measures,
        roadmap_steps=steps,
        links=random_links(draw, measures),
        cofinancing=random_cofinancing(draw, regions, measures),
        budgets=budgets,
        limits=random_limits(draw, settings, towns, measures, budgets),
        locks=random_locks(draw, settings, towns, measures, steps),
        coefficients=coefficients,
    )


def random_settings(draw: Drawer, shape: Shape) -> Settings:
    return Settings(
        title="random",
        first_year=FIRST_YEAR,
        horizon_years=shape.horizon,
        evaluation_years=shape.horizon + draw.random.randint(1, 8),
        price_year=FIRST_YEAR - 1,
        discount_share=draw.random.choice((0.0, 0.04, 0.1)),
        equity_exponent=draw.random.choice((0.0, 0.5, 1.0, 2.0)),
        points_of_growth_max=draw.random.choice((0, 1, 1, 2)),
        carry_over_federal_share=draw.random.choice((0.0, 0.3, 0.7, 1.0)),
        carry_over_regional_share=draw.random.choice((0.0, 0.5, 0.9, 1.0)),
    )


def random_goals(draw: Drawer) -> tuple[Goal, ...]:
    return (
        Goal("jobs", "Jobs", "job-years", draw.number(0.5, 2)),
        Goal("environment", "Environment", "residents", draw.random.choice((0.0, draw.number(0.2, 1)))),
        Goal("capacity", "Capacity", "lock-in times people", draw.random.choice((0.0, draw.number(5, 40, 0)))),
    )


def random_regions(draw: Drawer, shape: Shape) -> tuple[Region, ...]:
    """At most as many regions as towns, so that none is empty."""
    count = min(shape.towns, draw.random.choice((1, 2)))
    index = (None, 1.0, draw.number(0.7, 2.5))
    return tuple(Region(f"region{i}", draw.random.choice(index)) for i in range(1, count + 1))


def random_towns(draw: Drawer, shape: Shape, regions: tuple[Region, ...]) -> tuple[Town, ...]:
    towns = []
    for i in range(shape.towns):
        region = regions[i] if i < len(regions) else draw.random.choice(regions)
        population = draw.random.choice((3_000, 8_000, 10_000, 25_000, 60_000)) + draw.random.randint(-20, 20) * 50
        towns.append(Town(f"T{i + 1}", f"Town {i + 1}", region.region, draw.random.choice(STATUSES), population))
    return tuple(towns)


def random_factors(draw: Drawer) -> tuple[Factor, ...]:
    kinds: tuple[Literal["score", "yes_no", "number"], ...] = ("score", "yes_no", "number")
    factors = []
    for i in range(draw.random.randint(2, 5)):
        kind = kinds[i] if i < len(kinds) else draw.random.choice(kinds)
        ends = draw.random.choice(((0.0, 200.0), (100.0, 20.0)))
        zero_at, four_at = ends if kind == "number" else (None, None)
        factors.append(Factor(f"f{i + 1}", f"Factor {i + 1}", kind, zero_at, four_at))
    return tuple(factors)


def random_scores(draw: Drawer, towns: tuple[Town, ...], factors: tuple[Factor, ...]) -> tuple[Score, ...]:
    scores = []
    for town in towns:
        for factor in factors:
            if draw.chance(0.25):
                continue
            value = {
                "score": float(draw.random.randint(0, 4)),
                "yes_no": float(draw.random.randint(0, 1)),
                "number": draw.number(-20, 220, 0),
            }[factor.kind]
            sources: tuple[Literal["statistics", "expert", "survey", "self"], ...]
            sources = ("self", "self", "expert", "survey", "statistics")
            scores.append(Score(town.town, factor.factor, value, draw.random.choice(sources)))
    return tuple(scores)


def random_measures(draw: Drawer, shape: Shape, towns: tuple[Town, ...]) -> tuple[Measure, ...]:
    kinds: list[Literal["started", "opening"]] = ["started"] * shape.started
    kinds += ["opening"] * draw.random.choice((1, 2))
    measures = []
    for i, kind in enumerate(kinds):
        # An opening measure that a town may not use takes its roadmaps away, so these are seldom particular.
        particular = draw.chance(0.3 if kind == "started" else 0.1)
        by_status = draw.chance(0.5)
        by_least = draw.chance(0.5)
        edge = draw.random.choice(towns).population + draw.random.choice((-100, 0, 100))
        high = draw.number(1, 8, 1)
        measures.append(
            Measure(
                measure=f"{'m' if kind == 'started' else 'o'}{i + 1}",
                name=f"Measure {i + 1}",
                category=draw.random.choice(CATEGORIES),
                kind=kind,
                unit="units",
                scale_low=draw.random.choice((0.0, draw.number(0, 1), draw.number(0.3, 0.6 * high))),
                scale_high=high,
                scale_high_per_1000=draw.random.choice((0.0, 0.0, draw.number(0, 0.2))),
                duration_years=draw.random.choice((1, 1, min(2, shape.horizon), shape.horizon)),
                lag_years=draw.random.choice((0, 0, 1, 2)),
                life_years=draw.random.randint(1, 6),
                point_of_growth=kind == "started" and draw.chance(0.6),
                statuses=tuple(draw.some(STATUSES, 0.6)) if particular and by_status else (),
                population_min=edge if particular and not by_status and by_least else None,
                population_max=edge if particular and not by_status and not by_least else None,
            )
        )
    return tuple(measures)


def random_roadmaps(
    draw: Drawer, shape: Shape, measures: tuple[Measure, ...], lock_ins: tuple[LockIn, ...]
) -> tuple[RoadmapStep, ...]:
    """One or two templates, as far as their variants fit the shape."""
    openings = [m.measure for m in measures if m.kind == "opening"]
    rows: list[RoadmapStep] = []
    room = shape.variants
    for name in ("deep", "short"):
        steps = draw.random.randint(1, shape.horizon)
        targets = [k.lock_in for k in draw.random.sample(lock_ins, draw.random.choice((0, 1, 2)))]
        variants = (2 ** len(targets) - 1 if targets else 1) * (shape.horizon - steps + 1)
        if variants > room or (rows and draw.chance(0.3)):
            continue
        room -= variants
        whole = [""] if not targets or draw.chance(0.5) else []
        for target in [*targets, *whole]:
            rows += random_steps(draw, name, target, draw.random.choice(openings), steps)
    return tuple(rows)


def random_steps(draw: Drawer, roadmap: str, target: str, opening: str, steps: int) -> Iterable[RoadmapStep]:
    """A row over all steps, or a strong first step and a weaker rest; three rows add up to less than a full year."""
    strong, weak = draw.number(0.2, 0.33), draw.number(0.05, 0.2)
    if steps == 1 or draw.chance(0.5):
        yield RoadmapStep(roadmap, target, opening, strong, 1, steps)
    else:
        yield RoadmapStep(roadmap, target, opening, strong, 1, 1)
        yield RoadmapStep(roadmap, target, opening, weak, 2, steps)


def random_coefficients(
    draw: Drawer, factors: tuple[Factor, ...], lock_ins: tuple[LockIn, ...], measures: tuple[Measure, ...]
) -> dict[CoefficientKey, Triple]:
    rows: dict[CoefficientKey, Triple] = {}
    for factor in factors:
        rows["prior", factor.factor, ""] = draw.triple(0, 4)
        for lock_in in lock_ins:
            if draw.chance(0.8):
                strength = draw.chance(0.25)
                rows["weight", factor.factor, lock_in.lock_in] = draw.triple(-3, 0) if strength else draw.triple(0, 5)
    for lock_in in lock_ins:
        rows["drift", lock_in.lock_in, ""] = draw.triple(0, 0.6)
        rows["floor", lock_in.lock_in, ""] = draw.triple(0, 0.3)
    for status in STATUSES:
        rows["distress", status, ""] = draw.triple(0.5, 3)
        if draw.chance(0.7):
            rows["window_factor", status, ""] = draw.triple(1, 3)
    for measure in measures:
        rows |= measure_coefficients(draw, measure, factors, lock_ins)
    return rows


def measure_coefficients(
    draw: Drawer, measure: Measure, factors: tuple[Factor, ...], lock_ins: tuple[LockIn, ...]
) -> dict[CoefficientKey, Triple]:
    """What a measure costs and achieves. Openings are dear and strong, so that their roadmaps are a real choice."""
    m, started = measure.measure, measure.kind == "started"
    rows: dict[CoefficientKey, Triple] = {
        ("unit_cost", m, ""): draw.triple(1, 20),
        ("yield", m, "jobs"): draw.triple(2, 20) if started else draw.triple(0, 4),
        ("kept", m, ""): draw.triple(0.5, 1),
    }

    def maybe(share: float, coefficient: str, key: str, low: float, high: float) -> None:
        if draw.chance(share):
            rows[coefficient, m, key] = draw.triple(low, high)

    maybe(0.5, "cost_size_exponent", "", 0, 1)
    maybe(0.5, "size_exponent", "", 0, 1)
    maybe(0.4, "yield", "environment", 0, 20)
    maybe(0.4, "context", "", 0.5, 1.5)
    maybe(0.4, "deadweight", "", 0, 0.5)
    maybe(0.4, "displacement", "", 0, 0.5)
    for factor in factors:
        maybe(0.25, "context", factor.factor, -0.8, 1.5)
        maybe(0.25, "deadweight", factor.factor, 0, 0.6)
    for lock_in in lock_ins:
        maybe(0.6, "sensitivity", lock_in.lock_in, 0.2, 1)
        if started:
            maybe(0.2, "gate", lock_in.lock_in, 0.2, 0.8)
        else:
            maybe(0.8, "opening", lock_in.lock_in, 0.3, 1)
            maybe(0.4, "drift_cut", lock_in.lock_in, 0, 1)
    if started:
        maybe(0.4, "running_cost", "", 0, 0.3)
        if draw.chance(0.5):
            rows["returns_break", m, ""] = draw.triple(0.2, 0.9)
            rows["returns_after", m, ""] = draw.triple(0, 0.8)
    else:
        for category in CATEGORIES:
            maybe(0.3, "cost_cut", category, 0, 0.8)
    return rows


def full_use_mrub(town: Town, regions: tuple[Region, ...], measures: tuple[Measure, ...],
                  coefficients: dict[CoefficientKey, Triple]) -> float:  # fmt: skip
    """About what a town would cost with every started measure at its greatest scale and half a year of each opening."""
    index = {region.region: region.price_index or 1.0 for region in regions}
    total = 0.0
    for measure in measures:
        exponent = coefficients.get(("cost_size_exponent", measure.measure, ""), Triple(0, 0, 0)).central
        unit = coefficients["unit_cost", measure.measure, ""].central * index[town.region]
        unit *= (town.population / 10_000) ** exponent
        scale_high = measure.scale_high + measure.scale_high_per_1000 * town.population / 1000
        total += unit * (scale_high if measure.kind == "started" else 0.5)
    return total


def random_budgets(
    draw: Drawer,
    settings: Settings,
    regions: tuple[Region, ...],
    towns: tuple[Town, ...],
    measures: tuple[Measure, ...],
    coefficients: dict[CoefficientKey, Triple],
) -> tuple[Budget, ...]:
    """Between 10 % and 70 % of full use, shared between payers and, unevenly, between years."""
    full = {r.region: 0.0 for r in regions}
    for town in towns:
        full[town.region] += full_use_mrub(town, regions, measures, coefficients)
    federal_share = draw.number(0.3, 0.9)
    most = {FEDERAL: sum(full.values()) * federal_share}
    most |= {region: money * (1 - federal_share) for region, money in full.items()}
    budgets = []
    for payer, money in most.items():
        tight = draw.number(0.1, 0.7)
        weights = [draw.random.choice((0.2, 0.5, 1.0, 1.5)) for _ in settings.years]
        for year, weight in zip(settings.years, weights, strict=True):
            budgets.append(Budget(payer, year, round(money * tight * weight / sum(weights), 1)))
    return tuple(budgets)


def random_cofinancing(
    draw: Drawer, regions: tuple[Region, ...], measures: tuple[Measure, ...]
) -> tuple[Cofinancing, ...]:
    """A window for all, and often narrower ones for a region, a measure, or both."""
    subjects = [("", "")]
    for row in regions:
        subjects += [("", row.region)] if draw.chance(0.3) else []
        subjects += [(m.measure, row.region) for m in measures if draw.chance(0.15)]
    subjects += [(m.measure, "") for m in measures if draw.chance(0.3)]
    windows = []
    for measure, region in subjects:
        low = draw.random.choice((0.0, 0.0, draw.number(0, 0.4)))
        high = draw.random.choice((0.95, 1.0, draw.number(0.5, 0.9)))
        windows.append(Cofinancing(measure, region, low, high))
    return tuple(windows)


def random_limits(
    draw: Drawer,
    settings: Settings,
    towns: tuple[Town, ...],
    measures: tuple[Measure, ...],
    budgets: tuple[Budget, ...],
) -> tuple[Limit, ...]:
    return tuple(
        random_limit(draw, f"limit{i + 1}", settings, towns, measures, budgets)
        for i in range(draw.random.choice((0, 1, 2, 2, 3)))
    )


def random_limit(
    draw: Drawer,
    name: str,
    settings: Settings,
    towns: tuple[Town, ...],
    measures: tuple[Measure, ...],
    budgets: tuple[Budget, ...],
) -> Limit:
    """A ceiling of some of the payer's money in the years counted, a mild floor, or both.

    Limits repeated for categories have no floor, for it could not be met in a category without measures.
    """
    payers: tuple[Literal["all", "federal", "regional"], ...] = ("all", "federal", "regional")
    units: tuple[Literal["mrub", "rub_per_head", "share"], ...] = ("mrub", "rub_per_head", "share")
    repeats: tuple[Literal["", "town", "region", "status", "category"], ...]
    repeats = ("", "", "", "town", "region", "status", "category")
    payer, unit, for_each = draw.random.choice(payers), draw.random.choice(units), draw.random.choice(repeats)
    year = draw.random.choice((None, None, *settings.years))
    town = draw.random.choice(towns)
    columns = {
        "category": draw.random.choice(measures).category,
        "measure": draw.random.choice([m for m in measures if m.kind == "started"]).measure,
        "status": town.status,
        "region": town.region,
        "town": town.town,
    }
    scope = draw.some(tuple(columns), 0.25)
    if "category" in scope and "measure" in scope:
        # Both together are an empty scope unless they agree.
        columns["category"] = next(m.category for m in measures if m.measure == columns["measure"])
    money = sum(
        b.amount_mrub
        for b in budgets
        if (year is None or b.year == year) and (payer == "all" or (payer == "federal") == (b.payer == FEDERAL))
    )
    ceiling = draw.number(0.05, 0.6)
    floor = round(ceiling * draw.number(0.05, 0.25), 3)
    kind = draw.random.choice(("ceiling", "ceiling", "ceiling", "floor", "both"))
    if for_each == "category" or ("measure" in scope and draw.chance(0.5)):
        kind = "ceiling"
    people = sum(t.population for t in towns if t.region == town.region)
    per_share = {"share": 1.0, "mrub": money, "rub_per_head": money * 1e6 / people}[unit]
    return Limit(
        limit=name,
        category=columns["category"] if "category" in scope else "",
        measure=columns["measure"] if "measure" in scope else "",
        status=columns["status"] if "status" in scope else "",
        region=columns["region"] if "region" in scope else "",
        town=columns["town"] if "town" in scope else "",
        for_each=for_each,
        payer=payer,
        year=year,
        unit=unit,
        floor=round(floor * per_share, 4) if kind != "ceiling" else None,
        ceiling=round(ceiling * per_share, 4) if kind != "floor" else None,
    )


def random_links(draw: Drawer, measures: tuple[Measure, ...]) -> tuple[Link, ...]:
    """Often a prerequisite, often a pair of alternatives; never both for one pair."""
    started = [m.measure for m in measures if m.kind == "started"]
    pairs = [(a, b) for a in started for b in started if a < b]
    draw.random.shuffle(pairs)
    links = []
    if draw.chance(0.4):
        links.append(Link(pairs[0][0], "requires", pairs[0][1], draw.random.choice((0, 1))))
    if draw.chance(0.6) and (len(pairs) > 1 or not links):
        links.append(Link(pairs[-1][0], "excludes", pairs[-1][1], 0))
    return tuple(links)


def random_locks(
    draw: Drawer,
    settings: Settings,
    towns: tuple[Town, ...],
    measures: tuple[Measure, ...],
    steps: tuple[RoadmapStep, ...],
) -> tuple[Lock, ...]:
    """Up to three, each on another subject of a town; a measure that must start often has a least scale.

    A measure that must start is mostly one that any town may use and no point of growth: others are seldom possible.
    """
    started = [m for m in measures if m.kind == "started"]
    easy = [m for m in started if not m.statuses and m.population_min == m.population_max and not m.point_of_growth]
    roadmaps = sorted({step.roadmap for step in steps})
    locks: dict[tuple[str, str], Lock] = {}
    for _ in range(draw.random.choice((0, 0, 1, 2, 3))):
        town = draw.random.choice(towns).town
        decision = DECISIONS[draw.chance(0.7)]
        if roadmaps and draw.chance(0.4):
            subject, scale_low = draw.random.choice(roadmaps), None
            last_start = settings.horizon_years - max(s.step_to for s in steps if s.roadmap == subject) + 1
        else:
            measure = draw.random.choice(easy if easy and decision == "must" and draw.chance(0.9) else started)
            subject = measure.measure
            last_start = settings.horizon_years - measure.duration_years + 1
            least = round(measure.scale_high * draw.number(0.1, 0.4), 2) if draw.chance(0.7) else None
            scale_low = least if decision == "must" else None
        year = draw.random.choice((None, None, *settings.years[:last_start]))
        rivals = [k for k in locks if k[0] == town and k[1] in roadmaps and locks[k].decision == "must"]
        if not (subject in roadmaps and rivals):
            locks[town, subject] = Lock(town, subject, decision, year, scale_low)
    return tuple(locks.values())


# What more payers and more conditions add


def add_inflation(draw: Drawer, case: Case) -> Case:
    """Rising, and seldom falling, prices from a price year before, at or after the first year."""
    price_year = draw.random.choice((FIRST_YEAR - 2, FIRST_YEAR - 1, FIRST_YEAR, FIRST_YEAR + 1))
    last = max(price_year, case.settings.years[-1])
    rises = tuple(
        Inflation(year, draw.number(-0.1, 0.1) if draw.chance(0.2) else draw.number(0.05, 0.4))
        for year in range(min(price_year, FIRST_YEAR) + 1, last + 1)
    )
    return replace(case, settings=replace(case.settings, price_year=price_year), inflation=rises)


def add_proposal(draw: Drawer, case: Case) -> Case:
    """One proposal of one town; it may stand in a window, a prerequisite, an alternative or a lock of its own."""
    like = draw.random.choice(case.started)
    town = draw.random.choice(case.towns).town
    cost, result = draw.triple(1, 20), draw.triple(4, 30)
    high = draw.number(1, 6, 1)
    proposal = Proposal(
        proposal="p1",
        town=town,
        name="Proposal 1",
        like=like.measure,
        unit="units",
        scale_low=draw.number(0.1, 0.6 * high),
        scale_high=high,
        unit_cost_low_mrub=cost.low,
        unit_cost_mrub=cost.central,
        unit_cost_high_mrub=cost.high,
        goal="jobs",
        yield_low=result.low,
        yield_central=result.central,
        yield_high=result.high,
        duration_years=draw.random.randint(1, case.settings.horizon_years),
        lag_years=draw.random.choice((0, 0, 1)),
        life_years=draw.random.randint(1, 6),
        preparation_years=0 if case.settings.horizon_years == 1 else draw.random.choice((0, 0, 1)),
        evidence=draw.random.choice(("appraised", "comparable", "stated")),
    )
    coefficients = dict(case.coefficients)
    for name in TAKEN_OVER:
        if (name, like.measure, "") in coefficients and draw.chance(0.2):
            coefficients[name, "p1", ""] = draw.triple(0.3, 0.8)
    if draw.chance(0.3):
        coefficients["yield", "p1", "environment"] = draw.triple(0, 20)
    measures, coefficients = with_proposals(case.measures, coefficients, (proposal,))
    windows = (Cofinancing("p1", "", draw.number(0, 0.4), draw.number(0.5, 1)),) if draw.chance(0.4) else ()
    links: tuple[Link, ...] = ()
    if draw.chance(0.5):
        pair = draw.random.sample(("p1", like.measure), 2)
        relation: Literal["requires", "excludes"] = draw.random.choice(("requires", "requires", "excludes"))
        links = (Link(pair[0], relation, pair[1], draw.random.choice((0, 1)) if relation == "requires" else 0),)
    locks = (Lock(town, "p1", "must", None, None),) if draw.chance(0.1) else ()
    ready: tuple[Readiness, ...] = ()
    if case.readiness and draw.chance(0.6):
        ready = (Readiness(town, "p1", draw.random.choice((None, *case.settings.years)), random_consent(draw)),)
    return replace(
        case,
        measures=measures,
        coefficients=coefficients,
        proposals=(proposal,),
        cofinancing=(*case.cofinancing, *windows),
        links=(
            *case.links,
            *(k for k in links if k.measure == "p1" or not any(x.other == k.other for x in case.links)),
        ),
        locks=(*case.locks, *locks),
        readiness=(*case.readiness, *ready),
    )


def add_tax_forgone(draw: Drawer, case: Case) -> Case:
    """Federal tax, regional tax or both are not collected for some measures."""
    coefficients = dict(case.coefficients)
    for measure in case.started:
        for payer in draw.some(("federal", "regional"), 0.5):
            coefficients[f"tax_forgone_{payer}", measure.measure, ""] = draw.triple(0.05, 0.4)
    return replace(case, coefficients=coefficients)


def add_contributions(draw: Drawer, case: Case) -> Case:
    """Shares and sums of two contributors, and often a limit on one of them.

    Sums are measured by what the least project costs, so that some projects can take them and some cannot.
    """
    contributors = draw.random.sample(CONTRIBUTORS, 2)
    rows: dict[tuple[str, str, str], Contribution] = {}
    for contributor in contributors:
        for by_town, by_measure in ((True, True), (True, False), (False, True), (False, False)):
            if not draw.chance(0.5):
                continue
            measure = draw.random.choice(case.measures)
            # Nobody contributes to a proposal in another town than its own.
            town = draw.random.choice([t for t in case.towns if measure.town in ("", t.town)])
            if by_measure and measure.kind == "opening" and draw.chance(0.6):
                measure = draw.random.choice([m for m in case.started if m.town in ("", town.town)])
            least = least_cost_mrub(case, town, measure)
            with_sum = measure.kind == "started" and by_measure and draw.chance(0.6)
            row = Contribution(
                contributor=contributor,
                town=town.town if by_town else "",
                measure=measure.measure if by_measure else "",
                share=None if with_sum and draw.chance(0.5) else draw.number(0.05, 0.4),
                sum_mrub=round(least * draw.number(0.1, 1.1), 2) if with_sum else None,
                evidence=draw.random.choice(("agreed", "promised")),
            )
            rows[contributor, row.town, row.measure] = row
    limits = tuple(
        contributor_limit(draw, case, contributor) for contributor in contributors if draw.chance(0.5) and rows
    )
    return replace(case, contributions=tuple(rows.values()), limits=(*case.limits, *limits))


def least_cost_mrub(case: Case, town: Town, measure: Measure) -> float:
    """About what the least project of a measure costs in a town."""
    index = next(r.price_index for r in case.regions if r.region == town.region) or 1.0
    exponent = case.coefficients.get(("cost_size_exponent", measure.measure, ""), Triple(0, 0, 0)).central
    unit = case.coefficients["unit_cost", measure.measure, ""].central
    return measure.scale_low * (unit if measure.town else unit * index * (town.population / 10_000) ** exponent)


def contributor_limit(draw: Drawer, case: Case, contributor: str) -> Limit:
    """A tight ceiling, or a low floor, on what a contributor pays, on all of it or in a scope."""
    kind = draw.random.choice(("ceiling", "ceiling", "ceiling", "floor"))
    for_each = draw.random.choice(("", "", "town", "region")) if kind == "ceiling" else ""
    budgets = sum(b.amount_mrub for b in case.budgets)
    amount = budgets * (draw.number(0.01, 0.15, 3) if kind == "ceiling" else draw.number(0.0005, 0.005, 4))
    town = draw.random.choice(case.towns)
    by_head = draw.chance(0.3)
    amount = amount * 1e6 / sum(t.population for t in case.towns) if by_head else amount
    measure = draw.random.choice(case.started).measure if kind == "ceiling" and draw.chance(0.25) else ""
    return Limit(
        limit=f"of {contributor}",
        category="",
        measure=measure,
        status="",
        region="",
        town=town.town if draw.chance(0.2) else "",
        for_each=for_each,  # type: ignore[arg-type]
        payer=contributor,  # type: ignore[arg-type]
        year=draw.random.choice((None, None, *case.settings.years)),
        unit="rub_per_head" if by_head else "mrub",
        floor=round(amount, 4) if kind == "floor" else None,
        ceiling=round(amount, 4) if kind == "ceiling" else None,
    )


def add_readiness(draw: Drawer, case: Case) -> Case:
    """Years of preparation, which a town's own first year replaces, and consent that is needed, given or refused.

    Measures that must be started somewhere are mostly left as they are, for else few cases with locks had a plan.
    """
    locked = {k.subject for k in case.locks if k.decision == "must"}
    measures = tuple(
        m
        if m.kind == "opening" or m.town or (m.measure in locked and draw.chance(0.8))
        else replace(
            m,
            preparation_years=1 if case.settings.horizon_years > 1 and draw.chance(0.4) else 0,
            needs_consent=draw.chance(0.3),
        )
        for m in case.measures
    )
    rows = []
    for town in case.towns:
        for measure in measures:
            if measure.kind == "opening" or measure.town not in ("", town.town) or measure.measure in locked:
                continue
            if draw.chance(0.6):
                year = draw.random.choice((None, *case.settings.years, FIRST_YEAR - 1))
                rows.append(Readiness(town.town, measure.measure, year, random_consent(draw)))
    return replace(case, measures=measures, readiness=tuple(rows))


def random_consent(draw: Drawer) -> Literal["yes", "no"] | None:
    return draw.random.choice(("yes", "yes", "yes", "no", None))


def add_loans(draw: Drawer, case: Case) -> Case:
    """A loan for each region in one or two years of a plan of two years or more, repaid in a later one."""
    years = case.settings.years
    loans = []
    for region in case.regions:
        for year in years[:-1]:
            if draw.chance(0.8):
                own = sum(b.amount_mrub for b in case.budgets if b.payer == region.region)
                loans.append(
                    Loan(
                        region=region.region,
                        year=year,
                        repaid_year=draw.random.choice([later for later in years if later > year]),
                        most_mrub=round(own * draw.number(0.1, 1), 1),
                        interest_share=draw.random.choice((0.0, 0.05, 0.3)),
                    )
                )
    return replace(case, loans=tuple(loans))


def add_absorption(draw: Drawer, case: Case) -> Case:
    """A tight share of municipal budgets, which are known for some towns, by head for all, or for none."""
    year_mrub = sum(b.amount_mrub for b in case.budgets) / case.settings.horizon_years
    people = sum(t.population for t in case.towns)
    towns = tuple(
        replace(t, municipal_budget_mrub=round(year_mrub * t.population / people * draw.number(0.3, 2), 1))
        if draw.chance(0.4)
        else t
        for t in case.towns
    )
    by_head = round(year_mrub * 1e6 / people, 0) if draw.chance(0.8) else None
    settings = replace(case.settings, absorption_share=draw.number(0.5, 1.5), municipal_budget_rub_per_head=by_head)
    return replace(case, settings=settings, towns=towns)


# What joins towns


def add_products(draw: Drawer, case: Case) -> Case:
    """One or two products, each with one or two suppliers and buyers among all who are started, proposals too.

    A measure may buy for its works, use in every year that it serves, or both; it may also supply what it buys.
    """
    products, coefficients = [], dict(case.coefficients)
    started = [m.measure for m in case.started]
    for i in range(draw.random.choice((1, 1, 2))):
        name = f"q{i + 1}"
        products.append(Product(name, f"Product {i + 1}", "units"))
        for supplier in draw.random.sample(started, draw.random.choice((1, 2))):
            coefficients["supplies", supplier, name] = draw.triple(0.3, 3)
        for buyer in draw.random.sample(started, draw.random.choice((1, 2))):
            how = draw.random.choice((("buys",), ("uses",), ("buys", "uses")))
            for coefficient in how:
                coefficients[coefficient, buyer, name] = draw.triple(0.3, 3)
        coefficients["trade", name, "jobs"] = draw.triple(1, 12)
        if draw.chance(0.3):
            coefficients["trade", name, "environment"] = draw.triple(0, 12)
    return replace(case, products=tuple(products), coefficients=coefficients)


def add_rollout(draw: Drawer, case: Case) -> Case:
    """Pilots raise the effect of most measures of the catalogue, among towns that are more or less similar.

    Towns whose factors are known from others alone differ by a third of the scale on average. A follower must wait for
    the pilot, and both must be able to use the measure, so most measures are made short and open to all.
    """
    coefficients, measures = dict(case.coefficients), []
    for measure in case.measures:
        short, wide, follows = (draw.chance(share) for share in (0.9, 0.9, 0.9))
        if measure.kind == "started" and not measure.town:
            measures.append(
                replace(
                    measure,
                    duration_years=1 if short else measure.duration_years,
                    statuses=() if wide else measure.statuses,
                    population_min=None if wide else measure.population_min,
                    population_max=None if wide else measure.population_max,
                )
            )
            if follows:
                coefficients["rollout", measure.measure, ""] = draw.triple(0.6, 1)
        else:
            measures.append(measure)
    settings = replace(case.settings, similar_within_share=draw.number(0.1, 0.6, 4))
    return replace(case, settings=settings, measures=tuple(measures), coefficients=coefficients)


def add_clusters(draw: Drawer, case: Case) -> Case:
    """One or two clusters of one industry, most of which can be formed within the plan if their steps are done.

    Measures of steps are short and open to all, as those of pilots are, and there are no alternatives, for what a
    cluster adds takes one start that forms it and a later one; every condition is asked in some cases, and most
    clusters lack firms that starts can bring.
    """
    catalogue = [m.measure for m in case.started if not m.town]
    steps = [ClusterStep("company", 1, name) for name in draw.random.sample(catalogue, min(2, len(catalogue)))]
    if draw.chance(0.4):
        steps.append(ClusterStep("networks", 2, draw.random.choice(catalogue)))
    short = {step.measure for step in steps} if draw.chance(0.3) else set(catalogue)
    measures = tuple(
        replace(m, duration_years=1, preparation_years=0, statuses=(), population_min=None, population_max=None)
        if m.measure in short else m
        for m in case.measures
    )  # fmt: skip
    coefficients = dict(case.coefficients)
    for name in catalogue:
        if draw.chance(0.9):
            coefficients["cluster", name, ""] = draw.triple(1.5, 3)
        if draw.chance(0.8):
            coefficients["cluster_firms", name, ""] = draw.triple(1, 10)
    initiators = (Initiator("state", "State"), Initiator("both", "Both"))
    for initiator in initiators:
        coefficients["cluster_years", initiator.initiator, ""] = draw.triple(0, 0 if draw.chance(0.5) else 1)
        coefficients["cluster_kept", initiator.initiator, ""] = draw.triple(0.5, 1)
    towns = [t.town for t in case.towns]
    regions = {t.town: t.region for t in case.towns}
    clusters = []
    for i in range(draw.random.choice((1, 1, 2))):
        first = draw.random.choice(towns)
        others = [t for t in towns if t != first and (regions[t] == regions[first] or draw.chance(0.5))]
        members = (first, *draw.random.sample(others, min(len(others), draw.random.choice((0, 1, 1)))))
        clusters.append(Cluster(f"c{i + 1}", f"Cluster {i + 1}", "i1", members, draw.random.choice(("state", "both"))))
    settings, jobs = cluster_settings(draw, case.settings), employment(draw, towns)
    for figure, share in (("firms", 0.85), ("independent", 0.3)):
        if draw.chance(share):
            # The first cluster has not quite enough of them, which one start or two can bring.
            column = "firms" if figure == "firms" else "independent_firms"
            have = sum(getattr(r, column) or 0 for r in jobs if r.place in clusters[0].towns and r.industry == "i1")
            settings = replace(settings, **{f"cluster_{figure}_least": have + draw.number(2, 10, 0)})
    return replace(
        case,
        settings=replace(settings, points_of_growth_max=2),
        links=tuple(row for row in case.links if row.relation == "requires"),
        measures=measures,
        coefficients=coefficients,
        industries=(Industry("i1", "Industry 1"),),
        employment=jobs,
        initiators=initiators,
        clusters=tuple(clusters),
        cluster_steps=tuple(steps),
        tased=tuple(Tased(t, "i1") for t in towns if draw.chance(0.9)) or (Tased(towns[0], "i1"),),
    )


def cluster_settings(draw: Drawer, settings: Settings) -> Settings:
    """Each condition but those on firms asked in some cases, seldom so high that most candidates fail."""

    def asked(share: float, low: float, high: float) -> float | None:
        return draw.number(low, high, 2) if draw.chance(share) else None

    return replace(
        settings,
        cluster_quotient_least=asked(0.5, 0.5, 1.2),
        cluster_output_ratio_least=asked(0.4, 0.5, 1.0),
        cluster_dominance_most_share=asked(0.4, 0.5, 0.9),
        cluster_regions_most=10,
    )


def employment(draw: Drawer, towns: Sequence[str]) -> tuple[Employment, ...]:
    """Jobs of the country and of every town in one industry and in all; now and then a figure is not known."""
    rows = [
        Employment("country", "", 1_000_000.0),
        Employment("country", "i1", 50_000.0, output_trub_per_worker=2_000.0),
    ]
    for town in towns:
        everybody = draw.number(2_000, 9_000, 0)
        employed = draw.number(0.04, 0.3, 3) * everybody
        rows.append(Employment(town, "", everybody))
        firms = draw.number(10, 30, 0)
        rows.append(
            Employment(
                town,
                "i1",
                employed_persons=employed,
                firms=firms if draw.chance(0.97) else None,
                independent_firms=round(firms * draw.number(0.2, 0.9)),
                largest_employed_persons=draw.number(0.2, 0.7, 2) * employed,
                output_trub_per_worker=draw.number(1_600, 3_500, 0) if draw.chance(0.97) else None,
            )
        )
    return tuple(rows)


def add_count(draw: Drawer, case: Case) -> Case:
    """A ceiling on the number of projects, of one measure, one town or one year at times; now and then a floor."""
    measure = draw.random.choice(case.measures).measure if draw.chance(0.4) else ""
    town = draw.random.choice(case.towns).town if draw.chance(0.25) else ""
    year = draw.random.choice(case.settings.years) if draw.chance(0.4) else None
    limit = Limit(
        limit="projects",
        category="",
        measure=measure,
        status="",
        region="",
        town=town,
        for_each="town" if draw.chance(0.2) else "",
        payer="all",
        year=year,
        unit="count",
        floor=0.5 if not measure and draw.chance(0.1) else None,
        ceiling=draw.random.choice((0.8, 1.0, 1.5, 2.0)),
    )
    return replace(case, limits=(*case.limits, limit))


# What the federal centre and the monitoring of towns add


def cheapen_openings(draw: Drawer, case: Case) -> Case:
    """Roadmaps that cost little, so that more towns take one."""
    coefficients = dict(case.coefficients)
    for m in case.opening:
        coefficients["unit_cost", m.measure, ""] = draw.triple(0.2, 2)
        for lock_in in case.lock_ins:
            coefficients["opening", m.measure, lock_in.lock_in] = draw.triple(0.5, 1)
    return replace(case, coefficients=coefficients)


def federal_mrub(case: Case) -> float:
    """Federal money of all years."""
    return sum(row.amount_mrub for row in case.budgets if row.payer == FEDERAL)


def add_instruments(draw: Drawer, case: Case) -> Case:
    """One or two instruments, most of them to be chosen: they cost money, bring money or limits, and help measures."""
    coefficients, instruments, budgets, limits = dict(case.coefficients), [], list(case.budgets), list(case.limits)
    decisions: tuple[Literal["yes", "no", "choose"], ...] = ("choose", "choose", "choose", "yes", "no")
    a_year = federal_mrub(case) / case.settings.horizon_years
    catalogue = [m.measure for m in case.started if not m.town]
    for i in range(draw.random.choice((1, 1, 2))):
        name = f"i{i + 1}"
        first_year = draw.random.choice((FIRST_YEAR - 1, *case.settings.years))
        instruments.append(Instrument(name, f"Instrument {i + 1}", draw.random.choice(decisions), first_year))
        coefficients["instrument_cost", name, ""] = draw.triple(0, 0.2 * a_year)
        for m in draw.some(catalogue, 0.6):
            coefficients["instrument_effect", m, name] = draw.triple(0, 0.6)
        for m in draw.some(catalogue, 0.6):
            coefficients["instrument_cut", m, name] = draw.triple(0, 0.5)
        if draw.chance(0.7):
            payer = draw.random.choice((FEDERAL, FEDERAL, draw.random.choice(case.regions).region))
            year = draw.random.choice(case.settings.years)
            budgets.append(Budget(payer, year, round(a_year * draw.number(0.05, 0.3), 2), name))
        if draw.chance(0.5):
            limits.append(limit_of_instrument(draw, case, name))
    return replace(
        case,
        instruments=tuple(instruments),
        budgets=tuple(budgets),
        limits=tuple(limits),
        coefficients=coefficients,
    )


def limit_of_instrument(draw: Drawer, case: Case, instrument: str) -> Limit:
    """A tight ceiling on public money, or a low floor on what is spent on one measure, while the instrument runs."""
    floor = draw.chance(0.2)
    payer: Literal["all", "federal"] = draw.random.choice(("all", "federal"))
    return Limit(
        limit=f"with {instrument}",
        category="",
        measure=draw.random.choice(case.started).measure if floor or draw.chance(0.4) else "",
        status="",
        region="",
        town=draw.random.choice(case.towns).town if not floor and draw.chance(0.3) else "",
        for_each="",
        payer=payer,
        year=draw.random.choice((None, None, *case.settings.years)) if not floor else None,
        unit="share",
        floor=draw.number(0.02, 0.15, 3) if floor else None,
        ceiling=None if floor else draw.number(0.1, 0.6, 3),
        instrument=instrument,
    )


def add_monitoring(draw: Drawer, case: Case) -> Case:
    """Two indicators with alarms in most towns, and findings that answer some, change statuses or find niches."""
    indicators = (
        Indicator("jobless", "Jobless", "%", None, 5.0),
        Indicator("output", "Output", "index", 90.0, draw.random.choice((None, 130.0))),
    )
    coefficients = dict(case.coefficients)
    first = sum(row.amount_mrub for row in case.budgets if (row.payer, row.year) == (FEDERAL, FIRST_YEAR))
    observations, findings = [], []
    for indicator in indicators:
        coefficients["visit_cost", indicator.indicator, ""] = draw.triple(
            0.2 * first / len(case.towns), 0.7 * first / len(case.towns)
        )
    for town in case.towns:
        for indicator in indicators:
            low, high = (1, 10) if indicator.indicator == "jobless" else (60, 140)
            for year in draw.random.sample((2017, 2018, 2019, 2020), draw.random.choice((0, 1, 2, 2))):
                observations.append(Observation(town.town, indicator.indicator, year, draw.number(low, high, 1)))
        findings += random_findings(draw, town, town.town in towns_that_must(case))
    return with_findings(
        replace(case, indicators=indicators, observations=tuple(observations), coefficients=coefficients), findings
    )


def random_findings(draw: Drawer, town: Town, must: bool) -> Iterable[Finding]:
    """None to two, each with a status, word of a niche, both or neither; neither in a town that must do something."""
    for year in sorted(draw.random.sample((2017, 2018, 2019, 2020), draw.random.choice((0, 1, 1, 2)))):
        status = draw.random.choice(("", *STATUSES))
        niche = draw.random.choice((None, None, None, "no", "yes"))
        yield Finding(town.town, year, "" if must else status, None if must else niche)


def towns_that_must(case: Case) -> set[str]:
    """Towns that must start or take something: what is found or asked there leaves them free to do it."""
    return {lock.town for lock in case.locks if lock.decision == "must"}


def with_findings(case: Case, findings: Sequence[Finding]) -> Case:
    """Towns as they were found last: the status, where one was named, and left alone where a niche was."""
    towns = []
    for town in case.towns:
        rows = sorted((row for row in findings if row.town == town.town), key=lambda row: row.year)
        statuses = [row.status for row in rows if row.status]
        niches = [row.niche for row in rows if row.niche is not None]
        towns.append(
            replace(
                town,
                status=statuses[-1] if statuses else town.status,
                stated_status=town.status if statuses else "",
                left_alone=bool(niches) and niches[-1] == "yes",
            )
        )
    return replace(case, towns=tuple(towns), findings=tuple(findings))


def add_crises(draw: Drawer, case: Case) -> Case:
    """Crises that broke out before, in or after the first year, and windows that make a difference."""
    coefficients = dict(case.coefficients)
    for status in STATUSES:
        coefficients["window_factor", status, ""] = draw.triple(1.2, 3)
    return replace(
        case,
        coefficients=coefficients,
        statuses=tuple(replace(row, window_years=draw.random.choice((1, 2, 3))) for row in case.statuses),
        towns=tuple(
            replace(t, crisis_since=draw.random.choice((2018, 2019, 2020, 2021, 2022))) if draw.chance(0.7) else t
            for t in case.towns
        ),
    )


def add_leaders(draw: Drawer, case: Case) -> Case:
    """Factors that make what was won drift away sooner."""
    coefficients = dict(case.coefficients)
    for factor in case.factors:
        for lock_in in case.lock_ins:
            if draw.chance(0.5):
                coefficients["drift_risk", factor.factor, lock_in.lock_in] = draw.triple(0, 3)
    return replace(case, coefficients=coefficients)


def unlocked(case: Case) -> list[str]:
    """Started measures of the catalogue that need not be started anywhere, so that conditions leave cases a plan."""
    locked = {lock.subject for lock in case.locks if lock.decision == "must"}
    locked |= {row.like for row in case.proposals if row.proposal in locked}
    return [m.measure for m in case.started if not m.town and m.measure not in locked]


def add_stages(draw: Drawer, case: Case) -> Case:
    """Measures for towns in innovative search, which some towns are from the beginning and some after a roadmap."""
    waiting = draw.some(unlocked(case), 0.6)
    coefficients = dict(case.coefficients)
    for lock_in in case.lock_ins:
        if draw.chance(0.8):
            coefficients["search_below", lock_in.lock_in, ""] = draw.triple(0.2, 0.7)
    measures = tuple(replace(m, stage="search") if m.measure in waiting else m for m in case.measures)
    return replace(case, measures=measures, coefficients=coefficients)


def add_openings(draw: Drawer, case: Case) -> Case:
    """Measures that wait for an opening measure, or are ruled out by one."""
    openings = [m.measure for m in case.opening]
    measures = []
    for m in case.measures:
        # The numbers of a measure are taken whether or not it may have conditions.
        after = draw.random.choice(openings) if draw.chance(0.5) else ""
        excluded = draw.random.choice(openings) if draw.chance(0.6) else ""
        after = "" if after == excluded else after
        both = replace(m, after_opening=after, excluded_by_opening=excluded)
        measures.append(both if m.measure in unlocked(case) else m)
    return replace(case, measures=tuple(measures))


def add_ready_openings(draw: Drawer, case: Case) -> Case:
    """Opening measures that a community must consent to, refuses, or is ready for in a later year."""
    measures = tuple(
        replace(m, needs_consent=m.needs_consent or draw.chance(0.7)) if m.kind == "opening" else m
        for m in case.measures
    )
    rows = []
    for town in case.towns:
        for m in case.opening:
            year = draw.random.choice((None, FIRST_YEAR + 1, draw.random.choice(case.settings.years)))
            consent = draw.random.choice(("yes", "yes", "no", None, None))
            if town.town in towns_that_must(case):
                rows.append(Readiness(town.town, m.measure, None, "yes"))
            elif draw.chance(0.8):
                rows.append(Readiness(town.town, m.measure, year, consent))
    return replace(case, measures=measures, readiness=(*case.readiness, *rows))
