"""Whose it is: the kinds, the sum of the reasons, and what must hold whatever is seen."""

from __future__ import annotations

import random
from dataclasses import replace

import pytest
from tarnwick import SITE, Link, Seen
from test_clues import TABLE

from sprawl.model import EvidenceKind, Judgement, Profile, Region, Relation
from sprawl.relation.relate import relate
from sprawl.relation.weights import PRIOR, WEIGHTS
from sprawl.workflow.judgements import Decisions

L, P = Link, Profile
FOOTER = Region.FOOTER
FOOT = L("X", region=FOOTER)
FIRING = pytest.mark.parametrize("seen", [row[1] for row in TABLE], ids=[row[0] for row in TABLE])
SUPPORTING = [
    FOOT,
    L("Follow us on X", "Follow us on X!"),
    L("Tarnwick Ferries on X"),
    L("twitter:site", "@tarnwick", kind=EvidenceKind.META, region=Region.HEAD),
]
BONUS = "https://tarn-bonus.example/"

KINDS: dict[str, tuple[Relation, Seen]] = {
    "main account in the footer": (Relation.OFFICIAL, Seen("x:tarnwick", [FOOT])),
    "row of icons without markup": (
        Relation.OFFICIAL,
        Seen(
            "youtube:channel/UCaaaaaaaaaaaaaaaaaaaaaa",
            [
                L("YouTube", "Facebook X YouTube"),
                L("X", "Facebook X YouTube", ref="x:tarnwick"),
                L("Facebook", "Facebook X YouTube", ref="facebook:tarnwick"),
            ],
        ),
    ),
    "legal entity": (Relation.AFFILIATE, Seen("x:tarnwicktrust", [L("X", "Follow us on X!", path="/trust")])),
    "under the group's companies": (
        Relation.AFFILIATE,
        Seen("x:tarnwick_sea", [L("X", "Follow us on X", "Our brands")]),
    ),
    "head of the harbor": (
        Relation.PERSON,
        Seen("linkedin:in/odd-quillen", [L("LinkedIn", "", "Odd Quillen", path="/about/leadership")]),
    ),
    "speaker at a congress": (
        Relation.THIRD_PARTY,
        Seen("x:oddquillen", [L("Odd Quillen", "With Odd Quillen", "Speakers", path="/congress")]),
    ),
    "partner's row under its name": (
        Relation.THIRD_PARTY,
        Seen(
            "x:quillensociety",
            [
                L("X", "Facebook X", "Quillen Society"),
                L("Facebook", "Facebook X", "Quillen Society", ref="facebook:quillensociety"),
            ],
        ),
    ),
    "maker of the site": (
        Relation.THIRD_PARTY,
        Seen("x:quillen", [L("@quillen", "Site by Quillen @quillen", "", f"/p{i}", region=FOOTER) for i in range(9)]),
    ),
    "passing mention": (
        Relation.THIRD_PARTY,
        Seen("x:quillen", [L("Quillen", "The boat met Quillen.", path="/news/1")]),
    ),
    "sold": (
        Relation.THIRD_PARTY,
        Seen("facebook:tarnwickfish", [L("Facebook", "Tarnwick Fish was sold. Its page on Facebook went with it.")]),
    ),
    "employee's own": (
        Relation.THIRD_PARTY,
        Seen("x:oddquillen", [L("@oddquillen", "In a private capacity she is @oddquillen.")]),
    ),
    "fan page told of": (
        Relation.FAN,
        Seen("x:tarnwickers", [L("Tarnwickers", "Patients keep a fan page, Tarnwickers. It is not run by Tarnwick.")]),
    ),
    "parody": (Relation.FAN, Seen("x:nottarnwick", [L("X")], P("x:nottarnwick", "Not Tarnwick", "Parody"))),
    "warned of": (
        Relation.IMPERSONATION,
        Seen(
            "x:tarnwick_help",
            [
                L("@tarnwick_help", "@tarnwick_help is a fraud.", path="/fraud-alert"),
                L("@tarnwick_help", "Follow us: @tarnwick_help", path="/news/2019"),
                L(kind=EvidenceKind.SHEET, url="sheet.csv, row 9"),
            ],
        ),
    ),
    "poses, and only a visitor names it": (
        Relation.IMPERSONATION,
        Seen(
            "x:tarnwickofficial",
            [L("Jenny", "Jenny says:", "Comments")],
            P("x:tarnwickofficial", "Tarnwick Official", "Official support", (BONUS,)),
        ),
    ),
    "honest middle": (Relation.UNKNOWN, Seen("x:tarnwick_dunes", [L("Dunes", "Dunes", path="/news/1")])),
}


@pytest.mark.parametrize(("kind", "seen"), KINDS.values(), ids=KINDS)
def test_relation(kind: Relation, seen: Seen) -> None:
    assert seen.reading().verdict().relation is kind


@FIRING
def test_reasons_add_up_to_the_probability(seen: Seen) -> None:
    verdict = seen.reading().verdict()
    bits = sum(reason.bits for reason in verdict.reasons)
    assert verdict.reasons[0].bits == PRIOR
    assert verdict.probability == pytest.approx(1 / (1 + 2**-bits), abs=1e-4)


@FIRING
@pytest.mark.parametrize("support", SUPPORTING, ids=lambda link: link.label)
def test_support_never_lowers_the_probability(seen: Seen, support: Link) -> None:
    more = replace(seen, links=[*seen.links, support])
    assert more.reading().verdict().probability >= seen.reading().verdict().probability


@FIRING
def test_order_of_evidence_does_not_matter(seen: Seen) -> None:
    turned = list(seen.links)
    random.Random(7).shuffle(turned)
    again = replace(seen, links=turned)
    verdicts = [s.reading().verdict() for s in (seen, again)]
    assert verdicts[0].probability == verdicts[1].probability
    assert [r.name for r in verdicts[0].reasons] == [r.name for r in verdicts[1].reasons]


def test_a_warning_outweighs_sheet_footer_and_name_together() -> None:
    most = [WEIGHTS[name] for name in ("in-sheet", "brand-in-name", "name-is-brand", "invites", "twin")]
    assert WEIGHTS["warned-of"] + sum(most) + PRIOR < 0


def test_relate_answers_for_every_account_of_one_estate() -> None:
    seen = Seen("x:tarnwick", [FOOT, L("Quillen", ref="x:quillen")])
    accounts = [seen.account()]
    evidence = {"x:tarnwick": [link.evidence("x:tarnwick") for link in seen.links[:1]]}
    verdicts = relate(accounts, evidence, {}, seen.estate(), own_pages=1)
    assert list(verdicts) == ["x:tarnwick"]


def test_a_person_s_word_wins_and_is_shown_first() -> None:
    verdict = Seen("x:quillen", [L("Quillen")]).reading().verdict()
    said = Judgement("j1", "relation", ("id1",), "official", who="Ann", when="2026-11-01")
    judged = Decisions.of([said]).verdict(verdict, "id1")
    assert judged.relation is Relation.OFFICIAL
    assert judged.probability == 0.99
    assert judged.reasons[0].sentence == "Ann on 2026-11-01 decided: official"


def test_an_address_with_a_name_names_an_opaque_account() -> None:
    seen = Seen("facebook:id/109292412501984", [L("Facebook")], handle="Tarnwick-Ferries-109292412501984")
    assert {"brand-in-name", "part-in-name"} <= seen.clues()


def test_links_beyond_the_brand_s_own_pages_prove_nothing() -> None:
    seen = Seen("x:quillen", [L("X", region=Region.FOOTER, url="https://quillen.example/")])
    assert seen.clues() <= {"foreign-name"}


def test_the_brand_s_own_site_is_its_own() -> None:
    assert Seen("x:quillen", [L("X")]).estate().ours(f"{SITE}/anything")
