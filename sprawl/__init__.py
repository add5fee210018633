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
    CrawlError,
    InputError,
    OutputError,
    SprawlError,
    StoreBusy,
    StoreError,
)

if TYPE_CHECKING:
    from sprawl.brand import Brand, find_brand
    from sprawl.files import write_text
    from sprawl.model import Account, Entry, Plan, Relation, Status
    from sprawl.platforms import parse_url
    from sprawl.platforms import read as read_url
    from sprawl.report.inventory import inventory_text, write_inventory
    from sprawl.report.plan_formats import plan_text
    from sprawl.report.plan_formats import screen as plan_screen
    from sprawl.report.review import Answer, Question, write_review
    from sprawl.report.summary import Section
    from sprawl.workflow.answers import apply_answers, judge
    from sprawl.workflow.bulk import match, match_file, write_questions, write_reasons
    from sprawl.workflow.check import check
    from sprawl.workflow.draft import draft
    from sprawl.workflow.explain import explain
    from sprawl.workflow.frames import write_frame
    from sprawl.workflow.graph import write as write_graph
    from sprawl.workflow.inventory import Findings, Inventory
    from sprawl.workflow.plan import memo, plan
    from sprawl.workflow.review import questions
    from sprawl.workflow.sheets import import_sheet
    from sprawl.workflow.survey import Options, discover
    from sprawl.workflow.survey import open_survey as open

_ROOMS = {  # public name → module, name there
    "Account": ("model", "Account"),
    "Answer": ("report.review", "Answer"),
    "Brand": ("brand", "Brand"),
    "Entry": ("model", "Entry"),
    "Findings": ("workflow.inventory", "Findings"),
    "Inventory": ("workflow.inventory", "Inventory"),
    "Options": ("workflow.survey", "Options"),
    "Plan": ("model", "Plan"),
    "Question": ("report.review", "Question"),
    "Relation": ("model", "Relation"),
    "Section": ("report.summary", "Section"),
    "Status": ("model", "Status"),
    "apply_answers": ("workflow.answers", "apply_answers"),
    "check": ("workflow.check", "check"),
    "discover": ("workflow.survey", "discover"),
    "draft": ("workflow.draft", "draft"),
    "explain": ("workflow.explain", "explain"),
    "find_brand": ("brand", "find_brand"),
    "import_sheet": ("workflow.sheets", "import_sheet"),
    "inventory_text": ("report.inventory", "inventory_text"),
    "judge": ("workflow.answers", "judge"),
    "memo": ("workflow.plan", "memo"),
    "match": ("workflow.bulk", "match"),
    "match_file": ("workflow.bulk", "match_file"),
    "open": ("workflow.survey", "open_survey"),
    "parse_url": ("platforms", "parse_url"),
    "plan": ("workflow.plan", "plan"),
    "plan_screen": ("report.plan_formats", "screen"),
    "plan_text": ("report.plan_formats", "plan_text"),
    "questions": ("workflow.review", "questions"),
    "read_url": ("platforms", "read"),
    "write_frame": ("workflow.frames", "write_frame"),
    "write_graph": ("workflow.graph", "write"),
    "write_inventory": ("report.inventory", "write_inventory"),
    "write_questions": ("workflow.bulk", "write_questions"),
    "write_reasons": ("workflow.bulk", "write_reasons"),
    "write_review": ("report.review", "write_review"),
    "write_text": ("files", "write_text"),
}
_ERRORS = (
    "ArchiveError",
    "BrandError",
    "CrawlError",
    "InputError",
    "OutputError",
    "SprawlError",
    "StoreBusy",
    "StoreError",
)
__all__ = sorted([*_ROOMS, *_ERRORS])


def __getattr__(name: str) -> Any:
    """What is offered, imported when it is first asked for."""
    if name not in _ROOMS:
        raise AttributeError(f"module 'sprawl' has no attribute {name!r}")
    module, there = _ROOMS[name]
    value = getattr(import_module(f"sprawl.{module}"), there)
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
