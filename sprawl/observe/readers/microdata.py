"""Microdata and RDFa: properties written into the markup."""

from __future__ import annotations

from collections.abc import Iterator

from sprawl.model import Evidence, EvidenceKind
from sprawl.observe.dom.tree import Element
from sprawl.observe.naming import Named
from sprawl.observe.scene import Scene

__all__ = ["read"]

_PROPERTIES = frozenset(
    (
        "sameas",
        "schema:sameas",
        "http://schema.org/sameas",
        "https://schema.org/sameas",
        "foaf:account",
        "sioc:account_of",
        "owl:sameas",
        "foaf:onlineaccount",
        "http://xmlns.com/foaf/0.1/account",
    )
)
_HEAD_TAGS = ("meta", "link")


def read(scene: Scene) -> Iterator[Evidence]:
    """Each sameAs (or foaf:account) of microdata and RDFa that names an account."""
    for element in scene.tree.odd:
        attrs = element.attrs
        names = attrs.get("itemprop") or attrs.get("property") or attrs.get("rel")
        if not names or _PROPERTIES.isdisjoint(names.lower().split()):
            continue
        address = element.get("href") or element.get("content") or element.get("resource") or element.get("src")
        found = scene.named(address or _text(element))
        if found and not found.post:
            yield _evidence(scene, element, found, names, address)


def _evidence(scene: Scene, element: Element, found: Named, names: str, address: str) -> Evidence:
    if element.tag not in _HEAD_TAGS:
        return scene.say(EvidenceKind.SAME_AS, found, element)
    region = scene.region(element)
    return scene.state(EvidenceKind.SAME_AS, found, region, f"{names} {address}", heading=names)


def _text(element: Element) -> str:
    said = "".join(element.texts(4)).strip()
    return said if said.startswith(("http", "//", "www.")) else ""
