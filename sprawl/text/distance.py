"""How far apart two spellings are: one edit, look-alike letters, slips of the keyboard. The door to rapidfuzz."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import lru_cache

from rapidfuzz.distance import OSA, JaroWinkler

_LEET = str.maketrans("013457", "oleast")
LONG_RUN = 8  # letters from which two names are hardly alike by chance
SHORTEST_LOOKALIKE = 3  # letters of a name that another may look like
SHORTEST_EDIT = 4  # letters of a name that another may be one edit from
SHORTEST_SLIP = 5  # letters of a handle that another may be a slip of

jaro_winkler = JaroWinkler.similarity


@lru_cache(maxsize=1 << 14)
def skeleton(text: str) -> str:
    """One spelling for all folded texts that look alike.

    >>> skeleton("r0cket"), skeleton("rnap"), skeleton("vvest")
    ('rocket', 'map', 'west')
    """
    return text.translate(_LEET).replace("rn", "m").replace("vv", "w").replace("i", "l")


def one_edit(left: str, right: str) -> bool:
    """The two differ by one letter added, left out or changed, or by two neighbors swapped.

    >>> one_edit("nova", "novva"), one_edit("nova", "nora"), one_edit("nova", "avon"), one_edit("nova", "nvoa")
    (True, True, False, True)
    """
    return OSA.distance(left, right, score_cutoff=1) == 1


def is_slip(handle: str, model: str) -> bool:
    """The handle looks like the model, or is one edit from it before its last two letters.

    At their end handles are cut and numbered, which is no slip.

    >>> is_slip("n0valis", "novalis"), is_slip("novaliss", "novalis"), is_slip("nvoalis", "novalis")
    (True, False, True)
    """
    if skeleton(handle) == skeleton(model):
        return True
    return len(model) >= SHORTEST_SLIP and handle[-2:] == model[-2:] and one_edit(handle, model)


def misspells_own_name(handle: str, name: str, words: Sequence[str]) -> bool:
    """The handle is a look-alike or a slip of the account's own name, and no short form of it. ``words``: of the name.

    >>> misspells_own_name("r0cket", "rocket", ("rocket",)), misspells_own_name("rocke", "rocket", ("rocket",))
    (True, False)
    """
    if handle == name or not name or not handle or is_short_form(handle, words):
        return False
    models = {name, words[0] if words else name}
    shape = skeleton(handle)
    if any(len(model) >= SHORTEST_LOOKALIKE and shape == skeleton(model) for model in models):
        return True
    if name.startswith(handle) or handle.startswith(name):
        return len(handle) == len(name) + 1 and handle[-1] == name[-1]
    return any(
        len(model) >= SHORTEST_EDIT and one_edit(handle, model) and not model.startswith(handle) for model in models
    )


def is_short_form(handle: str, words: Sequence[str]) -> bool:
    """The handle is put together from beginnings of the words, in order, as initials and short forms are.

    >>> is_short_form("ibss", ("international", "board", "for", "space", "science")), is_short_form("bd", ("board",))
    (True, False)
    """
    if len(words) < 2 or not any(word[:1] == handle[:1] for word in words):
        return False
    ends = {0}
    for word in words:
        ends |= {end + size for end in ends for size in _common_beginnings(word, handle[end:])}
    return len(handle) in ends


def _common_beginnings(left: str, right: str) -> Iterator[int]:
    """The sizes of all beginnings that two texts have in common."""
    for size in range(1, min(len(left), len(right)) + 1):
        if left[size - 1] != right[size - 1]:
            return
        yield size


def misspelt(run: str, meant: str) -> bool:
    """A long name is another with a letter left out, doubled, swapped, or wrong in the middle.

    The last letters tell countries and numbers tell districts apart; those are no slips.

    >>> misspelt("tarnwickharbr", "tarnwickharbor"), misspelt("tarnwickportuk", "tarnwickportus")
    (True, False)
    """
    if min(len(run), len(meant)) < LONG_RUN or not one_edit(run, meant):
        return False
    at = next((n for n, (a, b) in enumerate(zip(run, meant, strict=False)) if a != b), min(len(run), len(meant)))
    here, there = run[at:], meant[at:]
    if any(c.isdigit() for c in here[:2] + there[:2]):
        return False
    return len(run) != len(meant) or len(here) > 2 or here[:2] == there[1::-1]
