"""Words that a brand's own accounts do not use are learned from which accounts name the brand's site."""

from __future__ import annotations

import numpy as np
import pandas
import pytest

import sprawl
from sprawl.match.heard import CUED, OPEN, VOUCHED, Voice, foreign, foreigners, surprise


def voices(word: str, standings: list[str], brands: int = 9) -> list[Voice]:
    return [Voice(f"brand{at % brands}", standing, frozenset({word})) for at, standing in enumerate(standings)]


PLAIN = voices("b:welcome", [VOUCHED, OPEN] * 20)


@pytest.mark.parametrize(
    ("standings", "brands", "held"),
    [
        ([OPEN] * 10, 9, True),
        ([OPEN] * 4, 9, False),
        ([OPEN] * 3 + [CUED] * 3, 9, True),
        ([OPEN] * 10, 2, False),
        ([OPEN] * 10 + [VOUCHED] * 4, 9, False),
        ([VOUCHED, OPEN] * 5, 9, False),
    ],
    ids=["never on a site", "too few", "with cues", "two brands", "sometimes on a site", "as others"],
)
def test_a_word_is_foreign_that_stands_beside_brands_and_not_on_their_sites(
    standings: list[str], brands: int, held: bool
) -> None:
    assert ("b:zeal" in foreign(PLAIN + voices("b:zeal", standings, brands))) is held


def test_nothing_is_learned_where_no_account_names_a_site() -> None:
    assert foreign(voices("b:zeal", [OPEN] * 50)) == frozenset()


def test_surprise_grows_with_every_account_that_names_no_site() -> None:
    bits = [surprise(count, 0, 0.4) for count in range(1, 40)]
    assert bits == sorted(bits)
    assert surprise(40, 6, 0.4) == 0.0 < surprise(40, 1, 0.4) < surprise(40, 0, 0.4)


def test_who_names_the_brands_site_or_stands_beside_no_brand_is_no_foreigner() -> None:
    columns = [""] * 24, [""] * 24, ["Zeal"] * 12 + ["Welcome"] * 12
    standing = [*[(f"brand{at}", OPEN) for at in range(12)], *[(f"brand{at}", VOUCHED) for at in range(12)]]
    assert foreigners(np.arange(24), columns, standing) == list(range(12))
    standing[3] = ("", OPEN)
    assert foreigners(np.arange(24), columns, standing) == [at for at in range(12) if at != 3]


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
