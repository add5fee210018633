"""From the parts of an address to an account, or to the reason why it is none."""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import quote, unquote_plus

from sprawl.model import Account
from sprawl.platforms.patterns import Pattern, parse_pattern
from sprawl.platforms.tables import Form, Platform

__all__ = ["Maker", "Reader", "Reading", "Rule", "form_rules", "plain_words", "word_rules"]


@dataclass(frozen=True, slots=True)
class Reading:
    """What a URL is. ``reason`` says why there is no account, or what is odd about the one there is.

    ``author`` is the account that published it, where the URL of a post names it.
    """

    url: str
    account: Account | None = None
    reason: str = ""
    author: Account | None = None
    platform: str = ""               # also known where there is no account


class Maker:
    """Writes the accounts of one form: its templates, cut where the handle goes."""

    __slots__ = ("fold", "form", "hosted", "kind", "ref", "slug", "url", "valid")

    def __init__(self, slug: str, form: Form) -> None:
        self.slug, self.form, self.kind, self.hosted = slug, form, form.kind, form.hosted
        before, _, after = form.ref.partition("{handle}")
        self.ref = (f"{slug}:{before}", after)
        before, _, after = form.url.partition("{handle}")
        self.url = (before, after)
        self.fold = form.case == "ignore"
        self.valid = re.compile(form.handle, re.I).fullmatch

    def make(self, handle: str, host: str = "") -> Account:
        """The account with this handle; ``host`` is the instance that showed it, for hosted forms."""
        if not handle.isascii():
            handle = unicodedata.normalize("NFC", handle)
        if self.hosted:
            return self._make_hosted(handle, host)
        key = handle.lower() if self.fold else handle
        before, after = self.ref
        start, end = self.url
        shown = key if key.isascii() else quote(key, safe="@:+.~!$&'()*,;=")
        return Account(f"{before}{key}{after}", self.slug, handle, self.kind, f"{start}{shown}{end}")

    def _make_hosted(self, handle: str, host: str) -> Account:
        user, _, home = handle.lstrip("@!").partition("@")
        home = (home or host).lower()
        key = f"{user.lower()}@{home}"
        before, after = self.ref
        url = self.form.url.replace("{user}", user.lower()).replace("{host}", home)
        return Account(f"{before}{key}{after}", self.slug, f"{user}@{home}", self.kind, url)


class Rule:
    """One pattern, and what an address that fits it is."""

    __slots__ = ("archive", "find", "link", "maker", "match", "named", "openness", "pattern", "reason", "slug")

    def __init__(
        self, pattern: Pattern, reason: str, maker: Maker | None = None, slug: str = "", archive: bool = False
    ) -> None:
        self.pattern, self.reason, self.maker, self.archive = pattern, reason, maker, archive
        self.slug = maker.slug if maker else slug
        self.match = pattern.match
        self.find = pattern.find if pattern.parameter else None
        self.named = any("{" in part for part in pattern.segments)
        self.link, self.openness = pattern.link, pattern.openness

    def variable(self, path: str, query: str) -> str | None:
        """The handle or link in the address; "" when it fits and names none; None when it does not fit."""
        found = self.match(path)
        if found is None:
            return None
        if self.find is None:
            return found[1] if self.named else ""
        value = self.find(query)
        return self._value(unquote_plus(value[1]).strip()) if value else None

    def _value(self, value: str) -> str | None:
        if self.link or self.maker is None:
            return value
        value = value.removeprefix("@")
        return value if self.maker.valid(value) else None


class Reader:
    """Everything that is known of one host (or of all sub-domains of one), ready to be asked."""

    __slots__ = ("buckets", "rest", "slug", "words")

    def __init__(self, slug: str, rules: Iterable[Rule], words: dict[str, str]) -> None:
        self.slug, self.words = slug, words
        self.buckets: dict[str, list[Rule]] = {}
        self.rest: list[Rule] = []
        for rule in sorted(rules, key=lambda rule: rule.openness):
            self._file(rule)

    def _file(self, rule: Rule) -> None:
        words = rule.pattern.first_words
        if not words:
            self.rest.append(rule)
        for word in words:
            self.buckets.setdefault(word, []).append(rule)

    def look(self, path: str, query: str) -> tuple[Rule | None, str]:
        """The rule that fits and its variable; or None and the reason why none does."""
        first = path.partition("/")[0].lower()
        rules = self.buckets.get(first)
        if rules is None:
            reason = self.words.get(first)
            if reason is not None:
                return None, reason
            rules = self.rest
        for rule in rules:
            variable = rule.variable(path, query)
            if variable is not None:
                return rule, variable
        return None, self._refusal(first, path, rules is self.rest)

    def _refusal(self, first: str, path: str, free: bool) -> str:
        if not first:
            return "home"
        if not free:
            return self.words.get(first, "reserved")
        if any(mark in path for mark in "{}[]<>%$*"):
            return "placeholder"
        return "content" if "/" in path else "malformed"


def form_rules(platform: Platform) -> Iterable[Rule]:
    """The rules of a platform's forms: its accounts, and the posts that name them."""
    for form in platform.forms:
        maker = Maker(platform.slug, form)
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
