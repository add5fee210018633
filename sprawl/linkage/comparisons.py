"""The comparisons: one function each, from two accounts to a level.

The bits of a level and the sentence that explains it stand in ``weights.toml`` under the function's name. ``silent`` is
the level of what cannot be compared; it weighs nothing.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from math import exp, log2

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.blocking import MOSTLY, Rarity, owner_references
from sprawl.linkage.corpus import Corpus
from sprawl.linkage.flags import GIVEN_NAME
from sprawl.linkage.sites import spelling, state_of
from sprawl.text.distance import jaro_winkler
from sprawl.text.names import GIVEN

SILENT = "silent"


@dataclass(frozen=True, slots=True)
class CorpusContext:
    """What two accounts are compared on: the corpus, how rare pieces of names are, whether sites are looked at, and
    comparisons that are left ``out``."""

    corpus: Corpus
    rarity: Rarity
    sites: bool = True
    out: frozenset[str] = frozenset()


Comparison = Callable[[ParsedAccount, ParsedAccount, CorpusContext], str]


def name(left: ParsedAccount, right: ParsedAccount, context: CorpusContext) -> str:
    """Both have the same name, or one name is the initials of the other, or the two are alike."""
    if not left.name or not right.name:
        return SILENT
    if left.name == right.name:
        return _same_name(left, right, context.corpus)
    if (len(left.name) >= 3 and left.name == right.initials) or (len(right.name) >= 3 and right.name == left.initials):
        return "initials"
    return likeness(left.name, right.name, context.rarity) or "other"


def _same_name(left: ParsedAccount, right: ParsedAccount, corpus: Corpus) -> str:
    spelled = left.name in left.handle or left.name in right.handle or not (left.handle and right.handle)
    if left.flags & right.flags & GIVEN_NAME or (left.name in GIVEN and not spelled):
        return "same-person"
    if len(corpus.references.get(left.name, ())) > 1:
        return "same-shared"
    return "same" if spelled else "same-unspelled" if left.name in corpus.references else "same-unknown"


def handle(left: ParsedAccount, right: ParsedAccount, context: CorpusContext) -> str:
    """Both handles are the same without regions, functions and affixes, or one spells the other's name, or they are
    alike."""
    if not left.handle or not right.handle:
        return SILENT
    if left.handle == right.handle:
        return "same" if context.corpus.handle_names.get(left.handle, ("", 1.0))[1] >= MOSTLY else "same-shared"
    if left.handle == right.name or right.handle == left.name:
        return "spells"
    if left.handle == right.initials or right.handle == left.initials:
        return "initials"
    return likeness(left.handle, right.handle, context.rarity) or "other"


def site(left: ParsedAccount, right: ParsedAccount, context: CorpusContext) -> str:
    """Both link to the same website, or to different ones."""
    if not context.sites or not (left.site or right.site):
        return SILENT
    if left.site and right.site:
        return "same" if left.site == right.site else _two_sites(left, right, context.corpus)
    label, other = (left.site, right) if left.site else (right.site, left)
    return "spelled" if spelling(label) in (other.name, other.handle) else SILENT


def _two_sites(left: ParsedAccount, right: ParsedAccount, corpus: Corpus) -> str:
    """The level of two different sites.

    One owner may have several sites that several accounts name; a site that one account names may be squatted. Two
    names on sites of their own say only that they differ. Sites that two states gave out never have one owner.
    """
    states = state_of(left.site), state_of(right.site)
    if all(states) and states[0] != states[1]:
        return "states"
    owners = corpus.owner(left), corpus.owner(right)
    if owners[0] == owners[1]:
        return "one-owner" if min(corpus.site_counts[left.site], corpus.site_counts[right.site]) > 1 else "unused"
    if left.key == right.key:
        return "owners" if left.key in owners and all(owners) else "other"
    return "each-own" if owners == (left.key, right.key) else "other"


def mention(left: ParsedAccount, right: ParsedAccount, context: CorpusContext) -> str:
    """One mentions the other in its name or bio, or both mention the same third."""
    if _mentions(left, right, context) or _mentions(right, left, context):
        return "names"
    if left.mentions and right.mentions:
        return "third" if set(left.mentions) & set(right.mentions) else "others"
    return SILENT


def _mentions(account: ParsedAccount, other: ParsedAccount, context: CorpusContext) -> bool:
    """The account mentions the other's name, handle or site."""
    if not account.mentions:
        return False
    return (
        other.key in account.mentions
        or bool(other.handle and other.handle in account.mentions)
        or bool(context.sites and other.site and spelling(other.site) in account.mentions)
    )


def company(left: ParsedAccount, right: ParsedAccount, context: CorpusContext) -> str:
    """The other accounts of these names refer to one owner, to a certain share."""
    if left.key == right.key:
        return _share_level(_reference_share(left, None, context.corpus))
    shares = (
        _reference_share(left, right.key, context.corpus),
        _reference_share(right, left.key, context.corpus),
    )
    return _share_level(max((share for share in shares if share is not None), default=None))


def _share_level(share: float | None) -> str:
    if share is None:
        return SILENT
    return "most" if share >= 0.8 else "half" if share >= 0.4 else "some" if share >= 0.1 else "none"


def _reference_share(account: ParsedAccount, key: str | None, corpus: Corpus) -> float | None:
    """The share of the references of an account's name that go to a key, or where it is None to the key that has most;
    the account itself is left out. None where nobody else refers to anybody."""
    counts = corpus.references.get(account.key)
    if not counts:
        return None
    own = owner_references(account, corpus)
    total = sum(counts.values()) - len(own)
    if total <= 0:
        return None
    if key is not None:
        return (counts.get(key, 0) - (key in own)) / total
    return max(count - (other in own) for other, count in counts.items()) / total


def avatar(left: ParsedAccount, right: ParsedAccount, context: CorpusContext) -> str:
    """Both show the same picture, by its hash, or different ones."""
    return _equal(left.avatar, right.avatar)


def _equal(left: str, right: str) -> str:
    return SILENT if not left or not right else "same" if left == right else "other"


def flag(left: ParsedAccount, right: ParsedAccount, context: CorpusContext) -> str:
    """A flag keeps one of the two out of every cluster: it is a copy, a fan, a parody or a person."""
    return "kept-out" if context.corpus.keeps_out(left) or context.corpus.keeps_out(right) else SILENT


def tie(left: ParsedAccount, right: ParsedAccount, context: CorpusContext) -> str:
    """Nothing but likeness ties the two: no name, handle, mention or site, and no references of their names."""
    if (
        left.key == right.key
        or left.handle == right.handle
        or (context.sites and left.site and left.site == right.site)
    ):
        return SILENT
    tied = (
        right.key in left.mentions
        or left.key in right.mentions
        or left.handle == right.key
        or right.handle == left.key
        or left.initials == right.key
        or right.initials == left.key
    )
    references = context.corpus.references
    if tied or right.key in references.get(left.key, ()) or left.key in references.get(right.key, ()):
        return SILENT
    return "none"


COMPARISONS: tuple[Comparison, ...] = (
    name,
    handle,
    site,
    mention,
    company,
    avatar,
    tie,
    flag,
)


NAMES = tuple(compare.__name__ for compare in COMPARISONS)


def levels(left: ParsedAccount, right: ParsedAccount, context: CorpusContext) -> tuple[str, ...]:
    """The level of every comparison, in the order of `COMPARISONS`."""
    found = [compare(left, right, context) for compare in COMPARISONS]
    if context.out:
        found = [
            SILENT if f"comparison.{name}" in context.out else level for name, level in zip(NAMES, found, strict=True)
        ]
    return tuple(found)


def likeness(left: str, right: str, rarity: Rarity) -> str:
    """How alike two different names are, weighed by how rare the pieces are that they share; "" for not at all.

    >>> from sprawl.linkage.blocking import count_pieces
    >>> rare = Rarity(6, [count_pieces(["novalis", "novalishealth", "delta", "orchard", "novel", "aspirin"])])
    >>> likeness("novalis", "novalishealth", rare), likeness("delta", "orchard", rare)
    ('twin', '')
    """
    chance = chance_of_likeness(left, right, rarity)
    return next((level for level, bound in LIKENESS if chance >= bound), "")


def chance_of_likeness(left: str, right: str, rarity: Rarity) -> float:
    """The chance that two names that look alike have one owner, from their letters alone.

    A logistic score of: the share of the shorter name's rarity that both have, the bits both have, the Jaro-Winkler
    similarity, whether one holds the other whole, how many names share the longest common piece, and how much of both
    is left beside it. Coefficients fitted on one half of the public brand handles in Wikidata, checked on the other.
    """
    shared = rarity.shared(left, right)
    if not shared:
        return 0.0
    least = max(min(rarity.weight(left), rarity.weight(right)), 1.0)
    length, crowd = rarity.longest_piece(left, right)
    score = (
        -7.35
        + 2.65 * min(shared / least, 1.0)
        + 0.54 * log2(shared + 1)
        - 1.02 * log2(crowd)
        + 5.22 * jaro_winkler(left, right)
        - 0.12 * (min(len(left), len(right)) - length)
    )
    if left in right or right in left:
        score += 2.63 * log2(shared + 1) - 4.38 * log2(min(len(left), len(right))) - 0.51
    return 1 / (1 + exp(-score))


LIKENESS = (  # level → chance from which it holds
    ("twin", 0.95),
    ("strong", 0.85),
    ("fair", 0.7),
    ("even", 0.5),
    ("weak", 0.3),
    ("faint", 0.15),
    ("trace", 0.05),
)
