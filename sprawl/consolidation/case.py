"""An account with everything that a rule may ask of it, and the estate of all of them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sprawl.consolidation.infer import hosts_of, infer
from sprawl.consolidation.key import Key, make_key
from sprawl.consolidation.known import Facts, Knowledge, Known
from sprawl.consolidation.mechanics import Mechanics, mechanics
from sprawl.consolidation.pack import Pack
from sprawl.model import Entry, Fact, Judgement, Relation, Status, Unit

REGION, LANGUAGE = "jurisdiction_class", "language"


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
    loved: int | None  # followers of the top tenth
    judged: Mapping[str, Judgement]  # ref → the action that a person decided

    @property
    def counted(self) -> list[Case]:
        return [case for case in self.cases.values() if case.counted]

    @property
    def known_names(self) -> tuple[str, ...]:
        """The brand's names and those of its units: products, countries, legal entities."""
        return (*self.names, *(name for unit in self.units.values() for name in (unit.name, *unit.aliases)))


def _loved(cases: Iterable[Case]) -> int | None:
    """Followers from which an account is in the top tenth; None where fewer than ten counts are known."""
    counts = sorted(case.followers for case in cases if case.counted and case.followers is not None)
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
    language: str = "",
) -> Estate:
    """Everything known of every account, estate-wide assumptions made, in the order of refs."""
    rows = sorted(entries, key=lambda entry: entry.ref)
    names, by_name, told = (brand, *aliases), {unit.name: unit for unit in units}, Facts(facts)
    gathered = [_gather(entry, told, names, by_name) for entry in rows]
    settled = Settled([known for entry, known, _ in gathered if entry.relation.ours], language)
    cases = {}
    for entry, known, conflicts in gathered:
        whole = settled.fill(known, conflicts)
        cases[entry.ref] = Case(entry, whole, make_key(entry, whole, pack), conflicts)
    decided = _decided(rows, judgements, as_of)
    return Estate(brand, names, cases, by_name, pack, as_of, _own_hosts(rows), _loved(cases.values()), decided)


def _gather(
    entry: Entry, told: Facts, names: Sequence[str], units: Mapping[str, Unit]
) -> tuple[Entry, dict[str, Known], tuple[str, ...]]:
    """Inferred, then told. What the told contradict each other on is unknown, whatever could be inferred."""
    known, conflicts = told.of(entry)
    inferred = infer(entry, names, units)
    merged = {name: value for name, value in {**inferred, **known}.items() if name not in conflicts}
    return entry, merged, tuple(conflicts)


class Settled:
    """What nobody says because it is the same for all: the country of the estate, the language of each country."""

    def __init__(self, everyone: Sequence[Knowledge], language: str) -> None:
        regions = {known[REGION].value.casefold() for known in everyone if REGION in known}
        self._region = next(iter(regions), "home") if len(regions) < 2 else None
        self._spoken: dict[str | None, set[str]] = {}
        for known in everyone:
            region = known[REGION].value.casefold() if REGION in known else self._region
            if LANGUAGE in known:
                self._spoken.setdefault(region, set()).add(known[LANGUAGE].value.casefold())
        self._fallback = None if self._spoken else language.casefold() or "home"

    def fill(self, known: Knowledge, conflicts: Sequence[str]) -> dict[str, Known]:
        """The same knowledge with the gaps closed that the others close; what is contradictory stays open."""
        whole = dict(known)
        if REGION not in whole and self._region and REGION not in conflicts:
            whole[REGION] = Known(self._region, "inferred", "no account of the estate shows another")
        spoken = self._spoken.get(whole[REGION].value.casefold(), set()) if REGION in whole else set()
        language = self._fallback or (min(spoken) if len(spoken) == 1 else None)
        if LANGUAGE not in whole and language and LANGUAGE not in conflicts:
            whole[LANGUAGE] = Known(language, "inferred", "no account of its region shows another")
        return whole


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
