"""What a survey knows of the brand before it judges one account: names, places, crowds, foreign hosts.

`Estate.of` reads all evidence once; the clues then ask it small questions.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import lru_cache
from itertools import pairwise
from typing import Protocol

from sprawl.brand.file import Brand
from sprawl.brand.handles import handle_run
from sprawl.model import Account, Evidence, Page, Profile, Reason, Unit
from sprawl.text.acronyms import acronyms
from sprawl.text.phrases import CREDITS, DATES, DIRECTORIES, LEADERSHIP, NEWS, OTHERS, WARNINGS, says
from sprawl.text.segmentation import covered, resembles
from sprawl.text.sentences import line, sentence
from sprawl.text.word_lists import BODY, FUNCTION, GENERIC, OTHER_BODIES, PROFILE_WORDS, TRADES
from sprawl.text.words import compact, words
from sprawl.urls import host, registrable_domain, within

SECTION_PAGES = 2  # a path segment with pages below it is a section of the site
BODY_LETTERS = "dboc"  # department, bureau, office, commission: left out of paths, kept in initials
SITE_WIDE_SHARE = 0.3  # share of the pages of a site, from which a link is on all of it
COMMON_SHARE = 0.03  # of strangers' sites that hold the brand's name: then it tells little
_IN_LINES = frozenset(("link", "rel-me", "text", "widget", "redirect"))  # evidence that stands in a line of a page
GENERAL = frozenset("news info official live tv media social online web team hq press presse jobs help support".split())


class UnitNames(Protocol):
    """The names of the units, ready to be looked up in texts."""

    def fit(self, fields: Mapping[str, str]) -> dict[str, tuple[Reason, ...]]:
        """Unit → why its name fits these texts."""


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands in its site, and what kind of page it is."""

    tokens: frozenset[str]  # of its path, title and trail, with the initials they make
    news: bool = False
    others: bool = False  # it lists somebody else
    warning: bool = False  # it warns of accounts
    leadership: bool = False  # it presents the people who speak for the organization
    directory: bool = False  # it lists the organization's own accounts


@dataclass(frozen=True, slots=True)
class Estate:
    """One brand's names and places, as the survey found them."""

    brand: Brand
    belongs: Callable[[str], bool]  # is a URL on one of the brand's own sites?
    units: tuple[Unit, ...]
    known: frozenset[str]  # refs that the brand file lists
    names: frozenset[str]  # words and run-together forms that mean the brand
    full_names: tuple[str, ...]  # the brand's name and aliases of four letters or more, run together
    long_names: tuple[str, ...]  # those of several words and ten letters or more
    unit_hosts: frozenset[str]  # that are a unit's, all of them
    unit_labels: frozenset[str]  # what domains are called that are a unit's, and not the brand's by name
    unit_words: frozenset[str]
    unit_initials: frozenset[str]
    section_words: frozenset[str]
    places: Mapping[str, Place]
    spoken: Mapping[str, int]  # word → pages of ours that have it in their title or address
    spoken_words: frozenset[str]
    lexicon: UnitNames  # what the units are called, to be looked up in texts
    crowd: Mapping[tuple[str, str], int]  # (page, platform) → accounts there
    pages: Mapping[str, int]  # account → pages of ours that name it
    pages_there: Mapping[tuple[str, str], int]  # (account, host) → pages of ours on that host that name it
    host_pages: Mapping[str, int]  # host → pages of ours that were read on it
    foreign: frozenset[str]  # run-together names of foreign hosts that the site links to
    own_hosts: frozenset[str]
    rows: Mapping[tuple[str, ...], tuple[str, ...]]  # a line of a page → the accounts in it, one of each platform
    runs: Mapping[str, str]  # account → the letters of its handle that name somebody
    rare: float  # 0–1: how seldom strangers' sites hold the brand's name
    confirmed: frozenset[str] = field(default=frozenset())  # refs already found ours, for a second reading
    doubted: frozenset[str] = field(default=frozenset())  # refs already found somebody else's
    assured: frozenset[str] = field(default=frozenset())  # refs of which a person said that they are ours
    refused: frozenset[str] = field(default=frozenset())  # and that they are not

    @classmethod
    def of(
        cls,
        brand: Brand,
        units: Sequence[Unit],
        *,
        known: Iterable[str],
        accounts: Mapping[str, Account],
        evidence: Iterable[Evidence],
        pages: Iterable[Page],
        hosts: Iterable[str],
        lexicon: Callable[[Sequence[Unit]], UnitNames],
    ) -> Estate:
        """Read everything once. ``accounts``: ref → account, of all that evidence names; ``hosts``: linked to;
        ``lexicon`` makes the names of the units ready to be looked up in texts.
        """
        evidence, pages = list(evidence), list(pages)
        ours = own_site(brand)
        own = [e for e in evidence if ours(e.url)]
        places = {page.url: _place(page) for page in pages}
        names, foreign = brand_words(brand), _foreign(hosts, ours)
        called, runs = (brand.name, *brand.aliases), {ref: handle_run(a) for ref, a in accounts.items()}
        units, spoken = tuple(_without_brand(unit, names) for unit in units), _spoken(places, ours)
        return cls(
            brand=brand,
            belongs=ours,
            units=units,
            known=frozenset(known),
            names=names,
            full_names=tuple(compact(n) for n in called if len(compact(n)) > 3),
            long_names=tuple(compact(n) for n in called if len(words(n)) > 1 and len(compact(n)) > 9),
            unit_initials=_unit_initials(units),
            unit_hosts=frozenset(map(host, _whole_sites(units))),
            unit_labels=_unit_labels(units, brand),
            unit_words=_unit_words(units) - names,
            section_words=_section_words([p for p in pages if ours(p.url)]),
            places=places,
            spoken=spoken,
            spoken_words=frozenset(spoken),
            lexicon=lexicon(units),
            crowd=_crowds(own, accounts),
            pages=_page_counts(own),
            pages_there=_host_counts(own, runs),
            host_pages=Counter(host(page.url) for page in pages if ours(page.url)),
            foreign=foreign,
            own_hosts=frozenset(host(site) for site in brand.sites),
            rows=lines(own, accounts),
            runs=runs,
            rare=_rarity(names, foreign),
        )

    def ours(self, url: str) -> bool:
        """Is this address on one of the brand's own sites?"""
        return self.belongs(url)

    def place(self, url: str) -> Place:
        """Where the page stands; an unread page stands nowhere."""
        return self.places.get(url) or Place(_place_tokens(url, "", ()))

    def means_us(self, word: str) -> bool:
        """Is a word one of the brand's or its units', or made of such words alone?"""
        if word in self.names or word in self.unit_words or (len(word) > 2 and word in self.unit_initials):
            return True
        return len(word) > 5 and covered(word, self.names, self.unit_words) == len(word)

    def row(self, e: Evidence) -> tuple[str, ...]:
        """The accounts that stand in the same line of a page, this one with them; one of each platform, or none."""
        return self.rows.get(_line(e), ())


@lru_cache(maxsize=16)
def own_site(brand: Brand) -> Callable[[str], bool]:
    """The test whether a URL is on the brand's own web: its sites, its units' sites.

    A site at ``www.`` or at the bare domain stands for all its sub-domains; one with a path for that path only.
    """
    sites = [*brand.sites, *(s for unit in brand.units for s in unit.sites if "." in s)]
    wide = {registrable_domain(site) for site in sites if _whole_domain(site)} - {None}

    @lru_cache(maxsize=65536)
    def ours(url: str) -> bool:
        return registrable_domain(url) in wide or any(within(url, site) for site in sites)

    return ours


def _whole_domain(site: str) -> bool:
    name = host(site)
    bare = name.removeprefix("www.") == registrable_domain(site)
    return bare and site.partition("://")[2].partition("/")[2] == ""


def brand_words(brand: Brand) -> frozenset[str]:
    """Words that mean the brand: its telling words, its names run together, initials, its domains' first labels."""
    found: set[str] = set()
    said = [*words(brand.name), *((registrable_domain(site) or "").partition(".")[0] for site in brand.sites)]
    for name in (brand.name, *brand.aliases):
        telling = [w for w in words(name) if w not in FUNCTION]
        alone = {w for w in telling if len(telling) == 1 or any(w in own for own in said)}
        found |= {compact(name), "".join(telling)}
        plain = GENERIC | TRADES if len(telling) > 1 else GENERIC
        found |= {w for w in alone if w not in plain and len(w) > 2} if len(telling) < 3 else set()
        found |= {a for a in acronyms(words(name)) if len(a) > 2}
    found |= {(registrable_domain(site) or "").partition(".")[0].replace("-", "") for site in brand.sites}
    return frozenset(w for w in found if len(w) > 1)


def _place(page: Page) -> Place:
    tokens = _place_tokens(page.url, page.title, page.trail)
    path = " ".join(_segments(page.url))
    spoken = f"{page.title} · {path} · {' '.join(page.trail)}"
    return Place(
        tokens,
        news=_in_news(page),
        others=says(OTHERS, spoken),
        warning=says(WARNINGS, spoken),
        leadership=says(LEADERSHIP, spoken),
        directory=says(DIRECTORIES, spoken),
    )


def _in_news(page: Page) -> bool:
    """Is it news? The page that a section for news begins with presents who writes it, as any section's does."""
    segments, front = _segments(page.url), _is_front(page.url)
    sections = segments[:-1] if front and len(segments) == 1 else segments
    return any(map(_is_news, (*sections, *(() if front else page.trail))))


def _is_front(url: str) -> bool:
    """Is it the page that a whole section of a site begins with?"""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0].strip("/")
    return "/" not in path


@lru_cache(maxsize=65536)
def _is_news(section: str) -> bool:
    """Is a section of a site for news: or for events, and nothing else ("events", not "recreation and events")?"""
    if says(NEWS, section) and not says(DIRECTORIES, section):
        return True
    return says(DATES, section) and all(says(DATES, w) or w in FUNCTION or w in GENERAL for w in words(section))


@lru_cache(maxsize=65536)
def _place_tokens(url: str, title: str, trail: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(_tokens, (*_segments(url), title, *trail)))


@lru_cache(maxsize=65536)
def _tokens(name: str) -> frozenset[str]:
    """The telling words of a title or a section's name, and its initials."""
    found = {w for w in words(name) if w not in FUNCTION and w not in PROFILE_WORDS and (len(w) > 2 or w.isdigit())}
    return frozenset(found | {a for a in initials(name) if len(a) > 2})


@lru_cache(maxsize=65536)
def _segments(url: str) -> tuple[str, ...]:
    path = url.partition("://")[2].partition("/")[2].partition("?")[0].partition("#")[0]
    labels = host(url).removesuffix(registrable_domain(url) or "").strip(".").removeprefix("www")
    return tuple(part.replace("-", " ").replace("_", " ") for part in (labels, *path.split("/")) if part)


def _unit_words(units: Sequence[Unit]) -> frozenset[str]:
    names = [name for unit in units for name in (unit.name, *unit.aliases)]
    return frozenset(w for name in names for w in words(name) if w not in FUNCTION and len(w) > 1)


def _whole_sites(units: Sequence[Unit]) -> list[str]:
    return [s for unit in units for s in unit.sites if not s.partition("://")[2].partition("/")[2]]


def _unit_labels(units: Sequence[Unit], brand: Brand) -> frozenset[str]:
    """First labels of the domains that units have for themselves, where the brand is not called so."""
    labels = {(registrable_domain(s) or "").partition(".")[0].replace("-", "") for s in _whole_sites(units)}
    called = [compact(name) for name in (brand.name, *brand.aliases)]
    return frozenset(w for w in labels if len(w) > 3 and not any(w in name or name in w for name in called))


def _unit_initials(units: Sequence[Unit]) -> frozenset[str]:
    names = [name for unit in units for name in (unit.name, *unit.aliases)]
    return frozenset(a for name in names for a in initials(name))


def initials(name: str) -> frozenset[str]:
    """The initials of a unit's name, and those with the word for a kind of body that a site leaves out.

    >>> sorted(initials("Public Works"))
    ['bpw', 'cpw', 'dpw', 'opw', 'pw']
    """
    made = {a for a in acronyms(words(name)) if len(a) > 1}
    bare = "".join(w[0] for w in words(name) if w not in FUNCTION and w not in BODY)
    return frozenset(made | ({letter + bare for letter in BODY_LETTERS} if len(bare) > 1 else set()))


def _section_words(pages: Sequence[Page]) -> frozenset[str]:
    """Words and initials of path segments that have pages below them, and of sub-domains."""
    below: Counter[str] = Counter()
    for page in pages:
        parts = _segments(page.url)
        below.update({part for part, _ in pairwise(parts)})
    sections = [name for name, n in below.items() if n >= SECTION_PAGES]
    found = {w for name in sections for w in words(name) if w not in FUNCTION and len(w) > 2}
    return frozenset(found | {a for name in sections for a in acronyms(words(name)) if len(a) > 2})


def _without_brand(unit: Unit, names: frozenset[str]) -> Unit:
    """A unit without the other names that only repeat the brand's ("Acme Inc." of Acme's American unit)."""
    telling = (a for a in unit.aliases if set(words(a)) - names - FUNCTION - GENERIC - OTHER_BODIES)
    return replace(unit, aliases=tuple(telling))


def _rarity(names: frozenset[str], foreign: frozenset[str]) -> float:
    """1 when no stranger's site holds the brand's name, 0 when one in `COMMON_SHARE` does: a city's, a plain word."""
    telling = [name for name in names if len(name) > 3]
    holding = sum(1 for label in foreign if any(name in label for name in telling))
    return max(0.0, 1 - max(0, holding - 2) / max(1.0, COMMON_SHARE * len(foreign)))


def _spoken(places: Mapping[str, Place], ours: Callable[[str], bool]) -> dict[str, int]:
    plain = (p for url, p in places.items() if ours(url) and not p.news and not p.others)
    return dict(Counter(token for place in plain for token in place.tokens))


def _crowds(own: Iterable[Evidence], accounts: Mapping[str, Account]) -> dict[tuple[str, str], int]:
    there: dict[tuple[str, str], set[str]] = defaultdict(set)
    for e in own:
        account = accounts.get(e.object)
        if account is not None:
            there[e.url, account.platform].add(e.object)
    return {key: len(refs) for key, refs in there.items()}


def _line(e: Evidence) -> tuple[str, ...]:
    return e.url, e.region, e.heading, line(e)


def lines(own: Iterable[Evidence], accounts: Mapping[str, Account]) -> dict[tuple[str, ...], tuple[str, ...]]:
    """A line of a page of ours → the accounts that stand in it, where it has no two of one platform."""
    lines: dict[tuple[str, ...], set[str]] = defaultdict(set)
    for e in own:
        if e.object in accounts and e.kind in _IN_LINES:
            lines[_line(e)].add(e.object)
    platforms = {line: Counter(accounts[ref].platform for ref in refs) for line, refs in lines.items()}
    return {line: tuple(sorted(refs)) for line, refs in lines.items() if max(platforms[line].values()) == 1}


def _page_counts(own: Iterable[Evidence]) -> dict[str, int]:
    pages: dict[str, set[str]] = defaultdict(set)
    for e in own:
        pages[e.object].add(e.url)
    return {ref: len(urls) for ref, urls in pages.items()}


def _host_counts(own: Iterable[Evidence], runs: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """Pages of each host that name it, other than to say who made the site."""
    pages = {(e.object, e.url) for e in own if not _credits(e, runs.get(e.object, ""))}
    return Counter((ref, host(url)) for ref, url in pages)


def _credits(e: Evidence, run: str) -> bool:
    return says(CREDITS, sentence(e)) and resembles(run, sentence(e))


def _foreign(hosts: Iterable[str], ours: Callable[[str], bool]) -> frozenset[str]:
    labels = (
        (registrable_domain(h) or "").partition(".")[0].replace("-", "") for h in hosts if not ours(f"https://{h}/")
    )
    return frozenset(label for label in labels if len(label) > 3)


def profile_text(profile: Profile | None) -> str:
    """What an account says of itself, in one line."""
    return f"{profile.name} · {profile.bio}" if profile else ""
