"""One page with 36 ways to name an account, one weak one, and three that name none."""

from __future__ import annotations

import pytest
from observing import PAGES, page

SIGNALS = [
    # signal, object, kind, region
    ("footer icon", "facebook:qm.footer", "link", "footer"),
    ("protocol-relative", "flickr:qm-protocolrelative", "link", "main"),
    ("x.com", "x:qm_xcom", "link", "main"),
    ("YouTube @handle", "youtube:@qm-youtube", "link", "header"),
    ("LinkedIn showcase", "linkedin:showcase/qm-showcase", "link", "main"),
    ("follow intent", "x:qm_intent", "link", "main"),
    ("h-card rel=me", "github:qm-hcard", "rel-me", "header"),
    ("own redirect", "vimeo:qmredirect", "redirect", "main"),
    ("noscript", "tumblr:qm-noscript", "link", "main"),
    ("head rel=me", "mastodon:qm_relme@social.example", "rel-me", "head"),
    ("rel=publisher", "facebook:qm.publisher", "rel-me", "head"),
    ("activity+json", "mastodon:qm_activity@social.example", "feed", "head"),
    ("twitter:site", "x:qm_twsite", "meta", "head"),
    ("twitter:creator", "x:qm_twcreator", "meta", "head"),
    ("article:publisher", "facebook:qm.artpub", "meta", "head"),
    ("og:see_also", "pinterest:qmseealso", "meta", "head"),
    ("fb:pages", "facebook:id/100200300400", "meta", "head"),
    ("fediverse:creator", "mastodon:qm_fedi@social.example", "meta", "head"),
    ("apple-itunes-app", "appstore:id1234567890", "meta", "head"),
    ("JSON-LD sameAs", "instagram:qm_sameas", "same-as", "script"),
    ("JSON-LD @graph department", "tiktok:qm_graph", "same-as", "script"),
    ("microdata", "xing:pages/qm-microdata", "same-as", "main"),
    ("RDFa", "threads:qm_rdfa", "same-as", "main"),
    ("page plugin data-href", "facebook:qm.plugin", "widget", "main"),
    ("page plugin iframe", "facebook:qm.pluginframe", "widget", "main"),
    ("X timeline", "x:qm_timeline", "widget", "main"),
    ("YouTube uploads", "youtube:user/qmuploads", "widget", "main"),
    ("escaped slashes", "instagram:qm_escaped", "script", "script"),
    ("inline JSON", "snapchat:qm.inline", "script", "script"),
    ("handle in config", "x:qm_config", "script", "script"),
    ("onclick", "telegram:qm_onclick", "script", "main"),
    ("data-url", "reddit:r/qm_dataurl", "script", "main"),
    ("svg xlink:href", "medium:@qm-svg", "link", "main"),
    ("image map", "twitch:qm_area", "link", "main"),
    ("template", "bluesky:qm-template.example", "comment", "main"),
    ("text mention", "instagram:qm_mention", "text", "main"),
    ("commented out", "x:qm_old", "comment", "comment"),
]
URL = "https://www.quillmark.example/"
FOUND = page((PAGES / "signals.html").read_bytes(), URL).evidence


@pytest.mark.parametrize(("ref", "kind", "region"), [row[1:] for row in SIGNALS], ids=[row[0] for row in SIGNALS])
def test_signal(ref: str, kind: str, region: str) -> None:
    """The signal is found, of the right kind, in the right region, and says who speaks and where."""
    rows = [(str(e.kind), str(e.region)) for e in FOUND if e.object == ref]
    assert (kind, region) in rows
    assert {(e.subject, e.url) for e in FOUND if e.object == ref} == {("site:www.quillmark.example", URL)}


def test_no_noise() -> None:
    """Share buttons, tweet intents, pixels and app ids name nobody."""
    assert {e.object for e in FOUND} == {row[1] for row in SIGNALS}
