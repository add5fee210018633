"""Everything the archive answers: pages, robots, sitemaps, feeds, redirects, well-known addresses, profiles."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from urllib.parse import urlsplit, urlunsplit

from .accounts import address, faces
from .archive import Answer
from .builders import render
from .feeds import site_feed
from .pages import Sheet, Site, sites, written
from .profiles import profiles
from .series import series

FEEDS = {"corporate": "/news/rss.xml", "france": "/feed/", "community": "/feed/"}
SHORT = {
    "/facebook": "facebook:ostelmar",
    "/linkedin": "linkedin:company/ostelmar",
    "/youtube": "youtube:@ostelmar",
    "/ir": "x:ostelmar_ir",
}
RENAMED = {
    "https://www.facebook.com/ostelmarglobal": "facebook:ostelmar",
    "https://www.facebook.com/ostelmarglobal/": "facebook:ostelmar",
    "https://www.linkedin.com/company/ostelmar-pharma": "linkedin:company/ostelmar",
    "https://www.linkedin.com/company/ostelmar-pharma/": "linkedin:company/ostelmar",
    "https://podcasts.apple.com/podcast/id1604417723": "podcast:id1604417723",
}
TEXT = {
    "/.well-known/security.txt": "# Invented company, part of a demonstration of sprawl\n"
    "Contact: mailto:security@ostelmar.example\nExpires: 2027-06-30T00:00:00Z\n",
    "/humans.txt": "/* INVENTED, part of a demonstration of sprawl */\n/* TEAM */\nDigital & Data, Cork. Code: https://github.com/ostelmar\n"
    "Design: Cobblemoth\nTwitter: @cobblemoth\n",
    "/.well-known/atproto-did": "did:plc:ostelmarinvented0000000x",
}


def answers() -> Iterator[Answer]:
    """The whole archive, in the order of the crawl."""
    sheets = list(chain(written(), series()))
    for key, site in sites().items():
        yield from _site(site, [sheet for sheet in sheets if sheet.site == key])
    yield from _corners()
    yield from profiles()
    yield from _renamed()
    yield from _spellings()


def _site(site: Site, sheets: list[Sheet]) -> Iterator[Answer]:
    rules = f"# {site.notice}\nUser-agent: *\nDisallow: /search\nDisallow: /apply\nSitemap: {site.home}/sitemap.xml\n"
    yield Answer(f"{site.home}/robots.txt", rules.encode(), media_type="text/plain; charset=utf-8")
    yield Answer(f"{site.home}/sitemap.xml", _sitemap(site, sheets), media_type="application/xml")
    paths = frozenset(sheet.path for sheet in sheets)
    for sheet in sheets:
        yield Answer(site.home + sheet.path, render(sheet, paths), media_type=f"text/html; charset={site.charset}")
    if site.key in FEEDS:
        yield Answer(
            site.home + FEEDS[site.key], site_feed(site, sheets), media_type="application/rss+xml; charset=utf-8"
        )


def _sitemap(site: Site, sheets: list[Sheet]) -> bytes:
    entries = "".join(
        f"<url><loc>{site.home}{sheet.path}</loc>{f'<lastmod>{sheet.date}</lastmod>' if sheet.date else ''}</url>"
        for sheet in sheets
    )
    return f'<?xml version="1.0" encoding="UTF-8"?><urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9">{entries}</urlset>'.encode()


def _corners() -> Iterator[Answer]:
    """Short addresses, the bare domain, and what stands at well-known places."""
    home = sites()["corporate"].home
    for path, ref in SHORT.items():
        yield Answer(home + path, b"", 301, location=address(ref))
    for path, text in TEXT.items():
        yield Answer(home + path, text.encode(), media_type="text/plain; charset=utf-8")
    yield Answer("https://ostelmar.example/", b"", 301, location=f"{home}/")
    yield Answer(
        "https://ostelmar.example/.well-known/atproto-did",
        TEXT["/.well-known/atproto-did"].encode(),
        media_type="text/plain",
    )
    yield Answer(
        "http://www.ostelmarfoundation.example/", b"", 302, location="http://www.ostelmarfoundation.example/index.html"
    )
    yield Answer(
        "https://www.instagram.com/accounts/login/?next=%2Flanger.atem%2F&is_from_rle",
        b"<!DOCTYPE html><html><head><title>Login \xe2\x80\xa2 Instagram</title></head>"
        b"<body>Log in to continue.</body></html>",
    )


def _renamed() -> Iterator[Answer]:
    for old, ref in RENAMED.items():
        yield Answer(old, b"", 301, location=address(ref))


def _spellings() -> Iterator[Answer]:
    """Platforms answer other spellings of an address (case, last slash, old host) by leading to their own."""
    for ref, face in faces().items():
        if face.page != "none":
            url = address(ref)
            for other in sorted(_others(url) - {url}):
                yield Answer(other, b"", 301, location=url)


def _others(url: str) -> set[str]:
    parts = urlsplit(url)
    paths = {
        path
        for p in (parts.path, parts.path.lower())
        for path in (p.rstrip("/"), p.rstrip("/") + "/")
        if path.strip("/") or p == "/"
    }
    if parts.netloc != "x.com":
        return {urlunsplit(parts._replace(path=path)) for path in paths}
    slashless = {path for path in paths if not path.endswith("/")}
    return {
        urlunsplit(parts._replace(path=path, netloc=host)) for path in slashless for host in ("x.com", "twitter.com")
    }
