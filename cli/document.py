"""Writes ``docs/commands.md`` from the commands' own help: ``python -m sprawl_cli.document > docs/commands.md``."""

from __future__ import annotations

from collections.abc import Iterator

import click

from sprawl.errors import SprawlError
from sprawl_cli.commands import VERBS, main

WIDTH = 96


def reference() -> str:
    """The command reference, every verb in order, as Markdown."""
    parts = ["# Commands", "", "Made from `--help`; do not edit.", "", *_block(main, "sprawl")]
    context = click.Context(main, info_name="sprawl")
    for name in VERBS:
        command = main.get_command(context, name)
        assert command is not None
        parts += ["", f"## sprawl {name}", "", *_block(command, f"sprawl {name}")]
    parts += ["", "## Errors", "", "Each is one line on standard error; in Python, all are in `sprawl.errors`.", ""]
    parts += ["| error | exit code | when |", "|---|---|---|", *map(_error, _tree(SprawlError))]
    return "\n".join(parts) + "\n"


def _block(command: click.Command, name: str) -> list[str]:
    context = click.Context(command, info_name=name, terminal_width=WIDTH, max_content_width=WIDTH)
    return ["```", command.get_help(context), "```"]


def _tree(error: type[SprawlError]) -> Iterator[type[SprawlError]]:
    """An error and all below it."""
    yield error
    for below in error.__subclasses__():
        yield from _tree(below)


def _error(error: type[SprawlError]) -> str:
    return f"| `{error.__name__}` | {error.exit_code} | {' '.join((error.__doc__ or '').split())} |"


if __name__ == "__main__":
    print(reference(), end="")
