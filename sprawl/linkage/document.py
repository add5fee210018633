"""The page on matching, from its table: ``python -m sprawl.linkage.document > docs/matching.md``."""

from __future__ import annotations

import inspect
from collections.abc import Iterator
from importlib.resources import files

from sprawl.linkage.comparisons import COMPARISONS
from sprawl.linkage.corpus_rules import RULES
from sprawl.linkage.flags import ROWS
from sprawl.linkage.table import TABLE

__all__ = ["page"]

_FIXED = frozenset(("say", "keeps-out", "bits"))


def page() -> str:
    """The whole page, as Markdown: the text of ``matching.md`` beside this module with the tables in their places."""
    text = (files("sprawl.linkage") / "matching.md").read_text(encoding="utf-8")
    for name, rows in (("RULES", _rules()), ("FLAGS", _flags()), ("COMPARISONS", _comparisons())):
        text = text.replace(f"<!-- {name} -->", "\n".join(rows))
    return text


def _rules() -> Iterator[str]:
    yield "| rule | what it finds | thresholds |\n|---|---|---|"
    for rule in RULES:
        limits = ", ".join(f"{key} {value}" for key, value in TABLE["rule"][rule.name].items() if key not in _FIXED)
        yield f"| {rule.name} | {_in_a_line(rule.find)} | {limits} |"


def _flags() -> Iterator[str]:
    yield "| flag | the account | keeps out |\n|---|---|---|"
    yield from (f"| {name} | {row['say']} | {row['keeps-out']} |" for name, row in ROWS.items())


def _comparisons() -> Iterator[str]:
    yield f"Every pair starts at {TABLE['base']} bits.\n\n| comparison | level | bits | sentence |\n|---|---|---|---|"
    for compare in COMPARISONS:
        levels = TABLE["comparison"][compare.__name__]
        yield f"| **{compare.__name__}** | | | {_in_a_line(compare)} |"
        yield from (f"| | {level} | {row['bits']:+} | {row['say']} |" for level, row in levels.items())


def _in_a_line(function: object) -> str:
    return " ".join((inspect.getdoc(function) or "").split())


if __name__ == "__main__":
    print(page(), end="")
