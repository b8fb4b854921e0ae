"""Workbooks that somebody made to do harm: they are refused in words, or read for their values and nothing else."""

from __future__ import annotations

import struct
import time
import zipfile
from collections.abc import Mapping
from pathlib import Path

import openpyxl
import pytest
from click.testing import CliRunner

from planner.cli import main
from planner.tables import cells
from planner.tables.faults import Faults
from planner.tables.read import read_case
from planner.tables.region_workbook import write_region_workbooks
from planner.tables.rows import rows_of_case
from planner.tables.write import write_case_workbook
from tests.small_case import small_rows


@pytest.fixture
def case(tmp_path: Path) -> Path:
    write_case_workbook(tmp_path / "case.xlsx", small_rows())
    return tmp_path / "case.xlsx"


def with_parts(path: Path, parts: Mapping[str, bytes]) -> Path:
    """The workbook with parts added or replaced."""
    with zipfile.ZipFile(path) as archive:
        content = {name: archive.read(name) for name in archive.namelist()} | dict(parts)
    changed = path.with_name("changed.xlsx")
    with zipfile.ZipFile(changed, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, text in content.items():
            archive.writestr(name, text)
    return changed


def part(path: Path, name: str) -> bytes:
    with zipfile.ZipFile(path) as archive:
        return archive.read(name)


def refusal(path: Path) -> str:
    with pytest.raises(Faults) as raised:
        read_case([path])
    (fault,) = raised.value.faults
    assert fault.place.startswith(path.name)
    return fault.message


def test_a_size_that_is_a_lie_is_found_out(case: Path) -> None:
    """Twenty megabytes that say they are ten bytes: weighed by what is said, but no more than that is unpacked."""
    path = with_parts(case, {"xl/worksheets/sheet1.xml": b" " * 20_000_000})
    raw = bytearray(path.read_bytes())
    found = raw.find(struct.pack("<I", 20_000_000))
    assert found > 0
    while found > 0:
        raw[found : found + 4] = struct.pack("<I", 10)
        found = raw.find(struct.pack("<I", 20_000_000))
    path.write_bytes(raw)
    assert "damaged" in refusal(path)


def test_many_parts_are_weighed_together(case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Four hundred parts of 600 kB, none of them suspicious by itself, unpack to 240 MB, though the file is small."""
    path = with_parts(case, {f"xl/media/{number}.bin": b"\0" * 600_000 for number in range(400)})
    monkeypatch.setattr(zipfile.ZipFile, "read", lambda *_: pytest.fail("unpacked before it was weighed"))
    assert "would unpack to 2" in refusal(path)


def test_more_parts_than_any_workbook_has(case: Path) -> None:
    path = with_parts(case, {f"xl/junk/{number}.txt": b"" for number in range(cells.PARTS_MAX)})
    began = time.process_time()
    assert "parts" in refusal(path)
    assert time.process_time() - began < 5


@pytest.mark.parametrize("name", ["../../evil.xml", "xl/../../evil.xml", "xl\\..\\evil.xml"])
def test_parts_that_lead_out_of_the_file(name: str, case: Path) -> None:
    path = with_parts(case, {name: b"<x/>"})
    assert "leads out of it" in refusal(path)
    done = CliRunner().invoke(main, ["check", str(path)])
    assert done.exit_code == 3
    assert not list(path.parent.glob("*.checked.xlsx"))


@pytest.mark.parametrize("target", ["file:///etc/passwd", "/etc/passwd", "http://127.0.0.1:9/sheet.xml", "../../x.xml"])
def test_a_sheet_that_stands_elsewhere_is_not_fetched(target: str, case: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a link was followed"))
    rels = part(case, "xl/_rels/workbook.xml.rels").replace(b"worksheets/sheet2.xml", target.encode())
    message = refusal(with_parts(case, {"xl/_rels/workbook.xml.rels": rels}))
    assert "damaged" in message or "missing" in message
    assert "root:" not in message


def test_links_to_other_workbooks_count_by_the_value_that_was_stored(
    case: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    """A cell that was computed from another file keeps its last value; the other file is not looked for."""
    monkeypatch.setattr("socket.socket.connect", lambda *_: pytest.fail("a link was followed"))
    link = b'<?xml version="1.0"?><externalLink xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main"/>'
    names = openpyxl.load_workbook(case).sheetnames
    sheet = f"xl/worksheets/sheet{names.index('Towns') + 1}.xml"
    before = part(case, sheet)
    after = before.replace(b"<v>12000.0</v>", b"<f>'[1]Other'!A1</f><v>12001</v>")
    assert after != before
    linked = with_parts(case, {sheet: after, "xl/externalLinks/externalLink1.xml": link})
    assert read_case([linked]).towns[0].population == 12_001


def test_macros_are_neither_run_nor_a_reason_to_refuse(case: Path) -> None:
    path = with_parts(case, {"xl/vbaProject.bin": b"\xd0\xcf\x11\xe0Auto_Open"}).rename(case.with_name("case.xlsm"))
    assert rows_of_case(read_case([path])) == rows_of_case(read_case([case]))


@pytest.mark.parametrize("sign", "=+-@")
def test_nothing_that_a_region_is_called_becomes_a_formula(sign: str, tmp_path: Path) -> None:
    name = f"{sign}cmd|' /C calc'!A0".strip()
    rows = small_rows()
    for row in rows["Towns"] + rows["Regions"]:
        row.update({"region": name} if row["region"] == "South Region" else {})
    for row in rows["Budgets"]:
        row.update({"payer": name} if row["payer"] == "South Region" else {})
    rows["Scores"][2]["town"] = "GAM"
    rows["Settings"][0]["value"] = name
    write_case_workbook(tmp_path / "case.xlsx", rows)
    folder = tmp_path / "regions"
    folder.mkdir()
    made = [path for path, _ in write_region_workbooks(folder, read_case([tmp_path / "case.xlsx"]), (name,))]
    assert [path.parent for path in made] == [folder]
    sheets = [sheet for sheet in openpyxl.load_workbook(made[0]).worksheets if sheet.title == "Start"]
    assert sheets[0]["B4"].value == name
    with zipfile.ZipFile(made[0]) as archive:
        for entry in archive.namelist():
            # Only what counts scores and looks up the meaning of factors is a formula.
            text = archive.read(entry)
            ours = text.count(b"<f>IFERROR(INDEX(Factors!$F$4") + text.count(b'<f>"Scores filled in so far: "')
            assert len(cells.FORMULA_TAG.findall(text)) == ours, entry
