"""The memo of a plan in four kinds, and the files it is saved as."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from dataclasses import dataclass, replace
from pathlib import Path

from sprawl.errors import InputError
from sprawl.files import place
from sprawl.model import Entry, Memo, Plan, Unit
from sprawl.report import markdown, page, word_file
from sprawl.report.annexes import annexes, number_evidence
from sprawl.report.context import MemoContext
from sprawl.report.document import Document, Section, clean, sentences, table
from sprawl.report.executive import memo_head, memo_sections
from sprawl.report.short_memos import closing_kit, department_memo, scorecard

_EMPTY = Document("", "", "", (), ())


@dataclass(frozen=True, slots=True)
class Written(Memo):
    """A memo with its document: it can be saved in any form and numbers its sentences."""

    document: Document = _EMPTY

    @property
    def sentences(self) -> Mapping[int, str]:
        """Sentence number → text, for the numbers of ``trace``."""
        return {
            index: clean(f"{one.lead} {one.text}") for index, one in enumerate(sentences(self.document.sections), 1)
        }

    def save(self, path: str | Path) -> None:
        """Write it where the ending says how: .md, .html, .docx."""
        save(self, path)

    def _repr_html_(self) -> str:
        return self.html


def memo(
    plan: Plan,
    entries: Iterable[Entry],
    *,
    kind: str = "executive",
    units: Sequence[Unit] = (),
    department: str | None = None,
    coverage: Sequence[str] = (),
    authority: str = "",
    decider: str = "",
    decide_by: str = "",
    mark: str = "",
    trace: bool = False,
) -> Written:
    """Write the memo of a plan. ``entries`` are those the plan was made from.

    ``kind``: executive (section 7.1 of the domain notes: at most 1,000 words and six annexes), department (one
    department's accounts; needs ``department``), closing-kit (a check list for each account that ends), scorecard
    (figures without a name, to compare with others). ``coverage``: what was not reached, one sentence each.
    ``mark`` stands on every page. ``trace`` adds an annex that names the evidence of every sentence.
    Raises InputError for an unknown kind or department. Nothing is fetched; same input, same memo.
    """
    if kind not in KINDS:
        raise InputError(f"memo kind {kind!r} is not one of {', '.join(KINDS)}")
    rows = {entry.ref: entry for entry in entries}
    context = MemoContext(plan, rows, units, coverage, authority, decider, decide_by)
    document = _numbered(replace(KINDS[kind](context, department), mark=clean(mark)))
    if trace:
        document = replace(document, annexes=(*document.annexes, _trace(document)))
    evidence = {index: one.evidence for index, one in enumerate(sentences(document.sections), 1)}
    return Written(document.title, markdown.render(document), page.render(document), evidence, document)


def _executive(context: MemoContext, department: str | None) -> Document:
    if department:
        raise InputError("--department goes with --kind department; the executive memo is about the whole estate")
    body, plan = memo_sections(context), context.plan
    return Document(
        title=f"{plan.brand}: from {plan.accounts_before} to {plan.accounts_after} speaking accounts",
        kicker="Memo: consolidation of social accounts",
        mark="",
        head=memo_head(context),
        sections=body,
        annexes=annexes(context, body),
        foot=_foot(context),
    )


def _foot(context: MemoContext) -> str:
    return (
        f"Data of {context.plan.as_of}, option {context.plan.option}, rule pack {context.metrics['industry']}. "
        "Ownership is a likelihood with its evidence. Nothing here is legal advice; nothing was changed on any account."
    )


def _named(context: MemoContext, department: str | None) -> Document:
    known = sorted({entry.department for entry in context.entries.values() if entry.department})
    if department is None:
        raise InputError(f"--kind department needs --department, one of: {', '.join(known) or 'none is known yet'}")
    if department not in known:
        raise InputError(
            f"no account is known to belong to {department!r}; departments with accounts: {', '.join(known) or 'none'}"
        )
    return replace(department_memo(context, department), foot=_foot(context))


KINDS: Mapping[str, Callable[[MemoContext, str | None], Document]] = {
    "executive": _executive,
    "department": _named,
    "closing-kit": lambda context, department: replace(closing_kit(context, department), foot=_foot(context)),
    "scorecard": lambda context, department: scorecard(context),
}


def _numbered(document: Document) -> Document:
    return replace(document, numbers=number_evidence([*document.sections, *document.annexes]))


def _trace(document: Document) -> Section:
    rows = (
        (
            index,
            clean(f"{one.lead} {one.text}"),
            ", ".join(f"E{document.numbers[name]}" for name in one.evidence) or "counted, not seen",
        )
        for index, one in enumerate(sentences(document.sections), 1)
    )
    return Section("T", "Trace", (table(("No.", "Sentence", "Evidence"), rows, "wide"),))


def save(memo: Memo, path: str | Path) -> None:
    """Write a memo to a file, whole or not at all. Raises InputError for an unknown ending, else OutputError."""
    place(_body(memo, Path(path)), path)


def _body(memo: Memo, target: Path) -> bytes:
    ending = target.suffix.lower()
    if ending in (".html", ".htm"):
        return memo.html.encode()
    if ending in (".md", ".markdown"):
        return memo.markdown.encode()
    if ending == ".docx" and isinstance(memo, Written):
        return word_file.render(memo.document)
    if ending == ".pdf":
        raise InputError(f"{target}: not available yet: PDF; save .html and print it to PDF from any browser")
    raise InputError(f"{target}: a memo is saved as .md, .html or .docx")
