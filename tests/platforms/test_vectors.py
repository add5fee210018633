"""Addresses written down before the tables were looked at: what each of them is, and whose."""

from __future__ import annotations

from pathlib import Path

import pytest

from sprawl.platforms import PLATFORMS, read

LINES = Path(__file__).with_name("vectors.tsv").read_text("utf-8").split("\n")[1:]
ROWS = [line.split("\t") for line in LINES if line]


@pytest.mark.parametrize(("url", "ref", "reason", "author"), ROWS, ids=[row[0] for row in ROWS])
def test_what_an_address_is(url: str, ref: str, reason: str, author: str) -> None:
    """The account, or the reason why it is none and the author where the URL names one."""
    reading = read(url)
    assert reading.reason == reason
    assert (reading.account.ref if reading.account else "") == ref
    assert (reading.author.ref if reading.author else "") == author


def test_many_platforms_are_examined() -> None:
    """No platform of the most used is left out."""
    examined = {ref.partition(":")[0] for _, ref, _, author in ROWS for ref in (ref, author) if ref}
    assert len(examined) >= 60
    assert examined <= set(PLATFORMS)
