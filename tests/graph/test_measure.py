"""The golden values of a toy estate: 8 accounts of 3 departments, 8 links, worked out by hand and with networkx."""

from __future__ import annotations

import pytest

from sprawl.graph import measure, voice

GROUP = {
    "a1": "corp",
    "a2": "corp",
    "a3": "corp",
    "b1": "marketing",
    "b2": "marketing",
    "b3": "marketing",
    "c1": "hr",
    "c2": "hr",
}
LINKS = [("a1", "a2"), ("a2", "a1"), ("a3", "a1"), ("b1", "b2"), ("b2", "b1"), ("b3", "b1"), ("c1", "a1"), ("b1", "a1")]
EDGES = measure.undirected(LINKS)
FOLLOWERS = [40000, 3000, 1000, 20000, 15000, 500, 400, 100]
POSTS = [120, 10, 0, 90, 60, 0, 20, 0]

GOLDEN = {
    "effective voices": (measure.effective_number(POSTS), 3.383),
    "effective audiences": (measure.effective_number(FOLLOWERS), 2.863),
    "sprawl ratio": (measure.sprawl_ratio(FOLLOWERS), 2.794),
    "concentration": (10_000 * (measure.concentration(FOLLOWERS) or 0), 3492.8),
    "normalized": (measure.normalized_concentration(FOLLOWERS), 0.2563),
    "excess": (measure.duplicate_excess("aaabbcd"), 3),
    "E-I": (measure.ei_index(EDGES, GROUP), -0.3333),
    "expected E-I": (measure.expected_ei(GROUP), 0.5),
    "silo gap": (measure.silo_gap(EDGES, GROUP), 0.8333),
    "internal to external": (measure.internal_external_ratio(EDGES, GROUP), 2.0),
    "modularity": (measure.modularity(EDGES, GROUP), 0.2361),
    "assortativity": (measure.assortativity(EDGES, GROUP), 0.4146),
    "reciprocity": ((measure.reciprocity(LINKS, 8) or (0, 0))[0], 0.5),
    "corrected reciprocity": ((measure.reciprocity(LINKS, 8) or (0, 0))[1], 0.4167),
    "departments": (measure.department_concentration(GROUP.values()), 0.3438),
    "contested": (measure.contested_share([("a", "b"), (), (), ("a",)]), 0.25),
    "naming entropy": (voice.naming_entropy([3, 2, 2, 1])[0], 1.9056),
    "naming entropy, relative": (voice.naming_entropy([3, 2, 2, 1])[1], 0.9528),
    "handle agreement": (voice.handle_agreement(["Acme", "acme", "acme_hq"]), 0.6667),
    "Jensen-Shannon": (voice.jensen_shannon((0.5, 0.5, 0), (0.5, 0, 0.5)), 0.5),
    "vocabulary": (voice.vocabulary_divergence([(0.5, 0.5, 0), (0.5, 0, 0.5)]), 0.1556),
    "contradictions": (
        voice.contradiction_rate({"#a": {"x": "1", "y": "2"}, "#b": {"x": "1", "y": "1"}, "#c": {"x": "9"}}),
        0.5,
    ),
    "honest median": (voice.median_wait([(2, True), (5, True), (30, True), (72, False), (72, False)]), 30),
    "answered at 7 days": (voice.answer_rate([(168, True), (168.1, True), (10, False)], 168), 0.3333),
    "posts per reply": (voice.posts_per_reply(230, 10), 23),
    "conversation": (voice.conversation_share(5, 20), 0.25),
    "80/20": (voice.self_serving_gap(25, 100), 0.05),
}


@pytest.mark.parametrize(("found", "golden"), GOLDEN.values(), ids=GOLDEN.keys())
def test_golden(found: float | None, golden: float) -> None:
    """Each formula gives the value that was worked out apart from it."""
    assert found == pytest.approx(golden, abs=6e-5 if golden < 1 else 5e-4 if golden < 100 else 0.05)


def test_small_estates_stay_silent() -> None:
    """Six links between eight accounts carry no silo figure, and the reason is said."""
    assert measure.silo(LINKS, GROUP, 8) is None
    assert measure.why_no_silo(LINKS, GROUP, 8).startswith("6 links")


def ring(count: int) -> list[tuple[str, str]]:
    return [(f"r{i}", f"r{(i + 1) % count}") for i in range(count)]


def test_unknown_departments_keep_it_silent() -> None:
    """More than a fifth without a department: no figure; a fifth: a figure with its p-value."""
    links = ring(20)
    group = {f"r{i}": "left" if i < 10 else "right" for i in range(16)}
    assert "unknown" in measure.why_no_silo(links, {ref: name for ref, name in group.items() if ref != "r3"}, 20)
    figures = measure.silo(links, group, 20)
    assert figures is not None
    assert 0 < (figures["p"] or 0) < 0.05


def test_hops_to_the_hub() -> None:
    """Everyone's distance to the hub; who cannot reach it is left out."""
    assert measure.hops(EDGES, "a1") == {"a1": 0, "a2": 1, "a3": 1, "b1": 1, "c1": 1, "b2": 2, "b3": 2}


def test_dormancy_counts_unknown_dates_apart() -> None:
    """Exactly 180 days is not yet dormant."""
    found = measure.dormancy(["2026-05-24", "2026-05-25", "2026-11-20", None], "2026-11-21", 180)
    assert found == measure.Dormancy(dormant=1, dated=3, undated=1)


def test_going_dark() -> None:
    """A planted silence of 45 days is found."""
    longest, silent = measure.longest_gap(["2026-01-05", "2026-01-12", "2026-02-26"], "2026-01-01", "2026-03-01")
    assert (longest, round(silent, 3)) == (45, 0.667)


def test_a_name_alone_proves_nothing() -> None:
    """However alike the names, an owner is proven only with a second kind of evidence."""
    assert measure.owner_proof({"name": 1.0}) < measure.PROVEN
    assert measure.owner_proof({"name": 0.5, "official-site": 0.95}) > measure.PROVEN


NEAR = (
    "we are proud to announce the opening of our new clinic",
    "we are happy to announce the opening of our new clinic",
)


def test_echo_within_a_week() -> None:
    """One changed word is an echo within seven days, and none on the eighth."""
    other = voice.similarity(NEAR[0], "road works on the bridge until friday")
    assert voice.similarity(*NEAR) > voice.NEAR_DUPLICATE > other
    soon = {"x:a": [("2026-01-01", NEAR[0])], "x:b": [("2026-01-08", NEAR[1]), ("2026-01-08", "unlike")]}
    late = {"x:a": [("2026-01-01", NEAR[0])], "x:b": [("2026-01-09", NEAR[1])]}
    assert voice.echo_rate(soon) == {"x:a": 1.0, "x:b": 0.5}
    assert voice.echo_rate(late) == {"x:a": 0.0, "x:b": 0.0}


NOTHING = {
    "no followers": measure.effective_number([0, 0]),
    "one account": measure.normalized_concentration([5]),
    "no links": measure.ei_index([], GROUP),
    "nothing crosses": measure.internal_external_ratio([frozenset({"a1", "a2"})], GROUP),
    "no answers": voice.median_wait([(72, False), (72, False)]),
    "no inbound": voice.answer_rate([], 24),
    "never replied": voice.posts_per_reply(9, 0),
    "no groups": measure.expected_ei({}),
}


@pytest.mark.parametrize("found", NOTHING.values(), ids=NOTHING.keys())
def test_unknown_is_an_answer(found: float | None) -> None:
    """Where a number would mean nothing there is none."""
    assert found is None
