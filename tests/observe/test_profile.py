"""What an account's own page says; and when it says nothing, or that the account is gone."""

from __future__ import annotations

import pytest
from observing import page

from sprawl.observe.readers.profile import strip_counts, strip_title

TITLES = [
    ("Quillmark (@quillmark) • Instagram photos and videos", "Quillmark"),
    ("Quillmark (@quillmark) / X", "Quillmark"),
    ("Quillmark (@quillmark) | TikTok", "Quillmark"),
    ("Quillmark | LinkedIn", "Quillmark"),
    ("Quillmark - YouTube", "Quillmark"),
    ("Quillmark - Home | Facebook", "Quillmark"),
    ("Quillmark | Linktree", "Quillmark"),
    ("Telegram: Contact @quillmark", "quillmark"),
    ("Quillmark (@quillmark@social.example) - Social Example", "Quillmark"),
    ("Quillmark (@quillmark) on Threads", "Quillmark"),
    ("X-Ray Ltd", "X-Ray Ltd"),
    ("Home and Garden", "Home and Garden"),
]


@pytest.mark.parametrize(("title", "name"), TITLES, ids=[row[0][:40] for row in TITLES])
def test_name(title: str, name: str) -> None:
    """A title without what the platform adds to it."""
    assert name == strip_title(title)


BIOS = [
    (
        '12.3K Followers, 45 Following, 1,204 Posts - Quillmark (@quillmark) on Instagram: "Pens since 1904"',
        "Pens since 1904",
    ),
    ("1.2K Posts, 34 Following, 5.6K Followers · Pens since 1904", "Pens since 1904"),
    ("Quillmark | 34,567 followers on LinkedIn. Pens.", "Pens."),
    ("Quillmark. 1,234 likes · 12 talking about this. Pens", "Quillmark. 1,234 likes · 12 talking about this. Pens"),
    ("Pens: since 1904", "Pens: since 1904"),
]


@pytest.mark.parametrize(("text", "bio"), BIOS, ids=[row[0][:30] for row in BIOS])
def test_bio(text: str, bio: str) -> None:
    """A description without its counts."""
    assert bio == strip_counts(text)


GONE = [
    ("https://www.facebook.com/quillmark", 404, "<title>Error</title>", True),
    ("https://www.tiktok.com/@quillmark", 410, "", True),
    ("https://www.youtube.com/@quillmark", 404, "<title>404 Not Found</title>", True),
    ("https://www.instagram.com/quillmark/", 200, "<title>Page Not Found • Instagram</title>", True),
    (
        "https://www.facebook.com/quillmark",
        200,
        "<title>Facebook</title><h2>This content isn't available right now</h2>",
        True,
    ),
    ("https://www.facebook.com/quillmark", 200, "<title>Diese Seite ist nicht verfügbar</title>", True),
    ("https://x.com/quillmark", 200, "<title>Profil</title><h1>Ce compte n\u2019existe pas</h1>", True),
    ("https://x.com/quillmark", 403, "<title>Page not found</title>", None),
    ("https://www.linkedin.com/company/quillmark", 999, "<title>Page not found</title>", None),
    ("https://x.com/quillmark", 401, "", None),
    ("https://x.com/quillmark", 429, "", None),
    ("https://x.com/quillmark", 503, "<title>404</title>", None),
    ("https://www.instagram.com/quillmark/", 200, "<title>Login • Instagram</title>", None),
    ("https://www.facebook.com/quillmark", 200, "<title>Log in to Facebook</title>", None),
    ("https://www.quillmark.example/missing", 404, "<title>Page not found</title>", None),
    ("https://x.com/quillmark/status/1234567890123", 404, "<title>Page not found</title>", None),
    ("https://x.com/quillmark", 200, "<title>Quillmark (@quillmark) / X</title>", False),
]


@pytest.mark.parametrize(
    ("url", "status", "body", "gone"), GONE, ids=[f"{row[0][8:24]}-{row[1]}-{n}" for n, row in enumerate(GONE)]
)
def test_gone(url: str, status: int, body: str, gone: bool | None) -> None:
    """Only the platform's own word that there is no such account is gone; a wall or a refusal tells nothing."""
    profile = page(body, url, status).profile
    assert gone == (None if profile is None else profile.gone)


def test_dead_profile_without_a_page() -> None:
    """A 404 of another type is as dead."""
    profile = page("{}", "https://www.tiktok.com/@quillmark", 404, "application/json").profile
    assert profile is not None
    assert profile.gone


COUNTS = [
    ("5,678 followers", 5678),
    ("5.6K Followers", 5600),
    ("1,2 Mio. Abonnenten", 1_200_000),
    ("12.345 Follower", 12345),
    ("1 234 abonnés", 1234),
    ("3M subscribers", 3_000_000),
    ("no followers", None),
    ("1.2万 粉丝", 12000),
]


@pytest.mark.parametrize(("text", "followers"), COUNTS, ids=[row[0] for row in COUNTS])
def test_followers(text: str, followers: int | None) -> None:
    """Counts as people write them in several languages."""
    body = f"<title>Quillmark</title><meta property=og:description content='{text}'>"
    profile = page(body, "https://www.facebook.com/quillmark").profile
    assert profile is not None
    assert followers == profile.followers


def test_suggestions_are_not_evidence() -> None:
    """Other accounts and sites on a platform's page are the platform's words, not the account's."""
    body = "<title>Quillmark</title><a href='https://x.com/stranger'>who to follow</a><a href='https://www.ads.example'>ad</a>"
    assert page(body, "https://x.com/quillmark").evidence == ()


def test_hosted_site_speaks_for_its_account() -> None:
    """A page at a site builder is laid out by its owner: its links are the owner's, from the account."""
    body = "<footer><a href='https://www.instagram.com/quillmark'>Instagram</a></footer>"
    found = page(body, "https://quillmark.wordpress.com/").evidence
    assert [(e.subject, str(e.kind), e.object) for e in found] == [
        ("wordpress:quillmark", "link", "instagram:quillmark")
    ]


def test_other_names_of_the_same_account() -> None:
    """The channel id or number that the page gives for itself ties the two refs together."""
    body = "<title>Q</title><link rel=canonical href='https://www.youtube.com/channel/UCabcdefghijklmnopqrstuv'>"
    profile = page(body, "https://www.youtube.com/@quillmark").profile
    assert profile is not None
    assert profile.also == ("youtube:channel/UCabcdefghijklmnopqrstuv",)
