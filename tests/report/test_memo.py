"""A memo that an executive can sign: its form, its length, its evidence, and nothing in it that comes alive."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import replace
from html.parser import HTMLParser
from pathlib import Path

import pytest
from docx import Document as read_word
from hostile import PAYLOADS
from markdown_it import MarkdownIt
from toy_estate import AS_OF, BRAND, ENTRIES, FACTS, INDUSTRY, UNITS

from sprawl.consolidation.plan import plan
from sprawl.errors import InputError, OutputError
from sprawl.model import Entry, Fact, Plan, Unit
from sprawl.report.document import words
from sprawl.report.english import count_noun, join_names, long_date
from sprawl.report.findings import findings
from sprawl.report.memo import KINDS, Written, memo

TITLES = (
    "Decision asked",
    "Three executive questions",
    "The picture in five numbers",
    "Findings",
    "Recommendation",
    "What we do not merge, and which rule says so",
    "Options",
    "Risks and stop rules",
    "Plan",
    "How success is measured",
    "What we do not know",
)


def toy_plan() -> Plan:
    return plan(ENTRIES, units=UNITS, facts=FACTS, brand=BRAND, industry=INDUSTRY, as_of=AS_OF)


def toy_memo(**options: object) -> Written:
    return memo(toy_plan(), ENTRIES, units=UNITS, **options)  # type: ignore[arg-type]


def test_form() -> None:
    """The eleven sections stand in order, the six annexes after them."""
    document = toy_memo().document
    assert tuple(section.title for section in document.sections) == TITLES
    assert [annex.number for annex in document.annexes] == list("ABCDEF")


def test_length() -> None:
    """Two pages: at most 1,000 words before the annexes."""
    assert 400 < words(toy_memo(coverage=("a.example did not answer", "b.example did not answer")).document) <= 1000


def test_length_of_a_large_estate() -> None:
    """Twenty times as many accounts and a hundred departments do not make it longer."""
    rows = [
        replace(entry, ref=f"{entry.ref}{copy}", handle=f"{entry.handle}{copy}", department=f"Department {copy % 100}")
        for copy in range(40)
        for entry in ENTRIES
    ]
    facts = [Fact(f"{fact.subject}{copy}", fact.name, fact.value, fact.origin) for copy in range(40) for fact in FACTS]
    large = plan(rows, units=UNITS, facts=facts, brand=BRAND, industry=INDUSTRY, as_of=AS_OF)
    assert words(memo(large, rows, units=UNITS).document) <= 1000


def test_every_citation_leads_to_evidence() -> None:
    """Each E-number of the memo is a row of annex B with a URL, a time and a digest."""
    written = toy_memo()
    mentioned = {int(found) for found in re.findall(r"\bE(\d+)\b", written.markdown)}
    rows = {cell.text: row for cell, *row in written.document.annexes[1].blocks[0].rows}  # type: ignore[union-attr]
    assert mentioned == {int(name[1:]) for name in rows}
    assert all(where.url and when.text and when.small for _, where, when in rows.values())


def test_trace_covers_every_sentence_with_a_count_of_accounts() -> None:
    """Every sentence has its number; ids of the trace are evidence of the inventory."""
    written = toy_memo(trace=True)
    known = {seen.evidence.id for entry in ENTRIES for seen in entry.evidence}
    assert list(written.trace) == list(written.sentences) == list(range(1, len(written.trace) + 1))
    assert {name for ids in written.trace.values() for name in ids} <= known
    assert written.trace[1]
    assert written.document.annexes[-1].title == "Trace"


@pytest.mark.parametrize("kind", sorted(KINDS))
def test_same_input_same_bytes(kind: str, tmp_path: Path) -> None:
    """Every kind is written twice to the same bytes, in every form."""
    department = "Marketing" if kind == "department" else None
    one, two = (toy_memo(kind=kind, department=department) for _ in range(2))
    for ending in ("md", "html", "docx"):
        one.save(tmp_path / f"one.{ending}")
        two.save(tmp_path / f"two.{ending}")
        assert (tmp_path / f"one.{ending}").read_bytes() == (tmp_path / f"two.{ending}").read_bytes()


def test_words_of_accusation() -> None:
    """It says "possible impersonation", and never "fake"."""
    text = toy_memo().markdown.casefold()
    assert "possible impersonation" in text
    assert "fake" not in text


def test_mark_on_every_page(tmp_path: Path) -> None:
    """The mark stands at the head, at each annex, in the page margin, and in the header of the Word file."""
    written = toy_memo(mark="Draft for counsel")
    written.save(tmp_path / "memo.docx")
    assert written.markdown.count("**Draft for counsel**") == 8
    assert written.html.count("Draft for counsel") == 7
    assert r'"Draft\20 for\20 counsel"' in written.html
    assert read_word(str(tmp_path / "memo.docx")).sections[0].header.paragraphs[0].text == "Draft for counsel"


def test_scorecard_names_nobody() -> None:
    """No brand, account, department or host stands in the scorecard."""
    text = toy_memo(kind="scorecard").html.casefold()
    names = {BRAND, *(unit.name for unit in UNITS), *(entry.handle for entry in ENTRIES), "veltora.example"}
    assert not {name for name in names if re.search(rf"(?<!\w){re.escape(name.casefold())}(?!\w)", text)}


def test_department_memo_has_its_accounts_only() -> None:
    """A department reads of its own accounts, those it claims included."""
    text = toy_memo(kind="department", department="Human Resources").markdown
    assert "x:veltorajobs" in text
    assert "facebook:veltoderm" not in text
    assert "instagram:veltora" in toy_memo(kind="department", department="Marketing").markdown


def test_closing_kit_lists_each_account_that_ends() -> None:
    """One check list for each merge, redirect and archive."""
    titles = [section.title for section in toy_memo(kind="closing-kit").document.sections]
    assert titles == [
        "facebook:veltoraofficial",
        "instagram:veltorasummertour",
        "mastodon:news@social.example",
        "x:veltorajobs",
        "x:veltoranews",
    ]


def test_nothing_stands_out() -> None:
    """An estate in order has no findings, and the memo says so."""
    quiet = [entry for entry in ENTRIES if entry.ref == "x:veltora"]
    calm = plan(quiet, units=UNITS, brand=BRAND, as_of=AS_OF)
    assert findings(calm, {entry.ref: entry for entry in quiet})[0].text.startswith("Nothing stands out")
    assert memo(calm, quiet).markdown


def test_empty_estate() -> None:
    """No account at all is a memo too."""
    assert "from 0 to 0" in memo(plan([], brand="Veltora", as_of=AS_OF), []).markdown


@pytest.mark.parametrize(
    ("options", "words_of_it"),
    [
        ({"kind": "poem"}, "not one of executive"),
        ({"kind": "department"}, "needs --department"),
        ({"kind": "department", "department": "Sales"}, "no account is known to belong"),
        ({"department": "Marketing"}, "--kind department"),
    ],
    ids=["kind", "no department", "unknown department", "executive"],
)
def test_misuse_is_told(options: dict[str, str], words_of_it: str) -> None:
    """One line says what is wrong and what there is instead."""
    with pytest.raises(InputError, match=words_of_it):
        toy_memo(**options)


@pytest.mark.parametrize(
    ("name", "error"), [("memo.pdf", InputError), ("memo.txt", InputError), ("no/folder/memo.md", OutputError)]
)
def test_what_cannot_be_saved(tmp_path: Path, name: str, error: type[Exception]) -> None:
    """An ending there is not, a folder there is not."""
    with pytest.raises(error):
        toy_memo().save(tmp_path / name)


class Live(HTMLParser):
    """Collects what a browser would run or fetch."""

    def __init__(self) -> None:
        super().__init__()
        self.found: list[str] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        bad = [
            name for name, value in attrs if name.startswith("on") or name in ("srcdoc", "src", "action", "formaction")
        ]
        links = [value or "" for name, value in attrs if name in ("href", "xlink:href")]
        self.found += (
            [tag] if tag in ("script", "iframe", "object", "embed", "svg", "math", "img", "base", "form", "b2") else []
        )
        self.found += [f"{tag} {name}" for name in bad]
        self.found += [link for link in links if not re.match(r"https?://|#E\d+$", link)]


def live(html: str) -> list[str]:
    parser = Live()
    parser.feed(html)
    parser.close()
    return parser.found


def poisoned(payload: str) -> Iterator[Entry]:
    """The toy estate with the payload in every field that the web fills."""
    for entry in ENTRIES:
        assert entry.profile
        evidence = tuple(
            replace(one, sentence=payload, digest=payload, evidence=replace(one.evidence, quote=payload, url=payload))
            for one in entry.evidence
        )
        yield replace(
            entry,
            ref=f"{entry.ref}{payload}",
            handle=payload,
            display_name=f"{entry.display_name}{payload}",
            url=payload,
            department=entry.department and f"{entry.department}{payload}",
            evidence=evidence,
            contested=tuple(f"{name}{payload}" for name in entry.contested),
            profile=replace(entry.profile, bio=f"{entry.profile.bio}{payload}", name=payload),
        )


@pytest.mark.parametrize("payload", PAYLOADS, ids=range(len(PAYLOADS)))
def test_nothing_comes_alive(payload: str) -> None:
    """Hostile words stay words: in the page, in the Markdown as a browser would show it, in Word."""
    rows = list(poisoned(payload))
    facts = [Fact(f"{fact.subject}{payload}", fact.name, f"{fact.value}{payload}", fact.origin) for fact in FACTS]
    units = [Unit(f"{unit.name}{payload}", unit.kind, steward=payload) for unit in UNITS]
    made = plan(rows, units=units, facts=facts, brand=f"Veltora{payload}", industry=INDUSTRY, as_of=AS_OF)
    written = memo(
        made, rows, units=units, coverage=(payload,), mark=payload, authority=payload, decider=payload, trace=True
    )
    assert live(written.html) == []
    assert live(MarkdownIt("commonmark", {"html": True}).enable("table").render(written.markdown)) == []


def test_hostile_words_in_word(tmp_path: Path) -> None:
    """Control characters and markup of every kind leave a Word file that opens."""
    payload = "".join(PAYLOADS)
    rows = list(poisoned(payload))
    written = memo(plan(rows, brand=payload, as_of=AS_OF), rows, mark=payload)
    written.save(tmp_path / "memo.docx")
    assert read_word(str(tmp_path / "memo.docx")).paragraphs


@pytest.mark.parametrize(
    ("found", "expected"),
    [
        (join_names([]), ""),
        (join_names(["a"]), "a"),
        (join_names(["a", "b", "c", "d"]), "a, b, c and d"),
        (join_names(list("abcde")), "a, b, c and 2 more"),
        (count_noun(1, "account"), "one account"),
        (count_noun(1400, "account"), "1,400 accounts"),
        (long_date("2026-12-05"), "5\u00a0December\u00a02026"),
        (long_date("soon"), "soon"),
    ],
    ids=range(8),
)
def test_wording(found: str, expected: str) -> None:
    """Counts and lists read as a person writes them."""
    assert found == expected
