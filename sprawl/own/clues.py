"""Clues to whose an account is: one small function each; its name is its label, its docstring is what it asks.

A clue answers with a strength from 0 to 1 and a sentence, or None. `ABOUT_LINK` clues look at one link on a page of
ours; `ABOUT_ACCOUNT` clues at the account as a whole. Their worth in bits stands in `weights.py`.
"""

from __future__ import annotations

import math
from collections.abc import Callable
from dataclasses import dataclass

from sprawl.model import Account, Evidence, EvidenceKind, Profile, Region
from sprawl.own.estate import Estate, Place, profile_text
from sprawl.own.naming import Naming, foreign_address, handle_run, naming, owner, resembles, sentence
from sprawl.own.lexicon import fit
from sprawl.own.phrases import (
    CLAIMS,
    DISCLAIMS,
    FANS,
    FOLLOWS,
    INITIATIVES,
    INVITES,
    LEADERSHIP,
    LURES,
    OTHER_BODIES,
    OTHERS,
    PARODIES,
    SPEAKS,
    WARNINGS,
    says,
)
from sprawl.own.reading import compact, words
from sprawl.urls import registrable_domain

FRAME = (Region.HEADER, Region.FOOTER, Region.NAV)
STRUCTURED = (EvidenceKind.SAME_AS, EvidenceKind.REL_ME, EvidenceKind.META, EvidenceKind.WELL_KNOWN)
SITE_WIDE_SHARE = 0.3                # of a site's pages: then it is part of the site's frame, whatever the markup says
IN_NEWS = 0.4                        # of what an invitation is worth where "us" can be whoever wrote the release
MOSTLY_BRAND = 0.6                   # of the letters of a handle
LINE = 200                           # characters: a longer block is no line, and what stands in it is not beside
CROWDED = 3                          # accounts of one platform on one page: more is a list
CROWD_DOUBLINGS = 4.0                # a page with 2^4 times as many is as much of a list as can be


@dataclass(frozen=True, slots=True)
class Case:
    """One account and all that was seen of it."""

    account: Account
    evidence: tuple[Evidence, ...]
    profile: Profile | None
    estate: Estate
    own_pages: int                   # pages of ours that were read
    twins: tuple[str, ...] = ()      # refs found ours that have the same name on other platforms

    @property
    def run(self) -> str:
        """The letters of its handle that name somebody."""
        return handle_run(self.account, self.profile)

    @property
    def text(self) -> str:
        """What the account says of itself."""
        return profile_text(self.profile)

    def naming(self, place: frozenset[str] = frozenset()) -> Naming:
        """Its name seen from the brand."""
        return naming(self.run, self.estate, place)


@dataclass(frozen=True, slots=True)
class Found:
    """A clue's answer."""

    strength: float
    sentence: str


AccountClue = Callable[[Case], Found | None]
LinkClue = Callable[[Case, Evidence, Place], Found | None]


def _if(holds: object, sentence: str, strength: float = 1.0) -> Found | None:
    return Found(strength, sentence) if holds and strength > 0 else None


# ── of the account as a whole ──────────────────────────────────────────────────────────────


def known_handle(case: Case) -> Found | None:
    """Does the brand file list it?"""
    return _if(case.account.ref in case.estate.known, "the brand file lists it")


def in_sheet(case: Case) -> Found | None:
    """Does an imported inventory list it?"""
    return _if(any(e.kind is EvidenceKind.SHEET for e in case.evidence), "an imported inventory lists it")


def links_back(case: Case) -> Found | None:
    """Does its own profile name a site of the brand?"""
    links = case.profile.links if case.profile else ()
    back = next((link for link in links if case.estate.ours(link)), "")
    return _if(back, f"its profile links back to {back}")


def own_account_names_it(case: Case) -> Found | None:
    """Does an account that is ours name it in its profile?"""
    confirmed = case.estate.confirmed
    by = next((e.subject for e in case.evidence if e.kind is EvidenceKind.BIO and e.subject in confirmed), "")
    return _if(by, f"{by}, an account of ours, names it in its profile")


def brand_in_name(case: Case) -> Found | None:
    """Does the handle hold the brand's name?"""
    n = case.naming()
    strength = min(1.0, 0.5 + n.brand / 2) * (0.6 + 0.4 * case.estate.rare)
    return _if(n.brand > 0.15, "its handle holds the brand's name", strength)


def part_in_name(case: Case) -> Found | None:
    """Is what the handle says beyond the brand's name a department or unit?"""
    n = case.naming()
    explained = n.parts / max(0.01, 1 - n.brand)
    telling = n.parts * len(n.run) >= 3
    strength = explained if n.brand > 0 else explained**2 * 0.8
    return _if(telling and n.brand < 1 and strength > 0.3, "its handle names a part of the organization", strength)


def place_in_name(case: Case) -> Found | None:
    """Does the handle repeat the name of the section of our site that links to it?"""
    plain = case.naming()
    best, where = 0.0, ""
    for e in case.evidence:
        place = case.estate.place(e.url)
        if not case.estate.ours(e.url) or place.news or place.others:
            continue
        near = case.naming(place.tokens)
        gain = (near.parts - plain.parts) / max(0.01, 1 - plain.brand - plain.parts)
        best, where = max((best, where), (gain, e.url))
    return _if(best > 0.5, f"its handle repeats the name of the section that links to it ({where})", best)


def own_word(case: Case) -> Found | None:
    """Is the handle a word of our own: one that titles and addresses of our pages use?"""
    pages = case.estate.spoken.get(case.run, 0)
    return _if(len(case.run) > 5 and pages > 1, f"{pages} of our pages are called “{case.run}”")


def name_is_brand(case: Case) -> Found | None:
    """Is the handle nothing but the brand's name?"""
    n = case.naming()
    return _if(n.run and n.brand > 0 and n.rest < 0.1 and n.parts < 0.5, "its handle is the brand's name")


def foreign_name(case: Case) -> Found | None:
    """Does the handle say something else than the brand or its parts?"""
    n = case.naming(case.estate.section_words)
    if place_in_name(case):
        return None
    return _if(n.run and n.rest > 0.35 and n.brand < 0.5, "its handle names neither the brand nor a part of it", n.rest)


def foreign_host(case: Case) -> Found | None:
    """Is the handle the name of a foreign site that ours links to?"""
    run = case.run
    same = run in case.estate.foreign and case.naming().rest > 0.3
    return _if(len(run) > 3 and same, "its handle is the name of another organization's web site")


def foreign_website(case: Case) -> Found | None:
    """Does its profile name a web site, and none of ours?"""
    links = [link for link in case.profile.links if registrable_domain(link)] if case.profile else []
    foreign = links and not any(case.estate.ours(link) for link in links)
    return _if(foreign, f"its profile links to {links[0] if links else ''}, not to the brand")


def other_body(case: Case) -> Found | None:
    """Does it call itself a club, a hotel, a school, as no part of the brand is called?"""
    name = case.profile.name if case.profile else ""
    ours = case.estate.unit_words | case.estate.names | case.estate.section_words
    other = next((w for w in words(name) if w in OTHER_BODIES and w not in ours), "")
    return _if(other, f"it calls itself “{name}”")


def run_by_brand(case: Case) -> Found | None:
    """Does its profile say that the brand runs it?"""
    text = case.text
    return _if(names_brand(text, case.estate) and says(INITIATIVES, text), "its profile says that the brand runs it")


def lures(case: Case) -> Found | None:
    """Does its profile offer what impostors offer?"""
    return _if(says(LURES, case.text), "its profile offers what impostors offer")


def poses(case: Case) -> Found | None:
    """Does it carry the brand's name or claim to be official, and send people to a foreign web site?"""
    text = case.text
    marked = names_brand(text, case.estate) and (says(CLAIMS, text) or case.naming().brand >= MOSTLY_BRAND)
    return _if(marked and foreign_website(case), "it carries the brand's name and sends people elsewhere")


def names_brand(text: str, estate: Estate) -> bool:
    """Does a text hold the brand's name or an alias of four letters or more?"""
    run = compact(text)
    return any(compact(name) in run for name in (estate.brand.name, *estate.brand.aliases) if len(name) > 3)


def brand_in_profile(case: Case) -> Found | None:
    """Does its own text name the brand?"""
    text = case.text
    return _if(text and names_brand(text, case.estate), "its profile names the brand", 0.4 + 0.6 * case.estate.rare)


def many_pages(case: Case) -> Found | None:
    """Do several pages of ours name it?"""
    pages = case.estate.pages.get(case.account.ref, 0)
    return _if(pages > 1, f"{pages} pages of ours name it", min(1.0, math.log2(max(1, pages)) / 4))


def twin(case: Case) -> Found | None:
    """Has an account that is ours the same name on another platform?"""
    named = next(iter(case.twins), "")
    return _if(named and len(case.run) > 3, f"it has the same name as {named}, which is ours")


def calls_itself_unofficial(case: Case) -> Found | None:
    """Does it say of itself that it is a fan's, a critic's, a parody?"""
    text = f"{case.account.handle} · {case.text}"
    return _if(says(FANS, text) or says(PARODIES, text), "it says of itself that it is not the brand's")


# ── of one link on a page of ours ──────────────────────────────────────────────────────────


def site_wide(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does it stand on so many pages that it belongs to the frame of the site?"""
    pages = case.estate.pages.get(case.account.ref, 0)
    share = pages / max(1, case.own_pages)
    return _if(pages >= 5 and share >= SITE_WIDE_SHARE, f"{pages} of {case.own_pages} pages of ours link to it")


def in_frame(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does it stand in the header, the footer or the navigation?"""
    return _if(e.region in FRAME, f"it stands in the {e.region} of {e.url}")


def structured(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the page's metadata state it as its own?"""
    return _if(e.kind in STRUCTURED, f"the metadata of {e.url} states it ({e.kind})")


def widget(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is its timeline or follow button embedded?"""
    return _if(e.kind is EvidenceKind.WIDGET, f"{e.url} embeds it")


def invites(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the sentence invite to follow "us"?"""
    said = f"{e.label} · {sentence(e)}"
    told = f"“{sentence(e)}” invites to follow the speaker"
    spoken_by_us = not place.news or names_brand(said, case.estate) or bool(fit({"bio": said}, case.estate.units))
    return _if(says(INVITES, said), told, 1.0 if spoken_by_us else IN_NEWS)


def invited_under(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the heading above it invite to follow the speaker?"""
    return _if(says(INVITES, e.heading), f"it stands under “{e.heading}”")


def speaks_of_itself(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the sentence speak of "our" account?"""
    said = not place.news and says(SPEAKS, sentence(e))
    return _if(said, "the sentence speaks of “our” or “us”")


def asks_to_follow(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the sentence ask to follow it, or to look there for more?"""
    return _if(says(FOLLOWS, sentence(e)), f"“{sentence(e)}” sends people there")


def names_us(case: Case, e: Evidence, place: Place) -> Found | None:
    """Do the words of the link name the brand or a part of it?"""
    named = owner(e, case.run, case.estate)
    if named is None or named.copied or named.ours < 0.6:
        return None
    return Found(named.ours, f"the link calls it “{named.text}”")


def names_other(case: Case, e: Evidence, place: Place) -> Found | None:
    """Do the words of the link name somebody else, whose name the handle repeats?"""
    named = owner(e, case.run, case.estate)
    if named is None or named.foreign < 0.5 or named.copied or presented_person(case, e, place):
        return None
    again = resembles(case.run, named.text)
    return Found(named.foreign if again else 0.5 * named.foreign, f"the link calls it “{named.text}”")


def warned_of(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the page, the heading or the sentence warn of it?"""
    return _if(place.warning or says(WARNINGS, f"{e.heading} · {sentence(e)}"), f"{e.url} warns of it")


def disclaimed(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the sentence say that the brand has nothing to do with it?"""
    return _if(says(DISCLAIMS, e.quote), f"“{sentence(e)}” says that it is somebody else's")


def presented_person(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does a page on those who lead the organization present a person's account?"""
    person = case.account.kind == "person" or is_person_named(case, e)
    return _if(person and (place.leadership or says(LEADERSHIP, e.heading)), f"{e.url} presents its people")


def is_person_named(case: Case, e: Evidence) -> bool:
    """Does an account without the brand's name repeat the name of somebody whom the page is about?"""
    return case.naming().brand == 0 and resembles(case.run, f"{e.heading} {e.label} {e.quote[:80]}")


def run_by_us(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the text around say that the brand runs what the account is called after?"""
    told = not place.news and names_brand(e.quote, case.estate) and says(INITIATIVES, e.quote)
    return _if(told and resembles(case.run, e.quote), f"“{sentence(e)}” says that the brand runs it")


def own_directory(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is the page a directory of the organization's own accounts?"""
    return _if(place.directory and not place.others, "the page lists the organization's own accounts")


def listed_with_others(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does it stand under a heading, or on a page, that lists somebody else?"""
    if says(OTHERS, e.heading):
        return Found(1.0, f"it stands under “{e.heading}”")
    return _if(place.others, "the page lists partners, vendors or resources", 0.7)


def crowd(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is it one of many of the same platform on the page?"""
    n = case.estate.crowd.get((e.url, case.account.platform), 1)
    list_like = n > CROWDED and not place.news
    strength = min(1.0, math.log2(n / CROWDED) / CROWD_DOUBLINGS + 0.25) if list_like else 0.0
    named = owner(e, case.run, case.estate) if strength else None
    told = f"it is one of {n} accounts of its platform on {e.url}"
    return _if(strength, told, strength * (1 - named.ours if named else 1.0))


def beside_foreign(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the same line link to another organization's web site?"""
    there = foreign_address(sentence(e), case.estate)
    if not there and e.beside and len(e.quote) < LINE and "…" not in e.quote:
        there = "" if case.estate.ours(f"https://{e.beside}/") else e.beside
    return _if(there, f"the same line names {there}")


def in_news(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is the page news, a press release, minutes or an event, where many are named?"""
    return _if(place.news, "it stands in news, which name many")


def only_a_post(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is only a post of it linked, not the account?"""
    return _if(e.kind is EvidenceKind.POST, "only a post of it is linked")


def in_comment(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does it stand in a comment of the page, which nobody sees?"""
    return _if(e.kind is EvidenceKind.COMMENT or e.region is Region.COMMENT, "it stands in a comment")


ABOUT_ACCOUNT: tuple[AccountClue, ...] = (
    known_handle, in_sheet, links_back, own_account_names_it, brand_in_name, part_in_name, place_in_name, own_word,
    name_is_brand, foreign_name, foreign_host, foreign_website, other_body, brand_in_profile, run_by_brand, lures,
    poses, many_pages, twin, calls_itself_unofficial,
)  # fmt: skip
ABOUT_LINK: tuple[LinkClue, ...] = (
    site_wide, in_frame, structured, widget, invites, invited_under, speaks_of_itself, asks_to_follow, names_us,
    names_other, warned_of, disclaimed, presented_person, run_by_us, own_directory, listed_with_others, crowd, beside_foreign, in_news, only_a_post, in_comment,
)  # fmt: skip
