"""`docs/platforms.md` from the tables: ``python -m sprawl.platforms.document > docs/platforms.md``."""

from __future__ import annotations

import sys
from collections.abc import Iterator

from sprawl.platforms.index import PLATFORMS
from sprawl.platforms.reasons import REASONS
from sprawl.platforms.tables import Form, Mechanics, Platform

__all__ = ["page"]

_HEAD = """# Platforms

Generated from `sprawl/platforms/*.toml` by `python -m sprawl.platforms.document > docs/platforms.md`; change those.
`sprawl parse URL` prints which account a URL names, or why it names none.
"""
_MERGING = """## What a merger keeps

As read on the day given; unknown where nothing is said. "background" is common knowledge, to be checked by hand.

| platform | merge | followers | content | reversible | waiting | confidence | as of |
|---|---|---|---|---|---|---|---|"""


def page() -> str:
    """The whole page, as Markdown."""
    parts = [_HEAD, *_reasons(), *_mergers()]
    for platform in PLATFORMS.values():
        parts += _platform(platform)
    return "\n".join(parts) + "\n"


def _reasons() -> Iterator[str]:
    yield "## Reasons\n\n| reason | meaning |\n|---|---|"
    yield from (f"| {reason} | {meaning} |" for reason, meaning in REASONS.items())
    yield ""


def _mergers() -> Iterator[str]:
    yield _MERGING
    known = [platform for platform in PLATFORMS.values() if platform.mechanics.as_of]
    yield from (f"| {platform.name} | {_cells(platform.mechanics)} |" for platform in known)
    yield ""


def _cells(known: Mechanics) -> str:
    kept = (known.merge, known.followers, known.content)
    return " | ".join((*kept, known.reversible, known.waiting, known.confidence, known.as_of))


def _platform(platform: Platform) -> Iterator[str]:
    closed = f", closed {platform.closed}" if platform.closed else ""
    yield f"## {platform.name} (`{platform.slug}`{closed})\n"
    if platform.aliases:
        yield f"Also written {', '.join(platform.aliases)}.\n"
    yield f"Hosts: {_hosts(platform)}.\n"
    yield "| account | ref | URL | feeds |\n|---|---|---|---|"
    yield from (_form(platform.slug, form) for form in platform.forms)
    yield "\n| URL | is |\n|---|---|"
    yield from (f"| `{url}` | `{ref}` |" for url, ref in platform.examples.items())
    yield from (f"| `{url}` | {reason} |" for url, reason in platform.counterexamples.items())
    yield ""


def _hosts(platform: Platform) -> str:
    named = ", ".join(platform.hosts[:8])
    more = len(platform.hosts) - 8
    return f"{named} and {more} more" if more > 0 else named


def _form(slug: str, form: Form) -> str:
    feeds = " ".join(f"`{feed}`" for feed in form.feeds)
    return f"| {form.kind} | `{slug}:{form.ref}` | `{form.url}` | {feeds} |"


if __name__ == "__main__":
    sys.stdout.buffer.write(page().encode())
