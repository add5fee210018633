"""A memo before it becomes Markdown, a page or a Word file: sections of sentences, each with its evidence."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from typing import ClassVar

_INVISIBLE = re.compile("[\u200b-\u200f\u202a-\u202e\u2060-\u206f\ufeff]")

_SPACES = re.compile("[ \u2000-\u200a\u3000]+")
CITATIONS = 3  # E-numbers printed after a statement; the trace has them all


def clean(text: object) -> str:
    """One line of text without control, invisible or direction-changing characters."""
    plain = "".join(" " if unicodedata.category(sign) in ("Cc", "Zl", "Zp", "Cs") else sign for sign in str(text))
    return _SPACES.sub(" ", _INVISIBLE.sub("", plain)).strip()


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
class Paragraph:
    kind: ClassVar[str] = "para"
    sentences: tuple[Sentence, ...]


@dataclass(frozen=True, slots=True)
class Bullets:
    kind: ClassVar[str] = "bullets"
    sentences: tuple[Sentence, ...]
    style: str = ""  # "checks": boxes to tick


@dataclass(frozen=True, slots=True)
class Tile:
    """A large number with its label and a note."""

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
class BarChart:
    """Before and after as bars, one pair a row."""

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


Block = Paragraph | Bullets | Tiles | BarChart | Table


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
    numbers: Mapping[str, int] = field(default_factory=dict)  # evidence id → E-number

    def numbers_of(self, evidence: Iterable[str]) -> list[int]:
        """The E-numbers of the pieces of evidence that annex B lists."""
        return [self.numbers[name] for name in evidence if name in self.numbers]

    def citation(self, evidence: Iterable[str]) -> str:
        """`` (E1, E2, E3 …)`` for evidence, or the empty string."""
        numbers = self.numbers_of(evidence)
        more = " …" if len(numbers) > CITATIONS else ""
        return f" ({', '.join(f'E{number}' for number in numbers[:CITATIONS])}{more})" if numbers else ""


def table(head: Iterable[str], rows: Iterable[Iterable[object]], style: str = "") -> Table:
    """A table from rows of cells or of values that have a text."""
    cells = tuple(tuple(cell if isinstance(cell, Cell) else Cell(str(cell)) for cell in row) for row in rows)
    return Table(tuple(head), cells, style)


def sentences(sections: Iterable[Section]) -> Iterator[Sentence]:
    """Every statement in reading order; a tile is one too."""
    for section in sections:
        for block in section.blocks:
            if isinstance(block, (Paragraph, Bullets)):
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
            elif isinstance(block, (Paragraph, Bullets)):
                yield from (name for sentence in block.sentences for name in sentence.evidence)


def words(document: Document) -> int:
    """Words before the annexes, the header included."""
    text = [document.title, *(f"{label} {value}" for label, value in document.head)]
    for section in document.sections:
        text.append(section.title)
        text.extend(part for block in section.blocks for part in _texts(block))
    return sum(len(part.split()) for part in text)


def _texts(block: Block) -> Iterator[str]:
    if isinstance(block, (Paragraph, Bullets)):
        yield from (f"{sentence.lead} {sentence.text}" for sentence in block.sentences)
    elif isinstance(block, Tiles):
        yield from (f"{tile.value} {tile.label} {tile.note}" for tile in block.tiles)
    elif isinstance(block, BarChart):
        yield from (*block.head, *(f"{bar.label} {bar.before} {bar.after}" for bar in block.bars))
    else:
        yield from (*block.head, *(f"{cell.text} {cell.small}" for row in block.rows for cell in row))
