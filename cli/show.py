"""How things look on a terminal (the door to rich), and what is printed when the reader is a program."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Iterator, Sequence
from contextlib import contextmanager
from typing import Any

import click
from rich.console import Console, JustifyMethod
from rich.markup import escape
from rich.progress import BarColumn, MofNCompleteColumn, Progress, SpinnerColumn, TextColumn, TimeElapsedColumn
from rich.table import Table

from sprawl.report.summary import Section

STAGES = {
    "crawl": "reading pages",
    "files": "reading known files",
    "neighbors": "reading other sites",
    "profiles": "reading profiles",
    "conclude": "weighing evidence",
}
LINE_EVERY = 200  # pages between two plain lines of progress


def console(*, err: bool = False) -> Console:
    """A console as wide as the terminal; 100 columns where there is none."""
    stream = sys.stderr if err else sys.stdout
    return Console(stderr=err, highlight=False, width=None if stream.isatty() else 100, soft_wrap=False)


def sections(parts: Iterable[Section], to: Console) -> None:
    """The sections of a summary, one under the other."""
    for part in parts:
        to.print(f"\n[bold]{escape(part.title)}[/bold]" + (f"  {escape(part.text)}" if part.text else ""))
        if part.rows:
            to.print(_table(part.header, part.rows))
        for item in part.items:
            to.print(f"  {escape(item)}", overflow="fold")


def _table(header: Sequence[str], rows: Sequence[Sequence[str]], *, whole_first: bool = False) -> Table:
    table = Table(box=None, show_header=bool(header), pad_edge=True, header_style="dim", padding=(0, 1))
    counted = {n for n in range(len(rows[0])) if all(row[n] == "·" or row[n].isdigit() for row in rows)}
    for n in range(len(rows[0])):
        justify: JustifyMethod = "right" if n in counted else "left"
        whole = len(counted) > 1 and (n == 0 or n in counted)  # a table of numbers keeps its names in one line
        whole = whole or (whole_first and n == 0)
        table.add_column(header[n] if header else "", justify=justify, overflow="fold", no_wrap=whole)
    for row in rows:
        table.add_row(*(escape(cell) for cell in row))
    return table


def rows(header: Sequence[str], body: Sequence[Sequence[str]]) -> None:
    """A table of rows on standard output; its first column stays in one line, so that refs can be copied."""
    to = console()
    if body:
        to.print(_table(header, body, whole_first=True))
    else:
        to.print("no account fits these conditions")


@contextmanager
def progress() -> Iterator[Callable[[str, int, int | None], None]]:
    """A bar on a terminal, a plain line now and then where there is none."""
    if not sys.stderr.isatty():
        yield _plain()
        return
    columns = (
        SpinnerColumn(),
        TextColumn("{task.description}"),
        BarColumn(),
        MofNCompleteColumn(),
        TimeElapsedColumn(),
    )
    with Progress(*columns, console=console(err=True), transient=True) as bars:
        task = bars.add_task("starting", total=None)

        def update(stage: str, done: int, total: int | None) -> None:
            bars.update(task, description=STAGES.get(stage, stage), completed=done, total=total)

        yield update


def _plain() -> Callable[[str, int, int | None], None]:
    last: dict[str, Any] = {"stage": "", "done": 0}

    def update(stage: str, done: int, total: int | None) -> None:
        if stage != last["stage"] or done - last["done"] >= LINE_EVERY:
            last.update(stage=stage, done=done)
            of = f" of {total}" if total else ""
            click.echo(f"{STAGES.get(stage, stage)}{f': {done}{of}' if done else ''}", err=True)

    return update
