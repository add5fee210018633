"""`sprawl parse`: URL → account, one JSON object a line."""

from __future__ import annotations

import codecs
import gc
import json
import sys
from collections.abc import Iterator

import click

from sprawl.platforms import read

_text = json.encoder.encode_basestring_ascii
_CHUNK = 1 << 18  # bytes read at once, or as many as a slow writer has written


@click.command()
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option("--nl", is_flag=True, help="Print one JSON object a line (the default).")
def parse(urls: tuple[str, ...], nl: bool) -> None:
    """Say which account each URL names, or why it names none: one JSON object a line, in the same order.

    Without a URL, or for the URL "-", it reads one URL a line from stdin.

    \b
    Examples:
      sprawl parse https://x.com/example
      sprawl parse < urls.txt > accounts.jsonl
    """
    gc.disable()  # nothing that is read here refers to itself
    try:
        for batch in _batches(urls):
            sys.stdout.write("".join(map(_record, batch)))
            sys.stdout.flush()
    finally:
        gc.enable()


def _batches(urls: tuple[str, ...]) -> Iterator[list[str]]:
    for url in urls or ("-",):
        yield from (_stdin() if url == "-" else ([url],))


def _stdin() -> Iterator[list[str]]:
    """The lines of stdin without their ends, as they come; bytes that are no UTF-8 do not stop it."""
    decode = codecs.getincrementaldecoder("utf-8")("replace").decode
    begun: list[str] = []
    while chunk := sys.stdin.buffer.read1(_CHUNK):  # type: ignore[attr-defined]
        first, *lines = decode(chunk).split("\n")
        begun.append(first)
        if lines:
            yield _ended(["".join(begun), *lines[:-1]])
            begun = lines[-1:]
    last = "".join(begun) + decode(b"", final=True)
    if last:
        yield _ended([last])


def _ended(lines: list[str]) -> list[str]:
    return [line.rstrip("\r") for line in lines]


def _record(url: str) -> str:
    """The line of one URL; written by hand, since a general encoder costs as much again as the reading."""
    _, account, reason, author, platform = read(url)
    if account:
        return (
            f'{{"url": {_text(url)}, "ref": {_text(account.ref)}, "platform": "{account.platform}",'
            f' "kind": "{account.kind}", "handle": {_text(account.handle)}, "canonical_url": {_text(account.url)}}}\n'
        )
    name = f'"{platform}"' if platform else "null"
    by = f', "author": {_text(author.ref)}' if author else ""
    return (
        f'{{"url": {_text(url)}, "ref": null, "platform": {name}, "kind": null, "handle": null,'
        f' "canonical_url": null, "reason": "{reason}"{by}}}\n'
    )
