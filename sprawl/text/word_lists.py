"""Lists of general words, read from ``tables/``: one file a language, and ``common.toml`` for all of them together.

A new language is one file in ``tables/languages/``: ``function_words``, ``body_words`` (words for a kind of body, such
as "department") and ``[phrases]``, whose kinds are listed in `sprawl.text.phrases`. Every key may be left out. Words
are folded: lower case, no accents. No list holds an organization's own words.
"""

from __future__ import annotations

import tomllib
from functools import cache
from importlib import resources
from typing import Any

_TABLES = resources.files("sprawl.text") / "tables"


def read_table(name: str) -> dict[str, Any]:
    """A file of ``tables/``."""
    return tomllib.loads((_TABLES / name).read_text("utf-8"))


@cache
def languages() -> dict[str, dict[str, Any]]:
    """Language code → the table of the language."""
    files = sorted(entry.name for entry in (_TABLES / "languages").iterdir() if entry.name.endswith(".toml"))
    return {name.removesuffix(".toml"): read_table(f"languages/{name}") for name in files}


def _of_every_language(key: str) -> frozenset[str]:
    return frozenset(word for table in languages().values() for word in table.get(key, ()))


FUNCTION = _of_every_language("function_words")
BODY = _of_every_language("body_words")
GENERIC = FUNCTION | BODY

_COMMON = read_table("common.toml")
OTHER_BODIES = frozenset(_COMMON["other_bodies"])
PLATFORM_WORDS = frozenset(_COMMON["platform_words"])
FILLER = frozenset(_COMMON["filler"])
AROUND = frozenset(_COMMON["around"])
BUILDERS = frozenset(_COMMON["builders"])
TRADES = frozenset(_COMMON["trades"])
OFFICES = tuple(_COMMON["offices"])  # the longest first
PROFILE_WORDS = frozenset(_COMMON["profile_words"])
LANGUAGE_TAGS = frozenset(_COMMON["language_tags"])
COUNTRY_CODES: dict[str, str] = _COMMON["countries"]
