"""JSON as web pages write it: with comments, trailing commas, CDATA, entities, control characters, several in a row.

Every repair is one linear pass. What stays broken yields what comes before the break.
"""

from __future__ import annotations

import html
import json
import re
from collections.abc import Iterator
from itertools import islice
from typing import Any

__all__ = ["documents", "following"]

_LONGEST = 2_000_000
_DECODER = json.JSONDecoder(strict=False)
_WRAPPING = re.compile(
    r"//\s*<!\[CDATA\[|//\s*\]\]>|/\*\s*<!\[CDATA\[\s*\*/|/\*\s*\]\]>\s*\*/|<!\[CDATA\[|\]\]>|<!--|-->"
)
# A string (ended or not), a comment (ended or not), a comma: each start is looked at once.
_TOKEN = re.compile(r'"(?:[^"\\]|\\.)*"?|//[^\n]*|/\*(?:[^*]|\*(?!/))*(?:\*/)?|,', re.S)
_BROKEN_ESCAPE = re.compile(r'\\(?![\\"/bfnrtu])|\\u(?![0-9a-fA-F]{4})')
_DANGLING = re.compile(r",(\s*[}\]])")


def documents(text: str) -> Iterator[Any]:
    """Each JSON value in ``text``, from first to last; no exception for any input."""
    text = text.strip().removesuffix(";")[:_LONGEST]
    if not text:
        return
    try:
        yield json.loads(text, strict=False)
    except (ValueError, RecursionError):
        yield from _several(_repaired(text))


def following(code: str) -> Iterator[Any]:
    """The JSON value with which code goes on, if it does: what a script assigns; no exception for any input."""
    start = code[:_LONGEST].lstrip(" \t\r\n=\"']")
    if start[:1] in ("{", "["):
        yield from islice(_several(start), 1)


def _several(text: str) -> Iterator[Any]:
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
    return _DANGLING.sub(r"\1", _TOKEN.sub(_token, text)).strip()


def _token(found: re.Match[str]) -> str:
    """A string with its escapes mended; nothing for a comment; a comma as it is."""
    token = found[0]
    if token[0] == '"':
        return _BROKEN_ESCAPE.sub(r"\\\\", token) if "\\" in token else token
    return token if token == "," else " "
