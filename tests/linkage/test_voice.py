"""How brands' own accounts speak is learned from which accounts name the brand's site."""

from __future__ import annotations

import numpy as np
import pandas
import pytest

import sprawl
from sprawl.learning.regression import SparseTable, fit_words
from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.columns import Table
from sprawl.linkage.corpus import Corpus, Tally, corpus_of
from sprawl.linkage.engines import Local
from sprawl.linkage.flags import GIVEN_NAME, NOBODY
from sprawl.linkage.spoken_words import FOLDS, SpokenWords, spoken_words
from sprawl.linkage.voice import (
    FLAGGED,
    INCIDENTAL,
    OPEN,
    UNIT,
    VOUCHED,
    Lessons,
    bound,
    foreign_rows,
    learn,
    standing_beside,
)

WELCOME, ZEAL, FANS, KNOWN = range(4)  # words
BELIEVED = np.array([0, 0, UNIT, 0])
Account = tuple[int, int, set[int]]  # beside which brand and how it stands, its words


def accounts(words: set[int], standings: list[int]) -> list[Account]:
    """Accounts of some brands with the same words."""
    return [(at % 9, standing, words) for at, standing in enumerate(standings)]


PLAIN = accounts({WELCOME}, [VOUCHED, OPEN] * 60)


def taught(held: list[Account]) -> np.ndarray:
    """Bits by fold and word, and last those of every account."""
    pairs = [(row, word) for row, (_, _, words) in enumerate(held) for word in sorted(words)]
    rows, words = (np.array(column) for column in zip(*pairs, strict=True))
    brands, standing = (np.array([account[at] for account in held]) for at in (0, 1))
    return learn(Lessons((rows, words), 4, brands, standing, np.arange(len(held)) // 2 % FOLDS), BELIEVED) / UNIT


def weighed(part: np.ndarray, words: set[int]) -> float:
    """The bits of an account with some words, in one fold."""
    return float(sum(part[word] for word in sorted(words)) + part[-1])


def talk(columns: tuple[list[str], list[str], list[str]]) -> SpokenWords:
    """Names, handles and bios, read."""
    return spoken_words(Table(dict(zip(("display_name", "handle", "bio"), columns, strict=True))), Local())


def corpus(*held: tuple[ParsedAccount, int]) -> Corpus:
    return corpus_of(Tally([account for account, _ in held], [count for _, count in held]))


@pytest.mark.parametrize(
    ("standings", "held"),
    [
        ([OPEN] * 30, True),
        ([OPEN] * 2, False),
        ([OPEN] * 12 + [FLAGGED] * 12, True),
        ([VOUCHED, OPEN] * 15, False),
    ],
    ids=["never on a site", "too few", "with flags", "as others"],
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
    table = SparseTable.ones(np.arange(500), np.zeros(500, int), (1000, 1))
    held = np.array([True] * 400 + [False] * 100 + [True] * 250 + [False] * 250)
    word, every = fit_words(table, held, np.ones(1000), np.zeros(1))
    assert every == pytest.approx(0.0, abs=0.1)
    assert word == pytest.approx(2.0, abs=0.1)


def test_who_stands_beside_no_brand_is_no_foreigner() -> None:
    columns = [""] * 80, [f"a{at}" for at in range(80)], ["Zeal"] * 40 + ["Welcome"] * 40
    standing = [(f"brand{at % 9}", OPEN if at < 40 else VOUCHED) for at in range(80)]
    assert foreign_rows(np.arange(80), standing, talk(columns)) == list(range(40))
    standing[3] = ("", OPEN)
    assert foreign_rows(np.arange(80), standing, talk(columns)) == [at for at in range(40) if at != 3]


def test_nothing_is_learned_where_no_account_names_a_site() -> None:
    columns = [""] * 9, ["a"] * 9, ["Zeal"] * 9
    assert foreign_rows(np.arange(9), [("nova", OPEN)] * 9, talk(columns)) == []


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


NOVALIS = ParsedAccount("novalis", "novalis", "novalis")


@pytest.mark.parametrize(
    ("site", "flag", "standing"),
    [("novalis", NOBODY, VOUCHED), ("", NOBODY, FLAGGED), ("", GIVEN_NAME, OPEN)],
    ids=["a founder on the firm's site", "a person", "a firm of a person's name"],
)
def test_persons_teach_how_persons_speak(site: str, flag: int, standing: int) -> None:
    held = corpus((NOVALIS, 4))
    person = ParsedAccount("annabrown", "annab", site, mentions=("novalis",), flags=flag)
    assert standing_beside(person, ("novalis",), held, held.main_sites()) == ("novalis", standing)


def test_an_account_that_mentions_a_brand_in_passing_teaches_how_others_speak() -> None:
    held = corpus((NOVALIS, 3))
    haulier = ParsedAccount("orchardhaulage", incidental_mention="novalis")
    assert standing_beside(haulier, (), held, held.main_sites()) == ("novalis", INCIDENTAL)


@pytest.mark.parametrize(("main", "beside", "standing"), [(8, 2, OPEN), (6, 2, VOUCHED), (1, 1, VOUCHED)])
def test_a_site_that_far_fewer_name_vouches_for_nobody(main: int, beside: int, standing: int) -> None:
    other = ParsedAccount("nova", site="novajobs")
    held = corpus((ParsedAccount("nova", site="nova"), main), (other, beside))
    assert standing_beside(other, (), held, held.main_sites()) == ("nova", standing)


def test_a_handle_that_the_brand_has_elsewhere_speaks_for_an_account() -> None:
    """Own accounts without a site have the handle of those with one, copies cannot: it is learned as any word is."""
    own = accounts({WELCOME, KNOWN}, [VOUCHED] * 60 + [OPEN] * 40)
    held = own + accounts({WELCOME}, [FLAGGED] * 30)
    assert all(weighed(part, {WELCOME, KNOWN}) < weighed(part, {WELCOME}) for part in taught(held))


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
