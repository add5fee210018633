"""Host → the record that reads it. Records load at import; their patterns are compiled at the first use of a host."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from sprawl.platforms.patterns import parse_pattern
from sprawl.platforms.reader import Reader, Rule, form_rules, plain_words, word_rules
from sprawl.platforms.tables import Platform, load, load_web

__all__ = ["PLATFORMS", "WEB", "Place", "place"]

PLATFORMS = MappingProxyType({platform.slug: platform for platform in load()})
"""Every platform by its slug."""

WEB = load_web()

_LOCALE = re.compile(r"(?:www-)?[a-z]{2}(?:[-_](?:[a-z]{2}|hans|hant|latn|cyrl))?")


class Place(NamedTuple):
    """What reads a host: a reader, with the sub-domain where that is part of the address; or a reason."""

    reader: Reader | None
    label: str = ""
    reason: str = ""
    slug: str = ""


def place(host: str) -> Place | None:
    """What reads this host (lower case, ASCII); None when no record has it."""
    known = _PLACES.get(host)
    if known is None:
        known = _exact(host) or (_exact(host[4:]) if host.startswith("www.") else None)
        if known is None:
            return _below(host)
        _PLACES[host] = known
    return known


_PLACES: dict[str, Place] = {}


def _exact(host: str) -> Place | None:
    if host in _HOSTS:
        return Place(_reader(host))
    reason = _PLAIN_HOSTS.get(host)
    return Place(None, "", reason) if reason else None


def _below(host: str) -> Place | None:
    """The place of a host below a known one: a mirror, a tenant, or something else that the platform runs."""
    label, _, suffix = host.partition(".")
    while suffix:
        if suffix in _SUFFIXES:
            return _sub_domain(label.removeprefix("www."), suffix)
        if suffix in _PLAIN_HOSTS:
            return Place(None, "", _PLAIN_HOSTS[suffix])
        before, _, suffix = suffix.partition(".")
        label = f"{label}.{before}"
    return None


def _sub_domain(label: str, suffix: str) -> Place:
    slug = next(iter(_HOSTS.get(suffix) or _HOSTS[f"*.{suffix}"]))
    reason = _labels(slug).get(label)
    if reason:
        return Place(None, "", reason, slug)
    if slug and PLATFORMS[slug].locales and _LOCALE.fullmatch(label) and suffix in PLATFORMS[slug].hosts:
        return Place(_reader(suffix))
    if f"*.{suffix}" in _HOSTS:
        return Place(_reader(f"*.{suffix}"), label)
    return Place(None, "", "reserved", slug)


@cache
def _labels(slug: str) -> dict[str, str]:
    return plain_words(PLATFORMS[slug].subdomains) if slug else {}


@cache
def _reader(host: str) -> Reader:
    """The compiled rules of one host, or of all sub-domains of one ("*.suffix"): of every record that names it."""
    rules: list[Rule] = []
    words = dict(_WORDS)
    for slug, own in _HOSTS[host].items():
        rules += [rule for rule in _rules(slug) if rule.pattern.host == host or (own and not rule.pattern.host)]
        words |= plain_words(PLATFORMS[slug].words) if own else {}
    is_own = any(_HOSTS[host].values()) or host[0] == "*"
    return Reader(next((slug for slug in _HOSTS[host] if slug), ""), rules, words if is_own else {})


@cache
def _rules(slug: str) -> tuple[Rule, ...]:
    if not slug:
        return tuple(_wrappers())
    platform = PLATFORMS[slug]
    return (*word_rules(platform.words, slug), *form_rules(platform, _BLANKS))


def _wrappers() -> Iterator[Rule]:
    yield from (Rule(parse_pattern(source), "redirect") for source in WEB.wrappers)
    yield from (Rule(parse_pattern(source), "redirect", archive=True) for source in WEB.archives)


def _named_hosts(platform: Platform) -> Iterator[str]:
    """Every host that the patterns of a platform name."""
    patterns = [path for form in platform.forms for path in (*form.paths, *form.posts)]
    patterns += [entry for entries in platform.words.values() for entry in entries]
    return (parse_pattern(source).host for source in patterns if source.startswith("//"))


def _host_table() -> dict[str, dict[str, bool]]:
    """Host → the records that name it ("" for wrappers), and whether it is the platform's own; owners first."""
    table: dict[str, dict[str, bool]] = {}
    for slug, platform in PLATFORMS.items():
        for host in platform.hosts:
            for name in (host, *(f"{mirror}.{host}" for mirror in platform.mirrors)):
                table.setdefault(name, {})[slug] = True
    for slug, platform in PLATFORMS.items():
        for host in _named_hosts(platform):
            table.setdefault(host, {}).setdefault(slug, False)
    for source in (*WEB.wrappers, *WEB.archives):
        table.setdefault(parse_pattern(source).host, {})[""] = False
    return table


def _suffix_table() -> frozenset[str]:
    """The hosts whose sub-domains belong to the platform or its tenants."""
    own = {host for platform in PLATFORMS.values() for host in platform.hosts}
    return frozenset(own | {host[2:] for host in _HOSTS if host[0] == "*"})


_HOSTS = _host_table()
_SUFFIXES = _suffix_table()
_PLAIN_HOSTS = {host: reason for reason, hosts in WEB.hosts.items() for host in hosts}
_WORDS = plain_words(WEB.words)
_BLANKS = dict.fromkeys(WEB.placeholders, "placeholder")
