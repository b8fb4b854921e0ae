"""The sheet Answers: which regions have answered, and what their towns were planned from."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from planner.tables.answers import Answer
from planner.tables.plan_layout import FIRST_DATA_ROW, HEADER_ROW
from planner.tables.write import write_text
from planner.views.looks import VIEW_TAB_COLOUR, Looks, set_up_print, write_head
from planner.words import Words, localised, phrase, say

COLUMNS = (("region", 34.0), ("answer", 16.0), ("planned from", 18.0), (phrase("towns"), 10.0), ("workbook", 40.0))
USES = {
    "as answered": phrase("its answer"),
    "last state": phrase("its last state"),
    "left out": phrase("left out"),
    "nothing known": phrase("nothing known"),
}


def reading(answers: Sequence[Answer]) -> Words:
    """The sheet in a sentence."""
    silent = [answer for answer in answers if answer.state != "answered"]
    if not silent:
        return say("Every region has answered.")
    left_out = sum(answer.towns for answer in silent if answer.use == "left out")
    carried = sum(answer.towns for answer in silent if answer.use == "last state")
    return say(
        "{silent} of {regions:# region|# regions} have not answered: {left_out:# town|# towns} left out: their need is "
        "not weighed and nothing is planned for them; {carried:# town|# towns} carried as last known. The notes of "
        "sheet Regions say the same.",
        silent=len(silent),
        regions=len(answers),
        left_out=left_out,
        carried=carried,
    )


def write_answers(worksheet: Any, looks: Looks, answers: Sequence[Answer]) -> None:
    """Fill the sheet, regions without an answer first."""
    columns = [(say(name), width) for name, width in COLUMNS]
    write_head(worksheet, looks, say("Answers of the regions"), reading(answers), columns)
    silent_first = sorted(answers, key=lambda answer: answer.state == "answered")
    for row, answer in enumerate(silent_first, start=FIRST_DATA_ROW - 1):
        state, use = localised(answer.state), say(USES[answer.use])
        for column, text in ((0, answer.region), (1, state), (2, use), (4, answer.workbook)):
            write_text(worksheet, row, column, text, looks.wrapped)
        worksheet.write_number(row, 3, answer.towns, looks.formats["integer"])
    worksheet.set_tab_color(VIEW_TAB_COLOUR)
    worksheet.hide_gridlines(2)
    worksheet.freeze_panes(HEADER_ROW, 1)
    set_up_print(worksheet)
