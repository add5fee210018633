"""JSON-LD: sameAs and url of organizations, wherever they are nested; one bad block loses nothing but itself."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sprawl import urls
from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.context import PageContext
from sprawl.observe.json_data import JsonObject
from sprawl.observe.references import Reference
from sprawl.observe.tables import word_set

__all__ = ["read"]

_SAME_AS = '"sameAs"'
_KEYS = ("sameAs", "schema:sameAs", "http://schema.org/sameAs", "https://schema.org/sameAs", "url")
_LIST = re.compile(r'\s*:\s*(\[[^\]]*|"[^"]*")')
_QUOTED = re.compile(r'"([^"\s]{8,600})"')
_LONGEST_BROKEN = 500_000
_REFERENCE_WORKS = word_set("reference", "domains")
_OWN_PARTS = ("department", "subOrganization", "parentOrganization", "brand")
_ORGANIZATIONS = (
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


def read(context: PageContext) -> Iterator[Evidence]:
    """sameAs of every object, and url where it names an account or another site of an organization."""
    for block in context.json_ld:
        for item in block.objects:
            for key in _KEYS:
                yield from _property(context, item, key) if key in item.value else ()
        if not block.valid:
            yield from _broken_block(context, block.text)


def _property(context: PageContext, item: JsonObject, key: str) -> Iterator[Evidence]:
    name, path = item.text("name"), " / ".join((*item.path, key))
    for address in item.addresses(key):
        if target := _target(context, item, key, address):
            quote = f"{item.type or 'Thing'} {name}: {path} {address}"
            yield context.evidence_in(EvidenceKind.SAME_AS, target, Region.SCRIPT, quote, label=name, heading=path)


def _target(context: PageContext, item: JsonObject, key: str, address: str) -> Reference | None:
    """The account that an address names, or the foreign site of an organization."""
    if account := _account(context, address):
        return None if account.post else account
    host = context.foreign_site(address)
    if not host or (urls.registrable_domain(host) or host) in _REFERENCE_WORKS:
        return None
    if key == "url" and item.path and item.path[-1] not in _OWN_PARTS:
        return None  # the object is somebody beside the page's own organization
    organization = any(item.type.endswith(word) or item.type.startswith(word) for word in _ORGANIZATIONS)
    return Reference(f"site:{host}") if organization else None


def _account(context: PageContext, address: str) -> Reference | None:
    return context.account(address) if "/" in address or "." in address else None


def _broken_block(context: PageContext, block: str) -> Iterator[Evidence]:
    """The sameAs lists of a block that no repair makes JSON."""
    for piece in block[:_LONGEST_BROKEN].split(_SAME_AS)[1:]:
        match = _LIST.match(piece)
        for quoted in _QUOTED.finditer(match[1].replace("\\/", "/") if match else ""):
            account, quote = _account(context, quoted[1]), f"sameAs {quoted[1]}"
            if account and not account.post:
                yield context.evidence_in(EvidenceKind.SAME_AS, account, Region.SCRIPT, quote, heading="sameAs")
