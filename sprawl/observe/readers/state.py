"""The account in the JSON that its own page carries for its scripts: name, bio, links, counts.

``state.toml`` says where each platform keeps them. No shape is relied on: a value of another type than its field has,
or a path that leads nowhere, is left out.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Any

from sprawl.model import Account
from sprawl.observe.context import PageContext
from sprawl.observe.json_data import assigned_value, json_values
from sprawl.observe.tables import table
from sprawl.observe.text import clean

__all__ = ["EmbeddedAccount", "read", "values_at"]

_MOST_VALUES = 50_000  # values looked at on one path
_SITE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?:[/?#].*)?", re.S)


class EmbeddedAccount:
    """One account in a page's JSON, read by the field names of ``state.toml``."""

    def __init__(self, value: Any, paths: dict[str, Any]) -> None:
        self._value = value
        self._paths = paths

    def is_of(self, account: Account) -> bool:
        """True where its handle is the account's, or the platform's pages speak of no other account."""
        path = self._paths.get("handle")
        if path is None:
            return True
        handle = next(values_at(self._value, path), None)
        return isinstance(handle, str) and handle.lower() == account.handle.lstrip("@").lower()

    def values(self, field: str) -> Iterator[Any]:
        """Every value of a field, path by path."""
        return (value for path in self._paths.get(field, ()) for value in values_at(self._value, path))

    def text(self, field: str) -> str:
        """The first text of a field that is not empty, as one line; "" without."""
        texts = (clean(value) for value in self.values(field) if isinstance(value, str))
        return next(filter(None, texts), "")

    def texts(self, field: str) -> list[str]:
        """Every text of a field."""
        return [value.strip() for value in self.values(field) if isinstance(value, str) and value.strip()]

    def count(self, field: str) -> int | None:
        """The first count of a field: a whole number, also in digits."""
        for value in self.values(field):
            if isinstance(value, int) and not isinstance(value, bool) and 0 <= value < 10**12:
                return value
            if isinstance(value, str) and value.isdecimal() and value.isascii() and len(value) < 13:
                return int(value)
        return None

    def is_true(self, field: str) -> bool:
        """True where some value of a field is ``true``."""
        return any(value is True for value in self.values(field))

    def links(self) -> list[str]:
        """The addresses the account gives, also those written without a scheme."""
        return [f"https://{text}" if _SITE.fullmatch(text) else text for text in self.texts("links")]


def read(context: PageContext, account: Account) -> EmbeddedAccount | None:
    """What the page's JSON says of the account whose page it is; None where it says nothing."""
    paths: dict[str, Any] = table("state").get(account.platform, {})
    for top in _embedded_json(context, paths.get("at", [])):
        for path in paths["owner"]:
            for value in values_at(top, path):
                embedded = EmbeddedAccount(value, paths)
                if embedded.is_of(account) and embedded.text("name"):
                    return embedded
    return None


def values_at(top: Any, path: str) -> Iterator[Any]:
    """The values a path leads to: keys and list positions between slashes, ``*`` for any one, ``**`` for any number."""
    steps = tuple(step for step in path.split("/") if step)
    waiting: list[tuple[Any, tuple[str, ...]]] = [(top, steps)]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        value, left = waiting.pop()
        if not left:
            yield value
        else:
            waiting.extend(reversed(list(_step(value, left))))


def _step(value: Any, left: tuple[str, ...]) -> Iterator[tuple[Any, tuple[str, ...]]]:
    """The values one step leads to, each with the steps left after it."""
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


def _embedded_json(context: PageContext, places: list[str]) -> Iterator[Any]:
    """The JSON at each of the places where it may stand; for their form see ``state.toml``."""
    for place in places:
        for element in context.tree.by_tag["script"]:
            if place == "":
                if element.get("type").strip().lower() == "application/json":
                    yield from json_values(element.raw)
            elif place[0] == "#":
                if element.get("id") == place[1:]:
                    yield from json_values(element.raw)
            elif not element.get("src"):
                _, mark, code = element.raw.partition(place)
                yield from assigned_value(code) if mark else ()
