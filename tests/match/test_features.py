"""Each comparison gives each of its levels, and each level has its bits and its sentence."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from sprawl.match import features
from sprawl.match.block import Rarity, count_pieces
from sprawl.match.census import Census
from sprawl.match.features import COMPARISONS, SILENT, Ground
from sprawl.match.traits import Traits
from sprawl.match.weigh import given, sentence

CENSUS = Census(
    names=Counter({"nova": 5, "aspirin": 2, "delta": 9}),
    owners={"nova": "nova", "aspirin": "aspirin", "delta": "delta"},
    cores={"nova": ("nova", 1.0), "delta": ("delta", 0.3)},
    votes={"nova": Counter(nova=5), "aspirin": Counter(nova=9, aspirin=1), "delta": Counter(delta=3, orchard=4)},
)
NAMES = ["nova", "novalis", "novalishealth", "delta", "orchardtools", "orchardtoolsshop", "zig"]
GROUND = Ground(CENSUS, Rarity(len(NAMES), [count_pieces(NAMES[:3]), count_pieces(NAMES[3:])]))
T = Traits


@pytest.mark.parametrize(
    ("compare", "left", "right", "level"),
    [
        (features.name, T("nova"), T("nova"), "same"),
        (features.name, T("emma", "pistachio"), T("emma", "fox74"), "same-person"),
        (features.name, T("nova", "pistachio"), T("nova", "fox74"), "same-unspelled"),
        (features.name, T("zig", "pistachio"), T("zig", "fox74"), "same-unknown"),
        (features.name, T("delta"), T("delta"), "same-shared"),
        (features.name, T("annabell", cues="g"), T("annabell", cues="g"), "same-person"),
        (features.name, T("abc"), T("alphabetacorp", initials="abc"), "initials"),
        (features.name, T("nova"), T("zig"), "other"),
        (features.name, T("nova"), T(handle="nova"), SILENT),
        (features.handle, T(handle="nova"), T(handle="nova"), "same"),
        (features.handle, T(handle="delta"), T(handle="delta"), "same-shared"),
        (features.handle, T("x", "nova"), T("nova", "nv"), "spells"),
        (features.handle, T("x", "abc"), T("y", "abcorp", initials="abc"), "initials"),
        (features.handle, T(handle="orchardtools"), T(handle="orchardtoolsshop"), "twin"),
        (features.handle, T(handle="nova"), T(handle="zig"), "other"),
        (features.site, T("a", site="nova"), T("b", site="nova"), "same"),
        (features.site, T("nova", site="nova"), T("aspirin", site="aspirin"), "each-own"),
        (features.site, T("aspirin", site="nova"), T("aspirin", site="aspirin"), "owners"),
        (features.site, T("nova", site="nova"), T("nova", site="zig"), "other"),
        (features.site, T("x", site="nova"), T("nova"), "spelled"),
        (features.site, T("x", site="nova"), T("zig"), SILENT),
        (features.mention, T("aspirin", mentions=("nova",)), T("nova"), "names"),
        (features.mention, T("a", mentions=("nova",)), T("b", mentions=("nova",)), "third"),
        (features.mention, T("a", mentions=("nova",)), T("b", mentions=("delta",)), "others"),
        (features.mention, T("a", mentions=("nova",)), T("b"), SILENT),
        (features.group, T("zig", group="nova"), T("nova"), "member"),
        (features.company, T("aspirin"), T("nova"), "most"),
        (features.company, T("delta"), T("delta"), "half"),
        (features.company, T("aspirin", site="nova"), T("aspirin"), "most"),
        (features.company, T("aspirin"), T("zig"), "none"),
        (features.hub, T(hub="linktr.ee/nova"), T(hub="linktr.ee/nova"), "same"),
        (features.hub, T(hub="linktr.ee/nova"), T(hub="linktr.ee/zig"), "other"),
        (features.agency, T(agency="loud"), T(agency="loud"), "same"),
        (features.agency, T(agency="loud"), T(agency="quiet"), "other"),
        (features.avatar, T(avatar="1"), T(avatar="1"), "same"),
        (features.avatar, T(avatar="1"), T(avatar="2"), "other"),
        (features.place, T("delta", country="DE"), T("delta", country="FR"), "conflict"),
        (features.place, T("delta", country="DE"), T("delta", country="DE"), "same"),
        (features.language, T("delta", language="de"), T("delta", language="de"), "same"),
        (features.language, T("delta", language="de"), T("delta", language="fr"), "other"),
        (features.tie, T("nova"), T("zig", handle="zag"), "none"),
        (features.tie, T("nova"), T("aspirin", handle="zag"), SILENT),
        (features.cue, T("nova", cues="f"), T("nova"), "vetoed"),
        (features.cue, T("nova", cues="n"), T("nova", site="nova"), "vetoed"),
        (features.cue, T("nova", cues="n", site="nova"), T("nova"), SILENT),
        (features.cue, T("nova", cues="fl"), T("nova"), SILENT),
    ],
)
def test_levels(compare: features.Comparison, left: Traits, right: Traits, level: str) -> None:
    """The level, which is the same from both sides, has bits and a sentence."""
    assert compare(left, right, GROUND) == compare(right, left, GROUND) == level
    if level != SILENT:
        assert (compare.__name__, level) in given().bits
        assert "{" not in sentence(compare.__name__, level, left, right)


def test_every_row_of_the_table_is_a_comparison() -> None:
    """No weight without the function that gives its level."""
    table = tomllib.loads((files("sprawl.match") / "weights.toml").read_text("utf-8"))
    assert set(table) - {"base"} == {compare.__name__ for compare in COMPARISONS}
    source = ast.parse((files("sprawl.match") / "features.py").read_text("utf-8"))  # compiled, they tell no docstring
    told = {node.name: ast.get_docstring(node) or "" for node in source.body if isinstance(node, ast.FunctionDef)}
    asks = {name for name, sentence in told.items() if sentence.endswith("?")} | {"group"}
    assert {compare.__name__ for compare in COMPARISONS} <= asks


def test_hidden_sites_are_not_looked_at() -> None:
    """Weights are learned with the label covered."""
    blind = Ground(CENSUS, GROUND.rarity, sites=False)
    assert features.site(T("a", site="nova"), T("b", site="nova"), blind) == SILENT
