"""A document as one self-contained page, for the screen and for paper."""

from __future__ import annotations

from sprawl.report.document import Document, clean
from sprawl.report.markdown import SHOWN
from sprawl.report.pages import as_link
from sprawl.report.pages import render as fill


def css_text(text: str) -> str:
    """A string for CSS ``content``, safe unescaped: every sign but ASCII letters and digits is written as its code."""
    codes = (sign if sign.isascii() and sign.isalnum() else f"\\{ord(sign):x} " for sign in text)
    return f'"{"".join(codes)}"'


def render(document: Document) -> str:
    """HTML with its style inside, no script, nothing fetched. Every value is escaped by the template."""

    def marks(evidence: tuple[str, ...]) -> list[int]:
        return [document.numbers[name] for name in evidence if name in document.numbers]

    return fill(
        "memo.html",
        document=document,
        clean=clean,
        marks=marks,
        css_text=css_text,
        shown=SHOWN,
        link=lambda url: as_link(clean(url)),
    )
