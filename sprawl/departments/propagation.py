"""Label propagation between relatives: accounts of one owner, of one name on two platforms, "in French: @…".

Part of what is known of an account counts for its relatives too, beside their own names.
"""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from sprawl.departments.features import Listed, handle_name, without_language
from sprawl.text.acronyms import without_note
from sprawl.text.word_lists import LANGUAGE_TAGS
from sprawl.text.words import compact, pieces, words

PASSED_ON = 0.7  # share of an account's bits that count for a relative
ANSWER = 8.0  # bits that an answer about a relative is worth
MOST_OF_A_NAME = 12  # accounts that may share a name and still have one owner
MOST_OF_AN_OWNER = 24  # accounts of one owner that are looked at
SHORTEST = 5  # letters of a name that two accounts hardly share by chance
_OTHER_LANGUAGE = re.compile(r"([^\W\d_]+)\s?(:?)\s*@(\w[\w.]{2,29})")


@dataclass(frozen=True, slots=True)
class Testimony:
    """What a relative says of where an account belongs."""

    unit: str
    bits: float
    relative: int  # its row


def relatives(accounts: Sequence[Listed], owners: Mapping[str, str]) -> list[frozenset[int]]:
    """For each account the rows of its relatives."""
    having: dict[str, list[int]] = defaultdict(list)
    keys = [frozenset(_keys(account, owners.get(account.id, ""))) for account in accounts]
    for row, own in enumerate(keys):
        for key in own:
            having[key].append(row)
    rows_of = {key: _limited(key, rows) for key, rows in having.items()}
    return [frozenset(other for key in own for other in rows_of[key]) - {row} for row, own in enumerate(keys)]


def _limited(key: str, rows: Sequence[int]) -> Sequence[int]:
    """The rows that are relatives by a key: none for a name that many share, the first ones of an owner."""
    if key.startswith("owner:"):
        return rows[:MOST_OF_AN_OWNER]
    return rows if len(rows) <= MOST_OF_A_NAME else ()


def _keys(account: Listed, owner: str) -> Iterator[str]:
    if owner:
        yield f"owner:{owner}"
    handle = handle_name(account.handle)
    names = (
        compact(handle),
        without_language(pieces(handle)),
        without_language(words(without_note(account.display_name))),
    )
    yield from (f"same:{name}" for name in names if len(name) >= SHORTEST)
    yield f"handle:{handle.casefold()}"
    yield from (f"handle:{other}" for other in counterparts(account.bio))


def counterparts(text: str) -> tuple[str, ...]:
    """Handles that a description gives for its other languages.

    >>> counterparts("News of the harbor. FR: @LePort, with @quay. En español @ElPuerto")
    ('leport', 'elpuerto')
    """
    mentions = ((words(word), colon, handle) for word, colon, handle in _OTHER_LANGUAGE.findall(text))
    return tuple(
        handle.rstrip(".").casefold()
        for language, colon, handle in mentions
        if language and language[-1] in LANGUAGE_TAGS and (colon or len(language[-1]) > 2)
    )


def testimonies(
    related: Sequence[frozenset[int]], evidence: Sequence[Mapping[str, float]], judged: Mapping[int, str]
) -> list[list[Testimony]]:
    """For each account and unit the mean bits of those relatives of which something is known.

    ``evidence``: unit → bits, of each account; ``judged``: row → the unit that a person named.
    """
    own = [{judged[row]: ANSWER / PASSED_ON} if row in judged else dict(bits) for row, bits in enumerate(evidence)]
    return [list(_testimonies(sorted(rows), own)) for rows in related]


def _testimonies(rows: Sequence[int], own: Sequence[Mapping[str, float]]) -> Iterator[Testimony]:
    informed = [row for row in rows if own[row]]
    for unit in sorted({unit for row in informed for unit in own[row]}):
        best = max(informed, key=lambda row: (own[row].get(unit, 0.0), -row))
        yield Testimony(unit, PASSED_ON * sum(own[row].get(unit, 0.0) for row in informed) / len(informed), best)
