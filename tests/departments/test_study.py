"""Departments of a file of accounts: lists, relatives, judgements, abstention."""

import pytest

from sprawl.departments.explain import placements, reasons
from sprawl.departments.features import Listed
from sprawl.departments.study import Placement, Study, attribute
from sprawl.departments.unit_sites import Sites
from sprawl.model import Unit

UNITS = (
    Unit("Ministry of Tides", sites=("tides.example",)),
    Unit("Lighthouse Service", parent="Ministry of Tides", sites=("tides.example/lights", "lamps.example")),
    Unit("Ministry of Orchards", sites=("orchards.example", "fruit.example")),
    Unit("Seed Bank", parent="Ministry of Orchards"),
)
PLACES = ("Arden", "Brill", "Corbel", "Dunmore", "Elling", "Farrow", "Garth", "Hollin", "Ister", "Jarrow")


def _file() -> list[Listed]:
    """Two kinds of account, each saying its body in one half of its profiles only."""
    rows = []
    for place in PLACES:
        low = place.lower()
        rows += [
            Listed(f"x-{low}-ls", "x", f"{place}LS", f"{place} Beacon", "Beacon keepers of the Lighthouse Service"),
            Listed(f"f-{low}-ls", "facebook", f"{low}beacon", f"{place} Beacon", "Our lamp and its keepers"),
            Listed(f"x-{low}-sb", "x", f"{place}Nursery", f"{place} Nursery", "Saplings from the Seed Bank"),
            Listed(f"f-{low}-sb", "facebook", f"{low}nursery", f"{place} Nursery", "Saplings and grafts"),
        ]
    return rows


ALONE = {
    "on a unit's page": (Listed("a", website="https://www.tides.example/lights/west"), "Lighthouse Service"),
    "on a unit's own host": (Listed("a", website="http://west.lamps.example"), "Lighthouse Service"),
    "on the department's host": (Listed("a", website="https://tides.example/news"), ""),
    "host in the description": (Listed("a", bio="Report storms at lamps.example/storm"), "Lighthouse Service"),
    "named": (Listed("a", display_name="Lighthouse Service, North"), "Lighthouse Service"),
}


@pytest.mark.parametrize(("account", "unit"), ALONE.values(), ids=ALONE.keys())
def test_lists_place_an_account_alone(account: Listed, unit: str) -> None:
    """The most specific of the list wins; the department is always the top level."""
    (placed,) = attribute([account], UNITS)
    assert (placed.department, placed.unit) == ("Ministry of Tides", unit)


def test_relatives_say_it_for_the_silent() -> None:
    """Accounts that name no body are placed by their twins and by words that its accounts share."""
    placed = {p.id: p for p in attribute(_file(), UNITS)}
    silent = [(p.department, p.unit) for key, p in placed.items() if key.startswith("f-") and key.endswith("-ls")]
    assert silent == [("Ministry of Tides", "Lighthouse Service")] * len(PLACES)


def test_strangers_stay_unknown() -> None:
    """What resembles nothing is not placed, however big a department is."""
    strangers = [Listed(f"s{n}", "x", f"quarry{n}", f"Quarry {n}", "Stone and slate") for n in range(5)]
    placed = attribute([*_file(), *strangers], UNITS)
    assert [p.department for p in placed[-5:]] == [""] * 5


def test_a_judgement_wins_and_teaches() -> None:
    """One answer moves its account and its relatives; a name outside the list becomes a department."""
    quarries = [Listed(f"s{n}", "x", f"quarry{n}", f"Quarry {n}", "Stone and slate") for n in range(5)]
    placed = attribute([*_file(), *quarries], UNITS, {"s0": "Ministry of Stone", "x-arden-ls": "seed bank"})
    found = {p.id: p for p in placed}
    assert found["s0"] == Placement("s0", "Ministry of Stone", "", 1.0)
    assert (found["x-arden-ls"].department, found["x-arden-ls"].unit) == ("Ministry of Orchards", "Seed Bank")
    assert found["s3"].department == "Ministry of Stone"


def test_owners_are_relatives() -> None:
    """An owner whose other accounts are placed lends its department."""
    owners = {row.id: "o1" for row in _file() if row.id.endswith("-ls")} | {"lone": "o1"}
    placed = attribute([*_file(), Listed("lone", "tiktok", "zz9", "", "")], UNITS, owners=owners)
    assert placed[-1].department == "Ministry of Tides"


def test_bilingual_twins() -> None:
    """A name's language tag does not part twins."""
    pair = [
        Listed("en", "x", "TidesWatch_EN", "Watch (EN)", "Ministry of Tides"),
        Listed("fr", "x", "TidesWatch_FR", "Watch (FR)", "Les marées"),
    ]
    assert [p.department for p in attribute([*_file(), *pair], UNITS)[-2:]] == ["Ministry of Tides"] * 2


def test_bits_of_reasons_add_up() -> None:
    """From first to last they give the odds of the probability, each in a sentence."""
    study = Study(_file(), UNITS)
    for placed in placements(study):
        if placed.department:
            total = sum(reason.bits for reason in placed.reasons)
            assert 1 / (1 + 2**-total) == pytest.approx(placed.probability, abs=0.01)
            assert all(reason.sentence for reason in placed.reasons)


def test_a_twin_is_named() -> None:
    """The reason says which relative states it."""
    study = Study(_file(), UNITS)
    row = next(at for at, account in enumerate(study.accounts) if account.id == "f-arden-ls")
    assert any("its twin on x, Arden Beacon, says" in reason.sentence for reason in reasons(study, row))


def test_probabilities_are_honest() -> None:
    """Of what is stated at about nine in ten, at least nine in ten are right."""
    truth = {row.id: "Ministry of Tides" if row.id.endswith("-ls") else "Ministry of Orchards" for row in _file()}
    stated = [p for p in attribute(_file(), UNITS) if p.probability >= 0.9]
    assert sum(p.department == truth[p.id] for p in stated) >= 0.9 * len(stated) > 0


def test_two_runs_are_identical() -> None:
    """Same input, same output."""
    assert attribute(_file(), UNITS) == attribute(_file(), UNITS)


EMPTY = {
    "no accounts": ([], UNITS, {}),
    "no list": ([Listed("a", "x", "tides")], (), {}),
    "no list, one answer": ([Listed("a", "x", "tides")], (), {"a": "Tides"}),
    "an account without anything": ([Listed("a")], UNITS, {}),
    "a parent that is its own child": ([Listed("a")], (Unit("A", parent="B"), Unit("B", parent="A")), {}),
    "an answer for nobody": ([Listed("a")], UNITS, {"b": "Seed Bank", "c": ""}),
}


@pytest.mark.parametrize(("accounts", "units", "answers"), EMPTY.values(), ids=EMPTY.keys())
def test_little_input(accounts: list[Listed], units: tuple[Unit, ...], answers: dict[str, str]) -> None:
    """Every account comes back, placed only where a person said so."""
    placed = attribute(accounts, units, answers)
    assert [(p.id, p.department) for p in placed] == [(a.id, answers.get(a.id, "")) for a in accounts]


def test_a_host_is_not_its_namesake() -> None:
    """``nottides.example`` is no sub-domain of ``tides.example``."""
    assert Sites(UNITS).holder("https://nottides.example/") is None


@pytest.mark.parametrize("name", ["–", "ﾟ", "🎉", "(ﾟ)", "ー", "\u3164", "– / –"])
def test_a_unit_without_letters_matches_nothing(name: str) -> None:
    """Neither those that are called the same, nor others; the rest of the list is as good as without it."""
    units = (*UNITS, Unit(name, aliases=("–", "ﾟ")), Unit("Lamps", parent=name))
    called = [Listed(str(n), "x", handle, name, name) for n, handle in enumerate(("quillmarsh", "_", name, "osterby"))]
    placed = attribute([*called, *_file()], units)
    assert {each.department for each in placed[: len(called)]} == {""}
    before = attribute([*called, *_file()], UNITS)
    assert [(each.department, each.unit) for each in placed] == [(each.department, each.unit) for each in before]
