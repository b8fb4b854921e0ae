"""The plan in words, in Russian: numbers, plurals and cases where they could go wrong."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

import pytest
from test_views import Rows, hand_case, hand_tables
from test_views_federal import federal, federal_tables

from models.case import Case
from planner.tables.schema import COEFFICIENTS
from planner.views import wording
from planner.views.federal_words import found_on_the_spot, towns_calling
from planner.views.judged import KEYS, SUBJECTS, SUBJECTS_WITH_OTHERS, coefficient_name, names_of
from planner.views.sentences import largest, residents, sentences
from planner.words import using


@pytest.fixture(autouse=True)
def in_russian() -> Iterator[None]:
    with using("ru"):
        yield


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


@pytest.mark.parametrize(("tables", "case"), [(hand_tables(), hand_case()), (federal_tables(), federal())])
def test_sentences_end_once_and_are_said_in_russian(tables: Rows, case: Case) -> None:
    for sentence in sentences(tables, case):
        assert sentence.text.endswith(".")
        assert not any(wrong in sentence.text for wrong in ("..", "  ", " .", "RUB", "million", "{", "}"))
        assert sentence.about[0] in "АБВГДЕЖЗИКЛМНОПРСТУФХЦЧШЭЮЯ"


@pytest.mark.parametrize(
    ("value", "words"),
    [
        (0.0, "0 млн рублей"),
        (0.04, "менее 0,1 млн рублей"),
        (99.94, "99,9 млн рублей"),
        (12_345.6, "12 346 млн рублей"),
    ],
)
def test_money(value: float, words: str) -> None:
    assert plain(wording.million(value)) == words


def test_shares_lists_and_years() -> None:
    assert [plain(wording.percent(share)) for share in (0.0, 0.0004, 0.125, 0.9996, 1.0)] == [
        "0 %", "менее 0,1 %", "12,5 %", "более 99,9 %", "100 %"
    ]  # fmt: skip
    assert [wording.times(ratio) for ratio in (0.001, 0.45, 12.04)] == ["менее 0,01", "0,45", "12,0"]
    assert [wording.listed(list(parts)) for parts in ("", "а", "аб", "абв")] == ["", "а", "а и б", "а, б и в"]
    assert [wording.span([2020]), wording.span([2020, 2024])] == ["2020", "2020–2024"]
    assert [wording.in_years([2020]), wording.in_years([2020, 2024])] == ["в 2020 году", "в 2020–2024 годах"]


@pytest.mark.parametrize(
    ("towns", "words"),
    [(1, "Средства получает 1 город из 1;"), (2, "Средства получают 2 города из 2;"),
     (5, "Средства получают 5 городов из 5;"), (21, "Средства получает 21 город из 21;")],
)  # fmt: skip
def test_towns_are_counted(towns: int, words: str) -> None:
    rows = [{"name": f"Город {n}", "region": "Север", "total_mrub": 1.0} for n in range(towns)]
    assert largest({"Allocation": rows}).startswith(words)


def test_money_is_named_with_its_town_and_halved() -> None:
    rows = [{"name": name, "region": "Север", "total_mrub": money} for name, money in (("А", 90.0), ("Б", 40.0))]
    assert plain(largest({"Allocation": rows})) == (
        "Средства получают 2 города из 2; из обоих бюджетов вместе — 130 млн рублей. Крупнейшие суммы: А (90,0 млн "
        "рублей) и Б (40,0 млн рублей). Половина всех средств приходится на 1 город. Среди регионов на первом месте "
        "Север — 100 % всех средств."
    )


@pytest.mark.parametrize(
    ("fits", "words"),
    [("yes", "Из 1 резидента правила ТОСЭР соблюдает 1. Вложения тех, кто соблюдает правила, — 5,0 млн рублей."),
     ("no", "Из 1 резидента правила ТОСЭР соблюдают 0 и не соблюдает 1.")],
)  # fmt: skip
def test_residents_are_counted(fits: str, words: str) -> None:
    assert plain(residents({"Residents checked": [{"fits": fits, "investment_mrub": 5.0}]})) == words


def test_many_residents_are_counted() -> None:
    rows = [{"fits": fits, "investment_mrub": money} for fits, money in
            (("yes", 5.0), ("yes", ""), ("no", ""), ("not known", ""), ("not known", ""))]  # fmt: skip
    assert plain(residents({"Residents checked": rows})) == (
        "Из 5 резидентов правила ТОСЭР соблюдают 2, не соблюдает 1 и по 2 нет сведений. Вложения тех, кто соблюдает "
        "правила, — 5,0 млн рублей; ещё по 1 резиденту сведений нет."
    )


def test_alarms_and_what_was_found() -> None:
    assert plain(towns_calling(federal_tables())) == (
        "За установленные границы вышли 2 значения показателей, в 2 городах. Нужен выезд групп диагностики в 1 город: "
        "=Beta. Расходы федерального бюджета на выезды — 0,5 млн рублей. Пока у групп нет выводов, выезды ничего не "
        "меняют."
    )
    alfa, beta = hand_case().towns
    both = (replace(alfa, left_alone=True), replace(beta, left_alone=True))
    assert found_on_the_spot(replace(hand_case(), towns=both)) == (
        "2 города нашли свою нишу и оставлены без вмешательства: Alfa и =Beta."
    )


def test_every_kind_of_coefficient_can_be_named() -> None:
    """In the English sentences no kind is left out either: what has a key has a way to be joined to it."""
    assert {kind.name for kind in COEFFICIENTS if kind.key} == set(KEYS)
    assert {kind.subject for kind in COEFFICIENTS} == set(SUBJECTS) == set(SUBJECTS_WITH_OTHERS)
    row = {"coefficient": "yield", "subject": "road and 61 more", "key": "jobs"}
    assert coefficient_name(row, names_of(hand_case())).endswith(
        ": мероприятие «Road» и ещё 61 мероприятие, цель «Jobs»"
    )
