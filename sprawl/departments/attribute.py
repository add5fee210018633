"""Which department runs each account of ours, from names, from where it is linked, and from its twins.

Each unit collects bits from independent clues. Against all units stand two other answers: the brand itself (its main
account belongs to nobody in particular) and "unknown", which any answer has to beat. The shares are a softmax in
base 2; a department is stated when its units together reach `STATED_AT`.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from types import MappingProxyType

from sprawl.brand.estate import SITE_WIDE_SHARE, Estate
from sprawl.brand.handles import handle_run
from sprawl.brand.naming import naming
from sprawl.departments.sections import SECTION_BITS, sections
from sprawl.model import FRAME, Account, Evidence, EvidenceKind, Profile, Reason, Unit, total_bits
from sprawl.text.phrases import OTHERS, says
from sprawl.text.sentences import sentence
from sprawl.text.words import compact

STATED_AT = 0.5  # share from which a department, or a unit, is stated
CALLED_BITS = 6.0  # from which an account is called after a department
CLAIMED_SHARE = 0.3  # of the pages that link to it lie in a department's own section: its claim
ASIDE = {"country": "country", "product": "product"}  # kinds beside which a function can own an account too
BESIDE_PRODUCT = 0.4  # of what a country or function is worth where the name holds a product
UNKNOWN_BITS = 2.0
BRAND_BITS = 1.0
INITIALS_BITS = 5.0  # all that the brand's name leaves of a handle is what a unit is called
LISTED_BITS = 5.0  # it is listed under the unit's name, beyond what the heading's words are worth
LINK_SHARE = 0.8  # of what a unit's name in the account's own name is worth, in the words of a link
TWIN_SHARE = 0.6  # of what a twin on another platform has
TOLD_BITS = 10.0  # a person named the unit
BRAND = ""  # the answer "the brand itself"
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Claim:
    """What was concluded for one account: shares of all answers, and the reasons of each unit."""

    unit: str | None  # finest unit stated
    department: str | None  # top-level department stated
    probability: float | None  # of the department
    contested: tuple[str, ...]  # departments that both claim it
    reasons: tuple[Reason, ...]  # for the stated unit, then (negative bits) for its rivals
    scores: Mapping[str, float]  # unit → bits


def attribute(
    accounts: Iterable[Account],
    evidence: Mapping[str, Sequence[Evidence]],
    profiles: Mapping[str, Profile],
    estate: Estate,
    told: Mapping[str, str] = NOTHING,
) -> dict[str, Claim]:
    """Ref → claim, of the accounts that are ours. Units are the estate's. ``told``: ref → the unit that a person named.

    Of an account that a person placed its twins hear nothing but that.
    """
    accounts = sorted(accounts, key=lambda a: a.ref)
    own = {a.ref: _reasons(a, evidence.get(a.ref, ()), profiles.get(a.ref), estate) for a in accounts}
    own |= {a.ref: _told(told[a.ref]) for a in accounts if a.ref in told}
    twins, taught = _twins(accounts, profiles), _taught(accounts, profiles, estate, told)
    claims = {}
    for account in accounts:
        found = {unit: list(reasons) for unit, reasons in own[account.ref].items()}
        said = _of_twins(twins[account.ref], own, _plain(account, profiles, estate))
        for unit, reason in (*said, *_vouched(evidence.get(account.ref, ()), own)):
            found.setdefault(unit, []).append(reason)
        for unit, reason in taught.get(account.ref, {}).items():
            found.setdefault(unit, []).append(reason)
        claims[account.ref] = _claim(_products_first(found, estate), estate)
    return claims


def _told(unit: str) -> dict[str, list[Reason]]:
    return {unit: [Reason("judged", TOLD_BITS, f"a person said that {unit or 'nobody in particular'} runs it")]}


def _reasons(
    account: Account, evidence: Sequence[Evidence], profile: Profile | None, estate: Estate
) -> dict[str, list[Reason]]:
    found: dict[str, list[Reason]] = defaultdict(list)
    sources = (
        _named(account, profile, estate), _linked(evidence, estate), _listed(evidence, estate),
        sections(evidence, estate),
    )  # fmt: skip
    for source in sources:
        for unit, reasons in source.items():
            found[unit].extend(reasons)
    found[BRAND].extend(_brand(account, evidence, profile, estate))
    return found


def _named(account: Account, profile: Profile | None, estate: Estate) -> dict[str, tuple[Reason, ...]]:
    """Units that the account's own names speak of; the brand's own words count for none of them."""
    fields = {"handle": _spoken(account)}
    if profile is not None:
        fields |= {"display_name": profile.name, "bio": profile.bio}
    found = estate.unit_names.fit(fields)
    if unit := _initialed(handle_run(account, profile), estate):
        told = f"its handle is the brand's name and what {unit} is called"
        found[unit] = (*found.get(unit, ()), Reason("handle-initials", INITIALS_BITS, told))
    return found


def _initialed(run: str, estate: Estate) -> str:
    """The only unit whose other name is all that the brand's name leaves of a handle; "" when there is none."""
    left = {run[len(name) :] for name in estate.names if run.startswith(name)}
    left |= {run[: -len(name)] for name in estate.names if run.endswith(name)}
    named = [u.name for u in estate.units if any(len(a) > 2 and a in left for a in map(compact, u.aliases))]
    return named[0] if len(named) == 1 else ""


def _spoken(account: Account) -> str:
    run = handle_run(account)
    return account.handle.rpartition("/")[2] if run else ""


def _linked(evidence: Sequence[Evidence], estate: Estate) -> dict[str, tuple[Reason, ...]]:
    """Units that the words of a link speak of: of each unit, the link that says most."""
    best: dict[str, tuple[Reason, ...]] = {}
    said: dict[tuple[str, str, str], Evidence] = {}
    for e in evidence:
        if estate.ours(e.url) and not says(OTHERS, e.heading):
            heading = "" if estate.place(e.url).news or e.kind is EvidenceKind.POST else e.heading
            said.setdefault((e.label, heading, sentence(e)), e)
    for (label, heading, text), e in said.items():
        for unit, reasons in estate.unit_names.fit({"label": label, "heading": heading, "bio": text}).items():
            told = tuple(Reason(f"link-{r.name}", round(r.bits * LINK_SHARE, 2), r.sentence, (e.id,)) for r in reasons)
            if total_bits(told) > total_bits(best.get(unit, ())):
                best[unit] = told
    return best


def _listed(evidence: Sequence[Evidence], estate: Estate) -> dict[str, tuple[Reason, ...]]:
    """Units whose name, and nothing else, stands above a link: so organizations list their accounts."""
    above = {compact(e.heading): e for e in evidence if e.heading and e.region not in FRAME and estate.ours(e.url)}
    return {
        unit.name: (Reason("listed-under", LISTED_BITS, f"it is listed under “{e.heading}”", (e.id,)),)
        for unit in estate.units
        if (e := above.get(compact(unit.name))) is not None
    }


def _brand(account: Account, evidence: Sequence[Evidence], profile: Profile | None, estate: Estate) -> Iterable[Reason]:
    if _only_brand(account, profile, estate):
        yield Reason("name-is-brand", 8.0, "its handle is nothing but the brand's name")
    framed = [e for e in evidence if e.region in FRAME and estate.ours(e.url)]
    pages = {e.url for e in framed}
    if len(pages) >= 5 and len(pages) >= SITE_WIDE_SHARE * max(1, len(estate.places)):
        yield Reason("site-wide", 4.0, "every page of the site links to it", (framed[0].id,))


def _twins(accounts: Sequence[Account], profiles: Mapping[str, Profile]) -> dict[str, list[str]]:
    """Ref → refs on other platforms with the same run-together name."""
    named: dict[str, list[Account]] = defaultdict(list)
    for account in accounts:
        run = handle_run(account, profiles.get(account.ref))
        if len(run) > 3:
            named[run].append(account)
    found: dict[str, list[str]] = {account.ref: [] for account in accounts}
    for group in named.values():
        for account in group:
            found[account.ref] = [other.ref for other in group if other.platform != account.platform]
    return found


def _taught(
    accounts: Sequence[Account], profiles: Mapping[str, Profile], estate: Estate, told: Mapping[str, str]
) -> dict[str, dict[str, Reason]]:
    """Ref → unit → what a person's word about an account that stands in its line, or shows its name, says of it.

    Twins are told of by their name already; where two answers disagree, none counts.
    """
    if not told:
        return {}
    groups: dict[object, set[str]] = {line: set(refs) for line, refs in estate.lines.items()}
    for account in accounts:
        if len(name := compact(profiles[account.ref].name if account.ref in profiles else "")) > 3:
            groups.setdefault(name, set()).add(account.ref)
    found: dict[str, dict[str, Reason]] = defaultdict(dict)
    for refs in groups.values():
        units = {told[ref] for ref in refs & told.keys()}
        for ref in refs - told.keys() if len(units) == 1 and "" not in units else ():
            by, unit = min(refs & told.keys()), min(units)
            said = f"it goes with {by}, of which a person said that {unit} runs it"
            found[ref][unit] = Reason("goes-with", round(TWIN_SHARE * TOLD_BITS, 2), said)
    return found


def _only_brand(account: Account, profile: Profile | None, estate: Estate) -> bool:
    run = handle_run(account, profile)
    name = naming(run, estate)
    if any(label in run for label in estate.unit_domain_labels):
        return False
    return name.brand > 0.84 and name.rest < 0.1 and name.parts == 0


def _plain(account: Account, profiles: Mapping[str, Profile], estate: Estate) -> bool:
    return _only_brand(account, profiles.get(account.ref), estate)


def _of_twins(
    twins: Sequence[str], own: Mapping[str, Mapping[str, Sequence[Reason]]], plain: bool
) -> Iterable[tuple[str, Reason]]:
    """What twins say: of each unit the most that one has. The brand's plain name is many's: there most must agree."""
    told = {twin: {u: _placed(rs) for u, rs in own[twin].items() if u != BRAND and _placed(rs)} for twin in twins}
    informed = [units for units in told.values() if units]
    for unit in sorted({unit for units in informed for unit in units}):
        having = [twin for twin in twins if unit in told[twin]]
        if plain and 2 * len(having) <= len(informed):
            continue
        best = max(having, key=lambda twin: total_bits(told[twin][unit]))
        proofs = tuple(id for r in told[best][unit] for id in r.evidence)
        worth = round(TWIN_SHARE * total_bits(told[best][unit]), 2)
        yield unit, Reason("twin", worth, f"its twin {best} belongs there", proofs)


def _vouched(
    evidence: Sequence[Evidence], own: Mapping[str, Mapping[str, Sequence[Reason]]]
) -> Iterable[tuple[str, Reason]]:
    """Units of an account of ours whose profile names this one."""
    named = {e.subject: e for e in evidence if e.kind is EvidenceKind.BIO and e.subject in own}
    for by, e in sorted(named.items()):
        for unit, reasons in own[by].items():
            if unit != BRAND and total_bits(reasons) > 0:
                told = f"{by}, which belongs there, names it in its profile"
                yield unit, Reason("vouched", round(TWIN_SHARE * total_bits(reasons), 2), told, (e.id,))


def _placed(reasons: Sequence[Reason]) -> tuple[Reason, ...]:
    """Without what only the handle says: the twin has the same."""
    return tuple(r for r in reasons if r.name != "handle" and not r.name.startswith("handle-"))


def _products_first(found: Mapping[str, Sequence[Reason]], estate: Estate) -> dict[str, list[Reason]]:
    """Where the account's own name holds a product, its country and its function count for less."""
    kinds = {unit.name: unit.kind for unit in estate.units}
    own = (r for u, rs in found.items() if kinds.get(u) == "product" for r in rs)
    if not any(r.name.startswith(("handle", "display_name")) for r in own):
        return {unit: list(reasons) for unit, reasons in found.items()}
    worth = {unit: 1.0 if kinds.get(unit) in ("product", None) else BESIDE_PRODUCT for unit in found}
    return {unit: [replace(r, bits=round(r.bits * worth[unit], 2)) for r in rs] for unit, rs in found.items()}


def _claim(found: Mapping[str, Sequence[Reason]], estate: Estate) -> Claim:
    scores = {unit: total_bits(reasons) for unit, reasons in found.items() if unit != BRAND and total_bits(reasons) > 0}
    shares = _shares({**scores, BRAND: BRAND_BITS + total_bits(found.get(BRAND, ())), "?": UNKNOWN_BITS})
    tops = _by_department(shares, estate)
    department, share = max(sorted(tops.items()), key=lambda item: item[1], default=(None, 0.0))
    contested = _contested(scores, found, estate)
    if department is None or share < STATED_AT:
        return Claim(None, None, None, contested, (), scores)
    unit = _finest(department, scores, shares, estate)
    return Claim(unit, department, round(share, 4), contested, _for_and_against(unit, found, scores), scores)


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    top = max(scores.values())
    powers = {unit: 2 ** (score - top) for unit, score in scores.items()}
    total = sum(powers.values())
    return {unit: power / total for unit, power in powers.items()}


def top_of(name: str, units: Sequence[Unit]) -> str:
    """The top-level department above a unit; itself when it has no parent."""
    parents = {unit.name: unit.parent for unit in units}
    seen = {name}
    while parents.get(name) and parents[name] not in seen:
        name = parents[name]
        seen.add(name)
    return name


def _by_department(shares: Mapping[str, float], estate: Estate) -> dict[str, float]:
    tops: dict[str, float] = defaultdict(float)
    for unit, share in shares.items():
        if unit not in (BRAND, "?"):
            tops[top_of(unit, estate.units)] += share
    return dict(tops)


def _finest(department: str, scores: Mapping[str, float], shares: Mapping[str, float], estate: Estate) -> str:
    below = {unit: share for unit, share in shares.items() if unit in scores}
    below = {unit: share for unit, share in below.items() if top_of(unit, estate.units) == department}
    best = max(sorted(below), key=lambda unit: below[unit])
    return best if below[best] >= STATED_AT else department


def _contested(scores: Mapping[str, float], found: Mapping[str, Sequence[Reason]], estate: Estate) -> tuple[str, ...]:
    """Departments that each claim it themselves: on pages of their own, or under their name in a list of accounts.

    A country or a product beside a function is no contest: an account can belong to one of each.
    """
    kinds = {unit.name: ASIDE.get(unit.kind, "function") for unit in estate.units}
    by_top: dict[str, list[Reason]] = defaultdict(list)
    for unit in scores:
        if kinds.get(unit) == "function":
            by_top[top_of(unit, estate.units)].extend(found[unit])
    called = {top for top, reasons in by_top.items() if _called_after(reasons)}
    claiming = sorted(top for top, reasons in by_top.items() if _claims(reasons, bool(called - {top})))
    return tuple(claiming) if len(claiming) > 1 else ()


def _called_after(reasons: Sequence[Reason]) -> bool:
    """Does the account's own name hold the department's?"""
    return total_bits([r for r in reasons if r.name.startswith(("handle", "display_name"))]) >= CALLED_BITS


def _claims(reasons: Sequence[Reason], called_otherwise: bool) -> bool:
    """Is it listed under the department's name, or named with it on a good part of the department's own pages?

    Of an account that is called after another department, only a list can claim that it is not that one's.
    """
    if any(r.name == "listed-under" for r in reasons):
        return True
    placed = sum(r.bits for r in reasons if r.name == "section") >= CLAIMED_SHARE * SECTION_BITS
    return placed and not called_otherwise and any(r.name.startswith("link-bio") for r in reasons)


def _for_and_against(
    unit: str, found: Mapping[str, Sequence[Reason]], scores: Mapping[str, float]
) -> tuple[Reason, ...]:
    rivals = sorted((u for u in scores if u != unit), key=lambda u: (-scores[u], u))[:2]
    against = [Reason(f"rival:{u}", round(-scores[u], 2), f"{u} has claims too") for u in rivals]
    return (*sorted(found.get(unit, ()), key=lambda r: (-r.bits, r.name)), *against)
