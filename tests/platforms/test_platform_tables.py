"""Each record is held to its own examples and counter-examples."""

from __future__ import annotations

import pytest

from sprawl.platforms import PLATFORMS, REASONS, from_ref, parse_url, read

EXAMPLES = [(slug, url, ref) for slug, platform in PLATFORMS.items() for url, ref in platform.examples.items()]
COUNTEREXAMPLES = [(slug, url, to) for slug, known in PLATFORMS.items() for url, to in known.counterexamples.items()]


@pytest.mark.parametrize("slug", PLATFORMS)
def test_a_record_has_both(slug: str) -> None:
    """A record without examples and counter-examples is no record."""
    assert len(PLATFORMS[slug].examples) >= 2
    assert len(PLATFORMS[slug].counterexamples) >= 2


@pytest.mark.parametrize(("slug", "url", "ref"), EXAMPLES, ids=[url for _, url, _ in EXAMPLES])
def test_an_example_is_the_account_it_says(slug: str, url: str, ref: str) -> None:
    """The URL gives the ref, and canonical URL and ref both lead back to it."""
    account = parse_url(url)
    assert account is not None, read(url).reason
    assert account.ref == ref
    again, back = parse_url(account.url), from_ref(account.ref)
    assert again is not None, account.url
    assert (again.ref, again.url) == (ref, account.url)
    assert back is not None
    assert (back.ref, back.url, back.kind) == (ref, account.url, account.kind)


@pytest.mark.parametrize(("slug", "url", "to"), COUNTEREXAMPLES, ids=[url for _, url, _ in COUNTEREXAMPLES])
def test_a_counterexample_is_none_and_says_why(slug: str, url: str, to: str) -> None:
    """No account, the reason, and the author where the URL names one."""
    reason, _, author = to.partition(" ")
    reading = read(url)
    assert reading.account is None
    assert (reading.reason, reading.author.ref if reading.author else "") == (reason, author)
    assert reason in REASONS
