"""The way of large countries: prices of a sample, regions one by one, plans put together and trimmed to fit."""

from __future__ import annotations

from collections import Counter
from statistics import median

import pytest
from oracle import Decisions, best_plan, broken_rules
from random_cases import SEEDS, priced_cases, random_case
from test_oracle import EXACT
from tiny import roadmaps_of, starts_of

import planner.solving.search as searching
from models.arrays import compute_arrays
from models.bound import bound_at
from models.certificate import Certificate
from models.parts import Country
from models.rules import all_rows
from models.sampling import sampled_prices
from planner.solving.effort import NoPlan
from planner.solving.search import search
from planner.solving.standing import Leader
from tests.benchmarks.nations import nation


def test_regions_one_by_one_keep_the_rules_and_the_bound_holds(monkeypatch: pytest.MonkeyPatch) -> None:
    """Never better than the optimum, never bounded below it, and mostly close to it."""
    monkeypatch.setattr(searching, "LARGE_TOWNS", 0)
    missed = []
    for seed in SEEDS[:50]:
        case = random_case(seed)
        oracle, arrays = best_plan(case), compute_arrays(case)
        rows = all_rows(arrays)
        if oracle is None:
            with pytest.raises(NoPlan):
                search(arrays, rows, EXACT)
            continue
        found = search(arrays, rows, EXACT)
        assert found.certificate.bound >= oracle.objective * (1 - 1e-9) - 1e-9
        assert found.points <= oracle.objective * (1 + 1e-9) + 1e-9
        decisions = Decisions(dict(roadmaps_of(arrays, found.choice)), dict(starts_of(arrays, found.choice)))
        assert broken_rules(case, decisions) == []
        missed.append(1 - found.points / oracle.objective if oracle.objective > 0 else 0.0)
    assert len(missed) > 25
    assert median(missed) < 1e-5


def test_searching_on_at_other_prices_leaves_certificates_as_they_were(monkeypatch: pytest.MonkeyPatch) -> None:
    """A certificate proves its bound with its own prices, whatever the search goes on to ask at."""
    monkeypatch.setattr(searching, "WHOLE_OPTIONS", 0)
    monkeypatch.setattr(searching, "SOON_ALL", 0)
    drawn_up: list[tuple[Certificate, list[float]]] = []
    prove = Leader.prove

    def remember(leader: Leader, certificate: Certificate) -> None:
        drawn_up.append((certificate, certificate.price.tolist()))
        prove(leader, certificate)

    monkeypatch.setattr(Leader, "prove", remember)
    prices = set()
    for seed in (15, 26, 29):
        arrays = compute_arrays(random_case(seed))
        search(arrays, all_rows(arrays), EXACT)
        assert all(certificate.price.tolist() == price for certificate, price in drawn_up)
        prices |= {tuple(price) for _, price in drawn_up}
    # The first prices, and others after them, of each case.
    assert len(prices) > 6


def test_prices_of_a_sample_that_is_all_of_a_country_are_as_good_as_its_own() -> None:
    """A country smaller than the sample: apart from the prices of regional money nothing is lost but by tolerance."""
    for arrays, rows, found in priced_cases(SEEDS[:30]):
        country = Country(arrays, rows)
        price, cut = sampled_prices(country, seconds=60.0)
        assert not cut
        assert bound_at(arrays, rows, price)[0] >= found.bound * (1 - 1e-4) - 1e-6
        price = found.price.copy()
        parts = (bound_at(part.arrays, part.rows, part.price)[0] for part in country.parts(price))
        whole = country.bound(price) + sum(parts)
        assert whole == pytest.approx(found.bound, rel=1e-9)


def test_a_synthetic_nation_has_other_names_and_as_much_money_for_each_copy() -> None:
    case = random_case(3)
    twice = nation(case, 2)
    assert len(twice.towns) == 2 * len(case.towns)
    assert len({town.town for town in twice.towns}) == len(twice.towns)
    per_region = Counter(town.region for town in twice.towns)
    assert all(per_region[f"{region}~{copy}"] == count for copy in (0, 1)
               for region, count in Counter(town.region for town in case.towns).items())  # fmt: skip
    money = {payer: sum(row.amount_mrub for row in some.budgets if (row.payer == "federal") == (payer == "federal"))
             for some in (twice,) for payer in ("federal", "regional")}  # fmt: skip
    assert money["federal"] == pytest.approx(2 * sum(r.amount_mrub for r in case.budgets if r.payer == "federal"))
    assert money["regional"] == pytest.approx(2 * sum(r.amount_mrub for r in case.budgets if r.payer != "federal"))
