"""Texts as a person reads or hears them: one clean line, cut where needed; the label of a link."""

from __future__ import annotations

import re

from sprawl.observe.dom.tree import Element

__all__ = ["QUOTE", "clean", "cut", "label_of", "spoken"]

QUOTE = 240
_CONTROL = re.compile(r"[\x00-\x1f\x7f-\x9f\u200b-\u200f\u2028-\u202e\u2060-\u2069\ufeff\ufffe\uffff]+")


def clean(text: str) -> str:
    """One line without control characters, invisible marks and halves of characters."""
    text = " ".join(text.split())
    if text.isprintable():
        return text
    return " ".join(_CONTROL.sub(" ", text.encode("utf-8", "replace").decode("utf-8")).split())


def cut(text: str, start: int = 0, length: int = 0, most: int = QUOTE) -> str:
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


def label_of(element: Element) -> str:
    """A link's own words: its text, else what a screen reader says (aria-label, title, alt, svg title)."""
    said = clean(" ".join(element.texts(80)))
    if said:
        return said[:QUOTE].rstrip()
    inside = (inner for _, inner in element.steps(40) if inner is not None)
    return clean(spoken(element) or next(filter(None, map(spoken, inside)), ""))[:QUOTE].rstrip()


def spoken(element: Element) -> str:
    """What a screen reader says of an element without text."""
    return element.get("aria-label") or element.get("alt") or element.get("title")
