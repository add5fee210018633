"""An invented brand, to look at one account at a time: what its pages say, and what the account says of itself."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from sprawl import platforms
from sprawl.brand import Brand
from sprawl.brand.estate import Estate
from sprawl.departments.lexicon import Lexicon
from sprawl.model import Account, Evidence, EvidenceKind, Page, Profile, Region, Unit
from sprawl.relation.relate import ALONE, read
from sprawl.relation.relatives import Kin
from sprawl.relation.scoring import Reading

SITE = "https://www.tarnwick.example"
UNITS = (
    Unit("Ferry Service", aliases=("Ferries",), sites=(f"{SITE}/ferries",)),
    Unit("Press Office", aliases=("PRO",), sites=(f"{SITE}/press",)),
    Unit("Tarnwick Trust", kind="legal-entity", sites=(f"{SITE}/trust",)),
    Unit("Gullbright", kind="product", sites=(f"{SITE}/gullbright",)),
    Unit("Norway", kind="country", sites=(f"{SITE}/no",)),
)
BRAND = Brand("Tarnwick", aliases=("Tarnwick Harbor",), sites=(f"{SITE}/",), handles=("x:tarnwick",), units=UNITS)


@dataclass(frozen=True)
class Link:
    """One link to the account under test, on a page of the brand unless ``url`` says otherwise."""

    label: str = ""
    quote: str = ""
    heading: str = ""
    path: str = "/about"
    kind: EvidenceKind = EvidenceKind.LINK
    region: Region = Region.UNKNOWN
    beside: str = ""
    ref: str = ""  # another account than the one under test
    url: str = ""
    subject: str = "site:www.tarnwick.example"

    def evidence(self, ref: str) -> Evidence:
        url = self.url or SITE + self.path
        said = (self.kind, self.subject, self.ref or ref, url, self.region, self.quote, self.label, self.heading)
        return Evidence(*said, beside=self.beside)


@dataclass(frozen=True)
class Seen:
    """The account under test, and all that was seen."""

    ref: str
    links: Sequence[Link] = ()
    profile: Profile | None = None
    pages: Sequence[str] = ()  # further paths that were read
    titles: dict[str, str] = field(default_factory=dict)
    hosts: Sequence[str] = ()  # foreign hosts that the site links to
    brand: Brand = BRAND
    handle: str = ""  # as written, where the ref is opaque
    kin: Kin = ALONE  # who goes with whom, and what people decided

    def estate(self) -> Estate:
        said = [link.evidence(self.ref) for link in self.links]
        urls = dict.fromkeys([e.url for e in said] + [SITE + path for path in self.pages])
        pages = [Page(url, title=self.titles.get(url.removeprefix(SITE), "")) for url in urls]
        accounts = {e.object: account(e.object) for e in said} | {self.ref: self.account()}
        known = [a.ref for h in self.brand.handles if (a := platforms.from_ref(h))]
        return Estate.of(
            self.brand,
            self.brand.units,
            known=known,
            accounts=accounts,
            evidence=said,
            pages=pages,
            hosts=self.hosts,
            lexicon=Lexicon,
        )

    def account(self) -> Account:
        return replace(account(self.ref), handle=self.handle) if self.handle else account(self.ref)

    def readings(self) -> dict[str, Reading]:
        said = [link.evidence(self.ref) for link in self.links]
        refs = dict.fromkeys([self.ref, *(e.object for e in said)])
        accounts = [self.account() if ref == self.ref else account(ref) for ref in refs]
        profiles = {self.ref: self.profile} if self.profile else {}
        evidence = {ref: [e for e in said if e.object == ref] for ref in refs}
        own_pages = max(1, len({e.url for e in said}))
        return read(accounts, evidence, profiles, self.estate(), own_pages=own_pages, kin=self.kin)

    def reading(self) -> Reading:
        return self.readings()[self.ref]

    def clues(self) -> set[str]:
        """The names of the clues that answered."""
        return {reason.name for reason in self.reading().reasons()}


def account(ref: str) -> Account:
    found = platforms.from_ref(ref)
    assert found is not None, ref
    return found
