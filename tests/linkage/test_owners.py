"""Owners: strangers are not chained, suspects are kept out, people's words hold, ids stay, and all of it is told."""

from __future__ import annotations

import pytest
from invent import estate

from sprawl.linkage.match import owners
from sprawl.linkage.owner_ids import name_owners
from sprawl.linkage.result import Owners

SITE = "https://www.novalis.example/"
BRAND = [
    {"id": "main", "platform": "x", "handle": "novalis", "display_name": "Novalis", "website": SITE},
    {"id": "jobs", "platform": "facebook", "handle": "NovalisCareers", "display_name": "Novalis Careers"},
    {
        "id": "de",
        "platform": "instagram",
        "handle": "novalis_de",
        "display_name": "Novalis Deutschland",
        "website": SITE,
    },
    {
        "id": "drug",
        "platform": "x",
        "handle": "zelopra",
        "display_name": "Zelopra",
        "bio": "Zelopra by Novalis.",
        "website": SITE,
    },
    {"id": "drug2", "platform": "facebook", "handle": "Zelopra", "display_name": "Zelopra"},
    {"id": "other", "platform": "x", "handle": "orchard", "display_name": "Orchard", "website": "orchard.example"},
]


def together(found: Owners, *ids: str) -> bool:
    return len({found.owner[each] for each in ids}) == 1


def with_brand(**row: str) -> Owners:
    return owners([*BRAND, {"id": "new", "platform": "x", **row}])


def test_an_estate_comes_together() -> None:
    """Functions, regions and a product hang on their brand; a stranger does not."""
    found = owners(BRAND)
    assert together(found, "main", "jobs", "de", "drug", "drug2")
    assert not together(found, "main", "other")


@pytest.mark.parametrize(
    "row",
    [
        {"handle": "n0valis", "display_name": "Novalis"},
        {"handle": "novalis_off1cial", "display_name": "Novalis"},
        {"handle": "novalisfans", "display_name": "Novalis Fans"},
        {"handle": "novalisrecipes", "display_name": "Novalis by Fans"},
        {"handle": "heardnovalis", "display_name": "Overheard at Novalis"},
        {"handle": "novalisnews", "display_name": "Novalis News", "bio": "Unofficial, not affiliated."},
        {"handle": "novalis.giveaway", "display_name": "Novalis"},
        {"handle": "novalis_x", "display_name": "N\u043evalis"},
        {"handle": "annanovalis", "display_name": "Anna Novalis", "bio": "Views are my own"},
    ],
    ids=[
        "copied handle",
        "digit for a letter",
        "fan",
        "by fans",
        "overheard",
        "unofficial",
        "bait",
        "scripts",
        "person",
    ],
)
def test_suspects_are_kept_out(row: dict[str, str]) -> None:
    """Only a link from the brand's own site lets them in."""
    assert not together(with_brand(**row), "new", "main")


def test_a_link_from_the_own_site_lifts_a_veto() -> None:
    """A fan page that the brand's site links to is the brand's."""
    row = {"handle": "novalisfans", "display_name": "Novalis Fans"}
    assert together(with_brand(**row, linked_from="www.novalis.example"), "new", "main")


def test_a_common_word_does_not_glue_strangers() -> None:
    """Two owners of one name stay apart, each with what points to it."""
    rows = [
        *(
            {
                "id": f"b{n}",
                "platform": p,
                "handle": f"beacon{p}",
                "display_name": "Beacon",
                "website": "beacon.example",
                "bio": "Beacon of hope.",
            }
            for n, p in enumerate(("x", "facebook", "tiktok"))
        ),
        *(
            {
                "id": f"p{n}",
                "platform": p,
                "handle": f"beacon_{p}",
                "display_name": "Beacon",
                "website": "paperco.example",
                "bio": "A Paperco brand.",
            }
            for n, p in enumerate(("x", "facebook", "tiktok"))
        ),
        {"id": "owner", "platform": "x", "handle": "paperco", "display_name": "Paperco", "website": "paperco.example"},
    ]
    found = owners(rows)
    assert together(found, "p0", "p1", "owner")
    assert together(found, "b0", "b1", "b2")
    assert not together(found, "b0", "p0")


def test_namesakes_are_not_one_person() -> None:
    """The same given name and surname prove nothing."""
    rows = [{"id": str(n), "platform": "x", "handle": f"emma_weber{n}", "display_name": "Emma Weber"} for n in range(3)]
    assert len(set(owners(rows).owner.values())) == 3


def test_judgements_hold_and_are_undone() -> None:
    """Same joins, different parts, and without them everything is as before."""
    before = owners(BRAND)
    joined = owners(BRAND, [("main", "other", True)])
    parted = owners(BRAND, [("main", "jobs", False)])
    assert together(joined, "main", "other")
    assert not together(parted, "main", "jobs")
    assert owners(BRAND, previous=joined.owner).groups().values() == before.groups().values() or not together(
        before, "main", "other"
    )


def test_contradictions_are_listed() -> None:
    """What cannot all hold is told; joining wins until somebody settles it."""
    found = owners(BRAND, [("main", "other", True), ("other", "main", False)])
    assert found.contradictions == (("other", "main"),)
    assert together(found, "main", "other")


def test_judgements_about_unknown_accounts_are_left_out() -> None:
    """A judgement outlives its accounts."""
    assert owners(BRAND, [("main", "gone", True)]).owner == owners(BRAND).owner


def test_new_accounts_join_and_ids_stay() -> None:
    """The next run keeps the owners' ids, whoever joins."""
    first = owners(BRAND[:3])
    second = owners(BRAND, previous=first.owner)
    assert second.owner["drug"] == first.owner["main"]


@pytest.mark.parametrize(
    ("groups", "previous", "names"),
    [
        ([["a", "b"], ["c"]], {"a": "o1", "b": "o1", "c": "o1"}, ["o1", None]),
        ([["a", "b", "c"]], {"a": "o1", "b": "o2", "c": "o2"}, ["o2"]),
        ([["d"]], {"a": "o1"}, [None]),
    ],
    ids=["split", "merged", "new"],
)
def test_owner_ids(groups: list[list[str]], previous: dict[str, str], names: list[str | None]) -> None:
    """The bigger share keeps the id; what is new gets one that was never used."""
    placed = [(account, place) for place, group in enumerate(groups) for account in group]
    found = name_owners(*zip(*placed, strict=True), previous)
    assert [name if name in previous.values() else None for name in found] == names
    assert len(set(found)) == len(found)


def test_explanations_add_up() -> None:
    """Bits of the reasons sum to the link's, also of a pair never compared; path and weakest bridge are told."""
    found = owners(BRAND)
    near, far = found.explain("drug2", "jobs"), found.explain("other", "jobs")
    for link in (near.link, far.link, *near.path, *near.home):
        assert link.bits == pytest.approx(sum(reason.bits for reason in link.reasons))
        assert all(reason.sentence for reason in link.reasons)
    assert near.together
    assert near.weakest == min(near.path, key=lambda link: link.bits)
    assert (far.together, far.path, far.weakest) == (False, (), None)


def test_what_a_rule_changed_is_told() -> None:
    """`why` and `explain` name what rules over the corpus dropped or added about an account."""
    found = with_brand(handle="anna_brown", display_name="Anna Brown", bio="At Novalis")
    assert found.changes("main") == []
    assert "named like a person" in found.changes("new")[0]
    assert found.why("new").endswith(found.changes("new")[-1])
    assert found.explain("main", "new").changes == tuple(f"new: {change}" for change in found.changes("new"))


def test_two_runs_are_the_same() -> None:
    """Same input, same owners, same chances."""
    rows, _ = estate(60, 5)
    assert (owners(rows).owner, owners(rows).probability) == (owners(rows).owner, owners(rows).probability)


@pytest.mark.parametrize(
    "rows",
    [
        [],
        [{"id": "1", "platform": "x", "handle": ""}],
        [{"id": str(n), "platform": "", "handle": "\x00", "bio": "\ud800"} for n in range(3)],
    ],
    ids=["nothing", "no handle", "noise"],
)
def test_poor_input_stands_alone(rows: list[dict[str, str]]) -> None:
    """Where nothing is known, nothing is joined."""
    assert len(set(owners(rows).owner.values())) == len(rows)


def test_answers_are_mappings_in_the_order_of_the_accounts() -> None:
    """They are looked up by id, or gone over as they stand."""
    found = owners(BRAND)
    assert list(found.owner) == [row["id"] for row in BRAND]
    assert list(found.owner.values()) == list(found.owner.in_order())
    assert dict(found.probability.items()) == found.probability
    with pytest.raises(KeyError):
        found.owner["gone"]


def test_who_says_only_what_it_does_does_not_hang_on_whoever_does_the_same() -> None:
    """One brand's law school tells its site, another's is not drawn to it; a mention of law is no mention of either."""
    brands = [
        {"id": f"{name}{place}", "handle": f"{name}{place}", "display_name": name.title(), "website": f"{name}.example"}
        for name in ("novalis", "orchard")
        for place in range(3)
    ]
    schools = [
        {"id": f"school-{name}", "handle": f"{name}law", "display_name": "Law School", "website": f"{name}.example"}
        for name in ("novalis", "orchard")
    ]
    loose = {"id": "loose", "handle": "zelopralaw", "display_name": "Law School"}
    found = owners([*brands, *schools, loose])
    assert together(found, "school-novalis", "novalis0")
    assert not together(found, "loose", "novalis0")
    assert not together(found, "loose", "orchard0")


@pytest.mark.parametrize("name", ["–", "ﾟ", "🎉", "✅ –", "ー", "\u3164", "\u200b", "｡ﾟ･"])
def test_accounts_without_a_name_are_not_one_owners(name: str) -> None:
    """That two names hold no letter says nothing, nor that two handles hold none; no copy is told by it."""
    handles = ("ravenfold", "ravenfold1", "quillmarsh", "tamblin", "_", "__", name)
    rows = [
        {"id": handle, "platform": "x", "handle": handle, "display_name": name, "bio": f"by {name}"}
        for handle in handles
    ]
    found = owners([*rows, {"id": "o", "platform": "x", "handle": "osterby", "display_name": "Osterby"}])
    assert together(found, "ravenfold", "ravenfold1")
    assert len(set(found.owner.values())) == len(handles)
