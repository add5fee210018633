"""What only all accounts together show: ordinary words, squatted sites, names that go on from another's."""

from __future__ import annotations

import pytest

from sprawl.match import sift
from sprawl.match.census import Census, take, tally
from sprawl.match.suspect import BAIT, CLAIM
from sprawl.match.traits import Traits

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
    assert sift.ordinary(accounts, census(*accounts)) == (frozenset({"fri"}) if called else frozenset())


def test_an_owner_with_many_accounts_may_be_mentioned_by_many_sites() -> None:
    makers = [Traits(f"shop{number}", site=f"shop{number}", mentions=("novalis",)) for number in range(9)]
    assert sift.ordinary([OWNER, *makers], census(*[OWNER] * 20, *makers)) == frozenset()


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
    assert sift.squatted({"novalis": 9, label: accounts}).get(label, "") == cue


@pytest.mark.parametrize(
    ("labels", "alone"),
    [
        ({("novalis", "novalis"): 4, ("novalis.top", "novalis"): 1}, True),
        ({("novalis.top", "novalis"): 1}, False),
        ({("novalis", "novalis"): 4, ("novalis.top", "novalis"): 2}, False),
        ({("novalis", "novalis"): 4, ("novalisjobs", "novalis"): 1}, False),
    ],
    ids=["others name another", "the only site", "two name it", "an honest ending"],
)
def test_a_risky_site_that_one_account_names_alone_is_bait(labels: dict[tuple[str, str], int], alone: bool) -> None:
    assert bool(sift.lone(labels)) is alone


def test_a_mention_that_is_an_ordinary_word_is_not_heard() -> None:
    said = Traits("orchard", mentions=("fri", "novalis"))
    assert sift.unsaid([said, OWNER], {"fri"}) == [said._replace(mentions=("novalis",)), OWNER]


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
    squats = sift.squatted(census(*[OWNER] * 6, Traits("novalis", "novalls", label)).uses)
    assert squats == ({label: cue} if cue else {})
    assert sift.barred([Traits("x", site=label)], squats)[0].cues == cue


def test_two_sites_that_look_alike_and_are_named_as_often_are_two() -> None:
    assert sift.squatted(census(OWNER, Traits("novalls", "novalls", "novalls")).uses) == {}


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
    found = sift.continued(accounts, [1] * len(accounts), census(*accounts))
    assert {key: base for key, base in found.items() if key == GALWAY.key} == stems


@pytest.mark.parametrize(
    ("site", "held"), [("", False), ("orchard0", True)], ids=["never on their sites", "once on the owner's site"]
)
def test_an_ending_many_bear_has_to_stand_on_a_site_of_the_names_own(site: str, held: bool) -> None:
    owners = [Traits(f"orchard{number}", site=f"orchard{number}") for number in range(6)]
    ended = [Traits(f"orchard{number}lovers", site=site if not number else "") for number in range(6)]
    accounts = owners + ended
    found = sift.continued(accounts, [1] * len(accounts), census(*accounts))
    assert ("orchard3lovers" in found) is held
