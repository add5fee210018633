"""An account with everything that a rule may ask of it, and the estate of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sprawl.model import Entry, Fact, Judgement, Relation, Status, Unit
from sprawl.plan.infer import hosts_of, infer
from sprawl.plan.key import Key, make_key
from sprawl.plan.known import Facts, Knowledge, Known
from sprawl.plan.mechanics import Mechanics, mechanics
from sprawl.plan.pack import Pack

_SETTLED = ("jurisdiction_class", "language")


@dataclass(frozen=True, slots=True)
class Case:
    """One account, what is known of it, and its key."""

    entry: Entry
    known: Knowledge
    key: Key
    conflicts: tuple[str, ...] = ()

    @property
    def ref(self) -> str:
        return self.entry.ref

    @property
    def mechanics(self) -> Mechanics | None:
        return mechanics(self.entry.platform)

    @property
    def counted(self) -> bool:
        """Is it one of the accounts that a total counts: ours, and there?"""
        return self.entry.relation.ours and not self.gone

    @property
    def gone(self) -> bool:
        return self.entry.status is Status.GONE or bool(self.entry.profile and self.entry.profile.gone)

    @property
    def person(self) -> bool:
        return self.entry.relation is Relation.PERSON or "person_id" in self.known

    @property
    def quiet(self) -> bool:
        return self.entry.status in (Status.DORMANT, Status.ABANDONED)

    @property
    def followers(self) -> int | None:
        return self.entry.profile.followers if self.entry.profile else None

    def value(self, name: str) -> str | None:
        """What a fact says, or None."""
        return self.known[name].value if name in self.known else None

    def yes(self, name: str) -> bool:
        """Does a fact say yes? Unknown is not yes."""
        return name in self.known and self.known[name].yes


@dataclass(frozen=True, slots=True)
class Estate:
    """All cases of a brand by ref, in order, with what the plan was told."""

    brand: str
    names: tuple[str, ...]
    cases: Mapping[str, Case]
    units: Mapping[str, Unit]
    pack: Pack
    as_of: str
    hosts: frozenset[str]  # of the brand's own sites
    judged: Mapping[str, Judgement]  # ref → the action that a person decided

    @property
    def counted(self) -> list[Case]:
        return [case for case in self.cases.values() if case.counted]

    @property
    def loved(self) -> int | None:
        """Followers from which an account is in the top tenth; None where fewer than ten counts are known."""
        counts = sorted(case.followers for case in self.counted if case.followers is not None)
        return counts[-(-9 * len(counts) // 10)] if len(counts) >= 10 else None


def make_estate(
    entries: Iterable[Entry],
    *,
    units: Sequence[Unit],
    facts: Iterable[Fact],
    judgements: Iterable[Judgement],
    brand: str,
    aliases: Sequence[str],
    pack: Pack,
    as_of: str,
) -> Estate:
    """Everything known of every account, estate-wide assumptions made, in the order of refs."""
    rows = sorted(entries, key=lambda entry: entry.ref)
    names, by_name, told = (brand, *aliases), {unit.name: unit for unit in units}, Facts(facts)
    gathered = [_gather(entry, told, names, by_name) for entry in rows]
    assumed = _settle([known for entry, known, _ in gathered if entry.relation.ours], told)
    cases = {}
    for entry, known, conflicts in gathered:
        known = {**{name: value for name, value in assumed.items() if name not in conflicts}, **known}
        cases[entry.ref] = Case(entry, known, make_key(entry, known, pack), conflicts)
    return Estate(brand, names, cases, by_name, pack, as_of, _own_hosts(rows), _decided(rows, judgements, as_of))


def _gather(
    entry: Entry, told: Facts, names: Sequence[str], units: Mapping[str, Unit]
) -> tuple[Entry, dict[str, Known], tuple[str, ...]]:
    """Inferred, then told. What the told contradict each other on is unknown, whatever could be inferred."""
    known, conflicts = told.of(entry)
    inferred = infer(entry, names, units)
    merged = {name: value for name, value in {**inferred, **known}.items() if name not in conflicts}
    return entry, merged, tuple(conflicts)


def _settle(everyone: Sequence[Knowledge], told: Facts) -> dict[str, Known]:
    """In an estate of one country or one language, whoever does not say is taken for the same."""
    assumed = {}
    for name in _SETTLED:
        values = {known[name].value.casefold() for known in everyone if name in known}
        if len(values) <= 1:
            value = next(iter(values), "home")
            assumed[name] = Known(value, "inferred", "no account of the estate shows another")
    return assumed


def _own_hosts(entries: Iterable[Entry]) -> frozenset[str]:
    """Hosts of the sites whose word counts: those that link to the accounts that are ours."""
    subjects = (seen.evidence.subject for entry in entries if entry.relation.ours for seen in entry.evidence)
    return hosts_of(subject.removeprefix("site:") for subject in subjects if subject.startswith("site:"))


def _decided(entries: Sequence[Entry], judgements: Iterable[Judgement], as_of: str) -> dict[str, Judgement]:
    """The standing judgements about actions, by ref."""
    rows = sorted(judgements, key=lambda judgement: (judgement.when, judgement.id))
    gone = {judgement.supersedes for judgement in rows}
    refs = {name: entry.ref for entry in entries for name in (entry.id, entry.ref) if name}
    standing = (
        row for row in rows if row.kind == "action" and row.id not in gone and not (row.until and row.until < as_of)
    )
    return {refs[subject]: row for row in standing for subject in row.subjects[:1] if subject in refs}


def by_key(cases: Iterable[Case]) -> dict[Key, list[Case]]:
    """Cases grouped by key, in the order given."""
    groups: dict[Key, list[Case]] = {}
    for case in cases:
        groups.setdefault(case.key, []).append(case)
    return groups


def departments(cases: Iterable[Case]) -> Counter[str]:
    """How many of the cases each known department runs."""
    return Counter(case.entry.department for case in cases if case.entry.department)
