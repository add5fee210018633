"""Read, resolve, normalize and compare URLs, as browsers do; and tell whose domain a host is.

The door to ada-url (WHATWG URL standard) and publicsuffixlist (Mozilla's list, bundled: no network, ever).
Nothing here raises on what the web sends: what is no URL is None, "" or False.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache

import ada_url
from publicsuffixlist import PublicSuffixList

__all__ = ["host", "is_web", "normalize", "registrable_domain", "resolve", "unprefixed", "within"]

# Query parameters that say who sent the visitor, or which visit it is, and never what the page is.
_TRACKING = (
    r"utm_\w+|pk_\w+|mtm_\w+|hsa_\w+|matomo_\w+|piwik_\w+|fbclid|gclid|gclsrc|dclid|gbraid|wbraid|msclkid|y(?:s)?clid"
    r"|twclid|ttclid|li_fat_id|igshid|igsh|mc_[ce]id|mkt_tok|_ga|_gl|_hsenc|_hsmi|__hs(?:sc|tc|fp)|hsctatracking"
    r"|vero_(?:id|conv)|oly_(?:anon|enc)_id|wickedid|s_cid|srsltid|epik|rb_clickid|mibextid|fb_(?:action_ids|action_types"
    r"|source|ref)|action_object_map|ref_(?:src|url)|phpsessid|jsessionid|aspsessionid\w*|cfid|cftoken"
)
_TRACKED = re.compile(rf"(?:\A|(?<=&))(?:(?:{_TRACKING})(?:=[^&]*)?)(?:&|\Z)", re.I | re.A)

_NAME = r"(?:[a-z0-9_](?:[a-z0-9_-]*[a-z0-9_])?\.)+[a-z](?:[a-z0-9-]*[a-z0-9])?"
_PLAIN_HOST = re.compile(rf"[Hh][Tt][Tt][Pp][Ss]?://({_NAME})(?=[/?#]|\Z)", re.I | re.A)
_PLAIN = re.compile(rf"(https?)://({_NAME})(/[\w\-./~:@+,;=]*)?(?:\?([\w\-./~:@+,;=&]*))?(?:#.*)?", re.I | re.A | re.S)
_ESCAPE = re.compile(r"%([0-9A-Fa-f]{2})")
_BROKEN_ESCAPE = re.compile(r"%(?![0-9A-Fa-f]{2})")
_SESSION_IN_PATH = re.compile(r";jsessionid=[^/;?]*", re.I)
_UNRESERVED = frozenset("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-._~")
_IPV4 = re.compile(r"\d+\.\d+\.\d+\.\d+")


def resolve(base: str | None, href: str) -> str | None:
    """The absolute URL a browser would go to from ``href`` on a page at ``base``; None where it would refuse.

    Any scheme comes back (``mailto:`` too): ask `is_web`. 515 of the 515 http and must-fail cases of the Web
    Platform Tests come out right. ``base`` None or empty: ``href`` has to be absolute.
    """
    try:
        return ada_url.join_url(_sound(base), _sound(href)) if base else ada_url.normalize_url(_sound(href))
    except ValueError:
        return None


def _sound(text: str) -> str:
    """The text with lone surrogates replaced, as a browser encodes it."""
    try:
        text.encode()
    except UnicodeEncodeError:
        return text.encode("utf-16", "surrogatepass").decode("utf-16", "replace")
    return text


@lru_cache(maxsize=1 << 16)
def host(url: str) -> str:
    """The host of an absolute http(s) URL: lower case, IDN as ``xn--``, no port, no credentials. Else ""."""
    plain = _PLAIN_HOST.match(url)
    if plain and "xn--" not in (name := plain[1].lower()):
        return name
    parsed = _parse(url)
    return parsed.hostname if parsed and parsed.protocol in ("http:", "https:") else ""


def _parse(url: str) -> ada_url.URL | None:
    try:
        return ada_url.URL(_sound(url))
    except ValueError:
        return None


def is_web(url: str) -> bool:
    """Is it an absolute http or https URL with a host?"""
    return host(url) != ""


@lru_cache(maxsize=1 << 16)
def normalize(url: str) -> str:
    """One spelling for one page: what to compare and to fetch. Idempotent.

    Lower-case scheme and host, IDN as ``xn--``, no default port, credentials, fragment, tracking or session
    parameters; dot segments resolved; escapes in upper case, and none where RFC 3986 needs none. The order of
    the query, trailing slashes, index pages and ``www.`` stay: a server may answer otherwise without them.
    What is no http(s) URL comes back as it is.
    """
    plain = _PLAIN.fullmatch(url)
    if plain and (built := _plainly(*plain.groups())):
        return built
    parsed = _parse(url)
    if parsed is None or parsed.protocol not in ("http:", "https:"):
        return url
    query = _query(_unescape(parsed.search[1:]))
    path = _SESSION_IN_PATH.sub("", _unescape(parsed.pathname))
    return f"{parsed.protocol}//{parsed.host}{path}{query}"


def _plainly(scheme: str, name: str, path: str | None, query: str | None) -> str:
    """The same from the parts of an ordinary URL, without a full parse; "" when it is not that ordinary."""
    if "xn--" in (name := name.lower()) or (path and ("/." in path or ";" in path)):
        return ""
    return f"{scheme.lower()}://{name}{path or '/'}{_query(query) if query else ''}"


def _query(query: str) -> str:
    kept = _TRACKED.sub("", query).rstrip("&")
    return f"?{kept}" if kept else ""


def _unescape(text: str) -> str:
    """Escapes in upper case, and those of unreserved characters undone; left alone when one is broken."""
    if "%" not in text or _BROKEN_ESCAPE.search(text):
        return text
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


@lru_cache(maxsize=1 << 14)
def registrable_domain(host_or_url: str, private: bool = True) -> str | None:
    """The name somebody registered: ``example.co.uk`` of ``www.example.co.uk``. None for suffixes and addresses.

    ``private``: sub-domains that companies give to strangers count as suffixes (``brand.blogspot.com`` is a name
    of its own); False keeps to the rules of the registries (``blogspot.com``). From the list bundled with
    publicsuffixlist: 78 of its 78 test cases; tldextract's reaches 73.
    """
    name = host(host_or_url) if "//" in host_or_url else host_or_url.lower()
    if not name or name.startswith("[") or _IPV4.fullmatch(name):
        return None
    return _suffixes(private).privatesuffix(name)


@cache
def _suffixes(private: bool) -> PublicSuffixList:
    return PublicSuffixList(only_icann=not private)


def unprefixed(name: str) -> str:
    """The host without a leading ``www.``."""
    return name[4:] if name.startswith("www.") else name


def within(url: str, prefix: str) -> bool:
    """Does ``url`` lie in the scope ``prefix``, a host or a URL prefix?

    ``https://h/a`` holds ``http://www.h/A/`` and ``https://h/a/b?c``, but not ``https://h/ab``: whole path segments,
    without regard to scheme, ``www.``, case and trailing slash. A host holds its own pages, not its sub-domains.
    """
    place, path = _place(url)
    scope, start = _place(prefix if "//" in prefix else f"https://{prefix}")
    return place == scope != "" and path.startswith(start) and path[len(start) : len(start) + 1] in ("", "/", "?", "&")


@lru_cache(maxsize=1 << 16)
def _place(url: str) -> tuple[str, str]:
    """Host (and port, when it is not the default) and lower-case path."""
    scheme, _, rest = normalize(url).partition("://")
    if scheme not in ("http", "https"):
        return "", ""
    place, _, path = rest.lower().partition("/")
    path, mark, query = path.partition("?")
    return unprefixed(place), (f"/{path}".rstrip("/") + mark + query)
