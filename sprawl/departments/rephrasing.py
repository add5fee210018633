"""Names of units in other words: in another order or language, or only a part that no other unit's name has."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Sequence, Set
from dataclasses import dataclass

from sprawl.departments.aliases import Key
from sprawl.departments.concepts import BODIES, OFFICES, meaning
from sprawl.model import Unit
from sprawl.text.acronyms import without_note
from sprawl.text.word_lists import BODY, FUNCTION, LANGUAGE_TAGS, PROFILE_WORDS
from sprawl.text.words import words

_GENERAL = FUNCTION | PROFILE_WORDS | LANGUAGE_TAGS
STEM = 5  # letters in common from which words are forms of one ("norland", "norlandic")
SHORT = 3  # letters of an abbreviation of a shared word ("nld")


@dataclass(frozen=True, slots=True)
class Meaning:
    """What a name means, without its order and language: the concepts it is about, and the kinds of body."""

    about: frozenset[str]
    bodies: frozenset[str] = frozenset()


class Rephrasings:
    """The meanings of a list of units, to look up which of them some words mean."""

    def __init__(self, units: Sequence[Unit], shared: Set[str]) -> None:
        self._shared = shared
        self._meanings = {unit.name: self.meaning_of(words(without_note(unit.name))) for unit in units}
        self._having: dict[str, list[str]] = defaultdict(list)
        for name, own in self._meanings.items():
            for concept in own.about:
                self._having[concept].append(name)

    def meaning_of(self, tokens: Iterable[str]) -> Meaning:
        """What words mean, without those that many names of the list share."""
        concepts = {meaning(word) for word in tokens if not self._is_general(word)}
        bodies = {word for word in concepts if word in BODIES or word in OFFICES or word in BODY}
        return Meaning(frozenset(concepts - bodies), frozenset(bodies))

    def _is_general(self, word: str) -> bool:
        return (
            word in _GENERAL or word.isdigit() or len(word) < 2 or any(is_form(word, other) for other in self._shared)
        )

    def keys(self, tokens: Sequence[str]) -> Iterator[tuple[Key, bool]]:
        """A key for each unit that the words mean, made of those words, and true where they mean nothing else."""
        meant = self.meaning_of(tokens)
        for name, kind in self._kinds(meant).items():
            about = self._meanings[name].about
            text = " ".join(word for word in tokens if meaning(word) in about)
            yield Key(text, kind, (name,)), meant.about <= about

    def _kinds(self, meant: Meaning) -> dict[str, str]:
        overlaps = Counter(name for concept in meant.about for name in self._having.get(concept, ()))
        whole = {name for name, n in overlaps.items() if n == len(self._meanings[name].about)}
        if whole:
            largest = {name for name in whole if not any(self._inside(name, other) for other in whole)}
            return {name: self._whole(name, meant) for name in largest}
        parts = [name for name, n in overlaps.items() if n == len(meant.about)]
        return {parts[0]: "shortened" if len(meant.about) > 1 else "fragment"} if len(parts) == 1 else {}

    def _inside(self, name: str, other: str) -> bool:
        return self._meanings[name].about < self._meanings[other].about

    def _whole(self, name: str, meant: Meaning) -> str:
        own = self._meanings[name]
        if len(own.about) > 1:
            return "reworded"
        return "body-word" if own.bodies & meant.bodies else "topic"


def is_form(word: str, shared: str) -> bool:
    """True for a form of the shared word, and for an abbreviation of it.

    >>> [is_form(word, "norland") for word in ("norlandic", "nld", "north", "land")]
    [True, True, False, False]
    """
    if len(word) <= SHORT:
        rest = iter(shared)
        return word[0] == shared[0] and all(letter in rest for letter in word)
    return len(shared) >= STEM and word[:STEM] == shared[:STEM]


class SharedWords:
    """Words that so many names of the list share that they belong to no unit, in all their forms."""

    def __init__(self, shared: Set[str]) -> None:
        self._shared = shared
        self._known: dict[str, bool] = {}

    def is_shared(self, feature: str) -> bool:
        """True for a feature that is one such word alone."""
        kind, _, text = feature.partition(":")
        if kind not in ("name", "word"):
            return False
        if text not in self._known:
            self._known[text] = any(is_form(text, other) for other in self._shared)
        return self._known[text]
