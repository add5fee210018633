"""Counting and joining words so that a person would have written them."""

from __future__ import annotations

from collections.abc import Sequence

NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten", "eleven", "twelve")
MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
VERBS = {
    "keep": "kept",
    "merge": "merged by the platform",
    "redirect": "redirected",
    "rename": "renamed",
    "verify": "marked as real",
    "archive": "archived",
    "reserve": "handle reserved",
    "close": "closed",
    "handover": "handed over",
    "claim": "claimed",
    "report": "reported",
    "leave": "left alone",
    "escalate": "for a person to decide",
}


def number(count: int) -> str:
    """Small numbers as words, large ones with thin groups: ``three``, ``12,400``."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def many(count: int, noun: str, plural: str = "") -> str:
    """``one account``, ``three accounts``."""
    return f"{number(count)} {noun if count == 1 else plural or noun + 's'}"


def listed(names: Sequence[str], most: int = 3) -> str:
    """``a, b and c``, or ``a, b, c and 4 more``."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def percent(part: float, whole: float) -> str:
    """``23 %``; an en dash where there is nothing to divide."""
    return f"{100 * part / whole:.0f} %" if whole else "—"


def day(date: str) -> str:
    """``2026-12-05`` as ``5 December 2026``, held together; anything else as it is."""
    year, _, rest = date.partition("-")
    month, _, number_of = rest.partition("-")
    if not (month.isdigit() and 1 <= int(month) <= 12 and number_of.isdigit()):
        return date
    return f"{int(number_of)}\u00a0{MONTHS[int(month) - 1]}\u00a0{year}"


def upper(text: str) -> str:
    """The first letter large, the rest as it is."""
    return text[:1].upper() + text[1:]
