"""What only all accounts together show: ordinary words taken for names, sites that are nobody's, and names that go on
from the name of an owner."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Sequence, Set
from itertools import chain

from sprawl.linkage.account import Traits, spelling
from sprawl.linkage.blocking import MOSTLY, before, grams
from sprawl.linkage.corpus import Census
from sprawl.linkage.flags import GIVEN_NAME, NOBODY
from sprawl.text.names import is_beside

SITES = 5  # different sites whose accounts name a word before it may be an ordinary one
FEW = 3  # of a word that no site is called by, where no site's accounts name it more than all others
HEARD = 0.5  # such sites, in proportion to the accounts of that name, above which it is one
FRONT, BACK = 5, 5  # letters a name at the front or the back of another needs to be told from chance
SEEN = 5  # accounts from which the rest of a name says something
COMMON = 0.3  # share of the accounts on one's site that have a piece of their names in common, at the least
GONE_ON = 2  # other owners that go on from a name which make it no owner of what goes on from it


def ordinary(signatures: Iterable[Traits], census: Census) -> frozenset[str]:
    """Names that accounts of many different sites seem to mention, and few bear, as the ``Fri`` of Mon-Fri."""
    makers: dict[str, Counter[str]] = defaultdict(Counter)
    for traits in signatures:
        for mention in traits.mentions:
            if traits.site and census.owners.get(traits.site) != mention:
                makers[mention][traits.site] += 1
    seated = frozenset(census.owners.values())
    return frozenset(
        word
        for word, sites in makers.items()
        if len(sites) > HEARD * census.names[word]
        and (len(sites) >= SITES or (word not in seated and len(sites) >= FEW and not _mostly(sites)))
    )


def _mostly(sites: Counter[str]) -> bool:
    """Do most of the accounts name one site?"""
    return max(sites.values()) * 2 > sites.total()


def fronts(signatures: Iterable[Traits], census: Census) -> frozenset[str]:
    """Words that handles of many owners have before the account's name, as ``the`` and ``team``: they name nobody."""
    owners: dict[str, set[str]] = defaultdict(set)
    for traits in signatures:
        if traits.site and (front := before(traits.handle, traits.key)) and census.owners.get(traits.site) != front:
            owners[front].add(traits.site)
    return frozenset(front for front, sites in owners.items() if len(sites) >= SITES)


def unsaid(signatures: Sequence[Traits], words: Set[str]) -> list[Traits]:
    """The same accounts without the mentions that are ordinary words."""
    return [
        traits
        if words.isdisjoint(traits.mentions)
        else traits._replace(mentions=tuple(mention for mention in traits.mentions if mention not in words))
        for traits in signatures
    ]


def nobodys(signatures: Iterable[Traits], labels: Set[str]) -> frozenset[str]:
    """Those of some labels whose accounts have nothing in common: no piece stands in the names or handles of many."""
    tenants: dict[str, list[set[str]]] = defaultdict(list)
    for traits in signatures:
        if traits.site in labels:
            tenants[traits.site].append(grams(traits.name) | grams(traits.handle))
    return frozenset(label for label, found in tenants.items() if _common(found) < COMMON * len(found))


def _common(pieces: Iterable[Set[str]]) -> int:
    """How many hold the piece that most of them hold."""
    return max(Counter(chain.from_iterable(pieces)).values(), default=0)


def doings(census: Census) -> frozenset[str]:
    """Names that say what accounts do and not whose they are (Boutique, Law School): they own no site, and stand in the
    tables or point to several owners, to none of them for the most part."""
    owners = set(census.owners.values())
    return frozenset(
        name
        for name in census.names
        if name not in owners and (is_beside(name) or _divided(census.votes.get(name, {}).values()))
    )


def _divided(counts: Collection[int]) -> bool:
    return max(counts, default=1) * 2 <= sum(counts)


def spelled(signatures: Iterable[Traits], targets: Iterable[Collection[str]], census: Census) -> dict[str, str]:
    """Handles that begin or end with an owner's name or handle → that owner's name. Asked of accounts that point
    nowhere under a name that tells nothing."""
    owners = set(census.owners.values()) - census.doings
    bases = {core: key for core, (key, share) in census.cores.items() if key in owners and share >= MOSTLY}
    found: dict[str, str] = {}
    for traits, aims in zip(signatures, targets, strict=True):
        if not aims and traits.handle not in found and _untold(traits, owners, census):
            base, _ = stem(traits.handle, bases)
            if base:
                found[traits.handle] = bases[base]
    return found


def _untold(traits: Traits, owners: Set[str], census: Census) -> bool:
    unknown = traits.key in census.doings or traits.key not in census.votes
    return unknown and traits.key not in owners and GIVEN_NAME not in traits.cues


def persons(signatures: Sequence[Traits], census: Census) -> list[Traits]:
    """The same accounts: those named like a person are one, unless a site is called so, as a founder's firm's is."""
    firms = set(census.owners.values())
    return [_person(traits, traits.key in firms) if GIVEN_NAME in traits.cues else traits for traits in signatures]


def _person(traits: Traits, firm: bool) -> Traits:
    return traits._replace(cues=traits.cues.replace(GIVEN_NAME, "") if firm else traits.cues + NOBODY)


def stem(key: str, bases: Collection[str]) -> tuple[str, str]:
    """The owner's name that a name begins or ends with, and the rest, marked ``^`` where it stands in front.

    >>> stem("novalisgalway", {"novalis"}), stem("mynovalis", {"novalis"}), stem("orchard", {"novalis"})
    (('novalis', 'galway'), ('novalis', '^my'), ('', ''))
    """
    for size in range(len(key) - 2, FRONT - 1, -1):
        if key[:size] in bases:
            return key[:size], key[size:]
    for size in range(len(key) - 2, BACK - 1, -1):
        if key[-size:] in bases:
            return key[-size:], f"^{key[:-size]}"
    return "", ""


def continued(signatures: Sequence[Traits], counts: Sequence[int], census: Census) -> dict[str, str]:
    """Names that begin or end with an owner's: name → owner's name.

    Where two other owners go on from the name (Delta, Delta Dental, Delta Faucet) it tells nothing; an ending that
    many accounts bear has to stand on a site of the name's own somewhere.
    """
    bases = {key for key in census.owners.values() if len(key) >= min(FRONT, BACK)}
    cut = {key: stem(key, bases) for key in census.names if key not in bases}
    rests = _rests(signatures, counts, cut, census)
    gone_on = Counter(base for base, _ in (stem(key, bases) for key in bases))
    return {
        key: base
        for key, (base, rest) in cut.items()
        if base and gone_on[base] < GONE_ON and rest in rests and (rests[rest][1] or rests[rest][0] < SEEN)
    }


def _rests(
    signatures: Sequence[Traits], counts: Sequence[int], cut: dict[str, tuple[str, str]], census: Census
) -> dict[str, tuple[int, int]]:
    """What is left of the names beside an owner's → accounts, those of them that name its site."""
    seen: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for traits, count in zip(signatures, counts, strict=True):
        base, rest = cut.get(traits.key, ("", ""))
        if base and GIVEN_NAME not in traits.cues:
            seen[rest] += count
            if traits.site and (
                census.owners.get(traits.site) == base or spelling(traits.site).replace("-", "").startswith(base)
            ):
                own[rest] += count
    return {rest: (count, own[rest]) for rest, count in seen.items()}
