"""What is known of an account: declared before observed before inferred; a contradiction is not knowledge."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from sprawl.model import Entry, Fact

_ORIGINS = {"declared": 0, "observed": 1, "inferred": 2}
YES = frozenset({"yes", "true", "1", "on", "open", "active"})


@dataclass(frozen=True, slots=True)
class Known:
    """One answer, with where it comes from."""

    value: str
    origin: str  # declared, observed, inferred, assumed
    source: str = ""

    @property
    def yes(self) -> bool:
        return self.value.casefold() in YES


Knowledge = Mapping[str, Known]


class Facts:
    """All facts, asked by account: its id, its ref, its unit and department, in that order."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._by_subject: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            self._by_subject[fact.subject].append(fact)

    def of(self, entry: Entry) -> tuple[dict[str, Known], list[str]]:
        """What the facts say of an account, by name, and the names on which they contradict each other."""
        offered: dict[str, list[tuple[tuple[int, int], Fact]]] = defaultdict(list)
        for nearness, subject in enumerate(_subjects(entry)):
            for fact in self._by_subject.get(subject, ()):
                offered[fact.name].append(((_ORIGINS.get(fact.origin, 2), nearness // 2), fact))
        known, conflicts = {}, []
        for name in sorted(offered):
            answer = _best(offered[name])
            if answer is None:
                conflicts.append(name)
            else:
                known[name] = Known(answer.value.strip(), answer.origin, answer.source or answer.by)
        return known, conflicts


def _subjects(entry: Entry) -> Iterator[str]:
    """Pairs of equally near subjects: the account itself, its department."""
    yield entry.id or entry.ref
    yield entry.ref
    yield f"department:{entry.unit}" if entry.unit else ""
    yield f"department:{entry.department}" if entry.department else ""


def _best(offers: list[tuple[tuple[int, int], Fact]]) -> Fact | None:
    """The nearest and newest fact, or None when two that are equally so disagree."""
    rank = min(order for order, _ in offers)
    rivals = [fact for order, fact in offers if order == rank]
    newest = max(fact.as_of for fact in rivals)
    rivals = sorted(
        (fact for fact in rivals if fact.as_of == newest), key=lambda fact: (fact.value, fact.source, fact.by)
    )
    return rivals[0] if len({fact.value.strip().casefold() for fact in rivals}) == 1 else None
