"""How a brand's own accounts speak, learned from the accounts themselves, and who speaks otherwise.

No table holds the words of all fans, copies and employees in all languages. But many of a brand's own accounts name its
site, and hardly any of the others do; and some of the others say in words that a table holds what they are. What stands
with the one and what with the other is learned as weights that add up in bits. How many of a brand's own a bound would
wrong is read off those that name its site, so no label is asked for.
"""

from __future__ import annotations

import re
from bisect import bisect_left
from collections import Counter, defaultdict
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from itertools import compress
from math import exp, fsum, inf, log, sqrt
from typing import Any, NamedTuple
from zlib import crc32

import numpy as np
from numpy.typing import NDArray

from sprawl.match.census import Census
from sprawl.match.rows import Pick, Table
from sprawl.match.suspect import ALWAYS, DOUBLE, NOBODY
from sprawl.match.traits import Traits
from sprawl.names import SPEECH, words

SAMPLE = 24_000  # accounts that are listened to, about, however many there are
OWNERS = 3  # brands beside which a word stands before it tells anything
FOLDS = 4  # each part of the accounts is judged by what the others taught
OPENLY = 0.05  # how much an account counts as another's that names no site of the brand and gives no cue
WRONGED = 0.25  # share of a brand's own among those that are parted, as expected
BODY = 400  # accounts that name their brand's site from which their quartiles tell something
EVEN, LOW = 0.1, 500.0  # the least between the quartiles, and a power that is as good as endless
SITED = 1.5  # bits more that it takes where an account names the brand's site

DIGITS = "0123456789"
MARKS = ("b:", "n:", "h:")  # of words in a bio, a name, a handle
BELIEF = 1.0  # bits that a word of the tables tells before a file teaches what it does: it is no more than a word
EXPECTED = {mark + word: BELIEF for mark in MARKS for word in SPEECH}
KNOWN = "="  # the sign of a handle that another account has which names its brand's site: who copies cannot have it
SPOKEN = ("display_name", "handle", "bio")
PIECE = 50_000  # accounts listened to at a time

Run = Callable[[Callable[[Any, Any], Any], Sequence[Any], Any], Iterable[Any]]
VOUCHED, CUED, OPEN = "vouched", "cued", "open"
_COUNTS = {VOUCHED: 1.0, CUED: 1.0, OPEN: OPENLY}

_FONT = re.compile(  # signs that look like letters: mathematical, full-width, in circles; nothing between letters
    "[\U0001d400-\U0001d7ff\uff21-\uff5a\u24b6-\u24e9\U0001f130-\U0001f189]"
    "|[A-Za-z][\u200b-\u200d\u2060\ufeff\u00ad]|[\u200b-\u200d\u2060\ufeff\u00ad][A-Za-z]"
)


class Voice(NamedTuple):
    """An account beside a brand: the brand's key, whether it names the brand's site or gives a cue, what it says."""

    owner: str
    standing: str
    says: frozenset[str]


@dataclass(frozen=True, slots=True)
class Ear:
    """What was learned: for each part of the accounts the bits of words, and the bits from which one is another's."""

    bits: tuple[Mapping[str, float], ...]
    bound: float = inf

    def hears(self, handle: str, said: Iterable[str]) -> float:
        """Bits that who says this is not one of the brand's own accounts."""
        bits = self.bits[fold_of(handle)]
        return fsum([bits[""], *(bits[word] for word in said if word in bits)])


def says(name: str, handle: str, bio: str, known: bool = False) -> frozenset[str]:
    """The words of an account, marked by where they stand, and the signs it gives. ``known``: its handle is (`KNOWN`).

    >>> sorted(says("Nova", "nova7", "Not us"))
    ['#:1', 'b:not', 'b:us', 'h:7', 'h:nova', 'n:nova']
    """
    spoken = zip(MARKS, _words(name, handle, bio), strict=True)
    return frozenset(mark + word for mark, said in spoken for word in said).union(_signs(name, handle, known))


def _words(name: str, handle: str, bio: str) -> tuple[set[str], set[str], set[str]]:
    return set(words(bio)), set(words(name)), set(words(handle, camel=True))


def _signs(name: str, handle: str, known: bool) -> list[str]:
    """How many digits a handle ends in, whether a name is written in signs that look like letters, a known handle."""
    found = [f"#:{min(len(handle) - len(handle.rstrip(DIGITS)), 5)}"]
    if not name.isascii() and _FONT.search(name):
        found.append("font")
    return [*found, KNOWN] if known else found


def known_handles(handles: Sequence[str], vouched: Sequence[bool]) -> list[bool]:
    """Is each handle that of another account, on another platform, which is vouched for?

    >>> known_handles(["Nova", "nova", "nova7"], [True, False, False])
    [False, True, False]
    """
    low = list(map(str.lower, handles))
    held = Counter(compress(low, vouched))
    return [held.get(handle, 0) > own for handle, own in zip(low, vouched, strict=True)]


def fold_of(handle: str) -> int:
    """The part of the accounts that an account belongs to, by its handle alone."""
    return (crc32(handle.encode()) >> 16) % FOLDS


def learn(voices: Sequence[tuple[str, Voice]]) -> Ear:
    """Weights from the voices (handle, voice) of all parts but one, and the bound that they bear out on that one."""
    known = _common(voice for _, voice in voices).union(EXPECTED)
    kept = [(fold_of(handle), voice.standing, voice.says & known) for handle, voice in voices]
    ear = Ear(tuple(_taught(fold, kept) for fold in range(FOLDS)))
    heard = [(ear.hears(handle, voice.says), voice.standing) for handle, voice in voices]
    return Ear(ear.bits, bound(*([bits for bits, standing in heard if standing == kind] for kind in (OPEN, VOUCHED))))


def _taught(fold: int, voices: Sequence[tuple[int, str, frozenset[str]]]) -> dict[str, float]:
    """What the voices of all parts but one teach."""
    from sprawl.match.wordy import fit  # heavy, and only needed where there is something to learn

    others = [(standing, said) for place, standing, said in voices if place != fold]
    found = fit(
        [said for _, said in others],
        [standing != VOUCHED for standing, _ in others],
        [_COUNTS[standing] for standing, _ in others],
        EXPECTED,
    )
    return {**EXPECTED, **found}


def _common(voices: Iterable[Voice]) -> frozenset[str]:
    """Words that stand beside several brands."""
    owners: dict[str, set[str]] = defaultdict(set)
    for voice in voices:
        for word in voice.says:
            if len(owners[word]) < OWNERS:
                owners[word].add(voice.owner)
    return frozenset(word for word, held in owners.items() if len(held) >= OWNERS)


def bound(open_: Collection[float], vouched: Collection[float]) -> float:
    """The lowest bits from which of the open accounts not too many are a brand's own, going by the vouched ones.

    As many of the brand's own are expected above it as of the vouched stand there (one more for chance), in proportion.
    The same reasoning as target-decoy search in proteomics (Elias and Gygi, Nature Methods 4, 2007). Copies that name
    the brand's site are among the vouched, though, so that these are too many, while a logistic distribution with their
    quartiles has too few up there: the geometric mean of the two is taken.

    >>> bound([9.0, 8.0, 7.0, 2.0, 0.0], [2.0] + [0.0] * 9), bound([2.0, 0.0], [2.0, 0.0])
    (2.0, inf)
    """
    risen = sorted(vouched)
    tail = _tail(risen)
    found = inf
    for rank, bits in enumerate(sorted(open_, reverse=True), start=1):
        above = (len(risen) - bisect_left(risen, bits) + 1) / len(risen)
        if sqrt(above * min(above, tail(bits))) * len(open_) <= WRONGED * rank:
            found = bits
    return found


def _tail(risen: Sequence[float]) -> Callable[[float], float]:
    """The share above some bits of a logistic distribution that has these quartiles; all, of too few."""
    if len(risen) < BODY:
        return lambda bits: 1.0
    low, high = risen[len(risen) // 4], risen[len(risen) * 3 // 4]
    middle, spread = (low + high) / 2, max(high - low, EVEN) / (2 * log(3))
    return lambda bits: 1 / (1 + exp(min((bits - middle) / spread, LOW)))


def beside(traits: Traits, targets: Sequence[str], census: Census, mains: Mapping[str, str]) -> tuple[str, str]:
    """The brand an account stands beside, by its own name or by what it points to, and its standing; "" for none.

    ``mains``: `Census.mains`. A site that far fewer accounts name than the brand's main one vouches for nobody.
    """
    brands = [key for key in (traits.key, *targets) if key in mains]
    if not brands or DOUBLE in traits.cues:  # a double's words are the brand's
        return "", OPEN
    if traits.cues and not ALWAYS.isdisjoint(traits.cues):
        return brands[-1], CUED
    own = census.owner(traits) in brands and not census.aside(traits.site, mains)
    return brands[-1], VOUCHED if own else CUED if NOBODY in traits.cues else OPEN


def here(step: Callable[[Any, Any], Any], pieces: Sequence[Any], shared: Any) -> list[Any]:
    """Run a step on pieces, one after the other."""
    return [step(piece, shared) for piece in pieces]


def foreigners(
    places: NDArray[np.int64],
    columns: Sequence[Sequence[str]],
    standing: Sequence[tuple[str, str]],
    run: Run = here,
) -> list[int]:
    """The accounts (rows) that speak otherwise than brands' own, those that name the brand's site only by more bits.

    ``places``: row → signature; ``columns``: `SPOKEN`, by row; ``standing``: signature → brand and standing;
    ``run``: runs a step on pieces, as an engine does.
    """
    vouched = np.array([how == VOUCHED for _, how in standing], bool)[places].tolist()
    known = known_handles(columns[1], vouched)
    voices = _sample(places, columns, standing, known)
    if not {VOUCHED, OPEN} <= {voice.standing for _, voice in voices}:
        return []
    ear = learn(voices)
    if ear.bound == inf:
        return []
    rows = _rows(places, [brand != "" and how != CUED for brand, how in standing])
    table = Table(dict(zip(SPOKEN, columns, strict=True)))
    starts = range(0, len(rows), PIECE)
    some = [rows[start : start + PIECE] for start in starts]
    pieces = [([(vouched[row], known[row]) for row in chosen], Pick(table, chosen)) for chosen in some]
    found = run(_speakers, pieces, ear)
    return [rows[start + at] for start, spoken in zip(starts, found, strict=True) for at in spoken]


def _rows(places: NDArray[np.int64], wanted: Sequence[bool]) -> list[int]:
    """The rows whose signature is wanted."""
    rows: list[int] = np.flatnonzero(np.array(wanted, bool)[places]).tolist()
    return rows


def _sample(
    places: NDArray[np.int64],
    columns: Sequence[Sequence[str]],
    standing: Sequence[tuple[str, str]],
    known: Sequence[bool],
) -> list[tuple[str, Voice]]:
    names, handles, bios = columns
    every = max(1, len(places) // SAMPLE)
    chosen = [
        (row, standing[int(places[row])])
        for row in _rows(places, [brand != "" for brand, _ in standing])
        if every == 1 or not crc32(handles[row].encode()) % every
    ]
    return [
        (handles[row], Voice(*stands, says(names[row], handles[row], bios[row], known[row]))) for row, stands in chosen
    ]


def _speakers(piece: tuple[Sequence[tuple[bool, bool]], Table], ear: Ear) -> list[int]:
    """Which of some rows, vouched for or not, with a known handle or not, speak otherwise."""
    standing, rows = piece
    quick = [Quick.of(bits) for bits in ear.bits]
    return [
        at
        for at, ((own, known), name, handle, bio) in enumerate(zip(standing, *rows.columns.values(), strict=True))
        if quick[fold_of(handle)].hears(name, handle, bio, known) >= ear.bound + SITED * own
    ]


@dataclass(frozen=True, slots=True)
class Quick:
    """The bits of one part of the accounts, filed by where words stand: no word has to be marked to be looked up."""

    every: float
    words: tuple[Mapping[str, float], ...]
    signs: Mapping[str, float]

    @classmethod
    def of(cls, bits: Mapping[str, float]) -> Quick:
        """Words of bios, names and handles apart from signs."""
        filed = tuple({word[2:]: worth for word, worth in bits.items() if word[:2] == mark} for mark in MARKS)
        return cls(bits[""], filed, {word: worth for word, worth in bits.items() if word and word[:2] not in MARKS})

    def hears(self, name: str, handle: str, bio: str, known: bool = False) -> float:
        """The same as `Ear.hears`."""
        heard = [self.every, *(self.signs.get(sign, 0.0) for sign in _signs(name, handle, known))]
        for bits, said in zip(self.words, _words(name, handle, bio), strict=True):
            heard += [bits[word] for word in said if word in bits]
        return fsum(heard)  # exact, so that the order of words in a set does not matter
