"""Invented estates for the tests: another generator than any measured on, with its truth."""

from __future__ import annotations

import random
from collections.abc import Iterator

Row = dict[str, str]
ONSET, VOWEL = "b d f g k l m n p r s t v z kr tr bl".split(), "a e i o u".split()
END = "dax lor mik nen rus tal vix zon".split()
COMMON = "beacon meadow copper harbor lantern orchard summit willow granite ember".split()
TRADE = "foods bank motors clinic paper tools".split()
ROLES = {
    "": "",
    "careers": "Careers",
    "support": "Support",
    "news": "News",
    "de": "Deutschland",
    "fr": "France",
    "events": "Events",
}
PLATFORMS = ("x", "facebook", "instagram", "linkedin", "youtube")


def brand_name(draw: random.Random) -> list[str]:
    if draw.random() < 0.3:
        return [draw.choice(COMMON), draw.choice(TRADE)]
    name = draw.choice(ONSET) + draw.choice(VOWEL) + draw.choice(ONSET) + draw.choice(VOWEL) + draw.choice(END)
    return [name, draw.choice(TRADE)] if draw.random() < 0.3 else [name]


def official(words: list[str], role: str, draw: random.Random) -> Row:
    """One account of a brand: not every one shows a site, a bio or a region."""
    whole = "".join(words)
    shown = " ".join(word.capitalize() for word in words)
    row = {
        "platform": draw.choice(PLATFORMS),
        "handle": draw.choice(["", "_", "."]).join(filter(None, (whole, role))),
        "display_name": f"{shown} {ROLES[role]}".strip(),
    }
    if draw.random() < 0.15:
        del row["display_name"]
    if draw.random() < 0.55:
        row["website"] = f"https://www.{whole}.example/{role}"
    if draw.random() < 0.5:
        row["bio"] = draw.choice([f"{shown} on the web.", f"All about {shown}.", "Every day something new."])
    return row


def lookalike(words: list[str], draw: random.Random) -> Row:
    """A copy or a fan of a brand."""
    whole, shown = "".join(words), " ".join(word.capitalize() for word in words)
    if draw.random() < 0.5:
        return {"platform": "x", "handle": f"{whole}fans", "display_name": f"{shown} Fans", "bio": "Run by fans."}
    return {
        "platform": "x",
        "handle": whole.replace("o", "0").replace("i", "1") + "giveaway",
        "display_name": shown,
        "bio": "Claim your prize today.",
    }


def estate(brands: int, seed: int) -> tuple[list[Row], dict[str, str]]:
    """Rows with ids, in no order, and id → true owner."""
    draw = random.Random(seed)
    made = list(_rows(brands, draw))
    draw.shuffle(made)
    rows = [{"id": f"a{place}", **row} for place, (row, _) in enumerate(made)]
    return rows, {row["id"]: owner for row, (_, owner) in zip(rows, made, strict=True)}


def _rows(brands: int, draw: random.Random) -> Iterator[tuple[Row, str]]:
    seen = set()
    for number in range(brands):
        words = brand_name(draw)
        if " ".join(words) in seen:
            continue
        seen.add(" ".join(words))
        for _ in range(draw.randint(1, 12)):
            yield official(words, draw.choice(list(ROLES)), draw), f"b{number}"
        if draw.random() < 0.3:
            yield lookalike(words, draw), f"not{number}"
