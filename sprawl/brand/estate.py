"""A brand's web estate: what is known of its names, sites and pages before any account is judged.

`Estate.of` reads all evidence once; the clues of `sprawl.relation` then ask it.
"""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache
from typing import Protocol

from sprawl.brand.brand_words import (
    brand_words,
    foreign_names,
    name_rarity,
    unit_domain_labels,
    unit_initials,
    unit_words,
    whole_sites,
    without_brand_aliases,
)
from sprawl.brand.file import Brand
from sprawl.brand.handles import handle_run
from sprawl.brand.places import Place, place_of, place_of_url, section_words
from sprawl.model import Account, Evidence, Page, Profile, Reason, Unit
from sprawl.text.phrases import CREDITS, says
from sprawl.text.segmentation import covered, resembles
from sprawl.text.sentences import line, sentence
from sprawl.text.words import compact, words
from sprawl.urls import host, registrable_domain, within

SITE_WIDE_SHARE = 0.3  # share of the pages of a site, from which a link is on all of it
_IN_LINES = frozenset(("link", "rel-me", "text", "widget", "redirect"))  # evidence that stands in a line of a page
Line = tuple[str, ...]  # a line of a page: URL, region, heading, text


class UnitNames(Protocol):
    """The names of the units, ready to be looked up in texts."""

    def fit(self, fields: Mapping[str, str]) -> dict[str, tuple[Reason, ...]]:
        """Unit → why its name fits these texts."""


@dataclass(frozen=True, slots=True)
class Estate:
    """The names, sites and pages of one brand, as a survey found them. Accounts are given by their refs."""

    brand: Brand
    units: tuple[Unit, ...]
    ours: Callable[[str], bool]  # true for a URL on one of the brand's own sites
    listed_refs: frozenset[str]  # accounts that the brand file lists

    # names
    names: frozenset[str]  # words and run-together forms that mean the brand
    full_names: tuple[str, ...]  # the brand's name and aliases of four letters or more, run together
    long_names: tuple[str, ...]  # those of several words and ten letters or more
    name_rarity: float  # 0–1: how seldom other organizations' sites hold the brand's name
    foreign_names: frozenset[str]  # run-together names of other organizations' sites that the brand's sites link to
    unit_names: UnitNames  # what the units are called, to be looked up in texts
    unit_words: frozenset[str]
    unit_initials: frozenset[str]
    unit_hosts: frozenset[str]  # hosts that belong to one unit as a whole
    unit_domain_labels: frozenset[str]  # names of the units' own domains, without those like the brand's name
    section_words: frozenset[str]  # words and initials of the sections of the brand's sites

    # pages
    places: Mapping[str, Place]  # URL of a page that was read → its place
    pages_with_word: Mapping[str, int]  # word → own pages that have it in their title or address
    page_words: frozenset[str]  # the words of `pages_with_word`
    pages_of_host: Mapping[str, int]  # host → own pages that were read on it

    # accounts on own pages
    handle_runs: Mapping[str, str]  # account → the letters of its handle that name somebody
    accounts_on_page: Mapping[tuple[str, str], int]  # (own page, platform) → accounts there
    pages_naming: Mapping[str, int]  # account → own pages that name it
    pages_naming_by_host: Mapping[tuple[str, str], int]  # (account, host) → own pages on the host that name it
    lines: Mapping[Line, tuple[str, ...]]  # line of an own page → the accounts in it, at most one a platform

    # what earlier readings of the same accounts concluded; empty in the first one
    confirmed: frozenset[str] = frozenset()  # accounts that are ours
    rejected: frozenset[str] = frozenset()  # accounts that are somebody else's
    judged_ours: frozenset[str] = frozenset()  # accounts that a person said are ours
    judged_not_ours: frozenset[str] = frozenset()  # accounts that a person said are not ours

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
        """Read everything once. ``known``: accounts that the brand file lists; ``accounts``: ref → account;
        ``hosts``: linked to by own pages; ``lexicon`` makes the names of units ready to be looked up.
        """
        ours, names = own_site(brand), brand_words(brand)
        own_evidence, pages = [e for e in evidence if ours(e.url)], list(pages)
        own_pages = [page for page in pages if ours(page.url)]
        units = tuple(without_brand_aliases(unit, names) for unit in units)
        places = {page.url: place_of(page) for page in pages}
        pages_with_word = _pages_with_word(places, ours)
        foreign = foreign_names(hosts, ours)
        runs = {ref: handle_run(account) for ref, account in accounts.items()}
        return cls(
            brand=brand,
            units=units,
            ours=ours,
            listed_refs=frozenset(known),
            names=names,
            full_names=tuple(compact(n) for n in brand.names if len(compact(n)) > 3),
            long_names=tuple(compact(n) for n in brand.names if len(words(n)) > 1 and len(compact(n)) > 9),
            name_rarity=name_rarity(names, foreign),
            foreign_names=foreign,
            unit_names=lexicon(units),
            unit_words=unit_words(units) - names,
            unit_initials=unit_initials(units),
            unit_hosts=frozenset(map(host, whole_sites(units))),
            unit_domain_labels=unit_domain_labels(units, brand),
            section_words=section_words(own_pages),
            places=places,
            pages_with_word=pages_with_word,
            page_words=frozenset(pages_with_word),
            pages_of_host=Counter(host(page.url) for page in own_pages),
            handle_runs=runs,
            accounts_on_page=_accounts_on_page(own_evidence, accounts),
            pages_naming=Counter(ref for ref, _ in {(e.object, e.url) for e in own_evidence}),
            pages_naming_by_host=_pages_naming_by_host(own_evidence, runs),
            lines=lines(own_evidence, accounts),
        )

    def place(self, url: str) -> Place:
        """Where the page stands in its site; of an unread page only its address tells."""
        return self.places.get(url) or place_of_url(url)

    def means_us(self, word: str) -> bool:
        """True for a word of the brand's or its units' names, and for one made of such words alone."""
        if word in self.names or word in self.unit_words or (len(word) > 2 and word in self.unit_initials):
            return True
        return len(word) > 5 and covered(word, self.names, self.unit_words) == len(word)

    def accounts_in_line(self, e: Evidence) -> tuple[str, ...]:
        """The accounts in the same line of a page, this one included; empty where two have one platform."""
        return self.lines.get(_line(e), ())


@lru_cache(maxsize=16)
def own_site(brand: Brand) -> Callable[[str], bool]:
    """The test whether a URL is on one of the brand's own sites or of its units' sites.

    A site at ``www.`` or at the bare domain stands for all its sub-domains; one with a path for that path only.
    """
    sites = [*brand.sites, *(s for unit in brand.units for s in unit.sites if "." in s)]
    domains = {registrable_domain(site) for site in sites if _whole_domain(site)} - {None}

    @lru_cache(maxsize=65536)
    def ours(url: str) -> bool:
        return registrable_domain(url) in domains or any(within(url, site) for site in sites)

    return ours


def _whole_domain(site: str) -> bool:
    bare = host(site).removeprefix("www.") == registrable_domain(site)
    return bare and site.partition("://")[2].partition("/")[2] == ""


def _pages_with_word(places: Mapping[str, Place], ours: Callable[[str], bool]) -> dict[str, int]:
    plain = (place for url, place in places.items() if ours(url) and not place.news and not place.others)
    return dict(Counter(token for place in plain for token in place.tokens))


def _accounts_on_page(own: Iterable[Evidence], accounts: Mapping[str, Account]) -> Counter[tuple[str, str]]:
    named = {(e.url, accounts[e.object].platform, e.object) for e in own if e.object in accounts}
    return Counter((url, platform) for url, platform, _ in named)


def _line(e: Evidence) -> Line:
    return e.url, e.region, e.heading, line(e)


def lines(own: Iterable[Evidence], accounts: Mapping[str, Account]) -> dict[Line, tuple[str, ...]]:
    """Line of an own page → the accounts that stand in it, where it has no two of one platform."""
    lines: dict[Line, set[str]] = defaultdict(set)
    for e in own:
        if e.object in accounts and e.kind in _IN_LINES:
            lines[_line(e)].add(e.object)
    platforms = {line: Counter(accounts[ref].platform for ref in refs) for line, refs in lines.items()}
    return {line: tuple(sorted(refs)) for line, refs in lines.items() if max(platforms[line].values()) == 1}


def _pages_naming_by_host(own: Iterable[Evidence], runs: Mapping[str, str]) -> Counter[tuple[str, str]]:
    """Pages of each host that name an account, other than to say who made the site."""
    pages = {(e.object, e.url) for e in own if not _credits(e, runs.get(e.object, ""))}
    return Counter((ref, host(url)) for ref, url in pages)


def _credits(e: Evidence, run: str) -> bool:
    return says(CREDITS, sentence(e)) and resembles(run, sentence(e))


def profile_text(profile: Profile | None) -> str:
    """What an account says of itself, in one line."""
    return f"{profile.name} · {profile.bio}" if profile else ""
