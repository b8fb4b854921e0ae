"""Two languages: every sentence of the code has a Russian one that fits it, and nothing else stands in the tables."""

from __future__ import annotations

import ast
import re
from collections.abc import Iterator
from pathlib import Path
from string import Formatter

import pytest

from planner.cli import main
from planner.speaking import SpokenOption, sentence_of
from planner.tables.plan_layout import PLAN_SHEETS, SUMMARY_ITEMS
from planner.tables.schema import COEFFICIENTS, SETTINGS, SHEETS
from planner.words import localised, meant, named, number_in_words, say, using
from planner.words.language import LANGUAGES
from planner.words.russian import NAMES, SENTENCES, _module, identifiers, sentences
from planner.words.saying import form_of

PLANNER = Path(__file__).parents[1] / "planner"
LATIN_WORD = re.compile(r"[A-Za-z]{3,}")
COMMANDS_AND_FORMATS = re.compile(
    r"`[^`]*`|\{[^}]*\}|\b(?:Excel|LibreOffice|Calc|Google|XLSX|xlsx|xlsm|checked|csv|json|PLANNER_LANG|planner|PDF|SHA|JSON|check|solve|facts|carry|leave-out|low|central|high|HiGHS|"
    r"MB|CPU|Ctrl|Unicode|GeoNames|RUB|DOCTYPE|VBA|XML|Python|bug|INPUTS?|OUTPUT|PLAN|FOLDER|FILE|PATH|CASE|TOWN|REGION|NAME|"
    r"SHARE|STEPS)\b|--[a-z-]+|\.[a-z]{3,4}\b"
)
"""What is the same in both languages."""


def literals(path: Path) -> Iterator[str]:
    """Sentences that a module gives to ``say`` or marks with ``phrase``, as far as they stand there in letters."""
    for node in ast.walk(ast.parse(path.read_text())):
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in ("say", "phrase"):
            for argument in node.args[:1]:
                yield from (
                    part.value
                    for part in ast.walk(argument)
                    if isinstance(part, ast.Constant) and isinstance(part.value, str)
                )


def of_tables() -> Iterator[str]:
    """Sentences in the tables of sheets, columns, settings, coefficients and of the plan."""
    for sheet in SHEETS:
        yield sheet.meaning
        for column in sheet.columns:
            yield from (column.meaning, column.blank_means, column.unit)
    for setting in SETTINGS:
        yield from (setting.meaning, setting.blank_means, setting.unit)
    for coefficient in COEFFICIENTS:
        yield from (coefficient.meaning, coefficient.unit)
    for plan_sheet in PLAN_SHEETS:
        yield from (plan_sheet.title, plan_sheet.reading)
        yield from (column.meaning for column in plan_sheet.columns)
    for item in SUMMARY_ITEMS:
        yield from (item.meaning, item.unit)


def of_commands() -> Iterator[str]:
    """The help of commands and their options."""
    for command in (main, *main.commands.values()):
        yield sentence_of(command.help or "")
        yield from (
            sentence_of(option.help) for option in command.params if isinstance(option, SpokenOption) and option.help
        )


SPOKEN = sorted(
    {text for path in PLANNER.rglob("*.py") for text in literals(path)} | {*of_tables(), *of_commands()} - {""}
)


def places(sentence: str) -> dict[str, list[str]]:
    """Names of values in a sentence, each with its formats; what stands in it as ``{=name}`` is no value."""
    found: dict[str, list[str]] = {}
    for _, name, specification, _ in Formatter().parse(sentence):
        if name and not name.startswith("="):
            found.setdefault(name, []).append(specification or "")
    return found


def test_there_are_sentences() -> None:
    assert len(SPOKEN) > 500


def test_every_sentence_has_a_russian_one() -> None:
    missing = [sentence for sentence in SPOKEN if sentence not in sentences()]
    assert not missing, f"{len(missing)}: {missing[:20]}"


def test_no_russian_sentence_is_left_over() -> None:
    left = sorted(set(sentences()) - set(SPOKEN))
    assert not left, f"{len(left)}: {left[:20]}"


def test_no_sentence_or_name_stands_in_two_tables() -> None:
    for modules, table in ((SENTENCES, "SENTENCES"), (NAMES, "NAMES")):
        keys = [key for module in modules for key in getattr(_module(module), table)]
        assert not sorted({key for key in keys if keys.count(key) > 1})


def misfit(english: str, russian: str) -> str:
    """What keeps a Russian sentence from saying the values of the English one; nothing if it says them."""
    if "{" not in english:
        return "it has values" if places(russian) else ""
    asked, given = places(english), places(russian)
    if set(given) != set(asked):
        return f"{sorted(given)} for {sorted(asked)}"
    for name, formats in given.items():
        counted = set(asked[name]) & {"", ","} or any("|" in one for one in asked[name])
        if any("|" in one and (one.count("|") != 2 or not counted) for one in formats):
            return f"forms of {name}"
    forms = [one for formats in asked.values() for one in formats if "|" in one]
    return "" if all(one.count("|") == 1 for one in forms) else "English has two forms"


def test_russian_sentences_say_the_same_values() -> None:
    wrong = {english: why for english, russian in sentences().items() if (why := misfit(english, russian))}
    assert not wrong


def test_ids_in_russian_sentences_have_names() -> None:
    found = {name for russian in sentences().values() for name in re.findall(r"\{=([^}]*)\}", russian)}
    assert len(found) > 50
    assert not found - set(identifiers())


def test_russian_sentences_are_russian() -> None:
    left = {english: words for english, russian in sentences().items()
            if (words := LATIN_WORD.findall(COMMANDS_AND_FORMATS.sub("", russian)))}  # fmt: skip
    assert not left


def test_every_sentence_is_said_in_both_languages() -> None:
    """Every fault, warning and sentence, with made-up values in its places: numbers where a format asks for them."""
    for english in SPOKEN:
        asked = [places(english), places(sentences().get(english, "")) if "{" in english else {}]
        numbers = {name for found in asked for name, formats in found.items() if any(formats)}
        values = {name: 5 if name in numbers else "x" for name in asked[0]}
        for language in LANGUAGES:
            with using(language):
                said = say(english, **values)
            assert said.strip() or not english.strip(), english
            assert not re.search(r"\{[a-z_=]+[:}]", said), said


def test_names_lead_back_to_their_ids() -> None:
    """In Russian no two ids share a name: what is written can be read again."""
    for identifier, name in identifiers().items():
        assert meant(name) == identifier
        assert meant(f"  {name.upper()} ") == identifier


def test_names_are_said_in_the_language_in_use() -> None:
    assert named("Towns") == localised("Towns") == "Towns"
    with using("ru"):
        assert named("Towns") != "Towns"
        assert named("KND") == localised("KND") == "KND"


@pytest.mark.parametrize(
    ("number", "form"),
    [
        (0, 2),
        (1, 0),
        (2, 1),
        (4, 1),
        (5, 2),
        (11, 2),
        (12, 2),
        (14, 2),
        (21, 0),
        (22, 1),
        (111, 2),
        (121, 0),
        (1_002, 1),
    ],
)
def test_forms_of_russian_plurals(number: int, form: int) -> None:
    """Forms by the rules of CLDR: 21 город, 22 города, 11 городов."""
    assert form_of(number, "ru") == form


def test_values_in_a_sentence() -> None:
    sentence = "{towns:# town|# towns} have {share:.1f} of {sheet} ({text!r})"
    said = say(sentence, towns=1_200, share=0.25, sheet="Towns", text="x")
    assert said == "1,200 towns have 0.2 of Towns ('x')"


def test_numbers_in_words() -> None:
    assert number_in_words("1,234.5") == "1,234.5"
    with using("ru"):
        assert number_in_words("1,234.5") == "1\u00a0234,5"
