"""From a response to a page: decode, parse once, let every reader read."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace
from itertools import islice

from sprawl import urls
from sprawl.model import Evidence, EvidenceKind, Page, Region, Response
from sprawl.observe import hosted, site_place
from sprawl.observe.decode import to_text, to_utf8
from sprawl.observe.dom.texts import clean
from sprawl.observe.dom.tree import parse
from sprawl.observe.hosted import Speaker
from sprawl.observe.readers import head, jsonld, links, mentions, microdata, profile, scripts, wellknown, widgets
from sprawl.observe.readers.jsonld import Thing
from sprawl.observe.scene import Scene

__all__ = ["read_page"]

_READERS: tuple[Callable[[Scene], Iterable[Evidence]], ...] = (
    head.read,
    jsonld.read,
    microdata.read,
    links.read,
    widgets.read,
    scripts.read,
    mentions.read,
    scripts.hidden,
)
_INSIDE_TEMPLATES = (links.read, widgets.read, microdata.read)
_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "")
_SNIFF = (
    b"<!doctype html",
    b"<html",
    b"<head",
    b"<body",
    b"<script",
    b"<title",
    b"<div",
    b"<a ",
    b"<p",
    b"<!--",
    b"<h1",
    b"<table",
)
_FEED = re.compile(
    rb"(?:<\?xml[^>]{0,200}>\s*)?(?:<!--[^>]{0,400}-->\s*)?<(?:rss|feed|rdf:rdf|urlset|sitemapindex|svg|opml)\b"
)
_BLANK = b"\xef\xbb\xbf \t\r\n"
_MOST = 3_000


def read_page(response: Response) -> Page:
    """Everything one response says: links to follow, the page's own description, evidence, a profile.

    Total and deterministic: no bytes make it raise. It has no deadline of its own: see `Readers`.
    """
    url = response.final_url or response.url
    speaker = hosted.speaker(url)
    if wellknown.is_well_known(url):
        return _known_file(response, url, speaker)
    if not _is_html(response):
        return _quiet(response, url, speaker)
    source = to_utf8(response.body, response.charset)
    scene = Scene(url, source, parse(source), speaker.ref)
    return _page(response, scene, speaker)


def _page(response: Response, scene: Scene, speaker: Speaker) -> Page:
    metas, things = head.metas(scene), jsonld.things(scene)
    own = profile.read(response, scene, speaker, metas, things)
    evidence = _evidence(scene, speaker, things, own.links if own else ()) if 200 <= response.status < 300 else ()
    return Page(
        url=scene.url,
        title=site_place.title(scene, metas),
        site_name=clean(metas.get("og:site_name") or metas.get("application-name") or _site_name(things))[:200],
        language=site_place.language(scene, metas),
        canonical=site_place.canonical(scene, metas),
        description=clean(metas.get("description") or metas.get("og:description") or "")[:1000],
        trail=site_place.trail(scene, things),
        links=site_place.links(scene),
        evidence=tuple(evidence),
        profile=own,
        index=site_place.indexed(metas),
    )


def _site_name(things: list[Thing]) -> str:
    return next((name for thing in things if thing.type == "WebSite" and (name := thing.text("name"))), "")


def _evidence(scene: Scene, speaker: Speaker, things: list[Thing], said: tuple[str, ...]) -> Iterable[Evidence]:
    if not speaker.hosted and not speaker.bio:
        return _unique(_bio(scene, said))
    if speaker.bio:
        return _unique(_bio(scene, (*said, *site_place.links(scene))))
    readers = (evidence for reader in _READERS for evidence in reader(scene))
    return _unique(_chain(readers, _templates(scene)))


def _chain(*streams: Iterable[Evidence]) -> Iterator[Evidence]:
    for stream in streams:
        yield from stream


def _unique(found: Iterable[Evidence]) -> list[Evidence]:
    """One of each (kind, object, region, quote), in order, from the first 3,000."""
    kept: dict[tuple[str, str, str, str], Evidence] = {}
    for evidence in islice(found, _MOST):
        kept.setdefault((evidence.kind, evidence.object, evidence.region, evidence.quote), evidence)
    return list(kept.values())


def _bio(scene: Scene, links: Iterable[str]) -> Iterator[Evidence]:
    """What an account's own page names: other accounts, and sites."""
    for link in links:
        found = scene.named(link)
        host = scene.foreign(link)
        if found and not found.post:
            yield scene.state(EvidenceKind.BIO, found, Region.MAIN, link)
        elif host and not found:
            yield scene.state(EvidenceKind.BIO, f"site:{host}", Region.MAIN, link)


def _templates(scene: Scene, depth: int = 3) -> Iterator[Evidence]:
    """What stands in templates, marked as hidden, unless the template is a part of the page that is shown at once."""
    for holder, tree in scene.tree.templates()[:50] if depth else ():
        inner = Scene(scene.url, b"", tree, scene.subject)
        shown = holder.get("shadowrootmode") or holder.get("shadowroot")
        for evidence in _chain(*(reader(inner) for reader in _INSIDE_TEMPLATES), _templates(inner, depth - 1)):
            place = evidence.region if evidence.region is not Region.UNKNOWN else scene.region(holder)
            yield replace(evidence, region=place, kind=evidence.kind if shown else EvidenceKind.COMMENT)


def _known_file(response: Response, url: str, speaker: Speaker) -> Page:
    text = to_text(response.body[:500_000], response.charset)
    good = 200 <= response.status < 300 and text.lstrip()[:1] != "<"
    found = wellknown.read(url, text, speaker.ref) if good else ()
    return Page(url, evidence=tuple(_unique(found)), error="" if good else "not-html")


def _quiet(response: Response, url: str, speaker: Speaker) -> Page:
    """A page of nothing: a feed, JSON, an image. A dead profile without a page is still dead."""
    gone = response.status in (404, 410) and speaker.profile is not None
    return Page(url, profile=profile.gone(speaker, response) if gone else None, error="not-html")


def _is_html(response: Response) -> bool:
    start = response.body[:4096].lstrip(_BLANK)[:2048]
    if len(start) < 2048 < len(response.body):
        start = response.body[:65_536].lstrip(_BLANK)[:2048]
    start = start.lower()
    media = response.media_type.partition(";")[0].strip().lower()
    if not urls.host(response.final_url or response.url):
        return False
    if media in _HTML:
        return bool(start) and not _FEED.match(start) and not (media == "" and start[:1] in b"{[%")
    return media in ("text/plain", "application/octet-stream") and start.startswith(_SNIFF)
