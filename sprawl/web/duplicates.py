"""Pages with several URLs: the canonical one is read, its copies are visits without a page."""

from __future__ import annotations

import re
import threading
from collections.abc import Callable
from dataclasses import replace
from urllib.parse import urlsplit

from sprawl.model import Visit
from sprawl.urls import normalize, unprefixed
from sprawl.web.frontier import Frontier, Task

__all__ = ["Duplicates", "is_variant"]

_INDEX = re.compile(r"(?:index|default)\.\w{2,5}\Z|/\Z", re.I)


def is_variant(left: str, right: str) -> bool:
    """True where two URLs differ only in scheme, ``www.``, case, query, an index page or a last slash.

    Only then does rel=canonical count: many sites call every page a copy of their front page.
    """
    return _bare(left) == _bare(right)


def _bare(url: str) -> tuple[str, str]:
    parts = urlsplit(url.lower())
    return unprefixed(parts.netloc), _INDEX.sub("", parts.path).rstrip("/")


class Duplicates:
    """Keeps a page that names another as its original until that is read; when it fails, the page counts itself."""

    def __init__(self, frontier: Frontier, scope: Callable[[str], bool]) -> None:
        self._frontier = frontier
        self._scope = scope
        self._ended: dict[str, bool] = {}
        self._waiting: dict[str, list[Visit]] = {}
        self._lock = threading.Lock()

    def settle(self, task: Task, visit: Visit) -> tuple[Visit | None, list[Visit]]:
        """The visit where it is complete, None where it waits for its original; and the copies that waited for it."""
        own = normalize(visit.response.final_url)
        original = self._original(task, visit, own)
        with self._lock:
            read = visit.page is not None and not visit.page.error
            self._ended[task.url] = self._ended[own] = read
            copies = [copy for key in {task.url, own} for copy in self._waiting.pop(key, ())]
            return self._complete(original, visit), [_copy(copy) if read else copy for copy in copies]

    def _original(self, task: Task, visit: Visit, own: str) -> str:
        """The original of this page, offered to the frontier; "" where it is no copy, or others wait for it."""
        if visit.page is None or not visit.page.canonical:
            return ""
        key = normalize(visit.page.canonical)
        if key in (own, task.url) or own in self._waiting or not self._scope(key) or not is_variant(key, own):
            return ""
        self._frontier.offer([key], task.depth, via=visit.response.final_url)
        return key

    def _complete(self, original: str, visit: Visit) -> Visit | None:
        if not original:
            return visit
        read = self._ended.get(original)
        if read is None:
            pending = self._frontier.pending(original)
            if pending:
                self._waiting.setdefault(original, []).append(visit)
                return None
            read = pending is False
        return _copy(visit) if read else visit

    @property
    def waiting(self) -> int:
        """The number of visits that wait for their originals."""
        return sum(map(len, list(self._waiting.values())))

    def rest(self) -> list[Visit]:
        """The visits that still wait at the end, because their originals never came."""
        with self._lock:
            rest = [visit for visits in self._waiting.values() for visit in visits]
            self._waiting.clear()
            return rest


def _copy(visit: Visit) -> Visit:
    return replace(visit, page=None)
