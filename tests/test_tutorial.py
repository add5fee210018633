"""The tutorial and the README do what they say: every command in them is run, in order."""

from __future__ import annotations

import re
import shlex
import shutil
import subprocess
import sys
from pathlib import Path

import pytest

import sprawl

ROOT = Path(__file__).parent.parent
SPRAWL = shutil.which("sprawl", path=str(Path(sys.executable).parent)) or "sprawl"


def blocks(text: str) -> list[tuple[str, str]]:
    """(language and file name, body) of each fenced block."""
    return re.findall(r"^```(.*?)\n(.*?)^```$", text, re.MULTILINE | re.DOTALL)


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """A folder that looks like a clone: the package, with the demonstration in it, lies there."""
    (tmp_path / "sprawl").symlink_to(ROOT / "sprawl", target_is_directory=True)
    return tmp_path


def test_tutorial_runs(folder: Path) -> None:
    """Each ``$`` line ends well; each file it speaks of is written."""
    for kind, body in blocks((ROOT / "docs" / "tutorial.md").read_text("utf-8")):
        if kind.startswith("csv "):
            (folder / kind.split()[1]).write_text(body, "utf-8")
        for line in body.splitlines():
            if kind == "console" and line.startswith("$ sprawl"):
                command = [SPRAWL, *shlex.split(line)[2:]]
                ended = subprocess.run(command, cwd=folder, capture_output=True, text=True, check=False)
                assert ended.returncode == 0, f"{line}\n{ended.stderr}"
    for name in ("from-sheet.toml", "from-site.toml", "review.html", "inventory.xlsx", "ownership.html", "memo.html"):
        assert (folder / name).stat().st_size > 500, name


def test_readme_python_runs(folder: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    """The notebook lines of the README."""
    monkeypatch.chdir(folder)
    (code,) = [body for kind, body in blocks((ROOT / "README.md").read_text("utf-8")) if kind == "python"]
    space: dict[str, object] = {}
    exec(compile(code, "README.md", "exec"), space)
    assert isinstance(space["survey"], sprawl.Findings)


def test_readme_has_two_commands_for_set_up() -> None:
    """Exactly two lines make an environment: the main job, and the tests."""
    lines = [line for line in (ROOT / "README.md").read_text("utf-8").splitlines() if "venv" in line]
    assert len(lines) == 2
    assert "discover --brand demo" in lines[0]
    assert "pytest" in lines[1]


@pytest.mark.parametrize("page", sorted((ROOT / "docs").rglob("*.md")), ids=lambda p: p.name)
def test_links_lead_somewhere(page: Path) -> None:
    """Every relative link and picture of the documentation is there."""
    targets = re.findall(r"\]\((?!https?://|#)([^)#]+)", page.read_text("utf-8"))
    assert [target for target in targets if not (page.parent / target).exists()] == []
