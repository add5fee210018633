"""Which account of each key class stays: today the best by a score that can be said in one line.

The exact optimum (fewest accounts that serve every audience, with its bound) takes the place of `choose` later.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping

from sprawl.consolidation.case import Case, Estate, by_key
from sprawl.consolidation.mechanics import can_merge
from sprawl.model import Entry, Region

Fit = Callable[[Case], bool]
_SHOWN = (Region.HEADER, Region.FOOTER, Region.NAV)
SCORE = (
    "listed on the brand's own site",
    "verified",
    "name on template",
    "answers people",
    "followers",
    "age",
    "fewest links to rewrite",
)


def choose(estate: Estate, cases: Iterable[Case], fit: Fit) -> Mapping[str, str]:
    """For each duplicate its survivor: ref → ref. ``fit``: may others be sent to this account?

    An account that posts is preferred to one that does not: nobody is sent to a silent place. A class of silent
    accounts has no survivor.
    """
    into = {}
    for group in by_key(case for case in cases if not case.key.unknown).values():
        best = survivor(estate, [case for case in group if fit(case) and not case.quiet])
        if best:
            into.update({case.ref: best.ref for case in group if case.ref != best.ref})
    return into


def survivor(estate: Estate, group: Iterable[Case]) -> Case | None:
    """The best of a group by the score; ties go to the first ref."""
    return min(group, key=lambda case: (score(estate, case), case.ref), default=None)


def score(estate: Estate, case: Case) -> tuple[int | float, ...]:
    """Lexicographic, lower is better: the order of `SCORE`. What is unknown scores last."""
    unmarked = not (case.entry.profile and case.entry.profile.verified)
    wechat = -1 if case.entry.platform == "wechat" else 1  # there the small account must be the target
    return (
        unmarked and can_merge(case.entry.platform),  # a verified page is never merged into one that is not
        -listed(case.entry),
        unmarked,
        1 if case.value("on_template") == "no" else 0,
        -_number(case, "two_way_share"),
        -wechat * (case.followers or 0),
        -_number(case, "age_days"),
        len(case.entry.evidence),
    )


def _number(case: Case, name: str) -> float:
    try:
        return float(case.value(name) or 0)
    except ValueError:
        return 0.0


def listed(entry: Entry) -> int:
    """2: in a header, footer or menu of a site; 1: elsewhere on one; 0: nowhere."""
    regions = [seen.evidence.region for seen in entry.evidence if seen.evidence.subject.startswith("site:")]
    return 2 if any(region in _SHOWN for region in regions) else int(bool(regions))
