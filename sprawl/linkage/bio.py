"""What a bio says: whom it mentions, which group it belongs to, who manages it, and what kinds of phrases it has."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence, Set
from functools import lru_cache
from typing import NamedTuple

from sprawl import urls
from sprawl.linkage.sites import is_shared
from sprawl.text.bios import mentions_incidentally, opens_incidentally, phrase_kinds, phrase_words
from sprawl.text.names import CONNECTORS, fold, is_beside, read_name, settle

_CAPITAL = "[A-Z0-9ÄÖÜÉÈÅØÇŠŽŁ\u0391-\u03a9\u0410-\u042f][\\w'\u2019]*"  # of Latin, Greek, Cyrillic
_CONNECTOR = f"(?:{'|'.join(sorted(CONNECTORS))})"
_CONNECTORS = re.compile(rf" ((?:{_CONNECTOR} ){{1,2}})")
_CAPITALS = re.compile(rf"{_CAPITAL}(?: (?:& |(?:{_CONNECTOR} ){{1,2}})?{_CAPITAL})*")
_RUN = re.compile(rf"@\w[\w.]*|[\w-]+(?:\.[\w-]+)*\.[a-z]{{2,}}(?![\w.])|{_CAPITALS.pattern}")
_DOTTED = re.compile(r"\.[a-z]{2}")
_GROUP = re.compile(  # whose words these are: English, German, French, Spanish, Italian, Portuguese, Dutch, Swedish
    r"(?:part|member|division|subsidiary|company|brand|teil|mitglied|membre|filiale|parte) (?:of|der|du|de la|del|da) "
    r"(?:the )?(.+?)(?: group\b| holding\b|-gruppe\b| gruppe\b)|\b(?:groupe|grupo|gruppo) ([A-Z]\w+)"
    r"|\b(?:member of|backed by|subsidiary of|division of|mitglied der|tochter der|membre de|filiale de|filial de"
    r"|miembro de|membro da?) (?:the )?([^.,;|]+)"
    r"|\b(?:an?|une?|uma|ein|ett?|een) ([^.,;|]+?)[ -](?:group )?company\b"
    r"|\b(?:une? (?:soci[ée]t[ée]|entreprise|filiale)|una (?:empresa|societ[àa]|azienda)|uma empresa"
    r"|ein(?:e tochter| unternehmen)) (?:du groupe |del grupo |del gruppo |do grupo |de |di |da |der |von )?([^.,;|]+)",
    re.IGNORECASE,
)
_GROUP_WORDS = frozenset(  # one of these words is in all of that: looking for them is faster
    "group group's holding gruppe groupe grupo gruppo member backed subsidiary division mitglied tochter membre filiale"
    " filial miembro membro company société societé sociéte societe entreprise empresa società societa azienda"
    " unternehmen".split()
)
SHORTEST = 3  # letters of a name that a bio may mention
MENTIONS = 2  # of an account that are kept


class BioReading(NamedTuple):
    """Whom a bio mentions beside itself (`MENTIONS` at most, best first), the kinds of phrases it has, and whom it
    mentions incidentally, where it mentions nobody else."""

    mentions: tuple[str, ...] = ()
    phrases: tuple[str, ...] = ()
    incidental_mention: str = ""


NOTHING = BioReading()


def runs(text: str) -> list[str]:
    """What may be names in a text: @handles, domains, and words that begin with capitals.

    >>> runs("Main: @nova. We are Nova Health, see nova.example")
    ['Main', '@nova.', 'We', 'Nova Health', 'nova.example']
    """
    return (_RUN if "@" in text or _DOTTED.search(text) else _CAPITALS).findall(text)


class BioReader:
    """Reads bios. A mention is what a site is called (``labels``), or a name that somebody has (``names``)."""

    def __init__(self, labels: Set[str], names: Set[str]) -> None:
        self._labels, self._names = labels, names
        self._names_in = lru_cache(maxsize=1 << 16)(self._find_names)

    def read(self, text: str, by: str, own: str) -> BioReading:
        """Read a bio. ``by``: whom the display name says it is by; ``own``: its own name."""
        words = phrase_words(text)
        group = self._group(text, own) if not _GROUP_WORDS.isdisjoint(words) else ""
        named = dict.fromkeys(self._names_in(by)) if by else {}
        incidental: dict[str, None] = {}
        for run in runs(text):
            if names := [name for name in self._names_in(run) if name not in (own, group)]:
                (incidental if _is_incidental(text, run, names) else named).update(dict.fromkeys(names))
        mentions = tuple(name for name in named if name not in (own, group))[:MENTIONS]
        phrases = phrase_kinds(words)
        if not (mentions or incidental or phrases):
            return NOTHING
        return BioReading(mentions, phrases, "" if mentions else next(iter(incidental), ""))

    def _group(self, text: str, own: str) -> str:
        """The name of the group that an account says it belongs to, which is no mention of an owner."""
        found = _GROUP.search(text)
        run = next(filter(None, found.groups())) if found else ""
        return next(iter(self._names_in(run)), "") if run and _joined(run) != own else ""

    def _find_names(self, run: str) -> tuple[str, ...]:
        """The names in a run of words; of words that connectors tie together, the longest that is a name."""
        if len(parts := _CONNECTORS.split(run)) > 1:
            return tuple(self._tied_names(parts))
        return (name,) if (name := self._name(run)) else ()

    def _tied_names(self, parts: list[str]) -> Iterator[str]:
        """Names in parts with connectors at the odd places between them, from the left."""
        start = 0
        while start < len(parts):
            for end in range(len(parts), start, -2):
                if name := self._name(_with_spaces(parts[start:end])):
                    yield name
                    break
            else:
                end = start + 1
            start = end + 1

    def _name(self, run: str) -> str:
        """The label of a site that a run of words is, under one of its forms, or ""."""
        joined = _joined(run)
        if self._is_name(joined):
            return joined
        if "." in run and not run.startswith("@") and " " not in run:
            domain = urls.registrable_domain(run.lower())
            form = fold(domain.split(".")[0]) if domain and not is_shared(domain) else ""
            return form if self._is_name(form) else ""
        reading = read_name(run.lstrip("@"))
        shortest = len(settle(reading, frozenset()))
        for form, _ in reading.forms:
            if len(form) >= shortest and self._is_name(form):
                return form
        for start in range(1, min(len(reading.words), 3)):  # a sentence may begin with a capital that is no name
            if self._is_label(form := "".join(reading.words[start:])):
                return form
        return ""

    def _is_name(self, form: str) -> bool:
        """True for what a site or somebody is called, other than what every brand has (Careers, News)."""
        return self._is_label(form) or (len(form) >= SHORTEST and form in self._names and not is_beside(form))

    def _is_label(self, form: str) -> bool:
        return len(form) >= SHORTEST and form in self._labels


def _with_spaces(parts: Sequence[str]) -> str:
    """Parts and the connectors between them, with the spaces that stood there."""
    return "".join(f" {part}" if place % 2 else part for place, part in enumerate(parts))


def _is_incidental(text: str, run: str, names: Sequence[str]) -> bool:
    """A text mentions a run of words in passing, as where somebody works or what is near."""
    start = text.find(run)
    if mentions_incidentally(text, start, start + len(run)):
        return True
    return _joined(run) not in names and opens_incidentally(run)


def _joined(run: str) -> str:
    return run.lower().replace(" ", "")
