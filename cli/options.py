"""Options that several verbs share."""

from __future__ import annotations

import shlex
from collections.abc import Callable
from pathlib import Path
from typing import Any, TypeVar

import click

import sprawl

F = TypeVar("F", bound=Callable[..., Any])


class FullHelp:
    """`-h` works as `--help` does."""

    def make_context(self, *args: Any, **options: Any) -> click.Context:
        """As click's, with both names for help."""
        options.setdefault("help_option_names", ["-h", "--help"])
        context: click.Context = super().make_context(*args, **options)  # type: ignore[misc]
        return context


def brand_option(function: F) -> F:
    """--brand, read into a `sprawl.Brand`."""
    return click.option(
        "--brand",
        "-b",
        required=True,
        callback=_brand,
        metavar="X",
        help="A brand file such as example.toml, or a name such as demo.",
    )(function)


def store_option(function: F) -> F:
    """--store."""
    return click.option(
        "--store",
        type=click.Path(path_type=Path),
        metavar="FILE",
        help="The file that holds the brand's surveys.  [default: ./<slug>.sprawl]",
    )(function)


def form_options(function: F) -> F:
    """--json, --csv, --nl: how rows are printed; a table otherwise."""
    for name, text in (("nl", "one JSON object a line."), ("csv", "CSV."), ("json", "JSON.")):
        function = click.option(f"--{name}", "form", flag_value=name, help=f"Print {text}")(function)
    return function


def store_of(brand: sprawl.Brand, store: Path | None) -> Path:
    """The file of a brand's surveys."""
    return store or Path(f"{brand.slug}.sprawl")


def opened(brand: sprawl.Brand, store: Path | None) -> sprawl.Findings:
    """The last survey of a brand."""
    return sprawl.open(store_of(brand, store), brand.slug)


def called(brand: sprawl.Brand, store: Path | None = None) -> str:
    """The options by which this brand and store were named, to be typed again."""
    name = click.get_current_context().meta["sprawl.brand"]
    return f"--brand {shlex.quote(name)}" + (f" --store {shlex.quote(str(store))}" if store else "")


def _brand(context: click.Context, _: click.Parameter, value: str) -> sprawl.Brand:
    context.meta["sprawl.brand"] = value
    return sprawl.find_brand(value)
