"""What an engine is: it says only where the parts of each step run."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from typing import Protocol, TypeVar

Share = TypeVar("Share")
Piece = TypeVar("Piece")
Result = TypeVar("Result")


class Engine(Protocol):
    """Runs one step on all pieces; ``shared`` is the same for every piece. What comes out is handed out in their order
    while later ones are still at work."""

    def run(
        self, step: Callable[[Piece, Share], Result], pieces: Sequence[Piece], shared: Share
    ) -> Iterator[Result]: ...
