"""The store keeps everything said to it, in one file that is whole at every moment."""

from __future__ import annotations

import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest

from sprawl.errors import OutputError, SprawlError, StoreBusy, StoreError
from sprawl.model import (
    Evidence,
    EvidenceKind,
    Fact,
    Judgement,
    Ownership,
    Page,
    Profile,
    Reason,
    Region,
    Relation,
    Response,
    Unit,
    Verdict,
    Visit,
)
from sprawl.store import Found, Store, open_store


@pytest.fixture
def store(tmp_path: Path) -> Store:
    opened = open_store(tmp_path / "acme.sprawl")
    opened.keep_brand("acme", "Acme", 'name = "Acme"\n')
    return opened


def visit(url: str, *evidence: Evidence, profile: Profile | None = None, error: str = "") -> Visit:
    response = Response(
        url, url, 200, "text/html", fetched_at="2026-10-01T10:00:00Z", digest="sha1:AAAA", offset=7, error=error
    )
    return Visit(response, 0, page=Page(url, title="Home", trail=("Home", "News"), evidence=evidence, profile=profile))


LINK = Evidence(
    EvidenceKind.LINK,
    "site:acme.example",
    "x:acme",
    "https://acme.example/",
    Region.FOOTER,
    "Follow us on X",
    "X",
    "Contact",
    "",
)


def test_evidence_comes_back_with_its_sighting(store: Store) -> None:
    """What a page said, where, when, in which payload."""
    survey = store.begin("acme", "2026-10-01", "c")
    found = Found(frontier=[("https://acme.example/a", 1, "https://acme.example/")])
    store.add_visits(survey, [visit("https://acme.example/", LINK)], found, 120)
    ((evidence, sighting),) = store.evidence(survey)
    assert (evidence, sighting.seen_at, sighting.digest, sighting.offset) == (
        LINK,
        "2026-10-01T10:00:00Z",
        "sha1:AAAA",
        7,
    )
    assert store.frontier(survey.id) == [("https://acme.example/a", 1)]
    assert store.archived(survey.id) == 120


def test_same_evidence_in_a_later_survey_is_a_new_sighting(store: Store) -> None:
    """The statement is kept once, each sighting of it apart."""
    for day in ("2026-10-01", "2026-11-01"):
        survey = store.begin("acme", day, day)
        store.add_evidence(survey, [LINK], f"{day}T00:00:00Z")
        store.finish(survey.id)
    assert store.connection.execute("SELECT count(*) FROM evidence").fetchone() == (1,)
    assert store.connection.execute("SELECT count(*) FROM sighting").fetchone() == (2,)


def test_unfinished_survey_is_resumed_and_finished_one_is_not(store: Store) -> None:
    """The same command goes on with the last survey; another configuration or `fresh` begins anew."""
    first = store.begin("acme", "2026-10-01", "c")
    assert store.begin("acme", "2026-10-02", "c") == first
    assert store.begin("acme", "2026-10-02", "other").id == "acme-2"
    assert store.begin("acme", "2026-10-02", "c", fresh=True).id == "acme-3"
    assert store.begin("acme", "2026-10-02", "c").id == "acme-3"
    for survey in store.surveys("acme"):
        store.finish(survey.id)
    assert store.begin("acme", "2026-10-02", "c").id == "acme-4"


def test_ids_survive_a_renamed_handle(store: Store) -> None:
    """A new ref tied to an old one has the old one's id, and both are accepted."""
    ids = store.identify("acme", ["x:acme", "site:acme.example"], "2026-10-01")
    store.tie("acme", "x:acme", "x:acmeglobal", LINK.id, "2026-11-01")
    assert store.ids("acme")["x:acmeglobal"] == store.ids("acme")["x:acme"] == ids["x:acme"]


def test_ids_are_the_same_in_every_store(tmp_path: Path) -> None:
    """Nothing random: two people who survey the same brand speak of the same ids."""
    ids = []
    for name in ("a", "b"):
        with open_store(tmp_path / f"{name}.sprawl") as store:
            store.keep_brand("acme", "Acme", "")
            ids.append(store.identify("acme", ["x:acme"], "2026-10-01"))
    assert ids[0] == ids[1]


def test_conclusions_are_replaced_as_one(store: Store) -> None:
    """Verdicts, ownerships and units of a survey are written together and read back equal."""
    survey = store.begin("acme", "2026-10-01", "c")
    verdict = Verdict(Relation.OFFICIAL, 0.97, (Reason("footer", 4.0, "in the footer", (LINK.id,)),))
    ownership = Ownership("p1", "Press", "claimant", 0.8, (Reason("section", 2.0, "in its section"),))
    units = [Unit("Press", aliases=("PR",), sites=("acme.example/press",))]
    for _ in range(2):
        store.conclude(survey.id, {"p1": verdict}, [ownership], units)
    assert store.verdicts(survey.id) == {"p1": verdict}
    assert store.ownerships(survey.id) == [ownership]
    assert store.units(survey.id) == units


def test_judgements_are_superseded_never_deleted(store: Store) -> None:
    """The later word holds; the earlier one stays in the file."""
    store.judge("acme", [Judgement("j1", "relation", ("p1",), "official", "Ann", "2026-10-01")])
    store.judge("acme", [Judgement("j2", "relation", ("p1",), "fan", "Ann", "2026-10-02", supersedes="j1")])
    assert [j.id for j in store.judgements("acme")] == ["j2"]
    assert store.connection.execute("SELECT count(*) FROM judgement").fetchone() == (2,)


def test_facts_and_profiles_and_sheets_come_back(store: Store) -> None:
    """What rules ask, what accounts say of themselves, what people keep."""
    survey = store.begin("acme", "2026-10-01", "c")
    fact = Fact("x:acme", "emergency_role", "yes", "declared", "crisis plan", "2026-10-01", "communications")
    profile = Profile(
        "x:acme", "Acme", "We make things", ("https://acme.example/",), followers=12, seen_at="2026-10-01T10:00:00Z"
    )
    store.add_facts("acme", [fact, fact])
    store.add_visits(survey, [visit("https://x.com/acme", profile=profile)], Found(), 0)
    store.keep_sheet("acme", "kept.xlsx", [(4, "x:acme", {"owner": "Press"})])
    assert store.facts("acme") == [fact]
    assert store.profiles(survey.id) == {"x:acme": profile}
    assert store.sheet_rows("acme") == [("kept.xlsx", 4, "x:acme", {"owner": "Press"})]


def foreign(path: Path) -> None:
    sqlite3.connect(path).executescript("CREATE TABLE theirs (x); INSERT INTO theirs VALUES (1)")


def newer(path: Path) -> None:
    open_store(path).close()
    sqlite3.connect(path).execute("PRAGMA user_version = 99")


def text(path: Path) -> None:
    path.write_text("name,handle\n" * 200)


@pytest.mark.parametrize(
    ("make", "error", "words"),
    [
        pytest.param(foreign, StoreError, "another program", id="a database of another program"),
        pytest.param(newer, StoreError, "newer sprawl", id="a store of a newer version"),
        pytest.param(text, StoreError, "not a sprawl store", id="a sheet instead of a store"),
        pytest.param(lambda path: path.mkdir(), StoreError, "cannot be opened", id="a folder"),
    ],
)
def test_other_files_are_refused_unchanged(tmp_path: Path, make: object, error: type[SprawlError], words: str) -> None:
    """One line that says why; not a byte of the file changes."""
    path = tmp_path / "x.sprawl"
    make(path)  # type: ignore[operator]
    before = path.read_bytes() if path.is_file() else b""
    with pytest.raises(error, match=words) as told:
        open_store(path)
    assert "\n" not in str(told.value)
    assert (path.read_bytes() if path.is_file() else b"") == before


def test_missing_store_is_told(tmp_path: Path) -> None:
    """Reading verbs never create an empty store."""
    with pytest.raises(StoreError, match="no such store"):
        open_store(tmp_path / "none.sprawl", create=False)
    assert not (tmp_path / "none.sprawl").exists()


def test_second_writer_is_told(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """Two processes: the second says so, and nothing is mixed."""
    monkeypatch.setattr("sprawl.store.file.BUSY_SECONDS", 0.05)
    with open_store(tmp_path / "x.sprawl") as first:
        first.connection.execute("BEGIN IMMEDIATE")
        with open_store(tmp_path / "x.sprawl") as second, pytest.raises(StoreBusy, match="another process"):
            second.keep_brand("acme", "Acme", "")


def test_no_space_left_is_told_and_keeps_what_was_there(store: Store) -> None:
    """A full disk ends the write, not the file."""
    survey = store.begin("acme", "2026-10-01", "c")
    pages = store.connection.execute("PRAGMA page_count").fetchone()[0]
    store.connection.execute(f"PRAGMA max_page_count = {pages}")
    with pytest.raises(OutputError, match="no space left"):
        store.keep_sheet("acme", "big.csv", [(n, "", {"note": "x" * 900}) for n in range(500)])
    assert store.problems() == []
    assert store.surveys("acme") == [survey]


def test_killed_in_the_middle_of_a_write_the_file_is_whole(tmp_path: Path) -> None:
    """A process that is killed inside a transaction leaves what was committed, and nothing of the rest."""
    script = textwrap.dedent(
        """
        import os, signal, sys
        from sprawl.store import open_store
        store = open_store(sys.argv[1])
        store.keep_brand("acme", "Acme", "")
        def rows():
            for n in range(10_000):
                if n == 5_000:
                    os.kill(os.getpid(), signal.SIGKILL)
                yield n, "", {"n": n}
        store.keep_sheet("acme", "s.csv", rows())
        """
    )
    path = tmp_path / "x.sprawl"
    ended = subprocess.run([sys.executable, "-c", script, str(path)], check=False)
    assert ended.returncode == -9
    with open_store(path) as store:
        assert (store.problems(), list(store.brands()), store.sheet_rows("acme")) == ([], ["acme"], [])
