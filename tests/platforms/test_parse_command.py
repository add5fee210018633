"""`sprawl parse` prints one JSON object a line, whatever comes in."""

from __future__ import annotations

import json
import subprocess
import sys
from pathlib import Path

import pytest

RUN = [sys.executable, "-c", "from sprawl_cli.parse import parse; parse()"]
KEYS = {"url", "ref", "platform", "kind", "handle", "canonical_url"}


def run(*arguments: str, stdin: bytes = b"") -> list[dict[str, str | None]]:
    done = subprocess.run([*RUN, *arguments], input=stdin, capture_output=True, check=True)
    return [json.loads(line) for line in done.stdout.splitlines()]


def test_an_account() -> None:
    """Exactly the keys that are promised, with the handle as written."""
    assert run("https://x.com/ExampleTown") == [
        {
            "url": "https://x.com/ExampleTown",
            "ref": "x:exampletown",
            "platform": "x",
            "kind": "profile",
            "handle": "ExampleTown",
            "canonical_url": "https://x.com/exampletown",
        }
    ]


def test_no_account() -> None:
    """The reason, and the author where there is one."""
    share, post = run("https://x.com/share?url=x", "https://x.com/ExampleTown/status/1")
    assert (set(share), share["ref"], share["reason"]) == (KEYS | {"reason"}, None, "share")
    assert (set(post), post["ref"], post["author"]) == (KEYS | {"reason", "author"}, None, "x:exampletown")


@pytest.mark.parametrize("arguments", [(), ("-",), ("--nl",)], ids=["nothing", "dash", "nl"])
def test_lines_of_stdin_in_order(arguments: tuple[str, ...]) -> None:
    """Empty lines, bytes that are no text and windows line ends have a line each too."""
    lines = b'https://x.com/a\r\n\n\xff\xfe\n"https://x.com/b'
    read = run(*arguments, stdin=lines)
    assert [row["ref"] for row in read] == ["x:a", None, None, "x:b"]
    assert read[0]["url"] == "https://x.com/a"


def test_the_page_of_platforms_is_current() -> None:
    """``python -m sprawl.platforms.document > docs/platforms.md`` was run after the last change."""
    printed = subprocess.run([sys.executable, "-m", "sprawl.platforms.document"], capture_output=True, check=True)
    written = (Path(__file__).parents[2] / "docs" / "platforms.md").read_bytes()
    assert printed.stdout == written, "run: .venv/bin/python -m sprawl.platforms.document > docs/platforms.md"
