"""How well an account's names fit each unit: every way to write a unit is looked up in what the account calls itself.

``Lexicon(units)`` reads the list once; ``fit(fields, units)`` does everything for one account.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Callable, Iterator, Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from itertools import accumulate

from sprawl.departments.aliases import KIND_NAMES, Key, keys_of, shared_words
from sprawl.departments.rephrasing import Rephrasings
from sprawl.departments.unit_sites import Sites, addresses
from sprawl.model import Reason, Unit
from sprawl.text.word_lists import FUNCTION, PROFILE_WORDS
from sprawl.text.words import Vocabulary, capital_words, capitalized, pieces, titled_pieces, words

_CLAUSE = re.compile(r"[.,;:!?|/()\n\u2013\u2014]+")
LONGEST_KEY = 12  # words
LONGEST_RUN = 60  # letters
CAPITALS = ("acronym", "acronym-3", "acronym-2", "site-3", "joined")  # kinds that running text writes in capitals
CLAUSE = 8  # words of a part of a sentence that may be a name in other words
LETTERS = 3  # of initials that are said letter by letter; longer ones are written as words too
TITLED = ("word", "own-word", "site", "part")  # and with a capital first
FIELDS = {  # a field → what a key found in it keeps of its bits, and how it is called
    "handle": (1.0, "handle"),
    "display_name": (1.0, "name"),
    "label": (1.0, "link's label"),
    "heading": (0.8, "heading above it"),
    "bio": (0.8, "description"),
    "website": (1.0, "web site"),
}


@dataclass(frozen=True, slots=True)
class Hit:
    """A key found in a field. ``whole``: nothing else stands there; ``edge``: glued to other letters."""

    key: Key
    field: str
    whole: bool = False
    edge: bool = False

    @property
    def bits(self) -> float:
        share = FIELDS.get(self.field, (0.8, self.field))[0]
        return max(0.0, self.key.bits * share + (1.0 if self.whole else 0.0) - (1.0 if self.edge else 0.0))


class Lexicon:
    """Every key of a list of units, ready to be looked up: cost grows with the text, not with the list."""

    def __init__(self, units: Sequence[Unit], vocabulary: Vocabulary | None = None) -> None:
        self.units = tuple(units)
        self._vocabulary = vocabulary  # of the file at hand, to cut handles that nobody cut
        self.parents = {unit.name: unit.parent for unit in units}
        self.keys = keys_of(self.units)
        self._sites = Sites(units)
        self._rephrasings = Rephrasings(self.units, shared_words(self.units))
        self._glued = {key.text.replace(" ", ""): key for key in self.keys.values()}

    def hits(self, fields: Mapping[str, str]) -> list[Hit]:
        """All keys found, longest first wins where two overlap, in the order of ``fields``."""
        return [hit for name, text in fields.items() if text for hit in self._in_field(name, text)]

    def _in_field(self, name: str, text: str) -> Iterator[Hit]:
        for address in addresses(text) if name in ("website", "bio") else ():
            if (known := self._sites.holder(address)) is not None:
                yield Hit(Key(known.site, "domain", known.units), name)
        if name != "website":
            yield from self._in_text(name, text)
        if name in ("display_name", "handle") and self._vocabulary is not None:
            yield from self._in_other_words(name, text)
        elif name == "bio" and self._vocabulary is not None:
            yield from self._in_clauses(name, text)

    def _in_other_words(self, name: str, text: str) -> Iterator[Hit]:
        glued = name == "handle" or " " not in text.strip()
        tokens = [word for piece in pieces(text) for word in self._split(piece)] if glued else words(text)
        for key, whole in self._rephrasings.keys(tokens):
            yield Hit(key, name, whole=whole)

    def _in_clauses(self, name: str, text: str) -> Iterator[Hit]:
        for clause in _CLAUSE.split(text):
            tokens = words(clause)
            for key, _ in self._rephrasings.keys(tokens) if len(tokens) <= CLAUSE else ():
                if key.kind in ("reworded", "body-word"):
                    yield Hit(key, name)

    def _in_text(self, name: str, text: str) -> Iterator[Hit]:
        if name == "handle" or " " not in text.strip():
            yield from self._in_handle(name, text)
        else:
            in_capitals, titled = capital_words(text), capitalized(text)
            for hit in self._in_words(name, words(text)):
                as_word = hit.key.kind in TITLED or (hit.key.kind == "acronym" and len(hit.key.text) > LETTERS)
                needed = titled if as_word else in_capitals if hit.key.kind in CAPITALS else None
                if needed is None or hit.key.text in needed:
                    yield hit

    def _in_words(self, name: str, tokens: Sequence[str]) -> Iterator[Hit]:
        at, content = 0, {t for t in tokens if t not in PROFILE_WORDS and t not in FUNCTION}
        while at < len(tokens):
            key, length = self._longest(tokens, at)
            if key is not None:
                yield Hit(key, name, whole=_content_words(key.text) >= content)
            at += length

    def _longest(self, tokens: Sequence[str], at: int) -> tuple[Key | None, int]:
        for length in range(min(LONGEST_KEY, len(tokens) - at), 0, -1):
            key = self.keys.get(" ".join(tokens[at : at + length]))
            if key is not None:
                return key, length
        return None, 1

    def _in_handle(self, name: str, handle: str) -> Iterator[Hit]:
        cuts = pieces(handle)
        parts = [word for piece in cuts for word in self._split(piece)]
        titled = titled_pieces(handle)
        seen = {hit.key.text: hit for hit in self._in_words(name, parts) if not _written_as_word(hit.key, titled)}
        for key, whole in self._at_edges(parts):
            if not any(key.text in text for text in seen) and not _written_as_word(key, titled):
                seen[key.text] = Hit(key, name, whole=whole, edge=not whole)
        yield from seen.values()

    def _split(self, piece: str) -> Sequence[str]:
        return self._vocabulary.split(piece) if self._vocabulary and len(piece) > 4 else (piece,)

    def _at_edges(self, parts: Sequence[str]) -> Iterator[tuple[Key, bool]]:
        """Keys glued together of whole pieces, or with which a handle of a single piece begins or ends."""
        for at in range(len(parts)):
            yield from self._edge("".join(parts[at:]), parts[at:], lambda run, n: run[:n], at == 0)
            yield from self._edge(
                "".join(parts[: at + 1]), parts[at::-1], lambda run, n: run[-n:], at + 1 == len(parts)
            )

    def _edge(
        self, run: str, parts: Sequence[str], cut: Callable[[str, int], str], all_of_it: bool
    ) -> Iterator[tuple[Key, bool]]:
        cuts = set(accumulate(len(part) for part in parts))
        for length in range(min(len(run), LONGEST_RUN), 2, -1):
            key = self._glued.get(cut(run, length))
            if key is not None and (length in cuts or self._loose(key, len(run), cuts)):
                yield key, all_of_it and length == len(run)
                return

    def _loose(self, key: Key, letters: int, cuts: set[int]) -> bool:
        """True for a key that may end within a piece: a long one, or initials in a handle without separators."""
        if key.kind == "site-3" or (self._vocabulary and len(key.text) < 5):
            return False
        return len(key.text) >= 6 or cuts == {letters}

    def fit(self, fields: Mapping[str, str]) -> dict[str, tuple[Reason, ...]]:
        """Unit → its reasons, the strongest key of each field, plus part of the name where no key was found."""
        best: dict[tuple[str, str], Hit] = {}
        for hit in self.hits(fields):
            for unit in hit.key.units:
                known = best.get((unit, hit.field))
                if hit.bits > 0 and (known is None or hit.bits > known.bits):
                    best[unit, hit.field] = hit
        found: dict[str, list[Reason]] = defaultdict(list)
        for (unit, _), hit in best.items():
            found[unit].append(_reason(unit, hit))
        return {unit: _dampened(reasons) for unit, reasons in found.items()}


def fit(fields: Mapping[str, str], units: Sequence[Unit]) -> dict[str, tuple[Reason, ...]]:
    """How well an account's names fit each unit.

    ``fields``: any of handle, display_name, bio, label, heading → text. Returns unit name → reasons whose bits (log2
    odds) add up; units without any are left out. The list of units is read once and remembered.

    >>> units = (Unit("Department of Public Works"), Unit("Public Safety"))
    >>> [(name, sum(r.bits for r in reasons)) for name, reasons in fit({"handle": "pgdpw"}, units).items()]
    [('Department of Public Works', 3.0)]
    """
    return _lexicon(tuple(units)).fit(fields)


@lru_cache(maxsize=64)
def _lexicon(units: tuple[Unit, ...]) -> Lexicon:
    return Lexicon(units)


def _written_as_word(key: Key, titled: Set[str]) -> bool:
    """True for a key of initials that is in small letters in a handle with capitals."""
    return key.kind in CAPITALS and len(key.text) <= LETTERS and key.text in titled


def _content_words(text: str) -> set[str]:
    return {word for word in text.split() if word not in FUNCTION}


def _reason(unit: str, hit: Hit) -> Reason:
    return Reason(f"{hit.field}-{hit.key.kind}", round(hit.bits, 2), sentence(unit, hit))


def sentence(unit: str, hit: Hit) -> str:
    """What was found where, for a person."""
    field = FIELDS.get(hit.field, (0.8, hit.field))[1]
    if hit.key.kind == "domain":
        return f"its {field} {'is on' if hit.field == 'website' else 'names'} {hit.key.text}, a domain of {unit}"
    says = "is" if hit.whole else "ends or begins with" if hit.edge else "has"
    return f"its {field} {says} “{hit.key.text}”, {KIND_NAMES[hit.key.kind]} ({unit})"


def _dampened(reasons: list[Reason]) -> tuple[Reason, ...]:
    """Fields repeat each other: the strongest counts in full, each further one for a third."""
    ranked = sorted(reasons, key=lambda r: (-r.bits, r.name))
    rest = [Reason(r.name, round(r.bits / 3, 2), r.sentence) for r in ranked[1:]]
    return (*ranked[:1], *rest)
