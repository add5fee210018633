"""Why: the evidence and the weights behind one account, or behind two belonging together, from first to last."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from sprawl import platforms
from sprawl.errors import InputError
from sprawl.inventory import Findings
from sprawl.model import Entry, Reason

WIDTH = 66


def explain(survey: Findings, ref: str, other: str | None = None) -> str:
    """Plain text. ``ref``, ``other``: a ref old or new, an id, a URL. Raises InputError when nothing is known of it."""
    entry = _entry(survey, ref)
    lines = _pair(entry, _entry(survey, other)) if other else _one(survey, entry)
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


def _waterfall(reasons: Sequence[Reason], probability: float | None) -> Iterator[str]:
    """Bits (log2 odds): each adds up to the one before; +1 doubles the odds."""
    total = 0.0
    for reason in reasons:
        total += reason.bits
        yield f"  {reason.bits:+6.2f}  {reason.sentence}"
    ends = f" → {100 * probability:.1f} in 100" if probability is not None else ""
    yield f"  {total:+6.2f}  bits in all{ends}"


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


def _pair(left: Entry, right: Entry) -> Iterator[str]:
    yield f"{left.ref}  {right.ref}"
    for entry in (left, right):
        yield f"  {entry.ref}: {_verdict(entry)}; {_department(entry)}"
    yield ""
    shared = list(_shared(left, right))
    yield "What they share" if shared else "Nothing that was seen ties them together."
    yield from (f"  {line}" for line in shared)


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
