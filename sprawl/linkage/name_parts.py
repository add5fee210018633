"""Display names in parts: which part is the brand, where a separator stands between it and what its account does.

No table holds all that accounts do (Franchise, Kulturamt, Масс-медиа). But a brand stands beside many things on
accounts that name one site, and what they do stands beside many brands: the data itself says which part is which.
"""

from __future__ import annotations

import re
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Set

from sprawl.text.names import fold, is_beside, squeezed

_BETWEEN = re.compile(r"\s*[|/·•:,;()\[\]@【】]\s*|\s+[-–—~»›]+\s+|\s*[–—]\s*")
_HINT = re.compile(r"[|/·•:,;()\[\]@【】–—~»›]| -")
ONE = 0.5  # share of the accounts of a part that name one site, from which it is a brand
TWICE = 2  # names that have a part before it is a brand, unless a site is spelled so


def parted(display: str) -> bool:
    """May it have several parts? Cheaper than parting it."""
    return _HINT.search(display) is not None


def parts(display: str) -> list[str]:
    """The parts of a name that separators stand between, folded; none where there is no separator.

    >>> parts("Nova | Early Careers"), parts("Tickets @ Nova (UK)"), parts("Coca-Cola")
    (['nova', 'early careers'], ['tickets', 'nova', 'uk'], [])
    """
    if not parted(display):
        return []
    return [part for part in map(str.strip, _BETWEEN.split(fold(display))) if any(map(str.isalnum, part))]


def count_parts(shown: Iterable[tuple[str, str]]) -> Counter[tuple[str, str]]:
    """How often each part of names that have several stands on accounts of each site. Takes (name, label of a site)."""
    found: Counter[tuple[str, str]] = Counter()
    for display, label in shown:
        if len(several := parts(display)) > 1:
            found.update((part, label) for part in set(several))
    return found


def brands(counts: Mapping[tuple[str, str], int], labels: Set[str]) -> dict[str, int]:
    """Parts that are brands → how many names have them. ``labels``: of all sites."""
    by_part: dict[str, Counter[str]] = defaultdict(Counter)
    for (part, label), count in counts.items():
        by_part[part][label] += count
    return {part: found.total() for part, found in by_part.items() if _is_brand(part, found, labels)}


def _is_brand(part: str, found: Counter[str], labels: Set[str]) -> bool:
    if is_beside(part):
        return False
    if squeezed(part) in labels:
        return True
    told = [count for label, count in found.items() if label]
    return found.total() >= TWICE and bool(told) and max(told) >= ONE * sum(told)


def brand_part(display: str, known: Mapping[str, int]) -> str:
    """The part of a name that is the brand: of those known, the one that most names have; "" where there is no telling.

    >>> brand_part("Nova | Early Careers", {"nova": 9, "careers": 2}), brand_part("Nova | Zig", {"nova": 3, "zig": 3})
    ('nova', '')
    """
    several = parts(display)
    if len(several) < 2:
        return ""
    best = sorted(((known.get(part, 0), part) for part in set(several)), reverse=True)
    return best[0][1] if len(best) > 1 and best[0][0] > best[1][0] else ""
