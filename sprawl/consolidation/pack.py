"""Rule packs: what an industry asks of every account, which rules it adds, and on whose authority."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any

ASK = "ask"


@dataclass(frozen=True, slots=True)
class Basis:
    """What a rule rests on. Nothing here is legal advice; what says ``background`` is to be checked by hand."""

    rule: str
    text: str
    source: str
    as_of: str
    confidence: str


@dataclass(frozen=True, slots=True)
class Pack:
    """One industry. ``key``: for each field, ``ask`` or the value that holds when nobody says otherwise."""

    name: str
    as_of: str
    key: Mapping[str, str]
    rules: frozenset[str]
    basis: tuple[Basis, ...]
    sign_offs: Mapping[str, tuple[str, ...]]  # action → roles
    slow_days: int
    dormant_days: int
    notice_days: int
    archive_days: int  # lead time of an archive; above notice_days it is a duty

    def because(self, rule: str) -> tuple[Basis, ...]:
        """The authorities of a rule."""
        return tuple(basis for basis in self.basis if basis.rule == rule)


@cache
def names() -> tuple[str, ...]:
    """The industries that have a pack."""
    folder = files("sprawl.consolidation.packs")
    return tuple(sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml")))


@cache
def load(industry: str) -> Pack:
    """The pack of an industry over the general one. Unknown industries get the general pack."""
    general = _table("general")
    if industry == "general" or industry not in names():
        return _pack(general, {})
    return _pack(general, _table(industry))


def _table(name: str) -> dict[str, Any]:
    return tomllib.loads((files("sprawl.consolidation.packs") / f"{name}.toml").read_text(encoding="utf-8"))


def _pack(general: Mapping[str, Any], own: Mapping[str, Any]) -> Pack:
    limits = {**general["limits"], **own.get("limits", {})}
    offs = {**general["sign_offs"], **own.get("sign_offs", {})}
    return Pack(
        name=own.get("name", general["name"]),
        as_of=str(own.get("as_of", general["as_of"])),
        key={**general["key"], **own.get("key", {})},
        rules=frozenset(general["rules"]) | frozenset(own.get("rules", ())),
        basis=tuple(Basis(**{**row, "as_of": str(row["as_of"])}) for row in [*general["basis"], *own.get("basis", ())]),
        sign_offs={action: tuple(roles) for action, roles in offs.items()},
        **limits,
    )
