"""A site to crawl: N pages in a tree, each answered after a pause. Standard library only.

    python benchmarks/crawl/site.py --pages 5000 --latency 0.05

prints its port and serves until it is ended. Page n links to its children, to its neighbours and to the sections.
"""

from __future__ import annotations

import argparse
import asyncio

FANOUT = 20
WORDS = "The department answers letters, mends roads and keeps the parks open through the year. " * 6


def links(number: int, pages: int) -> list[int]:
    children = range(number * FANOUT + 1, min(number * FANOUT + FANOUT + 1, pages))
    around = [(number + step) % pages for step in (-2, -1, 1, 2)]
    return [*range(1, 21), *children, *around]


def page(number: int, pages: int) -> bytes:
    rows = "".join(f'<li><a href="/page/{n}">Page {n}</a>' for n in links(number, pages) if n < pages)
    return (
        f"<!doctype html><html lang=en><head><meta charset=utf-8><title>Page {number}</title></head><body>"
        f"<header><a href=/>Home</a></header><main><h1>Page {number}</h1><p>{WORDS * 10}</p><ul>{rows}</ul></main>"
        f'<footer><a href="https://social.example/brand{number % 7}">Follow us</a></footer></body></html>'
    ).encode()


def answer(path: str, pages: int) -> bytes:
    if path == "/robots.txt":
        return _message("200 OK", "text/plain", b"User-agent: *\nDisallow: /private\n")
    number = 0 if path == "/" else int(path[6:]) if path.startswith("/page/") and path[6:].isdigit() else -1
    if not 0 <= number < pages:
        return _message("404 Not Found", "text/html", b"<html>no such page</html>")
    return _message("200 OK", "text/html; charset=utf-8", page(number, pages))


def _message(status: str, kind: str, body: bytes) -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: {kind}\r\nContent-Length: {len(body)}\r\n\r\n".encode() + body


async def serve(pages: int, latency: float, port: int) -> None:
    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
                await asyncio.sleep(latency)
                writer.write(answer(request.split(" ", 2)[1], pages))
        except (asyncio.IncompleteReadError, ConnectionError):
            writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", port, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    options = argparse.ArgumentParser(description=__doc__.splitlines()[0])
    options.add_argument("--pages", type=int, default=5000)
    options.add_argument("--latency", type=float, default=0.05)
    options.add_argument("--port", type=int, default=0)
    given = options.parse_args()
    asyncio.run(serve(given.pages, given.latency, given.port))
