"""Whom a name means: the brand, a part of it, or somebody else. Names of accounts, and words of links."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sprawl.brand.brand_words import FUNCTION_NAMES
from sprawl.brand.estate import Estate
from sprawl.model import Evidence
from sprawl.text.fillers import filler_share, naming_words, without_fillers
from sprawl.text.segmentation import covered
from sprawl.text.word_lists import AROUND, FUNCTION, GENERIC, OTHER_BODIES, PLATFORM_WORDS
from sprawl.text.words import capital_words, words
from sprawl.urls import registrable_domain

_ADDRESS = re.compile(r"\S*(?:https?://|www\.|\.com/|\.org/)\S*|\S+@\S+\.\S+")
_GENERAL = FUNCTION | AROUND
_GENERIC = frozenset(word for word in GENERIC if len(word) > 1)
_DOMAIN = re.compile(
    r"(?<![@\w.])(?:[a-z0-9-]{2,63}\.){1,4}(?:com|org|net|edu|gov|info|io|co|eu|de|fr|it|es|nl|uk)\b", re.IGNORECASE
)


@dataclass(frozen=True, slots=True)
class Naming:
    """A name seen from the brand: shares (0–1) of its letters that are the brand's, its parts', or foreign."""

    run: str  # the name run together
    brand: float
    parts: float  # explained by units or sections of the site, beyond the brand's own name
    rest: float


@lru_cache(maxsize=1 << 16)
def _naming(run: str, brand: frozenset[str], initials: frozenset[str], *parts: frozenset[str]) -> Naming:
    if not run:
        return Naming("", 0.0, 0.0, 1.0)
    if (cut := _initialed(run, brand, initials)) is not None:
        return Naming(run, cut / len(run), 1 - cut / len(run), 0.0)
    own, whole = covered(run, brand), covered(run, brand, FUNCTION_NAMES, *parts)
    filler = max(0, covered(run, brand, FUNCTION_NAMES, _GENERIC, *parts) - whole)
    length = max(1, len(run) - filler)
    return Naming(run, min(1.0, own / length), max(0, whole - own) / length, max(0.0, 1 - max(own, whole) / length))


def _initialed(run: str, brand: frozenset[str], initials: frozenset[str]) -> int | None:
    """How many letters are the brand's name, where the other letters are a unit's initials; None otherwise."""
    if run in initials:
        return 0
    cuts = (n for n in range(2, len(run) - 1) if {run[:n], run[:-n]} & initials or {run[n:], run[-n:]} & initials)
    for n in cuts:
        for name, rest in ((run[:n], run[n:]), (run[n:], run[:n])):
            if name in brand and rest in initials:
                return len(name)
    return None


def naming(run: str, estate: Estate, *places: frozenset[str]) -> Naming:
    """Read a run-together name with the brand's words, its units', and those of places of its site."""
    return _naming(run, estate.names, estate.unit_initials, estate.unit_words, *places)


def foreign_address(text: str, estate: Estate) -> str:
    """The first web address in a text that is not the brand's; platforms' addresses are passed over."""
    for address in _DOMAIN.findall(text):
        name = address.lower().removeprefix("www.")
        platform = any(part in PLATFORM_WORDS for part in name.split(".")[-3:-1])
        if not platform and registrable_domain(name) and not estate.ours(f"https://{name}/"):
            return str(address)
    return ""


def plainness(text: str, estate: Estate) -> float:
    """Share (0–1) of a text's words that name nobody but us."""
    others = [word for word in naming_words(text) if not estate.means_us(word)]
    if any(word in OTHER_BODIES for word in others):
        return filler_share(text)
    return 1 - len(others) / max(1, len(words(text)))


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom the words of a link name: the shares of its naming words that are ours, or foreign."""

    text: str
    ours: float
    foreign: float
    copied: bool  # the words are the handle again
    brand: bool  # the brand's own name is among them
    body: bool  # a word for a body that stands for itself, and not for a part of the brand


def owner(e: Evidence, run: str, estate: Estate) -> Owner | None:
    """Whom the link's own words name; None: nobody."""
    return _owner(e.label, run, estate, e.url)


def owner_above(e: Evidence, run: str, estate: Estate) -> Owner | None:
    """Whom the heading above names; None: nobody."""
    return _owner(e.heading, run, estate, e.url)


def _owner(text: str, run: str, estate: Estate, url: str) -> Owner | None:
    tokens, joined = _naming_tokens(text)
    if not tokens:
        return None
    share = sum(_worth_for_brand(w, estate, url) for w in tokens) / len(tokens)
    body = any(w in OTHER_BODIES and not estate.means_us(w) for w in tokens)
    brand = not estate.names.isdisjoint(tokens)
    return Owner(text.strip(), max(0.0, share), min(1.0, 1 - share), joined == run, brand, body)


@lru_cache(maxsize=1 << 16)
def _naming_tokens(text: str) -> tuple[tuple[str, ...], str]:
    """The words of a text that can name somebody, and all of them run together."""
    bare = _ADDRESS.sub(" ", text)
    acronyms = capital_words(bare)
    tokens = [w for w in without_fillers(words(bare)) if (w not in _GENERAL or w in acronyms) and not w.isdigit()]
    return tuple(w for w in tokens if w not in GENERIC) or tuple(tokens), "".join(tokens)


def _worth_for_brand(word: str, estate: Estate, url: str) -> float:
    """What a word counts for the brand: 1 for its own and its units' words, a part for words of its sections."""
    if estate.means_us(word):
        return 1.0
    if word in OTHER_BODIES:
        return -0.5
    near = word in estate.place(url).tokens or word in estate.section_words
    return (0.3 if estate.brand.units else 0.6) if near else 0.0
