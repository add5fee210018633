"""Weak labels: two accounts that each name a site of their own say by it whether they have one owner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence, Set
from dataclasses import replace

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.blocking import pairs_alike
from sprawl.linkage.comparisons import CorpusContext, levels
from sprawl.linkage.corpus import Corpus

SAMPLE = 8_000  # accounts with a site that are compared
PAIRS = 5_000  # pairs of alike names that are compared, at most
NAMES = 2_000  # different names up to which all alike ones are looked for; of more, a share

Labelled = tuple[tuple[str, ...], bool]


def labelled_pairs(accounts: Sequence[ParsedAccount], context: CorpusContext) -> Iterator[Labelled]:
    """Pairs worth comparing whose accounts both name a site: (levels with the sites hidden, is it one site).

    A product with a site of its own name does not say by it who owns the product: with the owner it mentions it makes
    no pair.
    """
    blind = replace(context, sites=False)
    sited = [place for place, each in enumerate(accounts) if each.site and not context.corpus.keeps_out(each)]
    sample = sited[:: max(len(sited) // SAMPLE, 1)]
    by_key = _places_by(sited, [accounts[place].key for place in sited])
    by_handle = _places_by(
        sited, [accounts[place].handle for place in sited], {accounts[place].handle for place in sample}
    )
    for place in sample:
        for other in _partners(place, accounts, context.corpus, by_key, by_handle):
            yield _label(accounts[place], accounts[other], blind)
    keys = sorted(by_key)
    pairs = pairs_alike(keys, blind.rarity, max(len(keys) // NAMES, 1))
    for left, right in pairs[:: max(len(pairs) // PAIRS, 1)]:
        yield _label(accounts[by_key[keys[left]][0]], accounts[by_key[keys[right]][0]], blind)


def _label(left: ParsedAccount, right: ParsedAccount, blind: CorpusContext) -> Labelled:
    return levels(left, right, blind), left.site == right.site


def _places_by(places: Sequence[int], names: Sequence[str], wanted: Set[str] | None = None) -> Mapping[str, list[int]]:
    """The places of each name, or of each wanted name."""
    by_name: dict[str, list[int]] = defaultdict(list)
    for place, name in zip(places, names, strict=True):
        if wanted is None or name in wanted:
            by_name[name].append(place)
    return by_name


def _partners(
    place: int,
    accounts: Sequence[ParsedAccount],
    corpus: Corpus,
    by_key: Mapping[str, list[int]],
    by_handle: Mapping[str, list[int]],
) -> set[int]:
    """Another account of its name, another of its handle, and one of each name it mentions; chosen by place alone."""
    here = accounts[place]
    groups = [by_key[here.key], by_handle[here.handle]]
    if not corpus.backed(here):
        groups += [by_key[mention] for mention in here.mentions if mention in by_key]
    return {group[(place * 7919) % len(group)] for group in groups} - {place}
