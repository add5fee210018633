"""Acronyms both ways: the initials that a name makes, and whether letters could stand for words."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from sprawl.text.word_lists import BODY, FUNCTION
from sprawl.text.words import words

_NOTE = re.compile(r"\(([^)]*)\)")


def without_note(name: str) -> str:
    """A name without what stands in parentheses."""
    return _NOTE.sub(" ", name)


def parenthesized(name: str) -> tuple[str, ...]:
    """What stands in parentheses, where it can be an acronym or another name.

    >>> parenthesized("Permits and Inspections (PLI)")
    ('PLI',)
    """
    return tuple(note.strip() for note in _NOTE.findall(name) if len(note.strip()) > 1)


def acronyms(tokens: Sequence[str], prefixes: frozenset[str] = frozenset()) -> tuple[str, ...]:
    """Initials of a name's words: with and without function words, shared first words, the word for a kind of body.

    >>> acronyms(["department", "of", "public", "works"])
    ('dopw', 'dpw', 'pw')
    >>> acronyms(["us", "trails", "service"], frozenset({"us"}))
    ('ts', 'usts')
    """
    content = [word for word in tokens if word not in FUNCTION]
    bare = [word for word in content if word not in prefixes]
    forms = _forms(tokens, content, bare, prefixes)
    return tuple(
        sorted(letters for letters in {_initials(form, prefixes) for form in forms} if 2 <= len(letters) <= 10)
    )


def _forms(
    tokens: Sequence[str], content: Sequence[str], bare: Sequence[str], prefixes: frozenset[str]
) -> Iterator[Sequence[str]]:
    yield content
    yield bare
    yield [word for word in tokens if word != "the" and word not in prefixes]
    if len(bare) > 1 and bare[0] in BODY:
        yield bare[1:]
    if len(bare) > 1:
        yield from ([prefix, *bare] for prefix in prefixes if len(prefix) <= 3)


def _initials(form: Sequence[str], prefixes: frozenset[str]) -> str:
    return "".join(word if word in prefixes and len(word) <= 3 else word[0] for word in form)


def stands_for(letters: str, text: str) -> bool:
    """True where ``letters`` can be the initials of words that follow each other in ``text``.

    >>> stands_for("ndp", "North Dunes Park visitor center")
    True
    """
    content = [word for word in words(text) if word not in FUNCTION]
    return letters in "".join(word[0] for word in content)
