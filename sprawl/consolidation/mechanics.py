"""What each platform lets two accounts do, read from the platform records."""

from __future__ import annotations

from typing import Protocol

from sprawl.platforms import PLATFORMS


class Mechanics(Protocol):
    """What a merge of two accounts keeps and asks for, with confidence and source; "" where nothing is known."""

    @property
    def merge(self) -> str: ...  # yes, no, request, link, unknown
    @property
    def followers(self) -> str: ...
    @property
    def content(self) -> str: ...
    @property
    def requirements(self) -> tuple[str, ...]: ...
    @property
    def reversible(self) -> str: ...
    @property
    def waiting(self) -> str: ...
    @property
    def as_of(self) -> str: ...
    @property
    def confidence(self) -> str: ...
    @property
    def source(self) -> str: ...


def mechanics(platform: str) -> Mechanics | None:
    """The row of a platform, or None where no record is kept."""
    record = PLATFORMS.get(platform)
    row: Mechanics | None = record.mechanics if record else None
    return row


def platform_name(platform: str) -> str:
    """The platform's name as people write it."""
    record = PLATFORMS.get(platform)
    return str(record.name) if record else platform.capitalize()


def is_closed(platform: str) -> bool:
    """True when the whole platform has closed."""
    record = PLATFORMS.get(platform)
    return bool(record and record.closed)


def can_merge(platform: str) -> bool:
    """True when the platform itself moves followers, and somebody read that in its documentation."""
    row = mechanics(platform)
    return row is not None and row.merge.startswith("yes") and "background" not in row.confidence
