"""What people answer: asked in the order of what it teaches, handed on to relatives, and taken back without a trace."""

from __future__ import annotations

import re
import shutil
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from pathlib import Path

import pytest
from estate.accounts import Truth, truths

import sprawl
from sprawl.errors import InputError
from sprawl.report.inventory import inventory_text
from sprawl.report.review import Answer, Question, read_answers
from sprawl.store import open_store
from sprawl.workflow.review import judge, questions

Again = Callable[[Sequence[Answer]], sprawl.Findings]
DAY = "2026-11-22"
GREEN = ("wordpress:ostelmargreen", "x:ostelmargreen")


def plain(brand: sprawl.Brand) -> sprawl.Brand:
    """The demonstration as somebody types it in who knows no more than the names of the departments."""
    units = tuple(replace(unit, aliases=(), sites=()) for unit in brand.units)
    return replace(brand, units=units)


@pytest.fixture(scope="module", params=["names only"])
def first(request: pytest.FixtureRequest, tmp_path_factory: pytest.TempPathFactory) -> tuple[sprawl.Brand, Path]:
    """A survey of the demonstration with a thin brand file, or a thinner one: with the whole, little is left to ask."""
    from sprawl.demo import demonstration_archive

    store = tmp_path_factory.mktemp("first") / "demo.sprawl"
    brand = plain(sprawl.find_brand("demo"))
    brand = brand if request.param == "names only" else replace(brand, sites=brand.sites[:1], handles=())
    sprawl.discover(brand, store=store, replay=demonstration_archive())
    return brand, store


@pytest.fixture
def answer(first: tuple[sprawl.Brand, Path], tmp_path: Path) -> Again:
    """Give answers, in a store of one's own, and read the survey again."""
    brand, store = first[0], tmp_path / "demo.sprawl"
    shutil.copy(first[1], store)

    def again(answers: Sequence[Answer]) -> sprawl.Findings:
        if answers:
            judge(brand, store, answers, who="Ann", when=DAY)
        return sprawl.open(store)

    return again


def right(survey: sprawl.Findings) -> set[str]:
    """The accounts of which all that is said, and all that could be said, is as the truth has it."""
    entries = {entry.ref: entry for entry in survey.accounts}
    return {truth.ref for truth in truths().values() if truth.ref in entries and is_right(truth, entries[truth.ref])}


def is_right(truth: Truth, entry: sprawl.Entry) -> bool:
    accepted = {truth.department, truth.also, *truth.contested} - {""}
    placed = entry.department in accepted if accepted else entry.department is None
    return truth.ours == entry.relation.ours and (placed or not truth.ours)


def true_answers(questions: Iterable[Question]) -> list[Answer]:
    """What somebody who knows the truth answers."""
    known = truths()
    return [
        Answer(n, q.ref, known[q.ref].relation, known[q.ref].department if known[q.ref].ours else "")
        for n, q in enumerate(questions)
        if q.ref in known
    ]


@pytest.mark.parametrize("first", ["names only", "one site"], indirect=True)
def test_one_answer_puts_more_than_one_account_right(answer: Again) -> None:
    """The first question is the one whose answer settles relatives too; nothing that was right turns wrong."""
    assert_answers_settle(answer, 1)


@pytest.mark.parametrize("count", [2, 5])
def test_some_answers_put_more_accounts_right_than_were_asked_about(answer: Again, count: int) -> None:
    """The same for the first few, where departments are declared by name alone."""
    assert_answers_settle(answer, count)


def assert_answers_settle(answer: Again, count: int) -> None:
    before = answer([])
    after = answer(true_answers(questions(before, count)))
    assert len(right(after) - right(before)) > count
    assert right(before) - right(after) == set()


def test_asking_goes_on_where_the_last_answers_left(answer: Again) -> None:
    """Five rounds of two: what is answered is not asked again, and no answer spoils another account."""
    survey, asked = answer([]), set()
    before = right(survey)
    for _ in range(5):
        best = questions(survey, 2)
        assert asked.isdisjoint(q.ref for q in best)
        asked |= {q.ref for q in best}
        survey = answer(true_answers(best))
    assert before - right(survey) == set()
    assert len(right(survey)) >= len(before) + 3


@pytest.mark.parametrize("first", ["names only", "one site"], indirect=True)
def test_questions_say_what_an_answer_teaches(answer: Again) -> None:
    """The first reason is the gain, in accounts; the first questions gain most."""
    first, *_, last = questions(answer([]))
    assert re.match(r"an answer would help with about [23] accounts: \d+ are alike, each of which ", first.why)
    assert last.why.startswith("an answer would settle this account")


def words(survey: sprawl.Findings) -> str:
    return str(inventory_text(survey.accounts, "json"))


UNDONE = [
    pytest.param([Answer(1, "x:ostelmar", "third-party")], id="whose"),
    pytest.param([Answer(1, GREEN[0], "", "Corporate Communications")], id="department"),
    pytest.param([Answer(1, "instagram:inhalerdiaries", "yes", other="x:ostelmar")], id="same owner"),
    pytest.param([Answer(1, "weibo:ostelmarchina", "no", other="x:ostelmar")], id="different owners"),
]


@pytest.mark.parametrize("said", UNDONE)
def test_what_is_taken_back_leaves_no_trace(answer: Again, said: list[Answer]) -> None:
    """Undone, a judgement leaves the inventory byte for byte as it was; said once more, it holds once more."""
    before = answer([])
    judged = answer(said)
    assert words(judged) != words(before)
    undone = answer([replace(each, value="undo", department="") for each in said])
    assert words(undone) == words(before)
    assert undone.owners.owner == before.owners.owner
    assert words(answer(said)) == words(judged)


def test_same_joins_and_undone_it_splits_again(answer: Again) -> None:
    """A person's word that a stranger has our owner makes it ours; taken back, it is a stranger again."""
    diaries, ours = "instagram:inhalerdiaries", "x:ostelmar"
    assert relation(answer([]), diaries) == "third-party"
    joined = answer([Answer(1, diaries, "yes", other=ours)])
    assert (relation(joined, diaries), joined.owners.owner[diaries]) == ("official", joined.owners.owner[ours])
    assert "a person said that it has the same owner as x:ostelmar" in sprawl.explain(joined, diaries)
    split = answer([Answer(1, ours, "undo", other=diaries)])
    assert relation(split, diaries) == "third-party"
    assert split.owners.owner[diaries] != split.owners.owner[ours]


def relation(survey: sprawl.Findings, ref: str) -> str:
    entry = survey.accounts.find(ref)
    assert entry is not None
    return str(entry.relation)


def test_different_parts_what_looked_like_one(answer: Again) -> None:
    """A person's word that an account has another owner than ours takes it out, whatever its name says."""
    apart = answer([Answer(1, "weibo:ostelmarchina", "no", other="x:ostelmar")])
    assert relation(apart, "weibo:ostelmarchina") == "third-party"
    assert relation(apart, "x:ostelmar") == "official"
    assert apart.owners.owner["weibo:ostelmarchina"] != apart.owners.owner["x:ostelmar"]


CONTRADICTIONS = [
    pytest.param([("x:ostelmar", "yes", "x:cobblemoth"), ("x:cobblemoth", "yes", "instagram:cobblemoth"),
                  ("x:ostelmar", "no", "instagram:cobblemoth")], "different owners, and other answers make them one",
                 id="same, same, different"),
    pytest.param([("x:ostelmar", "yes", "x:cobblemoth"), ("x:ostelmar", "official", ""),
                  ("x:cobblemoth", "third-party", "")], "one owner, and only one of them to be ours",
                 id="one owner, ours and not ours"),
]  # fmt: skip


@pytest.mark.parametrize(("said", "told"), CONTRADICTIONS)
def test_contradictions_are_listed(answer: Again, said: list[tuple[str, str, str]], told: str) -> None:
    """Judgements that cannot all be true are told, none is dropped."""
    survey = answer([Answer(n, ref, value, other=other) for n, (ref, value, other) in enumerate(said)])
    assert len(survey.contradictions()) == 1
    assert told in survey.contradictions()[0]
    assert len(survey.judgements) == len(said)


def test_everything_said_stays_in_the_store(answer: Again, tmp_path: Path) -> None:
    """Official, taken back, official again on the same day: three judgements, of which the last is in force."""
    for value in ("official", "undo", "official"):
        survey = answer([Answer(1, "x:cobblemoth", value)])
    assert [judgement.value for judgement in survey.judgements if judgement.kind == "relation"] == ["official"]
    with open_store(tmp_path / "demo.sprawl") as store:
        assert store.connection.execute("SELECT count(*) FROM judgement").fetchone() == (3,)


SHEETS = [
    pytest.param("ref,ref2,same\nx:acme,facebook:acme,ja\n", ("yes", "facebook:acme"), id="same"),
    pytest.param("ref,ref2,same\nx:acme,facebook:acme,Different.\n", ("no", "facebook:acme"), id="different"),
    pytest.param("ref,ref2,same\nx:acme,facebook:acme,undo\n", ("undo", "facebook:acme"), id="taken back"),
    pytest.param("ref,answer\nx:acme,take back\n", ("undo", ""), id="an answer taken back"),
]


@pytest.mark.parametrize(("text", "understood"), SHEETS)
def test_sheets_say_same_and_undo(tmp_path: Path, text: str, understood: tuple[str, str]) -> None:
    """Columns ref, ref2 and same; the answer undo."""
    (tmp_path / "pairs.csv").write_text(text, "utf-8")
    (read,) = read_answers(tmp_path / "pairs.csv")
    assert (read.value, read.other) == understood


def test_a_pair_that_is_not_understood_is_named(tmp_path: Path) -> None:
    """With its row."""
    (tmp_path / "pairs.csv").write_text("ref,ref2,same\nx:acme,x:other,perhaps\n", "utf-8")
    with pytest.raises(InputError, match=r"row 2: same is 'perhaps'; expected yes, no or undo"):
        read_answers(tmp_path / "pairs.csv")
