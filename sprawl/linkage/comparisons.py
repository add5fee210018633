"""The comparisons: one small function each, from two accounts to a level. The door to rapidfuzz.

A level's bits and the sentence that tells it to a person stand in ``weights.toml`` under the function's name.
``silent`` is the level of what cannot be compared; it weighs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log2

from rapidfuzz.distance import JaroWinkler

from sprawl.linkage import flags
from sprawl.linkage.account import Traits, of_state, spelling
from sprawl.linkage.blocking import Rarity, anchors
from sprawl.linkage.corpus import Census
from sprawl.text.names import GIVEN

SILENT = "silent"


@dataclass(frozen=True, slots=True)
class Ground:
    """What two accounts are compared on: the census, how rare pieces of names are, whether sites are looked at."""

    census: Census
    rarity: Rarity
    sites: bool = True


Comparison = Callable[[Traits, Traits, Ground], str]


def name(left: Traits, right: Traits, ground: Ground) -> str:
    """Do they call themselves the same, or one by the initials or a part of the other?"""
    if not left.name or not right.name:
        return SILENT
    if left.name == right.name:
        return _same_name(left, right, ground.census)
    if (len(left.name) >= 3 and left.name == right.initials) or (len(right.name) >= 3 and right.name == left.initials):
        return "initials"
    return likeness(left.name, right.name, ground.rarity) or "other"


def _same_name(left: Traits, right: Traits, census: Census) -> str:
    spelled = left.name in left.handle or left.name in right.handle or not (left.handle and right.handle)
    named = flags.GIVEN_NAME in left.cues and flags.GIVEN_NAME in right.cues
    if named or (left.name in GIVEN and not spelled):
        return "same-person"
    if len(census.votes.get(left.name, ())) > 1:
        return "same-shared"
    return "same" if spelled else "same-unspelled" if left.name in census.votes else "same-unknown"


def handle(left: Traits, right: Traits, ground: Ground) -> str:
    """Are their handles one, once regions, functions and affixes are off; or does one spell the other's name?"""
    if not left.handle or not right.handle:
        return SILENT
    if left.handle == right.handle:
        return "same" if ground.census.cores.get(left.handle, ("", 1.0))[1] >= 0.6 else "same-shared"
    if left.handle == right.name or right.handle == left.name:
        return "spells"
    if left.handle == right.initials or right.handle == left.initials:
        return "initials"
    return likeness(left.handle, right.handle, ground.rarity) or "other"


def site(left: Traits, right: Traits, ground: Ground) -> str:
    """Do both name a site of one registrable domain?"""
    if not ground.sites or not (left.site or right.site):
        return SILENT
    if left.site and right.site:
        return "same" if left.site == right.site else _sites(left, right, ground.census)
    label, other = (left.site, right) if left.site else (right.site, left)
    return "spelled" if spelling(label) in (other.name, other.handle) else SILENT


def _sites(left: Traits, right: Traits, census: Census) -> str:
    """One owner may hold several sites, which several accounts name; a site that one account names may be squatted.
    Different names on sites of their own say no more than that they differ, one name on a site of its own and on its
    owner's not even that; what two states name is never one."""
    if of_state(left.site) != of_state(right.site) and of_state(left.site) and of_state(right.site):
        return "states"
    owners = census.owner(left), census.owner(right)
    if owners[0] == owners[1]:
        return "one-owner" if min(census.uses[left.site], census.uses[right.site]) > 1 else "unused"
    if left.key == right.key:
        return "owners" if left.key in owners and all(owners) else "other"
    return "each-own" if owners == (left.key, right.key) else "other"


def mention(left: Traits, right: Traits, ground: Ground) -> str:
    """Does one name the other in its bio, or do both name a third?"""
    if _named(left, right) or _named(right, left) or _named_site(left, right, ground):
        return "names"
    if left.mentions and right.mentions:
        return "third" if set(left.mentions) & set(right.mentions) else "others"
    return SILENT


def _named(left: Traits, right: Traits) -> bool:
    return bool(left.mentions) and (right.key in left.mentions or bool(right.handle and right.handle in left.mentions))


def _named_site(left: Traits, right: Traits, ground: Ground) -> bool:
    return ground.sites and bool(
        (right.site and spelling(right.site) in left.mentions) or (left.site and spelling(left.site) in right.mentions)
    )


def group(left: Traits, right: Traits, ground: Ground) -> str:
    """Does one say it is part of the other's group? A group is not an owner."""
    return "member" if (left.group and left.group == right.key) or (right.group and right.group == left.key) else SILENT


def company(left: Traits, right: Traits, ground: Ground) -> str:
    """Whom do the other accounts of the same name point to?"""
    if left.key == right.key:
        return _bucket(_purity(left, ground))
    shares = [
        share for one, other in ((left, right), (right, left)) if (share := _share(one, other.key, ground)) is not None
    ]
    return _bucket(max(shares, default=None))


def _bucket(most: float | None) -> str:
    if most is None:
        return SILENT
    return "most" if most >= 0.8 else "half" if most >= 0.4 else "some" if most >= 0.1 else "none"


def _share(traits: Traits, target: str, ground: Ground) -> float | None:
    """Share of the accounts called as this one that point to the target, this one left out."""
    votes = ground.census.votes.get(traits.key)
    if not votes:
        return None
    own = anchors(traits, ground.census)
    total = sum(votes.values()) - len(own)
    return (votes.get(target, 0) - (target in own)) / total if total > 0 else None


def _purity(traits: Traits, ground: Ground) -> float | None:
    """Share of the accounts of a name that point to the owner most of them point to, this one left out."""
    votes = ground.census.votes.get(traits.key)
    own = anchors(traits, ground.census) if votes else {}
    total = sum(votes.values()) - len(own) if votes else 0
    return max(count - (target in own) for target, count in votes.items()) / total if votes and total > 0 else None


def hub(left: Traits, right: Traits, ground: Ground) -> str:
    """Do both send people to one link-in-bio page?"""
    return SILENT if not left.hub or not right.hub else "same" if left.hub == right.hub else "other"


def agency(left: Traits, right: Traits, ground: Ground) -> str:
    """Do both say they are managed by the same agency?"""
    return SILENT if not left.agency or not right.agency else "same" if left.agency == right.agency else "other"


def avatar(left: Traits, right: Traits, ground: Ground) -> str:
    """Do both show the same picture, by its hash?"""
    return SILENT if not left.avatar or not right.avatar else "same" if left.avatar == right.avatar else "other"


def place(left: Traits, right: Traits, ground: Ground) -> str:
    """Where several sites share a name: do both say the same country?"""
    if not left.country or not right.country or left.key != right.key:
        return SILENT
    return "same" if left.country == right.country else "conflict"


def language(left: Traits, right: Traits, ground: Ground) -> str:
    """Where several sites share a name: do both speak the same language?"""
    if not left.language or not right.language or left.key != right.key:
        return SILENT
    return "same" if left.language == right.language else "other"


def cue(left: Traits, right: Traits, ground: Ground) -> str:
    """Does one of them give a cue that it is a copy, a fan, a parody or a person?"""
    return "vetoed" if ground.census.keeps_out(left) or ground.census.keeps_out(right) else SILENT


def tie(left: Traits, right: Traits, ground: Ground) -> str:
    """Is there anything between them beyond likeness: a name, a handle, a mention, a site, the company they keep?"""
    if left.key == right.key or left.handle == right.handle or (ground.sites and left.site and left.site == right.site):
        return SILENT
    bound = (
        right.key in left.mentions
        or left.key in right.mentions
        or left.handle == right.key
        or right.handle == left.key
        or left.initials == right.key
        or right.initials == left.key
    )
    votes = ground.census.votes
    return SILENT if bound or right.key in votes.get(left.key, ()) or left.key in votes.get(right.key, ()) else "none"


COMPARISONS: tuple[Comparison, ...] = (
    name,
    handle,
    site,
    mention,
    group,
    company,
    hub,
    agency,
    avatar,
    place,
    language,
    tie,
    cue,
)


def levels(left: Traits, right: Traits, ground: Ground) -> tuple[str, ...]:
    """The level of every comparison, in the order of `COMPARISONS`."""
    return tuple([compare(left, right, ground) for compare in COMPARISONS])


def likeness(left: str, right: str, rarity: Rarity) -> str:
    """How alike two different names are, weighed by how rare the pieces are that they share; "" for not at all.

    >>> from sprawl.linkage.blocking import count_pieces
    >>> rare = Rarity(6, [count_pieces(["novalis", "novalishealth", "delta", "orchard", "novel", "aspirin"])])
    >>> likeness("novalis", "novalishealth", rare), likeness("delta", "orchard", rare)
    ('twin', '')
    """
    chance = likely(left, right, rarity)
    return next((level for level, bound in LIKENESS if chance >= bound), "")


def likely(left: str, right: str, rarity: Rarity) -> float:
    """The chance that two names that look alike are one owner's, from their letters alone.

    A logistic score of: the share of the shorter name's rarity that both have, the bits both have, the Jaro-Winkler
    similarity, whether one holds the other whole, how many names share the longest common piece, and how much of both
    is left beside it. Coefficients fitted on one half of the public brand handles in Wikidata, checked on the other.
    """
    shared = rarity.shared(left, right)
    if not shared:
        return 0.0
    least = max(min(rarity.weight(left), rarity.weight(right)), 1.0)
    length, crowd = rarity.piece(left, right)
    score = (
        -7.35
        + 2.65 * min(shared / least, 1.0)
        + 0.54 * log2(shared + 1)
        - 1.02 * log2(crowd)
        + 5.22 * JaroWinkler.similarity(left, right)
        - 0.12 * (min(len(left), len(right)) - length)
    )
    if left in right or right in left:
        score += 2.63 * log2(shared + 1) - 4.38 * log2(min(len(left), len(right))) - 0.51
    return 1 / (1 + exp(-score))


LIKENESS = (
    ("twin", 0.95),
    ("strong", 0.85),
    ("fair", 0.7),
    ("even", 0.5),
    ("weak", 0.3),
    ("faint", 0.15),
    ("trace", 0.05),
)
