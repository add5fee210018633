"""Whole pages on disk, each beside what is read from it. ``python tests/observe/test_golden.py`` writes them anew."""

from __future__ import annotations

import json

import pytest
from observing import PAGES, page, plain

ADDRESSES = {
    "builder": "https://linden.example/portal/seite",
    "instagram": "https://www.instagram.com/quillmark/",
    "linkedin": "https://www.linkedin.com/company/quillmark",
    "linktree": "https://linktr.ee/quillmark",
    "mastodon": "https://social.example/@quillmark",
    "signals": "https://www.quillmark.example/",
    "tables": "https://harbour.example/club/",
}


@pytest.mark.parametrize("name", ADDRESSES)
def test_golden_pair(name: str) -> None:
    """Everything read from the page is what stands beside it."""
    expected = json.loads((PAGES / f"{name}.json").read_text(encoding="utf-8"))
    actual = plain(page((PAGES / f"{name}.html").read_bytes(), ADDRESSES[name]))
    assert expected == json.loads(json.dumps(actual))


def test_every_page_has_its_pair() -> None:
    assert sorted(ADDRESSES) == sorted(path.stem for path in PAGES.glob("*.html"))
    assert sorted(ADDRESSES) == sorted(path.stem for path in PAGES.glob("*.json"))


def write() -> None:
    """Write the golden files: read the difference before you commit it."""
    for name, url in ADDRESSES.items():
        value = plain(page((PAGES / f"{name}.html").read_bytes(), url))
        (PAGES / f"{name}.json").write_text(json.dumps(value, indent=1, ensure_ascii=False) + "\n", encoding="utf-8")


if __name__ == "__main__":
    write()
