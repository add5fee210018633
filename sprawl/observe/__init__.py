"""Page → evidence: one parse, one reader a file. `read_page` reads here and now; `Readers` in worker processes."""

from __future__ import annotations

from sprawl.observe.page import read_page
from sprawl.observe.pool import Readers

__all__ = ["Readers", "read_page"]
