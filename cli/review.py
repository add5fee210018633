"""`sprawl review`: answer what is uncertain."""

from __future__ import annotations

import datetime
import getpass
from collections.abc import Sequence
from pathlib import Path

import click

import sprawl
from sprawl.report.review import Answer, Question, write_review
from sprawl.workflow.review import apply_answers, judge, questions
from sprawl_cli.options import brand_option, called, opened, store_of, store_option

KEYS = "[y]ours  [n]ot yours  [u]nsure  [d]epartment  [f]an  [p]erson  [i]mpersonation  [s]kip  [q]uit"
RELATIONS = {"y": "official", "n": "third-party", "u": "unsure", "f": "fan", "p": "person", "i": "impersonation"}


@click.command()
@brand_option
@store_option
@click.option("--limit", default=50, show_default=True, type=click.IntRange(1), help="Number of questions at most.")
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Write the questions as a page (.html) or a sheet to fill in (.csv).",
)
@click.option(
    "--apply",
    "answers",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Take the answers of a CSV file, such as answers.csv.",
)
@click.option(
    "--who",
    default=getpass.getuser,
    metavar="NAME",
    help="The name of the person who answers.  [default: the login name]",
)
def review(
    brand: sprawl.Brand, store: Path | None, limit: int, out: Path | None, answers: Path | None, who: str
) -> None:
    """Answer what is uncertain, most useful first: here, on a page, or in a sheet.

    The first question is the one whose answer applies to the most accounts. A sheet can also say whether two accounts
    have one owner (columns ref, ref2, same: yes or no). The answer "undo" takes an earlier answer back.

    \b
    Examples:
      sprawl review --brand demo                          one question after the other
      sprawl review --brand demo --out review.html        a page; it saves answers.csv
      sprawl review --brand demo --apply answers.csv      take the answers
    """
    path, today = store_of(brand, store), datetime.date.today().isoformat()
    if answers:
        _done(apply_answers(brand, path, answers, who=who, when=today), opened(brand, store))
        return
    asked = questions(opened(brand, store), limit)
    if out:
        write_review(asked, out, brand.name)
        click.echo(
            f"{out}: {len(asked)} questions; then: sprawl review {called(brand, store)} --apply answers.csv", err=True
        )
    elif not asked:
        click.echo("Nothing is uncertain.", err=True)
    else:
        _done(judge(brand, path, _ask(asked), who=who, when=today), opened(brand, store))


def _ask(asked: Sequence[Question]) -> list[Answer]:
    given = []
    for number, question in enumerate(asked, start=1):
        _show(number, len(asked), question)
        key = click.prompt(KEYS, default="s", show_default=False).strip().lower()[:1]
        if key == "q":
            break
        if key == "d":
            name = click.prompt("department", type=click.Choice(question.choices, case_sensitive=False))
            given.append(Answer(number, question.ref, "", name))
        elif key in RELATIONS:
            given.append(Answer(number, question.ref, RELATIONS[key]))
    return given


def _show(number: int, total: int, question: Question) -> None:
    click.echo(f"\n{number} of {total}  {question.ref}  {question.url}")
    click.echo(f"  {question.question}  We think: {question.guess} ({100 * (question.probability or 0):.0f} in 100)")
    click.echo(f"  {question.why.partition(';')[0]}")
    for quote in question.evidence:
        click.echo(f"    {f'“{quote.text}”  ' if quote.text else ''}{quote.url}")


def _done(taken: int, survey: sprawl.Findings) -> None:
    click.echo(
        f"{taken} judgement{'' if taken == 1 else 's'} kept; the inventory was weighed again with them", err=True
    )
    for told in survey.contradictions():
        click.echo(f"contradiction: {told}; take one back with the answer undo", err=True)
