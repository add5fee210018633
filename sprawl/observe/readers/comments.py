"""Accounts inside HTML comments: what the page once said, or will say."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.addresses import addresses_in
from sprawl.observe.context import PageContext

__all__ = ["read"]

_LONGEST = 400_000
_TAGS = re.compile(r"<[^<>]*>?")


def read(context: PageContext) -> Iterator[Evidence]:
    """Each address of an account in a comment, with the comment's words."""
    for comment in context.tree.comments:
        if "//" not in comment:
            continue
        words = _TAGS.sub(" ", comment[:_LONGEST])
        for address in addresses_in(comment):
            account = context.account(address)
            if account and not account.post:
                yield context.evidence_in(EvidenceKind.COMMENT, account, Region.COMMENT, f"{address} {words}")
