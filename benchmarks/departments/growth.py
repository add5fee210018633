"""How cost grows, on invented accounts: growth.py [--accounts 5000 50000] [--departments 60 300]."""

from __future__ import annotations

import argparse
import json
import random
import resource
import time

from sprawl.departments.ask import questions
from sprawl.departments.features import Listed
from sprawl.departments.study import Study
from sprawl.model import Unit


def coined(rng: random.Random, letters: int = 3) -> str:
    return "".join(rng.choice("bcdfglmnprstv") + rng.choice("aeiou") for _ in range(letters)).capitalize()


def estate(accounts: int, departments: int, seed: int) -> tuple[list[Listed], list[Unit]]:
    """Departments of two coined words with a domain each; half of their accounts name them, half share a word only."""
    rng = random.Random(seed)
    names = [f"Ministry of {coined(rng)} and {coined(rng)}" for _ in range(departments)]
    units = [Unit(name, sites=(f"d{at}.example",)) for at, name in enumerate(names)]
    subjects = [[coined(rng) for _ in range(6)] for _ in units]
    places = [coined(rng) for _ in range(max(50, accounts // 20))]
    rows = []
    for at in range(accounts):
        pick = rng.randrange(departments)
        place, subject = rng.choice(places), rng.choice(subjects[pick])
        bio = f"{subject} for {place}" + (f", {units[pick].name}" if rng.random() < 0.5 else "")
        rows.append(Listed(str(at), "x", f"{place}{subject}".lower(), f"{place} {subject}", bio))
    return rows, units


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    parser.add_argument("--accounts", type=int, nargs="+", default=[5_000, 50_000])
    parser.add_argument("--departments", type=int, nargs="+", default=[60, 300])
    options = parser.parse_args()
    for accounts, departments in zip(options.accounts, options.departments, strict=True):
        rows, units = estate(accounts, departments, seed=1)
        begun = time.process_time()
        study = Study(rows, units)
        placed = sum(bool(study.placement(row).department) for row in range(len(rows)))
        studied = time.process_time()
        questions(study, 500)
        memory = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss // 1024
        print(
            json.dumps(
                {
                    "accounts": accounts,
                    "departments": departments,
                    "study_cpu_s": round(studied - begun, 1),
                    "ask_cpu_s": round(time.process_time() - studied, 1),
                    "placed": placed,
                    "peak_mb": memory,
                }
            ),
            flush=True,
        )


if __name__ == "__main__":
    main()
