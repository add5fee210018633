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
class Authority:
    """What a rule rests on. It is no legal advice; a confidence of ``background`` has to be checked by hand."""

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
    basis: tuple[Authority, ...]
    sign_offs: Mapping[str, tuple[str, ...]]  # action → roles
    slow_days: int
    dormant_days: int
    notice_days: int
    archive_days: int  # lead time of an archive; above notice_days it is a duty

    def authorities(self, rule: str) -> tuple[Authority, ...]:
        """The authorities of a rule."""
        return tuple(basis for basis in self.basis if basis.rule == rule)


@cache
def pack_names() -> tuple[str, ...]:
    """The industries that have a pack."""
    folder = files("sprawl.consolidation.packs")
    return tuple(sorted(path.name.removesuffix(".toml") for path in folder.iterdir() if path.name.endswith(".toml")))


@cache
def load_pack(industry: str) -> Pack:
    """The pack of an industry laid over the general one. An unknown industry gets the general pack."""
    general = _read("general")
    own = _read(industry) if industry in pack_names() and industry != "general" else {}
    sign_offs = {**general["sign_offs"], **own.get("sign_offs", {})}
    basis = [*general["basis"], *own.get("basis", ())]
    return Pack(
        name=own.get("name", general["name"]),
        as_of=str(own.get("as_of", general["as_of"])),
        key={**general["key"], **own.get("key", {})},
        rules=frozenset(general["rules"]) | frozenset(own.get("rules", ())),
        basis=tuple(Authority(**{**row, "as_of": str(row["as_of"])}) for row in basis),
        sign_offs={action: tuple(roles) for action, roles in sign_offs.items()},
        **{**general["limits"], **own.get("limits", {})},
    )


def _read(name: str) -> dict[str, Any]:
    return tomllib.loads((files("sprawl.consolidation.packs") / f"{name}.toml").read_text(encoding="utf-8"))
