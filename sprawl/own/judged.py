"""What people decided wins over what was inferred, and says so."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from sprawl.model import Judgement, Reason, Relation, Unit, Verdict
from sprawl.own.attribute import Claim, top_of

CERTAIN = {True: 0.99, False: 0.01}  # people are mostly right
BRAND_ITSELF = "-"                   # the judgement "runs it: nobody in particular"


def judged_verdict(verdict: Verdict, id: str, judgements: Sequence[Judgement]) -> Verdict:
    """The last judgement of the account's relation, or the verdict as it is."""
    said = [j for j in judgements if j.kind == "relation" and id in j.subjects and j.value != "unsure"]
    if not said:
        return verdict
    relation = Relation(said[-1].value)
    reason = Reason("judged", 0.0, f"{_who(said[-1])} decided: {relation}")
    return Verdict(relation, CERTAIN[relation.ours], (reason, *verdict.reasons))


def judged_claim(claim: Claim, id: str, judgements: Sequence[Judgement], units: Sequence[Unit]) -> Claim:
    """The last judgement of who runs the account, or the claim as it is."""
    said = [j for j in judgements if j.kind == "department" and id in j.subjects and j.value]
    if not said:
        return claim
    reason = Reason("judged", 0.0, f"{_who(said[-1])} decided: {said[-1].value}")
    if said[-1].value == BRAND_ITSELF:
        return replace(claim, unit=None, department=None, probability=None, contested=(), reasons=(reason,))
    unit = said[-1].value
    reasons = (reason, *claim.reasons)
    return replace(claim, unit=unit, department=top_of(unit, units), probability=0.99, contested=(), reasons=reasons)


def _who(judgement: Judgement) -> str:
    return " ".join(part for part in (judgement.who or "a person", judgement.when and f"on {judgement.when}") if part)
