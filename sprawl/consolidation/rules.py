"""Constraints C01 to C30: one small function a rule. Its docstring is the sentence in the memo.

A rule is asked about one account, one action and, for merge and redirect, the account it would go into.
``apart`` removes the target; ``needs`` is a condition to meet first; ``sign-off`` asks a role; ``warns`` is shown.
The authorities of each rule stand in the packs.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache

from sprawl.consolidation.case import Case, Estate
from sprawl.consolidation.key import rules_between
from sprawl.consolidation.mechanics import can_merge
from sprawl.consolidation.speech import fold, says, without

Test = Callable[[Estate, Case, str, Case | None], bool]
JOINS = ("merge", "redirect")
ENDS = ("merge", "redirect", "archive", "close")
CHANGES = (*ENDS, "rename", "handover")


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint: what it does when it fires, and what has to be done or who has to sign then."""

    id: str
    effect: str  # apart, needs, sign-off, warns
    fires: Test
    needs: str = ""
    role: str = ""

    @property
    def sentence(self) -> str:
        """The rule in plain words."""
        return " ".join((self.fires.__doc__ or "").split())


RULES: dict[str, Rule] = {}


def rule(name: str, effect: str, needs: str = "", role: str = "") -> Callable[[Test], Test]:
    """Enter a test in the table of rules."""

    def enter(fires: Test) -> Test:
        RULES[name] = Rule(name, effect, fires, needs, role)
        return fires

    return enter


def _between(name: str, case: Case, action: str, target: Case | None) -> bool:
    return action in JOINS and target is not None and name in rules_between(case.key, target.key)


@rule("C01", "apart")
def audiences(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """They speak to different audiences."""
    return _between("C01", case, action, target)


@rule("C02", "apart")
def product_and_disease(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """One is about a prescription product, the other about a disease without naming a product."""
    return _between("C02", case, action, target)


@rule("C03", "apart")
def products(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """They are about different products."""
    return _between("C03", case, action, target)


@rule("C04", "apart")
def direct_to_consumer(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """One country lets prescription medicines be advertised to the public, the other does not."""
    return _between("C04", case, action, target)


@rule("C05", "apart")
def approvals(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """The product's approval can differ between their countries."""
    return _between("C05", case, action, target)


@rule("C06", "sign-off", "update the monthly list of the product's sites", "Regulatory")
def product_listing(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """A prescription product's account changes, and with it the list sent to the authority."""
    return action in CHANGES and case.key.product_class == "rx_product"


@rule("C07", "needs", "an export of posts and comments, with its SHA-256 digest, made after the last of them")
def exported(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """What cannot be undone needs an export first."""
    return action in ENDS and not case.yes("archive_done")


@rule("C08", "needs", "the id of an approved disposition schedule")
def scheduled(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """Records are deleted under an approved schedule only."""
    regime = case.key.records_regime
    return action == "close" and regime != "none" and "disposition_schedule" not in case.known


@rule(
    "C09",
    "needs",
    "a named safety monitor for comments and direct messages, without a gap, and a list of open cases",
    "Safety",
)
def safety_watch(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """A company-sponsored account keeps a safety monitor through the change."""
    return action in CHANGES


@rule("C10", "warns", "comments closed, or a monitor kept")
def open_comments(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """An archived account that still takes comments needs somebody who reads them."""
    return action in ("archive", "redirect")


@rule("C11", "apart")
def unproven_owner(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """Its owner is contested, unknown, or a private person who created it."""
    return action in (*ENDS, "rename") and any(map(disputed, filter(None, (case, target))))


@rule("C12", "apart")
def persons(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """A person's account never turns into the organization's."""
    return action in JOINS and (case.person or bool(target and target.person))


@rule("C13", "apart")
def age_gates(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """One asks for age, the other does not."""
    return _between("C13", case, action, target)


@rule("C14", "apart")
def function_walls(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """Their functions must stay independent of each other."""
    return _between("C14", case, action, target)


@rule("C15", "needs", "a public notice to investors, dated before the change")
def disclosure_channel(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """Investors were told that material news appears there."""
    return action in (*ENDS, "rename") and case.yes("reg_fd")


@rule("C16", "sign-off", "a record of the change of controller", "Privacy")
def legal_entities(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """They belong to different legal entities, so the controller of the data changes."""
    here, there = case.value("legal_entity"), target.value("legal_entity") if target else None
    return action in JOINS and bool(here and there and here != there)


@rule("C17", "apart")
def cells(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """A language or a region would be left without an account."""
    return _between("C17", case, action, target)


@rule("C18", "needs", "a documented consultation of the patient community, before anything is announced")
def patients(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """A patient community is asked before its place changes."""
    return action in ENDS and (
        case.yes("patient_community") or case.yes("community") or case.key.audience_class == "patient"
    )


@rule("C19", "apart")
def emergency(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """People turn to it in an emergency: locked until its replacement is live."""
    return action in ENDS and case.yes("emergency_role")


@rule("C20", "apart")
def holds(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """A legal hold or an open safety case lies on it."""
    return action in ENDS and (case.yes("legal_hold") or case.yes("safety_case"))


@rule("C21", "apart")
def platform_forbids(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """The platform has no merge."""
    return action == "merge" and (not can_merge(case.entry.platform) or _between("C21", case, action, target))


@rule("C22", "needs", "notices at T-30, T-14 and T-2")
def notices(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """Readers are told a month, two weeks and two days before."""
    return action in ENDS


@rule("C23", "apart")
def identity_elements(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """A report needs two copied elements of the identity, and no parody, fan or criticism label."""
    return action == "report" and ("label" in case.known or len(copied(estate, case)) < 2)


@rule("C24", "apart")
def loved_voice(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """People follow it for its own voice: a person decides."""
    famous = estate.loved is not None and (case.followers or 0) >= estate.loved
    smaller = target is not None and (target.followers or 0) < (case.followers or 0)
    return action in ENDS and (case.yes("distinct_voice") or (famous and (smaller or action == "archive")))


@rule("C25", "apart")
def subjects(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """They are about different subjects."""
    return _between("C25", case, action, target)


@rule("C26", "warns", "a rule, or the objection falls")
def unfounded(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """Somebody says that it cannot change, and names no rule."""
    return "cannot_merge" in case.known


@rule("C27", "warns", "the company's involvement stated in the bio")
def disclosure(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """Its bio does not say that the company is behind it."""
    return action in ("keep", "rename", "verify") and case.value("disclosed") == "no"


@rule("C28", "apart")
def unknown_fields(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """Something that decides is not known, so they are treated as different."""
    return _between("C28", case, action, target)


@rule("C29", "needs", "advertisements and campaigns pointed elsewhere first")
def campaigns(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """An advertisement or campaign still points at it."""
    return action in ENDS and case.yes("campaign")


@rule("C30", "needs", "the platform's waiting time since the last irreversible step of the account it goes into")
def cooldown(estate: Estate, case: Case, action: str, target: Case | None) -> bool:
    """Two steps that cannot be undone need the platform's waiting time between them."""
    return action == "merge"


def disputed(case: Case) -> bool:
    """Is the owner contested, or a private person or agency by creation?"""
    return len(case.entry.contested) > 1 or case.value("creator_of_record") in (
        "employee",
        "ex-employee",
        "personal",
        "agency",
    )


def copied(estate: Estate, case: Case) -> tuple[str, ...]:
    """Which elements of the brand's identity the account shows: name, image, affiliation, site."""
    told = case.value("identity_elements")
    if told is not None:
        return tuple(sorted({part.strip() for part in told.split(",") if part.strip()}))
    from_words = _copied_words(estate, case)
    return tuple(sorted({*from_words, *(("image",) if case.yes("avatar_match") else ())}))


_LEET = str.maketrans("013457", "oleast")


def _copied_words(estate: Estate, case: Case) -> set[str]:
    """The name in its handle or display name; a claim to be official beside it."""
    profile, entry = case.entry.profile, case.entry
    shown = without(
        f" {fold(entry.display_name)} {fold(entry.handle.translate(_LEET))} {fold(profile.name if profile else '')} ",
        (),
    )
    named = without(shown, estate.names) != shown
    claims = says(shown + fold(profile.bio if profile else ""), "claim") is not None
    return {label for label, found in (("name", named), ("affiliation", named and claims)) if found}


@cache
def _of(rules: frozenset[str], effect: str) -> tuple[Rule, ...]:
    """The rules of a pack with an effect, in order."""
    return tuple(RULES[name] for name in sorted(rules & RULES.keys()) if RULES[name].effect == effect)


def fired(estate: Estate, case: Case, action: str, target: Case | None, effect: str) -> tuple[Rule, ...]:
    """The rules of the estate's pack with that effect that fire on an action, in order."""
    return tuple(one for one in _of(estate.pack.rules, effect) if one.fires(estate, case, action, target))
