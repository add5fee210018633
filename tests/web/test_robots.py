"""robots.txt as RFC 9309 has it."""

from __future__ import annotations

import time

import pytest

from sprawl.web.robots import Rules

CASES = {
    # robots.txt, path → allowed
    "empty": ("", {"/": True}),
    "not a robots.txt": ("<html>\n<p>Disallow: everything", {"/": True}),
    "all": ("User-agent: *\nDisallow: /", {"/": False, "/a": False}),
    "nothing disallowed": ("User-agent: *\nDisallow:", {"/": True}),
    "longest wins": (
        "User-agent: *\nDisallow: /a\nAllow: /a/b\nDisallow: /a/b/c",
        {"/a/x": False, "/a/b": True, "/a/b/c": False},
    ),
    "allow wins a tie": ("User-agent: *\nDisallow: /a\nAllow: /a", {"/a": True}),
    "own group instead of everyone's": (
        "User-agent: *\nDisallow: /\n\nUser-agent: Sprawl\nDisallow: /x",
        {"/a": True, "/x": False},
    ),
    "own groups are joined": (
        "User-agent: sprawl\nDisallow: /a\nUser-agent: b\nDisallow: /\nUser-agent: SPRAWL/2\nDisallow: /c",
        {"/a": False, "/b": True, "/c": False},
    ),
    "two agents, one group": ("User-agent: other\nUser-agent: sprawl\nDisallow: /a", {"/a": False}),
    "unknown line between agents": (
        "User-agent: sprawl\nSitemap: /s\nUser-agent: other\nDisallow: /a",
        {"/a": False},
    ),
    "another agent only": ("User-agent: sprawlbot\nDisallow: /", {"/": True}),
    "rules before any agent": ("Disallow: /\nUser-agent: *\nDisallow: /a", {"/b": True}),
    "star": ("User-agent: *\nDisallow: /*/private", {"/x/private": False, "/private": True, "/x/y/private/z": False}),
    "end": ("User-agent: *\nDisallow: /*.pdf$", {"/a.pdf": False, "/a.pdf?x": True, "/a.pdfx": True}),
    "stars do not overlap": ("User-agent: *\nDisallow: /ab*ba$", {"/aba": True, "/abba": False, "/abxba": False}),
    "query": ("User-agent: *\nDisallow: /?id=", {"/?id=1": False, "/": True}),
    "index page stands for its folder": (
        "User-agent: *\nDisallow: /\nAllow: /a/index.html",
        {"/a/": True, "/a/b": False},
    ),
    "case of paths": ("User-agent: *\nDisallow: /A", {"/a": True, "/A": False}),
    "misspelled": ("useragent: *\ndissallow: /a", {"/a": False}),
    "comments, spaces, no colon": ("user-agent *   # all\n  disallow   /a  # no", {"/a": False}),
    "line ends": ("User-agent: *\r\nDisallow: /a\rDisallow: /b", {"/a": False, "/b": False}),
    "escapes": ("User-agent: *\nDisallow: /%c3%a9\nDisallow: /ü", {"/%C3%A9": False, "/%C3%BC": False}),
    "byte order mark": ("\ufeffUser-agent: *\nDisallow: /a", {"/a": False}),
}


@pytest.mark.parametrize(("text", "paths"), CASES.values(), ids=CASES)
def test_rules(text: str, paths: dict[str, bool]) -> None:
    """What may be fetched."""
    rules = Rules.parse(text.encode())
    assert {path: rules.allows(f"https://example.org{path}") for path in paths} == paths


def test_site_wide_lines() -> None:
    """Delay and sitemaps are read too."""
    rules = Rules.parse(b"User-agent: *\nCrawl-delay: 2.5\nSitemap: https://example.org/a.xml\nSitemap: /b.xml")
    assert (rules.delay, rules.sitemaps) == (2.5, ("https://example.org/a.xml", "/b.xml"))


@pytest.mark.parametrize(
    "line",
    [
        b"Disallow: /" + b"*a" * 8000,
        b"Crawl-delay: " + b"9" * 9000,
        b"\xff\x00" * 9000,
        b"Disallow: /\n" * 10_000,
        b"User-agent: *\n" * 10_000,
    ],
    ids=["stars", "delay", "bytes", "rules", "agents"],
)
def test_hostile_files_cost_no_more_than_their_length(line: bytes) -> None:
    """No pattern makes matching slow, and only the first 500 KiB are read."""
    start = time.process_time()
    Rules.parse(b"User-agent: *\n" + line).allows("https://example.org/" + "a" * 8000)
    assert time.process_time() - start < 2.0


def test_beyond_500_kib_nothing_is_read() -> None:
    """A rule after that is no rule."""
    assert Rules.parse(b"#" * (500 * 1024) + b"\nUser-agent: *\nDisallow: /").allows("https://example.org/")
