"""Whose a site is: a state's, a brand's main one, or one beside it."""

from __future__ import annotations

import pytest

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.blocking import Rarity, owner_references
from sprawl.linkage.comparisons import CorpusContext, site
from sprawl.linkage.corpus import Corpus, Tally, corpus_of
from sprawl.linkage.sites import site_label
from sprawl.text.distance import misspells_own_name


def corpus(*held: tuple[ParsedAccount, int]) -> Corpus:
    return corpus_of(Tally([account for account, _ in held], [count for _, count in held]))


@pytest.mark.parametrize(
    ("website", "label"),
    [
        ("https://www.novalis.example/x", "novalis"),
        ("novalis.co.uk", "novalis"),
        ("https://moe.gov.jp/move", "moe.jp"),
        ("labour.gov.ie", "labour.ie"),
        ("https://olmos.sp.gov.br", "olmos.br"),
        ("https://www.bmg.bund.de", "bmg.de"),
        ("https://www.bund.de", ""),
        ("cdc.gov", "cdc"),
        ("https://novalis.icu/win", "novalis.icu"),
    ],
)
def test_what_a_state_names_is_somebodys_in_that_state(website: str, label: str) -> None:
    assert site_label(website) == label


def test_offices_of_two_states_are_two_owners_of_their_sites() -> None:
    held = corpus((ParsedAccount("labour", site="labour.ie"), 3), (ParsedAccount("arbeit", site="labour.de"), 2))
    assert held.site_owners == {"labour.ie": "labour", "labour.de": "arbeit"}


@pytest.mark.parametrize(("beside", "level"), [(2, "one-owner"), (1, "unused")])
def test_two_sites_of_one_owner_bind_where_several_accounts_name_both(beside: int, level: str) -> None:
    held = corpus((ParsedAccount("nova", site="nova"), 5), (ParsedAccount("nova", site="novajobs"), beside))
    context = CorpusContext(held, Rarity(2, []))
    assert site(ParsedAccount("nova", site="nova"), ParsedAccount("nova", site="novajobs"), context) == level


def test_a_mention_of_a_handle_refers_to_the_name_that_most_of_its_accounts_have() -> None:
    held = corpus((ParsedAccount("ministryofhealth", "mohgb"), 4))
    assert owner_references(ParsedAccount("zelopra", mentions=("mohgb",)), held) == ("ministryofhealth",)


@pytest.mark.parametrize(
    ("handle", "words"),
    [
        ("ibss", ("international", "board", "for", "space", "science")),
        ("clarityo", ("clarity", "without", "olive")),
        ("novhealth", ("nova", "health")),
    ],
)
def test_a_short_form_of_a_name_is_no_slip(handle: str, words: tuple[str, ...]) -> None:
    assert not misspells_own_name(handle, "".join(words), words)


def test_offices_of_two_states_are_never_one_owner() -> None:
    accounts = [ParsedAccount("labour", "labour", "labour.ie"), ParsedAccount("labour", "labour", "labour.au")]
    context = CorpusContext(corpus(*((account, 3) for account in accounts)), Rarity(10, []))
    assert site(*accounts, context) == "states"
    assert site(accounts[0], ParsedAccount("labour", "labour", "labourjobs"), context) == "other"
