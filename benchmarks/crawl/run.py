"""Crawl a site as `sprawl` does: robots, recording, a reader in another process. Prints one line of JSON.

python benchmarks/crawl/run.py site --pages 5000 --latency 0.05       pages a second, peak memory
python benchmarks/crawl/run.py hostile                                what came of each bad address
python benchmarks/crawl/run.py site --peers peers/bin/python          beside Scrapy and minet, in one run
"""

from __future__ import annotations

import argparse
import json
import re
import resource
import subprocess
import sys
import tempfile
import time
from collections import Counter
from collections.abc import Iterator
from concurrent.futures import Future, ProcessPoolExecutor
from contextlib import contextmanager
from pathlib import Path
from urllib.parse import urljoin

from sprawl.model import Page, Response, Visit
from sprawl.web.archive import Archive, Recorder
from sprawl.web.crawl import crawl
from sprawl.web.fetch import Fetcher
from sprawl.web.scope import Scope

HERE = Path(__file__).parent
_LINK = re.compile(rb'href="?([^" >]{1,2000})')


def parse(url: str, body: bytes) -> Page:
    """A reader that is not the measured part: links by pattern."""
    links = dict.fromkeys(urljoin(url, found.decode("utf-8", "replace")) for found in _LINK.findall(body))
    return Page(url, links=tuple(links))


@contextmanager
def server(script: str, *options: str) -> Iterator[str]:
    with subprocess.Popen([sys.executable, str(HERE / script), *options], stdout=subprocess.PIPE) as process:
        assert process.stdout
        try:
            yield f"http://127.0.0.1:{int(process.stdout.readline())}"
        finally:
            process.kill()


def ours(origin: str, folder: str) -> tuple[list[Visit], float, dict[str, object]]:
    start = time.perf_counter()
    path = Path(folder) / "site.warc.gz"
    with (
        ProcessPoolExecutor(1) as pool,
        Recorder(path) as recorder,
        Fetcher(allow_private=True, recorder=recorder) as fetch,
    ):

        def read(response: Response) -> Future[Page]:
            return pool.submit(parse, response.final_url, response.body)

        with crawl([(f"{origin}/", 0)], fetch=fetch, read=read, scope=Scope.of([origin])) as visits:
            kept = [_light(visit) for visit in visits]
            facts: dict[str, object] = {"refused": visits.refused, "left": visits.left, "given_up": visits.given_up}
    seconds = time.perf_counter() - start
    facts["archived"] = len(Archive(path))
    return kept, seconds, facts


def _light(visit: Visit) -> Visit:
    response = visit.response
    return Visit(
        Response(
            response.url,
            response.final_url,
            response.status,
            body=response.body[:1],
            truncated=response.truncated,
            error=response.error,
        ),
        visit.depth,
        visit.via,
        visit.page,
    )


def report(name: str, pages: int, seconds: float, **facts: object) -> None:
    peak = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
    print(
        json.dumps(
            {
                "crawler": name,
                "pages": pages,
                "seconds": round(seconds, 1),
                "pages_per_second": round(pages / seconds),
                "peak_mb": peak,
            }
            | facts
        )
    )


def site(options: argparse.Namespace) -> None:
    given = ("--pages", str(options.pages), "--latency", str(options.latency))
    with server("site.py", *given) as origin, tempfile.TemporaryDirectory() as folder:
        visits, seconds, facts = ours(origin, folder)
        report("sprawl", sum(visit.page is not None for visit in visits), seconds, **facts)
    for peer in ("scrapy", "minet") if options.peers else ():
        with server("site.py", *given) as origin:
            subprocess.run([options.peers, str(HERE / "peers.py"), peer, origin], check=False)


def hostile(_: argparse.Namespace) -> None:
    with server("hostile.py") as origin, tempfile.TemporaryDirectory() as folder:
        visits, seconds, facts = ours(origin, folder)
    paths = {visit.response.url.removeprefix(origin): visit.response for visit in visits}
    for path, got in sorted(paths.items()):
        if path.startswith("/bad/"):
            print(f"{path[5:]:20} {got.status:4} {got.error or ('cut' if got.truncated else '')}")
    kinds = Counter(path.split("/")[2] for path in paths if path.startswith("/trap/"))
    report(
        "sprawl",
        len(paths),
        seconds,
        good=sum(path.startswith("/good/") for path in paths),
        traps=dict(kinds),
        **facts,
    )


if __name__ == "__main__":
    arguments = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    arguments.add_argument("what", choices=("site", "hostile"))
    arguments.add_argument("--pages", type=int, default=5000)
    arguments.add_argument("--latency", type=float, default=0.05)
    arguments.add_argument("--peers", metavar="PYTHON", help="an interpreter that has scrapy and minet")
    chosen = arguments.parse_args()
    {"site": site, "hostile": hostile}[chosen.what](chosen)
