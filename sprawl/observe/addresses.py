"""The addresses of one page: what they are, absolute, as a browser would spell them."""

from __future__ import annotations

import re
from collections.abc import Iterable
from functools import lru_cache

from sprawl import urls
from sprawl.observe.naming import stranger

__all__ = ["Addresses"]

_ELSEWHERE = ("mailto:", "tel:", "data:", "sms:", "about:", "blob:", "file:", "skype:", "callto:", "fax:", "geo:")
_NOWHERE = ("", "#")
_LONGEST = 2000
# Addresses that no browser spells otherwise: absolute ones, those from the top of a host, those below a folder.
_MARKS = r"[!#%&+,\-./0-9:;=?@A-Z_a-z~]*"
_TAME = r"[!#&+,\-./0-9:;=?A-Z_a-z~]*"  # none of these begins the name of an account or another address
_HOST = r"(?!xn--)[a-z0-9-]+(?:\.(?!xn--)[a-z0-9-]+)*\.[a-z]{2,}"
_WHOLE = re.compile(rf"https?://{_HOST}/{_MARKS}").fullmatch
_PATH = re.compile(rf"/(?!/){_MARKS}").fullmatch
_BELOW = re.compile(rf"[\w-][\w\-./~]*(?:[?#]{_MARKS})?", re.A).fullmatch
_ORIGIN = re.compile(rf"https?://{_HOST}").fullmatch
_OWN_PATH = re.compile(rf"/(?![/.]){_TAME}").fullmatch
_OWN_BELOW = re.compile(rf"[\w-][\w\-./~]*(?:[?#]{_TAME})?", re.A).fullmatch
_BARE = re.compile(rf"(https?:)?//({_HOST})(/{_MARKS})?").fullmatch


class Addresses(dict[str, str]):
    """Each address as written on a page at ``base`` → absolute, "" where it is none of the web; looked at once."""

    def __init__(self, base: str) -> None:
        self.base = base
        self._scheme, self.origin, self._folder = _parts(base)
        path = self._folder[len(self.origin) :]
        calm = self.origin and _OWN_PATH(path) and not any(mark in path for mark in ("/.", "http", "users/"))
        self._calm_folder = self._folder if calm else ""

    def among(self, hrefs: Iterable[str]) -> tuple[dict[str, str], dict[str, str]]:
        """Each of ``hrefs`` → absolute, in order; and those among them that may name an account.

        What the second leaves out stands on the page's own origin or on a stranger's, and holds neither another
        address nor anything like ``@name``.
        """
        found: dict[str, str] = {}
        telling: dict[str, str] = {}
        silent = self.silent
        for href in dict.fromkeys(hrefs):
            if href[:1] in _NOWHERE or href[:11] == "javascript:":
                found[href] = ""
            elif url := silent(href):
                found[href] = url
            elif url := self[href]:
                found[href] = telling[href] = url
            else:
                found[href] = ""
        return found, telling

    def silent(self, href: str) -> str:
        """The URL of an address that plainly names nothing; "" for all others."""
        if "/." in href or "users/" in href:
            return ""
        if href[:1] == "/":
            return self.origin + href if self.origin and _OWN_PATH(href) and "http" not in href else ""
        if href[:4] == "http":
            at = href.find("/", 8)
            if at < 0:
                return f"{href}/" if _quiet(href) else ""
            quiet = href[:at] == self.origin or _quiet(href[:at])
            return href if quiet and _OWN_PATH(href, at) and href.find("http", at) < 0 else ""
        return self._calm_folder + href if self._calm_folder and _OWN_BELOW(href) and "http" not in href else ""

    def __missing__(self, href: str) -> str:
        self[href] = found = self._spelled(href) or self._resolved(href.strip())
        return found

    def _spelled(self, href: str) -> str:
        """The URL of an address that no browser spells otherwise than written; "" for all others."""
        if "/." in href or not self.origin:
            return ""
        if href[:4] == "http":
            return href if _WHOLE(href) else ""
        if href[:1] == "/":
            return self.origin + href if _PATH(href) else ""
        return self._folder + href if _BELOW(href) else ""

    def _resolved(self, href: str) -> str:
        if not href or href[0] == "#" or len(href) > _LONGEST or href[:11].lower() == "javascript:":
            return ""
        if href[:9].lower().startswith(_ELSEWHERE):
            return ""
        return self._spelled(href) or self._completed(href) or urls.resolve(self.base, href) or ""

    def _completed(self, href: str) -> str:
        """``//example.org/a`` and ``https://example.org`` with the scheme and the slash they go without."""
        bare = _BARE(href) if "/." not in href and self.origin else None
        return f"{bare[1] or self._scheme}//{bare[2]}{bare[3] or '/'}" if bare else ""


@lru_cache(maxsize=1 << 13)
def _quiet(origin: str) -> bool:
    """Is it spelled as browsers spell it, and a stranger's?"""
    return _ORIGIN(origin) is not None and stranger(origin.partition("//")[2])


def _parts(base: str) -> tuple[str, str, str]:
    """Scheme, origin and folder of a page: ``https:``, ``https://h``, ``https://h/a/``."""
    if "/." not in base and _WHOLE(base):
        path = re.split(r"[?#]", base, maxsplit=1)[0]
        return base.partition("//")[0], "/".join(base.split("/", 3)[:3]), path[: path.rindex("/") + 1]
    origin, folder = urls.resolve(base, "/") or "", urls.resolve(base, ".") or ""
    return origin.partition("//")[0], origin.removesuffix("/"), folder
