"""Writes answers to a WARC, one compressed record each, dates and ids fixed: the same estate gives the same bytes."""

from __future__ import annotations

import uuid
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime
from io import BytesIO
from pathlib import Path

from warcio.recordloader import ArcWarcRecord
from warcio.statusandheaders import StatusAndHeaders
from warcio.warcwriter import WARCWriter

BEGIN = datetime(2026, 10, 13, 6, 0)
END = datetime(2026, 10, 15, 18, 0)
REASON = {200: "OK", 301: "Moved Permanently", 302: "Found", 404: "Not Found", 999: "Request Denied"}
INFO = (
    "software: tests.estate.build, part of sprawl\r\n"
    "format: WARC File Format 1.1\r\n"
    "description: An invented estate. Ostelmar, its people, its medicines, its sites and every account in this"
    " archive are made up to demonstrate sprawl. No page was fetched from the web; pages at the hosts of platforms"
    " were written, not archived.\r\n"
    "isPartOf: the demonstration brand of sprawl\r\n"
)


@dataclass(frozen=True, slots=True)
class Answer:
    """What a server answers to one address."""

    url: str
    body: bytes
    status: int = 200
    media_type: str = "text/html; charset=utf-8"
    location: str = ""


def write(path: Path, answers: Iterable[Answer]) -> None:
    """Write the answers in order, dated evenly between the first and the last day of the crawl."""
    listed = list(answers)
    step = (END - BEGIN) / max(len(listed) - 1, 1)
    with path.open("wb") as out:
        writer = WARCWriter(out, gzip=True, warc_version="1.1")
        writer.write_record(_info(writer))
        for number, answer in enumerate(listed):
            writer.write_record(_record(writer, answer, BEGIN + step * number))


def _named(key: str, when: datetime) -> dict[str, str]:
    date = when.replace(microsecond=0).isoformat() + "Z"
    return {"WARC-Record-ID": f"<urn:uuid:{uuid.uuid5(uuid.NAMESPACE_URL, key)}>", "WARC-Date": date}


def _info(writer: WARCWriter) -> ArcWarcRecord:
    body = INFO.encode()
    named = {"WARC-Type": "warcinfo", "WARC-Filename": "demo.warc.gz", **_named("warcinfo", BEGIN)}
    headers = StatusAndHeaders("", list(named.items()), protocol="WARC/1.1")
    return writer.create_warc_record("", "warcinfo", warc_headers=headers, payload=BytesIO(body), length=len(body))


def _record(writer: WARCWriter, answer: Answer, when: datetime) -> ArcWarcRecord:
    lines = [("Content-Type", answer.media_type), ("Content-Length", str(len(answer.body)))]
    if answer.location:
        lines.append(("Location", answer.location))
    http = StatusAndHeaders(f"{answer.status} {REASON[answer.status]}", lines, protocol="HTTP/1.1")
    return writer.create_warc_record(
        answer.url,
        "response",
        payload=BytesIO(answer.body),
        length=len(answer.body),
        warc_headers_dict=_named(answer.url, when),
        http_headers=http,
    )
