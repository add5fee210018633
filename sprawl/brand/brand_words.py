"""The words that mean a brand and its units, and how seldom the names of other sites hold them."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from sprawl.brand.file import Brand
from sprawl.model import Unit
from sprawl.text.acronyms import acronyms
from sprawl.text.word_lists import BODY, FUNCTION, GENERIC, OTHER_BODIES, TRADES
from sprawl.text.words import compact, words
from sprawl.urls import registrable_domain

BODY_LETTERS = "dboc"  # department, bureau, office, commission: left out of paths, kept in initials
COMMON_SHARE = 0.03  # of other organizations' sites that hold the brand's name: from here it tells nothing
FUNCTION_NAMES = frozenset(  # words of a handle for what it is used for
    "news info official live tv media social online web team hq press presse jobs help support".split()
)


def brand_words(brand: Brand) -> frozenset[str]:
    """The words that mean the brand: words and initials of its names, its names run together, names of its domains.

    A single word of a name of two words counts only where it is also in the brand's first name or in a domain, and is
    no general word and no line of business. No single word of a longer name counts.
    """
    own_words: set[str] = set()
    labels = [_domain_label(site) for site in brand.sites]
    first_words = [*words(brand.name), *labels]
    for name in brand.names:
        tokens = [w for w in words(name) if w not in FUNCTION]
        single = {w for w in tokens if len(tokens) == 1 or any(w in word for word in first_words)}
        general = GENERIC | TRADES if len(tokens) > 1 else GENERIC
        own_words |= {compact(name), "".join(tokens)}
        own_words |= {w for w in single if w not in general and len(w) > 2} if len(tokens) < 3 else set()
        own_words |= {a for a in acronyms(words(name)) if len(a) > 2}
    own_words |= {label.replace("-", "") for label in labels}
    return frozenset(w for w in own_words if len(w) > 1)


def _domain_label(site: str) -> str:
    """The first label of the registrable domain of a URL; "" for an unreadable one."""
    return (registrable_domain(site) or "").partition(".")[0]


def unit_words(units: Sequence[Unit]) -> frozenset[str]:
    """The words of the units' names and other names."""
    names = [name for unit in units for name in (unit.name, *unit.aliases)]
    return frozenset(w for name in names for w in words(name) if w not in FUNCTION and len(w) > 1)


def whole_sites(units: Sequence[Unit]) -> list[str]:
    """The sites of units that are a whole host, not a part of one."""
    return [s for unit in units for s in unit.sites if not s.partition("://")[2].partition("/")[2]]


def unit_domain_labels(units: Sequence[Unit], brand: Brand) -> frozenset[str]:
    """First labels of the units' own domains, without those that hold, or are part of, the brand's name."""
    labels = {_domain_label(site).replace("-", "") for site in whole_sites(units)}
    names = [compact(name) for name in brand.names]
    return frozenset(w for w in labels if len(w) > 3 and not any(w in name or name in w for name in names))


def unit_initials(units: Sequence[Unit]) -> frozenset[str]:
    """The initials of the units' names and other names."""
    names = [name for unit in units for name in (unit.name, *unit.aliases)]
    return frozenset(a for name in names for a in initials(name))


def initials(name: str) -> frozenset[str]:
    """The initials of a unit's name, and those with the word for a kind of body that a site leaves out.

    >>> sorted(initials("Public Works"))
    ['bpw', 'cpw', 'dpw', 'opw', 'pw']
    """
    own = {a for a in acronyms(words(name)) if len(a) > 1}
    bare = "".join(w[0] for w in words(name) if w not in FUNCTION and w not in BODY)
    return frozenset(own | ({letter + bare for letter in BODY_LETTERS} if len(bare) > 1 else set()))


def without_brand_aliases(unit: Unit, names: frozenset[str]) -> Unit:
    """A unit without the other names that only repeat the brand's ("Acme Inc." of Acme's American unit)."""
    kept = (a for a in unit.aliases if set(words(a)) - names - FUNCTION - GENERIC - OTHER_BODIES)
    return replace(unit, aliases=tuple(kept))


def name_rarity(names: frozenset[str], foreign: frozenset[str]) -> float:
    """From 0 to 1: how seldom the names of other organizations' sites hold the brand's name.

    0 where a share of ``COMMON_SHARE`` of them does, as with the name of a city or an ordinary word.
    """
    long = [name for name in names if len(name) > 3]
    holding = sum(1 for label in foreign if any(name in label for name in long))
    return max(0.0, 1 - max(0, holding - 2) / max(1.0, COMMON_SHARE * len(foreign)))


def foreign_names(hosts: Iterable[str], ours: Callable[[str], bool]) -> frozenset[str]:
    """The names of other organizations' domains among linked hosts, of four letters or more."""
    labels = (_domain_label(host).replace("-", "") for host in hosts if not ours(f"https://{host}/"))
    return frozenset(label for label in labels if len(label) > 3)
