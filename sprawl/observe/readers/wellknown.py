"""Files that sites keep at known addresses: security.txt, humans.txt, related-website-set.json, atproto-did …"""

from __future__ import annotations

import re
from collections.abc import Callable, Iterator
from urllib.parse import urlsplit

from sprawl import urls
from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.addresses import addresses_in
from sprawl.observe.json_data import json_values
from sprawl.observe.references import account_at, account_of_handle
from sprawl.observe.text import clean, excerpt

__all__ = ["CRAWLED_FILES", "is_well_known", "read"]

CRAWLED_FILES = (  # what a crawl requests of each site that answers; the others need parameters, or name nobody
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
_CONTROL = re.compile(r"control=\s*(https?://\S+)", re.I)

Statement = tuple[str, str]  # ref, the words that name it


def _lines(text: str, host: str) -> Iterator[Statement]:
    """Addresses and "Twitter: @brand" lines of a text file."""
    for line in text.splitlines()[:_MOST_LINES]:
        for address in addresses_in(f"{line[:500]} "):
            if (account := account_at(address)) and not account.post:
                yield account.ref, line
        if social := _SOCIAL.search(line[:500]):
            platform = social[1].lower().replace("twitter", "x")
            if account := account_of_handle(platform, social[2]):
                yield account.ref, line


def _trust(text: str, host: str) -> Iterator[Statement]:
    """trust.txt also lists the sites an organization controls."""
    yield from _lines(text, host)
    for line in text.splitlines()[:_MOST_LINES]:
        if control := _CONTROL.match(line.strip()):
            yield from _site(control[1], host, line)


def _did(text: str, host: str) -> Iterator[Statement]:
    """The Bluesky account whose handle is the host."""
    match = _DID.search(text[:2000])
    account = account_at(f"https://bsky.app/profile/{match[0]}") if match else None
    if account:
        yield account.ref, text[:200]


def _related_set(text: str, host: str) -> Iterator[Statement]:
    """The sites that a company declares to be one: primary, associated, service, by country."""
    for value in json_values(text):
        for key in ("primary", "associatedSites", "serviceSites", "ccTLDs") if isinstance(value, dict) else ():
            listed = value.get(key)
            if isinstance(listed, dict):
                listed = [url for one in listed.values() for url in (one if isinstance(one, list) else [one])]
            for url in (listed if isinstance(listed, list) else [listed])[:200]:
                if isinstance(url, str):
                    yield from _site(url, host, f"{key} {url}")


def _site(url: str, host: str, words: str) -> Iterator[Statement]:
    site = urls.host(url)
    if site and urls.unprefixed(site) != urls.unprefixed(host):
        yield f"site:{site}", words


def _asset_links(text: str, host: str) -> Iterator[Statement]:
    """Android apps and sites that may open each other's links."""
    rows = [row for value in json_values(text) if isinstance(value, list) for row in value[:200]]
    for target in [row.get("target") for row in rows if isinstance(row, dict)]:
        if not isinstance(target, dict):
            continue
        package, site = target.get("package_name"), target.get("site")
        play = f"https://play.google.com/store/apps/details?id={package}"
        if isinstance(package, str) and (account := account_at(play)):
            yield account.ref, f"android_app {package}"
        if isinstance(site, str):
            yield from _site(site, host, f"web {site}")


def _webfinger(text: str, host: str) -> Iterator[Statement]:
    """The account that a WebFinger answer describes, under all its names."""
    for value in json_values(text):
        answer = value if isinstance(value, dict) else {}
        aliases = answer.get("aliases")
        for name in [answer.get("subject"), *(aliases if isinstance(aliases, list) else [])][:20]:
            if not isinstance(name, str):
                continue
            account = account_at(f"@{name[5:]}" if name.startswith("acct:") else name)
            if account and not account.post:
                yield account.ref, name


def _nothing(text: str, host: str) -> Iterator[Statement]:
    """host-meta says where WebFinger is, and names nobody."""
    return iter(())


_FILES: dict[str, Callable[[str, str], Iterator[Statement]]] = {
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
    """True for the URL of a file that this module reads."""
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
                excerpt(clean(words)),
                _path(url).rpartition("/")[2],
            )
