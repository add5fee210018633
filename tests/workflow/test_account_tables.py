"""Tables of accounts come in from files as people save them, and go out as other programs expect them."""

from __future__ import annotations

import json
import sys
from pathlib import Path

import pandas
import pytest
from hypothesis import example, given
from hypothesis import strategies as st

import sprawl
from sprawl.errors import InputError
from sprawl.workflow import tables
from sprawl.workflow.tables import csv_text, read_columns, write_columns

cell = st.text("ab,\"\n\r é'", max_size=4)
chance = st.none() | st.floats(0, 1) | st.sampled_from([0.5, 1e-7, float("nan")])


@given(st.lists(st.tuples(cell, cell, chance, st.integers(0, 9), st.booleans()), max_size=5))
@example([("a", "b", 0.5, 1, True)] * 2)
@example([("a,", "b", None, 1, True)])
def test_csv_is_written_as_pandas_writes_it(rows: list[tuple[str, str, float | None, int, bool]]) -> None:
    """Quotation marks only where a cell needs them; nothing for a missing value."""
    names = ["id", "owner", "probability", "count", "kept"]
    columns = {name: [row[at] for row in rows] for at, name in enumerate(names)}
    assert csv_text(columns) == pandas.DataFrame(rows, columns=names).to_csv(index=False, lineterminator="\n")


def test_one_column_with_empty_cells_keeps_its_lines() -> None:
    """An empty line would not be read back."""
    assert csv_text({"id": ["a", ""]}) == 'id\na\n""\n'


whole = st.text("ab,\"\n é'", max_size=4)


@given(st.lists(st.tuples(whole, whole, whole), min_size=1, max_size=40), st.sampled_from([4, 1 << 15]))
def test_what_is_written_is_read_back(
    tmp_path_factory: pytest.TempPathFactory, rows: list[tuple[str, ...]], size: int
) -> None:
    """All cells, whatever marks and ends of lines they hold, and however the file is cut into blocks."""
    columns = {name: [f"{at}{row[at]}.".strip() for row in rows] for at, name in enumerate(("id", "bio", "x"))}
    path = tmp_path_factory.getbasetemp() / "table.csv"
    before, tables._BLOCK = tables._BLOCK, size
    try:
        write_columns(columns, path)
        assert read_columns(path) == columns
    finally:
        tables._BLOCK = before


@pytest.mark.parametrize(
    ("data", "expected"),
    [
        pytest.param(b"id,Display Name\r\n1, A \r\n", {"id": ["1"], "display_name": ["A"]}, id="Windows lines"),
        pytest.param(b"id,bio\r1,A\r2,B\r", {"id": ["1", "2"], "bio": ["A", "B"]}, id="old Mac lines"),
        pytest.param(b"\n\nid;bio\n1;A\n\n2;B", {"id": ["1", "2"], "bio": ["A", "B"]}, id="semicolons, blank lines"),
        pytest.param(b"id,bio\n1\n2,B,\n", {"id": ["1", "2"], "bio": ["", "B"]}, id="short and long rows"),
        pytest.param("id,bio\n1,Zürich\n".encode("cp1252"), {"id": ["1"], "bio": ["Zürich"]}, id="Windows-1252"),
        pytest.param("id,bio\n1,Zürich\n".encode("utf-16"), {"id": ["1"], "bio": ["Zürich"]}, id="UTF-16"),
        pytest.param(b"\xef\xbb\xbfid,bio\n1,A\n", {"id": ["1"], "bio": ["A"]}, id="UTF-8 with a mark"),
        pytest.param(b'id,bio\n1,"a\nb"\n2,5" pipe\n', {"id": ["1", "2"], "bio": ["a\nb", '5" pipe']}, id="quotes"),
        pytest.param(b"id,bio,bio\n1,A,B\n", {"id": ["1"], "bio": ["A"], "bio.1": ["B"]}, id="one name twice"),
        pytest.param(b"id,bio\n", {"id": [], "bio": []}, id="no rows"),
    ],
)
def test_csv_is_read_as_people_save_it(tmp_path: Path, data: bytes, expected: dict[str, list[str]]) -> None:
    """Encodings, ends of lines, delimiters and rows that are not whole."""
    path = tmp_path / "accounts.csv"
    path.write_bytes(data)
    assert read_columns(path) == expected


@pytest.mark.parametrize(
    ("data", "words"),
    [
        pytest.param(b"id,bio\n1,A\n2,B,C\n", "line 3 has 3 cells", id="a row that is too long"),
        pytest.param(b'id,bio\n1,A\n2,"B\n3,C\n', "never closed", id="an open quotation mark"),
        pytest.param(b"\x00\x01\x02id,\x03", "binary", id="binary"),
    ],
)
def test_what_is_no_table_is_said_so(tmp_path: Path, data: bytes, words: str) -> None:
    """One line that names the file."""
    path = tmp_path / "accounts.csv"
    path.write_bytes(data)
    with pytest.raises(InputError, match=words):
        read_columns(path)


def test_json_is_a_list_of_rows(tmp_path: Path) -> None:
    """Text as it is, null for a missing value."""
    write_columns({"id": ["é"], "probability": [0.5], "department": [None]}, tmp_path / "a.json")
    rows = json.loads((tmp_path / "a.json").read_text("utf-8"))
    assert rows == [{"id": "é", "probability": 0.5, "department": None}]


@pytest.mark.parametrize("name", ["pandas", "pyarrow"])
def test_a_missing_extra_is_named(monkeypatch: pytest.MonkeyPatch, tmp_path: Path, name: str) -> None:
    """The error says in one line what to install; without the extra all else works."""
    monkeypatch.setitem(sys.modules, name, None)
    extra = {"pandas": r"sprawl\[notebook\]", "pyarrow": r"sprawl\[parquet\]"}[name]
    with pytest.raises(sprawl.SprawlError, match=extra):
        sprawl.Inventory([]).to_frame() if name == "pandas" else write_columns({"id": ["1"]}, tmp_path / "a.parquet")
    write_columns({"id": ["1"]}, tmp_path / "a.csv")
    assert read_columns(tmp_path / "a.csv") == {"id": ["1"]}
