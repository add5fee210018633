"""Eight questions in a fixed order; the first that has an answer decides. No question answers ``close``."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from sprawl.consolidation.case import Case, Estate
from sprawl.consolidation.infer import hosts_of
from sprawl.consolidation.mechanics import can_merge, closed, name_of
from sprawl.consolidation.rules import JOINS, copied, disputed, fired
from sprawl.consolidation.speech import voice
from sprawl.model import Relation, Status

OPTIONS = ("minimal", "recommended", "maximal")
VERBS = (
    "keep",
    "merge",
    "redirect",
    "rename",
    "verify",
    "archive",
    "reserve",
    "close",
    "handover",
    "claim",
    "report",
    "leave",
    "escalate",
)


@dataclass(frozen=True, slots=True)
class Decision:
    """What to do with an account, which question and rules say so, in one sentence."""

    action: str
    reason: str
    rules: tuple[str, ...]
    into: str | None = None
    requires: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Setting:
    """What the questions may look at: the estate, the option chosen, and where duplicates would go."""

    estate: Estate
    option: str
    into: Mapping[str, str] = field(default_factory=dict)


def decide(setting: Setting, case: Case) -> Decision:
    """The first answer. The last question always has one."""
    for ask in QUESTIONS:
        answer = ask(setting, case)
        if answer:
            return answer
    raise AssertionError("the last question always has an answer")


def judged(setting: Setting, case: Case) -> Decision | None:
    """A person decided it; a decision that a rule forbids is not carried out, and is listed as unknown."""
    decision = setting.estate.judged.get(case.ref)
    if decision is None or forbidden(setting, case):
        return None
    verb, _, target = decision.value.partition(" ")
    why = f": {decision.why}" if decision.why else ""
    return Decision(verb, f"{decision.who or 'A person'} decided it{why}.", ("judgement",), target.strip() or None)


def forbidden(setting: Setting, case: Case) -> tuple[str, ...]:
    """What keeps a judged action from being carried out: rule ids, or a word that is no action."""
    verb, _, name = setting.estate.judged[case.ref].value.partition(" ")
    target = setting.estate.cases.get(name.strip())
    if verb not in VERBS or (verb in JOINS and (target is None or not target.counted or target is case)):
        return ("no such action",)
    return tuple(
        rule.id for rule in fired(setting.estate, case, verb, target, "apart") if rule.id not in ("C11", "C24")
    )


def identity(setting: Setting, case: Case) -> Decision | None:
    """1: is it ours at all?"""
    entry, label = case.entry, case.value("label")
    if case.yes("platform_generated"):
        return Decision(
            "claim", f"{name_of(entry.platform)} made this page itself; nobody of the brand runs it yet.", ("P1",)
        )
    if entry.relation is Relation.THIRD_PARTY:
        return Decision("leave", "It belongs to somebody else.", ("P1",))
    if entry.relation is Relation.FAN or (label and not entry.relation.ours):
        return Decision("leave", f"It calls itself {_label(label)}: left alone, and watched.", ("P1", "C23"))
    return _impersonation(setting, case) if entry.relation is Relation.IMPERSONATION else None


def _label(label: str | None) -> str:
    return {
        "fan": "a fan account",
        "parody": "parody or unofficial",
        "criticism": "criticism",
        None: "a fan account",
    }.get(label, label or "")


_ORDER = ("name", "image", "affiliation", "site")


def _impersonation(setting: Setting, case: Case) -> Decision:
    elements = sorted(copied(setting.estate, case), key=lambda name: (name not in _ORDER, name != "name", name))
    if fired(setting.estate, case, "report", None, "apart"):
        return Decision(
            "escalate",
            "Possible impersonation, but fewer than two copied elements were seen: a person looks.",
            ("P1", "C23"),
        )
    return Decision(
        "report",
        f"Possible impersonation: it shows the brand's {' and '.join(elements)}.",
        ("P1", "C23"),
        requires=("a person's confirmation before anything is sent",),
    )


def absence(setting: Setting, case: Case) -> Decision | None:
    """6, asked early: an account that is gone has no owner to ask and nobody to send."""
    if not case.gone or case.entry.relation is Relation.UNKNOWN:
        return None
    if closed(case.entry.platform):
        return Decision("leave", "The whole platform has closed: only the links to it have to go.", ("P6",))
    return Decision(
        "reserve",
        "The platform says that it no longer exists: take the handle back if it is free, and mend the links to it.",
        ("P6",),
        requires=("a check whether it was renamed",),
    )


def ownership(setting: Setting, case: Case) -> Decision | None:
    """2: is it ours, but in other hands, or in hands that nobody knows?"""
    entry = case.entry
    if entry.relation is Relation.UNKNOWN:
        return Decision("escalate", "Whether the brand runs it could not be told.", ("P2", "C11"))
    if len(entry.contested) > 1:
        return Decision(
            "escalate", f"Claimed by {' and by '.join(entry.contested)}: one has to be accountable.", ("P2", "C11")
        )
    return _other_hands(setting, case) or _unknown_owner(setting, case)


def _other_hands(setting: Setting, case: Case) -> Decision | None:
    unit = setting.estate.units.get(case.entry.unit or "")
    agency = case.known.get("agency")
    creator = case.value("creator_of_record")
    if agency and agency.value.casefold() not in ("no", "none", "false"):
        sign = " (a sign, not a proof)" if agency.origin == "inferred" else ""
        return Decision(
            "handover", f"An agency appears to run it{sign}: control passes to the department.", ("P2", "C11")
        )
    if unit and unit.kind == "agency":
        return Decision("handover", "An agency runs it: control passes to the department.", ("P2",))
    if disputed(case) and not case.person:
        return Decision(
            "handover",
            f"It was created by {_creator(creator)}: a written transfer comes first.",
            ("P2", "C11"),
            requires=("a transfer document",),
        )
    operator = case.value("operator")
    return (
        Decision("handover", f"{operator} runs it, {case.entry.department} is accountable for it.", ("P2",))
        if operator and case.entry.department and operator != case.entry.department
        else None
    )


def _creator(creator: str | None) -> str:
    return {"ex-employee": "somebody who has left", "employee": "an employee", "agency": "an agency"}.get(
        creator or "", "a private person"
    )


def _unknown_owner(setting: Setting, case: Case) -> Decision | None:
    if case.entry.department or case.person or not setting.estate.units:
        return None
    return Decision(
        "escalate", "No department is known to run it: somebody has to own it before anything changes.", ("P2", "C11")
    )


def hold(setting: Setting, case: Case) -> Decision | None:
    """3: must nothing change?"""
    if case.yes("legal_hold") or case.yes("safety_case"):
        what = "A legal hold lies on it" if case.yes("legal_hold") else "A safety case is open there"
        return Decision("keep", f"{what}: locked until it ends.", ("P3", "C20"), requires=("a review date",))
    if case.yes("emergency_role"):
        return Decision(
            "keep",
            "People turn to it in an emergency: locked until a replacement is live.",
            ("P3", "C19"),
            requires=("a review date",),
        )
    if case.person:
        return Decision(
            "keep", "A person speaks there, and a person's account never joins the organization's.", ("P3", "C12")
        )
    return None


def duplicate(setting: Setting, case: Case) -> Decision | None:
    """4 and 5: is there a better account of the same key, and does no rule take it away?"""
    target = setting.estate.cases.get(setting.into.get(case.ref, ""))
    if target is None or setting.option == "minimal":
        return None
    action = join(setting, case, target)
    blocking = tuple(rule.id for rule in fired(setting.estate, case, action, target, "apart"))
    if blocking == ("C24",) and setting.option != "maximal":
        return Decision(
            "escalate",
            f"It duplicates {target.ref}, but people follow it for its own voice: a person decides.",
            ("P5", "C24"),
        )
    if blocking and blocking != ("C24",):
        return None
    how = (
        f"{name_of(case.entry.platform)} moves its followers"
        if action == "merge"
        else "its followers are told and pointed there"
    )
    return Decision(action, f"It serves the same people as {target.ref}; {how}.", ("P5", *blocking), target.ref)


def join(setting: Setting, case: Case, target: Case) -> str:
    """``merge`` where the platform has one that can be relied on, else ``redirect``.

    Mastodon's move cannot be taken back, its redirect can: the move waits for the maximal option. WeChat's migration
    asks for a mainland entity and a small target.
    """
    platform = case.entry.platform
    if not can_merge(platform) or (platform == "mastodon" and setting.option != "maximal"):
        return "redirect"
    small = target.followers is not None and target.followers <= 1000
    if platform == "wechat" and not (small and case.yes("mainland_entity") and target.yes("mainland_entity")):
        return "redirect"
    return "merge"


def value(setting: Setting, case: Case) -> Decision | None:
    """6: does it still serve anybody?"""
    profile = case.entry.profile
    if case.yes("never_used") or (profile and profile.posts == 0 and not case.entry.last_post):
        return Decision("reserve", "It never published anything: the handle is kept, nothing is shown.", ("P6",))
    late = setting.option == "maximal" and _late(setting, case)
    if not (case.quiet or late):
        return None
    blocking = tuple(rule.id for rule in fired(setting.estate, case, "archive", None, "apart"))
    if blocking:
        return _loved_or_locked(case, blocking)
    days = setting.estate.pack.dormant_days
    since = f"since {case.entry.last_post}" if case.entry.last_post else f"for more than {days} days"
    return Decision("archive", f"It has been silent {since} and nothing depends on it.", ("P6",))


def _late(setting: Setting, case: Case) -> bool:
    """Half way to dormant: the maximal option does not wait for the rest."""
    last, limit = case.entry.last_post, setting.estate.pack.dormant_days // 2
    if case.entry.status is not Status.SLOW or not last:
        return False
    return (date.fromisoformat(setting.estate.as_of[:10]) - date.fromisoformat(last[:10])).days > limit


def _loved_or_locked(case: Case, blocking: tuple[str, ...]) -> Decision:
    if blocking == ("C24",):
        return Decision(
            "escalate", "It is silent, but among the most followed of all: a person decides.", ("P6", "C24")
        )
    return Decision("keep", "It is silent, but a rule keeps it as it is.", ("P4", *blocking))


def look(setting: Setting, case: Case) -> Decision | None:
    """7: does it look like the brand, and can people tell that it is real?"""
    if setting.option == "minimal":
        return None
    off = case.value("on_template") == "no" or _nameless(setting, case)
    if off and not fired(setting.estate, case, "rename", None, "apart"):
        return Decision("rename", "Neither its name nor its bio tells that it is the brand's.", ("P7",))
    return (
        Decision("verify", "It is real, but neither a badge nor a link back to the brand's site shows it.", ("P7",))
        if _unmarked(setting, case)
        else None
    )


def _nameless(setting: Setting, case: Case) -> bool:
    """Is nothing of the brand in what it says of itself? Silent where nothing was read."""
    profile, names = case.entry.profile, setting.estate.known_names
    if not profile or not (profile.name or profile.bio):
        return False
    spoken, shown = voice(case.entry, names), voice(case.entry, ())
    said = any(name.casefold() in profile.bio.casefold() for name in names)
    return not said and (spoken.name, spoken.handle) == (shown.name, shown.handle)


def _unmarked(setting: Setting, case: Case) -> bool:
    """No badge and no link back, both of them looked at."""
    profile = case.entry.profile
    if not profile or profile.verified or (profile.verified is None and not profile.links):
        return False
    return not hosts_of(profile.links) & setting.estate.hosts


def default(setting: Setting, case: Case) -> Decision:
    """8: it stays, with conditions."""
    if case.value("on_template") == "no" and setting.option == "minimal":
        return Decision("keep", "It is used; its name is left for a later step.", ("P8",))
    alone = (
        "nobody else serves its audience there"
        if not case.key.unknown
        else "nothing says that another serves the same people"
    )
    return Decision("keep", f"It stays: {alone}.", ("P8",))


QUESTIONS = (judged, identity, absence, ownership, hold, duplicate, value, look, default)
