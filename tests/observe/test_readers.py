"""Single readers, on the least page that shows each rule."""

from __future__ import annotations

import pytest
from observing import page, statements

from sprawl.observe.decode import to_text
from sprawl.observe.json_data import json_values
from sprawl.observe.text import excerpt

REGIONS = [
    ("<footer><a href=X>f</a></footer>", "footer"),
    ("<div class='site-footer'><a href=X>f</a></div>", "footer"),
    ("<div id=ft><a href=X>f</a></div>", "footer"),
    ("<div class='l-footer__social footer'><a href=X>f</a></div>", "footer"),
    ("<div class=siteFooterLinks><a href=X>f</a></div>", "footer"),
    ("<div role=contentinfo><nav><a href=X>f</a></nav></div>", "footer"),
    ("<main><footer><a href=X>f</a></footer></main>", "footer"),
    ("<main><article><footer><a href=X>f</a></footer></article></main>", "main"),
    ("<main><div class=card-footer><a href=X>f</a></div></main>", "main"),
    ("<header><nav><a href=X>f</a></nav></header>", "header"),
    ("<main><header><a href=X>f</a></header></main>", "main"),
    ("<div class=topbar><a href=X>f</a></div>", "header"),
    ("<div class=masthead><ul><li><a href=X>f</a></ul></div>", "header"),
    ("<nav><a href=X>f</a></nav>", "nav"),
    ("<aside><div class=footer><a href=X>f</a></div></aside>", "aside"),
    ("<div class='sidebar left'><a href=X>f</a></div>", "aside"),
    ("<div id=main><p><a href=X>f</a></div>", "main"),
    ("<div class=modal-header><a href=X>f</a></div>", "unknown"),
    ("<p><a href=X>f</a>", "unknown"),
    ("<nav><a href=/>home</a></nav><p><a href=X>f</a>", "main"),
    ("<header class=wrapper><footer><a href=X>f</a></footer></header>", "footer"),
]


@pytest.mark.parametrize(("html", "region"), REGIONS, ids=[row[0][:48] for row in REGIONS])
def test_region(html: str, region: str) -> None:
    """Elements, roles and words that name the page's parts decide; those of cards and articles do not."""
    assert statements(html.replace("X", "https://x.com/quillmark")) == [("link", region, "x:quillmark")]


QUOTES = [
    ("<p>Our <b>lab</b> is <a href=X>on X</a>, daily.</p>", "Our lab is on X, daily.", "on X"),
    ("<li>Lab<ul><li><a href=X><img alt='X logo'></a></ul>", "Lab X logo", "X logo"),
    ("<p>Lab</p><p><a href=X title='Lab on X'><i></i></a></p>", "Lab on X", "Lab on X"),
    ("<p><a href=X aria-label='Follow us'><svg><title>ignored</title></svg></a>", "ignored", "ignored"),
    ("<table><tr><td>Lab <a href=X>X</a><td>Press</table>", "Lab X", "X"),
    ("<p>" + "before " * 60 + "<a href=X>here</a>" + " after" * 60, "HERE", "here"),
]


@pytest.mark.parametrize(("html", "quote", "label"), QUOTES, ids=["paragraph", "icon", "title", "svg", "cell", "long"])
def test_quote(html: str, quote: str, label: str) -> None:
    """The words around a link, in its own block or, for a bare icon, in the box around it."""
    found = page(
        html.replace("X>", "https://x.com/quillmark>").replace("href=X ", "href=https://x.com/quillmark ")
    ).evidence[0]
    assert found.label == label
    assert found.label in found.quote
    assert len(found.quote) <= 240
    assert quote in ("HERE", found.quote)


def test_heading_and_beside() -> None:
    """The nearest heading above, real or bold alone, in the same region; a foreign site in the same item."""
    html = """<nav><h2>Menu</h2></nav><main><h2>Partners</h2><ul><li><a href="https://www.inn.example/">Inn</a> <a
        href="https://x.com/the_inn">X</a></ul><p><strong>Press desk</strong></p><p><a href="https://x.com/qm_press">X</a></p></main>
        <footer><a href="https://x.com/quillmark">X</a></footer>"""
    rows = [(e.object, e.heading, e.beside) for e in page(html).evidence]
    assert rows == [
        ("x:the_inn", "Partners", "www.inn.example"),
        ("x:qm_press", "Press desk", ""),
        ("x:quillmark", "", ""),
    ]


KINDS = [
    ("<a href='https://x.com/quillmark/status/1234567890123'>a post</a>", [("post", "unknown", "x:quillmark")]),
    (
        "<blockquote class=instagram-media data-instgrm-permalink='https://www.instagram.com/p/Cabc123/'></blockquote>",
        [],
    ),
    (
        "<a class=twitter-follow-button href='https://twitter.com/quillmark'>Follow</a>",
        [("widget", "unknown", "x:quillmark")],
    ),
    (
        "<div class=g-ytsubscribe data-channelid=UCabcdefghijklmnopqrstuv></div>",
        [("widget", "unknown", "youtube:channel/UCabcdefghijklmnopqrstuv")],
    ),
    ("<script type='IN/FollowCompany' data-id=1337></script>", [("widget", "head", "linkedin:company/1337")]),
    ("<bsky-widget username=quillmark.example></bsky-widget>", [("widget", "unknown", "bluesky:quillmark.example")]),
    (
        "<blockquote class=tiktok-embed cite='https://www.tiktok.com/@quillmark'></blockquote>",
        [("widget", "unknown", "tiktok:quillmark")],
    ),
    (
        "<fb:like-box href='https://www.facebook.com/quillmark'></fb:like-box>",
        [("widget", "unknown", "facebook:quillmark")],
    ),
    (
        "<iframe src='https://www.youtube.com/embed/videoseries?list=UUabcdefghijklmnopqrstuv'></iframe>",
        [("widget", "unknown", "youtube:channel/UCabcdefghijklmnopqrstuv")],
    ),
    ("<iframe src='https://www.youtube.com/embed/dQw4w9WgXcQ'></iframe>", []),
    ("<form action='https://www.facebook.com/quillmark'></form>", [("link", "unknown", "facebook:quillmark")]),
    (
        "<template shadowrootmode=open><footer><a href='https://x.com/quillmark'>X</a></footer></template>",
        [("link", "footer", "x:quillmark")],
    ),
    ("<a href='https://www.facebook.com/sharer/sharer.php?u=https%3A%2F%2Fq.example'>Share</a>", []),
    ("<a href='https://www.facebook.com/wordpress'>f</a>", []),
    ("<div class=share-bar data-url='https://x.com/quillmark'></div>", []),
    ("<a href='/login?next=/x'>Log in</a><a href='javascript:void(0)'>x</a><a href='#'>x</a>", []),
    (
        "<a href='https://click.example/t?url=https%3A%2F%2Fx.com%2Fquillmark'>X</a>",
        [("link", "unknown", "x:quillmark")],
    ),
    (
        "<script>/* https://x.com/libauthor */ var a='https:\\/\\/x.com\\/quillmark'</script>",
        [("script", "script", "x:quillmark")],
    ),
    (
        "<script>var s={facebook:'quill.mark',instagram:'quill_ink'}</script>",
        [("script", "script", "facebook:quill.mark"), ("script", "script", "instagram:quill_ink")],
    ),
    ("<script>var s={twitter:'share',facebook:'fa-facebook',linkedin:'true'}</script>", []),
    ("<script>var t={instagramUsername:'@quill_ink'}</script>", [("script", "script", "instagram:quill_ink")]),
    (
        "<meta name=twitter:site content='@quillmark'><meta name=twitter:site content='not a handle'>",
        [("meta", "head", "x:quillmark")],
    ),
    ("<meta property=fb:app_id content=123456789012>", []),
    ("<link rel=alternate hreflang=de href='https://x.com/quillmark?lang=de'>", []),
    ("<link rel=alternate type='application/rss+xml' href='/feed'>", []),
    ("<link rel=author href='https://x.com/quillmark'>", [("rel-me", "head", "x:quillmark")]),
]


@pytest.mark.parametrize(("html", "expected"), KINDS, ids=[row[0][:56] for row in KINDS])
def test_kind(html: str, expected: list[tuple[str, str, str]]) -> None:
    """What each place means; share buttons, theme defaults and settings mean nothing."""
    assert expected == statements(html)


MENTIONS = [
    ("Follow us on Instagram @quillmark", ["instagram:quillmark"]),
    ("X/Twitter: @quillmark", ["x:quillmark"]),
    (
        "Find us at @quillmark on Facebook, Instagram and X",
        ["facebook:quillmark", "instagram:quillmark", "x:quillmark"],
    ),
    ("Facebook, Twitter &amp; Instagram: @quillmark", ["facebook:quillmark", "x:quillmark", "instagram:quillmark"]),
    ("<b>Twitter</b>: <i>@quillmark</i>", ["x:quillmark"]),
    ("We are @pens@social.example there", ["mastodon:pens@social.example"]),
    ("Mastodon: pens@social.example", ["mastodon:pens@social.example"]),
    ("Mail pens@quillmark.example or see Twitter", []),
    ("Mail pens@quillmark.example, we left Mastodon", []),
    ("Thanks to @somebody for the picture", []),
    ("Twitter is closed. Ask @somebody", []),
    ("YouTube, radio, the museum, a shop and more @quillmark", []),
]


@pytest.mark.parametrize(("text", "expected"), MENTIONS, ids=[row[0][:40] for row in MENTIONS])
def test_mention(text: str, expected: list[str]) -> None:
    """A handle counts beside the name of its platform; an e-mail address never does."""
    assert expected == [e.object for e in page(f"<p>{text}</p>").evidence]


BROKEN_JSON = [
    ('{"a": 1}', [{"a": 1}]),
    ('{"a": 1,}', [{"a": 1}]),
    ('{"a": "x//y" /* c */, // d\n"b": [1,2,],}', [{"a": "x//y", "b": [1, 2]}]),
    ('<!-- {"a": 1} -->', [{"a": 1}]),
    ('//<![CDATA[\n{"a": 1}\n//]]>', [{"a": 1}]),
    ('{"a": "one\ttwo\nthree"}', [{"a": "one\ttwo\nthree"}]),
    ('{"a": "it\\\'s"}', [{"a": "it\\'s"}]),
    ("{&quot;a&quot;: 1}", [{"a": 1}]),
    ('{"a": 1}{"b": 2}', [{"a": 1}, {"b": 2}]),
    ('{"a": 1};', [{"a": 1}]),
    ('{"a": ', []),
    ("", []),
    ("[" * 100_000, []),
    ('"\\"' * 50_000, []),
    ("/*" * 50_000, []),
]


@pytest.mark.parametrize(("text", "expected"), BROKEN_JSON, ids=[row[0][:20] or "nothing" for row in BROKEN_JSON])
def test_loose_json(text: str, expected: list[object]) -> None:
    """JSON as pages write it is mended; what cannot be mended is left out."""
    assert expected == list(json_values(text))


def test_bad_block_loses_only_itself() -> None:
    """A broken JSON-LD block still gives its sameAs list, and the next block all it has."""
    html = """<script type=application/ld+json>
        {"@type":"Store","name":"a "b" c","sameAs":["https:\\/\\/x.com\\/one"]}</script>
        <script type=application/ld+json>{"@type":"Store","sameAs":"https://x.com/two","url":"https://two.example"}</script>"""
    assert [e.object for e in page(html).evidence] == ["x:one", "x:two", "site:two.example"]


def test_author_is_told_from_organization() -> None:
    """The path to a JSON-LD object is kept, so that an author's account is not the organization's."""
    html = """<script type=application/ld+json>{"@type":"Article","author":{"@type":"Person","name":"Ada","url":"https://x.com/ada"},
        "publisher":{"@type":"Organization","name":"Q","sameAs":"https://x.com/quillmark","url":"https://q.example"}}</script>"""
    assert [(e.object, e.heading) for e in page(html).evidence] == [
        ("x:ada", "author / url"),
        ("x:quillmark", "publisher / sameAs"),
    ]


ENCODINGS = [
    ("é".encode(), "", "é"),
    ("é".encode("cp1252"), "", "é"),
    ("é".encode("cp1252"), "iso-8859-1", "é"),
    (b'<meta charset="shift_jis">' + "ペン".encode("cp932"), "", '<meta charset="shift_jis">ペン'),
    ("é日本".encode(), "iso-8859-1", "é日本"),
    ("é".encode("utf-16"), "", "é"),
    ("\ufeffé".encode(), "latin-1", "é"),
    ("ペン".encode("iso-2022-jp"), "iso-2022-jp", "ペン"),
    ("日本語のペン".encode() + b"\xff", "", "日本語のペン\ufffd"),
    (b"a", "no-such-charset", "a"),
    (b"\xe9", "base64", "é"),
]


@pytest.mark.parametrize(
    ("body", "charset", "text"), ENCODINGS, ids=[f"{row[1] or 'none'}-{row[2][:9]}" for row in ENCODINGS]
)
def test_decoding(body: bytes, charset: str, text: str) -> None:
    """Byte-order mark, then what is sound UTF-8, then header, <meta>, and what fits."""
    assert text == to_text(body, charset)


@pytest.mark.parametrize("most", [20, 40, 240])
def test_excerpt_keeps_the_middle(most: int) -> None:
    """A cut text is no longer than asked and holds what it is cut around."""
    text = "one two three " * 40 + "HERE" + " four five" * 40
    found = excerpt(text, text.index("HERE"), 4, most)
    assert "HERE" in found
    assert len(found) <= most
