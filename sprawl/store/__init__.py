"""One SQLite file: append evidence and judgements, read them back.

Every write is one transaction, so a killed run leaves the file whole. `file` is the file, `records` turns values into
rows and back, and `Store` is what the other rooms see.
"""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from sprawl.errors import StoreError
from sprawl.model import (
    Evidence,
    Fact,
    Judgement,
    Ownership,
    Page,
    Profile,
    Relation,
    Sighting,
    Survey,
    Unit,
    Verdict,
    Visit,
)
from sprawl.store import records
from sprawl.store.file import File, connect

__all__ = ["Found", "Store", "open_store"]


def open_store(path: str | Path, *, create: bool = True) -> Store:
    """Open the store at ``path``, bringing an older one up to date. Raises `StoreError` or `StoreBusy`."""
    path = Path(path)
    if not create and not path.exists():
        raise StoreError(
            f"{path}: no such store; make it with: sprawl discover --brand NAME, or name another with --store"
        )
    store = Store(connect(path), path)
    try:
        store.prepare()
    except BaseException:
        store.close()
        raise
    return store


@dataclass
class Found:
    """What visits brought beside their pages: links to follow, hosts, evidence and profiles without a page."""

    frontier: list[tuple[str, int, str]] = field(default_factory=list)  # url, depth, via
    hosts: Counter[str] = field(default_factory=Counter)  # host → pages that link to it
    evidence: list[tuple[Evidence, str]] = field(default_factory=list)  # statement, seen at
    profiles: list[tuple[Profile, str]] = field(default_factory=list)  # profile, URL it was read from


@dataclass
class Store(File):
    """The open file. Methods read and write values of `model`; each write is one transaction."""

    # ── brands and surveys ────────────────────────────────────────────────────────────────

    def keep_brand(self, slug: str, name: str, toml: str) -> None:
        """Store the brand file as last read."""
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
        rows = self._rows(records.SURVEYS, brand)
        return [Survey(id, slug, day, authority, config, bool(done)) for id, slug, day, authority, config, done in rows]

    def finish(self, survey: str) -> None:
        """Nothing is left to fetch in this survey; its frontier is dropped."""
        with self._transaction() as db:
            db.execute("UPDATE survey SET finished = 1 WHERE id = ?", (survey,))
            db.execute("DELETE FROM frontier WHERE survey = ?", (survey,))

    def archived(self, survey: str) -> int:
        """The length in bytes up to which the survey's WARC is certainly whole."""
        return int(self._value("SELECT archived FROM survey WHERE id = ?", survey))

    def archive(self, survey: str) -> str:
        """The file in which the survey's responses were recorded; '' for a replay."""
        return str(self._value("SELECT archive FROM survey WHERE id = ?", survey))

    # ── the crawl ─────────────────────────────────────────────────────────────────────────

    def add_visits(self, survey: Survey, visits: Sequence[Visit], found: Found, archived: int) -> None:
        """Visits, their evidence, what else they brought, and the certain length of the WARC: one transaction."""
        statements = [pair for visit in visits for pair in records.statements(survey, visit)]
        statements += [(e, Sighting(e.id, survey.id, seen_at)) for e, seen_at in found.evidence]
        profiles = [row for visit in visits for row in records.profile_rows(survey.id, visit)]
        profiles += [records.profile_row(survey.id, profile, url) for profile, url in found.profiles]
        with self._transaction() as db:
            db.executemany(records.VISIT, [records.visit_row(survey.id, visit) for visit in visits])
            self._add_statements(survey.brand, statements)
            db.executemany(records.PROFILE, profiles)
            db.executemany(records.FRONTIER_ROW, [(survey.id, *row) for row in found.frontier])
            db.executemany(records.HOST_SEEN, [(survey.id, host, pages) for host, pages in found.hosts.items()])
            db.execute("UPDATE survey SET archived = ? WHERE id = ?", (archived, survey.id))

    def _add_statements(self, brand: str, statements: Sequence[tuple[Evidence, Sighting]]) -> None:
        rows = [records.evidence_row(brand, e, sighting.evidence) for e, sighting in statements]
        self.connection.executemany(records.EVIDENCE_ROW, rows)
        self.connection.executemany(
            records.SIGHTING, [records.sighting_row(brand, sighting) for _, sighting in statements]
        )

    def visited(self, survey: str) -> dict[str, str]:
        """URL → reason why it brought nothing ('' when it did), of every address visited."""
        return dict(self._rows("SELECT url, error FROM visit WHERE survey = ?", survey))

    def frontier(self, survey: str) -> list[tuple[str, int]]:
        """Addresses with their depth that an interrupted crawl knew of, in the order they were found."""
        return self._rows(records.FRONTIER, survey, survey)

    def hosts(self, survey: str) -> dict[str, int]:
        """Host → how many pages linked to it."""
        return dict(self._rows("SELECT host, pages FROM host_seen WHERE survey = ? ORDER BY host", survey))

    def visits(self, survey: str) -> list[dict[str, Any]]:
        """One record a visit, without bodies, by URL."""
        keys = ("url", "final_url", "status", "error", "depth", "via", "fetched_at", "title", "truncated")
        rows = self._rows(f"SELECT {', '.join(keys)} FROM visit WHERE survey = ? ORDER BY url", survey)
        return [dict(zip(keys, row, strict=True)) for row in rows]

    def pages(self, survey: str) -> Iterator[Page]:
        """Title, language, canonical URL and breadcrumbs of each parsed page (no links, no evidence), by URL."""
        for url, title, site_name, language, canonical, trail in self._rows(records.PAGES, survey):
            yield Page(url, title, site_name, language, canonical, trail=tuple(json.loads(trail)))

    def add_evidence(self, survey: Survey, evidence: Iterable[Evidence], seen_at: str) -> None:
        """Evidence that does not come from a page: known handles, rows of a sheet."""
        with self._transaction():
            self._add_statements(survey.brand, [(e, Sighting(e.id, survey.id, seen_at)) for e in evidence])

    def evidence(self, survey: Survey) -> list[tuple[Evidence, Sighting]]:
        """All evidence of this survey, each with its sighting, by id."""
        rows = self._rows(records.EVIDENCE, survey.id, survey.brand)
        return [(records.evidence(row[:11]), Sighting(row[0], survey.id, *row[11:])) for row in rows]

    def profiles(self, survey: str) -> dict[str, Profile]:
        """Ref → profile, completed from all pages that showed it."""
        profiles: dict[str, Profile] = {}
        for ref, body in self._rows("SELECT ref, body FROM profile WHERE survey = ? ORDER BY ref, url", survey):
            profile = records.profile(body)
            profiles[ref] = profiles[ref].completed(profile) if ref in profiles else profile
        return profiles

    # ── properties ────────────────────────────────────────────────────────────────────────

    def identify(self, brand: str, refs: Iterable[str], day: str) -> dict[str, str]:
        """Ref → opaque id, giving new properties one. Deterministic: the id is a hash of brand and first ref."""
        known = self.ids(brand)
        wanted = sorted(set(refs))
        new = [(records.identity(brand, ref), ref) for ref in wanted if ref not in known]
        with self._transaction() as db:
            db.executemany(records.PROPERTY, ((id, brand, ref, records.property_kind(ref)) for id, ref in new))
            db.executemany(
                "INSERT INTO ref_seen VALUES (?, ?, ?, ?, ?, '')", ((brand, id, ref, day, day) for id, ref in new)
            )
            db.executemany(records.SEEN_AGAIN, ((day, brand, ref) for ref in wanted))
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
        """Replace the conclusions of this survey: property id → verdict, who runs it, and the units that occur."""
        brand = self._value("SELECT brand FROM survey WHERE id = ?", survey)
        with self._transaction() as db:
            for table in ("verdict", "ownership", "unit"):
                db.execute(f"DELETE FROM {table} WHERE survey = ?", (survey,))
            db.executemany("INSERT INTO verdict VALUES (?, ?, ?, ?, ?)", records.verdict_rows(survey, verdicts))
            db.executemany(records.OWNERSHIP, (records.ownership_row(survey, o) for o in ownerships))
            db.executemany(records.UNIT, (records.unit_row(brand, survey, n, u) for n, u in enumerate(units)))

    def verdicts(self, survey: str) -> dict[str, Verdict]:
        """Property id → verdict."""
        rows = self._rows(records.VERDICTS, survey)
        return {id: Verdict(Relation(relation), p, records.reasons(text)) for id, relation, p, text in rows}

    def ownerships(self, survey: str) -> list[Ownership]:
        """Who runs what, strongest first within a property."""
        rows = self._rows(records.OWNERSHIPS, survey)
        return [Ownership(id, unit or None, role, p, records.reasons(text)) for id, unit, role, p, text in rows]

    def units(self, survey: str) -> list[Unit]:
        """The units of this survey: declared ones first, in their order."""
        rows = self._rows(records.UNITS, survey)
        return [Unit(n, k, p, tuple(json.loads(a)), tuple(json.loads(s)), w, bool(d)) for n, k, p, a, s, w, d in rows]

    # ── judgements, facts, sheets ───────────────────────────────────────────────────────────────────

    def judge(self, brand: str, judgements: Iterable[Judgement]) -> None:
        """Append judgements; nothing is overwritten, a later one names what it supersedes."""
        rows = [
            (brand, j.id, j.kind, records.packed(j.subjects), j.value, j.who, j.when, j.why, j.until, j.supersedes)
            for j in judgements
        ]
        self._write("INSERT OR IGNORE INTO judgement VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def judgements(self, brand: str) -> list[Judgement]:
        """The judgements in force, oldest first; superseded ones are left out."""
        rows = self._rows(records.JUDGEMENTS, brand)
        judgements = [Judgement(id, kind, tuple(json.loads(subjects)), *rest) for id, kind, subjects, *rest in rows]
        superseded = {j.supersedes for j in judgements}
        return [j for j in judgements if j.id not in superseded]

    def add_facts(self, brand: str, facts: Iterable[Fact]) -> None:
        """Append facts; the same fact twice is one."""
        rows = [(brand, f.subject, f.name, f.value, f.origin, f.source, f.as_of, f.by) for f in facts]
        self._write("INSERT OR IGNORE INTO fact VALUES (NULL, ?, ?, ?, ?, ?, ?, ?, ?)", rows)

    def facts(self, brand: str) -> list[Fact]:
        """All facts, oldest first."""
        return [Fact(*row) for row in self._rows(records.FACTS, brand)]

    def keep_sheet(self, brand: str, sheet: str, rows: Iterable[tuple[int, str, Mapping[str, Any]]]) -> None:
        """Replace an imported sheet: (row number, ref or '', the row)."""
        with self._transaction() as db:
            db.execute("DELETE FROM sheet_row WHERE brand = ? AND sheet = ?", (brand, sheet))
            db.executemany(
                "INSERT INTO sheet_row VALUES (?, ?, ?, ?, ?)",
                ((brand, sheet, n, ref, records.packed(body)) for n, ref, body in rows),
            )

    def sheet_rows(self, brand: str) -> list[tuple[str, int, str, dict[str, Any]]]:
        """(sheet, row number, ref, the row) of all imported sheets."""
        rows = self._rows(records.SHEET_ROWS, brand)
        return [(sheet, number, ref, json.loads(body)) for sheet, number, ref, body in rows]
