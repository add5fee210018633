"""The census of all accounts, taken after what they say was sifted: the order of the steps."""

from __future__ import annotations

from collections.abc import Mapping, Sequence

from sprawl.linkage import copies, corpus_rules
from sprawl.linkage import corpus as counting
from sprawl.linkage.account import Traits
from sprawl.linkage.blocking import anchors
from sprawl.linkage.corpus import Census
from sprawl.linkage.counts import Tally
from sprawl.linkage.distinct_accounts import Signatures
from sprawl.linkage.flags import ALWAYS, TICK


def survey(signatures: Signatures) -> tuple[Census, list[tuple[str, ...]]]:
    """The census with its votes, and whom each signature points to."""
    traits = signatures.traits
    total = Tally(traits, signatures.counts)
    if nobodys := corpus_rules.nobodys(traits, total.strewn()):
        for place in total.at(nobodys):
            traits[place] = traits[place]._replace(site="")
        total.forget(nobodys)
    for place in copies.honest(traits, total):
        traits[place] = traits[place]._replace(cues=traits[place].cues.replace(TICK, ""))
    for find in (copies.slips, copies.barred, copies.unlikely):
        _cue(find(traits, total), traits, total)
    census = counting.take(total)
    signatures.traits[:] = corpus_rules.persons(signatures.traits, census)
    if words := corpus_rules.ordinary(signatures.traits, census):
        signatures.traits[:] = corpus_rules.unsaid(signatures.traits, words)
    census.fronts = corpus_rules.fronts(signatures.traits, census)
    census.stems = corpus_rules.continued(signatures.traits, signatures.counts, census)
    targets = [tuple(anchors(traits, census)) for traits in signatures.traits]
    _vote(signatures, targets, census)
    census.doings = doings = corpus_rules.doings(census)
    census.spelled = corpus_rules.spelled(signatures.traits, targets, census)
    signatures.traits[:] = corpus_rules.unsaid(signatures.traits, doings)
    targets = [
        aims if aims and doings.isdisjoint(aims) else tuple(anchors(traits, census))
        for traits, aims in zip(signatures.traits, targets, strict=True)
    ]
    _vote(signatures, targets, census)
    census.doings = corpus_rules.doings(census)
    return census, targets


def _cue(cued: Mapping[int, str], traits: list[Traits], total: Tally) -> None:
    """Give signatures a cue each; those that a standing one keeps out are no longer counted."""
    for place, cue in cued.items():
        traits[place] = traits[place]._replace(cues=traits[place].cues + cue)
    total.drop([place for place, cue in cued.items() if cue in ALWAYS])


def _vote(signatures: Signatures, targets: Sequence[tuple[str, ...]], census: Census) -> None:
    open_ = (
        (traits.key, aims, count)
        for traits, aims, count in zip(signatures.traits, targets, signatures.counts, strict=True)
        if aims and (not traits.cues or ALWAYS.isdisjoint(traits.cues))
    )
    counting.vote(census, open_)
