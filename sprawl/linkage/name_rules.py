"""Rules about names: ordinary words taken for names, persons, names that extend an owner's, names of activities."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Mapping, Set

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.blocking import MOSTLY
from sprawl.linkage.corpus import Corpus
from sprawl.linkage.findings import CorpusState, Effect, Findings
from sprawl.linkage.flags import GIVEN_NAME, NOBODY
from sprawl.linkage.sites import spelling
from sprawl.text.names import is_beside

Limits = Mapping[str, float]
SHORTEST = 5  # letters of an owner's name that begins or ends another name


def persons(state: CorpusState, limits: Limits) -> Iterable[Findings]:
    """Accounts with a person's name: of a person, unless a site is called so, as a founder's firm is."""
    firms = set(state.corpus.site_owners.values())
    named = [place for place, account in enumerate(state.accounts) if account.flags & GIVEN_NAME]
    is_firm = {place: state.accounts[place].key in firms for place in named}
    yield Findings(Effect.DROP_FLAG, GIVEN_NAME, [place for place in named if is_firm[place]])
    yield Findings(Effect.ADD_FLAG, NOBODY, [place for place in named if not is_firm[place]])


def ordinary_words(state: CorpusState, limits: Limits) -> Iterable[Findings]:
    """Words that accounts of many different sites seem to mention, and few accounts have as their name."""
    corpus = state.corpus
    mentioned_by: dict[str, Counter[str]] = defaultdict(Counter)
    for account in state.accounts:
        for mention in account.mentions:
            if account.site and corpus.site_owners.get(account.site) != mention:
                mentioned_by[mention][account.site] += 1
    owners = frozenset(corpus.site_owners.values())
    words = {
        word: ""
        for word, sites in mentioned_by.items()
        if len(sites) > limits["share"] * corpus.name_counts[word]
        and (
            len(sites) >= limits["sites"]
            or (word not in owners and len(sites) >= limits["few"] and max(sites.values()) * 2 <= sites.total())
        )
    }
    yield Findings(Effect.DROP_MENTIONS, words=words)


def extended_names(state: CorpusState, limits: Limits) -> Iterable[Findings]:
    """Names that begin or end with an owner's name refer to that owner.

    Not where two other owners' names begin or end with it too (Delta, Delta Dental, Delta Faucet). What many accounts
    have beside an owner's name has to stand on a site of the name's own somewhere.
    """
    corpus = state.corpus
    owners = {key for key in corpus.site_owners.values() if len(key) >= SHORTEST}
    split = {key: split_stem(key, owners) for key in corpus.name_counts if key not in owners}
    rests = _count_rests(state, split)
    extended_by_owners = Counter(owner for owner, _ in (split_stem(key, owners) for key in owners))
    words = {
        key: owner
        for key, (owner, rest) in split.items()
        if owner
        and extended_by_owners[owner] < limits["others"]
        and rest in rests
        and (rests[rest][1] or rests[rest][0] < limits["seen"])
    }
    yield Findings(Effect.EXTENDED_NAMES, words=words)


def split_stem(key: str, owners: Collection[str]) -> tuple[str, str]:
    """The longest owner's name that a name begins with, else ends with, and the rest, marked ``^`` where it stands in
    front.

    >>> split_stem("novalisgalway", {"novalis"}), split_stem("mynovalis", {"novalis"}), split_stem("zig", {"novalis"})
    (('novalis', 'galway'), ('novalis', '^my'), ('', ''))
    """
    for size in range(len(key) - 2, SHORTEST - 1, -1):
        if key[:size] in owners:
            return key[:size], key[size:]
    for size in range(len(key) - 2, SHORTEST - 1, -1):
        if key[-size:] in owners:
            return key[-size:], f"^{key[:-size]}"
    return "", ""


def _count_rests(state: CorpusState, split: Mapping[str, tuple[str, str]]) -> dict[str, tuple[int, int]]:
    """What names have beside an owner's → accounts, and how many of them name the owner's site."""
    seen: Counter[str] = Counter()
    own: Counter[str] = Counter()
    for account, count in zip(state.accounts, state.distinct.counts, strict=True):
        owner, rest = split.get(account.key, ("", ""))
        if owner and not account.flags & GIVEN_NAME:
            seen[rest] += count
            if account.site and (
                state.corpus.site_owners.get(account.site) == owner
                or spelling(account.site).replace("-", "").startswith(owner)
            ):
                own[rest] += count
    return {rest: (count, own[rest]) for rest, count in seen.items()}


def activity_names(state: CorpusState, limits: Limits) -> Iterable[Findings]:
    """Names that say what accounts do and not whose they are (Boutique, Law School).

    They own no site, and are words of the tables or refer to several owners, to none of them for the most part.
    """
    references = state.reference_counts
    owners = set(state.corpus.site_owners.values())
    words = {
        name: ""
        for name in state.corpus.name_counts
        if name not in owners and (is_beside(name) or _is_divided(references.get(name, {}).values()))
    }
    yield Findings(Effect.ACTIVITY_NAMES, words=words)
    yield Findings(Effect.DROP_MENTIONS, words=words)


def _is_divided(counts: Collection[int]) -> bool:
    return max(counts, default=1) * 2 <= sum(counts)


def spelled_handles(state: CorpusState, limits: Limits) -> Iterable[Findings]:
    """Handles that begin or end with an owner's name or handle refer to that owner, where the account refers to nobody
    else and its name tells nothing."""
    corpus = state.corpus
    owners = set(corpus.site_owners.values()) - corpus.activity_names
    stems = {handle: key for handle, (key, share) in corpus.handle_names.items() if key in owners and share >= MOSTLY}
    words: dict[str, str] = {}
    for account, keys in zip(state.accounts, state.references, strict=True):
        if not keys and account.handle not in words and _tells_nothing(account, owners, corpus):
            stem, _ = split_stem(account.handle, stems)
            if stem:
                words[account.handle] = stems[stem]
    yield Findings(Effect.SPELLED_HANDLES, words=words)


def _tells_nothing(account: ParsedAccount, owners: Set[str], corpus: Corpus) -> bool:
    """The name of an account is an activity, or one of which nobody refers to anybody."""
    unknown = account.key in corpus.activity_names or account.key not in corpus.references
    return unknown and account.key not in owners and not account.flags & GIVEN_NAME
