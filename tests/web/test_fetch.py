"""One URL: whatever the server does, one named answer within the deadline."""

from __future__ import annotations

import gzip
import re
import socket
import ssl
import time
import zlib
from concurrent.futures import ThreadPoolExecutor
from itertools import pairwise
from pathlib import Path

import pytest

from sprawl.web.fetch import Fetcher, agent
from sprawl.web.politeness import Pace
from web.serving import drip, endless, hang_up, moved, ok, serve, silent

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
LIMIT = 100_000
BOMB = gzip.compress(b"x" * 3_000_000)


def nested(layers: int, body: bytes = b"<html>deep") -> bytes:
    for _ in range(layers):
        body = gzip.compress(body)
    return ok(body, Content_Encoding=", ".join(["gzip"] * layers))


class Clock:
    """Time that passes only when somebody sleeps."""

    def __init__(self, start: float = 1_800_000_000.0) -> None:
        self.time = start
        self.slept: list[float] = []

    def now(self) -> float:
        return self.time

    def sleep(self, seconds: float) -> None:
        self.slept.append(round(seconds, 3))
        self.time += seconds


def fetcher(clock: Clock | None = None, **options: object) -> Fetcher:
    clock = clock or Clock()
    given = {
        "allow_private": True,
        "deadline": 0.6,
        "max_bytes": LIMIT,
        "now": clock.now,
        "sleep": clock.sleep,
        "clock": clock.now,
    } | options
    return Fetcher(**given)  # type: ignore[arg-type]


CASES = {
    # name: reply, status, error, truncated, body length, requests
    "fine": (ok("<html>hello"), 200, "", False, 11, 1),
    "http/1.0 without length": (
        hang_up(b"HTTP/1.0 200 OK\r\nContent-Type: text/html\r\n\r\n<html>"),
        200,
        "",
        False,
        6,
        1,
    ),
    "no content type": (b"HTTP/1.1 200 OK\r\nContent-Length: 6\r\n\r\n<html>", 200, "", False, 6, 1),
    "chunked": (HEAD + b"Transfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\n0\r\n\r\n", 200, "", False, 6, 1),
    "gzip": (ok(gzip.compress(b"<html>"), Content_Encoding="gzip"), 200, "", False, 6, 1),
    "gzip in two members": (
        ok(gzip.compress(b"<ht") + gzip.compress(b"ml>"), Content_Encoding="gzip"),
        200,
        "",
        False,
        6,
        1,
    ),
    "deflate": (ok(zlib.compress(b"<html>"), Content_Encoding="deflate"), 200, "", False, 6, 1),
    "deflate without header": (ok(zlib.compress(b"<html>")[2:-4], Content_Encoding="deflate"), 200, "", False, 6, 1),
    "brotli": (ok(b"\x8b\x02\x80<html>\x03", Content_Encoding="br"), 200, "", False, 6, 1),
    "plain, said to be gzip": (ok("<html>", Content_Encoding="gzip"), 200, "", False, 6, 1),
    "broken gzip": (ok(b"\x1f\x8b\x08broken\0\0\0", Content_Encoding="gzip"), 200, "encoding", False, 0, 1),
    "unknown encoding": (ok("<html>", Content_Encoding="rot13"), 200, "encoding", False, 0, 1),
    "nested encodings": (nested(3), 200, "", False, 10, 1),
    "too many encodings": (nested(6), 200, "encoding", False, 0, 1),
    "gzip bomb": (ok(BOMB, Content_Encoding="gzip"), 200, "", True, LIMIT, 1),
    "gzip bomb in gzip": (ok(gzip.compress(BOMB), Content_Encoding="gzip, gzip"), 200, "", True, LIMIT, 1),
    "ten gigabytes": (endless(HEAD + b"Content-Length: 10000000000\r\n\r\n", b"x" * 65536), 200, "", True, LIMIT, 1),
    "endless chunks": (
        endless(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"5dc\r\n" + b"hello" * 300 + b"\r\n"),
        200,
        "",
        True,
        LIMIT,
        1,
    ),
    "huge length, short body": (
        hang_up(HEAD + b"Content-Length: 99999999999999999999\r\n\r\n<html>"),
        200,
        "truncated",
        True,
        6,
        3,
    ),
    "image": (ok(b"\x89PNG" * 9999, kind="image/png"), 200, "", True, 0, 1),
    "binary without a name": (ok(b"PK\3\4\0\0\0", kind="application/octet-stream"), 200, "", True, 0, 1),
    "text without a name": (ok(b"did:plc:abc", kind="application/octet-stream"), 200, "", False, 11, 1),
    "feed": (ok("<rss/>", kind="application/rss+xml"), 200, "", False, 6, 1),
    "not found": (ok("<html>", status="404 Not Found"), 404, "", False, 6, 1),
    "fault": (ok("<html>", status="500 Fault"), 500, "", False, 6, 3),
    "no answer": (silent(), 0, "timeout", False, 0, 1),
    "stall in headers": (silent(HEAD), 0, "timeout", False, 0, 1),
    "stall in body": (silent(HEAD + b"Content-Length: 99\r\n\r\n<html>"), 200, "timeout", True, 6, 1),
    "headers drip": (drip(HEAD * 9), 0, "timeout", False, 0, 1),
    "endless headers": (endless(HEAD, b"X-More: and more\r\n"), 0, "malformed", False, 0, 1),
    "endless header line": (endless(HEAD + b"X-Long: ", b"x" * 9999), 0, "malformed", False, 0, 1),
    "endless continue": (
        endless(b"", b"HTTP/1.1 100 Continue\r\nX-More: " + b"x" * 900 + b"\r\n\r\n"),
        0,
        "malformed",
        False,
        0,
        1,
    ),
    "hangs up": (hang_up(), 0, "reset", False, 0, 3),
    "reset": (hang_up(b"", reset=True), 0, "reset", False, 0, 3),
    "reset in body": (hang_up(HEAD + b"Content-Length: 99\r\n\r\n", reset=True), 200, "truncated", True, 0, 3),
    "cut short": (hang_up(HEAD + b"Content-Length: 99\r\n\r\n<html>"), 200, "truncated", True, 6, 3),
    "cut short in a chunk": (
        hang_up(HEAD + b"Transfer-Encoding: chunked\r\n\r\n9\r\n<html>"),
        200,
        "truncated",
        True,
        6,
        3,
    ),
    "bad chunk": (
        hang_up(HEAD + b"Transfer-Encoding: chunked\r\n\r\n6\r\n<html>\r\nzz\r\n"),
        200,
        "truncated",
        True,
        6,
        3,
    ),
    "not http": (hang_up(b"SSH-2.0-OpenSSH_9.2\r\n"), 0, "malformed", False, 0, 1),
    "nonsense length": (hang_up(HEAD + b"Content-Length: -5\r\n\r\n<html>"), 200, "", False, 6, 1),
}


@pytest.mark.parametrize(("reply", "status", "error", "truncated", "length", "requests"), CASES.values(), ids=CASES)
def test_every_answer_has_a_name(
    reply: bytes, status: int, error: str, truncated: bool, length: int, requests: int
) -> None:
    """What comes is bounded in time and size, tried again where that can help, and named."""
    with serve({"/": reply}) as site, fetcher() as fetch:
        start = time.monotonic()
        response = fetch(f"{site.origin}/")
    assert (response.status, response.error, response.truncated, len(response.body)) == (
        status,
        error,
        truncated,
        length,
    )
    assert len(site.paths()) == requests
    assert time.monotonic() - start < 1.5


REDIRECTS = {
    "followed": ({"/": moved("/a"), "/a": moved("b?c#d"), "/b?c": ok("<html>")}, 200, "", ["/", "/a"], "/b?c"),
    "loop of one": ({"/": moved("/")}, 0, "redirect-loop", ["/"], "/"),
    "loop of two": ({"/": moved("/a"), "/a": moved("/")}, 0, "redirect-loop", ["/", "/a"], "/"),
    "without a place": ({"/": ok("<html>", status="302 Found")}, 302, "", [], "/"),
    "to a page robots forbid": (
        {"/": moved("/no"), "/robots.txt": ok("User-agent: *\nDisallow: /no", kind="text/plain")},
        0,
        "robots",
        ["/"],
        "/no",
    ),
    "to mail": ({"/": moved("mailto:a@b.example")}, 0, "bad-scheme", ["/"], "mailto:a@b.example"),
    "to a file": ({"/": moved("file:///etc/passwd")}, 0, "bad-scheme", ["/"], "file:///etc/passwd"),
    "to nowhere": ({"/": moved("http://[")}, 0, "bad-url", ["/"], "http://["),
    "with credentials": ({"/": moved("http://a:b@nowhere.invalid/")}, 0, "dns", ["/"], "http://nowhere.invalid/"),
}


@pytest.mark.parametrize(("replies", "status", "error", "hops", "final"), REDIRECTS.values(), ids=REDIRECTS)
def test_redirects(replies: dict[str, bytes], status: int, error: str, hops: list[str], final: str) -> None:
    """Each hop is noted, and asked for under the same rules as a first request."""
    with serve(replies) as site, fetcher() as fetch:
        response = fetch(f"{site.origin}/")
        expected = final if ":" in final[:7] else site.origin + final
        assert (response.status, response.final_url) == (status, expected)
        assert list(response.hops) == [site.origin + hop for hop in hops]
        assert response.error == error


def test_ten_hops_are_followed_and_no_more() -> None:
    """The eleventh redirect is one too many."""
    replies = {f"/{number}": moved(f"/{number + 1}") for number in range(30)} | {"/30": ok("<html>")}
    with serve(replies) as site, fetcher() as fetch:
        assert fetch(f"{site.origin}/20").status == 200
        assert fetch(f"{site.origin}/19").error == "too-many-redirects"


def test_nothing_secret_is_sent(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """No cookie comes back, no .netrc is read, no credentials leave, no proxy of the environment is used."""
    with serve({"/": moved("/a").replace(b"Location", b"Set-Cookie: id=1\r\nLocation"), "/a": ok("<html>")}) as site:
        netrc = f"{tmp_path}/netrc"
        with open(netrc, "w") as file:
            file.write("machine 127.0.0.1 login canary password canary")
        monkeypatch.setenv("NETRC", netrc)
        monkeypatch.setenv("HTTP_PROXY", "http://127.0.0.1:9")
        with fetcher(contact="https://brand.example/contact") as fetch:
            response = fetch(site.origin.replace("//", "//canary:canary@"))
        heads = "".join(request.head.lower() for request in site.requests)
    assert response.status == 200
    assert not any(word in heads for word in ("canary", "cookie", "authorization"))
    assert "user-agent: sprawl/" in heads
    assert "(+https://brand.example/contact)" in heads


WAITS = {
    # Retry-After: seconds slept, error, tries
    "seconds": (("7",), [7.0], "", 2),
    "date": (("Fri, 15 Jan 2027 08:00:20 GMT",), [20.0], "", 2),
    "past date": (("Thu, 01 Jan 1970 00:00:00 GMT",), [], "", 2),
    "one minute": (("60",), [60.0], "", 2),
    "longer": (("61",), [], "deferred", 1),
    "for ever": (("99999999999999999999",), [], "deferred", 1),
    "nonsense": (("soon",), [1.0], "", 2),
    "again and again": (("5",) * 9, [5.0] * 4, "deferred", 5),
    "minutes on end": (("60",) * 9, [60.0] * 2, "deferred", 3),
}


@pytest.mark.parametrize("status", ["429 Too Many", "503 Unavailable"])
@pytest.mark.parametrize(("values", "slept", "error", "tries"), WAITS.values(), ids=WAITS)
def test_retry_after(status: str, values: tuple[str, ...], slept: list[float], error: str, tries: int) -> None:
    """Waited for to the second up to a minute, at most five times; deferred beyond that."""
    waits = iter(values)

    def talk(peer: socket.socket) -> None:
        wait = next(waits, None)
        peer.sendall(ok("<html>") if wait is None else ok("wait", status=status, Retry_After=wait, Connection="close"))

    clock = Clock()
    with serve({"/": talk}) as site, fetcher(clock) as fetch:
        response = fetch(f"{site.origin}/")
    assert (clock.slept, response.error, len(site.paths())) == (slept, error, tries)
    assert response.status == (int(status[:3]) if error else 200)


@pytest.mark.parametrize(
    ("url", "error"),
    [
        ("http://127.0.0.1:1/", "refused"),
        ("http://nowhere.invalid/", "dns"),
        ("ftp://example.org/", "bad-scheme"),
        ("javascript:alert(1)", "bad-scheme"),
        ("not a url", "bad-url"),
        ("http://", "bad-url"),
        ("", "bad-url"),
    ],
)
def test_no_connection(url: str, error: str) -> None:
    """What cannot be asked is named too."""
    with fetcher() as fetch:
        assert (fetch(url).status, fetch(url).error) == (0, error)


ROBOTS = {
    "forbidden": (ok("User-agent: *\nDisallow: /", kind="text/plain"), 0, "robots", 1),
    "allowed": (ok("User-agent: *\nDisallow: /b", kind="text/plain"), 200, "", 1),
    "missing": (ok("", status="404 Gone"), 200, "", 1),
    "not for us": (ok("", status="403 No"), 200, "", 1),
    "broken": (ok("", status="500 Fault"), 0, "robots", 3),
    "silent": (silent(), 0, "timeout", 1),
    "loop": (moved("/robots.txt"), 200, "", 1),
    "too slow for us": (ok("User-agent: *\nCrawl-delay: 31", kind="text/plain"), 0, "crawl-delay", 1),
}


@pytest.mark.parametrize(("reply", "status", "error", "asked"), ROBOTS.values(), ids=ROBOTS)
def test_robots(reply: bytes, status: int, error: str, asked: int) -> None:
    """Asked once for many pages; no answer means that nothing is allowed, a 4xx that all is."""
    with serve({"/robots.txt": reply, "/a": ok("<html>")}) as site, fetcher() as fetch:
        for _ in range(3):
            response = fetch(f"{site.origin}/a")
            assert (response.status, response.error) == (status, error)
        assert [request.path for request in site.requests].count("/robots.txt") == asked
        assert fetch(f"{site.origin}/robots.txt").url == f"{site.origin}/robots.txt"


def test_crawl_delay_and_pace_are_kept() -> None:
    """One request at a time, and the pause counted from the answer."""
    clock = Clock()
    replies = {"/robots.txt": ok("User-agent: *\nCrawl-delay: 4", kind="text/plain")}
    with serve(replies, ok("<html>")) as site, fetcher(clock, pace=Pace(1, 1.0)) as fetch:
        for number in range(3):
            fetch(f"{site.origin}/{number}")
    assert clock.slept == [1.0, 4.0, 4.0]


def test_a_second_between_requests_in_real_time() -> None:
    """With real clocks and several threads: no two requests come closer than the pause."""
    with (
        serve({}, ok("<html>")) as site,
        Fetcher(allow_private=True, pace=Pace(1, 0.2)) as fetch,
        ThreadPoolExecutor(4) as pool,
    ):
        list(pool.map(fetch, [f"{site.origin}/{number}" for number in range(4)]))
    times = [request.at for request in site.requests]
    assert all(later - earlier >= 0.2 for earlier, later in pairwise(times))


def test_user_agent_is_true() -> None:
    """Name, version, contact."""
    assert re.fullmatch(r"sprawl/[\d.]+\w* \(\+https://brand\.example/\)", agent("https://brand.example/"))


TLS = Path(__file__).with_name("localhost.pem")  # key and certificate, self-signed, for "localhost" only


@pytest.mark.parametrize(
    ("ca_file", "host", "error"),
    [
        (None, "localhost", "tls"),
        (str(TLS), "localhost", ""),
        (str(TLS), "127.0.0.1", "tls"),
    ],
    ids=["nobody vouches", "vouched for", "another name"],
)
def test_tls_is_verified(ca_file: str | None, host: str, error: str) -> None:
    """A certificate nobody vouches for is an error, one of a given authority for this name is not."""
    context = ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER)
    context.load_cert_chain(TLS)
    with serve({}, ok("<html>")) as site, fetcher(ca_file=ca_file, deadline=5.0) as fetch:
        site.tls = context
        assert fetch(f"https://{host}:{site.origin.rpartition(':')[2]}/").error == error


def test_a_handshake_ends_at_the_deadline() -> None:
    """A server that accepts and says nothing holds TLS no longer than anything else."""
    with socket.create_server(("127.0.0.1", 0)) as mute, fetcher() as fetch:
        assert fetch(f"https://127.0.0.1:{mute.getsockname()[1]}/").error == "timeout"
