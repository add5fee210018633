"""The ownership graph: who is connected with whom, and that nothing but the input decides it."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

import pytest

from sprawl.graph.build import build
from sprawl.model import Entry, Evidence, EvidenceKind, Link, Reason, Region, Relation, Seen, Status, Unit

UNITS = (
    Unit("Research", sites=("https://www.example.org/research",)),
    Unit("Oncology", "product", "Research"),
    Unit("Press"),
)


def seen(subject: str, target: str, page: str, region: Region = Region.FOOTER) -> Seen:
    evidence = Evidence(
        EvidenceKind.LINK, subject, target, f"https://www.example.org/{page}", region, f"words of {page}"
    )
    return Seen(evidence, "2026-11-21T00:00:00Z", "sha1:ABC", f"{page} links to it")


def entry(handle: str, **told: object) -> Entry:
    plain = Entry(f"x:{handle}", "x", handle, "profile", f"https://x.com/{handle}", id=f"p-{handle}", probability=0.9)
    return replace(plain, **{"relation": Relation.OFFICIAL, "status": Status.ACTIVE, **told})  # type: ignore[arg-type]


ENTRIES = (
    entry("one", department="Research", unit="Oncology", department_probability=0.8),
    entry("two", department="Press", unit="Press", contested=("Press", "Research")),
    entry("three"),
    entry("four", relation=Relation.THIRD_PARTY, probability=0.1),
    entry("five", department="Found Here", unit="Found Team"),
)


def edges(graph: object, kind: str) -> list[tuple[str, str]]:
    return [(left, right) for left, right, told in graph.edges(data=True) if told["kind"] == kind]  # type: ignore[attr-defined]


def test_brand_has_departments_and_departments_have_units() -> None:
    graph = build("Acme", UNITS, ENTRIES, sites=["https://www.example.org/"])
    assert edges(graph, "has") == [
        ("brand:Acme", "unit:Research"),
        ("brand:Acme", "unit:Press"),
        ("brand:Acme", "unit:Found Here"),
        ("brand:Acme", "site:www.example.org"),
        ("unit:Research", "site:www.example.org"),
        ("unit:Research", "unit:Oncology"),
        ("unit:Found Here", "unit:Found Team"),
    ]
    assert [graph.nodes[name]["kind"] for name in ("unit:Research", "unit:Oncology")] == ["department", "unit"]


def test_accounts_hang_on_the_finest_unit_known_and_strangers_on_nobody() -> None:
    graph = build("Acme", UNITS, ENTRIES)
    assert sorted(edges(graph, "runs")) == [
        ("brand:Acme", "x:three"),
        ("unit:Found Team", "x:five"),
        ("unit:Oncology", "x:one"),
        ("unit:Press", "x:two"),
    ]
    assert edges(graph, "claims") == [("unit:Research", "x:two")]
    assert "x:four" in graph


def test_what_is_unknown_is_left_out() -> None:
    graph = build("Acme", UNITS, ENTRIES)
    assert {"department", "unit", "last_post", "contested"}.isdisjoint(graph.nodes["x:three"])
    assert all(value not in (None, "") for _, told in graph.nodes(data=True) for value in told.values())


def test_evidence_of_many_pages_is_one_edge_that_keeps_them_all() -> None:
    pages = tuple(seen("site:www.example.org", "x:one", page) for page in ("c", "a", "b"))
    told = replace(ENTRIES[0], evidence=(*pages, seen("x:two", "x:one", "bio", Region.UNKNOWN)))
    graph = build("Acme", UNITS, [told])
    edge = graph.edges["site:www.example.org", "x:one", "link footer"]
    assert (edge["pages"], edge["url"], edge["quote"]) == (3, "https://www.example.org/a", "words of a")
    assert set(edge["evidence"].split()) == {page.evidence.id for page in pages}
    assert (edge["region"], edge["seen_at"], edge["sentence"]) == ("footer", "2026-11-21T00:00:00Z", "a links to it")
    assert graph.nodes["x:two"]["kind"] == "property"


def test_links_join_known_properties_only() -> None:
    links = [Link("x:one", "x:two", 4.5, (Reason("name", 4.5, "Same name."),)), Link("x:one", "x:elsewhere", 1.0)]
    graph = build("Acme", UNITS, ENTRIES, links=links)
    assert edges(graph, "same-owner") == [("x:one", "x:two")]
    assert graph.edges["x:one", "x:two", "same-owner"]["bits"] == 4.5


@pytest.mark.parametrize("rows", [ENTRIES, ENTRIES[::-1]], ids=["as written", "turned round"])
def test_the_order_of_entries_does_not_matter(rows: Sequence[Entry]) -> None:
    graph, same = build("Acme", UNITS, rows), build("Acme", UNITS, sorted(rows, key=lambda row: row.handle))
    assert list(graph.edges(keys=True, data=True)) == list(same.edges(keys=True, data=True))


def test_an_empty_survey_is_a_brand_alone() -> None:
    assert list(build("Acme", (), ())) == ["brand:Acme"]


def test_sites_that_are_no_addresses_are_fine() -> None:
    graph = build("Acme", (), (), sites=["http://[1", "EXAMPLE.org/a", "https://u:p@www.example.org:8080/"])
    assert list(graph) == ["brand:Acme", "site:http://[1", "site:example.org", "site:www.example.org:8080"]
