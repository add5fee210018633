"""Departments from a web site's own structure: lists of departments, breadcrumbs, section paths, sub-domains.

Every section (a path with a page of its own) collects points; those that reach `ENOUGH` are drafted, for a person to
correct. The points are rough on purpose: what they are good for is a draft, never a conclusion about an account.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field, replace
from functools import cache, lru_cache
from urllib.parse import unquote, urlsplit

from sprawl.brand.unit_hosts import host_units
from sprawl.model import Page, Unit
from sprawl.text.folding import fold_label
from sprawl.text.site_words import country, is_worded, site_words
from sprawl.urls import host

ENOUGH, MOST_UNITS = 3, 150
FEW = 8  # departments, below which a site's main sections are drafted too
_LANGUAGE = re.compile(r"[a-z]{2}([-_][a-z]{2})?", re.I)
_INDEX_FILE = re.compile(r"(index|default|home)\.\w{2,5}|\.(html?|php|aspx?)$", re.I)
_SEPARATOR = re.compile("\\s+[|\u2013\u2014\u00b7\u00bb:\\-]\\s+")
_ACRONYM = re.compile(r"\s*\(([A-Z][A-Z&]{1,9})\)")
Place = tuple[str, ...]  # host, then path segments in lower case


@dataclass(slots=True)
class _Section:
    """One page that may head a part of the organisation."""

    url: str
    place: Place
    title: str = ""
    trail: tuple[str, ...] = ()
    below: int = 0  # pages under its path

    @property
    def name(self) -> str:
        return self.title or (_words(self.place[-1]) if len(self.place) > 1 else "")


@dataclass(slots=True)
class _Site:
    """All sections, and what is known of the whole."""

    sections: dict[Place, _Section] = field(default_factory=dict)
    listed: set[Place] = field(default_factory=set)  # linked from a list of departments, and not from everywhere
    trailed: set[str] = field(default_factory=set)  # folded names that follow "Departments" in a breadcrumb


def draft_from_pages(pages: Sequence[Page], *, generous: bool = False) -> list[Unit]:
    """The departments, countries and products that a site's pages show, at most `MOST_UNITS`, parents before children.

    Linear in pages and links. Each unit has its section's address as its site; none is ``declared``. ``generous``: a
    draft for a person to correct, in which the main sections stand in where a site lists few departments.
    """
    site = _survey(pages)
    scored = ((_points(section, site), section) for section in site.sections.values())
    kept = [(points, section) for points, section in scored if points >= ENOUGH and section.name]
    if generous and len(kept) < FEW:
        known = {section.place for _, section in kept}
        kept += [(1, section) for section in _mains(site) if section.place not in known]
        for _, section in kept:
            section.title = _part(section) or section.title
    best = sorted(kept, key=lambda pair: (-pair[0], len(pair[1].place), pair[1].place))[:MOST_UNITS]
    return _with_hosts(_units([section for _, section in best], site), host_units(pages))


def _with_hosts(units: Sequence[Unit], hosts: Sequence[Unit]) -> list[Unit]:
    """A section on a host that is a unit's own stands under that unit; a unit found both ways is one."""
    owners = {host(unit.sites[0]): unit.name for unit in hosts}
    named = {unit.name.casefold() for unit in units}
    placed = [unit if unit.parent else replace(unit, parent=owners.get(host(unit.sites[0]), "")) for unit in units]
    rest = [unit for unit in hosts if unit.name.casefold() not in named]
    known = {unit.name for unit in (*rest, *units)}
    return [
        *rest,
        *(unit if unit.parent in known and unit.parent != unit.name else replace(unit, parent="") for unit in placed),
    ]


def _mains(site: _Site) -> Iterator[_Section]:
    """The sections at the top of the largest host, with pages below them, that are not about everything."""
    counts = Counter(place[0] for place in site.sections)
    largest = min(counts, key=lambda name: (-counts[name], name), default="")
    for section in site.sections.values():
        depth = sum(not _LANGUAGE.fullmatch(segment) for segment in section.place[1:])
        words = fold_label(section.name).split()
        named = 0 < len(words) <= 4 and (not _is_generic(section, fold_label(section.name), words) or _part(section))
        if section.place[0] == largest and depth == 1 and section.below >= 2 and named and not _index_kind(section):
            yield section


def _part(section: _Section) -> str:
    """What a main section of this name stands for: ``News`` for Communications."""
    return str(site_words()["sections"].get(fold_label(section.name), ""))


def _survey(pages: Sequence[Page]) -> _Site:
    site, suffixes = _Site(), _suffixes(pages)
    for page in pages:
        place = _place(page.url)
        if place and not page.error and not _has_part_of_file(place):
            section = _Section(page.url, place, _title(page, suffixes), tuple(map(fold_label, page.trail)))
            site.sections.setdefault(place, section)
    for place in site.sections:
        for end in range(1, len(place)):
            if place[:end] in site.sections:
                site.sections[place[:end]].below += 1
    _read_lists(pages, site)
    return site


def _read_lists(pages: Sequence[Page], site: _Site) -> None:
    """Links of the pages that list departments, without those that most pages have (navigation, footer)."""
    linked = Counter(place for page in pages for place in set(map(_place, page.links)))
    for page in pages:
        section = site.sections.get(_place(page.url))
        if section and _index_kind(section):
            site.listed |= {place for place in map(_place, page.links) if linked[place] <= max(3, len(pages) // 5)}
        for before, name in zip(map(fold_label, page.trail), map(fold_label, page.trail[1:]), strict=False):
            if before in site_words()["indexes"]["function"]:
                site.trailed.add(name)


def _points(section: _Section, site: _Site) -> float:
    """How much speaks for a section being a part of the organisation."""
    name, words = fold_label(_ACRONYM.sub("", section.name)), fold_label(section.name).split()
    if len(section.place) < 2 or not words or _is_generic(section, name, words):
        return 0
    if _index_kind(section):
        return (
            ENOUGH
            if not _index_of(section.place[-2])
            and len(set(words) & set(site_words()["indexes"]["plurals"])) > 1
            and section.below >= 3
            else 0
        )
    index = site.sections.get(section.place[:-1])
    in_list = bool((index and _index_kind(index)) or _index_of(section.place[-2]))
    points = 3.0 * in_list + _is_made_of_function(name, section)
    points += 2 * (section.place in site.listed and section.below > 0) + 3 * (name in site.trailed)
    points += 2 * is_worded(name) + 2 * (name in site_words()["functions"]["words"]) + 2 * bool(country(name))
    points += (section.below >= 3) + (section.below >= 15) - (section.below == 0 and not in_list)
    depth = sum(not _LANGUAGE.fullmatch(segment) for segment in section.place[1:])
    return points - max(0, depth - 3) - 2 * (len(words) > 7) - 2 * bool(re.search(r"\d{4}|\?", section.name))


def _is_generic(section: _Section, name: str, words: Sequence[str]) -> bool:
    """News, forms, "Apply for …" and whatever stands under such a section are no departments."""
    generic = site_words()["generic"]
    above = (fold_label(segment) for segment in section.place[1:-1])
    bare = name.removeprefix("all ").removeprefix("our ")
    return bare in generic["names"] or words[0] in generic["verbs"] or any(each in generic["names"] for each in above)


def _is_made_of_function(name: str, section: _Section) -> bool:
    """Longer than a function's name and begun or ended by one, and not a page about the section that it stands in."""
    above = (fold_label(_words(segment)) for segment in section.place[1:-1])
    return bool(_function_edge().search(name)) and not any(each and each in name for each in above)


@cache
def _function_edge() -> re.Pattern[str]:
    """A function's word at the beginning or the end of a longer name."""
    words = "|".join(sorted(map(re.escape, site_words()["functions"]["words"]), key=len, reverse=True))
    return re.compile(rf"^(?:{words}) | (?:{words})$")


def _index_kind(section: _Section) -> str:
    return _index_of(section.name) or (_index_of(section.place[-1]) if len(section.place) > 1 else "")


@lru_cache(maxsize=1 << 14)
def _index_of(name: str) -> str:
    """The kind of parts that a page of this name lists, or nothing."""
    folded = fold_label(name).removeprefix("list of ").removeprefix("all ").removeprefix("our ")
    kinds, words = site_words()["indexes"], set(folded.split()) - {"and", "of", "our", "und", "et", "y", "e", "a"}
    if words and words <= set(kinds["plurals"]) and words != {"services"}:
        return "function"
    return next((kind for kind in ("function", "product", "country") if folded in kinds[kind]), "")


def _units(sections: Sequence[_Section], site: _Site) -> list[Unit]:
    """Sections as units: one a name, under the nearest kept section above it, parents first."""
    named: dict[str, _Section] = {}
    for section in sorted(sections, key=lambda section: (len(section.place), section.place)):
        named.setdefault(fold_label(_ACRONYM.sub("", section.name)), section)
    kept = {section.place: section for section in named.values()}
    return [_unit(section, kept, site) for section in kept.values()]


def _unit(section: _Section, kept: Mapping[Place, _Section], site: _Site) -> Unit:
    acronym = _ACRONYM.search(section.name)
    above = (kept[section.place[:end]] for end in range(len(section.place) - 1, 0, -1) if section.place[:end] in kept)
    parent = next(above, None)
    index = site.sections.get(section.place[:-1])
    kind = "country" if country(section.name) else (index and _index_kind(index)) or _index_of(section.place[-2])
    return Unit(
        _called(section), kind or "function", _called(parent) if parent else "", (acronym[1],) if acronym else (),
        (section.url,), declared=False,
    )  # fmt: skip


def _called(section: _Section) -> str:
    return _ACRONYM.sub("", section.name).strip()


@lru_cache(maxsize=1 << 16)
def _place(url: str) -> Place:
    """Host without ``www.`` and the path's segments, folded for comparison; () for what is no web address."""
    try:
        parts = urlsplit(url)
        host = (parts.hostname or "").removeprefix("www.")
    except ValueError:
        return ()
    segments = (segment for segment in unquote(parts.path).lower().split("/") if segment)
    return (host, *(segment for segment in segments if not re.fullmatch(r"(index|default|home)\.\w{2,5}", segment)))


def _has_part_of_file(place: Place) -> bool:
    return len(place) > 1 and bool(re.search(r"\.(pdf|docx?|xlsx?|jpe?g|png|zip|xml|json)$", place[-1]))


def _suffixes(pages: Iterable[Page]) -> set[str]:
    """What ends (or begins) many titles: the site's own name."""
    ends = Counter(
        part for page in pages for part in set(_SEPARATOR.split(page.title)[1:] + _SEPARATOR.split(page.title)[:1])
    )
    return {part for part, count in ends.items() if count >= 3 and count >= 0.1 * ends.total() / 2}


def _title(page: Page, suffixes: set[str]) -> str:
    """The page's own name: the end of its breadcrumb, or its title without the site's name."""
    if page.trail and len(page.trail) > 1 and 0 < len(page.trail[-1]) <= 60:
        return " ".join(page.trail[-1].split())
    parts = [part for part in _SEPARATOR.split(page.title) if part and part not in suffixes and part != page.site_name]
    name = " ".join(parts[0].split()) if parts else ""
    return name if len(name) <= 80 and "://" not in name else ""


def _words(segment: str) -> str:
    """``public-works.html`` → ``Public Works``."""
    words = re.sub(r"[-_+.]+", " ", _INDEX_FILE.sub("", segment)).split()
    small = {"and", "of", "the", "for", "und", "fur", "et", "de", "des", "du", "y", "e", "en", "van"}
    return " ".join(word if word in small and place else word.capitalize() for place, word in enumerate(words))
