"""The addresses of a page as absolute URLs, spelled as a browser spells them."""

from __future__ import annotations

import html
import re
from functools import lru_cache

from sprawl import urls
from sprawl.observe.references import off_platform

__all__ = ["Addresses", "addresses_in"]

_OTHER_SCHEMES = ("mailto:", "tel:", "data:", "sms:", "about:", "blob:", "file:", "skype:", "callto:", "fax:", "geo:")
_LONGEST = 2_000
_LONGEST_CODE = 400_000
# Addresses that no browser spells otherwise: absolute ones, those from the top of a host, those below a folder.
_MARKS = r"[!#%&+,\-./0-9:;=?@A-Z_a-z~]*"
_PLAIN = r"[!#&+,\-./0-9:;=?A-Z_a-z~]*"  # no "@" or "%": neither an account's name nor another address begins here
_HOST = r"(?!xn--)[a-z0-9-]+(?:\.(?!xn--)[a-z0-9-]+)*\.[a-z]{2,}"
_ABSOLUTE = re.compile(rf"https?://{_HOST}/{_MARKS}").fullmatch
_PATH = re.compile(rf"/(?!/){_MARKS}").fullmatch
_BELOW = re.compile(rf"[\w-][\w\-./~]*(?:[?#]{_MARKS})?", re.A).fullmatch
_ORIGIN = re.compile(rf"https?://{_HOST}").fullmatch
_PLAIN_PATH = re.compile(rf"/(?![/.]){_PLAIN}").fullmatch
_PLAIN_BELOW = re.compile(rf"[\w-][\w\-./~]*(?:[?#]{_PLAIN})?", re.A).fullmatch
_INCOMPLETE = re.compile(rf"(https?:)?//({_HOST})(/{_MARKS})?").fullmatch
# Addresses in code.
_IN_CODE = re.compile(r"//[A-Za-z0-9][A-Za-z0-9.-]{2,80}(?::\d{2,5})?/[^\s\"'<>\\`(){}|,;]{1,300}", re.A)
_SCHEME = re.compile(r"https?:\Z", re.I)
_ESCAPED_SLASH = re.compile(r"\\(?:/|u002[fF]|x2[fF])")


class Addresses(dict[str, str]):
    """Each address as written on a page at ``base`` → its absolute URL, "" for none of the web; resolved once.

    ``host`` is the page's own host. An address is *plain* when its shape alone says that it names no account: it
    stands on the page's own host or on one off all platforms, and holds neither another address nor a name.
    """

    def __init__(self, base: str, host: str = "") -> None:
        self.base = base
        if "/." not in base and _ABSOLUTE(base):
            path = re.split(r"[?#]", base, maxsplit=1)[0]
            self.origin, self._folder = "/".join(base.split("/", 3)[:3]), path[: path.rindex("/") + 1]
        else:
            self.origin = (urls.resolve(base, "/") or "").removesuffix("/")
            self._folder = urls.resolve(base, ".") or ""
        self._scheme, _, place = self.origin.partition("//")
        self._own_is_plain = bool(place) and "@" not in place and (place == host or off_platform(place))
        path = self._folder[len(self.origin) :]
        plain = self._own_is_plain and _PLAIN_PATH(path) and not any(mark in path for mark in ("/.", "http", "users/"))
        self._plain_folder = self._folder if plain else ""

    def plain(self, href: str) -> str:
        """The absolute URL of a plain address; "" for all others."""
        if "/." in href or "users/" in href:
            return ""
        if href[:1] == "/":
            return self.origin + href if self._own_is_plain and _PLAIN_PATH(href) and "http" not in href else ""
        if href[:4] == "http":
            end = href.find("/", 8)
            if end < 0:
                return f"{href}/" if _plain_origin(href) else ""
            plain = _plain_origin(href[:end]) or (self._own_is_plain and href[:end] == self.origin)
            return href if plain and _PLAIN_PATH(href, end) and href.find("http", end) < 0 else ""
        return self._plain_folder + href if self._plain_folder and _PLAIN_BELOW(href) and "http" not in href else ""

    def __missing__(self, href: str) -> str:
        self[href] = url = self._as_written(href) or self._resolved(href.strip())
        return url

    def _as_written(self, href: str) -> str:
        """The URL of an address that no browser spells otherwise than written; "" for all others."""
        if "/." in href or not self.origin:
            return ""
        if href[:4] == "http":
            return href if _ABSOLUTE(href) else ""
        if href[:1] == "/":
            return self.origin + href if _PATH(href) else ""
        return self._folder + href if _BELOW(href) else ""

    def _resolved(self, href: str) -> str:
        """The URL of any other address; a missing scheme or last slash is added without the full reading."""
        start = href[:11].lower()
        if not href or href[0] == "#" or len(href) > _LONGEST or start == "javascript:":
            return ""
        if start.startswith(_OTHER_SCHEMES):
            return ""
        if url := self._as_written(href):
            return url
        parts = _INCOMPLETE(href) if "/." not in href and self.origin else None
        if parts:
            return f"{parts[1] or self._scheme}//{parts[2]}{parts[3] or '/'}"
        return urls.resolve(self.base, href) or ""


@lru_cache(maxsize=1 << 13)
def _plain_origin(origin: str) -> bool:
    """True for ``https://HOST`` spelled as browsers spell it, with a host off all platforms."""
    return _ORIGIN(origin) is not None and off_platform(origin.partition("//")[2])


def addresses_in(code: str) -> list[str]:
    """Every absolute address in code, inline JSON or an attribute, in order, with its escapes undone."""
    code = code[:_LONGEST_CODE]
    if "\\" in code:
        code = _ESCAPED_SLASH.sub("/", code)
    if "&amp;" in code or "&#" in code or "&quot;" in code:
        code = html.unescape(code)
    addresses = []
    for match in _IN_CODE.finditer(code):
        scheme = _SCHEME.search(code, max(0, match.start() - 6), match.start())
        addresses.append(("https:" if scheme is None else scheme[0].lower()) + match[0].rstrip(".!?]*"))
    return addresses
