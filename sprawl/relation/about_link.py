"""Clues about one link on a page of ours: where it stands, and what the words around it say.

Each is one small function; its name is its label, its docstring is what it asks. Of an account's many links only the
most favorable one counts. Their worth in bits stands in `weights.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from sprawl.brand.estate import SITE_WIDE_SHARE, Place
from sprawl.brand.handles import INVITATIONS
from sprawl.brand.naming import foreign_address, naming, owner, owner_above, plainness
from sprawl.model import FRAME, Evidence, EvidenceKind, Region
from sprawl.relation.case import Case, Found, found, names_brand
from sprawl.text.fillers import is_filler
from sprawl.text.phrases import (
    BESIDES,
    COMMENTS,
    CREDITS,
    FOLLOWS,
    FRAMES,
    INITIATIVES,
    INVITES,
    LEADERSHIP,
    OTHERS,
    ROLES,
    SPEAKS,
    counts,
    of_ours,
    says,
)
from sprawl.text.segmentation import covered, resembles
from sprawl.text.sentences import before, sentence
from sprawl.text.word_lists import OTHER_BODIES
from sprawl.text.words import words
from sprawl.urls import host

STRUCTURED = (EvidenceKind.SAME_AS, EvidenceKind.REL_ME, EvidenceKind.META, EvidenceKind.WELL_KNOWN)
PLAIN_ROW = 0.7  # share of the words of a row of three or more that name nobody
IN_NEWS = 0.4  # of what an invitation is worth where "us" can be whoever wrote the release
LINE = 200  # characters: a longer block is no line, and what stands in it is not beside
CROWDED = 3  # accounts of one platform on one page: more is a list
CROWD_DOUBLINGS = 4.0  # a page with 2^4 times as many is as much of a list as can be
_COPYRIGHT = re.compile(r"©|\(c\) ?(?:19|20)\d\d", re.IGNORECASE)
_AUTHOR = ("twitter:creator", "article:author", "creator", "author")

LinkClue = Callable[[Case, Evidence, Place], Found | None]


def site_wide(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does it stand on so many pages of a site that it belongs to the frame of the site?"""
    there = host(e.url)
    pages, of = case.estate.pages_there.get((case.account.ref, there), 0), case.estate.host_pages.get(there, 0)
    wide = pages >= 5 and pages >= SITE_WIDE_SHARE * max(1, of)
    return found(wide, f"{pages} of {of} pages of {there} link to it")


def in_frame(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does it stand in the header, the footer or the navigation?"""
    return found(e.region in FRAME, f"it stands in the {e.region} of {e.url}")


def reads_like_frame(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does it stand among the words of a header or a footer: copyright, privacy, contact?"""
    n = counts(FRAMES, e.quote) + 2 * bool(_COPYRIGHT.search(e.quote))
    return found(n > 1 and e.region not in FRAME, "it stands among the words of a header or footer", 0.4 + 0.2 * n)


def structured(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the page's metadata state it as its own?"""
    person = _of_author(case, e) or (e.kind is EvidenceKind.REL_ME and _of_person(case, e))
    return found(e.kind in STRUCTURED and not person, f"the metadata of {e.url} states it ({e.kind})")


def by_author(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the page's metadata state it as its author's?"""
    return found(_of_author(case, e) and case.name.brand == 0, f"the metadata of {e.url} states it as its author's")


def _of_author(case: Case, e: Evidence) -> bool:
    """A ``humans.txt`` credits who built the site, beside the site's own account."""
    if e.label == "humans.txt":
        return case.name.brand == 0
    written = e.kind is EvidenceKind.META and e.label in _AUTHOR
    return written or (e.kind is EvidenceKind.SAME_AS and e.quote.startswith("Person "))


def _of_person(case: Case, e: Evidence) -> bool:
    """Is the link's label a name of somebody else, as a byline's is?"""
    named = owner(e, case.run, case.estate)
    return named is not None and named.foreign > 0.5 and not named.copied and e.region not in FRAME


def widget(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is its timeline or follow button embedded?"""
    return found(e.kind is EvidenceKind.WIDGET, f"{e.url} embeds it")


def one_of_each(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does it stand in a row of links, one a platform, in which nobody is named?"""
    row = case.estate.row(e)
    plain = plainness(e.quote, case.estate) >= (PLAIN_ROW if len(row) > 2 else 1.0)
    own = len(row) > 1 and plain and not _of_somebody(case, e, row)
    return found(own, f"it is one of a row of {len(row)}, each of another platform", 0.4 + 0.2 * len(row))


def names_nobody(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the link say no more than where it leads, as an organization links to its own?"""
    linked = e.kind in (EvidenceKind.LINK, EvidenceKind.REL_ME, EvidenceKind.REDIRECT, EvidenceKind.WIDGET)
    own = linked and is_filler(e.label) and is_filler(e.quote) and not _of_somebody(case, e, case.estate.row(e))
    return found(own, "the link names nobody else")


def _of_somebody(case: Case, e: Evidence, row: tuple[str, ...]) -> bool:
    """Does the heading name somebody else, whose name this account or one beside it repeats?"""
    runs = (case.run, *(case.estate.runs.get(ref, "") for ref in row))
    if says(OTHERS, e.heading) or _for_visitors(e.heading):
        return True
    if not is_filler(e.quote) and any(resembles(run, e.quote) and not _holds_brand(case, run) for run in runs):
        return True
    above = owner_above(e, case.run, case.estate)
    if above is None or above.ours > 0.5:
        return False
    return above.body or any(resembles(run, e.heading) for run in runs)


def _for_visitors(heading: str) -> bool:
    return says(COMMENTS, heading) and "?" not in heading


def _holds_brand(case: Case, run: str) -> bool:
    return naming(run, case.estate).brand > 0


def ours_beside(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is an account that is ours in the same line?"""
    others = [ref for ref in case.estate.row(e) if ref != case.account.ref]
    ours = [ref for ref in others if ref in case.estate.confirmed]
    strength = 0.6 + 0.4 * len(ours) / len(others) if others else 0.0
    return found(ours, f"{ours[0] if ours else ''}, an account of ours, stands in the same line", strength)


def strangers_beside(case: Case, e: Evidence, place: Place) -> Found | None:
    """Are accounts that are somebody else's in the same line, and none of ours?"""
    others = [ref for ref in case.estate.row(e) if ref != case.account.ref]
    theirs = [ref for ref in others if ref in case.estate.doubted]
    none_ours = not any(ref in case.estate.confirmed for ref in others)
    strength = len(theirs) / len(others) if others and none_ours else 0.0
    return found(theirs, f"{theirs[0] if theirs else ''}, not an account of ours, stands in the same line", strength)


def invites(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the sentence invite to follow "us"?"""
    said = f"{e.label} · {sentence(e)}"
    if not says(INVITES, said):
        return None
    spoken_by_us = not place.news or names_brand(said, case.estate) or bool(case.estate.lexicon.fit({"bio": said}))
    return Found(1.0 if spoken_by_us else IN_NEWS, f"“{sentence(e)}” invites to follow the speaker")


def invited_under(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the heading above it invite to follow the speaker?"""
    return found(says(INVITES, e.heading) and not says(OTHERS, e.heading), f"it stands under “{e.heading}”")


def speaks_of_itself(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the sentence speak of "our" account?"""
    said = not place.news and says(SPEAKS, sentence(e))
    return found(said, "the sentence speaks of “our” or “us”")


def asks_to_follow(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the sentence ask to follow it, or to look there for more?"""
    return found(says(FOLLOWS, sentence(e)), f"“{sentence(e)}” sends people there")


def our_channel(case: Case, e: Evidence, place: Place) -> Found | None:
    """Do the words around speak of "our page", "our podcast", "unsere App"?"""
    told = of_ours(e.heading) or (not place.news and of_ours(f"{before(e)} {sentence(e)} {e.label}"))
    return found(told, f"“{sentence(e)}” speaks of a channel of ours")


def takes_messages(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is it a number or a code by which visitors of the page reach whoever runs it?"""
    elsewhere = place.news or place.others or says(OTHERS, e.heading) or e.kind is not EvidenceKind.LINK
    return found(case.account.platform in INVITATIONS and not elsewhere, "the page asks to write to it or to join it")


def names_us(case: Case, e: Evidence, place: Place) -> Found | None:
    """Do the words of the link, or the heading above a link that names nobody, name the brand or a part of it?"""
    named, least = owner(e, case.run, case.estate), 0.6
    if named is None and not place.news:
        named, least = owner_above(e, case.run, case.estate), 0.9
    if named is None or named.copied or named.ours < least:
        return None
    return Found(named.ours, f"the link calls it “{named.text}”")


def names_other(case: Case, e: Evidence, place: Place) -> Found | None:
    """Do the words of the link name somebody else, whose name the handle repeats?"""
    named = owner(e, case.run, case.estate)
    if named is None:
        return _under_other(case, e, place)
    if named.foreign < 0.5 or named.copied or presented_person(case, e, place):
        return None
    again = 1.0 if resembles(case.run, named.text) else 0.5
    strength = named.foreign * again * (1 - case.estate.rare if named.brand and not named.body else 1.0)
    return found(strength, f"the link calls it “{named.text}”", strength)


def _under_other(case: Case, e: Evidence, place: Place) -> Found | None:
    """A link that names nobody, under the name of somebody else."""
    named = owner_above(e, case.run, case.estate)
    spared = e.region in FRAME or of_ours(e.heading) or presented_person(case, e, place)
    if named is None or named.foreign < 0.5 or spared:
        return None
    again = resembles(case.run, named.text) or named.body
    return found(again, f"it stands under “{named.text}”", named.foreign)


def presented_person(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does a page on those who lead the organization present a person's account?"""
    if e.region in FRAME or (case.name.brand > 0 and case.account.kind != "person"):
        return None
    leads = place.leadership or says(LEADERSHIP, e.heading)
    office = not place.news and not place.others and _in_office(case, e)
    if not leads and not office:
        return None
    person = case.account.kind == "person" or is_person_named(case, e, place)
    return found(person, f"{e.url} presents its people")


def _in_office(case: Case, e: Evidence) -> bool:
    """Do the words at the link give an office, or the sentence one of ours ("our chairman", "chairman of Acme")?"""
    if says(ROLES, f"{e.heading} · {e.label}"):
        return True
    said = sentence(e)
    return says(ROLES, said) and (says(SPEAKS, said) or names_brand(said, case.estate))


def is_person_named(case: Case, e: Evidence, place: Place) -> bool:
    """Does the handle repeat a name that the page, the heading or the link gives a person?"""
    about = frozenset(token for token in place.tokens if len(token) > 2)
    if len(case.run) < 4 or case.run in case.estate.foreign or says(ROLES, f"{case.account.handle} {e.label}"):
        return False
    if covered(case.run, about) >= 0.6 * len(case.run):
        return True
    names = (text for text in (e.heading, e.label, e.quote[:80], sentence(e)) if not OTHER_BODIES & {*words(text)})
    return any(resembles(case.run, text) for text in names)


def run_by_us(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the text around say that the brand runs what the account is called after?"""
    told = not place.news and names_brand(e.quote, case.estate) and says(INITIATIVES, e.quote)
    return found(told and resembles(case.run, e.quote), f"“{sentence(e)}” says that the brand runs it")


def own_directory(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is the page a directory of the organization's own accounts?"""
    return found(place.directory and not place.others, "the page lists the organization's own accounts")


def listed_with_others(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does it stand under a heading, or on a page, that lists somebody else?"""
    if says(OTHERS, e.heading) and e.region not in FRAME:
        return Found(1.0, f"it stands under “{e.heading}”")
    return found(place.others, "the page lists partners, vendors or resources", 0.7)


def among_comments(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does it stand where visitors speak?"""
    return found(_for_visitors(e.heading) and e.region not in FRAME, f"it stands under “{e.heading}”")


def credited(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the line name who made the site, its theme or a picture?"""
    says_so = says(CREDITS, e.quote) and case.name.brand < 0.5
    return found(says_so and resembles(case.run, sentence(e)), f"“{sentence(e)}” credits it")


def works_with_us(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the sentence say that we did something with somebody of that name?"""
    other = says(BESIDES, sentence(e)) and case.name.brand == 0 and resembles(case.run, sentence(e))
    return found(other, f"“{sentence(e)}” names somebody beside us")


def crowd(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is it one of many of the same platform on the page?"""
    n = case.estate.crowd.get((e.url, case.account.platform), 1)
    if n <= CROWDED or place.news or e.region in FRAME or e.kind in STRUCTURED:
        return None
    strength = min(1.0, math.log2(n / CROWDED) / CROWD_DOUBLINGS + 0.25)
    named = owner(e, case.run, case.estate)
    told = f"it is one of {n} accounts of its platform on {e.url}"
    return found(strength, told, strength * (1 - named.ours if named else 1.0))


def beside_foreign(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does the same line link to another organization's web site?"""
    if e.region in FRAME or reads_like_frame(case, e, place) or says(CREDITS, e.quote):
        return None
    there = foreign_address(sentence(e), case.estate)
    if not there and e.beside and len(e.quote) < LINE and "…" not in e.quote:
        there = "" if case.estate.ours(f"https://{e.beside}/") else e.beside
    return found(there, f"the same line names {there}")


def in_news(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is the page news, a press release, minutes or an event, where many are named?"""
    return found(place.news and e.region not in FRAME, "it stands in news, which name many")


def in_script(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does only a script name it, as the settings of share buttons do?"""
    return found(e.kind is EvidenceKind.SCRIPT, "only a script names it")


def only_a_post(case: Case, e: Evidence, place: Place) -> Found | None:
    """Is only a post of it linked, not the account?"""
    return found(e.kind is EvidenceKind.POST, "only a post of it is linked")


def in_comment(case: Case, e: Evidence, place: Place) -> Found | None:
    """Does it stand in a comment of the page, which nobody sees?"""
    return found(e.kind is EvidenceKind.COMMENT or e.region is Region.COMMENT, "it stands in a comment")


ABOUT_LINK: tuple[LinkClue, ...] = (
    site_wide, in_frame, reads_like_frame, structured, by_author, widget, one_of_each, names_nobody, ours_beside,
    strangers_beside, invites, invited_under, speaks_of_itself, our_channel, takes_messages, asks_to_follow,
    names_us, names_other,
    presented_person, run_by_us, own_directory, listed_with_others, among_comments, credited, works_with_us, crowd,
    beside_foreign, in_news, in_script, only_a_post, in_comment,
)  # fmt: skip
