"""How many different URLs a second `sprawl parse` reads on one core, beside ural in the same run.

    python benchmarks/urls/parse_rate.py [--urls 200000] [--vectors VECTORS.tsv] [--repeat 3]

Every URL has a handle of its own, so that no cache helps. The command is measured end to end: a process that reads
lines and writes JSON. ural (pip install ural) is measured inside one process, its own parser per platform, best case.
"""

from __future__ import annotations

import argparse
import random
import string
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from pathlib import Path

from sprawl.platforms import read

SHAPES = (
    "https://twitter.com/{}",
    "https://x.com/{}?lang=en",
    "https://www.facebook.com/{}/",
    "https://www.facebook.com/{}/about/?ref=page",
    "https://www.facebook.com/profile.php?id={n}",
    "https://www.facebook.com/sharer.php?u=https%3A%2F%2F{}.example",
    "https://www.instagram.com/{}/",
    "https://www.instagram.com/p/{}/",
    "https://www.linkedin.com/company/{}/",
    "https://www.youtube.com/@{}",
    "https://www.youtube.com/watch?v={}",
    "https://www.tiktok.com/@{}",
    "https://www.pinterest.com/{}/",
    "https://t.me/{}",
    "https://github.com/{}/site",
    "https://{}.tumblr.com/",
    "https://www.example.org/{}/page.html",
    "https://twitter.com/{}/status/{n}",
    "https://mastodon.social/@{}",
    "https://vimeo.com/{n}",
)


def different_urls(count: int, shapes: tuple[str, ...], seed: int = 7) -> Iterator[str]:
    """That many URLs, no handle twice."""
    draw = random.Random(seed)
    for i in range(count):
        handle = "".join(draw.choices(string.ascii_letters, k=6)) + str(i)
        yield shapes[i % len(shapes)].replace("{n}", str(10**9 + i)).replace("{}", handle)


def shapes_of(vectors: Path | None) -> tuple[str, ...]:
    """The built-in shapes, or those of a vectors file, whose invented brand gives way to the handle."""
    if vectors is None:
        return SHAPES
    rows = vectors.read_text(encoding="utf-8").splitlines()[1:]
    return tuple(row.split("\t")[0].replace("northwind", "{}") for row in rows if row)


def end_to_end(urls: Path) -> float:
    """Seconds of one `sprawl parse` over the file, start-up included."""
    command = [sys.executable, "-c", "from sprawl_cli.parse import parse; parse()", "--nl"]
    start = time.perf_counter()
    with urls.open("rb") as lines, open("/dev/null", "wb") as out:
        subprocess.run(command, stdin=lines, stdout=out, check=True)
    return time.perf_counter() - start


def inside(reader: Callable[[str], object], urls: list[str]) -> float:
    """Seconds of one reader over the list."""
    start = time.perf_counter()
    for url in urls:
        reader(url)
    return time.perf_counter() - start


def ural_reader() -> Callable[[str], object]:
    """ural's parsers, as its users chain them."""
    from ural.facebook import is_facebook_url, parse_facebook_url
    from ural.instagram import is_instagram_url, parse_instagram_url
    from ural.telegram import is_telegram_url, parse_telegram_url
    from ural.twitter import is_twitter_url, parse_twitter_url
    from ural.youtube import is_youtube_url, parse_youtube_url

    pairs = (
        (is_twitter_url, parse_twitter_url),
        (is_facebook_url, parse_facebook_url),
        (is_youtube_url, parse_youtube_url),
        (is_instagram_url, parse_instagram_url),
        (is_telegram_url, parse_telegram_url),
    )

    def read(url: str) -> object:
        try:
            return next((parse(url) for test, parse in pairs if test(url)), None)
        except (IndexError, TypeError, ValueError):
            return None

    return read


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("--urls", type=int, default=200_000)
    options.add_argument("--vectors", type=Path)
    options.add_argument("--repeat", type=int, default=3)
    chosen = options.parse_args()
    urls = list(different_urls(chosen.urls, shapes_of(chosen.vectors)))
    with tempfile.NamedTemporaryFile("w", suffix=".txt", encoding="utf-8") as file:
        file.write("\n".join(urls) + "\n")
        file.flush()
        ours = min(end_to_end(Path(file.name)) for _ in range(chosen.repeat))
    report("sprawl parse, end to end", len(urls) / ours)
    for name, reader in (("sprawl.platforms.read", read), ("ural, 5 platforms", ural_reader())):
        report(name, len(urls) / min(inside(reader, urls) for _ in range(chosen.repeat)))


def report(name: str, rate: float) -> None:
    print(f"{name:26} {rate:>10,.0f} URLs/s")


if __name__ == "__main__":
    main()
