"""The crawl of one survey, written to its store visit by visit."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, field
from typing import Protocol

from sprawl import platforms
from sprawl.brand import Brand
from sprawl.brand.estate import own_site
from sprawl.model import Account, Evidence, EvidenceKind, Profile, Response, Survey, Visit
from sprawl.observe import Readers, is_well_known
from sprawl.sources.feeds import newest
from sprawl.store import Found, Store
from sprawl.urls import host, normalize
from sprawl.web.archive import Recorder
from sprawl.web.crawl import crawl, is_page
from sprawl.web.scope import POLITENESS, Limits

BATCH = 32  # visits kept in one transaction at the most


class Bounds(Protocol):
    """The part of a survey's options that bounds its crawl."""

    @property
    def max_pages(self) -> int: ...
    @property
    def depth(self) -> int: ...


@dataclass
class SurveyCrawl:
    """Fetches and reads pages and stores each visit as one transaction: a killed run repeats only pages in flight."""

    store: Store
    survey: Survey
    brand: Brand
    bounds: Bounds
    fetch: Callable[[str], Response]
    readers: Readers
    recorder: Recorder | None  # None: answers come from an archive, and links are not followed
    progress: Callable[[str, int, int | None], None]
    _known: set[str] = field(default_factory=set)  # links that are in the frontier
    _is_new: bool = False  # True once an answer brought a page, evidence or a profile

    def own(self, url: str) -> bool:
        """True for an address on the brand's own sites."""
        return own_site(self.brand)(url)

    def sites(self, seeds: Sequence[str]) -> bool:
        """Crawl from the seeds and the frontier of an interrupted run. True when everything in scope was read."""
        known = self.store.frontier(self.survey.id)
        return self._crawl("crawl", [*((url, 0) for url in seeds), *known], self.bounds.max_pages)

    def note_cut(self, name: str, offset: int) -> None:
        """Record that the archive breaks off at a byte; the pages before it are used."""
        cut = Response(f"archive:{name}", f"archive:{name}", 0, error=f"breaks off at byte {offset}")
        self.store.add_visits(self.survey, [Visit(cut, 0)], Found(), 0)

    def also(self, stage: str, urls: Sequence[str]) -> bool:
        """Read further addresses, beyond the budget of pages. False when they brought nothing new."""
        done, self._is_new = self._done(), False
        new = [url for url in dict.fromkeys(map(normalize, urls)) if url not in done]
        if new:
            self._crawl(stage, [(url, 0) for url in new], self.bounds.max_pages + len(done) + len(new))
        return self._is_new

    def _crawl(self, stage: str, seeds: Sequence[tuple[str, int]], max_pages: int) -> bool:
        live = self.recorder is not None
        limits = Limits(
            max_pages=max_pages if live else None,
            depth=self.bounds.depth if live else 0,
            politeness=POLITENESS if live else 0.0,
            sitemaps=live,
        )
        done = self._done()

        def report(visits: int, waiting: int) -> None:
            self.progress(stage, visits, visits + waiting)

        with crawl(
            seeds,
            fetch=self.fetch,
            read=self.readers.submit,
            scope=self.own,
            limits=limits,
            done=done,
            readable=_readable,
            progress=report,
        ) as visits:
            batch: list[Visit] = []
            for visit in visits:
                batch.append(visit)
                if len(batch) == BATCH or not visits.ready:
                    self._keep(batch)
                    batch = []
            self._keep(batch)
            return not live or visits.left == 0

    def _done(self) -> set[str]:
        return {normalize(url) for url in self.store.visited(self.survey.id)}

    def _keep(self, visits: Sequence[Visit]) -> None:
        """Store visits in one transaction: one visit on a slow crawl, up to `BATCH` on a fast one."""
        if not visits:
            return
        found = Found()
        for visit in visits:
            self._collect(visit, found)
        self._is_new |= any(visit.page for visit in visits) or bool(found.evidence or found.profiles)
        self.store.add_visits(self.survey, visits, found, self.recorder.flush() if self.recorder else 0)

    def _collect(self, visit: Visit, found: Found) -> None:
        links = visit.page.links if visit.page else ()
        if self.recorder:
            new = [url for url in dict.fromkeys(links) if url not in self._known and self.own(url)]
            self._known.update(new)
            found.frontier += [(normalize(url), visit.depth + 1, visit.response.url) for url in new]
        found.hosts.update(_foreign_hosts(links, self.own))
        found.profiles += [(profile, visit.response.url) for profile in _profiles(visit)]
        found.evidence += [(e, visit.response.fetched_at) for e in _redirects(visit.response, self.own)]


def _readable(response: Response) -> bool:
    """True for pages, and for files at known addresses that say whose a site is."""
    return is_page(response) or (response.status == 200 and is_well_known(response.final_url))


def _profiles(visit: Visit) -> Iterator[Profile]:
    """What an answer other than a profile page says of an account: it is gone, was renamed, or last posted then."""
    response = visit.response
    account = None if visit.page and visit.page.profile else platforms.parse_url(response.final_url)
    if account is None:
        return
    if response.status in (404, 410):
        yield Profile(account.ref, gone=True, seen_at=response.fetched_at)
    elif response.status == 200 and "xml" in response.media_type and (day := newest(response.body)):
        yield Profile(account.ref, last_post=day, seen_at=response.fetched_at)
    elif response.status == 200 and (former := _former_refs(response, account)):
        yield Profile(account.ref, also=former, seen_at=response.fetched_at)


def _former_refs(response: Response, account: Account) -> tuple[str, ...]:
    """Earlier refs of the account: addresses of the same platform that redirected to it."""
    redirected = (platforms.parse_url(url) for url in (response.url, *response.hops))
    return tuple(sorted({a.ref for a in redirected if a and a.platform == account.platform} - {account.ref}))


def _redirects(response: Response, own: Callable[[str], bool]) -> Iterator[Evidence]:
    """Evidence from an address of ours that redirects to an account, such as ``/facebook`` to facebook.com/brand."""
    if own(response.url) and not own(response.final_url):
        account = platforms.parse_url(response.final_url)
        if account is not None:
            subject = f"site:{host(response.url)}"
            yield Evidence(EvidenceKind.REDIRECT, subject, account.ref, response.url, handle=account.handle)


def _foreign_hosts(links: Iterable[str], own: Callable[[str], bool]) -> set[str]:
    return {host(url) for url in links if not own(url)} - {""}
