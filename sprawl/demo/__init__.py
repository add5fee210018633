"""The demonstration brand, offline: an invented company's brand file, archive and sheet. Its truth is in tests/estate.

>>> sorted(path.name for path in (BRAND, ARCHIVE, SHEET, TABLE) if path.exists())
['demo-inventory.csv', 'demo-inventory.xlsx', 'demo.toml', 'demo.warc.gz']
"""

from __future__ import annotations

from pathlib import Path

FOLDER = Path(__file__).parent
ARCHIVE = FOLDER / "demo.warc.gz"  # every response of the estate, newest 2026-10-15
BRAND = FOLDER / "demo.toml"  # as `sprawl init` drafted it and a person corrected it
SHEET = FOLDER / "demo-inventory.xlsx"  # as the communications office keeps it
TABLE = FOLDER / "demo-inventory.csv"  # the same, saved as CSV

__all__ = ["ARCHIVE", "BRAND", "FOLDER", "SHEET", "TABLE", "demonstration_archive"]


def demonstration_archive() -> Path:
    """The WARC that answers for the web when the demonstration brand is surveyed."""
    return ARCHIVE
