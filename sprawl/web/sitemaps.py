"""The pages that a site lists: sitemaps and their indexes, gzipped or plain, within bounds."""

from __future__ import annotations

import html
import re
import zlib
from collections.abc import Callable, Iterator
from itertools import islice

from sprawl.model import Response
from sprawl.urls import is_web, resolve
from sprawl.web.exchange import MAX_BYTES
from sprawl.web.robots import Rules

__all__ = ["listed", "locations"]

_MAX_FILES = 50
_MAX_URLS = 50_000
_LOCATION = re.compile(rb"<(?:\w{1,20}:)?loc>([^<]{1,4096}|<!\[CDATA\[[^<]{1,4096})<?", re.I)
_INDEX = re.compile(rb"<(?:\w{1,20}:)?sitemapindex[\s>]", re.I)


def listed(origin: str, fetch: Callable[[str], Response]) -> Iterator[str]:
    """URLs in the sitemaps of ``origin`` ("https://example.org"), at most 50 files and 50,000 URLs.

    The files are those its robots.txt names, else ``/sitemap.xml``.
    """
    return islice(_pages(origin, fetch), _MAX_URLS)


def _pages(origin: str, fetch: Callable[[str], Response]) -> Iterator[str]:
    robots = fetch(f"{origin}/robots.txt")
    named = Rules.parse(robots.body).sitemaps if robots.status == 200 else ()
    waiting = [url for url in (resolve(origin, name) for name in named) if url] or [f"{origin}/sitemap.xml"]
    read: set[str] = set()
    while waiting and len(read) < _MAX_FILES:
        url = waiting.pop(0)
        if url in read:
            continue
        read.add(url)
        body = _text(fetch(url))
        urls = [url for url in locations(body) if is_web(url)]
        if _INDEX.search(body[:4096]):
            waiting += urls
        else:
            yield from urls


def _text(response: Response) -> bytes:
    """The file's text; a gzipped one unpacked, up to the size of a page."""
    body = response.body if response.status == 200 else b""
    if not body.startswith(b"\x1f\x8b"):
        return body
    try:
        return zlib.decompressobj(zlib.MAX_WBITS | 16).decompress(body, MAX_BYTES)
    except zlib.error:
        return b""


def locations(body: bytes) -> Iterator[str]:
    """Every ``<loc>`` of an XML file, or every line of a plain one.

    >>> list(locations(b"<urlset><url><loc>https://example.org/?a=1&amp;b=2</loc></url></urlset>"))
    ['https://example.org/?a=1&b=2']
    """
    marked = b"<" in body[:512]
    for place in (match[1] for match in _LOCATION.finditer(body)) if marked else body.splitlines():
        text = place.decode("utf-8", "replace").removeprefix("<![CDATA[").partition("]]>")[0]
        yield html.unescape(text.strip())
