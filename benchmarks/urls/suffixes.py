"""How many test cases of the public suffix list `sprawl.urls.registrable_domain` answers as the list prescribes.

    python benchmarks/urls/suffixes.py tests.txt

``tests.txt`` is the list's own test file (https://github.com/publicsuffix/list, ``tests/tests.txt``): a name and the
expected domain on each line, or ``null`` where there is none.
"""

from __future__ import annotations

import argparse
from pathlib import Path

from sprawl.urls import registrable_domain


def cases(path: Path) -> list[tuple[str, str | None]]:
    """(name, expected domain) of every test line; the line for a null name is the empty name here."""
    lines = [line.split() for line in path.read_text(encoding="utf-8").splitlines()]
    pairs = [line for line in lines if len(line) == 2 and not line[0].startswith("//")]
    return [("" if name == "null" else name, None if domain == "null" else domain) for name, domain in pairs]


def main() -> None:
    options = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    options.add_argument("tests", type=Path)
    pairs = cases(options.parse_args().tests)
    wrong = [(name, domain) for name, domain in pairs if registrable_domain(name) != domain]
    for name, domain in wrong:
        print(f"{name}: expected {domain}, answered {registrable_domain(name)}")
    print(f"{len(pairs) - len(wrong)} of {len(pairs)}")


if __name__ == "__main__":
    main()
