"""The whole row on real parts: a server on loopback, a WARC, a store; live, replayed, interrupted, repeated."""

from __future__ import annotations

import http.server
import subprocess
import sys
import textwrap
import threading
from collections import Counter
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from pathlib import Path

import pytest

import sprawl
from sprawl.errors import InputError
from sprawl.model import Unit
from sprawl.report.inventory import inventory_text
from sprawl.store import open_store
from sprawl.web.archive import Recorder
from sprawl.web.exchange import Answer

FOOT = (
    '<footer><a href="https://x.com/AcmeCity">X</a> <a href="https://www.facebook.com/acmecity">Facebook</a></footer>'
)
DAY = "2026-11-21"


def pages(count: int = 18) -> dict[str, str]:
    """A small site: a parks section with its own account, a news page that names strangers, a chain of pages."""
    site = {
        "/": '<h1>Acme City</h1><a href="/parks/">Parks</a> <a href="/news/fair">Fair</a> <a href="/p0">more</a>',
        "/parks/": '<h1>Parks</h1><p>Follow us on <a href="https://www.instagram.com/AcmeParks/">Instagram</a></p>',
        "/news/fair": '<h1>Fair</h1><p>The choir of <a href="https://choir.example/">Riverside</a> sings; see '
        '<a href="https://x.com/riversidechoir">Riverside Choir on X</a>.</p>',
    }
    for n in range(count):
        site[f"/p{n}"] = f'<h1>Page {n}</h1><a href="/p{n + 1}">next</a>' if n + 1 < count else "<h1>The last</h1>"
    head = "<!doctype html><html><head><title>{path} | Acme City</title></head><body><main>"
    return {path: f"{head.format(path=path)}{body}</main>{FOOT}</body></html>" for path, body in site.items()}


FILES = {  # at known addresses, and linked from nowhere
    "/humans.txt": "/* TEAM */\nMastodon: https://social.example/@acmecity",
    "/.well-known/assetlinks.json": '[{"target":{"namespace":"android_app","package_name":"example.acme.city"}}]',
}


@dataclass
class Site:
    """A server on loopback and what it was asked for."""

    url: str
    asked: Counter[str] = field(default_factory=Counter)


@contextmanager
def serve(content: dict[str, str]) -> Iterator[Site]:
    """A server of some pages and files."""
    asked = Counter[str]()

    class Handler(http.server.BaseHTTPRequestHandler):
        protocol_version = "HTTP/1.1"

        def do_GET(self) -> None:
            asked[self.path] += 1
            body = content.get(self.path, "").encode()
            self.send_response(200 if body else 404)
            self.send_header("Content-Type", "text/plain" if self.path in FILES else "text/html; charset=utf-8")
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self.wfile.write(body)

        def log_message(self, *_: object) -> None:
            """Quiet."""

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    yield Site(f"http://127.0.0.1:{server.server_port}/", asked)
    server.shutdown()
    server.server_close()


@pytest.fixture
def site() -> Iterator[Site]:
    """The small site, served."""
    with serve(pages()) as served:
        yield served


def brand(site: Site, name: str = "Acme City") -> sprawl.Brand:
    return sprawl.Brand(name, sites=(site.url,))


def survey(site: Site, folder: Path, name: str = "Acme City", **options: object) -> sprawl.Findings:
    store = folder / "acme.sprawl"
    return sprawl.discover(brand(site, name), store=store, allow_private=True, as_of=DAY, **options)


def test_live_survey_reads_the_site_and_tells_ours_from_others(site: Site, tmp_path: Path) -> None:
    """The footer's accounts and the parks' are ours; a choir in the news is not."""
    found = survey(site, tmp_path)
    relations = {entry.ref: str(entry.relation) for entry in found.accounts}
    assert relations == {
        "facebook:acmecity": "official",
        "instagram:acmeparks": "official",
        "x:acmecity": "official",
        "x:riversidechoir": "third-party",
    }
    assert (found.coverage.pages, found.coverage.complete) == (21, True)
    assert found.accounts.find("instagram:acmeparks").handle == "AcmeParks"


def test_replay_of_what_was_recorded_is_the_same(site: Site, tmp_path: Path) -> None:
    """The recorded WARC answers as the site did: the inventories are equal byte for byte."""
    live = survey(site, tmp_path)
    again = sprawl.discover(brand(site), store=tmp_path / "again.sprawl", replay=tmp_path / "acme-city.warc.gz")
    assert inventory_text(live.accounts, "json") == inventory_text(again.accounts, "json")
    assert again.survey.as_of >= DAY


def test_known_files_are_asked_for_and_read(tmp_path: Path) -> None:
    """A site's own word at known addresses is found though no page links to it; a replay reads it too."""
    with serve(pages() | FILES) as site:
        live = survey(site, tmp_path)
        named = {
            entry.ref: str(entry.relation) for entry in live.accounts if entry.platform in ("mastodon", "googleplay")
        }
        assert named == {"mastodon:acmecity@social.example": "official", "googleplay:example.acme.city": "official"}
        assert {site.asked[path] for path in FILES} == {1}
        assert live.coverage.pages == len(pages())
    again = sprawl.discover(brand(site), store=tmp_path / "again.sprawl", replay=tmp_path / "acme-city.warc.gz")
    assert inventory_text(live.accounts, "json") == inventory_text(again.accounts, "json")


def test_truncated_archive_is_used_and_told(site: Site, tmp_path: Path) -> None:
    """What came before the break is read; the survey is incomplete and says where it breaks off."""
    survey(site, tmp_path)
    whole = (tmp_path / "acme-city.warc.gz").read_bytes()
    (tmp_path / "cut.warc.gz").write_bytes(whole[: len(whole) // 2])
    found = sprawl.discover(brand(site), store=tmp_path / "cut.sprawl", replay=tmp_path / "cut.warc.gz")
    assert (found.coverage.complete, len(found.accounts) > 0) == (False, True)
    assert any("cut.warc.gz: breaks off at byte" in why for why in found.coverage.failed)


def test_budget_stops_and_the_same_survey_goes_on(site: Site, tmp_path: Path) -> None:
    """A survey whose budget is used up is incomplete, and a larger budget continues it without asking twice."""
    short = survey(site, tmp_path, max_pages=10)
    assert (short.coverage.complete, short.coverage.budget_reached) == (False, True)
    whole = survey(site, tmp_path, max_pages=1000)
    assert (whole.survey.id, whole.coverage.complete) == (short.survey.id, True)
    assert {path: n for path, n in site.asked.items() if n > 1 and path in pages()} == {}


def test_killed_survey_goes_on_where_it_stopped(site: Site, tmp_path: Path) -> None:
    """SIGKILL in the middle: the store is whole, and the same call ends like an undisturbed one."""
    script = textwrap.dedent(
        f"""
        import os, signal, sprawl
        def progress(stage, done, total):
            if done == 12:
                os.kill(os.getpid(), signal.SIGKILL)
        brand = sprawl.Brand("Acme City", sites=({site.url!r},))
        sprawl.discover(brand, store="acme.sprawl", allow_private=True, as_of={DAY!r}, progress=progress)
        """
    )
    assert subprocess.run([sys.executable, "-c", script], cwd=tmp_path, check=False).returncode == -9
    resumed = survey(site, tmp_path)
    calm = tmp_path / "calm"
    calm.mkdir()
    undisturbed = survey(site, calm)
    assert [(e.ref, e.probability) for e in resumed.accounts] == [(e.ref, e.probability) for e in undisturbed.accounts]
    assert resumed.coverage.pages == undisturbed.coverage.pages == 21


def test_later_survey_keeps_ids_and_adds_sightings(site: Site, tmp_path: Path) -> None:
    """What is seen again is the same evidence, seen twice; ids stay."""
    first, second = survey(site, tmp_path), survey(site, tmp_path)
    assert (first.survey.id, second.survey.id) == ("acme-city-1", "acme-city-2")
    assert [e.id for e in first.accounts] == [e.id for e in second.accounts]
    with open_store(tmp_path / "acme.sprawl") as store:
        seen = store.connection.execute("SELECT evidence, count(*) FROM sighting GROUP BY evidence").fetchall()
    assert {n for _, n in seen} == {2}


def test_two_brands_share_a_store(site: Site, tmp_path: Path) -> None:
    """Each has its own surveys, ids and archive in one file."""
    survey(site, tmp_path)
    survey(site, tmp_path, name="Other")
    with pytest.raises(InputError, match=r"which brand.*acme-city, other"):
        sprawl.open(tmp_path / "acme.sprawl")
    assert sprawl.open(tmp_path / "acme.sprawl", "other").brand.name == "Other"
    assert {p.name for p in tmp_path.glob("*.warc.gz")} == {"acme-city.warc.gz", "other.warc.gz"}


def test_unreachable_host_leaves_the_rest_standing(site: Site, tmp_path: Path) -> None:
    """A dead site is named; what another one says is kept."""
    both = sprawl.Brand("Acme City", sites=(site.url, "http://127.0.0.2:9/"))
    found = sprawl.discover(both, store=tmp_path / "acme.sprawl", allow_private=True, as_of=DAY)
    assert found.coverage.unreachable == ("127.0.0.2",)
    assert found.accounts.find("x:acmecity") is not None


def test_notebook_sees_a_table(site: Site, tmp_path: Path) -> None:
    """Surveys and inventories show themselves, and turn into a data frame; nothing hostile is live."""
    found = survey(site, tmp_path)
    frame = found.accounts.to_frame()
    assert list(frame["ref"]) == [e.ref for e in found.accounts]
    assert "<table>" in found._repr_html_()
    assert len(found.accounts[:2]) == 2
    assert found.graph.number_of_nodes() > len(found.accounts)


@pytest.mark.parametrize("name", ["–", "ﾟ", "🎉", "✅ –", "｡ﾟ･", "\u3164"])
def test_profiles_without_a_name_spoil_nothing(tmp_path: Path, name: str) -> None:
    """A profile, a heading and a department that hold no letter: the survey ends, and so does every later one."""
    title = f"<!doctype html><title>{name}</title><meta property='og:title' content='{name}'><h1>{name}</h1>"
    answers = {
        "https://www.acme-city.example/": f"{title}<h2>{name}</h2><a href='https://x.com/tamblin'>{name}</a>{FOOT}",
        "https://x.com/AcmeCity": title,
        "https://x.com/tamblin": title,
        "https://www.facebook.com/acmecity": title,
    }
    with Recorder(tmp_path / "acme.warc.gz") as recorder:
        for url, text in answers.items():
            body = text.encode()
            told = Answer(200, (("Content-Type", "text/html; charset=utf-8"),), body, body, f"{DAY}T10:00:00Z")
            recorder.write(url, told, {})
    unit = Unit(name, aliases=("–",))
    acme = sprawl.Brand("Acme City", sites=("https://www.acme-city.example/",), units=(unit, Unit("Parks")))
    for fresh in (False, False, True):
        found = sprawl.discover(acme, store=tmp_path / "a.sprawl", replay=tmp_path / "acme.warc.gz", fresh=fresh)
        assert found.accounts.find("x:acmecity").relation == "official"
        assert {entry.department or "" for entry in found.accounts} <= {""}
        assert sprawl.explain(found, "x:acmecity", "x:tamblin")
