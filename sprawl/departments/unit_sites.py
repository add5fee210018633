"""Which unit a web address belongs to: the most specific host or URL prefix of the list of units that contains it."""

from __future__ import annotations

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from sprawl.model import Unit
from sprawl.urls import host, unprefixed, within

_ADDRESS = re.compile(r"(?:https?://)?(?:[\w-]+\.)+[a-z]{2,24}(?![\w@-])(?:/[^\s\"'<>|)\]]*)?", re.I)
LONGEST_TEXT = 4000  # letters of a description that are read for addresses


@dataclass(frozen=True, slots=True)
class UnitSite:
    """An address, the host or URL prefix of the list that contains it, and the units that the list gives it to."""

    address: str
    site: str
    units: tuple[str, ...]


def addresses(text: str) -> tuple[str, ...]:
    """Web addresses written in a text, as absolute URLs; a mail address counts as its host.

    >>> addresses("Report it at tides.example/harbor or mail desk@quay.example.")
    ('https://tides.example/harbor', 'https://quay.example')
    """
    if "." not in text:
        return ()
    found = (match.group() for match in _ADDRESS.finditer(text[:LONGEST_TEXT]))
    return tuple(dict.fromkeys(url if "://" in url else "https://" + url.rstrip(".,;") for url in found))


class Sites:
    """Hosts and URL prefixes of units, to be asked for the most specific one that holds an address."""

    def __init__(self, units: Sequence[Unit]) -> None:
        parents = {unit.name: unit.parent for unit in units}
        owners: dict[str, list[str]] = defaultdict(list)
        for unit in units:
            for site in unit.sites:
                owners[site if "//" in site else "https://" + site].append(unit.name)
        self._scopes: dict[str, list[tuple[str, tuple[str, ...]]]] = defaultdict(list)
        for site, names in sorted(owners.items(), key=lambda item: (-len(item[0]), item[0])):
            above = {parents[name] for name in names}
            finest = tuple(name for name in names if name not in above) or tuple(names)
            self._scopes[unprefixed(host(site))].append((site, finest))

    def holder(self, address: str) -> UnitSite | None:
        """The most specific site that holds ``address``; a host holds its sub-domains too."""
        name = unprefixed(host(address))
        for parent in _upward(name):
            for site, units in self._scopes.get(parent, ()):
                if within(address, site) or (parent != name and _whole_host(site)):
                    return UnitSite(address, site.split("//")[-1].rstrip("/"), units)
        return None


def _upward(name: str) -> Iterator[str]:
    """``a.b.example``, ``b.example``: never a bare suffix."""
    while name.count("."):
        yield name
        name = name.split(".", 1)[1]


def _whole_host(site: str) -> bool:
    return "/" not in site.split("//")[-1].rstrip("/")
