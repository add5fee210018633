"""One page while it is read: what an address on it refers to, and how a reader states evidence."""

from __future__ import annotations

from functools import cached_property
from typing import NamedTuple

from sprawl import urls
from sprawl.model import Evidence, EvidenceKind, Region, Response
from sprawl.observe.addresses import Addresses
from sprawl.observe.dom.regions import Regions
from sprawl.observe.dom.surroundings import Surroundings
from sprawl.observe.dom.tree import Element, Tree
from sprawl.observe.json_data import JsonObject, json_values, objects_in
from sprawl.observe.references import Reference, account_behind, names_nothing, off_platform
from sprawl.observe.speaker import Speaker
from sprawl.observe.text import clean, excerpt

__all__ = ["JsonBlock", "Links", "PageContext"]


class Links(NamedTuple):
    """Where the links, areas and frames of a page lead, by address as written, by tag in document order."""

    urls: dict[str, str]  # absolute; "" for addresses that are none of the web
    accounts: dict[str, Reference]  # those that name an account, or a post of one


class JsonBlock(NamedTuple):
    """One JSON-LD script: its text, and its objects; ``valid``: some of it is JSON."""

    text: str
    objects: list[JsonObject]
    valid: bool


class PageContext:
    """A parsed page with what all readers share. Everything is computed when first asked for, once a page."""

    def __init__(self, response: Response, speaker: Speaker, source: bytes, tree: Tree) -> None:
        self.response = response
        self.url = response.final_url or response.url
        self.host = urls.host(self.url)
        self.speaker = speaker
        self.subject = speaker.ref
        self.source = source  # the page in UTF-8, to search before looking closer
        self.tree = tree
        self.regions = Regions()
        self.surroundings = Surroundings(tree, self.regions)
        self._accounts: dict[str, Reference | None] = {}

    def inside(self, tree: Tree) -> PageContext:
        """The context of a part of the same page, such as a template."""
        return PageContext(self.response, self.speaker, b"", tree)

    @cached_property
    def addresses(self) -> Addresses:
        """Address as written → absolute URL, relative to <base href>, else to the page."""
        bases = (href for element in self.tree.by_tag["base"] if (href := element.get("href").strip()))
        base = next(bases, "")
        return Addresses((urls.resolve(self.url, base) if base else "") or self.url, self.host)

    @cached_property
    def links(self) -> Links:
        """Every address of a link, area or frame, and those that name an account."""
        links = Links({}, {})
        rows = self.tree.attributes("a", "area", "iframe", "frame")
        plain, absolute = self.addresses.plain, self.addresses
        hrefs = [attrs.get("href") or attrs.get("src") or attrs.get("xlink:href") or "" for attrs in rows]
        for href in dict.fromkeys(hrefs):
            if href[:1] in ("", "#") or href[:11] == "javascript:":
                links.urls[href] = ""
            elif url := plain(href):
                links.urls[href] = url
            else:
                url = links.urls[href] = absolute[href]
                if url and (account := self.account(href)):
                    links.accounts[href] = account
        return links

    def account(self, href: str) -> Reference | None:
        """The account that an address on the page names, or the author of a post; never the page's own subject."""
        if href in self._accounts:
            return self._accounts[href]
        account, url = None, "" if self.addresses.plain(href) else self.addresses[href]
        if url and not names_nothing(url, self.host):
            marked = "@" in url or "/users/" in url or "=http" in url
            account = account_behind(url) if marked or urls.host(url) != self.host else None
        if account is not None and account.ref == self.subject:
            account = None
        self._accounts[href] = account
        return account

    def foreign_site(self, href: str) -> str:
        """The host of somebody else's site that an address leads to; "" for our own and for platforms."""
        host = urls.host(self.addresses[href])
        if not host or host == self.host or not off_platform(host):
            return ""
        return "" if urls.registrable_domain(host) == urls.registrable_domain(self.host) else host

    @cached_property
    def metas(self) -> dict[str, str]:
        """The first non-empty content of each named <meta>, names in lower case."""
        contents: dict[str, str] = {}
        for element in self.tree.by_tag["meta"]:
            name = (element.get("property") or element.get("name") or element.get("itemprop")).strip().lower()
            if name and (content := element.get("content").strip()):
                contents.setdefault(name, content)
        return contents

    @cached_property
    def json_ld(self) -> list[JsonBlock]:
        """Every JSON-LD script of the page."""
        blocks = []
        for element in self.tree.by_tag["script"]:
            if "ld+json" in element.get("type").lower():
                text = element.raw
                values = list(json_values(text))
                blocks.append(JsonBlock(text, [item for value in values for item in objects_in(value)], bool(values)))
        return blocks

    @cached_property
    def json_objects(self) -> list[JsonObject]:
        """Every object of the page's JSON-LD, in order."""
        return [item for block in self.json_ld for item in block.objects]

    @cached_property
    def _marks_regions(self) -> bool:
        """True when some of the page's links stand in a region."""
        return any(self.regions.of(link) is not Region.UNKNOWN for link in self.tree.sample("a", 8))

    def region(self, element: Element) -> Region:
        """Where an element stands. On a page that marks its regions, what is in none of them is its main part."""
        region = self.regions.of(element)
        return Region.MAIN if region is Region.UNKNOWN and self._marks_regions else region

    def evidence_at(self, kind: EvidenceKind, account: Reference, element: Element) -> Evidence:
        """Evidence from an element, with the words, the heading and the foreign site around it."""
        region, label = self.region(element), element.label()
        heading, above = self.surroundings.heading(element)
        return Evidence(
            kind,
            self.subject,
            account.ref,
            self.url,
            region,
            quote=self.surroundings.quote(element, label),
            label=label,
            heading=heading if above is not None and self.region(above) is region else "",
            beside=self._site_beside(element),
            handle=account.handle,
        )

    def evidence_in(
        self, kind: EvidenceKind, target: Reference, region: Region, quote: str, label: str = "", heading: str = ""
    ) -> Evidence:
        """Evidence without an element that visitors see: from metadata, scripts, comments, profiles."""
        return Evidence(
            kind,
            self.subject,
            target.ref,
            self.url,
            region,
            excerpt(clean(quote)),
            clean(label)[:120],
            clean(heading)[:120],
            handle=target.handle,
        )

    def _site_beside(self, element: Element) -> str:
        """The host of the first foreign site linked in the same item. Where the item links nothing else, the only
        other link of the block counts, if it names no account."""
        links = self.surroundings.item(element).beside(element)
        if not links:
            others = self.surroundings.block(element).beside(element)
            others = [link for link in others if link.get("href") not in self.links.accounts]
            links = others if len(others) == 1 else []
        return next((host for link in links if (host := self.foreign_site(link.get("href")))), "")
