"""What is lost when the list or the accounts say less.  hardships.py ACCOUNTS.csv TRUTH.csv DEPARTMENTS.csv

Each line takes something away and prints the scores on all accounts, with nothing judged. "strangers": the departments
that run every third account are struck from the list; `false` is the share of their accounts that are placed anyway.
"""

from __future__ import annotations

import argparse
import json
import time
from collections.abc import Callable, Mapping, Sequence
from dataclasses import replace

from registry import departments, listed, score, table

from sprawl.departments.features import Listed
from sprawl.departments.study import attribute
from sprawl.model import Unit

ACCOUNTS: dict[str, Callable[[Listed], Listed]] = {
    "no descriptions": lambda account: replace(account, bio=""),
    "handles only": lambda account: replace(account, bio="", display_name=""),
    "no handles": lambda account: replace(account, handle=""),
}
LISTS: dict[str, Callable[[Sequence[Unit]], list[Unit]]] = {
    "no domains": lambda units: [replace(unit, sites=()) for unit in units],
    "first domain only": lambda units: [replace(unit, sites=unit.sites[:1]) for unit in units],
    "departments only": lambda units: [unit for unit in units if not unit.parent],
    "units only": lambda units: [replace(unit, parent="") for unit in units if unit.parent],
}
Truth = list[dict[str, str]]


def show(name: str, accounts: Sequence[Listed], units: Sequence[Unit], truth: Truth, **more: float) -> None:
    begun = time.perf_counter()
    placed = {placement.id: placement for placement in attribute(accounts, units)}
    print(json.dumps({"case": name, "seconds": round(time.perf_counter() - begun, 1), **score(truth, placed), **more}))


def strangers(accounts: Sequence[Listed], units: Sequence[Unit], truth: Mapping[str, Mapping[str, str]]) -> None:
    """Every third department struck from the list."""
    tops = [unit.name for unit in units if not unit.parent]
    for first in range(3):
        struck = set(tops[first::3])
        left = [unit for unit in units if unit.name not in struck and unit.parent not in struck]
        placed = {placement.id: placement for placement in attribute(accounts, left)}
        outside = [placed[key] for key, row in truth.items() if row["department"] in struck]
        false = sum(bool(placement.department) for placement in outside) / max(1, len(outside))
        inside = [row for row in truth.values() if row["department"] not in struck]
        scores = score(inside, placed)
        print(json.dumps({"case": f"strangers {first}", "outside": len(outside), "false": round(false, 4), **scores}))


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("accounts", "truth", "departments"):
        parser.add_argument(name)
    options = parser.parse_args()
    rows = table(options.truth)
    accounts, units = listed(options.accounts), departments(options.departments)
    show("as given", accounts, units, rows)
    for name, change in ACCOUNTS.items():
        show(name, [change(account) for account in accounts], units, rows)
    for name, trim in LISTS.items():
        kept = {unit.name: unit for unit in trim(units)}
        known = [row for row in rows if row["department"] in kept]
        if name == "units only":
            known += [{**row, "department": row["unit"], "unit": ""} for row in rows if row["unit"]]
        chosen = {row["id"] for row in known}
        show(name, [account for account in accounts if account.id in chosen], list(kept.values()), known)
    strangers(accounts, units, {row["id"]: row for row in rows})


if __name__ == "__main__":
    main()
