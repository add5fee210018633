"""A first brand file, drafted from a web site or from the sheet people keep, for a person to correct."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import ExitStack
from pathlib import Path

from sprawl.brand.draft import Draft
from sprawl.brand.site_draft import draft_from_site
from sprawl.errors import InputError
from sprawl.model import Page, Response
from sprawl.observe import Readers
from sprawl.sheets.draft import draft_from_sheet
from sprawl.sheets.table import read_table
from sprawl.urls import host, is_web, resolve, unprefixed
from sprawl.web.archive import Archive
from sprawl.web.crawl import crawl
from sprawl.web.fetch import Fetcher
from sprawl.web.scope import Limits, Scope

PAGES = 200  # enough to see the structure of a site


def draft(
    source: str,
    *,
    name: str | None = None,
    replay: str | Path | None = None,
    allow_private: bool = False,
    max_pages: int = PAGES,
    progress: Callable[[str, int, int | None], None] | None = None,
) -> Draft:
    """Draft a brand from a URL (its pages are crawled, at most ``max_pages``) or from a sheet (CSV, XLSX, JSON).

    ``replay``: a WARC to read the pages from instead. Raises InputError when nothing can be drafted.
    """
    if Path(source).exists():
        return draft_from_sheet(read_table(source), name)
    url = resolve(None, source if "://" in source else f"https://{source}")
    if url is None or not is_web(url) or "." not in host(url):
        raise InputError(f"{source}: neither a file nor a web address; try: sprawl init https://www.example.org/")
    pages = _pages(url, replay, allow_private, max_pages, progress)
    if not pages:
        raise InputError(f"{url}: no page could be read there; is the address right?")
    return draft_from_site(pages, url, name)


def _pages(
    url: str,
    replay: str | Path | None,
    allow_private: bool,
    max_pages: int,
    progress: Callable[[str, int, int | None], None] | None,
) -> list[Page]:
    with ExitStack() as stack:
        fetch: Callable[[str], Response] = (
            Archive(replay) if replay else stack.enter_context(Fetcher(allow_private=allow_private))
        )
        readers = stack.enter_context(Readers())
        scope = Scope.of([f"https://{unprefixed(host(url))}/"])
        visits = stack.enter_context(
            crawl(
                [(url, 0)],
                fetch=fetch,
                read=readers.submit,
                scope=scope,
                limits=Limits(max_pages=max_pages, depth=3, sitemaps=False),
                progress=lambda done, left: progress("crawl", done, min(max_pages, done + left)) if progress else None,
            )
        )
        return sorted((v.page for v in visits if v.page and not v.page.error), key=lambda page: page.url)
