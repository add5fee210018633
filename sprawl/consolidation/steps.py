"""Decisions become actions in order: when, what has to be there first, who signs, what cannot be undone."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date, timedelta

from sprawl.consolidation.case import Case, Estate
from sprawl.consolidation.precedence import Decision
from sprawl.consolidation.rules import ENDS, Rule, fired
from sprawl.model import Action, Entry, Region, Seen

TO_DECIDE_DAYS = 14  # from the date of the data to the approval that the dates assume


@dataclass(frozen=True, slots=True)
class Wave:
    """One date of the choreography, in days around the change itself."""

    number: int
    days: int
    brief: str
    more: str

    @property
    def what(self) -> str:
        """What happens, in full."""
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
    "report": 1,
    "escalate": 1,
    "claim": 1,
    "handover": 1,
    "rename": 2,
    "verify": 2,
    "redirect": 5,
    "archive": 5,
    "reserve": 5,
    "merge": 6,
    "close": 6,
    "keep": 7,
    "leave": 7,
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
_KEEP = (
    ("owner", "a named owner"),
    ("purpose", "a purpose"),
    ("cadence", "a cadence"),
    ("reply_target", "a reply target"),
    ("review_date", "a review date"),
)
_FIRM = ("known", "rel-me", "same-as", "link", "bio", "source")
_STANDING = (Region.HEADER, Region.NAV, Region.FOOTER, Region.MAIN, Region.HEAD)
CITED = 4  # pieces of evidence that an action names


def act(estate: Estate, case: Case, decision: Decision) -> Action:
    """The finished action of an account."""
    target = estate.cases.get(decision.into or "")
    rules = _rules(estate, case, decision.action, target)
    return Action(
        ref=case.ref,
        action=decision.action,
        into=decision.into,
        reason=decision.reason,
        rules=tuple(dict.fromkeys((*decision.rules, *(rule.id for rule in rules)))),
        evidence=tuple(seen.evidence.id for seen in firmest(case.entry)),
        reversible=decision.action not in IRREVERSIBLE,
        wave=_WAVE_OF[decision.action],
        requires=_requires(estate, case, decision, rules),
        sign_offs=_sign_offs(estate, case, decision.action, rules),
        followers_at_risk=at_risk(case, decision.action),
    )


def _rules(estate: Estate, case: Case, action: str, target: Case | None) -> list[Rule]:
    """Every rule that adds something to do, a signature or a warning."""
    return [rule for effect in ("needs", "sign-off", "warns") for rule in fired(estate, case, action, target, effect)]


def _requires(estate: Estate, case: Case, decision: Decision, rules: Iterable[Rule]) -> tuple[str, ...]:
    platform = case.mechanics.requirements if case.mechanics and decision.action == "merge" else ()
    conditions = [text for name, text in _KEEP if name not in case.known] if decision.action == "keep" else []
    duty = (
        f"the web archive told {estate.pack.archive_days} days before"
        if decision.action in ENDS and estate.pack.archive_days > estate.pack.notice_days
        else ""
    )
    ruled = [f"{rule.needs} ({rule.id})" for rule in rules if rule.needs]
    wanted = (*decision.requires, *conditions, *_NEEDED.get(decision.action, ()), *ruled, duty, *platform)
    return tuple(dict.fromkeys(text for text in wanted if text))


def _sign_offs(estate: Estate, case: Case, action: str, rules: Iterable[Rule]) -> tuple[str, ...]:
    roles = (*estate.pack.sign_offs.get(action, ()), *(rule.role for rule in rules if rule.role))
    heads = [
        head(estate, name) for name in ((case.entry.department,) if case.entry.department else case.entry.contested)
    ]
    return tuple(dict.fromkeys((*heads, *sorted(roles)))) if case.entry.relation.ours or roles else ()


def head(estate: Estate, department: str) -> str:
    """Who signs for a department."""
    return f"Head of {department}"


def at_risk(case: Case, action: str) -> int | None:
    """At most this many followers can be lost: a bound, never an estimate. None: the count is not known."""
    if action in ("redirect", "archive", "close"):
        return case.followers
    return None if action == "merge" else 0


def firmest(entry: Entry, count: int = CITED) -> list[Seen]:
    """The pieces of evidence that say most, one a page at most, in an order that depends on them alone."""
    ranked = sorted(entry.evidence, key=lambda seen: (_rank(seen), seen.evidence.url, seen.evidence.id))
    pages: dict[tuple[str, str], Seen] = {}
    for seen in ranked:
        pages.setdefault((seen.evidence.kind, seen.evidence.url), seen)
    return list(pages.values())[:count]


def _rank(seen: Seen) -> tuple[int, int]:
    kind, region = seen.evidence.kind.value, seen.evidence.region
    return (
        _FIRM.index(kind) if kind in _FIRM else len(_FIRM),
        _STANDING.index(region) if region in _STANDING else len(_STANDING),
    )


def waves(estate: Estate, actions: Iterable[Action]) -> tuple[Mapping[str, object], ...]:
    """The seven dates with what happens on each, to which accounts. They assume approval within two weeks."""
    start = date.fromisoformat(estate.as_of[:10]) + timedelta(days=TO_DECIDE_DAYS - WAVES[0].days)
    rows = list(actions)
    return tuple(_wave(estate, wave, start, [row for row in rows if row.wave == wave.number]) for wave in WAVES)


def _wave(estate: Estate, wave: Wave, start: date, rows: list[Action]) -> Mapping[str, object]:
    entries = [estate.cases[row.ref].entry for row in rows]
    return {
        "wave": wave.number,
        "at": wave.at,
        "date": (start + timedelta(days=wave.days)).isoformat(),
        "what": wave.what,
        "refs": [row.ref for row in rows if row.action not in ("keep", "leave")],
        "departments": sorted({entry.department for entry in entries if entry.department and entry.relation.ours}),
    }
