"""What gives copies away among all accounts: sites squatted beside another's, cheap sites, handles that are slips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Mapping, Sequence

import numpy as np

from sprawl.linkage.account import Traits, built, risky, spelling
from sprawl.linkage.counts import Pairs, Tally
from sprawl.linkage.flags import BAIT, CHEAP, CLAIM, MISSPELT, TICK, slipped
from sprawl.text.names import read_handle, skeleton

RARER = 3  # how many times as many accounts a site has as one that is squatted beside it
HONEST = 0.4  # share of those with a tick whose site others name too from which a tick is no cue
WHOLE = 4  # letters of a label that a risky one may hold


def squatted(used: Mapping[str, int]) -> dict[str, str]:
    """Labels of sites → the cue of naming one: they look like a label that more accounts name, or are that label and
    the word of a copy (``nova-giveaway``) or of a claim (``nova-support``, which the brand may hold itself).

    ``used``: label → accounts that name it.
    """
    rising = sorted(used, key=lambda label: (used[label], label))
    uses = Counter({_bare(label): used[label] for label in rising})
    looks = {skeleton(bare): bare for bare in uses}  # of those that look alike, the one that most accounts name
    found = {label: _squats(label, count, looks, uses) for label, count in used.items()}
    return {label: cue for label, cue in found.items() if cue}


def _squats(label: str, count: int, looks: Mapping[str, str], uses: Counter[str]) -> str:
    bare = _bare(label)
    twin = looks[skeleton(bare)]
    if twin != bare and uses[twin] >= RARER * count:
        return BAIT
    if risky(label) and any(uses.get(base, 0) >= RARER * count for base in _ends(bare)):
        return BAIT
    reading = read_handle(spelling(label))
    cue = BAIT if "bait" in reading.cues else CLAIM if "claim" in reading.cues else ""
    return cue if cue and any(form != bare and uses[form] >= RARER * count for form, _ in reading.forms) else ""


def _bare(label: str) -> str:
    return spelling(label).replace("-", "")


def _ends(bare: str) -> Iterator[str]:
    """What a name begins or ends with."""
    for size in range(WHOLE, len(bare)):
        yield bare[:size]
        yield bare[-size:]


def barred(signatures: Sequence[Traits], total: Tally) -> dict[int, str]:
    """The signatures that name a squatted site → its cue."""
    cues = squatted(total.uses())
    found = ((place, signatures[place]) for place in total.at(cues)) if cues else ()
    return {place: cues[traits.site] for place, traits in found if cues[traits.site] not in traits.cues}


def alone(total: Tally) -> dict[str, bool]:
    """Sites that anybody has at once, cheap or built, which one account names → do others of its name name another?"""
    labels, names = total.sites.texts, total.names.texts
    pairs = total.pairs(total.sites)
    once = np.flatnonzero(total.sums(total.sites)[pairs.values] == 1)
    called = zip(pairs.values[once].tolist(), pairs.names[once].tolist(), strict=True)
    lone = {labels[label]: names[name] for label, name in called if risky(labels[label]) or built(labels[label])}
    seated = {names[name] for name in pairs.names[pairs.counts > 1].tolist()} if lone else set()
    return {label: key in seated for label, key in lone.items()}


def unlikely(signatures: Sequence[Traits], total: Tally) -> dict[int, str]:
    """The signatures that name such a site and are not called so → their cue."""
    lone = alone(total)
    found = ((place, signatures[place]) for place in total.at(lone)) if lone else ()
    return {place: CHEAP for place, traits in found if not _called(traits, lone[traits.site])}


def _called(traits: Traits, seated: bool) -> bool:
    """Is a lone site called as the account is? One on a cheap domain has to be called so in whole, while nobody of that
    name has another; one that a builder gave out by a part of the name: fans call theirs by more."""
    bare = _bare(traits.site)
    if not risky(traits.site):
        return bare in traits.name or bare == traits.initials
    return not seated and bare in (traits.name, traits.handle)


def honest(signatures: Sequence[Traits], total: Tally) -> list[int]:
    """The signatures that paint a tick, where many that do name a site that others name too: copies cannot."""
    painted = [place for place, traits in enumerate(signatures) if traits.cues and TICK in traits.cues]
    known = total.sums(total.sites)[total.sites.of[painted]] > 1
    counts = total.counts[painted]
    return painted if counts[known & (total.sites.of[painted] > 0)].sum() >= HONEST * counts.sum() else []


def slips(signatures: Sequence[Traits], total: Tally) -> dict[int, str]:
    """The signatures whose handle is a slip of the one that most accounts of their name have → their cue."""
    handles = total.handles.texts
    pairs = total.pairs(total.handles)
    models = _models(pairs, handles)
    most = np.zeros(len(total.names.texts), np.int64)
    most[list(models)] = [count for count, _ in models.values()]
    rare = np.flatnonzero(most[pairs.names] >= RARER * pairs.counts)
    asked = zip(rare.tolist(), pairs.values[rare].tolist(), pairs.names[rare].tolist(), strict=True)
    found = [pair for pair, handle, name in asked if _slip(handles[handle], models[name][1])]
    places = total.having(total.handles, pairs.values[found], pairs.names[found])
    return {place: MISSPELT for place in places if MISSPELT not in signatures[place].cues}


def _models(pairs: Pairs, handles: Sequence[str]) -> dict[int, tuple[int, str]]:
    """Name → the handle that most of its accounts have, which are enough for others to be slips of it."""
    found: dict[int, tuple[int, str]] = {}
    many = np.flatnonzero(pairs.counts >= RARER)
    held = zip(pairs.values[many].tolist(), pairs.names[many].tolist(), pairs.counts[many].tolist(), strict=True)
    for handle, name, count in held:
        found[name] = max(found.get(name, (0, "")), (count, handles[handle]))
    return found


def _slip(handle: str, model: str) -> bool:
    return abs(len(handle) - len(model)) < 2 and slipped(handle, model)
