"""From seeds to visits: every good page once, traps bounded, nothing stalled."""

from __future__ import annotations

import gzip
import itertools
import re
import threading
import time
from collections.abc import Callable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from pathlib import Path

import pytest

from sprawl.errors import CrawlError, OutputError
from sprawl.model import Page, Response, Visit
from sprawl.urls import resolve
from sprawl.web.archive import Archive, Recorder
from sprawl.web.crawl import Crawl, crawl
from sprawl.web.fetch import Fetcher
from sprawl.web.politeness import Pace
from sprawl.web.scope import Limits, Scope
from web.serving import Reply, Site, hang_up, moved, ok, serve, silent

Read = Callable[[Response], "Future[Page]"]


def parse(response: Response) -> Page:
    links = [resolve(response.final_url, link) for link in re.findall(r'href="([^"]*)"', response.body.decode())]
    canonical = re.search(r'canonical="([^"]*)"', response.body.decode())
    return Page(
        response.final_url,
        links=tuple(dict.fromkeys(filter(None, links))),
        canonical=resolve(response.final_url, canonical[1]) or "" if canonical else "",
    )


@pytest.fixture(scope="module")
def read() -> Iterator[Read]:
    with ThreadPoolExecutor(2) as pool:
        yield lambda response: pool.submit(parse, response)


def page(*links: str, canonical: str = "") -> bytes:
    rows = "".join(f'<a href="{link}">x</a>' for link in links)
    return ok(f"<html>{rows}" + (f'<link canonical="{canonical}">' if canonical else ""))


@contextmanager
def crawling(
    site: Site, read: Read, seeds: tuple[str, ...] = ("/",), done: tuple[str, ...] = (), **limits: object
) -> Iterator[Crawl]:
    bounds = Limits(**limits)  # type: ignore[arg-type]
    with (
        Fetcher(allow_private=True, deadline=0.5, sleep=lambda s: time.sleep(s / 100)) as fetch,
        crawl(
            [(site.origin + seed, 0) for seed in seeds],
            fetch=fetch,
            read=read,
            scope=Scope.of([site.origin]),
            limits=bounds,
            done=[site.origin + path for path in done],
        ) as visits,
    ):
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
        {"/": (0, "", "page"), "/a": (1, "/", "page"), "/b": (1, "/", "page"), "/c": (2, "/b", "page")},
    ),
    "one page, many spellings": (
        {"/": page("/a", "/a#x", "./a", "/a?utm_source=x", "/b/../a"), "/a": page()},
        {"/": (0, "", "page"), "/a": (1, "/", "page")},
    ),
    "out of scope": (
        {"/": page("https://elsewhere.example/", "mailto:a@b.example", "javascript:void(0)")},
        {"/": (0, "", "page")},
    ),
    "redirects are recorded, and their page read once": (
        {"/": page("/old", "/new"), "/old": moved("/new"), "/new": page()},
        {"/": (0, "", "page"), "/old": (1, "/", "*"), "/new": (1, "/", "*")},
    ),
    "canonical: copies have no page of their own": (
        {
            "/": page("/a?x=1", "/a?x=2"),
            "/a?x=1": page(canonical="/a"),
            "/a?x=2": page(canonical="/a"),
            "/a": page("/b"),
            "/b": page(),
        },
        {
            "/": (0, "", "page"),
            "/a?x=1": (1, "/", "200"),
            "/a?x=2": (1, "/", "200"),
            "/a": (1, "*", "page"),  # whichever copy answers first names it
            "/b": (2, "/a", "page"),
        },
    ),
    "canonical: the original is gone": (
        {"/": page("/a?x=1"), "/a?x=1": page(canonical="/a")},
        {"/": (0, "", "page"), "/a?x=1": (1, "/", "page"), "/a": (1, "/a?x=1", "404")},
    ),
    "canonical: every page names the front page": (
        {"/": page("/a"), "/a": page("/b", canonical="/"), "/b": page(canonical="/")},
        {"/": (0, "", "page"), "/a": (1, "/", "page"), "/b": (2, "/a", "page")},
    ),
    "canonical: two name each other": (
        {"/": page("/a", "/a/"), "/a": page(canonical="/a/"), "/a/": page(canonical="/a")},
        {"/": (0, "", "page"), "/a": (1, "/", "*"), "/a/": (1, "/", "*")},
    ),
    "what is no page": (
        {"/": page("/i", "/gone", "/t"), "/i": ok(b"\x89PNG", kind="image/png"), "/t": ok("a", kind="text/plain")},
        {"/": (0, "", "page"), "/i": (1, "/", "200"), "/gone": (1, "/", "404"), "/t": (1, "/", "200")},
    ),
    "robots": (
        {
            "/robots.txt": ok("User-agent: *\nDisallow: /no", kind="text/plain"),
            "/": page("/no", "/yes"),
            "/yes": page(),
        },
        {"/": (0, "", "page"), "/no": (1, "/", "robots"), "/yes": (1, "/", "page")},
    ),
    "sitemaps, by robots.txt, through an index, gzipped": (
        {
            "/robots.txt": ok("Sitemap: /index.xml", kind="text/plain"),
            "/": page(),
            "/index.xml": ok(
                "<sitemapindex><sitemap><loc>ORIGIN/one.xml.gz</loc></sitemap><sitemap><loc>ORIGIN/index.xml</loc>"
                "</sitemap></sitemapindex>",
                kind="text/xml",
            ),
            "/one.xml.gz": ok(
                gzip.compress(b"<urlset><url><loc>ORIGIN/a</loc></url></urlset>"), kind="application/gzip"
            ),
            "/a": page(),
        },
        {"/": (0, "", "page"), "/a": (1, "/sitemap.xml", "page")},
    ),
}


@pytest.mark.parametrize(("replies", "expected"), SITES.values(), ids=SITES)
def test_sites(read: Read, replies: dict[str, Reply], expected: dict[str, tuple[int, str, str]]) -> None:
    """The same visits, at the same depth, from the same page, every time."""
    for _ in range(2):
        with serve({}) as site:
            site.replies = {path: at_home(reply, site.origin) for path, reply in replies.items()}
            with crawling(site, read) as visits:
                found = tree(visits, site)
        assert {path: masked(found[path], expected[path]) for path in found} == expected
        assert len(site.paths()) - len(set(site.paths())) <= ("/old" in replies)  # a target may be under way itself


MANY = 130  # more copies than answers may be in memory
COPIES: dict[str, Callable[[int], tuple[str, dict[str, Reply]]]] = {
    # number → a page to link to, and the replies of what it says it is a copy of
    "of a page that is linked nowhere": lambda n: (
        f"/e{n}/?day=1", {f"/e{n}/?day=1": page(canonical=f"/e{n}/"), f"/e{n}/": page()},
    ),
    "of a page that is gone": lambda n: (f"/e{n}/?day=1", {f"/e{n}/?day=1": page(canonical=f"/e{n}/")}),
    "of one page": lambda n: (f"/e/?n={n}", {f"/e/?n={n}": page(canonical="/e/"), "/e/": page()}),
    "of a page that moved": lambda n: (
        f"/e{n}/?day=1", {f"/e{n}/?day=1": page(canonical=f"/e{n}/"), f"/e{n}/": moved(f"/new{n}"), f"/new{n}": page()},
    ),
    "of a copy": lambda n: (
        f"/e{n}/?day=1",
        {
            f"/e{n}/?day=1": page(canonical=f"/e{n}/?day=2"),
            f"/e{n}/?day=2": page(canonical=f"/e{n}/"),
            f"/e{n}/": page(),
        },
    ),
    "of each other": lambda n: (
        f"/e{n}/?day=1",
        {f"/e{n}/?day={day}": page(canonical=f"/e{n}/?day={other}") for day, other in ((1, 2), (2, 3), (3, 1))},
    ),
    "of a page that robots.txt refuses": lambda n: (
        f"/e{n}/?day=1",
        {
            "/robots.txt": ok("User-agent: *\nDisallow: /*/$", kind="text/plain"),
            f"/e{n}/?day=1": page(canonical=f"/e{n}/"),
        },
    ),
}  # fmt: skip


@pytest.mark.parametrize("copy", COPIES.values(), ids=COPIES)
@pytest.mark.parametrize("budget", [None, MANY // 2], ids=["all", "within a budget"])
def test_copies_held_back_hold_nobody_up(
    read: Read, copy: Callable[[int], tuple[str, dict[str, Reply]]], budget: int | None
) -> None:
    """However many wait for their originals, these can be fetched, and all are visits at last."""
    links, replies = zip(*(copy(n) for n in range(MANY)), strict=True)
    served = {path: reply for each in replies for path, reply in each.items()}
    with (
        serve({"/": page(*links), **served}) as site,
        crawling(site, read, patience=10, max_pages=budget, sitemaps=False, max_variants=MANY) as visits,
    ):
        found = tree(visits, site)
    assert len(found) == (budget or len(found))
    assert budget or set(links) < set(found)


def unread(response: Response) -> Future[Page]:
    """A page that no reader ever comes to."""
    return Future()


@pytest.mark.parametrize("fetching", [False, True], ids=["nothing is read", "nothing answers"])
def test_a_crawl_that_stands_still_ends(read: Read, fetching: bool) -> None:
    """It ends in one line that says what it waits for, and its threads end with it."""
    never = threading.Event()

    def fetch(url: str) -> Response:
        if fetching:
            never.wait()
        return Response(url, url, 200, "text/html", body=b"<html>")

    limits = Limits(patience=0.3, politeness=0.6 if fetching else 9.0, sitemaps=False)
    with (
        crawl(
            [("https://www.example.org/", 0)],
            fetch=fetch,
            read=read if fetching else unread,
            scope=Scope.of(["example.org"]),
            limits=limits,
        ) as visits,
        pytest.raises(CrawlError, match=f"^crawl: no progress for [^\n]* with {int(fetching)} requests open[^\n]*$"),
    ):
        list(visits)
    never.set()


def test_a_request_that_waits_as_asked_is_no_standstill(read: Read) -> None:
    """A host that asks for patience gets more of it than a crawl in which nothing is under way."""

    def slow(url: str) -> Response:
        time.sleep(0.5)
        return Response(url, url, 404)

    limits = Limits(patience=0.1, politeness=9.0)
    with crawl(
        [("https://www.example.org/", 0)], fetch=slow, read=read, scope=Scope.of(["example.org"]), limits=limits
    ) as visits:
        assert [how(visit) for visit in visits] == ["404"]


def masked(found: tuple[int, str, str], expected: tuple[int, str, str]) -> tuple[object, ...]:
    """What was found, but where anything is right."""
    return tuple("*" if right == "*" else what for what, right in zip(found, expected, strict=True))


def at_home(reply: Reply, origin: str) -> Reply:
    """The reply with ORIGIN written out, gzipped or not."""
    if callable(reply) or (b"ORIGIN" not in reply and b"application/gzip" not in reply):
        return reply
    head, _, body = reply.partition(b"\r\n\r\n")
    kind = re.search(rb"Content-Type: (.*)\r", head)[1].decode()  # type: ignore[index]
    packed = body.startswith(b"\x1f\x8b")
    text = (gzip.decompress(body) if packed else body).replace(b"ORIGIN", origin.encode())
    return ok(gzip.compress(text) if packed else text, kind=kind)


def test_dead_and_slow_hosts_stall_nobody(read: Read) -> None:
    """Other hosts go on; a host that never answers is given up, and its pages are named."""
    links = [f"http://127.0.0.1:1/{n}" for n in range(9)]
    with serve({}, silent()) as mute, serve({"/good": page(), "/robots.txt": ok("", status="404 No")}) as site:
        links += [f"{mute.origin}/{n}" for n in range(9)]
        site.replies = {"/": page(*links, "/good"), "/good": page()}
        with (
            Fetcher(allow_private=True, deadline=0.3) as fetch,
            crawl(
                [(f"{site.origin}/", 0)],
                fetch=fetch,
                read=read,
                scope=Scope.of([site.origin, mute.origin, "http://127.0.0.1:1/"]),
            ) as visits,
        ):
            start = time.monotonic()
            found = [(visit.response.url, how(visit)) for visit in visits]
        assert time.monotonic() - start < 5
        assert (f"{site.origin}/good", "page") in found
        assert [error for url, error in found if url.startswith(mute.origin)] == ["timeout"] * 9
        assert [error for url, error in found if url.startswith("http://127.0.0.1:1/")] == ["refused"] * 9
        assert visits.given_up == {mute.origin: "timeout", "http://127.0.0.1:1": "refused"}


def test_the_budget_ends_it(read: Read) -> None:
    """No more pages than asked for, navigation first, and what is left is counted."""
    with (
        serve({}, page(*(f"/{n}" for n in range(50)))) as site,
        crawling(site, read, max_pages=10, sitemaps=False) as visits,
    ):
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
    with (
        serve({}, page("/a")) as site,
        Recorder("/dev/full") as recorder,
        Fetcher(allow_private=True, recorder=recorder) as fetch,
        crawl([(site.origin, 0)], fetch=fetch, read=read, scope=Scope.of([site.origin])) as visits,
        pytest.raises(OutputError, match="No space left"),
    ):
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
    replies: dict[str, Reply] = {
        "/": page("/a", "/old", "/gone"),
        "/a": page("/"),
        "/old": moved("/b"),
        "/b": page("/a"),
        "/cut": hang_up(b"HTTP/1.1 200 OK\r\nContent-Length: 9\r\n\r\n<h"),
    }
    path = tmp_path / "x.warc.gz"
    with serve(replies) as site:
        scope = Scope.of([site.origin])
        with (
            Recorder(path) as recorder,
            Fetcher(allow_private=True, recorder=recorder) as fetch,
            crawl([(f"{site.origin}/", 0)], fetch=fetch, read=read, scope=scope) as visits,
        ):
            live = {visit.response.url: visit for visit in visits}
    archive = Archive(path)
    with crawl([(f"{site.origin}/", 0)], fetch=archive, read=read, scope=scope) as visits:
        assert {visit.response.url: visit for visit in visits} == live


def test_pace_is_kept_by_a_crawl(read: Read) -> None:
    """One connection and a pause: requests come one after another, whatever the crawl would like."""
    with serve({}, page(*(f"/{n}" for n in range(4)))) as site:
        pace = Pace(1, 0.1)
        with (
            Fetcher(allow_private=True, pace=pace) as fetch,
            crawl(
                [(site.origin, 0)],
                fetch=fetch,
                read=read,
                scope=Scope.of([site.origin]),
                limits=Limits(pace=pace, max_pages=4),
            ) as visits,
        ):
            list(visits)
    times = [request.at for request in site.requests]
    assert min(later - earlier for earlier, later in itertools.pairwise(times)) >= 0.1
