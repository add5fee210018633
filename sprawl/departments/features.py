"""What an account of a file shows of itself, as words that can be counted and compared with its relatives' words.

A trait is ``kind:text``. The kinds are rows of ``KINDS``; a kind's sentence says what having the trait in common means.
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

KINDS = {  # kind → how a shared trait reads in a sentence
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
TWIN = ("same", "owner", "host", "mention")
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
            "handle": spoken(self.handle),
            "display_name": self.display_name,
            "bio": self.bio,
            "website": self.website,
        }


def spoken(handle: str) -> str:
    """A handle as people say it: no numeric ids, no serial number, no path in front.

    >>> spoken("pages/Dune-Survey-239260419529"), spoken("UCNJ3ZQdxDyxb0h9OiMZg9Gg"), spoken("company/dunes")
    ('Dune-Survey', '', 'dunes')
    """
    if _OPAQUE.fullmatch(handle):
        return ""
    last = _SERIAL.sub("", handle.rstrip("/").rsplit("/", 1)[-1].lstrip("@"))
    return "" if _OPAQUE.fullmatch(last) else last


def vocabulary(accounts: Iterable[Listed], extra: Iterable[str] = ()) -> Vocabulary:
    """The words that at least two accounts spell out, and those of the list: by them handles are cut."""
    counts: Counter[str] = Counter()
    for account in accounts:
        counts.update(_spelled(account))
    counts.update(word for text in extra for word in (*words(text), *words(text)))
    return Vocabulary({word: n for word, n in counts.items() if n > 1})


def _spelled(account: Listed) -> set[str]:
    texts = (account.display_name, account.bio)
    cut = pieces(spoken(account.handle))
    found = {word for text in texts if " " in text.strip() for word in words(text)}
    found.update(cut if len(cut) > 1 else ())
    return {word for word in found if 1 < len(word) < 15 and word != "".join(cut)}


def traits(account: Listed, vocabulary: Vocabulary, owner: str = "") -> frozenset[str]:
    """Everything by which it can resemble another account."""
    handle = spoken(account.handle)
    named = [*_cut(handle, vocabulary), *_name_words(account.display_name, vocabulary)]
    told = words(account.bio)
    found = {f"{kind}:{word}" for kind in ("name", "word") for word in named if _telling(word)}
    found.update(f"word:{word}" for word in _unglued(told) if _telling(word))
    found.update(f"pair:{pair}" for part in (named, told) for pair in _pairs(part))
    found.update(_edges(compact(handle)))
    found.update(_links(account, handle))
    return frozenset(found | {f"owner:{owner}"} if owner else found)


def _cut(handle: str, vocabulary: Vocabulary) -> list[str]:
    return [word for piece in pieces(handle) for word in (vocabulary.split(piece) if len(piece) > 4 else (piece,))]


def _name_words(name: str, vocabulary: Vocabulary) -> list[str]:
    alone = len(name.split()) == 1
    return _cut(name.strip("@ "), vocabulary) if alone else _unglued(words(name))


def _unglued(tokens: Sequence[str]) -> list[str]:
    """Words; of scripts that write none, every two letters."""
    runs = (run for token in tokens if not token.isascii() for run in _UNSPACED.findall(token))
    return [*tokens, *(run[at : at + 2] for run in runs for at in range(len(run) - 1))]


def _telling(word: str) -> bool:
    """Words for a kind of body or an office are everybody's, whatever their language."""
    if word in FUNCTION or word in PROFILE_WORDS or word in BODY or meaning(word) in BODIES | OFFICES:
        return False
    return not (word.isdigit() and len(word) > 4)


def _pairs(tokens: Sequence[str]) -> Iterator[str]:
    content = [token for token in tokens if _telling(token)]
    return (f"{first} {second}" for first, second in pairwise(content))


def _edges(run: str) -> Iterator[str]:
    for length in EDGE_LENGTHS if len(run) > 4 else ():
        if length < len(run):
            yield f"start:{run[:length]}"
            yield f"end:{run[-length:]}"


def _links(account: Listed, handle: str) -> Iterator[str]:
    """What makes twins: the same handle or name whatever its language, the same web address, a mention."""
    for core in (
        compact(handle),
        plain(pieces(handle)),
        compact(account.display_name),
        plain(words(without_note(account.display_name))),
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


def plain(tokens: Sequence[str]) -> str:
    """A name without words for its language and for being a profile."""
    return "".join(token for token in tokens if token not in LANGUAGE_TAGS and token not in PROFILE_WORDS)


def hidden(found: frozenset[str], hits: Iterable[Hit]) -> frozenset[str]:
    """The traits left when those that state the unit are covered: what else its accounts have in common."""
    keys = [hit.key.text for hit in hits]
    glued = tuple(key.replace(" ", "") for key in keys)
    covered = {word for key in keys for word in key.split()} | set(glued)
    return frozenset(trait for trait in found if not _states(trait, glued, covered))


def _states(trait: str, glued: tuple[str, ...], covered: set[str]) -> bool:
    kind, _, text = trait.partition(":")
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
