"""JSON-LD: sameAs and url of organizations, wherever they are nested; one bad block loses nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any, NamedTuple

from sprawl import urls
from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.naming import Named
from sprawl.observe.readers.loosejson import documents
from sprawl.observe.scene import Scene
from sprawl.observe.tables import words

__all__ = ["Thing", "blocks", "read", "things"]

_MOST = 20_000
_DEEPEST = 60
_SAME_AS = '"sameAs"'
_LIST = re.compile(r'\s*:\s*(\[[^\]]*|"[^"]*")')
_QUOTED = re.compile(r'"([^"\s]{8,600})"')
_REFERENCE = words("reference", "domains")
_BODIES = (
    "Organization",
    "Corporation",
    "Business",
    "Brand",
    "School",
    "University",
    "College",
    "NGO",
    "Government",
    "Company",
    "Store",
    "Hotel",
    "Restaurant",
    "Hospital",
    "Clinic",
    "Agency",
    "Museum",
    "Library",
    "Team",
    "Service",
    "Airline",
    "Bank",
    "Consortium",
    "Cooperative",
    "Project",
    "Place",
    "WebSite",
    "Office",
    "Station",
)


class Thing(NamedTuple):
    """One JSON object with the keys that lead to it from the top: ``("department",)``."""

    value: dict[str, Any]
    path: tuple[str, ...]

    @property
    def type(self) -> str:
        found = self.value.get("@type", self.value.get("type", ""))
        found = found[0] if isinstance(found, list) and found else found
        return found.rpartition("/")[2].removeprefix("schema:") if isinstance(found, str) else ""

    def text(self, key: str) -> str:
        """A property that is one text; "" otherwise."""
        found = self.value.get(key, "")
        found = found[0] if isinstance(found, list) and found else found
        found = found.get("@value", "") if isinstance(found, dict) else found
        return found if isinstance(found, str) else ""

    def addresses(self, key: str) -> Iterator[str]:
        """Every address of a property: one, a list, or objects with @id or url."""
        found = self.value.get(key)
        for item in found if isinstance(found, list) else [found]:
            item = (item.get("@id") or item.get("url") or item.get("@value")) if isinstance(item, dict) else item
            if isinstance(item, str) and item.strip():
                yield item.strip()


def blocks(scene: Scene) -> Iterator[str]:
    """The text of each JSON-LD script."""
    for element in scene.tree.tagged["script"]:
        if "ld+json" in element.get("type").lower():
            yield element.raw


def things(scene: Scene) -> list[Thing]:
    """Every object of every block, in order."""
    return [thing for block in blocks(scene) for value in documents(block) for thing in _walk(value)]


def _walk(top: Any) -> Iterator[Thing]:
    """Every object inside, without recursion, parents first."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(top, ())]
    for _ in range(_MOST):
        if not waiting:
            return
        value, path = waiting.pop()
        if isinstance(value, list):
            waiting.extend((item, path) for item in reversed(value))
        elif isinstance(value, dict) and len(path) < _DEEPEST:
            yield Thing(value, path)
            inner = [(item, path if key == "@graph" else (*path, key)) for key, item in value.items()]
            waiting.extend((item, below) for item, below in reversed(inner) if isinstance(item, dict | list))


def read(scene: Scene) -> Iterator[Evidence]:
    """sameAs of every object, and url where it names an account or another site of an organization."""
    for block in blocks(scene):
        values = list(documents(block))
        for value in values:
            for thing in _walk(value):
                yield from _statements(scene, thing)
        if not values:
            yield from _salvaged(scene, block)


def _statements(scene: Scene, thing: Thing) -> Iterator[Evidence]:
    for key in ("sameAs", "schema:sameAs", "http://schema.org/sameAs", "https://schema.org/sameAs", "url"):
        if key not in thing.value:
            continue
        for address in thing.addresses(key):
            told = _named(scene, thing, address, strict=key == "url")
            if told:
                yield _evidence(scene, thing, key, address, told)


def _evidence(scene: Scene, thing: Thing, key: str, address: str, told: Named | str) -> Evidence:
    name, where = thing.text("name"), " / ".join((*thing.path, key))
    return scene.state(
        EvidenceKind.SAME_AS,
        told,
        Region.SCRIPT,
        f"{thing.type or 'Thing'} {name}: {where} {address}",
        label=name,
        heading=where,
    )


def _named(scene: Scene, thing: Thing, address: str, strict: bool) -> Named | str:
    """The account or the foreign site that an address names; "" for neither."""
    found = _account(scene, address)
    if found:
        return "" if found.post else found
    host = scene.foreign(address)
    if not host or (urls.registrable_domain(host) or host) in _REFERENCE:
        return ""
    body = any(thing.type.endswith(word) or thing.type.startswith(word) for word in _BODIES)
    return f"site:{host}" if body and not (strict and _weak(thing)) else ""


def _account(scene: Scene, address: str) -> Named | None:
    return scene.named(address) if "/" in address or "." in address else None


def _weak(thing: Thing) -> bool:
    """Does the object speak of somebody beside the page's own organization?"""
    return bool(thing.path) and thing.path[-1] not in ("department", "subOrganization", "parentOrganization", "brand")


def _salvaged(scene: Scene, block: str) -> Iterator[Evidence]:
    """The sameAs lists of a block that no repair makes JSON."""
    for piece in block[:500_000].split(_SAME_AS)[1:]:
        found = _LIST.match(piece)
        for quoted in _QUOTED.finditer(found[1].replace("\\/", "/") if found else ""):
            named = _account(scene, quoted[1])
            if named and not named.post:
                yield scene.state(EvidenceKind.SAME_AS, named, Region.SCRIPT, f"sameAs {quoted[1]}", heading="sameAs")
