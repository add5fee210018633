"""A document as Markdown. All text is escaped, so nothing quoted from a page becomes markup."""

from __future__ import annotations

import re
from collections.abc import Iterator

from sprawl.report.document import (
    BarChart,
    Block,
    Bullets,
    Cell,
    Document,
    Paragraph,
    Section,
    Sentence,
    Table,
    Tiles,
    clean,
)
from sprawl.report.page import as_link

_MARKS = re.compile(r"([\\`*_{}\[\]#|~$])")
_SAFE_URL = re.compile(r"[^A-Za-z0-9\-._~:/?#@!$&'*+,;=%]")
_AUTOLINK = re.compile(r"(?i)\b(https?|ftp|www|mailto|xmpp)(?=[:.])")


def escape(text: object) -> str:
    """Text in which neither Markdown nor HTML finds markup. A URL in it does not become a link."""
    plain = clean(text).replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return _AUTOLINK.sub(r"\1&#8203;", _MARKS.sub(r"\\\1", plain))


def link(text: str, url: str) -> str:
    """A link where a browser may follow the URL, else the text alone."""
    target = as_link(clean(url))
    if not target:
        return escape(text)
    quoted = _SAFE_URL.sub(lambda sign: "".join(f"%{byte:02X}" for byte in sign.group().encode()), target)
    return f"[{escape(text)}](<{quoted.replace('(', '%28').replace(')', '%29')}>)"


def render(document: Document) -> str:
    """The whole memo. The mark stands at its head and at the head of each annex."""
    lines = [
        *_mark(document),
        f"# {escape(document.title)}",
        "",
        f"*{escape(document.kicker)}*",
        "",
        "| | |",
        "|---|---|",
    ]
    lines += [f"| {escape(label)} | {escape(value)} |" for label, value in document.head]
    for section in document.sections:
        lines += ["", *_section(document, section)]
    for annex in document.annexes:
        lines += ["", "---", "", *_mark(document), *_section(document, annex)]
    return "\n".join([*lines, "", "---", "", *_mark(document), escape(document.foot), ""])


def _mark(document: Document) -> list[str]:
    return [f"**{escape(document.mark)}**", ""] if document.mark else []


def _section(document: Document, section: Section) -> Iterator[str]:
    yield f"## {section.number}. {escape(section.title)}"
    for block in section.blocks:
        yield ""
        yield from _block(document, block)


def _block(document: Document, block: Block) -> Iterator[str]:
    if isinstance(block, Paragraph):
        yield " ".join(_sentence(document, sentence) for sentence in block.sentences)
    elif isinstance(block, Bullets):
        yield from (f"- {_sentence(document, sentence)}" for sentence in block.sentences)
    elif isinstance(block, Tiles):
        rows = [(tile.label, tile.value, escape(tile.note) + document.citation(tile.evidence)) for tile in block.tiles]
        yield from (
            "| | | |",
            "|---|---|---|",
            *(f"| {escape(label)} | **{escape(value)}** | {note} |" for label, value, note in rows),
        )
    elif isinstance(block, BarChart):
        yield from (_row(escape(name) for name in block.head), "|---|--:|--:|")
        yield from (_row((escape(bar.label), str(bar.before), str(bar.after))) for bar in block.bars)
    else:
        yield from _table(document, block)


def _table(document: Document, block: Table) -> Iterator[str]:
    yield _row(escape(name) for name in block.head)
    yield "|" + "---|" * len(block.head)
    yield from (_row(_cell(document, cell) for cell in row) for row in block.rows)


def _row(cells: Iterator[str] | tuple[str, ...]) -> str:
    return f"| {' | '.join(cells)} |"


def _cell(document: Document, cell: Cell) -> str:
    text = link(cell.text, cell.url) if cell.url else escape(cell.text)
    small = f"<br>{escape(cell.small)}" if cell.small else ""
    return f"{text}{small}{document.citation(cell.evidence)}".strip()


def _sentence(document: Document, sentence: Sentence) -> str:
    lead = f"**{escape(sentence.lead)}** " if sentence.lead else ""
    return f"{lead}{escape(sentence.text)}{document.citation(sentence.evidence)}"
