"""How many of a list of hostile URLs make us connect to an address that is not public?

    python benchmarks/crawl/ssrf.py PAYLOADS.jsonl [PAYLOADS.jsonl …]

Each line is JSON with "payload", a URL, an address or a block of addresses. Each is fetched as it is, and as the
target of a redirect. Names resolve to a public address first and to a private one from then on (rebinding).
"""

from __future__ import annotations

import collections
import ipaddress
import itertools
import json
import re
import socket
import sys
import threading
from pathlib import Path

from sprawl.web.deadline import Budget
from sprawl.web.exchange import Answer, follow
from sprawl.web.fetch import Fetcher
from sprawl.web.politeness import Pace

connects: list[str] = []


class Watched(socket.socket):
    """Notes where it would go, and goes nowhere."""

    def connect(self, address: tuple[str, int]) -> None:  # type: ignore[override]
        connects.append(address[0])
        raise ConnectionRefusedError


def public(address: str) -> bool:
    return ipaddress.ip_address(address).is_global


def urls(payload: str) -> list[str]:
    """A block of addresses stands for its second one; an address for its URL."""
    if re.fullmatch(r"[0-9a-fA-F.:]+/\d+", payload):
        payload = str(ipaddress.ip_network(payload)[1])
    try:
        address = ipaddress.ip_address(payload)
    except ValueError:
        return [payload]
    return [f"http://[{address}]/" if address.version == 6 else f"http://{address}/"]


def main(paths: list[str]) -> None:
    import sprawl.web.connections as connections

    connections.DeadlineSocket = Watched  # type: ignore[assignment,misc]
    rows = [json.loads(line) for path in paths for line in Path(path).read_text().splitlines()]
    answers = itertools.cycle([["93.184.215.14"], ["127.0.0.1"]])
    errors: collections.Counter[str] = collections.Counter()
    with Fetcher(lookup=lambda host: next(answers), pace=Pace(16, 0.0), sleep=lambda seconds: None) as fetch:
        for url in itertools.chain.from_iterable(urls(str(row["payload"])) for row in rows):
            errors[fetch(url).error] += 1
            redirect = Answer(302, (("Location", url),))
            errors[
                follow(
                    "http://93.184.215.14/",
                    lambda hop, first=redirect: first if hop.endswith(".14/") else fetch._ruled(hop, Budget(5.0)),
                ).error
            ] += 1
    inside = [address for address in connects if not public(address)]
    print(f"{len(rows)} payloads: {len(connects)} connects, {len(inside)} to addresses that are not public")
    print(dict(errors), sorted(set(inside)), sorted(set(connects)), threading.active_count())


if __name__ == "__main__":
    main(sys.argv[1:])
