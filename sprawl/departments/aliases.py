"""The ways in which each unit of a list can be written, derived from the list alone.

For every unit: its name, its aliases, its short name (without "department of"), the acronyms that its words make, the
first labels of its domains. ``BITS`` is the table of what each way is worth, before the file at hand has its say.
"""

from __future__ import annotations

import math
from collections import Counter, defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sprawl.departments.domain_labels import bilingual_abbreviations, host_labels
from sprawl.model import Unit
from sprawl.text.acronyms import acronyms, parenthesized, without_note
from sprawl.text.word_lists import BODY, FUNCTION, GENERIC
from sprawl.text.words import words

BITS = {  # log2 odds for a unit that is written so, before the field's share
    "domain": 9.0,  # an address on one of its hosts or under one of its URL shared
    "name": 9.0,  # its whole name, two words or more
    "alias": 8.0,  # a declared other name
    "short": 6.5,  # its name without words for a kind of body, two words or more
    "acronym": 6.5,  # four letters or more
    "acronym-3": 4.0,
    "acronym-2": 2.0,
    "word": 4.0,  # the one word left of its name
    "own-word": 4.5,  # the same, and one of its domains is called so
    "joined": 8.0,  # the label of one of its domains that joins its initials in two languages
    "site": 4.0,  # the label of one of its domains
    "site-3": 2.5,  # the same, three letters or fewer
    "reworded": 6.5,  # all that its name is about, two words or more, in another order or language
    "body-word": 5.0,  # the one word that its name is about, and its kind of body, the same way
    "shortened": 5.5,  # words of its name that no other name of the list has together
    "fragment": 3.5,  # one such word
    "topic": 2.0,  # the one word that its name is about, without its kind of body
    "part": 3.0,  # the one word left when a word that many names begin with goes too
}
LASTS, LASTS_SHARE = 3, 0.05  # names, and share of the list, that end in a word that is then no one's own
EVERYWHERE = 0.2  # share of the list whose names have a word that is then nobody's
KIND_NAMES = {
    "domain": "a domain of it",
    "name": "its name",
    "alias": "a name that the list gives it",
    "short": "its short name",
    "acronym": "its initials",
    "acronym-3": "its initials",
    "acronym-2": "its initials",
    "word": "the word left of its name without the kind of body",
    "own-word": "the word of its name that its web domain is called by",
    "joined": "its initials in two languages",
    "site": "the name of its web domain",
    "site-3": "the name of its web domain",
    "reworded": "its name in other words",
    "body-word": "its name in other words",
    "shortened": "words of its name alone",
    "fragment": "a word of its name alone",
    "topic": "what its name is about",
    "part": "a part of its name",
}


@dataclass(frozen=True, slots=True)
class Key:
    """One way in which units are written: folded words, the kind of key, whose it is."""

    text: str
    kind: str  # a row of BITS
    units: tuple[str, ...]

    @property
    def bits(self) -> float:
        """Worth in favor of each unit; halved twice for each doubling of the units that share it."""
        rare = BITS[self.kind] - 2 * math.log2(len(self.units))
        return max(0.0, rare)


def keys_of(units: Sequence[Unit]) -> dict[str, Key]:
    """Folded text → key; a text that several kinds make is the strongest of them; sharing units are all named.

    A name without a letter makes no key.
    """
    shared = shared_words(units)
    kinds: dict[str, dict[str, str]] = defaultdict(dict)
    for unit in units:
        for text, kind in _ways_to_write(unit, shared):
            if text and BITS[kind] > BITS.get(kinds[text].get(unit.name, ""), 0.0):
                kinds[text][unit.name] = kind
    return {text: _shared(text, owners, units) for text, owners in kinds.items()}


def _shared(text: str, owners: Mapping[str, str], units: Sequence[Unit]) -> Key:
    """The key of a text that several units share: the strongest kinds; of a parent and its child, the child."""
    top = max(BITS[kind] for kind in owners.values())
    strong = {name: kind for name, kind in owners.items() if BITS[kind] >= top - 1.5}
    parents = {unit.parent for unit in units if unit.name in strong}
    names = tuple(name for name in strong if name not in parents) or tuple(strong)
    return Key(text, strong[names[0]], names)


def shared_words(units: Sequence[Unit]) -> frozenset[str]:
    """First and last words that several names of the list share ("us", "royal"): a name may take them or leave them."""
    names = [[word for word in words(unit.name) if word not in FUNCTION] for unit in units]
    firsts, lasts = Counter(name[0] for name in names if name), Counter(name[-1] for name in names if len(name) > 1)
    often = max(LASTS, LASTS_SHARE * len(units))
    shared_ends = [*(word for word, n in firsts.items() if n >= 3), *(word for word, n in lasts.items() if n >= often)]
    return frozenset(word for word in shared_ends if word not in BODY)


def everywhere(units: Sequence[Unit]) -> frozenset[str]:
    """Words that so many names of the list have that they are nobody's: the name of a country, of a company."""
    counts = Counter(word for unit in units for word in set(words(unit.name)))
    often = max(LASTS, EVERYWHERE * len(units))
    return frozenset(word for word, n in counts.items() if n >= often and word not in GENERIC)


def _ways_to_write(unit: Unit, shared: frozenset[str]) -> Iterator[tuple[str, str]]:
    yield from _of_name(without_note(unit.name), shared)
    for alias in (*unit.aliases, *parenthesized(unit.name)):
        yield " ".join(words(alias)), "alias"
        if " " in alias:
            yield from _of_name(alias, shared)
    by_text = dict(_of_name(without_note(unit.name), shared))
    for label in host_labels(unit.sites):
        yield label, _label_kind(label, by_text.get(label, ""))
        yield from _bilingual(bilingual_abbreviations(label, words(unit.name)))


def _label_kind(label: str, by_text: str) -> str:
    """The kind of key of a domain's label: the unit's initials, a word of its name, or something else."""
    if by_text.startswith("acronym"):
        return "acronym" if len(label) > 2 else "acronym-3"
    return "own-word" if by_text else "site-3" if len(label) <= 3 else "site"


def _bilingual(parts: Sequence[str]) -> Iterator[tuple[str, str]]:
    """Initials in two languages: together in either order, and each of them."""
    if parts:
        yield " ".join(parts), "joined"
        yield " ".join(reversed(parts)), "joined"
    for part in parts:
        yield part, "acronym-2" if len(part) == 2 else "acronym"


def _of_name(name: str, shared: frozenset[str]) -> Iterator[tuple[str, str]]:
    tokens = list(words(name))
    bare = _without_shared_start(tokens, shared)
    yield " ".join(tokens), "name" if len(tokens) > 1 else "word"
    lone = "word" if len(tokens) - len(bare) < 1 or bare[0] in BODY else "part"
    yield " ".join(bare), "name" if len(bare) > 2 else "short" if len(bare) > 1 else lone
    for core in (_without_front(bare), _without_generic(bare)):
        if core and core != bare and not core[0].isdigit():
            yield " ".join(core), "short" if len(core) > 1 else lone
    for core in (_without_shared_end(bare, shared), _without_generic(_without_shared_end(bare, shared))):
        if core and core != bare and core[-1] not in GENERIC | shared:
            yield " ".join(core), "short" if len(core) > 1 else "part"
    for letters in acronyms(tokens, shared):
        yield letters, {2: "acronym-2", 3: "acronym-3"}.get(len(letters), "acronym")


def _without_shared_start(tokens: Sequence[str], shared: frozenset[str]) -> list[str]:
    """A name without its article and the first word that half the list shares."""
    out = list(tokens)
    while len(out) > 1 and (out[0] in shared or out[0] in FUNCTION) and not out[1].isdigit():
        out = out[1:]
    return out


def _without_shared_end(tokens: Sequence[str], shared: frozenset[str]) -> list[str]:
    """A name without the last word that half the list shares, and the "of" before it."""
    out = list(tokens)
    while len(out) > 1 and (out[-1] in shared or out[-1] in FUNCTION):
        out = out[:-1]
    return out


def _without_front(tokens: Sequence[str]) -> list[str]:
    """A name without "department of" in front."""
    out = list(tokens)
    while out and out[0] in GENERIC:
        out = out[1:]
    return out


def _without_generic(tokens: Sequence[str]) -> list[str]:
    """A name without "department of" in front and "service" behind: what is its own."""
    out = _without_front(tokens)
    while out and out[-1] in GENERIC:
        out = out[:-1]
    return out
