"""Clues to whose an account is: those about the account as a whole, and those about one link on a page of ours."""

from __future__ import annotations

from sprawl.own.about_account import ABOUT_ACCOUNT, AccountClue
from sprawl.own.about_link import ABOUT_LINK, SITE_WIDE_SHARE, LinkClue
from sprawl.own.case import Case, Found
from sprawl.own.phrases import FRAME

__all__ = ["ABOUT_ACCOUNT", "ABOUT_LINK", "FRAME", "SITE_WIDE_SHARE", "AccountClue", "Case", "Found", "LinkClue", "label"]


def label(clue: AccountClue | LinkClue) -> str:
    """What a clue is called in a waterfall: the function's name."""
    return clue.__name__.replace("_", "-")
