"""Checks of a store: the file is whole and writable, the last survey is finished, its archive is there."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from sprawl.brand import Brand
from sprawl.errors import ArchiveError
from sprawl.store import Store, open_store
from sprawl.web.archive import Archive


@dataclass(frozen=True, slots=True)
class Check:
    """One check: of what, True when it is in order, and the finding in words."""

    what: str
    good: bool
    finding: str


def check(brand: Brand, store: str | Path) -> list[Check]:
    """Look at a brand's store. Raises StoreError when it is no store at all."""
    with open_store(store, create=False) as opened:
        return [*_file(opened), *_surveys(opened, brand), *_archive(opened, brand)]


def _file(store: Store) -> Iterator[Check]:
    problems = store.problems()
    yield Check(str(store.path), not problems, "; ".join(problems) or "whole")
    yield Check("writable", store.writable, "yes" if store.writable else "no; check its permissions")


def _surveys(store: Store, brand: Brand) -> Iterator[Check]:
    surveys = store.surveys(brand.slug)
    yield Check("surveys", bool(surveys), f"{len(surveys)} of {brand.name}" if surveys else "none; run sprawl discover")
    for survey in surveys[-1:]:
        finding = "finished" if survey.finished else "interrupted; the same sprawl discover continues from there"
        yield Check(f"survey of {survey.as_of}", survey.finished, finding)


def _archive(store: Store, brand: Brand) -> Iterator[Check]:
    for survey in store.surveys(brand.slug)[-1:]:
        length, path = store.archived(survey.id), store.archive(survey.id)
        if not length or not path:
            continue
        try:
            yield Check(path, Path(path).stat().st_size >= length, f"{len(Archive(path))} addresses")
        except (OSError, ArchiveError) as error:
            yield Check(path, False, f"{error}; the inventory stands, its proofs cannot be shown")
