"""What is written to a WARC, and what is answered from anybody's."""

from __future__ import annotations

import gzip
import hashlib
import os
import re
import zlib
from argparse import Namespace
from pathlib import Path

import pytest

from sprawl.errors import ArchiveError, OutputError
from sprawl.web.archive import Archive, Recorder
from sprawl.web.exchange import Answer, digest_of
from sprawl.web.fetch import Fetcher
from web.serving import hang_up, moved, ok, serve

PAGE = b"<html>hello"
DATE = "2026-11-21T10:00:00Z"


def record(kind: str, url: str, block: bytes, date: str = DATE, version: str = "WARC/1.0", **headers: str) -> bytes:
    told = {
        "WARC-Type": kind,
        "WARC-Record-ID": f"<urn:{kind}:{url}:{date}>",
        "WARC-Target-URI": url,
        "WARC-Date": date,
        "Content-Type": f"application/http; msgtype={kind}",
        "Content-Length": str(len(block)),
    }
    told |= {name.replace("_", "-"): value for name, value in headers.items()}
    return (
        version.encode()
        + b"\r\n"
        + "".join(f"{k}: {v}\r\n" for k, v in told.items()).encode()
        + b"\r\n"
        + block
        + b"\r\n\r\n"
    )


def http(body: bytes = PAGE, status: str = "HTTP/1.1 200 OK", **headers: str) -> bytes:
    told = {"Content-Type": "text/html; charset=utf-8"} | {
        name.replace("_", "-"): value for name, value in headers.items()
    }
    return f"{status}\r\n".encode() + "".join(f"{k}: {v}\r\n" for k, v in told.items()).encode() + b"\r\n" + body


def page(url: str, **headers: str) -> bytes:
    return record("response", url, http(), **headers)


INFO = record("warcinfo", "", b"software: somebody's\r\n", Content_Type="application/warc-fields")
A, B = "https://www.a.example/", "https://www.b.example/"


def chunked(body: bytes) -> bytes:
    return b"%x\r\n%s\r\n0\r\n\r\n" % (len(body), body)


ARC = "1 0 x\nURL IP-address Archive-date Content-type Archive-length\n"

SHAPES = {
    "plain": page(A),
    "warc 1.1 with fractions of seconds": record(
        "response", A, http(), date="2026-11-21T10:00:00.123456Z", version="WARC/1.1"
    ),
    "brackets around the URL": record("response", A, http(), WARC_Target_URI=f"<{A}>"),
    "chunked": record("response", A, http(chunked(PAGE), Transfer_Encoding="chunked")),
    "said to be chunked": record("response", A, http(PAGE, Transfer_Encoding="chunked")),
    "gzip inside": record("response", A, http(gzip.compress(PAGE), Content_Encoding="gzip")),
    "chunked gzip inside": record(
        "response", A, http(chunked(gzip.compress(PAGE)), Transfer_Encoding="chunked", Content_Encoding="gzip")
    ),
    "gzip undone by the crawler": record("response", A, http(PAGE, Content_Encoding="gzip")),
    "http/1.0": record("response", A, http(status="HTTP/1.0 200 OK")),
    "http/2": record("response", A, http(status="HTTP/2 200")),
    "no reason": record("response", A, http(status="HTTP/1.1 200")),
    "resource": record("resource", A, PAGE, Content_Type="text/html; charset=utf-8"),
    "among others": INFO
    + record("request", A, b"GET / HTTP/1.1\r\nHost: a\r\n\r\n")
    + page(A)
    + record("metadata", A, b"via: x\r\n", Content_Type="application/warc-fields")
    + record("response", "dns:www.a.example", b"1.2.3.4", Content_Type="text/dns"),
    "request first, and a POST": record(
        "request",
        A,
        b"POST / HTTP/1.1\r\n\r\nx=1",
        date="2026-11-22T10:00:00Z",
        WARC_Concurrent_To="<urn:response:posted>",
    )
    + record("response", A, http(b"thanks"), date="2026-11-22T10:00:00Z", WARC_Record_ID="<urn:response:posted>")
    + page(A),
    "an older page, and a moment of trouble": record("response", A, http(b"old"), date="2025-01-01T00:00:00Z")
    + page(A)
    + record("response", A, http(b"sorry", status="HTTP/1.1 503 Busy"), date="2026-11-23T10:00:00Z"),
    "seen again": page(B, WARC_Payload_Digest=digest_of(PAGE))
    + record("revisit", A, http(b""), WARC_Payload_Digest=digest_of(PAGE)),
    "seen again, without headers": page(B, WARC_Payload_Digest=digest_of(PAGE))
    + record("revisit", A, b"", WARC_Payload_Digest=digest_of(PAGE)),
    "arc": f"filedesc://x.arc 0.0.0.0 20261121100000 text/plain {len(ARC)}\n{ARC}\n"
    f"{A} 1.2.3.4 20261121100000 text/html {len(http())}\n".encode()
    + http()
    + b"\n",
}


def members(data: bytes) -> bytes:
    """Each record gzipped by itself."""
    parts = data.split(b"\r\n\r\nWARC/1.")
    return b"".join(
        gzip.compress(part if n == 0 else b"WARC/1." + part)
        if n == len(parts) - 1
        else gzip.compress((part if n == 0 else b"WARC/1." + part) + b"\r\n\r\n")
        for n, part in enumerate(parts)
    )


@pytest.mark.parametrize("packing", ["plain", "gzip", "one gzip"])
@pytest.mark.parametrize("data", SHAPES.values(), ids=SHAPES)
def test_every_shape_answers_the_same(tmp_path: Path, data: bytes, packing: str) -> None:
    """Whoever wrote it, and however it is packed."""
    packed = {"plain": bytes, "gzip": members, "one gzip": gzip.compress}[packing](data)
    path = tmp_path / "x.warc"
    path.write_bytes(packed)
    archive = Archive(path)
    response = archive(A)
    assert (response.status, response.body, response.media_type, response.charset) == (
        200,
        PAGE,
        "text/html",
        "utf-8",
    )
    assert (response.fetched_at, response.truncated, response.error) == (DATE, False, "")
    assert A in archive.urls()
    assert archive.cut_at is None
    assert archive.newest >= DATE


ASKED = {
    # url asked: status, final url
    "https://www.a.example/": (200, "https://www.a.example/"),
    "https://www.a.example/#part": (200, "https://www.a.example/"),
    "https://www.a.example/?utm_source=x": (200, "https://www.a.example/?utm_source=x"),
    "http://a.example/": (200, "http://a.example/"),
    "https://www.a.example/moved": (200, "https://www.b.example/"),
    "http://www.a.example/moved": (404, "http://www.a.example/moved"),
    "https://www.a.example/away": (404, "https://elsewhere.example/"),
    "https://www.a.example/loop": (0, "https://www.a.example/loop"),
    "https://www.a.example/robots.txt": (404, "https://www.a.example/robots.txt"),
    "https://www.a.example/x": (404, "https://www.a.example/x"),
    "mailto:a@b.example": (404, "mailto:a@b.example"),
    "": (404, ""),
}


@pytest.mark.parametrize(("url", "expected"), ASKED.items(), ids=ASKED)
def test_asking(tmp_path: Path, url: str, expected: tuple[int, str]) -> None:
    """By normalized URL, redirects followed, scheme and www. forgiven; what is not there is a 404."""
    path = tmp_path / "x.warc.gz"
    gone = "HTTP/1.1 301 Moved"
    path.write_bytes(
        members(
            page(A)
            + page(B)
            + b"".join(
                record("response", A + name, http(b"", status=gone, Location=where))
                for name, where in (("moved", B), ("away", "https://elsewhere.example/"), ("loop", "loop"))
            )
        )
    )
    response = Archive(path)(url)
    assert (response.status, response.final_url) == expected


BROKEN = {
    "empty": b"",
    "text": b"hello there, this is a letter\n" * 9,
    "html": b"<html><body>no</body></html>",
    "five words": b"http://a b c d e\n",
    "png": b"\x89PNG\r\n\x1a\n" + bytes(99),
    "zip": b"PK\3\4" + bytes(99),
    "gzip of text": gzip.compress(b"hello"),
    "torn at once": page(A)[:150],
    "torn gzip": members(page(A))[:60],
    "gzip without an end": gzip.compress(page(A))[:12],
    "nul": bytes(4096),
    "sqlite": b"SQLite format 3\0" + bytes(4000),
}


@pytest.mark.parametrize("data", BROKEN.values(), ids=BROKEN)
def test_what_is_no_archive_is_one_line(tmp_path: Path, data: bytes, capfd: pytest.CaptureFixture[str]) -> None:
    """It names the file and the offset; nothing else is printed."""
    path = tmp_path / "x.warc.gz"
    path.write_bytes(data)
    with pytest.raises(ArchiveError, match=r"x\.warc\.gz: offset \d+: [^\n]+\Z"):
        Archive(path)
    assert capfd.readouterr() == ("", "")


def test_no_file_and_no_folder(tmp_path: Path) -> None:
    """A missing archive and an unwritable one are one line each."""
    with pytest.raises(ArchiveError, match="No such file"):
        Archive(tmp_path / "none.warc.gz")
    with pytest.raises(OutputError, match="No such file"):
        Recorder(tmp_path / "none" / "x.warc.gz")


@pytest.mark.parametrize("packing", [bytes, members], ids=["plain", "gzip"])
@pytest.mark.parametrize("share", [0.55, 0.7, 0.9])
def test_a_torn_tail_costs_only_itself(tmp_path: Path, packing: type[bytes], share: float) -> None:
    """What came before is used, and where it breaks off is noted."""
    whole, last = packing(page(A) + page(B)), packing(page(A))
    path = tmp_path / "x.warc"
    path.write_bytes(whole[: int(len(last) + (len(whole) - len(last)) * share) - 4])
    archive = Archive(path)
    assert archive.urls() == (A,)
    assert archive(A).body == PAGE
    assert archive(B).status == 404
    assert archive.cut_at == len(last)


def test_damage_in_the_middle_costs_only_itself(tmp_path: Path) -> None:
    """A gzipped record that cannot be read is passed over."""
    parts = [members(page(f"https://{name}.example/")) for name in "abc"]
    parts[1] = parts[1][:40] + bytes(40) + parts[1][80:]
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(parts))
    archive = Archive(path)
    assert archive.urls() == ("https://a.example/", "https://c.example/")
    assert archive.cut_at == len(parts[0])


def scattered(seed: str, size: int) -> bytes:
    """Letters that hardly pack, in lines."""
    letters = b"".join(hashlib.sha256(b"%s %d" % (seed.encode(), n)).hexdigest().encode() + b"\n" for n in range(size))
    return b"<html>" + letters


def short(url: str) -> bytes:
    """A record of 40,000 bytes and more whose length says 200."""
    whole = record("response", url, http(scattered(url, 700)))
    return gzip.compress(re.sub(rb"(?<=\r\nContent-Length: )\d+", b"200", whole, count=1))


def turned(member: bytes, at: int) -> bytes:
    """One byte changed."""
    place = at % len(member)
    return member[:place] + bytes([member[place] ^ 0x55]) + member[place + 1 :]


FINE = [gzip.compress(page(f"https://{name}.example/")) for name in "abc"]
LARGE = gzip.compress(record("response", "https://b.example/", http(scattered("b", 2000))))
DAMAGED: dict[str, tuple[list[bytes], str]] = {
    # members of an archive, and the names whose pages can still be had
    "a length that is too short": ([FINE[0], short("https://b.example/"), FINE[2]], "abc"),
    "several, one after another": ([short(f"https://{name}.example/") for name in "abcdef"], "abcdef"),
    "broken, then a length that is too short": (
        [*(turned(part, 400) for part in [LARGE] * 4), short("https://a.example/"), turned(LARGE, 9000), FINE[2]],
        "ac",
    ),
    "damage within": ([FINE[0], turned(LARGE, 40_000), FINE[2]], "ac"),
    "a wrong checksum": ([FINE[0], turned(LARGE, -6), FINE[2]], "ac"),
    "a checksum cut off": ([FINE[0], LARGE[:-4]], "ab"),
    "cut off within": ([FINE[0], LARGE[:-9000]], "a"),
    "a piece left out": ([FINE[0], LARGE[:9000] + LARGE[9900:], FINE[2]], "ac"),
    "one stream, damaged": (
        [turned(gzip.compress(page("https://a.example/") + gzip.decompress(LARGE) + page(B)), 70_000)],
        "a",
    ),
    "one stream, cut": ([gzip.compress(page("https://a.example/") + gzip.decompress(LARGE))[:-9000]], "a"),
}


@pytest.mark.parametrize(("parts", "names"), DAMAGED.values(), ids=DAMAGED)
def test_a_damaged_archive_is_read_as_far_as_it_goes(tmp_path: Path, parts: list[bytes], names: str) -> None:
    """What is whole is found, in file order; the break is told; no offset goes back."""
    path = tmp_path / "x.warc.gz"
    path.write_bytes(b"".join(parts))
    archive = Archive(path)
    assert archive.urls() == tuple(f"https://{name}.example/" for name in names)
    offsets = [archive(url).offset for url in archive.urls()]
    assert offsets == sorted(set(offsets))
    assert archive.cut_at is not None
    assert archive.cut_at <= path.stat().st_size


def recorded(path: Path, replies: dict[str, bytes], paths: list[str]) -> tuple[list[object], list[object]]:
    with (
        serve(replies) as site,
        Recorder(path) as recorder,
        Fetcher(allow_private=True, recorder=recorder, deadline=0.5, max_bytes=50_000, sleep=lambda s: None) as fetch,
    ):
        live = [fetch(site.origin + where) for where in paths]
    archive = Archive(path, max_bytes=50_000)
    return live, [archive(response.url) for response in live]


LIVE = {
    "fine": ok(PAGE),
    "gzip": ok(gzip.compress(PAGE), Content_Encoding="gzip"),
    "empty": ok(b""),
    "deflate": ok(zlib.compress(PAGE), Content_Encoding="deflate"),
    "long": ok(b"x" * 80_000),
    "bomb": ok(gzip.compress(b"x" * 900_000), Content_Encoding="gzip"),
    "image": ok(b"\x89PNG", kind="image/png"),
    "chunked": b"HTTP/1.1 200 OK\r\nTransfer-Encoding: chunked\r\n\r\n" + chunked(PAGE),
    "cut": hang_up(b"HTTP/1.1 200 OK\r\nContent-Length: 99\r\n\r\n<html>"),
    "latin": ok(b"\xe9", kind="text/html;charset=latin1"),
    "redirect": moved("/target"),
    "loop": moved("/"),
    "not found": ok(PAGE, status="404 Not Found"),
    "strange headers": ok(PAGE, X_Odd="caf\xe9 \x01 \xff", X_Empty=""),
}


@pytest.mark.parametrize("reply", LIVE.values(), ids=LIVE)
def test_a_replay_is_what_was_live(tmp_path: Path, reply: bytes) -> None:
    """Every field of every response, its offset included."""
    live, replay = recorded(tmp_path / "x.warc.gz", {"/": reply, "/target": ok(PAGE)}, ["/"])
    assert replay == live


def test_records_are_as_the_standard_says(tmp_path: Path) -> None:
    """Request and response, with digests, readable by warcio's own checker."""
    from warcio.checker import Checker

    path = tmp_path / "x.warc.gz"
    recorded(path, {"/": moved("/target"), "/target": ok(PAGE)}, ["/"])
    assert Checker(Namespace(inputs=[str(path)], verbose=False)).process_all() == 0


def test_resuming_cuts_what_was_not_whole(tmp_path: Path) -> None:
    """After a kill in the middle of a record, the file goes on from the last length that was noted."""
    path = tmp_path / "x.warc.gz"
    answer = Answer(200, (("Content-Type", "text/html"),), PAGE, PAGE, DATE, digest=digest_of(PAGE))
    with Recorder(path) as recorder:
        assert recorder.write(A, answer, {}) == 0
        length = recorder.flush()
    assert length == os.path.getsize(path)
    with open(path, "ab") as file:
        file.write(b"\x1f\x8b\x08 half a record")
    with Recorder(path, resume_at=length) as recorder:
        assert recorder.write(B, answer, {}) == length
    archive = Archive(path)
    assert archive.urls() == (A, B)
    assert archive.cut_at is None


def test_a_full_disk_leaves_whole_records(tmp_path: Path) -> None:
    """The record that does not fit is taken back, and the message is one line."""
    with (
        Recorder("/dev/full") as recorder,
        pytest.raises(OutputError, match="/dev/full: cannot be written: No space left on device"),
    ):
        recorder.write(A, Answer(200, (), PAGE, fetched_at=DATE, digest=digest_of(PAGE)), {})
