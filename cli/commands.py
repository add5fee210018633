"""The verbs of the command, and how their errors are shown."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence
from typing import Any

import click

from sprawl import SprawlError
from sprawl_cli.options import FullHelp

VERBS = {  # verb → module, function; read only when it is used, so that `parse` starts fast
    "init": ("sprawl_cli.init", "init"),
    "discover": ("sprawl_cli.discover", "discover"),
    "accounts": ("sprawl_cli.accounts", "accounts"),
    "explain": ("sprawl_cli.explain", "explain"),
    "review": ("sprawl_cli.review", "review"),
    "graph": ("sprawl_cli.graph", "graph"),
    "plan": ("sprawl_cli.plan", "plan"),
    "memo": ("sprawl_cli.memo", "memo"),
    "import": ("sprawl_cli.sheet", "sheet"),
    "match": ("sprawl_cli.match", "match"),
    "parse": ("sprawl_cli.parse", "parse"),
    "doctor": ("sprawl_cli.doctor", "doctor"),
}


class Verbs(FullHelp, click.Group):
    """A group that imports a verb when it is called, and prints errors in one line."""

    def list_commands(self, ctx: click.Context) -> list[str]:
        """In the order in which people need them."""
        return list(VERBS)

    def get_command(self, ctx: click.Context, name: str) -> click.Command | None:
        """The verb, imported now."""
        from importlib import import_module

        if name not in VERBS:
            return None
        module, function = VERBS[name]
        command: click.Command = getattr(import_module(module), function)
        return command

    def main(self, args: Sequence[str] | None = None, *rest: Any, **options: Any) -> Any:
        """Run, and end with the exit code that the error names."""
        try:
            return super().main(args, *rest, **options)
        except SprawlError as error:
            _print_error(str(error))
            sys.exit(error.exit_code)
        except (KeyboardInterrupt, click.Abort):
            _print_error("stopped; everything fetched so far is kept, and the same command continues from there")
            sys.exit(1)
        except BrokenPipeError:
            os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
            sys.exit(0)
        except OSError as error:
            _print_error(f"{error.filename or 'file'}: {error.strerror}")
            sys.exit(1)


def _print_error(message: str) -> None:
    click.echo(f"sprawl: {' '.join(message.split())}", err=True)


@click.group(cls=Verbs)
@click.version_option(package_name="sprawl", message="sprawl %(version)s")
def main() -> None:
    """Find every social account and site of a brand, learn which department runs each, plan the way to one voice.

    \b
    The first hour:
      sprawl init https://www.example.org/ --out example.toml    draft a brand file, then correct it
      sprawl discover --brand example.toml                       crawl, read, conclude; prints a summary
      sprawl accounts --brand example.toml --out inventory.xlsx  the inventory, with its evidence
      sprawl explain --brand example.toml x:example              why an account is yours
      sprawl review --brand example.toml --out review.html       answer what is uncertain
      sprawl plan --brand example.toml                           what to do with each account, and why
      sprawl memo --brand example.toml --out memo.html           the memo that an executive signs

    Everything is kept in one file, ./<brand>.sprawl. Try it on the bundled demonstration: --brand demo.
    """
