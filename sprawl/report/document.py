"""A memo before it is Markdown, a page or a Word file: sections of sentences, each with its evidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from typing import ClassVar

_UNSEEN = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")

_SPACES = re.compile("[ \u2000-\u200a\u3000]+")


def clean(text: object) -> str:
    """One line of text without control, invisible or direction-changing characters."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs") else sign for sign in str(text))
    return _SPACES.sub(" ", _UNSEEN.sub("", plain)).strip()


@dataclass(frozen=True, slots=True)
class Sentence:
    """One statement and the ids of the evidence that it rests on. ``lead`` is shown stronger, before it."""

    text: str
    evidence: tuple[str, ...] = ()
    lead: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One field of a table: its words, where they lead, and evidence to cite."""

    text: str
    url: str = ""
    evidence: tuple[str, ...] = ()
    small: str = ""  # a second line, set smaller


@dataclass(frozen=True, slots=True)
class Para:
    kind: ClassVar[str] = "para"
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    kind: ClassVar[str] = "bullets"
    sentences: tuple[Sentence, ...]
    style: str = ""  # "checks": boxes to tick


@dataclass(frozen=True, slots=True)
class Tile:
    """A number that is read from afar."""

    value: str
    label: str
    note: str
    evidence: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Tiles:
    kind: ClassVar[str] = "tiles"
    tiles: tuple[Tile, ...]


@dataclass(frozen=True, slots=True)
class Bar:
    label: str
    before: int
    after: int


@dataclass(frozen=True, slots=True)
class Bars:
    """Before and after, side by side."""

    kind: ClassVar[str] = "bars"
    head: tuple[str, str, str]
    bars: tuple[Bar, ...]

    @property
    def most(self) -> int:
        return max((bar.before for bar in self.bars), default=1) or 1


@dataclass(frozen=True, slots=True)
class Table:
    kind: ClassVar[str] = "table"
    head: tuple[str, ...]
    rows: tuple[tuple[Cell, ...], ...]
    style: str = ""  # "wide": many columns, set smaller


Block = Para | Bullets | Tiles | Bars | Table


@dataclass(frozen=True, slots=True)
class Section:
    number: str
    title: str
    blocks: tuple[Block, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """``head``: label and value, read first. ``sections`` are the memo, ``annexes`` what stands behind it."""

    title: str
    kicker: str
    mark: str
    head: tuple[tuple[str, str], ...]
    sections: tuple[Section, ...]
    annexes: tuple[Section, ...] = ()
    foot: str = ""
    numbers: dict[str, int] = field(default_factory=dict)  # evidence id → E-number


def table(head: Iterable[str], rows: Iterable[Iterable[object]], style: str = "") -> Table:
    """A table of cells and of anything that can be written."""
    made = tuple(tuple(cell if isinstance(cell, Cell) else Cell(str(cell)) for cell in row) for row in rows)
    return Table(tuple(head), made, style)


def sentences(sections: Iterable[Section]) -> Iterator[Sentence]:
    """Every statement in reading order; a tile is one too."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, (Para, Bullets)):
                yield from block.sentences
            elif isinstance(block, Tiles):
                for tile in block.tiles:
                    yield Sentence(f"{tile.label}: {tile.value}. {tile.note}", tile.evidence)


def cited(sections: Iterable[Section]) -> Iterator[str]:
    """Evidence ids in the order in which a reader meets them."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, Table):
                yield from (name for row in block.rows for cell in row for name in cell.evidence)
            elif isinstance(block, Tiles):
                yield from (name for tile in block.tiles for name in tile.evidence)
            elif isinstance(block, (Para, Bullets)):
                yield from (name for sentence in block.sentences for name in sentence.evidence)


def words(document: Document) -> int:
    """Words before the annexes, the header included."""
    text = [document.title, *(f"{label} {value}" for label, value in document.head)]
    for section in document.sections:
        text.append(section.title)
        text.extend(part for block in section.blocks for part in _texts(block))
    return sum(len(part.split()) for part in text)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, (Para, Bullets)):
        yield from (f"{sentence.lead} {sentence.text}" for sentence in block.sentences)
    elif isinstance(block, Tiles):
        yield from (f"{tile.value} {tile.label} {tile.note}" for tile in block.tiles)
    elif isinstance(block, Bars):
        yield from (*block.head, *(f"{bar.label} {bar.before} {bar.after}" for bar in block.bars))
    else:
        yield from (*block.head, *(f"{cell.text} {cell.small}" for row in block.rows for cell in row))
