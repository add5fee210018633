"""From an inventory to a plan: which accounts could be one, what to do with each, in which order.

>>> from sprawl.model import Entry, Relation
>>> row = Entry("x:acme", "x", "acme", "profile", "https://x.com/acme", relation=Relation.OFFICIAL)
>>> plan([row], brand="Acme", as_of="2026-11-21").actions[0].action
'keep'
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence

from sprawl.consolidation.blocked import find_blocked, find_unfounded, find_unknown
from sprawl.consolidation.choose import choose_survivors, score
from sprawl.consolidation.estate import Estate, EstateAccount, make_estate
from sprawl.consolidation.metrics import SPEAKING, measure_plan, speaking_accounts
from sprawl.consolidation.pack import load_pack
from sprawl.consolidation.questions import OPTIONS, Decision, Scenario, decide
from sprawl.consolidation.steps import IRREVERSIBLE, make_action, make_waves
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
    (also what waits for a person or for a platform's irreversible step). ``max_accounts``: the plan says whether it is
    reached; no rule bends for it. Raises InputError for an unknown option. Time is near-linear in accounts.
    """
    if option not in OPTIONS:
        raise InputError(f"option {option!r} is not one of {', '.join(OPTIONS)}")
    estate = make_estate(
        entries, units=units, facts=facts, judgements=judgements, brand=brand, aliases=aliases,
        pack=load_pack(industry), as_of=as_of, language=language,
    )  # fmt: skip
    plans = {name: _decide_all(estate, name) for name in OPTIONS}
    actions, after = plans[option], len(speaking_accounts(estate, plans[option].values()))
    short_by = None if max_accounts is None else max(0, after - max_accounts)
    limit = None if short_by is None else {"asked": max_accounts, "reached": not short_by, "short_by": short_by}
    return Plan(
        brand=brand,
        as_of=as_of,
        option=option,
        counting_rule=COUNTING_RULE,
        accounts_before=len(estate.counted),
        accounts_after=after,
        actions=tuple(actions.values()),
        blocked=find_blocked(estate, actions),
        unfounded=find_unfounded(estate),
        unknown=find_unknown(Scenario(estate, option)),
        waves=make_waves(estate, actions.values()),
        metrics={
            "industry": estate.pack.name,
            **measure_plan(estate, actions),
            "options": {name: _summarize(estate, rows) for name, rows in plans.items()},
            "max_accounts": limit,
        },
    )


def _decide_all(estate: Estate, option: str) -> dict[str, Action]:
    """Decides twice: first which accounts can receive others' readers, then every account with its target."""
    first = Scenario(estate, option)
    stable = {
        account.ref for account in estate.counted if decide(first, account).action in ("keep", "rename", "verify")
    }
    scenario = Scenario(estate, option, choose_survivors(estate, stable))
    decisions = {ref: decide(scenario, account) for ref, account in estate.accounts.items()}
    decisions |= _keep_last_accounts(estate, decisions)
    return {ref: make_action(estate, estate.accounts[ref], decision) for ref, decision in decisions.items()}


def _keep_last_accounts(estate: Estate, decisions: Mapping[str, Decision]) -> dict[str, Decision]:
    """C17: where a language or a region would have no account left, its best one stays."""
    groups: dict[str, list[EstateAccount]] = {}
    for account in estate.counted:
        for name in _audiences(account):
            groups.setdefault(name, []).append(account)
    kept: dict[str, Decision] = {}
    for name, accounts in sorted(groups.items()):
        if any(account.ref in kept or decisions[account.ref].action in SPEAKING for account in accounts):
            continue
        best = min(accounts, key=lambda one: (decisions[one.ref].action != "archive", score(one), one.ref))
        reason = f"It is the last account for {name}: it stays, and somebody revives it."
        kept[best.ref] = Decision("keep", reason, ("P6", "C17"), requires=("a plan to revive it",))
    return kept


def _audiences(account: EstateAccount) -> list[str]:
    """The account's language, its region, and both together, where they are known."""
    key = account.key
    names = {"language": f"the language {key.language}", "jurisdiction_class": f"the region {key.jurisdiction_class}"}
    known = [text for field, text in names.items() if field not in key.unknown]
    return [*known, " in ".join(known)] if len(known) == 2 else known


def _summarize(estate: Estate, actions: Mapping[str, Action]) -> Mapping[str, object]:
    """How many accounts an option leaves speaking, changes, and changes for good."""
    counted = [row for row in actions.values() if estate.accounts[row.ref].counted]
    return {
        "after": len(speaking_accounts(estate, actions.values())),
        "changed": sum(row.action not in ("keep", "leave") for row in counted),
        "irreversible": sum(row.action in IRREVERSIBLE for row in actions.values()),
    }
