"""Is it ours: official, affiliate, person, third-party, fan, possible impersonation, unknown.

Bits of independent clues add up to log2 odds; the sum gives the probability that the brand runs the account.
Of its many links only the most favorable one counts, since one page that presents an account as the brand's own
outweighs any number of passing mentions. Two readings: the second knows which accounts the first found ours, so that
twins on other platforms and accounts named in their profiles profit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sprawl.model import Account, Evidence, Profile, Verdict
from sprawl.own.case import Case
from sprawl.own.estate import Estate
from sprawl.own.weighing import Reading

SURE_AT = 0.85                       # from here an account vouches for its twins and for whom its profile names
STRANGER_AT = 0.05                   # up to here it speaks against those in the same line
READINGS = 2


def relate(
    accounts: Iterable[Account],
    evidence: Mapping[str, Sequence[Evidence]],
    profiles: Mapping[str, Profile],
    estate: Estate,
    *,
    own_pages: int,
) -> dict[str, Verdict]:
    """Ref → verdict. ``evidence``: ref → what names it; ``own_pages``: how many pages of ours were read."""
    readings = read(accounts, evidence, profiles, estate, own_pages=own_pages)
    return {ref: reading.verdict() for ref, reading in readings.items()}


def read(
    accounts: Iterable[Account],
    evidence: Mapping[str, Sequence[Evidence]],
    profiles: Mapping[str, Profile],
    estate: Estate,
    *,
    own_pages: int,
) -> dict[str, Reading]:
    """Ref → reading, the last one."""
    found = {
        a.ref: Reading.of(Case.of(a, evidence.get(a.ref, ()), profiles.get(a.ref), estate, own_pages))
        for a in sorted(accounts, key=lambda a: a.ref)
    }
    for _ in range(READINGS - 1):
        found = _again(found, {ref: reading.verdict() for ref, reading in found.items()}, estate)
    return found


def _again(found: Mapping[str, Reading], verdicts: Mapping[str, Verdict], estate: Estate) -> dict[str, Reading]:
    """Once more, with what was found of the others."""
    ours = frozenset(ref for ref, v in verdicts.items() if v.relation.ours and v.probability >= SURE_AT)
    theirs = frozenset(ref for ref, v in verdicts.items() if v.probability <= STRANGER_AT)
    again = replace(estate, confirmed=ours, doubted=theirs)
    twins = _twins({ref: reading.case for ref, reading in found.items()}, ours)
    return {ref: r.again(replace(r.case, estate=again, twins=twins.get(ref, ()))) for ref, r in found.items()}


def _twins(cases: Mapping[str, Case], ours: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Ref → accounts of ours on other platforms with the same run-together name."""
    named: dict[str, list[str]] = defaultdict(list)
    for ref in sorted(ours):
        if cases[ref].run:
            named[cases[ref].run].append(ref)
    found = {}
    for ref, case in cases.items():
        same = (t for t in named.get(case.run, ()) if t.partition(":")[0] != case.account.platform)
        found[ref] = tuple(same)
    return found
