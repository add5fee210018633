"""URLs are read as browsers read them, compared as people mean them, and never fetched."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprawl import urls

BASE = "https://www.example.org/a/b?c"


@pytest.mark.parametrize(
    ("base", "href", "expected"),
    [
        (BASE, "d", "https://www.example.org/a/d"),
        (BASE, "/d/../e", "https://www.example.org/e"),
        (BASE, "//other.example/x", "https://other.example/x"),
        (BASE, "?q", "https://www.example.org/a/b?q"),
        (BASE, "#top", "https://www.example.org/a/b?c#top"),
        (BASE, "  https:\\\\other.example\\x\n", "https://other.example/x"),
        (BASE, "mailto:press@example.org", "mailto:press@example.org"),
        (BASE, "https://exa mple.org/", None),
        (BASE, "http://[::1", None),
        (BASE, "http://1.2.3.4.5/", None),
        (None, "https://EXAMPLE.org:443", "https://example.org/"),
        (None, "/no/base", None),
        ("", "https://bücher.example/ü", "https://xn--bcher-kva.example/%C3%BC"),
        (BASE, "\ud800", "https://www.example.org/a/%EF%BF%BD"),
    ],
)
def test_resolve_does_what_a_browser_does(base: str | None, href: str, expected: str | None) -> None:
    """The WHATWG standard decides, and refusal is None."""
    assert urls.resolve(base, href) == expected


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("HTTPS://Example.ORG", "https://example.org/"),
        ("https://example.org:443/a", "https://example.org/a"),
        ("http://example.org:8080/a", "http://example.org:8080/a"),
        ("https://name:secret@example.org/", "https://example.org/"),
        ("https://example.org/a/./b/../c#d", "https://example.org/a/c"),
        ("https://example.org/%7ea%2fb%C3%bc", "https://example.org/~a%2Fb%C3%BC"),
        ("https://example.org/?utm_source=x&b=2&a=1&fbclid=9", "https://example.org/?b=2&a=1"),
        ("https://example.org/?UTM_Medium=x", "https://example.org/"),
        ("https://example.org/?q=utm_source=1", "https://example.org/?q=utm_source=1"),
        ("https://example.org/a;jsessionid=0F?b=1", "https://example.org/a?b=1"),
        ("https://example.org/index.html", "https://example.org/index.html"),
        ("https://example.org/a/", "https://example.org/a/"),
        ("https://bücher.example/", "https://xn--bcher-kva.example/"),
        ("https://example.org/100%", "https://example.org/100%"),
        ("http://127.0.0.1:8000/x?y", "http://127.0.0.1:8000/x?y"),
        ("mailto:press@example.org", "mailto:press@example.org"),
        ("not a url", "not a url"),
    ],
)
def test_normalize_gives_one_spelling(url: str, expected: str) -> None:
    """What cannot change the page goes; what might, stays."""
    assert urls.normalize(url) == expected


ODD = st.text(alphabet="htps:/?#[]@!$&'()*+,;=%2eE.aA-_~utm\\ü")


@settings(database=None, deadline=None)
@given(st.one_of(st.text(), ODD.map("http://h.example/".__add__)))
def test_normalize_is_idempotent_and_total(text: str) -> None:
    """Twice is as good as once, whatever the text."""
    once = urls.normalize(text)
    assert urls.normalize(once) == once
    urls.host(text), urls.registrable_domain(text), urls.within(text, text), urls.resolve(text, text)


@pytest.mark.parametrize(
    ("url", "expected"),
    [
        ("https://WWW.Example.org:8443/a", "www.example.org"),
        ("http://user@example.org", "example.org"),
        ("http://bücher.example", "xn--bcher-kva.example"),
        ("http://0x7f.1/", "127.0.0.1"),
        ("http://[::1]:80/", "[::1]"),
        ("mailto:a@example.org", ""),
        ("example.org", ""),
        ("https://example.org\\@evil.example/", "example.org"),
    ],
)
def test_host(url: str, expected: str) -> None:
    """The host is the one a browser would connect to."""
    assert urls.host(url) == expected
    assert urls.is_web(url) == (expected != "")


@pytest.mark.parametrize(
    ("name", "private", "expected"),
    [
        ("www.example.co.uk", True, "example.co.uk"),
        ("https://a.b.example.org/x", True, "example.org"),
        ("brand.blogspot.com", True, "brand.blogspot.com"),
        ("brand.blogspot.com", False, "blogspot.com"),
        ("a.city.kobe.jp", True, "city.kobe.jp"),
        ("b.c.kobe.jp", True, "b.c.kobe.jp"),
        ("EXAMPLE.COM", True, "example.com"),
        ("xn--bcher-kva.example", True, "xn--bcher-kva.example"),
        ("com", True, None),
        (".com", True, None),
        (".example.com", True, None),
        ("a..example.com", True, None),
        ("www.example.com.", True, "example.com"),
        ("example", True, None),
        ("a.b.unlisted", True, "b.unlisted"),
        ("kobe.jp", True, "kobe.jp"),
        ("c.kobe.jp", True, None),
        ("www.ck", True, "www.ck"),
        ("test.ck", True, None),
        ("www.食狮.公司.cn", True, "食狮.公司.cn"),
        ("xn--55qx5d.cn", True, None),
        ("www.xn--85x722f.xn--55qx5d.cn", True, "xn--85x722f.xn--55qx5d.cn"),
        ("www.somebody.bank.in", True, "somebody.bank.in"),
        ("localhost", True, None),
        ("127.0.0.1", True, None),
        ("http://[::1]/", True, None),
        ("", True, None),
    ],
)
def test_registrable_domain(name: str, private: bool, expected: str | None) -> None:
    """The name somebody registered, by the public suffix list."""
    assert urls.registrable_domain(name, private) == expected


def test_the_suffix_list_comes_from_the_package(monkeypatch: pytest.MonkeyPatch) -> None:
    """No download is tried and no cache folder is used."""
    monkeypatch.setattr("socket.socket.connect", None)
    urls._extractor.cache_clear()
    extractor = urls._extractor()
    assert extractor("www.example.co.uk").top_domain_under_public_suffix == "example.co.uk"
    assert (extractor.suffix_list_urls, extractor._cache.enabled) == ((), False)


@pytest.mark.parametrize(
    ("url", "prefix", "expected"),
    [
        ("https://example.org/a/b", "https://example.org/a", True),
        ("https://example.org/a", "https://example.org/a", True),
        ("http://www.EXAMPLE.org/A/?x", "https://example.org/a/", True),
        ("https://example.org/ab", "https://example.org/a", False),
        ("https://example.org/", "https://example.org/a", False),
        ("https://example.org/x?id=3&p=1", "https://example.org/x?id=3", True),
        ("https://example.org/x?id=34", "https://example.org/x?id=3", False),
        ("https://www.example.org/any", "example.org", True),
        ("https://parks.example.org/", "example.org", False),
        ("http://example.org:8080/", "example.org", False),
        ("http://127.0.0.1:8000/a", "http://127.0.0.1:8000", True),
        ("mailto:a@example.org", "example.org", False),
        ("", "", False),
    ],
)
def test_within(url: str, prefix: str, expected: bool) -> None:
    """A scope holds whole path segments of one host."""
    assert urls.within(url, prefix) is expected
