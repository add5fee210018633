"""Names in other words and languages, initials joined in a label, and what relatives lend."""

import pytest

from sprawl.departments.concepts import meaning
from sprawl.departments.domain_labels import bilingual_abbreviations
from sprawl.departments.explain import reasons
from sprawl.departments.features import Listed, vocabulary
from sprawl.departments.lexicon import Lexicon
from sprawl.departments.propagation import relatives
from sprawl.departments.study import Study
from sprawl.model import Unit
from sprawl.text.words import capital_words

UNITS = (
    Unit("Fisheries and Oceans Norland", sites=("dfo-mpo.example",)),
    Unit("Health Norland"),
    Unit("Norland Revenue Agency", sites=("nra-arn.example",)),
    Unit("Council for the Arts of Norland"),
    Unit("Environment and Climate Change Norland"),
    Unit("Lighthouse Service", sites=("lamps.example",)),
)

SAID = {
    "another language": (Listed("a", display_name="Pêches et Océans Norlande"), "Fisheries and Oceans Norland"),
    "another order": (Listed("a", display_name="Conseil des arts"), "Council for the Arts of Norland"),
    "a part that no other has": (Listed("a", display_name="Climate Change"), "Environment and Climate Change Norland"),
    "both languages at once": (Listed("a", display_name="Oceans, Fisheries / Pêches"), "Fisheries and Oceans Norland"),
    "joined initials": (Listed("a", handle="MPO_DFO"), "Fisheries and Oceans Norland"),
    "initials of the other language": (Listed("a", handle="ARN_nord", display_name="ARN"), "Norland Revenue Agency"),
    "in a description": (Listed("a", bio="Page officielle. Agence du revenu du Norland"), "Norland Revenue Agency"),
}  # fmt: skip


@pytest.mark.parametrize(("account", "unit"), SAID.values(), ids=SAID.keys())
def test_a_name_in_other_words(account: Listed, unit: str) -> None:
    """Each way of saying a name states its unit."""
    study = Study([account], UNITS)
    assert study.placement(0).department == unit


UNSAID = {
    "a body and nothing else": Listed("a", display_name="The national agency"),
    "words of two units": Listed("a", display_name="Ocean climate"),
    "a small piece that is no initials": Listed("a", handle="BayMpo_Dunes"),
    "an everyday word of a name": Listed("a", display_name="The change we bring to gardens", bio="Roses"),
}


@pytest.mark.parametrize("account", UNSAID.values(), ids=UNSAID.keys())
def test_too_little_is_said(account: Listed) -> None:
    """What several could have said, or nobody in particular, states none."""
    assert Study([account], UNITS).placement(0).department == ""


JOINED = {
    "initials on both sides": ("btm bmc", "Bureau of Tides and Moorings", ("btm", "bmc")),
    "a body that the name leaves out": ("dto mmo", "Tides and Oceans", ("dto", "mmo")),
    "the same letters turned": ("dec ced", "Quay Board", ("dec", "ced")),
    "two words": ("north quay", "Bureau of Tides", ()),
    "a word of the name": ("tides btm", "Bureau of Tides and Moorings", ()),
    "three parts": ("a b c", "Arts Board Council", ()),
}


@pytest.mark.parametrize(("label", "name", "expected"), JOINED.values(), ids=JOINED.keys())
def test_labels_that_join(label: str, name: str, expected: tuple[str, ...]) -> None:
    """A label is two abbreviations of one name, or it is none."""
    assert bilingual_abbreviations(label, name.lower().split()) == expected


MEANINGS = {"sante": "health", "gesundheit": "health", "iechyd": "health", "oceans": "ocean", "zz9": "zz9"}


@pytest.mark.parametrize(("word", "expected"), MEANINGS.items(), ids=MEANINGS.keys())
def test_a_meaning_in_each_language(word: str, expected: str) -> None:
    """Words of several languages that say the same are one; unknown words stay."""
    assert meaning(word) == expected


def test_initials_with_small_letters_are_loud() -> None:
    """ "of" and "for" may be small in initials; a word with a capital is no initials."""
    assert capital_words("The DoT and DfT, MPO and Quay") == {"dot", "dft", "mpo"}


TIED = {
    "one handle": (Listed("a", "x", "quaylamps"), Listed("b", "facebook", "QuayLamps")),
    "one name in two tongues": (Listed("a", "x", "QuayLamps_fr"), Listed("b", "x", "QuayLamps_en")),
    "the other language": (Listed("a", "x", "QuayLamps", bio="FR: @FeuxDuPort"), Listed("b", "x", "FeuxDuPort")),
}


@pytest.mark.parametrize(("left", "right"), TIED.values(), ids=TIED.keys())
def test_relatives_lend_an_answer(left: Listed, right: Listed) -> None:
    """An answer about one states the other, and the reason names it."""
    study = Study([left, right], UNITS, {"a": "Lighthouse Service"})
    assert study.placement(1).department == "Lighthouse Service"
    assert any("is judged to belong to Lighthouse Service" in reason.sentence for reason in reasons(study, 1))


def test_a_name_that_many_share_is_nobodys() -> None:
    """Of many accounts with one name none is another's relative; one owner's are."""
    many = [Listed(str(n), "x", f"place{n}", "Visitor desk") for n in range(30)]
    assert relatives(many, {})[0] == frozenset()
    assert relatives(many, {"3": "o1", "4": "o1"})[3] == {4}


def test_no_vocabulary_no_other_words() -> None:
    """Without a file at hand only names as the list writes them are read."""
    assert Lexicon(UNITS).hits({"display_name": "Pêches et Océans"}) == []
    read = Lexicon(UNITS, vocabulary([])).hits({"display_name": "Pêches et Océans"})
    assert [hit.key.kind for hit in read] == ["reworded"]
