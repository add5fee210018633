"""`sprawl match`: files in, files out, one clear line where something is wrong."""

from __future__ import annotations

import csv
import io
import json
import subprocess
import sys
from pathlib import Path

import pandas
import pytest

import sprawl

COMMAND = str(Path(sys.executable).with_name("sprawl"))
ACCOUNTS = """id,platform,handle,display_name,bio,website,kept
1,x,novalis,Novalis,,https://novalis.example,a
2,facebook,NovalisCareers,Novalis Careers,Jobs at Novalis,,b
3,instagram,orchard,Orchard,,https://orchard.example,c
"""
UNITS = "department,parent,domains\nHuman Resources,,\nCareers,Human Resources,jobs.novalis.example\n"


def run(*words: str, stdin: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run([COMMAND, "match", *words], input=stdin, capture_output=True, text=True, check=False)


@pytest.fixture
def accounts(tmp_path: Path) -> Path:
    path = tmp_path / "accounts.csv"
    path.write_text(ACCOUNTS, "utf-8")
    return path


def test_a_file_in_a_file_out(accounts: Path, tmp_path: Path) -> None:
    """The columns are those promised, unknown ones pass through, departments and questions come along."""
    units, out, ask = tmp_path / "units.csv", tmp_path / "out.csv", tmp_path / "ask.csv"
    units.write_text(UNITS, "utf-8")
    done = run(str(accounts), "--departments", str(units), "--out", str(out), "--ask", "2", "--ask-out", str(ask))
    assert done.returncode == 0, done.stderr
    rows = list(csv.DictReader(out.read_text("utf-8").splitlines()))
    assert list(rows[0]) == ["id", "owner", "probability", "department", "unit", "department_probability", "kept"]
    assert rows[0]["owner"] == rows[1]["owner"] != rows[2]["owner"]
    assert next(iter(csv.DictReader(ask.read_text("utf-8").splitlines()))).keys() == {"id", "why"}


def test_owners_keep_their_ids_when_accounts_join_and_leave(accounts: Path, tmp_path: Path) -> None:
    """With an earlier result, a new account that comes first takes the id of the owner it joins."""
    before, after = tmp_path / "before.csv", tmp_path / "after.csv"
    assert run(str(accounts), "--out", str(before)).returncode == 0
    head, first, *rest = ACCOUNTS.splitlines()
    newer = "\n".join([head, "0,youtube,novalis,Novalis,,https://novalis.example,d", first, *rest[1:]])
    done = run("-", "--previous", str(before), "--out", str(after), stdin=newer)
    assert done.returncode == 0, done.stderr
    old, new = (dict(pandas.read_csv(path, dtype=str)[["id", "owner"]].to_numpy()) for path in (before, after))
    assert new["0"] == new["1"] == old["1"]
    assert new["3"] == old["3"]


def test_why_is_told_of_each_account(accounts: Path, tmp_path: Path) -> None:
    """A line an account: what it hangs on and why, and what speaks for its department."""
    units, why = tmp_path / "units.csv", tmp_path / "why.csv"
    units.write_text(UNITS, "utf-8")
    assert run(str(accounts), "--departments", str(units), "--why", str(why)).returncode == 0
    told = pandas.read_csv(why, dtype=str, keep_default_na=False).set_index("id")
    assert told.loc["1", "owner_why"] == "others of its owner hang on it"
    assert told.loc["2", "owner_why"].startswith("belongs with 1 (+")
    assert told.loc["3", "owner_why"] == "stands alone: nothing ties it to another account"
    assert "Careers" in told.loc["2", "department_why"]


def test_two_runs_write_the_same_bytes(accounts: Path) -> None:
    """Same input, same output."""
    assert run(str(accounts)).stdout == run(str(accounts)).stdout


def test_json_and_stdin(accounts: Path) -> None:
    """`-` reads standard input; --json prints a list of records."""
    assert [row["id"] for row in json.loads(run("-", "--json", stdin=ACCOUNTS).stdout)] == ["1", "2", "3"]


def test_judgements_are_obeyed(accounts: Path, tmp_path: Path) -> None:
    """Answers about owners and about departments stand in one file."""
    said = tmp_path / "answers.csv"
    said.write_text("id,department,id2,same\n1,,3,yes\n2,People,,\n", "utf-8")
    rows = list(csv.DictReader(io.StringIO(run(str(accounts), "--judgements", str(said)).stdout)))
    assert rows[0]["owner"] == rows[2]["owner"]
    assert rows[1]["department"] == "People"


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("", "is empty"),
        ("name,link\nA,B\n", "expected the columns id"),
        ("id,platform,handle\n1,x,a\n1,x,b\n", "id 1 stands twice"),
        ("id,platform,handle\n,x,a\n", "line 2: has no id"),
    ],
    ids=["empty", "other columns", "twice", "no id"],
)
def test_what_cannot_be_read_is_told_in_one_line(tmp_path: Path, text: str, says: str) -> None:
    """Exit code 2, the file named, what was expected."""
    path = tmp_path / "bad.csv"
    path.write_text(text, "utf-8")
    done = run(str(path))
    assert (done.returncode, done.stdout) == (2, "")
    assert says in done.stderr
    assert "bad.csv" in done.stderr
    assert len(done.stderr.splitlines()) == 1


@pytest.mark.parametrize(
    ("words", "says"),
    [
        (["missing.csv"], "cannot be read"),
        (["a.csv", "--engine", "abacus"], "abacus"),
        (["a.csv", "--ask", "3"], "--ask-out"),
    ],
    ids=["missing", "engine", "ask"],
)
def test_wrong_use_is_told(words: list[str], says: str) -> None:
    """Exit code 2."""
    done = run(*words)
    assert done.returncode == 2
    assert says in done.stderr


def test_data_frame_in_data_frame_out() -> None:
    """The library takes pandas, with missing values, and gives pandas; `description` is a bio and `url` a handle."""
    frame = pandas.DataFrame(
        {
            "id": [1, 2],
            "url": ["https://x.com/novalis", "https://www.facebook.com/novaliscareers"],
            "platform": ["twitter", None],
            "description": [None, "Jobs at Novalis"],
        }
    )
    found = sprawl.match(frame)
    assert found["id"].tolist() == ["1", "2"]
    assert found["owner"].nunique() == 1
    assert "description" not in found.columns
