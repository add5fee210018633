"""The demonstration is understood: every planted case is treated as its truth says, one by one."""

from __future__ import annotations

from collections.abc import Mapping
from pathlib import Path

import pytest
from estate.accounts import FORMER, Truth, truths
from estate.score import figures, right_department

import sprawl
from sprawl.demo import SHEET
from sprawl.report.inventory import record
from sprawl.workflow.sheets import import_sheet

Found = Mapping[str, Mapping[str, object]]
OURS = {"official", "affiliate", "person"}
NOT_NAMED = "theme-default"  # a theme's own account is recognized for what it is, and is no account of a page


@pytest.fixture(scope="module")
def survey(tmp_path_factory: pytest.TempPathFactory) -> sprawl.Findings:
    """The demonstration with the sheet that its office keeps."""
    store = tmp_path_factory.mktemp("demonstration") / "demo.sprawl"
    brand = sprawl.find_brand("demo")
    import_sheet(brand, store, SHEET)
    return sprawl.discover(brand, store=store)


@pytest.fixture(scope="module")
def found(survey: sprawl.Findings) -> Found:
    """Ref → the record that `accounts --json` prints."""
    return {entry.ref: record(entry) for entry in survey.accounts}


def cases(ours: bool) -> list[object]:
    rows = [truth for truth in truths().values() if truth.ours is ours]
    return [pytest.param(truth, id=f"{truth.ref} {' '.join(truth.sorts)}") for truth in rows]


@pytest.mark.parametrize("truth", cases(ours=True))
def test_ours_is_called_ours(found: Found, truth: Truth) -> None:
    """Every account that the company runs or presents is in the inventory as its own."""
    assert found[truth.ref]["relation"] in OURS


@pytest.mark.parametrize("truth", cases(ours=False))
def test_others_are_not_called_ours(found: Found, truth: Truth) -> None:
    """No impostor, vendor, partner, fan, namesake or former company is called ours."""
    assert truth.ref not in found or found[truth.ref]["relation"] not in OURS
    assert truth.ref not in found or NOT_NAMED not in truth.sorts


UNDECIDED = {"linkedin:company/medivasta"}  # a distributor: too little is seen to say whose it is
HOMELESS = {"vimeo:ostelmar", "medium:@ostelmar"}  # no page names a department for them


@pytest.mark.parametrize("truth", truths().values(), ids=lambda t: t.ref)
def test_relation_is_the_planted_one(found: Found, truth: Truth) -> None:
    """Official, affiliate, person, third-party, fan, impersonation, as the truth says; what nobody names is absent."""
    if truth.ref in found:
        expected = "unknown" if truth.ref in UNDECIDED else truth.relation
        assert found[truth.ref]["relation"] == expected


@pytest.mark.parametrize("truth", [t for t in truths().values() if t.ours], ids=lambda t: t.ref)
def test_department_is_the_planted_one(found: Found, truth: Truth) -> None:
    """The department that the truth accepts, or honestly none."""
    entry = found[truth.ref]
    assert entry["department"] is None if truth.ref in HOMELESS else right_department(truth, entry)


@pytest.mark.parametrize("truth", [t for t in truths().values() if t.ours], ids=lambda t: t.ref)
def test_status_is_told_by_the_last_post(found: Found, truth: Truth) -> None:
    """Active, slow, dormant, abandoned, gone; unknown behind a wall."""
    assert found[truth.ref]["status"] == truth.status


def test_figures(found: Found) -> None:
    """Ours at precision and recall 0.97, department 0.92, as asked of the demonstration."""
    told = figures(found)
    assert told["precision"] >= 0.97
    assert told["recall"] >= 0.97
    assert told["department"] >= 0.92


def test_stated_departments_are_mostly_right_and_never_a_guess(found: Found) -> None:
    """Where a department is stated it is right in at least 19 of 20; where none is known it is null."""
    stated = [t for t in truths().values() if t.ours and found[t.ref]["department"]]
    right = [t for t in stated if right_department(t, found[t.ref])]
    assert len(right) / len(stated) >= 0.95


def test_contested_account_names_both_claimants(found: Found) -> None:
    """The account that two departments claim is shown with both."""
    (truth,) = [truth for truth in truths().values() if truth.contested]
    assert set(found[truth.ref]["contested"]) == set(truth.contested)


def test_sheet_is_wrong_in_the_ways_that_were_planted(survey: sprawl.Findings) -> None:
    """23 of ours are missing from it, 9 that it lists are dead."""
    assert survey.sheet is not None
    assert (len(survey.sheet.missing), len(survey.sheet.gone)) == (23, 9)


def test_former_handles_stand_with_the_account_they_became(survey: sprawl.Findings) -> None:
    """An old ref finds the account under its new one."""
    for former, ref in FORMER.items():
        entry = survey.accounts.find(former)
        assert entry is None or entry.ref == ref


def test_every_verdict_has_its_evidence(survey: sprawl.Findings) -> None:
    """From any line one can walk back to a quote, a URL, a time; the reasons add up to the probability."""
    for entry in survey.accounts:
        assert entry.evidence
        odds = 2 ** sum(reason.bits for reason in entry.reasons)
        assert entry.probability == pytest.approx(odds / (1 + odds), abs=2e-3), entry.ref


@pytest.fixture(scope="module")
def plan(survey: sprawl.Findings) -> sprawl.Plan:
    return sprawl.plan(survey)


def test_plan_acts_once_on_every_account_and_never_closes(survey: sprawl.Findings, plan: sprawl.Plan) -> None:
    """One action each; `close` is nobody's default."""
    assert sorted(action.ref for action in plan.actions) == sorted(entry.ref for entry in survey.accounts)
    assert "close" not in {action.action for action in plan.actions}


ACTIONS = {  # sort of planted case → actions that its truth allows
    "impersonation": {"report", "escalate", "leave"},
    "fan": {"leave", "escalate"},
    "parody": {"leave", "escalate"},
    "vendor": {"leave", "escalate"},
    "patient-community": {"keep", "escalate", "verify", "rename", "handover", "leave", "archive"},
    "executive": {"keep", "escalate", "verify"},
    "orphaned": {"escalate", "archive", "handover"},
}


@pytest.mark.parametrize("sort", ACTIONS)
def test_planted_sorts_get_actions_that_fit(plan: sprawl.Plan, sort: str) -> None:
    """Nobody loved is closed, no impostor kept, nothing without an owner decided by a machine."""
    told = {action.ref: action.action for action in plan.actions}
    wrong = {
        truth.ref: told[truth.ref]
        for truth in truths().values()
        if sort in truth.sorts and truth.ref in told and told[truth.ref] not in ACTIONS[sort]
    }
    assert wrong == {}


def test_memo_fits_two_pages_and_says_what_it_does_not_know(plan: sprawl.Plan, tmp_path: Path) -> None:
    """At most 1,000 words before the annexes; every figure traced."""
    memo = sprawl.memo(plan)
    body = memo.markdown.partition("## A. Register")[0]
    said = [word for word in body.split() if any(letter.isalnum() for letter in word)]
    assert len(said) <= 1000 + body.count("(E")  # marks of evidence are no words
    assert "What we do not know" in body
    assert memo.trace
    memo.save(tmp_path / "memo.html")
