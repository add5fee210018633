"""The executive memo: a decision, why, what it costs, what is not known. At most 1,000 words before the annexes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from sprawl.model import Blocked
from sprawl.report.document import Bar, Bars, Block, Bullets, Para, Section, Sentence, Tile, Tiles
from sprawl.report.findings import findings
from sprawl.report.matter import Matter
from sprawl.report.outlook import calendar, options, risks, targets, unknowns
from sprawl.report.wording import VERBS, day, listed, many, number, percent, upper

UNMEASURED = "not measured"
_GRAVE = ("C20", "C02", "C04", "C03", "C05", "C13", "C14", "C01", "C12", "C11", "C19", "C24", "C17", "C25")


def head(matter: Matter) -> tuple[tuple[str, str], ...]:
    """Section 0."""
    rows = (
        ("Brand", matter.plan.brand),
        ("Date of the data", day(matter.plan.as_of)),
        ("Who decides", matter.decider or "an executive sponsor, to be named"),
        ("By when", day(matter.by)),
        ("Counted", "one profile on one platform that the brand runs and that still exists (full rule: annex A)"),
        (
            "Coverage",
            f"{len(matter.entries):,} accounts seen; {listed(matter.coverage, 2) or 'nothing reported unreachable'}",
        ),
        ("Authority", matter.authority),
    )
    return tuple(row for row in rows if row[1])


def sections(matter: Matter) -> tuple[Section, ...]:
    """Sections 1 to 11."""
    made: tuple[tuple[str, tuple[Block, ...]], ...] = (
        ("Decision asked", decision(matter)),
        ("Three executive questions", questions(matter)),
        ("The picture in five numbers", picture(matter)),
        ("Findings", (Bullets(findings(matter.plan, matter.entries)),)),
        ("Recommendation", recommendation(matter)),
        ("What we do not merge, and which rule says so", apart(matter)),
        ("Options", options(matter)),
        ("Risks and stop rules", risks(matter)),
        ("Plan", (calendar(matter),)),
        ("How success is measured", (targets(matter),)),
        ("What we do not know", (unknowns(matter),)),
    )
    return tuple(Section(str(index), title, blocks) for index, (title, blocks) in enumerate(made, 1))


def decision(matter: Matter) -> tuple[Block, ...]:
    """Section 1: what is asked, with dates and signatures."""
    plan, changed = matter.plan, [row for row in matter.counted if row.action not in ("keep", "leave")]
    used = {row.wave for row in changed}
    dates = [day(str(wave["date"])) for wave in plan.waves if wave["wave"] in used]
    steps = f"{many(len(used), 'wave')} between {dates[0]} and {dates[-1]}" if used else "no waves"
    roles = [role for role, _ in Counter(role for row in plan.actions for role in row.sign_offs).most_common()]
    goal = f"Approve: from {plan.accounts_before} to {plan.accounts_after} speaking accounts, in {steps}."
    signed = f"Sign-offs by {day(matter.by)}: {listed(roles, 6) or 'none'} (annex F)."
    return (Para((Sentence(goal, matter.evidence(changed)), Sentence(signed), _undone(matter))),)


def _undone(matter: Matter) -> Sentence:
    firm = [row for row in matter.plan.actions if not row.reversible]
    if not firm:
        return Sentence("Nothing is deleted, and every step can be undone.")
    text = f"Nothing is deleted. What cannot be undone, {many(len(firm), 'step')}, waits for its conditions (annex A)."
    return Sentence(text, matter.evidence(firm))


def questions(matter: Matter) -> tuple[Block, ...]:
    """Section 2: one number each, or an honest "not measured"."""
    total = matter.figures["accounts"]
    recent = [row for row in matter.counted if matter.entries[row.ref].status == "active"]
    told = (
        f"{len(recent)} of {total} accounts ({percent(len(recent), total)}) posted in the last 30 days. "
        "Reach and engagement are not public; they need the platforms' own exports."
    )
    waits = f"{upper(UNMEASURED)}: it needs the times of questions and answers from the accounts' in-boxes."
    says = f"{upper(UNMEASURED)}: what people write is not collected without a named recipient for safety reports."
    return (
        Bullets(
            (
                Sentence(told, matter.evidence(recent), "How is our content performing?"),
                Sentence(waits, (), "Are we responding?"),
                Sentence(says, (), "What is our audience saying?"),
            )
        ),
    )


def picture(matter: Matter) -> tuple[Block, ...]:
    """Section 3: five numbers."""
    figures, all_of = matter.figures, matter.evidence(matter.counted)
    voices = figures["effective_voices"] if 2 * figures["posts_known"] >= figures["accounts"] else None
    silo = figures["silo"]
    return (
        Tiles(
            (
                Tile(f"{figures['accounts']:,}", "accounts", f"{len(figures['by_platform'])} platforms", all_of),
                Tile(
                    f"{voices:.1f}" if voices else "—",
                    "effective voices",
                    f"{'' if voices else f'{UNMEASURED}: '}posts known of {figures['posts_known']}",
                    all_of if voices else (),
                ),
                Tile(
                    str(figures["duplicate_excess"]),
                    "duplicates",
                    "beyond one for each key",
                    matter.evidence([row for row in matter.counted if row.into]),
                ),
                Tile(
                    percent(figures["dormant"], figures["dated"]) if figures["dated"] else "—",
                    "dormant",
                    f"of {figures['dated']} with a known date; {figures['undated']} unknown",
                    matter.evidence(
                        [row for row in matter.counted if matter.entries[row.ref].status in ("dormant", "abandoned")]
                    ),
                ),
                Tile(
                    f"{silo['silo_gap']:.2f}" if silo else "—",
                    "silo gap",
                    f"p = {silo['p']:.3f}" if silo else UNMEASURED,
                    all_of if silo else (),
                ),
            )
        ),
    )


def recommendation(matter: Matter) -> tuple[Block, ...]:
    """Section 5: how many of each action, each department before and after, and the floor."""
    figures, verbs = matter.figures, Counter(row.action for row in matter.counted)
    parts = [f"{number(count)} {VERBS[verb]}" for verb, count in verbs.most_common()]
    others = [
        f"{number(count)} {VERBS[verb]}"
        for verb, count in sorted(figures["not_counted"].items())
        if verb in ("report", "claim")
    ]
    texts = [
        Sentence(f"{upper(listed(parts, 12))}.", matter.evidence(matter.counted)),
        Sentence(
            f"Of accounts that are not counted: {listed(others)}." if others else "",
            matter.evidence([row for row in matter.plan.actions if row.action in ("report", "claim")]),
        ),
        Sentence(_floor(matter)),
    ]
    return (Para(tuple(text for text in texts if text.text)), _by_department(figures["by_department"]))


def _floor(matter: Matter) -> str:
    floor, keys = matter.plan.floor, matter.figures["distinct_keys"]
    if floor:
        return f"The rules allow no fewer than {floor[0]}" + (f" to {floor[1]}." if floor[0] != floor[1] else ".")
    return f"The rules sort them into {keys} groups whose members may become one; the exact floor is not computed yet."


def _by_department(table_of: Mapping[str, Mapping[str, int]]) -> Bars:
    """The seven largest departments, the rest together, those without one last."""
    named = [(name, row) for name, row in table_of.items() if name]
    bars = [Bar(name, row["before"], row["after"]) for name, row in named[:7]]
    if named[7:]:
        bars.append(
            Bar(
                f"{len(named) - 7} more",
                sum(row["before"] for _, row in named[7:]),
                sum(row["after"] for _, row in named[7:]),
            )
        )
    if "" in table_of:
        bars.append(Bar("Department unknown", table_of[""]["before"], table_of[""]["after"]))
    return Bars(("Department", "Before", "After"), tuple(bars))


def apart(matter: Matter) -> tuple[Block, ...]:
    """Section 6: groups that a rule keeps apart, and objections that no rule supports."""
    actions = {row.ref: row for row in matter.plan.actions}
    rows = sorted(matter.plan.blocked, key=lambda row: (_gravity(row), -len(row.refs), row.refs))
    told = [
        Sentence(
            f"{row.reason} ({', '.join(row.rules)}; ask counsel.)",
            matter.evidence([actions[ref] for ref in row.refs if ref in actions]),
            f"{listed(row.refs, 2)}.",
        )
        for row in rows[:3]
    ]
    if len(rows) > 3:
        told.append(Sentence(f"{upper(many(len(rows) - 3, 'more group'))} in annex C."))
    told += [Sentence(f"{text}.", (), "Unfounded block.") for text in matter.plan.unfounded[:2]]
    return (Bullets(tuple(told)) if told else Para((Sentence("No two accounts look alike that a rule keeps apart."),)),)


def _gravity(row: Blocked) -> int:
    """The law before our own rules, what is not known last."""
    return (
        len(_GRAVE)
        if "C28" in row.rules
        else min((_GRAVE.index(rule) for rule in row.rules if rule in _GRAVE), default=len(_GRAVE))
    )
