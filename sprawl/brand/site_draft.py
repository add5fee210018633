"""A first brand file for a person to correct, from the pages of a web site: its structure, its titles, its footers."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import replace

from sprawl.brand import Brand
from sprawl.brand.draft import Draft, language_of, notes_for
from sprawl.brand.site_units import draft_from_pages
from sprawl.model import Account, Evidence, EvidenceKind, Page, Region, Unit
from sprawl.platforms import from_ref
from sprawl.text.folding import fold_label
from sprawl.urls import host, registrable_domain

_STATED = (EvidenceKind.REL_ME, EvidenceKind.SAME_AS, EvidenceKind.META)
_MOST_HANDLES = 40


def draft_from_site(pages: Sequence[Page], start: str, name: str | None = None) -> Draft:
    """Departments from the site's structure, handles from the links that its pages share; the name from its titles."""
    called, from_what = (name, "as given") if name else _name_of_site(pages, start)
    shared, of = _shared_accounts(pages), len(pages)
    ours = [(account, count) for account, count in shared if _is_alike(account, called, start)]
    brand = Brand(
        called,
        sites=(start,),
        handles=tuple(account.ref for account, _ in ours),
        language=language_of(page.language for page in pages),
        units=tuple(_once(draft_from_pages(pages, generous=True))),
    )
    notes = notes_for(brand, f"Drafted from {of} pages of {start}", from_what)
    others = [account.ref for account, _ in shared if account.ref not in brand.handles]
    if others:
        notes["handles"] += (f"On many pages too, but not called like you; add what is yours: {', '.join(others)}",)
    for index, unit in enumerate(brand.units):
        notes[f"departments[{index}]"] = () if unit.sites else ("No section of its own was found.",)
    shares = tuple(f"{account.ref} stands on {count} of {of} pages" for account, count in shared)
    return Draft(brand, notes, (f"the brand is called {called!r}, {from_what}", *shares))


def _is_alike(account: Account, name: str, start: str) -> bool:
    """True for a handle that holds a word or the initials of the brand's name, or the name of its domain."""
    handle = re.sub(r"[\W_]", "", fold_label(account.ref.partition(":")[2]))
    label = (registrable_domain(host(start)) or host(start)).partition(".")[0].replace("-", "")
    words = [word for word in fold_label(name).split() if len(word) > 3]
    initials = "".join(word[0] for word in fold_label(name).split() if len(word) > 2)
    parts = [label, *words, *([initials] if len(initials) > 2 else [])]
    return any(like and like in handle for like in parts)


def _once(units: Iterable[Unit]) -> Iterator[Unit]:
    """The units without repeated names: names are unique in a brand file."""
    names: set[str] = set()
    for unit in units:
        if unit.name.casefold() not in names:
            names.add(unit.name.casefold())
            yield unit if unit.parent.casefold() in names else replace(unit, parent="")


def _name_of_site(pages: Sequence[Page], start: str) -> tuple[str, str]:
    named = Counter(page.site_name for page in pages if page.site_name)
    if named:
        return named.most_common(1)[0][0], "as the site calls itself"
    parts = Counter(part for page in pages if "://" not in page.title for part in set(_title_ends(page.title)))
    part, count = parts.most_common(1)[0] if parts else ("", 0)
    if count > max(2, len(pages) / 4):
        return part, f"guessed from {count} page titles"
    name = host(start) or start
    return (registrable_domain(name) or name).partition(".")[0].replace(
        "-", " "
    ).title(), f"guessed from the address {name}"


def _title_ends(title: str) -> list[str]:
    parts = re.split(r"\s+[|\u2013\u2014\u00b7\u00bb-]\s+", title)
    return [parts[0], parts[-1]] if len(parts) > 1 else []


def _is_frame(evidence: Evidence) -> bool:
    """True for a link in the header, footer, navigation or sidebar."""
    return evidence.kind is EvidenceKind.LINK and evidence.region is not Region.MAIN


def _shared_accounts(pages: Sequence[Page]) -> list[tuple[Account, int]]:
    """Accounts in the frame or the metadata of a third of the pages, each with the number of pages."""
    counts: Counter[str] = Counter()
    for page in pages:
        shares = (one for one in page.evidence if one.kind in _STATED or _is_frame(one))
        counts.update({one.object for one in shares if not one.object.startswith("site:")})
    ranked = sorted(counts.items(), key=lambda pair: (-pair[1], pair[0]))[:_MOST_HANDLES]
    enough = [(ref, count) for ref, count in ranked if count >= max(1, len(pages) / 3)]
    return [(account, count) for ref, count in enough if (account := from_ref(ref))]
