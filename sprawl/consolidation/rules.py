"""Constraints C01 to C30. A rule is asked about a proposal: one action for one account, and for joins the target.

Effects: ``apart`` removes the target or the action; ``needs`` is a condition to meet first; ``sign-off`` asks a role;
``warns`` is shown. The authorities of each rule stand in the packs. A rule is either a row of `_KEY_RULES`, which
compares the keys, or a function, whose docstring is the sentence in the memo.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache, partial

from sprawl.consolidation.estate import Estate, EstateAccount
from sprawl.consolidation.key import rules_between
from sprawl.consolidation.mechanics import can_merge
from sprawl.consolidation.own_words import fold, match_field, remove_names

JOINS = ("merge", "redirect")
ENDS = (*JOINS, "archive", "close")
CHANGES = (*ENDS, "rename", "handover")


@dataclass(frozen=True, slots=True)
class Proposal:
    """One action for one account; ``target``: the account that a merge or redirect goes into."""

    estate: Estate
    account: EstateAccount
    action: str
    target: EstateAccount | None = None

    @property
    def ends(self) -> bool:
        """True when the account stops speaking."""
        return self.action in ENDS

    def yes(self, fact: str) -> bool:
        return self.account.yes(fact)


Test = Callable[[Proposal], bool]


@dataclass(frozen=True, slots=True)
class Rule:
    """One constraint. ``needs``: what has to be done when it applies; ``role``: who has to sign."""

    id: str
    effect: str  # apart, needs, sign-off, warns
    sentence: str
    applies: Test
    needs: str = ""
    role: str = ""


def _keys_differ(rule_id: str, proposal: Proposal) -> bool:
    target = proposal.target
    joins = target is not None and proposal.action in JOINS
    return joins and target is not None and rule_id in rules_between(proposal.account.key, target.key)


_KEY_RULES = {
    "C01": "They speak to different audiences.",
    "C02": "One is about a prescription product, the other about a disease without naming a product.",
    "C03": "They are about different products.",
    "C04": "One country lets prescription medicines be advertised to the public, the other does not.",
    "C05": "The product's approval can differ between their countries.",
    "C13": "One asks for age, the other does not.",
    "C14": "Their functions must stay independent of each other.",
    "C17": "A language or a region would be left without an account.",
    "C25": "They are about different subjects.",
    "C28": "Something that decides is not known, so they are treated as different.",
}
RULES = {name: Rule(name, "apart", text, partial(_keys_differ, name)) for name, text in _KEY_RULES.items()}


def rule(rule_id: str, effect: str, needs: str = "", role: str = "") -> Callable[[Test], Test]:
    """Enter a function in the table of rules."""

    def enter(applies: Test) -> Test:
        sentence = " ".join((applies.__doc__ or "").split())
        RULES[rule_id] = Rule(rule_id, effect, sentence, applies, needs, role)
        return applies

    return enter


@rule("C06", "sign-off", "update the monthly list of the product's sites", "Regulatory")
def product_listing(proposal: Proposal) -> bool:
    """A prescription product's account changes, and with it the list sent to the authority."""
    return proposal.action in CHANGES and proposal.account.key.product_class == "rx_product"


@rule("C07", "needs", "an export of posts and comments, with its SHA-256 digest, made after the last of them")
def export_missing(proposal: Proposal) -> bool:
    """What cannot be undone needs an export first."""
    return proposal.ends and not proposal.yes("archive_done")


@rule("C08", "needs", "the id of an approved disposition schedule")
def schedule_missing(proposal: Proposal) -> bool:
    """Records are deleted under an approved schedule only."""
    account = proposal.account
    recorded = account.key.records_regime != "none"
    return proposal.action == "close" and recorded and "disposition_schedule" not in account.facts


_MONITOR = "a named safety monitor for comments and direct messages, without a gap, and a list of open cases"


@rule("C09", "needs", _MONITOR, "Safety")
def safety_monitor(proposal: Proposal) -> bool:
    """A company-sponsored account keeps a safety monitor through the change."""
    return proposal.action in CHANGES


@rule("C10", "warns", "comments closed, or a monitor kept")
def open_comments(proposal: Proposal) -> bool:
    """An archived account that still takes comments needs somebody who reads them."""
    return proposal.action in ("archive", "redirect")


@rule("C11", "apart")
def unproven_owner(proposal: Proposal) -> bool:
    """Its owner is contested, unknown, or a private person who created it."""
    disputed = has_disputed_owner(proposal.account) or bool(proposal.target and has_disputed_owner(proposal.target))
    return (proposal.ends or proposal.action == "rename") and disputed


@rule("C12", "apart")
def persons_account(proposal: Proposal) -> bool:
    """A person's account never turns into the organization's."""
    person = proposal.account.person or bool(proposal.target and proposal.target.person)
    return proposal.action in JOINS and person


@rule("C15", "needs", "a public notice to investors, dated before the change")
def disclosure_channel(proposal: Proposal) -> bool:
    """Investors were told that material news appears there."""
    return (proposal.ends or proposal.action == "rename") and proposal.yes("reg_fd")


@rule("C16", "sign-off", "a record of the change of controller", "Privacy")
def legal_entities_differ(proposal: Proposal) -> bool:
    """They belong to different legal entities, so the controller of the data changes."""
    source = proposal.account.value("legal_entity")
    target = proposal.target.value("legal_entity") if proposal.target else None
    return proposal.action in JOINS and bool(source and target and source != target)


@rule("C18", "needs", "a documented consultation of the patient community, before anything is announced")
def community_not_asked(proposal: Proposal) -> bool:
    """A patient community is asked before its place changes."""
    patients = proposal.account.key.audience_class == "patient"
    return proposal.ends and (proposal.yes("patient_community") or proposal.yes("community") or patients)


@rule("C19", "apart")
def emergency_channel(proposal: Proposal) -> bool:
    """People turn to it in an emergency: locked until its replacement is live."""
    return proposal.ends and proposal.yes("emergency_role")


@rule("C20", "apart")
def on_hold(proposal: Proposal) -> bool:
    """A legal hold or an open safety case lies on it."""
    return proposal.ends and (proposal.yes("legal_hold") or proposal.yes("safety_case"))


@rule("C21", "apart")
def platform_cannot_merge(proposal: Proposal) -> bool:
    """The platform has no merge."""
    cannot = not can_merge(proposal.account.entry.platform) or _keys_differ("C21", proposal)
    return proposal.action == "merge" and cannot


@rule("C22", "needs", "notices at T-30, T-14 and T-2")
def notices_due(proposal: Proposal) -> bool:
    """Readers are told a month, two weeks and two days before."""
    return proposal.ends


@rule("C23", "apart")
def too_few_copied_elements(proposal: Proposal) -> bool:
    """A report needs two copied elements of the identity, and no parody, fan or criticism label."""
    labelled, copied = "label" in proposal.account.facts, copied_elements(proposal.estate, proposal.account)
    return proposal.action == "report" and (labelled or len(copied) < 2)


@rule("C24", "apart")
def distinct_voice(proposal: Proposal) -> bool:
    """People follow it for its own voice: a person decides."""
    followers, top = proposal.account.followers or 0, proposal.estate.top_tenth
    famous = top is not None and followers >= top
    smaller = proposal.target is not None and (proposal.target.followers or 0) < followers
    lost = famous and (smaller or proposal.action == "archive")
    return proposal.ends and (proposal.yes("distinct_voice") or lost)


@rule("C26", "warns", "a rule, or the objection falls")
def unfounded_objection(proposal: Proposal) -> bool:
    """Somebody says that it cannot change, and names no rule."""
    return "cannot_merge" in proposal.account.facts


@rule("C27", "warns", "the company's involvement stated in the bio")
def undisclosed(proposal: Proposal) -> bool:
    """Its bio does not say that the company is behind it."""
    return proposal.action in ("keep", "rename", "verify") and proposal.account.value("disclosed") == "no"


@rule("C29", "needs", "advertisements and campaigns pointed elsewhere first")
def active_campaign(proposal: Proposal) -> bool:
    """An advertisement or campaign still points at it."""
    return proposal.ends and proposal.yes("campaign")


@rule("C30", "needs", "the platform's waiting time since the last irreversible step of the account it goes into")
def waiting_time(proposal: Proposal) -> bool:
    """Two steps that cannot be undone need the platform's waiting time between them."""
    return proposal.action == "merge"


def applicable_rules(proposal: Proposal, *effects: str) -> list[Rule]:
    """The rules of the estate's pack with one of the effects that apply to a proposal, in the order given."""
    pack = proposal.estate.pack.rules
    return [rule for effect in effects for rule in _rules_with(pack, effect) if rule.applies(proposal)]


@cache
def _rules_with(ids: frozenset[str], effect: str) -> tuple[Rule, ...]:
    return tuple(RULES[name] for name in sorted(ids & RULES.keys()) if RULES[name].effect == effect)


def has_disputed_owner(account: EstateAccount) -> bool:
    """True when two departments claim the account, or when a private person or an agency created it."""
    creator = account.value("creator_of_record")
    return len(account.entry.contested) > 1 or creator in ("employee", "ex-employee", "personal", "agency")


_LEET = str.maketrans("013457", "oleast")


def copied_elements(estate: Estate, account: EstateAccount) -> tuple[str, ...]:
    """The elements of the brand's identity that an account shows: affiliation, image, name, site.

    Without a fact: the name in its handle or display name, a claim to be official beside it, an equal image.
    """
    stated = account.value("identity_elements")
    if stated is not None:
        return tuple(sorted({part.strip() for part in stated.split(",") if part.strip()}))
    entry, profile = account.entry, account.entry.profile
    name, bio = (fold(profile.name), fold(profile.bio)) if profile else (fold(""), fold(""))
    shown = remove_names(f" {fold(entry.display_name)} {fold(entry.handle.translate(_LEET))} {name} ", ())
    named = remove_names(shown, estate.names) != shown
    official = named and match_field(shown + bio, "claim") is not None
    elements = {"affiliation": official, "image": account.yes("avatar_match"), "name": named}
    return tuple(element for element, copied in elements.items() if copied)
