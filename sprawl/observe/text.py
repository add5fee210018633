"""Text as evidence keeps it: one clean line, cut to the length of a quote."""

from __future__ import annotations

import re

__all__ = ["QUOTE", "clean", "excerpt"]

QUOTE = 240  # characters, the longest quote of a page
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]+")


def clean(text: str) -> str:
    """One line without control characters, invisible marks and unpaired surrogates."""
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return " ".join(_CONTROL.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).split())


def excerpt(text: str, start: int = 0, length: int = 0, most: int = QUOTE) -> str:
    """At most ``most`` characters of ``text`` around the ``length`` from ``start``, cut between words."""
    if len(text) <= most:
        return text
    spare = max(0, most - length - 2)
    left = max(0, min(start - spare // 2, len(text) - most + 2))
    right = min(len(text), left + most - 2)
    if left and (space := text.find(" ", left, max(left, start) + 1)) >= 0:
        left = space + 1
    if right < len(text) and (space := text.rfind(" ", start + length, right)) >= 0:
        right = space
    return ("…" if left else "") + text[left:right] + ("…" if right < len(text) else "")
