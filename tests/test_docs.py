"""The documents name everything there is, and the files they send people to are there."""

from __future__ import annotations

import re
from pathlib import Path

import pytest

from sprawl import errors, model
from sprawl.platforms import PLATFORMS

ROOT = Path(__file__).parent.parent
ERRORS = [name for name, value in vars(errors).items() if isinstance(value, type)]
ACTIONS = re.findall(r"[a-z]+", (model.Action.__doc__ or "").partition("verbs:")[2])


def text(page: str) -> str:
    return (ROOT / page).read_text("utf-8")


@pytest.mark.parametrize("name", ERRORS)
def test_every_error_is_documented(name: str) -> None:
    """With its exit code, in the reference of the command."""
    assert f"| `{name}` |" in text("docs/commands.md")


@pytest.mark.parametrize("action", ACTIONS)
def test_every_action_of_a_plan_is_documented(action: str) -> None:
    """In the glossary, in one line."""
    assert f"\n| {action} | " in text("docs/glossary.md")


def test_every_platform_is_documented() -> None:
    """The page of platforms was made after the last change."""
    page = text("docs/platforms.md")
    assert [slug for slug in PLATFORMS if f"`{slug}" not in page] == []


def test_every_relation_is_in_the_glossary() -> None:
    """Whose an account can be."""
    line = next(line for line in text("docs/glossary.md").splitlines() if line.startswith("| relation |"))
    assert [str(relation) for relation in model.Relation if str(relation) not in line] == []


@pytest.mark.parametrize(
    "path", sorted(set(re.findall(r"`((?:sprawl|cli|tests|benchmarks|docs)/[\w/.-]*\w/?)`", text("CONTRIBUTING.md"))))
)
def test_contributing_names_files_that_exist(path: str) -> None:
    """Where something is changed."""
    assert (ROOT / path).exists()


def test_readme_is_short() -> None:
    """A page that is read to its end."""
    assert len(text("README.md").splitlines()) < 120
