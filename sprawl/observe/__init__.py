"""Page → evidence: one parse, one reader a file. `read_page` reads here and now; `Readers` in worker processes."""

from __future__ import annotations

from sprawl.observe.page import read_page
from sprawl.observe.readers.wellknown import ASKED, is_well_known
from sprawl.observe.workers.pool import Readers

__all__ = ["ASKED", "Readers", "is_well_known", "read_page"]
