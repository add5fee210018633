"""Accounts from what people write in sheets and brand files, and where each can be read."""

from __future__ import annotations

import pytest

from sprawl.platforms import (
    PLATFORMS,
    feeds,
    find_platform,
    from_handle,
    from_ref,
    is_known_host,
    parse_url,
    profile_urls,
)


@pytest.mark.parametrize(
    ("name", "slug"),
    [
        ("twitter", "x"),
        ("X (Twitter)", "x"),
        ("google plus", "googleplus"),
        ("Google+", "googleplus"),
        ("Intagram", "instagram"),
        ("Facebok", "facebook"),
        ("face book", "facebook"),
        ("Facebook Page", "facebook"),
        ("Linked-In", "linkedin"),
        ("YouTube Channel", "youtube"),
        ("yt", "youtube"),
        ("Tik Tok", "tiktok"),
        ("微博", "weibo"),
        ("t.me", "telegram"),
        ("youtube.com", "youtube"),
        ("Instagram URL", "instagram"),
        ("blogspot", "blogger"),
        ("", None),
        ("newspaper", None),
        ("website", None),
    ],
)
def test_platforms_by_the_names_people_write(name: str, slug: str | None) -> None:
    """Case, spaces, signs and one slip of the fingers do not matter."""
    found = find_platform(name)
    assert (found.slug if found else None) == slug


@pytest.mark.parametrize("slug", PLATFORMS)
def test_every_platform_is_found_by_its_own_names(slug: str) -> None:
    """No name of a platform belongs to another."""
    platform = PLATFORMS[slug]
    for name in (slug, platform.name, *platform.aliases):
        found = find_platform(name)
        assert found is not None
        assert (name, found.slug) == (name, slug)


@pytest.mark.parametrize(
    ("ref", "expected"),
    [
        ("x:ExampleTown", "x:exampletown"),
        ("twitter:@ExampleTown", "x:exampletown"),
        ("Twitter: exampletown", "x:exampletown"),
        ("Twitter @exampletown", "x:exampletown"),
        ("exampletown (Twitter)", "x:exampletown"),
        ("https://twitter.com/ExampleTown", "x:exampletown"),
        ("twitter.com/exampletown", "x:exampletown"),
        ("twitter:https://twitter.com/exampletown", "x:exampletown"),
        ("facebook:id/100012345678901", "facebook:id/100012345678901"),
        ("facebook:100012345678901", "facebook:id/100012345678901"),
        ("facebook:groups/exampletown", "facebook:groups/exampletown"),
        ("linkedin:company/Example-Works", "linkedin:company/example-works"),
        ("linkedin:example-works", "linkedin:company/example-works"),
        ("linkedin:in/jan-example", "linkedin:in/jan-example"),
        ("linkedin:showcase/example-cloud", "linkedin:showcase/example-cloud"),
        ("youtube:@exampletown", "youtube:@exampletown"),
        ("youtube:exampletown", "youtube:@exampletown"),
        ("youtube:UCabcdefghijklmnopqrstuv", "youtube:channel/UCabcdefghijklmnopqrstuv"),
        ("youtube:channel/UCabcdefghijklmnopqrstuv", "youtube:channel/UCabcdefghijklmnopqrstuv"),
        ("youtube:user/ExampleTown", "youtube:user/exampletown"),
        ("mastodon:press@social.example.org", "mastodon:press@social.example.org"),
        ("@press@example.org", "mastodon:press@example.org"),
        ("bluesky:town.example", "bluesky:town.example"),
        ("bluesky:did:plc:abcdefghijklmnopqrstuvwx", "bluesky:did:plc:abcdefghijklmnopqrstuvwx"),
        ("did:plc:abcdefghijklmnopqrstuvwx", "bluesky:did:plc:abcdefghijklmnopqrstuvwx"),
        ("reddit:r/exampletown", "reddit:r/exampletown"),
        ("reddit:u/exampletown", "reddit:u/exampletown"),
        ("twitter:search", None),
        ("twitter:your_username", None),
        ("twitter:not a handle at all!", None),
        ("site:www.example.org", None),
        ("https://www.example.org/", None),
        ("newspaper:example", None),
        ("", None),
        (":", None),
    ],
)
def test_from_ref(ref: str, expected: str | None) -> None:
    """Refs, loose refs, URLs and handles give the same account."""
    account = from_ref(ref)
    assert (account.ref if account else None) == expected
    if account:
        assert from_ref(account.ref) is not None


@pytest.mark.parametrize(
    ("name", "handle", "expected"),
    [
        ("Instagram", "@Example.Town", "instagram:example.town"),
        ("facebook", "/exampletown", "facebook:exampletown"),
        ("facebook", "facebook.com/exampletown", "facebook:exampletown"),
        ("facebook", "https://twitter.com/exampletown", None),
        ("tumblr", "exampletown", "tumblr:exampletown"),
        ("mastodon", "@press@example.org", "mastodon:press@example.org"),
        ("mastodon", "press", None),
        ("linkedin", "company/example-works", "linkedin:company/example-works"),
        ("nowhere", "exampletown", None),
        ("x", "", None),
    ],
)
def test_from_handle(name: str, handle: str, expected: str | None) -> None:
    """The two columns of a sheet."""
    account = from_handle(name, handle)
    assert (account.ref if account else None) == expected


def test_handle_keeps_its_case_and_ref_does_not() -> None:
    """What people read keeps its look; what is compared does not depend on it."""
    account = parse_url("https://x.com/ExampleTown")
    assert account is not None
    assert (account.handle, account.ref, account.url) == ("ExampleTown", "x:exampletown", "https://x.com/exampletown")


@pytest.mark.parametrize(
    ("ref", "feed", "endpoint"),
    [
        (
            "mastodon:press@social.example.org",
            "https://social.example.org/@press.rss",
            "https://social.example.org/api/v1/accounts/lookup?acct=press",
        ),
        (
            "bluesky:town.example",
            "https://bsky.app/profile/town.example/rss",
            "https://public.api.bsky.app/xrpc/app.bsky.actor.getProfile?actor=town.example",
        ),
        (
            "youtube:channel/UCabcdefghijklmnopqrstuv",
            "https://www.youtube.com/feeds/videos.xml?channel_id=UCabcdefghijklmnopqrstuv",
            None,
        ),
        ("github:exampletown", "https://github.com/exampletown.atom", "https://api.github.com/users/exampletown"),
        ("instagram:exampletown", None, None),
    ],
)
def test_feeds_and_endpoints(ref: str, feed: str | None, endpoint: str | None) -> None:
    """Where posts and profile can be had without logging in."""
    account = from_ref(ref)
    assert account is not None
    assert feeds(account)[:1] == ((feed,) if feed else ())
    assert profile_urls(account)[0] == account.url
    assert profile_urls(account)[1:2] == ((endpoint,) if endpoint else ())


def test_mechanics_say_how_sure_they_are() -> None:
    """A merger is only ever claimed with a source, a day and a confidence."""
    claimed = [platform for platform in PLATFORMS.values() if platform.mechanics.merge not in ("unknown", "no")]
    assert {platform.slug for platform in claimed} >= {"facebook", "linkedin", "mastodon", "wechat"}
    assert all(platform.mechanics.source and platform.mechanics.as_of for platform in claimed)
    assert all(platform.mechanics.confidence for platform in PLATFORMS.values())


@pytest.mark.parametrize(
    ("host", "known"),
    [
        ("www.facebook.com", True),
        ("exampletown.tumblr.com", True),
        ("pic.twitter.com", True),
        ("bit.ly", True),
        ("l.facebook.com", True),
        ("exampletown.example", False),
        ("x.com.exampletown.example", False),
    ],
)
def test_known_hosts(host: str, known: bool) -> None:
    """A host of a platform's, or one that only leads elsewhere, is nobody's own site."""
    assert is_known_host(host) is known
