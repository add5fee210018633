"""The field that each column of a sheet holds, guessed from its title and its cells; each guess is printed."""

from __future__ import annotations

import difflib
import re
import tomllib
from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib import resources

from sprawl.errors import InputError
from sprawl.platforms import find_platform, read
from sprawl.sheets.grids import Grid
from sprawl.text.folding import fold_label as fold
from sprawl.text.site_words import names_part

MANY = ("account", "handle", "website", "ignore")  # fields that several columns may hold
_HEADER_ROWS, _SAMPLE = 25, 200
_ACCOUNT_WORDS = frozenset((
    "url", "link", "handle", "account", "profile", "page", "username", "channel", "address", "konto", "profil", "lien",
    "compte", "cuenta",
))  # fmt: skip


@cache
def fields() -> Mapping[str, tuple[str, ...]]:
    """Field of a sheet → the folded phrases that name it above a column."""
    table = tomllib.loads(resources.files("sprawl.sheets").joinpath("columns.toml").read_text("utf-8"))
    return {name: tuple(dict.fromkeys(map(fold, row["words"]))) for name, row in table.items()}


@dataclass(frozen=True, slots=True)
class Column:
    """One column: place, title and field. ``platform``: the one whose accounts it lists, where it is one alone."""

    index: int
    title: str
    field: str = ""  # "": kept as it is
    platform: str = ""
    why: str = ""

    @property
    def letter(self) -> str:
        """As a spreadsheet names it: A, B … Z, AA."""
        letters, rest = "", self.index + 1
        while rest:
            rest, digit = divmod(rest - 1, 26)
            letters = chr(65 + digit) + letters
        return letters

    def sentence(self) -> str:
        """How the column was read, in one line for the person who keeps the sheet."""
        what = f"accounts on {self.platform}" if self.platform else self.field.replace("_", " ")
        title = f" {self.title!r}" if self.title else ""
        return f"column {self.letter}{title} read as {what}" + (f" ({self.why})" if self.why else "")


def meanings(title: str) -> list[str]:
    """The fields that a title can mean, best first: the longest phrase wins, then the one nearest to its end."""
    words = f" {fold(title)} "
    scored = []
    for name, phrases in fields().items():
        places = [(len(phrase.split()), words.rfind(f" {phrase} ")) for phrase in phrases if f" {phrase} " in words]
        if places:
            scored.append((max(places), name))
    best = [name for _, name in sorted(scored, key=lambda pair: pair[0], reverse=True)]
    return ["account", *best[2:]] if set(best[:2]) == {"account", "handle"} else best


def platform_of(title: str) -> str:
    """The platform whose accounts a column lists by its title: ``X``, ``Facebook URL``; not ``Facebook likes``."""
    words = fold(re.sub(r"\(.*?\)", "", title)).split()
    rest = [word for word in words if word not in _ACCOUNT_WORDS]
    found = find_platform(" ".join(rest)) if rest and len(words) <= 4 else None
    return found.slug if found and not (len(words) == 1 and meanings(title)) else ""


def header_row(grid: Grid) -> int | None:
    """Index of the title row: of the first 25 rows the one that names the most fields; None when none names any."""
    scores = [(_titles(row), -index) for index, row in enumerate(grid.rows[:_HEADER_ROWS])]
    best, place = max(scores, default=(0, 0))
    return -place if best else None


def _titles(row: Sequence[str]) -> int:
    """The number of fields that a row names; cells that are exactly "account" or "handle" count twice.

    0 for a row that names a single field, unless exactly.
    """
    cells = {cell for cell in row if cell and len(cell) <= 60 and not re.search(r"https?:|www\.|^@\w", cell)}
    named = {(meanings(cell) or [platform_of(cell)])[0] for cell in cells} - {"", "ignore"}
    exact = {name for cell in cells for name in ("account", "handle") if fold(cell) in fields()[name]}
    return len(named) + len(exact) if len(named) > 1 or exact else 0


def columns(grid: Grid, header: int | None, mapping: Mapping[str, str]) -> list[Column]:
    """Every column of the grid with its field. ``mapping``: column title or letter → field or platform, from --map."""
    width = max(map(len, grid.rows), default=0)
    titles = [_cell(grid.rows[header], index) if header is not None else "" for index in range(width)]
    body = grid.rows[0 if header is None else header + 1 :][:_SAMPLE]
    unread = [Column(index, title) for index, title in enumerate(titles)]
    guessed = [_mapped(column, mapping) or _guess(grid, column, body) for column in unread]
    return _settle(_without_department(guessed, body))


def _without_department(guessed: list[Column], body: Sequence[Sequence[str]]) -> list[Column]:
    """Without a column of departments, owners are read as departments where 30 % of them are names of departments."""
    if {"department", "unit"} & {column.field for column in guessed}:
        return guessed
    for place, column in enumerate(guessed):
        cells = [cell for row in body if (cell := _cell(row, column.index))]
        if column.field == "owner" and column.why != "as told" and _share(cells, names_part) >= 0.3:
            guessed[place] = Column(column.index, column.title, "department", "", "its cells name departments")
            break
    return guessed


def _mapped(column: Column, mapping: Mapping[str, str]) -> Column | None:
    for name in (column.title, column.letter):
        field = mapping.get(name.casefold())
        if name and field is not None:
            platform = "" if field in fields() else getattr(find_platform(field), "slug", "")
            return Column(column.index, column.title, "account" if platform else field, platform, "as told")
    return None


def _guess(grid: Grid, column: Column, body: Sequence[Sequence[str]]) -> Column:
    cells = [cell for row in body if (cell := _cell(row, column.index))]
    platform = platform_of(column.title)
    if platform:
        return Column(column.index, column.title, "account", platform)
    field, why = _by_title(column.title, cells), ""
    if not field:
        field, why = _by_cells(grid, column.index, cells), "by its cells"
    return Column(column.index, column.title, field, "", why if field else "")


def _by_title(title: str, cells: Sequence[str]) -> str:
    """The best meaning of the title that the cells do not contradict; "" for none."""
    for field in meanings(title):
        if field == "platform" and _share(cells, _is_platform) < 0.4:
            continue
        if field == "account" and cells and _share(cells, _names_account) < 0.2 and _share(cells, _has_space) > 0.5:
            return "display_name"
        return field
    return ""


def _by_cells(grid: Grid, index: int, cells: Sequence[str]) -> str:
    linked = sum(place[1] == index and bool(read(url).account) for place, url in grid.links.items())
    if cells and (_share(cells, _names_account) >= 0.6 or linked >= 0.6 * len(cells)):
        return "account"
    return "platform" if len(cells) > 1 and _share(cells, _is_platform) >= 0.8 else ""


def _settle(guessed: Sequence[Column]) -> list[Column]:
    """One column for each field: the mapped one, else the one with exactly its title, else the first."""
    best: dict[str, Column] = {}
    for column in sorted(guessed, key=_priority):
        if column.field and column.field not in MANY and not column.platform:
            best.setdefault(column.field, column)
    return [
        column if column.field in MANY or column.platform or best.get(column.field) is column
        else Column(column.index, column.title)
        for column in guessed
    ]  # fmt: skip


def _priority(column: Column) -> tuple[bool, bool, bool, int]:
    exact = column.field in fields() and fold(column.title) in fields()[column.field]
    return column.why != "as told", not exact, column.why == "by its cells", column.index


def checked(mapping: Mapping[str, str] | None, titles: Iterable[str]) -> dict[str, str]:
    """The mapping with folded keys. Raises InputError for a field or a column that does not exist."""
    found = {title.casefold(): title for title in titles if title}
    known = {}
    for column, field in (mapping or {}).items():
        name = field.strip().casefold().replace(" ", "_")
        if name not in fields() and find_platform(field) is None:
            raise InputError(f"--map {column}={field}: no such field; {_near(name, list(fields()))}")
        key = column.strip().casefold()
        if key not in found and not re.fullmatch(r"[a-z]{1,2}", key):
            raise InputError(f"--map {column}={field}: no such column; {_near(key, list(found.values()))}")
        known[key] = name if name in fields() else field
    return known


def _near(word: str, words: Sequence[str]) -> str:
    folded = {each.casefold(): each for each in words}
    near = difflib.get_close_matches(word.casefold(), folded, 1, 0.6)
    return f"did you mean {folded[near[0]]!r}?" if near else f"expected one of: {', '.join(words)}"


def _cell(row: Sequence[str], index: int) -> str:
    return row[index] if index < len(row) else ""


def _share(cells: Sequence[str], test: Callable[[str], bool]) -> float:
    return sum(map(test, cells)) / len(cells) if cells else 0.0


def _is_platform(cell: str) -> bool:
    return len(cell) <= 40 and find_platform(cell) is not None


def _names_account(cell: str) -> bool:
    first = cell.split()[0] if cell.split() else ""
    return bool(re.fullmatch(r"@[\w.]{2,}", first)) or any(
        read(word).account for word in cell.split()[:3] if "." in word
    )


def _has_space(cell: str) -> bool:
    return " " in cell
