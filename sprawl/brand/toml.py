"""Tables of a brand file, read strictly: every error names the file, the key, what was found and what was expected.

>>> Table("acme.toml", "departments[0]", {"nmae": "Sales"}, ("name", "parent"))
Traceback (most recent call last):
sprawl.errors.BrandError: acme.toml: departments[0].nmae: this key is not known; did you mean "name"?
"""

from __future__ import annotations

import difflib
import json
import re
import tomllib
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import NoReturn
from urllib.parse import urljoin, urlsplit

from sprawl.errors import BrandError

_HOST = re.compile(r"localhost|\[[0-9a-fA-F:.]+\]|[^\s.@/\\]+(\.[^\s.@/\\]+)+\.?")


def parse(text: str, file: str) -> dict[str, object]:
    """The text as TOML. Raises BrandError with line and column."""
    try:
        return tomllib.loads(text.replace("\r\n", "\n"))
    except (ValueError, RecursionError) as error:
        raise BrandError(f"{file}: {_syntax(error, text)}") from None


@dataclass(frozen=True, slots=True)
class Table:
    """One TOML table with its place in the file, for errors."""

    file: str
    path: str
    rows: Mapping[str, object]
    keys: tuple[str, ...]

    def __post_init__(self) -> None:
        for key in self.rows:
            if key not in self.keys:
                self.fail(key, "this key is not known", nearest(key, self.keys))

    def fail(self, key: str, found: str, expected: str) -> NoReturn:
        where = ".".join(part for part in (self.path, _bare(key)) if part)
        raise BrandError(f"{self.file}: {where}: {found}; {expected}")

    def text(self, key: str, default: str = "") -> str:
        value = self.rows.get(key, default)
        if not isinstance(value, str):
            self.fail(key, f"found {show(value)}", "expected text in quotes")
        return " ".join(value.split())

    def name(self) -> str:
        value = self.text("name")
        if not value:
            self.fail("name", "is empty" if "name" in self.rows else "is missing", 'expected name = "…"')
        return value

    def one_of(self, key: str, choices: Sequence[str], default: str) -> str:
        value = self.text(key, default) or default
        if value.casefold() not in choices:
            self.fail(key, f"found {show(value)}", nearest(value, choices))
        return value.casefold()

    def words(self, key: str) -> tuple[str, ...]:
        value = self.rows.get(key, [])
        if not isinstance(value, list):
            self.fail(key, f"found {show(value)}", f'expected a list: {key} = ["…", "…"]')
        for index, word in enumerate(value):
            if not isinstance(word, str) or not word.strip():
                self.fail(f"{key}[{index}]", f"found {show(word)}", "expected text in quotes")
        return tuple(dict.fromkeys(" ".join(word.split()) for word in value))

    def sites(self, above: Sequence[str] = ()) -> tuple[str, ...]:
        found = (self._site(index, text, above) for index, text in enumerate(self.words("sites")))
        return tuple(dict.fromkeys(found))

    def _site(self, index: int, text: str, above: Sequence[str]) -> str:
        if text.startswith("/") and not text.startswith("//") and above:
            return urljoin(above[0], text)
        url = text if "://" in text else "https://" + text.removeprefix("//")
        if not _is_site(url):
            self.fail(
                f"sites[{index}]", f"found {show(text)}", 'expected a web address such as "https://www.example.org/"'
            )
        return url

    def tables(self, key: str, keys: tuple[str, ...]) -> Iterator[Table]:
        rows = self.rows.get(key, [])
        if not isinstance(rows, list) or not all(isinstance(row, dict) for row in rows):
            self.fail(key, f"found {show(rows)}", f"expected tables, each under a line [[{key}]]")
        for index, row in enumerate(rows):
            yield Table(self.file, f"{key}[{index}]", row, keys)


def _is_site(url: str) -> bool:
    try:
        parts = urlsplit(url)
        host, _ = parts.hostname or "", parts.port
    except ValueError:
        return False
    shown = f"[{host}]" if ":" in host else host
    return parts.scheme in ("http", "https") and bool(_HOST.fullmatch(shown)) and not re.search(r"\s", url)


def _syntax(error: Exception, text: str) -> str:
    """``(at line 3, column 5)`` moved to the front, which is where people look for it."""
    parts = re.fullmatch(r"(.*?) ?\(at (line \d+, column \d+|end of document)\)", str(error), re.DOTALL)
    what, where = parts.groups() if parts else (str(error), "")
    place = f"line {text.count(chr(10)) + 1} (end of file)" if where == "end of document" else where
    return f"{place}: {' '.join(what.split())}; expected TOML" if place else f"{' '.join(what.split())}; expected TOML"


def nearest(word: str, choices: Sequence[str]) -> str:
    folded = {choice.casefold(): choice for choice in choices}
    near = difflib.get_close_matches(word.casefold(), folded, 1, 0.6)
    return f"did you mean {show(folded[near[0]])}?" if near else f"expected one of: {', '.join(choices) or '(none)'}"


def show(value: object) -> str:
    shown = json.dumps(value, ensure_ascii=False, default=str)
    return shown if len(shown) <= 60 else shown[:57] + "…" + shown[-1]


def _bare(key: str) -> str:
    return key if re.fullmatch(r"[\w.\[\]-]*", key) else show(key)
