"""Files appear whole or not at all, and text is read as people's programs save it."""

from __future__ import annotations

import os
import threading
from pathlib import Path

import pytest

from sprawl.errors import OutputError
from sprawl.files import decode, delimiter, place


def test_a_file_is_replaced_whole_and_nothing_is_left_beside_it(tmp_path: Path) -> None:
    path = tmp_path / "out.csv"
    place(b"old", path)
    place(b"new", path)
    assert path.read_bytes() == b"new"
    assert list(tmp_path.iterdir()) == [path]


@pytest.mark.parametrize(
    "name", ["missing/out.csv", "", "x" * 300, "nul\x00.csv"], ids=["no folder", "folder", "long", "nul"]
)
def test_what_cannot_be_written_is_told_in_one_line(name: str, tmp_path: Path) -> None:
    with pytest.raises(OutputError, match="cannot be written") as caught:
        place(b"x", tmp_path / name)
    assert "\n" not in str(caught.value)
    assert list(tmp_path.iterdir()) == []


def test_a_pipe_is_written_to_and_stays_a_pipe(tmp_path: Path) -> None:
    os.mkfifo(tmp_path / "pipe")
    read: list[bytes] = []
    reader = threading.Thread(target=lambda: read.append((tmp_path / "pipe").read_bytes()))
    reader.start()
    place(b"through", tmp_path / "pipe")
    reader.join()
    assert (read, (tmp_path / "pipe").is_fifo()) == ([b"through"], True)


def test_a_dash_is_standard_output(capfdbinary: pytest.CaptureFixture[bytes]) -> None:
    place(b"\xff\x00", "-")
    assert capfdbinary.readouterr().out == b"\xff\x00"


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "utf-16", "utf-16-le", "utf-16-be", "cp1252"])
def test_text_comes_in_any_encoding(encoding: str) -> None:
    assert decode("name;Straße é\n".encode(encoding))[0] == "name;Straße é\n"


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("a,b\n1,2", ","),
        ("a;b\n1,5;2,5", ";"),
        ("a\tb, c\n1\t2", "\t"),
        ("a|b\n1|2", "|"),
        ("one column", ","),
        ("", ","),
    ],
)
def test_the_delimiter_is_the_one_that_makes_columns(text: str, expected: str) -> None:
    assert delimiter(text) == expected
