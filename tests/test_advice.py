"""The advice of the papers on small cases: what the default catalogue says where the paper's own description holds.

Each case is a town as a paper describes it and a twin in which the decisive factor is turned round. The advice *holds*
in a draw if the catalogue gives it to the town and not to the twin. Whether it does is stated for low, central and high
here and in docs/advice.md, with the reasons; if that changes, a test fails and both have to be looked at.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path

import pytest
from advice_cases import (
    Advised,
    Place,
    advised,
    best_first,
    money_mrub,
    most_points,
    only,
    points_a_mrub,
    roadmaps_a_mrub,
    towns,
)
from test_catalogue import workbook_case
from test_papers import QUOTATION, SOURCES, squeezed

from models.arrays import compute_arrays
from models.case import DRAWS, NO_ROADMAP, Case, Draw
from models.instruments import states

PAGE = Path(__file__).parent.parent / "docs" / "advice.md"
FAR = {"remoteness": 500.0, "near_big_city": 500.0}
NEAR = {"remoteness": 25.0, "near_big_city": 25.0}
BETWEEN = {"remoteness": 300.0, "near_big_city": 300.0}
ORDINARY = (6_000.0, 12_000.0, 25_000.0, 50_000.0)
"""Inhabitants of the towns that compete for the money beside the two in question."""


@pytest.fixture(scope="module")
def catalogue(tmp_path_factory: pytest.TempPathFactory) -> Case:
    """No federal instrument at work: advice is about towns."""
    return states(workbook_case(tmp_path_factory.mktemp("advice")))[-1]


def pair(catalogue: Case, town: Place, twin: Place) -> Case:
    return towns(catalogue, {"town": town, "twin": twin})


def together(catalogue: Case, town: Place, twin: Place, draw: Draw) -> Advised:
    """One plan for the town and its twin, which compete for the money with towns of which nothing is known; these fill
    the gaps between two large projects, so that the price of money is that of a country.
    """
    ordinary = {f"{size:.0f} {status}": Place(status, size) for size in ORDINARY for status in ("at_risk", "stable")}
    case = towns(catalogue, {"town": town, "twin": twin, **ordinary})
    return advised(case, draw, money_mrub(case))


def best_roadmaps(catalogue: Case, town: Place, twin: Place, draw: Draw) -> list[str]:
    """The roadmap worth most for a rouble in each of the two."""
    return [best_first(table)[0] for table in roadmaps_a_mrub(pair(catalogue, town, twin), draw)]


def opening_over_building(catalogue: Case, town: Place, twin: Place, draw: Draw) -> list[float]:
    """In each of the two, what the best roadmap brings for a rouble over what the best measure does as things stand."""
    case = pair(catalogue, town, twin)
    tables = zip(roadmaps_a_mrub(case, draw), points_a_mrub(case, draw), strict=True)
    return [max(roadmaps.values()) / max(measures.values()) for roadmaps, measures in tables]


def uses(catalogue: Case, roadmap: str, openings: set[str]) -> bool:
    """Whether a roadmap, named with its targets, works on one of the opening measures."""
    template, _, targets = roadmap.split("@")[0].partition("/")
    return any(
        row.roadmap == template and row.opening in openings and row.target in ("", *targets.split("+"))
        for row in catalogue.roadmap_steps
    )


# What suits a place


def centre_takes_a_multi_sector_park(catalogue: Case, draw: Draw) -> bool:
    """Serov: a park of many sectors is worth more for a rouble than a technology park; in a remote town it is not."""
    centre = Place(population=100_000, scores={"agglomeration_centre": 1, **BETWEEN})
    remote = Place(population=100_000, scores={"agglomeration_centre": 0, **FAR})
    here, there = ((t.get("multi_sector_park", 0.0), t.get("municipal_tech_park", 0.0))
                   for t in points_a_mrub(pair(catalogue, centre, remote), draw))  # fmt: skip
    return here[0] > here[1] and there[0] < there[1]


def remote_town_takes_a_technology_park_and_innovators(catalogue: Case, draw: Draw) -> bool:
    plan = together(catalogue, Place(scores=FAR), Place(scores=NEAR), draw)
    wanted = {"municipal_tech_park", "small_innovators"}
    return wanted <= set(plan.first_years(0)) and not wanted & set(plan.first_years(1))


def satellite_puts_environment_first(catalogue: Case, draw: Draw) -> bool:
    """Of all measures a comfortable environment is worth most for a rouble beside a big city, and not far from it."""
    near, far = points_a_mrub(pair(catalogue, Place(scores=NEAR), Place(scores=FAR)), draw)
    return best_first(near)[0] == "comfortable_environment" != best_first(far)[0]


def forest_town_burns_its_waste(catalogue: Case, draw: Draw) -> bool:
    plan = together(catalogue, Place(scores={"forest_waste": 4}), Place(scores={"forest_waste": 0}), draw)
    return "waste_to_heat" in plan.first_years(0) and "waste_to_heat" not in plan.first_years(1)


def heritage_town_lives_on_events(catalogue: Case, draw: Draw) -> bool:
    """Dawson, remote and without its industry: events are among the two points of growth that bring most for a rouble,
    and a town has room for two.
    """
    dawson, twin = (Place("stable", 20_000, {"heritage": h, "backbone_share": 10, **FAR}) for h in (4, 0))
    growth = {m.measure for m in catalogue.started if m.point_of_growth}
    here, there = ([m for m in best_first(t) if m in growth][:2]
                   for t in points_a_mrub(pair(catalogue, dawson, twin), draw))  # fmt: skip
    return "heritage_events" in here and "heritage_events" not in there


def border_town_seeks_outside_ties(catalogue: Case, draw: Draw) -> bool:
    ties = {"outside_exchange", "transborder_links"}
    border = Place(scores={"border_transit": 4, "border_distance": 20})
    inland = Place(scores={"border_transit": 0, "border_distance": 300})
    here, there = best_roadmaps(catalogue, border, inland, draw)
    return uses(catalogue, here, ties) and not uses(catalogue, there, ties)


def adapted_town_gets_little(catalogue: Case, draw: Draw) -> bool:
    """Umyot: where a niche is found, less than a tenth of what goes to the twin."""
    plan = together(catalogue, Place("stable", scores={"new_niche": 4}), Place("stable", scores={"new_niche": 0}), draw)
    return bool(plan.spend[0].sum() < 0.1 * plan.spend[1].sum())


def residents_build_where_they_act(catalogue: Case, draw: Draw) -> bool:
    active, idle = (Place("stable", 30_000, {"community_activity": score}) for score in (4, 0))
    plan = together(catalogue, active, idle, draw)
    return "community_built_facilities" in plan.first_years(0) and "community_built_facilities" not in plan.first_years(
        1
    )


def metals_diversify_least(catalogue: Case, draw: Draw) -> bool:
    """A town of metals or mining gets less than half of what goes to a twin of services and light industry."""
    plan = together(catalogue, Place(scores={"metals_mining": 4}), Place(scores={"metals_mining": 0}), draw)
    return bool(plan.spend[0].sum() < 0.5 * plan.spend[1].sum())


# What comes first


def captured_town_opens_before_it_builds(catalogue: Case, draw: Draw) -> bool:
    """Some roadmap is worth more for a rouble than anything that could be built as things stand; not so in the twin."""
    captured, free = (
        Place(scores=dict.fromkeys(("passive_authorities", "infighting", "clans_distrust"), s)) for s in (4, 0)
    )
    here, there = opening_over_building(catalogue, captured, free, draw)
    return here > 1 > there


def branch_needs_more_opening_than_headquarters(catalogue: Case, draw: Draw) -> bool:
    """Opening is worth less beside building where headquarters are in town, by a twentieth at least."""
    independent, branch = (Place(scores={"outside_holding": score}) for score in (0, 4))
    here, there = opening_over_building(catalogue, independent, branch, draw)
    return here < 0.95 * there


def crisis_begins_with_a_team(catalogue: Case, draw: Draw) -> bool:
    """The roadmap of the team, at once, is worth more for a rouble than any other and than anything else; a stable town
    may not have it.
    """
    known = {"dependency_mentality": 3.0, "passive_authorities": 3.0, "small_business": 1.0}
    case = pair(catalogue, Place("crisis", scores=known), Place("stable", scores=known))
    here, there = roadmaps_a_mrub(case, draw)
    best = max(points_a_mrub(case, draw)[0].values())
    first = best_first(here)[0]
    return first == "crisis_team@2020" and here[first] > best and first not in there


def commuting_waits_until_minds_are_open(catalogue: Case, draw: Draw) -> bool:
    """Pikalyovo: not offered at first, offered after some roadmap of three years; in the twin at once."""
    locked, open_minded = (
        Place("crisis", scores={"dependency_mentality": d, "clans_distrust": d, "near_big_city": 60}) for d in (4, 0)
    )
    arrays = compute_arrays(pair(catalogue, locked, open_minded), draw)
    offered = arrays.effects.offered[:, :, arrays.sets.STARTED.index("commuting_scheme")]
    none = arrays.menu.names.index(NO_ROADMAP)
    return bool(not offered[0, none].any() and offered[0].any() and offered[1, none, 0])


# Policies compared at equal money


def unlike_towns(catalogue: Case) -> Case:
    """A remote town, a satellite and the centre of an agglomeration."""
    return towns(catalogue, {
        "remote": Place(population=40_000, scores=FAR),
        "satellite": Place(population=40_000, scores=NEAR),
        "centre": Place(population=40_000, scores={"agglomeration_centre": 1, **BETWEEN}),
    })  # fmt: skip


def loss(case: Case, policy: Case, draw: Draw) -> float:
    """Share of the plan's points that a policy loses for certain, whatever it does with the same money."""
    mrub = money_mrub(case)
    return 1.0 - most_points(policy, draw, mrub) / advised(case, draw, mrub).points


def one_template_for_all_does_worse(catalogue: Case, draw: Draw) -> bool:
    """What suits a town of which nothing is known, prescribed to three unlike towns, loses a tenth and more. They may
    support their backbone besides.
    """
    average = towns(catalogue, {"average": Place(population=40_000)})
    template = advised(average, draw, money_mrub(average))
    case = unlike_towns(catalogue)
    measures = {*template.first_years(), "backbone_support"}
    return loss(case, only(case, measures, {template.roadmap().split("/")[0].split("@")[0]}), draw) > 0.1


def support_of_backbones_alone_does_worse(catalogue: Case, draw: Draw) -> bool:
    """It loses half and more."""
    case = unlike_towns(catalogue)
    return loss(case, only(case, {"backbone_support"}), draw) > 0.5


def scattered_forces_do_worse(catalogue: Case, draw: Draw) -> bool:
    """Paper 2: every point of growth in its turn instead of the best two loses a tenth of the points and more.

    As much money as the plan spends on points of growth is spread evenly over all that the town may start.
    """
    case = towns(catalogue, {"town": Place(population=40_000, scores=FAR)})
    table = points_a_mrub(case, draw)[0]
    growth = [table[m.measure] for m in case.started if m.point_of_growth and m.measure in table]
    best_two = sorted(growth)[-2:]
    return sum(growth) / len(growth) < 0.9 * sum(best_two) / len(best_two)


@dataclass(frozen=True)
class Advice:
    """Holds at low, central and high?"""

    gives: Callable[[Case, Draw], bool]
    holds: tuple[bool, bool, bool]


ADVICE = {
    "multi-sector park for a centre": Advice(centre_takes_a_multi_sector_park, (False, True, False)),
    "technology park and innovators for a remote town": Advice(
        remote_town_takes_a_technology_park_and_innovators, (False, True, True)),
    "environment first in a satellite": Advice(satellite_puts_environment_first, (False, True, False)),
    "heat from waste in a forest town": Advice(forest_town_burns_its_waste, (True, True, False)),
    "events where there is heritage": Advice(heritage_town_lives_on_events, (True, True, True)),
    "outside ties on a border": Advice(border_town_seeks_outside_ties, (False, True, True)),
    "little for an adapted town": Advice(adapted_town_gets_little, (False, True, True)),
    "residents build": Advice(residents_build_where_they_act, (False, True, False)),
    "metals and mining diversify least": Advice(metals_diversify_least, (False, True, True)),
    "opening before building": Advice(captured_town_opens_before_it_builds, (False, True, False)),
    "less opening at headquarters": Advice(branch_needs_more_opening_than_headquarters, (False, True, True)),
    "a team first in a crisis": Advice(crisis_begins_with_a_team, (False, True, False)),
    "commuting once minds are open": Advice(commuting_waits_until_minds_are_open, (False, True, True)),
    "one template does worse": Advice(one_template_for_all_does_worse, (False, True, True)),
    "backbones alone do worse": Advice(support_of_backbones_alone_does_worse, (True, True, True)),
    "scattered forces do worse": Advice(scattered_forces_do_worse, (True, True, True)),
}  # fmt: skip


@pytest.mark.parametrize("place", range(3), ids=DRAWS)
@pytest.mark.parametrize("name", ADVICE)
def test_advice_holds_where_it_is_said_to(catalogue: Case, name: str, place: int) -> None:
    assert ADVICE[name].gives(catalogue, DRAWS[place]) is ADVICE[name].holds[place]


def rows_of_the_page() -> dict[str, tuple[bool, ...]]:
    """What docs/advice.md says of each advice: holds, or no, at low, central and high."""
    lines = [line for line in PAGE.read_text(encoding="utf-8").splitlines() if line.startswith("| ")]
    cells = [[cell.strip() for cell in line.strip("|").split("|")] for line in lines]
    return {row[0]: tuple(cell == "holds" for cell in row[3:6]) for row in cells if set(row[3:6]) <= {"holds", "no"}}


def test_the_page_says_the_same() -> None:
    assert rows_of_the_page() == {name: advice.holds for name, advice in ADVICE.items()}


def test_words_of_the_papers_on_the_page_are_those_that_the_catalogue_quotes() -> None:
    quoted = squeezed(" ".join(
        path.read_text(encoding="utf-8") for folder in SOURCES for path in sorted(folder.glob("*.csv"))
    ))  # fmt: skip
    words = QUOTATION.findall(PAGE.read_text(encoding="utf-8"))
    assert len(words) >= 10
    assert [passage for passage in words if passage not in quoted] == []


def test_a_template_of_a_town_is_worth_its_money_in_that_town(catalogue: Case) -> None:
    """The comparison is no trick of the bound: a plan kept to its own measures and roadmap loses nothing."""
    case = towns(catalogue, {"average": Place(population=40_000)})
    own = advised(case, "central", money_mrub(case))
    template = only(case, own.first_years(), {own.roadmap().split("/")[0].split("@")[0]})
    assert loss(case, template, "central") <= 0
