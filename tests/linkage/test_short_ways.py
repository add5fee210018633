"""Where a cheap look saves the whole way, both come to the same."""

from __future__ import annotations

import re
from itertools import accumulate, pairwise

import numpy as np
from hypothesis import given
from hypothesis import strategies as st

from sprawl.linkage import account, bio, columns, display_name
from sprawl.linkage.spoken_words import COLUMNS, SEVERAL, _encode, places_by_mark, vocabulary_of, words_of
from sprawl.text import bios, names

SIGNS = " .-_@'’&/:"
WORDS = [
    "Nova",
    "nova",
    "by",
    "von",
    "Care",
    "careers",
    "Life",
    "at",
    "life at",
    "DE",
    "62",
    "4183",
    "UC",
    "did:x",
    "É",
    "ж",
]
piece = st.sampled_from(WORDS) | st.text("abAB09éж", max_size=3) | st.sampled_from(sorted(names._TAKEN))
text = st.lists(piece | st.sampled_from(SIGNS), max_size=9).map("".join)
spoken = st.lists(
    st.sampled_from(
        [word for phrases in names.TABLE["phrases"].values() for phrase in phrases for word in phrase.split()]
    )
).map(" ".join)


@given(st.lists(piece, min_size=1, max_size=5).map(" ".join).map(str.split))
def test_what_holds_no_known_word_loses_none(parts: list[str]) -> None:
    """Nothing is taken off where the cheap look finds nothing to take."""
    if names._bare(parts):
        assert (names._head(parts), names._tail(parts)[2]) == (0, 0)


@given(text)
def test_words_without_inner_capitals_are_whole(word: str) -> None:
    """A word in one case, or with a capital in front, is not parted."""
    assert list(names._humps(word)) == names._CAMEL.split(word)


@given(text)
def test_runs_are_those_of_the_whole_pattern(said: str) -> None:
    """A text without @ and without a dot inside a word is searched for capitals only."""
    assert bio.runs(said) == bio._RUN.findall(said)


@given(spoken | text)
def test_phrases_are_found_where_they_start(said: str) -> None:
    """A text in which no phrase starts speaks in no voice."""
    found = {
        voice
        for voice, phrases in names.TABLE["phrases"].items()
        for phrase in phrases
        if f" {phrase} " in f" | {' '.join(said.lower().translate(bios._MARKS).split())} | "
    }
    assert bios.phrase_kinds(bios.phrase_words(said)) == tuple(sorted(found))


grouped = st.sampled_from(
    "part of member the Nova group group's Group-Gruppe -gruppe groupe Novagroupe Grupo by backed une société societe "
    "filiale de filial una empresa mitglied der tochter subsidiary a company, holding! unternehmen ein eine".split()
)


@given(st.lists(grouped | st.sampled_from([".", "-", "|"]), max_size=8).map(" ".join))
def test_a_group_is_looked_for_where_one_of_its_words_stands(said: str) -> None:
    """The pattern finds nothing where none of the words stands."""
    if bio._GROUP_WORDS.isdisjoint(bios.phrase_words(said)):
        assert not bio._GROUP.search(said)


@given(st.lists(piece, max_size=5).map(" ".join) | text)
def test_who_it_is_by_is_looked_for_where_it_can_be(display: str) -> None:
    """The pattern is asked only where one of its words stands."""
    found = display_name._BY.match(display) if " " in display else None
    labels = {names.squeezed(found[3])} if found else set()
    assert display_name.split_by(display, labels) == ((found[1], found[3]) if found else (display, ""))


@given(text | st.text("0123456789abcdefUC-", max_size=26))
def test_short_letters_are_no_ids(handle: str) -> None:
    """A short handle of letters is what it is; all others are looked at."""
    plain = "" if account._OPAQUE.fullmatch(handle) else handle
    if re.fullmatch(r"\w+", handle):
        assert account.bare_handle(handle) == plain


@given(st.lists(st.sampled_from(sorted(names._GLUED)) | st.text("abde", max_size=4), max_size=3).map("".join))
def test_the_longest_ending_is_found(handle: str) -> None:
    """The table of endings finds what trying all words finds."""
    fitting = [word for word in names._GLUED if handle.endswith(word) and len(handle) - len(word) >= 3]
    if fitting:
        longest = max(fitting, key=len)
        assert names._suffix(handle) == (longest, names._GLUED[longest])


@given(st.lists(st.tuples(text, text, text), min_size=1, max_size=4))
def test_words_that_are_filed_are_those_that_are_marked(accounts: list[tuple[str, str, str]]) -> None:
    vocabulary = vocabulary_of(words_of(*row) for row in accounts * SEVERAL)
    table = columns.Table(dict(zip(COLUMNS, map(list, zip(*accounts, strict=True)), strict=True)))
    said, sizes = _encode(table, places_by_mark(vocabulary))
    ends = [0, *accumulate(sizes)]
    found = [{vocabulary[place] for place in said[start:end]} for start, end in pairwise(ends)]
    assert found == [set(words_of(*row)) for row in accounts]


@given(text)
def test_an_accounts_own_name_is_no_mention(said: str) -> None:
    """A run of words that is the account's own name is looked up as nothing or as that name, which is left out."""
    for run in bio.runs(said):
        if bio._CONNECTORS.search(run):
            continue  # several names may stand in it
        own = bio._joined(run)
        names = {own, "nova", "abc", "ab"}
        assert bio.BioReader(set(), names)._names_in(run) in ((), (own,))


@given(st.lists(st.builds(display_name.DisplayName, text, text, st.lists(text).map(tuple), text)))
def test_what_was_read_comes_back_as_it_was(read: list[display_name.DisplayName]) -> None:
    """Display names that were packed are unpacked."""
    assert list(display_name.unpack(display_name.pack(read))) == read


@given(st.lists(st.sampled_from("abcde")))
def test_equal_values_are_one_kind(values: list[str]) -> None:
    """Kinds stand in the order of their first rows, and rows are told apart as values are."""
    found = columns.distinct(np.array([ord(value) for value in values], np.int64))
    different = list(dict.fromkeys(values))
    assert [chr(value) for value in found.values.tolist()] == different
    assert found.of.tolist() == [different.index(value) for value in values]
    assert found.first.tolist() == [values.index(value) for value in different]
    assert found.counts.tolist() == [values.count(value) for value in different]
