"""Values to rows and back: the statements, and one small function for each kind of row."""

from __future__ import annotations

import base64
import hashlib
import json
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import asdict
from typing import Any

from sprawl.model import (
    Evidence,
    EvidenceKind,
    Ownership,
    Page,
    Profile,
    Reason,
    Region,
    Sighting,
    Survey,
    Unit,
    Verdict,
    Visit,
)

FRONTIER = """
    SELECT url, depth FROM frontier
    WHERE survey = ? AND url NOT IN (SELECT url FROM visit WHERE survey = ?) ORDER BY depth, url"""
SURVEYS = "SELECT id, brand, as_of, authority, config, finished FROM survey WHERE brand = ? ORDER BY number"
PAGES = """
    SELECT final_url, title, site_name, language, canonical, trail
    FROM visit WHERE survey = ? AND status = 200 ORDER BY url"""
PROPERTY = "INSERT OR IGNORE INTO property VALUES (?, ?, ?, ?)"
SEEN_AGAIN = "UPDATE ref_seen SET last_seen = max(last_seen, ?) WHERE brand = ? AND ref = ?"
VERDICTS = "SELECT property, relation, probability, reasons FROM verdict WHERE survey = ? ORDER BY property"
OWNERSHIPS = """
    SELECT property, unit, role, probability, reasons
    FROM ownership WHERE survey = ? ORDER BY property, probability DESC, unit"""
OWNERSHIP = "INSERT INTO ownership VALUES (?, ?, ?, ?, ?, ?)"
UNIT = f"INSERT INTO unit VALUES ({', '.join('?' * 10)})"
UNITS = "SELECT name, kind, parent, aliases, sites, steward, declared FROM unit WHERE survey = ? ORDER BY number"
JUDGEMENTS = """
    SELECT id, kind, subjects, value, who, "when", why, until, supersedes
    FROM judgement WHERE brand = ? ORDER BY number"""
FACTS = "SELECT subject, name, value, origin, source, as_of, by FROM fact WHERE brand = ? ORDER BY number"
SHEET_ROWS = "SELECT sheet, number, ref, body FROM sheet_row WHERE brand = ? ORDER BY sheet, number"
VISIT = f"INSERT OR REPLACE INTO visit VALUES ({', '.join('?' * 17)})"
HOST_SEEN = """
    INSERT INTO host_seen VALUES (?, ?, ?)
    ON CONFLICT (survey, host) DO UPDATE SET pages = pages + excluded.pages"""
EVIDENCE_ROW = f"INSERT OR IGNORE INTO evidence VALUES ({', '.join('?' * 12)})"
SIGHTING = "INSERT OR IGNORE INTO sighting VALUES (?, ?, ?, ?, ?, ?)"
FRONTIER_ROW = "INSERT OR IGNORE INTO frontier VALUES (?, ?, ?, ?)"
PROFILE = "INSERT OR REPLACE INTO profile VALUES (?, ?, ?, ?)"
EVIDENCE = """
    SELECT e.id, e.kind, e.subject, e.object, e.url, e.region, e.quote, e.label, e.heading, e.beside, e.handle,
           s.seen_at, s.digest, s.archive_offset
    FROM sighting s JOIN evidence e ON e.brand = s.brand AND e.id = s.evidence
    WHERE s.survey = ? AND s.brand = ? ORDER BY e.id"""


def identity(brand: str, ref: str) -> str:
    digest = hashlib.sha256(f"{brand}\x1f{ref}".encode()).digest()
    return "p" + base64.b32encode(digest)[:11].decode().lower()


def property_kind(ref: str) -> str:
    return "site" if ref.startswith("site:") else "account"


def packed(value: object) -> str:
    return json.dumps(value, ensure_ascii=False, sort_keys=True)


def visit_row(survey: str, visit: Visit) -> tuple[object, ...]:
    r, p = visit.response, visit.page or Page(visit.response.final_url)
    return (
        survey, r.url, r.final_url, r.status, visit.depth, visit.via, r.media_type, r.fetched_at, r.digest,
        r.offset, int(r.truncated), r.error or p.error, p.title, p.site_name, p.language, p.canonical, packed(p.trail),
    )  # fmt: skip


def statements(survey: Survey, visit: Visit) -> Iterator[tuple[Evidence, Sighting]]:
    """The evidence on a visit's page, each with its sighting."""
    r = visit.response
    for item in visit.page.evidence if visit.page else ():
        yield item, Sighting(item.id, survey.id, r.fetched_at, r.digest, r.offset)


def evidence_row(brand: str, e: Evidence, id: str) -> tuple[object, ...]:
    return brand, id, e.kind, e.subject, e.object, e.url, e.region, e.quote, e.label, e.heading, e.beside, e.handle


def sighting_row(brand: str, s: Sighting) -> tuple[object, ...]:
    return brand, s.evidence, s.survey, s.seen_at, s.digest, s.offset


def profile_row(survey: str, profile: Profile, url: str, seen_at: str = "") -> tuple[object, ...]:
    return survey, profile.ref, url, packed(asdict(profile) | ({"seen_at": seen_at} if seen_at else {}))


def profile_rows(survey: str, visit: Visit) -> Iterator[tuple[object, ...]]:
    """The profile that a visit's page shows, if it is one."""
    if visit.page is not None and visit.page.profile is not None:
        yield profile_row(survey, visit.page.profile, visit.response.url, visit.response.fetched_at)


def evidence(row: Sequence[Any]) -> Evidence:
    _, kind, subject, object, url, region, quote, label, heading, beside, handle = row
    return Evidence(EvidenceKind(kind), subject, object, url, Region(region), quote, label, heading, beside, handle)


def profile(body: str) -> Profile:
    values = json.loads(body)
    return Profile(**values | {"links": tuple(values["links"]), "also": tuple(values["also"])})


def verdict_rows(survey: str, verdicts: Mapping[str, Verdict]) -> Iterator[tuple[object, ...]]:
    for id, verdict in sorted(verdicts.items()):
        yield survey, id, verdict.relation, verdict.probability, packed([asdict(r) for r in verdict.reasons])


def ownership_row(survey: str, o: Ownership) -> tuple[object, ...]:
    return survey, o.property, o.unit or "", o.role, o.probability, packed([asdict(r) for r in o.reasons])


def unit_row(brand: str, survey: str, number: int, u: Unit) -> tuple[object, ...]:
    names = packed(u.aliases)
    return brand, survey, number, u.name, u.kind, u.parent, names, packed(u.sites), u.steward, int(u.declared)


def reasons(text: str) -> tuple[Reason, ...]:
    return tuple(Reason(r["name"], r["bits"], r["sentence"], tuple(r["evidence"])) for r in json.loads(text))
