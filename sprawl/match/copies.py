"""What gives copies away among all accounts: sites squatted beside another's, cheap sites, handles that are slips."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping

from sprawl.match.suspect import BAIT, CHEAP, CLAIM, MISSPELT, slipped
from sprawl.match.traits import Traits, built, risky, spelling
from sprawl.names import read_handle, skeleton

RARER = 3  # how many times as many accounts a site has as one that is squatted beside it
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


def barred(signatures: Iterable[Traits], cues: Mapping[str, str]) -> list[Traits]:
    """The same accounts, those that name a squatted site with its cue."""
    return [
        traits._replace(cues=traits.cues + cues[traits.site])
        if traits.site in cues and cues[traits.site] not in traits.cues
        else traits
        for traits in signatures
    ]


def alone(labels: Mapping[tuple[str, str], int]) -> dict[str, bool]:
    """Sites that anybody has at once, cheap or built, which one account names → do others of its name name another?

    ``labels``: (label of a site, name) → accounts.
    """
    used: Counter[str] = Counter()
    for (label, _), count in labels.items():
        used[label] += count
    lone = {label: key for label, key in labels if used[label] == 1 and (risky(label) or built(label))}
    keys = frozenset(lone.values())
    seated = frozenset(key for (label, key), count in labels.items() if count > 1 and key in keys)
    return {label: key in seated for label, key in lone.items()}


def unlikely(signatures: Iterable[Traits], lone: Mapping[str, bool]) -> list[Traits]:
    """The same accounts, those with a cue that name such a site and are not called so."""
    return [
        traits._replace(cues=traits.cues + CHEAP)
        if (seated := lone.get(traits.site)) is not None and not _called(traits, seated)
        else traits
        for traits in signatures
    ]


def _called(traits: Traits, seated: bool) -> bool:
    """Is a lone site called as the account is? One on a cheap domain has to be called so in whole, while nobody of that
    name has another; one that a builder gave out by a part of the name: fans call theirs by more."""
    bare = _bare(traits.site)
    if not risky(traits.site):
        return bare in traits.name or bare == traits.initials
    return not seated and bare in (traits.name, traits.handle)


def slips(signatures: Iterable[Traits], cores: Mapping[tuple[str, str], int]) -> list[Traits]:
    """The same accounts, those with a cue whose handle is a slip of the one that most accounts of its name have.

    ``cores``: (handle, key) → accounts.
    """
    most: dict[str, tuple[int, str]] = {}
    for (core, key), count in cores.items():
        most[key] = max(most.get(key, (0, "")), (count, core))
    return [
        traits._replace(cues=traits.cues + MISSPELT)
        if traits.handle != (model := most.get(traits.key, (0, "")))[1]
        and model[0] >= RARER * cores[traits.handle, traits.key]
        and abs(len(traits.handle) - len(model[1])) < 2
        and MISSPELT not in traits.cues
        and slipped(traits.handle, model[1])
        else traits
        for traits in signatures
    ]
