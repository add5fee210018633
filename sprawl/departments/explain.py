"""Why an account was placed: reasons in bits that add up to the log2 odds of what was stated, each a sentence."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sprawl.departments.features import KINDS, TWIN
from sprawl.departments.lexicon import sentence
from sprawl.departments.study import SURE, Placement, Study
from sprawl.model import Reason

SHOWN = 5  # traits that get a sentence of their own
SUMS = ("trait-others", "rest", "limit")  # reasons that add up others
WORTH = 0.3  # bits from which they do


def reasons(study: Study, row: int) -> tuple[Reason, ...]:
    """Reasons for the department of a row over the best other one; empty where nothing is stated.

    Bits are log2 odds and add up to those of the stated probability.
    """
    placed = study.placement(row)
    if not placed.department:
        return ()
    if row in study.judged:
        return (Reason("judgement", _odds(placed.probability), f"a person says that {study.judged[row]} runs it"),)
    said = [*_named(study, row), *_lent(study, row), *_learned(study, row)]
    inferred = _odds(study.standings[row].probability)
    rest = round(inferred - sum(reason.bits for reason in said), 2)
    limit = round(_odds(placed.probability) - inferred, 2)
    return (
        *said,
        Reason("rest", rest, "all other departments, taken together"),
        *([Reason("limit", limit, f"no inference counts for more than {SURE:.1%}")] if limit else ()),
    )


def explained(study: Study) -> Iterator[Placement]:
    """Every placement with its reasons."""
    for row in range(len(study.accounts)):
        placed = study.placement(row)
        yield Placement(placed.id, placed.department, placed.unit, placed.probability, reasons(study, row))


def _odds(chance: float) -> float:
    bounded = min(chance, 1 - 2.0**-20)
    return round(math.log2(bounded / (1 - bounded)), 2)


def _named(study: Study, row: int) -> Iterator[Reason]:
    """What its names and addresses say for the unit, and for the best other one."""
    standing = study.standings[row]
    for at, sign in ((standing.unit, 1), (standing.rival, -1)):
        unit = study.units[at].name if at < len(study.units) else ""
        for found in study.found[row].get(unit, ()):
            name = f"{found.hit.field}-{found.hit.key.kind}"
            text = ("" if sign > 0 else "against it: ") + sentence(unit, found.hit)
            yield Reason(name, round(sign * found.bits, 2), text)


def _lent(study: Study, row: int) -> Iterator[Reason]:
    """What its relatives say for the unit, and for the best other one."""
    standing = study.standings[row]
    for at, sign in ((standing.unit, 1), (standing.rival, -1)):
        for loan in study.loans[row]:
            if study.index[loan.unit] == at:
                text = ("" if sign > 0 else "against it: ") + _relative(study, loan.relative, loan.unit)
                yield Reason("relative", round(sign * loan.bits, 2), text)


def _learned(study: Study, row: int) -> Iterator[Reason]:
    """The strongest traits one by one, the others in one sum."""
    standing = study.standings[row]
    pulls = _merged(study.model.pull(row, standing.unit, standing.rival))
    shown = [pull for pull in pulls if abs(pull[1]) >= WORTH][:SHOWN]
    for trait, bits in shown:
        yield Reason(f"trait-{trait.partition(':')[0]}", round(bits, 2), _sentence(study, row, trait, bits))
    left = round(sum(bits for _, bits in pulls) - sum(bits for _, bits in shown), 2)
    if left:
        yield Reason("trait-others", left, "its other words, taken together")


def _merged(pulls: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """A word of the name is a word of the whole too: one line for both."""
    found: dict[str, float] = {}
    for trait, bits in pulls:
        kind, _, text = trait.partition(":")
        key = f"name:{text}" if kind == "word" and f"name:{text}" in dict(pulls) else trait
        found[key] = found.get(key, 0.0) + bits
    return sorted(found.items(), key=lambda pull: (-abs(pull[1]), pull[0]))


def _sentence(study: Study, row: int, trait: str, bits: float) -> str:
    kind, _, text = trait.partition(":")
    standing = study.standings[row]
    at = standing.unit if bits > 0 else standing.rival
    unit = study.units[at].name if at < len(study.units) else "none of the list"
    twin = _twin(study, row, trait) if kind in TWIN and bits > 0 else ""
    return twin or f"it {KINDS[kind].format(text)}, as accounts of {unit} do"


def _twin(study: Study, row: int, trait: str) -> str:
    """The relative that states the department itself, if one does."""
    top = study.tops[study.units[study.standings[row].unit].name]
    for lesson in study.lessons:
        if lesson.row != row and trait in study.features.rows[lesson.row]:
            unit = study.units[max(lesson.labels, key=lambda at: lesson.labels[at])].name
            if study.tops[unit] == top:
                return _relative(study, lesson.row, unit)
    return ""


def _relative(study: Study, row: int, unit: str) -> str:
    other = study.accounts[row]
    where = f"on {other.platform}" if other.platform else f"({other.id})"
    says = "is judged to belong to" if row in study.judged else "says that it belongs to"
    return f"its twin {where}, {other.display_name or other.handle}, {says} {unit}"
