"""What the tests of this room share: a response from text or from a page on disk, and pages as plain values."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path
from typing import Any

from sprawl.model import Page, Response
from sprawl.observe import read_page

PAGES = Path(__file__).parent / "pages"


def response(
    body: bytes | str, url: str = "https://www.quillmark.example/", status: int = 200, media: str = "text/html"
) -> Response:
    body = body.encode() if isinstance(body, str) else body
    return Response(url, url, status, media, body=body, fetched_at="2026-06-01T00:00:00Z")


def page(
    body: bytes | str, url: str = "https://www.quillmark.example/", status: int = 200, media: str = "text/html"
) -> Page:
    return read_page(response(body, url, status, media))


def statements(body: bytes | str, url: str = "https://www.quillmark.example/") -> list[tuple[str, str, str]]:
    """Kind, region and object of each piece of evidence."""
    return [(str(e.kind), str(e.region), e.object) for e in page(body, url).evidence]


def plain(value: Page) -> dict[str, Any]:
    """A page as JSON would hold it, without what is empty and what repeats the page's own address."""
    kept = {key: held for key, held in asdict(value).items() if held not in (None, "", ())}
    kept["evidence"] = [
        {key: str(held) for key, held in asdict(e).items() if held and key != "url"} for e in value.evidence
    ]
    if value.profile:
        kept["profile"] = {
            key: held for key, held in asdict(value.profile).items() if held not in (None, "", (), False)
        }
    return kept
