"""Each comparison gives each of its levels, and each level has its bits and its sentence."""

from __future__ import annotations

import ast
import tomllib
from collections import Counter
from importlib.resources import files

import pytest

from sprawl.linkage import comparisons
from sprawl.linkage.account import Traits
from sprawl.linkage.blocking import Rarity, count_pieces
from sprawl.linkage.comparisons import COMPARISONS, SILENT, Ground
from sprawl.linkage.corpus import Census
from sprawl.linkage.weights import given, sentence

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
        (comparisons.name, T("nova"), T("nova"), "same"),
        (comparisons.name, T("emma", "pistachio"), T("emma", "fox74"), "same-person"),
        (comparisons.name, T("nova", "pistachio"), T("nova", "fox74"), "same-unspelled"),
        (comparisons.name, T("zig", "pistachio"), T("zig", "fox74"), "same-unknown"),
        (comparisons.name, T("delta"), T("delta"), "same-shared"),
        (comparisons.name, T("annabell", cues="g"), T("annabell", cues="g"), "same-person"),
        (comparisons.name, T("abc"), T("alphabetacorp", initials="abc"), "initials"),
        (comparisons.name, T("nova"), T("zig"), "other"),
        (comparisons.name, T("nova"), T(handle="nova"), SILENT),
        (comparisons.handle, T(handle="nova"), T(handle="nova"), "same"),
        (comparisons.handle, T(handle="delta"), T(handle="delta"), "same-shared"),
        (comparisons.handle, T("x", "nova"), T("nova", "nv"), "spells"),
        (comparisons.handle, T("x", "abc"), T("y", "abcorp", initials="abc"), "initials"),
        (comparisons.handle, T(handle="orchardtools"), T(handle="orchardtoolsshop"), "twin"),
        (comparisons.handle, T(handle="nova"), T(handle="zig"), "other"),
        (comparisons.site, T("a", site="nova"), T("b", site="nova"), "same"),
        (comparisons.site, T("nova", site="nova"), T("aspirin", site="aspirin"), "each-own"),
        (comparisons.site, T("aspirin", site="nova"), T("aspirin", site="aspirin"), "owners"),
        (comparisons.site, T("nova", site="nova"), T("nova", site="zig"), "other"),
        (comparisons.site, T("x", site="nova"), T("nova"), "spelled"),
        (comparisons.site, T("x", site="nova"), T("zig"), SILENT),
        (comparisons.mention, T("aspirin", mentions=("nova",)), T("nova"), "names"),
        (comparisons.mention, T("a", mentions=("nova",)), T("b", mentions=("nova",)), "third"),
        (comparisons.mention, T("a", mentions=("nova",)), T("b", mentions=("delta",)), "others"),
        (comparisons.mention, T("a", mentions=("nova",)), T("b"), SILENT),
        (comparisons.group, T("zig", group="nova"), T("nova"), "member"),
        (comparisons.company, T("aspirin"), T("nova"), "most"),
        (comparisons.company, T("delta"), T("delta"), "half"),
        (comparisons.company, T("aspirin", site="nova"), T("aspirin"), "most"),
        (comparisons.company, T("aspirin"), T("zig"), "none"),
        (comparisons.hub, T(hub="linktr.ee/nova"), T(hub="linktr.ee/nova"), "same"),
        (comparisons.hub, T(hub="linktr.ee/nova"), T(hub="linktr.ee/zig"), "other"),
        (comparisons.agency, T(agency="loud"), T(agency="loud"), "same"),
        (comparisons.agency, T(agency="loud"), T(agency="quiet"), "other"),
        (comparisons.avatar, T(avatar="1"), T(avatar="1"), "same"),
        (comparisons.avatar, T(avatar="1"), T(avatar="2"), "other"),
        (comparisons.place, T("delta", country="DE"), T("delta", country="FR"), "conflict"),
        (comparisons.place, T("delta", country="DE"), T("delta", country="DE"), "same"),
        (comparisons.language, T("delta", language="de"), T("delta", language="de"), "same"),
        (comparisons.language, T("delta", language="de"), T("delta", language="fr"), "other"),
        (comparisons.tie, T("nova"), T("zig", handle="zag"), "none"),
        (comparisons.tie, T("nova"), T("aspirin", handle="zag"), SILENT),
        (comparisons.cue, T("nova", cues="f"), T("nova"), "vetoed"),
        (comparisons.cue, T("nova", cues="n"), T("nova", site="nova"), "vetoed"),
        (comparisons.cue, T("nova", cues="n", site="nova"), T("nova"), SILENT),
        (comparisons.cue, T("nova", cues="fl"), T("nova"), SILENT),
    ],
)
def test_levels(compare: comparisons.Comparison, left: Traits, right: Traits, level: str) -> None:
    """The level, which is the same from both sides, has bits and a sentence."""
    assert compare(left, right, GROUND) == compare(right, left, GROUND) == level
    if level != SILENT:
        assert (compare.__name__, level) in given().bits
        assert "{" not in sentence(compare.__name__, level, left, right)


def test_every_row_of_the_table_is_a_comparison() -> None:
    """No weight without the function that gives its level."""
    table = tomllib.loads((files("sprawl.linkage") / "weights.toml").read_text("utf-8"))
    assert set(table) - {"base"} == {compare.__name__ for compare in COMPARISONS}
    source = ast.parse((files("sprawl.linkage") / "comparisons.py").read_text("utf-8"))
    told = {node.name: ast.get_docstring(node) or "" for node in source.body if isinstance(node, ast.FunctionDef)}
    asks = {name for name, sentence in told.items() if sentence.endswith("?")} | {"group"}
    assert {compare.__name__ for compare in COMPARISONS} <= asks


def test_hidden_sites_are_not_looked_at() -> None:
    """Weights are learned with the label covered."""
    blind = Ground(CENSUS, GROUND.rarity, sites=False)
    assert comparisons.site(T("a", site="nova"), T("b", site="nova"), blind) == SILENT
