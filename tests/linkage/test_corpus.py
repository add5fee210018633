"""Counts as numbers are the counts one would make by hand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.corpus import Tally, corpus_of
from sprawl.linkage.flags import FAN, FOREIGN


def tally(held: Iterable[tuple[ParsedAccount, int]]) -> Tally:
    pairs = list(held)
    return Tally([account for account, _ in pairs], [count for _, count in pairs])


texts = st.sampled_from(["", "nova", "novalis", "orchard", "nova.icu"])
distinct = st.lists(
    st.tuples(
        st.builds(ParsedAccount, texts, texts, texts, flags=st.sampled_from([0, FAN, FOREIGN])), st.integers(1, 5)
    )
)


@given(distinct)
def test_sums_and_leaders_are_those_of_a_count_by_hand(held: list[tuple[ParsedAccount, int]]) -> None:
    """Fans are not counted; a handle is whose most of its accounts are, the last in the alphabet of several."""
    names: Counter[str] = Counter()
    handles: dict[str, Counter[str]] = {}
    for account, count in held:
        if not account.flags & FAN:
            names[account.key] += count
            if account.handle:
                handles.setdefault(account.handle, Counter())[account.key] += count
    corpus = corpus_of(tally(held))
    assert corpus.name_counts == names
    assert corpus.handle_names == {
        handle: (max((count, name) for name, count in found.items())[1], max(found.values()) / found.total())
        for handle, found in handles.items()
    }


@pytest.mark.parametrize(
    ("used", "owners"),
    [
        ({"nova": 3, "orchard": 9}, {"nova": "nova"}),
        ({"nova": 2, "orchard": 9}, {"nova": "orchard"}),
        ({"lumen": 4, "orchard": 4}, {"nova": "orchard"}),
    ],
    ids=["the name it spells", "most by far", "of equals the last"],
)
def test_a_site_belongs_to_the_name_it_spells_or_to_whom_most_are(used: dict[str, int], owners: dict[str, str]) -> None:
    assert (
        corpus_of(tally((ParsedAccount(name, site="nova"), count) for name, count in used.items())).site_owners
        == owners
    )


def test_what_is_dropped_counts_no_longer() -> None:
    total = tally([(ParsedAccount("nova", "nova", "nova"), 3), (ParsedAccount("orchard", "orchard"), 2)])
    total.drop([0])
    corpus = corpus_of(total)
    assert (corpus.name_counts, corpus.site_owners, corpus.site_counts) == ({"orchard": 2}, {}, {})
