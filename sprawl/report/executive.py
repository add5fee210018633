"""The executive memo: a decision, why, what it costs, what is not known. At most 1,000 words before the annexes.

A section is one function of the context that returns blocks; `memo_sections` lists them in order.
"""

from __future__ import annotations

import re
from collections import Counter
from typing import Any

from sprawl.consolidation.steps import WAVES
from sprawl.model import Blocked
from sprawl.report.context import UNCHANGED, MemoContext, first_evidence
from sprawl.report.document import (
    Bar,
    BarChart,
    Block,
    Bullets,
    Paragraph,
    Section,
    Sentence,
    Table,
    Tile,
    Tiles,
    table,
)
from sprawl.report.english import PAST_TENSE, capitalize, count_noun, join_names, long_date, percent, spelled
from sprawl.report.findings import findings

UNMEASURED = "not measured"
_LAWS_FIRST = "C20 C02 C04 C03 C05 C13 C14 C01 C12 C11 C19 C24 C17 C25".split()  # gravest rule first


def memo_head(context: MemoContext) -> tuple[tuple[str, str], ...]:
    """Label and value of what is read first."""
    missed = join_names(context.coverage, 2) or "nothing reported unreachable"
    rows = (
        ("Brand", context.plan.brand),
        ("Date of the data", long_date(context.plan.as_of)),
        ("Who decides", context.decider or "an executive sponsor, to be named"),
        ("By when", long_date(context.deadline)),
        ("Counted", "one profile on one platform that the brand runs and that still exists (full rule: annex A)"),
        ("Coverage", f"{len(context.entries):,} accounts seen; {missed}"),
        ("Authority", context.authority),
    )
    return tuple(row for row in rows if row[1])


def memo_sections(context: MemoContext) -> tuple[Section, ...]:
    """Sections 1 to 11."""
    blocks: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("Decision asked", (decision(context),)),
        ("Three executive questions", (questions(context),)),
        ("The picture in five numbers", (picture(context),)),
        ("Findings", (Bullets(findings(context.plan, context.entries)),)),
        ("Recommendation", (recommendation(context), by_department(context))),
        ("What we do not merge, and which rule says so", (kept_apart(context),)),
        ("Options", (options(context),)),
        ("Risks and stop rules", (risks(context),)),
        ("Plan", (calendar(context),)),
        ("How success is measured", (targets(context),)),
        ("What we do not know", (unknowns(context),)),
    )
    return tuple(Section(str(index), title, section) for index, (title, section) in enumerate(blocks, 1))


def decision(context: MemoContext) -> Paragraph:
    """What is asked, with dates and signatures."""
    plan, changed = context.plan, [row for row in context.counted if row.action not in UNCHANGED]
    used = {row.wave for row in changed}
    dates = [long_date(str(wave["date"])) for wave in plan.waves if wave["wave"] in used]
    steps = f"{count_noun(len(used), 'wave')} between {dates[0]} and {dates[-1]}" if used else "no waves"
    roles = [role for role, _ in Counter(role for row in plan.actions for role in row.sign_offs).most_common()]
    goal = f"Approve: from {plan.accounts_before} to {plan.accounts_after} speaking accounts, in {steps}."
    signed = f"Sign-offs by {long_date(context.deadline)}: {join_names(roles, 6) or 'none'} (annex F)."
    final = [row for row in plan.actions if not row.reversible]
    closed = [row.ref for row in plan.actions if row.action == "close"]
    kept = f"Deleted by a person's decision: {join_names(closed)}." if closed else "Nothing is deleted."
    undo = f"{kept} What cannot be undone, {count_noun(len(final), 'step')}, waits for its conditions (annex A)."
    if not final:
        undo = "Nothing is deleted, and every step can be undone."
    return Paragraph((Sentence(goal, first_evidence(changed)), Sentence(signed), Sentence(undo, first_evidence(final))))


def questions(context: MemoContext) -> Bullets:
    """Three questions with one number each, or "not measured"."""
    total, undated = context.metrics["accounts"], context.metrics["undated"]
    recent = [row for row in context.counted if context.entries[row.ref].status == "active"]
    posted = f"{capitalize(UNMEASURED)}: no date of a last post is known."
    if context.metrics["dated"]:
        share = f"{len(recent)} of {total} accounts ({percent(len(recent), total)})"
        posted = f"{share} {'are known to have posted' if undated else 'posted'} in the last 30 days."
    posted += " Reach and engagement are not public; they need the platforms' own exports."
    waits = f"{capitalize(UNMEASURED)}: it needs the times of questions and answers from the accounts' in-boxes."
    says = f"{capitalize(UNMEASURED)}: what people write is not collected without a named recipient for safety reports."
    return Bullets(
        (
            Sentence(posted, first_evidence(recent), "How is our content performing?"),
            Sentence(waits, (), "Are we responding?"),
            Sentence(says, (), "What is our audience saying?"),
        )
    )


def picture(context: MemoContext) -> Tiles:
    """Five numbers."""
    metrics, entries, every = context.metrics, context.entries, first_evidence(context.counted)
    voices = metrics["effective_voices"] if 2 * metrics["posts_known"] >= metrics["accounts"] else None
    silo, dated = metrics["silo"], metrics["dated"]
    silent = [row for row in context.counted if entries[row.ref].status in ("dormant", "abandoned")]
    voices_note = f"{'' if voices else f'{UNMEASURED}: '}posts known of {metrics['posts_known']}"
    dormant_note = f"of {dated} with a known date; {metrics['undated']} unknown"
    duplicates = first_evidence(row for row in context.counted if row.into)
    return Tiles(
        (
            Tile(f"{metrics['accounts']:,}", "accounts", f"{len(metrics['by_platform'])} platforms", every),
            Tile(f"{voices:.1f}" if voices else "—", "effective voices", voices_note, every if voices else ()),
            Tile(str(metrics["duplicate_excess"]), "duplicates", "beyond one for each key", duplicates),
            Tile(percent(metrics["dormant"], dated), "dormant", dormant_note, first_evidence(silent)),
            Tile(
                f"{silo['silo_gap']:.2f}" if silo else "—",
                "silo gap",
                f"p = {silo['p']:.3f}" if silo else UNMEASURED,
                every if silo else (),
            ),
        )
    )


def recommendation(context: MemoContext) -> Paragraph:
    """How many accounts get each action, and the smallest number that the rules allow."""
    metrics, actions = context.metrics, Counter(row.action for row in context.counted)
    parts = [f"{spelled(count)} {PAST_TENSE[action]}" for action, count in actions.most_common()]
    sentences = [Sentence(f"{capitalize(join_names(parts, 12))}.", first_evidence(context.counted))]
    others = {name: count for name, count in sorted(metrics["not_counted"].items()) if name in ("report", "claim")}
    if others:
        names = join_names([f"{spelled(count)} {PAST_TENSE[name]}" for name, count in others.items()])
        rows = [row for row in context.plan.actions if row.action in others]
        sentences.append(Sentence(f"Of accounts that are not counted: {names}.", first_evidence(rows)))
    floor, keys = context.plan.floor, metrics["distinct_keys"]
    text = f"The rules sort them into {keys} groups whose members may become one; the exact floor is not computed yet."
    if floor:
        text = f"The rules allow no fewer than {floor[0]}" + (f" to {floor[1]}." if floor[0] != floor[1] else ".")
    return Paragraph((*sentences, Sentence(text)))


def by_department(context: MemoContext) -> BarChart:
    """The seven largest departments, the rest together, those without one last."""
    counts = context.metrics["by_department"]
    named = [(name, row["before"], row["after"]) for name, row in counts.items() if name]
    bars, rest = [Bar(*row) for row in named[:7]], named[7:]
    if rest:
        bars.append(Bar(f"{len(rest)} more", sum(row[1] for row in rest), sum(row[2] for row in rest)))
    if "" in counts:
        bars.append(Bar("Department unknown", counts[""]["before"], counts[""]["after"]))
    return BarChart(("Department", "Before", "After"), tuple(bars))


def kept_apart(context: MemoContext) -> Block:
    """Groups that a rule keeps apart, and objections that no rule supports."""
    actions = {row.ref: row for row in context.plan.actions}
    rows = sorted(context.plan.blocked, key=lambda row: (_severity(row), -len(row.refs), row.refs))
    sentences = []
    for row in rows[:3]:
        evidence = first_evidence(actions[ref] for ref in row.refs if ref in actions)
        text = f"{row.reason} ({', '.join(row.rules)}; ask counsel.)"
        sentences.append(Sentence(text, evidence, f"{join_names(row.refs, 2)}."))
    if len(rows) > 3:
        sentences.append(Sentence(f"{capitalize(count_noun(len(rows) - 3, 'more group'))} in annex C."))
    sentences += [Sentence(f"{text}.", (), "Unfounded block.") for text in context.plan.unfounded[:2]]
    if sentences:
        return Bullets(tuple(sentences))
    return Paragraph((Sentence("No two accounts look alike that a rule keeps apart."),))


def _severity(row: Blocked) -> int:
    """The rank of a group: legal rules before our own, what is not known last."""
    ranks = [_LAWS_FIRST.index(rule) for rule in row.rules if rule in _LAWS_FIRST and "C28" not in row.rules]
    return min(ranks, default=len(_LAWS_FIRST))


def options(context: MemoContext) -> Table:
    """The three options, and what of each can be undone."""
    contents = {
        "minimal": "possible impersonation, owners, silent accounts",
        "recommended": "also duplicates, names, badges",
        "maximal": "also slow accounts, loved duplicates, final moves",
    }
    rows = []
    for name, row in context.metrics["options"].items():
        label = f"{name}{' (this memo)' if name == context.plan.option else ''}"
        rows.append((label, contents[name], row["after"], row["changed"], row["irreversible"]))
    return table(("Option", "What", "Accounts after", "Changed", "Cannot be undone"), rows)


def risks(context: MemoContext) -> Bullets:
    """What could go wrong, who watches, when to stop."""
    risk = context.metrics["followers_at_risk"]
    unknown = count_noun(risk["uncounted"], "account")
    lost = f"At most {risk['at_most']:,}."
    if risk["uncounted"]:
        lost = f"At most {risk['at_most']:,}, and those of {unknown} without a count."
    if risk["uncounted"] and not risk["at_most"]:
        lost = f"Not known: {unknown} {'has' if risk['uncounted'] == 1 else 'have'} no count."
    lost += " Stop when complaints exceed those of untouched accounts."
    voice = "Whoever is followed for a voice of its own is decided by a person (C24). Communications watches."
    taken = "Log-ins are kept, so that no handle is freed. Security watches; stop when one is lost."
    gap = "No change before comments and messages have a named monitor (C09). Safety can stop any wave."
    sentences = [
        Sentence(lost, first_evidence(row for row in context.counted if row.followers_at_risk), "Followers lost."),
        Sentence(voice, (), "A loved voice."),
        Sentence(taken, (), "A handle taken."),
    ]
    if context.metrics["industry"] == "pharma":
        sentences.append(Sentence(gap, (), "A gap in safety monitoring."))
    return Bullets(tuple(sentences))


def calendar(context: MemoContext) -> Table:
    """The waves."""
    rows = []
    for step, wave in zip(WAVES, context.plan.waves, strict=True):
        values: Any = wave
        count = context.plan.accounts_after if step is WAVES[-1] else len(values["refs"])
        owners = join_names(values["departments"], 2)
        rows.append((step.at, long_date(values["date"]), step.brief, count or "—", owners))
    return table(("When", "Date", "What", "Accounts", "Owners"), rows)


def targets(context: MemoContext) -> Table:
    """Each measure now, and its target."""
    metrics, end = context.metrics, long_date(str(context.plan.waves[-1]["date"]))
    total = metrics["accounts"]
    rows = (
        ("Registered and owned", percent(metrics["owned"], total), "100 %", end),
        ("Duplicates", str(metrics["duplicate_excess"]), "0", end),
        ("Dormant share", percent(metrics["dormant"], metrics["dated"]), "under 5 %", end),
        ("Agency-run, by sign", percent(metrics["agency_run"], total), "down, each with a named owner", end),
        ("Links rewritten", "0 %", "100 %", end),
        ("Opened outside the gate", "—", "0 a quarter", end),
    )
    return table(("Measure", "Now", "Target", "Date"), rows)


def unknowns(context: MemoContext) -> Bullets:
    """What is not known, without the examples, which annex A has."""
    sentences = []
    for line in context.plan.unknown[:4]:
        counted = re.search(r" of \d+ accounts?: ", line)
        text = f"{line.partition(': ')[0]} unknown" if counted else line
        sentences.append(Sentence(f"{capitalize(text)}."))
    sentences += [Sentence(f"{text.rstrip('.')}.", (), "Not reached.") for text in context.coverage[:2]]
    unlinked = sum(not row.evidence for row in context.counted)
    if unlinked:
        verb = "rests" if unlinked == 1 else "rest"
        sentences.append(Sentence(f"{capitalize(count_noun(unlinked, 'account'))} {verb} on no link that was seen."))
    if context.metrics["silo_silent"]:
        sentences.append(Sentence(f"{capitalize(context.metrics['silo_silent'])}."))
    overlap = "How far audiences overlap is not public: followers at risk are a bound, not an estimate."
    return Bullets((*sentences, Sentence(overlap)))
