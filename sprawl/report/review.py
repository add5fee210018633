"""Questions to people, as a sheet or as a page that needs nothing but a browser, and their answers read back.

Answers are read as people type them (``y``, ``ja``, ``not ours``). What is not understood is reported with its row.
"""

from __future__ import annotations

import base64
import csv
import difflib
import hashlib
import io
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from importlib import resources
from pathlib import Path

from sprawl.errors import InputError, OutputError
from sprawl.files import decode, delimiter, place
from sprawl.model import Judgement, Relation
from sprawl.report.page import fill
from sprawl.report.tables import csv_bytes, inert, live

COLUMNS = (
    "ref", "url", "question", "our guess", "probability", "why", "example evidence", "answer", "department", "note",
)  # fmt: skip

# What people type for an answer, in the languages of the sheets that we read. Kept short on purpose: anything else is
# asked again, because an answer wins over every inference.
ANSWERS: Mapping[str, tuple[str, ...]] = {
    Relation.OFFICIAL: (
        "yes", "y", "ours", "it is ours", "official", "true", "1", "✓", "✔", "oui", "o", "a nous", "à nous", "ja", "j",
        "unser", "unseres", "si", "sí", "s", "nuestra", "nostro", "sim", "nosso", "tak", "はい", "是",
    ),
    Relation.THIRD_PARTY: (
        "no", "n", "not ours", "third-party", "third party", "somebody else", "false", "0", "✗", "✘", "non", "nein",
        "nicht unseres", "nee", "nej", "nei", "não", "nao", "nie", "いいえ", "否",
    ),
    Relation.AFFILIATE: ("affiliate", "partly", "shared", "subsidiary", "tochter", "filiale"),
    Relation.PERSON: ("person", "a person", "private person", "personne", "persona"),
    Relation.FAN: ("fan", "fans", "parody", "parodie", "community"),
    Relation.IMPERSONATION: ("impersonation", "possible impersonation", "fake", "impostor", "imposter"),
    "unsure": (
        "unsure", "?", "??", "maybe", "don't know", "dont know", "do not know", "not sure", "unknown", "skip",
        "vielleicht", "weiß nicht", "unklar", "peut-être", "je ne sais pas", "ne sais pas", "no sé", "no se", "quizás",
        "non so", "talvez",
    ),
    "undo": ("undo", "take back", "withdraw", "zurücknehmen", "annuler", "deshacer"),
}  # fmt: skip
SAME: Mapping[str, tuple[str, ...]] = {  # what people type for whether two accounts have one owner
    "yes": ("yes", "y", "same", "true", "1", "ja", "oui", "si", "sí"),
    "no": ("no", "n", "different", "false", "0", "nein", "non"),
    "undo": ("undo", "take back", "withdraw"),
}
_READS_SAME = {word: meaning for meaning, words in SAME.items() for word in words}
_READS = {word: meaning for meaning, words in ANSWERS.items() for word in words}


@dataclass(frozen=True, slots=True)
class Quote:
    """Words quoted from a page, and where they stand."""

    text: str
    url: str = ""
    place: str = ""  # "footer of 214 pages, seen 2026-11-21"


@dataclass(frozen=True, slots=True)
class Question:
    """One question about an account. ``choices``: the departments that may be answered."""

    ref: str
    url: str
    question: str  # "Is this account ours?"
    guess: str  # "ours, run by Public Works"
    probability: float | None = None
    why: str = ""
    evidence: tuple[Quote, ...] = ()
    choices: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Answer:
    """A person's answer. ``value``: a relation, ``unsure``, ``undo``, or empty beside a department.

    With ``other``, a second ref, ``value`` says whether the two have the same owner: yes, no or undo.
    """

    row: int
    ref: str
    value: str = ""
    department: str = ""
    note: str = ""
    other: str = ""


def write_review(questions: Sequence[Question], path: str | Path, brand: str = "") -> None:
    """Write the questions to .csv or .html (``-``: CSV to standard output). Raises OutputError."""
    ending = ".csv" if str(path) == "-" else Path(path).suffix.lower()
    if ending == ".csv":
        place(csv_bytes(COLUMNS, map(_row, questions)), path)
    elif ending in (".html", ".htm"):
        place(review_page(questions, brand).encode("utf-8", "replace"), path)
    else:
        raise OutputError(f"{path}: questions are written as .csv or .html; name a file that ends so")


def review_page(questions: Sequence[Question], brand: str = "") -> str:
    """The page: one card a question, answered by keys, kept in the browser, saved as answers.csv. Loads nothing."""
    code = resources.files("sprawl.report.templates").joinpath("review.js").read_text("utf-8")
    allowed = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    rows = [["" if cell is None else inert(str(cell)) for cell in _row(question)] for question in questions]
    key = hashlib.sha256("\n".join([brand, *(question.ref for question in questions)]).encode("utf-8", "replace"))
    return fill(
        "review.html",
        brand=brand,
        questions=questions,
        header=COLUMNS,
        rows=rows,
        key=key.hexdigest()[:16],
        code=code,
        allowed=allowed,
    )


def _row(question: Question) -> tuple[object, ...]:
    quote = question.evidence[0] if question.evidence else Quote("")
    example = " — ".join(filter(None, (f"“{quote.text}”" if quote.text else "", quote.place, quote.url)))
    chance = None if question.probability is None else round(question.probability, 2)
    cells = (question.ref, question.url, question.question, question.guess, chance, question.why, example)
    return (*cells, "", "", "")


def read_answers(path: str | Path, departments: Iterable[str] = ()) -> list[Answer]:
    """The answers of a filled-in file; rows without an answer are skipped.

    ``departments``: the names that may be given; empty: any. Raises InputError naming every row that is not understood.
    """
    rows = _rows(path)
    known = {name.casefold(): name for name in departments}
    answers, wrong = [], []
    for number, row in rows:
        try:
            answer = _answer(number, row, known)
        except ValueError as error:
            wrong.append(f"row {number}: {error}")
            continue
        if answer.value or answer.department:
            answers.append(answer)
    if wrong:
        more = f"; and {len(wrong) - 5} more" if len(wrong) > 5 else ""
        raise InputError(f"{path}: {'; '.join(wrong[:5])}{more}; nothing was taken, mend and apply again")
    return answers


def judgements(answers: Iterable[Answer], who: str, when: str) -> list[Judgement]:
    """The answers as judgements: relation, department, same owner. An answer that is taken back has the value "".

    The same answer has the same id.
    """
    rows = ((kind, answer, value) for answer in answers for kind, value in _kinds_and_values(answer))
    return [
        Judgement(_id(kind, *subjects, value, who, when), kind, subjects, value, who, when, answer.note)
        for kind, answer, value in rows
        for subjects in [tuple(sorted((answer.ref, answer.other))) if answer.other else (answer.ref,)]
    ]


def _kinds_and_values(answer: Answer) -> list[tuple[str, str]]:
    """Kind and value of each judgement that an answer holds."""
    if answer.other:
        return [("same", "" if answer.value == "undo" else answer.value)]
    if answer.value == "undo":
        return [("relation", ""), ("department", "")]
    return [(kind, value) for kind, value in (("relation", answer.value), ("department", answer.department)) if value]


def _id(*parts: str) -> str:
    return hashlib.sha256("\x1f".join(parts).encode("utf-8", "replace")).hexdigest()[:20]


def _rows(path: str | Path) -> list[tuple[int, Mapping[str, str]]]:
    try:
        data = Path(path).read_bytes()
    except (OSError, ValueError) as error:
        raise InputError(f"{path}: cannot be read ({getattr(error, 'strerror', None) or error})") from None
    if data.startswith(b"PK"):
        raise InputError(f"{path}: is a workbook; save the sheet as CSV and apply that")
    text = decode(data)[0]
    try:
        header, *rows = csv.reader(io.StringIO(text), delimiter=delimiter(text)) if text.strip() else [[]]
    except csv.Error as error:
        raise InputError(f"{path}: cannot be read as CSV ({error})") from None
    names = [" ".join(name.casefold().split()) for name in header]
    if "ref" not in names or not {"answer", "department", "same"} & set(names):
        expected = f"{', '.join(COLUMNS)}; or of two accounts ref, ref2, same"
        raise InputError(f"{path}: row 1 lacks the columns ref and answer; expected {expected}")
    cells = ((live(cell.strip()) for cell in row) for row in rows)
    return [(number, dict(zip(names, row, strict=False))) for number, row in enumerate(cells, 2)]


def _answer(number: int, row: Mapping[str, str], known: Mapping[str, str]) -> Answer:
    """Raises ValueError with what is wrong."""
    if row.get("ref2", "") and row.get("same", ""):
        return _pair(number, row)
    value, department = _meaning(row.get("answer", ""), known), _department(row.get("department", ""), known)
    if value.startswith("department:"):
        value, department = "", value.removeprefix("department:")
    ref = row.get("ref", "")
    if (value or department) and not ref:
        raise ValueError("has an answer but no ref")
    if department and value and value not in ("unsure", "undo") and not Relation(value).ours:
        raise ValueError(f"the answer says that it is not ours, and the department says {department!r}; keep one")
    return Answer(number, ref, value, department, row.get("note", ""))


def _pair(number: int, row: Mapping[str, str]) -> Answer:
    word = " ".join(row["same"].casefold().split()).strip(".! ")
    if word not in _READS_SAME or not row.get("ref", ""):
        raise ValueError(f"same is {_short(row['same'])!r}; expected yes, no or undo, of ref and ref2")
    return Answer(number, row["ref"], _READS_SAME[word], note=row.get("note", ""), other=row["ref2"])


def _meaning(typed: str, known: Mapping[str, str]) -> str:
    """A relation, ``unsure``, ``department:NAME`` where the name of a department was typed, or empty."""
    word = " ".join(typed.casefold().split()).strip(".! ")
    if not word:
        return ""
    if word in _READS:
        return str(_READS[word])
    if word in known:
        return f"department:{known[word]}"
    raise ValueError(
        f"the answer {_short(typed)!r} is not understood; {_near(word, (*_READS, *known), 'yes, no or unsure')}"
    )


def _department(typed: str, known: Mapping[str, str]) -> str:
    name = " ".join(typed.split())
    if not known or not name or name.casefold() in known:
        return known.get(name.casefold(), name)
    near = _near(name.casefold(), tuple(known), ", ".join(known.values()), known)
    raise ValueError(f"no department is called {_short(name)!r}; {near}")


def _near(word: str, words: Sequence[str], otherwise: str, shown: Mapping[str, str] | None = None) -> str:
    near = difflib.get_close_matches(word, words, 1, 0.7)
    return f"did you mean {(shown or {}).get(near[0], near[0])!r}?" if near else f"expected {_short(otherwise, 300)}"


def _short(text: str, most: int = 60) -> str:
    line = " ".join(text.split())
    return line if len(line) <= most else line[: most - 1] + "…"
