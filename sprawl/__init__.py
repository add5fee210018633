"""Find every social account and site of a brand, learn which department runs each, plan the way to one voice.

    >>> import sprawl
    >>> sprawl.parse_url("https://x.com/intent/follow?screen_name=Example").ref
    'x:example'

    brand  = sprawl.Brand.load("example.toml")
    survey = sprawl.discover(brand)
    survey.accounts.to_frame()        # needs pandas: pip install 'sprawl[notebook]'

Each name is imported when it is first used, so that ``import sprawl`` takes milliseconds. All errors are subclasses of
`SprawlError` and stand in `sprawl.errors`; everything the command does stands in `sprawl.workflow`.
"""

from __future__ import annotations

from importlib import import_module
from typing import TYPE_CHECKING, Any

if TYPE_CHECKING:
    from sprawl.brand import Brand, find_brand
    from sprawl.errors import SprawlError
    from sprawl.model import Account, Entry, Plan
    from sprawl.platforms import parse_url
    from sprawl.workflow.explain import explain
    from sprawl.workflow.frames import match
    from sprawl.workflow.inventory import Findings, Inventory
    from sprawl.workflow.plan import memo, plan
    from sprawl.workflow.review import questions
    from sprawl.workflow.survey import discover
    from sprawl.workflow.survey import open_survey as open

_MODULES = {  # public name → the module that defines it
    "Account": "model",
    "Brand": "brand",
    "Entry": "model",
    "Findings": "workflow.inventory",
    "Inventory": "workflow.inventory",
    "Plan": "model",
    "SprawlError": "errors",
    "discover": "workflow.survey",
    "explain": "workflow.explain",
    "find_brand": "brand",
    "match": "workflow.frames",
    "memo": "workflow.plan",
    "open": "workflow.survey",
    "parse_url": "platforms",
    "plan": "workflow.plan",
    "questions": "workflow.review",
}
_OTHER_NAMES = {"open": "open_survey"}  # public name → its name in the module, where that differs
__all__ = sorted(_MODULES)


def __getattr__(name: str) -> Any:
    """Import a public name when it is first asked for."""
    if name not in _MODULES:
        raise AttributeError(f"module 'sprawl' has no attribute {name!r}")
    value = getattr(import_module(f"sprawl.{_MODULES[name]}"), _OTHER_NAMES.get(name, name))
    globals()[name] = value
    return value


def __dir__() -> list[str]:
    return __all__
