"""Record linkage: which accounts have one owner. Blocking, comparisons, weights, rules over the corpus, clustering.

>>> found = owners([
...     {"id": "1", "platform": "x", "handle": "novalis", "display_name": "Novalis", "website": "novalis.example"},
...     {"id": "2", "platform": "facebook", "handle": "NovalisCareers", "display_name": "Novalis Careers"},
...     {"id": "3", "platform": "x", "handle": "orchard", "display_name": "Orchard"},
... ])
>>> found.owner["1"] == found.owner["2"], found.owner["1"] == found.owner["3"]
(True, False)
"""

from __future__ import annotations

from sprawl.linkage.match import owners, row_of
from sprawl.linkage.result import Alarm, Explanation, Owners

__all__ = ["Alarm", "Explanation", "Owners", "owners", "row_of"]
