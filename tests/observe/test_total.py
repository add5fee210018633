"""No bytes make a page raise; hostile ones end in their time, and the others go on."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
import time

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from observing import PAGES, page, response

from sprawl.observe import Readers, read_page

PIECES = [
    "<a href='",
    "'>",
    "<footer>",
    "</",
    "<script type=application/ld+json>",
    '{"sameAs":["',
    '"]}',
    "</script>",
    "<!--",
    "-->",
    "https://x.com/quillmark",
    "//",
    "\\/",
    "<template>",
    "<svg>",
    "<base href=",
    "@quillmark",
    "Instagram",
    "<table>",
    "<p><b>",
    "<meta name=twitter:site content=",
    "\x00",
    "\ud800",
    "<iframe src=",
    " onclick=",
    "<title>",
    "{",
    "&#0;",
    "<li>",
    "\u202e",
]


@settings(max_examples=150, deadline=None, suppress_health_check=list(HealthCheck), derandomize=True)
@given(st.lists(st.sampled_from(PIECES), max_size=40), st.binary(max_size=30))
def test_any_bytes(pieces: list[str], tail: bytes) -> None:
    """Every input gives a page, the same one each time, that can be stored."""
    body = "".join(pieces).encode("utf-8", "surrogatepass") + tail
    found = page(body)
    assert found == page(body)
    for evidence in found.evidence:
        assert len(evidence.quote) <= 240
        f"{evidence}{found.title}".encode()


@pytest.mark.parametrize("url", ["", "no url", "https://", "http://[", "data:text/html,x", "https://x.com/\ud800"])
def test_any_address(url: str) -> None:
    """Nor does any address."""
    assert page("<a href='https://x.com/quillmark'>X</a>", url).evidence is not None


HOSTILE = {
    "200,000 attributes": b"<div " + b" ".join(b"a%d=1" % n for n in range(200_000)) + b">",
    "200,000 nested": b"<div>" * 200_000 + b"<a href=https://x.com/quillmark>x</a>",
    "50,000 comments": b"<!--" * 50_000,
    "24 MB": b"<p>pens <a href='https://x.com/quillmark'>x</a></p>" * 500_000,
    "50,000 headings": b"<h2>a</h2><b>b</b><a href=https://x.com/quillmark>x</a>" * 20_000,
    "one long line": b"<body>" + b"<a href=https://x.com/quillmark>x</a> pens " * 20_000,
    "at signs": b"<p>Instagram " + b"@a " * 100_000,
    "unclosed JSON": b"<script type=application/ld+json>" + b'{"sameAs":["' * 50_000 + b"</script>",
    "slashes": b"<script>" + b"//a/" * 200_000 + b"</script>",
    "links in items": b"<ul>" + b"<li><a href=https://x.com/quillmark></a>" * 20_000,
}


def test_hostile_pages_end() -> None:
    """Each hostile page is read or ended within its deadline; the ordinary page after each is read."""
    ordinary = response((PAGES / "builder.html").read_bytes(), "https://linden.example/portal/seite")
    with Readers(workers=2, deadline=1.0) as readers:
        futures = [(readers.submit(response(body)), readers.submit(ordinary)) for body in HOSTILE.values()]
        outcomes = {name: futures[n][0].result(60).error for n, name in enumerate(HOSTILE)}
        assert {good.result(60) for _, good in futures} == {read_page(ordinary)}
    assert set(outcomes.values()) <= {"", "deadline", "crashed"}
    assert outcomes["200,000 attributes"] == "deadline"
    assert outcomes["50,000 comments"] == ""


def test_same_pages_in_any_process() -> None:
    """A worker reads what is read here, in the order asked, many more than are in flight at once."""
    responses = [
        response(f"<title>{n}</title><a href='https://x.com/q{n}'>X</a>", f"https://q{n}.example/") for n in range(200)
    ]
    with Readers(workers=2) as readers:
        found = [future.result(30) for future in [readers.submit(r) for r in responses]]
    assert found == [read_page(r) for r in responses]


def test_without_workers() -> None:
    """With no workers pages are read at once, here."""
    with Readers(workers=0) as readers:
        future = readers.submit(response("<title>Q</title>"))
        assert future.done()
        assert future.result().title == "Q"


def test_large_pages_both_ways() -> None:
    """Messages far larger than a pipe hold up nobody."""
    body = b"".join(b"<a href='https://s%d.example/%s'>s</a>" % (n, b"x" * 200) for n in range(4_000))
    with Readers(workers=1) as readers:
        futures = [readers.submit(response(body, f"https://q{n}.example/")) for n in range(12)]
        assert {len(future.result(30).links) for future in futures} == {4_000}


def test_killed_worker_is_replaced() -> None:
    """A worker that dies by itself costs one page."""
    with Readers(workers=1) as readers:
        assert readers.submit(response("<title>A</title>")).result(30).title == "A"
        for child in _children():
            os.kill(child, signal.SIGKILL)
        first, second = readers.submit(response("<title>B</title>")), readers.submit(response("<title>C</title>"))
        assert first.result(30).error == "crashed"
        assert second.result(30).title == "C"


def _children() -> list[int]:
    listed = subprocess.run(
        ["ps", "-o", "pid=,args=", "--ppid", str(os.getpid())], capture_output=True, text=True, check=True
    )
    return [int(line.split()[0]) for line in listed.stdout.splitlines() if "sprawl.observe.worker" in line]


def test_from_a_script_without_a_main_guard() -> None:
    """Workers start from any program, warnings being errors."""
    code = (
        "from sprawl.model import Response\nfrom sprawl.observe import Readers\n"
        "with Readers(workers=1) as r:\n"
        " print(r.submit(Response('https://q.example/','https://q.example/',200,'text/html',body=b'<title>Q</title>')).result().title)"
    )
    ran = subprocess.run(
        [sys.executable, "-W", "error", "-c", code], capture_output=True, text=True, timeout=60, check=False
    )
    assert (ran.stdout, ran.stderr) == ("Q\n", "")


def _leave_early() -> None:
    with Readers(workers=1, waiting=200) as readers:
        for _ in range(100):
            readers.submit(response(HOSTILE["24 MB"][:200_000]))
        raise KeyError


def test_leaving_early_drops_what_waits() -> None:
    """An error inside the block ends the workers without reading the queue."""
    started = time.monotonic()
    with pytest.raises(KeyError):
        _leave_early()
    assert time.monotonic() - started < 30
    assert _children() == []
