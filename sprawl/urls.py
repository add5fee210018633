"""Read, resolve, normalize and compare URLs as browsers do, and find the registrable domain of a host.

The door to ada-url (the WHATWG URL standard) and tldextract (Mozilla's public suffix list, from the snapshot that it
bundles; the network is never asked). Nothing here raises on what the web sends: text that is not a URL gives None,
"" or False.
"""

from __future__ import annotations

import re
from functools import cache, lru_cache
from typing import TYPE_CHECKING

import ada_url

if TYPE_CHECKING:
    from tldextract import TLDExtract

__all__ = ["host", "is_web", "normalize", "registrable_domain", "resolve", "unprefixed", "within"]

# Query parameters that identify a campaign, a referrer or a visit, and never the page.
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
_AFTER_THE_SNAPSHOT = ("bank.in", "fin.in")  # registries' rules newer than tldextract 5.4's list, of 2025-04-07
_IPV4 = re.compile(r"\d+\.\d+\.\d+\.\d+")


def resolve(base: str | None, href: str) -> str | None:
    """The absolute URL a browser would go to from ``href`` on a page at ``base``; None where it would refuse.

    Any scheme comes back (``mailto:`` too); `is_web` tells them apart. All 515 http and must-fail cases of the Web
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
    """True for an absolute http or https URL with a host."""
    return host(url) != ""


@lru_cache(maxsize=1 << 16)
def normalize(url: str) -> str:
    """The spelling of a page's URL that is compared and fetched. Idempotent.

    Lower-case scheme and host, IDN as ``xn--``, no default port, credentials, fragment, tracking or session
    parameters; dot segments resolved; escapes in upper case, and none where RFC 3986 needs none. The order of
    the query, trailing slashes, index pages and ``www.`` stay: a server may answer differently without them.
    Text that is not an http(s) URL comes back unchanged.
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
    """The normalized URL from the parts of an ordinary one, without a full parse; "" where a full parse is needed."""
    if "xn--" in (name := name.lower()) or (path and ("/." in path or ";" in path)):
        return ""
    return f"{scheme.lower()}://{name}{path or '/'}{_query(query) if query else ''}"


def _query(query: str) -> str:
    kept = _TRACKED.sub("", query).rstrip("&")
    return f"?{kept}" if kept else ""


def _unescape(text: str) -> str:
    """Writes escapes in upper case and undoes those of unreserved characters; text with a broken one stays as it is."""
    if "%" not in text or _BROKEN_ESCAPE.search(text):
        return text
    return _ESCAPE.sub(_unescaped, text)


def _unescaped(escape: re.Match[str]) -> str:
    character = chr(int(escape[1], 16))
    return character if character in _UNRESERVED else escape[0].upper()


@lru_cache(maxsize=1 << 16)
def registrable_domain(host_or_url: str, private: bool = True) -> str | None:
    """The name somebody registered: ``example.co.uk`` of ``www.example.co.uk``. None for suffixes and IP addresses.

    ``private``: sub-domains that companies give to their customers count as suffixes (``brand.blogspot.com`` is
    a name of its own); False keeps to the rules of the registries (``blogspot.com``). A last label that the public
    suffix list does not have counts as a suffix, as the list prescribes. All 78 test cases of the list come out right
    (``benchmarks/urls/suffixes.py``).
    """
    name = host(host_or_url) if "//" in host_or_url else host_or_url.lower()
    if not name or name[0] in ".[" or ".." in name or _IPV4.fullmatch(name):
        return None
    name = name.removesuffix(".")
    parts = _extractor()(name, include_psl_private_domains=private)
    if parts.suffix:
        return f"{parts.domain}.{parts.suffix}" if parts.domain else None
    return ".".join(name.split(".")[-2:]) if "." in name else None


@cache
def _extractor() -> TLDExtract:
    """tldextract with its snapshot only: no download, no cache folder."""
    from tldextract import TLDExtract  # it imports requests: 60 ms that reading a handle does not need

    return TLDExtract(
        cache_dir=None, suffix_list_urls=(), include_psl_private_domains=True, extra_suffixes=_AFTER_THE_SNAPSHOT
    )


def unprefixed(name: str) -> str:
    """The host without a leading ``www.``."""
    return name[4:] if name.startswith("www.") else name


def within(url: str, prefix: str) -> bool:
    """True where ``url`` lies in the scope ``prefix``, which is a host or a URL prefix.

    ``https://h/a`` contains ``http://www.h/A/`` and ``https://h/a/b?c``, but not ``https://h/ab``: whole path segments
    are compared, and scheme, ``www.``, case and trailing slash are ignored. A host contains its own pages, but not
    its sub-domains.
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
