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

import sys
from importlib import import_module
from types import ModuleType
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
    from sprawl.asking import questions
    from sprawl.brand import Brand, find_brand
    from sprawl.bulk import match, match_file, write_questions, write_reasons
    from sprawl.checkup import check
    from sprawl.drafting import draft
    from sprawl.files import write_text
    from sprawl.frames import write_frame
    from sprawl.graph.export import write as write_graph
    from sprawl.inventory import Findings, Inventory
    from sprawl.judging import apply_answers, judge
    from sprawl.model import Account, Entry, Plan, Relation, Status
    from sprawl.planning import memo, plan
    from sprawl.platforms import parse_url
    from sprawl.platforms import read as read_url
    from sprawl.report.plans import plan_text
    from sprawl.report.plans import screen as plan_screen
    from sprawl.report.review import Answer, Question, write_review
    from sprawl.report.summary import Section
    from sprawl.report.tables import inventory_text, write_inventory
    from sprawl.sheets import import_sheet
    from sprawl.survey import Options, discover
    from sprawl.survey import open_survey as open
    from sprawl.why import explain

_ROOMS = {  # public name → module, name there
    "Account": ("model", "Account"),
    "Answer": ("report.review", "Answer"),
    "Brand": ("brand", "Brand"),
    "Entry": ("model", "Entry"),
    "Findings": ("inventory", "Findings"),
    "Inventory": ("inventory", "Inventory"),
    "Options": ("survey", "Options"),
    "Plan": ("model", "Plan"),
    "Question": ("report.review", "Question"),
    "Relation": ("model", "Relation"),
    "Section": ("report.summary", "Section"),
    "Status": ("model", "Status"),
    "apply_answers": ("judging", "apply_answers"),
    "check": ("checkup", "check"),
    "discover": ("survey", "discover"),
    "draft": ("drafting", "draft"),
    "explain": ("why", "explain"),
    "find_brand": ("brand", "find_brand"),
    "import_sheet": ("sheets", "import_sheet"),
    "inventory_text": ("report.tables", "inventory_text"),
    "judge": ("judging", "judge"),
    "memo": ("planning", "memo"),
    "match": ("bulk", "match"),
    "match_file": ("bulk", "match_file"),
    "open": ("survey", "open_survey"),
    "parse_url": ("platforms", "parse_url"),
    "plan": ("planning", "plan"),
    "plan_screen": ("report.plans", "screen"),
    "plan_text": ("report.plans", "plan_text"),
    "questions": ("asking", "questions"),
    "read_url": ("platforms", "read"),
    "write_frame": ("frames", "write_frame"),
    "write_graph": ("graph.export", "write"),
    "write_inventory": ("report.tables", "write_inventory"),
    "write_questions": ("bulk", "write_questions"),
    "write_reasons": ("bulk", "write_reasons"),
    "write_review": ("report.review", "write_review"),
    "write_text": ("files", "write_text"),
}
_ERRORS = ("ArchiveError", "BrandError", "InputError", "OutputError", "SprawlError", "StoreBusy", "StoreError")
__all__ = sorted([*_ROOMS, *_ERRORS])


class _FrontDoor(ModuleType):
    """A name that is offered here stays what is offered: ``sprawl.plan`` the function, not the room of that name."""

    def __setattr__(self, name: str, value: object) -> None:
        if not (name in _ROOMS and isinstance(value, ModuleType)):
            super().__setattr__(name, value)

    def __getattr__(self, name: str) -> Any:
        if name not in _ROOMS:
            raise AttributeError(f"module 'sprawl' has no attribute {name!r}")
        module, there = _ROOMS[name]
        value = getattr(import_module(f"sprawl.{module}"), there)
        super().__setattr__(name, value)
        return value

    def __dir__(self) -> list[str]:
        return __all__


sys.modules[__name__].__class__ = _FrontDoor
