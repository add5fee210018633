"""Whom a bio names, of those that are known."""

from __future__ import annotations

from dataclasses import replace

import pytest

from sprawl.linkage.account import COLUMNS, Known, Reader
from sprawl.linkage.bio import Listener, runs
from sprawl.linkage.display_name import show, split_by

NAMES = {"ministryofhealth", "novahealth", "example", "miguel", "ministry", "careers"}
KNOWN = Known({"nova"}, NAMES, NAMES | {"nova"}, set(), {}, {}, set())


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
    assert Listener(KNOWN).read(text, "", "").mentions == named


@pytest.mark.parametrize(
    ("text", "named", "passing"),
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
def test_who_is_named_in_passing_is_no_mention(text: str, named: tuple[str, ...], passing: str) -> None:
    said = Listener(KNOWN).read(text, "", "")
    assert (said.mentions, said.passing) == (named, passing)


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


@pytest.mark.parametrize(
    ("display", "handle", "key"),
    [("Careers", "novacareers", "nova"), ("Careers", "careers", "careers"), ("Nova", "careers", "nova")],
)
def test_a_name_that_every_brand_has_leaves_the_handle_to_say_whose(display: str, handle: str, key: str) -> None:
    read = Reader(replace(KNOWN, sites={"": ""}), {display: show(display, KNOWN.labels, {})}).read
    assert read((display, handle, *[""] * (len(COLUMNS) - 2))).key == key


@pytest.mark.parametrize(
    ("display", "by"),
    [("Zelopra - Nova", "nova"), ("Zelopra | Nova Deutschland", "nova deutschland"), ("Zelopra | Careers", "")],
)
def test_another_part_of_a_name_that_a_site_is_called_by_says_whose_it_is(display: str, by: str) -> None:
    assert show(display, {"nova"}, {"zelopra": 3}).by == by
