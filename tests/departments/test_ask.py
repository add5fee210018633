"""Questions that teach the most."""

from sprawl.departments.ask import ask
from sprawl.departments.features import Listed
from sprawl.model import Unit

UNITS = (Unit("Ministry of Tides"), Unit("Ministry of Orchards"))
CLAN = [
    Listed(f"c{n}", "x", f"quarry{n}", f"Quarry {word}", "Stone and slate")
    for n, word in enumerate(("Ash", "Birch", "Cedar", "Elm", "Fir", "Hazel"))
]
PAIR = [Listed(f"p{n}", "x", f"ferry{n}", f"Ferry {n}", "Boats") for n in range(2)]
LONER = [Listed("l0", "x", "zz9plural", "Ω", "")]
KNOWN = [Listed(f"k{n}", "x", f"tide{n}", "Ministry of Tides", "Ministry of Tides") for n in range(4)]
FILE = [*KNOWN, *LONER, *PAIR, *CLAN]


def test_the_biggest_unexplained_family_comes_first() -> None:
    """Then the next family, before a second member of the first; what is known comes last."""
    order = [question.id[0] for question in ask(FILE, UNITS, {}, len(FILE))]
    assert order[0] == "c"
    assert order.index("p") < 4
    assert sorted(order[-4:]) == ["k"] * 4


def test_questions_say_why() -> None:
    """Each names what it stands for."""
    first = ask(FILE, UNITS, {}, 1)[0]
    assert "an answer would help with about" in first.why


def test_what_is_answered_is_not_asked_again() -> None:
    """Nor are more questions made than accounts are left."""
    asked = {question.id for question in ask(FILE, UNITS, {"c0": "Ministry of Tides"}, 100)}
    assert asked == {account.id for account in FILE} - {"c0"}


def test_no_list_at_all() -> None:
    """Questions can be asked before any department is known."""
    assert len(ask(FILE, (), {}, 3)) == 3
