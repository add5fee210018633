"""The accounts of the estate: what is true of each (truth.csv) and what its profile page shows (profiles.csv)."""

from __future__ import annotations

import csv
from dataclasses import dataclass
from datetime import date
from functools import cache
from pathlib import Path

HERE = Path(__file__).parent
AS_OF = date(2026, 10, 15)
FORMER = {  # other refs of accounts that the truth lists once: former addresses, numeric ids
    "facebook:ostelmarglobal": "facebook:ostelmar",
    "linkedin:company/ostelmar-pharma": "linkedin:company/ostelmar",
    "facebook:id/10001886441866": "facebook:thelongbreath",
}
OURS = ("official", "affiliate", "person")

ADDRESS = {
    "x": "https://x.com/{}",
    "facebook": "https://www.facebook.com/{}",
    "instagram": "https://www.instagram.com/{}/",
    "linkedin": "https://www.linkedin.com/{}",
    "youtube": "https://www.youtube.com/@{}",
    "tiktok": "https://www.tiktok.com/@{}",
    "threads": "https://www.threads.com/@{}",
    "bluesky": "https://bsky.app/profile/{}",
    "pinterest": "https://www.pinterest.com/{}/",
    "vimeo": "https://vimeo.com/{}",
    "flickr": "https://www.flickr.com/photos/{}/",
    "medium": "https://medium.com/@{}",
    "linktree": "https://linktr.ee/{}",
    "github": "https://github.com/{}",
    "reddit": "https://www.reddit.com/r/{}/",
    "telegram": "https://t.me/{}",
    "slideshare": "https://www.slideshare.net/{}",
    "podcast": "https://podcasts.apple.com/us/podcast/molecules-mornings/{}",
    "xing": "https://www.xing.com/pages/{}",
    "kununu": "https://www.kununu.com/de/{}",
    "weibo": "https://weibo.com/{}",
    "wordpress": "https://{}.wordpress.com/",
    "googleplus": "https://plus.google.com/{}",
}


@dataclass(frozen=True, slots=True)
class Truth:
    """One row of truth.csv: whose an account is, which department runs it, how it fares, what it was planted for."""

    ref: str
    relation: str
    department: str  # top level; empty: nobody can tell
    unit: str
    also: str  # another department of another kind that a person would accept
    contested: tuple[str, ...]
    status: str
    last_post: str  # date, or empty
    sorts: tuple[str, ...]  # the cases it was planted for
    in_sheet: str  # yes, no, dead, old (under its former address)
    sheet_department: str  # what the sheet says where that is no longer so
    note: str

    @property
    def ours(self) -> bool:
        return self.relation in OURS


@dataclass(frozen=True, slots=True)
class Face:
    """One row of profiles.csv: what a visitor who is not logged in is shown."""

    ref: str
    handle: str  # case as the platform writes it
    page: str  # open, wall, gone (404), soft (200 that says so), none (not archived)
    name: str
    bio: str
    website: str
    followers: str

    @property
    def platform(self) -> str:
        return self.ref.partition(":")[0]


@cache
def truths() -> dict[str, Truth]:
    """Every account of the estate by its ref, in the order of the file."""
    with (HERE / "truth.csv").open(encoding="utf-8", newline="") as file:
        return {row["ref"]: _truth(row) for row in csv.DictReader(file)}


def _truth(row: dict[str, str]) -> Truth:
    several = {"contested": tuple(filter(None, row["contested"].split("; "))), "sorts": tuple(row["sorts"].split())}
    return Truth(**{**row, **several})  # type: ignore[arg-type]


@cache
def faces() -> dict[str, Face]:
    """Every account's public face by its ref."""
    with (HERE / "profiles.csv").open(encoding="utf-8", newline="") as file:
        return {row["ref"]: Face(**row) for row in csv.DictReader(file)}


def address(ref: str) -> str:
    """The address its platform shows for an account."""
    platform, _, name = ref.partition(":")
    handle = faces()[ref].handle
    if platform == "mastodon":
        user, _, host = name.partition("@")
        return f"https://{host}/@{user}"
    kind = name.rpartition("/")[0] if platform in ("linkedin", "facebook") else ""
    return ADDRESS[platform].format(f"{kind}/{handle}" if kind else handle)
