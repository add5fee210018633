"""Doubles: a second account of one platform that says word for word what another says, under its handle and a bit more.

A brand that has a platform's handle has no need of the same once more with `official` or a number behind it; who
copies the brand has, for the handle itself is taken.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator, Sequence

from sprawl.match.rows import bare
from sprawl.names import is_added, squeezed

SAYS = ("display_name", "platform", "bio", "handle", "country")
SHORTEST = 3  # letters of a handle that another may go on from


def doubles(names: Sequence[str], platforms: Sequence[str], *said: Sequence[str]) -> frozenset[int]:
    """The rows that are doubles. Takes the columns `SAYS`.

    >>> sorted(doubles(["Nova"] * 3, ["x"] * 3, ["We are Nova"] * 3, ["nova", "nova_official7", "nova_uk"], [""] * 3))
    [1]
    """
    bios, handles, countries = said
    held: dict[tuple[str, str, str], list[int]] = defaultdict(list)
    for row, key in enumerate(zip(names, platforms, bios, strict=True)):
        if key[0] and key[2]:
            held[key].append(row)
    return frozenset(
        row
        for rows in held.values()
        if len(rows) > 1
        for row in _longer(rows, [squeezed(bare(handles[each])) for each in rows], [countries[each] for each in rows])
    )


def _longer(rows: Sequence[int], handles: Sequence[str], countries: Sequence[str]) -> Iterator[int]:
    """Those whose handle goes on from another's, in no other country."""
    told = list(zip(handles, countries, strict=True))
    for row, (handle, country) in zip(rows, told, strict=True):
        if any(_goes_on(handle, other) and (not country or not there or country == there) for other, there in told):
            yield row


def _goes_on(handle: str, other: str) -> bool:
    """Is it the other with words or digits added that tell of no region and no function?"""
    if len(other) < SHORTEST or len(handle) <= len(other):
        return False
    if handle.startswith(other):
        return is_added(handle[len(other) :])
    return handle.endswith(other) and is_added(handle[: -len(other)])
