"""Which accounts look as if they could be one, and may not; who objects without a rule; what nobody knows."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sprawl.consolidation.case import Case, Estate, by_key
from sprawl.consolidation.key import Key, rules_between
from sprawl.consolidation.precedence import Setting, forbidden
from sprawl.consolidation.rules import JOINS, RULES
from sprawl.model import Action, Blocked

_RULE_ID = re.compile(r"\bC(?:0[1-9]|[12]\d|30)\b")
_SUBJECT = ("product_class", "product_or_area")
_NEAR: tuple[tuple[str, ...], ...] = (
    _SUBJECT,
    ("audience_class", *_SUBJECT),
    ("audience_class",),
    ("jurisdiction_class",),
    ("language",),
    ("jurisdiction_class", "language"),
    ("age_gate",),
    ("function_class",),
    ("records_regime",),
)


def blocked(estate: Estate, actions: Mapping[str, Action]) -> tuple[Blocked, ...]:
    """Groups that agree in all but one thing, with the rule between them; then duplicates that a rule locks."""
    firm = [case for case in estate.counted if not case.person]
    found = [*_near(firm), *_unknown(firm), *_persons(estate), *_locked(firm, actions)]
    whole = [row for row in dict.fromkeys(found) if not any(_within(row, other) for other in found)]
    return tuple(sorted(whole, key=lambda row: (row.rules, row.refs)))


def _within(row: Blocked, other: Blocked) -> bool:
    """Is everything that a row says also said by a larger one?"""
    return row.rules == other.rules and set(row.refs) < set(other.refs)


def _near(cases: list[Case]) -> Iterator[Blocked]:
    """Accounts that differ in one thing that is known, and in nothing else that is."""
    for fields in _NEAR:
        told = [case for case in cases if not set(fields) & set(case.key.unknown)]
        groups: dict[Key, dict[Key, list[Case]]] = {}
        for case in told:
            masked = case.key.masked
            rest = masked._replace(**dict.fromkeys(fields, ""))
            groups.setdefault(rest, {}).setdefault(masked, []).append(case)
        for classes in groups.values():
            yield from _pairs(fields, classes)


def _pairs(fields: tuple[str, ...], classes: Mapping[Key, list[Case]]) -> Iterator[Blocked]:
    """One row for each set of rules: everyone of the group that these rules keep from somebody else of it."""
    by_rules: dict[tuple[str, ...], set[str]] = {}
    keys = sorted(classes)
    for index, left in enumerate(keys):
        for right in keys[index + 1 :]:
            if all(getattr(left, name) != getattr(right, name) for name in fields if name not in _SUBJECT):
                rules = rules_between(left, right)
                by_rules.setdefault(rules, set()).update(case.ref for case in (*classes[left], *classes[right]))
    for rules, refs in sorted(by_rules.items()):
        yield Blocked(tuple(sorted(refs)), rules, _say(rules))


def _say(rules: tuple[str, ...]) -> str:
    return " ".join(RULES[rule].sentence for rule in rules)


def _unknown(cases: list[Case]) -> Iterator[Blocked]:
    """Accounts that agree in all that is known, and of which something is not known."""
    groups: dict[Key, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.key.masked, []).append(case)
    for group in groups.values():
        missing = group[0].key.unknown
        if missing and len(group) > 1:
            what = " and ".join(name.replace("_", " ") for name in missing)
            yield Blocked(
                tuple(sorted(case.ref for case in group)), ("C28",), f"{RULES['C28'].sentence} Not known: {what}."
            )


def _persons(estate: Estate) -> Iterator[Blocked]:
    """People's accounts and the organization's own of the same platform."""
    by_platform: dict[str, list[Case]] = {}
    for case in estate.counted:
        if case.person or (case.key.product_or_area, case.key.audience_class) == ("corporate", "public"):
            by_platform.setdefault(case.entry.platform, []).append(case)
    for group in by_platform.values():
        if 0 < sum(case.person for case in group) < len(group):
            yield Blocked(tuple(sorted(case.ref for case in group)), ("C12",), RULES["C12"].sentence)


def _locked(cases: list[Case], actions: Mapping[str, Action]) -> Iterator[Blocked]:
    """Same key, still not joined: the rules of their own actions say why."""
    for key, group in by_key(cases).items():
        if key.unknown or len(group) < 2:
            continue
        for case in group:
            rules = tuple(rule for rule in actions[case.ref].rules if rule in ("C11", "C19", "C20", "C24"))
            if actions[case.ref].action not in JOINS and rules:
                yield Blocked(tuple(sorted(other.ref for other in group)), rules, _say(rules))


def unfounded(estate: Estate) -> tuple[str, ...]:
    """Objections that name no rule: "cannot merge" without an id is heard, listed, and does not count."""
    told = [
        f"{case.ref}: “{case.known['cannot_merge'].value}” names no rule (C26)"
        for case in estate.cases.values()
        if "cannot_merge" in case.known and not _RULE_ID.search(case.known["cannot_merge"].value)
    ]
    kept = [
        f"{ref}: “{row.why or row.value}” names no rule (C26)"
        for ref, row in estate.judged.items()
        if row.value.strip() == "keep"
        and re.search(r"\b(can't|cannot|can not|can\u2019t)\b", row.why)
        and not _RULE_ID.search(row.why)
    ]
    return tuple(sorted({*told, *kept}))


def unknown(estate: Estate, setting: Setting) -> tuple[str, ...]:
    """What would have to be known, one line each, the commonest first."""
    missing: dict[str, list[str]] = {}
    for case in estate.counted:
        for name in case.key.unknown:
            missing.setdefault(name.replace("_", " "), []).append(case.ref)
        for name in ("department", "last post", "followers"):
            if _is_missing(case, name):
                missing.setdefault(name, []).append(case.ref)
        for name in case.conflicts:
            missing.setdefault(f"{name.replace('_', ' ')} (two sources disagree)", []).append(case.ref)
    rows = sorted(missing.items(), key=lambda row: (-len(row[1]), row[0]))
    told = [
        f"{name} of {len(refs)} account{'s' * (len(refs) > 1)}: {', '.join(refs[:5])}{', …' * (len(refs) > 5)}"
        for name, refs in rows
    ]
    return (*told, *_refused(estate, setting))


def _is_missing(case: Case, name: str) -> bool:
    return {
        "department": case.entry.department is None and not case.person,
        "last post": case.entry.last_post is None,
        "followers": case.followers is None,
    }[name]


def _refused(estate: Estate, setting: Setting) -> Iterator[str]:
    for ref, row in sorted(estate.judged.items()):
        why = forbidden(setting, estate.cases[ref])
        if why:
            yield f"{ref}: “{row.value}” was decided by {row.who or 'a person'}, and {', '.join(why)} forbids it"
