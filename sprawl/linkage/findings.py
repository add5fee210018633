"""What a rule over the corpus finds, and the one place where findings take effect."""

from __future__ import annotations

from collections.abc import Mapping, Sequence, Set
from dataclasses import dataclass, field
from enum import StrEnum

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.blocking import owner_references
from sprawl.linkage.corpus import Corpus, Tally, corpus_of, count_references
from sprawl.linkage.distinct_accounts import DistinctAccounts
from sprawl.linkage.flags import ALL, ALWAYS, Flag
from sprawl.linkage.spoken_words import SpokenWords
from sprawl.linkage.table import TABLE

RULE_ROWS = TABLE["rule"]


class Effect(StrEnum):
    """What is done about the subjects of findings."""

    ADD_FLAG = "adds a flag"
    DROP_FLAG = "drops a flag"
    DROP_MENTIONS = "drops mentions of these names"
    EXTENDED_NAMES = "names refer to the owner whose name they begin or end with"
    SPELLED_HANDLES = "handles refer to the owner with whose name they begin or end"
    ACTIVITY_NAMES = "names say what accounts do, not whose they are"


@dataclass(frozen=True, slots=True)
class Findings:
    """The subjects of one rule and what is done about them.

    ``accounts``: places of distinct accounts, with ``flag``, or ``rows`` where only some rows of an account are meant;
    ``words``: names or handles → the owner they refer to, or "".
    """

    effect: Effect
    flag: int = 0
    accounts: Sequence[int] = ()
    rows: Mapping[int, Sequence[int]] = field(default_factory=dict)
    words: Mapping[str, str] = field(default_factory=dict)


@dataclass(slots=True)
class CorpusState:
    """The accounts while the rules go over them. ``origin``: the place that each account had when they began;
    ``dropped``: place → mentions that were dropped; ``history``: rule → what it found, in order; ``kept``: the flags
    that are not left out."""

    distinct: DistinctAccounts
    spoken: SpokenWords
    tally: Tally
    origin: list[int]
    kept: int = ALL
    dropped: dict[int, tuple[str, ...]] = field(default_factory=dict)
    history: list[tuple[str, Findings]] = field(default_factory=list)
    _corpus: Corpus | None = None
    _references: list[tuple[str, ...]] | None = None

    @classmethod
    def of(cls, distinct: DistinctAccounts, spoken: SpokenWords, without: Set[str] = frozenset()) -> CorpusState:
        """The state before any rule. ``without``: ``flag.NAME`` of flags to leave out."""
        kept = sum(flag.value for flag in Flag if f"flag.{flag.label}" not in without)
        if kept != ALL:
            distinct.accounts[:] = [each._replace(flags=each.flags & kept) for each in distinct.accounts]
        tally = Tally(distinct.accounts, distinct.counts)
        return cls(distinct, spoken, tally, list(range(len(distinct.accounts))), kept)

    @property
    def accounts(self) -> Sequence[ParsedAccount]:
        """The distinct accounts, as the rules so far have left them."""
        return self.distinct.accounts

    @property
    def corpus(self) -> Corpus:
        """What the accounts show, counted when first asked for: after the rules that flag copies."""
        if self._corpus is None:
            self._corpus = corpus_of(self.tally)
        return self._corpus

    @property
    def references(self) -> list[tuple[str, ...]]:
        """The keys that each account refers to, found and counted when asked for after something changed."""
        if self._references is None:
            self._references = [owner_references(account, self.corpus) for account in self.accounts]
            self.corpus.references = count_references(self.accounts, self.distinct.counts, self._references)
        return self._references

    @property
    def reference_counts(self) -> Mapping[str, Mapping[str, int]]:
        """`Corpus.references`, counted after the last change."""
        return self.corpus.references if self.references else {}

    def apply(self, rule: str, findings: Findings) -> None:
        """Carry out findings and keep them."""
        if findings.flag & ~self.kept:
            return
        self.history.append((rule, findings))
        if findings.effect not in (Effect.ADD_FLAG, Effect.DROP_FLAG):
            self._references = None
        match findings.effect:
            case Effect.ADD_FLAG if findings.rows:
                self._flag_rows(findings)
            case Effect.ADD_FLAG | Effect.DROP_FLAG:
                self._change_flag(findings)
            case Effect.DROP_MENTIONS:
                self._drop_mentions(findings.words.keys())
            case Effect.EXTENDED_NAMES:
                self.corpus.extended_names = findings.words
            case Effect.SPELLED_HANDLES:
                self.corpus.spelled_handles = findings.words
            case Effect.ACTIVITY_NAMES:
                self.corpus.activity_names = frozenset(findings.words)

    def _change_flag(self, findings: Findings) -> None:
        accounts, flag = self.distinct.accounts, findings.flag
        added = flag if findings.effect is Effect.ADD_FLAG else 0
        for place in findings.accounts:
            accounts[place] = accounts[place]._replace(flags=accounts[place].flags & ~flag | added)
        if added & ALWAYS:
            self.tally.drop(findings.accounts)

    def _flag_rows(self, findings: Findings) -> None:
        parents = self.distinct.flag_rows(findings.rows, findings.flag)
        self.origin.extend([self.origin[place] for place in parents])
        self.references.extend([self.references[place] for place in parents])

    def _drop_mentions(self, words: Set[str]) -> None:
        accounts = self.distinct.accounts
        for place, account in enumerate(accounts):
            if account.mentions and not words.isdisjoint(account.mentions):
                kept = tuple(mention for mention in account.mentions if mention not in words)
                self.dropped[place] = self.dropped.get(place, ()) + tuple(m for m in account.mentions if m in words)
                accounts[place] = account._replace(mentions=kept)


@dataclass(frozen=True, slots=True)
class Changes:
    """What the rules changed about each account, by its place after all rules.

    ``history``: what each rule found, in order; ``dropped``: place when the rules began → mentions that were dropped;
    ``origin``: that place of each account.
    """

    history: Sequence[tuple[str, Findings]] = ()
    dropped: Mapping[int, Sequence[str]] = field(default_factory=dict)
    origin: Sequence[int] = ()

    def of(self, place: int, account: ParsedAccount) -> list[str]:
        """A sentence for each rule that dropped or added something about an account."""
        lines = []
        for rule, findings in self.history:
            subject = self._subject(findings, self.origin[place], account)
            if subject is not None:
                lines.append(RULE_ROWS[rule]["say"].format(subject=subject))
        return lines

    def _subject(self, findings: Findings, origin: int, account: ParsedAccount) -> str | None:
        """What about the account the findings concern, or None."""
        words = findings.words
        match findings.effect:
            case Effect.ADD_FLAG if findings.rows:
                return "" if origin in findings.rows and account.flags & findings.flag else None
            case Effect.ADD_FLAG | Effect.DROP_FLAG:
                return "" if origin in findings.accounts else None
            case Effect.DROP_MENTIONS:
                return ", ".join(word for word in self.dropped.get(origin, ()) if word in words) or None
            case Effect.SPELLED_HANDLES:
                return words.get(account.handle)
            case Effect.EXTENDED_NAMES:
                return words.get(account.key)
            case Effect.ACTIVITY_NAMES:
                return account.key if account.key in words else None
