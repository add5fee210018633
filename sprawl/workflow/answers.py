"""People's answers become judgements, and the survey is concluded again with them.

Nothing is kept of what a judgement joined but the judgement: taken back, it leaves the survey as it was before.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterable
from dataclasses import replace
from pathlib import Path

from sprawl import platforms
from sprawl.brand import Brand
from sprawl.errors import InputError, StoreError
from sprawl.model import Judgement
from sprawl.report.review import Answer, judgements, read_answers
from sprawl.store import Store, open_store
from sprawl.workflow.conclude import conclude


def apply_answers(brand: Brand, store: str | Path, answers: str | Path, *, who: str, when: str) -> int:
    """Take a filled-in review file. Returns how many judgements were kept; raises InputError naming wrong rows."""
    with open_store(store, create=False) as opened:
        surveys = opened.surveys(brand.slug)
        units = [unit.name for unit in opened.units(surveys[-1].id)] if surveys else []
    return judge(brand, store, read_answers(answers, units), who=who, when=when)


def judge(brand: Brand, store: str | Path, answers: Iterable[Answer], *, who: str, when: str) -> int:
    """Keep answers as judgements and weigh the last survey again. Returns how many were kept."""
    with open_store(store, create=False) as opened:
        surveys = opened.surveys(brand.slug)
        if not surveys:
            raise StoreError(f"{store}: no survey of {brand.name} yet; run: sprawl discover --brand {brand.slug}")
        told = list(_named(opened, brand, judgements(answers, who, when)))
        opened.judge(brand.slug, told)
        conclude(opened, brand, surveys[-1])
    return len(told)


def _named(store: Store, brand: Brand, told: Iterable[Judgement]) -> Iterable[Judgement]:
    """Subjects as property ids; a new word on the same matter supersedes the earlier one, and has an id of its own."""
    ids = store.ids(brand.slug)
    standing = {(j.kind, j.subjects): j for j in store.judgements(brand.slug)}
    for judgement in told:
        subjects = tuple(_id(ref, ids) for ref in judgement.subjects)
        new = replace(judgement, subjects=subjects if len(subjects) == 1 else tuple(sorted(subjects)))
        old = standing.get((new.kind, new.subjects))
        if (old is None or old.value == "") and new.value == "":
            continue  # nothing stands that could be taken back
        if old and (old.value, old.who, old.when, old.why) == (new.value, new.who, new.when, new.why):
            continue
        if old:
            new = replace(new, id=_after(new.id, old.id), supersedes=old.id)
        standing[new.kind, new.subjects] = new
        yield new


def _id(ref: str, ids: dict[str, str]) -> str:
    account = platforms.from_ref(ref)
    found = ids.get(ref) or (ids.get(account.ref) if account else None) or (ref if ref in ids.values() else None)
    if found is None:
        raise InputError(f"{ref}: no such account in this store; nothing was taken")
    return found


def _after(id: str, earlier: str) -> str:
    """The id of a judgement that follows another: who goes back to a word says it anew."""
    return hashlib.sha256(f"{id}\x1f{earlier}".encode()).hexdigest()[:20]
