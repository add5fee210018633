"""A document as a Word file (the door to python-docx)."""

from __future__ import annotations

from datetime import datetime
from io import BytesIO
from typing import Any
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from docx import Document as new_document
from docx.enum.section import WD_ORIENT
from docx.shared import Cm, Pt

from sprawl.report.document import (
    BarChart,
    Block,
    Bullets,
    Cell,
    Document,
    Paragraph,
    Section,
    Sentence,
    Tiles,
    clean,
    table,
)

_EPOCH = datetime(2000, 1, 1)  # the same memo gives the same bytes


def render(document: Document) -> bytes:
    """The memo as .docx: the memo in portrait, the annexes in landscape, the mark in the header of every page."""
    file = new_document()
    _set_up(file, document)
    file.add_heading(clean(document.title), 0)
    file.add_paragraph(clean(document.kicker))
    _rows(file, document, (), tuple((Cell(label), Cell(value)) for label, value in document.head))
    for section in document.sections:
        _section(file, document, section)
    if document.annexes:
        across = file.add_section()
        across.orientation = WD_ORIENT.LANDSCAPE
        across.page_width, across.page_height = across.page_height, across.page_width
    for section in document.annexes:
        _section(file, document, section)
    file.add_paragraph(clean(document.foot))
    target = BytesIO()
    file.save(target)
    return _without_times(target)


def _without_times(packed: BytesIO) -> bytes:
    """The same archive without the time of saving."""
    target = BytesIO()
    with ZipFile(packed) as before, ZipFile(target, "w", ZIP_DEFLATED) as after:
        for name in before.namelist():
            after.writestr(ZipInfo(name, _EPOCH.timetuple()[:6]), before.read(name), ZIP_DEFLATED)
    return target.getvalue()


def _set_up(file: Any, document: Document) -> None:
    """Fonts, margins, the mark, and properties that depend on the document alone."""
    file.styles["Normal"].font.name, file.styles["Normal"].font.size = "Georgia", Pt(10.5)
    for section in file.sections:
        section.left_margin = section.right_margin = Cm(2.2)
    file.sections[0].header.paragraphs[0].text = clean(document.mark)
    core = file.core_properties
    core.title, core.author, core.created, core.modified = clean(document.title)[:255], "", _EPOCH, _EPOCH


def _section(file: Any, document: Document, section: Section) -> None:
    file.add_heading(f"{section.number}. {clean(section.title)}", 1)
    for block in section.blocks:
        _block(file, document, block)


def _block(file: Any, document: Document, block: Block) -> None:
    if isinstance(block, Paragraph):
        _sentences(file.add_paragraph(), document, block.sentences)
    elif isinstance(block, Bullets):
        for sentence in block.sentences:
            _sentences(file.add_paragraph(style="List Bullet"), document, (sentence,))
    elif isinstance(block, Tiles):
        plain = table(
            ("", "", ""), ((tile.label, tile.value, Cell(tile.note, evidence=tile.evidence)) for tile in block.tiles)
        )
        _rows(file, document, (), plain.rows)
    elif isinstance(block, BarChart):
        _rows(
            file,
            document,
            block.head,
            tuple((Cell(bar.label), Cell(str(bar.before)), Cell(str(bar.after))) for bar in block.bars),
        )
    else:
        _rows(file, document, block.head, block.rows)


def _sentences(paragraph: Any, document: Document, sentences: tuple[Sentence, ...]) -> None:
    for sentence in sentences:
        if sentence.lead:
            paragraph.add_run(f"{clean(sentence.lead)} ").bold = True
        paragraph.add_run(f"{clean(sentence.text)}{document.citation(sentence.evidence)} ")


def _rows(file: Any, document: Document, head: tuple[str, ...], rows: tuple[tuple[Cell, ...], ...]) -> None:
    lines = [[clean(name) for name in head]] if head else []
    lines += [[_cell(document, cell) for cell in row] for row in rows]
    if not lines:
        return
    grid = file.add_table(rows=len(lines), cols=len(lines[0]), style="Light Grid Accent 1" if head else "Table Grid")
    for row, line in zip(grid.rows, lines, strict=True):
        for cell, text in zip(row.cells, line, strict=True):
            cell.text = text
            for paragraph in cell.paragraphs:
                for run in paragraph.runs:
                    run.font.size = Pt(8.5)


def _cell(document: Document, cell: Cell) -> str:
    return "\n".join(filter(None, (f"{clean(cell.text)}{document.citation(cell.evidence)}", clean(cell.small))))
