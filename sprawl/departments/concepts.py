"""The concept of a word in a public body's name, whatever its language: the rows of ``concepts.toml``."""

from __future__ import annotations

import tomllib
from functools import lru_cache
from importlib.resources import files

_TABLE: dict[str, dict[str, str]] = tomllib.loads(
    (files("sprawl.departments") / "concepts.toml").read_text(encoding="utf-8")
)


@lru_cache(maxsize=1 << 15)
def meaning(word: str) -> str:
    """One word for all that say the same, in the singular; a word that no row knows stands for itself.

    >>> meaning("sante"), meaning("fisheries"), meaning("pesca"), meaning("tides")
    ('health', 'fishery', 'fishery', 'tide')
    """
    return _MEANS.get(word) or _MEANS.get(_singular(word)) or _singular(word)


def _singular(word: str) -> str:
    """
    >>> [_singular(word) for word in ("tides", "agencies", "access", "gas")]
    ['tide', 'agency', 'access', 'gas']
    """
    if len(word) < 4 or not word.endswith("s") or word.endswith(("ss", "us", "is")):
        return word
    return word[:-3] + "y" if word.endswith("ies") else word[:-1]


_MEANS = {
    form: concept
    for section in _TABLE.values()
    for concept, words in section.items()
    for form in (concept, *words.split())
}
BODIES = frozenset(_TABLE["bodies"])
OFFICES = frozenset(_TABLE["offices"])
