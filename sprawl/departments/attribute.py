"""The department that runs each account of ours, by names, by where it is linked, and by its twins: accounts of the
same name on other platforms.

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
KIND_GROUPS = {"country": "country", "product": "product"}  # kinds beside which a function can own an account too
BESIDE_PRODUCT = 0.4  # of what a country or function is worth where the name holds a product
UNKNOWN_BITS = 2.0
BRAND_BITS = 1.0
INITIALS_BITS = 5.0  # all that the brand's name leaves of a handle is what a unit is called
LISTED_BITS = 5.0  # it is listed under the unit's name, beyond what the heading's words are worth
LINK_SHARE = 0.8  # of what a unit's name in the account's own name is worth, in the words of a link
TWIN_SHARE = 0.6  # of what a twin on another platform has
JUDGED_BITS = 10.0  # a person named the unit
BRAND = ""  # the answer "the brand itself"
NOTHING: Mapping[str, str] = MappingProxyType({})


@dataclass(frozen=True, slots=True)
class Claim:
    """The department and unit of one account, with the reasons for and against."""

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
    judged: Mapping[str, str] = NOTHING,
) -> dict[str, Claim]:
    """Ref → claim, of the accounts that are ours. Units are the estate's. ``told``: ref → the unit that a person named.

    Of an account that a person placed only that counts for its twins.
    """
    accounts = sorted(accounts, key=lambda a: a.ref)
    own = {a.ref: _reasons(a, evidence.get(a.ref, ()), profiles.get(a.ref), estate) for a in accounts}
    own |= {a.ref: _judged(judged[a.ref]) for a in accounts if a.ref in judged}
    twins, by_answers = _twins(accounts, profiles), _by_answers(accounts, profiles, estate, judged)
    claims = {}
    for account in accounts:
        by_unit = {unit: list(reasons) for unit, reasons in own[account.ref].items()}
        by_twins = _of_twins(twins[account.ref], own, _only_brand_name(account, profiles, estate))
        for unit, reason in (*by_twins, *_by_profiles(evidence.get(account.ref, ()), own)):
            by_unit.setdefault(unit, []).append(reason)
        for unit, reason in by_answers.get(account.ref, {}).items():
            by_unit.setdefault(unit, []).append(reason)
        claims[account.ref] = _claim(_products_first(by_unit, estate), estate)
    return claims


def _judged(unit: str) -> dict[str, list[Reason]]:
    return {unit: [Reason("judged", JUDGED_BITS, f"a person said that {unit or 'nobody in particular'} runs it")]}


def _reasons(
    account: Account, evidence: Sequence[Evidence], profile: Profile | None, estate: Estate
) -> dict[str, list[Reason]]:
    by_unit: dict[str, list[Reason]] = defaultdict(list)
    sources = (
        _named(account, profile, estate), _linked(evidence, estate), _listed(evidence, estate),
        sections(evidence, estate),
    )  # fmt: skip
    for source in sources:
        for unit, reasons in source.items():
            by_unit[unit].extend(reasons)
    by_unit[BRAND].extend(_brand(account, evidence, profile, estate))
    return by_unit


def _named(account: Account, profile: Profile | None, estate: Estate) -> dict[str, tuple[Reason, ...]]:
    """Units that the account's own names hold."""
    fields = {"handle": _handle_name(account)}
    if profile is not None:
        fields |= {"display_name": profile.name, "bio": profile.bio}
    by_unit = estate.unit_names.fit(fields)
    if unit := _initialed(handle_run(account, profile), estate):
        text = f"its handle is the brand's name and what {unit} is called"
        by_unit[unit] = (*by_unit.get(unit, ()), Reason("handle-initials", INITIALS_BITS, text))
    return by_unit


def _initialed(run: str, estate: Estate) -> str:
    """The only unit whose other name is all that the brand's name leaves of a handle; "" when there is none."""
    left = {run[len(name) :] for name in estate.names if run.startswith(name)}
    left |= {run[: -len(name)] for name in estate.names if run.endswith(name)}
    named = [u.name for u in estate.units if any(len(a) > 2 and a in left for a in map(compact, u.aliases))]
    return named[0] if len(named) == 1 else ""


def _handle_name(account: Account) -> str:
    run = handle_run(account)
    return account.handle.rpartition("/")[2] if run else ""


def _linked(evidence: Sequence[Evidence], estate: Estate) -> dict[str, tuple[Reason, ...]]:
    """Units that the words of a link name; for each unit the link with the most bits."""
    best: dict[str, tuple[Reason, ...]] = {}
    texts: dict[tuple[str, str, str], Evidence] = {}
    for e in evidence:
        if estate.ours(e.url) and not says(OTHERS, e.heading):
            heading = "" if estate.place(e.url).news or e.kind is EvidenceKind.POST else e.heading
            texts.setdefault((e.label, heading, sentence(e)), e)
    for (label, heading, text), e in texts.items():
        for unit, reasons in estate.unit_names.fit({"label": label, "heading": heading, "bio": text}).items():
            named = tuple(Reason(f"link-{r.name}", round(r.bits * LINK_SHARE, 2), r.sentence, (e.id,)) for r in reasons)
            if total_bits(named) > total_bits(best.get(unit, ())):
                best[unit] = named
    return best


def _listed(evidence: Sequence[Evidence], estate: Estate) -> dict[str, tuple[Reason, ...]]:
    """Units whose name alone is the heading above a link, as in an organization's lists of accounts."""
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
    by_unit: dict[str, list[str]] = {account.ref: [] for account in accounts}
    for group in named.values():
        for account in group:
            by_unit[account.ref] = [other.ref for other in group if other.platform != account.platform]
    return by_unit


def _by_answers(
    accounts: Sequence[Account], profiles: Mapping[str, Profile], estate: Estate, judged: Mapping[str, str]
) -> dict[str, dict[str, Reason]]:
    """Ref → unit → the reason from a person's answer about an account in the same line or with the same display name.

    Twins count by their name already; where two answers disagree, none counts.
    """
    if not judged:
        return {}
    groups: dict[object, set[str]] = {line: set(refs) for line, refs in estate.lines.items()}
    for account in accounts:
        if len(name := compact(profiles[account.ref].name if account.ref in profiles else "")) > 3:
            groups.setdefault(name, set()).add(account.ref)
    by_unit: dict[str, dict[str, Reason]] = defaultdict(dict)
    for refs in groups.values():
        units = {judged[ref] for ref in refs & judged.keys()}
        for ref in refs - judged.keys() if len(units) == 1 and "" not in units else ():
            by, unit = min(refs & judged.keys()), min(units)
            text = f"it goes with {by}, of which a person said that {unit} runs it"
            by_unit[ref][unit] = Reason("goes-with", round(TWIN_SHARE * JUDGED_BITS, 2), text)
    return by_unit


def _only_brand(account: Account, profile: Profile | None, estate: Estate) -> bool:
    run = handle_run(account, profile)
    name = naming(run, estate)
    if any(label in run for label in estate.unit_domain_labels):
        return False
    return name.brand > 0.84 and name.rest < 0.1 and name.parts == 0


def _only_brand_name(account: Account, profiles: Mapping[str, Profile], estate: Estate) -> bool:
    return _only_brand(account, profiles.get(account.ref), estate)


def _of_twins(
    twins: Sequence[str], own: Mapping[str, Mapping[str, Sequence[Reason]]], plain: bool
) -> Iterable[tuple[str, Reason]]:
    """A reason for each unit that a twin has, by the twin with the most bits for it.

    Where the name is only the brand's, which many share, most of the twins must agree.
    """
    reasons = {twin: _without_handle(own[twin]) for twin in twins}
    informed = [units for units in reasons.values() if units]
    for unit in sorted({unit for units in informed for unit in units}):
        having = [twin for twin in twins if unit in reasons[twin]]
        if plain and 2 * len(having) <= len(informed):
            continue
        best = max(having, key=lambda twin: total_bits(reasons[twin][unit]))
        proofs = tuple(id for r in reasons[best][unit] for id in r.evidence)
        worth = round(TWIN_SHARE * total_bits(reasons[best][unit]), 2)
        yield unit, Reason("twin", worth, f"its twin {best} belongs there", proofs)


def _by_profiles(
    evidence: Sequence[Evidence], own: Mapping[str, Mapping[str, Sequence[Reason]]]
) -> Iterable[tuple[str, Reason]]:
    """Reasons from the units of an account of ours whose profile names this one."""
    named = {e.subject: e for e in evidence if e.kind is EvidenceKind.BIO and e.subject in own}
    for by, e in sorted(named.items()):
        for unit, reasons in own[by].items():
            if unit != BRAND and total_bits(reasons) > 0:
                text = f"{by}, which belongs there, names it in its profile"
                yield unit, Reason("vouched", round(TWIN_SHARE * total_bits(reasons), 2), text, (e.id,))


def _without_handle(by_unit: Mapping[str, Sequence[Reason]]) -> dict[str, tuple[Reason, ...]]:
    """Unit → reasons, without those of the brand itself and those of the handle, which a twin shares."""
    kept = {
        unit: tuple(r for r in reasons if r.name != "handle" and not r.name.startswith("handle-"))
        for unit, reasons in by_unit.items()
        if unit != BRAND
    }
    return {unit: reasons for unit, reasons in kept.items() if reasons}


def _products_first(by_unit: Mapping[str, Sequence[Reason]], estate: Estate) -> dict[str, list[Reason]]:
    """Where the account's own name holds a product, its country and its function count for less."""
    kinds = {unit.name: unit.kind for unit in estate.units}
    own = (r for u, rs in by_unit.items() if kinds.get(u) == "product" for r in rs)
    if not any(r.name.startswith(("handle", "display_name")) for r in own):
        return {unit: list(reasons) for unit, reasons in by_unit.items()}
    worth = {unit: 1.0 if kinds.get(unit) in ("product", None) else BESIDE_PRODUCT for unit in by_unit}
    return {unit: [replace(r, bits=round(r.bits * worth[unit], 2)) for r in rs] for unit, rs in by_unit.items()}


def _claim(by_unit: Mapping[str, Sequence[Reason]], estate: Estate) -> Claim:
    scores = {
        unit: total_bits(reasons) for unit, reasons in by_unit.items() if unit != BRAND and total_bits(reasons) > 0
    }
    shares = _shares({**scores, BRAND: BRAND_BITS + total_bits(by_unit.get(BRAND, ())), "?": UNKNOWN_BITS})
    tops = _by_department(shares, estate)
    department, share = max(sorted(tops.items()), key=lambda item: item[1], default=(None, 0.0))
    contested = _contested(scores, by_unit, estate)
    if department is None or share < STATED_AT:
        return Claim(None, None, None, contested, (), scores)
    unit = _finest(department, scores, shares, estate)
    return Claim(unit, department, round(share, 4), contested, _for_and_against(unit, by_unit, scores), scores)


def _shares(scores: Mapping[str, float]) -> dict[str, float]:
    top = max(scores.values())
    powers = {unit: 2 ** (score - top) for unit, score in scores.items()}
    total = sum(powers.values())
    return {unit: power / total for unit, power in powers.items()}


def top_of(name: str, units: Sequence[Unit]) -> str:
    """The top-level department above a unit; itself when it has no parent."""
    parents = {unit.name: unit.parent for unit in units}
    passed = {name}
    while parents.get(name) and parents[name] not in passed:
        name = parents[name]
        passed.add(name)
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


def _contested(scores: Mapping[str, float], by_unit: Mapping[str, Sequence[Reason]], estate: Estate) -> tuple[str, ...]:
    """Departments that each claim it themselves: on pages of their own, or under their name in a list of accounts.

    A country or a product beside a function is no contest: an account can belong to one of each.
    """
    kinds = {unit.name: KIND_GROUPS.get(unit.kind, "function") for unit in estate.units}
    by_top: dict[str, list[Reason]] = defaultdict(list)
    for unit in scores:
        if kinds.get(unit) == "function":
            by_top[top_of(unit, estate.units)].extend(by_unit[unit])
    called = {top for top, reasons in by_top.items() if _called_after(reasons)}
    claiming = sorted(top for top, reasons in by_top.items() if _has_claim(reasons, bool(called - {top})))
    return tuple(claiming) if len(claiming) > 1 else ()


def _called_after(reasons: Sequence[Reason]) -> bool:
    """True where the account's own name holds the department's."""
    return total_bits([r for r in reasons if r.name.startswith(("handle", "display_name"))]) >= CALLED_BITS


def _has_claim(reasons: Sequence[Reason], called_otherwise: bool) -> bool:
    """True for an account listed under the department's name, or named with it on many of the department's own pages.

    An account named after another department can only be claimed by a list.
    """
    if any(r.name == "listed-under" for r in reasons):
        return True
    placed = sum(r.bits for r in reasons if r.name == "section") >= CLAIMED_SHARE * SECTION_BITS
    return placed and not called_otherwise and any(r.name.startswith("link-bio") for r in reasons)


def _for_and_against(
    unit: str, by_unit: Mapping[str, Sequence[Reason]], scores: Mapping[str, float]
) -> tuple[Reason, ...]:
    rivals = sorted((u for u in scores if u != unit), key=lambda u: (-scores[u], u))[:2]
    against = [Reason(f"rival:{u}", round(-scores[u], 2), f"{u} has claims too") for u in rivals]
    return (*sorted(by_unit.get(unit, ()), key=lambda r: (-r.bits, r.name)), *against)
