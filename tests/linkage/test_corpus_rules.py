"""What only all accounts together show: ordinary words, cheap sites, slips, names that extend an owner's."""

from __future__ import annotations

from collections.abc import Mapping

import numpy as np
import pytest

from sprawl.linkage.account import ParsedAccount
from sprawl.linkage.blocking import owner_references
from sprawl.linkage.columns import Table
from sprawl.linkage.corpus_rules import RULES, apply_rules
from sprawl.linkage.distinct_accounts import DistinctAccounts
from sprawl.linkage.engines import Local
from sprawl.linkage.findings import RULE_ROWS, Changes, CorpusState, Effect
from sprawl.linkage.flags import CHEAP, GIVEN_NAME, MISSPELT, NOBODY
from sprawl.linkage.sites import site_label
from sprawl.linkage.spoken_words import spoken_words

OWNER = ParsedAccount("novalis", "novalis", "novalis")
FIND = {rule.name: rule.find for rule in RULES}
SILENT = Table({"display_name": [], "handle": [], "bio": []})


def state_of(*held: ParsedAccount | tuple[ParsedAccount, int]) -> CorpusState:
    """Accounts, or accounts and how many rows each is, before any rule."""
    pairs = [each if len(each) == 2 else (each, 1) for each in held]
    accounts, counts = [account for account, _ in pairs], [count for _, count in pairs]
    distinct = DistinctAccounts(accounts, counts, list(range(len(accounts))), np.arange(len(accounts)))
    return CorpusState.of(distinct, spoken_words(SILENT, Local()))


def words(state: CorpusState, rule: str) -> Mapping[str, str]:
    """The words that a rule finds first."""
    return next(iter(FIND[rule](state, RULE_ROWS[rule]))).words


def applied(state: CorpusState, *rules: str) -> CorpusState:
    """The state after some rules."""
    apply_rules(state, frozenset(FIND) - set(rules))
    return state


@pytest.mark.parametrize(
    ("site", "mentions", "ordinary"),
    [
        ("", (1, 1, 1), True),
        ("", (1, 1), False),
        ("", (4, 1, 1), False),
        ("fri", (1, 1, 1, 1), False),
        ("fri", (1, 1, 1, 1, 1), True),
        ("", (3, 1, 1, 1, 1), True),
    ],
    ids=["three sites", "two", "mostly one", "it has a site itself", "and five mention it", "many, if mostly one"],
)
def test_a_word_that_accounts_of_many_sites_mention_is_an_ordinary_one(
    site: str, mentions: tuple[int, ...], ordinary: bool
) -> None:
    accounts = [ParsedAccount("fri", "fri", site)] + [
        ParsedAccount(f"shop{number}", site=f"shop{number}", mentions=("fri",))
        for number, times in enumerate(mentions)
        for _ in range(times)
    ]
    assert set(words(state_of(*accounts), "ordinary-words")) == ({"fri"} if ordinary else set())


def test_an_owner_with_many_accounts_may_be_mentioned_by_many_sites() -> None:
    makers = [ParsedAccount(f"shop{number}", site=f"shop{number}", mentions=("novalis",)) for number in range(9)]
    assert not words(state_of(*[OWNER] * 20, *makers), "ordinary-words")


def test_mentions_of_ordinary_words_are_dropped_and_the_change_is_kept() -> None:
    shops = [ParsedAccount(f"shop{n}", site=f"shop{n}", mentions=("fri", "novalis")) for n in range(3)]
    state = applied(state_of(*[OWNER] * 9, *shops), "ordinary-words")
    assert [account.mentions for account in state.accounts] == [()] * 9 + [("novalis",)] * 3
    changes = Changes(state.history, state.dropped, state.origin)
    assert [len(changes.of(place, state.accounts[place])) for place in (0, 9)] == [0, 1]
    assert changes.of(9, state.accounts[9])[0].endswith("fri")


GALWAY = ParsedAccount("novalisgalway", "novalisgalway")
RIVALS = [ParsedAccount(name, name, name) for name in ("novalisdental", "novalisfaucets")]


@pytest.mark.parametrize(
    ("others", "extended"),
    [
        ([], True),
        (RIVALS[:1], True),
        (RIVALS, False),
        ([ParsedAccount(f"novalisfans{number}", "x") for number in range(2)], True),
    ],
    ids=["alone", "one other owner goes on", "a common word", "another ending"],
)
def test_a_name_that_goes_on_from_an_owners_refers_to_it(others: list[ParsedAccount], extended: bool) -> None:
    found = words(state_of(OWNER, GALWAY, *others), "extended-names")
    assert found.get(GALWAY.key) == ("novalis" if extended else None)


@pytest.mark.parametrize(
    ("site", "held"), [("", False), ("orchard0", True)], ids=["never on their sites", "once on the owner's site"]
)
def test_an_ending_many_have_needs_a_site_of_the_names_own(site: str, held: bool) -> None:
    owners = [ParsedAccount(f"orchard{number}", site=f"orchard{number}") for number in range(6)]
    ended = [ParsedAccount(f"orchard{number}lovers", site=site if not number else "") for number in range(6)]
    assert ("orchard3lovers" in words(state_of(*owners, *ended), "extended-names")) is held


PERSON = ParsedAccount("annabrown", "annab", mentions=("novalis",), flags=GIVEN_NAME)


@pytest.mark.parametrize(
    ("accounts", "flags"),
    [
        ([PERSON], [GIVEN_NAME | NOBODY]),
        ([PERSON._replace(site="annabrown"), PERSON], [0, 0]),
        ([PERSON._replace(flags=0)], [0]),
    ],
    ids=["a person beside a brand", "a firm with a site of its founder's name", "no given name"],
)
def test_an_account_with_a_persons_name_is_a_persons_unless_a_site_is_called_so(
    accounts: list[ParsedAccount], flags: list[int]
) -> None:
    assert [account.flags for account in applied(state_of(*accounts), "persons").accounts] == flags


SCHOOL = ParsedAccount("lawschool", "law")


@pytest.mark.parametrize(
    ("accounts", "activity"),
    [
        ([SCHOOL._replace(site="novalis"), SCHOOL._replace(site="orchard")], True),
        ([SCHOOL._replace(site="novalis")] * 3 + [SCHOOL._replace(site="orchard")], False),
        ([SCHOOL._replace(site="lawschool")] * 2, False),
        ([SCHOOL], False),
        ([ParsedAccount("boutique", "nb")], True),
    ],
    ids=["of two owners alike", "mostly of one", "with a site of its own", "of nobody", "a word of the tables"],
)
def test_a_name_that_accounts_of_several_owners_have_says_what_they_do(
    accounts: list[ParsedAccount], activity: bool
) -> None:
    state = state_of((OWNER, 9), (ParsedAccount("orchard", "orchard", "orchard"), 9), *accounts)
    assert (accounts[0].name in words(state, "activity-names")) is activity


@pytest.mark.parametrize(
    ("asked", "owner"),
    [
        (ParsedAccount("suaps", "novalislex"), "novalis"),
        (ParsedAccount("suaps", "teamnovalis"), "novalis"),
        (ParsedAccount("suaps", "orchardsuaps"), ""),
        (ParsedAccount("suaps", "novalissuaps", flags=GIVEN_NAME), ""),
        (ParsedAccount("suaps", "novalissuaps", mentions=("novalis",)), ""),
    ],
    ids=["begins with it", "ends with it", "another's", "a person's", "refers already"],
)
def test_a_handle_that_begins_or_ends_with_an_owners_refers_to_it(asked: ParsedAccount, owner: str) -> None:
    state = applied(state_of((OWNER, 4), asked), "spelled-handles")
    assert state.corpus.spelled_handles == ({asked.handle: owner} if owner else {})
    assert not owner or owner_references(asked, state.corpus) == (owner,)


@pytest.mark.parametrize(
    ("handle", "slip"),
    [
        ("n0valis", True),
        ("nvoalis", True),
        ("novvalis", True),
        ("novalis", False),
        ("novaliss", False),
        ("novalis2", False),
        ("orchard", False),
    ],
)
def test_a_slip_of_the_handle_that_most_of_a_name_have_is_flagged(handle: str, slip: bool) -> None:
    model = ParsedAccount("thenovalisgroup", "novalis")
    state = applied(state_of((model, 3), (model._replace(handle=handle, plain="1"), 1)), "slips")
    assert [account.flags for account in state.accounts] == [0, MISSPELT if slip else 0]


@pytest.mark.parametrize(
    ("website", "accounts", "others", "cheap"),
    [
        ("https://novalis-login.xyz", 1, 0, True),
        ("https://getnovalis.pages.dev/x", 1, 0, True),
        ("https://novalis-login.xyz", 2, 0, False),
        ("https://novalis-login.example", 1, 0, False),
        ("https://novalis.shop", 1, 0, False),
        ("https://novalis.shop", 1, 4, True),
        ("https://nova.wixsite.com", 1, 4, False),
        ("https://novalisfans.wordpress.com", 1, 4, True),
    ],
    ids=[
        *["a risky ending", "a free host", "named twice", "another ending", "called as it is", "others name another"],
        *["built, and called by a part of the name", "built, and called by more"],
    ],
)
def test_a_site_on_a_cheap_ending_that_one_account_names_is_flagged(
    website: str, accounts: int, others: int, cheap: bool
) -> None:
    asked = ParsedAccount("novalis", "realnovalis", site_label(website))
    state = applied(state_of((asked, accounts), (ParsedAccount("novalis", site="novalis"), others)), "cheap-sites")
    assert state.accounts[0].flags == (CHEAP if cheap else 0)


def test_every_rule_has_its_row() -> None:
    """A name, a sentence, and no row without a rule."""
    assert list(RULE_ROWS) == [rule.name for rule in RULES]
    assert all(row["say"] and rule.find.__doc__ for rule, row in zip(RULES, RULE_ROWS.values(), strict=True))
    assert len(set(Effect)) == 6
