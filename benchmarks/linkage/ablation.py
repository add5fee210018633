"""What is each row of matching worth? Every row is switched off in turn, and the change of every figure is printed.

    ablation.py --set NAME ACCOUNTS.csv TRUTH.csv [--set ...] [--registry ACCOUNTS DEPARTMENTS TRUTH]
                [--rows rule flag comparison words constant] [--only NAME ...] [--workers 2] [--json RESULTS.jsonl]

Rows: the rules, flags and comparisons of ``weights.toml``, the word lists of ``names.toml``, and the constants that
gate. TRUTH: ``id, true_brand, kind``. Figures of a set: pair-F1, share of copies and of fans and persons that stand
with a brand's own accounts, B-cubed F1; of the registry: coverage and precision. ``worth`` is the greatest
change in units of what a row has to earn: 0.003 of pair-F1 (or of the registry's figures), 0.005 of copies or fans.
Below 1 a row earns too little. Each row runs in a process of its own.
"""

from __future__ import annotations

import argparse
import csv
import importlib
import json
import subprocess
import sys
import tomllib
from collections import Counter
from concurrent.futures import ThreadPoolExecutor
from importlib.resources import files
from pathlib import Path
from typing import Any

CONSTANTS = {  # module.NAME → the value at which it gates nothing
    "blocking.CROWD": 10**9,
    "blocking.CROWD_OF": 1,
    "blocking.ENCOUNTERS": 1,
    "blocking.MOSTLY": 0.0,
    "average_linkage.FLOOR": 0.0,
    "average_linkage.LEAST": 0.0,
    "average_linkage.MEAN": 2.0,
    "cluster.CARRIERS": 1,
    "cluster.ENOUGH": 0.0,
    "cluster.MOST": 0.0,
    "cluster.PARENT": 0.0,
    "cluster.TOGETHER": 9.0,
    "corpus.SPELLED": 1,
    "display_name.ONE_SITE": 0.0,
    "display_name.TWICE": 1,
    "voice.ASIDE": 10**9,
    "voice.BELIEF": 0.0,
    "voice.BODY": 10**9,
    "voice.OPENLY": 0.0,
    "voice.SITED": 0.0,
    "weights.LEAST": 10**9,
    "weights.SPREAD": 20.0,
}
PAIRS, CAUGHT = 0.003, 0.005  # what a row has to earn
Figures = dict[str, list[float]]


def all_rows() -> list[str]:
    """The names of all rows: ``kind.name``."""
    table = tomllib.loads((files("sprawl.linkage") / "weights.toml").read_text("utf-8"))
    words = tomllib.loads((files("sprawl.text") / "tables" / "names.toml").read_text("utf-8"))
    return [
        *(f"{kind}.{name}" for kind in ("rule", "flag", "comparison") for name in table[kind]),
        *(f"words.{section}.{name}" for section, lists in words.items() for name in _lists(section, lists)),
        *(f"constant.{name}" for name in CONSTANTS),
    ]


def _lists(section: str, lists: dict[str, Any]) -> list[str]:
    return ["*"] if section in ("regions", "functions") else list(lists)


def read(path: str) -> list[dict[str, str]]:
    return list(csv.DictReader(Path(path).open(encoding="utf-8", newline="")))


def score(truth: list[dict[str, str]], owner: dict[str, str]) -> list[float]:
    """Pair-F1, copies caught in, fans and persons caught in, B-cubed F1."""
    brand = {row["id"]: row["true_brand"] for row in truth}
    both = Counter((brand[account], owner[account]) for account in brand)
    own, true = Counter(owner[account] for account in brand), Counter(brand.values())
    pairs = [sum(count * (count - 1) // 2 for count in counts.values()) for counts in (both, own, true)]
    genuine = {owner[row["id"]] for row in truth if row["kind"] in ("official", "product")}
    caught = []
    for kinds in (("impostor",), ("fan", "person")):
        asked = [row["id"] for row in truth if row["kind"] in kinds]
        caught.append(sum(owner[account] in genuine for account in asked) / max(len(asked), 1))
    right = sum(count * count / own[held] for (_, held), count in both.items()) / len(brand)
    whole = sum(count * count / true[name] for (name, _), count in both.items()) / len(brand)
    return [
        round(x, 4) for x in (2 * pairs[0] / max(pairs[1] + pairs[2], 1), *caught, 2 * right * whole / (right + whole))
    ]


def switch_off(row: str) -> frozenset[str]:
    """Switch a word list or a constant off in this process; returns what the pipeline leaves out."""
    kind, _, name = row.partition(".")
    if kind == "words":
        section, _, name = name.partition(".")
        loads = tomllib.loads

        def emptied(text: str) -> dict[str, Any]:
            table = loads(text)
            if section in table and (name == "*" or name in table[section]):
                for each in table[section] if name == "*" else [name]:
                    table[section][each] = type(table[section][each])()
            return table

        tomllib.loads = emptied
    if kind == "constant":
        module, _, attribute = name.partition(".")
        setattr(importlib.import_module(f"sprawl.linkage.{module}"), attribute, CONSTANTS[name])
    return frozenset({name} if kind == "rule" else {row} if kind in ("flag", "comparison") else ())


def measure(options: argparse.Namespace) -> Figures:
    """The figures of all sets with one row switched off, in this process."""
    without = switch_off(options.one)
    from sprawl.linkage import owners

    figures = {}
    for name, accounts, truth in options.set:
        rows = read(accounts)
        figures[name] = score(read(truth), dict(owners(rows, without=without, shards=1 + len(rows) // 5_000).owner))
    if options.registry and not without:
        figures["registry"] = _registry(*options.registry)
    return figures


def _registry(accounts: str, departments: str, truth: str) -> list[float]:
    import pandas

    import sprawl

    frames = [pandas.read_csv(path, dtype=str, keep_default_na=False) for path in (accounts, departments)]
    found = sprawl.match(frames[0], departments=frames[1])
    stated = dict(zip(found["id"], found["department"], strict=True))
    true = {row["id"]: row["department"] for row in read(truth)}
    answered = [account for account in true if stated.get(account)]
    right = sum(stated[account] == true[account] for account in answered)
    return [round(len(answered) / len(true), 4), round(right / max(len(answered), 1), 4)]


def worth(base: Figures, figures: Figures) -> float:
    """The greatest change, in units of what a row has to earn."""
    least = 0.0
    for name, before in base.items():
        units = (PAIRS, PAIRS) if name == "registry" else (PAIRS, CAUGHT, CAUGHT)
        for unit, was, now in zip(units, before, figures.get(name, before), strict=False):
            least = max(least, abs(now - was) / unit)
    return least


def main() -> None:
    """Measure all rows, print them by worth."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--set", nargs=3, action="append", default=[])
    parser.add_argument("--registry", nargs=3)
    parser.add_argument("--rows", nargs="*", default=["rule", "flag", "comparison", "words", "constant"])
    parser.add_argument("--only", nargs="*")
    parser.add_argument("--workers", type=int, default=1)
    parser.add_argument("--json", type=Path)
    parser.add_argument("--one", help=argparse.SUPPRESS)
    options = parser.parse_args()
    if options.one:
        print(json.dumps(measure(options)))
        return
    if not options.set and not options.registry:
        parser.error("nothing to measure on: give --set NAME ACCOUNTS TRUTH or --registry ACCOUNTS DEPARTMENTS TRUTH")
    rows = ["nothing", *(options.only or [row for row in all_rows() if row.split(".")[0] in options.rows])]
    given = [part for each in options.set for part in ("--set", *each)]
    given += ["--registry", *options.registry] if options.registry else []

    def run(row: str) -> tuple[str, Figures]:
        command = [sys.executable, __file__, "--one", row, *given]
        figures = json.loads(subprocess.run(command, capture_output=True, text=True, check=True).stdout)
        if options.json:
            with options.json.open("a") as file:
                file.write(json.dumps([row, figures]) + "\n")
        return row, figures

    with ThreadPoolExecutor(options.workers) as pool:
        results = dict(pool.map(run, rows))
    base = results.pop("nothing")
    print("| row | worth | " + " | ".join(base) + " |\n|---|---|" + "---|" * len(base))
    print("| with all rows | | " + " | ".join(" / ".join(f"{x:.3f}" for x in each) for each in base.values()) + " |")
    for row, figures in sorted(results.items(), key=lambda item: -worth(base, item[1])):
        changes = (
            " / ".join(
                f"{now - was:+.4f}" if now != was else "0" for was, now in zip(base[name], figures[name], strict=True)
            )
            if name in figures
            else "-"
            for name in base
        )
        print(f"| {row} | {worth(base, figures):.2f} | " + " | ".join(changes) + " |")


if __name__ == "__main__":
    main()
