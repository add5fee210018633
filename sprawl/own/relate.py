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
from sprawl.own.clues import ABOUT_ACCOUNT, ABOUT_LINK, Case, Found
from sprawl.own.estate import Estate, Place, profile_text
from sprawl.own.naming import handle_run, sentence
from sprawl.own.phrases import BODIES, ROLES, SUBSIDIARIES, says
from sprawl.own.weights import PRIOR, WEIGHTS

OURS_AT = 0.6                        # said to be ours from here
OTHERS_AT = 0.35                     # said to be somebody else's up to here; between the two: unknown
LIKENESS_AT = 0.6                    # share of a handle that is the brand's name, for a possible impersonation
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
    accounts = sorted(accounts, key=lambda a: a.ref)
    cases = {a.ref: Case(a, tuple(evidence.get(a.ref, ())), profiles.get(a.ref), estate, own_pages) for a in accounts}
    verdicts: dict[str, Verdict] = {}
    for _ in range(READINGS):
        ours = frozenset(ref for ref, v in verdicts.items() if v.relation.ours)
        again = replace(estate, confirmed=ours)
        twins = _twins(cases, ours)
        verdicts = {
            ref: verdict(replace(case, estate=again, twins=twins.get(ref, ()))) for ref, case in cases.items()
        }
    return verdicts


def verdict(case: Case) -> Verdict:
    """Weigh one case."""
    reasons = (Reason("linked", PRIOR, "a page links to it, as pages link to many"), *_of_account(case), *_best(case))
    bits = sum(reason.bits for reason in reasons)
    probability = round(1 / (1 + 2**-bits), 4)
    ordered = (reasons[0], *sorted(reasons[1:], key=lambda r: (-abs(r.bits), r.name)))
    return Verdict(_relation(case, probability), probability, ordered)


def features(case: Case) -> dict[str, float]:
    """Clue → strength, of the account and of its best link: what the weights were fitted on."""
    return {r.name: round(r.bits / WEIGHTS[r.name], 4) for r in (*_of_account(case), *_best(case))}


def _twins(cases: Mapping[str, Case], ours: frozenset[str]) -> dict[str, tuple[str, ...]]:
    """Ref → accounts of ours on other platforms with the same run-together name."""
    named: dict[str, list[str]] = defaultdict(list)
    for ref in sorted(ours):
        run = handle_run(cases[ref].account, cases[ref].profile)
        if run:
            named[run].append(ref)
    found = {}
    for ref, case in cases.items():
        same = (t for t in named.get(case.run, ()) if t.partition(":")[0] != case.account.platform)
        found[ref] = tuple(same)
    return found


def _of_account(case: Case) -> tuple[Reason, ...]:
    found = ((clue.__name__.replace("_", "-"), clue(case)) for clue in ABOUT_ACCOUNT)
    return tuple(_reason(name, answer, ()) for name, answer in found if answer)


def _best(case: Case) -> tuple[Reason, ...]:
    """The clues of the link on a page of ours that speaks most for it."""
    own = [e for e in case.evidence if case.estate.ours(e.url)]
    read = (_of_link(case, e) for e in own)
    return max(read, key=lambda reasons: sum(r.bits for r in reasons), default=())


def _of_link(case: Case, e: Evidence) -> tuple[Reason, ...]:
    place: Place = case.estate.place(e.url)
    found = ((clue.__name__.replace("_", "-"), clue(case, e, place)) for clue in ABOUT_LINK)
    return tuple(_reason(name, answer, (e.id,)) for name, answer in found if answer)


def _reason(name: str, found: Found, evidence: tuple[str, ...]) -> Reason:
    return Reason(name, round(WEIGHTS[name] * found.strength, 3), found.sentence, evidence)


def _relation(case: Case, probability: float) -> Relation:
    if probability >= OURS_AT:
        return _kind_of_ours(case)
    if _unofficial(case):
        return Relation.FAN
    if _poses(case):
        return Relation.IMPERSONATION
    if probability <= OTHERS_AT and _placed(case):
        return Relation.THIRD_PARTY
    return Relation.UNKNOWN


def _kind_of_ours(case: Case) -> Relation:
    if _is_person(case):
        return Relation.PERSON
    return Relation.AFFILIATE if _is_affiliate(case) else Relation.OFFICIAL


def _is_person(case: Case) -> bool:
    """A person's kind of profile, or a name that is not the brand's presented with an office."""
    if case.account.kind == "person":
        return True
    presented = (f"{e.label} · {e.heading} · {sentence(e)}" for e in case.evidence if case.estate.ours(e.url))
    office = says(ROLES, case.profile.bio) if case.profile else False
    return case.naming().brand == 0 and office and any(says(ROLES, text) for text in presented)


def _is_affiliate(case: Case) -> bool:
    """Presented by the brand, with a web site of its own, among subsidiaries."""
    headings = (e.heading for e in case.evidence if case.estate.ours(e.url))
    return any(says(SUBSIDIARIES, text) for text in headings)


def _unofficial(case: Case) -> bool:
    answer = next(clue for clue in ABOUT_ACCOUNT if clue.__name__ == "calls_itself_unofficial")(case)
    return answer is not None and (case.naming().brand > 0 or _names_brand(case))


def _poses(case: Case) -> bool:
    """Two or more of the brand's marks (name, claim to be official, profile text) without a link from its sites."""
    linked = any(case.estate.ours(e.url) for e in case.evidence)
    if linked or case.profile is None:
        return False
    marks = (
        case.naming(case.estate.section_words).brand >= LIKENESS_AT or case.naming().rest < 0.1,
        says(BODIES, profile_text(case.profile)),
        _names_brand(case),
    )
    return sum(marks) >= 2


def _names_brand(case: Case) -> bool:
    return any(clue.__name__ == "brand_in_profile" and clue(case) for clue in ABOUT_ACCOUNT)


def _placed(case: Case) -> bool:
    """Was enough seen to say that it is somebody else's?"""
    return bool(case.evidence) and any(e.kind is not EvidenceKind.COMMENT for e in case.evidence)
