"""The parts of an address → an account, or the reason why it is not one."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import fields
from types import MappingProxyType
from typing import NamedTuple
from urllib.parse import quote, unquote_plus

from sprawl.model import Account
from sprawl.platforms.clean import trimmed
from sprawl.platforms.patterns import Pattern, parse_pattern
from sprawl.platforms.tables import Form, Platform

_SAFE = "@:+.~!$&'()*,;="
_BARE = re.compile(r"https://[^/{]+/\{handle\}/?")
_new = object.__new__  # the slots of an account, filled in half the time that the constructor of a frozen class takes
_set_ref, _set_platform, _set_handle, _set_kind, _set_url = (
    getattr(Account, field.name).__set__ for field in fields(Account)
)
_UNFILLED = re.compile(r"[{}\[\]<>%$*]")
_NO_BLANKS: Mapping[str, str] = MappingProxyType({})

__all__ = ["Maker", "Reader", "Reading", "Rule", "form_rules", "plain_words", "word_rules"]


class Reading(NamedTuple):
    """What a URL is. ``reason``: why it is not an account, or what is unusual about the account.

    ``author`` is the account that published it, where the URL of a post names it.
    """

    url: str
    account: Account | None = None
    reason: str = ""
    author: Account | None = None
    platform: str = ""  # also known where there is no account


class Maker:
    """Makes the accounts of one form from its templates, which are cut at the place of the handle."""

    __slots__ = ("blanks", "defaults", "fold", "form", "hosted", "kind", "note", "ref", "slug", "url", "valid")

    def __init__(self, platform: Platform, form: Form, blanks: Mapping[str, str] = _NO_BLANKS) -> None:
        self.slug, self.form, self.kind, self.hosted = platform.slug, form, form.kind, form.hosted
        before, _, after = form.ref.partition("{handle}")
        self.ref = (f"{platform.slug}:{before}", after)
        before, _, after = form.url.partition("{handle}")
        self.url = (before, after)
        self.fold = form.case == "ignore"
        self.valid = re.compile(form.handle, re.I).fullmatch
        self.blanks = _blanks(platform, form, blanks)
        self.defaults = platform.theme_defaults
        self.note = "closed" if platform.closed else ""

    def make(self, handle: str, host: str = "") -> Account:
        """The account with this handle; ``host`` is the instance that showed it, for hosted forms."""
        if self.hosted:
            return self._make_hosted(handle, host)
        if not handle.isascii():
            return self._make_foreign(unicodedata.normalize("NFC", handle))
        key = handle.lower() if self.fold else handle
        before, after = self.ref
        start, end = self.url
        account = _new(Account)
        _set_ref(account, before + key + after)
        _set_platform(account, self.slug)
        _set_handle(account, handle)
        _set_kind(account, self.kind)
        _set_url(account, start + key + end)
        return account

    def _make_foreign(self, handle: str) -> Account:
        key = handle.lower() if self.fold else handle
        before, after = self.ref
        start, end = self.url
        return Account(before + key + after, self.slug, handle, self.kind, start + quote(key, safe=_SAFE) + end)

    def _make_hosted(self, handle: str, host: str) -> Account:
        user, _, home = handle.lstrip("@!").partition("@")
        home = (home or host).lower()
        key = f"{user.lower()}@{home}"
        before, after = self.ref
        url = self.form.url.replace("{user}", user.lower()).replace("{host}", home)
        return Account(before + key + after, self.slug, f"{user}@{home}", self.kind, url)


def _blanks(platform: Platform, form: Form, blanks: Mapping[str, str]) -> dict[str, str]:
    """Text that looks like a handle and is not → reason: placeholders, and reserved words and sub-domains."""
    kept: dict[str, str] = {}
    if form.url.startswith("https://{handle}."):
        kept = dict.fromkeys(platform.mirrors, "reserved") | plain_words(platform.subdomains)
    elif _BARE.fullmatch(form.url):
        kept = plain_words(platform.words)
    return dict(blanks) | dict.fromkeys(platform.placeholders, "placeholder") | kept


class Rule:
    """One pattern, and what an address that matches it is."""

    __slots__ = ("archive", "find", "link", "maker", "pattern", "reason", "slug")

    def __init__(
        self, pattern: Pattern, reason: str, maker: Maker | None = None, slug: str = "", archive: bool = False
    ) -> None:
        self.pattern, self.reason, self.maker, self.archive = pattern, reason, maker, archive
        self.slug = maker.slug if maker else slug
        self.find = pattern.find if pattern.parameter else None
        self.link = pattern.link

    def value(self, query: str, in_path: str = "") -> str | None:
        """The handle or link in the query, or the one from the path; None where there is none or it is not valid."""
        found = self.find(query) if self.find else None
        if found is None or in_path:
            return in_path if found else None
        value = unquote_plus(found[1]).strip()
        if self.link or self.maker is None:
            return value
        value = value if value.isalnum() else trimmed(value)
        value = value.lstrip("@+") if not self.maker.valid(value) else value
        return value if self.maker.valid(value) else None


class RuleSet:
    """Rules that are tried together, as one expression whose group shows the first that matches."""

    __slots__ = ("match", "rules")

    def __init__(self, rules: list[Rule]) -> None:
        self.rules = rules
        whole = "|".join(f"(?:{rule.pattern.expression})" for rule in rules)
        self.match = re.compile(whole, re.I).fullmatch if rules else _never

    def first_from(self, start: int, path: str, query: str) -> tuple[Rule, str] | None:
        """The first rule from ``start`` that matches path and query: some match the path alone."""
        for rule in self.rules[start:]:
            found = rule.pattern.fits(path)
            value = found and (found[1] if rule.find is None else rule.value(query, found[1]))
            if value is not None:
                return rule, value
        return None


def _never(path: str) -> None:
    return None


def _rule_sets(rules: list[Rule]) -> tuple[RuleSet, RuleSet]:
    """The rules for paths of at most one segment, and those for paths of several."""
    short, long = ([rule for rule in rules if rule.pattern.lengths[several]] for several in (0, 1))
    return RuleSet(short), RuleSet(long)


class Reader:
    """The rules of one host, or of all sub-domains of one."""

    __slots__ = ("buckets", "rest", "slug", "words")

    def __init__(self, slug: str, rules: Iterable[Rule], words: dict[str, str]) -> None:
        self.slug, self.words = slug, words
        buckets: dict[str, list[Rule]] = {}
        rest: list[Rule] = []
        for rule in sorted(rules, key=lambda rule: rule.pattern.openness):
            for word in rule.pattern.first_words:
                buckets.setdefault(word, []).append(rule)
            if not rule.pattern.first_words:
                rest.append(rule)
        self.buckets = {word: _rule_sets(bucket) for word, bucket in buckets.items()}
        self.rest = _rule_sets(rest)

    def look(self, path: str, query: str) -> tuple[Rule | None, str]:
        """The rule that matches, and its variable; or None, and the reason why none does."""
        first, slash, _ = path.partition("/")
        first = first.lower()
        rule_sets = self.buckets.get(first)
        if rule_sets is None:
            reason = self.words.get(first)
            if reason is None and "." in first:
                reason = self.words.get(first[first.rindex(".") :])  # every ".php", say
            if reason is not None:
                return None, reason
            rule_sets = self.rest
        rule_set = rule_sets[slash != ""]
        found = rule_set.match(path)
        if found is not None:
            index = found.lastindex or 0  # never None: each rule has its group
            rule = rule_set.rules[index - 1]
            if rule.find is None:
                return rule, found[index]
            fits = rule_set.first_from(index - 1, path, query)
            if fits:
                return fits
        return None, self._refusal(first, path, rule_sets is self.rest)

    def _refusal(self, first: str, path: str, free: bool) -> str:
        if not first:
            return "home"
        if not free:
            return self.words.get(first, "reserved")
        if _UNFILLED.search(path):
            return "placeholder"
        return "content" if "/" in path else "malformed"


def form_rules(platform: Platform, blanks: Mapping[str, str]) -> Iterable[Rule]:
    """The rules of a platform's forms: its accounts, and the posts that name them."""
    for form in platform.forms:
        maker = Maker(platform, form, blanks)
        yield from (Rule(parse_pattern(path, form.handle), "", maker) for path in form.paths)
        yield from (Rule(parse_pattern(post, form.handle), "content", maker) for post in form.posts)


def word_rules(words: Mapping[str, tuple[str, ...]], slug: str) -> Iterable[Rule]:
    """The rules among a table of reasons: those of its entries that are patterns."""
    for reason, entries in words.items():
        yield from (Rule(parse_pattern(entry), reason, None, slug) for entry in entries if is_pattern(entry))


def plain_words(words: Mapping[str, tuple[str, ...]]) -> dict[str, str]:
    """Word → reason, from a table of reasons: those of its entries that are one path segment."""
    return {entry.lower(): reason for reason, entries in words.items() for entry in entries if not is_pattern(entry)}


def is_pattern(entry: str) -> bool:
    return any(mark in entry for mark in "/?*{")
