"""What only all accounts together show: ordinary words, squatted sites, names that go on from another's."""

from __future__ import annotations

import pytest

from sprawl.linkage import copies, corpus_rules
from sprawl.linkage.account import Traits
from sprawl.linkage.blocking import anchors
from sprawl.linkage.corpus import Census, take, vote
from sprawl.linkage.counts import tally
from sprawl.linkage.flags import BAIT, CLAIM, GIVEN_NAME, MISSPELT, NOBODY

OWNER = Traits("novalis", "novalis", "novalis")


def census(*signatures: Traits) -> Census:
    return take(tally((traits, 1) for traits in signatures))


@pytest.mark.parametrize(
    ("site", "mentions", "called"),
    [
        ("", (1, 1, 1), True),
        ("", (1, 1), False),
        ("", (4, 1, 1), False),
        ("fri", (1, 1, 1, 1), False),
        ("fri", (1, 1, 1, 1, 1), True),
        ("", (3, 1, 1, 1, 1), True),
    ],
    ids=["three sites", "two", "mostly one", "it has a site itself", "and five mention it", "many, if mostly one"],
)
def test_a_word_that_accounts_of_many_sites_mention_is_an_ordinary_one(
    site: str, mentions: tuple[int, ...], called: bool
) -> None:
    accounts = [Traits("fri", "fri", site)] + [
        Traits(f"shop{number}", site=f"shop{number}", mentions=("fri",))
        for number, times in enumerate(mentions)
        for _ in range(times)
    ]
    assert corpus_rules.ordinary(accounts, census(*accounts)) == (frozenset({"fri"}) if called else frozenset())


def test_an_owner_with_many_accounts_may_be_mentioned_by_many_sites() -> None:
    makers = [Traits(f"shop{number}", site=f"shop{number}", mentions=("novalis",)) for number in range(9)]
    assert corpus_rules.ordinary([OWNER, *makers], census(*[OWNER] * 20, *makers)) == frozenset()


@pytest.mark.parametrize(
    ("label", "accounts", "cue"),
    [
        ("secure-novalis.top", 1, BAIT),
        ("mynovalis.top", 1, BAIT),
        ("orchard.top", 1, ""),
        ("mynovalis", 1, ""),
        ("mynovalis.top", 4, ""),
    ],
    ids=["a word more", "glued", "another name", "an honest ending", "many name it"],
)
def test_a_label_under_a_risky_ending_that_holds_a_brands_is_squatted(label: str, accounts: int, cue: str) -> None:
    assert copies.squatted({"novalis": 9, label: accounts}).get(label, "") == cue


def test_a_mention_that_is_an_ordinary_word_is_not_heard() -> None:
    said = Traits("orchard", mentions=("fri", "novalis"))
    assert corpus_rules.unsaid([said, OWNER], {"fri"}) == [said._replace(mentions=("novalis",)), OWNER]


@pytest.mark.parametrize(
    ("label", "cue"),
    [
        ("n0valis", BAIT),
        ("novalls", BAIT),
        ("novalis-giveaway", BAIT),
        ("novalis-care", CLAIM),
        ("novalis", ""),
        ("novalis-paper", ""),
        ("orchard", ""),
        ("orchard-giveaway", ""),
    ],
)
def test_a_site_that_looks_like_one_more_accounts_name_is_squatted(label: str, cue: str) -> None:
    accounts = [OWNER] * 6 + [Traits("novalis", "novalls", label)]
    assert copies.squatted(census(*accounts).uses) == ({label: cue} if cue else {})
    assert copies.barred(accounts, tally((traits, 1) for traits in accounts)) == ({6: cue} if cue else {})


def test_two_sites_that_look_alike_and_are_named_as_often_are_two() -> None:
    assert copies.squatted(census(OWNER, Traits("novalls", "novalls", "novalls")).uses) == {}


GALWAY = Traits("novalisgalway", "novalisgalway")
RIVALS = [Traits(name, name, name) for name in ("novalisdental", "novalisfaucets")]


@pytest.mark.parametrize(
    ("others", "stems"),
    [
        ([], {"novalisgalway": "novalis"}),
        (RIVALS[:1], {"novalisgalway": "novalis"}),
        (RIVALS, {}),
        ([Traits(f"novalisfans{number}", "x") for number in range(2)], {"novalisgalway": "novalis"}),
    ],
    ids=["alone", "one other owner goes on", "a common word", "another ending"],
)
def test_a_name_that_goes_on_from_an_owners_points_to_it(others: list[Traits], stems: dict[str, str]) -> None:
    accounts = [OWNER, GALWAY, *others]
    found = corpus_rules.continued(accounts, [1] * len(accounts), census(*accounts))
    assert {key: base for key, base in found.items() if key == GALWAY.key} == stems


@pytest.mark.parametrize(
    ("site", "held"), [("", False), ("orchard0", True)], ids=["never on their sites", "once on the owner's site"]
)
def test_an_ending_many_bear_has_to_stand_on_a_site_of_the_names_own(site: str, held: bool) -> None:
    owners = [Traits(f"orchard{number}", site=f"orchard{number}") for number in range(6)]
    ended = [Traits(f"orchard{number}lovers", site=site if not number else "") for number in range(6)]
    accounts = owners + ended
    found = corpus_rules.continued(accounts, [1] * len(accounts), census(*accounts))
    assert ("orchard3lovers" in found) is held


@pytest.mark.parametrize(
    ("accounts", "cues"),
    [
        ([Traits("annabrown", "annab", mentions=("novalis",), cues=GIVEN_NAME)], [GIVEN_NAME + NOBODY]),
        ([Traits("annabrown", "ab", "annabrown", cues=GIVEN_NAME), Traits("annabrown", cues=GIVEN_NAME)], ["", ""]),
        ([Traits("annabrown", "annab")], [""]),
    ],
    ids=["a person beside a brand", "a firm with a site of its founder's name", "no given name"],
)
def test_who_is_named_like_a_person_is_one_unless_a_site_is_called_so(accounts: list[Traits], cues: list[str]) -> None:
    assert [traits.cues for traits in corpus_rules.persons(accounts, census(*accounts))] == cues


def counted(*signatures: Traits) -> Census:
    """A census with its votes."""
    found = census(*signatures)
    vote(found, [(traits.key, list(anchors(traits, found)), 1) for traits in signatures])
    return found


BOUTIQUE = Traits("lawschool", "law")


@pytest.mark.parametrize(
    ("accounts", "doing"),
    [
        ([BOUTIQUE._replace(site="novalis"), BOUTIQUE._replace(site="orchard")], True),
        ([BOUTIQUE._replace(site="novalis")] * 3 + [BOUTIQUE._replace(site="orchard")], False),
        ([BOUTIQUE._replace(site="lawschool")] * 2, False),
        ([BOUTIQUE], False),
        ([Traits("boutique", "nb")], True),
    ],
    ids=["of two owners alike", "mostly of one", "with a site of its own", "of nobody", "a word of the tables"],
)
def test_a_name_that_accounts_of_several_owners_have_says_what_they_do(accounts: list[Traits], doing: bool) -> None:
    found = counted(*[OWNER] * 9, *[Traits("orchard", "orchard", "orchard")] * 9, *accounts)
    assert (accounts[0].name in corpus_rules.doings(found)) is doing


@pytest.mark.parametrize(
    ("asked", "owner"),
    [
        (Traits("suaps", "novalislex"), "novalis"),
        (Traits("suaps", "teamnovalis"), "novalis"),
        (Traits("suaps", "orchardsuaps"), ""),
        (Traits("suaps", "novalissuaps", cues=GIVEN_NAME), ""),
        (Traits("suaps", "novalissuaps", mentions=("novalis",)), ""),
    ],
    ids=["begins with it", "ends with it", "another's", "a person's", "points already"],
)
def test_a_handle_that_begins_or_ends_with_an_owners_points_to_it(asked: Traits, owner: str) -> None:
    found = counted(*[OWNER] * 4, asked)
    found.spelled = corpus_rules.spelled([asked], [tuple(anchors(asked, found))], found)
    assert found.spelled == ({asked.handle: owner} if owner else {})
    assert not owner or anchors(asked, found) == {owner: "handle"}


@pytest.mark.parametrize(
    ("handle", "slip"),
    [
        ("n0valis", True),
        ("nvoalis", True),
        ("novvalis", True),
        ("novalis", False),
        ("novaliss", False),
        ("novalis2", False),
        ("orchard", False),
    ],
)
def test_a_slip_of_the_handle_that_most_of_a_name_have_is_a_cue(handle: str, slip: bool) -> None:
    asked = Traits("thenovalisgroup", handle)
    total = tally([(Traits("thenovalisgroup", "novalis"), 3), (asked, 1)])
    assert copies.slips([OWNER, asked], total) == ({1: MISSPELT} if slip else {})
