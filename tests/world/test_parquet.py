"""Parquet in and out, with the extra ``parquet``."""

from __future__ import annotations

from pathlib import Path

from sprawl.workflow.tables import read_columns, write_columns


def test_parquet_goes_out_and_comes_back(tmp_path: Path) -> None:
    """Whole numbers come back without a fraction, missing values as empty text."""
    write_columns({"id": [1, 2], "bio": ["a", None], "p": [0.5, 3.0]}, tmp_path / "a.parquet")
    assert read_columns(tmp_path / "a.parquet") == {"id": ["1", "2"], "bio": ["a", ""], "p": ["0.5", "3"]}
