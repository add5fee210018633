"""Why two accounts belong together: the waterfall, the way to the brand's own site, the weakest bridge."""

from __future__ import annotations

import re
from collections.abc import Iterable

import pytest

import sprawl
from sprawl.workflow.explain import OWN_SITE, Bridges, weakest


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> sprawl.Findings:
    return sprawl.discover(sprawl.find_brand("demo"), store=tmp_path_factory.mktemp("why") / "demo.sprawl")


PAIRS = [
    pytest.param("x:ostelmar", "instagram:ostelmar", "one owner", id="one name"),
    pytest.param("mastodon:ostelmarlabs@mastodon.social", "x:ostelmar", "one owner", id="a part of the brand"),
    pytest.param("x:ostelmar", "instagram:ostelmar.official", "different owners", id="an impostor"),
    pytest.param("x:ostelmar", "x:cobblemoth", "different owners", id="a vendor"),
]


@pytest.mark.parametrize(("left", "right", "owners"), PAIRS)
def test_the_waterfall_of_two_adds_up(survey: sprawl.Findings, left: str, right: str, owners: str) -> None:
    """Each line adds to the one before, the sum is told, and what matching made of it."""
    told = sprawl.explain(survey, left, right)
    falls = told.partition("How alike they are")[2].partition("matching gives them")[0]
    steps = [float(bits) for bits in re.findall(r"^ +([+-]\d+\.\d\d)  ", falls, re.MULTILINE)]
    assert sum(steps[:-1]) == pytest.approx(steps[-1], abs=0.06)
    assert f"matching gives them {owners}" in told


def test_the_way_home_and_its_weakest_bridge_are_named(survey: sprawl.Findings) -> None:
    """From both to the own site, with the page that says it, and what would be left without the weakest bridge."""
    told = sprawl.explain(survey, "x:ostelmar", "instagram:ombrexla")
    assert f"From x:ostelmar to {OWN_SITE}" in told
    assert f"From instagram:ombrexla to {OWN_SITE}" in told
    weakest_line = told.partition("The weakest bridge carries ")[2]
    assert re.match(r"\+\d+\.\d\d bits, between \S+ and ", weakest_line)
    assert re.search(r"without it, (another way carries|there is no other way)", weakest_line)


def test_a_stranger_has_no_way_home(survey: sprawl.Findings) -> None:
    """What no page of ours speaks for does not come home by way of other strangers."""
    told = sprawl.explain(survey, "x:ostelmar", "instagram:ostelmar.official")
    assert f"No way was found from instagram:ostelmar.official to {OWN_SITE}." in told
    assert "weakest bridge" not in told


def test_ways_lead_home_step_by_step(survey: sprawl.Findings) -> None:
    """Bridges follow one another, pass accounts of ours only, and end at the own site.

    Accounts that are ours by their name alone have no way.
    """
    bridges = Bridges(survey)
    ours = {entry.ref for entry in survey.accounts.ours}
    ways = {ref: bridges.way(ref) for ref in sorted(ours)}
    by_name_alone = {"instagram:ostelmar_interns", "instagram:ostelmarfrance_rh"}
    assert {ref for ref, way in ways.items() if not way} == by_name_alone
    for ref, way in ((ref, way) for ref, way in ways.items() if way):
        assert [bridge.start for bridge in way] == [ref, *(bridge.end for bridge in way[:-1])]
        assert way[-1].end == OWN_SITE
        assert {bridge.end for bridge in way} <= ours | {OWN_SITE}
        assert all(bridge.bits > 0 for bridge in way)


def test_no_other_way_is_wider(survey: sprawl.Findings) -> None:
    """Without its weakest bridge, what is left of ways from an account carries no more."""
    bridges = Bridges(survey)
    for ref in ("x:ostelmar", "instagram:ombrexla", "reddit:r/thelongbreath", "medium:@ostelmar"):
        way = bridges.way(ref)
        bridge = weakest([way])
        assert bridge is not None
        assert carried(bridges.way(ref, without=[bridge])) <= bridge.bits


def carried(way: Iterable[object]) -> float:
    least = weakest([list(way)])  # type: ignore[list-item]
    return least.bits if least else 0.0
