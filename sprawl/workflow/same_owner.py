"""Which accounts of a survey have one owner: matching, told by what accounts say of themselves and by people.

While whose an account is is being judged, owners are found without the brand's own links, which are weighed there
already; once it is judged, the own site's word for what is ours is told too.
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
from sprawl.workflow.judgements import Told

SURE = 0.9  # chance of the weakest link from which two accounts are kin
VOUCHED = 0.85  # chance to be ours from which a link from our site says that the account is its own


def kin(accounts: Mapping[str, Account], profiles: Mapping[str, Profile], told: Told, ids: Mapping[str, str]) -> Kin:
    """Who goes with whom in a survey that is being concluded. ``ids``: ref → id, as judgements name accounts."""
    refs = {id: ref for ref, id in ids.items() if ref in accounts}
    ours = {refs[id]: said for id, said in told.ours().items() if id in refs}
    pairs = [(refs[a], refs[b], same) for a, b, same in told.same() if a in refs and b in refs]
    found = owners([row_of(account, profiles.get(ref)) for ref, account in accounts.items()], pairs)
    return Kin(_surely(found), ours, pairs)


def _surely(found: Owners) -> dict[str, list[str]]:
    """Ref → refs of the same owner, itself among them, where no link between them is weaker than `SURE`."""
    groups = ([ref for ref in group if found.probability[ref] >= SURE] for group in found.groups().values())
    return {ref: group for group in groups for ref in group if len(group) > 1}


def owners_of(brand: Brand, entries: Iterable[Entry], mentions: Mapping[str, Sequence[Evidence]], told: Told) -> Owners:
    """The owners of a concluded survey's accounts, by ref."""
    entries = list(entries)
    refs = {entry.id: entry.ref for entry in entries}
    ours = own_site(brand)
    rows = [row_of(e, e.profile, _vouching(e, mentions.get(e.ref, ()), ours)) for e in entries]
    return owners(rows, [(refs.get(left, ""), refs.get(right, ""), same) for left, right, same in told.same()])


def _vouching(entry: Entry, mentions: Iterable[Evidence], ours: Callable[[str], bool]) -> list[str]:
    """The own sites that link to an account that is ours."""
    if not entry.relation.ours or entry.probability < VOUCHED:
        return []
    return sorted({host(e.url) for e in mentions if ours(e.url)})


def contradictions(found: Owners, entries: Iterable[Entry], told: Told) -> list[str]:
    """Judgements that cannot all be true, a sentence each."""
    refs = {entry.id: entry.ref for entry in entries}
    apart = [
        f"{left} and {right} were said to have different owners, and other answers make them one"
        for left, right in found.contradictions
    ]
    torn = [
        f"{refs[left]} and {refs[right]} were said to have one owner, and only one of them to be ours"
        for left, right in told.torn()
        if left in refs and right in refs
    ]
    return sorted((*apart, *torn))
