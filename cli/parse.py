"""`sprawl parse`: URL → account, one JSON object a line."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterable, Iterator
from itertools import islice

import click

from sprawl import read_url

_text = json.encoder.encode_basestring_ascii
_BATCH = 2000


@click.command()
@click.argument("urls", nargs=-1, metavar="[URL]...")
@click.option("--nl", is_flag=True, help="One JSON object a line, which is what comes anyway.")
def parse(urls: tuple[str, ...], nl: bool) -> None:
    """Tell which account each URL names, or why it names none.

    Reads one URL a line from stdin when none is given, or for the URL "-".
    Prints one JSON object a line, in the same order.
    """
    lines = _lines(urls)
    write = sys.stdout.write
    while batch := list(islice(lines, _BATCH)):
        write("".join(map(_record, batch)))
        if len(batch) < _BATCH:
            sys.stdout.flush()


def _lines(urls: tuple[str, ...]) -> Iterator[str]:
    for url in urls or ("-",):
        yield from (_stdin() if url == "-" else (url,))


def _stdin() -> Iterable[str]:
    """The lines of stdin without their ends; bytes that are no UTF-8 do not stop it."""
    sys.stdin.reconfigure(encoding="utf-8", errors="replace", newline="\n")  # type: ignore[union-attr]
    return (line.rstrip("\r\n") for line in sys.stdin)


def _record(url: str) -> str:
    """The line of one URL; written by hand, since a general encoder costs as much again as the reading."""
    reading = read_url(url)
    account = reading.account
    if account:
        return (
            f'{{"url": {_text(url)}, "ref": {_text(account.ref)}, "platform": "{account.platform}",'
            f' "kind": "{account.kind}", "handle": {_text(account.handle)}, "canonical_url": {_text(account.url)}}}\n'
        )
    platform = f'"{reading.platform}"' if reading.platform else "null"
    author = f', "author": {_text(reading.author.ref)}' if reading.author else ""
    return (
        f'{{"url": {_text(url)}, "ref": null, "platform": {platform}, "kind": null, "handle": null,'
        f' "canonical_url": null, "reason": "{reading.reason}"{author}}}\n'
    )
