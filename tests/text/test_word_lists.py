"""The tables of words: every key is known, every word is folded, and folds differ as they say."""

from __future__ import annotations

import pytest

from sprawl.text import phrases
from sprawl.text.folding import fold_label, fold_sentence
from sprawl.text.phrases import INVITES, Phrases, says
from sprawl.text.word_lists import languages

KINDS = {value.kind for value in vars(phrases).values() if isinstance(value, Phrases)}


@pytest.mark.parametrize("code", languages())
def test_a_language_has_known_keys_only(code: str) -> None:
    """A misspelled key would be ignored without a word."""
    table = languages()[code]
    assert set(table) <= {"function_words", "body_words", "phrases"}
    assert set(table.get("phrases", {})) <= KINDS


def test_every_kind_of_phrase_is_in_english() -> None:
    """English is the table that shows which kinds there are."""
    assert set(languages()["en"]["phrases"]) == KINDS


def test_phrases_of_every_language_are_looked_for() -> None:
    """One text is asked for all languages at once, as whole words."""
    assert [says(INVITES, text) for text in ("Suivez-nous !", "Volg ons op X", "unfollow users")] == [True, True, False]


def test_folds_differ_where_they_say() -> None:
    """Labels lose all punctuation; sentences keep it, and read countries and dotted initials."""
    text = "The U.S. Café, United Kingdom"
    assert (fold_label(text), fold_sentence(text)) == ("the u s cafe united kingdom", "the us cafe, uk")
