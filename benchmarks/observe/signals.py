"""Pages a second on one core, all signals read, beside the parsers alone and extruct, in one run, page by page in turn.

    python benchmarks/observe/signals.py PAGES... [--extruct] [--most N]

PAGES: folders of HTML files, .tar.gz, .tar.xz or .warc.gz archives. Needs lxml, and extruct where it is options for.
Memory is collected as in a worker of `Readers`. What a process does once (the platforms' patterns, the list of public
suffixes) is measured apart. The time of a peer includes freeing its tree.
"""

from __future__ import annotations

import argparse
import gc
import json
import tarfile
import time
from collections import Counter
from collections.abc import Callable, Iterator
from pathlib import Path

import lxml.html
from selectolax.lexbor import LexborHTMLParser
from warcio.archiveiterator import ArchiveIterator

from sprawl import platforms, urls
from sprawl.model import Page, Response
from sprawl.observe import read_page

_PAGE = (b"<!doctype", b"<html", b"<head", b"<body", b"<?xml")


def bodies(path: Path) -> Iterator[tuple[str, bytes]]:
    """Address and body of each page in a folder or archive."""
    if path.is_dir():
        yield from (("https://page.example/", file.read_bytes()) for file in sorted(path.rglob("*.html")))
    elif ".warc" in path.name:
        yield from _records(path)
    else:
        yield from _members(path)


def _members(path: Path) -> Iterator[tuple[str, bytes]]:
    """The pages of a tar archive, at the addresses that its index.json gives, if it has one."""
    with tarfile.open(path) as archive:
        names = [member.name for member in archive if member.isfile()]
        listing = archive.extractfile("index.json") if "index.json" in names else None
        index = json.load(listing) if listing else {}
        for name in names:
            file = archive.extractfile(name)
            body = file.read() if file else b""
            if name.endswith(".html") or any(mark in body[:2000].lower() for mark in _PAGE):
                yield index.get(name, {}).get("url", "https://page.example/"), body


def _records(path: Path) -> Iterator[tuple[str, bytes]]:
    with path.open("rb") as file:
        for record in ArchiveIterator(file):
            if record.rec_type == "response" and "html" in (record.http_headers.get_header("content-type") or "html"):
                yield record.rec_headers.get_header("WARC-Target-URI"), record.content_stream().read()


def _start() -> float:
    """Seconds for what a process does once: reading an address on every host of every platform."""
    started = time.process_time()
    for platform in platforms.PLATFORMS.values():
        for host in platform.hosts:
            platforms.read(f"https://{host}/sprawl-probe")
    urls.registrable_domain("www.example.org")
    return time.process_time() - started


def _lexbor(response: Response) -> object:
    return LexborHTMLParser(response.body).root is not None


def _lxml(response: Response) -> object:
    return len(lxml.html.fromstring(response.body).xpath("//a/@href")) if response.body.strip() else None


def _extruct(response: Response) -> object:
    import extruct

    return extruct.extract(response.body, base_url=response.url, errors="ignore")


def main() -> None:
    arguments = argparse.ArgumentParser(description=__doc__)
    arguments.add_argument("pages", nargs="+", type=Path)
    arguments.add_argument("--extruct", action="store_true", help="measure extruct too, which takes minutes")
    arguments.add_argument("--most", type=int, default=1_000_000)
    options = arguments.parse_args()
    peers: dict[str, Callable[[Response], object]] = {
        "selectolax (lexbor), parse only": _lexbor,
        "lxml.html, parse and hrefs": _lxml,
        "sprawl, all signals": read_page,
    }
    if options.extruct:
        peers["extruct 0.18"] = _extruct
    print(f"once a process: {_start():.2f} s")
    gc.freeze()
    gc.set_threshold(20_000, 10, 100)
    pages = (pair for path in options.pages for pair in bodies(path))
    report(
        peers,
        [
            Response(url, url, 200, "text/html", body=body)
            for (url, body), _ in zip(pages, range(options.most), strict=False)
        ],
    )


def report(peers: dict[str, Callable[[Response], object]], responses: list[Response]) -> None:
    """Run each peer on each page in turn and print the processor time it took."""
    taken: Counter[str] = Counter()
    failed: Counter[str] = Counter()
    kinds: Counter[str] = Counter()
    for response in responses:
        for name, peer in peers.items():
            started = time.process_time()
            try:
                value = peer(response)
            except Exception:
                failed[name] += 1
                value = None
            taken[name] += time.process_time() - started  # type: ignore[assignment]
            if isinstance(value, Page):
                kinds.update(str(evidence.region) for evidence in value.evidence)
    size = sum(len(response.body) for response in responses) / 1e6
    bare = taken[next(iter(peers))]
    print(f"{len(responses)} pages, {size:.1f} MB; evidence by region: {dict(kinds.most_common())}")
    for name in peers:
        pace, ratio = len(responses) / taken[name], taken[name] / bare
        print(f"{pace:9.1f} pages/s  1:{ratio:.2f}  {failed[name]:3d} exceptions  {name}")


if __name__ == "__main__":
    main()
