"""Why an account has its department: reasons, each a sentence, whose bits add up to the log2 odds of the placement."""

from __future__ import annotations

import math
from collections.abc import Iterator

from sprawl.departments.features import KINDS, SAME_OWNER_KINDS
from sprawl.departments.lexicon import sentence
from sprawl.departments.study import SURE, Placement, Study
from sprawl.model import Reason

SHOWN = 5  # features that get a sentence of their own
SUMS = ("trait-others", "rest", "limit")  # names of reasons that sum up others
WORTH = 0.3  # bits from which a feature gets a sentence


def reasons(study: Study, row: int) -> tuple[Reason, ...]:
    """Reasons for the department of a row over the best other one; empty where nothing is stated.

    Bits are log2 odds and add up to those of the stated probability.
    """
    placed = study.placement(row)
    if not placed.department:
        return ()
    if row in study.judged:
        return (Reason("judgement", _odds(placed.probability), f"a person says that {study.judged[row]} runs it"),)
    parts = [*_of_names(study, row), *_of_relatives(study, row), *_of_features(study, row)]
    inferred = _odds(study.standings[row].probability)
    rest = round(inferred - sum(reason.bits for reason in parts), 2)
    limit = round(_odds(placed.probability) - inferred, 2)
    return (
        *parts,
        Reason("rest", rest, "all other departments, taken together"),
        *([Reason("limit", limit, f"no inference counts for more than {SURE:.1%}")] if limit else ()),
    )


def placements(study: Study) -> Iterator[Placement]:
    """Every account's placement with its reasons."""
    for row in range(len(study.accounts)):
        placed = study.placement(row)
        yield Placement(placed.id, placed.department, placed.unit, placed.probability, reasons(study, row))


def _odds(chance: float) -> float:
    bounded = min(chance, 1 - 2.0**-20)
    return round(math.log2(bounded / (1 - bounded)), 2)


def _of_names(study: Study, row: int) -> Iterator[Reason]:
    """Reasons from its names and addresses, for the unit and for the best other one."""
    standing = study.standings[row]
    for at, sign in ((standing.unit, 1), (standing.rival, -1)):
        unit = study.units[at].name if at < len(study.units) else ""
        for trusted in study.trusted[row].get(unit, ()):
            name = f"{trusted.hit.field}-{trusted.hit.key.kind}"
            text = ("" if sign > 0 else "against it: ") + sentence(unit, trusted.hit)
            yield Reason(name, round(sign * trusted.bits, 2), text)


def _of_relatives(study: Study, row: int) -> Iterator[Reason]:
    """Reasons from its relatives, for the unit and for the best other one."""
    standing = study.standings[row]
    for at, sign in ((standing.unit, 1), (standing.rival, -1)):
        for testimony in study.testimonies[row]:
            if study.index[testimony.unit] == at:
                text = ("" if sign > 0 else "against it: ") + _relative(study, testimony.relative, testimony.unit)
                yield Reason("relative", round(sign * testimony.bits, 2), text)


def _of_features(study: Study, row: int) -> Iterator[Reason]:
    """Reasons from its features: the strongest one by one, the others in one sum."""
    standing = study.standings[row]
    pulls = _merged(study.model.pull(row, standing.unit, standing.rival))
    shown = [pull for pull in pulls if abs(pull[1]) >= WORTH][:SHOWN]
    for feature, bits in shown:
        yield Reason(f"trait-{feature.partition(':')[0]}", round(bits, 2), _sentence(study, row, feature, bits))
    left = round(sum(bits for _, bits in pulls) - sum(bits for _, bits in shown), 2)
    if left:
        yield Reason("trait-others", left, "its other words, taken together")


def _merged(pulls: list[tuple[str, float]]) -> list[tuple[str, float]]:
    """Pulls with one entry for a word of the name, which is among the words of the whole text too."""
    merged: dict[str, float] = {}
    for feature, bits in pulls:
        kind, _, text = feature.partition(":")
        key = f"name:{text}" if kind == "word" and f"name:{text}" in dict(pulls) else feature
        merged[key] = merged.get(key, 0.0) + bits
    return sorted(merged.items(), key=lambda pull: (-abs(pull[1]), pull[0]))


def _sentence(study: Study, row: int, feature: str, bits: float) -> str:
    kind, _, text = feature.partition(":")
    standing = study.standings[row]
    at = standing.unit if bits > 0 else standing.rival
    unit = study.units[at].name if at < len(study.units) else "none of the list"
    relative = _relative_with(study, row, feature) if kind in SAME_OWNER_KINDS and bits > 0 else ""
    return relative or f"it {KINDS[kind].format(text)}, as accounts of {unit} do"


def _relative_with(study: Study, row: int, feature: str) -> str:
    """A sentence about a relative with the feature that states the department itself; "" without one."""
    top = study.tops[study.units[study.standings[row].unit].name]
    for lesson in study.lessons:
        if lesson.row != row and feature in study.features.rows[lesson.row]:
            unit = study.units[max(lesson.labels, key=lambda at: lesson.labels[at])].name
            if study.tops[unit] == top:
                return _relative(study, lesson.row, unit)
    return ""


def _relative(study: Study, row: int, unit: str) -> str:
    other = study.accounts[row]
    where = f"on {other.platform}" if other.platform else f"({other.id})"
    says = "is judged to belong to" if row in study.judged else "says that it belongs to"
    return f"its twin {where}, {other.display_name or other.handle}, {says} {unit}"
