"""One page while it is read: what a URL on it names, and how a finding is put into words."""

from __future__ import annotations

from functools import cached_property

from sprawl import urls
from sprawl.model import Evidence, EvidenceKind, Region
from sprawl.observe.addresses import Addresses
from sprawl.observe.dom.regions import Regions
from sprawl.observe.dom.texts import clean, cut, label_of
from sprawl.observe.dom.tree import Element, Tree
from sprawl.observe.dom.words import Words
from sprawl.observe.naming import Named, named_beyond, stranger, wrapping

__all__ = ["Scene"]

_WEB = ("https://", "http://")


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
        self._named: dict[str, Named | None] = {}

    @cached_property
    def addresses(self) -> Addresses:
        """What relative addresses start from: <base href>, else the page."""
        for element in self.tree.tagged["base"]:
            if href := element.get("href").strip():
                return Addresses(urls.resolve(self.url, href) or self.url)
        return Addresses(self.url)

    @cached_property
    def regioned(self) -> bool:
        """Does the page say anywhere what its regions are?"""
        return any(self.regions.of(link) is not Region.UNKNOWN for link in self.tree.some("a", 8))

    @property
    def followed(self) -> dict[str, str]:
        """Each address that a link, area or frame leads to, as written → absolute, in document order by tag."""
        return self._leading[0]

    @cached_property
    def _leading(self) -> tuple[dict[str, str], dict[str, str]]:
        rows = self.tree.attributes("a", "area", "iframe", "frame")
        written = [attrs.get("href") or attrs.get("src") or attrs.get("xlink:href") or "" for attrs in rows]
        return self.addresses.among(written)

    @cached_property
    def naming(self) -> dict[str, Named]:
        """The addresses among them that name an account."""
        followed, telling = self._leading
        rows = telling if self._home_names_nothing else followed
        return {
            href: found for href, url in rows.items() if url and not self._quiet(url) and (found := self._name(url))
        }

    @cached_property
    def _home_names_nothing(self) -> bool:
        """Do addresses that start from the page's base stay with the page, or with a stranger?"""
        return self._quiet(f"{self.addresses.origin}/")

    def _quiet(self, url: str) -> bool:
        """Is it plainly an address of our own or of a stranger?"""
        if wrapping(url) or not url.startswith(_WEB):
            return False
        place = url.split("/", 3)[2]
        return place == self.host or stranger(place)

    def absolute(self, href: str) -> str:
        """The absolute URL of an address on the page; "" for none and for what is no address of the web."""
        return self.addresses[href]

    def named(self, href: str) -> Named | None:
        """What an address on the page names, besides the page's own subject."""
        if href in self._named:
            return self._named[href]
        silent = self._home_names_nothing and self.addresses.silent(href)
        found = self._named[href] = None if silent else self._name(self.absolute(href))
        return found

    def _name(self, url: str) -> Named | None:
        if not url or (self.home(url) and "@" not in url and "/users/" not in url and "=http" not in url):
            return None
        found = named_beyond(url)
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
            or not stranger(host)
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
        for link in self.words.item(element).beside(element) or self._alone_beside(element):
            if host := self.foreign(link.get("href")):
                return host
        return ""

    def _alone_beside(self, element: Element) -> list[Element]:
        """The only other link in the same box that names no account."""
        others = self.words.around(element).beside(element)
        others = [link for link in others if link.get("href") not in self.naming]
        return others if len(others) == 1 else []
