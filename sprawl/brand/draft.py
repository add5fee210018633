"""A drafted brand file: a brand that nobody has confirmed, with notes on what was guessed."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, field

from sprawl.brand.file import INDUSTRIES, Brand


@dataclass(frozen=True, slots=True)
class Draft:
    """A brand that nobody has confirmed. ``notes``: key path → comment lines; ``guesses``: the same, to be shown."""

    brand: Brand
    notes: Mapping[str, Sequence[str]] = field(default_factory=dict)
    guesses: tuple[str, ...] = ()

    def dumps(self) -> str:
        """The brand file, with what to check above each key."""
        return self.brand.dumps(self.notes)


def notes_for(brand: Brand, source: str, from_what: str) -> dict[str, tuple[str, ...]]:
    return {
        "": (f"{source}. Correct what is wrong, then: sprawl discover --brand {brand.slug}.toml", ""),
        "name": (f"Check: {from_what}.",),
        "sites": ("Check: the web sites that are yours. These are crawled; departments may have more below.",),
        "handles": ("Check: accounts that are known to be yours. Take out what is not.",),
        "industry": (f"Check: one of {', '.join(INDUSTRIES)}. It chooses the rules that a plan obeys.",),
    }


def language_of(words: Iterable[str]) -> str:
    codes = Counter(word[:2].lower() for word in words if re.fullmatch(r"[A-Za-z]{2}([-_].*)?", word.strip()))
    return codes.most_common(1)[0][0] if codes else ""
