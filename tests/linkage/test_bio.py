"""Whom a bio names, of those that are known."""

from __future__ import annotations

import pytest

from sprawl.linkage.bio import BioReader, runs
from sprawl.linkage.display_name import split_by

NAMES = {"ministryofhealth", "novahealth", "example", "miguel", "ministry", "careers"}
READER = BioReader({"nova"}, NAMES)


@pytest.mark.parametrize(
    ("text", "named"),
    [
        ("Welcome to the Ministry of Health", ("ministryofhealth",)),
        ("Noticias de la Ministry of Health", ("ministryofhealth",)),
        ("Nova Health of Example", ("novahealth", "example")),
        ("Das Nova Team", ("nova",)),
        ("Villa San Miguel", ()),
        ("Part of nova.example", ("nova",)),
        ("Careers at Nova", ("nova",)),
    ],
    ids=[
        "tied by small words",
        "after small words",
        "two names",
        "a site's name in it",
        "a person's name in it",
        "a domain",
        "what every brand has",
    ],
)
def test_names_are_found_in_runs_of_words(text: str, named: tuple[str, ...]) -> None:
    assert READER.read(text, "", "").mentions == named


@pytest.mark.parametrize(
    ("text", "named", "incidental"),
    [
        ("Clients include Nova and others", (), "nova"),
        ("Ex-Nova, now retired", (), "nova"),
        ("Ingeniera, trabajo en Nova", (), "nova"),
        ("Deliveries for Nova and others since 1988", (), "nova"),
        ("Rooms near the Ministry of Health", (), "ministryofhealth"),
        ("Made by Nova. Not affiliated with Example", ("nova",), ""),
        ("The careers team of Nova", ("nova",), ""),
    ],
    ids=["a client", "left", "of two words", "behind the name", "an article between", "another one", "its own"],
)
def test_who_is_named_in_passing_is_no_mention(text: str, named: tuple[str, ...], incidental: str) -> None:
    bio = READER.read(text, "", "")
    assert (bio.mentions, bio.incidental_mention) == (named, incidental)


def test_small_words_are_no_names() -> None:
    assert runs("news of the day, by Nova of Example") == ["Nova of Example"]


@pytest.mark.parametrize(
    ("display", "parts"),
    [
        ("Zelopra by Novalis", ("Zelopra", "Novalis")),
        ("Zelopra von Novalis", ("Zelopra", "Novalis")),
        ("Alianza por la Paz", ("Alianza por la Paz", "")),
        ("Banco di Orchard", ("Banco di Orchard", "")),
    ],
)
def test_small_words_that_stand_in_names_part_them_before_a_site_only(display: str, parts: tuple[str, str]) -> None:
    assert split_by(display, {"novalis"}) == parts
