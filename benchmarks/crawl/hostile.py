"""A site that does everything wrong, with ten good pages in it. Standard library only.

python benchmarks/crawl/hostile.py            prints its port and serves until it is ended
"""

from __future__ import annotations

import asyncio
import gzip
import re
from collections.abc import Awaitable, Callable

Talk = Callable[[asyncio.StreamWriter, int], Awaitable[None]]

HEAD = b"HTTP/1.1 200 OK\r\nContent-Type: text/html\r\n"
BOMB = gzip.compress(b"<p>" * 70_000_000, 9)
TRAPS = ("calendar", "session", "deeper", "again", "facets", "pages")


def ok(body: bytes, status: str = "200 OK", more: str = "") -> bytes:
    return f"HTTP/1.1 {status}\r\nContent-Type: text/html\r\nContent-Length: {len(body)}\r\n{more}\r\n".encode() + body


def says(data: bytes, hang: bool = False) -> Talk:
    async def talk(writer: asyncio.StreamWriter, _: int) -> None:
        writer.write(data)
        await writer.drain()
        if hang:
            await asyncio.sleep(600)

    return talk


def drips(data: bytes, every: float = 1.0) -> Talk:
    async def talk(writer: asyncio.StreamWriter, _: int) -> None:
        for number in range(10_000):
            writer.write(data[number % len(data) : number % len(data) + 1])
            await writer.drain()
            await asyncio.sleep(every)

    return talk


def floods(start: bytes, more: bytes) -> Talk:
    async def talk(writer: asyncio.StreamWriter, _: int) -> None:
        writer.write(start)
        while True:
            writer.write(more)
            await writer.drain()

    return talk


def resets(start: bytes = b"") -> Talk:
    async def talk(writer: asyncio.StreamWriter, _: int) -> None:
        writer.write(start)
        await writer.drain()
        writer.transport.abort()

    return talk


def patient(status: str, wait: str, times: int) -> Talk:
    async def talk(writer: asyncio.StreamWriter, asked: int) -> None:
        writer.write(ok(b"wait", status, f"Retry-After: {wait}\r\n") if asked <= times else ok(b"<html>thanks"))

    return talk


def nested(layers: int) -> bytes:
    body = b"<html>deep"
    for _ in range(layers):
        body = gzip.compress(body)
    return ok(body, more=f"Content-Encoding: {', '.join(['gzip'] * layers)}\r\n")


def moved(where: str) -> Talk:
    return says(ok(b"", "302 Found", f"Location: {where}\r\n"))


BAD: dict[str, Talk] = {
    "silence": says(b"", hang=True),
    "stall-headers": says(HEAD, hang=True),
    "stall-body": says(HEAD + b"Content-Length: 999\r\n\r\n<html>", hang=True),
    "stall-chunk": says(HEAD + b"Transfer-Encoding: chunked\r\n\r\n9\r\n<html>", hang=True),
    "drip-body": drips(HEAD + b"\r\n" + b"x" * 99_999),
    "drip-headers": drips(HEAD + b"X: " + b"y" * 9_999),
    "drip-fast": drips(HEAD + b"\r\n" + b"x" * 99_999, 0.01),
    "endless-headers": floods(HEAD, b"X-More: and more\r\n"),
    "endless-header": floods(HEAD + b"X: ", b"x" * 65536),
    "endless-continue": floods(b"", b"HTTP/1.1 100 Continue\r\n\r\n"),
    "endless-status": floods(b"HTTP/1.1 200 ", b"O" * 65536),
    "endless-body": floods(HEAD + b"\r\n", b"<p>" * 20_000),
    "endless-chunks": floods(HEAD + b"Transfer-Encoding: chunked\r\n\r\n", b"3\r\n<p>\r\n" * 1000),
    "ten-gigabytes": floods(HEAD + b"Content-Length: 10000000000\r\n\r\n", b"<p>" * 20_000),
    "huge-length": says(HEAD + b"Content-Length: 999999999999999999\r\n\r\n<html>"),
    "huge-chunk": says(HEAD + b"Transfer-Encoding: chunked\r\n\r\nffffffffffffffff\r\n<html>"),
    "negative-length": says(HEAD + b"Content-Length: -1\r\n\r\n<html>"),
    "two-lengths": says(HEAD + b"Content-Length: 5\r\nContent-Length: 6\r\n\r\n<html>"),
    "short": says(HEAD + b"Content-Length: 99\r\n\r\n<html>"),
    "bad-chunk": says(HEAD + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n"),
    "reset": resets(),
    "reset-headers": resets(HEAD),
    "reset-body": resets(HEAD + b"Content-Length: 99\r\n\r\n<html>"),
    "close": says(b""),
    "garbage": says(b"\x00\xff" * 500),
    "ssh": says(b"SSH-2.0-x\r\n"),
    "old": says(b"<html>nine"),
    "bomb": says(ok(BOMB, more="Content-Encoding: gzip\r\n")),
    "bomb-twice": says(ok(gzip.compress(BOMB), more="Content-Encoding: gzip, gzip\r\n")),
    "nested-5": says(nested(5)),
    "nested-50": says(nested(50)),
    "bad-gzip": says(ok(b"\x1f\x8b\x08nonsense\x00", more="Content-Encoding: gzip\r\n")),
    "unknown-encoding": says(ok(b"<html>", more="Content-Encoding: rot13\r\n")),
    "loop": moved("/bad/loop"),
    "loop-a": moved("/bad/loop-b"),
    "loop-b": moved("/bad/loop-a"),
    "to-file": moved("file:///etc/passwd"),
    "to-script": moved("javascript:alert(1)"),
    "to-nothing": moved(""),
    "to-broken": moved("http://["),
    "to-dead-port": moved("http://127.0.0.1:1/"),
    "to-nowhere": moved("http://nowhere.invalid/"),
    "429-seconds": patient("429 Slow", "2", 2),
    "503-seconds": patient("503 Busy", "2", 1),
    "429-hour": patient("429 Slow", "3600", 99),
    "503-for-ever": patient("503 Busy", "99999999999", 99),
    "429-nonsense": patient("429 Slow", "soon", 99),
    "429-again": patient("429 Slow", "1", 99),
    "500": says(ok(b"", "500 Fault")),
    "502": says(ok(b"", "502 Fault")),
    "403": says(ok(b"", "403 No")),
    "999": says(ok(b"", "999 No")),
    "204": says(b"HTTP/1.1 204 No Content\r\n\r\n"),
    "image": floods(HEAD.replace(b"text/html", b"image/png") + b"\r\n", b"\x89PNG" * 9999),
    "attributes": says(ok(b"<html><p " + b"a='1' " * 200_000 + b">")),
    "nesting": says(ok(b"<div>" * 200_000)),
}


def trap(path: str) -> bytes:
    kind, number = path.split("/")[2], sum(map(int, re.findall(r"\d+", path))) + len(path)
    links = {
        "calendar": [f"/trap/calendar/{2000 + n % 99}/{n % 12 + 1:02}" for n in (number - 1, number + 1, number + 12)],
        "session": [f"/trap/session/{number * 7 + n:08}abcdefabcdef/page" for n in range(5)],
        "deeper": [f"{path.rstrip('/')}/n{number}/"],
        "again": [f"{path.rstrip('/')}/a/", f"{path.rstrip('/')}/b/"],
        "facets": [f"/trap/facets/?color={number + n}&size={number * n % 97}" for n in range(9)],
        "pages": [f"/trap/pages/?page={number + 1}"],
    }[kind]
    return ok(b"<html>" + "".join(f'<a href="{link}">x</a>' for link in links).encode())


def good(path: str) -> bytes:
    if path == "/robots.txt":
        return ok(b"User-agent: *\nDisallow: /private\n")
    links = [
        *(f"/bad/{name}" for name in BAD),
        *(f"/trap/{name}/" for name in TRAPS),
        *(f"/good/{n}" for n in range(10)),
    ]
    rows = "".join(f'<a href="{link}">x</a>' for link in links) if path == "/" else ""
    account = f'<a href="https://social.example/brand{path[-1]}">us</a>' if path.startswith("/good/") else ""
    return ok(f"<html>{rows}{account}".encode(), "200 OK" if path == "/" or account else "404 Not Found")


async def serve() -> None:
    asked: dict[str, int] = {}

    async def talk(reader: asyncio.StreamReader, writer: asyncio.StreamWriter) -> None:
        try:
            while request := (await reader.readuntil(b"\r\n\r\n")).decode("latin-1"):
                path = request.split(" ", 2)[1]
                asked[path] = asked.get(path, 0) + 1
                if path.startswith("/bad/") and path[5:] in BAD:
                    await BAD[path[5:]](writer, asked[path])
                    break
                writer.write(trap(path) if path.startswith("/trap/") else good(path))
            await writer.drain()
        except (asyncio.IncompleteReadError, ConnectionError, asyncio.LimitOverrunError):
            pass
        writer.close()

    server = await asyncio.start_server(talk, "127.0.0.1", 0, backlog=1024)
    print(server.sockets[0].getsockname()[1], flush=True)
    async with server:
        await server.serve_forever()


if __name__ == "__main__":
    asyncio.run(serve())
