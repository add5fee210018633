"""Feeds of accounts and of sites: Atom where the platform speaks Atom, RSS elsewhere."""

from __future__ import annotations

from collections.abc import Iterable
from datetime import datetime
from email.utils import format_datetime
from xml.sax.saxutils import escape, quoteattr

from .accounts import Face
from .pages import Sheet, Site

NOTE = "Invented, part of a demonstration of sprawl."


def feed(face: Face, url: str, posts: Iterable[tuple[str, str]]) -> bytes:
    """An account's feed."""
    if face.platform == "youtube":
        return _atom(face, url, posts)
    return rss(face.name, url, ((day, words, url) for day, words in posts))


def rss(title: str, link: str, entries: Iterable[tuple[str, str, str]]) -> bytes:
    """RSS 2.0 of (date, words, address)."""
    items = "".join(
        f"<item><title>{escape(words)}</title><link>{escape(where)}</link><guid>{escape(where)}#{day}</guid>"
        f"<pubDate>{_rfc822(day)}</pubDate></item>"
        for day, words, where in entries
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><rss version="2.0"><channel><title>{escape(title)}</title>'
        f"<link>{escape(link)}</link><description>{NOTE}</description>{items}</channel></rss>"
    ).encode()


def _rfc822(day: str) -> str:
    return format_datetime(datetime.fromisoformat(f"{day}T08:00:00+00:00"))


def _atom(face: Face, url: str, posts: Iterable[tuple[str, str]]) -> bytes:
    entries = "".join(
        f"<entry><title>{escape(words)}</title><published>{day}T08:00:00+00:00</published>"
        f"<updated>{day}T08:30:00+00:00</updated></entry>"
        for day, words in posts
    )
    return (
        f'<?xml version="1.0" encoding="UTF-8"?><feed xmlns="http://www.w3.org/2005/Atom"><title>{escape(face.name)}</title>'
        f'<link rel="alternate" href={quoteattr(url)}/><author><name>{escape(face.name)}</name>'
        f"<uri>{escape(url)}</uri></author><subtitle>{NOTE}</subtitle>{entries}</feed>"
    ).encode()


def site_feed(site: Site, sheets: Iterable[Sheet]) -> bytes:
    """A site's news, newest first."""
    dated = sorted(
        (sheet for sheet in sheets if sheet.kind in ("article", "story")), key=lambda sheet: sheet.date, reverse=True
    )
    return rss(site.name, f"{site.home}/", ((sheet.date, sheet.title, site.home + sheet.path) for sheet in dated[:12]))
