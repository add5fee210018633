"""Read a registry of accounts, its departments and its truth; score placements as score_departments.py does."""

from __future__ import annotations

import csv
import re
from collections import defaultdict
from collections.abc import Iterable, Mapping
from pathlib import Path

from sprawl.departments.features import Listed
from sprawl.departments.study import Placement
from sprawl.model import Unit

_SHARED_HOSTS = re.compile(r"https?://(?!www\.)([\w-]+)\.(?:tumblr|medium|wordpress|blogspot)\.com", re.I)


def table(path: str) -> list[dict[str, str]]:
    with Path(path).open(newline="", encoding="utf-8") as file:
        return list(csv.DictReader(file))


def handle_of(url: str) -> str:
    """Roughly the handle of a profile URL: the last part of its path, or the name before a host that many share."""
    if shared := _SHARED_HOSTS.match(url):
        return shared[1]
    last = url.split("?")[0].rstrip("/ ").rsplit("/", 1)[-1]
    return "" if last in ("posts", "featured", "albums", "profile.php") else last.lstrip("@")


def listed(path: str) -> list[Listed]:
    return [
        Listed(
            row["id"],
            row.get("platform", ""),
            row.get("handle") or handle_of(row.get("url", "")),
            row.get("display_name", ""),
            row.get("bio") or row.get("description", ""),
            row.get("website", ""),
        )
        for row in table(path)
    ]


def departments(path: str) -> list[Unit]:
    return [
        Unit(
            row["department"],
            parent=row.get("parent", ""),
            sites=tuple(row.get("domains", "").split()),
            aliases=tuple(alias.strip() for alias in re.split(r"[;|]", row.get("aliases") or "") if alias.strip()),
        )
        for row in table(path)
    ]


def score(truth: Iterable[Mapping[str, str]], placed: Mapping[str, Placement]) -> dict[str, float | int | None]:
    """accuracy: right / all; coverage: stated / all; precision: right / stated; macro: mean accuracy of departments."""
    total = stated = right = units = units_stated = units_right = 0
    each: dict[str, list[int]] = defaultdict(lambda: [0, 0])
    for row in truth:
        placement = placed[row["id"]]
        hit = placement.department == row["department"]
        total, stated, right = total + 1, stated + bool(placement.department), right + hit
        each[row["department"]][0] += hit
        each[row["department"]][1] += 1
        if row.get("unit"):
            units, units_stated = units + 1, units_stated + bool(placement.unit)
            units_right += placement.unit == row["unit"]
    share = lambda part, whole: round(part / whole, 4) if whole else None  # noqa: E731
    return {
        "n": total,
        "accuracy": share(right, total),
        "coverage": share(stated, total),
        "precision": share(right, stated),
        "macro": share(sum(a / b for a, b in each.values()), len(each)),
        "unit_n": units,
        "unit_accuracy": share(units_right, units),
        "unit_precision": share(units_right, units_stated),
    }
