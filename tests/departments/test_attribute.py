"""Which department runs an account: claims, contests, twins, products before countries."""

from __future__ import annotations

import pytest
from tarnwick import BRAND, UNITS, Link, Seen

from sprawl.departments.attribute import Claim, attribute, top_of
from sprawl.departments.sections import section
from sprawl.model import Judgement, Profile, Region, Unit
from sprawl.workflow.judgements import Decisions

L = Link


def _claims(seen: Seen) -> dict[str, Claim]:
    found = seen.readings()
    evidence = {ref: reading.case.evidence for ref, reading in found.items()}
    profiles = {seen.ref: seen.profile} if seen.profile else {}
    return attribute([r.case.account for r in found.values()], evidence, profiles, seen.estate())


def _claim(seen: Seen) -> Claim:
    return _claims(seen)[seen.ref]


TABLE: dict[str, tuple[str | None, Seen]] = {
    "named in its handle": ("Ferry Service", Seen("x:tarnwickferries", [L("X")])),
    "linked from its own section": ("Ferry Service", Seen("x:quillen", [L("X", path="/ferries/times")])),
    "named by the link": ("Ferry Service", Seen("x:quillen", [L("Ferry Service on X", path="/list")])),
    "listed under its name": ("Press Office", Seen("x:tarnwick", [L("X", heading="Press Office", path="/list")])),
    "handle is the brand and its other name": ("Press Office", Seen("x:tarnwickpro", [L("X")])),
    "the brand itself": (None, Seen("x:tarnwick", [L("X", region=Region.FOOTER)])),
    "a headline tells no department": (None, Seen("x:quillen", [L("X", heading="Ferry Service grew", path="/news/1")])),
    "a product before its country": (
        "Gullbright",
        Seen("x:gullbright_no", [L("Gullbright Norway")], Profile("x:gullbright_no", "Gullbright Norway")),
    ),
    "a country": ("Norway", Seen("x:tarnwick_norway", [L("X", path="/no/kontakt")])),
    "the footer is nobody's section": (None, Seen("x:quillen", [L("X", path="/ferries", region=Region.FOOTER)])),
}


@pytest.mark.parametrize(("department", "seen"), TABLE.values(), ids=TABLE)
def test_department(department: str | None, seen: Seen) -> None:
    assert _claim(seen).department == department


def test_a_list_against_a_department_s_own_page_is_a_contest() -> None:
    own = L("Tarnwick Ferries", "Tarnwick Ferries is filmed by the Ferry Service.", path="/ferries")
    listed = L("Tarnwick Ferries", heading="Press Office", path="/social-media")
    seen = Seen("youtube:@tarnwickferries", [own, listed])
    assert _claim(seen).contested == ("Ferry Service", "Press Office")


@pytest.mark.parametrize(
    "link",
    [
        L("Tarnwick Ferries", path="/no/kontakt"),
        L("Tarnwick Ferries", "Watch Tarnwick Ferries.", path="/press"),
        L("Tarnwick Ferries", path="/press", region=Region.FOOTER),
    ],
    ids=["country", "mention", "footer"],
)
def test_what_is_no_contest(link: Link) -> None:
    own = L("Tarnwick Ferries", "Tarnwick Ferries is filmed by the Ferry Service.", path="/ferries")
    assert _claim(Seen("youtube:@tarnwickferries", [own, link])).contested == ()


def test_a_twin_tells_where_an_account_belongs() -> None:
    twin = L("Ferry Service", path="/ferries", ref="instagram:quillen")
    claim = _claim(Seen("x:quillen", [L("X", path="/list"), twin]))
    assert claim.department == "Ferry Service"
    assert [reason.name for reason in claim.reasons] == ["twin"]


def test_one_twin_of_the_brand_s_plain_name_does_not_speak_for_all() -> None:
    links = [L("X", region=Region.FOOTER), L("GitHub", path="/ferries", ref="github:tarnwick")]
    links += [
        L("Facebook", heading="Press Office", ref="facebook:tarnwick"),
        L("Instagram", heading="Press Office", ref="instagram:tarnwick"),
    ]
    claims = _claims(Seen("x:tarnwick", links))
    assert claims["x:tarnwick"].scores.keys() == {"Press Office"}


def test_the_reasons_against_name_the_rivals() -> None:
    seen = Seen("x:tarnwickferries", [L("X", heading="Press Office")])
    assert [r.name for r in _claim(seen).reasons if r.bits < 0] == ["rival:Press Office"]


def test_the_longest_prefix_holds_a_page() -> None:
    units = (
        *UNITS,
        Unit("Night Ferries", parent="Ferry Service", sites=("https://www.tarnwick.example/ferries/night",)),
    )
    assert section("https://www.tarnwick.example/ferries/night/times", units) == "Night Ferries"
    assert top_of("Night Ferries", units) == "Ferry Service"


def test_a_judgement_settles_a_contest() -> None:
    claim = Claim(None, None, None, ("Ferry Service", "Press Office"), (), {})
    judged = Decisions.of([Judgement("j1", "department", ("id1",), "Press Office")]).claim(claim, "id1", BRAND.units)
    assert (judged.department, judged.contested) == ("Press Office", ())
