"""What an account says of itself on its own page: name, words, links, counts, last post; or that it is gone."""

from __future__ import annotations

import re
from collections.abc import Iterable
from dataclasses import replace
from datetime import date
from functools import cache

from sprawl import urls
from sprawl.model import Account, Profile, Response
from sprawl.observe.dom.texts import clean, label_of
from sprawl.observe.dom.tree import Element
from sprawl.observe.hosted import Speaker
from sprawl.observe.naming import named, passed_on
from sprawl.observe.readers import state
from sprawl.observe.readers.jsonld import Thing
from sprawl.observe.readers.state import State
from sprawl.observe.scene import Scene
from sprawl.observe.tables import table

__all__ = ["gone", "read", "strip_title"]

_OWNERS = (
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
_REFUSED = (401, 403, 407, 429, 451, 999)
_MULTIPLES = {
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
_NUMBER = r"(\d[\d.,\u00a0\u202f ]{0,14}\d|\d)\s?(k|m|b|mil|mln|mio|tsd|万|億|만)?\.?(?!\w)"


@cache
def _pattern(name: str) -> re.Pattern[str]:
    return re.compile("|".join(table("profile")[name]), re.I)


@cache
def _count(name: str) -> re.Pattern[str]:
    return re.compile(rf"{_NUMBER}\s*(?:\w+ )?(?:{'|'.join(table('profile')[name])})", re.I)


def read(
    response: Response, scene: Scene, speaker: Speaker, metas: dict[str, str], things: list[Thing]
) -> Profile | None:
    """The profile on an account's own page; ``gone`` when the platform says there is none.

    None where nothing can be told: on other pages, behind a log-in wall, and for 401, 403, 429 and 999.
    """
    account = speaker.profile
    if account is None or response.status in _REFUSED or response.status >= 500:
        return None
    if response.status in (404, 410) or _says_gone(scene, metas):
        return gone(speaker, response)
    found = state.read(scene, account)
    if found is None and _walled(scene, metas):
        return None
    owner = next((thing for thing in things if thing.type in _OWNERS and not _minor(thing)), None)
    described = _described(account, response, scene, metas, owner, things)
    return described if found is None else _with_state(described, found, scene)


def gone(speaker: Speaker, response: Response) -> Profile:
    """The profile of an account that its platform no longer has."""
    return Profile(speaker.ref, gone=True, seen_at=response.fetched_at)


def _minor(thing: Thing) -> bool:
    return bool(thing.path) and thing.path[-1] not in ("mainEntity", "about", "author", "publisher")


def _said(scene: Scene, metas: dict[str, str]) -> list[str]:
    tagged = scene.tree.tagged
    headings = [label_of(h) for tag in ("h1", "h2") for h in tagged[tag][:3]]
    return [clean(e.raw) for e in tagged["title"][:1]] + [clean(metas.get("og:title", ""))] + headings


def _says_gone(scene: Scene, metas: dict[str, str]) -> bool:
    return any(_pattern("gone").search(text) for text in _said(scene, metas) if len(text) < 160)


def _walled(scene: Scene, metas: dict[str, str]) -> bool:
    """A log-in page under the account's address: nothing can be told."""
    first = next((text for text in _said(scene, metas) if text), "")
    return bool(_pattern("wall").fullmatch(first)) and not metas.get("og:description")


def _described(
    account: Account,
    response: Response,
    scene: Scene,
    metas: dict[str, str],
    owner: Thing | None,
    things: list[Thing],
) -> Profile:
    about = clean(metas.get("og:description") or metas.get("description") or "")
    counts = _interactions(things)
    return Profile(
        ref=account.ref,
        name=_name(scene, metas, owner),
        bio=((clean(owner.text("description")) if owner else "") or strip_counts(about))[:1000],
        links=_links(scene, owner),
        followers=counts.get("follow", _counted("followers", about)),
        posts=counts.get("write", _counted("posts", about)),
        last_post=_last_post(scene, things, response.fetched_at),
        verified=True if _verified(scene) else None,
        avatar=metas.get("og:image", "")[:1000],
        language=_language(scene),
        country=_country(owner),
        seen_at=response.fetched_at,
        also=_also(account, response, scene, metas),
    )


def _with_state(told: Profile, found: State, scene: Scene) -> Profile:
    """The same with what the page's own JSON says, which is exact where titles and descriptions are cut."""
    counts = " \n ".join(found.texts("counts"))
    followers, posts = found.number("followers"), found.number("posts")
    also = (named(url) for url in found.texts("also"))
    platform = told.ref.partition(":")[0]
    same = {one.ref for one in also if one and not one.post and one.ref.startswith(f"{platform}:")}
    return replace(
        told,
        name=found.text("name")[:200],
        bio=found.text("bio")[:1000] or told.bio,
        links=tuple(dict.fromkeys((*told.links, *_addresses(scene, found.links))))[:50],
        followers=_first(followers, _counted("followers", counts), told.followers),
        posts=_first(posts, _counted("posts", counts), told.posts),
        verified=True if found.told("verified") else told.verified,
        avatar=found.text("avatar")[:1000] or told.avatar,
        country=told.country or found.text("country")[:60],
        also=tuple(sorted({*told.also, *same} - {told.ref})),
    )


def _first(*counts: int | None) -> int | None:
    return next((count for count in counts if count is not None), None)


def _also(account: Account, response: Response, scene: Scene, metas: dict[str, str]) -> tuple[str, ...]:
    """Other refs of the same account that its own page gives: where it was redirected from, its canonical address,
    its feed, its number in the platform's app."""
    links = [
        e.get("href") for e in scene.tree.tagged["link"] if {"canonical", "alternate"} & {*e.get("rel").lower().split()}
    ]
    tags = [metas.get(name, "") for name in ("og:url", "al:web:url", "al:android:url", "al:ios:url")]
    told = (named(url) for url in (response.url, *response.hops, *links, *tags) if url)
    same = (found.ref for found in told if found and not found.post and found.ref.startswith(f"{account.platform}:"))
    return tuple(sorted(set(same) - {account.ref}))


def _name(scene: Scene, metas: dict[str, str], owner: Thing | None) -> str:
    """The display name: of JSON-LD, else of a title without what the platform adds to it."""
    said = clean(owner.text("name")) if owner else ""
    title = clean(metas.get("og:title", "")) or next((clean(e.raw) for e in scene.tree.tagged["title"]), "")
    return (said or strip_title(title))[:200]


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


def _links(scene: Scene, owner: Thing | None) -> tuple[str, ...]:
    """The addresses an account gives: rel=me, and sameAs and url of its JSON-LD, none of the platform's own."""
    said = [address for key in ("sameAs", "url") for address in (owner.addresses(key) if owner else ())]
    mine = [
        e.get("href") for tag in ("a", "link") for e in scene.tree.tagged[tag] if "me" in e.get("rel").lower().split()
    ]
    fields = [e.get("href") for e in scene.tree.tagged["a"] if _is_website(e)]
    return tuple(dict.fromkeys(_addresses(scene, (*mine, *fields, *said))))[:50]


def _addresses(scene: Scene, hrefs: Iterable[str]) -> list[str]:
    """Where addresses lead, behind the platform's own redirects; none of the platform itself."""
    found = (passed_on(url) or url for href in hrefs if (url := scene.absolute(href)))
    return [url for url in found if url.startswith("http") and not _own(scene, url)]


def _is_website(element: Element) -> bool:
    marks = " ".join(element.get(name) for name in ("data-testid", "itemprop", "data-tracking-control-name", "class"))
    return _pattern("website").search(marks) is not None


def _own(scene: Scene, url: str) -> bool:
    return urls.registrable_domain(url) == urls.registrable_domain(scene.host)


def _interactions(things: list[Thing]) -> dict[str, int]:
    """Counts of followers and posts as JSON-LD states them."""
    found: dict[str, int] = {}
    for thing in things:
        kind = thing.value.get("interactionType", "")
        kind = kind.get("@type", "") if isinstance(kind, dict) else kind
        number = str(thing.value.get("userInteractionCount", "")).replace(",", "")
        if isinstance(kind, str) and number.isdecimal() and len(number) < 13:
            for key in ("follow", "write"):
                if key in kind.lower() and "agent" not in thing.path:
                    found.setdefault(key, int(number))
    return found


def _counted(name: str, text: str) -> int | None:
    """A count in words: "1.2K Followers", "34,567 abonnés"."""
    found = _count(name).search(text[:600])
    if not found:
        return None
    digits, multiple = found[1], _MULTIPLES.get((found[2] or "").lower(), 1.0)
    if multiple > 1:
        return (
            int(float(re.sub(r"[^\d.]", "", digits.replace(",", ".")).strip(".") or 0) * multiple)
            if digits.count(".") < 2
            else None
        )
    return int(re.sub(r"\D", "", digits))


def _last_post(scene: Scene, things: list[Thing], now: str) -> str | None:
    """The newest date among <time> elements and JSON-LD, none later than the page itself."""
    said = [element.get("datetime") for element in scene.tree.tagged["time"][:400]]
    said += [
        thing.text(key)
        for thing in things
        for key in ("datePublished", "uploadDate", "dateModified")
        if key in thing.value
    ]
    dates = (_date(text) for text in said)
    return max((day for day in dates if day and (not now or day <= now[:10])), default=None)


def _date(text: str) -> str:
    """The day of an ISO 8601 date; "" for anything else."""
    try:
        return date.fromisoformat(text.strip()[:10]).isoformat()
    except ValueError:
        return ""


def _verified(scene: Scene) -> bool:
    return any(
        _pattern("verified").fullmatch(clean(e.get("aria-label") or e.get("title"))) for e in scene.tree.odd[:3000]
    )


def _language(scene: Scene) -> str:
    return next((e.get("lang")[:12] for e in scene.tree.tagged["html"]), "")


def _country(owner: Thing | None) -> str:
    address = owner.value.get("address") if owner else None
    country = Thing(address, ()).text("addressCountry") if isinstance(address, dict) else ""
    return clean(country)[:60]
