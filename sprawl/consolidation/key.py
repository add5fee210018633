"""The equality key: two accounts could ever become one exactly when their keys are equal.

Compatibility is then an equivalence relation: no plan can leave fewer accounts than there are distinct keys.
The department is not in the key. An unknown value is a fresh token, equal to no other.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from sprawl.consolidation.known import Knowledge, Known
from sprawl.consolidation.pack import ASK, Pack
from sprawl.model import Entry

UNKNOWN = "?"
_DTC = frozenset({"us", "nz"})  # countries that let prescription medicines be advertised to the public


class Key(NamedTuple):
    """The tuple that decides. A value that starts with ``?`` is unknown."""

    platform: str
    audience_class: str
    product_class: str
    product_or_area: str
    jurisdiction_class: str
    language: str
    person_or_org: str
    age_gate: str
    function_class: str
    records_regime: str

    @property
    def unknown(self) -> tuple[str, ...]:
        """Names of the fields that nobody knows."""
        return tuple(name for name, value in zip(self._fields, self, strict=True) if value.startswith(UNKNOWN))

    @property
    def masked(self) -> Key:
        """The key with every unknown written alike, for saying what is known to differ."""
        return Key(*(UNKNOWN if value.startswith(UNKNOWN) else value for value in self))


FIELDS = Key._fields[1:]


def answer(field: str, known: Knowledge, pack: Pack) -> Known | None:
    """What holds for a field: what is known, else what the pack assumes, else nothing.

    What is only inferred counts where the pack asks: a guess about products means nothing to a library.
    """
    assumed = pack.key[field]
    if field in known and (assumed == ASK or known[field].origin != "inferred"):
        return known[field]
    return None if assumed == ASK else Known(assumed, "assumed", f"the {pack.name} pack asks nobody about it")


def make_key(entry: Entry, known: Knowledge, pack: Pack) -> Key:
    """The key of an account. Each person is a class of their own; each unknown too."""
    person = known.get("person_id")
    values = {field: answer(field, known, pack) for field in FIELDS if field != "person_or_org"}
    told = {field: value.value.casefold() if value else f"{UNKNOWN}{entry.ref}" for field, value in values.items()}
    return Key(platform=entry.platform, person_or_org=f"person:{person.value}" if person else "org", **told)


def differences(left: Key, right: Key) -> tuple[str, ...]:
    """Names of the fields in which two keys differ."""
    return tuple(name for name, a, b in zip(Key._fields, left, right, strict=True) if a != b)


def rules_between(left: Key, right: Key) -> tuple[str, ...]:
    """The rules that keep two keys apart, in order; empty when the keys are equal."""
    found = set(_rules_between(left, right))
    return tuple(sorted(found))


def _rules_between(left: Key, right: Key) -> Iterator[str]:
    for name in differences(left, right):
        a, b = getattr(left, name), getattr(right, name)
        if a.startswith(UNKNOWN) or b.startswith(UNKNOWN):
            yield "C28"
        elif name == "product_class":
            yield "C02" if {a, b} == {"rx_product", "unbranded_disease"} else "C03" if "bms" in (a, b) else "C25"
        elif name == "product_or_area":
            yield "C03" if left.product_class == right.product_class == "rx_product" else "C25"
        elif name == "jurisdiction_class":
            yield _between_countries(left, right)
        else:
            yield _RULES[name]


_RULES = {
    "platform": "C21",
    "audience_class": "C01",
    "language": "C17",
    "person_or_org": "C12",
    "age_gate": "C13",
    "function_class": "C14",
    "records_regime": "C08",
}


def _between_countries(left: Key, right: Key) -> str:
    if "rx_product" not in (left.product_class, right.product_class):
        return "C17"
    direct = {country: country in _DTC for country in (left.jurisdiction_class, right.jurisdiction_class)}
    return "C04" if len(set(direct.values())) == 2 else "C05"
