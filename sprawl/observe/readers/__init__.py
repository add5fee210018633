"""The readers of a page, one a syntax.

A reader is a function from a `PageContext` to evidence, in the order of the page. To add one, write a module with such
a ``read`` and name it in `READERS`.

Two modules read more than evidence and stand outside of the table: ``profile`` (with ``state``) reads what an
account's own page says of the account, and ``wellknown`` reads text files at known addresses.
"""

from __future__ import annotations

from collections.abc import Iterable
from typing import Protocol

from sprawl.model import Evidence
from sprawl.observe.context import PageContext
from sprawl.observe.readers import comments, head, jsonld, links, mentions, microdata, scripts, templates, widgets

__all__ = ["READERS", "Reader"]


class Reader(Protocol):
    """Yields the evidence that a page holds in one syntax."""

    def __call__(self, context: PageContext, /) -> Iterable[Evidence]: ...


READERS: tuple[Reader, ...] = (
    head.read,
    jsonld.read,
    microdata.read,
    links.read,
    widgets.read,
    scripts.read,
    mentions.read,
    comments.read,
    templates.read,
)
