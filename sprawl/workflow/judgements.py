"""What people decided wins over what was inferred, says so, and tells of the account's relatives."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sprawl.departments.attribute import Claim, top_of
from sprawl.model import Judgement, Reason, Relation, Unit, Verdict
from sprawl.relation.relatives import closed

CERTAIN = {True: 0.99, False: 0.01}  # people are mostly right
BRAND_ITSELF = "-"  # the judgement "runs it: nobody in particular"
UNDECIDED = ("", "unsure")  # a judgement taken back, and one that was not made


@dataclass(frozen=True, slots=True)
class Told:
    """What people decided: of one account whose it is and who runs it, of two whether they have one owner."""

    relations: Mapping[str, Judgement]  # id → the last one in force
    units: Mapping[str, Judgement]
    pairs: tuple[Judgement, ...]  # two subjects each; value yes or no

    @classmethod
    def of(cls, judgements: Iterable[Judgement]) -> Told:
        """Of judgements in force, oldest first: the later wins."""
        decided = [j for j in judgements if j.value not in UNDECIDED]
        return cls(
            {id: j for j in decided if j.kind == "relation" for id in j.subjects},
            {id: j for j in decided if j.kind == "department" for id in j.subjects},
            tuple(j for j in decided if j.kind == "same"),
        )

    def ours(self) -> dict[str, bool]:
        """Id → did they say that it is ours?"""
        return {id: Relation(j.value).ours for id, j in self.relations.items()}

    def run_by(self) -> dict[str, str]:
        """Id → the unit that they named; "" for nobody in particular."""
        return {id: "" if j.value == BRAND_ITSELF else j.value for id, j in self.units.items()}

    def same(self) -> list[tuple[str, str, bool]]:
        """Two ids, and have they the same owner?"""
        return [(j.subjects[0], j.subjects[1], j.value == "yes") for j in self.pairs]

    def torn(self) -> list[tuple[str, str]]:
        """Pairs of ids that were said to have one owner, by one step or several, and only one of them to be ours."""
        ours = self.ours()
        together = closed((left, right) for left, right, same in self.same() if same)
        pairs = ((left, right) for left in together for right in together[left] if left < right)
        return sorted((left, right) for left, right in pairs if {ours.get(left), ours.get(right)} == {True, False})

    def verdict(self, verdict: Verdict, id: str) -> Verdict:
        """What was decided of the account's relation, or the verdict as it is."""
        said = self.relations.get(id)
        if said is None:
            return verdict
        relation = Relation(said.value)
        reason = Reason("judged", 0.0, f"{who(said)} decided: {relation}")
        return Verdict(relation, CERTAIN[relation.ours], (reason, *verdict.reasons))

    def claim(self, claim: Claim, id: str, units: Sequence[Unit]) -> Claim:
        """What was decided of who runs the account, or the claim as it is."""
        said = self.units.get(id)
        if said is None:
            return claim
        reason = Reason("judged", 0.0, f"{who(said)} decided: {said.value}")
        if said.value == BRAND_ITSELF:
            return replace(claim, unit=None, department=None, probability=None, contested=(), reasons=(reason,))
        unit, top, reasons = said.value, top_of(said.value, units), (reason, *claim.reasons)
        return replace(claim, unit=unit, department=top, probability=0.99, contested=(), reasons=reasons)


def who(judgement: Judgement) -> str:
    """Who decided, and when."""
    return " ".join(part for part in (judgement.who or "a person", judgement.when and f"on {judgement.when}") if part)
