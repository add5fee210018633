"""Which account of each key stays: the best by a lexicographic score.

An exact optimum (the fewest accounts that serve every audience, with its bound) will replace `choose_survivors`.
"""

from __future__ import annotations

from collections.abc import Mapping, Set

from sprawl.consolidation.estate import Estate, EstateAccount, group_by_key
from sprawl.consolidation.mechanics import can_merge
from sprawl.model import Entry, Region

_PROMINENT = (Region.HEADER, Region.FOOTER, Region.NAV)


def choose_survivors(estate: Estate, stable: Set[str]) -> Mapping[str, str]:
    """For each duplicate the account that stays: ref → ref.

    ``stable``: refs of the accounts that go on speaking in known hands; no other receives readers, and no silent one.
    A group of silent accounts has no survivor. People's accounts are left out.
    """
    survivors = {}
    named = (account for account in estate.counted if not account.person and not account.key.unknown)
    for group in group_by_key(named).values():
        fit = [account for account in group if account.ref in stable and not account.silent]
        best = min(fit, key=lambda account: (score(account), account.ref), default=None)
        if best:
            survivors.update({account.ref: best.ref for account in group if account.ref != best.ref})
    return survivors


def score(account: EstateAccount) -> tuple[int | float, ...]:
    """The lexicographic score of an account, lower is better; an unknown value scores last."""
    unverified = not (account.entry.profile and account.entry.profile.verified)
    wechat = -1 if account.entry.platform == "wechat" else 1  # there the small account must be the target
    return (
        unverified and can_merge(account.entry.platform),  # a verified page cannot be merged into an unverified one
        -prominence(account.entry),  # listed on the brand's own site
        unverified,
        1 if account.value("on_template") == "no" else 0,
        -_number(account, "two_way_share"),
        -wechat * (account.followers or 0),
        -_number(account, "age_days"),
        len(account.entry.evidence),  # fewest links to rewrite
    )


def _number(account: EstateAccount, name: str) -> float:
    try:
        return float(account.value(name) or 0)
    except ValueError:
        return 0.0


def prominence(entry: Entry) -> int:
    """2: a site links to it in a header, footer or menu; 1: elsewhere on a page; 0: nowhere."""
    regions = [seen.evidence.region for seen in entry.evidence if seen.evidence.subject.startswith("site:")]
    return 2 if any(region in _PROMINENT for region in regions) else int(bool(regions))
