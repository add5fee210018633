"""The inventory as CSV that opens in a spreadsheet, as a workbook, and as the JSON of `accounts --json`."""

from __future__ import annotations

import json
from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence
from pathlib import Path

from sprawl.errors import OutputError
from sprawl.files import place
from sprawl.model import Entry, Seen
from sprawl.report.tables import csv_bytes
from sprawl.report.workbook import xlsx_bytes

COLUMNS = (
    "ref", "platform", "handle", "url", "display_name", "relation", "probability", "department", "unit",
    "department_probability", "contested", "status", "last_post", "evidence", "why", "first_source", "id",
)  # fmt: skip
EVIDENCE = ("ref", "kind", "source_url", "region", "quote", "seen_at", "digest", "sentence")
DEPARTMENTS = ("department", "accounts", "ours", "active", "dormant or abandoned", "gone", "contested", "platforms")


def record(entry: Entry) -> dict[str, object]:
    """One account in the shape of `accounts --json`: the one place that makes this shape."""
    return {
        "id": entry.id,
        "ref": entry.ref,
        "platform": entry.platform,
        "handle": entry.handle,
        "url": entry.url,
        "display_name": entry.display_name or None,
        "relation": str(entry.relation),
        "probability": round(entry.probability, 4),
        "department": entry.department,
        "unit": entry.unit,
        "department_probability": None
        if entry.department_probability is None
        else round(entry.department_probability, 4),
        "contested": list(entry.contested),
        "status": str(entry.status),
        "last_post": entry.last_post,
        "evidence": [_seen(seen) for seen in entry.evidence],
    }


def _seen(seen: Seen) -> dict[str, object]:
    evidence = seen.evidence
    return {
        "kind": str(evidence.kind), "source_url": evidence.url, "region": str(evidence.region), "quote": evidence.quote,
        "seen_at": seen.seen_at, "digest": seen.digest, "sentence": seen.sentence,
    }  # fmt: skip


def write_inventory(entries: Iterable[Entry], path: str | Path) -> None:
    """Write .csv, .xlsx or .json (``-``: JSON to standard output); whole or not at all. Raises OutputError."""
    ending = ".json" if str(path) == "-" else Path(path).suffix.lower()
    form = FORMATS.get(ending)
    if form is None:
        raise OutputError(f"{path}: an inventory is written as {', '.join(FORMATS)}; name a file that ends so")
    place(form(list(entries)), path)


def as_json(entries: Sequence[Entry]) -> bytes:
    """A list of records."""
    text = json.dumps([record(entry) for entry in entries], ensure_ascii=False, indent=1, allow_nan=False)
    return (text + "\n").encode("utf-8", "replace")


def as_lines(entries: Sequence[Entry]) -> bytes:
    """One record a line."""
    lines = (json.dumps(record(entry), ensure_ascii=False, allow_nan=False) + "\n" for entry in entries)
    return "".join(lines).encode("utf-8", "replace")


def inventory_text(entries: Iterable[Entry], form: str) -> str:
    """The inventory for standard output. ``form``: json, nl (one record a line) or csv."""
    forms = {"json": as_json, "nl": as_lines, "csv": as_csv}
    return forms[form](list(entries)).decode("utf-8").removeprefix("\ufeff")


def as_csv(entries: Sequence[Entry]) -> bytes:
    """The inventory as CSV with a byte order mark, by which spreadsheets recognize UTF-8."""
    return csv_bytes(COLUMNS, map(_row, entries))


def as_xlsx(entries: Sequence[Entry]) -> bytes:
    """A workbook of three sheets: accounts, departments, evidence."""
    evidence = [(entry.ref, *_seen(seen).values()) for entry in entries for seen in entry.evidence]
    return xlsx_bytes(
        ("Accounts", COLUMNS, [_row(entry) for entry in entries]),
        ("Departments", DEPARTMENTS, _department_rows(entries)),
        ("Evidence", EVIDENCE, evidence),
    )


FORMATS: Mapping[str, Callable[[Sequence[Entry]], bytes]] = {".csv": as_csv, ".xlsx": as_xlsx, ".json": as_json}


def _row(entry: Entry) -> tuple[object, ...]:
    values = record(entry)
    first = entry.evidence[0] if entry.evidence else None
    values |= {"contested": "; ".join(entry.contested), "evidence": len(entry.evidence)}
    values |= {"why": first.sentence if first else "", "first_source": first.evidence.url if first else ""}
    return tuple(values[name] for name in COLUMNS)


def _department_rows(entries: Sequence[Entry]) -> list[tuple[object, ...]]:
    groups: dict[str, list[Entry]] = {}
    for entry in entries:
        if entry.relation.ours or entry.department:
            groups.setdefault(entry.department or "(unknown)", []).append(entry)
    return [(name, *_counts(rows)) for name, rows in sorted(groups.items())]


def _counts(rows: Sequence[Entry]) -> tuple[object, ...]:
    status = Counter(str(entry.status) for entry in rows)
    platforms = Counter(entry.platform for entry in rows)
    shown = ", ".join(f"{name} {count}" for name, count in sorted(platforms.items()))
    ours, contested = sum(entry.relation.ours for entry in rows), sum(bool(entry.contested) for entry in rows)
    return len(rows), ours, status["active"], status["dormant"] + status["abandoned"], status["gone"], contested, shown
