"""The pages of the seven sites, read from content/: what is written on them, not yet how a site builder shows it."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

from .accounts import HERE

CONTENT = HERE / "content"


@dataclass(frozen=True, slots=True)
class Site:
    """One web site: its host, its builder's template, its navigation, and the accounts that stand on every page."""

    key: str
    home: str  # "https://www.example.org", no slash at the end
    template: str
    name: str
    language: str
    notice: str  # that it is invented
    nav: tuple[tuple[str, str], ...]
    header: tuple[str, ...] = ()  # refs
    footer: tuple[str, ...] = ()
    same_as: tuple[str, ...] = ()
    words: str = ""  # the footer's own words
    charset: str = "utf-8"


@dataclass(frozen=True, slots=True)
class Sheet:
    """One page as it was written."""

    site: str
    path: str
    title: str
    body: str
    crumbs: tuple[str, ...] = ()
    date: str = ""
    kind: str = "page"  # home, page, article, gate, job, story
    desc: str = ""
    more: dict[str, str] = field(default_factory=dict)


@cache
def sites() -> dict[str, Site]:
    """The sites by their keys."""
    tables = tomllib.loads((CONTENT / "sites.toml").read_text(encoding="utf-8"))
    return {key: _site(key, table) for key, table in tables.items()}


def _site(key: str, table: dict[str, object]) -> Site:
    nav = tuple((str(words), str(path)) for words, path in table.pop("nav"))  # type: ignore[attr-defined]
    lists = {name: tuple(value) for name, value in table.items() if isinstance(value, list)}
    return Site(key=key, nav=nav, **{**table, **lists})  # type: ignore[arg-type]


def written() -> Iterator[Sheet]:
    """Every page of content/SITE.txt, in order."""
    for site in sites():
        for head, body in sections(CONTENT / f"{site}.txt"):
            yield _sheet(site, head, body)


def sections(path: Path) -> Iterator[tuple[str, str]]:
    """The parts of a file that begin with ``=== NAME``: name and text."""
    for part in path.read_text(encoding="utf-8").split("=== ")[1:]:
        head, _, body = part.partition("\n")
        yield head.strip(), body.strip("\n")


def rows(name: str) -> Iterator[list[str]]:
    """The lines of a content table, cells cut at the bars; inside ``[[…]]`` a bar is not a cut."""
    for line in (CONTENT / name).read_text(encoding="utf-8").splitlines():
        if line.strip() and not line.startswith("#"):
            yield [cell.strip() for cell in line.split(" | ")]


def _sheet(site: str, path: str, text: str) -> Sheet:
    head, _, body = text.partition("---\n")
    keys = dict(line.split(": ", 1) for line in head.strip().splitlines())
    crumbs = tuple(keys.pop("crumbs", "").split(" > ")) if "crumbs" in keys else ()
    return Sheet(site=site, path=path, body=body, crumbs=crumbs, **keys)  # type: ignore[arg-type]
