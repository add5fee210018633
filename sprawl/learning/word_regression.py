"""The earlier place of the regression on words, until `linkage` imports it from `sprawl.learning.regression`."""

from __future__ import annotations

from sprawl.learning.regression import SparseTable
from sprawl.learning.regression import fit_words as fit

sparse_table = SparseTable.ones

__all__ = ["fit", "sparse_table"]
