"""The few marks in which the pages' words are written, as HTML.

``## heading``, ``- item``, ``> quotation``, ``| cell | cell``; ``[[ref|words]]`` or
``[[ref|words|address as written]]`` for an account; ``[words](address)``;
``!block argument …`` for what builders insert, ``!html …`` for a line as it is.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from html import escape
from itertools import groupby

from . import blocks
from .accounts import address

ACCOUNT = re.compile(r"\[\[([^|\]]+)\|([^|\]]*)(?:\|([^\]]+))?\]\]")
LINK = re.compile(r"\[([^\]\[]+)\]\(([^)\s]+)\)")


def inline(text: str) -> str:
    """One line's accounts and links."""
    text = ACCOUNT.sub(_account, escape(text, quote=False))
    return LINK.sub(r'<a href="\2">\1</a>', text)


def _account(found: re.Match[str]) -> str:
    ref, words, written = found.groups()
    away = ' target="_blank" rel="noopener"' if len(words) % 2 else ""
    return f'<a href="{written or escape(address(ref))}"{away}>{words}</a>'


def html(text: str) -> str:
    """A page's words as HTML."""
    parts = []
    for kind, lines in groupby(filter(None, text.split("\n")), _kind):
        parts.append(SHAPES[kind](list(lines)))
    return "\n".join(parts)


def _kind(line: str) -> str:
    return next((mark for mark in ("!", "### ", "## ", "- ", "> ", "| ") if line.startswith(mark)), "")


def _each(opening: str, closing: str, cut: int) -> Callable[[list[str]], str]:
    return lambda lines: "\n".join(f"{opening}{inline(line[cut:])}{closing}" for line in lines)


def _list(lines: list[str]) -> str:
    return "<ul>\n" + "\n".join(f"<li>{inline(line[2:])}</li>" for line in lines) + "\n</ul>"


def _table(lines: list[str]) -> str:
    rows = [[inline(cell.strip()) for cell in line.strip("| ").split(" | ")] for line in lines]
    head = "".join(f'<th scope="col">{cell}</th>' for cell in rows[0])
    body = "\n".join("<tr>" + "".join(f"<td>{cell}</td>" for cell in row) + "</tr>" for row in rows[1:])
    return f"<table>\n<thead><tr>{head}</tr></thead>\n<tbody>\n{body}\n</tbody>\n</table>"


def _blocks(lines: list[str]) -> str:
    return "\n".join(blocks.block(*line[1:].split(" ", 1)) for line in lines)


SHAPES: dict[str, Callable[[list[str]], str]] = {
    "": _each("<p>", "</p>", 0),
    "## ": _each("<h2>", "</h2>", 3),
    "### ": _each("<h3>", "</h3>", 4),
    "> ": _each("<blockquote><p>", "</p></blockquote>", 2),
    "- ": _list,
    "| ": _table,
    "!": _blocks,
}
