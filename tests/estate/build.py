"""Builds the demonstration: ``python -m tests.estate.build --out sprawl/demo``. The same bytes every time."""

from __future__ import annotations

import argparse
from pathlib import Path

from .archive import write
from .sheet import as_csv, as_xlsx
from .web import answers


def build(out: Path) -> list[Path]:
    """Write the archive and the sheet into a folder; return what was written."""
    out.mkdir(parents=True, exist_ok=True)
    archive, xlsx, table = out / "demo.warc.gz", out / "demo-inventory.xlsx", out / "demo-inventory.csv"
    write(archive, answers())
    xlsx.write_bytes(as_xlsx())
    table.write_bytes(as_csv())
    return [archive, xlsx, table]


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--out", type=Path, required=True, help="the folder to write to")
    for path in build(parser.parse_args().out):
        print(f"{path}  {path.stat().st_size:,} bytes")


if __name__ == "__main__":
    main()
