"""How an account's names, and the words of a link, speak of the brand, of its parts, or of somebody else."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from sprawl.model import Account, Evidence, Profile
from sprawl.own.acronyms import stands_for
from sprawl.own.estate import GENERAL, Estate, covered
from sprawl.own.phrases import OTHER_BODIES, PLATFORM_WORDS, content
from sprawl.own.reading import compact, words
from sprawl.own.wording import FUNCTION, GENERIC
from sprawl.urls import registrable_domain

_NUMBER = re.compile(r"[-_.]?\d{6,}$")
_OPAQUE = re.compile(r"(id/\d+|channel/.+|did:.+|UC[\w-]{22})$", re.IGNORECASE)
_ADDRESS = re.compile(r"\S*(?:https?://|www\.|\.com/|\.org/)\S*|\S+@\S+\.\S+")
_GENERIC = frozenset(word for word in GENERIC if len(word) > 1)
_DOMAIN = re.compile(r"(?<![@\w.])(?:[a-z0-9-]{2,63}\.){1,4}(?:com|org|net|edu|gov|info|io|co|eu|de|fr|it|es|nl|uk)\b", re.IGNORECASE)
_SENTENCE = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"'@])|\s*[•\n|]\s*")


@dataclass(frozen=True, slots=True)
class Naming:
    """A name seen from the brand: shares (0–1) of its letters that are the brand's, its parts', or foreign."""

    run: str                         # the name run together
    brand: float
    parts: float                     # explained by units or sections of the site, beyond the brand's own name
    rest: float


def handle_run(account: Account, profile: Profile | None = None) -> str:
    """The letters of a handle that name somebody; of an opaque one, of the profile's name; else nothing."""
    handle = account.ref.partition(":")[2]
    if _OPAQUE.search(handle):
        return compact(profile.name) if profile else ""
    handle = _NUMBER.sub("", account.handle.rpartition("/")[2] if "/" in account.handle else account.handle)
    return compact(handle.partition("@")[0] if account.platform == "mastodon" else handle.removesuffix(".bsky.social"))


@lru_cache(maxsize=65536)
def _naming(run: str, brand: frozenset[str], parts: frozenset[str]) -> Naming:
    if not run:
        return Naming("", 0.0, 0.0, 1.0)
    own, whole = covered(run, brand), covered(run, brand | parts | GENERAL)
    filler = max(0, covered(run, brand | parts | GENERAL | _GENERIC) - whole)
    length = max(1, len(run) - filler)
    return Naming(run, min(1.0, own / length), max(0, whole - own) / length, max(0.0, 1 - max(own, whole) / length))


def naming(run: str, estate: Estate, place: frozenset[str] = frozenset()) -> Naming:
    """Read a run-together name with the brand's words, its units', and those of the page's place."""
    return _naming(run, estate.names, estate.unit_words | place)


def resembles(run: str, label: str) -> bool:
    """Do the words of a label make up most of a handle, or its initials?"""
    telling = [w for w in words(label) if w not in FUNCTION]
    if len(run) < 3 or not telling:
        return False
    if covered(run, frozenset(w for w in telling if len(w) > 2)) >= 0.6 * len(run):
        return True
    return len(run) <= 6 and stands_for(run, " ".join(telling))


def sentence(e: Evidence) -> str:
    """The sentence of the quote in which the link stands."""
    if not e.label or e.label not in e.quote:
        return e.quote
    return next((part for part in _SENTENCE.split(e.quote) if e.label in part), e.quote)


def foreign_address(text: str, estate: Estate) -> str:
    """The first web address in a text that is not the brand's; platforms' addresses are passed over."""
    for found in _DOMAIN.findall(text):
        name = found.lower().removeprefix("www.")
        platform = any(part in PLATFORM_WORDS for part in name.split(".")[-3:-1])
        if not platform and registrable_domain(name) and not estate.ours(f"https://{name}/"):
            return str(found)
    return ""


@dataclass(frozen=True, slots=True)
class Owner:
    """Whom the words of a link name: shares of its telling words that are the brand's, its parts', or foreign."""

    text: str
    ours: float
    foreign: float
    copied: bool                     # the words are the handle again


def owner(e: Evidence, run: str, estate: Estate) -> Owner | None:
    """Whom the link's label names, or, when the label is only a platform's name, the heading; None: nobody."""
    for text in (e.label, e.heading):
        bare = _ADDRESS.sub(" ", text)
        telling = [w for w in content(words(bare)) if w not in FUNCTION and not w.isdigit()]
        if telling:
            return _owner(bare, telling, run, estate, e.url)
    return None


def _owner(text: str, telling: list[str], run: str, estate: Estate, url: str) -> Owner:
    joined = compact(" ".join(telling))
    known = estate.names | estate.unit_words
    telling = [w for w in telling if w not in GENERIC or _known(w, known)] or telling
    share = sum(_worth(w, known, estate, url) for w in telling) / len(telling)
    return Owner(text.strip(), max(0.0, share), min(1.0, 1 - share), joined == run)


def _worth(word: str, known: frozenset[str], estate: Estate, url: str) -> float:
    """How much a word of a name speaks for the brand: its own and its units' words in full, its sections' in part."""
    if _known(word, known):
        return 1.0
    if word in OTHER_BODIES:
        return -0.5
    near = word in estate.place(url).tokens or word in estate.section_words
    return (0.3 if estate.brand.units else 0.6) if near else 0.0


def _known(word: str, known: frozenset[str]) -> bool:
    return word in known or (len(word) > 5 and covered(word, known) == len(word))
