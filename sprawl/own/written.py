"""The ways in which each unit of a list can be written, derived from the list alone.

For every unit: its name, its aliases, its short name (without "department of"), the acronyms that its words make, the
first labels of its domains. ``BITS`` is the table of what each way is worth, before the file at hand has its say.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass

from sprawl.model import Unit
from sprawl.own.acronyms import acronyms, parenthesized, without_note
from sprawl.own.reading import words
from sprawl.own.wording import BODY, FUNCTION, GENERIC

BITS = {                             # log2 odds for a unit that is written so, before the field is weighed
    "domain": 9.0,                   # an address on one of its hosts or under one of its URL prefixes
    "name": 9.0,                     # its whole name, two words or more
    "alias": 8.0,                    # a declared other name
    "short": 6.5,                    # its name without words for a kind of body, two words or more
    "acronym": 6.5,                  # four letters or more
    "acronym-3": 4.0,
    "acronym-2": 2.0,
    "word": 4.0,                     # the one word left of its name
    "own-word": 4.5,                 # the same, and one of its domains is called so
    "site": 4.0,                     # the label of one of its domains
    "site-3": 2.5,                   # the same, three letters or fewer
    "part": 3.0,                     # the one word left when a word that many names begin with goes too
}
SAID = {
    "domain": "a domain of it",
    "name": "its name",
    "alias": "a name that the list gives it",
    "short": "its short name",
    "acronym": "its initials",
    "acronym-3": "its initials",
    "acronym-2": "its initials",
    "word": "the word left of its name without the kind of body",
    "own-word": "the word of its name that its web domain is called by",
    "site": "the name of its web domain",
    "site-3": "the name of its web domain",
    "part": "a part of its name",
}


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


def keys_of(units: Sequence[Unit]) -> dict[str, Key]:
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
