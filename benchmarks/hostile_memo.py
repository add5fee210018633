"""Counts the payloads that a browser would run in a memo: `python benchmarks/hostile_memo.py PAYLOADS.jsonl …`.

Each line has a "payload", which stands in every field that the web fills. The page is read by an HTML parser, the
Markdown is rendered first.
"""

from __future__ import annotations

import json
import re
import sys
from collections.abc import Iterator
from html.parser import HTMLParser
from pathlib import Path

from markdown_it import MarkdownIt

from sprawl.consolidation.plan import plan
from sprawl.model import Entry, Evidence, EvidenceKind, Profile, Region, Relation, Seen, Status
from sprawl.report.memo import memo

RUNS = "script iframe object embed svg math img base form link video audio details".split()


class Live(HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found += [tag] if tag in RUNS else []
        self.found += [name for name, _ in attrs if name.startswith("on") or name in ("src", "srcdoc", "action")]
        links = (value or "" for name, value in attrs if name == "href")
        self.found += [link for link in links if not re.match(r"https?://|#E\d+$", link)]


def live(html: str) -> list[str]:
    parser = Live()
    parser.feed(html)
    return parser.found


def estate(payload: str) -> Iterator[Entry]:
    """Two accounts made of nothing but the payload."""
    for name, relation in (("a", Relation.OFFICIAL), ("b", Relation.IMPERSONATION)):
        ref = f"x:{name}{payload}"
        evidence = Evidence(EvidenceKind.LINK, f"site:{payload}", ref, payload, Region.FOOTER, payload)
        yield Entry(
            ref, "x", payload, "profile", payload, id=name, display_name=payload, relation=relation, probability=0.9,
            department=payload, unit=payload, contested=(payload, f"{payload}2"), status=Status.ACTIVE,
            evidence=(Seen(evidence, payload, payload, payload),), profile=Profile(ref, payload, payload, (payload,)),
        )  # fmt: skip


def count(path: Path) -> tuple[int, int]:
    """Payloads of a file, and how many of them came alive."""
    payloads = [json.loads(line)["payload"] for line in path.read_text(encoding="utf-8").splitlines() if line.strip()]
    markdown, found = MarkdownIt("commonmark", {"html": True}).enable("table"), 0
    for payload in payloads:
        rows = list(estate(payload))
        made = plan(rows, brand=payload or "Brand", as_of="2026-01-01")
        written = memo(made, rows, coverage=(payload,), mark=payload, decider=payload, authority=payload)
        alive = live(written.html) + live(markdown.render(written.markdown))
        found += bool(alive)
        if alive:
            print(repr(payload)[:100], alive[:3])
    return len(payloads), found


if __name__ == "__main__":
    for name in sys.argv[1:]:
        total, alive = count(Path(name))
        print(f"{name}: {alive} of {total} come alive")
