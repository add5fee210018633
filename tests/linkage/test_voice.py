"""How brands' own accounts speak is learned from which accounts name the brand's site."""

from __future__ import annotations

import numpy as np
import pandas
import pytest

import sprawl
from sprawl.learning.word_regression import fit, sparse_table
from sprawl.linkage.account import Traits
from sprawl.linkage.columns import Table
from sprawl.linkage.corpus import take
from sprawl.linkage.counts import tally
from sprawl.linkage.engines import Local
from sprawl.linkage.flags import GIVEN_NAME, NOBODY
from sprawl.linkage.spoken_words import FOLDS, Spoken, spoken
from sprawl.linkage.voice import (
    CUED,
    OPEN,
    PASSING,
    UNIT,
    VOUCHED,
    Voices,
    beside,
    bound,
    expected,
    foreigners,
    learn,
)

WELCOME, ZEAL, FANS, KNOWN = range(4)  # words
BELIEVED = np.array([0, 0, UNIT, 0])
Account = tuple[int, int, set[int]]  # beside which brand and how it stands, what it says


def accounts(said: set[int], standings: list[int]) -> list[Account]:
    """Accounts of some brands that say the same."""
    return [(at % 9, standing, said) for at, standing in enumerate(standings)]


PLAIN = accounts({WELCOME}, [VOUCHED, OPEN] * 60)


def taught(told: list[Account]) -> np.ndarray:
    """Bits by part of the accounts and word, and last those of every account."""
    pairs = [(row, word) for row, (_, _, said) in enumerate(told) for word in sorted(said)]
    rows, words = (np.array(column) for column in zip(*pairs, strict=True))
    brands, standing = (np.array([account[at] for account in told]) for at in (0, 1))
    return learn(Voices((rows, words), 4, brands, standing, np.arange(len(told)) // 2 % FOLDS), BELIEVED) / UNIT


def weighed(part: np.ndarray, said: set[int]) -> float:
    """The bits of who says something, in one part of the accounts."""
    return float(sum(part[word] for word in sorted(said)) + part[-1])


def talk(columns: tuple[list[str], list[str], list[str]]) -> Spoken:
    """Names, handles and bios, read."""
    return spoken(Table(dict(zip(("display_name", "handle", "bio"), columns, strict=True))), Local())


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
def test_who_speaks_as_nobody_on_a_brands_site_does_is_parted(standings: list[int], held: bool) -> None:
    told = PLAIN + accounts({ZEAL}, standings)
    parts = taught(told)
    heard = [(weighed(parts[row // 2 % FOLDS], said), how) for row, (_, how, said) in enumerate(told)]
    least = bound(*([worth for worth, how in heard if how == kind] for kind in (OPEN, VOUCHED)))
    assert all(weighed(part, {ZEAL}) >= least for part in parts) is held
    assert not any(weighed(part, {WELCOME}) >= least for part in parts)


def test_the_bound_rises_with_the_brands_own_it_would_wrong() -> None:
    open_ = [float(at) for at in range(100)]
    bounds = [bound(open_, [50.0] * wronged + [0.0] * (400 - wronged)) for wronged in (0, 200, 390)]
    assert bounds == [1.0, 51.0, 51.0]


def test_weights_add_up_to_the_odds_of_the_rows() -> None:
    """Twice as often with a word as without it: about two bits apart, a little drawn to zero."""
    table = sparse_table(np.arange(500), np.zeros(500, int), (1000, 1))
    held = np.array([True] * 400 + [False] * 100 + [True] * 250 + [False] * 250)
    word, every = fit(table, held, np.ones(1000), np.zeros(1))
    assert every == pytest.approx(0.0, abs=0.1)
    assert word == pytest.approx(2.0, abs=0.1)


def test_who_stands_beside_no_brand_is_no_foreigner() -> None:
    columns = [""] * 80, [f"a{at}" for at in range(80)], ["Zeal"] * 40 + ["Welcome"] * 40
    standing = [(f"brand{at % 9}", OPEN if at < 40 else VOUCHED) for at in range(80)]
    assert foreigners(np.arange(80), columns[1], standing, talk(columns)) == list(range(40))
    standing[3] = ("", OPEN)
    assert foreigners(np.arange(80), columns[1], standing, talk(columns)) == [at for at in range(40) if at != 3]


def test_nothing_is_learned_where_no_account_names_a_site() -> None:
    columns = [""] * 9, ["a"] * 9, ["Zeal"] * 9
    assert foreigners(np.arange(9), columns[1], [("nova", OPEN)] * 9, talk(columns)) == []


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
def test_persons_teach_how_persons_speak(site: str, cue: str, standing: int) -> None:
    own = Traits("novalis", "novalis", "novalis")
    census = take(tally([(own, 4)]))
    person = Traits("annabrown", "annab", site, mentions=("novalis",), cues=cue)
    assert beside(person, ("novalis",), census, census.mains()) == ("novalis", standing)


def test_who_names_a_brand_in_passing_teaches_how_others_speak() -> None:
    census = take(tally([(Traits("novalis", site="novalis"), 3)]))
    haulier = Traits("orchardhaulage", passing="novalis")
    assert beside(haulier, (), census, census.mains()) == ("novalis", PASSING)


def test_a_handle_that_the_brand_has_elsewhere_speaks_for_an_account() -> None:
    """Own accounts without a site have the handle of those with one, copies cannot: it is learned as any word is."""
    own = accounts({WELCOME, KNOWN}, [VOUCHED] * 60 + [OPEN] * 40)
    told = own + accounts({WELCOME}, [CUED] * 30)
    assert all(weighed(part, {WELCOME, KNOWN}) < weighed(part, {WELCOME}) for part in taught(told))


@pytest.mark.parametrize(
    ("standings", "least", "most"),
    [([OPEN], 0.7, 1.3), ([VOUCHED] * 40, -9.0, 0.5)],
    ids=["hardly heard", "heard of brands' own"],
)
def test_words_of_fans_are_expected_of_others_until_a_file_teaches_more(
    standings: list[int], least: float, most: float
) -> None:
    for part in taught(PLAIN + accounts({FANS}, standings)):
        assert least < weighed(part, {WELCOME, FANS}) - weighed(part, {WELCOME}) < most


def test_the_words_of_fans_are_believed_before_they_are_heard() -> None:
    said = talk((["Nova"], ["nova"], ["Welcome"]))
    believed = dict(zip([*said.vocabulary, ""], expected(said).tolist(), strict=True))
    assert [believed[word] for word in ("b:fan", "#:0", "")] == [UNIT, 0, 0]
