"""Labels of domains as names of units: abbreviations of a name, and labels that join it in two languages."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence

from sprawl.text.word_lists import FUNCTION
from sprawl.text.words import words

LONGEST = 7  # letters of an abbreviation
_BODIES = frozenset("dm")  # department, ministry; département, ministère
_VOWEL = re.compile("[aeiouy]")


def host_labels(sites: Iterable[str]) -> Iterator[str]:
    """The first label of each host, as words; addresses of a page have none.

    >>> list(host_labels(["www.tides.example", "btm-bmc.example", "quay.example/lamps"]))
    ['tides', 'btm bmc']
    """
    for site in sites:
        host = site.split("//")[-1].split("/")[0].casefold().removeprefix("www.")
        if "/" not in site.split("//")[-1].rstrip("/") and "." in host:
            yield " ".join(words(host.split(".")[0]))


def bilingual_abbreviations(label: str, tokens: Sequence[str]) -> tuple[str, ...]:
    """The abbreviations that a label joins, one for each language; empty for a label of any other kind.

    One of them has to shorten the name's ``tokens``, or neither can be spoken; the other is then the same name again.

    >>> bilingual_abbreviations("btm bmc", ["bureau", "of", "tides", "and", "moorings"])
    ('btm', 'bmc')
    >>> bilingual_abbreviations("north quay", ["bureau", "of", "tides"])
    ()
    """
    parts = tuple(label.split())
    if len(parts) != 2 or not all(1 < len(part) <= LONGEST for part in parts) or set(parts) & set(tokens):
        return ()
    short = any(abbreviates(part, tokens) or _with_body(part, tokens) for part in parts)
    short = short or sorted(parts[0]) == sorted(parts[1]) or not any(map(_VOWEL.search, parts))
    return parts if short and abs(len(parts[0]) - len(parts[1])) <= 2 else ()


def _with_body(letters: str, tokens: Sequence[str]) -> bool:
    """True where the first letter stands for a kind of body that the name leaves out ("Tides and Oceans": DTO)."""
    return letters[0] in _BODIES and abbreviates(letters[1:], tokens)


def abbreviates(letters: str, tokens: Sequence[str]) -> bool:
    """True for letters that are beginnings of a name's words, in order; at most one word may be left out.

    >>> abbreviates("geosurv", ["geological", "survey"]), abbreviates("dto", ["tides", "and", "oceans"])
    (True, False)
    """
    content = [token for token in tokens if token not in FUNCTION]
    ends = {0: 0}  # letters read so far → words that they took, as many as can be
    for token in content:
        for at, used in sorted(ends.items(), reverse=True):
            for length in range(1, len(token) + 1):
                if letters[at : at + length] != token[:length] or at + length > len(letters):
                    break
                ends[at + length] = max(ends.get(at + length, 0), used + 1)
    return ends.get(len(letters), 0) >= max(2, len(content) - 1)
