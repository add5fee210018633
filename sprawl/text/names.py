"""Fold handles and display names into comparable tokens.

A handle or a name is read as brand words with things around them: regions (``de``, ``Deutschland``), functions
(``careers``), affixes (``official``, ``hq``) and suspicions (``fans``). The words are rows of ``names.toml``.
"""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Sequence, Set
from functools import lru_cache
from importlib.resources import files
from itertools import dropwhile
from typing import NamedTuple

from sprawl.text.folding import has_letter, without_accents

TABLE = tomllib.loads((files("sprawl.text") / "tables" / "names.toml").read_text(encoding="utf-8"))
_CAMEL = re.compile(r"(?<=[a-z0-9])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])|(?<=[A-Za-z])(?=\d)")
_SPLIT = re.compile(r"[^\w✓✔☑✅]+|_+")
_TICKS = frozenset("✓✔☑✅")  # signs that mean something beside a name
_NUMBER = re.compile(r"\d+$")
_CONFUSABLE = str.maketrans(  # Cyrillic, then Greek
    "\u0430\u0435\u043e\u0440\u0441\u0445\u0456\u0455\u0501\u0458\u04bb\u051b\u051d"
    "\u03bd\u03bf\u03c1\u03c4\u03ba\u03b1\u03b9",
    "aeopcxisdjhqwvoptkai",
)
_LETTERS = str.maketrans(
    {"ß": "ss", "ø": "o", "ł": "l", "\u0131": "i", "æ": "ae", "œ": "oe", "đ": "d", "ð": "d", "þ": "th"}
)
_DIGRAPHS = {"ä": "ae", "ö": "oe", "ü": "ue", "ø": "oe", "å": "aa"}  # as handles and addresses write them
_BROAD = re.compile("[äöüøåÄÖÜØÅ]")
_SHAPED = str.maketrans("013457i", "oleastl")
_LEETED = re.compile(r"(?<=[a-zA-Z])[013457](?=[a-zA-Z])")
_TOLD = 4  # letters of a name in which a digit may stand for one
_LONG, _LONGEST = 6, 14  # the same of a word of the tables
_MIXED = re.compile(r"[a-z][\u0370-\u03ff\u0400-\u04ff]|[\u0370-\u03ff\u0400-\u04ff][a-z]")


@lru_cache(maxsize=1 << 16)
def fold(text: str) -> str:
    """Lower case without accents, look-alike letters of other scripts replaced inside Latin words.

    >>> fold("Société Générale"), fold("N\u043ev\u0430"), fold("ΕΛΛΆΔΑ")
    ('societe generale', 'nova', 'ελλαδα')
    """
    if text.isascii():
        return text.lower()
    low = unicodedata.normalize("NFKC", text).lower()
    if mixed(low):
        low = low.translate(_CONFUSABLE)
    return unicodedata.normalize("NFKC", without_accents(low).translate(_LETTERS))


def squeezed(text: str) -> str:
    """Folded letters and digits alone.

    >>> squeezed("Nova-Health.")
    'novahealth'
    """
    return "".join(filter(str.isalnum, fold(text)))


def respelled(handle: str, display: str) -> str:
    """A handle in which the words of a name that have ä, ö, ü, ø or å in them are written as they are folded.

    >>> respelled("GoodMorningVaestertorp", "Good Morning Västertorp"), respelled("Koeln_Bonn", "Köln")
    ('GoodMorningvastertorp', 'koln_Bonn')
    """
    if not _BROAD.search(display):
        return handle
    for word in filter(_BROAD.search, _SPLIT.split(display)):
        written = fold(_BROAD.sub(lambda letter: _DIGRAPHS[letter[0].lower()], unicodedata.normalize("NFC", word)))
        at = handle.lower().find(written)
        if at >= 0:
            handle = handle[:at] + fold(word) + handle[at + len(written) :]
    return handle


def mixed(text: str) -> bool:
    """True where a word mixes Latin with Cyrillic or Greek letters.

    >>> mixed("n\u043eva"), mixed("\u0440\u043e\u0441\u0441\u0438\u044f nova")
    (True, False)
    """
    return not text.isascii() and _MIXED.search(text.lower()) is not None


def _flat(words: str) -> frozenset[str]:
    return frozenset(fold(word.replace("_", " ")) for word in words.split())


def _inverse(section: str) -> dict[str, str]:
    return {word: key for key, words in TABLE[section].items() for word in _flat(words)}


_REGION = _inverse("regions")
_CODES = {code: code for code in TABLE["regions"] if len(code) == 2} | {
    code: {"uk": "gb", "usa": "us", "uae": "ae", "ksa": "sa"}.get(code, code)
    for code in TABLE["region_codes"]["words"].split()
}
_FUNCTION = _inverse("functions")
_AFFIX = _flat(TABLE["affixes"]["words"])
_LEADING = _flat(TABLE["affix_kinds"]["leading"])
_SHORT = _flat(TABLE["affix_kinds"]["trailing_short"])
_SOFT = _flat(TABLE["soft"]["words"])
_OF = _flat(TABLE["connectors"]["of"])
_AND = _flat(TABLE["connectors"]["and"])
CONNECTORS = frozenset(" ".join(TABLE["connectors"].values()).split())  # as they are written
_SUSPICION = _inverse("suspicion")
GIVEN = _flat(TABLE["given"]["words"])
SPEECH = _flat(" ".join(TABLE["speech"].values()))
SHARED_HOSTS = _flat(TABLE["shared_hosts"]["words"])
RISKY_ENDINGS = _flat(TABLE["risky_endings"]["words"])
BUILDERS = _flat(TABLE["builders"]["words"])
HOSTS = BUILDERS | _flat(TABLE["services"]["words"])
OF_STATES = _flat(TABLE["of_states"]["words"])
_WORDS = frozenset(_REGION) | frozenset(_FUNCTION) | _AFFIX | frozenset(_SUSPICION)

_REGIONS = _CODES | _REGION
_MEANINGS = (_REGIONS, _FUNCTION, _SUSPICION)
_MEANING = {
    word: tuple((table[word],) if word in table else () for table in _MEANINGS)
    for word in frozenset(_REGIONS).union(_FUNCTION, _SUSPICION)
}
_NOTHING: tuple[tuple[str, ...], ...] = ((), (), ())

HARD, SOFT, CODE = "hard", "soft", "code"
_SHAPES = frozenset(word.translate(_SHAPED) for word in _WORDS if word.isalpha() and _LONG <= len(word) <= _LONGEST)
_KINDS = {word: SOFT if word in _SOFT else HARD for word in _WORDS | frozenset(_CODES)}
_GLUED = {word: SOFT if word in _SOFT or len(word) == 3 else HARD for word in _WORDS if len(word) >= 3}
_LENGTHS = {  # last three letters → lengths of the words that end so, longest first
    end: tuple(sorted({len(word) for word in _GLUED if word[-3:] == end}, reverse=True))
    for end in {word[-3:] for word in _GLUED}
}
_TAKEN = frozenset(part for word in _LEADING.union(_KINDS) for part in word.split())  # also the parts of several words
SIGNS = bytes(code for code in range(128) if not chr(code).isalnum())
_SPACED = bytes.maketrans(SIGNS, b" " * len(SIGNS))  # ASCII is translated as bytes: five times as fast as text
LOWER = bytes(range(256)).lower()


class Reading(NamedTuple):
    """A handle or name, read. ``forms``: (joined brand words, how the step to it was made), longest first.

    The first step is always ``hard``. A ``soft`` step takes off a word that may belong to the brand, a ``code``
    step a short ending of a glued handle that may be chance; `settle` decides them on what the data attests.
    """

    forms: tuple[tuple[str, str], ...]
    words: tuple[str, ...] = ()
    regions: tuple[str, ...] = ()
    functions: tuple[str, ...] = ()
    suspicions: tuple[str, ...] = ()

    @property
    def core(self) -> str:
        """The brand words alone, settled without data."""
        return settle(self, frozenset())


def disguised(handle: str, models: Iterable[str]) -> bool:
    """True where a digit in a handle stands for a letter, in one of the models or in a word of the tables.

    >>> disguised("n0valis_de", ["novalis"]), disguised("nova_off1cial", ["nova"]), disguised("nova4you", ["nova"])
    (True, True, False)
    """
    if not _LEETED.search(handle):
        return False
    text = squeezed(handle)
    shape = text.translate(_SHAPED)
    wanted = [model.translate(_SHAPED) for model in models if len(model) >= _TOLD and model not in text]
    return any(
        any(model in shape[max(0, at - len(model) + 1) : at + len(model)] for model in wanted) or _worded(shape, at)
        for at in (found.start() for found in _LEETED.finditer(text))
    )


def _worded(shape: str, at: int) -> bool:
    """True where a word of the tables stands over a place."""
    return any(
        shape[start:end] in _SHAPES
        for start in range(max(0, at - _LONGEST), at)
        for end in range(max(at + 2, start + _LONG), min(len(shape), start + _LONGEST) + 1)
    )


def words(text: str, camel: bool = False) -> list[str]:
    """Folded words of a name; of a handle too where its capitals show them. Signs without a letter are no words.

    >>> words("PaulMitchell.HairCare", camel=True), words("ﾟ Nova –")
    (['paul', 'mitchell', 'hair', 'care'], ['nova'])
    """
    if text.isascii():
        text = text if text.isalnum() else text.encode().translate(_SPACED, b"'").decode()
        if not camel or (text.islower() and text.isalpha()):
            return text.lower().split()
        return [part.lower() for whole in text.split() for part in _humps(whole)]
    parts = [part for part in _SPLIT.split(text.replace("\u2019", "").replace("'", "")) if part]
    folded = (fold(part) for whole in parts for part in (_humps(whole) if camel else (whole,)))
    return [word for word in folded if has_letter(word) or word in _TICKS]


def _humps(word: str) -> Iterable[str]:
    """The parts of a word between which its capitals and digits change."""
    return (word,) if word.isalpha() and word[1:].islower() else _CAMEL.split(word)


def _kind(word: str) -> str:
    """How a word may be taken off a name: hard, soft, or not at all ("")."""
    return _KINDS.get(word) or (HARD if word.isdigit() and _serial(word) else "")


def is_beside(text: str) -> bool:
    """True for a folded word that stands beside brand names: a region, a function, an affix.

    >>> is_beside("united states"), is_beside("nova")
    (True, False)
    """
    return text in _KINDS


def suspicion_of(text: str) -> str:
    """The suspicion (fan, bait, tick, claim) that a text is a word of, or "".

    >>> suspicion_of("Fans"), suspicion_of("Nova")
    ('fan', '')
    """
    return _SUSPICION.get(fold(text), "")


def _serial(number: str) -> bool:
    """True for a platform's serial number (``nova4183``) or a second try (``nova1``), not a district (``fire62``)."""
    return len(number) == 1 or len(number) >= 4


def _head(parts: list[str]) -> int:
    """How many words at the front are one that can be taken off."""
    if len(parts) > 1 and parts[0] in _LEADING:
        return 1
    return 2 if len(parts) > 2 and f"{parts[0]} {parts[1]}" in _LEADING else 0


def _tail(parts: list[str]) -> tuple[str, str, int]:
    """The word at the end that can be taken off, its kind, and of how many words it is made."""
    if len(parts) > 2 and (kind := _KINDS.get(word := f"{parts[-2]} {parts[-1]}", "")):
        return _untied(parts[:-2], word, kind, 2)
    if len(parts) > 1 and (kind := _kind(parts[-1])):
        return _untied(parts[:-1], parts[-1], kind, 1)
    return "", "", 0


def _untied(before: list[str], word: str, kind: str, count: int) -> tuple[str, str, int]:
    """The word, unless a connector before it ties it to the name. A region goes with its connector, where the rest is
    attested."""
    if len(before) > 1 and before[-1] in _OF:
        return (word, CODE, count + 1) if word in _REGIONS else ("", "", 0)
    if len(before) > 1 and before[-1] in _AND and not _kind(before[-2]):
        return "", "", 0
    return word, kind, count


def _bare(parts: list[str]) -> bool:
    """True where nothing could be taken off; faster than trying."""
    return _TAKEN.isdisjoint(parts) and not (parts and parts[-1].isdigit())


def _strip_words(parts: list[str], taken: list[str]) -> list[tuple[list[str], str]]:
    """Take words off both ends, one step at a time; ``taken`` gathers them."""
    if len(parts) == 1 or _bare(parts):
        return [(parts, HARD)]
    while count := _head(parts):
        taken.append(" ".join(parts[:count]))
        parts = parts[count:]
    steps = [(parts, HARD)]
    while True:
        word, kind, count = _tail(parts)
        if not count:
            return steps
        parts = parts[:-count]
        taken.append(word)
        steps.append((parts, kind))


def _suffix(text: str) -> tuple[str, str]:
    """The longest word a glued text ends in, leaving at least three letters, and its kind."""
    room = len(text) - 3
    for length in _LENGTHS.get(text[-3:], ()):
        if length <= room and (kind := _GLUED.get(text[-length:])):
            return text[-length:], kind
    if room >= 2 and ((word := text[-2:]) in _CODES or word in _SHORT):
        return word, CODE
    if text[-1:].isdigit() and (number := _NUMBER.search(text)) and number.start() >= 3 and _serial(number.group()):
        return number.group(), HARD
    return "", ""


def _strip_glued(text: str, taken: list[str]) -> list[tuple[str, str]]:
    """Take known endings off a text without separators."""
    steps: list[tuple[str, str]] = []
    while len(steps) < 4:
        word, kind = _suffix(text)
        if not word:
            break
        text = text[: -len(word)]
        if kind != CODE:
            taken.append(word)
        steps.append((text, kind))
    return steps


def _read(parts: list[str], raw: str, glued: bool) -> Reading:
    taken: list[str] = []
    if not raw.isascii():
        parts = list(dropwhile(_TICKS.__contains__, parts))  # a tick before a name says nothing
    steps = _strip_words(parts, taken)
    forms = [("".join(part), kind) for part, kind in steps]
    if glued:
        forms += _strip_glued(forms[-1][0], taken)
    if not taken and raw.isascii():
        return Reading(tuple(forms), tuple(steps[-1][0]))
    regions, functions, suspicions = _meant(taken)
    if not raw.isascii() and mixed(raw):
        suspicions = (*suspicions, "mixed")
    return Reading(tuple(forms), tuple(steps[-1][0]), regions, functions, suspicions)


def _meant(taken: Sequence[str]) -> tuple[tuple[str, ...], ...]:
    """The regions, functions and suspicions that the words that were taken off stand for."""
    if len(taken) == 1:
        return _MEANING.get(taken[0], _NOTHING)
    return _meant_together(tuple(taken)) if taken else _NOTHING


@lru_cache(maxsize=1 << 14)
def _meant_together(taken: tuple[str, ...]) -> tuple[tuple[str, ...], ...]:
    return tuple(tuple(dict.fromkeys(table[word] for word in taken if word in table)) for table in _MEANINGS)


def read_handle(handle: str) -> Reading:
    """Read a handle.

    >>> read_handle("Novalis_Careers_DE").core, read_handle("lifeat-novalis").functions
    ('novalis', ('careers',))
    """
    return _read(words(handle, camel=True), handle, glued=True)


def read_handle_of(handle: str, name: str) -> Reading:
    """Read the handle of an account whose brand words are known: where it is these and one word more, that is all.

    >>> read_handle_of("Novalis_DE", "novalis").regions, read_handle_of("n.ovalis", "novalis").core
    (('de',), 'novalis')
    """
    if name and handle.isascii():
        joined = handle.lower() if handle.isalnum() else handle.encode().translate(LOWER, SIGNS).decode()
        if joined == name:
            return Reading(((name, HARD),))
        rest = joined[len(name) :]
        if rest in _KINDS and joined.startswith(name):
            return Reading(((joined, HARD), (name, HARD)), (), *_meant([rest]))
    return read_handle(handle)


def read_name(name: str) -> Reading:
    """Read a display name.

    >>> read_name("Novalis | Customer Care Deutschland").regions, read_name("✅ –").core
    (('de',), '')
    """
    return _read(words(name), name, glued=False)


def settle(reading: Reading, attested: Set[str]) -> str:
    """The brand words, joined: unsure steps are decided by what other accounts and sites attest.

    >>> settle(read_name("Delta Care Careers"), {"deltacare"}), settle(read_name("Delta Care Careers"), set())
    ('deltacare', 'delta')
    """
    if len(reading.forms) == 1:
        return reading.forms[0][0]
    best = ""
    for place, (form, kind) in enumerate(reading.forms):
        if kind == SOFT and best in attested:
            break
        if kind == CODE and (best in attested or not any(later in attested for later, _ in reading.forms[place:])):
            break
        best = form
    return best
