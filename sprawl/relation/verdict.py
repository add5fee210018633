"""What a weighed case is: official, affiliate, person, third-party, fan, possible impersonation, unknown."""

from __future__ import annotations

from sprawl.model import Evidence, EvidenceKind, Relation, total_bits
from sprawl.relation.case import Case, names_brand
from sprawl.text.phrases import CLAIMS, COMMENTS, DISCLAIMS, FANS, FOLLOWERS, ROLES, SUBSIDIARIES, says
from sprawl.text.sentences import said_of, sentence

OURS_AT = 0.55  # said to be ours from here
OTHERS_AT = 0.4  # said to be somebody else's up to here; between the two: unknown
LIKENESS_AT = 0.6  # share of a handle that is the brand's name, for a possible impersonation
NAMED_BITS = 4.0  # from which a unit's name is what an account is called after


def relation(case: Case, probability: float, reasons: frozenset[str]) -> Relation:
    """The relation that follows from the probability that the brand runs it and from which clues answered."""
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
    """True for an account named after a unit that is a legal entity of its own."""
    entities = {unit.name for unit in case.estate.units if unit.kind == "legal-entity"}
    if not entities:
        return False
    name = case.profile.name if case.profile else ""
    named = case.estate.unit_names.fit({"handle": case.account.handle.rpartition("/")[2], "display_name": name})
    best = max(named, key=lambda unit: (total_bits(named[unit]), unit), default="")
    return best in entities and total_bits(named[best]) >= NAMED_BITS


def _holds_office(case: Case) -> bool:
    """True for a person's account: an office in its own text and in our page's words, and no name of the brand."""
    presented = (f"{e.label} · {e.heading} · {sentence(e)}" for e in case.own)
    named = case.name.brand > 0
    return not named and says(ROLES, case.text) and any(says(ROLES, text) for text in presented)


def _kept_by_others(case: Case) -> bool:
    """True where a page of ours says that fans, patients or former colleagues keep it, on their own."""
    passages = (said_of(e) for e in case.own)
    return any(says(DISCLAIMS, text) and (says(FANS, text) or says(FOLLOWERS, text)) for text in passages)


def _posing(case: Case, reasons: frozenset[str]) -> bool:
    """True where the brand warns of it, or it carries two of the brand's marks and no site of ours links to it."""
    if not case.named or reasons & {"disclaimed", "other-body"}:
        return False
    if reasons & {"warned-of", "lures", "poses"}:
        return True
    marks = (
        case.name_with_sections.rest < 1 - LIKENESS_AT,
        says(CLAIMS, case.text),
        names_brand(case.text, case.estate),
    )
    return sum(marks) >= 2 and not any(_by_us(e) for e in case.own)


def _by_us(e: Evidence) -> bool:
    """True for a link that we wrote, and not a visitor."""
    return not says(COMMENTS, e.heading) and e.kind is not EvidenceKind.COMMENT
