"""The facts of an account: declared wins over observed, observed over inferred; a contradiction is unknown."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from sprawl.model import Entry, Fact

_ORIGINS = {"declared": 0, "observed": 1, "inferred": 2}
YES = frozenset({"yes", "true", "1", "on", "open", "active"})


@dataclass(frozen=True, slots=True)
class FactValue:
    """The value of a fact, and where it comes from."""

    value: str
    origin: str  # declared, observed, inferred, assumed
    source: str = ""

    @property
    def yes(self) -> bool:
        return self.value.casefold() in YES


FactValues = Mapping[str, FactValue]  # fact name → value


class FactIndex:
    """All facts, looked up by account: its id, its ref, its unit and its department, in that order."""

    def __init__(self, facts: Iterable[Fact]) -> None:
        self._by_subject: dict[str, list[Fact]] = defaultdict(list)
        for fact in facts:
            self._by_subject[fact.subject].append(fact)

    def of(self, entry: Entry) -> tuple[dict[str, FactValue], tuple[str, ...]]:
        """The facts of an account by name, and the names whose facts contradict each other.

        A fact about the account itself is nearer than one about its department.
        """
        unit, department = entry.unit, entry.department
        subjects = (
            (0, entry.id or entry.ref),
            (0, entry.ref),
            (1, f"department:{unit}" if unit else ""),
            (1, f"department:{department}" if department else ""),
        )
        ranked: dict[str, list[tuple[tuple[int, int], Fact]]] = defaultdict(list)
        for distance, subject in subjects:
            for fact in self._by_subject.get(subject, ()):
                ranked[fact.name].append(((_ORIGINS.get(fact.origin, 2), distance), fact))
        values: dict[str, FactValue] = {}
        conflicts: list[str] = []
        for name in sorted(ranked):
            best = _best(ranked[name])
            if best is None:
                conflicts.append(name)
            else:
                values[name] = FactValue(best.value.strip(), best.origin, best.source or best.by)
        return values, tuple(conflicts)


def _best(ranked: list[tuple[tuple[int, int], Fact]]) -> Fact | None:
    """The newest fact of the best rank, or None when two equally new ones disagree."""
    best = min(rank for rank, _ in ranked)
    rivals = [fact for rank, fact in ranked if rank == best]
    newest = max(fact.as_of for fact in rivals)
    rivals = sorted((fact for fact in rivals if fact.as_of == newest), key=lambda f: (f.value, f.source, f.by))
    return rivals[0] if len({fact.value.strip().casefold() for fact in rivals}) == 1 else None
