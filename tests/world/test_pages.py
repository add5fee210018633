"""What people open: the pages we write, in a real browser; the memo, printed."""

from __future__ import annotations

import shutil
import subprocess
import sys
from pathlib import Path

import pytest

SPRAWL = shutil.which("sprawl", path=str(Path(sys.executable).parent)) or "sprawl"
QUIET = (
    "--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run",
    "--disable-background-networking", "--disable-component-update", "--disable-sync", "--enable-logging=stderr",
)  # fmt: skip


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The demonstration, surveyed, with its pages written."""
    folder = tmp_path_factory.mktemp("pages")
    for line in (
        "discover --brand demo",
        "review --brand demo --out review.html",
        "graph --brand demo --out graph.html",
        "memo --brand demo --out memo.html --mark Draft",
        "memo --brand demo --out memo.docx",
    ):
        subprocess.run([SPRAWL, *line.split()], cwd=folder, check=True, capture_output=True)
    return folder


def chromium(folder: Path, *args: str) -> subprocess.CompletedProcess[str]:
    command = ["chromium", *QUIET, f"--user-data-dir={folder / 'profile'}", *args]
    return subprocess.run(command, capture_output=True, text=True, check=True, timeout=120)


@pytest.mark.parametrize(
    ("page", "words"),
    [
        pytest.param("review.html", "Is this account", id="review"),
        pytest.param("graph.html", "Ostelmar", id="graph"),
        pytest.param("memo.html", "Decision asked", id="memo"),
    ],
)
def test_page_opens_without_a_complaint(folder: Path, page: str, words: str) -> None:
    """The browser shows it and its console stays empty."""
    shown = chromium(folder, "--dump-dom", (folder / page).as_uri())
    assert words in shown.stdout
    assert "CONSOLE" not in shown.stderr


def test_printed_memo_has_its_mark_on_every_page(folder: Path) -> None:
    """A memo can be discovered in court: the mark stands on each page."""
    pdf = folder / "memo.pdf"
    chromium(folder, f"--print-to-pdf={pdf}", "--no-pdf-header-footer", (folder / "memo.html").as_uri())
    pages = subprocess.run(["pdftotext", "-layout", str(pdf), "-"], capture_output=True, text=True, check=True).stdout
    sheets = [sheet for sheet in pages.split("\f") if sheet.strip()]
    assert len(sheets) > 2
    assert [n for n, sheet in enumerate(sheets, 1) if "draft" not in sheet.casefold()] == []
