"""Which record reads a host. Records are read at import; their patterns are compiled when a host is first met."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import cache
from types import MappingProxyType
from typing import NamedTuple

from sprawl.platforms.reader import Reader, Rule, form_rules, plain_words, word_rules
from sprawl.platforms.patterns import parse_pattern
from sprawl.platforms.tables import Platform, load, load_web

__all__ = ["PLATFORMS", "WEB", "Place", "place"]

PLATFORMS = MappingProxyType({platform.slug: platform for platform in load()})
"""Every platform by its slug."""

WEB = load_web()

_LOCALE = re.compile(r"(?:www-)?[a-z]{2}(?:[-_][a-z]{2,4})?")
_OWN = ""                            # the group of patterns that name no host


class Place(NamedTuple):
    """Who reads a host: a reader, with the sub-domain where that is the first part of the address; or a reason."""

    reader: Reader | None
    label: str = ""
    reason: str = ""
    slug: str = ""


def place(host: str) -> Place | None:
    """Who reads this host (lower case, ASCII); None when no record knows it."""
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
        slug, group = _HOSTS[host]
        return Place(_reader(slug, group))
    reason = _PLAIN_HOSTS.get(host)
    return Place(None, "", reason) if reason else None


def _below(host: str) -> Place | None:
    """A host under one that is known: a mirror, a tenant, or something else the platform runs."""
    label, _, suffix = host.partition(".")
    while suffix:
        if suffix in _SUFFIXES:
            return _sub_domain(label.removeprefix("www."), suffix)
        before, _, suffix = suffix.partition(".")
        label = f"{label}.{before}"
    return None


def _sub_domain(label: str, suffix: str) -> Place:
    slug, own, tenants = _SUFFIXES[suffix]
    reason = _labels(slug).get(label)
    if reason:
        return Place(None, "", reason, slug)
    if own and slug and PLATFORMS[slug].locales and _LOCALE.fullmatch(label):
        return Place(_reader(slug, _OWN))
    if tenants:
        return Place(_reader(slug, f"*.{suffix}"), label)
    return Place(None, "", "reserved", slug)


@cache
def _labels(slug: str) -> dict[str, str]:
    return plain_words(PLATFORMS[slug].subdomains) if slug else {}


@cache
def _reader(slug: str, group: str) -> Reader:
    """The compiled rules of one platform for its own hosts, or for one other host."""
    rules = [rule for rule in (_rules(slug) if slug else _web_rules()) if rule.pattern.host == group]
    words = plain_words(WEB.words) | (plain_words(PLATFORMS[slug].words) if slug else {})
    return Reader(PLATFORMS.get(slug), rules, words if group == _OWN or group.startswith("*.") else {})


@cache
def _rules(slug: str) -> tuple[Rule, ...]:
    platform = PLATFORMS[slug]
    return (*word_rules(platform.words), *form_rules(platform))


@cache
def _web_rules() -> tuple[Rule, ...]:
    return (
        *(Rule(parse_pattern(source), "redirect") for source in WEB.wrappers),
        *(Rule(parse_pattern(source), "redirect", archive=True) for source in WEB.archives),
    )


def _groups(platform: Platform) -> Iterator[str]:
    """Every host that the patterns of a platform name."""
    patterns = [path for form in platform.forms for path in (*form.paths, *form.posts)]
    patterns += [entry for entries in platform.words.values() for entry in entries]
    return (parse_pattern(source).host for source in patterns if source.startswith("//"))


def _host_table() -> dict[str, tuple[str, str]]:
    table = {parse_pattern(source).host: "" for source in (*WEB.wrappers, *WEB.archives)}
    hosts = {host: ("", host) for host in table}
    for slug, platform in PLATFORMS.items():
        hosts |= {group: (slug, group) for group in _groups(platform) if group[0] != "*"}
        own = (f"{mirror}.{host}" for host in platform.hosts for mirror in platform.mirrors)
        hosts |= {host: (slug, _OWN) for host in (*platform.hosts, *own)}
    return hosts


def _suffix_table() -> dict[str, tuple[str, bool, bool]]:
    """Suffix → platform, whether its own host, whether its sub-domains are tenants."""
    table = {}
    wrappers = [parse_pattern(source).host for source in WEB.wrappers]
    for group in (group for group in wrappers if group[0] == "*"):
        table[group[2:]] = ("", False, True)
    for slug, platform in PLATFORMS.items():
        tenants = {group[2:] for group in _groups(platform) if group[0] == "*"}
        for suffix in tenants | set(platform.hosts):
            table[suffix] = (slug, suffix in platform.hosts, suffix in tenants)
    return table


_HOSTS = _host_table()
_SUFFIXES = _suffix_table()
_PLAIN_HOSTS = {host: reason for reason, hosts in WEB.hosts.items() for host in hosts}
