"""Clues about one link on a page of ours: where it stands, and what the words around it say.

Each clue is one small function: its name is its label, its docstring states when it holds. Of an account's many links
only the most favorable one counts. The bits of each clue stand in `weights.py`.
"""

from __future__ import annotations

import math
import re
from collections.abc import Callable

from sprawl.brand.estate import SITE_WIDE_SHARE
from sprawl.brand.handles import INVITATIONS
from sprawl.brand.naming import foreign_address, naming, owner, owner_above, plainness
from sprawl.brand.places import Place
from sprawl.model import FRAME, Evidence, EvidenceKind, Region
from sprawl.relation.case import Answer, Case, answer, names_brand
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

LinkClue = Callable[[Case, Evidence, Place], Answer | None]


def site_wide(case: Case, e: Evidence, place: Place) -> Answer | None:
    """So many pages of a site link to the account that the link belongs to the frame of the site."""
    there = host(e.url)
    pages, of = (
        case.estate.pages_naming_by_host.get((case.account.ref, there), 0),
        case.estate.pages_of_host.get(there, 0),
    )
    wide = pages >= 5 and pages >= SITE_WIDE_SHARE * max(1, of)
    return answer(wide, f"{pages} of {of} pages of {there} link to it")


def in_frame(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The link stands in the header, the footer or the navigation."""
    return answer(e.region in FRAME, f"it stands in the {e.region} of {e.url}")


def reads_like_frame(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The link stands among the words of a header or footer: copyright, privacy, contact."""
    n = counts(FRAMES, e.quote) + 2 * bool(_COPYRIGHT.search(e.quote))
    return answer(n > 1 and e.region not in FRAME, "it stands among the words of a header or footer", 0.4 + 0.2 * n)


def structured(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The page's metadata states the account as its own."""
    person = _of_author(case, e) or (e.kind is EvidenceKind.REL_ME and _of_person(case, e))
    return answer(e.kind in STRUCTURED and not person, f"the metadata of {e.url} states it ({e.kind})")


def by_author(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The page's metadata states the account as its author's."""
    return answer(_of_author(case, e) and case.name.brand == 0, f"the metadata of {e.url} states it as its author's")


def _of_author(case: Case, e: Evidence) -> bool:
    """True for metadata of a page's author; ``humans.txt`` credits who built the site too."""
    if e.label == "humans.txt":
        return case.name.brand == 0
    written = e.kind is EvidenceKind.META and e.label in _AUTHOR
    return written or (e.kind is EvidenceKind.SAME_AS and e.quote.startswith("Person "))


def _of_person(case: Case, e: Evidence) -> bool:
    """True where the link's label is the name of somebody else, as in a byline."""
    named = owner(e, case.run, case.estate)
    return named is not None and named.foreign > 0.5 and not named.copied and e.region not in FRAME


def widget(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The page embeds the account's timeline or follow button."""
    return answer(e.kind is EvidenceKind.WIDGET, f"{e.url} embeds it")


def one_of_each(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The link stands in a row of links, one a platform, in which nobody else is named."""
    row = case.estate.accounts_in_line(e)
    plain = plainness(e.quote, case.estate) >= (PLAIN_ROW if len(row) > 2 else 1.0)
    own = len(row) > 1 and plain and not _of_somebody(case, e, row)
    return answer(own, f"it is one of a row of {len(row)}, each of another platform", 0.4 + 0.2 * len(row))


def names_nobody(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The link says no more than where it leads, as an organization links to its own accounts."""
    linked = e.kind in (EvidenceKind.LINK, EvidenceKind.REL_ME, EvidenceKind.REDIRECT, EvidenceKind.WIDGET)
    own = (
        linked
        and is_filler(e.label)
        and is_filler(e.quote)
        and not _of_somebody(case, e, case.estate.accounts_in_line(e))
    )
    return answer(own, "the link names nobody else")


def _of_somebody(case: Case, e: Evidence, row: tuple[str, ...]) -> bool:
    """True where the heading or the line names somebody else, whose name this account or one beside it repeats."""
    runs = (case.run, *(case.estate.handle_runs.get(ref, "") for ref in row))
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


def ours_beside(case: Case, e: Evidence, place: Place) -> Answer | None:
    """An account that is ours stands in the same line."""
    others = [ref for ref in case.estate.accounts_in_line(e) if ref != case.account.ref]
    ours = [ref for ref in others if ref in case.estate.confirmed]
    strength = 0.6 + 0.4 * len(ours) / len(others) if others else 0.0
    return answer(ours, f"{ours[0] if ours else ''}, an account of ours, stands in the same line", strength)


def strangers_beside(case: Case, e: Evidence, place: Place) -> Answer | None:
    """Accounts that are somebody else's stand in the same line, and none of ours."""
    others = [ref for ref in case.estate.accounts_in_line(e) if ref != case.account.ref]
    theirs = [ref for ref in others if ref in case.estate.rejected]
    none_ours = not any(ref in case.estate.confirmed for ref in others)
    strength = len(theirs) / len(others) if others and none_ours else 0.0
    return answer(theirs, f"{theirs[0] if theirs else ''}, not an account of ours, stands in the same line", strength)


def invites(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The sentence invites to follow "us"."""
    text = f"{e.label} · {sentence(e)}"
    if not says(INVITES, text):
        return None
    spoken_by_us = not place.news or names_brand(text, case.estate) or bool(case.estate.unit_names.fit({"bio": text}))
    return Answer(1.0 if spoken_by_us else IN_NEWS, f"“{sentence(e)}” invites to follow the speaker")


def invited_under(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The heading above the link invites to follow the speaker."""
    return answer(says(INVITES, e.heading) and not says(OTHERS, e.heading), f"it stands under “{e.heading}”")


def speaks_of_itself(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The sentence speaks of "our" or "us"."""
    speaks = not place.news and says(SPEAKS, sentence(e))
    return answer(speaks, "the sentence speaks of “our” or “us”")


def asks_to_follow(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The sentence asks to follow the account, or to look there for more."""
    return answer(says(FOLLOWS, sentence(e)), f"“{sentence(e)}” sends people there")


def our_channel(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The words around the link speak of "our page", "our podcast", "unsere App"."""
    channel = of_ours(e.heading) or (not place.news and of_ours(f"{before(e)} {sentence(e)} {e.label}"))
    return answer(channel, f"“{sentence(e)}” speaks of a channel of ours")


def takes_messages(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The account is a number or a code by which visitors reach whoever runs the page."""
    elsewhere = place.news or place.others or says(OTHERS, e.heading) or e.kind is not EvidenceKind.LINK
    return answer(case.account.platform in INVITATIONS and not elsewhere, "the page asks to write to it or to join it")


def names_us(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The words of the link name the brand or a part of it; of a link that names nobody, the heading above it."""
    named, least = owner(e, case.run, case.estate), 0.6
    if named is None and not place.news:
        named, least = owner_above(e, case.run, case.estate), 0.9
    if named is None or named.copied or named.ours < least:
        return None
    return Answer(named.ours, f"the link calls it “{named.text}”")


def names_other(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The words of the link name somebody else; more so where the handle repeats the name."""
    named = owner(e, case.run, case.estate)
    if named is None:
        return _under_other(case, e, place)
    if named.foreign < 0.5 or named.copied or presented_person(case, e, place):
        return None
    again = 1.0 if resembles(case.run, named.text) else 0.5
    strength = named.foreign * again * (1 - case.estate.name_rarity if named.brand and not named.body else 1.0)
    return answer(strength, f"the link calls it “{named.text}”", strength)


def _under_other(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The answer for a link that names nobody and stands under the name of somebody else."""
    named = owner_above(e, case.run, case.estate)
    spared = e.region in FRAME or of_ours(e.heading) or presented_person(case, e, place)
    if named is None or named.foreign < 0.5 or spared:
        return None
    again = resembles(case.run, named.text) or named.body
    return answer(again, f"it stands under “{named.text}”", named.foreign)


def presented_person(case: Case, e: Evidence, place: Place) -> Answer | None:
    """A page on those who lead the organization presents a person's account."""
    if e.region in FRAME or (case.name.brand > 0 and case.account.kind != "person"):
        return None
    leads = place.leadership or says(LEADERSHIP, e.heading)
    office = not place.news and not place.others and _in_office(case, e)
    if not leads and not office:
        return None
    person = case.account.kind == "person" or is_person_named(case, e, place)
    return answer(person, f"{e.url} presents its people")


def _in_office(case: Case, e: Evidence) -> bool:
    """True where the link's words name an office, or the sentence one of ours ("our chairman", "chairman of Acme")."""
    if says(ROLES, f"{e.heading} · {e.label}"):
        return True
    text = sentence(e)
    return says(ROLES, text) and (says(SPEAKS, text) or names_brand(text, case.estate))


def is_person_named(case: Case, e: Evidence, place: Place) -> bool:
    """True where the handle repeats a person's name in the page's title, the heading or the link."""
    about = frozenset(token for token in place.tokens if len(token) > 2)
    if len(case.run) < 4 or case.run in case.estate.foreign_names or says(ROLES, f"{case.account.handle} {e.label}"):
        return False
    if covered(case.run, about) >= 0.6 * len(case.run):
        return True
    names = (text for text in (e.heading, e.label, e.quote[:80], sentence(e)) if not OTHER_BODIES & {*words(text)})
    return any(resembles(case.run, text) for text in names)


def run_by_us(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The text around the link says that the brand runs what the account is named after."""
    runs = not place.news and names_brand(e.quote, case.estate) and says(INITIATIVES, e.quote)
    return answer(runs and resembles(case.run, e.quote), f"“{sentence(e)}” says that the brand runs it")


def own_directory(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The page is a directory of the organization's own accounts."""
    return answer(place.directory and not place.others, "the page lists the organization's own accounts")


def listed_with_others(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The link stands under a heading, or on a page, that lists somebody else."""
    if says(OTHERS, e.heading) and e.region not in FRAME:
        return Answer(1.0, f"it stands under “{e.heading}”")
    return answer(place.others, "the page lists partners, vendors or resources", 0.7)


def among_comments(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The link stands where visitors write."""
    return answer(_for_visitors(e.heading) and e.region not in FRAME, f"it stands under “{e.heading}”")


def credited(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The line names who made the site, its theme or a picture."""
    says_so = says(CREDITS, e.quote) and case.name.brand < 0.5
    return answer(says_so and resembles(case.run, sentence(e)), f"“{sentence(e)}” credits it")


def works_with_us(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The sentence says that we did something together with somebody of that name."""
    other = says(BESIDES, sentence(e)) and case.name.brand == 0 and resembles(case.run, sentence(e))
    return answer(other, f"“{sentence(e)}” names somebody beside us")


def crowd(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The account is one of many of its platform on the page."""
    n = case.estate.accounts_on_page.get((e.url, case.account.platform), 1)
    if n <= CROWDED or place.news or e.region in FRAME or e.kind in STRUCTURED:
        return None
    strength = min(1.0, math.log2(n / CROWDED) / CROWD_DOUBLINGS + 0.25)
    named = owner(e, case.run, case.estate)
    return answer(
        strength, f"it is one of {n} accounts of its platform on {e.url}", strength * (1 - named.ours if named else 1.0)
    )


def beside_foreign(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The same line names another organization's web site."""
    if e.region in FRAME or reads_like_frame(case, e, place) or says(CREDITS, e.quote):
        return None
    there = foreign_address(sentence(e), case.estate)
    if not there and e.beside and len(e.quote) < LINE and "…" not in e.quote:
        there = "" if case.estate.ours(f"https://{e.beside}/") else e.beside
    return answer(there, f"the same line names {there}")


def in_news(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The page is news, a press release, minutes or an event, which name many accounts."""
    return answer(place.news and e.region not in FRAME, "it stands in news, which name many")


def in_script(case: Case, e: Evidence, place: Place) -> Answer | None:
    """Only a script names the account, as the settings of share buttons do."""
    return answer(e.kind is EvidenceKind.SCRIPT, "only a script names it")


def only_a_post(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The link leads to a post, not to the account."""
    return answer(e.kind is EvidenceKind.POST, "only a post of it is linked")


def in_comment(case: Case, e: Evidence, place: Place) -> Answer | None:
    """The link stands in a comment in the page's source, which nobody sees."""
    return answer(e.kind is EvidenceKind.COMMENT or e.region is Region.COMMENT, "it stands in a comment")


ABOUT_LINK: tuple[LinkClue, ...] = (
    site_wide, in_frame, reads_like_frame, structured, by_author, widget, one_of_each, names_nobody, ours_beside,
    strangers_beside, invites, invited_under, speaks_of_itself, our_channel, takes_messages, asks_to_follow,
    names_us, names_other,
    presented_person, run_by_us, own_directory, listed_with_others, among_comments, credited, works_with_us, crowd,
    beside_foreign, in_news, in_script, only_a_post, in_comment,
)  # fmt: skip
