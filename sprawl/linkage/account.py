"""What one account says of itself, folded: everything the comparisons look at."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from functools import lru_cache
from typing import Any, NamedTuple

import numpy as np

from sprawl import urls
from sprawl.linkage import bio as bios
from sprawl.linkage import flags
from sprawl.linkage.columns import Coded, bare
from sprawl.linkage.display_name import Shown
from sprawl.text.names import (
    BUILDERS,
    HOSTS,
    OF_STATES,
    RISKY_ENDINGS,
    Reading,
    fold,
    is_beside,
    read_handle_of,
    respelled,
    settle,
    squeezed,
)

COLUMNS = ("display_name", "handle", "bio", "website", "linked_from", "country", "language", "avatar")
_SEPARATOR = "\x1f"
TENANTS = 3  # accounts with a page of their own at a site that make it nobody's


class Traits(NamedTuple):
    """One account, folded. Accounts with equal traits are one signature and are compared once.

    ``name`` and ``handle`` are joined brand words, ``site`` the registrable label of a site of its own, ``mentions``
    the names and labels of others in its name or bio, ``group`` the parent group it says it belongs to, ``hub`` its own
    link-in-bio page, ``cues`` one letter each (see `suspect.CUES`), ``plain`` "1" when no region or function is said,
    ``passing`` whom it names, where it names others in passing alone.
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
    passing: str = ""

    @property
    def key(self) -> str:
        """What it is filed under: its name, or its handle where it shows no name."""
        return self.name or self.handle

    def pack(self) -> str:
        """One string, equal for equal traits."""
        return _SEPARATOR.join((*self[:3], " ".join(self.mentions), *self[4:]))

    @classmethod
    def unpack(cls, packed: str, once: dict[str, str]) -> Traits:
        """The traits that were packed. ``once``: texts that many have, each held a single time."""
        fields: list[Any] = packed.split(_SEPARATOR)
        for place in range(3):
            fields[place] = once.setdefault(fields[place], fields[place])
        fields[3] = tuple([once.setdefault(mention, mention) for mention in fields[3].split()])
        return cls._make(fields)


@dataclass(frozen=True, slots=True)
class Known:
    """What all accounts together attest: labels of sites, names, either of them, names that several sites share.

    ``sites``: website as written → its label; ``tenants``: website where everybody has a page → that page;
    ``handles``: of these accounts, those that bios call by their ``@``.
    """

    labels: Set[str]
    names: Set[str]
    attested: Set[str]
    shared: Set[str]
    sites: Mapping[str, str]
    tenants: Mapping[str, str]
    handles: Set[str]


@lru_cache(maxsize=1 << 12)
def site_label(website: str) -> str:
    """The label of the registrable domain of a site of the account's own, or "". Where a state gives names to its
    offices and schools, one name is somebody else's in each state, and the label has the state's letters behind it;
    so it has an ending under which most names are registered to deceive, or which a builder or a service gives out.

    >>> site_label("https://www.example.co.uk/x"), site_label("linktr.ee/brand"), site_label("moe.gov.jp")
    ('example', '', 'moe.jp')
    >>> site_label("https://www.bmg.bund.de"), site_label("bund.de"), site_label("olmos.sp.gov.br")
    ('bmg.de', '', 'olmos.br')
    >>> site_label("nova.wordpress.com"), site_label("nova.github.io/x"), site_label("wordpress.com")
    ('nova.wordpress.com', 'nova.github.io', '')
    """
    found = _host(website)
    if not found or bios.is_shared(found):
        return ""
    domain = urls.registrable_domain(found) or ""
    if not domain or bios.is_shared(domain):
        return ""
    label, *zone = domain.split(".")
    if label in OF_STATES or domain in HOSTS:  # nobody's but the state's or the host's: one level further
        label = found.removesuffix(f".{domain}").split(".")[-1] if found != domain else ""
        return f"{fold(label)}.{domain if domain in HOSTS else zone[-1]}" if label else ""
    if lent(domain):
        return f"{fold(label)}.{'.'.join(zone)}"
    return f"{fold(label)}.{zone[-1]}" if not OF_STATES.isdisjoint(zone[:-1]) else fold(label)


def spelling(label: str) -> str:
    """What a site's label spells, without the state or the ending behind it.

    >>> spelling("moe.jp"), spelling("nova")
    ('moe', 'nova')
    """
    return label.partition(".")[0]


def _host(website: str) -> str:
    text = website.strip().lower().partition("://")[2] or website.strip().lower()
    return text.split("/")[0].split("?")[0].split(":")[0].removeprefix("www.")


def hub_page(website: str) -> str:
    """The link-in-bio page of the account, with its path, or "".

    >>> hub_page("https://linktr.ee/Nova"), hub_page("linktr.ee"), hub_page("https://nova.example/x")
    ('linktr.ee/nova', '', '')
    """
    text = plain(website)
    return text if "/" in text and bios.is_shared(text.split("/")[0]) else ""


def plain(website: str) -> str:
    """An address without scheme, ``www.`` and closing slash.

    >>> plain("https://www.Nova.example/")
    'nova.example'
    """
    low = website.strip().lower()
    return (low.partition("://")[2] or low).removeprefix("www.").rstrip("/")


def of_state(label: str) -> str:
    """The letters of the state that gave out a site's name, or "".

    >>> of_state("moe.jp"), of_state("nova"), of_state("nova.icu")
    ('jp', '', '')
    """
    return "" if lent(label) else label.partition(".")[2]


def risky(label: str) -> bool:
    """Has a site an ending under which most names are registered to deceive?

    >>> risky("nova.icu"), risky("nova"), risky("moe.jp")
    (True, False, False)
    """
    return label.partition(".")[2] in RISKY_ENDINGS


def lent(label: str) -> bool:
    """Has a site an ending that belongs to somebody else, or nearly so: cheap, a builder's, a service's?

    >>> lent("nova.icu"), lent("nova.wixsite.com"), lent("nova.zendesk.com"), lent("moe.jp")
    (True, True, True, False)
    """
    ending = label.partition(".")[2]
    return ending in RISKY_ENDINGS or ending in HOSTS


def built(label: str) -> bool:
    """Is it a site that a builder gave out?

    >>> built("nova.wixsite.com"), built("nova.zendesk.com"), built("nova.icu")
    (True, False, False)
    """
    return label.partition(".")[2] in BUILDERS


def tail(website: str, label: str) -> str:
    """What an address has beside its registrable domain: the host before it, or the first of its path, folded.

    >>> tail("https://nova.pages.example/x", "pages"), tail("lnk.example/Nova", "lnk"), tail("www.lnk.example", "lnk")
    ('nova', 'nova', '')
    """
    host, _, path = plain(website).partition("/")
    before = host.split(f"{spelling(label)}.")[0]
    return squeezed(before or path.split("/")[0].split("?")[0])


def hosting(pages: Mapping[str, tuple[str, str]], named: Coded, handles: Sequence[str]) -> frozenset[str]:
    """Labels of sites that give everybody a page. ``pages``: website → its label, and what its address has beside it;
    ``named``: the website of each account.

    Most of the accounts that name it have a page there that is called as their handle is, and several do.
    """
    found = [pages[website] for website in named.texts]
    paged = np.array([page != "" and label not in page for label, page in found], bool)
    tenants: Counter[str] = Counter()
    for row in np.flatnonzero(paged[named.of]).tolist():
        label, page = found[named.of[row]]
        tenants[label] += page == squeezed(bare(handles[row]))
    uses: Counter[str] = Counter()
    for website, count in named.counted():
        if (name := pages[website][0]) in tenants:
            uses[name] += count
    return frozenset(label for label, count in tenants.items() if count >= TENANTS and count * 2 >= uses[label])


class Reader:
    """Folds accounts on what all of them attest. ``shown``: their display names, read."""

    def __init__(self, known: Known, shown: Mapping[str, Shown]) -> None:
        self._known, self._shown = known, shown
        self._listener = bios.Listener(known)

    def read(self, cells: Sequence[str]) -> Traits:
        """Fold one account: its cells in the order of `COLUMNS`, empty where unknown."""
        display, written, text, website, linked, country, language, avatar = cells
        known, shown = self._known, self._shown[display]
        name = shown.name
        hand = read_handle_of(respelled(bare(written), display), name)
        handle = _settled(hand, name, known.attested)
        if handle and handle != name and is_beside(name) and not is_beside(handle):
            name = ""  # what every brand has (Careers): the handle says whose
        said = self._listener.read(text, shown.by, name)
        cues = flags.cues(shown, hand, said, handle, written, website)
        told = (country or language) and name in known.shared
        return Traits(
            name,
            handle,
            known.sites[website] or (site_label(linked.split(" ")[0]) if linked else ""),
            said.mentions,
            said.group,
            shown.initials,
            cues + flags.LINKED if linked else cues,
            "1" if shown.plain and not (hand.regions or hand.functions) else "",
            known.tenants.get(website, ""),
            said.agency,
            avatar,
            country if told else "",
            language if told else "",
            said.passing,
        )


def _settled(hand: Reading, name: str, attested: Set[str]) -> str:
    """The brand words of a handle: the account's own name, where they can be."""
    for form, _ in hand.forms:
        if form == name:
            return name
    return settle(hand, attested)
