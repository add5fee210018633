"""The command ``sprawl``: every verb reads its options, calls the library once, and prints."""

from sprawl_cli.commands import main

__all__ = ["main"]
