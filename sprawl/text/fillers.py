"""Which words of a link can name somebody, and which are names of platforms, invitations and filler."""

from __future__ import annotations

from collections.abc import Iterable
from functools import lru_cache

from sprawl.text.word_lists import AROUND, FILLER, FUNCTION, PLATFORM_WORDS
from sprawl.text.words import words


def without_fillers(tokens: Iterable[str]) -> tuple[str, ...]:
    """The words of a link without platforms' names and filler."""
    return tuple(t for t in tokens if t not in PLATFORM_WORDS and t not in FILLER)


@lru_cache(maxsize=1 << 16)
def naming_words(text: str) -> tuple[str, ...]:
    """The words of a row of links that can name somebody."""
    tokens = without_fillers(words(text))
    return tuple(t for t in tokens if t not in AROUND and t not in FUNCTION and not t.isdigit() and len(t) > 1)


@lru_cache(maxsize=1 << 16)
def filler_share(text: str) -> float:
    """Share of a text's words that can name nobody: 1 for an empty text."""
    return 1 - len(naming_words(text)) / max(1, len(words(text)))


def is_filler(text: str) -> bool:
    """True for a text of platforms' names, invitations and filler alone."""
    return filler_share(text) == 1
