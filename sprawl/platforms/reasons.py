"""Why a URL is no account, in the words that `sprawl parse` prints."""

from __future__ import annotations

from types import MappingProxyType

__all__ = ["REASONS"]

REASONS = MappingProxyType(
    {
        "share": "a button or dialog that publishes something on the visitor's own account",
        "content": "a post, video, list, event or file; `author` says whose, where the URL does",
        "reserved": "a page of the platform's own: help, terms, features, directories",
        "login": "a page to log in, sign up or leave",
        "search": "a search, or what a hashtag brings",
        "store": "a shop, a product or a shelf of a store",
        "pixel": "an address that counts visitors",
        "asset": "a script, picture or other file that pages load",
        "placeholder": "never filled in: the example of a theme or template",
        "home": "the platform's front page, as a theme links it before anybody fills in an account",
        "shortener": "a short link; only asking it tells where it leads",
        "redirect": "a wrapper around a link that is no account",
        "lookalike": "a host that looks like a platform's and is none",
        "unknown-host": "a host that is no platform we know",
        "malformed": "on a platform's host, but no address that it has; or no address at all",
        "not-web": "mail, telephone, script or another scheme",
        "theme-default": "an account, but that of the maker of the theme, left in by default (beside an account)",
        "archived": "an account, but as an archive kept it: no proof of today (beside an account)",
        "closed": "an account on a platform that has closed (beside an account)",
    }
)
"""Reason → what it means. The last three stand beside an account; all others say why there is none."""
