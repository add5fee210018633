"""Rules that find copies: sites that anybody can have at once, and handles that are slips of a brand's."""

from __future__ import annotations

from collections.abc import Iterable, Mapping

import numpy as np

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.findings import CorpusState, Effect, Findings
from sprawl.linkage.flags import CHEAP, MISSPELT
from sprawl.linkage.sites import is_built, is_risky, spelling
from sprawl.text.distance import is_slip


def cheap_sites(state: CorpusState, limits: Mapping[str, float]) -> Iterable[Findings]:
    """Accounts that name a site under a cheap ending or a builder's which nobody else names and which is not called as
    they are."""
    tally = state.tally
    labels, names = tally.sites.texts, tally.names.texts
    pairs = tally.pairs(tally.sites)
    once = np.flatnonzero(tally.sums(tally.sites)[pairs.texts] == 1)
    both = zip(pairs.texts[once].tolist(), pairs.names[once].tolist(), strict=True)
    lone = {labels[label]: names[name] for label, name in both if is_risky(labels[label]) or is_built(labels[label])}
    sited = {names[name] for name in pairs.names[pairs.counts > 1].tolist()} if lone else set()
    accounts = state.accounts
    places = [
        place
        for place in (tally.naming(lone) if lone else ())
        if not _is_called_so(accounts[place], lone[accounts[place].site] in sited)
    ]
    yield Findings(Effect.ADD_FLAG, CHEAP, places)


def _is_called_so(account: ParsedAccount, sited: bool) -> bool:
    """A site that one account names is called as the account is.

    Under a cheap ending it has to be called so in whole, while nobody of that name has another site (``sited``). A
    site of a builder has to be called by a part of the name: fans call theirs by more.
    """
    label = spelling(account.site).replace("-", "")
    if is_risky(account.site):
        return not sited and label in (account.name, account.handle)
    return label in account.name or label == account.initials


def slips(state: CorpusState, limits: Mapping[str, float]) -> Iterable[Findings]:
    """Accounts whose handle is a slip of the handle that most accounts of their name have."""
    tally, times = state.tally, limits["times"]
    handles = tally.handles.texts
    pairs = tally.pairs(tally.handles)
    models: dict[int, tuple[int, str]] = {}
    for pair in np.flatnonzero(pairs.counts >= times).tolist():
        name, model = int(pairs.names[pair]), (int(pairs.counts[pair]), handles[pairs.texts[pair]])
        models[name] = max(models.get(name, (0, "")), model)
    most = np.zeros(len(tally.names.texts), np.int64)
    most[list(models)] = [count for count, _ in models.values()]
    slipped = {
        (handles[pairs.texts[pair]], tally.names.texts[pairs.names[pair]])
        for pair in np.flatnonzero(most[pairs.names] >= times * pairs.counts).tolist()
        if _is_near_slip(handles[pairs.texts[pair]], models[int(pairs.names[pair])][1])
    }
    places = [
        place
        for place in np.flatnonzero(tally.counted).tolist()
        if (state.accounts[place].handle, state.accounts[place].key) in slipped
    ]
    yield Findings(Effect.ADD_FLAG, MISSPELT, places)


def _is_near_slip(handle: str, model: str) -> bool:
    return abs(len(handle) - len(model)) < 2 and is_slip(handle, model)
