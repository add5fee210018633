"""Page → evidence: one parse, one reader a syntax. `read_page` reads in this process; `Readers` in workers."""

from __future__ import annotations

from sprawl.observe.page import read_page
from sprawl.observe.readers.wellknown import CRAWLED_FILES, is_well_known
from sprawl.observe.workers.pool import Readers

__all__ = ["CRAWLED_FILES", "Readers", "is_well_known", "read_page"]
