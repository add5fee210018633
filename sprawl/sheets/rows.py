"""Rows of a sheet as accounts: addresses, handles with the platform in another column, several accounts in a cell."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from sprawl import urls
from sprawl.model import Account
from sprawl.platforms import find_platform, from_handle, from_ref, read
from sprawl.sheets.columns import Column
from sprawl.sheets.grids import Grid, filled

# Written in place of an account where there is none; neither an account nor a mistake.
_NOTHING = frozenset((
    "-", "--", "---", "\u2013", "\u2014", "n/a", "na", "none", "no", "null", "nil", "tbd", "?", "??", "x", "0", "false",
    "kein", "keine", "aucun", "ninguno", "nessuno", "geen", "ingen",
))  # fmt: skip
_SOMETHING = frozenset(("yes", "y", "true", "ja", "oui", "si", "s\u00ed", "sim", "1", "\u2713", "\u2714"))
_PIECES = re.compile(
    r"[\n;|]+|,\s+|\s+(?=https?://|www\.|@)|(?<=\S)\s+/\s+|\s+(?:and|und|et|y|&)\s+(?=@|https?:)", re.I
)
_IN_FULL = {"linkedin": "company/{}", "bluesky": "{}.bsky.social"}
_REF = re.compile(r"[a-z][a-z0-9]{0,20}:[^/\s]\S{0,200}", re.I)
_QUOTED = re.compile(r"'(?=[\s\u200b\ufeff]*[=+\-@|%])")
_HEADED = "headings between the rows read as departments"
_MOST_PIECES = 50


@dataclass(frozen=True, slots=True)
class Listed:
    """An account on a line of a sheet, with what the sheet says of it, as written. ``row`` is the number people see."""

    row: int
    account: Account
    said: str  # the text that names it
    tab: str = ""  # the sheet of the workbook
    department: str = ""
    unit: str = ""
    parent: str = ""
    owner: str = ""
    agency: str = ""
    status: str = ""
    display_name: str = ""
    notes: str = ""
    checked: str = ""
    last_post: str = ""
    followers: str = ""
    language: str = ""
    country: str = ""
    relation: str = ""
    links: tuple[str, ...] = ()  # web sites that the line names
    other: Mapping[str, str] = field(default_factory=dict)


@dataclass(frozen=True, slots=True)
class Problem:
    """A row that was not read, or perhaps not as it was meant."""

    row: int
    text: str
    why: str
    tab: str = ""


@dataclass(frozen=True, slots=True)
class Rows:
    """The lines of one table."""

    rows: tuple[Listed, ...]
    problems: tuple[Problem, ...]
    links: tuple[str, ...]
    remarks: tuple[str, ...]


_TEXTS = (
    "department", "unit", "parent", "owner", "agency", "status", "display_name", "notes", "checked", "last_post",
    "followers", "language", "country", "relation",
)  # fmt: skip


@dataclass(slots=True)
class _Line:
    """One row while it is read: its fields, accounts, links, and problems with their reasons."""

    number: int
    fields: dict[str, str]
    other: dict[str, str]
    accounts: dict[str, tuple[Account, str]] = field(default_factory=dict)
    wrong: list[tuple[str, str]] = field(default_factory=list)
    links: list[str] = field(default_factory=list)


def read_rows(grid: Grid, header: int | None, columns: Sequence[Column]) -> Rows:
    """Every row below the header, in order. Each row with text becomes accounts, links or a problem."""
    departments = any(column.field in ("department", "unit") for column in columns)
    lines, headed = _lines(grid, header, columns, "heading" if departments else "department")
    leftmost = next((column.field for column in columns if column.field != "ignore"), "")
    filled_down = _fill_down(lines) if leftmost == "department" else ()
    return Rows(
        tuple(listed for line in lines for listed in _listed(line, grid.name)),
        tuple(Problem(line.number, text, why, grid.name) for line in lines for text, why in line.wrong),
        tuple(dict.fromkeys(link for line in lines for link in line.links)),
        (*_repeated(lines), *filled_down, *((_HEADED,) if headed and not departments else ())),
    )


def _lines(grid: Grid, header: int | None, columns: Sequence[Column], heads: str) -> tuple[list[_Line], bool]:
    """The rows that are no headings, each with the heading above it, and True where there is a heading."""
    titles = grid.rows[header] if header is not None else None
    section, lines = "", []
    for index, row in enumerate(grid.rows):
        if (header is not None and index <= header) or not any(row) or row == titles:
            continue
        heading = _heading(row)
        section = heading or section
        if not heading:
            line = _line(grid, index, row, columns)
            if section:
                (line.fields if heads == "department" else line.other).setdefault(heads, section)
            lines.append(line)
    return lines, bool(section)


def _heading(row: Sequence[str]) -> str:
    """The only text of a row (merged cells repeat it) that names no account: a heading of the rows below; else ""."""
    texts = {cell for cell in row if cell}
    text = texts.pop() if len(texts) == 1 and (filled(row) == 1 or filled(row) == len(row)) else ""
    plain = 2 < len(text) <= 60 and not re.search(r"[@:]|\w[./]\w|\d{3}|^total", text, re.I)
    return text if plain and not find_platform(text) and text.casefold() not in _NOTHING else ""


def _line(grid: Grid, index: int, row: Sequence[str], columns: Sequence[Column]) -> _Line:
    cells = [(column, _QUOTED.sub("", row[column.index], 1), grid.links.get((index, column.index), ""))
             for column in columns if column.index < len(row)]  # fmt: skip
    fields = {column.field: text for column, text, _ in cells if column.field in (*_TEXTS, "platform") and text}
    for name in {"department", "unit", "parent", "owner"} & fields.keys():
        if fields[name].casefold() in _NOTHING or not fields[name].strip("?- "):
            del fields[name]
    other = {column.title or column.letter: text for column, text, _ in cells if not column.field and text}
    line = _Line(grid.first + index, fields, other)
    for column, text, link in sorted(cells, key=lambda cell: cell[0].field == "handle"):
        if column.field in ("account", "handle") and (text or link):
            _take(line, column, text, link)
        elif column.field == "website":
            line.links += [url for piece in (link, *_pieces(text)) if (url := _site(piece))]
    if not line.accounts and not line.wrong and not line.links:
        said = " ".join(text for _, text, _ in cells if text)
        line.wrong.append((_short(said), "names no account"))
    return line


def _take(line: _Line, column: Column, text: str, link: str) -> None:
    """Add the accounts that one cell names: by the link behind it, else by each piece of its text."""
    behind = read(link).account if link else None
    if behind:
        _add(line, behind, text or link)
        return
    platform = column.platform or line.fields.get("platform", "")
    for piece in _pieces(text):
        if piece.casefold() in _NOTHING:
            continue
        if piece.casefold() in _SOMETHING:
            line.wrong.append((piece, "says that there is an account, but not which"))
            continue
        account, why = _account(piece, platform)
        if account and column.field == "handle" and line.accounts:
            _compare(line, account, piece)
        elif account:
            _add(line, account, piece)
        elif site := _site(piece, why):
            line.links.append(site)
        elif column.field != "handle" or not line.accounts:
            line.wrong.append((_short(piece), why))


def _add(line: _Line, account: Account, said: str) -> None:
    line.accounts.setdefault(account.ref, (account, said))


def _compare(line: _Line, account: Account, said: str) -> None:
    """Compare a handle with the address in the same row; where they differ, the address is taken, with a problem."""
    here = [ref for ref, (known, _) in line.accounts.items() if known.platform == account.platform]
    if account.ref in here or any(known.kind != account.kind for known, _ in line.accounts.values()):
        return
    if here:
        line.wrong.append((_short(said), f"is not the handle of {here[0]} in the same row; the address was taken"))
    else:
        _add(line, account, said)


def _account(piece: str, platform: str) -> tuple[Account | None, str]:
    """The account that a text names on a platform, or the reason why it names none."""
    reading = read(piece) if re.search(r"[./]", piece) else None
    if reading and reading.account:
        return reading.account, ""
    if reading and reading.author:
        return None, f"is a post of {reading.author.ref}, not an account"
    account = from_ref(piece) if _REF.fullmatch(piece) else None
    if account is None and platform and " " not in piece:
        account = from_handle(platform, piece) or _in_full(platform, piece)
    if account:
        return account, ""
    if reading and urls.is_web(reading.url):
        return None, f"is no account ({reading.reason})"
    if platform and find_platform(platform) is None:
        return None, f"stands beside a platform that is not known ({platform})"
    return None, "names no account" if platform else "names no account without its platform"


def _in_full(platform: str, piece: str) -> Account | None:
    """The account of a bare name where the platform's form is longer, such as LinkedIn's ``company/name``."""
    found = find_platform(platform)
    form = _IN_FULL.get(found.slug if found else "")
    if not form or not re.fullmatch(r"@?[^\s/@]+", piece):
        return None
    return from_handle(platform, form.format(piece.lstrip("@")))


def _site(piece: str, why: str = "unknown-host") -> str:
    """The address of a web site; "" for other text and for platforms."""
    if "unknown-host" not in why or not re.fullmatch(r"(https?://)?[\w-]+(\.[\w-]+)+(:\d+)?([/?#]\S*)?", piece):
        return ""
    return piece if "://" in piece else f"https://{piece}"


def _pieces(text: str) -> list[str]:
    parts = (part.strip(' ,;|\t()<>[]"') for part in _PIECES.split(text))
    return [part for part in parts if part][:_MOST_PIECES]


def _fill_down(lines: Sequence[_Line]) -> tuple[str, ...]:
    """Fill blank departments from the one above, where the first column names each department once above its rows."""
    names = [line.fields.get("department", "") for line in lines]
    given = [name for name in names if name]
    blanks = len(names) - len(given)
    once = max(Counter(given).values(), default=0) == 1
    if not (names and names[0] and once and len(given) > 1 and blanks >= len(given)):
        return ()
    above = ""
    for line in lines:
        above = line.fields.get("department") or above
        line.fields["department"] = above
    return ("blank departments read as the one above them",)


def _repeated(lines: Sequence[_Line]) -> tuple[str, ...]:
    """A remark on the accounts that stand in several rows."""
    rows: dict[str, list[int]] = {}
    for line in lines:
        for ref in line.accounts:
            rows.setdefault(ref, []).append(line.number)
    several = [f"{ref} (rows {', '.join(map(str, found))})" for ref, found in rows.items() if len(found) > 1]
    more = f" and {len(several) - 5} more" if len(several) > 5 else ""
    return (f"listed more than once: {', '.join(several[:5])}{more}",) if several else ()


def _listed(line: _Line, tab: str) -> Iterator[Listed]:
    texts = {name: line.fields.get(name, "") for name in _TEXTS}
    for account, said in line.accounts.values():
        yield Listed(line.number, account, said, tab, links=tuple(dict.fromkeys(line.links)), other=line.other, **texts)


def _short(text: str) -> str:
    line = " ".join(text.split())
    return line if len(line) <= 80 else line[:79] + "…"
