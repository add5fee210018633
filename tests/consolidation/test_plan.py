"""A plan gives every account one action, says why, and never crosses what keeps accounts apart."""

from __future__ import annotations

import json
from collections.abc import Mapping
from dataclasses import replace

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from toy_estate import AS_OF, BRAND, ENTRIES, EXPECTED, FACTS, INDUSTRY, UNITS, row

from sprawl.consolidation.estate import Estate, make_estate
from sprawl.consolidation.metrics import SPEAKING
from sprawl.consolidation.pack import load_pack, pack_names
from sprawl.consolidation.plan import OPTIONS, plan
from sprawl.consolidation.questions import ACTIONS
from sprawl.consolidation.rules import RULES, copied_elements
from sprawl.errors import InputError
from sprawl.model import Action, Entry, Fact, Judgement, Plan, Profile, Relation, Status, Unit
from sprawl.platforms import PLATFORMS
from sprawl.report.plan_formats import plan_text, screen

JOINS = ("merge", "redirect")


def toy(**options: object) -> Plan:
    given_ = {"units": UNITS, "facts": FACTS, "brand": BRAND, "industry": INDUSTRY, "as_of": AS_OF}
    return plan(ENTRIES, **{**given_, **options})  # type: ignore[arg-type]


def actions(made: Plan) -> Mapping[str, Action]:
    return {one.ref: one for one in made.actions}


def estate(entries: list[Entry], facts: list[Fact], industry: str = "general") -> Estate:
    return make_estate(
        entries, units=UNITS, facts=facts, judgements=(), brand=BRAND, aliases=(), pack=load_pack(industry), as_of=AS_OF
    )


@pytest.mark.parametrize(("ref", "action"), EXPECTED.items(), ids=EXPECTED)
def test_precedence(ref: str, action: str) -> None:
    """Each account of the toy estate gets the action that the eight questions, in their order, give it."""
    assert actions(toy())[ref].action == action


def test_every_account_once_with_a_reason() -> None:
    """One action for each account, with a sentence, a step or rule, and evidence where any was seen."""
    made = toy()
    assert sorted(one.ref for one in made.actions) == sorted(entry.ref for entry in ENTRIES)
    assert all(one.reason.endswith(".") and one.rules for one in made.actions)
    assert all(bool(actions(made)[entry.ref].evidence) == bool(entry.evidence) for entry in ENTRIES)


def test_targets() -> None:
    """Duplicates go to the account that the score prefers; merge where the platform has one, redirect elsewhere."""
    found = {one.ref: (one.action, one.into) for one in toy().actions if one.into}
    assert found == {
        "facebook:veltoraofficial": ("merge", "facebook:veltora"),
        "mastodon:news@social.example": ("redirect", "mastodon:veltora@social.example"),
        "x:veltorajobs": ("redirect", "x:veltoracareers"),
        "x:veltoranews": ("redirect", "x:veltora"),
    }


def test_options() -> None:
    """Minimal joins nothing; maximal takes Mastodon's irreversible move; more option, never more accounts."""
    made = {option: toy(option=option) for option in OPTIONS}
    assert not [one for one in made["minimal"].actions if one.action in (*JOINS, "rename", "verify")]
    assert actions(made["maximal"])["mastodon:news@social.example"].action == "merge"
    after = [made[option].accounts_after for option in OPTIONS]
    assert after == sorted(after, reverse=True)


def test_unknown_option() -> None:
    """An option there is not is told, with those there are."""
    with pytest.raises(InputError, match="minimal, recommended, maximal"):
        toy(option="radical")


def test_blocked_pairs_name_the_rule() -> None:
    """Product beside disease, product beside product, audience beside audience, person beside organization."""
    groups = [(set(one.rules), set(one.refs)) for one in toy().blocked]
    wanted = [
        ("C02", {"facebook:livingwithpsoriasis", "facebook:veltoderm"}),
        ("C03", {"facebook:veltoderm", "facebook:veltocard"}),
        ("C01", {"x:veltora", "x:veltorahcp", "x:veltora_ir"}),
        ("C12", {"x:mara_lindqvist", "x:veltora"}),
    ]
    assert all(any(rule in rules and refs <= together for rules, together in groups) for rule, refs in wanted)


def test_unfounded_block() -> None:
    """ "We can't, because we're pharma" names no rule; with one it is no longer unfounded."""
    assert [text for text in toy().unfounded if "because we're pharma" in text]
    told = [replace(fact, value="cannot merge: C02") if fact.name == "cannot_merge" else fact for fact in FACTS]
    assert toy(facts=told).unfounded == ()


def test_conflicting_facts_are_unknown() -> None:
    """Two declared answers of the same day: neither counts, and the conflict is listed."""
    facts = [
        *FACTS,
        Fact("x:veltoranews", "language", "de", "declared"),
        Fact("x:veltoranews", "language", "fr", "declared"),
    ]
    made = toy(facts=facts)
    assert actions(made)["x:veltoranews"].action == "keep"
    assert any("language (two sources disagree)" in text for text in made.unknown)


def test_declared_wins_over_inferred() -> None:
    """A fact that a person declares changes the key, and with it the plan."""
    made = toy(facts=[*FACTS, Fact("x:veltoranews", "audience_class", "investor", "declared")])
    assert actions(made)["x:veltoranews"].action == "keep"


@pytest.mark.parametrize(
    ("value", "action"),
    [
        ("keep", "keep"),
        ("close", "close"),
        ("redirect x:veltora", "redirect"),
        ("merge x:veltora", "redirect"),
        ("redirect x:veltorahcp", "redirect"),
        ("explode", "redirect"),
    ],
)
def test_judged_actions(value: str, action: str) -> None:
    """A person's decision wins, unless a rule forbids it; then the conflict is listed."""
    made = toy(judgements=[Judgement("j1", "action", ("x:veltoranews",), value, "Ada", "2026-11-01")])
    found = actions(made)["x:veltoranews"]
    assert found.action == action
    carried = value.split()[0] == action and found.into in (None, "x:veltora") and value != "redirect x:veltorahcp"
    assert any("was decided by Ada" in text for text in made.unknown) != carried


def test_superseded_and_expired_judgements() -> None:
    """What was superseded or has run out decides nothing."""
    old = Judgement("j1", "action", ("x:veltoranews",), "close", "Ada", "2026-01-01")
    ended = Judgement(
        "j2", "action", ("x:veltoranews",), "keep", "Ada", "2026-02-01", until="2026-03-01", supersedes="j1"
    )
    assert actions(toy(judgements=[old, ended]))["x:veltoranews"].action == "redirect"


def test_irreversible_steps_have_their_conditions() -> None:
    """A merge needs an export, notices, a monitor; it says that it cannot be undone; its loss is not guessed."""
    merge = actions(toy())["facebook:veltoraofficial"]
    needs = " ".join(merge.requires)
    assert not merge.reversible
    assert all(word in needs for word in ("SHA-256", "notices", "monitor"))
    assert {"Legal", "Records", "Regulatory", "Safety"} <= set(merge.sign_offs)
    assert merge.followers_at_risk is None


def test_followers_at_risk_are_bounds() -> None:
    """All followers of an account that ends, none of one that stays, null where the count is unknown."""
    found = {ref: one.followers_at_risk for ref, one in actions(toy()).items()}
    assert (found["x:veltoranews"], found["x:veltora"]) == (4000, 0)
    blind = [
        replace(entry, profile=replace(entry.profile, followers=None)) if entry.profile else entry for entry in ENTRIES
    ]
    made = plan(blind, units=UNITS, facts=FACTS, brand=BRAND, industry=INDUSTRY, as_of=AS_OF)
    assert actions(made)["x:veltoranews"].followers_at_risk is None


def test_sign_offs_name_every_department() -> None:
    """Each department with accounts signs, and nobody else as a department."""
    heads = {role for one in toy().actions for role in one.sign_offs if role.startswith("Head of ")}
    assert heads == {f"Head of {entry.department}" for entry in ENTRIES if entry.relation.ours and entry.department}


def test_waves() -> None:
    """Seven dates in order, eight weeks before to ninety days after; consultation before the first notice."""
    waves = toy().waves
    assert [wave["at"] for wave in waves] == ["T-56", "T-30", "T-14", "T-2", "T0", "T+30", "T+90"]
    assert [str(wave["date"]) for wave in waves] == sorted(str(wave["date"]) for wave in waves)
    assert "communities asked" in str(waves[0]["what"])
    assert {one.wave for one in toy().actions} <= {wave["wave"] for wave in waves}


def test_last_account_of_a_language_stays() -> None:
    """The only French account is silent, and stays with C17; a second French account frees it."""
    assert "C17" in actions(toy())["youtube:@veltorafrance"].rules
    more = [*ENTRIES, row("x:veltora_fr", "Veltora France", "Marketing", unit="France", bio="")]
    made = plan(more, units=UNITS, facts=FACTS, brand=BRAND, industry=INDUSTRY, as_of=AS_OF)
    assert actions(made)["youtube:@veltorafrance"].action == "archive"


def test_max_accounts_is_answered() -> None:
    """No rule bends: the plan says by how many it falls short."""
    assert toy(max_accounts=5).metrics["max_accounts"] == {
        "asked": 5,
        "reached": False,
        "short_by": toy().accounts_after - 5,
    }
    assert toy(max_accounts=999).metrics["max_accounts"]["reached"]  # type: ignore[index]


def test_record_has_every_field() -> None:
    """`plan --json` has all its fields, those of the optimum null; a second run gives the same bytes."""
    text = plan_text(toy(), "json")
    record = json.loads(text)
    public = {
        "counting_rule",
        "accounts_before",
        "accounts_after",
        "floor",
        "optimal",
        "questions",
        "actions",
        "blocked",
        "unfounded",
        "unknown",
        "metrics",
        "waves",
    }
    assert public <= set(record)
    assert (record["floor"], record["optimal"], record["questions"]) == ({"low": None, "high": None}, None, None)
    assert set(record["actions"][0]) == {
        "ref",
        "action",
        "into",
        "reason",
        "rules",
        "evidence",
        "reversible",
        "wave",
        "requires",
        "sign_offs",
        "followers_at_risk",
    }
    assert text == plan_text(
        plan(reversed(ENTRIES), units=UNITS, facts=FACTS, brand=BRAND, industry=INDUSTRY, as_of=AS_OF), "json"
    )
    assert len(plan_text(toy(), "nl").splitlines()) == len(plan_text(toy(), "csv").splitlines()) - 1 == len(ENTRIES)


def test_screen_says_the_numbers_first() -> None:
    """The screen opens with before and after, and lists what people have to decide."""
    parts = screen(toy())
    assert parts[0].title == "Veltora: from 26 to 20 speaking accounts"
    assert any("x:veltora_helpdesk" in item for item in parts[2].items)


IMPOSTOR = row("x:veltorahelp", "Veltora", None, Relation.IMPERSONATION, bio="Official help of Veltora", listed=False)


@pytest.mark.parametrize(
    ("entry", "facts", "action"),
    [
        (IMPOSTOR, [], "report"),
        (replace(IMPOSTOR, display_name="Veltora (parody)"), [], "leave"),
        (replace(IMPOSTOR, display_name="Veltora fan club"), [], "leave"),
        (replace(IMPOSTOR, profile=None), [], "escalate"),
        (
            replace(IMPOSTOR, profile=None),
            [Fact("x:veltorahelp", "identity_elements", "name, image", "observed")],
            "report",
        ),
        (replace(IMPOSTOR, profile=None), [Fact("x:veltorahelp", "avatar_match", "yes", "observed")], "report"),
        (IMPOSTOR, [Fact("x:veltorahelp", "label", "criticism", "declared")], "leave"),
    ],
    ids=["two elements", "parody", "fan", "one element", "told", "image", "criticism"],
)
def test_reports_are_hard(entry: Entry, facts: list[Fact], action: str) -> None:
    """Only two copied elements without a label make a report; a person confirms it."""
    made = plan([entry], facts=facts, brand=BRAND, as_of=AS_OF)
    assert made.actions[0].action == action
    assert action != "report" or any("confirmation" in need for need in made.actions[0].requires)


def test_confusable_handle_is_a_copied_name() -> None:
    """A zero for an O is still the name."""
    built = estate([replace(IMPOSTOR, handle="velt0ra", display_name="", profile=None)], [])
    assert copied_elements(built, next(iter(built.accounts.values()))) == ("name",)


@pytest.mark.parametrize("industry", pack_names())
def test_packs(industry: str) -> None:
    """Each pack loads; each of its rules exists; each authority has a source, a date and a confidence."""
    pack = load_pack(industry)
    assert pack.rules <= set(RULES)
    assert all(one.rule in RULES and one.source and one.as_of and one.confidence for one in pack.basis)
    assert toy(industry=industry).metrics["industry"] == pack.name


def test_rules_have_sentences() -> None:
    """Thirty rules, each a sentence."""
    assert sorted(RULES) == [f"C{number:02}" for number in range(1, 31)]
    assert all(
        rule.sentence.endswith(".") and rule.effect in ("apart", "needs", "sign-off", "warns")
        for rule in RULES.values()
    )


# --- whatever the estate ------------------------------------------------------

DEPARTMENTS = ("Communications", "Marketing", "Medical", None)
NAMES = (
    "Veltora",
    "Veltora News",
    "Veltora Careers",
    "Veltora Deutschland",
    "Veltora France",
    "Veltoderm",
    "Living with Psoriasis",
    "Veltora for Healthcare Professionals",
    "Veltora Recalls",
    "Skin Stories",
    "Veltora (parody)",
)
BIOS = (
    "",
    "The news of the day from all of us",
    "Neues aus der Forschung und von der Arbeit",
    "Managed by Northlight Studio",
)


@st.composite
def accounts(draw: st.DrawFn) -> list[Entry]:
    """Random estates of up to 24 accounts."""
    made = []
    for index in range(draw(st.integers(1, 24))):
        platform = draw(st.sampled_from(("x", "facebook", "mastodon", "youtube", "wechat")))
        name = draw(st.sampled_from(NAMES))
        one = row(
            f"{platform}:acct{index}",
            name,
            draw(st.sampled_from(DEPARTMENTS)),
            draw(st.sampled_from(list(Relation))),
            draw(st.sampled_from(list(Status))),
            bio=draw(st.sampled_from(BIOS)),
            followers=draw(st.none() | st.integers(0, 10**6)),
            posts=draw(st.sampled_from((None, 0, 7))),
            verified=draw(st.sampled_from((None, True, False))),
            listed=draw(st.booleans()),
            contested=draw(st.sampled_from(((), ("Communications", "Marketing")))),
            country=draw(st.sampled_from(("", "us", "de", "global"))),
            language=draw(st.sampled_from(("", "en", "de"))),
        )
        made.append(one)
    return made


def random_plan(entries: list[Entry], option: str = "maximal", industry: str = "general") -> Plan:
    return plan(entries, units=UNITS, brand=BRAND, industry=industry, as_of=AS_OF, option=option)


WHATEVER = settings(max_examples=20, deadline=None, suppress_health_check=[HealthCheck.too_slow])


@WHATEVER
@given(accounts(), st.sampled_from(OPTIONS), st.sampled_from(("general", "pharma")))
def test_whatever_the_estate(entries: list[Entry], option: str, industry: str) -> None:
    """One action each; joins stay inside a key, end at an account that stays, never take a person; counts go down."""
    made = random_plan(entries, option, industry)
    found = actions(made)
    built = estate(entries, [], industry).accounts
    assert sorted(found) == sorted(entry.ref for entry in entries)
    assert {one.action for one in made.actions} <= set(ACTIONS) - {"close"}
    assert made.accounts_after <= made.accounts_before
    for one in made.actions:
        assert (one.into is not None) == (one.action in JOINS)
        if one.into:
            assert built[one.ref].key == built[one.into].key
            assert not built[one.ref].key.unknown
            assert found[one.into].action in SPEAKING
            assert not built[one.ref].person
        if one.action == "merge":
            assert PLATFORMS[built[one.ref].entry.platform].mechanics.merge.startswith("yes")
        if one.action == "report":
            assert "label" not in built[one.ref].facts
            assert len(copied_elements(estate(entries, []), built[one.ref])) >= 2


@WHATEVER
@given(accounts(), st.sampled_from(OPTIONS))
def test_every_language_and_region_keeps_an_account(entries: list[Entry], option: str) -> None:
    """Every known language and region that had an account still has one that speaks."""
    found = actions(random_plan(entries, option))
    counted = estate(entries, []).counted
    for field in ("language", "jurisdiction_class"):
        before = {getattr(account.key, field) for account in counted if field not in account.key.unknown}
        after = {getattr(account.key, field) for account in counted if found[account.ref].action in SPEAKING}
        assert before <= after


@WHATEVER
@given(accounts(), st.permutations(["Communications", "Marketing", "Medical"]))
def test_departments_never_change_groups(entries: list[Entry], order: list[str]) -> None:
    """Who runs an account does not decide which accounts could be one."""
    swap = dict(zip(("Communications", "Marketing", "Medical"), order, strict=True))
    moved = [replace(entry, department=swap.get(entry.department or ""), unit=None) for entry in entries]
    plain = [replace(entry, unit=None) for entry in entries]
    keys = [{ref: account.key for ref, account in estate(rows, []).accounts.items()} for rows in (plain, moved)]
    assert keys[0] == keys[1]


@WHATEVER
@given(accounts())
def test_more_option_never_more_accounts(entries: list[Entry]) -> None:
    """Minimal, recommended, maximal: each leaves at most as many speaking accounts as the one before."""
    after = [random_plan(entries, option).accounts_after for option in OPTIONS]
    assert after == sorted(after, reverse=True)


@WHATEVER
@given(accounts(), st.randoms(use_true_random=False))
def test_order_of_input_does_not_matter(entries: list[Entry], chance: object) -> None:
    """The same accounts in another order give the same plan."""
    mixed = list(entries)
    chance.shuffle(mixed)  # type: ignore[attr-defined]
    assert plan_text(random_plan(mixed), "json") == plan_text(random_plan(entries), "json")


def test_time_grows_with_accounts_not_pairs() -> None:
    """A plan of 1,000 accounts is made at once."""
    many = [
        replace(ENTRIES[0], ref=f"x:veltora{number}", handle=f"veltora{number}", profile=Profile(f"x:veltora{number}"))
        for number in range(1000)
    ]
    made = plan(many, units=[Unit("Communications")], brand=BRAND, as_of=AS_OF, language="en")
    assert made.accounts_before == 1000
