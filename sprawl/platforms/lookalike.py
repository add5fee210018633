"""Hosts that are nobody's we know, and whether they dress up as a platform's."""

from __future__ import annotations

import re
import unicodedata
from functools import cache

from sprawl.platforms.index import PLATFORMS

__all__ = ["suspect"]

_SHORTEST = 6                        # shorter names are parts of too many honest words
_FOLDS = str.maketrans({"0": "o", "1": "l", "3": "e", "5": "s", "ı": "i", "ο": "o", "о": "o", "а": "a", "е": "e", "і": "i",
                        "с": "c", "р": "p", "ӏ": "l", "ԁ": "d", "ɡ": "g", "ո": "n", "ѕ": "s", "х": "x", "у": "y", "к": "k"})


def suspect(host: str) -> str:
    """``lookalike`` for a host that carries a platform's host or name, as it is or in disguise; else ``unknown-host``."""
    if _wears_a_host(host) or _names().search(_fold(host)):
        return "lookalike"
    return "unknown-host"


def _wears_a_host(host: str) -> bool:
    """``twitter.com.evil.example`` or ``x.com-login.example``."""
    return _hosts().search(host) is not None


def _fold(host: str) -> str:
    if "xn--" in host:
        host = ".".join(_decoded(label) for label in host.split("."))
    bare = "".join(mark for mark in unicodedata.normalize("NFKD", host) if not unicodedata.combining(mark))
    return bare.translate(_FOLDS).replace("rn", "m").replace("vv", "w")


def _decoded(label: str) -> str:
    try:
        return label.removeprefix("xn--").encode().decode("punycode") if label.startswith("xn--") else label
    except UnicodeError:
        return label


@cache
def _hosts() -> re.Pattern[str]:
    hosts = (re.escape(host) for platform in PLATFORMS.values() for host in platform.hosts)
    return re.compile(rf"(?:\A|\.)(?:{'|'.join(hosts)})[.-]")


@cache
def _names() -> re.Pattern[str]:
    stems = {host.split(".")[0] for platform in PLATFORMS.values() for host in platform.hosts}
    return re.compile("|".join(sorted(re.escape(stem) for stem in stems if len(stem) >= _SHORTEST)))
