"""What can be told simply from what an account says: audience, subject, country, language. Always shown as inferred."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping, Sequence
from functools import cache
from urllib.parse import urlsplit

from sprawl.consolidation.known import Known
from sprawl.consolidation.speech import Voice, fold, says, subject, toml_table, voice, without, words_pattern
from sprawl.model import Entry, Relation, Unit

_AGENCY = re.compile(
    r"\b(?:managed|run|operated|maintained|moderated|betreut|gepflegt) (?:by|von) ([^.;|\n]{3,60})", re.I
)
_OWN_HANDS = frozenset(
    {"team", "teams", "staff", "department", "office", "us", "our", "members", "volunteers", "community", "unser"}
)
_SHARED_DOMAINS = frozenset(
    {"co", "me", "tv", "io", "ai", "fm", "ly", "gg", "to", "cc", "ws", "in", "id", "is", "it", "la"}
)


_COMMUNITIES = frozenset({"group", "community", "subreddit"})


@cache
def _countries() -> tuple[tuple[str, re.Pattern[str]], ...]:
    return tuple((code, words_pattern(row["names"])) for code, row in toml_table("countries.toml").items())


def country_named(text: str) -> str | None:
    """The one country or region that a folded text names."""
    found = {code for code, pattern in _countries() if pattern.search(text)}
    wide = says(text, "jurisdiction_class")
    return next(iter(found)) if len(found) == 1 else (wide if not found else None)


def _country_code(handle: str, spoken: str) -> str | None:
    """A country code that ends the handle where nothing but the brand's name stands before it, or in capitals."""
    words = spoken.split()
    code = {"uk": "gb"}.get(words[-1], words[-1]) if words else ""
    capitals = handle[-2:].isupper() and handle[-2:].casefold() == (words[-1] if words else "")
    return code if code in toml_table("countries.toml") and (len(words) == 1 or capitals) else None


def country_of_host(host: str) -> str | None:
    """The country of a country-code top-level domain that is not sold to everybody."""
    end = host.rsplit(".", 1)[-1].casefold()
    if end in ("gov", "mil"):
        return "us"
    code = {"uk": "gb"}.get(end, end)
    return code if code in toml_table("countries.toml") and end not in _SHARED_DOMAINS else None


def _hosts(entry: Entry) -> set[str]:
    """Hosts of the sites that link to the account."""
    subjects = (seen.evidence.subject for seen in entry.evidence)
    return {subject.removeprefix("site:") for subject in subjects if subject.startswith("site:")}


def _country(entry: Entry, spoken: Voice, units: Mapping[str, Unit]) -> Known | None:
    if entry.profile and entry.profile.country:
        return Known(entry.profile.country.casefold(), "observed", "its profile states the country")
    unit = units.get(entry.unit or "")
    named = unit and unit.kind == "country" and (country_named(fold(unit.name)) or fold(unit.name).strip())
    if named:
        return Known(named, "inferred", f"it belongs to the country unit {entry.unit}")
    own = country_named(spoken.name) or country_named(spoken.handle) or _country_code(entry.handle, spoken.handle)
    if own:
        return Known(own, "inferred", "its name says so")
    domains = sorted({country_of_host(host) or "" for host in _hosts(entry)})
    national = domains[0] if len(domains) == 1 else ""
    return Known(national, "inferred", "only sites of that country link to it") if national else None


def _worldwide(entry: Entry, area: str) -> Known | None:
    """The brand's bare name, shown on its site: no country is meant."""
    bare = area == "corporate" and _hosts(entry)
    return Known("global", "inferred", "it carries the brand's bare name and no country") if bare else None


def _written_in(bio: str) -> str | None:
    """The language of which the text has at least two small words, and more than of any other."""
    words = bio.split()
    counts = sorted(
        ((sum(word in row["small"] for word in words), code) for code, row in toml_table("languages.toml").items()),
        reverse=True,
    )
    return counts[0][1] if counts[0][0] >= max(2, counts[1][0] + 1) else None


def _language(entry: Entry, spoken: Voice, country: Known | None) -> Known | None:
    if entry.profile and entry.profile.language:
        return Known(
            re.split("[-_]", entry.profile.language)[0].casefold(), "observed", "its profile states the language"
        )
    for code, row in toml_table("languages.toml").items():
        if any(f" {name} " in spoken.name + spoken.handle for name in row["names"]):
            return Known(code, "inferred", "its name says so")
    written = _written_in(spoken.bio)
    if written:
        return Known(written, "inferred", "its bio is written in it")
    spoken_there = toml_table("countries.toml").get(country.value, {}).get("languages", []) if country else []
    return (
        Known(spoken_there[0], "inferred", "its country has one official language") if len(spoken_there) == 1 else None
    )


def _audience(entry: Entry, spoken: Voice) -> Known | None:
    bio = says(spoken.bio, "audience_class")  # "we work for patients" is no audience; "for physicians only" is
    value = (
        says(spoken.name, "audience_class") or says(spoken.handle, "audience_class") or (bio if bio == "hcp" else None)
    )
    if value:
        return Known(value, "inferred", "its own words say so")
    return Known("public", "inferred", "the brand's site shows it to everybody") if _hosts(entry) else None


def _product_class(entry: Entry, spoken: Voice, area: str, units: Mapping[str, Unit]) -> Known | None:
    unit = units.get(entry.unit or "")
    if unit and unit.kind == "product":
        return Known(
            "rx_product", "inferred", "a product unit is read as a prescription product until someone says otherwise"
        )
    said = says(spoken.all, "product_class")
    if said:
        return Known(said, "inferred", "its own words say so")
    return Known("corporate", "inferred", "it carries the company's name alone") if area == "corporate" else None


def infer(entry: Entry, brand: Sequence[str], units: Mapping[str, Unit]) -> dict[str, Known]:
    """Everything that an entry's own words, links and unit tell, by fact name. The department is never used."""
    spoken = voice(entry, brand)
    area = subject(spoken)
    country = _country(entry, spoken, units) or _worldwide(entry, area)
    found = {
        "jurisdiction_class": country,
        "language": _language(entry, spoken, country),
        "audience_class": _audience(entry, spoken),
        "product_or_area": Known(area, "inferred", "what its name says beside the brand"),
        "product_class": _product_class(entry, spoken, area, units),
        "person_id": Known(entry.ref, "inferred", "a person speaks there")
        if entry.relation is Relation.PERSON
        else None,
        "label": _said(spoken.all, "label"),
        "community": Known("yes", "inferred", "members speak there") if entry.kind in _COMMUNITIES else None,
        "emergency_role": _said(spoken.name + spoken.handle, "emergency_role"),
        "agency": _agency(entry, brand, units),
    }
    return {name: known for name, known in found.items() if known}


def _said(text: str, field: str) -> Known | None:
    value = says(text, field)
    return Known(value, "inferred", "its own words say so") if value else None


def _agency(entry: Entry, brand: Sequence[str], units: Mapping[str, Unit]) -> Known | None:
    """Who the bio says runs it, unless that is the brand, one of its units, or a team of its own."""
    found = _AGENCY.search(entry.profile.bio) if entry.profile else None
    spoken = fold(found.group(1)) if found else ""
    own = (name for unit in units.values() if unit.kind != "agency" for name in (unit.name, *unit.aliases))
    inside = without(spoken, brand) != spoken or any(fold(name) in spoken for name in own)
    if not found or inside or _OWN_HANDS & set(spoken.split()):
        return None
    return Known(found.group(1).strip(), "inferred", "its bio says who runs it: a sign, not a proof")


def hosts_of(urls: Iterable[str]) -> frozenset[str]:
    """Hosts of URLs, without ``www.``."""
    found = set()
    for url in urls:
        try:
            found.add((urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www."))
        except ValueError:
            continue
    return frozenset(found - {""})
