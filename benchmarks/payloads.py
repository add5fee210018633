"""Hostile words through everything that is written: formula, traversal and XSS payloads, and how many stay live.

    python benchmarks/payloads.py PAYLOADS_FOLDER [--pages FOLDER]

Prints for each suite the payloads tried and the ones that could still run. ``--pages`` keeps the HTML pages, to be
opened in a browser that counts dialogs.
"""

from __future__ import annotations

import argparse
import csv
import io
import json
import tempfile
from html.parser import HTMLParser
from pathlib import Path

import openpyxl

from sprawl.brand import Brand, slug
from sprawl.graph.build import build
from sprawl.model import Entry, Evidence, EvidenceKind, Region, Relation, Seen, Unit
from sprawl.report.inventory import as_csv, as_xlsx
from sprawl.report.review import Question, Quote, write_review
from sprawl.workflow.graph import write_graph

LIVE = ("=", "+", "-", "@", "|", "%", "\t", "\r", "\uff1d", "\uff0b", "\uff0d", "\uff20", "\u2013", "DDE")
KNOWN = frozenset((
    "html", "head", "meta", "title", "style", "body", "main", "h1", "h2", "p", "b", "br", "noscript", "form",
    "article", "blockquote", "footer", "fieldset", "legend", "label", "input", "span", "kbd", "select", "option",
    "button", "output", "div", "script", "svg", "g", "path", "text", "circle", "a", "i",
))  # fmt: skip


def payloads(folder: Path, name: str) -> list[str]:
    lines = (folder / f"{name}.jsonl").read_text("utf-8").splitlines()
    return [json.loads(line)["payload"] for line in lines if line.strip()]


def entry(text: str, number: int) -> Entry:
    said = Evidence(EvidenceKind.LINK, "site:www.example.org", f"x:p{number}", text, Region.FOOTER, text)
    seen = (Seen(said, "2026-11-21T00:00:00Z", "sha1:A", text),)
    return Entry(
        f"x:p{number}", "x", text, "profile", text, f"p{number}", text, Relation.OFFICIAL, 0.9, text, text, 0.8,
        (text,), evidence=seen,
    )  # fmt: skip


def is_live(cell: str) -> bool:
    return not cell.startswith("'") and any(line.startswith(LIVE) for line in [cell, *cell.splitlines()])


def live_cells(texts: list[str]) -> int:
    """Cells of the CSV that begin as a formula does, and cells of the workbook that are formulas."""
    entries = [entry(text, number) for number, text in enumerate(texts)]
    rows = csv.reader(io.StringIO(as_csv(entries).decode("utf-8-sig"), newline=""))
    found = sum(is_live(cell) for row in rows for cell in row)
    book = openpyxl.load_workbook(io.BytesIO(as_xlsx(entries)))
    return found + sum(cell.data_type == "f" for sheet in book for row in sheet.iter_rows() for cell in row)


def files_outside(texts: list[str]) -> int:
    """Brand files that would be written anywhere but in the folder asked for."""
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name).resolve() / "asked"
        folder.mkdir()
        for text in texts:
            path = folder / f"{slug(text)}.toml"
            path.write_text(Brand(text.strip() or "x").dumps(), "utf-8")
        outside = [path for path in Path(name).rglob("*") if path.is_file() and path.parent != folder]
        wrong = [path for path in folder.iterdir() if Brand.load(path) is None]
        return len(outside) + len(wrong)


class Live(HTMLParser):
    """Counts what a browser could run: scripts, handlers, addresses that are not of the web, foreign elements."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.live, self.scripts = 0, 0
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.scripts += tag == "script"
        self.live += tag not in KNOWN or any(name.startswith("on") for name, _ in attrs)
        addresses = [value or "" for name, value in attrs if name in ("href", "src", "action", "formaction")]
        self.live += any(not value.lower().startswith("http") for value in addresses)


def live_pages(texts: list[str], folder: Path) -> int:
    """Payloads in every text of the review page and of the drawing, in hundreds a page."""
    found = 0
    for start in range(0, len(texts), 100):
        part = texts[start : start + 100]
        quotes = [Question(text, text, text, text, 0.5, text, (Quote(text, text, text),), (text,)) for text in part]
        write_review(quotes, folder / f"review{start}.html", part[0])
        entries = [entry(text, number) for number, text in enumerate(part)]
        write_graph(build(part[0], [Unit(text) for text in part], entries, sites=part), folder / f"graph{start}.html")
        for name, scripts in ((f"review{start}.html", 2), (f"graph{start}.html", 0)):
            seen = Live((folder / name).read_text("utf-8"))
            found += seen.live + max(0, seen.scripts - scripts)
    return found


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__)
    options.add_argument("payloads", type=Path)
    options.add_argument("--pages", type=Path)
    told = options.parse_args()
    formulas, paths = payloads(told.payloads, "csv_injection"), payloads(told.payloads, "traversal")
    scripts = payloads(told.payloads, "xss_html") + payloads(told.payloads, "xss_markdown")
    print(f"formula payloads: {len(formulas)}, live cells: {live_cells(formulas)}")
    print(f"traversal payloads: {len(paths)}, files outside: {files_outside(paths)}")
    with tempfile.TemporaryDirectory() as name:
        print(f"XSS payloads: {len(scripts)}, live: {live_pages(scripts, told.pages or Path(name))}")


if __name__ == "__main__":
    main()
