"""What a bio says: whom it names, which group it belongs to, who manages it, and what kind of voice it has."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence, Set
from functools import lru_cache
from itertools import chain
from typing import NamedTuple, Protocol

from sprawl import urls
from sprawl.text.names import (
    CONNECTORS,
    SHARED_HOSTS,
    fold,
    heard,
    in_passing,
    is_beside,
    opens_in_passing,
    phrase_kinds,
    read_handle,
    read_name,
    settle,
)

_BIG = "[A-Z0-9ÄÖÜÉÈÅØÇŠŽŁ\u0391-\u03a9\u0410-\u042f][\\w'\u2019]*"  # Latin, Greek, Cyrillic capitals
_TIE = f"(?:{'|'.join(sorted(CONNECTORS))})"
_TIES = re.compile(rf" ((?:{_TIE} ){{1,2}})")
_CAPITALS = re.compile(rf"{_BIG}(?: (?:& |(?:{_TIE} ){{1,2}})?{_BIG})*")
_RUN = re.compile(rf"@\w[\w.]*|[\w-]+(?:\.[\w-]+)*\.[a-z]{{2,}}(?![\w.])|{_CAPITALS.pattern}")
_CALL = re.compile(r"@\w[\w.]*")
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
_OF_GROUP = frozenset(  # one of these words is in all of that: looking for them is cheaper
    "group group's holding gruppe groupe grupo gruppo member backed subsidiary division mitglied tochter membre filiale"
    " filial miembro membro company société societé sociéte societe entreprise empresa società societa azienda"
    " unternehmen".split()
)
_AGENCY = re.compile(r"(?:managed|operated|run|betreut|gerido|g[ée]r[ée]) (?:by|von|par|por) (@?[\w.& -]{3,40})", re.I)


class Attested(Protocol):
    """The part of `traits.Known` that a bio is read against."""

    @property
    def labels(self) -> Set[str]: ...
    @property
    def names(self) -> Set[str]: ...
    @property
    def attested(self) -> Set[str]: ...
    @property
    def handles(self) -> Set[str]: ...


class Said(NamedTuple):
    """Whom a bio names beside itself (best first, at most two), its group, its agency, its voice (kinds of phrases),
    and whom it names in passing, where it names nobody else."""

    mentions: tuple[str, ...] = ()
    group: str = ""
    agency: str = ""
    voice: tuple[str, ...] = ()
    passing: str = ""


SILENCE = Said()


def is_shared(host: str) -> bool:
    """Is it a link-in-bio page, a shortener, or a platform: nobody's own site?"""
    return host in SHARED_HOSTS


def _run_forms(run: str) -> tuple[tuple[str, ...], list[str]]:
    """The forms under which a run of words, a @handle or a domain may be known, longest first; then what is left of
    it without its first words."""
    if "." in run and not run.startswith("@") and " " not in run:
        domain = urls.registrable_domain(run.lower())
        return ((fold(domain.split(".")[0]),) if domain and not is_shared(domain) else ()), []
    reading = read_name(run.lstrip("@"))
    settled = settle(reading, frozenset())
    whole = dict.fromkeys(form for form, _ in reading.forms if len(form) >= len(settled))
    return tuple(whole), _shorter(reading.words)


def _shorter(words: tuple[str, ...]) -> list[str]:
    """The same run without its first words: a sentence may begin with a capital that is no name."""
    return ["".join(words[start:]) for start in range(1, min(len(words), 3))]


def runs(text: str) -> list[str]:
    """What may be names in a text: @handles, domains, and words that begin with capitals.

    >>> runs("Main: @nova. We are Nova Health, see nova.example")
    ['Main', '@nova.', 'We', 'Nova Health', 'nova.example']
    """
    return (_RUN if "@" in text or _DOTTED.search(text) else _CAPITALS).findall(text)


def at_handle(run: str) -> str:
    """The handle that a text calls by its ``@``, lower case.

    >>> at_handle("@Nova.Health.")
    'nova.health'
    """
    return run.lower().strip("@.")


def called(texts: Iterable[str]) -> set[str]:
    """The handles that some texts call by their ``@``."""
    return {at_handle(run) for text in texts if "@" in text for run in _CALL.findall(text)}


class Listener:
    """Reads bios against what is known; what a run of words is called is remembered."""

    def __init__(self, known: Attested) -> None:
        self._known = known
        self._called = lru_cache(maxsize=1 << 16)(self._call)

    def read(self, text: str, by: str, own: str) -> Said:
        """Read a bio. ``by``: whom the display name says it is by; ``own``: its own name."""
        if not text:
            return Said((parent,)) if by and (parent := self._named(by, own)) else SILENCE
        words = heard(text)
        group = self._group(text, own) if not _OF_GROUP.isdisjoint(words) else ""
        named = dict.fromkeys(self._called(by)) if by else {}
        passed: dict[str, None] = {}
        for run in runs(text):
            if found := [name for name in self._called(run) if name != own and name != group]:
                (passed if _in_passing(text, run, found) else named).update(dict.fromkeys(found))
        mentions = tuple(name for name in named if name != own and name != group)[:2]
        agency, voice = _agency(text), phrase_kinds(words)
        if not (mentions or passed or group or agency or voice):
            return SILENCE
        return Said(mentions, group, agency, voice, "" if mentions else next(iter(passed), ""))

    def _named(self, run: str, own: str) -> str:
        """The known name that a run of words is, or holds; its own name counts as none."""
        return "" if _joined(run) == own else next(iter(self._called(run)), "")

    def _call(self, run: str) -> tuple[str, ...]:
        """The known names in a run of words: of what small words tie together, the longest that is one."""
        if len(tied := _TIES.split(run)) > 1:
            return tuple(self._tied(tied))
        return (name,) if (name := self._one(run)) else ()

    def _tied(self, parts: list[str]) -> Iterator[str]:
        """Names in parts with the words that tie them in between, from the left."""
        start = 0
        while start < len(parts):
            ends = range(len(parts), start, -2)
            wholes = (("".join(_spaced(parts[start:end])), end) for end in ends)
            name, end = next(((name, end) for run, end in wholes if (name := self._one(run))), ("", start + 1))
            start = end + 1
            if name:
                yield name

    def _one(self, run: str) -> str:
        known, joined = self._known, _joined(run)
        if run.startswith("@") and (handle := at_handle(run)) in known.handles:
            return settle(read_handle(handle), known.attested)
        if self._named_so(joined):
            return joined
        whole, rest = _run_forms(run)
        return next(chain(filter(self._named_so, whole), filter(self._sited_so, rest)), "")

    def _named_so(self, form: str) -> bool:
        """Is somebody called so, by more than what every brand has (Careers, News)?"""
        return self._sited_so(form) or (len(form) >= 3 and form in self._known.names and not is_beside(form))

    def _sited_so(self, form: str) -> bool:
        return len(form) >= 3 and form in self._known.labels

    def _group(self, text: str, own: str) -> str:
        found = _GROUP.search(text)
        return self._named(next(filter(None, found.groups())), own) if found else ""


def _spaced(parts: Sequence[str]) -> Iterator[str]:
    """Parts and the words between them, with the spaces that stood there."""
    return (f" {part}" if place % 2 else part for place, part in enumerate(parts))


def _in_passing(text: str, run: str, names: Sequence[str]) -> bool:
    start = text.find(run)
    if in_passing(text, start, start + len(run)):
        return True
    return _joined(run) not in names and opens_in_passing(run)


def _joined(run: str) -> str:
    return run.lower().replace(" ", "")


def _agency(text: str) -> str:
    found = _AGENCY.search(text) if (" by " in text or " von " in text or " par " in text or " por " in text) else None
    return fold(found[1].strip()) if found else ""
