"""Doubles: a second account of a platform with another's name, under that one's handle and a bit more, or a slip of it.

A brand that has a platform's handle has no need of the same once more with `official` or a number behind it, a letter
twice or a line before it; who copies the brand has, for the handle itself is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence
from typing import NamedTuple

from sprawl.linkage.columns import bare
from sprawl.linkage.flags import one_edit, slipped
from sprawl.text.names import is_added, is_beside, is_doing, skeleton, squeezed

SAYS = ("display_name", "platform", "bio", "handle", "country")
SHORTEST = 3  # letters of a handle that another may go on from
CUT = 5  # letters of a handle that tell it where its end is cut off
CROWD = 50  # accounts of one name on one platform above which it tells nothing that two handles are alike
THRONG = 500  # the same of accounts that say the same as well: a chain's branches, not a brand and its copies
PIECE = 3  # letters of a piece of a handle that a name or a bio may hold
LINES = "._-"


class Told(NamedTuple):
    """An account: its handle as it is and squeezed, its country, name and bio."""

    written: str
    handle: str
    country: str
    name: str
    bio: str


def doubles(names: Sequence[str], platforms: Sequence[str], *said: Sequence[str]) -> frozenset[int]:
    """The rows that are doubles. Takes the columns `SAYS`.

    >>> sorted(doubles(["Nova"] * 3, ["x"] * 3, ["We are Nova"] * 3, ["nova", "nova_official7", "nova_uk"], [""] * 3))
    [1]
    >>> handles = ["novalis", "_novalis", "novalls", "nvoalis"]
    >>> sorted(doubles(["Novalis"] * 4, ["x"] * 4, ["About us"] * 3 + [""], handles, [""] * 4))
    [1, 2, 3]
    """
    bios, handles, countries = said
    held: dict[tuple[str, str], list[int]] = defaultdict(list)
    for row, key in enumerate(zip(names, platforms, strict=True)):
        if key[0]:
            held[key].append(row)
    found: list[int] = []
    for rows in held.values():
        if len(rows) > 1:
            written = [bare(handles[row]).lower() for row in rows]
            told = [
                Told(text, squeezed(text), countries[row], names[row], bios[row])
                for row, text in zip(rows, written, strict=True)
            ]
            found += [rows[at] for at in _copies(told)]
    return frozenset(found)


def _copies(told: Sequence[Told]) -> Iterator[int]:
    """The places of those that are another's double."""
    few = len(told) <= CROWD
    by_bio: dict[str, list[Told]] = defaultdict(list)
    for one in told:
        if one.bio:
            by_bio[one.bio].append(one)
    for at, one in enumerate(told):
        same = by_bio[one.bio] if one.bio and len(by_bio[one.bio]) <= THRONG else ()
        if any(_repeats(one, other) for other in same) or (few and any(_slips(one, other) for other in told)):
            yield at


def _repeats(one: Told, other: Told) -> bool:
    """Has it, where both say the same, the other's handle with something added, or a slip of it?

    >>> nova, jobs = (Told(text, text, "", "Nova", "About us") for text in ("nova", "novajobs"))
    >>> _repeats(jobs, nova), _repeats(nova, jobs), _repeats(jobs._replace(handle="novauk"), nova)
    (True, False, False)
    """
    if one is other or not _together(one, other):
        return False
    if one.handle == other.handle:
        return _lined(one.written) > _lined(other.written)
    return _goes_on(one.handle, other.handle, squeezed(one.name)) or (
        (skeleton(one.handle) == skeleton(other.handle) or one_edit(one.handle, other.handle))
        and _less_borne(one, other)
    )


def _slips(one: Told, other: Told) -> bool:
    """Is its handle a slip of the other's, before the end?"""
    if abs(len(one.handle) - len(other.handle)) > 1 or one.handle == other.handle or not _together(one, other):
        return False
    return slipped(one.handle, other.handle) and _less_borne(one, other)


def _together(one: Told, other: Told) -> bool:
    """May both be of one country, and is the other's handle long enough to tell it?"""
    near = not one.country or not other.country or one.country == other.country
    return near and len(other.handle) >= SHORTEST


def _lined(handle: str) -> int:
    """How many lines and dots stand around a handle.

    >>> _lined("_nova.de_"), _lined("nova")
    (2, 0)
    """
    return len(handle) - len(handle.strip(LINES))


def _less_borne(one: Told, other: Told) -> bool:
    """Which of two is the slip? Name and bio bear out less of its handle than of the other's, and where the two part,
    it does not go on with a word of its own (``novapro`` beside ``novaro``)."""
    if is_beside(_own_end(one.handle, other.handle)):
        return False
    text = f"{squeezed(one.name)} {squeezed(one.bio)} {squeezed(other.bio)}"
    borne = _foreign(other.handle, text)
    return _foreign(one.handle, text) > borne and borne * 2 < len(other.handle)


def _own_end(handle: str, other: str) -> str:
    """What a handle has behind that which it shares with another.

    >>> _own_end("novapro", "novaro")
    'pro'
    """
    at = 0
    while at < min(len(handle), len(other)) and handle[at] == other[at]:
        at += 1
    return handle[at:]


def _foreign(handle: str, text: str) -> int:
    """How many pieces of a handle a text does not hold.

    >>> _foreign("nvoalis", "novalis"), _foreign("novalis", "novalis")
    (3, 0)
    """
    return sum(handle[at : at + PIECE] not in text for at in range(len(handle) - PIECE + 1))


def _goes_on(handle: str, other: str, name: str) -> bool:
    """Is it the other with digits added, or a word that tells of no region and of no function that its name tells, or
    such a word and a cut of the other?"""
    if len(handle) > len(other):
        if handle.startswith(other) and _added(handle[len(other) :], name):
            return True
        if handle.endswith(other) and _added(handle[: -len(other)], name):
            return True
    return any(
        other.startswith(handle[size:]) and is_added(handle[:size]) and handle[:size].isalpha()
        for size in range(CUT, len(handle) - CUT + 1)
    )


def _added(rest: str, name: str) -> bool:
    return is_added(rest) or (rest not in name and is_doing(rest))
