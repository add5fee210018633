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

from sprawl.model import Account, Evidence, EvidenceKind, Profile, Reason, Relation, Verdict
from sprawl.own.case import Case, Found, names_brand
from sprawl.own.clues import ABOUT_ACCOUNT, ABOUT_LINK, label
from sprawl.own.estate import Estate, Place
from sprawl.own.lexicon import bits, fit
from sprawl.own.phrases import CLAIMS, COMMENTS, DISCLAIMS, FANS, FOLLOWERS, ROLES, SUBSIDIARIES, says
from sprawl.own.spoken import said_of, sentence
from sprawl.own.weights import PRIOR, WEIGHTS

OURS_AT = 0.55                       # said to be ours from here
OTHERS_AT = 0.4                      # said to be somebody else's up to here; between the two: unknown
SURE_AT = 0.85                       # from here an account vouches for its twins and for whom its profile names
STRANGER_AT = 0.05                   # up to here it speaks against those in the same line
LIKENESS_AT = 0.6                    # share of a handle that is the brand's name, for a possible impersonation
NAMED_BITS = 4.0                     # from which a unit's name is what an account is called after
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
    cases = read(accounts, evidence, profiles, estate, own_pages=own_pages)
    return {ref: verdict(case) for ref, case in cases.items()}


def read(
    accounts: Iterable[Account],
    evidence: Mapping[str, Sequence[Evidence]],
    profiles: Mapping[str, Profile],
    estate: Estate,
    *,
    own_pages: int,
) -> dict[str, Case]:
    """Ref → case, as the last reading sees it."""
    cases = {
        a.ref: Case.of(a, evidence.get(a.ref, ()), profiles.get(a.ref), estate, own_pages)
        for a in sorted(accounts, key=lambda a: a.ref)
    }
    for _ in range(READINGS - 1):
        cases = _again(cases, {ref: verdict(case) for ref, case in cases.items()}, estate)
    return cases


def _again(cases: Mapping[str, Case], verdicts: Mapping[str, Verdict], estate: Estate) -> dict[str, Case]:
    """The cases once more, with what was found of the others."""
    ours = frozenset(ref for ref, v in verdicts.items() if v.relation.ours and v.probability >= SURE_AT)
    theirs = frozenset(ref for ref, v in verdicts.items() if v.probability <= STRANGER_AT)
    again = replace(estate, confirmed=ours, doubted=theirs)
    twins = _twins(cases, ours)
    return {ref: replace(case, estate=again, twins=twins.get(ref, ())) for ref, case in cases.items()}


def verdict(case: Case) -> Verdict:
    """Weigh one case."""
    reasons = (Reason("linked", PRIOR, "a page links to it, as pages link to many"), *_of_account(case), *_best(case))
    bits = sum(reason.bits for reason in reasons)
    probability = round(1 / (1 + 2**-bits), 4)
    ordered = (reasons[0], *sorted(reasons[1:], key=lambda r: (-abs(r.bits), r.name)))
    return Verdict(_relation(case, probability, frozenset(r.name for r in reasons)), probability, ordered)


def features(case: Case) -> dict[str, float]:
    """Clue → strength, of the account and of its best link: what the weights were fitted on."""
    return {r.name: round(r.bits / WEIGHTS[r.name], 4) for r in (*_of_account(case), *_best(case))}


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


def _of_account(case: Case) -> tuple[Reason, ...]:
    answers = ((label(clue), clue(case)) for clue in ABOUT_ACCOUNT)
    return tuple(_reason(name, answer, ()) for name, answer in answers if answer)


def _best(case: Case) -> tuple[Reason, ...]:
    """The clues of the link on a page of ours that speaks most for it."""
    read = (_of_link(case, e) for e in case.own)
    return max(read, key=lambda reasons: sum(r.bits for r in reasons), default=())


def _of_link(case: Case, e: Evidence) -> tuple[Reason, ...]:
    place: Place = case.estate.place(e.url)
    answers = ((label(clue), clue(case, e, place)) for clue in ABOUT_LINK)
    return tuple(_reason(name, answer, (e.id,)) for name, answer in answers if answer)


def _reason(name: str, found: Found, evidence: tuple[str, ...]) -> Reason:
    return Reason(name, round(WEIGHTS[name] * found.strength, 3), found.sentence, evidence)


def _relation(case: Case, probability: float, reasons: frozenset[str]) -> Relation:
    if probability >= OURS_AT:
        return _kind_of_ours(case, reasons)
    if case.named and ("calls-itself-unofficial" in reasons or _kept_by_others(case)):
        return Relation.FAN
    if _posing(case, reasons):
        return Relation.IMPERSONATION
    if probability <= OTHERS_AT and any(e.kind is not EvidenceKind.COMMENT for e in case.evidence):
        return Relation.THIRD_PARTY
    return Relation.UNKNOWN


def _kind_of_ours(case: Case, reasons: frozenset[str]) -> Relation:
    if case.account.kind == "person" or "presented-person" in reasons or _holds_office(case):
        return Relation.PERSON
    below = any(says(SUBSIDIARIES, e.heading) for e in case.own) or _of_legal_entity(case)
    return Relation.AFFILIATE if below else Relation.OFFICIAL


def _of_legal_entity(case: Case) -> bool:
    """Is it named after a unit that is a legal entity of its own?"""
    entities = {unit.name for unit in case.estate.units if unit.kind == "legal-entity"}
    if not entities:
        return False
    name = case.profile.name if case.profile else ""
    named = fit({"handle": case.account.handle.rpartition("/")[2], "display_name": name}, case.estate.units)
    best = max(named, key=lambda unit: (bits(named[unit]), unit), default="")
    return best in entities and bits(named[best]) >= NAMED_BITS


def _holds_office(case: Case) -> bool:
    """An office in its own text and in the words of our page, and not the brand's name."""
    presented = (f"{e.label} · {e.heading} · {sentence(e)}" for e in case.own)
    named = case.name.brand > 0
    return not named and says(ROLES, case.text) and any(says(ROLES, text) for text in presented)


def _kept_by_others(case: Case) -> bool:
    """Does a page of ours say that fans, patients or former colleagues keep it, on their own?"""
    told = (said_of(e) for e in case.own)
    return any(says(DISCLAIMS, text) and (says(FANS, text) or says(FOLLOWERS, text)) for text in told)


def _posing(case: Case, reasons: frozenset[str]) -> bool:
    """The brand warns of it, or it carries two of the brand's marks and no site of the brand links to it."""
    if not case.named or reasons & {"disclaimed", "other-body"}:
        return False
    if reasons & {"warned-of", "lures", "poses"}:
        return True
    marks = (
        case.wide.rest < 1 - LIKENESS_AT,
        says(CLAIMS, case.text),
        names_brand(case.text, case.estate),
    )
    return sum(marks) >= 2 and not any(_by_us(e) for e in case.own)


def _by_us(e: Evidence) -> bool:
    """Was it we who wrote the link, and not a visitor?"""
    return not says(COMMENTS, e.heading) and e.kind is not EvidenceKind.COMMENT
