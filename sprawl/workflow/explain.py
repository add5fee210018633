"""Why: the evidence and the weights behind one account, or behind two belonging together, from first to last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence

from sprawl import platforms
from sprawl.errors import InputError
from sprawl.linkage.weights import probability
from sprawl.model import Entry, Reason
from sprawl.workflow.bridges import HOME, Bridge, Bridges, weakest
from sprawl.workflow.inventory import Findings


def explain(survey: Findings, ref: str, other: str | None = None) -> str:
    """Plain text. ``ref``, ``other``: a ref old or new, an id, a URL. Raises InputError when nothing is known of it."""
    entry = _entry(survey, ref)
    lines = _pair(survey, entry, _entry(survey, other)) if other else _one(survey, entry)
    return "\n".join(lines)


def _entry(survey: Findings, ref: str) -> Entry:
    account = platforms.from_ref(ref)
    found = survey.accounts.find(ref) or (survey.accounts.find(account.ref) if account else None)
    if found is None:
        raise InputError(f"{ref}: no such account in this survey; `sprawl accounts` lists what there is")
    return found


def _one(survey: Findings, entry: Entry) -> Iterator[str]:
    yield f"{entry.ref}  {entry.url}"
    yield f"{_verdict(entry)}; {_department(entry)}"
    yield ""
    yield "Whose it is"
    yield from _waterfall(entry.reasons, entry.probability)
    if entry.department_reasons:
        yield ""
        yield f"Why {entry.unit or entry.department}"
        yield from _waterfall(entry.department_reasons, entry.department_probability)
    yield from _says(entry)
    yield from _evidence(survey, entry)


def _verdict(entry: Entry) -> str:
    return f"{entry.relation}, {100 * entry.probability:.0f} in 100 that the brand runs it"


def _department(entry: Entry) -> str:
    if entry.contested:
        return f"contested by {' and '.join(entry.contested)}"
    if entry.department is None:
        return "department not known"
    unit = f", {entry.unit}" if entry.unit and entry.unit != entry.department else ""
    return f"{entry.department}{unit} ({100 * (entry.department_probability or 0):.0f} in 100)"


def _waterfall(reasons: Sequence[Reason], chance: float | None, of_what: str = "") -> Iterator[str]:
    """Bits (log2 odds): each adds up to the one before; +1 doubles the odds."""
    total = 0.0
    for reason in reasons:
        total += reason.bits
        yield f"  {reason.bits:+6.2f}  {reason.sentence}"
    ends = f" → {100 * chance:.1f} in 100 {of_what}" if chance is not None else ""
    yield f"  {total:+6.2f}  bits in all{ends.rstrip()}"


def _says(entry: Entry) -> Iterator[str]:
    profile = entry.profile
    if profile is None:
        return
    yield ""
    yield "What it says of itself"
    told = (("name", profile.name), ("bio", profile.bio), ("links", ", ".join(profile.links)))
    more = (("followers", profile.followers), ("last post", profile.last_post), ("read", profile.seen_at))
    for name, value in (*told, *more):
        if value:
            yield f"  {name}: {value}"
    if profile.gone:
        yield "  the platform says that there is no such account"


def _evidence(survey: Findings, entry: Entry) -> Iterator[str]:
    mentions = survey.mentions.get(entry.ref, ())
    yield ""
    yield f"Evidence, {len(mentions)} piece{'' if len(mentions) == 1 else 's'}"
    seen = {s.evidence.id: s for s in entry.evidence}
    for e in sorted(mentions, key=lambda e: (e.id not in seen, e.url, e.id)):
        yield f"  {e.sentence}"
        if e.quote and e.quote != e.label:
            yield f"      “{e.quote}”"
        if e.id in seen:
            yield f"      seen {seen[e.id].seen_at}  {seen[e.id].digest}  evidence {e.id}"


def _pair(survey: Findings, left: Entry, right: Entry) -> Iterator[str]:
    yield f"{left.ref}  {right.ref}"
    for entry in (left, right):
        yield f"  {entry.ref}: {_verdict(entry)}; {_department(entry)}"
    yield ""
    yield from _alike(survey, left, right)
    yield from _ways(Bridges(survey), left.ref, right.ref)
    shared = list(_shared(left, right))
    yield ""
    yield "What they share" if shared else "Nothing that was seen ties them together."
    yield from (f"  {line}" for line in shared)


def _alike(survey: Findings, left: Entry, right: Entry) -> Iterator[str]:
    """The waterfall of matching, and whether it joined them."""
    told = survey.owners.explain(left.ref, right.ref)
    yield "How alike they are, by what each says of itself"
    yield from _waterfall(told.link.reasons, probability(told.link.bits), "that they have one owner")
    yield f"  matching gives them {'one owner' if told.together else 'different owners'}"
    if len(told.path) > 1 and told.weakest:
        yield "  by way of " + ", ".join(f"{link.left} – {link.right} ({link.bits:+.2f})" for link in told.path)
        yield f"  of which {told.weakest.left} – {told.weakest.right} carries least"
    owner = survey.owners.owner
    for alarm in survey.owners.alarms:
        if alarm.owner in (owner[left.ref], owner[right.ref]):
            yield f"  look at this owner: {alarm.sentence}"


def _ways(bridges: Bridges, left: str, right: str) -> Iterator[str]:
    """From each to the own site, and what carries least."""
    ways = {ref: bridges.way(ref) for ref in (left, right)}
    for ref, way in ways.items():
        yield ""
        yield f"From {ref} to {HOME}" if way else f"No way was found from {ref} to {HOME}."
        yield from (f"  {bridge.bits:+6.2f}  {bridge.start} → {bridge.end}: {bridge.sentence}" for bridge in way)
    if all(ways.values()):
        yield ""
        yield from _weakest(bridges, ways)


def _weakest(bridges: Bridges, ways: Mapping[str, Sequence[Bridge]]) -> Iterator[str]:
    bridge = weakest(ways.values())
    assert bridge is not None
    yield f"The weakest bridge carries {bridge.bits:+.2f} bits, between {bridge.start} and {bridge.end}:"
    yield f"  {bridge.sentence}"
    for ref, way in ways.items():
        if bridge in way:
            other = weakest([bridges.way(ref, without=[bridge])])
            rest = f"another way carries {other.bits:+.2f} bits" if other else "there is no other way"
            yield f"  without it, {rest} from {ref}"


def _shared(left: Entry, right: Entry) -> Iterable[str]:
    for one, two in ((left, right), (right, left)):
        if any(s.evidence.subject == two.ref for s in one.evidence):
            yield f"{two.ref} names {one.ref} in its profile"
    pages = {s.evidence.url for s in left.evidence} & {s.evidence.url for s in right.evidence}
    if pages:
        yield f"{len(pages)} pages name both, first {min(pages)}"
    if left.department and left.department == right.department:
        yield f"both are run by {left.department}"
    if left.profile and right.profile:
        yield from (f"both profiles link to {link}" for link in sorted({*left.profile.links} & {*right.profile.links}))
    if left.handle.casefold() == right.handle.casefold():
        yield f"both are called {left.handle}"
