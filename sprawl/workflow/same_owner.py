"""Which accounts of a survey have one owner, by what accounts say of themselves and what people judged.

While a survey is being concluded, matching does without the links of the brand's own site, which the verdict weighs
itself; once it is concluded, matching uses them too.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence

from sprawl.brand import Brand
from sprawl.brand.estate import own_site
from sprawl.linkage.match import owners, row_of
from sprawl.linkage.result import Owners
from sprawl.model import Account, Entry, Evidence, Profile
from sprawl.relation.relatives import Kin
from sprawl.urls import host
from sprawl.workflow.judgements import Decisions

SURE = 0.9  # probability of the weakest link from which two accounts count as of one owner
VOUCHED = 0.85  # probability that an account is ours from which a link on our site counts as naming its own account


def kin(
    accounts: Mapping[str, Account], profiles: Mapping[str, Profile], decisions: Decisions, ids: Mapping[str, str]
) -> Kin:
    """The accounts of one owner in a survey that is being concluded. ``ids``: ref → id, as judgements name accounts."""
    refs = {id: ref for ref, id in ids.items() if ref in accounts}
    ours = {refs[id]: is_ours for id, is_ours in decisions.ours().items() if id in refs}
    pairs = [(refs[a], refs[b], same) for a, b, same in decisions.same() if a in refs and b in refs]
    owned = owners([row_of(account, profiles.get(ref)) for ref, account in accounts.items()], pairs)
    return Kin(_sure_groups(owned), ours, pairs)


def _sure_groups(owned: Owners) -> dict[str, list[str]]:
    """Ref → refs of the same owner, itself among them, where no link between them is weaker than `SURE`."""
    groups = ([ref for ref in group if owned.probability[ref] >= SURE] for group in owned.groups().values())
    return {ref: group for group in groups for ref in group if len(group) > 1}


def owners_of(
    brand: Brand, entries: Iterable[Entry], mentions: Mapping[str, Sequence[Evidence]], decisions: Decisions
) -> Owners:
    """The owners of a concluded survey's accounts, by ref."""
    entries = list(entries)
    refs = {entry.id: entry.ref for entry in entries}
    ours = own_site(brand)
    rows = [row_of(e, e.profile, _vouching(e, mentions.get(e.ref, ()), ours)) for e in entries]
    return owners(rows, [(refs.get(left, ""), refs.get(right, ""), same) for left, right, same in decisions.same()])


def _vouching(entry: Entry, mentions: Iterable[Evidence], ours: Callable[[str], bool]) -> list[str]:
    """The own sites that link to an account that is ours."""
    if not entry.relation.ours or entry.probability < VOUCHED:
        return []
    return sorted({host(e.url) for e in mentions if ours(e.url)})


def contradictions(owned: Owners, entries: Iterable[Entry], decisions: Decisions) -> list[str]:
    """A sentence for each pair of judgements that cannot both be true."""
    refs = {entry.id: entry.ref for entry in entries}
    apart = [
        f"{left} and {right} were said to have different owners, and other answers make them one"
        for left, right in owned.contradictions
    ]
    torn = [
        f"{refs[left]} and {refs[right]} were said to have one owner, and only one of them to be ours"
        for left, right in decisions.inconsistent()
        if left in refs and right in refs
    ]
    return sorted((*apart, *torn))
