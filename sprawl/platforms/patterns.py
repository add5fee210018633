"""A small language for URLs, so that a table reads like the addresses it describes.

    {handle}/status|statuses/**      one path segment is the handle, then one of two words, then anything or nothing
    @{handle}                        a literal may stand before or after it
    p/*-{handle}                     * is anything within one segment
    profile.php?id={handle}          the handle is in the query
    embed?type=user&list={handle}    and something else has to stand there too
    search?q=cache:{link}            and may follow a prefix
    //{handle}.example.com/**        on this host, not on the platform's own
    {handle}?w=wall*                 the handle is in the path, and the query tells that something of its is shown
    //example.net/out?u={link}       {link} is another URL, which is the one that is meant
    //example.net/?{link}            and may be the whole query

Slashes at the ends of a path do not count, nor does the case of literals.
"""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from functools import cached_property

__all__ = ["Pattern", "parse_pattern"]

_PIECE = re.compile(r"\{\w+\}|\*|[^{*]+")
_VARIABLE = re.compile(r"\{\w+\}|\*")
_NAMED = ("{handle}", "{link}")
_LINK = r"(.+)"
_WHOLE_QUERY = "?"


@dataclass(frozen=True)
class Pattern:
    """One address form. ``host`` is "" for the platform's own hosts, or "*.suffix" where the sub-domain is first."""

    source: str
    host: str
    segments: tuple[str, ...]
    parameter: str  # query parameter that holds the variable, "?" for all of the query; "" when the path does
    prefix: str  # what stands before the variable in that parameter
    handle: str  # regular expression of the variable
    link: bool  # the variable is a URL

    @property
    def first_words(self) -> tuple[str, ...]:
        """The literal first segments it may start with; () when any may stand there."""
        first = self.segments[0] if self.segments else ""
        return () if "{" in first or "*" in first else tuple(first.lower().split("|"))

    @property
    def lengths(self) -> tuple[bool, bool]:
        """Whether it can match a path of at most one segment, and one of several."""
        count = sum(part != "**" for part in self.segments)
        open_ended = self.segments[-1:] == ("**",) or "{link}" in self.source.partition("?")[0]
        return count < 2, count > 1 or open_ended or "/" in self.handle

    @property
    def openness(self) -> tuple[int, int, bool, bool]:
        """Sort key: more specific patterns first."""
        mixed = [part for part in self.segments if "{" in part or "*" in part]
        signs = sum(len(_VARIABLE.sub("", part)) for part in mixed)
        return len(mixed) - len(self.segments), -signs, not self.parameter, "**" in self.segments

    @cached_property
    def expression(self) -> str:
        """The regular expression of paths without slashes at their ends; its only group is the variable, or empty."""
        parts = [self._segment(part) for part in self.segments if part != "**"]
        tail = r"(?:/.*)?" if self.segments[-1:] == ("**",) else ""
        path = "/".join(parts) + tail if parts else r".*" * bool(tail)
        return path if any(variable in self.source.partition("?")[0] for variable in _NAMED) else f"{path}()"

    @cached_property
    def fits(self) -> Callable[[str], re.Match[str] | None]:
        """Match a whole path; group 1 is the variable, where the path has one."""
        return re.compile(self.expression, re.I).fullmatch

    def _segment(self, segment: str) -> str:
        words = ("".join(map(self._piece, _PIECE.findall(word))) for word in segment.split("|"))
        return f"(?:{'|'.join(words)})"

    def _piece(self, piece: str) -> str:
        if piece == "{link}":
            return _LINK
        if piece == "{handle}":
            return f"({self.handle})"
        return "[^/]*" if piece == "*" else re.escape(piece)

    @property
    def _before(self) -> str:
        """The expression of the prefix, whose colons a page may have escaped."""
        pieces = (re.escape(piece).replace(":", "(?::|%3A)") for piece in self.prefix.split("*"))
        return "[^&:]*?".join(pieces)

    @cached_property
    def find(self) -> Callable[[str], re.Match[str] | None]:
        """Find the variable in a query; group 1 is its escaped value."""
        if self.parameter == _WHOLE_QUERY:
            return re.compile(_LINK).search
        fixed, _, name = self.parameter.rpartition("&")
        first = rf"\A(?=(?:.*&)?{re.escape(fixed)}(?:&|\Z)).*?" if fixed else ""
        return re.compile(rf"{first}(?:\A|[&;?]){re.escape(name)}={self._before}([^&#]+)", re.I).search


def parse_pattern(source: str, handle: str = "") -> Pattern:
    """Read one pattern; ``handle`` is the expression that ``{handle}`` stands for."""
    address, _, query = source.partition("?")
    host, path = _host(address)
    parameter, _, variable = query.rpartition("=")
    parameter = _WHOLE_QUERY if query == "{link}" else parameter
    prefix = variable.partition("{")[0] if "{" in variable else variable.rstrip("*")
    segments = tuple(part for part in path.split("/") if part)
    if host.startswith("{handle}."):
        host, segments = "*" + host.removeprefix("{handle}"), ("{handle}", *segments)
    return Pattern(source, host, segments, parameter, prefix, handle, "{link}" in (variable or path))


def _host(address: str) -> tuple[str, str]:
    if not address.startswith("//"):
        return "", address
    host, _, path = address[2:].partition("/")
    return host, path
