"""One page while it is read: what a URL on it names, and how a finding is put into words."""

from __future__ import annotations

import re
from functools import cached_property, lru_cache
from typing import NamedTuple
from urllib.parse import unquote

from sprawl import platforms, urls
from sprawl.model import Account, Evidence, EvidenceKind, Region
from sprawl.observe.regions import Regions
from sprawl.observe.texts import clean, cut, label_of
from sprawl.observe.tree import Element, Tree
from sprawl.observe.words import Words

__all__ = ["Named", "Scene", "named", "named_handle", "passed_on"]

_ELSEWHERE = ("mailto:", "tel:", "data:", "sms:", "about:", "blob:", "file:", "skype:", "callto:", "fax:", "geo:")
_LONGEST = 2000
# Addresses that are absolute, or absolute in their host, and that no browser would spell otherwise.
_PLAIN = re.compile(r"https?://(?!xn--)[a-z0-9-]+(?:\.(?!xn--)[a-z0-9-]+)*\.[a-z]{2,}/[\w\-./~?=&+,;:@!%#]*", re.A)
_PATH = re.compile(r"/(?!/)[\w\-./~?=&+,;:@!%#]*", re.A)
_TO = re.compile(
    r"[?&](?:u|url|to|link|target|dest|destination|goto|go|out|href|redirect|redirect_to|redirect_url|r|q|l)=(https?(?::|%3a)[^&#]{4,500})",
    re.I,
)
_CALLED = re.compile(
    r"(?<=/)[^/?#]*[^\W\d_]{3}[^/?#]*-\d{6,}/?(?=$|[?#])|(?<=/)[^/?#]*[^\W\d_]{3}[^/?#]*/\d{6,}(?=/?(?:$|[?#]))"
)
_BELOW = re.compile(r"[\w-][\w\-./~]*(?:[?#][\w\-./~?=&+,;:@!%#]*)?", re.A)


class Named(NamedTuple):
    """What a URL names: an account, or (``post``) something that account published."""

    ref: str
    post: bool
    handle: str = ""  # as written


@lru_cache(maxsize=1 << 15)
def named(url: str) -> Named | None:
    """The account a URL names or implies; None for everything else, such as share buttons and theme defaults."""
    if url.startswith(("http:", "https:")) and _stranger(urls.host(url)) and not _wrapping(url):
        return None
    reading = platforms.read(url)
    if reading.account is not None:
        return None if reading.reason == "theme-default" else _told(reading.account, url)
    return _told(reading.author, "", post=True) if reading.author else None


def _told(account: Account, url: str, post: bool = False) -> Named:
    """With the handle as written; an account that has only a number is called what its address adds to it."""
    called = _CALLED.search(url) if account.kind == "id" else None
    return Named(account.ref, post, called[0].strip("/") if called else account.handle)


def _wrapping(url: str) -> bool:
    """May it hold another URL, or a name on an instance of the fediverse?"""
    return "@" in url or "%" in url or "=http" in url or "/http" in url or "/users/" in url


@lru_cache(maxsize=1 << 15)
def _stranger(host: str) -> bool:
    """Is it a host on which no platform has its accounts?"""
    return bool(host) and platforms.read(f"https://{host}/sprawl-probe").reason in ("unknown-host", "lookalike")


def passed_on(url: str) -> str:
    """Where an address that only passes visitors on leads: ``/out?to=https%3A%2F%2Fvimeo.com%2Fq``; "" for others."""
    found = _TO.search(url) if "=http" in url else None
    return unquote(found[1]) if found else ""


def _behind(url: str) -> Named | None:
    """The account behind an address of a stranger that passes visitors on."""
    further = passed_on(url) if "=http" in url and _stranger(urls.host(url)) else ""
    return named(further) if further else None


def named_handle(platform: str, handle: str) -> Named | None:
    """The account that a bare handle names on a platform; None when it cannot be one."""
    account = platforms.from_handle(platform, handle)
    return _told(account, "") if account else None


def _ref(what: Named | str) -> str:
    return what if isinstance(what, str) else what.ref


def _handle(what: Named | str) -> str:
    return "" if isinstance(what, str) else what.handle


class Scene:
    """A parsed page with what all readers share."""

    def __init__(self, url: str, source: bytes, tree: Tree, subject: str) -> None:
        self.url = url
        self.host = urls.host(url)
        self.source = source  # the page in UTF-8, to look for words before looking closer
        self.subject = subject
        self.tree = tree
        self.regions = Regions()
        self.words = Words(tree, self.regions)
        self._home = (f"https://{self.host}/", f"http://{self.host}/") if self.host else ("\0",)
        self._resolved: dict[str, str] = {}
        self._named: dict[str, Named | None] = {}

    @cached_property
    def base(self) -> str:
        """What relative addresses start from: <base href>, else the page."""
        for element in self.tree.tagged["base"]:
            if href := element.get("href").strip():
                return urls.resolve(self.url, href) or self.url
        return self.url

    @cached_property
    def _origin(self) -> str:
        return (urls.resolve(self.base, "/") or "").removesuffix("/")

    @cached_property
    def regioned(self) -> bool:
        """Does the page say anywhere what its regions are?"""
        return any(self.regions.of(link) is not Region.UNKNOWN for link in self.tree.tagged["a"][::8])

    @cached_property
    def followed(self) -> dict[str, str]:
        """Each address that a link, area or frame leads to, as written → absolute, in document order by tag."""
        found: dict[str, str] = {}
        tagged, path, plain, below = self.tree.tagged, _PATH.fullmatch, _PLAIN.fullmatch, _BELOW.fullmatch
        origin, folder = self._origin, urls.resolve(self.base, ".") or ""
        for element in (*tagged["a"], *tagged["area"], *tagged["iframe"], *tagged["frame"]):
            href = element.get("href") or element.get("src") or element.get("xlink:href")
            if href in found:
                continue
            if "/." not in href and (path(href) or plain(href) or below(href)):
                found[href] = (
                    origin + href if href[0] == "/" else href if href[:4] == "http" and ":" in href else folder + href
                )
            else:
                found[href] = "" if href[:1] in ("", "#") else self._resolve(href)
        return found

    @cached_property
    def naming(self) -> dict[str, Named]:
        """The addresses among them that name an account."""
        home = self._home
        return {
            href: found
            for href, url in self.followed.items()
            if url
            and (not url.startswith(home) or "@" in url or "=http" in url or "/users/" in url)
            and (found := self._name(url))
        }

    def absolute(self, href: str) -> str:
        """The absolute URL of an address on the page; "" for none and for what is no address of the web."""
        known = self._resolved.get(href)
        if known is None:
            known = self._resolved[href] = self._resolve(href)
        return known

    def _resolve(self, href: str) -> str:
        href = href.strip()
        if "/." not in href and _PATH.fullmatch(href):
            return self._origin + href
        if not href or href[0] == "#" or len(href) > _LONGEST or href[:11].lower() == "javascript:":
            return ""
        if href[:9].lower().startswith(_ELSEWHERE):
            return ""
        return urls.resolve(self.base, href) or ""

    def named(self, href: str) -> Named | None:
        """What an address on the page names, besides the page's own subject."""
        if href in self._named:
            return self._named[href]
        found = self._named[href] = self._name(self.absolute(href))
        return found

    def _name(self, url: str) -> Named | None:
        if not url or (self.home(url) and "@" not in url and "/users/" not in url and "=http" not in url):
            return None
        found = named(url) or _behind(url)
        return None if found is None or found.ref == self.subject else found

    def home(self, url: str) -> bool:
        """Is the URL on the page's own host?"""
        return urls.host(url) == self.host

    def foreign(self, href: str) -> str:
        """The host of a site of somebody else that an address leads to; "" for our own and for platforms."""
        url = self.absolute(href)
        host = urls.host(url) if url else ""
        if (
            not host
            or host == self.host
            or not _stranger(host)
            or urls.registrable_domain(host) == urls.registrable_domain(self.host)
        ):
            return ""
        return host

    def region(self, element: Element) -> Region:
        """Where it stands; on a page that marks its regions, what is in none of them is its main part."""
        found = self.regions.of(element)
        return Region.MAIN if found is Region.UNKNOWN and self.regioned else found

    def say(self, kind: EvidenceKind, what: Named | str, element: Element, label: str = "") -> Evidence:
        """Evidence from an element, with the words and the heading around it."""
        region = self.region(element)
        label = label or label_of(element)
        return Evidence(
            kind,
            self.subject,
            _ref(what),
            self.url,
            region,
            quote=self.words.quote(element, label),
            label=label,
            heading=self._heading(element, region),
            beside=self._beside(element),
            handle=_handle(what),
        )

    def state(
        self, kind: EvidenceKind, what: Named | str, region: Region, quote: str, label: str = "", heading: str = ""
    ) -> Evidence:
        """Evidence from what nobody sees: metadata, scripts, comments."""
        return Evidence(
            kind,
            self.subject,
            _ref(what),
            self.url,
            region,
            cut(clean(quote)),
            clean(label)[:120],
            clean(heading)[:120],
            handle=_handle(what),
        )

    def _heading(self, element: Element, region: Region) -> str:
        said, above = self.words.heading(element.order)
        return said if above is not None and (self.region(above) is region) else ""

    def _beside(self, element: Element) -> str:
        """The first foreign site linked in the same item; in a mere box, the only other link there is."""
        rows = self.words.item(element).beside(element)
        others = [link for link in self.words.around(element).beside(element) if not self.naming.get(link.get("href"))]
        for link in rows or (others if len(others) == 1 else ()):
            if host := self.foreign(link.get("href")):
                return host
        return ""
