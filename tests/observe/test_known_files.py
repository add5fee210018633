"""Files at known addresses, feeds, and what is no page at all."""

from __future__ import annotations

import pytest
from observing import page, statements

from sprawl.sources.feeds import Entry, date_of, entries, newest

FILES = [
    (
        "/.well-known/security.txt",
        "Contact: mailto:a@q.example\nAcknowledgments: https://github.com/quillmark",
        ["github:quillmark"],
    ),
    (
        "/humans.txt",
        "/* TEAM */\nTwitter: @quillmark\nSite: https://www.instagram.com/quill_ink/",
        ["x:quillmark", "instagram:quill_ink"],
    ),
    ("/.well-known/atproto-did", "did:plc:abcdefghijklmnopqrstuvwx\n", ["bluesky:did:plc:abcdefghijklmnopqrstuvwx"]),
    (
        "/.well-known/related-website-set.json",
        '{"primary":"https://quillmark.example","associatedSites":["https://quillink.example"],"ccTLDs":{"https://quillink.example":["https://quillink.de"]}}',
        ["site:quillink.example", "site:quillink.de"],
    ),
    (
        "/.well-known/assetlinks.json",
        '[{"target":{"namespace":"android_app","package_name":"com.quillmark.app"}},{"target":{"namespace":"web","site":"https://app.quillmark.example"}}]',
        ["googleplay:com.quillmark.app", "site:app.quillmark.example"],
    ),
    (
        "/.well-known/webfinger",
        '{"subject":"acct:pens@social.example","aliases":["https://social.example/@pens"]}',
        ["mastodon:pens@social.example"],
    ),
    (
        "/trust.txt",
        "member=https://guild.example/\nsocial=https://x.com/quillmark\ncontrol=https://inks.example/",
        ["x:quillmark", "site:inks.example"],
    ),
    ("/.well-known/host-meta", "<XRD/>", []),
    ("/security.txt", "<!doctype html><a href='https://x.com/quillmark'>404</a>", []),
    ("/.well-known/assetlinks.json", "[[", []),
]


@pytest.mark.parametrize(("path", "text", "expected"), FILES, ids=[f"{row[0][1:]}-{n}" for n, row in enumerate(FILES)])
def test_known_file(path: str, text: str, expected: list[str]) -> None:
    """Each file names accounts and sites in its own way."""
    found = page(text, f"https://www.quillmark.example{path}", media="text/plain").evidence
    assert expected == list(dict.fromkeys(e.object for e in found))
    assert {str(e.kind) for e in found} <= {"well-known"}


QUIET = [
    ("application/json", '{"a": "https://x.com/quillmark"}'),
    ("image/png", "\x89PNG"),
    ("application/rss+xml", "<rss></rss>"),
    ("text/xml", "<?xml version='1.0'?><rss><a href='https://x.com/quillmark'/></rss>"),
    ("", ""),
    ("text/plain", "x.com/quillmark"),
    ("application/pdf", "%PDF-1.4"),
    ("text/html", ""),
]


@pytest.mark.parametrize(("media", "body"), QUIET, ids=[f"{row[0]}-{n}" for n, row in enumerate(QUIET)])
def test_quiet(media: str, body: str) -> None:
    """What is no page is an empty page that says so."""
    found = page(body, media=media)
    assert (found.error, found.evidence, found.links) == ("not-html", (), ())


def test_page_under_a_wrong_type() -> None:
    """A page that a server calls text is still a page."""
    assert page("<!doctype html><title>Q</title>", media="text/plain").title == "Q"


def test_page_after_much_space() -> None:
    """However much white space a template leaves in front, it is a page."""
    assert page(" \n" * 9_000 + "<title>Q</title>").title == "Q"


def test_error_page_has_no_evidence() -> None:
    """What an error page links to is not what the site says of itself."""
    assert page("<a href='https://x.com/quillmark'>X</a>", status=404).evidence == ()
    assert statements("<a href='https://x.com/quillmark'>X</a>") == [("link", "unknown", "x:quillmark")]


FEEDS = [
    (
        "<rss><channel><pubDate>Mon, 01 Jun 2026 00:00:00 GMT</pubDate><item><title>A &amp; B</title><link>https://q.example/1</link>"
        "<pubDate>Tue, 05 May 2026 23:30:00 -0100</pubDate></item>"
        "<item><pubDate>Mon, 04 May 2026 10:00:00 GMT</pubDate></item></channel></rss>",
        "2026-05-06",
        2,
    ),
    (
        "<feed><updated>2026-06-01T00:00:00Z</updated><entry><title>x</title><link rel='alternate' href='https://q.example/2'/>"
        "<published>2026-02-03T04:05:06+00:00</published><updated>2026-05-05T00:00:00Z</updated></entry></feed>",
        "2026-02-03",
        1,
    ),
    (
        "<rdf:RDF><item><dc:date>2025-12-31</dc:date><title><![CDATA[a <b> c]]></title></item></rdf:RDF>",
        "2025-12-31",
        1,
    ),
    (
        '{"version":"https://jsonfeed.org/version/1.1","items":[{"id":"1","date_published":"2026-01-02T03:04:05Z"}]}',
        "2026-01-02",
        1,
    ),
    ("<rss><channel><item><pubDate>Tue, 05 May 2026 10:00:00 GMT", "2026-05-05", 1),
    ("<rss><channel></channel></rss>", None, 0),
    ("<html>no feed</html>", None, 0),
    ("{broken", None, 0),
    ("", None, 0),
    ("<item><pubDate>yesterday</pubDate></item>", None, 1),
    ("<!DOCTYPE x [<!ENTITY a '&b;&b;'>]><rss><item><title>&a;</title></item></rss>", None, 1),
]


@pytest.mark.parametrize(
    ("text", "date", "count"),
    FEEDS,
    ids=["rss", "atom", "rdf", "json", "cut", "empty", "html", "bad", "none", "undated", "bomb"],
)
def test_feed(text: str, date: str | None, count: int) -> None:
    """The newest entry's date, in UTC; the feed's own date does not count."""
    assert date == newest(text) == newest(text.encode())
    assert count == len(entries(text))


def test_entry() -> None:
    """An entry has its title, address and moment."""
    date = "<pubDate>Tue, 05 May 2026 23:30:00 -0100</pubDate>"
    feed = f"<item><title>A &amp;amp; B</title><link>https://q.example/1</link>{date}</item>"
    assert entries(feed) == [Entry("A & B", "https://q.example/1", "2026-05-06T00:30:00Z")]


@pytest.mark.parametrize(
    "text",
    [
        "",
        "soon",
        "2026-13-01",
        "2026-02-30",
        "99999-01-01",
        "Mon, 99 Foo 2026",
        "0001-01-01",
        "9999-12-31T23:59:59-12:00",
    ],
)
def test_no_date(text: str) -> None:
    """What is no date is none."""
    assert date_of(text) == ""
