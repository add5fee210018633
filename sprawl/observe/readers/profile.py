"""What an account says of itself on its own page: name, bio, links, counts, last post; or that it is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import replace
from datetime import date
from functools import cache

from sprawl import urls
from sprawl.model import Account, Evidence, EvidenceKind, Profile, Region, Response
from sprawl.observe.context import PageContext
from sprawl.observe.dom.tree import Element
from sprawl.observe.json_data import JsonObject
from sprawl.observe.readers import state
from sprawl.observe.readers.state import EmbeddedAccount
from sprawl.observe.references import Reference, account_at, redirect_target
from sprawl.observe.speaker import Speaker
from sprawl.observe.tables import table
from sprawl.observe.text import clean

__all__ = ["gone", "linked", "read", "strip_counts", "strip_title"]

_OWNER_TYPES = (
    "ProfilePage",
    "Person",
    "Organization",
    "Corporation",
    "LocalBusiness",
    "GovernmentOrganization",
    "NGO",
    "Brand",
    "SoftwareApplication",
    "PodcastSeries",
    "NewsMediaOrganization",
    "EducationalOrganization",
    "CollegeOrUniversity",
)
_OWNER_KEYS = ("mainEntity", "about", "author", "publisher")
_DATE_KEYS = ("datePublished", "uploadDate", "dateModified")
_REFUSED = (401, 403, 407, 429, 451, 999)
_MULTIPLIERS = {
    "k": 1e3,
    "m": 1e6,
    "b": 1e9,
    "mil": 1e3,
    "mln": 1e6,
    "mio": 1e6,
    "tsd": 1e3,
    "万": 1e4,
    "億": 1e8,
    "만": 1e4,
}
_COUNT = r"(\d[\d.,\u00a0\u202f ]{0,14}\d|\d)\s?(k|m|b|mil|mln|mio|tsd|万|億|만)?\.?(?!\w)"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(table("profile")[name]), re.I)


@cache
def _count_pattern(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_COUNT}\s*(?:\w+ )?(?:{'|'.join(table('profile')[name])})", re.I)


def read(context: PageContext) -> Profile | None:
    """The profile on an account's own page; ``gone`` when the platform says that there is no such account.

    None where the page says nothing: on other pages, behind a log-in wall, and for 401, 403, 429, 999 and 5xx.
    """
    account, status = context.speaker.profile, context.response.status
    if account is None or status in _REFUSED or status >= 500:
        return None
    headlines = _headlines(context)
    if status in (404, 410) or any(_pattern("gone").search(line) for line in headlines if len(line) < 160):
        return gone(context.speaker, context.response)
    embedded = state.read(context, account)
    if embedded is not None:
        return _completed(_described(context, account), embedded, context)
    walled = _pattern("wall").fullmatch(next(filter(None, headlines), ""))
    return None if walled and not context.metas.get("og:description") else _described(context, account)


def gone(speaker: Speaker, response: Response) -> Profile:
    """The profile of an account that its platform no longer has."""
    return Profile(speaker.ref, gone=True, seen_at=response.fetched_at)


def linked(context: PageContext, hrefs: Iterable[str]) -> Iterator[Evidence]:
    """Evidence of the accounts and sites that an account gives on its own page."""
    for href in hrefs:
        account, host = context.account(href), context.foreign_site(href)
        target = Reference(f"site:{host}") if host and not account else account
        if target and not target.post:
            yield context.evidence_in(EvidenceKind.BIO, target, Region.MAIN, href)


def _headlines(context: PageContext) -> list[str]:
    """Title, og:title and the first headings of a page."""
    by_tag = context.tree.by_tag
    headings = [heading.label() for tag in ("h1", "h2") for heading in by_tag[tag][:3]]
    return [*(clean(e.raw) for e in by_tag["title"][:1]), clean(context.metas.get("og:title", "")), *headings]


def _described(context: PageContext, account: Account) -> Profile:
    """The profile as metadata, JSON-LD and markup give it."""
    metas, objects, fetched_at = context.metas, context.json_objects, context.response.fetched_at
    owners = (item for item in objects if item.type in _OWNER_TYPES)
    owner = next((item for item in owners if not item.path or item.path[-1] in _OWNER_KEYS), JsonObject({}))
    description = clean(metas.get("og:description") or metas.get("description") or "")
    counts = _interactions(objects)
    title = clean(metas.get("og:title", "")) or next((clean(e.raw) for e in context.tree.by_tag["title"]), "")
    address = owner.value.get("address")
    badges = (clean(e.get("aria-label") or e.get("title")) for e in context.tree.unusual[:3000])
    return Profile(
        ref=account.ref,
        name=(clean(owner.text("name")) or strip_title(title))[:200],
        bio=(clean(owner.text("description")) or strip_counts(description))[:1000],
        links=_links(context, owner),
        followers=counts.get("follow", _counted("followers", description)),
        posts=counts.get("write", _counted("posts", description)),
        last_post=_last_post(context, objects, fetched_at),
        verified=True if any(map(_pattern("verified").fullmatch, badges)) else None,
        avatar=metas.get("og:image", "")[:1000],
        language=next((e.get("lang")[:12] for e in context.tree.by_tag["html"]), ""),
        country=clean(JsonObject(address).text("addressCountry"))[:60] if isinstance(address, dict) else "",
        seen_at=fetched_at,
        also=_other_refs(context, account),
    )


def _completed(profile: Profile, embedded: EmbeddedAccount, context: PageContext) -> Profile:
    """With what the page's own JSON says, which is exact where titles and descriptions are cut."""
    words = " \n ".join(embedded.texts("counts"))
    followers = (embedded.count("followers"), _counted("followers", words), profile.followers)
    posts = (embedded.count("posts"), _counted("posts", words), profile.posts)
    return replace(
        profile,
        name=embedded.text("name")[:200],
        bio=embedded.text("bio")[:1000] or profile.bio,
        links=tuple(dict.fromkeys((*profile.links, *_outward(context, embedded.links()))))[:50],
        followers=next((count for count in followers if count is not None), None),
        posts=next((count for count in posts if count is not None), None),
        verified=True if embedded.is_true("verified") else profile.verified,
        avatar=embedded.text("avatar")[:1000] or profile.avatar,
        country=profile.country or embedded.text("country")[:60],
        also=tuple(sorted({*profile.also, *_refs_like(profile.ref, embedded.texts("also"))})),
    )


def _other_refs(context: PageContext, account: Account) -> tuple[str, ...]:
    """Other refs of the same account that its own page gives: where it was redirected from, its canonical address,
    its feed, its number in the platform's app."""
    relations = [e for e in context.tree.by_tag["link"] if {"canonical", "alternate"} & {*e.get("rel").lower().split()}]
    tags = [context.metas.get(name, "") for name in ("og:url", "al:web:url", "al:android:url", "al:ios:url")]
    addresses = (context.response.url, *context.response.hops, *(e.get("href") for e in relations), *tags)
    return tuple(sorted(_refs_like(account.ref, filter(None, addresses))))


def _refs_like(ref: str, addresses: Iterable[str]) -> set[str]:
    """The refs on the same platform that addresses name, other than ``ref``."""
    accounts = (account_at(url) for url in addresses)
    platform = ref.partition(":")[0]
    return {one.ref for one in accounts if one and not one.post and one.ref.startswith(f"{platform}:")} - {ref}


def strip_title(title: str) -> str:
    """``Example (@example) • Instagram photos and videos`` → ``Example``."""
    for pattern in table("profile")["suffixes"]:
        title = re.sub(pattern, "", title, flags=re.I)
    return title.strip(" -\u2013\u2014|\u2022\u00b7:")


def strip_counts(text: str) -> str:
    """``1.2K Followers, 3 Posts - Example on Instagram: "Pens"`` → ``Pens``."""
    for pattern in table("profile")["before_bio"]:
        text = re.sub(pattern, "", text, flags=re.I)
    return text.strip().removeprefix('"').removesuffix('"').strip()


def _links(context: PageContext, owner: JsonObject) -> tuple[str, ...]:
    """The addresses an account gives: rel=me, its field for a web site, and sameAs and url of its JSON-LD."""
    by_tag = context.tree.by_tag
    hrefs = [e.get("href") for tag in ("a", "link") for e in by_tag[tag] if "me" in e.get("rel").lower().split()]
    hrefs += [e.get("href") for e in by_tag["a"] if _is_website_field(e)]
    hrefs += [address for key in ("sameAs", "url") for address in owner.addresses(key)]
    return tuple(dict.fromkeys(_outward(context, hrefs)))[:50]


def _outward(context: PageContext, hrefs: Iterable[str]) -> list[str]:
    """Where addresses lead, behind the platform's own redirects; none of the platform itself."""
    targets = (redirect_target(url) or url for href in hrefs if (url := context.addresses[href]))
    own = urls.registrable_domain(context.host)
    return [url for url in targets if url.startswith("http") and urls.registrable_domain(url) != own]


def _is_website_field(element: Element) -> bool:
    marks = " ".join(element.get(name) for name in ("data-testid", "itemprop", "data-tracking-control-name", "class"))
    return _pattern("website").search(marks) is not None


def _interactions(objects: list[JsonObject]) -> dict[str, int]:
    """Counts of followers and posts as JSON-LD states them."""
    counts: dict[str, int] = {}
    for item in objects:
        kind = item.value.get("interactionType", "")
        kind = kind.get("@type", "") if isinstance(kind, dict) else kind
        number = str(item.value.get("userInteractionCount", "")).replace(",", "")
        if isinstance(kind, str) and number.isdecimal() and len(number) < 13:
            for key in ("follow", "write"):
                if key in kind.lower() and "agent" not in item.path:
                    counts.setdefault(key, int(number))
    return counts


def _counted(name: str, text: str) -> int | None:
    """A count in words: "1.2K Followers", "34,567 abonnés"."""
    match = _count_pattern(name).search(text[:600])
    if not match:
        return None
    digits, multiplier = match[1], _MULTIPLIERS.get((match[2] or "").lower())
    if multiplier is None:
        return int(re.sub(r"\D", "", digits))
    if digits.count(".") > 1:
        return None
    return int(float(re.sub(r"[^\d.]", "", digits.replace(",", ".")).strip(".") or 0) * multiplier)


def _last_post(context: PageContext, objects: list[JsonObject], now: str) -> str | None:
    """The newest date among <time> elements and JSON-LD, none later than the page itself."""
    stated = [element.get("datetime") for element in context.tree.by_tag["time"][:400]]
    stated += [item.text(key) for item in objects for key in _DATE_KEYS if key in item.value]
    days = (_date(text) for text in stated)
    return max((day for day in days if day and (not now or day <= now[:10])), default=None)


def _date(text: str) -> str:
    """The day of an ISO 8601 date; "" for anything else."""
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        return ""
