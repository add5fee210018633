"""Websites as labels: the part of a site's address that is its owner's, and what the rest of the address tells."""

from __future__ import annotations

from functools import lru_cache

from sprawl import urls
from sprawl.text.names import BUILDERS, HOSTS, OF_STATES, RISKY_ENDINGS, SHARED_HOSTS, fold


def is_shared(host: str) -> bool:
    """True for the host of a link-in-bio page, a shortener or a platform, which is nobody's own site."""
    return host in SHARED_HOSTS


@lru_cache(maxsize=1 << 12)
def site_label(website: str) -> str:
    """The label of the registrable domain of a site, or "" where it is nobody's own.

    Where a state names its offices and schools, the letters of the state follow the label, for each state has them; and
    so do endings under which most names are registered to deceive, and those of builders and services.

    >>> site_label("https://www.example.co.uk/x"), site_label("linktr.ee/brand"), site_label("moe.gov.jp")
    ('example', '', 'moe.jp')
    >>> site_label("https://www.bmg.bund.de"), site_label("bund.de"), site_label("olmos.sp.gov.br")
    ('bmg.de', '', 'olmos.br')
    >>> site_label("nova.wordpress.com"), site_label("nova.github.io/x"), site_label("wordpress.com")
    ('nova.wordpress.com', 'nova.github.io', '')
    """
    text = website.strip().lower().partition("://")[2] or website.strip().lower()
    host = text.split("/")[0].split("?")[0].split(":")[0].removeprefix("www.")
    if not host or is_shared(host):
        return ""
    domain = urls.registrable_domain(host) or ""
    if not domain or is_shared(domain):
        return ""
    label, *zone = domain.split(".")
    if label in OF_STATES or domain in HOSTS:  # the domain is the state's or the host's: one level further
        label = host.removesuffix(f".{domain}").split(".")[-1] if host != domain else ""
        return f"{_folded(label)}.{domain if domain in HOSTS else zone[-1]}" if label else ""
    if is_lent(domain):
        return f"{_folded(label)}.{'.'.join(zone)}"
    return f"{_folded(label)}.{zone[-1]}" if not OF_STATES.isdisjoint(zone[:-1]) else _folded(label)


def _folded(label: str) -> str:
    """A label folded, or as it is where nothing of it would be left."""
    return fold(label) or label


def spelling(label: str) -> str:
    """A site's label without what follows it.

    >>> spelling("moe.jp"), spelling("nova")
    ('moe', 'nova')
    """
    return label.partition(".")[0]


def state_of(label: str) -> str:
    """The letters of the state that gave out a site's name, or "".

    >>> state_of("moe.jp"), state_of("nova"), state_of("nova.icu")
    ('jp', '', '')
    """
    return "" if is_lent(label) else label.partition(".")[2]


def is_risky(label: str) -> bool:
    """True for an ending under which most names are registered to deceive.

    >>> is_risky("nova.icu"), is_risky("nova"), is_risky("moe.jp")
    (True, False, False)
    """
    return label.partition(".")[2] in RISKY_ENDINGS


def is_lent(label: str) -> bool:
    """True for an ending that is risky, or that belongs to a builder or a service.

    >>> is_lent("nova.icu"), is_lent("nova.wixsite.com"), is_lent("nova.zendesk.com"), is_lent("moe.jp")
    (True, True, True, False)
    """
    ending = label.partition(".")[2]
    return ending in RISKY_ENDINGS or ending in HOSTS


def is_built(label: str) -> bool:
    """True for a site that a builder gave out.

    >>> is_built("nova.wixsite.com"), is_built("nova.zendesk.com"), is_built("nova.icu")
    (True, False, False)
    """
    return label.partition(".")[2] in BUILDERS
