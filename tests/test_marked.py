"""Marked copies: faults and warnings stand at their cells, and go again without a trace when the cells are mended.

Workbooks have titles in rows 1 and 2, headers in row 3, data from row 4; ``Towns!E4`` is the population of the first
town. Cells to fill in are light yellow there before any mark.
"""

from __future__ import annotations

import re
import shutil
import warnings
import zipfile
from collections.abc import Callable, Mapping
from copy import copy as copy_of
from pathlib import Path
from typing import Any

import openpyxl
import pytest
import xlsxwriter
from lxml import etree
from openpyxl.comments import Comment
from small_case import small_rows
from test_command_line import planner
from test_looks import converted
from test_tables_read import without_origins

from planner.marking.copies import Checked, write_copies
from planner.marking.messages import Place, parted, place_of
from planner.marking.own_sheets import FAMILIES, LIST_TITLE
from planner.tables.cells import CHECK_SHEET, MARKS_SHEET
from planner.tables.faults import Fault
from planner.tables.read import read_case
from planner.tables.write import INPUT_YELLOW, write_case_workbook
from planner.warnings import Warning
from planner.words import Language, named, say, using

RED, ORANGE = FAMILIES["fault"][0], FAMILIES["warning"][0]
YELLOW = f"FF{INPUT_YELLOW[1:]}"
Look = tuple[object, str, str]
"""Value, colour and note of a cell; empty texts where it has none."""


def case(folder: Path, name: str = "case.xlsx", *, population: object = 12, note: str = "", **more: Any) -> Path:
    """The small case with a population out of range (or another one), and a note of somebody on that cell."""
    rows = small_rows()
    rows["Towns"][0]["population"] = population
    notes = {("Towns", 0, "population"): note} if note else None
    return write_case_workbook(folder / name, rows, notes, **more)


def book_of(path: Path) -> openpyxl.Workbook:
    with warnings.catch_warnings():
        warnings.simplefilter("ignore")
        return openpyxl.load_workbook(path)


def looks(path: Path) -> dict[str, Look]:
    """Every cell that is there, of the sheets that are not ours."""
    found: dict[str, Look] = {}
    for sheet in book_of(path).worksheets:
        if sheet.title not in (CHECK_SHEET, MARKS_SHEET):
            for row in sheet.iter_rows():
                for cell in row:
                    solid = cell.fill.patternType == "solid"
                    colour = str(cell.fill.fgColor.rgb) if solid else ""
                    text = cell.comment.text if cell.comment else ""
                    if (cell.value, colour, text) != (None, "", ""):
                        found[f"{sheet.title}!{cell.coordinate}"] = cell.value, colour, text
    return found


def changed(before: Path, after: Path) -> dict[str, Look]:
    """Cells that are not as before, as they are now."""
    old, new = looks(before), looks(after)
    assert old.keys() <= new.keys()
    return {place: look for place, look in new.items() if old.get(place) != look}


def listed(path: Path) -> list[tuple[Any, ...]]:
    """The rows of the first sheet."""
    sheet = book_of(path).worksheets[0]
    assert sheet["A1"].value == LIST_TITLE
    return [row for row in sheet.iter_rows(min_row=4, values_only=True) if row[0] is not None]


def copies(*inputs: Path, output: Path | None = None, faults: Any = (), found: Any = ()) -> list[str]:
    return list(write_copies(Checked(inputs, output, faults, found)))


def saved(path: Path, change: Callable[[openpyxl.Workbook], object]) -> Path:
    """The workbook as an official sends it back: opened, changed and saved by another program."""
    book = book_of(path)
    change(book)
    book.save(path)
    return path


def parts(path: Path) -> Mapping[str, bytes]:
    with zipfile.ZipFile(path) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def rewritten(path: Path, changes: Mapping[str, Callable[[bytes], bytes]], more: Mapping[str, bytes]) -> Path:
    """The same workbook with parts changed and others added."""
    old = parts(path)
    with zipfile.ZipFile(path, "w") as archive:
        for name, content in (dict(old) | dict(more)).items():
            archive.writestr(name, changes.get(name, bytes)(content))
    return path


# --- Marks -----------------------------------------------------------------------------------------------------------


def test_a_fault_is_marked_at_its_cell_and_nowhere_else(tmp_path: Path) -> None:
    faulty = case(tmp_path)
    before = faulty.read_bytes()
    checked = planner("check", faulty)
    copy = tmp_path / "case.checked.xlsx"
    assert checked.exit_code == 3
    *told, where = checked.stderr.splitlines()
    assert where == f"Marked copy: {copy}"
    assert told
    assert all("Towns!E4" in line for line in told)
    assert faulty.read_bytes() == before
    marked = changed(faulty, copy)
    assert list(marked) == ["Towns!E4"]
    value, colour, note = marked["Towns!E4"]
    assert (value, colour) == (12, RED)
    message = told[0].partition("Towns!E4: ")[2]
    wrong, to_do = parted(message)
    assert wrong in note
    assert f"To do: {to_do}" in note
    assert [row[:6] for row in listed(copy)] == [(1, "fault", "Towns", "E4", wrong, to_do)]


def test_the_first_sheet_leads_to_the_cells_and_is_set_up_for_print(tmp_path: Path) -> None:
    planner("check", case(tmp_path))
    book = book_of(tmp_path / "case.checked.xlsx")
    sheet = book.worksheets[0]
    assert (sheet.title, book.active.title) == (CHECK_SHEET, CHECK_SHEET)
    assert sheet["D4"].hyperlink.location == "'Towns'!E4"
    assert sheet.freeze_panes == "A4"
    assert sheet.auto_filter.ref == "A3:F4"
    assert (sheet.page_setup.orientation, sheet.page_setup.paperSize) == ("landscape", 9)
    assert sheet.print_title_rows == "$3:$3"
    assert [other.title for other in book.worksheets if other.sheet_view.tabSelected] == [CHECK_SHEET]
    assert book[MARKS_SHEET].sheet_state == "veryHidden"
    # Names for one sheet alone have moved with their sheets.
    assert book["Towns"].print_title_rows == "$3:$3"
    assert book["Towns"].auto_filter.ref == book_of(tmp_path / "case.xlsx")["Towns"].auto_filter.ref


def test_messages_about_one_cell_share_a_note_and_a_warning_has_a_colour_of_its_own(tmp_path: Path) -> None:
    sound = case(tmp_path, population=20_000)
    place, other = "case.xlsx: Towns!E4", "case.xlsx: Towns!E5"
    faults = [Fault(place, "first is wrong; mend it"), Fault(place, "second is wrong; mend that")]
    found = [Warning(f"{place}, {other}", "odd; look", (place, other))]
    copies(sound, faults=faults, found=found)
    marked = changed(sound, tmp_path / "case.checked.xlsx")
    assert set(marked) == {"Towns!E4", "Towns!E5"}
    assert [marked[cell][1] for cell in ("Towns!E4", "Towns!E5")] == [RED, ORANGE]
    for words in ("Fault 1: first is wrong", "To do: mend it", "Fault 2: second is wrong", "Warning 3: odd"):
        assert words in marked["Towns!E4"][2]
    rows = listed(tmp_path / "case.checked.xlsx")
    assert [(row[0], row[1], row[3]) for row in rows] == [
        (1, "fault", "E4"), (2, "fault", "E4"), (3, "warning", "E4"), (3, "warning", "E5"),
    ]  # fmt: skip


def test_what_concerns_a_row_a_sheet_a_file_or_a_cell_not_there_yet(tmp_path: Path) -> None:
    sound = case(tmp_path, population=20_000)
    free = "Towns!A900"
    faults = [
        Fault("case.xlsx: Towns, row 5", "the row; look"),
        Fault("case.xlsx: Scores", "the sheet; look"),
        Fault("case.xlsx", "the file; look"),
        Fault("Nowhere", "a sheet that is not there; look"),
        Fault(f"case.xlsx: {free}", "a row is missing; add it"),
    ]
    copies(sound, faults=faults)
    copy = tmp_path / "case.checked.xlsx"
    marked = changed(sound, copy)
    assert {place: look[0] for place, look in marked.items()} == {
        "Towns!A5": looks(sound)["Towns!A5"][0], "Scores!A1": "Scores", free: None,
    }  # fmt: skip
    assert [row[2:4] for row in listed(copy)] == [
        ("Towns", "A5"), ("Scores", "A1"), (None, None), ("Nowhere", None), ("Towns", "A900"),
    ]  # fmt: skip


def test_warnings_alone_make_a_copy_and_keep_the_exit_code(tmp_path: Path) -> None:
    rows = small_rows()
    rows["Budgets"][0]["amount_mrub"] = 9_000_000
    odd = write_case_workbook(tmp_path / "case.xlsx", rows)
    checked = planner("check", odd)
    copy = tmp_path / "case.checked.xlsx"
    assert (checked.exit_code, checked.stderr) == (0, f"Marked copy: {copy}\n")
    marked = changed(odd, copy)
    assert marked["Budgets!C4"][1] == ORANGE
    assert {look[1] for look in marked.values()} == {ORANGE}
    assert {row[1] for row in listed(copy)} == {"warning"}
    # The copy is read as the case it is, our sheets without a word.
    assert without_origins(read_case([copy])) == without_origins(read_case([odd]))
    again = planner("check", copy)
    assert (again.exit_code, again.stdout) == (0, checked.stdout.replace("case.xlsx: ", "case.checked.xlsx: "))


def test_all_cells_of_a_warning_are_marked_though_it_names_but_three(tmp_path: Path) -> None:
    rows = small_rows()
    for row in rows["Budgets"]:
        row["amount_mrub"] = 9_000_000
    assert len(rows["Budgets"]) > 3
    write_case_workbook(tmp_path / "case.xlsx", rows)
    planner("check", tmp_path / "case.xlsx")
    marked = changed(tmp_path / "case.xlsx", tmp_path / "case.checked.xlsx")
    assert {f"Budgets!C{4 + number}" for number in range(len(rows["Budgets"]))} <= set(marked)


@pytest.mark.parametrize("sign", ["=", "+", "-", "@"])
def test_nothing_that_a_town_writes_becomes_a_formula(sign: str, tmp_path: Path) -> None:
    evil = f'{sign}HYPERLINK("http://x","y")'
    sound = case(tmp_path, population=20_000)
    copies(sound, faults=[Fault("case.xlsx: Towns!E4", f"{evil}; {evil}"), Fault(f"case.xlsx: {evil}", evil)])
    copy = parts(tmp_path / "case.checked.xlsx")
    rows = listed(tmp_path / "case.checked.xlsx")
    assert rows[0][4:6] == (evil, evil)
    assert rows[1][2] == evil
    added = [content for name, content in copy.items() if name not in parts(sound)]
    assert any(evil.replace('"', "&quot;").encode() in content or evil.encode() in content for content in added)
    assert not [content for content in added if re.search(rb"<f[ >/]", content)]


def test_signs_that_xml_forbids_do_not_break_a_copy(tmp_path: Path) -> None:
    sound = case(tmp_path, population=20_000)
    copies(sound, faults=[Fault("case.xlsx: Towns!E4", "a\x00b _x0041_ ]]> <&; do\x1f")])
    # openpyxl leaves the code of the underscore as it stands; Excel shows _x0041_, and not the A it would stand for.
    assert listed(tmp_path / "case.checked.xlsx")[0][4:6] == ("a\ufffdb _x005F_x0041_ ]]> <&", "do\ufffd")
    note = looks(tmp_path / "case.checked.xlsx")["Towns!E4"][2]
    assert "a\ufffdb _x0041_ ]]> <&" in note


# --- Notes of others, and away again ---------------------------------------------------------------------------------


def test_the_note_of_somebody_else_keeps_its_text(tmp_path: Path) -> None:
    theirs = "From the ministry:\nask again in May."
    faulty = case(tmp_path, note=theirs)
    planner("check", faulty)
    copy = tmp_path / "case.checked.xlsx"
    note = changed(faulty, copy)["Towns!E4"][2]
    first, *ours = note.removeprefix(theirs).strip("\n").splitlines()
    assert note.startswith(f"{theirs}\n")
    assert first == "[planner check 1]"
    assert ours[-1] == "[end of planner check]"
    # What is answered below ours stays too.
    saved(copy, lambda book: answer(book, "\nDone, Ivanova"))
    copies(copy)
    assert looks(tmp_path / "case.checked-2.xlsx")["Towns!E4"] == (12, YELLOW, f"{theirs}\nDone, Ivanova")


def answer(book: openpyxl.Workbook, words: str) -> None:
    cell = book["Towns"]["E4"]
    cell.comment = Comment(cell.comment.text + words, "Ivanova")


def test_a_conversation_gets_no_note_below_it(tmp_path: Path) -> None:
    """What is seen of a threaded comment stands elsewhere; the note is only its stand-in for old programs."""
    faulty = case(tmp_path)

    def discuss(book: openpyxl.Workbook) -> None:
        book["Towns"]["E4"].comment = Comment("[Threaded comment]", "tc={01234567-89AB-CDEF-0123-456789ABCDEF}")

    saved(faulty, discuss)
    planner("check", faulty)
    copy = tmp_path / "case.checked.xlsx"
    assert changed(faulty, copy) == {"Towns!E4": (12, RED, "[Threaded comment]")}
    copies(copy)
    assert looks(tmp_path / "case.checked-2.xlsx") == looks(faulty)


def saved_by_openpyxl(copy: Path, _: Path) -> Path:
    return saved(copy, lambda book: book)


def saved_by_libreoffice(copy: Path, folder: Path) -> Path:
    if shutil.which("soffice") is None:
        pytest.skip("not installed: soffice (LibreOffice)")
    (folder / "office").mkdir()
    return converted(copy, "xlsx", folder / "office")


@pytest.mark.parametrize(
    "send_back",
    [lambda copy, _: copy, saved_by_openpyxl, pytest.param(saved_by_libreoffice, marks=pytest.mark.looks)],
    ids=["untouched", "openpyxl", "LibreOffice"],
)
def test_marks_of_mended_cells_leave_no_trace(send_back: Callable[[Path, Path], Path], tmp_path: Path) -> None:
    """Also a blank cell that was marked, one without any fill, and one with a note."""
    faulty = case(tmp_path, note="From the ministry", with_start_page=True)
    faults = [Fault(f"case.xlsx: {cell}", "wrong; mend it") for cell in ("Towns!E4", "Towns!A900", "Goals!B4")]
    copies(faulty, faults=faults)
    copy = tmp_path / "case.checked.xlsx"
    assert set(changed(faulty, copy)) == {"Towns!E4", "Towns!A900", "Goals!B4"}
    back = send_back(copy, tmp_path)
    (line,) = copies(back, output=tmp_path / "clean.xlsx")
    assert line == f"Copy without marks: {tmp_path / 'clean.xlsx'}"
    clean, before = looks(tmp_path / "clean.xlsx"), looks(faulty)
    if back == copy:
        assert clean == before
    # LibreOffice leaves some blank cells out that look like their row, and writes others that look like their column.
    filled = [{place: look for place, look in cells.items() if look[0] is not None or look[2]}
              for cells in (clean, before)]  # fmt: skip
    assert filled[0] == filled[1]
    assert clean.get("Towns!A900", (None, YELLOW, "")) == (None, YELLOW, "")
    assert not {look[1] for look in clean.values()} & {*FAMILIES["fault"], *FAMILIES["warning"]}
    assert book_of(tmp_path / "clean.xlsx").sheetnames == book_of(faulty).sheetnames


def test_a_copy_of_a_copy_has_only_the_faults_that_are_left(tmp_path: Path) -> None:
    rows = small_rows()
    rows["Towns"][0]["population"], rows["Towns"][1]["population"] = 12, 13
    faulty = write_case_workbook(tmp_path / "case.xlsx", rows)
    planner("check", faulty)
    copy = tmp_path / "case.checked.xlsx"
    assert set(changed(faulty, copy)) == {"Towns!E4", "Towns!E5"}

    def mend(book: openpyxl.Workbook) -> None:
        book["Towns"]["E4"] = 20_000

    checked = planner("check", saved(copy, mend))
    second = tmp_path / "case.checked-2.xlsx"
    assert checked.stderr.splitlines()[-1] == f"Marked copy: {second}"
    marked = changed(faulty, second)
    assert marked.pop("Towns!E4") == (20_000, YELLOW, "")
    assert list(marked) == ["Towns!E5"]
    assert marked["Towns!E5"][1] == RED
    assert "[planner check 1]" in marked["Towns!E5"][2]
    assert book_of(second).sheetnames == [CHECK_SHEET, *book_of(faulty).sheetnames, MARKS_SHEET]
    assert [row[3] for row in listed(second)] == ["E5"]


@pytest.mark.parametrize(("first", "second"), [("en", "ru"), ("ru", "en"), ("ru", "ru")])
def test_marks_go_away_whatever_language_they_were_made_in(first: Language, second: Language, tmp_path: Path) -> None:
    faulty = case(tmp_path, note="From the ministry.")
    planner("check", faulty, "--lang", first)
    copy = tmp_path / "case.checked.xlsx"
    with using(first):
        assert book_of(copy).sheetnames == [named(CHECK_SHEET), *book_of(faulty).sheetnames, named(MARKS_SHEET)]
        note = str(book_of(copy)["Towns"]["E4"].comment.text)
        assert say("[planner check {number}]", number=1) in note
        assert say("[end of planner check]") in note
    saved(copy, lambda book: book["Towns"].__setitem__("E4", 20_000))
    planner("check", copy, "--lang", second)
    mended = tmp_path / "case.checked-2.xlsx"
    assert book_of(mended).sheetnames == book_of(faulty).sheetnames
    assert changed(faulty, mended) == {"Towns!E4": (20_000, YELLOW, "From the ministry.")}


def test_a_mark_is_found_where_its_row_has_gone_or_where_its_paint_was_copied(tmp_path: Path) -> None:
    faulty = case(tmp_path)
    planner("check", faulty)
    copy = tmp_path / "case.checked.xlsx"

    def work(book: openpyxl.Workbook) -> None:
        sheet = book["Towns"]
        sheet["E6"].fill = copy_of(sheet["E4"].fill)  # dragged down: the paint is copied, the note is not
        sheet["G4"].fill = openpyxl.styles.PatternFill("solid", fgColor="FFC6EFCE")  # paint of the official's own
        sheet.insert_rows(4)

    copies(saved(copy, work))
    clean = looks(tmp_path / "case.checked-2.xlsx")
    assert clean["Towns!E5"] == (12, YELLOW, "")
    assert clean["Towns!E7"][1] == YELLOW
    assert clean["Towns!G5"][1] == "FFC6EFCE"


def test_paint_that_somebody_has_chosen_is_not_taken_for_a_mark(tmp_path: Path) -> None:
    """Even our own red: the mark then takes another shade of it."""
    faulty = case(tmp_path)

    def paint(book: openpyxl.Workbook) -> None:
        book["Towns"]["B5"].fill = openpyxl.styles.PatternFill("solid", fgColor=RED)

    saved(faulty, paint)
    planner("check", faulty)
    copy = tmp_path / "case.checked.xlsx"
    assert changed(faulty, copy)["Towns!E4"][1] == FAMILIES["fault"][1]
    copies(copy)
    assert looks(tmp_path / "case.checked-2.xlsx") == looks(faulty)


def test_what_a_stranger_has_written_into_the_memory_does_no_harm(tmp_path: Path) -> None:
    """Numbers of looks that are not there, marks that never were, a colour of the case named as that of marks."""
    faulty = case(tmp_path)
    planner("check", faulty)
    copy = tmp_path / "case.checked.xlsx"

    def forge(book: openpyxl.Workbook) -> None:
        memory = book[MARKS_SHEET]
        memory["C1"].fill = openpyxl.styles.PatternFill("solid", fgColor=YELLOW)
        memory["A2"], memory["B2"], memory["C2"] = "=1+1", "No sheet", "XXXX99999999"
        memory["A3"], memory["B3"], memory["C3"], memory["D3"] = 10**30, "Towns", "E4", "look"
        memory["D3"].font = openpyxl.styles.Font(bold=True)
        book["Towns"]["A6"].comment = Comment("[planner check 99999999999999999999]\nmine", "x")
        book["Towns"]["A5"].comment = Comment("[planner check 77]\nnot closed", "x")

    saved(copy, forge)
    with_number_of_no_look = re.compile(rb'(<c r="D3") s="\d+"')
    memory = f"xl/worksheets/sheet{len(book_of(copy).sheetnames)}.xml"  # openpyxl numbers them in their order
    assert with_number_of_no_look.search(parts(copy)[memory])
    rewritten(copy, {memory: lambda text: with_number_of_no_look.sub(rb'\1 s="999999"', text)}, {})
    copies(copy)
    clean = looks(tmp_path / "case.checked-2.xlsx")
    assert clean.pop("Towns!A6") == (*looks(faulty)["Towns!A6"][:2], "[planner check 99999999999999999999]\nmine")
    assert clean == {place: look for place, look in looks(faulty).items() if place != "Towns!A6"}


def test_sheets_of_others_named_like_ours_stay(tmp_path: Path) -> None:
    faulty = case(tmp_path)

    def add(book: openpyxl.Workbook) -> None:
        book.create_sheet(CHECK_SHEET)["A1"] = "My own list"
        book.create_sheet(MARKS_SHEET)["A1"] = "School marks"

    saved(faulty, add)
    planner("check", faulty)
    copy = tmp_path / "case.checked.xlsx"
    own = [f"{CHECK_SHEET} (2)", f"{MARKS_SHEET} (2)"]
    assert book_of(copy).sheetnames == [own[0], *book_of(faulty).sheetnames, own[1]]
    copies(copy)
    assert book_of(tmp_path / "case.checked-2.xlsx").sheetnames == book_of(faulty).sheetnames


# --- What openpyxl would lose ----------------------------------------------------------------------------------------

EXTENSION = (
    b'<extLst><ext uri="{CCE6A557-97BC-4b89-ADB6-D9C93CAAB3DF}" '
    b'xmlns:x14="http://schemas.microsoft.com/office/spreadsheetml/2009/9/main"><x14:dataValidations count="1"/>'
    b"</ext></extLst>"
)
"""Lists of choices as Excel writes them when they are on another sheet."""


def rich(path: Path) -> Path:
    """A workbook with a chart, a picture of cells, a table, protection, a formula with its value, other people's notes
    and an extension.
    """
    book = xlsxwriter.Workbook(str(path))
    sheet, other = book.add_worksheet("Towns"), book.add_worksheet("Other")
    sheet.write_row(2, 0, ["town", "name", "population"])
    sheet.write_row(3, 0, ["A", "Alpha", 12])
    sheet.write_formula("D4", "=C4*2", None, 24)
    sheet.write_comment("B4", "Theirs", {"author": "Ivanova", "x_scale": 3})
    sheet.data_validation("C4:C9", {"validate": "integer", "criteria": ">", "value": 1})
    sheet.conditional_format("C4:C9", {"type": "data_bar", "data_bar_2010": True})
    sheet.add_sparkline("E4", {"range": "Towns!C4:D4"})
    sheet.protect("word")
    sheet.freeze_panes(3, 1)
    sheet.insert_textbox("H5", "A box of text")
    other.add_table("A1:B4")
    other.set_column(0, 0, 33)
    chart = book.add_chart({"type": "column"})
    chart.add_series({"values": "=Towns!$C$4:$C$5"})
    other.insert_chart("D2", chart)
    book.define_name("Own", "=Towns!$C$4")
    book.define_name("Other!Local", "=Other!$A$1")
    book.close()
    if path.name.startswith("validated"):
        end = b"</worksheet>"
        rewritten(path, {"xl/worksheets/sheet2.xml": lambda text: text.replace(end, EXTENSION + end)}, {})
    return path


@pytest.mark.parametrize("name", ["rich.xlsx", "validated.xlsx"])
def test_every_part_comes_back_as_it_was(name: str, tmp_path: Path) -> None:
    """In canonical form, apart from the looks, to which only more were added."""
    source = rich(tmp_path / name)
    faults = [Fault(f"{name}: {cell}", "wrong; mend it") for cell in ("Towns!C4", "Towns!B4", "Towns!Z50", "Other!F1")]
    copies(source, output=tmp_path / "copy.xlsx", faults=faults)
    marked, before = parts(tmp_path / "copy.xlsx"), parts(source)
    assert before.keys() < marked.keys()
    assert b"<v>24</v>" in marked["xl/worksheets/sheet1.xml"]
    assert re.findall(rb"<(?:sheetProtection|dataValidation|conditionalFormatting|pane|drawing|x14:\w+) [^>]*>",
                      before["xl/worksheets/sheet1.xml"]) == \
        re.findall(rb"<(?:sheetProtection|dataValidation|conditionalFormatting|pane|drawing|x14:\w+) [^>]*>",
                   marked["xl/worksheets/sheet1.xml"])  # fmt: skip
    for part, content in before.items():
        if part.startswith(("xl/charts", "xl/tables", "xl/theme", "xl/drawings/drawing", "docProps")):
            assert marked[part] == content, part
    copies(tmp_path / "copy.xlsx", output=tmp_path / "clean.xlsx")
    clean = parts(tmp_path / "clean.xlsx")
    assert clean.keys() == before.keys()
    # What stands elsewhere but for speed (spans), or only says which sheet is selected, may differ.
    idle = re.compile(rb' spans="[^"]*"| tabSelected="1"')
    for part, content in before.items():
        if part not in ("xl/styles.xml", "xl/comments1.xml", "xl/workbook.xml"):
            assert canonical(idle.sub(b"", clean[part])) == canonical(idle.sub(b"", content)), part
    assert names_defined(clean) == names_defined(before)
    assert looks(tmp_path / "clean.xlsx") == looks(source)


def names_defined(content: Mapping[str, bytes]) -> list[bytes]:
    return re.findall(rb"<definedName .*?</definedName>", content["xl/workbook.xml"])


def canonical(content: bytes) -> bytes:
    return bytes(etree.tostring(etree.fromstring(content), method="c14n"))


def test_macros_are_left_out(tmp_path: Path) -> None:
    faulty = case(tmp_path)
    kind = b"application/vnd.openxmlformats-officedocument.spreadsheetml.sheet.main+xml"
    macros = (
        b'<Relationship Id="rIdM" Type="http://schemas.microsoft.com/office/2006/relationships/vbaProject" '
        b'Target="vbaProject.bin"/></Relationships>'
    )
    rewritten(
        faulty,
        {
            "[Content_Types].xml": lambda text: text.replace(
                kind, b"application/vnd.ms-excel.sheet.macroEnabled.main+xml"
            ),
            "xl/_rels/workbook.xml.rels": lambda text: text.replace(b"</Relationships>", macros),
        },
        {"xl/vbaProject.bin": b"macros"},
    )
    planner("check", faulty.rename(tmp_path / "case.xlsm"))
    copy = parts(tmp_path / "case.checked.xlsx")
    assert "xl/vbaProject.bin" not in copy
    assert b"vbaProject" not in copy["xl/_rels/workbook.xml.rels"]
    assert kind in copy["[Content_Types].xml"]


# --- Where copies are written ----------------------------------------------------------------------------------------


def test_an_input_is_never_written_over(tmp_path: Path) -> None:
    faulty = case(tmp_path)
    before = faulty.read_bytes()
    (tmp_path / "link.xlsx").symlink_to(faulty)
    for output in (faulty, tmp_path / "." / "case.xlsx", tmp_path / "link.xlsx"):
        refused = planner("check", faulty, "-o", output)
        assert refused.exit_code == 2
        assert "is an input" in refused.stderr
    # Not even where an input has the name that a copy would have.
    (tmp_path / "case.checked.xlsx").write_bytes(case(tmp_path, "other.xlsx", population=13).read_bytes())
    inputs = (faulty, tmp_path / "case.checked.xlsx")
    kept = inputs[1].read_bytes()
    told = planner("check", *inputs).stderr.splitlines()
    assert [line for line in told if line.startswith("Marked copy")] == [
        f"Marked copy: {tmp_path / f'case.checked-{number}.xlsx'}" for number in (2, 3)
    ]
    assert (faulty.read_bytes(), inputs[1].read_bytes()) == (before, kept)


def test_a_copy_that_somebody_works_on_is_left_alone(tmp_path: Path) -> None:
    faulty, copy = case(tmp_path), tmp_path / "case.checked.xlsx"
    for _ in range(2):
        # One that nobody has saved since is only replaced.
        assert planner("check", faulty).stderr.splitlines()[-1] == f"Marked copy: {copy}"
    work = saved(copy, lambda book: answer(book, "\nhalf done")).read_bytes()
    assert planner("check", faulty).stderr.splitlines()[-1] == f"Marked copy: {tmp_path / 'case.checked-2.xlsx'}"
    assert copy.read_bytes() == work


def test_several_inputs_have_copies_of_their_own_in_a_folder(tmp_path: Path) -> None:
    rows = small_rows()
    halves: list[dict[str, Any]] = [{"Towns": rows.pop("Towns")}, rows]
    halves[0]["Towns"][0]["population"] = 12
    halves[1]["Budgets"][0]["amount_mrub"] = -1
    for folder in ("towns", "rest", "out"):
        (tmp_path / folder).mkdir()
    inputs = []
    for folder, half in zip(("towns", "rest"), halves, strict=True):
        book = write_case_workbook(tmp_path / folder / "case.xlsx", half)

        def keep(book: openpyxl.Workbook, half: Mapping[str, Any] = half) -> None:
            for name in set(book.sheetnames) - set(half):
                del book[name]

        inputs.append(saved(book, keep))
    one = planner("check", *inputs, "-o", tmp_path / "out" / "one.xlsx")
    assert one.exit_code == 2
    assert "need one" in one.stderr
    checked = planner("check", *inputs, "-o", tmp_path / "out")
    assert checked.exit_code == 3
    names = ["case.checked.xlsx", "case.checked-2.xlsx"]
    assert checked.stderr.splitlines()[-2:] == [f"Marked copy: {tmp_path / 'out' / name}" for name in names]
    assert [[row[2:4] for row in listed(tmp_path / "out" / name)] for name in names] == [
        [("Towns", "E4")], [("Budgets", "C4")],
    ]  # fmt: skip


def test_a_copy_goes_where_it_is_asked_for_or_nowhere(tmp_path: Path) -> None:
    faulty = case(tmp_path)
    checked = planner("check", faulty, "--no-copy")
    assert (checked.exit_code, "copy" in checked.stderr) == (3, False)
    assert [path.name for path in tmp_path.iterdir()] == ["case.xlsx"]
    planner("check", faulty, "-o", tmp_path / "marked.xlsx")
    assert listed(tmp_path / "marked.xlsx")
    for wrong in (["-o", tmp_path / "marked.ods"], ["-o", tmp_path / "marked.xlsx", "--no-copy"]):
        assert planner("check", faulty, *wrong).exit_code == 2


def test_a_folder_that_cannot_be_written_to_is_told_and_the_check_goes_on(tmp_path: Path) -> None:
    faulty = case(tmp_path)
    plain = planner("check", faulty, "--no-copy", "--json")
    checked = planner("check", faulty, "--json", "-o", tmp_path / "nowhere" / "copy.xlsx")
    assert (checked.exit_code, checked.stdout) == (3, plain.stdout)
    *told, last = checked.stderr.splitlines()
    assert told == plain.stderr.splitlines()
    assert last.startswith(f"No marked copy of {faulty}: ")
    assert "cannot be written to" in last


def test_a_workbook_without_looks_has_no_copy_and_the_check_goes_on(tmp_path: Path) -> None:
    faulty = case(tmp_path)
    rewritten(faulty, {"xl/_rels/workbook.xml.rels": lambda text: text.replace(b"/styles", b"/unheard")}, {})
    checked = planner("check", faulty)
    assert checked.exit_code == 3
    assert checked.stderr.splitlines()[-1] == f"No marked copy of {faulty}: it has no looks of cells (styles)."
    assert [path.name for path in tmp_path.iterdir()] == ["case.xlsx"]


@pytest.mark.parametrize(
    ("text", "place"),
    [
        ("a.xlsx: Towns!F7", Place("a.xlsx", "Towns", 7, 6)),
        ("a.xlsx: Towns!AA10", Place("a.xlsx", "Towns", 10, 27)),
        ("a.xlsx: B: c!d!A1", Place("a.xlsx", "B: c!d", 1, 1)),
        ("a.xlsx: Towns, row 7", Place("a.xlsx", "Towns", 7)),
        ("a.xlsx: Towns, row 7, column note (not in the sheet)", Place("a.xlsx", "Towns", 7)),
        ("a.xlsx: Города, строка 7", Place("a.xlsx", "Города", 7)),
        ("a.xlsx: Города, строка 7, столбец «примечание» (его нет на листе)", Place("a.xlsx", "Города", 7)),
        ("a.xlsx: Towns", Place("a.xlsx", "Towns")),
        ("a.xlsx", Place("a.xlsx")),
        ("a.xlsx: b.xlsx: Towns!F7", Place("a.xlsx: b.xlsx", "Towns", 7, 6)),
        ("Budgets", Place("", "Budgets")),
        ("Budgets!A0", Place("", "Budgets!A0")),
    ],
)
def test_places_of_messages(text: str, place: Place) -> None:
    assert place_of(text, ["a.xlsx", "a.xlsx: b.xlsx"]) == place


@pytest.mark.parametrize(
    ("message", "wrong", "to_do"),
    [
        ("x: 'a; b' was read, c is expected; do d; then e", "x: 'a; b' was read, c is expected", "do d; then e"),
        ("the file is empty; save it", "the file is empty", "save it"),
        ("did you mean x?", "did you mean x?", ""),
    ],
)
def test_messages_part_into_what_is_wrong_and_what_to_do(message: str, wrong: str, to_do: str) -> None:
    assert parted(message) == (wrong, to_do)
