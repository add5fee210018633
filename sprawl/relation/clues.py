"""Clues to whose an account is: those about the account as a whole, and those about one link on a page of ours."""

from __future__ import annotations

from functools import lru_cache

from sprawl.relation.about_account import (
    ABOUT_ACCOUNT,
    AccountClue,
    judged_apart,
    judged_same,
    on_link_page,
    own_account_names_it,
    refused_relative,
    same_owner,
    slip,
    twin,
)
from sprawl.relation.about_link import ABOUT_LINK, LinkClue, ours_beside, strangers_beside

LATE_ACCOUNT = (                                     # these hang on what was found of other accounts
    own_account_names_it, on_link_page, slip, twin, same_owner, refused_relative, judged_same, judged_apart,
)  # fmt: skip
LATE_LINK = (ours_beside, strangers_beside)
EARLY_ACCOUNT = tuple(clue for clue in ABOUT_ACCOUNT if clue not in LATE_ACCOUNT)
EARLY_LINK = tuple(clue for clue in ABOUT_LINK if clue not in LATE_LINK)

__all__ = ["EARLY_ACCOUNT", "EARLY_LINK", "LATE_ACCOUNT", "LATE_LINK", "AccountClue", "LinkClue", "label"]


@lru_cache(maxsize=256)
def label(clue: AccountClue | LinkClue) -> str:
    """What a clue is called in a waterfall: the function's name."""
    return clue.__name__.replace("_", "-")
