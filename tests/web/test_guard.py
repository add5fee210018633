"""Only public addresses are spoken to, whatever they are dressed up as."""

from __future__ import annotations

import time

import pytest

from sprawl.web.fetch import Fetcher
from sprawl.web.guard import Guard, Refusal, is_loopback, is_public
from web.serving import ok, serve

PRIVATE = [
    "0.0.0.0",
    "0.1.2.3",
    "10.0.0.1",
    "100.64.0.1",
    "127.0.0.1",
    "127.255.255.254",
    "169.254.169.254",
    "172.16.0.1",
    "172.31.255.255",
    "192.0.0.1",
    "192.0.2.1",
    "192.88.99.1",
    "192.168.1.1",
    "198.18.0.1",
    "198.51.100.1",
    "203.0.113.1",
    "224.0.0.1",
    "240.0.0.1",
    "255.255.255.255",
    "::",
    "::1",
    "::127.0.0.1",
    "::10.0.0.1",
    "::ffff:127.0.0.1",
    "::ffff:8.8.8.8",
    "64:ff9b::127.0.0.1",
    "64:ff9b::a00:1",
    "64:ff9b:1::1",
    "100::1",
    "2001::1",
    "2001:db8::1",
    "2002:7f00:1::",
    "2002:808:808::",
    "3fff::1",
    "fc00::1",
    "fd00:ec2::254",
    "fe80::1",
    "fe80::1%eth0",
    "fec0::1",
    "ff02::1",
    "nonsense",
]
PUBLIC = ["1.1.1.1", "93.184.215.14", "172.32.0.1", "2606:4700::1111", "2a00:1450:4001::1", "64:ff9b::808:808"]


@pytest.mark.parametrize("address", PRIVATE)
def test_private(address: str) -> None:
    """Private, special, tunnelled and embedded addresses are not public."""
    assert not is_public(address)


@pytest.mark.parametrize("address", PUBLIC)
def test_public(address: str) -> None:
    """What anybody can reach is."""
    assert is_public(address)


NAMES = {
    "inside.example": ["10.0.0.1"],
    "mixed.example": ["93.184.215.14", "192.168.0.1"],
    "mapped.example": ["::ffff:127.0.0.1"],
}
HIDDEN = [
    "http://127.0.0.1/",
    "http://127.1/",
    "http://2130706433/",
    "http://0x7f000001/",
    "http://0177.0.0.1/",
    "http://0/",
    "http://0x7f.1/",
    "http://[::1]/",
    "http://[::]/",
    "http://[::ffff:127.0.0.1]/",
    "http://[::127.0.0.1]/",
    "http://[64:ff9b::127.0.0.1]/",
    "http://[2002:7f00:1::]/",
    "http://169.254.169.254/latest/meta-data/",
    "http://①②⑦.⓪.⓪.①/",
    "http://public.example@127.0.0.1/",
    "http://127.0.0.1#@public.example/",
    "http:\\\\127.0.0.1\\",
    "http://inside.example/",
    "http://mixed.example/",
    "http://mapped.example/",
    "http:127.0.0.1/",
    "https://10.0.0.1:8443/x",
]


def lookup(host: str) -> list[str]:
    if host not in NAMES:
        raise OSError
    return NAMES[host]


@pytest.mark.parametrize("url", HIDDEN)
def test_refused_in_every_disguise(url: str) -> None:
    """No spelling of a private address, and no name that has one, is connected to."""
    with Fetcher(lookup=lookup) as fetch:
        assert fetch(url).error == "private-address"


def test_the_checked_address_is_the_one_connected_to() -> None:
    """A name is looked up once for a connection, so a second, different answer is of no use to anybody."""
    asked: list[str] = []

    def rebinding(host: str) -> list[str]:
        asked.append(host)
        return ["127.0.0.1"] if len(asked) == 1 else ["10.255.255.1"]

    with serve({}, ok("<html>")) as site, Fetcher(allow_private=True, lookup=rebinding) as fetch:
        port = site.origin.rpartition(":")[2]
        assert fetch(f"http://rebinding.example:{port}/").status == 200
        assert asked == ["rebinding.example"]
        assert "host: rebinding.example" in site.requests[-1].head.lower()


def test_a_second_answer_cannot_lead_inside() -> None:
    """Every new connection is checked again."""
    answers = iter([["93.184.215.14"], ["127.0.0.1"]])
    guard = Guard(lookup=lambda host: next(answers))
    assert guard.addresses("rebinding.example", 1.0) == ["93.184.215.14"]
    with pytest.raises(Refusal, match="private-address"):
        guard.addresses("rebinding.example", 1.0)


def test_a_hanging_resolver_is_left() -> None:
    """It cannot be interrupted, but nobody has to wait for it."""
    start = time.monotonic()
    with pytest.raises(Refusal, match="timeout"):
        Guard(lookup=lambda host: time.sleep(1.0) or []).addresses("slow.example", 0.1)
    assert time.monotonic() - start < 0.9


@pytest.mark.parametrize(
    ("host", "near"),
    [
        ("127.0.0.1", True),
        ("127.8.8.8", True),
        ("[::1]", True),
        ("localhost", True),
        ("10.0.0.1", False),
        ("localhost.example", False),
        ("", False),
    ],
)
def test_loopback(host: str, near: bool) -> None:
    """Only this machine is treated without pauses."""
    assert is_loopback(host) == near
