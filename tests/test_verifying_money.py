"""Kopecks by hand."""

from __future__ import annotations

import pytest

from planner.verifying.money import (
    PayerYear,
    budget_kopecks,
    down_ends,
    exact,
    is_cost,
    is_within_shares,
    keeps_ceiling,
    keeps_floor,
    kopecks_of_rub,
    payer_years,
    repaid_ends,
    theta_ends,
)


@pytest.mark.parametrize(
    ("amount_mrub", "kopecks"),
    [(5500, 550_000_000_000), (0.1, 10_000_000), (1.1, 110_000_000), (0.000_000_019, 1), (2.675, 267_500_000)],
)
def test_budgets_are_the_decimals_they_show(amount_mrub: float, kopecks: int) -> None:
    assert budget_kopecks(exact(amount_mrub), None) == kopecks


def test_a_budget_less_costs_is_whole_or_as_stated_where_floating_point_made_it_so() -> None:
    # 40 - 3*1.04*1.03 = 36.7864 exactly, which floating point puts a hair lower
    left = exact(40) - exact(3) * exact(1.04) * exact(1.03)
    assert budget_kopecks(left, None) == 3_678_640_000
    assert budget_kopecks(left, 3_678_639_999) == 3_678_639_999
    assert budget_kopecks(left, 3_678_639_998) == 3_678_640_000
    # half a kopeck is nobody's hair
    half = exact(0.000_000_015)
    assert (budget_kopecks(half, 2), budget_kopecks(half, None)) == (1, 1)
    # what is owed is rounded down too
    assert budget_kopecks(-half, None) == -2


@pytest.mark.parametrize(
    ("amount_rub", "kopecks"), [(1.15, 115), (0.1 + 0.2, 30), (9_999_999_999.99, 999_999_999_999), (1.005, None)]
)
def test_only_whole_kopecks_are_paid(amount_rub: float, kopecks: int | None) -> None:
    assert kopecks_of_rub(amount_rub) == kopecks


@pytest.mark.parametrize(("paid", "right"), [(101, False), (100, True), (98, True), (97, False)])
def test_a_line_is_its_cost_or_two_kopecks_less(paid: int, right: bool) -> None:
    assert is_cost(paid, 1e-6) is right  # one rouble


@pytest.mark.parametrize(("federal", "right"), [(80, True), (83, False), (20, True), (18, True), (17, False)])
def test_federal_money_stays_in_its_window(federal: int, right: bool) -> None:
    assert is_within_shares(federal, 1e-6, 0.2, 0.8) is right


def test_ceilings_are_never_exceeded_and_floors_only_by_rounding() -> None:
    assert keeps_ceiling(100, 1e-6)
    assert not keeps_ceiling(101, 1e-6)
    assert keeps_floor(96, 1e-6, lines=2)
    assert not keeps_floor(95, 1e-6, lines=2)


def test_money_is_carried_over_by_its_share_and_rounded_down() -> None:
    # 100 - 33 = 67 left, 0.3 of it is 20.1: 20 kept; then 50 + 20 - 70 = 0
    assert payer_years([100, 50], [33, 70], 0.3) == [PayerYear(100, 0, 33, 20, 47), PayerYear(50, 20, 70, 0, 0)]
    # 0.3 of 10 is 3, though the binary fraction nearest to 0.3 is a little less
    assert payer_years([10, 0], [0, 0], 0.3)[0].carried_out == 3
    # nothing is carried out of the last year
    assert payer_years([10], [0], 1.0) == [PayerYear(10, 0, 0, 0, 10)]


def test_spending_too_much_leaves_less_than_nothing() -> None:
    assert payer_years([10, 10], [11, 0], 1.0)[0] == PayerYear(10, 0, 11, 0, -1)


def test_position_in_the_window() -> None:
    # 50 of 100 kopecks in 0.2..0.8: half of the way, if nothing was rounded; at most 2 of 60 more
    low, high = theta_ends(50, 1e-6, 0.2, 0.8)
    assert low == pytest.approx(0.5, abs=1e-4)
    assert high == pytest.approx(0.5 + 2 / 60, abs=1e-4)
    # a window without width says nothing
    assert theta_ends(50, 1e-6, 0.5, 0.5) == (0.0, 1.0)


def test_loans_come_in_and_go_out() -> None:
    # 10 + 30 - 5 - 15 leaves 20, half of it is kept; then 10 + 10 - 20 - 0
    found = payer_years([10, 10], [15, 0], 0.5, [(30, 5), (0, 20)])
    assert found == [PayerYear(10, 0, 15, 10, 10, 30, 5), PayerYear(10, 10, 0, 0, 0, 0, 20)]


def test_a_loan_was_rounded_up_and_what_is_repaid_down() -> None:
    # of 1,000 kopecks at 0.15 % at most 1001.5 are repaid; the loan was more than 999, which makes 1000.4985
    assert repaid_ends(1000, 0.0015) == (1000, 1001)
    assert repaid_ends(0, 0.5) == (0, 0)


@pytest.mark.parametrize(
    ("amount_mrub", "ends"), [(0.123_456_785, (12_345_678, 12_345_678)), (2.0, (199_999_999, 2e8))]
)
def test_rounding_down_knows_what_floating_point_may_do(amount_mrub: float, ends: tuple[int, int]) -> None:
    assert down_ends(amount_mrub) == ends
