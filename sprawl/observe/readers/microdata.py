"""Microdata and RDFa: properties written into the markup."""

from __future__ import annotations

from collections.abc import Iterator

from sprawl.model import Evidence, EvidenceKind
from sprawl.observe.context import PageContext

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


def read(context: PageContext) -> Iterator[Evidence]:
    """Each sameAs (or foaf:account) of microdata and RDFa that names an account."""
    for element in context.tree.unusual:
        attrs = element.attrs
        names = attrs.get("itemprop") or attrs.get("property") or attrs.get("rel")
        if not names or _PROPERTIES.isdisjoint(names.lower().split()):
            continue
        address = element.get("href") or element.get("content") or element.get("resource") or element.get("src")
        text = "" if address else "".join(element.texts(4)).strip()
        account = context.account(address or (text if text.startswith(("http", "//", "www.")) else ""))
        if not account or account.post:
            continue
        if element.tag in _HEAD_TAGS:
            quote, region = f"{names} {address}", context.region(element)
            yield context.evidence_in(EvidenceKind.SAME_AS, account, region, quote, heading=names)
        else:
            yield context.evidence_at(EvidenceKind.SAME_AS, account, element)
