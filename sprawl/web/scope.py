"""Which URLs belong to a crawl, and where it ends."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field

from sprawl.urls import host, unprefixed, within
from sprawl.web.politeness import Pace

__all__ = ["POLITENESS", "Limits", "Scope"]

POLITENESS = 900.0  # seconds that one request may take, with the pauses that its hosts ask for


@dataclass(frozen=True, slots=True)
class Scope:
    """Hosts (with and without ``www.``; not their sub-domains) and URL prefixes that are crawled.

    >>> scope = Scope.of(["example.org", "https://www.example.com/news"])
    >>> scope("https://www.example.org/x"), scope("https://example.com/news/1"), scope("https://example.com/")
    (True, True, False)
    """

    hosts: frozenset[str] = frozenset()
    prefixes: tuple[str, ...] = ()

    @classmethod
    def of(cls, places: Iterable[str]) -> Scope:
        """From hosts and URLs as a brand file lists them; a URL without a path stands for its host."""
        hosts, prefixes = set(), []
        for place in places:
            bare = place.partition("//")[2] if "//" in place else place
            if "/" in bare.rstrip("/") or ":" in bare:
                prefixes.append(place)
            else:
                hosts.add(unprefixed(bare.rstrip("/").lower()))
        return cls(frozenset(hosts), tuple(prefixes))

    def __call__(self, url: str) -> bool:
        return unprefixed(host(url)) in self.hosts or any(within(url, prefix) for prefix in self.prefixes)


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of a crawl.

    ``max_pages``: requests for pages, those of an interrupted run included; None: no bound. ``depth``: links from a
    seed. ``pace``: connections at once to a host. ``threads``: hosts that can be waited for at once. ``patience``:
    seconds without any progress after which the crawl is given up; ``politeness``: the same while requests are open,
    which wait as long as hosts ask (Crawl-delay, Retry-After) and end at deadlines of their own. The others
    bound traps, on each host: the segments of a path and how often one may repeat in it, the paths of more than eight
    segments, the variants of one path that differ in a query of several parameters, and the addresses that are
    nothing but dates.
    """

    max_pages: int | None = None
    depth: int = 20
    pace: Pace = field(default_factory=Pace)
    threads: int = 100
    patience: float = 60.0
    politeness: float = POLITENESS
    sitemaps: bool = True
    max_segments: int = 20
    max_repeats: int = 2
    max_deep: int = 100
    max_variants: int = 50
    max_dates: int = 60
