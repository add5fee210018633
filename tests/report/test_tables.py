"""The inventory in tables: whole, typed, safe to open in a spreadsheet, and the same bytes for the same entries."""

from __future__ import annotations

import csv
import datetime
import io
import json
from pathlib import Path

import openpyxl
import pytest

from sprawl.errors import OutputError
from sprawl.model import Entry, Evidence, EvidenceKind, Region, Relation, Seen, Status
from sprawl.report.inventory import COLUMNS, FORMATS, inventory_text, record, write_inventory
from sprawl.report.tables import inert, live

SAID = Evidence(
    EvidenceKind.LINK, "site:www.example.org", "x:acme", "https://www.example.org/", Region.FOOTER, "Follow us"
)
SEEN = Seen(SAID, "2026-11-21T19:45:26Z", "sha1:ABC", "The footer of the home page links to it.")
ENTRIES = [
    Entry(
        "x:acme",
        "x",
        "Acme",
        "profile",
        "https://x.com/Acme",
        "p1",
        "Acme Ünion",
        Relation.OFFICIAL,
        0.98765,
        "Press",
        "Press Desk",
        0.81,
        ("Press", "Sales"),
        Status.ACTIVE,
        "2026-11-01",
        (SEEN,),
    ),
    Entry(
        "youtube:@acme",
        "youtube",
        "@acme",
        "profile",
        "https://www.youtube.com/@acme",
        "p2",
        relation=Relation.AFFILIATE,
    ),
    Entry(
        "x:other", "x", "other", "profile", "https://x.com/other", "p3", relation=Relation.THIRD_PARTY, probability=0.02
    ),
]

RUNNABLE = [
    "=1+1",
    "+1+1",
    "-1+1",
    "@SUM(1+1)",
    "%1",
    "|1+1",
    "=",
    "\u2013",
    "@A3",
    "\t=1",
    "\r=1",
    "\n=1",
    " =1",
    "\u200b=1",
    "\ufeff=1",
    "\uff1d1+1",
    "\uff20A1",
    "\uff0d1",
    'DDE ("cmd";"/C calc";"!A0")A0',
    "first\n=second",
    '"=1',
    ";=1",
    ",=1",
    "'=1",
    "=cmd|' /C calc'!A0",
]
PLAIN = ["Acme", "", "a=b", "Public Works - Streets", "'quoted'", "50%", "Dderby"]


def written(ending: str, entries: list[Entry], folder: Path) -> Path:
    path = folder / f"inventory{ending}"
    write_inventory(entries, path)
    return path


def test_the_record_has_exactly_the_fields_of_the_public_surface() -> None:
    assert record(ENTRIES[0]) == {
        "id": "p1",
        "ref": "x:acme",
        "platform": "x",
        "handle": "Acme",
        "url": "https://x.com/Acme",
        "display_name": "Acme Ünion",
        "relation": "official",
        "probability": 0.9877,
        "department": "Press",
        "unit": "Press Desk",
        "department_probability": 0.81,
        "contested": ["Press", "Sales"],
        "status": "active",
        "last_post": "2026-11-01",
        "evidence": [
            {
                "kind": "link",
                "source_url": "https://www.example.org/",
                "region": "footer",
                "quote": "Follow us",
                "seen_at": "2026-11-21T19:45:26Z",
                "digest": "sha1:ABC",
                "sentence": "The footer of the home page links to it.",
            }
        ],
    }


def test_json_is_the_list_of_records(tmp_path: Path) -> None:
    path = written(".json", ENTRIES, tmp_path)
    assert json.loads(path.read_text("utf-8")) == [record(entry) for entry in ENTRIES]


def test_csv_opens_in_a_spreadsheet(tmp_path: Path) -> None:
    data = written(".csv", ENTRIES, tmp_path).read_bytes()
    rows = list(csv.DictReader(io.StringIO(data.decode("utf-8-sig"), newline="")))
    assert data.startswith(b"\xef\xbb\xbf")
    assert tuple(rows[0]) == COLUMNS
    assert (rows[0]["display_name"], rows[0]["contested"], rows[0]["evidence"]) == ("Acme Ünion", "Press; Sales", "1")
    assert [live(row["handle"]) for row in rows] == ["Acme", "@acme", "other"]


def test_xlsx_has_typed_cells_links_and_frozen_headers(tmp_path: Path) -> None:
    book = openpyxl.load_workbook(written(".xlsx", ENTRIES, tmp_path))
    sheet = book["Accounts"]
    cell = {title: sheet.cell(2, column) for column, title in enumerate(COLUMNS, 1)}
    assert book.sheetnames == ["Accounts", "Departments", "Evidence"]
    assert (sheet.freeze_panes, sheet.auto_filter.ref) == ("B2", "A1:Q4")
    assert cell["probability"].value == 0.9877
    assert cell["last_post"].value == datetime.datetime(2026, 11, 1)
    assert cell["url"].hyperlink.target == "https://x.com/Acme"
    assert sheet.cell(3, 3).value == "@acme"
    assert [[value.value for value in row] for row in book["Departments"].iter_rows(min_row=2)] == [
        ["(unknown)", 1, 1, 0, 0, 0, 0, "youtube 1"],
        ["Press", 1, 1, 1, 0, 0, 1, "x 1"],
    ]
    assert book["Evidence"]["C2"].value == "https://www.example.org/"


@pytest.mark.parametrize("text", RUNNABLE, ids=repr)
def test_what_would_run_is_inert_and_reads_back(text: str, tmp_path: Path) -> None:
    entry = Entry("x:acme", "x", "acme", "profile", text, "p1", text, department=text, relation=Relation.OFFICIAL)
    rows = list(csv.reader(io.StringIO(written(".csv", [entry], tmp_path).read_text("utf-8-sig"), newline="")))
    assert all(cell.startswith("'") for cell in (rows[1][3], rows[1][4], rows[1][7]))
    for sheet in openpyxl.load_workbook(written(".xlsx", [entry], tmp_path)):
        cells = [cell for row in sheet.iter_rows(min_row=2) for cell in row]
        assert all(cell.data_type != "f" for cell in cells)
        assert not any(str(cell.value).startswith(("=", "+", "-", "%", "|", "\t", "\r")) for cell in cells)


@pytest.mark.parametrize("text", PLAIN, ids=repr)
def test_plain_words_stay_as_they_are(text: str) -> None:
    assert inert(text) == text == live(text)


@pytest.mark.parametrize("ending", list(FORMATS))
def test_the_same_entries_give_the_same_bytes(ending: str) -> None:
    assert FORMATS[ending](ENTRIES) == FORMATS[ending](ENTRIES)


@pytest.mark.parametrize("ending", list(FORMATS))
def test_no_entries_and_hostile_entries_are_fine(ending: str, tmp_path: Path) -> None:
    nasty = "\x00\x0b\ud800\uffff</t>" + "x" * 40_000
    hostile = Entry(nasty, nasty, nasty, "profile", "https://" + "a" * 3_000, nasty, nasty, last_post=nasty)
    write_inventory([], tmp_path / f"none{ending}")
    write_inventory([hostile], tmp_path / f"one{ending}")
    assert (tmp_path / f"one{ending}").stat().st_size > 0


@pytest.mark.parametrize(
    ("form", "expected"), [("json", '[\n {\n  "id": "p1"'), ("nl", '{"id": "p1"'), ("csv", "ref,platform")]
)
def test_text_for_standard_output(form: str, expected: str) -> None:
    assert inventory_text(ENTRIES, form).startswith(expected)


def test_standard_output_gets_json(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    write_inventory(ENTRIES, "-")
    assert json.loads(capfdbinary.readouterr().out)[0]["ref"] == "x:acme"


def test_what_cannot_be_written_is_told_and_leaves_the_older_file(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"an inventory is written as \.csv, \.xlsx, \.json"):
        write_inventory(ENTRIES, tmp_path / "inventory.docx")
    with pytest.raises(OutputError, match="cannot be written"):
        write_inventory(ENTRIES, tmp_path / "missing" / "inventory.csv")
    with pytest.raises(OutputError, match="cannot be written"):
        write_inventory(ENTRIES, tmp_path / ("x" * 300 + ".csv"))
    assert list(tmp_path.iterdir()) == []
