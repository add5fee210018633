"""The words around a link: the sentence it stands in, and the line that it shares with others."""

from __future__ import annotations

import re
from functools import lru_cache
from typing import Protocol

_END = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"'@])")
_PART = re.compile(r"(?<=[.!?])\s+(?=[A-Z0-9“\"'@])|\s*[•\n|]\s*")
_AGAIN = re.compile(
    r"(?:it|its|they|their|this|these|she|her|he|his|es|sie|er|il|elle|ils|elles|esta|este)\b", re.IGNORECASE
)


class Quoted(Protocol):
    """A link with the text around it, as evidence has it."""

    @property
    def label(self) -> str:
        """The words of the link."""

    @property
    def quote(self) -> str:
        """The text in which the link stands."""


def sentence(e: Quoted) -> str:
    """The sentence, or the part between two bars or bullets, in which the link stands."""
    return _around(e.label, e.quote, _PART)[0]


def line(e: Quoted) -> str:
    """The sentence in which the link stands, bars and bullets and all: what stands in it shares an owner."""
    return _around(e.label, e.quote, _END)[0]


def said_of(e: Quoted) -> str:
    """The sentence, and the next one where it goes on about the same ("It is independent of us")."""
    at, after = _around(e.label, e.quote, _END)
    return f"{at} {after}" if _AGAIN.match(after) else at


def before(e: Quoted) -> str:
    """The sentence before the one in which the link stands."""
    at = line(e)
    earlier = _END.split(e.quote[: e.quote.find(at)].rstrip()) if at != e.quote else [""]
    return earlier[-1]


@lru_cache(maxsize=1 << 17)
def _around(label: str, quote: str, cut: re.Pattern[str]) -> tuple[str, str]:
    if not label or label not in quote:
        return quote, ""
    parts = cut.split(quote)
    at = next((n for n, part in enumerate(parts) if label in part), None)
    if at is None:
        return quote, ""
    return parts[at], parts[at + 1] if at + 1 < len(parts) else ""
