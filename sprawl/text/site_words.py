"""How sites and sheets name countries, functions and offices, and how text is folded to be looked up in them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache, lru_cache
from importlib import resources
from typing import Any

_ACCENTS = re.compile("[\u0300-\u036f]+")  # not the marks by which Japanese and others spell


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case, no accents, words apart by one space: ``Lien / Réseau`` → ``lien reseau``."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    kept = unicodedata.normalize("NFC", plain)
    return " ".join(re.findall(r"@|\w+", kept.replace("_", " ").replace("&", " and ")))


@cache
def site_words() -> Mapping[str, Any]:
    """The words of ``site.toml``, folded already."""
    return _table("site.toml")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("sprawl.text").joinpath("tables", name).read_text("utf-8"))


def country(name: str) -> str:
    """The domain of the country that a name is, in English or its own language: ``Deutschland`` → ``de``."""
    return _countries().get(fold(name), "")


@cache
def _countries() -> Mapping[str, str]:
    return {name: code for code, names in reversed(site_words()["countries"].items()) for name in names}


@cache
def _openings() -> tuple[str, ...]:
    return tuple(f"{words} " for words in site_words()["wording"]["of"])


def is_worded(name: str) -> bool:
    """Is a folded name one of an office of …, or of a … department?"""
    return name.startswith(_openings()) or (name.split() or [""])[-1] in site_words()["wording"]["after"]


def names_part(text: str) -> bool:
    """Does a text name a part of an organisation: a function, a country, or something called an office of …?"""
    name = fold(text)
    functions = site_words()["functions"]["words"]
    return is_worded(name) or bool(country(text)) or any(f" {word} " in f" {name} " for word in functions)
