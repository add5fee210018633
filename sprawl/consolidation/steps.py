"""Decisions become actions: when, on which conditions, who signs, what cannot be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sprawl.consolidation.estate import Estate, EstateAccount
from sprawl.consolidation.questions import Decision
from sprawl.consolidation.rules import ENDS, Proposal, Rule, applicable_rules
from sprawl.model import Action, Entry, Region, Seen

TO_DECIDE_DAYS = 14  # from the date of the data to the approval that the dates assume


@dataclass(frozen=True, slots=True)
class Wave:
    """One date of the plan, in days before or after the change."""

    number: int
    days: int
    brief: str
    more: str

    @property
    def what(self) -> str:
        """What happens on the date."""
        return f"{self.brief}; {self.more}."

    @property
    def at(self) -> str:
        """``T-56``, ``T0``, ``T+30``."""
        return f"T{self.days:+d}" if self.days else "T0"


# One month, two weeks and 48 hours before: University at Buffalo. Eight weeks: UK National Archives.
WAVES = (
    Wave(1, -56, "Owners settled, communities asked, reports confirmed", "the web archive told, exports started"),
    Wave(2, -30, "First notice; names and badges put right", "printed material checked, stakeholders told"),
    Wave(3, -14, "Second notice; sign-offs complete", "links to rewrite listed, monitors named"),
    Wave(4, -2, "Last notice, pinned", "exports finished and their digests noted, log-ins saved"),
    Wave(5, 0, "The change: point, stop, keep the log-in", "links and registries rewritten"),
    Wave(6, 30, "Final moves, where every condition is met", "followers and complaints counted"),
    Wave(7, 90, "Review of all that stays", "figures beside those before, the gate for new accounts held"),
)
_WAVE_OF = {
    **dict.fromkeys(("report", "escalate", "claim", "handover"), 1),
    **dict.fromkeys(("rename", "verify"), 2),
    **dict.fromkeys(("redirect", "archive", "reserve"), 5),
    **dict.fromkeys(("merge", "close"), 6),
    **dict.fromkeys(("keep", "leave"), 7),
}
IRREVERSIBLE = frozenset({"merge", "close", "report"})
_NEEDED = {
    "redirect": ("the target answers and has somebody who does",),
    "merge": ("notices seen", "the monitor reassigned", "the account kept until the merge is confirmed"),
    "archive": ("the log-in kept and saved", "a last post that says where to go"),
    "reserve": ("the log-in kept and saved",),
    "close": ("notices seen", "the monitor reassigned", "the handle given up knowingly"),
    "handover": ("a named person of the department", "the log-in changed"),
    "claim": ("proof of the organization, as the platform asks for it",),
    "rename": ("the name template", "the old name watched: it can be taken by others"),
    "verify": ("a link to the account on the brand's own site", "a link back from its profile"),
    "escalate": ("a decision by a named person",),
}
_KEEP = {  # fact that makes the condition superfluous → condition
    "owner": "a named owner",
    "purpose": "a purpose",
    "cadence": "a cadence",
    "reply_target": "a reply target",
    "review_date": "a review date",
}
_KINDS = ("known", "rel-me", "same-as", "link", "bio", "source")  # strongest first
_REGIONS = (Region.HEADER, Region.NAV, Region.FOOTER, Region.MAIN, Region.HEAD)
CITED = 4  # pieces of evidence that an action names


def make_action(estate: Estate, account: EstateAccount, decision: Decision) -> Action:
    """The action of an account: its decision with date, conditions, sign-offs, evidence and followers at risk."""
    action, target = decision.action, estate.accounts.get(decision.into or "")
    rules = applicable_rules(Proposal(estate, account, action, target), "needs", "sign-off", "warns")
    return Action(
        ref=account.ref,
        action=action,
        into=decision.into,
        reason=decision.reason,
        rules=tuple(dict.fromkeys((*decision.rules, *(rule.id for rule in rules)))),
        evidence=tuple(seen.evidence.id for seen in strongest_evidence(account.entry)),
        reversible=action not in IRREVERSIBLE,
        wave=_WAVE_OF[action],
        requires=_conditions(estate, account, decision, rules),
        sign_offs=_sign_offs(estate, account, action, rules),
        followers_at_risk=followers_at_risk(account, action),
    )


def _conditions(estate: Estate, account: EstateAccount, decision: Decision, rules: Iterable[Rule]) -> tuple[str, ...]:
    action, pack = decision.action, estate.pack
    platform = account.mechanics.requirements if account.mechanics and action == "merge" else ()
    keep = [text for name, text in _KEEP.items() if name not in account.facts] if action == "keep" else []
    archive = f"the web archive told {pack.archive_days} days before"
    duty = [archive] if action in ENDS and pack.archive_days > pack.notice_days else []
    ruled = [f"{rule.needs} ({rule.id})" for rule in rules if rule.needs]
    conditions = (*decision.requires, *keep, *_NEEDED.get(action, ()), *ruled, *duty, *platform)
    return tuple(dict.fromkeys(text for text in conditions if text))


def _sign_offs(estate: Estate, account: EstateAccount, action: str, rules: Iterable[Rule]) -> tuple[str, ...]:
    entry = account.entry
    roles = (*estate.pack.sign_offs.get(action, ()), *(rule.role for rule in rules if rule.role))
    heads = [f"Head of {name}" for name in ((entry.department,) if entry.department else entry.contested)]
    return tuple(dict.fromkeys((*heads, *sorted(roles)))) if entry.relation.ours or roles else ()


def followers_at_risk(account: EstateAccount, action: str) -> int | None:
    """The number of followers that can be lost at most: a bound, never an estimate. None: it is not known."""
    if action in ("redirect", "archive", "close"):
        return account.followers
    return None if action == "merge" else 0


def strongest_evidence(entry: Entry, count: int = CITED) -> list[Seen]:
    """The pieces of evidence that prove most, at most one of each kind and page; ties go by URL and id."""

    def rank(seen: Seen) -> tuple[int, int, str, str]:
        kind, region = seen.evidence.kind.value, seen.evidence.region
        return (
            _KINDS.index(kind) if kind in _KINDS else len(_KINDS),
            _REGIONS.index(region) if region in _REGIONS else len(_REGIONS),
            seen.evidence.url,
            seen.evidence.id,
        )

    pages: dict[tuple[str, str], Seen] = {}
    for seen in sorted(entry.evidence, key=rank):
        pages.setdefault((seen.evidence.kind, seen.evidence.url), seen)
    return list(pages.values())[:count]


def make_waves(estate: Estate, actions: Iterable[Action]) -> tuple[Mapping[str, object], ...]:
    """The seven dates with what happens on each, to which accounts. They assume approval within two weeks."""
    change = date.fromisoformat(estate.as_of[:10]) + timedelta(days=TO_DECIDE_DAYS - WAVES[0].days)
    rows, waves = list(actions), []
    for wave in WAVES:
        mine = [row for row in rows if row.wave == wave.number]
        entries = [estate.accounts[row.ref].entry for row in mine]
        waves.append(
            {
                "wave": wave.number,
                "at": wave.at,
                "date": (change + timedelta(days=wave.days)).isoformat(),
                "what": wave.what,
                "refs": [row.ref for row in mine if row.action not in ("keep", "leave")],
                "departments": sorted({row.department for row in entries if row.department and row.relation.ours}),
            }
        )
    return tuple(waves)
