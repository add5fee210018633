"""Questions to people and their answers: readable in any browser, safe, and read back as they were meant."""

from __future__ import annotations

import base64
import csv
import hashlib
import io
import json
import re
from html.parser import HTMLParser
from pathlib import Path

import pytest

from sprawl.errors import InputError, OutputError
from sprawl.report.review import COLUMNS, Answer, Question, Quote, judgements, read_answers, review_page, write_review

NASTY = "</script><script>alert(1)</script><img src=x onerror=alert(1)>\"'`{{7*7}}\u2028\x00=1+1"
DEPARTMENTS = ("Public Works", "Parks & Recreation")
QUESTIONS = [
    Question(
        "x:acme",
        "https://x.com/acme",
        "Is this account ours?",
        "ours, run by Public Works",
        0.62,
        "Linked from 3 pages.",
        (Quote("Follow us", "https://www.example.org/contact", "footer of 3 pages"),),
        DEPARTMENTS,
    ),
    Question("x:other", "https://x.com/other", "Is this account ours?", "somebody else's"),
    Question(NASTY, "javascript:alert(1)", NASTY, NASTY, 0.5, NASTY, (Quote(NASTY, NASTY, NASTY),), (NASTY,)),
]


class Elements(HTMLParser):
    """Every start tag with its attributes."""

    def __init__(self, text: str) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


def sheet(folder: Path, *rows: str, header: str = ",".join(COLUMNS)) -> Path:
    path = folder / "answers.csv"
    path.write_text("\n".join([header, *rows]), "utf-8")
    return path


def row(answer: str = "", department: str = "", note: str = "", ref: str = "x:acme") -> str:
    out = io.StringIO()
    csv.writer(out).writerow([ref, "", "", "", "", "", "", answer, department, note])
    return out.getvalue().strip("\r\n")


def test_a_sheet_of_questions_has_empty_answers_and_cannot_run(tmp_path: Path) -> None:
    write_review(QUESTIONS, tmp_path / "q.csv")
    rows = list(csv.DictReader(io.StringIO((tmp_path / "q.csv").read_text("utf-8-sig"), newline="")))
    assert tuple(rows[0]) == COLUMNS
    assert rows[0]["example evidence"] == "“Follow us” — footer of 3 pages — https://www.example.org/contact"
    assert (rows[0]["probability"], rows[1]["probability"]) == ("0.62", "")
    assert {(each["answer"], each["department"], each["note"]) for each in rows} == {("", "", "")}
    assert read_answers(tmp_path / "q.csv") == []


def test_the_page_has_one_card_a_question_and_loads_nothing() -> None:
    tags = Elements(review_page(QUESTIONS, "Acme")).tags
    assert sum(tag == "article" for tag, _ in tags) == 3
    assert not any("src" in told for _, told in tags)
    assert {tag for tag, _ in tags}.isdisjoint({"link", "img", "iframe", "object", "base"})


def test_hostile_words_stay_words_on_the_page() -> None:
    text = review_page([QUESTIONS[2]], NASTY)
    tags = Elements(text).tags
    assert [tag for tag, _ in tags].count("script") == 2
    assert not any(name.startswith("on") for _, told in tags for name in told)
    assert [told["href"] for tag, told in tags if tag == "a"] == []
    assert "49" not in re.sub(r"<style>.*?</style>|sha256-\S+|\"key\": \"\w+\"", "", text, flags=re.DOTALL)


def test_only_the_script_of_the_page_may_run() -> None:
    text = review_page(QUESTIONS, "Acme")
    code = text[text.rindex("<script>") + 8 : text.rindex("</script>")]
    digest = base64.b64encode(hashlib.sha256(code.encode()).digest()).decode()
    assert f"script-src 'sha256-{digest}'" in text
    data = json.loads(text[text.index('id="data">') + 10 : text.index("</script>", text.index('id="data">'))])
    assert data["rows"][0][0] == "x:acme"
    assert data["header"] == list(COLUMNS)


def test_the_page_is_the_same_for_the_same_questions_and_fine_without_any() -> None:
    assert review_page(QUESTIONS, "Acme") == review_page(QUESTIONS, "Acme")
    assert "0 questions" in review_page([])


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("yes", "official"),
        ("Y", "official"),
        (" Ours. ", "official"),
        ("OUI", "official"),
        ("ja", "official"),
        ("sí", "official"),
        ("no", "third-party"),
        ("Nein", "third-party"),
        ("not  ours", "third-party"),
        ("n", "third-party"),
        ("?", "unsure"),
        ("Don't know", "unsure"),
        ("je ne sais pas", "unsure"),
        ("fake", "impersonation"),
        ("Fan", "fan"),
        ("affiliate", "affiliate"),
        ("person", "person"),
    ],
)
def test_answers_are_taken_as_they_are_meant(typed: str, expected: str, tmp_path: Path) -> None:
    assert read_answers(sheet(tmp_path, row(typed))) == [Answer(2, "x:acme", expected)]


def test_departments_are_known_in_any_case_and_rows_without_answers_are_passed_over(tmp_path: Path) -> None:
    rows = [
        row("yes", "public works", "since 2019"),
        row(note="only a note"),
        row(),
        row(department="Parks & Recreation"),
    ]
    assert read_answers(sheet(tmp_path, *rows, row("Public Works")), DEPARTMENTS) == [
        Answer(2, "x:acme", "official", "Public Works", "since 2019"),
        Answer(5, "x:acme", "", "Parks & Recreation"),
        Answer(6, "x:acme", "", "Public Works"),
    ]


@pytest.mark.parametrize(
    ("rows", "expected"),
    [
        ([row("yess")], "row 2: the answer 'yess' is not understood; did you mean 'yes'?"),
        (
            [row("perhaps so, ask Ann")],
            "row 2: the answer 'perhaps so, ask Ann' is not understood; expected yes, no or unsure",
        ),
        (
            [row("yes"), row("yes", "Public Wroks")],
            "row 3: no department is called 'Public Wroks'; did you mean 'Public Works'?",
        ),
        ([row("yes", "Zoo")], "row 2: no department is called 'Zoo'; expected Public Works, Parks & Recreation"),
        (
            [row("no", "Public Works")],
            "row 2: the answer says that it is not ours, and the department says 'Public Works'",
        ),
        ([row("yes", ref="")], "row 2: has an answer but no ref"),
        ([row("a b c")] * 7, "; and 2 more; nothing was taken"),
    ],
)
def test_what_is_not_understood_is_told_with_its_row(rows: list[str], expected: str, tmp_path: Path) -> None:
    with pytest.raises(InputError) as caught:
        read_answers(sheet(tmp_path, *rows), DEPARTMENTS)
    assert expected in str(caught.value)
    assert "\n" not in str(caught.value)


@pytest.mark.parametrize("encoding", ["utf-8-sig", "utf-16", "cp1252"])
@pytest.mark.parametrize("delimiter", [",", ";", "\t"])
def test_answers_come_back_from_any_spreadsheet(encoding: str, delimiter: str, tmp_path: Path) -> None:
    out = io.StringIO()
    csv.writer(out, delimiter=delimiter).writerows([COLUMNS, ["x:acme", *[""] * 6, "oui", "", "'=siège"]])
    path = tmp_path / "answers.csv"
    path.write_bytes(out.getvalue().encode(encoding))
    assert read_answers(path) == [Answer(2, "x:acme", "official", "", "=siège")]


@pytest.mark.parametrize(
    ("content", "expected"),
    [
        (b"", "row 1 lacks the columns ref and answer"),
        (b"a,b\n1,2", "row 1 lacks the columns"),
        (b"PK\x03\x04", "is a workbook; save the sheet as CSV"),
        (None, "cannot be read (No such file or directory)"),
    ],
)
def test_another_file_is_refused_in_one_line(content: bytes | None, expected: str, tmp_path: Path) -> None:
    if content is not None:
        (tmp_path / "answers.csv").write_bytes(content)
    with pytest.raises(InputError) as caught:
        read_answers(tmp_path / "answers.csv")
    assert expected in str(caught.value)


def test_answers_become_judgements_with_ids_that_last() -> None:
    said = judgements([Answer(2, "x:acme", "official", "Public Works", "since 2019")], "Ann", "2026-11-21T10:00:00Z")
    assert [(each.kind, each.subjects, each.value, each.why) for each in said] == [
        ("relation", ("x:acme",), "official", "since 2019"),
        ("department", ("x:acme",), "Public Works", "since 2019"),
    ]
    assert said == judgements(
        [Answer(9, "x:acme", "official", "Public Works", "since 2019")], "Ann", "2026-11-21T10:00:00Z"
    )


def test_another_ending_is_refused(tmp_path: Path) -> None:
    with pytest.raises(OutputError, match=r"as \.csv or \.html"):
        write_review(QUESTIONS, tmp_path / "q.docx")
