"""What people type: every bad input is one clear line with the right exit code, and nothing is lost."""

from __future__ import annotations

import json
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SPRAWL = shutil.which("sprawl", path=str(Path(sys.executable).parent)) or "sprawl"
DOCS = Path(__file__).parent.parent / "docs"


def run(*args: str, cwd: Path, input: str | None = None) -> subprocess.CompletedProcess[str]:
    return subprocess.run(
        [SPRAWL, *args], cwd=cwd, input=input, capture_output=True, text=True, check=False, timeout=120
    )


@pytest.fixture(scope="module")
def surveyed(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A folder in which the demonstration was surveyed, with the sheet that its office keeps."""
    from sprawl.demo import SHEET

    folder = tmp_path_factory.mktemp("surveyed")
    assert run("import", "--brand", "demo", str(SHEET), cwd=folder).returncode == 0
    done = run("discover", "--brand", "demo", cwd=folder)
    assert done.returncode == 0, done.stderr
    (folder / "summary.txt").write_text(done.stdout, "utf-8")
    return folder


def test_reference_is_what_help_says() -> None:
    """``python -m sprawl_cli.document > docs/commands.md`` was run after the last change."""
    from sprawl_cli.document import reference

    assert (DOCS / "commands.md").read_text("utf-8") == reference()


def broken(folder: Path) -> None:
    (folder / "broken.toml").write_text('name = "Acme"\nsites = [\n', "utf-8")
    (folder / "typo.toml").write_text('name = "Acme"\nhandels = []\n', "utf-8")
    (folder / "acme.toml").write_text('name = "Acme"\nsites = ["https://acme.example/"]\n', "utf-8")
    (folder / "platform.toml").write_text('name = "Acme"\nhandles = ["fritterverse:acme"]\n', "utf-8")
    (folder / "empty.warc.gz").write_bytes(b"")
    (folder / "text.warc.gz").write_text("this is no archive\n" * 20)
    (folder / "foreign.sprawl").write_text("name,handle\n" * 300)
    (folder / "empty.csv").write_text("")


BAD = [  # arguments, exit code, words of the one line on stderr
    pytest.param(("discover", "--brand", "none.toml"), 2, ("none.toml",), id="missing brand file"),
    pytest.param(("discover", "--brand", "broken.toml"), 2, ("broken.toml", "line"), id="malformed TOML"),
    pytest.param(("discover", "--brand", "typo.toml"), 2, ("typo.toml", "handels", "handles"), id="misspelt key"),
    pytest.param(("discover", "--brand", "Nobody At All"), 2, ("no brand called",), id="unknown name"),
    pytest.param(
        ("discover", "--brand", "acme.toml", "--replay", "none.warc.gz"), 2, ("none.warc.gz",), id="no archive"
    ),
    pytest.param(
        ("discover", "--brand", "acme.toml", "--replay", "empty.warc.gz"), 2, ("empty.warc.gz",), id="empty archive"
    ),
    pytest.param(
        ("discover", "--brand", "acme.toml", "--replay", "text.warc.gz"), 2, ("text.warc.gz",), id="not an archive"
    ),
    pytest.param(
        ("discover", "--brand", "acme.toml", "--store", "foreign.sprawl"), 2, ("foreign.sprawl",), id="foreign store"
    ),
    pytest.param(("accounts", "--brand", "acme.toml"), 2, ("no such store", "discover"), id="no survey yet"),
    pytest.param(("explain", "--brand", "acme.toml", "x:acme"), 2, ("no such store",), id="explain before discover"),
    pytest.param(("import", "--brand", "acme.toml", "empty.csv"), 2, ("empty.csv",), id="empty sheet"),
    pytest.param(("import", "--brand", "acme.toml", "none.xlsx"), 2, ("none.xlsx",), id="missing sheet"),
    pytest.param(("init", "nowhere"), 2, ("nowhere",), id="init on a word"),
    pytest.param(
        ("init", "--replay", "empty.warc.gz", "https://acme.example/"), 2, ("empty.warc.gz",), id="init on nothing"
    ),
    pytest.param(("discover", "--brand", "platform.toml"), 2, ("fritterverse:acme", "expected"), id="unknown platform"),
    pytest.param(
        ("discover", "--brand", "acme.toml", "--seed", "acme"), 2, ("--seed", "acme"), id="seed that is nothing"
    ),
    pytest.param(("discover",), 2, ("--brand",), id="no brand"),
    pytest.param(("dicsover",), 2, ("dicsover",), id="misspelt verb"),
]


@pytest.mark.parametrize(("args", "code", "words"), BAD)
def test_bad_input_is_one_clear_line(tmp_path: Path, args: tuple[str, ...], code: int, words: tuple[str, ...]) -> None:
    """What is wrong, where, what to do; data goes to stdout, so it stays empty."""
    broken(tmp_path)
    before = (tmp_path / "foreign.sprawl").read_bytes()
    ended = run(*args, cwd=tmp_path)
    said = [line for line in ended.stderr.strip().splitlines() if not line.startswith(("Usage:", "Try ", "reading"))]
    assert (ended.returncode, ended.stdout) == (code, "")
    assert "Traceback" not in ended.stderr
    assert all(word in " ".join(said) for word in words), said
    assert len([line for line in said if line]) == 1, said
    assert (tmp_path / "foreign.sprawl").read_bytes() == before


def test_dead_host_is_told_with_exit_code_3(tmp_path: Path) -> None:
    """A survey that reached nothing is finished, incomplete, and says so."""
    (tmp_path / "acme.toml").write_text(
        'name = "Acme"\nsites = ["http://127.0.0.1:9/"]\nhandles = ["x:acme"]\n', "utf-8"
    )
    ended = run("discover", "--brand", "acme.toml", "--allow-private", cwd=tmp_path)
    assert ended.returncode == 3, ended.stderr
    assert "never answered" in ended.stdout


SCREEN = (
    "accounts are named",
    "ours",
    "unsure",
    "by department",
    "Your sheet against the web",
    "missing from the sheet",
    "gone from the web",
    "What to do next",
    "sprawl review --brand demo",
)


def test_summary_says_what_an_officer_asks(surveyed: Path) -> None:
    """How many, how many ours, how many unsure, by department, against the sheet, and what to do next."""
    said = (surveyed / "summary.txt").read_text("utf-8")
    for words in SCREEN:
        assert words in said


def test_inventory_has_the_fixed_form(surveyed: Path) -> None:
    """The keys of ``accounts --json``, in order; an evidence item's keys; the same rows as one object a line."""
    rows = json.loads(run("accounts", "--brand", "demo", "--json", cwd=surveyed).stdout)
    lines = run("accounts", "--brand", "demo", "--nl", cwd=surveyed).stdout.splitlines()
    assert list(rows[0]) == [
        "id", "ref", "platform", "handle", "url", "display_name", "relation", "probability", "department", "unit",
        "department_probability", "contested", "status", "last_post", "evidence",
    ]  # fmt: skip
    assert list(rows[0]["evidence"][0]) == ["kind", "source_url", "region", "quote", "seen_at", "digest", "sentence"]
    assert [json.loads(line) for line in lines] == rows


@pytest.mark.parametrize("name", ["a.csv", "a.xlsx", "a.json"])
def test_inventory_is_written_for_people_and_programs(surveyed: Path, name: str) -> None:
    """By the ending of the file."""
    assert run("accounts", "--brand", "demo", "--out", name, cwd=surveyed).returncode == 0
    assert (surveyed / name).stat().st_size > 1000


@pytest.mark.parametrize("name", ["g.json", "g.graphml", "g.gexf", "g.html"])
def test_graph_is_written(surveyed: Path, name: str) -> None:
    """In every form."""
    assert run("graph", "--brand", "demo", "--out", name, cwd=surveyed).returncode == 0
    assert (surveyed / name).stat().st_size > 1000


def test_explain_goes_from_first_to_last(surveyed: Path) -> None:
    """Verdict, waterfall, department, evidence with time and digest; by ref, URL or id."""
    by_ref = run("explain", "--brand", "demo", "x:ostelmar", cwd=surveyed)
    by_url = run("explain", "--brand", "demo", "https://twitter.com/Ostelmar", cwd=surveyed)
    assert by_ref.returncode == 0
    assert by_ref.stdout == by_url.stdout
    for words in ("official", "bits in all", "Evidence", "sha1:", "the brand file lists it"):
        assert words in by_ref.stdout


def test_explain_of_a_stranger_is_told(surveyed: Path) -> None:
    """An account nobody saw is no account of this survey."""
    ended = run("explain", "--brand", "demo", "x:nobody_at_all", cwd=surveyed)
    assert (ended.returncode, ended.stdout) == (2, "")
    assert "no such account" in ended.stderr


def test_answers_win_and_hold(surveyed: Path, tmp_path: Path) -> None:
    """A filled-in review changes the inventory, at once and after the next discover."""
    folder = tmp_path / "copy"
    shutil.copytree(surveyed, folder)
    assert run("review", "--brand", "demo", "--out", "ask.csv", cwd=folder).returncode == 0
    assert run("review", "--brand", "demo", "--out", "ask.html", cwd=folder).returncode == 0
    (folder / "answers.csv").write_text("ref,answer,department\nx:ostelmar,no,\n", "utf-8")
    applied = run("review", "--brand", "demo", "--apply", "answers.csv", "--who", "Ann", cwd=folder)
    assert (applied.returncode, "1 judgement kept" in applied.stderr) == (0, True)
    for _ in range(2):
        rows = json.loads(run("accounts", "--brand", "demo", "--json", cwd=folder).stdout)
        entry = next(row for row in rows if row["ref"] == "x:ostelmar")
        assert (entry["relation"], entry["probability"]) == ("third-party", 0.01)
        assert run("discover", "--brand", "demo", cwd=folder).returncode == 0
    assert "Ann" in run("explain", "--brand", "demo", "x:ostelmar", cwd=folder).stdout


def test_wrong_answers_change_nothing(surveyed: Path, tmp_path: Path) -> None:
    """One row that is not understood stops the whole file, and is named."""
    (tmp_path / "answers.csv").write_text("ref,answer\nx:ostelmar,no\nx:other,perhaps so\n", "utf-8")
    ended = run("review", "--brand", "demo", "--apply", str(tmp_path / "answers.csv"), cwd=surveyed)
    assert ended.returncode == 2
    assert "row 3" in ended.stderr


def test_two_runs_are_byte_identical(surveyed: Path, tmp_path: Path) -> None:
    """Same archive, same inventory, in another folder and from scratch."""
    from sprawl.demo import SHEET

    run("import", "--brand", "demo", str(SHEET), cwd=tmp_path)
    run("discover", "--brand", "demo", cwd=tmp_path)
    again = run("accounts", "--brand", "demo", "--json", cwd=tmp_path).stdout
    assert again == run("accounts", "--brand", "demo", "--json", cwd=surveyed).stdout


def test_doctor_finds_a_good_store_good(surveyed: Path) -> None:
    """Whole, writable, finished."""
    ended = run("doctor", "--brand", "demo", cwd=surveyed)
    assert (ended.returncode, "BAD" in ended.stdout) == (0, False)
