"""A live crawl of sites served by other programs is the same as its replay: Debian's nginx, Python's own server."""

from __future__ import annotations

import os
import re
import shutil
import socket
import subprocess
import sys
import time
from collections.abc import Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from dataclasses import replace
from pathlib import Path

import pytest

from sprawl.model import Page, Response, Visit
from sprawl.urls import resolve
from sprawl.web.archive import Archive, Recorder
from sprawl.web.crawl import crawl
from sprawl.web.fetch import Fetcher
from sprawl.web.scope import Scope

NGINX = """
daemon off; pid {folder}/nginx.pid; error_log {folder}/error.log; worker_processes 1; events {{}}
http {{
  access_log off; client_body_temp_path {folder}/b; proxy_temp_path {folder}/p; fastcgi_temp_path {folder}/f;
  uwsgi_temp_path {folder}/u; scgi_temp_path {folder}/s; types {{ text/html html; text/plain txt; image/png png; }}
  server {{
    listen 127.0.0.1:{port}; root {root}; gzip on; gzip_min_length 1; gzip_types *; charset utf-8;
    location = /old {{ return 301 /section/; }}
    location = /busy {{ add_header Retry-After 0 always; return 503; }}
  }}
}}
"""


LINKS = "".join(f'<a href="{where}">x</a>' for where in ("/section/", "/old", "/gone", "/no.html", "/busy"))


@pytest.fixture
def root(tmp_path: Path) -> Path:
    """A small site: two sections, a picture, a page that robots.txt forbids, links that lead nowhere."""
    folder = tmp_path / "root"
    (folder / "section").mkdir(parents=True)
    (folder / "index.html").write_text(f"<!doctype html><html><body>{LINKS}<img src=a.png><a href=a.png>p</a>")
    (folder / "section" / "index.html").write_text("<html>" + "".join(f'<a href="{n}.html">x</a>' for n in range(20)))
    for number in range(20):
        (folder / "section" / f"{number}.html").write_text(f'<html><p>{"é" * 500}</p><a href="/">home</a>')
    (folder / "a.png").write_bytes(b"\x89PNG\r\n" + bytes(999))
    (folder / "no.html").write_text("<html>no")
    (folder / "robots.txt").write_text("User-agent: *\nDisallow: /no.html\n")
    return folder


def free_port() -> int:
    with socket.create_server(("127.0.0.1", 0)) as probe:
        return int(probe.getsockname()[1])


@contextmanager
def running(command: list[str], port: int) -> Iterator[str]:
    with subprocess.Popen(command, stdout=subprocess.DEVNULL, stderr=subprocess.DEVNULL) as process:
        try:
            for _ in range(200):
                with socket.socket() as probe:
                    if probe.connect_ex(("127.0.0.1", port)) == 0:
                        break
                time.sleep(0.05)
            yield f"http://127.0.0.1:{port}"
        finally:
            process.terminate()


@contextmanager
def nginx(root: Path) -> Iterator[str]:
    program = shutil.which("nginx") or shutil.which("nginx", path="/usr/sbin")
    assert program, "install Debian's nginx-light"
    port = free_port()
    config = root.parent / "nginx.conf"
    rights = "user root;" if os.geteuid() == 0 else ""  # its workers read the folders of pytest
    config.write_text(rights + NGINX.format(folder=root.parent, root=root, port=port))
    with running([program, "-c", str(config), "-e", str(root.parent / "error.log")], port) as origin:
        yield origin


@contextmanager
def http_server(root: Path) -> Iterator[str]:
    port = free_port()
    command = [sys.executable, "-m", "http.server", str(port), "--bind", "127.0.0.1", "--directory", str(root)]
    with running(command, port) as origin:
        yield origin


def parse(response: Response) -> Page:
    links = [resolve(response.final_url, link) for link in re.findall(r'href="?([^" >]+)', response.body.decode())]
    return Page(response.final_url, links=tuple(dict.fromkeys(filter(None, links))))


def visited(origin: str, fetch: object) -> dict[str, Visit]:
    with ThreadPoolExecutor(1) as pool:

        def read(response: Response) -> Future[Page]:
            return pool.submit(parse, response)

        with crawl([(f"{origin}/", 0)], fetch=fetch, read=read, scope=Scope.of([origin])) as visits:  # type: ignore[arg-type]
            return {visit.response.url: visit for visit in visits}


def lasting(response: Response) -> Response:
    """Without what tells the second request for one page from the first, and how often a busy server was asked."""
    return replace(response, offset=None, fetched_at="", error="")


@pytest.mark.parametrize("server", [nginx, http_server])
def test_live_is_its_replay(root: Path, server: object) -> None:
    """Every visit and every page is the same, but for what was never fetched."""
    path = root.parent / "live.warc.gz"
    with (
        server(root) as origin,  # type: ignore[operator]
        Recorder(path) as recorder,
        Fetcher(allow_private=True, recorder=recorder) as fetch,
    ):
        live = visited(origin, fetch)
    replay = visited(origin, Archive(path))
    forbidden = f"{origin}/no.html"
    assert (live.pop(forbidden).response.error, replay.pop(forbidden).response.status) == ("robots", 404)
    assert {url: (lasting(visit.response), visit.depth) for url, visit in live.items()} == {
        url: (lasting(visit.response), visit.depth) for url, visit in replay.items()
    }
    assert {visit.page for visit in live.values()} == {visit.page for visit in replay.values()}
    pages = [visit for visit in live.values() if visit.page]
    assert len(pages) == 22
    assert all(visit.response.status == 200 for visit in pages)
