"""The ways in which each unit is written, and how well an account's names fit each: bits, with a sentence for each.

``Lexicon(units)`` derives from the list alone, for every unit: its name, its aliases, its short name (without
"department of"), the acronyms that its words make, the first labels of its domains. ``fit(fields, units)`` looks for
them in what an account calls itself.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from sprawl.model import Reason, Unit
from sprawl.own.acronyms import acronyms, parenthesized, without_note
from sprawl.own.reading import loud, pieces, words
from sprawl.own.wording import BODY, FUNCTION, GENERIC, PROFILE_WORDS

LONGEST_KEY = 12                     # words
LONGEST_RUN = 60                     # letters
CAPITALS = ("acronym", "acronym-3", "acronym-2", "site-3")  # kinds that running text writes in capitals


@dataclass(frozen=True, slots=True)
class Key:
    """One way in which units are written: folded words, the kind of key, whose it is."""

    text: str
    kind: str                        # a row of BITS
    units: tuple[str, ...]

    @property
    def bits(self) -> float:
        """Worth in favor of each unit; halved twice for each doubling of the units that share it."""
        rare = BITS[self.kind] - 2 * math.log2(len(self.units))
        return max(0.0, rare)


BITS = {                             # log2 odds for a unit that is written so, before the field is weighed
    "name": 9.0,                     # its whole name, two words or more
    "alias": 8.0,                    # a declared other name
    "short": 6.5,                    # its name without words for a kind of body, two words or more
    "acronym": 6.5,                  # four letters or more
    "acronym-3": 5.0,
    "acronym-2": 2.0,
    "word": 4.0,                     # the one word left of its name
    "own-word": 6.0,                 # the same, and one of its domains is called so
    "site": 4.5,                     # the label of one of its domains
    "site-3": 2.5,                   # the same, three letters or fewer
    "part": 3.0,                     # the one word left when a word that many names begin with goes too
}
SAID = {
    "name": "its name",
    "alias": "a name that the list gives it",
    "short": "its short name",
    "acronym": "its initials",
    "acronym-3": "its initials",
    "acronym-2": "its initials",
    "word": "the word left of its name without the kind of body",
    "own-word": "the name of its web domain",
    "site": "the name of its web domain",
    "site-3": "the name of its web domain",
    "part": "a part of its name",
}
FIELDS = {                           # a field → what a key found in it keeps of its bits, and how it is called
    "handle": (1.0, "handle"),
    "display_name": (1.0, "name"),
    "label": (1.0, "link's label"),
    "heading": (0.8, "heading above it"),
    "bio": (0.8, "description"),
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
        share = FIELDS.get(self.field, (0.8, ""))[0]
        return max(0.0, self.key.bits * share + (1.0 if self.whole else 0.0) - (1.0 if self.edge else 0.0))


class Lexicon:
    """Every key of a list of units, ready to be looked up: cost grows with the text, not with the list."""

    def __init__(self, units: Sequence[Unit]) -> None:
        self.units = tuple(units)
        self.parents = {unit.name: unit.parent for unit in units}
        self.keys = _keys(self.units)
        self._glued = {key.text.replace(" ", ""): key for key in self.keys.values()}

    def hits(self, fields: Mapping[str, str]) -> list[Hit]:
        """All keys found, longest first wins where two overlap, in the order of ``fields``."""
        return [hit for name, text in fields.items() if text for hit in self._in_field(name, text)]

    def _in_field(self, name: str, text: str) -> Iterator[Hit]:
        if name == "handle" or " " not in text.strip():
            yield from self._in_handle(name, text)
        else:
            capitals = loud(text)
            yield from (
                hit for hit in self._in_words(name, words(text))
                if hit.key.kind not in CAPITALS or hit.key.text in capitals
            )

    def _in_words(self, name: str, tokens: Sequence[str]) -> Iterator[Hit]:
        at, telling = 0, {t for t in tokens if t not in PROFILE_WORDS and t not in FUNCTION}
        while at < len(tokens):
            key, length = self._longest(tokens, at)
            if key is not None:
                yield Hit(key, name, whole=_telling(key.text) >= telling)
            at += length

    def _longest(self, tokens: Sequence[str], at: int) -> tuple[Key | None, int]:
        for length in range(min(LONGEST_KEY, len(tokens) - at), 0, -1):
            key = self.keys.get(" ".join(tokens[at:at + length]))
            if key is not None:
                return key, length
        return None, 1

    def _in_handle(self, name: str, handle: str) -> Iterator[Hit]:
        parts = pieces(handle)
        seen = {hit.key.text: hit for hit in self._in_words(name, parts)}
        for key, whole in self._at_edges(parts):
            if not any(key.text in text for text in seen):
                seen[key.text] = Hit(key, name, whole=whole, edge=not whole)
        yield from seen.values()

    def _at_edges(self, parts: Sequence[str]) -> Iterator[tuple[Key, bool]]:
        """Keys with which the letters up to, or from, a cut of the writer's end, or begin: the longest of each."""
        for at in range(len(parts)):
            if parts[at] not in GENERIC:
                yield from self._edge("".join(parts[at:]), at == 0, lambda run, n: run[:n])
                yield from self._edge("".join(parts[:at + 1]), at + 1 == len(parts), lambda run, n: run[-n:])

    def _edge(self, run: str, all_of_it: bool, cut: Callable[[str, int], str]) -> Iterator[tuple[Key, bool]]:
        for length in range(min(len(run), LONGEST_RUN), 2, -1):
            key = self._glued.get(cut(run, length))
            if key is not None and key.kind != "site-3":
                yield key, all_of_it and length == len(run)
                return

    def fit(self, fields: Mapping[str, str]) -> dict[str, tuple[Reason, ...]]:
        """Unit → its reasons, the strongest key of each field, plus part of the name where no key was found."""
        best: dict[tuple[str, str], Hit] = {}
        for hit in self.hits(fields):
            for unit in hit.key.units:
                held = best.get((unit, hit.field))
                if hit.bits > 0 and (held is None or hit.bits > held.bits):
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
    [('Department of Public Works', 4.0)]
    """
    return _lexicon(tuple(units)).fit(fields)


def bits(reasons: Iterable[Reason]) -> float:
    """Their sum."""
    return sum(reason.bits for reason in reasons)


@lru_cache(maxsize=64)
def _lexicon(units: tuple[Unit, ...]) -> Lexicon:
    return Lexicon(units)


def _telling(text: str) -> set[str]:
    return {word for word in text.split() if word not in FUNCTION}


def _reason(unit: str, hit: Hit) -> Reason:
    field = FIELDS.get(hit.field, (0.8, hit.field))[1]
    says = "is" if hit.whole else "ends or begins with" if hit.edge else "has"
    sentence = f"its {field} {says} “{hit.key.text}”, {SAID[hit.key.kind]} ({unit})"
    return Reason(f"{hit.field}-{hit.key.kind}", round(hit.bits, 2), sentence)


def _dampened(reasons: list[Reason]) -> tuple[Reason, ...]:
    """Fields repeat each other: the strongest counts in full, each further one for a third."""
    ranked = sorted(reasons, key=lambda r: (-r.bits, r.name))
    rest = [Reason(r.name, round(r.bits / 3, 2), r.sentence) for r in ranked[1:]]
    return (*ranked[:1], *rest)


def _keys(units: Sequence[Unit]) -> dict[str, Key]:
    """Folded text → key; a text that several kinds make is the strongest of them; sharing units are all named."""
    prefixes = _prefixes(units)
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    for unit in units:
        for text, kind in _written(unit, prefixes):
            held = kinds[text].get(unit.name)
            if text and (held is None or BITS[kind] > BITS[held]):
                kinds[text][unit.name] = kind
    return {text: _shared(text, owners, units) for text, owners in kinds.items()}


def _shared(text: str, owners: Mapping[str, str], units: Sequence[Unit]) -> Key:
    """Of a parent and its child, a shared domain label means the child; the strongest kind of key keeps the text."""
    top = max(BITS[kind] for kind in owners.values())
    strong = {name: kind for name, kind in owners.items() if BITS[kind] >= top - 1.5}
    parents = {unit.parent for unit in units if unit.name in strong}
    names = tuple(name for name in strong if name not in parents) or tuple(strong)
    return Key(text, strong[names[0]], names)


def _prefixes(units: Sequence[Unit]) -> frozenset[str]:
    """First words that several names of the list share ("us", "royal"): an acronym may take them or leave them."""
    firsts = Counter(next((w for w in words(u.name) if w not in FUNCTION), "") for u in units)
    return frozenset(word for word, n in firsts.items() if n >= 3 and word not in BODY and word)


def _written(unit: Unit, prefixes: frozenset[str]) -> Iterator[tuple[str, str]]:
    yield from _of_name(without_note(unit.name), prefixes)
    for alias in (*unit.aliases, *parenthesized(unit.name)):
        yield " ".join(words(alias)), "alias"
        if " " in alias:
            yield from _of_name(alias, prefixes)
    made = dict(_of_name(without_note(unit.name), prefixes))
    for label in _labels(unit.sites):
        yield label, _label_kind(label, made.get(label, ""))


def _label_kind(label: str, made: str) -> str:
    """A domain called by the unit's initials, by its word, or by something else."""
    if made.startswith("acronym"):
        return "acronym"
    return "own-word" if made else "site-3" if len(label) <= 3 else "site"


def _of_name(name: str, prefixes: frozenset[str]) -> Iterator[tuple[str, str]]:
    tokens = list(words(name))
    bare = _trimmed(tokens, prefixes)
    yield " ".join(tokens), "name" if len(tokens) > 1 else "word"
    lone = "word" if len(tokens) - len(bare) < 1 or bare[0] in BODY else "part"
    yield " ".join(bare), "name" if len(bare) > 2 else "short" if len(bare) > 1 else lone
    for core in (_fronted(bare), _core(bare)):
        if core and core != bare and not core[0].isdigit():
            yield " ".join(core), "short" if len(core) > 1 else lone
    for letters in acronyms(tokens, prefixes):
        yield letters, {2: "acronym-2", 3: "acronym-3"}.get(len(letters), "acronym")


def _trimmed(tokens: Sequence[str], prefixes: frozenset[str]) -> list[str]:
    """A name without its article and the first word that half the list shares."""
    out = list(tokens)
    while len(out) > 1 and (out[0] in prefixes or out[0] in FUNCTION) and not out[1].isdigit():
        out = out[1:]
    return out


def _fronted(tokens: Sequence[str]) -> list[str]:
    """A name without "department of" in front."""
    out = list(tokens)
    while out and out[0] in GENERIC:
        out = out[1:]
    return out


def _core(tokens: Sequence[str]) -> list[str]:
    """A name without "department of" in front and "service" behind: what is its own."""
    out = _fronted(tokens)
    while out and out[-1] in GENERIC:
        out = out[:-1]
    return out


def _labels(sites: Iterable[str]) -> Iterator[str]:
    for site in sites:
        host = site.split("//")[-1].split("/")[0].casefold().removeprefix("www.")
        if "/" not in site.split("//")[-1].rstrip("/") and "." in host:
            yield " ".join(words(host.split(".")[0]))
