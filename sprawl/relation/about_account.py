"""Clues about an account as a whole: its names, what it says of itself, who else names it.

Each clue is one small function: its name is its label, its docstring states when it holds. It returns a strength from
0 to 1 and a sentence, or None. The bits of each clue stand in `weights.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable, Iterable, Set

from sprawl.brand.naming import naming
from sprawl.model import FRAME, Evidence, EvidenceKind
from sprawl.relation.case import Answer, Case, answer, names_brand
from sprawl.text.distance import misspelt
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
from sprawl.text.segmentation import covered, resembles
from sprawl.text.sentences import said_of, sentence
from sprawl.text.word_lists import BUILDERS, OFFICES, OTHER_BODIES
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

AccountClue = Callable[[Case], Answer | None]


def known_handle(case: Case) -> Answer | None:
    """The brand file lists the account."""
    return answer(case.account.ref in case.estate.listed_refs, "the brand file lists it")


def in_sheet(case: Case) -> Answer | None:
    """An imported inventory lists the account."""
    return answer(any(e.kind is EvidenceKind.SHEET for e in case.evidence), "an imported inventory lists it")


def links_back(case: Case) -> Answer | None:
    """Its own profile links to a site of the brand."""
    links = case.profile.links if case.profile else ()
    back = next((link for link in links if case.estate.ours(link)), "")
    return answer(back, f"its profile links back to {back}")


def own_account_names_it(case: Case) -> Answer | None:
    """An account that is ours names it in its profile."""
    confirmed = case.estate.confirmed
    by = next((e.subject for e in case.evidence if e.kind is EvidenceKind.BIO and e.subject in confirmed), "")
    return answer(by, f"{by}, an account of ours, names it in its profile")


def on_link_page(case: Case) -> Answer | None:
    """It is one of the links on a page of links that is ours."""
    pages = (e.subject for e in case.evidence if e.kind is EvidenceKind.BIO and e.subject in case.estate.confirmed)
    page = next((ref for ref in pages if ref.partition(":")[0] in LINK_PAGES), "")
    return answer(page, f"{page}, our page of links, lists it")


def community_kept(case: Case) -> Answer | None:
    """It is a forum of a kind that its visitors keep."""
    return answer(case.account.ref.startswith("reddit:r/"), "a forum of that sort is kept by its visitors")


def brand_in_name(case: Case) -> Answer | None:
    """The handle holds the brand's name."""
    strength = min(1.0, 0.5 + case.name.brand / 2) * (0.6 + 0.4 * case.estate.name_rarity)
    return answer(case.name.brand > 0.15, "its handle holds the brand's name", strength)


def full_name(case: Case) -> Answer | None:
    """The handle holds the brand's name in full, and that is several words."""
    whole = next((name for name in case.estate.long_names if name in case.run), "")
    return answer(whole, "its handle holds the brand's name in full")


def part_in_name(case: Case) -> Answer | None:
    """The rest of the handle, beyond the brand's name, names a department or unit."""
    n = case.name
    explained = n.parts / max(0.01, 1 - n.brand)
    telling = n.parts * len(n.run) >= 3
    strength = (explained if n.brand > 0 else explained**2 * 0.8) * (1.0 if case.estate.brand.units else DRAFTED)
    return answer(telling and n.brand < 1 and strength > 0.2, "its handle names a part of the organization", strength)


def unit_in_full(case: Case) -> Answer | None:
    """The handle holds the full name, of two words or more, of a unit that the brand file lists."""
    names = (compact(unit.name) for unit in case.estate.brand.units if len(words(unit.name)) > 1)
    whole = max((n for n in names if len(n) >= LONG_NAME and n in case.run), key=len, default="")
    return answer(whole, f"its handle holds “{whole}”, a unit's name in full", len(whole) / max(1, len(case.run)))


def slip(case: Case) -> Answer | None:
    """The handle is one letter away from that of an account of ours that far more pages link to."""
    pages = case.estate.pages_naming
    often = OUTNUMBERED * max(1, pages.get(case.account.ref, 0))
    near = (ref for ref in case.estate.confirmed if ref.partition(":")[0] == case.account.platform)
    meant = next(
        (r for r in sorted(near) if pages.get(r, 0) >= often and misspelt(case.run, case.estate.handle_runs[r])), ""
    )
    return answer(meant, f"it is one letter away from {meant}, which {pages.get(meant, 0)} pages link to")


def place_in_name(case: Case) -> Answer | None:
    """The handle repeats the name of the section of our site that links to it."""
    plain = case.name
    best, where = 0.0, ""
    for url in sorted({e.url for e in case.own}):
        place = case.estate.place(url)
        telling = frozenset(token for token in place.tokens if token in case.run)
        if telling and not place.news and not place.others:
            near = naming(case.run, case.estate, telling)
            gain = (near.parts - plain.parts) / max(0.01, 1 - plain.brand - plain.parts)
            best, where = max((best, where), (gain, url))
    return answer(best > 0.5, f"its handle repeats the name of the section that links to it ({where})", best)


def own_word(case: Case) -> Answer | None:
    """The handle is a word that titles or addresses of several of our pages use."""
    pages = case.estate.pages_with_word.get(case.run, 0)
    return answer(len(case.run) > 5 and pages > 1, f"{pages} of our pages are called “{case.run}”")


def office_in_name(case: Case) -> Answer | None:
    """The handle is an office that the organization has, and then a name that is in titles of its pages."""
    office = next((w for w in OFFICES if case.run.startswith(w) and len(case.run) > len(w) + 3), "")
    if not office:
        return None
    ours = case.estate.unit_words | case.estate.section_words
    held = office in ours or any(office.startswith(word) for word in ours if len(word) > 5)
    person = case.run[len(office) :]
    known = covered(person, case.estate.page_words) >= 0.6 * len(person)
    return answer(held and known, f"its handle names the {office} and a person whom our pages name")


def name_is_brand(case: Case) -> Answer | None:
    """The handle is nothing but the brand's name."""
    n = case.name
    return answer(n.run and n.brand > 0.84 and n.rest < 0.1, "its handle is the brand's name")


def own_package(case: Case) -> Answer | None:
    """It is an app whose package name is the brand's domain, reversed."""
    parts = case.account.handle.casefold().split(".")
    domains = {d for site in case.estate.brand.sites if (d := registrable_domain(site))}
    turned = case.account.platform == "googleplay" and any(
        tuple(reversed(domain.split("."))) == tuple(parts[: domain.count(".") + 1]) for domain in domains
    )
    return answer(turned, f"its package {case.account.handle} is the brand's own domain")


def foreign_name(case: Case) -> Answer | None:
    """The handle names neither the brand nor a part of it."""
    n = case.name_with_sections
    if not n.run or n.rest <= 0.35 or n.brand >= 0.5 or place_in_name(case) or office_in_name(case):
        return None
    return Answer(n.rest, "its handle names neither the brand nor a part of it")


def foreign_host(case: Case) -> Answer | None:
    """The handle is the name of another organization's site that ours links to."""
    same = case.run in case.estate.foreign_names and case.name.rest > 0.3 and case.name.brand < MOSTLY_BRAND / 2
    return answer(len(case.run) > 3 and same, "its handle is the name of another organization's web site")


def foreign_website(case: Case) -> Answer | None:
    """Its profile links to a web site, and to none of ours."""
    links = [link for link in case.profile.links if registrable_domain(link)] if case.profile else []
    foreign = links and not any(case.estate.ours(link) for link in links)
    return answer(foreign, f"its profile links to {links[0] if links else ''}, not to the brand")


def builder(case: Case) -> Answer | None:
    """It belongs to a maker of the software that pages are made with."""
    sells = case.run in BUILDERS and case.name.brand < MOSTLY_BRAND
    return answer(sells, "it belongs to who sells software for web sites, which pages name by themselves")


def other_body(case: Case) -> Answer | None:
    """It calls itself a club, a hotel or a school, and no part of the brand is called so."""
    name = case.profile.name if case.profile else ""
    ours = case.estate.unit_words | case.estate.names | case.estate.section_words
    other = next((w for w in words(name) if w in OTHER_BODIES and w not in ours), "")
    return answer(other, f"it calls itself “{name}”")


def brand_in_profile(case: Case) -> Answer | None:
    """Its own text names the brand."""
    return answer(names_brand(case.text, case.estate), "its profile names the brand")


def run_by_brand(case: Case) -> Answer | None:
    """Its profile says that the brand runs it."""
    runs = names_brand(case.text, case.estate) and says(INITIATIVES, case.text)
    return answer(runs and not has_left(case), "its profile says that the brand runs it")


def has_left(case: Case) -> Answer | None:
    """Its own text, or a page of ours, says that it is not the brand's, or not any more."""
    if says(LEFT, case.text) or says(DISCLAIMS, case.text) or _renamed(case):
        return Answer(1.0, "its profile says that it is not the brand's, or not any more")
    passage = next((e for e in case.distinct if says(LEFT, said_of(e)) and e.region not in FRAME), None)
    return answer(passage, f"“{said_of(passage)}” says that it is not ours any more" if passage else "")


def _renamed(case: Case) -> bool:
    """True for a display name that says it was formerly called after the brand, and is not now."""
    name = case.profile.name if case.profile else ""
    now = _HEAD.split(name)[0]
    return says(FORMERLY, name) and names_brand(name, case.estate) and not names_brand(now, case.estate)


def warned_of(case: Case) -> Answer | None:
    """A page of ours warns of it."""
    passage = next((e for e in case.distinct if e.kind is not EvidenceKind.COMMENT and _warns(case, e)), None)
    return answer(passage, f"{passage.url} warns of it" if passage else "")


def _warns(case: Case, e: Evidence) -> bool:
    text = _HANDLE.sub(" ", f"{e.heading} · {sentence(e)}")
    if says(CLAIMS, text) and not says(WARNINGS, sentence(e)):
        return False
    spoken_of = e.region not in FRAME and resembles(case.run, f"{e.label} {sentence(e)}")
    return says(WARNINGS, text) or (case.estate.place(e.url).warning and spoken_of and not says(INVITES, text))


def disclaimed(case: Case) -> Answer | None:
    """A page of ours says that the brand has nothing to do with it."""
    passage = next((e for e in case.distinct if says(DISCLAIMS, said_of(e)) or says(UNOFFICIAL, said_of(e))), None)
    return answer(passage, f"“{said_of(passage)}” says that it is somebody else's" if passage else "")


def lures(case: Case) -> Answer | None:
    """Its profile offers what impostors offer."""
    return answer(says(LURES, case.text), "its profile offers what impostors offer")


def poses(case: Case) -> Answer | None:
    """It names the brand, claims to be official or is called after it, and links to another organization's site."""
    marked = names_brand(case.text, case.estate) and (says(CLAIMS, case.text) or case.name.brand >= MOSTLY_BRAND)
    return answer(marked and foreign_website(case), "it carries the brand's name and sends people elsewhere")


def many_pages(case: Case) -> Answer | None:
    """Several pages of ours name it."""
    pages = case.estate.pages_naming.get(case.account.ref, 0)
    return answer(pages > 1, f"{pages} pages of ours name it", math.log2(max(1, pages)) / 4)


def followed_often(case: Case) -> Answer | None:
    """Several pages of ours ask, in their own sentences, to follow it."""
    asking = {e.url for e in case.own if says(FOLLOWS, sentence(e)) or says(INVITES, sentence(e))}
    strength = math.log(max(1, len(asking)), OFTEN)
    return answer(len(asking) > 1, f"{len(asking)} pages of ours ask to follow it", strength)


def twin(case: Case) -> Answer | None:
    """An account that is ours has the same name on another platform."""
    named = next(iter(case.twins), "")
    return answer(named and len(case.run) > 3, f"it has the same name as {named}, which is ours")


def same_owner(case: Case) -> Answer | None:
    """Matching gives it the same owner as an account that is ours and has another name."""
    silent = case.twins or case.profile is None
    named = "" if silent else _first(case.relatives.owned, case.estate.confirmed)
    return answer(named, f"what it says of itself ties it to {named}, which is ours")


def refused_relative(case: Case) -> Answer | None:
    """A person said that an account with its name or owner is not ours, and no such account is ours."""
    going = (*case.relatives.refused, *case.relatives.owned)
    named = _first(going, case.estate.judged_not_ours)
    spoken_for = case.twins or _first(going, case.estate.confirmed)
    return answer(named and not spoken_for, f"a person said that {named}, which goes with it, is not ours")


def _first(refs: Iterable[str], among: Set[str]) -> str:
    return next((ref for ref in sorted(refs) if ref in among), "")


def judged_same(case: Case) -> Answer | None:
    """A person said that it has the same owner as an account that is ours."""
    named = _first(case.relatives.same, case.estate.confirmed)
    return answer(named, f"a person said that it has the same owner as {named}, which is ours")


def judged_apart(case: Case) -> Answer | None:
    """A person said that it has the owner of an account that is not ours, or another owner than one that surely is."""
    sure = case.estate.listed_refs | case.estate.judged_ours
    parted = "" if case.account.ref in sure else _first(case.relatives.apart, sure)
    if theirs := _first(case.relatives.same, case.estate.judged_not_ours):
        return answer(not judged_same(case), f"a person said that it has the same owner as {theirs}, which is not ours")
    return answer(parted, f"a person said that it has another owner than {parted}, which is ours")


def calls_itself_unofficial(case: Case) -> Answer | None:
    """It says of itself that it is a fan's or a critic's, or a parody."""
    text = f"{case.account.handle} · {case.text}"
    return answer(says(FANS, text) or says(PARODIES, text), "it says of itself that it is not the brand's")


ABOUT_ACCOUNT: tuple[AccountClue, ...] = (
    known_handle, in_sheet, links_back, own_account_names_it, on_link_page, community_kept,
    brand_in_name, full_name, part_in_name, unit_in_full, slip, place_in_name,
    own_word, office_in_name, name_is_brand, own_package, foreign_name, foreign_host, foreign_website, builder,
    other_body, brand_in_profile, run_by_brand, has_left, warned_of, disclaimed, lures, poses, many_pages,
    followed_often, twin, same_owner, refused_relative, judged_same, judged_apart,
    calls_itself_unofficial,
)  # fmt: skip
