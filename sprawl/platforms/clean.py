"""Text as pages write it → the parts of an address. Broken HTML, escapes and missing schemes are repaired."""

from __future__ import annotations

import html
import re
from typing import NamedTuple
from urllib.parse import unquote

from sprawl import urls

__all__ = ["LONGEST", "LOOSE", "Address", "clean", "plain", "trimmed"]

LONGEST = 8192
_LONGEST_HOST = 253
plain = re.compile(
    r"https?://([A-Za-z0-9.-]{1,252}[A-Za-z0-9])(?:/((?:[\w.~/@+-]*[\w~/@+-])?))?"
    r"(?:\?([^\s#\"'<>\\]*))?(?:#([^\s\"'<>\\]*))?",
    re.A,
).fullmatch
"""Match an address that needs no repair: groups host (in any case), path, query, fragment. None: use `clean`."""

_ENTITY = re.compile(r"&(?:#\w{1,7}|[a-zA-Z]{2,8});")
_UNICODE_ESCAPE = re.compile(r"\\u([0-9A-Fa-f]{4})")
_NEEDLESS_BACKSLASH = re.compile(r"\\([_~*.@/-])")
_BREAK = re.compile('["<>`\x00-\x1f\x7f\u201c\u201d]')
_ATTRIBUTE = re.compile("(?<!\\s)\\s{1,99}(?:[\\w:-]{1,40}=|[\u2013\u2014|(/]\\s|target\\b|rel\\b)")
_INVISIBLE = re.compile("[\u200b-\u200f\u2028-\u202e\u2060\ufeff\u00ad\ufffc]")
_SPACE = " \t\r\n\u00a0\u3000"
_BEFORE = _SPACE + "\"'<([{*_`\u201c\u2018\u00ab"
_AFTER = _SPACE + ".,;:!?)]}'*>|^\\\u2026\u2019\u00bb\u3001\u3002"
LOOSE = frozenset(_AFTER)
"""Characters with which no handle ends: `trimmed` removes them."""

_SCHEME = re.compile(
    r"(?:(?:view-source|feed|url|link|href|web|site):|git\+)*\s*(?:h[htps]{2,7}|ttps?|git|ssh)"
    r"\s*(?::+\s*[\\/]+|[\\/]{2,}|:(?=\w+\.))",
    re.I,
)
_REPOSITORY = re.compile(r"(?:(?:git\+)?(?:https?|git|ssh)://)?git@([\w.-]{1,253})[:/]+(?:\d{2,5}/)?", re.I)
_OTHER_SCHEME = re.compile(r"([a-z][a-z0-9+.-]{0,30}):(//)?", re.I)
_BARE = re.compile(r"[\w-]+(?:\.[\w-]+)+(?::\d+)?(?=[/?#]|\Z)")
_ABBREVIATED = re.compile(
    r"(?:[.-][a-z]|-(?:ltd|inc|co|corp|llc|spol|gmbh|dr|st|mr|mrs|jr|sr|bros|dept|univ|intl))\.\Z", re.I
)
_NO_WEB = frozenset(
    ("mailto", "tel", "sms", "javascript", "data", "blob", "file", "about", "callto", "skype", "geo", "ftp", "cid")
)
_COLONS = frozenset(("spotify",))  # applications whose addresses have colons for slashes


class Address(NamedTuple):
    """The parts that identify an account, without scheme, port and credentials. ``host``: "" when there is none.

    An application's own scheme stands as a host with a colon (``fb:``). ``flaw`` says why there is no host.
    """

    host: str
    path: str = ""
    query: str = ""
    fragment: str = ""
    flaw: str = ""


def clean(text: str) -> Address:
    """The parts of a text that is meant as an address. Any text of up to `LONGEST` characters, in linear time."""
    text = _repaired(text)
    repository = _REPOSITORY.match(text) if "git@" in text[:18] else None
    if repository:
        return _parts(f"{repository[1]}/{text[repository.end() :]}")
    scheme = _SCHEME.match(text)
    if scheme:
        return _parts(_without_second_scheme(text[scheme.end() :]))
    if text.startswith("//"):
        return _parts(text.lstrip("/"))
    if _BARE.match(text):
        return _parts(text)
    return _other(text)


def _repaired(text: str) -> str:
    text = text.strip(_BEFORE) if text[:1] in _BEFORE else text
    if "&" in text and _ENTITY.search(text):
        text = html.unescape(html.unescape(text))
    if "\\" in text:
        text = _UNICODE_ESCAPE.sub(lambda code: chr(int(code[1], 16)), text)
        text = _NEEDLESS_BACKSLASH.sub(r"\1", text)
    return _cut(text.replace("\t", "").replace("\n", "").replace("\r", ""))


def _cut(text: str) -> str:
    """The text up to where broken markup or prose begins."""
    found = _BREAK.search(text)
    text = text[: found.start()] if found else text
    found = _ATTRIBUTE.search(text) if " " in text else None
    text = text[: found.start()] if found else text
    return text if text.isascii() else _INVISIBLE.sub("", text)


def _without_second_scheme(rest: str) -> str:
    """The rest without a second scheme: ``http://https://…`` is common."""
    again = _SCHEME.match(rest)
    return rest[again.end() :] if again else rest


def _other(text: str) -> Address:
    """The address of an application (``fb://page/1``), or one with a flaw."""
    scheme = _OTHER_SCHEME.match(text)
    name = scheme[1].lower() if scheme else ""
    if scheme is None or (scheme[2] is None and name not in _COLONS) or name in _NO_WEB:
        return Address("", flaw="not-web" if name in _NO_WEB else "malformed")
    path, _, query = text[scheme.end() :].partition("?")
    path = path.replace(":", "/") if name in _COLONS else path
    return Address(f"{name}:", unquote(path).rstrip(_AFTER), query)


def _parts(rest: str) -> Address:
    """The parts of what follows the scheme, with the escapes of the path undone."""
    rest, _, fragment = rest.replace("\\", "/").partition("#")
    rest, _, query = rest.partition("?")
    authority, _, path = rest.partition("/")
    host = _host(authority)
    if not host:
        return Address("", flaw="malformed")
    path = _cut(unquote(path)) if "%" in path else path
    return Address(host, _without_junk(path), query, fragment.rstrip(_AFTER))


def trimmed(handle: str) -> str:
    """The handle without the leftovers of broken markup and prose."""
    return _without_junk(_cut(handle))


def _without_junk(path: str) -> str:
    """The path without the leftovers of prose and markup; the dot of an abbreviation (``-ltd.``) stays."""
    return path.lstrip() if _ABBREVIATED.search(path[-8:]) else path.lstrip().rstrip(_AFTER)


def _host(authority: str) -> str:
    name = authority.rpartition("@")[2].partition(":")[0].strip(_AFTER).lower()
    if len(name) > _LONGEST_HOST:
        return ""
    if name.isascii() and "%" not in name:
        return name if "." in name and " " not in name else ""
    return urls.host(f"https://{name}/")
