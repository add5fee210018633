"""The short way to an absolute address says what a browser says, and nothing is lost beside it."""

from __future__ import annotations

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from sprawl import urls
from sprawl.observe.addresses import Addresses
from sprawl.observe.references import off_platform

BASES = [
    "https://www.quillmark.example/",
    "https://quillmark.example/shop/pens?colour=blue#top",
    "http://quillmark.example:8080/a/b/",
    "https://user@quillmark.example/a",
    "https://192.0.2.7/a/b",
    "https://xn--quill-jua.example/./a/../b",
]
PIECES = [
    "/", "//", "/.", "..", ".", "a", "Pens", "www.quillmark.example", "QUILLMARK.example", "xn--a", "https:", "http://",
    "?", "#", "=", "&", "%20", " ", "\t", "\\", "@", ":", "8080", "é", "|", "'", "~", "!", "index.html",
    "1.2.3.4", "-", "_",
]  # fmt: skip


@pytest.mark.parametrize("base", BASES)
@settings(max_examples=300, deadline=None, derandomize=True)
@given(pieces=st.lists(st.sampled_from(PIECES), min_size=1, max_size=7))
def test_as_a_browser_spells_it(base: str, pieces: list[str]) -> None:
    """Whatever comes back at all is what the URL standard makes of it."""
    href = "".join(pieces)
    found = Addresses(base)[href]
    assert found in ("", urls.resolve(base, href))


@pytest.mark.parametrize(
    ("href", "expected"),
    [
        ("/pens", "https://www.quillmark.example/pens"),
        ("pens?nib=2", "https://www.quillmark.example/pens?nib=2"),
        (" /pens ", "https://www.quillmark.example/pens"),
        ("//x.com", "https://x.com/"),
        ("http://x.com", "http://x.com/"),
        ("//x.com/quillmark", "https://x.com/quillmark"),
        ("https://X.com/quillmark", "https://x.com/quillmark"),
        ("/a/../pens", "https://www.quillmark.example/pens"),
        ("#top", ""),
        ("javascript:void(0)", ""),
        ("mailto:ink@quillmark.example", ""),
        ("", ""),
    ],
)
def test_addresses(href: str, expected: str) -> None:
    """Each way of writing an address, and what is none."""
    assert expected == Addresses(BASES[0])[href]


@pytest.mark.parametrize(
    ("host", "expected"),
    [
        ("www.quillmark.example", True),
        ("twitter.com.quillmark.example", True),
        ("x.com", False),
        ("www.facebook.com", False),
        ("quillmark.tumblr.com", False),
        ("", False),
    ],
)
def test_off_platform(host: str, expected: bool) -> None:
    """A host is off all platforms when no platform keeps accounts on it, whatever it looks like."""
    assert expected is off_platform(host)
