"""Other crawlers on the same site, from PyPI, where installed:  python peers.py scrapy|minet ORIGIN"""

from __future__ import annotations

import json
import resource
import sys
import time
from urllib.parse import urljoin


def scrapy_crawl(origin: str) -> int:
    import scrapy
    from scrapy.crawler import CrawlerProcess

    class Site(scrapy.Spider):  # type: ignore[misc]
        name = "site"
        start_urls = (f"{origin}/",)
        pages = 0

        def parse(self, response: scrapy.http.Response) -> object:
            Site.pages += 1
            for link in response.css("a::attr(href)").getall():
                if link.startswith("/"):
                    yield response.follow(link)

    process = CrawlerProcess(
        {
            "LOG_ENABLED": False,
            "CONCURRENT_REQUESTS": 32,
            "CONCURRENT_REQUESTS_PER_DOMAIN": 32,
            "ROBOTSTXT_OBEY": True,
            "TELNETCONSOLE_ENABLED": False,
            "DOWNLOAD_DELAY": 0,
        }
    )
    process.crawl(Site)
    process.start()
    return Site.pages


def minet_crawl(origin: str) -> int:
    from minet.crawl import Crawler

    def spider(job: object, response: object) -> tuple[None, list[str]]:
        links = response.soup().select("a[href]")  # type: ignore[attr-defined]
        urls = (urljoin(origin, link["href"]) for link in links)
        return None, [url for url in urls if url.startswith(origin)]

    with Crawler(spider, throttle=0, max_workers=32, domain_parallelism=32, visit_urls_only_once=True) as crawler:
        crawler.enqueue(f"{origin}/")
        return sum(1 for _ in crawler)


if __name__ == "__main__":
    peer, where = sys.argv[1:]
    start = time.perf_counter()
    try:
        pages = {"scrapy": scrapy_crawl, "minet": minet_crawl}[peer](where)
    except ImportError as missing:
        print(json.dumps({"crawler": peer, "skipped": str(missing)}))
    else:
        seconds = time.perf_counter() - start
        print(
            json.dumps(
                {
                    "crawler": peer,
                    "pages": pages,
                    "seconds": round(seconds, 1),
                    "pages_per_second": round(pages / seconds),
                    "peak_mb": resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024,
                }
            )
        )
