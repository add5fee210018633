"""Inventories as people keep them: each line is an account or a reason, and what was guessed is told."""

from __future__ import annotations

import datetime
import io
import json
import tomllib
import zipfile
from contextlib import suppress
from importlib import resources
from pathlib import Path

import openpyxl
import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from sprawl.errors import InputError
from sprawl.sheets.columns import Column, meanings, platform_of
from sprawl.sheets.table import Listed, Sheet, read_table

FIELDS = tomllib.loads(resources.files("sprawl.sheets").joinpath("columns.toml").read_text("utf-8"))


def saved(folder: Path, text: str | bytes, name: str = "sheet.csv") -> Path:
    path = folder / name
    path.write_bytes(text if isinstance(text, bytes) else text.encode())
    return path


def refs(sheet: Sheet) -> list[str]:
    return [row.account.ref for row in sheet.rows]


def listed(sheet: Sheet, ref: str) -> Listed:
    return next(row for row in sheet.rows if row.account.ref == ref)


@pytest.mark.parametrize("name", list(FIELDS))
def test_every_field_has_examples_and_counter_examples(name: str) -> None:
    assert FIELDS[name]["examples"]
    assert FIELDS[name]["counter"]


@pytest.mark.parametrize(("name", "title"), [(name, title) for name in FIELDS for title in FIELDS[name]["examples"]])
def test_an_example_is_read_as_its_field(name: str, title: str) -> None:
    assert name in meanings(title)[:2]
    assert name not in ("account", "handle", "platform") or not platform_of(title)


@pytest.mark.parametrize(("name", "title"), [(name, title) for name in FIELDS for title in FIELDS[name]["counter"]])
def test_a_counter_example_is_not(name: str, title: str) -> None:
    assert (meanings(title) or [""])[0] != name


@pytest.mark.parametrize(
    ("title", "expected"),
    [
        ("Twitter", "x"),
        ("Facebook URL", "facebook"),
        ("Instagram handle", "instagram"),
        ("X (formerly Twitter)", "x"),
        ("Facebook followers", ""),
        ("Department", ""),
        ("Website", ""),
        ("Account", ""),
    ],
)
def test_a_column_can_be_a_platform(title: str, expected: str) -> None:
    assert platform_of(title) == expected


@pytest.mark.parametrize(("index", "expected"), [(0, "A"), (25, "Z"), (26, "AA"), (701, "ZZ"), (702, "AAA")])
def test_columns_are_named_as_spreadsheets_do(index: int, expected: str) -> None:
    assert Column(index, "").letter == expected


SHEETS = {
    "platform and handle": (
        "Platform,Handle,Department,Owner\nTwitter,@Acme,Press,Ann\nIntagram,acme.pics,Press,\nFacebook,acmepage,Sales,Bob\n",
        ["x:acme", "instagram:acme.pics", "facebook:acmepage"],
    ),
    "german, semicolons": (
        "Kanal;Link / Handle;Zuständige Abteilung\nX;https://twitter.com/acme;Presse\nFacebook;facebook.com/acme;Vertrieb\n",
        ["x:acme", "facebook:acme"],
    ),
    "french, tabs": (
        "Service\tRéseau social\tLien du profil\nSanté\tFacebook\thttps://www.facebook.com/sante.ex\n",
        ["facebook:sante.ex"],
    ),
    "one column a platform": (
        'Department,Twitter,Facebook URL,Instagram\nPress,@acme,https://facebook.com/acme,"@one, @two"\nFire,-,n/a,\n',
        ["x:acme", "facebook:acme", "instagram:one", "instagram:two"],
    ),
    "no header": ("https://x.com/acme,Press\nhttps://facebook.com/acme,Press\n", ["x:acme", "facebook:acme"]),
    "title rows above": (
        "Our social media accounts\nUpdated in May\n\nAccount,Type\nhttps://x.com/acme,main\n",
        ["x:acme"],
    ),
    "several links in a cell": (
        'Department,Links\nPress,"https://x.com/one\nhttps://x.com/two; facebook.com/three"\n',
        ["x:one", "x:two", "facebook:three"],
    ),
    "links in the middle of words": ("Name,URL\nAcme,see https://x.com/acme\n", ["x:acme"]),
    "sep line of a spreadsheet": ("sep=;\nURL;Team\nhttps://x.com/acme;Press\n", ["x:acme"]),
    "header repeated": ("URL,Team\nhttps://x.com/acme,A\nURL,Team\nhttps://x.com/other,B\n", ["x:acme", "x:other"]),
    "refs": ("ref,department\nx:acme,Press\nfacebook:acme,Press\n", ["x:acme", "facebook:acme"]),
    "bare names": (
        "Platform,Handle\nLinkedIn,acme-labs\nBluesky,@acme\n",
        ["linkedin:company/acme-labs", "bluesky:acme.bsky.social"],
    ),
    "address and handle": ("Network,Handle,URL\nTwitter,@acme,https://twitter.com/acme\n", ["x:acme"]),
    "made inert by our own CSV": ("Platform,Handle\nX,'@acme\nX,'@other\n", ["x:acme", "x:other"]),
}


@pytest.mark.parametrize(("text", "expected"), SHEETS.values(), ids=SHEETS)
def test_sheets_of_every_shape_are_read(text: str, expected: list[str], tmp_path: Path) -> None:
    assert refs(read_table(saved(tmp_path, text))) == expected


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "cp1252"])
def test_any_encoding_is_read(encoding: str, tmp_path: Path) -> None:
    text = "URL;Abteilung\nhttps://x.com/acme;Öffentlichkeit\n"
    sheet = read_table(saved(tmp_path, text.encode(encoding)))
    assert sheet.rows[0].department == "Öffentlichkeit"
    assert ("read as Windows-1252, because it is not UTF-8" in sheet.guesses) == (encoding == "cp1252")


def test_what_a_line_says_is_kept(tmp_path: Path) -> None:
    text = (
        "Network,URL,Name,Dept.,Owner,Status,Notes,Last checked,Website,Budget code\n"
        "X,https://x.com/acme,Acme,Press,Ann,active,main one,2026-01-02,www.example.org,4711\n"
    )
    sheet = read_table(saved(tmp_path, text))
    row = sheet.rows[0]
    assert (row.row, row.display_name, row.department, row.owner) == (2, "Acme", "Press", "Ann")
    assert (row.status, row.notes, row.checked) == ("active", "main one", "2026-01-02")
    assert row.links == sheet.links == ("https://www.example.org",)
    assert row.other == {"Budget code": "4711"}
    assert "column C 'Name' read as display name" in sheet.guesses
    assert "kept as they are: 'Budget code'" in sheet.guesses


PROBLEMS = {
    "no account at all": ("X,see Ann", "see Ann", "names no account"),
    "unknown platform": ("Quibblr,acme", "acme", "stands beside a platform that is not known (Quibblr)"),
    "a post": (
        "X,https://x.com/acme/status/12345",
        "https://x.com/acme/status/12345",
        "is a post of x:acme, not an account",
    ),
    "a share button": ("X,https://x.com/share?url=a", "https://x.com/share?url=a", "is no account (share)"),
    "yes": ("Facebook,yes", "yes", "says that there is an account, but not which"),
    "empty but for a platform": ("Facebook,", "Facebook", "names no account"),
    "several words": ("Facebook,City of Acme Fire", "City of Acme Fire", "names no account"),
}


@pytest.mark.parametrize(("line", "text", "why"), PROBLEMS.values(), ids=PROBLEMS)
def test_a_line_that_names_no_account_is_told_with_its_number(line: str, text: str, why: str, tmp_path: Path) -> None:
    sheet = read_table(saved(tmp_path, f"Platform,Link\nX,https://x.com/acme\n{line}\n"))
    assert [(problem.row, problem.text, problem.why) for problem in sheet.problems] == [(3, text, why)]


def test_a_handle_that_contradicts_its_address_is_told(tmp_path: Path) -> None:
    sheet = read_table(saved(tmp_path, "Network,Handle,URL\nTwitter,@other,https://twitter.com/acme\n"))
    assert refs(sheet) == ["x:acme"]
    assert sheet.problems[0].why == "is not the handle of x:acme in the same row; the address was taken"


def test_accounts_listed_twice_are_told(tmp_path: Path) -> None:
    sheet = read_table(saved(tmp_path, "URL\nhttps://x.com/acme\nhttps://facebook.com/acme\ntwitter.com/Acme\n"))
    assert "listed more than once: x:acme (rows 2, 4)" in sheet.guesses


def test_headings_between_the_rows_are_departments(tmp_path: Path) -> None:
    text = "Account,Type\nPress,\nhttps://x.com/one,a\nhttps://x.com/two,b\nFire,\nhttps://x.com/three,c\n"
    assert [row.department for row in read_table(saved(tmp_path, text)).rows] == ["Press", "Press", "Fire"]


def test_a_department_written_once_on_the_left_holds_for_the_blanks_below(tmp_path: Path) -> None:
    rows = [
        "Press,https://x.com/a1",
        ",https://x.com/a2",
        ",https://x.com/a3",
        "Fire,https://x.com/a4",
        ",https://x.com/a5",
    ]
    sheet = read_table(saved(tmp_path, "\n".join(["Department,URL", *rows])))
    assert [row.department for row in sheet.rows] == ["Press"] * 3 + ["Fire"] * 2
    assert "blank departments read as the one above them" in sheet.guesses


def test_a_department_missing_here_and_there_stays_unknown(tmp_path: Path) -> None:
    rows = [
        "https://x.com/a1,Press",
        "https://x.com/a2,",
        "https://x.com/a3,",
        "https://x.com/a4,Fire",
        "https://x.com/a5,?",
    ]
    sheet = read_table(saved(tmp_path, "\n".join(["URL,Department", *rows])))
    assert [row.department for row in sheet.rows] == ["Press", "", "", "Fire", ""]


@pytest.mark.parametrize(
    ("values", "expected"),
    [(["HR", "Communications", "Legal"], ["HR", "Communications", "Legal"]), (["Ann", "Bob", "Ann"], ["", "", ""])],
    ids=["functions", "persons"],
)
def test_owners_that_are_departments_are_read_as_such(values: list[str], expected: list[str], tmp_path: Path) -> None:
    rows = [f"https://x.com/a{number},{value}" for number, value in enumerate(values)]
    assert [row.department for row in read_table(saved(tmp_path, "\n".join(["URL,Owner", *rows]))).rows] == expected


def test_the_mapping_overrides_the_guess(tmp_path: Path) -> None:
    path = saved(tmp_path, "Thing,Where,Url\nacme,Press,https://x.com/other\n")
    told = {"thing": "Twitter", "B": "department", "Url": "ignore"}
    sheet = read_table(path, told)
    assert [(row.account.ref, row.department) for row in sheet.rows] == [("x:acme", "Press")]
    assert "column B 'Where' read as department (as told)" in sheet.guesses


@pytest.mark.parametrize(
    ("mapping", "expected"),
    [
        ({"URL": "departmnt"}, "--map URL=departmnt: no such field; did you mean 'department'?"),
        ({"Urll": "account"}, "--map Urll=account: no such column; did you mean 'URL'?"),
    ],
)
def test_a_wrong_mapping_is_told(mapping: dict[str, str], expected: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_table(saved(tmp_path, "URL,Team\nhttps://x.com/acme,A\n"), mapping)
    assert str(caught.value) == expected


def workbook(folder: Path) -> Path:
    book = openpyxl.Workbook()
    sheet = book.active
    sheet.title = "Accounts"
    sheet["A1"] = "Social media audit 2026"
    sheet.merge_cells("A1:E1")
    for column, title in enumerate(["Network", "Name", "Profile", "Dept.", "Last post date"], 1):
        sheet.cell(3, column, title)
    sheet.append(["Facebook", "Acme Press", "Open", "Press", datetime.date(2026, 1, 2)])
    sheet["C4"].hyperlink = "https://www.facebook.com/acmepress"
    sheet.append(["X", "Acme on X", '=HYPERLINK("https://twitter.com/acmepress","here")'])
    sheet.append(["Instagram", "Acme pics", "acme.pics"])
    sheet.merge_cells("D4:D6")
    notes = book.create_sheet("Instructions")
    notes["A1"] = "Write one account a row"
    book.create_sheet("Campaigns").append(["URL", "Team"])
    book["Campaigns"].append(["https://x.com/camp", "Brand"])
    book.save(folder / "audit.xlsx")
    return folder / "audit.xlsx"


def test_a_workbook_with_titles_merged_cells_links_and_several_sheets(tmp_path: Path) -> None:
    sheet = read_table(workbook(tmp_path))
    assert [(row.tab, row.row, row.account.ref, row.department) for row in sheet.rows] == [
        ("Accounts", 4, "facebook:acmepress", "Press"),
        ("Accounts", 5, "x:acmepress", "Press"),
        ("Accounts", 6, "instagram:acme.pics", "Press"),
        ("Campaigns", 2, "x:camp", ""),
    ]
    assert listed(sheet, "facebook:acmepress").last_post == "2026-01-02"
    assert "sheet 'Instructions': has no column of accounts and was left out" in sheet.guesses


RECORD = {
    "id": "p1",
    "ref": "x:acme",
    "platform": "x",
    "handle": "Acme",
    "url": "https://x.com/acme",
    "department": "Press",
    "status": "active",
    "relation": "official",
    "contested": [],
    "evidence": [{"kind": "link"}],
}


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        (json.dumps([RECORD]), ["x:acme"]),
        (json.dumps({"accounts": [{"url": "https://x.com/acme"}], "version": 1}), ["x:acme"]),
        (json.dumps(["https://x.com/acme", "facebook:acme"]), ["x:acme", "facebook:acme"]),
        (json.dumps(RECORD) + "\n" + json.dumps({"url": "https://x.com/other"}), ["x:acme", "x:other"]),
        (json.dumps([{"name": "Press", "links": ["https://x.com/a1", "https://x.com/a2"]}]), ["x:a1", "x:a2"]),
    ],
    ids=["our own export", "under accounts", "addresses", "one a line", "lists in fields"],
)
def test_json_of_every_shape_is_read(text: str, expected: list[str], tmp_path: Path) -> None:
    assert refs(read_table(saved(tmp_path, text, "accounts.json"))) == expected


def bomb() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("xl/workbook.xml", b"0")
        archive.getinfo("xl/workbook.xml").file_size = 250_000_000  # as the directory of a bomb says
    return out.getvalue()


def other_archive() -> bytes:
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as archive:
        archive.writestr("readme.txt", "hello")
    return out.getvalue()


REFUSED = {
    "empty": (b"", "is empty; expected a CSV, XLSX or JSON file"),
    "blank": (b"\n\n , ,\n", "is empty; expected one account a row"),
    "pdf": (b"%PDF-1.7 ...", "is a PDF document; expected a CSV, XLSX or JSON file"),
    "picture": (b"\x89PNG\r\n\x1a\n\x00\x00", "is a picture"),
    "web page": (b"<!DOCTYPE html><title>x</title>", "is a web page"),
    "binary": (bytes(range(256)) * 20, "is a binary file"),
    "truncated workbook": (b"PK\x03\x04" + b"x" * 500, "is a truncated or damaged workbook; save it again"),
    "another archive": (other_archive(), "is a ZIP archive but not a workbook"),
    "bomb": (bomb(), "unpacks to 250 MB; expected a workbook under 200 MB"),
    "old workbook": (b"\xd0\xcf\x11\xe0" + b"\x00" * 600, "is an old workbook (.xls); save it as .xlsx or .csv"),
    "password": (b"\xd0\xcf\x11\xe0" + "EncryptedPackage".encode("utf-16-le"), "is protected by a password"),
    "broken json": (b'[{"url": "https://x.com/a"},', "is not whole JSON (line 1)"),
    "deep json": (b"[" * 200_000, "is not whole JSON (it is nested too deep)"),
    "json without a list": (b'{"name": "Acme"}', "holds no list of accounts"),
    "no column of accounts": (
        b"Colour,Size\nred,1\n",
        "no column of accounts found; name it with --map COLUMN=account",
    ),
    "no account": (b"Platform,Handle\nX,see Ann\n", "no row names an account (row 2: 'see Ann' names no account)"),
    "huge cell": (b'URL\n"' + b"x" * 200_000 + b'"', "cannot be read as CSV"),
}


@pytest.mark.parametrize(("data", "expected"), REFUSED.values(), ids=REFUSED)
def test_what_is_no_inventory_is_refused_in_one_line(data: bytes, expected: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_table(saved(tmp_path, data, "given.csv"))
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


def test_a_missing_file_is_told(tmp_path: Path) -> None:
    with pytest.raises(InputError, match=r"none\.csv: cannot be read \(No such file or directory\)"):
        read_table(tmp_path / "none.csv")


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.one_of(st.binary(max_size=300), st.text(max_size=300).map(lambda text: text.encode("utf-8", "replace"))))
def test_any_bytes_give_a_sheet_or_one_line(tmp_path: Path, data: bytes) -> None:
    with suppress(InputError):
        assert read_table(saved(tmp_path, data, "any.csv")).rows
