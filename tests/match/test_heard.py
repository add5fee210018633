"""How brands' own accounts speak is learned from which accounts name the brand's site."""

from __future__ import annotations

import numpy as np
import pandas
import pytest

import sprawl
from sprawl.match.census import take, tally
from sprawl.match.heard import CUED, KNOWN, OPEN, VOUCHED, Ear, Voice, beside, bound, foreigners, learn
from sprawl.match.suspect import GIVEN_NAME, NOBODY
from sprawl.match.traits import Traits
from sprawl.match.wordy import fit


def voices(word: str, standings: list[str]) -> list[tuple[str, Voice]]:
    """Accounts of some brands that say a word: (handle, voice)."""
    return [
        (f"{word}{at}", Voice(f"brand{at % 9}", standing, frozenset({word})))
        for at, standing in enumerate(standings)
    ]


PLAIN = voices("b:welcome", [VOUCHED, OPEN] * 60)


def parted(ear: Ear, word: str) -> bool:
    """Is an account parted that says the word, whichever part of the accounts it belongs to?"""
    return all(ear.hears(f"account{at}", {word}) >= ear.bound for at in range(40))


@pytest.mark.parametrize(
    ("standings", "held"),
    [
        ([OPEN] * 30, True),
        ([OPEN] * 2, False),
        ([OPEN] * 12 + [CUED] * 12, True),
        ([VOUCHED, OPEN] * 15, False),
    ],
    ids=["never on a site", "too few", "with cues", "as others"],
)
def test_who_speaks_as_nobody_on_a_brands_site_does_is_parted(standings: list[str], held: bool) -> None:
    assert parted(learn(PLAIN + voices("b:zeal", standings)), "b:zeal") is held


def test_who_speaks_as_all_do_is_never_parted() -> None:
    assert not parted(learn(PLAIN + voices("b:zeal", [OPEN] * 30)), "b:welcome")


def test_the_bound_rises_with_the_brands_own_it_would_wrong() -> None:
    open_ = [float(at) for at in range(100)]
    bounds = [bound(open_, [50.0] * wronged + [0.0] * (400 - wronged)) for wronged in (0, 200, 390)]
    assert bounds == [1.0, 51.0, 51.0]


def test_weights_add_up_to_the_odds_of_the_rows() -> None:
    """Twice as often with a word as without it: about two bits apart, a little drawn to zero."""
    rows = [frozenset({"zeal"})] * 500 + [frozenset[str]()] * 500
    bits = fit(rows, [True] * 400 + [False] * 100 + [True] * 250 + [False] * 250, [1.0] * 1000)
    assert bits[""] == pytest.approx(0.0, abs=0.1)
    assert bits["zeal"] == pytest.approx(2.0, abs=0.1)


def test_who_stands_beside_no_brand_is_no_foreigner() -> None:
    columns = [""] * 80, [f"a{at}" for at in range(80)], ["Zeal"] * 40 + ["Welcome"] * 40
    standing = [(f"brand{at % 9}", OPEN if at < 40 else VOUCHED) for at in range(80)]
    assert foreigners(np.arange(80), columns, standing) == list(range(40))
    standing[3] = ("", OPEN)
    assert foreigners(np.arange(80), columns, standing) == [at for at in range(40) if at != 3]


def test_nothing_is_learned_where_no_account_names_a_site() -> None:
    assert foreigners(np.arange(9), [[""] * 9, ["a"] * 9, ["Zeal"] * 9], [("nova", OPEN)] * 9) == []


def test_a_copy_in_words_of_no_table_is_parted_from_the_account_it_equals() -> None:
    """Twelve brands, each with a site, an account without one, and one that says what the others never say."""
    names = [f"{front}{back}" for front in ("Braxo", "Telvi", "Mundo", "Pirka") for back in ("dax", "nik", "rus")]
    rows = []
    for name in names:
        low = name.lower()
        for platform, bio, site in [
            ("x", "Welcome to our page", f"https://{low}.example"),
            ("facebook", "Welcome to our page", f"https://{low}.example"),
            ("instagram", "Welcome to our page", ""),
            ("tiktok", "zorvath mirel", ""),
        ]:
            rows.append({"id": f"{low}{platform}", "platform": platform, "handle": low, "display_name": name,
                         "bio": bio, "website": site})  # fmt: skip
    found = sprawl.match(pandas.DataFrame(rows))
    owner = dict(zip(found["id"], found["owner"], strict=True))
    for name in map(str.lower, names):
        assert owner[f"{name}x"] == owner[f"{name}facebook"] == owner[f"{name}instagram"]
        assert owner[f"{name}tiktok"] != owner[f"{name}x"]


@pytest.mark.parametrize(
    ("site", "cue", "standing"),
    [("novalis", NOBODY, VOUCHED), ("", NOBODY, CUED), ("", GIVEN_NAME, OPEN)],
    ids=["a founder on the firm's site", "a person", "a firm of a person's name"],
)
def test_persons_teach_how_persons_speak(site: str, cue: str, standing: str) -> None:
    own = Traits("novalis", "novalis", "novalis")
    census = take(tally([(own, 4)]))
    person = Traits("annabrown", "annab", site, mentions=("novalis",), cues=cue)
    assert beside(person, ("novalis",), census, census.mains()) == ("novalis", standing)


def test_a_handle_that_the_brand_has_elsewhere_speaks_for_an_account() -> None:
    """Own accounts without a site have the handle of those with one, copies cannot: it is learned as any word is."""
    vouched = voices("b:welcome", [VOUCHED] * 60)
    own = [(handle, voice._replace(says=voice.says | {KNOWN})) for handle, voice in voices("b:welcome", [OPEN] * 40)]
    known = [(handle, voice._replace(says=voice.says | {KNOWN})) for handle, voice in vouched]
    ear = learn(known + own + voices("b:welcome", [CUED] * 30))
    assert ear.hears("account", {"b:welcome", KNOWN}) < ear.hears("account", {"b:welcome"})


@pytest.mark.parametrize(
    ("standings", "least", "most"),
    [([OPEN], 0.7, 1.3), ([VOUCHED] * 40, -9.0, 0.5)],
    ids=["hardly heard", "heard of brands' own"],
)
def test_words_of_fans_are_expected_of_others_until_a_file_teaches_more(
    standings: list[str], least: float, most: float
) -> None:
    ear = learn(PLAIN + voices("b:fans", standings))
    told = ear.hears("account", {"b:welcome", "b:fans"}) - ear.hears("account", {"b:welcome"})
    assert least < told < most
