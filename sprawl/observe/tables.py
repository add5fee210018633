"""The tables of this room, kept apart from the code that uses them."""

from __future__ import annotations

import tomllib
from functools import cache
from pathlib import Path
from typing import Any

__all__ = ["table", "word_set"]


@cache
def table(name: str) -> dict[str, Any]:
    """The TOML file ``name`` of this folder."""
    return tomllib.loads(Path(__file__).with_name(f"{name}.toml").read_text(encoding="utf-8"))


def word_set(section: str, key: str) -> frozenset[str]:
    """One list of ``words.toml``."""
    return frozenset(table("words")[section][key].split())
