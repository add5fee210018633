"""An account with everything that a rule may ask of it, and the estate of all accounts of a brand."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from sprawl.consolidation.facts import FactIndex, FactValue, FactValues
from sprawl.consolidation.infer import hosts_of, infer
from sprawl.consolidation.key import Key, make_key
from sprawl.consolidation.mechanics import Mechanics, mechanics
from sprawl.consolidation.pack import Pack
from sprawl.model import Entry, Fact, Judgement, Relation, Status, Unit

REGION, LANGUAGE = "jurisdiction_class", "language"


@dataclass(frozen=True, slots=True)
class EstateAccount:
    """One account with its facts and its key. ``conflicts``: names of the facts on which two sources disagree."""

    entry: Entry
    facts: FactValues
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
        """True for an account that is the brand's and still exists: totals count these."""
        return self.entry.relation.ours and not self.gone

    @property
    def gone(self) -> bool:
        return self.entry.status is Status.GONE or bool(self.entry.profile and self.entry.profile.gone)

    @property
    def person(self) -> bool:
        return self.entry.relation is Relation.PERSON or "person_id" in self.facts

    @property
    def silent(self) -> bool:
        return self.entry.status in (Status.DORMANT, Status.ABANDONED)

    @property
    def followers(self) -> int | None:
        return self.entry.profile.followers if self.entry.profile else None

    def value(self, name: str) -> str | None:
        """The value of a fact, or None."""
        return self.facts[name].value if name in self.facts else None

    def yes(self, name: str) -> bool:
        """True when a fact says yes; unknown is not yes."""
        return name in self.facts and self.facts[name].yes


@dataclass(frozen=True, slots=True)
class Estate:
    """All accounts of a brand by ref, in order, with the settings of the plan."""

    names: tuple[str, ...]  # of the brand
    accounts: Mapping[str, EstateAccount]
    units: Mapping[str, Unit]
    pack: Pack
    as_of: str
    hosts: frozenset[str]  # of the sites that link to the brand's accounts
    top_tenth: int | None  # followers from which an account is in the top tenth; None below ten known counts
    judged: Mapping[str, Judgement]  # ref → the action that a person decided

    @property
    def counted(self) -> list[EstateAccount]:
        return [account for account in self.accounts.values() if account.counted]

    @property
    def all_names(self) -> tuple[str, ...]:
        """The names of the brand and of its units: products, countries, legal entities."""
        return (*self.names, *(name for unit in self.units.values() for name in (unit.name, *unit.aliases)))


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
    """Every account with its facts: declared and observed ones, inferred ones, and the defaults of the estate.

    A fact on which two sources disagree is unknown, whatever could be inferred.
    """
    rows = sorted(entries, key=lambda entry: entry.ref)
    names, unit_by_name, index = (brand, *aliases), {unit.name: unit for unit in units}, FactIndex(facts)
    gathered: list[tuple[Entry, dict[str, FactValue], tuple[str, ...]]] = []
    for entry in rows:
        values, conflicts = index.of(entry)
        merged = {**infer(entry, names, unit_by_name), **values}
        gathered.append((entry, {name: value for name, value in merged.items() if name not in conflicts}, conflicts))
    defaults = EstateDefaults([values for entry, values, _ in gathered if entry.relation.ours], language)
    accounts = {}
    for entry, values, conflicts in gathered:
        filled = defaults.fill(values, conflicts)
        accounts[entry.ref] = EstateAccount(entry, filled, make_key(entry, filled, pack), conflicts)
    subjects = (seen.evidence.subject for entry in rows if entry.relation.ours for seen in entry.evidence)
    hosts = hosts_of(subject.removeprefix("site:") for subject in subjects if subject.startswith("site:"))
    judged = _judged(rows, judgements, as_of)
    return Estate(names, accounts, unit_by_name, pack, as_of, hosts, _top_tenth(accounts.values()), judged)


class EstateDefaults:
    """Defaults for unstated values: the one country of the estate, the one language of a country."""

    def __init__(self, facts: Sequence[FactValues], language: str) -> None:
        regions = {values[REGION].value.casefold() for values in facts if REGION in values}
        self._region = next(iter(regions), "home") if len(regions) < 2 else None
        self._languages: dict[str | None, set[str]] = {}
        for values in facts:
            region = values[REGION].value.casefold() if REGION in values else self._region
            if LANGUAGE in values:
                self._languages.setdefault(region, set()).add(values[LANGUAGE].value.casefold())
        self._fallback = None if self._languages else language.casefold() or "home"

    def fill(self, facts: FactValues, conflicts: Sequence[str]) -> dict[str, FactValue]:
        """The facts with country and language filled in where the other accounts agree; conflicts stay unknown."""
        filled = dict(facts)
        if REGION not in filled and self._region and REGION not in conflicts:
            filled[REGION] = FactValue(self._region, "inferred", "no account of the estate shows another")
        languages = self._languages.get(filled[REGION].value.casefold(), set()) if REGION in filled else set()
        language = self._fallback or (min(languages) if len(languages) == 1 else None)
        if LANGUAGE not in filled and language and LANGUAGE not in conflicts:
            filled[LANGUAGE] = FactValue(language, "inferred", "no account of its region shows another")
        return filled


def _top_tenth(accounts: Iterable[EstateAccount]) -> int | None:
    counts = sorted(account.followers for account in accounts if account.counted and account.followers is not None)
    return counts[-(-9 * len(counts) // 10)] if len(counts) >= 10 else None


def _judged(entries: Sequence[Entry], judgements: Iterable[Judgement], as_of: str) -> dict[str, Judgement]:
    """The judgements about actions that are neither superseded nor expired, by ref."""
    rows = sorted(judgements, key=lambda judgement: (judgement.when, judgement.id))
    superseded = {row.supersedes for row in rows}
    refs = {name: entry.ref for entry in entries for name in (entry.id, entry.ref) if name}
    current = (row for row in rows if row.kind == "action" and row.id not in superseded)
    valid = (row for row in current if not (row.until and row.until < as_of))
    return {refs[subject]: row for row in valid for subject in row.subjects[:1] if subject in refs}


def group_by_key(accounts: Iterable[EstateAccount]) -> dict[Key, list[EstateAccount]]:
    """Accounts grouped by key, in the order given."""
    groups: dict[Key, list[EstateAccount]] = {}
    for account in accounts:
        groups.setdefault(account.key, []).append(account)
    return groups


def count_departments(accounts: Iterable[EstateAccount]) -> Counter[str]:
    """How many of the accounts each known department runs."""
    return Counter(account.entry.department for account in accounts if account.entry.department)
