"""Departments, countries and foundations that have a host of their own, told by what the host is called."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence

from sprawl.model import Page, Unit
from sprawl.text.site_words import country, site_words
from sprawl.urls import host, registrable_domain


def host_units(pages: Sequence[Page]) -> list[Unit]:
    """Units named by hosts that the pages are on or link to: sub-domains (``careers.``), and domains that add a word
    or a country to the site's own name (``acme-deutschland.example``, ``acmefoundation.example``, ``acme.de``)."""
    counts = Counter(filter(None, (host(page.url) for page in pages)))
    main = registrable_domain(min(counts, key=lambda name: (-counts[name], name))) if counts else None
    linked = {host(link) for page in pages for link in page.links}
    units: dict[str, Unit] = {}
    for name in sorted(filter(None, {*counts, *linked})):
        for called, kind in _named(name, main) if main else ():
            units.setdefault(called, Unit(called, kind, sites=(f"https://{name}/",), declared=False))
    return list(units.values())


def _named(name: str, main: str) -> Iterator[tuple[str, str]]:
    """What a host is called beside the site's own name, and of which kind that is."""
    domain, words = registrable_domain(name), site_words()
    label, own = (domain or "").partition(".")[0], main.partition(".")[0]
    if domain == main:
        yield from _word(name.removesuffix(main).rstrip(".").rpartition(".")[2])
    elif label == own and len(own) > 3:
        code = (domain or "").rpartition(".")[2]
        yield from ((names[0].title(), "country") for names in [words["countries"].get(code)] if names)
    elif label.startswith(own) and len(own) > 3:
        yield from _word(label.removeprefix(own).strip("-"))


def _word(word: str) -> Iterator[tuple[str, str]]:
    named, nation = site_words()["hosts"].get(word), site_words()["countries"].get(word)
    if named:
        yield named, "function"
    elif nation:
        yield nation[0].title(), "country"
    elif code := country(word):
        yield site_words()["countries"][code][0].title(), "country"
