"""Facts inferred from an account's own words, links and unit. Each has the origin "inferred" and names its reason."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from urllib.parse import urlsplit

from sprawl.consolidation.facts import FactValue
from sprawl.consolidation.own_words import (
    OwnWords,
    find_subject,
    fold,
    load_table,
    match_field,
    read_own_words,
    remove_names,
    words_pattern,
)
from sprawl.model import Entry, Relation, Unit

_AGENCY = re.compile(
    r"\b(?:managed|run|operated|maintained|moderated|betreut|gepflegt) (?:by|von) ([^.;|\n]{3,60})", re.I
)
_OWN_TEAM = frozenset("team teams staff department office us our members volunteers community unser".split())
_SHARED_DOMAINS = frozenset("co me tv io ai fm ly gg to cc ws in id is it la".split())  # sold to everybody
_COMMUNITIES = frozenset({"group", "community", "subreddit"})


def infer(entry: Entry, brand: Sequence[str], units: Mapping[str, Unit]) -> dict[str, FactValue]:
    """The facts that an entry's own words, links and unit imply, by fact name. The department is never used."""
    words = read_own_words(entry, brand)
    subject = find_subject(words)
    country = _country(entry, words, units, subject)
    person = entry.relation is Relation.PERSON
    values = {
        "jurisdiction_class": country,
        "language": _language(entry, words, country),
        "audience_class": _audience(entry, words),
        "product_or_area": _inferred(subject, "what its name says beside the brand"),
        "product_class": _product_class(entry, words, subject, units),
        "person_id": _inferred(entry.ref if person else None, "a person speaks there"),
        "label": _inferred(match_field(words.all, "label")),
        "community": _inferred("yes" if entry.kind in _COMMUNITIES else None, "members speak there"),
        "emergency_role": _inferred(match_field(words.name + words.handle, "emergency_role")),
        "agency": _inferred(_agency(entry, brand, units), "its bio says who runs it: a sign, not a proof"),
    }
    return {name: value for name, value in values.items() if value}


def _inferred(value: str | None, source: str = "its own words say so") -> FactValue | None:
    return FactValue(value, "inferred", source) if value else None


def _country(entry: Entry, words: OwnWords, units: Mapping[str, Unit], subject: str) -> FactValue | None:
    """The country of the profile, else of the unit, the name or handle, the linking sites; else none is meant."""
    if entry.profile and entry.profile.country:
        return FactValue(entry.profile.country.casefold(), "observed", "its profile states the country")
    unit = units.get(entry.unit or "")
    if unit and unit.kind == "country" and (country := country_named(fold(unit.name)) or fold(unit.name).strip()):
        return _inferred(country, f"it belongs to the country unit {entry.unit}")
    named = country_named(words.name) or country_named(words.handle) or _country_code(entry.handle, words.handle)
    if named:
        return _inferred(named, "its name says so")
    hosts = _linking_hosts(entry)
    countries = {country_of_host(host) or "" for host in hosts}
    if len(countries) == 1 and (national := countries.pop()):
        return _inferred(national, "only sites of that country link to it")
    bare = subject == "corporate" and hosts
    return _inferred("global" if bare else None, "it carries the brand's bare name and no country")


def country_named(text: str) -> str | None:
    """The one country that a folded text names; else the region wider than a country; None where it names two."""
    countries = {code for code, pattern in _country_patterns() if pattern.search(text)}
    if countries:
        return countries.pop() if len(countries) == 1 else None
    return match_field(text, "jurisdiction_class")


@cache
def _country_patterns() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, words_pattern(row["names"])) for code, row in load_table("countries.toml").items())


def _country_code(handle: str, folded: str) -> str | None:
    """The country code that ends a handle, where only the brand's name stands before it or it is in capitals."""
    words = folded.split()
    last = words[-1] if words else ""
    code = {"uk": "gb"}.get(last, last)
    capitals = handle[-2:].isupper() and handle[-2:].casefold() == last
    return code if code in load_table("countries.toml") and (len(words) == 1 or capitals) else None


def country_of_host(host: str) -> str | None:
    """The country of a host's top-level domain, unless that domain is sold to everybody.

    >>> country_of_host("acme.co.uk"), country_of_host("acme.io")
    ('gb', None)
    """
    end = host.rsplit(".", 1)[-1].casefold()
    code = {"uk": "gb", "gov": "us", "mil": "us"}.get(end, end)
    return code if code in load_table("countries.toml") and end not in _SHARED_DOMAINS else None


def _linking_hosts(entry: Entry) -> set[str]:
    """Hosts of the sites that link to the account."""
    subjects = (seen.evidence.subject for seen in entry.evidence)
    return {subject.removeprefix("site:") for subject in subjects if subject.startswith("site:")}


def _language(entry: Entry, words: OwnWords, country: FactValue | None) -> FactValue | None:
    """The language of the profile, else of the name, the bio, the country."""
    if entry.profile and entry.profile.language:
        language = re.split("[-_]", entry.profile.language)[0].casefold()
        return FactValue(language, "observed", "its profile states the language")
    table, bio = load_table("languages.toml"), words.bio.split()
    for code, row in table.items():
        if any(f" {name} " in words.name + words.handle for name in row["names"]):
            return _inferred(code, "its name says so")
    counts = sorted(((sum(word in row["small"] for word in bio), code) for code, row in table.items()), reverse=True)
    if counts[0][0] >= max(2, counts[1][0] + 1):  # two common words, and more than of any other language
        return _inferred(counts[0][1], "its bio is written in it")
    official = load_table("countries.toml").get(country.value, {}).get("languages", []) if country else []
    return _inferred(official[0] if len(official) == 1 else None, "its country has one official language")


def _audience(entry: Entry, words: OwnWords) -> FactValue | None:
    """The audience in the name or handle, of bios only "for healthcare professionals"; else the public, where shown.

    "We work for patients" in a bio names no audience.
    """
    bio = match_field(words.bio, "audience_class")
    named = match_field(words.name, "audience_class") or match_field(words.handle, "audience_class")
    if value := named or (bio if bio == "hcp" else None):
        return _inferred(value)
    return _inferred("public" if _linking_hosts(entry) else None, "the brand's site shows it to everybody")


def _product_class(entry: Entry, words: OwnWords, subject: str, units: Mapping[str, Unit]) -> FactValue | None:
    unit = units.get(entry.unit or "")
    if unit and unit.kind == "product":
        return _inferred("rx_product", "a product unit is read as a prescription product until someone says otherwise")
    if value := match_field(words.all, "product_class"):
        return _inferred(value)
    return _inferred("corporate" if subject == "corporate" else None, "it carries the company's name alone")


def _agency(entry: Entry, brand: Sequence[str], units: Mapping[str, Unit]) -> str | None:
    """Who the bio says runs it, unless that is the brand, one of its units, or a team of its own."""
    match = _AGENCY.search(entry.profile.bio) if entry.profile else None
    if not match:
        return None
    operator = fold(match.group(1))
    own = (name for unit in units.values() if unit.kind != "agency" for name in (unit.name, *unit.aliases))
    inside = remove_names(operator, brand) != operator or any(fold(name) in operator for name in own)
    return None if inside or _OWN_TEAM & set(operator.split()) else match.group(1).strip()


def hosts_of(urls: Iterable[str]) -> frozenset[str]:
    """Hosts of URLs, without ``www.``; what is no URL is left out."""
    hosts = set()
    for url in urls:
        try:
            hosts.add((urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www."))
        except ValueError:
            continue
    return frozenset(hosts - {""})
