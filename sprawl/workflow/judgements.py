"""People's judgements, by the account that they are about; they win over every inference, and stand as its reason."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sprawl.departments.attribute import Claim, top_of
from sprawl.model import Judgement, Reason, Relation, Unit, Verdict
from sprawl.relation.relatives import closed

CERTAIN = {True: 0.99, False: 0.01}  # probability that the brand runs it: people are nearly always right
BRAND_ITSELF = "-"  # the judgement that no unit in particular runs it
UNDECIDED = ("", "unsure")  # taken back, or left open


@dataclass(frozen=True, slots=True)
class Decisions:
    """The judgements in force: whose an account is, which unit runs it, and which pairs have one owner."""

    relations: Mapping[str, Judgement]  # id → the last one in force
    units: Mapping[str, Judgement]
    pairs: tuple[Judgement, ...]  # two subjects each; value yes or no

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Decisions:
        """From judgements in force, oldest first; the latest on an account wins."""
        decided = [j for j in judgements if j.value not in UNDECIDED]
        return cls(
            {id: j for j in decided if j.kind == "relation" for id in j.subjects},
            {id: j for j in decided if j.kind == "department" for id in j.subjects},
            tuple(j for j in decided if j.kind == "same"),
        )

    def ours(self) -> dict[str, bool]:
        """Id → True where the account is judged ours."""
        return {id: Relation(j.value).ours for id, j in self.relations.items()}

    def run_by(self) -> dict[str, str]:
        """Id → the unit that runs the account; "" for none in particular."""
        return {id: "" if j.value == BRAND_ITSELF else j.value for id, j in self.units.items()}

    def same(self) -> list[tuple[str, str, bool]]:
        """Two ids, and True where they have one owner."""
        return [(j.subjects[0], j.subjects[1], j.value == "yes") for j in self.pairs]

    def inconsistent(self) -> list[tuple[str, str]]:
        """Pairs judged to have one owner, directly or by others between, of which only one is judged ours."""
        ours = self.ours()
        together = closed((left, right) for left, right, same in self.same() if same)
        pairs = ((left, right) for left in together for right in together[left] if left < right)
        return sorted((left, right) for left, right in pairs if {ours.get(left), ours.get(right)} == {True, False})

    def verdict(self, verdict: Verdict, id: str) -> Verdict:
        """The verdict that follows from a judgement of the account; the given one where there is none."""
        judgement = self.relations.get(id)
        if judgement is None:
            return verdict
        relation = Relation(judgement.value)
        reason = Reason("judged", 0.0, f"{decided_by(judgement)} decided: {relation}")
        return Verdict(relation, CERTAIN[relation.ours], (reason, *verdict.reasons))

    def claim(self, claim: Claim, id: str, units: Sequence[Unit]) -> Claim:
        """The claim that follows from a judgement of the account; the given one where there is none."""
        judgement = self.units.get(id)
        if judgement is None:
            return claim
        reason = Reason("judged", 0.0, f"{decided_by(judgement)} decided: {judgement.value}")
        if judgement.value == BRAND_ITSELF:
            return replace(claim, unit=None, department=None, probability=None, contested=(), reasons=(reason,))
        unit, top, reasons = judgement.value, top_of(judgement.value, units), (reason, *claim.reasons)
        return replace(claim, unit=unit, department=top, probability=0.99, contested=(), reasons=reasons)


def decided_by(judgement: Judgement) -> str:
    """The person who decided, and the date."""
    return " ".join(part for part in (judgement.who or "a person", judgement.when and f"on {judgement.when}") if part)
