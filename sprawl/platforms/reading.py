"""`read`: any text → an account, or a named reason why it is not one."""

from __future__ import annotations

import re
from functools import lru_cache
from urllib.parse import unquote

from sprawl.model import Account
from sprawl.platforms import fediverse, lookalike
from sprawl.platforms.clean import LONGEST, LOOSE, Address, clean, plain, trimmed
from sprawl.platforms.index import place
from sprawl.platforms.reader import Reading, Rule

__all__ = ["is_known_host", "parse_url", "read"]

_DEPTH = 4
_NO_PATH = 2  # in ``#/name`` and ``k/#@name`` of an application, the path before the sign has no meaning
_WHOLE_URL = re.compile(r"@?(?:https?:/+|(?:www|m)\.\w)", re.I)
_SLASHES = re.compile("/{2,}")
_placed = lru_cache(maxsize=1 << 14)(place)
_tuple = tuple.__new__  # a third of the time of a named tuple's own constructor, and `read` makes one for every URL


def parse_url(text: str) -> Account | None:
    """The account that a URL (or a damaged one) names; None when it names none."""
    return read(text).account


def is_known_host(host: str) -> bool:
    """True for a host (lower case, ASCII) in any record: of a platform, a tenant, a wrapper, a shortener …"""
    return place(host) is not None


def read(text: str) -> Reading:
    """What a URL is: an account, or a reason why not; with its author where it is something published.

    Any text is accepted and nothing is fetched. Time is linear in the first 8,192 characters.
    """
    return _read(text, 0) if len(text) <= LONGEST else _read(text[:LONGEST], 0)._replace(url=text)


def _read(text: str, depth: int) -> Reading:
    found = plain(text)
    host, path, query, fragment, flaw = (*found.groups(""), "") if found else clean(text)
    host = host.lower()
    known = _placed(host)
    if known is None:
        return _read_unknown_host(text, Address(host, path, query, fragment, flaw))
    reader, label, reason, slug = known
    if reader is None:
        return _tuple(Reading, (text, None, reason, None, slug))
    link_path, link_query = path, query
    if fragment and (fragment[0] == "!" or (fragment[0] in "@/" and len(path) <= _NO_PATH)):
        path, _, more = fragment.lstrip("!").partition("?")
        query = more or query
    if label or "/" in path:
        path = _tidy(path, label)
    rule, variable = reader.look(path, query)
    if rule is None:
        within = _within(text, path, depth) if ":" in path or "." in path else None
        return within or _tuple(Reading, (text, None, variable, None, reader.slug))
    if rule.link:
        return _follow(text, rule, variable, Address(host, link_path, link_query, fragment), depth)
    return _account(text, rule, variable, host)


def _within(text: str, path: str, depth: int) -> Reading | None:
    """The reading of a whole URL in the place of a handle: ``facebook.com/https://facebook.com/name``."""
    if depth < _DEPTH and _WHOLE_URL.match(path):
        inner = _read(path.lstrip("@"), depth + 1)
        return inner._replace(url=text) if inner.account else None
    return None


def _tidy(path: str, label: str) -> str:
    """The path without needless slashes, behind the sub-domain where that comes first."""
    path = path.strip("/")
    if "//" in path:
        path = _SLASHES.sub("/", path)
    return f"{label}/{path}".rstrip("/") if label else path


def _account(text: str, rule: Rule, variable: str, host: str) -> Reading:
    maker = rule.maker
    if maker is None:
        return _tuple(Reading, (text, None, rule.reason, None, rule.slug))
    if variable[-1] in LOOSE:
        variable = trimmed(variable)
        if not maker.valid(variable):
            return Reading(text, None, "malformed", None, rule.slug)
    key = variable.lower()
    blank = maker.blanks.get(key)
    if blank:
        return Reading(text, None, blank, None, rule.slug)
    account = maker.make(variable, host)
    if maker.hosted:
        account = fediverse.settle(account)
    if rule.reason:
        return _tuple(Reading, (text, None, rule.reason, account, rule.slug))
    return _tuple(Reading, (text, account, "theme-default" if key in maker.defaults else maker.note, None, rule.slug))


def _follow(text: str, rule: Rule, link: str, address: Address, depth: int) -> Reading:
    """The reading of the URL inside a wrapper or widget; the rule's reason where that names no account."""
    if depth == _DEPTH:
        return Reading(text, None, "redirect")
    link = link if rule.find else _whole_link(link, address)
    link = f"https://{address.host}{link}" if link[:1] == "/" != link[1:2] else link
    inner = _read(unquote(link) if "%3A" in link[:16].upper() else link, depth + 1)
    if rule.reason == "login":
        return Reading(text, None, "login", inner.account or inner.author, rule.slug)
    if inner.account is None and inner.author is None:
        return Reading(text, None, rule.reason, None, inner.platform)
    note = "archived" if rule.archive and inner.account else inner.reason
    return inner._replace(url=text, reason=note)


def _whole_link(link: str, address: Address) -> str:
    """A link in a path, with the query and fragment of the address around it."""
    query = f"?{address.query}" if address.query else ""
    return f"{link}{query}#{address.fragment}" if address.fragment else f"{link}{query}"


def _read_unknown_host(text: str, address: Address) -> Reading:
    """The reading of an address without a known host: an instance of the fediverse, a lookalike, or neither."""
    if not address.host:
        return fediverse.read_text(text) or Reading(text, None, address.flaw)
    return fediverse.read_address(text, address) or Reading(text, None, lookalike.suspect(address.host))
