"""Metrics of an estate: sprawl, silos between departments, proof of ownership.

Every function takes plain values and returns a plain number, or None where the number would mean nothing.
Groups are a mapping from a ref to its department; a ref that is missing from it has an unknown department.
"""

from __future__ import annotations

import random
from collections import Counter, deque
from collections.abc import Collection, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from math import prod

Link = tuple[str, str]
Edge = frozenset[str]

MIN_EDGES = 10  # below it a silo figure is noise
MAX_UNKNOWN = 0.20  # share of accounts without a department, above it a silo figure is a guess
PROVEN = 0.95


# --- sprawl -----------------------------------------------------------------


def concentration(amounts: Iterable[float]) -> float | None:
    """Herfindahl-Hirschman index of the shares, 1/N … 1; None when the amounts add up to nothing."""
    values = [value for value in amounts if value > 0]
    total = sum(values)
    return sum((value / total) ** 2 for value in values) if total else None


def effective_number(amounts: Iterable[float]) -> float | None:
    """The number of equally large accounts with the same concentration: 1 / HHI, the Hill number of order 2."""
    index = concentration(amounts)
    return None if index is None else 1 / index


def normalized_concentration(amounts: Sequence[float]) -> float | None:
    """HHI moved to 0 … 1 for any number of accounts: (HHI - 1/N) / (1 - 1/N)."""
    index, count = concentration(amounts), len(amounts)
    return None if index is None or count < 2 else (index - 1 / count) / (1 - 1 / count)


def sprawl_ratio(followers: Sequence[float]) -> float | None:
    """Accounts for each effective audience: N / V(followers)."""
    audiences = effective_number(followers)
    return None if audiences is None else len(followers) / audiences


def duplicate_excess(keys: Collection[Hashable]) -> int:
    """Accounts beyond one for each distinct key."""
    return len(keys) - len(set(keys))


@dataclass(frozen=True, slots=True)
class Dormancy:
    """Counts of accounts: silent for longer than the limit, with a known date at all, without one."""

    dormant: int
    dated: int
    undated: int


def dormancy(last_posts: Iterable[str | None], as_of: str, days: int = 180) -> Dormancy:
    """Accounts whose last post (ISO date) is more than ``days`` before ``as_of``; unknown dates counted apart."""
    dates = list(last_posts)
    limit = date.fromisoformat(as_of[:10]) - timedelta(days=days)
    known = [date.fromisoformat(text[:10]) for text in dates if text]
    return Dormancy(sum(day < limit for day in known), len(known), len(dates) - len(known))


def longest_gap(posts: Iterable[str], start: str, end: str) -> tuple[int, float]:
    """Longest silence in days inside [start, end], and the share of its weeks without a post ("going dark")."""
    first, last = date.fromisoformat(start), date.fromisoformat(end)
    days = sorted(day for day in map(date.fromisoformat, posts) if first <= day <= last)
    marks = [first, *days, last]
    longest = max((later - sooner).days for sooner, later in pairwise(marks))
    weeks = max(1, -(-((last - first).days + 1) // 7))
    return longest, 1 - len({(day - first).days // 7 for day in days}) / weeks


# --- silo -------------------------------------------------------------------


def undirected(links: Iterable[Link]) -> frozenset[Edge]:
    """Pairs of accounts of which at least one names the other."""
    return frozenset(frozenset(link) for link in links if link[0] != link[1])


def _inside(edges: Iterable[Edge], group: Mapping[str, str]) -> tuple[int, int]:
    """The number of edges within a department, and between two."""
    within = across = 0
    for edge in edges:
        departments = {group[ref] for ref in edge if ref in group}
        if all(ref in group for ref in edge):
            within, across = within + (len(departments) == 1), across + (len(departments) == 2)
    return within, across


def ei_index(edges: Iterable[Edge], group: Mapping[str, str]) -> float | None:
    """(E - I) / (E + I), -1 inward … +1 outward (Krackhardt & Stern 1988)."""
    within, across = _inside(edges, group)
    return (across - within) / (across + within) if within + across else None


def expected_ei(group: Mapping[str, str]) -> float | None:
    """The E-I index that group sizes alone would give: 1 - 2 Σ n(n-1) / N(N-1)."""
    count = len(group)
    if count < 2:
        return None
    return 1 - 2 * sum(size * (size - 1) for size in Counter(group.values()).values()) / (count * (count - 1))


def silo_gap(edges: Collection[Edge], group: Mapping[str, str]) -> float | None:
    """Expected E-I minus E-I: how much more inward the links are than group sizes explain. 0 is no silo."""
    expected, measured = expected_ei(group), ei_index(edges, group)
    return None if expected is None or measured is None else expected - measured


def permutation_p(edges: Collection[Edge], group: Mapping[str, str], rounds: int = 999, seed: int = 0) -> float | None:
    """Share of shuffled department labels with a silo gap at least as large (one-sided, (k+1)/(n+1))."""
    measured = silo_gap(edges, group)
    if measured is None:
        return None
    shuffle, refs, labels = random.Random(seed), sorted(group), [group[ref] for ref in sorted(group)]
    reached = 0
    for _ in range(rounds):
        shuffle.shuffle(labels)
        reached += (silo_gap(edges, dict(zip(refs, labels, strict=True))) or 0.0) >= measured - 1e-12
    return (reached + 1) / (rounds + 1)


def internal_external_ratio(edges: Iterable[Edge], group: Mapping[str, str]) -> float | None:
    """I / E; above 5 was called detrimentally siloed (Leonardi & Contractor 2018). None when nothing crosses."""
    within, across = _inside(edges, group)
    return within / across if across else None


def _degrees(edges: Collection[Edge], group: Mapping[str, str]) -> tuple[int, Counter[str], Counter[str]]:
    """Number of edges between known departments, edges within each, and ends in each."""
    inner, ends, total = Counter[str](), Counter[str](), 0
    for edge in edges:
        if not all(ref in group for ref in edge):
            continue
        departments = [group[ref] for ref in sorted(edge)]
        total += 1
        ends.update(departments)
        inner[departments[0]] += departments[0] == departments[1]
    return total, inner, ends


def modularity(edges: Collection[Edge], group: Mapping[str, str]) -> float | None:
    """Newman's Q of the department partition: Σ (L_c/m - (d_c/2m)²)."""
    total, inner, ends = _degrees(edges, group)
    return sum(inner[name] / total - (ends[name] / (2 * total)) ** 2 for name in sorted(ends)) if total else None


def assortativity(edges: Collection[Edge], group: Mapping[str, str]) -> float | None:
    """Newman 2003: Q / (1 - Σ a²). It is Q on another scale, so it is no independent evidence."""
    total, _, ends = _degrees(edges, group)
    quality = modularity(edges, group)
    spread = 1 - sum((count / (2 * total)) ** 2 for count in ends.values()) if total else 0.0
    return None if quality is None or not spread else quality / spread


def reciprocity(links: Iterable[Link], accounts: int) -> tuple[float, float] | None:
    """Share of links that are returned, and the same corrected for density: (r - ā) / (1 - ā)."""
    pairs = {link for link in links if link[0] != link[1]}
    density = len(pairs) / (accounts * (accounts - 1)) if accounts > 1 else 1.0
    if not pairs or density >= 1:
        return None
    share = sum((right, left) in pairs for left, right in pairs) / len(pairs)
    return share, (share - density) / (1 - density)


def hops(edges: Iterable[Edge], hub: str) -> dict[str, int]:
    """Fewest links from each account to the hub; accounts that cannot reach it are left out."""
    beside: dict[str, set[str]] = {}
    for edge in edges:
        left, right = sorted(edge)
        beside.setdefault(left, set()).add(right)
        beside.setdefault(right, set()).add(left)
    distances, queue = {hub: 0}, deque([hub])
    while queue:
        here = queue.popleft()
        for there in sorted(beside.get(here, ())):
            if there not in distances:
                distances[there] = distances[here] + 1
                queue.append(there)
    return distances


def why_no_silo(links: Collection[Link], group: Mapping[str, str], accounts: int) -> str:
    """The reason, as a sentence, for which no silo metric is meaningful; empty when one is."""
    edges = len(undirected(links))
    if edges < MIN_EDGES:
        return f"{edges} links between accounts were seen; below {MIN_EDGES} no silo figure is meaningful"
    unknown = 1 - len(group) / accounts
    if unknown > MAX_UNKNOWN:
        return (
            f"the department of {unknown:.0%} of the accounts is unknown; above {MAX_UNKNOWN:.0%} it would be a guess"
        )
    return ""


def silo(links: Collection[Link], group: Mapping[str, str], accounts: int) -> dict[str, float | None] | None:
    """All silo figures of an estate, or None where `why_no_silo` says why there are none."""
    if why_no_silo(links, group, accounts):
        return None
    edges, returned = undirected(links), reciprocity(links, accounts)
    return {
        "ei_index": ei_index(edges, group),
        "expected_ei": expected_ei(group),
        "silo_gap": silo_gap(edges, group),
        "p": permutation_p(edges, group),
        "internal_external": internal_external_ratio(edges, group),
        "modularity": modularity(edges, group),
        "reciprocity": returned[0] if returned else None,
        "reciprocity_corrected": returned[1] if returned else None,
    }


# --- ownership --------------------------------------------------------------


def owner_proof(weights: Mapping[str, float]) -> float:
    """Noisy-or of evidence weights by type (0 … 1). Similar names alone stay below `PROVEN`."""
    proof = 1 - prod(1 - weight for weight in weights.values())
    return min(proof, PROVEN - 0.01) if set(weights) <= {"name"} else proof


def department_concentration(departments: Iterable[str]) -> float | None:
    """HHI of accounts over departments."""
    return concentration(Counter(departments).values())


def contested_share(claims: Collection[Collection[str]]) -> float | None:
    """Share of accounts that at least two departments claim."""
    return sum(len(set(claim)) > 1 for claim in claims) / len(claims) if claims else None
