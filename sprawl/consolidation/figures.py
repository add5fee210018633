"""The figures of a plan: before, after, by department, with what could not be measured said so."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import Any

from sprawl.consolidation.case import Case, Estate, departments
from sprawl.graph import measure
from sprawl.model import Action, Status

STAYS = frozenset({"keep", "rename", "verify", "handover", "claim", "escalate"})
Metrics = dict[str, object]


def links(estate: Estate) -> list[tuple[str, str]]:
    """Directed links between counted accounts: one names the other on its own profile."""
    counted = {case.ref for case in estate.counted}
    found = {(seen.evidence.subject, case.ref) for case in estate.counted for seen in case.entry.evidence}
    return sorted(link for link in found if link[0] in counted and link[0] != link[1])


def staying(estate: Estate, actions: Iterable[Action]) -> list[Case]:
    """The counted accounts that still speak after the plan."""
    return [estate.cases[row.ref] for row in actions if row.action in STAYS and estate.cases[row.ref].counted]


def figures(estate: Estate, actions: Mapping[str, Action]) -> Metrics:
    """Everything that is counted. None: it could not be measured."""
    counted, after = estate.counted, staying(estate, actions.values())
    verbs = Counter(row.action for ref, row in actions.items() if estate.cases[ref].counted)
    others = Counter(row.action for ref, row in actions.items() if not estate.cases[ref].counted)
    return {
        "actions": dict(sorted(verbs.items())),
        "not_counted": dict(sorted(others.items())),
        "by_department": _by_department(counted, after),
        "by_platform": _table(
            Counter(case.entry.platform for case in counted), Counter(case.entry.platform for case in after)
        ),
        **_sprawl(counted, estate),
        **_owners(counted),
        "silo": measure.silo(links(estate), _groups(counted), len(counted)) if counted else None,
        "silo_silent": measure.silence(links(estate), _groups(counted), len(counted))
        if counted
        else "there are no accounts",
        "followers_at_risk": _at_risk(actions.values()),
        "keys": {case.ref: _key(case) for case in counted},
    }


def _groups(cases: Iterable[Case]) -> dict[str, str]:
    return {case.ref: case.entry.department for case in cases if case.entry.department}


def _by_department(before: list[Case], after: list[Case]) -> Mapping[str, Any]:
    table = _table(departments(before), departments(after))
    unknown = [sum(case.entry.department is None for case in cases) for cases in (before, after)]
    return {**table, **({"": {"before": unknown[0], "after": unknown[1]}} if unknown[0] else {})}


def _table(before: Counter[str], after: Counter[str]) -> Mapping[str, Any]:
    return {
        name: {"before": before[name], "after": after[name]}
        for name in sorted(before, key=lambda name: (-before[name], name))
    }


def _sprawl(cases: list[Case], estate: Estate) -> Metrics:
    followers = [case.followers for case in cases if case.followers is not None]
    posts = [case.entry.profile.posts for case in cases if case.entry.profile and case.entry.profile.posts is not None]
    excess = measure.duplicate_excess([case.key for case in cases])
    quiet = measure.dormancy([case.entry.last_post for case in cases], estate.as_of, estate.pack.dormant_days)
    told = sum(case.quiet and case.entry.last_post is None for case in cases)
    return {
        "accounts": len(cases),
        "distinct_keys": len(cases) - excess,
        "duplicate_excess": excess,
        "duplicate_rate": round(excess / len(cases), 4) if cases else None,
        "dormant": quiet.dormant + told,
        "dated": quiet.dated + told,
        "undated": quiet.undated - told,
        "recent": sum(case.entry.status is Status.ACTIVE for case in cases),
        "effective_voices": _round(measure.effective_number(posts)),
        "posts_known": len(posts),
        "effective_audiences": _round(measure.effective_number(followers)),
        "sprawl_ratio": _round(measure.sprawl_ratio(followers)),
        "followers_concentration": _round(measure.concentration(followers)),
        "followers_known": len(followers),
        "followers": sum(followers) if followers else None,
    }


def _owners(cases: list[Case]) -> Metrics:
    owned = [case for case in cases if case.entry.department and len(case.entry.contested) < 2]
    return {
        "owned": len(owned),
        "contested": sum(len(case.entry.contested) > 1 for case in cases),
        "contested_share": _round(measure.contested_share([case.entry.contested for case in cases])),
        "department_concentration": _round(measure.department_concentration(_groups(cases).values())),
        "agency_run": sum("agency" in case.known for case in cases),
    }


def _at_risk(actions: Iterable[Action]) -> Mapping[str, int]:
    """The upper bound of followers lost, and how many accounts have no count that could enter it."""
    rows = [row for row in actions if row.action in ("redirect", "archive", "close", "merge")]
    return {
        "at_most": sum(row.followers_at_risk or 0 for row in rows),
        "uncounted": sum(row.followers_at_risk is None for row in rows),
    }


def _key(case: Case) -> Mapping[str, Mapping[str, str]]:
    """Each field of the key as it is known, with its origin; unknown fields are left out."""
    shown = {name: value for name, value in case.key._asdict().items() if name not in case.key.unknown}
    return {
        name: {"value": value, "origin": case.known[name].origin if name in case.known else "assumed"}
        for name, value in shown.items()
        if name != "platform"
    }


def _round(value: float | None) -> float | None:
    return None if value is None else round(value, 4)
