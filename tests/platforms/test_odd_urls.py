"""URLs as pages, mails and people mangle them; and texts made to hurt."""

from __future__ import annotations

import time
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprawl.platforms import PLATFORMS, REASONS, from_handle, from_ref, parse_url, read

ROWS = [line.split("\t") for line in Path(__file__).with_name("odd.tsv").read_text("utf-8").split("\n")[1:] if line]
N = 100_000
HOSTILE = {
    "letters": "a" * N,
    "slashes": "https://x.com" + "/" * N,
    "spaces": "https://x.com/a" + " " * N,
    "escapes": "https://x.com/" + "%41" * N,
    "entities": "https://x.com/" + "&amp;" * N,
    "backslashes": "https:\\\\x.com\\" + "\\" * N,
    "unicode escapes": "\\u0041" * N,
    "labels": "https://" + "a." * N + "com/x",
    "foreign host": "https://" + "é" * N,
    "tenant": "https://" + "a-" * N + ".tumblr.com",
    "hyphens": "https://www.facebook.com/" + "a-1" * N,
    "ids": "https://www.tripadvisor.com/" + "-d1" * N,
    "employers": "https://www.glassdoor.com/Overview/" + "-EI_IE1" * N,
    "parameters": "https://x.com/intent/user?" + "screen_name=" * N,
    "ampersands": "https://x.com/intent/user?" + "&" * N,
    "wrappers": "https://l.facebook.com/l.php?u=" * N,
    "archives": "https://web.archive.org/web/2020/" * N,
    "attributes": "https://x.com/a" + " b:" * N,
    "schemes": "feed:" * N,
    "hashbang": "https://x.com/#!" + "/" * N,
    "at signs": "@" * N,
    "surrogates": "\ud800" * N,
    "zeros": "\x00" * N,
}


@pytest.mark.parametrize(("url", "ref", "reason"), ROWS, ids=[row[0] for row in ROWS])
def test_mangled_urls(url: str, ref: str, reason: str) -> None:
    """What was meant is read; what was not meant is refused, by name."""
    reading = read(url)
    assert (reading.account.ref if reading.account else "", reading.reason) == (ref, reason)
    assert reading.url == url


@pytest.mark.parametrize("text", HOSTILE.values(), ids=HOSTILE)
def test_nothing_hangs(text: str) -> None:
    """A hundred kilobytes of anything cost milliseconds; the bound leaves room for a busy machine."""
    start = time.perf_counter()
    read(text)
    assert time.perf_counter() - start < 0.5
    assert read(text).url == text


PARTS = st.sampled_from(
    [host for platform in PLATFORMS.values() for host in platform.hosts[:2]]
    + ["https://", "//", "/", "@", "?", "#!", "&", "=", "%", "%2F", ".", "-", "u", "id", "href", "status", "1"]
)
TEXTS = st.one_of(st.text(max_size=60), st.lists(st.one_of(PARTS, st.text(max_size=6)), max_size=9).map("".join))


@settings(database=None, deadline=None, max_examples=400)
@given(TEXTS)
def test_reading_is_total_and_idempotent(text: str) -> None:
    """Any text has an answer; the canonical URL and the ref of an account lead back to it."""
    reading = read(text)
    assert reading.account or reading.reason in REASONS
    for account in filter(None, (reading.account, reading.author)):
        assert account.ref.startswith(f"{account.platform}:")
    if reading.account:
        again, back = parse_url(reading.account.url), from_ref(reading.account.ref)
        assert again is not None
        assert back is not None
        assert again.ref == back.ref == reading.account.ref
        assert again.url == back.url == reading.account.url


@settings(database=None, deadline=None, max_examples=300)
@given(st.sampled_from(sorted(PLATFORMS)), st.text(max_size=30))
def test_a_handle_is_an_account_of_its_platform_or_none(slug: str, handle: str) -> None:
    """What people write beside a platform's name never becomes an account whose URL says otherwise."""
    account = from_handle(slug, handle)
    if account:
        again = parse_url(account.url)
        assert again is not None
        assert again.ref == account.ref


@pytest.mark.parametrize("word", ["login", "share", "search", "about", "privacy", "settings", "undefined", "your-page"])
@pytest.mark.parametrize("host", ["x.com", "www.facebook.com", "www.instagram.com", "github.com", "vimeo.com", "t.me"])
def test_reserved_words_are_nobodys(host: str, word: str) -> None:
    """No platform gives these away as handles."""
    assert parse_url(f"https://{host}/{word}") is None
