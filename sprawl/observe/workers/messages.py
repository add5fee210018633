"""Messages between `Readers` and its workers: eight bytes of length, then a pickle. Both ends are ours."""

from __future__ import annotations

import pickle
import struct
from typing import Any

__all__ = ["HEADER", "complete", "pack"]

HEADER = struct.Struct(">Q")


def pack(value: Any) -> bytes:
    """One message."""
    body = pickle.dumps(value, protocol=5)
    return HEADER.pack(len(body)) + body


def complete(buffer: bytearray) -> tuple[bool, Any]:
    """Take the first whole message out of ``buffer``: whether there is one, and its value."""
    if len(buffer) < HEADER.size:
        return False, None
    end = HEADER.size + HEADER.unpack_from(buffer)[0]
    if len(buffer) < end:
        return False, None
    value = pickle.loads(memoryview(buffer)[HEADER.size : end].tobytes())
    del buffer[:end]
    return True, value
