"""Accounts that go together by more than words: one owner, one name on two platforms, "in French: @…".

What is known of one is lent to the other, as a witness beside its own names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sprawl.departments.features import Listed, plain, spoken
from sprawl.text.acronyms import without_note
from sprawl.text.word_lists import LANGUAGE_TAGS
from sprawl.text.words import compact, pieces, words

LENT = 0.7  # of its own bits that a relative lends
ANSWER = 8.0  # bits that an answer about a relative is worth
MOST = 12  # accounts that may share a name and still be one's
HEARD = 24  # accounts of one owner that are asked
SHORTEST = 5  # letters of a name that two share hardly by chance
_OTHER_LANGUAGE = re.compile(r"([^\W\d_]+)\s?(:?)\s*@(\w[\w.]{2,29})")


@dataclass(frozen=True, slots=True)
class Loan:
    """What a relative says of where an account belongs."""

    unit: str
    bits: float
    relative: int  # its row


def relatives(accounts: Sequence[Listed], owners: Mapping[str, str]) -> list[frozenset[int]]:
    """For each account the rows of those that it goes with."""
    having: dict[str, list[int]] = defaultdict(list)
    keys = [frozenset(_keys(account, owners.get(account.id, ""))) for account in accounts]
    for row, own in enumerate(keys):
        for key in own:
            having[key].append(row)
    heard = {key: _heard(key, rows) for key, rows in having.items()}
    return [frozenset(other for key in own for other in heard[key]) - {row} for row, own in enumerate(keys)]


def _heard(key: str, rows: Sequence[int]) -> Sequence[int]:
    """A name that many share is nobody's; of an owner's accounts so many are heard."""
    if key.startswith("owner:"):
        return rows[:HEARD]
    return rows if len(rows) <= MOST else ()


def _keys(account: Listed, owner: str) -> Iterator[str]:
    if owner:
        yield f"owner:{owner}"
    handle = spoken(account.handle)
    names = (compact(handle), plain(pieces(handle)), plain(words(without_note(account.display_name))))
    yield from (f"same:{name}" for name in names if len(name) >= SHORTEST)
    yield f"handle:{handle.casefold()}"
    yield from (f"handle:{other}" for other in counterparts(account.bio))


def counterparts(text: str) -> tuple[str, ...]:
    """Handles that a description gives for its other languages.

    >>> counterparts("News of the harbor. FR: @LePort, with @quay. En español @ElPuerto")
    ('leport', 'elpuerto')
    """
    found = ((words(word), colon, handle) for word, colon, handle in _OTHER_LANGUAGE.findall(text))
    return tuple(
        handle.rstrip(".").casefold()
        for said, colon, handle in found
        if said and said[-1] in LANGUAGE_TAGS and (colon or len(said[-1]) > 2)
    )


def loans(
    related: Sequence[frozenset[int]], evidence: Sequence[Mapping[str, float]], judged: Mapping[int, str]
) -> list[list[Loan]]:
    """For each account what its relatives lend it: of each unit the mean of those that speak at all.

    ``evidence``: unit → bits, of each account; ``judged``: row → the unit that a person named.
    """
    own = [{judged[row]: ANSWER / LENT} if row in judged else dict(found) for row, found in enumerate(evidence)]
    return [list(_loans(sorted(rows), own)) for rows in related]


def _loans(rows: Sequence[int], own: Sequence[Mapping[str, float]]) -> Iterator[Loan]:
    speaking = [row for row in rows if own[row]]
    for unit in sorted({unit for row in speaking for unit in own[row]}):
        best = max(speaking, key=lambda row: (own[row].get(unit, 0.0), -row))
        yield Loan(unit, LENT * sum(own[row].get(unit, 0.0) for row in speaking) / len(speaking), best)
