"""What a display name says: the brand words, whom it is by, and what stands around them.

Where separators part a name, the corpus tells which part is the brand: a brand stands beside many things on accounts
that name one site, and what accounts do stands beside many brands.
"""

from __future__ import annotations

import pickle
import re
from collections import Counter, defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Set
from typing import NamedTuple

from sprawl.text.folding import has_letter
from sprawl.text.names import GIVEN, fold, is_beside, read_name, settle, squeezed, suspicion_of

_SEPARATOR = re.compile(r"\s*[|/·•:,;()\[\]@【】]\s*|\s+[-–—~»›]+\s+|\s*[–—]\s*")
_SEPARATOR_SIGN = re.compile(r"[|/·•:,;()\[\]@【】–—~»›]| -")
_BY = re.compile(r"^(.+?)\s+(by|von|par|por|di)\s+(\S.*)$")
_BY_WORDS = frozenset(("by", "von", "par", "por", "di"))  # all but the first stand inside names too
ONE_SITE = 0.5  # share of the accounts of a part that name one site, from which the part is a brand
TWICE = 2  # names that have a part before it is a brand, unless a site is spelled so


class DisplayName(NamedTuple):
    """A display name, read: ``name``, the joined brand words; ``by``, whom it says it is by; the brand ``words``;
    ``plain``: it has neither a region nor a function; ``personal``: it looks like a person's."""

    name: str = ""
    by: str = ""
    words: tuple[str, ...] = ()
    initials: str = ""
    suspicions: tuple[str, ...] = ()
    plain: bool = True
    personal: bool = False


def read_display_name(display: str, labels: Set[str], brands: Mapping[str, int]) -> DisplayName:
    """Read a display name. ``labels``: of sites, which settle what is part of a name; ``brands``: see `brand_parts`.

    >>> read_display_name("Nova Care Deutschland by Example", {"novacare"}, {})[:3]
    ('novacare', 'Example', ('nova',))
    """
    own, by = split_by(display, labels)
    whole = reading = read_name(own)
    if part := brand_part(own, brands):
        reading = read_name(part)
    words = reading.words
    suspicion = suspicion_of(by) if by else ""
    return DisplayName(
        settle(reading, labels),
        by,
        words,
        "".join([word[0] for word in words]) if len(words) >= 2 else "",
        (*whole.suspicions, suspicion) if suspicion else whole.suspicions,
        not (whole.regions or whole.functions),
        2 <= len(words) <= 3 and (words[0] in GIVEN or words[-1] in GIVEN),
    )


def split_by(display: str, labels: Set[str]) -> tuple[str, str]:
    """``Nova by Example`` is Nova, by Example. Behind other words than ``by`` the label of a site has to stand.

    >>> split_by("Nova by Example", set()), split_by("Nova von Example", {"example"}), split_by("Banco di Nova", set())
    (('Nova', 'Example'), ('Nova', 'Example'), ('Banco di Nova', ''))
    """
    if " " not in display or _BY_WORDS.isdisjoint(display.split()):
        return display, ""
    parts = _BY.match(display)
    return (parts[1], parts[3]) if parts and (parts[2] == "by" or squeezed(parts[3]) in labels) else (display, "")


def may_have_parts(display: str) -> bool:
    """True where a separator may part a name; faster than parting it."""
    return _SEPARATOR_SIGN.search(display) is not None


def name_parts(display: str) -> list[str]:
    """The folded parts of a name between separators; none where there is no separator.

    >>> name_parts("Nova | Early Careers"), name_parts("Tickets @ Nova (UK)"), name_parts("Coca-Cola")
    (['nova', 'early careers'], ['tickets', 'nova', 'uk'], [])
    """
    if not may_have_parts(display):
        return []
    return [part for part in map(str.strip, _SEPARATOR.split(fold(display))) if has_letter(part)]


def count_parts(names: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """How often each part of names with several parts stands on accounts of each site. Takes (name, site label)."""
    counts: Counter[tuple[str, str]] = Counter()
    for display, label in names:
        if len(parts := name_parts(display)) > 1:
            counts.update((part, label) for part in set(parts))
    return counts


def brand_parts(counts: Mapping[tuple[str, str], int], labels: Set[str]) -> dict[str, int]:
    """Parts of names that are brands → how many names have them. ``labels``: of all sites."""
    by_part: dict[str, Counter[str]] = defaultdict(Counter)
    for (part, label), count in counts.items():
        by_part[part][label] += count
    return {part: sites.total() for part, sites in by_part.items() if _is_brand(part, sites, labels)}


def _is_brand(part: str, sites: Counter[str], labels: Set[str]) -> bool:
    if is_beside(part):
        return False
    if squeezed(part) in labels:
        return True
    sited = [count for label, count in sites.items() if label]
    return sites.total() >= TWICE and bool(sited) and max(sited) >= ONE_SITE * sum(sited)


def brand_part(display: str, brands: Mapping[str, int]) -> str:
    """The part of a name that is the brand: of the known ones that which most names have; "" where two have as many.

    >>> brand_part("Nova | Early Careers", {"nova": 9, "careers": 2}), brand_part("Nova | Zig", {"nova": 3, "zig": 3})
    ('nova', '')
    """
    parts = name_parts(display)
    if len(parts) < 2:
        return ""
    best = sorted(((brands.get(part, 0), part) for part in set(parts)), reverse=True)
    return best[0][1] if len(best) > 1 and best[0][0] > best[1][0] else ""


def pack(names: Collection[DisplayName]) -> bytes:
    """Readings as bytes, which go from process to process through one that does not look at them."""
    return pickle.dumps(tuple(zip(*names, strict=True)))  # by columns: a third of the time


def unpack(packed: bytes) -> Iterator[DisplayName]:
    """The readings that were packed.

    >>> next(unpack(pack([DisplayName("nova")]))).name
    'nova'
    """
    return map(DisplayName._make, zip(*pickle.loads(packed), strict=True))
