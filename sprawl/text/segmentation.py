"""Names run together: how words cover them, and how alike they are."""

from __future__ import annotations

from functools import lru_cache

from sprawl.text.acronyms import stands_for
from sprawl.text.word_lists import FUNCTION
from sprawl.text.words import words

LONGEST_WORD = 24  # letters


@lru_cache(maxsize=256)
def _union(*vocabularies: frozenset[str]) -> tuple[frozenset[str], int]:
    union = frozenset().union(*vocabularies)
    return union, min(LONGEST_WORD, max(map(len, union), default=0))


@lru_cache(maxsize=1 << 16)
def covered(run: str, *vocabularies: frozenset[str]) -> int:
    """The most letters of ``run`` that non-overlapping words of the vocabularies cover (two letters or more each)."""
    known, longest = _union(*vocabularies)
    best = [0] * (len(run) + 1)
    for end in range(1, len(run) + 1):
        best[end] = best[end - 1]
        for start in range(max(0, end - longest), end - 1):
            if run[start:end] in known and best[start] + end - start > best[end]:
                best[end] = best[start] + end - start
    return best[-1]


@lru_cache(maxsize=1 << 16)
def resembles(run: str, label: str) -> bool:
    """True where the words of a label make up most of a handle, or the handle is their initials."""
    content = [w for w in words(label) if w not in FUNCTION]
    if len(run) < 3 or not content:
        return False
    if covered(run, frozenset(w for w in content if len(w) > 2)) >= 0.6 * len(run):
        return True
    return len(run) <= 6 and stands_for(run, " ".join(content))
