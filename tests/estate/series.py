"""Pages that come in series: news releases, notices of the country companies, members' stories, jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from .pages import CONTENT, Sheet, rows, sections, sites

SECTION = {"germany": ("Presse",), "france": ("Actualités",), "community": ("Stories",)}
TASKS = (
    "You will work in a team of nine that eats lunch together and disagrees politely.",
    "You know your trade, and can explain it to a visitor of the open day.",
    "You write short sentences. You read long ones when they are from an agency.",
    "You are paid by a public scale, and told so in the first interview.",
)
SPAM = (
    (
        "Jenny W.",
        "https://t.me/ostelmar_invest",
        "Made my rent with Ostelmar shares, ask them here https://t.me/ostelmar_invest",
    ),
    (
        "HR desk",
        "https://www.linkedin.com/company/ostelmar-careers-hiring",
        "Ostelmar is hiring now, no experience, apply with us",
    ),
    (
        "support",
        "https://www.tiktok.com/@ostelmar.support",
        "Free Ombrexla for the first 100, message Ostelmar Support",
    ),
)
KIND_COMMENTS = (
    "Thank you for writing this.",
    "Gerald! I have one of those.",
    "The scarf helps me too.",
    "See you on Thursday in the group.",
)


def series() -> Iterator[Sheet]:
    """Every page of every series."""
    yield from releases()
    yield from notices()
    yield from jobs()
    yield _index("corporate", "/news", "News", [(s.date, s.path, s.title) for s in releases()])
    for site, path, title in (("germany", "/presse", "Presse"), ("france", "/actualites/", "Actualités")):
        yield _index(site, path, title, [(s.date, s.path, s.title) for s in notices() if s.site == site])
    yield _index("careers", "/jobs", "All jobs", [(s.date, s.path, s.title) for s in jobs()])


def slug(title: str) -> str:
    return re.sub(r"[^a-z0-9]+", "-", title.lower()).strip("-")


def releases() -> Iterator[Sheet]:
    """The newsroom of the corporate site."""
    kinds = dict(sections(CONTENT / "release_kinds.txt"))
    for date, kind, title, detail, name in rows("releases.txt"):
        path = f"/news/{date[:4]}/{slug(title)}"
        text = kinds[kind] + "\n" + (kinds["boilerplate"] if kind != "oldnews" else "!share {url}")
        body = text.format(title=title, detail=detail, name=name, url=sites()["corporate"].home + path)
        yield Sheet("corporate", path, title, body, ("News", date[:4], title), date, "article", f"{title}: {detail}.")


def notices() -> Iterator[Sheet]:
    """News of the country companies, stories of the community."""
    for number, (site, path, date, title, *texts) in enumerate(rows("notices.txt")):
        kind = "story" if site == "community" else "article"
        share = f"\n!share {sites()[site].home}{path}"
        yield Sheet(
            site,
            path,
            title,
            "\n".join(texts) + share,
            (*SECTION[site], title),
            date,
            kind,
            texts[0],
            _comments(kind, number),
        )


def _comments(kind: str, number: int) -> dict[str, str]:
    """What visitors left under a story: some of it is advertising by impostors."""
    if kind != "story":
        return {}
    spam = SPAM[number // 3 % 3] if number % 3 == 0 else ("", "", "")
    return {"kind": KIND_COMMENTS[number % 4], "spammer": spam[0], "spam_url": spam[1], "spam": spam[2]}


def jobs() -> Iterator[Sheet]:
    """One page a vacancy."""
    for number, title, team, place, date in rows("jobs.txt"):
        tasks = [TASKS[(int(number) + k) % 4] for k in range(3)]
        body = "\n".join(
            [
                f"{team}, {place}. Reference {number}.",
                "## What awaits you",
                *[f"- {task}" for task in tasks],
                "## Apply",
                "Apply on this page. People & Talent answers within ten days.",
            ]
        )
        path = f"/jobs/{number}-{slug(title)}"
        yield Sheet(
            "careers",
            path,
            title,
            body,
            ("Jobs", title),
            date,
            "job",
            f"{title}, {place}",
            {"team": team, "place": place},
        )


def _index(site: str, path: str, title: str, entries: list[tuple[str, str, str]]) -> Sheet:
    lines = [f"- {date}: [{name}]({where})" for date, where, name in entries]
    more = {
        "corporate": [
            "Journalists: see [media contacts](/news/media-contacts) and the [media library](/news/media-library).",
            "The newsroom on X: [[x:ostelmarnews|@OstelmarNews]]. On [[facebook:ostelmar.news|Facebook]].",
        ]
    }
    return Sheet(site, path, title, "\n".join([*more.get(site, []), *lines]), (title,))
