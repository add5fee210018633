"""The metrics of a plan: before, after, by department. A metric that could not be measured is None."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sprawl.consolidation.estate import Estate, EstateAccount, count_departments
from sprawl.graph import measure
from sprawl.model import Action, Status

SPEAKING = frozenset({"keep", "rename", "verify", "handover", "claim", "escalate"})  # actions that end no account
Metrics = dict[str, object]


def speaking_accounts(estate: Estate, actions: Iterable[Action]) -> list[EstateAccount]:
    """The counted accounts that still speak after the plan."""
    speaking = (estate.accounts[row.ref] for row in actions if row.action in SPEAKING)
    return [account for account in speaking if account.counted]


def measure_plan(estate: Estate, actions: Mapping[str, Action]) -> Metrics:
    """Every metric of a plan by name."""
    counted, after = estate.counted, speaking_accounts(estate, actions.values())
    refs = {account.ref for account in counted}
    groups = {account.ref: account.entry.department for account in counted if account.entry.department}
    links = _links(counted)
    silent = measure.why_no_silo(links, groups, len(counted)) if counted else "there are no accounts"
    ending = [row for row in actions.values() if row.action in ("redirect", "archive", "close", "merge")]
    platforms = [Counter(account.entry.platform for account in accounts) for accounts in (counted, after)]
    return {
        "actions": dict(sorted(Counter(row.action for ref, row in actions.items() if ref in refs).items())),
        "not_counted": dict(sorted(Counter(row.action for ref, row in actions.items() if ref not in refs).items())),
        "by_department": _by_department(counted, after),
        "by_platform": _before_and_after(*platforms),
        **_sprawl(counted, estate),
        **_ownership(counted, groups),
        "silo": measure.silo(links, groups, len(counted)) if counted else None,
        "silo_silent": silent,
        "followers_at_risk": {
            "at_most": sum(row.followers_at_risk or 0 for row in ending),
            "uncounted": sum(row.followers_at_risk is None for row in ending),
        },
        "keys": {account.ref: _known_fields(account) for account in counted},
    }


def _links(counted: Iterable[EstateAccount]) -> list[tuple[str, str]]:
    """Directed links between counted accounts: one names the other on its own profile."""
    evidence = {account.ref: {seen.evidence.subject for seen in account.entry.evidence} for account in counted}
    return sorted(
        (left, ref) for ref, subjects in evidence.items() for left in subjects if left in evidence and left != ref
    )


def _by_department(before: list[EstateAccount], after: list[EstateAccount]) -> Mapping[str, Any]:
    table = _before_and_after(count_departments(before), count_departments(after))
    unknown = [sum(account.entry.department is None for account in accounts) for accounts in (before, after)]
    return {**table, **({"": {"before": unknown[0], "after": unknown[1]}} if unknown[0] else {})}


def _before_and_after(before: Counter[str], after: Counter[str]) -> Mapping[str, Any]:
    names = sorted(before, key=lambda name: (-before[name], name))
    return {name: {"before": before[name], "after": after[name]} for name in names}


def _sprawl(accounts: list[EstateAccount], estate: Estate) -> Metrics:
    followers = [account.followers for account in accounts if account.followers is not None]
    profiles = [account.entry.profile for account in accounts if account.entry.profile]
    posts = [profile.posts for profile in profiles if profile.posts is not None]
    excess = measure.duplicate_excess([account.key for account in accounts])
    dated = measure.dormancy([account.entry.last_post for account in accounts], estate.as_of, estate.pack.dormant_days)
    stated = sum(account.silent and account.entry.last_post is None for account in accounts)  # silent, without a date
    return {
        "accounts": len(accounts),
        "distinct_keys": len(accounts) - excess,
        "duplicate_excess": excess,
        "duplicate_rate": round(excess / len(accounts), 4) if accounts else None,
        "dormant": dated.dormant + stated,
        "dated": dated.dated + stated,
        "undated": dated.undated - stated,
        "recent": sum(account.entry.status is Status.ACTIVE for account in accounts),
        "effective_voices": _round(measure.effective_number(posts)),
        "posts_known": len(posts),
        "effective_audiences": _round(measure.effective_number(followers)),
        "sprawl_ratio": _round(measure.sprawl_ratio(followers)),
        "followers_concentration": _round(measure.concentration(followers)),
        "followers_known": len(followers),
        "followers": sum(followers) if followers else None,
    }


def _ownership(accounts: list[EstateAccount], groups: Mapping[str, str]) -> Metrics:
    owned = [account for account in accounts if account.entry.department and len(account.entry.contested) < 2]
    return {
        "owned": len(owned),
        "contested": sum(len(account.entry.contested) > 1 for account in accounts),
        "contested_share": _round(measure.contested_share([account.entry.contested for account in accounts])),
        "department_concentration": _round(measure.department_concentration(groups.values())),
        "agency_run": sum("agency" in account.facts for account in accounts),
    }


def _known_fields(account: EstateAccount) -> Mapping[str, Mapping[str, str]]:
    """The known fields of the key but the platform, each with its origin."""
    facts = account.facts
    return {
        name: {"value": value, "origin": facts[name].origin if name in facts else "assumed"}
        for name, value in account.key._asdict().items()
        if name not in account.key.unknown and name != "platform"
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
