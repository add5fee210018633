"""Several addresses of one page: the canonical one is read, its copies are visits without a page."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from sprawl.model import Visit
from sprawl.urls import normalize, unprefixed
from sprawl.web.frontier import Frontier, Task

__all__ = ["Twins", "is_variant"]

_INDEX = re.compile(r"(?:index|default)\.\w{2,5}\Z|/\Z", re.I)


def is_variant(left: str, right: str) -> bool:
    """Do two URLs differ in no more than scheme, ``www.``, case, query, an index page or a last slash?

    Only then is rel=canonical believed: sites that call every page a copy of their front page are common.
    """
    return _bare(left) == _bare(right)


def _bare(url: str) -> tuple[str, str]:
    parts = urlsplit(url.lower())
    return unprefixed(parts.netloc), _INDEX.sub("", parts.path).rstrip("/")


class Twins:
    """Holds back what says it is a copy until the original has come; hands it out whole when that fails."""

    def __init__(self, frontier: Frontier, scope: Callable[[str], bool]) -> None:
        self._frontier = frontier
        self._scope = scope
        self._ended: dict[str, bool] = {}
        self._held: dict[str, list[Visit]] = {}
        self._lock = threading.Lock()

    def settle(self, task: Task, visit: Visit) -> tuple[Visit | None, list[Visit]]:
        """The visit as it can be handed out, None when it is held back; and those that were held back for it."""
        own = normalize(visit.response.final_url)
        original = self._original(task, visit, own)
        with self._lock:
            read = visit.page is not None and not visit.page.error
            self._ended[task.url] = self._ended[own] = read
            freed = [_copy(held) if read else held for key in {task.url, own} for held in self._held.pop(key, ())]
            return self._placed(original, visit), freed

    def _original(self, task: Task, visit: Visit, own: str) -> str:
        """The page this is a copy of, offered to the frontier; "" when it is none, or others wait for it itself."""
        if visit.page is None or not visit.page.canonical:
            return ""
        key = normalize(visit.page.canonical)
        if key in (own, task.url) or own in self._held or not self._scope(key) or not is_variant(key, own):
            return ""
        self._frontier.offer([key], task.depth, via=visit.response.final_url)
        return key

    def _placed(self, original: str, visit: Visit) -> Visit | None:
        if not original:
            return visit
        read = self._ended.get(original)
        if read is None:
            pending = self._frontier.pending(original)
            if pending:
                self._held.setdefault(original, []).append(visit)
                return None
            read = pending is False
        return _copy(visit) if read else visit

    @property
    def held(self) -> int:
        """How many are held back."""
        return sum(map(len, list(self._held.values())))

    def rest(self) -> list[Visit]:
        """What is still held back at the end: originals that never came."""
        with self._lock:
            held = [visit for visits in self._held.values() for visit in visits]
            self._held.clear()
            return held


def _copy(visit: Visit) -> Visit:
    return replace(visit, page=None)
