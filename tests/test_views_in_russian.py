"""Advice, passports, checks, charts and answers of a plan in Russian: formulas over sheets with Russian names."""

from __future__ import annotations

import re
from collections.abc import Iterator
from pathlib import Path

import openpyxl
import pytest
from small_case import small_rows
from test_views import hand_case, hand_tables
from test_views_federal import federal, federal_tables

from models.clusters import Condition
from planner.plan import Plan
from planner.run import run
from planner.solving.effort import Effort, Progress
from planner.tables.answers import Answer
from planner.tables.plan_layout import HEADER_ROW, PLAN_SHEETS
from planner.tables.read import read_case
from planner.tables.write import write_case_workbook
from planner.views import charts, progress
from planner.views.advice import Reasons, advice
from planner.views.answers_sheet import reading
from planner.views.checks import LOOK, TO_LOOK_AT, checks, counted
from planner.views.frames import plan_frames
from planner.views.joined_tables import condition_words
from planner.views.passports import roadmap_in_words, without_money
from planner.views.plan_workbook import READ_FIRST, READ_LAST, text_of, write_plan
from planner.words import named, say, using

FORBIDDEN = re.compile(r"[\[\]:*?/\\]")


@pytest.fixture(autouse=True)
def in_russian() -> Iterator[None]:
    with using("ru"):
        yield


@pytest.fixture(scope="module")
def plan(tmp_path_factory: pytest.TempPathFactory) -> Plan:
    case = write_case_workbook(tmp_path_factory.mktemp("views") / "case.xlsx", small_rows())
    return run(read_case([case]), Effort(), "central")


def plain(text: str) -> str:
    return text.replace("\u00a0", " ")


def test_advice_is_one_sentence_for_each_town() -> None:
    alfa, beta = (plain(each.text) for each in advice(federal_tables(), federal(), Reasons({}, {})))
    assert alfa.startswith("Моногород Alfa получает 90,0 млн рублей: «Road» с 2021 года (80,0 млн рублей); ")
    assert "дорожная карта «Open up» действует с 2021 года и ослабляет: «Political» (с 0,80 до 0,40)" in alfa
    assert beta.endswith(".")
    assert not re.search("RUB|million|gets|roadmap", alfa + beta)


def test_a_roadmap_and_what_no_money_means_are_said() -> None:
    words = plain(roadmap_in_words(hand_case(), "open_up/political@2021"))
    assert words.startswith(
        "«Open up», с 2021 года. Прежде всего ослабляются: Political. Мероприятия: «Clubs» (2021–2022;"
    )
    told = plain(without_money({"worth_points": 0.0, "answer_points": 1_234.5}, 2_469.0))
    assert "дало бы выигрыш (в баллах): 1 234,50; доля от результата всего плана — 50,0 %." in told
    assert "лист «Предельные цены»" in told


def test_checks_look_at_sheets_by_their_russian_names() -> None:
    found = {check.what: check for check in checks(hand_tables(), hand_case())}
    assert all(check.holds for check in found.values())
    social = found["Социально-политическая среда: «Распределение» и «Финансирование»"]
    assert '"социально-политическая среда"' in social.other.formula
    assert "Финансирование!" in social.other.formula
    assert "'Деньги по годам'!" in found["«Итоги»: возвращено в бюджет, млн руб."].other.formula


def test_the_number_of_wrong_checks_stands_where_the_sentence_has_it() -> None:
    assert counted("1+1") == '"проверить: "&1+1'
    assert say(TO_LOOK_AT, number=2) == "проверить: 2"
    with using("en"):
        assert counted("1+1") == f'1+1&" to {LOOK}"'


def test_charts_have_titles_and_series_in_russian() -> None:
    by_year = charts.by_year(hand_tables(), hand_case())
    assert (by_year.title, by_year.unit) == ("Средства по годам и плательщикам", "млн руб.")
    assert by_year.series == ("федеральные", "региональные", "партнёры")
    assert charts.by_category(hand_tables()).lines[0][0] == "Городская среда"


def test_regions_without_an_answer_and_their_towns_are_counted() -> None:
    answers = [Answer("Север", "answered", "as answered", 3), Answer("Юг", "no workbook", "left out", 2),
               Answer("Запад", "no workbook", "last state", 5)]  # fmt: skip
    assert reading(answers) == (
        "Регионов без ответа: 2 из 3. Не учтены 2 города: их нуждаемость не взвешена, и для них ничего не "
        "запланировано. По последним сведениям взято 5 городов. То же сказано в примечаниях листа «Регионы»."
    )


def test_conditions_of_clusters_and_progress_are_said() -> None:
    assert condition_words(Condition("dominance_share", 0.875, 0.7, at_most=True)) == (
        "доля крупнейшего предприятия: 0,9 (нужно не более 0,7)"
    )
    assert condition_words(Condition("firms", None, 5.0)) == "число предприятий (нет сведений)"
    told = progress.words(Progress("x", 1_234.5, 1_240.0, 3.0))
    assert plain(told).endswith("план 1 234,5, оценка сверху 1 240,0, разрыв 0,446 %")


def test_sheets_have_names_that_a_workbook_may_have() -> None:
    names = [named(name) for name in (*READ_FIRST, *READ_LAST)]
    assert len({name.casefold() for name in names}) == len(names)
    assert all(len(name) <= 31 and not FORBIDDEN.search(name) for name in names)


def test_ids_go_by_names_and_what_a_workbook_calls_its_own_rows_does_not() -> None:
    row = {"town": "roads", "name": "Stable", "region": "light", "roadmap": "light/political@2020", "status": "crisis"}
    said = {column: text_of("Town plans", column, row) for column in row}
    assert said == {"town": "roads", "name": "Stable", "region": "light", "roadmap": "лёгкая/политическая@2020",
                    "status": "кризис"}  # fmt: skip
    assert text_of("Funded", "unit", {"unit": "workshop", "evidence": "stated"}) == "workshop"
    assert text_of("Funded", "unit", {"unit": "workshop", "evidence": ""}) == "цех"
    assert text_of("Assumptions", "source", {"source": "prior"}) == "prior"


def test_a_plan_is_written_and_read_as_frames_in_both_languages(plan: Plan, tmp_path: Path) -> None:
    path = write_plan(tmp_path / "план.xlsx", plan)
    sheets = openpyxl.load_workbook(path)
    assert [cell.value for cell in sheets["Распределение"][HEADER_ROW]][:3] == ["город", "название", "регион"]
    frames = plan_frames(path)
    with using("en"):
        english = plan_frames(write_plan(tmp_path / "plan.xlsx", plan))
    assert set(frames) == set(english) == {sheet.name for sheet in PLAN_SHEETS}
    for name, frame in frames.items():
        assert list(frame.columns) == list(english[name].columns)
