"""Is 0.9 nine in ten? The calibration curve of `match` on accounts with known owners, and its plot.

    calibration.py TRUTH.csv OWNERS.csv [MORE_TRUTH.csv MORE_OWNERS.csv ...] [--svg docs/pictures/calibration.svg]

OWNERS is what `sprawl match` wrote. An account is right when its true owner is the one most of its cluster has; one
that stands alone is right when no other account of its true owner stands in a cluster. TRUTH: ``id, true_brand``.
"""

from __future__ import annotations

import argparse
import csv
from collections import Counter, defaultdict
from pathlib import Path

EDGES = (0.0, 0.5, 0.6, 0.7, 0.8, 0.85, 0.9, 0.95, 0.99, 1.01)


def judged(truth: Path, owners: Path) -> list[tuple[float, bool]]:
    """(stated probability, was it right) of every account."""
    true = {row["id"]: row["true_brand"] for row in csv.DictReader(truth.open(encoding="utf-8"))}
    rows = list(csv.DictReader(owners.open(encoding="utf-8")))
    inside: dict[str, Counter[str]] = defaultdict(Counter)
    for row in rows:
        inside[row["owner"]][true[row["id"]]] += 1
    home: dict[str, str] = {}
    for owner, counts in sorted(inside.items(), key=lambda item: (-max(item[1].values()), item[0])):
        home.setdefault(counts.most_common(1)[0][0], owner)
    return [
        (
            float(row["probability"]),
            home.get(true[row["id"]]) == row["owner"]
            or (
                sum(inside[row["owner"]].values()) > 1 and inside[row["owner"]].most_common(1)[0][0] == true[row["id"]]
            ),
        )
        for row in rows
    ]


def curve(found: list[tuple[float, bool]]) -> list[tuple[float, float, int]]:
    """(mean stated probability, share that was right, accounts) for each bin."""
    bins: dict[int, list[tuple[float, bool]]] = defaultdict(list)
    for chance, right in found:
        bins[max(at for at, edge in enumerate(EDGES) if chance >= edge)].append((chance, right))
    return [
        (sum(c for c, _ in each) / len(each), sum(r for _, r in each) / len(each), len(each))
        for _, each in sorted(bins.items())
    ]


def svg(points: list[tuple[float, float, int]]) -> str:
    """The curve, 360 by 360, the diagonal behind it; the area of a dot grows with its accounts."""
    most = max(count for _, _, count in points)
    at = [(40 + 300 * stated, 330 - 300 * right, 3 + 12 * (count / most) ** 0.5) for stated, right, count in points]
    dots = "".join(
        f'<circle cx="{x:.1f}" cy="{y:.1f}" r="{r:.1f}" fill="#1f5fa8" fill-opacity=".75"/>' for x, y, r in at
    )
    ticks = "".join(
        f'<text x="{40 + 300 * t / 5:.0f}" y="346" text-anchor="middle">{t / 5:.1f}</text>'
        f'<text x="34" y="{334 - 300 * t / 5:.0f}" text-anchor="end">{t / 5:.1f}</text>'
        for t in range(6)
    )
    line = " ".join(f"{x:.1f},{y:.1f}" for x, y, _ in at)
    return (
        '<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 360 372" width="360" height="372"'
        ' font-family="sans-serif" font-size="11" role="img"'
        ' aria-label="Calibration: stated probability against share that was right">'
        '<rect width="360" height="372" fill="#fff"/><path d="M40 330L340 30" stroke="#bbb" stroke-dasharray="4 3"/>'
        f'<path d="M40 30V330H340" fill="none" stroke="#444"/>{ticks}'
        f'<polyline points="{line}" fill="none" stroke="#1f5fa8"/>{dots}'
        '<text x="190" y="364" text-anchor="middle">stated probability</text>'
        '<text x="46" y="24">share that was right</text></svg>\n'
    )


def main() -> None:
    """Print the curve; write the plot."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("files", nargs="+", type=Path)
    parser.add_argument("--svg", type=Path)
    options = parser.parse_args()
    found = [
        each
        for truth, owners in zip(options.files[::2], options.files[1::2], strict=True)
        for each in judged(truth, owners)
    ]
    points = curve(found)
    print("stated  right  accounts")
    for stated, right, count in points:
        print(f"{stated:6.3f} {right:6.3f} {count:9d}")
    if options.svg:
        options.svg.parent.mkdir(parents=True, exist_ok=True)
        options.svg.write_text(svg(points), "utf-8")


if __name__ == "__main__":
    main()
