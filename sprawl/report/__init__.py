"""Plan and inventory become a memo: Markdown, a page, a Word file."""

from __future__ import annotations

from sprawl.report.write import KINDS, Written, memo, save

__all__ = ["KINDS", "Written", "memo", "save"]
