"""From everything a store holds for one survey to its conclusions, and from those to `Findings`.

`conclude` judges and writes; `findings` reads what was concluded. Both are pure but for the store: same store, same
findings, byte for byte.
"""

from __future__ import annotations

import datetime
from collections import Counter, defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import replace

from sprawl import platforms
from sprawl.brand import Brand
from sprawl.inventory import Coverage, Findings, Inventory, SheetCheck
from sprawl.model import (
    Account,
    Entry,
    Evidence,
    EvidenceKind,
    Judgement,
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
from sprawl.own.attribute import Claim, attribute, top_of
from sprawl.own.estate import Estate, own_site
from sprawl.own.judged import judged_claim, judged_verdict
from sprawl.own.relate import relate
from sprawl.sources.site import draft_from_pages
from sprawl.store import Store
from sprawl.urls import host

SHOWN_EVIDENCE = 20                  # pieces an entry carries; `explain` reads all
AGES = ((365, Status.ABANDONED), (180, Status.DORMANT), (30, Status.SLOW), (-1, Status.ACTIVE))   # days since a post
NEVER_ANSWERED = frozenset({"dns", "refused", "timeout", "tls", "reset", "unreachable", "crawl-delay", "deferred"})


def conclude(store: Store, brand: Brand, survey: Survey) -> None:
    """Judge every account that the survey's evidence names, and write verdicts, ownerships and units."""
    seen = store.evidence(survey)
    pages = list(store.pages(survey.id))
    profiles = {ref: _sites_only(profile) for ref, profile in store.profiles(survey.id).items()}
    by_ref = _by_object(e for e, _ in seen)
    accounts = {ref: account for ref in sorted(by_ref) if (account := platforms.from_ref(ref))}
    ours = own_site(brand)
    units = brand.units or tuple(draft_from_pages([page for page in pages if ours(page.url)]))
    estate = Estate.of(
        brand,
        units,
        known=_known(brand),
        accounts=accounts,
        evidence=[e for e, _ in seen],
        pages=pages,
        hosts=store.hosts(survey.id),
    )
    ids = store.identify(brand.slug, accounts, survey.as_of)
    judgements = store.judgements(brand.slug)
    own_pages = sum(1 for page in pages if ours(page.url))
    verdicts = relate(accounts.values(), by_ref, profiles, estate, own_pages=own_pages)
    verdicts = {ref: judged_verdict(v, ids[ref], judgements) for ref, v in verdicts.items()}
    mine = [accounts[ref] for ref, v in verdicts.items() if v.relation.ours]
    claims = attribute(mine, by_ref, profiles, estate)
    claims = {ref: judged_claim(c, ids[ref], judgements, units) for ref, c in claims.items()}
    ownerships = [o for ref in sorted(claims) for o in _ownerships(ids[ref], claims[ref])]
    store.conclude(survey.id, {ids[ref]: v for ref, v in verdicts.items()}, ownerships, units)


def findings(store: Store, brand: Brand, survey: Survey) -> Findings:
    """What was concluded, with evidence, ready to show."""
    seen = store.evidence(survey)
    by_ref: dict[str, list[tuple[Evidence, Sighting]]] = defaultdict(list)
    for evidence, sighting in seen:
        by_ref[evidence.object].append((evidence, sighting))
    units = tuple(store.units(survey.id))
    entries = _entries(store, brand, survey, by_ref, units)
    coverage = _coverage(store, brand, survey)
    return Findings(
        brand=brand,
        survey=survey,
        accounts=Inventory(entries),
        units=units,
        coverage=coverage,
        facts=(*brand.facts, *store.facts(brand.slug)),
        judgements=tuple(store.judgements(brand.slug)),
        sheet=_sheet(store, brand, entries, by_ref),
        mentions={ref: tuple(e for e, _ in rows) for ref, rows in sorted(by_ref.items())},
    )


def _known(brand: Brand) -> list[str]:
    accounts = (platforms.from_ref(handle) for handle in brand.handles)
    return [account.ref for account in accounts if account]


def _by_object(evidence: Iterable[Evidence]) -> dict[str, list[Evidence]]:
    named: dict[str, list[Evidence]] = defaultdict(list)
    for e in evidence:
        named[e.object].append(e)
    return dict(named)


def _sites_only(profile: Profile) -> Profile:
    """A profile whose links to other accounts are left out: those are evidence of their own."""
    return replace(profile, links=tuple(link for link in profile.links if platforms.parse_url(link) is None))


def _ownerships(id: str, claim: Claim) -> list[Ownership]:
    rows = [
        Ownership(id, department, "claimant", round(claim.probability or 0.0, 4)) for department in claim.contested
    ]
    if claim.department is not None:
        rows.append(Ownership(id, claim.department, "accountable", claim.probability or 0.0, claim.reasons))
        if claim.unit not in (None, claim.department):
            rows.append(Ownership(id, claim.unit, "operator", claim.probability or 0.0, claim.reasons))
    return rows


def _entries(
    store: Store,
    brand: Brand,
    survey: Survey,
    by_ref: Mapping[str, Sequence[tuple[Evidence, Sighting]]],
    units: Sequence[Unit],
) -> list[Entry]:
    ids, verdicts, profiles = store.ids(brand.slug), store.verdicts(survey.id), store.profiles(survey.id)
    owned: dict[str, list[Ownership]] = defaultdict(list)
    for ownership in store.ownerships(survey.id):
        owned[ownership.property].append(ownership)
    entries = []
    for ref in sorted(by_ref):
        account, verdict = platforms.from_ref(ref), verdicts.get(ids.get(ref, ""))
        if account is not None and verdict is not None:
            profile = profiles.get(ref)
            entry = _entry(account, ids[ref], verdict, owned[ids[ref]], profile, survey.as_of)
            entries.append(_with_evidence(entry, by_ref[ref], verdict))
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


def _with_evidence(entry: Entry, rows: Sequence[tuple[Evidence, Sighting]], verdict: Verdict) -> Entry:
    cited = {id for reason in (*verdict.reasons, *entry.department_reasons) for id in reason.evidence}
    ranked = sorted(rows, key=lambda row: (row[0].id not in cited, row[0].url, row[0].id))
    shown = tuple(Seen(e, s.seen_at, s.digest, e.sentence) for e, s in ranked[:SHOWN_EVIDENCE])
    handles = Counter(e.handle for e, _ in rows if e.handle)
    written = max(sorted(handles), key=lambda h: handles[h], default=entry.handle)
    return replace(entry, evidence=shown, handle=written)


def status(profile: Profile | None, as_of: str) -> Status:
    """How long ago it last spoke, on the day of the survey."""
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
    sites: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    silent: dict[str, bool] = {}
    for visit in store.visits(survey.id):
        name = host(visit["url"])
        answered = visit["error"] not in NEVER_ANSWERED
        if ours(visit["url"]):
            silent[name] = silent.get(name, True) and not answered
        if visit["status"] == 200 and not visit["error"]:
            sites[host(visit["final_url"])] += 1
        elif visit["error"] and visit["error"] != "duplicate":
            failed[f"{name}: {visit['error']}"] += 1
    unreachable = tuple(sorted(name for name, dead in silent.items() if dead))
    own = {name: n for name, n in sorted(sites.items()) if ours(f"https://{name}/")}
    return Coverage(sum(own.values()), own, dict(sorted(failed.items())), unreachable, not survey.finished)


def _sheet(
    store: Store, brand: Brand, entries: Sequence[Entry], by_ref: Mapping[str, Sequence[tuple[Evidence, Sighting]]]
) -> SheetCheck | None:
    rows = store.sheet_rows(brand.slug)
    if not rows:
        return None
    listed = {ref: body.get("department", "") for _, _, ref, body in rows if ref}
    found = {e.ref: e for e in entries}
    on_web = {ref for ref, said in by_ref.items() if any(e.kind is not EvidenceKind.SHEET for e, _ in said)}
    dead = {ref for ref in listed if ref in found and found[ref].status is Status.GONE}
    return SheetCheck(
        listed=tuple(sorted(listed)),
        missing=tuple(sorted(e.ref for e in entries if e.relation.ours and e.ref not in listed)),
        gone=tuple(sorted(dead)),
        unseen=tuple(sorted(ref for ref in listed if ref not in on_web and ref not in dead)),
        moved=tuple(_moved(listed, found, brand)),
        not_ours=tuple(sorted(ref for ref in listed if ref in found and _foreign(found[ref]))),
    )


def _foreign(entry: Entry) -> bool:
    return not entry.relation.ours and entry.relation is not Relation.UNKNOWN


def _moved(listed: Mapping[str, str], found: Mapping[str, Entry], brand: Brand) -> Iterable[tuple[str, str, str]]:
    for ref, said in sorted(listed.items()):
        entry = found.get(ref)
        unit = brand.unit(said) if said else None
        if entry and unit and entry.department and top_of(unit.name, brand.units) != entry.department:
            yield ref, said, entry.department
