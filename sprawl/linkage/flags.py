"""Flags: signs that an account is not its brand's own: a copy, a fan, a parody, a person.

A flag is a bit of an integer. What it says and when it keeps an account out stands in ``weights.toml`` under its name.
"""

from __future__ import annotations

from collections.abc import Collection
from enum import IntFlag, auto

from sprawl.linkage.display_name import DisplayName
from sprawl.linkage.table import TABLE
from sprawl.text.distance import misspells_own_name
from sprawl.text.names import Reading, disguised


class Flag(IntFlag):
    """The flags in the order in which they are told."""

    FAN = auto()
    TICK = auto()
    BAIT = auto()
    PERSON = auto()
    GIVEN_NAME = auto()
    NOBODY = auto()
    CHEAP = auto()
    MISSPELT = auto()
    FOREIGN = auto()
    ESTRANGED = auto()
    LINKED = auto()

    @property
    def label(self) -> str:
        """Its name in the table."""
        return str(self.name).lower().replace("_", "-")


# Plain integers: an operation on members of an enum takes ten times as long.
FAN, TICK, BAIT, PERSON, GIVEN_NAME, NOBODY, CHEAP, MISSPELT, FOREIGN, ESTRANGED, LINKED = (flag.value for flag in Flag)
ALL = sum(flag.value for flag in Flag)
ROWS = TABLE["flag"]
ALWAYS = sum(flag.value for flag in Flag if ROWS[flag.label]["keeps-out"] == "always")
UNLESS_VOUCHED = sum(flag.value for flag in Flag if ROWS[flag.label]["keeps-out"] == "unless-vouched")


def sentences(flags: int) -> list[str]:
    """What each flag says about an account."""
    return [ROWS[flag.label]["say"] for flag in Flag if flags & flag.value]


def keeps_out(flags: int, vouched: bool) -> bool:
    """The flags keep an account out of every cluster. ``vouched``: its site speaks for it (`Corpus.keeps_out`)."""
    if flags & LINKED:
        return False
    return bool(flags & ALWAYS) or (not vouched and bool(flags & UNLESS_VOUCHED))


def flags_of(shown: DisplayName, hand: Reading, phrases: Collection[str], handle: str, written: str) -> int:
    """The flags that an account itself shows. ``written``: its handle as written, ``handle``: its brand words;
    ``phrases``: kinds of those in its bio."""
    marks = hand.suspicions + shown.suspicions
    flags = 0
    if "fan" in marks or "fan" in phrases:
        flags |= FAN
    if "tick" in marks:
        flags |= TICK
    if "bait" in marks or "mixed" in marks or "bait" in phrases or disguised(written, (shown.name, *shown.words)):
        flags |= BAIT
    if "personal" in phrases:
        flags |= PERSON
    if shown.personal:
        flags |= GIVEN_NAME
    return flags | MISSPELT if misspells_own_name(handle, shown.name, shown.words) else flags
