"""The equality key: two accounts may become one exactly when their keys are equal.

Equality is an equivalence relation, so no plan can leave fewer accounts than there are distinct keys.
The department is not in the key. An unknown value is a token of its own, equal to no other.
"""

from __future__ import annotations

from typing import NamedTuple

from sprawl.consolidation.facts import FactValue, FactValues
from sprawl.consolidation.pack import ASK, Pack
from sprawl.model import Entry

UNKNOWN = "?"
_ADVERTISED = frozenset({"us", "nz"})  # countries that let prescription medicines be advertised to the public


class Key(NamedTuple):
    """What decides whether two accounts may become one. A value that starts with ``?`` is unknown."""

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
        """Names of the fields whose value is unknown."""
        return tuple(name for name, value in zip(self._fields, self, strict=True) if value.startswith(UNKNOWN))

    @property
    def masked(self) -> Key:
        """The key with the same mark for every unknown value, to compare what is known."""
        return Key(*(UNKNOWN if value.startswith(UNKNOWN) else value for value in self))


def make_key(entry: Entry, facts: FactValues, pack: Pack) -> Key:
    """The key of an account. Each person has a key of their own."""
    values = {}
    for field in Key._fields[1:]:
        if field != "person_or_org":
            value = field_value(field, facts, pack)
            values[field] = value.value.casefold() if value else f"{UNKNOWN}{entry.ref}"
    person = facts.get("person_id")
    return Key(platform=entry.platform, person_or_org=f"person:{person.value}" if person else "org", **values)


def field_value(field: str, facts: FactValues, pack: Pack) -> FactValue | None:
    """The value of a field: the fact, else what the pack assumes, else None.

    An inferred fact counts only where the pack asks for the field: a guess about products means nothing to a library.
    """
    assumed = pack.key[field]
    if field in facts and (assumed == ASK or facts[field].origin != "inferred"):
        return facts[field]
    return None if assumed == ASK else FactValue(assumed, "assumed", f"the {pack.name} pack asks nobody about it")


_RULE_OF_FIELD = {
    "platform": "C21",
    "audience_class": "C01",
    "language": "C17",
    "person_or_org": "C12",
    "age_gate": "C13",
    "function_class": "C14",
    "records_regime": "C08",
}


def rules_between(left: Key, right: Key) -> tuple[str, ...]:
    """The ids of the rules that keep two keys apart, in order; empty when the keys are equal."""
    rules = set()
    for name, a, b in zip(Key._fields, left, right, strict=True):
        if a == b:
            continue
        if a.startswith(UNKNOWN) or b.startswith(UNKNOWN):
            rules.add("C28")
        elif name == "product_class":
            disease = {a, b} == {"rx_product", "unbranded_disease"}
            rules.add("C02" if disease else "C03" if "bms" in (a, b) else "C25")
        elif name == "product_or_area":
            rules.add("C03" if left.product_class == right.product_class == "rx_product" else "C25")
        elif name == "jurisdiction_class":
            advertising = (a in _ADVERTISED) != (b in _ADVERTISED)
            product = "rx_product" in (left.product_class, right.product_class)
            rules.add("C17" if not product else "C04" if advertising else "C05")
        else:
            rules.add(_RULE_OF_FIELD[name])
    return tuple(sorted(rules))
