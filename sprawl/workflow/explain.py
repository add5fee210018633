"""Why an account is ours, or why two belong together: evidence and weights, and the links from each to our own site.

A bridge is one statement that ties two accounts, or an account and the brand's own site, with its bits. Of all chains
of bridges from an account to the site, the one counts whose weakest bridge is strongest.
"""

from __future__ import annotations

import heapq
from collections import defaultdict
from collections.abc import Collection, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from itertools import count

from sprawl import platforms
from sprawl.brand.estate import own_site
from sprawl.errors import InputError
from sprawl.linkage.weights import probability
from sprawl.model import Entry, EvidenceKind, Link, Reason
from sprawl.relation.weights import WEIGHTS
from sprawl.workflow.inventory import Findings


def explain(survey: Findings, ref: str, other: str | None = None) -> str:
    """Why an account is ours and which department runs it; with ``other``, why the two belong together. Plain text.

    ``ref``, ``other``: a ref old or new, an id, a URL. Raises InputError when the survey has no such account.
    """
    entry = _entry(survey, ref)
    return "\n".join(_pair(survey, entry, _entry(survey, other)) if other else _one(survey, entry))


def _entry(survey: Findings, ref: str) -> Entry:
    account = platforms.from_ref(ref)
    entry = survey.accounts.find(ref) or (survey.accounts.find(account.ref) if account else None)
    if entry is None:
        raise InputError(f"{ref}: no such account in this survey; list them with: sprawl accounts --brand NAME")
    return entry


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
    yield from _profile(entry)
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
    """The bits (log2 odds) of each reason and their sum; one bit more doubles the odds."""
    total = 0.0
    for reason in reasons:
        total += reason.bits
        yield f"  {reason.bits:+6.2f}  {reason.sentence}"
    ends = f" → {100 * chance:.1f} in 100 {of_what}" if chance is not None else ""
    yield f"  {total:+6.2f}  bits in all{ends.rstrip()}"


def _profile(entry: Entry) -> Iterator[str]:
    profile = entry.profile
    if profile is None:
        return
    yield ""
    yield "What it says of itself"
    words = (("name", profile.name), ("bio", profile.bio), ("links", ", ".join(profile.links)))
    facts = (("followers", profile.followers), ("last post", profile.last_post), ("read", profile.seen_at))
    for name, value in (*words, *facts):
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
    """The waterfall of matching for the two, whether it joined them, and by which links."""
    match = survey.owners.explain(left.ref, right.ref)
    yield "How alike they are, by what each says of itself"
    yield from _waterfall(match.link.reasons, probability(match.link.bits), "that they have one owner")
    yield f"  matching gives them {'one owner' if match.together else 'different owners'}"
    if len(match.path) > 1 and match.weakest:
        yield "  by way of " + ", ".join(f"{link.left} – {link.right} ({link.bits:+.2f})" for link in match.path)
        yield f"  of which {match.weakest.left} – {match.weakest.right} carries least"
    owner = survey.owners.owner
    for alarm in survey.owners.alarms:
        if alarm.owner in (owner[left.ref], owner[right.ref]):
            yield f"  look at this owner: {alarm.sentence}"


def _ways(bridges: Bridges, left: str, right: str) -> Iterator[str]:
    """The chain from each account to the own site, and the weakest bridge in them."""
    ways = {ref: bridges.way(ref) for ref in (left, right)}
    for ref, way in ways.items():
        yield ""
        yield f"From {ref} to {OWN_SITE}" if way else f"No way was found from {ref} to {OWN_SITE}."
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


OWN_SITE = "the brand's own site"
WITHOUT_PAGE = ("known-handle", "in-sheet", "links-back", "judged-same")  # reasons that rest on no page of ours
PRESENTED = 0.5  # probability from which a page of ours that names an account counts as presenting it
JUDGED = 12.0  # bits of a person's judgement that an account is ours


@dataclass(frozen=True, slots=True)
class Bridge:
    """One statement that ties two refs, or a ref and `OWN_SITE`. ``bits``: log2 odds, above 0."""

    start: str
    end: str
    bits: float
    sentence: str

    @property
    def ends(self) -> frozenset[str]:
        """Both ends, without a direction."""
        return frozenset((self.start, self.end))


class Bridges:
    """All bridges of a survey; `way` finds the strongest chain of them."""

    def __init__(self, survey: Findings) -> None:
        self._ours = {OWN_SITE, *(entry.ref for entry in survey.accounts if entry.relation.ours)}
        self._from: dict[str, list[Bridge]] = defaultdict(list)
        for bridge in _bridges(survey):
            self._from[bridge.start].append(bridge)
            self._from[bridge.end].append(Bridge(bridge.end, bridge.start, bridge.bits, bridge.sentence))

    def way(self, ref: str, without: Collection[Bridge] = ()) -> tuple[Bridge, ...]:
        """The chain from an account to the own site whose weakest bridge is strongest; empty when there is none.

        It leads through accounts of ours only. Dijkstra's algorithm on widths: time is bridges times their logarithm.
        """
        left_out = {(bridge.ends, bridge.sentence) for bridge in without}
        arrived_by: dict[str, Bridge | None] = {}
        number = count()
        heap: list[tuple[float, int, int, str, Bridge | None]] = [(-float("inf"), 0, next(number), ref, None)]
        while heap and OWN_SITE not in arrived_by:
            width, steps, _, place, by = heapq.heappop(heap)
            if place in arrived_by:
                continue
            arrived_by[place] = by
            for bridge in self._from.get(place, ()):
                is_new = bridge.end in self._ours and bridge.end not in arrived_by
                if is_new and (bridge.ends, bridge.sentence) not in left_out:
                    narrowest = max(width, -bridge.bits)
                    heapq.heappush(heap, (narrowest, steps + 1, next(number), bridge.end, bridge))
        way = []
        last = arrived_by.get(OWN_SITE)
        while last is not None:
            way.append(last)
            last = arrived_by[last.start]
        return tuple(reversed(way))


def weakest(ways: Iterable[Sequence[Bridge]]) -> Bridge | None:
    """The bridge with the fewest bits; None when there is no bridge."""
    return min((bridge for way in ways for bridge in way), key=lambda b: (b.bits, b.start, b.end), default=None)


def _bridges(survey: Findings) -> Iterator[Bridge]:
    known = {entry.ref for entry in survey.accounts}
    ours = own_site(survey.brand)
    for entry in survey.accounts:
        if entry.probability >= PRESENTED:
            yield from _brand_bridges(entry)
            yield from _page_bridge(entry, {e.id: e.url for e in survey.mentions.get(entry.ref, ()) if ours(e.url)})
        for e in survey.mentions.get(entry.ref, ()):
            if e.kind is EvidenceKind.BIO and e.subject in known and e.subject != entry.ref:
                yield Bridge(entry.ref, e.subject, WEIGHTS["own-account-names-it"], e.sentence)
    for link in _owner_links(survey):
        if link.bits > 0:
            reasons = sorted((r for r in link.reasons if r.name != "base" and r.bits > 0), key=lambda r: -r.bits)
            strongest = "; ".join(reason.sentence for reason in reasons[:2])
            yield Bridge(link.left, link.right, link.bits, f"matching ties them: {strongest}")


def _brand_bridges(entry: Entry) -> Iterator[Bridge]:
    """The reasons that tie an account to the brand without any page between."""
    for reason in entry.reasons:
        if reason.name in WITHOUT_PAGE and reason.bits > 0:
            yield Bridge(entry.ref, OWN_SITE, reason.bits, reason.sentence)
        elif reason.name == "judged" and entry.relation.ours:
            yield Bridge(entry.ref, OWN_SITE, JUDGED, reason.sentence)


def _page_bridge(entry: Entry, own: dict[str, str]) -> Iterator[Bridge]:
    """All that pages of ours say of an account, as one bridge with its strongest sentence. ``own``: evidence → page."""
    reasons = [r for r in entry.reasons if any(id in own for id in r.evidence)]
    total = sum(r.bits for r in reasons)
    if total > 0:
        page = own[next(id for r in reasons for id in r.evidence if id in own)]
        strongest = max(reasons, key=lambda reason: reason.bits)
        yield Bridge(entry.ref, OWN_SITE, round(total, 3), f"{page} names it: {strongest.sentence}")


def _owner_links(survey: Findings) -> Iterator[Link]:
    """The links of matching; an account without one is alike to the first of its owner, and linked to that."""
    links = survey.owners.links()
    yield from links
    linked = {ref for link in links for ref in (link.left, link.right)}
    for group in survey.owners.groups().values():
        yield from (survey.owners.explain(ref, group[0]).link for ref in group[1:] if ref not in linked)
