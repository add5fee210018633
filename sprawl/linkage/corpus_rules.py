"""The rules over the corpus, one table: each looks at all accounts and finds what one account alone cannot show.

A rule is one function from the state of the corpus to findings. Its sentence and its thresholds stand in
``weights.toml`` under its name. Findings take effect in one place, `findings.CorpusState.apply`, and are kept, so that
one can ask which rule changed what about an account.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Set
from typing import NamedTuple

from sprawl.linkage.copy_rules import cheap_sites, slips
from sprawl.linkage.findings import RULE_ROWS, CorpusState, Findings
from sprawl.linkage.name_rules import activity_names, extended_names, ordinary_words, persons, spelled_handles
from sprawl.linkage.voice import foreign_speech


class Rule(NamedTuple):
    """One row of the table."""

    name: str
    find: Callable[[CorpusState, Mapping[str, float]], Iterable[Findings]]


RULES = (
    Rule("slips", slips),
    Rule("cheap-sites", cheap_sites),
    Rule("persons", persons),
    Rule("ordinary-words", ordinary_words),
    Rule("extended-names", extended_names),
    Rule("activity-names", activity_names),
    Rule("spelled-handles", spelled_handles),
    Rule("foreign-speech", foreign_speech),
)


def apply_rules(state: CorpusState, without: Set[str] = frozenset()) -> None:
    """Apply the rules of the table in order, each to what the earlier ones have left; but those named ``without``."""
    for rule in RULES:
        if rule.name not in without:
            for findings in rule.find(state, RULE_ROWS[rule.name]):
                state.apply(rule.name, findings)
