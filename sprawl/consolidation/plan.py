"""From an inventory to a plan: who could be one, what each account is for, what to do with it, in which order.

>>> from sprawl.model import Entry, Relation
>>> row = Entry("x:acme", "x", "acme", "profile", "https://x.com/acme", relation=Relation.OFFICIAL)
>>> plan([row], brand="Acme", as_of="2026-11-21").actions[0].action
'keep'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sprawl.consolidation.apart import blocked, unfounded, unknown
from sprawl.consolidation.case import Case, Estate, make_estate
from sprawl.consolidation.choose import choose, score
from sprawl.consolidation.figures import STAYS, figures, staying
from sprawl.consolidation.pack import load
from sprawl.consolidation.precedence import OPTIONS, Decision, Setting, decide
from sprawl.consolidation.steps import IRREVERSIBLE, act, waves
from sprawl.errors import InputError
from sprawl.model import Action, Entry, Fact, Judgement, Plan, Unit

__all__ = ["OPTIONS", "plan"]

COUNTING_RULE = (
    "One account is one profile on one platform, or one site at a site builder, that the brand runs or presents as "
    "its voice and that still exists. Web sites on hosts of their own, fan, third-party and possibly impersonating "
    "accounts, accounts of which it is not known whose they are, and accounts that are gone are listed and not "
    "counted. After the plan, an account counts while it still speaks: archived, redirected, merged and reserved "
    "ones do not."
)


def plan(
    entries: Iterable[Entry],
    *,
    units: Sequence[Unit] = (),
    facts: Iterable[Fact] = (),
    judgements: Iterable[Judgement] = (),
    brand: str,
    aliases: Sequence[str] = (),
    industry: str = "general",
    language: str = "",
    as_of: str,
    option: str = "recommended",
    max_accounts: int | None = None,
) -> Plan:
    """One action for every account, each with its reason, rules and evidence.

    ``as_of`` is the date of the data (ISO). ``language``: the brand's, for an estate in which no account shows one.
    ``option``: minimal (impersonation, owners, silent accounts), recommended (duplicates, names, badges too), maximal
    (also what waits for a person or for a platform's irreversible step). ``max_accounts`` is answered with whether the
    option reaches it; no rule bends for it.
    Raises InputError for an option there is not. Same input, same plan, byte for byte; time is near-linear in accounts.
    """
    if option not in OPTIONS:
        raise InputError(f"option {option!r} is not one of {', '.join(OPTIONS)}")
    estate = make_estate(
        entries,
        units=units,
        facts=facts,
        judgements=judgements,
        brand=brand,
        aliases=aliases,
        pack=load(industry),
        as_of=as_of,
        language=language,
    )
    plans = {name: _actions(estate, name) for name in OPTIONS}
    actions, after = plans[option], len(staying(estate, plans[option].values()))
    return Plan(
        brand=brand,
        as_of=as_of,
        option=option,
        counting_rule=COUNTING_RULE,
        accounts_before=len(estate.counted),
        accounts_after=after,
        actions=tuple(actions.values()),
        blocked=blocked(estate, actions),
        unfounded=unfounded(estate),
        unknown=unknown(estate, Setting(estate, option)),
        waves=waves(estate, actions.values()),
        metrics={
            "industry": estate.pack.name,
            **figures(estate, actions),
            "options": {name: _summary(estate, rows) for name, rows in plans.items()},
            "max_accounts": _limit(max_accounts, after),
        },
    )


def _actions(estate: Estate, option: str) -> dict[str, Action]:
    """Decide twice: first who can be sent nowhere, then everybody; at last no language or region is left empty."""
    alone = Setting(estate, option)
    fit = {ref for ref, case in estate.cases.items() if case.counted and _can_stay(decide(alone, case))}
    into = choose(estate, [case for case in estate.counted if not case.person], lambda case: case.ref in fit)
    setting = Setting(estate, option, into)
    decisions = {ref: decide(setting, case) for ref, case in estate.cases.items()}
    decisions |= _revived(estate, decisions)
    return {ref: act(estate, estate.cases[ref], decision) for ref, decision in decisions.items()}


def _can_stay(decision: Decision) -> bool:
    """May others be sent to an account with that answer? It has to go on speaking, in hands that are known."""
    return decision.action in ("keep", "rename", "verify")


def _revived(estate: Estate, decisions: Mapping[str, Decision]) -> dict[str, Decision]:
    """C17: where a language or a region would have no account left, its best one stays."""
    saved: dict[str, Decision] = {}
    for cell, cases in sorted(_cells(estate).items()):
        if any(case.ref in saved or decisions[case.ref].action in STAYS for case in cases):
            continue
        best = min(cases, key=lambda case: (decisions[case.ref].action != "archive", score(estate, case), case.ref))
        saved[best.ref] = Decision(
            "keep",
            f"It is the last account for {cell}: it stays, and somebody revives it.",
            ("P6", "C17"),
            requires=("a plan to revive it",),
        )
    return saved


def _cells(estate: Estate) -> dict[str, list[Case]]:
    """Counted accounts by language, by region, and by both, where they are known."""
    cells: dict[str, list[Case]] = {}
    for case in estate.counted:
        language, region = (
            None if value.startswith("?") else value for value in (case.key.language, case.key.jurisdiction_class)
        )
        names = (
            language and f"the language {language}",
            region and f"the region {region}",
            language and region and f"the language {language} in the region {region}",
        )
        for name in filter(None, names):
            cells.setdefault(name, []).append(case)
    return cells


def _summary(estate: Estate, actions: Mapping[str, Action]) -> Mapping[str, object]:
    """What an option comes to."""
    mine = [row for row in actions.values() if estate.cases[row.ref].counted]
    return {
        "after": len(staying(estate, actions.values())),
        "changed": sum(row.action not in ("keep", "leave") for row in mine),
        "irreversible": sum(row.action in IRREVERSIBLE for row in actions.values()),
    }


def _limit(asked: int | None, after: int) -> Mapping[str, object] | None:
    return None if asked is None else {"asked": asked, "reached": after <= asked, "short_by": max(0, after - asked)}
