"""Drafts of a brand: departments from a site's own structure or a sheet's columns, and what was guessed beside them."""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from importlib import resources
from pathlib import Path

import pytest

from sprawl.brand import Brand
from sprawl.brand.site_draft import draft_from_site
from sprawl.brand.site_units import draft_from_pages
from sprawl.model import Evidence, EvidenceKind, Page, Region, Unit
from sprawl.sheets.draft import draft_from_sheet
from sprawl.sheets.table import read_table
from sprawl.text.folding import fold_label
from sprawl.text.site_words import country, names_part

HOME = "https://www.example.org"


def page(path: str, title: str = "", links: Iterable[str] = (), trail: tuple[str, ...] = (), **told: object) -> Page:
    return Page(f"{HOME}{path}", title, links=tuple(f"{HOME}{link}" for link in links), trail=trail, **told)  # type: ignore[arg-type]


def under(path: str, count: int) -> list[Page]:
    return [page(f"{path}/page-{number}", f"Page {number}") for number in range(count)]


def drafted(pages: list[Page]) -> list[tuple[str, str, str]]:
    return [(unit.name, unit.parent, unit.kind) for unit in draft_from_pages(pages)]


SITES = {
    "children of a list of departments": (
        [
            page("/", "Example"),
            page("/departments", "Departments"),
            page("/departments/public-works", "Public Works (DPW) | Example"),
            page("/departments/quiet-bureau", "Quiet Things | Example"),
            page("/news/big-day", "A big day | Example"),
            page("/about", "About | Example"),
        ],
        [("Public Works", "", "function"), ("Quiet Things", "", "function")],
    ),
    "linked from a list elsewhere": (
        [
            page("/abteilungen", "Unsere Abteilungen", ["/bauwesen", "/impressum"]),
            page("/bauwesen", "Bauwesen"),
            *under("/bauwesen", 4),
            *[page(f"/x{number}", "Etwas", ["/impressum"]) for number in range(6)],
            page("/impressum", "Impressum"),
        ],
        [("Bauwesen", "", "function")],
    ),
    "breadcrumbs": (
        [
            page("/a/7", "Water | Example", trail=("Home", "Our departments", "Water")),
            page("/a/8", "Pay a bill", trail=("Home", "Our departments", "Water", "Pay a bill")),
            page("/a/9", "Sewers", trail=("Home", "Our departments", "Sewers and Drains")),
            *under("/a/9", 1),
        ],
        [("Water", "", "function"), ("Sewers and Drains", "", "function")],
    ),
    "names that say so, and units below them": (
        [
            page("/government/department-of-finance", "Department of Finance"),
            *under("/government/department-of-finance", 3),
            page("/government/department-of-finance/office-of-audits", "Office of Audits"),
            *under("/government/department-of-finance/office-of-audits", 3),
            page("/government/apply-for-a-permit", "Apply for a permit"),
            *under("/government/apply-for-a-permit", 20),
        ],
        [("Department of Finance", "", "function"), ("Office of Audits", "Department of Finance", "function")],
    ),
    "a company's functions, products and countries": (
        [
            page("/investors", "Investors"),
            *under("/investors", 3),
            page("/our-brands", "Our brands"),
            page("/our-brands/zorvexil", "Zorvexil"),
            page("/locations", "Our locations"),
            page("/locations/germany", "Deutschland"),
        ],
        [("Investors", "", "function"), ("Deutschland", "", "country"), ("Zorvexil", "", "product")],
    ),
    "boards and commissions": (
        [
            page("/boards-and-commissions", "Boards, Commissions & Committees"),
            page("/boards-and-commissions/tree-board", "Tree Board"),
            page("/boards-and-commissions/ethics", "Ethics"),
            page("/boards-and-commissions/arts", "Arts"),
        ],
        [
            ("Boards, Commissions & Committees", "", "function"),
            ("Arts", "Boards, Commissions & Committees", "function"),
            ("Ethics", "Boards, Commissions & Committees", "function"),
            ("Tree Board", "Boards, Commissions & Committees", "function"),
        ],
    ),
    "nothing of the kind": ([page("/", "Example"), page("/news", "News"), *under("/news", 30)], []),
    "no pages": ([], []),
}


@pytest.mark.parametrize(("pages", "expected"), SITES.values(), ids=SITES)
def test_departments_are_read_from_a_sites_structure(pages: list[Page], expected: list[tuple[str, str, str]]) -> None:
    assert drafted(pages) == expected


@pytest.mark.parametrize("pages", [pages for pages, _ in SITES.values()], ids=SITES)
def test_the_order_of_pages_does_not_matter(pages: list[Page]) -> None:
    assert draft_from_pages(pages) == draft_from_pages(pages[::-1])


def test_a_unit_has_its_section_and_its_acronym() -> None:
    unit = draft_from_pages(SITES["children of a list of departments"][0])[0]
    assert unit == Unit("Public Works", aliases=("DPW",), sites=(f"{HOME}/departments/public-works",), declared=False)


def test_sub_domains_that_name_a_part_are_units() -> None:
    pages = [page(f"/p{number}") for number in range(3)]
    hosts = [
        Page(f"https://{host}/")
        for host in ("careers.example.org", "de.example.org", "cdn.example.org", "jobs.example.com")
    ]
    assert drafted([*pages, *hosts]) == [("Careers", "", "function"), ("Germany", "", "country")]


def test_domains_that_add_to_the_sites_own_name_are_units() -> None:
    hosts = (
        "www.zorvex-deutschland.example",
        "www.zorvexfoundation.example",
        "zorvex.fr",
        "zorvexology.example",
        "other.de",
    )
    start = Page("https://www.zorvex.example/", links=tuple(f"https://{host}/" for host in hosts))
    assert drafted(
        [start, Page("https://www.zorvex.example/a"), Page("https://zorvex-deutschland.example/presse", "Presse")]
    ) == [
        ("Germany", "", "country"),
        ("Foundation", "", "function"),
        ("France", "", "country"),
    ]


def test_the_main_sections_stand_in_only_where_a_person_will_correct() -> None:
    pages = [page("/news", "News"), *under("/news", 3), page("/digital", "Digital Things"), *under("/digital", 2)]
    pages += [page("/about", "About us"), *under("/about", 5), page("/single", "Single")]
    assert draft_from_pages(pages) == []
    assert [unit.name for unit in draft_from_pages(pages, generous=True)] == ["Digital Things", "Communications"]


def test_an_account_that_is_not_called_like_the_brand_is_only_mentioned() -> None:
    refs = ("x:acme", "x:webmakers")
    said = tuple(Evidence(EvidenceKind.LINK, "site:www.example.org", ref, HOME, Region.FOOTER) for ref in refs)
    draft = draft_from_site([page("/", "Home", site_name="Acme Labs", evidence=said)], f"{HOME}/")
    assert draft.brand.handles == ("x:acme",)
    assert "add what is yours: x:webmakers" in draft.dumps()


def test_hostile_pages_are_fine() -> None:
    pages = [
        Page("http://[", "x"),
        Page("", ""),
        page("/departments/\x00%ff<script>", "\x00" * 90),
        page("/" + "a/" * 500, "Police"),
    ]
    assert all(unit.name for unit in draft_from_pages([page("/departments", "Departments"), *pages]))


@pytest.mark.parametrize("kind", ["of", "after"])
def test_words_are_folded_as_they_are_looked_up(kind: str) -> None:
    words = tomllib.loads(resources.files("sprawl.text").joinpath("tables", "site.toml").read_text("utf-8"))
    every = [*words["wording"][kind], *words["functions"]["words"], *words["generic"]["names"]]
    every += [name for names in (*words["indexes"].values(), *words["countries"].values()) for name in names]
    assert [word for word in every if fold_label(word) != word] == []


@pytest.mark.parametrize(
    ("text", "expected"),
    [("Deutschland", "de"), ("GERMANY", "de"), ("España", "es"), ("USA", "us"), ("Germany desk", ""), ("", "")],
)
def test_countries_are_known_by_their_own_names(text: str, expected: str) -> None:
    assert country(text) == expected


@pytest.mark.parametrize(
    ("text", "expected"), [("HR", True), ("Ministry of Silly Walks", True), ("Ann Example", False)]
)
def test_parts_of_organisations_are_told_from_persons(text: str, expected: bool) -> None:
    assert names_part(text) == expected


SHEET = """Platform,Account,Name,Division,Department,Owner,Relation,Website
X,@acme,Acme Labs,,Corporate Communications,Ann,official,https://www.acme.example/
Facebook,acme,Acme Labs News,,Corp Comms,Ann,official,https://www.acme.example/news
Instagram,acmejobs,Acme Labs Careers,People,Recruiting,Bob,yes,https://careers.acme.example/
LinkedIn,acme-labs,Acme Labs,People > Recruiting,Campus,Eve,,
X,@acme_de,Acme Labs Deutschland,,Deutschland,Kim,official,
X,@acme_germany,Acme Labs,,Germany,Lee,official,
X,@realacme,Acme Labs Official,,,,impersonation,
"""


def test_a_sheet_drafts_a_brand_with_departments_and_handles(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET, "utf-8")
    draft = draft_from_sheet(read_table(path))
    assert draft.brand.name == "Acme Labs"
    assert draft.brand.sites == ("https://www.acme.example/", "https://careers.acme.example/")
    assert "x:realacme" not in draft.brand.handles
    assert len(draft.brand.handles) == 6
    assert draft.brand.units == (
        Unit("Corporate Communications", aliases=("Corp Comms",), steward="Ann"),
        Unit("People"),
        Unit("Recruiting", parent="People", steward="Bob"),
        Unit("Campus", parent="Recruiting", steward="Eve"),
        Unit("Deutschland", "country", aliases=("Germany",)),
    )


def test_a_draft_says_what_to_check_and_reads_back(tmp_path: Path) -> None:
    path = tmp_path / "sheet.csv"
    path.write_text(SHEET, "utf-8")
    draft = draft_from_sheet(read_table(path), "Acme Labs")
    text = draft.dumps()
    assert Brand.from_text(text) == draft.brand
    for words in (
        "Drafted from sheet.csv: 6 accounts",
        "# Check: as given.",
        "1 more are marked",
        "First named in row 2.",
    ):
        assert words in text


@pytest.mark.parametrize(
    ("text", "name", "expected"),
    [
        (
            "URL\nhttps://x.com/zorvex\nhttps://facebook.com/zorvexnews\nhttps://instagram.com/zorvex_jobs",
            "a.csv",
            "Zorvex",
        ),
        ("URL,Website\nhttps://x.com/one,https://www.two-words.example/", "a.csv", "Two Words"),
        ("URL\nhttps://x.com/one", "acme social media inventory 2026.csv", "Acme"),
        ("URL\nhttps://x.com/one", "accounts.csv", "My brand"),
    ],
    ids=["from handles", "from a web site", "from the file", "unknown"],
)
def test_the_name_is_guessed_from_what_there_is(text: str, name: str, expected: str, tmp_path: Path) -> None:
    (tmp_path / name).write_text(text, "utf-8")
    assert draft_from_sheet(read_table(tmp_path / name)).brand.name == expected


def test_a_site_drafts_a_brand_with_the_accounts_that_its_pages_share() -> None:
    def said(ref: str, region: Region) -> Evidence:
        return Evidence(EvidenceKind.LINK, "site:www.example.org", ref, HOME, region)

    pages = [
        page(
            f"/p{n}",
            f"Page {n} | Acme",
            evidence=(said("x:acme", Region.FOOTER), said("x:vendor", Region.MAIN)),
            language="en-GB",
        )
        for n in range(6)
    ]
    draft = draft_from_site(
        [*pages, page("/departments", "Departments"), page("/departments/water", "Water")], f"{HOME}/"
    )
    assert (draft.brand.name, draft.brand.language) == ("Acme", "en")
    assert (draft.brand.sites, draft.brand.handles) == ((f"{HOME}/",), ("x:acme",))
    assert [unit.name for unit in draft.brand.units] == ["Water"]
    assert "x:acme stands on 6 of 8 pages" in draft.guesses
    assert Brand.from_text(draft.dumps()).units[0].sites == (f"{HOME}/departments/water",)


def test_a_site_that_names_itself_is_believed() -> None:
    draft = draft_from_site([page("/", "Home", site_name="Acme Labs")], f"{HOME}/")
    assert draft.brand.name == "Acme Labs"
    assert draft_from_site([], "https://www.two-words.example/").brand.name == "Two Words"
