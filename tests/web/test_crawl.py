"""From seeds to visits: every good page once, traps bounded, nothing stalled."""

from __future__ import annotations

import gzip
import re
import socket
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from sprawl.errors import OutputError
from sprawl.model import Page, Response, Visit
from sprawl.urls import resolve
from sprawl.web.archive import Archive, Recorder
from sprawl.web.crawl import Crawl, crawl
from sprawl.web.fetch import Fetcher
from sprawl.web.manners import Pace
from sprawl.web.scope import Limits, Scope
from sprawl.web.traps import Traps, date_shape
from web.serving import Reply, Site, hang_up, moved, ok, serve, silent

Read = Callable[[Response], "Future[Page]"]


def parse(response: Response) -> Page:
    links = [resolve(response.final_url, link) for link in re.findall(r'href="([^"]*)"', response.body.decode())]
    canonical = re.search(r'canonical="([^"]*)"', response.body.decode())
    return Page(response.final_url, links=tuple(dict.fromkeys(filter(None, links))),
                canonical=resolve(response.final_url, canonical[1]) or "" if canonical else "")


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    with ThreadPoolExecutor(2) as pool:
        yield lambda response: pool.submit(parse, response)


def page(*links: str, canonical: str = "") -> bytes:
    rows = "".join(f'<a href="{link}">x</a>' for link in links)
    return ok(f"<html>{rows}" + (f'<link canonical="{canonical}">' if canonical else ""))


@contextmanager
def crawling(site: Site, read: Read, seeds: tuple[str, ...] = ("/",), done: tuple[str, ...] = (),
             **limits: object) -> Iterator[Crawl]:
    bounds = Limits(**limits)  # type: ignore[arg-type]
    with Fetcher(allow_private=True, deadline=0.5, sleep=lambda s: time.sleep(s / 100)) as fetch, crawl(
            [(site.origin + seed, 0) for seed in seeds], fetch=fetch, read=read, scope=Scope.of([site.origin]),
            limits=bounds, done=[site.origin + path for path in done]) as visits:
        yield visits


def tree(visits: Crawl, site: Site) -> dict[str, tuple[int, str, str]]:
    """path → depth, the path it was found on, and how it ended: "page", status or error."""
    def short(url: str) -> str:
        return url.removeprefix(site.origin)
    return {short(visit.response.url): (visit.depth, short(visit.via), how(visit)) for visit in visits}


def how(visit: Visit) -> str:
    return visit.response.error or ("page" if visit.page else str(visit.response.status))


SITES: dict[str, tuple[dict[str, Reply], dict[str, tuple[int, str, str]]]] = {
    "breadth first": (
        {"/": page("/a", "/b"), "/a": page("/b", "/c"), "/b": page("/c", "/"), "/c": page()},
        {"/": (0, "", "page"), "/a": (1, "/", "page"), "/b": (1, "/", "page"), "/c": (2, "/b", "page")}),
    "one page, many spellings": (
        {"/": page("/a", "/a#x", "./a", "/a?utm_source=x", "/b/../a"), "/a": page()},
        {"/": (0, "", "page"), "/a": (1, "/", "page")}),
    "out of scope": (
        {"/": page("https://elsewhere.example/", "mailto:a@b.example", "javascript:void(0)")}, {"/": (0, "", "page")}),
    "redirects are recorded, and their page read once": (
        {"/": page("/old", "/new"), "/old": moved("/new"), "/new": page()},
        {"/": (0, "", "page"), "/old": (1, "/", "*"), "/new": (1, "/", "*")}),
    "canonical: copies have no page of their own": (
        {"/": page("/a?x=1", "/a?x=2"), "/a?x=1": page(canonical="/a"), "/a?x=2": page(canonical="/a"), "/a": page("/b"),
         "/b": page()},
        {"/": (0, "", "page"), "/a?x=1": (1, "/", "200"), "/a?x=2": (1, "/", "200"), "/a": (1, "/a?x=1", "page"),
         "/b": (2, "/a", "page")}),
    "canonical: the original is gone": (
        {"/": page("/a?x=1"), "/a?x=1": page(canonical="/a")},
        {"/": (0, "", "page"), "/a?x=1": (1, "/", "page"), "/a": (1, "/a?x=1", "404")}),
    "canonical: every page names the front page": (
        {"/": page("/a"), "/a": page("/b", canonical="/"), "/b": page(canonical="/")},
        {"/": (0, "", "page"), "/a": (1, "/", "page"), "/b": (2, "/a", "page")}),
    "canonical: two name each other": (
        {"/": page("/a", "/a/"), "/a": page(canonical="/a/"), "/a/": page(canonical="/a")},
        {"/": (0, "", "page"), "/a": (1, "/", "*"), "/a/": (1, "/", "*")}),
    "what is no page": (
        {"/": page("/i", "/gone", "/t"), "/i": ok(b"\x89PNG", kind="image/png"), "/t": ok("a", kind="text/plain")},
        {"/": (0, "", "page"), "/i": (1, "/", "200"), "/gone": (1, "/", "404"), "/t": (1, "/", "200")}),
    "robots": (
        {"/robots.txt": ok("User-agent: *\nDisallow: /no", kind="text/plain"), "/": page("/no", "/yes"), "/yes": page()},
        {"/": (0, "", "page"), "/no": (1, "/", "robots"), "/yes": (1, "/", "page")}),
    "sitemaps, by robots.txt, through an index, gzipped": (
        {"/robots.txt": ok("Sitemap: /index.xml", kind="text/plain"), "/": page(),
         "/index.xml": ok("<sitemapindex><sitemap><loc>ORIGIN/one.xml.gz</loc></sitemap><sitemap><loc>ORIGIN/index.xml</loc>"
                          "</sitemap></sitemapindex>", kind="text/xml"),
         "/one.xml.gz": ok(gzip.compress(b"<urlset><url><loc>ORIGIN/a</loc></url></urlset>"), kind="application/gzip"),
         "/a": page()},
        {"/": (0, "", "page"), "/a": (1, "/sitemap.xml", "page")}),
}


@pytest.mark.parametrize(("replies", "expected"), SITES.values(), ids=SITES)
def test_sites(read: Read, replies: dict[str, Reply], expected: dict[str, tuple[int, str, str]]) -> None:
    """The same visits, at the same depth, from the same page, every time."""
    for _ in range(3):
        with serve({}) as site:
            site.replies = {path: at_home(reply, site.origin) for path, reply in replies.items()}
            with crawling(site, read) as visits:
                found = tree(visits, site)
        endings = {path: (*found[path][:2], "*" if expected[path][2] == "*" else found[path][2]) for path in found}
        assert endings == expected
        assert len(site.paths()) - len(set(site.paths())) <= ("/old" in replies)      # a target may be under way itself


def at_home(reply: Reply, origin: str) -> Reply:
    """The reply with ORIGIN written out, gzipped or not."""
    if callable(reply) or (b"ORIGIN" not in reply and b"application/gzip" not in reply):
        return reply
    head, _, body = reply.partition(b"\r\n\r\n")
    kind = re.search(rb"Content-Type: (.*)\r", head)[1].decode()  # type: ignore[index]
    packed = body.startswith(b"\x1f\x8b")
    text = (gzip.decompress(body) if packed else body).replace(b"ORIGIN", origin.encode())
    return ok(gzip.compress(text) if packed else text, kind=kind)


def endless(path: Callable[[int], list[str]]) -> Callable[[str], bytes]:
    """A trap: every page of it has links to more of it."""
    return lambda asked: page(*path(int(re.findall(r"\d+", asked)[-1])))


TRAPS = {
    "calendar by month": lambda n: page(f"/cal/{2000 + n // 12}/{n % 12 + 1:02}", f"/cal/{1999 + n // 12}/{n % 12 + 1:02}",
                                        f"/cal/{2001 + n // 12}/{n % 12 + 1:02}"),
    "calendar by query": lambda n: page(*(f"/cal?month={m % 12 + 1}&year={2000 + m // 12}" for m in (n - 1, n + 1, n + 12))),
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
    with serve({"/": page("/trap/0/", "/good/0")} | good, talk) as site, crawling(site, read, sitemaps=False) as visits:
        paths = [visit.response.url.removeprefix(site.origin) for visit in visits if visit.page]
    assert set(good) <= set(paths)
    assert len(paths) - len(good) <= 300


@pytest.mark.parametrize(("url", "reason"), [
    ("https://a.example/" + "x/" * 21, "deep"), ("https://a.example/a/b/a/b/a/", "repeating"),
    ("https://a.example/a/b/a/b/", ""), ("https://a.example/?" + "x" * 2000, "long"), ("https://a.example/", ""),
    ("https://a.example/" + "x/y/z/" * 2, ""),
])
def test_traps_by_form(url: str, reason: str) -> None:
    """Told from the address alone."""
    assert Traps(Limits()).refuse(url) == reason


def test_a_large_honest_site_is_no_trap() -> None:
    """Thousands of numbered pages, articles by date and product pages are all wanted."""
    traps = Traps(Limits())
    for number in range(5000):
        for url in (f"/page/{number}", f"/20{number % 26:02}/{number % 12 + 1:02}/{number % 28 + 1:02}/we-moved-{number}",
                    f"/index.php?id={number}", f"/archive/{1990 + number % 60}", f"/product/blue-chair-{number}"):
            assert traps.refuse(f"https://a.example{url}") == "", url


@pytest.mark.parametrize(("url", "shape"), [
    ("/calendar/2026/11", "/calendar/#"), ("/calendar/2026-11-03/", "/calendar/#/"), ("/c/20261103", "/c/#"),
    ("/c?month=11&year=2026", "/c?#&#"), ("/c/11/2026", "/c/#"), ("/2026/11/03/we-moved", ""), ("/page/2026", ""),
    ("/page/201912", ""), ("/list?page=2", ""), ("/ip/10.2026.11.1", ""),
])
def test_date_shapes(url: str, shape: str) -> None:
    """Addresses that are nothing but a date, and articles that merely have one."""
    assert date_shape(f"https://a.example{url}") == (f"https://a.example{shape}" if shape else "")


def test_dead_and_slow_hosts_stall_nobody(read: Read) -> None:
    """Other hosts go on; a host that never answers is given up, and its pages are named."""
    links = [f"http://127.0.0.1:1/{n}" for n in range(9)]
    with serve({}, silent()) as mute, serve({"/good": page(), "/robots.txt": ok("", status="404 No")}) as site:
        links += [f"{mute.origin}/{n}" for n in range(9)]
        site.replies = {"/": page(*links, "/good"), "/good": page()}
        with Fetcher(allow_private=True, deadline=0.3) as fetch, crawl(
                [(f"{site.origin}/", 0)], fetch=fetch, read=read,
                scope=Scope.of([site.origin, mute.origin, "http://127.0.0.1:1/"])) as visits:
            start = time.monotonic()
            found = [(visit.response.url, how(visit)) for visit in visits]
        assert time.monotonic() - start < 5
        assert (f"{site.origin}/good", "page") in found
        assert [error for url, error in found if url.startswith(mute.origin)] == ["timeout"] * 9
        assert [error for url, error in found if url.startswith("http://127.0.0.1:1/")] == ["refused"] * 9
        assert visits.given_up == {mute.origin: "timeout", "http://127.0.0.1:1": "refused"}


def test_the_budget_ends_it(read: Read) -> None:
    """No more pages than asked for, navigation first, and what is left is counted."""
    with serve({}, page(*(f"/{n}" for n in range(50)))) as site, crawling(site, read, max_pages=10, sitemaps=False) as visits:
        found = tree(visits, site)
    assert sorted(found) == sorted(["/", *(f"/{n}" for n in range(9))])
    assert visits.left == 41


def test_depth_ends_it(read: Read) -> None:
    """Pages farther from a seed are not asked for."""
    replies = {f"/{n}": page(f"/{n + 1}") for n in range(9)}
    with serve(replies) as site, crawling(site, read, ("/0",), depth=3) as visits:
        assert sorted(tree(visits, site)) == ["/0", "/1", "/2", "/3"]
    assert visits.refused == {"depth": 1}


def test_going_on_where_it_stopped(read: Read) -> None:
    """Pages of the interrupted run are not asked for again, and count for the budget."""
    replies: dict[str, Reply] = {"/": page("/a", "/b"), "/a": page("/c"), "/b": page(), "/c": page()}
    with serve(replies) as site, crawling(site, read, ("/a", "/b"), done=("/", "/a"), max_pages=3) as visits:
        assert sorted(tree(visits, site)) == ["/b"]


def test_closing_ends_the_threads(read: Read) -> None:
    """Whoever leaves early leaves nothing running."""
    with serve({}, page(*(f"/{n}" for n in range(500)))) as site, crawling(site, read) as visits:
        next(visits)
    deadline = time.monotonic() + 3
    while any(thread.name == "sprawl-crawl" for thread in threading.enumerate()) and time.monotonic() < deadline:
        time.sleep(0.01)
    assert not [thread for thread in threading.enumerate() if thread.name == "sprawl-crawl"]


def test_no_room_to_record_is_told(read: Read) -> None:
    """What is wrong on our side is raised where the visits are read."""
    with serve({}, page("/a")) as site, Recorder("/dev/full") as recorder, \
            Fetcher(allow_private=True, recorder=recorder) as fetch, \
            crawl([(site.origin, 0)], fetch=fetch, read=read, scope=Scope.of([site.origin])) as visits, \
            pytest.raises(OutputError, match="No space left"):
        list(visits)


def test_a_reader_that_fails_costs_one_page() -> None:
    """A crash of the parser is the caller's matter only where the pool is gone; a page with an error is a visit."""
    def failing(response: Response) -> Future[Page]:
        future: Future[Page] = Future()
        future.set_result(Page(response.final_url, error="deadline"))
        return future

    with serve({}, page("/a")) as site, crawling(site, failing) as visits:
        assert [visit.page.error for visit in visits if visit.page] == ["deadline"]


def test_a_replay_is_the_live_crawl(read: Read, tmp_path: Path) -> None:
    """The same visits, from the archive, with the same links."""
    replies: dict[str, Reply] = {"/": page("/a", "/old", "/gone"), "/a": page("/"), "/old": moved("/b"), "/b": page("/a"),
                                 "/cut": hang_up(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<h")}
    path = tmp_path / "x.warc.gz"
    with serve(replies) as site:
        scope = Scope.of([site.origin])
        with Recorder(path) as recorder, Fetcher(allow_private=True, recorder=recorder) as fetch, \
                crawl([(f"{site.origin}/", 0)], fetch=fetch, read=read, scope=scope) as visits:
            live = {visit.response.url: visit for visit in visits}
    archive = Archive(path)
    with crawl([(f"{site.origin}/", 0)], fetch=archive, read=read, scope=scope) as visits:
        assert {visit.response.url: visit for visit in visits} == live


def test_pace_is_kept_by_a_crawl(read: Read) -> None:
    """One connection and a pause: requests come one after another, whatever the crawl would like."""
    with serve({}, page(*(f"/{n}" for n in range(4)))) as site:
        pace = Pace(1, 0.1)
        with Fetcher(allow_private=True, pace=pace) as fetch, crawl(
                [(site.origin, 0)], fetch=fetch, read=read, scope=Scope.of([site.origin]),
                limits=Limits(pace=pace, max_pages=4)) as visits:
            list(visits)
    times = [request.at for request in site.requests]
    assert min(later - earlier for earlier, later in zip(times, times[1:], strict=False)) >= 0.1
