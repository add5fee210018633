"""Features of the accounts of a file: words, names, addresses and mentions that several accounts can share.

A feature is a string ``kind:text``. The kinds are rows of ``KINDS``; a kind's sentence says what sharing one means.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from sprawl.departments.concepts import BODIES, OFFICES, meaning
from sprawl.departments.lexicon import Hit
from sprawl.departments.unit_sites import addresses
from sprawl.text.acronyms import without_note
from sprawl.text.word_lists import BODY, FUNCTION, LANGUAGE_TAGS, PROFILE_WORDS
from sprawl.text.words import Vocabulary, compact, pieces, words
from sprawl.urls import host, registrable_domain, unprefixed

KINDS = {  # kind → how a shared feature reads in a sentence
    "same": "has the handle or name “{}”",
    "called": "calls itself “{}”",
    "owner": "belongs to the same owner ({})",
    "line": "stands in one line of our pages: {}",
    "host": "names the web address {}",
    "mention": "is, or mentions, @{}",
    "name": "has “{}” in its handle or name",
    "word": "has “{}” in its words",
    "pair": "says “{}”",
    "start": "has a handle that begins with “{}”",
    "end": "has a handle that ends with “{}”",
}
SAME_OWNER_KINDS = (  # kinds that accounts of one owner share
    "same",
    "owner",
    "host",
    "mention",
)
_MENTION = re.compile(r"(?<![\w.])@(\w[\w.]{2,29})")
_OPAQUE = re.compile(r"UC[\w-]{22}|[\d@N]+|id[/:]\d+|did:.*|\d[\d-]{5,}")
_SERIAL = re.compile(r"-\d{6,}$")
_UNSPACED = re.compile(r"[\u3040-\u30ff\u3400-\u9fff]{2,}")
EDGE_LENGTHS = range(3, 8)


@dataclass(frozen=True, slots=True)
class Listed:
    """An account as a file lists it."""

    id: str
    platform: str = ""
    handle: str = ""
    display_name: str = ""
    bio: str = ""
    website: str = ""

    @property
    def fields(self) -> dict[str, str]:
        """What ``Lexicon.fit`` reads, without handles that are only numbers."""
        return {
            "handle": handle_name(self.handle),
            "display_name": self.display_name,
            "bio": self.bio,
            "website": self.website,
        }


def handle_name(handle: str) -> str:
    """The part of a handle that is a name: no numeric ids, no serial number, no path in front.

    >>> [handle_name(handle) for handle in ("pages/Dune-Survey-239260419529", "UCNJ3ZQdxDyxb0h9OiMZg9Gg")]
    ['Dune-Survey', '']
    """
    if _OPAQUE.fullmatch(handle):
        return ""
    last = _SERIAL.sub("", handle.rstrip("/").rsplit("/", 1)[-1].lstrip("@"))
    return "" if _OPAQUE.fullmatch(last) else last


def vocabulary(accounts: Iterable[Listed], extra: Iterable[str] = ()) -> Vocabulary:
    """The words that at least two accounts write apart, and those of the list; handles are cut into these."""
    counts: Counter[str] = Counter()
    for account in accounts:
        counts.update(_separate_words(account))
    counts.update(word for text in extra for word in (*words(text), *words(text)))
    return Vocabulary({word: n for word, n in counts.items() if n > 1})


def _separate_words(account: Listed) -> set[str]:
    """Words of an account that stand apart from others, and not those that only its handle runs together."""
    texts = (account.display_name, account.bio)
    cut = pieces(handle_name(account.handle))
    apart = {word for text in texts if " " in text.strip() for word in words(text)}
    apart.update(cut if len(cut) > 1 else ())
    return {word for word in apart if 1 < len(word) < 15 and word != "".join(cut)}


def features_of(account: Listed, vocabulary: Vocabulary, owner: str = "") -> frozenset[str]:
    """Everything by which an account can resemble another."""
    handle = handle_name(account.handle)
    name_words = [*_cut(handle, vocabulary), *_name_words(account.display_name, vocabulary)]
    bio_words = words(account.bio)
    features = {f"{kind}:{word}" for kind in ("name", "word") for word in name_words if _is_specific(word)}
    features.update(f"word:{word}" for word in _unglued(bio_words) if _is_specific(word))
    features.update(f"pair:{pair}" for part in (name_words, bio_words) for pair in _pairs(part))
    features.update(_edges(compact(handle)))
    features.update(_ties(account, handle))
    return frozenset(features | {f"owner:{owner}"} if owner else features)


def _cut(handle: str, vocabulary: Vocabulary) -> list[str]:
    return [word for piece in pieces(handle) for word in (vocabulary.split(piece) if len(piece) > 4 else (piece,))]


def _name_words(name: str, vocabulary: Vocabulary) -> list[str]:
    alone = len(name.split()) == 1
    return _cut(name.strip("@ "), vocabulary) if alone else _unglued(words(name))


def _unglued(tokens: Sequence[str]) -> list[str]:
    """The words, and of scripts without spaces between words every pair of letters."""
    runs = (run for token in tokens if not token.isascii() for run in _UNSPACED.findall(token))
    return [*tokens, *(run[at : at + 2] for run in runs for at in range(len(run) - 1))]


def _is_specific(word: str) -> bool:
    """False for general words: function words, long numbers, words for a kind of body or an office in any language."""
    if word in FUNCTION or word in PROFILE_WORDS or word in BODY or meaning(word) in BODIES | OFFICES:
        return False
    return not (word.isdigit() and len(word) > 4)


def _pairs(tokens: Sequence[str]) -> Iterator[str]:
    content = [token for token in tokens if _is_specific(token)]
    return (f"{first} {second}" for first, second in pairwise(content))


def _edges(run: str) -> Iterator[str]:
    for length in EDGE_LENGTHS if len(run) > 4 else ():
        if length < len(run):
            yield f"start:{run[:length]}"
            yield f"end:{run[-length:]}"


def _ties(account: Listed, handle: str) -> Iterator[str]:
    """What ties accounts of one owner: the same handle or name in any language, the same web address, a mention."""
    for core in (
        compact(handle),
        without_language(pieces(handle)),
        compact(account.display_name),
        without_language(words(without_note(account.display_name))),
    ):
        if len(core) > 3:
            yield f"same:{core}"
    if handle:
        yield f"mention:{handle.casefold()}"
    for mentioned in _MENTION.findall(account.bio):
        yield f"mention:{mentioned.rstrip('.').casefold()}"
    for address in (*addresses(account.website), *addresses(account.bio)):
        name = unprefixed(host(address))
        yield from (f"host:{part}" for part in {name, registrable_domain(name) or name} if part)


def without_language(tokens: Sequence[str]) -> str:
    """A name without words for its language and for being a profile."""
    return "".join(token for token in tokens if token not in LANGUAGE_TAGS and token not in PROFILE_WORDS)


def without_stated(features: frozenset[str], hits: Iterable[Hit]) -> frozenset[str]:
    """The features that are left without those that state the unit itself."""
    keys = [hit.key.text for hit in hits]
    glued = tuple(key.replace(" ", "") for key in keys)
    covered = {word for key in keys for word in key.split()} | set(glued)
    return frozenset(feature for feature in features if not _states(feature, glued, covered))


def _states(feature: str, glued: tuple[str, ...], covered: set[str]) -> bool:
    kind, _, text = feature.partition(":")
    if kind in ("word", "name"):
        return text in covered
    if kind == "pair":
        return any(word in covered for word in text.split())
    if kind == "start":
        return any(key.startswith(text) or text.startswith(key) for key in glued)
    if kind == "end":
        return any(key.endswith(text) or text.endswith(key) for key in glued)
    return kind == "host" and any(text.endswith(key) for key in _hosts(glued))


def _hosts(glued: tuple[str, ...]) -> tuple[str, ...]:
    """Of the keys found, those that are hosts."""
    return tuple(key for key in glued if "." in key)
