"""Names of units, in the ways people write them."""

import pytest

from sprawl.departments.lexicon import fit
from sprawl.model import Unit, total_bits

UNITS = (
    Unit("Department of Public Works", sites=("works.example",)),
    Unit("Royal Bureau of Tides and Moorings", sites=("tides.example", "btm.example", "calm.example")),
    Unit("Royal Dune Survey"),
    Unit("Royal Fern Gardens", aliases=("Jardins royaux",)),
    Unit("Department of Health", sites=("health.example",)),
    Unit("Trail Service", parent="Royal Dune Survey"),
    Unit("District 5"),
    Unit("District 7"),
    Unit("District 9"),
)

CASES = {
    "full name in the bio": ({"bio": "The Department of Public Works keeps roads open"}, "Department of Public Works"),
    "initials at the end of a handle": ({"handle": "quaydpw"}, "Department of Public Works"),
    "initials cut by capitals": ({"handle": "QuayDPW"}, "Department of Public Works"),
    "a domain's label": ({"handle": "calm_north"}, "Royal Bureau of Tides and Moorings"),
    "initials that a domain confirms": ({"handle": "btmnorth"}, "Royal Bureau of Tides and Moorings"),
    "ampersand": ({"display_name": "Bureau of Tides & Moorings"}, "Royal Bureau of Tides and Moorings"),
    "without the word that names share": ({"display_name": "Dune Survey, West"}, "Royal Dune Survey"),
    "an alias in another language": ({"display_name": "Jardins Royaux"}, "Royal Fern Gardens"),
    "a name glued together": ({"handle": "royalferngardens"}, "Royal Fern Gardens"),
    "a word and a domain": ({"display_name": "Health North"}, "Department of Health"),
    "a number": ({"handle": "quaydistrict5.social.example"}, "District 5"),
    "a child's own name": ({"display_name": "Trail Service"}, "Trail Service"),
}


@pytest.mark.parametrize(("fields", "expected"), CASES.values(), ids=CASES.keys())
def test_best_fit(fields: dict[str, str], expected: str) -> None:
    """Each way of writing a unit points at it, more than at any other."""
    found = fit(fields, UNITS)
    assert max(found, key=lambda name: total_bits(found[name])) == expected


SILENT = {
    "nothing": {},
    "empty": {"handle": "", "bio": ""},
    "initials in small letters within a sentence": {"bio": "see the rds of the coast"},
    "words for a body only": {"display_name": "The office of the agency"},
    "another country's script": {"display_name": "東京の庭園", "handle": "庭園"},
    "a very long handle": {"handle": "z" * 100_000},
}


@pytest.mark.parametrize("fields", SILENT.values(), ids=SILENT.keys())
def test_nothing_fits(fields: dict[str, str]) -> None:
    """What names no unit gives no reason."""
    assert fit(fields, UNITS) == {}


def test_a_reason_is_a_sentence_with_its_bits() -> None:
    """The longer name wins, and says where it stood."""
    reasons = fit({"handle": "x", "bio": "Department of Public Works"}, UNITS)["Department of Public Works"]
    assert [(r.name, r.bits, r.sentence) for r in reasons] == [
        ("bio-name", 8.2, "its description is “department of public works”, its name (Department of Public Works)")
    ]
