"""Phrases of bios: the voices in which they speak, and whom they mention in passing."""

from __future__ import annotations

from collections.abc import Sequence

from sprawl.text.names import LOWER, SIGNS, TABLE

_PHRASE: dict[str, list[tuple[str, str]]] = {}
for _voice, _phrases in TABLE["phrases"].items():
    for _phrase in _phrases:
        _PHRASE.setdefault(_phrase.strip("| ").split()[0], []).append((_voice, f" {_phrase} "))
_ARTICLES = frozenset(TABLE["passing"]["articles"].split())
_BEFORE = frozenset(TABLE["passing"]["before"])
_BEHIND = tuple(TABLE["passing"]["after"])
_STARTS = frozenset(_PHRASE)
_OPENING = "([{\"'\u00ab\u201c\u201e"
_NEAR = 40  # letters beside a name that tell how a text speaks of it
_MARKS = {code: " " for code in SIGNS if chr(code) not in "/'"}
_PLAIN = LOWER.translate(bytes.maketrans(bytes(_MARKS), b" " * len(_MARKS)))


def phrase_words(text: str) -> list[str]:
    """The words of a text, lower case, without the signs around them.

    >>> phrase_words("Unofficial! Run by fans.")
    ['unofficial', 'run', 'by', 'fans']
    """
    plain = text.encode().translate(_PLAIN).decode() if text.isascii() else text.lower().translate(_MARKS)
    return plain.split()


def phrase_kinds(words: Sequence[str]) -> tuple[str, ...]:
    """The kinds of phrases among some words (`phrase_words`): fan, bait, personal.

    >>> phrase_kinds(phrase_words("Unofficial! Run by fans.")), phrase_kinds(phrase_words("Official account of Nova"))
    (('fan',), ())
    """
    if _STARTS.isdisjoint(words):
        return ()
    whole = f" | {' '.join(words)} | "
    kinds = [voice for start in _STARTS.intersection(words) for voice, phrase in _PHRASE[start] if phrase in whole]
    return tuple(sorted(set(kinds))) if kinds else ()


def mentions_incidentally(text: str, start: int, end: int) -> bool:
    """True where a text mentions in passing what stands between two places: where somebody works, what is near.

    >>> mentions_incidentally("Clients include the Nova Bank", 20, 29), mentions_incidentally("Made by Nova", 8, 12)
    (True, False)
    """
    before = [word.lstrip(_OPENING) or word for word in text[max(0, start - _NEAR) : start].lower().split()[-3:]]
    if len(before) > 1 and before[-1] in _ARTICLES:
        before.pop()
    if before and (before[-1] in _BEFORE or " ".join(before[-2:]) in _BEFORE):
        return True
    return text[end : end + _NEAR].lstrip().lower().startswith(_BEHIND)


def opens_incidentally(run: str) -> bool:
    """True for a run of words that begins with words before what is mentioned in passing.

    >>> opens_incidentally("Distributor of Nova"), opens_incidentally("Bank of Nova")
    (True, False)
    """
    first = run.lower().split(maxsplit=2)
    return len(first) > 1 and (first[0] in _BEFORE or " ".join(first[:2]) in _BEFORE)
