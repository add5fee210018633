"""Cues that an account is not what it says: a copy, a fan, a parody, a person."""

from __future__ import annotations

import re
from collections.abc import Iterable

from sprawl.linkage.bio import Said
from sprawl.linkage.display_name import Shown
from sprawl.text.names import Reading, disguised, skeleton, squeezed

FAN, BAIT, PERSON, GIVEN_NAME, NOBODY, CLAIM = "f", "b", "p", "g", "u", "c"
CHEAP, MISSPELT, LINKED, FOREIGN, ESTRANGED, DOUBLE, TICK, MAIL = "t", "n", "l", "w", "s", "d", "k", "m"

ONE = "in/"  # before handles of persons on LinkedIn, where those of others have company/, school/, showcase/
_PEOPLE = re.compile(  # where sites keep their people: English, German, French, Spanish, Italian, Portuguese, Dutch
    r"/(?:people|persons?|staff|team|faculty|authors?|profiles?|bios?|leadership|experts?|mitarbeiter|personen|equipe|equipo"
    r"|personal|personas|persone|pessoas|medewerkers)/([^/?#]+)"
)

CUES = {
    FAN: "speaks as a fan, a critic or a parody",
    TICK: "paints a tick behind its name, which hardly anybody does whose site is known",
    MAIL: "gives an address at a host where anybody has one for nothing",
    BAIT: "uses the words, the mixed scripts or the digits for letters of a copy that baits",
    PERSON: "speaks as a person, or has a person's page",
    GIVEN_NAME: "is named like a person",
    CLAIM: "names a site of a brand's name and a word of support, which no other account names",
    NOBODY: "is named like a person after whom no site is called",
    CHEAP: "names a site that no other account names, on an ending that copies favor",
    MISSPELT: "has a handle that is its own name misspelled",
    FOREIGN: "speaks as accounts that name a brand's own site hardly ever do",
    ESTRANGED: "names a brand's own site and speaks as those that do hardly ever speak",
    DOUBLE: "has the name of another account of its platform, under that one's handle and more, or a slip of it",
    LINKED: "is linked from the brand's own site",
}
ALWAYS = frozenset((FAN, BAIT, PERSON, ESTRANGED, CHEAP, DOUBLE))  # only a link from the brand's own site lifts these
UNBACKED = frozenset((CLAIM, MISSPELT, FOREIGN, NOBODY, TICK, MAIL))  # naming the brand's own site lifts these


def cues(shown: Shown, hand: Reading, said: Said, handle: str, written: str, website: str) -> str:
    """The letters of the cues an account gives. ``written``: its handle as it is, ``handle``: its brand words."""
    marks = hand.cues + shown.cues
    found = _voiced(marks, said.voice) if marks or said.voice else ""
    if PERSON not in found and (written.startswith(ONE) or own_page(website, shown.name)):
        found += PERSON
    if BAIT not in found and disguised(written, (shown.name, *shown.words)):
        found += BAIT
    if shown.personal:
        found += GIVEN_NAME
    return found + MISSPELT if misspelt(handle, shown.name, shown.words) else found


def own_page(website: str, name: str) -> bool:
    """Is it the page of one of a site's people, called as the account is?

    >>> own_page("nova.example/team/ana-paz", "anapaz"), own_page("nova.example/team/first", "nova")
    (True, False)
    """
    found = _PEOPLE.search(website.lower()) if website.count("/") > 1 else None
    return found is not None and squeezed(found[1]) == name


def _voiced(marks: tuple[str, ...], voice: tuple[str, ...]) -> str:
    found = PERSON if "personal" in voice else ""
    if "fan" in marks or "fan" in voice:
        found += FAN
    if "tick" in marks:
        found += TICK
    if "mail" in voice:
        found += MAIL
    return found + BAIT if "bait" in marks or "mixed" in marks or "bait" in voice else found


def vetoed(cue_letters: Iterable[str], backed: bool) -> bool:
    """Is it kept out of every cluster? ``backed``: it names a site that vouches for it (`Census.vouched`)."""
    letters = set(cue_letters)
    if LINKED in letters:
        return False
    return bool(letters & ALWAYS) or (not backed and bool(letters & UNBACKED))


def misspelt(handle: str, name: str, words: tuple[str, ...]) -> bool:
    """Is the handle a look-alike or a slip of what the account calls itself, and not a short form of it?

    >>> misspelt("r0cket", "rocket", ("rocket",)), misspelt("rocke", "rocket", ("rocket",))
    (True, False)
    """
    if handle == name or not name or not handle or abridged(handle, words):
        return False
    models = {name, words[0] if words else name}
    shape = skeleton(handle)
    if any(len(model) >= 3 and shape == skeleton(model) for model in models):
        return True
    if name.startswith(handle) or handle.startswith(name):
        return len(handle) == len(name) + 1 and handle[-1] == name[-1]
    return any(len(model) >= 4 and one_edit(handle, model) and not model.startswith(handle) for model in models)


def slipped(handle: str, model: str) -> bool:
    """Is a handle a look-alike or a slip of another, before its end, where handles are cut and numbered?

    >>> slipped("n0valis", "novalis"), slipped("novaliss", "novalis"), slipped("nvoalis", "novalis")
    (True, False, True)
    """
    if skeleton(handle) == skeleton(model):
        return True
    return len(model) >= 5 and handle[-2:] == model[-2:] and one_edit(handle, model)


def abridged(handle: str, words: tuple[str, ...]) -> bool:
    """Is the handle put together from the beginnings of the words, in order, as initials and short forms are?

    >>> abridged("ibss", ("international", "board", "for", "space", "science")), abridged("bd", ("board",))
    (True, False)
    """
    if len(words) < 2 or not any(word[:1] == handle[:1] for word in words):
        return False
    ends = {0}
    for word in words:
        ends |= {end + size for end in ends for size in range(1, _shared(word, handle, end) + 1)}
    return len(handle) in ends


def _shared(word: str, text: str, start: int) -> int:
    """How many letters a word has in common with a text from there on."""
    size = 0
    most = min(len(word), len(text) - start)
    while size < most and word[size] == text[start + size]:
        size += 1
    return size


def one_edit(left: str, right: str) -> bool:
    """Are they one letter apart (put in, left out, changed)?

    >>> one_edit("nova", "novva"), one_edit("nova", "nora"), one_edit("nova", "avon")
    (True, True, False)
    """
    short, long = sorted((left, right), key=len)
    if len(long) - len(short) > 1 or left == right:
        return False
    start = 0
    while start < len(short) and short[start] == long[start]:
        start += 1
    if len(short) < len(long):
        return short[start:] == long[start + 1 :]
    swapped = short[start : start + 2] == long[start : start + 2][::-1]
    return short[start + 1 :] == long[start + 1 :] or (swapped and short[start + 2 :] == long[start + 2 :])
