"""From a response to a page: decode, parse once, let every reader read."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from itertools import islice

from sprawl import urls
from sprawl.model import Evidence, Page, Response
from sprawl.observe.context import PageContext
from sprawl.observe.decode import to_text, to_utf8
from sprawl.observe.dom.tree import parse
from sprawl.observe.metadata import described_page
from sprawl.observe.readers import READERS, profile, wellknown
from sprawl.observe.speaker import Layout, speaker_of

__all__ = ["read_page"]

_HTML = ("text/html", "application/xhtml+xml", "application/xml", "text/xml", "")
_HTML_STARTS = (
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
_MOST_EVIDENCE = 3_000
_LONGEST_FILE = 500_000


def read_page(response: Response) -> Page:
    """Everything one response says: links to follow, the page's own description, evidence, a profile.

    Total and deterministic: no bytes make it raise. It has no deadline of its own: see `Readers`.
    """
    url = response.final_url or response.url
    speaker = speaker_of(url)
    good = 200 <= response.status < 300
    if wellknown.is_well_known(url):
        text = to_text(response.body[:_LONGEST_FILE], response.charset)
        if not good or text.lstrip()[:1] == "<":
            return Page(url, error="not-html")
        return Page(url, evidence=_distinct(wellknown.read(url, text, speaker.ref)))
    if not _is_html(response):
        # A dead profile is dead even where its address answers with something else than a page.
        gone = response.status in (404, 410) and speaker.profile is not None
        return Page(url, profile=profile.gone(speaker, response) if gone else None, error="not-html")
    source = to_utf8(response.body, response.charset)
    context = PageContext(response, speaker, source, parse(source))
    page, account = described_page(context), profile.read(context)
    if not good:
        evidence: Iterable[Evidence] = ()
    elif speaker.layout is Layout.OWN:
        evidence = (item for read in READERS for item in read(context))
    else:
        links = page.links if speaker.layout is Layout.LINK_PAGE else ()
        evidence = profile.linked(context, (*(account.links if account else ()), *links))
    return replace(page, profile=account, evidence=_distinct(evidence))


def _distinct(evidence: Iterable[Evidence]) -> tuple[Evidence, ...]:
    """One of each (kind, object, region, quote), in order, from the first 3,000."""
    kept: dict[tuple[str, str, str, str], Evidence] = {}
    for item in islice(evidence, _MOST_EVIDENCE):
        kept.setdefault((item.kind, item.object, item.region, item.quote), item)
    return tuple(kept.values())


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
    return media in ("text/plain", "application/octet-stream") and start.startswith(_HTML_STARTS)
