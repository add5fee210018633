"""An account's own words: folded, the brand's name taken off, read against the word table."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

from sprawl.model import Entry

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W\d_]+")


@dataclass(frozen=True, slots=True)
class Row:
    """One row of ``words.toml``: words that mean a value of a field."""

    field: str
    value: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@cache
def toml_table(name: str) -> Any:
    """A table of this folder, read once."""
    return tomllib.loads((files("sprawl.consolidation") / name).read_text(encoding="utf-8"))


@cache
def rows() -> tuple[Row, ...]:
    """Every row of the word table, in the order in which it is read."""
    return tuple(
        Row(field, row["value"], tuple(row["words"]), tuple(row["examples"]), tuple(row["counter"]))
        for field, table in toml_table("words.toml").items()
        if isinstance(table, list)
        for row in table
    )


def fold(text: str) -> str:
    """Lower-case words without accents or digits, one space between them and around: `` acme us ``."""
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", text))
    words = _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)).casefold())
    return f" {' '.join(words)} "


@cache
def _phrases(field: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """The values of a field with the pattern of their words."""
    return tuple((row.value, words_pattern(row.words)) for row in rows() if row.field == field)


def words_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """Any of the words in a folded text, the longest first."""
    folded = sorted({fold(word).strip() for word in words} - {""}, key=lambda word: (-len(word), word))
    return re.compile(f" (?:{'|'.join(map(re.escape, folded))})(?= )")


def says(text: str, field: str) -> str | None:
    """The first value of a field of which a folded text carries a word."""
    return next((value for value, pattern in _phrases(field) if pattern.search(text)), None)


@dataclass(frozen=True, slots=True)
class Voice:
    """An account's own words, folded, the brand's name cut out of the handle and the display name."""

    name: str  # display name, or the handle where there is none
    handle: str
    bio: str

    @property
    def all(self) -> str:
        return f" {self.name} {self.handle} {self.bio} "


def voice(entry: Entry, brand: Sequence[str]) -> Voice:
    """Read an entry; ``brand`` are the brand's names."""
    handle = without(fold(entry.handle.rsplit("/", 1)[-1].split("@")[0]), brand)
    shown = entry.display_name or (entry.profile.name if entry.profile else "")
    return Voice(
        without(fold(shown), brand) if shown.strip() else handle,
        handle,
        fold(entry.profile.bio if entry.profile else ""),
    )


@cache
def _spellings(names: tuple[str, ...]) -> tuple[str, ...]:
    """The brand's names as phrases, as one word, and their telling words, longest first."""
    generic = _generic()
    phrases = [fold(name).strip() for name in names]
    glued = [phrase.replace(" ", "") for phrase in phrases]
    telling = [" ".join(word for word in phrase.split() if word not in generic) for phrase in phrases]
    return tuple(
        sorted({text for text in (*phrases, *glued, *telling) if len(text) > 1}, key=lambda text: (-len(text), text))
    )


def without(text: str, brand: Sequence[str]) -> str:
    """A folded text with the brand's names marked off: glued words (``acmecareers``) are split first."""
    for spelling in _spellings(tuple(brand)):
        text = text.replace(f" {spelling} ", "  ")
        if " " not in spelling and len(spelling) > 3:
            text = re.sub(rf" {spelling}(?=\w)|(?<=\w){spelling} ", " ", text)
    return re.sub(" +", " ", f" {text} ")


@cache
def _spent() -> re.Pattern[str]:
    """Words that tell place, language, audience or class, and so are no subject."""
    places = [name for row in toml_table("countries.toml").values() for name in row["names"]]
    tongues = [name for row in toml_table("languages.toml").values() for name in row["names"]]
    told = ("audience_class", "product_class", "jurisdiction_class")
    return words_pattern([*places, *tongues, *(word for row in rows() if row.field in told for word in row.words)])


@cache
def _generic() -> frozenset[str]:
    return frozenset(toml_table("words.toml")["generic"]["words"])


def subject(spoken: Voice) -> str:
    """What a name speaks of beside brand, place and general words: ``parks``; "corporate" when nothing is left."""
    left = _spent().sub(" ", spoken.name)
    return " ".join(word for word in left.split() if word not in _generic() and len(word) > 1) or "corporate"
