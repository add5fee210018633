"""How sites and sheets name countries, functions and offices: the words of ``site.toml``, compared by `fold_label`."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache
from typing import Any

from sprawl.text.folding import fold_label
from sprawl.text.word_lists import read_table


@cache
def site_words() -> Mapping[str, Any]:
    """The words of ``site.toml``, folded already."""
    return read_table("site.toml")


def country(name: str) -> str:
    """The domain of the country that a name is, in English or its own language: ``Deutschland`` → ``de``."""
    return _countries().get(fold_label(name), "")


@cache
def _countries() -> Mapping[str, str]:
    return {name: code for code, names in reversed(site_words()["countries"].items()) for name in names}


@cache
def _openings() -> tuple[str, ...]:
    return tuple(f"{words} " for words in site_words()["wording"]["of"])


def is_worded(name: str) -> bool:
    """True for the folded name of an "office of …" or of a "… department"."""
    return name.startswith(_openings()) or (name.split() or [""])[-1] in site_words()["wording"]["after"]


def names_part(text: str) -> bool:
    """True for a text that names a part of an organization: a function, a country, or an "office of …"."""
    name = fold_label(text)
    functions = site_words()["functions"]["words"]
    return is_worded(name) or bool(country(text)) or any(f" {word} " in f" {name} " for word in functions)
