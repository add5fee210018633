"""The tables of this room: lists of words, kept apart from the code that looks for them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["table", "words"]


@cache
def table(name: str) -> dict[str, Any]:
    """A TOML file of this folder."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def words(section: str, key: str) -> frozenset[str]:
    """One list of ``words.toml``."""
    return frozenset(table("words")[section][key].split())
