"""Commands that speak the language of whoever calls them: help, refusals, and what is said while they run.

The language is the one asked for by ``--lang``, else by the environment, else that of the first workbook named.
"""

from __future__ import annotations

import gettext
import inspect
import os
from collections.abc import Iterator, Sequence
from contextlib import contextmanager
from functools import partial
from itertools import pairwise
from pathlib import Path
from typing import Any

import click

from planner.words.language import LANGUAGES, Language, best, chosen, named_in, use
from planner.words.saying import say

LOCALE = Path(__file__).parent / "words" / "locale"
"""What the library of the command line says by itself, in the form it asks for."""
ASKED = "planner.language"
"""Where a command keeps the language that its words ask for."""
BOOKS = ("inputs", "plan", "sources")
"""Parameters that name workbooks, whose language is spoken where no other is asked for."""


def speak(language: Language) -> None:
    """Speak a language, and let the library of the command line speak it too."""
    use(language)
    gettext.bindtextdomain("messages", str(LOCALE))
    os.environ["LANGUAGE"] = language


def asked_in(arguments: Sequence[str]) -> Language | None:
    """The language that the words of a command ask for, before they are understood."""
    for word, following in pairwise((*arguments, "")):
        if word == "--lang" or word.startswith("--lang="):
            return named_in(following if word == "--lang" else word.partition("=")[2])
    return None


@contextmanager
def in_words(thing: click.Command | click.Option) -> Iterator[None]:
    """A command or option whose help is in the language in use for a while."""
    before, thing.help = thing.help, None if thing.help is None else say(sentence_of(thing.help))
    try:
        yield
    finally:
        thing.help = before


def sentence_of(text: str) -> str:
    """The help of a command or option as a sentence that ``say`` knows: paragraphs, each in one line."""
    return "\n\n".join(
        part if part.startswith("\b") else " ".join(part.split()) for part in inspect.cleandoc(text).split("\n\n")
    )


class SpokenOption(click.Option):
    """An option with help in the language in use."""

    def get_help_record(self, ctx: click.Context) -> tuple[str, str] | None:
        with in_words(self):
            return super().get_help_record(ctx)


class SpokenCommand(click.Command):
    """A command that chooses the language before anything is said."""

    def make_context(
        self, info_name: str | None, args: list[str], parent: click.Context | None = None, **extra: Any
    ) -> click.Context:
        asked = asked_in(args) or (parent.meta.get(ASKED) if parent else None)
        speak(best(asked, None))
        context = super().make_context(info_name, args, parent, **extra)
        context.meta[ASKED] = asked
        return context

    def get_short_help_str(self, limit: int = 45) -> str:
        with in_words(self):
            return super().get_short_help_str(limit)

    def format_help_text(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:
        with in_words(self):
            super().format_help_text(ctx, formatter)

    def invoke(self, ctx: click.Context) -> Any:
        ctx.params.pop("lang", None)
        speak(best(ctx.meta[ASKED], language_of(ctx.params)))
        return super().invoke(ctx)


class SpokenGroup(SpokenCommand, click.Group):
    """A group of such commands."""

    command_class = SpokenCommand

    def main(self, *args: Any, **extra: Any) -> Any:
        """Run a command line. Who calls it from Python has the language back afterwards."""
        before, variable = chosen(), os.environ.get("LANGUAGE")
        try:
            return super().main(*args, **extra)
        finally:
            use(before)
            os.environ.pop("LANGUAGE") if variable is None else os.environ.update(LANGUAGE=variable)


option = partial(click.option, cls=SpokenOption)
LANG = option(
    "--lang",
    type=click.Choice(LANGUAGES),
    help="Language of what is said and written. Default: PLANNER_LANG, else that of the workbook, else the system's.",
)


def language_of(parameters: dict[str, Any]) -> Language | None:
    """The language of the first workbook among the parameters of a command; None if there is none."""
    from planner.tables.book_language import language_of_workbook

    named = next((parameters[name] for name in BOOKS if parameters.get(name)), None)
    first = named[0] if isinstance(named, tuple) else named
    return None if first is None else language_of_workbook(Path(first))
