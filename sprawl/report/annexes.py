"""The annexes of a memo: register, evidence, platform steps and rules, notices, consultation, sign-offs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sprawl.consolidation.mechanics import mechanics, platform_name
from sprawl.consolidation.pack import load_pack
from sprawl.consolidation.rules import RULES
from sprawl.model import Action, Seen
from sprawl.report.context import MemoContext
from sprawl.report.document import Cell, Paragraph, Section, Sentence, Table, cited, table
from sprawl.report.english import PAST_TENSE, capitalize, count_noun, join_names, long_date

_ORDER = "report claim escalate handover merge redirect archive reserve close rename verify keep leave".split()
ENDING = ("merge", "redirect", "archive", "close")


def annexes(context: MemoContext, sections: Iterable[Section]) -> tuple[Section, ...]:
    """Annexes A to F; B lists what the memo and the other annexes cite."""
    first = register(context)
    numbers = number_evidence([*sections, first])
    return (
        first,
        evidence(context, numbers),
        platforms(context),
        notices(context),
        consultation(context),
        sign_offs(context),
    )


def number_evidence(sections: Iterable[Section]) -> dict[str, int]:
    """An E-number for each cited piece of evidence, in the order of first mention."""
    return {name: index for index, name in enumerate(dict.fromkeys(cited(sections)), 1)}


def register(context: MemoContext) -> Section:
    """A: every account, what happens to it, why, and on which conditions."""
    rows = sorted(
        context.plan.actions,
        key=lambda row: (_ORDER.index(row.action), context.entries[row.ref].department or "~", row.ref),
    )
    shown = [row for row in rows if context.entries[row.ref].relation != "third-party"]
    every = _shared(shown)
    blocks = (
        Paragraph(
            (Sentence(context.plan.counting_rule, (), "Counting rule."), Sentence(_left_out(len(rows) - len(shown))))
        ),
        table(
            ("Every account that is …", "needs"),
            ((PAST_TENSE[verb], "; ".join(needs)) for verb, needs in every.items() if needs),
        ),
        table(
            ("Account", "Department", "State", "Action", "Why, and what it needs besides", "Rules"),
            (_register_row(context, row, every[row.action]) for row in shown),
            "wide",
        ),
    )
    return Section("A", "Register", blocks)


def _shared(rows: Iterable[Action]) -> dict[str, tuple[str, ...]]:
    """For each action the conditions that all its accounts share: they are printed once."""
    shared: dict[str, tuple[str, ...]] = {}
    for row in rows:
        shared[row.action] = tuple(need for need in shared.get(row.action, row.requires) if need in row.requires)
    return shared


def _left_out(count: int) -> str:
    return (
        f"{capitalize(count_noun(count, 'account'))} of others that the brand's pages name: left alone, and not listed."
        if count
        else ""
    )


def _register_row(context: MemoContext, row: Action, every: Collection[str]) -> Iterator[Cell]:
    entry = context.entries[row.ref]
    followers = entry.profile.followers if entry.profile else None
    own = [need for need in row.requires if need not in every]
    state = f"last post {entry.last_post}" if entry.last_post else "last post unknown"
    yield Cell(row.ref, entry.url, row.evidence[:2], entry.display_name)
    yield Cell(
        entry.department or join_names(entry.contested) or "unknown",
        small=entry.unit if entry.unit and entry.unit != entry.department else "",
    )
    yield Cell(
        entry.status.value,
        small=f"{state}; {f'{followers:,} followers' if followers is not None else 'followers unknown'}",
    )
    yield Cell(
        PAST_TENSE[row.action],
        small=" ".join(filter(None, (f"into {row.into}" if row.into else "", f"wave {row.wave}", _undone(row)))),
    )
    yield Cell(row.reason, small=f"Needs {'; '.join(own)}." if own else "")
    yield Cell(", ".join(row.rules), small=_risk(row))


def _undone(row: Action) -> str:
    return "" if row.reversible else "— cannot be undone"


def _risk(row: Action) -> str:
    if row.action not in ENDING:
        return ""
    return (
        f"at most {row.followers_at_risk:,} followers at risk"
        if row.followers_at_risk is not None
        else "followers at risk unknown"
    )


def evidence(context: MemoContext, numbers: Mapping[str, int]) -> Section:
    """B: each cited piece, where and when it was seen, and the digest of what was read."""
    seen = {one.evidence.id: one for entry in context.entries.values() for one in entry.evidence}
    rows = [(index, seen[name]) for name, index in numbers.items() if name in seen]
    if not rows:
        return Section("B", "Evidence", (Paragraph((Sentence("No evidence was recorded for these accounts."),)),))
    return Section(
        "B",
        "Evidence",
        (table(("No.", "What was seen", "Where", "When, digest, id"), (_evidence_row(*row) for row in rows), "wide"),),
    )


def _evidence_row(index: int, one: Seen) -> Iterator[Cell]:
    evidence = one.evidence
    yield Cell(f"E{index}")
    yield Cell(
        one.sentence or f"{evidence.subject} names {evidence.object}",
        small=f"“{evidence.quote}”" if evidence.quote else "",
    )
    yield Cell(evidence.url.removeprefix("https://").removeprefix("http://"), evidence.url, small=evidence.region.value)
    yield Cell(one.seen_at, small=f"{one.digest or 'no digest'} · {evidence.id}")


def platforms(context: MemoContext) -> Section:
    """C: what each platform lets one do, how sure that is; the rules that fired, and on whose authority."""
    used = sorted(
        {
            context.entries[row.ref].platform
            for row in context.plan.actions
            if row.action in (*ENDING, "rename", "verify")
        }
    )
    note = Paragraph(
        (
            Sentence(
                "No step is taken by this software. Where the confidence says background or conflicting, check by hand."
            ),
        )
    )
    return Section("C", "Platform steps, and the rules", (note, _steps(used), _groups(context), _rules(context)))


def _steps(used: Iterable[str]) -> Table:
    rows = []
    for platform in used:
        row = mechanics(platform)
        if row:
            rows.append(
                (
                    platform_name(platform),
                    row.merge or "unknown",
                    row.followers or "unknown",
                    "; ".join(row.requirements),
                    row.reversible or "unknown",
                    row.waiting or "—",
                    Cell(row.confidence, small=f"{row.source} {row.as_of}"),
                )
            )
        else:
            rows.append(
                (platform_name(platform), "unknown", "unknown", "check by hand", "unknown", "—", Cell("no record"))
            )
    return table(
        (
            "Platform",
            "Merge",
            "Followers move",
            "Requirements",
            "Can be undone",
            "Waiting",
            "Confidence, source, read on",
        ),
        rows,
        "wide",
    )


def _groups(context: MemoContext) -> Table:
    rows = ((", ".join(row.refs), ", ".join(row.rules), row.reason) for row in context.plan.blocked)
    return table(("Kept apart", "Rules", "Why"), rows, "wide")


def _rules(context: MemoContext) -> Table:
    used = {rule for row in context.plan.actions for rule in row.rules}
    used |= {rule for row in context.plan.blocked for rule in row.rules}
    pack = load_pack(str(context.metrics["industry"]))
    rows = []
    for name in sorted(used & set(RULES)):
        basis = pack.authorities(name)
        authority = " ".join(f"{row.text} {row.source} (read {row.as_of}, {row.confidence})." for row in basis)
        rows.append(
            (
                name,
                RULES[name].sentence,
                authority or "Our own rule: no outside authority stands behind it.",
                "Ask counsel.",
            )
        )
    return table(("Rule", "What it says", "On whose authority", ""), rows, "wide")


_NOTICES = (
    ("T-30", "On {date}, {old} stops posting. Everything stays readable. Please follow {new} for what comes next."),
    ("T-14", "Two weeks left: from {date} you find us at {new}. Questions until then are answered here."),
    ("T-2", "The day after tomorrow we move on to {new}. This account stays readable; nobody answers here any more."),
    ("T0, pinned", "This account is an archive since {date}. We are at {new}."),
)


def notices(context: MemoContext) -> Section:
    """D: what readers are told, and where each account that ends sends them."""
    change = long_date(str(context.plan.waves[4]["date"]))
    ending = [row for row in context.plan.actions if row.action in ENDING]
    texts = table(
        ("When", "Text"),
        (
            (when, text.format(date=change, old="this account", new="[the account that stays]"))
            for when, text in _NOTICES
        ),
    )
    if not ending:
        return Section("D", "Notice texts", (Paragraph((Sentence("No account ends, so nobody has to be told."),)),))
    where = table(
        ("Account that ends", "Sends readers to"), ((row.ref, row.into or "the brand's own site") for row in ending)
    )
    return Section("D", "Notice texts", (texts, where))


def consultation(context: MemoContext) -> Section:
    """E: communities that are asked before anything is announced; four questions to fill in."""
    patient = [
        ref for ref, key in context.metrics["keys"].items() if key.get("audience_class", {}).get("value") == "patient"
    ]
    if not patient:
        return Section(
            "E",
            "Community consultation",
            (Paragraph((Sentence("No patient community was recognized among the accounts."),)),),
        )
    note = Paragraph(
        (Sentence("Communities are spoken to, never quoted here. Blank means that nobody has asked yet (C18)."),)
    )
    return Section(
        "E",
        "Community consultation",
        (
            note,
            table(
                ("Community", "Needs", "Expectations", "Open to work together", "How"),
                ((ref, "", "", "", "") for ref in patient),
            ),
        ),
    )


def sign_offs(context: MemoContext) -> Section:
    """F: who signs, for which accounts."""
    roles: dict[str, list[Action]] = {"Executive sponsor": []}
    for row in context.plan.actions:
        for role in row.sign_offs:
            roles.setdefault(role, []).append(row)
    stewards = {f"Head of {unit.name}": unit.steward for unit in context.units if unit.steward}
    rows = ((Cell(role, small=stewards.get(role, "")), _for(rows), "", "") for role, rows in roles.items())
    return Section("F", "Sign-offs", (table(("Who", "For", "Signature", "Date"), rows),))


def _for(rows: list[Action]) -> str:
    changed = [row.ref for row in rows if row.action not in ("keep", "leave")]
    if not rows:
        return "the whole plan"
    return join_names(changed, 4) if changed else f"{len(rows)} accounts that stay as they are"
