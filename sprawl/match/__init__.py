"""Which accounts belong together: candidates, comparisons, weights, owners.

>>> found = owners([
...     {"id": "1", "platform": "x", "handle": "novalis", "display_name": "Novalis", "website": "novalis.example"},
...     {"id": "2", "platform": "facebook", "handle": "NovalisCareers", "display_name": "Novalis Careers"},
...     {"id": "3", "platform": "x", "handle": "orchard", "display_name": "Orchard"},
... ])
>>> found.owner["1"] == found.owner["2"], found.owner["1"] == found.owner["3"]
(True, False)
"""

from __future__ import annotations

import sys
from importlib import import_module
from types import ModuleType
from typing import Any

from sprawl.match.owning import owners, row_of
from sprawl.match.result import Alarm, Explanation, Owners

__all__ = ["Alarm", "Explanation", "Owners", "owners", "row_of"]


class _Room(ModuleType):
    """``sprawl.match(accounts)`` is a function of the front door that bears the name of this room."""

    def __call__(self, *args: Any, **options: Any) -> Any:
        return import_module("sprawl.bulk").match(*args, **options)


sys.modules[__name__].__class__ = _Room
