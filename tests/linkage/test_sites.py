"""Whose a site is: everybody's, nobody's, a brand's main one, or one beside it."""

from __future__ import annotations

import pytest

from sprawl.linkage import copies, corpus_rules
from sprawl.linkage.account import COLUMNS, Known, Reader, Traits, hosting, site_label, tail
from sprawl.linkage.bio import called
from sprawl.linkage.blocking import Rarity, anchors
from sprawl.linkage.columns import coded
from sprawl.linkage.comparisons import Ground, site
from sprawl.linkage.corpus import Census, take
from sprawl.linkage.counts import tally
from sprawl.linkage.display_name import show
from sprawl.linkage.flags import CHEAP, PERSON, TICK, misspelt

BRANDS = ("orchard", "novalis", "zelopra", "braxo", "telvi")


def pages(*websites: str) -> dict[str, tuple[str, str]]:
    return {website: (site_label(website), tail(website, site_label(website))) for website in websites}


@pytest.mark.parametrize(
    ("address", "handles", "hosts"),
    [
        ("https://lnk.example/{}", BRANDS, {"lnk"}),
        ("{}.pages.example", BRANDS, {"pages"}),
        ("https://lnk.example/{}", BRANDS[:2], set()),
        ("https://novalis.example/{}", ("novalis", "novaliscareers", "novalisuk", "aspirin"), set()),
        ("https://lnk.example/x{}", BRANDS, set()),
    ],
    ids=["a path each", "a host each", "too few", "one brand's own pages", "pages called otherwise"],
)
def test_a_site_where_accounts_have_pages_called_as_they_are_is_everybodys(
    address: str, handles: tuple[str, ...], hosts: set[str]
) -> None:
    named = coded(address.format(handle) for handle in handles)
    assert hosting(pages(*named.texts), named, handles) == hosts


@pytest.mark.parametrize(
    ("website", "label"),
    [
        ("https://www.novalis.example/x", "novalis"),
        ("novalis.co.uk", "novalis"),
        ("https://moe.gov.jp/move", "moe.jp"),
        ("labour.gov.ie", "labour.ie"),
        ("https://olmos.sp.gov.br", "olmos.br"),
        ("https://www.bmg.bund.de", "bmg.de"),
        ("https://www.bund.de", ""),
        ("cdc.gov", "cdc"),
        ("https://novalis.icu/win", "novalis.icu"),
    ],
)
def test_what_a_state_names_is_somebodys_in_that_state(website: str, label: str) -> None:
    assert site_label(website) == label


def test_offices_of_two_states_are_two_owners_of_their_sites() -> None:
    total = tally([(Traits("labour", site="labour.ie"), 3), (Traits("arbeit", site="labour.de"), 2)])
    assert take(total).owners == {"labour.ie": "labour", "labour.de": "arbeit"}


def test_a_site_whose_accounts_have_nothing_in_common_is_nobodys() -> None:
    tenants = [Traits(brand, brand, "booking") for brand in BRANDS]
    faculty = [Traits(name, f"tuville{name}", "unibern") for name in ("law", "sports", "library", "alumni", "press")]
    total = tally((traits, 1) for traits in tenants + faculty)
    assert corpus_rules.nobodys(tenants + faculty, total.strewn()) == {"booking"}
    assert total.at({"booking"}) == list(range(len(tenants)))
    total.forget({"booking"})
    assert set(take(total).owners) == {"unibern"}


def brand(main: int, beside: int) -> Census:
    """A brand with a main site and another, each named by so many accounts."""
    return take(tally([(Traits("nova", site="nova"), main), (Traits("nova", site="novajobs"), beside)]))


@pytest.mark.parametrize(("main", "beside", "aside"), [(8, 2, True), (6, 2, False), (1, 1, False)])
def test_a_site_that_far_fewer_name_stands_aside(main: int, beside: int, aside: bool) -> None:
    census = brand(main, beside)
    assert census.aside("novajobs", census.mains()) is aside
    assert not census.aside("nova", census.mains())


@pytest.mark.parametrize(("beside", "level"), [(2, "one-owner"), (1, "unused")])
def test_two_sites_of_one_owner_bind_where_several_accounts_name_both(beside: int, level: str) -> None:
    ground = Ground(brand(5, beside), Rarity(2, []))
    assert site(Traits("nova", site="nova"), Traits("nova", site="novajobs"), ground) == level


def test_words_that_handles_of_many_owners_have_before_their_name_name_nobody() -> None:
    accounts = [Traits(name, f"the{name}", name) for name in BRANDS] + [Traits("the", "the")]
    census = take(tally((traits, 1) for traits in accounts))
    census.fronts = corpus_rules.fronts(accounts, census)
    assert census.fronts == {"the"}
    assert "the" not in anchors(Traits("wombfy", "thewombfy"), census)


def test_a_bio_that_calls_a_handle_points_to_whoever_has_it() -> None:
    assert called(["Main: @Nova.Health.", "no call"]) == {"nova.health"}
    census = take(tally([(Traits("ministryofhealth", "mohgb"), 4)]))
    assert anchors(Traits("zelopra", mentions=("mohgb",)), census) == {"ministryofhealth": "mention"}


@pytest.mark.parametrize(
    ("handle", "words"),
    [
        ("ibss", ("international", "board", "for", "space", "science")),
        ("clarityo", ("clarity", "without", "olive")),
        ("novhealth", ("nova", "health")),
    ],
)
def test_a_short_form_of_a_name_is_no_slip(handle: str, words: tuple[str, ...]) -> None:
    assert not misspelt(handle, "".join(words), words)


@pytest.mark.parametrize(
    ("website", "accounts", "others", "cue"),
    [
        ("https://novalis-login.xyz", 1, 0, CHEAP),
        ("https://getnovalis.pages.dev/x", 1, 0, CHEAP),
        ("https://novalis-login.xyz", 2, 0, ""),
        ("https://novalis-login.example", 1, 0, ""),
        ("https://novalis.shop", 1, 0, ""),
        ("https://novalis.shop", 1, 4, CHEAP),
        ("https://nova.wixsite.com", 1, 4, ""),
        ("https://novalisfans.wordpress.com", 1, 4, CHEAP),
    ],
    ids=[
        *["a risky ending", "a free host", "named twice", "another ending", "called as it is", "others name another"],
        *["built, and called by a part of the name", "built, and called by more"],
    ],
)
def test_a_lone_site_on_a_risky_ending_is_a_cue(website: str, accounts: int, others: int, cue: str) -> None:
    label = site_label(website)
    held = [(Traits("novalis", "realnovalis", label), accounts), (Traits("novalis", site="novalis"), others)]
    found = copies.unlikely([traits for traits, _ in held], tally(held))
    assert found == ({0: cue} if cue else {})


def test_offices_of_two_states_are_never_one_owner() -> None:
    accounts = [Traits("labour", "labour", "labour.ie"), Traits("labour", "labour", "labour.au")]
    ground = Ground(take(tally((traits, 3) for traits in accounts)), Rarity(10, []))
    assert site(*accounts, ground) == "states"
    assert site(accounts[0], Traits("labour", "labour", "labourjobs"), ground) == "other"


@pytest.mark.parametrize(
    ("handle", "website", "person"),
    [
        ("in/mira-solberg", "", True),
        ("company/mira-solberg", "", False),
        ("mirasolberg", "https://novalis.example/people/mira-solberg?lang=en", True),
        ("mirasolberg", "https://novalis.example/team/first-eleven", False),
        ("mirasolberg", "https://mirasolberg.example", False),
    ],
    ids=["a person's path", "a company's path", "a page among the people", "another page there", "a site of its own"],
)
def test_a_persons_profile_or_page_is_a_persons(handle: str, website: str, person: bool) -> None:
    cells = {"display_name": "Mira Solberg", "handle": handle, "website": website}
    label = site_label(website)
    known = Known({label}, set(), {label}, set(), sites={website: label}, tenants={}, handles=set())
    shown = {"Mira Solberg": show("Mira Solberg", {label}, {})}
    found = Reader(known, shown).read([cells.get(name, "") for name in COLUMNS])
    assert (PERSON in found.cues) is person


@pytest.mark.parametrize(("others", "honest"), [(2, True), (0, False)], ids=["honest", "baiting"])
def test_a_tick_is_a_cue_where_few_of_those_that_paint_one_name_a_known_site(others: int, honest: bool) -> None:
    painted = [Traits("novalis", site="novalis", cues=TICK), Traits("braxo", cues=TICK)]
    accounts = painted + [Traits("novalis", site="novalis")] * others
    assert copies.honest(accounts, tally((traits, 1) for traits in accounts)) == ([0, 1] if honest else [])
