"""What can be told simply from what an account says: audience, subject, country, language. Always shown as inferred."""

from __future__ import annotations

import re
import tomllib
import unicodedata
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from functools import cache
from importlib.resources import files
from typing import Any
from urllib.parse import urlsplit

from sprawl.model import Entry, Relation, Unit
from sprawl.plan.known import Known

_CAMEL = re.compile(r"(?<=[a-z])(?=[A-Z])|(?<=[A-Z])(?=[A-Z][a-z])")
_WORD = re.compile(r"[^\W\d_]+")
_AGENCY = re.compile(r"\b(?:managed|run|operated|maintained|moderated|betreut|gepflegt) (?:by|von) ([^.;|\n]{3,60})", re.I)
_SHARED_DOMAINS = frozenset({"co", "me", "tv", "io", "ai", "fm", "ly", "gg", "to", "cc", "ws", "in", "id", "is", "it", "la"})


@dataclass(frozen=True, slots=True)
class Row:
    """One row of ``words.toml``: words that mean a value of a field."""

    field: str
    value: str
    words: tuple[str, ...]
    examples: tuple[str, ...]
    counter: tuple[str, ...]


@cache
def _toml(name: str) -> Any:
    return tomllib.loads((files("sprawl.plan") / name).read_text(encoding="utf-8"))


@cache
def rows() -> tuple[Row, ...]:
    """Every row of the word table, in the order in which it is read."""
    return tuple(
        Row(field, row["value"], tuple(row["words"]), tuple(row["examples"]), tuple(row["counter"]))
        for field, table in _toml("words.toml").items() if isinstance(table, list) for row in table)


def fold(text: str) -> str:
    """Lower-case words without accents or digits, one space between them and around: `` acme us ``."""
    plain = unicodedata.normalize("NFKD", _CAMEL.sub(" ", text))
    words = _WORD.findall("".join(sign for sign in plain if not unicodedata.combining(sign)).casefold())
    return f" {' '.join(words)} "


def says(text: str, field: str) -> str | None:
    """The first value of a field of which a folded text carries a word."""
    for row in rows():
        if row.field == field and any(f" {word} " in text for word in row.words):
            return row.value
    return None


@dataclass(frozen=True, slots=True)
class Voice:
    """An account's own words, folded, the brand's name cut out of the handle and the display name."""

    name: str                        # display name, or the handle where there is none
    handle: str
    bio: str

    @property
    def all(self) -> str:
        return f" {self.name} {self.handle} {self.bio} "


def voice(entry: Entry, brand: Sequence[str]) -> Voice:
    """Read an entry; ``brand`` are the brand's names."""
    handle = without(fold(entry.handle.rsplit("/", 1)[-1].split("@")[0]), brand)
    shown = entry.display_name or (entry.profile.name if entry.profile else "")
    return Voice(without(fold(shown), brand) if shown.strip() else handle, handle, fold(entry.profile.bio if entry.profile else ""))


@cache
def _spellings(names: tuple[str, ...]) -> tuple[str, ...]:
    """The brand's names as phrases, as one word, and their telling words, longest first."""
    generic = {*_toml("words.toml")["generic"]["words"]}
    phrases = [fold(name).strip() for name in names]
    glued = [phrase.replace(" ", "") for phrase in phrases]
    telling = [" ".join(word for word in phrase.split() if word not in generic) for phrase in phrases]
    return tuple(sorted({text for text in (*phrases, *glued, *telling) if len(text) > 1}, key=lambda text: (-len(text), text)))


def without(text: str, brand: Sequence[str]) -> str:
    """A folded text with the brand's names marked off: glued words (``acmecareers``) are split first."""
    for spelling in _spellings(tuple(brand)):
        text = text.replace(f" {spelling} ", "  ")
        if " " not in spelling and len(spelling) > 3:
            text = re.sub(rf" {spelling}(?=\w)|(?<=\w){spelling} ", " ", text)
    return re.sub(" +", " ", f" {text} ")


def country_named(text: str) -> str | None:
    """The one country or region that a folded text names."""
    found = {code for code, row in _toml("countries.toml").items() if any(f" {fold(name).strip()} " in text for name in row["names"])}
    wide = says(text, "jurisdiction_class")
    return next(iter(found)) if len(found) == 1 else (wide if not found else None)


def _country_code(handle: str, spoken: str) -> str | None:
    """A country code that ends the handle where nothing but the brand's name stands before it, or in capitals."""
    words = spoken.split()
    code = {"uk": "gb"}.get(words[-1], words[-1]) if words else ""
    capitals = handle[-2:].isupper() and handle[-2:].casefold() == (words[-1] if words else "")
    return code if code in _toml("countries.toml") and (len(words) == 1 or capitals) else None


def country_of_host(host: str) -> str | None:
    """The country of a country-code top-level domain that is not sold to everybody."""
    end = host.rsplit(".", 1)[-1].casefold()
    if end in ("gov", "mil"):
        return "us"
    code = {"uk": "gb"}.get(end, end)
    return code if code in _toml("countries.toml") and end not in _SHARED_DOMAINS else None


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
    domains = {country_of_host(host) for host in _hosts(entry)}
    national = next(iter(domains)) if len(domains) == 1 else None
    return Known(national, "inferred", "only sites of that country link to it") if national else None


def _written_in(bio: str) -> str | None:
    """The language of which the text has at least two more small words than of any other."""
    words = bio.split()
    counts = sorted(((sum(word in row["small"] for word in words), code) for code, row in _toml("languages.toml").items()), reverse=True)
    return counts[0][1] if counts[0][0] >= counts[1][0] + 2 else None


def _language(entry: Entry, spoken: Voice, country: Known | None) -> Known | None:
    if entry.profile and entry.profile.language:
        return Known(re.split("[-_]", entry.profile.language)[0].casefold(), "observed", "its profile states the language")
    for code, row in _toml("languages.toml").items():
        if any(f" {name} " in spoken.name + spoken.handle for name in row["names"]):
            return Known(code, "inferred", "its name says so")
    written = _written_in(spoken.bio)
    if written:
        return Known(written, "inferred", "its bio is written in it")
    spoken_there = _toml("countries.toml").get(country.value, {}).get("languages", ()) if country else ()
    return Known(spoken_there[0], "inferred", "its country has one official language") if len(spoken_there) == 1 else None


def _audience(entry: Entry, spoken: Voice) -> Known | None:
    bio = says(spoken.bio, "audience_class")       # "we work for patients" is no audience; "for physicians only" is
    value = says(spoken.name, "audience_class") or says(spoken.handle, "audience_class") or (bio if bio == "hcp" else None)
    if value:
        return Known(value, "inferred", "its own words say so")
    return Known("public", "inferred", "the brand's site shows it to everybody") if _hosts(entry) else None


def subject(spoken: Voice) -> str:
    """What the name speaks of, brand, place and general words taken off: `` parks``; "corporate" when nothing is left."""
    ignored = {*_toml("words.toml")["generic"]["words"]}
    places = [name for row in _toml("countries.toml").values() for name in row["names"]]
    tongues = [name for row in _toml("languages.toml").values() for name in row["names"]]
    spent = [word for row in rows() if row.field in ("audience_class", "product_class", "jurisdiction_class") for word in row.words]
    left = spoken.name
    for phrase in sorted((*places, *tongues, *spent), key=len, reverse=True):
        left = left.replace(f" {phrase} ", "  ")
    return " ".join(word for word in left.split() if word not in ignored and len(word) > 2) or "corporate"


def _product_class(entry: Entry, spoken: Voice, area: str, units: Mapping[str, Unit]) -> Known | None:
    unit = units.get(entry.unit or "")
    if unit and unit.kind == "product":
        return Known("rx_product", "inferred", "a product unit is read as a prescription product until someone says otherwise")
    said = says(spoken.all, "product_class")
    if said:
        return Known(said, "inferred", "its own words say so")
    return Known("corporate", "inferred", "it carries the company's name alone") if area == "corporate" else None


def infer(entry: Entry, brand: Sequence[str], units: Mapping[str, Unit]) -> dict[str, Known]:
    """Everything that an entry's own words, links and unit tell, by fact name. The department is never used."""
    spoken = voice(entry, brand)
    area = subject(spoken)
    country = _country(entry, spoken, units)
    found = {
        "jurisdiction_class": country,
        "language": _language(entry, spoken, country),
        "audience_class": _audience(entry, spoken),
        "product_or_area": Known(area, "inferred", "what its name says beside the brand"),
        "product_class": _product_class(entry, spoken, area, units),
        "person_id": Known(entry.ref, "inferred", "a person speaks there") if entry.relation is Relation.PERSON else None,
        "label": _said(spoken.all, "label"),
        "emergency_role": _said(spoken.name + spoken.handle, "emergency_role"),
        "agency": _agency(entry),
    }
    return {name: known for name, known in found.items() if known}


def _said(text: str, field: str) -> Known | None:
    value = says(text, field)
    return Known(value, "inferred", "its own words say so") if value else None


def _agency(entry: Entry) -> Known | None:
    found = _AGENCY.search(entry.profile.bio) if entry.profile else None
    return Known(found.group(1).strip(), "inferred", "its bio says who runs it: a sign, not a proof") if found else None


def hosts_of(urls: Iterable[str]) -> frozenset[str]:
    """Hosts of URLs, without ``www.``."""
    found = set()
    for url in urls:
        try:
            found.add((urlsplit(url if "//" in url else f"//{url}").hostname or "").removeprefix("www."))
        except ValueError:
            continue
    return frozenset(found - {""})
