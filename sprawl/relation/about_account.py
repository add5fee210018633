"""Clues about an account as a whole: its names, what it says of itself, who else names it.

Each is one small function; its name is its label, its docstring is what it asks. It answers with a strength from
0 to 1 and a sentence, or None. Their worth in bits stands in `weights.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Set

from sprawl.brand.naming import naming
from sprawl.model import FRAME, Evidence, EvidenceKind
from sprawl.relation.case import Case, Found, found, names_brand
from sprawl.text.common_words import BUILDERS, OFFICES, OTHER_BODIES
from sprawl.text.phrases import (
    CLAIMS,
    DISCLAIMS,
    FANS,
    FOLLOWS,
    FORMERLY,
    INITIATIVES,
    INVITES,
    LEFT,
    LURES,
    PARODIES,
    UNOFFICIAL,
    WARNINGS,
    says,
)
from sprawl.text.distance import misspelt
from sprawl.text.segmentation import covered, resembles
from sprawl.text.sentences import said_of, sentence
from sprawl.text.words import compact, words
from sprawl.urls import registrable_domain

MOSTLY_BRAND = 0.6  # of the letters of a handle
DRAFTED = 0.6  # of what a unit's name is worth where the units are only read off the site
LONG_NAME = 8  # letters of a unit's name that are hardly there by chance
OUTNUMBERED = 5  # times as many pages link to the account that a slip of the pen meant
OFTEN = 8  # pages that ask to follow it: as often as can be
LINK_PAGES = frozenset(  # platforms whose pages are nothing but links
    "linktree beacons allmylinks bento biolink campsite linkinbio lnkbio milkshake solo taplink".split()
)
_HANDLE = re.compile(r"@\w[\w.]*|\S+[./_]\S+")  # names of accounts claim nothing
_HEAD = re.compile(r"[(,;|–-]")

AccountClue = Callable[[Case], Found | None]


def known_handle(case: Case) -> Found | None:
    """Does the brand file list it?"""
    return found(case.account.ref in case.estate.known, "the brand file lists it")


def in_sheet(case: Case) -> Found | None:
    """Does an imported inventory list it?"""
    return found(any(e.kind is EvidenceKind.SHEET for e in case.evidence), "an imported inventory lists it")


def links_back(case: Case) -> Found | None:
    """Does its own profile name a site of the brand?"""
    links = case.profile.links if case.profile else ()
    back = next((link for link in links if case.estate.ours(link)), "")
    return found(back, f"its profile links back to {back}")


def own_account_names_it(case: Case) -> Found | None:
    """Does an account that is ours name it in its profile?"""
    confirmed = case.estate.confirmed
    by = next((e.subject for e in case.evidence if e.kind is EvidenceKind.BIO and e.subject in confirmed), "")
    return found(by, f"{by}, an account of ours, names it in its profile")


def on_link_page(case: Case) -> Found | None:
    """Is it one of the links on a page of links that is ours?"""
    pages = (e.subject for e in case.evidence if e.kind is EvidenceKind.BIO and e.subject in case.estate.confirmed)
    page = next((ref for ref in pages if ref.partition(":")[0] in LINK_PAGES), "")
    return found(page, f"{page}, our page of links, lists it")


def community_kept(case: Case) -> Found | None:
    """Is it a forum that its visitors keep?"""
    return found(case.account.ref.startswith("reddit:r/"), "a forum of that sort is kept by its visitors")


def brand_in_name(case: Case) -> Found | None:
    """Does the handle hold the brand's name?"""
    strength = min(1.0, 0.5 + case.name.brand / 2) * (0.6 + 0.4 * case.estate.rare)
    return found(case.name.brand > 0.15, "its handle holds the brand's name", strength)


def full_name(case: Case) -> Found | None:
    """Does the handle hold the brand's name in full, where that is several words?"""
    whole = next((name for name in case.estate.long_names if name in case.run), "")
    return found(whole, "its handle holds the brand's name in full")


def part_in_name(case: Case) -> Found | None:
    """Is what the handle says beyond the brand's name a department or unit?"""
    n = case.name
    explained = n.parts / max(0.01, 1 - n.brand)
    telling = n.parts * len(n.run) >= 3
    strength = (explained if n.brand > 0 else explained**2 * 0.8) * (1.0 if case.estate.brand.units else DRAFTED)
    return found(telling and n.brand < 1 and strength > 0.2, "its handle names a part of the organization", strength)


def unit_in_full(case: Case) -> Found | None:
    """Does the handle hold the full name, of two words or more, of a unit that the brand file lists?"""
    names = (compact(unit.name) for unit in case.estate.brand.units if len(words(unit.name)) > 1)
    whole = max((n for n in names if len(n) >= LONG_NAME and n in case.run), key=len, default="")
    return found(whole, f"its handle holds “{whole}”, a unit's name in full", len(whole) / max(1, len(case.run)))


def slip(case: Case) -> Found | None:
    """Is the handle one letter away from that of an account of ours that far more pages link to?"""
    pages = case.estate.pages
    often = OUTNUMBERED * max(1, pages.get(case.account.ref, 0))
    near = (ref for ref in case.estate.confirmed if ref.partition(":")[0] == case.account.platform)
    meant = next((r for r in sorted(near) if pages.get(r, 0) >= often and misspelt(case.run, case.estate.runs[r])), "")
    return found(meant, f"it is one letter away from {meant}, which {pages.get(meant, 0)} pages link to")


def place_in_name(case: Case) -> Found | None:
    """Does the handle repeat the name of the section of our site that links to it?"""
    plain = case.name
    best, where = 0.0, ""
    for url in sorted({e.url for e in case.own}):
        place = case.estate.place(url)
        telling = frozenset(token for token in place.tokens if token in case.run)
        if telling and not place.news and not place.others:
            near = naming(case.run, case.estate, telling)
            gain = (near.parts - plain.parts) / max(0.01, 1 - plain.brand - plain.parts)
            best, where = max((best, where), (gain, url))
    return found(best > 0.5, f"its handle repeats the name of the section that links to it ({where})", best)


def own_word(case: Case) -> Found | None:
    """Is the handle a word of our own: one that titles and addresses of our pages use?"""
    pages = case.estate.spoken.get(case.run, 0)
    return found(len(case.run) > 5 and pages > 1, f"{pages} of our pages are called “{case.run}”")


def office_in_name(case: Case) -> Found | None:
    """Does the handle begin with an office that the organization has, before a name that its pages are called by?"""
    office = next((w for w in OFFICES if case.run.startswith(w) and len(case.run) > len(w) + 3), "")
    if not office:
        return None
    ours = case.estate.unit_words | case.estate.section_words
    held = office in ours or any(office.startswith(word) for word in ours if len(word) > 5)
    person = case.run[len(office) :]
    known = covered(person, case.estate.spoken_words) >= 0.6 * len(person)
    return found(held and known, f"its handle names the {office} and a person whom our pages name")


def name_is_brand(case: Case) -> Found | None:
    """Is the handle nothing but the brand's name?"""
    n = case.name
    return found(n.run and n.brand > 0.84 and n.rest < 0.1, "its handle is the brand's name")


def own_package(case: Case) -> Found | None:
    """Is it an app whose package is the brand's own domain turned round?"""
    parts = case.account.handle.casefold().split(".")
    domains = {d for site in case.estate.brand.sites if (d := registrable_domain(site))}
    turned = case.account.platform == "googleplay" and any(
        tuple(reversed(domain.split("."))) == tuple(parts[: domain.count(".") + 1]) for domain in domains
    )
    return found(turned, f"its package {case.account.handle} is the brand's own domain")


def foreign_name(case: Case) -> Found | None:
    """Does the handle say something else than the brand or its parts?"""
    n = case.wide
    if not n.run or n.rest <= 0.35 or n.brand >= 0.5 or place_in_name(case) or office_in_name(case):
        return None
    return Found(n.rest, "its handle names neither the brand nor a part of it")


def foreign_host(case: Case) -> Found | None:
    """Is the handle the name of a foreign site that ours links to?"""
    same = case.run in case.estate.foreign and case.name.rest > 0.3 and case.name.brand < MOSTLY_BRAND / 2
    return found(len(case.run) > 3 and same, "its handle is the name of another organization's web site")


def foreign_website(case: Case) -> Found | None:
    """Does its profile name a web site, and none of ours?"""
    links = [link for link in case.profile.links if registrable_domain(link)] if case.profile else []
    foreign = links and not any(case.estate.ours(link) for link in links)
    return found(foreign, f"its profile links to {links[0] if links else ''}, not to the brand")


def builder(case: Case) -> Found | None:
    """Does it belong to who sells the software that pages are made with?"""
    sells = case.run in BUILDERS and case.name.brand < MOSTLY_BRAND
    return found(sells, "it belongs to who sells software for web sites, which pages name by themselves")


def other_body(case: Case) -> Found | None:
    """Does it call itself a club, a hotel, a school, as no part of the brand is called?"""
    name = case.profile.name if case.profile else ""
    ours = case.estate.unit_words | case.estate.names | case.estate.section_words
    other = next((w for w in words(name) if w in OTHER_BODIES and w not in ours), "")
    return found(other, f"it calls itself “{name}”")


def brand_in_profile(case: Case) -> Found | None:
    """Does its own text name the brand?"""
    return found(names_brand(case.text, case.estate), "its profile names the brand")


def run_by_brand(case: Case) -> Found | None:
    """Does its profile say that the brand runs it?"""
    runs = names_brand(case.text, case.estate) and says(INITIATIVES, case.text)
    return found(runs and not has_left(case), "its profile says that the brand runs it")


def has_left(case: Case) -> Found | None:
    """Does its own text, or a page of ours, say that it is not the brand's any more, or not the brand's at all?"""
    if says(LEFT, case.text) or says(DISCLAIMS, case.text) or _renamed(case):
        return Found(1.0, "its profile says that it is not the brand's, or not any more")
    told = next((e for e in case.told if says(LEFT, said_of(e)) and e.region not in FRAME), None)
    return found(told, f"“{said_of(told)}” says that it is not ours any more" if told else "")


def _renamed(case: Case) -> bool:
    """Called after the brand formerly, and not now."""
    name = case.profile.name if case.profile else ""
    now = _HEAD.split(name)[0]
    return says(FORMERLY, name) and names_brand(name, case.estate) and not names_brand(now, case.estate)


def warned_of(case: Case) -> Found | None:
    """Does a page of ours warn of it?"""
    told = next((e for e in case.told if e.kind is not EvidenceKind.COMMENT and _warns(case, e)), None)
    return found(told, f"{told.url} warns of it" if told else "")


def _warns(case: Case, e: Evidence) -> bool:
    said = _HANDLE.sub(" ", f"{e.heading} · {sentence(e)}")
    if says(CLAIMS, said) and not says(WARNINGS, sentence(e)):
        return False
    spoken_of = e.region not in FRAME and resembles(case.run, f"{e.label} {sentence(e)}")
    return says(WARNINGS, said) or (case.estate.place(e.url).warning and spoken_of and not says(INVITES, said))


def disclaimed(case: Case) -> Found | None:
    """Does a page of ours say that the brand has nothing to do with it?"""
    told = next((e for e in case.told if says(DISCLAIMS, said_of(e)) or says(UNOFFICIAL, said_of(e))), None)
    return found(told, f"“{said_of(told)}” says that it is somebody else's" if told else "")


def lures(case: Case) -> Found | None:
    """Does its profile offer what impostors offer?"""
    return found(says(LURES, case.text), "its profile offers what impostors offer")


def poses(case: Case) -> Found | None:
    """Does it carry the brand's name or claim to be official, and send people to a foreign web site?"""
    marked = names_brand(case.text, case.estate) and (says(CLAIMS, case.text) or case.name.brand >= MOSTLY_BRAND)
    return found(marked and foreign_website(case), "it carries the brand's name and sends people elsewhere")


def many_pages(case: Case) -> Found | None:
    """Do several pages of ours name it?"""
    pages = case.estate.pages.get(case.account.ref, 0)
    return found(pages > 1, f"{pages} pages of ours name it", math.log2(max(1, pages)) / 4)


def followed_often(case: Case) -> Found | None:
    """Do several pages of ours, in sentences of their own, ask to follow it?"""
    asking = {e.url for e in case.own if says(FOLLOWS, sentence(e)) or says(INVITES, sentence(e))}
    strength = math.log(max(1, len(asking)), OFTEN)
    return found(len(asking) > 1, f"{len(asking)} pages of ours ask to follow it", strength)


def twin(case: Case) -> Found | None:
    """Has an account that is ours the same name on another platform?"""
    named = next(iter(case.twins), "")
    return found(named and len(case.run) > 3, f"it has the same name as {named}, which is ours")


def same_owner(case: Case) -> Found | None:
    """Does matching give it the same owner as an account that is ours, whose name it does not have?"""
    silent = case.twins or case.profile is None
    named = "" if silent else _first(case.relatives.owned, case.estate.confirmed)
    return found(named, f"what it says of itself ties it to {named}, which is ours")


def refused_relative(case: Case) -> Found | None:
    """Did a person say of an account with its name or its owner that it is not ours, and of none that it is?"""
    going = (*case.relatives.refused, *case.relatives.owned)
    named = _first(going, case.estate.refused)
    spoken_for = case.twins or _first(going, case.estate.confirmed)
    return found(named and not spoken_for, f"a person said that {named}, which goes with it, is not ours")


def judged_same(case: Case) -> Found | None:
    """Did a person say that it has the same owner as an account that is ours?"""
    named = _first(case.relatives.same, case.estate.confirmed)
    return found(named, f"a person said that it has the same owner as {named}, which is ours")


def judged_apart(case: Case) -> Found | None:
    """Did a person say that it has the same owner as one that is not ours, or another owner than one that surely is?"""
    sure = case.estate.known | case.estate.assured
    parted = "" if case.account.ref in sure else _first(case.relatives.apart, sure)
    if theirs := _first(case.relatives.same, case.estate.refused):
        return found(not judged_same(case), f"a person said that it has the same owner as {theirs}, which is not ours")
    return found(parted, f"a person said that it has another owner than {parted}, which is ours")


def _first(refs: Iterable[str], among: Set[str]) -> str:
    return next((ref for ref in sorted(refs) if ref in among), "")


def calls_itself_unofficial(case: Case) -> Found | None:
    """Does it say of itself that it is a fan's, a critic's, a parody?"""
    text = f"{case.account.handle} · {case.text}"
    return found(says(FANS, text) or says(PARODIES, text), "it says of itself that it is not the brand's")


ABOUT_ACCOUNT: tuple[AccountClue, ...] = (
    known_handle, in_sheet, links_back, own_account_names_it, on_link_page, community_kept,
    brand_in_name, full_name, part_in_name, unit_in_full, slip, place_in_name,
    own_word, office_in_name, name_is_brand, own_package, foreign_name, foreign_host, foreign_website, builder,
    other_body, brand_in_profile, run_by_brand, has_left, warned_of, disclaimed, lures, poses, many_pages,
    followed_often, twin, same_owner, refused_relative, judged_same, judged_apart,
    calls_itself_unofficial,
)  # fmt: skip
