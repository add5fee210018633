"""Which part of a display name is the brand is told by the accounts' sites."""

from __future__ import annotations

import pytest

from sprawl.linkage.display_name import (
    brand_part,
    brand_parts,
    count_parts,
    may_have_parts,
    name_parts,
    read_display_name,
)

SHOWN = [  # display name, label of its site
    ("Novalis | Franchise", "novalis"),
    ("Novalis / Kulturamt", "novalis"),
    ("Franchise – Orchard", "orchard"),
    ("Orchard: Kulturamt", "orchard"),
    ("Zelopra (Franchise)", "zelopra"),
    ("Kulturamt @ Telvi", "telvi"),
    ("Telvi, UK", "telvi"),
    ("Braxo, UK", "telvi"),
]
KNOWN = brand_parts(count_parts(SHOWN), {"zelopra"})


def test_what_stands_beside_many_brands_is_none() -> None:
    """Brands stand on one site; what they do on many; a region is never one, whatever its sites."""
    assert KNOWN == {"novalis": 2, "orchard": 2, "telvi": 2, "zelopra": 1}


@pytest.mark.parametrize(
    ("display", "brand"),
    [
        ("Novalis · Franchise", "novalis"),
        ("Talent @ Orchard", "orchard"),
        ("Novalis | Orchard", ""),
        ("Novalis Franchise", ""),
        ("Kulturamt – Franchise", ""),
    ],
)
def test_the_part_that_is_a_brand(display: str, brand: str) -> None:
    assert brand_part(display, KNOWN) == brand


def test_the_other_parts_still_say_what_they_say() -> None:
    shown = read_display_name("Novalis | Careers Deutschland", frozenset(), KNOWN)
    assert (shown.name, shown.plain) == ("novalis", False)


@pytest.mark.parametrize("display", ["Coca-Cola", "A | B", "Nova – Health", "Nova -Health", "x: y", "plain", "A/B"])
def test_a_name_that_seems_whole_has_no_parts(display: str) -> None:
    assert may_have_parts(display) or len(name_parts(display)) < 2
