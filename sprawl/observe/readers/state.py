"""What an account's own page carries as JSON for its scripts: name, words, links, counts. Where, says ``state.toml``.

No shape is relied on: a value of another type than a field has, or a path that leads nowhere, says nothing.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sprawl.model import Account
from sprawl.observe.dom.texts import clean
from sprawl.observe.dom.tree import Element
from sprawl.observe.readers.loosejson import documents, following
from sprawl.observe.scene import Scene
from sprawl.observe.tables import table

__all__ = ["State", "along", "read"]

_MOST = 50_000  # values looked at on one path
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#].*)?", re.S)


class State:
    """One account in a page's JSON, asked by the names of ``state.toml``'s fields."""

    def __init__(self, owner: Any, row: dict[str, Any]) -> None:
        self._owner = owner
        self._row = row

    def is_of(self, account: Account) -> bool:
        """Is it that account's, as far as it says whose it is?"""
        path = self._row.get("handle")
        if path is None:
            return True
        said = next(along(self._owner, path), None)
        return isinstance(said, str) and said.lower() == account.handle.lstrip("@").lower()

    def values(self, field: str) -> Iterator[Any]:
        """Every value of a field, path by path."""
        return (value for path in self._row.get(field, ()) for value in along(self._owner, path))

    def text(self, field: str) -> str:
        """The first text of a field that says something, as one line; "" without."""
        return next((said for value in self.values(field) if isinstance(value, str) and (said := clean(value))), "")

    def texts(self, field: str) -> list[str]:
        """Every text of a field."""
        return [value.strip() for value in self.values(field) if isinstance(value, str) and value.strip()]

    def number(self, field: str) -> int | None:
        """The first count of a field: a whole number, also in digits."""
        for value in self.values(field):
            if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12:
                return value
            if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) < 13:
                return int(value)
        return None

    def told(self, field: str) -> bool:
        """Does it say yes anywhere?"""
        return any(value is True for value in self.values(field))

    @property
    def links(self) -> list[str]:
        """The addresses the account gives, also those written without a scheme."""
        return [f"https://{said}" if _SITE.fullmatch(said) else said for said in self.texts("links")]


def read(scene: Scene, account: Account) -> State | None:
    """What the page's JSON says of the account whose page it is; None where it says nothing."""
    row: dict[str, Any] = table("state").get(account.platform, {})
    for value in _values(scene, row.get("at", [])):
        for path in row["owner"]:
            for owner in along(value, path):
                found = State(owner, row)
                if found.is_of(account) and found.text("name"):
                    return found
    return None


def along(top: Any, path: str) -> Iterator[Any]:
    """The values to which a path leads: keys and places between slashes, ``*`` for any, ``**`` for any number."""
    steps = tuple(step for step in path.split("/") if step)
    waiting: list[tuple[Any, tuple[str, ...]]] = [(top, steps)]
    for _ in range(_MOST):
        if not waiting:
            return
        value, left = waiting.pop()
        if not left:
            yield value
        else:
            waiting.extend(reversed(list(_further(value, left))))


def _further(value: Any, left: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """Where one step leads, each with the steps left after it."""
    step, rest = left[0], left[1:]
    inside = list(value.values()) if isinstance(value, dict) else value if isinstance(value, list) else []
    if step == "**":
        yield value, rest
        yield from ((item, left) for item in inside if isinstance(item, dict | list))
    elif step == "*":
        yield from ((item, rest) for item in inside)
    elif isinstance(value, dict) and step in value:
        yield value[step], rest
    elif isinstance(value, list) and step.isdecimal() and int(step) < len(value):
        yield value[int(step)], rest


def _values(scene: Scene, marks: list[str]) -> Iterator[Any]:
    """The JSON at each of the places where it may stand."""
    for mark in marks:
        for element in scene.tree.tagged["script"]:
            yield from _within(element, mark)


def _within(element: Element, mark: str) -> Iterator[Any]:
    if mark == "":
        if element.get("type").strip().lower() == "application/json":
            yield from documents(element.raw)
    elif mark[0] == "#":
        if element.get("id") == mark[1:]:
            yield from documents(element.raw)
    elif not element.get("src"):
        _, found, code = element.raw.partition(mark)
        yield from following(code) if found else ()
