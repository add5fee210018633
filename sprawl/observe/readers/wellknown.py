"""Files that sites keep at known addresses: security.txt, humans.txt, related-website-set.json, atproto-did …"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from typing import Any
from urllib.parse import urlsplit

from sprawl import urls
from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.dom.texts import clean, cut
from sprawl.observe.naming import named, named_handle
from sprawl.observe.readers.loosejson import documents
from sprawl.observe.readers.scripts import addresses

__all__ = ["ASKED", "is_well_known", "read"]

ASKED = (  # what a crawl asks of each site that answers; the others need a question of their own, or name nobody
    "/.well-known/security.txt",
    "/humans.txt",
    "/trust.txt",
    "/.well-known/related-website-set.json",
    "/.well-known/assetlinks.json",
    "/.well-known/atproto-did",
)

_MOST_LINES = 2_000
_SOCIAL = re.compile(
    r"\b(twitter|instagram|facebook|linkedin|youtube|tiktok|github|mastodon|bluesky|telegram)\b\s*[:=]\s*(@?[\w.@-]{2,60})\s*$",
    re.I | re.A,
)
_DID = re.compile(r"did:(?:plc:[a-z2-7]{24}|web:[\w.-]{3,120})", re.A)
_CONTROL = re.compile(r"(?:control|controlledby|member|belongto|vendor|customer)\s*=\s*(https?://\S+)", re.I)

Found = tuple[str, str]  # ref, the words that name it


def _lines(text: str, host: str) -> Iterator[Found]:
    """Addresses and "Twitter: @brand" lines of a text file."""
    for line in text.splitlines()[:_MOST_LINES]:
        for address in addresses(f"{line[:500]} "):
            if (account := named(address)) and not account.post:
                yield account.ref, line
        if (social := _SOCIAL.search(line[:500])) and (
            account := named_handle(social[1].lower().replace("twitter", "x"), social[2])
        ):
            yield account.ref, line


def _trust(text: str, host: str) -> Iterator[Found]:
    """trust.txt also lists the sites an organization controls."""
    yield from _lines(text, host)
    for line in text.splitlines()[:_MOST_LINES]:
        control = _CONTROL.match(line.strip())
        if control and control[0].lower().startswith("control="):
            yield from _site(control[1], host, line)


def _did(text: str, host: str) -> Iterator[Found]:
    found = _DID.search(text[:2000])
    account = named(f"https://bsky.app/profile/{found[0]}") if found else None
    if account:
        yield account.ref, text[:200]


def _related_set(text: str, host: str) -> Iterator[Found]:
    """The sites that a company declares to be one: primary, associated, service, by country."""
    for value in documents(text):
        for key, url in _urls(value):
            yield from _site(url, host, f"{key} {url}")


def _urls(value: Any) -> Iterator[tuple[str, str]]:
    if not isinstance(value, dict):
        return
    for key in ("primary", "associatedSites", "serviceSites", "ccTLDs"):
        held = value.get(key)
        rows = (
            [r for v in held.values() for r in (v if isinstance(v, list) else [v])] if isinstance(held, dict) else held
        )
        yield from ((key, url) for url in (rows if isinstance(rows, list) else [rows])[:200] if isinstance(url, str))


def _site(url: str, host: str, words: str) -> Iterator[Found]:
    named_host = urls.host(url)
    if named_host and urls.unprefixed(named_host) != urls.unprefixed(host):
        yield f"site:{named_host}", words


def _asset_links(text: str, host: str) -> Iterator[Found]:
    for target in (t for value in documents(text) for t in _targets(value)):
        package, site = target.get("package_name"), target.get("site")
        account = (
            named(f"https://play.google.com/store/apps/details?id={package}") if isinstance(package, str) else None
        )
        if account:
            yield account.ref, f"android_app {package}"
        if isinstance(site, str):
            yield from _site(site, host, f"web {site}")


def _targets(value: Any) -> Iterator[dict[str, Any]]:
    for row in (value if isinstance(value, list) else [])[:200]:
        if isinstance(row, dict) and isinstance(row.get("target"), dict):
            yield row["target"]


def _webfinger(text: str, host: str) -> Iterator[Found]:
    for value in documents(text):
        said = value if isinstance(value, dict) else {}
        aliases = said.get("aliases")
        for name in [said.get("subject"), *(aliases if isinstance(aliases, list) else [])][:20]:
            account = named(f"@{name[5:]}" if name.startswith("acct:") else name) if isinstance(name, str) else None
            if account and not account.post:
                yield account.ref, str(name)


def _nothing(text: str, host: str) -> Iterator[Found]:
    """host-meta says where to ask, and names nobody."""
    return iter(())


_FILES: dict[str, Callable[[str, str], Iterator[Found]]] = {
    "/.well-known/security.txt": _lines,
    "/security.txt": _lines,
    "/humans.txt": _lines,
    "/llms.txt": _lines,
    "/trust.txt": _trust,
    "/.well-known/trust.txt": _trust,
    "/.well-known/host-meta": _nothing,
    "/.well-known/host-meta.json": _nothing,
    "/.well-known/webfinger": _webfinger,
    "/.well-known/related-website-set.json": _related_set,
    "/.well-known/assetlinks.json": _asset_links,
    "/.well-known/atproto-did": _did,
}


def _path(url: str) -> str:
    try:
        return urlsplit(url).path.rstrip("/").lower()
    except ValueError:
        return ""


def is_well_known(url: str) -> bool:
    """Is it one of the files this module reads?"""
    lowered = url.lower()
    return (".txt" in lowered or ".well-known" in lowered) and _path(url) in _FILES


def read(url: str, text: str, subject: str) -> Iterator[Evidence]:
    """Each account and site that a known file names."""
    for ref, words in _FILES[_path(url)](text, urls.host(url)):
        if ref != subject:
            yield Evidence(
                EvidenceKind.WELL_KNOWN,
                subject,
                ref,
                url,
                Region.UNKNOWN,
                cut(clean(words)),
                _path(url).rpartition("/")[2],
            )
