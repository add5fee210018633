"""Is it ours: official, affiliate, person, third-party, fan, possible impersonation, unknown.

Bits of independent clues add up to log2 odds; the sum gives the probability that the brand runs the account.
Of its many links only the most favorable one counts, since one page that presents an account as the brand's own
outweighs any number of passing mentions. Two readings: the second knows which accounts the first found ours, and what
people decided, so that twins on other platforms, accounts of the same owner and those named in their profiles profit.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence, Set
from dataclasses import replace

from sprawl.brand.estate import Estate
from sprawl.model import Account, Evidence, Profile, Verdict
from sprawl.relation.case import Case
from sprawl.relation.relatives import Kin
from sprawl.relation.scoring import Reading

SURE_AT = 0.85  # from here an account vouches for its twins and for whom its profile names
STRANGER_AT = 0.05  # up to here it speaks against those in the same line
READINGS = 3  # a page of ours vouches for a link page, that for an account
ALONE = Kin()


def relate(
    accounts: Iterable[Account],
    evidence: Mapping[str, Sequence[Evidence]],
    profiles: Mapping[str, Profile],
    estate: Estate,
    *,
    own_pages: int,
    kin: Kin = ALONE,
) -> dict[str, Verdict]:
    """Ref → verdict. ``evidence``: ref → what names it; ``own_pages``: how many pages of ours were read.

    ``kin``: who goes with whom, and what people decided of them.
    """
    readings = read(accounts, evidence, profiles, estate, own_pages=own_pages, kin=kin)
    return {ref: reading.verdict() for ref, reading in readings.items()}


def read(
    accounts: Iterable[Account],
    evidence: Mapping[str, Sequence[Evidence]],
    profiles: Mapping[str, Profile],
    estate: Estate,
    *,
    own_pages: int,
    kin: Kin = ALONE,
) -> dict[str, Reading]:
    """Ref → the last of `READINGS` readings."""
    readings = {
        a.ref: Reading.of(Case.of(a, evidence.get(a.ref, ()), profiles.get(a.ref), estate, own_pages))
        for a in sorted(accounts, key=lambda a: a.ref)
    }
    for _ in range(READINGS - 1):
        readings = _again(readings, estate, kin)
    return readings


def _again(readings: Mapping[str, Reading], estate: Estate, kin: Kin) -> dict[str, Reading]:
    """Every account read again, with what the readings conclude of the others."""
    verdicts = {ref: reading.verdict() for ref, reading in readings.items() if ref not in kin.ours}
    judged_ours, judged_not_ours = (kin.judged(ours) & readings.keys() for ours in (True, False))
    ours = judged_ours | {ref for ref, v in verdicts.items() if v.relation.ours and v.probability >= SURE_AT}
    theirs = judged_not_ours | {ref for ref, v in verdicts.items() if v.probability <= STRANGER_AT}
    estate = replace(estate, confirmed=ours, rejected=theirs, judged_ours=judged_ours, judged_not_ours=judged_not_ours)
    cases = {ref: reading.case for ref, reading in readings.items()}
    twins, relatives = _twins(cases, ours), kin.relatives(_twins(cases, judged_not_ours))
    return {
        ref: reading.again(replace(cases[ref], estate=estate, twins=twins[ref], relatives=relatives[ref]))
        for ref, reading in readings.items()
    }


def _twins(cases: Mapping[str, Case], those: Set[str]) -> dict[str, tuple[str, ...]]:
    """Ref → of those accounts, the ones on other platforms with the same run-together name."""
    named: dict[str, list[str]] = defaultdict(list)
    for ref in sorted(those):
        if cases[ref].run:
            named[cases[ref].run].append(ref)
    return {
        ref: tuple(t for t in named.get(case.run, ()) if t.partition(":")[0] != case.account.platform)
        for ref, case in cases.items()
    }
