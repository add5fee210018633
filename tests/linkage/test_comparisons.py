"""Each comparison gives each of its levels, and each level has its bits and its sentence."""

from __future__ import annotations

from collections import Counter

import pytest

from sprawl.linkage import comparisons
from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.blocking import Rarity, count_pieces
from sprawl.linkage.comparisons import COMPARISONS, SILENT, CorpusContext
from sprawl.linkage.corpus import Corpus
from sprawl.linkage.flags import FAN, GIVEN_NAME, LINKED, MISSPELT
from sprawl.linkage.table import TABLE
from sprawl.linkage.weights import given, sentence

CORPUS = Corpus(
    name_counts=Counter({"nova": 5, "aspirin": 2, "delta": 9}),
    site_owners={"nova": "nova", "aspirin": "aspirin", "delta": "delta"},
    handle_names={"nova": ("nova", 1.0), "delta": ("delta", 0.3)},
    references={"nova": Counter(nova=5), "aspirin": Counter(nova=9, aspirin=1), "delta": Counter(delta=3, orchard=4)},
)
NAMES = ["nova", "novalis", "novalishealth", "delta", "orchardtools", "orchardtoolsshop", "zig"]
CONTEXT = CorpusContext(CORPUS, Rarity(len(NAMES), [count_pieces(NAMES[:3]), count_pieces(NAMES[3:])]))
T = ParsedAccount


@pytest.mark.parametrize(
    ("compare", "left", "right", "level"),
    [
        (comparisons.name, T("nova"), T("nova"), "same"),
        (comparisons.name, T("emma", "pistachio"), T("emma", "fox74"), "same-person"),
        (comparisons.name, T("nova", "pistachio"), T("nova", "fox74"), "same-unspelled"),
        (comparisons.name, T("zig", "pistachio"), T("zig", "fox74"), "same-unknown"),
        (comparisons.name, T("delta"), T("delta"), "same-shared"),
        (comparisons.name, T("annabell", flags=GIVEN_NAME), T("annabell", flags=GIVEN_NAME), "same-person"),
        (comparisons.name, T("abc"), T("alphabetacorp", initials="abc"), "initials"),
        (comparisons.name, T("nova"), T("zig"), "other"),
        (comparisons.name, T("nova"), T(handle="nova"), SILENT),
        (comparisons.handle, T(handle="nova"), T(handle="nova"), "same"),
        (comparisons.handle, T(handle="delta"), T(handle="delta"), "same-shared"),
        (comparisons.handle, T("x", "nova"), T("nova", "nv"), "spells"),
        (comparisons.handle, T("x", "abc"), T("y", "abcorp", initials="abc"), "initials"),
        (comparisons.handle, T(handle="orchardtools"), T(handle="orchardtoolsshop"), "twin"),
        (comparisons.handle, T(handle="nova"), T(handle="zig"), "other"),
        (comparisons.site, T("a", site="nova"), T("b", site="nova"), "same"),
        (comparisons.site, T("nova", site="nova"), T("aspirin", site="aspirin"), "each-own"),
        (comparisons.site, T("aspirin", site="nova"), T("aspirin", site="aspirin"), "owners"),
        (comparisons.site, T("nova", site="nova"), T("nova", site="zig"), "other"),
        (comparisons.site, T("x", site="nova"), T("nova"), "spelled"),
        (comparisons.site, T("x", site="nova"), T("zig"), SILENT),
        (comparisons.mention, T("aspirin", mentions=("nova",)), T("nova"), "names"),
        (comparisons.mention, T("a", mentions=("nova",)), T("b", mentions=("nova",)), "third"),
        (comparisons.mention, T("a", mentions=("nova",)), T("b", mentions=("delta",)), "others"),
        (comparisons.mention, T("a", mentions=("nova",)), T("b"), SILENT),
        (comparisons.company, T("aspirin"), T("nova"), "most"),
        (comparisons.company, T("delta"), T("delta"), "half"),
        (comparisons.company, T("aspirin", site="nova"), T("aspirin"), "most"),
        (comparisons.company, T("aspirin"), T("zig"), "none"),
        (comparisons.avatar, T(avatar="1"), T(avatar="1"), "same"),
        (comparisons.avatar, T(avatar="1"), T(avatar="2"), "other"),
        (comparisons.tie, T("nova"), T("zig", handle="zag"), "none"),
        (comparisons.tie, T("nova"), T("aspirin", handle="zag"), SILENT),
        (comparisons.flag, T("nova", flags=FAN), T("nova"), "kept-out"),
        (comparisons.flag, T("nova", flags=MISSPELT), T("nova", site="nova"), "kept-out"),
        (comparisons.flag, T("nova", flags=MISSPELT, site="nova"), T("nova"), SILENT),
        (comparisons.flag, T("nova", flags=FAN | LINKED), T("nova"), SILENT),
    ],
)
def test_levels(compare: comparisons.Comparison, left: ParsedAccount, right: ParsedAccount, level: str) -> None:
    """The level, which is the same from both sides, has bits and a sentence."""
    assert compare(left, right, CONTEXT) == compare(right, left, CONTEXT) == level
    if level != SILENT:
        assert (compare.__name__, level) in given().bits
        assert "{" not in sentence(compare.__name__, level, left, right)


def test_every_row_of_the_table_is_a_comparison() -> None:
    """No weight without the function that gives its level, and no function without a sentence."""
    assert set(TABLE["comparison"]) == {compare.__name__ for compare in COMPARISONS}
    assert all((compare.__doc__ or "").rstrip().endswith(".") for compare in COMPARISONS)


def test_hidden_sites_are_not_looked_at() -> None:
    """Weights are learned with the label covered."""
    blind = CorpusContext(CORPUS, CONTEXT.rarity, sites=False)
    assert comparisons.site(T("a", site="nova"), T("b", site="nova"), blind) == SILENT
