"""The platform records, as frozen values: one TOML file each, read once."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

__all__ = ["Form", "Mechanics", "Platform", "WebTable", "load", "load_web"]

_FOLDER = Path(__file__).parent
_WEB = "_web.toml"


@dataclass(frozen=True, slots=True)
class Form:
    """One kind of account on a platform: how its ref and URL are written, and which URLs name it.

    ``handle`` is a regular expression; ``ref`` and ``url`` are templates with ``{handle}``; a ``hosted`` handle is
    ``user@host``, whose url has ``{user}`` and ``{host}``. ``paths`` are URLs of the account, ``posts`` of what it
    published, both in the language of `sprawl.platforms.patterns`.
    """

    kind: str
    handle: str
    ref: str
    url: str
    case: str  # "ignore" or "keep"
    numeric: bool = False  # the handle is an id that a name can be changed above
    hosted: bool = False
    paths: tuple[str, ...] = ()
    posts: tuple[str, ...] = ()
    feeds: tuple[str, ...] = ()
    endpoints: tuple[str, ...] = ()  # answers that describe the account, without logging in


@dataclass(frozen=True, slots=True)
class Mechanics:
    """What a merger of two accounts keeps, with its confidence and source. "" where nothing is known."""

    merge: str  # yes, no, request, link, unknown
    followers: str
    content: str
    requirements: tuple[str, ...]
    reversible: str
    waiting: str
    as_of: str  # day on which the source was read
    confidence: str
    source: str


@dataclass(frozen=True, slots=True)
class Platform:
    """One platform, with every fact that the other rooms need."""

    slug: str
    name: str
    aliases: tuple[str, ...]
    hosts: tuple[str, ...]  # the first is the canonical one
    mirrors: tuple[str, ...]  # sub-domains that show the same
    locales: bool  # so do those named after languages and countries (de-de.)
    case: str
    forms: tuple[Form, ...]
    words: Mapping[str, tuple[str, ...]]  # reason → first path segments, or patterns
    subdomains: Mapping[str, tuple[str, ...]]  # reason → sub-domains
    placeholders: frozenset[str]
    theme_defaults: frozenset[str]  # real accounts that themes link when nobody fills in one's own
    mechanics: Mechanics
    closed: str = ""  # the day the platform closed
    examples: Mapping[str, str] = field(default_factory=dict)  # URL → ref
    counterexamples: Mapping[str, str] = field(default_factory=dict)  # URL → reason, then the author's ref if any

    @property
    def feeds(self) -> tuple[str, ...]:
        """Templates of every feed that any kind of account has."""
        return tuple(feed for form in self.forms for feed in form.feeds)

    @property
    def kinds(self) -> tuple[str, ...]:
        return tuple(dict.fromkeys(form.kind for form in self.forms))


@dataclass(frozen=True, slots=True)
class WebTable:
    """What is true on every platform, and hosts that only lead elsewhere."""

    wrappers: tuple[str, ...]  # patterns whose {link} is the URL that is meant
    archives: tuple[str, ...]  # the same, but what they show is past
    words: Mapping[str, tuple[str, ...]]
    hosts: Mapping[str, tuple[str, ...]]
    placeholders: frozenset[str]
    disguises: Mapping[str, str]  # sign → the letter that it passes for in a host


def load() -> Iterator[Platform]:
    """Every record of this folder, in the order of their slugs."""
    for path in sorted(_FOLDER.glob("[a-z]*.toml")):
        yield _platform(_toml(path))


def load_web() -> WebTable:
    record = _toml(_FOLDER / _WEB)
    return WebTable(
        wrappers=tuple(record["wrappers"]),
        archives=tuple(record["archives"]),
        words=_lists(record["words"]),
        hosts=_lists(record["hosts"]),
        placeholders=frozenset(record["placeholders"]),
        disguises={sign: letter for letter, signs in record["disguises"].items() for sign in signs},
    )


def _toml(path: Path) -> dict[str, Any]:
    return tomllib.loads(path.read_text(encoding="utf-8"))


def _platform(record: dict[str, Any]) -> Platform:
    case = record.get("case", "ignore")
    return Platform(
        slug=record["slug"],
        name=record["name"],
        aliases=tuple(record.get("aliases", ())),
        hosts=tuple(record["hosts"]),
        mirrors=tuple(record.get("mirrors", ())),
        locales=record.get("locales", False),
        case=case,
        forms=tuple(_form(form, case) for form in record["forms"]),
        words=_lists(record.get("words", {})),
        subdomains=_lists(record.get("subdomains", {})),
        placeholders=frozenset(record.get("placeholders", ())),
        theme_defaults=frozenset(record.get("theme_defaults", ())),
        mechanics=_mechanics(record.get("mechanics", {})),
        closed=str(record.get("closed", "")),
        examples=record.get("examples", {}),
        counterexamples=record.get("counterexamples", {}),
    )


def _form(record: dict[str, Any], case: str) -> Form:
    lists = {key: tuple(value) for key, value in record.items() if isinstance(value, list)}
    return Form(**({"ref": "{handle}", "case": case} | record | lists))


def _mechanics(record: dict[str, Any]) -> Mechanics:
    return Mechanics(
        merge=record.get("merge", "unknown"),
        followers=record.get("followers", ""),
        content=record.get("content", ""),
        requirements=tuple(record.get("requirements", ())),
        reversible=record.get("reversible", ""),
        waiting=record.get("waiting", ""),
        as_of=str(record.get("as_of", "")),
        confidence=record.get("confidence", "background"),
        source=record.get("source", ""),
    )


def _lists(record: dict[str, list[str]]) -> dict[str, tuple[str, ...]]:
    return {key: tuple(values) for key, values in record.items()}
