"""Holds an inventory against the truth: ``sprawl accounts --brand demo --json | python -m tests.estate.score -``."""

from __future__ import annotations

import json
import sys
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import Any

from .accounts import FORMER, OURS, Truth, truths

Found = Mapping[str, Mapping[str, Any]]


def index(entries: list[dict[str, Any]]) -> dict[str, dict[str, Any]]:
    """Entries by their ref."""
    return {entry["ref"]: entry for entry in entries}


def ours(entry: Mapping[str, Any] | None) -> bool:
    return bool(entry) and entry is not None and entry["relation"] in OURS


def right_department(truth: Truth, entry: Mapping[str, Any]) -> bool:
    """The department of the truth, one of another kind that a person would accept, or either of two that contest it."""
    accepted = {truth.department, truth.also, *truth.contested} - {""}
    return (entry["department"] or "") in accepted if accepted else not entry["department"]


def figures(found: Found) -> dict[str, float]:
    """Precision and recall of "ours" (by any relation of ours), and the share of right departments among ours found.

    An account the truth does not know counts as not ours, except the former address of one that is.
    """
    said = [ref for ref, entry in found.items() if ours(entry)]
    mine = [truth for truth in truths().values() if truth.ours]
    right = [ref for ref in said if (known := truths().get(FORMER.get(ref, ref))) and known.ours]
    held = [truth for truth in mine if ours(found.get(truth.ref))]
    correct = [truth for truth in held if right_department(truth, found[truth.ref])]
    return {
        "precision": len(right) / max(len(said), 1),
        "recall": len(held) / len(mine),
        "department": len(correct) / max(len(held), 1),
        "status": sum(found[t.ref]["status"] == t.status for t in held) / max(len(held), 1),
    }


def faults(found: Found) -> Iterator[str]:
    """Every account that is not as the truth says, one line each."""
    for ref, truth in truths().items():
        entry = found.get(ref)
        if truth.ours != ours(entry):
            said = f"{entry['relation']}\t{entry['probability']}" if entry else "not found"
            yield f"{'MISSED' if truth.ours else 'NOT OURS'}\t{ref}\t{said}\t{' '.join(truth.sorts)}"
        elif entry and truth.ours and not right_department(truth, entry):
            yield f"DEPARTMENT\t{ref}\t{entry['department']}\tfor {truth.department}\t{' '.join(truth.sorts)}"
        if entry and truth.ours and entry["status"] != truth.status:
            yield f"STATUS\t{ref}\t{entry['status']}\tfor {truth.status}"
    for ref, entry in found.items():
        if ours(entry) and FORMER.get(ref, ref) not in truths():
            yield f"UNKNOWN TO THE TRUTH\t{ref}\t{entry['relation']}\t{entry['probability']}"


def main() -> None:
    text = sys.stdin.read() if sys.argv[1:] in ([], ["-"]) else Path(sys.argv[1]).read_text(encoding="utf-8")
    found = index(json.loads(text))
    print(*faults(found), sep="\n")
    print(json.dumps({name: round(value, 4) for name, value in figures(found).items()}))


if __name__ == "__main__":
    main()
