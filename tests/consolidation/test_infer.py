"""What an account says of itself is read as its words mean it, and no further."""

from __future__ import annotations

import pytest
from toy_estate import UNITS, row

from sprawl.consolidation.infer import country_of_host, infer
from sprawl.consolidation.key import make_key, rules_between
from sprawl.consolidation.own_words import fold, match_field, read_own_words, word_rows
from sprawl.consolidation.pack import load_pack
from sprawl.model import Relation, Unit

BRAND = ("Veltora",)
BY_NAME = {unit.name: unit for unit in UNITS}
TABLE = [(one.field, one.value, text, True) for one in word_rows() for text in one.examples]
TABLE += [(one.field, one.value, text, False) for one in word_rows() for text in one.counter]


@pytest.mark.parametrize(("field", "value", "text", "reads"), TABLE, ids=[f"{f}-{v}-{t}" for f, v, t, _ in TABLE])
def test_word_table(field: str, value: str, text: str, reads: bool) -> None:
    """Each row of the table reads its examples, and not its counter-examples."""
    spoken = read_own_words(row("x:someone", text, bio=""), ("Acme",))
    assert (match_field(spoken.name, field) == value) == reads


def test_every_row_has_both() -> None:
    """A row without examples and counter-examples does not belong there."""
    assert all(one.examples and one.counter for one in word_rows())


@pytest.mark.parametrize(
    ("text", "folded"),
    [
        ("AcmeCareersDE", " acme careers de "),
        ("Café Zürich 2024", " cafe zurich "),
        ("acme_us-news", " acme us news "),
        ("", "  "),
    ],
)
def test_fold(text: str, folded: str) -> None:
    """Camel case, accents, digits and separators fold away."""
    assert fold(text) == folded


KNOWN = {
    "country in the name": (row("x:a", "Veltora Deutschland"), "jurisdiction_class", "de"),
    "country code in the handle": (row("x:veltora_fr", "Veltora"), "jurisdiction_class", "fr"),
    "capitals end the handle": (row("x:VeltoraNewsUK", ""), "jurisdiction_class", "gb"),
    "word that is no country": (row("x:veltora_it_careers", "Veltora IT Careers"), "jurisdiction_class", None),
    "region": (row("x:a", "Veltora LATAM"), "jurisdiction_class", "latin-america"),
    "bare name": (row("x:veltora", "Veltora"), "jurisdiction_class", "global"),
    "country unit": (row("x:a", "Fresh air", "Marketing", unit="Germany"), "jurisdiction_class", "de"),
    "language of the bio": (row("x:a", "Veltora", bio="Neues aus der Forschung und von der Arbeit"), "language", "de"),
    "language of the country": (row("x:a", "Veltora France", bio=""), "language", "fr"),
    "two languages": (row("x:a", "Veltora Canada", bio=""), "language", None),
    "glued handle": (row("x:veltoracareers", "", bio=""), "audience_class", "candidate"),
    "shown on the site": (row("x:a", "Veltora"), "audience_class", "public"),
    "shown nowhere": (row("x:a", "Veltora", listed=False), "audience_class", None),
    "physicians only": (row("x:a", "Veltora", bio="For healthcare professionals only"), "audience_class", "hcp"),
    "works for patients": (row("x:a", "Veltora", bio="We work for patients"), "audience_class", "public"),
    "subject": (row("x:a", "Veltora Summer Tour 2019"), "product_or_area", "summer tour"),
    "same subject, other year": (row("x:a", "Veltora Summer Tour 2021"), "product_or_area", "summer tour"),
    "no subject": (row("x:a", "Veltora Official"), "product_or_area", "corporate"),
    "agency": (row("x:a", "Veltora", bio="Managed by Northlight Studio."), "agency", "Northlight Studio"),
    "own team": (row("x:a", "Veltora", bio="Run by our communications team."), "agency", None),
    "own department": (row("x:a", "Veltora", bio="Run by Investor Relations at Veltora."), "agency", None),
    "product unit": (row("x:a", "Veltoderm", "Marketing", unit="Veltoderm"), "product_class", "rx_product"),
}


@pytest.mark.parametrize(("entry", "name", "value"), KNOWN.values(), ids=KNOWN)
def test_inference(entry: object, name: str, value: str | None) -> None:
    """One fact each, inferred and shown as such; nothing where the words do not tell."""
    found = infer(entry, BRAND, BY_NAME).get(name)  # type: ignore[arg-type]
    assert (found.value if found else None) == value
    assert found is None or (found.origin == "inferred" and found.source)


@pytest.mark.parametrize(
    ("host", "country"),
    [
        ("www.veltora.de", "de"),
        ("veltora.co.uk", "gb"),
        ("city.example.gov", "us"),
        ("veltora.io", None),
        ("veltora.example", None),
        ("veltora.co", None),
    ],
)
def test_country_of_host(host: str, country: str | None) -> None:
    """National domains tell a country; those sold to everybody do not."""
    assert country_of_host(host) == country


def keys(left: object, right: object, industry: str) -> tuple[str, ...]:
    made = [make_key(one, infer(one, BRAND, BY_NAME), load_pack(industry)) for one in (left, right)]  # type: ignore[arg-type]
    return rules_between(*made)


US = {"country": "us", "language": "en"}
APART = {
    "equal": (row("x:a", "Veltora", **US), row("x:b", "Veltora News", **US), "pharma", ()),
    "audience": (row("x:a", "Veltora", **US), row("x:b", "Veltora Careers", **US), "pharma", ("C01",)),
    "products": (
        row("x:a", "Veltoderm", unit="Veltoderm", **US),
        row("x:b", "Veltocard", unit="Veltocard", **US),
        "pharma",
        ("C03",),
    ),
    "disease": (
        row("x:a", "Veltoderm", unit="Veltoderm", **US),
        row("x:b", "Psoriasis Awareness", **US),
        "pharma",
        ("C02", "C25"),
    ),
    "advertising": (
        row("x:a", "Veltoderm", unit="Veltoderm", **US),
        row("x:b", "Veltoderm", unit="Veltoderm", country="gb", language="en"),
        "pharma",
        ("C04",),
    ),
    "approval": (
        row("x:a", "Veltoderm", unit="Veltoderm", country="ie", language="en"),
        row("x:b", "Veltoderm", unit="Veltoderm", country="gb", language="en"),
        "pharma",
        ("C05",),
    ),
    "region": (row("x:a", "Veltora", **US), row("x:b", "Veltora", country="gb", language="en"), "general", ("C17",)),
    "platform": (row("x:a", "Veltora", **US), row("facebook:b", "Veltora", **US), "general", ("C21",)),
    "person": (row("x:a", "Veltora", **US), row("x:b", "Veltora", relation=Relation.PERSON, **US), "general", ("C12",)),
    "age": (row("x:a", "Veltora", **US), row("x:b", "Veltora", **US), "alcohol", ("C28",)),
    "walls": (row("x:a", "Veltora", **US), row("x:b", "Veltora", **US), "energy", ("C28",)),
    "unknown": (
        row("x:a", "Veltora", listed=False, **US),
        row("x:b", "Veltora", listed=False, **US),
        "general",
        ("C28",),
    ),
}


@pytest.mark.parametrize(("left", "right", "industry", "rules"), APART.values(), ids=APART)
def test_what_keeps_apart(left: object, right: object, industry: str, rules: tuple[str, ...]) -> None:
    """The rules between two keys are those of the fields in which they differ; unknown is different."""
    assert keys(left, right, industry) == rules


def test_department_is_never_read() -> None:
    """The same account in another department has the same key."""
    one, other = row("x:a", "Veltora", "Marketing", **US), row("x:a", "Veltora", "Investor Relations", **US)
    assert keys(one, other, "pharma") == ()
    assert isinstance(BY_NAME["Germany"], Unit)
