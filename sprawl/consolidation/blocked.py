"""Accounts that look as if they could be one and may not; objections that name no rule; what is not known."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping

from sprawl.consolidation.estate import Estate, EstateAccount, group_by_key
from sprawl.consolidation.key import Key, rules_between
from sprawl.consolidation.questions import Scenario, refusals
from sprawl.consolidation.rules import JOINS, RULES
from sprawl.model import Action, Blocked

_RULE_ID = re.compile(r"\bC(?:0[1-9]|[12]\d|30)\b")
_CANNOT = re.compile(r"\b(can't|cannot|can not|can\u2019t)\b")
_SUBJECT = ("product_class", "product_or_area")
_DIFFERENCES: tuple[tuple[str, ...], ...] = (  # fields in which two accounts that look alike may differ
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


def find_blocked(estate: Estate, actions: Mapping[str, Action]) -> tuple[Blocked, ...]:
    """Groups that agree in all but one thing, with the rule that keeps them apart; then duplicates locked by a rule.

    A group that a larger one with the same rules contains is left out.
    """
    own = [account for account in estate.counted if not account.person]
    groups = [*_one_difference(own), *_unknown_fields(own), *_persons(estate), *_locked(own, actions)]
    largest = [
        row
        for row in dict.fromkeys(groups)
        if not any(row.rules == other.rules and set(row.refs) < set(other.refs) for other in groups)
    ]
    return tuple(sorted(largest, key=lambda row: (row.rules, row.refs)))


def _blocked(accounts: list[EstateAccount], rules: tuple[str, ...], more: str = "") -> Blocked:
    sentences = " ".join(RULES[rule].sentence for rule in rules)
    return Blocked(tuple(sorted({account.ref for account in accounts})), rules, f"{sentences}{more}")


def _one_difference(accounts: list[EstateAccount]) -> Iterator[Blocked]:
    """Accounts that differ in one thing that is known, and in nothing else that is."""
    for fields in _DIFFERENCES:
        groups: dict[Key, dict[Key, list[EstateAccount]]] = {}
        for account in accounts:
            if not set(fields) & set(account.key.unknown):
                masked = account.key.masked
                rest = masked._replace(**dict.fromkeys(fields, ""))
                groups.setdefault(rest, {}).setdefault(masked, []).append(account)
        for by_key in groups.values():
            yield from _pairs_by_rules(fields, by_key)


def _pairs_by_rules(fields: tuple[str, ...], by_key: Mapping[Key, list[EstateAccount]]) -> Iterator[Blocked]:
    """One row for each set of rules, with everyone whom these rules keep from somebody else of the group."""
    by_rules: dict[tuple[str, ...], list[EstateAccount]] = {}
    keys = sorted(by_key)
    for index, left in enumerate(keys):
        for right in keys[index + 1 :]:
            if all(getattr(left, name) != getattr(right, name) for name in fields if name not in _SUBJECT):
                by_rules.setdefault(rules_between(left, right), []).extend((*by_key[left], *by_key[right]))
    for rules, accounts in sorted(by_rules.items()):
        yield _blocked(accounts, rules)


def _unknown_fields(accounts: list[EstateAccount]) -> Iterator[Blocked]:
    """Accounts that agree in all that is known, and lack the same fields."""
    groups: dict[Key, list[EstateAccount]] = {}
    for account in accounts:
        groups.setdefault(account.key.masked, []).append(account)
    for group in groups.values():
        missing = group[0].key.unknown
        if missing and len(group) > 1:
            fields = " and ".join(name.replace("_", " ") for name in missing)
            yield _blocked(group, ("C28",), f" Not known: {fields}.")


def _persons(estate: Estate) -> Iterator[Blocked]:
    """People's accounts and the organization's own of the same platform."""
    by_platform: dict[str, list[EstateAccount]] = {}
    for account in estate.counted:
        if account.person or (account.key.product_or_area, account.key.audience_class) == ("corporate", "public"):
            by_platform.setdefault(account.entry.platform, []).append(account)
    for group in by_platform.values():
        if 0 < sum(account.person for account in group) < len(group):
            yield _blocked(group, ("C12",))


def _locked(accounts: list[EstateAccount], actions: Mapping[str, Action]) -> Iterator[Blocked]:
    """Accounts with the same key that are not joined because of a rule of their own action."""
    for key, group in group_by_key(accounts).items():
        if key.unknown or len(group) < 2:
            continue
        for account in group:
            rules = tuple(rule for rule in actions[account.ref].rules if rule in ("C11", "C19", "C20", "C24"))
            if actions[account.ref].action not in JOINS and rules:
                yield _blocked(group, rules)


def find_unfounded(estate: Estate) -> tuple[str, ...]:
    """Objections that name no rule. "Cannot merge" without a rule id is listed and does not count."""
    objections = [
        (account.ref, account.facts["cannot_merge"].value)
        for account in estate.accounts.values()
        if "cannot_merge" in account.facts
    ]
    judged = [(ref, row.why) for ref, row in estate.judged.items() if row.value.strip() == "keep"]
    objections += [(ref, why) for ref, why in judged if _CANNOT.search(why)]
    return tuple(
        sorted({f"{ref}: “{text}” names no rule (C26)" for ref, text in objections if not _RULE_ID.search(text)})
    )


def find_unknown(scenario: Scenario) -> tuple[str, ...]:
    """What is not known, one line for each kind, the commonest first; then judgements that a rule forbids."""
    missing: dict[str, list[str]] = {}
    for account in scenario.estate.counted:
        names = [name.replace("_", " ") for name in account.key.unknown]
        names += ["department"] if account.entry.department is None and not account.person else []
        names += ["last post"] if account.entry.last_post is None else []
        names += ["followers"] if account.followers is None else []
        names += [f"{name.replace('_', ' ')} (two sources disagree)" for name in account.conflicts]
        for name in names:
            missing.setdefault(name, []).append(account.ref)
    lines = [
        f"{name} of {len(refs)} account{'s' * (len(refs) > 1)}: {', '.join(refs[:5])}{', …' * (len(refs) > 5)}"
        for name, refs in sorted(missing.items(), key=lambda row: (-len(row[1]), row[0]))
    ]
    for ref, row in sorted(scenario.estate.judged.items()):
        rules = refusals(scenario, scenario.estate.accounts[ref])
        if rules:
            who = row.who or "a person"
            lines.append(f"{ref}: “{row.value}” was decided by {who}, and {', '.join(rules)} forbids it")
    return tuple(lines)
