"""Where a page stands in its site, and what kind of page it is: news, a list of others, a directory of our own."""

from __future__ import annotations

from collections import Counter
from collections.abc import Sequence
from dataclasses import dataclass
from functools import lru_cache
from itertools import pairwise

from sprawl.brand.brand_words import FUNCTION_NAMES, initials
from sprawl.model import Page
from sprawl.text.acronyms import acronyms
from sprawl.text.phrases import DATES, DIRECTORIES, LEADERSHIP, NEWS, OTHERS, WARNINGS, says
from sprawl.text.word_lists import FUNCTION, PROFILE_WORDS
from sprawl.text.words import words
from sprawl.urls import host, registrable_domain

SECTION_PAGES = 2  # a path segment with pages below it is a section of the site


@dataclass(frozen=True, slots=True)
class Place:
    """Where a page stands in its site, and what kind of page it is."""

    tokens: frozenset[str]  # of its path, title and trail, with the initials they make
    news: bool = False
    others: bool = False  # it lists somebody else
    warning: bool = False  # it warns of accounts
    leadership: bool = False  # it presents the people who speak for the organization
    directory: bool = False  # it lists the organization's own accounts


def place_of(page: Page) -> Place:
    """The place of a page that was read, by its URL, title and trail."""
    path = " ".join(_segments(page.url))
    text = f"{page.title} · {path} · {' '.join(page.trail)}"
    return Place(
        _tokens(page.url, page.title, page.trail),
        news=_in_news(page),
        others=says(OTHERS, text),
        warning=says(WARNINGS, text),
        leadership=says(LEADERSHIP, text),
        directory=says(DIRECTORIES, text),
    )


def place_of_url(url: str) -> Place:
    """The place of a page that was not read."""
    return Place(_tokens(url, "", ()))


def _in_news(page: Page) -> bool:
    """True for a page in a section for news. The front page of such a section is not in it: it presents who writes."""
    sections = _segments(page.url)
    front = "/" not in page.url.partition("://")[2].partition("/")[2].partition("?")[0].strip("/")
    if front and len(sections) == 1:
        sections = ()
    return any(map(_is_news, (*sections, *(() if front else page.trail))))


@lru_cache(maxsize=65536)
def _is_news(section: str) -> bool:
    """True for a section for news, or for events alone ("events", not "recreation and events")."""
    if says(NEWS, section) and not says(DIRECTORIES, section):
        return True
    return says(DATES, section) and all(says(DATES, w) or w in FUNCTION or w in FUNCTION_NAMES for w in words(section))


@lru_cache(maxsize=65536)
def _tokens(url: str, title: str, trail: tuple[str, ...]) -> frozenset[str]:
    return frozenset().union(*map(_tokens_of_name, (*_segments(url), title, *trail)))


@lru_cache(maxsize=65536)
def _tokens_of_name(name: str) -> frozenset[str]:
    """The words of a title or a section's name that are not general, and its initials."""
    tokens = {w for w in words(name) if w not in FUNCTION and w not in PROFILE_WORDS and (len(w) > 2 or w.isdigit())}
    return frozenset(tokens | {a for a in initials(name) if len(a) > 2})


@lru_cache(maxsize=65536)
def _segments(url: str) -> tuple[str, ...]:
    """The sub-domain and the parts of the path, as words."""
    path = url.partition("://")[2].partition("/")[2].partition("?")[0].partition("#")[0]
    labels = host(url).removesuffix(registrable_domain(url) or "").strip(".").removeprefix("www")
    return tuple(part.replace("-", " ").replace("_", " ") for part in (labels, *path.split("/")) if part)


def section_words(pages: Sequence[Page]) -> frozenset[str]:
    """Words and initials of path segments that have pages below them, and of sub-domains."""
    below: Counter[str] = Counter()
    for page in pages:
        below.update({part for part, _ in pairwise(_segments(page.url))})
    sections = [name for name, n in below.items() if n >= SECTION_PAGES]
    tokens = {w for name in sections for w in words(name) if w not in FUNCTION and len(w) > 2}
    return frozenset(tokens | {a for name in sections for a in acronyms(words(name)) if len(a) > 2})
