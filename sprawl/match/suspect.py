"""Cues that an account is not what it says: a copy, a fan, a parody, a person."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from sprawl.match.bio import Said
from sprawl.names import GIVEN, Reading, skeleton

FAN, BAIT, PERSON, GIVEN_NAME, CLAIM, MISSPELT, LINKED = "f", "b", "p", "g", "c", "n", "l"

CUES = {
    FAN: "speaks as a fan, a critic or a parody",
    BAIT: "uses the words or the mixed scripts of a copy that baits",
    PERSON: "speaks as a person",
    GIVEN_NAME: "is named like a person",
    CLAIM: "calls itself official or support and names neither a country nor a site of its own",
    MISSPELT: "has a handle that is its own name misspelled",
    LINKED: "is linked from the brand's own site",
}
ALWAYS = frozenset((FAN, BAIT, PERSON))  # only a link from the brand's own site lifts these
UNBACKED = frozenset((CLAIM, MISSPELT))  # naming the brand's own site is enough to lift these


def cues(
    row: Mapping[str, str], hand: Reading, reading: Reading | None, said: Said, name: str, handle: str, places: bool
) -> str:
    """The letters of the cues an account gives. ``places``: most accounts say their country, so silence is telling."""
    marks = hand.cues + reading.cues if reading else hand.cues
    found = PERSON if "personal" in said.voice else ""
    if "fan" in marks or "fan" in said.voice:
        found += FAN
    if "bait" in marks or "mixed" in marks or "bait" in said.voice:
        found += BAIT
    if places and "claim" in marks and not row.get("country") and not (hand.regions or (reading and reading.regions)):
        found += CLAIM
    if reading is not None:
        found += GIVEN_NAME if personal_name(reading) else ""
        found += MISSPELT if misspelt(handle, name, reading.words) else ""
    return found + (LINKED if row.get("linked_from") else "")


def vetoed(cue_letters: Iterable[str], backed: bool) -> bool:
    """Is it kept out of every cluster? ``backed``: it names a site that vouches for it (`Census.vouched`)."""
    letters = set(cue_letters)
    if LINKED in letters:
        return False
    return bool(letters & ALWAYS) or (not backed and bool(letters & UNBACKED))


def personal_name(reading: Reading | None) -> bool:
    """Two or three words, one end of them a given name."""
    return (
        reading is not None
        and 2 <= len(reading.words) <= 3
        and (reading.words[0] in GIVEN or reading.words[-1] in GIVEN)
    )


def misspelt(handle: str, name: str, words: tuple[str, ...]) -> bool:
    """Is the handle a look-alike or a slip of what the account calls itself, and not a short form of it?

    >>> misspelt("r0cket", "rocket", ("rocket",)), misspelt("rocke", "rocket", ("rocket",))
    (True, False)
    """
    if not name or not handle or handle == name:
        return False
    models = {name, words[0] if words else name, "".join(word[0] for word in words)}
    if handle in models:
        return False
    if any(len(model) >= 3 and skeleton(handle) == skeleton(model) for model in models):
        return True
    if name.startswith(handle) or handle.startswith(name):
        return len(handle) == len(name) + 1 and handle[-1] == name[-1]
    return any(len(model) >= 4 and one_edit(handle, model) and not model.startswith(handle) for model in models)


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
    return short[start:] == long[start + 1 :] or (len(short) == len(long) and short[start + 1 :] == long[start + 1 :])
