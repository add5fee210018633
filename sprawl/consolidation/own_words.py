"""An account's own words: handle, display name and bio without the brand's names, matched against ``words.toml``."""

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
class WordRow:
    """One row of ``words.toml``: words that mean a value of a field."""

    field: str
    value: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class OwnWords:
    """An account's own words, folded; the brand's names are cut out of the handle and the display name."""

    name: str  # display name, or the handle where there is none
    handle: str
    bio: str

    @property
    def all(self) -> str:
        return f" {self.name} {self.handle} {self.bio} "


@cache
def load_table(name: str) -> Any:
    """A TOML table of this folder, read once."""
    return tomllib.loads((files("sprawl.consolidation") / name).read_text(encoding="utf-8"))


@cache
def word_rows() -> tuple[WordRow, ...]:
    """Every row of ``words.toml``, in the order of the file; the first match wins."""
    return tuple(
        WordRow(field, row["value"], tuple(row["words"]), tuple(row["examples"]), tuple(row["counter"]))
        for field, table in load_table("words.toml").items()
        if isinstance(table, list)
        for row in table
    )


def fold(text: str) -> str:
    """Lower-case words without accents or digits, with one space between and around them.

    >>> fold("AcmeCareersDE")
    ' acme careers de '
    """
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", text))
    words = _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)).casefold())
    return f" {' '.join(words)} "


def words_pattern(words: Iterable[str]) -> re.Pattern[str]:
    """A pattern for any of the words in a folded text, the longest first."""
    folded = sorted({fold(word).strip() for word in words} - {""}, key=lambda word: (-len(word), word))
    return re.compile(f" (?:{'|'.join(map(re.escape, folded))})(?= )")


@cache
def _patterns(field: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((row.value, words_pattern(row.words)) for row in word_rows() if row.field == field)


def match_field(text: str, field: str) -> str | None:
    """The first value of a field whose words a folded text contains."""
    return next((value for value, pattern in _patterns(field) if pattern.search(text)), None)


def read_own_words(entry: Entry, brand: Sequence[str]) -> OwnWords:
    """The words of an account; ``brand`` are the brand's names."""
    handle = remove_names(fold(entry.handle.rsplit("/", 1)[-1].split("@")[0]), brand)
    name = entry.display_name or (entry.profile.name if entry.profile else "")
    bio = fold(entry.profile.bio if entry.profile else "")
    return OwnWords(remove_names(fold(name), brand) if name.strip() else handle, handle, bio)


@cache
def _spellings(names: tuple[str, ...]) -> tuple[str, ...]:
    """The names as phrases, as one word, and without generic words; longest first."""
    phrases = [fold(name).strip() for name in names]
    glued = [phrase.replace(" ", "") for phrase in phrases]
    distinctive = [" ".join(word for word in phrase.split() if word not in _generic()) for phrase in phrases]
    spellings = {text for text in (*phrases, *glued, *distinctive) if len(text) > 1}
    return tuple(sorted(spellings, key=lambda text: (-len(text), text)))


def remove_names(text: str, names: Sequence[str]) -> str:
    """A folded text without the names; words glued to a name (``acmecareers``) are split first."""
    for spelling in _spellings(tuple(names)):
        text = text.replace(f" {spelling} ", "  ")
        if " " not in spelling and len(spelling) > 3:
            text = re.sub(rf" {spelling}(?=\w)|(?<=\w){spelling} ", " ", text)
    return re.sub(" +", " ", f" {text} ")


@cache
def _no_subject() -> re.Pattern[str]:
    """Words of place, language, audience or product class."""
    tables = (load_table("countries.toml"), load_table("languages.toml"))
    names = [name for table in tables for row in table.values() for name in row["names"]]
    fields = ("audience_class", "product_class", "jurisdiction_class")
    return words_pattern([*names, *(word for row in word_rows() if row.field in fields for word in row.words)])


@cache
def _generic() -> frozenset[str]:
    return frozenset(load_table("words.toml")["generic"]["words"])


def find_subject(words: OwnWords) -> str:
    """The words of a name that are no brand, place, audience or generic word (``parks``), else ``corporate``."""
    rest = _no_subject().sub(" ", words.name)
    return " ".join(word for word in rest.split() if word not in _generic() and len(word) > 1) or "corporate"
