"""How a brand's own accounts speak, learned from the accounts themselves, and which accounts speak otherwise.

No table has the words of all fans, copies and employees in all languages. But many of a brand's own accounts name its
site, and hardly any of the others do; and some of the others say in words of a table what they are. The words of the
two kinds are learned as weights that add up in bits. How many of a brand's own accounts a bound would wrong is read off
those that name its site, so that nobody has to label.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Callable, Collection, Iterable, Mapping, Sequence
from dataclasses import dataclass
from math import exp, inf, log, sqrt

import numpy as np
from numpy.typing import NDArray

from sprawl.learning.regression import SparseTable, fit_words
from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.columns import coded
from sprawl.linkage.corpus import ASIDE, Corpus
from sprawl.linkage.findings import CorpusState, Effect, Findings
from sprawl.linkage.flags import ALWAYS, ESTRANGED, FOREIGN, NOBODY, TICK
from sprawl.linkage.spoken_words import FOLDS, TABLE_WORDS, RowWords, SpokenWords

OWNERS = 3  # brands beside which a word stands before anything is learned of it
OPENLY = 0.05  # how much an open account counts as another's: it names no site of the brand and has no flag
WRONGED = 0.25  # share of a brand's own accounts among those that are flagged, as expected
BODY = 400  # accounts that name their brand's site from which their quartiles tell something
EVEN, LOW = 0.1, 500.0  # least distance of the quartiles; greatest exponent
SITED = 1.0  # bits more that it takes where an account names the brand's site
BELIEF = 1.3  # bits of a word of the tables before anything is learned
UNIT = 10_000  # parts of a bit: whole numbers add up to the same in any order
ROWS = 100_000  # rows that are summed at a time

DOUBTED = NOBODY | TICK
OPEN, FLAGGED, VOUCHED, INCIDENTAL = 0, 1, 2, 3  # how an account stands beside its brand
COUNTS = np.array([OPENLY, 1.0, 1.0, 1.0])  # how much each kind counts


@dataclass(frozen=True, slots=True)
class Lessons:
    """Accounts to learn from: pairs of an account and a word of a vocabulary of ``size``; beside which brand each
    account stands, how, and the fold it belongs to."""

    pairs: tuple[NDArray[np.int64], NDArray[np.int64]]
    size: int
    brands: NDArray[np.int64]
    standing: NDArray[np.int64]
    folds: NDArray[np.int64]


def foreign_speech(state: CorpusState, limits: Mapping[str, float]) -> Iterable[Findings]:
    """Accounts beside a brand that speak as its own accounts hardly ever do."""
    distinct, corpus, main = state.distinct, state.corpus, state.corpus.main_sites()
    standing = [
        standing_beside(account, keys, corpus, main)
        for account, keys in zip(distinct.accounts, state.references, strict=True)
    ]
    rows_of: dict[int, dict[int, list[int]]] = {FOREIGN: {}, ESTRANGED: {}}
    for row in foreign_rows(distinct.of, standing, state.spoken):
        place = int(distinct.of[row])
        flag = ESTRANGED if standing[place][1] == VOUCHED else FOREIGN
        rows_of[flag].setdefault(place, []).append(row)
    for flag, rows in rows_of.items():
        yield Findings(Effect.ADD_FLAG, flag, rows=rows)


def standing_beside(
    account: ParsedAccount, references: Sequence[str], corpus: Corpus, main: Mapping[str, str]
) -> tuple[str, int]:
    """The brand an account stands beside, by its own name or by what it refers to, and how; "" for none.

    ``main``: `Corpus.main_sites`. A site that far fewer accounts name than the brand's main one vouches for nobody.
    """
    brands = [key for key in (account.key, *references) if key in main]
    if not brands:
        brand = account.incidental_mention
        return (brand, INCIDENTAL) if brand in main else ("", OPEN)
    if account.flags & ALWAYS:
        return brands[-1], FLAGGED
    owner = corpus.owner(account)
    if owner in brands:
        counts = corpus.site_counts
        if main[owner] == account.site or counts[account.site] * ASIDE > counts[main[owner]]:
            return brands[-1], VOUCHED
    return brands[-1], FLAGGED if account.flags & DOUBTED else OPEN


def foreign_rows(places: NDArray[np.int64], standing: Sequence[tuple[str, int]], spoken: SpokenWords) -> list[int]:
    """The rows that speak otherwise than brands' own accounts; those that name the brand's site by more bits only.

    ``places``: row → distinct account; ``standing``: of distinct accounts.
    """
    numbers: dict[str, int] = {"": -1}
    brands = np.array([numbers.setdefault(brand, len(numbers)) for brand, _ in standing], np.int64)[places]
    stands = np.array([how for _, how in standing], np.int64)[places]
    sample = np.flatnonzero(spoken.sampled & (brands >= 0))
    if not {OPEN, VOUCHED} <= set(stands[sample].tolist()):
        return []
    words, size, vouched = spoken.by_row(), len(spoken.vocabulary), stands == VOUCHED
    near = np.flatnonzero(brands >= 0)
    known = np.zeros(len(brands), bool)
    known[near] = known_handles([spoken.handles[row] for row in near.tolist()], vouched[near])
    of_sample, sample_words = words.pairs(sample)
    knowing = np.flatnonzero(known[sample])  # a known handle is one word more, behind all others
    pairs = np.append(of_sample, knowing), np.append(sample_words, np.full(len(knowing), size))
    table_words = frozenset(TABLE_WORDS)
    expected = np.array([round(BELIEF * UNIT) * (word in table_words) for word in spoken.vocabulary] + [0], np.int64)
    bits = learn(Lessons(pairs, size + 1, brands[sample], stands[sample], spoken.folds[sample]), expected)
    foreignness = (sum_bits(words, spoken.folds, bits) + bits[spoken.folds, size] * known) / UNIT
    asked = sample[np.isin(stands[sample], (OPEN, INCIDENTAL))]
    least = bound(foreignness[asked].tolist(), foreignness[sample[vouched[sample]]].tolist())
    needed = least + np.where(vouched, SITED, 0.0)
    rows: list[int] = np.flatnonzero((brands >= 0) & (stands != FLAGGED) & (foreignness >= needed)).tolist()
    return rows


def known_handles(handles: Iterable[str], vouched: NDArray[np.bool_]) -> NDArray[np.bool_]:
    """Which handles another account that is vouched for has on another platform: a copy cannot have it there.

    >>> known_handles(["Nova", "nova", "nova7"], np.array([True, False, False])).tolist()
    [False, True, False]
    """
    of = coded(map(str.lower, handles)).of
    known: NDArray[np.bool_] = np.bincount(of, vouched)[of] > vouched
    return known


def learn(lessons: Lessons, expected: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each fold the bits of words that all other folds teach, and last those of every account.

    ``expected``: bits of words before anything is learned; words that stand beside few brands keep them.
    """
    kept = np.flatnonzero(_common_words(lessons) | (expected != 0))
    table = SparseTable.ones(*lessons.pairs, (len(lessons.brands), lessons.size))[:, kept]
    strangers, counts = lessons.standing != VOUCHED, COUNTS[lessons.standing]
    bits = np.tile(np.append(expected, 0), (FOLDS, 1))
    for fold in range(FOLDS):
        others = np.flatnonzero(lessons.folds != fold)
        taught = fit_words(table[others], strangers[others], counts[others], expected[kept] / UNIT)
        bits[fold, np.append(kept, lessons.size)] = np.rint(taught * UNIT)
    return bits


def _common_words(lessons: Lessons) -> NDArray[np.bool_]:
    """Which words stand beside several brands."""
    rows, words = lessons.pairs
    span = lessons.brands.max(initial=0) + 1
    pairs = np.unique(words * span + lessons.brands[rows])
    return np.bincount(pairs // span, minlength=lessons.size) >= OWNERS


def bound(open_: Collection[float], vouched: Collection[float]) -> float:
    """The lowest bits from which of the open accounts not too many are a brand's own, going by the vouched ones.

    As many of the brand's own are expected above it as of the vouched stand there (one more for chance), in proportion.
    The same reasoning as target-decoy search in proteomics (Elias and Gygi, Nature Methods 4, 2007). Copies that name
    the brand's site are among the vouched, so that these are too many, while a logistic distribution with their
    quartiles has too few up there: the geometric mean of the two is taken.

    >>> bound([9.0, 8.0, 7.0, 2.0, 0.0], [2.0] + [0.0] * 9), bound([2.0, 0.0], [2.0, 0.0])
    (2.0, inf)
    """
    ascending = sorted(vouched)
    tail = _logistic_tail(ascending)
    least = inf
    for rank, bits in enumerate(sorted(open_, reverse=True), start=1):
        above = (len(ascending) - bisect_left(ascending, bits) + 1) / len(ascending)
        if sqrt(above * min(above, tail(bits))) * len(open_) <= WRONGED * rank:
            least = bits
    return least


def _logistic_tail(ascending: Sequence[float]) -> Callable[[float], float]:
    """The share above some bits of a logistic distribution with the quartiles of the values; 1 where they are few."""
    if len(ascending) < BODY:
        return lambda bits: 1.0
    low, high = ascending[len(ascending) // 4], ascending[len(ascending) * 3 // 4]
    middle, spread = (low + high) / 2, max(high - low, EVEN) / (2 * log(3))
    return lambda bits: 1 / (1 + exp(min((bits - middle) / spread, LOW)))


def sum_bits(words: RowWords, folds: NDArray[np.int64], bits: NDArray[np.int64]) -> NDArray[np.int64]:
    """For each row the parts of a bit (`UNIT`) by which its words say that it is not one of the brand's own."""
    sums = [np.empty(0, np.int64)]
    for start in range(0, len(folds), ROWS):
        parts, ends = folds[start : start + ROWS], words.ends[start : start + ROWS + 1]
        of_words = bits[np.repeat(parts, np.diff(ends)), words.words[ends[0] : ends[-1]]]
        running = np.append(0, np.cumsum(of_words))
        sums.append(np.diff(running[ends - ends[0]]) + bits[parts, -1])
    return np.concatenate(sums)
