"""The words by which sheets and sites show what they are about, and how text is folded to be looked up in them."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Mapping
from functools import cache
from importlib import resources
from typing import Any

_ACCENTS = re.compile("[\u0300-\u036f]+")  # not the marks by which Japanese and others spell


def fold(text: str) -> str:
    """Lower case, no accents, words apart by one space: ``Lien / Réseau`` → ``lien reseau``."""
    plain = _ACCENTS.sub("", unicodedata.normalize("NFKD", text.casefold()))
    kept = unicodedata.normalize("NFC", plain)
    return " ".join(re.findall(r"@|\w+", kept.replace("_", " ").replace("&", " and ")))


@cache
def fields() -> Mapping[str, tuple[str, ...]]:
    """Field of a sheet → the folded phrases that name it above a column."""
    return {name: tuple(dict.fromkeys(map(fold, row["words"]))) for name, row in _table("columns.toml").items()}


@cache
def site_words() -> Mapping[str, Any]:
    """The words of ``site.toml``, folded already."""
    return _table("site.toml")


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads(resources.files("sprawl.sources").joinpath(name).read_text("utf-8"))


def country(name: str) -> str:
    """The domain of the country that a name is, in English or its own language: ``Deutschland`` → ``de``."""
    folded = fold(name)
    return next((code for code, names in site_words()["countries"].items() if folded in names), "")


def names_part(text: str) -> bool:
    """Does a text name a part of an organisation: a function, a country, or something called an office of …?"""
    name = fold(text)
    wording, functions = site_words()["wording"], site_words()["functions"]["words"]
    worded = any(name.startswith(words) for words in wording["of"]) or (name.split() or [""])[-1] in wording["after"]
    return worded or bool(country(text)) or any(f" {word} " in f" {name} " for word in functions)
