"""Addresses without end are bounded, and honest sites are not."""

from __future__ import annotations

import socket
from collections.abc import Callable

import pytest

from sprawl.web.scope import Limits
from sprawl.web.traps import Traps, date_shape
from web.serving import ok, serve
from web.test_crawl import Read, crawling, page, read

__all__ = ["read"]  # the fixture


TRAPS = {
    "calendar by month": lambda n: page(
        f"/cal/{2000 + n // 12}/{n % 12 + 1:02}",
        f"/cal/{1999 + n // 12}/{n % 12 + 1:02}",
        f"/cal/{2001 + n // 12}/{n % 12 + 1:02}",
    ),
    "calendar by query": lambda n: page(
        *(f"/cal?month={m % 12 + 1}&year={2000 + m // 12}" for m in (n - 1, n + 1, n + 12))
    ),
    "calendar by day": lambda n: page(*(f"/cal/{2000 + n % 90}-{m % 12 + 1:02}-{n % 28 + 1:02}" for m in range(12))),
    "ever deeper": lambda n: page(f"x{n}/", f"y{n}/"),
    "the same segments again": lambda n: page("a/b/", "b/a/", "a/a/"),
    "sessions in the path": lambda n: page(*(f"/s/{n:04}{m}abcdef0123456789abcd/home" for m in range(9))),
    "sessions in the query": lambda n: page(*(f"/home?token={n:04}{m}abcdef0123456789abcd" for m in range(9))),
    "facets": lambda n: page(*(f"/list?color={n + m}&size={n * m}" for m in range(9))),
    "facets in one value": lambda n: page(*(f"/list?f={n},{m}" for m in range(9))),
    "one more page": lambda n: page(f"/list?page={n + 1}"),
    "longer and longer": lambda n: page("/long?q=" + "x" * (200 * n % 5000)),
}


@pytest.mark.parametrize("trap", TRAPS.values(), ids=TRAPS)
def test_traps_end(read: Read, trap: Callable[[int], bytes]) -> None:
    """At most 300 pages of a trap are fetched, and the good pages behind it are found."""
    count = iter(range(100_000))

    def talk(peer: socket.socket) -> None:
        body = trap(next(count) + 1).partition(b"<html>")[2]
        peer.sendall(ok(b'<html><a href="/good/1">x</a>' + body, Connection="close"))

    good = {f"/good/{n}": page(f"/good/{n + 1}") for n in range(10)} | {"/good/10": page()}
    with (
        serve({"/": page("/trap/0/", "/good/0")} | good, talk) as site,
        crawling(site, read, sitemaps=False) as visits,
    ):
        paths = [visit.response.url.removeprefix(site.origin) for visit in visits if visit.page]
    assert set(good) <= set(paths)
    assert len(paths) - len(good) <= 300


@pytest.mark.parametrize(
    ("url", "reason"),
    [
        ("https://a.example/" + "x/" * 21, "deep"),
        ("https://a.example/a/b/a/b/a/", "repeating"),
        ("https://a.example/a/b/a/b/", ""),
        ("https://a.example/?" + "x" * 2000, "long"),
        ("https://a.example/", ""),
        ("https://a.example/" + "x/y/z/" * 2, ""),
    ],
)
def test_traps_by_form(url: str, reason: str) -> None:
    """Told from the address alone."""
    assert Traps(Limits()).refuse(url) == reason


def test_a_large_honest_site_is_no_trap() -> None:
    """Thousands of numbered pages, articles by date and product pages are all wanted."""
    traps = Traps(Limits())
    for number in range(1000):
        for url in (
            f"/page/{number}",
            f"/20{number % 26:02}/{number % 12 + 1:02}/{number % 28 + 1:02}/we-moved-{number}",
            f"/index.php?id={number}",
            f"/archive/{1990 + number % 60}",
            f"/product/blue-chair-{number}",
        ):
            assert traps.refuse(f"https://a.example{url}") == "", url


@pytest.mark.parametrize(
    ("url", "shape"),
    [
        ("/calendar/2026/11", "/calendar/#"),
        ("/calendar/2026-11-03/", "/calendar/#/"),
        ("/c/20261103", "/c/#"),
        ("/c?month=11&year=2026", "/c?#&#"),
        ("/c/11/2026", "/c/#"),
        ("/2026/11/03/we-moved", ""),
        ("/page/2026", ""),
        ("/page/201912", ""),
        ("/list?page=2", ""),
        ("/ip/10.2026.11.1", ""),
    ],
)
def test_date_shapes(url: str, shape: str) -> None:
    """Addresses that are nothing but a date, and articles that merely have one."""
    assert date_shape(f"https://a.example{url}") == (f"https://a.example{shape}" if shape else "")
