"""What a display name says: the brand words, whom it is by, and what stands around them."""

from __future__ import annotations

import pickle
import re
from collections.abc import Collection, Iterator, Mapping, Set
from typing import NamedTuple

from sprawl.linkage.name_parts import brand_part, parts
from sprawl.text.names import GIVEN, Reading, cue_of, read_name, settle, squeezed

_BY = re.compile(r"^(.+?)\s+(by|von|par|por|di)\s+(\S.*)$")
_BYS = frozenset(("by", "von", "par", "por", "di"))  # all but the first stand inside names as well


BESIDE = ("regions", "functions", "cues")  # what the parts beside the brand say too


class Shown(NamedTuple):
    """A display name, read: ``name`` the joined brand words, ``by`` whom it says it is by, ``words`` what is left when
    all is taken off that may be, ``plain``: neither a region nor a function."""

    name: str = ""
    by: str = ""
    words: tuple[str, ...] = ()
    initials: str = ""
    cues: tuple[str, ...] = ()
    plain: bool = True
    personal: bool = False


def split_by(display: str, labels: Set[str]) -> tuple[str, str]:
    """``Nova by Example`` is Nova, by Example. ``labels``: of sites; but for ``by``, one has to spell whom it is by.

    >>> split_by("Nova by Example", set()), split_by("Nova von Example", {"example"}), split_by("Banco di Nova", set())
    (('Nova', 'Example'), ('Nova', 'Example'), ('Banco di Nova', ''))
    """
    if " " not in display or _BYS.isdisjoint(display.split()):
        return display, ""
    found = _BY.match(display)
    return (found[1], found[3]) if found and (found[2] == "by" or squeezed(found[3]) in labels) else (display, "")


def show(display: str, labels: Set[str], brands: Mapping[str, int]) -> Shown:
    """Read a display name. ``labels``: of sites, which settle what is part of a name; ``brands``: parts that are such.

    >>> show("Nova Care Deutschland by Example", {"novacare"}, {})[:3]
    ('novacare', 'Example', ('nova',))
    """
    reading, by = _read(display, labels, brands)
    words = reading.words
    return Shown(
        settle(reading, labels),
        by,
        words,
        "".join([word[0] for word in words]) if len(words) >= 2 else "",
        (*reading.cues, cue) if by and (cue := cue_of(by)) else reading.cues,
        not (reading.regions or reading.functions),
        personal_name(words),
    )


def _read(display: str, labels: Set[str], brands: Mapping[str, int]) -> tuple[Reading, str]:
    own, by = split_by(display, labels)
    whole = read_name(own)
    part = brand_part(own, brands)
    if not part:
        return whole, by
    reading = read_name(part)._replace(**{name: getattr(whole, name) for name in BESIDE})
    return reading, by or next((other for other in parts(own) if other != part and _sited(other, labels)), "")


def _sited(part: str, labels: Set[str]) -> bool:
    """Does another part of a name say whose it is: is a site called so?"""
    return settle(read_name(part), labels) in labels


def pack(shown: Collection[Shown]) -> bytes:
    """Readings to be handed from one process to another through a third that does not look at them."""
    return pickle.dumps(tuple(zip(*shown, strict=True)))  # by columns: a third of the time


def unpack(packed: bytes) -> Iterator[Shown]:
    """The readings that were packed.

    >>> next(unpack(pack([Shown("nova")]))).name
    'nova'
    """
    return map(Shown._make, zip(*pickle.loads(packed), strict=True))


def personal_name(words: tuple[str, ...]) -> bool:
    """Two or three words, one end of them a given name."""
    return 2 <= len(words) <= 3 and (words[0] in GIVEN or words[-1] in GIVEN)
