"""The ownership graph (the door to networkx): brand → department → unit → account, with the evidence on the edges.

Nodes, by ``kind``: ``brand`` (``brand:NAME``), ``department`` and ``unit`` (``unit:NAME``), ``account`` (its ref),
``site`` (``site:host``). Edges, by ``kind``: ``has`` (brand or unit → unit or site), ``runs`` (brand or unit →
account), ``claims`` (a department that also claims a contested account), ``same-owner`` (two properties, weighed), and
each `EvidenceKind` (who says it → of whom). Evidence that says the same in the same region of many pages is one
edge that counts its pages and keeps the ids of all. What is unknown is left out: an attribute is text, number or truth.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from io import BytesIO
from itertools import groupby
from typing import Any
from urllib.parse import urlsplit

import networkx

from sprawl.model import Entry, Link, Seen, Unit

Graph = Any  # networkx.MultiDiGraph, which has no types of its own
Attributes = dict[str, str | int | float | bool]

_NOT_XML = re.compile("[^\t\n\r\x20-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_STAMP = re.compile(r' lastmodifieddate="[^"]*"')


def build(
    brand: str,
    units: Sequence[Unit],
    entries: Iterable[Entry],
    *,
    sites: Sequence[str] = (),
    links: Iterable[Link] = (),
) -> Any:
    """A ``networkx.MultiDiGraph`` in an order that depends on the input alone. Time and memory: linear in evidence.

    ``sites`` are the brand's own, URLs or hosts. Departments named by an entry and missing from ``units`` are added.
    """
    graph: Any = networkx.MultiDiGraph(name=brand)
    rows = sorted(entries, key=lambda entry: entry.ref)
    _add_units(graph, brand, units, rows)
    for site in sites:
        _add_site(graph, f"brand:{brand}", site)
    for entry in rows:
        _add_account(graph, entry)
    for entry in rows:
        _add_owner(graph, brand, entry)
        _add_evidence(graph, entry)
    for link in sorted(links, key=lambda link: (link.left, link.right)):
        _add_link(graph, link)
    return graph


def _add_units(graph: Any, brand: str, units: Sequence[Unit], entries: Sequence[Entry]) -> None:
    root = f"brand:{brand}"
    graph.add_node(root, kind="brand", label=brand)
    known = {unit.name for unit in units}
    undeclared = (Unit(name, parent=parent, declared=False) for name, parent in _named(entries) if name not in known)
    everyone = [*units, *undeclared]
    names = {unit.name for unit in everyone}
    for unit in everyone:
        kind = "unit" if unit.parent in names else "department"
        attributes = {
            "kind": kind,
            "label": unit.name,
            "unit_kind": unit.kind,
            "steward": unit.steward,
            "declared": unit.declared,
        }
        graph.add_node(f"unit:{unit.name}", **_known(attributes))
    for unit in everyone:
        above = f"unit:{unit.parent}" if unit.parent in names else root
        graph.add_edge(above, f"unit:{unit.name}", key="has", kind="has")
        for site in unit.sites:
            _add_site(graph, f"unit:{unit.name}", site)


def _named(entries: Iterable[Entry]) -> Iterator[tuple[str, str]]:
    """Departments and units that entries name, each once, with its parent."""
    parents: dict[str, str] = {}
    for entry in entries:
        for name in (entry.department, *entry.contested):
            if name:
                parents.setdefault(name, "")
        if entry.unit:
            parents.setdefault(entry.unit, entry.department or "")
    return iter(parents.items())


def _add_site(graph: Any, owner: str, site: str) -> None:
    host, path = _host_and_path(site)
    ref = f"site:{host}"
    if ref not in graph:
        graph.add_node(ref, kind="site", label=ref.removeprefix("site:"))
    graph.add_edge(owner, ref, key=f"has {path or '/'}", kind="has", url=site)


def _host_and_path(site: str) -> tuple[str, str]:
    """The host, in lower case, and the path of a URL or host; any other text is returned in lower case."""
    try:
        parts = urlsplit(site if "//" in site else f"//{site}")
    except ValueError:
        return site.lower(), ""
    return (parts.netloc.rpartition("@")[2] or site).lower(), parts.path


def _add_account(graph: Any, entry: Entry) -> None:
    attributes = {
        "kind": "account",
        "label": entry.display_name or entry.handle,
        "property": entry.id,
        "platform": entry.platform,
        "handle": entry.handle,
        "url": entry.url,
        "relation": str(entry.relation),
        "probability": entry.probability,
        "department": entry.department,
        "unit": entry.unit,
        "department_probability": entry.department_probability,
        "contested": "; ".join(entry.contested),
        "status": str(entry.status),
        "last_post": entry.last_post,
    }
    graph.add_node(entry.ref, **_known(attributes))


def _add_owner(graph: Any, brand: str, entry: Entry) -> None:
    owner = entry.unit or entry.department
    for name in entry.contested:
        if name not in (entry.department, entry.unit):
            graph.add_edge(f"unit:{name}", entry.ref, key="claims", kind="claims")
    if owner:
        attributes = {"kind": "runs", "probability": entry.department_probability}
        graph.add_edge(f"unit:{owner}", entry.ref, key="runs", **_known(attributes))
    elif entry.relation.ours:
        graph.add_edge(f"brand:{brand}", entry.ref, key="runs", kind="runs", probability=entry.probability)


def _add_evidence(graph: Any, entry: Entry) -> None:
    for (subject, object_, kind, region), seen in groupby(sorted(entry.evidence, key=_rank), key=_statement_key):
        for ref in (subject, object_):
            if ref not in graph:
                kind_of = "site" if ref.startswith("site:") else "property"
                graph.add_node(ref, kind=kind_of, label=ref.removeprefix("site:"))
        graph.add_edge(subject, object_, key=f"{kind} {region}", **_evidence_attributes(list(seen)))


def _statement_key(seen: Seen) -> tuple[str, str, str, str]:
    evidence = seen.evidence
    return evidence.subject, evidence.object, str(evidence.kind), str(evidence.region)


def _rank(seen: Seen) -> tuple[tuple[str, str, str, str], str, str]:
    return _statement_key(seen), seen.evidence.url, seen.evidence.id


def _evidence_attributes(seen: Sequence[Seen]) -> Attributes:
    first = seen[0]
    attributes = {
        "kind": str(first.evidence.kind),
        "region": str(first.evidence.region),
        "url": first.evidence.url,
        "quote": first.evidence.quote,
        "sentence": first.sentence,
        "seen_at": first.seen_at,
        "digest": first.digest,
        "pages": len({each.evidence.url for each in seen}),
        "evidence": " ".join(each.evidence.id for each in seen),
    }
    return _known(attributes)


def _add_link(graph: Any, link: Link) -> None:
    if link.left in graph and link.right in graph:
        why = " ".join(reason.sentence for reason in link.reasons)
        graph.add_edge(
            link.left,
            link.right,
            key="same-owner",
            **_known({"kind": "same-owner", "bits": link.bits, "sentence": why}),
        )


def _known(attributes: dict[str, Any]) -> Attributes:
    return {name: value for name, value in attributes.items() if value is not None and value != ""}


def clean(graph: Any) -> Any:
    """A copy in which every text may stand in XML: control characters, lone surrogates and non-characters are gone."""
    copy: Any = networkx.MultiDiGraph(**{name: _xml(value) for name, value in graph.graph.items()})
    for node, attributes in graph.nodes(data=True):
        copy.add_node(_xml(node), **{name: _xml(value) for name, value in attributes.items()})
    for left, right, key, attributes in graph.edges(keys=True, data=True):
        copy.add_edge(
            _xml(left), _xml(right), key=_xml(key), **{name: _xml(value) for name, value in attributes.items()}
        )
    return copy


def _xml(value: Any) -> Any:
    return _NOT_XML.sub("", value) if isinstance(value, str) else value


def node_link(graph: Any) -> dict[str, Any]:
    """For ``networkx.node_link_graph(data, edges="edges")``."""
    data: dict[str, Any] = networkx.node_link_data(graph, edges="edges")
    return data


def graphml(graph: Any) -> bytes:
    """For ``networkx.read_graphml`` and yEd. No clock is read."""
    return ("\n".join(networkx.generate_graphml(clean(graph))) + "\n").encode()


def gexf(graph: Any) -> bytes:
    """For ``networkx.read_gexf`` and Gephi, without the date that networkx would write into it."""
    out = BytesIO()
    networkx.write_gexf(_with_edge_ids(clean(graph)), out)
    return _STAMP.sub("", out.getvalue().decode()).encode()


def _with_edge_ids(graph: Any) -> Any:
    for number, (_, _, _, attributes) in enumerate(graph.edges(keys=True, data=True)):
        attributes["id"] = str(number)
    return graph
