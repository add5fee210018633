"""Counts as numbers are the counts one would make by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from hypothesis import given
from hypothesis import strategies as st

from sprawl.linkage.account import Traits
from sprawl.linkage.corpus import take
from sprawl.linkage.counts import SCATTERED, tally
from sprawl.linkage.flags import FAN, FOREIGN

texts = st.sampled_from(["", "nova", "novalis", "orchard", "nova.icu"])
signatures = st.lists(
    st.tuples(st.builds(Traits, texts, texts, texts, cues=st.sampled_from(["", FAN, FOREIGN])), st.integers(1, 5))
)


@given(signatures)
def test_sums_and_leaders_are_those_of_a_count_by_hand(held: list[tuple[Traits, int]]) -> None:
    """Fans are not counted; a handle is whose most of its accounts are, the last in the alphabet of several."""
    names: Counter[str] = Counter()
    handles: dict[str, Counter[str]] = {}
    for traits, count in held:
        if FAN not in traits.cues:
            names[traits.key] += count
            if traits.handle:
                handles.setdefault(traits.handle, Counter())[traits.key] += count
    census = take(tally(held))
    assert census.names == names
    assert census.cores == {
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
    assert take(tally((Traits(name, site="nova"), count) for name, count in used.items())).owners == owners


@pytest.mark.parametrize(
    ("counts", "strewn"),
    [([1] * SCATTERED, True), ([1] * (SCATTERED - 1), False), ([4] + [1] * SCATTERED, False)],
    ids=["many names", "too few", "one of them leads"],
)
def test_a_site_of_many_names_is_strewn(counts: list[int], strewn: bool) -> None:
    total = tally((Traits(f"shop{place}", site="nova"), count) for place, count in enumerate(counts))
    assert total.strewn() == ({"nova"} if strewn else set())


def test_what_is_dropped_or_forgotten_counts_no_longer() -> None:
    total = tally([(Traits("nova", "nova", "nova"), 3), (Traits("orchard", "orchard", "orchard"), 2)])
    total.drop([0])
    total.forget({"orchard"})
    census = take(total)
    assert (census.names, census.owners, census.uses) == ({"orchard": 2}, {}, {})
