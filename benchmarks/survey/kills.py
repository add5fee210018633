"""Kills `sprawl discover` with SIGKILL at random moments and lets the same command go on, until it finishes.

    python benchmarks/survey/kills.py --kills 50 --pages 400

Prints how many kills there were, whether the store was whole after each, whether the inventory is byte-identical to
that of an undisturbed run, and how many pages were fetched more than once. Ends non-zero when anything was lost.
"""

from __future__ import annotations

import argparse
import http.server
import json
import random
import shutil
import signal
import sqlite3
import subprocess
import sys
import tempfile
import threading
import time
from collections import Counter
from pathlib import Path
from typing import ClassVar

SPRAWL = shutil.which("sprawl", path=str(Path(sys.executable).parent)) or "sprawl"
FOOT = (
    '<footer><a href="https://x.com/AcmeCity">X</a> <a href="https://www.facebook.com/acmecity">Facebook</a></footer>'
)


def pages(count: int) -> dict[str, bytes]:
    """A site of ``count`` pages, each linking to eight others; every tenth names an account of its own."""
    chance, site = random.Random(1), {}
    for n in range(count):
        links = "".join(f'<li><a href="/p{m}">page {m}</a></li>' for m in (*chance.sample(range(count), 8), n + 1))
        own = f'<p>Follow team {n} on <a href="https://x.com/acmeteam{n}">X</a></p>' if n % 10 == 0 else ""
        body = f"<title>Page {n} | Acme City</title><main><h1>Page {n}</h1><ul>{links}</ul>{own}</main>{FOOT}"
        site[f"/p{n}"] = f"<!doctype html><html><body>{body}</body></html>".encode()
    site["/"] = site["/p0"]
    return site


class Site(http.server.BaseHTTPRequestHandler):
    """Serves the pages slowly enough to be killed among them, and counts what is asked for."""

    protocol_version = "HTTP/1.1"
    site: ClassVar[dict[str, bytes]] = {}
    asked: ClassVar[Counter[str]] = Counter()
    latency = 0.02

    def do_GET(self) -> None:
        self.asked[self.path] += 1
        time.sleep(self.latency)
        body = self.site.get(self.path)
        self.send_response(200 if body else 404)
        self.send_header("Content-Type", "text/html; charset=utf-8")
        self.send_header("Content-Length", str(len(body or b"")))
        self.end_headers()
        self.wfile.write(body or b"")

    def log_message(self, *_: object) -> None:
        """Quiet."""


class Server(http.server.ThreadingHTTPServer):
    """Does not complain of clients that were killed."""

    def handle_error(self, *_: object) -> None:
        """Quiet."""


def command(folder: Path, *verb: str) -> list[str]:
    return [SPRAWL, *verb, "--brand", str(folder / "acme.toml"), "--store", str(folder / "acme.sprawl")]


def inventory(folder: Path) -> list[dict[str, object]]:
    """The inventory without the times at which it was seen."""
    out = subprocess.run([*command(folder, "accounts"), "--json"], capture_output=True, check=True).stdout
    rows = json.loads(out)
    for row in rows:
        for item in row["evidence"]:
            item["seen_at"] = ""
    return rows


def discover(folder: Path, kill_after: float | None) -> bool:
    """True when it finished by itself."""
    run = subprocess.Popen(
        [*command(folder, "discover"), "--allow-private", "--as-of", "2026-11-21"],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        run.wait(kill_after)
        return True
    except subprocess.TimeoutExpired:
        run.send_signal(signal.SIGKILL)
        run.wait()
        return False


def whole(folder: Path) -> bool:
    store = folder / "acme.sprawl"
    if not store.exists():
        return True
    found = sqlite3.connect(store).execute("PRAGMA integrity_check").fetchone()
    return found == ("ok",)


def main() -> int:
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--kills", type=int, default=50)
    parser.add_argument("--pages", type=int, default=400)
    parser.add_argument("--seed", type=int, default=7)
    given = parser.parse_args()
    Site.site = pages(given.pages)
    server = Server(("127.0.0.1", 0), Site)
    threading.Thread(target=server.serve_forever, daemon=True).start()
    brand = f'name = "Acme City"\nsites = ["http://127.0.0.1:{server.server_port}/"]\nhandles = []\n'
    chance, kills, broken, lost = random.Random(given.seed), 0, 0, 0
    with tempfile.TemporaryDirectory() as temporary:
        calm = Path(temporary) / "calm"
        calm.mkdir()
        (calm / "acme.toml").write_text(brand)
        started = time.monotonic()
        discover(calm, None)
        lasting = time.monotonic() - started
        truth, again = inventory(calm), 0
        while kills < given.kills:
            folder = Path(temporary) / f"run{kills}"
            folder.mkdir()
            (folder / "acme.toml").write_text(brand)
            Site.asked.clear()
            while not discover(folder, chance.uniform(0.3, lasting) if kills < given.kills else None):
                kills += 1
                broken += not whole(folder)
            again += sum(n - 1 for path, n in Site.asked.items() if path.startswith("/p"))
            lost += inventory(folder) != truth
    print(f"{kills} kills: stores broken {broken}, inventories that differ {lost}, pages fetched again {again} "
          f"({again / max(1, kills):.1f} a kill)")  # fmt: skip
    return 1 if broken or lost else 0


if __name__ == "__main__":
    sys.exit(main())
