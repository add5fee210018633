"""Metrics of voice and conversation: how similar the accounts sound, and how they answer."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from datetime import date
from itertools import combinations
from math import log2
from statistics import fmean

NEAR_DUPLICATE = 0.6  # Jaccard on character 4-grams; SimHash misses one changed word in a short post
SELF_SERVING = 0.20  # the 80/20 rule

Distribution = Sequence[float]


def naming_entropy(counts: Iterable[int]) -> tuple[float, float | None]:
    """Entropy in bits of the name templates in use, and the same divided by its maximum (None for one template)."""
    used = [count for count in counts if count]
    total = sum(used)
    entropy = -sum(count / total * log2(count / total) for count in used) if total else 0.0
    return entropy + 0.0, entropy / log2(len(used)) if len(used) > 1 else None


def handle_agreement(handles: Iterable[str]) -> float | None:
    """Share of the commonest handle among the platforms of one logical account, case ignored."""
    counts = Counter(handle.casefold() for handle in handles)
    return counts.most_common(1)[0][1] / counts.total() if counts else None


def jensen_shannon(left: Distribution, right: Distribution) -> float:
    """Divergence of two distributions over the same words, 0 … 1 (log2)."""
    middle = [(a + b) / 2 for a, b in zip(left, right, strict=True)]
    return (_kullback(left, middle) + _kullback(right, middle)) / 2


def _kullback(left: Distribution, right: Distribution) -> float:
    return sum(a * log2(a / b) for a, b in zip(left, right, strict=True) if a)


def vocabulary_divergence(accounts: Sequence[Distribution]) -> float | None:
    """Mean divergence of each account from the equal-weight pool; one voice is 1 minus it."""
    if not accounts:
        return None
    pool = [fmean(column) for column in zip(*accounts, strict=True)]
    return fmean(jensen_shannon(account, pool) for account in accounts)


def similarity(left: str, right: str, size: int = 4) -> float:
    """Jaccard similarity of the character n-grams of two texts, 0 … 1."""
    first, second = _grams(left, size), _grams(right, size)
    return len(first & second) / len(first | second) if first | second else 0.0


def _grams(text: str, size: int) -> set[str]:
    return {text[start : start + size] for start in range(len(text) - size + 1)} or ({text} if text else set())


def echo_rate(posts: Mapping[str, Sequence[tuple[str, str]]], days: int = 7) -> dict[str, float]:
    """For each account, the share of its posts (date, text) that another account nearly repeats within ``days``."""
    echoed: dict[str, set[int]] = {ref: set() for ref in posts}
    for left, right in combinations(sorted(posts), 2):
        for i, (day, text) in enumerate(posts[left]):
            for j, (other_day, other) in enumerate(posts[right]):
                if _days_between(day, other_day) <= days and similarity(text, other) >= NEAR_DUPLICATE:
                    echoed[left].add(i)
                    echoed[right].add(j)
    return {ref: len(echoed[ref]) / len(texts) for ref, texts in posts.items() if texts}


def _days_between(left: str, right: str) -> int:
    return abs((date.fromisoformat(left) - date.fromisoformat(right)).days)


def contradiction_rate(targets: Mapping[str, Mapping[str, str]]) -> float | None:
    """Of the campaign keys that at least two accounts use, the share that sends people to different targets.

    ``targets`` maps a key to the canonical target (link, telephone number, address) that each account gives.
    """
    shared = [set(answers.values()) for answers in targets.values() if len(answers) > 1]
    return sum(len(answers) > 1 for answers in shared) / len(shared) if shared else None


def median_wait(waits: Iterable[tuple[float, bool]]) -> float | None:
    """Kaplan-Meier median of (hours, answered); an unanswered one is censored at its hours. None: not reached."""
    rows = sorted(waits, key=lambda row: (row[0], not row[1]))
    waiting, surviving = len(rows), 1.0
    for hours, answered in rows:
        surviving *= 1 - answered / waiting
        waiting -= 1
        if surviving <= 0.5 + 1e-12:
            return hours
    return None


def answer_rate(waits: Sequence[tuple[float, bool]], hours: float) -> float | None:
    """The share answered within ``hours`` (inclusive)."""
    return sum(answered and taken <= hours for taken, answered in waits) / len(waits) if waits else None


def posts_per_reply(posts: int, replies: int) -> float | None:
    """Broadcast posts for each reply to a person; None when nobody was ever answered."""
    return posts / replies if replies else None


def conversation_share(replies: int, outbound: int) -> float | None:
    """Replies and quotes of others among everything sent."""
    return replies / outbound if outbound else None


def self_serving_gap(own: int, posts: int) -> float | None:
    """How far the share of self-serving posts exceeds one in five."""
    return max(0.0, own / posts - SELF_SERVING) if posts else None
