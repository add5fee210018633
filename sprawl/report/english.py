"""English numbers, lists, dates and the past tense of actions."""

from __future__ import annotations

from collections.abc import Sequence

NUMBERS = "no one two three four five six seven eight nine ten eleven twelve".split()
MONTHS = "January February March April May June July August September October November December".split()
PAST_TENSE = {
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


def spelled(count: int) -> str:
    """Small numbers as words, large ones with thousands separated: ``three``, ``12,400``."""
    return NUMBERS[count] if 0 <= count < len(NUMBERS) else f"{count:,}"


def count_noun(count: int, noun: str, plural: str = "") -> str:
    """``one account``, ``three accounts``."""
    return f"{spelled(count)} {noun if count == 1 else plural or noun + 's'}"


def join_names(names: Sequence[str], most: int = 3) -> str:
    """``a, b and c``, or ``a, b, c and 4 more``."""
    if len(names) > most + 1:
        return f"{', '.join(names[:most])} and {len(names) - most} more"
    return f"{', '.join(names[:-1])} and {names[-1]}" if len(names) > 1 else "".join(names)


def percent(part: float, whole: float) -> str:
    """``23 %``; a dash where there is nothing to divide."""
    return f"{100 * part / whole:.0f} %" if whole else "—"


def long_date(date: str) -> str:
    """``2026-12-05`` as ``5 December 2026``, with spaces that do not break; anything else as it is."""
    year, _, rest = date.partition("-")
    month, _, day = rest.partition("-")
    if not (month.isdigit() and 1 <= int(month) <= 12 and day.isdigit()):
        return date
    return f"{int(day)}\u00a0{MONTHS[int(month) - 1]}\u00a0{year}"


def capitalize(text: str) -> str:
    """The first letter in upper case, the rest as it is."""
    return text[:1].upper() + text[1:]
