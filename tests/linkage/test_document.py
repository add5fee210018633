"""The page on matching is made from its table."""

from __future__ import annotations

from pathlib import Path

from sprawl.linkage.document import page


def test_the_page_is_current() -> None:
    """`python -m sprawl.linkage.document > docs/matching.md` changes nothing."""
    assert (Path(__file__).parents[2] / "docs" / "matching.md").read_text("utf-8") == page()
