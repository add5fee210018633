"""What each platform lets two accounts do, read from the platform records."""

from __future__ import annotations

from typing import Protocol

from sprawl.platforms import PLATFORMS


class Mechanics(Protocol):
    """What consolidating two accounts can keep, with how sure that is and who says so; "" where nothing is known."""

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
    found: Mechanics | None = record.mechanics if record else None
    return found


def name_of(platform: str) -> str:
    """How people write the platform's name."""
    record = PLATFORMS.get(platform)
    return str(record.name) if record else platform.capitalize()


def closed(platform: str) -> bool:
    """Has the whole platform closed?"""
    record = PLATFORMS.get(platform)
    return bool(record and record.closed)


def can_merge(platform: str) -> bool:
    """Does the platform move followers by a function of its own, as somebody read it rather than heard it?"""
    row = mechanics(platform)
    return row is not None and row.merge.startswith("yes") and "background" not in row.confidence
