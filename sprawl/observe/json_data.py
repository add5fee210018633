"""JSON as web pages write it, and its objects.

Pages write it with comments, trailing commas, CDATA, entities, control characters, several values in a row. Every
repair is one linear pass. Of what stays broken, the values before the break are read.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any, NamedTuple

__all__ = ["JsonObject", "assigned_value", "json_values", "objects_in"]

_MOST_VALUES = 20_000
_DEEPEST = 60
_LONGEST = 2_000_000
_DECODER = json.JSONDecoder(strict=False)
_WRAPPING = re.compile(
    r"//\s*<!\[CDATA\[|//\s*\]\]>|/\*\s*<!\[CDATA\[\s*\*/|/\*\s*\]\]>\s*\*/|<!\[CDATA\[|\]\]>|<!--|-->"
)
# A string (ended or not), a comment (ended or not), a comma: each start is looked at once.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|,', re.S)
_BROKEN_ESCAPE = re.compile(r'\\(?![\\"/bfnrtu])|\\u(?![0-9a-fA-F]{4})')
_DANGLING = re.compile(r",(\s*[}\]])")


class JsonObject(NamedTuple):
    """One JSON object with the keys that lead to it from the top: ``("department",)``."""

    value: dict[str, Any]
    path: tuple[str, ...] = ()

    @property
    def type(self) -> str:
        """Its schema.org type, without namespace: ``Organization``."""
        name = self.value.get("@type", self.value.get("type", ""))
        name = name[0] if isinstance(name, list) and name else name
        return name.rpartition("/")[2].removeprefix("schema:") if isinstance(name, str) else ""

    def text(self, key: str) -> str:
        """A property that is one text; "" otherwise."""
        value = self.value.get(key, "")
        value = value[0] if isinstance(value, list) and value else value
        value = value.get("@value", "") if isinstance(value, dict) else value
        return value if isinstance(value, str) else ""

    def addresses(self, key: str) -> Iterator[str]:
        """Every address of a property: one, a list, or objects with @id or url."""
        value = self.value.get(key)
        for item in value if isinstance(value, list) else [value]:
            item = (item.get("@id") or item.get("url") or item.get("@value")) if isinstance(item, dict) else item
            if isinstance(item, str) and item.strip():
                yield item.strip()


def objects_in(top: Any) -> Iterator[JsonObject]:
    """Every object in a JSON value, parents first, without recursion; keys of @graph are left out of paths."""
    waiting: list[tuple[Any, tuple[str, ...]]] = [(top, ())]
    for _ in range(_MOST_VALUES):
        if not waiting:
            return
        value, path = waiting.pop()
        if isinstance(value, list):
            waiting.extend((item, path) for item in reversed(value))
        elif isinstance(value, dict) and len(path) < _DEEPEST:
            yield JsonObject(value, path)
            inner = [(item, path if key == "@graph" else (*path, key)) for key, item in value.items()]
            waiting.extend((item, below) for item, below in reversed(inner) if isinstance(item, dict | list))


def json_values(text: str) -> Iterator[Any]:
    """Each JSON value in ``text``, from first to last; no exception for any input."""
    text = text.strip().removesuffix(";")[:_LONGEST]
    if not text:
        return
    try:
        yield json.loads(text, strict=False)
    except (ValueError, RecursionError):
        yield from _values_in_row(_repaired(text))


def assigned_value(code: str) -> Iterator[Any]:
    """The JSON value at the start of ``code``, after an equals sign or a bracket; none where there is no such value.

    No exception for any input.
    """
    start = code[:_LONGEST].lstrip(" \t\r\n=\"']")
    if start[:1] in ("{", "["):
        yield from islice(_values_in_row(start), 1)


def _values_in_row(text: str) -> Iterator[Any]:
    at = 0
    for _ in range(50):
        at = next((place for place in range(at, len(text)) if text[place] in "{["), len(text))
        if at == len(text):
            return
        try:
            value, at = _DECODER.raw_decode(text, at)
        except (ValueError, RecursionError):
            return
        yield value


def _repaired(text: str) -> str:
    text = _WRAPPING.sub("", text)
    if '"' not in text and "&quot;" in text:
        text = html.unescape(text)
    return _DANGLING.sub(r"\1", _TOKEN.sub(_repaired_token, text)).strip()


def _repaired_token(match: re.Match[str]) -> str:
    """A string with its escapes repaired, a blank for a comment, a comma as it is."""
    token = match[0]
    if token[0] == '"':
        return _BROKEN_ESCAPE.sub(r"\\\\", token) if "\\" in token else token
    return token if token == "," else " "
