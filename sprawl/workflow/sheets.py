"""Inventories that people keep, imported into the store beside the evidence of the web."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import asdict, dataclass
from pathlib import Path
from typing import Any

from sprawl.brand import Brand
from sprawl.model import Fact
from sprawl.sheets.table import Listed, Sheet, read_table
from sprawl.store import open_store
from sprawl.workflow.conclude import conclude

RULES_ASK = frozenset(  # columns whose cells are facts that a rule may ask for
    [
        "audience_class",
        "product_class",
        "product_or_area",
        "jurisdiction",
        "jurisdiction_class",
        "legal_entity",
        "legal_hold",
        "age_gate",
        "function_class",
        "records_regime",
        "emergency_role",
        "creator_of_record",
        "person_id",
        "agency",
        "reg_fd",
        "duplicate_of",
    ]
)


@dataclass(frozen=True, slots=True)
class Imported:
    """The result of an import: the sheet as it was read, and the number of accounts that it lists."""

    sheet: Sheet
    accounts: int


def import_sheet(
    brand: Brand, store: str | Path, path: str | Path, mapping: Mapping[str, str] | None = None
) -> Imported:
    """Read an inventory (CSV, XLSX, JSON) into the store, replacing an earlier reading of the same file.

    ``mapping``: column title or letter → field. Raises InputError when it cannot be read.
    """
    sheet = read_table(path, mapping)
    with open_store(store) as opened:
        opened.keep_brand(brand.slug, brand.name, brand.dumps())
        opened.keep_sheet(brand.slug, Path(path).name, ((row.row, row.account.ref, _kept(row)) for row in sheet.rows))
        opened.add_facts(brand.slug, _facts(sheet))
        surveys = opened.surveys(brand.slug)
        if surveys and surveys[-1].finished:
            conclude(opened, brand, surveys[-1])
    return Imported(sheet, len({row.account.ref for row in sheet.rows}))


def _kept(row: Listed) -> dict[str, Any]:
    return {name: value for name, value in asdict(row).items() if value and name not in ("account", "row")}


def _facts(sheet: Sheet) -> Iterator[Fact]:
    """A declared fact for each cell of a column that a rule may ask for."""
    for row in sheet.rows:
        for title, value in row.other.items():
            name = "_".join(title.casefold().split())
            if name in RULES_ASK and value:
                yield Fact(row.account.ref, name, value, "declared", f"{Path(sheet.path).name}, row {row.row}")
