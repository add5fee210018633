"""The table of matching, ``weights.toml``: bits, thresholds and sentences of comparisons, flags and rules."""

from __future__ import annotations

import tomllib
from importlib.resources import files
from typing import Any

TABLE: dict[str, Any] = tomllib.loads((files("sprawl.linkage") / "weights.toml").read_text(encoding="utf-8"))
