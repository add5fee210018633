"""Names of units said in other words: another order or language, or only a part that no other unit of the list has."""

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

_SILENT = FUNCTION | PROFILE_WORDS | LANGUAGE_TAGS
STEM = 5  # letters in common from which words are forms of one ("norland", "norlandic")
SHORT = 3  # letters of an abbreviation of a shared word ("nld")


@dataclass(frozen=True, slots=True)
class Sense:
    """A name without its order and language: what it is about, and what kind of body it is."""

    about: frozenset[str]
    bodies: frozenset[str] = frozenset()


class Rewording:
    """The senses of a list of units, to be asked which of them words speak of."""

    def __init__(self, units: Sequence[Unit], shared: Set[str]) -> None:
        self._shared = shared
        self._senses = {unit.name: self.sense(words(without_note(unit.name))) for unit in units}
        self._having: dict[str, list[str]] = defaultdict(list)
        for name, sense in self._senses.items():
            for concept in sense.about:
                self._having[concept].append(name)

    def sense(self, tokens: Iterable[str]) -> Sense:
        """What words are about; of words that many names of the list share nothing stays."""
        means = {meaning(word) for word in tokens if not self._common(word)}
        bodies = {word for word in means if word in BODIES or word in OFFICES or word in BODY}
        return Sense(frozenset(means - bodies), frozenset(bodies))

    def _common(self, word: str) -> bool:
        return word in _SILENT or word.isdigit() or len(word) < 2 or any(is_form(word, other) for other in self._shared)

    def keys(self, tokens: Sequence[str]) -> Iterator[tuple[Key, bool]]:
        """Each unit that the words speak of, as a key made of the words that do; is nothing else said?"""
        said = self.sense(tokens)
        for name, kind in self._kinds(said).items():
            about = self._senses[name].about
            text = " ".join(word for word in tokens if meaning(word) in about)
            yield Key(text, kind, (name,)), said.about <= about

    def _kinds(self, said: Sense) -> dict[str, str]:
        near = Counter(name for concept in said.about for name in self._having.get(concept, ()))
        whole = {name for name, n in near.items() if n == len(self._senses[name].about)}
        if whole:
            largest = {name for name in whole if not any(self._inside(name, other) for other in whole)}
            return {name: self._whole(name, said) for name in largest}
        parts = [name for name, n in near.items() if n == len(said.about)]
        return {parts[0]: "shortened" if len(said.about) > 1 else "fragment"} if len(parts) == 1 else {}

    def _inside(self, name: str, other: str) -> bool:
        return self._senses[name].about < self._senses[other].about

    def _whole(self, name: str, said: Sense) -> str:
        sense = self._senses[name]
        if len(sense.about) > 1:
            return "reworded"
        return "body-word" if sense.bodies & said.bodies else "topic"


def is_form(word: str, shared: str) -> bool:
    """Is it a form of the shared word, or an abbreviation of it?

    >>> [is_form(word, "norland") for word in ("norlandic", "nld", "north", "land")]
    [True, True, False, False]
    """
    if len(word) <= SHORT:
        rest = iter(shared)
        return word[0] == shared[0] and all(letter in rest for letter in word)
    return len(shared) >= STEM and word[:STEM] == shared[:STEM]


class Common:
    """Words that are nobody's in this list, in all their forms."""

    def __init__(self, shared: Set[str]) -> None:
        self._shared = shared
        self._known: dict[str, bool] = {}

    def trait(self, trait: str) -> bool:
        """Is it no more than one such word?"""
        kind, _, text = trait.partition(":")
        if kind not in ("name", "word"):
            return False
        if text not in self._known:
            self._known[text] = any(is_form(text, other) for other in self._shared)
        return self._known[text]
