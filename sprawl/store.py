"""One SQLite file: append evidence and judgements, read them back.

Every write is one transaction, so a killed run leaves the file whole. Schema changes are the numbered
files in ``schema/``; `open_store` applies the missing ones, and refuses files of other programs or of newer versions.
"""

from __future__ import annotations

import base64
import hashlib
import json
import sqlite3
from collections.abc import Iterable, Iterator, Mapping, Sequence
from contextlib import contextmanager
from dataclasses import asdict, dataclass
from importlib import resources
from pathlib import Path
from typing import Any

from sprawl.errors import OutputError, StoreBusy, StoreError
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
    Sighting,
    Survey,
    Unit,
    Verdict,
    Visit,
)

APPLICATION_ID = 0x5350524C  # "SPRL", in the header of the file
BUSY_SECONDS = 5.0


def open_store(path: str | Path, *, create: bool = True) -> Store:
    """Open the store at ``path``, bringing an older one up to date. Raises `StoreError` or `StoreBusy`."""
    path = Path(path)
    if not create and not path.exists():
        raise StoreError(f"{path}: no such store; run `sprawl discover` first, or name another with --store")
    with _told(path):
        connection = sqlite3.connect(path, timeout=BUSY_SECONDS, isolation_level=None)
    store = Store(connection, path)
    try:
        store.prepare()
    except BaseException:
        connection.close()
        raise
    return store


@dataclass
class Store:
    """The open file. Methods read and write values of `model`; each write is one transaction."""

    connection: sqlite3.Connection
    path: Path

    def __enter__(self) -> Store:
        return self

    def __exit__(self, *_: object) -> None:
        self.close()

    def close(self) -> None:
        """Close the file; what was written is on disk."""
        self.connection.close()

    def prepare(self) -> None:
        """Check whose file it is and apply missing migrations."""
        with _told(self.path):
            owner, version = self._value("PRAGMA application_id"), self._value("PRAGMA user_version")
            empty = not self._value("SELECT count(*) FROM sqlite_master")
        if not empty and owner != APPLICATION_ID:
            raise StoreError(f"{self.path}: not a sprawl store (another program's database); nothing was changed")
        steps = _migrations()
        if version > len(steps):
            raise StoreError(f"{self.path}: written by a newer sprawl (schema {version}, this one knows {len(steps)})")
        for number, script in list(enumerate(steps, start=1))[version:]:
            self._migrate(number, script)
        with _told(self.path):
            if self.writable:
                self.connection.execute("PRAGMA journal_mode = WAL")
            self.connection.execute("PRAGMA synchronous = NORMAL")

    @property
    def writable(self) -> bool:
        """Can this file be written at all?"""
        return not self._value("PRAGMA query_only") and _can_write(self.path)

    def problems(self) -> list[str]:
        """What SQLite finds wrong with the file; empty when it is whole."""
        with _told(self.path):
            found = [row[0] for row in self.connection.execute("PRAGMA integrity_check(20)")]
        return [] if found == ["ok"] else found

    # ── brands and surveys ────────────────────────────────────────────────────────────────

    def keep_brand(self, slug: str, name: str, toml: str) -> None:
        """Remember the brand file as last read."""
        self._write("INSERT OR REPLACE INTO brand VALUES (?, ?, ?)", [(slug, name, toml)])

    def brands(self) -> dict[str, str]:
        """Slug → brand file text, of every brand in this store."""
        return dict(self._rows("SELECT slug, toml FROM brand ORDER BY slug"))

    def begin(
        self,
        brand: str,
        as_of: str,
        config: str,
        *,
        authority: str = "",
        archive: str = "",
        archived: int = 0,
        fresh: bool = False,
    ) -> Survey:
        """The brand's last survey if it is unfinished and of the same configuration, else a new one.

        ``archive``: the WARC it is recorded to, which already holds ``archived`` bytes of earlier surveys.
        """
        past = self.surveys(brand)
        if past and past[-1].config == config and not past[-1].finished and not fresh:
            return past[-1]
        number = len(past) + 1
        survey = Survey(f"{brand}-{number}", brand, as_of, authority, config)
        row = (survey.id, brand, number, as_of, authority, config, archive, archived)
        self._write("INSERT INTO survey VALUES (?, ?, ?, ?, ?, ?, ?, ?, 0)", [row])
        return survey

    def surveys(self, brand: str) -> list[Survey]:
        """All surveys of a brand, oldest first."""
        rows = self._rows(_SURVEYS, brand)
        return [Survey(id, slug, day, authority, config, bool(done)) for id, slug, day, authority, config, done in rows]

    def finish(self, survey: str) -> None:
        """Nothing is left to fetch in this survey; its frontier is dropped."""
        with self._transaction() as db:
            db.execute("UPDATE survey SET finished = 1 WHERE id = ?", (survey,))
            db.execute("DELETE FROM frontier WHERE survey = ?", (survey,))

    def archived(self, survey: str) -> int:
        """How many bytes of the survey's WARC are certain."""
        return int(self._value("SELECT archived FROM survey WHERE id = ?", survey))

    def archive(self, survey: str) -> str:
        """The file in which the survey's responses were recorded; '' for a replay."""
        return str(self._value("SELECT archive FROM survey WHERE id = ?", survey))

    # ── the crawl ─────────────────────────────────────────────────────────────────────────

    def add_visits(
        self,
        survey: Survey,
        visits: Sequence[Visit],
        frontier: Iterable[tuple[str, int, str]],
        archived: int,
        hosts: Mapping[str, int] | None = None,
    ) -> None:
        """Visits with their evidence and profiles, new addresses, and the WARC's certain length: all or nothing."""
        first = 1 + int(self._value("SELECT coalesce(max(number), 0) FROM visit WHERE survey = ?", survey.id))
        with self._transaction() as db:
            for number, visit in enumerate(visits, start=first):
                db.execute(_VISIT, _visit_row(survey.id, number, visit))
                if visit.page is not None:
                    _add_page(db, survey, visit, visit.page)
            db.executemany(
                "INSERT OR IGNORE INTO frontier VALUES (?, ?, ?, ?)", ((survey.id, *row) for row in frontier)
            )
            db.executemany(_HOST_SEEN, ((survey.id, host, pages) for host, pages in (hosts or {}).items()))
            db.execute("UPDATE survey SET archived = ? WHERE id = ?", (archived, survey.id))

    def visited(self, survey: str) -> dict[str, str]:
        """URL → reason why it brought nothing ('' when it did), of every address visited."""
        return dict(self._rows("SELECT url, error FROM visit WHERE survey = ?", survey))

    def frontier(self, survey: str) -> list[tuple[str, int]]:
        """Addresses with their depth that an interrupted crawl knew of, in the order they were found."""
        return self._rows(_FRONTIER, survey, survey)

    def hosts(self, survey: str) -> dict[str, int]:
        """Host → how many pages linked to it."""
        return dict(self._rows("SELECT host, pages FROM host_seen WHERE survey = ? ORDER BY host", survey))

    def visits(self, survey: str) -> list[dict[str, Any]]:
        """One record a visit, without bodies, by URL."""
        keys = ("url", "final_url", "status", "error", "depth", "via", "fetched_at", "title", "truncated")
        rows = self._rows(f"SELECT {', '.join(keys)} FROM visit WHERE survey = ? ORDER BY url", survey)
        return [dict(zip(keys, row, strict=True)) for row in rows]

    def pages(self, survey: str) -> Iterator[Page]:
        """Where each parsed page stands in its site (no links, no evidence), by URL."""
        for url, title, site_name, language, canonical, trail in self._rows(_PAGES, survey):
            yield Page(url, title, site_name, language, canonical, trail=tuple(json.loads(trail)))

    def add_evidence(self, survey: Survey, evidence: Iterable[Evidence], seen_at: str) -> None:
        """Statements that no page made: known handles, rows of a sheet."""
        with self._transaction() as db:
            for item in evidence:
                _add_evidence(db, survey, item, Sighting(item.id, survey.id, seen_at))

    def evidence(self, survey: Survey) -> list[tuple[Evidence, Sighting]]:
        """All evidence that this survey saw, by id."""
        rows = self._rows(_EVIDENCE, survey.id, survey.brand)
        return [(_evidence(row[:11]), Sighting(row[0], survey.id, *row[11:])) for row in rows]

    def add_profiles(self, survey: str, profiles: Iterable[Profile], url: str) -> None:
        """What an address told of accounts, as of this survey."""
        rows = [(survey, p.ref, url, _json(asdict(p))) for p in profiles]
        if rows:
            self._write(_PROFILE, rows)

    def profiles(self, survey: str) -> dict[str, Profile]:
        """Ref → profile, completed from all addresses that told of it."""
        found: dict[str, Profile] = {}
        for ref, body in self._rows("SELECT ref, body FROM profile WHERE survey = ? ORDER BY ref, url", survey):
            profile = _profile(body)
            found[ref] = found[ref].completed(profile) if ref in found else profile
        return found

    # ── properties ────────────────────────────────────────────────────────────────────────

    def identify(self, brand: str, refs: Iterable[str], day: str) -> dict[str, str]:
        """Ref → opaque id, giving new properties one. Deterministic: the id is a hash of brand and first ref."""
        known = self.ids(brand)
        wanted = sorted(set(refs))
        new = [(_identity(brand, ref), ref) for ref in wanted if ref not in known]
        with self._transaction() as db:
            db.executemany(_PROPERTY, ((id, brand, ref, _property_kind(ref)) for id, ref in new))
            db.executemany(
                "INSERT INTO ref_seen VALUES (?, ?, ?, ?, ?, '')", ((brand, id, ref, day, day) for id, ref in new)
            )
            db.executemany(_SEEN_AGAIN, ((day, brand, ref) for ref in wanted))
        return {ref: id for ref, id in self.ids(brand).items() if ref in set(wanted)}

    def ids(self, brand: str) -> dict[str, str]:
        """Every ref ever seen, old handles included → id."""
        return dict(self._rows("SELECT ref, property FROM ref_seen WHERE brand = ? ORDER BY last_seen, ref", brand))

    def tie(self, brand: str, ref: str, other: str, evidence: str, day: str) -> None:
        """``other`` is the same property as ``ref`` (a renamed handle, a channel's id): it gets the same id."""
        with self._transaction() as db:
            owner = db.execute("SELECT property FROM ref_seen WHERE brand = ? AND ref = ?", (brand, ref)).fetchone()[0]
            if db.execute(
                "SELECT 1 FROM ref_seen WHERE (brand, ref, property) = (?, ?, ?)", (brand, other, owner)
            ).fetchone():
                return
            db.execute("DELETE FROM ref_seen WHERE brand = ? AND ref = ?", (brand, other))
            db.execute("DELETE FROM property WHERE brand = ? AND ref = ? AND id <> ?", (brand, other, owner))
            db.execute("INSERT INTO ref_seen VALUES (?, ?, ?, ?, ?, ?)", (brand, owner, other, day, day, evidence))

    # ── what is concluded ─────────────────────────────────────────────────────────────────

    def conclude(
        self, survey: str, verdicts: Mapping[str, Verdict], ownerships: Iterable[Ownership], units: Sequence[Unit]
    ) -> None:
        """Replace what this survey concluded: property id → verdict, who runs it, and the units it spoke of."""
        brand = self._value("SELECT brand FROM survey WHERE id = ?", survey)
        with self._transaction() as db:
            for table in ("verdict", "ownership", "unit"):
                db.execute(f"DELETE FROM {table} WHERE survey = ?", (survey,))
            db.executemany("INSERT INTO verdict VALUES (?, ?, ?, ?, ?)", _verdict_rows(survey, verdicts))
            db.executemany(
                "INSERT INTO ownership VALUES (?, ?, ?, ?, ?, ?)", (_ownership_row(survey, o) for o in ownerships)
            )
            db.executemany(_UNIT, (_unit_row(brand, survey, n, u) for n, u in enumerate(units)))

    def verdicts(self, survey: str) -> dict[str, Verdict]:
        """Property id → verdict."""
        rows = self._rows(_VERDICTS, survey)
        return {id: Verdict(Relation(relation), p, _reasons(text)) for id, relation, p, text in rows}

    def ownerships(self, survey: str) -> list[Ownership]:
        """Who runs what, strongest first within a property."""
        rows = self._rows(_OWNERSHIPS, survey)
        return [Ownership(id, unit or None, role, p, _reasons(text)) for id, unit, role, p, text in rows]

    def units(self, survey: str) -> list[Unit]:
        """The units this survey spoke of: declared ones first, in their order."""
        rows = self._rows(_UNITS, survey)
        return [Unit(n, k, p, tuple(json.loads(a)), tuple(json.loads(s)), w, bool(d)) for n, k, p, a, s, w, d in rows]

    # ── what people say ───────────────────────────────────────────────────────────────────

    def judge(self, brand: str, judgements: Iterable[Judgement]) -> None:
        """Append judgements; nothing is overwritten, a later one names what it supersedes."""
        rows = [
            (brand, j.id, j.kind, _json(j.subjects), j.value, j.who, j.when, j.why, j.until, j.supersedes)
            for j in judgements
        ]
        self._write("INSERT OR IGNORE INTO judgement VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def judgements(self, brand: str) -> list[Judgement]:
        """Those in force, oldest first: superseded ones are left out."""
        rows = self._rows(_JUDGEMENTS, brand)
        told = [Judgement(id, kind, tuple(json.loads(subjects)), *rest) for id, kind, subjects, *rest in rows]
        superseded = {j.supersedes for j in told}
        return [j for j in told if j.id not in superseded]

    def add_facts(self, brand: str, facts: Iterable[Fact]) -> None:
        """Append facts; the same fact twice is one."""
        rows = [(brand, f.subject, f.name, f.value, f.origin, f.source, f.as_of, f.by) for f in facts]
        self._write("INSERT OR IGNORE INTO fact VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def facts(self, brand: str) -> list[Fact]:
        """All facts, oldest first."""
        return [Fact(*row) for row in self._rows(_FACTS, brand)]

    def keep_sheet(self, brand: str, sheet: str, rows: Iterable[tuple[int, str, Mapping[str, Any]]]) -> None:
        """Replace an imported sheet: (row number, ref or '', the row)."""
        with self._transaction() as db:
            db.execute("DELETE FROM sheet_row WHERE brand = ? AND sheet = ?", (brand, sheet))
            db.executemany(
                "INSERT INTO sheet_row VALUES (?, ?, ?, ?, ?)",
                ((brand, sheet, n, ref, _json(body)) for n, ref, body in rows),
            )

    def sheet_rows(self, brand: str) -> list[tuple[str, int, str, dict[str, Any]]]:
        """(sheet, row number, ref, the row) of all imported sheets."""
        rows = self._rows(_SHEET_ROWS, brand)
        return [(sheet, number, ref, json.loads(body)) for sheet, number, ref, body in rows]

    # ── SQLite ────────────────────────────────────────────────────────────────────────────

    def _migrate(self, number: int, script: str) -> None:
        with _told(self.path):
            marks = f"PRAGMA application_id = {APPLICATION_ID}; PRAGMA user_version = {number};"
            self.connection.executescript(f"BEGIN IMMEDIATE; {script}; {marks} COMMIT;")

    def _value(self, sql: str, *args: object) -> Any:
        row = self.connection.execute(sql, args).fetchone()
        return row[0] if row else None

    def _rows(self, sql: str, *args: object) -> list[Any]:
        with _told(self.path):
            return self.connection.execute(sql, args).fetchall()

    def _write(self, sql: str, rows: Sequence[Sequence[object]]) -> None:
        with self._transaction() as db:
            db.executemany(sql, rows)

    @contextmanager
    def _transaction(self) -> Iterator[sqlite3.Connection]:
        with _told(self.path):
            self.connection.execute("BEGIN IMMEDIATE")
            try:
                yield self.connection
            except BaseException:
                if self.connection.in_transaction:  # a full disk has rolled back by itself
                    self.connection.execute("ROLLBACK")
                raise
            self.connection.execute("COMMIT")


@contextmanager
def _told(path: Path) -> Iterator[None]:
    """SQLite's complaints, in our words."""
    try:
        yield
    except sqlite3.OperationalError as error:
        text = str(error)
        if "locked" in text or "busy" in text:
            raise StoreBusy(
                f"{path}: another process is writing to it; wait for it, or name another file with --store"
            ) from None
        if "full" in text or "disk I/O" in text:
            raise OutputError(f"{path}: no space left to write; make room and run the same command again") from None
        if "readonly" in text or "read-only" in text:
            raise OutputError(
                f"{path}: cannot be written; check its permissions, or name another file with --store"
            ) from None
        raise StoreError(f"{path}: cannot be opened as a store ({text})") from None
    except sqlite3.DatabaseError as error:
        raise StoreError(
            f"{path}: not a sprawl store, or damaged ({error}); nothing was changed; see `sprawl doctor`"
        ) from None


def _can_write(path: Path) -> bool:
    try:
        with path.open("r+b"):
            return True
    except OSError:
        return False


def _migrations() -> list[str]:
    folder = resources.files("sprawl") / "schema"
    return [
        entry.read_text("utf-8")
        for entry in sorted(folder.iterdir(), key=lambda e: e.name)
        if entry.name.endswith(".sql")
    ]


def _identity(brand: str, ref: str) -> str:
    digest = hashlib.sha256(f"{brand}\x1f{ref}".encode()).digest()
    return "p" + base64.b32encode(digest)[:11].decode().lower()


def _property_kind(ref: str) -> str:
    return "site" if ref.startswith("site:") else "account"


def _json(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


_FRONTIER = """
    SELECT url, depth FROM frontier
    WHERE survey = ? AND url NOT IN (SELECT url FROM visit WHERE survey = ?) ORDER BY depth, url"""
_SURVEYS = "SELECT id, brand, as_of, authority, config, finished FROM survey WHERE brand = ? ORDER BY number"
_PAGES = """
    SELECT final_url, title, site_name, language, canonical, trail
    FROM visit WHERE survey = ? AND status = 200 ORDER BY url"""
_PROPERTY = "INSERT OR IGNORE INTO property VALUES (?, ?, ?, ?)"
_SEEN_AGAIN = "UPDATE ref_seen SET last_seen = max(last_seen, ?) WHERE brand = ? AND ref = ?"
_VERDICTS = "SELECT property, relation, probability, reasons FROM verdict WHERE survey = ? ORDER BY property"
_OWNERSHIPS = """
    SELECT property, unit, role, probability, reasons
    FROM ownership WHERE survey = ? ORDER BY property, probability DESC, unit"""
_UNIT = f"INSERT INTO unit VALUES ({', '.join('?' * 10)})"
_UNITS = "SELECT name, kind, parent, aliases, sites, steward, declared FROM unit WHERE survey = ? ORDER BY number"
_JUDGEMENTS = """
    SELECT id, kind, subjects, value, who, "when", why, until, supersedes
    FROM judgement WHERE brand = ? ORDER BY number"""
_FACTS = "SELECT subject, name, value, origin, source, as_of, by FROM fact WHERE brand = ? ORDER BY number"
_SHEET_ROWS = "SELECT sheet, number, ref, body FROM sheet_row WHERE brand = ? ORDER BY sheet, number"
_VISIT = f"INSERT OR REPLACE INTO visit VALUES ({', '.join('?' * 18)})"
_HOST_SEEN = """
    INSERT INTO host_seen VALUES (?, ?, ?)
    ON CONFLICT (survey, host) DO UPDATE SET pages = pages + excluded.pages"""
_PROFILE = "INSERT OR REPLACE INTO profile VALUES (?, ?, ?, ?)"
_EVIDENCE = """
    SELECT e.id, e.kind, e.subject, e.object, e.url, e.region, e.quote, e.label, e.heading, e.beside, e.handle,
           s.seen_at, s.digest, s.archive_offset
    FROM sighting s JOIN evidence e ON e.brand = s.brand AND e.id = s.evidence
    WHERE s.survey = ? AND s.brand = ? ORDER BY e.id"""


def _visit_row(survey: str, number: int, visit: Visit) -> tuple[object, ...]:
    r, p = visit.response, visit.page or Page(visit.response.final_url)
    return (
        survey, number, r.url, r.final_url, r.status, visit.depth, visit.via, r.media_type, r.fetched_at, r.digest,
        r.offset, int(r.truncated), r.error or p.error, p.title, p.site_name, p.language, p.canonical, _json(p.trail),
    )  # fmt: skip


def _add_page(db: sqlite3.Connection, survey: Survey, visit: Visit, page: Page) -> None:
    response = visit.response
    for item in page.evidence:
        _add_evidence(
            db, survey, item, Sighting(item.id, survey.id, response.fetched_at, response.digest, response.offset)
        )
    if page.profile is not None:
        body = _json(asdict(page.profile) | {"seen_at": response.fetched_at})
        db.execute(_PROFILE, (survey.id, page.profile.ref, response.url, body))


def _add_evidence(db: sqlite3.Connection, survey: Survey, e: Evidence, sighting: Sighting) -> None:
    row = (
        survey.brand,
        sighting.evidence,
        e.kind,
        e.subject,
        e.object,
        e.url,
        e.region,
        e.quote,
        e.label,
        e.heading,
        e.beside,
        e.handle,
    )
    db.execute(f"INSERT OR IGNORE INTO evidence VALUES ({', '.join('?' * 12)})", row)
    seen = (survey.brand, sighting.evidence, survey.id, sighting.seen_at, sighting.digest, sighting.offset)
    db.execute("INSERT OR IGNORE INTO sighting VALUES (?, ?, ?, ?, ?, ?)", seen)


def _evidence(row: Sequence[Any]) -> Evidence:
    _, kind, subject, object, url, region, quote, label, heading, beside, handle = row
    return Evidence(EvidenceKind(kind), subject, object, url, Region(region), quote, label, heading, beside, handle)


def _profile(body: str) -> Profile:
    values = json.loads(body)
    return Profile(**values | {"links": tuple(values["links"]), "also": tuple(values["also"])})


def _verdict_rows(survey: str, verdicts: Mapping[str, Verdict]) -> Iterator[tuple[object, ...]]:
    for id, verdict in sorted(verdicts.items()):
        yield survey, id, verdict.relation, verdict.probability, _json([asdict(r) for r in verdict.reasons])


def _ownership_row(survey: str, o: Ownership) -> tuple[object, ...]:
    return survey, o.property, o.unit or "", o.role, o.probability, _json([asdict(r) for r in o.reasons])


def _unit_row(brand: str, survey: str, number: int, u: Unit) -> tuple[object, ...]:
    return brand, survey, number, u.name, u.kind, u.parent, _json(u.aliases), _json(u.sites), u.steward, int(u.declared)


def _reasons(text: str) -> tuple[Reason, ...]:
    return tuple(Reason(r["name"], r["bits"], r["sentence"], tuple(r["evidence"])) for r in json.loads(text))
