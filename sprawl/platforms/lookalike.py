"""Whether a host in no table imitates the host of a platform."""

from __future__ import annotations

import re
import unicodedata
from functools import cache, lru_cache
from itertools import pairwise

from sprawl.platforms.index import PLATFORMS, WEB

__all__ = ["suspect"]

_AGAIN = re.compile(r"(.)\1+")
_SHORTEST = 6  # shorter names are parts of too many honest words
_DISGUISES = str.maketrans(dict(WEB.disguises))


@lru_cache(maxsize=1 << 14)
def suspect(host: str) -> str:
    """``lookalike`` for a host with a platform's host or name in it, even disguised; else ``unknown-host``."""
    if (
        _contains_host(host)
        or _contains_name(host)
        or _contains_name(_undisguised(host))
        or _differs_by_doubled_letter(host)
    ):
        return "lookalike"
    return "unknown-host"


def _contains_host(host: str) -> bool:
    """True for ``twitter.com.evil.example`` and ``x.com-login.example``."""
    labels = host.split(".")
    pairs = pairwise(labels[:-1])
    return any(f"{name}.{ending.partition('-')[0]}" in _hosts() for name, ending in pairs)


def _contains_name(host: str) -> bool:
    """True where the name of a platform stands anywhere in the host."""
    stems = _stems()
    for start in range(len(host) - _SHORTEST):
        names = stems.get(host[start : start + _SHORTEST])
        if names and host.startswith(names, start):
            return True
    return False


def _differs_by_doubled_letter(host: str) -> bool:
    """True where a label is the name of a platform with a letter doubled, or one of a double left out."""
    return any(_once_each(label) in _names_once() for label in host.split(".")[:-1])


def _once_each(name: str) -> str:
    return _AGAIN.sub(r"\1", name)


def _undisguised(host: str) -> str:
    if "xn--" in host:
        host = ".".join(map(_decoded, host.split(".")))
    if not host.isascii():
        host = "".join(mark for mark in unicodedata.normalize("NFKD", host) if not unicodedata.combining(mark))
    return host.translate(_DISGUISES).replace("rn", "m").replace("vv", "w")


def _decoded(label: str) -> str:
    try:
        return label.removeprefix("xn--").encode().decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


@cache
def _hosts() -> frozenset[str]:
    return frozenset(host for platform in PLATFORMS.values() for host in platform.hosts)


@cache
def _stems() -> dict[str, tuple[str, ...]]:
    """The first letters of each platform's name in its hosts → the names that begin so."""
    stems: dict[str, tuple[str, ...]] = {}
    for stem in sorted({host.split(".")[0] for host in _hosts()}):
        if len(stem) >= _SHORTEST:
            stems[stem[:_SHORTEST]] = (*stems.get(stem[:_SHORTEST], ()), stem)
    return stems


@cache
def _names_once() -> frozenset[str]:
    """The names in platforms' hosts, each run of a letter written once."""
    return frozenset(_once_each(name) for names in _stems().values() for name in names)
