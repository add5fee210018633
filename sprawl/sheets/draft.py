"""A first brand file for a person to correct, from the sheet people keep. `site_draft` makes one of a site's pages.

Each guess stands in the file as a comment, with what it was guessed from.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import replace
from pathlib import Path

from sprawl.brand import Brand
from sprawl.brand.draft import Draft, language_of, notes_for
from sprawl.model import Unit
from sprawl.sheets.rows import Listed
from sprawl.sheets.table import Sheet
from sprawl.text.folding import fold_label as fold
from sprawl.text.site_words import country
from sprawl.urls import host, registrable_domain

_PATH = re.compile("\\s*(?:>|\u00bb|\u203a|::|\\\\|\u2192)\\s*")
_NOT_OURS = re.compile(r"impost|impersonat|fake|parod|fans?|third.?party|not ours|un(official|known)|no|nein|non", re.I)
_MARKED = re.compile(r"impost|impersonat|fake|parody", re.I)
_FILE_WORDS = frozenset((
    "social", "media", "accounts", "account", "inventory", "audit", "list", "sheet", "channels", "handles", "copy",
    "final", "master", "new", "export", "registry", "tracker", "konten", "comptes", "cuentas", "v1", "v2",
))  # fmt: skip
_SMALL = frozenset(("of", "the", "and", "for", "de", "la", "le", "der", "die", "das", "und", "et", "y"))
_MOST_SITES = 20


def draft_from_sheet(sheet: Sheet, name: str | None = None) -> Draft:
    """Departments from the sheet's columns, its accounts as handles, web sites from its links; the name is guessed."""
    ours = [row for row in sheet.rows if not _is_stranger(row)]
    units, first = _units(ours)
    called, from_what = (name, "as given") if name else _name_of(sheet, ours)
    left = len({row.account.ref for row in sheet.rows} - {row.account.ref for row in ours})
    brand = Brand(
        called,
        sites=tuple(f"https://{name}/" for name in _hosts(sheet.links)[:_MOST_SITES]),
        handles=tuple(dict.fromkeys(row.account.ref for row in ours)),
        language=language_of(row.language for row in ours),
        units=tuple(units),
    )
    notes = notes_for(brand, f"Drafted from {Path(sheet.path).name}: {len(ours)} accounts", from_what)
    if left:
        notes["handles"] += (f"{left} more are marked in the sheet as somebody else's and left out.",)
    for index, unit in enumerate(units):
        notes[f"departments[{index}]"] = (f"First named in row {first[unit.name]}.",) if unit.name in first else ()
    return Draft(brand, notes, (*sheet.guesses, f"the brand is called {called!r}, {from_what}"))


def _is_stranger(row: Listed) -> bool:
    """True for a row that the sheet itself marks as somebody else's."""
    return bool(_NOT_OURS.match(row.relation) or _MARKED.search(f"{row.tab} {row.status}"))


def _units(rows: Iterable[Listed]) -> tuple[list[Unit], dict[str, int]]:
    """Units, parents first, and the first row that names each. One spelling for each name; no unit is above itself."""
    listed = list(rows)
    called = _spellings(name for row in listed for name in _chain(row))
    found: dict[str, Unit] = {}
    first: dict[str, int] = {}
    for row in listed:
        above = ""
        for name in map(called.__getitem__, _chain(row)):
            known = found.setdefault(name.casefold(), Unit(name, "country" if country(name) else "function"))
            first.setdefault(known.name, row.row)
            if above and not known.parent and not _is_above(found, known.name, above):
                found[name.casefold()] = replace(known, parent=above)
            above = known.name
        if above and row.owner:
            _add_steward(found, above, " ".join(row.owner.split()))
    aliases: dict[str, list[str]] = {}
    for name, kept in called.items():
        if name.casefold() != kept.casefold():
            aliases.setdefault(kept, []).append(name)
    return [replace(_without_doubt(unit), aliases=tuple(aliases.get(unit.name, ()))) for unit in found.values()], first


def _spellings(names: Iterable[str]) -> dict[str, str]:
    """Name → the spelling that is kept: the longest of its abbreviations; for countries the commonest."""
    counts = Counter(names)
    ranked = sorted(counts, key=lambda name: (-len(name) if not country(name) else 0, -counts[name], name))
    kept: list[str] = []
    called = {}
    for name in ranked:
        same = next((one for one in kept if _is_same(one, name)), name)
        called[name] = same
        if same is name:
            kept.append(name)
    return called


def _is_same(full: str, short: str) -> bool:
    """True for the same letters, the same country, or an abbreviation word for word, such as ``Corp Comms``."""
    one, other = fold(full), fold(short)
    if one == other or (country(full) and country(full) == country(short)):
        return True
    pairs = list(zip(one.split(), other.split(), strict=False))
    as_long = len(one.split()) == len(other.split())
    return as_long and all(a == b or (len(b) >= 3 and a.startswith(b.rstrip("s."))) for a, b in pairs)


def _chain(row: Listed) -> Iterator[str]:
    """The units that a row names, from the widest to the narrowest."""
    for text in (row.parent, row.department, row.unit):
        yield from (" ".join(part.split())[:120].strip() for part in _PATH.split(text) if part.strip(" -?/"))


def _is_above(found: Mapping[str, Unit], name: str, other: str) -> bool:
    """True when ``name`` is the unit ``other`` or one above it."""
    while other:
        if other.casefold() == name.casefold():
            return True
        other = found[other.casefold()].parent
    return False


def _add_steward(found: dict[str, Unit], name: str, owner: str) -> None:
    unit = found[name.casefold()]
    if owner not in unit.steward.split(" / "):
        found[name.casefold()] = replace(unit, steward=" / ".join(filter(None, (unit.steward, owner))))


def _without_doubt(unit: Unit) -> Unit:
    """Without the steward, where the sheet names several for the accounts of a unit."""
    return replace(unit, steward="") if " / " in unit.steward else unit


def _name_of(sheet: Sheet, rows: Sequence[Listed]) -> tuple[str, str]:
    """The brand's name and what it was guessed from: display names, web sites, handles, the file."""
    phrase, count = _commonest_phrase([row.display_name for row in rows if row.display_name])
    if phrase:
        return phrase, f"guessed from {count} display names of the sheet"
    hosts = _hosts(sheet.links)
    if hosts:
        label = (registrable_domain(hosts[0]) or hosts[0]).partition(".")[0]
        return label.replace("-", " ").title(), f"guessed from the web site {hosts[0]}"
    start, count = _commonest_start([row.account.handle.lstrip("@").lower() for row in rows])
    if start:
        return start.title(), f"guessed from the start of {count} handles"
    words = [word for word in re.findall(r"[^\W\d_]+", Path(sheet.path).stem) if word.lower() not in _FILE_WORDS]
    return " ".join(words).title() or "My brand", "guessed from the name of the file"


def _commonest_phrase(names: Sequence[str]) -> tuple[str, int]:
    """The words that the most names share; among equals the longest. At least three names and a third of them."""
    spelled: Counter[str] = Counter()
    for name in {name.casefold(): name for name in names}.values():
        words = re.findall(r"[\w'&.-]+", name)[:12]
        spans = {" ".join(words[i:j]) for i in range(len(words)) for j in range(i + 1, min(len(words), i + 4) + 1)}
        spelled.update(span for span in spans if not {fold(span.split()[0]), fold(span.split()[-1])} & _SMALL)
    enough = [(count, phrase) for phrase, count in spelled.items() if count >= max(3, len(names) / 3)]
    if not enough:
        return "", 0
    most = max(count for count, _ in enough)
    return max(
        ((phrase, count) for count, phrase in enough if count >= 0.8 * most), key=lambda pair: (len(pair[0]), pair[0])
    )


def _commonest_start(handles: Sequence[str]) -> tuple[str, int]:
    """The longest start, of four letters or more, that half of the handles share."""
    starts = Counter(handle[:end] for handle in set(handles) for end in range(4, min(len(handle), 20) + 1))
    enough = [(start, count) for start, count in starts.items() if count >= max(3, len(set(handles)) / 2)]
    return max(enough, key=lambda pair: (len(pair[0]), pair[1], pair[0]), default=("", 0))


def _hosts(links: Iterable[str]) -> list[str]:
    """Hosts of web sites, the commonest registrable domain first."""
    hosts = Counter(filter(None, map(host, links)))
    domains: Counter[str] = Counter()
    for name, count in hosts.items():
        domains[registrable_domain(name) or name] += count
    return sorted(hosts, key=lambda name: (-domains[registrable_domain(name) or name], -hosts[name], name))
