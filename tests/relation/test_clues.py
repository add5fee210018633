"""Every clue fires on what it asks for, and keeps silent on what looks like it."""

from __future__ import annotations

import pytest
from tarnwick import SITE, Link, Seen

from sprawl.model import EvidenceKind, Profile, Region
from sprawl.relation.about_account import ABOUT_ACCOUNT
from sprawl.relation.about_link import ABOUT_LINK
from sprawl.relation.clues import label
from sprawl.relation.relatives import Kin
from sprawl.relation.weights import WEIGHTS

L, P = Link, Profile
FOOT, HEAD = Region.FOOTER, Region.HEAD
META, SAME, POST = EvidenceKind.META, EvidenceKind.SAME_AS, EvidenceKind.POST


def _links(n: int, **said: str) -> list[Link]:
    return [Link(path=f"/p{i}", **said) for i in range(n)]


def _says(bio: str, name: str = "", links: tuple[str, ...] = (), ref: str = "x:quillen") -> Seen:
    return Seen(ref, [L("X")], P(ref, name=name, bio=bio, links=links))


ROW = "Facebook X Instagram"
BESIDE = [L("X"), L("T", path="/a", ref="x:tarnwick"), L("O", path="/b", ref="x:other")]
TABLE: list[tuple[str, Seen, Seen]] = [
    ("known-handle", Seen("x:tarnwick", [L("X")]), Seen("x:tarnwick2", [L("X")])),
    ("in-sheet", Seen("x:quillen", [L(kind=EvidenceKind.SHEET, url="sheet.csv, row 2")]), Seen("x:quillen", [L("X")])),
    ("links-back", _says("", links=(f"{SITE}/ferries",)), _says("", links=("https://quillen.example/",))),
    (
        "own-account-names-it",
        Seen(
            "x:quillen",
            [
                L("X"),
                L(kind=EvidenceKind.BIO, subject="x:tarnwick", url="https://x.com/tarnwick"),
                L(ref="x:tarnwick", label="X"),
            ],
        ),
        Seen("x:quillen", [L("X"), L(kind=EvidenceKind.BIO, subject="x:stranger", url="https://x.com/stranger")]),
    ),
    (
        "on-link-page",
        Seen(
            "x:quillen",
            [
                L("X"),
                L(kind=EvidenceKind.BIO, subject="linktree:tarnwick", url="https://linktr.ee/tarnwick"),
                L(ref="linktree:tarnwick", label="X", region=FOOT),
            ],
        ),
        Seen(
            "x:quillen",
            [
                L("X"),
                L(kind=EvidenceKind.BIO, subject="x:tarnwick", url="https://x.com/tarnwick"),
                L(ref="x:tarnwick", label="X"),
            ],
        ),
    ),
    ("community-kept", Seen("reddit:r/quillen", [L("Reddit")]), Seen("reddit:u/quillen", [L("Reddit")])),
    ("brand-in-name", Seen("x:tarnwickdaily", [L("X")]), Seen("x:tarndaily", [L("X")])),
    ("full-name", Seen("x:tarnwickharbor_live", [L("X")]), Seen("x:tarnwick_live", [L("X")])),
    ("part-in-name", Seen("x:tarnwickferries", [L("X")]), Seen("x:tarnwickquillen", [L("X")])),
    ("unit-in-full", Seen("x:ferryservice_live", [L("X")]), Seen("x:ferry_live", [L("X")])),
    (
        "slip",
        Seen(
            "x:tarnwickharbr",
            [
                L("X"),
                *(L("X", path=f"/p{i}", ref="x:tarnwickharbor", region=FOOT) for i in range(6)),
            ],
        ),
        Seen("x:tarnwickharbr", [L("X"), L("X", ref="x:tarnwickharbor", region=FOOT)]),
    ),
    (
        "place-in-name",
        Seen("x:dunelight", [L("X", path="/beaches/dunelight")]),
        Seen("x:dunelight", [L("X", path="/news/dunelight")]),
    ),
    (
        "own-word",
        Seen("x:dunelight", [L("X")], pages=("/dunelight", "/dunelight/tour")),
        Seen("x:dunelight", [L("X")], pages=("/news/dunelight", "/news/dunelight/tour")),
    ),
    (
        "office-in-name",
        Seen("x:mayorquillen", [L("X")], pages=("/mayor/staff", "/mayor/team", "/about/odd-quillen")),
        Seen("x:governorquillen", [L("X")], pages=("/mayor/staff", "/mayor/team", "/about/odd-quillen")),
    ),
    ("name-is-brand", Seen("instagram:tarnwick", [L("I")]), Seen("instagram:tarnwickers", [L("I")])),
    ("own-package", Seen("googleplay:example.tarnwick.tides", [L()]), Seen("googleplay:com.quillen.tarnwick", [L()])),
    ("foreign-name", Seen("x:quillen", [L("X")]), Seen("x:tarnwick_live", [L("X")])),
    (
        "foreign-host",
        Seen("x:quillen", [L("X")], hosts=("www.quillen.example",)),
        Seen("x:quillen", [L("X")], hosts=("www.other.example",)),
    ),
    ("foreign-website", _says("", links=("https://quillen.example/",)), _says("", links=(f"{SITE}/",))),
    ("builder", Seen("facebook:wordpressdotcom", [L("F")]), Seen("facebook:wordsmith", [L("F")])),
    ("other-body", _says("", "Quillen Rowing Club"), _says("", "Quillen Ferries")),
    ("brand-in-profile", _says("All about Tarnwick"), _says("All about tides")),
    ("run-by-brand", _says("A service of Tarnwick"), _says("A service of the sea")),
    ("has-left", _says("No longer part of Tarnwick"), _says("No finer part of Tarnwick")),
    (
        "warned-of",
        Seen("x:tarnwick_win", [L("@tarnwick_win", "@tarnwick_win: prizes", "These accounts do not belong to us")]),
        Seen("x:tarnwick_win", [L("@tarnwick_win", "@tarnwick_win: prizes", "These accounts belong to us")]),
    ),
    (
        "disclaimed",
        Seen("x:quillen", [L("Quillen", "Patients keep a group, Quillen. It is independent of Tarnwick.")]),
        Seen("x:quillen", [L("Quillen", "Follow Quillen. The hotel is independent of Tarnwick.")]),
    ),
    ("lures", _says("Send a message to claim"), _says("Send a message to us")),
    (
        "poses",
        _says("Official Tarnwick support", links=("https://tarn-bonus.example/",)),
        _says("Official Tarnwick support", links=(f"{SITE}/",)),
    ),
    ("many-pages", Seen("x:quillen", _links(4, label="X")), Seen("x:quillen", [L("X")])),
    (
        "followed-often",
        Seen("x:quillen", _links(3, label="@quillen", quote="For updates follow @quillen.")),
        Seen("x:quillen", _links(3, label="@quillen", quote="We met @quillen there.")),
    ),
    (
        "twin",
        Seen("instagram:quillen", [L("Instagram"), L("X", ref="x:quillen", region=FOOT, kind=EvidenceKind.REL_ME)]),
        Seen("instagram:quillen", [L("Instagram"), L("X", ref="x:quillem", region=FOOT, kind=EvidenceKind.REL_ME)]),
    ),
    (
        "same-owner",
        Seen("x:quillen", BESIDE, P("x:quillen", name="Q"), kin=Kin(owned={"x:quillen": ("x:quillen", "x:tarnwick")})),
        Seen("x:quillen", BESIDE, P("x:quillen", name="Q"), kin=Kin(owned={"x:quillen": ("x:quillen", "x:stranger")})),
    ),
    (
        "same-owner",
        Seen("x:quillen", BESIDE, P("x:quillen", name="Q"), kin=Kin(owned={"x:quillen": ("x:quillen", "x:tarnwick")})),
        Seen("x:quillen", BESIDE, kin=Kin(owned={"x:quillen": ("x:quillen", "x:tarnwick")})),
    ),
    (
        "refused-relative",
        Seen("x:quillen", BESIDE, kin=Kin(owned={"x:quillen": ("x:other",)}, ours={"x:other": False})),
        Seen("x:quillen", BESIDE, kin=Kin(owned={"x:quillen": ("x:other", "x:tarnwick")}, ours={"x:other": False})),
    ),
    (
        "judged-same",
        Seen("x:quillen", BESIDE, kin=Kin(pairs=[("x:quillen", "x:other", True), ("x:other", "x:tarnwick", True)])),
        Seen("x:quillen", BESIDE, kin=Kin(pairs=[("x:quillen", "x:tarnwick", False)])),
    ),
    (
        "judged-apart",
        Seen("x:quillen", BESIDE, kin=Kin(pairs=[("x:quillen", "x:tarnwick", False)])),
        Seen("x:quillen", BESIDE, kin=Kin(pairs=[("x:quillen", "x:other", False)])),
    ),
    ("calls-itself-unofficial", _says("Unofficial fan page"), _says("Official page")),
    ("site-wide", Seen("x:quillen", _links(6, label="X")), Seen("x:quillen", _links(4, label="X"))),
    ("in-frame", Seen("x:quillen", [L("X", region=FOOT)]), Seen("x:quillen", [L("X", region=Region.MAIN)])),
    (
        "reads-like-frame",
        Seen("x:quillen", [L("X", "© 2026 All rights reserved Privacy X")]),
        Seen("x:quillen", [L("X", "All our rights are on X")]),
    ),
    (
        "structured",
        Seen("x:quillen", [L("twitter:site", "@quillen", kind=META, region=HEAD)]),
        Seen("x:quillen", [L("twitter:creator", "@quillen", kind=META, region=HEAD)]),
    ),
    (
        "by-author",
        Seen("x:quillen", [L("Odd Quillen", "Person Odd Quillen: sameAs", kind=SAME)]),
        Seen("x:quillen", [L("Quillen", "Organization Quillen: sameAs", kind=SAME)]),
    ),
    (
        "by-author",
        Seen("x:quillen", [L("humans.txt", kind=EvidenceKind.WELL_KNOWN)]),
        Seen("x:tarnwickferries", [L("humans.txt", kind=EvidenceKind.WELL_KNOWN)]),
    ),
    ("widget", Seen("x:quillen", [L(kind=EvidenceKind.WIDGET)]), Seen("x:quillen", [L("X")])),
    (
        "one-of-each",
        Seen("x:quillen", [L("X", ROW), L("Facebook", ROW, ref="facebook:quillen1")]),
        Seen(
            "x:quillen",
            [L("X", f"Quillen Society: {ROW}"), L("Facebook", f"Quillen Society: {ROW}", ref="facebook:quillen")],
        ),
    ),
    ("names-nobody", Seen("x:quillen", [L("Follow us on X")]), Seen("x:quillen", [L("Odd Quillen")])),
    (
        "ours-beside",
        Seen("x:quillen", [L("X", ROW), L("Facebook", ROW, ref="facebook:tarnwick", region=Region.UNKNOWN)]),
        Seen("x:quillen", [L("X", ROW), L("Facebook", "Facebook", ref="facebook:tarnwick")]),
    ),
    (
        "strangers-beside",
        Seen(
            "x:quillen",
            [
                L("Ann", "Ann and Bea at work"),
                L("Bea", "Ann and Bea at work", ref="facebook:beaskerry", beside="bea.example"),
            ],
            hosts=("beaskerry.example",),
        ),
        Seen(
            "x:quillen",
            [L("Ann", "Ann and Bea at work"), L("Bea", "Bea at rest", ref="facebook:beaskerry")],
            hosts=("beaskerry.example",),
        ),
    ),
    ("invites", Seen("x:quillen", [L("X", "Follow us on X!")]), Seen("x:quillen", [L("X", "Find it on X!")])),
    (
        "invited-under",
        Seen("x:quillen", [L("X", heading="Stay connected")]),
        Seen("x:quillen", [L("X", heading="Stay")]),
    ),
    (
        "speaks-of-itself",
        Seen("x:quillen", [L("Quillen", "Our channel is called Quillen.")]),
        Seen("x:quillen", [L("Quillen", "Our channel is called Quillen.", path="/news/one")]),
    ),
    (
        "our-channel",
        Seen("x:quillen", [L("Quillen", "It is on our new channel Quillen.")]),
        Seen("x:quillen", [L("Quillen", "It is on our members' channel Quillen.")]),
    ),
    (
        "takes-messages",
        Seen("whatsapp:4712345678", [L("WhatsApp")]),
        Seen("whatsapp:4712345678", [L("WhatsApp", heading="Our sponsors")]),
    ),
    (
        "asks-to-follow",
        Seen("x:quillen", [L("Quillen", "For updates see Quillen.")]),
        Seen("x:quillen", [L("Quillen", "Yesterday was Quillen.")]),
    ),
    ("names-us", Seen("x:quillen", [L("Tarnwick Ferries")]), Seen("x:quillen", [L("Odd Quillen")])),
    ("names-other", Seen("x:quillen", [L("Odd Quillen")]), Seen("x:quillen", [L("Facebook", heading="Late Sunday")])),
    (
        "presented-person",
        Seen("x:oddquillen", [L("X", heading="Odd Quillen", path="/about/leadership")]),
        Seen("x:oddquillen", [L("X", heading="Odd Quillen", path="/about/speeches")]),
    ),
    (
        "run-by-us",
        Seen("x:quillen", [L("X", "Quillen is an initiative of Tarnwick.")]),
        Seen("x:quillen", [L("X", "Quillen is an initiative of others.")]),
    ),
    ("own-directory", Seen("x:quillen", [L("X", path="/social-media")]), Seen("x:quillen", [L("X", path="/media")])),
    (
        "listed-with-others",
        Seen("x:quillen", [L("X", heading="Our sponsors")]),
        Seen("x:quillen", [L("X", heading="Our harbors")]),
    ),
    (
        "among-comments",
        Seen("x:quillen", [L("Quillen", heading="12 comments")]),
        Seen("x:quillen", [L("Quillen", heading="Questions, comments?")]),
    ),
    (
        "credited",
        Seen("x:quillen", [L("Quillen", "Site by Quillen", region=FOOT)]),
        Seen("x:quillen", [L("X", "Site by others", region=FOOT)]),
    ),
    (
        "works-with-us",
        Seen("x:quillen", [L("Quillen", "The boat was made with Quillen.")]),
        Seen("x:quillen", [L("X", "The boat was made with love.")]),
    ),
    (
        "crowd",
        Seen("x:quillen", [L("Quillen"), *(L(f"A{i}", ref=f"x:anna{i}") for i in range(9))]),
        Seen("x:quillen", [L("Quillen"), L("A", ref="x:anna1")]),
    ),
    (
        "beside-foreign",
        Seen("x:quillen", [L("Quillen", "Quillen, www.quillen.com")]),
        Seen("x:quillen", [L("Quillen", "Quillen, www.tarnwick.example")]),
    ),
    (
        "in-news",
        Seen("x:quillen", [L("Quillen", path="/press-releases/2026")]),
        Seen("x:quillen", [L("Quillen", path="/recreation-events/rink")]),
    ),
    ("in-script", Seen("x:quillen", [L(kind=EvidenceKind.SCRIPT)]), Seen("x:quillen", [L("X")])),
    ("only-a-post", Seen("x:quillen", [L("this", kind=POST)]), Seen("x:quillen", [L("this")])),
    ("in-comment", Seen("x:quillen", [L(kind=EvidenceKind.COMMENT)]), Seen("x:quillen", [L("X")])),
]


ALSO: list[tuple[str, Seen]] = [
    ("warned-of", Seen("x:tarnwick_win", [L("@tarnwick_win", "@tarnwick_win", "Aktuelle Betrugsversuche")])),
    ("warned-of", Seen("x:tarnwick_official", [L("@tarnwick_official", "@tarnwick_official", "Scam alert")])),
    ("credited", Seen("x:quillen", [L("Quillen", "Gestaltet von Quillen", region=FOOT)])),
    ("presented-person", Seen("x:oddquillen", [L("X", "Odd Quillen, chief economist of Tarnwick, is on X")])),
    ("our-channel", Seen("x:quillen", [L("Quillen", "Mehr in unserer LinkedIn-Gruppe Quillen.")])),
]


@pytest.mark.parametrize(("clue", "firing"), ALSO, ids=[f"{row[0]}-{n}" for n, row in enumerate(ALSO)])
def test_a_clue_is_heard_in_other_words(clue: str, firing: Seen) -> None:
    """Compounds, other languages, and handles that speak of themselves as official."""
    assert clue in firing.clues()


@pytest.mark.parametrize(("clue", "firing", "silent"), TABLE, ids=[row[0] for row in TABLE])
def test_a_clue_fires_and_keeps_silent(clue: str, firing: Seen, silent: Seen) -> None:
    assert clue in firing.clues()
    assert clue not in silent.clues()


def test_every_clue_has_a_weight_and_a_case() -> None:
    names = [label(clue) for clue in (*ABOUT_ACCOUNT, *ABOUT_LINK)]
    assert sorted(names) == sorted(WEIGHTS) == sorted({row[0] for row in TABLE})


def test_every_clue_states_when_it_holds() -> None:
    assert [label(c) for c in (*ABOUT_ACCOUNT, *ABOUT_LINK) if not (c.__doc__ or "").strip().endswith(".")] == []
