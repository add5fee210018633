"""Side by side with peers in one run: wall time, peak memory, quality; and the ratios.

    compare.py ACCOUNTS.csv TRUTH.csv --bench BENCH [--peer-python PYTHON] [--peers splink rapidfuzz] [--dask]

ACCOUNTS and TRUTH are written by BENCH/make_accounts.py; BENCH also holds score_owners.py and peers/. PYTHON has what
the peers need (splink duckdb igraph pandas rapidfuzz scipy). Memory is the proportional set size of the whole process
tree, looked at every half second.
"""

from __future__ import annotations

import argparse
import json
import subprocess
import sys
import tempfile
import time
from pathlib import Path


def tree(pid: int) -> list[int]:
    """A process and all below it."""
    try:
        text = Path(f"/proc/{pid}/task/{pid}/children").read_text()
    except OSError:
        return []
    return [pid, *(each for child in text.split() for each in tree(int(child)))]


def size(pid: int) -> int:
    """Proportional set size in bytes."""
    try:
        lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    except OSError:
        return 0
    return next((int(line.split()[1]) * 1024 for line in lines if line.startswith("Pss:")), 0)


def measured(command: list[str], folder: str) -> tuple[float, float]:
    """Wall seconds and peak gigabytes of a command."""
    start, peak = time.monotonic(), 0
    process = subprocess.Popen(command, cwd=folder, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE)
    while process.poll() is None:
        peak = max(peak, sum(map(size, tree(process.pid))))
        time.sleep(0.5)
    if process.returncode:
        sys.exit(f"{command}: {process.stderr.read().decode()[-2000:] if process.stderr else ''}")
    return time.monotonic() - start, peak / 1e9


def commands(options: argparse.Namespace) -> dict[str, list[str]]:
    """What to run: name → command that writes {out}."""
    accounts, peers = str(options.accounts.resolve()), options.bench / "peers"
    ours = [str(Path(sys.executable).with_name("sprawl")), "match", accounts, "--out", "{out}"]
    known = {
        "splink": [
            options.peer_python,
            str(peers / "run_splink.py"),
            accounts,
            "{out}",
            "--cluster",
            "leiden",
            "--weight",
            "-2",
            "--res",
            "0.02",
        ],
        "rapidfuzz": [options.peer_python, str(peers / "run_rapidfuzz.py"), "index", accounts, "{out}"],
    }
    dask = {"sprawl on dask": [*ours, "--engine", "dask"]} if options.dask else {}
    return {"sprawl": ours, **dask, **{peer: known[peer] for peer in options.peers}}


def main() -> None:
    """Run everything, score it, print a line each."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("accounts", type=Path)
    parser.add_argument("truth", type=Path)
    parser.add_argument("--bench", type=Path, required=True)
    parser.add_argument("--peer-python", default=sys.executable)
    parser.add_argument("--peers", nargs="*", default=["splink", "rapidfuzz"])
    parser.add_argument("--dask", action="store_true")
    options = parser.parse_args()
    rows = {}
    with tempfile.TemporaryDirectory() as folder:
        for name, command in commands(options).items():
            out = f"{folder}/{name.split()[-1]}.csv"
            wall, peak = measured([part.replace("{out}", out) for part in command], folder)
            scored = subprocess.run(
                [sys.executable, str(options.bench / "score_owners.py"), str(options.truth), out, "--json"],
                capture_output=True,
                text=True,
                check=True,
            )
            rows[name] = {"wall_s": round(wall, 1), "peak_gb": round(peak, 2), **json.loads(scored.stdout)}
            print(name, json.dumps(rows[name]), flush=True)
    for name, row in rows.items():
        if name != "sprawl":
            wall, peak = (row[key] / rows["sprawl"][key] for key in ("wall_s", "peak_gb"))
            print(f"{name}: {wall:.1f} times our wall time, {peak:.1f} times our memory")


if __name__ == "__main__":
    main()
