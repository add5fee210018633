"""What stands in <template> elements, which no browser shows before a script uses them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import replace

from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.context import PageContext
from sprawl.observe.readers import links, microdata, widgets

__all__ = ["read"]

_READERS = (links.read, widgets.read, microdata.read)
_MOST_TEMPLATES = 50
_DEEPEST = 3


def read(context: PageContext) -> Iterator[Evidence]:
    """Accounts named in templates, as comments; as they stand in a shadow root, which is shown at once."""
    return _inside(context, _DEEPEST)


def _inside(context: PageContext, depth: int) -> Iterator[Evidence]:
    for holder, tree in context.tree.templates()[:_MOST_TEMPLATES] if depth else ():
        inner = context.inside(tree)
        shown = holder.get("shadowrootmode") or holder.get("shadowroot")
        for stream in (*(reader(inner) for reader in _READERS), _inside(inner, depth - 1)):
            for evidence in stream:
                region = context.region(holder) if evidence.region is Region.UNKNOWN else evidence.region
                yield replace(evidence, region=region, kind=evidence.kind if shown else EvidenceKind.COMMENT)
