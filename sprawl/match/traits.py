"""What one account says of itself, folded: everything the comparisons look at."""

from __future__ import annotations

from collections.abc import Mapping, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import NamedTuple

from sprawl import urls
from sprawl.match import bio as bios
from sprawl.match import suspect
from sprawl.match.rows import bare
from sprawl.names import Reading, fold, read_handle_of, read_name, settle

_SEPARATOR = "\x1f"


class Traits(NamedTuple):
    """One account, folded. Accounts with equal traits are one signature and are compared once.

    ``name`` and ``handle`` are joined brand words, ``site`` the registrable label of a site of its own, ``mentions``
    the names and labels of others in its name or bio, ``group`` the parent group it says it belongs to, ``hub`` its own
    link-in-bio page, ``cues`` one letter each (see `suspect.CUES`), ``plain`` "1" when no region or function is said.
    """

    name: str = ""
    handle: str = ""
    site: str = ""
    mentions: tuple[str, ...] = ()
    group: str = ""
    initials: str = ""
    cues: str = ""
    plain: str = ""
    hub: str = ""
    agency: str = ""
    avatar: str = ""
    country: str = ""  # only where several sites share the name
    language: str = ""

    @property
    def key(self) -> str:
        """What it is filed under: its name, or its handle where it shows no name."""
        return self.name or self.handle

    def pack(self) -> str:
        """One string, equal for equal traits."""
        return _SEPARATOR.join((*self[:3], " ".join(self.mentions), *self[4:]))

    @classmethod
    def unpack(cls, packed: str) -> Traits:
        """The traits that were packed."""
        name, handle, site, mentions, *rest = packed.split(_SEPARATOR)
        return cls(name, handle, site, tuple(mentions.split()), *rest)


@dataclass(frozen=True, slots=True)
class Known:
    """What all accounts together attest: labels of sites, names, either of them, names that several sites share."""

    labels: Set[str]
    names: Set[str]
    attested: Set[str]
    shared: Set[str]
    places: bool = False  # do accounts usually say their country: is silence about it telling?


@lru_cache(maxsize=1 << 18)
def site_label(website: str) -> str:
    """The label of the registrable domain of a site of the account's own, or "".

    >>> site_label("https://www.example.co.uk/x"), site_label("linktr.ee/brand"), site_label("")
    ('example', '', '')
    """
    host = _host(website)
    if not host or bios.is_shared(host):
        return ""
    domain = urls.registrable_domain(host) or ""
    return "" if not domain or bios.is_shared(domain) else fold(domain.split(".")[0])


def _host(website: str) -> str:
    text = website.strip().lower().partition("://")[2] or website.strip().lower()
    return text.split("/")[0].split("?")[0].split(":")[0].removeprefix("www.")


@lru_cache(maxsize=1 << 16)
def hub_page(website: str) -> str:
    """The link-in-bio page of the account, with its path, or "".

    >>> hub_page("https://linktr.ee/Nova"), hub_page("linktr.ee"), hub_page("https://nova.example/x")
    ('linktr.ee/nova', '', '')
    """
    text = (website.strip().lower().partition("://")[2] or website.strip().lower()).removeprefix("www.").rstrip("/")
    return text if "/" in text and bios.is_shared(text.split("/")[0]) else ""


@lru_cache(maxsize=1 << 17)
def name_reading(display: str) -> tuple[Reading | None, str]:
    """The reading of a display name, and whom it says it is by (``Nova by Example``)."""
    own, by = bios.split_by(display)
    return (read_name(own) if own else None), by


def settled_name(display: str, labels: Set[str]) -> str:
    """The brand words of a display name."""
    reading, _ = name_reading(display)
    return settle(reading, labels) if reading else ""


def read(row: Mapping[str, str], known: Known) -> Traits:
    """Fold one account: a mapping of column to text, empty where unknown."""
    display, text = row.get("display_name", ""), row.get("bio", "")
    reading, by = name_reading(display)
    name = settle(reading, known.labels) if reading else ""
    hand = read_handle_of(bare(row["handle"]), name)
    handle = settle(hand, known.attested) if all(form != name for form, _ in hand.forms) else name
    said = bios.read(text, by, name, known)
    plain = not (hand.regions or hand.functions or (reading and (reading.regions or reading.functions)))
    website, told = row.get("website", ""), name in known.shared
    return Traits(
        name,
        handle,
        site_label(website) or site_label(row.get("linked_from", "").split(" ")[0]),
        said.mentions,
        said.group,
        _initials(reading),
        suspect.cues(row, hand, reading, said, name, handle, known.places),
        "1" if plain else "",
        hub_page(website),
        said.agency,
        row.get("avatar", ""),
        row.get("country", "") if told else "",
        row.get("language", "") if told else "",
    )


def _initials(reading: Reading | None) -> str:
    return "".join(word[0] for word in reading.words) if reading and len(reading.words) >= 2 else ""
