"""The brand file: names, sites, handles, departments and declared facts, read strictly and written back.

    >>> brand = Brand.from_text('name = "Acme"\\n[[departments]]\\nname = "Sales"', "acme.toml")
    >>> brand.slug, brand.units[0].name
    ('acme', 'Sales')

Every error is one line: file, line or key, what was found, what was expected.
"""

from __future__ import annotations

import datetime
import hashlib
import json
import re
import tomllib
import unicodedata
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path
from typing import NoReturn

from sprawl.brand.toml import Table, nearest, parse, show
from sprawl.errors import BrandError
from sprawl.model import Fact, Unit

INDUSTRIES = ("pharma", "finance", "food", "alcohol", "energy", "legal", "military", "government", "general")
KINDS = ("function", "country", "product", "legal-entity", "agency")

_BRAND_KEYS = (
    "name",
    "slug",
    "aliases",
    "sites",
    "handles",
    "industry",
    "language",
    "departments",
    "facts",
)
_UNIT_KEYS = ("name", "aliases", "parent", "sites", "steward", "kind")
_FACT_KEYS = ("ref", "department", "name", "value", "source", "by", "as_of")
_LETTERS = str.maketrans({"ß": "ss", "æ": "ae", "Æ": "ae", "ø": "o", "Ø": "o", "ł": "l", "Ł": "l", "đ": "d", "œ": "oe"})
_DEVICES = {"con", "prn", "aux", "nul"} | {f"{name}{digit}" for name in ("com", "lpt") for digit in range(10)}
_DATE = re.compile(r"\d{4}-\d{2}-\d{2}")
_LANGUAGE = re.compile(r"([A-Za-z]{2,3}([-_][A-Za-z0-9]{2,8}){0,3})?")


def slug(name: str) -> str:
    """Lower-case ASCII words joined by ``-``, fit for any file system: ``City of Łódź`` → ``city-of-lodz``."""
    plain = unicodedata.normalize("NFKD", name.translate(_LETTERS)).encode("ascii", "ignore").decode().lower()
    words = "-".join(re.findall(r"[a-z0-9]+", plain.replace("'", "")))[:80].strip("-")
    if not words:
        return "brand-" + hashlib.sha256(name.encode("utf-8", "replace")).hexdigest()[:8]
    return f"{words}-brand" if words in _DEVICES else words


@dataclass(frozen=True, slots=True)
class Brand:
    """Who we are looking for. ``sites`` are URLs with a scheme; ``handles`` are as written, refs or URLs."""

    name: str
    slug: str = ""
    aliases: tuple[str, ...] = ()
    sites: tuple[str, ...] = ()
    handles: tuple[str, ...] = ()
    industry: str = "general"
    language: str = ""
    units: tuple[Unit, ...] = ()
    facts: tuple[Fact, ...] = ()

    def __post_init__(self) -> None:
        if not self.slug:
            object.__setattr__(self, "slug", slug(self.name))

    @classmethod
    def load(cls, path: str | Path) -> Brand:
        """Read a brand file. Raises BrandError in one line when it is missing, malformed or contradictory."""
        try:
            text = Path(path).read_bytes().decode("utf-8-sig")
        except UnicodeDecodeError as error:
            raise BrandError(f"{path}: byte {error.start} is not UTF-8; save the brand file as UTF-8") from None
        except (OSError, ValueError) as error:
            why = getattr(error, "strerror", None) or str(error)
            raise BrandError(f"{path}: cannot read the brand file ({why})") from None
        return cls.from_text(text, str(path))

    @classmethod
    def from_text(cls, text: str, name: str = "brand.toml") -> Brand:
        """Read the text of a brand file; ``name`` is what errors call it."""
        return _brand(Table(name, "", parse(text, name), _BRAND_KEYS))

    @property
    def names(self) -> tuple[str, ...]:
        """The name and its aliases."""
        return (self.name, *self.aliases)

    def unit(self, name: str) -> Unit | None:
        """The unit with this name or alias, in any case; None when there is none or more than one."""
        wanted = name.casefold().strip()
        named = [unit for unit in self.units if unit.name.casefold() == wanted]
        known = named or [unit for unit in self.units if wanted in (alias.casefold() for alias in unit.aliases)]
        return known[0] if len(known) == 1 else None

    def top(self, unit_name: str) -> str | None:
        """The top-level department above a unit (itself when it has no parent); None for an unknown name."""
        unit = self.unit(unit_name)
        while unit is not None and unit.parent:
            unit = self.unit(unit.parent)
        return unit.name if unit else None

    def dumps(self, notes: Mapping[str, Sequence[str]] | None = None) -> str:
        """The brand as TOML, which reads back as an equal brand. ``notes``: key path → comment lines above that key."""
        comments = notes or {}
        lines = [line for key, value in _head(self) for line in (*_comments(comments, key), f"{key} = {value}")]
        for name, rows in (("departments", map(_unit_row, self.units)), ("facts", map(_fact_row, self.facts))):
            for index, row in enumerate(rows):
                pairs = (f"{key} = {value}" for key, value in row if value not in ('""', "[]"))
                lines += ["", *_comments(comments, f"{name}[{index}]"), f"[[{name}]]", *pairs]
        return "\n".join([*_comments(comments, ""), *lines]) + "\n"


def find_brand(name: str, folder: str | Path = ".") -> Brand:
    """The brand of this name: a brand file, the demonstration, ``<slug>.toml`` in the folder, or a file with the name.

    Raises BrandError when no brand, or more than one, has the name; the message lists the choices.
    """
    if name.endswith(".toml"):
        return Brand.load(name)
    demo = demonstration()
    if demo and name.casefold().strip() in ("demo", demo.name.casefold()):
        return demo
    own = Path(folder) / f"{slug(name)}.toml"
    if own.is_file():
        return Brand.load(own)
    found = [path for path in sorted(Path(folder).glob("*.toml")) if _answers_to(path, name)]
    if len(found) == 1:
        return Brand.load(found[0])
    if found:
        choices = ", ".join(map(str, found))
        raise BrandError(f"{name!r} can be several brands: {choices}; give one of these files to --brand")
    raise BrandError(
        f"no brand called {name!r}: neither the demonstration brand (demo) nor a brand file {own}; "
        "draft one with: sprawl init URL"
    )


def demonstration() -> Brand | None:
    """The bundled brand, an invented company."""
    bundled = resources.files("sprawl.demo") / "demo.toml"
    return Brand.from_text(bundled.read_text("utf-8"), "demo.toml") if bundled.is_file() else None


def _answers_to(path: Path, name: str) -> bool:
    """True for a TOML file whose brand has this name or alias; false for files of other programs."""
    try:
        table = tomllib.loads(path.read_text("utf-8-sig"))
    except (OSError, UnicodeDecodeError, tomllib.TOMLDecodeError):
        return False
    aliases = table.get("aliases")
    names = [table.get("name"), *(aliases if isinstance(aliases, list) else ())]
    return name.casefold().strip() in (str(each).casefold() for each in names if each)


def _brand(table: Table) -> Brand:
    name, sites = table.name(), table.sites()
    units = _units(table, sites)
    wanted = table.text("slug") or slug(name)
    if slug(wanted) != wanted:
        table.fail("slug", f"found {show(wanted)}", f"expected lower-case words with '-', such as {slug(wanted)!r}")
    language = table.text("language")
    if not _LANGUAGE.fullmatch(language):
        table.fail("language", f"found {show(language)}", 'expected a language code such as "en" or "pt-BR"')
    return Brand(
        name,
        wanted,
        table.words("aliases"),
        sites,
        table.words("handles"),
        table.one_of("industry", INDUSTRIES, "general"),
        language,
        units,
        _facts(table, units),
    )


def _units(table: Table, sites: Sequence[str]) -> tuple[Unit, ...]:
    rows = list(table.tables("departments", _UNIT_KEYS))
    names: dict[str, str] = {}
    for row in rows:
        name = row.name()
        if name.casefold() in names:
            row.fail("name", f"{show(name)} is there twice", "expected each department once")
        names[name.casefold()] = name
    units = tuple(_unit(row, names, sites) for row in rows)
    _refuse_cycles(rows, {unit.name: unit.parent for unit in units})
    return units


def _unit(row: Table, names: Mapping[str, str], sites: Sequence[str]) -> Unit:
    parent = row.text("parent")
    if parent and parent.casefold() not in names:
        row.fail("parent", f"no department is called {show(parent)}", nearest(parent, list(names.values())))
    kind = row.one_of("kind", KINDS, "function")
    known = names.get(parent.casefold(), "")
    return Unit(row.name(), kind, known, row.words("aliases"), row.sites(sites), row.text("steward"))


def _refuse_cycles(rows: Sequence[Table], parents: Mapping[str, str]) -> None:
    safe: set[str] = set()
    for row, name in zip(rows, parents, strict=True):
        trail = [name]
        while (above := parents[trail[-1]]) and above not in safe:
            trail.append(above)
            if above in trail[:-1]:
                row.fail("parent", f"goes round in a circle ({' > '.join(map(show, trail))})", "expected a tree")
        safe.update(trail)


def _facts(table: Table, units: Sequence[Unit]) -> tuple[Fact, ...]:
    names = {unit.name.casefold(): unit.name for unit in units}
    return tuple(_fact(row, names) for row in table.tables("facts", _FACT_KEYS))


def _fact(row: Table, names: Mapping[str, str]) -> Fact:
    ref, department = row.text("ref"), row.text("department")
    if bool(ref) == bool(department):
        found = "found both ref and department" if ref else "found neither ref nor department"
        row.fail("", found, "expected one of them")
    if department and department.casefold() not in names:
        what = f"no department is called {show(department)}"
        row.fail("department", what, nearest(department, list(names.values())))
    subject = ref or f"department:{names[department.casefold()]}"
    return Fact(subject, row.name(), _value(row), "declared", row.text("source"), _as_of(row), row.text("by"))


def _value(row: Table) -> str:
    value = row.rows.get("value", "")
    if isinstance(value, list | dict) or value == "":
        row.fail("value", f"found {show(value)}" if value != "" else "is missing", 'expected text such as "yes"')
    if isinstance(value, bool):
        return "yes" if value else "no"
    return value.isoformat() if isinstance(value, datetime.date) else " ".join(str(value).split())


def _as_of(row: Table) -> str:
    value = row.rows.get("as_of", "")
    if isinstance(value, datetime.date):
        return value.isoformat()[:10]
    if value == "":
        return ""
    try:
        return datetime.date.fromisoformat(str(value)).isoformat() if _DATE.fullmatch(str(value)) else _not_a_date(row)
    except ValueError:
        _not_a_date(row)


def _not_a_date(row: Table) -> NoReturn:
    row.fail("as_of", f"found {show(row.rows['as_of'])}", "expected a date such as 2026-10-01")


def _head(brand: Brand) -> list[tuple[str, str]]:
    named = [("slug", _quote(brand.slug))] if brand.slug != slug(brand.name) else []
    lists = [(key, _list(getattr(brand, key))) for key in ("aliases", "sites", "handles")]
    texts = [(key, _quote(getattr(brand, key))) for key in ("industry", "language")]
    return [("name", _quote(brand.name)), *named, *lists, *texts]


def _unit_row(unit: Unit) -> list[tuple[str, str]]:
    kind = "" if unit.kind == "function" else unit.kind
    texts = [("name", unit.name), ("parent", unit.parent), ("kind", kind), ("steward", unit.steward)]
    lists = [("aliases", _list(unit.aliases)), ("sites", _list(unit.sites))]
    return [*((key, _quote(value)) for key, value in texts), *lists]


def _fact_row(fact: Fact) -> list[tuple[str, str]]:
    department = fact.subject.startswith("department:")
    subject = ("department" if department else "ref", _quote(fact.subject.removeprefix("department:")))
    texts = [(key, _quote(getattr(fact, key))) for key in ("name", "value", "source", "by")]
    return [subject, *texts, ("as_of", fact.as_of or '""')]


def _quote(text: str) -> str:
    clean = text.encode("utf-8", "replace").decode()
    return json.dumps(clean, ensure_ascii=False).replace("\x7f", "\\u007f")


def _list(words: Sequence[str]) -> str:
    if sum(map(len, words)) <= 80:
        return f"[{', '.join(map(_quote, words))}]"
    return "[\n" + "".join(f"    {_quote(word)},\n" for word in words) + "]"


def _comments(notes: Mapping[str, Sequence[str]], key: str) -> Iterator[str]:
    lines = (" ".join(line.split()) for line in notes.get(key, ()))
    return ("# " + "".join(letter for letter in line if letter.isprintable()) if line else "" for line in lines)
