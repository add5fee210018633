"""`sprawl memo`: the document that an executive signs."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import click

import sprawl
from sprawl_cli.options import brand_option, opened, store_option


@click.command()
@brand_option
@store_option
@click.option(
    "--out",
    type=click.Path(path_type=Path),
    metavar="FILE",
    help="Where to write, by ending: .md, .html, .docx.  [default: Markdown on stdout]",
)
@click.option(
    "--kind",
    default="executive",
    show_default=True,
    type=click.Choice(["executive", "department", "closing-kit", "scorecard"]),
    help="Which document.",
)
@click.option("--department", metavar="NAME", help="The department, with --kind department or closing-kit.")
@click.option(
    "--option",
    default="recommended",
    show_default=True,
    type=click.Choice(["minimal", "recommended", "maximal"]),
    help="The plan that the memo proposes.",
)
@click.option("--mark", default="", metavar="TEXT", help='Printed on every page, such as "draft for counsel".')
@click.option("--decider", default="", metavar="NAME", help="The name of the person who decides.")
@click.option(
    "--decide-by", default="", metavar="DATE", help="The date of the decision.  [default: two weeks after the survey]"
)
@click.option("--trace", is_flag=True, help="Print the evidence of every sentence, one JSON object a line.")
def memo(brand: sprawl.Brand, store: Path | None, out: Path | None, option: str, **wishes: Any) -> None:
    """Write the consolidation memo: the decision asked for, reasons, costs, unknowns; every figure has its evidence.

    \b
    Examples:
      sprawl memo --brand demo --out memo.html --mark "draft for counsel"
      sprawl memo --brand demo --kind department --department Marketing
      sprawl memo --brand demo --trace
    """
    written = sprawl.memo(sprawl.plan(opened(brand, store), option=option), **wishes)
    if out and str(out) != "-":
        written.save(out)
        click.echo(f"{out}: {written.title}", err=True)
    if wishes["trace"]:
        for number, evidence in written.trace.items():
            line = {"sentence": number, "text": written.sentences[number], "evidence": list(evidence)}
            click.echo(json.dumps(line, ensure_ascii=False))
    elif not out or str(out) == "-":
        click.echo(written.markdown, nl=False)
