"""Find every social account and site of a brand, learn which department runs each, plan the way to one voice.

    >>> import sprawl
    >>> sprawl.parse_url("https://x.com/intent/follow?screen_name=Example").ref
    'x:example'

    brand  = sprawl.Brand.load("example.toml")
    survey = sprawl.discover(brand)
    survey.accounts.to_frame()

What is heavy is imported when it is first used, so that ``import sprawl`` costs little.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

from sprawl.errors import (
    ArchiveError,
    BrandError,
    InputError,
    OutputError,
    SprawlError,
    StoreBusy,
    StoreError,
)

if TYPE_CHECKING:
    from sprawl.brand import Brand, find_brand
    from sprawl.checkup import check
    from sprawl.demo import demonstration_archive
    from sprawl.why import explain
    from sprawl.graph.export import write as write_graph
    from sprawl.inventory import Findings, Inventory
    from sprawl.judging import apply_answers, judge
    from sprawl.model import Account, Entry, Relation, Status
    from sprawl.platforms import parse_url
    from sprawl.platforms import read as read_url
    from sprawl.asking import questions
    from sprawl.report.review import Answer, Question, write_review
    from sprawl.report.summary import Section
    from sprawl.report.tables import inventory_text, write_inventory
    from sprawl.sheets import import_sheet
    from sprawl.survey import Options, discover
    from sprawl.survey import open_survey as open

_ROOMS = {  # public name → module, name there
    "Account": ("model", "Account"),
    "Answer": ("report.review", "Answer"),
    "Brand": ("brand", "Brand"),
    "Entry": ("model", "Entry"),
    "Findings": ("inventory", "Findings"),
    "Inventory": ("inventory", "Inventory"),
    "Options": ("survey", "Options"),
    "Question": ("report.review", "Question"),
    "Relation": ("model", "Relation"),
    "Section": ("report.summary", "Section"),
    "Status": ("model", "Status"),
    "check": ("checkup", "check"),
    "import_sheet": ("sheets", "import_sheet"),
    "apply_answers": ("judging", "apply_answers"),
    "demonstration_archive": ("demo", "demonstration_archive"),
    "discover": ("survey", "discover"),
    "explain": ("why", "explain"),
    "find_brand": ("brand", "find_brand"),
    "inventory_text": ("report.tables", "inventory_text"),
    "judge": ("judging", "judge"),
    "open": ("survey", "open_survey"),
    "parse_url": ("platforms", "parse_url"),
    "questions": ("asking", "questions"),
    "read_url": ("platforms", "read"),
    "write_graph": ("graph.export", "write"),
    "write_inventory": ("report.tables", "write_inventory"),
    "write_review": ("report.review", "write_review"),
}
__all__ = sorted(
    [
        *_ROOMS,
        "ArchiveError",
        "BrandError",
        "InputError",
        "OutputError",
        "SprawlError",
        "StoreBusy",
        "StoreError",
    ]
)


def __getattr__(name: str) -> Any:
    if name not in _ROOMS:
        raise AttributeError(f"module 'sprawl' has no attribute {name!r}")
    module, there = _ROOMS[name]
    value = getattr(import_module(f"sprawl.{module}"), there)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
