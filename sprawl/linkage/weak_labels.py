"""Free labels: two accounts that each name a site of their own say themselves whether they share an owner."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence, Set
from dataclasses import replace

from sprawl.linkage.account import Traits
from sprawl.linkage.blocking import alike
from sprawl.linkage.comparisons import Ground, levels
from sprawl.linkage.corpus import Census

SAMPLE = 8_000  # accounts with a site that are asked
PAIRS = 5_000  # alike names that are asked, at most
NAMES = 2_000  # different names up to which all alike ones are asked; of more, a like share


def labelled(traits: Sequence[Traits], ground: Ground) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Pairs worth comparing whose accounts both name a site: (levels with the sites hidden, is it one site).

    A product with a site of its own name does not say by it whose product it is: with those it mentions it makes no
    pair.
    """
    blind = replace(ground, sites=False)
    sited = [place for place, each in enumerate(traits) if each.site and not ground.census.keeps_out(each)]
    asked = sited[:: max(len(sited) // SAMPLE, 1)]
    by_key = _filed(sited, [traits[place].key for place in sited])
    by_core = _filed(sited, [traits[place].handle for place in sited], {traits[place].handle for place in asked})
    for place in asked:
        for other in _partners(place, traits, ground.census, by_key, by_core):
            yield levels(traits[place], traits[other], blind), traits[place].site == traits[other].site
    yield from _alike(traits, by_key, blind)


def _filed(places: Sequence[int], names: Sequence[str], wanted: Set[str] | None = None) -> dict[str, list[int]]:
    """The places of each name, or of those wanted."""
    found: dict[str, list[int]] = defaultdict(list)
    for place, name in zip(places, names, strict=True):
        if wanted is None or name in wanted:
            found[name].append(place)
    return found


def _partners(
    place: int, traits: Sequence[Traits], census: Census, by_key: dict[str, list[int]], by_core: dict[str, list[int]]
) -> set[int]:
    """The next account of its name, the next of its handle, and one of each name it mentions."""
    here = traits[place]
    found = {_next(by_key[here.key], place), _next(by_core[here.handle], place)}
    if not census.backed(here):
        found |= {_next(by_key[target], place) for target in here.mentions if target in by_key}
    return found - {place}


def _next(places: list[int], place: int) -> int:
    """A different account in the list, chosen by place alone."""
    at = (place * 7919) % len(places)
    return places[at]


def _alike(
    traits: Sequence[Traits], by_key: dict[str, list[int]], blind: Ground
) -> Iterator[tuple[tuple[str, ...], bool]]:
    """Pairs of names that look alike."""
    keys = sorted(by_key)
    pairs = alike(keys, blind.rarity, max(len(keys) // NAMES, 1))
    for left, right in pairs[:: max(len(pairs) // PAIRS, 1)]:
        one, other = by_key[keys[left]][0], by_key[keys[right]][0]
        yield levels(traits[one], traits[other], blind), traits[one].site == traits[other].site
