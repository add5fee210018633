"""What to do with an account: eight questions in a fixed order, of which the first answer decides.

A person's judgement comes before them. No question answers ``close``.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sprawl.consolidation.estate import Estate, EstateAccount
from sprawl.consolidation.infer import hosts_of
from sprawl.consolidation.mechanics import can_merge, is_closed, platform_name
from sprawl.consolidation.own_words import read_own_words
from sprawl.consolidation.rules import JOINS, Proposal, applicable_rules, copied_elements, has_disputed_owner
from sprawl.model import Relation, Status

OPTIONS = ("minimal", "recommended", "maximal")
ACTIONS = tuple("keep merge redirect rename verify archive reserve close handover claim report leave escalate".split())


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with an account, one sentence why, and the questions (P1 to P8) and rules that decided."""

    action: str
    reason: str
    rules: tuple[str, ...]
    into: str | None = None
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Scenario:
    """What a question may read: the estate, the option, and for each duplicate the ref of the account that stays."""

    estate: Estate
    option: str
    survivors: Mapping[str, str] = field(default_factory=dict)

    def forbidding(self, account: EstateAccount, action: str, target: EstateAccount | None = None) -> tuple[str, ...]:
        """The ids of the rules that forbid an action, in order."""
        rules = applicable_rules(Proposal(self.estate, account, action, target), "apart")
        return tuple(rule.id for rule in rules)


def decide(scenario: Scenario, account: EstateAccount) -> Decision:
    """The answer of the first question that has one. The last always has one."""
    for question in QUESTIONS:
        answer = question(scenario, account)
        if answer:
            return answer
    raise AssertionError("the last question always has an answer")


def ask_judgement(scenario: Scenario, account: EstateAccount) -> Decision | None:
    """A person's decision. One that a rule forbids is not carried out; the plan lists it as unknown."""
    judgement = scenario.estate.judged.get(account.ref)
    if judgement is None or refusals(scenario, account):
        return None
    action, _, target = judgement.value.partition(" ")
    why = f": {judgement.why}" if judgement.why else ""
    reason = f"{judgement.who or 'A person'} decided it{why}."
    return Decision(action, reason, ("judgement",), target.strip() or None)


def refusals(scenario: Scenario, account: EstateAccount) -> tuple[str, ...]:
    """What keeps a judged action from being carried out: rule ids, or "no such action"."""
    action, _, ref = scenario.estate.judged[account.ref].value.partition(" ")
    target = scenario.estate.accounts.get(ref.strip())
    no_target = target is None or not target.counted or target is account
    if action not in ACTIONS or (action in JOINS and no_target):
        return ("no such action",)
    return tuple(name for name in scenario.forbidding(account, action, target) if name not in ("C11", "C24"))


_LABELS = {"fan": "a fan account", "parody": "parody or unofficial", "criticism": "criticism"}
_ORDER = ("name", "image", "affiliation", "site")


def ask_identity(scenario: Scenario, account: EstateAccount) -> Decision | None:
    """1: is the account the brand's? Others' accounts are left alone, copies of the brand reported."""
    entry, label = account.entry, account.value("label")
    if account.yes("platform_generated"):
        reason = f"{platform_name(entry.platform)} made this page itself; nobody of the brand runs it yet."
        return Decision("claim", reason, ("P1",))
    if entry.relation is Relation.THIRD_PARTY:
        return Decision("leave", "It belongs to somebody else.", ("P1",))
    if entry.relation is Relation.FAN or (label and not entry.relation.ours):
        name = _LABELS.get(label or "fan", label)
        return Decision("leave", f"It calls itself {name}: left alone, and watched.", ("P1", "C23"))
    if entry.relation is not Relation.IMPERSONATION:
        return None
    if scenario.forbidding(account, "report"):
        reason = "Possible impersonation, but fewer than two copied elements were seen: a person looks."
        return Decision("escalate", reason, ("P1", "C23"))
    elements = copied_elements(scenario.estate, account)
    elements = tuple(sorted(elements, key=lambda name: (name not in _ORDER, name != "name", name)))
    reason = f"Possible impersonation: it shows the brand's {' and '.join(elements)}."
    needed = ("a person's confirmation before anything is sent",)
    return Decision("report", reason, ("P1", "C23"), requires=needed)


def ask_existence(scenario: Scenario, account: EstateAccount) -> Decision | None:
    """6, asked before 2: does the account still exist? One that is gone has no owner to ask and no readers to send."""
    if not account.gone or account.entry.relation is Relation.UNKNOWN:
        return None
    if is_closed(account.entry.platform):
        return Decision("leave", "The whole platform has closed: only the links to it have to go.", ("P6",))
    reason = "The platform says that it no longer exists: take the handle back if it is free, and mend the links to it."
    return Decision("reserve", reason, ("P6",), requires=("a check whether it was renamed",))


_CREATORS = {"ex-employee": "somebody who has left", "employee": "an employee", "agency": "an agency"}


def ask_ownership(scenario: Scenario, account: EstateAccount) -> Decision | None:
    """2: is the account in known hands, and in those of its department?"""
    entry, units = account.entry, scenario.estate.units
    if entry.relation is Relation.UNKNOWN:
        return Decision("escalate", "Whether the brand runs it could not be told.", ("P2", "C11"))
    if len(entry.contested) > 1:
        reason = f"Claimed by {' and by '.join(entry.contested)}: one has to be accountable."
        return Decision("escalate", reason, ("P2", "C11"))
    agency = account.facts.get("agency")
    if agency and agency.value.casefold() not in ("no", "none", "false"):
        sign = " (a sign, not a proof)" if agency.origin == "inferred" else ""
        reason = f"An agency appears to run it{sign}: control passes to the department."
        return Decision("handover", reason, ("P2", "C11"))
    unit = units.get(entry.unit or "")
    if unit and unit.kind == "agency":
        return Decision("handover", "An agency runs it: control passes to the department.", ("P2",))
    if has_disputed_owner(account) and not account.person:
        creator = _CREATORS.get(account.value("creator_of_record") or "", "a private person")
        reason = f"It was created by {creator}: a written transfer comes first."
        return Decision("handover", reason, ("P2", "C11"), requires=("a transfer document",))
    operator = account.value("operator")
    if operator and entry.department and operator != entry.department:
        return Decision("handover", f"{operator} runs it, {entry.department} is accountable for it.", ("P2",))
    if entry.department or account.person or not units:
        return None
    reason = "No department is known to run it: somebody has to own it before anything changes."
    return Decision("escalate", reason, ("P2", "C11"))


def ask_lock(scenario: Scenario, account: EstateAccount) -> Decision | None:
    """3: must the account stay as it is? A hold, an emergency role and a person's voice lock it."""
    if account.yes("legal_hold") or account.yes("safety_case"):
        what = "A legal hold lies on it" if account.yes("legal_hold") else "A safety case is open there"
        return Decision("keep", f"{what}: locked until it ends.", ("P3", "C20"), requires=("a review date",))
    if account.yes("emergency_role"):
        reason = "People turn to it in an emergency: locked until a replacement is live."
        return Decision("keep", reason, ("P3", "C19"), requires=("a review date",))
    reason = "A person speaks there, and a person's account never joins the organization's."
    return Decision("keep", reason, ("P3", "C12")) if account.person else None


def ask_duplicate(scenario: Scenario, account: EstateAccount) -> Decision | None:
    """4 and 5: does a better account have the same key, and does no rule forbid to join it?"""
    target = scenario.estate.accounts.get(scenario.survivors.get(account.ref, ""))
    if target is None or scenario.option == "minimal":
        return None
    action = join_action(scenario, account, target)
    rules = scenario.forbidding(account, action, target)
    if rules == ("C24",) and scenario.option != "maximal":
        reason = f"It duplicates {target.ref}, but people follow it for its own voice: a person decides."
        return Decision("escalate", reason, ("P5", "C24"))
    if rules and rules != ("C24",):
        return None
    merged = f"{platform_name(account.entry.platform)} moves its followers"
    how = merged if action == "merge" else "its followers are told and pointed there"
    return Decision(action, f"It serves the same people as {target.ref}; {how}.", ("P5", *rules), target.ref)


def join_action(scenario: Scenario, account: EstateAccount, target: EstateAccount) -> str:
    """``merge`` where the platform's own merge can be relied on, else ``redirect``.

    Mastodon's move cannot be taken back, its redirect can: the move waits for the maximal option. WeChat's migration
    asks for a mainland entity and a small target.
    """
    platform = account.entry.platform
    if not can_merge(platform) or (platform == "mastodon" and scenario.option != "maximal"):
        return "redirect"
    small = target.followers is not None and target.followers <= 1000
    mainland = account.yes("mainland_entity") and target.yes("mainland_entity")
    return "redirect" if platform == "wechat" and not (small and mainland) else "merge"


def ask_use(scenario: Scenario, account: EstateAccount) -> Decision | None:
    """6: does the account still serve anybody? Never used: reserve. Silent: archive, unless a rule keeps it."""
    profile, last_post = account.entry.profile, account.entry.last_post
    if account.yes("never_used") or (profile and profile.posts == 0 and not last_post):
        reason = "It never published anything: the handle is kept, nothing is shown."
        return Decision("reserve", reason, ("P6",))
    late = scenario.option == "maximal" and _half_dormant(scenario, account)
    if not (account.silent or late):
        return None
    rules = scenario.forbidding(account, "archive")
    if rules == ("C24",):
        reason = "It is silent, but among the most followed of all: a person decides."
        return Decision("escalate", reason, ("P6", "C24"))
    if rules:
        return Decision("keep", "It is silent, but a rule keeps it as it is.", ("P4", *rules))
    since = f"since {last_post}" if last_post else f"for more than {scenario.estate.pack.dormant_days} days"
    return Decision("archive", f"It has been silent {since} and nothing is known to depend on it.", ("P6",))


def _half_dormant(scenario: Scenario, account: EstateAccount) -> bool:
    """True when a slow account has been silent for half the dormancy limit."""
    last_post, limit = account.entry.last_post, scenario.estate.pack.dormant_days // 2
    if account.entry.status is not Status.SLOW or not last_post:
        return False
    return (date.fromisoformat(scenario.estate.as_of[:10]) - date.fromisoformat(last_post[:10])).days > limit


def ask_branding(scenario: Scenario, account: EstateAccount) -> Decision | None:
    """7: does the account look like the brand, and can people tell that it is real?"""
    if scenario.option == "minimal":
        return None
    unbranded = account.value("on_template") == "no" or _is_nameless(scenario, account)
    if unbranded and not scenario.forbidding(account, "rename"):
        return Decision("rename", "Neither its name nor its bio tells that it is the brand's.", ("P7",))
    reason = "It is real, but neither a badge nor a link back to the brand's site shows it."
    return Decision("verify", reason, ("P7",)) if _is_unmarked(scenario, account) else None


def _is_nameless(scenario: Scenario, account: EstateAccount) -> bool:
    """True when handle, name and bio show no name of the brand; False where nothing was read."""
    profile, names = account.entry.profile, scenario.estate.all_names
    if not profile or not (profile.name or profile.bio):
        return False
    without, whole = read_own_words(account.entry, names), read_own_words(account.entry, ())
    in_bio = any(name.casefold() in profile.bio.casefold() for name in names)
    return not in_bio and (without.name, without.handle) == (whole.name, whole.handle)


def _is_unmarked(scenario: Scenario, account: EstateAccount) -> bool:
    """True when the account has no badge and no link back; False where neither was read."""
    profile = account.entry.profile
    if not profile or profile.verified or (profile.verified is None and not profile.links):
        return False
    return not hosts_of(profile.links) & scenario.estate.hosts


def ask_nothing_else(scenario: Scenario, account: EstateAccount) -> Decision:
    """8: no other question had an answer, so the account stays, with conditions."""
    if account.value("on_template") == "no" and scenario.option == "minimal":
        return Decision("keep", "It is used; its name is left for a later step.", ("P8",))
    alone = "nobody else serves its audience there"
    if account.key.unknown:
        alone = "nothing says that another serves the same people"
    return Decision("keep", f"It stays: {alone}.", ("P8",))


QUESTIONS = (
    ask_judgement,
    ask_identity,
    ask_existence,
    ask_ownership,
    ask_lock,
    ask_duplicate,
    ask_use,
    ask_branding,
    ask_nothing_else,
)
