"""Words that a brand's own accounts do not use, learned: accounts that name the brand's site never say them.

No table holds the words of all fans, copies and employees in all languages. But many of a brand's own accounts name its
site, and hardly any of the others do: words that stand beside many brands and never beside a brand's site are theirs.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Sequence
from itertools import chain, pairwise
from math import comb, log2
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sprawl.match.census import Census
from sprawl.match.rows import Pick, Table
from sprawl.match.suspect import ALWAYS
from sprawl.match.traits import Traits
from sprawl.names import words

SAMPLE = 12_000  # accounts that are listened to, about, however many there are
LEAST = 4  # accounts that say a word before it tells anything
OWNERS = 3  # brands beside which they say it
RARELY = 6  # it stands on a brand's site this many times less often than other words, at the least
CERTAIN = 7.0  # bits of surprise that it stands there so seldom; an account with another cue adds one

SPOKEN = ("display_name", "handle", "bio")
PIECE = 50_000  # accounts listened to at a time

Run = Callable[[Callable[[Any, Any], list[int]], Sequence[Any], Any], Iterable[list[int]]]
VOUCHED, CUED, OPEN = "vouched", "cued", "open"


class Voice(NamedTuple):
    """An account beside a brand: the brand's key, whether it names the brand's site or gives a cue, what it says."""

    owner: str
    standing: str
    says: frozenset[str]


def says(name: str, handle: str, bio: str) -> frozenset[str]:
    """The words of an account, and each two in a row, marked by where they stand.

    >>> sorted(says("Nova", "", "Not us"))
    ['b:not', 'b:not us', 'b:us', 'n:nova']
    """
    heard = _marked("b:", words(bio)) if bio else []
    return frozenset(heard + _marked("n:", words(name)) + _marked("h:", words(handle, camel=True)))


def _marked(mark: str, parts: list[str]) -> list[str]:
    if len(parts) == 1:
        return [mark + parts[0]]
    return [mark + part for part in parts] + [f"{mark}{left} {right}" for left, right in pairwise(parts)]


def foreign(voices: Sequence[Voice]) -> frozenset[str]:
    """What brands' own accounts do not say, by the odds that it stands so seldom on their sites by chance."""
    vouched = _heard(voice.says for voice in voices if voice.standing == VOUCHED)
    others = [voice for voice in voices if voice.standing != VOUCHED]
    share = 1 - len(others) / max(len(voices), 1)
    heard = _heard(voice.says for voice in others).items()
    odds = {word: surprise(count + vouched[word], vouched[word], share) for word, count in heard if count >= LEAST}
    seldom = frozenset(word for word, bits in odds.items() if bits)
    owners: dict[str, set[str]] = defaultdict(set)
    cued: Counter[str] = Counter()
    for owner, standing, said in others:
        for word in seldom & said:
            owners[word].add(owner)
            cued[word] += standing == CUED
    return frozenset(word for word in owners if len(owners[word]) >= OWNERS and odds[word] + cued[word] >= CERTAIN)


def _heard(says: Iterable[frozenset[str]]) -> Counter[str]:
    return Counter(chain.from_iterable(says))


def surprise(count: int, vouched: int, share: float) -> float:
    """Bits of surprise that of so many accounts so few name their brand's site, where a share of all does.

    >>> round(surprise(10, 0, 0.5)), surprise(10, 4, 0.5), surprise(10, 0, 0.0)
    (10, 0.0, 0.0)
    """
    if not 0 < share < 1 or vouched * RARELY >= count * share:
        return 0.0
    return -log2(comb(count, vouched)) - vouched * log2(share) - (count - vouched) * log2(1 - share)


def beside(traits: Traits, targets: Sequence[str], census: Census, owning: frozenset[str]) -> tuple[str, str]:
    """The brand an account stands beside, by its own name or by what it points to, and its standing; "" for none."""
    brands = [key for key in (traits.key, *targets) if key in owning]
    if not brands:
        return "", OPEN
    if traits.cues and not ALWAYS.isdisjoint(traits.cues):
        return brands[-1], CUED
    return brands[-1], VOUCHED if traits.site and census.owners.get(traits.site) in brands else OPEN


def _here(step: Callable[[Any, Any], list[int]], pieces: Sequence[Any], shared: Any) -> list[list[int]]:
    return [step(piece, shared) for piece in pieces]


def foreigners(
    places: NDArray[np.int64],
    columns: Sequence[Sequence[str]],
    standing: Sequence[tuple[str, str]],
    run: Run = _here,
) -> list[int]:
    """The accounts (rows) that say what brands' own do not, and name no site of the brand.

    ``places``: row → signature; ``columns``: `SPOKEN`, by row; ``standing``: signature → brand and standing;
    ``run``: runs a step on pieces, as an engine does.
    """
    unsaid = foreign(_sample(places, columns, standing))
    if not unsaid:
        return []
    rows = _rows(places, [brand != "" and how == OPEN for brand, how in standing])
    table = Table(dict(zip(SPOKEN, columns, strict=True)))
    starts = range(0, len(rows), PIECE)
    found = run(_speakers, [Pick(table, rows[start : start + PIECE]) for start in starts], unsaid)
    return [rows[start + at] for start, spoken in zip(starts, found, strict=True) for at in spoken]


def _rows(places: NDArray[np.int64], wanted: Sequence[bool]) -> list[int]:
    """The rows whose signature is wanted."""
    rows: list[int] = np.flatnonzero(np.array(wanted, bool)[places]).tolist()
    return rows


def _sample(
    places: NDArray[np.int64], columns: Sequence[Sequence[str]], standing: Sequence[tuple[str, str]]
) -> list[Voice]:
    names, handles, bios = columns
    every = max(1, len(places) // SAMPLE)
    return [
        Voice(*standing[int(places[row])], says(names[row], handles[row], bios[row]))
        for row in _rows(places, [brand != "" for brand, _ in standing])
        if every == 1 or not crc32(handles[row].encode()) % every
    ]


def _speakers(rows: Table, unsaid: frozenset[str]) -> list[int]:
    """Which of some rows say any of it."""
    heads = frozenset(word[2:].split(" ")[0] for word in unsaid)  # most accounts say none: cheaper than all they say
    return [
        at
        for at, (name, handle, bio) in enumerate(zip(*rows.columns.values(), strict=True))
        if not heads.isdisjoint(chain(words(bio), words(name), words(handle, camel=True)))
        and not unsaid.isdisjoint(says(name, handle, bio))
    ]
