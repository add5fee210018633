"""What stands behind a memo: register, evidence, platform steps and rules, notices, consultation, sign-offs."""

from __future__ import annotations

from collections.abc import Collection, Iterable, Iterator, Mapping

from sprawl.consolidation.mechanics import mechanics, platform_name
from sprawl.consolidation.pack import load_pack
from sprawl.consolidation.rules import RULES
from sprawl.model import Action, Seen
from sprawl.report.document import Cell, Para, Section, Sentence, Table, cited, table
from sprawl.report.matter import Matter
from sprawl.report.wording import VERBS, day, listed, many, upper

_ORDER = (
    "report",
    "claim",
    "escalate",
    "handover",
    "merge",
    "redirect",
    "archive",
    "reserve",
    "close",
    "rename",
    "verify",
    "keep",
    "leave",
)
ENDING = ("merge", "redirect", "archive", "close")


def annexes(matter: Matter, sections: Iterable[Section]) -> tuple[Section, ...]:
    """Annexes A to F; B lists what the memo and the other annexes cite."""
    first = register(matter)
    numbers = number([*sections, first])
    return (
        first,
        evidence(matter, numbers),
        platforms(matter),
        notices(matter),
        consultation(matter),
        sign_offs(matter),
    )


def number(sections: Iterable[Section]) -> dict[str, int]:
    """E-numbers in the order of first mention."""
    return {name: index for index, name in enumerate(dict.fromkeys(cited(sections)), 1)}


def register(matter: Matter) -> Section:
    """A: every account, what happens to it, why, and on which conditions."""
    rows = sorted(
        matter.plan.actions,
        key=lambda row: (_ORDER.index(row.action), matter.entries[row.ref].department or "~", row.ref),
    )
    shown = [row for row in rows if matter.entries[row.ref].relation != "third-party"]
    every = _shared(shown)
    blocks = (
        Para((Sentence(matter.plan.counting_rule, (), "Counting rule."), Sentence(_left_out(len(rows) - len(shown))))),
        table(
            ("Every account that is …", "needs"),
            ((VERBS[verb], "; ".join(needs)) for verb, needs in every.items() if needs),
        ),
        table(
            ("Account", "Department", "State", "Action", "Why, and what it needs besides", "Rules"),
            (_registered(matter, row, every[row.action]) for row in shown),
            "wide",
        ),
    )
    return Section("A", "Register", blocks)


def _shared(rows: Iterable[Action]) -> dict[str, tuple[str, ...]]:
    """What all accounts with the same action need, so that it is said once."""
    shared: dict[str, tuple[str, ...]] = {}
    for row in rows:
        shared[row.action] = tuple(need for need in shared.get(row.action, row.requires) if need in row.requires)
    return shared


def _left_out(count: int) -> str:
    return (
        f"{upper(many(count, 'account'))} of others that the brand's pages name: left alone, and not listed."
        if count
        else ""
    )


def _registered(matter: Matter, row: Action, every: Collection[str]) -> Iterator[Cell]:
    entry = matter.entries[row.ref]
    followers = entry.profile.followers if entry.profile else None
    own = [need for need in row.requires if need not in every]
    state = f"last post {entry.last_post}" if entry.last_post else "last post unknown"
    yield Cell(row.ref, entry.url, row.evidence[:2], entry.display_name)
    yield Cell(
        entry.department or listed(entry.contested) or "unknown",
        small=entry.unit if entry.unit and entry.unit != entry.department else "",
    )
    yield Cell(
        entry.status.value,
        small=f"{state}; {f'{followers:,} followers' if followers is not None else 'followers unknown'}",
    )
    yield Cell(
        VERBS[row.action],
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


def evidence(matter: Matter, numbers: Mapping[str, int]) -> Section:
    """B: each cited piece, where and when it was seen, and the digest of what was read."""
    seen = {one.evidence.id: one for entry in matter.entries.values() for one in entry.evidence}
    rows = [(index, seen[name]) for name, index in numbers.items() if name in seen]
    if not rows:
        return Section("B", "Evidence", (Para((Sentence("No evidence was recorded for these accounts."),)),))
    return Section(
        "B",
        "Evidence",
        (table(("No.", "What was seen", "Where", "When, digest, id"), (_proof(*row) for row in rows), "wide"),),
    )


def _proof(index: int, one: Seen) -> Iterator[Cell]:
    found = one.evidence
    yield Cell(f"E{index}")
    yield Cell(one.sentence or f"{found.subject} names {found.object}", small=f"“{found.quote}”" if found.quote else "")
    yield Cell(found.url.removeprefix("https://").removeprefix("http://"), found.url, small=found.region.value)
    yield Cell(one.seen_at, small=f"{one.digest or 'no digest'} · {found.id}")


def platforms(matter: Matter) -> Section:
    """C: what each platform lets one do, how sure that is; the rules that fired, and on whose authority."""
    used = sorted(
        {matter.entries[row.ref].platform for row in matter.plan.actions if row.action in (*ENDING, "rename", "verify")}
    )
    told = Para(
        (
            Sentence(
                "No step is taken by this software. Where the confidence says background or conflicting, check by hand."
            ),
        )
    )
    return Section("C", "Platform steps, and the rules", (told, _steps(used), _groups(matter), _rules(matter)))


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
            rows.append((platform_name(platform), "unknown", "unknown", "check by hand", "unknown", "—", Cell("no record")))
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


def _groups(matter: Matter) -> Table:
    rows = ((", ".join(row.refs), ", ".join(row.rules), row.reason) for row in matter.plan.blocked)
    return table(("Kept apart", "Rules", "Why"), rows, "wide")


def _rules(matter: Matter) -> Table:
    used = {rule for row in matter.plan.actions for rule in row.rules}
    used |= {rule for row in matter.plan.blocked for rule in row.rules}
    pack = load_pack(str(matter.figures["industry"]))
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


def notices(matter: Matter) -> Section:
    """D: what readers are told, and where each account that ends sends them."""
    change = day(str(matter.plan.waves[4]["date"]))
    ending = [row for row in matter.plan.actions if row.action in ENDING]
    texts = table(
        ("When", "Text"),
        (
            (when, text.format(date=change, old="this account", new="[the account that stays]"))
            for when, text in _NOTICES
        ),
    )
    if not ending:
        return Section("D", "Notice texts", (Para((Sentence("No account ends, so nobody has to be told."),)),))
    where = table(
        ("Account that ends", "Sends readers to"), ((row.ref, row.into or "the brand's own site") for row in ending)
    )
    return Section("D", "Notice texts", (texts, where))


def consultation(matter: Matter) -> Section:
    """E: communities that are asked before anything is announced; four questions to fill in."""
    patient = [
        ref for ref, key in matter.figures["keys"].items() if key.get("audience_class", {}).get("value") == "patient"
    ]
    if not patient:
        return Section(
            "E",
            "Community consultation",
            (Para((Sentence("No patient community was recognized among the accounts."),)),),
        )
    told = Para(
        (Sentence("Communities are spoken to, never quoted here. Blank means that nobody has asked yet (C18)."),)
    )
    return Section(
        "E",
        "Community consultation",
        (
            told,
            table(
                ("Community", "Needs", "Expectations", "Open to work together", "How"),
                ((ref, "", "", "", "") for ref in patient),
            ),
        ),
    )


def sign_offs(matter: Matter) -> Section:
    """F: who signs, for which accounts."""
    roles: dict[str, list[Action]] = {"Executive sponsor": []}
    for row in matter.plan.actions:
        for role in row.sign_offs:
            roles.setdefault(role, []).append(row)
    stewards = {f"Head of {unit.name}": unit.steward for unit in matter.units if unit.steward}
    rows = ((Cell(role, small=stewards.get(role, "")), _for(rows), "", "") for role, rows in roles.items())
    return Section("F", "Sign-offs", (table(("Who", "For", "Signature", "Date"), rows),))


def _for(rows: list[Action]) -> str:
    changed = [row.ref for row in rows if row.action not in ("keep", "leave")]
    if not rows:
        return "the whole plan"
    return listed(changed, 4) if changed else f"{len(rows)} accounts that stay as they are"
