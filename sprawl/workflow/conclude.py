"""From everything a store holds for one survey to its conclusions, and from those to `Findings`.

`conclude` writes verdicts, ownerships and units; `findings` reads them. Both depend on the store alone: the same store
gives the same findings, byte for byte.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace

from sprawl import platforms
from sprawl.brand import Brand
from sprawl.brand.estate import Estate, own_site
from sprawl.brand.site_units import draft_from_pages
from sprawl.departments.attribute import Claim, attribute, top_of
from sprawl.departments.lexicon import Lexicon
from sprawl.model import (
    Account,
    Entry,
    Evidence,
    EvidenceKind,
    Ownership,
    Page,
    Profile,
    Relation,
    Seen,
    Sighting,
    Status,
    Survey,
    Unit,
    Verdict,
)
from sprawl.observe import is_well_known
from sprawl.relation.identity import merged, one_ref, renamed
from sprawl.relation.relate import relate
from sprawl.store import Store
from sprawl.urls import host
from sprawl.workflow.inventory import Coverage, Findings, Inventory, SheetCheck
from sprawl.workflow.judgements import Decisions
from sprawl.workflow.same_owner import kin

SHOWN_EVIDENCE = 20  # pieces that an entry carries; `explain` shows all
AGES = ((365, Status.ABANDONED), (180, Status.DORMANT), (30, Status.SLOW), (-1, Status.ACTIVE))  # days since a post
STATED_BY_PEOPLE = frozenset({EvidenceKind.SHEET, EvidenceKind.KNOWN})  # not seen on the web
NEVER_ANSWERED = frozenset({"dns", "refused", "timeout", "tls", "reset", "unreachable", "crawl-delay", "deferred"})


@dataclass(frozen=True, slots=True)
class Gathered:
    """The evidence and profiles of one survey by account; those of a former handle stand with the present one."""

    rows: dict[str, list[tuple[Evidence, Sighting]]]  # ref → evidence that names it
    profiles: dict[str, Profile]
    accounts: dict[str, Account]
    present: dict[str, str]  # ref → the ref that the same account has now

    @classmethod
    def of(cls, store: Store, survey: Survey) -> Gathered:
        """Read it from the store."""
        profiles = store.profiles(survey.id)
        present = one_ref(profiles)
        rows: dict[str, list[tuple[Evidence, Sighting]]] = defaultdict(list)
        for evidence, sighting in store.evidence(survey):
            rows[present.get(evidence.object, evidence.object)].append((evidence, sighting))
        accounts = {ref: _account(ref, rows[ref]) for ref in sorted(rows) if platforms.from_ref(ref)}
        return cls(dict(rows), merged(profiles, present), accounts, present)

    @property
    def evidence(self) -> dict[str, list[Evidence]]:
        """Ref → its evidence, without the sightings."""
        return {ref: [e for e, _ in rows] for ref, rows in self.rows.items()}


def _account(ref: str, rows: Sequence[tuple[Evidence, Sighting]]) -> Account:
    """The account with its handle as most pages write it."""
    account = platforms.from_ref(ref)
    assert account is not None
    spellings = Counter(e.handle for e, _ in rows if e.handle)
    return replace(account, ref=ref, handle=max(sorted(spellings), key=lambda h: spellings[h], default=account.handle))


def conclude(store: Store, brand: Brand, survey: Survey) -> None:
    """Conclude whose each account of the survey is and which unit runs it; write verdicts, ownerships and units."""
    gathered = Gathered.of(store, survey)
    profiles = {ref: _sites_only(profile) for ref, profile in gathered.profiles.items()}
    pages = list(store.pages(survey.id))
    units = _units(brand, pages)
    estate, own_pages = _estate(store, brand, survey, gathered, units, pages)
    ids = _identify(store, brand, survey, gathered)
    decisions = Decisions.of(store.judgements(brand.slug))
    related = kin(gathered.accounts, gathered.profiles, decisions, ids)
    verdicts = relate(gathered.accounts.values(), gathered.evidence, profiles, estate, own_pages=own_pages, kin=related)
    verdicts = {ref: decisions.verdict(v, ids[ref]) for ref, v in verdicts.items()}
    mine = [gathered.accounts[ref] for ref, v in verdicts.items() if v.relation.ours]
    run_by = {a.ref: unit for a in mine for unit in [decisions.run_by().get(ids[a.ref])] if unit is not None}
    claims = attribute(mine, gathered.evidence, profiles, estate, run_by)
    claims = {ref: decisions.claim(c, ids[ref], estate.units) for ref, c in claims.items()}
    ownerships = [o for ref in sorted(claims) for o in _ownerships(ids[ref], claims[ref])]
    store.conclude(survey.id, {ids[ref]: v for ref, v in verdicts.items()}, ownerships, units)


def _units(brand: Brand, pages: Sequence[Page]) -> tuple[Unit, ...]:
    """The units of the brand file; where it has none, those that the structure of the own site shows."""
    ours = own_site(brand)
    return brand.units or tuple(draft_from_pages([page for page in pages if ours(page.url)]))


def _estate(
    store: Store, brand: Brand, survey: Survey, gathered: Gathered, units: Sequence[Unit], pages: Sequence[Page]
) -> tuple[Estate, int]:
    ours = own_site(brand)
    estate = Estate.of(
        brand,
        units,
        known=[gathered.present.get(ref, ref) for ref in _known(brand)],
        accounts=gathered.accounts,
        evidence=[renamed(e, gathered.present) for rows in gathered.rows.values() for e, _ in rows],
        pages=pages,
        hosts=store.hosts(survey.id),
        lexicon=Lexicon,
    )
    return estate, sum(1 for page in pages if ours(page.url))


def _identify(store: Store, brand: Brand, survey: Survey, gathered: Gathered) -> dict[str, str]:
    """Ref → id; a ref that another stands for gets that one's id."""
    store.identify(brand.slug, gathered.accounts, survey.as_of)
    for ref, head in sorted(gathered.present.items()):
        if ref != head and head in gathered.accounts:
            store.tie(brand.slug, head, ref, "", survey.as_of)
    return store.ids(brand.slug)


def findings(store: Store, brand: Brand, survey: Survey) -> Findings:
    """The conclusions of a survey with their evidence, as values to show."""
    gathered = Gathered.of(store, survey)
    entries = _entries(store, brand, survey, gathered)
    return Findings(
        brand=brand,
        survey=survey,
        accounts=Inventory(entries),
        units=tuple(store.units(survey.id)),
        coverage=_coverage(store, brand, survey),
        facts=(*brand.facts, *store.facts(brand.slug)),
        judgements=tuple(store.judgements(brand.slug)),
        sheet=_sheet(store, brand, entries, gathered),
        mentions={ref: tuple(evidence) for ref, evidence in sorted(gathered.evidence.items())},
    )


def _known(brand: Brand) -> list[str]:
    accounts = (platforms.from_ref(handle) for handle in brand.handles)
    return [account.ref for account in accounts if account]


def _sites_only(profile: Profile) -> Profile:
    """A profile whose links to other accounts are left out: those are evidence of their own."""
    return replace(profile, links=tuple(link for link in profile.links if platforms.parse_url(link) is None))


def _ownerships(id: str, claim: Claim) -> list[Ownership]:
    rows = [Ownership(id, department, "claimant", round(claim.probability or 0.0, 4)) for department in claim.contested]
    if claim.department is not None:
        rows.append(Ownership(id, claim.department, "accountable", claim.probability or 0.0, claim.reasons))
        if claim.unit not in (None, claim.department):
            rows.append(Ownership(id, claim.unit, "operator", claim.probability or 0.0, claim.reasons))
    return rows


def _entries(store: Store, brand: Brand, survey: Survey, gathered: Gathered) -> list[Entry]:
    ids, verdicts = store.ids(brand.slug), store.verdicts(survey.id)
    owned: dict[str, list[Ownership]] = defaultdict(list)
    for ownership in store.ownerships(survey.id):
        owned[ownership.property].append(ownership)
    entries = []
    for ref, account in gathered.accounts.items():
        id = ids.get(ref, "")
        if id in verdicts:
            entry = _entry(account, id, verdicts[id], owned[id], gathered.profiles.get(ref), survey.as_of)
            entries.append(_with_evidence(entry, gathered.rows[ref]))
    return sorted(entries, key=lambda e: (-e.probability, e.ref))


def _entry(
    account: Account,
    id: str,
    verdict: Verdict,
    owned: Sequence[Ownership],
    profile: Profile | None,
    as_of: str,
) -> Entry:
    holder = next((o for o in owned if o.role == "accountable"), None)
    operator = next((o for o in owned if o.role == "operator"), holder)
    return Entry(
        ref=account.ref,
        platform=account.platform,
        handle=account.handle,
        kind=account.kind,
        url=account.url,
        id=id,
        display_name=profile.name if profile else "",
        relation=verdict.relation,
        probability=verdict.probability,
        department=holder.unit if holder else None,
        unit=operator.unit if operator else None,
        department_probability=holder.probability if holder else None,
        contested=tuple(sorted(o.unit or "" for o in owned if o.role == "claimant")),
        status=status(profile, as_of),
        last_post=profile.last_post if profile else None,
        profile=profile,
        reasons=verdict.reasons,
        department_reasons=operator.reasons if operator else (),
    )


def _with_evidence(entry: Entry, rows: Sequence[tuple[Evidence, Sighting]]) -> Entry:
    """The entry with the pieces that its reasons cite first."""
    cited = {id for reason in (*entry.reasons, *entry.department_reasons) for id in reason.evidence}
    ranked = sorted(rows, key=lambda row: (row[0].id not in cited, row[0].url, row[0].id))
    shown = (Seen(e, s.seen_at, s.digest, e.sentence) for e, s in ranked[:SHOWN_EVIDENCE])
    return replace(entry, evidence=tuple(shown))


def status(profile: Profile | None, as_of: str) -> Status:
    """How active an account is, by the days from its last post to the survey. ``as_of``: a date, ISO 8601."""
    if profile is None:
        return Status.UNKNOWN
    if profile.gone:
        return Status.GONE
    if not profile.last_post:
        return Status.UNKNOWN
    silent = (datetime.date.fromisoformat(as_of) - datetime.date.fromisoformat(profile.last_post)).days
    return next(name for days, name in AGES if silent > days or days < 0)


def _coverage(store: Store, brand: Brand, survey: Survey) -> Coverage:
    ours = own_site(brand)
    own: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    answered: dict[str, bool] = {}
    for visit in store.visits(survey.id):
        name, error = host(visit["url"]) or visit["url"], visit["error"]
        if ours(visit["url"]):
            answered[name] = answered.get(name, False) or error not in NEVER_ANSWERED
        if visit["status"] == 200 and not error:
            own[host(visit["final_url"])] += ours(visit["final_url"]) and not is_well_known(visit["final_url"])
        elif error and error != "duplicate":
            failed[f"{name}: {error}"] += 1
    sites = {name: n for name, n in sorted(own.items()) if n}
    unreachable = tuple(sorted(name for name, reached in answered.items() if not reached))
    cut = any(why.startswith("archive:") for why in failed)
    return Coverage(sum(sites.values()), sites, dict(sorted(failed.items())), unreachable, not survey.finished, cut)


def _sheet(store: Store, brand: Brand, entries: Sequence[Entry], gathered: Gathered) -> SheetCheck | None:
    rows = store.sheet_rows(brand.slug)
    if not rows:
        return None
    listed = {gathered.present.get(ref, ref): body.get("department", "") for _, _, ref, body in rows if ref}
    by_ref = {e.ref: e for e in entries}
    on_web = {
        ref for ref, evidence in gathered.evidence.items() if any(e.kind not in STATED_BY_PEOPLE for e in evidence)
    }
    dead = {ref for ref in listed if ref in by_ref and by_ref[ref].status is Status.GONE}
    return SheetCheck(
        listed=tuple(sorted(listed)),
        missing=tuple(sorted(e.ref for e in entries if _alive(e) and e.ref not in listed)),
        gone=tuple(sorted(dead)),
        unseen=tuple(sorted(ref for ref in listed if ref not in on_web and ref not in dead)),
        moved=tuple(_moved(listed, by_ref, brand)),
        not_ours=tuple(sorted(ref for ref in listed if ref in by_ref and _foreign(by_ref[ref]))),
    )


def _alive(entry: Entry) -> bool:
    return entry.relation.ours and entry.status is not Status.GONE


def _foreign(entry: Entry) -> bool:
    return not entry.relation.ours and entry.relation is not Relation.UNKNOWN


def _moved(listed: Mapping[str, str], by_ref: Mapping[str, Entry], brand: Brand) -> Iterable[tuple[str, str, str]]:
    for ref, department in sorted(listed.items()):
        entry = by_ref.get(ref)
        unit = brand.unit(department) if department else None
        if entry and unit and entry.department and top_of(unit.name, brand.units) != entry.department:
            yield ref, department, entry.department
