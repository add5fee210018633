"""How much does asking teach?  simulate.py ACCOUNTS.csv TRUTH.csv DEPARTMENTS.csv [--budget 100] [--rounds 4]

The reviewer's protocol in one process: half of the accounts (by hash of the id) can never be answered and are the
only ones scored; BUDGET answers over ROUNDS rounds, from the top of five times as many questions.
"""

from __future__ import annotations

import argparse
import hashlib
import json
import time

from registry import departments, listed, score, table

from sprawl.departments.ask import questions
from sprawl.departments.study import Study


def askable(key: str) -> bool:
    return int(hashlib.sha256(key.encode()).hexdigest(), 16) % 2 == 0


def main() -> None:
    parser = argparse.ArgumentParser(description=__doc__)
    for name in ("accounts", "truth", "departments"):
        parser.add_argument(name)
    parser.add_argument("--budget", type=int, default=100)
    parser.add_argument("--rounds", type=int, default=4)
    options = parser.parse_args()
    truth = {row["id"]: row for row in table(options.truth)}
    accounts, units = listed(options.accounts), departments(options.departments)
    tested = [row for key, row in truth.items() if not askable(key)]
    answers: dict[str, str] = {}
    for turn in range(options.rounds + 1):
        begun = time.perf_counter()
        study = Study(accounts, units, answers)
        placed = {account.id: study.placement(row) for row, account in enumerate(study.accounts)}
        last = turn == options.rounds
        want = 0 if last else options.budget * (turn + 1) // options.rounds - options.budget * turn // options.rounds
        asked = [question.id for question in questions(study, want * 5)]
        seconds = round(time.perf_counter() - begun, 1)
        print(json.dumps({"answers": len(answers), "seconds": seconds, **score(tested, placed)}), flush=True)
        new = [key for key in asked if key in truth and askable(key) and key not in answers][:want]
        answers.update({key: truth[key].get("unit") or truth[key]["department"] for key in new})


if __name__ == "__main__":
    main()
