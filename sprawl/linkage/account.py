"""An account as matching reads it, and what all accounts together attest."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass
from typing import Any, NamedTuple

from sprawl.linkage.bio import BioReader
from sprawl.linkage.display_name import DisplayName
from sprawl.linkage.flags import LINKED, flags_of
from sprawl.linkage.sites import site_label
from sprawl.text.names import read_handle_of, respelled, settle

COLUMNS = ("display_name", "handle", "bio", "website", "linked_from", "country", "language", "avatar")
_SEPARATOR = "\x1f"
_PREFIX = re.compile(r"^(?:company|showcase|school|in|pub|c|channel|user|pages|people|groups|p|r|u|id|add|s|@)/", re.I)
_OPAQUE = re.compile(r"profile\.php.*|UC[\w-]{22}|\d[\d-]{5,}|did:.*|[0-9a-f]{16,}")


class ParsedAccount(NamedTuple):
    """What one account says of itself, folded. Equal accounts are compared once.

    ``name`` and ``handle`` are joined brand words, ``site`` the registrable label of a site of its own, ``mentions``
    the names and labels of others in its name or bio, ``flags`` bits of `flags.Flag`, ``plain`` "1" when it has neither
    a region nor a function, ``country`` and ``language`` only where several sites share the name: those that
    differ in them are compared apart,
    ``incidental_mention`` whom it mentions where it mentions others in passing only.
    """

    name: str = ""
    handle: str = ""
    site: str = ""
    mentions: tuple[str, ...] = ()
    initials: str = ""
    flags: int = 0
    plain: str = ""
    avatar: str = ""
    country: str = ""
    language: str = ""
    incidental_mention: str = ""

    @property
    def key(self) -> str:
        """What it is filed under: its name, or its handle where it shows no name."""
        return self.name or self.handle

    def flagged(self, flag: int) -> ParsedAccount:
        """The same with one flag more."""
        return self._replace(flags=self.flags | flag)

    def pack(self) -> str:
        """One string, equal for equal accounts."""
        return _SEPARATOR.join((*self[:3], " ".join(self.mentions), self.initials, str(self.flags), *self[6:]))

    @classmethod
    def unpack(cls, packed: str, once: dict[str, str]) -> ParsedAccount:
        """The account that was packed. ``once``: texts that many have, each kept a single time."""
        fields: list[Any] = packed.split(_SEPARATOR)
        for place in range(3):
            fields[place] = once.setdefault(fields[place], fields[place])
        fields[3] = tuple([once.setdefault(mention, mention) for mention in fields[3].split()])
        fields[5] = int(fields[5])
        return cls._make(fields)


@dataclass(frozen=True, slots=True)
class Attested:
    """What all accounts together attest: labels of sites, names, either of them, names that several sites share.

    ``sites``: website as written → its label.
    """

    labels: Set[str]
    names: Set[str]
    attested: Set[str]
    shared: Set[str]
    sites: Mapping[str, str]


class AccountReader:
    """Reads accounts against what all of them attest. ``display_names``: as written → read."""

    def __init__(self, attested: Attested, display_names: Mapping[str, DisplayName]) -> None:
        self._attested, self._display_names = attested, display_names
        self._bios = BioReader(attested.labels, attested.names)

    def read(self, cells: Sequence[str]) -> ParsedAccount:
        """Read one account from its cells in the order of `COLUMNS`, empty where unknown."""
        display, written, text, website, linked, country, language, avatar = cells
        attested, shown = self._attested, self._display_names[display]
        name = shown.name
        hand = read_handle_of(respelled(bare_handle(written), display), name)
        handle = name if any(form == name for form, _ in hand.forms) else settle(hand, attested.attested)
        bio = self._bios.read(text, shown.by, name)
        flags = flags_of(shown, hand, bio.phrases, handle, written)
        local = (country or language) and name in attested.shared
        return ParsedAccount(
            name,
            handle,
            attested.sites[website] or (site_label(linked.split(" ")[0]) if linked else ""),
            bio.mentions,
            shown.initials,
            flags | LINKED if linked else flags,
            "1" if shown.plain and not (hand.regions or hand.functions) else "",
            avatar,
            country if local else "",
            language if local else "",
            bio.incidental_mention,
        )


def bare_handle(handle: str) -> str:
    """The part of a handle that names somebody, without the kind of page before it; "" for numbers and ids.

    >>> bare_handle("company/novalis-health"), bare_handle("@nova@social.example"), bare_handle("id/6155542")
    ('novalis-health', 'nova', '')
    """
    if len(handle) < 16 and handle.isalpha():  # too short and too plain for all that follows
        return handle
    text = handle.strip().lstrip("@")
    if "/" in text:
        text = _PREFIX.sub("", text).strip("/").split("/")[0]
    text = text.split("@")[0]
    return "" if _OPAQUE.fullmatch(text) else text
