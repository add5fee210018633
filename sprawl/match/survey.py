"""The census of all accounts, taken after what they say was sifted: the order of the steps."""

from __future__ import annotations

from collections.abc import Sequence

from sprawl.match import census as counting
from sprawl.match import copies, sift
from sprawl.match.block import anchors
from sprawl.match.census import Census, Tally, tally
from sprawl.match.signatures import Signatures
from sprawl.match.suspect import ALWAYS
from sprawl.match.traits import Traits


def survey(signatures: Signatures) -> tuple[Census, list[tuple[str, ...]]]:
    """The census with its votes, and whom each signature points to."""
    total = tally(zip(signatures.traits, signatures.counts, strict=True))
    if nobodys := sift.nobodys(signatures.traits, total.strewn()):
        signatures.traits[:] = sift.unsited(signatures.traits, nobodys)
        total.forget(nobodys)
    signatures.traits[:] = copies.slips(signatures.traits, total.cores)
    if squats := copies.squatted(total.uses()):
        _cue(signatures, copies.barred(signatures.traits, squats), total)
    if alone := copies.alone(total.labels):
        _cue(signatures, copies.unlikely(signatures.traits, alone), total)
    census = counting.take(total)
    signatures.traits[:] = sift.persons(signatures.traits, census)
    if words := sift.ordinary(signatures.traits, census):
        signatures.traits[:] = sift.unsaid(signatures.traits, words)
    census.fronts = sift.fronts(signatures.traits, census)
    census.stems = sift.continued(signatures.traits, signatures.counts, census)
    targets = [tuple(anchors(traits, census)) for traits in signatures.traits]
    _vote(signatures, targets, census)
    census.doings = doings = sift.doings(census)
    census.spelled = sift.spelled(signatures.traits, targets, census)
    signatures.traits[:] = sift.unsaid(signatures.traits, doings)
    targets = [
        aims if aims and doings.isdisjoint(aims) else tuple(anchors(traits, census))
        for traits, aims in zip(signatures.traits, targets, strict=True)
    ]
    _vote(signatures, targets, census)
    census.doings = sift.doings(census)
    return census, targets


def _cue(signatures: Signatures, cued: list[Traits], total: Tally) -> None:
    """Give signatures cues; those that a standing one keeps out are no longer counted."""
    both = zip(signatures.traits, cued, signatures.counts, strict=True)
    total.drop(tally((before, count) for before, after, count in both if not ALWAYS.isdisjoint(after.cues)))
    signatures.traits[:] = cued


def _vote(signatures: Signatures, targets: Sequence[tuple[str, ...]], census: Census) -> None:
    open_ = (
        (traits.key, aims, count)
        for traits, aims, count in zip(signatures.traits, targets, signatures.counts, strict=True)
        if aims and (not traits.cues or ALWAYS.isdisjoint(traits.cues))
    )
    counting.vote(census, open_)
