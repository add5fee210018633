"""The way from an account to the brand's own site, by what pages, profiles and matching say; and its weakest bridge.

A bridge is one statement that ties two of them, with its bits. Of all ways the one counts whose weakest bridge is
strongest, as a chain carries what its weakest link carries.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import count

from sprawl.brand.estate import own_site
from sprawl.linkage.result import Owners
from sprawl.model import Entry, EvidenceKind, Link, Reason
from sprawl.relation.weights import WEIGHTS
from sprawl.workflow.inventory import Findings

HOME = "the brand's own site"
SAID_OF_ALL = (
    "known-handle",
    "in-sheet",
    "links-back",
    "judged-same",
)  # reasons that tie an account to the brand alone
PRESENTED = 0.5  # chance to be ours below which a page of ours names an account and does not present it
JUDGED = 12.0  # bits of a person's word that an account is ours


@dataclass(frozen=True, slots=True)
class Bridge:
    """One tie between two refs, or a ref and `HOME`: bits are log2 odds, always above 0."""

    start: str
    end: str
    bits: float
    sentence: str

    @property
    def ends(self) -> frozenset[str]:
        """The two that it ties, without a direction."""
        return frozenset((self.start, self.end))


class Bridges:
    """All bridges of a survey, to be asked for ways."""

    def __init__(self, survey: Findings) -> None:
        self._trusted = {HOME, *(entry.ref for entry in survey.accounts if entry.relation.ours)}
        self._from: dict[str, list[Bridge]] = defaultdict(list)
        for bridge in _all(survey):
            self._from[bridge.start].append(bridge)
            self._from[bridge.end].append(Bridge(bridge.end, bridge.start, bridge.bits, bridge.sentence))

    def way(self, ref: str, without: Collection[Bridge] = ()) -> tuple[Bridge, ...]:
        """From an account to the own site, the way whose weakest bridge is strongest; empty when there is none.

        It leads through accounts of ours only. Takes time in proportion to the bridges, times their logarithm.
        """
        left_out = {(bridge.ends, bridge.sentence) for bridge in without}
        came: dict[str, Bridge | None] = {}
        number = count()
        heap: list[tuple[float, int, int, str, Bridge | None]] = [(-float("inf"), 0, next(number), ref, None)]
        while heap and HOME not in came:
            width, steps, _, at, by = heapq.heappop(heap)
            if at in came:
                continue
            came[at] = by
            for bridge in self._from.get(at, ()):
                fresh = bridge.end in self._trusted and bridge.end not in came
                if fresh and (bridge.ends, bridge.sentence) not in left_out:
                    narrow = max(width, -bridge.bits)
                    heapq.heappush(heap, (narrow, steps + 1, next(number), bridge.end, bridge))
        return _back(came)


def _back(came: dict[str, Bridge | None]) -> tuple[Bridge, ...]:
    way = []
    by = came.get(HOME)
    while by is not None:
        way.append(by)
        by = came[by.start]
    return tuple(reversed(way))


def weakest(ways: Iterable[Sequence[Bridge]]) -> Bridge | None:
    """The bridge that carries least; None when there is no bridge at all."""
    return min((bridge for way in ways for bridge in way), key=lambda b: (b.bits, b.start, b.end), default=None)


def _all(survey: Findings) -> Iterator[Bridge]:
    known = {entry.ref for entry in survey.accounts}
    ours = own_site(survey.brand)
    for entry in survey.accounts:
        if entry.probability >= PRESENTED:
            yield from _told(entry)
            yield from _linked(entry, {e.id: e.url for e in survey.mentions.get(entry.ref, ()) if ours(e.url)})
        for e in survey.mentions.get(entry.ref, ()):
            if e.kind is EvidenceKind.BIO and e.subject in known and e.subject != entry.ref:
                yield Bridge(entry.ref, e.subject, WEIGHTS["own-account-names-it"], e.sentence)
    for link in _links(survey.owners):
        if link.bits > 0:
            yield Bridge(link.left, link.right, link.bits, _likeness(link))


def _told(entry: Entry) -> Iterator[Bridge]:
    """What the account as a whole has to do with the brand."""
    for reason in entry.reasons:
        if reason.name in SAID_OF_ALL and reason.bits > 0:
            yield Bridge(entry.ref, HOME, reason.bits, reason.sentence)
        elif reason.name == "judged" and entry.relation.ours:
            yield Bridge(entry.ref, HOME, JUDGED, reason.sentence)


def _linked(entry: Entry, own: dict[str, str]) -> Iterator[Bridge]:
    """The link on a page of ours that speaks most for it."""
    reasons = [r for r in entry.reasons if any(id in own for id in r.evidence)]
    total = sum(r.bits for r in reasons)
    if total > 0:
        page = own[next(id for r in reasons for id in r.evidence if id in own)]
        yield Bridge(entry.ref, HOME, round(total, 3), f"{page} names it: {_best(reasons).sentence}")


def _links(found: Owners) -> Iterator[Link]:
    """What matching tied; of accounts that look the same to it, each with the first of them."""
    links = found.links()
    yield from links
    tied = {ref for link in links for ref in (link.left, link.right)}
    for group in found.groups().values():
        yield from (found.explain(ref, group[0]).link for ref in group[1:] if ref not in tied)


def _likeness(link: Link) -> str:
    told = sorted((r for r in link.reasons if r.name != "base" and r.bits > 0), key=lambda r: -r.bits)
    return "matching ties them: " + "; ".join(reason.sentence for reason in told[:2])


def _best(reasons: Sequence[Reason]) -> Reason:
    return max(reasons, key=lambda reason: reason.bits)
